"""The terminal: lines in, plain text out. Like the web's, its network is our database: `rapport chat` reads there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot import markup
from bot.channels._own import Own
from bot.errors import InputError
from bot.types.chat import Address, Inbound, Outbound, Part, Sender

ACCOUNT = "local"


class Terminal(Own):
    """A customer at a terminal."""

    name = "terminal"
    account = ACCOUNT

    def parse(self, payload: Mapping[str, Any]) -> Inbound | None:
        """Return the event of a line: `user`, `key`, `text`. None for an empty line. Raises InputError."""
        user, key, text = payload.get("user"), payload.get("key"), payload.get("text")
        if not (isinstance(user, str) and user and isinstance(key, str) and key and isinstance(text, str)):
            raise InputError("A line needs a user, a key and a text.")
        if not text.strip():
            return None
        name = "" if user == "you" else user.capitalize()
        return Inbound(key, Address(self.name, ACCOUNT, user), Sender("", user, name), "message", text.strip())

    def render(self, outbound: Outbound) -> Sequence[Part]:
        """Return one part of plain text: the words, the source, the choices by number."""
        lines = [markup.plain(outbound.text)]
        lines += [f"[{source.title} – {source.article}]" for source in outbound.sources]
        lines += [f"  {number}. {choice.label}" for number, choice in enumerate(outbound.choices, 1)]
        body = {"text": "\n".join(lines), "speaker": outbound.speaker, "key": outbound.key}
        return (Part(outbound.op, outbound.address, body),)


def build(given: Mapping[str, str]) -> tuple[Terminal, ...]:  # noqa: ARG001 - every channel file has this function
    """Return the adapters of this channel, one an account."""
    return (Terminal(),)
