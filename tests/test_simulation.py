"""Whatever crashes, freezes or answers late, promises hold: run after run, each from a seed that plays it again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests import simulation
from tests.simulation import Simulation, Weather

SEEDS = range(15)
WEATHER = Weather(seconds=25, pause=3)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulation.template(tmp_path_factory.mktemp("simulation"))


def test_every_promise_holds_in_any_weather(template: Path, tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        play = Simulation(seed, template, tmp_path, WEATHER)
        play.run()
        seen += play.counts

    # The weather was bad enough to mean something.
    for what in ("events", "parts", "timers", "crashes", "freezes", "links", "doubles", "dead"):
        assert seen[what] > 0, what


def test_the_same_seed_gives_the_same_run_to_the_last_call(template: Path, tmp_path: Path) -> None:
    runs = [Simulation(7, template, tmp_path, Weather(seconds=20)).run() for _ in range(2)]

    assert runs[0] == runs[1]
    assert Simulation(8, template, tmp_path, Weather(seconds=20)).run() != runs[0]
