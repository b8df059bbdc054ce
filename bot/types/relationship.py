"""What the relationship hands to other rooms: how a customer is to be treated, and what stands open with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

CONTACT = ("answered", "missed", "handed_off")
"""A conversation with an outcome of these is a contact: the customer came for something. What shares are shares of."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened between a customer and us: an order, a visit, a solved case, a score."""

    kind: str
    """One of relationship.events.KINDS, or an own one that begins with "x."."""
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sla:
    """How fast people answer, in seconds of opening time: the first reply, and each one after it."""

    name: str = "standard"
    first: float = 0
    """0: what the settings say (RAPPORT_CASE_WAIT)."""
    next: float = 0
    """0: what the settings say (RAPPORT_AGENT_SILENCE)."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be offered to this customer now, since it meets a need of theirs that is known."""

    name: str
    text: str
    """In the customer's language."""
    article: str
    """Where its terms stand."""
    fresh: bool = True
    """Whether it may be made unasked: it was not within its cooldown."""


@dataclass(frozen=True, slots=True)
class Reward:
    """A thank-you that is due: `text` names its cause, in the customer's language."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How this customer is to be treated, and the names of the rules that say so."""

    language: str
    tone: Literal["formal", "informal", ""]
    length: Literal["short", "normal", "detailed"]
    priority: int
    """Place in the queue: lower comes first."""
    rules: tuple[str, ...]
    """`preference:<key>` and `policy:<name of a rule>`, for `rapport why`."""
    manner: tuple[str, ...] = ()
    """Those of the rules that shape how things are said: all of them that an answer to a command obeys."""
    allowance: int = 0
    """Tokens that this message may cost at a language model; 0: none is asked."""
    stage: str = ""
    """prospecting, consideration, purchase, connection or loyalty."""
    marks: tuple[str, ...] = ()
    """awareness, post_purchase, advocacy … beside the stage."""
    value: int = 0
    """0 to 100: recency, frequency, money where known, advocacy."""
    tier: str = ""
    queued_by: str = ""
    """The rule that lets this customer come before others; "" for who has no such place."""
    segments: tuple[str, ...] = ()
    why: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Why each segment: what its rule asks about, and the customer's value of it."""
    personas: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    """What kind of customer this is in this conversation: looker, bargain hunter …"""
    variant: str = ""
    """Articles whose `audience` names it come before others that say the same."""
    sla: Sla = Sla()
    desk: str = ""
    """The desk that gets the case first, as in `slack:C0123`; "" for the settings' first."""
    agent: str = ""
    """The agent to be asked first."""
    offers: tuple[Offer, ...] = ()
    reward: Reward | None = None
    push: bool = True
    """Whether an offer may be made unasked."""
    contact_days: float = 0
    """Days between two messages that the customer did not ask for; 0 for as the policy's [proactive] says."""
    survey_days: float = 0
    """Days between two surveys; 0 for as the policy's [survey] says."""
    draft: bool = False
    """Answers go to an agent as drafts, not to the customer."""
    person: bool = False
    """Whether a person negotiates with this customer."""
    happened: tuple[Happened, ...] = ()
    """What all this was counted from, oldest first."""
    said: frozenset[str] = frozenset()
    """What this turn's words show beside facts."""


SurveyKind = Literal["csat", "nps", "check", "review"]
"""How a case went (1 to 5), would they recommend us (0 to 10), does it still work, would they speak for us (0 to 3:
in no way, in a review, on a panel, either way)."""

SCALES: Mapping[SurveyKind, tuple[int, int]] = MappingProxyType(
    {"csat": (1, 5), "nps": (0, 10), "check": (0, 1), "review": (0, 3)}
)
"""Lowest and highest score of each survey."""

Purpose = Literal["csat", "nps", "check_back", "review", "gap", "incident", "idea", "promise"]
"""Why words are said that nobody asked for: a closed set, with caps and consent of its own each."""

RATING = "rate:"
"""How the choice begins that answers a survey: `rate:csat:4`. A rating is no message."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The survey that was put to this customer last and may still be answered, or explained in a sentence."""

    id: int
    kind: SurveyKind
    score: int | None
    """What was answered; None while it waits. A sentence may follow for a while."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that several customers report and colleagues work on."""

    id: int
    words: tuple[str, ...]
    """Stems of its first report."""
    language: str
    article: str
    known: str
    """What an agent lets customers be told; "" for the standing words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether words that nobody asked for may be said now."""

    may: bool = True
    later: float = 0
    """Seconds after which to try again; 0 for never."""
    cause: str = ""
    """Why not; "" where they may."""


@dataclass(frozen=True, slots=True)
class Dealings:
    """What stands open between this customer and us."""

    asked: Asked | None = None
    recovering: bool = False
    """Something went wrong for them and is not made good yet."""
    owned: bool = False
    """Whether we have said that it is on us: what only timers and misses tell was not spoken of."""
    greeted: bool = False
    """Whether a greeting has acknowledged that."""
    troubles: tuple[Trouble, ...] = ()
    """Open incidents, of all customers."""
    verdict: Verdict = Verdict()
    """On the words that this turn's timer would say."""
    about: str = ""
    """The customer's own words that this turn's timer is about; "" for none, or when they were forgotten."""


@dataclass(frozen=True, slots=True)
class Success:
    """The last request of a customer that came out well; both are "" where there is none."""

    question: str = ""
    """Their own words."""
    article: str = ""
    """What helped; "" where a person solved it."""
