"""Markdown ↔ Telegram: the words arrive whole, entities are as the server wants them, nothing breaks a layout."""

from __future__ import annotations

from bot.markup import telegram
from bot.markup.telegram import Piece


def test_headings_bold_links_and_code_become_entities() -> None:
    text = "# Refunds 🎉\n\nIt takes **five** days, see [the page](https://a.example/x) or `code`."

    assert telegram.pieces(text) == [
        Piece(
            "Refunds 🎉\n\nIt takes five days, see the page or code.",
            (
                {"type": "bold", "offset": 0, "length": 10},
                {"type": "bold", "offset": 21, "length": 4},
                {"type": "text_link", "offset": 36, "length": 8, "url": "https://a.example/x"},
                {"type": "code", "offset": 48, "length": 4},
            ),
        )
    ]
