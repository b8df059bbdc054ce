"""When it went wrong: owned once, a person first with the brief, looked after, acknowledged, its end kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.memory import privacy
from bot.settings import Settings
from bot.storage.tables import Case, Message, Outcome, Recovery
from tests.conftest import Stage
from tests.relationship.people import governed

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


def test_after_misses_that_nobody_spoke_of_it_is_owned_when_they_say_so_and_nothing_else_is_answered(
    stage: Stage,
) -> None:
    stage.says("what's the weather like today?")
    stage.says("will it rain in Paris tomorrow?")
    assert [row.trigger for row in stage.rows(Recovery)] == ["misses"]

    said = stage.says("You have lost a customer.")
    assert said[0].startswith(OWN)
    assert "asked a colleague" in said[1]
    assert len(said) == 2


def test_a_question_beside_it_is_answered_too(stage: Stage) -> None:
    said = stage.says("How do I return a chair? This is the third time I ask!")
    assert said[0].startswith(OWN)
    assert "You start a return" in " ".join(said)


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


def test_an_answer_that_comes_with_the_apology_says_sorry_no_second_time(stage: Stage) -> None:
    said = stage.says("Third time that my order is wrong, and I am furious! How do I return a chair?")

    assert said[0].startswith(OWN)
    assert "My orders" in said[1]
    assert sum("sorry" in line for line in said) == 1


def test_the_next_greeting_has_not_forgotten_and_says_so_once(stage: Stage) -> None:
    stage.says("You have lost a customer.")
    stage.acts("claim")
    stage.acts("resolve")
    stage.passes(days=2)

    assert stage.says("hello")[0].startswith("Hello, good to hear from you")
    assert "badly" not in stage.says("hello")[0]


def test_the_third_case_within_a_month_is_our_fault_whether_they_say_so_or_not(stage: Stage) -> None:
    for days in (40, 10, 10):
        stage.says("My desk leg is missing, I need a person")
        stage.acts("claim")
        stage.acts("resolve")
        stage.passes(days=days)
    assert stage.rows(Recovery) == []  # the first of them was too long ago

    said = stage.says("My desk leg is missing, I need a person")

    assert said[0].startswith(OWN)
    assert "asked a colleague" in said[0]
    assert [row.trigger for row in stage.rows(Recovery)] == ["third_case"]
    assert stage.rows(Case)[-1].priority == 10


def test_a_target_missed_twice_starts_one(stage: Stage) -> None:
    stage.says("human please")
    stage.passes(minutes=16)
    assert stage.rows(Recovery) == []
    stage.passes(minutes=15)

    assert [row.trigger for row in stage.rows(Recovery)] == ["late"]
    assert stage.rows(Case)[0].priority == 10
    stage.acts("claim")
    stage.acts("hand_back")
    stage.drain()
    assert stage.says("hello")[0].startswith("Hello, good to hear from you")


@pytest.fixture
def generous(settings: Settings, tmp_path: Path) -> Iterator[Stage]:
    """A house whose policy lets agents offer something."""
    with governed(settings, tmp_path, '[recovery]\ngoodwill = "the delivery price back"\n') as stage:
        yield stage


def test_agents_see_what_they_may_offer_and_the_customer_never_does(generous: Stage) -> None:
    stage = generous
    stage.says("human please", user="calm")
    stage.says("You have lost a customer.")
    stage.says("zorblax quuxing?", user="missed")
    stage.says("my frobnicator blinks?", user="missed")
    stage.says("human please", user="missed")
    calm, lost, missed = (dict(stage.brief(number).details) for number in (1, 2, 3))

    assert "You may offer" not in calm
    assert lost["You may offer"] == missed["You may offer"] == "the delivery price back"
    assert "delivery price" not in json.dumps(stage.look(privacy.export, stage.customer(), stage.now), default=str)
    assert "delivery price" not in " ".join(line.text for line in stage.rows(Message))
