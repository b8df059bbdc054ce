"""An admin's TOML file: read with a clear word when it cannot be, and live while the house runs."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from bot.errors import KnowledgeError, unread

log = logging.getLogger(__name__)

T = TypeVar("T")


def read(path: Path) -> tuple[str, dict[str, Any]]:
    """Return a file's text and its table. Raises KnowledgeError."""
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(unread(path, error)) from error


class LastGood(Generic[T]):
    """What a file says: read again when it changes; one that broke keeps its last good version."""

    def __init__(self, path: Path, load: Callable[[Path], T], found: T) -> None:
        """`load` raises KnowledgeError for a file that is not good; `found` holds until there is a good one."""
        self._path, self._load, self._found = path, load, found
        self._stamp: tuple[int, int] | None = None
        self.problem = ""
        """What is wrong with the file as last read, "" when nothing is."""

    def __call__(self) -> T:
        """Return what the file said when it was good last."""
        stamp = self._look()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._found, self.problem = self._load(self._path), ""
            except KnowledgeError as error:
                self.problem = str(error)
                log.error("%s\nWhat was read last still holds.", error)
        return self._found

    def _look(self) -> tuple[int, int] | None:
        try:
            seen = self._path.stat()
        except OSError:
            return None
        return seen.st_mtime_ns, seen.st_size
