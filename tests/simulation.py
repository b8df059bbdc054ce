"""A whole system in one thread on virtual time: workers, customers and chat apps, all at the mercy of one seed.

Real `Worker`s, real intake and a real SQLite file; only time, the chat apps and the engine's thinking are played.
Nothing waits for the wall clock: the loop jumps to the next timer, so a minute takes as long as its work takes, and
the same seed gives the same run to the last call. `Simulation(seed).run()` raises Broken, naming the seed.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import hashlib
import logging
import random
import selectors
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from sqlalchemy import event as sql_event
from sqlalchemy import text
from sqlmodel import Session, col, func, select

from bot import intake, linking
from bot import worker as working
from bot.errors import DatabaseTrouble, DeliveryError, Refused
from bot.storage import migrate, queue
from bot.storage.db import Inline
from bot.storage.queue import Claim
from bot.storage.tables import Conversation, Identity, Inbound, Lane, Message, Outbox, Timer
from bot.types.channel import Limit, Pace
from bot.types.chat import Address, Outbound, Part, Sender
from bot.types.chat import Inbound as Incoming
from bot.types.turn import Event
from bot.worker import Worker
from tests.sends import Sends

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LEASE = 30.0
POLL = 2.0
"""Seconds between looks of a worker that nobody wakes: fewer than in a live one, as each look costs real time."""


class Broken(AssertionError):  # noqa: N818 - reads as what happened
    """A promise was broken; the message names the seed that shows it again."""


# --- time --------------------------------------------------------------------------------------


class _Jump(selectors.SelectSelector):
    """Instead of waiting for something to happen, goes to where the next timer is due."""

    loop: VirtualLoop
    idle = 0

    def select(self, timeout: float | None = None) -> list[Any]:
        if self.loop.broken:
            raise self.loop.broken
        if timeout is None:
            raise Broken("everybody waits for something that will never happen")
        self.idle = self.idle + 1 if timeout <= 0 else 0
        if self.idle > 200_000:
            raise Broken(f"at {self.loop.elapsed:.3f} s everything goes round in circles and no time passes")
        self.loop.elapsed += max(0.0, timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose time is virtual. One thread, no network."""

    def __init__(self) -> None:
        self.elapsed = 0.0
        self.broken: Broken | None = None
        """Ends everything, whoever's task met it."""
        jump = _Jump()
        jump.loop = self
        super().__init__(jump)

    def time(self) -> float:
        return self.elapsed

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.elapsed)

    def _write_to_self(self) -> None:
        """Nobody else's thread is there to wake us from."""


