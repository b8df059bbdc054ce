"""PostgreSQL: a pool of threads, one transaction a function, and a hint to other processes after commits.

NOTIFY is a hint and no more: the poll remains the truth. It is sent on its own, at most every `HINT_SECONDS`, as
a NOTIFY inside a transaction would make all commits of the database wait for each other.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import random
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.errors import DatabaseError, DatabaseTrouble
from bot.storage.db import (
    INTAKE,
    POOL,
    Changes,
    begin,
    clashed,
    forget,
    joined,
    named,
    open_engine,
    run,
    snapshot,
    trouble,
)
from bot.storage.jobs import Job, Line, settle
from bot.storage.tables import metadata

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

CHANNEL = "rapport"
HINT_SECONDS = 0.02
IDLE_SECONDS = 5
"""How long the server waits for the next statement of an engine's transaction, which waits for nobody in between.
Without it, a process that is suspended, or a host that is gone, keeps its customers' lanes locked for hours."""
SAMPLE_SECONDS = 30.0
"""How often the database's clock is compared with the host's."""
PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between the tries of a function while the server is away: long enough for its restart."""
ENGINES = 0x526170706F7274
"""Key of the advisory lock that every engine process shares while it lives ("Rapport")."""


MOVED_SECONDS = 3
"""How long an engine that starts waits for a command that moves the database, or only looks whether one runs."""


@contextlib.contextmanager
def _line(url: str) -> Iterator[Any]:
    """A connection beside the pool, each statement a transaction; what it locks is free once it is closed."""
    engine = open_engine(url)  # says what is missing where the driver is
    import psycopg

    plain = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True, connect_timeout=10) as connection:
        yield connection


def engine_running(url: str) -> bool:
    """Return whether an engine process works on this database. Raises DatabaseError when it cannot be reached."""
    with alone(url) as free:
        return not free


@contextlib.contextmanager
def alone(url: str) -> Iterator[bool]:
    """Keep every engine process away from a database for a while; False where one works on it.

    Raises DatabaseError when it cannot be reached.
    """
    with contextlib.ExitStack() as stack:
        with _reachable():
            connection = stack.enter_context(_line(url))
            free = connection.execute(f"SELECT pg_try_advisory_lock({ENGINES})").fetchone()[0]
        yield bool(free)


def _join(connection: Any) -> None:
    """Be one of the database's engine processes while this connection lasts. Raises DatabaseError where it is moved."""
    import psycopg

    connection.execute(f"SET lock_timeout = '{MOVED_SECONDS}s'")
    try:
        connection.execute(f"SELECT pg_advisory_lock_shared({ENGINES})")
    except psycopg.errors.LockNotAvailable as error:
        raise DatabaseError("the database is being moved (`rapport db copy` or `restore`). Start once that has ended."
                            ) from error  # fmt: skip


REWRITTEN = 64 * 1024 * 1024
"""Bytes up to which a table is rewritten after an erasure; while that lasts, nobody else can use it."""
LOCK_SECONDS = 2
WORDLESS = frozenset({"lane", "lease"})
"""Tables that hold nothing of anybody's and are in use all the time."""


