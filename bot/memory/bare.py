"""Words that are nothing but a value, with no phrase beside them: what a correction, an answer or "now it's …" brings.

Which key is meant is known already; here its reader is asked, more or less strictly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.memory import people, pronouns, readers, tiers, times, towns, values, wishes
from bot.memory.gazetteer import CITIES, COUNTRIES
from bot.memory.registry import Registry
from bot.memory.spelling import fold

_SURE: Mapping[str, values.Reader] = {"name": people.surely_name}
_PLACES = frozenset((*CITIES, *COUNTRIES))


def value_of(words: str, key: str, registry: Registry) -> str | None:
    """Return the value of a key that the words are; None for others, also where they only begin with a place."""
    if key == "hours.opening":
        return times.hours_said(words)
    kind = registry.key(key).type
    if kind == "timezone":
        return times.zone_said(words, registry)
    reader = _SURE.get(kind) or readers.OF_TYPE.get(kind)
    value = reader(words, registry) if reader else None
    if value is None or kind not in ("city", "country"):
        return value
    return value if values.norm(key, value).count(" ") == len(words.split()) - 1 or words.lower() in _PLACES else None


_RESTATED = ("version", "phone", "email", "number", "city", "plan", "name", "order", "country")


def restated(words: str, key: str, registry: Registry) -> str | None:
    """As `value_of`, where nobody has asked: how many there are of something asks for its word ("12 seats")."""
    kind = registry.key(key).type
    if key == "identity.pronouns":
        return pronouns.pronoun_said(words)
    if kind == "name":
        return people.given_name(words, registry)
    if kind not in _RESTATED or (kind == "number" and not words.strip().isdigit()):
        return None
    return value_of(words, key, registry)


_WORDS_OF_A_TOWN = 3
_IN_A_TOWN = re.compile(r"^\S*\d\S*(?: \S+){0,2}? (?:in|en|à|aus|from|de)(?= [^\W\d_])")
"""What has a number stands in a town: "B-114 in Leeds"."""


def answer(words: str, key: str, registry: Registry) -> str | None:
    """Return the value that the words are where they were asked for: less must show what they are."""
    rules = registry.key(key)
    if not words.strip():
        return None
    if key == "identity.pronouns":
        return pronouns.pronoun_answered(words)
    if rules.type == "choice":
        return wishes.chosen(key, fold(words)) or next(
            (value for value in rules.values if value in words.lower().split()), None
        )
    if rules.type == "timezone":
        return times.zone_said(words, registry)
    reader = readers.OF_TYPE.get(rules.type)
    if rules.type == "city":
        said = _IN_A_TOWN.sub("", words.split(",")[0])
        few = len(said.split()) <= _WORDS_OF_A_TOWN and not towns.no_town(said)
        return towns.city(_shown(said), registry) if few or not said.islower() else towns.listed_city(said, registry)
    if rules.type == "plan":
        # Where the plans are listed only a tier is another name: "to Norway" answers no question for the plan.
        named = tiers.plan if registry.plans else tiers.named_plan
        return tiers.plan(words, registry) or named(_shown(words), registry)
    if reader:
        return reader(words, registry)
    return words if 0 < len(words.split()) <= 8 else None


def _shown(words: str) -> str:
    """Words as they would be shown, where somebody types in small letters."""
    return words.title() if words.islower() else words
