"""Markdown ↔ Slack: the words arrive whole, in blocks that Slack takes, and nobody is pinged."""

from __future__ import annotations

from typing import Any

import pytest

from bot.markup import slack
from tests.emulators import slack_blocks


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, "style": style} if style else {"type": "text", "text": words}


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def elements(markdown: str) -> list[dict[str, Any]]:
    (piece,) = slack.pieces(markdown)
    assert slack_blocks.refusal(piece.blocks, piece.text) == ("", [])
    return list(piece.blocks[0]["elements"])


def user(id_: str) -> dict[str, Any]:
    return {"type": "user", "user_id": id_}


def rich(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": list(elements)}]


def test_nothing_in_a_text_can_ping_or_link() -> None:
    (piece,) = slack.pieces("Hello <!channel> @here \\<@U1> and **bold** https://a.example")

    assert piece.text == "Hello &lt;!channel&gt; @·here &lt;@·U1&gt; and bold https:·//a.·example".replace(
        "·", "\u2060"
    )
    assert piece.blocks[0]["elements"] == [
        section(text("Hello <!channel> @here <@U1> and "), text("bold", bold=True), text(" https://a.example"))
    ]


def test_links_headings_and_paragraphs_are_sections() -> None:
    assert elements("# Title\n\nSee [**this**](https://a.example) or [that](javascript:x).") == [
        section(text("Title", bold=True)),
        section(
            text("\nSee "), {"type": "link", "url": "https://a.example", "text": "this", "style": {"bold": True}},
            text(" or [that](javascript:x)."),
        ),
    ]  # fmt: skip


def test_lists_have_depth_and_go_on_counting_behind_code() -> None:
    assert elements("2. a\n   - b\n\n     c\n3. d\n\n   ```\n   x\n   ```\n4. e") == [
        {"type": "rich_text_list", "style": "ordered", "indent": 0, "offset": 1, "elements": [section(text("a"))]},
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [section(text("b"), text("\nc"))]},
        {"type": "rich_text_list", "style": "ordered", "indent": 0, "offset": 2, "elements": [section(text("d"))]},
        {"type": "rich_text_preformatted", "elements": [text("x")]},
        {"type": "rich_text_list", "style": "ordered", "indent": 0, "offset": 3, "elements": [section(text("e"))]},
    ]


def test_a_long_answer_is_several_messages_within_the_limits() -> None:
    pieces = slack.pieces("\n\n".join(f"{number}: " + "word " * 300 for number in range(30)))

    assert len(pieces) > 3
    for piece in pieces:
        assert slack_blocks.refusal(piece.blocks, piece.text) == ("", [])
        assert len(piece.text) <= slack.FALLBACK
    assert "".join("".join(slack_blocks.texts(piece.blocks)) for piece in pieces).count("word") == 9000


@pytest.mark.parametrize(
    ("mrkdwn", "markdown"),
    [
        ("*bold _both_* ~gone~ `code`", "**bold *both*** ~~gone~~ `code`"),
        ("2 * 3 * 4 and snake_case_name", "2 \\* 3 \\* 4 and snake_case_name"),
        ("<@U1> <@U2> <@U3|x>", "Dana @somebody x"),
        ("<#C1|general> <#C2>", "#\u2060general #\u2060channel"),
        ("<!here> <!channel> <!everyone>", "@\u2060here @\u2060channel @\u2060everyone"),
        ("<!subteam^S1|@sales> <!subteam^S2>", "@\u2060sales @\u2060team"),
        ("<!date^1392734382^{date}|at noon>", "at noon"),
        ("<https://a.example/?x=1&amp;y=2|a &amp; b>", "[a & b](https://a.example/?x=1&y=2)"),
        ("<https://a.example/x_y>", "<https://a.example/x_y>"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<javascript:alert(1)|click>", "click"),
        ("&gt; quoted\nnot", "> quoted\n\nnot"),
        ("see ```x &lt; 1\ny``` so", "see\n\n```\nx < 1\ny\n```\n\nso"),
        ("# 1. &amp;lt; | <", "\\# 1. \\&lt; \\| <"),
    ],
)
def test_mrkdwn_becomes_markdown(mrkdwn: str, markdown: str) -> None:
    assert slack.markdown(mrkdwn, names={"U1": "Dana"}).replace(" \n", "\n") == markdown


def test_what_people_write_in_slack_is_read_from_its_blocks() -> None:
    blocks = rich(
        section(text("Hi "), user("U1"), text(" and "), user("U2"), text(", ")),
        {"type": "rich_text_list", "style": "ordered", "offset": 1, "elements": [section(text("one", bold=True))]},
        {"type": "rich_text_list", "style": "bullet", "indent": 1,
         "elements": [section(text("two")), section(text("3"))]},
        {"type": "rich_text_quote", "elements": [text("said\nso")]},
        {"type": "rich_text_preformatted", "elements": [text("x = *y*\n")]},
        section({"type": "emoji", "name": "wave", "unicode": "1f44b"}, {"type": "broadcast", "range": "here"},
                {"type": "emoji", "name": "acme"}, {"type": "usergroup", "usergroup_id": "S1"}),
    )  # fmt: skip

    assert slack.markdown("not this", blocks, {"U1": "Dana"}) == (
        "Hi Dana and @somebody,\n\n2. **one**\n   - two\n   - 3\n\n> said\n> so\n\n```\nx = *y*\n```\n\n"
        "👋@\u2060here:acme:@\u2060team"
    )


def test_a_message_of_other_blocks_is_read_from_its_text() -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}, {"type": "rich_text"}]

    assert slack.markdown("*hi*", blocks) == "**hi**"
    assert slack.markdown("", [None, 3, {"type": "rich_text", "elements": 5}]) == ""  # type: ignore[list-item]


def test_a_strangers_words_are_words_within_mrkdwn() -> None:
    words = "<!channel> @here *b* `c` & <https://a.example|x>\n> q"

    safe = slack.mrkdwn(words)

    assert slack_blocks.live(safe) == []
    assert safe.replace("\u2060", "") == ("&lt;!channel&gt; @here *b* `c` &amp; &lt;https://a.example|x&gt;\n&gt; q")


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([{"type": "divider"}] * 51, "invalid_blocks"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}], "invalid_blocks"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": ""}}], "invalid_blocks"),
        (rich(section(text(""))), "invalid_blocks"),
        (rich(section({"type": "link", "url": "javascript:x"})), "invalid_blocks"),
        (rich(section({**text("x"), "bold": True})), "invalid_blocks"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "invalid_blocks"),
        (rich(*[section(text("x" * 2900))] * 5), "msg_blocks_too_long"),
        ("x", "invalid_blocks_format"),
        ([], "no_text"),
        ([{"type": "actions", "elements": [{"type": "button", "action_id": "case.claim", "value": "12:3",
                                            "text": {"type": "plain_text", "text": "Claim"}}]}], ""),
    ],
)  # fmt: skip
def test_the_emulators_schema_names_what_slack_would(blocks: Any, error: str) -> None:
    assert slack_blocks.refusal(blocks)[0] == error
