"""How the bot speaks to one customer: language, form of address and name, for every line alike."""

from __future__ import annotations

from dataclasses import dataclass

from bot.texts import day, label, say, value
from bot.types import Choice, Fact, Turn

ORIGINS = {"agent": "me.fact_agent", "api": "me.fact_system", "form": "me.fact_system"}
"""Who told a fact, where it was not the customer → the line that says so."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Says the catalogue's lines in the customer's language and tone."""

    language: str
    tone: str
    name: str
    company: str

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which the customer's words are read: theirs, and English."""
        return tuple(dict.fromkeys((self.language, "en")))

    def __call__(self, key: str, **values: object) -> str:
        named = {"name": f", {self.name}" if self.name else "", "company": self.company}
        return say(self.language, key, tone=self.tone, **{**named, **values})

    def fact(self, key: str, raw: str) -> str:
        """Return a fact in a few words: "Plan Plus"."""
        return f"{label(self.language, key)} {value(self.language, key, raw)}"

    def facts(self, facts: list[tuple[str, str]]) -> str:
        return ", ".join(self.fact(key, raw) for key, raw in facts)

    def remembered(self, fact: Fact) -> str:
        """Return a fact with its origin."""
        line = ORIGINS.get("agent" if fact.key.startswith("note.") else fact.method, "me.fact")
        return self(
            line, label=label(self.language, fact.key), value=value(self.language, fact.key, fact.value),
            date=day(self.language, fact.valid_from), channel=fact.channel.capitalize(),
        )  # fmt: skip

    def choice(self, choice_id: str, key: str) -> Choice:
        return Choice(choice_id, self(key))


def of(turn: Turn, company: str) -> Voice:
    """Return the voice for a turn."""
    return Voice(turn.standing.language, turn.standing.tone, turn.known.name, company)
