"""People who write, are linked, unlinked, forgotten and erased in any order, and what each may see of the others.

Every word of an identity carries its mark, so that one look at whatever is read tells whose it is. `Plan` is what we
expect of owners, kept without the database; the test and `bench/memory.py` do the same things.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, func, select

from bot.errors import NotFound, Refused
from bot.memory import facts, identities, issues, privacy, recall, registry
from bot.storage import statements
from bot.storage.statements import run
from bot.storage.tables import Conversation, Identity, IdentityLink, Message
from bot.types.chat import Address, Sender
from bot.types.memory import Learned
from tests.conftest import NOON

MARK = re.compile(r"zq(\d+)x")
KEYS = ("location.city", "plan.name", "order.id", "contact.email", "product.owned")


def mark(number: int) -> str:
    return f"zq{number}x"


def marks(seen: object) -> set[int]:
    """Return whose words these are."""
    return {int(found) for found in MARK.findall(seen if isinstance(seen, str) else repr(seen))}


@dataclass
class Plan:
    """Who belongs to whom: what linking, unlinking and erasing are to lead to."""

    owner: dict[int, int] = field(default_factory=dict)
    """Number of an identity → the person who holds it now, by the order in which they came."""
    before: dict[int, list[int]] = field(default_factory=dict)
    """The persons that it came from, latest last."""
    people: int = 0

    def group(self, number: int) -> set[int]:
        return {other for other, person in self.owner.items() if person == self.owner[number]}

    def arrive(self, number: int) -> None:
        self.people += 1
        self.owner[number], self.before[number] = self.people, []

    def link(self, a: int, b: int) -> None:
        older, younger = sorted((self.owner[a], self.owner[b]))
        for number in [one for one, person in self.owner.items() if person == younger]:
            self.before[number].append(younger)
            self.owner[number] = older

    def unlink(self, number: int) -> None:
        self.owner[number] = self.before[number].pop()

    def erase(self, number: int) -> set[int]:
        gone = self.group(number)
        for one in gone:
            del self.owner[one], self.before[one]
        return gone


# --- what people do, each in a transaction of its own ------------------------------------------


def arrives(session: Session, number: int, now: datetime) -> int:
    """Let somebody come in on an account of their own; return the identity."""
    user = mark(number)
    return identities.resolve(
        session, Address("web", "site", user), Sender("site", user, f"Name {user}"), now
    ).identity_id


@dataclass(frozen=True)
class Owned:
    """An identity and whose it is now."""

    id: int
    customer_id: int


def identity_of(session: Session, number: int) -> Owned:
    """Return the identity of a number. Raises NotFound once it is erased."""
    row = run(session, statements.IDENTITY, channel="web", realm="site", external_id=mark(number)).fetchone()
    if row is None:
        raise NotFound(f"{number} is erased")
    return Owned(row[0], row[1])


def says(session: Session, number: int, words: str, now: datetime, role: str = "customer") -> Message:
    """Store a message in the person's open conversation."""
    who = identity_of(session, number)
    talk = session.exec(OPEN, params={"person": who.customer_id}).first()
    if talk is None:
        opened = Conversation(customer_id=who.customer_id, opened_at=now, last_at=now)
        session.add(opened)
        session.flush()
        talk = opened.id
    said = Message(identity_id=who.id, conversation_id=talk, role=role, text=f"{words} {mark(number)}",
                   sent_at=now, received_at=now)  # fmt: skip
    session.add(said)
    session.flush()
    return said


OPEN = select(Conversation.id).where(Conversation.customer_id == bindparam("person"), Conversation.status == "open")


def learns(session: Session, number: int, key: str, variant: int, now: datetime, how: str = "") -> None:
    """Tell a fact; `how` is retracts, denies or pending, or "" for a plain assertion."""
    value = f"{mark(number)}v{variant}"
    said = says(session, number, f"about {key.rpartition('.')[2]}: {value}", now)
    learned = Learned(
        key, value, value, "test", retracts=how == "retracts", denies=how == "denies",
        status="pending" if how == "pending" else "active", message_id=said.id,
    )  # fmt: skip
    facts.store(session, said.identity_id, learned, now, now, registry.DEFAULT)


