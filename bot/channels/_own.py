"""What channels of our own making share: their network is our database; nothing is to be fetched or waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.errors import DeliveryError
from bot.types.channel import Pace, Rim, Route
from bot.types.chat import Address, Attachment, Part


class Own:
    """The half of a Channel that a network of our own does not need."""

    can_find = True
    formats = False
    takes_files = False

    def equip(self, rim: Rim) -> None:
        """Nothing is needed."""

    async def send(self, part: Part) -> str:
        """What is stored has arrived."""
        return str(part.body["key"])

    async def find(self, part: Part) -> str | None:
        return str(part.body["key"])

    def pace(self, address: Address) -> Pace:  # noqa: ARG002 - a database of our own needs no rest
        return Pace()

    async def check(self) -> str:
        return ""

    async def reaches(self, address: Address) -> str:  # noqa: ARG002 - always there
        return ""

    async def fetch(self, file: Attachment, to: Path, limit: int) -> Attachment | None:  # noqa: ARG002 - its files are ours already
        raise DeliveryError(f"{file.name} was never stored")

    async def busy(self, address: Address, language: str = "en") -> None:
        """Nothing to show."""

    def routes(self) -> Sequence[Route]:
        return ()

    async def run(self, rim: Rim) -> None:  # noqa: ARG002 - our pages and commands call it themselves
        await asyncio.Event().wait()

    async def close(self) -> None:
        """Nothing is open."""
