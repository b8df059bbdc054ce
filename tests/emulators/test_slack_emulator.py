"""The emulator is strict: what Slack would refuse fails a test, and is answered in Slack's own words."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.emulators.slack import APP_TOKEN, BOT_TOKEN, Slack

pytestmark = pytest.mark.anyio


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as slack:
        yield slack


async def ask(slack: Slack, method: str, token: str = BOT_TOKEN, *, form: bool = False, **arguments: Any) -> Any:
    async with aiohttp.ClientSession() as session:
        how: dict[str, Any] = {"data": arguments} if form else {"json": arguments}
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with session.post(f"{slack.api_url}{method}", headers=headers, **how) as answer:
            return await answer.json()


TITLE = {"type": "plain_text", "text": "Title"}
BUTTON = {"type": "button", "action_id": "a", "value": "v", "text": TITLE}
MISTAKES: dict[str, tuple[str, dict[str, Any], str]] = {
    "an unknown method": ("chat.shout", {}, "unknown_method"),
    "an unknown field": ("chat.postMessage", {"channel": "C", "text": "x", "txet": "y"}, "invalid_arguments"),
    "a missing field": ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
    "a read by JSON": ("users.info", {"user": "U0BOT"}, ""),
    "an unknown block": ("chat.postMessage", {"channel": "C", "text": "x", "blocks": [{"type": "b"}]},
                         "invalid_blocks"),
    "too many blocks": ("chat.postMessage", {"channel": "C", "text": "x", "blocks": [{"type": "divider"}] * 51},
                        "invalid_blocks"),
    "one action twice": ("chat.postMessage", {"channel": "C", "text": "x", "blocks": [
        {"type": "actions", "elements": [BUTTON]}, {"type": "actions", "elements": [BUTTON]}]}, "invalid_blocks"),
    "a long title": ("views.publish", {"user_id": "U0BOT", "view": {"type": "modal", "blocks": [{"type": "divider"}],
                     "title": {**TITLE, "text": "x" * 25}}}, "invalid_arguments"),
    "inputs without a submit": ("views.publish", {"user_id": "U0BOT", "view": {"type": "modal", "title": TITLE,
        "blocks": [{"type": "input", "label": TITLE, "element": {"type": "plain_text_input", "action_id": "a"}}]}},
        "invalid_arguments"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(MISTAKES))
async def test_a_mistake_is_kept_and_answered_as_slack_answers(slack: Slack, name: str) -> None:
    method, arguments, error = MISTAKES[name]
    answer = await ask(slack, method, **arguments)

    assert answer.get("error", "") == error
    assert slack.mistakes != []


async def test_tokens_and_scopes_are_looked_at(slack: Slack) -> None:
    assert (await ask(slack, "auth.test", ""))["error"] == "not_authed"
    assert (await ask(slack, "auth.test", "xoxb-wrong"))["error"] == "invalid_auth"
    assert (await ask(slack, "auth.test", APP_TOKEN))["error"] == "not_allowed_token_type"
    assert (await ask(slack, "apps.connections.open", BOT_TOKEN))["error"] == "invalid_auth"
    slack.scopes.discard("users:read")
    refused = await ask(slack, "users.info", form=True, user="U0BOT")
    assert (refused["error"], refused["needed"]) == ("missing_scope", "users:read")
    assert slack.mistakes == []


async def test_a_file_without_our_token_is_a_page_to_sign_in_at(slack: Slack) -> None:
    file = slack.keep_file("photo.png", b"PNG")
    async with aiohttp.ClientSession() as session, session.get(file["url_private"]) as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")


async def test_what_is_not_acknowledged_comes_again_on_the_next_connection(slack: Slack) -> None:
    maya = slack.add_user("maya")
    maya.dm.members.add("U0BOT")

    async def connection(session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
        url = (await ask(slack, "apps.connections.open", APP_TOKEN))["url"]
        socket = await session.ws_connect(url)
        assert (await socket.receive_json())["type"] == "hello"
        return socket

    async with aiohttp.ClientSession() as session:
        one = await connection(session)
        await maya.says("hello")
        first = await one.receive_json()
        await one.close()
        two = await connection(session)
        second = await two.receive_json()
        assert first["envelope_id"] == second["envelope_id"]
        await two.send_json({"envelope_id": second["envelope_id"]})
        await slack.settled()
        assert await slack.redeliver() == 0
        await two.send_json({"envelope_id": "never"})
        await slack.until(lambda: slack.mistakes)
        await two.close()


async def test_it_serves_as_a_process_of_its_own() -> None:
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen([sys.executable, "-m", "tests.emulators.slack"], cwd=root, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        url = process.stdout.readline().decode().strip()
        request = urllib.request.Request(f"{url}auth.test", b"", {"Authorization": f"Bearer {BOT_TOKEN}"})  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
            assert json.load(answer)["ok"]
        process.terminate()
