"""Telegram's Bot API through python-telegram-bot's client, in raw JSON, and what its refusals mean for us.

What comes back stays raw: the client's own classes refuse some real answers, and after a message was sent nothing
may go wrong any more. https://core.telegram.org/bots/api, error texts as github.com/tdlib/telegram-bot-api sends them.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import httpx
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.errors import DeliveryError
from bot.types.channel import Look

# RetryAfter warns as soon as it is made unless its number is asked for as a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "true")
# These write the token (it is part of each URL) at INFO and people's words at DEBUG.
for _name in ("httpx", "httpcore", "telegram"):
    logging.getLogger(_name).setLevel(logging.WARNING)
# What a server answers instead of JSON would be written out whole.
logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)

ANSWER_SECONDS = 15.0
"""How long an answer to a call may take; less than a send has by the shortest sensible lease."""
REST_SECONDS = 60.0
"""How long what cannot be sent waits while the token is refused."""
DOWNLOAD_LIMIT = 20_000_000
"""Bytes of a file that a bot can fetch."""
CHUNK = 1 << 20
"""Bytes of a file that are written at once: each time costs a hop to another thread."""

Gone = Literal["", "message", "thread", "chat"]

GONE: Mapping[Gone, tuple[str, ...]] = {
    "thread": ("message thread not found", "topic_deleted", "topic_id_invalid", "topic_closed"),
    "message": (
        "message to edit not found", "message can't be edited", "message to react not found", "message not found",
        "message to be replied not found", "message to pin not found", "message_id_invalid", "no text in the message",
        "no caption in the message",
    ),
    "chat": (
        "chat not found", "peer_id_invalid", "not enough rights", "chat_write_forbidden", "chat_restricted",
        "have no rights", "need administrator rights", "chat_admin_required", "is not a forum", "user_is_blocked",
        "chat_send_plain_forbidden", "user not found", "group chat was deactivated", "channel_private",
    ),
}  # fmt: skip
"""What a refusal's words say is not there any more, in small letters."""


class Api:
    """Calls to one bot's server."""

    def __init__(self, token: str, root: str, patience: float = ANSWER_SECONDS) -> None:
        self.token, self.root, self.patience = token, root, patience
        self._bot: Bot | None = None
        self._files: httpx.AsyncClient | None = None

    async def call(self, method: str, fields: Mapping[str, Any] | None = None, *, longer: float = 0) -> Any:
        """Return the result of a method, for which Telegram may take so many seconds longer. Raises TelegramError."""
        # The client's public call of this kind warns about every method that it knows.
        return await self._client()._post(method, dict(fields or {}), read_timeout=self.patience + longer)

    def _client(self) -> Bot:
        if self._bot is None:
            self._bot = Bot(
                self.token, base_url=f"{self.root}/bot", base_file_url=f"{self.root}/file/bot",
                request=HTTPXRequest(connection_pool_size=32, pool_timeout=5.0),
                get_updates_request=HTTPXRequest(connection_pool_size=2, pool_timeout=5.0),
            )  # fmt: skip
        return self._bot

    def _plain(self) -> httpx.AsyncClient:
        """Return a client without the API's conventions. It follows nobody elsewhere: the URL has the token in it."""
        if self._files is None:
            self._files = httpx.AsyncClient(follow_redirects=False, timeout=self.patience)
        return self._files

    async def download(self, path: str, to: Path, limit: int) -> int:
        """Write a file's bytes to a path; return how many. Raises DeliveryError, httpx.HTTPError."""
        if path.startswith("/") or "\\" in path or "://" in path or ".." in path.split("/"):
            raise DeliveryError("Telegram named a place for it that is not on its file server")
        count = 0
        async with self._plain().stream("GET", f"{self.root}/file/bot{self.token}/{path}") as answer:
            if answer.status_code != httpx.codes.OK:
                raise DeliveryError(f"Telegram answered {answer.status_code}", retry_after=_later(answer.status_code))
            with to.open("wb") as out:
                async for chunk in answer.aiter_bytes(CHUNK):
                    count += len(chunk)
                    if count > limit:
                        raise DeliveryError(f"is bigger than {megabytes(limit)}")
                    await asyncio.to_thread(out.write, chunk)
        return count

    async def date(self) -> str:
        """Return the server's clock as its headers tell it. Raises httpx.HTTPError."""
        answer = await self._plain().get(f"{self.root}/bot{self.token}/getMe")
        return str(answer.headers.get("date", ""))

    async def close(self) -> None:
        """Close what is open; a later call opens it again."""
        if self._bot is not None:
            for request in self._bot._request:
                await request.shutdown()
        if self._files is not None:
            await self._files.aclose()
        self._bot = self._files = None


