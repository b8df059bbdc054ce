"""What may be remembered: the closed list of keys, and the company's own names for plans and products.

The list is shipped here; `knowledge/memory.toml` holds the same one for an admin to edit. A key in the file
replaces the shipped one, keys beginning with `x.` are new, everything else is a slip and is refused with a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import process

from bot import admin_files
from bot.errors import KnowledgeError
from bot.memory.gazetteer import CITIES, COUNTRIES
from bot.memory.spelling import fold
from bot.texts import LANGUAGES
from bot.types.memory import Wording

TYPES = (
    "name", "text", "email", "phone", "language", "timezone", "city", "country", "company", "plan", "number",
    "product", "device", "version", "order", "choice", "time",
)  # fmt: skip
PII = ("none", "contact", "sensitive")
CARDINALITY = ("one", "many")
_FIELDS = (
    "type", "cardinality", "pii", "values", "retention", "validator", "phrases", "say_back", "say", "names",
)  # fmt: skip
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
NO_MEMORY = "consent.memory"
"""The one fact of who wants nothing remembered: that they want it so."""
_SLIP = 85
"""Likeness of 100 to a country from which a name that is none is taken for it, misspelt."""
HOLE = "{value}"
"""Where the value stands in an admin's phrase."""


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that may be remembered. `values` closes the set of a `choice`."""

    name: str
    type: str = "text"
    cardinality: str = "one"
    pii: str = "none"
    values: tuple[str, ...] = ()
    retention: int | None = None
    """Days after which it is forgotten; None for as long as its class says."""
    validator: str = ""
    """What a value must look like, as a regular expression; "" asks for nothing more than its type."""
    phrases: tuple[str, ...] = ()
    """How customers say it, in any language, the value as {value}: beside the ways that are shipped."""
    say_back: bool = True
    """Whether the bot may say it to the customer unasked."""
    wording: Wording = field(default_factory=Wording)
    """The admin's own words for it, said and understood; without them those of `texts/` hold."""


@dataclass(frozen=True, slots=True)
class Registry:
    """The keys by name, and the gazetteers in the spelling that customers are shown."""

    keys: Mapping[str, Key]
    plans: tuple[str, ...]
    products: tuple[str, ...]
    countries: Mapping[str, str]
    """City, small → country: where a customer is, for what depends on the country."""
    also: Mapping[str, str]
    """Other words for a product, small and without accents → its name: "regal" → shelf."""
    held: tuple[str, ...] = field(default=(), compare=False)
    """Names of plans that the customer at hand has told; patterns are made without them."""

    def __hash__(self) -> int:
        return hash((self.plans, self.products, tuple(self.keys)))

    @property
    def things(self) -> re.Pattern[str]:
        """What finds a product by any of its names, in words that are small and without accents; its plural too."""
        return _things(self.products, tuple(self.also))

    @property
    def unsaid(self) -> frozenset[str]:
        """Return the keys that are never said to the customer."""
        return frozenset(name for name, key in self.keys.items() if not key.say_back)

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """Return the values of the keys that can have no others."""
        return {name: key.values for name, key in self.keys.items() if key.type == "choice"}

    @property
    def lands(self) -> Mapping[str, str]:
        """Return every country as it is spelt in any of our languages → its English name."""
        return COUNTRIES

    @property
    def towns(self) -> Mapping[str, str]:
        """Return every town, small, as it is spelt in any of our languages → its English name."""
        return CITIES

    @property
    def usual(self) -> Mapping[str, tuple[str, ...]]:
        """Return the values that are listed of keys for which a customer may name others too."""
        lists = {
            "plan": self.plans, "product": self.products,
            "country": tuple({*COUNTRIES.values(), *self.countries.values()}),
        }  # fmt: skip
        return {name: lists[key.type] for name, key in self.keys.items() if key.type in lists}

    @property
    def wording(self) -> Mapping[str, Wording]:
        """Return the keys for which the admin has words of their own."""
        return {name: key.wording for name, key in self.keys.items() if key.wording != Wording()}

    def key(self, name: str) -> Key:
        """Return the rules of a key. Raises KnowledgeError for one that is not to be remembered."""
        if name in self.keys:
            return self.keys[name]
        if name.startswith("note."):
            return Key(name)
        raise KnowledgeError(f'unknown memory key "{name}"{_hint(name, self.keys)}')


