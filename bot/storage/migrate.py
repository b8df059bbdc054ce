"""Bring a database to this release's tables: at start on SQLite, by `rapport db upgrade` on PostgreSQL."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError as SqlError

from bot.errors import DatabaseError
from bot.storage.db import is_postgres, open_engine, trouble
from bot.storage.opening import shown
from bot.storage.sqlite import examine, sqlite_path

HEAD = "0025"
"""Newest revision in migrations/versions; a test holds it to Alembic's own answer. Known here so that a database
that is up to date does not pay for importing Alembic (0.6 s) at every start."""

FOLDER = Path(__file__).with_name("migrations")


def revision(url: str) -> str:
    """Return the revision that a database is at, "" for an empty one. Raises DatabaseError for a damaged file."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return ""
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
    except SqlError as error:
        why = f"{str(error.orig).strip()}. Check RAPPORT_DATABASE and that the server runs."
        if not is_postgres(url):
            why = str(trouble(error) or f"{error.orig}. Restore it from a backup, or move it away.")
        raise DatabaseError(f"{shown(url)} cannot be opened: {why}") from error
    finally:
        engine.dispose()


def _private(path: Path) -> None:
    """Make a new file readable by its owner alone: it holds conversations and the key of the cookies."""
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def prepare(url: str) -> None:
    """Make a database fit for an engine: SQLite is examined and migrated, PostgreSQL must have been by hand.

    Raises DatabaseError.
    """
    if not is_postgres(url):
        upgrade(url)
        return
    if (found := revision(url)) != HEAD:
        state = f"at revision {found}" if found else "empty"
        raise DatabaseError(
            f"{shown(url)} is {state}; this release needs revision {HEAD}. Run `rapport db upgrade` first (once, "
            "however many workers you start)."
        )


def upgrade(url: str) -> str:
    """Migrate to HEAD; return the revision before. Raises DatabaseError for a damaged or a newer database."""
    if not is_postgres(url):
        path = sqlite_path(url)
        if not path.parent.is_dir():
            raise DatabaseError(
                f"{path} cannot be made: there is no folder {path.parent}. Make it, or set RAPPORT_DATABASE."
            )
        examine(path)
        _private(path)
    before = revision(url)
    if before == HEAD:
        return before
    logging.getLogger("alembic").setLevel(logging.WARNING)  # its steps would bury what a first start says
    from alembic import command  # which logs as it is imported
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if before and before not in known:
        raise DatabaseError(
            f"{shown(url)} was made by a newer release of Rapport (revision {before}). Install that release, or "
            "restore a backup from before it."
        )
    command.upgrade(config, "head")
    return before
