"""From which day on something is to hold: "from 1 April", "next month", "ab nächster Woche", "dans deux semaines"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.memory.spelling import fold, rule

_MONTHS = (
    "jan(?:uary|uar|vier)?|ener(?:o)?|jänner", "feb(?:ruary|ruar|rero)?|fevrier|fev", "mar(?:ch|z|zo|s)?|märz",
    "apr(?:il)?|abril|avril", "may|mai|mayo", "june?|juni|junio|juin", "july?|juli|julio|juillet",
    "aug(?:ust)?|agosto|aout", "sept?(?:ember|iembre|embre)?", "o[ck]t(?:ober|ubre|obre)?",
        "nov(?:ember|iembre|embre)?",
    "de[cz](?:ember|iembre|embre)?|dic(?:iembre)?",
)  # fmt: skip
_DAYS = (
    "monday|montag|lunes|lundi", "tuesday|dienstag|martes|mardi", "wednesday|mittwoch|miercoles|mercredi",
    "thursday|donnerstag|jueves|jeudi", "friday|freitag|viernes|vendredi", "saturday|samstag|sonnabend|sabado|samedi",
    "sunday|sonntag|domingo|dimanche",
)  # fmt: skip
_COUNT = {
    "a": 1, "an": 1, "one": 1, "einem": 1, "einer": 1, "un": 1, "una": 1, "une": 1, "two": 2, "zwei": 2, "dos": 2,
    "deux": 2, "three": 3, "drei": 3, "tres": 3, "trois": 3, "four": 4, "vier": 4, "cuatro": 4, "quatre": 4,
}  # fmt: skip
_MONTH = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(_MONTHS, 1))
_MONTH_AGAIN = "|".join(f"(?P<n{number}>{names})" for number, names in enumerate(_MONTHS, 1))
_DATE = rule(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er)? ?(?:of |de )?(?:{_MONTH})\b\.?(?:,? (?:de )?(?P<year>20\d\d))?"
    rf"|\b(?:{_MONTH_AGAIN})\b\.? (?P<other>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<later>20\d\d))?"
    r"|\b(?P<iso>20\d\d-\d\d-\d\d)\b"
)
_NEXT = rule(
    r"\b(?:(?P<month>(?:next|coming) month|(?:ab )?(?:n[äa]chste[nrm]|kommende[nrm]) monat|(?:el )?(?:pr[oó]ximo mes|"
    r"mes que viene)|(?:le )?mois prochain)|(?P<week>(?:next|coming) week|(?:ab )?(?:n[äa]chste[nr]?|"
    r"kommende[nr]?) woche|(?:la )?(?:pr[oó]xima semana|semana que viene)|(?:la )?semaine prochaine)|"
    r"(?P<tomorrow>tomorrow|ab morgen|demain|desde mañana)|(?P<year>next year|n[äa]chstes jahr|el pr[oó]ximo año|"
    r"l'an(?:n[ée]e)? prochaine?))\b"
)
_WEEKDAY = rule(
    r"\b(?:from|on|next|starting|ab|am|n[äa]chste[nrm]?|kommende[nrm]?|(?<!desde )el|des|a partir d[eu]|ce|"
    r"lundi prochain)(?: (?:next|dem|n[äa]chste[nrm]?|pr[oó]ximo))? (?:"
    + "|".join(f"(?P<d{number}>{names})" for number, names in enumerate(_DAYS))
    + r")\b"
)
_IN = rule(
    r"\b(?:in|en|dans|dentro de) (?P<count>\d{1,2}|" + "|".join(_COUNT) + r") (?P<unit>days?|tage?n?|d[ií]as?|jours?|"
    r"weeks?|wochen?|semanas?|semaines?|months?|monate?n?|mes(?:es)?|mois)\b"
)
_FROM = rule(
    r"\b(?:from|starting|as of|as from|effective|beginning|ab|vom|desde|a partir del?|à partir d[eu]|dès|"
    r"à compter d[eu])\b"
)


SETTLES = r"(?:j'|je |on |nous )(?:m'|s'|nous )?(?:emménage|emménageons|déménage|déménageons|installe|installons)"
"""The present tense of moving, which French says of a move to come; part of a pattern."""
_MONTH_FROM = rule(
    r"\b(?P<from>from|starting|as of|as from|effective|beginning|ab|a partir del?|à partir d[eu]|à partir d'|"
    r"dès)? ?(?:(?:the |next |early |mid-?|late |anfang |mitte |ende |principios de |finales de |début |fin |"
    rf"le mois de ){{1,2}})?\b(?:{_MONTH})\b(?! \d)"
    r"(?:(?<=\bin may)|(?<=\bfrom may)|(?! (?:i|we)\b(?! (?:will|move|shall)|')))(?: (?P<year>20\d\d))?"
)
_SEASONS = (
    ("spring|frühling|frühjahr|primavera|printemps", 3), ("summer|sommer|verano|été", 6),
    ("autumn|fall(?! (?:off|out|apart))|herbst|otoño|automne", 9), ("winter|invierno|hiver", 12),
)  # fmt: skip
_SEASON = rule("|".join(rf"\b(?P<s{month}>{names})\b" for names, month in _SEASONS))
_NAMED_MONTH = rule(rf"\b(?:{_MONTH})\b")
_YEAR = rule(r"\b(?P<year>(?:19|20)\d\d)\b")
_LAST = rule(
    r"\b(?:(?P<month>last month|letzten? monat|(?:el )?mes pasado|(?:le )?mois dernier)|(?P<week>last week|"
    r"letzter? woche|(?:la )?semana pasada|(?:la )?semaine derniere)|(?P<yesterday>yesterday|gestern|ayer|hier)|"
    r"(?P<year>last year|letzte[sn] jahr|(?:el )?año pasado|l'an(?:n[ée]e)? derni[eè]re?))\b"
)


def ended(words: str, now: datetime) -> datetime | None:
    """Return the first moment of the past day, month or year that words name: "2024", "March", "last week"."""
    said = words.lower()
    year, month, dated = _YEAR.search(said), _NAMED_MONTH.search(said), _DATE.search(said)
    if year or month:
        number = next((int(name[1:]) for name, hit in (month.groupdict() if month else {}).items() if hit), 1)
        day = int(dated["day"] or dated["other"] or 1) if dated else 1
        at = _day(now, int(year["year"]) if year else now.year, number, day)
        if at is not None and at > now and not year:
            at = _day(now, now.year - 1, number, day)
    else:
        at = _lately(said, now)
    return at if at is not None and at < now else None


def _lately(said: str, now: datetime) -> datetime | None:
    found = _LAST.search(said)
    if found is None:
        return None
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = {"yesterday": midnight - timedelta(days=1), "week": midnight - timedelta(days=7 + midnight.weekday()),
            "month": (midnight.replace(day=1) - timedelta(days=1)).replace(day=1),
            "year": midnight.replace(year=now.year - 1, month=1, day=1)}  # fmt: skip
    return days[str(found.lastgroup)]


def begins(folded: str, start: int, end: int, now: datetime, *, only_from: bool) -> datetime | None:
    """Return the coming day that a sentence names; `only_from` asks for "from" or "next" beside it."""
    sentence = folded[start:end].lower()
    if only_from and not any(word.search(sentence) for word in (_FROM, _NEXT, _IN)):
        return None
    day = _dated(sentence, now) or _relative(sentence, now) or _monthly(sentence, now, only_from=only_from)
    return day if day is not None and day > now else None


_LATELY = 3
"""Months back in which "from May" means the May that was."""


def _monthly(sentence: str, now: datetime, *, only_from: bool) -> datetime | None:
    """Return the first of the coming month or season that a sentence names without a day."""
    found = _MONTH_FROM.search(sentence)
    if found is None or (only_from and not found["from"]):
        season = None if only_from else _SEASON.search(sentence)
        month, year = (int(str(season.lastgroup)[1:]), None) if season else (0, None)
    else:
        month = next(int(name[1:]) for name, hit in found.groupdict().items() if hit and name[1:].isdigit())
        year = found["year"]
    if not month or (only_from and not year and (now.month - month) % 12 <= _LATELY):
        return None
    return _day(now, int(year) if year else now.year + (month <= now.month), month, 1)


def _dated(sentence: str, now: datetime) -> datetime | None:
    found = _DATE.search(sentence)
    if found is None:
        return None
    if found["iso"]:
        year, month, day = (int(part) for part in found["iso"].split("-"))
        return _day(now, year, month, day)
    names = {int(name[1:]): hit for name, hit in found.groupdict().items() if hit and re.fullmatch(r"[mn]\d+", name)}
    day, named = int(found["day"] or found["other"]), found["year"] or found["later"]
    month = next(iter(names))
    if named:
        return _day(now, int(named), month, day)
    this_year = _day(now, now.year, month, day)
    return this_year if this_year is None or this_year > now else _day(now, now.year + 1, month, day)


def _day(now: datetime, year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=now.tzinfo)
    except ValueError:  # there is no such day
        return None


def _relative(sentence: str, now: datetime) -> datetime | None:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if found := _NEXT.search(sentence):
        kind = found.lastgroup
        first = midnight.replace(day=1)
        days = {"tomorrow": midnight + timedelta(days=1), "week": midnight + timedelta(days=7 - midnight.weekday()),
                "month": (first + timedelta(days=32)).replace(day=1),
                "year": midnight.replace(year=now.year + 1, month=1, day=1)}  # fmt: skip
        return days[str(kind)]
    if found := _WEEKDAY.search(sentence):
        wanted = next(int(name[1:]) for name, hit in found.groupdict().items() if hit)
        return midnight + timedelta(days=(wanted - midnight.weekday() - 1) % 7 + 1)
    if found := _IN.search(sentence):
        count = _COUNT.get(found["count"]) or int(found["count"])
        unit = fold(found["unit"])
        days_each = (
            1 if unit.startswith(("day", "tag", "dia", "jour")) else 7 if unit[:3] in ("wee", "woc", "sem") else 30
        )
        return midnight + timedelta(days=count * days_each)
    return None
