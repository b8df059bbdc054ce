"""What comes in: whose it is, what is kept of it, to which conversation it belongs, and how long it waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot import intake
from bot.memory import identities
from bot.storage.sqlite import sqlite_path
from bot.storage.tables import Attachment as AttachmentRow
from bot.storage.tables import CaseEvent, Conversation, Identity, Inbound, Lane, Message, MessageRef, Outbox
from bot.types.chat import Attachment, Sender
from tests.conftest import NOON, Stage

RETURN = "how do I return a chair?"
CARD = "4111 1111 1111 1111"


def receives(stage: Stage, text: str, *, burst: float = 0, **more: Any) -> bool:
    """Store an event as `App.receive` does, with a burst window of its own."""
    return bool(stage.db.now(intake.receive, stage.event(text, **more), stage.now, burst=burst))


def claimable(stage: Stage, **later: float) -> bool:
    """Whether a worker would take the customer's lane so much later."""
    due = stage.now + timedelta(**later)
    query = select(Lane.ref).where(Lane.kind == "in", Lane.pending > 0, col(Lane.ready_at) <= due)
    return stage.look(lambda session: session.exec(query).first()) is not None


def answer(stage: Stage, **more: Any) -> Message:
    """The bot's answer to a question, as stored."""
    stage.says(RETURN, **more)
    return stage.rows(Message)[-1]


# --- once ------------------------------------------------------------------------------------------


def test_a_redelivery_is_stored_once_and_answered_once(stage: Stage) -> None:
    assert stage.stores(RETURN, key="once")
    assert not stage.stores(RETURN, key="once")

    assert [row.role for row in stage.rows(Message)] == ["customer"]
    assert stage.waiting() == 1
    assert len(stage.drain()) == 1
    assert not stage.stores(RETURN, key="once")
    assert stage.drain() == []


def test_the_same_key_from_another_chat_app_is_another_message(stage: Stage) -> None:
    assert stage.stores(RETURN, key="1")
    assert stage.stores(RETURN, key="1", channel="slack")


def test_what_a_bot_says_is_not_stored_and_makes_nobody_known(stage: Stage) -> None:
    event = stage.event("how do I return a chair?")
    bot = type(event)(event.key, event.address, Sender("demo", "robot", "Robot", is_bot=True), "message", event.text)

    assert not stage.db.now(intake.receive, bot, stage.now)
    assert (stage.rows(Inbound), stage.rows(Message), stage.rows(Identity)) == ([], [], [])


# --- what is kept ----------------------------------------------------------------------------------


def test_of_who_is_shut_out_nothing_is_taken_and_so_the_bytes_of_a_file_are_not_kept(stage: Stage) -> None:
    stage.says("hello")
    stage.db.now(identities.bar, stage.customer(), barred=True)
    assert not stage.stores("look at this", attachments=(Attachment("here", "photo.png", "image/png", 3, ""),))
    assert stage.rows(AttachmentRow) == []


def test_a_secret_is_gone_before_anything_is_stored(stage: Stage) -> None:
    stage.stores(f"my card is {CARD} and my password is hunter2secret")

    path = sqlite_path(stage.app.settings.database)
    stored = b"".join(file.read_bytes() for file in path.parent.glob("rapport.db*"))
    assert stage.rows(Message)[0].text == "my card is [card removed] and my password is [password removed]"
    assert CARD.encode() not in stored
    assert b"hunter2secret" not in stored


def test_a_very_long_message_is_cut(stage: Stage) -> None:
    stage.stores("word " * 5000)

    assert len(stage.rows(Message)[0].text) == intake.LONGEST_TEXT


@pytest.mark.parametrize("before", range(intake.LONGEST_TEXT - 18, intake.LONGEST_TEXT + 1, 3))
def test_no_half_of_a_secret_stays_where_a_long_message_is_cut(stage: Stage, before: int) -> None:
    words = ("word " * 2000)[: before - 1] + " "
    stage.stores(f"{words}{CARD} and more {'word ' * 100}")

    assert "1111" not in stage.rows(Message)[0].text
    assert "4111" not in stage.rows(Message)[0].text


