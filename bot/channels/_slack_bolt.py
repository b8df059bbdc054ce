"""Slack's library, bent to store first.

Bolt acknowledges before a listener runs, and before that it asks Slack who we are (`auth.test`); where that fails it
answers 200, so that the event is lost. So our intake stands before its authorisation, and nothing comes after it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels._slack_api import SECONDS, Api, sdk_log
from bot.errors import DeliveryError
from bot.types.channel import Rim

log = logging.getLogger(__name__)

Take = Callable[[Mapping[str, Any], Rim], Awaitable[int]]
Dispatch = Callable[[Mapping[str, Any], dict[str, Any]], Awaitable[BoltResponse]]


class Intake(AsyncMiddleware):
    """Stores, then answers: 200 acknowledges, 503 lets Slack bring it again."""

    def __init__(self, take: Take) -> None:
        self._take = take

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - the library's shape
        next: Any,  # noqa: A002, ARG002 - nothing comes after us
    ) -> BoltResponse:
        return BoltResponse(status=await self._take(req.context["payload"], req.context["rim"]))


def make(api: Api, secret: str, take: Take) -> AsyncApp:
    """Return the library's app with our intake before everything that asks or listens."""
    # Without a token, as nothing of theirs is to call Slack: ours may be exchanged while they hold it.
    client = AsyncWebClient(base_url=api.base_url, retry_handlers=[], logger=sdk_log(), timeout=SECONDS)
    return AsyncApp(
        client=client, authorize=_nobody, signing_secret=secret or None, request_verification_enabled=bool(secret),
        logger=sdk_log(), before_authorize=Intake(take), ssl_check_enabled=False, url_verification_enabled=False,
    )  # fmt: skip


async def _nobody() -> AuthorizeResult:
    """Stand where the library asks who may do this; our intake has answered before.

    Without it, the library would take SLACK_CLIENT_ID in the environment for an order to keep tokens in its own files.
    """
    raise DeliveryError("the library asks who may do this, though our intake has answered")


def _socket_log() -> logging.Logger:
    """Return the log of a connection: what `Socket.open` raises is told once, by us."""
    found = sdk_log().getChild("socket")
    found.setLevel(logging.WARNING)
    found.addFilter(_untold)
    return found


def _untold(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Failed to retrieve WSS URL")


class Socket(AsyncSocketModeHandler):
    """One connection in Socket Mode. It ends when it breaks: whoever runs it opens the next."""

    def __init__(self, app: AsyncApp, app_token: str, dispatch: Dispatch) -> None:
        super().__init__(app, app_token, logger=_socket_log())
        self._dispatch = dispatch
        self._in_hand: set[asyncio.Task[Any]] = set()

    async def open(self) -> None:
        """Connect. Raises DeliveryError where Slack does not let us."""
        try:
            # Asked here once, as the client would ask for ever and log a traceback each time.
            self.client.wss_uri = await self.client.issue_new_wss_url()
            await asyncio.wait_for(self.client.connect(), SECONDS)  # type: ignore[no-untyped-call]  # slack_sdk
        except SlackApiError as error:
            data = getattr(error.response, "data", None)
            code = str(data.get("error") or "") if isinstance(data, dict) else ""
            raise DeliveryError(
                f"Slack refuses the app token: {code or 'no answer'}. Set SLACK_APP_TOKEN to an app-level token "
                "(xapp-…) with the scope connections:write, and switch Socket Mode on."
            ) from error
        except (aiohttp.ClientError, SlackClientError, OSError) as error:
            raise DeliveryError(f"Slack cannot be reached: {error!r}", retry_after=2) from error

    async def is_open(self) -> bool:
        """Return whether the connection stands."""
        return await self.client.is_connected()

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Hand an envelope to the app; acknowledge it when it was stored."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - the client runs each envelope in a task
        self._in_hand.add(task)
        try:
            answer = await self._dispatch(req.payload, dict(build_headers(req) or {}))
            await send_async_response(client, req, answer, 0.0)
        except ConnectionError as error:
            log.info("an acknowledgement did not go out; Slack will bring the event again: %s", error)
        finally:
            self._in_hand.discard(task)

    async def end(self, seconds: float) -> None:
        """Take nothing more in, finish what is in hand, then close: the client's own close does not wait for it."""
        self.client.auto_reconnect_enabled = False
        if self.client.message_receiver is not None:
            self.client.message_receiver.cancel()
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=seconds)
        await self.client.close()  # type: ignore[no-untyped-call]  # slack_sdk
