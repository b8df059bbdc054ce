"""Ideas of customers: kept with who had them, and told when they have become real."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.errors import NotFound, Refused
from bot.relationship import aftercare, events
from bot.storage.tables import BusinessEvent, Customer, Identity
from bot.types.relationship import Happened


@dataclass(frozen=True, slots=True)
class Idea:
    """What a customer suggested, in their own words."""

    id: int
    at: datetime
    words: str
    customer: str
    """Public id."""
    shipped: bool
    """Whether its author is told, or about to be."""


def kept(session: Session) -> Sequence[Idea]:
    """Return every idea, latest first."""
    rows = session.exec(
        select(BusinessEvent, Customer.public_id)
        .join(Identity, col(Identity.id) == col(BusinessEvent.identity_id))
        .join(Customer, col(Customer.id) == col(Identity.customer_id))
        .where(BusinessEvent.kind == "idea")
        .order_by(col(BusinessEvent.id).desc())
    ).all()
    done = set(session.exec(select(BusinessEvent.key).where(BusinessEvent.kind == "shipped")).all())
    return [Idea(row.id, row.at, str(row.data.get("what", "")), public, _key(row.id) in done) for row, public in rows]


def ship(session: Session, idea_id: int, words: str, now: datetime) -> None:
    """It has become real: set a timer to tell its author, with these words of ours. Raises NotFound, Refused."""
    idea = session.get(BusinessEvent, idea_id)
    if idea is None or idea.kind != "idea":
        raise NotFound(f"There is no idea {idea_id}; `rapport customer ideas` lists them.")
    if not events.note(session, idea.identity_id, Happened("shipped", now, {"name": words}), now, key=_key(idea_id)):
        raise Refused(f"The author of idea {idea_id} has been told already.")
    aftercare.plan(session, idea.identity_id, _key(idea_id), "idea", now, purpose="idea", idea=idea_id, words=words,
                   asked=idea.at.isoformat())  # fmt: skip


def words_of(session: Session, customer_id: int, idea_id: int) -> str:
    """Return a customer's own idea; "" where it was forgotten, or is somebody else's."""
    mine = select(Identity.id).where(Identity.customer_id == customer_id)
    query = select(BusinessEvent).where(BusinessEvent.id == idea_id, col(BusinessEvent.identity_id).in_(mine))
    row = session.exec(query).first()
    return str(row.data.get("what", "")) if row is not None else ""


def _key(idea_id: int) -> str:
    return f"idea:{idea_id}"
