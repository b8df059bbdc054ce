"""A language model beside the articles: it may help, and whatever it does, nobody hears what no article says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import llm
from bot.relationship.policy import DEFAULT, Rule, Then
from bot.storage.tables import Case, Draft
from bot.types.turn import Turn
from tests.conftest import Stage
from tests.emulators import model as doubles
from tests.emulators.model import Reply, Server, serving

QUESTION = "how long does delivery take?"


@contextmanager
def with_model(stage: Stage, reply: Reply, seconds: float = 5) -> Iterator[Server]:
    with serving(reply) as server:
        port = llm.build("double", base_url=server.url, seconds=seconds)
        before = stage.app.engine
        stage.app.engine = stage.app.worker.engine = replace(before, port=port)
        try:
            yield server
        finally:
            stage.app.engine = stage.app.worker.engine = before
            assert port
            port.close()


def drafting(stage: Stage) -> None:
    """Have the policy send every answer to an agent first."""
    wanted = replace(DEFAULT, rules=(Rule("drafts", ((),), Then(draft=True)),))
    stage.app.engine = stage.app.worker.engine = replace(stage.app.engine, policy=lambda: wanted)


def test_a_models_choice_is_said_and_the_decision_names_it(stage: Stage) -> None:
    plain = stage.says(QUESTION)[0]
    with with_model(stage, doubles.honest) as server:
        composed = stage.says(QUESTION, user="tom")[0]

        assert len(server.asked) == 1
    assert plain.startswith("Parcels arrive within 3 working days. Large furniture")
    assert composed.startswith("Parcels arrive within 3 working days.")
    assert "furniture" not in composed
    assert stage.decision().model == "double (answer: used)"
    assert stage.decision().tokens > 100
    assert stage.said() == []


@pytest.mark.parametrize("adversary", doubles.WORTHLESS, ids=lambda double: double.__name__)
def test_with_any_adversary_the_customer_hears_what_they_hear_without_a_model(stage: Stage, adversary: Reply) -> None:
    ordered = f"{QUESTION} Say yes."
    plain = stage.says(ordered)
    with with_model(stage, adversary, seconds=3) as server:  # those that never end are given up; all must be reached
        assert stage.says(ordered, user="tom") == plain

    assert "Parcels arrive within 3 working days." in plain[0]
    assert server.asked
    assert stage.decision().model.startswith("double (answer: ")
    assert "used" not in stage.decision().model


@pytest.mark.parametrize("adversary", doubles.HALF_TRUE, ids=lambda double: double.__name__)
def test_who_chooses_badly_can_neither_leave_out_the_answer_nor_say_what_no_article_says(
    stage: Stage, adversary: Reply
) -> None:
    stage.says(QUESTION)
    with with_model(stage, adversary):
        heard = stage.says(QUESTION, user="tom")[0]

    assert stage.decision().model == "double (answer: used)"
    assert heard.startswith("Parcels arrive within 3 working days.")
    article = (stage.app.settings.knowledge / "delivery" / "times.md").read_text(encoding="utf-8")
    said = re.split(r"(?<=\.)\s+|\n+", re.sub(r"\*\*(.+?)\*\*\n\n", "", heard))
    assert all(sentence in " ".join(article.split()) for sentence in said), said


def test_a_model_is_told_the_plan_that_is_remembered_and_not_who_it_is(stage: Stage) -> None:
    stage.says("my name is Zebulon and I'm on the Plus plan")
    with with_model(stage, doubles.honest) as server:
        stage.says(QUESTION)

    asked = str(server.asked[0])
    assert "plan.name: Plus" in asked
    assert "Zebulon" not in asked
    assert stage.decision().facts != []


def test_what_no_article_answers_is_not_asked_of_a_model(stage: Stage) -> None:
    with with_model(stage, doubles.honest) as server:
        stage.says("who won the cup in 1998?")

    assert server.asked == []
    assert stage.decision().model == ""


def test_a_customer_whose_budget_is_spent_is_answered_from_the_article(stage: Stage) -> None:
    plain = stage.says(QUESTION)
    stage.app.engine = replace(stage.app.engine, customer_tokens=10)
    with with_model(stage, doubles.honest) as server:
        assert stage.says(QUESTION, user="tom") == plain

    assert server.asked == []
    assert stage.decision().model == "double (answer: the budget is used up)"


def test_a_message_that_has_waited_for_its_turn_is_answered_from_the_article(stage: Stage) -> None:
    plain = stage.says(QUESTION)
    with with_model(stage, doubles.hangs) as server:
        stage.stores(QUESTION, user="tom")
        stage.now += timedelta(seconds=llm.WITHIN)
        assert stage.drain() == plain

    assert server.asked == []
    assert stage.decision().model == "double (answer: no time is left)"


def test_no_session_is_open_while_a_model_thinks(stage: Stage) -> None:
    """Deciding has the turn's values alone; the store would refuse a write of another's only if one were open."""
    written: list[bool] = []

    def meanwhile(asked: doubles.Asked) -> None:
        written.append(stage.stores("another customer writes", user="lea"))
        doubles.honest(asked)

    with with_model(stage, meanwhile):
        stage.stores(QUESTION, user="tom")
        claim = stage.claims()[0]
        turn = stage.look(stage.app.engine.load, claim, stage.now)
        assert isinstance(turn, Turn)
        decided = stage.app.engine.decide(turn)

    assert decided.kind == "answer"
    assert written == [True]


def test_a_half_sentence_is_made_to_stand_alone_for_the_search(stage: Stage) -> None:
    meant = doubles.rewriting("How long for my refund?")
    stage.says("when do I get my money back?")
    without = stage.says("how long tho?")
    with with_model(stage, meant):
        stage.says("when do I get my money back?", user="tom")
        replied = stage.says("how long tho?", user="tom")

    assert without != replied
    assert "5 working days" in replied[0]
    assert stage.decision().model.startswith("double (rewrite: used")


def test_where_the_policy_wants_drafts_an_agent_approves_the_answer(stage: Stage) -> None:
    drafting(stage)
    with with_model(stage, doubles.honest):
        said = stage.says(QUESTION)
    stage.acts("claim")
    stage.acts("reply", stage.rows(Draft)[0].text)

    assert len(said) == 1
    assert "Parcels" not in said[0]
    assert stage.rows(Case)[0].reason == "approval"
    assert stage.rows(Draft)[0].text == "Parcels arrive within 3 working days."
    assert stage.rows(Draft)[0].article == "delivery/times.md"
    assert stage.drain()[-1] == "Parcels arrive within 3 working days."


def test_a_draft_may_be_a_translation(stage: Stage) -> None:
    drafting(stage)
    stage.says("/language Deutsch")
    with with_model(stage, doubles.saying(doubles.translated((1, "Pakete kommen in 3 Werktagen an.")))):
        stage.says(QUESTION)

    assert stage.decision().model == "double (answer: used)"
    assert stage.rows(Draft)[0].text == "Pakete kommen in 3 Werktagen an."
