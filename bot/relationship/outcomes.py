"""How things come out: append-only rows, each kind with one written definition, all shares over one denominator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlmodel import Session, col, select

from bot.storage.tables import Case, Conversation, Decision, Identity, Message, Outcome
from bot.types.relationship import CONTACT, Success

DEFINITIONS: Mapping[str, str] = MappingProxyType({
    "answered": "The bot answered from an article, with its source.",
    "missed": "No article answered, and the bot said so.",
    "helped": "The customer said that an answer helped, or put a thumb up.",
    "not_helped": "The customer said that it did not help, or put a thumb down.",
    "handed_off": "A person was brought in; the detail is the reason, out of a closed list.",
    "asked_known": "An agent asked the customer for something that was known already; the detail is what.",
    "resolved": "The customer said that it is solved, or an agent resolved the case; the detail is who, and whether "
    "the issue had come up in that same contact (first).",
    "reopened": "Within 7 days after it was solved the customer said that it is not.",
    "durable": "Solved, and 7 days later not reopened.",
    "first_contact": "Durable, and solved in the very contact in which the issue came up.",
    "recovering": "Something went wrong and the recovery playbook began; the detail is the trigger.",
    "recovered": "Asked after a recovery, the customer said that all is well now.",
    "lost": "Asked after a recovery, the customer said that it is not.",
    "promise_kept": "An agent answered or resolved before the time that was promised.",
    "promise_broken": "The time that was promised went by.",
    "rated": "The customer answered a survey; the detail is its kind and score, as csat:4.",
    "incident": "Customers' like reports became one incident.",
    "gap_closed": "A customer who had met a gap was told its answer.",
})  # fmt: skip
"""Kind → what it means, for reports and docs: the only definition."""

LOOKED_AT = 10
"""Outcomes in which the last success is looked for; older ones are no "last time"."""


def note(
    session: Session, kind: str, now: datetime, *, customer_id: int | None = None, conversation_id: int | None = None,
    case_id: int | None = None, detail: str = "",
) -> None:  # fmt: skip
    """Write an outcome down, once and for ever. Raises KeyError for a kind without a definition."""
    DEFINITIONS[kind]
    if case_id is not None and conversation_id is None:
        case = session.get_one(Case, case_id)
        customer_id, conversation_id = customer_id or case.customer_id, case.conversation_id
    session.add(Outcome(kind=kind, customer_id=customer_id, conversation_id=conversation_id, case_id=case_id,
                        detail=detail, at=now))  # fmt: skip


def last_resolved(session: Session, customer_id: int, since: datetime) -> int | None:
    """Return the conversation of the last thing that was solved for a customer since then; None for none."""
    query = select(Outcome.conversation_id).where(
        Outcome.customer_id == customer_id, Outcome.kind == "resolved", col(Outcome.at) >= since
    )
    return session.exec(query.order_by(col(Outcome.id).desc()).limit(1)).first()


def last_success(session: Session, customer_id: int) -> Success:
    """Return a customer's last request that an article or a person solved."""
    mine = select(Identity.id).where(Identity.customer_id == customer_id)
    talks = select(Message.conversation_id).where(col(Message.identity_id).in_(mine))
    rows = session.exec(
        select(Outcome)
        .where(col(Outcome.conversation_id).in_(talks), col(Outcome.kind).in_(("helped", "resolved")))
        .order_by(col(Outcome.id).desc())
        .limit(LOOKED_AT)
    ).all()
    return next((found for row in rows if (found := _success(session, row)).question), Success())


def _success(session: Session, row: Outcome) -> Success:
    if row.case_id is not None:
        return Success(session.get_one(Case, row.case_id).title)
    asked = session.exec(
        select(Message.text, Decision.passages)
        .join(Decision, col(Decision.in_reply_to) == col(Message.id))
        .where(Decision.conversation_id == row.conversation_id, Decision.kind == "answer", Decision.at <= row.at)
        .order_by(col(Decision.id).desc())
    ).all()
    wanted = (Success(text, str(passages[0]["article"])) for text, passages in asked if text and passages)
    return next((one for one in wanted if row.kind == "resolved" or one.article == row.detail), Success())


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome, for the drill-down."""

    kind: str
    detail: str
    at: datetime
    conversation: str
    """Public id; "" when the customer was erased."""
    case: int | None
    """Number."""


def rows(session: Session, since: datetime, until: datetime, kind: str = "") -> Sequence[Row]:
    """Return the outcomes of a time, oldest first, of one kind or all."""
    query = (
        select(Outcome, Conversation.public_id, Case.number)
        .outerjoin(Conversation, col(Conversation.id) == col(Outcome.conversation_id))
        .outerjoin(Case, col(Case.id) == col(Outcome.case_id))
        .where(col(Outcome.at) >= since, col(Outcome.at) < until)
        .order_by(col(Outcome.id))
    )
    found = session.exec(query.where(Outcome.kind == kind) if kind else query).all()
    return [Row(row.kind, row.detail, row.at, public or "", number) for row, public, number in found]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a time. `kinds`: kind → (rows, distinct contacts with one, their share of all contacts)."""

    contacts: int
    """The denominator: conversations in which a customer came for something."""
    kinds: Mapping[str, tuple[int, int, float]]
    details: Mapping[str, Mapping[str, int]]
    """Kind → detail → rows, where details are a closed set."""


def report(session: Session, since: datetime, until: datetime) -> Report:
    """Return the figures of a time; every share is over the same contacts."""
    query = select(Outcome.id, Outcome.kind, Outcome.conversation_id, Outcome.detail)
    found = session.exec(query.where(col(Outcome.at) >= since, col(Outcome.at) < until)).all()
    contacts = {talk for _, kind, talk, _ in found if kind in CONTACT and talk is not None}
    kinds, details = {}, {}
    for kind in DEFINITIONS:
        mine = [(talk, detail) for _, name, talk, detail in found if name == kind]
        reached = {talk for talk, _ in mine} & contacts
        kinds[kind] = (len(mine), len(reached), len(reached) / len(contacts) if contacts else 0.0)
        if kind in ("handed_off", "recovering", "rated", "resolved", "asked_known"):
            counted: dict[str, int] = {}
            for _, detail in mine:
                counted[detail] = counted.get(detail, 0) + 1
            details[kind] = dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
    return Report(len(contacts), kinds, details)
