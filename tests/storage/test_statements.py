"""The queue's fixed statements fit the tables: each is prepared against them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import statements, tables
from bot.storage.db import open_engine


@pytest.mark.parametrize("name", sorted(statements.ALL))
def test_a_statement_names_only_columns_that_the_tables_have(tmp_path: Path, name: str) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/statements.db")
    tables.metadata.create_all(engine)
    statement = statements.ALL[name]
    with engine.connect() as connection:
        plan = connection.execute(
            text(f"EXPLAIN {statement.text}"), dict.fromkeys(statement.compile().params, None)
        ).all()
    engine.dispose()

    assert plan


def test_the_claim_and_the_due_timers_use_their_partial_indexes(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/statements.db")
    tables.metadata.create_all(engine)
    with engine.connect() as connection:
        for name, index in (("CLAIM", "ix_lane_ready"), ("DUE", "ix_timer_due")):
            statement = statements.ALL[name]
            values = dict.fromkeys(statement.compile().params, None)
            plan = connection.execute(text(f"EXPLAIN QUERY PLAN {statement.text}"), values).all()
            assert index in str(plan), plan
    engine.dispose()
