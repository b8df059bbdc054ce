"""What was due during an hour down: seconds until all of it is an event, each once and in order. SQLite, FULL.

python bench/timers.py            # RAPPORT_BENCH_SCALE=0.05 for a quick look
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.storage import migrate, queue
from bot.storage.db import Inline
from tests.storage.test_timers import NOON, fired, in_order, people, plan

TIMERS = max(300, int(10_000 * float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/rapport.db"
        migrate.upgrade(url)
        db = Inline(url)
        db.now(people)
        db.now(plan, TIMERS)
        begun = time.perf_counter()
        looks = 0
        while db.now(queue.take, "w", NOON, 0, 0).fired:
            looks += 1
        took = time.perf_counter() - begun
        found = db.look(fired)
        db.close()
    assert Counter(key for key, *_ in found) == Counter(f"t{number}" for number in range(TIMERS))
    assert in_order(found)
    print(f"{TIMERS:,} timers due after an hour down: each once, in order, in {took:.1f} s and {looks} looks")


if __name__ == "__main__":
    main()
