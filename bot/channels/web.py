"""The web chat: POSTs come in, and what is sent is read from the database by the pages.

The web is no ordinary network: its network is our database. A part is delivered by being stored, so `send` has
nothing to carry; it hands back the message's key as its id. Under a pretend account the same adapter plays another
chat app on the demo page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from bot.channels._own import Own
from bot.errors import InputError
from bot.types.chat import PRETEND, Address, Inbound, InboundKind, Outbound, Part, Sender

KINDS = ("message", "press", "reaction", "edit", "delete")


class Web(Own):
    """A chat of our own making: the page's, or a pretend one."""

    takes_files = True

    def __init__(self, name: str = "web", account: str = "site") -> None:
        self.name = name
        self.account = account

    def parse(self, payload: Mapping[str, Any]) -> Inbound | None:
        """Return the event of a form: `visitor`, `key`, `kind`, `text`, `choice`, `reply_to`, `name`, `at` (ISO),
        `language` (the page's), and `attachments`, values whose bytes are stored already.

        None for an empty message. Raises InputError on a bad shape.
        """
        visitor, key = _text(payload, "visitor"), _text(payload, "key")
        kind = _text(payload, "kind") or "message"
        if not visitor or not key or kind not in KINDS:
            raise InputError(f"A form needs a visitor, a key, and a kind of {', '.join(KINDS)}.")
        text = _text(payload, "text").strip()
        attachments = tuple(payload.get("attachments") or ())
        if kind == "message" and not text and not attachments:
            return None
        return Inbound(
            key=f"{visitor}:{key}",  # a browser makes the key: it must not meet another visitor's
            address=Address(self.name, self.account, visitor),
            sender=Sender(self.account, visitor, _text(payload, "name")),
            kind=cast(InboundKind, kind),
            text=text,
            choice=_text(payload, "choice"),
            reply_to=_text(payload, "reply_to"),
            sent_at=datetime.fromisoformat(_text(payload, "at")) if payload.get("at") else None,
            data={"language": language} if (language := _text(payload, "language")) else {},
            attachments=attachments,
        )

    def render(self, outbound: Outbound) -> Sequence[Part]:
        """Return one part: the page draws the message itself."""
        return (Part(outbound.op, outbound.address, {"key": outbound.key}),)


def _text(payload: Mapping[str, Any], name: str) -> str:
    value = payload.get(name) or ""
    if not isinstance(value, str):
        raise InputError(f"{name!r} must be text.")
    return value


def build(given: Mapping[str, str]) -> tuple[Web, ...]:  # noqa: ARG001 - every channel file has this function
    """Return the adapters of this channel, one an account."""
    return (Web(),)


def pretend() -> tuple[Web, ...]:
    """Return the demo page's pretend chat apps."""
    return Web("telegram", PRETEND), Web("slack", PRETEND)
