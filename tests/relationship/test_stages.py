"""The stages of a relationship, walked through from what happened."""

from __future__ import annotations

from datetime import timedelta

from bot.relationship import standing
from bot.relationship.events import count
from bot.relationship.stages import walk
from bot.types.relationship import Happened
from tests.relationship.people import NOON, ago, known, shop


def stage(*happened: Happened, last: float | None = 0) -> str:
    """Return the stage at noon of who wrote `last` days ago."""
    wrote = None if last is None else NOON - timedelta(days=last)
    return walk(shop().stages, happened, wrote, NOON)[-1].stage


def test_stages_a_pricing_question_an_order_and_three_solved_contacts_lead_to_loyalty() -> None:
    """features.md §3, stages: pricing question → consideration; order → purchase; 3 solved and score ≥ 4 → loyalty."""
    asked, ordered = ago("said", 80, what="price"), ago("order_placed", 70)
    solved = tuple(ago("solved", days) for days in (60, 50, 40))

    assert stage() == "prospecting"
    assert stage(asked) == "consideration"
    assert stage(asked, ordered) == "purchase"
    assert stage(asked, ordered, *solved) == "connection"
    assert stage(asked, ordered, *solved, ago("scored", 39, score=5)) == "loyalty"
    assert stage(asked, ordered, *solved, ago("scored", 39, score=3)) == "connection"


def test_ninety_silent_days_are_a_step_down_and_each_further_stretch_is_another() -> None:
    loyal = (*(ago("solved", days) for days in (402, 401, 400)), ago("scored", 400, score=5))

    way = walk(shop().stages, loyal, None, NOON)
    assert [step.stage for step in way[-3:]] == ["loyalty", "connection", "purchase"]
    assert [(NOON - step.at).days for step in way[-3:]] == [400, 310, 130]
    assert stage(*loyal, ago("solved", 1), last=1) == "purchase"  # what has decayed does not come back by one word


def test_whoever_writes_gives_a_sign_of_life() -> None:
    loyal = (*(ago("solved", days) for days in (102, 101, 100)), ago("scored", 100, score=5))

    assert stage(*loyal, last=None) == "connection"
    assert stage(*loyal, last=20) == "loyalty"


def test_what_we_did_by_ourselves_is_no_sign_of_life() -> None:
    loyal = (*(ago("solved", days) for days in (102, 101, 100)), ago("scored", 100, score=5))

    assert stage(*loyal, ago("written_to", 30), ago("rewarded", 20, name="x"), last=None) == "connection"


def test_an_exit_takes_a_step_down_and_counting_begins_anew() -> None:
    loyal = (*(ago("solved", days) for days in (32, 31, 30)), ago("scored", 29, score=5))
    hurt = (*loyal, ago("scored", 20, score=1))

    assert stage(*hurt) == "connection"
    assert stage(*hurt, ago("solved", 10)) == "connection"
    assert stage(*hurt, *(ago("solved", days) for days in (12, 11, 10)), ago("scored", 9, score=4)) == "loyalty"


def test_marks_stand_beside_the_stage() -> None:
    fresh = standing(known(), "", shop(), NOON)
    bought = standing(known(), "", shop(), NOON, happened=(ago("order_placed", 3), ago("referred", 2)))

    assert fresh.marks == ("awareness",)
    assert bought.marks == ("post_purchase", "advocacy")


def test_every_step_has_its_day_and_its_cause() -> None:
    way = walk(shop().stages, (ago("order_placed", 5),), NOON, NOON)

    assert [(step.stage, step.why) for step in way] == [("prospecting", "first seen"), ("purchase", "order_placed")]
    assert way[-1].at == NOON - timedelta(days=5)


def test_figures_count_a_year_and_say_nothing_of_what_is_unknown() -> None:
    figures = count((ago("order_placed", 400, amount=50), ago("order_placed", 10, amount=70), ago("rated", 3, score=9)),
                    None, NOON)  # fmt: skip

    assert (figures["orders"], figures["spent"], figures["nps"]) == (("1",), ("70",), ("9",))
    assert figures["score"] == figures["days_since_contact"] == ()
