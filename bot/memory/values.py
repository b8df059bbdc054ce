"""What a value must look like, key by key: a shape, a closed list, or a repaired slip of the pen.

Each reader takes the words that a frame caught and returns the value as it is kept, or None when the words are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Levenshtein

from bot.memory.gazetteer import CITIES, COUNTRIES, GIVEN_NAMES, LANGUAGES, NO_NAME, NO_PLACE, RELATIONS, listed
from bot.memory.registry import Key, Registry
from bot.memory.spelling import fold, rule

Reader = Callable[[str, Registry], str | None]


_EMAIL = re.compile(r"[\w.+%-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_REPAIR = 85
"""Least likeness (0 to 100) at which a slip in a plan's or product's name is repaired; at most 2 letters off."""
_OS = {
    "ios": "iOS", "ipados": "iPadOS", "android": "Android", "windows": "Windows", "win": "Windows",
    "macos": "macOS", "mac os": "macOS",
    "mac": "macOS", "mac os x": "macOS", "os x": "macOS", "linux": "Linux", "ubuntu": "Ubuntu", "debian": "Debian",
    "fedora": "Fedora", "linux mint": "Linux Mint", "chromeos": "ChromeOS", "chrome os": "ChromeOS",
    "rocky linux": "Rocky Linux", "almalinux": "AlmaLinux", "alma linux": "AlmaLinux", "nixos": "NixOS",
    "opensuse": "openSUSE", "suse": "SUSE", "manjaro": "Manjaro", "arch linux": "Arch Linux", "centos": "CentOS",
    "rhel": "RHEL", "red hat": "Red Hat", "oracle linux": "Oracle Linux", "amazon linux": "Amazon Linux",
    "gentoo": "Gentoo", "kali linux": "Kali Linux", "pop!_os": "Pop!_OS", "zorin os": "Zorin OS",
    "freebsd": "FreeBSD", "openbsd": "OpenBSD", "raspberry pi os": "Raspberry Pi OS", "steamos": "SteamOS",
    "harmonyos": "HarmonyOS", "sonoma": "macOS Sonoma", "sequoia": "macOS Sequoia", "ventura": "macOS Ventura",
    "monterey": "macOS Monterey",
}  # fmt: skip


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
    if known is None and base.lower() in _TIERS and (size or base[:1].isupper()):
        known = base[:1].upper() + base[1:]
    return f"{known}{size}" if known else None


def tiered(words: str, registry: Registry) -> str | None:
    """As `plan`, also a usual tier in small letters, where the phrase can only bring a plan or a system."""
    said = words.strip(" '\"")
    return plan(said, registry) or (said.title() if said.lower() in _TIERS - _COMMON_TIERS else None)


_TIERS = listed("""
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
    if small in _TIERS and small not in _COMMON_TIERS:
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
TIERS = "|".join(sorted({fold(name) for name in _TIERS}, key=len, reverse=True))
"""Names that many companies give their plans, as a pattern for folded text."""
SURE_TIERS = "|".join(sorted({fold(name) for name in _TIERS - _COMMON_TIERS}, key=len, reverse=True))
"""Those of them that are no other word with a capital."""


def tier(words: str, registry: Registry) -> str | None:
    """As `named_plan`, with the word for what it is right beside it: also in small letters ("student plan")."""
    said = words.strip(" '\"")
    return named_plan(words, registry) or (said.title() if said.lower() in _TIERS else None)


def is_tier(word: str) -> bool:
    """Return whether a folded word in small letters is one that many companies name a plan by."""
    return word in FOLDED_TIERS


FOLDED_TIERS = frozenset(map(fold, _TIERS))


def plan_said(words: str, registry: Registry) -> str | None:
    """As `plan`, where the frame says little: the name as it is written, or one that is no word of the language."""
    found = plan(words, registry) if words.lower() not in _WHO_ONE_IS else None
    return found if words[:1].isupper() or (found and words.lower() in ("plus", "family")) else None


_WHO_ONE_IS = ("student", "profi")
"""Tiers that somebody may be: "ich bin Student"."""


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
    other = words.lower() in _APPS | _PROGRAMS | _DEPARTMENTS or device(words) or words.lower() in _NO_THING
    return None if other or words.lower() in CITIES else surely_name(words, registry)


