"""The writer's batches, and what is said and kept when the disk or the file is in trouble."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import pwd
import resource
import sqlite3
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from bot.errors import DatabaseError, DatabaseTrouble
from bot.storage import db as storage
from bot.storage import migrate, sqlite
from bot.storage.db import Inline
from bot.storage.sqlite import Writer
from bot.storage.tables import Agent

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    migrate.upgrade(f"sqlite:///{tmp_path}/rapport.db")
    return tmp_path / "rapport.db"


def hire(session: Session, name: str) -> str:
    session.add(Agent(name=name, created_at=NOON))
    session.flush()
    return name


def names(session: Session) -> list[str]:
    return list(session.exec(select(Agent.name).order_by(Agent.id)).all())  # type: ignore[arg-type]


def written(path: Path) -> list[str]:
    db = Inline(f"sqlite:///{path}")
    try:
        return db.look(names)
    finally:
        db.close()


def with_writer(path: Path, story: Callable[[Writer], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        writer = Writer(f"sqlite:///{path}")
        try:
            return await story(writer)
        finally:
            writer.close()

    return asyncio.run(run())


class Gate:
    """A write that holds the writer's thread until it is opened, so that others pile up behind it."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def __call__(self, session: Session) -> None:
        self.reached.set()
        self.open.wait(30)

    async def close(self, writer: Writer) -> asyncio.Task[None]:
        held = asyncio.create_task(writer.write(self))
        await asyncio.to_thread(self.reached.wait, 30)
        return held


def commits(writer: Writer) -> list[str]:
    """Return the list in which SQLite's own trace will note every COMMIT of this writer."""
    seen: list[str] = []

    def trace(connection: Any, _record: Any) -> None:
        connection.set_trace_callback(lambda sql: seen.append(sql) if sql == "COMMIT" else None)

    event.listen(writer.engine, "connect", trace)
    return seen


# --- batches -----------------------------------------------------------------------------------


def test_intake_goes_before_all_that_waits(path: Path) -> None:
    ran: list[str] = []

    def note(session: Session, name: str) -> None:
        ran.append(name)

    async def story(writer: Writer) -> None:
        gate = Gate()
        held = await gate.close(writer)
        waiting = [asyncio.create_task(writer.write(note, f"turn {number}")) for number in range(3)]
        await asyncio.sleep(0)
        waiting += [asyncio.create_task(writer.urgent(note, f"intake {number}")) for number in range(2)]
        await asyncio.sleep(0)
        gate.open.set()
        await asyncio.gather(held, *waiting)

    with_writer(path, story)

    assert ran == ["intake 0", "intake 1", "turn 0", "turn 1", "turn 2"]


