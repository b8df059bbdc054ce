"""What a firm is called, and the trades, offices and programs that stand in a name's place."""

from __future__ import annotations

import re

from bot.memory.gazetteer import CITIES, COUNTRIES, LANGUAGES, NO_NAME, NO_PLACE, TOWNS_BEGIN, is_given, listed
from bot.memory.registry import Registry
from bot.memory.tiers import ALL_TIERS

_OFFICE = re.compile(
    r"(?:sekretariat|rezeption|empfang|radhaus|"
    r"[a-zäöüß]{3,}(?:schule|praxis|kanzlei|apotheke|werkstatt|handlung|handel|laden|markt|dienst|verein|zentrum|"
    r"center|büro|bau|technik|erei|stift|verlag|betrieb|club|klub|(?<!neu)(?<!alt)haus|werke?|hof)|transports?|"
    r"col(?:l[eè]ge|egio)|lyc[ée]e|[ée]cole|escuela|instituto|school|hostal|posada|ayuntamiento|mairie|universi\w+|"
    r"savonnerie|menuiserie|\w{3,}(?:erie|ería))",
    re.IGNORECASE,
)
"""A word that names a house and nobody: "Radhaus Lindner", "Transports Keïta"."""


def of_an_office(said: str) -> bool:
    """Return whether the first of several words, or a part of it, is that of a firm, a school or an office."""
    first = said.split()[0]
    return " " in said and not is_given(first) and bool(_OFFICE.fullmatch(first))


def is_other(words: str, registry: Registry) -> bool:
    """Return whether words name a country, a tongue, a town, a plan or a product: neither a firm nor a person."""
    small = words.lower()
    known = small in COUNTRIES or small in LANGUAGES or (small in CITIES and not is_given(small))
    return known or small in {word.lower() for word in (*registry.plans, *registry.products)}


DEPARTMENTS = listed("""
    einkauf vertrieb marketing buchhaltung verwaltung lager büro personal team it hr sales support finance purchasing
    procurement logistics logistik operations compras ventas contabilidad recursos achats ventes comptabilité
""")


def company(words: str, registry: Registry) -> str | None:
    parts = words.strip(" .'\"").split()
    kept: list[str] = []
    for part in parts[:5]:
        trade = not kept and is_trade(part)  # "la panadería Miga"
        if not (trade or part[0].isupper() or part[0].isdigit() or part in _FIRM_JOINS or part[:2] == "d'"):
            break
        kept.append(part.rstrip(",") if part in _TITLES else part.rstrip(".,"))
    if kept and (kept[0].lower() in DEPARTMENTS or kept[0].lower().rstrip(".") in FORMS_OF_ADDRESS):
        return None
    if len(kept) > 1 and kept[0].lower() in _FIRM_WORDS:
        kept = kept[1:]
    while kept and kept[-1] in _FIRM_JOINS:
        kept.pop()
    if len(kept) > 2 and kept[1] in ("of", "at", "de", "der", "von") and _POST.fullmatch(kept[0]):
        kept = kept[2:]
    said = " ".join(kept)
    if said.islower():
        return None
    if not any(sign.isalpha() for sign in said.split()[0:1] and said.split()[0]):
        return None
    if len(said) < 2 or said.lower() in NO_NAME or (len(kept) == 1 and said.lower() in NO_PLACE):
        return None
    return None if is_other(said, registry) else said


FORMS_OF_ADDRESS = listed(
    "frau herr herrn mr mrs ms miss señor señora señorita sr sra don doña monsieur madame mademoiselle mme mlle"
)
"""Titles of somebody, who is no firm: "Tochter von Frau Mehlis"."""
_FIRM_WORDS = ("firma", "company", "empresa", "société", "sociedad", "entreprise")
"""Words before a firm's name that are no part of it: "die Firma Lindner Bau"."""
_TITLES = ("Dr.", "Prof.", "St.", "Gebr.")
_FIRM_JOINS = ("&", "of", "and", "+", "de", "du", "des", "del", "la", "los", "las", "und", "y", "et")
_POST = re.compile(
    r"(?:owner|founder|head|director|manager|ceo|cto|cfo|coo|inhaber(?:in)?|leiter(?:in)?|gérante?|gerente|dueñ[oa])",
    re.IGNORECASE,
)


