"""Learn, correct, link, unlink, forget and erase in any order: nobody sees another's, and unlinking is exact."""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.errors import Refused
from bot.storage import tables
from bot.storage.db import Inline
from tests.conftest import NOON
from tests.memory import world
from tests.memory.world import KEYS, Crowd, Plan, Seen

# Much of the same, over and over: other tests tell which branches are run, and these take half the time without.
pytestmark = pytest.mark.no_cover

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "0.02"))
"""1 is the size of bench/full."""
NUMBERS = st.integers(1, 5)


def opened(folder: str, name: str) -> Inline:
    db = Inline(f"sqlite:///{Path(folder) / name}.db")
    tables.metadata.create_all(db.engine)
    return db


def digest(db: Inline) -> str:
    return hashlib.sha256(repr(world.dump(db)).encode()).hexdigest()


class Together(RuleBasedStateMachine):
    """The same life twice: where people are linked, and where nobody ever is."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.linked, self.alone = opened(self.folder.name, "linked"), opened(self.folder.name, "alone")
        self.plan = Plan()
        self.now = NOON

    def both(self, act: Callable[..., Any], *args: Any) -> None:
        for db in (self.linked, self.alone):
            db.now(act, *args, self.now)

    def here(self, number: int) -> int:
        """Return a number whose identity is there; it arrives if it must."""
        self.now += world.timedelta(seconds=1)
        if number not in self.plan.owner:
            self.both(world.arrives, number)
            self.plan.arrive(number)
        return number

    @rule(number=NUMBERS, key=st.sampled_from(KEYS), variant=st.integers(0, 2))
    def learn(self, number: int, key: str, variant: int) -> None:
        self.both(world.learns, self.here(number), key, variant)

    @rule(number=NUMBERS, key=st.sampled_from(KEYS), variant=st.integers(0, 2),
          how=st.sampled_from(["retracts", "denies", "pending"]))  # fmt: skip
    def correct(self, number: int, key: str, variant: int, how: str) -> None:
        number = self.here(number)
        for db in (self.linked, self.alone):
            db.now(world.learns, number, key, variant, self.now, how)

    @rule(number=NUMBERS, fixed=st.booleans())
    def complain(self, number: int, fixed: bool) -> None:
        self.both(world.complains, self.here(number))
        if fixed:
            self.both(world.solved, number)

    @rule(a=NUMBERS, b=NUMBERS)
    def link(self, a: int, b: int) -> None:
        a, b = self.here(a), self.here(b)
        if self.plan.owner[a] == self.plan.owner[b]:
            return
        self.linked.now(world.links, a, b, self.now)
        self.plan.link(a, b)

    @precondition(lambda self: any(self.plan.before.values()))
    @rule(data=st.data())
    def unlink(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(one for one, stack in self.plan.before.items() if stack)))
        self.linked.now(world.unlinks, number, self.now)
        self.plan.unlink(number)

    @rule(number=NUMBERS, key=st.sampled_from(KEYS))
    def forget(self, number: int, key: str) -> None:
        """Forgetting is meant for the whole person: alone, each account would be asked for itself."""
        number = self.here(number)
        self.linked.now(world.forgets, number, key, self.now)
        for one in sorted(self.plan.group(number)):
            self.alone.now(world.forgets, one, key, self.now)

    @rule(number=NUMBERS)
    def erase(self, number: int) -> None:
        number = self.here(number)
        self.linked.now(world.erases, number, self.now)
        for one in sorted(self.plan.erase(number)):
            self.alone.now(world.erases, one, self.now)

    @invariant()
    def everybody_sees_their_own_and_nothing_else(self) -> None:
        for number in self.plan.owner:
            group = self.plan.group(number)
            door = world.DOORS[(self.now.second + number) % len(world.DOORS)]
            seen: Seen = self.linked.look(world.looks, number, door, self.now)
            assert seen.whose <= group | {0}, (door, number, seen)
            assert seen.messages in (-1, self.alone.look(world.count, group)), (door, number, seen)

    def teardown(self) -> None:
        try:
            self.linked.now(world.unlink_all, self.now)
            assert world.dump(self.linked) == world.dump(self.alone)
            assert digest(self.linked) == digest(self.alone)
            for number in self.plan.owner:
                for door in world.DOORS:
                    alone, apart = (db.look(world.looks, number, door, self.now) for db in (self.alone, self.linked))
                    assert apart == alone
        finally:
            self.linked.close()
            self.alone.close()
            self.folder.cleanup()


TestTogether = Together.TestCase
TestTogether.settings = settings(
    max_examples=max(3, int(200 * SCALE)),
    stateful_step_count=16,
    derandomize=SCALE < 0.1,
    phases=(Phase.explicit, Phase.generate),
)


def test_a_crowd_at_random_never_sees_anothers_words_or_counts(tmp_path: Path) -> None:
    db = opened(str(tmp_path), "crowd")
    crowd = Crowd(random.Random(5), families=3, exact=True)

    def many(session: Any) -> None:
        for _ in range(20):
            crowd.step(session)

    for _ in range(12):
        db.now(many)

    assert crowd.tally.leaks == []
    assert crowd.tally.looks > 50
    assert {len(crowd.plan.group(number)) for number in crowd.plan.owner} > {1}  # type: ignore[union-attr]
    db.close()


def test_what_is_refused_changes_nothing(tmp_path: Path) -> None:
    db = opened(str(tmp_path), "alone")
    db.now(world.arrives, 1, NOON)
    before = world.dump(db)

    for act, args in ((world.links, (1, 1)), (world.unlinks, (1,))):
        try:
            db.now(act, *args, NOON)  # type: ignore[arg-type]
        except Refused:
            continue
        raise AssertionError(act)
    assert world.dump(db) == before
    db.close()
