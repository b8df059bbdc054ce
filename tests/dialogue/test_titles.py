"""What an issue is called."""

from __future__ import annotations

from bot.dialogue import issue
from tests.dialogue.told import told


def test_what_is_asked_behind_a_trouble_does_not_hide_it() -> None:
    turn = told("", "Der Drucker druckt nicht, können Sie mal nachsehen?", solved=True)

    assert (found := issue.opened(turn)) is not None
    assert found.value == "Der Drucker druckt nicht"


def test_an_announcement_leaves_the_title_to_what_is_wrong() -> None:
    found = issue.opened(told("", "I must complain. The line drops ten times a day.", solved=True))

    assert found is not None
    assert found.value == "The line drops ten times a day"


def test_a_greeting_is_no_part_of_a_title() -> None:
    found = issue.opened(told("", "servus, bei einem meiner Jungs stempelt die App nicht aus", solved=True))

    assert found is not None
    assert found.value == "bei einem meiner Jungs stempelt die App nicht aus"
