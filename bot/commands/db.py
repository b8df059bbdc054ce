"""`rapport db`: the database's own upkeep – upgrade, copy, backup, restore."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlmodel import Session, col, select

from bot.errors import DatabaseError, DatabaseTrouble
from bot.memory import erasure
from bot.settings import Settings, load
from bot.storage import migrate, transfer
from bot.storage.db import Inline
from bot.storage.opening import alone, engine_lock, existing, shown
from bot.storage.tables import Customer, Erasure

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The database: upgrade, copy, backup, restore.")


def _now() -> datetime:
    return datetime.now(UTC)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


@contextlib.contextmanager
def _bar(title: str) -> Iterator[transfer.Progress]:
    """A progress bar on stderr; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def told(table: str, done: int, total: int) -> None:
            bar.update(task, description=f"{title} {table}", completed=done, total=total)

        yield told


def _table(rows: dict[str, int]) -> str:
    wide = max(map(len, rows))
    return "\n".join(f"  {name:<{wide}} {count:>9,}" for name, count in rows.items() if count)


@app.command()
def upgrade() -> None:
    """Bring the database to this release's tables; SQLite does so by itself at every start."""
    url = load().database
    with engine_lock(url):
        before = migrate.upgrade(url)
    if before == migrate.HEAD:
        _say(f"{shown(url)} is up to date (revision {migrate.HEAD}).")
    else:
        _say(f"{shown(url)}: revision {before or 'none'} → {migrate.HEAD}.")


@app.command()
def copy(url: Annotated[str, typer.Argument(help="The empty database to copy into: postgresql+psycopg://…")]) -> None:
    """Copy the database of the settings into another, empty one; nothing is changed here."""
    source = existing(load().database)
    target = _target(url)
    if source == target:
        raise DatabaseError("that is the database of the settings itself. Name another one.")
    with alone(source), alone(target):
        if migrate.revision(source) != migrate.HEAD:
            raise DatabaseError(f"{shown(source)} is of an older release. Run `rapport db upgrade` first.")
        migrate.upgrade(target)
        with _bar("Copying") as progress:
            rows = transfer.copy(source, target, progress, _now())
    _say(f"{_table(rows)}\nCopied {sum(rows.values()):,} rows to {shown(target)}; each table's count was compared.")
    _say("Next: set RAPPORT_DATABASE to that URL, and start `rapport serve`.")


def _target(url: str) -> str:
    try:
        return Settings.model_validate({"database": url}).database
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise DatabaseError(f"{url!r} is no database's URL: {reason}") from error


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The new file to write.")]) -> None:
    """Write the database to one file, while everything goes on working."""
    settings = load()
    with _bar("Backing up") as progress:
        rows = transfer.backup(existing(settings.database), file, progress, _now())
    _say(
        f"{file}: {sum(rows.values()):,} rows, {file.stat().st_size:,} bytes, checked. Keep it as safe as the database."
    )


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file of `rapport db backup`.")],
    replace: Annotated[bool, typer.Option("--replace", help="Move a SQLite database that is there aside.")] = False,
) -> None:
    """Bring a backup back. Who was erased since then is erased again, where the old database can still be read."""
    url = load().database
    with alone(url):
        erased = _erased(url)
        with _bar("Restoring") as progress:
            rows, aside = transfer.restore(file, url, progress, _now(), replace=replace)
        again = _erase_again(url, erased or frozenset())
    _say(f"{shown(url)}: {sum(rows.values()):,} rows from {file}.")
    if aside is not None:
        _say(f"What was there is kept as {aside}; delete it when you do not need it any more.")
    if again:
        _say(f"{again} customers who had been erased since that backup were erased again.")
    if erased is None:
        _say("The old database could not be read: repeat what was erased since that backup (`rapport customer erase`).")


def _erased(url: str) -> frozenset[str] | None:
    """Return the tombstones of a database; None when it cannot be read."""
    try:
        existing(url)
        if not migrate.revision(url):
            return frozenset()
        db = Inline(url)
    except DatabaseError:
        return frozenset()  # there was none
    try:
        return db.look(_tombstones)
    except DatabaseTrouble:
        return None
    finally:
        db.close()


def _tombstones(session: Session) -> frozenset[str]:
    query = select(Erasure.customer_hash).where(Erasure.scope == "all", col(Erasure.done_at).is_not(None))
    return frozenset(session.exec(query).all())


def _erase_again(url: str, hashes: frozenset[str]) -> int:
    db = Inline(url)
    try:
        customers = db.look(lambda session: session.exec(select(Customer.id, Customer.public_id)).all())
        doomed = [row for row, public_id in customers if erasure.customer_hash(public_id) in hashes]
        for customer_id in doomed:
            db.now(erasure.erase, customer_id, _now())
        return len(doomed)
    finally:
        db.close()
