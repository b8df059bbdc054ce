"""Words of messages and phrases as they are compared: plainly written, long forms beside short ones."""

from __future__ import annotations

import pytest

from bot.texts.spoken import phrases, tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Où est l’Agent ?", ("ou", "est", "l", "agent")),
        ("Straße, größer", ("strasse", "grosser")),
        ("don't!", ("don't",)),
        ("", ()),
    ],
)
def test_words_are_small_without_accents_and_french_elisions_stand_apart(text: str, found: tuple[str, ...]) -> None:
    assert tokens(text) == found


def test_a_phrase_of_several_words_is_there_in_its_long_form_too() -> None:
    assert {("that's", "all"), ("that", "is", "all")} <= set(phrases("en", "bye"))
    assert {("don't", "contact", "me"), ("do", "not", "contact", "me")} <= set(phrases("en", "no_contact"))
