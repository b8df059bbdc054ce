"""Lives of the real house, each in a process of its own that may end, or stand still, at any named point.

Nothing in `bot/` knows of it: the store handed to `opened` and the channel watch what passes through them. The chat
app is a folder: what it delivered to the customer and what was acknowledged are lines of a file that outlives us.
"""

from __future__ import annotations

import asyncio
import json
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import anyio._backends._asyncio  # noqa: F401 - loaded late by watchfiles otherwise, in a life that may be ending
from sqlmodel import Session, col, select

from bot.app import App, opened
from bot.errors import InputError
from bot.settings import Settings
from bot.storage import queue
from bot.storage.db import is_postgres
from bot.storage.postgres import Pool
from bot.storage.sqlite import Writer
from bot.storage.tables import Agent, Case, Lane
from bot.types.channel import Pace, Rim
from bot.types.chat import Address, Inbound, Outbound, Part, Sender
from bot.types.handoff import Actor, Verb

ARTICLES = Path(__file__).parent / "data" / "articles"
CRASHED = 9
"""Exit code of a life that ended at its point."""
PATIENCE = 60
"""Seconds after which a life that does not end by itself is ended, and its test fails."""
LEASE = 2.0

forks = multiprocessing.get_context("forkserver")
# The house is imported, its texts and rules are read once, not by each life.
forks.set_forkserver_preload(["tests.lived", "bench.kill_worker"])


@dataclass(frozen=True)
class Step:
    """What people do: a customer says something, or an agent acts on the newest case."""

    key: str
    text: str
    verb: str = ""


@dataclass(frozen=True)
class Life:
    """How one life goes. `point` is where it ends or stands still, as in "inside record"; `nth` counts from there."""

    url: str
    folder: Path
    steps: tuple[Step, ...]
    point: str = ""
    nth: int = 1
    stops: bool = False
    """Stand still at the point (SIGSTOP to itself) instead of ending."""
    can_find: bool = True
    name: str = "life"
    lease: float = LEASE

    def start(self) -> ForkServerProcess:
        """Start it; `ended` waits for it."""
        process = forks.Process(target=_live, args=(self,), daemon=True)
        process.start()
        return process


def ended(process: ForkServerProcess) -> int | None:
    """Return the exit code of a life, once it has ended."""
    process.join(PATIENCE)
    return process.exitcode


def known_to(session: Session) -> int:
    """Return the newest case."""
    return session.exec(select(Case.id).order_by(col(Case.id).desc())).first() or 0


@dataclass(frozen=True)
class Record:
    """What the chat app knows, in a file: each line is what happened and to what."""

    folder: Path

    def add(self, what: str, **more: Any) -> None:
        # One write to a file opened for appending: a line is there entirely, or not at all.
        with (self.folder / "platform.jsonl").open("ab", buffering=0) as file:
            file.write(json.dumps({"what": what, **more}).encode() + b"\n")

    def of(self, what: str) -> list[dict[str, Any]]:
        path = self.folder / "platform.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [line for line in map(json.loads, lines) if line["what"] == what]

    def keys(self, what: str) -> list[str]:
        return [line["key"] for line in self.of(what)]

    def transcript(self) -> list[str]:
        """Return what the customer sees, in order."""
        return [line["text"] for line in self.of("delivered")]


class Point:
    """Ends this process, or makes it stand still, when it comes by for the nth time."""

    def __init__(self, life: Life) -> None:
        self.life, self.left = life, life.nth

    def passed(self, where: str) -> None:
        if where != self.life.point:
            return
        self.left -= 1
        if self.left != 0:
            return
        if not self.life.stops:
            os._exit(CRASHED)
        Record(self.life.folder).add("stopped", key=self.life.name)
        # To this very thread: sent to the process, it might reach another one first and let this one go on a little.
        signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)