def name_with_of(words: str, registry: Registry) -> str | None:
    """A name that goes on behind "de": "Anneke de Wit"; "Ana de Burgos" comes from there."""
    parts = words.split()
    last = parts[-1].lower()
    if last in CITIES or last in COUNTRIES or last in _TRADES or name(parts[0], registry) is None:
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
        parts[0].lower() in _GREETS or of_an_office(words) or not _TRADES.isdisjoint(part.lower() for part in parts)
    ):
        return None
    return name(words, registry) if two or (parts and is_given(parts[0])) else None


_CAPITALISED = re.compile(r"[^\W\d_a-z](?:[^\W\d_A-Z]*|['’][^\W\d_a-z][^\W\d_A-Z]*)(?:[-'’][^\W\d_][^\W\d_A-Z]*)*")
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
        or device(words)
        or of_an_office(words)
        or not _TRADES.isdisjoint(part.lower() for part in parts)
    ):
        return None
    return name(words, registry) if listed or (len(own) == _FIRST_AND_LAST and _not_of_ours(parts, registry)) else None


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
    "geehrte geehrter querido querida danke gracias merci thanks vielen"
)


_OFFICE = re.compile(
    r"(?:sekretariat|rezeption|empfang|radhaus|[a-zäöüß]{3,}(?:schule|praxis|kanzlei|apotheke|werkstatt|handlung|"
    r"handel|"
    r"laden|markt|dienst|verein|zentrum|center|büro|bau|technik|erei|stift|verlag|betrieb|club|klub|"
    r"(?<!neu)(?<!alt)haus|"
    r"werke?|hof)|transports?|col(?:l[eè]ge|egio)|lyc[ée]e|[ée]cole|escuela|instituto|school|hostal|posada|"
    r"ayuntamiento|"
    r"mairie|universi\w+|savonnerie|menuiserie|\w{3,}(?:erie|ería))",
    re.IGNORECASE,
)
"""A word that names a house and nobody: "Radhaus Lindner", "Transports Keïta"."""


def of_an_office(said: str) -> bool:
    """Return whether the first of several words, or a part of it, is that of a firm, a school or an office."""
    first = said.split()[0]
    return " " in said and not is_given(first) and bool(_OFFICE.fullmatch(first))


def _not_of_ours(parts: list[str], registry: Registry) -> bool:
    ours = {word.lower() for told in (*registry.products, *registry.plans) for word in told.split()}
    return not any(part.lower() in ours or part.lower() in CITIES for part in parts)


def product(words: str, registry: Registry) -> str | None:
    """The longest product's name that the words end in: "new white Oslo desk" is an Oslo desk."""
    parts = [singular(word) for word in words.split()]
    for first in range(max(0, len(parts) - 3), len(parts)):
        tail = " ".join(parts[first:])
        found = repaired(tail, registry.products)
        # Slips are repaired in names of several words only: "table" must not become "cable".
        if found and (" " in found or found.lower() == tail.lower()):
            return found
    return _turned(words, registry) or _also(words, registry)


def _turned(words: str, registry: Registry) -> str | None:
    """A product whose noun is said in another language, on either side of its name: "escritorio Oslo"."""
    parts = words.split()[-2:]
    if len(parts) < 2:
        return None
    for noun, named in (parts, parts[::-1]):
        kind = _also(noun, registry)
        found = repaired(f"{named} {kind}", registry.products) if kind else None
        if found and " " in found:
            return found
    return None


_NO_THING = listed("""
    rechner laufwerk computer pc ordenador portátil ordinateur ordi
    casa piso maison appartement appart hälfte half moitié mitad haus wohnung garten jardín jardin kitchen küche cocina
    eso esto aquello ça cela das dies jenes it that this all everything nothing internet wifi wlan connection team
    boss husband wife mum mom dad son daughter screen display calendar login photos photo card payment browser battery
    sync data files file profile name room kitchen bank company firm office work job english german french spanish
    internetverbindung verbindung konexion conexión connexion réseau red netz chef chefin equipo équipe pantalla écran
    bildschirm tarjeta carte karte kalender agenda batería batterie akku nombre nom ciudad ville stadt order orders
    empresa negocio tienda taller société entreprise boutique firma laden geschäft
    parcel package delivery refund money invoice receipt email mail message question problem issue account
    subscription plan membership app service reply answer code link password number address confirmation discount
    voucher gift offer newsletter week month year day days time help idea phone mobile laptop tablet computer thing
    things text texts sms mms voicemail one item items product products stuff new same other another seats seat licence
    licences license licenses
    house flat car dog cat kids update version notification ticket case wrong place lot bit few couple copy response
    appointment support bestellung paket lieferung geld rechnung frage konto abo tarif antwort nummer adresse handy
    telefon artikel produkt sendung erstattung rückerstattung gutschein nachricht ware sachen teil teile falsche
    falschen falsches pedido paquete envío entrega dinero factura pregunta problema cuenta suscripción respuesta
    número dirección móvil teléfono artículo producto cosa reembolso cupón correo mensaje commande colis livraison
    argent facture problème compte abonnement formule réponse numéro téléphone portable article produit chose
    remboursement courriel packet driver courier postman stuff fahrer fahrerin kurier bote stoff zusteller lieferant
    livreur facteur coursier repartidor cartero mensajero application applications website site aplicación
    aplicaciones programa página programme pizza lunch food essen taxi uber cab ticket tickets karten
    fahrkarte fahrkarten entrada entradas billet billets flowers blumen flores fleurs brochure catalogue catalog katalog
    prospekt catálogo folleto
    mes semana año días mois semaine année woche monat jahr
""")


