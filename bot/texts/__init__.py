"""Every word said to people, and every phrase understood as more than a question: one TOML file a language.

An admin's folder (RAPPORT_TEXTS) may hold files of the same names whose lines replace ours.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot import admin_files
from bot.errors import KnowledgeError, SettingsError
from bot.texts.language import LANGUAGES, as_shipped, detect, guess

__all__ = [
    "LANGUAGES",
    "Catalogue",
    "Words",
    "banned",
    "called",
    "catalogue",
    "day",
    "detect",
    "fact",
    "guess",
    "label",
    "say",
    "team",
    "team_day",
    "team_label",
    "team_language",
    "team_time",
    "team_value",
    "use_folder",
    "use_team",
    "value",
    "words",
]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
GRAMMARS = ("request", "anger", "harm", "signal", "trouble")
"""Tables of a catalogue that hold sentence shapes."""
LISTS = ("promise", "asks", "gloss")
"""Tables of a catalogue that hold lists of words for one reader: relationship/promises.py, handoff/asked.py,
answers/glossing.py."""
_folder: Path | None = None
_team = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """What is understood in one language: phrases by intent, lower-case."""

    phrases: Mapping[str, tuple[str, ...]]
    language_names: tuple[str, ...]
    language_asked: tuple[str, ...]
    """Words beside the name of a language that is wished for."""
    grammars: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Sentence shapes with their lists of words, by what they mean (dialogue/shapes.py), and other lists of words."""

    def __getitem__(self, intent: str) -> tuple[str, ...]:
        return self.phrases.get(intent, ())


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The lines of one language by key."""

    lines: Mapping[str, str]
    labels: Mapping[str, str]
    called: Mapping[str, tuple[str, ...]]
    """What else people call a fact's key."""
    values: Mapping[str, str]
    words: Words


def use_folder(folder: Path | None) -> None:
    """Let an admin's own files replace lines. Raises SettingsError for unknown keys or changed placeholders."""
    global _folder
    if folder is not None and not folder.is_dir():
        raise SettingsError(f"RAPPORT_TEXTS: there is no folder {folder}. Make it, or leave the setting out.")
    _folder = folder
    _check_names(folder)
    catalogue.cache_clear()
    _banned.cache_clear()
    for language in LANGUAGES:
        catalogue(language)


def use_team(language: str) -> None:
    """Let colleagues be spoken to in a language. Raises SettingsError for one that is not shipped."""
    global _team
    if language not in LANGUAGES:
        raise SettingsError(f"RAPPORT_TEAM_LANGUAGE: {language!r} is not shipped. There are: {', '.join(LANGUAGES)}.")
    _team = language


def team(key: str, **values: object) -> str:
    """Return a line for colleagues, in the team's language; `team.` stands before its key in the catalogue."""
    return _filled(catalogue(_team).lines[f"team.{key}"], values)


def team_language() -> str:
    """Return the language in which colleagues are spoken to."""
    return _team


def team_day(moment: datetime) -> str:
    """Return a date as it is written in the team's language."""
    return day(_team, moment)


def team_time(moment: datetime, zone: str = "UTC") -> str:
    """Return a moment in the team's words, on a zone's clock, which is named."""
    here = moment.astimezone(ZoneInfo(zone))
    city = zone.rpartition("/")[2].replace("_", " ")
    named = zone if zone == "UTC" else say(_team, "when.there", city=city)
    weekday = say(_team, f"when.day.{here.weekday()}")
    return f"{weekday}, {team_day(here)}, {here:%H:%M} {named}"


def team_label(key: str) -> str:
    """Return how a fact's key is called in the team's language."""
    return label(_team, key)


def team_value(key: str, raw: str) -> str:
    """Return how a fact's value is called in the team's language."""
    return value(_team, key, raw)


def _own_lines(language: str, shipped: Mapping[str, str]) -> dict[str, str]:
    path = _folder / f"{language}.toml" if _folder else None
    if path is None or not path.is_file():
        return {}
    table = _table(path)
    if other := sorted(set(table) - {"say"}):
        raise SettingsError(f"{path}: only lines under [say] may be replaced, not {', '.join(other)}.")
    own = table.get("say", {})
    if not isinstance(own, dict):
        raise SettingsError(f'{path}: [say] must be a table, with lines such as "greeting.again" = "…" under it.')
    for key, line in own.items():
        _check(path, key, line, shipped)
    return own


def _table(path: Path) -> dict[str, Any]:
    """Return what an admin's file says. Raises SettingsError."""
    try:
        return admin_files.read(path)[1]
    except KnowledgeError as error:
        raise SettingsError(str(error)) from error


def _check_names(folder: Path | None) -> None:
    """A file that is called otherwise than ours would be passed over, and with it the lines that somebody wrote."""
    ours = {f"{name}.toml" for name in (*LANGUAGES, "tone")}
    for path in sorted(folder.iterdir()) if folder else ():
        if path.suffix.casefold() == ".toml" and path.name not in ours and not path.name.startswith(("_", ".")):
            meant = _file_meant(path.stem.casefold())
            hint = f' – did you mean "{meant}.toml"?' if meant else f". There are: {', '.join(sorted(ours))}."
            raise SettingsError(f"{path}: no file of this name is read{hint}")


def _file_meant(name: str) -> str:
    """Return which of our files somebody meant: by its name but for a letter, or by that of its language; else ""."""
    names = {one: one for one in (*LANGUAGES, "tone")}
    names |= {called: one for one in LANGUAGES for called in as_shipped(one)["language"]["name"]}
    near = process.extractOne(name, list(names), scorer=OSA.distance, score_cutoff=1)
    return names[near[0]] if near else ""


