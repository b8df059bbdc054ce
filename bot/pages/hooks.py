"""Where chat apps call us: each channel's own routes, behind one size limit and one way to fail."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable

from fastapi import FastAPI, Request
from fastapi.responses import Response

from bot.errors import DatabaseTrouble
from bot.types.channel import Answer, Rim, Route
from bot.types.channel import Request as Call

log = logging.getLogger(__name__)


def mount(app: FastAPI, routes: Iterable[Route], rim: Rim) -> None:
    """Add the channels' routes to the app; they are for machines, so they answer with a short line, never a page."""
    for route in routes:
        app.add_api_route(route.path, _endpoint(route, rim), methods=["POST"])


def _endpoint(route: Route, rim: Rim) -> Callable[[Request], Awaitable[Response]]:
    async def called(request: Request) -> Response:
        body = await body_within(request, route.limit)
        if body is None:
            return Response("too big", 413)
        call = Call({name.lower(): value for name, value in request.headers.items()}, body)
        try:
            answer = await route.handle(call, rim)
        except DatabaseTrouble as error:
            log.error("%s: the database refused an event, which the app will bring again: %s", route.path, error)
            answer = Answer(503, "try again")
        return Response(answer.body, answer.status, media_type=answer.media_type)

    return called


async def body_within(request: Request, limit: int) -> bytes | None:
    """Return the body; None as soon as it is longer than the limit, whatever its headers say."""
    said = request.headers.get("content-length", "0")
    if not said.isdigit() or int(said) > limit:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            return None
    return bytes(body)
