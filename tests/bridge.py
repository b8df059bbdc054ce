"""A whole house between two chat apps: customers on one, agents on the other, the real clients in between.

One way to speak to each: `Customer` and `Desk` do the same on Slack, on Telegram and on our own pages.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import itertools
import os
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import Session, col, func, select

from bot import app as house
from bot import texts
from bot.channels import slack as slack_channel
from bot.channels import telegram as telegram_channel
from bot.commands.serve import site
from bot.errors import BotError
from bot.pages.site import build
from bot.settings import Settings
from bot.storage.tables import Agent, Case, DeskThread, Lane, Message
from bot.types.channel import Pace
from bot.types.handoff import Actor, Verb
from tests.emulators import slack as slack_world
from tests.emulators import slack_rules
from tests.emulators import telegram as telegram_world

PATIENCE = float(os.environ.get("TEST_PATIENCE", "8"))
"""Seconds after which a test that waits in vain has failed."""
APPS = ("slack", "telegram", "web")
ON_SLACK = {"eyes": "queued", "white_check_mark": "delivered", "warning": "failed", "memo": "note"}
ON_TELEGRAM = {"👀": "queued", "👌": "delivered", "💔": "failed", "✍": "note", "": ""}
SHOWN = {"slack": "Slack", "telegram": "Telegram", "web": "Web"}


class Slack(slack_world.Slack):
    """The workspace; what happens in it is news for whoever waits for anything in the house."""

    news: Callable[[], None] = staticmethod(lambda: None)

    async def moved(self) -> None:
        await super().moved()
        self.news()


@dataclass
class House:
    """A running house and its two worlds."""

    app: house.App
    slack: Slack
    telegram: telegram_world.Telegram
    skew: list[timedelta]

    async def until(self, fact: Callable[[], Any], what: str = "") -> Any:
        """Wait until something is so. The limit only ends a test that hangs, and then says how things stand."""
        try:
            return await self.telegram.until(fact)
        except TimeoutError:
            calls = [f"{call.method} {call.answer.get('error', 'ok')}" for call in self.slack.calls][-12:]
            others = [f"{c.method} {c.status} {c.text}" for c in self.telegram.calls() if c.method != "getUpdates"][
                -12:
            ]
            raise AssertionError(f"it never came: {what or fact}\nSlack: {calls}\nTelegram: {others}") from None

    async def settled(self) -> None:
        """Wait until nothing is on its way: all is taken in, thought about and sent."""

        async def idle() -> bool:
            if self.slack.pending or self.telegram.pending:
                return False
            return not await self.app.db.read(_pending)

        if not await self.looks(idle):
            raise AssertionError(f"the house never came to rest: {self.rows(Lane)}")

    async def looks(self, look: Callable[[], Any]) -> Any:
        """Look again whenever something has happened, until there is something; "" when it never comes."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        while not (found := await look()):
            if loop.time() > end:
                return ""
            self.telegram._changed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.telegram._changed.wait(), 0.02)
        return found

    def passes(self, **by: float) -> None:
        """Turn the house's clock."""
        self.skew[0] += timedelta(**by)
        self.app.worker.wake()

    def rows(self, table: type[Any]) -> list[Any]:
        with Session(self.app.db.engine) as session:
            return list(session.exec(select(table).order_by(col(table.id if hasattr(table, "id") else table.ref))))

    @property
    def case(self) -> Case:
        return self.rows(Case)[-1]  # type: ignore[no-any-return]

    @property
    def leaks(self) -> list[str]:
        """Words that became a customer's to read although colleagues kept them: what a test looks for itself."""
        return [row.text for row in self.rows(Message) if row.role == "agent"]


def _pending(session: Session) -> int:
    return int(session.exec(select(func.sum(Lane.pending))).one() or 0)


# --- customers -----------------------------------------------------------------------------------


