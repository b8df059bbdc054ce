"""What turns, verbs and desks may ask of the engine that carries them out: `engine.Engine` has all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from sqlmodel import Session

from bot.handoff.card import Person
from bot.handoff.relay import Relay
from bot.hours import Hours
from bot.memory.registry import Registry
from bot.relationship.care import Care
from bot.relationship.policy import Policy
from bot.types.chat import Address, Outbound, Part
from bot.types.handoff import Actor, Verb
from bot.types.relationship import Standing

Render = Callable[[Outbound], Sequence[Part]]
"""The channel's own rendering, found by the address."""


class House(Protocol):
    """The engine, as those see it whom it calls."""

    @property
    def company(self) -> str: ...

    @property
    def registry(self) -> Registry: ...

    @property
    def key(self) -> bytes:
        """What codes are hashed with."""

    @property
    def relay(self) -> Relay:
        """To the agents' desks in chat apps."""

    @property
    def render(self) -> Render: ...

    @property
    def takes_files(self) -> Callable[[Address], bool]:
        """Whether a file can be sent to a place."""

    @property
    def file_name(self) -> Callable[[str], str]:
        """The name under which a file is stored that belongs to a random token."""

    @property
    def policy(self) -> Callable[[], Policy]:
        """How customers are treated: knowledge/policy.toml as last good."""

    @property
    def care(self) -> Care:
        """How often, how soon and when we ask, remind and write unasked."""

    @property
    def timers(self) -> Sequence[str]:
        """What a case's timers are called, without its number."""

    def act(self, session: Session, actor: Actor, verb: Verb, now: datetime) -> str:
        """Carry out a verb; return a line for the agent. Raises Refused, NotFound."""

    def set_timer(
        self, session: Session, identity_id: int, kind: str, case_id: int, after: float, standing: Standing,
        now: datetime,
    ) -> None:  # fmt: skip
        """Set a case's timer, in seconds of opening time."""

    def show(self, session: Session, case_id: int, now: datetime) -> None:
        """Draw a case's card anew."""

    def reopen(self, session: Session, case_id: int, at: Address, now: datetime) -> None:
        """Open a case's thread anew: the app says that this one was deleted, or that others read in all of its chat."""

    def person(self, session: Session, customer_id: int, now: datetime) -> Person:
        """Return what the card of a customer's case goes by."""

    def standing(self, session: Session, customer_id: int, now: datetime) -> Standing:
        """Return what a customer is to us, in their own language."""

    def hours(self, standing: Standing) -> Hours:
        """Return when people are there for a customer."""

    def zone(self, desk: str = "web") -> str:
        """Return on whose clock agents of a desk read times."""

    def first(self, standing: Standing) -> float:
        """Return within how many seconds of opening time somebody is to come."""

    def next(self, standing: Standing) -> float:
        """Return within how many seconds of opening time whoever has come is to answer."""
