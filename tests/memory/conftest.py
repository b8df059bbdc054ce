"""A memory on a real SQLite file: people who write on several channels, and what is learnt from their words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.memory import facts, identities, learning, recall, registry
from bot.storage import tables
from bot.storage.db import Inline
from bot.storage.tables import Conversation, Message
from bot.types.awaited import Awaited
from bot.types.chat import Address, Sender
from bot.types.memory import Known, Learned
from tests.conftest import NOON

KEY = b"a key of this test"

_OF_THEM = (
    "identity.name", "location.city", "location.country", "company.name", "company.role", "plan.name", "plan.seats",
    "order.id", "contact.email", "contact.phone", "contact.channel", "contact.time", "product.owned", "device.model",
    "device.os", "app.version", "hours.opening",
)  # fmt: skip
"""Keys of what somebody is and has; what troubles them and how they feel is not asked of."""


class Shop:
    """One database and a clock that moves a minute with every message."""

    def __init__(self, db: Inline) -> None:
        self.db = db
        self.now: datetime = NOON

    def who(self, user: str, channel: str = "telegram", realm: str = "", name: str = "") -> identities.Who:
        address = Address(channel, "demo", user)
        return self.db.now(identities.resolve, address, Sender(realm, user, name), self.now)

    def says(self, who: identities.Who, words: str, role: str = "customer", learns: bool = True) -> int:
        """Store a message, learn from it, and return its id."""
        self.now += timedelta(minutes=1)
        return self.db.now(self._says, who.identity_id, words, role, learns)

    def _says(self, session: Session, identity_id: int, words: str, role: str, learns: bool) -> int:
        owner = session.get_one(tables.Identity, identity_id).customer_id
        message = Message(
            identity_id=identity_id, conversation_id=self._talk(session, owner), role=role, text=words,
            sent_at=self.now, received_at=self.now,
        )  # fmt: skip
        session.add(message)
        session.flush()
        if role == "customer" and learns:
            known = recall.load(session, owner, self.now)
            for learned in read(words, known=known, message_id=message.id):
                facts.store(session, identity_id, learned, self.now, self.now, registry.DEFAULT)
        return message.id

    def _talk(self, session: Session, customer_id: int) -> int:
        found = session.exec(
            select(Conversation).where(Conversation.customer_id == customer_id, Conversation.status == "open")
        ).first()
        if found is None:
            found = Conversation(customer_id=customer_id, opened_at=self.now, last_at=self.now)
            session.add(found)
            session.flush()
        return found.id

    def held_in_turn(self, before: str, words: str, key: str, later: timedelta) -> tuple[list[str], list[str]]:
        """Return what is held of a key after a first message, and after another one that comes so much later."""
        who = self.who("1")
        self.says(who, before)
        first = [fact.value for fact in self.known(who).facts if fact.key == key]
        self.now += later
        self.says(who, words)
        return first, [fact.value for fact in self.known(who).facts if fact.key == key]

    def hears(self, before: str, words: str) -> list[str]:
        """Return what words tell of somebody who has said something some days before, as "key=value"."""
        who = self.who("1")
        if before:
            self.says(who, before)
            self.now += timedelta(days=3)
        told = read(words, known=self.known(who), now=self.now)
        sure = (one for one in told if one.status == "active" and one.key in _OF_THEM)
        return [f"{'not ' if one.denies else ''}{one.key}={one.value}" for one in sure]

    def known(self, who: identities.Who) -> Known:
        return self.db.look(recall.load, self.customer(who), self.now)

    def customer(self, who: identities.Who) -> int:
        return self.db.look(lambda session: session.get_one(tables.Identity, who.identity_id).customer_id)

    def link(self, a: identities.Who, b: identities.Who) -> identities.Linked:
        return self.db.now(
            identities.link, self.customer(a), self.customer(b), method="agent", actor="Daniel", evidence="said so",
            now=self.now,
        )  # fmt: skip

    def unlink(self, who: identities.Who) -> identities.Linked | None:
        return self.db.now(identities.unlink, who.identity_id, "Daniel", self.now)

    def rows(self, table: type[Any]) -> list[Any]:
        return list(self.db.look(lambda session: session.exec(select(table).order_by(col(table.id))).all()))

    def dump(self, *names: str) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of these tables, as SQLite holds it."""
        with self.db.engine.connect() as connection:
            return {name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))] for name in names}  # noqa: S608 - our own table names

    def bytes_on_disk(self) -> bytes:
        """All that stands in the database's files after a checkpoint."""
        with self.db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        path = Path(self.db.url.removeprefix("sqlite:///"))
        return b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))


def nobody(**more: Any) -> Known:
    """What is known of somebody who has never written."""
    empty: dict[str, Any] = {
        "customer_id": 1, "public_id": "0" * 32, "name": "", "facts": (), "pending": (), "history": (), "issues": (),
        "tried": frozenset(), "identities": (), "first_contact": True, "last_contact": None, "announced": False,
    }  # fmt: skip
    return Known(**(empty | more))


def read(words: str, *, known: Known | None = None, message_id: int = 7, **more: Any) -> tuple[Learned, ...]:
    return learning.read(
        words, registry=registry.DEFAULT, known=known or nobody(), awaiting=Awaited.read(more.get("awaiting", {})),
        message_id=message_id, now=more.get("now", NOON),
    )  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    db = Inline(f"sqlite:///{tmp_path / 'rapport.db'}")
    tables.metadata.create_all(db.engine)
    yield Shop(db)
    db.close()
