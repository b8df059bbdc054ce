"""What a message costs on its way in through our adapters, beside the bare dispatchers of the two libraries.

Both sides get the same bytes as over HTTP, signature or secret included, and end in a function that does nothing: the
store is measured elsewhere (bench/throughput.py). Ours: the channel's route. Theirs: python-telegram-bot's
`Application.process_update` after `Update.de_json`, slack-bolt's `AsyncApp.async_dispatch`, each with one handler.

    python bench/channels.py            # RAPPORT_BENCH_SCALE=0.05 for a quick look
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import os
import statistics
import sys
import time
import warnings
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from bot.channels import slack, telegram
from bot.types.channel import Channel, Request
from bot.types.chat import Address, Card, Inbound
from tests.emulators import slack as slack_world
from tests.emulators import telegram as telegram_world

MESSAGES = max(200, int(5000 * float(os.environ.get("RAPPORT_BENCH_SCALE", "1"))))
ROUNDS = 5
SECRET = slack_world.SECRET
FORMATTED = 10
"""One message in so many has a word in bold; the others are what people type."""
WORDS = "How do I *return* a chair that I bought <last> week & what does it cost?"

Dispatch = Callable[[bytes], Awaitable[Any]]


class Sink:
    """A rim that stores nothing."""

    def __init__(self) -> None:
        self.taken = 0

    async def receive(self, event: Inbound) -> bool:
        self.taken += 1
        return True

    async def set_aside(self, address: Address, key: str, payload: Mapping[str, Any], reason: str) -> None:
        raise AssertionError(reason)

    async def view(self, event: Inbound) -> Card | None:
        return None

    async def leads(self, task: str) -> bool:
        return True


def updates() -> list[bytes]:
    """Telegram's messages, as its webhook brings them."""
    user = {"id": 77, "is_bot": False, "first_name": "Maya", "language_code": "en"}
    chat = {"id": 77, "type": "private", "first_name": "Maya"}
    return [
        json.dumps({"update_id": number, "message": {
            "message_id": number, "date": int(time.time()), "from": user, "chat": chat, "text": WORDS,
            "entities": [{"type": "bold", "offset": 9, "length": 8}] if number % FORMATTED == 0 else [],
        }}).encode()
        for number in range(1, MESSAGES + 1)
    ]  # fmt: skip


def events() -> list[bytes]:
    """Slack's messages, as its Events API brings them."""
    plain = [{"type": "text", "text": WORDS}]
    bold = [{"type": "text", "text": WORDS[:9]}, {"type": "text", "text": WORDS[9:17], "style": {"bold": True}},
            {"type": "text", "text": WORDS[17:]}]  # fmt: skip

    def block(number: int) -> dict[str, Any]:
        words = plain if number % FORMATTED else bold
        section = {"type": "rich_text_section", "elements": words}
        return {"type": "rich_text", "block_id": "b", "elements": [section]}

    return [
        json.dumps({
            "type": "event_callback", "team_id": "T0001", "api_app_id": "A0001", "event_id": f"Ev{number}",
            "event_time": int(time.time()), "token": "x", "is_ext_shared_channel": False,
            "authorizations": [{"enterprise_id": None, "team_id": "T0001", "user_id": "U0BOT", "is_bot": True}],
            "event": {"type": "message", "channel": "D0001", "channel_type": "im", "user": "U0001", "team": "T0001",
                      "text": WORDS, "ts": f"1700000000.{number:06}", "event_ts": f"1700000000.{number:06}",
                      "blocks": [block(number)]},
        }).encode()
        for number in range(1, MESSAGES + 1)
    ]  # fmt: skip


def signed(body: bytes) -> dict[str, str]:
    stamp = str(int(time.time()))
    mac = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={mac}", "content-type": "application/json"}


