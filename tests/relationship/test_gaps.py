"""What nobody could answer: counted, written as an article, and told to everybody who asked, once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import app as house
from bot.relationship import gaps
from bot.settings import Settings
from bot.storage.tables import Gap, GapAsker, Outcome, Outreach
from tests.conftest import ARTICLES, Stage, channels

ASKS = (
    "do you lend a power drill for assembly?",
    "can I borrow a power drill for the assembly?",
    "is it possible to lend a power drill",
    "power drill for assembly, do you lend one?",
)
ARTICLE = """---
asks:
  - Do you lend a power drill for assembly?
  - Can I borrow a power drill?
---
# Borrow a power drill

You can borrow a power drill in every store for three days, free of charge.
"""


@pytest.fixture
def shop(settings: Settings, tmp_path: Path) -> Iterator[Stage]:
    """A house whose folder of articles the test may change."""
    folder = tmp_path / "knowledge"
    shutil.copytree(ARTICLES, folder)
    stages: list[Stage] = []
    own = settings.model_copy(update={"knowledge": folder})
    with house.inline(own, channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app))
        yield stages[0]


def publish(shop: Stage, text: str = ARTICLE, name: str = "stores/drill.md") -> None:
    path = shop.app.settings.knowledge / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    shop.app.engine.knowledge.refresh()


def test_a_question_is_compared_with_the_gaps_that_were_met_last(shop: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaps, "LOOKED_AT", 1)
    shop.says(ASKS[0], user="asker0")
    shop.passes(minutes=1)
    shop.says("do you buy old sofas from private sellers?", user="asker1")
    assert len(shop.rows(Gap)) == 2
    shop.passes(minutes=1)

    shop.says("do you buy old sofas from private sellers?", user="asker2")
    assert len(shop.rows(Gap)) == 2
    shop.says(ASKS[0], user="asker3")
    assert len(shop.rows(Gap)) == 3


def test_k_askers_of_a_gap_get_k_notices_none_twice_and_others_none(shop: Stage) -> None:
    for number, question in enumerate(ASKS):
        shop.says(question, user=f"asker{number}")
    shop.says(ASKS[0], user="asker0")  # asks again
    shop.says("how do I return a chair?", user="other")
    shop.says("/stop", user="asker3")
    assert len(shop.rows(Gap)) == 1

    publish(shop)
    told = [line for line in shop.drain() if "Now there is an answer" in line]
    assert len(told) == 3  # of four, one has opted out
    assert all("borrow a power drill in every store" in line for line in told)
    assert told[0].startswith("On 2 Mar 2026 you asked: “do you lend a power drill for assembly?”")

    publish(shop, "# Something else\n\nWe sell plants on Saturdays.\n", "stores/plants.md")
    assert [line for line in shop.passes(days=30) if "Now there is" in line] == []
    assert [row.kind for row in shop.rows(Outcome)].count("gap_closed") == 3
    assert [(row.purpose, row.said) for row in shop.rows(Outreach)].count(("gap", False)) == 1


def test_who_asked_on_two_linked_channels_is_told_once(shop: Stage) -> None:
    shop.says(ASKS[0])
    code = shop.says("/link")[0].split("**")[1]
    shop.says(ASKS[1], channel="slack")
    shop.says(f"/link {code}", channel="slack")
    publish(shop)

    assert len([line for line in shop.drain() if "Now there is an answer" in line]) == 1
    assert all(row.told_at for row in shop.rows(GapAsker))


def test_they_are_told_at_a_decent_hour(shop: Stage) -> None:
    shop.says(ASKS[0])
    shop.passes(hours=11)  # 23:00
    publish(shop)

    assert shop.drain() == []
    assert "power drill" in shop.passes(hours=10, minutes=5)[0]


def test_a_forgotten_question_is_not_brought_up_again(shop: Stage) -> None:
    shop.says(ASKS[0])
    shop.says("/forget all")
    shop.says("yes")
    publish(shop)

    assert shop.drain() == []
    assert shop.rows(Gap) == []  # nobody else had met it


def test_what_was_there_and_did_not_help_closes_nothing(shop: Stage) -> None:
    shop.says(ASKS[0])
    publish(shop, "# Power tools\n\nWe do not sell power tools.\n", "stores/tools.md")
    shop.drain()
    before = [row.state for row in shop.rows(Gap)]
    shop.app.engine.knowledge.refresh()

    assert [row.state for row in shop.rows(Gap)] == before


def test_a_title_says_not_who_asked(shop: Stage) -> None:
    shop.says("I'm Maya Lindqvist, do you lend Maya a power drill, phone 0171 2345678?", name="Maya Lindqvist")

    title = shop.rows(Gap)[0].title
    assert "Maya" not in title
    assert "2345678" not in title


def test_two_words_that_say_nothing_are_no_gap(shop: Stage) -> None:
    shop.says("what?")
    assert shop.rows(Gap) == []


def test_the_most_asked_comes_first(shop: Stage) -> None:
    shop.says("do you paint wardrobes green on request?", user="one")
    for number, question in enumerate(ASKS):
        shop.says(question, user=f"asker{number}")

    painted, asked = shop.look(gaps.unanswered)[::-1]
    assert painted.title == "do you paint wardrobes green on request?"
    assert asked.title == ASKS[0]
