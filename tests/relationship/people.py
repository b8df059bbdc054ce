"""Customers for the tests of this room: what is known of them, what happened, and a policy from a few lines."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import app as house
from bot.memory.registry import DEFAULT
from bot.relationship.policy import Policy
from bot.relationship.policy_file import Names, load
from bot.settings import Settings
from bot.types.memory import Fact, Known, Line, OpenIssue
from bot.types.relationship import Happened
from tests.conftest import Stage, channels

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SHOP = Path(__file__).parents[2] / "knowledge"
NAMES = Names(
    {key.name: key.pii for key in DEFAULT.keys.values()}, DEFAULT.countries,
    choices=DEFAULT.choices, usual=DEFAULT.usual,
)  # fmt: skip


def known(
    *facts: tuple[str, str], said: str = "", issue: str = "", first: bool = False,
    guesses: tuple[tuple[str, str], ...] = (), last: datetime | None = None, quote: str = "so I said",
) -> Known:  # fmt: skip
    """Return a customer with these facts, guesses, last words and open issue."""
    held = tuple(
        Fact(number, 1, key, value, "active", 0.9, NOON, None, NOON, "web", quote=quote)
        for number, (key, value) in enumerate(facts, 1)
    )
    pending = tuple(Fact(90, 1, key, value, "pending", 0.4, NOON, None, NOON, "web") for key, value in guesses)
    lines = (Line(1, "customer", said, None, "web", NOON),) if said else ()
    opened = (OpenIssue(1, issue, NOON, "web"),) if issue else ()
    return Known(1, "x", "", held, pending, lines, opened, frozenset(), (), first, last, True)


def ago(kind: str, days: float = 0, **data: object) -> Happened:
    """Return what happened some days before noon."""
    return Happened(kind, NOON - timedelta(days=days), data)


def policy(tmp_path: Path, text: str, names: Names = NAMES) -> Policy:
    """Return the policy of these lines. Raises KnowledgeError."""
    path = tmp_path / "policy.toml"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return load(path, names)


@contextmanager
def governed(settings: Settings, folder: Path, text: str) -> Iterator[Stage]:
    """A house on the articles of the tests, with a policy of these lines."""
    articles = folder / "knowledge"
    shutil.copytree(settings.knowledge, articles)
    (articles / "policy.toml").write_text(textwrap.dedent(text), encoding="utf-8")
    stages: list[Stage] = []
    own = settings.model_copy(update={"knowledge": articles})
    with house.inline(own, channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app))
        yield stages[0]


def shop() -> Policy:
    """Return the shipped policy, checked as `rapport policy check` does."""
    articles = frozenset(path.relative_to(SHOP).as_posix() for path in SHOP.rglob("*.md"))
    return load(SHOP / "policy.toml", replace(NAMES, articles=articles))