class Customer:
    """Somebody who needs help."""

    app = ""
    edits_shown = True
    """Whether this app tells of edits."""
    deletions_told = False

    def __init__(self, at: House, name: str = "Maya") -> None:
        self.house, self.name = at, name

    async def says(self, text: str) -> str:
        raise NotImplementedError

    async def sends(self, name: str, content: bytes, text: str = "") -> str:
        raise NotImplementedError

    async def edits(self, message: str, text: str) -> None:
        raise NotImplementedError

    async def deletes(self, message: str) -> None:
        raise NotImplementedError

    async def presses(self, label: str) -> None:
        """Press the newest button of this label."""
        raise NotImplementedError

    async def seen(self) -> list[str]:
        """What others said to them, oldest first; an agent's words with their name before them."""
        raise NotImplementedError

    async def files(self) -> dict[str, bytes]:
        """The files that were sent to them."""
        raise NotImplementedError

    async def sees(self, words: str) -> list[str]:
        """Wait until they see these words; return everything that they see."""
        found: list[str] = []

        async def look() -> bool:
            found[:] = await self.seen()
            return any(words in one for one in found)

        await self._until(look, words)
        return found

    async def gets(self, name: str) -> bytes:
        """Wait for a file; return its bytes."""
        found: dict[str, bytes] = {}

        async def look() -> bool:
            found.update(await self.files())
            return name in found

        await self._until(look, name)
        return found[name]

    async def _until(self, look: Callable[[], Any], what: str) -> None:
        if not await self.house.looks(look):
            raise AssertionError(f"{self.name} never saw {what!r} in {await self.seen()}")

    async def asks_for_a_person(self, *before: str) -> None:
        for words in before:
            seen = len(await self.seen())
            await self.says(words)

            async def answered(seen: int = seen) -> bool:
                return len(await self.seen()) > seen

            await self._until(answered, f"an answer to {words}")
        await self.says("I want to talk to a human")
        await self.sees("colleague")


class OnSlack(Customer):
    app = "slack"
    deletions_told = True

    def __init__(self, at: House, name: str = "Maya") -> None:
        super().__init__(at, name)
        self.person = at.slack.add_user(name.lower())

    async def says(self, text: str) -> str:
        return await self.person.says(text)

    async def sends(self, name: str, content: bytes, text: str = "") -> str:
        return await self.person.uploads(name, content, text)

    async def edits(self, message: str, text: str) -> None:
        await self.person.edits(message, text)

    async def deletes(self, message: str) -> None:
        await self.person.deletes(message)

    async def presses(self, label: str) -> None:
        await self.person.presses(label)

    async def seen(self) -> list[str]:
        return [_slack_words(one) for one in self.person.dm.from_bot()]

    async def files(self) -> dict[str, bytes]:
        return _slack_files(self.house.slack, self.person.dm.from_bot())


class OnTelegram(Customer):
    app = "telegram"

    def __init__(self, at: House, name: str = "Maya") -> None:
        super().__init__(at, name)
        self.user = at.telegram.user(name)

    async def says(self, text: str) -> str:
        return str(self.user.says(text))

    async def sends(self, name: str, content: bytes, text: str = "") -> str:
        return str(self.user.sends_file("document", content, name=name, caption=text, mime_type="application/pdf"))

    async def edits(self, message: str, text: str) -> None:
        self.user.edits(int(message), text)

    async def presses(self, label: str) -> None:
        self.user.presses(label)

    async def seen(self) -> list[str]:
        return _telegram_lines(self.user.chat, who=self.house.telegram.bot["first_name"])

    async def files(self) -> dict[str, bytes]:
        return _telegram_files(self.house.telegram, self.user.chat)


class OnWeb(Customer):
    """Somebody with our chat page open."""

    app = "web"
    deletions_told = True

    def __init__(self, at: House, name: str = "Maya") -> None:
        super().__init__(at, name)
        pages = build(site(at.app))
        self.browser = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=pages), base_url="http://127.0.0.1:8080", follow_redirects=True
        )
        self.keys = itertools.count(1)

    async def _post(self, text: str, act: str = "", **files: Any) -> str:
        """Post the page's form; return the public id of the newest own message."""
        page = (await self.browser.get("/")).text
        token = re.search(r'<meta name="csrf" content="(\w+)">', page)
        assert token
        fields = {"csrf": token[1], "key": f"k{next(self.keys)}", "text": text, "act": act}
        answer = await self.browser.post("/chat", data=fields, files=files or None)
        assert answer.status_code == 200, answer.text
        own = re.findall(r'<div class="entry customer" id="m-(\w+)">', answer.text)
        return str(own[-1])

    async def says(self, text: str) -> str:
        return await self._post(text)

    async def sends(self, name: str, content: bytes, text: str = "") -> str:
        return await self._post(text, file=(name, content, "application/pdf"))

    async def edits(self, message: str, text: str) -> None:
        await self._post(text, f"edit::{message}")

    async def deletes(self, message: str) -> None:
        await self._post("", f"delete::{message}")

    async def _entries(self) -> list[tuple[str, str]]:
        page = (await self.browser.get("/")).text
        log = page[page.index('id="chat-log"') if 'id="chat-log"' in page else 0 :]
        end = r'(?=<div class="entry |<div class="quick|</main|$)'
        found = re.findall(rf'<div class="entry (\w+)" id="m-\w+">(.*?){end}', log, re.DOTALL)
        return [(role, body) for role, body in found if role != "customer"]

    async def seen(self) -> list[str]:
        return [_web_words(role, body) for role, body in await self._entries()]

    async def files(self) -> dict[str, bytes]:
        found = {}
        for _, body in await self._entries():
            for url, name in re.findall(r'href="(/files/\w+)".*?class="file-name">(.*?)</span>', body, re.DOTALL):
                answer = await self.browser.get(url)
                assert answer.status_code == 200, url
                found[html.unescape(name)] = answer.content
        return found


