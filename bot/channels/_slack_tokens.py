"""Slack's tokens that expire (token rotation): a pair, exchanged for the next ahead of its end.

An access token is good for twelve hours; the refresh token beside it buys the next pair, and works once. So one
process exchanges it, and nothing is called with a new pair before that is stored: the row in which all processes keep
the pair says that an exchange has begun, and only who changed it from what they had read may go on.
https://docs.slack.dev/authentication/using-token-rotation, https://docs.slack.dev/reference/methods/oauth.v2.access

slack_sdk has a TokenRotator. It makes the same call, but stores nothing, locks nothing and does not say whether the
token is used up after an error, which is all of the matter.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from bot.errors import DatabaseTrouble, DeliveryError

log = logging.getLogger(__name__)

NAME = "slack/main"
"""Under which the pair is kept."""
AHEAD_SECONDS = 7200.0
"""How long before its end a token is exchanged; at half of its life where that is shorter."""
BUSY_SECONDS = 60.0
"""How long an exchange that another process has begun is waited for: longer than a call may take."""
SOON_SECONDS = 2.0
AGAIN_SECONDS = 60.0
"""When it is tried again after Slack refused or was away."""
OLDEST = 20
"""How many refresh tokens of the settings are remembered, by their hashes."""
USED_UP = frozenset({"invalid_refresh_token", "refresh_token_expired", "invalid_grant", "token_revoked"})
"""Slack does not take this refresh token, now or later."""
ANEW = (
    "Install the app again (api.slack.com/apps → OAuth & Permissions → Reinstall), set SLACK_BOT_TOKEN and "
    "SLACK_REFRESH_TOKEN to its new tokens, and start Rapport again."
)
"""What mends a refresh token that is used up."""
MISSING = (
    "SLACK_REFRESH_TOKEN is set, but not what it is exchanged with: set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET "
    "(api.slack.com/apps → Basic Information)."
)

Exchange = Callable[[str], Awaitable[Mapping[str, Any]]]
Pause = Callable[[float], Awaitable[None]]


class Keeper(Protocol):
    """The part of our side that keeps the pair: see Rim."""

    async def kept(self, name: str) -> str: ...

    async def keep(self, name: str, value: str, instead: str) -> bool: ...


class UsedUp(DeliveryError):  # noqa: N818 - reads as what is so
    """Slack does not take the refresh token; `code` is its word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair as it is kept. Times are seconds since 1970; 0 stands for unknown and never."""

    access: str
    refresh: str
    seeds: tuple[str, ...]
    """Hashes of the refresh tokens that settings have named: an unknown one begins anew."""
    expires: float = 0
    renew_at: float = 0
    begun: float = 0
    """When the exchange of this pair was begun whose answer is not stored."""
    doubt: float = 0
    """When an earlier exchange of it was begun that nobody ended."""
    failed: str = ""
    """Slack's word for why this refresh token cannot be exchanged."""

    def written(self) -> str:
        """Return the text that is kept."""
        return json.dumps(asdict(self))


def read(text: str) -> Pair | None:
    """Return the pair of a kept text; None for none."""
    try:
        found = json.loads(text) if text else None
    except ValueError:
        return None
    return Pair(**{**found, "seeds": tuple(found["seeds"])}) if isinstance(found, dict) else None


def seed_of(refresh: str) -> str:
    """Return the hash by which a refresh token of the settings is remembered."""
    return hashlib.sha256(refresh.encode()).hexdigest()[:16]


def current(access: str, refresh: str, text: str) -> Pair:
    """Return the pair that holds: the kept one, or that of the settings where these are newer."""
    found = read(text)
    if found is not None and seed_of(refresh) in found.seeds:
        return found
    before = found.seeds if found else ()
    return Pair(access, refresh, (*before, seed_of(refresh))[-OLDEST:])


def fault(pair: Pair, now: float) -> str:
    """Return what is wrong with a pair, which ANEW mends; "" where it is exchanged in time, as far as is known."""
    if not pair.failed:
        return ""
    why = f"Slack does not take the refresh token ({pair.failed}): "
    if pair.doubt:
        why += f"the answer to an exchange of {moment(pair.doubt)} was lost before it was stored, and each works once."
    else:
        why += "each works once, and this one was exchanged elsewhere, revoked, or comes from an older backup."
    return why + _until(pair, now)