def no_name(words: str) -> bool:
    """Return whether words are what is had without being sold by a name, with a number or not: "factura 3"."""
    first, *rest = words.lower().split()
    return first in _NO_THING and all(part.isdigit() for part in rest)


_NO_THING_FOLDED = {
    start: tuple(word for word in map(fold, _NO_THING) if word[:2] == start)
    for start in {fold(word)[:2] for word in _NO_THING}
}
"""By their first two letters, which slips seldom touch."""

_NO_NOUN = listed("""
    never always ever just still yet already again now then today yesterday tomorrow ago finally only really suddenly
    soon once twice keep keeps has have had is was were be been will would can can't cannot could won't wont doesn't
    doesnt didn't didnt isn't isnt hasn't hasnt arrived came come comes stopped broke went got goes one two three
    five six seven eight nine ten eleven twelve several some many all last next this that not no nearest closest who
    where when why how because if so though although while or than before after about at by into over under out up
    down there here too also which what
""")
"""Words that stand in no name of a thing: one that was caught with them ends before the first. Without
"four", which is an oven in French."""


def thing(words: str, registry: Registry) -> str | None:
    """A thing that somebody bought, by any name: in small letters and the singular; German ones with their capital."""
    told = " ".join(words.split()).strip(" .'").split()
    # A single word is the thing itself: French "four" is an oven.
    parts = told if len(told) == 1 else list(takewhile(lambda part: part.lower() not in _NO_NOUN, told))
    words = " ".join(parts)
    if not parts or product(words, registry) or plan(words, registry) or device(words):
        return None
    named = {word for part in parts for word in (part.lower(), singular(part.lower()))}
    if not (named.isdisjoint(_NO_THING) and named.isdisjoint(GIVEN_NAMES)) or parts[-1].lower().endswith("ed"):
        return None
    plain = " ".join(part for part in parts if part.lower() not in _LOOKS)
    if parts[-1].lower() in _TRADES or (plain != words and product(plain, registry)):
        return None  # "a small bakery"; "la mesa negra" is a table
    parts[-1] = singular(parts[-1])
    return " ".join(parts)


SHORTEST_SLIP, SHORTEST_TWO = 4, 8
"""Letters from which a word may be another with one slip, and with two."""


def passing_thing(words: str, registry: Registry) -> str | None:
    """As `thing`, where only "my" says that it was bought: "where is my reciept" asks for no product."""
    found = thing(words, registry)
    parts = found.split() if found else []
    return found if not any(part.lower() in _NO_GOODS or _is_no_thing_misspelt(part) for part in parts) else None


_NO_GOODS = listed("""
    puppy kitten horse bird hamster hund katze pferd vogel hündin kater perro perra gato gata caballo pájaro chien
    chienne chat chatte cheval oiseau
    leg arm back head hand foot knee eye ear heart nose tooth stomach bein arm rücken kopf hand fuß knie auge ohr herz
    nase zahn bauch pierna brazo espalda cabeza mano pie rodilla ojo oreja corazón nariz jambe bras dos tête main pied
    genou œil oreille cœur nez dent
    patience luck life day memory opinion geduld glück leben tag geburtstag birthday paciencia suerte vida día
    cumpleaños patience chance vie journée anniversaire
    insurance provider landlord doctor school building street village lift elevator versicherung anbieter schule
    gebäude straße dorf aufzug hausarzt banco escuela colegio edificio calle pueblo ascensor médico seguro proveedor
    banque école immeuble rue village ascenseur médecin assurance fournisseur
    auto bike bicycle train bus flight coche bici bicicleta avión vuelo voiture vélo camion avion vol wagen fahrrad
    zug flug camión tren metro autobús barco tram
    brochure catalogue catalog flyer prospekt katalog folleto catálogo keys key schlüssel llaves llave clé clés
    baby babies bebé bébé niño niña familia family familie famille enfant
""")
"""Beings, parts of the body, houses and roads, firms one deals with: nobody has bought these from us."""


