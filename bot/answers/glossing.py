"""Texts in English words, word by word.

A question is glossed for articles that there are in English alone; articles and questions of one language alike for a
network that reads English only: what they mean is compared in English, whatever words of their own they share. What
words of support are in English stands in the catalogue, under [gloss], and everyday words in a lexicon of ours, a file
a language. What neither lists stays as it is: names, and what is sold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.answers.sought import asks_the_way, kinds
from bot.answers.spelling import asking
from bot.answers.words import little_words, stem
from bot.texts import words
from bot.texts.cut import sentences
from bot.texts.spoken import Phrase, phrases, tokens
from bot.wordcache import cached

Entry = tuple[Phrase, str]
"""Words, and what they are in English."""
LEXICON = Path(__file__).with_name("lexicon")
"""A file a language: a line for what is in English, then what means it, `invoice = rechnung | faktura`."""
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
MOST_WORDS = 200
"""Words of a sentence that are put into English; longer ones repeat themselves."""
MOST_BETWEEN = 4
"""Words that say nothing which may stand within a phrase, one after the other."""
_ENDING = {
    "de": re.compile(r"(?:s?t|e)$"),
    "es": re.compile(r"(?:[aei]is|[aei]r|[aeio])$"),
    "fr": re.compile(r"e{1,2}s?$"),
}
"""Endings of verbs and participles that the stemmer leaves, as it looks for them with their accents."""
_APART = ("ab", "an", "auf", "aus", "bei", "bereit", "durch", "ein", "fest", "frei", "her", "hin", "hoch", "los", "mit",
          "nach", "statt", "teil", "um", "vor", "weg", "weiter", "zu", "zuruck", "zusammen")  # fmt: skip
"""What German parts from its verb: "stürzt … ab"."""
_PARTICIPLE = re.compile(rf"^({'|'.join(_APART)}|)ge(.{{3,}}?)(?:t|en)$")

_WITH_OBJECT = re.compile(r"^(\w{2,}[aei]r)(?:me|te|se|nos|os|l[oae]s?|(?:me|te|se|nos|os)l[oa]s?)$")
"""What Spanish writes at the end of its verb: "quitarme", "devolverlo"."""

_SOUNDS = {
    lang: tuple((re.compile(spelt), heard) for spelt, heard in (pair.split(">") for pair in written.split()))
    for lang, written in {
        "de": r"(.)\1>\1 ck>k dt$>t th>t ph>f v>f ie>i ai>ei qu>kw (?<=[aeiou])h(?=[^aeiou]|$)> d$>t g$>k b$>p",
        "es": r"ll>y ch># h> v>b m(?=[bp])>n qu>k c(?=[ei])>s z>s c>k g(?=[ei])>j gu(?=[ei])>g (.)\1>\1 s$>",
        "fr": r"([^aeiou])\1>\1 ph>f qu>k eau>o au>o ai>e ei>e (?<!^)y>i c(?=[ei])>s c>k [stxd]+$> z>s",
    }.items()
}
"""How letters sound that are mistaken for each other, as `spelt>heard`, in this order."""


def glossed(text: str, language: str) -> str:
    """Return a text in English words, sentence by sentence; as it is where none of its words is known, as in English
    itself."""
    if language not in known():
        return text
    return _glossed(text, language)


@cached(maxsize=512)
def _glossed(text: str, language: str) -> str:
    said = sentences(text)
    english = [_glossary(language).put(one) for one in said]
    return text if list(said) == english else ". ".join(english)


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Return the languages of which everyday words are known."""
    return frozenset(path.stem for path in LEXICON.glob("*.txt"))


def everyday_words(language: str) -> frozenset[str]:
    """Return the words that the lexicon lists alone; none for a language without one."""
    entries = _everyday(language) if language in known() else ()
    return frozenset(phrase[0] for phrase, _ in entries if len(phrase) == 1)


@lru_cache(maxsize=1)
def edition() -> str:
    """Return by what the lexicon of all languages is known: texts that were glossed by another are glossed anew."""
    held = (path.read_bytes() for path in sorted(LEXICON.glob("*.txt")))
    return sha256(b"".join(held)).hexdigest()[:6]


