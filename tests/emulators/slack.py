"""A strict Slack on loopback: Web API, Socket Mode, signed HTTP delivery, and people who use it.

Written from the platform's documentation. What a bot may not do (an unknown method or field, a layout that Slack
refuses, a read method with a JSON body) is answered as Slack answers and kept in `mistakes`, which a test ends with.
In-process: `async with Slack() as slack`. As a process: `python -m tests.emulators.slack --port 8700`.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import hashlib
import hmac
import itertools
import json
import random
import re
import secrets
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from tests.emulators import slack_rules as rules

Payload = dict[str, Any]
TEAM, APP, BOT_USER, BOT_ID = "T0001", "A0001", "U0BOT", "B0BOT"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-1-emulated", "xapp-1-emulated", "8f742231b10e8888abcd99yyyzzz85a5"
CLIENT_ID, CLIENT_SECRET = "1.2", "c11e27"
LIFETIME = 43200
"""Seconds for which an access token is good where tokens expire."""
ACCEPTED = (200, 201, 202, 204)


@dataclass
class Call:
    """One call of the Web API, in the order in which they came."""

    method: str
    arguments: Payload
    answer: Payload
    fault: str = ""

    @property
    def ok(self) -> bool:
        return bool(self.answer.get("ok"))


@dataclass
class Fault:
    """What goes wrong with the next calls of a method.

    refuse: `error`, nothing done · status: an HTTP status without Slack's body · limit: 429 · reset: the connection
    breaks first · lost: carried out, then the connection breaks · slow: carried out once `go` is set · hang: carried
    out, never answered.
    """

    kind: str
    times: int = 1
    error: str = ""
    status: int = 503
    retry_after: int = 1
    needed: str = ""
    go: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Chat:
    """A conversation: `kind` is im, channel, group or mpim."""

    id: str
    kind: str
    name: str
    world: Slack
    members: set[str] = field(default_factory=set)
    archived: bool = False
    external: bool = False
    messages: list[Payload] = field(default_factory=list)
    whispers: list[Payload] = field(default_factory=list)
    status: dict[str, str] = field(default_factory=dict)
    prompts: list[Payload] = field(default_factory=list)

    def get(self, ts: str) -> Payload | None:
        return next((message for message in self.messages if message["ts"] == ts), None)

    def thread(self, ts: str) -> list[Payload]:
        return [one for one in self.messages if one["ts"] == ts or one.get("thread_ts") == ts]

    def shown(self, thread: str | None = None) -> list[str]:
        """What people see: the words of each message, in order; of one thread where it is named.

        A reply to what is not there is seen by nobody.
        """
        seen = self.messages if thread is None else self.thread(thread)
        return [rules.words(one) for one in seen if one.get("subtype") != "tombstone" and self._has_root(one)]

    def _has_root(self, message: Payload) -> bool:
        return self.kind == "im" or not message.get("thread_ts") or self.get(message["thread_ts"]) is not None

    def from_bot(self) -> list[Payload]:
        return [one for one in self.messages if one.get("bot_id") == BOT_ID]


class Slack:
    """One workspace with one app installed."""

    def __init__(self, manifest: Payload | None = None) -> None:
        self.mistakes: list[str] = []
        self.calls: list[Call] = []
        self.acked: list[str] = []
        """Envelope ids in the order of their acknowledgement."""
        self.delivered: list[tuple[str, int]] = []
        """(event_id or kind, status or try) of each delivery over HTTP."""
        self.users: dict[str, Payload] = {}
        self.chats: dict[str, Chat] = {}
        self.files: dict[str, Payload] = {}
        self.homes: dict[str, Payload] = {}
        self.modals: dict[str, Payload] = {}
        self.scopes = set(rules.EVERY_SCOPE)
        self.events: set[str] | None = None
        if manifest is not None:
            self.install(manifest)
        self.tokens: dict[str, float] = {BOT_TOKEN: float("inf")}
        """The bot's access tokens, each with the moment of its end."""
        self.refresh_token = ""
        """The one that can be exchanged; each works once."""
        self.old_tokens_live = True
        """Whether an access token stays good until its end once it was exchanged."""
        self.bot_token_error = ""
        self.app_token_error = ""
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.weather: Callable[[str], str] | None = None
        self.target: str | Callable[[dict[str, str], bytes], Awaitable[int]] = ""
        """Where events go over HTTP; empty: by Socket Mode."""
        self.clock: Callable[[], float] = time.time
        self.sockets: list[web.WebSocketResponse] = []
        self.pending: dict[str, Payload] = {}
        self.triggers: dict[str, str] = {}
        self._streams: set[tuple[str, str]] = set()
        self._count = itertools.count(1)
        self._start = int(time.time()) - 3600
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self._moved = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self._hung = asyncio.Event()
        self.port = 0
        self.add_user("rapport", BOT_USER, is_bot=True)

    # --- life ---

    async def __aenter__(self) -> Slack:
        await self.serve()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._hung.set()
        for socket in list(self.sockets):
            await socket.close()
        assert self._runner is not None
        await self._runner.cleanup()

    async def serve(self, port: int = 0) -> None:
        app = web.Application(client_max_size=64 << 20)
        app.router.add_route("*", "/api/{method}", self._called)
        app.router.add_get("/link", self._connected)
        app.router.add_post("/upload/{file}", self._uploaded)
        app.router.add_get("/files/{file}", self._downloaded)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        return f"{self.root}/api/"

    def given(self, *, http: bool = False) -> dict[str, str]:
        """The settings with which Rapport reaches this Slack."""
        listen = {"SLACK_SIGNING_SECRET": SECRET} if http else {"SLACK_APP_TOKEN": APP_TOKEN}
        return {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": self.api_url, **listen}

    def rotate(self, *, age: float = 0) -> dict[str, str]:
        """Let tokens expire; return the settings. `age` is how many seconds ago the app was installed."""
        self.tokens.clear()
        access, self.refresh_token = self._pair(self.clock() - age)
        return {**self.given(), "SLACK_BOT_TOKEN": access, "SLACK_REFRESH_TOKEN": self.refresh_token,
                "SLACK_CLIENT_ID": CLIENT_ID, "SLACK_CLIENT_SECRET": CLIENT_SECRET}  # fmt: skip

    def _pair(self, at: float) -> tuple[str, str]:
        number = next(self._count)
        self.tokens[f"xoxe.xoxb-1-{number}"] = at + LIFETIME
        return f"xoxe.xoxb-1-{number}", f"xoxe-1-{number}"

    def install(self, manifest: Payload) -> None:
        """Give the app what its manifest asks for, and no more."""
        self.scopes = set(manifest["oauth_config"]["scopes"]["bot"])
        self.events = set(manifest["settings"]["event_subscriptions"]["bot_events"])

    async def until(self, fact: Callable[[], Any], what: str = "") -> Any:
        """Wait until something is so; looked at when something has happened here, and often besides."""
        deadline = time.monotonic() + 20
        while not (found := fact()) and time.monotonic() < deadline:
            async with self._moved:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._moved.wait(), 0.02)
        if not found:
            calls = [
                f"{call.method} {'ok' if call.ok else call.answer.get('error', call.fault)}" for call in self.calls
            ]
            raise AssertionError(f"it never came: {what or fact}; calls: {calls[-20:]}")
        return found

    async def moved(self) -> None:
        async with self._moved:
            self._moved.notify_all()

    # --- who and where ---

    def add_user(self, name: str, user: str = "", *, team: str = TEAM, **more: Any) -> Person:
        user = user or f"U{next(self._count):04d}{name.upper()}"
        self.users[user] = {"id": user, "name": name, "team_id": team, "is_bot": False, "tz": "Europe/Berlin",
                            "locale": "en-US", "deleted": False,
                            "profile": {"display_name": name.capitalize(), "real_name": f"{name.capitalize()} Doe"},
                            **more}  # fmt: skip
        return Person(self, user)

    def add_chat(self, name: str, *members: str | Person, kind: str = "channel", bot: bool = True, **more: Any) -> Chat:
        letter = {"im": "D", "group": "G"}.get(kind, "C")
        chat = Chat(f"{letter}{next(self._count):04d}{name.upper()[:8]}", kind, name, self, **more)
        chat.members = {one.id if isinstance(one, Person) else one for one in members} | ({BOT_USER} if bot else set())
        self.chats[chat.id] = chat
        return chat

    def direct(self, user: str) -> Chat:
        """The direct chat of a person with the bot."""
        for chat in self.chats.values():
            if chat.kind == "im" and user in chat.members:
                return chat
        return self.add_chat(self.users[user]["name"], user, kind="im")

    def ts(self) -> str:
        number = next(self._count)
        return f"{self._start + number}.{number:06d}"

    # --- events out ---

    def envelope(self, event: Payload, **more: Any) -> Payload:
        return {
            "token": "verification", "team_id": TEAM, "api_app_id": APP, "event": event, "type": "event_callback",
            "event_id": f"Ev{next(self._count):08d}", "event_time": int(self.clock()),
            "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True,
                                "is_enterprise_install": False}],
            "is_ext_shared_channel": False, **more,
        }  # fmt: skip

    async def emit(self, name: str, event: Payload, **more: Any) -> Payload | None:
        """Send an event to the app, where it has subscribed to it."""
        if self.events is not None and name not in self.events:
            return None
        payload = self.envelope({"event_ts": self.ts(), **event}, **more)
        await self.deliver("events_api", payload)
        return payload

    async def in_chat(self, chat: Chat, event: Payload, **more: Any) -> Payload | None:
        """Send an event of a chat, where the bot is in it."""
        if BOT_USER not in chat.members:
            return None
        kinds = {"im": "im", "channel": "channels", "group": "groups", "mpim": "mpim"}
        if chat.external:
            more["is_ext_shared_channel"] = True
        return await self.emit(
            f"message.{kinds[chat.kind]}", {"type": "message", "channel": chat.id, "channel_type": chat.kind, **event},
            **more,
        )  # fmt: skip

    async def deliver(self, kind: str, payload: Payload) -> None:
        """Deliver a raw payload: an event, `interactive`, or `slash_commands`."""
        if self.target:
            await self.deliver_http(kind, payload)
            return
        envelope = {"envelope_id": secrets.token_hex(8), "type": kind, "payload": payload,
                    "accepts_response_payload": kind != "events_api"}  # fmt: skip
        if kind == "events_api":
            envelope |= {"retry_attempt": 0, "retry_reason": ""}
        self.pending[envelope["envelope_id"]] = envelope
        await self._push(envelope)

    async def _push(self, envelope: Payload) -> None:
        open_ones = [one for one in self.sockets if not one.closed]
        if open_ones:
            await open_ones[next(self._turn) % len(open_ones)].send_str(json.dumps(envelope))

    async def redeliver(self) -> int:
        """Bring again what was not acknowledged, as Slack does after some seconds; return how many."""
        again = list(self.pending.values())
        for envelope in again:
            if "retry_attempt" in envelope:
                envelope["retry_attempt"] += 1
                envelope["retry_reason"] = "timeout"
            await self._push(envelope)
        return len(again)

    async def settled(self) -> None:
        """Wait until everything delivered by Socket Mode is acknowledged."""
        await self.until(lambda: not self.pending, "all is acknowledged")

    # --- HTTP delivery ---

    def signed(self, body: bytes, media_type: str, *, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
        stamp = str(int(self.clock() if at is None else at))
        digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"content-type": media_type, "x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}",
                "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}  # fmt: skip

    async def deliver_http(self, kind: str, payload: Payload, *, tries: int = 4) -> int:
        """Deliver by a signed request, with the three retries; return the last status."""
        if kind == "events_api":
            body, media_type = json.dumps(payload).encode(), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, media_type = urlencode(form).encode(), "application/x-www-form-urlencoded"
        status = 0
        for count in range(tries if kind == "events_api" else 1):
            headers = self.signed(body, media_type)
            if count:
                headers |= {"x-slack-retry-num": str(count), "x-slack-retry-reason": "http_error"}
            status = await self.post(headers, body)
            self.delivered.append((str(payload.get("event_id") or kind), status))
            await self.moved()
            if status in ACCEPTED:
                break
        return status

    async def post(self, headers: dict[str, str], body: bytes) -> int:
        """Make one request to the app's address, as it is; return the status, 0 for none."""
        if callable(self.target):
            return await self.target(headers, body)
        async with aiohttp.ClientSession() as session:
            try:
                async with session.post(self.target, data=body, headers=headers) as answer:
                    await answer.read()
                    return answer.status
            except aiohttp.ClientError:
                return 0

    # --- Socket Mode ---

    async def _connected(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            self.mistakes.append("a Socket Mode address was used twice")
            return web.Response(status=408)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets),
                                "connection_info": {"app_id": APP}})  # fmt: skip
        await self.moved()
        for envelope in list(self.pending.values()):
            await socket.send_str(json.dumps(envelope))
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    await self._acknowledged(json.loads(message.data))
        finally:
            self.sockets.remove(socket)
            await self.moved()
        return socket

    async def _acknowledged(self, answer: Payload) -> None:
        envelope_id = answer.get("envelope_id")
        if envelope_id not in self.pending:
            if envelope_id not in self.acked:
                self.mistakes.append(f"an unknown envelope was acknowledged: {answer}")
            return
        del self.pending[envelope_id]
        self.acked.append(envelope_id)
        await self.moved()

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to be made anew, as Slack does every few hours."""
        for socket in list(self.sockets):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "emulated"}})

    async def drop(self) -> None:
        """Break every connection without a word."""
        for socket in list(self.sockets):
            if socket._req is not None and socket._req.transport is not None:
                socket._req.transport.abort()
        await self.until(lambda: not self.sockets, "the connections are gone")

    # --- Web API ---

    def fail(self, method: str, kind: str, times: int = 1, **more: Any) -> Fault:
        """Let the next calls of a method go wrong."""
        fault = Fault(kind, times, **more)
        self.faults[method].append(fault)
        return fault

    def made(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def _called(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        arguments = await self._arguments(request, method)
        fault = self._fault(method)
        kind = fault.kind if fault else ""
        headers = {"x-oauth-scopes": ",".join(sorted(self.scopes)), "x-accepted-oauth-scopes": "",
                   "Date": formatdate(self.clock(), usegmt=True)}  # fmt: skip
        if fault is not None and kind in ("refuse", "status", "limit", "reset"):
            answer = {"ok": False, "error": fault.error or ("ratelimited" if kind == "limit" else kind)}
            answer |= {"needed": fault.needed} if fault.needed else {}
            await self._keep(Call(method, arguments, answer, kind))
            if kind == "reset":
                return self._broken(request)
            if kind == "status":
                return web.Response(status=fault.status, text="upstream trouble", content_type="text/html")
            if kind == "limit":
                return web.json_response(answer, status=429, headers={"Retry-After": str(fault.retry_after)})
            return web.json_response(answer, headers=headers)
        try:
            answer = {"ok": True, **(await self._carry_out(method, token, arguments))}
        except rules.Refused as refused:
            answer = {"ok": False, "error": refused.error, **refused.more}
        await self._keep(Call(method, arguments, answer, kind))
        if fault is not None and kind == "slow":
            await fault.go.wait()
        if kind == "hang":
            await self._hung.wait()
        if kind == "lost":
            return self._broken(request)
        return web.json_response(answer, headers=headers)

    async def _keep(self, call: Call) -> None:
        self.calls.append(call)
        await self.moved()

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults[method]:
            if fault.times > 0:
                fault.times -= 1
                return fault
        kind = self.weather(method) if self.weather else ""
        return Fault(kind) if kind else None

    def storm(self, seed: int, chances: dict[str, float], *, but: tuple[str, ...] = ()) -> None:
        """Let calls go wrong at random, the same way for the same seed; the kinds are those of Fault."""
        chance = random.Random(seed)

        def weather(method: str) -> str:
            drawn = chance.random()
            for kind, share in chances.items():
                if drawn < share:
                    return "" if method in but else kind
                drawn -= share
            return ""

        self.weather = weather

    def _broken(self, request: web.Request) -> web.Response:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    async def _arguments(self, request: web.Request, method: str) -> Payload:
        found: Payload = dict(request.query)
        if found and rules.METHODS.get(method, rules.Method()).token == "client":
            self.mistakes.append(f"{method}: secrets stand in the address")
        if request.content_type == "application/json" and request.can_read_body:
            if method in rules.FORM_ONLY:
                self.mistakes.append(f"{method} does not read JSON")
            found |= await request.json()
        elif request.can_read_body:
            found |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        return {name: rules.decoded(name, value) for name, value in found.items()}

    async def _carry_out(self, method: str, token: str, arguments: Payload) -> Payload:
        given = rules.METHODS.get(method)
        if given is None:
            self.mistakes.append(f"unknown method {method}")
            raise rules.Refused("unknown_method")
        self._authorised(method, token, arguments, given)
        unknown = set(arguments) - set(given.required) - set(given.optional)
        if unknown:
            self.mistakes.append(f"{method}: unknown fields {sorted(unknown)}")
            raise rules.Refused("invalid_arguments")
        for name in given.required:
            if arguments.get(name) in (None, "", []):
                self.mistakes.append(f"{method}: {name} is missing")
                raise rules.Refused("invalid_arguments")
        for name in ("blocks", "view"):
            if name in arguments:
                self._laid_out(method, name, arguments)
        name = re.sub(r"[A-Z]+", lambda found: f"_{found[0].lower()}", re.sub(r"\W", "_", method))
        return await getattr(self, f"_{name}")(arguments)

    def _authorised(self, method: str, token: str, arguments: Payload, given: rules.Method) -> None:
        if not token:
            raise rules.Refused("not_authed")
        if given.token == "app":
            if token != APP_TOKEN or self.app_token_error:
                raise rules.Refused(self.app_token_error or "invalid_auth")
            return
        if given.token == "client":
            self._by_our_app(token)
            return
        if token not in self.tokens:
            raise rules.Refused("not_allowed_token_type" if token == APP_TOKEN else "invalid_auth")
        if self.tokens[token] <= self.clock():
            raise rules.Refused("token_expired")
        if self.bot_token_error:
            raise rules.Refused(self.bot_token_error)
        needed = list(given.scopes)
        chat = self.chats.get(str(arguments.get("channel") or ""))
        if given.by_kind and chat is not None:
            kinds = {"im": "im", "channel": "channels", "group": "groups", "mpim": "mpim"}
            needed.append(f"{kinds[chat.kind]}:{given.by_kind}")
        if method == "chat.postMessage" and {"username", "icon_emoji", "icon_url"} & set(arguments):
            needed.append("chat:write.customize")
        for scope in needed:
            if scope not in self.scopes:
                raise rules.Refused("missing_scope", needed=scope, provided=",".join(sorted(self.scopes)))

    def _by_our_app(self, header: str) -> None:
        try:
            login, _, password = base64.b64decode(header.removeprefix("Basic "), validate=True).decode().partition(":")
        except ValueError:
            raise rules.Refused("invalid_client_id") from None
        if login != CLIENT_ID:
            raise rules.Refused("invalid_client_id")
        if password != CLIENT_SECRET:
            raise rules.Refused("bad_client_secret")

    def _laid_out(self, method: str, name: str, arguments: Payload) -> None:
        """Refuse a layout as Slack does; it is our mistake, whatever is answered to it."""
        text = str(arguments.get("text") or "")
        refused = rules.view_refusal(arguments[name]) if name == "view" else rules.layout_refusal(arguments[name], text)
        error, wrong = refused
        if error:
            self.mistakes += [f"{method}: {error} {one}" for one in wrong or [""]]
            raise rules.Refused(error, response_metadata={"messages": wrong})

    def _chat_of(self, given: Payload, *, write: bool = True, name: str = "channel") -> Chat:
        chat = self.chats.get(str(given[name]))
        if chat is None:
            raise rules.Refused("channel_not_found")
        if BOT_USER not in chat.members:
            raise rules.Refused("not_in_channel" if chat.kind == "channel" else "channel_not_found")
        if write and chat.archived:
            raise rules.Refused("is_archived")
        return chat

    async def _auth_test(self, given: Payload) -> Payload:
        return {"url": self.root, "team": "Emulated", "user": "rapport", "team_id": TEAM, "user_id": BOT_USER,
                "bot_id": BOT_ID, "is_enterprise_install": False}  # fmt: skip

    async def _oauth_v2_access(self, given: Payload) -> Payload:
        """Exchange a refresh token: it is spent with that, whether or not the answer arrives."""
        if given["grant_type"] != "refresh_token":
            raise rules.Refused("invalid_grant_type")
        if given["refresh_token"] != self.refresh_token:
            raise rules.Refused("invalid_refresh_token")
        if not self.old_tokens_live:
            self.tokens.clear()
        access, self.refresh_token = self._pair(self.clock())
        return {"app_id": APP, "team": {"id": TEAM, "name": "Emulated"}, "enterprise": None, "token_type": "bot",
                "is_enterprise_install": False, "scope": ",".join(sorted(self.scopes)), "bot_user_id": BOT_USER,
                "access_token": access, "refresh_token": self.refresh_token, "expires_in": LIFETIME}  # fmt: skip

    async def _apps_connections_open(self, given: Payload) -> Payload:
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return {"url": f"ws://127.0.0.1:{self.port}/link?ticket={ticket}&app_id={APP}"}

    def own(self, chat: Chat, **what: Any) -> Payload:
        return {"type": "message", "ts": self.ts(), "user": BOT_USER, "bot_id": BOT_ID, "app_id": APP, "team": TEAM,
                **what}  # fmt: skip

    async def _chat_post_message(self, given: Payload) -> Payload:
        chat = self._chat_of(given)
        if not given.get("text") and not given.get("blocks") and not given.get("markdown_text"):
            raise rules.Refused("no_text")
        if len(str(given.get("text") or "")) > 40000:
            raise rules.Refused("msg_too_long")
        thread = given.get("thread_ts")
        if thread and (root := chat.get(thread)) and root.get("thread_ts") not in (None, thread):
            self.mistakes.append("thread_ts is a reply's, not its root's")
        shown = {name: given[name] for name in ("text", "blocks", "metadata", "username") if given.get(name)}
        message = self.own(chat, **shown, **({"thread_ts": thread} if thread else {}))
        await self.say(chat, message)
        return {"channel": chat.id, "ts": message["ts"], "message": message}

    async def say(self, chat: Chat, message: Payload, **more: Any) -> None:
        """Put a message into a chat and tell the app of it."""
        chat.messages.append(message)
        await self.moved()
        await self.in_chat(chat, dict(message), **more)

    async def _chat_update(self, given: Payload) -> Payload:
        chat = self._chat_of(given)
        message = chat.get(given["ts"])
        if message is None:
            raise rules.Refused("message_not_found")
        if message.get("bot_id") != BOT_ID:
            raise rules.Refused("cant_update_message")
        if (chat.id, message["ts"]) in self._streams:
            raise rules.Refused("streaming_state_conflict")
        before = dict(message)
        for name in ("text", "blocks", "metadata"):
            if name in given:
                message[name] = given[name]
        message["edited"] = {"user": BOT_ID, "ts": self.ts()}
        await self.changed(chat, message, before)
        return {"channel": chat.id, "ts": message["ts"], "text": message.get("text", "")}

    async def changed(self, chat: Chat, message: Payload, before: Payload) -> None:
        await self.moved()
        await self.in_chat(chat, {"subtype": "message_changed", "hidden": True, "ts": self.ts(),
                                  "message": dict(message), "previous_message": before})  # fmt: skip

    async def _chat_delete(self, given: Payload) -> Payload:
        chat = self._chat_of(given)
        message = chat.get(given["ts"])
        if message is None or message.get("subtype") == "tombstone":
            raise rules.Refused("message_not_found")
        if message.get("bot_id") != BOT_ID:
            raise rules.Refused("cant_delete_message")
        await self.removed(chat, message)
        return {"channel": chat.id, "ts": given["ts"]}

    async def removed(self, chat: Chat, message: Payload) -> None:
        """Take a message away; a root with replies leaves a tombstone."""
        before = dict(message)
        if any(one.get("thread_ts") == message["ts"] and one is not message for one in chat.messages):
            at = chat.messages.index(message)
            stone = {"type": "message", "subtype": "tombstone", "ts": message["ts"], "thread_ts": message["ts"],
                     "user": "USLACKBOT", "text": "This message was deleted.", "hidden": True}  # fmt: skip
            chat.messages[at] = stone
            await self.changed(chat, stone, before)
            return
        chat.messages.remove(message)
        await self.moved()
        await self.in_chat(chat, {"subtype": "message_deleted", "hidden": True, "ts": self.ts(),
                                  "deleted_ts": before["ts"], "previous_message": before})  # fmt: skip

    async def _chat_post_ephemeral(self, given: Payload) -> Payload:
        chat = self._chat_of(given)
        if given["user"] not in chat.members:
            raise rules.Refused("user_not_in_channel")
        chat.whispers.append({"ts": self.ts(), **given})
        return {"message_ts": chat.whispers[-1]["ts"]}

    # streams

    async def _chat_start_stream(self, given: Payload) -> Payload:
        chat = self._chat_of(given)
        if chat.kind != "im" and not (given.get("recipient_user_id") and given.get("recipient_team_id")):
            raise rules.Refused("missing_recipient_user_id")
        message = self.own(chat, thread_ts=given["thread_ts"], text=str(given.get("markdown_text") or ""),
                           streaming_state="in_progress")  # fmt: skip
        self._streams.add((chat.id, message["ts"]))
        await self.say(chat, message)
        return {"channel": chat.id, "ts": message["ts"]}

    def _streamed(self, given: Payload) -> tuple[Chat, Payload]:
        chat = self._chat_of(given)
        message = chat.get(given["ts"])
        if message is None:
            raise rules.Refused("message_not_found")
        if (chat.id, given["ts"]) not in self._streams:
            raise rules.Refused("message_not_in_streaming_state")
        if len(str(given.get("markdown_text") or "")) > 12000:
            raise rules.Refused("msg_too_long")
        message["text"] += str(given.get("markdown_text") or "")
        return chat, message

    async def _chat_append_stream(self, given: Payload) -> Payload:
        chat, message = self._streamed(given)
        return {"channel": chat.id, "ts": message["ts"]}

    async def _chat_stop_stream(self, given: Payload) -> Payload:
        chat, message = self._streamed(given)
        before = dict(message)
        self._streams.discard((chat.id, message["ts"]))
        message["streaming_state"] = "completed"
        message["blocks"] = [{"type": "markdown", "text": message["text"]}, *(given.get("blocks") or [])]
        if given.get("metadata"):
            message["metadata"] = given["metadata"]
        await self.changed(chat, message, before)
        return {"channel": chat.id, "ts": message["ts"], "message": message}

    # reading

    def _listed(self, given: Payload, messages: list[Payload]) -> Payload:
        limit = min(int(given.get("limit") or 100), 1000)
        start = int(given.get("cursor") or 0)
        kept = [one for one in messages if float(one["ts"]) > float(given.get("oldest") or 0)]
        page = [dict(one) for one in kept[start : start + limit]]
        if not given.get("include_all_metadata"):
            for one in page:
                one.pop("metadata", None)
        more = start + limit < len(kept)
        return {"messages": page, "has_more": more,
                "response_metadata": {"next_cursor": str(start + limit) if more else ""}}  # fmt: skip

    async def _conversations_replies(self, given: Payload) -> Payload:
        chat = self._chat_of(given, write=False)
        if chat.get(given["ts"]) is None and (chat.kind != "im" or not chat.thread(given["ts"])):
            raise rules.Refused("thread_not_found")
        return self._listed(given, chat.thread(given["ts"]))

    async def _conversations_history(self, given: Payload) -> Payload:
        chat = self._chat_of(given, write=False)
        roots = [one for one in chat.messages if one.get("thread_ts") in (None, one["ts"])]
        return self._listed(given, roots[::-1])

    async def _conversations_info(self, given: Payload) -> Payload:
        chat = self.chats.get(given["channel"])
        if chat is None or (BOT_USER not in chat.members and chat.kind != "channel"):
            raise rules.Refused("channel_not_found")
        person = next((one for one in chat.members if one != BOT_USER), "")
        return {"channel": {"id": chat.id, "name": chat.name, "is_im": chat.kind == "im", "user": person,
                            "is_archived": chat.archived, "is_member": BOT_USER in chat.members,
                            "is_ext_shared": chat.external}}  # fmt: skip

    async def _conversations_open(self, given: Payload) -> Payload:
        if given["users"] not in self.users:
            raise rules.Refused("user_not_found")
        return {"channel": {"id": self.direct(given["users"]).id}}

    async def _conversations_members(self, given: Payload) -> Payload:
        chat = self._chat_of(given, write=False)
        return {"members": sorted(chat.members), "response_metadata": {"next_cursor": ""}}

    async def _users_info(self, given: Payload) -> Payload:
        if given["user"] not in self.users:
            raise rules.Refused("user_not_found")
        return {"user": self.users[given["user"]]}

    # reactions

    def _marked(self, given: Payload) -> tuple[Payload, list[str]]:
        chat = self._chat_of(given)
        message = chat.get(given["timestamp"])
        if message is None:
            raise rules.Refused("message_not_found")
        if given["name"] not in rules.EMOJI:
            raise rules.Refused("invalid_name")
        marks: list[str] = message.setdefault("marks", [])
        return message, marks

    async def _reactions_add(self, given: Payload) -> Payload:
        _message, marks = self._marked(given)
        if given["name"] in marks:
            raise rules.Refused("already_reacted")
        marks.append(given["name"])
        return {}

    async def _reactions_remove(self, given: Payload) -> Payload:
        _message, marks = self._marked(given)
        if given["name"] not in marks:
            raise rules.Refused("no_reaction")
        marks.remove(given["name"])
        return {}

    # views

    async def _views_publish(self, given: Payload) -> Payload:
        if given["user_id"] not in self.users:
            raise rules.Refused("user_not_found")
        self.homes[given["user_id"]] = given["view"]
        return {"view": {"id": f"V{next(self._count)}", **given["view"]}}

    async def _views_open(self, given: Payload) -> Payload:
        user = self.triggers.pop(given["trigger_id"], "")
        if not user:
            raise rules.Refused("expired_trigger_id")
        view = {"id": f"V{next(self._count)}", "hash": secrets.token_hex(4), "team_id": TEAM, **given["view"]}
        self.modals[user] = view
        return {"view": view}

    async def _views_update(self, given: Payload) -> Payload:
        for user, view in self.modals.items():
            if view["id"] == given["view_id"]:
                self.modals[user] = view | given["view"] | {"hash": secrets.token_hex(4)}
                return {"view": self.modals[user]}
        raise rules.Refused("not_found")

    # assistant

    async def _assistant_threads_set_status(self, given: Payload) -> Payload:
        self._chat_of(given, name="channel_id").status[given["thread_ts"]] = given["status"]
        return {}

    async def _assistant_threads_set_suggested_prompts(self, given: Payload) -> Payload:
        self._chat_of(given, name="channel_id").prompts = given["prompts"]
        return {}

    # files

    async def _files_get_upload_urlexternal(self, given: Payload) -> Payload:
        file = self.keep_file(str(given["filename"]), b"", int(given["length"]))
        return {"upload_url": f"{self.root}/upload/{file['id']}", "file_id": file["id"]}

    def keep_file(self, name: str, content: bytes, size: int | None = None, **more: Any) -> Payload:
        file_id = f"F{next(self._count):06d}"
        url = f"{self.root}/files/{file_id}"
        self.files[file_id] = {"id": file_id, "name": name, "title": name, "mimetype": rules.media_type(name),
                               "size": len(content) if size is None else size, "mode": "hosted", "is_external": False,
                               "url_private": url, "url_private_download": url, "content": content, "shares": {},
                               **more}  # fmt: skip
        return self.files[file_id]

    async def _uploaded(self, request: web.Request) -> web.Response:
        file = self.files.get(request.match_info["file"])
        content = await request.read()
        fault = self._fault("upload")
        if fault is not None and fault.kind == "reset":
            return self._broken(request)
        if file is None or len(content) != file["size"] or (fault and fault.kind == "status"):
            return web.Response(status=500)
        if "authorization" in request.headers:
            self.mistakes.append("the token was sent with an upload")
        file["content"] = content
        return web.Response(text=f"OK - {len(content)}")

    async def _downloaded(self, request: web.Request) -> web.Response:
        file = self.files.get(request.match_info["file"])
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.tokens.get(token, 0) <= self.clock() or "files:read" not in self.scopes:
            return web.Response(text="<!DOCTYPE html><title>Sign in | Slack</title>", content_type="text/html")
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file["content"], content_type=file["mimetype"])

    def public(self, file: Payload) -> Payload:
        return {name: value for name, value in file.items() if name not in ("content", "shares")}

    async def _files_complete_upload_external(self, given: Payload) -> Payload:
        files = given["files"]
        if any(one["id"] not in self.files or len(self.files[one["id"]]["content"]) != self.files[one["id"]]["size"]
               for one in files):  # fmt: skip
            raise rules.Refused("file_not_found")
        if given.get("channel_id"):
            chat = self._chat_of(given, name="channel_id")
            thread = {"thread_ts": given["thread_ts"]} if given.get("thread_ts") else {}
            message = self.own(chat, text=str(given.get("initial_comment") or ""), subtype="file_share", **thread,
                               files=[self.public(self.files[one["id"]]) for one in files])  # fmt: skip
            for one in files:
                self.files[one["id"]]["shares"] = {"private": {chat.id: [{"ts": message["ts"]}]}}
            await self.say(chat, message)
        return {"files": [{"id": one["id"], "title": one.get("title", "")} for one in files]}

    async def _files_info(self, given: Payload) -> Payload:
        file = self.files.get(str(given["file"]))
        if file is None:
            raise rules.Refused("file_not_found")
        return {"file": {name: value for name, value in file.items() if name != "content"}}

    async def _files_delete(self, given: Payload) -> Payload:
        if self.files.pop(str(given["file"]), None) is None:
            raise rules.Refused("file_not_found")
        return {}


@dataclass(frozen=True)
class Person:
    """Somebody who uses Slack."""

    world: Slack
    id: str

    @property
    def team(self) -> str:
        return str(self.world.users[self.id]["team_id"])

    @property
    def dm(self) -> Chat:
        return self.world.direct(self.id)

    async def says(self, text: str, chat: Chat | None = None, thread: str = "", **more: Any) -> str:
        """Write a message, by default to the bot; return its ts. A mention comes to the app twice."""
        chat = chat or self.dm
        message = {
            "type": "message", "ts": self.world.ts(), "user": self.id, "team": self.team, "text": text,
            "client_msg_id": secrets.token_hex(8), "blocks": [rules.rich(text)],
            **({"thread_ts": thread} if thread else {}), **more,
        }  # fmt: skip
        outside = {"is_ext_shared_channel": True} if self.team != TEAM else {}
        if outside:
            message["user_team"] = self.team
        await self.world.say(chat, message, **outside)
        if f"<@{BOT_USER}>" in text and chat.kind != "im" and BOT_USER in chat.members:
            await self.world.emit(
                "app_mention",
                {**message, "type": "app_mention", "channel": chat.id, "event_ts": message["ts"]},
                **outside,
            )
        return str(message["ts"])

    async def mentions_bot(self, text: str, chat: Chat, thread: str = "") -> str:
        return await self.says(f"<@{BOT_USER}> {text}", chat, thread)

    async def edits(self, ts: str, text: str, chat: Chat | None = None) -> None:
        chat = chat or self.dm
        message = chat.get(ts)
        assert message is not None
        assert message["user"] == self.id
        before = dict(message)
        message |= {"text": text, "blocks": [rules.rich(text)], "edited": {"user": self.id, "ts": self.world.ts()}}
        await self.world.changed(chat, message, before)

    async def previews(self, ts: str, chat: Chat | None = None) -> None:
        """Slack adds the preview of a link to a message: a change that nobody made."""
        chat = chat or self.dm
        message = chat.get(ts)
        assert message is not None
        before = dict(message)
        message["attachments"] = [{"title": "A page", "from_url": "https://example.com/", "id": 1}]
        await self.world.changed(chat, message, before)

    async def deletes(self, ts: str, chat: Chat | None = None) -> None:
        chat = chat or self.dm
        message = chat.get(ts)
        assert message is not None
        await self.world.removed(chat, message)

    async def joins(self, chat: Chat) -> None:
        chat.members.add(self.id)
        await self.world.say(chat, {"type": "message", "subtype": "channel_join", "ts": self.world.ts(),
                                    "user": self.id, "text": f"<@{self.id}> has joined the channel"})  # fmt: skip

    async def uploads(self, name: str, content: bytes, text: str = "", chat: Chat | None = None, **more: Any) -> str:
        """Send a file; in a channel shared with others Slack tells its id alone (`access`)."""
        file = self.world.public(self.world.keep_file(name, content))
        if more.pop("access", ""):
            file = {"id": file["id"], "file_access": "check_file_info", "mode": "file_access"}
        return await self.says(text, chat, subtype="file_share", files=[file], upload=True, **more)

    async def reacts(self, ts: str, emoji: str, chat: Chat | None = None, *, off: bool = False) -> None:
        chat = chat or self.dm
        message = chat.get(ts)
        assert message is not None
        name = "reaction_removed" if off else "reaction_added"
        await self.world.emit(name, {"type": name, "user": self.id, "reaction": emoji, "item_user": message["user"],
                                     "item": {"type": "message", "channel": chat.id, "ts": ts}})  # fmt: skip

    def _trigger(self) -> str:
        trigger = f"{next(self.world._count)}.{secrets.token_hex(6)}"
        self.world.triggers[trigger] = self.id
        return trigger

    def _base(self, kind: str) -> Payload:
        return {"type": kind, "team": {"id": TEAM, "domain": "emulated"}, "api_app_id": APP, "token": "verification",
                "user": {"id": self.id, "username": self.world.users[self.id]["name"],
                         "name": self.world.users[self.id]["name"], "team_id": self.team}}  # fmt: skip

    def buttons(self, chat: Chat | None = None) -> list[str]:
        """Labels of the buttons of a chat, the latest message's last."""
        return [label for message in (chat or self.dm).messages for label, _ in rules.buttons(message)]

    async def presses(self, label: str, chat: Chat | None = None) -> Payload:
        """Press the newest button of that label in a chat; thumbs are 👍 and 👎."""
        chat = chat or self.dm
        for message in reversed([*chat.messages]):
            for found, action in rules.buttons(message):
                if found == label:
                    return await self._pressed(action, message, chat)
        raise AssertionError(f"no button {label!r} among {self.buttons(chat)}")

    async def _pressed(self, action: Payload, message: Payload, chat: Chat) -> Payload:
        payload = {
            **self._base("block_actions"), "trigger_id": self._trigger(),
            "response_url": f"{self.world.root}/respond/{secrets.token_hex(4)}",
            "channel": {"id": chat.id, "name": "directmessage" if chat.kind == "im" else chat.name},
            "message": dict(message), "state": {"values": {}},
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": chat.id, "is_ephemeral": False,
                          **({"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {})},
            "actions": [{**action, "block_id": "b1", "action_ts": self.world.ts()}],
        }  # fmt: skip
        await self.world.deliver("interactive", payload)
        return payload

    async def submits(self, **fields: str) -> None:
        """Fill in the open form by its fields' ids and send it."""
        view = self.world.modals.pop(self.id)
        state = rules.filled(view, fields)
        await self.world.deliver("interactive", {**self._base("view_submission"), "trigger_id": self._trigger(),
                                                 "view": {**view, "state": {"values": state}}})  # fmt: skip

    async def commands(self, words: str, chat: Chat | None = None) -> None:
        chat = chat or self.dm
        await self.world.deliver("slash_commands", {
            "token": "verification", "team_id": self.team, "team_domain": "emulated", "channel_id": chat.id,
            "channel_name": "directmessage" if chat.kind == "im" else chat.name, "user_id": self.id,
            "user_name": self.world.users[self.id]["name"], "command": "/rapport", "text": words, "api_app_id": APP,
            "is_enterprise_install": "false", "trigger_id": self._trigger(),
            "response_url": f"{self.world.root}/respond/{secrets.token_hex(4)}",
        })  # fmt: skip

    async def looks_at(self, *channels: str, documented: bool = False) -> None:
        """Move about in Slack beside the bot's chat. The documentation's example names nobody in the event itself."""
        seen = [{"type": "slack#/types/channel_id", "value": one, "team_id": self.team} for one in channels]
        event = {"type": "app_context_changed", "context": {"entities": seen} if seen else {}}
        if documented:
            who = [{"team_id": self.team, "user_id": self.id, "is_bot": False, "is_enterprise_install": False}]
            await self.world.emit("app_context_changed", event, authorizations=who)
        else:
            await self.world.emit("app_context_changed", {**event, "user": self.id, "channel": self.dm.id})

    async def opens(self, tab: str) -> None:
        await self.world.emit("app_home_opened", {"type": "app_home_opened", "user": self.id, "channel": self.dm.id,
                                                  "tab": tab})  # fmt: skip


@dataclass
class Bot:
    """Another app in a channel; `mirrors` answers every message, as a badly made one does."""

    world: Slack
    name: str

    async def says(self, text: str, chat: Chat, thread: str = "", *, modern: bool = True) -> str:
        message = {"type": "message", "ts": self.world.ts(), "bot_id": f"B{self.name.upper()}", "text": text,
                   **({"user": f"U{self.name.upper()}", "app_id": "A0OTHER"} if modern
                      else {"subtype": "bot_message", "username": self.name}),
                   **({"thread_ts": thread} if thread else {})}  # fmt: skip
        await self.world.say(chat, message)
        return str(message["ts"])


async def _forever(port: int) -> None:
    slack = Slack()
    await slack.serve(port)
    print(slack.api_url, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_forever(parser.parse_args().port))
    sys.exit(0)
