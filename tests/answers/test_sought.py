"""What kind of answer a question seeks, and which sentences give one."""

from __future__ import annotations

import pytest

from bot.answers.sought import answered_by, asks_how, begins_with, kinds, tells


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("and how much?", "price"), ("wer zahlt das", "price"), ("¿quién paga?", "price"), ("c'est gratuit ?", "price"),
        ("until when", "time"), ("how does it take", "time"), ("bis wann", "time"), ("¿cuánto tarda eso?", "time"),
        ("ça prend combien de temps", "time"), ("where?", "place"), ("wo", "place"), ("¿dónde?", "place"),
    ],
)  # fmt: skip
def test_a_question_seeks_a_price_a_time_or_a_place(question: str, kind: str) -> None:
    assert kinds(question)[:1] == (kind,)


@pytest.mark.parametrize("question", ["how do I pay", "can I return it", "I lost the box", "und lampen"])
def test_a_question_about_something_else_seeks_none_of_them(question: str) -> None:
    assert kinds(question) == ()


def test_sentences_give_prices_times_and_places() -> None:
    assert tells("The drivers take it away for €29 per item.", "price")
    assert tells("We put it right free of charge.", "price")
    assert tells("Report it within 14 days of delivery.", "time")
    assert tells("Add it in the checkout.", "place")
    assert not tells("We send a new one.", "price")
    assert not tells("We send a new one.", "time")


def test_a_heading_answers_what_its_first_words_ask_and_what_it_says_of_prices() -> None:
    assert begins_with("Where the money goes") == ("place",)
    assert begins_with("How long a refund takes") == ("time",)
    assert begins_with("See where your order is") == ()
    assert answered_by("What a return costs") == {"price"}


def test_a_question_put_into_english_word_by_word_still_asks_how() -> None:
    assert asks_how("how return item")
    assert asks_how("wie kann ich etwas zurückgeben")
    assert not asks_how("how long refund")
    assert not asks_how("wie lange dauert das")
