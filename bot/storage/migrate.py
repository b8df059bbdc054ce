"""Bring a database to this release's tables: at start on SQLite, by `rapport db upgrade` otherwise."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError as SqlError

from bot.errors import DatabaseError
from bot.storage.db import open_engine, sqlite_path

HEAD = "0002"
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
        raise DatabaseError(
            f"{url} cannot be opened: {error.orig}. Restore it from a backup, or move it away."
        ) from error
    finally:
        engine.dispose()


def _private(path: Path) -> None:
    """Make a new file readable by its owner alone: it holds conversations and the key of the cookies.

    A file of 0 bytes where a database had been is named, and not started anew in silence. Raises DatabaseError.
    """
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    elif path.is_file() and path.stat().st_size == 0:
        raise DatabaseError(f"{path} is empty (0 bytes). Restore it from a backup, or remove it to start anew.")


def upgrade(url: str) -> str:
    """Migrate to HEAD; return the revision before. Raises DatabaseError for a database of a newer release."""
    path = sqlite_path(url)
    if not path.parent.is_dir():
        raise DatabaseError(
            f"{path} cannot be made: there is no folder {path.parent}. Make it, or set RAPPORT_DATABASE."
        )
    _private(path)
    before = revision(url)
    if before == HEAD:
        return before
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if before and before not in known:
        raise DatabaseError(
            f"{path} was made by a newer release of Rapport (revision {before}). Install that release, or restore a "
            "backup from before it."
        )
    command.upgrade(config, "head")
    return before
