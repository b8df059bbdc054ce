"""What a thing is called by a name that no list has: a capital, a number, a maker, what it is."""

from __future__ import annotations

import re

from bot.memory.companies import APPS, DEPARTMENTS, PROGRAMS
from bot.memory.gazetteer import CITIES, COUNTRIES, LANGUAGES, NO_PLACE, RELATIONS, is_given, listed
from bot.memory.makes import IS_BOX, device, model, system
from bot.memory.registry import Registry
from bot.memory.spelling import fold
from bot.memory.things import LOOKS, NO_NOUN, NO_THING, product, singular, thing
from bot.memory.tiers import plan
from bot.memory.towns import TIMES, city, city_listed

_NO_PRODUCT = listed(
    "tarif tarifa abo abono bono cuota pase carnet abonnement paket package formule forfait mitgliedschaft membership "
    "subscription suscripcion "
    "suscripción tier order version plan windows android ios macos room flat bus line page part case ticket step "
    "error errors code fehler fehlercode room flat gate platform zimmer raum saal gleis halle platz sala puerta andén "
    "habitación aula erreur salle porte quai chambre place seat row reihe fila rang paper format papier papel usb hdmi "
    "vitamin vitamine vitamina postcode zip plz level stufe nivel niveau grade klasse class clase classe "
    "booking reservation invoice contract account reference parcel delivery flight train visa passport code error "
    "línea linea ligne linie billet billets entrada entradas boleto boletos billete billetes tickets karte karten "
    "reservierung buchung bestellung bestellnummer auftrag rechnung vertrag kundennummer konto paket sendung lieferung "
    "flug zug fehler pedido reserva factura contrato cuenta paquete envío vuelo tren error commande réservation "
    "facture contrat compte colis livraison vol train erreur dossier siège sitz asiento seat"
)
_NO_BOX = listed("po p.o post mail gift letter search text check dialog cash lunch tool sand cookie transport the")


def box(words: str, registry: Registry) -> str | None:
    """A router or the like by its name and number, without the word for what it is where a name is left: "Velto R5"."""
    parts = words.split()
    kept = parts[1:] if len(parts) > 2 and IS_BOX.fullmatch(fold(parts[0])) else parts
    kept = kept[:-1] if len(kept) > 2 and IS_BOX.fullmatch(fold(kept[-1])) else kept
    small = {part.lower() for part in parts}
    other = small & (_NO_BOX | TIMES | _NO_PRODUCT | NO_NOUN)
    if other or plan(words, registry) or not any(sign.isdigit() for sign in kept[-1] + kept[0]):
        return None
    return (model(words, registry) if device(words) else None) or " ".join(kept)


_OWN_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ]{2,}|[A-ZÀ-ÖØ-Þ]{2,})")


def is_own_name(word: str, noun: str) -> bool:
    """Whether a word beside a thing is the name it is sold by ("Hemnes"); no time, no colour, nothing shouted."""
    said = word.lower()
    shouted = len(noun) > 1 and noun.isupper()
    other = said in TIMES or said in LOOKS or said in _NO_PRODUCT | PROGRAMS | DEPARTMENTS or said in LANGUAGES
    return bool(_OWN_NAME.fullmatch(word)) and not shouted and not other


def named_product(words: str, registry: Registry, *, ours: bool = False) -> str | None:
    """A product by its name: capitals or a number; unless `ours`, none of the company's list."""
    if not TIMES.isdisjoint(words.lower().split()):
        return None
    first = words.split()[0].lower()
    if system(words.partition(" ")[2], registry):
        return None  # "Rechner Debian 12"
    if ours:
        return None if device(words) or system(words, registry) else words
    if any(word in LOOKS for word in words.lower().split()) and any(product(word, registry) for word in words.split()):
        return None
    if first in _NO_PRODUCT or system(words, registry) or device(words) or city(words, registry) in CITIES.values():
        return None
    last = words.split()[-1]
    ours_too = last in registry.plans  # "Disney Plus", but "Barista Pro"
    if plan(words, registry) or plan(words.split()[0], registry) or ours_too:
        return None
    if product(words, registry) or is_given(first):
        return None
    return words


