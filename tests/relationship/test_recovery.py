"""When it went wrong: owned once, a person first with the brief, looked after, acknowledged, its end kept."""

from __future__ import annotations

import pytest

from bot.storage.tables import Case, Outcome, Recovery
from tests.conftest import Stage

OWN = "That should not have happened"


def rated(stage: Stage, score: str = "1") -> list[str]:
    stage.says("My desk leg is missing, I need a person")
    stage.acts("claim")
    stage.acts("resolve")
    stage.passes(minutes=11)
    return stage.says(score)


def test_a_low_score_brings_a_person_first_in_the_queue(stage: Stage) -> None:
    stage.says("human please", user="early")
    said = rated(stage)

    assert said[0].startswith("I'm sorry that we let you down")
    low = stage.rows(Case)[-1]
    assert (low.reason, low.title, low.state) == ("low_rating", "Rated 1 of 5", "queued")
    assert low.priority < stage.rows(Case)[0].priority
    assert stage.conversation().owner == "queue"


def test_its_reason_reaches_whoever_takes_it_on(stage: Stage) -> None:
    rated(stage)
    assert stage.says("nobody told me that it would take three weeks")[0].startswith("Thank you. I have kept that")
    assert stage.conversation().owner == "queue"


SAID = [
    ("This is the third time that my desk arrives broken.", "third_time"),
    ("You have lost a customer.", "churn"),
    ("Das ist jetzt zum dritten Mal kaputt angekommen.", "third_time"),
    ("Han perdido un cliente.", "churn"),
    ("C'est la troisième fois que la table arrive cassée.", "third_time"),
]


def test_who_says_that_it_is_enough_is_apologised_to_once_and_gets_a_person(stage: Stage) -> None:
    for number, (words, _) in enumerate(SAID):
        stage.says(words, user=f"user{number}")
        assert stage.conversation(f"user{number}").owner == "queue", words

    assert [row.trigger for row in stage.rows(Recovery)] == [trigger for _, trigger in SAID]
    assert {case.priority for case in stage.rows(Case)} == {10}


def test_one_apology_is_enough(stage: Stage) -> None:
    assert stage.says("You have lost a customer.")[0].startswith(OWN)
    stage.acts("claim")
    stage.acts("hand_back")
    stage.drain()

    assert OWN not in " ".join(stage.says("I said it: you have lost a customer."))
    assert len(stage.rows(Recovery)) == 1


@pytest.mark.parametrize("question", ["how many times can I exchange a chair?", "how do I cancel everything?"])
def test_a_plain_question_starts_none(stage: Stage, question: str) -> None:
    stage.says(question)
    assert stage.rows(Recovery) == []


def test_two_misses_start_one_without_another_word(stage: Stage) -> None:
    stage.says("what's the weather like today?")
    assert stage.rows(Recovery) == []
    stage.says("will it rain in Paris tomorrow?")
    assert [row.trigger for row in stage.rows(Recovery)] == ["misses"]

    stage.says("yes")
    assert stage.rows(Case)[0].priority == 10


def test_days_later_it_is_looked_after_and_its_end_is_kept(stage: Stage) -> None:
    stage.says("You have lost a customer.")
    stage.acts("claim")
    stage.acts("hand_back")
    said = stage.passes(days=5)

    assert said[-1].startswith("A few days ago something went badly for you")
    assert stage.says("yes, all good") == ["Glad to hear it!"]
    assert stage.rows(Recovery)[0].state == "recovered"
    assert [row.detail for row in stage.rows(Outcome) if row.kind == "recovered"] == ["churn"]


def test_who_is_not_recovered_gets_a_person_again(stage: Stage) -> None:
    stage.says("You have lost a customer.")
    stage.acts("claim")
    stage.acts("hand_back")
    stage.passes(days=5)
    stage.presses("rate:check:0")

    assert stage.rows(Recovery)[0].state == "lost"
    assert [case.reason for case in stage.rows(Case)] == ["churn_risk", "repeat_contact"]


def test_the_next_greeting_has_not_forgotten_and_says_so_once(stage: Stage) -> None:
    stage.says("You have lost a customer.")
    stage.acts("claim")
    stage.acts("resolve")
    stage.passes(days=2)

    assert stage.says("hello")[0].startswith("Hello! It went badly last time")
    assert "badly" not in stage.says("hello")[0]
