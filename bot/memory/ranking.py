"""Which of a customer's own words a question is about: BM25 over stems, scored in process. Pure.

Beside the words of a message count those around it: the question before an answer carries the words that the answer
leaves out, and the talk as a whole says what it is about. Weights were chosen on half of a public set of long
conversations, on a plain: anything near them does as well (`bench/memory.py` measures).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answers import words
from bot.texts import LANGUAGES, catalogue, detect

FREQUENCY, LENGTH = 0.9, 0.4
"""BM25's k1 and b: messages are short, so a word said twice and a long text mean less than in documents."""
NEXT, SECOND = 0.3, 0.15
"""What the messages right beside one, and those one further, add to it."""
ASKED = 0.2
"""More, when the message before asks something."""
TALK = 0.4
"""What the whole talk adds to each of its messages."""
LEARNT = 0.6
"""What a fact adds to the message it was learnt from."""
CODE = 2.0
"""A word with a digit (an order, an error code) is hardly ever meant otherwise."""
RECENT, HALF_LIFE = 0.5, 90
"""What is said today gains this share where the question is about now; half of it after so many days."""
QUESTION = "?"
"""The mark among a message's terms that it asks something."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that may be found: a message, or a fact that belongs to one (`of` is that message's place)."""

    terms: Sequence[str]
    talk: int
    of: int | None = None


def terms(text: str) -> tuple[str, ...]:
    """Return what a text is found by: its stems without the words that say little, marked when it asks."""
    language = detect(text) or "en"
    stop = words.stop_words(language)
    found = [words.stem(language, word) for word in words.words(text) if word not in stop]
    found += [compound for compound in words.compounds(text) if any(sign.isdigit() for sign in compound)]
    return (*found, QUESTION) if text.rstrip().endswith(("?", "？")) else tuple(found)


def wanted(question: str, languages: Iterable[str] = LANGUAGES) -> tuple[frozenset[str], ...]:
    """Return what a question asks for: for each of its words the stems by which a message may hold it.

    Which language an old message was taken for is not known, so each word may stand in the stem of any.
    """
    language = detect(question) or "en"
    stop = words.stop_words(language)
    told = dict.fromkeys([word for word in words.words(question) if word not in stop] + words.compounds(question))
    return tuple(frozenset(words.stem(one, word) for one in (language, *languages)) for word in told)


def about_now(question: str) -> bool:
    """Whether a question is about how things are today."""
    return _speaks_of(question, "about_now")


def about_past(question: str) -> bool:
    """Whether a question is about how things were."""
    return _speaks_of(question, "about_past")


def _speaks_of(question: str, intent: str) -> bool:
    said = f" {' '.join(words.words(question))} "
    return any(f" {phrase} " in said for phrase in _phrases(intent))


@lru_cache(maxsize=4)
def _phrases(intent: str) -> frozenset[str]:
    return frozenset(" ".join(words.words(phrase)) for one in LANGUAGES for phrase in catalogue(one).words[intent])


def freshness(days: int) -> float:
    """Return by what the score of something so many days old is multiplied, where the question is about now."""
    return float(1 + RECENT * 0.5 ** (max(days, 0) / HALF_LIFE))


def rank(units: Sequence[Unit], asked: Sequence[frozenset[str]]) -> list[float]:
    """Return a score for each message among the units, by its place; 0 where nothing speaks for it. Facts score 0."""
    places = {term: place for place, stems in reversed(list(enumerate(asked))) for term in stems}
    counts = [_counts(unit.terms, places) for unit in units]
    own = _bm25(counts, [len(unit.terms) for unit in units], asked)
    scores = _smoothed(units, [0.0 if unit.of is not None else score for unit, score in zip(units, own, strict=True)])
    for unit, score in zip(units, own, strict=True):
        if unit.of is not None:
            scores[unit.of] += LEARNT * score
    talks = _talks(units, counts, asked)
    return [
        score + TALK * talks[unit.talk] if score and unit.of is None else score
        for unit, score in zip(units, scores, strict=True)
    ]


def _bm25(counts: Sequence[Mapping[int, int]], lengths: Sequence[int], asked: Sequence[frozenset[str]]) -> list[float]:
    """BM25 of texts by how often each holds what is asked: https://en.wikipedia.org/wiki/Okapi_BM25"""
    held = Counter(place for count in counts for place in count)
    total = len(counts)
    weights = {
        place: math.log(1 + (total - holding + 0.5) / (holding + 0.5)) * (CODE if _is_code(asked[place]) else 1.0)
        for place, holding in held.items()
    }
    average = sum(lengths) / max(total, 1) or 1.0

    def score(count: Mapping[int, int], length: int) -> float:
        norm = FREQUENCY * (1 - LENGTH + LENGTH * length / average)
        return sum(weights[place] * often * (FREQUENCY + 1) / (often + norm) for place, often in count.items())

    return [score(count, length) if count else 0.0 for count, length in zip(counts, lengths, strict=True)]


def _counts(text: Iterable[str], places: Mapping[str, int]) -> dict[int, int]:
    count: dict[int, int] = {}
    for term in text:
        if term in places:
            place = places[term]
            count[place] = count.get(place, 0) + 1
    return count


def _is_code(stems: frozenset[str]) -> bool:
    return any(sign.isdigit() for stem in stems for sign in stem)


def _talks(
    units: Sequence[Unit], counts: Sequence[Mapping[int, int]], asked: Sequence[frozenset[str]]
) -> dict[int, float]:
    """Return the score of each talk as one text."""
    whole: dict[int, dict[int, int]] = {}
    lengths: dict[int, int] = {}
    for unit, count in zip(units, counts, strict=True):
        if unit.of is not None:
            continue
        lengths[unit.talk] = lengths.get(unit.talk, 0) + len(unit.terms)
        talk = whole.setdefault(unit.talk, {})
        for place, often in count.items():
            talk[place] = talk.get(place, 0) + often
    return dict(zip(whole, _bm25(list(whole.values()), list(lengths.values()), asked), strict=True))


def _smoothed(units: Sequence[Unit], scores: Sequence[float]) -> list[float]:
    """Add to each message what its neighbours in the same talk score."""
    messages = [place for place, unit in enumerate(units) if unit.of is None]
    out = list(scores)
    for at, place in enumerate(messages):
        if not scores[place]:
            continue
        terms = units[place].terms
        asks = ASKED if terms and terms[-1] == QUESTION else 0.0
        for step, weight in ((1, NEXT + asks), (-1, NEXT), (2, SECOND), (-2, SECOND)):
            if 0 <= at + step < len(messages) and units[messages[at + step]].talk == units[place].talk:
                out[messages[at + step]] += weight * scores[place]
    return out
