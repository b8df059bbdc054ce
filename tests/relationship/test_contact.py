"""Words that nobody asked for: consent, hours, caps, and a log of every one that was said or held back."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.memory import facts
from bot.memory.registry import DEFAULT
from bot.relationship.contact import PURPOSES
from bot.storage.tables import Fact, Inbound, Outreach, Survey
from bot.types.memory import Learned
from tests.conftest import Stage


def solved(stage: Stage, **who: str) -> None:
    stage.says("My desk leg is missing, I need a person", **who)
    stage.acts("claim")
    stage.acts("resolve")
    stage.drain()


STOPS = ["/stop", "unsubscribe", "please do not contact me", "keine Nachrichten mehr", "ne m'écrivez plus"]


@pytest.mark.parametrize("words", STOPS)
def test_who_opts_out_hears_nothing_unasked_any_more_on_any_linked_channel(stage: Stage, words: str) -> None:
    solved(stage, channel="slack")
    code = stage.says("/link", channel="slack")[0].split("**")[1]
    stage.says(f"/link {code}")
    stage.says(words)
    assert [fact.value for fact in stage.rows(Fact) if fact.key == "contact.do_not_contact"] == ["all"]

    assert stage.passes(days=40) == []
    assert {row.said for row in stage.rows(Outreach)} == {False}
    assert {row.cause for row in stage.rows(Outreach)} == {"opted out: all"}


def test_taking_an_opt_out_back_is_forgetting_it(stage: Stage) -> None:
    stage.says("/stop")
    stage.says("/forget do not contact")
    stage.says("yes")
    solved(stage)
    assert stage.passes(minutes=11)[0].startswith("How did we do")


def test_a_second_message_inside_the_cap_is_held_back_and_logged(stage: Stage) -> None:
    for _ in range(2):
        solved(stage)
        stage.passes(days=4)
    log = [(row.purpose, row.said, row.cause) for row in stage.rows(Outreach) if row.purpose == "check_back"]

    assert log == [("check_back", True, "an issue was solved"),
                   ("check_back", False, "cap: one message unasked in 7 days")]  # fmt: skip


def test_a_solved_issue_is_looked_back_at_and_no_reopens_it(stage: Stage) -> None:
    solved(stage)
    said = stage.passes(days=3, minutes=1)

    assert said[-1].startswith("A few days ago this was solved: “My desk leg is missing")
    assert stage.says("no, still broken")[0].startswith("Thank you for saying so.")
    assert stage.conversation().owner == "queue"


def test_who_was_content_is_not_looked_back_at(stage: Stage) -> None:
    solved(stage)
    stage.passes(minutes=11)
    stage.says("5")
    stage.passes(days=4)

    assert [row.kind for row in stage.rows(Survey)] == ["csat"]


def test_nobody_is_written_to_amid_a_talk_with_a_person(stage: Stage) -> None:
    solved(stage)
    stage.says("human please")
    stage.passes(minutes=11)
    assert stage.rows(Survey) == []

    stage.acts("claim")
    stage.acts("hand_back")
    stage.passes(hours=5)
    assert [row.kind for row in stage.rows(Survey)] == ["csat"]


def test_hours_are_the_customers_own(stage: Stage) -> None:
    solved(stage)
    zone = Learned("locale.timezone", "Asia/Tokyo", "My desk", "an agent's note", message_id=1)
    stage.db.now(facts.store, 1, zone, stage.now, stage.now, DEFAULT)
    assert stage.passes(hours=1) == []  # 22:00 there

    assert stage.passes(hours=11)[0].startswith("How did we do")


def test_hours_are_those_of_the_zone_that_the_app_tells_where_the_customer_named_none(stage: Stage) -> None:
    solved(stage)
    in_tokyo = {"address": {}, "choice": "", "data": {"timezone": "Asia/Tokyo"}}
    stage.db.now(lambda session: session.execute(update(Inbound).values(payload=in_tokyo)))
    assert stage.passes(hours=1) == []  # 22:00 there

    assert stage.passes(hours=11)[0].startswith("How did we do")


def test_each_purpose_says_what_forbids_it() -> None:
    assert all("all" in rule.refused_by for name, rule in PURPOSES.items() if name != "promise")
