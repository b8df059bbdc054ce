"""Calls of Slack's Web API: one client a loop, no retries of the SDK's own, and what a failure means for a part.

Sending is not idempotent in Slack, so only what surely did not happen is called a certain failure.
Errors: the tables of https://docs.slack.dev/reference/methods/chat.postMessage and its neighbours.
"""

from __future__ import annotations

import asyncio
import base64
import logging
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from bot.channels._slack_tokens import ANEW, USED_UP, Rotation, UsedUp
from bot.errors import DeliveryError

if TYPE_CHECKING:
    import aiohttp
    from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

SECONDS = 15
"""How long one call may take: less than a lease."""
CHUNK = 1 << 20
"""Bytes of a file that are written at once, or a few more: each time costs a hop to another thread."""
SOON_SECONDS = 2.0
"""When it is tried again while our token is being exchanged."""
REST_SECONDS = 60
"""How long nothing is sent after Slack has refused our token."""
REFUSED = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "org_login_required",
    "team_access_not_granted", "access_denied", "two_factor_setup_required",
})  # fmt: skip
"""Our token is worth nothing, for now or for good."""
NO_CHAT = frozenset({
    "channel_not_found", "not_in_channel", "is_archived", "is_inactive", "messages_tab_disabled", "user_not_found",
    "user_disabled", "cannot_dm_bot", "restricted_action", "restricted_action_read_only_channel",
    "restricted_action_non_threadable_channel", "method_not_supported_for_channel_type",
})  # fmt: skip
NO_THREAD = frozenset({
    "thread_not_found", "invalid_thread_ts", "cannot_reply_to_message", "restricted_action_thread_locked",
})  # fmt: skip
NO_MESSAGE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "file_not_found"})
REINSTALL = "Install the app again and set SLACK_BOT_TOKEN to its new token."
"""What mends a token that is refused."""
STALE = frozenset({"token_expired", "invalid_auth", "token_revoked"})
"""Another token may be good by now: ours expires and is exchanged, by any of our processes."""
UNREADABLE = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
"""Slack does not take our layout; it takes plain words."""
MAYBE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
"""Slack says itself that some of it may have happened."""


class SlackError(DeliveryError):
    """Slack refused a call; `code` is its own word for why."""

    def __init__(self, message: str, code: str, *, needed: str = "", **more: Any) -> None:
        super().__init__(message, **more)
        self.code = code
        self.needed = needed


