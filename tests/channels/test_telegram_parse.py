"""What Telegram sends, one payload a file, and the neutral event that it is to us."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels._telegram_parse import Me, parse
from bot.errors import InputError
from bot.types.chat import Address, Inbound

ME = Me("7001", "rapport_bot")
FOLDER = Path(__file__).parent.parent / "data" / "payloads" / "telegram"
FILES = sorted(FOLDER.glob("*.json"))


def plain(event: Inbound) -> dict[str, Any]:
    """Return an event as the files write it: without what is empty."""
    found: dict[str, Any] = {
        "key": event.key, "address": [event.address.account, event.address.chat, event.address.thread],
        "sender": [event.sender.id, event.sender.name], "kind": event.kind, "is_bot": event.sender.is_bot,
        "text": event.text, "reply_to": event.reply_to, "choice": event.choice, "data": dict(event.data),
        "sent_at": event.sent_at.isoformat() if event.sent_at else "",
        "attachments": [[file.name, file.media_type, file.size, dict(file.remote)] for file in event.attachments],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value or name in ("sender", "address")}


def load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_a_payload_becomes_its_event(name: str) -> None:
    case = load(name)
    if "refused" in case:
        with pytest.raises(InputError) as refused:
            parse(case["update"], ME)
        assert str(refused.value) == case["refused"]
        return

    assert [plain(event) for event in parse(case["update"], ME)] == case["events"]


def test_a_group_that_moved_is_one_event_whichever_chat_tells_it() -> None:
    (old,), (new,) = (parse(load(name)["update"], ME) for name in ("migrated_to", "migrated_from"))

    assert old == new


def test_ids_of_two_bots_or_chats_never_meet() -> None:
    update = load("message_text")["update"]
    (ours,), (theirs,) = parse(update, ME), parse(update, Me("7002"))

    assert ours.address == Address("telegram", "7001", "41")
    assert theirs.address == Address("telegram", "7002", "41")


@pytest.mark.parametrize("update", [None, 5, "x", [], {}, {"update_id": "5"}, {"update_id": True}, {"update_id": -1}])
def test_what_has_no_number_is_no_update(update: Any) -> None:
    with pytest.raises(InputError, match="An update needs a whole number as its update_id"):
        parse(update, ME)


strange = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(FILES), st.data())
def test_a_payload_that_is_bent_anywhere_is_an_event_nothing_or_refused(path: Path, data: st.DataObject) -> None:
    update = json.loads(path.read_text(encoding="utf-8"))["update"]
    here: Any = update
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(here[key], (dict, list)) or not here[key] or data.draw(st.booleans()):
            break
        here = here[key]
    here[key] = data.draw(strange)

    try:
        events = parse(update, ME)
    except InputError:
        return
    for event in events:
        json.dumps(dict(event.data))
        (event.text + event.choice + event.sender.name).encode()


ROWS = {
    "message": ("message_text", "message_entities", "command_start_payload", "command_with_our_name"),
    "what a message carries": (
        "photo_caption",
        "document",
        "voice",
        "audio",
        "video",
        "sticker",
        "location",
        "contact_own",
        "contact_of_another",
    ),
    "album": ("album_first", "album_second"),
    "edited_message": ("edited_message", "edited_caption", "edited_live_location"),
    "deletions": ("deleted_business_messages",),
    "callback_query": ("callback_query", "callback_query_inaccessible"),
    "message_reaction": ("reaction_up", "reaction_down", "reaction_taken_back"),
    "my_chat_member": ("blocked", "unblocked", "joined_group", "promoted_in_group", "left_group_by_anonymous"),
    "business": ("business_connection", "business_message", "business_message_by_owner"),
    "newer kinds": ("guest_message", "managed_bot", "subscription", "unknown_kind"),
    "groups": ("migrated_to", "migrated_from", "channel_as_sender", "anonymous_admin"),
    "forum topics": ("topic_message", "topic_reply", "general_topic", "topic_created"),
}
"""The rows of what Telegram sends (previews are what we send: test_telegram_sending.py), and the payloads of each."""


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_what_telegram_sends_has_its_payloads(row: str) -> None:
    assert [name for name in ROWS[row] if not (FOLDER / f"{name}.json").is_file()] == []
