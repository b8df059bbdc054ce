"""The front page: the customer's chat, and in the demo the agent's desk beside it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.pages import views
from bot.pages.chat import chat_values, customer_of
from bot.pages.desk import beside
from bot.pages.room import room_of

router = APIRouter()


@router.get("/", response_class=HTMLResponse)
async def front(request: Request) -> Response:
    room = room_of(request)
    looker = room.look(request)
    if room.site.demo and (wanted := request.query_params.get("visitor", "")[:80]):
        looker = room.become(wanted, secure=looker.secure)
    customer = await customer_of(room, looker, request.query_params.get("on", ""))
    values = chat_values(room, customer, await room.site.db.read(views.chat, customer.id, room.site.clock()))
    if room.site.demo:
        return room.page(looker, "demo.html", view="chat", **(values | await beside(room, request, customer.id)))
    return room.page(looker, "chat.html", **values)
