"""What an agent writes for colleagues, in every disguise: none of it is ever taken for the customer's."""

from __future__ import annotations

import itertools
import random

import pytest

from bot.errors import SettingsError
from bot.handoff import desks, notes

SIGNS = ["//", "／／", "⁄⁄", "// ", "note:", "Note:", "NOTE :", "note -", "!note ", "!Note ", "private:", "PRIVATE: ",
         "Private -", "[note] ", "(internal) ", "internal:", "Notiz:", "nota:", "remarque :", "intern:", "note –",
         "#note ", "/note ", "**note:** ", "_note:_ ", "> note: ", "- // ", "* note: ", "\\/\\/ ",
         "n\u043ete:"]  # fmt: skip
BEFORE = [
    "",
    " ",
    "\t",
    "\u200b",
    "\u00a0",
    "\ufeff",
    "\u2060 ",
    "\u00ad",
    "\n",
    "*",
    "_",
    "~",
    "> ",
    "- ",
    "\u200d",
    "\u034f",
]
WORDS = ["he is difficult", "do NOT refund him", "Dana, watch this one", "er ist ein Betrüger", "x", "3× chargeback!"]
AFTER = ["", "\n", "\nsecond line", " 🙈"]


def disguised(count: int) -> list[str]:
    every = [f"{a}{b}{c}{d}" for a, b, c, d in itertools.product(BEFORE, SIGNS, WORDS, AFTER)]
    random.Random(7).shuffle(every)
    return every[:count]


def test_a_thousand_notes_in_every_disguise_are_notes() -> None:
    told = disguised(1000)

    assert [text for text in told if notes.take(text, "relay-all").kind == "reply"] == []
    assert [text for text in told if notes.take(f"! {text}", "relay-explicit").kind == "reply"] == []


def test_a_note_on_a_later_line_keeps_everything_inside() -> None:
    assert notes.take("Thanks for waiting!\n// he is a pain", "relay-all").kind == "note"


@pytest.mark.parametrize(
    "text",
    ["It is on its way.", "Please note the number below.", "See https://example.com/a//b", "Your notes were helpful!",
     "1/2 of it was sent", "Private parcels too?", "¡Hola!", "!!! Great news", "I noted it down: order 48213"],
)  # fmt: skip
def test_what_is_meant_for_the_customer_is_a_reply(text: str) -> None:
    assert notes.take(text, "relay-all") == notes.Words("reply", text)


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [("/resolve", "resolve", ""), ("!resolve all done", "resolve", "all done"),
     ("/Return: the fee", "return", "the fee"), ("/snooze 2h", "snooze", "2h"), ("\u200b/claim", "claim", "")],
)  # fmt: skip
def test_a_verb_may_be_typed(text: str, command: str, rest: str) -> None:
    assert notes.take(text, "relay-all") == notes.Words("command", rest, command)


def test_mentions_broadcasts_and_desks_for_alerts_are_doubted() -> None:
    assert notes.take("he is odd", "relay-all", mentions=["U2"]).kind == "doubt"
    assert notes.take("he is odd", "relay-all", broadcast=True).kind == "doubt"
    assert notes.take("he is odd", "alerts-only").kind == "doubt"
    assert notes.take("! he is odd", "alerts-only").kind == "doubt"
    assert notes.take("he is odd", "relay-explicit").kind == "doubt"
    assert notes.take("! It is on its way", "relay-explicit") == notes.Words("reply", "It is on its way")


# --- the settings ------------------------------------------------------------------------------------


def test_desks_are_read_in_order_and_the_web_ends_the_list() -> None:
    found = desks.read("slack:C0123, telegram:-100123 relay-explicit, web, slack:C9")

    assert found == (desks.Desk("slack", "C0123"), desks.Desk("telegram", "-100123", "relay-explicit"))
    assert desks.read("web") == ()


@pytest.mark.parametrize(
    ("setting", "says"),
    [("fax:1", "'fax:1' is no desk"), ("slack", "'slack' is no desk"), ("slack:C1 loud", "'loud' is no mode")],
)
def test_a_wrong_desk_is_named_with_what_there_is(setting: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        desks.read(setting)


def test_a_wrong_agent_is_named() -> None:
    with pytest.raises(SettingsError, match="'anna' is nobody"):
        desks.allowed("anna")
