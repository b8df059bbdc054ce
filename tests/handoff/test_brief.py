"""The brief: who, what they want, what was tried and why they are here, short enough to be read."""

from __future__ import annotations

from bot.handoff import brief
from tests.conftest import Stage


def test_the_brief_says_who_what_was_tried_and_why_in_at_most_sixty_words(stage: Stage) -> None:
    stage.says("I'm Maya, I'm on the Plus plan")
    stage.says("how long does a refund take?")
    stage.says("my refund for the oak chair has not come after three weeks and " + "really " * 60 + "I need it")
    stage.says("human please")

    found = stage.look(brief.of_case, 1, stage.now)
    assert len(found.text.split()) <= 60
    assert "Maya" in found.text
    assert "Plus plan" in found.text
    assert "Refunds" in found.text
    assert "Asked for a person" in found.text


def test_a_wish_for_a_person_alone_opens_no_issue_and_titles_no_brief(stage: Stage) -> None:
    stage.says("how long does a refund take?")
    stage.says("I want to talk to a human")

    assert "refund" in stage.look(brief.of_case, 1, stage.now).wants.lower()
    stage.acts("claim")
    stage.acts("hand_back")
    stage.drain()
    stage.passes(days=3)
    assert "human" not in stage.says("hello")[0]


def test_the_brief_is_in_the_customers_own_words_without_markup_and_names_what_is_known(stage: Stage) -> None:
    stage.says("I'm on the Plus plan. My order is NV-48210")
    stage.says("My **desk** leg is missing, I need a person")

    found = stage.look(brief.of_case, 1, stage.now)
    assert found.wants == "My desk leg is missing, I need a person"
    assert set(found.known) == {"Plus plan", "order NV-48210"}
    assert found.tried == ()
    assert "The bot has given no article." in found.text


def test_a_person_without_a_name_is_the_customer_and_one_with_two_is_called_as_they_wish(stage: Stage) -> None:
    stage.says("human please")
    assert stage.look(brief.of_case, 1, stage.now).who == "The customer"

    stage.says("human please", user="ben", name="Benjamin K.")
    assert stage.look(brief.of_case, 2, stage.now).who == "Benjamin K."
    stage.says("call me Ben please", user="ben")
    assert stage.look(brief.of_case, 2, stage.now).who == "Ben"


def test_who_comes_again_is_said_to_come_again(stage: Stage) -> None:
    for _ in range(2):
        stage.says("My desk leg is missing, I need a person")
        stage.acts("claim")
        stage.acts("hand_back")
        stage.passes(days=3)
    stage.says("human please")

    text = stage.look(brief.of_case, 3, stage.now).text
    assert "Case number 3 of this customer." in text
    assert "Open since" in text
    assert "desk leg is missing" in text


def test_each_article_that_was_given_is_named_once(stage: Stage) -> None:
    for _ in range(2):
        stage.says("how do I return a chair?")
    stage.says("how long does a refund take?")
    stage.says("human please")

    assert stage.look(brief.of_case, 1, stage.now).tried == ("How to return an item", "Refunds")
