"""The kill loop: a chat app with its customers, workers that die at random moments, and what is counted of it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import multiprocessing
import os
import random
import signal
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from bench.kill_worker import TIMER_EVERY, Job, child
from bot.errors import DatabaseTrouble
from bot.storage.db import Inline, is_postgres
from bot.storage.tables import Chat, Conversation, Customer, Identity, Inbound, Lane, Outbox, Timer
from tests.cluster import Cluster

CUSTOMERS = 40
REDELIVERED = 0.1
ANSWER_SECONDS = 0.02
"""The chat app answers a call within so long, after it has delivered."""
SILENCE = 60.0
"""Seconds without any progress after which a run is given up and what is missing is lost."""

forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["tests.lived", "bench.kill_worker"])


@dataclass(frozen=True)
class Plan:
    """One run."""

    title: str
    url: str
    kills: int = 0
    restarts: int = 0
    """Restarts of the PostgreSQL server, every other one as if it had crashed."""
    turns: int = 0
    """At least so many events."""
    workers: int = 1
    can_find: bool = True
    mutant: str = ""
    """ "acks first" acknowledges before the commit, "no keys" recognises no redelivery."""
    seed: int = 1
    lease: float = 2.0
    gap: tuple[float, float] = (0.05, 0.6)
    """Seconds between a worker's start and the next kill."""
    window: int = 80
    """Events under way at a time."""
    budget: int = 1_000_000
    """Events between two kills: bounds a broken queue, whose acknowledgements mean nothing."""


@dataclass
class Outcome:
    """What a run gave. `doubled` and `lost` hold the keys themselves."""

    title: str
    seed: int
    kills: int = 0
    restarts: int = 0
    events: int = 0
    timers: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    """Parts listed for a person to decide: they may have arrived."""
    in_flight: int = 0
    """Parts that were being sent at the kills, all together."""
    unlisted: list[str] = field(default_factory=list)
    """Doubled although not in flight at any kill."""
    gave_up: int = 0
    """Sends whose answer a living worker did not get in time."""
    miscounted: int = 0
    """Lanes whose count of waiting work is wrong at the end."""
    died: int = 0
    """Workers that ended by themselves."""
    takeover: float = 0.0
    """Longest time from the end of a dead worker's lease until another had the lane; seconds, PostgreSQL."""
    seconds: float = 0.0


# --- the chat app, its customers, and who kills ----------------------------------------------------


