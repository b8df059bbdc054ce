"""What the queue costs: events a second, CPU and bytes an event, latency at a fixed rate; on both databases.

An event is received (identity, lane, message, inbound row), claimed, loaded (two reads), recorded (fence, two writes,
outbox row), marked `sending`, sent, and marked sent, through the real store, queue and Worker; only deciding is left
out. Beside it, in the same run: SQLite's bare rate of one insert a COMMIT with synchronous=FULL, the same statements
in one raw thread with 64 events a COMMIT, and on PostgreSQL one, two and four worker processes.

These are measured twice. With whole cores, which shows what this machine gives: on two cores one worker and its server
leave little for a second. And each held to a quarter of a core (it runs every fourth slice of SLICE_SECONDS, stopped in
between wherever it is, in the middle of a transaction too), which shows what the design gives: whether workers wait for
each other's locks, lanes and claims. The server is never held.

What a COMMIT costs is the disk's: one that takes 2.5 ms to flush makes 350 of them a second, one that only says so ten
thousand. So SQLite is measured twice, on this machine's disk and with 2.5 ms added to each flush (bench/slow_disk.c).

    python bench/throughput.py [--json FILE]     # RAPPORT_BENCH_SCALE=0.05 for a quick look
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import multiprocessing
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlmodel import Session

from bot.storage import migrate, queue
from bot.storage.db import POOL, Inline, Store
from bot.storage.opening import open_store
from bot.storage.queue import Claim
from bot.storage.statements import Statement, run
from bot.types.channel import Pace
from bot.types.chat import Address, Part
from bot.worker import Worker
from tests.cluster import Cluster, NoPostgres
from tests.sends import Sends

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))
EVENTS = max(200, int(6000 * SCALE))
CUSTOMERS = 500 if SCALE >= 0.5 else 50
IN_FLIGHT = 64
RATE = 50
SEATS = 4
"""Of a worker that is held: it runs a slice out of so many, and no two of them in the same."""
SLICE_SECONDS = 0.01
FLUSH_MS = 2.5
"""Between the flush of a cheap SSD and that of a hard disk; with it a COMMIT an insert gives what durability.md saw."""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = "Where is the desk that I ordered two weeks ago? The courier says that it is still waiting. " * 2

SAID = 100
"""Characters of a part that is sent."""
WORDS = 2 * len(TEXT) + SAID
"""Bytes of an event's words: the customer's message, the bot's, and the part."""

PERSON = Statement("SELECT id, customer_id FROM identity WHERE id = :identity_id")
MESSAGE = Statement(
    """
    INSERT INTO message (public_id, identity_id, conversation_id, role, kind, text, choices, sources, feedback,
                         tokens, sent_at, received_at)
    VALUES (:public_id, :identity_id, :conversation_id, :role, '', :text, '[]', '[]', '', '', :now, :now) RETURNING id
    """
)
POINT = Statement("UPDATE inbound SET message_id = :message_id WHERE id = :id")
LATEST = Statement("SELECT id, role, text FROM message WHERE identity_id = :identity_id ORDER BY id DESC LIMIT 5")
TALK = Statement("SELECT id, owner, version FROM conversation WHERE id = :conversation_id")
SEEN = Statement("UPDATE conversation SET last_at = :now, misses = misses + 1 WHERE id = :conversation_id")


def people(session: Session, count: int) -> None:
    """Make customers, each with an account, a chat and a conversation of the same number."""
    for sql in (
        "INSERT INTO customer (id, public_id, status, announced, created_at) VALUES (:id, :key, 'active', FALSE, :now)",
        "INSERT INTO chat (id, channel, account, chat, thread) VALUES (:id, 'bench', 'b', :key, '')",
        """INSERT INTO identity (id, customer_id, channel, realm, external_id, display_name, verified_by, chat_id,
           created_at) VALUES (:id, :id, 'bench', '', :key, '', 'none', :id, :now)""",
        """INSERT INTO conversation (id, public_id, customer_id, status, owner, version, misses, awaiting, hint,
           acknowledged, opened_at, last_at) VALUES (:id, :key, :id, 'open', 'bot', 0, 0, '{}', '', FALSE, :now, :now)
        """,
    ):
        statement = Statement(sql)
        for number in range(1, count + 1):
            run(
                session,
                statement,
                **{name: {"id": number, "key": f"c{number}", "now": NOON}[name] for name in statement.names},
            )


