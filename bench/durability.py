"""The kill -9 loop: what is lost, doubled or out of order when workers die at random moments, on both databases.

It is the queue that is measured, not the bot: real child processes run the real `Worker`, `queue` and store, with a
tiny engine of 2 reads, 2 writes and one reply a turn. This process plays the chat app and its customers: it resends
what was not acknowledged, redelivers a tenth of what was, and counts what it delivered. It kills at seeded moments.

Rows named "control" are broken on purpose: they show that such a run can fail.

    python bench/durability.py [--seed N] [--json FILE]       # RAPPORT_BENCH_SCALE=0.02 for a quick look
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import logging
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the tests' PostgreSQL

from sqlmodel import Session, col, select

from bot.errors import DatabaseTrouble
from bot.storage import migrate, queue
from bot.storage.db import Inline, Store, is_postgres
from bot.storage.opening import engine_lock, open_store
from bot.storage.postgres import Pool
from bot.storage.queue import Claim
from bot.storage.tables import Chat, Conversation, Customer, Identity, Inbound, Lane, Message, Outbox, Timer
from bot.types import Address, Event, Pace, Part
from bot.worker import SENDS, Worker
from tests.cluster import Cluster, NoPostgres
from tests.sends import Sends

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))
CUSTOMERS = 40
TIMER_EVERY = 5
"""One event in so many sets a timer, which is to be told to the customer once."""
HOLD_EVERY = 7
"""One reply in so many is of the kind that is held, not sent twice, when nobody can say whether it arrived."""
TIMER_SECONDS = 0.3
REDELIVERED = 0.1
STORED_LATER = 0.2
"""The mutant "acks first" stores so many seconds after it acknowledged: longer than a control's gap between kills."""
ANSWER_SECONDS = 0.02
"""The chat app answers a call within so long, after it has delivered."""
SILENCE = 60.0
"""Seconds without any progress after which a run is given up and what is missing is lost."""

forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["tests.lives", "bench.durability"])


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


# --- the worker: a child process -----------------------------------------------------------------


@dataclass(frozen=True)
class Job:
    """What a child needs to know."""

    url: str
    socket: str
    name: str
    can_find: bool
    mutant: str
    lease: float


@dataclass(frozen=True)
class Owned:
    closed: bool = False
    owner: str = "agent"
    """Whose turn it is: for an agent's, nobody is shown that the bot thinks."""


@dataclass(frozen=True)
class SmallTurn:
    """As much of a turn as the worker looks at."""

    events: tuple[Event, ...]
    chat_id: int
    conversation_id: int
    heard: int
    ownership: Owned = Owned()
    attachments: tuple[()] = ()

    @property
    def last(self) -> Event:
        return self.events[-1]


@dataclass(frozen=True)
class Reply:
    key: str
    acts: tuple[()] = ()


class TinyEngine(Sends):
    """Load → decide → record with 2 reads, 2 writes and one reply, so that the queue is what is measured."""

    def load(self, session: Session, claim: Claim, now: datetime) -> SmallTurn | None:
        events = queue.events(session, claim)
        if not events:
            return None
        identity = session.get_one(Identity, events[-1].identity_id)
        heard = session.exec(
            select(Message.id).where(Message.identity_id == identity.id).order_by(col(Message.id).desc()).limit(10)
        ).all()
        return SmallTurn(events, identity.chat_id or 0, identity.id, len(heard))

    def decide(self, turn: SmallTurn) -> Reply:
        return Reply(str(turn.last.data["key"]))

    def record(self, session: Session, claim: Claim, turn: SmallTurn, decision: Reply, now: datetime) -> None:
        queue.fence(session, claim)
        conversation = session.get_one(Conversation, turn.conversation_id)
        conversation.last_at = now
        message = Message(identity_id=turn.last.identity_id, conversation_id=conversation.id, role="bot",
                          text=decision.key, sent_at=now, received_at=now)  # fmt: skip
        session.add_all([conversation, message])
        session.flush()
        kind, customer, number = decision.key.split(":")
        here = Address("wire", "bench", customer)
        queue.post(
            session, chat_id=turn.chat_id, message_id=message.id, parts=[Part("post", here, {"key": decision.key})],
            policy="hold" if int(number) % HOLD_EVERY == 0 else "resend", inbound_id=turn.last.inbound_id, now=now,
        )  # fmt: skip
        if kind == "e" and int(number) % TIMER_EVERY == 0:
            due = now + timedelta(seconds=TIMER_SECONDS)
            key = f"t:{customer}:{number}"
            queue.schedule(session, key=key, identity_id=turn.last.identity_id, due_at=due, payload={"key": key})
        queue.complete(session, claim, turn.events, now)


