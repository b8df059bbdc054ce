"""What a plan is called: the company's own name for it, a usual tier, the size behind it."""

from __future__ import annotations

import re

from bot.memory.gazetteer import COUNTRIES, LANGUAGES, listed
from bot.memory.registry import Registry
from bot.memory.spelling import fold, rule
from bot.memory.values import repaired

_PLAN_WORD = re.compile(
    r"^(?:the|der|den|dem|el|la|le)\s+|[\s-]+(?:plan|membership|subscription|tier|tarif|abo|mitgliedschaft|abonnement|"
    r"suscripción|one|version)$",
    re.IGNORECASE,
)


COUNTS = (
    r"weeks?|days?|months?|years?|hours?|minutes?|times|people|persons?|members?|seats?|users?|licen[cs]\w*|more|of|"
    r"items?|pieces?|euros?|dollars?|pounds?|wochen?|tagen?|tage?|monaten?|jahren?|stunden?|minuten|mal|personen|leute|"
    r"plätzen?|nutzer\w*|lizenz\w*|mitarbeiter\w*|stück|uhr|prozent|semanas?|días?|meses|mes|años?|horas?|minutos|"
    r"veces|personas|usuarios?|puestos|semaines?|jours?|mois|ans?|heures?|fois|personnes|utilisateurs?|postes?|places|"
    r"comptes|am|pm|x|kr|eur|usd|parts?|teilen?|teile|piezas|pièces|hrs|miles?|km"
)
"""What is counted: a number before one of these is part of no name."""
PLAN_SIZE = rule(
    rf"(?:[ ]?\+|[ -]?(?:\d{{1,4}}[ ]?(?:g|gb|go|mb|mbit|mbps)|x{{1,3}}l|xs)|"
    rf"[ ](?:\d{{1,4}}(?![.,:]?\d)(?![ ]?(?:{COUNTS}|"
    rf"[%€$£])(?!\w))|[sml]|[a-z]\d{{1,2}}|\d[a-z]|(?-i:Max|Pro|Plus|Mini|Light|Lite|Flex|Total|Premium)))(?![\w'-])"
).pattern
"""What stands behind a plan's name and is part of it ("Business 50", "Team XL", "Pro+"), for folded text."""
_SIZED = re.compile(rf"(.+?)({PLAN_SIZE})", re.IGNORECASE)


_NO_BASE = listed("""
    the an my our your this new old das den der die dem des ein eine einen mein meine meinen unser unsere unseren neue
    neuen euer euren el la los las un una mi nuestro nuestra le les une mon ma notre votre and und et con mit with avec
    for für para pour only nur solo just at in on im bei en chez sur sous plan tarif tarifa abo abonnement paket formule
    forfait offre order version page seite room zimmer step schritt part teil
""")
"""What stands before a size without being a plan's name."""


def sized(said: str) -> tuple[str, str]:
    """Return a plan's name and the size behind it as it is kept: "max 5g" is ("max", " 5G")."""
    found = _SIZED.fullmatch(fold(said))
    if found is None or found[1].lower() in _NO_BASE:
        return said, ""
    size = found[2].strip(" -")
    if size == "+":
        return said[: found.end(1)], size
    return said[: found.end(1)], f" {size if size.istitle() and len(size) > 1 else size.upper()}"


def plan(words: str, registry: Registry) -> str | None:
    """The plan's name, with or without the word for what it is: "Family", "the Family plan", "business 50"."""
    said = _PLAN_WORD.sub("", words.strip(" '\""))
    if found := next((name for name in (*registry.plans, *registry.held) if name.lower() == said.lower()), None):
        return found
    base, size = sized(said)
    known = repaired(base, (*registry.plans, *registry.held))
    if known is None and base.lower() in ALL_TIERS and (size or base[:1].isupper()):
        known = base[:1].upper() + base[1:]
    return f"{known}{size}" if known else None


def tiered(words: str, registry: Registry) -> str | None:
    """As `plan`, also a usual tier in small letters, where the phrase can only bring a plan or a system."""
    said = words.strip(" '\"")
    return plan(said, registry) or (said.title() if said.lower() in ALL_TIERS - _COMMON_TIERS else None)


ALL_TIERS = listed("""
    gratuit gratuito gratis kostenlos free basic starter standard plus pro premium business team teams enterprise
    family gold silver platinum bronze growth scale lite essential essentials advanced professional ultimate unlimited
    student individual personal solo max classic comfort deluxe premier elite duo básico basico estándar estandar
    familiar familia profesional equipo equipe équipe empresa oro plata esencial basique essentiel famille entreprise
    argent confort prepaid prepago prépayé postpaid découverte familie komfort basis einsteiger profi
    básica basica platino platin avanzada ilimitada profesional avancé avancée illimité illimitée
""")
_NO_PLAN = listed("""
    new old same current monthly annual yearly cheapest cheaper other right wrong data payment good better best mobile
    phone training return refund delivery shipping free-of-charge paid bank user customer my your this that the own
    big small next first second expensive neue neuen neuer anderen anderer teuren nuevo otro nouveau nouvelle
    autre
""")


def named_plan(words: str, registry: Registry) -> str | None:
    """A plan with the word for what it is beside it: the company's own, a usual tier, or a name with its capital."""
    if found := plan(words, registry):
        return found
    said = re.sub(r" one$", "", words.strip(" '\""), flags=re.IGNORECASE)
    base, size = sized(said)
    small = base.lower()
    if small in _NO_PLAN or small in COUNTRIES or small in LANGUAGES:
        return None
    if small in ALL_TIERS and small not in _COMMON_TIERS:
        return base.title() + size
    if _SIZE_ALONE.fullmatch(said):
        return said.upper()
    return base[0].upper() + base[1:] + size if base[0].isupper() or size else None


_SIZE_ALONE = re.compile(r"x{0,3}[lsm]|[a-z]\d{1,2}|\d{1,3}", re.IGNORECASE)
"""What is a plan's whole name beside the word for what it is: "Tarif L", "formule 2"."""


_COMMON_TIERS = listed(
    "equipo equipe équipe gratuit gratuito gratis kostenlos free individual basis komfort profi gold silver "
    "student plata oro max solo duo classic family student familia familie famille team teams business empresa "
    "entreprise personal"
)
"""Tiers that are other words, too, when they are written small."""
TIERS = "|".join(sorted({fold(name) for name in ALL_TIERS}, key=len, reverse=True))
"""Names that many companies give their plans, as a pattern for folded text."""
SURE_TIERS = "|".join(sorted({fold(name) for name in ALL_TIERS - _COMMON_TIERS}, key=len, reverse=True))
"""Those of them that are no other word with a capital."""


def tier(words: str, registry: Registry) -> str | None:
    """As `named_plan`, with the word for what it is right beside it: also in small letters ("student plan")."""
    said = words.strip(" '\"")
    return named_plan(words, registry) or (said.title() if said.lower() in ALL_TIERS else None)


def is_tier(word: str) -> bool:
    """Return whether a folded word in small letters is one that many companies name a plan by."""
    return word in FOLDED_TIERS


FOLDED_TIERS = frozenset(map(fold, ALL_TIERS))


def plan_said(words: str, registry: Registry) -> str | None:
    """As `plan`, where the frame says little: the name as it is written, or one that is no word of the language."""
    found = plan(words, registry) if words.lower() not in _WHO_ONE_IS else None
    return found if words[:1].isupper() or (found and words.lower() in ("plus", "family")) else None


_WHO_ONE_IS = ("student", "profi")
"""Tiers that somebody may be: "ich bin Student"."""