def receive(session: Session, number: int, customer: int, now: datetime) -> bool:
    """Store one event with its message: what intake does."""
    run(session, PERSON, identity_id=customer).fetchone()
    address = Address("bench", "b", f"c{customer}")
    stored = queue.receive(
        session, address=address, key=f"k{number}", lane=("in", customer), kind="message", identity_id=customer,
        payload={"address": {"channel": "bench", "account": "b", "chat": f"c{customer}", "thread": ""}}, ready_at=now,
        now=now,
    )  # fmt: skip
    if stored is None:
        return False
    said = run(session, MESSAGE, public_id=f"m{number}", identity_id=customer, conversation_id=customer,
               role="customer", text=TEXT, now=now).fetchone()[0]  # fmt: skip
    run(session, POINT, message_id=said, id=stored)
    return True


@dataclass(frozen=True, slots=True)
class Ownership:
    closed: bool = False
    owner: str = "agent"
    """Whose turn it is: for an agent's, nobody is shown that the bot thinks."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the worker needs of a turn."""

    events: tuple[Any, ...]
    ownership: Ownership = Ownership()
    attachments: tuple[()] = ()

    @property
    def last(self) -> Any:
        return self.events[-1]


@dataclass(frozen=True, slots=True)
class Decision:
    acts: tuple[Any, ...] = ()


class Echo(Sends):
    """An engine that decides nothing: two reads, two writes, one part."""

    def load(self, session: Session, claim: Claim, now: datetime) -> Turn | None:
        events = queue.events(session, claim)
        if not events:
            return None
        run(session, LATEST, identity_id=claim.ref).fetchall()
        run(session, TALK, conversation_id=claim.ref).fetchone()
        return Turn(events)

    def decide(self, turn: Turn, waited: float = 0.0) -> Decision:
        return Decision()

    def record(self, session: Session, claim: Claim, turn: Turn, decision: Decision, now: datetime) -> None:
        queue.fence(session, claim)
        said = run(session, MESSAGE, public_id=f"b{turn.last.inbound_id}", identity_id=claim.ref,
                   conversation_id=claim.ref, role="bot", text=TEXT, now=now).fetchone()[0]  # fmt: skip
        run(session, SEEN, conversation_id=claim.ref, now=now)
        part = Part("post", turn.last.address, {"text": TEXT[:SAID], "key": str(said)})
        queue.post(session, chat_id=claim.ref, message_id=said, parts=[part], policy="resend",
                   inbound_id=turn.last.inbound_id, now=now)  # fmt: skip
        queue.complete(session, claim, turn.events, now)


class Platform:
    """A chat app that takes everything at once, and notes when."""

    name, account, can_find = "bench", "b", False

    def __init__(self, wanted: int) -> None:
        self.sent: list[float] = []
        self.wanted = wanted
        self.all = asyncio.Event()

    async def send(self, part: Part) -> str:
        self.sent.append(time.perf_counter())
        if len(self.sent) >= self.wanted:
            self.all.set()
        return str(part.body["key"])

    def pace(self, address: Address) -> Pace:
        return Pace()


def house(url: str, platform: Platform, **more: Any) -> tuple[Store, Worker]:
    """Return a store and the real Worker on it, with the engine that decides nothing."""
    store = open_store(url)
    channels: Mapping[Any, Any] = {("bench", "b"): platform}
    clock = getattr(store, "clock", lambda: datetime.now(UTC))
    worker = Worker(store, Echo(), channels, clock=clock, threads=0, alone=more.pop("alone", True), **more)  # type: ignore[arg-type]
    return store, worker


