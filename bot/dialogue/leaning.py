"""How a message leans on what was said before it: half a sentence, "that", "the second one", "no, I meant …".

The words by which it is seen stand in the catalogue, under [understand] of each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from bot.answers.words import little_words, stem, stop_words
from bot.dialogue import reading

Lean = Literal["", "short", "strong"]
"""Not at all; only by being short; by its form or its words, which need something that was named before."""

SHORT, LONGEST = 6, 12
"""Words up to which a message may lean on the one before by being short, and at all."""
PIECE = 5
"""Words up to which what neither asks nor complains is a piece of a story."""
NUMBER_WORDS = 8
"""Words up to which "the second one" is nothing else."""
NTH = ("first", "second", "third", "last")
_POINTING = ("no", "sorry", "follows", "follows_on", "fine_then", "explain", "once_more")
"""What may stand before the number of what is meant: "ok and what about the second one?"."""
_NO_THING = ("not_helped", "helped", "thanks", "bye", "problem", "no", "yes", "still", "issue_again")
"""What behind a no is no thing that is meant instead."""
_CLAUSE = re.compile(r"[.!?;\n]+|,\s|\s[-–—]+\s")


def lean(text: str, languages: Iterable[str]) -> Lean:
    """Return how much a message leans on what was said before it: "and for app orders?", "how long does that take?"."""
    said, languages = reading.tokens(text), tuple(languages)
    if not said or len(said) > LONGEST:
        return ""
    if _begins(said, "follows_on", languages) or refers(text, languages):
        return "strong"
    if any(is_empty(said, one) for one in languages):
        return "strong"
    rest = _begins(said, "follows", languages)
    if rest and not any(reading.contains(" ".join(rest), "question", (language,)) for language in languages):
        return "strong"
    return "short" if len(said) <= SHORT else ""


def joins(text: str, languages: Iterable[str]) -> bool:
    """Return whether a question joins on to what was said, and could stand alone: "and how long until I get it?"."""
    said = reading.tokens(text)
    return len(said) <= LONGEST and bool(_begins(said, "follows", tuple(languages)))


def asks_last(text: str, languages: Iterable[str]) -> bool:
    """Return whether a message without a question mark asks by its last words: "does it work on that or not"."""
    said = reading.tokens(text)
    ends = (phrase for language in languages for phrase in reading.phrases(language, "asks_last"))
    return any(len(said) > len(phrase) and said[-len(phrase) :] == phrase for phrase in ends)


def supposes(text: str, languages: Iterable[str]) -> bool:
    """Return whether a message begins with what might be: "and if I'm not at home", "wenn es nicht passt"."""
    return bool(_begins(reading.tokens(text), "supposes", tuple(languages)))


def goes_on(text: str, languages: Iterable[str]) -> str:
    """Return what a half sentence adds to the question before: "and to Spain?" → "Spain"; "" where it adds nothing."""
    said, languages = reading.tokens(text), tuple(languages)
    rest = _begins(said, "follows_on", languages) or _begins(said, "follows", languages)
    if not rest or len(said) > LONGEST or reading.contains(" ".join(rest), "question", languages):
        return ""
    return " ".join(text.rstrip("?!. \u00a0").split()[-len(rest) :])


def behind(text: str, intent: str, languages: Iterable[str]) -> str | None:
    """Return the words behind the phrase of an intent that a text begins with; None where it begins otherwise."""
    said, languages = reading.tokens(text), tuple(languages)
    if any(said == phrase for language in languages for phrase in reading.phrases(language, intent)):
        return ""
    rest = _begins(said, intent, languages)
    return " ".join(rest) if rest else None


def _begins(said: Sequence[str], intent: str, languages: Iterable[str]) -> Sequence[str]:
    """Return the words behind the longest phrase of an intent that a message begins with; empty without one."""
    fitting = (
        phrase for language in languages for phrase in reading.phrases(language, intent)
        if tuple(said[: len(phrase)]) == phrase
    )  # fmt: skip
    longest = max(map(len, fitting), default=0)
    return said[longest:] if longest else ()


def refers(text: str, languages: Iterable[str]) -> bool:
    """Return whether words stand for something that was named before: "how do I use it?", "¿puedo usarla?"."""
    said = reading.tokens(text)
    return len(said) <= LONGEST and any(_refers(said, language) for language in languages)


def _refers(said: Sequence[str], language: str) -> bool:
    """Whether words stand for something that was named before; some do so only where they end the sentence."""
    spoken, last = f" {' '.join(said)} ", f" {said[-1]}" if len(said) > 1 else ""
    for being in reading.phrases(language, "there_is"):
        spoken = spoken.replace(f" {' '.join(being)} ", "  ")  # "is there a shower" points nowhere
    pointing = (*reading.phrases(language, "refers"), *reading.phrases(language, "like_this"))
    return any(f" {' '.join(phrase)} " in spoken for phrase in pointing) or any(
        last == f" {phrase[0]}" for phrase in reading.phrases(language, "refers_last")
    )


def is_empty(said: Sequence[str], language: str) -> bool:
    """Whether words name nothing of their own: "how long have I got?", "what does that cost?"."""
    bare = {word for phrase in reading.phrases(language, "bare") for word in phrase}
    little = little_words(language) | bare
    return all(word in little or word.isdigit() or word.removesuffix("'s") in little for word in said)


def unfinished(text: str, languages: Iterable[str]) -> bool:
    """Whether a message is the piece of a story that goes on: neither asks nor complains, or ends in "but"."""
    said, languages = reading.tokens(text), tuple(languages)
    if not said or len(said) > LONGEST or text.rstrip().endswith(("?", "!")):
        return False
    if any((said[-1],) in reading.phrases(language, "follows") for language in languages):
        return True
    tells = any(reading.contains(text, intent, languages) for intent in ("question", "problem", "issue_trouble"))
    return len(said) <= PIECE and not tells


def nth(text: str, languages: Iterable[str]) -> int | None:
    """Return which of several is meant by "the second one", from 0 on, -1 for the last; None for no such words."""
    if len(reading.tokens(text)) > NUMBER_WORDS:
        return None
    languages = tuple(languages)
    places = zip((0, 1, 2, -1), NTH, strict=True)
    return next((place for place, name in places if _points(text, f"the_{name}", languages)), None)


def the_other(text: str, languages: Iterable[str]) -> bool:
    """Whether words mean the one that was not chosen: "and what about the other?"."""
    return len(reading.tokens(text)) <= NUMBER_WORDS and _points(text, "the_other", tuple(languages))


def _points(text: str, intent: str, languages: Sequence[str]) -> bool:
    """Whether words name one of several and say nothing else."""
    return any(
        reading.contains(text, intent, (one,)) and reading.made_of(text, (intent, *_POINTING), (one,))
        for one in languages
    )


def says_too_long(text: str, languages: Iterable[str]) -> bool:
    """Whether words are about nothing but the length of what was said: "wow, that's long".

    "C'est long ?" asks how long something takes.
    """
    if text.rstrip().endswith("?") and reading.contains(text, "asks_how_long", languages):
        return False
    polite = ("too_long", "gosh", "thanks", "sorry", "fine", "no", "greeting", "follows", "angry")
    return any(
        reading.contains(text, "too_long", (one,)) and is_empty(reading.beside(text, polite, one), one)
        for one in languages
    )


def _without_no(text: str, languages: Iterable[str]) -> str:
    """Return words without the "no" or "hm, sorry" before them."""
    said, languages = reading.tokens(text), tuple(languages)
    for intent in ("sorry", "no", "sorry"):
        said = tuple(_begins(said, intent, languages)) or said
    return " ".join(said)


def by_name(text: str, labels: Sequence[str], language: str) -> int | None:
    """Return which label a few words name: "the missing parts one" is "Missing parts"; None unless it is just one."""
    said = reading.tokens(text)
    wanted = {stem(language, word) for word in said if word not in stop_words(language)}
    if not wanted or len(said) > NUMBER_WORDS or text.rstrip().endswith("?"):
        return None
    found = [n for n, label in enumerate(labels) if wanted <= {stem(language, word) for word in reading.tokens(label)}]
    return found[0] if len(found) == 1 else None


def corrected(text: str, languages: Iterable[str]) -> str:
    """Return what was meant instead: "no, I meant the sofa" → "the sofa"; "" where nothing is corrected."""
    languages = tuple(languages)
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    while clauses and _only_refuses(clauses[0], languages):
        clauses = clauses[1:]
    said = _without_no(clauses[0], languages).split() if clauses else []
    rest = _begins(said, "meant", languages) or _instead(text, clauses, languages) or _meant_last(clauses, languages)
    return " ".join((" ".join(rest), *clauses[1:])).strip() if rest else ""


def means_last(text: str, languages: Iterable[str]) -> bool:
    """Return whether a message is a thing and the words that it was meant: "the parcel I mean"."""
    return bool(_meant_last([text], tuple(languages)))


def _meant_last(clauses: Sequence[str], languages: Iterable[str]) -> Sequence[str]:
    """Return the words of "the parcel I mean": a thing and nothing else before what says that it was meant."""
    said = reading.tokens(clauses[0]) if len(clauses) == 1 else ()
    if len(said) > SHORT + 2:
        return ()
    ends = [phrase for one in languages for phrase in reading.phrases(one, "meant_last")]
    fitting = [phrase for phrase in ends if len(said) > len(phrase) and said[-len(phrase) :] == phrase]
    rest = said[: -max(map(len, fitting))] if fitting else ()
    return () if reading.contains(" ".join(rest), "question", languages) else rest


def _instead(text: str, clauses: Sequence[str], languages: Iterable[str]) -> Sequence[str]:
    """Return the words of "no, my delivery address": a thing and nothing else, behind a no."""
    first = _CLAUSE.split(text)[0]
    refuses = any(reading.whole(first, intent, (one,), 0) for one in languages for intent in ("no", "sorry"))
    if len(clauses) != 1 or clauses[0] == first or not refuses:
        return ()
    said = reading.tokens(clauses[0])
    asks = any(reading.contains(clauses[0], intent, languages) for intent in ("question", *_NO_THING))
    return () if asks or len(said) > SHORT else said


def without_opening(text: str, languages: Iterable[str]) -> str:
    """Return words without the "actually no, wait" before them; as they are where nothing else is said."""
    languages, rest = tuple(languages), text.strip()
    while (first := _CLAUSE.search(rest)) and rest[: first.start()] and _only_refuses(rest[: first.start()], languages):
        rest = rest[first.end() :].strip()
    return rest if reading.tokens(rest) else text


def beyond(text: str, languages: Iterable[str]) -> str:
    """Return what follows the words that an answer did not help: what it is about after all; "" without such words."""
    languages = tuple(languages)
    clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip()]
    refused = [clause for clause in clauses[:2] if _only_refuses(clause, languages)]
    said = any(reading.contains(clause, "not_helped", languages) for clause in refused)
    if not said or corrected(text, languages):
        return ""
    while clauses and _only_refuses(clauses[0], languages):
        clauses = clauses[1:]
    rest = ". ".join(clauses)
    return rest if len(reading.tokens(rest)) > 2 else ""


def _only_refuses(clause: str, languages: Iterable[str]) -> bool:
    return any(
        reading.whole(clause, intent, (language,), extra=extra)
        for language in languages for intent, extra in (("no", 0), ("no_human", 1), ("not_helped", 3), ("sorry", 1))
    )  # fmt: skip
