"""The desk's page over the real engine: what an agent reads and where they are led when a customer moves."""

from __future__ import annotations

import re

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from bot.commands.serve import site
from bot.pages import auth
from bot.pages.site import build
from bot.storage.tables import Case, Conversation
from tests.conftest import Stage

from .conftest import Browser


@pytest.fixture
def desk(stage: Stage) -> Browser:
    """The browser of Anna, who has logged in."""
    stage.agent("Anna")
    stage.db.now(auth.invite, "Anna", "token", stage.now)
    browser = Browser(TestClient(build(site(stage.app)), follow_redirects=False))
    assert browser.post("/login/token", page="/login/token").status_code == 303
    return browser


def page_of(stage: Stage, number: int) -> tuple[str, str]:
    """Return a case's public id, and the address of its conversation."""

    def look(session: Session) -> tuple[str, str]:
        query = select(Case.public_id, Conversation.public_id).where(
            Case.number == number, Conversation.id == Case.conversation_id
        )
        return session.exec(query).one()

    case, talk = stage.look(look)
    return case, f"/desk/c/{talk}"


def test_a_customer_who_goes_on_in_another_app_stays_in_their_case_and_is_answered_there(
    stage: Stage, desk: Browser
) -> None:
    (code, *_) = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", stage.says("/link", name="Maya")[0])
    stage.says(f"/link {code}", channel="web", user="maya at her computer")
    stage.says("I want to talk to a human")
    stage.acts("claim")
    stage.says("I am at my computer now", channel="web", user="maya at her computer")
    case, page = page_of(stage, 1)

    shown = desk.get(page).text
    before, _, after = shown.partition('<p class="words">I am at my computer now')
    assert "Continued in Web" in before
    assert "Moved to Web" in after
    assert "Send to Web" in after

    desk.post(f"/desk/cases/{case}/reply", page=page, text="I can see you there.")
    stage.drain()
    assert "Sent to Web" in desk.get(page).text
    assert [row.number for row in stage.rows(Case)] == [1]

    stage.says("back on the phone")
    assert "Send to Telegram" in desk.get(page).text


@pytest.mark.parametrize("script", [True, False])
def test_whoever_merges_the_case_at_hand_away_is_led_to_the_one_that_goes_on(
    stage: Stage, desk: Browser, script: bool
) -> None:
    for user in ("maya", "maya at work"):
        stage.says("I want to talk to a human", user=user)
        stage.acts("claim")
    (ended, old), (_, new) = page_of(stage, 1), page_of(stage, 2)

    answer = desk.post(f"/desk/cases/{ended}/merge", page=old, target="2", script=script)

    assert {row.number: row.state for row in stage.rows(Case)} == {1: "returned", 2: "claimed"}
    if script:
        assert answer.json()["go"] == new
    else:
        assert (answer.status_code, answer.headers["location"]) == (303, new)


def test_whoever_merges_another_case_into_the_one_at_hand_stays_there(stage: Stage, desk: Browser) -> None:
    stage.says("I want to talk to a human", user="maya")
    stage.says("I want to talk to a human", user="maya at work")
    stage.acts("claim")
    on, page = page_of(stage, 2)

    assert "go" not in desk.post(f"/desk/cases/{on}/merge", page=page, target="1", script=True).json()