def rewrite(engine: Engine) -> bool:
    """Rewrite the tables, so that what was deleted stands in no page any more; False while somebody holds one.

    A plain VACUUM frees the room and leaves the bytes. Tables too big to be locked for it are named in the log. The
    write-ahead log keeps the bytes until its segments are used again: https://www.postgresql.org/docs/current/wal.html
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        try:
            for name in sorted(set(metadata.tables) - WORDLESS):
                size = connection.exec_driver_sql(f"SELECT pg_total_relation_size('{name}')").scalar() or 0
                if size > REWRITTEN:
                    log.warning('erased words may stand in free pages: run VACUUM FULL "%s" in a quiet hour', name)
                else:
                    connection.exec_driver_sql(f'VACUUM FULL "{name}"')
        except DBAPIError as error:
            connection.invalidate()
            log.info("the tables are rewritten later: %s", str(error.orig).strip())
            return False
        connection.exec_driver_sql("RESET lock_timeout")
    return True


def examine(url: str) -> None:
    """Make sure that the server answers. Raises DatabaseError saying how to mend it."""
    engine = open_engine(url)
    try:
        with _reachable(), engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    finally:
        engine.dispose()


@contextlib.contextmanager
def _reachable() -> Iterator[None]:
    try:
        with named():
            yield
    except DatabaseTrouble as error:
        raise DatabaseError(
            f"{error}\nCheck RAPPORT_DATABASE and that the server runs and lets this user in."
        ) from error


class Pool:
    """A process's database on PostgreSQL: reads and writes in threads, each with a connection of its own."""

    def __init__(self, url: str, threads: int = POOL) -> None:
        self.url = url
        self.engine = open_engine(url, IDLE_SECONDS)
        self.heard: Callable[[], None] = lambda: None
        """Called on the loop when another process committed something."""
        self._name = secrets.token_hex(8)
        self._jobs = Line(threads)
        # Apart from the others: what waits for a lock there must not keep a chat app's event from being stored.
        self._intake = Line(INTAKE)
        self._hints = ThreadPoolExecutor(1, thread_name_prefix="db-hint")
        self._changes = Changes()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._hinting = False
        self._closing = threading.Event()
        self._offset = timedelta()
        self._lines = contextlib.ExitStack()
        try:
            with named():
                self._sample()
                ear = self._engage()
        except DatabaseError:
            self._lines.close()
            self.engine.dispose()
            raise
        self._threads = [
            threading.Thread(target=self._listen, args=(ear,), name="db-listen", daemon=True),
            *(threading.Thread(target=self._work, args=(self._jobs,), name="db", daemon=True) for _ in range(threads)),
            *(threading.Thread(target=self._work, args=(self._intake,), name="db-intake", daemon=True)
              for _ in range(INTAKE)),
        ]  # fmt: skip
        for thread in self._threads:
            thread.start()

    def clock(self) -> datetime:
        """Return the database's time: leases of all hosts are measured by it."""
        return datetime.now(UTC) + self._offset

    def _sample(self) -> None:
        """Compare the clocks; half of the way there and back is the error."""
        with self.engine.connect() as connection:
            before = datetime.now(UTC)
            theirs: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
            self._offset = theirs - (before + (datetime.now(UTC) - before) / 2)
            connection.rollback()

    async def read(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a reading function on a snapshot and return its result. Raises DatabaseTrouble."""
        result: T = await self._hand_in(self._jobs, Job(lambda session: fn(session, *args, **kwargs), reads=True))
        return result

    async def write(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a writing function in a transaction of its own; return its result once that is committed.

        A function that meets another's unique row, a deadlock or a restart is run again. Raises DatabaseTrouble when
        the server stays away, or when the connection broke at COMMIT: then it may be stored, and its key or fence
        tells when it is tried again.
        """
        result: T = await self._hand_in(self._jobs, Job(lambda session: fn(session, *args, **kwargs)))
        return result

    async def urgent(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `write`, on threads and connections of its own: intake, whose sender counts the seconds."""
        result: T = await self._hand_in(self._intake, Job(lambda session: fn(session, *args, **kwargs)))
        return result

    async def _hand_in(self, line: Line, job: Job) -> Any:
        self._loop = job.loop
        line.put(job)
        return await job.future

    # --- the threads ---

    def _work(self, line: Line) -> None:
        while jobs := line.take():
            if jobs[0].reads:
                self._look(jobs)
                settle(jobs)
            else:
                jobs[0].attempt(functools.partial(_patiently, functools.partial(self._transact, jobs[0].fn), _again))
                settle(jobs, self._after_commit)

    def _look(self, jobs: list[Job]) -> None:
        """What is asked at the same time sees the same moment: one snapshot for all.

        Where that fails each is asked by itself, patiently, so that only the guilty one fails.
        """
        if len(jobs) == 1:
            jobs[0].attempt(functools.partial(self._by_itself, jobs[0]))
            return
        try:
            results = self._answers(*jobs)
        except Exception as error:  # noqa: BLE001 - each is asked again, and what it raises is handed to whoever waits
            log.info("reading again, one by one: %s", error)
            for job in jobs:
                job.attempt(functools.partial(self._by_itself, job))
            return
        for job, result in zip(jobs, results, strict=True):
            job.result = result

    def _by_itself(self, job: Job) -> Any:
        return _patiently(lambda: self._answers(job)[0], trouble)

    def _answers(self, *jobs: Job) -> list[Any]:
        results = []
        with snapshot(self.engine) as session:
            for job in jobs:
                results.append(job.fn(session))
                forget(session)
        return results

    def _transact(self, fn: Callable[[Session], T]) -> T:
        with self.engine.connect() as connection:
            begin(connection)
            try:
                with joined(connection) as session:
                    result = run(session, fn)
            except BaseException as error:
                if trouble(error):  # a broken connection must not go back to the pool
                    connection.invalidate()
                raise
            try:
                connection.commit()
            except BaseException as error:
                if meaning := trouble(error):
                    connection.invalidate()
                    raise _AtCommit(f"{meaning} (at COMMIT: it may be stored)") from error
                raise
        return result

    async def changed(self, seen: int, timeout: float) -> int:
        """Return the number of the last commit that is known of; wait up to `timeout` seconds while it is `seen`."""
        self._loop = asyncio.get_running_loop()
        return await self._changes.wait(seen, timeout)

    # --- telling others, and hearing of them ---

    def _on_loop(self, call: Callable[[], None]) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call)

    def _after_commit(self) -> None:
        self._changes.tell()
        if not self._hinting and self._loop is not None:
            self._hinting = True
            self._loop.call_later(HINT_SECONDS, self._send_hint)

    def _send_hint(self) -> None:
        self._hinting = False
        if not self._closing.is_set():
            self._hints.submit(self._hint)

    def _hint(self) -> None:
        """Tell the others; one that is lost costs them a poll's wait."""
        try:
            with named(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(f"NOTIFY {CHANNEL}, '{self._name}'")
        except DatabaseTrouble as error:
            log.info("no hint was sent: %s", error)

    def _engage(self) -> Any:
        """Open the line on which others are heard, and which says that we live. Raises DatabaseError."""
        line = self._lines.enter_context(_line(self.url))
        _join(line)
        line.execute(f"LISTEN {CHANNEL}")
        return line

    def _listen(self, line: Any) -> None:
        """Hear of other processes' commits, and keep the clock; over restarts of the server."""
        while not self._closing.is_set():
            try:
                with named():
                    self._hear(line)
            except DatabaseTrouble as error:
                log.warning("listening again: %s", error)
                line = self._reengage() or line

    def _reengage(self) -> Any:
        """Open the line again once the server answers; None when we close first."""
        while not self._closing.wait(0.5):
            self._lines.close()
            try:
                with named():
                    line = self._engage()
            except DatabaseError as error:
                log.warning("listening again: %s", error)
                continue
            self._on_loop(self._hearken)  # whatever was said while nobody listened
            return line
        return None

    def _hear(self, line: Any) -> None:
        sampled = time.monotonic()
        while not self._closing.is_set():
            for notice in line.notifies(timeout=0.5, stop_after=1):
                if notice.payload != self._name:
                    self._on_loop(self._hearken)
            if time.monotonic() - sampled > SAMPLE_SECONDS:
                self._sample()
                sampled = time.monotonic()

    def _hearken(self) -> None:
        self._changes.tell()
        self.heard()

    def close(self) -> None:
        """Finish what is handed in, then close. Nothing may be handed in afterwards."""
        self._closing.set()
        for line in (self._jobs, self._intake):
            line.end()
        for thread in self._threads:
            thread.join()
        self._hints.shutdown()
        self._lines.close()
        self.engine.dispose()


class _AtCommit(DatabaseTrouble):
    """The connection broke while committing: do not run it again blindly."""


def _again(error: BaseException) -> object:
    return not isinstance(error, _AtCommit) and (trouble(error) or clashed(error))


def _patiently(work: Callable[[], T], retryable: Callable[[BaseException], object]) -> T:
    """Run work that may be run again, over a restart of the server. Raises DatabaseTrouble when it stays away."""
    for wait in PATIENCE:
        try:
            return work()
        except Exception as error:
            if not retryable(error):
                raise
            log.info("running it again: %s", error)
        time.sleep(wait * random.uniform(0.5, 1.5))  # who clashed must not meet again
    with named():
        return work()
