"""A customer comes back with something unsolved: it is asked about, once, whatever they come with."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import app as house
from bot.settings import Settings
from tests.conftest import Stage, channels
from tests.dialogue.test_dialogues import RETURN

LEG = "My desk leg is missing."
ASKED = "And last time it was about “My desk leg is missing”. Is that still open?"


@pytest.fixture
def back(stage: Stage) -> Stage:
    """A customer whose desk leg was missing three days ago."""
    stage.says(LEG)
    stage.passes(days=3)
    return stage


def test_another_question_is_answered_first_and_then_one_line_asks_about_the_issue(back: Stage) -> None:
    replies = back.says(RETURN)

    assert "Open My orders" in replies[0]
    assert replies[1:] == [ASKED]
    assert back.decision().rule.endswith("open issue")


@pytest.mark.parametrize("no", ["no", "No, it's solved", "2", "it's solved"])
def test_no_solves_it(back: Stage, no: str) -> None:
    back.says(RETURN)

    assert "I've noted “My desk leg is missing” as solved" in back.says(no)[0]
    back.passes(days=3)
    assert back.says(RETURN)[1:] == []


@pytest.mark.parametrize("yes", ["yes", "Yes, still open", "1", "it's still missing"])
def test_yes_goes_on_with_it(back: Stage, yes: str) -> None:
    back.says(RETURN)

    assert back.says(yes)[0].startswith("Then let's get it solved.")
    back.says("yes")
    assert back.conversation().owner == "queue"


def test_a_button_works_like_the_word(back: Stage) -> None:
    back.says(RETURN)

    assert "as solved" in back.presses("no")[0]


def test_it_is_asked_once_an_episode(back: Stage) -> None:
    back.says(RETURN)

    assert back.says("how long does a refund take?")[1:] == []
    back.passes(days=3)
    assert back.says(RETURN)[1:] == [ASKED]


def test_words_about_the_answer_are_not_taken_for_words_about_the_issue(back: Stage) -> None:
    back.says(RETURN)
    reply = back.says("that didn't help")[0]

    assert not reply.startswith("Then let's get it solved")
    back.passes(days=3)
    assert "My desk leg is missing" in back.says("hello")[0]


@pytest.mark.parametrize(
    "about", ["what do I do about a missing desk leg?", "any news on the leg?", "the desk leg is still missing"]
)
def test_a_question_about_the_issue_itself_is_not_followed_by_it(back: Stage, about: str) -> None:
    assert ASKED not in back.says(about)


@pytest.mark.parametrize("text", ["This is outrageous! How do I return a chair?", "get me a human", "/me", "bye"])
def test_anger_a_wish_for_a_person_and_commands_are_not_followed_by_it(back: Stage, text: str) -> None:
    assert ASKED not in back.says(text)


GERMAN = """---
title: Einen Artikel zurückgeben
language: de
asks: [Wie kann ich einen Stuhl zurückgeben?]
---
## Zurückgeben

Öffnen Sie Meine Bestellungen und wählen Sie Rückgabe.
"""


def test_another_language_asks_in_it(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "stuhl.md").write_text(GERMAN, encoding="utf-8")
    settings = settings.model_copy(update={"knowledge": tmp_path / "articles"})
    stages: list[Stage] = []
    with house.inline(settings, channels(), lambda: stages[0].now) as app:
        stage = Stage(app)
        stages.append(stage)
        stage.says("Mein Tischbein fehlt.")
        stage.passes(days=3)
        replies = stage.says("Wie kann ich einen Stuhl zurückgeben?")

        assert "Meine Bestellungen" in replies[0]
        assert replies[1:] == ["Und letztes Mal ging es um „Mein Tischbein fehlt“. Ist das noch offen?"]
        assert "als gelöst vermerkt" in stage.says("nein")[0]


def test_without_an_open_issue_nothing_is_asked(stage: Stage) -> None:
    stage.says(RETURN)
    stage.passes(days=3)

    assert len(stage.says(RETURN)) == 1
