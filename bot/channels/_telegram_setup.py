"""Setting a bot up, and looking whether it is: for `rapport telegram setup` and `rapport doctor`."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
from telegram.error import Forbidden, TelegramError

from bot.channels._telegram_api import Api, trouble
from bot.channels._telegram_parse import ASKED
from bot.errors import InputError
from bot.types.channel import Look

API = "https://api.telegram.org"
TOKEN = re.compile(r"\d{1,19}:[\w-]+", re.ASCII)
NO_TOKEN = Look("There is no token.", "Make a bot with @BotFather and set TELEGRAM_BOT_TOKEN.")
MISCOPIED = Look("TELEGRAM_BOT_TOKEN: this is no token.", "@BotFather's looks like 123456:ABC-DEF…; copy it whole.")
SKEW_SECONDS = 60
"""How far two clocks may be apart before it is told."""
COMMAND, DESCRIPTION = 32, 256
"""Characters that a command and what is said of it may have."""
RIGHTS = {
    "can_manage_topics": Look("no case can be opened there.", "Give the bot the right Manage topics."),
    "can_pin_messages": Look("a case's card is not pinned.", "Give the bot the right Pin messages."),
    "can_delete_messages": Look("what a customer took back stays there.", "Give the bot the right Delete messages."),
}
"""What the bot must be allowed in a desk's group, and what comes of it where it is not."""

ABSENT = Look("the bot is not in it.", "Add the bot to the group, or mend the number in RAPPORT_DESKS.")


def webhook_fields(given: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields that set the webhook."""
    url, secret = given["TELEGRAM_WEBHOOK_URL"], given.get("TELEGRAM_WEBHOOK_SECRET", "")
    return {"url": url, "secret_token": secret, "allowed_updates": list(ASKED), "drop_pending_updates": False}


def _api(given: Mapping[str, str]) -> Api | Look:
    """Return the API with the bot's token, or what is wrong with that."""
    token = given.get("TELEGRAM_BOT_TOKEN", "").strip()
    if not TOKEN.fullmatch(token):
        return MISCOPIED if token else NO_TOKEN
    return Api(token, given.get("TELEGRAM_API_URL", "").rstrip("/") or API)


async def setup(given: Mapping[str, str], commands: Mapping[str, list[tuple[str, str]]]) -> list[str]:
    """Tell Telegram the bot's commands, by language ("" for all others), and how it is called; return what was done.

    Doing it again changes nothing. Raises InputError with how to mend it.
    """
    api = _api(given)
    if isinstance(api, Look):
        raise InputError(str(api))
    try:
        return [line async for line in _set_up(api, given, commands)]
    except TelegramError as error:
        raise InputError(str(trouble(error))) from error
    finally:
        await api.close()


async def _set_up(api: Api, given: Mapping[str, str], commands: Mapping[str, list[tuple[str, str]]]) -> Any:
    me = await api.call("getMe")
    yield f"The bot is @{me.get('username', '')}: https://t.me/{me.get('username', '')}"
    for language, listed in commands.items():
        # Customers alone: in a desk's group the same words would be orders to nobody.
        fields: dict[str, Any] = {"commands": _listed(listed), "scope": {"type": "all_private_chats"}}
        await api.call("setMyCommands", {**fields, **({"language_code": language} if language else {})})
        yield f"{len(listed)} commands set for {language or 'every other language'}"
    if given.get("TELEGRAM_WEBHOOK_URL"):
        await api.call("setWebhook", webhook_fields(given))
        yield f"Telegram calls {given['TELEGRAM_WEBHOOK_URL']}"
    else:
        await api.call("deleteWebhook", {"drop_pending_updates": False})
        yield "Rapport asks Telegram for messages (long polling); no public address is needed"


def _listed(listed: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"command": name.lstrip("/")[:COMMAND], "description": text[:DESCRIPTION]} for name, text in listed]


