"""Places that say the same with another number, or one with and one without a "not"."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answers.articles import load
from bot.answers.contradictions import contradictions, same_texts

Write = Callable[[str, str], Path]
SHORT = ("We answer within 1 working day.", "We answer within 2 working days.")
BEFORE = "We refund your money within 5 working days after the item is back."


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("We refund your money within 10 working days after the item is back.", "other numbers"),
        ("We do not refund your money within 5 working days after the item is back.", "the opposite"),
        ("We refund your money within 5 working days once the item is back.", ""),
        ("We replace broken parts within 10 working days after the report.", ""),
        ("We refund your money in 5 to 10 working days after the item is back.", ""),
        (BEFORE, ""),
    ],
)
def test_two_sentences_about_the_same_are_compared(folder: Path, write: Write, sentence: str, what: str) -> None:
    write("a.md", f"# A\n\n{BEFORE}\n")
    write("b.md", f"# B\n\nAnother line.\n\n{sentence}\n")
    found = list(contradictions(load(folder)))

    assert [(one.path, one.line, one.code) for one in found] == ([("b.md", 5, "contradiction")] if what else [])
    assert all(what in one.message and "a.md:3" in one.message for one in found)


def test_a_text_that_stands_in_two_articles_is_named_once(folder: Path, write: Write) -> None:
    text = " ".join(f"Every wooden table number{n} needs oil{n} and care{n} in winter." for n in range(9))
    write("a.md", f"# A\n\n{text}\n")
    write("b.md", f"# B\n\n{text} Really.\n")
    write("c.md", "# C\n\nShort text.\n")
    write("d.md", "# D\n\nShort text.\n")

    assert [(one.path, one.code) for one in same_texts(load(folder))] == [("b.md", "duplicate-text")]


def test_short_sentences_about_two_things_are_alike_by_chance(folder: Path, write: Write) -> None:
    for name, sentence in zip(("a", "b"), SHORT, strict=True):
        write(f"{name}.md", f"# {name}\n\n{sentence}\n")

    assert list(contradictions(load(folder))) == []


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("The deposit for a city bike is €100.", "The deposit for a city bike is €150.", True),
        ("We are open Monday to Friday from 9 to 19.", "We are open Monday to Friday from 10 to 18.", True),
        ("We are open Monday to Friday from 9 to 19.", "We are open Monday to Friday from 9:00 to 19:00.", False),
        ("The deposit for a city bike is €1,000.", "The deposit for a city bike is €1000.", False),
        ("The deposit for a city bike is €100.", "The deposit for a city bike is 20 %.", False),
        ("The deposit for a city bike is €100.", "The deposit for a cargo bike is €150.", False),
        ("E-104 means a full lift.", "E-105 means a full lift.", False),
        ("The deposit is €100.", "The deposit is €150.", False),
    ],
)
def test_short_sentences_of_the_same_words_are_compared_by_figures_of_the_same_kind(
    folder: Path, write: Write, one: str, other: str, found: bool
) -> None:
    write("prices.md", f"# Prices\n\n{one}\n")
    write("bikes.md", f"# Bikes\n\n{other}\n")

    assert [problem.path for problem in contradictions(load(folder))] == (["prices.md"] if found else [])


def test_short_sentences_and_rows_about_two_things_of_a_kind_are_no_contradiction(folder: Path, write: Write) -> None:
    hours = "We are open Monday to Friday from {} to 18.\n\n| Plan | Price |\n| --- | --- |\n| Basic | €{} |\n"
    write("oslo.md", f"# The store in Oslo\n\n{hours.format(9, 5)}\n## On the fair\n\n{hours.format(11, 7)}")
    write("bergen.md", f"# The store in Bergen\n\n{hours.format(10, 6)}")

    assert list(contradictions(load(folder))) == []


def test_rows_of_tables_with_the_same_header_and_first_cell_are_compared(folder: Path, write: Write) -> None:
    write("a.md", "# Plans\n\n| Plan | Price | People |\n| --- | --- | --- |\n| Basic | €5 | 1 |\n| Plus | €9 | 4 |\n")
    write(
        "b.md",
        "# Delivery\n\nText.\n\n| plan | Price | People |\n|:--|--:|---|\n| **Basic** | €7 | 1 |\n| Plus | €9 | 4 |\n",
    )
    write("c.md", "# Cards\n\n| Plan | Price | Cards |\n| --- | --- | --- |\n| Basic | €6 | 1 |\n")

    assert [(one.path, one.line, one.message) for one in contradictions(load(folder))] == [
        ("b.md", 7, "“Basic: €7” says other numbers than a.md:5: “Basic: €5”")
    ]


def test_short_sentences_of_two_articles_that_differ_in_many_places_are_one_line(folder: Path, write: Write) -> None:
    for name, hour in (("Oslo", 9), ("Bergen", 10)):
        write(
            f"{name}.md",
            f"# {name}\n\nWe are open Monday to Friday from {hour} to 18. We have {hour} bikes parked outside.\n",
        )

    assert [one.message.rpartition(" (")[2] for one in contradictions(load(folder))] == ["and 1 more in these two)"]
