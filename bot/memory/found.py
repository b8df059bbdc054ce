"""What was found in a message that is being read, and which of several findings for the same words counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.memory import values, wishes
from bot.memory.frame import Frame
from bot.memory.registry import Registry
from bot.memory.spans import Page
from bot.memory.spelling import rule
from bot.types.memory import Known, Learned


@dataclass(frozen=True, slots=True)
class Reading:
    """A message that is being read, and what is known of the customer whose words it has."""

    page: Page
    registry: Registry
    known: Known
    now: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A fact, the place of the words that tell it, and the phrase by which they do; None where no phrase was needed."""

    start: int
    end: int
    learned: Learned
    frame: Frame | None = None

    def overlaps(self, other: Found) -> bool:
        return self.start < other.end and other.start < self.end

    def within(self, other: Found) -> bool:
        return other.start <= self.start and self.end <= other.end

    def rivals(self, other: Found) -> bool:
        """Whether some of the same words tell of the same key."""
        return self.learned.key == other.learned.key and self.overlaps(other)


def longest(found: Sequence[Found]) -> list[Found]:
    """Of two findings for the same key, one within the other, the longer value: "iPhone 14" is "iPhone 14 Pro"."""
    return [
        one for one in found
        if not any(
            one.rivals(other) and one.learned.denies == other.learned.denies
            and _within(one.learned.value, other.learned.value)
            for other in found
        )
    ]  # fmt: skip


def _within(value: str, longer: str) -> bool:
    return value != longer and f" {value.casefold()} " in f" {longer.casefold()} "


def undenied(found: Sequence[Found]) -> list[Found]:
    """ "I sold my desk" presupposes a desk, but says that it is gone: what is denied is not asserted as well."""
    denied = [one for one in found if one.learned.denies]
    return [one for one in found if one.learned.denies or not any(_is_denied(one, other) for other in denied)]


def _is_denied(one: Found, denial: Found) -> bool:
    begins = denial.start <= one.start < denial.end and denial.learned.key == one.learned.key
    return begins or (one.rivals(denial) and denial.learned.value == one.learned.value)


_NAMED_BEHIND = rule(
    r"(?: (?:gekauft|bestellt|geholt|zugelegt|bekommen))?,? ?(?:[:,(]|-) ?(?:(?:it'?s |it is )?(?:an?|the)|den|die|das|"
    r"der|ein\w{0,2}|el|la|los|las|una?|les?|une?|l')?[ ]?"
)
"""What may stand between a thing and its name: "a second printer, the Filamo Mini"."""


def unnamed(found: Sequence[Found], page: Page) -> list[Found]:
    """Of a thing and the name that is put behind it, the name: "a second printer, the Filamo Mini" is one thing."""
    named = [one for one in found if one.learned.key == "product.owned" and " " in one.learned.value]
    return [
        one for one in found
        if one.learned.key != "product.owned" or one.learned.denies or one.learned.value[:1].isupper()
        or not any(_is_named_by(one, other, page) for other in named)
    ]  # fmt: skip


def _is_named_by(one: Found, other: Found, page: Page) -> bool:
    at = page.clean.find(other.learned.value, one.end)
    return one is not other and at >= 0 and bool(_NAMED_BEHIND.fullmatch(page.folded, one.end, at))


_WHERE_FROM = ("country.from", "place.from", "place.named")


def not_merely_from(found: Sequence[Found], known: Known) -> list[Found]:
    """ "I'm from Norway" tells the country of those of whom none is known: who lives in Germany may be from Norway."""
    told = {(one.learned.key, one.learned.value) for one in found if one.learned.rule not in _WHERE_FROM}
    told |= {(fact.key, fact.value) for fact in known.facts}
    return [
        one for one in found
        if one.learned.rule not in _WHERE_FROM
        or not any(key == one.learned.key and value != one.learned.value for key, value in told)
    ]  # fmt: skip


def of_one_kind(found: Sequence[Found], page: Page) -> list[Found]:
    """Return what is found, each name as one thing: "Priya from Adelaide" tells a town, and then no firm.

    Those that are read as a plan's are neither, and no thing's: "we stay on Saphir Solo". "A Vapochef Duo" is one.
    """
    stepped = {one.learned.value for one in found if one.learned.rule == "plan.stepped"}
    found = [one for one in found if one.learned.key == "plan.name" or one.learned.value not in stepped]
    towns = {one.learned.value for one in found if one.learned.key == "location.city"}
    plans = {one.learned.value for one in found if one.learned.key == "plan.name"}
    return [
        one for one in found
        if (one.learned.rule != "intro.firm" or one.learned.value not in towns)
        and (
            one.learned.key not in LIKE_A_PLAN
            or one.learned.value not in plans
            or (one.learned.key == "product.owned" and _A_THING.search(page.folded, one.start, one.end))
        )
    ]  # fmt: skip


_A_THING = rule(r"\b(?:an?|une?|un[ao]|eine?n?|my|meine?n?|mi|mon|ma)[ ](?:\w+[ ])?(?-i:[A-Z])")
LIKE_A_PLAN = ("company.name", "identity.name", "product.owned", "location.city")
"""Keys as whose value a plan's name may be read."""


def one_need(found: list[Found]) -> list[Found]:
    """ "I'm blind, I use a screen reader": of several access needs the one that tells how to answer."""
    aids = [one for one in found if one.learned.key == "accessibility.need" and one.learned.value in wishes.AIDS]
    if not aids:
        return found
    return [one for one in found if one.learned.key != "accessibility.need" or one is aids[0] or one.learned.denies]


def once(said: Sequence[Learned]) -> Iterator[Learned]:
    """Several frames may see the same words; the first one counts, and what is sure before what is guessed."""
    seen: set[tuple[str, str, bool]] = set()
    for one in sorted(said, key=lambda learned: learned.status == "pending"):
        mark = (one.key, values.norm(one.key, one.value), one.denies)
        if mark not in seen:
            seen.add(mark)
            yield one
