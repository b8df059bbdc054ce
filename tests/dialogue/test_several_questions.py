"""Two questions in one message, each with its own answer."""

from __future__ import annotations

from tests.conftest import Stage


def test_two_questions_in_one_message_are_both_answered(stage: Stage) -> None:
    said = "\n".join(stage.says("How do I return a chair? And how long does delivery take?"))
    assert "Open My orders" in said
    assert "working days" in said


def test_what_only_one_half_has_an_answer_to_says_so(stage: Stage) -> None:
    said = "\n".join(stage.says("How do I return a chair? Do you sell helicopters with gold rotors?"))
    assert "Open My orders" in said
    assert "helicopters" in said