def _plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def _web_words(role: str, body: str) -> str:
    who = re.search(r'<p class="who"><b>(.*?)</b>', body, re.DOTALL)
    said = re.search(r'<div class="(?:bubble|pill)">(.*)', re.sub(r'<a class="file.*?</a>', "", body, flags=re.DOTALL),
                     re.DOTALL)  # fmt: skip
    files = "".join(f" [{html.unescape(name)}]" for name in re.findall(r'class="file-name">(.*?)</span>', body))
    words = _plain(said[1] if said else "") + files
    return f"{_plain(who[1])}: {words.strip()}" if role == "agent" and who else words.strip()


def _slack_words(message: dict[str, Any]) -> str:
    name = message.get("username", "")
    return f"{name}: {slack_rules.words(message)}" if name else slack_rules.words(message)


def _slack_files(world: slack_world.Slack, messages: list[dict[str, Any]]) -> dict[str, bytes]:
    ids = [file["id"] for message in messages for file in message.get("files") or ()]
    return {world.files[one]["name"]: world.files[one]["content"] for one in ids if one in world.files}


def _telegram_lines(chat: telegram_world.Chat, thread: int | None = None, who: str = "") -> list[str]:
    lines = []
    for one in chat.shown(thread):
        if who and one.who != who:
            continue
        words = re.sub(r"^([^\n]{1,80}):\n", r"\1: ", one.text).replace("\u2060", "")
        lines.append(f"{words} [{one.file}]".strip() if one.file else words)
    return lines


def _telegram_files(world: telegram_world.Telegram, chat: telegram_world.Chat) -> dict[str, bytes]:
    found = {}
    for message in chat.messages.values():
        if "_" in message and message["from"]["id"] == world.bot["id"]:
            kind = next(name for name in ("photo", "document", "voice", "audio", "video") if name in message)
            body = message[kind][-1] if kind == "photo" else message[kind]
            found[message["_"]["file"]] = world.files[body["file_id"]][1]
    return found


# --- desks ---------------------------------------------------------------------------------------


