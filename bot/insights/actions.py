"""The three things that are worth most to do next, each with its evidence and what may be expected of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from bot.storage.tables import Customer, Gap, GapAsker, Outcome

MOST = 3
BACK = timedelta(days=30)
"""How far back is looked."""
GAPS = 100
"""Questions without an answer that are looked at, those that most asked."""
LEAST_ASKED, LEAST_AT_A_TIME, LEAST_SHARE = 2, 5, 0.25
"""Askers of a gap; hand-offs and misses within two hours of the day, and their share, from which they are worth it."""
LOW, REOPENED = 2, 2
"""A CSAT score up to which somebody is called, and how often something of theirs came back."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do."""

    what: str
    evidence: str
    effect: str
    weight: int
    """Customers, or contacts, that it is about: what is worth most comes first."""


@dataclass(frozen=True, slots=True)
class Found:
    """What actions are drawn from: the gaps that are open, and what happened in the last thirty days."""

    gaps: tuple[tuple[str, int], ...] = ()
    """(question, customers who asked it in vain)."""
    scores: tuple[tuple[str, int], ...] = ()
    """(customer's public id, CSAT score), oldest first."""
    reopened: tuple[str, ...] = ()
    """A customer's public id, once for each thing of theirs that came back."""
    hours: tuple[int, ...] = ()
    """The hour of the day (UTC) of each hand-off and miss."""


def read(session: Session, now: datetime) -> Found:
    """Return what happened lately."""
    since, asked = now - BACK, func.count(col(GapAsker.id))
    gaps = session.exec(
        select(Gap.title, asked).join(GapAsker, col(GapAsker.gap_id) == col(Gap.id))
        .where(Gap.state == "open").group_by(col(Gap.id)).order_by(asked.desc(), col(Gap.id)).limit(GAPS)
    ).all()  # fmt: skip
    rows = session.exec(
        select(Outcome.kind, Outcome.detail, Outcome.at, Customer.public_id)
        .outerjoin(Customer, col(Customer.id) == col(Outcome.customer_id))
        .where(col(Outcome.at) > since, col(Outcome.at) <= now)
        .order_by(col(Outcome.id))
    ).all()
    scores = [(who, int(detail.partition(":")[2])) for kind, detail, _, who in rows
              if kind == "rated" and detail.startswith("csat:") and who]  # fmt: skip
    return Found(
        tuple((title, count) for title, count in gaps), tuple(scores),
        tuple(who for kind, _, _, who in rows if kind == "reopened" and who),
        tuple(at.hour for kind, _, at, _ in rows if kind in ("missed", "handed_off")),
    )  # fmt: skip


def next_best(found: Found) -> tuple[Action, ...]:
    """Return at most three actions, the weightiest first. Pure: the same log gives the same list."""
    every = sorted((*_write(found), *_call(found), *_cover(found)), key=lambda one: (-one.weight, one.what))
    return tuple(every[:MOST])


def _write(found: Found) -> Iterator[Action]:
    for question, asked in found.gaps:
        if asked >= LEAST_ASKED:
            yield Action(f"Write an article: “{question}”", f"{asked} customers asked it in vain",
                         f"{asked} customers are told the answer, and the next ones get it at once", asked)  # fmt: skip


def _call(found: Found) -> Iterator[Action]:
    scores: dict[str, list[int]] = defaultdict(list)
    for who, score in found.scores:
        scores[who].append(score)
    again = Counter(found.reopened)
    for who in sorted({*scores, *again}):
        rated, back = scores.get(who, []), again[who]
        low = bool(rated) and rated[-1] <= LOW
        fell = low and max(rated) > rated[-1]
        if low or back >= REOPENED:
            said = [f"their score fell from {max(rated)} to {rated[-1]}" if fell else f"they rated {rated[-1]} of 5"
                    ] if low else []  # fmt: skip
            said += [f"{back} things of theirs came back"] if back else []
            yield Action(f"Call customer {who[:12]}", ", ".join(said), "one customer who may otherwise leave",
                         (5 if fell else 3 if low else 0) + 2 * back)  # fmt: skip


def _cover(found: Found) -> Iterator[Action]:
    slots = Counter(hour // 2 * 2 for hour in found.hours)
    for start, count in slots.items():
        share = count / len(found.hours)
        if count >= LEAST_AT_A_TIME and share >= LEAST_SHARE:
            yield Action(f"Have somebody there from {start:02} to {start + 2:02} h (UTC)",
                         f"{share:.0%} of what the bot could not do alone came then ({count} of {len(found.hours)})",
                         f"{count} contacts like these meet a person at once", count)  # fmt: skip
