"""What the pages show, read from the tables: sessions in, frozen values out.

A customer's own page and an agent's desk are read by different functions: `chat` reads no note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from sqlalchemy import ColumnElement, exists, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot import memory, texts
from bot.errors import NotFound
from bot.handoff import brief, menu, names, presence
from bot.handoff.cases import OPEN, Earlier, open_case_of, reply_to
from bot.handoff.cases import before as case_before
from bot.handoff.cases import of_customer as cases_of
from bot.handoff.cases import order as waiting_order
from bot.handoff.presence import Present
from bot.handoff.relay import short
from bot.memory.identities import differing
from bot.pages import words
from bot.storage.files import of_messages
from bot.storage.tables import (
    Agent,
    Case,
    CaseEvent,
    Conversation,
    Customer,
    Decision,
    Draft,
    Fact,
    Identity,
    Inbound,
    Message,
    Outbox,
)
from bot.storage.tables import Attachment as File
from bot.types import Attachment, Known, OpenIssue

Tab = Literal["needs", "mine", "bot", "done"]
TABS: tuple[Tab, ...] = ("needs", "mine", "bot", "done")

LOG_LENGTH = 200
"""How many of the latest messages a page shows."""
LIST_LENGTH = 100
"""How many conversations a list shows; search finds the others."""
BOT_WINDOW = timedelta(hours=24)
DONE_WINDOW = timedelta(days=30)
JOURNEY = 5

_SAID = ("customer", "bot", "agent")
_OUTBOX_OPEN = frozenset({"new", "sending", "uncertain"})
"""An `uncertain` part is about to be sent once more."""


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Article:
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """How the sending of a reply stands; `why` is the chat app's own word for what went wrong."""

    state: Literal["queued", "sent", "failed", "stays"]
    """`stays`: what was taken back could not be removed from the customer's chat."""
    why: str = ""
    over: menu.Option | None = None
    """The account to which an agent's words can be sent instead; None for no such, or once the case is closed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message, as shown."""

    id: int
    public_id: str
    role: str
    kind: str
    text: str
    at: datetime
    channel: str
    speaker: str
    conversation_id: int
    choices: tuple[Choice, ...] = ()
    article: Article | None = None
    feedback: str = ""
    new_day: bool = False
    moved: bool = False
    """The customer went on in another channel than the line before."""
    files: tuple[Attachment, ...] = ()
    confidence: float | None = None
    agent_id: int | None = None
    receipt: Receipt | None = None
    quote: str = ""
    """How the message at which this one points begins; "" for none, and for one that is gone."""


@dataclass(frozen=True, slots=True)
class Pill:
    """Something that happened to a case, between the messages of its thread."""

    id: int
    text: str
    kind: str
    at: datetime
    role: str = "event"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who writes in this browser on one channel; `customer_id` is None until they wrote for the first time."""

    external_id: str
    customer_id: int | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """A customer's own page. `choices` are the quick replies of the last line, which alone are current."""

    lines: tuple[Line, ...]
    owner: str
    agent: str
    typing: bool
    agent_until: datetime | None = None
    """Until when the agent counts as typing; None when they do not."""

    @property
    def last_id(self) -> int:
        return self.lines[-1].id if self.lines else 0

    @property
    def last(self) -> Line | None:
        return self.lines[-1] if self.lines else None


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
class CaseHead:
    id: int
    public_id: str
    number: int
    state: str
    reason: str
    version: int
    agent_id: int | None
    agent: str
    opened_at: datetime
    queued_at: datetime
    closed_at: datetime | None
    snoozed_until: datetime | None = None
    conversation_id: int = 0
    before: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a thread. `channels`: latest first; `to` is where a reply goes."""

    public_id: str
    title: str
    name: str
    channels: tuple[str, ...]
    to: str
    owner: str
    opened_at: datetime
    case: CaseHead | None


@dataclass(frozen=True, slots=True)
class Remembered:
    id: int
    label: str
    value: str
    icon: str
    channel: str
    at: datetime
    quote: str
    raw: str
    """As it is stored, to be set right."""
    confidence: int
    """In per cent."""
    sure: bool
    """False for a guess that waits to be confirmed."""
    message: str
    """Public id of the message it was learnt from; "" for none."""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the journey."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    """A linked channel and the name shown there."""

    channel: str
    name: str


@dataclass(frozen=True, slots=True)
class Context:
    """What stands beside a thread: the person."""

    name: str
    customer: str
    since: datetime
    accounts: tuple[Account, ...]
    facts: tuple[Remembered, ...]
    issues: tuple[OpenIssue, ...]
    journey: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """What may be chosen in a case beside its buttons: whom to give it to, where to reply, who is the same person."""

    colleagues: tuple[menu.Option, ...]
    accounts: tuple[menu.Option, ...]
    others: tuple[menu.Option, ...]
    barred: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of two customers who may be one person."""

    name: str
    number: int
    """Of the case in question."""
    accounts: tuple[str, ...]
    cases: tuple[str, ...]
    """All of theirs, newest first."""


