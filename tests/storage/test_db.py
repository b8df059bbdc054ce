"""Who may open the file, and what one failing write does to its neighbours: nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.exc import StatementError
from sqlmodel import Session, select

from bot.errors import DatabaseError
from bot.storage import migrate, statements, tables
from bot.storage.db import Inline, open_engine
from bot.storage.opening import engine_lock, engine_running, existing
from bot.storage.sqlite import Writer
from bot.storage.statements import run
from bot.storage.tables import Agent
from tests.template import migrated

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return migrated(tmp_path / "rapport.db")


def hire(session: Session, name: str) -> str:
    session.add(Agent(name=name, created_at=NOON))
    session.flush()
    return name


def names(session: Session) -> list[str]:
    return sorted(session.exec(select(Agent.name)).all())


def test_a_second_engine_on_the_same_file_is_refused_with_how_to_mend_it(url: str) -> None:
    with engine_lock(url):
        assert engine_running(url)
        with pytest.raises(DatabaseError, match="in use by another engine"), engine_lock(url):
            pass
    assert not engine_running(url)


def test_a_command_works_beside_a_running_engine(url: str) -> None:
    with engine_lock(url):
        db = Inline(url)
        db.now(hire, "Anna")
        assert db.look(names) == ["Anna"]
        db.close()


def test_the_file_is_in_wal_mode_with_full_sync_and_foreign_keys(url: str) -> None:
    engine = open_engine(url)
    with engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    engine.dispose()
    assert found == ["wal", 2, 1]


def test_writes_that_queue_up_are_committed_together_and_a_failing_one_fails_alone(url: str) -> None:
    async def run() -> list[object]:
        db = Writer(url)
        try:
            writes = [db.write(hire, name) for name in ("Anna", "Ben", "Anna", "Cleo")]
            return list(await asyncio.gather(*writes, return_exceptions=True))
        finally:
            db.close()

    results = asyncio.run(run())
    assert [isinstance(result, Exception) for result in results] == [False, False, True, False]
    db = Inline(url)
    assert db.look(names) == ["Anna", "Ben", "Cleo"]
    db.close()


def test_a_write_that_raises_leaves_nothing(url: str) -> None:
    def half(session: Session) -> None:
        hire(session, "Anna")
        raise ValueError("no")

    db = Inline(url)
    with pytest.raises(ValueError, match="no"):
        db.now(half)
    assert db.look(names) == []
    db.close()


def test_whoever_waits_for_a_change_is_told_of_a_commit(url: str) -> None:
    async def run() -> tuple[int, int]:
        db = Writer(url)
        try:
            before = await db.changed(-1, 0)
            waiting = asyncio.create_task(db.changed(before, 30))
            await db.write(hire, "Anna")
            return before, await waiting
        finally:
            db.close()

    before, after = asyncio.run(run())
    assert after > before


def test_times_come_back_aware_and_naive_ones_are_refused(url: str) -> None:
    db = Inline(url)
    db.now(hire, "Anna")
    (moment,) = db.look(lambda session: session.exec(select(Agent.created_at)).all())
    assert moment == NOON
    assert moment.tzinfo is UTC

    local = timezone(timedelta(hours=2))
    db.now(lambda session: session.add(Agent(name="Ben", created_at=datetime(2026, 3, 2, 14, tzinfo=local))))
    assert set(db.look(lambda session: session.exec(select(Agent.created_at)).all())) == {NOON}
    with pytest.raises(StatementError, match="no time zone"):
        db.now(lambda session: session.add(Agent(name="Cleo", created_at=datetime(2026, 3, 2))))  # noqa: DTZ001
    db.close()


def test_the_migrations_make_exactly_the_tables_of_the_code(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = open_engine(url)
    with engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), tables.metadata)
    engine.dispose()
    # The benchmark's and other tests' own tables may share the one metadata; ours must not differ.
    assert [change for change in difference if "bare" not in str(change)] == []


def test_the_revision_known_without_alembic_is_alembics_head() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


def made_at(revision: str, path: Path) -> str:
    """Return the URL of an empty database as an earlier release made it."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    config.attributes["url"] = url = f"sqlite:///{path}"
    command.upgrade(config, revision)
    return url


def test_an_upgrade_goes_on_counting_cases_where_the_last_number_stands(tmp_path: Path) -> None:
    url = made_at("0019", tmp_path / "old.db")
    with sqlite3.connect(tmp_path / "old.db") as old:
        old.execute("PRAGMA foreign_keys = OFF")
        columns = [row[1] for row in old.execute("PRAGMA table_info(handoff_case)") if row[3] and not row[5]]
        values = [7 if name == "number" else 1 for name in columns]
        marks = ",".join("?" * len(columns))
        old.execute(f"INSERT INTO handoff_case ({','.join(columns)}) VALUES ({marks})", values)  # noqa: S608
    old.close()

    migrate.upgrade(url)
    db = Inline(url)
    assert db.now(lambda session: run(session, statements.NUMBER, name="case").fetchone()[0]) == 8
    db.close()


