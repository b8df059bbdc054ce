"""Two questions in one message, each with its own answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands import replay
from bot.dialogue import several
from bot.texts import LANGUAGES
from tests.conftest import Stage

SHIPPED = Path(__file__).parents[2] / "knowledge"


def test_two_questions_in_one_message_are_both_answered(stage: Stage) -> None:
    said = "\n".join(stage.says("How do I return a chair? And how long does delivery take?"))
    assert "Open My orders" in said
    assert "working days" in said


def test_what_only_one_half_has_an_answer_to_says_so(stage: Stage) -> None:
    said = "\n".join(stage.says("How do I return a chair? Do you sell helicopters with gold rotors?"))
    assert "Open My orders" in said
    assert "helicopters" in said


def test_what_is_said_around_a_trouble_does_not_hide_its_answer() -> None:
    words = "Hi, my order 48213 came with a broken leg. What now?"
    row = {"n": 1, "at": "2026-03-02T09:00:00+00:00", "channel": "web", "from": "7", "text": words}
    said: list[dict[str, object]] = []
    replay.run([replay.line(1, row)], SHIPPED, said.append)

    assert "Report a damaged or broken item under **My orders**" in str(said[0]["text"])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("may I swap a lamp and also where do I see my bill?", 2),
        ("kann ich die Lampe tauschen und bringt ihr sie auch hoch?", 2),
        ("puis-je échanger la lampe et aussi combien coûte le retrait ?", 2),
        ("¿puedo cambiar la lámpara y también cuándo llega la nueva?", 2),
        ("do you take the old bed and the mattress?", 1),
    ],
)
def test_and_also_joins_two_questions(text: str, parts: int) -> None:
    assert len(several.questions(text, LANGUAGES)) == parts


def test_only_questions_that_could_stand_alone_are_run_on() -> None:
    assert several.run_on("what do i do how do i pay", LANGUAGES) == ["what do i do", "how do i pay"]
    assert several.run_on("how much does it cost how", LANGUAGES) == []
    assert several.run_on("my sofa came and how long", LANGUAGES) == []