def _is_no_thing_misspelt(word: str) -> bool:
    said = fold(word.lower())
    slips = 0 if len(said) < SHORTEST_SLIP else 1 if len(said) < SHORTEST_TWO else 2
    return any(OSA.distance(said, other, score_cutoff=slips) <= slips for other in _NO_THING_FOLDED.get(said[:2], ()))


def _also(words: str, registry: Registry) -> str | None:
    """A product by another of its names ("Regal" is a shelf), in the singular or plural."""
    last = fold(words.lower()).split()[-1:]
    for word in last:
        for end in ("", "s", "es", "n", "en", "e"):
            if word.endswith(end) and (found := registry.also.get(word[: len(word) - len(end)])):
                return found
    return None


def singular(word: str) -> str:
    """Return an English noun in the singular, as far as furniture goes."""
    if word.lower().endswith("shelves"):
        return word[:-3] + "f"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


_JOINED = re.compile(r"\s(?:and|und|y|et|aber|but|pero|mais)$", re.IGNORECASE)
"""A joint that was caught with a name: what it joins comes after."""


_ASIDE = re.compile(
    r"(?:\s(?:by the way|btw|tbh|fyi|ngl|imh?o|l(?:o+l|mao)|tho(?:ugh)?|übrigens|uebrigens|por cierto|au fait|"
    r"au passage|d'ailleurs|mdr|xd|(?:ja){2,}|(?:ha){2,}h?))+$",
    re.IGNORECASE,
)
"""What is only thrown in behind a name, and is no part of it: "Tomasz btw"."""


_GIVEN = frozenset(map(fold, GIVEN_NAMES))


def is_given(word: str) -> bool:
    """Return whether a word is a given name of the list, with or without its accents."""
    return fold(word.lower()) in _GIVEN


def name(words: str, registry: Registry) -> str | None:
    """A given name, with surnames where they were said; capitals are put right."""
    parts = _ASIDE.sub("", _JOINED.sub("", words.strip(" .'\"’"))).split()
    if len(parts) > _FIRST_AND_LAST and parts[0].lower().rstrip(".") in _PEOPLE:
        parts = parts[1:]
    if not parts or len(parts) > 4 or not all(_WORD.fullmatch(part) for part in parts):
        return None
    if any(part.lower() in NO_NAME for part in (parts[0], *_unjoined(parts[1:]))) or _is_other(
        " ".join(parts), registry
    ):
        return None
    trade = parts[0].lower() in _TRADES or of_an_office(" ".join(parts))
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
        or not (_TRADES | _GREETS | _NO_THING | _APPS).isdisjoint(part.lower() for part in own)
        or (" " not in words and words.lower() in CITIES and not is_given(words))
        or not _not_of_ours(own[1:] if is_given(parts[0]) else own, registry)
    )
    return None if other or _is_other(words, registry) else " ".join(parts)


def _unjoined(parts: list[str]) -> list[str]:
    """The words of a name without what joins them: "van den", "Le"."""
    return [part for part in parts if part.lower() not in _JOINTS] if parts and parts[-1][0].isupper() else parts


_JOINTS = listed("van von der den de del della di da dos du des la le las los el ten ter af bin ibn ben")


def _is_other(words: str, registry: Registry) -> bool:
    small = words.lower()
    known = small in COUNTRIES or small in LANGUAGES or (small in CITIES and not is_given(small))
    return known or small in {word.lower() for word in (*registry.plans, *registry.products)}


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
    other = any(part in _NO_THING or part in _NO_NOUN or part in NO_PLACE or part in _MISSPELT for part in parts)
    return None if other or parts[0].endswith("ed") else name(words, registry)


_MISSPELT = listed("falsch richtig geschrieben wrong incorrect right mal bien escrito écrit orthographié")
"""What is said of a name, and is none."""


def signed_small(words: str, registry: Registry) -> str | None:
    """A name that ends a message in small letters, behind a greeting: "gruss tamika", "un saludo, tamika"."""
    other = words.lower() in _NOT_SIGNED or words.lower() in _NO_THING or words.lower() in NO_PLACE
    return None if other else name(words, registry)


