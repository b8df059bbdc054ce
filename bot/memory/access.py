"""Who looked at, copied or changed what is remembered of a customer: a line each, ids and hashes only."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from bot.memory.erasure import customer_hash
from bot.memory.identities import survivor
from bot.storage.tables import AccessLog, Customer


def note(session: Session, customer_id: int, actor: str, purpose: str, now: datetime) -> None:
    """Write down an access. `actor` is agent:ID, command:USER or customer."""
    public_id = session.get_one(Customer, survivor(session, customer_id)).public_id
    session.add(AccessLog(actor=actor, customer_hash=customer_hash(public_id), purpose=purpose, at=now))


def of_customer(session: Session, public_id: str, limit: int = 50) -> list[AccessLog]:
    """Return the latest accesses to a customer's data, newest first; an erased customer's are found by the old id."""
    query = select(AccessLog).where(AccessLog.customer_hash == customer_hash(public_id))
    return list(session.exec(query.order_by(col(AccessLog.id).desc()).limit(limit)).all())
