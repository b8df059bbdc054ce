"""What is remembered of whole dialogues: precision, recall, what is forbidden, what follows; and the time it takes.

python bench/learning.py [FILE …]     # names in tests/data/memory; all of them when none is given
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.memory import learning, registry
from bot.types.awaited import NOTHING
from tests.conftest import NOON
from tests.memory.conftest import nobody
from tests.memory.corpus import DATA, Dialogue, load, run

FILES = tuple(sorted(file.name for file in DATA.glob("round_*.jsonl")))


def main() -> None:
    names = [name for name in sys.argv[1:] if not name.startswith("-")] or list(FILES)
    for name in names:
        dialogues = load(name)
        score = run(dialogues)
        if "-v" in sys.argv:
            for title in ("wrong", "missed", "forbidden", "broken"):
                for line in getattr(score, title):
                    print(f"  {title:9} {line}")
        print(
            f"{name}: {len(dialogues)} dialogues; precision {score.precision:.1%}, recall {score.recall:.1%} "
            f"({score.right} right, {len(score.wrong)} wrong, {len(score.missed)} missed); "
            f"forbidden {len(score.forbidden)}; behaviour {score.followed} of {score.followed + len(score.broken)}"
        )
        print(f"  reading a message: median {_cpu(dialogues):.2f} ms of CPU")


def _cpu(dialogues: list[Dialogue]) -> float:
    """Return the median CPU milliseconds that reading one message takes, three rounds over all of them."""
    texts = [str(line.body["text"]) for one in dialogues for line in one.lines if line.body.get("role") == "customer"]
    known, took = nobody(), []
    for _ in range(3):
        for text in texts:
            started = time.process_time()
            learning.read(text, registry=registry.DEFAULT, known=known, awaiting=NOTHING, message_id=1, now=NOON)
            took.append((time.process_time() - started) * 1000)
    return statistics.median(took)


if __name__ == "__main__":
    main()