_NOT_SIGNED = listed("""
    dir euch ihnen alle allen zurück nochmal nochmals vielmals dann bis mate all everyone guys team folks again
    cordiales cordial grandes todos todas equipo amigos partout tous toutes bonne bientôt encore vous toi nach aus von
    und and et y de del desde pour para für mein meine vom zum zur zu aus à a
""")


def given_name(words: str, registry: Registry) -> str | None:
    """As `name`, and the first word must be a given name of the list."""
    return name(words, registry) if words.split()[:1] and is_given(words.split()[0]) else None


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
        or _SPELL.fullmatch(first)
        or _WHOSE.match(first)
        or small in COUNTRIES
        or small in LANGUAGES
        or is_given(first)
    ):
        return None
    if plan(kept[0], registry) or product(" ".join(kept), registry) or len(first) < 3 or " ".join(kept).isupper():
        return None
    return " ".join(kept)


_WHOSE = re.compile(r"(?:i|we|you|he|she|it|they|who|there|that)['’](?:m|re|s|ve|d|ll)$")
"""Somebody, and what they are: "I'm based in …"."""
_TWO_WORDS = frozenset(
    [
        "new",
        "san",
        "santa",
        "bad",
        "st",
        "saint",
        "sankt",
        "los",
        "las",
        "la",
        "le",
        "el",
        "den",
        "port",
        "fort",
        "ciudad",
    ]
)
_NO_SMALL_PLACE = listed("""
    fear hope peace constant rural central downtown north south east west northern southern eastern western student
    shared small big large old new apartment flat house village city town country area suburb suburbs middle nowhere
    same next different same-sex united basement lockdown delivery theory practice limbo pieces tears pyjamas
    firma büro wohnung keller garten küche urlaub bett krankenhaus halle lager abteilung filiale zug auto schule
    maison appart étage bas haut bureau boutique boulot vacances cours noël table jour court bout côté fond
    droite gauche
    dessus dessous étranger cause coz cos bc because dass weil porque parce
    deux trois quatre cinq plusieurs chaque nouveau plus moins peu tout toute tous rien jamais pas encore
    oficina tienda trabajo obras camino espera contacto línea todo nada nunca siempre medio segundo tercero primer
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
    kept = parts[: 2 if parts and parts[0] in _TWO_WORDS else 1]
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
        dated = kept and kept[-1].lower() == "in" and (part.lower() in _TIMES or part.lower() in COUNTRIES)
        if dated or (kept and part == "I") or (not part[0].isupper() and part not in _PLACE_JOINS):
            break
        kept.append(part.rstrip(".'’"))
    while kept and not kept[-1][:1].isupper():
        kept.pop()
    return kept if all(_WORD.fullmatch(part) for part in kept) else []


def aside(words: str, registry: Registry) -> str | None:
    """A town in an aside ("here in Malton"): none of a firm's rooms, no program and no state of affairs."""
    found = city(words, registry)
    first = re.sub(r"^[ld]['’]", "", found.split()[0].lower()) if found else ""
    other = first in _OFFICES | _APPS | _PROGRAMS | _DEPARTMENTS or (found and found.lower() in NO_NAME)
    return None if not found or other or _STATE_OF_AFFAIRS.search(first) else found


_STATE_OF_AFFAIRS = re.compile(
    r".(?:ung|heit|keit|tion|tät|ness|ity|dad|ción|té|ment)$|^(?:europ[ae]|asia|asien|afrika|africa|reception|"
    r"abteilung|"
    r"filiale|betrieb|produktion|lager|halle|raum|zimmer|haus|stock|etage|planta|oficina|bureau|étage)$"
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
    "ventes accueil upstairs downstairs yesterday today before earlier"
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
_PLACE_JOINS = listed("am an der im in ob a de del de' di la las los el le les lès sur sous en upon on under by the d")


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
    r"[A-Z]{2,4}/\d{2,8}(?:[/-]\d{1,8}){1,2}|\d{4,6}/\d{2,6}|\d-\d{4,6}|"
    r"(?=(?:[A-Z-]*\d){3})[A-Z\d]{1,6}(?:-[A-Z\d]{1,8}){1,3}|"
    r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8}|(?=[a-z]*\d[a-z]*\d)(?=\d*[a-z]\d*[a-z])[a-z\d]{6})"
)
"""Digits, perhaps with letters before, behind or among them, and a booking's code, in which they are mixed."""


def order(words: str, _registry: Registry) -> str | None:
    found = _ORDER.fullmatch(words.strip(" ."))
    if found and found[1].isdigit() and len(found[1]) < 4:
        return None
    return re.sub(r"(?<=[A-Z]) ", "-", found[1].upper()) if found else None


