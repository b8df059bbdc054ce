"""Markdown to HTML and plain text: the words stay, nothing active comes through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import markup
from bot.markup.html import TAGS


def test_lists_tables_and_links_are_readable_as_plain_text() -> None:
    text = markup.plain("Do **this**:\n\n1. open [it](https://a.example)\n2. close\n\n| a | b |\n| - | - |\n| 1 | 2 |")

    assert text == "Do this:\n\n1. open it (https://a.example)\n2. close\n\na | b\n1 | 2"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](http://evil.example/pixel.png)",
        '<img src=x onerror="alert(1)">',
        '[x](https://a.example "onmouseover=alert(1)")',
        "<svg onload=alert(1)>",
        "[x](data:text/html,<script>)",
    ],
)
def test_nothing_active_reaches_a_page(hostile: str) -> None:
    html = markup.to_html(hostile)

    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html


@given(st.text(max_size=300))
def test_any_text_is_rendered_and_holds_no_foreign_tag(text: str) -> None:
    tags = set(re.findall(r"<(/?[a-z0-9]+)", markup.to_html(text)))
    assert {tag.strip("/") for tag in tags} <= TAGS
    markup.plain(text)


@given(st.text(alphabet="ab1 *_`[]()<>#+-.!|~\\\n&=:;/\t", max_size=80))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    lines = "\n".join(line.strip() for line in text.split("\n"))

    assert markup.plain(markup.escape(text)) == re.sub(r"\n{3,}", "\n\n", lines).strip()


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("my_name@a-b.example, order #12-34 (2 of 3)!", "my_name@a-b.example, order #12-34 (2 of 3)!"),
        ("1. one\n2) two", "1\\. one\n2\\) two"),
        ("- a\n+ b\n# c\n> d\n---\n===\n:-:|", "\\- a\n\\+ b\n\\# c\n\\> d\n\\---\n\\===\n\\:-:\\|"),
        ("    code  \n\tx", "code\nx"),
        ("&amp; & AT&T; <b> <3 C:\\dir\\", "\\&amp; & AT\\&T; \\<b> <3 C:\\dir\\\\"),
        ("~5 ~~x~~ _y_ 2*3", "~5 \\~\\~x\\~\\~ \\_y\\_ 2\\*3"),
    ],
)
def test_only_what_markdown_would_take_is_escaped(text: str, escaped: str) -> None:
    assert markup.escape(text) == escaped


@given(st.text(max_size=200))
def test_quiet_adds_word_joiners_and_nothing_else(text: str) -> None:
    text = text.replace("\u2060", "")

    assert markup.quiet(text).replace("\u2060", "") == text


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("See [this](https://nordvik.slack.com/archives/C0DESK/p17).", "See this."),
        ("See https://nordvik.slack.com/archives/C0DESK/p17, please", "See … please"),
        ("<https://nordvik.enterprise.slack.com/files/U1/F2/a.pdf>", "…"),
        ("[https://app.slack.com/client/T012345/C0](https://app.slack.com/client/T012345/C0)", "…"),
        ("It is in https://t.me/c/1234567/89 and slack://channel?id=C1", "It is in … and …"),
        ("Ask [Anna \\[B.\\]](mailto:anna.private@example.com)", "Ask Anna \\[B.\\]"),
        ("mailto:anna.private@example.com", "…"),
        ("Write to support@example.com or see [our page](https://example.com/a_(b))",
         "Write to support@example.com or see [our page](https://example.com/a_(b))"),
        ("https://slack.com/help and https://t.me/rapport are everybody's",
         "https://slack.com/help and https://t.me/rapport are everybody's"),
    ],
)  # fmt: skip
def test_of_what_leads_inside_the_words_alone_go_out(said: str, read: str) -> None:
    assert markup.outward(said) == read


def test_a_pictures_description_is_its_words() -> None:
    assert markup.plain("see ![the *red* &amp; blue](https://a.example/x.png)") == "see the red & blue"


def test_control_and_direction_characters_are_removed() -> None:
    assert markup.clean("a\x1b[31mb\u202ec\x00d\r\ne") == "a[31mbcd\ne"
