"""A question in English words, word by word, for articles that there are in English alone.

What everyday words of support are in English stands in the catalogue, under [gloss]; what is not listed stays as it is,
so that a question of which too little is understood finds nothing rather than something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.answers.sought import asks_the_way, kinds
from bot.answers.spelling import asking
from bot.answers.words import little_words, stem
from bot.dialogue import reading
from bot.texts import words
from bot.wordcache import cached

LEAST_PART = 4
"""Letters that each half of a compound has at least: "Sofa" + "Lieferung"."""
SHORT, LONG = 5, 8
"""Letters from which a word may have a letter too many, too few or two swapped, and from which a wrong one."""
_JOINTS = ("", "s", "n", "es", "en")
"""What German puts between the halves."""

LEAST_ROOT = 4
"""Letters that a word keeps when its ending goes."""
LONGEST_WISH = 8
"""Words up to which a wish is nothing else: a longer sentence may ask as well."""
LEAST_HEARD = 5
"""Letters from which a word may be told by its sound; of fewer, too many are other words: "fiel" is not "viel"."""
_ENDING = {
    "de": re.compile(r"(?:s?t|e)$"),
    "es": re.compile(r"(?:[aei]is|[aei]r|[aeio])$"),
    "fr": re.compile(r"e{1,2}s?$"),
}
"""Endings of verbs and participles that the stemmer leaves, as it looks for them with their accents."""
_APART = ("ab", "an", "auf", "aus", "ein", "fest", "her", "hin", "hoch", "los", "mit", "nach", "um", "vor", "weg", "zu",
          "zuruck", "zusammen")  # fmt: skip
"""What German parts from its verb: "stürzt … ab"."""
_PARTICIPLE = re.compile(rf"^({'|'.join(_APART)}|)ge(.{{3,}}?)(?:t|en)$")

_SOUNDS = {
    lang: tuple((re.compile(spelt), heard) for spelt, heard in (pair.split(">") for pair in written.split()))
    for lang, written in {
        "de": r"(.)\1>\1 ck>k dt$>t th>t ph>f v>f ie>i ai>ei qu>kw (?<=[aeiou])h(?=[^aeiou]|$)> d$>t g$>k b$>p",
        "es": r"ll>y ch># h> v>b m(?=[bp])>n qu>k c(?=[ei])>s z>s c>k g(?=[ei])>j gu(?=[ei])>g (.)\1>\1 s$>",
        "fr": r"([^aeiou])\1>\1 ph>f qu>k eau>o au>o ai>e ei>e (?<!^)y>i c(?=[ei])>s c>k [stxd]+$> z>s",
    }.items()
}
"""How letters sound that are mistaken for each other, as `spelt>heard`, in this order."""

Phrase = tuple[str, ...]


def glossed(text: str, language: str) -> str:
    """Return a text in English words; as it is where none of its words is known, as in English itself."""
    said = _joined(_asking(reading.tokens(text), language), language)
    told: list[str] = []
    place, known = 0, False
    while place < len(said):
        size, english = _phrase(said[place:], language)
        empty = said[place] in _empty(language)
        english = english or ("" if empty else _near(said[place], language))
        known = known or bool(english)
        if english or not empty:
            told.append(english or said[place])
        place += max(1, size)
    if not known:
        return text
    english = " ".join(told)
    return f"how to {english}" if _only_wishes(said, english, language) else english


def _only_wishes(said: Phrase, english: str, language: str) -> bool:
    """Whether words wish for something and do not ask: "quisiera devolver mi lámpara" is how to return one.

    German puts its verb last, and "how to sofa return" is understood worse than "sofa return".
    """
    if language == "de":
        return False
    wished = any((word,) in reading.phrases(language, "wishing") for word in said)
    return wished and len(said) <= LONGEST_WISH and not kinds(english) and not asks_the_way(english)


def _asking(said: Phrase, language: str) -> Phrase:
    """Return words with those that ask spelt right: "wie teuer isd die Lieferung"."""
    known = _empty(language) | {word for word in said if _is_listed(word, language)}
    meant = asking(language, said, known, {})
    return tuple(meant.get(word) or (word if word in known else _as_heard(word, language)) for word in said)


def _as_heard(word: str, language: str) -> str:
    """Return the listed word that an unknown one sounds like: "paqete" is "paquete", "fersand" "Versand"."""
    if len(word) < LEAST_HEARD or not word.isalpha():
        return word
    return _heard(language).get(_sound(word, language), word)


@lru_cache(maxsize=8)
def _heard(language: str) -> Mapping[str, str]:
    """Return the words of all listed phrases by their sound; of two that sound alike, the first."""
    found: dict[str, str] = {}
    for phrase, _ in _listed(language):
        for word in phrase:
            if len(word) >= LEAST_ROOT:
                found.setdefault(_sound(word, language), word)
    return found


def _sound(word: str, language: str) -> str:
    """Return how a word sounds, roughly: letters that are mistaken for each other are one."""
    for spelt, heard in _SOUNDS.get(language, ()):
        word = spelt.sub(heard, word)
    return word


def _joined(said: Phrase, language: str) -> Phrase:
    """Return "absturzt" for "sturzt … ab", where that is a word that is listed."""
    if language != "de":
        return said
    for end, particle in enumerate(said):
        verbs = (place for place in range(end) if particle in _APART and _is_listed(particle + said[place], language))
        if (verb := next(verbs, None)) is not None:
            return (*said[:verb], particle + said[verb], *said[verb + 1 : end], *said[end + 1 :])
    return said


def _phrase(said: Phrase, language: str) -> tuple[int, str]:
    """Return how many words the longest phrase at the beginning takes up, and what it is in English; (0, "") for none.

    Of two that differ in an ending alone, the one that is spelt alike: "Fehler" is not "fehlt". A word that says
    nothing is no form of another: "war" is not "Ware".
    """
    size, likest, english = 0, (0, False), ""
    for phrase, meaning in _starting(language).get(_root(language, said[0]), ()):
        span = _span(said, phrase, language)
        likeness = len(phrase), phrase == said[:span]
        meant = phrase == said[:span] or not _empty(language).issuperset(said[:span])
        if span and meant and likeness > likest:
            size, likest, english = span, likeness, meaning
    return size, english


def _span(said: Phrase, phrase: Phrase, language: str) -> int:
    """Return how many words a phrase takes up where it begins; 0 where it does not stand there.

    Words that say nothing may stand within it: "no me ha llegado".
    """
    held = 0
    for place, word in enumerate(said):
        if _root(language, word) == _root(language, phrase[held]):
            held += 1
        elif word not in _empty(language) or _is_listed(word, language):
            return 0
        if held == len(phrase):
            return place + 1
    return 0


def _is_listed(word: str, language: str) -> bool:
    return any(len(phrase) == 1 for phrase, _ in _starting(language).get(_root(language, word), ()))


@cached(maxsize=20_000)
def _root(language: str, word: str) -> str:
    """Return what the forms of a word share: "zurückgeschickt" and "zurückschicken", "devuelvo" and "devolver"."""
    if language == "de" and (participle := _PARTICIPLE.match(word)):
        word = f"{participle[1]}{participle[2]}en"
    root = stem(language, word)
    if language in _ENDING and len(bare := _ENDING[language].sub("", root)) >= LEAST_ROOT:
        root = bare
    return root.replace("ue", "o").replace("ie", "e") if language == "es" else root


@lru_cache(maxsize=8)
def _empty(language: str) -> frozenset[str]:
    """Return the words of a language that say nothing of what is asked."""
    polite = {
        word
        for name in ("greeting", "stop_words", "wishing")
        for phrase in reading.phrases(language, name)
        for word in phrase
    }
    pointing = {word for name in ("refers", "refers_last", "about_now") for phrase in reading.phrases(language, name)
                if len(phrase) == 1 for word in phrase if not _is_listed(word, language)}  # fmt: skip
    return little_words(language) | polite | pointing


@lru_cache(maxsize=8)
def _listed(language: str) -> Sequence[tuple[Phrase, str]]:
    """Return the phrases of a language as they are written, and what each is in English."""
    entries = words(language).grammars["gloss"].items()
    return [(reading.tokens(phrase), english) for english, phrases in entries for phrase in phrases]


@lru_cache(maxsize=8)
def _starting(language: str) -> Mapping[str, Sequence[tuple[Phrase, str]]]:
    """Return the same by the root of their first word."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for phrase, english in _listed(language):
        found.setdefault(_root(language, phrase[0]), []).append((phrase, english))
    return found


@lru_cache(maxsize=8)
def _single(language: str) -> Mapping[str, str]:
    """Return the words that are listed alone, as they are written."""
    return {phrase[0]: english for phrase, english in _listed(language) if len(phrase) == 1}


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