@dataclass(frozen=True, slots=True)
class Merging:
    """Two cases side by side, before their customers are made one."""

    target: int
    """Id of the other case."""
    sides: tuple[Side, Side]
    differ: tuple[tuple[str, str, str], ...]
    """What is held of both and differs: how it is called, the one's, the other's."""


@dataclass(frozen=True, slots=True)
class Told:
    """The brief of a case and its draft: put together again only when what they go by has changed."""

    basis: tuple[object, ...]
    brief: str
    draft: str


@dataclass(frozen=True, slots=True)
class Open:
    """One conversation, opened on the desk."""

    head: Head
    thread: tuple[Line | Pill, ...]
    brief: str
    drafts: tuple[str, ...]
    context: Context
    present: tuple[Present, ...] = ()
    """Colleagues who look at the case or type in it."""
    menu: Menu | None = None
    """What is wanted less often; None where there is no case."""
    told: Told | None = None
    """The brief, and what it goes by."""

    @property
    def first_name(self) -> str:
        """How a reply calls the customer, "" while no name is known."""
        name = self.head.name
        return "" if name == nameless(self.context.customer) else name.split(" ")[0]

    @property
    def seen(self) -> str:
        """Public id of the newest message that this shows, "" when there is none."""
        return next((line.public_id for line in reversed(self.thread) if isinstance(line, Line)), "")


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
    open: Open | None

    @property
    def open_cases(self) -> int:
        return self.counts["needs"] + self.counts["mine"] + self.counts["colleagues"]


# --- customers ---------------------------------------------------------------------------------


def visitor(session: Session, channel: str, who: str, *, by_public_id: bool = False) -> Visitor:
    """Return who a visitor is on a channel. `by_public_id` (demo alone): a customer's public id is good, too."""
    own = select(Identity).where(Identity.channel == channel, Identity.external_id == who)
    identity = session.exec(own.order_by(col(Identity.id)).limit(1)).first()
    if identity is None and by_public_id:
        theirs = select(Identity).join(Customer).where(Customer.public_id == who)
        there = session.exec(theirs.order_by(col(Identity.channel) != channel, col(Identity.id)).limit(1)).first()
        if there is not None:
            return Visitor(there.external_id, there.customer_id, there.display_name)
    if identity is None:
        return Visitor(who, None)
    return Visitor(identity.external_id, identity.customer_id, identity.display_name)


def chat(session: Session, customer_id: int | None, now: datetime, limit: int = LOG_LENGTH) -> Chat:
    """Return a customer's page. Notes are not read at all."""
    if customer_id is None:
        return Chat((), "bot", "", typing=False)
    lines = _marked(_lines(session, customer_id, _SAID, limit))
    conversation = session.exec(
        select(Conversation, Agent.name)
        .outerjoin(Agent, col(Agent.id) == Conversation.agent_id)
        .where(Conversation.customer_id == customer_id, Conversation.status == "open")
    ).first()
    owner, agent = (conversation[0].owner, conversation[1] or "") if conversation else ("bot", "")
    thinking = owner == "bot" and _thinking(session, customer_id)
    until = _agent_types(session, conversation[0], now) if conversation and owner == "agent" else None
    return Chat(tuple(lines), owner, agent, thinking, until)


def _agent_types(session: Session, talk: Conversation, now: datetime) -> datetime | None:
    """Return until when the agent who has a conversation counts as typing."""
    case = session.exec(select(Case.id).where(Case.conversation_id == talk.id, Case.state == "claimed")).first()
    return presence.typing_until(session, case, talk.agent_id, now) if case and talk.agent_id else None


