"""Thousands of seeds of the simulation: what broke, with the seed that shows it again.

python bench/simulation.py               # RAPPORT_BENCH_SCALE=0.01 for a quick look
python bench/simulation.py 4711 heavy    # one seed again, in one weather
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.simulation import WEATHERS, Broken, Simulation, template

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))
SEEDS = max(5, int(2000 * SCALE))


def main() -> None:
    seeds, names = range(SEEDS), list(WEATHERS)
    if len(sys.argv) > 2:
        seeds, names = range(int(sys.argv[1]), int(sys.argv[1]) + 1), [sys.argv[2]]
    counts: Counter[str] = Counter()
    broken: dict[str, str] = {}
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        empty = template(Path(folder))
        for seed in seeds:
            name = names[seed % len(names)]
            play = Simulation(seed, empty, Path(folder), WEATHERS[name])
            try:
                play.run()
            except Broken as error:
                counts["broken"] += 1
                kind = re.sub(r"[\d./]+", "#", str(error).split(": ", 1)[1].split("\n")[0])[:60]
                broken.setdefault(kind, f"python bench/simulation.py {seed} {name}\n{error}")
            counts += play.counts
            counts["virtual_s"] += round(play.loop.time())
    took = time.perf_counter() - begun
    print(f"{len(seeds)} runs in {took:.0f} s: " + ", ".join(f"{counts[what]:,} {what}" for what in sorted(counts)))
    for text in broken.values():
        print(text)
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
