"""Other words for the same thing, alone and in pairs, in each language."""

from __future__ import annotations

from bot.answers.synonyms import GAP, pairs_in, same_as, spoken_words
from bot.answers.words import stem


def stems(text: str) -> list[str]:
    return [stem("en", word) for word in text.split()]


def test_a_couch_is_a_sofa_and_the_other_way_round() -> None:
    assert "sofa" in same_as("en", "couch")
    assert "couch" in same_as("en", "sofa")
    assert "sofa" not in same_as("en", "sofa")


def test_a_word_is_not_taken_for_another_languages() -> None:
    assert same_as("en", stem("de", "rückgabe")) == frozenset()
    assert same_as("de", stem("de", "ruckgabe"))
    assert same_as("da", "sofa") == frozenset()


def test_two_words_that_mean_a_third_may_have_a_few_between_them() -> None:
    found = list(pairs_in("en", stems("send the old lamp back")))

    assert {(first, second) for first, second, _ in found} == {(0, 4)}
    assert found[0][2][0] == stem("en", "return")


def test_two_words_far_apart_or_the_wrong_way_round_mean_nothing_together() -> None:
    assert list(pairs_in("en", ["send", *["x"] * (GAP + 1), "back"])) == []
    assert list(pairs_in("en", stems("back send"))) == []


def test_words_of_support_are_words_of_the_language() -> None:
    assert {"refund", "return", "back"} <= spoken_words("en")
