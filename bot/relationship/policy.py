"""The policy: `knowledge/policy.toml` as one frozen value, checked like code.

What a customer is (segments, personas, stages, marks, value and tiers, types) and what each changes (rules, offers,
rewards, opening hours, targets). `policy_file` reads it, `standing` in this room applies it; without a file, DEFAULT
holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.hours import ALWAYS, Hours
from bot.relationship.care import CARE, Care
from bot.relationship.conditions import Test, When
from bot.relationship.stages import Stage
from bot.types.relationship import Sla, Standing

STAGES = ("prospecting", "consideration", "purchase", "connection", "loyalty")
KINDS_OF_SEGMENT = ("demographic", "geographic", "psychographic", "behavioural")
IS = ("segment", "persona", "mark", "type", "stage", "tier", "value", "language", "channel", "said", "open_issue")
"""What a rule may ask about beside facts and figures."""
SIGNALS = (
    "price", "bargain", "haggles", "looking", "compares", "buys", "leaves", "why_us", "dedicated", "idea", "angry",
    "worried", "sarcastic", "thankful", "hurt", "weary", "grieving",
)  # fmt: skip
"""What `said` may be (dialogue/signals.py reads it)."""

Texts = Mapping[str, str]
"""Words by language."""


@dataclass(frozen=True, slots=True)
class Group:
    """A segment, persona, mark or type: who belongs to it."""

    name: str
    when: When
    kind: str = ""
    """For segments: demographic, geographic, psychographic or behavioural."""
    inferred: bool = False
    """Whether guesses count too; facts of the registry's class `sensitive` must be said in every case."""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Then:
    """What a rule changes; None leaves it to the rules below."""

    queue: int | None = None
    sla: str | None = None
    desk: str | None = None
    agent: str | None = None
    length: str | None = None
    tone: str | None = None
    variant: str | None = None
    offers: bool | None = None
    push: bool | None = None
    contact_days: float | None = None
    survey_days: float | None = None
    draft: bool | None = None
    person: bool | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. They are read from top to bottom: for each thing, the first that says something about it wins."""

    name: str
    when: When
    then: Then


@dataclass(frozen=True, slots=True)
class Worth:
    """Points of the value score, as (from, points); the best that applies counts. 100 at most together."""

    recency: tuple[tuple[float, int], ...] = ()
    """Days since the latest order, at most → points."""
    frequency: tuple[tuple[float, int], ...] = ()
    """Orders within a year, at least → points."""
    monetary: tuple[tuple[float, int], ...] = ()
    """Spent within a year, at least → points; unknown amounts give none."""
    advocacy: tuple[tuple[float, int], ...] = ()
    """Referrals, reviews and an NPS of 9 or 10, at least → points."""
    facts: tuple[tuple[str, str, int], ...] = ()
    """Fact, value → points."""


@dataclass(frozen=True, slots=True)
class OfferRule:
    """What may be offered, to whom: never without a need that is known."""

    name: str
    text: Texts
    article: str
    when: When
    starts: date | None = None
    ends: date | None = None
    cooldown_days: float = 30


@dataclass(frozen=True, slots=True)
class RewardRule:
    """A thank-you with its cause; never while something is open."""

    name: str
    text: Texts
    when: When
    cooldown_days: float = 365


@dataclass(frozen=True, slots=True)
class Survey:
    """How often customers are asked how it was."""

    csat_after_minutes: float = CARE.csat_after / 60
    """Between a solved case and the question how it went."""
    quiet_days: float = CARE.survey_gap_days
    """At least so many days between any two surveys, unless a rule's `survey_days` says otherwise."""
    nps_first_days: float = CARE.nps_first_days
    nps_days: float = CARE.nps_every_days
    nps_active_days: float = CARE.nps_active_days
    """Only who has written within so many days is asked whether they would recommend us."""
    answer_hours: float = CARE.answer_hours
    """How long a survey may be answered, by a button or by typing."""
    sentence_minutes: float = CARE.sentence_minutes
    """How long after a rating the next words may be its reason."""
    look_back_days: float = CARE.check_back_days
    """Between something that was solved and the question whether it still is."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What follows when we failed a customer."""

    check_back_days: float = CARE.recovery_days
    goodwill: str = CARE.goodwill
    """What an agent may offer, told to agents alone; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Proactive:
    """Words that nobody asked for."""

    days: float = CARE.reach_gap_days
    """At least so many days between two of them, unless a rule's `contact_days` says otherwise."""
    opens: int = CARE.opens
    closes: int = CARE.closes
    """Hours of the customer's day between which they may come."""


