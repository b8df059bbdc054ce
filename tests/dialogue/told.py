"""Turns of somebody with an issue, or without one, for what their words say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.texts import language
from bot.types.awaited import NOTHING
from bot.types.chat import Address
from bot.types.handoff import Ownership
from bot.types.memory import Known, Line, OpenIssue
from bot.types.relationship import Standing
from bot.types.turn import Event, Turn

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def told(trouble: str, words: str, *, solved: bool = False) -> Turn:
    """Somebody's words with one issue that they have open, or have solved."""
    one = (OpenIssue(7, trouble, NOON, "web"),)
    known = Known(1, "c", "", (), (), (), () if solved else one, frozenset(), (("web", ""),), False, None, True,
                  solved=one if solved else ())  # fmt: skip
    ownership = Ownership(1, 0, "bot", "", None, 0, NOTHING, "", False, False, began=NOON, picked_up=True)
    event = Event(1, "message", words, "", 1, 0, Address("web", "site", "c"), NOON)
    return Turn((event,), known, ownership, Standing("en", "", "normal", 50, ()), NOON)


def earlier(*said: str, now: str, role: str = "customer") -> Turn:
    """Somebody's words behind others that opened no issue."""
    turn = told("", now)
    lines = tuple(
        Line(number, "customer" if role == "customer" else "bot", text, None, "web", NOON - timedelta(days=1))
        for number, text in enumerate(said, 1)
    )
    return replace(turn, known=replace(turn.known, issues=(), history=lines))


def told_alone(words: str) -> Turn:
    """Somebody's first words, in their language."""
    turn = told("", words)
    spoken = replace(turn.standing, language=language.detect(words) or "en")
    return replace(turn, known=replace(turn.known, issues=()), standing=spoken)
