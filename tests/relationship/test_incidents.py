"""Many like reports in a short time: one case, an honest word to later ones, everybody told at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from bot.storage.tables import Case, Incident, IncidentMember, Outcome
from tests.boats import hired
from tests.conftest import Stage
from tests.relationship.people import governed, shop

REPORTS = (
    "the app crashes when I open my order",
    "your app keeps crashing, I can't see my order",
    "app crash again when opening the order!",
    "I cannot open my order, the app just crashes",
    "the order page of the app crashes",
)


def test_five_paraphrases_in_ten_minutes_are_one_incident_and_one_case(stage: Stage) -> None:
    for number, words in enumerate(REPORTS):
        stage.says(f"{words}. I need a person", user=f"user{number}")
        stage.passes(minutes=2)

    assert [row.state for row in stage.rows(Incident)] == ["open"]
    assert len(stage.rows(IncidentMember)) == 5
    assert len([case for case in stage.rows(Case) if case.state == "queued"]) == 3  # who asks for a person has one
    assert [row.kind for row in stage.rows(Outcome)].count("incident") == 1


def test_without_a_word_about_a_person_there_is_one_escalation(stage: Stage) -> None:
    said = []
    for number, words in enumerate(REPORTS):
        said.append(stage.says(words, user=f"user{number}"))

    assert len([case for case in stage.rows(Case) if case.state == "queued"]) == 1
    assert stage.rows(Case)[0].reason == "incident"
    for later in said[3:]:
        assert later[0].startswith("We know of this: several customers have it")


def test_how_many_and_how_soon_is_the_policys_the_shipped_ones_five_within_ten_minutes(
    settings: Settings, tmp_path: Path
) -> None:
    """Features.md, N15: a burst of paraphrases → one escalation."""
    assert (shop().incidents.customers, shop().incidents.minutes) == (5, 10)
    with governed(settings, tmp_path, "[incidents]\ncustomers = 5\nminutes = 10\n") as stage:
        for number, words in enumerate(REPORTS):
            assert {row.state for row in stage.rows(Incident)} <= {"watching"}
            assert stage.rows(Case) == []
            stage.says(words, user=f"user{number}")
            stage.passes(minutes=2)

        assert [row.state for row in stage.rows(Incident)] == ["open"]
        assert stage.says(REPORTS[0], user="sixth")[0].startswith("We know of this: several customers have it")
        assert [case.reason for case in stage.rows(Case)] == ["incident"]


def opened(stage: Stage) -> None:
    for number, words in enumerate(REPORTS[:3]):
        stage.says(words, user=f"user{number}")


def test_who_reported_it_is_told_at_its_end_once_and_nobody_else(stage: Stage) -> None:
    stage.says("how do I return a chair?", user="other")
    opened(stage)
    stage.says(REPORTS[3], user="user3")
    stage.acts("claim", case=1)
    stage.acts("resolve", "It was our server.", case=1)
    told = [line for line in stage.drain() if "is over now" in line]

    assert len(told) == 3  # the fourth is the case's own customer, who hears it from the agent
    assert all(row.told_at for row in stage.rows(IncidentMember) if row.identity_id != 4)
    assert [line for line in stage.passes(days=1) if "is over now" in line] == []


def test_a_waiting_case_is_folded_into_the_one_that_leads_and_its_customer_hears_why(stage: Stage) -> None:
    stage.says(f"{REPORTS[0]}. I need a person", user="user0")
    stage.says(f"{REPORTS[1]}. I need a person", user="user1")
    said = stage.says(REPORTS[2], user="user2")

    assert [case.state for case in stage.rows(Case)] == ["queued", "returned"]
    assert stage.rows(Case)[0].priority == 10
    assert any(line.startswith("We know of this") for line in said)
    assert stage.conversation("user1").owner == "bot"


def test_an_agent_says_what_later_customers_hear(stage: Stage) -> None:
    opened(stage)
    stage.acts("claim", case=1)
    stage.acts("note", "known: Orders can be seen in the browser meanwhile.", case=1)
    stage.drain()

    assert "Orders can be seen in the browser meanwhile." in stage.says(REPORTS[4], user="late")[0]


@pytest.mark.parametrize("words", ["how do I install the app?", "where is my order?", "my desk leg is missing"])
def test_other_words_are_answered_as_ever_while_it_lasts(stage: Stage, words: str) -> None:
    opened(stage)
    assert not stage.says(words, user="late")[0].startswith("We know of this")


def test_like_reports_far_apart_are_no_incident(stage: Stage) -> None:
    for number, words in enumerate(REPORTS):
        stage.says(words, user=f"user{number}")
        stage.passes(hours=2)

    assert {row.state for row in stage.rows(Incident)} == {"watching"}


def test_one_customer_who_says_it_three_times_is_one(stage: Stage) -> None:
    for words in REPORTS[:3]:
        stage.says(words)
    assert {row.state for row in stage.rows(Incident)} == {"watching"}


def test_a_question_that_many_ask_is_no_incident(stage: Stage) -> None:
    for number in range(4):
        stage.says("how long does a refund take?", user=f"user{number}")
    assert stage.rows(Incident) == []


def test_what_a_company_rents_out_makes_no_incident_of_different_troubles(settings: Settings, tmp_path: Path) -> None:
    with hired(settings, tmp_path) as stage:
        for number, words in enumerate(
            (
                "my boat broke down, who comes?",
                "I hit the jetty and the boat is scratched",
                "the boat has a broken seat",
            )
        ):
            stage.says(words, user=f"user{number}")

        assert {row.state for row in stage.rows(Incident)} == {"watching"}


def test_an_answer_stays_with_one_line_of_the_incident_beside_it(settings: Settings, tmp_path: Path) -> None:
    with hired(settings, tmp_path) as stage:
        for number in range(3):
            stage.says("my boat broke down on the lake", user=f"user{number}")
        again = stage.says("my boat broke down on the lake", user="late")[0]
        other = stage.says("my rudder broke, how much is a repair of it?", user="another")[0]

        members = [row for row in stage.rows(IncidentMember) if row.incident_id == 1]
        assert [row.state for row in stage.rows(Incident)] == ["open", "watching"]
        assert len(members) == 4
        assert again.startswith("Drop the anchor")
        assert "Other customers report this too at the moment" in again
        assert "Rudder" in other
        assert "Other customers" not in other
        assert "We know of this" not in other


def test_what_nobody_works_on_is_not_said_to_be_with_the_team(stage: Stage) -> None:
    opened(stage)
    stage.acts("claim", case=1)
    stage.acts("hand_back", case=1)

    assert {case.state for case in stage.rows(Case)} == {"returned"}
    assert "We know of this" not in " ".join(stage.says(REPORTS[4], user="late"))
