"""Read the letters that every phrase needs into bot/memory/prefilter.json.gz: python bench/pack_prefilter.py

Due when many phrases were edited: those that the file does not know are read at the start of each process.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.memory import prefilter
from tests.memory.conftest import read


def main() -> None:
    read("The first message makes every prefilter.")
    rules = prefilter.made()
    Path(str(prefilter.PACKED)).write_bytes(prefilter.pack(rules))
    print(f"{len(rules)} phrases, {Path(str(prefilter.PACKED)).stat().st_size // 1024} KB in {prefilter.PACKED}")


if __name__ == "__main__":
    main()
