"""Workers die at random moments, the server goes away: nothing is lost, doubled or out of order.

A small helping of `bench/durability.py`, which `bench/full` runs at 200 kills a row.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.kill_loop import Outcome, Plan, run
from bot.storage import migrate
from bot.storage.db import is_postgres
from bot.worker import SENDS
from tests.cluster import Cluster


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose name is short enough for a socket's."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture
def seed() -> int:
    chosen = random.randrange(10**6)
    print("seed", chosen)
    return chosen


def killed(url: str, folder: Path, seed: int, *, can_find: bool) -> Outcome:
    """Kill the worker of a SQLite file, or either of two on PostgreSQL, a few times."""
    workers = 2 if is_postgres(url) else 1
    return run(Plan("", url, kills=4, turns=40, workers=workers, can_find=can_find, lease=3, seed=seed), folder)


def test_killed_at_random_moments_nothing_is_lost_doubled_or_out_of_order_where_the_app_can_be_asked(
    url: str, folder: Path, seed: int
) -> None:
    outcome = killed(url, folder, seed, can_find=True)

    assert outcome.events >= 40
    assert (outcome.lost, outcome.doubled, outcome.disordered, outcome.held) == ([], [], [], [])
    assert (outcome.miscounted, outcome.died) == (0, 0)


def test_where_the_app_cannot_be_asked_only_what_was_in_flight_at_a_kill_is_doubled_and_it_is_listed(
    url: str, folder: Path, seed: int
) -> None:
    outcome = killed(url, folder, seed, can_find=False)

    assert (outcome.lost, outcome.disordered, outcome.unlisted) == ([], [], [])
    assert outcome.in_flight <= 4 * 2 * SENDS
    assert len(outcome.doubled) + len(outcome.held) <= outcome.in_flight + outcome.gave_up
    assert (outcome.miscounted, outcome.died) == (0, 0)


@pytest.mark.parametrize("mutant", ["acks first", "no keys"])
def test_the_loop_catches_a_queue_that_is_broken_on_purpose(
    tmp_path: Path, folder: Path, seed: int, mutant: str
) -> None:
    url = f"sqlite:///{tmp_path}/rapport.db"
    migrate.upgrade(url)
    broken = Plan("", url, kills=5, mutant=mutant, seed=seed, window=10_000, budget=100, gap=(0.01, 0.1))
    outcome = run(broken, folder)

    caught = {"acks first": outcome.lost, "no keys": outcome.unlisted}
    assert caught[mutant]


def test_while_postgresql_is_restarted_nothing_is_lost_and_nothing_doubled(
    cluster: Cluster, folder: Path, seed: int
) -> None:
    if not cluster.own:
        pytest.skip("the server is not ours to restart")
    url = cluster.fresh()
    # Nobody died, so everybody still knows what they sent: also an app that cannot be asked gets nothing twice.
    outcome = run(Plan("", url, restarts=2, turns=60, workers=2, can_find=False, lease=30, seed=seed), folder, cluster)
    cluster.drop(url)

    assert outcome.events >= 60
    assert (outcome.lost, outcome.doubled, outcome.disordered, outcome.held) == ([], [], [], [])
    assert (outcome.miscounted, outcome.died) == (0, 0)
