"""Files that came with messages: their bytes in a folder, their rows in `attachment`.

Bytes are on the disk before the row is committed. A row whose message was erased or forgotten stays, empty but for the
stored name, until the bytes are gone too: a crash in between loses neither the file nor the promise to remove it.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import Update, delete, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.storage.tables import Attachment as Row
from bot.types.chat import Attachment

T = TypeVar("T")

log = logging.getLogger(__name__)

UNCLAIMED = timedelta(hours=1)
"""Bytes without a row are removed once they are so old: no intake takes longer."""


def _database(url: str) -> str:
    """Return which database a URL means, however it is written: the file's whole path, or server and name."""
    if url.startswith("sqlite:///"):
        return str(Path(url.removeprefix("sqlite:///")).absolute())
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or 5432}{parts.path}?{parts.query}"


class Files:
    """The folder of the bytes. Names in it are ours; what a customer calls a file stands in its row alone."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        # Two databases may share a folder: neither sweeps away what is the other's.
        self._mark = hashlib.sha256(_database(url).encode()).hexdigest()[:6]

    def name(self, token: str) -> str:
        """Return the stored name that belongs to a random token."""
        return f"{self._mark}-{token}"

    def path(self, stored: str) -> Path:
        """Return where the bytes of a stored name lie."""
        return self.folder / Path(stored).name

    def keep(self, stored: str, data: bytes) -> None:
        """Write bytes that no one but us may read; they are on the disk when this returns. Raises OSError."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.path(stored), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    async def bring(self, stored: str, fetch: Callable[[Path], Awaitable[T]]) -> tuple[int, str, T]:
        """Have bytes fetched into their place; return their number, SHA-256 and what `fetch` returned.

        Raises OSError, and what `fetch` does.

        They are written beside it first: a place that is taken holds the whole file.
        """
        await asyncio.to_thread(self.folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        part = self.path(f"{stored}.part")
        try:
            told = await fetch(part)
            return (*await asyncio.to_thread(self._settle, part, self.path(stored)), told)
        finally:
            await asyncio.to_thread(part.unlink, missing_ok=True)

    @staticmethod
    def _settle(part: Path, path: Path) -> tuple[int, str]:
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        part.chmod(0o600)
        size = part.stat().st_size
        part.replace(path)
        return size, digest

    def remove(self, names: Collection[str]) -> list[str]:
        """Remove bytes; return the names that are gone. What cannot be removed is logged and tried again later."""
        gone = []
        for stored in names:
            try:
                self.path(stored).unlink(missing_ok=True)
            except OSError as error:
                log.error("the file %s cannot be removed: %s", self.path(stored), error.strerror)
            else:
                gone.append(stored)
        return gone

    def old(self, now: datetime) -> list[str]:
        """Return the names of bytes of this database that are so old that their rows are there, or never will be."""
        before = (now - UNCLAIMED).timestamp()
        with contextlib.suppress(FileNotFoundError), os.scandir(self.folder) as found:
            return [one.name for one in found if one.name.startswith(f"{self._mark}-") and _written(one) < before]
        return []


def _written(entry: os.DirEntry[str]) -> float:
    """Return when bytes were written; never, where they have been removed meanwhile."""
    try:
        return entry.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


# --- rows ----------------------------------------------------------------------------------------


def attach(session: Session, message_id: int, files: Sequence[Attachment]) -> None:
    """Store the rows of a message's files."""
    for file in files:
        session.add(Row(message_id=message_id, name=file.name, media_type=file.media_type, size=file.size,
                        sha256=file.sha256, stored=file.stored, remote=dict(file.remote)))  # fmt: skip


def discarding(messages: SelectOfScalar[int] | Collection[int]) -> Update:
    """Return the statement that empties the rows of these messages' files; their bytes are removed after COMMIT."""
    gone: dict[str, Any] = {
        "message_id": None,
        "name": "",
        "media_type": "",
        "size": 0,
        "sha256": "",
        "remote": {},
        "error": "",
    }
    return update(Row).where(col(Row.message_id).in_(messages)).values(gone)


def drop(session: Session, message_id: int) -> bool:
    """Take a message's files away, as its writer did; True where there were any. Their bytes are removed later."""
    return bool(session.exec(discarding((message_id,))).rowcount)


def of_messages(session: Session, messages: Sequence[int]) -> dict[int, tuple[Attachment, ...]]:
    """Return the files of each of these messages that has any."""
    found: dict[int, tuple[Attachment, ...]] = {}
    for row in session.exec(select(Row).where(col(Row.message_id).in_(messages)).order_by(col(Row.id))):
        found[row.message_id or 0] = (*found.get(row.message_id or 0, ()), _value(row))
    return found


def with_ids(session: Session, message_id: int) -> list[tuple[int, Attachment]]:
    """Return a message's files, each with its row's id, oldest first."""
    rows = session.exec(select(Row).where(Row.message_id == message_id).order_by(col(Row.id))).all()
    return [(row.id, _value(row)) for row in rows]


def _value(row: Row) -> Attachment:
    return Attachment(row.stored, row.name, row.media_type, row.size, row.sha256, row.public_id, row.remote, row.error)


def fetched(
    session: Session, stored: str, size: int, sha256: str, error: str, told: Attachment | None = None
) -> None:  # fmt: skip
    """Record that a file's bytes are here, or why they are not; `told` has its name and type where these are new."""
    row = session.exec(select(Row).where(Row.stored == stored)).first()
    if row is not None and row.message_id is not None:
        row.size, row.sha256, row.error = size or row.size, sha256, error
        row.name, row.media_type = (told.name, told.media_type) if told else (row.name, row.media_type)
        session.add(row)


def used(session: Session, names: Sequence[str]) -> frozenset[str]:
    """Return which of these stored names a row has."""
    return frozenset(session.exec(select(Row.stored).where(col(Row.stored).in_(names))))


def discarded(session: Session) -> tuple[str, ...]:
    """Return the stored names whose bytes are to be removed: their message is gone."""
    return tuple(session.exec(select(Row.stored).where(col(Row.message_id).is_(None))))


def let_go(session: Session, names: Sequence[str]) -> None:
    """Delete the rows of bytes that are gone."""
    session.execute(delete(Row).where(col(Row.stored).in_(names), col(Row.message_id).is_(None)))
