"""Whatever crashes, freezes or answers late, promises hold: run after run, each from a seed that plays it again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests import simulation
from tests.simulation import WEATHERS, Simulation, Weather

# Much of the same, over and over: other tests tell which branches are run, and these take half the time without.
pytestmark = pytest.mark.no_cover

SEEDS = range(16)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulation.template(tmp_path_factory.mktemp("simulation"))


def test_every_promise_holds_in_any_weather(template: Path, tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        name = list(WEATHERS)[seed % len(WEATHERS)]
        weather = WEATHERS[name]
        short = replace(weather, seconds=20, customers=min(weather.customers, 12), pause=2)
        play = Simulation(seed, template, tmp_path, short)
        play.run()
        seen += play.counts

    # The weather was bad enough to mean something.
    for what in ("events", "parts", "timers", "crashes", "freezes", "links", "doubles", "dead"):
        assert seen[what] > 0, what


def test_the_same_seed_gives_the_same_run_to_the_last_call(template: Path, tmp_path: Path) -> None:
    runs = [Simulation(7, template, tmp_path, Weather(seconds=20)).run() for _ in range(2)]

    assert runs[0] == runs[1]
    assert Simulation(8, template, tmp_path, Weather(seconds=20)).run() != runs[0]


# --- weather made for one promise --------------------------------------------------------------

STILL = Weather(
    seconds=60, workers=2, customers=6, pause=4, crash=0, freeze=0, link=0, trouble=0, redeliver=0,
    fates={"ok": 1}, words={"say": 1},
)  # fmt: skip


def played(template: Path, folder: Path, **how: Any) -> Simulation:
    """Play one run in still weather, but for what is named."""
    play = Simulation(1, template, folder, replace(STILL, **how))
    play.run()
    return play


def test_a_chat_that_is_told_to_wait_delays_no_other_chat(template: Path, tmp_path: Path) -> None:
    class Told(Simulation):
        """The chat app asks one chat to wait for 30 s, whenever it is called."""

        def _says(self, number: int) -> list[str]:
            return ["say 1."]

        def fate(self, chat: str) -> str:
            return "limited" if chat == "c0" and self.loop.time() < 60 else "ok"

    play = Told(1, template, tmp_path, replace(STILL, waits=(30,)))
    play.run()
    late = {chat: max(seconds) for chat, seconds in play.part_delays().items()}

    assert late.pop("c0") > 25
    assert max(late.values()) < 8  # at one a second, and with a look every two seconds


def test_a_slow_turn_delays_nobody_else(template: Path, tmp_path: Path) -> None:
    class Slow(Simulation):
        """The first customer's every turn takes five seconds."""

        def _says(self, number: int) -> list[str]:
            return ["slow ."] if number == 0 else ["say 1."]

    play = Slow(1, template, tmp_path, STILL)
    play.run()
    took = {who: max(seconds) for who, seconds in play.turn_delays().items()}

    assert took.pop("0") >= 5
    assert max(took.values()) < 2.5  # a look, no more


def test_a_poison_turn_is_set_aside_after_five_tries_and_what_is_behind_it_waits_no_longer_than_that(
    template: Path, tmp_path: Path
) -> None:
    class Poisoned(Simulation):
        """The first customer's third message is poison."""

        def _says(self, number: int) -> list[str]:
            self.said = getattr(self, "said", 0) + (number == 0)
            return ["poison ."] if number == 0 and self.said == 3 else ["say 1."]

    play = Poisoned(1, template, tmp_path, STILL)
    play.run()
    took = play.turn_delays()

    assert play.counts["dead"] == 1
    assert play.engine.tries.most_common(1)[0][1] == 5
    assert max(took.pop("0")) < 20
    assert max(max(seconds) for seconds in took.values()) < 2.5


def test_a_turn_that_takes_three_leases_is_not_taken_from_a_living_worker(template: Path, tmp_path: Path) -> None:
    play = played(template, tmp_path, words={"endless": 1}, customers=2, pause=20)

    assert play.counts["done"] > 2
    assert set(play.engine.tries.values()) == {1}
