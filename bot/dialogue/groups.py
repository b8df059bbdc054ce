"""A chat of several people: what is remembered of one of them is not said in front of the others."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import reading
from bot.dialogue.voice import Voice
from bot.texts import LANGUAGES
from bot.types.chat import Address
from bot.types.decision import Ask, Decision, Link, Say
from bot.types.memory import Fact
from bot.types.turn import Turn

MANNERS = ("locale.language", "pref.", "accessibility.")
"""What shapes how something is said, and is not said itself."""
PRIVATE = (
    "command:me", "command:forget", "command:export", "command:link", "command:unlink", "command:memory",
    "asked of memory",
    "asked what they said",
)  # fmt: skip
"""How the rules of decisions begin that tell what is remembered, or whose account is whose."""
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


def discreet(turn: Turn) -> Turn:
    """Return the turn without what others must not hear: facts, issues and what was said elsewhere."""
    here = turn.last.address.channel
    shown = next((name for channel, name in turn.known.identities if channel == here and name), "")
    told = {(fact.key, fact.value) for fact in turn.learned}
    kept = tuple(fact for fact in turn.known.facts if _manners(fact) or (fact.key, fact.value) in told)
    known = replace(turn.known, name=shown, facts=kept, pending=(), issues=(), history=())
    return replace(turn, known=known, pack=None, success=None)


def _manners(fact: Fact) -> bool:
    return fact.key.startswith(MANNERS)


def may_be_private(turn: Turn) -> bool:
    """Whether words may ask for what is between the two of us."""
    asks = any(reading.contains(turn.text, intent, LANGUAGES) for intent in _ASKED) and len(turn.text.split()) <= 15
    return asks or reading.asks_of_past(turn.text) or turn.text.lstrip().startswith("/")


def is_private(decision: Decision) -> bool:
    """Whether others must not hear what was decided."""
    return decision.rule.startswith(PRIVATE)


def direct(turn: Turn) -> Address | None:
    """Return the chat between this person and the bot alone; None where the app does not say which that is."""
    chat, at = turn.last.data.get("direct"), turn.last.address
    return Address(at.channel, at.account, str(chat)) if chat else None


def elsewhere(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Have a decision said in the direct chat, and here no more than that.

    A code that was written for everybody to read proves nothing any more.
    """
    shown = any(isinstance(act, Link) and act.op == "accept" for act in decision.acts)
    if shown or direct(turn) is None:
        return Decision("command", "private, asked in public", (Say(voice("group.private"), "command"), Ask()))
    told = Say(voice("group.moved"), "command", public=True)
    return replace(decision, rule=f"{decision.rule}; in the direct chat", acts=(told, *decision.acts), direct=True)