def own_message(session: Session, customer_id: int, public_id: str) -> Line:
    """Return one message of a customer's own log. Raises NotFound for anybody else's, and for notes."""
    found = _lines(session, customer_id, _SAID, 1, col(Message.public_id) == public_id)
    if not found:
        raise NotFound("No such message.")
    return found[0]


def file_of(session: Session, customer_id: int, public_id: str) -> Attachment | None:
    """Return a file of this customer's conversation, None for anybody else's and for what colleagues keep inside."""
    return _file(session, public_id, col(Identity.customer_id) == customer_id, col(Message.role).in_(_SAID))


def any_file(session: Session, public_id: str) -> Attachment | None:
    """Return a file of any conversation: for agents alone."""
    return _file(session, public_id)


def _file(session: Session, public_id: str, *where: ColumnElement[bool]) -> Attachment | None:
    query = (
        select(File.message_id)
        .join(Message, col(Message.id) == File.message_id)
        .join(Identity, col(Identity.id) == Message.identity_id)
        .where(File.public_id == public_id, *where)
    )
    message = session.exec(query).first()
    found = of_messages(session, [message]).get(message, ()) if message else ()
    return next((file for file in found if file.public_id == public_id), None)


def last_channel(session: Session, customer_id: int) -> str:
    """Return where a customer wrote last, "" when nowhere."""
    query = (
        select(Identity.channel)
        .join(Message, col(Message.identity_id) == Identity.id)
        .where(Identity.customer_id == customer_id, Message.role == "customer")
        .order_by(col(Message.id).desc())
    )
    return session.exec(query.limit(1)).first() or ""


def _thinking(session: Session, customer_id: int) -> bool:
    waiting = (
        select(Inbound.id)
        .join(Identity, col(Identity.id) == Inbound.identity_id)
        .where(Identity.customer_id == customer_id, Inbound.status == "new", Inbound.kind == "message")
    )
    return session.exec(waiting.limit(1)).first() is not None


def _lines(
    session: Session, customer_id: int, roles: Sequence[str], limit: int, *where: ColumnElement[bool]
) -> list[Line]:
    """Return the latest messages of all identities of a customer, oldest first."""
    rows = session.exec(
        select(Message, Identity.channel, Agent.name, Identity.display_name)
        .join(Identity, col(Identity.id) == Message.identity_id)
        .outerjoin(Agent, col(Agent.id) == Message.agent_id)
        .where(Identity.customer_id == customer_id, col(Message.role).in_(roles), *where)
        .order_by(col(Message.id).desc())
        .limit(limit)
    ).all()
    files = of_messages(session, [message.id for message, *_ in rows])
    quotes = _quotes(session, [message.answers for message, *_ in rows if message.answers])
    return [
        replace(_line(message, channel, agent or "", name, files.get(message.id, ())),
                quote=quotes.get(message.answers or 0, ""))
        for message, channel, agent, name in reversed(rows)
    ]  # fmt: skip


def _quotes(session: Session, answered: Sequence[int]) -> dict[int, str]:
    """Return how messages are quoted at which others point; notes never are, they stay where they stand."""
    if not answered:
        return {}
    query = select(Message.id, Message.text).where(col(Message.id).in_(answered), Message.role != "note")
    return {number: short(text) for number, text in session.exec(query)}


def _line(message: Message, channel: str, agent: str, name: str, files: tuple[Attachment, ...]) -> Line:
    speaker = {"customer": name, "bot": ""}.get(message.role, agent)
    source = message.sources[0] if message.sources else None
    return Line(
        message.id, message.public_id, message.role, message.kind, message.text, message.sent_at, channel, speaker,
        message.conversation_id,
        choices=tuple(Choice(str(c.get("id", "")), str(c.get("label", ""))) for c in message.choices),
        article=Article(str(source["article"]), str(source.get("title") or source["article"])) if source else None,
        feedback=message.feedback, files=files, agent_id=message.agent_id,
    )  # fmt: skip


def _marked(lines: Sequence[Line]) -> list[Line]:
    """Mark where the day or the channel changes."""
    marked = list(lines[:1])
    for before, line in pairwise(lines):
        new_day = before.at.date() != line.at.date()
        moved = before.channel != line.channel
        marked.append(replace(line, new_day=new_day, moved=moved) if new_day or moved else line)
    return marked


# --- the desk ----------------------------------------------------------------------------------


