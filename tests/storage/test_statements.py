"""The queue's fixed statements fit the tables: each is prepared against them, on both databases."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from bot.storage import migrate, statements


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("statements") / "rapport.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.mark.parametrize("name", sorted(statements.ALL))
def test_a_statement_names_only_columns_that_the_tables_have(file: Path, name: str) -> None:
    statement = statements.ALL[name]
    with contextlib.closing(sqlite3.connect(file)) as connection:
        plan = connection.execute(f"EXPLAIN {statement.sqlite}", dict.fromkeys(statement.names)).fetchall()

    assert plan


@pytest.mark.parametrize(
    ("name", "index"),
    [("CLAIM", "ix_lane_ready"), ("FIRE", "ix_timer_due"), ("OLDEST", "ix_outbox_open"), ("EVENTS", "ix_inbound_new")],
)
def test_what_runs_with_every_message_uses_its_partial_index(file: Path, name: str, index: str) -> None:
    statement = statements.ALL[name]
    with contextlib.closing(sqlite3.connect(file)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement.sqlite}", dict.fromkeys(statement.names)).fetchall()

    assert index in str(plan), plan
