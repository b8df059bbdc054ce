"""What every page needs: the parts it was handed, who looks at it, and how an answer is dressed."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from sqlmodel import Session

from bot.errors import NotFound
from bot.handoff.card import Person
from bot.handoff.replies import Reply
from bot.memory.registry import DEFAULT, Registry
from bot.pages import auth, brake, door, render, uploads
from bot.storage.db import Store
from bot.storage.files import Files
from bot.texts import team
from bot.types.channel import Channel
from bot.types.chat import PRETEND, Attachment, Inbound
from bot.types.handoff import Actor, Verb

DEMO_AGENT = "Daniel"


def _no_article(_path: str) -> tuple[str, str] | None:
    return None


async def _no_admins(_actor: Actor, _case_id: int, _key: str) -> str:
    raise NotFound(team("no_admins"))


@dataclass
class Site:
    """What the pages are given. They reach for nothing else."""

    db: Store
    receive: Callable[[Inbound], Awaitable[bool]]
    """Stores an inbound event and wakes the worker."""
    act: Callable[[Actor, Verb], Awaitable[str]]
    """Carries out an agent's verb; returns a sentence to show. Raises Refused or NotFound with one."""
    channels: Mapping[tuple[str, str], Channel]
    company: str
    demo: bool
    """Both sides on one page, pretend channels, no login: for throw-away data on this machine alone."""
    secret: str
    clock: Callable[[], datetime]
    ready: Callable[[], Awaitable[dict[str, Any]]]
    demo_visitor: str = ""
    """Whose chat the demo opens with: a visitor's id or a customer's public id."""
    article: Callable[[str], tuple[str, str] | None] = _no_article
    """Title and Markdown of an article that customers may read, None for any other path."""
    suggest: Callable[[Actor, int, str], Awaitable[str]] = _no_admins
    """Keeps the article that a case suggests for the admins, once for a key; returns a sentence to show."""
    learning: Callable[[], str] = str
    """What the articles still lack to be searched in full, for agents; "" once they do not."""
    person: Callable[[Session, int, datetime], Person] | None = None
    """What the rooms that know a customer say of them; None where the desk shows what was noted with the case."""
    zone: Callable[[], str] = lambda: "UTC"
    """On whose clock agents read times."""
    replies: Callable[[], tuple[Reply, ...]] = tuple
    """The saved replies, as last good."""
    files: Files | None = None
    """Where customers' files are kept; None takes none."""
    file_limit: int = 10
    """Megabytes that one file may have."""
    registry: Registry = DEFAULT
    """What may be remembered: other systems tell facts through the API."""
    site_secret: str = ""
    """Signs the tokens of the host site; "" where none are taken."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set at shutdown: live streams end."""


@dataclass(frozen=True, slots=True)
class Looker:
    """Who a request comes from. `fresh`: the visitor has no cookie of ours yet, this answer brings one."""

    visitor: str
    cookie: str
    csrf: str
    secure: bool
    fresh: bool


