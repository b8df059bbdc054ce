"""Reading `knowledge/policy.toml`: every finding with its line and what was meant, all of them at once."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from bot import admin_files
from bot.admin_files import LastGood
from bot.errors import KnowledgeError
from bot.hours import DAYS, Hours
from bot.relationship.conditions import Test, When, read
from bot.relationship.events import FIGURES, KINDS
from bot.relationship.policy import (
    DEFAULT,
    IS,
    KINDS_OF_SEGMENT,
    SIGNALS,
    STAGES,
    Group,
    Incidents,
    Mood,
    OfferRule,
    Policy,
    Proactive,
    Recovery,
    RewardRule,
    Rule,
    Survey,
    Targets,
    Texts,
    Then,
    Worth,
)
from bot.relationship.stages import ASKED, Stage
from bot.texts import LANGUAGES
from bot.types.chat import somebody
from bot.types.relationship import Sla

FILE = "policy.toml"


@dataclass(frozen=True, slots=True)
class Names:
    """What conditions may name beside the policy's own words: facts with their class of privacy, cities, articles."""

    facts: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    articles: frozenset[str] | None = None
    """None where they are not looked at."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values a fact can have, where the list of them is closed."""
    usual: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values a fact mostly has, where customers may name others."""


def load(path: Path, names: Names) -> Policy:
    """Return the policy of a file; DEFAULT where there is none. Raises KnowledgeError with every finding in it."""
    if not path.is_file():
        return DEFAULT
    text, table = admin_files.read(path)
    reader = _Reader(path, text, names)
    policy = reader.policy(table)
    if reader.findings:
        raise KnowledgeError("\n".join(reader.findings))
    return policy


SECTIONS = (
    "segments", "personas", "marks", "types", "stages", "value", "tiers", "rules", "offers", "rewards", "hours", "sla",
    "survey", "recovery", "proactive", "incidents", "mood",
)  # fmt: skip
_NUMBERS = {"value", *FIGURES} - {"page", "event"}
_COUNTS = {"score", "nps", *KINDS} - {"said"}
"""What are numbers in the conditions of stages."""
LARGEST = 100_000
"""The largest number that anything in the file can be: of days, 270 years."""
_SLIP = 75
"""Likeness of 100 to a listed name from which a word that is not listed is taken for it, misspelt."""
_PLAIN: Mapping[str, type] = {
    "survey": Survey, "recovery": Recovery, "proactive": Proactive, "incidents": Incidents, "mood": Mood,
}  # fmt: skip


class _Reader:
    """One policy.toml while it is being checked: every finding says where, and reading goes on after it."""

    def __init__(self, path: Path, text: str, names: Names) -> None:
        self.path, self.lines, self.names = path, text.splitlines(), names
        self.findings: list[str] = []
        self.own: dict[str, frozenset[str]] = {}
        """Names that the file itself gives, by what conditions call them."""

    def policy(self, table: Mapping[str, Any]) -> Policy:
        self.known(table, SECTIONS, "section")
        tables = {name: self.table(table, name) for name in SECTIONS if name != "rules"}
        self.own = {
            "segment": frozenset(tables["segments"]), "persona": frozenset(tables["personas"]),
            "mark": frozenset(tables["marks"]), "type": frozenset(tables["types"]),
            "stage": frozenset(STAGES), "tier": frozenset(tables["tiers"]), "said": frozenset(SIGNALS),
            "language": frozenset(LANGUAGES), "event": frozenset(KINDS),
        }  # fmt: skip
        sla = self.targets(tables["sla"])
        plain: dict[str, Any] = {name: self.section(name, kind, tables[name]) for name, kind in _PLAIN.items()}
        self.hours_of_day(plain["proactive"])
        hours, desks, tiers = self.calendars(tables["hours"])
        groups: dict[str, Any] = {
            name: self.groups(name, tables[name]) for name in ("segments", "personas", "marks", "types")
        }
        return Policy(
            **groups, **plain, stages=self.stages(tables["stages"]), worth=self.worth(tables["value"]),
            tiers=self.tiers(tables["tiers"]), rules=self.rules(table.get("rules", []), sla),
            offers=self.offers(tables["offers"]), rewards=self.rewards(tables["rewards"]), hours=hours,
            desk_hours=desks, tier_hours=tiers, sla=sla,
            sensitive=frozenset(key for key, pii in self.names.facts.items() if pii == "sensitive"),
            countries=self.names.countries,
        )  # fmt: skip

    # --- who is what ---

    def groups(self, section: str, table: Mapping[str, Any]) -> tuple[Group, ...]:
        return tuple(self.group(f"{section}.{name}", name, body) for name, body in table.items())

    def group(self, where: str, name: str, body: Any) -> Group:
        body = self.body(where, body, ("kind", "when", "inferred", "about"))
        kind = str(body.get("kind", ""))
        if where.startswith("segments.") and kind not in KINDS_OF_SEGMENT:
            self.find(where, f"{where} needs a kind{self.hint(kind, KINDS_OF_SEGMENT)}")
        return Group(name, self.when(where, body.get("when")), kind, bool(body.get("inferred")),
                     str(body.get("about", "")))  # fmt: skip

    def stages(self, table: Mapping[str, Any]) -> tuple[Stage, ...]:
        self.known(table, STAGES, "stage")
        if not table:
            return DEFAULT.stages
        if missing := [name for name in STAGES if name not in table]:
            self.find("stages", f"[stages] lacks {', '.join(missing)}: a relationship has all five")
        return tuple(self.stage(name, table[name]) for name in STAGES if name in table)

    def stage(self, name: str, body: Any) -> Stage:
        where = f"stages.{name}"
        body = self.body(where, body, ("enter", "leave", "decay_days"))
        enter, leave = (self.when(where, body.get(side, []), events=True) for side in ("enter", "leave"))
        return Stage(name, enter, leave, self.number(where, body, "decay_days", 0))

    def worth(self, table: Mapping[str, Any]) -> Worth:
        self.known(table, [one.name for one in fields(Worth)], "part of the value")
        steps = {name: self.steps(name, table.get(name, {})) for name in ("recency", "frequency", "monetary",
                                                                           "advocacy")}  # fmt: skip
        facts = [
            (key, value.casefold(), self.typed(f"value.facts.{key}", value, points, int, -100))
            for key, body in self.sub(table, "facts").items()
            if self.fact("value.facts", key)
            for value, points in self.body(f"value.facts.{key}", body, None).items()
        ]
        return Worth(**steps, facts=tuple(facts))

    def steps(self, name: str, table: Any) -> tuple[tuple[float, int], ...]:
        try:
            return tuple(sorted((float(step), int(points)) for step, points in table.items()))
        except (AttributeError, TypeError, ValueError):
            self.find(name, f'value.{name} needs steps and points, as in {{ "30" = 25, "90" = 15 }}')
            return ()

    def tiers(self, table: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
        for name, least in table.items():
            if not isinstance(least, int) or not 0 <= least <= 100:
                self.find(name, f"tiers.{name} needs the least value, 0 to 100")
        good = [(name, least) for name, least in table.items() if isinstance(least, int)]
        return tuple(sorted(good, key=lambda one: -one[1]))

    # --- what it changes ---

    def rules(self, found: Any, sla: Targets) -> tuple[Rule, ...]:
        if not isinstance(found, list):
            self.find("rules", "each rule begins with a line [[rules]]")
            return ()
        rules = tuple(self.rule(number, body, sla) for number, body in enumerate(found, 1))
        names = [rule.name for rule in rules]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.find(name, f'two rules are called "{name}"; `rapport why` names them, so each needs its own name')
        return rules

    def rule(self, number: int, body: Any, sla: Targets) -> Rule:
        body = self.body(f"rule {number}", body, ("name", "when", "then"))
        name = str(body.get("name", "")).strip()
        where = name or f"rule {number}"
        if not name:
            self.find("rules", f"rule {number} needs a name")
        then = self.section(f"then of {where}", Then, self.body(where, body.get("then", {}), None))
        self.choice(where, "length", then.length, ("short", "normal", "detailed"))
        self.choice(where, "tone", then.tone, ("formal", "informal"))
        self.choice(where, "sla", then.sla, tuple(sla.targets))
        return Rule(name, self.when(where, body.get("when", {})), then)

    def offers(self, table: Mapping[str, Any]) -> tuple[OfferRule, ...]:
        return tuple(self.offer(name, body) for name, body in table.items())

    def offer(self, name: str, body: Any) -> OfferRule:
        where = f"offers.{name}"
        body = self.body(where, body, [one.name for one in fields(OfferRule) if one.name != "name"])
        when = self.when(where, body.get("when"))
        if not all(any(test.key in self.names.facts and test.op in ("is", "known") for test in tests)
                   for tests in when):  # fmt: skip
            self.find(
                where, f'{where} must name the fact that shows the need, as in when = {{ "plan.name" = "Basic" }}'
            )
        article = str(body.get("article", ""))
        if self.names.articles is not None and article not in self.names.articles:
            self.find(
                where, f"{where} needs the article where its terms stand{self.hint(article, self.names.articles)}"
            )
        return OfferRule(name, self.texts(where, body.get("text")), article, when, self.day(where, body, "starts"),
                         self.day(where, body, "ends"), self.number(where, body, "cooldown_days", 30))  # fmt: skip

    def rewards(self, table: Mapping[str, Any]) -> tuple[RewardRule, ...]:
        return tuple(self.reward(name, body) for name, body in table.items())

    def reward(self, name: str, body: Any) -> RewardRule:
        where = f"rewards.{name}"
        body = self.body(where, body, [one.name for one in fields(RewardRule) if one.name != "name"])
        return RewardRule(name, self.texts(where, body.get("text")), self.when(where, body.get("when")),
                          self.number(where, body, "cooldown_days", 365))  # fmt: skip

    # --- hours and targets ---

    def calendars(self, table: Mapping[str, Any]) -> tuple[Hours, dict[str, Hours], dict[str, Hours]]:
        main = {name: body for name, body in table.items() if name not in ("desks", "tiers")}
        hours = self.calendar("hours", main, Hours())
        for name in self.sub(table, "tiers"):
            self.choice("hours.tiers", "tier", name, tuple(self.own["tier"]))
        desks, tiers = (
            {name: self.calendar(f"hours.{kind}.{name}", body, hours) for name, body in self.sub(table, kind).items()}
            for kind in ("desks", "tiers")
        )
        return hours, desks, tiers

    def calendar(self, where: str, body: Any, base: Hours) -> Hours:
        """Return a calendar; what it leaves out is as in the general one."""
        body = self.body(where, body, (*DAYS, "zone", "holidays"))
        zone = str(body.get("zone", base.zone))
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            self.find(zone, f'{where}.zone: there is no time zone "{zone}"; write one such as Europe/Oslo')
            zone = "UTC"
        week = tuple(
            self.spans(f"{where}.{day}", body[day]) if day in body else base.week[number] if base.week else ()
            for number, day in enumerate(DAYS)
        )
        days = body.get("holidays", [])
        holidays = frozenset(one for one in days if isinstance(one, date)) if isinstance(days, list) else frozenset()
        if not isinstance(days, list) or len(holidays) != len(set(map(str, days))):
            self.find("holidays", f"{where}.holidays needs a list of dates without quotes, as in [2026-12-25]")
        return Hours(zone, week if any(day in body for day in DAYS) else base.week,
                     holidays if "holidays" in body else base.holidays)  # fmt: skip

    def spans(self, where: str, value: Any) -> tuple[tuple[time, time], ...]:
        """Return the openings of a day, as in "08:00-18:00" or "08-12, 13-18"."""
        found = []
        for part in str(value).split(",") if value else ():
            shape = re.fullmatch(r"\s*(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?\s*", part)
            start, end = (_clock(shape[1], shape[2]), _clock(shape[3], shape[4])) if shape else (None, None)
            if start is None or end is None or end <= start:
                self.find(where.rpartition(".")[2], f'{where}: "{part.strip()}" is no opening; write "08:00-18:00"')
            else:
                found.append((start, end))
        return tuple(found)

    def targets(self, table: Mapping[str, Any]) -> Targets:
        self.known(table, ("targets", "ceiling", "lead"), "part of [sla]")
        targets = {}
        for name, body in self.sub(table, "targets").items():
            body = self.body(f"sla.targets.{name}", body, ("first", "next"))
            first, after = (self.span(f"sla.targets.{name}", body.get(side, 0)) for side in ("first", "next"))
            targets[name] = Sla(name, first, after)
        return Targets(targets, self.span("sla.ceiling", table.get("ceiling", 0)), self.lead(table.get("lead", "")))

    def lead(self, value: Any) -> str:
        """Return who is told of what was missed, in their own chat; "" for nobody."""
        if value and (not isinstance(value, str) or somebody(value) is None):
            self.find("lead", f"sla.lead: {value!r} is nobody; write slack:U012 or telegram:5512, or leave it empty")
            return ""
        return str(value).strip()

    def span(self, where: str, value: Any) -> float:
        """Return seconds: "15m", "2h", "1d"."""
        shape = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(s|m|min|h|d)", str(value).strip())
        if value == 0 or shape is None:
            if value != 0:
                self.find(str(value), f'{where}: "{value}" is no time; write 15m, 2h or 1d')
            return 0
        seconds = float(shape[1]) * {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}[shape[2]]
        if seconds > LARGEST * 86400:
            self.find(str(value), f'{where}: "{value}" is too long')
            return 0
        return seconds

    def hours_of_day(self, said: Proactive) -> None:
        if not 0 <= said.opens < said.closes <= 24:
            self.find("opens", f"proactive: from {said.opens} to {said.closes} is no part of a day; write "
                               "hours such as opens = 9 and closes = 20")  # fmt: skip

    # --- pieces ---

    def when(self, where: str, found: Any, *, events: bool = False) -> When:
        """Return a condition: a table, or a list of alternatives. A rule without one is for everybody."""
        tables = found if isinstance(found, list) else [found]
        if not all(isinstance(one, dict) for one in tables):
            self.find(where, f'{where}: a condition is a table such as {{ "plan.name" = "Plus" }}, or a list of them')
            return ()
        return tuple(self.tests(where, one, events) for one in tables)

    def tests(self, where: str, table: Mapping[str, Any], events: bool) -> tuple[Test, ...]:
        found = []
        for key, value in table.items():
            known = (*KINDS, *ASKED) if events else (*self.names.facts, *FIGURES, *IS)
            if key not in known and not key.startswith("x."):
                self.find(key, f'{where}: there is no "{key}" to ask about{self.hint(key, known)}')
                continue
            test = read(key, value)
            if test is None:
                self.find(key, f'{where}: {key} = {value!r} cannot be read; write a word, a list of words, ">= 3", '
                               '"known" or "!word"')  # fmt: skip
                continue
            self.sensible(where, test, _COUNTS if events else _NUMBERS)
            found.append(test)
        return tuple(found)

    def sensible(self, where: str, test: Test, numbers: set[str]) -> None:
        """Find the words of a condition that nobody can meet."""
        if test.key in numbers:
            for word in sorted(test.words):
                if not re.fullmatch(r"-?\d+(\.\d+)?", word):
                    self.find(test.key, f'{where}: {test.key} is a number, never "{word}"; write 3 or ">= 3"')
            return
        choices = self.own.get(test.key) or self.names.choices.get(test.key, ())
        usual = {one.casefold() for one in self.names.usual.get(test.key, ())}
        for word in sorted(test.words - {one.casefold() for one in choices} - usual):
            if choices or process.extractOne(word, usual, scorer=fuzz.ratio, score_cutoff=_SLIP):
                known = choices or self.names.usual[test.key]
                self.find(word, f'{where}: there is no {test.key} "{word}"{self.hint(word, known)}')

    def section(self, where: str, kind: type, table: Mapping[str, Any]) -> Any:
        """Return a plain value of a table, field by field of its class."""
        hints = typing.get_type_hints(kind)
        self.known(table, list(hints), f"entry of {where}")
        values: dict[str, Any] = {}
        for one in fields(kind):
            if one.name in table:
                values[one.name] = self.typed(where, one.name, table[one.name], hints[one.name])
            elif one.default is MISSING and one.default_factory is MISSING:
                self.find(where, f"{where} needs {one.name}")
        return kind(**values)

    def typed(self, where: str, name: str, value: Any, wanted: Any, least: int = 0) -> Any:
        kinds = [one for one in (typing.get_args(wanted) if isinstance(wanted, types.UnionType) else (wanted,))]
        if wanted == Texts:
            return self.texts(f"{where}.{name}", value)
        right = (int, float) if float in kinds else tuple(kinds)
        if not isinstance(value, right) or (isinstance(value, bool) and bool not in kinds):
            what = {bool: "true or false", int: "a whole number", float: "a number", str: "words"}
            self.find(name, f"{where}: {name} needs {what.get(kinds[0], 'another value')}, not {value!r}")
            return None if type(None) in kinds else kinds[0]()
        if isinstance(value, int | float) and not least <= value <= LARGEST:  # "nan" is not in between either
            self.find(name, f"{where}: {name} cannot be {value}; write a number from {least:,} to {LARGEST:,}")
        return value

    def texts(self, where: str, value: Any) -> Texts:
        """Return words by language; every shipped language needs them."""
        if not isinstance(value, dict) or not all(isinstance(one, str) and one.strip() for one in value.values()):
            self.find(where, f'{where} needs its words by language: text.en = "…", text.de = "…"')
            return {}
        self.known(value, LANGUAGES, f"language of {where}")
        if missing := [one for one in LANGUAGES if one not in value]:
            self.find(where, f"{where} lacks its words in {', '.join(missing)}")
        return {language: words.strip() for language, words in value.items()}

    def fact(self, where: str, key: str) -> bool:
        if key not in self.names.facts and not key.startswith("x."):
            self.find(key, f'{where}: there is no fact "{key}"{self.hint(key, self.names.facts)}')
            return False
        return True

    def choice(self, where: str, name: str, value: str | None, allowed: Sequence[str]) -> None:
        if value is not None and value not in allowed:
            self.find(value, f'{where}: {name} cannot be "{value}"{self.hint(value, allowed)}')

    def number(self, where: str, body: Mapping[str, Any], name: str, default: float) -> float:
        return float(self.typed(where, name, body.get(name, default), float) or 0)

    def day(self, where: str, body: Mapping[str, Any], name: str) -> date | None:
        value = body.get(name)
        if value is not None and type(value) is not date:
            self.find(name, f"{where}: {name} needs a date without quotes, as in 2026-12-01")
            return None
        return value

    def known(self, table: Iterable[str], allowed: Iterable[str], what: str) -> None:
        for word in table:
            if word not in set(allowed):
                self.find(word, f'there is no {what} "{word}"{self.hint(word, allowed)}')

    def body(self, where: str, body: Any, allowed: Iterable[str] | None) -> Mapping[str, Any]:
        if not isinstance(body, dict):
            self.find(where, f"{where} must be a table")
            return {}
        if allowed is not None:
            self.known(body, allowed, f"entry of {where}")
        return body

    def table(self, table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        return self.body(f"[{name}]", table.get(name, {}), None)

    def sub(self, table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        return self.body(name, table.get(name, {}), None)

    def hint(self, word: str, known: Iterable[str]) -> str:
        near = process.extractOne(
            word, sorted(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=60
        ) if word else None  # fmt: skip
        return f' – did you mean "{near[0]}"?' if near else f". There are: {', '.join(sorted(known))}"

    def find(self, word: str, message: str) -> None:
        """Keep a finding with its line. tomllib gives none for what it has parsed, so the word is looked up."""
        for wanted in (word, word.rpartition(".")[2]):
            for number, line in enumerate(self.lines, 1):
                if wanted and re.search(rf"(?i)(?<![\w.]){re.escape(wanted)}(?!\w)", line.split(" # ", 1)[0]):
                    self.findings.append(f"{self.path}:{number}: {message}")
                    return
        self.findings.append(f"{self.path}: {message}")


def _clock(hour: str, minute: str | None) -> time | None:
    if (int(hour), int(minute or 0)) == (24, 0):
        return time.max
    return time(int(hour), int(minute or 0)) if int(hour) < 24 and int(minute or 0) < 60 else None


# --- while it runs -------------------------------------------------------------------------------


class Policies(LastGood[Policy]):
    """The file while the house runs: saved is live. One that is broken at the start raises KnowledgeError."""

    def __init__(self, path: Path, names: Names) -> None:
        super().__init__(path, partial(load, names=names), load(path, names))
