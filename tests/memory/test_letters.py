"""What a pattern needs is told from the pattern: sets of literals, one of each in every match."""

from __future__ import annotations

import re

import pytest

from bot.memory.letters import EDGE, marked, needed

E = EDGE


@pytest.mark.parametrize(
    ("pattern", "sets"),
    [
        (r"my name is (?P<v>\w+)", [{f"my{E} {E}name{E} {E}is{E} "}]),
        (r"\b(?:in|at)\b", [{f"{E}in{E}", f"{E}at{E}"}]),
        (r"(?:live|reside)s?\b", [{f"live{E}", f"lives{E}", f"reside{E}", f"resides{E}"}]),
        (r"\b(?:mon|mein\w*) \d", [{f"{E}mon{E}", f"{E}mein"}]),
        (r"(?<!\w)(?:one|two)(?!\w)", [{f"{E}one{E}", f"{E}two{E}"}]),
        (r"(?:live|\d+)", []),
        (r"x?y{0,3}", []),
        (r"(?=zone)[a-z]+", [{"zone"}]),
        (r"(?!zone)[a-z]+", []),
        (r"plan[^.]*gold", [{"plan"}, {"gold"}]),
        (r"nuestr[oa]s\b", [{f"nuestros{E}", f"nuestras{E}"}]),
    ],
)
def test_the_letters_of_which_one_must_stand_in_a_match_are_read_from_the_pattern(
    pattern: str, sets: list[set[str]]
) -> None:
    assert sorted(map(sorted, needed(pattern, re.IGNORECASE))) == sorted(map(sorted, sets))


def test_a_word_is_not_looked_for_within_another() -> None:
    (literals,) = needed(r"\b(?:in|at)\b", re.IGNORECASE)

    assert not any(one in marked("training data") for one in literals)
    assert any(one in marked("training IN Oslo") for one in literals)


def test_how_surely_a_word_begins_counts_where_its_sign_is_one_of_a_word() -> None:
    (literals,) = needed(r"^(?:#tag|word)", re.IGNORECASE)

    assert literals == {f"#{E}tag", f"{E}word"}
    assert all(any(one in marked(text) for one in literals) for text in ("#tag", "word"))
