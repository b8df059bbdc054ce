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


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    reading.wants_person(text)
    reading.angry(text, ("en", "de"))
    reading.whole(text, "yes", ("en", "fr"))


@pytest.mark.parametrize("text", ["absolutely not", "of course not", "please don't", "no", "nope", "no thanks"])
def test_a_no_is_never_taken_for_a_yes(text: str) -> None:
    assert reading.whole(text, "no", ("en",), extra=0)


@pytest.mark.parametrize("text", ["it doesn't work", "no funciona", "no idea how to return it"])
def test_a_sentence_that_begins_with_no_is_not_a_plain_no(text: str) -> None:
    assert not reading.whole(text, "no", ("en", "es"), extra=0)


@pytest.mark.parametrize(
    ("text", "angry"),
    [
        ("This is outrageous", True),
        ("I AM SO DONE WITH THIS SHOP!", True),
        ("this is the third time, I am furious", True),
        ("where is my order?", False),
        ("OK THANKS", False),
        ("das ist eine Frechheit", True),
    ],
)
def test_strong_anger_is_told_from_ordinary_words(text: str, angry: bool) -> None:
    assert reading.angry(text, ("en", "de")) is angry