def beside_its_kind(words: str, registry: Registry) -> str | None:
    """A thing's name where the word for what it is stands beside it: it may end like a plan's ("Flux 8 Plus")."""
    parts = words.lower().split()
    other = TIMES | LOOKS | _NO_PRODUCT | NO_NOUN | PROGRAMS
    if not other.isdisjoint(parts[:1]) or not TIMES.isdisjoint(parts) or parts[0] in LANGUAGES:
        return None
    if parts[-1].endswith(("'s", "’s")) or parts[0] in COUNTRIES or city_listed(words) or product(words, registry):
        return None
    return words


def branded(words: str, registry: Registry) -> str | None:
    """A thing by its maker and what it is: "Aerolux air purifier"; no day's, language's or program's."""
    parts = words.split()
    maker = next(part for part in parts if part[0].isupper())
    kind = " ".join(part for part in parts if part != maker)
    if maker.lower() in NO_PLACE or maker.lower() in LANGUAGES:
        return None
    return words if named_product(words, registry) and thing(kind, registry) else None


_HAD = listed("""
    wedding meeting party visit appointment conference birthday funeral flight visa file document quote slot booking
    reservation exam class course lesson shift holiday problem doubt feeling concert gig show match game session talk
    guide catalogue brochure story family team guys people crew way kind sort size colour color guest guests office
    page market director manager vaccine vaccination degree certificate permit key keys door news info details film
    book song band movie hotel account bit bits news chance choice look feel times
    hochzeit besprechung feier besuch termin konferenz geburtstag flug datei dokument angebot prüfung kurs schicht
    urlaub zweifel gefühl konzert reihe stelle straße strasse stadt herr herrn frau familie film buch lied band hotel
    restaurant seite markt monat schlüssel tür zertifikat schule klasse raum region land ort update
    boda reunión fiesta visita cita conferencia cumpleaños vuelo archivo documento oferta examen clase curso turno duda
    sensación concierto partido sesión familia calle señora señor cuota línea fibra tele gracia suerte oficina página
    película libro canción hotel restaurante llave puerta sala escuela mercado certificado perro gato médico
    mariage réunion fête rendez-vous conférence anniversaire vol fichier document devis examen cours séance doute
    impression concert match famille rue ligne fibre télé chance honneur plaisir visite bureau page film livre chanson
    hôtel restaurant clé clef porte salle école marché certificat dossier chat chien médecin docteur
""")
"""What is had, and is no thing that is sold by a name."""
_RELATED = re.compile(RELATIONS, re.IGNORECASE)


def sold_as(words: str, registry: Registry) -> str | None:
    """A thing by its name and what it is, in either order: "Bergen 3 rice cooker", "Matratze Luna", "horno Nube 2"."""
    parts = words.split()
    kinds = [part for part in parts if part[0].islower()] or parts[: 1 if not parts[-1][0].islower() else -1]
    name = next((part for part in parts if part not in kinds and part[0].isupper()), "")
    told = {word for part in kinds for word in (part.lower(), fold(part.lower()), singular(part.lower()))}
    other = (
        told & (_NO_PRODUCT | _HAD | NO_THING | NO_NOUN) or name.lower() in TIMES | NO_PLACE | PROGRAMS | _NO_PRODUCT
    )
    if not name or other or any(_RELATED.fullmatch(part) or IS_BOX.fullmatch(part) for part in told):
        return None
    numbered = any(sign.isdigit() for sign in words)
    spoken_of = name.lower() in LANGUAGES or name.lower() in COUNTRIES
    spoken_of = spoken_of or (not numbered and name.lower() in LOOKS | APPS)
    if spoken_of or device(words) or device(name) or system(words, registry) or plan(words, registry):
        return None
    known = product(words, registry)  # "sofá Fjord" is the Fjord sofa of the list
    return known if known and " " in known else words


def numbered_product(words: str, registry: Registry) -> str | None:
    """As `named_product`, where only a number tells it from other words ("my Veltra 500")."""
    return named_product(words, registry) if any(sign.isdigit() for sign in words) else None


def coded_product(words: str, registry: Registry) -> str | None:
    """A thing with the code of its model ("box V5", "AX3 router"): no room, error, plan or device."""
    parts = [part.lower() for part in words.split()]
    if not _NO_PRODUCT.isdisjoint(parts) or system(words, registry) or device(words):
        return None
    return words if plan(words, registry) is None else None