@lru_cache(maxsize=8)
def _things(products: tuple[str, ...], also: tuple[str, ...]) -> re.Pattern[str]:
    names = sorted({*(fold(name.lower()) for name in products), *also}, key=len, reverse=True)
    # Written as one word, as two or with a hyphen: "ebike", "e bike", "e-bike".
    spelt = (r"[-\s]?".join(map(re.escape, re.split(r"[-\s]+", name))) for name in names)
    return re.compile(rf"\b(?:{'|'.join(spelt)})(?:s|es|e|n|en)?\b")


_SHIPPED = (
    Key("identity.name", "name", pii="contact"),
    Key("identity.preferred_name", "name", pii="contact"),
    Key("identity.pronouns", "text", pii="contact"),
    Key("contact.email", "email", pii="contact"),
    Key("contact.phone", "phone", pii="contact"),
    Key("contact.channel", "choice", values=("email", "slack", "telegram", "phone")),
    Key("contact.time", "time"),
    Key("contact.do_not_contact", "choice", "many", values=("marketing", "calls", "surveys", "all")),
    Key("locale.language", "language"),
    Key("locale.timezone", "timezone"),
    Key("location.city", "city", pii="contact"),
    Key("location.country", "country"),
    Key("company.name", "company", pii="contact"),
    Key("company.role", "text"),
    Key("plan.name", "plan"),
    Key("plan.seats", "number"),
    Key("product.owned", "product", "many"),
    Key("device.model", "device", "many"),
    Key("device.os", "device"),
    Key("app.version", "version"),
    Key("order.id", "order", "many"),
    Key("issue.open", "text", "many"),
    Key("issue.resolved", "text", "many"),
    Key("pref.tone", "choice", values=("formal", "informal")),
    Key("pref.length", "choice", values=("short", "detailed")),
    Key("pref.format", "choice", values=("steps", "bullets", "plain")),
    Key("accessibility.need", "text", pii="sensitive"),
    Key("hours.opening", "text"),
    Key("consent.memory", "choice", values=("off",)),
    Key("sentiment.last", "text", retention=90, say_back=False),
    Key("risk.churn", "text", say_back=False),
)
_PLANS = ("Basic", "Plus", "Family")
_PRODUCTS = (
    "desk", "chair", "shelf", "sofa", "lamp", "bed", "table", "wardrobe", "mattress", "bookcase", "Oslo desk",
    "Fjord sofa", "Bergen chair", "Lofoten bed", "Tromsø lamp",
)  # fmt: skip

_CITIES = {
    "Norway": ("Oslo", "Bergen", "Trondheim", "Stavanger", "Tromsø"),
    "Sweden": ("Stockholm", "Gothenburg", "Malmö", "Uppsala"),
    "Denmark": ("Copenhagen", "Aarhus", "Odense"),
    "Germany": ("Berlin", "Hamburg", "Munich", "Cologne", "Frankfurt", "Stuttgart", "Leipzig", "Bonn"),
    "Netherlands": ("Amsterdam", "Rotterdam", "Utrecht", "The Hague"),
    "United Kingdom": ("London", "Manchester", "Leeds", "Birmingham", "Glasgow", "Edinburgh", "Bristol"),
}


