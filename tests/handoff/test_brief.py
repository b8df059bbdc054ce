"""The brief: who, what they want, what was tried and why they are here, short enough to be read."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from bot.handoff import asked, brief
from bot.relationship import outcomes
from bot.storage.tables import Case
from bot.types.handoff import HandoffReason
from tests.conftest import NOON, Stage


def test_the_brief_says_who_what_was_tried_and_why_in_at_most_sixty_words(stage: Stage) -> None:
    stage.says("I'm Maya, I'm on the Plus plan")
    stage.says("how long does a refund take?")
    stage.says("my refund for the oak chair has not come after three weeks and " + "really " * 60 + "I need it")
    stage.says("human please")

    found = stage.brief(1)
    assert len(found.text.split()) <= 60
    assert "Maya" in found.text
    assert "Plus plan" in found.text
    assert "Refunds" in found.text
    assert "Asked for a person" in found.text


def test_a_wish_for_a_person_alone_opens_no_issue_and_titles_no_brief(stage: Stage) -> None:
    stage.says("how long does a refund take?")
    stage.says("I want to talk to a human")

    assert "refund" in stage.brief(1).wants.lower()
    stage.acts("claim")
    stage.acts("hand_back")
    stage.drain()
    stage.passes(days=3)
    assert "human" not in stage.says("hello")[0]


@pytest.mark.parametrize("before", [["Hi, I'm Gus.", "card was declined."], ["hi", "card was declined"]])
def test_a_command_never_stands_for_what_somebody_wants_however_little_they_said(
    stage: Stage, before: list[str]
) -> None:
    for words in (*before, "/human", "are you still there?"):
        stage.says(words)

    assert stage.brief(1).wants == before[-1]
    said = before[-1].rstrip(".").capitalize()
    assert stage.rows(Case)[0].title == said, "and what comes later does not take its place"


def test_who_has_said_nothing_yet_is_not_quoted_and_the_case_is_called_by_what_they_say_next(stage: Stage) -> None:
    stage.says("hello")
    stage.says("/human")
    assert stage.brief(1).wants == ""
    assert stage.brief(1).text == "The customer. The bot has given no article. Asked for a person."
    assert stage.rows(Case)[0].title == "Asked for a person"

    stage.says("the left leg is broken")
    assert stage.rows(Case)[0].title == "The left leg is broken"


def test_a_title_keeps_the_order_number_which_the_question_is_looked_up_without(stage: Stage) -> None:
    stage.says("Hello. I want to cancel order NV-48213.")
    stage.says("/human")
    assert stage.rows(Case)[0].title == "I want to cancel order NV-48213."


def test_the_brief_is_in_the_customers_own_words_without_markup_and_names_what_is_known(stage: Stage) -> None:
    stage.says("I'm on the Plus plan. My order is NV-48210")
    stage.says("My **desk** leg is missing, I need a person")

    found = stage.brief(1)
    assert found.wants == "My desk leg is missing, I need a person"
    assert set(found.known) == {"Plus plan", "order NV-48210"}
    assert found.tried == ()
    assert "The bot has given no article." in found.text


def test_a_person_without_a_name_is_the_customer_and_one_with_two_is_called_as_they_wish(stage: Stage) -> None:
    stage.says("human please")
    assert stage.brief(1).who == "The customer"

    stage.says("human please", user="ben", name="Benjamin K.")
    assert stage.brief(2).who == "Benjamin K."
    stage.says("call me Ben please", user="ben")
    assert stage.brief(2).who == "Ben"


def test_who_comes_again_is_said_to_come_again(stage: Stage) -> None:
    for _ in range(2):
        stage.says("My desk leg is missing, I need a person")
        stage.acts("claim")
        stage.acts("hand_back")
        stage.passes(days=3)
    stage.says("human please")

    text = stage.brief(3).text
    assert "Case number 3 of this customer, after #2." in text
    assert "Open since" in text
    assert "desk leg is missing" in text


def test_each_article_that_was_given_is_named_once(stage: Stage) -> None:
    for _ in range(2):
        stage.says("how do I return a chair?")
    stage.says("how long does a refund take?")
    stage.says("human please")

    assert stage.brief(1).tried == ("How to return an item", "Refunds")


# --- the contract: a section each, golden ---------------------------------------------------------


def solved_before(stage: Stage) -> None:
    stage.says("the drawer of my Oslo desk is stuck, I need a person", user="ole", name="Ole Berg")
    stage.acts("claim")
    stage.acts("reply", "Hello Ole Berg, loosen the two screws under the drawer, then push it in.")
    stage.acts("resolve")
    stage.drain()


def test_the_most_similar_solved_case_and_a_draft_learnt_from_it_stand_in_the_brief(stage: Stage) -> None:
    solved_before(stage)
    stage.says("my desk drawer is stuck! I want a person")
    found = stage.brief(2)

    assert found.similar is not None
    assert found.similar.number == 1
    assert found.draft == "Hello [name], loosen the two screws under the drawer, then push it in."
    assert ("Solved before", f"#1: {found.similar.question}") in found.details


def test_another_question_has_no_similar_case(stage: Stage) -> None:
    solved_before(stage)
    stage.says("where is my refund? I want a person")
    assert stage.brief(2).similar is None


def test_a_case_without_an_answer_teaches_nothing(stage: Stage) -> None:
    stage.says("the drawer of my desk is stuck, I need a person", user="ole")
    stage.acts("claim")
    stage.acts("resolve")
    stage.says("my desk drawer is stuck! I want a person")
    assert stage.brief(2).draft == ""


def test_open_promises_and_mood_stand_in_the_brief(stage: Stage) -> None:
    stage.says("You have lost a customer.")
    stage.acts("claim")
    stage.acts("reply", "I'll write to you by Friday.")
    found = stage.brief(1)

    assert found.mood == "about to leave"
    assert found.promises == ("I'll write to you by Friday. (by Friday, 6 Mar 2026, 18:00 UTC)",)
    assert found.reason == "Is about to leave us"


def test_every_reason_of_the_closed_list_has_its_words() -> None:
    assert all(brief.reason(name) not in ("", name) for name in get_args(HandoffReason))


ASKED = [
    ("What is your order number?", ("order.id",)),
    ("Please send me your order number and your email.", ("order.id", "contact.email")),
    ("Wie lautet Ihre Bestellnummer?", ("order.id",)),
    ("¿Me puede decir su número de pedido?", ("order.id",)),
    ("Quel est votre numéro de commande ?", ("order.id",)),
    ("Your order number is on the receipt.", ()),
    ("Which plan are you on?", ()),
]


@pytest.mark.parametrize(("words", "keys"), ASKED, ids=[words for words, _ in ASKED])
def test_it_is_scored_by_what_agents_ask_although_it_was_known(words: str, keys: tuple[str, ...]) -> None:
    assert asked.known(words, {"order.id", "contact.email"}) == keys


def test_the_share_of_hand_offs_in_which_something_known_was_asked_is_reported(stage: Stage) -> None:
    stage.says("My order is NV-48210. My desk leg is missing, I need a person")
    stage.acts("claim")
    stage.acts("reply", "What is your order number?")
    found = stage.look(outcomes.report, NOON, stage.now + timedelta(seconds=1))

    assert found.kinds["asked_known"] == (1, 1, 1.0)
    assert found.details["asked_known"] == {"order.id": 1}


def test_an_article_that_was_given_with_the_hand_off_is_named(stage: Stage) -> None:
    stage.says("How do I return a chair? This is the third time I ask!")

    assert stage.conversation().owner == "queue"
    assert stage.brief(1).tried == ("How to return an item",)


def test_the_brief_says_who_they_are_to_us(stage: Stage) -> None:
    stage.says("human please")
    assert ("So far", "has not bought, as far as we know") in stage.brief(1).details


def test_the_card_says_how_the_customer_rated_us_last(stage: Stage) -> None:
    stage.says("human please")
    assert not any(label == "Rated us last" for label, _ in stage.brief(1).details)
    stage.acts("claim")
    stage.acts("resolve")
    stage.passes(hours=2)
    stage.presses("rate:csat:2")
    stage.says("human please")
    case = stage.rows(Case)[-1].id
    assert ("Rated us last", f"2 of 5 on {stage.now:%-d %b %Y}") in stage.brief(case).details
