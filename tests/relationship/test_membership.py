"""Who is in which group, as a table: counted from what is known, and moved by an edit at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import app as house
from bot.commands import report
from bot.settings import Settings
from tests.conftest import Stage, channels
from tests.relationship.people import SHOP


@pytest.fixture
def shop(settings: Settings) -> Iterator[Stage]:
    stages: list[Stage] = []
    with house.inline(settings.model_copy(update={"knowledge": SHOP}), channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app))
        yield stages[0]


def table(shop: Stage, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], dict[str, Any]]:
    monkeypatch.setenv("RAPPORT_DATABASE", shop.app.settings.database)
    monkeypatch.setenv("RAPPORT_KNOWLEDGE", str(SHOP))
    monkeypatch.setattr(report, "utc_now", lambda: shop.now)
    found = CliRunner().invoke(report.app, ["--segments", "--json"], catch_exceptions=False)
    body = json.loads(found.stdout)
    return {(one["kind"], one["name"]): one for one in body["groups"]}


def test_segmentation_a_set_of_customers_is_a_table_of_members_and_an_edited_fact_moves_them_at_once(
    shop: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Features.md §3, segmentation and personas: customers in, membership table out; personas are counted."""
    shop.says("I live in Berlin", user="one")
    shop.says("I live in Berlin. My desk leg is missing, I need a person", user="two")
    shop.says("I live in Oslo", user="three")
    before = table(shop, monkeypatch)
    assert before["segment", "abroad"]["customers"] == 2
    assert before["segment", "abroad"]["contacts"] == 1
    assert before["segment", "abroad"]["shares"]["handed_off"] == 1.0
    assert before["stage", "prospecting"]["customers"] == 3
    assert ("persona", "office_manager") not in before

    shop.says("I moved to Bergen", user="one")
    shop.says("I work for Fjell AS", user="three")
    after = table(shop, monkeypatch)
    assert after["segment", "abroad"]["customers"] == 1
    assert after["persona", "office_manager"]["customers"] == after["segment", "business"]["customers"] == 1

    lines = CliRunner().invoke(report.app, ["--segments"], catch_exceptions=False).stdout
    assert lines.startswith("3 customers; their contacts since")
    assert [line.split()[:4] for line in lines.splitlines() if "abroad" in line] == [["segment", "abroad", "1", "1"]]


def test_nobody_is_in_no_table(shop: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert table(shop, monkeypatch) == {}
