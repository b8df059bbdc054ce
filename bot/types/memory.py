"""What memory hands to other rooms: facts, lines of the past, and all that is known of one customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.types.chat import DecisionKind

Role = Literal["customer", "bot", "agent", "note"]
"""Who said a message. A `note` is between agents and never reaches a channel."""
FactStatus = Literal["active", "superseded", "retracted", "forgotten", "pending"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A remembered fact. `valid_*` is the world's time, `recorded_at` ours; `quote` is the customer's own words."""

    id: int
    identity_id: int
    key: str
    value: str
    status: FactStatus
    confidence: float
    valid_from: datetime
    valid_to: datetime | None
    recorded_at: datetime
    channel: str
    quote: str = ""
    message_id: int | None = None
    asked_at: datetime | None = None
    """When the customer was asked last whether it is so."""
    method: str = "rule"
    """Who told it: the customer (rule, channel, llm), an agent, or another system (api, form)."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A fact about to be stored, with the words it was read from. `rule` names the reading rule.

    `retracts` says that the older value was never true (a correction); else it was true until now.
    """

    key: str
    value: str
    quote: str
    rule: str
    confidence: float = 0.9
    status: Literal["active", "pending", "past"] = "active"
    retracts: bool = False
    message_id: int = 0
    denies: bool = False
    """The customer says that it is no longer so: the active value ends and nothing takes its place."""
    idle: bool = False
    """With `denies`: nothing of the kind was held, so that nothing is taken off."""
    corrects: str = ""
    """With `retracts`: the value that was a slip, for keys that hold many."""
    valid_from: datetime | None = None
    """The coming day from which on it holds, where the customer names one; None for now."""
    valid_to: datetime | None = None
    """Of what is past: the day until which it held. It is history at once, and never active."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the past, as the rooms above need it."""

    message_id: int
    role: Role
    text: str
    kind: DecisionKind | None
    channel: str
    at: datetime
    speaker: str = ""
    identity_id: int = 0


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """What a customer came with; in `Known.solved` one that has been solved since."""

    id: int
    title: str
    opened_at: datetime
    channel: str
    identity_id: int = 0


@dataclass(frozen=True, slots=True)
class Recalled:
    """Something of a customer's past that speaks to a question: a message with what was learnt from it, or a fact
    that stands in no message."""

    score: float
    line: Line | None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """What is worth knowing of a customer for one question, within a budget: the same for bot, brief and model."""

    card: tuple[Fact, ...]
    """How to speak to them, and what must not be done."""
    issues: tuple[OpenIssue, ...]
    """Newest first."""
    facts: tuple[Fact, ...]
    """What matters to the question, best first."""
    recalled: tuple[Recalled, ...]
    """Best first."""
    held: tuple[str, ...]
    """Keys that are known surely and freshly enough: they are not asked for."""
    text: str
    """All of it in lines, for whoever reads words."""


@dataclass(frozen=True, slots=True)
class Wording:
    """An admin's own words for a key, by language."""

    say: Mapping[str, str] = field(default_factory=dict)
    """How it is said to the customer, the value as {value}."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What customers call it when they want it forgotten."""


@dataclass(frozen=True, slots=True)
class Known:
    """What memory holds of one customer: the merged card, the latest messages (oldest first), issues, what failed."""

    customer_id: int
    public_id: str
    name: str
    facts: tuple[Fact, ...]
    """Active facts, one per key for keys that hold one value; newest valid wins over linked identities."""
    pending: tuple[Fact, ...]
    history: tuple[Line, ...]
    issues: tuple[OpenIssue, ...]
    """What is unresolved, newest first."""
    tried: frozenset[str]
    """Articles that were offered to this customer for the present issue and did not help."""
    identities: tuple[tuple[str, str], ...]
    """(channel, shown name) of each linked identity."""
    first_contact: bool
    last_contact: datetime | None
    """When the customer wrote before this turn; None on first contact."""
    announced: bool
    """Whether the customer has been told once that facts are remembered."""
    barred: bool = False
    """Whether agents have shut them out: nothing is taken from them, and nothing said to them."""
    solved: tuple[OpenIssue, ...] = ()
    """Of each account the issue that it solved last."""
    helped: frozenset[str] = frozenset()
    """Articles that solved an issue of this customer."""
    unsaid: frozenset[str] = frozenset()
    """Keys of judgements that are kept for us, and never said to the customer."""
    past: tuple[Fact, ...] = ()
    """What the customer said was so until a day that had passed."""
    hidden: bool = False
    """Whether more is kept than stands here: of who wants nothing remembered it is out of use."""
    wording: Mapping[str, Wording] = field(default_factory=dict)
    """Keys for which the admins have words of their own."""

    @property
    def told(self) -> tuple[Fact, ...]:
        """Return the facts that may be said to the customer."""
        return tuple(fact for fact in self.facts if fact.key not in self.unsaid)

    @property
    def issue(self) -> OpenIssue | None:
        """Return what is unresolved, the newest of it."""
        return self.issues[0] if self.issues else None

    def get(self, key: str) -> str | None:
        """Return the active value of a fact, None when unknown."""
        return next((fact.value for fact in self.facts if fact.key == key), None)
