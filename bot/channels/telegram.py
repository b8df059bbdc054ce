"""Telegram: its Bot API by long polling or a webhook of our own, and calls to it.

An update is confirmed (the polling's offset moves, the webhook answers 200) only after it is stored. The library's own
loop confirms what it has queued in memory, so it is not used; neither is its parsing (`_telegram_parse`).
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
import re
import zlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, TelegramError

from bot import texts
from bot.channels import _telegram_parse as reading
from bot.channels._json import strict
from bot.channels._telegram_api import (
    ANSWER_SECONDS,
    DOWNLOAD_LIMIT,
    Api,
    Gone,
    megabytes,
    refusal,
    says,
    trouble,
    upload,
)
from bot.channels._telegram_parse import BUSINESS, NAME, Me, update_id
from bot.channels._telegram_render import ALERT, CAPTION, cut, render
from bot.channels._telegram_setup import API, MISCOPIED, TOKEN, away, diagnose, look_at, setup, webhook_fields
from bot.errors import DatabaseTrouble, DeliveryError, InputError, SettingsError
from bot.markup.telegram import units
from bot.types.channel import Answer, Limit, Pace, Request, Rim, Route
from bot.types.chat import ANSWERED, VIEW, Address, Attachment, Inbound, Outbound, Part

__all__ = ["Telegram", "build", "diagnose", "setup"]

log = logging.getLogger(__name__)

PATH = "/telegram/webhook"
BODY_LIMIT = 1_000_000
DEPTH = 40
"""How deep a webhook's JSON may be nested; real updates are at about ten."""
POLL_SECONDS = 30
"""How long Telegram holds a question for updates open while there are none."""
LEAD_SECONDS = 5.0
"""How often a poller asks whether it is still the one."""
DRAFTS, DRAFT_SECONDS = 3, 2.0
"""How many previews a long answer has, and how long one may take."""
LOOK_SECONDS = 600.0
"""How often the webhook is looked at."""
BACKOFF_SECONDS = (1.0, 2.0, 5.0, 15.0, 60.0)
REPEATABLE = frozenset(("edit", "delete", "react", "status", "close_thread", "ephemeral"))
"""What is as good done twice as once: a lost answer is no ambiguity."""
DONE: Mapping[str, tuple[str, ...]] = {
    "edit": ("message is not modified",),
    "delete": ("message to delete not found", "message_id_invalid"),
    "react": ("message is not modified",),
    "close_thread": ("topic_not_modified", "message thread not found", "topic_deleted", "topic_id_invalid"),
    "open_thread": ("topic_not_modified",),
    "ephemeral": ("query is too old", "query_id_invalid"),
}  # fmt: skip
"""Refusals which say that what was asked for is so already, or needs nobody any more."""

Pause = Callable[[float], Awaitable[None]]