def _later(status: int) -> float | None:
    return 5.0 if status >= httpx.codes.INTERNAL_SERVER_ERROR or status == httpx.codes.TOO_MANY_REQUESTS else None


def megabytes(count: int) -> str:
    """Return a number of bytes for people."""
    return f"{count / 1_000_000:.0f} MB"


async def upload(path: Path, name: str) -> InputFile:
    """Return a file to hand to `call`. Raises OSError."""
    return InputFile(await asyncio.to_thread(path.read_bytes), filename=name)


def says(error: TelegramError, *words: str) -> bool:
    """Return whether an error says one of these. The client changes capitals on the way, so they do not count."""
    text = str(error).lower()
    return any(word in text for word in words)


def short(error: TelegramError) -> str:
    """Return an error's words without the page that a server may have answered instead."""
    return str(error).split(". Parsing the server response")[0][:200] or type(error).__name__


def refusal(error: TelegramError, *, repeatable: bool = False) -> DeliveryError:
    """Return what an error means for a part. `repeatable` tells that doing it twice is as good as once."""
    text = short(error)
    if isinstance(error, RetryAfter):
        return DeliveryError(text, retry_after=error._retry_after.total_seconds(), limited=True)
    if isinstance(error, ChatMigrated):
        return DeliveryError("the group has a new id", moved_to=str(error.new_chat_id))
    if isinstance(error, Forbidden):
        return DeliveryError(text, gone="chat")
    if isinstance(error, (InvalidToken, EndPointNotFound)):
        return DeliveryError("Telegram refuses the token", retry_after=REST_SECONDS, limited=True)
    if isinstance(error, Conflict):
        return DeliveryError(text, retry_after=1.0)
    if isinstance(error, BadRequest) or says(error, "entity too large"):
        return DeliveryError(text, gone=_gone(error))
    return _lost(error, text, repeatable=repeatable)


def _gone(error: TelegramError) -> Gone:
    return next((what for what, words in GONE.items() if says(error, *words)), "")


def _lost(error: TelegramError, text: str, *, repeatable: bool) -> DeliveryError:
    """Return what no answer means: the call may have been carried out, unless it never left."""
    cause = error.__cause__
    if isinstance(cause, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)):
        return DeliveryError(f"Telegram cannot be reached ({text})", retry_after=1.0)
    if isinstance(cause, (httpx.UnsupportedProtocol, httpx.InvalidURL)):
        return DeliveryError(
            "TELEGRAM_API_URL is no address that can be called", retry_after=REST_SECONDS, limited=True
        )
    if repeatable:
        return DeliveryError(text, retry_after=1.0)
    return DeliveryError(text, retry_after=0, certain=False)


def trouble(error: TelegramError) -> Look:
    """Return why the channel cannot work, and how to mend it."""
    if isinstance(error, (InvalidToken, EndPointNotFound)):
        return Look("Telegram refuses the token.", "Copy it again from @BotFather into TELEGRAM_BOT_TOKEN.")
    if isinstance(error, Conflict):
        hook = says(error, "webhook")
        done = "has set a webhook for this bot" if hook else "asks for this bot's messages"
        return Look(f"Another program {done}.", "Stop it, or give Rapport a bot of its own.")
    if isinstance(error, RetryAfter):
        wait = error._retry_after.total_seconds()
        return Look(f"Telegram asks to wait {wait:.0f} s.", "It is asked again after that.")
    if isinstance(error.__cause__, httpx.HTTPError):
        return Look("Telegram cannot be reached.", "Look at the network, and at TELEGRAM_API_URL where it is set.")
    return Look(f"Telegram answered: {short(error)}.", "It is asked again; if it stays so, look at what it names.")
