"""A command as given, and how what it leads to is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.voice import Voice
from bot.types.chat import Choice
from bot.types.decision import Act, Ask, Decision, Say
from bot.types.memory import Fact
from bot.types.turn import Turn


@dataclass(frozen=True, slots=True)
class Order:
    """A command as given: what stands behind its name, and a fresh link code in case it is needed."""

    turn: Turn
    voice: Voice
    rest: str
    code: str


def reply(rule: str, text: str, *acts: Act, choices: tuple[Choice, ...] = ()) -> Decision:
    """Return what a command says and does."""
    # What was asked before is answered no more: a later "yes" must not be taken for it.
    asks = acts if any(isinstance(act, Ask) for act in acts) else (*acts, Ask())
    return Decision("command", f"command:{rule}", (Say(text, "command", choices=choices), *asks))


def look(turn: Turn, rule: str, text: str, facts: Sequence[Fact] = ()) -> Decision:
    """What a mere look shows: what was asked before waits for its answer still, all but whether to bring in a person.

    A yes brings one in at once, and what was shown may be what it is said to.
    """
    acts = (Say(text, "command"), Ask() if turn.awaiting.offers_person else Ask(turn.awaiting))
    return Decision("command", f"command:{rule}", acts, facts=tuple(fact.id for fact in facts))


def nothing_known(turn: Turn, voice: Voice, line: str) -> str:
    """Say that there is no such thing; of what is out of use, that it is kept."""
    return voice("memory.hidden" if turn.known.hidden else line)
