"""What to expect of the articles: their own asks, each tried as if its line were not there.

So tried, an ask stands for a customer who asks the same in words of their own. How many would be answered outright,
offered a choice or handed on, and how many of the answers would be wrong, is expected coverage; an article none of
whose asks leads to it is weak: another one answers in its place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.chances import Fit
from bot.answers.claims import FEWEST
from bot.answers.fitting import Tried, attempts
from bot.answers.index import Index
from bot.answers.search import CLARIFY_AT

LEAST_ASKS = 2
"""Asks of an article from which it can be called weak: a single one, away, may leave nothing that resembles it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of questions, 0 to 1; the first three make one."""

    answered: float
    offered: float
    handed_on: float
    wrong: float
    """Of those answered, the share with another article than the right one."""
    tried: int
    """Asks that this was seen on."""


@dataclass(frozen=True, slots=True)
class Weak:
    path: str
    asks: int
    """How many were tried; none found it."""
    instead: str
    """The article that came first most often."""


def expected(index: Index, today: date) -> tuple[Coverage | None, list[Weak]]:
    """Return what to expect of the articles, and the weak ones by path; (None, []) without meaning or enough asks.

    Takes about 30 ms an ask, of which up to `fitting.MOST` a language are tried.
    """
    found: list[tuple[Fit, Tried]] = []
    if (sense := index.sense) is None:
        return None, []
    for lang in sense.shelves:
        found += [(sense.fit(lang), one) for one in attempts(index, lang, today).there]
    if len(found) < FEWEST:
        return None, []
    return _coverage(found), sorted(_weak([one for _, one in found]), key=lambda weak: weak.path)


def _coverage(found: Sequence[tuple[Fit, Tried]]) -> Coverage:
    chances = [(*fit.sure(one.best, one.share, one.standing), fit, one) for fit, one in found]
    answered = [one.right for chance, bound, _, one in chances if chance >= bound]
    left_over = [(fit, one) for chance, bound, fit, one in chances if chance < bound]
    offered = sum(fit.chance(one.best, one.share) >= CLARIFY_AT for fit, one in left_over)
    total = len(found)
    left = total - len(answered) - offered
    wrong = answered.count(False) / len(answered) if answered else 0.0
    return Coverage(len(answered) / total, offered / total, left / total, wrong, total)


def _weak(found: Sequence[Tried]) -> Iterator[Weak]:
    by_path: dict[str, list[Tried]] = defaultdict(list)
    for one in found:
        by_path[one.path].append(one)
    for path, tried in by_path.items():
        if len(tried) >= LEAST_ASKS and not any(one.right for one in tried):
            (instead, _), *_ = Counter(one.found for one in tried).most_common(1)
            yield Weak(path, len(tried), instead)
