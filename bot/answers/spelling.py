"""Repair of slips with the knowledge base's own words: a letter wrong, two swapped, two words glued together.

Only words the articles do not know are touched, never one with a digit (codes, order numbers). The first letter
is trusted unless it was swapped with the second: that keeps `weather` from becoming `leather`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

_LONG = 8


@dataclass(frozen=True, slots=True)
class Repair:
    words: tuple[str, ...]
    likeness: float
    """How sure it is, 0 to 1: what a match by these words is worth beside one by the word as written."""


class Vocabulary:
    """The words of all articles of one language, and how often each is used. Immutable."""

    def __init__(self, counts: Mapping[str, int], stop_words: Iterable[str]) -> None:
        self._counts = {word: count for word, count in counts.items() if not any(c.isdigit() for c in word)}
        self._stop = frozenset(stop_words)
        buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._counts.keys() | self._stop:
            if len(word) > 2:
                buckets[word[0], len(word)].append(word)
        self._buckets = {key: sorted(words) for key, words in buckets.items()}

    def __contains__(self, word: str) -> bool:
        return word in self._counts or word in self._stop

    def repair(self, word: str) -> Repair | None:
        """Return what an unknown word was most likely meant to be; None when nothing is near enough."""
        if len(word) < 3 or not word.isalpha():
            return None
        near = self._nearest(word)
        if near and near[1] <= 1:
            return Repair((near[0],), _likeness(word, near[1]))
        parts = self._parts(word)
        if parts:
            return Repair(parts, 0.9)
        return Repair((near[0],), _likeness(word, near[1])) if near else None

    def _nearest(self, word: str) -> tuple[str, int] | None:
        """Return (word, slips): fewest slips first, then two letters swapped, then the more usual word."""
        slips = 2 if len(word) >= _LONG else 1
        best: tuple[int, int, int, str] | None = None
        for candidate, distance in self._candidates(word, slips):
            if not _plausible(word, candidate):
                continue
            swapped = sorted(word) == sorted(candidate)
            rank = (distance, 0 if swapped else 1, -self._counts.get(candidate, 0), candidate)
            if best is None or rank < best:
                best = rank
        return (best[3], best[0]) if best else None

    def _candidates(self, word: str, slips: int) -> Iterable[tuple[str, int]]:
        for length in range(len(word) - slips, len(word) + slips + 1):
            bucket = self._buckets.get((word[0], length))
            if bucket:
                for found, distance, _ in process.extract(
                    word, bucket, scorer=OSA.distance, score_cutoff=slips, limit=8
                ):
                    yield found, int(distance)
        # The first two letters swapped is the one slip in which another first letter is believed.
        swapped = word[1] + word[0] + word[2:]
        if swapped in self:
            yield swapped, 1

    def _parts(self, word: str) -> tuple[str, str] | None:
        """Return the two known words of which this one is made, the more even split first."""
        best: tuple[int, tuple[str, str]] | None = None
        for cut in range(1, len(word)):
            head, tail = word[:cut], word[cut:]
            if not (self._part(head) and self._part(tail)) or max(len(head), len(tail)) < 3:
                continue
            rank = min(len(head), len(tail))
            if best is None or rank > best[0]:
                best = (rank, (head, tail))
        return best[1] if best else None

    def _part(self, word: str) -> bool:
        if len(word) <= 2:
            return word in self._stop
        return word in self


def _plausible(word: str, candidate: str) -> bool:
    """Short words have too many neighbours: of four letters only a swap, or a letter too many or too few, is a slip."""
    if len(word) >= 5:
        return len(candidate) >= 4
    if len(word) == 4:
        return len(candidate) >= 3 and (len(candidate) != 4 or sorted(word) == sorted(candidate))
    return sorted(word) == sorted(candidate)


def _likeness(word: str, slips: int) -> float:
    return 1 - 0.6 * slips / len(word)
