"""How deep a stranger's JSON goes: checked once it is read, in time that grows with its size alone."""

from __future__ import annotations

from typing import Any


def deeper(value: Any, depth: int) -> bool:
    """Return whether a value is nested deeper than that."""
    level = [value]
    for _ in range(depth + 1):
        level = [
            inner
            for one in level
            if isinstance(one, (dict, list))
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True