def receive(session: Session, key: str, customer: int, stored_as: str, now: datetime) -> bool:
    """Store one event as intake does; False for a redelivery."""
    here = Address("wire", "bench", str(customer))
    stored = queue.receive(
        session, address=here, key=stored_as, lane=("in", customer), kind="press", identity_id=customer,
        payload={"address": asdict(here), "data": {"key": key}}, ready_at=now, now=now,
    )  # fmt: skip
    return stored is not None


class Wire:
    """The worker's side of the chat app: JSON lines over a socket."""

    name, account = "wire", "bench"

    def __init__(self, job: Job, store: Store, clock: Callable[[], datetime]) -> None:
        self.job, self.store, self.clock = job, store, clock
        self.can_find = job.can_find
        self.wake: Callable[[], None] = lambda: None
        self._numbers = itertools.count()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def connect(self) -> None:
        self._reader, self._writer = await asyncio.open_unix_connection(self.job.socket)
        self._say(hello=self.job.name)

    def _say(self, **message: Any) -> None:
        self._writer.write(json.dumps(message).encode() + b"\n")

    async def listen(self) -> None:
        """Take in events until the chat app is gone."""
        async for line in self._reader:
            message = json.loads(line)
            if "event" in message:
                task = asyncio.create_task(self._take_in(message["event"], message["customer"]))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            else:
                self._waiting.pop(message["id"]).set_result(message["answer"])

    async def _take_in(self, key: str, customer: int) -> None:
        if self.job.mutant == "acks first":
            self._say(ack=key)
            await asyncio.sleep(STORED_LATER)
        stored_as = f"{key}/{random.random()}" if self.job.mutant == "no keys" else key
        try:
            await self.store.urgent(receive, key, customer, stored_as, self.clock())
        except DatabaseTrouble:
            self._say(refused=key)
            return
        if self.job.mutant != "acks first":
            self._say(ack=key)
        self.wake()

    async def _ask(self, **question: Any) -> Any:
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        self._say(id=number, **question)
        return await self._waiting[number]

    async def send(self, part: Part) -> str:
        try:
            return str(await self._ask(send=part.body["key"]))
        except asyncio.CancelledError:  # a machine so busy that no answer came in time: as ambiguous as a kill
            self._say(gave_up=part.body["key"])
            raise

    async def find(self, part: Part) -> str | None:
        found: str | None = await self._ask(find=part.body["key"])
        return found

    def pace(self, address: Address) -> Pace:
        return Pace()


def child(job: Job) -> None:
    """Work until killed, or until the chat app is gone."""
    log = Path(job.socket).with_name(f"{job.name}.log")
    logging.basicConfig(filename=log, level=logging.INFO, force=True, format="%(asctime)s %(name)s %(message)s")
    with engine_lock(job.url):
        store = open_store(job.url)
        clock = store.clock if isinstance(store, Pool) else lambda: datetime.now(UTC)
        asyncio.run(_work(job, store, clock))
    os._exit(0)