def employer(words: str, registry: Registry) -> str | None:
    """As `company`, where one works: no program that is worked with, and no step that somebody is at."""
    said = company(words, registry)
    parts = said.lower().split() if said else []
    counted = bool(parts) and parts[0] in _COUNTED_OFF and (len(parts) < 2 or parts[1].isdigit())
    return None if parts and (parts[0] in PROGRAMS or counted) else said


PROGRAMS = listed(
    "excel word outlook chrome firefox safari teams zoom windows linux macos android powerpoint photoshop"
)
_COUNTED_OFF = listed(
    "schritt punkt seite kapitel position platz kasse schalter step page chapter stage level point paso página punto "
    "nivel étape page niveau"
)


def no_person(words: str, registry: Registry) -> str | None:
    """As `company`, behind a word that people stand behind as well: "dans mon équipe Karim …"."""
    said = company(words, registry)
    return None if not said or (" " not in said and is_given(said)) else said


def firm(words: str, registry: Registry) -> str | None:
    """As `company`, where the frame says little: no city, day or person."""
    said = employer(words, registry)
    first = said.split()[0].lower() if said else ""
    other = first in CITIES or is_given(first) or first in NO_PLACE or first in APPS
    return None if not said or other or (" " not in said and first in ALL_TIERS) else said


APPS = listed(
    "slack telegram whatsapp signal discord zoom teams google gmail chrome firefox safari outlook excel word facebook "
    "instagram youtube netflix spotify paypal klarna visa mastercard amazon dhl ups hermes fedex windows linux macos "
    "android ios internet wifi wlan english german french spanish englisch deutsch französisch spanisch inglés español "
    "français anglais allemand espagnol alemán francés"
)
"""Programs, couriers and tongues, which stand where a firm may stand, too: "I'm with DHL on the phone"."""


def firm_of_two(words: str, registry: Registry) -> str | None:
    """As `firm`, of two words at least, as one may be a street's or a town's; no "Bad …" or "San …"."""
    said = firm(words, registry)
    if not said or " " not in said or said.split()[0].lower() in TOWNS_BEGIN or said.lower() in CITIES:
        return None
    return said


