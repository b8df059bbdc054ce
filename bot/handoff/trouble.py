"""What a chat app's error means to an agent."""

from __future__ import annotations

from bot import texts

_TROUBLES = {
    "bigger than": "big", "larger than": "big", "could not be fetched": "fetch", "not arrive whole": "fetch",
    "no answer": "no_answer", "blocked": "blocked", "not running here": "off", "not_found": "chat", "not found": "chat",
    "not_in_channel": "outside", "archived": "archived", "deactivated": "account", "auth": "token", "token": "token",
    "initiate conversation": "unstarted", "ratelimited": "busy", "too many requests": "busy", "too_long": "long",
    "too long": "long",
}  # fmt: skip
"""Signs in an app's words, in small letters, and what they mean."""


def trouble(error: str) -> str:
    """Return what a chat app's error means to an agent; its own words where we know no better ones."""
    known = next((kind for sign, kind in _TROUBLES.items() if sign in error.lower()), None)
    return texts.team(f"trouble.{known}") if known else error or texts.team("trouble.other")