class Telegram:
    """One bot."""

    name = NAME
    can_find = False
    formats = True
    takes_files = True

    def __init__(
        self, token: str, root: str = API, *, webhook: str = "", secret: str = "", pause: Pause = asyncio.sleep,
        patience: float = ANSWER_SECONDS, wrong: str = "",
    ) -> None:  # fmt: skip
        """`patience` is how many seconds an answer of Telegram's may take, `pause` waits between two tries.

        `wrong` says what is wrong with the token itself: nobody is called with it, and what is to be sent waits.
        """
        self._wrong = wrong
        self.account = token.split(":")[0]
        self.webhook = webhook
        self._secret = secret
        self._wanted = webhook_fields({"TELEGRAM_WEBHOOK_URL": webhook, "TELEGRAM_WEBHOOK_SECRET": secret})
        self._api = Api(token, root, patience)
        self._me = Me(self.account)
        self._known = False
        self._trouble: str | None = None
        """None until this process takes events in."""
        self._pause = pause
        self._asides: set[asyncio.Task[None]] = set()

    def equip(self, rim: Rim) -> None:
        """Nothing is needed before events are taken in."""

    # --- pure ---

    def parse(self, payload: Mapping[str, Any]) -> Inbound | None:
        """Return the event of an update; the first where there are several (messages deleted at one go)."""
        return next(iter(reading.parse(payload, self._me)), None)

    def render(self, outbound: Outbound) -> Sequence[Part]:
        return render(outbound)

    def pace(self, address: Address) -> Pace:
        """A message a second to a person, 20 a minute to a group with all its topics, 30 a second in all.

        https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
        """
        everyone = Limit(f"{NAME}/{self.account}", 30, 1)
        if address.chat.startswith("-"):
            return Pace(0, (everyone, Limit(address.room, 20, 60)))
        return Pace(1, (everyone,))

    # --- sending ---

    async def send(self, part: Part) -> str:
        """Send one part; return the message's id, or the thread's that was opened."""
        if self._wrong:
            raise DeliveryError(self._wrong, retry_after=BACKOFF_SECONDS[-1], limited=True)
        try:
            return await self._sent(part)
        except TelegramError as error:
            if says(error, *DONE.get(part.op, ())):
                return _id(part)
            told = refusal(error, repeatable=part.op in REPEATABLE)
            if isinstance(error, InvalidToken):
                self._note(error)
            raise told from error

    async def _sent(self, part: Part) -> str:
        method, fields = _fields(part)
        if method == "":
            return _id(part)
        if file := part.body.get("file"):
            return await self._sent_file(part, file, method, fields)
        if part.body.get("grows"):
            await self._grow(part, fields)
        result = await self._call(method, fields)
        if part.op == "open_thread":
            return part.address.thread or str(result["message_thread_id"])
        if part.body.get("reopen"):
            await self._perhaps("reopenForumTopic", _place(part.address))
        if part.body.get("pin"):
            message = {"message_id": result["message_id"], "disable_notification": True}
            await self._perhaps("pinChatMessage", {"chat_id": _number(part.address.chat, "chat"), **message})
        return str(result["message_id"]) if isinstance(result, dict) and "message_id" in result else _id(part)

    async def _grow(self, part: Part, fields: Mapping[str, Any]) -> None:
        """Show an answer while it is written: a preview of half a minute, with which nothing is said yet.

        https://core.telegram.org/bots/api#sendmessagedraft; where it does not go, the answer comes at once.
        """
        text = str(fields["text"])
        draft = {**_place(part.address), "draft_id": zlib.crc32(part.id.encode()) or 1}
        for number in range(1, DRAFTS + 1):
            shown = text[: len(text) * number // (DRAFTS + 1)].rstrip()
            try:
                async with asyncio.timeout(DRAFT_SECONDS):
                    await self._api.call("sendMessageDraft", {**draft, "text": shown})
            except (TelegramError, TimeoutError) as error:
                log.info("telegram/%s: no preview of an answer: %s", self.account, error)
                return

    async def _sent_file(self, part: Part, file: Mapping[str, Any], method: str, fields: dict[str, Any]) -> str:
        if not part.path:
            raise DeliveryError(f"{file['name']} is not there any more")
        name = part.name or str(file["name"])
        try:
            carried = await upload(Path(part.path), name)
        except OSError as error:
            raise DeliveryError(f"{name} cannot be read: {error.strerror}") from error
        try:
            result = await self._call(method, {**fields, file["field"]: carried})
        except BadRequest as error:
            if method == "sendDocument" or refusal(error).gone:
                raise
            # A picture that is too long, a sound that is none: as a document any file goes.
            result = await self._call("sendDocument", {**fields, "document": carried})
        return str(result["message_id"])

    async def _call(self, method: str, fields: dict[str, Any]) -> Any:
        """Make a call; once more, plainer, where its format is what was refused: that error is certain."""
        try:
            return await self._api.call(method, fields)
        except BadRequest as error:
            plainer = _plainer(method, fields, error)
            if plainer is None:
                raise
            log.warning("Telegram refused the form of a message, which goes out plainer: %s", error)
            return await self._api.call(*plainer)

    async def _perhaps(self, method: str, fields: dict[str, Any]) -> None:
        """Do what may not be allowed, or is so already: the message is there all the same."""
        with contextlib.suppress(TelegramError):
            await self._api.call(method, fields)

    async def find(self, part: Part) -> str | None:  # noqa: ARG002 - it cannot be asked
        """Telegram cannot be asked what it has."""
        raise DeliveryError("Telegram cannot be asked")

    async def busy(self, address: Address, language: str = "en") -> None:  # noqa: ARG002 - it is shown without words
        await self._perhaps("sendChatAction", {"action": "typing", **_place(address)})

    # --- files ---

    async def fetch(self, file: Attachment, to: Path, limit: int) -> None:
        if file.size > min(limit, DOWNLOAD_LIMIT):
            raise DeliveryError(f"{file.name} is bigger than {megabytes(min(limit, DOWNLOAD_LIMIT))}")
        try:
            found = await self._api.call("getFile", {"file_id": file.remote.get("file_id", "")})
            count = await self._api.download(str(found.get("file_path", "")), to, limit)
        except TelegramError as error:
            if says(error, "file is too big"):
                raise DeliveryError(f"{file.name} is bigger than {megabytes(DOWNLOAD_LIMIT)}") from error
            raise refusal(error, repeatable=True) from error
        except httpx.HTTPError as error:
            raise DeliveryError(
                f"{file.name} could not be fetched ({type(error).__name__})", retry_after=2.0
            ) from error
        except DeliveryError as error:
            raise DeliveryError(f"{file.name}: {error}", retry_after=error.retry_after) from error
        if count == 0 or (found.get("file_size") or count) != count:
            raise DeliveryError(f"{file.name} did not arrive whole", retry_after=2.0)

    # --- health ---

    async def check(self) -> str:
        """Return what is wrong. While this process takes events in it knows; else it asks."""
        if self._wrong or self._trouble is not None:
            return self._wrong or self._trouble or ""
        try:
            await self._introduce()
        except TelegramError as error:
            return str(trouble(error))
        return ""

    async def reaches(self, address: Address) -> str:
        if self._wrong:
            return self._wrong
        try:
            name, faults = await look_at(self._api, address.chat, int(self.account))
        except ChatMigrated as error:
            raise refusal(error) from error
        except TelegramError as error:
            return str(away(error) if isinstance(error, (BadRequest, Forbidden)) else trouble(error))
        return f"{name}: {' '.join(map(str, faults))}" if faults else ""

    def _note(self, error: TelegramError) -> None:
        if self._trouble is not None:
            self._trouble = str(trouble(error))

    async def _introduce(self) -> None:
        """Learn our own name: commands and mentions for others are none of ours. Raises TelegramError."""
        found = await self._api.call("getMe")
        self._me, self._known = Me(self.account, str(found.get("username", ""))), True

    async def close(self) -> None:
        for task in self._asides:
            task.cancel()
        await asyncio.gather(*self._asides, return_exceptions=True)
        await self._api.close()

    # --- taking in ---

    async def run(self, rim: Rim) -> None:
        """Poll, or keep the webhook set, until cancelled. What Telegram or the database refuses is tried again."""
        if self._wrong:
            log.error("telegram is degraded: %s", self._wrong)
            await asyncio.Event().wait()
        self._trouble = "Not connected yet."
        failures = 0
        state = _Polling()
        beat = self._keep_webhook if self.webhook else self._poll
        while True:
            try:
                await beat(rim, state)
                failures = 0
                continue
            except TelegramError as error:
                self._trouble = str(trouble(error))
                log.warning("telegram/%s: %s", self.account, self._trouble)
                asked = refusal(error).retry_after or 0 if not isinstance(error, Conflict) else 0
            except DatabaseTrouble as error:
                log.error("telegram/%s: the database refused updates, which Telegram keeps: %s", self.account, error)
                asked = 0
            # One that is refused for good is tried at the slowest pace all the same: it may be mended from outside.
            wait = BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)]
            failures += 1
            await self._pause(max(wait, asked))

    async def _poll(self, rim: Rim, state: _Polling) -> None:
        """Ask once for updates, and store them; only then is the next question the one that confirms them."""
        task = f"{NAME}/{self.account}"
        if not await rim.leads(task):
            self._trouble = ""
            await self._pause(LEAD_SECONDS)
            return
        if not self._known:
            await self._introduce()
        if not state.ready:
            # Once: where another program sets it again, the two would take it from each other for ever.
            await self._api.call("deleteWebhook", {"drop_pending_updates": False})
            state.ready, self._trouble = True, ""  # the first answer may take half a minute, on a quiet bot
        fields = {"timeout": POLL_SECONDS, "limit": 100, "allowed_updates": list(reading.ASKED)}
        if state.offset is not None:
            fields["offset"] = state.offset
        asking = self._api.call("getUpdates", fields, longer=POLL_SECONDS)
        try:
            updates = await self._while_leading(rim, task, asking)
        except Conflict:  # somebody else polls: where it is a process of ours, it is to lead
            await rim.resign(task)
            raise
        self._trouble = ""
        if updates:
            await self._store(updates, rim)
            state.offset = max((_numbered(update) for update in updates), default=-1) + 1 or state.offset

    async def _while_leading(self, rim: Rim, task: str, asking: Awaitable[Any]) -> Any:
        """Wait for updates as long as it is ours to; None once another process leads. What it lets go is not lost."""
        question = asyncio.ensure_future(asking)
        try:
            while not (await asyncio.wait({question}, timeout=LEAD_SECONDS))[0]:
                if not await rim.leads(task):
                    return None
            return question.result()
        finally:
            question.cancel()
            with contextlib.suppress(asyncio.CancelledError, TelegramError):
                await question

    async def _store(self, updates: Sequence[Any], rim: Rim) -> None:
        """Store a batch: what one person sent in order, people side by side. Raises DatabaseTrouble when not all is."""
        lanes: dict[str, list[Any]] = {}
        for update in updates:
            if _moves(update):  # before any word from there: who works in a desk is no customer under its new id
                await self._take(update, rim)
        for update in updates:
            if _moves(update):
                continue
            lanes.setdefault(_lane(update), []).append(update)
        done = await asyncio.gather(*(self._in_order(lane, rim) for lane in lanes.values()), return_exceptions=True)
        for failed in done:
            if failed is not None:
                raise failed

    async def _in_order(self, updates: Sequence[Any], rim: Rim) -> None:
        for update in updates:
            await self._take(update, rim)

    async def _take(self, update: Any, rim: Rim) -> None:
        """Store what an update holds; what cannot be read is kept for the operator. Raises DatabaseTrouble."""
        try:
            events = reading.parse(update, self._me)
        except (InputError, LookupError, TypeError, ValueError, AttributeError) as error:
            log.warning("telegram/%s: an update cannot be read: %s", self.account, error)
            await rim.set_aside(Address(NAME, self.account, ""), f"u{_numbered(update)}", _shown(update), str(error))
            return
        if not events and isinstance(query := update.get("callback_query"), dict):  # of a message that is none of ours
            self._aside(self._answer_query(query.get("id", "")))
        for event in events:
            if event.kind == "joined":  # nowhere else is this number to be seen
                log.info("telegram/%s is in a group, which as a desk is telegram:%s", self.account, event.address.chat)
            if event.kind == "press" and event.choice.startswith(VIEW):
                self._aside(self._open_view(event, rim))
                continue
            stored = await rim.receive(event)
            if event.kind == "press" and not (stored and event.choice.startswith(ANSWERED)):
                # Stored first; who may not press and a redelivery are answered too: the button turns until then.
                self._aside(self._answer(event))

    # --- presses ---

    def _aside(self, work: Awaitable[None]) -> None:
        """Do a courtesy beside the intake: it must not wait for Telegram."""
        task = asyncio.ensure_future(self._quietly(work))
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def _quietly(self, work: Awaitable[None]) -> None:
        try:
            await work
        except (TelegramError, DeliveryError, DatabaseTrouble) as error:
            log.info("telegram/%s: a press went without an answer: %s", self.account, error)

    async def _answer(self, event: Inbound, **more: Any) -> None:
        await self._answer_query(event.data.get("query", ""), **more)

    async def _answer_query(self, query: Any, **more: Any) -> None:
        await self._api.call("answerCallbackQuery", {"callback_query_id": query, **more})

    async def _open_view(self, event: Inbound, rim: Rim) -> None:
        """Show what a press opens: Telegram has no windows, so it is a message in answer to the card."""
        card = await rim.view(event)
        if card is None:
            words = cut(texts.say(reading.language(event), "view.failed"), ALERT)
            await self._answer(event, text=words, show_alert=True)
            return
        await self._answer(event)
        to = str(event.data.get("external_id", ""))
        for part in render(Outbound(event.key, "post", "hold", event.address, card=card, quiet=True)):
            body = {name: value for name, value in part.body.items() if name not in OURS}
            await self._sent(Part(part.op, part.address, body, reply_to=to))

    # --- the webhook ---

    def routes(self) -> Sequence[Route]:
        return (Route(PATH, BODY_LIMIT, self._called),) if self.webhook else ()

    async def _called(self, request: Request, rim: Rim) -> Answer:
        """Telegram calls with an update: stored, then acknowledged. Raises DatabaseTrouble."""
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._secret.encode()):
            return Answer(401, "no")
        if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            return Answer(415, "no")
        try:
            update = strict(request.body, DEPTH)
            update_id(update)
        except (ValueError, InputError):
            return Answer(400, "no")
        try:
            if not self._known:
                await self._introduce()
        except TelegramError as error:
            self._note(error)
            return Answer(503, "try again")
        await self._take(update, rim)
        return Answer(200)

    async def _keep_webhook(self, rim: Rim, state: _Polling) -> None:
        """Set the webhook where it is not as it should be, and look at it again after a while."""
        if not self._known:
            await self._introduce()
        if not await rim.leads(f"{NAME}/{self.account}"):
            self._trouble = ""
            await self._pause(LEAD_SECONDS)
            return
        found = await self._api.call("getWebhookInfo")
        if not state.ready or found.get("url") != self.webhook:
            await self._api.call("setWebhook", self._wanted)
            state.ready = True
        error = str(found.get("last_error_message", ""))
        waiting = found.get("pending_update_count", 0)
        self._trouble = f"Telegram cannot deliver to {self.webhook}: {error}" if error and waiting else ""
        await self._pause(LOOK_SECONDS)