def test_what_waits_together_shares_one_commit(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BATCH_SECONDS", 60)

    async def story(writer: Writer) -> int:
        seen = commits(writer)
        gate = Gate()
        held = await gate.close(writer)
        waiting = [asyncio.create_task(writer.write(hire, f"a{number}")) for number in range(50)]
        await asyncio.sleep(0)
        gate.open.set()
        await asyncio.gather(held, *waiting)
        return len(seen)

    assert with_writer(path, story) == 1
    assert len(written(path)) == 50


def test_the_writer_keeps_its_connection_however_many_read_meanwhile(path: Path) -> None:
    """A connection's pages stay good while nobody else writes: one that took turns would read them again."""

    def which(session: Session) -> Any:
        return session.info["driver"]

    async def story(writer: Writer) -> list[Any]:
        gate = Gate()
        held = await gate.close(writer)
        reading = await writer.read(which)  # while the writer has its own in hand
        gate.open.set()
        await held
        return [reading] + [await ask(which) for ask in (writer.write, writer.read, writer.write, writer.read)]

    read, *later = with_writer(path, story)

    assert later == [later[0], read, later[0], read]


def test_one_failing_write_in_a_batch_fails_alone_and_with_its_own_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BATCH_SECONDS", 60)

    def boom(session: Session) -> None:
        hire(session, "half done")
        raise LookupError("mine alone")

    async def story(writer: Writer) -> list[Any]:
        gate = Gate()
        held = await gate.close(writer)
        waiting = [asyncio.create_task(writer.write(hire, name)) for name in ("Anna", "Ben")]
        waiting.append(asyncio.create_task(writer.write(boom)))  # type: ignore[arg-type]
        waiting.append(asyncio.create_task(writer.write(hire, "Cleo")))
        await asyncio.sleep(0)
        gate.open.set()
        return list(await asyncio.gather(*waiting, held, return_exceptions=True))

    anna, ben, failed, cleo, _ = with_writer(path, story)

    assert (anna, ben, cleo) == ("Anna", "Ben", "Cleo")
    assert isinstance(failed, LookupError)
    assert written(path) == ["Anna", "Ben", "Cleo"]


def test_a_caller_who_went_away_disturbs_nobody(path: Path) -> None:
    async def story(writer: Writer) -> str:
        gate = Gate()
        held = await gate.close(writer)
        gone = asyncio.create_task(writer.write(hire, "Anna"))
        await asyncio.sleep(0)
        gone.cancel()
        gate.open.set()
        await held
        return await writer.write(hire, "Ben")

    assert with_writer(path, story) == "Ben"
    assert written(path) == ["Anna", "Ben"]


# --- trouble while it runs ---------------------------------------------------------------------


def test_a_full_disk_is_named_loses_nothing_and_ends_with_the_space(path: Path) -> None:
    room = {"pages": 0}

    def limited(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={room['pages'] or 1_000_000}").close()

    async def story(writer: Writer) -> tuple[list[str], set[str]]:
        event.listen(writer.engine, "connect", limited)
        room["pages"] = path.stat().st_size // PAGE + 3
        kept, said = [], set()
        for number in range(60):
            name = f"{number} " + "x" * 900
            try:
                kept.append(await writer.write(hire, name))
            except DatabaseTrouble as trouble:
                said.add(str(trouble))
        room["pages"] = 0
        kept.append(await writer.write(hire, "after"))
        return kept, said

    kept, said = with_writer(path, story)

    assert said == {"the disk is full. Free some space; nothing that was acknowledged is lost"}
    assert 1 < len(kept) < 60
    assert written(path) == kept


def test_a_file_system_that_takes_no_more_bytes_is_named_and_loses_nothing(path: Path) -> None:
    """The limit on a process's files, in a child: the writes themselves fail, as on a disk that is full."""

    def child() -> dict[str, Any]:
        db = Inline(f"sqlite:///{path}")
        kept, said = [], set()
        soft = path.stat().st_size + 200_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, resource.RLIM_INFINITY))
        for number in range(200):
            try:
                kept.append(db.now(hire, f"{number} " + "x" * 3000))
            except DatabaseTrouble as trouble:
                said.add(str(trouble))
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        kept.append(db.now(hire, "after"))
        db.close()
        return {"kept": kept, "said": sorted(said)}

    told = in_child(child)

    assert told["said"]
    assert all(words.startswith("the disk ") for words in told["said"])
    assert 1 < len(told["kept"]) < 200
    assert written(path) == told["kept"]


def test_a_file_that_another_process_locks_is_named_and_works_when_it_lets_go(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    async def story(writer: Writer) -> str:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseTrouble, match="another process holds the database locked"):
            await writer.write(hire, "Anna")
        assert await writer.read(names) == []  # readers do not wait for it
        other.execute("ROLLBACK")
        return await writer.write(hire, "Ben")

    assert with_writer(path, story) == "Ben"
    other.close()
    assert written(path) == ["Ben"]


def test_a_page_that_goes_bad_while_it_runs_is_named_and_not_tried_for_ever(path: Path) -> None:
    db = Inline(f"sqlite:///{path}")
    db.now(lambda session: [hire(session, f"{number} " + "x" * 500) for number in range(200)] and None)
    db.close()  # the log is in the file now
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(PAGE)
        file.write(b"\xff" * (size - PAGE))
    db = Inline(f"sqlite:///{path}")
    with pytest.raises(DatabaseTrouble, match="the file is damaged"):
        db.look(names)
    db.close()


# --- trouble before it starts ------------------------------------------------------------------


def fingerprint(folder: Path) -> dict[str, str]:
    """Return a hash of every file; `-shm` is no more than the log's index in shared memory."""
    files = [file for file in sorted(folder.iterdir()) if not file.name.endswith("-shm")]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def refused(folder: Path) -> str:
    """Return what is said of a database that cannot be used; every byte in its folder must be as it was."""
    before = fingerprint(folder)
    with pytest.raises(DatabaseError) as caught:
        migrate.upgrade(f"sqlite:///{folder}/rapport.db")
    assert fingerprint(folder) == before
    return str(caught.value)


def grown(path: Path) -> None:
    db = Inline(f"sqlite:///{path}")
    for number in range(100):
        db.now(hire, f"{number} " + "x" * 900)
    db.close()


def test_an_empty_file_is_named_and_left(path: Path) -> None:
    path.write_bytes(b"")
    assert "is empty (0 bytes)" in refused(path.parent)