async def diagnose(given: Mapping[str, str], desks: Sequence[str]) -> list[Look]:
    """Look at a bot and the groups (chat ids) where agents work."""
    api = _api(given)
    if isinstance(api, Look):
        return [api]
    try:
        me = await api.call("getMe")
        found = [Look(f"token: @{me.get('username', '')}"), await _intake(api, given), _privacy(me, desks)]
        for desk in desks:
            found += await _desk(api, desk, int(me["id"]))
        return [*found, await _clock(api)]
    except TelegramError as error:
        return [trouble(error)]
    finally:
        await api.close()


async def _intake(api: Api, given: Mapping[str, str]) -> Look:
    """Telegram either calls or is asked, never both."""
    found = await api.call("getWebhookInfo")
    url, ours = str(found.get("url", "")), given.get("TELEGRAM_WEBHOOK_URL", "")
    if url != ours and not ours:
        host = urlsplit(url).hostname
        return Look(
            f"messages go to a webhook at {host}.",
            "`rapport serve` takes it away when it starts: if another program needs it, give Rapport a bot of its own.",
        )
    if url != ours:
        return Look("the webhook is not set.", "`rapport serve` sets it, or `rapport telegram setup`.")
    if ours and found.get("last_error_message") and found.get("pending_update_count"):
        return Look(
            f"Telegram cannot deliver to {ours}: {found['last_error_message']}.",
            "The address must be reachable from the internet, with a valid certificate, and lead to Rapport.",
        )
    return Look(f"messages: webhook at {ours}" if ours else "messages: long polling")


def _privacy(me: Mapping[str, Any], desks: Sequence[str]) -> Look:
    """An administrator reads everything; else privacy mode hides what is not a command, a mention or a reply."""
    if me.get("can_read_all_group_messages"):
        return Look("privacy mode is off: the bot reads all messages of its groups")
    if desks:
        return Look("privacy mode is on: as an administrator of the desk's group the bot reads it all the same")
    return Look("privacy mode is on: in groups the bot reads commands, mentions and replies to it, which is enough")


async def _desk(api: Api, desk: str, bot: int) -> list[Look]:
    if not desk.lstrip("-").isdigit():
        return [
            Look(f"desk {desk}: this is no group.", "A group is named by its number, as in telegram:-1001234567890.")
        ]
    try:
        name, faults = await look_at(api, desk, bot)
    except TelegramError as error:
        name, faults = f"desk {desk}", [away(error)]
    faults = faults or [Look("topics are on, the bot may manage them")]
    return [replace(look, said=f"{name}: {look.said}") for look in faults]


async def look_at(api: Api, desk: str, bot: int) -> tuple[str, list[Look]]:
    """Return how a group is called, and what keeps agents from working there. Raises TelegramError."""
    chat = await api.call("getChat", {"chat_id": int(desk)})
    member = await api.call("getChatMember", {"chat_id": int(desk), "user_id": bot})
    name = f"desk {desk} ({chat.get('title', '')})"
    if member.get("status") in ("left", "kicked"):
        return name, [ABSENT]
    if not chat.get("is_forum"):
        return name, [Look("it has no topics.", "Switch on Topics in the group's settings.")]
    if member.get("status") != "administrator":
        return name, [Look("the bot is no administrator.", "Make it one, with the right to manage topics.")]
    return name, [look for right, look in RIGHTS.items() if not member.get(right)]


def away(error: TelegramError) -> Look:
    """Return what a refusal to look at a group means, and how to mend it."""
    new = getattr(error, "new_chat_id", None)
    if new is not None:
        return Look(f"the group has a new number: {new}.", "Change RAPPORT_DESKS.")
    if isinstance(error, Forbidden) or "not found" in str(error).lower():
        return ABSENT
    return trouble(error)


async def _clock(api: Api) -> Look:
    """A clock that is wrong shows wrong times to people and upsets certificates."""
    try:
        there = parsedate_to_datetime(await api.date()).timestamp()
    except (httpx.HTTPError, ValueError, TypeError):
        return Look("clock: Telegram does not tell its own")
    apart = time.time() - there
    if abs(apart) > SKEW_SECONDS:
        way = "ahead of" if apart > 0 else "behind"
        return Look(f"clock: {abs(apart):.0f} s {way} Telegram's.", "Let the system's clock be set by NTP.")
    return Look("clock: as Telegram's")
