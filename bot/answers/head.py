"""The light head: a logistic regression over the articles' own vectors, which tells close articles apart.

Every text of an article is an example of it. What it learns is how likely each article is the one that is meant, if
any is; it knows nothing of questions for none. A second of numpy, off the road of an answer; too many articles at a
time have none, and are told apart by their nearest text and their middle alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answers.embedding import Floats

Ints = npt.NDArray[np.int64]

PENALTY = 1e-4
"""What the square of a weight costs: little, as each article has few examples."""
ROUNDS = 30
"""Steps of accelerated gradient descent; more change no order."""
MOST = 1_000_000
"""Examples times articles above which there is no head: a second or two of one core."""


@dataclass(frozen=True, slots=True)
class Head:
    """What was learnt; the articles are known by their place among those it was learnt from."""

    weights: Floats
    """A row an article."""
    middle: Floats
    """Of all articles' middles."""

    def log_chances(self, rows: Floats, shares: Floats) -> Floats:
        """Return the logarithm of each article's chance, for a question in several readings with their shares."""
        scores = shares @ ((rows - self.middle) @ self.weights.T)
        scores = scores - scores.max()
        found: Floats = (scores - np.log(np.exp(scores).sum())).astype(np.float32)
        return found


def train(examples: Floats, places: Ints, articles: int) -> Head | None:
    """Return a head for examples (length 1 each) and the place of each one's article; None where it would not pay.

    Each article counts the same, however many texts it has. The same examples always give the same head.
    """
    if articles < 2 or len(examples) * articles > MOST:
        return None
    counts = np.bincount(places, minlength=articles)
    share = (1 / counts[places] / np.count_nonzero(counts)).astype(np.float32)
    middle = share @ examples
    rows = (examples - middle).astype(np.float32)
    right = np.zeros((len(rows), articles), np.float32)
    right[np.arange(len(rows)), places] = 1
    steepest = float(np.linalg.eigvalsh(rows.T @ (rows * share[:, None]))[-1]) / 4
    step = 1 / (steepest + PENALTY)
    weights = ahead = np.zeros((articles, rows.shape[1]), np.float32)
    pace = 1.0
    for _ in range(ROUNDS):
        slope = (share[:, None] * (_softmax(rows @ ahead.T) - right)).T @ rows + PENALTY * ahead
        fresh = (ahead - step * slope).astype(np.float32)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2  # Nesterov's, https://doi.org/10.1137/080716542
        ahead = (fresh + (pace - 1) / faster * (fresh - weights)).astype(np.float32)
        weights, pace = fresh, faster
    # Rounded as it is kept, so that a restart changes no answer.
    return Head(weights.astype("<f2").astype(np.float32), middle.astype(np.float32))


def _softmax(scores: Floats) -> Floats:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = grown / grown.sum(axis=1, keepdims=True)
    return found
