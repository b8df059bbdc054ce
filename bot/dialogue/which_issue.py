"""Which of the open issues words are about."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.answers.words import stop_words
from bot.dialogue import reading
from bot.texts import LANGUAGES
from bot.types.memory import OpenIssue
from bot.types.turn import Turn

TELLING = 4
"""Letters from which a word says what an issue is about."""


_BESIDE = (
    "ahora always andere anderen autre autres beim beste besten bien depuis dort estas estos fois gestern good guten "
    "hace heute hier immer jetzt maintenant more morning others otra otro otros seit siempre since time toda todas "
    "today todo todos toujours tous tout toute wieder"
)
_IDLE = frozenset(_BESIDE.split()).union(*map(stop_words, LANGUAGES))
"""Words that say nothing of what an issue is about."""
DIGITS = 3
"""Digits from which a number does."""


def own(turn: Turn) -> tuple[OpenIssue, ...]:
    """Return what this account itself has open, newest first."""
    return tuple(one for one in turn.known.issues if one.identity_id in (0, turn.last.identity_id))


def meant(turn: Turn, issues: Sequence[OpenIssue]) -> OpenIssue | None:
    """Return which of some issues the customer speaks of: the one that they name, else the one they were asked about,
    else that of the question which was answered, else the newest."""
    asked = turn.awaiting.issue
    named = next((one for one in issues if about(turn.text, one)), None)
    known = named or next((one for one in issues if one.id == asked != 0), None)
    return (
        known or next((one for one in issues if about(turn.awaiting.question, one)), None) or next(iter(issues), None)
    )


def about(text: str, issue: OpenIssue) -> bool:
    """Whether words are about an issue: they share one with its title that says something."""
    return bool(telling(issue.title) & telling(text))


def telling(text: str) -> set[str]:
    """The beginnings of words that say something; two side by side are one, too: "log in" is the login."""
    words = reading.tokens(text)
    both = [f"{one}{other}" for one, other in pairwise(words) if other in _PARTICLES]
    numbers = {word for word in words if word.isdigit() and len(word) >= DIGITS}
    return {word[:TELLING] for word in (*words, *both) if len(word) >= TELLING and word not in _IDLE} | numbers


_PARTICLES = ("in", "on", "up", "out", "off", "down", "back")
