"""What a town is called, of the list or not, however it is written."""

from __future__ import annotations

import re
from itertools import takewhile

from bot.memory.companies import APPS, DEPARTMENTS, PROGRAMS, traded
from bot.memory.gazetteer import CITIES, COUNTRIES, LANGUAGES, NO_NAME, NO_PLACE, TOWNS_BEGIN, is_given, listed
from bot.memory.makes import system
from bot.memory.people import WORD, name
from bot.memory.registry import Registry
from bot.memory.things import product
from bot.memory.tiers import plan
from bot.memory.values import country

TIMES = listed("""
    anfang mitte ende gestern heute morgen letzte letzten letztes last today yesterday january february march april may
    june july august september october november december januar februar märz mai juni juli oktober dezember enero
    febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre janvier février mars avril juin
    juillet août septembre octobre novembre décembre spring summer autumn winter
    frühling sommer herbst monday tuesday wednesday thursday friday saturday sunday montag
    dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lunes martes miércoles jueves viernes sábado domingo
    lundi mardi mercredi jeudi vendredi samedi dimanche christmas weihnachten ostern navidad noël black
""")
"""Words of the calendar, which are no part of a name."""
_SPELL = re.compile(
    r"\w*(?:schicht|elternzeit|teilzeit|kurzarbeit|urlaub|pause|rente|reha|ausbildung|quarantäne|besprechung)"
)
"""What somebody is in for a while, and nowhere: "bin jetzt in Spätschicht"."""


def city(words: str, registry: Registry) -> str | None:
    parts = words.strip(" .'\"").split()
    if traded(words, registry) or system(words, registry):
        return None
    if known := _listed(parts):
        return known
    kept = _capitals(parts)
    small = " ".join(kept).lower()
    first = kept[0].lower() if kept else ""
    if (
        not kept
        or first in NO_PLACE
        or first in _OFFICES
        or _SPELL.fullmatch(first)
        or _WHOSE.match(first)
        or small in COUNTRIES
        or small in LANGUAGES
        or is_given(first)
        or small in TIMES
        or _is_street(kept)
    ):
        return None
    if plan(kept[0], registry) or product(" ".join(kept), registry) or len(first) < 3 or " ".join(kept).isupper():
        return None
    return " ".join(kept)


_WHOSE = re.compile(r"(?:i|we|you|he|she|it|they|who|there|that)['’](?:m|re|s|ve|d|ll)$")
"""Somebody, and what they are: "I'm based in …"."""
_NO_SMALL_PLACE = listed("""
    fear hope peace constant rural central downtown north south east west northern southern eastern western student
    shared small big large old new apartment flat house village city town country area suburb suburbs middle nowhere
    same next different same-sex united basement lockdown delivery theory practice limbo pieces tears pyjamas
    firma büro wohnung keller garten küche urlaub bett krankenhaus halle lager abteilung filiale zug auto schule
    maison appart étage bas haut bureau boutique boulot vacances cours noël table jour court bout côté fond
    droite gauche
    dessus dessous étranger cause coz cos bc because dass weil porque parce
    deux trois quatre cinq six sept huit neuf dix onze douze seis siete ocho nueve diez sechs sieben acht neun zehn
    seven eight nine ten plusieurs chaque nouveau plus moins peu tout toute tous rien jamais pas encore
    oficina tienda trabajo obras camino espera contacto línea todo nada nunca siempre medio segundo tercero primer
    adelante general realidad serio verdad resumen principio
    hospital bed traffic schools shops class meetings meeting training between general limbo agony
    des is scho eh ned net nix nicht nichts nie never nothing always egal doch schon ganz hier there here wait
    einer einem der die das den dem meiner unserer eigenen ruhe reden sofort gerade noch
    attic room studio rented own harmony both two three one mountains
    countryside outskirts walking neighborhood neighbourhood building dorm wohnung haus stadt dorf land nähe umgebung
    mitte zentrum miete frieden euch ihnen dir mir uns ihm ihr you them him us me vous toi lui eux nous usted ustedes
    ti ellos ellas hace desde pueblo ciudad campo piso casa apartamento barrio centro calle ville campagne
    appartement maison centre banlieue quartier rue paix
""")


