"""The customer's side: the chat page, what is written on it, its live stream, and the articles behind answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from sqlmodel import Session

from bot.errors import InputError
from bot.pages import brake, live, render, transcript, uploads, visiting
from bot.pages.door import Sent, Turned
from bot.pages.room import Looker, Room, room_of
from bot.types.chat import Inbound

router = APIRouter()

_THUMBS = ("up", "down")


@dataclass(frozen=True, slots=True)
class Customer:
    """The customer of a request: their id, the channel they write on, and how they are called there."""

    visitor: visiting.Visitor
    channel: str

    @property
    def id(self) -> int | None:
        return self.visitor.customer_id


async def customer_of(room: Room, looker: Looker, wanted: str) -> Customer:
    """Return the customer behind a visitor: their own, by the signed cookie, and no other."""
    channel = room.channel(wanted)
    if room.site.demo and not wanted:
        channel = await room.site.db.read(_latest_channel, looker.visitor, room.pretend)
    found = await room.site.db.read(visiting.visitor, channel, looker.visitor, by_public_id=room.site.demo)
    return Customer(found, channel)


def _latest_channel(session: Session, visitor: str, channels: tuple[str, ...]) -> str:
    """Return the pretend channel on which this visitor wrote last."""
    for channel in channels:
        found = visiting.visitor(session, channel, visitor, by_public_id=True)
        if found.customer_id is not None:
            last = visiting.last_channel(session, found.customer_id)
            return last if last in channels else channel
    return channels[0]


def chat_values(room: Room, customer: Customer, chat: visiting.Chat, editing: str = "") -> dict[str, Any]:
    """Return what the chat's templates need; `editing` is the public id of the message that is to be changed."""
    return {
        "chat": chat,
        "channel": customer.channel,
        "channels": room.pretend if room.site.demo else (),
        "shape": live.shape(chat.lines),
        "editing": next((line for line in chat.lines if line.public_id == editing and line.role == "customer"), None),
    }


@router.post("/chat")
async def write(request: Request) -> Response:
    """A message, a quick reply or a thumb of the customer."""
    room = room_of(request)
    looker = room.look(request)
    sent = await room.from_stranger(request, looker)
    if looker.fresh:
        raise Turned(403, "stale")
    customer = await customer_of(room, looker, room.channel(sent.get("on")))
    if sent.files and sent.get("act"):
        raise Turned(400, "odd")
    brought = room.brought(sent)
    payload = {
        "visitor": customer.visitor.external_id,
        "name": customer.visitor.name,
        "key": sent.key,
        "at": room.site.clock().isoformat(),
        "language": render.LANGUAGE.get(),
        **await _content(room, customer, sent),
        "attachments": tuple(file for file, _ in brought),
    }
    adapter = room.site.channels[(customer.channel, room.accounts[customer.channel])]
    try:
        inbound = adapter.parse(payload)
    except InputError as error:
        raise Turned(422, "odd") from error
    if inbound is not None:
        await _store(room, inbound, brought)
    return JSONResponse({"ok": True}) if sent.by_script else RedirectResponse(room.home(customer.channel), 303)


async def _store(room: Room, inbound: Inbound, brought: Sequence[uploads.Brought]) -> None:
    """Store what came in: bytes first, then the one transaction. A redelivery's bytes are not kept."""
    files = room.site.files
    if files:
        for file, data in brought:
            await asyncio.to_thread(files.keep, file.stored, data)
    fresh = await room.site.receive(inbound)
    if not fresh and brought and files:
        await asyncio.to_thread(files.remove, [file.stored for file, _ in brought])