class Thinkers(concurrent.futures.Executor):
    """So many threads that think, each turn for as long as it is told, in virtual time."""

    def __init__(self, count: int, loop: asyncio.AbstractEventLoop, takes: Callable[..., float]) -> None:
        self.free, self.loop, self.takes = count, loop, takes
        self.waiting: list[tuple[concurrent.futures.Future[Any], Callable[..., Any], tuple[Any, ...]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> concurrent.futures.Future[Any]:
        future: concurrent.futures.Future[Any] = concurrent.futures.Future()
        self.waiting.append((future, fn, args))
        self._next()
        return future

    def _next(self) -> None:
        while self.free and self.waiting:
            self.free -= 1
            future, fn, args = self.waiting.pop(0)
            self.loop.call_later(self.takes(*args), self._end, future, fn, args)

    def _end(self, future: concurrent.futures.Future[Any], fn: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self.free += 1
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(fn(*args))
            except Exception as error:  # noqa: BLE001 - as an executor does
                future.set_exception(error)
        self._next()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.waiting.clear()


# --- weather -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Weather:
    """How much goes wrong, and how much there is to do."""

    seconds: float = 60
    """How long customers write and things break; then it is calm until all is done."""
    workers: int = 3
    customers: int = 5
    pause: float = 8
    """Mean seconds between two messages of a customer."""
    crash: float = 12
    """Mean seconds between two crashes; 0 for none. So below."""
    freeze: float = 25
    link: float = 20
    trouble: float = 0.02
    """Chance of a write that the database refuses, or whose COMMIT is not answered."""
    redeliver: float = 0.2
    waits: Sequence[float] = (1, 5, 30)
    """Seconds that a chat app asks for."""
    fates: Mapping[str, float] = field(
        default_factory=lambda: {
            "ok": 80, "limited": 4, "refused": 1, "gateway": 5, "lost": 4, "void": 2, "hang": 2, "slow": 2
        }
    )  # fmt: skip
    """What becomes of a call to a chat app. `lost`: it arrived, but the answer did not; `void`: neither did."""
    words: Mapping[str, float] = field(
        default_factory=lambda: {
            "say": 50, "burst": 15, "hold": 10, "desk": 8, "timer": 12, "cancel": 8, "quiet": 5, "slow": 5, "flaky": 4,
            "poison": 2, "rotten": 2, "endless": 1,
        }
    )  # fmt: skip


CALM = {"ok": 1.0}
WEATHERS = {
    "usual": Weather(),
    "heavy": Weather(seconds=40, pause=3, crash=6, freeze=12, link=6, trouble=0.1),
    "network": Weather(
        seconds=60, pause=2, crash=0, freeze=0, link=0, trouble=0.05,
        fates={"ok": 50, "limited": 10, "refused": 3, "gateway": 10, "lost": 10, "void": 10, "hang": 4, "slow": 3},
    ),
    "busy": Weather(seconds=30, customers=30, pause=1.5, workers=4, crash=8, freeze=20, link=15),
}  # fmt: skip


@dataclass
class Life:
    """One worker's life: it may stand still, or end without a word."""

    number: int
    frozen: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while it goes on."""
    stood: list[tuple[float, float]] = field(default_factory=list)
    """When it stood still, from and to."""
    ended: float | None = None
    worker: Worker = None  # type: ignore[assignment]
    task: asyncio.Task[None] = None  # type: ignore[assignment]

    def steady(self, since: float, until: float) -> bool:
        """Return whether it lived and moved all the time between."""
        if self.ended is not None and self.ended <= until:
            return False
        return all(end <= since or start >= until for start, end in self.stood)


@dataclass(frozen=True, slots=True)
class Call:
    """A part that left a worker for a chat app."""

    at: float
    chat: str
    key: str
    life: int
    fate: str


@dataclass(frozen=True, slots=True)
class Arrival:
    at: float
    chat: str
    key: str
    call: Call


# --- the parts that are played -----------------------------------------------------------------


class Platform:
    """A chat app: what reached it, and what it asked for."""

    def __init__(self, name: str, can_find: bool, gap: float = 1.0) -> None:
        self.name, self.can_find, self.gap = name, can_find, gap
        self.calls: list[Call] = []
        self.arrivals: list[Arrival] = []
        self.known: dict[str, str] = {}
        self.asked_to_wait: dict[str, tuple[float, float, int]] = {}
        """Of a chat: when we said so, until when, and to whom."""


class Wire:
    """One worker's channel to a chat app."""

    account = "acct"

    def __init__(self, sim: Simulation, platform: Platform, life: Life) -> None:
        self.sim, self.platform, self.life = sim, platform, life
        self.name, self.can_find = platform.name, platform.can_find

    def parse(self, payload: Mapping[str, Any]) -> Incoming | None:
        return None

    def render(self, outbound: Outbound) -> Sequence[Part]:
        return ()

    def pace(self, address: Address) -> Pace:
        limits = [Limit(self.name, 30, 1)]
        if address.chat == "desk":
            limits.append(Limit(f"{self.name}:desk", 20, 60))
        return Pace(gap=self.platform.gap, limits=tuple(limits))

    async def send(self, part: Part) -> str:
        sim = self.sim
        await sim.moves(self.life)
        chat, key, loop = part.address.chat, str(part.body["k"]), sim.loop
        fate = sim.fate(chat)
        call = Call(loop.time(), chat, key, self.life.number, fate)
        self.platform.calls.append(call)
        sim.note("call", self.name, chat, key, self.life.number, fate)
        sim.obeys(self.platform, call)
        there, back = sim.chance.uniform(0.01, 0.3), sim.chance.uniform(0.01, 0.3)
        if fate == "slow":
            back += 5
        if fate in ("ok", "lost", "hang", "slow"):  # the request has left: it arrives whatever becomes of its sender
            loop.call_later(there, self._arrive, call)
        await asyncio.sleep(there + (3600 if fate == "hang" else back))
        await sim.moves(self.life)
        return self._answer(call)

    def _arrive(self, call: Call) -> None:
        self.platform.arrivals.append(Arrival(self.sim.loop.time(), call.chat, call.key, call))
        self.platform.known.setdefault(call.key, f"x{len(self.platform.known)}")
        self.sim.note("arrived", self.name, call.chat, call.key)

    def _answer(self, call: Call) -> str:
        if call.fate == "limited":
            wait = float(self.sim.chance.choice(self.sim.weather.waits))
            now = self.sim.loop.time()
            self.platform.asked_to_wait[call.chat] = (now, now + wait, self.life.number)
            raise DeliveryError("429", retry_after=wait, limited=True)
        if call.fate == "refused":
            self.sim.refused.add(call.key)
            raise DeliveryError("blocked")
        if call.fate == "gateway":
            raise DeliveryError("502 before it was read", retry_after=0.0)
        if call.fate in ("lost", "void"):
            raise DeliveryError("connection reset", retry_after=0.0, certain=False)
        return self.platform.known[call.key]

    async def find(self, part: Part) -> str | None:
        await self.sim.moves(self.life)
        await asyncio.sleep(self.sim.chance.uniform(0.01, 0.3))
        if self.sim.stormy and self.sim.chance.random() < 0.05:
            raise DeliveryError("502", retry_after=0.0)
        await self.sim.moves(self.life)
        return self.platform.known.get(str(part.body["k"]))

    async def check(self) -> str:
        return ""

    async def run(self, receive: Any) -> None:
        await asyncio.Event().wait()


class Line:
    """One process's way to the database: it takes its time, and sometimes the answer to a COMMIT is lost."""

    def __init__(self, sim: Simulation, life: Life) -> None:
        self.sim, self.life = sim, life

    async def _way(self) -> None:
        await asyncio.sleep(self.sim.chance.uniform(0.0, 0.01))
        await self.sim.moves(self.life)

    async def read(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        await self._way()
        result = self.sim.db.look(fn, *args, **kwargs)
        await self._way()
        return result

    async def write(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        await self._way()
        ill = self.sim.stormy and self.sim.chance.random() < self.sim.weather.trouble
        if ill and self.sim.chance.random() < 0.5:
            raise DatabaseTrouble("locked")
        result = self.sim.db.now(fn, *args, **kwargs)
        self.sim.wrote()
        await self._way()
        if ill:
            raise DatabaseTrouble("gone at COMMIT")
        return result


@dataclass(frozen=True, slots=True)
class SmallTurn:
    """As much of a turn as a worker looks at."""

    events: tuple[Event, ...]
    customer_id: int
    ownership: Any = field(default_factory=lambda: SimpleNamespace(closed=False, owner="agent"))
    attachments: tuple[()] = ()

    @property
    def last(self) -> Event:
        return self.events[-1]

    @property
    def words(self) -> list[str]:
        return [event.text.split()[0] for event in self.events if event.text]


class SmallEngine(Sends):
    """Does with the first word of a message what the word says. Every effect leaves a row of `effect`."""

    def __init__(self, sim: Simulation) -> None:
        self.sim = sim
        self.tries: Counter[int] = Counter()

    def load(self, session: Session, claim: Claim, now: datetime) -> SmallTurn | None:
        events = queue.events(session, claim)
        if any(event.text.startswith("rotten") for event in events):
            raise LookupError("rotten")
        return SmallTurn(events, claim.ref) if events else None

    def decide(self, turn: SmallTurn, waited: float = 0.0) -> Any:
        self.tries[turn.events[0].inbound_id] += 1
        if "poison" in turn.words:
            raise RuntimeError("poison")
        if "flaky" in turn.words and self.tries[turn.events[0].inbound_id] < 3:
            raise RuntimeError("flaky")
        return SimpleNamespace(acts=())

    def takes(self, turn: SmallTurn | None = None, since: float = 0.0) -> float:
        """Return how long a turn is thought about, whenever it was handed over."""
        words = turn.words if turn else []
        return 3 * LEASE if "endless" in words else 5.0 if "slow" in words else 0.05

    def record(self, session: Session, claim: Claim, turn: SmallTurn, decision: Any, now: datetime) -> None:
        queue.fence(session, claim)
        for event in turn.events:
            self._effect(session, event, claim.ref, "done")
            self._obey(session, event, now)
        queue.complete(session, claim, turn.events, now)

    def record_failure(self, session: Session, claim: Claim, turn: SmallTurn, error: str, now: datetime) -> None:
        queue.fence(session, claim)
        for event in turn.events:
            self._effect(session, event, claim.ref, "dead")
        queue.bury(session, claim, turn.events, error, now)

    def rehome(self, session: Session, claim: Claim, now: datetime) -> None:
        raise Broken("nothing here is ever closed")

    def _effect(self, session: Session, event: Event, lane: int, outcome: str) -> None:
        session.execute(
            text("INSERT INTO effect (inbound_id, identity_id, lane, outcome, timer) VALUES (:i, :who, :lane, :o, :t)"),
            {"i": event.inbound_id, "who": event.identity_id, "lane": lane, "o": outcome,
             "t": event.data.get("timer", "")},
        )  # fmt: skip

    def _obey(self, session: Session, event: Event, now: datetime) -> None:
        word, _, count = event.text.partition(" ")
        who = session.get_one(Identity, event.identity_id)
        if word == "timer" and count:
            key = f"t{event.inbound_id}"
            due = now + timedelta(seconds=float(count))
            queue.schedule(session, key=key, identity_id=who.id, due_at=due, payload={"timer": key})
            session.execute(text("INSERT INTO plan VALUES (:key, :who, 0)"), {"key": key, "who": who.id})
        if word == "cancel":
            rows = session.exec(select(Timer.key).where(Timer.identity_id == who.id, col(Timer.fired).is_(False)))
            for key in rows.all():
                queue.cancel(session, key)
                session.execute(text("UPDATE plan SET cancelled = 1 WHERE key = :key"), {"key": key})
        if word == "quiet":
            return
        parts = int(count.strip(".")) if word in ("say", "hold", "desk") else 1
        self._say(session, event, who, "desk" if word == "desk" else "", parts, word == "hold", now)

    def _say(
        self, session: Session, event: Event, who: Identity, chat: str, parts: int, hold: bool, now: datetime
    ) -> None:
        conversation = (
            session.exec(select(Conversation.id).where(Conversation.customer_id == who.customer_id).limit(1)).first()
            or session.exec(select(Conversation.id).limit(1)).one()
        )
        message = Message(identity_id=who.id, conversation_id=conversation, role="bot", text="…", sent_at=now,
                          received_at=now)  # fmt: skip
        session.add(message)
        session.flush()
        address = Address(who.channel, "acct", chat or who.external_id)
        made = [Part("post", address, {"k": f"{event.inbound_id}/{number}"}) for number in range(parts)]
        queue.post(session, chat_id=queue.chat(session, address), message_id=message.id, parts=made,
                   policy="hold" if hold else "resend", inbound_id=event.inbound_id, now=now)  # fmt: skip


# --- the play ----------------------------------------------------------------------------------


class Simulation:
    """One run. `template` is a migrated, empty SQLite file; the run works on a copy of it."""

    def __init__(self, seed: int, template: Path, folder: Path, weather: Weather | None = None) -> None:
        self.seed, self.weather = seed, weather or Weather()
        self.chance = random.Random(seed)
        self.loop = VirtualLoop()
        path = folder / f"sim-{seed}.db"
        shutil.copy(template, path)
        self.path = path
        self.db = Inline(f"sqlite:///{path}")
        # Nobody pulls the plug here, and ours come and go with their fsyncs: a crash is a worker's.
        sql_event.listen(self.db.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        self.db.now(_own_tables)
        self.engine = SmallEngine(self)
        apps = Platform("open", True), Platform("deaf", False), Platform("fast", False, gap=0)
        self.platforms = {app.name: app for app in apps}
        self.trace: list[str] = []
        self.refused: set[str] = set()
        self.lives: list[Life] = []
        self.stormy = True
        self.acknowledged: set[tuple[str, str]] = set()
        self.counts: Counter[str] = Counter()
        self._writes = 0
        self.rows: Sequence[Inbound] = ()
        self.parts: dict[str, Outbox] = {}

    # --- what the parts ask of the play ---

    def note(self, *what: object) -> None:
        self.trace.append(f"{self.loop.time():.6f} " + " ".join(str(one) for one in what))

    def pick(self, weights: Mapping[str, float]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    @property
    def fates(self) -> Mapping[str, float]:
        return self.weather.fates if self.stormy else CALM

    def fate(self, chat: str) -> str:
        """Return what becomes of the next call to a chat."""
        return self.pick(self.fates)

    async def moves(self, life: Life) -> None:
        """Return once this worker goes on; never for one that crashed."""
        while not life.frozen.is_set():
            await life.frozen.wait()

    def wrote(self) -> None:
        """A transaction was committed: every so often, count what every lane says that it has."""
        self._writes += 1
        self.holds(self._writes < 100_000, "it goes on for ever")
        if self._writes % 20 == 0:
            self.counted()

    def counted(self) -> None:
        wrong = self.db.look(miscounted)
        self.holds(not wrong, f"lanes count wrongly (kind, ref, pending, really): {wrong}")

    def holds(self, true: object, words: str) -> None:
        if not true:
            tail = "\n".join(self.trace[-15:])
            self.loop.broken = Broken(f"seed {self.seed}, {self.loop.time():.3f} s: {words}\n{tail}")
            raise self.loop.broken

    def obeys(self, platform: Platform, call: Call) -> None:
        """A chat that asked to wait is left alone, unless the one who was told is gone."""
        said, until, life = platform.asked_to_wait.get(call.chat, (0.0, 0.0, 0))
        if call.at < until - 1e-6 and self.lives[life].steady(said, said + 3):
            self.holds(False, f"{call.chat} asked at {said:.3f} to wait until {until:.3f}")

    # --- running ---

    def run(self) -> str:
        """Play to the end and look at everything; return the hash of what happened. Raises Broken."""
        heard = _Heard()
        log = logging.getLogger("bot.worker")
        log.addHandler(heard)
        before = log.propagate, log.level
        log.propagate = False
        log.setLevel(logging.INFO)
        try:
            with self._patched():
                asyncio.set_event_loop(None)
                self.loop.run_until_complete(self._play())
            self.holds(not heard.failed, f"a task of a worker failed: {heard.failed[:1]}")
            self.check()
        finally:
            log.removeHandler(heard)
            log.propagate, level = before
            log.setLevel(level)
            self._close()
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()

    @contextlib.contextmanager
    def _patched(self) -> Iterator[None]:
        def thinkers(count: int, **_names: Any) -> Thinkers:
            return Thinkers(count, self.loop, self.engine.takes)

        with patch.object(working, "ThreadPoolExecutor", thinkers), patch.object(working, "POLL_SECONDS", POLL):
            yield

    def _close(self) -> None:
        self.loop.broken = None
        for task in sorted(asyncio.all_tasks(self.loop), key=_number):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()
        self.db.close()
        for leftover in self.path.parent.glob(self.path.name + "*"):
            leftover.unlink()

    async def _play(self) -> None:
        for _ in range(self.weather.workers):
            self._spawn()
        acts: list[Coroutine[Any, Any, None]] = [self._customer(number) for number in range(self.weather.customers)]
        acts += [self._crashes(), self._freezes(), self._linking()]
        tasks = [asyncio.create_task(act) for act in acts]
        await asyncio.sleep(self.weather.seconds)
        self.stormy = False
        await asyncio.gather(*tasks)
        deadline = self.loop.time() + 3600
        while not self.db.look(idle):
            self.holds(self.loop.time() < deadline, f"stuck: {self.db.look(stuck)}")
            await asyncio.sleep(5)
        for life in self.lives:
            if life.ended is None:
                self._end(life)
        await asyncio.sleep(1)

    def _spawn(self) -> Life:
        life = Life(len(self.lives))
        life.frozen.set()
        self.lives.append(life)
        channels = {(name, "acct"): Wire(self, platform, life) for name, platform in self.platforms.items()}
        life.worker = Worker(
            Line(self, life), self.engine, channels, clock=self.loop.now, threads=4,  # type: ignore[arg-type]
            name=f"w{life.number}", alone=False, lease=LEASE, chance=random.Random(self.chance.random()),
        )  # fmt: skip
        life.task = asyncio.create_task(life.worker.run(asyncio.Event()))
        return life

    def _end(self, life: Life) -> None:
        """End a worker without a word: whatever it would still do reaches nobody."""
        life.ended = self.loop.time()
        life.frozen.clear()
        tasks = {life.task, *life.worker._turns, *life.worker._sends}
        for task in sorted(tasks, key=_number):
            task.cancel()

    # --- what happens to it ---

    async def _now_and_then(self, mean: float) -> bool:
        """Wait for a while; return False when the storm is over."""
        if not mean:
            return False
        await asyncio.sleep(self.chance.expovariate(1 / mean))
        return self.stormy

    def _living(self) -> list[Life]:
        return [life for life in self.lives if life.ended is None and life.frozen.is_set()]

    async def _crashes(self) -> None:
        while await self._now_and_then(self.weather.crash):
            if living := self._living():
                life = self.chance.choice(living)
                self.note("crash", life.number)
                self.counts["crashes"] += 1
                self._end(life)
                await asyncio.sleep(self.chance.uniform(0.5, 5))
                self._spawn()

    async def _freezes(self) -> None:
        while await self._now_and_then(self.weather.freeze):
            if living := self._living():
                life = self.chance.choice(living)
                start, length = self.loop.time(), self.chance.choice((2.0, 15.0, 45.0, 100.0))
                self.note("freeze", life.number, length)
                self.counts["freezes"] += 1
                life.stood.append((start, start + length))
                life.frozen.clear()
                self.loop.call_later(length, self._thaw, life)

    def _thaw(self, life: Life) -> None:
        if life.ended is None:
            self.note("thaw", life.number)
            life.frozen.set()

    async def _linking(self) -> None:
        line = Line(self, self._outside())
        while await self._now_and_then(self.weather.link):
            people = self.db.look(lambda session: session.exec(select(Identity.id).order_by(col(Identity.id))).all())
            if len(people) < 2:
                continue
            one, other = self.chance.sample(list(people), 2)
            undo = self.chance.random() < 0.4
            with contextlib.suppress(Refused, DatabaseTrouble):
                await line.write(_unlink if undo else _link, one, other, self.loop.now())
                self.note("unlink" if undo else "link", one, other)
                self.counts["links"] += 1

    def _outside(self) -> Life:
        """A process that never fails: the intake's."""
        life = Life(-1)
        life.frozen.set()
        return life

    async def _customer(self, number: int) -> None:
        line, count = Line(self, self._outside()), 0
        channel = list(self.platforms)[number % 3]
        while await self._now_and_then(self.weather.pause):
            for words in self._says(number):
                count += 1
                await self._deliver(line, channel, f"c{number}", f"{number}:{count}", words)
                await asyncio.sleep(self.chance.uniform(0.0, 0.5))

    def _says(self, number: int) -> list[str]:
        """Return what a customer writes in a row."""
        word = self.pick(self.weather.words)
        if word == "burst":
            return [f"say {fragment}" for fragment in range(1, self.chance.randint(2, 4))] + ["say 1."]
        if word in ("say", "hold", "desk"):
            return [f"{word} {self.chance.randint(1, 3)}"]
        if word == "timer":
            return [f"timer {self.chance.randint(1, 60)}"]
        return [f"{word} ."]

    async def _deliver(self, line: Line, channel: str, user: str, key: str, words: str) -> None:
        """A chat app hands over an event, again and again until it is acknowledged, and sometimes once more."""
        incoming = Incoming(key, Address(channel, "acct", user), Sender("", user), "message", words)
        while True:
            with contextlib.suppress(DatabaseTrouble):
                new = await line.write(intake.receive, incoming, self.loop.now(), burst=1.5)
                self.note("stored" if new else "known", key, words)
                break
            await asyncio.sleep(self.chance.uniform(0.5, 2))
        self.acknowledged.add((channel, key))
        self.counts["events"] += 1
        if living := self._living():
            self.chance.choice(living).worker.wake()
        if self.chance.random() < self.weather.redeliver:
            await asyncio.sleep(self.chance.uniform(0, 3))
            with contextlib.suppress(DatabaseTrouble):
                again = await line.write(intake.receive, incoming, self.loop.now(), burst=1.5)
                self.holds(not again, f"{key} was stored twice")

    # --- at the end ---

    def turn_delays(self) -> dict[str, list[float]]:
        """Return the seconds from receipt to effect of every event, by customer."""
        found: dict[str, list[float]] = defaultdict(list)
        for row in self.rows:
            assert row.done_at
            found[row.key.split(":")[0]].append((row.done_at - row.received_at).total_seconds())
        return found

    def part_delays(self) -> dict[str, list[float]]:
        """Return the seconds from a part's decision to its arrival, by chat."""
        found: dict[str, list[float]] = defaultdict(list)
        for platform in self.platforms.values():
            for arrival in platform.arrivals:
                decided = (self.parts[arrival.key].created_at - NOON).total_seconds()
                found[arrival.chat].append(arrival.at - decided)
        return found

    def check(self) -> None:
        """Look at every promise. Raises Broken."""
        self.counted()
        self._events()
        self._timers()
        for platform in self.platforms.values():
            self._parts(platform)
            self._order(platform)
            self._pace(platform)

    def _events(self) -> None:
        rows = self.db.look(lambda session: session.exec(select(Inbound).order_by(col(Inbound.id))).all())
        effects = self.db.look(lambda session: session.execute(text("SELECT * FROM effect ORDER BY rowid")).all())
        stored = {(row.channel, row.key) for row in rows}
        self.rows = rows
        self.holds(self.acknowledged <= stored, f"acknowledged and lost: {self.acknowledged - stored}")
        times = Counter(effect.inbound_id for effect in effects)
        words = self.db.look(lambda session: dict(session.exec(select(Message.id, Message.text)).all()))
        ill = {row.done_at for row in rows if words.get(row.message_id or 0, "").startswith(("poison", "rotten"))}
        for row in rows:
            said = words.get(row.message_id or 0, "")
            expected = "dead" if row.done_at in ill else "done"  # a poison turn is set aside with its whole burst
            self.holds(row.status == expected, f"event {row.id} ({said}) is {row.status}, not {expected}: {row.error}")
            often = 0 if "rotten" in row.error else 1
            self.holds(times[row.id] == often, f"event {row.id} ({said}) took effect {times[row.id]} times")
            self.holds(row.attempts <= queue.MAX_ATTEMPTS, f"event {row.id} was tried {row.attempts} times")
            self.counts[row.status] += 1
        lanes: dict[object, list[int]] = defaultdict(list)
        for effect in effects:
            lanes["identity", effect.identity_id].append(effect.inbound_id)
            if not self.counts["links"]:
                lanes["lane", effect.lane].append(effect.inbound_id)
        for lane, order in lanes.items():
            self.holds(order == sorted(order), f"out of order at {lane}: {order}")

    def _timers(self) -> None:
        plans = self.db.look(lambda session: session.execute(text("SELECT key, who, cancelled FROM plan")).all())
        fired = self.db.look(
            lambda session: session.execute(text("SELECT timer, identity_id FROM effect WHERE timer <> ''")).all()
        )
        times = Counter(key for key, _ in fired)
        for key, _who, cancelled in plans:
            self.holds(times[key] == (0 if cancelled else 1), f"timer {key} fired {times[key]} times ({cancelled=})")
        due = self.db.look(lambda session: dict(session.exec(select(Timer.key, Timer.due_at)).all()))
        order: dict[int, list[datetime]] = defaultdict(list)
        for key, who in fired:
            order[who].append(due[key])
        for who, moments in order.items():
            self.holds(moments == sorted(moments), f"timers of {who} fired out of order: {moments}")
        self.counts["timers"] += len(fired)

    def _parts(self, platform: Platform) -> None:
        rows = self.db.look(_parts_of, platform.name)
        arrived: dict[str, list[Arrival]] = defaultdict(list)
        for arrival in platform.arrivals:
            arrived[arrival.key].append(arrival)
        for key, row in rows.items():
            times = arrived[key]
            self.parts[key] = row
            self.counts["parts"] += 1
            self.holds(row.status in ("sent", "dead", "held"), f"part {key} is {row.status}")
            self.holds(row.status != "sent" or times, f"part {key} is marked sent and never arrived")
            dead_for_cause = key in self.refused or row.attempts >= queue.MAX_ATTEMPTS
            self.holds(row.status != "dead" or dead_for_cause, f"part {key} is dead: {row.error}")
            if not (self.counts["crashes"] or self.counts["freezes"]):  # a lost answer of the database alone
                called = any(call.key == key for call in platform.calls)
                self.holds(row.status != "held" or called, f"part {key} is held and was never sent")
            once = platform.can_find or row.policy == "hold"
            most = 1 if once else queue.MAX_ATTEMPTS
            self.holds(len(times) <= most, f"part {key} ({row.policy}) arrived {len(times)} times")
            for one, again in pairwise(times):
                excused = one.call.fate != "ok" or not self.lives[one.call.life].steady(one.call.at, again.at)
                self.holds(excused, f"part {key} arrived again although its answer came")
                self.counts["doubles"] += 1

    def _order(self, platform: Platform) -> None:
        rows = self.db.look(_parts_of, platform.name)
        chats: dict[str, list[int]] = defaultdict(list)
        seen: set[str] = set()
        for arrival in platform.arrivals:
            if arrival.key not in seen:
                seen.add(arrival.key)
                chats[arrival.chat].append(rows[arrival.key].id)
        for chat, order in chats.items():
            self.holds(order == sorted(order), f"parts of {chat} arrived out of order: {order}")

    def _pace(self, platform: Platform) -> None:
        chats: dict[str, list[Arrival]] = defaultdict(list)
        for arrival in platform.arrivals:
            chats[arrival.chat].append(arrival)
        for chat, found in chats.items():
            for one, two in pairwise(found):
                if two.at - one.at < platform.gap - 1e-6:
                    self.holds(False, f"{chat} got {one.key} and {two.key} within {two.at - one.at:.3f} s")
        # Between taking a slot and the call lies the way from the database.
        desk = [call.at for call in platform.calls if call.chat == "desk"]
        self.holds(fullest(desk, 59.5) <= 20, f"the group {platform.name}/desk got too much in a minute")
        self.holds(fullest([call.at for call in platform.calls], 0.95) <= 30, f"{platform.name} got too much in 1 s")


def fullest(moments: Sequence[float], seconds: float) -> int:
    """Return how many of these moments lie in the fullest window of so many seconds."""
    moments, first, most = sorted(moments), 0, 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


class _Heard(logging.Handler):
    """Hears of what a worker did not expect."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.failed: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "a task of the worker failed" in record.msg:
            self.failed.append(repr(record.exc_info and record.exc_info[1]))


def _number(task: asyncio.Task[Any]) -> int:
    return int(task.get_name().rsplit("-", 1)[1])


def _own_tables(session: Session) -> None:
    session.execute(text("CREATE TABLE effect (inbound_id INT, identity_id INT, lane INT, outcome TEXT, timer TEXT)"))
    session.execute(text("CREATE TABLE plan (key TEXT, who INT, cancelled INT)"))


def _link(session: Session, one: int, other: int, now: datetime) -> None:
    a, b = (session.get_one(Identity, who).customer_id for who in (one, other))
    linking.link(session, a, b, method="code", actor="customer", evidence="code", now=now)


def _unlink(session: Session, one: int, _other: int, now: datetime) -> None:
    linking.unlink(session, one, "customer", now)


def _parts_of(session: Session, channel: str) -> dict[str, Outbox]:
    rows = session.exec(select(Outbox).order_by(col(Outbox.id))).all()
    return {str(row.body["k"]): row for row in rows if row.body["address"]["channel"] == channel}


def miscounted(session: Session) -> list[tuple[str, int, int, int]]:
    """Return the lanes whose `pending` is not the number of their open rows: kind, ref, pending, really."""
    found = session.execute(_MISCOUNTED).all()
    return [(kind, ref, pending, really) for kind, ref, pending, really in found]


_MISCOUNTED = text(
    """
    SELECT kind, ref, sum(pending), sum(really) FROM (
        SELECT kind, ref, pending, 0 AS really FROM lane
        UNION ALL SELECT lane_kind, lane_ref, 0, count(*) FROM inbound WHERE status = 'new' GROUP BY 1, 2
        UNION ALL SELECT 'out', chat_id, 0, count(*) FROM outbox WHERE status IN ('new', 'sending', 'uncertain')
        GROUP BY 1, 2) AS counts
    GROUP BY kind, ref HAVING sum(pending) <> sum(really) ORDER BY 1, 2
    """
)


def idle(session: Session) -> bool:
    """Return whether nothing waits, nothing is held and no timer runs."""
    timers = session.exec(select(func.count()).where(col(Timer.fired).is_(False))).one()
    held = session.exec(
        select(func.count()).select_from(Lane).where((Lane.owner != "") | (col(Lane.pending) != 0))
    ).one()
    return queue.health(session).waiting == 0 and timers == 0 and held == 0


def stuck(session: Session) -> list[Any]:
    """Return what still waits, for people."""
    lanes = session.exec(select(Lane).where((col(Lane.pending) != 0) | (Lane.owner != ""))).all()
    events = session.exec(select(Inbound.id, Inbound.kind, Inbound.error).where(Inbound.status == "new")).all()
    parts = session.exec(select(Outbox.id, Outbox.status, Outbox.error).where(Outbox.status != "sent")).all()
    return [[lane.model_dump() for lane in lanes], events, parts]


def template(folder: Path) -> Path:
    """Return a migrated, empty SQLite file for many runs."""
    path = folder / "template.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path
