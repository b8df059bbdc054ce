"""Both chat apps in bad weather, with kills: a helping of `bench/soak.py`, which `bench/full` runs at 200 turns."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench.soak import run

# Much of the same, over and over: other tests tell which branches are run, and these take half the time without.
pytestmark = pytest.mark.no_cover


def test_every_turn_is_answered_in_order_and_doubled_only_where_nobody_could_know(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    found = run(seed, 2, 4, tmp_path)

    assert found.disordered == []
    assert found.missing == []
    assert found.doubles["slack"] == 0
    assert found.unexplained == [], (
        "Telegram cannot be asked: an answer comes again where that of its own call was lost"
    )
