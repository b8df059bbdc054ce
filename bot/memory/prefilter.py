"""Which of many patterns a text can match at all: looking for words is far cheaper than for phrases.

Read from the patterns themselves: of every pattern the letters that each of its matches must contain. A pattern for
which none can be told is always tried. How a pattern is made is asked of the parser of `re`, which has no public name:
https://github.com/python/cpython/blob/main/Lib/re/_parser.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

_PARSER: Any = import_module("re._parser")
_KEY = 3
"""Letters by which literals are looked up."""
_MOST = 400
"""Literals of which one must be there, beyond which a pattern is just tried."""

Literals = frozenset[str]


class Prefilter:
    """Patterns in order, and the letters by which they are found."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self.always: set[int] = set()
        self.by_key: dict[str, dict[str, list[int]]] = {}
        for number, pattern in enumerate(patterns):
            literals = required(pattern)
            if not literals:
                self.always.add(number)
            for literal in literals:
                self.by_key.setdefault(literal[:_KEY], {}).setdefault(literal, []).append(number)

    def worth(self, text: str) -> list[int]:
        """Return the numbers of the patterns that the text may match, in their order."""
        small, found = text.lower(), set(self.always)
        for size in range(1, _KEY + 1):
            for at in range(len(small) - size + 1):
                for literal, numbers in self.by_key.get(small[at : at + size], _NONE).items():
                    if len(literal) >= size and small.startswith(literal, at):
                        found.update(numbers)
        return sorted(found)


_NONE: Mapping[str, list[int]] = {}


def required(pattern: re.Pattern[str]) -> Literals:
    """Return letters of which one at least stands in every match, small; empty when none can be told."""
    best = _of(_PARSER.parse(pattern.pattern, pattern.flags & ~re.UNICODE | re.UNICODE))
    return best if len(best) <= _MOST else frozenset()


def _of(parts: Iterable[tuple[Any, Any]]) -> Literals:
    """The most telling literals of a sequence: those whose shortest is longest, and of these the fewest."""
    best, run = frozenset[str](), ""
    for op, value in parts:
        if str(op) == "LITERAL":
            run += chr(value).lower()
            continue
        best, run = max(best, _run(run), _inside(str(op), value), key=_telling), ""
    return max(best, _run(run), key=_telling)


def _run(letters: str) -> Literals:
    return frozenset({letters}) if letters.strip() else frozenset()


def _telling(literals: Literals) -> tuple[int, int]:
    return (min(map(len, literals), default=0), -len(literals))


def _inside(op: str, value: Any) -> Literals:
    if op == "SUBPATTERN":
        return _of(value[-1])
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of(value[2]) if value[0] else frozenset()
    if op == "ASSERT":
        return _of(value[1])
    if op == "BRANCH":
        branches = [_of(branch) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()
