"""Opening hours: when people are there, when they are back, and how much opening time lies between two moments.

Pure; a week of hours in one time zone, with holidays. Summer time is the zone's own affair: hours are wall-clock hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BREAK = timedelta(hours=4)
"""The longest time away between two openings that is a break, and no end of work."""
HORIZON = 366
"""Days that are looked ahead for an opening; a calendar without one within them never opens."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A week of opening hours. Always open where there is no day at all."""

    zone: str = "UTC"
    week: tuple[tuple[tuple[time, time], ...], ...] = ()
    """For each day from Monday on its (from, to); `time.max` is midnight at its end. Empty: always open."""
    holidays: frozenset[date] = frozenset()

    def is_open(self, moment: datetime) -> bool:
        """Whether people are there at a moment."""
        return not self.week or any(start <= moment < end for start, end in self._around(moment))

    def opens(self, moment: datetime) -> datetime | None:
        """Return the moment itself where people are there, else when they are back; None when that is never."""
        if not self.week:
            return moment
        return next((max(start, moment) for start, end in self._around(moment) if end > moment), None)

    def closes(self, moment: datetime) -> datetime | None:
        """Return when people leave for the day next, this day's end or the next one's; None when that is never."""
        if not self.week:
            return None
        ends = (end for _, end in self._around(moment) if end > moment)
        return next((end for end in ends if self._leave(end)), None)

    def _leave(self, end: datetime) -> bool:
        """Whether an opening's end is more than a break: midnight, or noon, may be no closing time."""
        back = self.opens(end)
        return back is None or back - end > BREAK

    def attended(self, moment: datetime) -> datetime:
        """Return the moment itself where people are there, else when they are back; also itself where that is never."""
        return self.opens(moment) or moment

    def last(self, moment: datetime) -> datetime | None:
        """Return the moment itself where people are there, else when they were there last; None when that is never."""
        if not self.week:
            return moment
        zone = ZoneInfo(self.zone)
        today = moment.astimezone(zone).date()
        for day in (today - timedelta(days=number) for number in range(HORIZON)):
            ends = [min(end, moment) for start, end in self._of(day, zone) if start < moment]
            if ends:
                return max(ends)
        return None

    def is_working_day(self, day: date) -> bool:
        """Whether a day counts as a working day: none of Saturday, Sunday and the holidays."""
        return day.weekday() < 5 and day not in self.holidays

    def after(self, moment: datetime, seconds: float) -> datetime:
        """Return when so many seconds of opening time have gone by. Without any opening, plain time counts."""
        left = timedelta(seconds=seconds)
        if not self.week:
            return moment + left
        for start, end in self._around(moment):
            begin = max(start, moment)
            if begin + left <= end:
                return begin + left
            left -= max(end - begin, timedelta())
        return moment + left

    def between(self, start: datetime, end: datetime) -> float:
        """Return the seconds of opening time between two moments."""
        if not self.week:
            return max((end - start).total_seconds(), 0)
        spans = ((max(opening, start), min(closing, end)) for opening, closing in self._until(start, end))
        return sum(max((closing - opening).total_seconds(), 0) for opening, closing in spans)

    def _until(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        for span in self._around(start):
            if span[0] >= end:
                return
            yield span

    def _around(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the openings, in UTC, from the one of the moment's day on."""
        zone = ZoneInfo(self.zone)
        today = moment.astimezone(zone).date()
        for day in (today + timedelta(days=number) for number in range(HORIZON)):
            yield from self._of(day, zone)

    def _of(self, day: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        for start, end in () if day in self.holidays else self.week[day.weekday()]:
            yield _at(day, start, zone), _at(day, end, zone)


ALWAYS = Hours()


def _at(day: date, moment: time, zone: ZoneInfo) -> datetime:
    """Return a wall-clock time in UTC, so that spans over a change of the clock are as long as they really are."""
    if moment == time.max:
        day, moment = day + timedelta(days=1), time()
    return datetime.combine(day, moment, zone).astimezone(UTC)
