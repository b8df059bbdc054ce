"""Conditions of rules: `when = { "plan.name" = ["Plus", "Family"], orders = ">= 3" }`, read once, asked often."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Seen = Mapping[str, tuple[str, ...]]
"""What is known of a customer by name: each a tuple of words, () or missing for unknown."""

Op = Literal["is", "not", ">=", "<=", ">", "<", "known", "unknown"]
_COMPARES = re.compile(r"^(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)$")


@dataclass(frozen=True, slots=True)
class Test:
    """One condition on one thing that is known."""

    key: str
    op: Op
    words: frozenset[str] = frozenset()
    """In small letters, for `is` and `not`."""
    number: float = 0

    def holds(self, seen: Seen) -> bool:
        """Whether it is so. A number that is not known compares with nothing."""
        values = seen.get(self.key, ())
        if self.op in ("known", "unknown"):
            return bool(values) == (self.op == "known")
        if self.op in ("is", "not"):
            return any(value.casefold() in self.words for value in values) == (self.op == "is")
        return any(_compares(value, self.op, self.number) for value in values)


When = tuple[tuple[Test, ...], ...]
"""Alternatives; within one, everything must hold. () holds for nobody, ((),) for everybody."""


def meets(when: When, seen: Seen) -> bool:
    """Whether a customer meets a condition."""
    return any(all(test.holds(seen) for test in tests) for tests in when)


def reasons(when: When, seen: Seen) -> tuple[tuple[str, str], ...]:
    """Return what of a condition a customer meets: what it asks about, and their own value of that.

    The value is "" where any would do, "–" where there is none.
    """
    tests = next((tests for tests in when if all(test.holds(seen) for test in tests)), ())
    return tuple((test.key, _met(test, seen)) for test in tests)


def _met(test: Test, seen: Seen) -> str:
    if test.op == "known":
        return ""
    values = seen.get(test.key, ())
    told = values if test.op == "not" else tuple(value for value in values if test.holds({test.key: (value,)}))
    return ", ".join(told) or "–"


def named(when: When) -> frozenset[str]:
    """Return what a condition asks about."""
    return frozenset(test.key for tests in when for test in tests)


def read(key: str, value: object) -> Test | None:
    """Return the test that a line of a rule means; None where it cannot be read."""
    if value in ("known", "unknown"):
        return Test(key, "known" if value == "known" else "unknown")
    if isinstance(value, str) and (found := _COMPARES.match(value.strip())):
        return Test(key, found[1], number=float(found[2]))  # type: ignore[arg-type]  # the pattern holds them
    if isinstance(value, str) and value.lstrip().startswith(("<", ">", "=", "≤", "≥")):
        return None
    words = [value] if not isinstance(value, list) else value
    if not words or not all(isinstance(word, str | int | float) for word in words):
        return None
    said = [str(word).casefold() if not isinstance(word, bool) else str(int(word)) for word in words]
    if all(word.startswith("!") for word in said):
        return Test(key, "not", frozenset(word[1:].strip() for word in said))
    return Test(key, "is", frozenset(said))


def _compares(value: str, op: str, number: float) -> bool:
    try:
        found = float(value)
    except ValueError:
        return False
    return {">=": found >= number, "<=": found <= number, ">": found > number, "<": found < number}[op]
