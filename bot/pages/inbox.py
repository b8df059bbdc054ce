"""The desk's list: which conversations stand in which tab, and what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlalchemy import case as when
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.dialogue import commands
from bot.handoff import names
from bot.handoff.card import Person
from bot.handoff.cases import order as waiting_order
from bot.pages import casework
from bot.storage.files import of_messages
from bot.storage.tables import (
    Agent,
    Case,
    Conversation,
    Customer,
    Fact,
    Identity,
    Inbound,
    Message,
)
from bot.types.handoff import OPEN

Tab = Literal["needs", "mine", "bot", "done"]
TABS: tuple[Tab, ...] = ("needs", "mine", "bot", "done")
LIST_LENGTH = 100
"""How many conversations a list shows; search finds the others."""
BOT_WINDOW = timedelta(hours=24)
DONE_WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the desk's list."""

    public_id: str
    name: str
    customer: str
    text: str
    channel: str
    reason: str
    since: datetime
    waiting: bool
    """A person is waited for: the age is coloured."""
    unread: int = 0
    first: bool = False
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The whole desk of one agent."""

    tab: Tab
    asked: str
    """The tab that was asked for; "" lets the list follow the open conversation."""
    query: str
    rows: tuple[Row, ...]
    colleagues: tuple[Row, ...]
    counts: Mapping[str, int]
    open: casework.Open | None

    @property
    def open_cases(self) -> int:
        return self.counts["needs"] + self.counts["mine"] + self.counts["colleagues"]


def desk(
    session: Session, agent_id: int, conversation: str, tab: str, query: str, now: datetime, zone: str = "UTC",
    before: Desk | None = None, person: Callable[[Session, int, datetime], Person] | None = None,
) -> Desk:  # fmt: skip
    """Return the desk with one conversation open ("" for none). Raises NotFound for an unknown one.

    Without a tab, the list is the one in which the open conversation stands. `before` is the same desk a moment ago:
    what was found is not searched for again, nor is the brief made again while nothing has changed in the case.
    """
    shown_before = before.open if before else None
    opened = (
        casework.open_conversation(session, conversation, now, agent_id, zone, shown_before, person)
        if conversation
        else None
    )
    asked = next((known for known in TABS if known == tab), None)
    shown = asked or (_tab_of(opened.head) if opened else "needs")
    query = query.strip()[:200]
    again = tuple(row.public_id for row in before.rows) if before else None
    found = (search(session, query) if again is None else _again(session, again)) if query else None
    rows = listed(session, shown, agent_id, now) if found is None else found
    colleagues = listed(session, "colleagues", agent_id, now) if shown == "mine" and not query else ()
    return Desk(shown, asked or "", query, rows, colleagues, counts(session, agent_id, now), opened)


def _tab_of(head: casework.Head) -> Tab:
    if head.case is None:
        return "bot"
    if head.case.state == "claimed":
        return "mine"
    return "needs" if head.case.state == "queued" else "done"


def _in_tab(tab: str, agent_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return which cases stand in a tab."""
    state, agent = col(Case.state), col(Case.agent_id)
    return {
        "needs": (state == "queued",),
        "mine": (state == "claimed", agent == agent_id),
        "colleagues": (state == "claimed", agent != agent_id),
        "done": (state.in_(("resolved", "returned")), col(Case.closed_at) >= now - DONE_WINDOW),
    }[tab]


def _with_bot(now: datetime) -> tuple[ColumnElement[bool], ...]:
    recent = col(Conversation.last_at) >= now - BOT_WINDOW
    return (col(Conversation.status) == "open", col(Conversation.owner) == "bot", recent)


def counts(session: Session, agent_id: int, now: datetime) -> dict[str, int]:
    """Return how many conversations stand in each tab."""
    found = {
        tab: session.exec(select(func.count()).select_from(Case).where(*_in_tab(tab, agent_id, now))).one()
        for tab in ("needs", "mine", "colleagues", "done")
    }
    talking = select(func.count()).select_from(Conversation).where(*_with_bot(now))
    return found | {"bot": session.exec(talking).one()}


def listed(session: Session, tab: str, agent_id: int, now: datetime) -> tuple[Row, ...]:
    """Return a tab's rows, the most pressing first."""
    if tab == "bot":
        talks = select(Conversation).where(*_with_bot(now)).order_by(col(Conversation.last_at).desc())
        return _rows(session, [(talk, None) for talk in session.exec(talks.limit(LIST_LENGTH))])
    order = (col(Case.closed_at).desc(),) if tab == "done" else waiting_order(now)
    query = select(Conversation, Case).join(Case, col(Case.conversation_id) == Conversation.id)
    cases = session.exec(query.where(*_in_tab(tab, agent_id, now)).order_by(*order).limit(LIST_LENGTH))
    return _overtaking(_rows(session, [(talk, case) for talk, case in cases]))