async def _content(room: Room, customer: Customer, sent: Sent) -> Mapping[str, str]:
    """Return what was said: words, or a press or thumb on a message of this customer."""
    kind, choice, about = sent.get("kind") or "message", sent.get("choice"), sent.get("reply_to")
    if act := sent.get("act"):  # a button of the page's one form for presses: kind:choice:message
        kind, _, rest = act.partition(":")
        choice, _, about = rest.rpartition(":")
    if kind == "message":
        if not (text := sent.text()) and not sent.files:
            raise Turned(422, "empty")
        return {"kind": "message", "text": text}
    if kind in ("edit", "delete"):
        return await _changed(room, customer, sent, kind, about)
    if kind not in ("press", "reaction") or customer.id is None:
        raise Turned(400, "odd")
    line = await room.site.db.read(visiting.own_message, customer.id, about)
    if kind == "reaction":
        if choice not in _THUMBS or line.kind != "answer":
            raise Turned(400, "odd")
        return {"kind": kind, "text": "", "choice": choice, "reply_to": line.public_id}
    chat = await room.site.db.read(visiting.chat, customer.id, room.site.clock(), 1)
    label = next((known.label for known in line.choices if known.id == choice), None)
    if label is None or chat.last_id != line.id:
        raise Turned(409, "old_button")
    return {"kind": kind, "text": label, "choice": choice, "reply_to": line.public_id}


async def _changed(room: Room, customer: Customer, sent: Sent, kind: str, about: str) -> Mapping[str, str]:
    """Return what becomes of a message that the customer wrote on this channel."""
    if customer.id is None or sent.files:
        raise Turned(400, "odd")
    line = await room.site.db.read(visiting.own_message, customer.id, about)
    if line.role != "customer" or line.channel != customer.channel:
        raise Turned(400, "odd")
    text = sent.text() if kind == "edit" else ""
    if kind == "edit" and not text:
        raise Turned(422, "empty")
    return {"kind": kind, "text": text, "reply_to": line.public_id}


@router.get("/chat/stream")
async def stream(request: Request) -> Response:
    """The live log: `after` and `shape` say what the browser shows, Last-Event-ID what it got since."""
    room = room_of(request)
    looker = room.look(request)
    if looker.fresh:
        raise Turned(403, "stale")
    shares = room.shares(request, looker)
    for share, who in shares:
        share.look(who)
    resumed = request.headers.get("last-event-id", "")
    after = resumed or request.query_params.get("after", "")
    shape = "" if resumed else request.query_params.get("shape", "")
    log = live.Log(
        int(after) if after.isdecimal() and len(after) < 19 else 0, shape, render.part("_chat.html", "entry")
    )
    return live.response(_events(room, looker, room.channel(request.query_params.get("on", "")), log, shares))


async def _events(
    room: Room, looker: Looker, channel: str, log: live.Log, shares: Sequence[brake.Held]
) -> AsyncIterator[bytes]:
    site, regions = room.site, live.Regions()
    head, quick, typing = (render.part("_chat.html", name) for name in ("head", "quick", "typing"))
    pace = live.Pace()
    with brake.streaming(shares):
        yield live.hello()
        async for _ in live.beats(site.db, site.stopping, pace):
            customer = await customer_of(room, looker, channel)
            chat = await site.db.read(visiting.chat, customer.id, site.clock())
            pace.seconds = live.patience(chat.agent_until, site.clock())
            fragments = {"chat-head": head(site.company, chat), "chat-quick": quick(chat), "chat-typing": typing(chat)}
            found = [*log.changed(chat.lines), *regions.changed(fragments)]
            for bytes_ in found or [live.alive()]:
                yield bytes_


@router.get("/files/{file}")
async def own_file(request: Request, file: str) -> Response:
    """A file of the customer who asks, and of nobody else."""
    room = room_of(request)
    looker = room.look(request)
    for channel in room.pretend if room.site.demo else ("web",):
        customer = await customer_of(room, looker, channel)
        found = await room.site.db.read(transcript.file_of, customer.id, file) if customer.id is not None else None
        if answer := uploads.response(room.site.files, found):
            return answer
    raise Turned(404, "not_found")


@router.get("/articles/{path:path}", response_class=HTMLResponse)
async def article(request: Request, path: str) -> Response:
    """An article as customers may read it."""
    room = room_of(request)
    found = room.site.article(path)
    if found is None:
        raise Turned(404, "not_found")
    title, text = found
    return room.page(room.look(request), "article.html", title=title, text=text)
