"""What will come, each figure beside the error that it would have had, and that of guessing as everybody would.

Volume: a weekday is like that weekday of the last four weeks; beside it, a day is like the same day a week before.
Risks (a customer who does not come back, a solved issue that is reopened): the share among those who were alike then;
beside it, the share among all. The error of a risk is its Brier score: the mean square of what it missed, 0 the best.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlmodel import Session, col, select

from bot.storage.tables import Outcome
from bot.types.relationship import CONTACT

WEEKS, TRIED = 4, 28
"""Weeks that a weekday is taken from, and days on which that is tried."""
BACK = timedelta(days=2 * 365)
"""How far back is looked: what was so before that says little of what comes."""
AWAY = timedelta(days=90)
"""Silence from which on a customer counts as gone."""
FEWEST = 20
"""Customers, or solved issues, below which a risk says nothing."""
PULL = 5.0
"""How many alike the share among all is worth, where few are alike."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Log:
    """What a forecast is made of, oldest first."""

    contacts: tuple[tuple[int, datetime], ...]
    """(customer, when) of every contact."""
    solved: tuple[tuple[str, bool], ...]
    """(by whom and whether at first contact, whether it was reopened) of every solved issue a week ago or earlier."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """One figure about what comes. Errors are None where there is too little to try it on."""

    name: str
    """volume | churn | reopen"""
    value: float
    """Contacts of the next seven days; customers who will not come back; the share of solved issues reopened."""
    error: float | None
    """Contacts a day; a Brier score."""
    naive: float | None


def read(session: Session, now: datetime) -> Log:
    """Return what happened until now."""
    in_time, lately = (col(Outcome.at), col(Outcome.id)), col(Outcome.at).between(now - BACK, now)
    came = select(Outcome.conversation_id, Outcome.customer_id, Outcome.at).where(
        lately, col(Outcome.kind).in_(CONTACT)
    )
    first: dict[int, tuple[int, datetime]] = {}
    for talk, customer, at in session.exec(came.order_by(*in_time)):
        if talk and customer:
            first.setdefault(talk, (customer, at))
    ends = select(Outcome.kind, Outcome.detail, Outcome.conversation_id, Outcome.at).where(
        lately, col(Outcome.kind).in_(("resolved", "reopened"))
    )
    solved = _solved(session.exec(ends.order_by(*in_time)).all(), now - timedelta(days=7))
    return Log(tuple(sorted(first.values(), key=lambda one: one[1])), solved)


def _solved(
    ends: Sequence[tuple[str, str, int | None, datetime]], until: datetime
) -> tuple[tuple[str, bool], ...]:  # fmt: skip
    """Return what was solved until then: how, and whether it came back before it was solved once more."""
    found: list[tuple[str, bool]] = []
    last: dict[int | None, int] = {}
    for kind, how, talk, at in ends:
        if kind == "resolved" and at <= until:
            last[talk] = len(found)
            found.append((how, False))
        elif kind == "resolved":
            last.pop(talk, None)
        elif talk in last:
            found[last[talk]] = (found[last[talk]][0], True)
    return tuple(found)


def forecasts(log: Log, now: datetime) -> tuple[Forecast, ...]:
    """Return every forecast that there is enough for. Pure: the same log gives the same figures."""
    found = (volume(log, now.date()), churn(log, now), reopen(log))
    return tuple(one for one in found if one is not None)


def volume(log: Log, today: date) -> Forecast | None:
    """Return how many contacts the next seven days bring; None before four whole weeks."""
    counts = Counter(at.date() for _, at in log.contacts)
    if not counts or (today - min(counts)).days < 7 * WEEKS:
        return None
    ahead = sum(_like_before(counts, today + timedelta(days=number)) for number in range(7))
    begins = min(counts) + timedelta(days=7 * WEEKS)
    days = [day for number in range(1, TRIED + 1) if (day := today - timedelta(days=number)) >= begins]
    return Forecast("volume", ahead, _mean(abs(_like_before(counts, day) - counts[day]) for day in days),
                    _mean(abs(counts[day - timedelta(days=7)] - counts[day]) for day in days))  # fmt: skip


def _like_before(counts: Counter[date], day: date) -> float:
    return sum(counts[day - timedelta(days=7 * week)] for week in range(1, WEEKS + 1)) / WEEKS


def churn(log: Log, now: datetime) -> Forecast | None:
    """Return how many of the customers of the last quarter will not come back within the next one."""
    told = _came(log, now - AWAY, now)
    alike = _alike(log, now)
    if len(told) < FEWEST or not alike:
        return None
    risk = _shares(told)
    return Forecast("churn", sum(risk(like) for like in alike), *_tried(_came(log, now - 2 * AWAY, now - AWAY), told))


def _came(log: Log, then: datetime, until: datetime) -> list[tuple[str, bool]]:
    """Return, for each customer of the quarter before `then`, what they were like and whether they stayed away."""
    back = {customer for customer, at in log.contacts if then < at <= until}
    return [(like, customer not in back) for customer, like in _likenesses(log, then).items()]


def _alike(log: Log, then: datetime) -> list[str]:
    return list(_likenesses(log, then).values())


def _likenesses(log: Log, then: datetime) -> dict[int, str]:
    """Return what the customers of the quarter before are like: how often they came, and how long ago last."""
    times: dict[int, list[datetime]] = defaultdict(list)
    for customer, at in log.contacts:
        if at <= then:
            times[customer].append(at)
    return {
        customer: f"{min(len(seen), 3)} {'lately' if then - seen[-1] < AWAY / 3 else 'before'}"
        for customer, seen in times.items()
        if then - seen[-1] < AWAY
    }


def reopen(log: Log) -> Forecast | None:
    """Return the share of solved issues that will be reopened within a week, as they were solved lately."""
    if len(log.solved) < FEWEST:
        return None
    cut = len(log.solved) * 3 // 4
    risk = _shares(log.solved)
    lately = log.solved[cut:]
    return Forecast("reopen", sum(risk(like) for like, _ in lately) / len(lately), *_tried(log.solved[:cut], lately))


def _shares(seen: Sequence[tuple[str, bool]]) -> Callable[[str], float]:
    """Return the risk of whoever is like those, drawn towards that of all where few are alike."""
    everybody = _mean(float(happened) for _, happened in seen) or 0.0
    like: dict[str, list[bool]] = defaultdict(list)
    for name, happened in seen:
        like[name].append(happened)
    return lambda name: (sum(like.get(name, ())) + PULL * everybody) / (len(like.get(name, ())) + PULL)


def _tried(before: Sequence[tuple[str, bool]], after: Sequence[tuple[str, bool]]) -> tuple[float | None, float | None]:
    """Return the Brier score of what was known before, tried on what came after, and that of the share of all."""
    if len(before) < FEWEST or len(after) < FEWEST // 4:
        return None, None
    risk, all_of_them = _shares(before), _mean(float(happened) for _, happened in before) or 0.0
    return (_mean((risk(like) - happened) ** 2 for like, happened in after),
            _mean((all_of_them - happened) ** 2 for _, happened in after))  # fmt: skip


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None
