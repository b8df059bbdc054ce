"""What agents say they will do, and by when: read from their words, kept as rows with a date.

A promise is words that something will be done, with a time, in one sentence. What only sounds like it ("Friday is a
holiday", "if it is not there by Friday …") is none. Nobody but an agent promises, in their own words or in
those that they leave with the bot; what the bot says by itself has a timer behind it, or no date in it (tests hold the
catalogue to that).
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlmodel import Session, col, select

from bot.hours import ALWAYS, Hours
from bot.relationship import outcomes
from bot.storage.tables import Promise
from bot.texts import LANGUAGES, cut, words

END_OF_DAY = time(18)
"""When a day ends for whoever is promised something "by Friday", in the customer's time zone."""
FURTHEST = timedelta(days=92)
"""What is promised for later than that is a plan, not a promise."""
AFTERTHOUGHT = timedelta(minutes=5)
"""An agent's next words within this time belong to the promise; later ones keep it."""
_CLOCK = re.compile(
    r"(?P<at>\b(?:at|um|gegen|a las) )?\b(?P<hour>[01]?\d|2[0-3])"
    r"(?:[:.h](?P<minute>[0-5]\d)|\s?(?P<half>[ap])\.?m\b|\s?(?:uhr|h)\b|(?(at)(?P<bare>(?=[.!)]*\s*$|[,;]\s))|(?!)))"
)
MORNING = 8
"""The first hour that "at 8" is; "at 3" is in the afternoon."""
_DATE = re.compile(r"\b(?P<day>[0-3]?\d)[./](?P<month>[01]?\d)\.?(?:(?P<year>20\d\d))?(?!\d)")
_ISO = re.compile(r"\b(?P<year>20\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b")


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise in an agent's words."""

    words: str
    """The sentence that promises."""
    due: datetime
    """Aware UTC."""


def read(text: str, now: datetime, zone: str = "", hours: Hours = ALWAYS) -> Commitment | None:
    """Return the first promise in an agent's words, in any of our languages; None when there is none.

    "By Friday" is Friday at the end of the day, in the customer's time zone. Working days leave out the holidays of
    `hours`; a date that is named stands, be it a holiday: that is what the customer has read.
    """
    here = now.astimezone(_zone(zone))
    for sentence in cut.written(text):
        for language in LANGUAGES:
            if _promises(sentence, language) and (due := _when(_fold(sentence), language, here, hours)):
                if now < due <= now + FURTHEST:
                    return Commitment(" ".join(sentence.split()), due.astimezone(now.tzinfo))
                break
    return None


def promises(text: str) -> bool:
    """Return whether words promise something for a time, whoever says them: what the bot must not do by itself."""
    noon = datetime.fromisoformat("2026-03-04T12:00+00:00")
    return read(text, noon) is not None


