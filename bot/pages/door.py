"""The door of the pages: headers on every answer, and what must be true of a POST before anything reads it."""

from __future__ import annotations

import hmac
import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import markup
from bot.intake import LONGEST_TEXT
from bot.pages import multipart, render
from bot.pages.multipart import Upload
from bot.texts import LANGUAGES, team_language

BODY_LIMIT = 64 * 1024
PATIENCE = 5
"""How many times the limit is read and thrown away before a sender of too much is cut off."""
_KEY = re.compile(r"[A-Za-z0-9_.:-]{1,100}")

HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not no-referrer: with it browsers send "Origin: null" with our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Turned(Exception):  # noqa: N818 - no error of ours: somebody is turned away at the door
    """A request that goes no further. Answer with `status` and the page's text named `key`.

    `after` is how many seconds later it may come again, 0 where that would not help.
    """

    def __init__(self, status: int, key: str, *, after: int = 0, **values: str) -> None:
        super().__init__(key)
        self.after = after
        self.status = status
        self.key = key
        self.values = values


class Headers:
    """Puts the security headers on every answer, and no-store on what sets no caching of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                dress(MutableHeaders(scope=message))
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        accepted = MutableHeaders(scope=scope).get("accept-language", "")
        render.LANGUAGE.set(team_language() if scope["path"].startswith(AGENTS) else language(accepted))
        await self.app(scope, receive, dressed)


def language(accepted: str) -> str:
    """Return the shipped language that a browser likes best (Accept-Language, RFC 9110 §12.5.4), else English."""
    wishes = []
    for wish in accepted[:200].split(","):
        tag, _, quality = wish.strip().partition(";q=")
        weight = float(quality) if quality.replace(".", "", 1).isdecimal() else 1.0
        wishes.append((weight, tag.split("-")[0].lower()))
    ranked = sorted(wishes, key=lambda wish: -wish[0])
    return next((tag for weight, tag in ranked if weight > 0 and tag in LANGUAGES), "en")


def dress(headers: MutableHeaders) -> None:
    """Add the security headers."""
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("cache-control", "no-store")


AGENTS = ("/desk", "/login", "/logout")
"""Pages that are the team's, and so in its language."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a checked POST. `by_script`: it wants JSON back, else a 303."""

    fields: dict[str, str]
    by_script: bool
    files: tuple[Upload, ...] = ()

    def get(self, name: str) -> str:
        return markup.clean(self.fields.get(name, "")).strip()

    @property
    def key(self) -> str:
        """The idempotency key. Turned(400) when it is missing or odd."""
        key = self.get("key")
        if not _KEY.fullmatch(key):
            raise Turned(400, "odd")
        return key

    def text(self) -> str:
        text = self.get("text")
        if len(text) > LONGEST_TEXT:
            raise Turned(422, "too_long", limit=f"{LONGEST_TEXT:,}")
        return text


def by_script(request: Request) -> bool:
    """Return whether our script asks, and not a browser that follows a form or a link."""
    return "application/json" in request.headers.get("accept", "")


def with_file(request: Request) -> bool:
    """Return whether a file may come with a request."""
    return request.headers.get("content-type", "").lower().startswith("multipart/form-data")


async def sent(request: Request, csrf: str, megabytes: int = 0) -> Sent:
    """Read a POST of our own pages; with files where `megabytes` may come.

    Raises Turned for a foreign or stale page and for what is too big or odd.
    """
    _same_site(request)
    kind = request.headers.get("content-type", "")
    files: tuple[Upload, ...] = ()
    if megabytes and with_file(request):
        fields, files = _form(kind, await _upload(request, megabytes))
    else:
        fields = _fields(kind, await _body(request))
    token = request.headers.get("x-csrf-token") or fields.get("csrf", "")
    if not hmac.compare_digest(token.encode(errors="replace"), csrf.encode()):  # JSON may hold half a letter
        raise Turned(403, "stale")
    return Sent(fields, by_script(request), files)


def _same_site(request: Request) -> None:
    origin = request.headers.get("origin")
    # The scheme is left out: behind a proxy that ends TLS we see http and the browser https.
    if origin is not None and origin.partition("://")[2] != request.headers.get("host"):
        raise Turned(403, "foreign")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Turned(403, "foreign")


async def _body(request: Request) -> bytes:
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > BODY_LIMIT:
        raise Turned(413, "too_big")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise Turned(413, "too_big")
    return bytes(body)


async def _upload(request: Request, megabytes: int) -> bytes:
    """Return a body with a file. What is too big is read to its end, within reason: only then is our answer read."""
    limit, size = megabytes * 2**20 + BODY_LIMIT, 0
    body = bytearray()
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            body += chunk
        else:
            body.clear()
        if size > PATIENCE * limit:
            break
    if size > limit:
        raise Turned(413, "file_too_big", limit=str(megabytes))
    return bytes(body)


def _form(content_type: str, body: bytes) -> tuple[dict[str, str], tuple[Upload, ...]]:
    try:
        return multipart.parse(content_type, body)
    except ValueError as error:
        raise Turned(400, "odd") from error


def _fields(content_type: str, body: bytes) -> dict[str, str]:
    kind = content_type.partition(";")[0].strip().lower()
    try:
        text = body.decode()
        if kind == "application/json":
            values = json.loads(text)
            if not isinstance(values, dict):
                raise Turned(400, "odd")
            return {name: value for name, value in values.items() if isinstance(value, str)}
        if kind == "application/x-www-form-urlencoded" or not body:
            return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=50, errors="strict"))
    except (ValueError, RecursionError) as error:
        raise Turned(400, "odd") from error
    raise Turned(415, "odd")
