"""What a chat app's error means to an agent."""

from __future__ import annotations

_TROUBLES = {
    "no answer": "no answer came back, so it may have arrived all the same",
    "blocked": "the customer has blocked the bot",
    "not running here": "that chat app is switched off here",
    "not_found": "the chat is gone, or the bot was removed from it",
    "not found": "the chat is gone, or the bot was removed from it",
    "not_in_channel": "the bot is not in that channel",
    "archived": "the channel was archived",
    "deactivated": "the customer's account is gone",
    "auth": "the chat app does not accept our token any more; tell an operator",
    "token": "the chat app does not accept our token any more; tell an operator",
    "ratelimited": "the chat app was too busy, five times",
    "too many requests": "the chat app was too busy, five times",
    "too_long": "it is too long for that chat app",
    "too long": "it is too long for that chat app",
}


def trouble(error: str) -> str:
    """Return what a chat app's error means to an agent; its own words where we know no better ones."""
    known = next((words for sign, words in _TROUBLES.items() if sign in error.lower()), None)
    return known or error or "the chat app did not take it"
