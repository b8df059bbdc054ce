"""The emulator itself: what a program must not do fails its test, and another process can use it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from tests.emulators import telegram as emulated


def keys(**button: str) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


async def called(emulator: emulated.Telegram, method: str, fields: dict[str, Any]) -> Any:
    bot = Bot(emulator.token, base_url=f"{emulator.url}/bot")
    try:
        return await bot._post(method, fields)
    finally:
        for request in bot._request:
            await request.shutdown()


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("method", "fields", "failure"),
    [
        ("sendTelepathy", {}, "unknown method sendTelepathy"),
        ("sendMessage", {"chat_id": 1001, "text": "x", "mood": "good"}, "sendMessage has no field mood"),
        ("sendMessage", {"chat_id": 1001}, "sendMessage needs text"),
        ("getUpdates", {"allowed_updates": ["telepathy"]}, "there is no update telepathy"),
        (
            "sendMessage",
            {"chat_id": 1001, "text": "x", "reply_markup": keys(text="x", data="y")},
            "InlineKeyboardButton has no field data",
        ),
        ("sendMessage", {"chat_id": 1001, "text": " x"}, "white space at an end of the text is trimmed"),
    ],
)
async def test_what_a_program_must_not_do_is_written_down(method: str, fields: dict[str, Any], failure: str) -> None:
    emulator = await emulated.Telegram().start()
    emulator.user()
    with contextlib.suppress(BadRequest, InvalidToken):
        await called(emulator, method, fields)
    await emulator.stop()

    assert failure in emulator.failures


@pytest.mark.anyio
async def test_a_failure_fails_the_test() -> None:
    with pytest.raises(AssertionError):
        async with emulated.Telegram() as emulator:
            emulator.failures.append("unknown method sendTelepathy")


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("method", "fields", "told"),
    [
        ("sendMessage", {"chat_id": 4711, "text": "x"}, "Chat not found"),
        ("sendMessage", {"chat_id": 1001, "text": "x" * 4097}, "Message is too long"),
        ("sendMessage", {"chat_id": 1001, "text": "🎈" * 2049}, "Message is too long"),
        ("sendMessage", {"chat_id": 1001, "text": " \n"}, "Message text is empty"),
        (
            "sendMessage",
            {"chat_id": 1001, "text": "x", "entities": [{"type": "bold", "offset": 1, "length": 1}]},
            "Entity begins after the end of the text at utf-16 offset 1",
        ),
        (
            "sendMessage",
            {"chat_id": 1001, "text": "x", "reply_markup": keys(text="x", callback_data="y" * 65)},
            "Button_data_invalid",
        ),
        (
            "setMessageReaction", {"chat_id": 1001, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "✅"}]},
            "Reaction_invalid",
        ),
        ("createForumTopic", {"chat_id": 1001, "name": "x"}, "The chat is not a forum"),
        ("getFile", {"file_id": "x"}, "Wrong file_id or the file is temporarily unavailable"),
        ("setWebhook", {"url": "http://example.com"}, "Bad webhook: an https url must be provided for webhook"),
    ],
)  # fmt: skip
async def test_what_the_platform_refuses_is_refused_in_its_words(
    method: str, fields: dict[str, Any], told: str
) -> None:
    async with emulated.Telegram() as emulator:
        emulator.user().says("hello")
        with pytest.raises(BadRequest) as error:
            await called(emulator, method, fields)

    assert str(error.value).lower() == told.lower()


@pytest.fixture
def process() -> Iterator[Callable[..., Any]]:
    """An emulator in a process of its own; call it with a verb and what it needs."""
    running = subprocess.Popen([sys.executable, "-m", "tests.emulators.telegram"], stdout=subprocess.PIPE, text=True)
    assert running.stdout
    url = running.stdout.readline().strip()

    def ask(verb: str, path: str = "/_control/", **given: Any) -> Any:
        return httpx2.post(f"{url}{path}{verb}", json=given, timeout=60).json()

    yield ask
    running.kill()
    running.wait()
    running.stdout.close()


def test_another_process_can_play_customers_and_look_at_what_they_see(process: Callable[..., Any]) -> None:
    process("says", user=41, text="hello")
    bot = f"/bot{emulated.TOKEN}/"
    (update,) = process("getUpdates", bot)["result"]
    assert update["message"]["text"] == "hello"

    process(
        "sendMessage",
        bot,
        chat_id=41,
        text="hi",
        reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]},
    )
    process("presses", user=41, label="A")
    assert [one["text"] for one in process("shown", chat=41)] == ["hello", "hi"]
    assert process("getUpdates", bot, offset=update["update_id"] + 1)["result"][0]["callback_query"]["data"] == "a"
    assert process("pending") == 1
    assert [call["method"] for call in process("journal")] == ["getUpdates", "sendMessage", "getUpdates"]
    assert process("failures") == []
