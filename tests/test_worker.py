"""A turn that fails is tried again, then handed to a person; nobody else waits for it."""

from __future__ import annotations

import logging

import pytest
from sqlmodel import select

from bot.storage.tables import Case, Inbound
from tests.conftest import Stage


def test_a_failing_turn_is_retried_and_then_handed_to_a_person_and_the_lane_goes_on(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    whole = stage.app.engine.knowledge.index
    stage.app.engine.knowledge.index = None  # type: ignore[assignment] # every search raises from now on
    said = stage.says("how do I return a chair?")
    for _ in range(6):
        said += stage.passes(seconds=10)
    stage.app.engine.knowledge.index = whole

    assert len(said) == 1
    assert said[0].startswith("Something went wrong on our side")
    reason, detail = stage.look(lambda session: session.exec(select(Case.reason, Case.detail)).one())
    assert reason == "bot_failure"
    assert "AttributeError" in detail
    assert stage.look(lambda session: session.exec(select(Inbound.status)).one()) == "dead"
    assert stage.conversation().owner == "queue"
    assert "My orders" in stage.says("how do I return a chair?", user="ben")[0]
