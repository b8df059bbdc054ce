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
         "n\u043ete:", "Internal note: ", "Private note - ", "note to self: ", "for internal use only: ",
         "Interne Notiz: ", "nota interna: ", "Note interne : ",
         "/resolve // ", "!resolve note: ", "/return // ", "/return: private: ", "/reply // ", "!reply internal: ",
         "/Resolve **note:** ", "!Return [note] ", "/resolve\n// "]  # fmt: skip
SLIPS = ["/n ", "/resovle ", "!resovle ", "/cancel ", "/nota ", "!n ", "/claim ", "!all ", "/help ", "/reply /n ",
         "/resolve !n ", "/return /resovle ", "/snooze "]  # fmt: skip
"""Commands that are none: no note by their signs, and surely nothing for a customer."""
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
    every = [f"{a}{b}{c}{d}" for a, b, c, d in itertools.product(BEFORE, [*SIGNS, *SLIPS], WORDS, AFTER)]
    random.Random(7).shuffle(every)
    return every[:count]


def goes_out(words: notes.Words) -> bool:
    """Whether anything of them would be said to a customer."""
    return words.kind == "reply" or (words.kind == "command" and bool(words.text))


def test_a_thousand_notes_in_every_disguise_are_notes() -> None:
    told = disguised(1000)

    assert [text for text in told if goes_out(notes.take(text, "relay-all"))] == []
    assert [text for text in told if goes_out(notes.take(text, "relay-explicit"))] == []
    assert [text for text in told if goes_out(notes.take(f"! {text}", "relay-explicit"))] == []


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
    [("/resolve", "resolve", ""), ("!resolve: all done", "resolve", "all done"),
     ("/Return: the fee", "return", "the fee"), ("/snooze 2h", "snooze", "2h"), ("\u200b/claim", "claim", "")],
)  # fmt: skip
def test_a_verb_may_be_typed(text: str, command: str, rest: str) -> None:
    assert notes.take(text, "relay-all") == notes.Words("command", rest, command)


@pytest.mark.parametrize("verb", ["/resolve", "!resolve:", "/return", "/reply", "!reply:"])
def test_the_words_of_a_command_are_judged_as_if_they_stood_alone(verb: str) -> None:
    assert notes.take(f"{verb} // he is a pain", "relay-all").kind == "note"
    assert notes.take(f"{verb} note: he is a pain", "relay-all").kind == "note"
    assert notes.take(f"{verb} he is a pain", "relay-all", mentions=["U2"]).kind == "doubt"
    assert notes.take(f"{verb} he is a pain", "relay-all", broadcast=True).kind == "doubt"
    assert notes.take(f"{verb} he is a pain", "relay-all", named=True).kind == "doubt"
    assert notes.take(f"{verb} he is a pain", "alerts-only").kind == "doubt"
    assert notes.take(f"{verb} Thank you.", "relay-all").text == "Thank you."


def test_words_of_a_command_go_out_as_they_were_typed() -> None:
    assert notes.take("/resolve Большое спасибо", "relay-all") == notes.Words("command", "Большое спасибо", "resolve")


@pytest.mark.parametrize(
    ("text", "command"),
    [("/resovle Thanks", "resolve"), ("/n he is a pain", "note"), ("/cancel", ""), ("!snoze 2h", "snooze"),
     ("/claim now", "claim"), ("Thanks!\n/resolve", "resolve"), ("**/retrun**", "return"), ("/snooze well", "snooze")],
)  # fmt: skip
def test_what_looks_like_a_command_is_doubted_and_the_nearest_is_named(text: str, command: str) -> None:
    assert notes.take(text, "relay-all").kind == "doubt"
    assert notes.take(text, "relay-all").command == command


@pytest.mark.parametrize(
    "text",
    ["!Return the package to us, please.", "!Resolve it by pressing reset", "!All set, it is on its way",
     "!Note that we close at 5.", "!Help is on the way", "!return the package to us", "!all set", "!resovle thanks"],
)  # fmt: skip
def test_on_an_explicit_desk_a_reply_that_begins_like_a_command_is_doubted(text: str) -> None:
    assert notes.take(text, "relay-explicit").kind == "doubt"
    assert notes.take(text, "relay-explicit").text == text[1:]


def test_on_an_explicit_desk_a_colon_makes_a_command_with_words() -> None:
    assert notes.take("!return: the fee is waived", "relay-explicit").command == "return"
    assert notes.take("!return", "relay-explicit").kind == "command"
    assert notes.take("!Returns are free", "relay-all").kind == "doubt"
    assert notes.take("! Returns are free", "relay-explicit") == notes.Words("reply", "Returns are free")
    assert notes.take("!hello there", "relay-explicit") == notes.Words("reply", "hello there")


def test_who_calls_the_bot_by_its_name_is_not_heard_by_the_customer() -> None:
    assert notes.take("what shall I answer this pain?", "relay-all", named=True).kind == "doubt"
    assert notes.take("/claim", "relay-all", named=True).kind == "command"


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
    [
        ("fax:1", "'fax:1' is no desk"),
        ("slack", "'slack' is no desk"),
        ("slack:C1 loud", "'loud' is no mode"),
        ("slack:D0123", "'slack:D0123' is no place for a team.*slack:C0123"),
        ("slack:#support", "'slack:#support' is no place for a team"),
        ("slack:U012", "no place for a team"),
        ("telegram:701", "'telegram:701' is no place for a team.*begins with a minus"),
        ("telegram:@group", "no place for a team"),
    ],
)
def test_a_wrong_desk_is_named_with_what_there_is(setting: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        desks.read(setting)


def test_a_wrong_agent_is_named() -> None:
    with pytest.raises(SettingsError, match="'anna' is nobody"):
        desks.allowed("anna")
