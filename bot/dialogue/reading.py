"""What a message means beside being a question: a wish for a person, yes, no, thanks, a greeting, anger.

Phrases stand in the catalogue, a file a language. Matching ignores case, accents and small slips; it looks at
words, never at parts of words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from bot.texts import LANGUAGES, words

_WORD = re.compile(r"[a-z0-9']+")
SLIP = 84
"""Least likeness (0 to 100) of two words taken for the same: one slip in a word of five letters or more."""
SHORTEST_FUZZY = 5
NEAR = 7
"""Most words between the wish to reach and the person."""


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text: lower-case, without accents, `ß` as `ss`."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("ß", "ss"))
    return tuple(_WORD.findall("".join(letter for letter in folded if not unicodedata.combining(letter))))


@lru_cache(maxsize=512)
def _phrases(language: str, intent: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tokens(phrase) for phrase in words(language)[intent])


def _same(word: str, wanted: str) -> bool:
    if word == wanted:
        return True
    long_enough = min(len(word), len(wanted)) >= SHORTEST_FUZZY
    return long_enough and word[0] == wanted[0] and fuzz.ratio(word, wanted) >= SLIP


def _at(said: Sequence[str], phrase: Sequence[str]) -> list[int]:
    """Return where a phrase begins in what was said."""
    last = len(said) - len(phrase)
    return [
        start for start in range(last + 1)
        if all(_same(said[start + offset], wanted) for offset, wanted in enumerate(phrase))
    ]  # fmt: skip


def contains(text: str, intent: str, languages: Iterable[str]) -> bool:
    """Return whether one of the intent's phrases stands anywhere in the text."""
    said = tokens(text)
    return any(_at(said, phrase) for language in languages for phrase in _phrases(language, intent))


def whole(text: str, intent: str, languages: Iterable[str], extra: int = 1) -> bool:
    """Return whether the text is one of the intent's phrases, with at most `extra` more words ("thanks a lot Anna")."""
    said = tokens(text)
    for language in languages:
        fillers = {word for phrase in _phrases(language, "stop_words") for word in phrase}
        core = tuple(word for word in said if word not in fillers) or said
        for phrase in _phrases(language, intent):
            for candidate in (said, core):
                if 0 <= len(candidate) - len(phrase) <= extra and 0 in _at(candidate, phrase):
                    return True
    return False


def wants_person(text: str) -> bool:
    """Return whether a customer asks for a person, in any shipped language, with slips."""
    said = tokens(text)
    return any(_wants_person(said, text, language) for language in LANGUAGES)


def _wants_person(said: Sequence[str], text: str, language: str) -> bool:
    if not said or contains(text, "not_human", (language,)):
        return False
    if contains(text, "human_phrase", (language,)):
        return True
    if len(said) <= 3 and contains(text, "person_alone", (language,)):
        return True
    weak = set(_phrases(language, "person_weak"))
    strong_reach = _places(said, _phrases(language, "reach_strong"))
    any_reach = strong_reach + _places(said, _phrases(language, "reach"))
    for phrase in _phrases(language, "person"):
        reach = strong_reach if phrase in weak else any_reach
        if any(_near(place, start, language) for place in _at(said, phrase) for start in reach):
            return True
    return False


def _places(said: Sequence[str], phrases: Iterable[Sequence[str]]) -> list[int]:
    return [place for phrase in phrases for place in _at(said, phrase)]


def _near(person: int, reach: int, language: str) -> bool:
    """The verb comes before the person; German puts it at the end as well ("einen Menschen sprechen")."""
    behind = 4 if language == "de" else 0
    return -behind <= person - reach <= NEAR


def angry(text: str, languages: Iterable[str]) -> bool:
    """Return whether a text is strongly angry: words that leave no doubt, or shouting."""
    letters = [letter for letter in text if letter.isalpha()]
    shouts = len(letters) >= 12 and sum(letter.isupper() for letter in letters) > 0.7 * len(letters)
    return contains(text, "angry", languages) or (shouts and "!" in text)


def language_named(text: str) -> str:
    """Return the shipped language that a text names in any language ("Deutsch", "german"), "" when none."""
    for language in LANGUAGES:
        names = {word for name in words(language).language_names for word in tokens(name)}
        if names & set(tokens(text)):
            return language
    return ""
