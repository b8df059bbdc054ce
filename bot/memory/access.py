"""Who looked at, copied or changed what is remembered of a customer: a line each, ids and hashes only."""

from __future__ import annotations

import getpass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.memory.erasure import customer_hash
from bot.memory.identities import survivor
from bot.storage.tables import AccessLog, Customer


def by_command() -> str:
    """Return the actor of a command: who is logged in on this machine."""
    return f"command:{getpass.getuser()}"


LOOK, ONE_LOOK = "view", timedelta(minutes=30)
"""What looking is called, and how long one look lasts."""


def note(session: Session, customer_id: int, actor: str, purpose: str, now: datetime) -> None:
    """Write down an access. `actor` is agent:ID, command:USER or customer."""
    public_id = session.get_one(Customer, survivor(session, customer_id)).public_id
    session.add(AccessLog(actor=actor, customer_hash=customer_hash(public_id), purpose=purpose, at=now))


def looked(session: Session, customer_id: int, actor: str, now: datetime) -> None:
    """Write down that somebody looked at a customer's page; who keeps it open or comes back soon looked once."""
    public_id = session.get_one(Customer, survivor(session, customer_id)).public_id
    lately = select(AccessLog.id).where(
        AccessLog.customer_hash == customer_hash(public_id), AccessLog.actor == actor, AccessLog.purpose == LOOK,
        AccessLog.at > now - ONE_LOOK,
    )  # fmt: skip
    if session.exec(lately).first() is None:
        note(session, customer_id, actor, LOOK, now)


def of_customer(session: Session, public_id: str, limit: int = 50) -> list[AccessLog]:
    """Return the latest accesses to a customer's data, newest first; an erased customer's are found by the old id."""
    query = select(AccessLog).where(AccessLog.customer_hash == customer_hash(public_id))
    return list(session.exec(query.order_by(col(AccessLog.id).desc()).limit(limit)).all())