_DEPARTMENTS = listed("""
    einkauf vertrieb marketing buchhaltung verwaltung lager büro personal team it hr sales support finance purchasing
    procurement logistics logistik operations compras ventas contabilidad recursos achats ventes comptabilité
""")


def company(words: str, registry: Registry) -> str | None:
    parts = words.strip(" .'\"").split()
    kept = []
    for part in parts[:5]:
        if not (part[0].isupper() or part[0].isdigit() or part in _FIRM_JOINS or part[:2] == "d'"):
            break
        kept.append(part.rstrip(",") if part in _TITLES else part.rstrip(".,"))
    if kept and (kept[0].lower() in _DEPARTMENTS or kept[0].lower().rstrip(".") in _PEOPLE):
        return None
    if len(kept) > 1 and kept[0].lower() in _FIRM_WORDS:
        kept = kept[1:]
    while kept and kept[-1] in _FIRM_JOINS:
        kept.pop()
    if len(kept) > 2 and kept[1] in ("of", "at", "de", "der", "von") and _POST.fullmatch(kept[0]):
        kept = kept[2:]
    said = " ".join(kept)
    if not any(sign.isalpha() for sign in said.split()[0:1] and said.split()[0]):
        return None
    if len(said) < 2 or said.lower() in NO_NAME or (len(kept) == 1 and said.lower() in NO_PLACE):
        return None
    return None if _is_other(said, registry) else said


_PEOPLE = listed(
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
    return None if parts and (parts[0] in _PROGRAMS or counted) else said


_PROGRAMS = listed(
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
    other = first in CITIES or is_given(first) or first in NO_PLACE or first in _APPS
    return None if not said or other or (" " not in said and first in _TIERS) else said


_APPS = listed(
    "slack telegram whatsapp signal discord zoom teams google gmail chrome firefox safari outlook excel word facebook "
    "instagram youtube netflix spotify paypal klarna visa mastercard amazon dhl ups hermes fedex windows linux macos "
    "android ios internet wifi wlan english german french spanish englisch deutsch französisch spanisch inglés español "
    "français anglais allemand espagnol alemán francés"
)
"""Programs, couriers and tongues, which stand where a firm may stand, too: "I'm with DHL on the phone"."""


def firm_of_two(words: str, registry: Registry) -> str | None:
    """As `firm`, of two words at least, as one may be a street's or a town's; no "Bad …" or "San …"."""
    said = firm(words, registry)
    return (
        said if said and " " in said and said.split()[0].lower() not in _TWO_WORDS and not city_listed(said) else None
    )


def city_listed(said: str) -> bool:
    return said.lower() in CITIES


_TRADES = listed("""
    café cafe restaurant resto gasthaus gasthof rösterei estudio
    academy salon tischlerei optik press motors taxi kindergarten pflegedienst reisen
    cabinet atelier groupe grupo garage boutique fromagerie boulangerie
    ferretería talleres bäckerei metzgerei tiefbau
    hochbau clínica restaurante hôtel sociedad société textiles conservas bodegas bau holding partners wines farm
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
    laboratoire carrosserie scierie déménagements rénovation chocolaterie étude
""")


def traded(words: str, registry: Registry) -> str | None:
    """A firm that shows itself by its name: several words, of which one is of trade ("Larkspur Analytics")."""
    said = company(words, registry)
    first = said.split()[0].lower() if said else ""
    if said is None or (first not in _TRADES and firm(words, registry) is None):
        return None
    parts = said.lower().replace(".", "").split() if said else []
    of_trade = (
        "&" in parts
        or (bool(said) and of_an_office(said or ""))
        or any(part in _TRADES or part.endswith(_TRADE_ENDS) for part in parts)
    )
    return said if said and len(parts) > 1 and of_trade else None


def is_trade(word: str) -> bool:
    """Return whether a word names a trade, as those that a firm's name begins with in German, Spanish and French."""
    return word.lower() in _TRADES or word.lower().endswith(_TRADE_ENDS)


_TRADE_ENDS = ("erei", "handel", "handlung", "technik", "logistik", "betriebe", "werke", "ería", "erie")
"""How a German, Spanish or French trade ends: "Schreinerei", "Panadería", "Boulangerie"."""


def order_no_year(words: str, registry: Registry) -> str | None:
    """An order's number beside no word for it: four digits may be a year."""
    return None if re.fullmatch(r"(?:19|20)\d\d", words) else order(words, registry)


_SYSTEM = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(_OS, key=len, reverse=True)))})(?![a-z])")