def _fold(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("ß", "ss"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


@lru_cache(maxsize=256)
def _list(language: str, name: str) -> tuple[str, ...]:
    return tuple(_fold(phrase) for phrase in words(language).grammars["promise"][name])


def _has(said: str, phrases: Sequence[str]) -> bool:
    return any(re.search(rf"(?<![\w']){re.escape(phrase)}(?![\w'])", said) for phrase in phrases)


def _promises(sentence: str, language: str) -> bool:
    said = _fold(sentence)
    asks = sentence.endswith("?")
    return not asks and _has(said, _list(language, "will")) and not _has(said, _list(language, "unless"))


# --- by when -------------------------------------------------------------------------------------


def _when(said: str, language: str, here: datetime, hours: Hours) -> datetime | None:
    """Return the moment that a folded sentence names; None when it names none."""
    if span := _span(said, language, here, hours):
        return span
    clock = _CLOCK.search(said)
    day = _day(said, language, here)
    if day is None:
        return _at(here.date(), clock, here) if clock and _at(here.date(), clock, here) > here else None
    return _at(day, clock, here)


def _at(day: date, clock: re.Match[str] | None, here: datetime) -> datetime:
    moment = END_OF_DAY
    if clock is not None:
        moment = time(_hour(clock), int(clock["minute"] or 0))
    due = datetime.combine(day, moment, here.tzinfo)
    # "Today", said in the evening, is until midnight.
    return due if due > here or day != here.date() or clock else datetime.combine(day, time(23, 59), here.tzinfo)


def _hour(clock: re.Match[str]) -> int:
    hour = int(clock["hour"])
    if clock["half"]:
        return hour % 12 + 12 * (clock["half"] == "p")
    return hour + 12 if clock["bare"] is not None and 0 < hour < MORNING else hour


def _span(said: str, language: str, here: datetime, hours: Hours) -> datetime | None:
    """Return when "within two hours" is over."""
    numbers = _list(language, "number")
    within = "|".join(map(re.escape, sorted(_list(language, "within"), key=len, reverse=True)))
    count = rf"(?P<count>\d{{1,3}}|{'|'.join(map(re.escape, numbers))})"
    for unit, seconds in (("minute", 60), ("hour", 3600), ("day", 86400), ("week", 604800)):
        units = "|".join(map(re.escape, sorted(_list(language, unit), key=len, reverse=True)))
        found = re.search(rf"(?<!\w)(?:{within})\s+(?:{count})\s*(?:{units})(?!\w)", said)
        if found:
            raw = found["count"]
            number = int(raw) if raw.isdigit() else numbers.index(raw) + 1 if numbers.index(raw) < 10 else 1
            due = here + timedelta(seconds=number * seconds)
            if _has(found[0], _list(language, "working_day")):
                due = _working(here, number, hours)
            return due if seconds < 86400 else datetime.combine(due.date(), END_OF_DAY, here.tzinfo)
    return None


def _working(here: datetime, days: int, hours: Hours) -> datetime:
    """Return the moment so many working days on."""
    ahead = (here + timedelta(days=number) for number in range(1, FURTHEST.days + 1))
    working = (moment for moment in ahead if hours.is_working_day(moment.date()))
    return next(islice(working, max(0, days - 1), None), here + FURTHEST + timedelta(days=1))


def _day(said: str, language: str, here: datetime) -> date | None:
    today = here.date()
    if found := _ISO.search(said) or _DATE.search(said):
        return _dated(int(found["day"]), int(found["month"]), found["year"], today)
    if named := _named(said, language, today):
        return named
    if _has(said, _list(language, "overmorrow")):
        return today + timedelta(days=2)
    if _has(said, _list(language, "tomorrow")):
        return today + timedelta(days=1)
    weekday = next((number for number, name in enumerate(_list(language, "weekday")) if _has(said, (name,))), None)
    next_week = _has(said, _list(language, "next_week"))
    if weekday is not None:
        ahead = (weekday - today.weekday()) % 7 or 7
        monday = today + timedelta(days=7 - today.weekday())
        return monday + timedelta(days=weekday) if next_week else today + timedelta(days=ahead)
    if next_week:
        return today + timedelta(days=11 - today.weekday())
    if _has(said, _list(language, "week_end")):
        return today + timedelta(days=max(0, 4 - today.weekday()))
    return today if _has(said, _list(language, "today")) else None


def _named(said: str, language: str, today: date) -> date | None:
    """Return "3 December" and "December 3"."""
    for number, month in enumerate(_list(language, "month"), 1):
        name = re.escape(month)
        found = re.search(
            rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:of\s+|de\s+)?{name}\b|\b{name}\s+(\d{{1,2}})\b", said
        )
        if found:
            return _dated(int(found[1] or found[2]), number, None, today)
    return None


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    """Return the day that is named: of this year or the next one, where no year is; None where there is no such day."""
    years = (int(year),) if year else (today.year, today.year + 1)
    days = (date(one, month, day) for one in years if _in_month(one, month, day))
    return next((named for named in days if year or named >= today), None)


def _in_month(year: int, month: int, day: int) -> bool:
    return 0 < month <= 12 and 0 < day <= monthrange(year, month)[1]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


# --- the rows ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Made:
    """A promise that was just written down, with when to remind the agent and when to tell the customer."""

    id: int
    due: datetime
    remind: datetime
    """While somebody is there: in time where that can be, else when the next one comes."""
    warn: datetime
    unattended: bool
    """Whether nobody is there on the day for which it was promised."""


def make(
    session: Session, commitment: Commitment, *, identity_id: int, case_id: int, agent_id: int, message_id: int,
    now: datetime, hours: Hours = ALWAYS,
) -> Made:  # fmt: skip
    """Write a promise down. What was promised in this case before it is ended by the caller."""
    row = Promise(identity_id=identity_id, case_id=case_id, agent_id=agent_id, message_id=message_id,
                  words=commitment.words, due_at=commitment.due, made_at=now)  # fmt: skip
    session.add(row)
    session.flush()
    due, last = commitment.due, hours.last(commitment.due)
    ends = last if last is not None and last > now else due
    left = due - now
    remind = hours.attended(ends - min((ends - now) / 3, timedelta(hours=4)))
    return Made(row.id, due, remind, due - min(left / 8, timedelta(hours=1)),
                unattended=last is None or due - last > timedelta(hours=12))  # fmt: skip


def timers(promise_id: int) -> tuple[str, ...]:
    """Return the keys of a promise's timers."""
    return tuple(f"promise_{what}:{promise_id}" for what in ("remind", "warn", "due"))


def end(session: Session, case_id: int, state: str, now: datetime, *, since: timedelta = timedelta(0)) -> list[int]:
    """End the open promises of a case that are older than `since`; return their ids, whose timers are moot."""
    rows = session.exec(select(Promise).where(Promise.case_id == case_id, Promise.state == "open")).all()
    ended = [row for row in rows if state == "moved" or now - row.made_at >= since]
    for row in ended:
        row.state, row.ended_at = state, now
        session.add(row)
        if state in ("kept", "broken"):
            outcomes.note(session, f"promise_{state}", now, case_id=case_id)
    return [row.id for row in ended]


def lapse(session: Session, promise_id: int, now: datetime) -> bool:
    """A promise's time is over: it is broken, unless it was kept or moved; return whether it was."""
    row = session.get(Promise, promise_id)
    if row is None or row.state != "open":
        return False
    row.state, row.ended_at = "broken", now
    session.add(row)
    outcomes.note(session, "promise_broken", now, case_id=row.case_id)
    return True


def of_case(session: Session, case_id: int) -> Sequence[Promise]:
    """Return a case's open promises, soonest first."""
    query = select(Promise).where(Promise.case_id == case_id, Promise.state == "open")
    return session.exec(query.order_by(col(Promise.due_at))).all()
