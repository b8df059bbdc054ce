"""The agents' side: the list, a conversation with its person, the verbs, the live stream, logging in and out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.errors import NotFound, Overtaken
from bot.handoff import notes, presence
from bot.handoff.moments import until_when
from bot.memory import access
from bot.pages import auth, casework, inbox, live, render, transcript, uploads, visiting
from bot.pages.chat import chat_values, customer_of
from bot.pages.door import Sent, Turned
from bot.pages.room import Room, room_of
from bot.pages.transcript import Line
from bot.storage import files
from bot.types.handoff import OPEN, Actor, Verb, VerbName

router = APIRouter()

VERBS: tuple[VerbName, ...] = (
    "claim", "reply", "note", "resolve", "hand_back", "snooze", "resend", "edit", "delete", "reassign", "merge",
    "route", "block", "unblock",
)  # fmt: skip
"""Verbs that the page has a button for."""
OPS: dict[str, VerbName] = {"edit": "edit_fact", "confirm": "confirm_fact", "forget": "forget_fact"}
"""What the page does with a fact, by the last word of its address."""
REGIONS = ("list", "head", "thread", "presence", "composer", "context")
"""What of a desk is kept live, each a macro of the same name."""


async def member_of(room: Room, request: Request) -> auth.Member:
    """Return the agent who asks. Raises Turned(401), which sends people to the login page."""
    found = await room.agent(request)
    if found is None:
        raise Turned(401, "login")
    return found


def desk_values(
    me: auth.Member, desk: inbox.Desk, dialog: str = "", typed: str = "", overtaken: Overtaken | None = None,
    changing: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Return what the desk's templates need; `dialog` is shown open, `typed` stands in the composer.

    `changing` is the public id of an own reply that is to be changed.
    """
    lines = desk.open.thread if desk.open and changing else ()
    own = (one for one in lines if isinstance(one, Line) and one.role == "agent" and one.agent_id == me.id)
    line = next((one for one in own if one.public_id == changing), None)
    return {
        "desk": desk, "me": me, "dialog": dialog, "typed": line.text if line else typed, "overtaken": overtaken,
        "changing": line.public_id if line else "", "merging": None,
    }  # fmt: skip


async def _desk(
    room: Room, me: auth.Member, request: Request, conversation: str, before: inbox.Desk | None = None
) -> inbox.Desk:
    asked, site = request.query_params, room.site
    tab, query = asked.get("tab", ""), asked.get("q", "")
    now, zone = site.clock(), site.zone()
    return await site.db.read(inbox.desk, me.id, conversation, tab, query, now, zone, before, site.person)


async def beside(room: Room, request: Request, customer_id: int | None) -> dict[str, Any]:
    """Return the desk beside the demo's chat: with the chat's own conversation open, where there is one."""
    me = await member_of(room, request)
    own = await room.site.db.read(casework.conversation_of, customer_id) if customer_id is not None else ""
    return desk_values(me, await _desk(room, me, request, own))


async def _page(request: Request, conversation: str, typed: str = "", overtaken: Overtaken | None = None) -> Response:
    room = room_of(request)
    me = await member_of(room, request)
    looker = room.look(request)
    desk = await _desk(room, me, request, conversation)
    dialog = request.query_params.get("dialog", "")
    values = desk_values(me, desk, dialog, typed, overtaken, request.query_params.get("edit", ""))
    if dialog == "merge" and (target := _number(request.query_params.get("target", ""))):
        values["merging"] = await room.site.db.read(casework.merging, conversation, me.id, target)
    view = "thread" if conversation else "list"
    status = 409 if overtaken else 200
    if not room.site.demo:
        return room.page(looker, "desk.html", status, view=view, **values)
    customer = await customer_of(room, looker, request.query_params.get("on", ""))
    chat = chat_values(room, customer, await room.site.db.read(visiting.chat, customer.id, room.site.clock()))
    return room.page(looker, "demo.html", status, view=view, **(chat | values))


@router.get("/desk", response_class=HTMLResponse)
async def index(request: Request) -> Response:
    return await _page(request, "")


@router.get("/desk/c/{conversation}", response_class=HTMLResponse)
async def conversation(request: Request, conversation: str) -> Response:
    room = room_of(request)
    me = await member_of(room, request)
    page = await _page(request, conversation)
    customer_id = await room.site.db.read(casework.person_of, conversation)
    await room.site.db.write(access.looked, customer_id, f"agent:{me.id}", room.site.clock())
    return page


@router.get("/desk/stream")
async def stream(request: Request) -> Response:
    """The live desk: each region again whenever its HTML differs."""
    room = room_of(request)
    me = await member_of(room, request)
    opened = request.query_params.get("c", "")
    if opened:
        await room.site.db.read(casework.person_of, opened)  # an unknown one is a 404, not a stream
    return live.response(_events(room, me, request, opened))


