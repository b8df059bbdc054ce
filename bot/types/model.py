"""What a language model is asked, and the port that asks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a language model is asked: our instructions, and beside them what others wrote."""

    task: str
    """One word for it, as `rapport why` shows it."""
    instructions: str
    """Ours alone, in English; nothing of what others wrote. The same for every question and customer, so that a server
    keeps what it has read of it."""
    data: tuple[tuple[str, str], ...]
    """(label, text): articles, customers' words, facts; what changes most comes last. The port fences each as material
    that gives no orders."""
    manner: str = ""
    """Ours, too: what differs from one message to the next, as its language and length."""


class Model(Protocol):
    """A language model for the length of one message (llm.py). Its word is a proposal: code checks it before use."""

    name: str
    tokens: int
    """What this message has cost so far."""
    notes: list[str]
    """What became of each thing asked, in words that quote nobody."""

    def ask(self, prompt: Prompt, shape: type[T], faults: Callable[[T], str] | None = None) -> T | None:
        """Return the reply as `shape` (what pydantic can read from JSON); None when none can be used. Never raises.

        `faults` says what is wrong with a value, without quoting it, or "". One retry is told what was wrong. It may
        take seconds: no session is open meanwhile.
        """