class Glossary:
    """What words of a language are in English. Immutable but for its cache of single words."""

    def __init__(self, language: str, support: Sequence[Entry], everyday: Sequence[Entry], nothing: Set[str]) -> None:
        self._language = language
        self._starting: dict[str, list[tuple[Phrase, str, bool]]] = {}
        """Phrases by the root of their first word, and whether each is one of support: these come before all others."""
        self._alone: set[str] = set()
        """The roots of words that are listed alone."""
        self._single: dict[str, str] = {}
        """The words that are listed alone, as they are written."""
        self._heard: dict[str, str] = {}
        """The words of all phrases by their sound; of two that sound alike, the first."""
        for place, (phrase, english) in enumerate((*support, *everyday)):
            told = (phrase, english, place < len(support))
            root = _root(language, phrase[0])
            self._starting.setdefault(root, []).append(told)
            if len(phrase) == 1:
                self._alone.add(root)
                self._single.setdefault(phrase[0], english)
            for word in phrase:
                if len(word) >= LEAST_ROOT:
                    self._heard.setdefault(_sound(word, language), word)
        self._spelt: dict[str, list[str]] = {}
        for word in self._single:
            self._spelt.setdefault(word[0], []).append(word)
        self._empty = self._saying_nothing() | nothing
        self._near = cached(maxsize=20_000)(self._guessed)

    def put(self, text: str) -> str:
        """Return a text in English; as it is where none of its words is known."""
        said = self._joined(self._asking(tokens(text)[:MOST_WORDS]))
        told: list[str] = []
        place, known = 0, False
        while place < len(said):
            size, english = self._phrase(said[place:])
            empty = said[place] in self._empty
            english = english or ("" if empty else self._near(said[place]))
            known = known or bool(english)
            if english or not empty:
                told.append(english or said[place])
            place += max(1, size)
        if not known:
            return text
        english = " ".join(told)
        return f"how to {english}" if self._only_wishes(said, english) else english

    def _only_wishes(self, said: Phrase, english: str) -> bool:
        """Whether words wish for something and do not ask: "quisiera devolver mi lámpara" is how to return one.

        German puts its verb last, and "how to sofa return" is understood worse than "sofa return".
        """
        if self._language == "de":
            return False
        wished = any((word,) in phrases(self._language, "wishing") for word in said)
        return wished and len(said) <= LONGEST_WISH and not kinds(english) and not asks_the_way(english)

    def _asking(self, said: Phrase) -> Phrase:
        """Return words with those that ask spelt right: "wie teuer isd die Lieferung"."""
        known = self._empty | {word for word in said if self._is_listed(word)}
        meant = asking(self._language, said, known, {})
        return tuple(meant.get(word) or (word if word in known else self._as_heard(word)) for word in said)

    def _as_heard(self, word: str) -> str:
        """Return the listed word that an unknown one sounds like: "paqete" is "paquete", "fersand" "Versand"."""
        if len(word) < LEAST_HEARD or not word.isalpha():
            return word
        return self._heard.get(_sound(word, self._language), word)

    def _joined(self, said: Phrase) -> Phrase:
        """Return "absturzt" for "sturzt … ab", where that is a word that is listed."""
        if self._language != "de":
            return said
        for end, particle in enumerate(said):
            verbs = (place for place in range(end) if particle in _APART and said[place] not in self._empty
                     and self._is_listed(particle + said[place]))  # fmt: skip
            if (verb := next(verbs, None)) is not None:
                return (*said[:verb], particle + said[verb], *said[verb + 1 : end], *said[end + 1 :])
        return said

    def _phrase(self, said: Phrase) -> tuple[int, str]:
        """Return how many words the longest phrase at the beginning takes up, and what it is in English; (0, "") for
        none.

        Of two that differ in an ending alone, the one that is spelt alike: "Fehler" is not "fehlt". A word that says
        nothing is no form of another: "war" is not "Ware".
        """
        size, likest, english = 0, (False, 0, False), ""
        for phrase, meaning, of_support in self._starting.get(_root(self._language, said[0]), ()):
            span = self._span(said, phrase)
            likeness = of_support, len(phrase), phrase == said[:span]
            meant = phrase == said[:span] or not self._empty.issuperset(said[:span])
            if span and meant and likeness > likest:
                size, likest, english = span, likeness, meaning
        return size, english

    def _span(self, said: Phrase, phrase: Phrase) -> int:
        """Return how many words a phrase takes up where it begins; 0 where it does not stand there.

        Words that say nothing may stand within it: "no me ha llegado".
        """
        held = between = 0
        for place, word in enumerate(said):
            if _root(self._language, word) == _root(self._language, phrase[held]):
                held, between = held + 1, 0
            elif between == MOST_BETWEEN or word not in self._empty or self._is_listed(word):
                return 0
            else:
                between += 1
            if held == len(phrase):
                return place + 1
        return 0

    def _is_listed(self, word: str) -> bool:
        return _root(self._language, word) in self._alone

    def _saying_nothing(self) -> frozenset[str]:
        """Return the words of the language that say nothing of what is asked."""
        polite = _words_of(self._language, ("greeting", "stop_words", "wishing"))
        pointing = [one for name in ("refers", "refers_last", "about_now") for one in phrases(self._language, name)]
        alone = {one[0] for one in pointing if len(one) == 1 and not self._is_listed(one[0])}
        return little_words(self._language) | polite | alone

    def _guessed(self, word: str) -> str:
        """Return what a word with a slip in it, or one put together of two, is in English; "" for an unknown one."""
        alike = process.extract(word, self._spelt.get(word[0], ()), scorer=OSA.distance, score_cutoff=1, limit=None)
        slips = sorted(place for wanted, _, place in alike if _may_be_slip(word, wanted))
        return self._single[self._spelt[word[0]][slips[0]]] if slips else self._compound(word)

    def _compound(self, word: str) -> str:
        """Return "sofa delivery" for "sofalieferung"; "" where a half is no word that is listed."""
        halves = ((word[:cut], word[cut:]) for cut in range(LEAST_PART, len(word) - LEAST_PART + 1))
        for first, second in halves:
            if second in self._single and (half := self._first(first)):
                return f"{half} {self._single[second]}"
        return ""

    def _first(self, half: str) -> str:
        bare = [half.removesuffix(joint) for joint in _JOINTS if half.endswith(joint)]
        return next((self._single[one] for one in bare if one in self._single), "")