def our_telegram(sink: Sink, world: telegram_world.Telegram) -> Dispatch:
    (channel,) = telegram.build({
        "TELEGRAM_BOT_TOKEN": world.token, "TELEGRAM_API_URL": world.url, "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "TELEGRAM_WEBHOOK_URL": "https://x.example/telegram/webhook",
    })  # fmt: skip
    (route,) = channel.routes()
    headers = {"x-telegram-bot-api-secret-token": SECRET, "content-type": "application/json"}

    async def dispatch(body: bytes) -> None:
        answer = await route.handle(Request(headers, body), sink)
        assert answer.status == 200, answer

    return dispatch


async def their_telegram(sink: Sink, world: telegram_world.Telegram) -> Dispatch:
    app = Application.builder().token(world.token).base_url(f"{world.url}/bot").updater(None).build()
    await app.initialize()

    async def heard(update: Update, context: Any) -> None:
        sink.taken += 1

    app.add_handler(MessageHandler(filters.ALL, heard))

    async def dispatch(body: bytes) -> None:
        await app.process_update(Update.de_json(json.loads(body), app.bot))

    return dispatch


def our_slack(sink: Sink, channel: Channel) -> Dispatch:
    (route,) = channel.routes()

    async def dispatch(body: bytes) -> None:
        answer = await route.handle(Request(signed(body), body), sink)
        assert answer.status == 200, answer

    return dispatch


def their_slack(sink: Sink) -> Dispatch:
    async def known(**_more: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0001", bot_token=slack_world.BOT_TOKEN, bot_id="B0BOT",
                               bot_user_id="U0BOT")  # fmt: skip

    app = AsyncApp(signing_secret=SECRET, authorize=known)

    @app.event("message")
    async def heard(event: dict[str, Any]) -> None:
        sink.taken += 1

    async def dispatch(body: bytes) -> None:
        answer = await app.async_dispatch(AsyncBoltRequest(body=body.decode(), headers=signed(body)))
        assert answer.status == 200, answer

    return dispatch


async def measure(bodies: Sequence[bytes], dispatch: Dispatch, sink: Sink) -> tuple[float, float]:
    """Return messages per second and microseconds of CPU per message."""
    before, began, spent = sink.taken, time.perf_counter(), time.process_time()
    for body in bodies:
        await dispatch(body)
    while sink.taken - before < len(bodies):  # listeners may run on behind the answer
        await asyncio.sleep(0)
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    return len(bodies) / wall, cpu / len(bodies) * 1e6


async def main() -> None:
    async with telegram_world.Telegram() as telegrams, slack_world.Slack() as slacks:
        await compare(telegrams, slacks)


async def compare(telegrams: telegram_world.Telegram, slacks: slack_world.Slack) -> None:
    """Measure both apps, and print it. The emulators only answer who the bot is, once."""
    sink = Sink()
    (ours,) = slack.build(slacks.given(http=True))
    pairs = {
        "Telegram": (updates(), our_telegram(sink, telegrams), await their_telegram(sink, telegrams),
                     "python-telegram-bot"),
        "Slack": (events(), our_slack(sink, ours), their_slack(sink), "slack-bolt"),
    }  # fmt: skip
    print(f"{MESSAGES} messages in, the median of {ROUNDS} rounds, taken in turns")
    for name, (bodies, mine, theirs, library) in pairs.items():
        rounds = [(await measure(bodies, mine, sink), await measure(bodies, theirs, sink)) for _ in range(ROUNDS)]
        figures = [[statistics.median(one[side][what] for one in rounds) for what in (0, 1)] for side in (0, 1)]
        (our_rate, our_cpu), (their_rate, their_cpu) = figures
        ratio = statistics.median(one[0][1] / one[1][1] for one in rounds)
        print(f"{name}: ours {our_rate:,.0f}/s, {our_cpu:.0f} µs; {library} {their_rate:,.0f}/s, {their_cpu:.0f} µs; "
              f"ratio {ratio:.2f} (≤ 2)")  # fmt: skip
    await ours.close()


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    asyncio.run(main())
