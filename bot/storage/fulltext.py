"""Words of many texts, kept in a file of their own by SQLite's full-text search: found in milliseconds at any size.

A cache beside the database: whatever is wrong with it, it is made anew from what it was made of. A row's words are
never taken out, which FTS5 without its texts cannot do: a text that changes gets a row of a new number, and a file
of mostly old rows is begun again. https://sqlite.org/fts5.html
"""

from __future__ import annotations

import contextlib
import json
import logging
import sqlite3
import threading
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

FORMAT = 2
"""To be raised when rows are made in another way."""
STALE = 2
"""How many times as many rows as texts a file may have before it is begun again."""
WAIT_S = 60.0
"""Seconds to wait for another process that is filling the same file."""
HEAD, BODY = 4.0, 1.0
"""What a word counts in a text's head and in its body."""
_TABLES = (
    "CREATE TABLE text (id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL,"
    " mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, lang TEXT NOT NULL, readers TEXT NOT NULL)",
    "CREATE TABLE spelt (word TEXT PRIMARY KEY, held INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE word USING fts5(head, body, content='', tokenize='ascii')",
    "CREATE VIRTUAL TABLE term USING fts5vocab(word, 'row')",
)


@dataclass(frozen=True, slots=True)
class Text:
    """One text to be found by its words."""

    path: str
    stamp: tuple[int, int, int]
    """Size, time in nanoseconds and inode of its file: while they are the same, so are its words."""
    lang: str
    readers: tuple[str, ...]
    """Whom it is for; none where it is for all."""
    head: str
    """The words that count most, as they are to be found, a blank between them."""
    body: str
    spelt: Mapping[str, int]
    """Words as they are written in the head, for repairing spelling, and how often."""
    head_held: bool = False
    """Whether just this head is held already, without a body."""


class FullText:
    """Safe to be used by several threads: they take turns."""

    def __init__(self, file: Path | None) -> None:
        self._lock = threading.Lock()
        self._db = _opened(file)
        weakref.finalize(self, self._db.close)  # whoever searches it still may hold on to it

    def stamps(self) -> dict[str, tuple[int, int, int]]:
        """Return the texts' stamps by path."""
        rows = self._all("SELECT path, size, mtime_ns, inode FROM text")
        return {path: (size, mtime_ns, inode) for path, size, mtime_ns, inode in rows}

    def take(self, texts: Iterable[Text], gone: Iterable[str]) -> None:
        """Hold these texts, in place of others of their paths, and those that are `gone` no more: all or nothing."""
        with self._lock, self._db as db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany("DELETE FROM text WHERE path = ?", ((path,) for path in gone))
            spelt: Counter[str] = Counter()
            for one in texts:
                if one.head_held and _completed(db, one):
                    continue
                made = db.execute(
                    "INSERT OR REPLACE INTO text (path, size, mtime_ns, inode, lang, readers)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (one.path, *one.stamp, one.lang, json.dumps(one.readers)),
                )
                db.execute(
                    "INSERT INTO word (rowid, head, body) VALUES (?, ?, ?)", (made.lastrowid, one.head, one.body)
                )
                spelt.update(one.spelt)
            db.executemany(
                "INSERT INTO spelt VALUES (?, ?) ON CONFLICT DO UPDATE SET held = held + excluded.held", spelt.items()
            )

    def stale(self) -> bool:
        """Return whether most rows are of texts that are not so any more."""
        texts, rows = self._all("SELECT count(*), coalesce(max(id), 0) FROM text")[0]
        return bool(rows > STALE * max(1, texts))

    def empty(self) -> None:
        """Begin again."""
        with self._lock:
            _made(self._db, anew=True)

    def count(self) -> int:
        """Return how many texts there are."""
        return int(self._all("SELECT count(*) FROM text")[0][0])

    def paths(self) -> list[str]:
        """Return the paths of all texts in order."""
        return [path for (path,) in self._all("SELECT path FROM text ORDER BY path")]

    def not_for(self, reader: str) -> frozenset[str]:
        """Return the paths of the texts that are for others alone."""
        rows = self._all(
            "SELECT path FROM text WHERE readers <> '[]' AND ? NOT IN (SELECT value FROM json_each(readers))", reader
        )
        return frozenset(path for (path,) in rows)

    def languages(self) -> dict[str, int]:
        """Return how many texts there are of each language."""
        return dict(self._all("SELECT lang, count(*) FROM text GROUP BY lang"))

    def spelt(self) -> dict[str, int]:
        """Return the words of the heads as they are written, and how often."""
        return dict(self._all("SELECT word, held FROM spelt"))

    def holding(self, word: str) -> int:
        """Return how many texts hold a word."""
        found = self._all("SELECT doc FROM term WHERE term = ?", word)
        return int(found[0][0]) if found else 0

    def best(self, words: Iterable[str], lang: str, limit: int) -> list[str]:
        """Return the paths of the texts of a language that hold most of these words, best first, by BM25."""
        asked = " OR ".join(f'"{word}"' for word in words)
        rows = self._all(
            "SELECT path FROM word JOIN text ON text.id = word.rowid WHERE word MATCH ? AND lang = ?"
            " ORDER BY bm25(word, ?, ?), path LIMIT ?", asked, lang, HEAD, BODY, limit
        )  # fmt: skip
        return [path for (path,) in rows]

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()


def _completed(db: sqlite3.Connection, one: Text) -> bool:
    """Give a text whose head is held its body; False where it is held no more."""
    row = db.execute("SELECT id FROM text WHERE path = ?", (one.path,)).fetchone()
    if row is None:
        return False
    # What is taken out must be what was put in, word for word: that is how FTS5 keeps its counts.
    db.execute("INSERT INTO word (word, rowid, head, body) VALUES ('delete', ?, ?, '')", (*row, one.head))
    db.execute("INSERT INTO word (rowid, head, body) VALUES (?, ?, ?)", (*row, one.head, one.body))
    db.execute("UPDATE text SET size = ?, mtime_ns = ?, inode = ? WHERE id = ?", (*one.stamp, *row))
    return True


def _opened(file: Path | None) -> sqlite3.Connection:
    """Return the file ready for use; a damaged one is made anew, and where none can be, words are kept in memory."""
    try:
        return _ready(file)
    except sqlite3.OperationalError as error:
        log.warning("%s cannot be used (%s): words are kept in memory, and read again at the next start", file, error)
        return _ready(None)
    except sqlite3.DatabaseError as error:
        if file is None:
            raise
        log.warning("%s is damaged (%s): words are read anew", file, error)
    with contextlib.suppress(OSError):
        for old in _files(file):
            old.unlink(missing_ok=True)
    return _opened(file if not file.exists() else None)


def _ready(file: Path | None) -> sqlite3.Connection:
    db = sqlite3.connect(file or ":memory:", timeout=WAIT_S, check_same_thread=False, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")  # what a crash of the machine spoils is made anew
        _made(db)
        db.execute("SELECT count(*) FROM text").fetchone()
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _made(db: sqlite3.Connection, *, anew: bool = False) -> None:
    """Make the tables where there are none of this format: once, whoever else is about to."""
    with db:
        db.execute("BEGIN IMMEDIATE")
        if not anew and db.execute("PRAGMA user_version").fetchone()[0] == FORMAT:
            return
        for name in ("term", "word", "spelt", "text"):
            db.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in _TABLES:
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {FORMAT}")


def _files(file: Path) -> Iterator[Path]:
    return (file.with_name(f"{file.name}{ending}") for ending in ("", "-wal", "-shm"))
