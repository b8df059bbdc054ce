"""Setting a bot up and looking whether it is."""

from __future__ import annotations

import pytest

from bot.channels.telegram import diagnose, setup
from bot.errors import InputError
from bot.types.channel import Look
from tests.emulators import telegram as emulated

pytestmark = pytest.mark.anyio

COMMANDS = {
    "": [("help", "What I can do"), ("forget", "Forget what you know of me")],
    "de": [("/help", "Was ich kann")],
}
WEBHOOK = {
    "TELEGRAM_WEBHOOK_URL": "https://x.example.com/telegram/webhook",
    "TELEGRAM_WEBHOOK_SECRET": "a-secret-of-sixteen-letters",
}


def given(emulator: emulated.Telegram, **more: str) -> dict[str, str]:
    return {"TELEGRAM_BOT_TOKEN": emulator.token, "TELEGRAM_API_URL": emulator.url, **more}


async def test_commands_are_set_by_language_for_customers_alone_and_again_without_harm() -> None:
    async with emulated.Telegram() as emulator:
        for _ in range(2):
            lines = await setup(given(emulator), COMMANDS)

        assert emulator.settings == {
            "commands:all_private_chats:": [
                {"command": "help", "description": "What I can do"},
                {"command": "forget", "description": "Forget what you know of me"},
            ],
            "commands:all_private_chats:de": [{"command": "help", "description": "Was ich kann"}],
        }
        assert lines == [
            "The bot is @rapport_bot: https://t.me/rapport_bot", "2 commands set for every other language",
            "1 commands set for de", "Rapport asks Telegram for messages (long polling); no public address is needed",
        ]  # fmt: skip


async def test_the_webhook_is_set_with_its_secret_and_waiting_messages_are_kept() -> None:
    async with emulated.Telegram() as emulator:
        emulator.user().says("hello")
        emulator.retry_seconds = 3600
        lines = await setup(given(emulator, **WEBHOOK), {})

        assert lines[-1] == "Telegram calls https://x.example.com/telegram/webhook"
        assert emulator.webhook == {
            "url": WEBHOOK["TELEGRAM_WEBHOOK_URL"],
            "secret": WEBHOOK["TELEGRAM_WEBHOOK_SECRET"],
        }
        assert "message_reaction" in emulator.allowed
        assert len(emulator.pending) == 1
        await setup(given(emulator), {})
        assert emulator.webhook == {}
        assert len(emulator.pending) == 1


@pytest.mark.parametrize("token", ["", "7001:wrong"])
async def test_set_up_without_a_token_that_works_says_how_to_mend_it(token: str) -> None:
    async with emulated.Telegram() as emulator:
        with pytest.raises(InputError, match=r"@BotFather.*TELEGRAM_BOT_TOKEN"):
            await setup({**given(emulator), "TELEGRAM_BOT_TOKEN": token}, COMMANDS)
        (found,) = await diagnose({**given(emulator), "TELEGRAM_BOT_TOKEN": token}, [])
        assert "token" in found.said
        assert "@BotFather" in found.mend


async def test_a_bot_that_is_well_set_up_has_nothing_to_mend() -> None:
    async with emulated.Telegram() as emulator:
        desk = emulator.group("Desk").admin()
        found = await diagnose(given(emulator), [str(desk.id)])

        assert found == [
            Look("token: @rapport_bot"),
            Look("messages: long polling"),
            Look("privacy mode is on: as an administrator of the desk's group the bot reads it all the same"),
            Look(f"desk {desk.id} (Desk): topics are on, the bot may manage them"),
            Look("clock: as Telegram's"),
        ]


async def mended(emulator: emulated.Telegram, *desks: emulated.Chat | str, **more: str) -> str:
    """Return the one line that is wrong."""
    named = [desk if isinstance(desk, str) else str(desk.id) for desk in desks]
    (look,) = [one for one in await diagnose(given(emulator, **more), named) if one.mend]
    return str(look)


async def test_what_is_wrong_with_a_desk_is_told_with_its_mend() -> None:
    async with emulated.Telegram() as emulator:
        plain, lacking, gone = emulator.group(forum=False).admin(), emulator.group(), emulator.group()
        gone.closed_to_us = "Forbidden: bot was kicked from the supergroup chat"
        moved = emulator.small_group()
        new = moved.moves()

        assert "Switch on Topics" in await mended(emulator, plain)
        assert "the bot is no administrator" in await mended(emulator, lacking)
        assert "Manage topics" in await mended(emulator, lacking.admin(can_manage_topics=False))
        assert "Pin messages" in await mended(emulator, lacking.admin(can_pin_messages=False))
        assert "Add the bot to the group" in await mended(emulator, gone)
        assert "Add the bot to the group" in await mended(emulator, "-100999")
        assert f"new number: {new.id}" in await mended(emulator, moved)
        assert "named by its number" in await mended(emulator, "@desk")


async def test_polling_and_a_webhook_get_in_each_others_way() -> None:
    async with emulated.Telegram() as emulator:
        assert "the webhook is not set" in await mended(emulator, **WEBHOOK)
        emulator.webhook = {"url": "https://elsewhere.example.com/path-with-a-secret", "secret": ""}
        line = await mended(emulator)
        assert "webhook at elsewhere.example.com" in line
        assert "path-with-a-secret" not in line
        emulator.webhook = {"url": WEBHOOK["TELEGRAM_WEBHOOK_URL"], "secret": ""}
        emulator.webhook_error = "Connection timed out"
        emulator.pending = [{"update_id": 1}]
        assert "Connection timed out" in await mended(emulator, **WEBHOOK)


@pytest.mark.parametrize(("seconds", "way"), [(600, "behind"), (-600, "ahead of")])
async def test_a_clock_that_is_wrong_is_told(seconds: float, way: str) -> None:
    async with emulated.Telegram() as emulator:
        emulator.skew = seconds

        assert f"{way} Telegram's" in await mended(emulator)
