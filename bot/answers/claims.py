"""Which article a question is for: what all texts together say of it, the near ones most.

A kernel ridge regression over every text, each saying 1 for its own article and 0 for all others. Where several texts
of one article are near a question its claim is high; where those of two are, or none, nobody's is. Unlike the head's
chances (head.py) the claims need not come to one: a question for none has little of any. Leaving a text or a whole
article out is exact and takes no learning anew, so that what a folder is tried out on was not learnt from. So it is
also known what an article claims of its own texts, each left out: one whose asks are much alike is to claim more than
one whose asks are not, before it is trusted with a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answers.embedding import Floats

Ints = npt.NDArray[np.int64]

PENALTY = 0.1
"""Added to each text's likeness to itself, which is 1: how far a text may be wrong about its own article."""
WHOLE, PIECES = 0.5, 1.5
"""How quickly likeness falls with the distance of two texts' vectors, and with that of their pieces."""
FEWEST = 20
"""Asks of a shelf from which something is learnt: titles and passages tell little of how customers ask."""
ALIKE = 0.7
"""What an article's usual claim counts against its claim to a question."""
PULL = 2.0
"""Texts that the shelf's usual claim is worth in an article's own."""
MOST = 1_000
"""Texts above which nothing is learnt: a few seconds of one core, some milliseconds a question."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What was learnt; texts and articles are known by their places."""

    weights: Floats
    """A row a text, a column an article."""
    usual: Floats
    """What each article claims of its own texts when they are left out, drawn towards what all do."""
    inverse: npt.NDArray[np.float64] | None = None
    """For leaving texts out; None once it was kept and came back."""
    places: Ints | None = None
    """Of each text's article; None like `inverse`."""

    def of(self, likeness: Floats) -> Floats:
        """Return each article's claim, about 0 to 1, for questions that are so much like the texts (a row each)."""
        found: Floats = likeness @ self.weights
        return found

    def without(self, texts: Sequence[int]) -> Claims:
        """Return what would have been learnt without some texts. Only of what was not kept meanwhile."""
        if self.inverse is None or self.places is None:
            raise ValueError("what was kept cannot be parted again: learn it anew")
        out = np.array(texts, np.int64)
        parted = np.linalg.solve(self.inverse[np.ix_(out, out)], np.hstack([self.weights[out], self.inverse[out]]))
        articles = self.weights.shape[1]
        left = self.weights - self.inverse[:, out] @ parted[:, :articles]
        diagonal = self.inverse.diagonal() - np.einsum("ij,ji->i", self.inverse[:, out], parted[:, articles:])
        kept = np.delete(np.arange(len(left)), out)
        usual = _usual(left[kept], diagonal[kept], self.places[kept])
        left[out] = 0
        return Claims(left.astype(np.float32), usual)

    def standing(self, place: int, own: float, next_best: float) -> float:
        """Return how an article stands with a question that it claims so much, and the next one so much.

        Its claim, its lead, and less for what it claims of its own texts anyway: about 0 where it is even odds.
        """
        return 2 * own - next_best - ALIKE * float(self.usual[place])


def likeness(apart: Floats, pieces_apart: Floats) -> Floats:
    """Return how alike texts are, 0 to 1, by the squared distances of their vectors and of their pieces."""
    found: Floats = np.exp(-WHOLE * apart - PIECES * pieces_apart).astype(np.float32)
    return found


def learn(alike: Floats, places: Ints, articles: int) -> Claims | None:
    """Return the claims for texts that are so much alike, and the place of each one's article; None for too many.

    The same texts always give the same claims.
    """
    if articles < 2 or len(alike) > MOST:
        return None
    own = np.zeros((len(alike), articles))
    own[np.arange(len(alike)), places] = 1
    symmetric = (alike + alike.T).astype(np.float64) / 2
    inverse = np.linalg.inv(symmetric + PENALTY * np.eye(len(alike))).astype(np.float64)
    weights = inverse @ own
    usual = _usual(weights, inverse.diagonal(), places)
    # Rounded as it is kept, so that a restart changes no answer.
    return Claims(weights.astype("<f2").astype(np.float32), usual, inverse, places)


def _usual(weights: npt.NDArray[np.float64], diagonal: npt.NDArray[np.float64], places: Ints) -> Floats:
    """Return each article's mean claim to its own texts, each left out, drawn towards the mean of all."""
    claimed = 1 - weights[np.arange(len(places)), places] / diagonal
    articles = weights.shape[1]
    total = np.bincount(places, claimed, articles) + PULL * claimed.mean()
    found: Floats = (total / (np.bincount(places, minlength=articles) + PULL)).astype(np.float32)
    return found
