"""What a turn decides: a closed set of acts, each applied by the room that owns it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.types.awaited import NOTHING, Awaited
from bot.types.chat import HIDDEN, Attachment, Choice, DecisionKind, Source
from bot.types.handoff import HandoffReason
from bot.types.memory import Learned
from bot.types.relationship import Happened, Purpose, Standing, SurveyKind


@dataclass(frozen=True, slots=True)
class Say:
    """Words for the customer, where they wrote last (or at `address`)."""

    text: str
    kind: DecisionKind
    choices: tuple[Choice, ...] = ()
    sources: tuple[Source, ...] = ()
    identity_id: int | None = None
    """Another linked identity to speak to; None means the one that wrote."""
    files: tuple[Attachment, ...] = ()
    """Sent after the words. One that is not stored yet gets its message's name, and its bytes when it is sent."""
    public: bool = False
    """Said where others read along, though the decision is for the direct chat."""
    code: str = ""
    """A link code among the words: it goes out with them and is hidden in what is stored."""

    @property
    def stored(self) -> str:
        """The words as agents are to read them."""
        return self.text.replace(self.code, HIDDEN) if self.code else self.text


@dataclass(frozen=True, slots=True)
class Learn:
    facts: tuple[Learned, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """A copy of all that is stored of the customer, for themselves, in the chat they ask in."""


@dataclass(frozen=True, slots=True)
class Confirm:
    """The customer is asked in these words whether a fact is so; they are asked once."""

    fact_id: int


@dataclass(frozen=True, slots=True)
class Forget:
    """Keys to forget for good; `everything` takes all facts and the text of all messages."""

    keys: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Linking of identities. `offer` stores a fresh code's hash, `accept` redeems one, `undo` unlinks the writer's."""

    op: Literal["offer", "accept", "undo"]
    code: str = ""


@dataclass(frozen=True, slots=True)
class OpenCase:
    reason: HandoffReason
    title: str
    detail: str = ""
    issue: str = ""
    """What stays open for this customer until it is solved; "" when they said nothing but that they want a person."""
    lead: str = ""
    """What the customer is told before the words of the hand-off."""
    draft: str = ""
    """What the bot would have said, for an agent to approve; "" where there is nothing."""
    article: str = ""
    """Where the draft is from."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Ownership moves without an agent's verb: a customer goes back to the bot, a silent agent's case to the queue."""

    to: Literal["bot", "queue"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What the next message is expected to answer; replaces what was awaited."""

    awaiting: Awaited = NOTHING


@dataclass(frozen=True, slots=True)
class Schedule:
    """A timer: `key` is unique, `after` in seconds from now."""

    key: str
    after: float
    payload: Mapping[str, Any]
    keep: bool = False
    """Leave a timer of this key that is already running as it is."""
    office: bool = False
    """Whether only opening time counts."""


@dataclass(frozen=True, slots=True)
class Tell:
    """A line to the agents in the case's thread; `wake` ends the case's sleep."""

    line: str
    wake: bool = False
    widen: bool = False
    """The next desk gets the case as well."""
    lead: bool = False
    """The team's lead is told, too."""
    personal: bool = False
    """The agent who has the case is told in their own chat, too."""
    urgent: bool = False
    """Nobody comes before the case from now on."""
    case_id: int = 0
    """Another case than the conversation's open one."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened with this customer, kept for their stage and value."""

    happened: Happened


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the last answer fared, or the customer's issue: kept with the turn, changes misses and issues."""

    kind: Literal["helped", "not_helped", "miss", "answered", "resolved", "hint_used", "acknowledged", "announced",
                  "reopened", "durable"]  # fmt: skip
    article: str = ""
    issue: int = 0
    """For resolved: the open issue that it is about; 0 for all that are open. `helped` alone closes none."""
    alone: int = 0
    """Beside it: the one of this account's own that it would be about had nobody been linked; 0 for none."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a customer did with a survey: answered it with a score, explained it in a sentence, declined it.

    `again`: what they typed is no score, and they were told which are.
    """

    op: Literal["score", "comment", "decline", "again"]
    survey_id: int
    score: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """Words that nobody asked for were said or held back; said ones may open a survey, or settle who was told."""

    purpose: Purpose
    cause: str
    said: bool = True
    survey: SurveyKind | None = None
    case_id: int | None = None
    told: int = 0
    """The gap (purpose `gap`) or incident (purpose `incident`) that this customer has now been told of."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A recovery begins, is acknowledged in a greeting, or ends."""

    op: Literal["start", "greeted", "recovered", "lost"]
    trigger: Literal["", "misses", "low_rating", "breach", "late", "third_time", "third_case", "churn"] = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The customer met what others may meet too: a gap in the articles, or a trouble (an incident if many do)."""

    kind: Literal["gap", "trouble"]
    text: str
    article: str = ""
    """What came up first for it, for a gap as path@version; "" for nothing."""
    incident_id: int = 0
    """The open incident that it belongs to; 0 when that is to be found out."""
    ordinary: frozenset[str] = frozenset()
    """Stems of its words that make no two troubles alike: the company's products, and what most articles hold."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """A promise that was not kept in time."""

    promise_id: int


Act = (
    Say | Learn | Forget | Link | OpenCase | Transfer | Ask | Schedule | Tell | Note | Outcome | Rate | Reach | Mend
    | Report | Lapse | Export | Confirm
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """What a turn does: the acts in order, and why."""

    kind: DecisionKind
    rule: str
    acts: tuple[Act, ...] = ()
    passages: tuple[Source, ...] = ()
    """What was considered, best first, whether or not it was said."""
    facts: tuple[int, ...] = ()
    """Ids of the remembered facts that shaped it."""
    standing: Standing | None = None
    """How the customer was treated, this turn's own words known; None: as the turn was loaded."""
    model: str = ""
    """The language model that was asked, and what became of what it said; "" where none was."""
    tokens: int = 0
    """What that cost."""
    direct: bool = False
    """Asked where others read along, and said in the direct chat alone."""

    @property
    def says(self) -> tuple[Say, ...]:
        """What is said, in order."""
        return tuple(act for act in self.acts if isinstance(act, Say))

    @property
    def unasked(self) -> tuple[Act, ...]:
        """The acts without what is awaited after them."""
        return tuple(act for act in self.acts if not isinstance(act, Ask))

    def awaits(self, before: Awaited = NOTHING) -> Awaited:
        """Return what is awaited once this is said: `before`, where it asks nothing of its own."""
        return next((act.awaiting for act in reversed(self.acts) if isinstance(act, Ask)), before)

    def asking(self, awaiting: Awaited) -> Decision:
        """Return the same with `awaiting` for what is awaited once this is said."""
        return replace(self, acts=(*self.unasked, Ask(awaiting)))

    def saying(self, say: Say, instead: Say) -> Decision:
        """Return the same with `instead` in the place of `say`, which is one of its own."""
        return replace(self, acts=tuple(instead if act is say else act for act in self.acts))

    def led(self, line: str) -> Decision:
        """Return the same with a line before its first words; unchanged where nothing is said."""
        if not self.says:
            return self
        first = self.says[0]
        return self.saying(first, replace(first, text=f"{line}\n\n{first.text}"))

    def followed(self, line: str) -> Decision:
        """Return the same with a line below its last words; unchanged where nothing is said."""
        if not self.says:
            return self
        last = self.says[-1]
        return self.saying(last, replace(last, text=f"{last.text}\n\n{line}"))
