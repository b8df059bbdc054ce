"""Markdown ↔ Telegram: the words arrive whole, entities are as the server wants them, nothing breaks a layout."""

from __future__ import annotations

from typing import Any

import pytest

from bot import markup
from bot.markup import telegram
from bot.markup.telegram import Piece
from tests.emulators import telegram_entities


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


def test_headings_bold_links_and_code_become_entities() -> None:
    text = "# Refunds 🎉\n\nIt takes **five** days, see [the page](https://a.example/x) or `code`."

    assert telegram.pieces(text) == [
        Piece(
            "Refunds 🎉\n\nIt takes five days, see the page or code.",
            (
                entity("bold", 0, 10),
                entity("bold", 21, 4),
                entity("text_link", 36, 8, url="https://a.example/x"),
                entity("code", 48, 4),
            ),
        )
    ]


def test_lists_have_bullets_numbers_and_indents() -> None:
    (piece,) = telegram.pieces("Do:\n\n3. open\n   - **click**\n     twice\n4. close\n\nDone.")

    assert piece.text == "Do:\n\n3. open\n   • click\n      twice\n4. close\n\nDone."


def test_a_table_is_aligned_in_one_width_wide_letters_included() -> None:
    (piece,) = telegram.pieces(
        "| plan | price |\n| - | - |\n| 日本 | **9** € |\n| 👩‍👩‍👧 | [free](https://a.example) |"
    )

    assert piece.text.split("\n") == [
        "plan  price",
        "────  ────────────────────────",
        "日本  9 €",
        "👩‍👩‍👧    free (https://a.example)",
    ]
    assert piece.entities == (entity("pre", 0, telegram.units(piece.text)),)


def test_a_quotation_holds_lists_and_code_and_no_other_quotation() -> None:
    (piece,) = telegram.pieces("> a\n>\n> > b\n>\n> ```py\n> x\n> ```\n\nc")

    assert piece.text == "a\n\nb\n\nx\n\nc"
    assert piece.entities == (entity("blockquote", 0, 7), entity("pre", 6, 1, language="py"))


def test_an_address_that_telegram_cannot_link_is_spelled_out() -> None:
    text = "[Write](mailto:help@a.example), [call](tel:+15550100), [click](javascript:alert) or [here](http://wiki/x)."

    assert telegram.pieces(text) == [
        Piece("Write (help@a.example), call (+15550100), [click](javascript:alert) or here (http://wiki/x).", ())
    ]


def test_a_message_is_cut_between_blocks_before_lines_before_words() -> None:
    pieces = telegram.pieces("one two\n\nthree four\nfive six seven eight", 24)

    assert [piece.text for piece in pieces] == ["one two\n\nthree four", "five six seven eight"]
    assert [piece.text for piece in telegram.pieces("aaaa bbbb cccc", 10)] == ["aaaa bbbb", "cccc"]


def test_an_entity_that_fits_is_not_cut_and_a_longer_one_is_two() -> None:
    kept = telegram.pieces("some words and **bold ones of it** end", 24)
    long = telegram.pieces("**" + "bold " * 10 + "ones**", 24)

    assert [piece.text for piece in kept] == ["some words and", "bold ones of it end"]
    assert kept[1].entities == (entity("bold", 0, 15),)
    assert [piece.entities for piece in long] == [(entity("bold", 0, len(piece.text)),) for piece in long]


def test_code_that_fits_without_the_spaces_around_it_is_not_cut() -> None:
    (first, second) = telegram.pieces("words\n\n```\none\ntwo three four   \n    \n```", 18)

    assert (first.text, second.text) == ("words", "one\ntwo three four")


def test_no_emoji_is_cut_in_two() -> None:
    assert [piece.text for piece in telegram.pieces("👩‍👩‍👧🎉🎉", 10)] == ["👩‍👩‍👧🎉", "🎉"]


def test_beyond_a_hundred_entities_links_stay() -> None:
    (piece,) = telegram.pieces(" ".join(f"**b{n}** [l{n}](https://a.example/{n})" for n in range(80)))

    assert len(piece.entities) == 100
    assert sum(one["type"] == "text_link" for one in piece.entities) == 80
    assert telegram_entities.changes(piece.text, piece.entities) == []


@pytest.mark.parametrize("nothing", ["", "  \n", "\u200b", "---", "[](https://a.example)", "```\n```"])
def test_what_cannot_be_seen_is_no_message(nothing: str) -> None:
    assert telegram.pieces(nothing) == []


def test_a_message_that_came_in_becomes_markdown() -> None:
    text = "🎉 bold and code, see here\nx = 1\n*not* <b>"
    entities = [
        entity("bold", 3, 8), entity("italic", 3, 4), entity("code", 12, 4), entity("text_link", 22, 4, url="https://a.example"),
        entity("pre", 27, 5, language="python"),
    ]  # fmt: skip

    assert telegram.markdown(text, entities) == (
        "🎉 ***bold* and** `code`, see [here](https://a.example)\n\n```python\nx = 1\n```\n\n\\*not\\* \\<b>"
    )


def test_an_address_that_was_typed_becomes_a_link_and_a_name_stays_words() -> None:
    text = "@anna a.example/x https://b.example/y_z c@d.example #tag"
    entities = [
        entity("mention", 0, 5), entity("url", 6, 11), entity("url", 18, 21), entity("email", 40, 11),
        entity("hashtag", 52, 4),
    ]  # fmt: skip

    assert telegram.markdown(text, entities) == (
        "@anna [a.example/x](https://a.example/x) <https://b.example/y_z> c@d.example #tag"
    )


def test_a_quotation_that_came_in_ends_where_it_ended() -> None:
    assert telegram.markdown("a\nb\nc", [entity("expandable_blockquote", 0, 3)]) == "> a\n> b\n\nc"


def test_malformed_and_crossing_entities_cost_no_word() -> None:
    text = "ab🎉cd"
    odd: list[Any] = [
        None, {}, entity("bold", -1, 3), entity("bold", 0, 99), entity("italic", 3, 2), entity("text_link", 0, 2),
        entity("text_link", 0, 2, url="javascript:alert(1)"), {"type": "code", "offset": "0", "length": 1},
    ]  # fmt: skip

    assert markup.plain(telegram.markdown(text, odd)) == text


def test_quiet_words_are_not_live_and_read_the_same() -> None:
    text = "@anna and/or /start #tag $USD a@b.example https://c.example 1.5 2.0. The 127.0.0.1 end"

    still = markup.quiet(text)

    assert still == (
        "@·anna and/or /·start #·tag $·USD a@·b.·example https:·//c.·example 1.5 2.0. The 127.·0.·0.1 end"
    ).replace("·", "\u2060")
    assert markup.plain(still).replace("\u2060", "") == markup.plain(text)
