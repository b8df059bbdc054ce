"""The context pack: what is worth knowing of a customer for one question, within a budget. Pure.

In the order of what must not be lost: how to speak to them, what is open, what matters to the question, their own
words. What does not fit any more is left out whole; nothing is cut in the middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.texts import label
from bot.types.memory import Fact, Known, OpenIssue, Pack, Recalled

BUDGET = 600
"""Tokens of the whole."""
LETTERS = 3.5
"""Letters that one token holds, on the low side for the four languages."""
SURE, FRESH = 0.7, timedelta(days=180)
"""What is held as surely and freshly is not asked for."""
MOST_WORDS = 40
"""Words of a message that is quoted."""

_CARD = ("identity.", "locale.", "pref.", "accessibility.", "contact.do_not_contact", "sentiment.")
_OWN = ("plan.", "product.", "device.", "app.", "order.", "location.", "company.", "note.", "x.")


def build(known: Known, recalled: Sequence[Recalled], now: datetime, budget: int = BUDGET) -> Pack:
    """Return the pack of a question for which `recalled` was found, of at most `budget` tokens."""
    room = _Room(budget)
    card = tuple(fact for fact in known.facts if fact.key.startswith(_CARD) and room.takes(_told(fact)))
    issues = tuple(issue for issue in known.issues if room.takes(_open(issue)))
    meant = {fact.id for hit in recalled for fact in hit.facts}
    own = sorted((f for f in known.facts if f.key.startswith(_OWN)), key=lambda f: (f.id not in meant, -f.id))
    facts = tuple(fact for fact in own if room.takes(_told(fact)))
    found = tuple(hit for hit in recalled if hit.line is not None and room.takes(_said(hit)))
    held = tuple(sorted({fact.key for fact in known.facts if _settled(fact, now)}))
    held = held if room.takes(_settled_line(held)) else ()
    lines = (
        *map(_told, card), *map(_open, issues), *map(_told, facts), *map(_said, found), _settled_line(held),
    )  # fmt: skip
    return Pack(card, issues, facts, found, held, "\n".join(line for line in lines if line))


def tokens(text: str) -> int:
    """Return about how many tokens a text is, on the high side."""
    return int(len(text) / LETTERS) + 1


class _Room:
    """What is left of the budget."""

    def __init__(self, budget: int) -> None:
        self.left = float(budget)

    def takes(self, line: str) -> bool:
        cost = (len(line) + 1) / LETTERS
        fits = cost <= self.left
        self.left -= cost if fits else 0.0
        return fits


def _told(fact: Fact) -> str:
    return f"{label('en', fact.key)}: {fact.value} ({fact.valid_from:%Y-%m-%d}, {fact.channel}, f{fact.id})"


def _open(issue: OpenIssue) -> str:
    return f"Open since {issue.opened_at:%Y-%m-%d}: {issue.title}"


def _said(hit: Recalled) -> str:
    line = hit.line
    if line is None:
        return ""
    words = line.text.split()
    short = " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")
    return f"{line.at:%Y-%m-%d} {line.channel}, {line.speaker or line.role} (m{line.message_id}): {short}"


def _settled(fact: Fact, now: datetime) -> bool:
    return fact.confidence >= SURE and now - max(fact.valid_from, fact.recorded_at) <= FRESH


def _settled_line(keys: Sequence[str]) -> str:
    return f"Do not ask: {', '.join(keys)}" if keys else ""


def own_words(pack: Pack) -> Iterator[Recalled]:
    """Yield what the customer said themselves, best first."""
    return (hit for hit in pack.recalled if hit.line is not None and hit.line.role == "customer")
