"""Who opens a session, and who commits: this room and no other.

Three stores take the same plain functions (session first, no commit, no I/O, safe to run twice): `sqlite.Writer`
is the engine's on a SQLite file, `postgres.Pool` any process's on PostgreSQL, and `Inline` here runs everything at
once on the caller's thread, for replay, tests and the commands that work beside an engine (durability.md, §7).
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.errors import DatabaseError, DatabaseTrouble

P = ParamSpec("P")
T = TypeVar("T")

BUSY_SECONDS = 10
"""How long a short command waits for the engine's transaction to end, and the other way round."""
POOL = 8
"""Transactions that one process may have open at a time on PostgreSQL."""
INTAKE = 2
"""How many more of them store what comes in."""
ASIDE = 2
"""Connections besides: for a look at the database's clock, and to tell other processes."""
PREPARED = 400
"""Statements that a connection keeps prepared: those of `statements`, and what SQLModel makes for a turn."""
REFUSALS = ("25P03", "25006")
"""The session was silent in a transaction for too long; the server is read-only, as in a failover. psycopg counts
neither among its operational errors: https://www.postgresql.org/docs/current/errcodes-appendix.html"""


@contextlib.contextmanager
def attempt(session: Session) -> Iterator[None]:
    """Part of a transaction that may fail by itself: what raises in it is undone, and the rest goes on."""
    with session.begin_nested():
        yield
    session.expire_all()


def is_postgres(url: str) -> bool:
    """Return whether a database URL names a PostgreSQL server; else it is a SQLite file."""
    return url.startswith("postgresql")


def open_engine(url: str, idle: int = 0) -> Engine:
    """Return an SQLAlchemy engine with our settings and explicit transactions. Opens nothing yet.

    `idle` is how many seconds PostgreSQL waits for the next statement of a transaction; 0 for ever.
    """
    return _postgres(url, idle) if is_postgres(url) else _sqlite(url)


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: writers say BEGIN IMMEDIATE.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    return engine


