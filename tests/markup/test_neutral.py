"""The middle: Markdown read into blocks of styled words, and written again."""

from __future__ import annotations

import pytest

from bot.markup.neutral import Span, read, write

BOLD, ITALIC, CODE = frozenset({"bold"}), frozenset({"italic"}), frozenset({"code"})


@pytest.mark.parametrize(
    ("spans", "written"),
    [
        ([Span("a "), Span("b ", BOLD), Span("c")], "a **b** c"),
        ([Span("a", BOLD), Span(" ", frozenset()), Span("b", BOLD)], "**a b**"),
        ([Span("a", BOLD), Span("b", BOLD | ITALIC), Span("c")], "**a*b***c"),
        ([Span("`", CODE), Span("* x")], "`` ` ``\\* x"),
        ([Span("a"), Span(".", BOLD), Span("b")], "a.b"),
        ([Span("- not a list")], "\\- not a list"),
        ([Span("https://a.example/x_y", href="https://a.example/x_y")], "<https://a.example/x_y>"),
        ([Span("[x](y)", href="https://a.example/(1)")], "[\\[x\\](y)](https://a.example/%281%29)"),
    ],
)
def test_styled_words_are_written_as_markdown_that_shows_the_same(spans: list[Span], written: str) -> None:
    assert write(spans) == written


def test_a_list_in_a_list_knows_how_deep_it_is_and_a_picture_is_its_description() -> None:
    blocks = read("7. a\n   - ![b](https://p.example/x.png)\n\n> - c")

    assert [(block.mark, block.text, block.depth, block.quote) for block in blocks] == [
        ("7.", "a", 1, 0),
        ("•", "b", 2, 0),
        ("•", "c", 1, 1),
    ]


def test_a_link_in_a_picture_and_an_entity_in_its_description_are_read() -> None:
    (block,) = read("![a [b](https://b.example) ![&lt;](/e)](https://p.example) [c](/d)")

    assert block.spans == (Span("a b <", href="https://p.example"), Span(" c"))
