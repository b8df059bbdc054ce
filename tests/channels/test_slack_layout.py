"""Whatever is said, Slack takes it: within every limit, nothing live in strangers' words, each button's id intact."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels import _slack_in as incoming
from bot.channels import _slack_out as outgoing
from bot.types.chat import Address, Card, Choice, Field, Outbound, Source
from tests.emulators import slack_blocks
from tests.emulators import slack_rules as rules

# Much of the same, over and over: other tests tell which branches are run, and these take half the time without.
pytestmark = pytest.mark.no_cover

HOSTILE = st.sampled_from([
    "<!channel>", "<!here|x>", "<@U0BOT>", "<https://evil.example/|click>", "@everyone", "*b* _i_ ~s~ `c`", "&amp;",
    "> q", "```", "🙂", "‮", "\x00", "x" * 5000, "| a | b |\n| --- | --- |\n| 1 | 2 |", "- a\n  - b", "1. one\n2. two",
    "# h", "[a](https://example.com/)", "\\<", "\n\n", " ",
])  # fmt: skip
WORDS = st.lists(st.one_of(HOSTILE, st.text(max_size=40)), max_size=12).map(" ".join)
IDS = st.text("abcdefghij.?!:/-0123456789", min_size=1, max_size=60)
CHOICES = st.lists(st.builds(Choice, IDS, WORDS), max_size=30).map(tuple)
SOURCES = st.lists(st.builds(Source, st.just("x.md"), WORDS, WORDS, st.just(0.5), st.just("v")), max_size=12).map(tuple)
FACTS = st.lists(st.tuples(WORDS, WORDS), max_size=25).map(tuple)
FIELDS = st.lists(
    st.builds(Field, IDS, WORDS, WORDS, st.booleans(), CHOICES, st.booleans()), max_size=6, unique_by=lambda one: one.id
).map(tuple)
CARDS = st.builds(Card, IDS, WORDS, WORDS, FACTS, CHOICES, FIELDS, WORDS)
CHATS = st.sampled_from(["D0001", "C0001"])
MANY = settings(max_examples=50)


def outbound(chat: str, **more: Any) -> Outbound:
    return Outbound("m1", more.pop("op", "post"), "resend", Address("slack", "main", chat, ""), **more)


def fits(blocks: list[dict[str, Any]], text: str) -> None:
    assert rules.layout_refusal(blocks, text) == ("", []), json.dumps(blocks)[:500]
    assert slack_blocks.live(text) == []
    for live in mrkdwn(blocks):
        assert slack_blocks.live(live) == []


def mrkdwn(node: Any) -> list[str]:
    if isinstance(node, list):
        return [text for one in node for text in mrkdwn(one)]
    if isinstance(node, dict):
        own = [node["text"]] if node.get("type") == "mrkdwn" else []
        return own + [text for value in node.values() for text in mrkdwn(value)]
    return []


def came_back(blocks: list[dict[str, Any]]) -> list[str]:
    """The ids that presses on every button would bring."""
    found = []
    for _label, action in rules.buttons({"blocks": blocks}):
        if action["type"] == "feedback_buttons":
            continue
        payload = {"type": "block_actions", "user": {"id": "U0MAYA"}, "team": {"id": "T0001"},
                   "channel": {"id": "D0001"}, "actions": [{**action, "action_ts": "1.1"}]}  # fmt: skip
        event = incoming.parse(payload, incoming.Self("U0BOT", "T0001"), {})
        assert event is not None
        found.append(event.choice)
    return found


@MANY
@given(CHATS, WORDS, CHOICES, SOURCES, WORDS, st.sampled_from(["answer", "notice"]), st.sampled_from(["post", "edit"]))
def test_words_with_all_that_stands_under_them(
    chat: str, text: str, choices: tuple[Choice, ...], sources: tuple[Source, ...], author: str, kind: Any, op: Any
) -> None:
    parts = outgoing.render(
        outbound(chat, text=text, choices=choices, sources=sources, author=author, kind=kind, op=op)
    )

    for part in parts:
        json.dumps(dict(part.body))
        fits(part.body["blocks"], part.body["text"]) if part.body["blocks"] or part.body["text"] else None
        assert len(part.body.get("username", "")) <= 80
    if parts and parts[-1].body["blocks"]:
        assert came_back(parts[-1].body["blocks"]) == [choice.id for choice in choices]


@MANY
@given(CHATS, CARDS)
def test_cards(chat: str, card: Card) -> None:
    (part,) = outgoing.render(outbound(chat, card=card, op="open_thread"))

    fits(part.body["blocks"], part.body["text"])
    assert came_back(part.body["blocks"]) == [choice.id for choice in card.choices]
    home = outgoing.home(card)
    assert rules.view_refusal(home) == ("", [])


def test_a_fact_of_a_card_leads_to_the_thread_of_another_one_once_the_workspace_is_known() -> None:
    facts = (("Plan", "Gold"), ("Case before", "#3, resolved: <!channel> lost?"))
    before = Address("slack", "main", "C0DESK", "1712.000300")
    shown = outbound("C0001", card=Card("c", "#12", "words", facts, links=(("Case before", before),)), op="open_thread")

    def last(site: str) -> str:
        (part,) = outgoing.render(shown, site)
        assert rules.layout_refusal(part.body["blocks"], part.body["text"]) == ("", [])
        words: str = part.body["blocks"][-1]["fields"][-1]["text"]
        assert len(slack_blocks.live(words)) == bool(site), "our own link alone"
        return words.partition("\n")[2].replace(outgoing.JOINER, "")

    plain = "#3, resolved: &lt;!channel&gt; lost?"
    assert last("https://nordvik.slack.com/") == f"<https://nordvik.slack.com/archives/C0DESK/p1712000300|{plain}>"
    assert last("") == plain


def test_a_card_with_more_than_a_message_holds_is_cut() -> None:
    long = "y" * 4000
    card = Card("c", long, long * 5, ((long, long),) * 25, tuple(Choice(f"c:{n}", long) for n in range(30)))
    (part,) = outgoing.render(outbound("C0001", card=card, op="open_thread"))

    fits(part.body["blocks"], part.body["text"])
    assert len(came_back(part.body["blocks"])) == 30


@MANY
@given(CARDS)
def test_forms(card: Card) -> None:
    view = outgoing.view(card, Address("slack", "main", "C0001", "1.2"))

    assert rules.view_refusal(view) == ("", [])
    assert json.loads(view["private_metadata"])["card"] == card.id
    assert [block["block_id"] for block in view["blocks"] if block["type"] == "input"] == [
        one.id for one in card.fields
    ]


def test_what_a_message_answers_is_quoted_above_it_and_pings_nobody() -> None:
    (part,) = outgoing.render(outbound("C0001", text="Yes.", quote="<!channel> *is* it <@U0001>?", author="Maya"))

    fits(part.body["blocks"], part.body["text"])
    quoted, said = part.body["blocks"][0]["elements"][:2]
    assert quoted["type"] == "rich_text_quote"
    assert "".join(one["text"] for one in quoted["elements"]) == "<!channel> *is* it <@U0001>?"
    assert "Yes." in json.dumps(said)
