"""Which words report a trouble: by phrase and by the shape of a sentence."""

from __future__ import annotations

import pytest

from bot.dialogue import issue
from bot.texts import LANGUAGES

TROUBLES = [
    "the router drops out each evening",
    "the search finds nothing",
    "my drawings have disappeared",
    "we never received the second parcel",
    "it makes a grinding noise",
    "I received a green mug instead of a blue one",
    "the parcel was left in the rain",
    "tracking says delivered but the hall is empty",
]
NONE = [
    "it's not a problem",
    "I'm running late, call me at 5",
    "I can't make it on Tuesday",
    "haha, april fools, a bit late",
    "I live at flat 4",
    "I ordered two because one is a gift",
]


@pytest.mark.parametrize("words", TROUBLES)
def test_a_thing_that_does_not_do_what_it_should_is_a_trouble(words: str) -> None:
    assert issue.reports(words, ("en", *LANGUAGES))


@pytest.mark.parametrize("words", NONE)
def test_what_only_sounds_amiss_is_none(words: str) -> None:
    assert not issue.reports(words, ("en", *LANGUAGES))
