"""A chat of several people: what is remembered of one of them is not said in front of the others."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import reading
from bot.dialogue.voice import Voice
from bot.texts import LANGUAGES
from bot.types import Ask, Decision, Fact, Say, Turn

MANNERS = ("locale.language", "pref.", "accessibility.")
"""What shapes how something is said, and is not said itself."""
PRIVATE = frozenset({"me", "forget", "link", "unlink", "export", "start"})
_ASKED = (
    "me",
    "forget",
    "forget_that",
    "export",
    "link",
    "unlink",
    "memory_on",
    "own_plan",
    "own_name",
    "own_email",
    "own_place",
    "own_order",
)


def in_public(turn: Turn) -> bool:
    """Whether others read along: an app says whether words in a chat of several are meant for the bot."""
    return any("addressed" in event.data for event in turn.events)


def discreet(turn: Turn) -> Turn:
    """Return the turn without what others must not hear: facts, issues and what was said elsewhere."""
    here = turn.last.address.channel
    shown = next((name for channel, name in turn.known.identities if channel == here and name), "")
    told = {(fact.key, fact.value) for fact in turn.learned}
    kept = tuple(fact for fact in turn.known.facts if _manners(fact) or (fact.key, fact.value) in told)
    known = replace(turn.known, name=shown, facts=kept, pending=(), issue=None, history=())
    return replace(turn, known=known, pack=None, success=None)


def _manners(fact: Fact) -> bool:
    return fact.key.startswith(MANNERS)


def private(turn: Turn, voice: Voice) -> Decision | None:
    """Say that this is between the two of us, where somebody asks for it in public; None for anything else."""
    name = turn.text.strip()[1:].partition(" ")[0].split("@")[0].lower() if turn.text.strip().startswith("/") else ""
    asks = any(reading.contains(turn.text, intent, LANGUAGES) for intent in _ASKED) and len(turn.text.split()) <= 15
    if name not in PRIVATE and not (asks and not name):
        return None
    return Decision("command", "private, asked in public", (Say(voice("group.private"), "command"), Ask({})))
