"""`rapport serve` is killed while customers write over Telegram: nobody stays without an answer."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from tests.commands.test_serve import Server, port
from tests.emulators import telegram as emulated

__all__ = ["port"]  # a fixture

pytestmark = pytest.mark.anyio

CUSTOMERS = 24
KILLS = 2


async def test_whoever_wrote_before_during_and_after_a_kill_is_answered(port: int, tmp_path: Path) -> None:
    async with emulated.Telegram() as telegram:
        env = {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url, "RAPPORT_BURST": "0"}
        people = [telegram.user(f"P{number}") for number in range(CUSTOMERS)]

        def answered() -> int:
            return sum(bool(person.chat.said()) for person in people)

        for kill in range(KILLS):
            server = await asyncio.to_thread(Server, tmp_path, port, **env)
            for person in people[kill::KILLS]:
                person.says("How long does delivery take?")
            there = answered()
            await telegram.until(lambda: answered() > there + 2)  # noqa: B023 - waited for at once
            await asyncio.to_thread(server.end, signal.SIGKILL)
        server = await asyncio.to_thread(Server, tmp_path, port, **env)
        await telegram.until(lambda: answered() == CUSTOMERS and not telegram.pending)
        assert await asyncio.to_thread(server.end, signal.SIGTERM) == 0

        doubles = sum(len(person.chat.said()) for person in people) - CUSTOMERS
        assert doubles <= KILLS * 32  # what may be under way at a kill: bench/durability.py counts it
        assert all("3 working days" in text for person in people for text in person.chat.said())