def _overtaking(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Mark who comes before somebody who has waited longer."""
    return tuple(
        replace(row, first=row.waiting and any(later.waiting and later.since < row.since for later in rows[place:]))
        for place, row in enumerate(rows, 1)
    )


def search(session: Session, query: str) -> tuple[Row, ...]:
    """Return conversations of any tab whose people, titles or words hold the query, latest first."""
    like = "%" + query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"

    def holds(column: str) -> ColumnElement[bool]:
        return col(column).ilike(like, escape="\\")

    told = exists().where(col(Fact.identity_id) == Identity.id, *_names(), holds(Fact.value))
    people = select(Identity.customer_id).where(or_(holds(Identity.display_name), told))
    said = exists().where(col(Message.conversation_id) == Conversation.id, holds(Message.text))
    titled = exists().where(col(Case.conversation_id) == Conversation.id, holds(Case.title))
    found = select(Conversation).where(or_(col(Conversation.customer_id).in_(people), said, titled))
    return _with_cases(session, session.exec(found.order_by(col(Conversation.last_at).desc()).limit(LIST_LENGTH)).all())


def _again(session: Session, found: Sequence[str]) -> tuple[Row, ...]:
    """Return as they are now the conversations that were found, in their order, but for those that are gone."""
    talks = session.exec(select(Conversation).where(col(Conversation.public_id).in_(found))).all()
    return _with_cases(session, sorted(talks, key=lambda talk: found.index(talk.public_id)))


def _with_cases(session: Session, talks: Sequence[Conversation]) -> tuple[Row, ...]:
    newest = select(func.max(Case.id)).where(col(Case.conversation_id).in_([t.id for t in talks]))
    cases = session.exec(select(Case).where(col(Case.id).in_(newest.group_by(col(Case.conversation_id)))))
    by_talk = {case.conversation_id: case for case in cases}
    return _rows(session, [(talk, by_talk.get(talk.id)) for talk in talks])


def _rows(session: Session, talks: Sequence[tuple[Conversation, Case | None]]) -> tuple[Row, ...]:
    last = _last_lines(session, [talk.id for talk, _ in talks])
    people = _people(session, [talk.customer_id for talk, _ in talks])
    unread = _unread(session, [case.id for _, case in talks if case])
    agents = _agents(session)
    return tuple(_row(talk, case, last.get(talk.id), people[talk.customer_id], unread, agents) for talk, case in talks)


def _row(
    talk: Conversation,
    case: Case | None,
    last: tuple[str, str, str] | None,
    person: tuple[str, str],
    unread: Mapping[int, int],
    agents: Mapping[int, str],
) -> Row:
    text, channel, name = last or ("", "", "")
    if case and commands.known(text):
        text = case.title  # they have written nothing else
    public, some_name = person
    waiting = case is not None and case.state == "queued"
    since = talk.last_at if case is None else case.closed_at or case.queued_at
    return Row(
        talk.public_id, some_name or name or names.nameless(public), public, text, channel,
        case.reason if case else "", since, waiting,
        unread=unread.get(case.id, 0) if case and case.state in OPEN else 0,
        agent=agents.get(case.agent_id or 0, "") if case and case.state == "claimed" else "",
    )  # fmt: skip


def _last_lines(session: Session, talks: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Return for each conversation the text, channel and customer's name of what a person wrote last."""
    people = ("customer", "agent")
    newest = select(func.coalesce(func.max(when((_written(), Message.id))), func.max(Message.id))).where(
        col(Message.conversation_id).in_(talks), col(Message.role).in_(people)
    )
    query = (
        select(Message, Identity.channel, Identity.display_name)
        .join(Identity, col(Identity.id) == Message.identity_id)
        .where(col(Message.id).in_(newest.group_by(col(Message.conversation_id))))
    )
    rows = session.exec(query).all()
    files = of_messages(session, [message.id for message, _, _ in rows if not message.text])
    return {
        said.conversation_id: (said.text or ", ".join(file.name for file in files.get(said.id, ())), channel, name)
        for said, channel, name in rows
    }


def _written() -> ColumnElement[bool]:
    """Return whether a person wrote a message: it is no command to the bot, and no button that was pressed."""
    text = func.lower(col(Message.text))
    command = or_(*(or_(text == f"/{name}", text.startswith(f"/{name} ")) for name in commands.NAMES))
    pressed = exists().where(col(Inbound.message_id) == Message.id, col(Inbound.kind) == "press")
    return or_(col(Message.role) == "agent", and_(~command, ~pressed))


def _people(session: Session, customers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return each customer's public id and any name they are known by."""
    called = names.of_customers(session, customers)
    known = session.exec(select(Customer.id, Customer.public_id).where(col(Customer.id).in_(customers))).all()
    return {who: (public, called.get(who, "")) for who, public in known}


def _names() -> tuple[ColumnElement[bool], ...]:
    """Return which facts are names that customers told."""
    return (col(Fact.key).in_(names.TOLD), col(Fact.status) == "active")


def _unread(session: Session, cases: Sequence[int]) -> dict[int, int]:
    """Return how many messages a customer has written since the case was opened or an agent last replied."""
    theirs, ours = aliased(Message), aliased(Message)
    replied = exists().where(
        col(ours.conversation_id) == theirs.conversation_id, col(ours.role) == "agent", col(ours.id) > theirs.id
    )
    query = (
        select(Case.id, func.count(col(theirs.id)))
        .join(theirs, col(theirs.conversation_id) == Case.conversation_id)
        .where(col(Case.id).in_(cases), theirs.role == "customer", theirs.received_at > Case.opened_at, ~replied)
        .group_by(col(Case.id))
    )
    return dict(session.exec(query).all())


def _agents(session: Session) -> dict[int, str]:
    return dict(session.exec(select(Agent.id, Agent.name)).all())