def test_an_upgrade_knows_in_which_chats_nobody_is_reached(tmp_path: Path) -> None:
    url = made_at("0021", tmp_path / "rapport.db")
    with sqlite3.connect(tmp_path / "rapport.db") as old:
        for number, blocked in ((1, True), (2, False)):
            place, who = f"chat {number}", str(number)
            old.execute("INSERT INTO chat (channel, account, chat, thread) VALUES ('app', 'a', ?, '')", [place])
            old.execute(
                "INSERT INTO identity (customer_id, channel, realm, external_id, display_name, verified_by, chat_id,"
                " created_at, blocked) VALUES (1, 'app', '', ?, '', 'none', ?, '2026-03-02', ?)",
                [who, number, blocked],
            )
    old.close()

    assert migrate.upgrade(url) == "0021"
    with sqlite3.connect(tmp_path / "rapport.db") as new:
        assert new.execute("SELECT chat, closed FROM chat ORDER BY id").fetchall() == [("chat 1", 1), ("chat 2", 0)]
    new.close()


def test_an_upgrade_leaves_a_group_open_of_which_somebody_has_blocked_the_bot(tmp_path: Path) -> None:
    url = made_at("0021", tmp_path / "rapport.db")
    with sqlite3.connect(tmp_path / "rapport.db") as old:
        for chat, thread, shared in (("maya alone", "", False), ("group", "7", True), ("group", "8", False)):
            old.execute("INSERT INTO chat (channel, account, chat, thread, shared) VALUES ('app', 'a', ?, ?, ?)",
                        [chat, thread, shared])  # fmt: skip
        # Both have blocked the bot in their own chat with it; Ole wrote last in the group.
        for who, chat_id in (("maya", 1), ("ole", 3)):
            old.execute(
                "INSERT INTO identity (customer_id, channel, realm, external_id, display_name, verified_by, email,"
                " chat_id, created_at, blocked) VALUES (1, 'app', '', ?, '', 'none', '', ?, '2026-03-02', TRUE)",
                [who, chat_id],
            )
    old.close()

    assert migrate.upgrade(url) == "0021"
    with sqlite3.connect(tmp_path / "rapport.db") as new:
        shown = new.execute("SELECT chat, closed FROM chat ORDER BY id").fetchall()
    new.close()
    assert shown == [("maya alone", 1), ("group", 0), ("group", 0)]


def test_an_upgrade_knows_from_kept_events_which_places_have_several_readers(tmp_path: Path) -> None:
    url = made_at("0017", tmp_path / "rapport.db")
    with sqlite3.connect(tmp_path / "rapport.db") as old:
        for place, data in (("group", '{"addressed": true}'), ("alone", "{}")):
            payload = f'{{"address": {{"channel": "app", "account": "a", "chat": "{place}"}}, "data": {data}}}'
            old.execute("INSERT INTO chat (channel, account, chat, thread) VALUES ('app', 'a', ?, '')", [place])
            old.execute(
                "INSERT INTO identity (customer_id, channel, realm, external_id, display_name, verified_by, chat_id,"
                " created_at) VALUES (1, 'app', '', ?, '', 'none', (SELECT max(id) FROM chat), '2026-03-02')",
                [place],
            )
            old.execute(
                "INSERT INTO inbound (channel, account, key, lane_kind, lane_ref, kind, payload, status, error,"
                " attempts, received_at) VALUES ('app', 'a', ?, 'in', 1, 'message', ?, 'done', '', 0, '2026-03-02')",
                [place, payload],
            )
    old.close()

    assert migrate.upgrade(url) == "0017"
    with sqlite3.connect(tmp_path / "rapport.db") as new:
        assert new.execute("SELECT chat, shared FROM chat ORDER BY id").fetchall() == [("group", 1), ("alone", 0)]
    new.close()


def test_a_database_of_a_newer_release_is_refused(url: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "rapport.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(DatabaseError, match="newer release"):
        migrate.upgrade(url)


def test_a_damaged_file_is_named_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "rapport.db"
    path.write_bytes(b"this is no database " * 100)

    with pytest.raises(DatabaseError, match="cannot be opened"):
        migrate.upgrade(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"this is no database")


def test_a_file_that_may_not_be_opened_is_not_told_to_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "rapport.db").mkdir()

    with pytest.raises(DatabaseError, match=r"cannot be opened: the file cannot be opened\. Is its folder there"):
        migrate.revision(f"sqlite:///{tmp_path}/rapport.db")


def test_commands_do_not_make_a_database_by_mistake(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="there is no database"):
        existing(f"sqlite:///{tmp_path}/typo.db")
    assert not (tmp_path / "typo.db").exists()


def test_what_a_read_changes_is_undone(url: str) -> None:
    db = Inline(url)
    db.look(hire, "Nobody")
    assert db.look(names) == []
    db.close()
