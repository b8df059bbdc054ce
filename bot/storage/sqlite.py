"""The SQLite file: who may use it, whether it is sound, and the one thread that writes to it."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import queue
import sqlite3
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from bot.errors import DatabaseError
from bot.storage.db import Changes, forget, named, open_engine, run, snapshot, transaction, trouble
from bot.storage.jobs import Job, settle

P = ParamSpec("P")
T = TypeVar("T")

BATCH_SECONDS = 0.005
"""A batch takes no further function once it has worked this long."""
TOGETHER = 32
"""Questions that one snapshot answers at most: a round of turns is loaded by one thread, since four that take turns at
the interpreter cost more and are done no sooner."""
URGENT, NORMAL, LAST = 0, 1, 2
CHECKED = 512 * 1024 * 1024
"""Bytes up to which every page of a file is looked at when the engine starts (about a second)."""


def sqlite_path(url: str) -> Path:
    """Return the file behind a `sqlite:///FILE` URL."""
    return Path(url.removeprefix("sqlite:///"))


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


def locked(url: str) -> bool:
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


# --- is it sound? ------------------------------------------------------------------------------

_MEND = "Restore a backup (`rapport db restore FILE`), or move the file away to start anew. Nothing was changed."


def examine(path: Path) -> None:
    """Make sure that a database file is whole before anybody writes to it. Raises DatabaseError saying what is wrong.

    A missing file is fine; one that is empty, cut short, damaged, read-only, or gone while its log is still there,
    is named and left as it is.
    """
    log = path.with_name(path.name + "-wal")
    if not path.exists():
        if log.exists() and log.stat().st_size > 0:
            raise DatabaseError(f"{path} is gone, but its log {log.name} is there. {_MEND}")
        return
    size = path.stat().st_size
    if size == 0:
        raise DatabaseError(f"{path} is empty (0 bytes). {_MEND}")
    for one in (path, path.parent):
        if not os.access(one, os.W_OK):
            raise DatabaseError(f"{one} is read-only. Give the user that runs Rapport the right to write there.")
    has_log = log.exists() and log.stat().st_size > 0
    _header(path, size, has_log)
    if size <= CHECKED:
        _pages(path, has_log)


def _header(path: Path, size: int, has_log: bool) -> None:
    """The first 100 bytes tell page size and page count: https://www.sqlite.org/fileformat2.html#the_database_header"""
    with path.open("rb") as file:
        head = file.read(100)
    if not head.startswith(b"SQLite format 3\x00"):
        raise DatabaseError(f"{path} cannot be opened: it is no SQLite database. {_MEND}")
    page = struct.unpack(">H", head[16:18])[0]
    pages = struct.unpack(">I", head[28:32])[0]
    whole = pages * (65536 if page == 1 else page)
    if size < whole and not has_log:  # a log may still hold the pages that are missing
        raise DatabaseError(f"{path} is cut short: {size:,} of {whole:,} bytes are there. {_MEND}")


