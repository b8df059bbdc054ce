"""Rows of features.md §3 on segments, personas, value and what is foreseen: each as a dialogue with what people see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import app as house
from bot import business, memory, texts
from bot.commands import report, why
from bot.settings import Settings
from bot.storage.tables import Draft
from tests.conftest import Stage, channels
from tests.dialogue.test_with_a_model import drafting, with_model
from tests.emulators import model as doubles
from tests.relationship.people import SHOP

MONDAY = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def shop(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The shipped articles and the shipped policy, and a report that reads them on the stage's clock."""
    stages: list[Stage] = []
    with house.inline(settings.model_copy(update={"knowledge": SHOP}), channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app, now=MONDAY))
        monkeypatch.setenv("RAPPORT_DATABASE", settings.database)
        monkeypatch.setenv("RAPPORT_KNOWLEDGE", str(SHOP))
        monkeypatch.setattr(report, "utc_now", lambda: stages[0].now + timedelta(seconds=1))
        yield stages[0]


def tells(stage: Stage, user: str, *told: dict[str, Any]) -> None:
    """The shop's systems tell of a customer."""
    for line in told:
        one = business.read(line, stage.app.engine.registry, stage.now)
        stage.db.now(business.tell, ("telegram", "demo", user), one, "crm", stage.app.engine.registry, stage.now)


def orders(stage: Stage, *days: int, amount: float = 50) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"event": "order_placed", "id": str(day), "at": f"{stage.now - timedelta(days=day):%Y-%m-%dT%H:%M:%SZ}",
         "amount": amount} for day in days
    )  # fmt: skip


def reports(*words: str) -> dict[str, Any]:
    return json.loads(CliRunner().invoke(report.app, [*words, "--json"], catch_exceptions=False).stdout)  # type: ignore[no-any-return]


def members() -> dict[str, int]:
    """Return how many customers are in each segment and persona."""
    groups = reports("--segments")["groups"]
    return {one["name"]: one["customers"] for one in groups if one["kind"] in ("segment", "persona")}


def test_segmentation_four_kinds_of_facts_said_or_told_make_members_and_an_edit_moves_them_at_once(shop: Stage) -> None:
    """Features.md §3, segmentation: set of customers → membership table; sensitive facts only if stated."""
    shop.says("I'm on the Family plan", user="demographic")
    shop.says("I live in Berlin", user="geographic")
    shop.says("Please give me detailed answers", user="psychographic")
    tells(shop, "behavioural", *orders(shop, 10, 20, 30))
    shop.says("hello", user="behavioural")
    shop.says("I use a wheelchair", user="stated")
    tells(shop, "told", {"facts": {"accessibility.need": "uses a wheelchair"}})
    assert members() == {"families": 1, "abroad": 1, "thorough": 1, "frequent": 1, "needs_access": 1}

    shop.says("I moved to Oslo", user="geographic")
    shop.says("/forget plan", user="demographic")
    shop.says("yes", user="demographic")
    assert members() == {"thorough": 1, "frequent": 1, "needs_access": 1}


def test_personas_are_counted_and_a_personal_wish_beats_what_they_change(shop: Stage) -> None:
    """Features.md §3, personas and unique: persona counts; never overrides a personal preference; that one wins."""
    for user in ("family", "wishes"):
        tells(shop, user, {"facts": {"plan.name": "Family"}}, *orders(shop, 40))
    shop.says("Bitte siezen Sie mich. Und bitte kurze Antworten.", user="wishes")
    assert members() == {"families": 2, "nest_builder": 2}

    for user, du in (("family", True), ("wishes", False)):
        shop.passes(hours=13)
        (said,) = shop.says("Guten Tag, sprechen Sie Deutsch?", user=user)
        assert (" du " in said or " dir" in said or " dich" in said) is du, said
    named = why.words(shop.look(why.explain, "last"))
    assert "preference rule: pref.tone" in named
    assert "families by their first names" not in named


def test_dissatisfied_who_rated_us_low_is_offered_nothing_until_they_ask_for_it(shop: Stage) -> None:
    """Features.md §3, dissatisfied → no push; the same question from another member has the offer."""
    for user in ("content", "unhappy"):
        shop.says("I'm on the Basic plan", user=user)
        shop.says("My desk leg is missing, I need a person", user=user)
        shop.acts("claim")
        shop.acts("resolve")
        shop.passes(minutes=11)
        shop.says({"content": "5", "unhappy": "2"}[user], user=user)
        shop.passes(minutes=30)
    shop.acts("claim")
    shop.acts("resolve")  # the recovery's case
    shop.passes(days=1)

    assert "try Plus" in shop.says("what does Plus cost?", user="content")[-1]
    assert "try Plus" not in shop.says("what does Plus cost?", user="unhappy")[-1]
    assert "policy:nothing is sold to who is dissatisfied" in shop.decision().policy
    assert "try Plus" in shop.says("any discount?", user="unhappy")[-1]


