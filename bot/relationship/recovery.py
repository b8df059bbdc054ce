"""When something went wrong for a customer: owned once, a person first in the queue, looked after, its end kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from bot.relationship import outcomes
from bot.storage.tables import Case, Identity, Recovery

FIRST = 10
"""Place in the queue of a customer with an open recovery: before everybody else."""


REASONS = ("low_rating", "churn_risk", "repeat_contact")
"""Why a person is brought in to make something good: these come first too."""

OWNED = ("low_rating", "third_time", "third_case", "churn")
"""Triggers at which we have said at once that it is on us."""

TIMES, WITHIN = 3, timedelta(days=30)
"""The case within so long from which on it is our fault that a customer has to come back, said or not."""
UNCOUNTED = ("approval", "incident")
"""Reasons of cases that do not tell of a customer who had to come back."""


def current(session: Session, customer_id: int) -> Recovery | None:
    """Return a customer's open recovery."""
    query = select(Recovery).join(Identity, col(Identity.id) == col(Recovery.identity_id))
    return session.exec(
        query.where(Identity.customer_id == customer_id, Recovery.state == "open").order_by(col(Recovery.id)).limit(1)
    ).first()


def start(
    session: Session, customer_id: int, identity_id: int, trigger: str, conversation_id: int, now: datetime
) -> bool:
    """Begin a recovery; False when one runs already: nobody hears a second apology for it."""
    if current(session, customer_id) is not None:
        return False
    session.add(Recovery(identity_id=identity_id, trigger=trigger, opened_at=now))
    outcomes.note(session, "recovering", now, customer_id=customer_id, conversation_id=conversation_id, detail=trigger)
    return True


def too_often(session: Session, customer_id: int, reason: str, now: datetime) -> bool:
    """Return whether a case that opens now, for that reason, is one too many of this customer's."""
    if reason in UNCOUNTED:
        return False
    before = session.exec(
        select(func.count()).select_from(Case)
        .where(Case.customer_id == customer_id, col(Case.opened_at) > now - WITHIN)
        .where(col(Case.reason).not_in(UNCOUNTED))
    ).one()  # fmt: skip
    return before >= TIMES - 1


def greeted(session: Session, customer_id: int) -> None:
    """The greeting has acknowledged it."""
    if row := current(session, customer_id):
        row.greeted = True
        session.add(row)


def end(session: Session, customer_id: int, state: str, conversation_id: int, now: datetime) -> None:
    """The customer said how it is now: recovered or lost."""
    if row := current(session, customer_id):
        row.state, row.ended_at = state, now
        session.add(row)
        outcomes.note(session, state, now, customer_id=customer_id, conversation_id=conversation_id, detail=row.trigger)
