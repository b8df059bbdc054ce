"""A migrated SQLite file for each test, copied from one that is made once: to migrate takes longer than most tests."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from bot.storage import migrate


def migrated(path: Path) -> str:
    """Put an empty database at a path; return its URL."""
    shutil.copy(_template(), path)
    return f"sqlite:///{path}"


@lru_cache(maxsize=1)
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="rapport-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    migrate.upgrade(f"sqlite:///{folder / 'rapport.db'}")
    return folder / "rapport.db"
