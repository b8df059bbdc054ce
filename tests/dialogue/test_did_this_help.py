"""The two choices below every answer, and the same said in plain words."""

from __future__ import annotations

import pytest
from sqlmodel import Session, col, select

from bot.storage.tables import Message
from tests.conftest import Stage

RETURN = "how do I return a chair?"


def _choices(session: Session) -> list[str]:
    newest = select(Message).where(Message.role == "bot").order_by(col(Message.id).desc())
    return [str(choice["id"]) for choice in session.exec(newest).first().choices]  # type: ignore[union-attr]


def test_below_an_answer_stands_whether_it_helped_and_a_person(stage: Stage) -> None:
    stage.says(RETURN)

    assert stage.look(_choices) == ["up:returns/how.md", "down:returns/how.md", "human"]


def test_that_helped_is_thanked_for_and_the_article_comes_first_the_next_time(stage: Stage) -> None:
    stage.says(RETURN)

    assert stage.presses("up:returns/how.md")[0].startswith("Glad that helped")
    assert stage.conversation().misses == 0
    stage.passes(days=3)
    assert stage.says("how can I give a chair back?", channel="telegram")[0].startswith("This helped you last time:")
    assert stage.conversation().awaiting["article"] == "returns/how.md"


def test_what_helped_comes_before_an_article_that_is_about_as_good_and_not_before_a_better_one(stage: Stage) -> None:
    stage.says("how do I reset my password?", user="other")
    first = stage.conversation("other").awaiting["article"]
    stage.says(RETURN)
    stage.presses("up:returns/how.md")

    stage.says("how do I reset my password?")
    assert stage.conversation().awaiting["article"] == first


def test_what_helped_one_customer_comes_first_for_nobody_else(stage: Stage) -> None:
    stage.says(RETURN)
    stage.presses("up:returns/how.md")
    assert "last time" not in stage.says(RETURN, user="tom")[0]


def test_what_helped_and_then_did_not_last_is_not_offered_again(stage: Stage) -> None:
    stage.says(RETURN)
    stage.presses("up:returns/how.md")
    stage.passes(days=1)
    stage.says(RETURN)
    stage.presses("down:returns/how.md")
    stage.passes(days=1)
    again = stage.says(RETURN)[0]
    assert "last time" not in again
    assert stage.conversation().awaiting.get("article") != "returns/how.md"


def test_that_did_not_help_offers_the_next_best_and_then_a_person(stage: Stage) -> None:
    stage.says(RETURN)
    stage.presses("down:returns/how.md")
    assert stage.conversation().misses == 1

    article = stage.conversation().awaiting.get("article", "")
    stage.presses(f"down:{article or 'returns/how.md'}")
    assert stage.conversation().owner == "queue"


def test_a_press_below_an_older_answer_is_about_that_one(stage: Stage) -> None:
    stage.says(RETURN)
    stage.says("how long does delivery take?")
    newer = stage.conversation().awaiting["article"]

    stage.presses("down:returns/how.md")
    stage.says("how long does delivery take?")
    assert stage.conversation().awaiting["article"] == newer


def test_thanks_that_say_it_worked_are_no_question(stage: Stage) -> None:
    stage.says(RETURN)

    assert stage.says("that did it, thanks so much!")[0].startswith("Glad that helped")
    assert stage.says("thx again")[0].startswith("You're welcome")


@pytest.mark.parametrize("text", ["²", "①", "9" * 5000])
def test_what_only_looks_like_the_number_of_a_choice_is_none(stage: Stage, text: str) -> None:
    stage.says(RETURN)

    assert stage.says(text)
    assert stage.decision().kind != "handoff"


def test_small_talk_is_answered_and_is_no_miss(stage: Stage) -> None:
    assert stage.says("how are you today?")[0].startswith("I'm fine")
    assert "a bot" in stage.says("are you a real person?")[0]
    assert "help articles" in stage.says("tell me a joke")[0]
    assert stage.conversation().misses == 0


@pytest.mark.parametrize(("text", "glad"), [("ok", False), ("yes", True)])
def test_ok_says_of_an_answer_that_it_was_read_and_not_that_it_helped(stage: Stage, text: str, glad: bool) -> None:
    stage.says("how do I return a chair?")

    assert stage.says(text)[0].startswith("Glad that helped") is glad


def test_an_offer_of_a_person_lapses_with_the_next_answer(stage: Stage) -> None:
    stage.says("will it rain?")
    stage.says("how do I return a chair?")

    assert stage.says("ok") == ["All right. Just ask whenever you like."]
    assert stage.conversation().owner == "bot"


def test_thanks_for_nothing_says_that_the_answer_did_not_help(stage: Stage) -> None:
    stage.says("how do I return a chair?")
    stage.says("thanks for nothing")
    assert stage.conversation().misses == 1

    assert stage.says("thanks for nothing", user="b")[0].endswith("Would you rather talk to a person?")
