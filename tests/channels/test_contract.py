"""One contract for every channel."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.errors import InputError
from bot.types.channel import Channel
from bot.types.chat import Address, Choice, Outbound, Source

FOLDER = Path(importlib.import_module("bot.channels").__file__ or "").parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))


TOKENS = {"TELEGRAM_BOT_TOKEN": "7001:a-token-of-nobody"}


def everyone() -> list[Channel]:
    """All adapters that the channel files build, and the demo's pretend ones."""
    found: list[Channel] = [one for name in NAMES for one in importlib.import_module(f"bot.channels.{name}").build({})]
    return [*found, *importlib.import_module("bot.channels.web").pretend()]


def networks() -> list[Channel]:
    """Adapters of chat networks: without the network, what is pure of them can be tried here."""
    return [one for name in NAMES for one in importlib.import_module(f"bot.channels.{name}").build(TOKENS)
            if one.account not in ("site", "local")]  # fmt: skip


MAYA = {"telegram/7001": "41"}
"""What she is called, where not `maya`."""


def maya(channel: Any) -> str:
    return MAYA.get(f"{channel.name}/{channel.account}", "maya")


def payload(channel: Channel, text: str, key: str = "k1") -> dict[str, Any]:
    if maya(channel) == "41":
        person = {"id": 41, "is_bot": False, "first_name": "Maya"}
        message = {"message_id": 1, "from": person, "chat": {"id": 41, "type": "private"}, "date": 1, "text": text}
        return {"update_id": int(key[1:]), "message": message}
    return {"user": "maya", "text": text, "key": key} if channel.name == "terminal" else {
        "visitor": "maya", "text": text, "key": key}  # fmt: skip


each = pytest.mark.parametrize("channel", everyone(), ids=lambda one: f"{one.name}/{one.account}")
purely = pytest.mark.parametrize("channel", [*everyone(), *networks()], ids=lambda one: f"{one.name}/{one.account}")


def outbound(channel: Any, text: str) -> Outbound:
    return Outbound(
        key="m1", op="post", policy="resend", address=Address(channel.name, channel.account, maya(channel)),
        text=text,
        choices=(Choice("a:x.md", "The x"),), sources=(Source("x.md", "About x", "Section", 0.9, "abc"),),
    )  # fmt: skip


@purely
def test_a_message_is_parsed_to_who_where_and_what(channel: Any) -> None:
    event = channel.parse(payload(channel, "  hello  "))

    assert event is not None
    assert (event.kind, event.text) == ("message", "hello")
    assert event.key.endswith("1")
    assert event.address == Address(channel.name, channel.account, maya(channel))
    assert event.sender.id == maya(channel)
    assert not event.sender.is_bot


@purely
def test_parsing_is_pure(channel: Channel) -> None:
    shape = payload(channel, "hello")

    assert channel.parse(shape) == channel.parse(shape)


@purely
def test_an_empty_message_is_nothing(channel: Channel) -> None:
    assert channel.parse(payload(channel, "   ")) is None


@purely
@pytest.mark.parametrize("shape", [{}, {"text": 5}, {"visitor": "", "user": "", "key": "k", "text": "x"}])
def test_a_bad_shape_is_refused_with_what_is_needed(channel: Channel, shape: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"needs a|must be text"):
        channel.parse(shape)


@purely
def test_parts_are_json_keep_the_address_and_render_the_same_again(channel: Any) -> None:
    sent = outbound(channel, "**Hello**\n\n- one\n- two")
    parts = channel.render(sent)

    assert parts
    assert parts == channel.render(sent)
    for part in parts:
        json.dumps(dict(part.body))
        assert part.address == sent.address


@each
def test_a_part_is_sent_and_has_an_id(channel: Any) -> None:
    assert [bool(asyncio.run(channel.send(part))) for part in channel.render(outbound(channel, "Hello"))] == [True]


@purely
def test_every_address_has_a_pace_and_pace_is_pure(channel: Any) -> None:
    there = outbound(channel, "").address

    assert channel.pace(there) == channel.pace(there)
    assert channel.pace(there).gap >= 0


@each
def test_a_healthy_channel_has_nothing_to_say(channel: Channel) -> None:
    assert asyncio.run(channel.check()) == ""


def test_the_terminal_shows_words_source_and_numbered_choices_without_markup() -> None:
    from bot.channels.terminal import Terminal

    (part,) = Terminal().render(outbound(Terminal(), "**Hello**\n\n- one"))

    assert part.body["text"] == "Hello\n\n• one\n[About x – x.md]\n  1. The x"


def test_a_channel_file_is_found_by_its_name_alone() -> None:
    from bot.app import adapters
    from bot.errors import SettingsError

    # Without a token, the channels of the chat networks are not there.
    assert {name for name, _ in adapters(NAMES)} == {"terminal", "web"}
    with pytest.raises(
        SettingsError, match=r"there is no channel 'carrier_pigeon'\. There are: slack, telegram, terminal, web"
    ):
        adapters(["carrier_pigeon"])


def test_a_file_that_is_no_channel_and_a_package_that_is_missing_are_told_as_what_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from bot.app import adapters
    from bot.errors import SettingsError

    with pytest.raises(SettingsError, match="there is no channel '_own'"):
        adapters(["_own"])

    monkeypatch.delitem(sys.modules, "bot.channels.telegram", raising=False)
    monkeypatch.setitem(sys.modules, "httpx", None)  # as if it had never been installed
    with pytest.raises(SettingsError, match=r"telegram needs the package httpx, which is not installed here"):
        adapters(["telegram"])
