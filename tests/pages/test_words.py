"""How the desk words and shortens things."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.pages import words
from tests.conftest import NOON


@pytest.mark.parametrize(
    ("passed", "short", "long"),
    [
        (timedelta(seconds=-5), "now", "just now"),
        (timedelta(seconds=59), "now", "just now"),
        (timedelta(minutes=4), "4m", "4 min ago"),
        (timedelta(minutes=60), "1h", "1 h ago"),
        (timedelta(hours=23, minutes=59), "23h", "23 h ago"),
        (timedelta(hours=24), "1d", "1 day ago"),
        (timedelta(days=3), "3d", "3 days ago"),
    ],
)
def test_an_age_is_short_and_never_negative(passed: timedelta, short: str, long: str) -> None:
    assert words.age(NOON - passed, NOON) == short
    assert words.ago(NOON - passed, NOON) == long


def test_a_waiting_customer_turns_amber_and_then_red() -> None:
    waits = [words.urgency(NOON - timedelta(minutes=m), NOON) for m in (4, 5, 14, 15, 90)]

    assert waits == ["", "soon", "soon", "late", "late"]


@pytest.mark.parametrize(
    ("name", "initials"), [("Maya Lindgren", "ML"), ("maya", "M"), ("Ana de la Cruz", "AC"), ("", "?"), ("🙂", "?")]
)
def test_initials_are_those_of_first_and_last_name(name: str, initials: str) -> None:
    assert words.initials(name) == initials


def test_every_event_of_a_case_has_its_words_and_an_unknown_one_too() -> None:
    assert words.event("opened", "", "", "customer_request").startswith("Handed to a human · ")
    assert words.event("moved", "", "slack", "") == "Moved to Slack"
    assert words.event("claimed", "Anna", "", "") == "Anna took this on"
    assert words.event("resolved", "", "", "") == "Resolved by an agent"
    assert words.event("brand_new", "Anna", "", "") == "Brand new"


def test_a_customer_keeps_their_colour() -> None:
    assert words.hue("abc") == words.hue("abc")
    assert all(0 <= words.hue(str(number)) < 8 for number in range(50))
