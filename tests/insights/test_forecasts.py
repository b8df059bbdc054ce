"""A fixture log in, exact figures out; and what is foreseen is tried on the past beside a naive guess."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session
from typer.testing import CliRunner

from bot.commands import report
from bot.insights.forecasts import Log, churn, forecasts, read, reopen, volume
from bot.storage.tables import Outcome
from tests.conftest import Stage

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)  # a Monday


def weeks(number: int, *counts: int) -> Log:
    """Return a log of so many weeks before NOON, with so many contacts each Monday, Tuesday, …"""
    first = NOON - timedelta(days=7 * number)
    days = [(first + timedelta(days=day), counts[day % 7]) for day in range(7 * number)]
    return Log(tuple((1, at) for at, count in days for _ in range(count)), ())


def test_descriptive_predictive_a_weekday_is_like_that_weekday_was_and_the_error_stands_beside_it() -> None:
    """Features.md §3, descriptive, predictive: fixture log in, exact numbers out; tried against a naive baseline."""
    steady = volume(weeks(9, 5, 4, 3, 2, 1, 0, 0), NOON.date())
    assert steady is not None
    assert (steady.value, steady.error, steady.naive) == (15.0, 0.0, 0.0)

    log = weeks(9, 4, 4, 4, 4, 4, 0, 0)
    last = tuple(one for one in log.contacts if not NOON - timedelta(days=14) <= one[1] < NOON - timedelta(days=7))
    holiday = volume(Log(last, ()), NOON.date())  # a week before the last one was shut
    assert holiday is not None
    assert holiday.value == 15.0  # 20 in three of four weeks
    assert holiday.error == pytest.approx((20 + 5) / 28)
    assert holiday.naive == pytest.approx((20 + 20) / 28)


def test_what_lies_further_back_than_two_years_is_not_read(stage: Stage) -> None:
    stage.says("how do I return a chair?")
    talk, customer = stage.conversation().id, stage.customer()

    def happen(session: Session) -> None:
        for days in (800, 600, 8):
            at = stage.now - timedelta(days=days)
            session.add(Outcome(kind="resolved", conversation_id=talk, customer_id=customer, detail=f"{days}", at=at))
            session.add(Outcome(kind="answered", conversation_id=talk, customer_id=customer, at=at))

    stage.db.now(happen)
    found = stage.look(read, stage.now)

    assert [how for how, _ in found.solved] == ["600", "8"]
    assert [(stage.now - at).days for _, at in found.contacts] == [600]


def test_what_was_solved_once_more_came_back_only_the_first_time(stage: Stage) -> None:
    stage.says("how do I return a chair?")
    talk, customer = stage.conversation().id, stage.customer()

    def happen(session: Session) -> None:
        for days, kind in ((30, "resolved"), (27, "reopened"), (25, "resolved"), (3, "resolved"), (2, "reopened")):
            at = stage.now - timedelta(days=days)
            session.add(Outcome(kind=kind, conversation_id=talk, customer_id=customer, detail=f"{days}", at=at))

    stage.db.now(happen)

    assert stage.look(read, stage.now).solved == (("30", True), ("25", False))


def test_too_little_says_nothing() -> None:
    assert forecasts(weeks(3, 1, 1, 1, 1, 1, 0, 0), NOON) == ()
    assert forecasts(Log((), ()), NOON) == ()


def test_who_comes_often_comes_back_and_that_is_known_better_than_by_the_share_of_all() -> None:
    often = [(number, NOON - timedelta(days=day)) for number in range(30) for day in range(5, 270, 20)]
    once = [(100 + number, NOON - timedelta(days=3 * number + 2)) for number in range(90)]
    found = churn(Log(tuple(sorted((*often, *once), key=lambda one: one[1])), ()), NOON)

    assert found is not None
    assert found.error is not None
    assert found.naive is not None
    assert found.error < found.naive / 2
    assert 25 < found.value < 35  # those who came once within the last quarter


def test_what_was_solved_by_whom_tells_how_often_it_comes_back() -> None:
    log = Log((), tuple(("agent, first", number % 10 == 0) if number % 2 else ("customer", number % 4 == 0)
                        for number in range(80)))  # fmt: skip
    found = reopen(log)

    assert found is not None
    assert found.error is not None
    assert found.naive is not None
    assert found.value == pytest.approx(0.25, abs=0.01)
    assert found.error < found.naive


def test_the_report_prints_what_will_come_and_what_to_do(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_DATABASE", stage.app.settings.database)
    monkeypatch.setattr(report, "utc_now", lambda: stage.now)
    said = CliRunner().invoke(report.app, ["--ahead"], catch_exceptions=False).stdout
    assert "too little has happened to say" in said
    assert "nothing stands out" in said

    for user in ("one", "two"):
        stage.says("do you lend a power drill for assembly?", user=user)
    for week in range(5):
        for number in range(week % 2 + 1):
            stage.says("how do I return a chair?", user=f"u{week}-{number}")
        stage.passes(days=7)
    said = CliRunner().invoke(report.app, ["--ahead"], catch_exceptions=False).stdout
    assert "contacts in the next 7 days (error" in said
    assert "1. Write an article: “do you lend a power drill for assembly?”: 2 customers asked it in vain." in said