def small_city(words: str, registry: Registry, *, sure: bool = False) -> str | None:
    """A place written small that stands in no list: its first word, or more where one asks for another.

    Where nothing but a place can stand (`sure`) it may be somebody's name, too: "vivo en león".
    """
    parts = words.split()
    kept = parts[: 2 if parts and parts[0] in TOWNS_BEGIN else 1]
    joined = _SMALL_JOIN.match(" ".join(parts[len(kept) :]))
    last = re.sub(r"^[ld]['’]", "", kept[-1]) if kept else ""
    if last in NO_NAME or last in NO_PLACE or last in _NO_SMALL_PLACE or len(last) < _SHORTEST_PLACE:
        return None
    name_of = " ".join(map(_shown_town, kept)) + (f" {joined[1]} {joined[2].capitalize()}" if joined else "")
    return name_of if joined else town(name_of, registry) if sure else city(name_of, registry)


def no_town(words: str) -> bool:
    """Return whether words in small letters begin with one that is no town's: "never", "des is ok"."""
    first = words.split()[0] if words.split() else ""
    return first in _NO_SMALL_PLACE - {"san", "bad"} and first not in CITIES


_SHORTEST_PLACE = 3
_SMALL_JOIN = re.compile(r"(del|de la|de los|upon|sur|ob der|an der|am)\s([^\W\d_]{3,})")
"""How a town's name goes on: "colonia del sacramento", "newcastle upon tyne"."""


def _shown_town(word: str) -> str:
    """A town's word as it is written: "stow-on-the-wold" is Stow-on-the-Wold."""
    parts = word.split("-")
    return "-".join(
        part if 0 < at < len(parts) - 1 and part in _HYPHEN_JOINS else part.capitalize()
        for at, part in enumerate(parts)
    )


_HYPHEN_JOINS = listed("in on the upon under by le la les lès sur sous en am an der a de del do di")
_HYPHENED = re.compile(
    r"([^\W\d_]{3,})-(?:in|on|upon|under|le|les|sur|sous|am|an)(?:-(?:the|der|la|le))?-(?!law|law\b|progress|charge|"
    r"\1)[^\W\d_]{3,}"
)


def hyphened_city(words: str, registry: Registry) -> str | None:
    """A town that shows itself by its hyphens, in small letters: "barrow-in-furness"."""
    first = words.split()[0] if words.split() else ""
    return small_city(first, registry) if _HYPHENED.fullmatch(first) else None


def town(words: str, registry: Registry) -> str | None:
    """As `city`, where nothing but a place can stand: "I live in Nancy", though some are called so."""
    found = city(words, registry)
    kept = _capitals(words.strip(" .'\"").split())
    if found or not kept or not is_given(kept[0]):
        return found
    said = " ".join(kept[:2])
    return said if name(said, registry) and kept[0].lower() not in NO_PLACE else None


def _capitals(parts: list[str]) -> list[str]:
    """The capitalised words at the start, joined by such as "am" in Frankfurt am Main."""
    kept: list[str] = []
    for part in parts:
        joint = kept[-1].lower() if kept else ""
        dated = (joint in ("in", "on", "am") and part.lower() in TIMES) or (joint == "in" and part.lower() in COUNTRIES)
        joined = part in _PLACE_JOINS or (kept and _ELIDED.match(part))
        if dated or (kept and part == "I") or (not part[0].isupper() and not joined):
            break
        kept.append(part.rstrip(".'’"))
    kept = _before_street(kept)
    while kept and not (kept[-1][:1].isupper() or _ELIDED.match(kept[-1])):
        kept.pop()
    return kept if all(WORD.fullmatch(part) for part in kept) else []


def _before_street(parts: list[str]) -> list[str]:
    """ "Jena in der Goethestraße", "Jena on Main Street": the town alone."""
    street = next((at for at, part in enumerate(parts) if at and _STREET.fullmatch(part)), 0)
    joints = [at for at, part in enumerate(parts[:street]) if at and part in _ON_A_STREET]
    return parts[: joints[0]] if joints else parts


def _is_street(parts: list[str]) -> bool:
    return bool(_STREET.fullmatch(parts[-1])) and (len(parts) > 1 or len(parts[0]) > _SHORTEST_STREET)


