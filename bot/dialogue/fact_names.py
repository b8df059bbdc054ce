"""Which of the remembered facts words name: by what they are called, or by their value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.dialogue import reading
from bot.dialogue.voice import Voice
from bot.texts import label, value
from bot.types.memory import Fact
from bot.types.turn import Turn

LETTERS = 4
"""Letters from which a word may be one of what a fact is called."""
LIKE = 80
"""Least likeness (0 to 100) of what is to be forgotten and the name of a fact."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a fact, by what it is called or by its value."""

    fact: Fact
    start: int
    end: int
    exact: bool

    def beats(self, other: Mention) -> bool:
        """Whether these say more of the same words, or say them right: "e-mail address" is no address."""
        if (self.start, self.end) == (other.start, other.end):
            return self.exact and not other.exact
        return self.start <= other.start and other.end <= self.end


def matching(turn: Turn, voice: Voice, wanted: str) -> list[Fact]:
    """Return the facts that a customer names by what they are called or by their value."""
    said = reading.tokens(wanted)
    held = (*turn.known.facts, *turn.known.past)
    named = [one for fact in held for one in mentions(said, fact, voice)]
    meant = {one.fact for one in named if not any(other.beats(one) for other in named)}
    return [fact for fact in held if fact in meant or (not meant and _called(said, fact, voice))]


def mentions(said: tuple[str, ...], fact: Fact, voice: Voice) -> Iterator[Mention]:
    """Yield where words name a fact, slips forgiven."""
    values = {reading.tokens(fact.value), reading.tokens(value(voice.language, fact.key, fact.value))}
    for name in {*map(reading.tokens, voice.called(fact.key)), *values} - {()}:
        for start in range(len(said) - len(name) + 1):
            words = said[start : start + len(name)]
            alike = name in values and fuzz.ratio(" ".join(words), " ".join(name)) >= LIKE
            if alike or all(map(reading.same, words, name)):
                yield Mention(fact, start, start + len(name), words == name)


def _called(said: tuple[str, ...], fact: Fact, voice: Voice) -> bool:
    """Whether a word of what the fact is called was said."""
    words = {*reading.tokens(label(voice.language, fact.key)), *reading.tokens(label("en", fact.key))}
    return any(word in words for word in said if len(word) >= LETTERS)
