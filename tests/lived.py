"""One life lived to its end, for the fork server that imports this: what is read once is read before it forks.

A first life takes ten times the CPU of a second: texts, rules of language and articles are read, patterns are compiled.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.lives import Life, Step, live
from tests.template import migrated

with tempfile.TemporaryDirectory(prefix="rapport-lived-") as name:
    folder = Path(name)
    live(Life(migrated(folder / "rapport.db"), folder, (Step("m1", "How do I return a chair?"),)))
