"""A page whose database refuses: a kind line and a 503, nothing acknowledged, and the same key works afterwards."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select
from starlette.testclient import TestClient

from bot.commands.serve import site
from bot.pages.site import build
from bot.storage.tables import Inbound, Message
from tests.conftest import Stage

from .conftest import Browser


@pytest.fixture
def browser(stage: Stage) -> Iterator[Browser]:
    app = build(site(stage.app))
    with TestClient(app, follow_redirects=False) as client:
        yield Browser(client)


def fill_disk(stage: Stage, *, full: bool) -> None:
    """Let the file grow no further (what SQLite says is the same as on a full disk), or give the space back."""
    engine = stage.db.engine
    engine.dispose()

    def limited(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={1 if full else 1_000_000}").close()

    event.listen(engine, "connect", limited)


def stored(stage: Stage) -> list[str]:
    return list(stage.look(lambda session: session.exec(select(Message.text).where(Message.role == "customer")).all()))


LONG = "my desk arrived and one leg is missing, " * 150


@pytest.mark.parametrize("script", [True, False])
def test_a_message_on_a_full_disk_is_not_acknowledged_and_the_same_key_works_when_there_is_space(
    stage: Stage, browser: Browser, script: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    browser.get("/")
    fill_disk(stage, full=True)
    refused = [browser.post("/chat", text=f"{LONG}{number}", key=f"k{number}", script=script) for number in range(8)]
    tried = next(number for number, answer in enumerate(refused) if answer.status_code == 503)
    answer = refused[tried]

    assert "try again in a moment" in (answer.json()["error"] if script else answer.text)
    assert answer.headers["retry-after"] == "5"
    assert "content-security-policy" in answer.headers
    acknowledged = [f"{LONG}{number}" for number, one in enumerate(refused) if one.status_code in (200, 303)]
    assert stored(stage) == acknowledged

    fill_disk(stage, full=False)
    again = browser.post("/chat", text=f"{LONG}{tried}", key=f"k{tried}", script=script)
    assert again.status_code == (200 if script else 303)
    assert stored(stage) == [*acknowledged, f"{LONG}{tried}"]
    keys = stage.look(lambda session: session.exec(select(Inbound.key)).all())
    assert len(keys) == len(set(keys)) == len(acknowledged) + 1


def test_the_line_is_in_the_browsers_language(stage: Stage, browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    fill_disk(stage, full=True)
    answers = [browser.post("/chat", text=f"{LONG}{n}", headers={"accept-language": "de"}) for n in range(8)]

    assert "Bitte versuchen Sie es gleich noch einmal" in next(one.text for one in answers if one.status_code == 503)
