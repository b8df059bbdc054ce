"""What stands behind the last thing that the bot said."""

from __future__ import annotations

from bot.commands.why import explain
from tests.conftest import Stage


def test_the_last_answer_is_explained_although_an_agent_has_written_since(stage: Stage) -> None:
    stage.says("how long do refunds take?")
    stage.says("I want to talk to a human")
    before = stage.look(explain, "last")
    stage.acts("claim")
    stage.acts("reply", "Hello, I am here.")

    assert stage.look(explain, "last") == before