class _Polling:
    """What a process keeps between two questions."""

    def __init__(self) -> None:
        self.offset: int | None = None
        self.ready = False


# --- shapes --------------------------------------------------------------------------------------


def _numbered(update: Any) -> int:
    """Return an update's number, -1 for one that has none."""
    try:
        return update_id(update)
    except InputError:
        return -1


def _lane(update: Any) -> str:
    """Return whose update it is, as far as it shows: theirs are stored in order."""
    body = next((value for value in update.values() if isinstance(value, dict)), {}) if isinstance(update, dict) else {}
    who = body.get("from") or body.get("user") or body.get("chat")
    return str(who.get("id")) if isinstance(who, dict) else ""


def _moves(update: Any) -> bool:
    """Return whether an update tells that a group has a new id."""
    body = update.get("message") if isinstance(update, dict) else None
    return isinstance(body, dict) and not {"migrate_to_chat_id", "migrate_from_chat_id"}.isdisjoint(body)


def _shown(update: Any) -> Mapping[str, Any]:
    return update if isinstance(update, dict) else {"update": update}


def _place(address: Address) -> dict[str, Any]:
    """Return the fields that say where. The General topic has no number, and naming it by 1 is refused."""
    place: dict[str, Any] = {"chat_id": _number(address.chat, "chat")}
    if address.thread.startswith(BUSINESS):
        place["business_connection_id"] = address.thread.removeprefix(BUSINESS)
    elif address.thread:
        place["message_thread_id"] = _number(address.thread, "thread")
    return place


