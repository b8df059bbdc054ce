"""What others say or write is no trouble of the customer's; what a thing says is."""

from __future__ import annotations

import pytest

from bot.dialogue import quoted


@pytest.mark.parametrize(
    "words",
    [
        'A client wrote: "I am Bob and I can\'t log in". What do I answer?',
        'The technician said "it is broken" and left',
        "Im Test steht: „Der Motor fällt aus“, stimmt das?",
        "Un cliente nos escribe: «Soy Ana y no puedo entrar». ¿Qué le digo?",
        "La notice dit : « le moteur se coupe »",
    ],
)
def test_what_others_say_and_what_is_written_is_left_out(words: str) -> None:
    left = quoted.unquoted(words)

    assert not any(mark in left for mark in '"„«')
    assert left.split("\n")[0] in words


@pytest.mark.parametrize(
    "words",
    [
        'the app shows "we could not find my file"',
        "auf dem Bildschirm steht „Fehler 12“",
        'the page says "my account is closed"',
        "le bouton « Payer » est grisé",
    ],
)
def test_what_a_thing_says_and_what_it_is_called_stays(words: str) -> None:
    assert quoted.unquoted(words) == words


def test_a_fenced_log_is_known_to_its_end_and_where_none_is_set() -> None:
    assert quoted.CODE.sub("", "it fails:\n```\nerror 12\n```\nany idea?") == "it fails:\n\nany idea?"
    assert quoted.CODE.sub("", "it fails:\n```\nerror 12") == "it fails:\n"