def complains(session: Session, number: int, now: datetime) -> None:
    said = says(session, number, "it is broken", now)
    issues.open_issue(session, said.identity_id, said.text, said.id, now)
    issues.mark_tried(session, said.identity_id, f"{mark(number)}.md", said.id, now)


def solved(session: Session, number: int, now: datetime) -> None:
    said = says(session, number, "it works now", now)
    issues.resolve_issues(session, said.identity_id, said.id, f"{mark(number)}.md", now)


def links(session: Session, a: int, b: int, now: datetime) -> None:
    from bot import linking

    one, other = identity_of(session, a).customer_id, identity_of(session, b).customer_id
    linking.link(session, one, other, method="agent", actor="test", evidence="", now=now)


def unlinks(session: Session, number: int, now: datetime) -> None:
    from bot import linking

    linking.unlink(session, identity_of(session, number).id, "test", now)


def forgets(session: Session, number: int, key: str, now: datetime) -> None:
    privacy.forget(session, identity_of(session, number).customer_id, (key,), now)


def erases(session: Session, number: int, now: datetime) -> None:
    privacy.erase(session, identity_of(session, number).customer_id, now)


# --- what can be seen --------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """Whose words were read through one door, and how many messages; -1 where the door counts none."""

    whose: frozenset[int]
    messages: int = -1


def looks(session: Session, number: int, door: str, now: datetime) -> Seen:
    """Read what is known of a customer through one of the doors."""
    customer_id = identity_of(session, number).customer_id
    if door == "load":
        known = recall.load(session, customer_id, now, history=10_000)
        return Seen(frozenset(marks(known)), len(known.history))
    if door == "search":
        found = recall.search(session, customer_id, f"what was broken about my city, plan or order {mark(0)}", now)
        return Seen(frozenset(marks(found)))
    if door == "as of":
        return Seen(frozenset(marks(recall.facts_as_of(session, customer_id, now))))
    copy = privacy.export(session, customer_id, now)
    return Seen(frozenset(marks(json.dumps(copy))), len(copy["messages"]))


DOORS = ("load", "search", "as of", "export")


def count(session: Session, numbers: Iterable[int]) -> int:
    """Return how many messages these identities have, asked in another way."""
    return session.exec(_COUNT, params={"users": [mark(number) for number in numbers]}).one()


# Built once: they run beside every look, and to build one costs more than to run it.
_USERS: BindParameter[Any] = bindparam("users", expanding=True)
_COUNT = (
    select(func.count())
    .select_from(Message)
    .join(Identity, col(Identity.id) == col(Message.identity_id))
    .where(col(Identity.external_id).in_(_USERS))
)
_MINE = select(Identity.customer_id).where(Identity.external_id == bindparam("user")).scalar_subquery()
_LINKED = select(Identity.external_id).where(Identity.customer_id == _MINE)


