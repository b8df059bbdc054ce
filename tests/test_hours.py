"""Opening hours: open or not, when again, and how much opening time has gone by."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hours import Hours

DAY = ((time(8), time(18)),)
OSLO = Hours("Europe/Oslo", (DAY, DAY, DAY, DAY, DAY, ((time(10), time(16)),), ()), frozenset({date(2026, 12, 25)}))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_without_hours_somebody_is_always_there() -> None:
    assert Hours().is_open(at("2026-12-25T03:00"))
    assert Hours().after(at("2026-12-25T03:00"), 60) == at("2026-12-25T03:01")


def test_hours_are_wall_clock_hours_of_their_zone_in_winter_and_in_summer() -> None:
    assert OSLO.is_open(at("2026-01-05T07:00"))  # Monday, 8 in Oslo
    assert not OSLO.is_open(at("2026-01-05T06:59"))
    assert OSLO.is_open(at("2026-07-06T06:00"))  # 8 in summer time
    assert not OSLO.is_open(at("2026-01-05T17:00"))


def test_after_closing_time_the_next_opening_passes_over_sunday_and_holidays() -> None:
    assert OSLO.opens(at("2026-01-10T20:00")) == at("2026-01-12T07:00")  # Saturday evening → Monday
    assert OSLO.opens(at("2026-12-24T19:00")) == at("2026-12-26T09:00")  # the 25th is closed, the 26th a Saturday
    assert OSLO.opens(at("2026-01-05T12:00")) == at("2026-01-05T12:00")


def test_before_a_holiday_somebody_was_there_last_at_closing_time() -> None:
    assert OSLO.last(at("2026-12-25T12:00")) == at("2026-12-24T17:00")
    assert OSLO.last(at("2026-01-11T12:00")) == at("2026-01-10T15:00")  # Sunday → Saturday 16:00
    assert OSLO.last(at("2026-01-05T12:00")) == at("2026-01-05T12:00")
    assert [day for day in range(21, 29) if OSLO.is_working_day(date(2026, 12, day))] == [21, 22, 23, 24, 28]


def test_time_runs_only_while_somebody_is_there() -> None:
    assert OSLO.after(at("2026-01-09T16:50"), 15 * 60) == at("2026-01-10T09:05")  # Friday 17:50 → Saturday 10:05
    assert OSLO.between(at("2026-01-09T16:50"), at("2026-01-10T09:05")) == 15 * 60


def test_closing_time_is_the_end_of_this_opening_or_of_the_next_and_midnight_between_two_is_none() -> None:
    assert OSLO.closes(at("2026-01-05T12:00")) == at("2026-01-05T17:00")
    assert OSLO.closes(at("2026-01-05T17:00")) == at("2026-01-06T17:00")
    assert OSLO.closes(at("2026-01-10T20:00")) == at("2026-01-12T17:00")  # Saturday evening → Monday 18:00
    late = Hours("UTC", (((time(20), time.max),), ((time(), time(4)),), (), (), (), (), ()))
    assert late.closes(at("2026-01-05T21:00")) == at("2026-01-06T04:00")
    assert Hours("UTC", (((time(), time.max),),) * 7).closes(at("2026-01-05T12:00")) is None
    assert Hours().closes(at("2026-01-05T12:00")) is None


def test_a_break_at_noon_is_no_closing_time() -> None:
    shop = Hours("Europe/Oslo", (((time(9), time(12)), (time(13), time(17))),) * 7)
    evening = at("2026-01-05T16:00")
    assert [shop.closes(at(f"2026-01-05T{hour}:00")) for hour in ("09", "11", "13")] == [evening] * 3


def test_a_night_shift_ends_at_midnight_and_the_change_of_clocks_costs_nothing() -> None:
    night = Hours("Europe/Oslo", (((time(20), time.max),),) * 7)
    assert night.is_open(at("2026-01-05T22:59"))
    assert not night.is_open(at("2026-01-05T23:00"))
    round_the_clock = Hours("Europe/Oslo", (((time(), time.max),),) * 7)
    assert round_the_clock.between(at("2026-03-28T12:00"), at("2026-03-29T12:00")) == 24 * 3600


def test_a_calendar_that_never_opens_says_so_and_lets_plain_time_run() -> None:
    never = Hours("UTC", ((),) * 7)
    assert never.opens(at("2026-01-05T12:00")) is None
    assert never.after(at("2026-01-05T12:00"), 60) == at("2026-01-05T12:01")


@settings(max_examples=50)
@given(st.integers(0, 700 * 86400), st.integers(0, 500_000))
def test_what_lies_between_a_moment_and_its_after_is_that_very_time(moment: int, seconds: int) -> None:
    start = at("2026-01-01T00:00") + timedelta(seconds=moment)
    end = OSLO.after(start, seconds)
    assert OSLO.between(start, end) == seconds
    assert end >= start + timedelta(seconds=seconds)


def test_a_reminder_after_closing_time_waits_for_the_next_opening() -> None:
    assert OSLO.attended(at("2026-01-05T12:00")) == at("2026-01-05T12:00")
    assert OSLO.attended(at("2026-01-10T15:00")) == at("2026-01-12T07:00")  # Saturday, as they close → Monday
    assert OSLO.attended(at("2026-12-24T19:00")) == at("2026-12-26T09:00")
    assert Hours("UTC", ((),) * 7).attended(at("2026-01-05T12:00")) == at("2026-01-05T12:00")
