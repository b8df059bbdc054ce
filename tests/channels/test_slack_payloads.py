"""Every payload of Slack that matters, one a file, and the event it becomes."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels import _slack_in as incoming
from bot.errors import InputError
from bot.types.chat import Inbound

FOLDER = Path(__file__).parent.parent / "data" / "payloads" / "slack"
ME = incoming.Self("U0BOT", "T0001")
NAMES = {"U0DAN": "Dan"}


def given(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["payload"]


def seen(event: Inbound) -> dict[str, Any]:
    """An event as the files write it."""
    sender = event.sender
    return {
        "key": event.key, "chat": event.address.chat, "thread": event.address.thread, "kind": event.kind,
        "text": event.text, "choice": event.choice, "reply_to": event.reply_to, "data": dict(event.data),
        "sender": {"realm": sender.realm, "id": sender.id, "name": sender.name, "is_bot": sender.is_bot},
        "attachments": [
            {"name": file.name, "media_type": file.media_type, "size": file.size, "remote": dict(file.remote)}
            for file in event.attachments
        ],
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.json")))
def test_a_payload_becomes_its_event(name: str) -> None:
    case = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    expected = case["expected"]
    if expected is not None and "error" in expected:
        with pytest.raises(InputError, match=expected["error"]):
            incoming.parse(case["payload"], ME, NAMES)
        return
    event = incoming.parse(case["payload"], ME, NAMES)
    if expected is None:
        assert event is None
        return

    assert event is not None
    empty = {"choice": "", "reply_to": "", "data": {}, "attachments": []}
    at = expected.pop("sent_at", None)
    assert seen(event) == {**empty, **expected}
    assert (event.address.channel, event.address.account) == ("slack", "main")
    assert at is None or event.sent_at == datetime.fromisoformat(at)
    assert incoming.parse(case["payload"], ME, NAMES) == event  # pure


def test_the_two_events_of_one_mention_share_a_key_though_their_ids_differ() -> None:
    message, mention = given("message_channel_mention"), given("app_mention")

    assert message["event_id"] != mention["event_id"]
    assert incoming.parse(message, ME, {}) == incoming.parse(mention, ME, {})


def test_who_we_are_is_read_from_the_event_itself_so_nothing_waits_for_slack() -> None:
    event = incoming.parse(given("message_channel_mention"), incoming.Self(), {})

    assert event is not None
    assert event.data["addressed"]
    assert event.text == "where is my order?"


def test_what_cannot_be_read_has_a_key_of_its_own_that_a_redelivery_shares() -> None:
    odd = given("odd_nothing")

    assert incoming.key_of(odd) == incoming.key_of(dict(odd))
    assert incoming.key_of(odd) != incoming.key_of({"type": 5})
    assert incoming.key_of(given("odd_ts")) == "?:Ev0001"


ROWS = {
    "message im": ("message_im", "message_im_thread"),
    "message in channels, app_mention": ("message_channel_mention", "message_group", "message_mpim", "app_mention"),
    "file_share": ("file_share", "file_share_with_words", "file_share_slack_connect"),
    "message_changed": ("message_changed", "message_changed_preview", "message_changed_preview_after_edit",
                        "message_changed_stream_end", "message_changed_tombstone", "message_changed_assistant_thread"),
    "message_deleted": ("message_deleted", "message_deleted_card"),
    "thread_broadcast": ("thread_broadcast",),
    "bots": ("bot_message", "bot_modern", "bot_mention", "own_message", "own_message_customised", "slackbot"),
    "other subtypes": ("me_message", "channel_join", "channel_leave", "channel_topic", "channel_name", "reminder_add",
                       "ekm_access_denied"),
    "Slack Connect": ("slack_connect", "block_actions_stranger", "channel_shared"),
    "app_home_opened": ("app_home_opened_home", "app_home_opened_messages"),
    "agent experience": ("message_im_agent_view", "app_context_changed", "app_context_changed_documented",
                         "assistant_thread_started"),
    "interactions": ("block_actions", "view_submission", "view_closed", "shortcut", "message_action", "slash_command"),
    "feedback": ("feedback_buttons", "reaction_added", "reaction_removed"),
    "uninstalled": ("tokens_revoked", "app_uninstalled"),
    "app_rate_limited": ("app_rate_limited",),
    "url_verification": ("url_verification",),
}  # fmt: skip
"""The rows of what Slack sends (streaming is what we send: test_slack_sending.py), and the payloads of each."""


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_what_slack_sends_has_its_payloads(row: str) -> None:
    assert [name for name in ROWS[row] if not (FOLDER / f"{name}.json").is_file()] == []
