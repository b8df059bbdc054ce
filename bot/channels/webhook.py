"""A webhook of the team's own: told, over HTTP, of each case that no desk in a chat app shows. Nothing comes in.

What is told names nobody and quotes nobody: what has gone to another system cannot be taken back from there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.channels._own import Own
from bot.errors import DeliveryError, SettingsError
from bot.types.chat import Inbound, Outbound, Part

NAME, ACCOUNT = "webhook", "desk"
SECONDS = 10
"""How long an answer is waited for."""
AGAIN = 30.0
"""Seconds after which it is tried again where the other side has trouble."""
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Webhook(Own):
    """One address that is called."""

    name, account = NAME, ACCOUNT
    can_find = False

    def __init__(self, url: str, secret: str = "") -> None:
        self._url, self._secret = url, secret

    def parse(self, payload: Mapping[str, Any]) -> Inbound | None:  # noqa: ARG002 - nobody writes to us here
        """Return nothing: nothing comes in."""
        return None

    def render(self, outbound: Outbound) -> Sequence[Part]:
        """Return what is told, as JSON: a line for people, which any chat app's incoming webhook shows, and fields."""
        if outbound.op != "post":
            return ()
        facts = dict(outbound.card.facts) if outbound.card else {}
        return (Part("post", outbound.address, {"event": "case.waiting", "text": outbound.text, "case": facts}),)

    async def send(self, part: Part) -> str:
        """Call the address; `id` in the body is the same at every try. Raises DeliveryError."""
        import aiohttp  # 11 MB: only for who has set an address

        body = json.dumps({"id": part.id, **part.body}, ensure_ascii=False).encode()
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session:
                answer = await session.post(self._url, data=body, headers=self._headers(body), allow_redirects=False)
        except TimeoutError as error:
            raise DeliveryError("the webhook gave no answer in time", retry_after=AGAIN, certain=False) from error
        except aiohttp.ClientError as error:
            raise DeliveryError(f"the webhook cannot be reached: {type(error).__name__}", retry_after=AGAIN) from error
        return self._taken(answer.status, answer.headers.get("retry-after", ""), part)

    def _headers(self, body: bytes) -> dict[str, str]:
        headers = {"content-type": "application/json; charset=utf-8"}
        if self._secret:
            digest = hmac.new(self._secret.encode(), body, hashlib.sha256).hexdigest()
            headers["x-rapport-signature"] = f"sha256={digest}"
        return headers

    @staticmethod
    def _taken(status: int, wait: str, part: Part) -> str:
        if 200 <= status < 300:
            return part.id
        if status == 429:
            seconds = float(wait) if re.fullmatch(r"\d{1,4}", wait) else AGAIN
            raise DeliveryError("the webhook asks to wait", retry_after=seconds, limited=True)
        later = AGAIN if status >= 500 else None
        raise DeliveryError(f"the webhook answered {status}; look at RAPPORT_DESK_WEBHOOK", retry_after=later)


def build(given: Mapping[str, str]) -> tuple[Webhook, ...]:
    """Return the adapter of the address that is set; none without one. Raises SettingsError."""
    url = given.get("RAPPORT_DESK_WEBHOOK", "")
    if not url:
        return ()
    parts = urlsplit(url)
    if not (parts.scheme == "https" and parts.hostname) and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise SettingsError("RAPPORT_DESK_WEBHOOK: write a whole address that begins with https://")
    return (Webhook(url, given.get("RAPPORT_DESK_WEBHOOK_SECRET", "")),)