def _number(text: str, what: Gone) -> int:
    """Return an id as Telegram writes it. What is no number is not there. Raises DeliveryError."""
    if not text.removeprefix("-").isdecimal():
        raise DeliveryError(f"{text or 'nothing'} is no {what} of Telegram's", gone=what)
    return int(text)


OURS = ("pin", "reopen", "file", "grows")
"""Fields of a part's body that are no fields of a call."""
ABOUT_A_MESSAGE = ("editMessageText", "deleteMessage", "setMessageReaction")


def _fields(part: Part) -> tuple[str, dict[str, Any]]:
    """Return the method and all its fields; no method where a business chat has none for it."""
    body = dict(part.body)
    method = str(body.pop("method"))
    for ours in OURS:
        body.pop(ours, None)
    if part.op == "ephemeral" and method == "answerCallbackQuery":
        return method, body
    place = _place(part.address)
    if method in ABOUT_A_MESSAGE:
        place.pop("message_thread_id", None)
        place["message_id"] = _number(part.target, "message")
        if "business_connection_id" in place and method != "editMessageText":
            return _in_business(method, place)
    elif method == "createForumTopic" and part.address.thread:
        method, body = "reopenForumTopic", {}
    elif part.reply_to:
        body["reply_parameters"] = {
            "message_id": _number(part.reply_to, "message"),
            "allow_sending_without_reply": True,
        }
    return method, {**place, **body}


