"""In a chat of several people nothing is said that belongs to one of them."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot import linking
from bot.storage.tables import Fact, Identity
from tests.conftest import Stage

HERE = {"data": {"addressed": True}}


def test_what_is_known_of_one_person_is_not_said_in_front_of_others(stage: Stage) -> None:
    stage.says("Hi, I'm Maya Okafor. I live in Bergen and I'm on the Plus plan. My order is 48213.")

    public = [*stage.says("hello", **HERE), *stage.says("which plan am I on?", **HERE), *stage.says("/me", **HERE),
              *stage.says("what do you know about me", **HERE), *stage.says("/forget my city", **HERE),
              *stage.says("/link", **HERE)]  # fmt: skip

    assert public
    assert not any(word in " ".join(public) for word in ("Bergen", "Plus", "48213", "Okafor"))
    assert "direct chat" in public[-1]
    assert "Bergen" in " ".join(stage.says("/me"))


def test_what_is_said_in_a_group_is_learnt_of_who_said_it(stage: Stage) -> None:
    stage.says("I live in Bergen", user="maya", **HERE)
    stage.says("I live in Oslo", user="ole", **HERE)

    rows = stage.look(
        lambda session: session.exec(
            select(Identity.external_id, Fact.value).join(Fact, Fact.identity_id == Identity.id)
        ).all()
    )
    assert sorted(rows) == [("maya", "Bergen"), ("ole", "Oslo")]


def test_an_issue_is_not_picked_up_in_public(stage: Stage) -> None:
    stage.says("my desk wobbles and the leg is broken")
    stage.says("I want to talk to a person")
    stage.acts("claim")
    stage.acts("hand_back")
    stage.passes(days=3)

    assert "wobbles" not in " ".join(stage.says("hello", **HERE))


@pytest.mark.parametrize("method", ["agent", "host"])
def test_both_sides_are_told_of_a_linking_by_others(stage: Stage, method: str) -> None:
    stage.says("hello", user="maya")
    stage.says("hello", user="site-maya", channel="web")
    one, other = stage.customer("maya"), stage.customer("site-maya", "web")

    stage.db.now(linking.link, one, other, method=method, actor="Anna", evidence="she called", now=stage.now)
    told = stage.drain()

    assert sorted(told) == sorted([
        "Your account here was linked with Web. Not you? Write /unlink.",
        "Your account here was linked with Telegram. Not you? Write /unlink.",
    ])  # fmt: skip
    assert stage.says("/unlink", user="maya")
    assert stage.customer("maya") != stage.customer("site-maya", "web")
