"""One conversation, opened on the desk: its thread, its brief, the person beside it, and what may be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import exists, or_
from sqlmodel import Session, col, select

from bot import memory, texts
from bot.errors import NotFound
from bot.handoff import brief, card, menu, names, presence
from bot.handoff.card import Person
from bot.handoff.cases import Earlier, open_case_of
from bot.handoff.cases import before as case_before
from bot.handoff.cases import of_customer as cases_of
from bot.handoff.presence import Present
from bot.handoff.replying import reply_to
from bot.memory.identities import differing
from bot.pages import transcript, words
from bot.pages.transcript import Line, Receipt
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
    Message,
    Outbox,
)
from bot.types.handoff import OPEN
from bot.types.memory import Known, OpenIssue

JOURNEY = 5
ID_LENGTH = 12
"""Letters of an account's id that are shown whole."""
_OUTBOX_OPEN = frozenset({"new", "sending", "uncertain"})
"""An `uncertain` part is about to be sent once more."""


@dataclass(frozen=True, slots=True)
class Pill:
    """Something that happened to a case, between the messages of its thread."""

    id: int
    text: str
    kind: str
    at: datetime
    role: str = "event"


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
        return "" if name == names.nameless(self.context.customer) else name.split(" ")[0]

    @property
    def seen(self) -> str:
        """Public id of the newest message that this shows, "" when there is none."""
        return next((line.public_id for line in reversed(self.thread) if isinstance(line, Line)), "")


def open_conversation(
    session: Session, public_id: str, now: datetime, agent_id: int = 0, zone: str = "UTC", before: Open | None = None,
    person: Callable[[Session, int, datetime], Person] | None = None,
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
    lines = _desk_lines(session, customer_id, talk.id, zone)
    head = _head(session, talk, case, lines, known)
    is_open = case is not None and case.state in OPEN
    told = None
    if case and is_open:
        basis = (head, lines, known, now.date(), brief.beside(session, case))
        same = before and before.told and before.told.basis == basis
        told = before.told if before and same else _told(session, case, known, basis, now, zone, person)
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
    session: Session, case: Case, known: Known, basis: tuple[object, ...], now: datetime, zone: str,
    person: Callable[[Session, int, datetime], Person] | None,
) -> Told:  # fmt: skip
    found = brief.of_case(session, case.id, memory.pack_for(session, known, case.title, now), now, zone)
    is_now = card.placed(person(session, case.customer_id, now)) if person else []
    return Told(basis, _brief(found, [(texts.team(f"fact.{label}"), words) for label, words in is_now]), found.draft)


def _brief(told: brief.Brief, is_now: Sequence[tuple[str, str]]) -> str:
    """Return the brief and what stands below it; what the customer is now takes the place of what they were."""
    noted = [one for one in told.details if not is_now or one[0] != texts.team("fact.stage")]
    return " ".join((told.text, *(f"{label}: {words}." for label, words in (*is_now, *noted))))


def _person(session: Session, talk: Conversation) -> int:
    """Return whose conversation it is now: linking may have given its identity to another customer since."""
    query = (
        select(Identity.customer_id)
        .join(Message, col(Message.identity_id) == Identity.id)
        .where(Message.conversation_id == talk.id)
        .order_by(col(Message.id).desc())
    )
    return session.exec(query.limit(1)).first() or talk.customer_id


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
        names.shown(session, (case.customer_id,))[case.customer_id],
        case.number,
        tuple(f"{texts.channel_name(one.channel)} ({one.display_name or _short(one.external_id)})" for one in accounts),
        tuple(f"#{one.number} {one.title}" for one in cases_of(session, case.customer_id)),
    )


def _short(external_id: str) -> str:
    """Return an account's id, as much of it as tells two apart."""
    return external_id if len(external_id) <= ID_LENGTH else f"{external_id[:6]}…"


def case_of(session: Session, public_id: str) -> tuple[int, str, str]:
    """Return a case's (id, state, public id of its conversation). Raises NotFound."""
    query = select(Case.id, Case.state, Conversation.public_id).join(
        Conversation, col(Conversation.id) == Case.conversation_id
    )
    found = session.exec(query.where(Case.public_id == public_id)).first()
    if found is None:
        raise NotFound(texts.team("no_case"))
    return found


def goes_on(session: Session, case_id: int, other_id: int) -> str:
    """Return the public id of the conversation in which two merged cases go on: of the one that is still open."""
    case, other = session.get_one(Case, case_id), session.get_one(Case, other_id)
    on = other if case.state not in OPEN and other.state in OPEN else case
    return session.get_one(Conversation, on.conversation_id).public_id


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


def _desk_lines(session: Session, customer_id: int, talk_id: int, zone: str) -> list[Line]:
    upto = col(Message.conversation_id) <= talk_id
    lines = transcript.marked(
        transcript.lines(session, customer_id, (*transcript.SAID, "note"), transcript.LOG_LENGTH, upto), zone
    )
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
        .limit(transcript.LOG_LENGTH)
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
    name = known.name or next((name for _, name in known.identities if name), "") or names.nameless(known.public_id)
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
