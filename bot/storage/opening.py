"""Which store a database URL means, and whether it may be opened: a SQLite file or a PostgreSQL server."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy import Engine

from bot.errors import DatabaseError
from bot.storage import postgres, sqlite
from bot.storage.db import Inline, Store, is_postgres


def open_store(url: str) -> Store:
    """Return the engine's store: the writer thread of a SQLite file, or a pool on PostgreSQL."""
    return postgres.Pool(url) if is_postgres(url) else sqlite.Writer(url)


@contextlib.contextmanager
def engine_lock(url: str) -> Iterator[None]:
    """Hold what an engine process must hold: a SQLite file alone, PostgreSQL with as many others as there are."""
    if is_postgres(url):
        yield  # the pool holds the shared lock
        return
    with sqlite.engine_lock(url):
        yield


@contextlib.contextmanager
def alone(url: str) -> Iterator[None]:
    """Keep every engine away while a database is moved. Raises DatabaseError where one works on it."""
    if not is_postgres(url):
        with sqlite.engine_lock(url):
            yield
        return
    with postgres.alone(url) as free:
        if not free:
            raise DatabaseError(
                f"an engine works on {shown(url)}. Stop `rapport serve` and every `rapport worker` first."
            )
        yield


def engine_running(url: str) -> bool:
    """Return whether an engine process works on this database."""
    return postgres.engine_running(url) if is_postgres(url) else sqlite.locked(url)


def scrub(engine: Engine) -> bool:
    """Take what was deleted off the disk as well; False while somebody is in the way: to be tried again."""
    return postgres.rewrite(engine) if engine.dialect.name == "postgresql" else sqlite.checkpoint(engine)


def existing(url: str) -> str:
    """Return the URL of a database that is there. Raises DatabaseError instead of making an empty one by mistake."""
    if is_postgres(url):
        postgres.examine(url)
        return url
    path = sqlite.sqlite_path(url)
    if not path.is_file() or path.stat().st_size == 0:
        raise DatabaseError(f"there is no database at {path.absolute()}. Start `rapport serve` or `rapport chat` once, "
                            "or set RAPPORT_DATABASE.")  # fmt: skip
    return url


@contextlib.contextmanager
def beside(url: str) -> Iterator[Inline]:
    """A command's own way into a database that is there, beside an engine if one runs. Raises DatabaseError."""
    db = Inline(existing(url))
    try:
        yield db
    finally:
        db.close()


def shown(url: str) -> str:
    """Return a database URL for people: without its password."""
    if not is_postgres(url):
        return url
    from sqlalchemy import make_url

    return make_url(url).render_as_string(hide_password=True)