def test_buyers_and_new_customers_are_answered_in_their_own_way(shop: Stage) -> None:
    """Features.md §3: who buys gets to the point, who is new sees why us."""
    tells(shop, "buyer", *orders(shop, 40), {"facts": {"plan.name": "Basic"}})
    assert "try Plus" in shop.says("what does Plus cost?", user="buyer")[0]
    plain = shop.says("how do refunds work?", user="buyer")[0]
    tells(shop, "buys", *orders(shop, 40), {"facts": {"plan.name": "Basic"}})
    shop.says("I'd like to buy the blue armchair", user="buys")
    assert "try Plus" not in shop.says("what does Plus cost?", user="buys")[0]
    short = shop.says("how do refunds work?", user="buys")[0]
    assert short.count(". ") < plain.count(". ")
    assert "policy:buyers get to the point" in shop.decision().policy

    shop.says("what does Plus cost?", user="new")
    assert "policy:prospects see why us" in shop.decision().policy


def test_data_overload_news_take_the_place_of_the_old_and_no_more_than_a_budget_is_used(shop: Stage) -> None:
    """Features.md §3, data overload: old fact superseded, not doubled; facts in a prompt ≤ k."""
    shop.says("I live in Oslo")
    shop.says("I moved to Bergen")
    listed = shop.says("/me")[0]
    assert "Bergen" in listed
    assert "Oslo" not in listed

    tells(shop, "maya", *({"facts": {"product.owned": f"Lofoten wardrobe number {number}"}} for number in range(60)))
    shop.says("how long is your warranty?")
    held = shop.look(lambda session: memory.load(session, shop.customer(), shop.now))
    pack = shop.look(lambda session: memory.pack_for(session, held, "how long is your warranty?", shop.now))
    assert len(held.facts) > 60
    assert len(pack.text) / memory.context.LETTERS <= memory.context.BUDGET + 10
    assert len(pack.facts) < 40


def test_descriptive_predictive_prescriptive_a_fixed_log_gives_exact_figures_and_three_things_to_do(
    shop: Stage,
) -> None:
    """Features.md §3 and N13: a log played in → exact numbers, errors beside a naive guess, next best actions."""
    for user in ("ann", "bob", "cem"):
        shop.says("do you rent out pianos for weddings?", user=user)
    for week in range(6):
        for number in range(3):
            shop.says("how long is your warranty?", user=f"w{week}-{number}")
        if week in (3, 5):
            shop.says("My desk leg is missing, I need a person", user="dan")
            shop.acts("claim")
            shop.acts("resolve")
            shop.passes(minutes=11)
            shop.says({3: "5", 5: "1"}[week], user="dan")
        shop.passes(days=7)

    described = reports("--since", "90d")
    assert described["contacts"] == 3 + 18 + 2
    assert described["kinds"]["answered"]["rows"] == 18
    assert described["kinds"]["missed"]["contacts"] == 3
    assert described["csat"] == 3.0
    ahead = reports("--ahead")
    (volume,) = ahead["forecasts"]
    # Mondays bring 6, 3, 3, 4, 3, 4: 14 / 4 ahead. The last two were foreseen as 4 and 3.25: (1 + .75) / 14 days amiss;
    # "as a week before" says 4 for 3 and 3 for 4.
    assert (volume["name"], volume["value"]) == ("volume", 3.5)
    assert (volume["error"], volume["naive"]) == (pytest.approx(1 / 8), pytest.approx(2 / 14))
    assert [(one["what"].partition(":")[0][:13], one["evidence"]) for one in ahead["actions"]] == [
        ("Call customer", "their score fell from 5 to 1"),
        ("Write an arti", "3 customers asked it in vain"),
    ]
    assert all(one["effect"] for one in ahead["actions"])


def test_experience_true_to_the_brand_one_lint_holds_for_templates_and_model_alike(
    stage: Stage, tmp_path: Path
) -> None:
    """Features.md §3, experience true to the brand: one lint over templates and model texts."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "tone.toml").write_text('[banned]\nde = ["kommen an"]\n', encoding="utf-8")
    translates = doubles.saying(doubles.translated((1, "In 3 Werktagen kommen an: Pakete.")))
    drafting(stage)
    for channel in ("telegram", "web"):
        models = []
        for folder, user in ((None, f"{channel}-1"), (own, f"{channel}-2")):
            texts.use_folder(folder)
            stage.says("/language Deutsch", channel=channel, user=user)
            with with_model(stage, translates):
                stage.says("how long does delivery take?", channel=channel, user=user)
            models.append(stage.decision().model)
        texts.use_folder(None)
        assert ["kommen an" in draft.text for draft in stage.rows(Draft)[-2:]] == [True, False], models
        assert "our tone" in models[1]
    assert all(not texts.banned("en", line) for line in texts.catalogue("en").lines.values())
