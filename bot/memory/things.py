"""What a thing is called by its noun: the company's own products, and any other that was bought."""

from __future__ import annotations

from itertools import takewhile

from rapidfuzz.distance import OSA

from bot.memory.companies import TRADES
from bot.memory.gazetteer import GIVEN_NAMES, listed
from bot.memory.makes import device
from bot.memory.registry import Registry
from bot.memory.spelling import fold
from bot.memory.tiers import plan
from bot.memory.values import repaired


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


NO_THING = listed("""
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
    vertrag verträge contrato contrat contract lizenz licencia police versicherung policy póliza seguro assurance
    edition edición édition ausgabe fassung version versión bundle option opción variante variant tier
""")


def no_name(words: str) -> bool:
    """Return whether words are what is had without being sold by a name, with a number or not: "factura 3"."""
    first, *rest = words.lower().split()
    return first in NO_THING and all(part.isdigit() for part in rest)


_NO_THING_FOLDED = {
    start: tuple(word for word in map(fold, NO_THING) if word[:2] == start)
    for start in {fold(word)[:2] for word in NO_THING}
}
"""By their first two letters, which slips seldom touch."""

NO_NOUN = listed("""
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
    parts = told if len(told) == 1 else list(takewhile(lambda part: part.lower() not in NO_NOUN, told))
    words = " ".join(parts)
    if not parts or product(words, registry) or plan(words, registry) or device(words):
        return None
    named = {word for part in parts for word in (part.lower(), singular(part.lower()))}
    if not (named.isdisjoint(NO_THING) and named.isdisjoint(GIVEN_NAMES)) or parts[-1].lower().endswith("ed"):
        return None
    plain = " ".join(part for part in parts if part.lower() not in LOOKS)
    if parts[-1].lower() in TRADES or (plain != words and product(plain, registry)):
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
    chain kette cadena chaîne wheel rad rueda roue tyre tire reifen neumático pneu zip zipper reißverschluss cremallera
    strap riemen correa sangle handle griff asa manche hinge scharnier bisagra charnière screw schraube tornillo vis
    spring feder muelle ressort lid deckel tapa couvercle button knopf botón bouton plug stecker enchufe prise cable
    kabel câble lace schnürsenkel cordón lacet sole sohle suela semelle
    baby babies bebé bébé niño niña familia family familie famille enfant
""")
"""Beings, parts of the body and of things, houses and roads, firms one deals with: nobody has bought these from us."""


def _is_no_thing_misspelt(word: str) -> bool:
    said = fold(word.lower())
    slips = 0 if len(said) < SHORTEST_SLIP else 1 if len(said) < SHORTEST_TWO else 2
    return any(OSA.distance(said, other, score_cutoff=slips) <= slips for other in _NO_THING_FOLDED.get(said[:2], ()))


_SHORT_NOUN = 4
"""Letters of a word that has no longer plural than with "s"."""


def _also(words: str, registry: Registry) -> str | None:
    """A product by another of its names ("Regal" is a shelf), in the singular or plural."""
    last = fold(words.lower()).split()[-1:]
    for word in last:
        # "Comet Lite" is no bed, though "lit" is one.
        for end in ("", "s", "es", "n", "en", "e") if len(word) > _SHORT_NOUN else ("", "s"):
            if word.endswith(end) and (found := registry.also.get(word[: len(word) - len(end)])):
                return found
    return None


def singular(word: str) -> str:
    """Return an English noun in the singular, as far as furniture goes."""
    if word.lower().endswith("shelves"):
        return word[:-3] + "f"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


LOOKS = listed("""
    white black red green blue grey gray brown yellow pink oak beech pine walnut small big large new old used second
    first other same wooden leather double single corner weiß weiße schwarz rot grün blau grau braun gelb eiche buche
    kiefer klein groß neu alt blanco blanca negro negra rojo roja verde azul gris marrón amarillo blanc blanche noir
    noire rouge vert verte bleu bleue brun jaune nuevo nueva nouveau nouvelle
""")
