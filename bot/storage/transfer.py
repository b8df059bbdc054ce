"""Whole databases: moved from SQLite to PostgreSQL, kept in a backup file, brought back from one.

A backup is always one SQLite file, whichever database it was made of, so it can be read, checked and moved anywhere.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, func, insert, select, update

from bot.errors import DatabaseError
from bot.storage import migrate, queue
from bot.storage.db import Inline, is_postgres, named, open_engine, transaction
from bot.storage.opening import shown
from bot.storage.sqlite import examine, sqlite_path
from bot.storage.tables import metadata

Progress = Callable[[str, int, int], None]
"""Told the table at work, rows done and rows in all, over all tables."""

ROWS = 500
"""Rows that travel at a time."""
OURS = ("bot.storage.tables",)


def tables() -> Sequence[Table]:
    """Return our tables, each after those that it refers to."""
    ours = {mapper.local_table for mapper in _mappers()}
    return [table for table in metadata.sorted_tables if table in ours]


def _mappers() -> Iterator[Any]:
    from sqlmodel import SQLModel

    registry: Any = SQLModel._sa_registry
    return (mapper for mapper in registry.mappers if mapper.class_.__module__.startswith(OURS))


def counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables()}


def copy(source: str, target: str, progress: Progress, now: datetime) -> dict[str, int]:
    """Copy every row of a database into an empty one of this release; return the rows of each table.

    All of it is one transaction, and the counts are compared before COMMIT. Raises DatabaseError when something is in
    the way; the source is only read.
    """
    with named(), _reading(source) as old, _writing(target) as new:
        _empty(new, target)
        total, done = counts(old), 0
        for table in tables():
            for rows in _pages(old, table):
                _insert(new, table, rows)
                done += len(rows)
                progress(table.name, done, sum(total.values()))
            _point_at_own(old, new, table)
            _sequence(new, table)
        if (arrived := counts(new)) != total:
            wrong = ", ".join(
                f"{name} {arrived[name]} of {total[name]}" for name in total if arrived[name] != total[name]
            )
            raise DatabaseError(f"the copy is not whole ({wrong}); nothing was kept of it. Try again, and tell us.")
    _free_lanes(target, now)
    return total


@contextlib.contextmanager
def _reading(url: str) -> Iterator[Connection]:
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            else:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
            connection.rollback()
    finally:
        engine.dispose()


@contextlib.contextmanager
def _writing(url: str) -> Iterator[Connection]:
    engine = open_engine(url)
    try:
        with transaction(engine) as session:
            yield session.connection()
    finally:
        engine.dispose()


def _empty(connection: Connection, url: str) -> None:
    full = [f"{name} ({rows})" for name, rows in counts(connection).items() if rows]
    if full:
        raise DatabaseError(
            f"{shown(url)} is not empty: {', '.join(full)}. Name a new database; an existing one is never overwritten."
        )


def _pages(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    keys = list(table.primary_key.columns)
    result = connection.execute(select(table).order_by(*keys))
    while rows := result.fetchmany(ROWS):
        yield [dict(row._mapping) for row in rows]


def _own(table: Table) -> list[Column[Any]]:
    """Return columns that point at rows of the same table, which may come later."""
    return [key.parent for key in table.foreign_keys if key.column.table is table]


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    later = {column.name: None for column in _own(table)}
    connection.execute(insert(table), [{**row, **later} for row in rows])


def _point_at_own(old: Connection, new: Connection, table: Table) -> None:
    for column in _own(table):
        pairs = old.execute(select(table.c.id, column).where(column.is_not(None))).all()
        if pairs:
            statement = update(table).where(table.c.id == bindparam("row")).values({column.name: bindparam("to")})
            new.execute(statement, [{"row": row, "to": to} for row, to in pairs])


def _sequence(connection: Connection, table: Table) -> None:
    """Let PostgreSQL count on from the highest id that was brought."""
    if connection.dialect.name != "postgresql" or table.autoincrement_column is None:
        return
    name, column = table.name, table.autoincrement_column.name
    connection.exec_driver_sql(
        f"SELECT setval(pg_get_serial_sequence('{name}', '{column}'), max({column})) FROM {name} HAVING max({column}) > 0"  # noqa: S608, E501 - our own names
    )


def _free_lanes(url: str, now: datetime) -> None:
    db = Inline(url)
    db.now(queue.clear_leases, now)
    db.close()


# --- backup and restore ------------------------------------------------------------------------


def backup(url: str, file: Path, progress: Progress, now: datetime) -> dict[str, int]:
    """Write a database to a new file, while an engine may go on working; return the rows of each table.

    Raises DatabaseError; a file that is there is never overwritten, and one that is not whole gets no name.
    """
    if file.exists():
        raise DatabaseError(f"{file} is there already. Name a new file.")
    if not file.parent.is_dir():
        raise DatabaseError(f"there is no folder {file.parent}. Make it first.")
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        if is_postgres(url):
            migrate.upgrade(f"sqlite:///{part}")
            copy(url, f"sqlite:///{part}", progress, now)
        else:
            os.close(os.open(part, os.O_CREAT | os.O_RDWR, 0o600))
            _pour(sqlite_path(url), part, progress)
        examine(part)
        found = _count(part)
        part.rename(file)
    finally:
        for rest in ("", "-wal", "-shm"):
            part.with_name(part.name + rest).unlink(missing_ok=True)
    return found


def _pour(source: Path, target: Path, progress: Progress) -> None:
    """Copy page by page with SQLite's own online backup: https://www.sqlite.org/backup.html"""

    def told(_status: int, remaining: int, total: int) -> None:
        progress("pages", total - remaining, total)

    with (
        named(),
        contextlib.closing(sqlite3.connect(source, timeout=10)) as old,
        contextlib.closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=1000, progress=told)
        new.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def _count(path: Path) -> dict[str, int]:
    with _reading(f"sqlite:///{path}") as connection:
        found = counts(connection)
        connection.rollback()
    return found


