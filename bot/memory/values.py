"""What a value of a fixed shape or a closed list looks like: addresses, numbers, order numbers, countries, counts.

A reader takes the words that a phrase caught and returns the value as it is kept, or None when the words are none.
Names have rooms of their own: `tiers`, `makes`, `things`, `named_things`, `companies`, `people`, `towns`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from bot.memory.gazetteer import COUNTRIES, LANGUAGES
from bot.memory.registry import Registry
from bot.memory.spelling import fold

Reader = Callable[[str, Registry], str | None]

_EMAIL = re.compile(r"[\w.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}")
_REPAIR = 85
"""Least likeness (0 to 100) at which a slip in a plan's or product's name is repaired; at most 2 letters off."""


def norm(key: str, value: str) -> str:
    """Return what two spellings of the same value share."""
    folded = " ".join(value.casefold().split())
    if key == "order.id":
        return re.sub(r"^[a-z]{1,4}[- ]?(?=\d[\d-]*$)|[^a-z\d]", "", folded) or folded
    if key == "contact.phone":
        return "".join(sign for sign in folded if sign.isdigit() or sign == "+")
    return folded


def repaired(words: str, names: tuple[str, ...]) -> str | None:
    """Return the company's own name that these words mean, small slips repaired; None when they mean none."""
    small = {name.lower(): name for name in names}
    said = " ".join(words.lower().split())
    if said in small:
        return small[said]
    near = process.extractOne(said, list(small), scorer=fuzz.ratio, score_cutoff=_REPAIR)
    # A short word with a letter off is another word ("hair" is no chair), and so is one that begins otherwise.
    if near is None or len(said) < 5 or near[0][0] != said[0] or Levenshtein.distance(said, near[0]) > 2:
        return None
    return small[near[0]]


def country(words: str, _registry: Registry) -> str | None:
    parts = words.strip(" .").split()
    for size in range(min(4, len(parts)), 0, -1):
        said = " ".join(parts[:size])
        found = COUNTRIES.get(said.lower())
        # "us" and "island" are words of their own; as countries they have capitals.
        if found and (said.lower() not in ("us", "island", "turkey", "inde") or said[0].isupper()):
            return found
    return None


def language(words: str, _registry: Registry) -> str | None:
    return LANGUAGES.get(words.lower().strip(" ."))


_AT = re.compile(r"\s?[(\[]\s?(?:at|ät|arroba|arobase)\s?[)\]]\s?", re.IGNORECASE)


def email(words: str, _registry: Registry) -> str | None:
    found = _EMAIL.search(_AT.sub("@", words))
    return found[0].lower().rstrip(".") if found else None


_DAYTIME = r"(?:[01]?\d|2[0-4])"
AN_HOUR = (
    rf"[ ]{{1,2}}{_DAYTIME}(?:[ ]?(?:am|pm|a\.m|p\.m|uhr|h|hrs|heures?|horas|o'clock)(?![a-z])|h\d|:\d\d|"
    rf"[ ]?-[ ]?{_DAYTIME}(?![\d/-]|[ ]\d))"
)
CALLABLE = rf"\+?\(?\d(?:(?!{AN_HOUR})[ \-./()]{{0,2}}\d){{6,14}}(?!\d)"
"""A number to be called at, up to the hour that stands behind it: "06 55 55 12 34 10h-12h"."""
_CALLABLE = re.compile(CALLABLE, re.IGNORECASE)


def phone(words: str, _registry: Registry) -> str | None:
    found = _CALLABLE.search(words)
    digits = "".join(sign for sign in found[0] if sign.isdecimal()) if found else ""
    if found is None or not 7 <= len(digits) <= 15 or any(sign.isdecimal() for sign in words[: found.start()]):
        return None
    return ("+" if found[0].startswith(("+", "(+")) else "") + digits


_ORDER = re.compile(
    r"#?\s?((?:(?:[A-Z]{1,4}|[Nn][Vv])[- ]?)?\d{3,12}(?:-\d{1,6})?|\d{2,6}-\d{3,8}|\d{2,6}(?:[- ]\d{2,6}){1,3}|"
    r"\d{3,12}[-/](?:[A-Z]{1,3}\d{0,4}|\d{1,3})|\d{4,12}-[a-z]|[A-Z]{1,3}\d{1,3}-\d{3,8}|[A-Z]{1,4}(?:-\d{2,8}){2,3}|"
    r"\d{2,6}(?:-\d{2,6}){1,3}-[A-Z]{1,2}|[A-Z]{1,4}-\d{3,8}-[A-Z]{1,2}|"
    r"[A-Z]{2,4}/\d{2,8}(?:[/-]\d{1,8}){1,2}|[A-Z]{2,4}/\d{4,8}|\d{4,6}/\d{2,6}|\d-\d{4,6}|"
    r"(?=(?:[A-Z-]*\d){3})[A-Z\d]{1,6}(?:-[A-Z\d]{1,8}){1,3}|"
    r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8}|(?=[a-z]*\d[a-z]*\d)(?=\d*[a-z]\d*[a-z])[a-z\d]{6})"
)
"""Digits, perhaps with letters before, behind or among them, and a booking's code, in which they are mixed."""