class Platform:
    """The chat app: at most one unacknowledged event a customer, resent until it is acknowledged."""

    def __init__(self, plan: Plan, chance: random.Random) -> None:
        self.plan, self.chance = plan, chance
        self.offering = True
        self.budget = plan.budget
        self.acked: set[str] = set()
        self.delivered: Counter[str] = Counter()
        self.ids: dict[str, str] = {}
        self.gave_up: set[str] = set()
        self.disordered: list[str] = []
        self.last_progress = time.monotonic()
        self.joined: dict[str, asyncio.Event] = {}
        self._newest: Counter[str] = Counter()
        self._count = itertools.count(1)
        self._numbers = [itertools.count(1) for _ in range(CUSTOMERS)]
        self._idle = deque(range(1, CUSTOMERS + 1))
        self._again: deque[tuple[str, int]] = deque()
        self._unacked: dict[str, tuple[int, asyncio.StreamWriter]] = {}
        self._workers: list[asyncio.StreamWriter] = []

    @property
    def offered(self) -> int:
        return len(self.acked | self._unacked.keys() | {key for key, _ in self._again})

    @property
    def quiet(self) -> bool:
        """Whether all that was offered is acknowledged."""
        return not self._unacked and not self._again

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk with one worker until it dies."""
        self._workers.append(writer)
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            async for line in reader:
                self._hear(json.loads(line), writer)
                self.feed()
        self._workers.remove(writer)
        for key, (customer, to) in list(self._unacked.items()):
            if to is writer:
                del self._unacked[key]
                self._again.append((key, customer))
        writer.close()

    def _hear(self, message: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        self.last_progress = time.monotonic()
        if "hello" in message:
            self.joined[message["hello"]].set()
        elif "ack" in message:
            self._acknowledged(message["ack"])
        elif "refused" in message and message["refused"] in self._unacked:
            customer, _ = self._unacked.pop(message["refused"])
            self._again.append((message["refused"], customer))
        elif "gave_up" in message:
            self.gave_up.add(message["gave_up"])
        elif "send" in message:
            self._deliver(message["send"])
            self._answer(writer, message["id"], self.ids[message["send"]])
        elif "find" in message:
            self._answer(writer, message["id"], self.ids.get(message["find"]))

    def _answer(self, writer: asyncio.StreamWriter, number: int, answer: str | None) -> None:
        line = json.dumps({"id": number, "answer": answer}).encode() + b"\n"
        later = self.chance.uniform(0, ANSWER_SECONDS)
        asyncio.get_running_loop().call_later(later, lambda: writer.is_closing() or writer.write(line))

    def _acknowledged(self, key: str) -> None:
        if key not in self._unacked:
            return
        customer, _ = self._unacked.pop(key)
        if key not in self.acked and self.chance.random() < REDELIVERED:
            self._again.append((key, customer))  # its acknowledgement got lost
        else:
            self._idle.append(customer)
        self.acked.add(key)

    def _deliver(self, key: str) -> None:
        self.delivered[key] += 1
        self.ids.setdefault(key, str(next(self._count)))
        kind, customer, number = key.split(":")
        if kind == "e":
            if self.delivered[key] == 1 and int(number) < self._newest[customer]:
                self.disordered.append(f"{key} after {self._newest[customer]}")
            self._newest[customer] = max(self._newest[customer], int(number))

    def feed(self) -> None:
        """Offer what is to be offered again, then what customers say next."""
        alive = [worker for worker in self._workers if not worker.is_closing()]
        while alive and self._again:
            self._offer(*self._again.popleft(), self.chance.choice(alive))
        while alive and self.offering and self._idle and self.budget > 0 and self._room():
            self.budget -= 1
            customer = self._idle.popleft()
            self._offer(f"e:{customer}:{next(self._numbers[customer - 1])}", customer, self.chance.choice(alive))

    def _room(self) -> bool:
        return len(self.acked) + len(self._unacked) - len(self.delivered) < self.plan.window

    def _offer(self, key: str, customer: int, writer: asyncio.StreamWriter) -> None:
        self._unacked[key] = (customer, writer)
        writer.write(json.dumps({"event": key, "customer": customer}).encode() + b"\n")


class Run:
    """One run of a plan: starts the workers, kills them, waits until all is done, and counts."""

    def __init__(self, plan: Plan, folder: Path, cluster: Cluster | None = None) -> None:
        self.plan, self.folder, self.cluster = plan, folder, cluster
        self.chance = random.Random(plan.seed)
        self.platform = Platform(plan, self.chance)
        self.outcome = Outcome(plan.title, plan.seed)
        self.flying: set[str] = set()
        self._names = itertools.count()
        self._alive: dict[str, Any] = {}
        self._dead: list[str] = []

    async def go(self) -> Outcome:
        look(self.plan.url, _people, write=True)
        if is_postgres(self.plan.url):
            look(self.plan.url, _watched, write=True)
        began = time.monotonic()
        server = await asyncio.start_unix_server(self.platform.serve, self.folder / "socket")
        try:
            for _ in range(self.plan.workers):
                await self._start()
            await self._kills()
            await self._restarts()
            while self.platform.offered < self.plan.turns:
                await self._pause(0.05)
            self.platform.offering = False
            await self._drained()
        finally:
            for process in self._alive.values():
                process.kill()
                process.join()
            server.close()
        self.outcome.seconds = time.monotonic() - began
        return self._count()

    async def _start(self) -> None:
        plan, name = self.plan, f"w{next(self._names)}"
        job = Job(plan.url, str(self.folder / "socket"), name, plan.can_find, plan.mutant, plan.lease)
        self.platform.joined[name] = asyncio.Event()
        process = forks.Process(target=child, args=(job,), daemon=True)
        await asyncio.to_thread(process.start)  # the chat app must not stand still meanwhile
        self._alive[name] = process
        joined = asyncio.ensure_future(self.platform.joined[name].wait())
        while not joined.done() and process.is_alive():
            await asyncio.wait([joined], timeout=0.1)
        joined.cancel()

    async def _pause(self, seconds: float) -> None:
        """Let it work for a while; start anew whoever ended by itself."""
        self.platform.feed()
        await asyncio.sleep(seconds)
        for name, process in list(self._alive.items()):
            if not process.is_alive():
                self.outcome.died += 1
                del self._alive[name]
                await self._start()

    async def _kills(self) -> None:
        while self.outcome.kills < self.plan.kills:
            self.platform.budget = self.plan.budget
            await self._pause(self.chance.uniform(*self.plan.gap))
            name = self.chance.choice(sorted(self._alive))
            process = self._alive.pop(name)
            os.kill(process.pid, signal.SIGKILL)
            await asyncio.to_thread(process.join)
            self.outcome.kills += 1
            flying = await asyncio.to_thread(look, self.plan.url, _sending)
            self.outcome.in_flight += len(flying)
            self.flying |= flying
            self._dead.append(name)
            await self._start()

    async def _restarts(self) -> None:
        while self.outcome.restarts < self.plan.restarts:
            assert self.cluster
            done = self.platform.offered
            share = self.plan.turns // (self.plan.restarts + 1)
            while self.platform.offered < done + share:
                await self._pause(0.02)
            await asyncio.to_thread(self.cluster.restart, ("fast", "immediate")[self.outcome.restarts % 2])
            self.outcome.restarts += 1

    async def _drained(self) -> None:
        self.platform.last_progress = time.monotonic()
        while time.monotonic() < self.platform.last_progress + SILENCE:
            await self._pause(0.1)
            if self.platform.quiet and await asyncio.to_thread(look, self.plan.url, _empty):
                return

    def _count(self) -> Outcome:
        outcome, delivered = self.outcome, self.platform.delivered
        timers = {f"t{key[1:]}" for key in self.platform.acked if int(key.split(":")[2]) % TIMER_EVERY == 0}
        listed, wrong = look(self.plan.url, _listed)
        outcome.events, outcome.timers = len(self.platform.acked), len(timers)
        outcome.held = sorted(listed)
        outcome.lost = sorted((self.platform.acked | timers) - set(delivered) - listed)
        outcome.doubled = sorted(key for key, times in delivered.items() if times > 1)
        outcome.unlisted = sorted(set(outcome.doubled) - self.flying - self.platform.gave_up)
        outcome.gave_up = len(self.platform.gave_up)
        outcome.disordered = self.platform.disordered
        outcome.miscounted = wrong
        if is_postgres(self.plan.url):
            outcome.takeover = look(self.plan.url, _latest, self._dead)
        return outcome


def run(plan: Plan, folder: Path, cluster: Cluster | None = None) -> Outcome:
    """Carry a plan out on a fresh, migrated database."""
    return asyncio.run(Run(plan, folder, cluster).go())


# --- what the database says -------------------------------------------------------------------------


def look(url: str, fn: Callable[..., Any], *args: Any, write: bool = False) -> Any:
    """Run a function on a connection of its own, however long the server is away."""
    ends = time.monotonic() + 30
    while True:
        db = Inline(url)
        try:
            return (db.now if write else db.look)(fn, *args)
        except DatabaseTrouble:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
        finally:
            db.close()


def _people(session: Session) -> None:
    now = datetime.now(UTC)
    for number in range(1, CUSTOMERS + 1):
        session.add(Customer(id=number, created_at=now))
        session.add(Chat(id=number, channel="wire", account="bench", chat=str(number)))
        session.flush()
        session.add(Identity(id=number, customer_id=number, channel="wire", external_id=str(number), chat_id=number,
                             created_at=now))  # fmt: skip
        session.add(Conversation(id=number, customer_id=number, opened_at=now, last_at=now))
    session.flush()


def _keys(session: Session, *states: str) -> set[str]:
    return {body["key"] for body in session.exec(select(Outbox.body).where(col(Outbox.status).in_(states))).all()}


def _sending(session: Session) -> set[str]:
    """What is in flight: marked before the call, not yet after it."""
    return _keys(session, "sending")


def _listed(session: Session) -> tuple[set[str], int]:
    """Return what waits for a person, and how many lanes count work that is not there."""
    wrong = session.exec(select(Lane.ref).where(Lane.pending != 0)).all()
    return _keys(session, "held", "dead"), len(wrong)


def _watched(session: Session) -> None:
    """Have the server itself note who takes a held lane, and how long after its lease: a watcher would come late."""
    for statement in (
        "CREATE TABLE taken (owner text, late interval)",
        """CREATE FUNCTION taken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
               INSERT INTO taken VALUES (OLD.owner, clock_timestamp() - OLD.ready_at); RETURN NULL; END $$""",
        """CREATE TRIGGER taken AFTER UPDATE ON lane FOR EACH ROW
               WHEN (NEW.epoch > OLD.epoch AND OLD.owner <> '' AND NEW.owner <> OLD.owner) EXECUTE FUNCTION taken()""",
    ):
        session.connection().exec_driver_sql(statement)


def _latest(session: Session, dead: list[str]) -> float:
    """Return the longest time from the end of a dead worker's lease until another had the lane, in seconds."""
    late = session.connection().exec_driver_sql(
        "SELECT COALESCE(EXTRACT(epoch FROM max(late)), 0) FROM taken WHERE owner = ANY(%s)", (dead,)
    )
    return float(late.scalar_one())


def _empty(session: Session) -> bool:
    """Whether nothing waits: no event, no part, no timer."""
    waits = [
        select(Inbound.id).where(Inbound.status == "new").limit(1),
        select(Outbox.id).where(col(Outbox.status).in_(("new", "sending", "uncertain"))).limit(1),
        select(Timer.id).where(col(Timer.fired).is_(False)).limit(1),
    ]
    return all(session.exec(wait).first() is None for wait in waits)
