"""Twenty awkward conversations as a customer sees them, really played: docs/conversations.md is what this printed last.

`python -m bench.conversations` prints them as Markdown from tests/data/conversations.jsonl, which `rapport replay
--burst 2` plays too. Each story is another customer of the same house, with the shipped articles.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.commands import replay

ROOT = Path(__file__).parent.parent
STORIES = ROOT / "tests" / "data" / "conversations.jsonl"
BURST = 2.0
"""Seconds in which fragments are one turn, as under `rapport serve`."""
INTRODUCTION = """# Twenty awkward conversations

Printed by `python -m bench.conversations`, with the shipped articles and no language model: each is a customer of its
own, in one house. What the customer writes is in bold; in square brackets the buttons; 📄 names the article. A test
plays them again and compares.
"""


def rows(stories: Path = STORIES) -> list[dict[str, Any]]:
    """Return the lines that the customers write, and what happens between them."""
    return [json.loads(line) for line in stories.read_text(encoding="utf-8").splitlines()]


def played(written: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the bot says to lines in order of time."""
    said: list[dict[str, Any]] = []
    lines = [replay.line(number, row) for number, row in enumerate(written, 1)]
    replay.run(lines, ROOT / "knowledge", said.append, burst=BURST)
    return said


def printed(
    written: Iterable[dict[str, Any]], said: list[dict[str, Any]], introduction: str = INTRODUCTION
) -> str:  # fmt: skip
    """Return the conversations as Markdown."""
    return "\n".join((introduction, *_told(written, said)))


def _told(written: Iterable[dict[str, Any]], said: list[dict[str, Any]]) -> Iterator[str]:
    for row in written:
        if title := row.get("story"):
            yield from (f"## {title} ({row['channel']})", "")
        yield from (_happened(row) if "event" in row else _written(row))
        for reply in (one for one in said if one["in_reply_to"] == row["n"]):
            yield from _reply(reply)


def _written(row: dict[str, Any]) -> Iterator[str]:
    yield from (f"**{row['text']}**", "")


def _happened(row: dict[str, Any]) -> Iterator[str]:
    """What is no message: an account is linked."""
    yield from (f"*{row['a'].partition(':')[0]} and {row['b'].partition(':')[0]} are linked*", "")


def _reply(reply: dict[str, Any]) -> Iterator[str]:
    shown = [*(f"> {line}".rstrip() for line in reply["text"].split("\n"))]
    titles = dict.fromkeys(source["article"] for source in reply["sources"])
    below = [*(f"📄 {path}" for path in titles), " ".join(f"[{label}]" for label in reply["choices"])]
    if any(below):
        shown += [">", "> " + " · ".join(part for part in below if part)]
    yield from (*shown, "")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    stories = rows()
    sys.stdout.write(printed(stories, played(stories)))
