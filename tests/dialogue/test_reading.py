"""What a message means beside being a question."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import reading

REQUESTS = tomllib.loads((Path(__file__).parent.parent / "data" / "human_requests.toml").read_text(encoding="utf-8"))
ASKS = [(language, text) for language, lists in REQUESTS.items() for text in lists["asks"]]
OTHERS = [(language, text) for language, lists in REQUESTS.items() for text in lists["not"]]


@pytest.mark.parametrize(("language", "text"), ASKS)
def test_a_wish_for_a_person_is_understood(language: str, text: str) -> None:
    assert reading.wants_person(text)


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_the_same_words_in_another_sense_bring_in_nobody(language: str, text: str) -> None:
    assert not reading.wants_person(text)
