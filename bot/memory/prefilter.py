"""Which of many patterns a text can match at all: looking for words is far cheaper than for phrases.

Read from the patterns themselves: of every pattern the letters that each of its matches must contain. A pattern for
which none can be told is always tried. How a pattern is made is asked of the parser of `re`, which has no public name:
https://github.com/python/cpython/blob/main/Lib/re/_parser.py

Reading all patterns takes seconds, so that what was read travels with the package (bench/pack_prefilter.py). It is
found by the pattern's own words: one that was edited since then is just read anew.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib import import_module
from importlib.resources import files
from typing import Any

from bot.memory.spelling import Rule

_PARSER: Any = import_module("re._parser")
PACKED = files("bot.memory") / "prefilter.json.gz"
_KEY = 3
"""Letters by which literals are looked up."""
_MOST = 400
"""Literals of which one must be there, beyond which a pattern is just tried."""

Literals = frozenset[str]


class Prefilter:
    """Rules in order, and the letters by which they are found."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.always: set[int] = set()
        self.by_key: dict[str, dict[str, list[int]]] = {}
        for number, one in enumerate(rules):
            literals = required(one)
            if not literals:
                self.always.add(number)
            for literal in literals:
                self.by_key.setdefault(literal[:_KEY], {}).setdefault(literal, []).append(number)

    def worth(self, text: str) -> list[int]:
        """Return the numbers of the rules that the text may match, in their order."""
        small, found = text.lower(), set(self.always)
        for size in range(1, _KEY + 1):
            for at in range(len(small) - size + 1):
                for literal, numbers in self.by_key.get(small[at : at + size], _NONE).items():
                    if len(literal) >= size and small.startswith(literal, at):
                        found.update(numbers)
        return sorted(found)


_NONE: Mapping[str, list[int]] = {}


def required(one: Rule) -> Literals:
    """Return letters of which one at least stands in every match, small; empty when none can be told."""
    known = packed().get(_name(one))
    return parsed(one) if known is None else frozenset(known)


def parsed(one: Rule) -> Literals:
    """Return what `required` does, read from the pattern itself."""
    best = _of(_PARSER.parse(one.pattern, one.flags & ~re.UNICODE | re.UNICODE))
    return best if len(best) <= _MOST else frozenset()


def pack(rules: Iterable[Rule]) -> bytes:
    """Return what `packed` reads: the letters of every rule by the name of its pattern."""
    read = {_name(one): sorted(parsed(one)) for one in rules}
    return gzip.compress(json.dumps(dict(sorted(read.items())), separators=(",", ":")).encode(), mtime=0)


@cache
def packed() -> Mapping[str, Sequence[str]]:
    """Return the letters that were read when the package was made, by the name of their pattern."""
    read: dict[str, list[str]] = json.loads(gzip.decompress(PACKED.read_bytes())) if PACKED.is_file() else {}
    return read


def _name(one: Rule) -> str:
    return blake2b(f"{int(one.flags)} {one.written}".encode(), digest_size=6).hexdigest()


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
