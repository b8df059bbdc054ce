"""Telegram's Bot API on loopback, strict: what the platform refuses is refused with its own words, and whatever a
program should not do at all (an unknown method, an unknown field) is written down as a failure of the test.

Written from https://core.telegram.org/bots/api and the errors that github.com/tdlib/telegram-bot-api sends. In a test:

    async with Telegram() as telegram:
        maya = telegram.user("Maya")
        maya.says("hello")
        await telegram.until(lambda: maya.chat.shown())

As a process: `python -m tests.emulators.telegram --port 8081`; then POST JSON to `/_control/<verb>` (see CONTROL).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import email.utils
import hashlib
import json
import random
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.emulators import telegram_entities

TOKEN = "7001:emulated-token"
LOOPBACK = ("127.0.0.1", "localhost")
TEXT_LIMIT, CAPTION_LIMIT, TOPIC_LIMIT = 4096, 1024, 128
PHOTO_BYTES, UPLOAD_BYTES, DOWNLOAD_BYTES = 10 * 2**20, 50 * 2**20, 20 * 2**20
QUERY_SECONDS = 60
"""How old a press may be until its answer is refused."""
DELETE_SECONDS = 48 * 3600


def _set_of(*words: str) -> frozenset[str]:
    return frozenset(" ".join(words).split())


REACTIONS = _set_of(
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳",
    "❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈",
    "😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀",
    "😡",
)
ACTIONS = _set_of(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)
UPDATES = _set_of(
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages guest_message message_reaction "
    "message_reaction_count inline_query chosen_inline_result callback_query shipping_query "
    "pre_checkout_query purchased_paid_media poll poll_answer my_chat_member chat_member "
    "chat_join_request chat_boost removed_chat_boost managed_bot subscription"
)
BY_DEFAULT = UPDATES - {"chat_member", "message_reaction", "message_reaction_count"}

# A field's type: c chat, i whole number, s text, b boolean, j JSON, f file. "!" after it: needed.
_SENDING = {
    "chat_id": "c!", "business_connection_id": "s", "message_thread_id": "i", "disable_notification": "b",
    "protect_content": "b", "reply_parameters": "j", "reply_markup": "j",
}  # fmt: skip
_CAPTION = {"caption": "s", "caption_entities": "j"}
METHODS: dict[str, dict[str, str]] = {
    "getMe": {},
    "getUpdates": {"offset": "i", "limit": "i", "timeout": "i", "allowed_updates": "j"},
    "setWebhook": {
        "url": "s!", "secret_token": "s", "allowed_updates": "j", "drop_pending_updates": "b", "max_connections": "i"
    },
    "deleteWebhook": {"drop_pending_updates": "b"},
    "getWebhookInfo": {},
    "sendMessage": {**_SENDING, "text": "s!", "entities": "j", "link_preview_options": "j"},
    "sendPhoto": {**_SENDING, **_CAPTION, "photo": "f!"},
    "sendDocument": {**_SENDING, **_CAPTION, "document": "f!"},
    "sendVoice": {**_SENDING, **_CAPTION, "voice": "f!"},
    "sendAudio": {**_SENDING, **_CAPTION, "audio": "f!"},
    "sendVideo": {**_SENDING, **_CAPTION, "video": "f!"},
    "sendMessageDraft": {"chat_id": "c!", "draft_id": "i!", "text": "s", "entities": "j", "message_thread_id": "i"},
    "sendChatAction": {"chat_id": "c!", "action": "s!", "business_connection_id": "s", "message_thread_id": "i"},
    "editMessageText": {
        "chat_id": "c!", "message_id": "i!", "text": "s!", "entities": "j", "link_preview_options": "j",
        "reply_markup": "j", "business_connection_id": "s",
    },
    "editMessageCaption": {
        "chat_id": "c!", "message_id": "i!", "caption": "s", "caption_entities": "j", "reply_markup": "j",
        "business_connection_id": "s",
    },
    "deleteMessage": {"chat_id": "c!", "message_id": "i!"},
    "deleteBusinessMessages": {"business_connection_id": "s!", "message_ids": "j!"},
    "setMessageReaction": {"chat_id": "c!", "message_id": "i!", "reaction": "j", "is_big": "b"},
    "createForumTopic": {"chat_id": "c!", "name": "s!"},
    "closeForumTopic": {"chat_id": "c!", "message_thread_id": "i!"},
    "reopenForumTopic": {"chat_id": "c!", "message_thread_id": "i!"},
    "deleteForumTopic": {"chat_id": "c!", "message_thread_id": "i!"},
    "pinChatMessage": {"chat_id": "c!", "message_id": "i!", "disable_notification": "b"},
    "answerCallbackQuery": {"callback_query_id": "s!", "text": "s", "show_alert": "b", "cache_time": "i"},
    "getFile": {"file_id": "s!"},
    "getChat": {"chat_id": "c!"},
    "getChatMember": {"chat_id": "c!", "user_id": "i!"},
    "setMyCommands": {"commands": "j!", "scope": "j", "language_code": "s"},
    "setMyDescription": {"description": "s", "language_code": "s"},
    "setMyShortDescription": {"short_description": "s", "language_code": "s"},
}  # fmt: skip

WHILE_WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)

Json = dict[str, Any]


class Refused(Exception):  # noqa: N818 - reads as what happened
    """A call that the platform refuses."""

    def __init__(self, code: int, text: str, **parameters: int) -> None:
        super().__init__(text)
        self.code, self.text, self.parameters = code, text, parameters


def bad(text: str, **parameters: int) -> Refused:
    return Refused(400, f"Bad Request: {text}", **parameters)


@dataclass(frozen=True)
class Call:
    """A line of the journal: what was called, and what was answered (0: no answer was given)."""

    method: str
    fields: Json
    at: float
    status: int
    text: str = ""
    fault: str = ""
    """What went wrong with it by our doing: `lost` and `hang` were carried out."""


@dataclass
class Fault:
    """What goes wrong with the next `times` calls of a method ("" for any).

    refuse: `code` and `text` are answered · flood: 429 · error: 502 · garbage: 200 without JSON · reset: the connection
    ends before anything is done · lost: it is done, and the connection ends · hang: it is done, and no answer comes.
    slow: it is done when `Telegram.released` is set.
    """

    method: str
    kind: str
    times: int = 1
    code: int = 400
    text: str = "Bad Request: refused by the test"
    retry_after: int = 3


@dataclass
class Shown:
    """A message as people see it."""

    id: int
    who: str
    text: str
    entities: list[Json]
    buttons: list[str]
    thread: int
    file: str = ""
    reaction: str = ""


class Chat:
    """A chat, and what stands in it."""

    def __init__(self, telegram: Telegram, id: int, kind: str, title: str = "", *, forum: bool = False) -> None:  # noqa: A002
        self.telegram, self.id, self.kind, self.title, self.forum = telegram, id, kind, title, forum
        self.messages: dict[int, Json] = {}
        self.reactions: dict[int, str] = {}
        self.topics: dict[int, Json] = {}
        self.pinned: list[int] = []
        self.moved_to: int | None = None
        self.member: Json = {"status": "member", "user": telegram.bot}
        self.closed_to_us = ""
        """Why the bot may not speak here, as the platform says it."""
        self.drafts: list[tuple[int, str]] = []
        """Previews that were shown, oldest first: (id, text)."""
        self.last = 0

    @property
    def json(self) -> Json:
        found: Json = {"id": self.id, "type": self.kind}
        if self.kind == "private":
            return {**found, "first_name": self.title}
        return {**found, "title": self.title, **({"is_forum": True} if self.forum else {})}

    def admin(self, **rights: bool) -> Chat:
        """Make the bot an administrator."""
        all_rights = {"can_manage_topics": True, "can_pin_messages": True, "can_delete_messages": True, **rights}
        self.member = {"status": "administrator", "user": self.telegram.bot, "can_be_edited": False, **all_rights}
        return self

    def may(self, right: str) -> bool:
        return self.member["status"] == "administrator" and bool(self.member.get(right))

    def add(self, message: Json) -> Json:
        self.last += 1
        whole = {"message_id": self.last, "chat": self.json, "date": int(self.telegram.now()), **message}
        self.messages[self.last] = whole
        return whole

    def topic(self, name: str, by: Json | None = None) -> int:
        """Open a topic; return its id, which is that of the service message that opens it."""
        message = self.add(
            {"from": by or self.telegram.bot, "forum_topic_created": {"name": name, "icon_color": 7322096}}
        )
        message.update(message_thread_id=message["message_id"], is_topic_message=True)
        self.topics[message["message_id"]] = {"name": name, "closed": False}
        return int(message["message_id"])

    def moves(self, *, silently: bool = False) -> Chat:
        """Turn a group into a supergroup, which has a new id, and tell both, unless that was too long ago."""
        new = self.telegram.group(self.title, forum=False)
        self.moved_to = new.id
        if silently:
            return new
        by = self.telegram.stranger
        self.telegram.update("message", self.add({"from": by, "migrate_to_chat_id": new.id}))
        self.telegram.update("message", new.add({"from": by, "migrate_from_chat_id": self.id}))
        return new

    def deletes(self, message_id: int) -> None:
        """Somebody deletes a message. Bots are not told."""
        del self.messages[message_id]

    def drops(self, thread: int) -> None:
        """Somebody deletes a topic with all that was in it. Bots are not told."""
        del self.topics[thread]
        self.messages = {i: m for i, m in self.messages.items() if m.get("message_thread_id") != thread}

    def throws_out(self) -> None:
        """The bot is removed."""
        old, self.member = self.member, {"status": "kicked", "user": self.telegram.bot, "until_date": 0}
        self.closed_to_us = f"Forbidden: bot was kicked from the {self.kind} chat"
        self.telegram.update("my_chat_member", {
            "chat": self.json, "from": self.telegram.stranger, "date": int(self.telegram.now()),
            "old_chat_member": old, "new_chat_member": self.member,
        })  # fmt: skip

    def shown(self, thread: int | None = None) -> list[Shown]:
        """Return what people see, in order; without what only tells of the chat itself."""
        found = []
        for number, message in self.messages.items():
            if "text" not in message and "file" not in message.get("_", {}) and "caption" not in message:
                continue
            if thread is not None and message.get("message_thread_id", 0) != thread:
                continue
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            found.append(Shown(
                number, message["from"]["first_name"], message.get("text", message.get("caption", "")),
                message.get("entities", message.get("caption_entities", [])),
                [button["text"] for row in rows for button in row], message.get("message_thread_id", 0),
                message.get("_", {}).get("file", ""), self.reactions.get(number, ""),
            ))  # fmt: skip
        return found

    def said(self) -> list[str]:
        """Return the texts that the bot has sent here."""
        name = self.telegram.bot["first_name"]
        return [one.text for one in self.shown() if one.who == name]


class User:
    """A person with the app in hand."""

    def __init__(self, telegram: Telegram, id: int, name: str, language: str) -> None:  # noqa: A002
        self.telegram = telegram
        self.json: Json = {"id": id, "is_bot": False, "first_name": name, "language_code": language}
        self.chat = telegram.chats.setdefault(id, Chat(telegram, id, "private", name))
        self.answers: list[Json] = []
        """What presses of theirs were answered with."""

    def says(self, text: str, chat: Chat | None = None, *, thread: int = 0, reply_to: int = 0, **more: Any) -> int:
        """Write a message; return its id."""
        return self._writes({"text": text, "entities": _found_entities(text), **more}, chat, thread, reply_to)

    def sends_file(
        self, kind: str, content: bytes, chat: Chat | None = None, *, name: str = "", caption: str = "",
        thread: int = 0, **more: Any,
    ) -> int:  # fmt: skip
        """Send a file as photo, document, voice, audio, video, video_note, animation or sticker."""
        file = self.telegram.keeps(content, name or f"{kind}.bin")
        if name and kind != "photo":
            file["file_name"] = name
        if mime := more.pop("mime_type", ""):
            file["mime_type"] = mime
        body: Any = [
            {**file, "file_id": "thumb", "file_size": 1, "width": 90, "height": 90},
            {**file, "width": 800, "height": 600},
        ]
        message: Json = {kind: body if kind == "photo" else file, "_": {"file": name or kind}, **more}
        if caption:
            message |= {"caption": caption, "caption_entities": _found_entities(caption)}
        return self._writes(message, chat, thread, 0)

    def _writes(self, message: Json, chat: Chat | None, thread: int, reply_to: int) -> int:
        chat = chat or self.chat
        message = {"from": self.json, **{k: v for k, v in message.items() if v not in ([], "")}}
        if thread:
            message |= {"message_thread_id": thread, "is_topic_message": True}
            reply_to = reply_to or thread
        if reply_to:
            answered = {k: v for k, v in chat.messages[reply_to].items() if k not in ("reply_to_message", "_")}
            message["reply_to_message"] = answered
        whole = chat.add(message)
        if self.telegram.reads(chat, whole):
            self.telegram.update("message", whole)
        return int(whole["message_id"])

    def edits(self, message_id: int, text: str, chat: Chat | None = None) -> None:
        chat = chat or self.chat
        message = chat.messages[message_id]
        field_name = "text" if "text" in message else "caption"
        message |= {field_name: text, "edit_date": int(self.telegram.now())}
        if self.telegram.reads(chat, message):
            self.telegram.update("edited_message", message)

    def presses(self, label: str, chat: Chat | None = None) -> str:
        """Press the newest button of this label; return the id of the press."""
        chat = chat or self.chat
        for number in reversed(chat.messages):
            message = chat.messages[number]
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label:
                        return self.telegram.pressed(self, message, button["callback_data"])
        raise AssertionError(f"there is no button {label!r} in {[one.buttons for one in chat.shown()]}")

    def reacts(self, message_id: int, emoji: str, chat: Chat | None = None) -> None:
        """React to a message; "" takes it back."""
        chat = chat or self.chat
        self.telegram.update("message_reaction", {
            "chat": chat.json, "message_id": message_id, "user": self.json, "date": int(self.telegram.now()),
            "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
        })  # fmt: skip

    def blocks(self, back: bool = False) -> None:
        """Block the bot, or let it speak again."""
        status = ["member", "kicked"]
        old, new = reversed(status) if back else status
        self.chat.closed_to_us = "" if back else "Forbidden: bot was blocked by the user"
        self.telegram.update("my_chat_member", {
            "chat": self.chat.json, "from": self.json, "date": int(self.telegram.now()),
            "old_chat_member": {"status": old, "user": self.telegram.bot},
            "new_chat_member": {"status": new, "user": self.telegram.bot},
        })  # fmt: skip


class Telegram:
    """The server, for one bot."""

    def __init__(
        self, token: str = TOKEN, username: str = "rapport_bot", *, clock: Callable[[], float] = time.time
    ) -> None:
        self.token, self.clock, self.skew = token, clock, 0.0
        self.bot: Json = {
            "id": int(token.split(":")[0]), "is_bot": True, "first_name": "Rapport", "username": username,
        }  # fmt: skip
        self.abilities: Json = {
            "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False,
        }  # fmt: skip
        self.stranger: Json = {"id": 999, "is_bot": False, "first_name": "Olga"}
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, User] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.pending: list[Json] = []
        self.allowed: frozenset[str] = BY_DEFAULT
        self.webhook: Json = {}
        self.webhook_error = ""
        self.delivered: list[tuple[int, int]] = []
        """Update and status of each call of the webhook."""
        self.retry_seconds = 0.01
        self.queries: dict[str, Json] = {}
        self.settings: dict[str, Any] = {}
        """What set-up methods have set, by method, scope and language."""
        self.journal: list[Call] = []
        self.failures: list[str] = []
        """What a program must not do at all. Looked at when the emulator ends."""
        self.faults: list[Fault] = []
        self.weather: Callable[[str], str] | None = None
        self.released = asyncio.Event()
        self.url = ""
        self._count = 0
        self._changed = asyncio.Event()
        self._poller: asyncio.Future[Json] | None = None
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._deliveries: asyncio.Task[None] | None = None

    # --- a test's hands ---

    def now(self) -> float:
        return self.clock() + self.skew

    def user(self, name: str = "Maya", *, id: int = 0, language: str = "en") -> User:  # noqa: A002
        """Return a person; a new one who has started the bot."""
        number = id or 1000 + len(self.users) + 1
        if number not in self.users:
            self.users[number] = User(self, number, name, language)
        return self.users[number]

    def group(self, title: str = "Desk", *, forum: bool = True, id: int = 0) -> Chat:  # noqa: A002
        """Return a new supergroup with the bot in it."""
        number = id or -1_001_000_000_000 - len(self.chats)
        self.chats[number] = Chat(self, number, "supergroup", title, forum=forum)
        return self.chats[number]

    def small_group(self, title: str = "Small", *, id: int = 0) -> Chat:  # noqa: A002
        number = id or -5000 - len(self.chats)
        self.chats[number] = Chat(self, number, "group", title)
        return self.chats[number]

    def update(self, kind: str, body: Json) -> int | None:
        """Tell the bot something, where it asked for that kind; return the update's number."""
        if kind not in self.allowed:
            return None
        clean = json.loads(json.dumps({k: v for k, v in body.items() if k != "_"}))
        return self.push({kind: clean})

    def push(self, update: Any) -> int:
        """Put any payload into the queue; one that has no number gets the next one."""
        self._count += 1
        number = 100_000 + self._count
        if isinstance(update, dict) and "update_id" not in update:
            update = {"update_id": number, **update}
        self.pending.append(update)
        self._notify()
        return int(update["update_id"]) if isinstance(update, dict) else number

    def reads(self, chat: Chat, message: Json) -> bool:
        """Return whether the bot gets to see a message: in privacy mode not all of a group's."""
        if (
            chat.kind == "private"
            or chat.member["status"] == "administrator"
            or self.abilities["can_read_all_group_messages"]
        ):
            return chat.member["status"] not in ("kicked", "left")
        text = message.get("text", "") + message.get("caption", "")
        answered = message.get("reply_to_message", {})
        ours = answered.get("from", {}).get("id") == self.bot["id"] and "forum_topic_created" not in answered
        return text.startswith("/") or f"@{self.bot['username']}" in text or ours

    def keeps(self, content: bytes, name: str) -> Json:
        """Store a file's bytes; return what a message says of it."""
        digest = hashlib.sha256(content).hexdigest()
        file_id = f"file-{len(self.files) + 1}-{digest[:12]}"
        self.files[file_id] = (f"documents/file_{len(self.files) + 1}.{name.rsplit('.', 1)[-1]}", content)
        return {"file_id": file_id, "file_unique_id": digest[:16], "file_size": len(content)}

    def pressed(self, user: User, message: Json, data: str) -> str:
        query = f"q{len(self.queries) + 1}"
        self.queries[query] = {"at": self.now(), "user": user}
        shown = {k: v for k, v in message.items() if k != "_"}
        self.update("callback_query", {
            "id": query, "from": user.json, "message": shown, "chat_instance": "1", "data": data,
        })  # fmt: skip
        return query

    def fault(self, method: str, kind: str, times: int = 1, **more: Any) -> None:
        """Let the next calls of a method go wrong; see Fault."""
        self.faults.append(Fault(method, kind, times, **more))

    def storm(self, seed: int, chances: Mapping[str, float], *, but: Sequence[str] = ("getUpdates", "getMe")) -> None:
        """Let calls go wrong at random, the same way for the same seed."""
        chance = random.Random(seed)

        def weather(method: str) -> str:
            drawn = chance.random()
            for kind, share in chances.items():
                if drawn < share:
                    return "" if method in but else kind
                drawn -= share
            return ""

        self.weather = weather

    def calm(self) -> None:
        """From now on nothing goes wrong."""
        self.faults.clear()
        self.weather = None
        self.released.set()

    def calls(self, *methods: str) -> list[Call]:
        """Return the journal, or its lines of these methods."""
        return [call for call in self.journal if not methods or call.method in methods]

    async def until(self, true: Callable[[], Any], seconds: float = 60) -> Any:
        """Wait until something is so; it is looked at after each call. The limit only ends a test that hangs."""
        async with asyncio.timeout(seconds):
            while not (found := true()):
                self._changed.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), 0.05)
        return found

    # --- the server ---

    async def __aenter__(self) -> Telegram:
        return await self.start()

    async def __aexit__(self, kind: object, error: object, trace: object) -> None:
        await self.stop()
        if error is None:
            assert self.failures == []

    async def start(self, port: int = 0) -> Telegram:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", port, limit=2**20)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        if self._poller is not None and not self._poller.done():
            self._poller.cancel()
        for task in [*self._tasks, *([self._deliveries] if self._deliveries else [])]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()

    def _notify(self) -> None:
        self._changed.set()
        if self._poller is not None and not self._poller.done() and self.pending:
            self._poller.set_result({})
        if self.webhook and self._deliveries is None:
            self._deliveries = asyncio.ensure_future(self._deliver())

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            self._tasks.discard(task)

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except asyncio.IncompleteReadError:
            return False
        verb, path, _ = head.split("\r\n", 1)[0].split(" ")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head.split("\r\n")[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        answer = await self._answer(verb, urlsplit(path).path, headers, body)
        if answer is None:
            return False
        status, kind, content = answer
        date = email.utils.formatdate(self.now(), usegmt=True)
        writer.write(
            f"HTTP/1.1 {status} X\r\nServer: nginx\r\nDate: {date}\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {len(content)}\r\nConnection: keep-alive\r\n\r\n".encode()
            + content
        )
        await writer.drain()
        return True

    async def _answer(
        self, verb: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, str, bytes] | None:
        if path.startswith("/_control/"):
            return _json(200, await control(self, path.removeprefix("/_control/"), json.loads(body or b"{}")))
        if path.startswith("/file/bot"):
            return self._file(path)
        found = re.fullmatch(r"/bot([^/]*)/(\w+)", path)
        if found is None:
            return _json(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        token, method = found[1], found[2]
        fields, uploads = _read(headers.get("content-type", ""), body)
        status, said, spoilt = 0, {}, ""
        try:
            spoilt = self._spoils(method)
            if spoilt == "reset":
                return None
            if spoilt == "error":
                return 502, "text/html", b"<html><h1>502 Bad Gateway</h1></html>"
            if spoilt == "slow":
                await self.released.wait()
            result = await self._done(token, method, fields, uploads)
            status, said = 200, {"ok": True, "result": result}
        except Refused as error:
            status = error.code
            said = {"ok": False, "error_code": error.code, "description": error.text}
            if error.parameters:
                said["parameters"] = error.parameters
        finally:
            given = {**fields, **{name: f"<{len(content)} bytes>" for name, (_, content) in uploads.items()}}
            answered = 0 if spoilt in ("reset", "lost", "hang") else 502 if spoilt == "error" else status
            told = str(said.get("description", ""))
            self.journal.append(Call(method, given, self.now(), answered, told, spoilt))
            self._changed.set()
        if spoilt == "lost":
            return None
        if spoilt == "hang":
            await asyncio.Event().wait()
        if spoilt == "garbage":
            return 200, "text/html", b"<html>no JSON</html>"
        return _json(status, said)

    def _spoils(self, method: str) -> str:
        """Return what goes wrong with a call; "" for nothing. Raises what the platform refuses."""
        fault = next((one for one in self.faults if one.times > 0 and one.method in ("", method)), None)
        if fault is not None:
            fault.times -= 1
        else:
            kind = self.weather(method) if self.weather else ""
            if not kind:
                return ""
            fault = Fault(method, kind, retry_after=1)
        if fault.kind == "refuse":
            raise Refused(fault.code, fault.text)
        if fault.kind == "flood":
            seconds = fault.retry_after
            raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        return fault.kind

    async def _done(self, token: str, method: str, fields: Json, uploads: Mapping[str, tuple[str, bytes]]) -> Any:
        if token != self.token:
            raise Refused(401, "Unauthorized") if re.fullmatch(r"\d+:[\w-]+", token) else Refused(404, "Not Found")
        known = next((name for name in METHODS if name.lower() == method.lower()), None)
        if known is None:
            self.failures.append(f"unknown method {method}")
            raise Refused(404, "Not Found")
        given = self._checked(known, fields, uploads)
        result = getattr(self, f"_{known}")(given)
        return await result if asyncio.iscoroutine(result) else result

    def _checked(self, method: str, fields: Json, uploads: Mapping[str, tuple[str, bytes]]) -> Json:
        """Return the fields as what they are; an unknown or missing one is a failure of the test."""
        types, found = METHODS[method], dict[str, Any]()
        for name in [*fields, *uploads]:
            if name not in types:
                self.failures.append(f"{method} has no field {name}")
        for name, kind in types.items():
            if name in uploads:
                found[name] = uploads[name]
            elif name in fields:
                found[name] = _typed(method, name, kind[0], fields[name])
            elif kind.endswith("!"):
                self.failures.append(f"{method} needs {name}")
                raise bad(f"{name} is empty" if name != "text" else "message text is empty")
        return found

    def _file(self, path: str) -> tuple[int, str, bytes] | None:
        token, _, name = path.removeprefix("/file/bot").partition("/")
        spoilt = self._spoils("download")
        content = next((content for place, content in self.files.values() if place == name), None)
        if spoilt == "reset":
            return None
        if spoilt == "error":
            return 502, "text/html", b"bad gateway"
        if token != self.token or content is None:
            return _json(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        self.journal.append(Call("download", {"path": name}, self.now(), 200))
        return 200, "application/octet-stream", content[:-1] if spoilt == "garbage" else content

    # --- updates ---

    def _getMe(self, given: Json) -> Json:  # noqa: N802
        return {**self.bot, **self.abilities}

    async def _getUpdates(self, given: Json) -> list[Any]:  # noqa: N802
        if self.webhook:
            raise Refused(409, f"Conflict: {WHILE_WEBHOOK}")
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(Refused(409, f"Conflict: {OTHER_POLLER}"))
        self._allow(given)
        offset = given.get("offset", 0)
        if offset > 0:
            self.pending = [one for one in self.pending if not isinstance(one, dict) or one["update_id"] >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]
        if not self.pending and given.get("timeout", 0) > 0:
            mine = self._poller = asyncio.get_running_loop().create_future()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(mine, min(given["timeout"], 50))
        return self.pending[: min(given.get("limit", 100), 100)]

    def _allow(self, given: Json) -> None:
        if "allowed_updates" in given:
            asked = frozenset(given["allowed_updates"])
            self.failures += [f"there is no update {name}" for name in asked - UPDATES]
            self.allowed = asked or BY_DEFAULT

    def _setWebhook(self, given: Json) -> bool:  # noqa: N802
        url = urlsplit(given["url"])
        if url.scheme != "https" and url.hostname not in LOOPBACK:
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", given.get("secret_token", "")):
            raise bad("secret token contains unallowed characters")
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(Refused(409, "Conflict: terminated by setWebhook request"))
        self._allow(given)
        self.webhook = {"url": given["url"], "secret": given.get("secret_token", "")}
        self._notify()
        return True

    def _deleteWebhook(self, given: Json) -> bool:  # noqa: N802
        self.webhook = {}
        if given.get("drop_pending_updates"):
            self.pending = []
        return True

    def _getWebhookInfo(self, given: Json) -> Json:  # noqa: N802
        info = {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
        }
        if self.webhook_error:
            info |= {"last_error_date": int(self.now()), "last_error_message": self.webhook_error}
        return {**info, "max_connections": 40, "allowed_updates": sorted(self.allowed)}

    async def _deliver(self) -> None:
        """Call the webhook with what is pending, in order, again and again until each is taken."""
        while self.webhook and self.pending:
            update = self.pending[0]
            status = await self._post(update)
            self.delivered.append((update.get("update_id", 0), status))
            self._changed.set()
            if 200 <= status < 300:
                self.pending.remove(update)
                self.webhook_error = ""
            else:
                self.webhook_error = f"Wrong response from the webhook: {status}" if status else "Connection refused"
                await asyncio.sleep(self.retry_seconds)
        self._deliveries = None

    async def _post(self, update: Json) -> int:
        url = urlsplit(self.webhook["url"])
        if url.hostname not in LOOPBACK:  # nobody outside is ever called
            return 0
        body = json.dumps(update).encode()
        head = f"POST {url.path or '/'} HTTP/1.1\r\nHost: {url.netloc}\r\nConnection: close\r\n"
        head += "Content-Type: application/json\r\n"
        if self.webhook["secret"]:
            head += f"X-Telegram-Bot-Api-Secret-Token: {self.webhook['secret']}\r\n"
        try:
            reader, writer = await asyncio.open_connection(url.hostname, url.port or 80)
        except OSError:
            return 0
        try:
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            line = await reader.readline()
            await reader.read()
            return int(line.split()[1]) if line else 0
        except OSError:
            return 0
        finally:
            writer.close()

    # --- messages ---

    def _there(self, given: Json) -> Chat:
        """Return the chat that is meant, where the bot may speak. Raises what the platform says else."""
        chat = self.chats.get(given["chat_id"])
        if chat is None:
            raise bad("chat not found")
        if chat.moved_to is not None:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
        if chat.closed_to_us:
            raise Refused(403, chat.closed_to_us)
        return chat

    def _in_thread(self, chat: Chat, given: Json) -> Json:
        thread = given.get("message_thread_id")
        if thread is None:
            return {}
        if chat.forum and thread not in chat.topics:  # naming the General topic by its number 1, too
            raise bad("message thread not found")
        if not chat.forum and chat.kind != "private":
            return {}
        if chat.forum and chat.topics[thread]["closed"] and not chat.may("can_manage_topics"):
            raise bad("TOPIC_CLOSED")
        return {"message_thread_id": thread, "is_topic_message": True}

    def _new(self, given: Json, content: Json) -> Json:
        chat = self._there(given)
        message: Json = {"from": self.bot, **self._in_thread(chat, given), **content}
        if (parameters := given.get("reply_parameters")) is not None:
            self._only("ReplyParameters", parameters, {"message_id", "allow_sending_without_reply"})
            answered = chat.messages.get(parameters["message_id"])
            if answered is not None:
                message["reply_to_message"] = {k: v for k, v in answered.items() if k != "_"}
            elif not parameters.get("allow_sending_without_reply"):
                raise bad("message to be replied not found")
        if "business_connection_id" in given:
            message["business_connection_id"] = given["business_connection_id"]
        message |= self._markup(given)
        return {k: v for k, v in chat.add(message).items() if k != "_"}

    def _only(self, what: str, found: Any, known: set[str]) -> None:
        if not isinstance(found, dict):
            raise bad(f"object expected as {what}")
        self.failures += [f"{what} has no field {name}" for name in found if name not in known]

    def _markup(self, given: Json) -> Json:
        if not (markup := given.get("reply_markup")):
            return {}
        self._only("InlineKeyboardMarkup", markup, {"inline_keyboard"})
        for row in markup["inline_keyboard"]:
            for button in row:
                self._only("InlineKeyboardButton", button, {"text", "callback_data", "url"})
                if not button.get("text"):
                    raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
                if "url" not in button and not 1 <= len(button.get("callback_data", "").encode()) <= 64:
                    raise bad("BUTTON_DATA_INVALID")
        if sum(len(row) for row in markup["inline_keyboard"]) > 100:
            raise bad("reply markup is too long")
        return {"reply_markup": markup}

    def _text(self, text: str, entities: Any, limit: int) -> list[Json]:
        """Return the entities of a text that is taken; what the server would have to mend is the program's failure."""
        if wrong := telegram_entities.refusal(text, entities or [], limit):
            raise bad(wrong)
        self.failures += telegram_entities.changes(text, entities or [])
        return entities or []

    def _sendMessageDraft(self, given: Json) -> bool:  # noqa: N802
        """Only what a private chat shows for half a minute: no message, and nothing that stays."""
        chat = self._there(given)
        if chat.kind != "private":
            raise bad("the method is available only in private chats")
        if given["draft_id"] == 0:
            raise bad("DRAFT_ID_INVALID")
        if text := given.get("text", ""):
            self._text(text, given.get("entities"), TEXT_LIMIT)
        chat.drafts.append((given["draft_id"], text))
        return True

    def _sendMessage(self, given: Json) -> Json:  # noqa: N802
        if "link_preview_options" in given:
            self._only("LinkPreviewOptions", given["link_preview_options"], {"is_disabled"})
        entities = self._text(given["text"], given.get("entities"), TEXT_LIMIT)
        return self._new(given, {"text": given["text"], **({"entities": entities} if entities else {})})

    def _sends(self, given: Json, kind: str) -> Json:
        carried = given[kind]
        if not isinstance(carried, tuple):
            raise bad("wrong remote file identifier specified: Wrong string length")
        name, content = carried
        if len(content) > UPLOAD_BYTES:
            raise Refused(413, "Request Entity Too Large")
        if not content:
            raise bad("file must be non-empty")
        if kind == "photo" and len(content) > PHOTO_BYTES:
            raise bad("file of size is too big for a photo; the maximum size is 10485760 bytes")
        if kind == "photo" and not content.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF")):
            raise bad("IMAGE_PROCESS_FAILED")
        file = self.keeps(content, name)
        body: Any = [{**file, "width": 800, "height": 600}] if kind == "photo" else {**file, "file_name": name}
        message: Json = {kind: body, "_": {"file": name}}
        if caption := given.get("caption"):
            entities = self._text(caption, given.get("caption_entities"), CAPTION_LIMIT)
            message |= {"caption": caption, **({"caption_entities": entities} if entities else {})}
        return self._new(given, message)

    def _sendPhoto(self, given: Json) -> Json:  # noqa: N802
        return self._sends(given, "photo")

    def _sendDocument(self, given: Json) -> Json:  # noqa: N802
        return self._sends(given, "document")

    def _sendVoice(self, given: Json) -> Json:  # noqa: N802
        return self._sends(given, "voice")

    def _sendAudio(self, given: Json) -> Json:  # noqa: N802
        return self._sends(given, "audio")

    def _sendVideo(self, given: Json) -> Json:  # noqa: N802
        return self._sends(given, "video")

    def _sendChatAction(self, given: Json) -> bool:  # noqa: N802
        self._in_thread(self._there(given), given)
        if given["action"] not in ACTIONS:
            raise bad("wrong parameter action in request")
        return True

    def _own(self, given: Json, what: str) -> Json:
        message = self._there(given).messages.get(given["message_id"])
        if message is None:
            raise bad(f"message to {what} not found")
        if message["from"]["id"] != self.bot["id"]:
            raise bad(f"message can't be {what}ed")
        return message

    def _editMessageText(self, given: Json) -> Json:  # noqa: N802
        message = self._own(given, "edit")
        if "text" not in message:
            raise bad("there is no text in the message to edit")
        return self._changed_to(message, given, "text", "entities", TEXT_LIMIT)

    def _editMessageCaption(self, given: Json) -> Json:  # noqa: N802
        message = self._own(given, "edit")
        if "text" in message:
            raise bad("there is no caption in the message to edit")
        return self._changed_to(message, given, "caption", "caption_entities", CAPTION_LIMIT)

    def _changed_to(self, message: Json, given: Json, words: str, formats: str, limit: int) -> Json:
        entities = self._text(given.get(words, ""), given.get(formats), limit)
        new = {words: given.get(words, ""), formats: entities, **self._markup(given)}
        old = {name: message.get(name) for name in (words, formats, "reply_markup")}
        if {k: v or None for k, v in old.items()} == {k: new.get(k) or None for k in old}:
            raise bad(NOT_MODIFIED)
        message.pop("reply_markup", None)
        message |= {**new, "edit_date": int(self.now())}
        return {k: v for k, v in message.items() if k != "_"}

    def _deleteMessage(self, given: Json) -> bool:  # noqa: N802
        chat = self._there(given)
        message = chat.messages.get(given["message_id"])
        if message is None:
            raise bad("message to delete not found")
        ours = message["from"]["id"] == self.bot["id"]
        if self.now() - message["date"] > DELETE_SECONDS or not (
            ours or chat.kind == "private" or chat.may("can_delete_messages")
        ):
            raise bad("message can't be deleted")
        del chat.messages[given["message_id"]]
        return True

    def _deleteBusinessMessages(self, given: Json) -> bool:  # noqa: N802
        for chat in self.chats.values():
            for number in given["message_ids"]:
                chat.messages.pop(number, None)
        return True

    def _setMessageReaction(self, given: Json) -> bool:  # noqa: N802
        chat = self._there(given)
        if given["message_id"] not in chat.messages:
            raise bad("message to react not found")
        reactions = given.get("reaction", [])
        if len(reactions) > 1:
            raise bad("REACTIONS_TOO_MANY")
        for one in reactions:
            self._only("ReactionType", one, {"type", "emoji"})
            if one["emoji"] not in REACTIONS:
                raise bad("REACTION_INVALID")
        chat.reactions[given["message_id"]] = reactions[0]["emoji"] if reactions else ""
        return True

    # --- topics ---

    def _forum(self, given: Json, doing: str) -> Chat:
        chat = self._there(given)
        if not chat.forum:
            raise bad("the chat is not a forum")
        if not chat.may("can_manage_topics"):
            raise bad(
                f"not enough rights to {doing} a topic" if doing == "create" else "not enough rights to manage topics"
            )
        if doing != "create" and given["message_thread_id"] not in chat.topics:
            raise bad("message thread not found")
        return chat

    def _createForumTopic(self, given: Json) -> Json:  # noqa: N802
        chat = self._forum(given, "create")
        if not 1 <= len(given["name"]) <= TOPIC_LIMIT:
            raise bad("TOPIC_TITLE_EMPTY" if not given["name"] else "TOPIC_TITLE_TOO_LONG")
        return {"message_thread_id": chat.topic(given["name"]), "name": given["name"], "icon_color": 7322096}

    def _set_closed(self, given: Json, closed: bool) -> bool:
        chat = self._forum(given, "close")
        topic = chat.topics[given["message_thread_id"]]
        if topic["closed"] == closed:
            raise bad("TOPIC_NOT_MODIFIED")
        topic["closed"] = closed
        service = "forum_topic_closed" if closed else "forum_topic_reopened"
        chat.add(
            {"from": self.bot, service: {}, "message_thread_id": given["message_thread_id"], "is_topic_message": True}
        )
        return True

    def _closeForumTopic(self, given: Json) -> bool:  # noqa: N802
        return self._set_closed(given, True)

    def _reopenForumTopic(self, given: Json) -> bool:  # noqa: N802
        return self._set_closed(given, False)

    def _deleteForumTopic(self, given: Json) -> bool:  # noqa: N802
        self._forum(given, "delete").drops(given["message_thread_id"])
        return True

    def _pinChatMessage(self, given: Json) -> bool:  # noqa: N802
        chat = self._there(given)
        if chat.kind != "private" and not chat.may("can_pin_messages"):
            raise bad("not enough rights to manage pinned messages in the chat")
        if given["message_id"] not in chat.messages:
            raise bad("message to pin not found")
        chat.pinned.append(given["message_id"])
        return True

    # --- the rest ---

    def _answerCallbackQuery(self, given: Json) -> bool:  # noqa: N802
        query = self.queries.get(given["callback_query_id"])
        if query is None or self.now() - query["at"] > QUERY_SECONDS:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(given.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        query["user"].answers.append({"text": given.get("text", ""), "alert": given.get("show_alert", False)})
        return True

    def _getFile(self, given: Json) -> Json:  # noqa: N802
        found = self.files.get(given["file_id"])
        if found is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        path, content = found
        if len(content) > DOWNLOAD_BYTES:
            raise bad("file is too big")
        return {"file_id": given["file_id"], "file_unique_id": "x", "file_size": len(content), "file_path": path}

    def _getChat(self, given: Json) -> Json:  # noqa: N802
        chat = self._there(given)
        return {**chat.json, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": {}}

    def _getChatMember(self, given: Json) -> Json:  # noqa: N802
        chat = self._there(given)
        if given["user_id"] != self.bot["id"]:
            raise bad("user not found")
        return {**chat.member, "user": self.bot}

    def _setMyCommands(self, given: Json) -> bool:  # noqa: N802
        for one in given["commands"]:
            self._only("BotCommand", one, {"command", "description"})
            if not re.fullmatch(r"[a-z0-9_]{1,32}", one["command"]):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(one["description"]) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        return self._set("commands", given, given["commands"])

    def _setMyDescription(self, given: Json) -> bool:  # noqa: N802
        if len(given.get("description", "")) > 512:
            raise bad("BOT_DESCRIPTION_INVALID")
        return self._set("description", given, given.get("description", ""))

    def _setMyShortDescription(self, given: Json) -> bool:  # noqa: N802
        if len(given.get("short_description", "")) > 120:
            raise bad("BOT_ABOUT_INVALID")
        return self._set("short_description", given, given.get("short_description", ""))

    def _set(self, what: str, given: Json, value: Any) -> bool:
        self.settings[f"{what}:{given.get('scope', {}).get('type', 'default')}:{given.get('language_code', '')}"] = (
            value
        )
        return True


# --- shapes --------------------------------------------------------------------------------------


def units(text: str) -> int:
    """Return the length that Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _json(status: int, body: Any) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


def _typed(method: str, name: str, kind: str, value: Any) -> Any:
    try:
        if kind == "s":
            return str(value)
        if kind in "ci":
            return int(value)
        if kind == "b":
            return str(value).lower() in ("true", "1")
        if kind == "f":
            return str(value)
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise bad(f"can't parse {name} of {method}") from None


def _read(kind: str, body: bytes) -> tuple[Json, dict[str, tuple[str, bytes]]]:
    """Return the fields and the files of a request."""
    if kind.startswith("application/json"):
        return json.loads(body), {}
    if not kind.startswith("multipart/form-data"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}
    boundary = kind.split("boundary=")[1].strip('"').encode()
    fields: Json = {}
    files: dict[str, tuple[str, bytes]] = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        content = content.removesuffix(b"\r\n")
        named = dict(re.findall(r'(\w+)="([^"]*)"', head.decode()))
        if "filename" in named:
            files[named["name"]] = (named["filename"], content)
        else:
            fields[named["name"]] = content.decode()
    return fields, files


def _found_entities(text: str) -> list[Json]:
    """Return what the app marks by itself: commands and names."""
    kinds = {"bot_command": r"(?:^|(?<=\s))/\w+(?:@\w+)?", "mention": r"(?<!\w)@\w{4,}", "url": r"https?://\S+"}
    return [
        {"type": kind, "offset": units(text[: found.start()]), "length": units(found[0])}
        for kind, pattern in kinds.items()
        for found in re.finditer(pattern, text)
        if kind != "mention" or not re.match(r"/\w+$", text[: found.start()])
    ]


_BY_ITSELF = re.compile(
    r"(?<![\w@])@\w{2,}|(?<![\w/<>])/\w+|(?<!\w)#\w+|(?<!\w)\$[A-Z]{1,8}\b|[\w.+-]+@[\w-]+\.\w+"
    r"|\b(?:https?|tg|ton)://\S+|(?<![\w@.])(?:[\w-]+\.)+[a-z]{2,}\b|\b\d+(?:\.\d+){3}\b",
    re.IGNORECASE,
)


def live(text: str) -> list[str]:
    """Return what the server makes live in any plain words, a bot's own too: names, commands, tags, mail, addresses."""
    return _BY_ITSELF.findall(text)


# --- as a process --------------------------------------------------------------------------------


async def control(telegram: Telegram, verb: str, given: Json) -> Any:
    """Do what another process asks for; see CONTROL."""
    return CONTROL[verb](telegram, **given)


def _shown(telegram: Telegram, chat: int) -> list[Json]:
    return [vars(one) for one in telegram.chats[chat].shown()] if chat in telegram.chats else []


CONTROL: dict[str, Callable[..., Any]] = {
    "says": lambda telegram, user, text, **more: telegram.user(id=user, name=f"u{user}").says(text, **more),
    "presses": lambda telegram, user, label: telegram.user(id=user).presses(label),
    "edits": lambda telegram, user, message, text: telegram.user(id=user).edits(message, text),
    "blocks": lambda telegram, user, back=False: telegram.user(id=user).blocks(back),
    "group": lambda telegram, **more: telegram.group(**more).admin().id,
    "push": lambda telegram, update: telegram.push(update),
    "fault": lambda telegram, **more: telegram.fault(**more),
    "storm": lambda telegram, seed, chances: telegram.storm(seed, chances),
    "clear": lambda telegram: telegram.calm(),
    "shown": _shown,
    "said": lambda telegram, chat: telegram.chats[chat].said() if chat in telegram.chats else [],
    "pending": lambda telegram: len(telegram.pending),
    "journal": lambda telegram, methods=(): [vars(call) for call in telegram.calls(*methods)],
    "failures": lambda telegram: telegram.failures,
}


async def _serve(port: int, token: str) -> None:
    telegram = await Telegram(token).start(port)
    print(telegram.url, flush=True)
    await asyncio.Event().wait()


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="Telegram's Bot API on loopback; prints its address.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    given = parser.parse_args(arguments)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(given.port, given.token))


if __name__ == "__main__":
    main(sys.argv[1:])
