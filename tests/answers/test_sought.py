"""What kind of answer a question seeks, and which sentences give one."""

from __future__ import annotations

import pytest

from bot.answers.sought import (
    answered_by,
    asks_limits,
    asks_price,
    asks_the_way,
    begins_with,
    kinds,
    lacks,
    limits,
    tells,
    without,
)


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
    assert asks_the_way("how return item")
    assert asks_the_way("wie kann ich etwas zurückgeben")
    assert not asks_the_way("how long refund")
    assert not asks_the_way("wie lange dauert das")


@pytest.mark.parametrize(
    "wish",
    ["I want to return my sofa", "we'd like to cancel", "ich möchte mein Sofa zurückgeben", "Wir wollen kündigen",
     "quiero devolver mi sofá", "je voudrais rendre mon canapé"],
)  # fmt: skip
def test_who_wishes_to_do_something_asks_the_way(wish: str) -> None:
    assert asks_the_way(wish)
    assert not asks_limits(wish)


@pytest.mark.parametrize(
    "heading",
    ["What cannot be returned", "What the warranty does not cover", "Exceptions", "Not covered", "Ausnahmen",
     "Was nicht umgetauscht wird", "Lo que no se puede devolver", "Ce qui n'est pas repris", "Exclusions"],
)  # fmt: skip
def test_headings_of_what_a_rule_leaves_out(heading: str) -> None:
    assert limits(heading)


@pytest.mark.parametrize(
    "heading",
    ["What happens if you do not collect the order", "The app does not load", "Choose which notifications you get",
     "When an account cannot be deleted yet", "Was tun, wenn nichts geht", "Return an item",
     "What to do about a delivery that never came", "Was tun bei nicht gelieferten Paketen",
     "Que faire d'un colis jamais arrivé", "Qué hacer con un pedido que no llega", "What is not working"],
)  # fmt: skip
def test_headings_of_troubles_leave_nothing_out(heading: str) -> None:
    assert not limits(heading)


@pytest.mark.parametrize(
    "question",
    ["can I return a sofa", "what can't I return", "which items are refused", "kann ich das Sofa zurückgeben",
     "was nehmt ihr nicht zurück", "¿puedo devolverlo?", "est-ce qu'on peut le rendre", "are there exceptions",
     "do you deliver on Sundays", "liefert ihr sonntags", "livrez-vous le dimanche", "is glass covered"],
)  # fmt: skip
def test_who_asks_whether_or_what_not_may_seek_what_is_left_out(question: str) -> None:
    assert asks_limits(question)


@pytest.mark.parametrize(
    "question",
    ["How can I return my sofa?", "Wie kann ich mein Sofa zurückgeben?", "¿Cómo puedo devolver mi sofá?",
     "Comment puis-je retourner mon canapé ?", "where can I return a sofa", "how long can I return it",
     "do I need tools and what's the warranty"],
)  # fmt: skip
def test_who_asks_how_or_where_or_until_when_seeks_no_limit(question: str) -> None:
    assert not asks_limits(question)


@pytest.mark.parametrize(
    "text",
    ["no box anymore", "I threw the receipt away", "how do I pay without a card", "we don't have the key",
     "ich habe den Karton weggeworfen", "ohne Rechnung", "ya no tengo la caja", "je n'ai plus la facture"],
)  # fmt: skip
def test_who_has_something_no_more_says_so(text: str) -> None:
    assert lacks(text)


@pytest.mark.parametrize("text", ["how do I return a chair in its box", "wie lange dauert es", "quiero devolverlo"])
def test_who_says_nothing_of_it_lacks_nothing(text: str) -> None:
    assert not lacks(text)


def test_a_heading_says_that_something_is_not_there() -> None:
    assert without("Returning without the original packaging")
    assert without("Ohne Kassenbon")
    assert not without("Returning an item you have used")


@pytest.mark.parametrize(
    ("text", "seeks"),
    [("how much is an e-bike", True), ("price of a sofa", True), ("was kostet das Rad", True),
     ("wie viel ist das", True),
     ("cuánto cuesta", True), ("prix du vélo", True), ("how much luggage fits", False), ("wie viel Gepäck", False),
     ("how long is it", False)],
)  # fmt: skip
def test_a_price_is_sought_by_verbs_and_nouns_and_not_by_how_much_there_is_of_a_thing(text: str, seeks: bool) -> None:
    assert asks_price(text) == seeks
