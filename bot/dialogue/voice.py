"""How the bot speaks to one customer: language, form of address and name, for every line alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.texts import called, channel_name, day, fact, label, say, value
from bot.types.chat import Choice
from bot.types.memory import Fact, Wording
from bot.types.turn import Turn

HUMAN = "human"
"""Id of the choice that brings in a person."""
ORIGINS = {"agent": "me.fact_agent", "api": "me.fact_system", "form": "me.fact_system"}
"""Who told a fact, where it was not the customer → the line that says so."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Says the catalogue's lines in the customer's language and tone."""

    language: str
    tone: str
    name: str
    company: str
    wording: Mapping[str, Wording] = field(default_factory=dict)
    """Keys for which the admins have words of their own."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which the customer's words are read: theirs, and English."""
        return tuple(dict.fromkeys((self.language, "en")))

    def __call__(self, key: str, **values: object) -> str:
        named = {"name": f", {self.name}" if self.name else "", "company": self.company}
        return say(self.language, key, tone=self.tone, **{**named, **values})

    def fact(self, key: str, raw: str) -> str:
        """Return a fact as one would say it: "you are on the Plus plan"."""
        own = self.wording.get(key, Wording()).say.get(self.language, "")
        return fact(self.language, key, raw, tone=self.tone, own=own)

    def facts(self, facts: list[tuple[str, str]]) -> str:
        """Return several as one enumeration."""
        return self.listed([self.fact(key, raw) for key, raw in facts])

    def listed(self, parts: list[str]) -> str:
        """Return words as one enumeration."""
        *before, last = parts
        return self("list.and", before=", ".join(before), last=last) if before else last

    def past(self, key: str, raw: str, until: datetime) -> str:
        """Return what was so, with its end."""
        shown = value(self.language, key, raw)
        return self("fact.past", label=label(self.language, key), value=shown, date=day(self.language, until))

    def called(self, key: str) -> tuple[str, ...]:
        """Return what a fact's key may be called, in the customer's language and in English."""
        own = self.wording.get(key, Wording()).names
        return tuple(name for one in self.languages for name in (*called(one, key), *own.get(one, ())))

    def remembered(self, held: Fact) -> str:
        """Return a fact with its origin."""
        line = ORIGINS.get("agent" if held.key.startswith("note.") else held.method, "me.fact")
        over = held.valid_to if held.status == "superseded" else None
        told = self.past(held.key, held.value, over) if over else self.fact(held.key, held.value)
        # What was so, or is to be, did not begin when it was told.
        since = held.recorded_at if over else min(held.valid_from, held.recorded_at)
        return self(line, fact=told[:1].upper() + told[1:], date=day(self.language, since),
                    channel=channel_name(held.channel))  # fmt: skip

    def choice(self, choice_id: str, key: str) -> Choice:
        return Choice(choice_id, self(key))

    @property
    def person(self) -> Choice:
        """The button that brings in a person."""
        return self.choice(HUMAN, "clarify.human")


def of(turn: Turn, company: str) -> Voice:
    """Return the voice for a turn."""
    return Voice(turn.standing.language, turn.standing.tone, turn.known.name, company, turn.known.wording)
