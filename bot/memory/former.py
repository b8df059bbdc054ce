"""What was so until a day that has passed: "I lived in Hull until 2024", "bis März hatten wir Basic". Pure.

Where a customer lived, which plan they had, where they worked: kept as history with its end, and never as what is so
now. The end is the first moment of the year, month or week that is named: all that the words surely say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.memory import companies, dates, tiers, towns
from bot.memory.registry import Registry
from bot.memory.spans import Label, Page
from bot.memory.spelling import Rule, rule

LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
"""Since when it was so, where nobody says: older than anybody's history here."""

_UNTIL = r"(?:until|till|til|up to|bis|hasta|jusqu'(?:en|au|à|a)|jusque)"
_ENDS = rule(rf"\b{_UNTIL}\b")
_NAME = r"[^\s,.;!?\x00]+(?: [^\s,.;!?\x00]+){0,3}?"
_WHEN = r"(?P<when>[^,;!?\n\x00]{3,30}?)"
_LIVED = (
    r"(?:(?:i|we) (?:lived|was living|were living|used to live|was based|were based) in|(?:ich|wir) (?:wohnten?|"
    r"lebten?) in|(?:viv[ií](?:a|amos)?|vivimos) en|(?:j'habitais|j'ai habite|nous habitions|on habitait|je vivais|"
    r"nous vivions) (?:a|en))"
)
_HAD = (
    r"(?:(?:i|we) (?:was|were|had|used to be|used to have)(?: on)?(?: the)?|(?:ich|wir) hatten?(?: den)?(?: tarif)?|"
    r"(?:ten[ií]a(?:mos)?|tuve|tuvimos)(?: el plan)?|(?:j'avais|nous avions|on avait)(?: la formule| le plan)?)"
)
_WORKED = (
    r"(?:(?:i|we) (?:worked|was working|used to work) (?:at|for)|trabaj(?:[eé]|aba) en|(?:j'ai travaille|"
    r"je travaillais) chez)"
)
_END = r"(?=\s*(?:[,.;!?\n\x00]|$|(?:but|and|now|aber|und|jetzt|pero|y|ahora|mais|et|maintenant)\b))"
_READERS = {"location.city": towns.city, "plan.name": tiers.named_plan, "company.name": companies.company}


def _ways(said: str, behind: str) -> tuple[Rule, ...]:
    """Return the orders of words: the end last, the end first, and German's end in the middle."""
    value = rf"(?P<v>{_NAME})"
    return (
        rule(rf"\b{said} {value}(?: plan| tarif)?,? {_UNTIL} {_WHEN}{_END}"),
        rule(rf"\b{_UNTIL} {_WHEN},? {said} {value}(?: plan)?{_END}"),
        *(
            rule(pattern.format(until=_UNTIL, when=_WHEN, value=value, end=_END))
            for pattern in behind.split("\n")
            if pattern
        ),
    )


_GERMAN = {
    "location.city": r"""\b(?:ich habe|wir haben) {until} {when} in {value} (?:gewohnt|gelebt)
\b{until} {when} (?:habe ich|haben wir) in {value} (?:gewohnt|gelebt)
\b{until} {when} (?:wohnte ich|wohnten wir|lebte ich|lebten wir) in {value}{end}
\b(?:ich wohnte|wir wohnten|ich lebte|wir lebten) {until} {when} in {value}{end}""",
    "plan.name": r"""\b(?:ich hatte|wir hatten) {until} {when} (?:den tarif|tarif|den) {value}{end}
\b{until} {when} (?:hatte ich|hatten wir) (?:den )?(?:tarif )?{value}{end}""",
    "company.name": r"""\bich habe {until} {when} bei {value} gearbeitet
\b{until} {when} habe ich bei {value} gearbeitet""",
}
_WORDS = {
    key: _ways(said, _GERMAN[key])
    for key, said in (("location.city", _LIVED), ("plan.name", _HAD), ("company.name", _WORKED))
}
_NOT_OWN: frozenset[Label] = frozenset({"question", "hypothetical", "negated", "third", "reported", "instruction",
                                        "sarcasm", "hedge"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Former:
    """What was so, where the words stand, and until when."""

    key: str
    value: str
    start: int
    end: int
    until: datetime


def seen(page: Page, registry: Registry, now: datetime) -> Iterator[Former]:
    """Yield what a message says was so until a day that has passed."""
    if not _ENDS.search(page.folded):
        return  # which is nearly every message, and the patterns are many
    for key, patterns in _WORDS.items():
        if key in registry.keys and (found := _first(page, patterns, key, registry, now)):
            yield found


def _first(page: Page, patterns: tuple[Rule, ...], key: str, registry: Registry, now: datetime) -> Former | None:
    for pattern in patterns:
        for said in pattern.finditer(page.folded):
            start, end = said.span("v")
            value, until = _READERS[key](page.clean[start:end], registry), dates.ended(said["when"], now)
            # "hatte" is read as "hätte" where accents do not count.
            real = {"hypothetical"} if "hatte" in page.clean[said.start() : said.end()].lower() else set()
            if value and until and not page.labels(start, end) - real & _NOT_OWN:
                return Former(key, value, said.start(), said.end(), until)
    return None