class Desk:
    """Where agents work."""

    app = ""
    deletions_told = False
    uploads_known = True

    def __init__(self, at: House) -> None:
        self.house = at

    async def presses(self, agent: str, label: str) -> None:
        raise NotImplementedError

    async def writes(self, agent: str, text: str) -> str:
        """Write in the case's thread; return the message's id."""
        raise NotImplementedError

    async def edits(self, agent: str, message: str, text: str) -> None:
        raise NotImplementedError

    async def deletes(self, agent: str, message: str) -> None:
        raise NotImplementedError

    async def uploads(self, agent: str, name: str, content: bytes) -> str:
        raise NotImplementedError

    async def captions(self, agent: str, words: Sequence[str]) -> list[str]:
        """Send files with words on them, as one album where the app knows such a thing; "" is a file without words."""
        raise NotImplementedError

    async def thread(self) -> list[str]:
        """What stands in the case's thread, oldest first, without the card."""
        raise NotImplementedError

    async def card(self) -> str:
        raise NotImplementedError

    async def buttons(self) -> list[str]:
        raise NotImplementedError

    async def cards(self) -> int:
        """How many cards there are in this desk."""
        raise NotImplementedError

    async def told(self, agent: str) -> list[str]:
        """What one agent alone was told, or what the thread says in answer to them where that is all there is."""
        raise NotImplementedError

    async def marks(self, message: str) -> str:
        """queued | delivered | failed | note | "" """
        raise NotImplementedError

    async def files(self) -> dict[str, bytes]:
        raise NotImplementedError

    async def told_to_all(self) -> list[str]:
        """The thread as everybody on the desk sees it: who said what, and the mark at it."""
        return await self.thread()

    def live(self, words: str) -> list[Any]:
        """What an app would make of the newest message with such words beyond showing them: pings, links, layout."""
        return []

    async def until(self, look: Callable[[], Any], what: str) -> Any:
        if found := await self.house.looks(look):
            return found
        raise AssertionError(f"never on the desk: {what}; there is {await self.thread()}")

    async def shows(self, words: str) -> list[str]:
        async def look() -> list[str]:
            found = await self.thread()
            return found if any(words in one for one in found) else []

        return await self.until(look, words)  # type: ignore[no-any-return]

    async def card_says(self, words: str) -> str:
        async def look() -> str:
            found = await self.card()
            return found if words in found else ""

        try:
            return await self.until(look, f"a card with {words}")  # type: ignore[no-any-return]
        except AssertionError:
            raise AssertionError(f"no card says {words!r}: {await self.card()!r}") from None

    async def marked(self, message: str, mark: str) -> None:
        async def look() -> bool:
            return await self.marks(message) == mark

        try:
            await self.until(look, mark)
        except AssertionError:
            raise AssertionError(f"{message} is marked {await self.marks(message)!r}, not {mark!r}") from None

    async def hears(self, agent: str, words: str) -> str:
        async def look() -> str:
            return next((one for one in await self.told(agent) if words in one), "")

        try:
            return await self.until(look, words)  # type: ignore[no-any-return]
        except AssertionError:
            raise AssertionError(f"{agent} was never told {words!r}: {await self.told(agent)}") from None

    # --- verbs ---

    async def claims(self, agent: str) -> None:
        await self.presses(agent, "Claim")

    async def claimed(self, agent: str = "Anna") -> None:
        """Wait for the card, claim the case, and wait until the card says so."""
        await self.card_says("#")
        await self.claims(agent)
        await self.card_says(f"With {agent}")

    async def notes(self, agent: str, text: str) -> str:
        return await self.writes(agent, f"// {text}")

    async def returns(self, agent: str, line: str) -> None:
        await self.writes(agent, f"/return {line}")

    async def resolves(self, agent: str) -> None:
        await self.presses(agent, "Resolve")

    async def takes_over(self, agent: str) -> None:
        await self.presses(agent, "Take over")

    async def snoozes(self, agent: str, span: str) -> None:
        await self.writes(agent, f"/snooze {span}")


