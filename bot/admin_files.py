"""Files that an admin writes or hands over: a clear word when one cannot be read; TOML, live while the house runs."""

from __future__ import annotations

import difflib
import logging
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from bot.errors import KnowledgeError

log = logging.getLogger(__name__)

T = TypeVar("T")


def why_unreadable(path: Path, error: Exception) -> str:
    """Return in plain words why a file cannot be read, and how to mend it: for the message of an error to be raised."""
    if isinstance(error, FileNotFoundError):
        return f"there is no file {path} in {path.absolute().parent}{_alike(path)}"
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder; name a file in it."
    if isinstance(error, PermissionError):
        return f"{path} may not be read by this user: `ls -l {path}` shows whose it is."
    if isinstance(error, UnicodeDecodeError):
        return f"{path} is no UTF-8 text (byte {error.start + 1} is none); save it as UTF-8."
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"{path} cannot be read: {reason}. Mend it, or move the file away."


def _alike(path: Path) -> str:
    """Return which file beside it was meant; a folder that cannot be listed has none."""
    names = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
    near = difflib.get_close_matches(path.name, names, 1)
    return f'. Did you mean "{path.with_name(near[0])}"?' if near else "."


def read(path: Path) -> tuple[str, dict[str, Any]]:
    """Return a file's text and its table. Raises KnowledgeError."""
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(why_unreadable(path, error)) from error


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
