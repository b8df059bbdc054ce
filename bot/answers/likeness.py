"""How much alike two customers' words are: for gaps, incidents and solved cases. No model, no index."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.answers.synonyms import same_as
from bot.answers.words import little_words, stem, words

LIKE = 0.5
"""Least likeness (0 to 1) at which two texts are about one thing."""
NEARER = 0.34
"""Least likeness of two texts for which one article comes up first."""
MOST = 24
"""Words of a text that are compared: a long letter says what it wants early."""
SHARED = 2
"""Words that must be shared, where both have so many."""


def stems(language: str, text: str) -> list[str]:
    """Return the stems of the words that carry meaning, each once, in order; numbers are nobody's topic."""
    light = little_words(language)
    found = (stem(language, word) for word in words(text) if word not in light and not any(map(str.isdigit, word)))
    return list(dict.fromkeys(found))[:MOST]


def likeness(language: str, one: Sequence[str], other: Sequence[str]) -> float:
    """Return 0 to 1: the share of the shorter text's stems that the other has too, other words for them included."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return 0.0
    held = set(longer)
    shared = sum(1 for term in shorter if _in(language, term, held))
    if shared < min(SHARED, len(shorter)):
        return 0.0
    # A single shared word says little of a long text.
    weight = 1.0 if len(shorter) >= SHARED or len(longer) <= SHARED else 0.5
    return weight * shared / len(shorter)


def alike(
    language: str, one: Sequence[str], other: Sequence[str], *, same_article: bool = False,
    ordinary: Collection[str] = frozenset(),
) -> bool:  # fmt: skip
    """Return whether two texts, by their stems, are about one thing.

    What is `ordinary` here, as the products' names are, makes no two texts alike: the words beside it do. A single
    one is enough only where it is all that either says, or where one article comes up first for both.
    """
    own, others = (_without(language, terms, ordinary) for terms in (one, other))
    least = min(len(own), len(others))
    if least < min(SHARED, len(one), len(other)) and not (same_article and least):
        return set(own) == set(others) and set(one) == set(other)
    return likeness(language, own, others) >= (NEARER if same_article else LIKE)


def _without(language: str, terms: Sequence[str], ordinary: Collection[str]) -> list[str]:
    """Return the terms that are not ordinary, nor mean what an ordinary one does."""
    return [term for term in terms if not _in(language, term, ordinary)]


def _in(language: str, term: str, held: Collection[str]) -> bool:
    return term in held or not same_as(language, term).isdisjoint(held)