class SlackDesk(Desk):
    app = "slack"
    deletions_told = True

    def __init__(self, at: House) -> None:
        super().__init__(at)
        self.chat = at.slack.add_chat("desk")
        self.people: dict[str, slack_world.Person] = {}

    @property
    def setting(self) -> str:
        return f"slack:{self.chat.id}"

    def agent(self, name: str) -> slack_world.Person:
        if name not in self.people:
            self.people[name] = self.house.slack.add_user(name.lower().replace(" ", ""))
            self.house.slack.users[self.people[name].id]["profile"]["display_name"] = name
            self.chat.members.add(self.people[name].id)
        return self.people[name]

    def throws_out(self) -> None:
        """Somebody removes the bot from the channel."""
        self.chat.members.discard(slack_world.BOT_USER)

    @property
    def root(self) -> str:
        rows = [row for row in self.house.rows(DeskThread) if row.channel == "slack"]
        return str(rows[-1].thread) if rows else ""

    def _card(self) -> dict[str, Any] | None:
        rows = self.house.rows(DeskThread)
        return self.chat.get(rows[-1].card) if rows and rows[-1].card and rows[-1].channel == "slack" else None

    async def presses(self, agent: str, label: str) -> None:
        person = self.agent(agent)
        mine = [one for one in self.chat.whispers if one["user"] == person.id]
        for whisper in reversed(mine):
            for found, action in slack_rules.buttons(whisper):
                if found == label:
                    await self._pressed_whisper(person, action, whisper)
                    return
        await person.presses(label, self.chat)

    async def _pressed_whisper(self, person: slack_world.Person, action: Any, whisper: Any) -> None:
        """A button of what only they see: Slack says where it stood, and nothing of the message."""
        payload = {
            **person._base("block_actions"), "trigger_id": person._trigger(), "response_url": "http://127.0.0.1/none",
            "channel": {"id": self.chat.id, "name": self.chat.name}, "state": {"values": {}},
            "container": {"type": "message", "message_ts": whisper["ts"], "channel_id": self.chat.id,
                          "is_ephemeral": True, "thread_ts": whisper.get("thread_ts")},
            "actions": [{**action, "block_id": "b1", "action_ts": self.house.slack.ts()}],
        }  # fmt: skip
        self.chat.whispers.remove(whisper)
        await self.house.slack.deliver("interactive", payload)

    async def writes(self, agent: str, text: str, **more: Any) -> str:
        return await self.agent(agent).says(text, self.chat, self.root, **more)

    async def edits(self, agent: str, message: str, text: str) -> None:
        await self.agent(agent).edits(message, text, self.chat)

    async def deletes(self, agent: str, message: str) -> None:
        await self.agent(agent).deletes(message, self.chat)

    async def uploads(self, agent: str, name: str, content: bytes) -> str:
        return await self.agent(agent).uploads(name, content, "", self.chat, thread_ts=self.root)

    async def captions(self, agent: str, words: Sequence[str]) -> list[str]:
        sent = (
            self.agent(agent).uploads("a.pdf", b"%PDF", one, self.chat, thread_ts=self.root) for one in words if one
        )
        return [await one for one in sent]

    async def thread(self) -> list[str]:
        return [_slack_words(one) for one in self.chat.thread(self.root)[1:]] if self.root else []

    async def told_to_all(self) -> list[str]:
        found = []
        for one in self.chat.thread(self.root)[1:] if self.root else ():
            person = self.house.slack.users.get(one.get("user", ""))
            name = person["profile"]["display_name"] if person and not one.get("bot_id") else ""
            mark = await self.marks(one["ts"])
            found.append(f"{f'{name}: ' if name else ''}{_slack_words(one)}{f' ({mark})' if mark else ''}")
        return found

    async def card(self) -> str:
        card = self._card()
        return slack_rules.words(card) if card else ""

    async def buttons(self) -> list[str]:
        return [label for label, _ in slack_rules.buttons(self._card() or {})]

    async def cards(self) -> int:
        return len([one for one in self.chat.from_bot() if slack_rules.words(one).startswith("#")])

    async def told(self, agent: str) -> list[str]:
        person = self.agent(agent)
        return [slack_rules.words(one) for one in self.chat.whispers if one["user"] == person.id]

    async def marks(self, message: str) -> str:
        found = (self.chat.get(message) or {}).get("marks") or []
        return "+".join(ON_SLACK[one] for one in found)

    async def files(self) -> dict[str, bytes]:
        return _slack_files(self.house.slack, self.chat.from_bot())

    def live(self, words: str) -> list[Any]:
        (*_, found) = (one for one in self.chat.from_bot() if words[:10] in slack_rules.words(one))
        text = [one for one in re.findall(r"<[^>]*>", str(found.get("text", "")))]
        return text + [one for block in found.get("blocks") or () for one in _live_nodes(block)]


