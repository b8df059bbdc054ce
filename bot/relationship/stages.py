"""The stages of a relationship: what lets a customer in, what takes them a step down, and how silence decays.

A stage is never stored: it is walked through from what happened, so that linking, unlinking, correcting or changing
the policy gives the right stage at once, with its history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.relationship.conditions import When, meets, named
from bot.relationship.events import OURS
from bot.types.relationship import Happened

ASKED = {"score": "scored", "nps": "rated", "page": "visited_page", "said": "said"}
"""What a stage's condition may ask about beside counts of events → the event that changes it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. Conditions count events since the customer last stepped down."""

    name: str
    enter: When = ()
    leave: When = ()
    decay: float = 0
    """Days of silence after which the customer is a step lower; 0 for never."""


@dataclass(frozen=True, slots=True)
class Step:
    """When a customer came into a stage, and why."""

    stage: str
    at: datetime
    why: str


@dataclass
class _Walk:
    """A customer on the way through the stages."""

    stages: Sequence[Stage]
    steps: list[Step]
    place: int
    alive: datetime
    """When they last gave a sign of life."""
    counts: dict[str, tuple[str, ...]]
    enters: Sequence[frozenset[str]]
    leaves: Sequence[frozenset[str]]

    def meet(self, one: Happened) -> None:
        """Go through one thing that happened."""
        self.wait(one.at)
        if one.kind in OURS:
            return
        self.alive = max(self.alive, one.at)
        self._count(one)
        if one.kind in self.leaves[self.place] and meets(self.stages[self.place].leave, self.counts):
            self._down(one.at, one.kind)
            return
        for place in range(len(self.stages) - 1, self.place, -1):
            if one.kind in self.enters[place] and meets(self.stages[place].enter, self.counts):
                self._to(place, one.at, one.kind)
                return

    def wait(self, until: datetime) -> None:
        """Let silence take its steps down."""
        while self.place and (days := self.stages[self.place].decay):
            ends = self.alive + timedelta(days=days)
            if ends > until:
                return
            self._down(ends, f"silent for {days:g} days")
            self.alive = ends

    def _down(self, at: datetime, why: str) -> None:
        if self.place:
            self._to(self.place - 1, at, why)
        self.counts = {}

    def _to(self, place: int, at: datetime, why: str) -> None:
        self.place = place
        self.steps.append(Step(self.stages[place].name, at, why))

    def _count(self, one: Happened) -> None:
        self.counts[one.kind] = (str(int(self.counts.get(one.kind, ("0",))[0]) + 1),) if one.kind != "said" else (
            *self.counts.get("said", ()), str(one.data.get("what", "")))  # fmt: skip
        if one.kind in ("scored", "rated"):
            self.counts["score" if one.kind == "scored" else "nps"] = (str(one.data.get("score", "")),)
        if one.kind == "visited_page":
            self.counts["page"] = (*self.counts.get("page", ()), str(one.data.get("page", "")))


def walk(
    stages: Sequence[Stage], happened: Sequence[Happened], last_contact: datetime | None, now: datetime
) -> tuple[Step, ...]:
    """Return a customer's way through the stages; its last step is where they are now. () without stages."""
    if not stages:
        return ()
    born = min([one.at for one in happened[:1]] + [last_contact or now])
    enters, leaves = [_kinds(one.enter) for one in stages], [_kinds(one.leave) for one in stages]
    way = _Walk(stages, [Step(stages[0].name, born, "first seen")], 0, born, {}, enters, leaves)
    for one in happened:
        if last_contact and way.alive < last_contact <= one.at:
            way.wait(last_contact)
            way.alive = last_contact
        way.meet(one)
    if last_contact and last_contact > way.alive:
        way.wait(last_contact)
        way.alive = last_contact
    way.wait(now)
    return tuple(way.steps)


def _kinds(when: When) -> frozenset[str]:
    """Return the kinds of events that a condition asks about: only they can make it true."""
    return frozenset(ASKED.get(key, key) for key in named(when))
