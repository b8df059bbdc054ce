"""Question and article agree on words: case, accents, apostrophes, hyphens, endings."""

from __future__ import annotations

import pytest

from bot.answers.words import compounds, fold, light_words, rewrite, stem, stop_words, terms, words


def test_case_and_accents_make_no_other_word() -> None:
    assert fold("Rückgabe") == fold("RUCKGABE") == "ruckgabe"
    assert fold("DÉLAI") == "delai"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Where's my parcel?", ["where", "my", "parcel"]),
        ("I don't", ["i", "dont"]),
        ("l'article d’aujourd'hui", ["article", "aujourdhui"]),
        ("sign-in", ["sign", "in"]),
        ("E-104 shows_up", ["e", "104", "shows", "up"]),
        ("…!?", []),
    ],
)
def test_a_text_is_its_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_a_hyphenated_word_is_also_one_word() -> None:
    assert compounds("sign-in with E-104") == ["signin", "e104"]
    assert terms("en", "sign-in") == ["sign", "in", "signin"]


def test_endings_go_and_codes_stay() -> None:
    assert stem("en", "returning") == stem("en", "returns") == stem("en", "return")
    assert stem("de", "lieferungen") == stem("de", "lieferung")
    assert stem("en", "e104") == "e104"
    assert stem("da", "leveringer") == "leveringer"


@pytest.mark.parametrize(
    "forms",
    [
        "stornieren storniere storniert stornierten stornierung stornierungen", "papier papiere",
        "abo abos", "handy handys", "kurs kurse kursen kurses", "preis preise", "zins zinsen",
    ],
)  # fmt: skip
def test_german_forms_that_the_stemmer_leaves_apart_are_one_word(forms: str) -> None:
    assert len({stem("de", form) for form in forms.split()}) == 1


def test_a_double_s_is_no_plural() -> None:
    assert stem("de", "kasse") == "kass"
    assert stem("de", "eis") == "eis"


def test_words_are_replaced_where_they_stand() -> None:
    assert rewrite("Retrun the chair!", {"retrun": "return"}) == "return the chair!"


def test_a_language_that_we_do_not_stem_has_no_stop_words() -> None:
    assert "the" in stop_words("en")
    assert (stop_words("da"), light_words("da")) == (frozenset(), frozenset())


def test_a_word_without_end_is_read_in_its_length() -> None:
    assert words("x" * 300_000) == ["x" * 300_000]
    assert compounds("x" * 300_000) == []
    assert compounds("a-b x-y-z") == ["ab", "xyz"]
