"""Honest words about waiting: how long it took lately, and when people are back. Never "soon"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from statistics import median
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.dialogue.voice import Voice
from bot.hours import Hours
from bot.texts import day

STEPS = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480)
"""Minutes that are said: a median is no promise to the second. What is longer is said in hours."""
WEEK = 7


def lately(voice: Voice, waits: Sequence[tuple[datetime, datetime]], hours: Hours) -> str:
    """Return how long the last customers waited, in opening time: half of them less. "" where too few did."""
    if not waits:
        return ""
    minutes = median(hours.between(began, came) for began, came in waits) / 60
    shown = next((step for step in STEPS if minutes <= step), None)
    return voice("wait.lately", wait=_span(voice, shown or math.ceil(minutes / 60) * 60))


def _span(voice: Voice, minutes: int) -> str:
    if minutes < 60 or minutes == 90:
        return voice("wait.minute") if minutes == 1 else voice("wait.minutes", count=minutes)
    hours = minutes // 60
    return voice("wait.hour") if hours == 1 else voice("wait.hours", count=hours)


def closed(voice: Voice, hours: Hours, now: datetime, own_zone: str) -> str:
    """Return a sentence on when people are back; "" while they are there."""
    when = back(voice, hours, now, own_zone)
    return voice("wait.closed", when=when) if when else ""


def back(voice: Voice, hours: Hours, now: datetime, own_zone: str) -> str:
    """Return when people are back, on the customer's clock where their zone is known; "" while they are there."""
    opens = hours.opens(now)
    if opens is None or opens <= now:
        return ""
    zone, named = _zone(voice, own_zone, hours.zone)
    local, today = opens.astimezone(zone), now.astimezone(zone).date()
    clock = f"{local:%H:%M}"
    days = (local.date() - today).days
    if days == 0:
        return voice("when.today", time=clock, zone=named)
    if days == 1:
        return voice("when.tomorrow", time=clock, zone=named)
    if days < WEEK:
        return voice("when.day", day=voice(f"when.day.{local.weekday()}"), time=clock, zone=named)
    return voice("when.date", date=day(voice.language, local), time=clock, zone=named)


def _zone(voice: Voice, own: str, ours: str) -> tuple[ZoneInfo, str]:
    try:
        return (ZoneInfo(own), voice("when.own")) if own else _ours(voice, ours)
    except (ZoneInfoNotFoundError, ValueError):
        return _ours(voice, ours)


def _ours(voice: Voice, zone: str) -> tuple[ZoneInfo, str]:
    return ZoneInfo(zone), voice("when.there", city=zone.rpartition("/")[2].replace("_", " "))