def desk(
    session: Session, agent_id: int, conversation: str, tab: str, query: str, now: datetime, zone: str = "UTC",
    before: Desk | None = None,
) -> Desk:  # fmt: skip
    """Return the desk with one conversation open ("" for none). Raises NotFound for an unknown one.

    Without a tab, the list is the one in which the open conversation stands. `before` is the same desk a moment ago:
    what was found is not searched for again, nor is the brief made again while nothing has changed in the case.
    """
    shown_before = before.open if before else None
    opened = open_conversation(session, conversation, now, agent_id, zone, shown_before) if conversation else None
    asked = next((known for known in TABS if known == tab), None)
    shown = asked or (_tab_of(opened.head) if opened else "needs")
    query = query.strip()[:200]
    again = tuple(row.public_id for row in before.rows) if before else None
    found = (search(session, query) if again is None else _again(session, again)) if query else None
    rows = listed(session, shown, agent_id, now) if found is None else found
    colleagues = listed(session, "colleagues", agent_id, now) if shown == "mine" and not query else ()
    return Desk(shown, asked or "", query, rows, colleagues, counts(session, agent_id, now), opened)


def _tab_of(head: Head) -> Tab:
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
    public, some_name = person
    waiting = case is not None and case.state == "queued"
    since = talk.last_at if case is None else case.closed_at or case.queued_at
    return Row(
        talk.public_id, some_name or name or nameless(public), public, text, channel, case.reason if case else "",
        since, waiting,
        unread=unread.get(case.id, 0) if case and case.state in ("queued", "claimed") else 0,
        agent=agents.get(case.agent_id or 0, "") if case and case.state == "claimed" else "",
    )  # fmt: skip


def nameless(public_id: str) -> str:
    """Return what somebody is called who has not said a name."""
    return texts.team("desk.visitor", id=public_id[:4])