_SHORTEST_STREET = 8
_STREET = re.compile(
    r"\w*(?:straße|strasse|str|gasse|allee|weg|platz)|street|st|road|rd|lane|avenue|ave|square|drive|crescent|calle|"
    r"avenida|"
    r"plaza|paseo|rue|avenue|boulevard|chemin|quai",
    re.IGNORECASE,
)
_ON_A_STREET = ("in", "on", "am", "an", "at", "en", "sur", "de")
_ELIDED = re.compile(r"[dl]['’][A-ZÀ-Þ]")
"""A joint that lost its vowel: "Villeneuve d'Ascq"."""


def aside(words: str, registry: Registry) -> str | None:
    """A town in an aside ("here in Malton"): none of a firm's rooms, no program and no state of affairs."""
    found = city(words, registry)
    first = re.sub(r"^[ld]['’]", "", found.split()[0].lower()) if found else ""
    other = first in _OFFICES | APPS | PROGRAMS | DEPARTMENTS or (found and found.lower() in NO_NAME)
    return None if not found or other or _STATE_OF_AFFAIRS.search(first) else found


def before_country(words: str, registry: Registry) -> str | None:
    """The town of "Thiès, in Senegal": any, where a country stands behind it."""
    named, _, behind = words.partition(",")
    land = re.sub(r"^\s*(?:in (?:der|den|the)|in|en|aux?|im)\s", "", behind).strip()
    return town(named, registry) if land and country(land, registry) else None


_STATE_OF_AFFAIRS = re.compile(
    r".(?:ung|heit|keit|tion|tät|ness|ity|dad|ción|té|ment)$|^(?:europ[ae]|asia|asien|afrika|africa|reception|"
    r"abteilung|filiale|betrieb|produktion|lager|halle|raum|zimmer|haus|stock|etage|planta|oficina|bureau|étage)$"
)


def listed_city(words: str, _registry: Registry) -> str | None:
    said = words.strip(" .").split()
    return _listed(said) if CITIES.get(" ".join(said).lower()) else None


def any_city(words: str, registry: Registry) -> str | None:
    """A city of the list, or one word; small letters too. "Graham from Pelham Interiors" comes from a firm."""
    found = city(words, registry) or (small_city(words, registry) if words.islower() else None)
    return found if found and (" " not in found or found in CITIES.values()) and found.lower() not in _OFFICES else None


_OFFICES = listed(
    "accounts accounting sales support finance marketing billing procurement purchasing operations hr it reception "
    "logistics buchhaltung einkauf vertrieb verwaltung empfang contabilidad compras ventas recepción comptabilité "
    "achats "
    "ventes accueil konferenz conference meeting economy traffic upstairs downstairs yesterday today before earlier"
)


def listed_first(words: str, _registry: Registry) -> str | None:
    """A city of the list that the words begin with: "Bergen since May" is Bergen."""
    return _listed(words.strip(" .'\"").split())


def _listed(parts: list[str]) -> str | None:
    """The longest name at the front that the list has; "Colonia del Sacramento" is not the Colonia of the list."""
    if len(parts) > 1 and parts[0].lower() in _SPANISH_THE and parts[1].islower():
        return None  # "estoy en el paso 2"
    for size in range(min(4, len(parts)), 0, -1):
        if known := CITIES.get(" ".join(parts[:size]).lower()):
            return None if _is_longer(parts[size:]) else known
    return None


def _is_longer(rest: list[str]) -> bool:
    """Whether a name goes on: "del Sacramento", "am Inn", "upon Trent"; but "de España" tells the country."""
    joins = [part.lower() for part in takewhile(lambda part: part.lower() in _PLACE_JOINS, rest)]
    named = rest[len(joins) : len(joins) + 1]
    if not joins or not named or not named[0][:1].isupper():
        return False
    return named[0].strip(".,'").lower() not in COUNTRIES and " ".join(joins) not in ("a", "en", "la", "le")


_SPANISH_THE = ("el", "la", "los", "las")
_PLACE_JOINS = listed(
    "of am an der im in ob a de del de' di la las los el le les lès sur sous en upon on under by the d"
)


def city_listed(said: str) -> bool:
    return said.lower() in CITIES
