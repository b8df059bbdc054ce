"""What channels keep for all processes, on both databases."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from bot.storage import kept
from bot.storage.db import Inline
from bot.storage.opening import open_store


def test_what_is_kept_is_changed_by_who_knew_what_stood_there_alone(url: str) -> None:
    db = Inline(url)
    assert db.look(kept.kept, "slack/main") == ""
    assert db.now(kept.keep, "slack/main", "one", "") is True
    assert db.now(kept.keep, "slack/main", "two", "") is False
    assert db.now(kept.keep, "slack/main", "two", "none") is False
    assert db.now(kept.keep, "slack/main", "two", "one") is True
    assert db.now(kept.keep, "other", "x", "") is True
    assert db.look(kept.kept, "slack/main") == "two"
    assert db.look(kept.everything) == {"slack/main": "two", "other": "x"}
    db.close()


async def at_once(url: str, instead: str) -> list[bool]:
    """Sixteen change the same at once."""
    db = open_store(url)
    try:
        changes = (db.urgent(kept.keep, "slack/main", f"{instead}, then {number}", instead) for number in range(16))
        return list(await asyncio.gather(*changes))
    finally:
        db.close()


def test_of_many_who_knew_the_same_one_changes_it(url: str) -> None:
    assert sorted(asyncio.run(at_once(url, ""))) == [False] * 15 + [True]
    db = Inline(url)
    stands = db.look(kept.kept, "slack/main")
    db.close()
    assert sorted(asyncio.run(at_once(url, stands))) == [False] * 15 + [True]


def test_of_many_processes_that_saw_nothing_one_is_the_first(url: str) -> None:
    """A process has a connection of its own; within one, writes already go one after another."""
    many = [Inline(url) for _ in range(6)]
    together = Barrier(len(many), timeout=60)  # who fails must not leave the others waiting

    def first(db: Inline) -> list[bool]:
        kept_it = []
        for turn in range(20):
            together.wait()
            kept_it.append(db.now(kept.keep, f"slack/{turn}", "one", ""))
        return kept_it

    with ThreadPoolExecutor(len(many)) as pool:
        found = list(pool.map(first, many))
    for db in many:
        db.close()
    assert [sum(turn) for turn in zip(*found, strict=True)] == [1] * 20