def _pages(path: Path, has_log: bool) -> None:
    # Whoever closes a file last carries its log over, which must not happen to a damaged one; a reader cannot.
    url = path.absolute().as_uri() + ("?mode=ro" if has_log else "")
    try:
        with contextlib.closing(sqlite3.connect(url, timeout=10, uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
    except sqlite3.Error as error:
        raise DatabaseError(f"{path} cannot be opened: {error}. {_MEND}") from error
    if found != ["ok"]:
        raise DatabaseError(f"{path} is damaged: {'; '.join(found)[:300]}. {_MEND}")


# --- the writer --------------------------------------------------------------------------------


class Writer:
    """The engine's database: one writer thread with group commit, reads on their own WAL connections."""

    def __init__(self, url: str, readers: int = 4) -> None:
        self.url = url
        self.engine = open_engine(url)
        # Apart from the writer's: taking turns with others' connections, it would read its own pages again each time.
        self._looking = open_engine(url)
        self._waiting: tuple[deque[Job | None], ...] = (deque(), deque(), deque())
        self._bell: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._asked: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._changes = Changes()
        self._writer = threading.Thread(target=self._write_loop, name="db-write", daemon=True)
        self._readers = [threading.Thread(target=self._read_loop, name="db-read", daemon=True) for _ in range(readers)]
        for thread in (self._writer, *self._readers):
            thread.start()

    async def read(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a reading function on a snapshot, apart from the writer; return its result. Raises DatabaseTrouble."""
        job = Job(lambda session: fn(session, *args, **kwargs))
        self._asked.put(job)
        result: T = await job.future
        return result

    async def write(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a writing function in the writer's next batch; return its result once that is committed.

        Raises DatabaseTrouble when the database refused; nothing of it is stored then.
        """
        return await self._submit(NORMAL, lambda session: fn(session, *args, **kwargs))

    async def urgent(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `write`, before all that waits: intake, whose sender counts the seconds."""
        return await self._submit(URGENT, lambda session: fn(session, *args, **kwargs))

    async def _submit(self, rank: int, fn: Callable[[Session], T]) -> T:
        job = Job(fn)
        self._put(rank, job)
        result: T = await job.future
        return result

    def _put(self, rank: int, job: Job | None) -> None:
        self._waiting[rank].append(job)
        self._bell.put(None)  # one ring a job, so whoever heard it finds one

    def _first(self) -> Job | None:
        """Return what goes first of what waits; None where the end has come."""
        return next(jobs for jobs in self._waiting if jobs).popleft()

    async def changed(self, seen: int, timeout: float) -> int:
        """Return the number of this process's last commit; wait up to `timeout` seconds while it is `seen`."""
        return await self._changes.wait(seen, timeout)

    # --- the writer thread ---

    def _write_loop(self) -> None:
        while True:
            self._bell.get()
            if (job := self._first()) is None:
                return
            settle(self._commit_batch(job), self._changes.tell)

    def _commit_batch(self, first: Job) -> list[Job]:
        taken: list[Job] = []
        try:
            with transaction(self.engine) as session:
                for job in self._batch(first):
                    taken.append(job)
                    job.result = run(session, job.fn)
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits, never swallowed
            return self._one_by_one(taken or [first], error)
        return taken

    def _batch(self, first: Job) -> Iterator[Job]:
        yield first
        ends = time.monotonic() + BATCH_SECONDS
        while time.monotonic() < ends:
            try:
                self._bell.get_nowait()
            except queue.Empty:
                return
            if (job := self._first()) is None:
                self._put(LAST, None)
                return
            yield job

    def _one_by_one(self, jobs: list[Job], error: BaseException) -> list[Job]:
        """A batch failed: each function again in a transaction of its own, so that only the guilty one fails."""
        if len(jobs) == 1 and not trouble(error):
            jobs[0].error = error
            return jobs
        for job in jobs:
            job.attempt(functools.partial(self._alone, job.fn))
        return jobs

    def _alone(self, fn: Callable[[Session], T]) -> T:
        with named(), transaction(self.engine) as session:
            return run(session, fn)

    # --- the reader threads ---

    def _read_loop(self) -> None:
        while (job := self._asked.get()) is not None:
            settle(self._look(job))

    def _look(self, first: Job) -> list[Job]:
        """What is asked at the same time sees the same moment: one snapshot for all.

        None that is asked later: whoever has written and then asks must see what they wrote.
        """
        taken = [first, *self._asked_already()]
        try:
            with named(), snapshot(self._looking) as session:
                for job in taken:
                    _answer(job, session)
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits, never swallowed
            for job in taken:
                job.error = job.error or error
        return taken

    def _asked_already(self) -> Iterator[Job]:
        for _ in range(TOGETHER - 1):
            try:
                job = self._asked.get_nowait()
            except queue.Empty:
                return
            if job is None:
                self._asked.put(None)
                return
            yield job

    def close(self) -> None:
        """Finish what is queued, then close. Nothing may be handed in afterwards."""
        self._put(LAST, None)
        for _ in self._readers:
            self._asked.put(None)
        for thread in (self._writer, *self._readers):
            thread.join()
        self._looking.dispose()
        self.engine.dispose()


def _answer(job: Job, session: Session) -> None:
    def look() -> Any:
        with named():
            return job.fn(session)

    job.attempt(look)
    forget(session)
