"""What a request must be before Slack's library sees it: signed, fresh, of a sane size and shape.

https://docs.slack.dev/authentication/verifying-requests-from-slack. The library verifies too, but it answers 5xx with
a traceback to what is malformed.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from bot.channels._json import strict
from bot.types.channel import Request

LIMIT = 1_000_000
"""Bytes of a request: an event is far smaller, a form with all its fields too."""
FRESH = 300
"""Seconds that a request may be old, or ahead of our clock."""
DEPTH = 64
_SECONDS = re.compile(r"\d{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


class Unfit(Exception):  # noqa: N818 - reads as what is so
    """Answer with the status and these few words; nothing is stored."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


def read(request: Request, secret: str, now: float) -> Mapping[str, Any]:
    """Return the payload of a request that is surely Slack's. Raises Unfit."""
    if len(request.body) > LIMIT:
        raise Unfit(413, "too big")
    _signed(request, secret, now)
    payload = _decoded(request)
    if not isinstance(payload, dict):
        raise Unfit(400, "not a payload")
    return payload


def _signed(request: Request, secret: str, now: float) -> None:
    at, signature = (request.headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
    if not _SECONDS.fullmatch(at) or not _SIGNATURE.fullmatch(signature):
        raise Unfit(400, "not signed")
    if abs(now - int(at)) > FRESH:
        raise Unfit(401, "stale")
    digest = hmac.new(secret.encode(), b"v0:" + at.encode() + b":" + request.body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(f"v0={digest}", signature):
        raise Unfit(401, "wrong signature")


def _decoded(request: Request) -> Any:
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    try:
        text = request.body.decode()
        if media_type == "application/json":
            return strict(text, DEPTH)
        if media_type == "application/x-www-form-urlencoded":
            fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
            return strict(fields["payload"], DEPTH) if "payload" in fields else fields
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise Unfit(400, "cannot be read") from error
    raise Unfit(415, "neither JSON nor a form")
