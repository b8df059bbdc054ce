"""What a language model proposes to remember, and the code that checks it. The model is optional and never trusted.

It sees a customer's own masked messages and the list of keys, and answers with key, value and the exact words. A
proposal counts only where those words stand in a message outside of everything that rules read nothing from (quotes,
questions, suppositions, other people, orders to the machine, what was said off the record), and where the value is
read from them by the key's own reader. It never replaces what rules or people said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.memory import readers, spans, values, wishes
from bot.memory.frame import NOT_OWN
from bot.memory.masking import mask
from bot.memory.registry import Key, Registry
from bot.memory.spelling import fold
from bot.types.memory import Learned, Line
from bot.types.model import Model, Prompt

SURE, GUESSED = 0.75, 0.5
"""Confidence (0 to 1) of what a model proposed: a value that stands in the words, one that may be read into them."""
MOST = 12
"""Proposals that are looked at, of one reply."""
LETTERS = 4_000
"""Characters of messages that a model is shown at most; the newest count."""
_NEVER = ("consent.memory", "issue.open", "issue.resolved", "sentiment.last", "risk.churn")
"""Keys that are no model's business: a wish of the customer's, their cases, and how they feel."""
_ANYTHING = ("text", "number")
"""Types whose reader takes whatever it is given: "the desk is broken" shows nobody's role."""
_INSTRUCTIONS = """You help a support desk to remember what customers say of themselves. From the customer's messages
propose facts for the keys listed. Propose only what the customer says outright of themselves or their company as true
now: nothing asked, supposed, wished, denied, past, quoted or said of somebody else, and nothing that you infer. For
each give the key, the value as the customer wrote it (for a key with fixed values, one of these), and the quote: the
customer's own words letter for letter, as few as show it. No passwords, codes or card numbers. If there is nothing,
give an empty list."""


class Proposal(BaseModel):
    """One fact as a model proposes it."""

    model_config = ConfigDict(extra="forbid")

    key: str = Field(max_length=60)
    value: str = Field(max_length=120)
    quote: str = Field(max_length=300)


class Proposals(BaseModel):
    """What a model answers."""

    model_config = ConfigDict(extra="forbid")

    facts: list[Proposal]


def propose(model: Model, said: Sequence[Line], registry: Registry) -> tuple[Learned, ...]:
    """Return what a model finds in a customer's messages and the checks let through. May take seconds; never raises."""
    shown = _shown(said)
    if not shown:
        return ()
    keys = "\n".join(map(_told, _open_keys(registry)))
    data = (("messages", "\n".join(mask(line.text) for line in shown)),)
    found = model.ask(Prompt("facts", f"{_INSTRUCTIONS}\n\nThe keys:\n{keys}", data), Proposals)
    return accepted(found.facts if found else (), shown, registry)


def accepted(proposals: Sequence[Proposal], said: Sequence[Line], registry: Registry) -> tuple[Learned, ...]:
    """Return the proposals that stand in the customer's own words, as facts of the method `llm`. Pure."""
    found: dict[tuple[str, str], Learned] = {}
    for proposal in proposals[:MOST]:
        for learned in _accepted(proposal, said, registry):
            found.setdefault((learned.key, values.norm(learned.key, learned.value)), learned)
    return tuple(found.values())


def _accepted(proposal: Proposal, said: Sequence[Line], registry: Registry) -> Iterator[Learned]:
    key = registry.keys.get(proposal.key)
    if key is None or key not in _open_keys(registry):
        return
    value, sure = _value(proposal, key, registry)
    line = next((one for one in said if _own_word(one.text, proposal.quote)), None)
    if value is None or line is None:
        return
    hedged = "hedge" in _labels(line.text, proposal.quote)
    confidence = GUESSED if hedged or not sure else SURE
    status: Literal["active", "pending"] = "active" if confidence == SURE else "pending"
    yield Learned(
        key.name, value, proposal.quote, "llm.proposed", confidence, status, message_id=line.message_id
    )  # fmt: skip


def _value(proposal: Proposal, key: Key, registry: Registry) -> tuple[str | None, bool]:
    """Return the value as the key's reader keeps it, and whether it stands in the words and can be nothing else's."""
    value = readers.of_key(key)(proposal.value.strip(), registry)
    if value is None or mask(proposal.value) != proposal.value or (key.validator and not _fits(key, value)):
        return None, False
    stands = fold(proposal.value.strip().lower()) in fold(proposal.quote.lower())
    if not stands and not key.values and key.type != "language":
        return None, False  # what nobody wrote is made up
    return value, stands and not key.values and key.type not in _ANYTHING


def _fits(key: Key, value: str) -> bool:
    return bool(re.fullmatch(key.validator, value))


def _own_word(text: str, quote: str) -> bool:
    """Whether a quote stands in a message as the customer's own, present assertion."""
    if not quote.strip() or quote not in text or mask(quote) != quote:
        return False
    page = spans.page(text)
    if spans.off_the_record(text) is not None or wishes.asks_for_no_memory(page.folded):
        return False
    at = text.find(quote)
    kept = page.clean[at : at + len(quote)] == quote
    return kept and not _labels(text, quote) & NOT_OWN


def _labels(text: str, quote: str) -> set[spans.Label]:
    """Return what holds of any clause that a quote touches."""
    page = spans.page(text)
    start = text.find(quote)
    end = start + len(quote)
    found = page.labels(start, end)
    for number in range(page.clause_at(start), page.clause_at(end - 1) + 1):
        first, last, _ = page.clauses[number]
        found |= page.labels(first, last)
    return found


def _shown(said: Sequence[Line]) -> list[Line]:
    """Return the newest messages that fit, oldest first; commands and what was off the record are left out."""
    kept: list[Line] = []
    room = LETTERS
    for line in reversed(said):
        room -= len(line.text)
        if room < 0:
            break
        if line.text.strip() and not line.text.startswith("/") and spans.off_the_record(line.text) is None:
            kept.insert(0, line)
    return kept


def _open_keys(registry: Registry) -> list[Key]:
    return [key for key in registry.keys.values() if key.name not in _NEVER]


def _told(key: Key) -> str:
    return f"{key.name}: {' | '.join(key.values) if key.values else key.type}"
