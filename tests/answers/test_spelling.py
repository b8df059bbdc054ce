"""Slips are repaired with words the articles know; what is no slip is left alone."""

from __future__ import annotations

import pytest

from bot.answers.spelling import Vocabulary

KNOWN = Vocabulary(
    {"return": 9, "chair": 5, "refund": 4, "delivery": 7, "leather": 2, "desk": 3, "e104": 1}, {"a", "my"}
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("retrun", ("return",)),
        ("chiar", ("chair",)),
        ("delivry", ("delivery",)),
        ("erturn", ("return",)),
        ("mychair", ("my", "chair")),
        ("returnchair", ("return", "chair")),
    ],
)
def test_a_slip_is_repaired(typed: str, meant: tuple[str, ...]) -> None:
    found = KNOWN.repair(typed)

    assert found is not None
    assert found.words == meant
    assert 0 < found.likeness < 1


@pytest.mark.parametrize("typed", ["weather", "de", "e105", "dusk", "xyzzy", "chair4"])
def test_what_may_be_another_word_a_code_or_nothing_is_left_alone(typed: str) -> None:
    assert KNOWN.repair(typed) is None


def test_fewer_slips_are_surer() -> None:
    one, two = KNOWN.repair("delivrry"), KNOWN.repair("dellivrry")

    assert one is not None
    assert two is not None
    assert one.likeness > two.likeness


def test_a_code_is_in_no_vocabulary() -> None:
    assert "e104" not in KNOWN
    assert "chair" in KNOWN