def _by_city(cities: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    return {city.casefold(): country for country, names in cities.items() for city in names}


_ALSO = {
    "desk": ("Schreibtisch", "escritorio", "bureau"),
    "chair": ("Stuhl", "Stühle", "silla", "chaise"),
    "shelf": ("Regal", "estantería", "estante", "étagère"),
    "sofa": ("Couch", "sofá", "canapé"),
    "lamp": ("Lampe", "Leuchte", "lámpara"),
    "bed": ("Bett", "cama", "lit"),
    "table": ("Tisch", "mesa"),
    "wardrobe": ("Schrank", "Kleiderschrank", "armario", "armoire"),
    "mattress": ("Matratze", "colchón", "matelas"),
    "bookcase": ("Bücherregal", "librería", "bibliothèque"),
}


def _by_word(also: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    return {fold(word.lower()): product for product, words in also.items() for word in words}


FILE = "memory.toml"
"""In the knowledge folder."""
DEFAULT = Registry({key.name: key for key in _SHIPPED}, _PLANS, _PRODUCTS, _by_city(_CITIES), _by_word(_ALSO))


def load(path: Path | None) -> Registry:
    """Return the registry of a memory.toml; what it leaves out, and a missing file, is as shipped.

    Raises KnowledgeError that names file, line and the nearest right word.
    """
    if path is None or not path.is_file():
        return DEFAULT
    text, table = admin_files.read(path)
    return _File(path, text).registry(table)


def things_in(path: Path) -> re.Pattern[str] | None:
    """Return what finds the products of a memory.toml in folded words; None without one: those shipped are a sample's.

    Raises KnowledgeError.
    """
    return load(path).things if path.is_file() else None


def _hint(word: str, known: Iterable[str]) -> str:
    near = process.extractOne(word, list(known), score_cutoff=60)
    return f' – did you mean "{near[0]}"?' if near else f". Known: {', '.join(sorted(known))}"


class _File:
    """One memory.toml while it is being checked: every complaint says where."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()

    def registry(self, table: Mapping[str, Any]) -> Registry:
        self.known(table, ("keys", "names", "cities", "also"), "table")
        names = self.table(table, "names")
        self.known(names, ("plans", "products"), "list of names")
        keys = {name: self.key(name, body) for name, body in _flat(self.table(table, "keys"))}
        products = self.words(names, "products", DEFAULT.products)
        return Registry(
            {**DEFAULT.keys, **keys},
            self.words(names, "plans", DEFAULT.plans),
            products,
            self.cities(self.table(table, "cities")),
            self.also(self.table(table, "also"), products),
        )

    def also(self, table: Mapping[str, Any], products: tuple[str, ...]) -> Mapping[str, str]:
        there = {fold(product.lower()) for product in products}
        for product in table:
            if fold(product.lower()) not in there:
                raise self.wrong(product, f'[also] names no product "{product}"{_hint(product, products)}')
        return _by_word({product: self.words(table, product, ()) for product in table}) if table else DEFAULT.also

    def cities(self, table: Mapping[str, Any]) -> Mapping[str, str]:
        countries = set(COUNTRIES.values())
        for country in table:
            near = process.extractOne(country, countries, score_cutoff=_SLIP)
            if near and country not in countries:  # one that resembles none may be an admin's own: "Scotland"
                raise self.wrong(country, f'[cities] knows no country "{country}" – did you mean "{near[0]}"?')
        return _by_city({country: self.words(table, country, ()) for country in table}) if table else DEFAULT.countries

    def key(self, name: str, body: Any) -> Key:
        if name not in DEFAULT.keys and not re.fullmatch(r"x\.[a-z0-9_.]+", name):
            hint = _hint(name, DEFAULT.keys)
            raise self.wrong(name, f'unknown key "{name}"{hint} Keys of your own begin with "x."')
        if not isinstance(body, dict):
            raise self.wrong(name, f'key "{name}" needs a table such as {{ type = "text" }}')
        self.known(body, _FIELDS, f"field of {name}")
        shipped = DEFAULT.keys.get(name, Key(name))
        return Key(
            name,
            self.choice(name, body, "type", TYPES, shipped.type),
            self.choice(name, body, "cardinality", CARDINALITY, shipped.cardinality),
            self.choice(name, body, "pii", PII, shipped.pii),
            self.words(body, "values", shipped.values),
            self.retention(name, body, shipped.retention),
            self.validator(name, body, shipped.validator),
            self.phrases(name, body, shipped.phrases),
            self.yes_or_no(name, body, "say_back", shipped.say_back),
            Wording(self.say(name, body), self.names(name, body)),
        )

    def retention(self, key: str, body: Mapping[str, Any], default: int | None) -> int | None:
        if "retention" not in body:
            return default
        said = str(body["retention"])
        found = re.fullmatch(r"(\d{1,4}) (day|week|month|year)s?", said)
        if found is None:
            raise self.wrong(
                said, f'retention of {key} cannot be "{said}". Write "90 days", "24 months" or "2 years"', key
            )
        return int(found[1]) * _UNITS[found[2]]

    def validator(self, key: str, body: Mapping[str, Any], default: str) -> str:
        said = body.get("validator", default)
        try:
            re.compile(str(said))
        except re.error as error:
            raise self.wrong("validator", f"validator of {key} is no regular expression: {error}", key) from error
        return str(said)

    def phrases(self, key: str, body: Mapping[str, Any], default: tuple[str, ...]) -> tuple[str, ...]:
        """Phrases stand in lists by language; all languages are read, so the lists become one."""
        table = self.by_language(key, body, "phrases", f'{{ en = ["my card is {HOLE}"] }}')
        found = tuple(phrase for language in table for phrase in self.words(table, language, ()))
        for phrase in found:
            if phrase.count(HOLE) != 1 or len(phrase.replace(HOLE, "").split()) < 2:
                raise self.wrong(phrase, f'phrase "{phrase}" of {key} needs two words or more and {HOLE} once', key)
        return found or default

    def say(self, key: str, body: Mapping[str, Any]) -> Mapping[str, str]:
        """How the bot says it, a line a language."""
        table = self.by_language(key, body, "say", f'{{ en = "your card is {HOLE}" }}')
        for language, line in table.items():
            if not isinstance(line, str) or line.count(HOLE) != 1:
                raise self.wrong("say", f"say of {key} in {language} must be a line with {HOLE} once", key)
        return table

    def names(self, key: str, body: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
        table = self.by_language(key, body, "names", '{ en = ["card"] }')
        return {language: self.words(table, language, ()) for language in table}

    def by_language(self, key: str, body: Mapping[str, Any], field: str, example: str) -> Mapping[str, Any]:
        table = body.get(field, {})
        if not isinstance(table, dict):
            raise self.wrong(field, f"{field} of {key} must be given by language: {example}", key)
        self.known(table, LANGUAGES, f"language of {field}")
        return table

    def yes_or_no(self, key: str, body: Mapping[str, Any], field: str, default: bool) -> bool:
        said = body.get(field, default)
        if not isinstance(said, bool):
            raise self.wrong(field, f"{field} of {key} is true or false", key)
        return said

    def known(self, table: Mapping[str, Any], allowed: tuple[str, ...], what: str) -> None:
        for word in table:
            if word not in allowed:
                raise self.wrong(word, f'unknown {what} "{word}"{_hint(word, allowed)}')

    def table(self, table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        found = table.get(name, {})
        if not isinstance(found, dict):
            raise self.wrong(name, f"[{name}] must be a table")
        return found

    def choice(self, key: str, body: Mapping[str, Any], field: str, allowed: tuple[str, ...], default: str) -> str:
        value = body.get(field, default)
        if value not in allowed:
            raise self.wrong(str(value), f'{field} of {key} cannot be "{value}"{_hint(str(value), allowed)}', key)
        return str(value)

    def words(self, table: Mapping[str, Any], name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        found = table.get(name, list(default))
        if not isinstance(found, list) or not all(isinstance(word, str) and word.strip() for word in found):
            raise self.wrong(name, f"{name} must be a list of words")
        return tuple(word.strip() for word in found)

    def wrong(self, word: str, message: str, other: str = "") -> KnowledgeError:
        """tomllib gives no lines for what it has parsed, so the word is looked up in the text."""
        for wanted in (word, other or word, word.rpartition(".")[2]):
            for number, line in enumerate(self.lines, 1):
                if re.search(rf"(?<![\w.]){re.escape(wanted)}(?!\w)", line.split("#", 1)[0]):
                    return KnowledgeError(f"{self.path}:{number}: {message}")
        return KnowledgeError(f"{self.path}: {message}")


def _flat(table: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    """`[keys.plan.name]` and `[keys."plan.name"]` mean the same key."""
    for word, body in table.items():
        nested = isinstance(body, dict) and body and all(isinstance(inner, dict) for inner in body.values())
        nested = nested and not set(body) & {"phrases", "say", "names"}
        if nested:
            yield from _flat(body, f"{before}{word}.")
        else:
            yield before + word, body
