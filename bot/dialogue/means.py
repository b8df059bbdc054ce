"""What deciding may use beside the turn."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialogue.library import Library
from bot.hours import ALWAYS, Hours


@dataclass(frozen=True, slots=True)
class Means:
    """The articles, the company's name, a fresh code, how long to wait, and when people are there."""

    library: Library
    company: str
    code: str
    """A link code minted for this turn, in case it is needed."""
    agent_silence: float
    """Seconds without a reply after which a claimed case goes back to the queue."""
    case_wait: float = 900
    """Seconds until somebody is to claim a case."""
    hours: Hours = ALWAYS
    """When people are there for this customer."""
