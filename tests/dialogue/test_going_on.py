"""What a follow-up goes on from: the section just given, the trouble with it, the one before of several questions.

The shipped articles, by meaning: what an answer is about decides which one a half sentence belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.commands import replay
from bot.settings import load

SHIPPED = Path(__file__).parents[2] / "knowledge"
Says = Callable[..., list[str]]


@pytest.fixture(scope="module")
def says() -> Iterator[Says]:
    """Play one customer's words with the shipped articles; return the answers, each with its section in front."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORT_EMBEDDINGS", "auto")
        load.cache_clear()
        yield _play
    load.cache_clear()


def _play(*texts: str) -> list[str]:
    start = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
    rows = [
        {"n": n, "at": (start + timedelta(minutes=n)).isoformat(), "channel": "web", "from": "7", "text": text}
        for n, text in enumerate(texts, 1)
    ]
    said: list[dict[str, object]] = []
    replay.run([replay.line(n, row) for n, row in enumerate(rows, 1)], SHIPPED, said.append)
    return [" || ".join(_told(one) for one in said if one["in_reply_to"] == n + 1) for n in range(len(texts))]


def _told(reply: dict[str, object]) -> str:
    sources = reply["sources"]
    assert isinstance(sources, list)
    return f"[{sources[0]['section'] if sources else reply['decision']}] {reply['text']}"


@pytest.mark.parametrize("words", ["is that free?", "is it free of charge", "does it cost anything?"])
def test_whether_that_is_free_is_asked_of_what_was_just_said(says: Says, words: str) -> None:
    _, free = says("can i refuse the delivery", words)

    assert free.startswith("[When the order is already being packed]")
    assert "free of charge" in free


def test_whether_that_is_free_goes_to_the_section_about_prices_where_there_is_one(says: Says) -> None:
    _, free = says("how do i return a chair", "is that free?")

    assert free.startswith("[What a return costs]")


@pytest.mark.parametrize("words", ["and family", "and family?", "what about family"])
def test_what_was_named_is_what_half_a_sentence_is_about_with_or_without_its_mark(says: Says, words: str) -> None:
    _, family = says("how do i cancel plus", words)

    assert family.startswith("[Cancel your membership]")


def test_what_was_not_named_leads_on_to_the_section_that_holds_it(says: Says) -> None:
    _, klarna = says("how do i cancel an order", "but i have paid by klarna")

    assert klarna.startswith("[Money back after cancelling]")


@pytest.mark.parametrize(
    ("asked", "words", "says_no"),
    [
        ("is there a store in stockholm", "and in london?", "“London” is not among them: Nordvik has five stores"),
        ("is there a store in stockholm", "and in berlin", "“Berlin” is not among them: Nordvik has five stores"),
        ("wo gibt es läden", "und in münchen?", "„München“ ist nicht dabei: Nordvik has five stores"),
    ],
)
def test_a_town_that_the_article_lacks_is_said_not_to_be_among_those_it_names(
    says: Says, asked: str, words: str, says_no: str
) -> None:
    _, town = says(asked, words)

    assert says_no in town


def test_what_is_said_of_the_country_of_such_a_town_is_told_with_it(says: Says) -> None:
    _, london = says("is there a store in stockholm", "and in london?")

    assert "There is no store in the United Kingdom" in london


def test_a_town_behind_what_names_none_is_not_found(says: Says) -> None:
    _, london = says("how do i reset my password", "and in london?")

    assert london.startswith("[offer]")


@pytest.mark.parametrize(
    ("asked", "words"),
    [("how much is plus", "how long does that take?"), ("how much is plus", "and when?"),
     ("wieviel kostet plus", "und wie lange dauert das?")],
)  # fmt: skip
def test_a_price_is_no_answer_to_how_long_and_nor_is_another_matter(says: Says, asked: str, words: str) -> None:
    _, how_long = says(asked, words)

    assert how_long.startswith(("[offer]", "[clarify]")) or "Do you mean" in how_long or "Meinen Sie" in how_long
    assert "€4.90" not in how_long