async def _work(job: Job, store: Store, clock: Callable[[], datetime]) -> None:
    wire = Wire(job, store, clock)
    await wire.connect()
    worker = Worker(
        store, TinyEngine(), {("wire", "bench"): wire}, clock=clock, name=job.name, alone=not is_postgres(job.url),
        lease=job.lease,
    )  # type: ignore[arg-type]  # fmt: skip
    wire.wake = worker.wake
    if isinstance(store, Pool):
        store.heard = worker.wake
    working = asyncio.create_task(worker.run(asyncio.Event()))
    listening = asyncio.create_task(wire.listen())
    done, _ = await asyncio.wait([working, listening], return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    os._exit(0)


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
        self._watching: list[asyncio.Task[None]] = []

    async def go(self) -> Outcome:
        look(self.plan.url, _people, write=True)
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
            await asyncio.gather(*self._watching)
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
            if is_postgres(self.plan.url):
                left = await asyncio.to_thread(look, self.plan.url, _lanes_of, name)
                self._watching.append(asyncio.create_task(self._watch(left)))
            await self._start()

    async def _watch(self, left: list[Lane]) -> None:
        """See how long after its lease ended each lane of a dead worker was taken over, by the database's clock."""
        while left:
            await asyncio.sleep(0.1)
            now, epochs = await asyncio.to_thread(look, self.plan.url, _epochs)
            for lane in list(left):
                epoch, until = epochs[lane.kind, lane.ref]
                if epoch > lane.epoch:
                    left.remove(lane)
                    # Its new owner's lease, less one lease's length: when it was taken, unless it was renewed since.
                    taken = min(now, until - timedelta(seconds=self.plan.lease)) if until > now else now
                    self.outcome.takeover = max(self.outcome.takeover, (taken - lane.ready_at).total_seconds())

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


def _lanes_of(session: Session, name: str) -> list[Lane]:
    lanes = session.exec(select(Lane).where(Lane.owner == name, Lane.pending > 0)).all()
    session.expunge_all()
    return list(lanes)


def _epochs(session: Session) -> tuple[datetime, dict[tuple[str, int], tuple[int, datetime]]]:
    now = session.connection().exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    rows = session.exec(select(Lane.kind, Lane.ref, Lane.epoch, Lane.ready_at)).all()
    return now, {(kind, ref): (epoch, until) for kind, ref, epoch, until in rows}


def _empty(session: Session) -> bool:
    """Whether nothing waits: no event, no part, no timer."""
    waits = [
        select(Inbound.id).where(Inbound.status == "new").limit(1),
        select(Outbox.id).where(col(Outbox.status).in_(("new", "sending", "uncertain"))).limit(1),
        select(Timer.id).where(col(Timer.fired).is_(False)).limit(1),
    ]
    return all(session.exec(wait).first() is None for wait in waits)


# --- the table ---------------------------------------------------------------------------------------


def plans(fresh: Callable[[str], str], seed: int, databases: Sequence[str]) -> list[Plan]:
    """Return the runs at full size: 200 kills on each database, and the controls."""
    kills, few = max(3, int(200 * SCALE)), max(3, int(20 * SCALE))
    found: list[Plan] = []
    for name in databases:
        workers = 2 if name == "PostgreSQL" else 1
        title = f"{name}, {workers} worker{'s' * (workers > 1)}"
        both = {"workers": workers, "seed": seed}
        broken = {**both, "kills": few, "window": 1_000_000, "budget": 150, "gap": (0.01, 0.1)}
        found += [
            Plan(f"{title}, can be asked", fresh(name), kills=kills, **both),
            Plan(f"{title}, cannot be asked", fresh(name), kills=kills, can_find=False, **both),
            Plan(f"{title}, control: acknowledges before the commit", fresh(name), mutant="acks first", **broken),
            Plan(f"{title}, control: no keys", fresh(name), mutant="no keys", **broken),
        ]
    if "PostgreSQL" in databases:
        # Where work waits anyway, a dead worker's lanes wait with it: a takeover's own time shows when little does.
        found.append(Plan("PostgreSQL, 2 workers, little to do", fresh("PostgreSQL"), kills=few, workers=2, window=4,
                          gap=(0.3, 1.0), seed=seed))  # fmt: skip
        restarts, turns = max(2, int(40 * SCALE)), max(60, int(2000 * SCALE))
        found.append(Plan("PostgreSQL, the server restarted", fresh("PostgreSQL"), restarts=restarts, turns=turns,
                          workers=2, can_find=False, lease=30, seed=seed))  # fmt: skip
    return found


HEAD = f"{'':<62}{'kills':>6}{'rest.':>6}{'events':>7}{'timers':>7}{'lost':>6}{'dbl':>6}{'order':>6}{'held':>6}{'flying':>7}{'unlst':>6}{'died':>5}{'over s':>7}{'ev/s':>6}"  # noqa: E501


def line(one: Outcome) -> str:
    return (
        f"{one.title:<62}{one.kills:>6}{one.restarts:>6}{one.events:>7}{one.timers:>7}{len(one.lost):>6}"
        f"{len(one.doubled):>6}{len(one.disordered):>6}{len(one.held):>6}{one.in_flight:>7}{len(one.unlisted):>6}"
        f"{one.died:>5}{one.takeover:>7.2f}{one.events / one.seconds:>6.0f}"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description="Kill workers at random moments and count.")
    arguments.add_argument("--seed", type=int, default=random.randrange(10**6))
    arguments.add_argument("--json", type=Path, help="write the figures here, else to the error output")
    arguments.add_argument("--only", default="", help="carry out the rows whose title holds these words")
    given = arguments.parse_args()
    print(f"The queue with a tiny engine, seed {given.seed}; a worker has at most {SENDS} parts in flight.")
    print(HEAD)
    outcomes = []
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cluster = _cluster(stack)
        numbers = itertools.count()

        def fresh(name: str) -> str:
            if cluster and name == "PostgreSQL":
                return cluster.fresh()
            url = f"sqlite:///{folder}/{next(numbers)}.db"
            migrate.upgrade(url)
            return url

        for plan in plans(fresh, given.seed, ("SQLite", "PostgreSQL") if cluster else ("SQLite",)):
            if given.only in plan.title:
                with tempfile.TemporaryDirectory() as sockets:
                    outcomes.append(run(plan, Path(sockets), cluster))
                print(line(outcomes[-1]), flush=True)
    text = json.dumps([asdict(outcome) for outcome in outcomes])
    if given.json:
        given.json.write_text(text, encoding="utf-8")
    else:
        sys.stderr.write(text + "\n")


def _cluster(stack: contextlib.ExitStack) -> Cluster | None:
    try:
        cluster = Cluster()
    except NoPostgres as missing:
        print(f"no PostgreSQL: {missing}")
        return None
    stack.callback(cluster.close)
    return cluster


if __name__ == "__main__":
    main()
