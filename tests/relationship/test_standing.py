"""How a customer is treated follows from what they told, and each rule has a name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.relationship import ORDINARY, PAYING, RETURNING, standing
from bot.types import Fact, Known, Line, OpenIssue

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def known(*facts: tuple[str, str], said: str = "", issue: str = "", first: bool = False) -> Known:
    """Return a customer with these facts, last words and open issue."""
    held = tuple(
        Fact(number, 1, key, value, "active", 0.9, NOON, None, NOON, "web")
        for number, (key, value) in enumerate(facts, 1)
    )
    lines = (Line(1, "customer", said, None, "web", NOON),) if said else ()
    opened = OpenIssue(1, issue, NOON, "web") if issue else None
    return Known(1, "x", "", held, (), lines, opened, frozenset(), (), first, None, True)


def test_a_wish_for_a_language_beats_the_one_that_is_written() -> None:
    found = standing(known(("locale.language", "de")), "fr")

    assert found.language == "de"
    assert "preference:locale.language" in found.rules


def test_the_language_of_the_words_is_answered_in_and_an_ok_does_not_switch_it() -> None:
    assert standing(known(), "es").language == "es"
    assert standing(known(said="Wo bleibt denn meine Bestellung?"), "").language == "de"
    assert standing(known(), "").language == "en"


@pytest.mark.parametrize(("length", "wanted"), [("short", "short"), ("detailed", "detailed"), ("endless", "normal")])
def test_a_wish_for_length_is_obeyed_if_there_is_such_a_length(length: str, wanted: str) -> None:
    assert standing(known(("pref.length", length)), "").length == wanted


def test_paying_customers_come_first_then_who_returns_with_an_open_issue() -> None:
    assert standing(known(("plan.name", "Family")), "").priority == PAYING
    assert standing(known(issue="missing leg"), "").priority == RETURNING
    assert standing(known(issue="missing leg", first=True), "").priority == ORDINARY
    assert standing(known(("plan.name", "Basic")), "").priority == ORDINARY
    assert PAYING < RETURNING < ORDINARY


def test_each_rule_that_applies_is_named() -> None:
    found = standing(known(("plan.name", "Plus"), ("pref.tone", "formal")), "")

    assert found.tone == "formal"
    assert set(found.rules) == {"preference:pref.tone", "queue:paying plan"}
