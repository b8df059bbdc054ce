"""A chat app of the tests' own: it remembers what was posted, edited and removed, and threads may be deleted in it.

For what the house does whatever the app; the real apps' contract is tests/test_bridge.py's, on their emulators.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot import markup
from bot.channels._own import Own
from bot.errors import DeliveryError
from bot.types.chat import Attachment, Card, Inbound, Outbound, Part


@dataclass
class Post:
    """What people see of a message."""

    id: str
    chat: str
    thread: str
    text: str
    choices: dict[str, str] = field(default_factory=dict)
    """Labels and ids."""
    mark: str = ""
    file: str = ""
    author: str = ""
    reply_to: str = ""
    quote: str = ""


def _facts(card: Card) -> Iterator[str]:
    links = dict(card.links)
    for label, value in card.facts:
        yield f"{label}: {value}" + (f" → {at.chat}/{at.thread}" if (at := links.get(label)) else "")


class Pad(Own):
    """One chat app."""

    can_find = False

    def __init__(self, name: str, account: str = "pad") -> None:
        self.name, self.account = name, account
        self.posts: dict[str, Post] = {}
        self.closed: list[str] = []
        self.answers: list[tuple[str, str, dict[str, str]]] = []
        """(person, text, choices) of what one person alone saw."""
        self.homes: list[str] = []
        self.gone: set[str] = set()
        """Chats and threads that are not there any more."""
        self.files: dict[str, bytes] = {}
        self.refuses_edits = self.refuses_deletes = False
        self.loses_answers = False
        self.busy = False
        """Whether it asks to wait with everything."""
        self.longest = 10_000
        """Letters that a message may have."""
        self._ids = itertools.count(1)

    def parse(self, payload: Mapping[str, Any]) -> Inbound | None:
        raise NotImplementedError("events are handed in as they are")

    def render(self, outbound: Outbound) -> Sequence[Part]:
        card, file = outbound.card, next(iter(outbound.attachments), None)
        text = "\n".join(filter(None, (card.title, card.text, *_facts(card)))) if card else ""
        choices = {choice.label: choice.id for choice in ((*card.choices, *card.menu) if card else outbound.choices)}
        body = {"text": text or outbound.text, "choices": choices, "mark": outbound.mark, "author": outbound.author,
                "person": outbound.person, "file": file.name if file else "", "speaker": outbound.speaker,
                "quote": outbound.quote}  # fmt: skip
        most, op = self.longest, "file" if file else outbound.op
        texts = [body["text"][at : at + most] for at in range(0, len(body["text"]), most)] or [""]
        return [Part(op, outbound.address, {**body, "text": text}) for text in texts]

    async def send(self, part: Part) -> str:
        if self.busy:
            raise DeliveryError("Too Many Requests", retry_after=2, limited=True)
        if part.address.chat in self.gone:
            raise DeliveryError("is_archived", gone="chat")
        if part.address.thread and part.address.thread in self.gone:
            raise DeliveryError("thread not found", gone="thread")
        done = self._carried_out(part)
        if self.loses_answers:
            raise DeliveryError("no answer in time", retry_after=0, certain=False)
        return done

    def _carried_out(self, part: Part) -> str:
        at, body = part.address, part.body
        if part.op in ("post", "open_thread", "file"):
            number = str(next(self._ids))
            words = markup.plain(body["text"])
            said = f"{body['speaker']}: {words}" if body["speaker"] else words
            self.posts[number] = Post(number, at.chat, number if part.op == "open_thread" else at.thread, said,
                                      dict(body["choices"]), file=part.name or body["file"],
                                      author=body["author"], reply_to=part.reply_to, quote=body["quote"])  # fmt: skip
            if part.path:
                self.files[number] = Path(part.path).read_bytes()
            return number
        if part.op == "ephemeral":
            self.answers.append((body["person"], body["text"], dict(body["choices"])))
        elif part.op == "home":
            self.homes.append(body["text"])
        elif part.op == "close_thread":
            self.closed.append(at.thread)
        elif part.target not in self.posts and part.op != "react":
            raise DeliveryError("message not found", gone="message")
        elif part.op == "edit":
            if self.refuses_edits:
                raise DeliveryError("message can't be edited")
            self.posts[part.target].text = markup.plain(body["text"])
            self.posts[part.target].choices = dict(body["choices"])
        elif part.op == "delete":
            if self.refuses_deletes:
                raise DeliveryError("message can't be deleted")
            del self.posts[part.target]
        elif part.op == "react":
            self.marks[part.target] = body["mark"]
        return ""

    @property
    def marks(self) -> dict[str, str]:
        """The mark on each message of the agents' own, by its id."""
        return self.__dict__.setdefault("_marks", {})

    async def fetch(self, file: Attachment, to: Path, limit: int) -> Attachment | None:
        data = self.files.get(file.remote["id"])
        if data is None or len(data) > limit:
            raise DeliveryError(f"{file.name} is too big or gone")
        to.write_bytes(data)
        return replace(file, name=file.remote["told"]) if "told" in file.remote else None

    def shown(self, chat: str, thread: str = "") -> list[str]:
        """What people see in a chat or thread, oldest first."""
        return [post.text for post in self.posts.values() if post.chat == chat and post.thread == thread]