def system(words: str, _registry: Registry) -> str | None:
    small = " ".join(words.lower().strip(" .").split())
    found = _SYSTEM.match(small)
    if found is None:
        return None
    name = found[0]
    release = small[len(name) :].strip()
    return f"{_OS[name]} {release.title()}" if release else _OS[name]


def version(words: str, _registry: Registry) -> str | None:
    found = re.fullmatch(r"v?\.?\s?(\d+(?:\.\d+){1,3})", words.strip().lower().rstrip("."))
    return found[1] if found else None


_SPELT = {
    "iphone": "iPhone", "i-phone": "iPhone", "ipad": "iPad", "macbook": "MacBook", "imac": "iMac", "airpods": "AirPods",
    "thinkpad": "ThinkPad", "ideapad": "IdeaPad", "oneplus": "OnePlus", "hp": "HP", "xps": "XPS", "se": "SE",
    "fe": "FE",
    "tp-link": "TP-Link", "deskjet": "DeskJet", "laserjet": "LaserJet", "officejet": "OfficeJet", "zte": "ZTE",
    "tcl": "TCL",
    "zenbook": "ZenBook", "elitebook": "EliteBook", "probook": "ProBook", "poco": "POCO",
}  # fmt: skip


def model(words: str, _registry: Registry) -> str | None:
    """A device as its maker writes it: "iphone 14 pro" is an iPhone 14 Pro."""
    small = re.sub(r"(?:avm )?fritz ?!? ?box", "fritzbox", words.strip(" .,").lower())
    parts = re.sub(r"(?<=phone)(?=\d)", " ", small).split()
    kept = [part.removesuffix("s") if part in ("iphones", "ipads", "macbooks", "imacs") else part for part in parts]
    return " ".join(_SPELT.get(part) or _cased(part) for part in kept) or None


_ROMAN = re.compile(r"(?=[ivx])(?:i{2,3}|i?v|vi|x)")


def _cased(part: str) -> str:
    return part.upper() if _ROMAN.fullmatch(part) or any(sign.isdigit() for sign in part) else part.capitalize()


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


_TIMES = listed("""
    anfang mitte ende gestern heute morgen letzte letzten letztes last today yesterday january february march april may
    june july august september october november december januar februar märz mai juni juli oktober dezember enero
    febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre janvier février mars avril juin
    juillet août septembre octobre novembre décembre spring summer autumn winter
    frühling sommer herbst monday tuesday wednesday thursday friday saturday sunday montag
    dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lunes martes miércoles jueves viernes sábado domingo
    lundi mardi mercredi jeudi vendredi samedi dimanche christmas weihnachten ostern navidad noël black
""")
BOX = (
    r"(?:routeurs?|routers?|modems?|box|hubs?|repeater|répéteur|repetidor|mesh|extender|decoder|decodificador|décodeur|"
    r"receiver|receptor|gateway|hotspot|dongle|borne|access point|set-top box|drucker|printer|impresora|imprimante|"
    r"kartenleser|card reader|lector|terminal)"
)
"""What stands at home or on a counter and talks to the net, called by what it is."""
_IS_BOX = re.compile(fold(BOX), re.IGNORECASE)
_NO_BOX = listed("po p.o post mail gift letter search text check dialog cash lunch tool sand cookie transport the")


def box(words: str, registry: Registry) -> str | None:
    """A router or the like by its name and number, without the word for what it is where a name is left: "Velto R5"."""
    parts = words.split()
    kept = parts[1:] if len(parts) > 2 and _IS_BOX.fullmatch(fold(parts[0])) else parts
    kept = kept[:-1] if len(kept) > 2 and _IS_BOX.fullmatch(fold(kept[-1])) else kept
    small = {part.lower() for part in parts}
    other = small & (_NO_BOX | _TIMES | _NO_PRODUCT | _NO_NOUN)
    if other or plan(words, registry) or not any(sign.isdigit() for sign in kept[-1] + kept[0]):
        return None
    return (model(words, registry) if device(words) else None) or " ".join(kept)


_LOOKS = listed("""
    white black red green blue grey gray brown yellow pink oak beech pine walnut small big large new old used second
    first other same wooden leather double single corner weiß weiße schwarz rot grün blau grau braun gelb eiche buche
    kiefer klein groß neu alt blanco blanca negro negra rojo roja verde azul gris marrón amarillo blanc blanche noir
    noire rouge vert verte bleu bleue brun jaune nuevo nueva nouveau nouvelle
""")
_OWN_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ]{2,}|[A-ZÀ-ÖØ-Þ]{2,})")


