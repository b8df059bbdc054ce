"""Slack: customers' direct messages and mentions, agents' desk channel; by Socket Mode or signed HTTP, one intake.

The reading of payloads is `_slack_in`, the drawing of what is said `_slack_out`, the calls `_slack_api`. Slack's
library (slack-bolt) carries; it is loaded when the channel first works, never by the command line.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.channels import _slack_http as http
from bot.channels import _slack_in as incoming
from bot.channels import _slack_out as outgoing
from bot.channels._slack_api import Api
from bot.channels._slack_people import Bounded, People
from bot.channels._slack_send import Sending
from bot.channels._slack_setup import diagnose, look_at, manifest
from bot.channels._slack_tokens import MISSING, Rotation
from bot.errors import DatabaseTrouble, DeliveryError, InputError, SettingsError
from bot.types.channel import Answer, Limit, Pace, Request, Rim, Route
from bot.types.chat import VIEW, Address, Attachment, Inbound, Outbound, Part

if TYPE_CHECKING:
    from slack_bolt.app.async_app import AsyncApp

    from bot.channels._slack_bolt import Socket

__all__ = ["Slack", "build", "diagnose", "manifest"]

log = logging.getLogger(__name__)

PATH = "/slack/events"
TOKEN = re.compile(r"[\x21-\x7e]+")
BACKOFF_SECONDS = (1.0, 2.0, 5.0, 15.0, 60.0)
WATCH_SECONDS = 0.5
"""How often the connection is looked at."""
DRAIN_SECONDS = 5.0
EXCHANGE_SECONDS = 10.0
"""How long an exchange of tokens is waited for at the end: its answer would be lost."""
HELD_BACK = "Slack holds back events: more than 30,000 in an hour. Take the bot out of channels that it need not read."
HELD_SECONDS = 120
"""How long after its last word Slack counts as holding back: it says so once a minute."""


@dataclass(frozen=True, slots=True)
class Expiring:
    """What a token that expires is exchanged with."""

    refresh_token: str
    client_id: str
    client_secret: str


class Slack:
    """One installation of our app in a Slack workspace."""

    name = incoming.NAME
    account = incoming.ACCOUNT
    can_find = True
    formats = True
    takes_files = True

    def __init__(
        self, token: str, *, app_token: str = "", signing_secret: str = "", api_url: str = "https://slack.com/api/",
        clock: Callable[[], float] = time.time, wrong: str = "", expiring: Expiring | None = None,
    ) -> None:  # fmt: skip
        """`wrong` says why no event can come in with these settings: what is to be said goes out all the same.

        `expiring` is what a token that expires is exchanged with.
        """
        self._wrong = wrong
        self._exchanges = Api("", api_url)
        self._rotation = self._rotating(token, expiring, clock) if expiring else None
        self.api = Api(token, api_url, rotation=self._rotation)
        self.sending = Sending(self.api)
        self._app_token = app_token
        self._secret = signing_secret
        self._clock = clock
        self._me = incoming.Self()
        self._site = ""
        self._people = People(self.api)
        self._suggested: Bounded[str, str] = Bounded()
        """In which language each person was last suggested what to ask."""
        self._tasks: set[asyncio.Task[Any]] = set()
        self._apps: tuple[asyncio.AbstractEventLoop, AsyncApp] | None = None
        self._held_until = 0.0
        self._tries = 0
        self._state: str | None = None
        """What is wrong with the intake, "" for nothing; None while it does not run here."""

    def _rotating(self, token: str, given: Expiring, clock: Callable[[], float]) -> Rotation:
        def exchange(refresh: str) -> Awaitable[Mapping[str, Any]]:
            return self._exchanges.exchange(refresh, given.client_id, given.client_secret)

        return Rotation(token, given.refresh_token, exchange, now=clock)

    def equip(self, rim: Rim) -> None:
        """Take to hand where tokens that expire are kept."""
        if self._rotation is not None:
            self._rotation.keeper = rim

    # --- in ---

    def parse(self, payload: Mapping[str, Any]) -> Inbound | None:
        """Return the neutral event of a raw payload (an event's envelope, an interaction, a command's form)."""
        return incoming.parse(payload, self._me, self._people.names)

    def routes(self) -> Sequence[Route]:
        return (Route(PATH, http.LIMIT, self._called),) if self._secret else ()

    async def _called(self, request: Request, rim: Rim) -> Answer:
        """Answer a request of Slack's. What is not surely theirs stops here, before their library sees it."""
        try:
            payload = http.read(request, self._secret, self._clock())
        except http.Unfit as unfit:
            log.info("a request to %s was refused: %s", PATH, unfit.words)
            return Answer(unfit.status, unfit.words)
        if payload.get("type") == "url_verification":
            return Answer(200, str(payload.get("challenge") or ""))
        answer = await self._dispatched(payload, rim, dict(request.headers), request.body.decode())
        return Answer(answer.status, answer.body or "", "text/plain")

    async def _dispatched(
        self, payload: Mapping[str, Any], rim: Rim, headers: dict[str, Any], raw: str | None = None
    ) -> Any:
        """Hand a payload to the library, which hands it to `take`; return its response."""
        from slack_bolt.request.async_request import AsyncBoltRequest
        from slack_bolt.response import BoltResponse

        context = {"rim": rim, "payload": payload}
        try:
            request = (
                AsyncBoltRequest(mode="socket_mode", body=dict(payload), headers=headers, context=context)
                if raw is None
                else AsyncBoltRequest(body=raw, headers=headers, context=context)
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:  # the library trusts every shape
            log.info("Slack's library cannot read a payload: %r", error)
            return BoltResponse(status=await self._taken(payload, rim))
        return await self._app().async_dispatch(request)

    async def _taken(self, payload: Mapping[str, Any], rim: Rim) -> int:
        """Take a payload in; return the status with which it is answered."""
        try:
            await self.take(payload, rim)
        except DatabaseTrouble as error:
            log.error("the database refused an event, which Slack will bring again: %s", error)
            return 503
        return 200

    def _app(self) -> AsyncApp:
        """Return the library's app of this loop."""
        loop = asyncio.get_running_loop()
        if self._apps is None or self._apps[0] is not loop:
            from bot.channels._slack_bolt import make

            self._apps = loop, make(self.api, self._secret, self._taken)
        return self._apps[1]

    async def take(self, payload: Mapping[str, Any], rim: Rim) -> None:
        """Store what a payload says; acknowledge after this returns. Raises DatabaseTrouble."""
        try:
            event = self.parse(payload)
        except InputError as error:
            await self._aside(payload, rim, str(error))
            return
        if event is not None:
            if event.kind == "press":
                await self._people.meet(event.sender.id)
            event = self._people.told(event)
        if event is not None and event.kind == "press" and event.choice.startswith(VIEW):
            await self._open(payload, event, rim)
        elif event is not None:
            await rim.receive(event)
            self._know(incoming.people(event))
        self._beside(payload, event)

    async def _aside(self, payload: Mapping[str, Any], rim: Rim, reason: str) -> None:
        log.warning("a payload of Slack cannot be read and is set aside: %s", reason)
        address = Address(self.name, self.account, "")
        await rim.set_aside(address, incoming.key_of(payload), payload, reason)

    async def _open(self, payload: Mapping[str, Any], event: Inbound, rim: Rim) -> None:
        """Open what a press asks for, while its trigger is good: three seconds."""
        card = await rim.view(event)
        trigger = payload.get("trigger_id")

        async def show() -> None:
            if card is not None:
                view = outgoing.view(card, event.address)
                with contextlib.suppress(DeliveryError):
                    await self.api.write("views.open", trigger_id=trigger, view=view)
                    return
            await self.sending.whisper(event.address, event.sender.id, "view.failed")

        self._spawn(show())

    def _beside(self, payload: Mapping[str, Any], event: Inbound | None) -> None:
        """Do what a payload asks for beside being stored: prompts, names, our own state."""
        kind = payload.get("type")
        if kind == "app_rate_limited":
            log.error(HELD_BACK)
            self._held_until = self._clock() + HELD_SECONDS
            return
        told = payload.get("event")
        if kind != "event_callback" or not isinstance(told, dict):
            return
        if event is not None and event.kind == "delete":
            self.sending.removed(event.address.chat, str(event.data["external_id"]))
        elif event is not None and event.kind == "revoked":
            self.api.refuse(f"Slack says that the app was removed or its token revoked ({event.data['reason']}).")
        elif told.get("type") == "app_home_opened" and told.get("tab") == "messages":
            self._spawn(self._suggest(str(told.get("user") or ""), str(told.get("channel") or ""), ""))
        elif told.get("type") == "app_context_changed":
            self._spawn(self._suggest(incoming.viewer(payload), str(told.get("channel") or ""), "", once=True))
        elif told.get("type") == "assistant_thread_started" and isinstance(told.get("assistant_thread"), dict):
            thread = told["assistant_thread"]
            user, chat = str(thread.get("user_id") or ""), str(thread.get("channel_id") or "")
            self._spawn(self._suggest(user, chat, str(thread.get("thread_ts") or "")))

    async def _suggest(self, person: str, chat: str, thread: str, *, once: bool = False) -> None:
        """Suggest what to ask, in the language in which they use Slack; `once`: unless that stands there already.

        Who moves about in Slack beside our chat tells so each time. What they look at is not ours to know or to keep;
        but whose chat stood open when we started, or who has changed their language, gets their suggestions by it.
        """
        if not person:
            return
        await self._people.meet(person)
        language = self._people.language(person)
        if once and self._suggested.get(person) == language:
            return
        if await self.sending.prompts(chat or person, thread, language):
            self._suggested[person] = language

    def _know(self, people: Iterable[str]) -> None:
        for person in () if self.api.refused else self._people.unknown(people):
            self._spawn(self._people.look_up(person))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a side task of Slack failed", exc_info=error)

    async def run(self, rim: Rim) -> None:
        """Learn who we are, connect, and stay connected, until cancelled."""
        if self._wrong:
            log.error("slack is degraded: %s", self._wrong)
            await asyncio.Event().wait()
        self._state = "Slack is not connected yet."
        try:
            await self._stay(rim)
        finally:
            self._state = None

    async def _stay(self, rim: Rim) -> None:
        # Loading the library takes a second: not on the loop, and not while an event waits.
        await asyncio.to_thread(importlib.import_module, "bot.channels._slack_bolt")
        while True:
            try:
                await self._learn()
                await self._listen(rim)
            except DeliveryError as error:
                self._state = str(error)
                log.error("Slack is degraded: %s", error)
            await asyncio.sleep(BACKOFF_SECONDS[min(self._tries, len(BACKOFF_SECONDS) - 1)])
            self._tries += 1

    async def _learn(self) -> None:
        """Learn who we are. Raises DeliveryError."""
        found = await self.api.who()
        self._me = incoming.Self(str(found.get("user_id") or ""), str(found.get("team_id") or ""))
        self._site = str(found.get("url") or "")
        self.sending.me = str(found.get("bot_id") or "")

    async def _listen(self, rim: Rim) -> None:
        """Take events in until the connection ends. Raises DeliveryError where there is none to be had."""
        if not self._app_token:
            await self._attend(None)
            return
        from bot.channels._slack_bolt import Socket

        async def dispatch(payload: Mapping[str, Any], headers: dict[str, Any]) -> Any:
            return await self._dispatched(payload, rim, headers)

        socket = Socket(self._app(), self._app_token, dispatch)
        try:
            await socket.open()
            await self._attend(socket)
        finally:
            await socket.end(DRAIN_SECONDS)

    async def _attend(self, socket: Socket | None) -> None:
        """Stay while the connection stands and our token is good. Raises DeliveryError."""
        self._state, self._tries = "", 0
        while not self.api.refused and (socket is None or await socket.is_open()):
            await asyncio.sleep(WATCH_SECONDS)
            await self.api.fresh()
        if self.api.refused:
            raise DeliveryError(self.api.refused)
        log.info("the connection to Slack ended; it is opened again")

    # --- out ---

    def render(self, outbound: Outbound) -> Sequence[Part]:
        return outgoing.render(outbound, self._site)

    async def send(self, part: Part) -> str:
        return await self.sending.send(part)

    async def find(self, part: Part) -> str | None:
        return await self.sending.find(part)

    def pace(self, address: Address) -> Pace:
        """One message a second in a channel, whatever its threads."""
        return Pace(limits=(Limit(address.room, 1, 1.0),))

    async def fetch(self, file: Attachment, to: Path, limit: int) -> Attachment | None:
        return await self.sending.fetch(file, to, limit)

    async def busy(self, address: Address, language: str = "en") -> None:
        await self.sending.busy(address, language)

    async def check(self) -> str:
        if self._wrong:
            return self._wrong
        if self.api.refused:
            return self.api.refused
        if self._rotation is not None and self._rotation.trouble:
            return self._rotation.trouble
        if self._state is not None:
            return self._state or (HELD_BACK if self._clock() < self._held_until else "")
        try:
            await self.api.who()
        except DeliveryError as error:
            return str(error)
        return ""

    async def reaches(self, address: Address) -> str:
        look = await look_at(self.api, address.chat)
        return str(look) if look.mend else ""

    async def close(self) -> None:
        if self._tasks:
            _done, late = await asyncio.wait(self._tasks, timeout=DRAIN_SECONDS)
            for task in late:
                task.cancel()
        if self._rotation is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._rotation.ended(), EXCHANGE_SECONDS)
        await self._exchanges.close()
        await self.api.close()


