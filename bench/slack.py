"""How soon an event of Slack's is acknowledged, over Socket Mode, with every thinker or
every statement of the workers hanging, and with none.

The real channel and store in front of the emulator, in one process: what is measured is push → stored → acknowledged.
Beside it the same envelopes to a client that acknowledges at once and stores nothing.

    python bench/slack.py            # RAPPORT_BENCH_SCALE=0.05 for a quick look
"""

from __future__ import annotations

import asyncio
import logging
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot import app as house
from bot.channels import slack
from bot.engine import Engine
from bot.settings import Settings
from tests.emulators.slack import APP_TOKEN, Person
from tests.emulators.slack import Slack as World

EVENTS = max(50, int(2000 * float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))))
CUSTOMERS = 50
AT_ONCE = 16
"""Envelopes on their way at a time: beyond about this, the emulator measures itself."""


class Timed(World):
    """Remembers when each envelope went out and when it was acknowledged."""

    def __init__(self) -> None:
        super().__init__(slack.manifest())
        self.out: dict[str, float] = {}
        self.took: list[float] = []
        self.gate = asyncio.Semaphore(AT_ONCE)

    async def _push(self, envelope: dict[str, Any]) -> None:
        self.out[envelope["envelope_id"]] = time.perf_counter()
        await super()._push(envelope)

    async def _acknowledged(self, answer: dict[str, Any]) -> None:
        self.took.append(time.perf_counter() - self.out[answer["envelope_id"]])
        self.gate.release()
        await super()._acknowledged(answer)


class Silent:
    """A worker's database of which no statement returns until `go`."""

    def __init__(self, db: Any, go: asyncio.Event) -> None:
        self._db, self._go = db, go

    def __getattr__(self, name: str) -> Any:
        async def waits(*args: Any, **more: Any) -> Any:
            await self._go.wait()
            return await getattr(self._db, name)(*args, **more)

        return waits


class Hanging:
    """An engine whose every thought hangs until `go`."""

    def __init__(self, engine: Engine, go: threading.Event) -> None:
        self._engine, self._go = engine, go

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def decide(self, turn: Any, waited: float = 0.0) -> Any:
        self._go.wait()
        return self._engine.decide(turn, waited)


async def pour(world: Timed) -> list[float]:
    """Let customers write, so many envelopes at a time; return how long each acknowledgement took, sorted."""
    people = [Person(world, world.add_user(f"p{n}").id) for n in range(CUSTOMERS)]
    world.took.clear()
    for n in range(EVENTS):
        await world.gate.acquire()
        await people[n % CUSTOMERS].says(f"how do I return item {n}?")
    await world.settled()
    return sorted(world.took)


async def with_rapport(world: Timed, *, hanging: str = "") -> list[float]:
    (channel,) = slack.build(world.given())
    go, answers = threading.Event(), asyncio.Event()
    with tempfile.TemporaryDirectory() as folder:
        knowledge = Path(__file__).parent.parent / "tests" / "data" / "articles"
        # `_env_file` is an argument of pydantic-settings that its types do not tell.
        settings = Settings(database=f"sqlite:///{folder}/rapport.db", knowledge=knowledge, burst=0.0, _env_file=None)  # type: ignore[call-arg]  # pydantic-settings takes it
        with house.opened(settings, {(channel.name, channel.account): channel}) as app:
            if hanging == "model":
                app.worker.engine = Hanging(app.engine, go)  # type: ignore[assignment]  # stands in for the engine
            elif hanging == "database":
                app.worker.db = Silent(app.db, answers)  # type: ignore[assignment]  # stands in for the store
            async with app.running():
                await world.until(lambda: world.sockets)
                took = await pour(world)
                app.stopping.set()
                go.set()
                answers.set()
    return took


async def at_once(world: Timed) -> list[float]:
    """A client that stores nothing."""
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {APP_TOKEN}"}
        async with session.post(f"{world.api_url}apps.connections.open", headers=headers) as answer:
            url = (await answer.json())["url"]
        async with session.ws_connect(url) as socket:

            async def client() -> None:
                async for message in socket:
                    if envelope_id := message.json().get("envelope_id"):
                        await socket.send_json({"envelope_id": envelope_id})

            task = asyncio.create_task(client())
            took = await pour(world)
            task.cancel()
    return took


async def measured(name: str, run: Callable[[Timed], Awaitable[list[float]]]) -> None:
    async with Timed() as world:
        begun = time.perf_counter()
        took = await run(world)
        rate = len(took) / (time.perf_counter() - begun)
        assert len(took) == EVENTS, (len(took), EVENTS)
        p99 = took[int(len(took) * 0.99)]
        print(f"{name:28} {rate:6.0f} events/s, acknowledged p50 {statistics.median(took) * 1000:6.1f} ms, "
              f"p99 {p99 * 1000:6.1f} ms")  # fmt: skip


def main() -> None:
    logging.disable(logging.WARNING)
    print(f"{EVENTS:,} events of {CUSTOMERS} customers, {AT_ONCE} on their way at a time")
    asyncio.run(measured("acknowledged, not stored", at_once))
    asyncio.run(measured("Rapport, thinking", lambda world: with_rapport(world)))
    asyncio.run(measured("Rapport, every thinker hangs", lambda world: with_rapport(world, hanging="model")))
    asyncio.run(measured("Rapport, workers' database hangs", lambda world: with_rapport(world, hanging="database")))


if __name__ == "__main__":
    main()
