"""The kill -9 loop: what is lost, doubled or out of order when workers die at random moments, on both databases.

It is the queue that is measured, not the bot: real child processes run the real `Worker`, `queue` and store, with a
tiny engine of 2 reads, 2 writes and one reply a turn. This process plays the chat app and its customers: it resends
what was not acknowledged, redelivers a tenth of what was, and counts what it delivered. It kills at seeded moments.

Rows named "control" are broken on purpose: they show that such a run can fail.

    python bench/durability.py [--seed N] [--json FILE]       # RAPPORT_BENCH_SCALE=0.02 for a quick look
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the tests' PostgreSQL

from bench.kill_loop import Outcome, Plan, run
from bot.storage import migrate
from bot.worker import SENDS
from tests.cluster import Cluster, NoPostgres

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))


def plans(fresh: Callable[[str], str], seed: int, databases: Sequence[str]) -> list[Plan]:
    """Return the runs at full size: 200 kills on each database, and the controls."""
    kills, few = max(3, int(200 * SCALE)), max(3, int(20 * SCALE))
    found: list[Plan] = []
    for name in databases:
        workers = 2 if name == "PostgreSQL" else 1
        title = f"{name}, {workers} worker{'s' * (workers > 1)}"
        both = {"workers": workers, "seed": seed}
        broken = {**both, "kills": few, "window": 1_000_000, "budget": 150, "gap": (0.01, 0.1)}
        found += [
            Plan(f"{title}, can be asked", fresh(name), kills=kills, **both),
            Plan(f"{title}, cannot be asked", fresh(name), kills=kills, can_find=False, **both),
            Plan(f"{title}, control: acknowledges before the commit", fresh(name), mutant="acks first", **broken),
            Plan(f"{title}, control: no keys", fresh(name), mutant="no keys", **broken),
        ]
    if "PostgreSQL" in databases:
        # Where work waits anyway, a dead worker's lanes wait with it: a takeover's own time shows when little does.
        found.append(Plan("PostgreSQL, 2 workers, little to do", fresh("PostgreSQL"), kills=few, workers=2, window=4,
                          gap=(0.3, 1.0), seed=seed))  # fmt: skip
        restarts, turns = max(2, int(40 * SCALE)), max(60, int(2000 * SCALE))
        found.append(Plan("PostgreSQL, the server restarted", fresh("PostgreSQL"), restarts=restarts, turns=turns,
                          workers=2, can_find=False, lease=30, seed=seed))  # fmt: skip
    return found


HEAD = f"{'':<62}{'kills':>6}{'rest.':>6}{'events':>7}{'timers':>7}{'lost':>6}{'dbl':>6}{'order':>6}{'held':>6}{'flying':>7}{'unlst':>6}{'died':>5}{'over s':>7}{'ev/s':>6}"  # noqa: E501


def line(one: Outcome) -> str:
    return (
        f"{one.title:<62}{one.kills:>6}{one.restarts:>6}{one.events:>7}{one.timers:>7}{len(one.lost):>6}"
        f"{len(one.doubled):>6}{len(one.disordered):>6}{len(one.held):>6}{one.in_flight:>7}{len(one.unlisted):>6}"
        f"{one.died:>5}{one.takeover:>7.2f}{one.events / one.seconds:>6.0f}"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description="Kill workers at random moments and count.")
    arguments.add_argument("--seed", type=int, default=random.randrange(10**6))
    arguments.add_argument("--json", type=Path, help="write the figures here, else to the error output")
    arguments.add_argument("--only", default="", help="carry out the rows whose title holds these words")
    given = arguments.parse_args()
    print(f"The queue with a tiny engine, seed {given.seed}; a worker has at most {SENDS} parts in flight.")
    print(HEAD)
    outcomes = []
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cluster = _cluster(stack)
        numbers = itertools.count()

        def fresh(name: str) -> str:
            if cluster and name == "PostgreSQL":
                return cluster.fresh()
            url = f"sqlite:///{folder}/{next(numbers)}.db"
            migrate.upgrade(url)
            return url

        for plan in plans(fresh, given.seed, ("SQLite", "PostgreSQL") if cluster else ("SQLite",)):
            if given.only in plan.title:
                with tempfile.TemporaryDirectory() as sockets:
                    outcomes.append(run(plan, Path(sockets), cluster))
                print(line(outcomes[-1]), flush=True)
    text = json.dumps([asdict(outcome) for outcome in outcomes])
    if given.json:
        given.json.write_text(text, encoding="utf-8")
    else:
        sys.stderr.write(text + "\n")


def _cluster(stack: contextlib.ExitStack) -> Cluster | None:
    try:
        cluster = Cluster()
    except NoPostgres as missing:
        print(f"no PostgreSQL: {missing}")
        return None
    stack.callback(cluster.close)
    return cluster


if __name__ == "__main__":
    main()
