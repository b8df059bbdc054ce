"""Random Markdown of the worst kind through both apps' formats: accepted, within limits, the same words, nothing live.

Each text is laid out for Telegram and for Slack as an answer would be. Telegram's piece must pass the emulator's parser
of entities unchanged and be at most 4,096 UTF-16 units, Slack's must pass that of blocks and be at most 12,000
characters with at most 40 blocks; what both show, letter by letter with its look, must be what markdown-it reads in the
text; no piece may hold a mention that pings. tests/markup/test_any_text.py asks more of fewer texts.

    python bench/texts.py [--count N]      # 5,000 × RAPPORT_BENCH_SCALE
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the emulators' parsers

from bot.markup import slack, telegram
from tests.emulators import slack_blocks, telegram_entities
from tests.markup.test_any_text import difference, heard, live_in_telegram, read_blocks, seen
from tests.markup.texts import said
from tests.markup.texts import text as random_text

SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))


def on_telegram(text: str) -> Iterator[str]:
    """Yield what is wrong with a text as Telegram's pieces."""
    pieces = telegram.pieces(text)
    for piece in pieces:
        if refused := telegram_entities.refusal(piece.text, piece.entities, 4096):
            yield f"telegram refuses: {refused}"
        if telegram_entities.utf16(piece.text) > 4096:
            yield "telegram: over the limit"
        if telegram_entities.changes(piece.text, piece.entities):
            yield "telegram changes it"
    got, want = heard(pieces), seen(said(text, app="telegram", marks=True))
    if any(
        len(piece.entities) == telegram.MOST_ENTITIES for piece in pieces
    ):  # beyond a hundred, words lose their look
        got, want = ([(char, frozenset[str]()) for char, _ in one] for one in (got, want))
    if found := difference(got, want):
        yield f"telegram shows {found}"


def on_slack(text: str) -> Iterator[str]:
    """Yield what is wrong with a text as Slack's pieces."""
    pieces = slack.pieces(text)
    for piece in pieces:
        refused = slack_blocks.refusal(piece.blocks, piece.text)
        if refused != ("", []):
            yield f"slack refuses: {refused}"
        if len(piece.blocks) > 40 or len(json.dumps(piece.blocks, ensure_ascii=False)) + len(piece.text) > 12_000:
            yield "slack: over the limit"
        if slack_blocks.live(piece.text):
            yield "slack: a live mention"
    blocks = [block for piece in pieces for block in piece.blocks]
    if live := [one for one in _types(blocks) if one in ("user", "usergroup", "channel", "broadcast")]:
        yield f"slack: a live {live[0]}"
    if found := difference(read_blocks(blocks), seen(said(text, app="slack", marks=False))):
        yield f"slack shows {found}"


def _types(blocks: object) -> Iterator[str]:
    if isinstance(blocks, dict):
        yield str(blocks.get("type", ""))
        blocks = list(blocks.values())
    if isinstance(blocks, list | tuple):
        for one in blocks:
            yield from _types(one)


def as_a_strangers(text: str) -> Iterator[str]:
    """Yield what a stranger's same words would make an app do by itself."""
    from bot import markup

    still = markup.quiet(text)
    if live_in_telegram(still) or slack_blocks.live(slack.mrkdwn(text)):
        yield "a stranger's words are live"


def main() -> None:
    arguments = argparse.ArgumentParser(description="Random texts through both apps' formats.")
    arguments.add_argument("--count", type=int, default=max(50, int(5000 * SCALE)))
    count = arguments.parse_args().count
    began, wrong, letters = time.process_time(), Counter[str](), 0
    for number in range(count):
        text = random_text(number)
        letters += len(text)
        for look in (on_telegram, on_slack, as_a_strangers):
            for fault in look(text):
                wrong[fault.split(":")[0]] += 1
                print(f"text {number}: {fault}")
    spent = time.process_time() - began
    print(f"{count} texts of {letters / count:.0f} characters on average, {spent:.0f} s CPU")
    print(f"refused, over a limit, other words or live: {sum(wrong.values())}")
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
