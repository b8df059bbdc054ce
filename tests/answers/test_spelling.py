"""Slips are repaired with words the articles know; what is no slip is left alone."""

from __future__ import annotations

import pytest

from bot.answers.spelling import Vocabulary, asking, spelt_out
from bot.answers.wordpiece import usual_words
from bot.answers.words import acronyms

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


SPEAKS = Vocabulary({"return": 9, "order": 5, "refund": 4}, {"my", "i", "can", "the", "to", "for"}, usual_words("en"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("frriend", "friend"), ("uthor", "author"), ("shich", "which"), ("rteurn", "return"), ("thankyou", "thank you"),
        ("cani", "can i"), ("formyfriend", "for my friend"), ("refubd", "refund"), ("myordrr", "my order"),
    ],
)  # fmt: skip
def test_words_that_no_article_holds_are_repaired_with_the_language_s_own(typed: str, meant: str) -> None:
    found = SPEAKS.repair(typed)

    assert found is not None
    assert " ".join(found.words) == meant


@pytest.mark.parametrize("typed", ["friend", "removing", "reorder", "weather", "unsatisfied", "leather", "qzxv"])
def test_words_of_the_language_are_no_slips(typed: str) -> None:
    assert SPEAKS.repair(typed) is None


@pytest.mark.parametrize(
    ("lang", "typed", "meant"),
    [
        ("en", "can u send it 2 my acct", "can you send it to my account"),
        ("en", "2 chairs 4 the garden", "2 chairs for the garden"),
        ("en", "it took 2 weeks w/ tracking", "it took 2 weeks with tracking"),
        ("fr", "pk mon mdp", "pourquoi mon mot de passe"),
        ("es", "xq no llega", "porque no llega"),
        ("de", "vllt nix", "vielleicht nichts"),
    ],
)
def test_a_chat_s_abbreviations_are_spelt_out(lang: str, typed: str, meant: str) -> None:
    assert spelt_out(lang, typed) == meant


def test_abbreviations_that_the_articles_use_stay() -> None:
    assert spelt_out("en", "where is my msg", {"msg"}) == "where is my msg"


def test_capitals_are_a_name_unless_all_is_shouted() -> None:
    assert acronyms("a SEPA transfer") == {"sepa"}
    assert acronyms("WHERE IS IT") == frozenset()


@pytest.mark.parametrize(
    ("lang", "typed", "meant"),
    [
        ("en", "hw much is delivery", "how much is delivery"),
        ("en", "how dos it take", "how does it take"),
        ("en", "hwo long is that", "how long is that"),
        ("en", "hello wher is it", "hello where is it"),
        ("de", "wie teuer isd lieferung", "wie teuer ist lieferung"),
        ("es", "dnde esta mi pedido", "donde esta mi pedido"),
        ("fr", "comnent retourner une chaise", "comment retourner une chaise"),
    ],
)
def test_misspelt_words_that_ask_are_repaired(lang: str, typed: str, meant: str) -> None:
    found = asking(lang, typed.split(), set(), usual_words(lang))
    assert " ".join(found.get(word, word) for word in typed.split()) == meant


@pytest.mark.parametrize(
    ("lang", "typed"),
    [
        ("en", "how hot is it"),
        ("en", "how do i install dos here"),
        ("en", "wool rug"),
        ("de", "was gilt hier"),
        ("de", "wann hilft das"),
        ("es", "que pasa hoy"),
        ("fr", "quand part le colis"),
    ],
)
def test_real_words_beside_words_that_ask_stay(lang: str, typed: str) -> None:
    assert asking(lang, typed.split(), {"das", "hier", "hoy"}, usual_words(lang)) == {}