@lru_cache(maxsize=8)
def _glossary(language: str) -> Glossary:
    """Return the words of the catalogue and the lexicon; what both list is as the catalogue has it."""
    entries = _everyday(language)
    nothing = frozenset(phrase[0] for phrase, english in entries if not english)
    telling = [one for one in entries if one[1] and not nothing.issuperset(one[0])]
    return Glossary(language, _catalogued(language), telling, nothing)


def _catalogued(language: str) -> list[Entry]:
    """Return the phrases of the catalogue as they are written, and what each is in English."""
    entries = words(language).grammars["gloss"].items()
    return [(tokens(phrase), english) for english, listed in entries for phrase in listed]


@lru_cache(maxsize=8)
def _everyday(language: str) -> Sequence[Entry]:
    """Return the lexicon's words, and what each is in English; "" for what says nothing, in the file's first line."""
    lines = (LEXICON / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.split("= ") for line in lines)
    return [(tokens(form), english.strip()) for english, forms in entries for form in forms.split(" | ")]


def _words_of(language: str, names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for phrase in phrases(language, name) for word in phrase)


def _sound(word: str, language: str) -> str:
    """Return how a word sounds, roughly: letters that are mistaken for each other are one."""
    for spelt, heard in _SOUNDS.get(language, ()):
        word = spelt.sub(heard, word)
    return word


@cached(maxsize=20_000)
def _root(language: str, word: str) -> str:
    """Return what the forms of a word share: "zurückgeschickt" and "zurückschicken", "devuelvo" and "devolver"."""
    if language == "de" and (participle := _PARTICIPLE.match(word)):
        word = f"{participle[1]}{participle[2]}en"
    if language == "es" and (verb := _WITH_OBJECT.match(word)):
        word = verb[1]
    root = stem(language, word)
    if language in _ENDING and len(bare := _ENDING[language].sub("", root)) >= LEAST_ROOT:
        root = bare
    return root.replace("ue", "o").replace("ie", "e") if language == "es" else root


def _may_be_slip(word: str, wanted: str) -> bool:
    """Whether a word may be another one of which it is one slip away. What has another letter instead is another word,
    unless it is long: "Kasten" is not "Kosten", nor "verschieben" "verschicken"."""
    least = LONG if len(word) == len(wanted) and sorted(word) != sorted(wanted) else SHORT
    return min(len(word), len(wanted)) >= least and word != wanted
