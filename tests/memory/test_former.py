"""What was so until a day that has passed: kept as history with its end, found as of then, and never so now."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.memory import recall
from bot.storage.tables import Fact
from tests.conftest import Stage

IN_2023 = datetime(2023, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I lived in Hull until 2024", ("location.city", "Hull", 2024)),
        ("we were on Basic till March 2025", ("plan.name", "Basic", 2025)),
        ("Until last year I worked at Fjell Consulting.", ("company.name", "Fjell Consulting", 2025)),
        ("Bis 2024 habe ich in Bremen gewohnt", ("location.city", "Bremen", 2024)),
        ("ich habe bis 2024 in Bremen gewohnt.", ("location.city", "Bremen", 2024)),
        ("Wir hatten bis März 2025 den Tarif Basic", ("plan.name", "Basic", 2025)),
        ("Vivía en Granada hasta 2024", ("location.city", "Granada", 2024)),
        ("teníamos el plan Basic hasta marzo de 2025", ("plan.name", "Basic", 2025)),
        ("J'habitais à Nantes jusqu'en 2024", ("location.city", "Nantes", 2024)),
        ("nous avions la formule Basic jusqu'en mars 2025", ("plan.name", "Basic", 2025)),
    ],
)
def test_what_is_over_is_history_with_its_end_and_never_active(
    stage: Stage, text: str, told: tuple[str, str, int]
) -> None:
    stage.says(text)

    (row,) = stage.rows(Fact)
    assert (row.key, row.value, row.valid_to.year, row.status) == (*told, "superseded")
    person, now = stage.customer(), stage.now
    held = stage.look(lambda session: recall.facts_as_of(session, person, IN_2023, known_at=now))
    assert [(fact.key, fact.value) for fact in held] == [told[:2]]
    assert stage.look(recall.facts_as_of, stage.customer(), stage.now) == []


@pytest.mark.parametrize(
    "text",
    [
        "did I live in Hull until 2024?", "my sister lived in Hull until 2024", "I waited in Hull until 2024",
        "he said we were on Basic till March", "if I lived in Hull until 2024, would it matter",
        "I never lived in Hull until 2024", "wenn wir bis März 2025 den Tarif Basic hätten",
    ],
)  # fmt: skip
def test_what_is_not_ones_own_past_is_not_kept(stage: Stage, text: str) -> None:
    stage.says(text)

    assert [row for row in stage.rows(Fact) if row.valid_to is not None] == []


def test_the_past_and_the_present_are_told_in_one_breath(stage: Stage) -> None:
    reply = stage.says("I lived in Hull until 2024, now I live in York")[0]

    assert "you live in York" in reply
    assert "City until 1 Jan 2024: Hull" in reply
    assert "City until 1 Jan 2024: Hull (you told me on 2 Mar 2026" in stage.says("/me")[0]
    assert "City until 1 Jan 2024: Hull" in stage.says("forget my city")[0]
    stage.says("yes")
    assert stage.rows(Fact) == []


def test_what_is_still_held_ends_on_the_day_that_is_named(stage: Stage) -> None:
    stage.says("I live in Hull")
    stage.passes(days=60)
    stage.says("I lived in Hull until last week")

    (row,) = stage.rows(Fact)
    assert (row.status, row.valid_to) == ("superseded", datetime(2026, 4, 20, tzinfo=UTC))
    assert "live in Hull" not in stage.says("/me")[0]


def test_what_was_told_after_the_day_that_is_named_is_over_too(stage: Stage) -> None:
    stage.says("I live in Hull")
    stage.passes(days=10)
    stage.says("I lived in Hull until March 2026")

    (row,) = stage.rows(Fact)
    until = datetime(2026, 3, 1, tzinfo=UTC)
    assert (row.status, row.valid_from, row.valid_to) == ("superseded", until, until)
    assert "live in Hull" not in stage.says("/me")[0]
