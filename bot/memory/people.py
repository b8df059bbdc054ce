"""What somebody is called: given names, surnames, and what stands in their place."""

from __future__ import annotations

import re

from bot.memory.companies import APPS, DEPARTMENTS, FORMS_OF_ADDRESS, PROGRAMS, TRADES, is_other, of_an_office
from bot.memory.gazetteer import CITIES, COUNTRIES, NO_NAME, NO_PLACE, is_given, listed
from bot.memory.makes import device
from bot.memory.registry import Registry
from bot.memory.things import NO_NOUN, NO_THING

WORD = re.compile(r"[^\W\d_][\w'’.-]*")
"""A word of a name, a town's or somebody's."""


def a_name(words: str, _registry: Registry) -> str | None:
    """A word in the place of a name ("Paris is my name"), with a capital; it may be a city's, too."""
    parts = _ASIDE.sub("", re.sub(r"['’]s$", "", words)).split()
    listed = bool(parts) and is_given(parts[0])
    shaped = listed or all(part[0].isupper() for part in parts)
    if not parts or not shaped or len(parts) > 3 or any(part.lower() in NO_NAME for part in parts):
        return None
    return " ".join(part if any(sign.isupper() for sign in part) else part.capitalize() for part in parts)


def called(words: str, registry: Registry) -> str | None:
    """What somebody wishes to be called: a name with its capital or of the list, or any that is no other word."""
    found = surely_name(words, registry)
    return found or (name(words, registry) if len(words.split()) == 1 and words.lower() not in _NOT_CALLED else None)


def titled(words: str, _registry: Registry) -> str | None:
    """A title and a name, as they were said: "Mrs Adeyemi"; the name may be any word with its capital."""
    last = words.split()[-1].rstrip(".,").lower()
    return None if last in _NOT_CALLED or last in NO_NAME else " ".join(words.split())


_NOT_CALLED = listed("""
    du sie ihr bescheid mir das es ja nein bitte that this it them him her us back later tomorrow today asap usted tu
    old-fashioned old-school stupid picky paranoid silly lazy naive fussy biased spoilt dumb weird slow cynical pedantic
    señor sir madam formally first if whenever anytime immer was mal nichts alles algo nada
""")


def greeted(words: str, registry: Registry) -> str | None:
    """A name behind a greeting ("Hiya, Gethin here"): no app, town, device or thing of ours."""
    other = words.lower() in APPS | PROGRAMS | DEPARTMENTS or device(words) or words.lower() in NO_THING
    return None if other or words.lower() in CITIES else surely_name(words, registry)


def name_with_of(words: str, registry: Registry) -> str | None:
    """A name that goes on behind "de": "Anneke de Wit"; "Ana de Burgos" comes from there."""
    parts = words.split()
    last = parts[-1].lower()
    if last in CITIES or last in COUNTRIES or last in TRADES or name(parts[0], registry) is None:
        return None
    return " ".join(parts)


def with_don(words: str, registry: Registry) -> str | None:
    """A name behind "don" or "doña", which are said with it: "don Anselmo" is Don Anselmo."""
    title, _, rest = words.partition(" ")
    found = name(rest, registry)
    return f"{title.capitalize()} {found}" if found else None


def full_name(words: str, registry: Registry) -> str | None:
    """As `given_name`, or two words with capitals ("Priya Raman here")."""
    parts = words.split()
    two = len(parts) > 1 and all(_CAPITALISED.fullmatch(part) for part in (parts[0], *_unjoined(parts[1:])))
    if parts and (
        parts[0].lower() in _GREETS or of_an_office(words) or not TRADES.isdisjoint(part.lower() for part in parts)
    ):
        return None
    return name(words, registry) if two or (parts and is_given(parts[0])) else None


_CAPITALISED = re.compile(
    r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_A-Z]*|['’][^\W\d_a-z][^\W\d_A-Z]*)(?:[-'’][^\W\d_][^\W\d_A-Z]*)*"
)
"""A word of a name as it is written: "Maya", "O'Connor-Price", "N'Guyen"; none that is shouted."""


def person(words: str, registry: Registry) -> str | None:
    """A full name that stands alone: two words with capitals, or more of which the first is a given name."""
    parts = words.split()
    own = [parts[0], *_unjoined(parts[1:])]
    if any(
        part.lower() in NO_NAME or part.lower() in NO_PLACE or part.isupper() or _ELIDED.match(part) for part in own
    ):
        return None
    listed = is_given(parts[0])
    if (
        parts[0].lower() in _GREETS
        or parts[-1].lower() in _OF_THINGS
        or device(words)
        or of_an_office(words)
        or not TRADES.isdisjoint(part.lower() for part in parts)
    ):
        return None
    return name(words, registry) if listed or (len(own) == _FIRST_AND_LAST and _not_of_ours(parts, registry)) else None


_OF_THINGS = listed("pro max plus mini lite ultra air premium basic standard deluxe")
"""With these a thing's or a plan's name ends: "VaneMax Pro"."""
_FIRST_AND_LAST = 2
_ELIDED = re.compile(r"(?:[a-z]{1,2}|[LDJI])['’]|\w+['’](?:m|s|re|ve|ll|d|t)$")
"""An article that lost its vowel: "l'équipe"; but "O'Connor" and "N'Guyen" are names."""


