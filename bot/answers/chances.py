"""How sure an answer is, and, quite apart from that, whether what was found is worth offering.

Worth offering is what the articles speak of at all, by how near the best one is, and what leads the others. How sure
it is that the best one is right is another matter: what is near an article and yet not in it has the same subject.
There the claims of all texts tell more (claims.py), where there are any; of a few words torn from a conversation no
text claims much, and they are offered a choice. Shipped figures are round; fitting.py moves them to what the admin's
own articles say: each ask, tried out on the rest of its article, should be found; tried with its article away, it
should not; nor should questions about quite other things.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEAD, LEAD_TOLD = 10.0, 5.0
"""How quickly a lead makes sure: the best's share is that of e to the power of this times its score. With a head less:
its scores spread further, and with this its own chance counts once."""
STANDING = 0.15
"""How far an article's standing among the claims goes from even odds to likely."""
KNOWN, USUAL = 0.15, 3.0
"""What it counts how far the matter is surely spoken of: less surely than usually makes any answer less sure. A lead is
easily had where nothing is near."""


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
    claim: float = 1.0
    """How much its standing among the claims counts in the logit of the best article's being right."""
    worth: float = 0.33
    """The same for the logit of its being worth offering."""
    base: float = -0.3
    claimed_at: float = 0.7
    """Least chance at which the bot answers outright, where that goes by the claims."""

    def sure(self, best: float, share: float, standing: float | None) -> tuple[float, float]:
        """Return the chance that the best article is right, 0 to 1, and from which on it is given outright.

        By its standing among the claims; by nearness and lead for None.
        """
        claimed, worth, known = self.logits(best, share, standing or 0.0)
        if standing is None:
            return _logistic(worth + known), self.answer_at
        return _logistic(self.base + self.claim * claimed + self.worth * worth + known), self.claimed_at

    def logits(self, best: float, share: float, standing: float) -> tuple[float, float, float]:
        """Return what an article's standing, its being worth offering, and the matter's being known say, as logits."""
        known = KNOWN * ((best - self.near) / self.width - USUAL)
        return standing / STANDING, _logit(self.chance(best, share)), known

    def chance(self, best: float, share: float) -> float:
        """Return how far what was found is worth offering, 0 to 1: whether it is spoken of, and by the best one."""
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