def test_how_long_of_what_has_a_table_of_times_is_told_from_it(says: Says) -> None:
    *_, how_long = says("do you deliver to denmark", "how long does that take")

    assert "1–3 working days" in how_long


@pytest.mark.parametrize(
    ("asked", "words"),
    [("how do i reset my password", "explain again"), ("how do i reset my password", "sorry can you repeat that?"),
     ("wie setze ich mein passwort zurück", "erklär das nochmal bitte"),
     ("cómo cambio mi contraseña", "repite por favor"), ("comment changer mon mot de passe", "pouvez-vous répéter ?")],
)  # fmt: skip
def test_who_wants_it_once_more_gets_all_of_it_and_then_a_person(says: Says, asked: str, words: str) -> None:
    _, again, third = says(asked, words, words)

    assert again.startswith("[Reset a forgotten password]")
    assert "logged out on all other devices" in again
    assert third.startswith("[ask]")


def test_what_did_not_help_is_still_to_be_had_once_more(says: Says) -> None:
    *_, again = says("how do i reset my password", "that did not help", "explain again")

    assert again.startswith("[Reset a forgotten password]")


def test_explaining_something_else_is_a_question(says: Says) -> None:
    _, plan = says("how do i reset my password", "explain the family plan")

    assert "Family plan" in plan


@pytest.mark.parametrize(
    ("asked", "words"),
    [("how do i reset my password", "yes please"), ("wie setze ich mein passwort zurück", "ja bitte")],
)
def test_yes_please_wishes_for_something_and_says_not_that_it_helped(says: Says, asked: str, words: str) -> None:
    _, reply = says(asked, words)

    assert reply.startswith("[offer]")


def test_yes_alone_says_that_it_helped(says: Says) -> None:
    _, reply = says("how do i reset my password", "yes")

    assert "Glad that helped" in reply


@pytest.mark.parametrize(
    ("asked", "words"),
    [("how do i reset my password", "the mail never came"), ("how do i reset my password", "i got no email"),
     ("wie setze ich mein passwort zurück", "die mail kommt nicht")],
)  # fmt: skip
def test_what_goes_wrong_with_an_answer_leads_to_the_section_about_that(says: Says, asked: str, words: str) -> None:
    _, mail = says(asked, words)

    assert mail.startswith("[The reset e-mail does not arrive]")


def test_what_goes_wrong_with_something_else_does_not(says: Says) -> None:
    _, parcel = says("how do i reset my password", "my parcel never came")

    assert "reset e-mail" not in parcel
    assert "your order is" in parcel


@pytest.mark.parametrize(
    ("asked", "tried", "still"),
    [("the app crashes", "i reinstalled already", "still crashes"),
     ("die app stürzt ab", "hab ich schon gemacht", "stürzt immer noch ab")],
)  # fmt: skip
def test_what_was_tried_and_still_fails_is_not_told_again(says: Says, asked: str, tried: str, still: str) -> None:
    *_, first, second = says(asked, tried, still, still)

    assert "reinstall" not in first
    assert "reinstall" not in second
    assert second.startswith(("[offer]", "[handoff]"))


def test_i_still_have_a_question_says_not_that_it_fails(says: Says) -> None:
    _, reply = says("the app crashes", "i still have a question")

    assert "comes next" not in reply
    assert "wasn't it" not in reply


@pytest.mark.parametrize(
    "words",
    ["how do i return something how long does the refund take",
     "how do i return something\nhow long does the refund take",
     "wie gebe ich etwas zurück wie lange dauert die erstattung", "cómo devuelvo una silla cuánto tarda el reembolso",
     "comment retourner une chaise combien de temps prend le remboursement"],
)  # fmt: skip
def test_questions_that_run_into_each_other_are_each_answered(says: Says, words: str) -> None:
    (both,) = says(words)

    assert "[Start a return]" in both
    assert "[How long a refund takes]" in both


@pytest.mark.parametrize(
    "words",
    ["can you tell me how long does the refund take", "i want to know how much is plus",
     "how do i find out where is my order", "how do i check how much is left on my gift card"],
)  # fmt: skip
def test_a_question_within_another_is_one(says: Says, words: str) -> None:
    (one,) = says(words)

    assert "||" not in one