def _last_lines(session: Session, talks: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Return for each conversation the text, channel and customer's name of what a person said last."""
    people = ("customer", "agent")
    newest = select(func.max(Message.id)).where(col(Message.conversation_id).in_(talks), col(Message.role).in_(people))
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


def _people(session: Session, customers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return each customer's public id and any name they are known by."""
    query = (
        select(Customer.id, Customer.public_id, func.max(Identity.display_name))
        .outerjoin(Identity, col(Identity.customer_id) == Customer.id)
        .where(col(Customer.id).in_(customers))
        .group_by(col(Customer.id), col(Customer.public_id))
    )
    told = (
        select(Identity.customer_id, Fact.value)
        .join(Fact, col(Fact.identity_id) == Identity.id)
        .where(col(Identity.customer_id).in_(customers), *_names())
        .order_by(col(Fact.key), col(Fact.id))
    )
    names = dict(session.exec(told).all())  # preferred_name sorts behind name, and the later one stays
    return {who: (public, names.get(who) or shown or "") for who, public, shown in session.exec(query)}


def _names() -> tuple[ColumnElement[bool], ...]:
    """Return which facts are names that customers told."""
    return (col(Fact.key).in_(("identity.name", "identity.preferred_name")), col(Fact.status) == "active")


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


def open_conversation(
    session: Session, public_id: str, now: datetime, agent_id: int = 0, zone: str = "UTC", before: Open | None = None
) -> Open:  # fmt: skip
    """Return a conversation with its thread and person, as this agent sees it. Raises NotFound."""
    talk = session.exec(select(Conversation).where(Conversation.public_id == public_id)).first()
    if talk is None:
        raise NotFound(texts.team("no_conversation"))
    case = session.exec(
        select(Case).where(Case.conversation_id == talk.id).order_by(col(Case.id).desc()).limit(1)
    ).first()
    customer_id = _person(session, talk)
    known = memory.load(session, customer_id, now)
    lines = _desk_lines(session, customer_id, talk.id)
    head = _head(session, talk, case, lines, known)
    is_open = case is not None and case.state in OPEN
    told = None
    if case and is_open:
        basis = (head, lines, known, now.date(), brief.beside(session, case))
        same = before and before.told and before.told.basis == basis
        told = before.told if before and same else _told(session, case, known, basis, now, zone)
    return Open(
        head,
        _with_events(lines, _pills(session, customer_id, talk.id)),
        told.brief if told else "",
        (*_drafts(session, case.id), *filter(None, (told.draft,))) if case and told else (),
        _context(session, customer_id, known, head.name),
        presence.load(session, case.id, now, but=agent_id) if case and is_open else (),
        _menu(session, case, agent_id) if case else None,
        told,
    )


def _told(
    session: Session, case: Case, known: Known, basis: tuple[object, ...], now: datetime, zone: str
) -> Told:  # fmt: skip
    found = brief.of_case(session, case.id, memory.pack_for(session, known, case.title, now), now, zone)
    return Told(basis, _brief(found), found.draft)


def merging(session: Session, conversation: str, agent_id: int, target: int) -> Merging | None:
    """Return what an agent is to read before they merge their case with another; None where they may not."""
    query = select(Case).join(Conversation, col(Case.conversation_id) == col(Conversation.id))
    case = session.exec(
        query.where(Conversation.public_id == conversation).order_by(col(Case.id).desc()).limit(1)
    ).first()
    if case is None or case.state not in OPEN or case.agent_id != agent_id:
        return None
    if target not in {one.target for one in menu.others(session, case, None)}:
        return None
    other = session.get_one(Case, target)
    differ = differing(session, case.customer_id, other.customer_id)
    shown = tuple((texts.team_label(key), one, two) for key, one, two in differ)
    return Merging(target, (_side(session, case), _side(session, other)), shown)


def _side(session: Session, case: Case) -> Side:
    accounts = session.exec(
        select(Identity).where(Identity.customer_id == case.customer_id).order_by(col(Identity.id))
    ).all()
    return Side(
        names.of_customer(session, case),
        case.number,
        tuple(f"{names.channel(one.channel)} ({one.display_name or one.external_id})" for one in accounts),
        tuple(f"#{one.number} {one.title}" for one in cases_of(session, case.customer_id)),
    )


def _menu(session: Session, case: Case, agent_id: int) -> Menu | None:
    """Return what this agent may choose in a case; None where nothing is theirs to choose."""
    barred = menu.barred(session, case)
    if case.state not in OPEN:
        return Menu((), (), (), barred) if barred else None
    if case.agent_id not in (None, agent_id):
        return None
    own, accounts = case.agent_id == agent_id, tuple(menu.accounts(session, case))
    return Menu(
        tuple(menu.colleagues(session, case)), accounts if own and len(accounts) > 1 else (),
        tuple(menu.others(session, case)) if own else (), barred,
    )  # fmt: skip


def _brief(told: brief.Brief) -> str:
    """Return the brief and what stands below it."""
    return " ".join((told.text, *(f"{label}: {words}." for label, words in told.details)))


def _person(session: Session, talk: Conversation) -> int:
    """Return whose conversation it is now: linking may have given its identity to another customer since."""
    query = (
        select(Identity.customer_id)
        .join(Message, col(Message.identity_id) == Identity.id)
        .where(Message.conversation_id == talk.id)
        .order_by(col(Message.id).desc())
    )
    return session.exec(query.limit(1)).first() or talk.customer_id


def case_of(session: Session, public_id: str) -> tuple[int, str, str]:
    """Return a case's (id, state, public id of its conversation). Raises NotFound."""
    query = select(Case.id, Case.state, Conversation.public_id).join(
        Conversation, col(Conversation.id) == Case.conversation_id
    )
    found = session.exec(query.where(Case.public_id == public_id)).first()
    if found is None:
        raise NotFound(texts.team("no_case"))
    return found


def person_of(session: Session, public_id: str) -> int:
    """Return whose conversation it is now. Raises NotFound."""
    talk = session.exec(select(Conversation).where(Conversation.public_id == public_id)).first()
    if talk is None:
        raise NotFound(texts.team("no_conversation"))
    return _person(session, talk)


def check_unanswered(session: Session, case_id: int, agent_id: int, seen: str) -> None:
    """Raise Overtaken when a colleague has replied in a case since this agent's page was drawn."""
    presence.check_unanswered(session, session.get_one(Case, case_id).conversation_id, agent_id, seen)


def conversation_of(session: Session, customer_id: int) -> str:
    """Return the public id of a customer's latest conversation, "" when there is none."""
    query = select(Conversation.public_id).where(Conversation.customer_id == customer_id)
    return session.exec(query.order_by(col(Conversation.id).desc()).limit(1)).first() or ""


def _desk_lines(session: Session, customer_id: int, talk_id: int) -> list[Line]:
    upto = col(Message.conversation_id) <= talk_id
    lines = _marked(_lines(session, customer_id, (*_SAID, "note"), LOG_LENGTH, upto))
    sure = _confidences(session, [line.id for line in lines if line.kind == "answer"])
    receipts = _receipts(session, [line.id for line in lines if line.role in ("agent", "bot")])
    receipts |= _stays(session, [line.id for line in lines if line.role == "note"])
    failed = [line.id for line in lines if line.role == "agent" and _failed(receipts.get(line.id))]
    receipts |= _with_ways_round(session, talk_id, {said: receipts[said] for said in failed})
    return [replace(line, confidence=sure.get(line.id), receipt=receipts.get(line.id)) for line in lines]


def _failed(receipt: Receipt | None) -> bool:
    return receipt is not None and receipt.state == "failed"


def _with_ways_round(session: Session, talk_id: int, failed: Mapping[int, Receipt]) -> dict[int, Receipt]:
    """Return the receipts of what did not arrive with the account on which the customer can be reached instead."""
    case = open_case_of(session, talk_id) if failed else None
    return {
        said: replace(receipt, over=menu.elsewhere(session, case, session.get_one(Message, said))) if case else receipt
        for said, receipt in failed.items()
    }


def _confidences(session: Session, messages: Sequence[int]) -> dict[int, float]:
    decided = session.exec(select(Decision.message_id, Decision.passages).where(col(Decision.message_id).in_(messages)))
    return {said: float(passages[0]["score"]) for said, passages in decided if said is not None and passages}


def _receipts(session: Session, messages: Sequence[int]) -> dict[int, Receipt]:
    """Return how each reply's sending stands: one failed part fails it, one open part keeps it queued."""
    parts = session.exec(
        select(Outbox.message_id, Outbox.status, Outbox.error).where(
            col(Outbox.message_id).in_(messages),
            col(Outbox.thread_id).is_(None),
            col(Outbox.op).in_(("post", "file")),
        )
    )
    found: dict[int, Receipt] = {}
    for message, status, error in parts:
        if message is None:
            continue
        before = found.get(message)
        if status in _OUTBOX_OPEN:
            now = Receipt("queued")
        else:
            now = Receipt("sent") if status == "sent" else Receipt("failed", error)
        if before is None or _weight(now) > _weight(before):
            found[message] = now
    return found


def _stays(session: Session, messages: Sequence[int]) -> dict[int, Receipt]:
    """Return which replies were taken back in vain: the customer still sees them."""
    rows = session.exec(
        select(Outbox.message_id, Outbox.error).where(
            col(Outbox.message_id).in_(messages), col(Outbox.thread_id).is_(None), Outbox.op == "delete",
            Outbox.status == "dead",
        )
    ).all()  # fmt: skip
    return {message: Receipt("stays", error) for message, error in rows if message is not None}


def _weight(receipt: Receipt) -> int:
    return ("sent", "queued", "failed").index(receipt.state)


def _pills(session: Session, customer_id: int, talk_id: int) -> list[Pill]:
    query = (
        select(CaseEvent, Case, Agent.name)
        .join(Case, col(Case.id) == CaseEvent.case_id)
        .outerjoin(Agent, col(Agent.id) == CaseEvent.agent_id)
        .where(
            or_(col(Case.customer_id) == customer_id, col(Case.conversation_id) == talk_id),
            Case.conversation_id <= talk_id,
            col(CaseEvent.kind).not_in(("standing", "goodwill")),  # the brief says them
        )
        .order_by(col(CaseEvent.at).desc(), col(CaseEvent.id).desc())
        .limit(LOG_LENGTH)
    )
    return [
        Pill(event.id, words.event(event.kind, who or "", event.detail, case.reason), event.kind, event.at)
        for event, case, who in reversed(session.exec(query).all())
    ]


def _with_events(lines: Sequence[Line], pills: Sequence[Pill]) -> tuple[Line | Pill, ...]:
    """Put each event behind the messages that came before it; the messages keep their order."""
    merged: list[Line | Pill] = []
    waiting = [pill for pill in pills if not lines or pill.at >= lines[0].at]
    for line in lines:
        # What a customer says comes before what it led to, also where both have the same time.
        while waiting and (waiting[0].at < line.at or (waiting[0].at == line.at and line.role != "customer")):
            merged.append(waiting.pop(0))
        merged.append(line)
    return (*merged, *waiting)


def _head(session: Session, talk: Conversation, case: Case | None, lines: Sequence[Line], known: Known) -> Head:
    here = [line for line in lines if line.conversation_id == talk.id]
    channels = tuple(dict.fromkeys(line.channel for line in reversed(here or lines)))
    to = session.get(Identity, reply_to(session, talk.id)) if here else None
    name = known.name or next((name for _, name in known.identities if name), "") or nameless(known.public_id)
    agent = session.get(Agent, case.agent_id) if case and case.agent_id else None
    title = case.title if case else known.issue.title if known.issue else texts.team("desk.talk", name=name)
    return Head(
        talk.public_id, title, name, channels, to.channel if to else "web", talk.owner, talk.opened_at,
        None if case is None else CaseHead(
            case.id, case.public_id, case.number, case.state, case.reason, case.version, case.agent_id,
            agent.name if agent else "", case.opened_at, case.queued_at, case.closed_at, case.snoozed_until, talk.id,
            case_before(session, case),
        ),
    )  # fmt: skip


def _drafts(session: Session, case_id: int) -> tuple[str, ...]:
    query = select(Draft.text).where(Draft.case_id == case_id).order_by(col(Draft.id).desc()).limit(3)
    return tuple(session.exec(query))


def _context(session: Session, customer_id: int, known: Known, name: str) -> Context:
    met = session.exec(select(Identity.created_at).where(Identity.customer_id == customer_id)).all()
    since = min(met, default=session.get_one(Customer, customer_id).created_at)
    told = [fact.message_id for fact in (*known.facts, *known.pending) if fact.message_id]
    messages: dict[int, str] = dict(
        session.exec(select(Message.id, Message.public_id).where(col(Message.id).in_(told))).all()
    )
    facts = tuple(
        Remembered(
            fact.id, words.fact_label(fact.key), words.fact_value(fact.key, fact.value), words.fact_icon(fact.key),
            fact.channel, fact.valid_from, fact.quote, fact.value, round(100 * fact.confidence),
            fact.status == "active", messages.get(fact.message_id or 0, ""),
        )
        for fact in (*known.facts, *known.pending)
    )  # fmt: skip
    return Context(
        name, known.public_id, since, tuple(Account(channel, shown) for channel, shown in known.identities), facts,
        known.issues,
        _journey(session, customer_id),
    )  # fmt: skip


def _journey(session: Session, customer_id: int) -> tuple[Step, ...]:
    """Return the latest of a customer's conversations, cases and learnt facts, newest first."""
    cases = session.exec(
        select(Case).where(Case.customer_id == customer_id).order_by(col(Case.id).desc()).limit(JOURNEY)
    ).all()
    handed = exists().where(col(Case.conversation_id) == Conversation.id)
    talks = session.exec(
        select(Conversation)
        .where(Conversation.customer_id == customer_id, ~handed)
        .order_by(col(Conversation.id).desc())
        .limit(JOURNEY)
    ).all()
    learnt = session.exec(
        select(Fact)
        .join(Identity, col(Identity.id) == Fact.identity_id)
        .where(Identity.customer_id == customer_id, Fact.status == "active")
        .order_by(col(Fact.id).desc())
        .limit(4 * JOURNEY)
    ).all()
    steps = [Step(case.opened_at, f"#{case.number} {case.title}") for case in cases]
    steps += [
        Step(
            case.closed_at,
            texts.team("desk.step.solved" if case.state == "resolved" else "desk.step.returned", number=case.number),
        )
        for case in cases
        if case.closed_at
    ]
    steps += [Step(talk.opened_at, texts.team("desk.step.talked")) for talk in talks]
    steps += _learnt(learnt)
    return tuple(sorted(steps, key=lambda step: step.at, reverse=True)[:JOURNEY])


def _learnt(facts: Sequence[Fact]) -> list[Step]:
    """Return one step a day on which something was learnt."""
    days: dict[date, list[Fact]] = {}
    for fact in facts:
        days.setdefault(fact.recorded_at.date(), []).append(fact)
    return [
        Step(
            day[0].recorded_at,
            texts.team("desk.step.learnt", what=", ".join(dict.fromkeys(words.fact_label(fact.key) for fact in day))),
        )
        for day in days.values()
    ]
