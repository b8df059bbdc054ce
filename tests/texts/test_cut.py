"""Where a sentence ends, for everybody who reads a message sentence by sentence."""

from __future__ import annotations

import pytest

from bot.texts import cut


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hi! Where is it?? I wait.", ("Hi!", "Where is it??", "I wait.")),
        ("write to jo.doe@example.com. Thanks", ("write to jo.doe@example.com.", "Thanks")),
        ("see https://shop.example/?id=3 please", ("see https://shop.example/?id=3 please",)),
        ("version 2.3 crashes\n\nat 14.30", ("version 2.3 crashes", "at 14.30")),
        ("it broke; what now?", ("it broke; what now?",)),
        ("fits?good!", ("fits?", "good!")),
        (" ... \n!", ()),
    ],
)
def test_a_sentence_ends_at_its_stops_or_its_line_and_never_within_an_address_or_a_number(
    text: str, found: tuple[str, ...]
) -> None:
    assert cut.sentences(text) == found


def test_a_semicolon_parts_statements_and_no_sentences() -> None:
    assert cut.statements("it broke; what now?\nI go.") == ("it broke;", "what now?", "I go.")


def test_a_colleagues_abbreviation_ends_no_sentence() -> None:
    assert cut.written("I call by 3 p.m. today. Until then, ca. zwei Tage.") == (
        "I call by 3 p.m. today.",
        "Until then, ca. zwei Tage.",
    )


def test_a_long_message_of_nothing_but_dots_and_letters_is_cut_at_once() -> None:
    assert len(cut.sentences("a." * 20_000 + "? " * 20_000)) == 1  # stops alone are none
