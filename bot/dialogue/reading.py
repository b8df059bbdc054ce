"""What a message means beside being a question: yes, no, thanks, a greeting.

`requests` reads wishes for a person, `mood` reads anger.

Phrases stand in the catalogue, a file a language. Matching ignores case, accents and small slips; it looks at
words, never at parts of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.texts import LANGUAGES, words
from bot.texts.spoken import Phrase as Phrase
from bot.texts.spoken import phrases as phrases
from bot.texts.spoken import tokens as tokens
from bot.wordcache import cached

_STRETCHED = re.compile(r"(.)\1+$")
"""The end of a word that is drawn out: "heyy", "hiii"."""
SHORTEST_FUZZY, SHORTEST_TWICE = 5, 9
"""Letters from which one slip, and two slips, are forgiven in a word. Shorter words may have two letters swapped."""


_OBJECT = re.compile(r"(?<=[aei]r)(?:me|te|se|nos|os|les?|l[oa]s?)$")
"""Whom or what a Spanish verb is about, written at its end."""


@lru_cache(maxsize=512)
def _by_first_word(language: str, intent: str) -> Mapping[str, Sequence[Phrase]]:
    listed: dict[str, list[Phrase]] = {}
    for phrase in phrases(language, intent):
        listed.setdefault(phrase[0], []).append(phrase)
    return listed


@lru_cache(maxsize=8)
def _vocabulary(language: str) -> Mapping[str, Sequence[str]]:
    """Return every word of the language's phrases, by first letter."""
    spelt: dict[str, set[str]] = {}
    for intent in words(language).phrases:
        for phrase in phrases(language, intent):
            for word in phrase:
                spelt.setdefault(word[0], set()).add(word)
    return {letter: tuple(sorted(group)) for letter, group in spelt.items()}


@cached(maxsize=20_000)
def _meant(word: str, language: str) -> frozenset[str]:
    """Return the words of the language's phrases that a word may be, slips forgiven."""
    return frozenset(wanted for wanted in _vocabulary(language).get(word[0], ()) if same(word, wanted))


def same(word: str, wanted: str) -> bool:
    """Return whether a word is the wanted one, slips forgiven."""
    if word == wanted:
        return True
    if min(len(word), len(wanted)) < SHORTEST_FUZZY - 1 or abs(len(word) - len(wanted)) > 2:
        return False
    if sorted(word) == sorted(wanted):
        return OSA.distance(word, wanted, score_cutoff=1) == 1
    if (said_of := _OBJECT.search(word)) and (meant_of := _OBJECT.search(wanted)) and said_of[0] != meant_of[0]:
        return False  # "devolverlo" is no slip of "devolverme"
    slips = 0 if len(wanted) < SHORTEST_FUZZY else 1 if len(wanted) < SHORTEST_TWICE else 2
    slips = min(slips, 1) if len(word) < SHORTEST_TWICE - 1 else slips  # "packing" is no slip of "panicking"
    return slips > 0 and OSA.distance(word, wanted, score_cutoff=slips) <= slips


def found(
    said: Sequence[str], intent: str, language: str, exact: frozenset[Phrase] = frozenset()
) -> Iterator[tuple[int, Phrase]]:
    """Yield where which phrase of an intent begins. Phrases in `exact` must be spelt right."""
    meant = [_meant(word, language) or _meant(_STRETCHED.sub(r"\1", word), language) for word in said]
    starts = _by_first_word(language, intent)
    for place, options in enumerate(meant):
        for first in options:
            for phrase in starts.get(first, ()):
                end = place + len(phrase)
                fits = end <= len(said) and all(map(_among, phrase, meant[place:end]))
                if fits and (phrase not in exact or phrase == tuple(said[place:end])):
                    yield place, phrase


def _among(wanted: str, options: frozenset[str]) -> bool:
    """Return whether a wanted word is among those that a said one may be."""
    return wanted in options


def contains(text: str, intent: str, languages: Iterable[str]) -> bool:
    """Return whether one of the intent's phrases stands anywhere in the text."""
    said = tokens(text)
    return any(True for language in languages for _ in found(said, intent, language))


DENIED_WITHIN = 5
"""Words before a phrase among which a denial is of it."""
_DENIED_BEHIND = {"de": ("sie", "bitte", "mal", "doch"), "fr": ("vous",)}
"""Languages whose denial stands behind the verb, or at the end; and what may stand between them."""


def undenied(text: str, intent: str, languages: Iterable[str]) -> bool:
    """Return whether one of the intent's phrases stands in a clause and is not denied: no "don't forget my order"."""
    said = tokens(text)
    return any(
        not _denied(said, place, language) for language in languages for place, _ in found(said, intent, language)
    )


def _denied(said: Sequence[str], place: int, language: str) -> bool:
    near = [*said[max(0, place - DENIED_WITHIN) : place]]
    if language in _DENIED_BEHIND:
        between = _DENIED_BEHIND[language]
        near += [said[-1], *[word for word in said[place + 1 :] if word not in between][:1]]
    return any(phrase[0] in near for phrase in phrases(language, "denials"))


