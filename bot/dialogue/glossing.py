"""A question in English words, word by word, for articles that there are in English alone.

What everyday words of support are in English stands in the catalogue, under [gloss]; what is not listed stays as it is,
so that a question of which too little is understood finds nothing rather than something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.answers.words import light_words, stem, stop_words
from bot.dialogue import reading
from bot.texts import words
from bot.wordcache import cached

LEAST_PART = 4
"""Letters that each half of a compound has at least: "Sofa" + "Lieferung"."""
SHORT, LONG = 5, 8
"""Letters from which a word may have a letter too many, too few or two swapped, and from which a wrong one."""
_JOINTS = ("", "s", "n", "es", "en")
"""What German puts between the halves."""

Phrase = tuple[str, ...]


def glossed(text: str, language: str) -> str:
    """Return a text in English words; as it is where none of its words is known, as in English itself."""
    listed = _listed(language)
    said = reading.tokens(text)
    stems = [stem(language, word) for word in said]
    longest = max(map(len, listed), default=0)
    told: list[str] = []
    place, known = 0, False
    while place < len(said):
        size = next((n for n in range(longest, 0, -1) if tuple(stems[place : place + n]) in listed), 0)
        empty = said[place] in _empty(language)
        near = "" if size or empty else _near(said[place], language)
        english = listed[tuple(stems[place : place + size])] if size else near
        known = known or bool(english)
        if english or not empty:
            told.append(english or said[place])
        place += max(1, size)
    return " ".join(told) if known else text


@lru_cache(maxsize=8)
def _empty(language: str) -> frozenset[str]:
    """Return the words of a language that say nothing of what is asked."""
    polite = {word for phrase in reading.phrases(language, "greeting") for word in phrase}
    pointing = {word for name in ("refers", "refers_last") for phrase in reading.phrases(language, name)
                if len(phrase) == 1 for word in phrase}  # fmt: skip
    return stop_words(language) | light_words(language) | polite | pointing


@lru_cache(maxsize=8)
def _listed(language: str) -> Mapping[Phrase, str]:
    """Return the phrases of a language, by their stems, and what each is in English."""
    return {
        tuple(stem(language, word) for word in reading.tokens(phrase)): english
        for english, phrases in words(language).grammars["gloss"].items()
        for phrase in phrases
    }


@lru_cache(maxsize=8)
def _single(language: str) -> Mapping[str, str]:
    """Return the words that are listed alone, as they are written."""
    entries = words(language).grammars["gloss"].items()
    spelt = ((reading.tokens(phrase), english) for english, phrases in entries for phrase in phrases)
    return {said[0]: english for said, english in spelt if len(said) == 1}


@cached(maxsize=20_000)
def _near(word: str, language: str) -> str:
    """Return what a word with a slip in it, or one put together of two, is in English; "" for an unknown one."""
    single = _single(language)
    slip = next((english for wanted, english in single.items() if _is_slip(word, wanted)), "")
    return slip or _compound(word, single)


def _is_slip(word: str, wanted: str) -> bool:
    """Whether a word is another one misspelt. What has another letter instead is another word, unless it is long:
    "Kasten" is not "Kosten", nor "verschieben" "verschicken"."""
    least = LONG if len(word) == len(wanted) and sorted(word) != sorted(wanted) else SHORT
    near = word[0] == wanted[0] and min(len(word), len(wanted)) >= least
    return near and OSA.distance(word, wanted, score_cutoff=1) == 1


def _compound(word: str, single: Mapping[str, str]) -> str:
    """Return "sofa delivery" for "sofalieferung"; "" where a half is no word that is listed."""
    halves = ((word[:cut], word[cut:]) for cut in range(LEAST_PART, len(word) - LEAST_PART + 1))
    for first, second in halves:
        if second in single and (half := _first(first, single)):
            return f"{half} {single[second]}"
    return ""


def _first(half: str, single: Mapping[str, str]) -> str:
    bare: Sequence[str] = [half.removesuffix(joint) for joint in _JOINTS if half.endswith(joint)]
    return next((single[one] for one in bare if one in single), "")
