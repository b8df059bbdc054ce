"""Somebody who is hurt, in danger or in despair gets a person at once, and no article."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.dialogue import safety
from bot.handoff import cases
from bot.storage.tables import Case
from tests.conftest import Stage

SENTENCES = tomllib.loads((Path(__file__).parent.parent / "data" / "safety.toml").read_text(encoding="utf-8"))


def listed(kind: str) -> list[str]:
    return [text for lists in SENTENCES.values() for text in lists[kind]]


@pytest.mark.parametrize("text", listed("hurt"))
def test_it_is_heard_in_any_language_that_somebody_is_hurt(text: str) -> None:
    assert safety.hurt(text)


@pytest.mark.parametrize("text", listed("despair"))
def test_despair_is_heard_in_any_language(text: str) -> None:
    assert safety.despairs(text)


@pytest.mark.parametrize("text", listed("calm"))
def test_a_broken_leg_of_a_table_or_a_what_if_is_no_emergency(text: str) -> None:
    assert not safety.hurt(text)
    assert not safety.despairs(text)


def reasons(stage: Stage) -> list[tuple[str, int]]:
    return stage.look(lambda session: [(one.reason, one.priority) for one in session.exec(select(Case)).all()])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("the shelf fell on my daughter and she is bleeding", "call the emergency number first"),
        ("mein Kind hat sich am Regal verletzt", "Notruf"),
        ("i dont want to live anymore", "somebody you trust"),
    ],
)
def test_a_person_is_brought_in_at_once_and_comes_first(stage: Stage, text: str, line: str) -> None:
    told = "\n".join(stage.says(text))

    assert line in told
    assert [source for source in stage.decision().passages] == []
    assert reasons(stage) == [("safety", 0)]


def test_nobody_who_waits_comes_before_who_is_hurt_however_long(stage: Stage) -> None:
    stage.says("I want a human", user="ann")
    stage.passes(hours=30)
    stage.says("mein Kind blutet", user="ole")

    served = stage.look(lambda session: session.exec(select(Case.reason).order_by(*cases.order(stage.now))).all())
    assert served == ["safety", "customer_request"]
    assert stage.look(cases.waiting_before, cases.URGENT, stage.now) == 1  # their own case, nobody else's


def test_who_waits_for_a_person_and_gets_hurt_is_told_whom_to_call(stage: Stage) -> None:
    stage.says("I want a human")
    told = "\n".join(stage.says("hurry, the lamp caught fire"))

    assert "emergency number" in told
    assert reasons(stage) == [("customer_request", cases.URGENT)]


def test_who_gets_hurt_while_an_agent_has_the_case_is_told_whom_to_call_and_the_case_wakes(stage: Stage) -> None:
    stage.says("I want a human")
    stage.acts("claim")
    stage.acts("snooze", until=stage.now + timedelta(hours=5))

    told = "\n".join(stage.says("my child is bleeding"))

    assert "emergency number" in told
    assert reasons(stage) == [("customer_request", cases.URGENT)]
    assert [case.snoozed_until for case in stage.rows(Case)] == [None]


def test_who_is_worn_out_is_acknowledged_and_offered_a_person(stage: Stage) -> None:
    told = "\n".join(stage.says("i feel like giving up, how long does a refund take?"))

    assert told.startswith("I'm sorry that this has worn you out.")
    assert "5 working days" in told
    assert told.endswith("Would you rather talk to a person?")
    stage.says("yes")
    assert [reason for reason, _ in reasons(stage)] == ["customer_upset"]
