"""How the desk words and shortens things: reasons, ages, initials, hues, the names of channels. Pure."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta

from bot import texts
from bot.handoff import brief
from bot.handoff.trouble import trouble as trouble

channel = texts.channel_name
EVENTS = (
    "opened", "moved", "claimed", "taken_over", "resolved", "returned", "snoozed", "requeued", "cancelled", "folded",
    "merged", "reassigned", "routed", "blocked", "unblocked",
)  # fmt: skip
"""What may happen to a case and has a line of its own."""
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


def utc(at: datetime) -> str:
    """Return a moment as scripts read it, on whatever clock it is shown."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def reason(name: str) -> str:
    said = brief.reason(name)
    return said if said != name else name.replace("_", " ").capitalize()


def event(kind: str, who: str, detail: str, case_reason: str) -> str:
    """Return the words of a case event's pill."""
    if kind not in EVENTS:
        return kind.replace("_", " ").capitalize()
    what = channel(detail) if kind == "moved" else detail
    return texts.team(
        f"desk.event.{kind}", who=who or texts.team("desk.somebody"), what=what, channel=what,
        why=reason(case_reason).lower(),
    )  # fmt: skip


def age(since: datetime, now: datetime) -> str:
    """Return how long ago, short: 4m, 3h, 2d."""
    unit, count = _passed(since, now)
    return texts.team(f"desk.age.{unit}", count=count)


def _passed(since: datetime, now: datetime) -> tuple[str, int]:
    """Return in which unit something is best told that was then, and how many of it have passed."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 1:
        return "now", 0
    if minutes < 60:
        return "minutes", minutes
    return ("hours", minutes // 60) if minutes < 60 * 24 else ("days", minutes // (60 * 24))


def ago(since: datetime, now: datetime) -> str:
    """Return how long ago in words: 4 min ago."""
    unit, count = _passed(since, now)
    return texts.team("ago.day" if (unit, count) == ("days", 1) else f"ago.{unit}", count=count)


def moments(since: datetime, now: datetime) -> str:
    """Return how long ago, to the second while it is fresh: 3 s ago."""
    seconds = max(0, int((now - since).total_seconds()))
    return texts.team("ago.seconds", count=seconds) if seconds < 90 else ago(since, now)


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
    return texts.team_label(key)


def fact_value(key: str, raw: str) -> str:
    return texts.team_value(key, raw)


def fact_icon(key: str) -> str:
    return _ICONS.get(key.split(".")[0], "note")