def build(given: Mapping[str, str]) -> tuple[Slack, ...]:
    """Return the channel of the bot token; none without one. Raises SettingsError for an address that is none."""
    token, app_token, secret = (
        given.get(name, "").strip() for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
    )
    url = given.get("SLACK_API_URL", "") or "https://slack.com/api/"
    if not token:
        return ()
    if not url.endswith("/api/"):
        raise SettingsError(f"SLACK_API_URL must end in /api/, as https://slack.com/api/ does; it is {url}")
    expiring = _expiring(given)
    wrong = _wrong(token, app_token, secret)
    if not wrong and given.get("SLACK_REFRESH_TOKEN", "").strip() and expiring is None:
        wrong = MISSING
    token = token if TOKEN.fullmatch(token) else ""  # Slack is not asked with what is no token
    return (Slack(token, app_token=app_token, signing_secret=secret, api_url=url, wrong=wrong, expiring=expiring),)


def _expiring(given: Mapping[str, str]) -> Expiring | None:
    """Return what tokens are exchanged with; None where that is not set, or not all of it."""
    refresh, client_id, secret = (
        given.get(f"SLACK_{name}", "").strip() for name in ("REFRESH_TOKEN", "CLIENT_ID", "CLIENT_SECRET")
    )
    whole = TOKEN.fullmatch(refresh) and client_id and secret
    return Expiring(refresh, client_id, secret) if whole else None


def _wrong(token: str, app_token: str, secret: str) -> str:
    """Return why no event can come in with these tokens; "" where they may do."""
    for name, value in (("SLACK_BOT_TOKEN", token), ("SLACK_APP_TOKEN", app_token)):
        if value and not TOKEN.fullmatch(value):
            return f"{name}: this is no token. Slack's have no spaces and no other signs; copy it whole."
    if app_token or secret:
        return ""
    return (
        "SLACK_BOT_TOKEN is set, but not how events come in. Set SLACK_APP_TOKEN (xapp-…, for Socket Mode; nothing "
        f"else is needed), or SLACK_SIGNING_SECRET and let Slack call {PATH}."
    )