def everybody(events: int) -> Iterator[tuple[int, int]]:
    chance = random.Random(7)
    yield from ((number, chance.randint(1, CUSTOMERS)) for number in range(events))


async def flood(url: str, events: int, first: int = 0) -> dict[str, float]:
    """Hand in events as fast as they are taken, while the worker works; return rates and CPU."""
    platform = Platform(events)
    store, worker = house(url, platform, alone=url.startswith("sqlite"))
    stop = asyncio.Event()
    working = asyncio.create_task(worker.run(stop))
    todo = everybody(events)
    cpu, wall = time.process_time(), time.perf_counter()

    async def deliver() -> None:
        for number, customer in todo:
            await store.urgent(receive, first + number, customer, worker.clock())
            worker.wake()

    await asyncio.gather(*(deliver() for _ in range(IN_FLIGHT)))
    await platform.all.wait()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    while (await store.read(queue.health)).waiting:
        await asyncio.sleep(0.02)
    stop.set()
    await working
    store.close()
    return {"events_per_s": events / wall, "cpu_ms": cpu / events * 1000}


async def paced(url: str, seconds: float, first: int) -> dict[str, float]:
    """Hand in RATE events a second; return the latency from receipt to the send call."""
    count = max(50, int(RATE * seconds))
    received: dict[str, float] = {}
    took: list[float] = []

    class Watch(Platform):
        async def send(self, part: Part) -> str:
            took.append(time.perf_counter() - received[part.address.chat])
            return str(part.body["key"])

    store, worker = house(url, Watch(0), alone=url.startswith("sqlite"))
    stop = asyncio.Event()
    working = asyncio.create_task(worker.run(stop))
    await asyncio.sleep(0.2)
    loop = asyncio.get_running_loop()
    begin = loop.time()

    async def one(number: int) -> None:
        customer = number % CUSTOMERS + 1
        received[f"c{customer}"] = time.perf_counter()
        await store.urgent(receive, first + number, customer, worker.clock())
        worker.wake()

    tasks = []
    for number in range(count):
        await asyncio.sleep(max(0.0, begin + number / RATE - loop.time()))
        tasks.append(asyncio.create_task(one(number)))
    await asyncio.gather(*tasks)
    while (await store.read(queue.health)).waiting:
        await asyncio.sleep(0.02)
    stop.set()
    await working
    store.close()
    took.sort()
    return {"p50_ms": statistics.median(took) * 1000, "p99_ms": took[int(len(took) * 0.99)] * 1000}


# --- the limits beside it ----------------------------------------------------------------------