def moment(seconds: float) -> str:
    """Return a time for people."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"


class Rotation:
    """The access token in use, exchanged in time."""

    def __init__(
        self, access: str, refresh: str, exchange: Exchange, *, now: Callable[[], float] = time.time,
        pause: Pause = asyncio.sleep,
    ) -> None:  # fmt: skip
        """`exchange` asks Slack for the next pair: raises UsedUp, or DeliveryError as any call does."""
        self.keeper: Keeper | None = None
        self.trouble = ""
        """What is wrong and how to mend it; "" while tokens are exchanged in time."""
        self._given = access, refresh
        self._exchange = exchange
        self._now = now
        self._pause = pause
        self._pair: Pair | None = None
        self._text = ""
        self._look_at = 0.0
        self._refused = ""
        """An access token of which Slack says that it has expired."""
        self._looking: asyncio.Task[None] | None = None

    async def token(self) -> str:
        """Return the access token to call with. Raises DeliveryError while it is not known.

        Nobody waits for an exchange ahead of the end: where it ends the token in use at once, Slack refuses that, and
        the call is made again with `another`.
        """
        if self._now() >= self._look_at:
            looking = self._begin_look()
            if self._pair is None or self._pair.expires <= self._now():
                await asyncio.shield(looking)
        if self._pair is None:
            raise DeliveryError("the database does not tell Slack's token", retry_after=SOON_SECONDS, limited=True)
        return self._pair.access

    async def another(self, refused: str, *, expired: bool) -> bool:
        """Return whether there is another token by now than one that Slack refused; an `expired` one is exchanged."""
        if not self._left(refused):
            await self.ended()
        if self._left(refused):
            return True
        if (self.trouble or self._refused == refused) and self.wait > 0:
            return False
        self._refused = refused if expired else ""
        await self._looked()
        return self._left(refused)

    def _left(self, refused: str) -> bool:
        return self._pair is not None and self._pair.access != refused

    @property
    def wait(self) -> float:
        """In how many seconds the next look is due."""
        return self._look_at - self._now()

    async def ended(self) -> None:
        """Wait for an exchange that is under way: its answer is nowhere else."""
        if self._looking is not None and not self._looking.done():
            await asyncio.shield(self._looking)

    async def _looked(self) -> None:
        """Look; whoever stops waiting for it stops no exchange."""
        await asyncio.shield(self._begin_look())

    def _begin_look(self) -> asyncio.Task[None]:
        """Return the one look for all who ask meanwhile."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
            self._looking.add_done_callback(_told)
        return self._looking

    async def _look(self) -> None:
        if self.keeper is None:
            raise RuntimeError("a channel whose tokens expire must be equipped first")
        try:
            pair = await self._read(self.keeper)
            self._look_at = pair.renew_at
            if self._now() >= pair.renew_at or pair.access == self._refused:
                await self._renew(self.keeper, pair)
        except DatabaseTrouble as error:
            self._look_at = self._now() + SOON_SECONDS
            log.error("Slack's tokens cannot be looked at, the database refuses: %s", error)

    async def _read(self, keeper: Keeper) -> Pair:
        """Read the pair that holds; a new one of the settings is kept first."""
        while True:
            text = await keeper.kept(NAME)
            pair = current(*self._given, text)
            if pair == read(text) or await keeper.keep(NAME, pair.written(), text):
                self._take(pair)
                return pair

    def _take(self, pair: Pair) -> None:
        self._pair, self._text = pair, pair.written()
        wrong = fault(pair, self._now())
        self.trouble = f"{wrong} {ANEW}" if wrong else ""

    async def _renew(self, keeper: Keeper, pair: Pair) -> None:
        """Exchange a pair, unless that is vain or another process is at it. Raises DatabaseTrouble."""
        now = self._now()
        self._look_at = now + AGAIN_SECONDS
        if pair.failed:
            log.error("%s", self.trouble)
            return
        if pair.begun and now - pair.begun < BUSY_SECONDS:
            self._look_at = now + SOON_SECONDS
            return
        begun = replace(pair, begun=now, doubt=pair.begun or pair.doubt)
        if not await keeper.keep(NAME, begun.written(), self._text):
            self._look_at = now
            return
        self._take(begun)
        try:
            answer = await self._exchange(begun.refresh)
            fresh = _next(begun, answer, self._now())
        except UsedUp as error:
            await self._put(keeper, replace(begun, begun=0, failed=error.code), begun)
            log.error("%s", self.trouble)
        except DeliveryError as error:
            # In doubt it stays begun: then Slack's answer to the next try says which it was.
            if error.certain:
                await self._put(keeper, pair, begun)
            self._look_at = self._now() + max(error.retry_after or AGAIN_SECONDS, SOON_SECONDS)
            self.trouble = f"Slack's token could not be exchanged: {error}" + _until(begun, self._now())
            log.error("%s", self.trouble)
        else:
            await self._put(keeper, fresh, begun)
            log.info("Slack's token was exchanged; the new one is good until %s", moment(fresh.expires))

    async def _put(self, keeper: Keeper, pair: Pair, begun: Pair) -> None:
        """Store how an exchange ended, whatever it takes, then go by it.

        Who waited too long for us may have tried in vain meanwhile and stored that; a pair that was got stands.
        """
        while True:
            try:
                text = await keeper.kept(NAME)
                found, got = read(text), pair.refresh != begun.refresh
                if found != begun and not (got and (found is None or found.refresh == begun.refresh)):
                    break
                if await keeper.keep(NAME, pair.written(), text):
                    self._take(pair)
                    self._look_at = pair.renew_at if not pair.failed else self._look_at
                    return
            except DatabaseTrouble as error:
                log.error("Slack's new tokens cannot be stored yet, do not stop Rapport now: %s", error)
                await self._pause(SOON_SECONDS)
        await self._read(keeper)
        self._look_at = self._now() + SOON_SECONDS


def _told(looking: asyncio.Task[None]) -> None:
    """Log what nobody expected of a look: often nobody waits for it."""
    if not looking.cancelled() and (error := looking.exception()):
        log.error("Slack's tokens cannot be looked at", exc_info=error)


def _until(pair: Pair, now: float) -> str:
    return f" The token in use is good until {moment(pair.expires)}." if pair.expires > now else ""


def _next(pair: Pair, answer: Mapping[str, Any], now: float) -> Pair:
    """Return the pair of Slack's answer. Raises UsedUp for one that is none: what was exchanged is gone."""
    access, refresh, seconds = (answer.get(name) for name in ("access_token", "refresh_token", "expires_in"))
    whole = isinstance(access, str) and isinstance(refresh, str) and access and refresh
    if not whole or not isinstance(seconds, int) or seconds <= 0 or answer.get("token_type") != "bot":
        raise UsedUp("an answer without tokens")
    expires = now + seconds
    return Pair(str(access), str(refresh), pair.seeds, expires, expires - min(AHEAD_SECONDS, seconds / 2))
