"""Telegram: what is taken in and sent, through the real client and an emulator of the Bot API on loopback."""

from __future__ import annotations

import pytest

from bot import app as house
from bot.channels.telegram import Telegram
from bot.settings import Settings
from tests.emulators import telegram as emulated

pytestmark = pytest.mark.anyio


def adapter(emulator: emulated.Telegram, **more: str) -> Telegram:
    return Telegram(emulator.token, emulator.url, **more)


async def test_a_question_is_polled_stored_and_answered(settings: Settings) -> None:
    async with emulated.Telegram() as emulator:
        maya = emulator.user("Maya")
        channel = adapter(emulator)
        channels = {**house.adapters(()), ("telegram", channel.account): channel}
        with house.opened(settings, channels) as app:
            async with app.running():
                maya.says("How long does delivery take?")

                await emulator.until(maya.chat.said)
                await emulator.until(lambda: not emulator.pending)  # confirmed

        (answer,) = maya.chat.said()
        assert "3 working days" in answer
