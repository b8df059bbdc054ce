"""Who opens a session, and who commits: this module and no other.

`Database` is the engine's: on SQLite one writer thread owns one connection and gives each function a fresh
session on it; what has queued up meanwhile shares one COMMIT (durability.md, §7). `Inline` runs everything at
once on the caller's thread, for replay, tests and the commands that work beside an engine. Both take the same
plain functions: session first, no commit, no I/O, safe to run twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.errors import DatabaseError

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

BATCH_SECONDS = 0.005
"""A batch takes no further function once it has worked this long."""
BUSY_SECONDS = 10
"""How long a short command waits for the engine's transaction to end, and the other way round."""

URGENT, NORMAL, LAST = 0, 1, 2


def sqlite_path(url: str) -> Path:
    """Return the file behind a `sqlite:///FILE` URL."""
    return Path(url.removeprefix("sqlite:///"))


def existing(url: str) -> str:
    """Return the URL of a database that is there. Raises DatabaseError instead of making an empty one by mistake."""
    path = sqlite_path(url)
    if not path.is_file() or path.stat().st_size == 0:
        raise DatabaseError(f"there is no database at {path.absolute()}. Start `rapport serve` or `rapport chat` once, "
                            "or set RAPPORT_DATABASE.")  # fmt: skip
    return url


def open_engine(url: str) -> Engine:
    """Return an SQLAlchemy engine with our pragmas and explicit transactions. Opens nothing yet."""
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: writers say BEGIN IMMEDIATE.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    return engine


@contextlib.contextmanager
def engine_lock(url: str) -> Iterator[None]:
    """Hold the file lock that makes this process the only engine on a SQLite file.

    Raises DatabaseError when another process has it.
    """
    path = sqlite_path(url)
    lock = path.with_name(path.name + ".lock")
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DatabaseError(f"{path} cannot be used: {error.strerror} ({lock}). Is the folder writable?") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 64).decode(errors="replace").strip() or "unknown"
            raise DatabaseError(
                f"{path} is in use by another engine (process {holder}). One engine at a time may use a SQLite file: "
                "stop the other one, or set RAPPORT_DATABASE to another file. "
                "`rapport chat` and `rapport customer …` work beside a running engine."
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)  # also releases the lock


