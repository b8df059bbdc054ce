"""Which letters must stand in a text for a pattern to match: read from the pattern itself.

A pattern needs several things at once: "I'm on the Plus plan" one of the ways to say "I'm", and a word for a plan. Each
is a set of literals of which one at least stands in every match. Where a word begins or ends in the text and in every
match, both have an `EDGE`: "in" as a word is not in "training".

How a pattern is made is asked of the parser of `re`, which has no public name:
https://github.com/python/cpython/blob/main/Lib/re/_parser.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from typing import Any

EDGE = "\x01"
"""Stands wherever a word begins or ends."""
Literals = frozenset[str]

_PARSER: Any = import_module("re._parser")
_WORDS = 24
"""Ways to say a part of a pattern beyond which it is cut in two."""
_MOST = 400
"""Literals of which one must be there, beyond which they tell too little for their price."""
_SIGNS = 6
"""Signs of a class that are still told apart: "[oa]"."""
_KEPT = 5
"""Things that a pattern needs that are looked for."""
_FEW = 4
"""Ways to say what stands before several that go on differently."""
_NOTHING = frozenset({""})
_EDGES = re.compile(r"\b")


def marked(text: str) -> str:
    """Return the text in small letters, with an `EDGE` wherever a word begins or ends."""
    return _EDGES.sub(EDGE, text.lower())


def needed(pattern: str, flags: int) -> tuple[Literals, ...]:
    """Return sets of literals, of each of which one stands in the `marked` text of every match; the most telling first.

    Empty where nothing can be told. Raises re.error for a pattern that cannot be read.
    """
    found = _read(_PARSER.parse(pattern, flags & ~re.UNICODE | re.UNICODE))
    told: list[Literals] = []
    for one in sorted({_shortest(one) for one in found}, key=_telling, reverse=True):
        if len(told) < _KEPT and not any(_follows(one, other) for other in told):
            told.append(one)
    return tuple(told)


def _telling(literals: Literals) -> tuple[int, int, list[str]]:
    """How much a set tells, by its shortest literal and their number; and the letters, for an order that stays."""
    return (min(6, min(map(len, literals))), -len(literals), sorted(literals))


def _follows(one: Literals, told: Literals) -> bool:
    """Whether a set is there wherever another one is."""
    return all(any(short in long for short in one) for long in told)


def _shortest(literals: Literals) -> Literals:
    """Leave out what holds another: where "i'm" is, "i" is."""
    return frozenset(one for one in literals if not any(other != one and other in one for other in literals))


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


@dataclass(slots=True)
class _Run:
    """What is read of a pattern from left to right: the ways to say the part that has no gap so far."""

    found: list[Literals]
    """What was needed before."""
    said: frozenset[str] = _NOTHING
    leads: str = ""
    """How surely a word's edge stands before: "edge" always, "word" where a word's sign follows."""
    tails: str = ""
    """The same of the edge behind."""

    def read(self, parts: Iterable[tuple[Any, Any]], tails: str = "") -> None:
        """Read a sequence to its end; `tails` is the edge behind it."""
        listed = [(str(op), value) for op, value in parts]
        for number, (op, value) in enumerate(listed):
            if op in ("AT", "ASSERT_NOT", "ASSERT"):
                self._aside(op, value)
            else:
                self._part(op, value, _edge_before(listed[number + 1 :], tails))
        if self.said != _NOTHING:
            self.tails = _surer(self.tails, tails)
        self.cut()

    def _part(self, op: str, value: Any, tails: str) -> None:
        ways = _ways([(op, value)])
        if ways is not None and len(self.said) * len(ways) > _WORDS:
            self.tails = _surer(self.tails, "word" if all(way and not _is_word(way[0]) for way in ways) else "")
            self.cut()
        if ways is not None and len(ways) <= _MOST:
            self.said = frozenset(before + way for before in self.said for way in ways)
            self.tails = ""
            return
        if op in _GROUPS and len(self.said) <= _FEW:
            # The parser takes out what all begin with: "mon|mein" is an "m", and "on" or "ein".
            self.found += _inside(op, value, tails, self.said, self.leads)
            self.said, self.leads, self.tails = _NOTHING, "", ""
            return
        blank = _is_blank(op, value)
        self.tails = _surer(self.tails, "word" if blank else "")
        self.cut()
        self.found += _inside(op, value, tails)
        self.leads = "word" if blank else ""

    def _aside(self, op: str, value: Any) -> None:
        """What takes no room: it may show where a word begins or ends."""
        edge = ""
        if op == "AT":
            edge = "edge" if str(value) == "AT_BOUNDARY" else "" if "NON" in str(value) else "word"
        elif op == "ASSERT_NOT":
            edge = "word" if _bars_words(value[1]) else ""
        else:
            self.found += _read(value[1])
        if edge and self.said == _NOTHING:
            self.leads = _surer(self.leads, edge if _may_lead(op, value) else "")
        elif edge:
            self.tails = _surer(self.tails, edge if _may_tail(op, value) else "")

    def cut(self) -> None:
        """Keep what is needed so far; what follows need not stand beside it."""
        if "" not in self.said and len(self.said) <= _MOST:
            literals = frozenset(_with_edges(one, self.leads, self.tails) for one in self.said)
            if all(one.strip(EDGE + " ") and len(one) > 1 for one in literals):
                self.found.append(literals)
        blank = all(one and not _is_word(one[-1]) for one in self.said)
        self.said, self.leads, self.tails = _NOTHING, "word" if blank else "", ""


_SURE = ("", "word", "edge")


def _surer(one: str, other: str) -> str:
    return max(one, other, key=_SURE.index)


def _may_lead(op: str, value: Any) -> bool:
    return (op == "AT" and str(value) != "AT_END") or (op == "ASSERT_NOT" and value[0] < 0)


def _may_tail(op: str, value: Any) -> bool:
    ends = op == "AT" and str(value) in ("AT_BOUNDARY", "AT_END", "AT_END_STRING")
    return ends or (op == "ASSERT_NOT" and value[0] > 0)


def _edge_before(parts: Sequence[tuple[str, Any]], tails: str) -> str:
    """Return how surely a word ends where a sequence begins; `tails` where there is none."""
    if not parts:
        return tails
    op, value = parts[0]
    if op == "AT":
        return "edge" if str(value) == "AT_BOUNDARY" else "word" if _may_tail(op, value) else ""
    if op == "ASSERT_NOT":
        return "word" if _may_tail(op, value) and _bars_words(value[1]) else ""
    if op == "LITERAL":
        return "" if _is_word(chr(value)) else "word"
    return "word" if _is_blank(op, value) else ""


def _with_edges(said: str, leads: str, tails: str) -> str:
    inside = "".join(f"{EDGE}{sign}" if _is_word(before) != _is_word(sign) else sign for before, sign in pairwise(said))
    first = EDGE if leads == "edge" or (leads and _is_word(said[0])) else ""
    last = EDGE if tails == "edge" or (tails and _is_word(said[-1])) else ""
    return f"{first}{said[0]}{inside}{last}"


def _inside(
    op: str, value: Any, tails: str, said: frozenset[str] = _NOTHING, leads: str = ""
) -> list[Literals]:  # fmt: skip
    """What a part needs that can be said in too many ways, with what stands before it and the edge behind."""
    if op == "SUBPATTERN":
        return _read(value[-1], tails, said, leads)
    if op == "ATOMIC_GROUP":
        return _read(value, tails, said, leads)
    if op in _REPEATS:
        return _read(value[2]) if value[0] else []
    if op == "BRANCH":
        branches = [_read(branch, tails, said, leads) for branch in value[1]]
        if all(branches):
            either = frozenset[str]().union(*(max(branch, key=_telling) for branch in branches))
            return [either] if len(either) <= _MOST else []
    return []


def _read(
    parts: Iterable[tuple[Any, Any]], tails: str = "", said: frozenset[str] = _NOTHING, leads: str = ""
) -> list[Literals]:  # fmt: skip
    found: list[Literals] = []
    _Run(found, said, leads).read(parts, tails)
    return found


_GROUPS = ("SUBPATTERN", "ATOMIC_GROUP", "BRANCH")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def _ways(parts: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return all that a sequence can be, small; None where that is too much, or without end."""
    ways = frozenset({""})
    for op, value in parts:
        more = _ways_of(str(op), value)
        if more is None or len(ways) * len(more) > _MOST:
            return None
        ways = frozenset(before + way for before in ways for way in more)
    return ways