def _postgres(url: str, idle: int) -> Engine:
    if not _psycopg():
        raise DatabaseError("PostgreSQL needs its driver: `pip install '.[postgres]'` in a copy of the repository.")
    # All of them are kept: one beyond the pool's size would be closed after each use, with what it has prepared.
    size = POOL + INTAKE + ASIDE
    engine = create_engine(url, pool_size=size, max_overflow=0, connect_args={"connect_timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _utc(connection: Any, _record: Any) -> None:
        connection.prepared_max = PREPARED
        connection.execute("SET TIME ZONE 'UTC'")
        connection.execute(f"SET idle_in_transaction_session_timeout = '{idle}s'")
        connection.commit()

    return engine


@lru_cache(maxsize=1)
def _psycopg() -> Any:
    """Return the driver's package, None where the extra is not installed. Imported only for a PostgreSQL URL."""
    try:
        import psycopg
    except ImportError:
        return None
    return psycopg


# --- what the database's own errors mean -------------------------------------------------------

_MEANING = {
    "disk is full": "the disk is full. Free some space; nothing that was acknowledged is lost",
    "disk i/o error": "the disk refuses (I/O error). Look at its health and its free space",
    "locked": "another process holds the database locked. Is a backup or another tool writing to it?",
    "readonly": "the file or its folder is read-only. Give the user that runs Rapport the right to write",
    "malformed": "the file is damaged. Stop Rapport and restore a backup: `rapport db restore FILE`",
    "not a database": "the file is damaged. Stop Rapport and restore a backup: `rapport db restore FILE`",
    "unable to open": "the file cannot be opened. Is its folder there, and may Rapport use it?",
}


def trouble(error: BaseException) -> DatabaseTrouble | None:
    """Return what an error of the database itself means for people; None for any other error."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        words = str(cause).lower()
        meaning = next((text for sign, text in _MEANING.items() if sign in words), None)
        # Anything else (no such column, too many variables) is a mistake of ours: it must not be tried for ever.
        return None if meaning is None or isinstance(cause, sqlite3.IntegrityError) else DatabaseTrouble(meaning)
    psycopg = _psycopg() if type(cause).__module__.startswith("psycopg") else None
    refused = psycopg and getattr(cause, "sqlstate", "") in REFUSALS
    if psycopg and (refused or isinstance(cause, (psycopg.OperationalError, psycopg.InterfaceError))):
        return DatabaseTrouble(f"PostgreSQL refuses: {str(cause).strip() or type(cause).__name__}")
    return None


def clashed(error: BaseException) -> bool:
    """Return whether a unique promise was broken: another transaction was first, so look again."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return type(cause).__name__ == "UniqueViolation"


@contextlib.contextmanager
def named() -> Iterator[None]:
    """Raise DatabaseTrouble, in words for people, for any error of the database itself."""
    try:
        yield
    except Exception as error:
        if meaning := trouble(error):
            raise meaning from error
        raise


# --- transactions ------------------------------------------------------------------------------


class Store(Protocol):
    """What the rooms above see of a database: two doors, and a sign when something changed."""

    url: str

    async def read(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T: ...

    async def write(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T: ...

    async def urgent(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T: ...

    async def changed(self, seen: int, timeout: float) -> int: ...

    @property
    def engine(self) -> Engine: ...

    def close(self) -> None: ...


def joined(connection: Connection) -> Session:
    """Return a session on a connection whose transaction somebody else commits or ends."""
    # rollback_only: the session never commits and closing it leaves the connection's transaction alone.
    info = {"driver": connection.connection.driver_connection, "postgres": connection.dialect.name == "postgresql"}
    return Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False, info=info)


def run(session: Session, fn: Callable[[Session], T]) -> T:
    """Run a function in a session that holds nothing, and leave it so for the next one."""
    result = fn(session)
    session.flush()
    forget(session)
    return result


def forget(session: Session) -> None:
    """Let go of the rows that a session holds."""
    if session.identity_map:  # else there are none, and looking for them costs as much as a statement
        session.expunge_all()


def begin(connection: Connection) -> None:
    """Begin a writing transaction: sessions join one that is there, and end one of their own with a rollback."""
    connection.begin()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextlib.contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session in one transaction, rolled back on any error: `BEGIN IMMEDIATE … COMMIT` on SQLite."""
    with engine.connect() as connection:
        begin(connection)
        try:
            with joined(connection) as session:
                yield session
                if cursor := session.info.get("cursor"):  # one whose rows were not read keeps SQLite from COMMIT
                    cursor.close()
        except BaseException as error:
            if trouble(error):  # nobody knows in what state the connection is
                connection.invalidate()
            else:
                connection.rollback()
            raise
        connection.commit()


@contextlib.contextmanager
def snapshot(engine: Engine) -> Iterator[Session]:
    """A reading session whose statements all see the same moment."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True).begin()
        with joined(connection) as session:
            yield session
        if engine.dialect.name != "sqlite":  # there closing undoes what a read should not have changed
            connection.commit()  # at a ROLLBACK psycopg lets go of every statement that it has prepared


class Inline:
    """Reads and writes on the caller's thread, each in a transaction of its own: deterministic."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        self._version = 0

    def clock(self) -> datetime:
        """Return the time that all hosts of this database go by: PostgreSQL's own, or this machine's for a file."""
        if not is_postgres(self.url):
            return datetime.now(UTC)
        with named(), self.engine.connect() as connection:
            time: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return time

    def now(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one function in its own transaction and return its result. Raises DatabaseTrouble."""
        with named(), transaction(self.engine) as session:
            result = run(session, lambda session: fn(session, *args, **kwargs))
        self._version += 1
        return result

    def look(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one reading function and return its result. Raises DatabaseTrouble."""
        with named(), snapshot(self.engine) as session:
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


class Changes:
    """Tells this process's waiters that something was committed. All on one event loop."""

    def __init__(self) -> None:
        self.version = 0
        self._waiters: set[asyncio.Future[None]] = set()

    async def wait(self, seen: int, timeout: float) -> int:
        """Return the number of the last change; wait up to `timeout` seconds while it is `seen`."""
        if seen == self.version:
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiters.add(waiter)
            try:
                await asyncio.wait_for(waiter, timeout)
            except TimeoutError:
                pass
            finally:
                self._waiters.discard(waiter)
        return self.version

    def tell(self) -> None:
        """Wake whoever waits. Called on the loop."""
        self.version += 1
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
