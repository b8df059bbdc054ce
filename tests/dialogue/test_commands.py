"""Commands: in slash form and in words, in every spelling that chat apps make of them."""

from __future__ import annotations

import pytest

from tests.conftest import Stage


@pytest.mark.parametrize("words", ["/help", "/HELP", "/help@rapport_bot", "/help me please"])
def test_a_command_is_known_however_the_app_writes_it(stage: Stage, words: str) -> None:
    assert "/forget" in stage.says(words)[0]
    assert stage.decision().rule == "command:help"


def test_an_unknown_command_is_named_and_never_searched_for(stage: Stage) -> None:
    reply = stage.says("/retrun my chair " + "x" * 50)[0]

    assert "/retrun" in reply
    assert (stage.decision().kind, stage.decision().passages) == ("command", [])


@pytest.mark.parametrize("words", ["what do you know about me?", "forget my city", "forget everything about me"])
def test_what_commands_do_can_be_asked_for_in_words(stage: Stage, words: str) -> None:
    stage.says("I live in Oslo")
    stage.says(words)

    assert stage.decision().kind == "command"


def test_forgetting_what_is_not_known_is_said_so_and_asks_nothing(stage: Stage) -> None:
    stage.says("/forget city")

    assert stage.conversation().awaiting == {}


def test_a_language_that_is_not_there_changes_nothing(stage: Stage) -> None:
    stage.says("/language Klingon")

    assert "You're welcome" in stage.says("thanks")[0]


def test_cancel_without_a_case_leaves_everything_as_it_is(stage: Stage) -> None:
    version = [stage.says("hello there."), stage.conversation().version][1]
    stage.says("/cancel")

    assert (stage.conversation().owner, stage.conversation().version) == ("bot", version)


def test_asking_for_a_person_twice_is_one_case(stage: Stage) -> None:
    stage.says("/human")
    again = stage.says("/human")

    assert len(again) == 1
    assert stage.decision().kind == "notice"