@pytest.mark.parametrize("left", [50, PAGE + 17, 10 * PAGE])
def test_a_file_that_is_cut_short_is_named_and_left(path: Path, left: int) -> None:
    grown(path)
    os.truncate(path, left)
    assert "is cut short" in refused(path.parent) or left < 100


@pytest.mark.parametrize("page", [2, 5, 20])
def test_a_page_damaged_in_the_middle_is_named_and_left(path: Path, page: int) -> None:
    grown(path)
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(b"\xde\xad\xbe\xef" * 1024)
    words = refused(path.parent)
    assert "is damaged" in words or "cannot be opened" in words
    assert "rapport db restore" in words


def test_a_damaged_file_with_a_log_beside_it_is_left_too(path: Path) -> None:
    """After a crash the log holds what is not in the file yet: looking must not carry it over."""
    grown(path)
    crashed(path)
    with path.open("r+b") as file:
        file.seek(5 * PAGE)  # more pages than the log can hold anew
        file.write(b"\xde\xad\xbe\xef" * 1024 * 15)
    assert "Nothing was changed" in refused(path.parent)


def test_a_log_whose_file_is_gone_is_named_and_left(path: Path) -> None:
    crashed(path)
    path.unlink()
    assert "is gone, but its log rapport.db-wal is there" in refused(path.parent)


def test_a_file_that_a_crash_left_with_its_log_is_whole(path: Path) -> None:
    crashed(path)
    migrate.upgrade(f"sqlite:///{path}")
    assert written(path) == ["Anna"]


def crashed(path: Path) -> None:
    """Store something in a process that ends without closing: it is in the log alone."""

    def child() -> None:
        db = Inline(f"sqlite:///{path}")
        db.now(hire, "Anna")
        os._exit(0)

    in_child(child)
    assert path.with_name("rapport.db-wal").stat().st_size > 0


# --- read-only ---------------------------------------------------------------------------------


@pytest.fixture
def common() -> Iterator[Path]:
    """A folder that every user may enter: pytest's are for their owner alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        migrate.upgrade(f"sqlite:///{folder}/rapport.db")
        (folder / "rapport.db").chmod(0o666)
        yield folder
        folder.chmod(0o777)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_file_or_folder_is_named_and_left(common: Path, what: str) -> None:
    path = common / "rapport.db"
    path.chmod(0o444) if what == "file" else common.chmod(0o555)
    before = fingerprint(common)

    def child() -> str:
        try:
            migrate.upgrade(f"sqlite:///{path}")
        except DatabaseError as error:
            return str(error)
        return "it was opened"

    words = in_child(child, nobody=True)

    assert words.startswith(f"{path if what == 'file' else common} is read-only. Give the user that runs Rapport")
    assert fingerprint(common) == before


def test_a_file_that_becomes_read_only_is_named_by_the_next_write(common: Path) -> None:
    path = common / "rapport.db"
    path.chmod(0o444)

    def child() -> str:
        db = Inline(f"sqlite:///{path}")
        try:
            db.now(hire, "Anna")
        except DatabaseTrouble as trouble:
            return str(trouble)
        return "it was written"

    assert in_child(child, nobody=True) == (
        "the file or its folder is read-only. Give the user that runs Rapport the right to write"
    )


def in_child(work: Callable[[], Any], *, nobody: bool = False) -> Any:
    """Run something in a process of its own, as a user without rights where it matters; return its result."""
    there, here = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            if nobody and os.geteuid() == 0:
                os.setgroups([])
                os.setuid(pwd.getpwnam("nobody").pw_uid)
            os.write(here, json.dumps(work()).encode())
        os._exit(0)
    os.close(here)
    with os.fdopen(there, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return json.loads(told) if told else None


def test_who_has_written_and_then_asks_sees_what_was_written(path: Path) -> None:
    """A snapshot that another question has begun does not answer what is asked later."""
    begun, go = threading.Event(), threading.Event()

    def slow(session: Session) -> list[str]:
        found = names(session)
        begun.set()
        go.wait()
        return found

    async def run() -> list[list[str]]:
        store = Writer(f"sqlite:///{path}", readers=1)
        first = asyncio.create_task(store.read(slow))
        await asyncio.to_thread(begun.wait)
        await store.write(hire, "Anna")
        second = asyncio.create_task(store.read(names))
        await asyncio.sleep(0)  # it is asked while the first is being answered
        go.set()
        found = [await first, await second]
        store.close()
        return found

    assert asyncio.run(run()) == [[], ["Anna"]]