def test_no_half_of_a_secret_stays_at_the_far_edge_of_a_message_full_of_secrets(stage: Stage) -> None:
    stage.stores(f"{CARD}, " * 600)

    assert "1111" not in stage.rows(Message)[0].text


def test_control_characters_and_turned_directions_are_not_kept(stage: Stage) -> None:
    stage.stores("how\x00 long\u202e does it take?", name="Maya\u202e\x07\n  Lindgren" + "x" * 200)

    assert stage.rows(Message)[0].text == "how long does it take?"
    name = stage.rows(Identity)[0].display_name
    assert name.startswith("Maya Lindgren")
    assert len(name) == intake.LONGEST_NAME


def test_words_live_in_the_message_alone(stage: Stage) -> None:
    stage.stores("I live in Trondheim", data={"external_id": "77"})

    row = stage.rows(Inbound)[0]
    assert "Trondheim" not in str(row.payload)
    assert row.payload["address"] == {"channel": "telegram", "account": "demo", "chat": "maya", "thread": ""}
    assert row.message_id == stage.rows(Message)[0].id


def test_where_a_message_appears_is_kept_when_the_app_tells(stage: Stage) -> None:
    stage.stores("one", data={"external_id": "77"})
    stage.stores("two")

    where = [(row.message_id, row.channel, row.account, row.chat, row.external_id) for row in stage.rows(MessageRef)]
    assert where == [(stage.rows(Message)[0].id, "telegram", "demo", "maya", "77")]


def test_a_message_keeps_when_it_was_sent_and_when_it_came_in(stage: Stage) -> None:
    sent = NOON - timedelta(hours=2)
    stage.stores("late", sent_at=sent)
    stage.stores("now")

    late, now = stage.rows(Message)
    assert (late.sent_at, late.received_at) == (sent, NOON)
    assert (now.sent_at, now.received_at) == (NOON, NOON)


@pytest.mark.parametrize("kind", ["press", "command"])
def test_a_button_and_a_command_are_the_customers_words_in_the_conversation(stage: Stage, kind: str) -> None:
    stage.says("hello there.")
    stage.stores("how do I return a sofa?", kind=kind)

    message = stage.rows(Message)[-1]
    assert (message.role, message.text) == ("customer", "how do I return a sofa?")
    assert message.conversation_id == stage.conversation().id


@pytest.mark.parametrize("kind", ["joined", "left", "revoked", "blocked", "reaction"])
def test_what_is_no_words_leaves_no_message_and_opens_no_conversation(stage: Stage, kind: str) -> None:
    assert receives(stage, "", kind=kind)

    assert stage.rows(Message) == []
    assert stage.rows(Conversation) == []
    assert [row.message_id for row in stage.rows(Inbound)] == ([None] if kind == "reaction" else [])


# --- which conversation ----------------------------------------------------------------------------


def test_a_conversation_goes_on_until_a_day_of_silence_and_then_a_new_one_begins(stage: Stage) -> None:
    stage.says(RETURN)
    stage.passes(hours=24)  # to the second: not yet more than a day
    stage.stores("hello there.")
    assert len(stage.rows(Conversation)) == 1

    stage.drain()
    last = stage.now
    stage.passes(hours=24, seconds=1)
    stage.stores("hello again.")
    old, new = stage.rows(Conversation)
    assert (old.status, old.closed_at) == ("closed", last)
    assert (new.status, new.opened_at, new.last_at) == ("open", stage.now, stage.now)
    assert stage.rows(Message)[-1].conversation_id == new.id


def test_a_conversation_with_a_case_does_not_end_by_silence(stage: Stage) -> None:
    stage.says("human please")
    for verb in ("", "claim"):
        if verb:
            stage.acts(verb)
        stage.passes(days=3)
        stage.says("anybody there?")
        assert len(stage.rows(Conversation)) == 1


