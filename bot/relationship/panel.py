"""Who lets us ask: for a review, or for their opinion before something is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from bot.storage.tables import Customer, Identity, Survey

Way = Literal["review", "panel"]
_WAYS: dict[int, tuple[Way, ...]] = {1: ("review",), 2: ("panel",), 3: ("review", "panel")}


@dataclass(frozen=True, slots=True)
class Member:
    """A customer who recommends us and said how we may come to them."""

    customer_id: int
    customer: str
    """Public id."""
    account: str
    """Where they said so, as channel:user."""
    ways: tuple[Way, ...]
    since: datetime


def members(session: Session) -> Sequence[Member]:
    """Return each customer by their latest answer, the latest first. Who opted out since is not looked at."""
    rows = session.exec(
        select(Survey, Identity, Customer.public_id)
        .join(Identity, col(Identity.id) == col(Survey.identity_id))
        .join(Customer, col(Customer.id) == col(Identity.customer_id))
        .where(Survey.kind == "review", Survey.state == "answered")
        .order_by(col(Survey.id).desc())
    ).all()
    latest: dict[int, Member] = {}
    for row, identity, public in rows:
        ways = _WAYS.get(row.score or 0, ())
        account = f"{identity.channel}:{identity.external_id}"
        latest.setdefault(
            identity.customer_id,
            Member(identity.customer_id, public, account, ways, row.answered_at or row.asked_at),
        )
    return [one for one in latest.values() if one.ways]