async def _events(room: Room, me: auth.Member, request: Request, opened: str) -> AsyncIterator[bytes]:
    site, regions = room.site, live.Regions()
    parts = {name: render.part("_desk.html", name) for name in REGIONS}
    # One key for the whole stream: else each look would differ from the one before.
    common = room.common(room.look(request).csrf)
    pace, noted, desk = live.Pace(), None, None
    yield live.hello()
    async for _ in live.beats(site.db, site.stopping, pace):
        if await site.db.read(auth.member, me.public_id, me.epoch) is None:
            return
        try:
            desk = await _desk(room, me, request, opened, desk)
        except NotFound:  # erased meanwhile
            return
        now = site.clock()
        pace.seconds = live.patience(_lapse(desk), now)
        if (case := _open_case(desk)) and (noted is None or now - noted >= presence.REFRESH):
            noted = now
            await site.db.write(presence.looks, case.id, me.id, now)
        values = desk_values(me, desk) | common | {"now": now, "replies": site.replies(), "learning": site.learning()}
        found = regions.changed({f"desk-{name}": draw(values) for name, draw in parts.items()})
        for bytes_ in found or [live.alive()]:
            yield bytes_


def _open_case(desk: inbox.Desk) -> casework.CaseHead | None:
    case = desk.open.head.case if desk.open else None
    return case if case and case.state in OPEN else None


def _lapse(desk: inbox.Desk) -> datetime | None:
    """Return when the first colleague stops to count as typing."""
    return min((one.until for one in desk.open.present if one.typing), default=None) if desk.open else None


@router.get("/desk/files/{file}")
async def file(request: Request, file: str) -> Response:
    """A customer's file, for any agent who is logged in."""
    room = room_of(request)
    await member_of(room, request)
    answer = uploads.response(room.site.files, await room.site.db.read(transcript.any_file, file))
    if answer is None:
        raise Turned(404, "not_found")
    return answer


@router.post("/desk/c/{conversation}/facts/{fact}/{op}")
async def fact(request: Request, conversation: str, fact: int, op: str) -> Response:
    """Set right, confirm or forget a fact of the person in a conversation."""
    room = room_of(request)
    me = await member_of(room, request)
    sent = await room.sent(request, room.look(request))
    if op not in OPS:
        raise Turned(404, "not_found")
    customer_id = await room.site.db.read(casework.person_of, conversation)
    verb = Verb(OPS[op], 0, sent.key, sent.get("value"), fact=fact, customer_id=customer_id)
    said = await room.site.act(Actor(me.id, me.name), verb)
    return _told(sent, said, conversation)


def _told(sent: Sent, said: str, conversation: str, *, moved: bool = False) -> Response:
    """Return the line for the agent to a script, and where the matter has `moved` to; without one, it goes there."""
    page = f"/desk/c/{conversation}"
    if not sent.by_script:
        return RedirectResponse(page, 303)
    return JSONResponse({"said": said, "go": page} if moved else {"said": said})


@router.post("/desk/cases/{case}/typing")
async def typing(request: Request, case: str) -> Response:
    """An agent types a reply; the page says so every few seconds, and at once when the field is empty again."""
    room = room_of(request)
    me = await member_of(room, request)
    sent = await room.sent(request, room.look(request))
    case_id, state, _ = await room.site.db.read(casework.case_of, case)
    if state in OPEN:
        stopped = sent.get("stopped") == "1"
        await room.site.db.write(presence.types, case_id, me.id, room.site.clock(), stopped=stopped)
    return JSONResponse({"ok": True})


@router.post("/desk/cases/{case}/suggest")
async def suggest(request: Request, case: str) -> Response:
    """Suggest an article from a case to the admins."""
    room = room_of(request)
    me = await member_of(room, request)
    sent = await room.sent(request, room.look(request))
    case_id, _, conversation = await room.site.db.read(casework.case_of, case)
    said = await room.site.suggest(Actor(me.id, me.name), case_id, sent.key)
    return _told(sent, said, conversation)


@router.post("/desk/cases/{case}/{verb}")
async def act(request: Request, case: str, verb: str) -> Response:
    """Carry out an agent's verb on a case."""
    room = room_of(request)
    me = await member_of(room, request)
    sent = await room.sent(request, room.look(request), megabytes=room.site.file_limit if room.site.files else 0)
    if verb not in VERBS:
        raise Turned(404, "not_found")
    case_id, state, conversation = await room.site.db.read(casework.case_of, case)
    name: VerbName = "note" if verb == "reply" and sent.get("internal") else _verb(verb)
    given = room.brought(sent) if name in ("reply", "note") else []
    try:
        checked = _checked(name, case_id, sent, given, room.site.clock(), room.site.zone())
        if not checked.target:  # a button has one value, which is the message: its target stands in its address
            checked = replace(checked, target=_number(request.query_params.get("target", "")))
        said = await _with_files(room, me, checked, state, given)
    except Overtaken as overtaken:
        return await _ask(request, me, sent, conversation, overtaken)
    if name == "merge":  # which of the two goes on, nobody knew before
        on = await room.site.db.read(casework.goes_on, case_id, checked.target)
        return _told(sent, said, on, moved=on != conversation)
    return _told(sent, said, conversation)