def restore(
    file: Path, url: str, progress: Progress, now: datetime, *, replace: bool
) -> tuple[dict[str, int], Path | None]:
    """Bring a backup back; return the rows of each table, and where a SQLite file that was there is kept now.

    An older backup is migrated. A SQLite database that is there is moved aside, and only with `replace`; one on
    PostgreSQL must be empty. The caller holds the engine's lock. Raises DatabaseError.
    """
    if not file.is_file():
        raise DatabaseError(f"there is no file {file}.")
    examine(file)
    _ours(file)
    if is_postgres(url):
        return _restore_to_server(file, url, progress, now), None
    path = sqlite_path(url)
    if path.exists() and not replace:
        raise DatabaseError(f"{path} is there. Give --replace to move it aside and put the backup in its place.")
    part = path.with_name(path.name + ".restoring")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_RDWR, 0o600))
    _pour(file, part, progress)
    migrate.upgrade(f"sqlite:///{part}")
    _settle(part)
    aside = _move_aside(path, now)
    part.rename(path)
    _free_lanes(url, now)
    return _count(path), aside


def _ours(file: Path) -> None:
    """Make sure that a file is a backup of ours, before anything is moved for it. Raises DatabaseError."""
    with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE name IN ('alembic_version', 'inbound')")
        if len(found.fetchall()) != 2:
            raise DatabaseError(f"{file} is no backup of Rapport: it has none of its tables. Nothing was changed.")


def _settle(path: Path) -> None:
    """Bring the log into the file, so that the file alone can be moved."""
    with named(), contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _move_aside(path: Path, now: datetime) -> Path | None:
    if not path.exists():
        return None
    aside = path.with_name(f"{path.name}.replaced-{now:%Y%m%dT%H%M%S}")
    for rest in ("-wal", "-shm", ""):
        part = path.with_name(path.name + rest)
        if part.exists():
            part.rename(aside.with_name(aside.name + rest))
    return aside


def _restore_to_server(file: Path, url: str, progress: Progress, now: datetime) -> dict[str, int]:
    part = file.with_name(file.name + ".restoring")
    part.unlink(missing_ok=True)
    try:
        _pour(file, part, lambda *_: None)
        migrate.upgrade(f"sqlite:///{part}")
        migrate.upgrade(url)
        return copy(f"sqlite:///{part}", url, progress, now)
    finally:
        for rest in ("", "-wal", "-shm"):
            part.with_name(part.name + rest).unlink(missing_ok=True)
