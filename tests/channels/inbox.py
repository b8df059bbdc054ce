"""Our side of the rim, small enough to be looked into: what a channel handed in, and a database that can be away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from bot.errors import DatabaseTrouble
from bot.types.chat import Address, Card, Inbound


class Inbox:
    """A Rim. `away` events are refused before one is stored; `poison` is what no database takes."""

    def __init__(self, *, away: int = 0, poison: str = "", card: Card | None = None) -> None:
        self.events: list[Inbound] = []
        self.aside: list[tuple[Address, str, Mapping[str, Any], str]] = []
        self.seen: list[str] = []
        """Keys in the order in which they were brought, redeliveries too."""
        self.away, self.poison, self.card = away, poison, card
        self.leading: Callable[[], bool] = lambda: True
        self.tasks: list[str] = []
        self.resigned: list[str] = []

    async def receive(self, event: Inbound) -> bool:
        await asyncio.sleep(0)
        self.seen.append(event.key)
        if self.away:
            self.away -= 1
            raise DatabaseTrouble("the database is away")
        if self.poison and self.poison in event.text:
            raise ValueError("no database takes this")
        if any(event.key == known.key for known in self.events):
            return False
        self.events.append(event)
        return True

    async def set_aside(self, address: Address, key: str, payload: Mapping[str, Any], reason: str) -> None:
        self.aside.append((address, key, payload, reason))

    async def view(self, event: Inbound) -> Card | None:
        return self.card

    async def resign(self, task: str) -> None:
        self.resigned.append(task)

    async def leads(self, task: str) -> bool:
        self.tasks.append(task)
        return self.leading()

    async def kept(self, name: str) -> str:
        raise AssertionError("no token here expires")

    async def keep(self, name: str, value: str, instead: str) -> bool:
        raise AssertionError("no token here expires")

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.events]