class Api:
    """The Web API with one bot token, or with those that follow each other where they expire."""

    def __init__(
        self, token: str, base_url: str, clock: Callable[[], float] = time.monotonic, rotation: Rotation | None = None
    ) -> None:
        self.token = token
        self.base_url = base_url
        self.rotation = rotation
        self.refused = ""
        """Why Slack refuses our token; "" while it does not."""
        self.scopes: frozenset[str] = frozenset()
        """What the token may do, as far as it is known."""
        self.skew = 0.0
        """Seconds that our clock is ahead of Slack's, at the last look."""
        self._clock = clock
        self._rest_until = 0.0
        self._clients: tuple[asyncio.AbstractEventLoop, AsyncWebClient] | None = None

    async def client(self) -> AsyncWebClient:
        """Return the SDK's client of the running loop, on one session."""
        loop = asyncio.get_running_loop()
        if self._clients is not None and self._clients[0] is loop:
            return self._clients[1]
        import aiohttp
        from slack_sdk.web.async_client import AsyncWebClient

        session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS))
        client = AsyncWebClient(
            self.token or None,
            base_url=self.base_url,
            retry_handlers=[],
            session=session,
            timeout=SECONDS,
            logger=sdk_log(),
        )
        self._clients = loop, client
        return client

    async def close(self) -> None:
        """Close what is open."""
        if self._clients is not None:
            loop, client = self._clients
            self._clients = None
            if loop is asyncio.get_running_loop() and client.session is not None:
                await client.session.close()

    # --- calls ---

    async def read(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Ask something. Raises DeliveryError, always certain: nothing was to happen."""
        given = {name: str(value) for name, value in arguments.items() if value not in (None, "")}
        try:
            return await self._call(method, http_verb="GET", params=given)
        except DeliveryError as error:
            error.certain = True
            raise

    async def write(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Do something. Raises DeliveryError."""
        given = {name: value for name, value in arguments.items() if value not in (None, "")}
        return await self._call(method, json=given)

    async def _call(self, method: str, **how: Any) -> Mapping[str, Any]:
        if self.refused and (wait := self._rest_until - self._clock()) > 0:
            raise DeliveryError(self.refused, retry_after=wait, limited=True)
        answer = await self._asked(method, **how)
        data: Mapping[str, Any] = answer.data
        return data

    async def fresh(self) -> str:
        """Return the token to call with: one that expires is exchanged in time. Raises DeliveryError."""
        if self.rotation is not None:
            self.token = await self.rotation.token()
        return self.token

    async def _asked(self, method: str, **how: Any) -> Any:
        """Call; once more where our token has expired and there is another: nothing has happened then."""
        token = await self.fresh()
        try:
            return await self._answered(method, **how)
        except SlackError as error:
            if self.rotation is None or error.code not in STALE:
                raise
            expired = error.code == "token_expired"
            if not await self.rotation.another(token, expired=expired):
                if not expired:
                    raise
                self.refused = ""
                why = self.rotation.trouble or "Slack's token has expired and is being exchanged."
                wait = min(max(self.rotation.wait, SOON_SECONDS), REST_SECONDS)
                raise DeliveryError(why, retry_after=wait, limited=True) from error
        self.refused = ""
        await self.fresh()
        return await self._answered(method, **how)

    async def exchange(self, refresh: str, client_id: str, client_secret: str) -> Mapping[str, Any]:
        """Return Slack's answer to a refresh token, which works once. Raises UsedUp, DeliveryError."""
        given = {"grant_type": "refresh_token", "refresh_token": refresh}
        # Written here: the SDK's own way (`auth`) uses a class that aiohttp is about to remove.
        who = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        headers = {"Authorization": f"Basic {who}"}
        try:
            answer = await self._answered("oauth.v2.access", data=given, headers=headers)
        except SlackError as error:
            if error.code in USED_UP:
                raise UsedUp(error.code) from error
            mend = "Look at SLACK_CLIENT_ID and SLACK_CLIENT_SECRET." if "client" in error.code else ""
            raise DeliveryError(f"{error.code}. {mend}".rstrip(), retry_after=REST_SECONDS) from error
        data: Mapping[str, Any] = answer.data
        return data

    async def _answered(self, method: str, **how: Any) -> Any:
        import aiohttp
        from slack_sdk.errors import SlackApiError, SlackClientError

        client = await self.client()
        client.token = self.token or None
        try:
            answer = await client.api_call(method, **how)
        except SlackApiError as error:
            raise self._refusal(method, error) from error
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise DeliveryError(f"Slack cannot be reached: {error}", retry_after=2) from error
        except (aiohttp.ClientError, SlackClientError, OSError) as error:  # TimeoutError is an OSError
            raise DeliveryError(f"{method}: no answer: {error!r}", retry_after=0, certain=False) from error
        if not isinstance(answer.data, dict):
            raise DeliveryError(f"{method}: an answer that is not Slack's", retry_after=0, certain=False)
        self.refused = ""
        return answer

    def _refusal(self, method: str, error: Any) -> DeliveryError:
        """Return what a refusal means."""
        answer = error.response
        data = getattr(answer, "data", None)
        data = data if isinstance(data, dict) else {}
        code, status = str(data.get("error") or ""), getattr(answer, "status_code", getattr(answer, "status", 0))
        if status == 429 or code in ("ratelimited", "rate_limited"):
            return DeliveryError("Slack asks to wait", retry_after=_wait(answer), limited=True)
        if not code or code in MAYBE:
            return DeliveryError(f"{method}: Slack answered {status} {code}", retry_after=0, certain=False)
        if code in REFUSED:
            self.refuse(refusal_of(code))
            return SlackError(self.refused, code, retry_after=REST_SECONDS, limited=True)
        needed = str(data.get("needed") or "")
        why = f"{method}: {code}" + (f", needs {needed}" if needed else "")
        return SlackError(why, code, needed=needed, gone=gone(code))

    def refuse(self, why: str) -> None:
        """Send nothing for a while."""
        self.refused = f"{why} {ANEW if self.rotation else REINSTALL}"
        self._rest_until = self._clock() + REST_SECONDS

    async def who(self) -> Mapping[str, Any]:
        """Ask who we are, whatever was refused before; learn our scopes. Raises DeliveryError."""
        answer = await self._asked("auth.test", json={})
        listed = str(answer.headers.get("x-oauth-scopes", ""))
        self.scopes = frozenset(scope.strip() for scope in listed.split(",") if scope.strip())
        if said := _moment(str(answer.headers.get("Date", ""))):
            self.skew = time.time() - said
        data: Mapping[str, Any] = answer.data
        return data

    # --- files ---

    def is_ours(self, url: str) -> bool:
        """Return whether an address is at the API's own host, or where that keeps its files."""
        api, there = urlsplit(self.base_url), urlsplit(url)
        home = api.hostname or ""
        near = there.hostname == home and there.port == api.port
        return there.scheme == api.scheme and (near or (there.hostname == f"files.{home}" and there.port is None))

    async def upload(self, path: Path, url: str) -> None:
        """Put a file's bytes where Slack said. Raises DeliveryError, always certain: nothing is shown yet."""
        import aiohttp

        if not self.is_ours(url):
            raise DeliveryError("Slack named an upload address that is not its own")
        session = (await self.client()).session
        assert session is not None  # noqa: S101 - ours always has one
        try:
            with path.open("rb") as file:
                async with session.post(url, data=file, allow_redirects=False) as answer:
                    status = answer.status
        except (aiohttp.ClientError, OSError) as error:
            raise DeliveryError(f"the file could not be uploaded: {error!r}", retry_after=2) from error
        if status != 200:
            raise DeliveryError(f"the upload was answered with {status}", retry_after=2)

    async def download(self, url: str, to: Path, limit: int, *, page: bool) -> None:
        """Write the bytes at an address of Slack's own to a path, at most `limit`. Raises DeliveryError.

        Without access Slack answers 200 with a page to sign in at: `page` says that the file itself is HTML.
        """
        import aiohttp

        if not self.is_ours(url):
            raise DeliveryError("the file does not lie at Slack")
        session = (await self.client()).session
        assert session is not None  # noqa: S101 - ours always has one
        headers = {"Authorization": f"Bearer {await self.fresh()}"}
        try:
            async with session.get(url, headers=headers, allow_redirects=False) as answer:
                if answer.status != 200:
                    again = 5 if answer.status in (429, 500, 502, 503, 504) else None
                    raise DeliveryError(f"Slack answered {answer.status}", retry_after=again)
                if answer.content_type == "text/html" and not (page and "content-disposition" in answer.headers):
                    raise DeliveryError("Slack asks to sign in: the bot may not read this file (files:read)")
                await _keep(answer, to, limit)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise DeliveryError(f"the file could not be fetched: {error!r}", retry_after=5) from error


async def _keep(answer: aiohttp.ClientResponse, to: Path, limit: int) -> None:
    kept, gathered = 0, bytearray()
    with to.open("wb") as file:
        async for chunk in answer.content.iter_any():
            kept += len(chunk)
            if kept > limit:
                raise DeliveryError(f"the file is larger than {limit} bytes")
            gathered += chunk
            if len(gathered) >= CHUNK:
                await asyncio.to_thread(file.write, gathered)
                gathered = bytearray()
        await asyncio.to_thread(file.write, gathered)


def refusal_of(code: str) -> str:
    """Return in words that Slack does not take our token."""
    return f"Slack refuses the bot token: {code}."


def gone(code: str) -> Literal["", "message", "thread", "chat"]:
    """Return what a refusal says is not there any more."""
    if code in NO_CHAT:
        return "chat"
    if code in NO_THREAD:
        return "thread"
    return "message" if code in NO_MESSAGE else ""


def _moment(date: str) -> float:
    """Return the seconds of an HTTP date, 0 for none."""
    try:
        return parsedate_to_datetime(date).timestamp()
    except ValueError:
        return 0.0


def _wait(answer: Any) -> float:
    """Return the seconds that Slack asks to wait."""
    said = str(answer.headers.get("Retry-After") or "")
    return float(said) if said.isascii() and said.isdigit() else 30.0


def sdk_log() -> logging.Logger:
    """Return the log of Slack's libraries: never below warnings, as they would write down what people say."""
    for name in ("slack_sdk", "slack_bolt"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return logging.getLogger("slack_sdk.rapport")
