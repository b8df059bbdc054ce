"""Thousands of random texts, for both apps: within limits, every word there, nothing refused, nothing live.

`RAPPORT_MARKUP_TEXTS` is how many (100). `bench/texts.py` runs what matters most over 5,000.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import pytest

from bot import markup
from bot.markup import slack, telegram
from tests.emulators import slack_blocks, telegram_entities
from tests.markup.texts import Char, said, words
from tests.markup.texts import text as random_text

# Much of the same, over and over: other tests tell which branches are run, and these take half the time without.
pytestmark = pytest.mark.no_cover

COUNT = int(os.environ.get("RAPPORT_MARKUP_TEXTS", "100"))
LOOKS = {
    "bold": "bold",
    "italic": "italic",
    "strikethrough": "strike",
    "code": "code",
    "pre": "pre",
    "text_link": "link",
}
QUARTERS = pytest.mark.parametrize("quarter", [0, 1, 2, 3])


def mine(quarter: int) -> Iterable[tuple[str, str]]:
    """Return a quarter of the texts, each with a name to find it by."""
    return ((f"text {number}", random_text(number)) for number in range(quarter, COUNT, 4))


def difference(got: Sequence[Char], want: Sequence[Char]) -> str:
    """Return where two differ, for people; "" when they do not."""
    for place, (one, other) in enumerate(zip_longest(got, want)):
        if one != other:
            near = "".join(char for char, _ in want[max(0, place - 20) : place + 20])
            return f"{one} for {other} at {place}, near {near!r}"
    return ""


def heard(pieces: Iterable[telegram.Piece]) -> list[Char]:
    """Return what Telegram would show, by the Bot API's words: entities count UTF-16 units."""
    found: list[Char] = []
    for piece in pieces:
        raw = piece.text.encode("utf-16-le")
        looks: list[set[str]] = [set() for _ in range(len(raw) // 2)]
        for entity in piece.entities:
            for unit in range(entity["offset"], entity["offset"] + entity["length"]):
                looks[unit] |= {LOOKS[entity["type"]]} if entity["type"] in LOOKS else set()
        unit = 0
        for char in piece.text:
            found.append((char, frozenset(looks[unit])))
            unit += len(char.encode("utf-16-le")) // 2
    return seen(found)


def seen(chars: Iterable[Char]) -> list[Char]:
    return [(char, looks) for char, looks in chars if not char.isspace() and char != "─"]


def read_blocks(blocks: Iterable[Mapping[str, Any]], within: frozenset[str] = frozenset()) -> list[Char]:
    found: list[Char] = []
    for block in blocks:
        if block["type"] in ("text", "link"):
            link = {"link"} if block["type"] == "link" else set()
            found += [(char, within | block.get("style", {}).keys() | link) for char in block["text"]]
        else:
            pre = {"pre"} if block["type"] == "rich_text_preformatted" else set()
            found += read_blocks(block["elements"], within | pre)
    return seen(found)


@QUARTERS
def test_telegram_takes_every_piece_and_changes_nothing(quarter: int) -> None:
    for name, text in mine(quarter):
        for limit in (4096, 1024, 60):
            for piece in telegram.pieces(text, limit):
                assert telegram_entities.refusal(piece.text, piece.entities, max(limit, 1025)) == "", name
                assert telegram_entities.utf16(piece.text) <= limit, name
                assert telegram_entities.changes(piece.text, piece.entities) == [], name


@QUARTERS
def test_telegram_shows_every_word_in_its_look(quarter: int) -> None:
    for name, text in mine(quarter):
        for limit in (4096, 333):
            want = seen(said(text, app="telegram", marks=True))
            pieces = telegram.pieces(text, limit)
            full = any(len(piece.entities) == telegram.MOST_ENTITIES for piece in pieces)
            got = heard(pieces)
            if full:  # beyond a hundred, words lose their look
                got, want = [(char, frozenset()) for char, _ in got], [(char, frozenset()) for char, _ in want]
            assert difference(got, want) == "", name


@QUARTERS
def test_telegram_cuts_no_entity_that_fits_and_no_character(quarter: int) -> None:
    for name, text in mine(quarter):
        whole = telegram.pieces(text, 1_000_000)
        if not whole or len(whole[0].entities) == telegram.MOST_ENTITIES:
            continue
        lengths = sorted(entity["length"] for entity in whole[0].entities if entity["length"] <= 500)
        cut = [entity["length"] for piece in telegram.pieces(text, 500) for entity in piece.entities]
        for length in lengths:
            assert length in cut, name
            cut.remove(length)


@QUARTERS
def test_slack_takes_every_piece_and_nothing_in_it_is_live(quarter: int) -> None:
    for name, text in mine(quarter):
        for limit in (12_000, 2_000):
            for piece in slack.pieces(text, limit):
                assert slack_blocks.refusal(piece.blocks, piece.text) == ("", []), name
                assert len(piece.blocks) <= 40
                assert len(json.dumps(piece.blocks, ensure_ascii=False)) + len(piece.text) <= limit, name
                assert slack_blocks.live(piece.text) == [], name
                assert piece.text.strip()
                assert set(re.findall(r'"type": "(\w+)"', json.dumps(piece.blocks))) <= {
                    "rich_text", "rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted",
                    "text", "link",
                }  # fmt: skip
                for element in piece.blocks[0]["elements"]:
                    parts = element["elements"] if element["type"] == "rich_text_list" else [element]
                    assert all(len("".join(slack_blocks.texts([part]))) <= 3000 for part in parts), name


@QUARTERS
def test_slack_shows_every_word_in_its_look(quarter: int) -> None:
    for name, text in mine(quarter):
        want = seen(said(text, app="slack", marks=False))
        for limit in (12_000, 3_500):
            got = read_blocks(block for piece in slack.pieces(text, limit) for block in piece.blocks)
            assert difference(got, want) == "", name


@QUARTERS
def test_what_was_sent_comes_back_with_its_words_links_and_code(quarter: int) -> None:
    """Emphasis may be lost where Markdown cannot say it; it is never gained, and hardly ever lost."""
    emphasised = lost = 0
    for name, text in mine(quarter):
        sent = telegram.pieces(text)
        told = "\n\n".join(telegram.markdown(piece.text, piece.entities) for piece in sent)
        blocks = [block for piece in slack.pieces(text) for block in piece.blocks]
        for got, want in (
            (said(told, app="telegram", marks=True), heard(sent)),
            (said(slack.markdown("", blocks), app="slack", marks=False), read_blocks(blocks)),
        ):
            got = seen(got)
            assert difference(*([(char, looks & {"pre"}) for char, looks in one] for one in (got, want))) == "", name
            for (_, has), (_, had) in zip(got, want, strict=True):
                assert has <= had, name
                emphasised += len(had & {"bold", "italic", "strike", "code", "link"})
                lost += len(had - has)
    assert lost <= emphasised * 0.02, f"{lost} of {emphasised}"


@QUARTERS
def test_a_strangers_words_are_shown_as_they_are(quarter: int) -> None:
    for _, text in mine(quarter):
        stranger = markup.clean(text)
        lines = "\n".join(line.strip() for line in stranger.split("\n"))
        assert markup.plain(markup.escape(stranger)) == re.sub(r"\n{3,}", "\n\n", lines).strip()
        assert markup.plain(f"> **{markup.escape('x' + stranger[:20].replace(chr(10), ''))}y**").endswith("y")


@QUARTERS
def test_quiet_words_are_the_same_words_with_nothing_live(quarter: int) -> None:
    for _, text in mine(quarter):
        still = markup.quiet(text)
        assert still.replace("\u2060", "") == text
        assert live_in_telegram(still) == []
        assert slack_blocks.live(re.sub("[<>]", "", still)) == []
        assert slack.mrkdwn(text).replace("\u2060", "") == text.replace("&", "&amp;").replace("<", "&lt;").replace(
            ">", "&gt;")  # fmt: skip
        assert slack_blocks.live(slack.mrkdwn(text)) == []


def live_in_telegram(text: str) -> list[str]:
    """Return what Telegram makes entities of by itself: after tdlib's match_mentions, … match_urls, a little wider."""
    letter = r"[^\W_]|_"
    return [
        found[0]
        for pattern in (
            rf"(?<!{letter[:6]})@[A-Za-z0-9_]{{2,32}}",
            r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}",
            r"(?<![\w\u200c\u00b7])#[\w\u200c\u00b7]+",
            r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])",
            r"\w://\w",
            r"[\w\-~]\.[^\W\d_]{2,}",
            r"\b\d+\.\d+\.\d+\.\d+\b",
            r"\w@\w",
        )
        for found in re.finditer(pattern, text)
    ]


