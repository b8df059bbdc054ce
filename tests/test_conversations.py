"""Twenty awkward conversations as in docs/conversations.md, and one article for ten wordings on three channels."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from bench import conversations
from bot.settings import load

# The same turns run in other tests with coverage; here they take the network of the articles' meaning.
pytestmark = pytest.mark.no_cover

WORDINGS = (
    "how do I return a chair?", "i want to send something back", "what's the way to give an item back",
    "returning an item, how does it work", "where do I start a return", "how to send back a thing i dont want",
    "can I give back what I bought?", "how do I return something?", "I want to return something I ordered",
    "how do I send something back",
)  # fmt: skip
CHANNELS = ("web", "telegram", "slack")
SLIPS = ("hwo do i retrun a chiar", "wher cna I strat a retrun", "howw caan ii retrun somethng")
"""A slip in every word."""
UNKNOWN = ("do you plant trees?", "do you sell kitchens?")
ANEW = "do you rent furniture"
"""What no article answers, and what is asked after it."""


def _asked(first: int, at: datetime) -> Iterator[dict[str, Any]]:
    told = [(text, channel) for text in WORDINGS for channel in CHANNELS] + [(text, "web") for text in SLIPS]
    for number, (text, channel) in enumerate(told, first):
        at += timedelta(minutes=1)
        yield {"n": number, "at": at.isoformat(), "channel": channel, "from": f"9{number}", "text": text}


def _anew(first: int, at: datetime) -> Iterator[dict[str, Any]]:
    told = [(n, text) for n, before in enumerate(UNKNOWN) for text in (before, ANEW)]
    for number, (customer, text) in enumerate(told, first):
        yield {"n": number, "at": (at + timedelta(minutes=number)).isoformat(), "channel": "web",
               "from": f"9anew{customer}", "text": text}  # fmt: skip


@pytest.fixture(scope="module")
def heard() -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """What was written, and what the bot said to it: one replay, by meaning, as it is shipped."""
    stories = conversations.rows()
    written = [*stories, *_asked(len(stories) + 1, datetime.fromisoformat(stories[-1]["at"]))]
    written += _anew(len(written) + 1, datetime.fromisoformat(written[-1]["at"]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORT_EMBEDDINGS", "auto")
        load.cache_clear()
        yield written, conversations.played(written)
    load.cache_clear()


Heard = tuple[list[dict[str, Any]], list[dict[str, Any]]]


def test_twenty_awkward_conversations_go_as_the_docs_show_them(heard: Heard) -> None:
    written, said = heard
    stories = [row for row in written if row["from"] < "9"]
    assert conversations.printed(stories, said) == (conversations.ROOT / "docs" / "conversations.md").read_text(
        encoding="utf-8"
    ), "python -m bench.conversations > docs/conversations.md, then read it aloud"


def _replies(heard: Heard, texts: tuple[str, ...]) -> dict[tuple[str, str], dict[str, Any]]:
    written, said = heard
    by_number = {reply["in_reply_to"]: reply for reply in said}
    return {(row["text"], row["channel"]): by_number[row["n"]] for row in written if row["text"] in texts
            and row["from"] >= "9"}  # fmt: skip


def test_ten_wordings_on_three_channels_give_the_same_article(heard: Heard) -> None:
    replies = _replies(heard, WORDINGS)

    assert len(replies) == len(WORDINGS) * len(CHANNELS)
    given = {key: [source["article"] for source in reply["sources"]] for key, reply in replies.items()}
    assert {key: articles for key, articles in given.items() if articles != ["returns/how.md"]} == {}
    for text in WORDINGS:
        assert len({replies[text, channel]["text"] for channel in CHANNELS}) == 1


def test_a_slip_in_every_word_still_finds_the_returns_article(heard: Heard) -> None:
    for (text, _), reply in _replies(heard, SLIPS).items():
        found = [source["article"] for source in reply["sources"]] or reply["choices"]
        assert found[:1] in (["returns/how.md"], ["How to return an item"]), text


def test_a_new_question_is_not_answered_from_what_was_offered_for_the_one_before(heard: Heard) -> None:
    written, said = heard
    customers = {row["n"]: row["text"] for row in written if row["from"].startswith("9anew")}
    heads = {reply["in_reply_to"]: reply["text"] for reply in said if reply["in_reply_to"] in customers}

    assert len(heads) == 2 * len(UNKNOWN)
    assert all("Do you mean" in text for text in heads.values())
