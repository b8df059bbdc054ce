"""Strong anger at us is told from strong words at a screw, in four languages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import mood

DATA = Path(__file__).parent.parent / "data"
LEAST_FOUND, MOST_WRONG = 0.97, 0.02
"""Held out: the share of anger that must be heard, and of calm sentences that may be mistaken for it."""


def listed(half: str, kind: str) -> list[tuple[str, str]]:
    table = tomllib.loads((DATA / f"anger_{half}.toml").read_text(encoding="utf-8"))
    return [(language, text) for language, lists in table.items() for text in lists[kind]]


def heard(language: str, text: str) -> bool:
    return mood.angry(text, (language, "en"))


@pytest.mark.parametrize(("language", "text"), listed("development", "angry"))
def test_insults_are_strong_anger(language: str, text: str) -> None:
    assert heard(language, text)


@pytest.mark.parametrize(("language", "text"), listed("development", "calm"))
def test_strong_words_at_something_else_are_not(language: str, text: str) -> None:
    assert not heard(language, text)


def test_anger_nobody_looked_at_is_heard_as_well() -> None:
    angry, calm = listed("held_out", "angry"), listed("held_out", "calm")
    assert sum(heard(*one) for one in angry) / len(angry) >= LEAST_FOUND
    assert sum(heard(*one) for one in calm) / len(calm) <= MOST_WRONG


@pytest.mark.parametrize("text", ["vete a la mierda", "ta gueule", "du Arschloch"])
def test_an_insult_is_understood_before_the_language_is_known(text: str) -> None:
    assert mood.angry(text, ("en",))


@pytest.mark.parametrize(
    ("text", "angry"),
    [
        ("This is outrageous", True),
        ("I AM SO DONE WITH THIS SHOP!", True),
        ("this is the third time, I am furious", True),
        ("where is my order?", False),
        ("OK THANKS", False),
        ("das ist eine Frechheit", True),
        ("you charged me twice you thieves", True),
        ("your driver was rude to my wife", True),
        ("der Fahrer war unhöflich zu meiner Frau", True),
        ("my screws are missing you idiots", True),
        ("I am such an idiot, I lost the key", False),
    ],
)
def test_strong_anger_is_told_from_ordinary_words(text: str, angry: bool) -> None:
    assert mood.angry(text, ("en", "de")) is angry


@pytest.mark.parametrize(
    ("language", "text", "angry"),
    [
        ("en", "I owe you an apology, it was my mistake", False),
        ("en", "Your colleague wasn't rude to me at all", False),
        ("en", "the driver was very kind, not rude to anyone", False),
        ("de", "der Fahrer war nicht unhoeflich", False),
        ("es", "les debo una disculpa", False),
        ("es", "el repartidor no fue grosero", False),
        ("fr", "je vous dois des excuses", False),
        ("fr", "le livreur n'était pas impoli", False),
        ("en", "your staff was rude to me", True),
        ("en", "I demand an apology", True),
        ("de", "der Fahrer war unhoeflich", True),
        ("es", "el repartidor fue grosero", True),
        ("es", "exijo una disculpa", True),
        ("fr", "le livreur était impoli", True),
        ("fr", "j'exige des excuses", True),
    ],
)
def test_who_says_sorry_or_that_nobody_was_rude_is_not_angry(language: str, text: str, angry: bool) -> None:
    assert heard(language, text) is angry


@given(st.text(max_size=200))
def test_any_text_is_angry_or_not_whatever_its_case_and_whoever_asks_twice(text: str) -> None:
    angry = mood.angry(text, ("en", "de"))
    assert angry in (True, False)
    assert mood.angry(text, ("de", "en")) is angry
