"""Who asks in a language that no article is in is answered from English ones, in chat and by the admin's commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.abroad import in_english, search_abroad
from bot.answers.articles import load
from bot.answers.evaluate import ask
from bot.answers.index import Index
from bot.answers.search import search
from tests.conftest import NOON

TODAY = NOON.date()


@pytest.fixture
def english(tmp_path: Path) -> Index:
    (tmp_path / "refund.md").write_text("# When is my refund paid\n\nA refund is paid within three days.\n")
    (tmp_path / "hours.md").write_text("# Opening hours of the stores\n\nThe stores open at ten.\n")
    return Index(load(tmp_path))


def test_a_german_question_finds_the_english_article(english: Index) -> None:
    question = "Wann bekomme ich mein Geld zurück?"

    assert search(english, question, today=TODAY).hits == ()
    assert search_abroad(english, question, today=TODAY).hits[0].article.path == "refund.md"


def test_an_admin_who_asks_sees_what_a_customer_gets(english: Index) -> None:
    best = ask(english, "Wann bekomme ich mein Geld zurück?", TODAY).best

    assert best is not None
    assert best.article == "refund.md"


@pytest.mark.parametrize(
    ("text", "lang"), [("when is my refund paid", "en"), ("wann", None), ("kdy dostanu peníze", "cs")]
)
def test_words_that_need_no_english_stay(english: Index, text: str, lang: str | None) -> None:
    assert in_english(english, text, lang) == text


def test_where_there_are_articles_in_the_language_nothing_is_put_into_english(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nlang: de\n---\n# Geld zurück\n\nIn drei Tagen.\n")
    (tmp_path / "b.md").write_text("# Refunds\n\nIn three days.\n")
    index = Index(load(tmp_path))

    assert in_english(index, "Geld zurück", "de") == "Geld zurück"