def _ways_of(op: str, value: Any) -> frozenset[str] | None:
    if op == "LITERAL":
        return frozenset({chr(value).lower()})
    if op in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset({""})
    if op == "IN":
        return _class(value)
    if op == "SUBPATTERN":
        return _ways(value[-1])
    if op == "ATOMIC_GROUP":
        return _ways(value)
    if op == "BRANCH":
        branches = [_ways(branch) for branch in value[1]]
        told = [one for one in branches if one is not None]
        return frozenset[str]().union(*told) if len(told) == len(branches) else None
    if op in _REPEATS:
        least, most, again = value
        once = _ways(again)
        if once is None or (least, most) not in ((0, 1), (1, 1)):
            return None
        return once | {""} if least == 0 else once
    return None


def _class(signs: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    told: set[str] = set()
    for op, value in signs:
        if str(op) == "LITERAL":
            told.add(chr(value).lower())
        elif str(op) == "RANGE" and value[1] - value[0] < _SIGNS:
            told |= {chr(code).lower() for code in range(value[0], value[1] + 1)}
        else:
            return None
    return frozenset(told) if len(told) <= _SIGNS else None


def _is_blank(op: str, value: Any) -> bool:
    """Whether a part is of signs alone that stand in no word, and at least one."""
    if op in _REPEATS:
        return bool(value[0]) and len(value[2]) == 1 and _is_blank(str(value[2][0][0]), value[2][0][1])
    if op == "IN":
        return all(
            (str(kind) == "LITERAL" and not _is_word(chr(sign)))
            or (str(kind) == "CATEGORY" and str(sign) in ("CATEGORY_SPACE", "CATEGORY_NOT_WORD"))
            for kind, sign in value
        )
    return False


def _bars_words(parts: Sequence[tuple[Any, Any]]) -> bool:
    """Whether what must not stand there is, among others, any sign of a word."""
    if len(parts) != 1:
        return False
    op, value = str(parts[0][0]), parts[0][1]
    return op == "IN" and any(str(kind) == "CATEGORY" and str(sign) == "CATEGORY_WORD" for kind, sign in value)
