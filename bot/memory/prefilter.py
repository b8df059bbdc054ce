"""Which of many patterns a text can match at all: looking for words is far cheaper than for phrases.

Of every pattern it is known which letters a text must have (`letters`); a pattern that needs none is always tried.
Reading all patterns takes seconds, so that what was read travels with the package (bench/pack_prefilter.py). It is
found by the pattern's own words: one that was edited since then is just read anew.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import chain
from weakref import WeakSet

from bot.memory.letters import Literals, marked, needed
from bot.memory.spelling import Rule

PACKED = files("bot.memory") / "prefilter.json.gz"
_KEYS = (10, 6, 3)
"""Letters by which literals are looked up: as many as one has, for the fewer begin alike."""


class Text:
    """A text as its letters are looked for."""

    def __init__(self, text: str) -> None:
        self.marked = said = marked(text)
        self.keys = frozenset().union(*({said[at : at + key] for at in range(len(said) - key + 1)} for key in _KEYS))


class Prefilter:
    """What may match in order, and the letters by which it is found: a rule, or several that must all match."""

    def __init__(self, entries: Iterable[Rule | Sequence[Rule]]) -> None:
        listed = [(one,) if isinstance(one, Rule) else tuple(one) for one in entries]
        self.rules = frozenset(chain.from_iterable(listed))
        self._always: list[int] = []
        self._by_first: dict[int, list[tuple[int, frozenset[int]]]] = {}
        """The entries by the first set that they need, with the others; every set has a number."""
        self._short: list[tuple[str, list[int]]] = []
        self._by_key: dict[str, list[tuple[str, list[int]]]] = {}
        sets: dict[Literals, int] = {}
        for number, rules in enumerate(listed):
            needs = [literals for one in rules for literals in required(one)]
            first, *others = [sets.setdefault(literals, len(sets)) for literals in needs] or [-1]
            if first < 0:
                self._always.append(number)
            else:
                self._by_first.setdefault(first, []).append((number, frozenset(others)))
        holding: dict[str, list[int]] = {}
        for literals, its in sets.items():
            for literal in literals:
                holding.setdefault(literal, []).append(its)
        for literal, numbers in holding.items():
            key = next((key for key in _KEYS if len(literal) >= key), 0)
            found = self._by_key.setdefault(literal[:key], []) if key else self._short
            found.append((literal, numbers))
        _made.add(self)

    def worth(self, text: Text) -> list[int]:
        """Return the numbers of the entries that the text may match, in their order."""
        found, letters = set[int](), text.marked
        for literal, sets in self._short:
            if literal in letters:
                found.update(sets)
        for key in self._by_key.keys() & text.keys:
            for literal, sets in self._by_key[key]:
                if literal in letters:
                    found.update(sets)
        worth = [
            number for first in found for number, others in self._by_first.get(first, ()) if others <= found
        ]  # fmt: skip
        return sorted([*self._always, *worth])


_made: WeakSet[Prefilter] = WeakSet()


def made() -> frozenset[Rule]:
    """Return the rules of all prefilters that this process has made: once a message was read, of all there are."""
    return frozenset(one for prefilter in tuple(_made) for one in prefilter.rules)


def required(one: Rule) -> tuple[Literals, ...]:
    """Return sets of literals, of each of which one stands in the marked text of every match; none when all may do."""
    known = packed().get(_name(one))
    return parsed(one) if known is None else known


def parsed(one: Rule) -> tuple[Literals, ...]:
    """Return what `required` does, read from the pattern itself."""
    return needed(one.pattern, one.flags)


def pack(rules: Iterable[Rule]) -> bytes:
    """Return what `packed` reads: the letters of every rule by the name of its pattern."""
    read = {_name(one): parsed(one) for one in rules}
    sets = sorted({tuple(sorted(one)) for needs in read.values() for one in needs})
    places = {one: place for place, one in enumerate(sets)}
    named = {name: [places[tuple(sorted(one))] for one in read[name]] for name in sorted(read)}
    return gzip.compress(json.dumps({"sets": sets, "rules": named}, separators=(",", ":")).encode(), mtime=0)


@cache
def packed() -> Mapping[str, tuple[Literals, ...]]:
    """Return the letters that were read when the package was made, by the name of their pattern."""
    if not PACKED.is_file():
        return {}
    read = json.loads(gzip.decompress(PACKED.read_bytes()))
    sets = [frozenset(one) for one in read["sets"]]
    return {name: tuple(sets[place] for place in places) for name, places in read["rules"].items()}


def _name(one: Rule) -> str:
    return blake2b(f"{int(one.flags)} {one.written}".encode(), digest_size=6).hexdigest()
