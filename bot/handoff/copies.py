"""What a chat shows of a message, part by part, and how that is brought up to what the message says by now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.storage import queue
from bot.storage.tables import DeskThread, Lane, Outbox
from bot.types.chat import Address, Outbound, OutboundOp, Part, Policy

WAITING = ("new", "dead", "held")
"""States of a part that nobody has seen, as far as is known: it may be changed or dropped where it waits."""

Render = Callable[[Outbound], Sequence[Part]]


class Copy:
    """What a chat (or a case's thread in it) shows of a message, part by part, as the outbox knows it."""

    def __init__(
        self, session: Session, render: Render, at: Address, message_id: int, thread: DeskThread | None
    ) -> None:  # fmt: skip
        """`thread` is the case's, where the chat is a desk."""
        self.session, self.render, self.at, self.message_id, self.thread = session, render, at, message_id, thread
        self.chat_id = queue.chat(session, at)
        query = select(Outbox).where(Outbox.message_id == message_id, Outbox.chat_id == self.chat_id)
        query = query.where(Outbox.thread_id == (thread.id if thread else None))
        self._rows = session.exec(query.order_by(col(Outbox.id))).all()

    @property
    def shown(self) -> list[Outbox]:
        """The parts that are there or will be, in order."""
        found: dict[int, Outbox] = {}
        for row in self._rows:
            if row.op == "delete":
                found.pop(row.part, None)
            elif row.op in ("post", "file"):
                found[row.part] = row
        return [found[number] for number in sorted(found)]

    @property
    def words(self) -> list[Outbox]:
        """The parts that carry its words."""
        return [row for row in self.shown if row.op == "post"]

    @property
    def edits(self) -> list[Outbox]:
        """Edits that have not gone out yet."""
        return [row for row in self._rows if row.op == "edit" and row.status in WAITING]

    @property
    def first(self) -> Outbox | None:
        """What shows the message first; where that is a file, an edit changes its caption."""
        return next((row for row in self.shown if row.part == 0), None)

    @property
    def forgotten(self) -> bool:
        """Whether it was posted so long ago that only where it appears is still known."""
        return not self._rows

    @property
    def free(self) -> int:
        """The next number that no part has."""
        return max((row.part for row in self._rows), default=-1) + 1

    def rewrite(self, edit: Outbound, now: datetime) -> None:
        """Bring it up to other words: piece by piece edited, posted or removed.

        What is not on its way yet goes out with the new words at once.
        """
        old, edits = self.words, self.render(edit)
        # Rendered as the edits are: without what only a fresh answer has, such as thumbs.
        posts = self.render(replace(edit, op="post", kind="relay"))
        self._take_back(old[len(edits) :], now)
        for row, part, fresh in zip(old, edits, posts, strict=False):
            if row.status in WAITING:
                kept: dict[str, Any] = {name: row.body[name] for name in ("address", "about") if name in row.body}
                row.body = {**kept, **fresh.body}
                self.session.add(row)
            else:
                about = {"target": self.message_id, "part": row.part}
                self._post((part,), edit.policy, now, number=row.part, about=about)
        if old:
            self._post(posts[len(old) :], edit.policy, now, number=self.free)
        elif self.forgotten or self.first is not None:  # a file's words stand under it
            self._post(edits[:1], edit.policy, now, about={"target": self.message_id})

    def remove(self, now: datetime, *, ops: Sequence[OutboundOp] = ("post", "file")) -> None:
        """Remove every part that was posted, or may be; `post` are words. What waits never goes."""
        self._drop(self.edits)
        self._take_back([row for row in self.shown if row.op in ops], now)

    def give_up_edit(self) -> None:
        """Take what else of an edit waits off the lane."""
        self._drop([*self.edits, *(row for row in self.words if row.status == "new")])

    def say_anew(self, post: Outbound, now: datetime) -> None:
        """Post it once more, below what is there."""
        self._post(self.render(post), post.policy, now, number=self.free)

    def _take_back(self, rows: Sequence[Outbox], now: datetime) -> None:
        """Take parts back: those that have not gone never go, the others are removed."""
        self._drop([row for row in rows if row.status in WAITING])
        gone = self.render(Outbound("", "delete", "resend", self.at))
        for row in rows:
            if row.status not in WAITING:
                about = {"target": self.message_id, "part": row.part}
                self._post(gone, "resend", now, number=row.part, about=about)

    def _post(
        self, parts: Sequence[Part], policy: Policy, now: datetime, *, number: int = 0,
        about: Mapping[str, object] | None = None,
    ) -> None:  # fmt: skip
        """Queue more parts of the message to this chat."""
        queue.post(
            self.session, chat_id=self.chat_id, message_id=self.message_id, parts=parts, policy=policy, inbound_id=None,
            now=now, thread_id=self.thread.id if self.thread else None, about=about, number=number,
        )  # fmt: skip

    def _drop(self, rows: Sequence[Outbox]) -> None:
        """Take parts that wait out of the outbox and off the lane."""
        if count := sum(row.status == "new" for row in rows):
            lane = update(Lane).where(col(Lane.kind) == "out", col(Lane.ref) == self.chat_id)
            self.session.execute(lane.values(pending=Lane.pending - count))
        for row in rows:
            self.session.delete(row)