def bare_commits(folder: Path, seconds: float) -> float:
    """Return one-insert COMMITs a second, WAL and synchronous=FULL."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, body TEXT)")
    count, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        connection.execute("INSERT INTO event (body) VALUES (?)", (TEXT[:230],))
        count += 1
    rate = count / (time.perf_counter() - begin)
    connection.close()
    return rate


def raw_thread(url: str, events: int) -> dict[str, float]:
    """The same statements one after the other in one thread, 64 events a COMMIT, no loop and no hops."""
    db = Inline(url)
    engine = Echo()

    def batch(session: Session, some: list[tuple[int, int]]) -> None:
        for number, customer in some:
            receive(session, 10**7 + number, customer, NOON)
        while (taken := queue.take(session, "raw", NOON, 64, 64)).turns or taken.sends:
            for claim in taken.turns:
                if turn := engine.load(session, claim, NOON):
                    engine.record(session, claim, turn, Decision(), NOON)
            for chat, sending in taken.sends:
                part: Any = sending
                while part is not None:
                    part = queue.advance(session, chat, part, part.part.body["key"], NOON)

    todo = list(everybody(events))
    cpu, wall = time.process_time(), time.perf_counter()
    for start in range(0, len(todo), 64):
        db.now(batch, todo[start : start + 64])
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    db.close()
    return {"events_per_s": events / wall, "cpu_ms": cpu / events * 1000}


# --- several workers on PostgreSQL -------------------------------------------------------------


def _work(url: str, ready: Any, go: Any, done: Any, spent: Any) -> None:
    async def main() -> None:
        store, worker = house(url, Platform(-1), alone=False)
        stop = asyncio.Event()
        # Its connections are there before it is measured: to open a dozen costs as much as some fifty events.
        await asyncio.gather(*(store.write(_greet) for _ in range(8 * POOL)))
        ready.release()
        go.wait()
        cpu = time.process_time()
        working = asyncio.create_task(worker.run(stop))
        while not done.is_set():
            await asyncio.sleep(0.05)
        stop.set()
        await working
        spent.put(time.process_time() - cpu)
        store.close()

    asyncio.run(main())


def _greet(session: Session) -> None:
    run(session, PERSON, identity_id=1).fetchone()


@contextlib.contextmanager
def seated(pids: Sequence[int]) -> Iterator[None]:
    """Let processes run in turns, a slice each out of SEATS; an empty seat is a slice in which none of them runs."""
    over = threading.Event()

    def turns() -> None:
        seats = [*pids, *[0] * (SEATS - len(pids))]
        for pid in itertools.cycle(seats):
            if over.is_set():
                return
            if pid:
                os.kill(pid, signal.SIGCONT)
            time.sleep(SLICE_SECONDS)
            if pid:
                os.kill(pid, signal.SIGSTOP)

    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    thread = threading.Thread(target=turns)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def several(
    cluster: Cluster, url: str, workers: int, events: int, first: int, *, held: bool = False
) -> dict[str, float]:
    """Fill the queue and let so many worker processes empty it; return the rate, and what an event cost whom.

    `held` is a quarter of a core for each of them.
    """
    context = multiprocessing.get_context("spawn")
    ready, go, done, spent = context.Semaphore(0), context.Event(), context.Event(), context.SimpleQueue()
    db = Inline(url)
    for number, customer in everybody(events):
        db.now(receive, first + number, customer, datetime.now(UTC))
    processes = [context.Process(target=_work, args=(url, ready, go, done, spent)) for _ in range(workers)]
    for process in processes:
        process.start()
    for _ in processes:
        ready.acquire()
    pids = [process.pid for process in processes if process.pid]
    with seated(pids) if held else contextlib.nullcontext():
        begin, server = time.perf_counter(), cluster.cpu() if cluster.own else 0.0
        go.set()
        while db.look(queue.health).waiting:
            time.sleep(0.05)
        took, server = time.perf_counter() - begin, cluster.cpu() - server if cluster.own else 0.0
    done.set()
    ours = sum(spent.get() for _ in processes)
    for process in processes:
        process.join()
    db.close()
    cores = (ours + server) / took / (os.cpu_count() or 1)
    return {"events_per_s": events / took, "worker_cpu_ms": ours / events * 1000,
            "server_cpu_ms": server / events * 1000, "of_all_cores": cores}  # fmt: skip


def size(url: str) -> int:
    """Return the bytes of a SQLite file with its log."""
    path = Path(url.removeprefix("sqlite:///"))
    return sum(one.stat().st_size for one in path.parent.glob(path.name + "*"))


def fresh(path: Path) -> str:
    """Return the URL of a new database with its customers."""
    url = f"sqlite:///{path}"
    migrate.upgrade(url)
    db = Inline(url)
    db.now(people, CUSTOMERS)
    db.close()
    return url


def sqlite(folder: Path) -> dict[str, Any]:
    url = fresh(folder / "queue.db")
    asyncio.run(flood(url, 100, 10**8))  # warm
    before = size(url)
    found: dict[str, Any] = asyncio.run(flood(url, EVENTS))
    found["bytes"] = (size(url) - before) / EVENTS
    found["bytes_beside_words"] = found["bytes"] - WORDS
    found["bare_one_insert_a_commit_per_s"] = bare_commits(folder, max(0.5, 3 * SCALE))
    found["raw"] = raw_thread(fresh(folder / "raw.db"), max(200, EVENTS // 2))
    found |= asyncio.run(paced(url, max(1.0, 30 * SCALE), 2 * 10**8))
    found["ratio_to_bare"] = found["events_per_s"] / found["bare_one_insert_a_commit_per_s"]
    found["cpu_over_raw"] = found["cpu_ms"] / found["raw"]["cpu_ms"]
    return found


def on_slow_disk(folder: Path) -> dict[str, Any]:
    """Return the rates of SQLite where each flush takes FLUSH_MS longer, measured by a process of its own."""
    library = folder / "slow_disk.so"
    source = Path(__file__).with_name("slow_disk.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    slow = {"LD_PRELOAD": str(library), "RAPPORT_FLUSH_US": str(int(FLUSH_MS * 1000))}
    done = subprocess.run(
        [sys.executable, __file__, "--rates", folder / "slow"], env=os.environ | slow, check=True, text=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rates(folder: Path) -> dict[str, float]:
    """Return our rate beside that of one insert a COMMIT."""
    folder.mkdir()
    url = fresh(folder / "queue.db")
    asyncio.run(flood(url, 100, 10**8))  # warm
    ours = asyncio.run(flood(url, EVENTS // 3))["events_per_s"]
    bare = bare_commits(folder, max(0.5, 3 * SCALE))
    return {"events_per_s": ours, "bare_one_insert_a_commit_per_s": bare, "ratio_to_bare": ours / bare}


def postgres() -> dict[str, Any]:
    cluster = Cluster()
    try:
        url = cluster.fresh()
        db = Inline(url)
        db.now(people, CUSTOMERS)
        db.close()
        asyncio.run(flood(url, 100, 10**8))
        found: dict[str, Any] = asyncio.run(flood(url, EVENTS // 3))
        found |= asyncio.run(paced(url, max(1.0, 30 * SCALE), 2 * 10**8))
        found |= {f"{n} workers": several(cluster, url, n, EVENTS // 3, (3 + n) * 10**8) for n in (1, 2, 4)}
        one, two, four = (found[f"{n} workers"]["events_per_s"] for n in (1, 2, 4))
        found["two_over_one"], found["four_over_one"] = two / one, four / one
        held = "{} workers, a quarter of a core each"
        found |= {
            held.format(n): several(cluster, url, n, max(200, EVENTS // 8), (8 + n) * 10**8, held=True)
            for n in (1, 2, 4)
        }
        one, two, four = (found[held.format(n)]["events_per_s"] for n in (1, 2, 4))
        found["two_over_one, held"], found["four_over_one, held"] = two / one, four / one
        return found
    finally:
        cluster.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rates", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rates:
        print(json.dumps(rates(options.rates)))
        return
    with tempfile.TemporaryDirectory() as name:
        figures: dict[str, Any] = {"events": EVENTS, "customers": CUSTOMERS, "sqlite": sqlite(Path(name))}
        figures["sqlite, slow disk"] = on_slow_disk(Path(name))
    try:
        figures["postgres"] = postgres()
    except NoPostgres as missing:
        figures["postgres"] = {"skipped": str(missing)}
    print(f"{EVENTS} events of {CUSTOMERS} customers, {IN_FLIGHT} in flight; latency at {RATE} events/s")
    for title in ("sqlite", "sqlite, slow disk", "postgres"):
        print(f"  {title}")
        for key, value in figures[title].items():
            shown = "  ".join(f"{k} {v:.2f}" for k, v in value.items()) if isinstance(value, dict) else f"{value:.2f}"
            print(f"    {key:<40}{shown}")
    text = json.dumps(figures)
    if options.json:
        options.json.write_text(text, encoding="utf-8")
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()