def is_own_name(word: str, noun: str) -> bool:
    """Whether a word beside a thing is the name it is sold by ("Hemnes"); no time, no colour, nothing shouted."""
    said = word.lower()
    shouted = len(noun) > 1 and noun.isupper()
    other = said in _TIMES or said in _LOOKS or said in _NO_PRODUCT | _PROGRAMS | _DEPARTMENTS or said in LANGUAGES
    return bool(_OWN_NAME.fullmatch(word)) and not shouted and not other


def named_product(words: str, registry: Registry, *, ours: bool = False) -> str | None:
    """A product by its name: capitals or a number; unless `ours`, none of the company's list."""
    if not _TIMES.isdisjoint(words.lower().split()):
        return None
    first = words.split()[0].lower()
    if system(words.partition(" ")[2], registry):
        return None  # "Rechner Debian 12"
    if ours:
        return None if device(words) or system(words, registry) else words
    if any(word in _LOOKS for word in words.lower().split()) and any(product(word, registry) for word in words.split()):
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
    other = _TIMES | _LOOKS | _NO_PRODUCT | _NO_NOUN | _PROGRAMS
    if not other.isdisjoint(parts[:1]) or not _TIMES.isdisjoint(parts) or parts[0] in LANGUAGES:
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
        told & (_NO_PRODUCT | _HAD | _NO_THING | _NO_NOUN)
        or name.lower() in _TIMES | NO_PLACE | _PROGRAMS | _NO_PRODUCT
    )
    if not name or other or any(_RELATED.fullmatch(part) or _IS_BOX.fullmatch(part) for part in told):
        return None
    numbered = any(sign.isdigit() for sign in words)
    spoken_of = name.lower() in LANGUAGES or name.lower() in COUNTRIES
    spoken_of = spoken_of or (not numbered and name.lower() in _LOOKS | _APPS)
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


def device(words: str) -> bool:
    """Return whether words name a make of phone or computer."""
    return bool(_DEVICE.match(words))


AT_HOME = r"(?:avm )?fritz ?!? ?box|speedport|easybox|homebox|connect ?box|livebox|freebox|bbox"
"""Boxes that internet firms put into homes, by their family."""
_DEVICE = re.compile(
    r"(?:i-?phone|ipad|macbook|imac|mac|apple|google|pixel|samsung|galaxy|fairphone|nothing phone|oneplus|xiaomi|"
    r"redmi|poco|huawei|tecno|infinix|zte|hisense|tcl|(?:epson )?(?:workforce|ecotank)|epson|(?:hp )?(?:envy|deskjet|"
    r"laserjet|"
    r"officejet)|pixma|(?:tp-link )?archer|netgear|fire (?:tv )?stick|chromecast|roku|kobo|tolino|razer|"
    r"honor|oppo|realme|nokia|motorola|moto|sony|xperia|lenovo|thinkpad|ideapad|dell|xps|latitude|microsoft|surface|"
    rf"hp|elitebook|asus|zenbook|acer|chromebook|kindle|steam deck|framework|{AT_HOME})\b",
    re.IGNORECASE,
)


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


def phrase(words: str, _registry: Registry) -> str | None:
    """Words as they were said, without the marks around."""
    said = " ".join(words.split()).strip(" ,.;:!")
    return re.sub(r"^(?:on|in the|only|any) ", "", said, flags=re.IGNORECASE) if 1 < len(said) <= 80 else None


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


def any_device(words: str, registry: Registry) -> str | None:
    """A system or a make of device; what the bot asked for tells which."""
    return system(words, registry) or (model(words, registry) if device(words.strip()) else None)


def make(words: str, registry: Registry) -> str | None:
    """A make of device, and no system that runs on it."""
    return None if system(words, registry) else any_device(words, registry)


OF_TYPE: Mapping[str, Reader] = {
    "name": name,
    "email": email,
    "phone": phone,
    "language": language,
    "city": city,
    "country": country,
    "company": company,
    "plan": plan,
    "product": product,
    "device": any_device,
    "number": number,
    "timezone": phrase,
    "time": time_of_day,
    "version": version,
    "order": order,
}
"""The reader of a bare value, by the type of its key."""


def of_key(key: Key) -> Reader:
    """Return the reader of a key's own phrases: its closed values, its type's shape, else the words."""
    if key.values:
        return lambda words, _registry: words.lower() if words.lower() in key.values else None
    return OF_TYPE.get(key.type, phrase)
