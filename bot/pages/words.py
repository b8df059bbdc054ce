"""How the desk words and shortens things: reasons, ages, initials, hues, the names of channels. Pure."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from bot.handoff import brief
from bot.handoff.card import CHANNELS
from bot.handoff.trouble import trouble as trouble
from bot.texts import label, value

STATES = {"queued": "Waiting", "claimed": "With an agent", "resolved": "Resolved", "returned": "Handed back"}

_EVENTS = {
    "claimed": "{who} took this on",
    "taken_over": "{who} took this over",
    "resolved": "Resolved by {who}",
    "returned": "Handed back to the bot by {who}",
    "snoozed": "Put to sleep by {who}",
    "requeued": "Back in the queue",
    "cancelled": "The customer went back to the bot",
}

_ICONS = {
    "locale": "language",
    "location": "globe",
    "contact": "clock",
    "order": "box",
    "product": "box",
    "device": "device",
    "app": "device",
    "plan": "star",
    "pref": "heart",
    "identity": "person",
    "company": "person",
}

SOON = timedelta(minutes=5)
"""A waiting customer's age is amber from here on."""
LATE = timedelta(minutes=15)
"""… and red from here on: the default after which the customer is told that nobody has been free."""

_HUES = 8


def channel(name: str) -> str:
    return CHANNELS.get(name, name.capitalize())


def reason(name: str) -> str:
    said = brief.reason(name)
    return said if said != name else name.replace("_", " ").capitalize()


def event(kind: str, who: str, detail: str, case_reason: str) -> str:
    """Return the words of a case event's pill."""
    if kind == "opened":
        return f"Handed to a human · {reason(case_reason).lower()}"
    if kind == "moved":
        return f"Moved to {channel(detail)}" if detail else "Moved to another channel"
    return _EVENTS.get(kind, kind.replace("_", " ").capitalize()).format(who=who or "an agent")


def age(since: datetime, now: datetime) -> str:
    """Return how long ago, short: 4m, 3h, 2d."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes}m"
    return f"{minutes // 60}h" if minutes < 60 * 24 else f"{minutes // (60 * 24)}d"


def ago(since: datetime, now: datetime) -> str:
    """Return how long ago in words: 4 min ago."""
    short = age(since, now)
    if short == "now":
        return "just now"
    unit = {"m": "min", "h": "h", "d": "day" if short == "1d" else "days"}[short[-1]]
    return f"{short[:-1]} {unit} ago"


def moments(since: datetime, now: datetime) -> str:
    """Return how long ago, to the second while it is fresh: 3 s ago."""
    seconds = max(0, int((now - since).total_seconds()))
    return f"{seconds} s ago" if seconds < 90 else ago(since, now)


def urgency(since: datetime, now: datetime) -> str:
    """Return "", "soon" or "late" for a customer who has waited since then."""
    waited = now - since
    return "late" if waited >= LATE else "soon" if waited >= SOON else ""


def size(octets: int) -> str:
    """Return a file's size, short: 340 KB, 2.1 MB."""
    if octets < 1024:
        return f"{octets} B"
    return f"{octets / 1024:.0f} KB" if octets < 1000 * 1024 else f"{octets / 2**20:.1f} MB"


def initials(name: str) -> str:
    words = re.findall(r"[^\W_]+", name)
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


def hue(key: str) -> int:
    """Return the number of an avatar's colour, always the same for a customer."""
    return hashlib.sha256(key.encode()).digest()[0] % _HUES


def fact_label(key: str) -> str:
    return label("en", key)


def fact_value(key: str, raw: str) -> str:
    return value("en", key, raw)


def fact_icon(key: str) -> str:
    return _ICONS.get(key.split(".")[0], "note")