@dataclass(frozen=True, slots=True)
class Incidents:
    """When many customers have one trouble."""

    customers: int = CARE.incident_customers
    minutes: float = CARE.incident_minutes


@dataclass(frozen=True, slots=True)
class Mood:
    """How a feeling moves a case forward in the queue: places, taken off its number."""

    angry: int = 10
    weary: int = 10
    worried: int = 5
    sarcastic: int = 5


@dataclass(frozen=True, slots=True)
class Targets:
    """How fast people answer, and who hears of it when they do not."""

    targets: Mapping[str, Sla] = field(default_factory=dict)
    ceiling: float = 0
    """Seconds of opening time after which a waiting case comes before every other, whatever its place; 0 for never."""
    lead: str = ""
    """Who is told when a target is missed twice: an account such as slack:U012."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything the file says."""

    segments: tuple[Group, ...] = ()
    personas: tuple[Group, ...] = ()
    marks: tuple[Group, ...] = ()
    types: tuple[Group, ...] = ()
    stages: tuple[Stage, ...] = ()
    worth: Worth = Worth()
    tiers: tuple[tuple[str, int], ...] = ()
    """(name, least value), the highest first."""
    rules: tuple[Rule, ...] = ()
    offers: tuple[OfferRule, ...] = ()
    rewards: tuple[RewardRule, ...] = ()
    hours: Hours = ALWAYS
    desk_hours: Mapping[str, Hours] = field(default_factory=dict)
    tier_hours: Mapping[str, Hours] = field(default_factory=dict)
    sla: Targets = Targets()
    survey: Survey = Survey()
    recovery: Recovery = Recovery()
    proactive: Proactive = Proactive()
    incidents: Incidents = Incidents()
    mood: Mood = Mood()
    sensitive: frozenset[str] = frozenset()
    """Facts that count only if the customer said them."""
    countries: Mapping[str, str] = field(default_factory=dict)
    """City, small → country."""

    def care(self, standing: Standing | None = None) -> Care:
        """Return the numbers behind surveys, recovery and words unasked; for a customer, with their rules' caps."""
        contact, asked = (standing.contact_days, standing.survey_days) if standing else (0, 0)
        return replace(
            CARE,
            csat_after=self.survey.csat_after_minutes * 60,
            survey_gap_days=asked or self.survey.quiet_days,
            nps_first_days=self.survey.nps_first_days,
            nps_every_days=self.survey.nps_days,
            nps_active_days=self.survey.nps_active_days,
            answer_hours=self.survey.answer_hours,
            sentence_minutes=self.survey.sentence_minutes,
            check_back_days=self.survey.look_back_days,
            recovery_days=self.recovery.check_back_days,
            goodwill=self.recovery.goodwill,
            reach_gap_days=contact or self.proactive.days,
            opens=self.proactive.opens,
            closes=self.proactive.closes,
            zone=self.hours.zone,
            incident_customers=self.incidents.customers,
            incident_minutes=self.incidents.minutes,
        )

    def sets_apart(self, tier: str) -> str:
        """Return a tier; "" for the one in which everybody is who is in no other."""
        return "" if self.tiers and tier == self.tiers[-1][0] else tier

    def hours_for(self, desk: str = "", tier: str = "") -> Hours:
        """Return when people are there for a tier, else on a desk, else at all."""
        return self.tier_hours.get(tier) or self.desk_hours.get(desk) or self.hours


def _is(key: str, *values: str) -> When:
    return ((Test(key, "is", frozenset(values)),),)


DEFAULT = Policy(
    stages=tuple(Stage(name) for name in STAGES[:1]),
    rules=(
        Rule("paying plan", _is("plan.name", "plus", "family"), Then(queue=30)),
        Rule("returns with an open issue", _is("open_issue", "1"), Then(queue=40)),
    ),
)
"""What holds without a file: paying customers first, then who comes back with something unsolved."""
