"""What to expect of the articles, seen on their own asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.answers.articles import load
from bot.answers.check import check
from bot.answers.coverage import expected
from bot.answers.embedding import Encoder
from bot.answers.index import Index
from bot.answers.sense import embedded, fitted, unread
from bot.storage.db import Inline
from tests.answers.conftest import Write

TODAY = date(2026, 6, 1)
WAYS = ("how do I clean a {}", "my {} is dirty", "is there dust on the {}", "wash the {}")


@pytest.fixture
def cleaning(write: Write) -> None:
    for thing in ("lamp", "chair", "sofa", "desk", "bed"):
        asks = "".join(f"  - {way.format(thing)}\n" for way in WAYS)
        write(f"{thing}.md", f"---\ntitle: Care of a {thing}\nasks:\n{asks}---\n\nWipe the {thing} with a dry cloth.\n")


def read(folder: Path) -> Index:
    return fitted(embedded(Index(load(folder)), "auto"), 10)


@pytest.mark.usefixtures("cleaning")
def test_articles_that_tell_themselves_apart_are_expected_to_answer(folder: Path) -> None:
    coverage, weak = expected(read(folder), TODAY)
    assert coverage is not None
    assert (coverage.tried, weak) == (20, [])
    assert coverage.answered + coverage.offered + coverage.handed_on == pytest.approx(1)
    assert coverage.answered > 0.5
    assert coverage.wrong < 0.2


@pytest.mark.usefixtures("cleaning")
def test_an_article_whose_place_another_one_takes_is_named(folder: Path, write: Write) -> None:
    asks = "asks:\n  - the sofa needs a wash\n  - stains on my sofa\n  - sofa cleaning\n"
    write("wax.md", f"---\ntitle: Beeswax\n{asks}---\n\nBees make it in the summer.\n")
    index = read(folder)
    _, weak = expected(index, TODAY)

    assert [(one.path, one.asks, one.instead) for one in weak] == [("wax.md", 3, "sofa.md")]
    named = [(p.path, p.line, p.code, p.severity) for p in check(folder, TODAY, index, weak)]
    assert ("wax.md", 3, "weak-article", "warning") in named


def test_few_asks_and_words_alone_promise_nothing(folder: Path, write: Write) -> None:
    write("lamp.md", "---\ntitle: Lamps\nasks: [does it shine]\n---\n\nYes.\n")
    assert expected(Index(load(folder)), TODAY) == (None, [])
    assert expected(read(folder), TODAY) == (None, [])


@pytest.mark.usefixtures("cleaning")
def test_a_command_uses_the_vectors_that_the_bot_has_made_and_keeps_its_own(
    folder: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = Inline(database)
    first = fitted(embedded(Index(load(folder)), "auto", db=db), 10, db)

    def none(_self: Encoder, text: str) -> None:
        raise AssertionError(text)

    monkeypatch.setattr(Encoder, "encode", none)
    again = fitted(embedded(Index(load(folder)), "auto", db=db), 10, db)
    assert first.sense is not None
    assert again.sense is not None
    assert again.sense.fit("en") == first.sense.fit("en")
    assert unread(again) == 0
    (folder / "fresh.md").write_text("# Fresh\n\nOne.\n\n## Two\n\nThree.\n", encoding="utf-8")
    assert unread(embedded(Index(load(folder)), "auto", db=db, most=2)) == 3
    db.close()