def _in_business(method: str, place: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if method == "deleteMessage":
        connection = place["business_connection_id"]
        return "deleteBusinessMessages", {"business_connection_id": connection, "message_ids": [place["message_id"]]}
    return "", {}


def _plainer(method: str, fields: Mapping[str, Any], error: BadRequest) -> tuple[str, dict[str, Any]] | None:
    """Return a call that says the same in a form that is not refused; None where the form was not the reason."""
    if method == "editMessageText" and says(error, "no text in the message"):
        return "editMessageCaption", _caption(fields)
    formats = [name for name in ("entities", "caption_entities") if name in fields]
    if formats and says(error, "entit", "can't parse"):
        return method, {name: value for name, value in fields.items() if name not in formats}
    return None


def _caption(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an edited text as those of a caption, which holds less."""
    names = ("chat_id", "message_id", "business_connection_id", "reply_markup")
    kept = {name: fields[name] for name in names if name in fields}
    if units(fields["text"]) > CAPTION:
        return {**kept, "caption": cut(fields["text"], CAPTION)}
    formats = {"caption_entities": fields["entities"]} if "entities" in fields else {}
    return {**kept, "caption": fields["text"], **formats}


def _id(part: Part) -> str:
    """Return an id for what made no message."""
    return part.target or part.address.thread or part.address.chat


# --- from the settings ---------------------------------------------------------------------------


def build(given: Mapping[str, str]) -> list[Telegram]:
    """Return the adapter of the bot whose token is set, none without one. Raises SettingsError."""
    token = given.get("TELEGRAM_BOT_TOKEN", "").strip()
    if not token:
        return []
    root = given.get("TELEGRAM_API_URL", "").strip().rstrip("/") or API
    if urlsplit(root).scheme not in ("http", "https") or not urlsplit(root).netloc:
        raise SettingsError(f"TELEGRAM_API_URL: {root} is no server's root. It looks like {API}.")
    webhook, secret = given.get("TELEGRAM_WEBHOOK_URL", "").strip(), given.get("TELEGRAM_WEBHOOK_SECRET", "").strip()
    if webhook:
        _check_webhook(webhook, secret)
    if not TOKEN.fullmatch(token):
        number = token.split(":")[0]  # the bot's, where that much of the token is one
        return [Telegram(f"{number if number.isdecimal() else ''}:", root, wrong=str(MISCOPIED))]
    return [Telegram(token, root, webhook=webhook, secret=secret)]


def _check_webhook(webhook: str, secret: str) -> None:
    """Refuse a webhook that anybody could call, or nobody."""
    if not re.fullmatch(r"[\w-]{16,256}", secret, re.ASCII):
        raise SettingsError(
            "TELEGRAM_WEBHOOK_SECRET: a webhook needs a secret of 16 to 256 letters, digits, _ or -, for instance from "
            "`openssl rand -hex 32`; else anybody could write as your customers."
        )
    if urlsplit(webhook).scheme != "https" or not urlsplit(webhook).netloc:
        raise SettingsError(
            f"TELEGRAM_WEBHOOK_URL: Telegram calls https addresses alone, as in https://example.com{PATH}."
        )
