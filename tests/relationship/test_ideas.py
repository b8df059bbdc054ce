"""Co-creation: an idea is kept with its author, who is told when it has become real."""

from __future__ import annotations

from typing import Any

import pytest
from typer.testing import CliRunner

from bot.commands.customer import app
from bot.errors import NotFound, Refused
from bot.relationship import ideas
from bot.storage.tables import Outreach
from tests.conftest import Stage

IDEA = "I have an idea: sell chair legs one by one."
LINE = "You can buy single legs in every store."


def command(stage: Stage, monkeypatch: pytest.MonkeyPatch, *words: str) -> Any:
    monkeypatch.setenv("RAPPORT_DATABASE", stage.app.settings.database)
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def test_co_creation_the_author_of_an_idea_is_told_once_when_it_is_shipped(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Features.md §3, co-creation: an idea is tagged, its author told when shipped."""
    stage.says(IDEA)
    stage.says("how do I return a chair?", user="other")
    assert IDEA in command(stage, monkeypatch, "ideas").stdout

    (idea,) = stage.look(ideas.kept)
    stage.db.now(ideas.ship, idea.id, LINE, stage.now)
    (told,) = stage.drain()

    assert told.startswith(f"On 2 Mar 2026 you suggested: “{IDEA}”. It has become real, and it was your idea: {LINE}")
    with pytest.raises(Refused, match="told already"):
        command(stage, monkeypatch, "shipped", str(idea.id), LINE)
    assert [line for line in stage.passes(days=30) if LINE in line] == []
    assert [(row.purpose, row.said) for row in stage.rows(Outreach)] == [("idea", True)]
    with pytest.raises(Refused, match="told already"):
        stage.db.now(ideas.ship, idea.id, LINE, stage.now)
    with pytest.raises(NotFound, match="no idea 999"):
        stage.db.now(ideas.ship, 999, LINE, stage.now)


@pytest.mark.parametrize("wish", [("/stop",), ("/forget all", "yes")])
def test_who_opted_out_or_had_it_forgotten_is_not_told(stage: Stage, wish: tuple[str, ...]) -> None:
    stage.says(IDEA)
    (idea,) = stage.look(ideas.kept)
    for words in wish:
        stage.says(words)
    if wish == ("/stop",):
        stage.db.now(ideas.ship, idea.id, LINE, stage.now)

    assert stage.drain() == []
    assert (stage.look(ideas.kept) == []) is (wish != ("/stop",))