def _check(path: Path, key: str, line: object, shipped: Mapping[str, str]) -> None:
    """A line must exist, or be the twin of one for a form of address, and keep its placeholders."""
    original = shipped.get(key) or shipped.get(key.removesuffix(".formal").removesuffix(".informal"))
    if original is None:
        near = difflib.get_close_matches(key, shipped, 1)
        hint = f' – did you mean "{near[0]}"?' if near else "."
        raise SettingsError(f"{path}: unknown line {key!r}{hint} The shipped {path.name} lists all lines.")
    if not isinstance(line, str):
        raise SettingsError(f"{path}: {key!r} must be words in quotes, not {line!r}.")
    if _holes(line) != _holes(original):
        raise SettingsError(f"{path}: {key!r} must keep the placeholders {sorted(_holes(original))}.")
    if word := banned(path.stem, line):
        raise SettingsError(f"{path}: {key!r} says {word!r}, which our tone leaves out (bot/texts/tone.toml).")


def _holes(line: str) -> set[str]:
    return set(_PLACEHOLDER.findall(line))


def _lists(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(entries) for name, entries in table.items()}


@lru_cache(maxsize=8)
def catalogue(language: str) -> Catalogue:
    """Return the lines of a language that is shipped (`LANGUAGES`)."""
    table = as_shipped(language)
    lines: dict[str, str] = table["say"]
    phrases = _lists(table["understand"])
    return Catalogue(
        lines={**lines, **_own_lines(language, lines)},
        labels=table["label"],
        called=_lists(table["called"]),
        values=table["value"],
        words=Words(
            phrases,
            tuple(table["language"]["name"]),
            tuple(table["language"]["asked"]),
            {name: _lists(table[name]) for name in (*GRAMMARS, *LISTS)},
        ),
    )


def banned(language: str, text: str) -> str:
    """Return the first word or phrase of a text that our tone leaves out (tone.toml); "" when there is none."""
    pattern = _banned(language if language in LANGUAGES else "en")
    found = pattern.finditer(text.casefold().replace("’", "'")) if pattern else ()
    return next((one[0] for one in found if one.lastgroup), "")


@lru_cache(maxsize=8)
def _banned(language: str) -> re.Pattern[str] | None:
    shipped = tomllib.loads(resources.files("bot.texts").joinpath("tone.toml").read_text(encoding="utf-8"))
    own = _folder / "tone.toml" if _folder else None
    more = _table(own) if own and own.is_file() else {}
    bad, good = (
        [str(one).casefold() for table in (shipped, more) for one in table.get(kind, {}).get(language, ())]
        for kind in ("banned", "allowed")
    )
    # What is longest is looked for first: "as soon as possible" is no "as soon as", and that is no "soon".
    listed = sorted({*bad, *good}, key=lambda one: (-len(one), one))
    parts = (re.escape(one) if one in good else f"(?P<banned{n}>{re.escape(one)})" for n, one in enumerate(listed))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if bad else None


def words(language: str) -> Words:
    """Return what is understood in a language; English for one that is not shipped."""
    return catalogue(language if language in LANGUAGES else "en").words


def say(language: str, key: str, *, tone: str = "", **values: object) -> str:
    """Return a line in a language (English where it is not shipped), its placeholders filled.

    `tone` "formal" or "informal" takes the line's twin where there is one. Raises KeyError for an unknown key.
    """
    lines = catalogue(language if language in LANGUAGES else "en").lines
    line = lines.get(f"{key}.{tone}") if tone else None
    return _filled(line or lines[key], values)


def _filled(line: str, values: Mapping[str, object]) -> str:
    return _PLACEHOLDER.sub(lambda hole: str(values[hole[1]]), line).strip()


def channel_name(name: str) -> str:
    """Return how a channel is called, in every language."""
    return name.capitalize()


def label(language: str, key: str) -> str:
    """Return how a fact's key is called by people; its last word for an admin's own key."""
    return catalogue(language).labels.get(key) or key.rsplit(".", 1)[-1].replace("_", " ").capitalize()


def called(language: str, key: str) -> tuple[str, ...]:
    """Return what people call a fact's key: its label, and other words for it."""
    return label(language, key), *catalogue(language).called.get(key, ())


def fact(language: str, key: str, raw: str, *, tone: str = "", own: str = "") -> str:
    """Return a fact as one would say it: "you live in Bergen"; where there are no words for it, its label and value.

    `own` are an admin's words for the key, with {value}. A line of one value comes before that of its key.
    """
    lines, shown = catalogue(language).lines, value(language, key, raw)
    for name in (f"fact.{key}={raw}", f"fact.{key}") if not own else ():
        if line := lines.get(f"{name}.{tone}") or lines.get(name):
            return _filled(line, {"value": shown})
    return _filled(own or f"{label(language, key)}: {{value}}", {"value": shown})


def value(language: str, key: str, raw: str) -> str:
    """Return how a fact's value is said: "German" for `de`; most are said as they are."""
    return catalogue(language).values.get(f"{key}.{raw}", raw)


def day(language: str, moment: datetime) -> str:
    """Return a date as it is written in a language: "21 Nov 2026", "21.11.2026", "21/11/2026"."""
    return moment.strftime({"en": "%-d %b %Y", "de": "%d.%m.%Y"}.get(language, "%d/%m/%Y"))