class TelegramDesk(Desk):
    app = "telegram"

    def __init__(self, at: House) -> None:
        super().__init__(at)
        self.chat = at.telegram.group("Desk").admin()
        self.albums = itertools.count(1)
        self.people: dict[str, telegram_world.User] = {}

    @property
    def setting(self) -> str:
        return f"telegram:{self.chat.id}"

    def agent(self, name: str) -> telegram_world.User:
        if name not in self.people:
            self.people[name] = self.house.telegram.user(name, id=5001 + len(self.people))
        return self.people[name]

    def throws_out(self) -> None:
        """Somebody removes the bot from the group."""
        self.chat.throws_out()

    @property
    def topic(self) -> int:
        rows = [row for row in self.house.rows(DeskThread) if row.channel == "telegram"]
        return int(rows[-1].thread or 0) if rows else 0

    def _card(self) -> telegram_world.Shown | None:
        rows = self.house.rows(DeskThread)
        at = int(rows[-1].card) if rows and rows[-1].card and rows[-1].channel == "telegram" else 0
        return next((one for one in self.chat.shown() if one.id == at), None)

    async def presses(self, agent: str, label: str) -> None:
        self.agent(agent).presses(label, self.chat)

    async def writes(self, agent: str, text: str) -> str:
        return str(self.agent(agent).says(text, self.chat, thread=self.topic))

    async def edits(self, agent: str, message: str, text: str) -> None:
        self.agent(agent).edits(int(message), text, self.chat)

    async def uploads(self, agent: str, name: str, content: bytes) -> str:
        return str(self.agent(agent).sends_file("document", content, self.chat, name=name, thread=self.topic,
                                                mime_type="application/pdf"))  # fmt: skip

    async def captions(self, agent: str, words: Sequence[str]) -> list[str]:
        person, group = self.agent(agent), f"album {next(self.albums)}"
        return [str(person.sends_file("document", b"%PDF", self.chat, name="a.pdf", thread=self.topic, caption=one,
                                      media_group_id=group, mime_type="application/pdf")) for one in words]  # fmt: skip

    async def thread(self) -> list[str]:
        card = self._card()
        if not self.topic:
            return []
        return [line for one, line in zip(self.chat.shown(self.topic), _telegram_lines(self.chat, self.topic),
                                          strict=True) if not card or one.id != card.id]  # fmt: skip

    async def told_to_all(self) -> list[str]:
        card, found = self._card(), []
        for one in self.chat.shown(self.topic) if self.topic else ():
            if not card or one.id != card.id:
                name = "" if one.who == self.house.telegram.bot["first_name"] else f"{one.who}: "
                words = (f"{one.text} [{one.file}]".strip() if one.file else one.text).replace("\u2060", "")
                found.append(f"{name}{words}{f' ({mark})' if (mark := await self.marks(str(one.id))) else ''}")
        return found

    async def card(self) -> str:
        found = self._card()
        return found.text.replace("\u2060", "") if found else ""

    async def buttons(self) -> list[str]:
        found = self._card()
        return found.buttons if found else []

    async def cards(self) -> int:
        return len([one for one in self.chat.shown() if one.text.startswith("#")])

    async def told(self, agent: str) -> list[str]:
        alone = [str(answer["text"]) for answer in self.agent(agent).answers]
        return [*alone, *(await self.thread())]

    async def marks(self, message: str) -> str:
        return ON_TELEGRAM[self.chat.reactions.get(int(message), "")]

    async def files(self) -> dict[str, bytes]:
        return _telegram_files(self.house.telegram, self.chat)

    def live(self, words: str) -> list[Any]:
        (*_, found) = (one for one in self.chat.shown() if words[:10] in one.text)
        head = telegram_world.units(found.text.split("\n")[0])
        return [*(one for one in found.entities if one["offset"] >= head), *telegram_world.live(found.text)]


