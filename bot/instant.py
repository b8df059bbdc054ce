"""A moment as people and other systems write it in a line, an option or a dialogue: ISO, UTC where it names no zone."""

from __future__ import annotations

from datetime import UTC, datetime

FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)
"""Days and weeks are counted from it in both directions: near the ends of the calendar there are none."""


def instant(text: str) -> datetime:
    """Return an aware moment. Raises ValueError for what is none, and for one before 1900 or from 3000 on."""
    return bounded(datetime.fromisoformat(text))


def bounded(at: datetime) -> datetime:
    """Return the moment, in UTC where it has no zone. Raises ValueError before 1900 and from 3000 on."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    if not FIRST <= aware < LAST:
        raise ValueError(f"{at.isoformat()} is too far off: write a time from 1900 to 2999")
    return aware
