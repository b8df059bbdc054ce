"""What docs/relationship.md shows in four languages is what is said, word for word: a case, a low rating, a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot import app as house
from bot.settings import Settings
from tests.conftest import Stage, channels
from tests.relationship.people import SHOP

_STORY = re.compile(r"^\*\*(?P<language>\w+)\*\*\n\n(?P<lines>(?:> .*\n)+)", re.MULTILINE)
_LINE = re.compile(r"^> \*\*(?P<who>Customer|Rapport):\*\* (?P<text>.*?) *$", re.MULTILINE)


def stories() -> dict[str, list[tuple[str, str]]]:
    """Return language → its lines, each with who says it, as they stand in the document."""
    text = (SHOP.parent / "docs" / "relationship.md").read_text(encoding="utf-8").partition("### How it sounds")[2]
    return {found["language"]: _LINE.findall(found["lines"]) for found in _STORY.finditer(text)}


@pytest.fixture
def shop(settings: Settings) -> Iterator[Stage]:
    stages: list[Stage] = []
    with house.inline(settings.model_copy(update={"knowledge": SHOP}), channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app))
        yield stages[0]


def played(stage: Stage, written: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the same story as it goes now, with the customer's words and the agent's reply as they are written."""
    begins, rating, reason = (text for who, text in written if who == "Customer")
    reply = written[3][1]
    heard: list[tuple[str, str]] = []

    def hears(lines: list[str]) -> None:
        heard.extend(("Rapport", line) for line in lines)

    heard.append(("Customer", begins))
    hears(stage.says(begins))
    for verb, words in (("claim", ""), ("reply", reply), ("resolve", "")):
        stage.acts(verb, words)
        hears(stage.drain())
    hears(stage.passes(minutes=11))
    for words in (rating, reason):
        heard.append(("Customer", words))
        hears(stage.says(words))
    return heard


@pytest.mark.parametrize("language", ["English", "Deutsch", "Español", "Français"])
def test_what_the_document_shows_is_what_customers_read_in_four_languages(shop: Stage, language: str) -> None:
    written = stories()[language]

    assert played(shop, written) == written
