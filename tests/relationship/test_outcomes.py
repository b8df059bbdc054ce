"""How things came out: append-only, each kind defined once, one denominator, down to the conversations."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from bot.commands import report as command
from bot.relationship import outcomes
from bot.storage.tables import Outcome
from tests.conftest import Stage

RETURN = "how do I return a chair?"


def kinds(stage: Stage) -> list[str]:
    return [row.kind for row in stage.rows(Outcome)]


def test_what_a_turn_leads_to_is_written_down(stage: Stage) -> None:
    stage.says(RETURN)
    stage.says("that helped")
    stage.says("what's the weather like today?", user="ben")
    stage.says("human please", user="ben")

    assert kinds(stage) == ["answered", "helped", "missed", "handed_off"]
    assert [row.detail for row in stage.rows(Outcome)] == ["returns/how.md", "returns/how.md", "", "customer_request"]


def solved(stage: Stage) -> None:
    stage.says("My desk leg is missing, I need a person")
    stage.acts("claim")
    stage.acts("resolve")
    stage.drain()


def test_solved_and_not_reopened_for_a_week_is_durable_and_may_be_first_contact(stage: Stage) -> None:
    solved(stage)
    stage.passes(days=6)
    assert "durable" not in kinds(stage)
    stage.passes(days=2)

    assert [row.detail for row in stage.rows(Outcome) if row.kind == "resolved"] == ["agent, first"]
    assert kinds(stage)[-2:] == ["durable", "first_contact"]


def test_what_is_reopened_within_a_week_is_not_durable(stage: Stage) -> None:
    solved(stage)
    stage.passes(hours=2)
    stage.says("no, it is still not solved")
    stage.passes(days=9)

    assert "reopened" in kinds(stage)
    assert "durable" not in kinds(stage)


def test_an_issue_of_an_earlier_contact_is_no_first_contact(stage: Stage) -> None:
    stage.says("My desk leg is missing.")
    stage.passes(days=3)
    stage.says("my desk leg is still missing, I need a person")
    stage.acts("claim")
    stage.acts("resolve")
    stage.passes(days=8)

    assert "durable" in kinds(stage)
    assert "first_contact" not in kinds(stage)


def test_every_kind_that_is_written_has_one_definition(stage: Stage) -> None:
    with pytest.raises(KeyError):
        stage.db.now(outcomes.note, "nearly_solved", stage.now)


def test_all_shares_are_over_the_same_contacts(stage: Stage) -> None:
    for user in ("a", "b", "c"):
        stage.says(RETURN, user=user)
    stage.says("that helped", user="a")
    stage.says("human please", user="b")
    stage.says("hello", user="d")  # came for nothing yet
    found = stage.look(outcomes.report, stage.now - timedelta(days=1), stage.now + timedelta(days=1))

    assert found.contacts == 3
    assert found.kinds["answered"] == (3, 3, 1.0)
    assert found.kinds["helped"] == (1, 1, pytest.approx(1 / 3))
    assert found.kinds["handed_off"] == (1, 1, pytest.approx(1 / 3))
    assert found.details["handed_off"] == {"customer_request": 1}


def run(stage: Stage, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    monkeypatch.setenv("RAPPORT_DATABASE", stage.app.settings.database)
    monkeypatch.setattr(command, "utc_now", lambda: stage.now)
    done = CliRunner().invoke(command.app, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def test_the_report_prints_figures_definitions_and_the_conversations_behind_them(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.says(RETURN)
    stage.says("human please")
    words = run(stage, monkeypatch, "--since", "30d")

    assert "1 contacts" in words
    assert "handed off" in words
    assert outcomes.DEFINITIONS["answered"] in run(stage, monkeypatch, "--definitions")
    rows = run(stage, monkeypatch, "--since", "30d", "--show", "handed_off")
    assert stage.conversation().public_id in rows
    assert "customer_request" in rows


def test_the_report_may_be_read_by_a_program(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.says(RETURN)
    found = json.loads(run(stage, monkeypatch, "--json"))

    assert found["contacts"] == 1
    assert found["kinds"]["answered"] == {"rows": 1, "contacts": 1, "share": 1.0}


@pytest.mark.parametrize(
    ("words", "mend"), [(["--since", "soon"], "30d"), (["--show", "handed"], 'Did you mean "handed_off"')]
)
def test_a_slip_is_told_with_how_to_mend_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, words: list[str], mend: str
) -> None:
    monkeypatch.setenv("RAPPORT_DATABASE", stage.app.settings.database)
    done = CliRunner().invoke(command.app, words)
    assert mend in str(done.exception)