@pytest.mark.parametrize(
    ("words", "section"),
    [("how do i return a chair how much does it cost", "[What a return costs]"),
     ("how do i return a chair? how much does it cost?", "[What a return costs]"),
     ("how do i return a chair? how long does delivery take?", "[Times and prices by country]")],
)  # fmt: skip
def test_of_several_questions_one_about_it_is_about_the_one_before(says: Says, words: str, section: str) -> None:
    (both,) = says(words)

    assert "[Start a return]" in both
    assert section in both


@pytest.mark.parametrize(
    "words",
    ["i'd like to give my lamp back", "i wish to return my lamp", "we'd like to send our sofa back",
     "ich würde meine lampe gern zurückgeben", "quisiera devolver mi lámpara", "j'aimerais rendre ma lampe"],
)  # fmt: skip
def test_a_wish_to_return_something_is_answered_and_not_only_noted(says: Says, words: str) -> None:
    (answer,) = says(words)

    assert answer.startswith("[Start a return]")


@pytest.mark.parametrize("words", ["i'd like to be called Dee", "i'd like my answers short"])
def test_a_wish_how_to_be_treated_is_noted_and_nothing_else(says: Says, words: str) -> None:
    (noted,) = says(words)

    assert noted.startswith("[chat] Thank you, noted")


@pytest.mark.parametrize("words", ["i'd like to thank you", "je voulais vous remercier"])
def test_a_wish_to_thank_only_thanks(says: Says, words: str) -> None:
    (thanked,) = says(words)

    assert thanked.startswith(
        ("[chat] You're welcome", "[chat] Je vous en prie", "[chat] Avec plaisir", "[chat] De rien")
    )


@pytest.mark.parametrize(
    ("asked", "words", "section"),
    [("how do i return my sofa", "what does it cost?", "[What a pickup costs]"),
     ("wie gebe ich mein sofa zurück", "was kostet das?", "[What a pickup costs]"),
     ("how do i return my lamp", "what does it cost?", "[What a return costs]"),
     ("how do i assemble a desk", "how much does it cost?", "[Have it assembled for you]")],
)  # fmt: skip
def test_what_it_costs_is_told_of_the_thing_that_was_asked_about(
    says: Says, asked: str, words: str, section: str
) -> None:
    _, price = says(asked, words)

    assert price.startswith(section)


def test_a_thing_that_is_added_is_asked_of_what_was_asked_before(says: Says) -> None:
    *_, price = says("do you deliver to denmark", "how much is it", "and a sofa?")
    _, time = says("how long does delivery take", "and a sofa?")

    assert "Large furniture price: €49" in price
    assert time.startswith("[Sofas and shelves made to order]")


@pytest.mark.parametrize(
    "words",
    ["plus vs family?", "plus or family", "is plus better than family", "unterschied zwischen plus und family",
     "différence entre plus et family"],
)  # fmt: skip
def test_two_plans_against_each_other_are_set_side_by_side(says: Says, words: str) -> None:
    (plans,) = says(words)

    assert plans.startswith("[What you get with Basic, Plus and Family")
    assert "| Return window | 60 days | 60 days | 100 days |" in plans


def test_from_one_plan_to_the_other_is_no_comparison(says: Says) -> None:
    (change,) = says("how do i switch from plus to family")

    assert change.startswith("[Upgrade your plan]")


@pytest.mark.parametrize(("words", "what"), [("can i return food", "food"), ("is the warranty worldwide", "worldwide")])
def test_what_no_article_speaks_of_is_said_before_what_is_near(says: Says, words: str, what: str) -> None:
    (reply,) = says(words)

    assert f"says nothing of “{what}” in particular" in reply


@pytest.mark.parametrize(
    "words",
    ["can i return a mattress", "can i retrun a chiar", "can i return stuff", "do you deliver on saturdays",
     "do you use tropical timber", "can i pay with klarna", "how do i return food"],
)  # fmt: skip
def test_what_the_articles_speak_of_is_answered_without_that(says: Says, words: str) -> None:
    (reply,) = says(words)

    assert "in particular" not in reply
