"""What happened between a customer and us: told by the shop's own systems, or shown by a conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.storage.tables import BusinessEvent, Identity
from bot.types.relationship import Happened

TOLD = (
    "order_placed", "order_cancelled", "order_returned", "plan_changed", "plan_ended", "signed_up", "visited_page",
    "referred", "reviewed",
)  # fmt: skip
"""What a shop's systems tell: `order_placed` may have an `amount`, `visited_page` a `page`, `plan_changed` a `plan`."""
SHOWN = ("contact", "said", "solved", "scored", "rated", "handed_off", "idea")
"""What conversations show: an episode began, words that are no facts (`what`), a case or question solved, a CSAT
score 1 to 5 (`score`), an NPS rating 0 to 10 (`score`), a hand-off, an idea of theirs (`what`)."""
OURS = ("rewarded", "offered", "surveyed", "written_to", "shipped")
"""What we did by ourselves (`name`): kept for cooldowns and caps, and no sign of life of the customer."""
KINDS = (*TOLD, *SHOWN, *OURS)

MOST = 400
"""Events of a customer that are looked at, the newest."""
FAR = timedelta(days=3 * 366)
"""How far back they are looked at."""


def load(session: Session, customer_id: int, now: datetime) -> tuple[Happened, ...]:
    """Return what happened with a customer, oldest first, over all linked identities."""
    rows = session.exec(
        select(BusinessEvent.kind, BusinessEvent.at, BusinessEvent.data)
        .join(Identity, col(Identity.id) == col(BusinessEvent.identity_id))
        .where(Identity.customer_id == customer_id, BusinessEvent.at > now - FAR)
        .order_by(col(BusinessEvent.at).desc(), col(BusinessEvent.id).desc())
        .limit(MOST)
    ).all()
    return tuple(Happened(kind, at, data) for kind, at, data in reversed(rows))


def note(session: Session, identity_id: int, happened: Happened, now: datetime, *, key: str, source: str = "") -> bool:
    """Keep what happened; False where this key is known already, so that telling it twice counts once."""
    known = select(BusinessEvent.id).where(BusinessEvent.identity_id == identity_id, BusinessEvent.key == key)
    if session.exec(known).first() is not None:
        return False
    session.add(
        BusinessEvent(identity_id=identity_id, kind=happened.kind, key=key, data=dict(happened.data), source=source,
                      at=happened.at, recorded_at=now)
    )  # fmt: skip
    session.flush()
    return True


# --- what is counted from it ---------------------------------------------------------------------

YEAR = timedelta(days=365)
FIGURES: Mapping[str, str] = {
    "orders": "orders within a year",
    "spent": "their amounts together, where they are known",
    "days_since_order": "days since the latest order",
    "days_since_contact": "days since the customer wrote before this turn",
    "contacts": "conversations within a year",
    "days_known": "days since the first thing that is known to have happened",
    "anniversary": "how many years ago the first order was, in the week of that day alone",
    "solved": "questions and cases solved within a year",
    "handed_off": "hand-offs within a year",
    "score": "the latest CSAT score, 1 to 5",
    "nps": "the latest NPS rating, 0 to 10",
    "referrals": "people sent to us",
    "reviews": "reviews written",
    "page": "pages visited within 30 days",
    "event": "kinds of what happened within 30 days",
}
"""What a rule may ask about beside remembered facts, in words for `rapport policy check`."""


def count(happened: Sequence[Happened], last_contact: datetime | None, now: datetime) -> dict[str, tuple[str, ...]]:
    """Return the figures by name, each as a tuple of words; () for what is not known."""
    lately = [one for one in happened if one.at > now - YEAR]
    fresh = [one for one in happened if one.at > now - timedelta(days=30)]
    orders = [one for one in lately if one.kind == "order_placed"]
    every = [one.at for one in happened if one.kind == "order_placed"]
    known: dict[str, object] = {
        "orders": len(orders),
        "spent": round(sum(_number(one.data.get("amount")) for one in orders)),
        "days_since_order": (now - max(every)).days if every else None,
        "days_since_contact": (now - last_contact).days if last_contact else None,
        "contacts": _of(lately, "contact"),
        "days_known": (now - happened[0].at).days if happened else 0,
        "anniversary": _anniversary(min(every), now) if every else None,
        "solved": _of(lately, "solved"),
        "handed_off": _of(lately, "handed_off"),
        "score": _latest(happened, "scored"),
        "nps": _latest(happened, "rated"),
        "referrals": _of(happened, "referred"),
        "reviews": _of(happened, "reviewed"),
    }
    figures: dict[str, tuple[str, ...]] = {
        name: () if value is None else (str(value),) for name, value in known.items()
    }
    figures["page"] = tuple(str(one.data.get("page", "")) for one in fresh if one.kind == "visited_page")
    figures["event"] = tuple(dict.fromkeys(one.kind for one in fresh))
    return figures


def latest(happened: Sequence[Happened], kind: str, name: str = "") -> datetime | None:
    """Return when something of a kind (and name) happened last; None for never."""
    found = (one.at for one in happened if one.kind == kind and (not name or one.data.get("name") == name))
    return max(found, default=None)


def _of(happened: Sequence[Happened], kind: str) -> int:
    return sum(one.kind == kind for one in happened)


def _latest(happened: Sequence[Happened], kind: str) -> object | None:
    return next((one.data.get("score") for one in reversed(happened) if one.kind == kind), None)


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _anniversary(first: datetime, now: datetime) -> int | None:
    """Return the years since the first order where its day is at most three days away."""
    years = round((now - first) / YEAR)
    return years if years > 0 and abs((now - first) - years * timedelta(days=365.25)) <= timedelta(days=3) else None