class WebDesk(Desk):
    """Our own desk: the verbs as the pages send them, and what the pages show."""

    app = "web"
    deletions_told = True
    setting = "web"

    def __init__(self, at: House) -> None:
        super().__init__(at)
        self.people: dict[str, Actor] = {}
        self.lines: dict[str, list[str]] = {}
        self.browsers: dict[str, httpx.AsyncClient] = {}
        self.keys = itertools.count(1)

    async def actor(self, name: str) -> Actor:
        if name not in self.people:
            self.people[name] = await self.house.app.db.write(_hire, name, self.house.app.clock())
        return self.people[name]

    async def _does(self, agent: str, name: Any, text: str = "", **more: Any) -> None:
        verb = Verb(name, self.house.case.id, f"b{next(self.keys)}", text, **more)
        try:
            line = await self.house.app.act(await self.actor(agent), verb)
        except BotError as refused:
            line = str(refused)
        self.lines.setdefault(agent, []).append(line)

    async def presses(self, agent: str, label: str) -> None:
        verbs = {"Claim": ("claim", {}), "Resolve": ("resolve", {}), "Take over": ("claim", {"take_over": True}),
                 "Return to bot": ("hand_back", {})}  # fmt: skip
        if label == "Retry":
            said = [row for row in self.house.rows(Message) if row.role == "agent"][-1]
            await self._does(agent, "resend", message=said.public_id)
            return
        name, more = verbs[label]
        await self._does(agent, name, **more)  # type: ignore[arg-type]

    async def writes(self, agent: str, text: str) -> str:
        if text.startswith("//"):
            await self._does(agent, "note", text.removeprefix("//").strip())
        else:
            await self._does(agent, "reply", text)
        return str(self.house.rows(Message)[-1].public_id)

    async def returns(self, agent: str, line: str) -> None:
        await self._does(agent, "hand_back", line)

    async def snoozes(self, agent: str, span: str) -> None:
        until = self.house.app.clock() + timedelta(minutes=int(span.removesuffix("m")))
        await self._does(agent, "snooze", until=until)

    async def edits(self, agent: str, message: str, text: str) -> None:
        await self._posts(agent, "edit", message=message, text=text)

    async def deletes(self, agent: str, message: str) -> None:
        await self._posts(agent, "delete", message=message)

    async def uploads(self, agent: str, name: str, content: bytes) -> str:
        await self._posts(agent, "reply", {"file": (name, content, "application/pdf")}, text="")
        return str([row for row in self.house.rows(Message) if row.role == "agent"][-1].public_id)

    async def _posts(self, agent: str, verb: str, files: Any = None, **fields: str) -> None:
        """Press a button of the page, as this agent."""
        browser = await self._browser(agent)
        page = (await browser.get("/desk")).text
        token = re.search(r'<meta name="csrf" content="(\w+)">', page)
        assert token
        form = {"csrf": token[1], "key": f"p{next(self.keys)}", **fields}
        answer = await browser.post(f"/desk/cases/{self.house.case.public_id}/{verb}", data=form, files=files)
        assert answer.status_code == 200, answer.text

    async def _browser(self, name: str) -> httpx.AsyncClient:
        """Return the browser of an agent who has logged in."""
        if name not in self.browsers:
            from bot.pages import auth

            pages = build(site(self.house.app))
            browser = self.browsers[name] = httpx.AsyncClient(
                transport=httpx.ASGITransport(app=pages), base_url="http://127.0.0.1:8080", follow_redirects=True
            )
            await self.house.app.db.write(auth.invite, name, f"token-{name}", self.house.app.clock())
            page = (await browser.get(f"/login/token-{name}")).text
            token = re.search(r'<meta name="csrf" content="(\w+)">', page)
            assert token
            answer = await browser.post(f"/login/token-{name}", data={"csrf": token[1], "key": "k"})
            assert answer.status_code == 200, answer.text
        return self.browsers[name]

    async def _page(self) -> str:
        """The page of the case, as an agent who has logged in sees it."""
        browser = await self._browser("Watcher")
        cases = self.house.rows(Case)
        if not cases:
            return ""
        listed = (await browser.get("/desk?tab=needs")).text
        for tab in ("mine", "bot", "done"):
            listed += (await browser.get(f"/desk?tab={tab}")).text
        links = re.findall(r'href="/desk/c/(\w+)', listed)
        return (await browser.get(f"/desk/c/{links[0]}")).text if links else ""

    async def thread(self) -> list[str]:
        page = await self._page()
        found = re.findall(r'<div class="entry (\w+)" id="d-\w+">(.*?)(?=<div class="entry |<div id="desk-presence|$)',
                           page, re.DOTALL)  # fmt: skip
        return [self._line(role, body) for role, body in found]

    @staticmethod
    def _line(role: str, body: str) -> str:
        who = re.search(r'<p class="who">(.*?)</p>', body, re.DOTALL)
        said = re.search(r'<div class="bubble">(.*?)</div>', body, re.DOTALL)
        files = "".join(f" [{html.unescape(name)}]" for name in re.findall(r'class="file-name">(.*?)</span>', body))
        name, _, app = _plain(who[1] if who else "").partition(" via ")
        app = f" ({app.split(' ')[0]})" if app and role == "customer" else ""
        return f"{name}{app}: {_plain(said[1] if said else '')}{files}"

    async def card(self) -> str:
        page = await self._page()
        if not page:
            return ""
        brief = re.search(r'<div class="brief".*?</div>', page, re.DOTALL)
        head = re.search(r'<header class="head".*?</header>', page, re.DOTALL)
        words = _plain((head[0] if head else "") + " " + (brief[0] if brief else ""))
        return re.sub(r"\b(with|waiting|resolved)\b", lambda found: found[0].capitalize(), words)

    async def buttons(self) -> list[str]:
        head = re.search(r'<header class="head".*?</header>', await self._page(), re.DOTALL)
        labels = re.findall(r"<button[^>]*>(.*?)</button>", head[0] if head else "", re.DOTALL)
        return [_plain(label) for label in labels]

    async def cards(self) -> int:
        return len(self.house.rows(Case))

    async def told(self, agent: str) -> list[str]:
        return self.lines.get(agent, [])

    async def marks(self, message: str) -> str:
        page = await self._page()
        found = re.search(rf'id="d-{message}">(.*?)(?=<div class="entry |$)', page, re.DOTALL)
        state = re.search(r'class="receipt (\w+)"', found[1]) if found else None
        return {"sent": "delivered"}.get(state[1], state[1]) if state else ""

    async def files(self) -> dict[str, bytes]:
        page, found = await self._page(), {}
        for url, name in re.findall(r'href="(/desk/files/\w+)".*?class="file-name">(.*?)</span>', page, re.DOTALL):
            found[html.unescape(name)] = (await (await self._browser("Watcher")).get(url)).content
        return found