TRADES = listed("""
    café cafe restaurant resto gasthaus gasthof rösterei estudio
    academy salon tischlerei optik press motors taxi kindergarten pflegedienst reisen
    cabinet atelier groupe grupo garage boutique fromagerie boulangerie
    ferretería talleres bäckerei metzgerei tiefbau
    hochbau clínica restaurante hôtel sociedad société textiles conservas bodegas bau holding partners wines farm
    gbr ohg ltda llp pllc pty srl sasu eurl nv
    farms brewery works as asa ab gmbh ag kg ltd llc inc sl sa sarl sas bv oy aps plc co corp group labs studio
    studios press media logistics bakery college university school institute academy council library museum foods
    design designs consulting solutions systems software analytics bank hotel clinic agency interiors furniture books
    events industries holdings freight timber energy travel health care capital elektrotechnik technik verlag apotheke
    editorial viveros vivero pépinières pépinière paysages paysagiste gartencenter stadtgrün
    kurierkollektiv kollektiv coro
    praxis kanzlei werkstatt hermanos hijos frères fils söhne sons
    dental dentistry zahntechnik dentaire optik optics opticians óptica optique plumbing roofing joinery carpentry
    builders construction electrical motors cycles catering florist florists veterinary accountants accounting
    insurance architects legal printing packaging supplies trading tours salon metallbau holzbau maschinenbau
    gartenbau haustechnik gebäudetechnik immobilien floristik druckerei möbel transporte spedition inmobiliaria
    ferreteria clinica clinique clinic boulangerie pâtisserie librairie pharmacie hôtel farmacia librería cafetería
    papelería agencia agence agentur agency kanzlei weingut konditorei buchhandlung gärtnerei tischlerei autohaus
    möbelhaus marine textiles legal conseil seguros ventures partners group agencies networks mechanics outfitters
    services service bikes robotics ceramics therapy orthopedics orthodontics pediatrics veterinarians
    peluquería floristería panadería construcciones muebles transportes asesores abogados imprenta immobilier
    menuiserie plomberie imprimerie traiteur fleurs avocats express delivery
    print prints printers ink surgery ballet theatre theater théâtre teatro orchestra orchestre orquesta circus cirque
    zirkus circo fonderie foundry gießerei fundación foundation fondation stiftung cooperativa coopérative
    genossenschaft papeterie vitrerie verrerie glaserei taxis bus ambulances ambulancias fensterbau dachbau bedachungen
    roofers carpa festival filmproduktion productions producciones collective collectif colectivo archive archives
    nursery kita gallery galerie galería comercial distribuciones distribuidora industrias pottery cycles hackspace
    makerspace brasserie bistro bistró taberna
    notariat zweirad zweiräder reisebüro fahrschule hausverwaltung steuerbüro ingenieurbüro planungsbüro installationen
    sanitär heizungsbau malerbetrieb bestattungen imkerei gestüt reitstall tierarztpraxis landmaschinen wäscherei
    joiners builders plumbers removals lettings estates kayaks kennels stables orchards moorings upholstery teas tiles
    paints ales cider cakes bakes toys boats optical dairy dairies couriers landscapes landscaping co-op chemists
    butchers fishmongers nurseries hardware haulage tailors tutors cleaners cleaning
    naviera asesoría gestoría notaría autoescuela lavandería hostal hostería cervecería distribuciones pinturas
    fontanería instalaciones reformas mudanzas bicicletas colegio instituto cooperativa
    crèche lycée collège garderie auto-école brûlerie savonnerie pressing domaine poissonnerie quincaillerie
    gîte gite pension hof house hostel inn lodge guesthouse finca masía daughters nietos hijas plastering plasterers
    carpintería podología fisioterapia veterinaria kinésithérapie ostéopathie vineyard vineyards ranch earl scea gaec
    laboratoire carrosserie scierie déménagements rénovation chocolaterie étude
""")


def traded(words: str, registry: Registry) -> str | None:
    """A firm that shows itself by its name: several words, of which one is of trade ("Larkspur Analytics")."""
    said = company(words, registry)
    first = said.split()[0].lower() if said else ""
    if said is None or (first not in TRADES and firm(words, registry) is None):
        return None
    parts = said.lower().replace(".", "").split() if said else []
    of_trade = (
        "&" in parts
        or (bool(said) and of_an_office(said or ""))
        or any(part in TRADES or part.endswith(_TRADE_ENDS) for part in parts)
    )
    return said if said and len(parts) > 1 and of_trade else None


_KIND = re.compile(r"(?P<kind>\w{3,})[ ](?:(?:de|für|of|for)[ ]|d['’])\Z", re.IGNORECASE)


def kind_before(text: str, at: int) -> str:
    """Return the kind of a firm before its trade: "cabinet de " in "cabinet de kinésithérapie"; "" for none."""
    led = _KIND.search(text, max(0, at - 24), at)
    return led[0] if led and is_trade(led["kind"]) else ""


def is_trade(word: str) -> bool:
    """Return whether a word names a trade, as those that a firm's name begins with in German, Spanish and French."""
    return word.lower() in TRADES or word.lower().endswith(_TRADE_ENDS)


_TRADE_ENDS = ("erei", "handel", "handlung", "technik", "logistik", "betriebe", "werke", "ería", "erie")
"""How a German, Spanish or French trade ends: "Schreinerei", "Panadería", "Boulangerie"."""
