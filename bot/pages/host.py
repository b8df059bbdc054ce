"""The host site's signed token: who is logged in there is one customer here, in whatever browser.

A JSON Web Token (https://www.rfc-editor.org/rfc/rfc7519) signed with HS256 and the secret that both sites share. It
must end within a day; no other algorithm is taken, and without a secret no token at all.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.business import is_email
from bot.errors import InputError

LIFE = timedelta(days=1)
LONGEST = 4096
"""Bytes of a token."""
PREFIX = "host:"
"""What the id of a visitor begins with who came with a token; those of our own cookies are hexadecimal."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody whom the host site vouches for."""

    id: str
    name: str
    email: str | None = None
    """The address that the host has verified (`email` with `email_verified`, as in OpenID Connect); "" where it is not
    verified, None where none is named."""

    @property
    def visitor(self) -> str:
        return PREFIX + self.id


def read(token: str, secret: str, now: datetime) -> Guest:
    """Return whom a token is about. Raises InputError, which says nothing of why it does not hold."""
    if not secret or len(token) > LONGEST:
        raise InputError("This link cannot be used here.")
    try:
        head, body, signature = token.split(".")
        signed = hmac.new(secret.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
        if not hmac.compare_digest(signed, _bytes(signature)):  # before anything of a stranger's is read
            raise InputError("This link cannot be used here.")
        kind, claims = (json.loads(_bytes(part)) for part in (head, body))
        ends, subject = float(claims["exp"]), claims["sub"]
        holds = kind["alg"] == "HS256"
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise InputError("This link cannot be used here.") from error
    left = ends - now.timestamp()
    if not holds or not 0 < left <= LIFE.total_seconds() or not _usable(subject):
        raise InputError("This link has ended. Open the chat again from where you came.")
    return Guest(subject, str(claims.get("name", ""))[:80], _verified(claims) if "email" in claims else None)


def _verified(claims: Mapping[str, Any]) -> str:
    email = claims["email"]
    return email if claims.get("email_verified") is True and is_email(email) else ""


def _usable(subject: Any) -> bool:
    return isinstance(subject, str) and 0 < len(subject) <= 200 and subject.isprintable()


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