LIVE = ("user", "broadcast", "usergroup", "link", "channel", "rich_text_list", "rich_text_preformatted")


def _live_nodes(node: Any) -> Iterator[Any]:
    """What of a layout of Slack is more than words."""
    if isinstance(node, list):
        for one in node:
            yield from _live_nodes(one)
    elif isinstance(node, dict):
        kind = node.get("type")
        if kind in LIVE or (kind == "text" and node.get("style")):
            yield node
        elif kind == "mrkdwn":
            yield from re.findall(r"<[^>]*>", node["text"])
        yield from _live_nodes(node.get("elements"))


def _hire(session: Session, name: str, now: datetime) -> Actor:
    row = Agent(name=name, created_at=now)
    session.add(row)
    session.flush()
    return Actor(row.id, row.name)


# --- put together --------------------------------------------------------------------------------

CUSTOMERS: dict[str, type[Customer]] = {"slack": OnSlack, "telegram": OnTelegram, "web": OnWeb}
DESKS: dict[str, Any] = {"slack": SlackDesk, "telegram": TelegramDesk, "web": WebDesk}


@dataclass
class Bridge:
    """A customer, a desk, and the house between them."""

    house: House
    customer: Customer
    desk: Any
    desks: dict[str, Any] = field(default_factory=dict)

    def another(self, app: str, name: str = "Maya") -> Customer:
        return CUSTOMERS[app](self.house, name)


@contextlib.asynccontextmanager
async def bridged(
    settings: Settings, customer: str, desk: str, *, mode: str = "", then: tuple[str, ...] = (), paced: bool = False,
    knowledge: Path | None = None, small: bool = False, moved: bool = False,
) -> AsyncIterator[Bridge]:  # fmt: skip
    """A running house with a customer on one app and a desk on another, and further desks after it."""
    skew = [timedelta(0)]
    async with Slack() as slack, telegram_world.Telegram() as telegram:
        slack.news = telegram._changed.set
        at = House(None, slack, telegram, skew)  # type: ignore[arg-type]
        desks = {name: DESKS[name](at) for name in dict.fromkeys((desk, *then))}
        if small:
            desks["telegram"].chat = telegram.small_group()
        listed = [f"{one.setting} {mode}".strip() if one.setting != "web" else "web" for one in desks.values()]
        update: dict[str, Any] = {"desks": ", ".join([*listed, "web"])}
        if moved:
            desks["telegram"].chat = desks["telegram"].chat.moves(silently=True)
            desks["telegram"].chat.forum = True
            desks["telegram"].chat.admin()
        settings = settings.model_copy(update=update | ({"knowledge": knowledge} if knowledge else {}))
        (on_slack,) = slack_channel.build(slack.given())
        (on_telegram,) = telegram_channel.build(
            {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}
        )
        channels: dict[Any, Any] = dict(house.adapters(()))
        for channel in (on_slack, on_telegram):
            channels[channel.name, channel.account] = channel
            if not paced:
                channel.pace = lambda _address: Pace()  # type: ignore[method-assign]
        with house.opened(settings, channels, lambda: datetime.now(UTC) + skew[0]) as app:
            at.app = app
            async with app.running():
                await at.until(lambda: slack.sockets and telegram.allowed, "both apps are connected")
                yield Bridge(at, CUSTOMERS[customer](at), desks[desk], desks)
        assert slack.mistakes == []
        assert telegram.failures == []
    texts.use_folder(None)