def whole(text: str, intent: str, languages: Iterable[str], extra: int = 1) -> bool:
    """Return whether the text is one of the intent's phrases, with at most `extra` more words ("thanks a lot Anna")."""
    said = tokens(text)
    for language in languages:
        fillers = {word for phrase in phrases(language, "stop_words") for word in phrase}
        core = tuple(word for word in said if word not in fillers) or said
        for candidate in dict.fromkeys((said, core)):
            if any(
                place == 0 and len(candidate) - len(phrase) <= extra
                for place, phrase in found(candidate, intent, language)
            ):
                return True
    return False


def made_of(text: str, intents: Iterable[str], languages: Iterable[str], extra: int = 0) -> bool:
    """Return whether a text is nothing but phrases of these intents, one after the other, and `extra` more words."""
    intents = tuple(intents)
    return any(
        len(beside(text, intents, language)) <= extra and any(contains(text, intent, (language,)) for intent in intents)
        for language in languages
    )


def beside(text: str, intents: Iterable[str], language: str) -> list[str]:
    """Return the words of a text that belong to no phrase of these intents."""
    said, held = tokens(text), set[int]()
    for intent in (*intents, "stop_words"):
        for place, phrase in found(said, intent, language):
            held.update(range(place, place + len(phrase)))
    return [word for place, word in enumerate(said) if place not in held]


def greeted_in(text: str, *, known: bool = False) -> str:
    """Return the language in which a short text greets or thanks; "" when none, or English does as well.

    What several say ("merci") is of the one that says it first of all; it tells nothing of whoever has written before.
    """
    heard = [(lang, intent) for lang in LANGUAGES for intent in ("greeting", "thanks") if whole(text, intent, (lang,))]
    spelt = [(lang, intent) for lang, intent in heard if tokens(text) in phrases(lang, intent)]
    places = spelt or heard  # "hallo" may be a slip of "hello", and is a word of its own
    spoken = {lang for lang, _ in places}
    if "en" in spoken or (known and len(spoken) > 1):
        return ""
    said = tokens(text)
    first = [lang for lang, intent in places if phrases(lang, intent)[0][0] in said]
    return next(iter((*first, *(lang for lang, _ in places))), "")


def said_in_any(text: str, intent: str) -> bool:
    """Return whether a text is a phrase of an intent, as it is written, in any shipped language: "merci beaucoup"."""
    said = tokens(text)
    return bool(said) and any(said in phrases(one, intent) for one in LANGUAGES)


def language_named(text: str) -> str:
    """Return the shipped language that a text names in any language ("Deutsch", "german"), "" when none."""
    for language in LANGUAGES:
        names = {word for name in words(language).language_names for word in tokens(name)}
        if names & set(tokens(text)):
            return language
    return ""


def language_wished(text: str) -> str:
    """Return the shipped language that a text wishes for and nothing else: "auf Deutsch bitte", no "german oak"."""
    left = [word for word in tokens(text) if word not in _beside_a_language()]
    return language_named(left[0]) if len(left) == 1 else ""


@lru_cache(maxsize=1)
def _beside_a_language() -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for one in words(language).language_asked for word in tokens(one))


def like_this(text: str, languages: Iterable[str]) -> bool:
    """Whether words say in what state something is or came: "it came like that" is no "it came"."""
    return contains(text, "like_this", languages)


_QUOTE = re.compile(r"(?:^|\n)\s*>+ *(?P<line>[^\n]+)|[\"“„«](?P<words>[^\"“”„«»\n]+)[\"”“»]")
QUOTED = 3
"""Words from which something between quotation marks may be a quote of what was said."""


def unquoted(text: str, told: Iterable[str]) -> str:
    """Return a text without the bot's own words that it quotes; as it is where it holds nothing else."""
    if not _QUOTE.search(text):
        return text
    before = [f" {' '.join(tokens(one))} " for one in told]

    def without(match: re.Match[str]) -> str:
        words_of = tokens(match["line"] or match["words"])
        quoted = len(words_of) >= QUOTED and any(f" {' '.join(words_of)} " in one for one in before)
        return " " if quoted else match.group()

    left = _QUOTE.sub(without, text).strip(" ,.:;-")
    return left if tokens(left) else text


def asks_of_past(text: str) -> bool:
    """Whether somebody asks what they themselves have said before: "what did I tell you about the desk?"."""
    return len(tokens(text)) <= LONGEST_ASKED and any(contains(text, "said_before", (one,)) for one in LANGUAGES)


def asks_again(text: str) -> bool:
    """Whether somebody wants what helped them last time, and says nothing else: "same as last time, please"."""
    return any(whole(text, "same_again", (one,), extra=3) for one in LANGUAGES)


LONGEST_ASKED = 25
"""Most words of such a question; who writes more says something else."""


def without_asking(text: str) -> str:
    """Return such a question without the words that only ask."""
    said = " ".join(tokens(text))
    for asking in sorted(
        (" ".join(p) for one in LANGUAGES for p in phrases(one, "said_before")), key=len, reverse=True
    ):
        said = re.sub(rf"(?<!\w){re.escape(asking)}(?!\w)", " ", said)
    return said