def order(words: str, _registry: Registry) -> str | None:
    found = _ORDER.fullmatch(words.strip(" ."))
    if found and found[1].isdigit() and len(found[1]) < 4:
        return None
    return re.sub(r"(?<=[A-Z]) ", "-", found[1].upper()) if found else None


def order_no_year(words: str, registry: Registry) -> str | None:
    """An order's number beside no word for it: four digits may be a year."""
    return None if re.fullmatch(r"(?:19|20)\d\d", words) else order(words, registry)


def version(words: str, _registry: Registry) -> str | None:
    found = re.fullmatch(r"v?\.?\s?(\d+(?:\.\d+){1,3})", words.strip().lower().rstrip("."))
    return found[1] if found else None


def _up_to_ninety_nine() -> Iterator[tuple[str, int]]:
    """Yield the words for 1 to 99 in the four languages, with the twins of their spelling."""
    ones = {
        "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen",
        "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
        "siebzehn achtzehn neunzehn",
        "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
        "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis "
        "veintisiete veintiocho veintinueve",
        "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
        "dix-huit dix-neuf",
    }
    named = {language: words.split() for language, words in ones.items()}
    for told in named.values():
        yield from ((word, count) for count, word in enumerate(told, 1))
    tens = {
        "en": "twenty thirty forty fifty sixty seventy eighty ninety",
        "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
        "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        "fr": "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt",
    }
    for language, words in tens.items():
        for count, ten in enumerate(words.split(), 2):
            beyond = 10 if language == "fr" and count in (7, 9) else 0
            if not beyond:
                yield ten, count * 10
            for one, word in enumerate(named[language][: 9 + beyond], 1):
                if one >= beyond:
                    yield from ((said, count * 10 - beyond + one) for said in _joined(language, ten, word))
    yield from (("soixante-dix", 70), ("quatre-vingts", 80), ("quatre-vingt-dix", 90))


def _joined(language: str, ten: str, one: str) -> tuple[str, ...]:
    if language == "de":
        return (f"{one.removesuffix('s') if one == 'eins' else one}und{ten}",)
    if language == "es":
        return (f"{ten} y {one}", f"{ten} y {one.removesuffix('o')}") if one == "uno" else (f"{ten} y {one}",)
    apart = (f"{ten}-{one}", f"{ten} {one}")
    return (*apart, f"{ten} et {one}", f"{ten}-et-{one}") if language == "fr" else apart


COUNTED = {
    spelt: str(count) for word, count in _up_to_ninety_nine() for spelt in (word, fold(word), word.replace("ß", "ss"))
} | dict.fromkeys(("dozen", "a dozen", "ein dutzend", "una docena", "une douzaine"), "12")
"""How many, in words: "twenty-two", "dreißig", "treinta y dos", "vingt-six"."""


def number(words: str, _registry: Registry) -> str | None:
    if counted := COUNTED.get(words.strip(" .!").lower()):
        return counted
    found = re.search(r"\d{1,6}", words)
    return str(int(found[0])) if found and not re.search(r"\d[.,:]\d", words) else None


def counted(words: str, _registry: Registry) -> str | None:
    """How many of something, in digits or in words."""
    said = words.strip()
    return COUNTED.get(said.lower()) or (str(int(said)) if said.isdecimal() else None)


_BEFORE_PHRASE = re.compile(
    r"^(?:on|in the|only|any|(?:just|erst|nur|solo|sólo|seulement)(?= (?:after|from|ab|nach|a partir|desde|después|"
    r"après|à partir|dès)\b)) ",
    re.IGNORECASE,
)


def phrase(words: str, _registry: Registry) -> str | None:
    """Words as they were said, without the marks around."""
    said = " ".join(words.split()).strip(" ,.;:!")
    return _BEFORE_PHRASE.sub("", said) if 1 < len(said) <= 80 else None


_TIMED = re.compile(
    r"\d|morning|afternoon|evening|night|noon|weekday|weekend|day\b|morgen|mittag|abend|nacht|woche|tags?\b|mañana|"
    r"tarde|noche|semana|lunes|martes|miércoles|jueves|viernes|sábado|domingo|matin|midi|soir|semaine|journée|lundi|"
    r"mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    re.IGNORECASE,
)


def time_of_day(words: str, registry: Registry) -> str | None:
    """Words that say when: an hour, a part of the day, a day of the week."""
    return phrase(words, registry) if _TIMED.search(words) else None


def choice(words: str, _registry: Registry) -> str | None:
    return words
