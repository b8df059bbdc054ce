"""A worker that stands still past its lease: another one answers, and what the first one does later counts for nothing.

The process stops itself at the point (SIGSTOP), as one does whose host is suspended, and goes on after the other is
done. PostgreSQL: on a SQLite file there is one worker.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests import lives
from tests.cluster import Cluster
from tests.lives import LEASE, Life, Record, Step

QUESTION = (Step("m1", "How do I return a chair?"),)


@pytest.fixture
def url(cluster: Cluster) -> Iterator[str]:
    made = cluster.fresh()
    yield made
    cluster.drop(made)


def stand_still(url: str, folder: Path, point: str) -> Record:
    """The first stops at the point, the second works to the end, then the first goes on to its own end."""
    record = Record(folder)
    first = Life(url, folder, QUESTION, point, stops=True, name="first").start()
    ends = time.monotonic() + lives.PATIENCE
    while not record.of("stopped"):
        assert time.monotonic() < ends
        assert first.is_alive()
        time.sleep(0.01)
    second = Life(url, folder, QUESTION, name="second").start()
    assert lives.ended(second) == 0
    assert first.pid
    os.kill(first.pid, signal.SIGCONT)
    assert lives.ended(first) == 0
    return record


def assert_one_answer(record: Record) -> None:
    head, tail = record.transcript()
    assert "Open My orders" in head + tail
    assert tail.endswith("-- the bot")


def test_a_worker_that_stands_still_in_a_turn_is_fenced_when_it_goes_on(url: str, tmp_path: Path) -> None:
    record = stand_still(url, tmp_path, "before record")

    assert_one_answer(record)
    assert "was taken over; its new owner redoes the turn" in (tmp_path / "first.log").read_text(encoding="utf-8")
    first, second = record.of("claimed")
    assert [first["key"], second["key"]] == ["first", "second"]


def test_a_worker_that_stands_still_in_a_transaction_does_not_keep_its_rows_locked(url: str, tmp_path: Path) -> None:
    record = stand_still(url, tmp_path, "inside record")

    assert_one_answer(record)
    assert "idle-in-transaction timeout" in (tmp_path / "first.log").read_text(encoding="utf-8")


def test_its_lanes_are_taken_over_when_its_lease_ends_and_not_before(url: str, tmp_path: Path) -> None:
    first, second = stand_still(url, tmp_path, "before record").of("claimed")

    # By the database's own clock. A second later is the promise; a machine that stalls is given three leases more.
    ended, taken = datetime.fromisoformat(first["until"]), datetime.fromisoformat(second["at"])
    assert timedelta() <= taken - ended <= timedelta(seconds=1 + 3 * LEASE)


def test_what_a_worker_sent_before_it_stood_still_is_found_and_not_sent_again(url: str, tmp_path: Path) -> None:
    record = stand_still(url, tmp_path, "after send")

    assert_one_answer(record)
    assert "lane out:1 let go" in (tmp_path / "first.log").read_text(encoding="utf-8")