def same_person(session: Session, number: int) -> set[int]:
    """Return the numbers of the identities that one person has, asked in another way."""
    found = session.exec(_LINKED, params={"user": mark(number)}).all()
    assert {int(user[2:-1]) // 4 for user in found} == {number // 4}, "linked beyond the family"
    return {int(user[2:-1]) for user in found}


def unlink_all(session: Session, now: datetime) -> None:
    """Undo every linking, the latest first."""
    from bot import linking

    while True:
        last = session.exec(
            select(IdentityLink.identity_id).where(col(IdentityLink.undone_at).is_(None)).order_by(
                col(IdentityLink.id).desc()
            )
        ).first()  # fmt: skip
        if last is None:
            return
        linking.unlink(session, last, "test", now)


# --- at random ---------------------------------------------------------------------------------

READS = 0.7
"""Share of operations that only look."""
OFTEN = (4, 16, 16, 1)
"""How often each of DOORS is looked through: a copy of everything costs more than the rest."""
CHANGES = (0.15, 0.05, 0.05, 0.03, 0.08, 0.05, 0.02, 0.02)
"""Weights of what changes something: learn, correct, complain, solve, link, unlink, forget, erase."""


@dataclass
class Tally:
    """What came of many operations."""

    done: int = 0
    refused: int = 0
    looks: int = 0
    again: int = 0
    leaks: list[str] = field(default_factory=list)


class Crowd:
    """People in families; linking happens within one, so that who sees another family's mark sees too much.

    With a plan (one worker alone), owners and counts are known exactly as well.
    """

    def __init__(self, chance: random.Random, families: int, exact: bool) -> None:
        self.chance, self.families = chance, families
        self.plan = Plan() if exact else None
        self.now = NOON
        self.tally = Tally()

    def draw(self) -> tuple[bool, Callable[[Session], None]]:
        """Return one operation, drawn at random, and whether it only reads."""
        self.now += timedelta(seconds=1)
        family = self.chance.randrange(self.families)
        number, other = (family * 4 + self.chance.randrange(4) for _ in range(2))
        self.tally.done += 1
        luck = self.chance.random()
        return luck < READS, lambda session: self._try(session, number, other, luck)

    def step(self, session: Session) -> None:
        """Do one operation."""
        self.draw()[1](session)

    def _try(self, session: Session, number: int, other: int, luck: float) -> None:
        try:
            self._do(session, number, other, luck)
        except NotFound:
            if luck >= READS:
                self._arrive(session, number)

    def _arrive(self, session: Session, number: int) -> None:
        arrives(session, number, self.now)
        if self.plan is not None and number not in self.plan.owner:
            self.plan.arrive(number)

    def _do(self, session: Session, number: int, other: int, luck: float) -> None:
        if luck < READS:
            self._look(session, number)
        else:
            self._change(session, number, other)

    def _change(self, session: Session, number: int, other: int) -> None:
        now, variant = self.now, self.chance.randrange(6)
        key, how = self.chance.choice(KEYS), ("retracts", "denies", "pending")[variant % 3]
        changes: tuple[Callable[[], None], ...] = (
            lambda: learns(session, number, key, variant, now),
            lambda: learns(session, number, key, variant, now, how),
            lambda: complains(session, number, now),
            lambda: solved(session, number, now),
            lambda: self._link(session, number, other),
            lambda: self._unlink(session, number),
            lambda: forgets(session, number, key, now),
            lambda: self._erase(session, number),
        )
        self.chance.choices(changes, CHANGES)[0]()

    def _look(self, session: Session, number: int) -> None:
        self.tally.looks += 1
        door = self.chance.choices(DOORS, OFTEN)[0]
        seen = looks(session, number, door, self.now)
        allowed = self.plan.group(number) if self.plan else same_person(session, number)
        if not seen.whose <= allowed | {0}:
            self.tally.leaks.append(f"{door} of {number} shows {sorted(seen.whose - allowed)}")
        if seen.messages >= 0 and seen.messages != count(session, allowed):
            self.tally.leaks.append(f"{door} of {number} counts {seen.messages}, not {count(session, allowed)}")

    def _link(self, session: Session, a: int, b: int) -> None:
        try:
            links(session, a, b, self.now)
        except Refused:
            self.tally.refused += 1
            return
        if self.plan is not None:
            self.plan.link(a, b)

    def _unlink(self, session: Session, number: int) -> None:
        try:
            unlinks(session, number, self.now)
        except Refused:
            self.tally.refused += 1
            return
        if self.plan is not None:
            self.plan.unlink(number)

    def _erase(self, session: Session, number: int) -> None:
        erases(session, number, self.now)
        if self.plan is not None:
            self.plan.erase(number)


def dump(db: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Return what belongs to identities, as it is stored: the rows that linking must never change."""
    columns = {
        "identity": "id, customer_id, channel, realm, external_id, display_name, verified_by, linked_at",
        "message": "id, identity_id, role, text, sent_at",
        "fact": "id, identity_id, key, value, value_norm, cardinality, status, confidence, valid_from, valid_to, "
                "retired_at, superseded_by",
        "fact_source": "id, fact_id, message_id, char_start, char_end",
        "issue": "id, identity_id, title, status, resolution, opened_at, resolved_at",
        "resolution": "id, identity_id, message_id, text, at",
        "tried": "id, identity_id, article, at",
    }  # fmt: skip
    with db.engine.connect() as connection:
        return {
            table: [tuple(row) for row in connection.exec_driver_sql(f"SELECT {names} FROM {table} ORDER BY id")]  # noqa: S608 - our own names
            for table, names in columns.items()
        }