@QUARTERS
def test_odd_messages_never_raise(quarter: int) -> None:
    kinds = [*LOOKS, "blockquote", "mention", "spoiler", "text_mention", "custom_emoji", "new", None, 5]
    for name, given in mine(quarter):
        text = markup.clean(given)  # an entity may cut a letter from its accent: put together, they count as one
        dice = random.Random(name)
        entities: list[Any] = [
            {"type": dice.choice(kinds), "offset": dice.randint(-3, 40),
             "length": dice.choice([-1, 0, 1, 5, 30, 10**9, "x"]),
             "url": dice.choice([None, "https://a.example", "javascript:x", 7, "https://a.example/)\n> x"])}
            for _ in range(dice.randint(0, 8))
        ]  # fmt: skip
        told = telegram.markdown(text, [*entities, *dice.sample([None, 3, {}, {"type": "bold"}], 2)])
        got, want = (seen(said(one, app="telegram", marks=True)) for one in (told, markup.escape(text)))
        assert visible(got) == visible(want), name
        assert "javascript:x" not in told
        slack.markdown(text)
        slack.markdown(text, [{"type": "rich_text", "elements": [odd(dice) for _ in range(4)]}])


def visible(chars: Iterable[Char]) -> str:
    """Return the characters that show something alone: an entity that covers half an emoji may take its joiner away."""
    return "".join(char for char, _ in chars if char not in "\u200d\ufe0f")


def odd(dice: random.Random, depth: int = 0) -> Any:
    """Return something that looks a little like a rich_text element."""
    made: dict[str, Any] = {}
    kinds = ["rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted", "text", "link", "user"]
    for name in ("type", "text", "elements", "style", "indent", "offset", "url", "user_id", "unicode", "timestamp"):
        made[name] = dice.choice([
            None, 3, -1, True, words(dice), dice.choice(kinds), dice.choice([*kinds, "emoji", "date", "broadcast"]),
            {"bold": True}, "1f44b",
        ])  # fmt: skip
    if depth < 3 and dice.random() < 0.8:
        made["elements"] = [odd(dice, depth + 1) for _ in range(3)]
    return dice.choice([made, made, made, None, "x", 7])