def test_after_the_case_is_resolved_the_next_word_begins_a_new_conversation(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.acts("resolve")
    stage.stores("hello there.")

    assert [row.status for row in stage.rows(Conversation)] == ["closed", "open"]


def test_every_message_counts_as_a_sign_of_life(stage: Stage) -> None:
    stage.says(RETURN)
    for _ in range(4):
        stage.passes(hours=20)
        stage.says("thanks")

    assert len(stage.rows(Conversation)) == 1
    assert stage.conversation().last_at == stage.now


def test_a_case_that_goes_on_in_another_channel_is_marked_once_for_each_change(stage: Stage) -> None:
    stage.says("human please")
    stage.db.now(_as_one, stage)
    stage.says("still there?")
    assert _moves(stage) == []
    stage.stores("in Slack now", channel="slack")
    stage.stores("still in Slack", channel="slack")
    assert _moves(stage) == ["slack"]
    stage.stores("and back")
    assert _moves(stage) == ["slack", "telegram"]


def _moves(stage: Stage) -> list[str]:
    return [row.detail for row in stage.rows(CaseEvent) if row.kind == "moved"]


def _as_one(session: Any, stage: Stage) -> None:
    """Make the Slack account another one of the same customer's."""
    intake.receive(session, stage.event("", channel="slack", kind="home"), stage.now)
    for row in session.exec(select(Identity)).all():
        row.customer_id = 1
        session.add(row)


# --- how long it waits -----------------------------------------------------------------------------


def test_half_a_sentence_waits_for_its_next_fragment_and_both_are_one_turn(stage: Stage) -> None:
    receives(stage, "how do I", burst=2)
    assert not claimable(stage, seconds=1.9)
    assert claimable(stage, seconds=2)

    stage.now += timedelta(seconds=1)
    receives(stage, "return a chair?", burst=2)
    assert claimable(stage)
    assert stage.thinks().turn.text == "how do I\nreturn a chair?"


def test_a_finished_sentence_a_command_and_a_button_do_not_wait(stage: Stage) -> None:
    for number, (text, kind) in enumerate([(RETURN, "message"), ("/me", "message"), ("", "press")]):
        receives(stage, text, kind=kind, burst=2, user=f"u{number}")
        assert claimable(stage), text
        stage.drain()


def test_a_finished_sentence_does_not_cut_a_turn_that_is_being_thought(stage: Stage) -> None:
    receives(stage, RETURN)
    stage.claims()
    receives(stage, "hello?")

    assert not claimable(stage, seconds=5)


# --- thumbs ----------------------------------------------------------------------------------------


def test_a_thumb_is_kept_with_the_answer_and_tells_the_turn_which_article_it_was(stage: Stage) -> None:
    message = answer(stage)
    stage.stores("", kind="reaction", choice="up", reply_to=message.public_id)

    assert stage.rows(Message)[-1].feedback == "up"
    assert stage.rows(Inbound)[-1].payload["data"] == {"article": "returns/how.md", "message_id": message.id}


def test_a_thumb_can_be_turned_round(stage: Stage) -> None:
    message = answer(stage)
    for choice in ("up", "down"):
        stage.stores("", kind="reaction", choice=choice, reply_to=message.public_id)

    assert stage.rows(Message)[-1].feedback == "down"


def test_nobody_can_rate_what_was_said_to_somebody_else(stage: Stage) -> None:
    message = answer(stage)
    stage.stores("", kind="reaction", choice="down", reply_to=message.public_id, user="eve")

    assert [row.feedback for row in stage.rows(Message)] == ["", ""]
    assert stage.rows(Inbound)[-1].payload["data"] == {}


def test_only_what_the_bot_said_is_rated_and_only_with_a_thumb(stage: Stage) -> None:
    message = answer(stage)
    own = stage.rows(Message)[0]
    stage.stores("", kind="reaction", choice="up", reply_to=own.public_id)
    stage.stores("", kind="reaction", choice="heart", reply_to=message.public_id)
    stage.stores("", kind="reaction", choice="up", reply_to="no such message")

    assert [row.feedback for row in stage.rows(Message)] == ["", ""]
    assert all(row.payload["data"] == {} for row in stage.rows(Inbound)[1:])


def test_a_thumb_on_words_without_an_article_names_none(stage: Stage) -> None:
    stage.says("hello there.")
    stage.stores("", kind="reaction", choice="up", reply_to=stage.rows(Message)[-1].public_id)

    assert stage.rows(Inbound)[-1].payload["data"]["article"] == ""


def test_what_is_received_is_answered_where_it_was_written(stage: Stage) -> None:
    stage.says(RETURN, channel="slack", user="ben")

    assert stage.rows(Outbox)[-1].body["address"]["chat"] == "ben"
