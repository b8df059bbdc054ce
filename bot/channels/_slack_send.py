"""Parts on their way to Slack, and how one is found again there.

A message carries its part's id as metadata, so that one whose answer was lost is found and not said twice.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot import texts
from bot.channels._slack_api import UNREADABLE, Api, SlackError
from bot.channels._slack_in import NAMELESS, files
from bot.channels._slack_out import MARKS, cut, direct, is_part, metadata
from bot.channels._slack_people import Bounded
from bot.errors import DeliveryError
from bot.markup.slack import mrkdwn
from bot.types.chat import Address, Attachment, Part

log = logging.getLogger(__name__)

LOOK_BACK_SECONDS = 2 * 86400
"""How old a message may be that is looked for: a part does not wait longer."""
PAGE, PAGES = 100, 10
STANDS_SECONDS = 60
"""How long a thread that was there is taken to be there still; another process may hear of its end."""
STEP = 256
"""Characters of an answer that appear at a time: smaller steps meet Slack's limits."""


class Sending:
    """What the channel says to Slack."""

    def __init__(self, api: Api, clock: Callable[[], float] = time.monotonic) -> None:
        self.api = api
        self.me = ""
        """Our bot id; "" until it is known."""
        self._chats: Bounded[str, str] = Bounded()
        self._marks: Bounded[tuple[str, str], str] = Bounded()
        self._uploads: Bounded[str, str] = Bounded()
        self._stands: Bounded[tuple[str, str], float] = Bounded()
        self._clock = clock

    async def send(self, part: Part) -> str:
        """Send one part; return Slack's id of it. Raises DeliveryError.

        What is for our own house is neither posted nor changed in a channel in which another company reads.
        """
        if part.inside and part.op != "delete" and await self._is_shared(part.address.chat):
            raise DeliveryError("the channel is shared with another company", gone="chat")
        return await self._ways[part.op](self, part)

    async def find(self, part: Part) -> str | None:
        """Return Slack's id of a part that may have arrived; None when it did not. Raises DeliveryError.

        What may be done twice without harm (an edit, a mark, a home page) is never looked for.
        """
        if part.op == "file":
            return await self._find_file(part)
        if part.op not in ("post", "open_thread"):
            return None
        begun = ""
        recent = [message async for message in self._recent(part.address)]
        for message in sorted(recent, key=lambda one: float(one["ts"])):
            if is_part(message, part):
                return str(message["ts"])
            if await self._is_ours(message) and not message.get("files"):
                # A lane sends in order: what bears no mark after the last one that does can only be this part, begun.
                begun = "" if _is_marked(message) else str(message["ts"])
        if begun and "stream" in part.body and part.address.thread:
            return await self._whole(part, await self._chat(part.address.chat), begun)
        return None

    async def _is_ours(self, message: Mapping[str, Any]) -> bool:
        if not self.me:
            self.me = str((await self.api.who()).get("bot_id") or "")
        return message.get("bot_id") == self.me

    async def _recent(self, address: Address) -> AsyncIterator[Mapping[str, Any]]:
        """Go through the latest messages of a thread or chat."""
        chat = await self._chat(address.chat)
        method = "conversations.replies" if address.thread else "conversations.history"
        oldest = f"{time.time() - LOOK_BACK_SECONDS:.6f}"
        cursor = ""
        for _page in range(PAGES):
            answer = await self.api.read(
                method, channel=chat, ts=address.thread, oldest=oldest, limit=PAGE, cursor=cursor,
                include_all_metadata="true",
            )  # fmt: skip
            for message in answer.get("messages") or ():
                yield message
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return

    # --- messages ---

    async def _post(self, part: Part) -> str:
        chat = await self._chat(part.address.chat)
        await self._look_at_root(chat, part.address.thread)
        if "stream" in part.body and part.address.thread and (ts := await self._streamed(part, chat)):
            return ts
        answer = await self._posted(
            part, "chat.postMessage", channel=chat, thread_ts=part.address.thread, metadata=metadata(part),
            unfurl_links=False, unfurl_media=False,
        )  # fmt: skip
        return str(answer["ts"])

    async def _is_shared(self, chat: str) -> bool:
        """Return whether people of another company read, or will read, in a channel. Raises DeliveryError.

        Asked each time: a yes that comes a minute late has shown them a customer's words. An installation without the
        scope for it (channels:read, groups:read) cannot ask; it works on, and the doctor names what it lacks.
        """
        if direct(chat):
            return False
        try:
            channel = (await self.api.read("conversations.info", channel=chat))["channel"]
        except SlackError as error:
            if error.code != "missing_scope":
                raise
            log.warning("it cannot be looked whether another company reads in %s: %s", chat, error)
            return False
        return is_shared(channel)

    async def _look_at_root(self, chat: str, thread: str) -> None:
        """Make sure that a channel's thread is still there. Raises DeliveryError where it is gone.

        Slack takes a reply to a message that was deleted, and shows it to nobody.
        """
        if not thread or direct(chat) or self._clock() < self._stands.get((chat, thread), 0):
            return
        try:
            await self.api.read("conversations.replies", channel=chat, ts=thread, limit=1)
        except SlackError as error:
            if error.gone == "thread":
                raise
        except DeliveryError as error:
            log.info("it cannot be looked whether a thread is there: %s", error)
            return
        self._stands[chat, thread] = self._clock() + STANDS_SECONDS

    def removed(self, chat: str, ts: str) -> None:
        """Take note that a message was removed: if it was a thread's root, the thread is looked for again."""
        self._stands.pop((chat, ts), None)

    async def _streamed(self, part: Part, chat: str) -> str:
        """Say an answer piece by piece; return "" where Slack does not begin one. Raises DeliveryError."""
        text, thread = str(part.body["stream"]), part.address.thread
        first, *more = (text[at : at + STEP] for at in range(0, len(text), STEP))
        try:
            ts = str((await self.api.write(
                "chat.startStream", channel=chat, thread_ts=thread, markdown_text=first
            ))["ts"])  # fmt: skip
        except DeliveryError as error:
            if error.certain:
                log.info("no stream was begun, the answer is one message: %s", error)
                return ""
            raise
        try:
            for words in more:
                await self.api.write("chat.appendStream", channel=chat, ts=ts, markdown_text=words)
            await self.api.write(
                "chat.stopStream", channel=chat, ts=ts, blocks=part.body["under"], metadata=metadata(part)
            )
            return ts
        except DeliveryError as error:
            log.warning("a stream broke off, its message is made whole: %s", error)
        try:
            return await self._whole(part, chat, ts)
        except DeliveryError as error:  # something of it is there already: it must be looked for, not said again
            raise DeliveryError(str(error), retry_after=error.retry_after or 0, certain=False) from error

    async def _whole(self, part: Part, chat: str, ts: str) -> str:
        """Make the message of a stream that broke off whole; done twice it changes nothing. Raises DeliveryError."""
        with contextlib.suppress(SlackError):  # it has ended already
            await self.api.write("chat.stopStream", channel=chat, ts=ts)
        await self._posted(part, "chat.update", channel=chat, ts=ts, metadata=metadata(part))
        return ts

    async def _posted(self, part: Part, method: str, **more: Any) -> Mapping[str, Any]:
        """Post words and blocks; what Slack cannot lay out is said in plain words, once."""
        shown = self._as(part)
        try:
            return await self.api.write(method, **shown, **more)
        except SlackError as error:
            if error.code == "missing_scope" and error.needed == "chat:write.customize" and "username" in shown:
                return await self.api.write(method, **_prefixed(part), **more)
            if error.code not in UNREADABLE:
                raise
            log.error("Slack does not take the layout of part %s (%s): it is sent as plain words", part.id, error.code)
        return await self.api.write(method, text=cut(str(part.body["text"]), 3500) or "…", **more)

    def _as(self, part: Part) -> dict[str, Any]:
        """Return text and blocks, under somebody's name where we may; else their name stands before the words."""
        name = part.body.get("username")
        if not name:
            return {"text": part.body["text"], "blocks": part.body["blocks"]}
        if self.api.scopes and "chat:write.customize" not in self.api.scopes:
            return _prefixed(part)
        return {
            "text": part.body["text"], "blocks": part.body["blocks"], "username": name,
            "icon_emoji": ":bust_in_silhouette:",
        }  # fmt: skip

    async def _edit(self, part: Part) -> str:
        chat = await self._chat(part.address.chat)
        await self._posted(part, "chat.update", channel=chat, ts=part.target)
        return part.target

    async def _delete(self, part: Part) -> str:
        """Remove a message or a file; one that is gone is gone."""
        try:
            if part.target.startswith("F"):
                await self.api.write("files.delete", file=part.target)
            else:
                await self.api.write("chat.delete", channel=await self._chat(part.address.chat), ts=part.target)
        except SlackError as error:
            if error.gone != "message":
                raise
        return part.target

    async def _react(self, part: Part) -> str:
        """Put one mark at a message and take our others away."""
        chat, ts = await self._chat(part.address.chat), part.target
        wanted = MARKS.get(str(part.body["mark"]), "")
        before = self._marks.get((chat, ts))
        if wanted:
            await self._mark("reactions.add", chat, ts, wanted)
        others = [before] if before is not None else [] if part.body["mark"] == "queued" else list(MARKS.values())
        for other in others:
            if other and other != wanted:
                await self._mark("reactions.remove", chat, ts, other)
        self._marks[chat, ts] = wanted
        return ts

    async def _mark(self, method: str, chat: str, ts: str, name: str) -> None:
        try:
            await self.api.write(method, channel=chat, timestamp=ts, name=name)
        except SlackError as error:
            if error.code not in ("already_reacted", "no_reaction"):
                raise

    async def _status(self, part: Part) -> str:
        await self._show_status(part.address, str(part.body["text"]))
        return ""

    async def _ephemeral(self, part: Part) -> str:
        answer = await self.api.write(
            "chat.postEphemeral", channel=await self._chat(part.address.chat), user=part.body["person"],
            thread_ts=part.address.thread, text=part.body["text"], blocks=part.body["blocks"],
        )  # fmt: skip
        return str(answer.get("message_ts") or "")

    async def _home(self, part: Part) -> str:
        person = str(part.body["person"] or part.address.chat)
        if person.startswith("D"):
            person = str((await self.api.read("conversations.info", channel=person))["channel"]["user"])
        answer = await self.api.write("views.publish", user_id=person, view=part.body["view"])
        return str((answer.get("view") or {}).get("id") or "")

    async def _chat(self, chat: str) -> str:
        """Return the channel of a chat; a person's own is opened."""
        if not chat.startswith(("U", "W")):
            return chat
        if chat not in self._chats:
            try:
                answer = await self.api.write("conversations.open", users=chat)
            except DeliveryError as error:
                error.certain = True  # nothing was said yet
                raise
            self._chats[chat] = str(answer["channel"]["id"])
        return self._chats[chat]

    # --- files ---

    async def _file(self, part: Part) -> str:
        await self._look_at_root(await self._chat(part.address.chat), part.address.thread)
        path, name = Path(part.path), part.name or str(part.body["name"])
        if not part.path or not path.is_file():
            raise DeliveryError(f"{name} is not on this machine")
        begun = await self.api.read("files.getUploadURLExternal", filename=name, length=path.stat().st_size)
        await self.api.upload(path, str(begun["upload_url"]))
        file_id = self._uploads[part.id] = str(begun["file_id"])
        chat = await self._chat(part.address.chat)
        words = str(part.body.get("text") or "") or mrkdwn(str(part.body.get("username") or ""))
        await self.api.write(
            "files.completeUploadExternal", files=[{"id": file_id, "title": name}], channel_id=chat,
            thread_ts=part.address.thread, initial_comment=words,
        )  # fmt: skip
        try:
            return await self._shared(file_id, chat) or file_id
        except DeliveryError:
            return file_id  # it is there; only which message carries it is not known

    async def _shared(self, file_id: str, chat: str) -> str | None:
        """Return the message by which a file was shared, None where there is none (yet). Raises DeliveryError."""
        file = (await self.api.read("files.info", file=file_id))["file"]
        shares: Mapping[str, Mapping[str, Any]] = file.get("shares") or {}
        for kind in shares.values():
            if kind.get(chat):
                return str(kind[chat][0]["ts"])
        return None

    async def _find_file(self, part: Part) -> str | None:
        """Look for a file that may have arrived: by its id where this process knows it, else by name and size.

        A lane sends in order, so it can only lie after the last message that carries a part's mark.
        """
        chat = await self._chat(part.address.chat)
        if known := self._uploads.get(part.id):
            return await self._shared(known, chat)
        here = Path(part.path)
        size = here.stat().st_size if part.path and here.is_file() else part.body.get("size")
        found: str | None = None
        name = part.name or part.body["name"]
        recent = [message async for message in self._recent(part.address)]
        for message in sorted(recent, key=lambda one: float(one["ts"])):
            ours = await self._is_ours(message)
            if ours and _is_marked(message):
                found = None
            elif ours and any(
                file.get("name") == name and file.get("size") == size for file in message.get("files") or ()
            ):
                found = str(message["ts"])
        return found

    async def fetch(self, file: Attachment, to: Path, limit: int) -> Attachment | None:
        """Write a file's bytes, at most `limit`, to a path. Raises DeliveryError.

        Of a file from another workspace an event tells only the id (Slack Connect): its name and type are returned.
        """
        found = (await self.api.read("files.info", file=file.remote.get("file_id", "")))["file"]
        if found.get("is_external") or found.get("mode") in ("tombstone", "hidden_by_limit"):
            raise DeliveryError(f"{file.name} does not lie at Slack")
        if int(found.get("size") or 0) > limit:
            raise DeliveryError(f"{file.name} is larger than {limit} bytes")
        url = str(found.get("url_private_download") or found.get("url_private") or "")
        await self.api.download(url, to, limit, page=found.get("mimetype") == "text/html")
        told = next(files({"files": [found]}), None) if file.name == NAMELESS else None
        return replace(file, name=told.name, media_type=told.media_type) if told else None

    # --- courtesies: what goes wrong with them is passed over ---

    async def busy(self, address: Address, language: str) -> None:
        """Show in a thread of a direct chat that an answer is being thought about."""
        try:
            await self._show_status(address, texts.say(_ours(language), "slack.thinking"))
        except DeliveryError as error:
            log.debug("no sign of thinking was shown: %s", error)

    async def _show_status(self, address: Address, words: str) -> None:
        if address.thread and direct(address.chat):
            chat = await self._chat(address.chat)
            await self.api.write("assistant.threads.setStatus", channel_id=chat, thread_ts=address.thread, status=words)

    async def prompts(self, chat: str, thread: str, language: str) -> bool:
        """Suggest what to ask; return whether it is shown."""
        asked = [texts.say(_ours(language), f"slack.prompt_{name}") for name in ("me", "human")]
        prompts = [{"title": words, "message": words} for words in asked]
        try:
            await self.api.write(
                "assistant.threads.setSuggestedPrompts", channel_id=await self._chat(chat), thread_ts=thread,
                prompts=prompts,
            )  # fmt: skip
        except DeliveryError as error:
            log.debug("no prompts were suggested: %s", error)
            return False
        return True

    async def whisper(self, address: Address, person: str, line: str) -> None:
        """Say one line to one person alone."""
        try:
            await self.api.write(
                "chat.postEphemeral", channel=await self._chat(address.chat), user=person, thread_ts=address.thread,
                text=texts.say("en", line),
            )  # fmt: skip
        except DeliveryError as error:
            log.info("a line for one person was not shown: %s", error)

    _ways: Mapping[str, Callable[[Sending, Part], Awaitable[str]]] = {
        "post": _post,
        "open_thread": _post,
        "edit": _edit,
        "delete": _delete,
        "react": _react,
        "status": _status,
        "ephemeral": _ephemeral,
        "home": _home,
        "file": _file,
    }


def is_shared(channel: Mapping[str, Any]) -> bool:
    """Return whether a channel of `conversations.info` is shared with another company, or about to be."""
    return bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))


def _ours(language: str) -> str:
    return language if language in texts.LANGUAGES else "en"


def _is_marked(message: Mapping[str, Any]) -> bool:
    return bool((message.get("metadata") or {}).get("event_type") == "rapport")


def _prefixed(part: Part) -> dict[str, Any]:
    """Return text and blocks that say themselves who wrote them."""
    name = mrkdwn(str(part.body["username"]))
    line = {"type": "context", "elements": [{"type": "mrkdwn", "text": f"*{name}*", "verbatim": True}]}
    return {"text": f"{name}: {part.body['text']}", "blocks": [line, *part.body["blocks"]][:50]}
