"""How sure an answer is: the chance that the articles speak of the matter at all, times that it is the best one.

The first is how near the best article is, the second its lead over the others. Shipped figures are round; `fit`
moves them to what the admin's own articles say: each ask, tried out on the rest of its article, should be found; tried
with its article away, it should not; nor should questions about quite other things.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEAD, LEAD_TOLD = 10.0, 5.0
"""How quickly a lead makes sure: the best's share is that of e to the power of this times its score. With a head less:
its scores spread further, and with this its own chance counts once."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How scores become chances on one shelf."""

    near: float = 1.5
    """Score at which it is even odds that the articles speak of the matter at all."""
    width: float = 0.15
    """How far from that it becomes nearly certain, either way."""
    slope: float = 1.0
    """How much the logit of the best's share counts."""
    offset: float = 0.0
    answer_at: float = 0.75
    """Least chance at which the bot answers outright."""
    tried: int = 0
    """Questions of the admin's own that it was fitted on; 0 for what is shipped."""

    def chance(self, best: float, share: float) -> float:
        """Return how sure the best article is, 0 to 1."""
        return self.inside(best) * self.leads(share)

    def inside(self, best: float) -> float:
        """Return the chance that the articles speak of the matter, by the best one's score."""
        return _logistic((best - self.near) / self.width)

    def leads(self, share: float) -> float:
        """Return the chance that the best article is the right one, if any is, by its share."""
        return _logistic(self.offset + self.slope * _logit(share))


def share_of_best(scores: Sequence[float], lead: float = LEAD) -> float:
    """Return the best score's share among all, each counting as e to the power of `lead` times it."""
    best = max(scores)
    return 1 / sum(math.exp(lead * (score - best)) for score in scores)


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, value))))


def _logit(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))
