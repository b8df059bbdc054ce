"""In a chat of several people nothing is said that belongs to one of them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from bot import linking
from bot.storage.tables import Chat, Fact, Identity, Message, Outbox, Outreach
from tests.conftest import Stage

HERE = {"chat": "the group", "data": {"addressed": True}}
BESIDE = {"chat": "the group", "data": {"addressed": True, "direct": "maya alone"}}


def told(stage: Stage) -> list[tuple[str, str]]:
    """Return everything that was sent, each with the chat that it was sent to."""
    return list(
        stage.look(
            lambda session: session.exec(
                select(Chat.chat, Message.text)
                .join(Outbox, Outbox.chat_id == Chat.id)
                .join(Message, Message.id == Outbox.message_id)
                .order_by(Outbox.id)
            ).all()
        )
    )


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


def test_what_a_timer_would_say_of_one_person_is_not_said_in_front_of_others(stage: Stage) -> None:
    stage.says("my desk wobbles and the leg is broken, I need a person", **HERE)
    stage.acts("claim")
    stage.acts("resolve")
    before = len(told(stage))

    stage.passes(days=5)

    assert told(stage)[before:] == []
    held = {row.purpose: row.cause for row in stage.rows(Outreach)}
    assert held["check_back"] == "a chat of several people"


def test_a_thumb_in_a_group_is_one_in_front_of_others(stage: Stage) -> None:
    """Apps that say of words whom they are meant for do not say it of a thumb."""
    stage.says("how do I return a chair?", **HERE)
    stage.stores("", kind="reaction", choice="down", chat="the group")
    assert stage.thinks().turn.public


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


def test_two_accounts_of_one_page_are_told_of_their_linking_once(stage: Stage) -> None:
    for user in ("visitor", "site-maya"):
        stage.says("hello", user=user, channel="web")
    one, other = (stage.customer(user, "web") for user in ("visitor", "site-maya"))
    stage.db.now(linking.link, one, other, method="host", actor="site", evidence="signed token", now=stage.now)

    assert stage.drain() == ["Your account here was linked with another account on Web. Not you? Write /unlink."]


@pytest.mark.parametrize("place", [BESIDE, HERE])
def test_that_an_account_was_linked_is_told_to_its_owner_alone(stage: Stage, place: dict[str, Any]) -> None:
    stage.says("hello", **place)
    stage.says("hello", user="site-maya", channel="web")
    before = len(told(stage))
    one, other = stage.customer("maya"), stage.customer("site-maya", "web")
    stage.db.now(linking.link, one, other, method="agent", actor="Anna", evidence="she called", now=stage.now)
    stage.drain()

    found = {chat: text for chat, text in told(stage)[before:]}
    assert "linked with Telegram" in found.pop("site-maya")
    assert found == {"maya": "Your account here was linked with Web. Not you? Write /unlink."}, "never in the group"


def test_who_had_a_code_redeemed_elsewhere_hears_of_it_in_their_direct_chat(stage: Stage) -> None:
    stage.says("/link")
    code = stage.rows(Message)[-1].code
    stage.says("hello", **BESIDE)
    before = len(told(stage))
    stage.says(f"/link {code}", user="site-maya", channel="web")

    assert {chat for chat, _ in told(stage)[before:]} == {"site-maya", "maya"}


@pytest.mark.parametrize("words", ["/me", "what do you know about me?", "which plan am I on?", "/export",
                                   "what did I tell you about Bergen?"])  # fmt: skip
def test_what_is_private_and_asked_in_public_is_answered_in_the_direct_chat(stage: Stage, words: str) -> None:
    stage.says("I live in Bergen and I'm on the Plus plan.")
    before = len(told(stage))
    stage.says(words, **BESIDE)

    (here, line), *alone = told(stage)[before:]
    assert (here, "our direct chat" in line) == ("the group", True)
    assert not any(word in line for word in ("Bergen", "Plus"))
    assert alone
    assert {chat for chat, _ in alone} == {"maya alone"}
    assert any(word in " ".join(text for _, text in alone) for word in ("Bergen", "Plus", "one file"))
    assert stage.decision().rule.endswith("; in the direct chat")


def test_forgetting_that_begins_in_public_is_confirmed_in_the_direct_chat(stage: Stage) -> None:
    stage.says("I live in Bergen")
    stage.says("/forget my city", **BESIDE)
    assert "for good" in told(stage)[-1][1]
    stage.presses("yes", chat="maya alone")
    assert stage.look(lambda session: session.exec(select(Fact)).all()) == []


def test_a_code_that_everybody_could_read_links_nobody(stage: Stage) -> None:
    stage.says("/link", user="ole")
    code = told(stage)[-1][1].split("**")[1]
    assert "direct chat" in stage.says(f"/link {code}", **BESIDE)[0]
    assert stage.customer("ole") != stage.customer("maya")


def test_help_and_what_articles_say_stay_where_they_are_asked(stage: Stage) -> None:
    assert "/human" in stage.says("/help", **BESIDE)[0]
    assert "label" in stage.says("how do I return a chair?", **BESIDE)[0].lower()
    assert {chat for chat, _ in told(stage)} == {"the group"}
