"""Markdown ↔ Slack: the words arrive whole, in blocks that Slack takes, and nobody is pinged."""

from __future__ import annotations

from bot.markup import slack


def test_nothing_in_a_text_can_ping_or_link() -> None:
    (piece,) = slack.pieces("Hello <!channel> @here \\<@U1> and **bold**")

    assert piece.text == "Hello &lt;!channel&gt; @\u2060here &lt;@\u2060U1&gt; and bold"
    assert piece.blocks == (
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "Hello <!channel> @here <@U1> and "},
                        {"type": "text", "text": "bold", "style": {"bold": True}},
                    ],
                }
            ],
        },
    )
