"""For other systems: what happened with a customer, told with an API key (`rapport api-key new`).

POST /api/customers/{channel}/{user}/events takes one event or {"events": [...]}; docs/relationship.md has the format.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlmodel import Session

from bot import business
from bot.errors import InputError
from bot.pages.hooks import body_within
from bot.pages.room import Room, room_of

router = APIRouter()

LARGEST = 1_000_000
"""Bytes of a request."""
MOST = 500
"""Events in a request."""


@router.post("/api/customers/{channel}/{user}/events")
async def events(request: Request, channel: str, user: str, realm: str = "") -> Response:
    """Keep what happened; all of the request or nothing of it."""
    room = room_of(request)
    shown = request.headers.get("authorization", "")
    key = shown.removeprefix("Bearer ").strip() if shown.startswith("Bearer ") else ""
    who = f"api {request.client.host if request.client else ''}"
    if room.tries.wait(who, room.site.clock()):
        return _wrong(429, "Too many tries with a wrong key. Wait a minute.")
    source = await room.site.db.read(business.holder, key) if key else ""
    if not source:
        room.tries.count(who, room.site.clock())
        return _wrong(401, "Send a key that `rapport api-key new NAME` made: Authorization: Bearer KEY")
    body = await body_within(request, LARGEST)
    if body is None:
        return _wrong(413, f"That is more than {LARGEST} bytes. Send it in parts.")
    try:
        stored = await _keep(room, (channel, realm, user), body, source)
    except InputError as error:
        return _wrong(422, str(error))
    return JSONResponse(stored)


async def _keep(room: Room, ref: tuple[str, str, str], body: bytes, source: str) -> dict[str, int]:
    now, site = room.site.clock(), room.site
    if not any(name == ref[0] for name, _ in site.channels):
        names = ", ".join(sorted({name for name, _ in site.channels}))
        raise InputError(f'there is no channel "{ref[0]}" here. There are: {names}.')
    told = [business.read(line, site.registry, now) for line in _lines(body)]

    def keep(session: Session) -> int:
        return sum(business.tell(session, ref, one, source, site.registry, now) for one in told)

    stored = await site.db.write(keep)
    return {"stored": stored, "known": len(told) - stored}


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _lines(body: bytes) -> list[Any]:
    try:
        found = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InputError(f"The body is no JSON: {error}.") from error
    lines = found.get("events", [found]) if isinstance(found, dict) else found
    if not isinstance(lines, list) or not 0 < len(lines) <= MOST:
        raise InputError(f'Send one event, or {{"events": [...]}} with 1 to {MOST} of them.')
    return lines


def _wrong(status: int, error: str) -> Response:
    return JSONResponse({"error": error}, status)