def engine_running(url: str) -> bool:
    """Return whether an engine process holds this SQLite file."""
    lock = sqlite_path(url).with_name(sqlite_path(url).name + ".lock")
    if not lock.exists():
        return False
    handle = os.open(lock, os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def checkpoint(engine: Engine) -> bool:
    """Bring the log into the file and empty it, where overwritten bytes still stand; False while a reader keeps it."""
    with engine.connect() as connection:
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    return not busy


class Store(Protocol):
    """What the rooms above see of a database: two doors, and a sign when something changed."""

    async def read(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T: ...

    async def write(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T: ...

    async def urgent(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T: ...

    async def changed(self, seen: int, timeout: float) -> int: ...


def _run(connection: Connection, fn: Callable[[Session], T]) -> T:
    # rollback_only: the session never commits and closing it leaves the connection's transaction alone.
    with Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False) as session:
        result = fn(session)
        session.flush()
        return result


@contextlib.contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One `BEGIN IMMEDIATE … COMMIT`, rolled back on any error."""
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


@contextlib.contextmanager
def snapshot(engine: Engine) -> Iterator[Session]:
    """A reading session whose statements all see the same moment."""
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        with Session(connection, join_transaction_mode="rollback_only") as session:
            yield session
        connection.rollback()


class Inline:
    """Reads and writes on the caller's thread, each in a transaction of its own: deterministic."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        self._version = 0

    def now(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one function in its own transaction and return its result."""
        with transaction(self.engine) as connection:
            result = _run(connection, lambda session: fn(session, *args, **kwargs))
        self._version += 1
        return result

    def look(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one reading function and return its result."""
        with snapshot(self.engine) as session:
            return fn(session, *args, **kwargs)

    async def read(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return self.look(fn, *args, **kwargs)

    async def write(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return self.now(fn, *args, **kwargs)

    urgent = write

    async def changed(self, seen: int, timeout: float) -> int:
        if seen == self._version:
            await asyncio.sleep(timeout)
        return self._version

    def close(self) -> None:
        self.engine.dispose()


class _Job:
    __slots__ = ("fn", "future")

    def __init__(self, fn: Callable[[Session], Any]) -> None:
        self.fn = fn
        self.future: Future[Any] = Future()

    def settle(self, result: Any = None, error: BaseException | None = None) -> None:
        """Tell whoever waits; nobody may be there any more, and the writer must live on."""
        if not self.future.set_running_or_notify_cancel():
            return
        if error is None:
            self.future.set_result(result)
        else:
            self.future.set_exception(error)


class Database:
    """The engine's database: one writer thread with group commit, reads on their own WAL connections."""

    def __init__(self, url: str, readers: int = 4) -> None:
        self.url = url
        self.engine = open_engine(url)
        self._jobs: queue.PriorityQueue[tuple[int, int, _Job | None]] = queue.PriorityQueue()
        self._count = 0
        self._count_lock = threading.Lock()
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="db-read")
        self._version = 0
        self._waiters: set[asyncio.Future[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._writer = threading.Thread(target=self._write_loop, name="db-write", daemon=True)
        self._writer.start()

    async def read(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a reading function on a connection of its own and return its result."""

        def look() -> T:
            with snapshot(self.engine) as session:
                return fn(session, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._readers, look)

    async def write(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a writing function in the writer's next batch; return its result once that is committed."""
        return await self._submit(NORMAL, lambda session: fn(session, *args, **kwargs))

    async def urgent(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `write`, before all that waits: intake, whose sender counts the seconds."""
        return await self._submit(URGENT, lambda session: fn(session, *args, **kwargs))

    async def _submit(self, rank: int, fn: Callable[[Session], T]) -> T:
        self._loop = asyncio.get_running_loop()
        job = _Job(fn)
        self._put(rank, job)
        # Shielded: a caller that is cancelled must not make the writer's result unclaimable.
        result: T = await asyncio.shield(asyncio.wrap_future(job.future))
        return result

    def _put(self, rank: int, job: _Job | None) -> None:
        with self._count_lock:
            self._count += 1
            self._jobs.put((rank, self._count, job))

    async def changed(self, seen: int, timeout: float) -> int:
        """Return the number of this process's last commit; wait up to `timeout` seconds while it is `seen`."""
        if seen == self._version:
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiters.add(waiter)
            try:
                await asyncio.wait_for(waiter, timeout)
            except TimeoutError:
                pass
            finally:
                self._waiters.discard(waiter)
        return self._version

    def _tell(self) -> None:
        self._version += 1
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    # --- the writer thread ---

    def _write_loop(self) -> None:
        while True:
            _rank, _n, job = self._jobs.get()
            if job is None:
                return
            self._commit_batch(job)
            if self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._tell)

    def _commit_batch(self, first: _Job) -> None:
        done: list[tuple[_Job, Any]] = []
        try:
            with transaction(self.engine) as connection:
                for job in self._batch(first):
                    done.append((job, None))
                    done[-1] = (job, _run(connection, job.fn))
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits, never swallowed
            self._one_by_one([job for job, _ in done] or [first], error)
            return
        for job, result in done:
            job.settle(result)

    def _batch(self, first: _Job) -> Iterator[_Job]:
        yield first
        ends = time.monotonic() + BATCH_SECONDS
        while time.monotonic() < ends:
            try:
                rank, n, job = self._jobs.get_nowait()
            except queue.Empty:
                return
            if job is None:
                self._jobs.put((rank, n, None))
                return
            yield job

    def _one_by_one(self, jobs: list[_Job], error: BaseException) -> None:
        """A batch failed: each function again in a transaction of its own, so that only the guilty one fails."""
        if len(jobs) == 1 and not isinstance(error, OperationalError):
            jobs[0].settle(error=error)
            return
        for job in jobs:
            try:
                with transaction(self.engine) as connection:
                    result = _run(connection, job.fn)
            except BaseException as single:  # noqa: BLE001 - handed to whoever waits, never swallowed
                job.settle(error=single)
            else:
                job.settle(result)

    def close(self) -> None:
        """Finish what is queued, then close. No write may be handed in afterwards."""
        self._put(LAST, None)
        self._writer.join()
        self._readers.shutdown()
        self.engine.dispose()
