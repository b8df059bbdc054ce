"""The queue's fixed statements fit the tables: each is prepared against them, on both databases."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

import psycopg
import pytest

from bot.storage import migrate, statements
from tests.cluster import Cluster


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("statements") / "rapport.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.mark.parametrize("name", sorted(statements.ALL))
def test_a_statement_names_only_columns_that_the_tables_have(file: Path, name: str) -> None:
    statement = statements.ALL[name]
    with contextlib.closing(sqlite3.connect(file)) as connection:
        plan = connection.execute(f"EXPLAIN {statement.sqlite}", [None] * len(statement.order)).fetchall()

    assert plan


def test_each_of_them_is_understood_by_postgresql_too(cluster: Cluster) -> None:
    url = cluster.fresh().replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        for name, statement in statements.ALL.items():
            nulls = re.sub(r"%\(\w+\)s", "NULL", statement.postgres)
            connection.execute(f"PREPARE {name} AS {nulls}")
        prepared = connection.execute("SELECT count(*) FROM pg_prepared_statements WHERE from_sql").fetchone()

    assert prepared == (len(statements.ALL),)


@pytest.mark.parametrize(
    ("name", "index"),
    [("CLAIM", "ix_lane_ready"), ("FIRE", "ix_timer_due"), ("OLDEST", "ix_outbox_open"), ("EVENTS", "ix_inbound_new")],
)
def test_what_runs_with_every_message_uses_its_partial_index(file: Path, name: str, index: str) -> None:
    statement = statements.ALL[name]
    with contextlib.closing(sqlite3.connect(file)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement.sqlite}", [None] * len(statement.order)).fetchall()

    assert index in str(plan), plan


@pytest.mark.parametrize("name", ["HEALTH", "ASIDE"])
def test_what_operators_look_at_reads_no_whole_queue(file: Path, name: str) -> None:
    statement = statements.ALL[name]
    with contextlib.closing(sqlite3.connect(file)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement.sqlite}", [None] * len(statement.order)).fetchall()

    scans = [row[3] for row in plan if row[3].startswith("SCAN") and "CONSTANT" not in row[3]]
    assert scans
    assert [scan for scan in scans if "USING" not in scan] == []


def test_a_threads_parts_are_found_by_an_index_that_holds_no_other_part(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        plan = connection.execute("EXPLAIN QUERY PLAN SELECT id FROM outbox WHERE thread_id = 1").fetchall()
        (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'ix_outbox_thread_id'").fetchone()

    assert "ix_outbox_thread_id" in str(plan)
    assert made.endswith("WHERE thread_id IS NOT NULL")
