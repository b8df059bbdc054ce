"""The frames of things, devices and plans by the word for what they are, beside the name: "my router is the Arvo Mesh
6", "mi celular, un Nubia Zeta 5", "unsere Küchenmaschine Kernmix 2000", "notre licence : Vie Scolaire".

What a thing is called by ("router", "chaudière", "licence") tells the key; then its name may be any with a capital.
Without such a word the name itself must show what it is (`goods`, `plans`, `evident`).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory import makes, named_things, plan_names, tiers
from bot.memory.frame import MINE, PRESUPPOSED, Frame
from bot.memory.registry import Registry
from bot.memory.spelling import fold, rule

# --- what things are called ----------------------------------------------------------------------

DEVICE = (
    r"(?:(?:smart|tele|mobile |cell ?)?phones?|mobile|handset|laptops?|notebook|tablets?|computer|pc|desktop|"
    r"e-?reader|tv|telly|television|printer|scanner|router|modem|card reader|card terminal|till|console|"
    r"handy|smartphone|telefon|rechner|fernseher|drucker|kartenleser|kartenterminal|kasse|lesegerät|"
    r"móvil|celu(?:lar)?|teléfono|portátil|ordenador|compu(?:tadora)?|tableta|tele(?:visor)?|impresora|lector|"
    r"datáfono|consola|téléphone|portable|ordi(?:nateur)?|tablette|télé(?:viseur)?|imprimante|routeur|liseuse|caisse|"
    r"box)"
)
GOODS = (
    r"(?:washing machine|washer|(?:tumble )?dryer|dishwasher|oven|hob|cooker|fridge|freezer|kettle|toaster|"
    r"(?:stand )?mixer|blender|(?:coffee|espresso) (?:machine|maker)|air fryer|vacuum(?: cleaner)?|hoover|boiler|"
    r"heat(?:er|ing)|heat pump|thermostat|(?:e-?)?bike|scooter|trailer|buggy|stroller|pram|watch|hearing aids?|"
    r"headphones|headset|ear ?buds|speakers?|soundbar|camera|lens|microphone|mic|guitar|amp|piano|keyboard|drone|tent|"
    r"backpack|rucksack|boots|shoes|trainers|drill|saw|(?:lawn ?)?mower|grill|barbecue|battery|inverter|sensor|"
    r"doorbell|smart ?lock|mattress|bed frame|armchair|sewing machine|treadmill|"
    r"waschmaschine|trockner|spülmaschine|geschirrspüler|backofen|herd|kühlschrank|wasserkocher|küchenmaschine|mixer|"
    r"kaffeemaschine|espressomaschine|maschine|staubsauger|therme|heizung|wärmepumpe|(?:fahr|lasten)?rad|e-?bike|"
    r"roller|anhänger|kinderwagen|uhr|hörgeräte?|kopfhörer|lautsprecher|kamera|objektiv|mikro(?:fon)?|gitarre|"
    r"verstärker|klavier|drohne|zelt|rucksack|schuhe|stiefel|bohrmaschine|säge|rasenmäher|speicher|wechselrichter|"
    r"matratze|boxspringbett(?:en)?|nähmaschine|"
    r"lavadora|secadora|lavavajillas|horno|nevera|frigorífico|hervidor|tostadora|batidora|cafetera|freidora|aspiradora|"
    r"caldera|calentador|termostato|bici(?:cleta)?|patinete|carrito|reloj|audífonos|auriculares|altavoz|cámara|"
    r"objetivo|micrófono|guitarra|amplificador|piano|dron|tienda de campaña|mochila|botas|zapat(?:os|illas)|mocasines|"
    r"taladro|sierra|cortacésped|batería|inversor|colchón|sillón|máquina de coser|"
    r"lave-linge|sèche-linge|lave-vaisselle|four|plaque|frigo|bouilloire|grille-pain|robot|cafetière|aspirateur|"
    r"chaudière|chauffe-eau|pompe à chaleur|vélo|trottinette|remorque|poussette|montre|casque|écouteurs|enceinte|"
    r"appareil(?: photo)?|micro|guitare|ampli|ukulélé|tente|sac à dos|chaussures|bottes|perceuse|scie|tondeuse|"
    r"onduleur|batterie|matelas|fauteuil|machine à (?:laver|coudre|café))"
)
"""What is sold by a name in shops of all kinds."""
PLAN = (
    r"(?:plan|membership|tier|subscription|tariff?|tarifa|abo|abonnement|formule|forfait|cuota|suscripción|membresía|"
    r"mitgliedschaft|licen[cs]e|lizenz|licencia)"
)
"""What has a name of its own wherever it is had; a package may be a parcel."""
HELD = (
    r"(?:account|insurance|policy|cover|contract|konto|versicherung|police|vertrag|anschluss|cuenta|seguro|póliza|"
    r"contrato|compte|assurance|contrat)"
)
"""What may be another firm's: its name must show that it is a plan's, or be told as one."""

# --- how a name and what stands around it looks --------------------------------------------------

_WORD = r"(?-i:[A-Z])[\w+'-]*"
_NUMBER = rf"\d{{1,4}}[a-z]{{0,2}}(?![\w-])(?![.,:]\d)(?![ ]?(?:{tiers.COUNTS}|[%€$£])(?!\w))"
_NO_START = (
    r"(?!(?:the|an?|my|our|your|this|that|it|not|no|i|we|der|die|das|den|ein\w*|mein\w*|ich|wir|kein\w*|nicht|el|la|"
    r"los|las|una?|mi|yo|le|les|une?|mon|ma|je|on|pas|what|which|how|why|was|wie|que|como|quoi|comment|can|could|kann|"
    r"puedo|peut|hi|hello|hallo|hola|bonjour)\b)"
)
_BARE = rf"{_NO_START}{_WORD}(?:[ ](?:{_WORD}|{_NUMBER})){{0,3}}"
_NAME = rf"(?P<v>{_BARE})"
_QUOTE = r"[ \"'»«]{0,2}"
_ENDS = (
    r"(?![\w-])(?=[ \"'»«]*(?:$|[.,;:!?)(\n\x00]|-\s)|\s(?:and|but|with|since|on|in|at|for|from|which|that|if|so|too|"
    r"now|one|here|und|aber|mit|seit|von|bei|aus|auf|falls|jetzt|als|y|pero|con|desde|de|en|que|por|ahora|si|et|mais|"
    r"avec|depuis|qui|chez|pour|maintenant|sous|tbh|btw|atm|rn)\b)"
)
_A = r"(?:(?:an?|the|one of your|your|ein\w{0,2}|ne[nr]?|n|der|die|das|den|una?|el|la|los|las|une?|le|les)[ ])"
_MY = r"(?:my|our|mein\w{0,2}|unser\w{0,2}|mis?|nuestr[oa]s?|mon|ma|mes|notre|nos)"
_WHOSE = rf"(?:\b(?:{_MY}|company|work|firmen|dienst)[ ](?:[\w-]+[ ])?|(?:^|[.!?,;\n(]\s*|\b(?:and|und|y|et) ))"
_FROM_YOU = r"[ ](?:(?:that )?you|que (?:me|nos|vous)|(?:den|die|das) ihr)[ ][\w ]{3,24}?"
_NOW = r"(?: (?:now|just|actually|jetzt|inzwischen|nämlich|ahora|maintenant|bei (?:mir|uns)))?"
_IS = rf"(?:(?:'s|[ ](?:is|are|es|son|est|sont)){_NOW}|[ ]?(?:,? c'est|:|=))"
_IST = rf"[ ](?:ist|sind|wäre){_NOW}"
"""In German any noun has its capital: "der Tarif ist Quatsch"."""
_CALLED = (
    r"(?:(?:'s|[ ](?:is|are)) (?:called|named)|[ ](?:heißt|lautet|se llama|s'appelle)(?: bei (?:mir|uns))?|"
    r"[ ]ist bei (?:mir|uns))"
)
_WITH_YOU = r"[ ](?:with you|bei (?:euch|ihnen)|con (?:ustedes|vosotr[oa]s)|chez vous)"


def frames() -> Iterator[Frame]:
    """Yield the frames of what is named beside the word for what it is."""
    yield from _plans()
    for key, kind, read in (("device.model", DEVICE, _device), ("product.owned", GOODS, _thing)):
        own = rf"(?:{_WHOSE}{kind}(?:{_WITH_YOU})?|\b(?:the|der|die|das|el|la|le)[ ]{kind}{_FROM_YOU})"
        called = rf"{own}(?:{_CALLED}|{_IS}|{_IST})[ ]{_A}?{_QUOTE}{_NAME}{_ENDS}"
        yield Frame("kind.is", key, rule(called), read)
        apposed = rf"\b{_MY}[ ](?:[\w-]+[ ])?{kind},[ ]{_A}{_NAME}{_ENDS}"
        yield Frame("kind.apposed", key, rule(apposed), read, MINE)
        new = r"(?:new |neue[nrs]? |nuev[oa] |nouve\w+ )?"
        mine = rf"\b(?:{_MY}|eure?[nr]?|ihre?[nr]?)[ ]{new}(?P<v>{kind}[ ]{_BARE}){_ENDS}"
        yield Frame("kind.mine", key, rule(mine), read, PRESUPPOSED)
        behind = rf"\b(?:it'?s|its|it is|{_MY}|(?:i|we)(?:'?ve| have)?(?: got| have| own| use| bought))[ ]{_A}?"
        yield Frame("kind.behind", key, rule(rf"{behind}{_NAME}[ ]{kind}{_END}"), read)
        got = (
            rf"\b(?:(?:el|la|los|las|le|les|die|der|das|den)[ ]|l')(?P<v>{kind}[ ]{_BARE}),? (?:que|q|qu'|die|den|"
            r"das) ?"
            r"(?:(?:me |nos |os |les |te )?(?:compré|compramos|cogí|tengo|tenemos|he comprado|pedí)|(?:j'ai|j'avais|"
            r"je vous ai|on a|on vous a|nous avons|nous vous avons) (?:achetée?s?|prise?s?|commandée?s?|chez)|"
            r"(?:ich|wir) (?:\w+ ){0,3}(?:habe?n?|hab|gekauft|bestellt))\b"
        )
        yield Frame("kind.got", key, rule(got), read, PRESUPPOSED)
    # "Le drone Corvus Mini ne décolle plus": what fails is had, where it is not merely out of stock.
    the = (
        r"(?:^|[.!?,;:\n]\s*)(?:(?:and|und|y|et|hi|hello|hallo|hola|bonjour),? )?"
        r"(?:(?:the|der|die|das|el|la|le)[ ]|l')?"
    )
    name = rf"{_NO_START}{_WORD}(?:[ ](?:{_WORD}|{_NUMBER})){{0,2}}"
    for said in (rf"{the}(?P<v>{GOODS}[ ]{name}){_AILS}", rf"{the}(?P<v>{name}[ ]{GOODS}){_AILS}"):
        yield Frame("kind.ails", "product.owned", rule(said), _ailing, frozenset({"negated"}))
    # "It's a PayPuck Mini" of what has been called a card reader before.
    pointed = rf"\b{DEVICE}\b[^\x00]{{1,160}}[.!?,;\n] ?(?:it'?s|its|it is|es ist|ist|es|c'est) {_A}{_NAME}{_END}"
    yield Frame("kind.pointed", "device.model", rule(pointed), _device)


def _plans() -> Iterator[Frame]:
    key = "plan.name"
    a_name = rf"[ ]{_A}?{_QUOTE}{_NAME}{_ENDS}"
    the_one = rf"[ ]{_A}{_NAME} one\b"
    several, bare = plan_names.of_several_words, plan_names.bare
    yield Frame("kind.is", key, rule(rf"{_WHOSE}(?:\w+ )?(?:{PLAN}|{HELD})(?:{_WITH_YOU})?{_CALLED}{a_name}"), bare)
    yield Frame("kind.is", key, rule(rf"{_WHOSE}{PLAN}(?:{_WITH_YOU})?{_IS}{the_one}"), bare)
    yield Frame("kind.is", key, rule(rf"{_WHOSE}{PLAN}(?:{_WITH_YOU})?(?:{_IS}|{_IST}){a_name}"), several)
    yield Frame("kind.is", key, rule(rf"{_WHOSE}{HELD}{_WITH_YOU}(?:{_IS}|{_IST}){a_name}"), several)
    yield Frame("kind.is", key, rule(rf"{_WHOSE}{HELD}(?:{_IS}|{_IST}){a_name}"), plan_names.sold_as_plan)


_AILS = (
    r"(?![\w-])(?=[ ]?(?:[,:-] ?)?(?:[\w'-]+[ ]){0,4}?(?:won'?t|doesn'?t|isn'?t|keeps?|stopped|broke|broken|died|dead|"
    r"leaks?|leaking|cracked|rattles|squeaks|blinks|flickers?|beeps|smokes?|overheats|refuses|lost|out of order|"
    r"nicht|kein\w*|defekt|kaputt|tropft|undicht|quietscht|klappert|blinkt|flackert|spinnt|piept|streikt|verliert|"
    r"raucht|no (?:me |se |nos )?\w+|ya no|falla|pierde|gotea|parpadea|pita|hace (?:un|ruido)|roto|rota|"
    r"se (?:apaga|para|cuelga|calienta)|ne|n'|plus|s'(?:éteint|arrête|allume)|fuit|grince|clignote|refuse|en panne|"
    r"hors service|cassée?|chauffe|bipe|perd)(?![\w]))(?![^.!?\n\x00]{0,50}\b(?:stock|available|sold out|lieferbar|"
    r"verfügbar|ausverkauft|vorrätig|disponible\w*|sold|verkauft|vend[ií]\w*|vendue?|regal\w+|verschenkt|donnée?|"
    r"agotad\w+|épuisée?|promo\w*|sale|angebot|oferta|incluye|trae|include\w*|enthalten|inclus\w*|listed|site|website|"
    r"shop|tienda|boutique|laden|price|preis|precio|prix)\b)"
)
"""What is said of a thing that fails; none of it of one that is merely not to be had."""
_END = r"(?![\w-])(?=\s*(?:$|[.,;!?)\n\x00]))"
_KIND = rule(rf"^(?:{DEVICE}|{GOODS})[ ]")


def _device(words: str, registry: Registry) -> str | None:
    """A device's name, of several words or with a number; no system's."""
    said = words[_led(words) :]
    if not _shows(said) or makes.system(said, registry):
        return None
    return makes.model(said, registry) if makes.device(said) else named_things.beside_its_kind(said, registry)


def _thing(words: str, registry: Registry) -> str | None:
    """A thing's name, with the word for what it is where it would be a single word; no device's."""
    said = words[_led(words) :]
    if makes.device(said) or not (_shows(said) or said != words):
        return None
    named = named_things.beside_its_kind(said, registry)
    return (named if _shows(said) else words) if named else None


def _ailing(words: str, registry: Registry) -> str | None:
    """As `_thing`, with the word for what it is on either side, which stays where the name would be one word."""
    if found := _thing(words, registry):
        return found if _led(words) else words
    return None


def _led(words: str) -> int:
    """Return where the name begins behind the word for what it is."""
    kind = _KIND.match(fold(words))
    return kind.end() if kind else 0


def _shows(said: str) -> bool:
    return " " in said or any(map(str.isdigit, said))
