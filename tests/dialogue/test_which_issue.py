"""Which of several open issues a customer's words are about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue import which_issue
from bot.types.awaited import Awaited
from bot.types.memory import OpenIssue
from bot.types.turn import Turn
from tests.dialogue.told import NOON, told

LAMP, LOGIN, DESK = (
    OpenIssue(number, title, NOON, "web")
    for number, title in enumerate(("the lamp flickers", "the login loops", "the desk wobbles"), 1)
)


def turn(words: str, asked: Awaited) -> Turn:
    said = told("", words)
    return replace(said, ownership=replace(said.ownership, awaiting=asked))


@pytest.mark.parametrize(
    ("words", "asked", "which"),
    [
        ("the desk is fine now", Awaited("resume", "the login?", issue=1), DESK),
        ("it works", Awaited("resume", "the login?", issue=3), DESK),
        ("it works", Awaited("answered", "how do I reset the login?"), LOGIN),
        ("it works", Awaited(), LAMP),
    ],
)
def test_the_one_that_is_named_comes_before_the_one_asked_about_that_of_the_question_and_the_newest(
    words: str, asked: Awaited, which: OpenIssue
) -> None:
    assert which_issue.meant(turn(words, asked), (LAMP, LOGIN, DESK)) == which
    assert which_issue.meant(turn(words, asked), ()) is None


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("I can log in now", "the login loops"),
        ("no more 503", "all calls give 503"),
        ("lampe", "the lamp flickers"),
    ],
)
def test_a_word_a_number_or_two_words_that_are_one_tell_what_it_is_about(words: str, title: str) -> None:
    assert which_issue.about(words, OpenIssue(1, title, NOON, "web"))


@pytest.mark.parametrize(("words", "title"), [("it is on", "it is off"), ("error 12", "code 12")])
def test_what_is_too_short_to_say_anything_tells_nothing(words: str, title: str) -> None:
    assert not which_issue.about(words, OpenIssue(1, title, NOON, "web"))


def test_ones_own_are_those_of_the_account_that_writes() -> None:
    said = told("the lamp flickers", "hello")
    mine, theirs = (replace(LAMP, identity_id=one) for one in (said.last.identity_id, 99))
    linked = replace(said, known=replace(said.known, issues=(LAMP, mine, theirs)))

    assert which_issue.own(linked) == (LAMP, mine)