class _Watched:
    """A store that tells the point what runs: before, inside (just before COMMIT) and after each write."""

    def __init__(self, url: str, point: Point) -> None:
        self.point = point
        super().__init__(url)  # type: ignore[call-arg]

    async def write(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await self._watch(super().write, fn, args, kwargs)  # type: ignore[misc]

    async def urgent(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await self._watch(super().urgent, fn, args, kwargs)  # type: ignore[misc]

    async def _watch(self, door: Callable[..., Awaitable[Any]], fn: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        def within(session: Session) -> Any:
            result = fn(session, *args, **kwargs)
            session.flush()
            for name in _names(fn, result):
                self.point.passed(f"inside {name}")
            if "claim" in _names(fn, result):
                _note_claim(session, self.point.life, args[1], result)
            return result

        self.point.passed(f"before {fn.__name__}")
        result = await door(within)
        for name in _names(fn, result):
            self.point.passed(f"after {name}")
        return result


def _names(fn: Callable[..., Any], result: Any) -> list[str]:
    """A look at the queue goes by what it took: `claim` with a turn, `sending` with a part."""
    if fn.__name__ != "take":
        return [fn.__name__]
    return ["claim"] * bool(result.turns) + ["sending"] * bool(result.sends)


def _note_claim(session: Session, life: Life, now: datetime, taken: queue.Taken) -> None:
    """Keep when a lane was taken and until when it is held, by the clock that all workers go by."""
    for claim in taken.turns:
        until = session.get_one(Lane, ("in", claim.ref), populate_existing=True).ready_at
        Record(life.folder).add("claimed", key=life.name, at=now.isoformat(), until=until.isoformat())


class WatchedWriter(_Watched, Writer):
    pass


class WatchedPool(_Watched, Pool):
    pass


class Loopback:
    """A strict chat app: redelivers what was not acknowledged, and says the next thing when all is answered."""

    name, account = "loopback", "one"
    formats = False
    takes_files = False

    def __init__(self, life: Life, point: Point) -> None:
        self.life, self.point = life, point
        self.can_find = life.can_find
        self.record = Record(life.folder)
        self.app: App | None = None
        self.done: asyncio.Future[None] | None = None

    def equip(self, rim: Rim) -> None:
        """Nothing is needed."""

    def parse(self, payload: Mapping[str, Any]) -> Inbound | None:
        if not payload.get("text"):
            raise InputError("A step needs a text.")
        here = Address(self.name, self.account, "maya")
        return Inbound(str(payload["key"]), here, Sender("", "maya", "Maya"), "message", str(payload["text"]))

    def render(self, outbound: Outbound) -> Sequence[Part]:
        """Return two parts, so that a message can be half delivered."""
        head, _, tail = outbound.text.partition("\n")
        texts = (head, f"{tail}\n-- {outbound.speaker or 'the bot'}")
        return tuple(
            Part(outbound.op, outbound.address, {"key": f"{outbound.key}/{number}", "text": text})
            for number, text in enumerate(texts)
        )

    async def send(self, part: Part) -> str:
        self.point.passed("before send")
        self.record.add("delivered", **part.body)
        self.point.passed("after send")
        return str(part.body["key"])

    async def find(self, part: Part) -> str | None:
        assert self.can_find
        key = str(part.body["key"])
        return key if key in self.record.keys("delivered") else None

    def pace(self, address: Address) -> Pace:
        return Pace()

    async def busy(self, address: Address, language: str) -> None:
        """Nothing is shown of a turn that takes its time."""

    async def check(self) -> str:
        return ""

    async def run(self, rim: Rim) -> None:
        assert self.done
        try:
            await self._script(rim)
            self.done.set_result(None)
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            self.done.set_exception(error)

    async def _script(self, rim: Rim) -> None:
        offered, acked = self.record.keys("offered"), self.record.keys("acked")
        for step in self.life.steps:
            if step.key in acked:
                continue
            if step.key not in offered:
                await self._all_answered()
                self.record.add("offered", key=step.key)
            await self._do(step, rim)
            self.record.add("acked", key=step.key)
            self.point.passed("after acknowledgement")
        await self._all_answered()

    async def _do(self, step: Step, rim: Rim) -> None:
        assert self.app
        if step.verb:
            case = await self.app.db.read(known_to)
            await self.app.act(Actor(1, "Anna"), Verb(step.verb, case, step.key, step.text))  # type: ignore[arg-type]
            return
        event = self.parse({"key": step.key, "text": step.text})
        assert event
        await rim.receive(event)

    async def close(self) -> None:
        """Nothing is open."""

    async def _all_answered(self) -> None:
        assert self.app
        seen = -1
        while (await self.app.db.read(queue.health)).waiting:
            seen = await self.app.db.changed(seen, 0.05)


def _live(life: Life) -> None:
    signal.alarm(PATIENCE)
    live(life)


def live(life: Life) -> None:
    """Live in this process, to the end of the script or to the life's point."""
    logging.basicConfig(filename=life.folder / f"{life.name}.log", level=logging.INFO, force=True)
    point = Point(life)
    loopback = Loopback(life, point)
    settings = Settings(database=life.url, knowledge=ARTICLES, burst=0, lease=life.lease, _env_file=None)  # type: ignore[call-arg]
    watched = WatchedPool if is_postgres(life.url) else WatchedWriter
    with opened(settings, {("loopback", "one"): loopback}, store=lambda url: watched(url, point)) as app:
        asyncio.run(_work(app, loopback))


async def _work(app: App, loopback: Loopback) -> None:
    loopback.app, loopback.done = app, asyncio.get_running_loop().create_future()
    async with app.running():
        await loopback.done


def hire(session: Session, now: datetime) -> None:
    """Make Anna, agent number 1."""
    session.add(Agent(id=1, name="Anna", created_at=now))
