"""A stranger's JSON, read strictly: no NaN, and no deeper than allowed, in time that grows with its size alone."""

from __future__ import annotations

import json
from typing import Any


def _deeper(value: Any, depth: int) -> bool:
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


def strict(text: bytes | str, depth: int) -> Any:
    """Return the value of a JSON text. Raises ValueError for none, for NaN and for what is nested deeper."""
    try:
        found = json.loads(text, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if _deeper(found, depth):
        raise ValueError("too deep")
    return found


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")
