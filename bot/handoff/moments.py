"""Until when a case is to sleep, as agents type it. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SPAN = re.compile(r"\s*(?P<number>\d{1,3})\s*(?P<unit>m|min|h|d)\b", re.IGNORECASE)
"""How long a case is to sleep, as in 2h."""
MOMENT = re.compile(r"(?P<day>tomorrow|\d{4}-\d\d-\d\d)?\s*(?P<clock>\d{1,2}:\d\d)?", re.IGNORECASE)
"""Until when, as in 14:30, tomorrow, tomorrow 14:30 and 2026-11-27 09:00."""
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}


def until_when(text: str, now: datetime, zone: str) -> datetime | None:
    """Return until when a case is to sleep, as typed: 2h, 3d, 14:30, tomorrow, 2026-11-27 09:00; on a zone's clock.

    An hour where nothing is said; a day alone means nine o'clock. None for what names no moment.
    """
    if span := SPAN.fullmatch(text.strip() or "1h"):
        after = timedelta(**{_UNITS[span["unit"].lower()]: int(span["number"])})
        return (now + after).astimezone(ZoneInfo(zone))
    found, here = MOMENT.fullmatch(text.strip()), now.astimezone(ZoneInfo(zone))
    if found is None:
        return None
    try:
        clock = time.fromisoformat((found["clock"] or "9:00").zfill(5))
        if not found["day"]:
            today = datetime.combine(here, clock, here.tzinfo)
            return today if today > here else today + timedelta(days=1)
        tomorrow = found["day"].lower() == "tomorrow"
        day = here.date() + timedelta(days=1) if tomorrow else date.fromisoformat(found["day"])
    except ValueError:
        return None
    return datetime.combine(day, clock, here.tzinfo)
