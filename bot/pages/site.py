"""The web pages as one FastAPI app: routes, headers, error pages, static files, health."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from bot.errors import DatabaseTrouble, InputError, NotFound
from bot.pages import api, chat, desk, door, front, render
from bot.pages.door import Turned
from bot.pages.room import Room, Site, room_of

__all__ = ["Site", "build"]

log = logging.getLogger(__name__)

_LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]+)?")
_PASSED_ON = frozenset({"forwarded", "via", "x-real-ip"})
"""What web servers add to requests that they pass on, beside `X-Forwarded-…`."""
_BY_STATUS = {400: "odd", 403: "stale", 404: "not_found", 405: "not_found", 413: "too_big"}


def build(site: Site) -> FastAPI:
    """Return the app. Raises ValueError when the site has no secret."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False, title=site.company)
    room = Room(site)
    assert room.keys  # noqa: S101 - refuses an empty secret now, not at the first request
    app.state.room = room
    app.include_router(front.router)
    app.include_router(chat.router)
    app.include_router(desk.router)
    app.include_router(api.router)
    app.add_api_route("/static/{digest}/{name}", static, methods=["GET"])
    app.add_api_route("/healthz", healthz, methods=["GET"])
    app.add_api_route("/readyz", readyz, methods=["GET"])
    app.add_middleware(door.Headers)
    app.add_exception_handler(Turned, turned)
    app.add_exception_handler(InputError, refused)
    app.add_exception_handler(DatabaseTrouble, unavailable)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(ClientDisconnect, left)
    app.add_exception_handler(Exception, broken)
    return app


async def static(request: Request, digest: str, name: str) -> Response:
    """A file whose address holds its hash: it never changes, so it may be kept for a year."""
    asset = render.assets().get(name)
    if asset is None or asset.digest != digest:
        raise Turned(404, "not_found")
    headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.packed, headers=headers | {"content-encoding": "gzip"}, media_type=asset.media_type)
    return Response(asset.body, headers=headers, media_type=asset.media_type)


async def healthz() -> dict[str, bool]:
    return {"ok": True}


async def readyz(request: Request) -> Response:
    room = room_of(request)
    state = await room.site.ready()
    told = state if _from_here(request) or await room.agent(request) else _outline(state)
    return JSONResponse(told, 200 if state.get("ok") else 503)


def _from_here(request: Request) -> bool:
    """Whether a request comes from this very machine, asks for it, and came through no web server before us."""
    host = request.client.host if request.client else ""
    passed_on = any(name in _PASSED_ON or name.startswith("x-forwarded-") for name in request.headers)
    asked = _LOOPBACK.fullmatch(request.headers.get("host", ""))
    return host in ("127.0.0.1", "::1") and asked is not None and not passed_on


def _outline(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return which parts are well: what is wrong with them, and where, is for the team alone."""
    return {part: found if isinstance(found, bool) else "ok" if _well(found) else "degraded"
            for part, found in state.items()}  # fmt: skip


def _well(found: Any) -> bool:
    """Whether a part says "ok", and each of its parts does; counts are well, findings are not."""
    if isinstance(found, Mapping):
        return all(map(_well, found.values()))
    return not found if isinstance(found, list) else found == "ok" or isinstance(found, int)


# --- when it does not go well: a page or a line that says nothing of our inside --------------------


async def turned(request: Request, error: Any) -> Response:
    if error.key == "login" and not door.by_script(request) and request.url.path != "/desk/stream":
        return RedirectResponse("/login", 303)
    response = _problem(request, error.status, error.key, **error.values)
    if error.after:
        response.headers["retry-after"] = str(error.after)
    return response


async def refused(request: Request, error: Any) -> Response:
    """An agent's verb that does not apply: the error's own words are meant to be shown."""
    if isinstance(error, NotFound):
        return _problem(request, 404, "not_found")
    return _problem(request, 409, "refused", text=str(error))


async def unavailable(request: Request, error: Any) -> Response:
    """The database refuses for now: nothing was stored, and the same key may come again."""
    log.error("the database refused a request: %s", error)
    response = _problem(request, 503, "unavailable")
    response.headers["retry-after"] = "5"
    return response


async def http_error(request: Request, error: Any) -> Response:
    return _problem(request, error.status_code, _BY_STATUS.get(error.status_code, "odd"))


async def invalid(request: Request, _error: Any) -> Response:
    return _problem(request, 400, "odd")


async def left(_request: Request, _error: Any) -> Response:
    """Whoever asked hung up amid their own words: that is no fault of ours, and nobody reads the answer."""
    return Response(status_code=400)


async def broken(request: Request, _error: Any) -> Response:
    response = _problem(request, 500, "broken")
    # This handler stands outside of the middleware.
    door.dress(response.headers)
    return response


def _problem(request: Request, status: int, key: str, **values: str) -> Response:
    words = render.environment().globals["say"]
    text = values.get("text") or words(f"error.{key}", **values)  # type: ignore[operator]  # a global of the templates has no type
    if door.by_script(request):
        return JSONResponse({"error": text}, status)
    back = "/desk" if request.url.path.startswith("/desk") else "/"
    page = render.html("error.html", status=status, text=text, back=back, company=room_of(request).site.company)
    return HTMLResponse(page, status)
