"""Answers take the form that a customer wishes or needs."""

from __future__ import annotations

import pytest

from bot.dialogue import manner
from bot.types.memory import Fact
from tests.conftest import NOON
from tests.memory.conftest import nobody

STEPS = "1. Open **My orders**.\n2. Choose the item.\n3. Print the label."


def knows(key: str, value: str) -> str:
    return manner.form(nobody(facts=(Fact(1, 1, key, value, "active", 0.9, NOON, None, NOON, "web"),)))


def test_a_wish_comes_before_what_a_need_asks_for() -> None:
    assert knows("pref.format", "steps") == "steps"
    assert knows("accessibility.need", "screen reader") == "plain"
    assert knows("accessibility.need", "wheelchair") == ""


def test_steps_and_bullets_are_made_of_lists_and_of_sentences() -> None:
    assert manner.shaped(STEPS, "bullets") == "- Open **My orders**.\n- Choose the item.\n- Print the label."
    assert manner.shaped("Open it. Then close it.", "steps") == "1. Open it.\n2. Then close it."


def test_a_single_sentence_and_a_table_stay_as_they_are() -> None:
    table = "| Plan | Price |\n| --- | --- |\n| Plus | free |"
    assert manner.shaped("Only this.", "steps") == "Only this."
    assert manner.shaped(table, "bullets") == table


@pytest.mark.parametrize("wanted", ["", "plain"])
def test_plain_text_says_the_same_without_marks(wanted: str) -> None:
    table = "See [returns](returns.html).\n| Plan | Price |\n| --- | --- |\n| Plus | **free** |"
    plain = "See returns (returns.html).\nPlan: Plus; Price: free."
    assert manner.shaped(table, wanted) == (plain if wanted else table)
