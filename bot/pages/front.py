"""The front page: the customer's chat, and in the demo the agent's desk beside it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot import linking
from bot.pages import auth, host, visiting
from bot.pages.chat import chat_values, customer_of
from bot.pages.desk import beside
from bot.pages.room import room_of

router = APIRouter()


@router.get("/enter")
async def enter(request: Request) -> Response:
    """Come in with the host site's token: from now on this browser is that person."""
    room = room_of(request)
    before = room.look(request)
    now = room.site.clock()
    guest = host.read(request.query_params.get("token", ""), room.site.site_secret, now)
    # A link of one's own token, sent to somebody else, must not bring that one's words along: what was written here
    # before is joined only where the browser itself says that the step came from the same site.
    near = request.headers.get("sec-fetch-site") in ("same-origin", "same-site")
    await room.site.db.write(linking.vouched, guest.visitor, guest.name, before.visitor if near else "", now,
                             email=guest.email)  # fmt: skip
    looker = room.become(guest.visitor, secure=before.secure)
    response = RedirectResponse("/", 303)
    room.keep(response, auth.VISITOR_COOKIE, looker.cookie, auth.VISITOR_LIFE.total_seconds(), looker.secure)
    return response


@router.get("/", response_class=HTMLResponse)
async def front(request: Request) -> Response:
    room = room_of(request)
    looker = room.look(request)
    if room.site.demo and (wanted := request.query_params.get("visitor", "")[:80]):
        looker = room.become(wanted, secure=looker.secure)
    customer = await customer_of(room, looker, request.query_params.get("on", ""))
    chat = await room.site.db.read(visiting.chat, customer.id, room.site.clock())
    values = chat_values(room, customer, chat, request.query_params.get("edit", ""))
    if room.site.demo:
        return room.page(looker, "demo.html", view="chat", **(values | await beside(room, request, customer.id)))
    return room.page(looker, "chat.html", **values)
