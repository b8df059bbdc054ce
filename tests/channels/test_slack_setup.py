"""The manifest asks for all that Rapport does and for no more; the doctor says how to mend what is missing."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels import _slack_in as incoming
from bot.channels import _slack_setup as setup
from bot.channels.slack import diagnose, manifest
from bot.types.channel import Look
from tests.emulators import slack_rules as rules
from tests.emulators.slack import Slack as World

pytestmark = pytest.mark.anyio

CODE = Path(setup.__file__).parent


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World(manifest()) as world:
        yield world
        assert world.mistakes == []


async def test_every_event_that_is_read_is_asked_for_and_every_one_asked_for_is_read() -> None:
    asked = {event.split(".")[0] for handled in setup.HANDLED for event in (*handled.events, *handled.legacy)}
    read = set(incoming._EVENTS) | {"assistant_thread_started", "app_context_changed"}

    assert asked == read
    assert {event for handled in setup.HANDLED for event in handled.events if event.startswith("message.")} == {
        "message.im", "message.channels", "message.groups", "message.mpim"}  # fmt: skip


async def test_every_method_that_is_called_has_its_scopes() -> None:
    files = (path for path in CODE.glob("*slack*.py") if path.stem != "_slack_setup")
    method = re.compile(
        r'"((?:auth|chat|conversations|users|views|files|reactions|assistant\.threads|oauth\.v2)\.\w+)"'
    )
    called = {found for path in files for found in method.findall(path.read_text(encoding="utf-8"))}
    known = {method: handled for handled in setup.HANDLED for method in handled.calls}

    assert called - set(known) == set()
    assert set(known) - called == set()
    asked = set(setup.scopes())
    for name in called:
        assert set(rules.METHODS[name].scopes) <= asked, name
        if (by_kind := rules.METHODS[name].by_kind) == "history":
            assert {f"{kind}:{by_kind}" for kind in ("im", "channels", "groups", "mpim")} <= asked


async def test_whatever_listens_to_an_event_asks_for_the_scope_that_brings_it() -> None:
    lacking = [
        (handled.what, event)
        for handled in setup.HANDLED
        for event in (*handled.events, *handled.legacy)
        if not set(rules.EVENT_SCOPES[event]) <= set(handled.scopes)
    ]
    assert lacking == []
    assert "commands" in setup.scopes(), "the manifest has a command"


async def test_no_scope_is_asked_for_without_a_reason() -> None:
    needed = {scope for method in rules.METHODS.values() for scope in method.scopes}
    by_events = {
        "app_mentions:read",
        "reactions:read",
        "im:history",
        "channels:history",
        "groups:history",
        "mpim:history",
    }
    others = {"commands", "chat:write.customize", "im:read", "channels:read", "groups:read"}

    assert set(setup.scopes()) <= needed | by_events | others


async def test_the_manifest_is_for_socket_mode_or_for_an_address() -> None:
    socket, http = manifest(), manifest("https://bot.example/slack/events")

    assert socket["settings"]["socket_mode_enabled"]
    assert "request_url" not in str(socket)
    assert not http["settings"]["socket_mode_enabled"]
    assert [one["settings"]["token_rotation_enabled"] for one in (socket, manifest(rotate=True))] == [False, True]
    assert str(http).count("https://bot.example/slack/events") == 3
    assert 175 <= len(socket["display_information"]["long_description"]) <= 4000
    assert len(socket["display_information"]["name"]) <= 35
    assert len(socket["display_information"]["description"]) <= 140


async def test_a_good_set_up_is_well(world: World) -> None:
    desk = world.add_chat("desk")

    found = await diagnose(world.given(), [desk.id])

    assert [look.mend for look in found] == [""] * 5, found
    assert found[-1].said == "The bot is in the desk #desk."
    assert not any(look.mend for look in await diagnose(world.given(http=True), []))


async def test_each_fault_of_a_set_up_is_named_with_how_to_mend_it(world: World) -> None:
    desk, archived = world.add_chat("desk", bot=False), world.add_chat("old", archived=True)
    world.scopes -= {"reactions:write", "files:read"}
    world.app_token_error = "invalid_auth"

    found = await diagnose(world.given(), [desk.id, archived.id, "C0NEVER"])

    wrong = [look for look in found if look.mend]
    assert [not look.mend for look in found] == [True, False, False, True, False, False, False]
    assert wrong[0].said == "The token lacks files:read, reactions:write."
    assert "reinstall the app" in wrong[0].mend
    assert "invalid_auth" in wrong[1].said
    assert "connections:write" in wrong[1].mend
    assert wrong[2] == Look("The bot is not in the desk #desk.", "Invite the bot there with /invite @Rapport.")
    assert "archived" in wrong[3].said
    assert "C0NEVER cannot be seen" in wrong[4].said


async def test_a_desk_that_another_company_shares_is_warned_of(world: World) -> None:
    desk = world.add_chat("desk")
    desk.external = True

    look = (await diagnose(world.given(), [desk.id]))[-1]

    assert "#desk is shared with another company" in look.said
    assert "Stop sharing it" in look.mend


async def test_tokens_that_are_missing_or_wrong_are_told_first(world: World) -> None:
    assert "SLACK_BOT_TOKEN" in (await diagnose({}, []))[0].mend
    (found,) = await diagnose({**world.given(), "SLACK_BOT_TOKEN": "xoxb-wrong"}, [])
    assert found.said == "Slack refuses the bot token: invalid_auth."
    assert "SLACK_BOT_TOKEN" in found.mend
    given = world.given()
    del given["SLACK_APP_TOKEN"]
    assert "SLACK_SIGNING_SECRET (HTTP)" in next(look.mend for look in await diagnose(given, []) if look.mend)


@pytest.mark.parametrize(
    ("name", "token", "begins"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1-emulated", "xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxp-of-a-person", "xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-1 emulated", "xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1-emulated", "xapp-"),
        ("SLACK_REFRESH_TOKEN", "xoxe.xoxb-1-1", "xoxe-"),
    ],
)
async def test_a_token_in_the_place_of_another_is_named_before_slack_is_asked(
    world: World, name: str, token: str, begins: str
) -> None:
    (found,) = await diagnose({**world.given(), name: token}, [])

    assert found.said == f"{name} holds no token of its kind."
    assert found.mend.endswith(f"it begins with {begins}")
    assert world.calls == []


async def test_a_token_copied_with_the_end_of_its_line_is_read_as_serve_reads_it(world: World) -> None:
    copied = {name: f"{value}\n" for name, value in world.given().items() if name.endswith("_TOKEN")}

    assert [look.mend for look in await diagnose({**world.given(), **copied}, [])] == [""] * 4


async def test_a_clock_that_is_off_is_told(world: World) -> None:
    world.clock = lambda: time.time() - 400
    found = await diagnose(world.given(), [])

    assert next(look.said for look in found if look.mend).startswith("The clock is 4")
