"""What is known of a customer, as one value: the card merged from linked identities, history, issue, what failed.

Every statement is keyed by the customer or by the identities the first one found. Five statements, each on an index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import literal, or_, union_all
from sqlmodel import Session, col, select

from bot.errors import NotFound
from bot.memory.facts import DENIAL
from bot.storage import tables
from bot.storage.tables import Agent, Customer, FactSource, Identity, Inbound, Message, Tried
from bot.types import Fact, Known, Line, OpenIssue


def load(session: Session, customer_id: int, now: datetime, *, history: int = 20) -> Known:
    """Return what memory holds of one customer. Raises NotFound.

    Messages that still wait in the customer's lane are the present turn, not the past: neither `history` nor
    `last_contact` counts them.
    """
    customer, identities, last_contact = _people(session, customer_id)
    ids = [identity.id for identity in identities]
    channels = {identity.id: identity.channel for identity in identities}
    active, pending = _facts(session, ids, channels, now)
    issue, solved_at = _issue(session, ids, channels)
    return Known(
        customer_id=customer_id,
        public_id=customer.public_id,
        name=_name(active, identities),
        facts=active,
        pending=pending,
        history=_history(session, customer_id, channels, history),
        issue=issue,
        tried=_tried(session, ids, solved_at),
        identities=tuple((identity.channel, identity.display_name) for identity in identities),
        first_contact=last_contact is None,
        last_contact=last_contact,
        announced=customer.announced,
    )


# --- people ------------------------------------------------------------------------------------


def _people(session: Session, customer_id: int) -> tuple[Customer, list[Identity], datetime | None]:
    wrote = (
        select(Message.sent_at)
        .where(Message.identity_id == Identity.id, Message.role == "customer")
        .where(col(Message.id).not_in(_waiting(customer_id)))
        .order_by(col(Message.id).desc())
        .limit(1)
        .correlate(Identity)
        .scalar_subquery()
    )
    rows = session.exec(
        select(Customer, Identity, wrote)
        .join(Identity, col(Identity.customer_id) == col(Customer.id), isouter=True)
        .where(Customer.id == customer_id)
        .order_by(col(Identity.id))
    ).all()
    if not rows:
        raise NotFound("no such customer. `rapport customer list` shows them with their ids.")
    # With an outer join a customer without identities has one row of None.
    identities = [identity for _, identity, _ in rows if identity is not None]
    return rows[0][0], identities, max((at for *_, at in rows if at is not None), default=None)


def _waiting(customer_id: int) -> Any:
    """Messages of the turn at hand. 'new' stands in the statement: a bound value would miss the partial index."""
    new = literal("new", literal_execute=True)
    return select(Inbound.message_id).where(
        Inbound.lane_kind == "in",
        Inbound.lane_ref == customer_id,
        col(Inbound.status) == new,
        col(Inbound.message_id).is_not(None),
    )


def _name(facts: Iterable[Fact], identities: Sequence[Identity]) -> str:
    said = {fact.key: fact.value for fact in facts if fact.key.startswith("identity.")}
    shown = next((identity.display_name for identity in identities if identity.display_name), "")
    return said.get("identity.preferred_name") or said.get("identity.name") or shown


# --- facts -------------------------------------------------------------------------------------


def _facts(
    session: Session, ids: Sequence[int], channels: dict[int, str], now: datetime
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    rows = session.exec(
        select(tables.Fact, FactSource, Message.text)
        .join(FactSource, col(FactSource.fact_id) == col(tables.Fact.id), isouter=True)
        .join(Message, col(Message.id) == col(FactSource.message_id), isouter=True)
        .where(
            col(tables.Fact.identity_id).in_(ids),
            or_(col(tables.Fact.status).in_(("active", "pending")), col(tables.Fact.rule) == DENIAL),
        )
        .order_by(col(tables.Fact.valid_from), col(tables.Fact.id), col(FactSource.id))
    ).all()
    latest = {row.id: (row, source, text) for row, source, text in rows}
    denied = [row for row, *_ in latest.values() if row.rule == DENIAL]
    held = [entry for entry in latest.values() if entry[0].status == "active" and not _denied(entry[0], denied)]
    asked = [entry for entry in latest.values() if entry[0].status == "pending"]
    current = [entry for entry in held if entry[0].valid_to is None or entry[0].valid_to > now]
    # Ordered by valid_from: the newest valid one overwrites what another identity held for the same slot.
    card = {_slot(entry[0]): fact_value(*entry, channels) for entry in current}
    return tuple(card.values()), tuple(fact_value(*entry, channels) for entry in asked)


def _slot(row: tables.Fact) -> tuple[str, str]:
    return row.key, row.value_norm if row.cardinality == "many" else ""


def _denied(row: tables.Fact, denials: Sequence[tables.Fact]) -> bool:
    """Whether the customer said, on any linked identity and not before, that this is no longer so."""
    return any(
        denial.key == row.key and denial.valid_from >= row.valid_from and denial.value_norm in ("", row.value_norm)
        for denial in denials
    )


def fact_value(row: tables.Fact, source: FactSource | None, text: str | None, channels: dict[int, str]) -> Fact:
    """Return the value that travels: the row with its words and channel."""
    quote = (text or "")[source.char_start : source.char_end] if source else ""
    return Fact(
        id=row.id, identity_id=row.identity_id, key=row.key, value=row.value, status=row.status,  # type: ignore[arg-type]
        confidence=row.confidence, valid_from=row.valid_from, valid_to=row.valid_to, recorded_at=row.recorded_at,
        channel=channels.get(row.identity_id, ""), quote=quote, message_id=source.message_id if source else None,
    )  # fmt: skip


# --- history, issues, what failed --------------------------------------------------------------


def _history(session: Session, customer_id: int, channels: dict[int, str], limit: int) -> tuple[Line, ...]:
    if not channels or limit <= 0:
        return ()
    # One index descent an identity, instead of sorting everything a linked customer ever wrote.
    newest = [
        select(Message.id)
        .where(Message.identity_id == identity_id, Message.role != "note")
        .where(col(Message.id).not_in(_waiting(customer_id)))
        .order_by(col(Message.id).desc())
        .limit(limit)
        .subquery()
        for identity_id in channels
    ]
    rows = session.exec(
        select(Message, Agent.name)
        .join(Agent, col(Agent.id) == col(Message.agent_id), isouter=True)
        .where(col(Message.id).in_(union_all(*(select(ids.c.id) for ids in newest))))
        .order_by(col(Message.id).desc())
        .limit(limit)
    ).all()
    return tuple(_line(message, name, channels) for message, name in reversed(rows))


def _line(message: Message, speaker: str | None, channels: dict[int, str]) -> Line:
    return Line(
        message_id=message.id,
        role=message.role,  # type: ignore[arg-type]
        text=message.text,
        kind=message.kind or None,  # type: ignore[arg-type]
        channel=channels[message.identity_id],
        at=message.sent_at,
        speaker=speaker or "",
    )


def _issue(session: Session, ids: Sequence[int], channels: dict[int, str]) -> tuple[OpenIssue | None, datetime | None]:
    """Return the newest open issue, and when an issue was solved last."""
    rows = session.exec(
        select(tables.Issue).where(col(tables.Issue.identity_id).in_(ids)).order_by(col(tables.Issue.id))
    ).all()
    solved = max((row.resolved_at for row in rows if row.resolved_at), default=None)
    opened = [row for row in rows if row.status == "open"]
    if not opened:
        return None, solved
    row = max(opened, key=lambda issue: (issue.opened_at, issue.id))
    return OpenIssue(row.id, row.title, row.opened_at, channels[row.identity_id]), solved


def _tried(session: Session, ids: Sequence[int], solved_at: datetime | None) -> frozenset[str]:
    rows = session.exec(select(Tried.article, Tried.at).where(col(Tried.identity_id).in_(ids))).all()
    return frozenset(article for article, at in rows if solved_at is None or at > solved_at)