_GREETS = listed(
    "ihre ihr eure euer dein deine yours your su tu votre votres ton "
    "tiefbau hochbau bäckerei metzgerei apotheke praxis kanzlei autohaus laden firma team büro praxis shop store "
    "agentur werkstatt gasthaus weingut druckerei konditorei buchhandlung gärtnerei tischlerei imprimerie librairie "
    "boulangerie pâtisserie pharmacie garage cabinet atelier clinique clínica panadería librería ferretería bodegas "
    "taller talleres floristería papelería farmacia restaurante restaurant hotel hôtel estudio grupo groupe "
    "company office geschäft salon empresa tienda dear liebe lieber sehr estimado estimada estimados cher chère "
    "chers good guten buenos buenas hallo hola bonjour bonsoir salut coucou hi hey hello moin servus liebes lieber "
    "geehrte geehrter querido querida danke gracias merci thanks vielen morning evening afternoon morgen mahlzeit "
    "buenas cheers"
)


def _not_of_ours(parts: list[str], registry: Registry) -> bool:
    ours = {word.lower() for told in (*registry.products, *registry.plans) for word in told.split()}
    return not any(part.lower() in ours or part.lower() in CITIES for part in parts)


_JOINED = re.compile(r"\s(?:and|und|y|et|aber|but|pero|mais)$", re.IGNORECASE)
"""A joint that was caught with a name: what it joins comes after."""


_ASIDE = re.compile(
    r"(?:\s(?:by the way|btw|tbh|fyi|ngl|imh?o|l(?:o+l|mao)|tho(?:ugh)?|übrigens|uebrigens|por cierto|au fait|"
    r"au passage|d'ailleurs|mdr|xd|(?:ja){2,}|(?:ha){2,}h?))+$",
    re.IGNORECASE,
)
"""What is only thrown in behind a name, and is no part of it: "Tomasz btw"."""


def name(words: str, registry: Registry) -> str | None:
    """A given name, with surnames where they were said; capitals are put right."""
    parts = _ASIDE.sub("", _JOINED.sub("", words.strip(" .'\"’"))).split()
    if len(parts) > _FIRST_AND_LAST and parts[0].lower().rstrip(".") in FORMS_OF_ADDRESS:
        parts = parts[1:]
    if not parts or len(parts) > 4 or not all(WORD.fullmatch(part) for part in parts):
        return None
    if any(part.lower() in NO_NAME for part in (parts[0], *_unjoined(parts[1:]))) or is_other(
        " ".join(parts), registry
    ):
        return None
    trade = parts[0].lower() in TRADES or of_an_office(" ".join(parts))
    if trade and len(parts) > 1 and not is_given(parts[0]):
        return None  # "a nombre de Grupo Alborada"
    if len(parts[0]) < 2 or any(len(part) > 30 for part in parts):
        return None
    shown = len(parts) > 1 and parts[-1][0].isupper()
    return " ".join(
        part if any(sign.isupper() for sign in part) or (shown and part in _JOINTS) else part.capitalize()
        for part in parts
    )


def signed(words: str, registry: Registry) -> str | None:
    """A name below a message, as it is written: no firm's, no thing's, and no word that is shouted."""
    parts = words.split()
    own = _unjoined(parts)
    other = (
        device(words)
        or of_an_office(words)
        or any(part.lower() in NO_NAME or part.lower() in NO_PLACE or part.isupper() for part in own)
        or not (TRADES | _GREETS | NO_THING | APPS).isdisjoint(part.lower() for part in own)
        or (" " not in words and words.lower() in CITIES and not is_given(words))
        or not _not_of_ours(own[1:] if is_given(parts[0]) else own, registry)
    )
    return None if other or is_other(words, registry) else " ".join(parts)


def _unjoined(parts: list[str]) -> list[str]:
    """The words of a name without what joins them: "van den", "Le"."""
    return [part for part in parts if part.lower() not in _JOINTS] if parts and parts[-1][0].isupper() else parts


_JOINTS = listed("van von der den de del della di da dos du des la le las los el ten ter af bin ibn ben")


def surely_name(words: str, registry: Registry) -> str | None:
    """As `name`, for frames that say little ("I'm X"): a given name of the list, or a capital."""
    parts = words.split()
    if not parts:
        return None
    listed = is_given(parts[0])
    shaped = all(part[0].isupper() for part in parts) and not (len(parts[0]) > 2 and words.isupper())
    return name(words, registry) if listed or shaped else None


def small_name(words: str, registry: Registry) -> str | None:
    """A full name in small letters where only a name can stand: no word of it is one of the language's own."""
    parts = words.lower().split()
    other = any(part in NO_THING or part in NO_NOUN or part in NO_PLACE or part in _MISSPELT for part in parts)
    return None if other or parts[0].endswith("ed") else name(words, registry)


_MISSPELT = listed("falsch richtig geschrieben wrong incorrect right mal bien escrito écrit orthographié")
"""What is said of a name, and is none."""


def signed_small(words: str, registry: Registry) -> str | None:
    """A name that ends a message in small letters, behind a greeting: "gruss tamika", "un saludo, tamika"."""
    other = words.lower() in _NOT_SIGNED or words.lower() in NO_THING or words.lower() in NO_PLACE
    return None if other else name(words, registry)


_NOT_SIGNED = listed("""
    dir euch ihnen alle allen zurück nochmal nochmals vielmals dann bis mate all everyone guys team folks again
    cordiales cordial grandes todos todas equipo amigos partout tous toutes bonne bientôt encore vous toi nach aus von
    und and et y de del desde pour para für mein meine vom zum zur zu aus à a
""")


def given_name(words: str, registry: Registry) -> str | None:
    """As `name`, and the first word must be a given name of the list."""
    return name(words, registry) if words.split()[:1] and is_given(words.split()[0]) else None