async def _with_files(room: Room, me: auth.Member, verb: Verb, state: str, given: Sequence[uploads.Brought]) -> str:
    """Carry out a verb, the bytes of its files stored first; they go again where nothing came of it."""
    kept = room.site.files
    if kept:
        for file, data in given:
            await asyncio.to_thread(kept.keep, file.stored, data)
    try:
        return await _carry_out(room, me, verb, state)
    finally:
        if kept and given:
            names = [file.stored for file, _ in given]
            used = await room.site.db.read(files.used, names)
            await asyncio.to_thread(kept.remove, [name for name in names if name not in used])


async def _ask(request: Request, me: auth.Member, sent: Sent, conversation: str, overtaken: Overtaken) -> Response:
    """Ask whether a reply is meant although a colleague has just replied; what was typed stays."""
    if not sent.by_script:
        return await _page(request, conversation, sent.get("text"), overtaken)
    room = room_of(request)
    values = desk_values(me, await _desk(room, me, request, conversation), overtaken=overtaken)
    draw = render.part("_desk.html", "warning")
    return JSONResponse({"error": str(overtaken), "warning": draw(values | {"now": room.site.clock()})}, 409)


def _verb(name: str) -> VerbName:
    return next(known for known in VERBS if known == name)


def _checked(
    name: VerbName, case_id: int, sent: Sent, given: Sequence[uploads.Brought], now: datetime, zone: str
) -> Verb:  # fmt: skip
    text = sent.text()
    if name in ("reply", "note", "edit") and not text and not given:
        raise Turned(422, "empty")
    if name in ("reply", "edit") and (typed := notes.command(text)):
        raise Turned(422, "typed_command", command=typed)
    return Verb(
        name, case_id, sent.key, text, take_over=sent.get("take_over") == "1", message=sent.get("message"),
        seen=sent.get("anyway") or sent.get("seen"),
        until=until_when(sent.get("until"), now, zone) if name == "snooze" else None,
        files=tuple(file for file, _ in given), target=_number(sent.get("target")),
    )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else 0


async def _carry_out(room: Room, me: auth.Member, verb: Verb, state: str) -> str:
    """Do it; who replies to a case that nobody has, claims it first."""
    actor, db = Actor(me.id, me.name), room.site.db
    if verb.name != "reply":
        return await room.site.act(actor, verb)
    # Asked before the claim, since the customer hears of that; and once more by the verb itself, in its transaction.
    await db.read(casework.check_unanswered, verb.case_id, me.id, verb.seen)
    if state == "queued" or verb.take_over:
        await room.site.act(actor, Verb("claim", verb.case_id, f"{verb.key}.claim", take_over=verb.take_over))
    said = await room.site.act(actor, verb)
    await db.write(presence.types, verb.case_id, me.id, room.site.clock(), stopped=True)
    return said


# --- logging in and out ------------------------------------------------------------------------


@router.get("/login", response_class=HTMLResponse)
async def login(request: Request) -> Response:
    """How to get a login link."""
    room = room_of(request)
    return room.page(room.look(request), "login.html", token="")


@router.get("/login/{token}", response_class=HTMLResponse)
async def login_link(request: Request, token: str) -> Response:
    """A page with a button: link previews open links, too, and must not use them up."""
    room = room_of(request)
    return room.page(room.look(request), "login.html", token=token[:200])


@router.post("/login/{token}")
async def log_in(request: Request, token: str) -> Response:
    room = room_of(request)
    looker = room.look(request)
    await room.sent(request, looker)
    now, client = room.site.clock(), request.client.host if request.client else ""
    if room.tries.wait(client, now):
        raise Turned(429, "busy")
    found = await room.site.db.write(auth.redeem, token, now)
    if found is None:
        room.tries.count(client, now)
        raise Turned(403, "bad_link")
    response = RedirectResponse("/desk", 303)
    life = auth.SESSION_LIFE.total_seconds()
    room.keep(response, auth.AGENT_COOKIE, room.keys.sign_agent(found, now), life, looker.secure)
    return response


@router.post("/logout")
async def log_out(request: Request) -> Response:
    """End all sessions of the agent."""
    room = room_of(request)
    me = await member_of(room, request)
    await room.sent(request, room.look(request))
    if not room.site.demo:
        await room.site.db.write(auth.log_out, me.public_id)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(auth.AGENT_COOKIE, path="/", httponly=True, samesite="lax")
    return response