@dataclass
class Room:
    """The pages of one site."""

    site: Site
    tries: brake.Brake = field(default_factory=lambda: brake.Brake(9))
    """Wrong login links and keys by address: with the tenth within a minute, nothing is tried any more."""
    visitors: brake.Share = field(default_factory=lambda: brake.Share(messages=30, files=20, streams=12))
    addresses: brake.Share = field(default_factory=lambda: brake.Share(messages=300, files=100, streams=300))
    """An office, a school or a telephone company may be one address."""

    @cached_property
    def keys(self) -> auth.Keys:
        return auth.Keys(self.site.secret)

    @property
    def accounts(self) -> dict[str, str]:
        """Each channel that a browser can write on, with its account: what the demo pretends to be, then the web."""
        pretended = {name: account for name, account in self.site.channels if account == PRETEND}
        return pretended | {name: account for name, account in self.site.channels if name == "web"}

    @property
    def pretend(self) -> tuple[str, ...]:
        """The channels the demo can pretend to be."""
        return tuple(self.accounts)

    def channel(self, wanted: str) -> str:
        """Return the channel a browser writes on: the web, or in the demo the one it pretends."""
        return wanted if self.site.demo and wanted in self.pretend else "web"

    def home(self, channel: str) -> str:
        return f"/?on={channel}" if self.site.demo else "/"

    def look(self, request: Request) -> Looker:
        """Return who looks; somebody without a cookie of ours becomes a new visitor."""
        cookie = request.cookies.get(auth.VISITOR_COOKIE, "")
        visitor = self.keys.visitor(cookie)
        agent_cookie = request.cookies.get(auth.AGENT_COOKIE, "")
        secure = request.url.scheme == "https"
        if visitor:
            return Looker(visitor, cookie, self.keys.csrf(cookie, agent_cookie), secure, fresh=False)
        return self.become(self.site.demo_visitor if self.site.demo else "", agent_cookie, secure=secure)

    def become(self, visitor: str, agent_cookie: str = "", *, secure: bool = False) -> Looker:
        """Return a looker who is this visitor from now on ("": somebody new)."""
        visitor = visitor or auth.new_visitor()
        cookie = self.keys.sign_visitor(visitor)
        return Looker(visitor, cookie, self.keys.csrf(cookie, agent_cookie), secure, fresh=True)

    async def agent(self, request: Request) -> auth.Member | None:
        """Return the agent who is logged in; in the demo, its agent."""
        if self.site.demo:
            return await self.site.db.read(auth.named, DEMO_AGENT)
        claim = self.keys.agent(request.cookies.get(auth.AGENT_COOKIE, ""), self.site.clock())
        return await self.site.db.read(auth.member, *claim) if claim else None

    def shares(self, request: Request, looker: Looker) -> list[brake.Held]:
        """Return on whose account a stranger writes and looks: the visitor's, and their address's."""
        both = ((self.visitors, "" if looker.fresh else looker.visitor), (self.addresses, brake.address(request)))
        return [(share, who) for share, who in both if who]

    async def from_stranger(self, request: Request, looker: Looker) -> door.Sent:
        """Return the fields of a POST that anybody may make. Raises Turned, with 429 for one too many."""
        largest, now = self.site.file_limit if self.site.files else 0, self.site.clock()
        shares = self.shares(request, looker)
        for share, who in shares:
            share.write(who, now, file=door.with_file(request))
        sent = await self.sent(request, looker, megabytes=largest)
        for share, who in shares if sent.files else ():
            share.keep(who, now, sum(len(file.data) for file in sent.files) / (largest * 2**20))
        return sent

    async def sent(self, request: Request, looker: Looker, *, megabytes: int = 0) -> door.Sent:
        """Return a POST's fields once it is known to come from a page of ours."""
        return await door.sent(request, looker.csrf, megabytes)

    def brought(self, sent: door.Sent) -> list[uploads.Brought]:
        """Return the file that came with a form and its bytes. Raises Turned for what is no file to be kept."""
        kept = self.site.files
        if kept is None or not sent.files:
            return []
        if len(sent.files) > 1:
            raise door.Turned(400, "odd")
        (upload,) = sent.files
        if not upload.data:
            raise door.Turned(422, "file_empty")
        if len(upload.data) > self.site.file_limit * 2**20:
            raise door.Turned(413, "file_too_big", limit=str(self.site.file_limit))
        stored, digest = kept.name(secrets.token_hex(16)), hashlib.sha256(upload.data).hexdigest()
        kind = uploads.media_type(upload.media_type, upload.data)
        return [(Attachment(stored, uploads.clean_name(upload.name), kind, len(upload.data), digest), upload.data)]

    def page(self, looker: Looker, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page whose forms carry the looker's token."""
        body = render.html(template, **self.common(looker.csrf), **values)
        response = HTMLResponse(body, status)
        if looker.fresh:
            self.keep(response, auth.VISITOR_COOKIE, looker.cookie, auth.VISITOR_LIFE.total_seconds(), looker.secure)
        return response

    def common(self, csrf: str) -> dict[str, Any]:
        """Return what every template may use; `key` makes the forms of this page idempotent."""
        site = self.site
        return {
            "csrf": csrf, "company": site.company, "demo": site.demo, "now": site.clock(),
            "replies": site.replies(), "key": secrets.token_hex(8), "learning": site.learning(),
            "file_limit": site.file_limit if site.files else 0,
        }  # fmt: skip

    def keep(self, response: Response, name: str, value: str, seconds: float, secure: bool) -> None:
        """Set a cookie that no script reads and no foreign form brings along."""
        response.set_cookie(name, value, max_age=int(seconds), path="/", httponly=True, samesite="lax", secure=secure)


def room_of(request: Request) -> Room:
    """Return the room that serves this request."""
    return cast("Room", request.app.state.room)
