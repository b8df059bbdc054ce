"""How a trouble ends: many signs of it, of which no one is enough; and what takes an ending back."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.dialogue import endings, issue, settled, unreported
from bot.dialogue.endings import Sign, Trouble
from bot.types.memory import Line, OpenIssue
from bot.types.turn import Turn
from tests.dialogue.told import NOON, told

TABLE = tomllib.loads((Path(__file__).parent.parent / "data" / "endings.toml").read_text(encoding="utf-8"))


def since(trouble: str, answered: str, words: str, *, opened: bool = True) -> Turn:
    """Somebody's words a while after a trouble was told, and answered."""
    turn = told(trouble, words)
    lines = [Line(3, "customer", trouble, None, "web", NOON - timedelta(hours=3))]
    if answered:
        lines.append(Line(4, "bot", answered, None, "web", NOON - timedelta(hours=2)))
    known = replace(turn.known, history=tuple(lines), issues=turn.known.issues if opened else ())
    return replace(turn, known=known)


@pytest.mark.parametrize(("trouble", "answered", "words"), TABLE["over"])
def test_what_points_to_an_end_from_several_sides_ends_it(trouble: str, answered: str, words: str) -> None:
    turn = since(trouble, answered, words)

    assert settled.solved(turn)
    assert settled.outcome(turn).issue == 7


@pytest.mark.parametrize(("trouble", "answered", "words"), TABLE["not_over"])
def test_half_of_it_hopes_and_what_others_have_end_nothing(trouble: str, answered: str, words: str) -> None:
    assert not settled.solved(since(trouble, answered, words))
    assert unreported.ended(since(trouble, answered, words, opened=False)) is None


@pytest.mark.parametrize("words", TABLE["nothing"])
def test_places_answers_reasons_and_good_news_open_nothing(words: str) -> None:
    assert issue.opened(since("we would like a new one", "", words, opened=False)) is None
    assert unreported.ended(since("Hi, a question about the plan", "", words, opened=False)) is None


def test_each_sign_is_seen() -> None:
    assert endings.signs("new belt fitted", Trouble("the chainsaw stalls")) == Sign.DONE
    assert endings.signs("the parts arrived", Trouble("the chainsaw stalls")) == Sign.CAME
    assert Sign.GONE in endings.signs("no more stalling", Trouble("the chainsaw stalls"))
    assert Sign.DOES in endings.signs("it prints", Trouble("it doesn't print"))
    assert Sign.NONE in endings.signs("y ni una gota", Trouble("la manguera chorrea"))
    assert Sign.BRIEF in endings.signs("bin drin", Trouble("ich komm nicht rein", "Bitte neu anmelden."))


@pytest.mark.parametrize("words", ["thank you!", "the engineer came", "fitted it yesterday evening"])
def test_one_sign_alone_is_none(words: str) -> None:
    assert not endings.over(words, Trouble("the chainsaw stalls in wet wood"))


def test_what_lacked_is_back_and_what_ailed_is_back_are_not_the_same() -> None:
    assert endings.over("restarted, humidity's back, 61%", Trouble("the station shows no humidity"))
    assert not endings.over("restarted, the whistle's back", Trouble("there is a whistle when I wear it"))


def test_a_sentence_of_something_else_takes_nothing_back() -> None:
    words = "My grandson says I should have the app, I shan't. Not a whistle since!"

    assert endings.over(words, Trouble("the left one whistles dreadfully"))
    assert not endings.over(words.replace("whistle", "call"), Trouble("the left one whistles dreadfully"))


def test_what_was_told_long_ago_is_ended_by_its_name_alone() -> None:
    turn = since("the chainsaw stalls in wet wood", "Clean the filter.", "cleaned it, runs well now")
    old = replace(turn.known.issues[0], opened_at=NOON - timedelta(days=40))

    assert endings.of(turn, turn.known.issues) is not None
    assert endings.of(turn, (old,)) is None
    named = replace(turn, events=(replace(turn.last, text="cleaned it, the chainsaw runs well now"),))
    assert endings.of(named, (old,)) == old


def test_of_two_the_one_that_is_named_is_ended() -> None:
    saw = OpenIssue(7, "the chainsaw stalls in wet wood", NOON, "web")
    lamp = OpenIssue(8, "the lantern flickers", NOON, "web")

    assert endings.of(told("", "new belt, the chainsaw runs like a dream"), (lamp, saw)) == saw


def test_good_news_are_no_trouble_whatever_their_words() -> None:
    assert endings.good_news("refund for the double charge landed this morning, cheers")
    assert not endings.good_news("the second charge landed this morning")


def test_what_comes_with_a_new_trouble_ends_none() -> None:
    assert endings.over("the new table is here and looks great, thanks", Trouble("a table is missing"))
    assert not endings.over("the new table is here and came scratched, thanks", Trouble("a table is missing"))
    assert not endings.over("courant coupé, il affiche F13 maintenant", Trouble("le four affiche F12"))
