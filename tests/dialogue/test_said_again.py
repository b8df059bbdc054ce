"""What was said already is said again as it was asked for: the item, the row, or all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from tests.boats import hired


@pytest.mark.parametrize(
    ("first", "then", "said", "unsaid"),
    [
        ("what does the error code mean, M07?", "and M30?", "As I wrote: **M30**: the battery is too warm", "M07"),
        ("I want to cancel my trip", "how long does that take?", "The money is there in 5 days.", "–"),
    ],
)
def test_again_it_is_what_was_asked_or_all_of_it(
    settings: Settings, tmp_path: Path, first: str, then: str, said: str, unsaid: str
) -> None:
    with hired(settings, tmp_path) as stage:
        stage.says(first)
        again = stage.says(then)[0]

    assert said in again
    assert unsaid not in again


def test_an_article_that_speaks_of_a_thing_is_not_said_to_be_silent_on_it(settings: Settings, tmp_path: Path) -> None:
    with hired(settings, tmp_path) as stage:
        stage.says("how much is the deposit")
        stage.says("thanks, good to know")
        again = stage.says("how much was it for the row boat")[0]

    assert "in particular" not in again
    assert "€80 for a row boat" in again
