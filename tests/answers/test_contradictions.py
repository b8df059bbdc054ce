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
