"""How people introduce themselves in one breath: name, firm, town and post beside each other, in any order.

"Hi all, Ngozi from Lumen Labs", "Buenas, Librería Azul, de Gijón", "soy la encargada, Rosa", "me too: Kim, but of …".
A frame needs a word that brings a name or a firm; here what stands together tells what each of it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.memory import companies, firms, people, posts, towns
from bot.memory.found import Found, Reading
from bot.memory.frame import Frame, Seen
from bot.memory.gazetteer import is_given, listed
from bot.memory.names import FULL, GREETING
from bot.memory.registry import Registry
from bot.memory.spans import Page
from bot.memory.spelling import Rule, fold, rule

_CAP = r"(?-i:[^\W\d_a-z])[\w'’-]+"
_UPPER = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:['’-][A-ZÀ-ÖØ-Þ]?[^\W\d_]+)*"
_LAST = rf"(?:(?:van|von|der|den|de|la|del|di|da|dos|Le|La) )*{_UPPER}"
_NAME = rf"(?P<name>{FULL}|{_CAP})"
_FIRM = firms.FIRM.replace("?P<v>", "?P<firm>")
_TOWN = rf"(?P<town>{_CAP}(?:[ -](?:(?:de|del|am|an der|sur|upon|on) )?(?:la )?{_CAP}){{0,2}})"
_END = r"(?=\s*(?:$|[.,!;\n]))"
_STOP = r"(?=\s*(?:$|[.!;\n])|, (?-i:[a-z]))"
_ALL = (
    r"(?: (?:all|team|there|everyone|everybody|again|folks|zusammen|alle|wieder|equipo|a todos|à tous|à toutes|à vous))"
)
_GREETS = rf"(?:{GREETING})\b{_ALL}{{0,2}}(?: ?[,.!]|(?<=all)|(?<=team))\s{{1,2}}"
_OPENS = rf"(?:\A|\n)\s*(?:{_GREETS})?"
_FROM = r"(?:from|at|of|de chez|chez|von(?: der)?|vom|bei(?: der)?|de la|del|de)(?: the)?"
NO_DESK = (
    r"(?!(?:Support|Sales|Customer|Service|Soporte|Ventas|Vertrieb|Kundendienst|Billing|Marketing|Accounts)\b|"
    r"(?:Returns?|Deliver(?:y|ies)|Shipping|Orders|Logistics|Warranty|Repairs|Assembly|Invoic(?:es|ing)|Retouren|"
    r"Versand|Lieferung|Buchhaltung|Montage|Devoluciones|Entregas|Facturación|Retours|Livraison|Facturation)\s*(?:$|"
    r"[.,!;\n]))"
)
_BY_THE_WAY = r"(?:by the way|btw|übrigens|por cierto|au fait|au passage|d'ailleurs|soit dit en passant)"
_SELF = (
    r"(?:ici|aquí|acá|hier(?: ist| schreibt)?|c'est|moi c'est|soy|je suis|ich bin|bin(?: die| der)?|i'?m|i am|"
    r"it'?s|this is|me llamo|je m'appelle|ich heiße|my name is|name's)"
)
_TOLD = r"(?! (?:is|was|has|had|said|says|told|ist|hat|war|sagt\w*|es|era|está|dijo|dice|est|était|a|m'a) )"
_OF_THE_TOWN = (
    r"(?:de|d'|from|aus|desde|in|à|en|calling from|writing from|(?:ich )?schreibe aus|"
    r"(?:les |te |os )?escribo desde|j'écris de)"
)


_TWICE = re.compile(
    rf"(?<![\w'])(?P<a>{_UPPER})(?: (?:here|hier|aquí|acá|ici|speaking))?[,.:;!–-]+\s{{1,3}}(?:(?:i\.e\.|also|bzw\.|"
    rf"genauer|genauer gesagt|o sea|es decir|enfin|that's|in full)[,:]?[ ])?(?P<v>(?P=a)(?:[ ]{_LAST}){{1,3}})(?![\w'])"
)
_LAST_FIRST = rule(rf"\A\s*(?P<greets>{_GREETS})?(?P<last>{_CAP}),[ ](?P<first>{_CAP})(?=\s*(?:[.;\n]|$))")


def in_full(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """ "I'm Cem, Cem Yıldırım": who says the name a second time tells the whole of it; no firm is called so."""
    clean, registry = reading.page.clean, reading.registry
    for said in _TWICE.finditer(clean):
        full = people.name(said["v"], registry)
        short = [one for one in found if one.learned.key == "identity.name" and one.learned.value == said["a"]]
        if full and short and not short[0].learned.denies:
            told = Found(*said.span("v"), replace(short[0].learned, value=full), short[0].frame)
            found = [told, *(one for one in found if one not in short and one.learned.value != full)]
    return list(found)


_AGREES = listed(
    "sure gladly lovely great fine perfect absolutely definitely gerne gern natürlich klar genau super perfekt sicher "
    "selbstverständlich vale claro perfecto encantado encantada genial exacto volontiers parfait certainement bien oui"
)
"""What somebody says before they name themselves, or the one they write to: "Gerne, Anna"."""


_WE_ARE = rule(
    rf"(?:^|[.!?,;\n]\s*)(?:(?:{GREETING})[,!.]?[ ])?(?:(?P<opens>{_CAP})(?: {_CAP})?,? (?:here|hier|from|aus|von|vom|"
    rf"de|"
    rf"del|du|à l'appareil|am apparat|al habla)\b|{_SELF}[ ](?P<said>{_CAP}))"
)
"""How somebody of ours says who they are: "Hello, Colin from support", "soy Elías, del servicio técnico"."""
_LAST_LINES = 12


def is_helper(reading: Reading, one: Found) -> bool:
    """ "Morning Colin" behind "Hello, Colin from support": whom the customer greets is whoever helps them."""
    if one.learned.key != "identity.name" or one.learned.denies:
        return False
    said = set(fold(one.learned.value).casefold().split())
    lines = (line.text for line in reading.known.history[-_LAST_LINES:] if line.role == "agent")
    names = (told["opens"] or told["said"] for line in lines for told in _WE_ARE.finditer(fold(line)))
    return any(name.casefold() in said for name in names)


def last_first(words: str, registry: Registry) -> str | None:
    """Return the name of "Osterkamp, Friedhelm", as clerks write it; None for other words."""
    said = _LAST_FIRST.match(fold(words))
    first, last = (words[slice(*said.span(part))] for part in ("first", "last")) if said else ("", "")
    if (
        not is_given(first)
        or is_given(last)
        or last.lower() in _AGREES
        or towns.city_listed(last)
        or companies.traded(last, registry)
    ):
        return None
    return people.person(f"{first} {last}", registry)


def seen(page: Page, registry: Registry) -> Iterator[Seen]:
    """Yield who somebody says they are, where several things are said of it at once."""
    text = page.folded
    said = _LAST_FIRST.match(text)
    if said and said["greets"] and (clerk := last_first(page.clean, registry)):
        yield Seen(_FRAMES["name"], said.start("last"), said.end(), clerk)
    for pattern, sure in _shapes():
        for found in pattern.finditer(text):
            yield from _read(found, page, registry, sure=sure)


def _read(found: re.Match[str], page: Page, registry: Registry, *, sure: bool) -> Iterator[Seen]:
    """Yield what a shape caught when each part is what it must be: where one is none, the whole says something else."""
    parts = {name: page.clean[slice(*found.span(name))] for name, said in found.groupdict().items() if said}
    read = {name: _READ[name](words, registry) for name, words in parts.items() if name in _READ}
    if "name" in parts and not sure and not is_given(parts["name"].split()[0]):
        return
    behind_a_post = "post" not in parts or _post().search(page.folded, max(0, found.start() - _POST), found.start())
    if not all(read.values()) or not behind_a_post or _is_other(parts, found[0]):
        return
    for name, value in read.items():
        if value and name in _FRAMES:
            yield Seen(_FRAMES[name], found.start(), found.end(), value)


def _is_other(parts: dict[str, str], said: str) -> bool:
    """Whether what stands in a name's place is a greeting, what the shop deals with, or who is pointed at."""
    called = (parts.get("name") or parts.get("known") or "").lower().split()
    shop = fold(parts.get("shop", "").lower()).split() if "town" in parts or "listed" in parts else []
    pointed = "known" in parts and _POINTED.match(said) and not is_given(called[0])
    return bool(pointed or not _GREETS_OR_THANKS.isdisjoint(called[:1]) or not SUBJECTS.isdisjoint(shop))


_POINTED = re.compile(r"\W*(?:c'est|it'?s)\b", re.IGNORECASE)
"""What says who somebody is, oneself or another: "C'est Chronopost, de Paris"."""
_GREETS_OR_THANKS = listed(
    "hi hello hey thanks thank please regards cheers hola buenas gracias saludos hallo moin servus danke bitte bonjour "
    "salut bonsoir merci"
)
SUBJECTS = listed(
    "delivery deliveries order orders assembly return returns invoice invoices address furniture lieferung bestellung "
    "montage aufbau retoure rucksendung rechnung adresse lieferadresse mobel moebel entrega envio pedido montaje "
    "devolucion factura direccion mueble muebles livraison commande retour facture meuble meubles"
)

_POST = 60
"""Characters before a firm in which the post there stands."""


@lru_cache(maxsize=1)
def _post() -> Rule:
    return rule(rf"\b(?:{'|'.join(posts.JOBS)})$")


def _town(words: str, registry: Registry) -> str | None:
    return towns.listed_city(words, registry) or towns.aside(words, registry)


_READ = {
    "name": people.greeted, "firm": companies.employer, "shop": companies.traded, "town": _town,
    "listed": towns.listed_city, "known": people.greeted,
}  # fmt: skip
_FRAMES = {
    "name": Frame("intro.name", "identity.name", rule("$"), people.greeted),
    "firm": Frame("intro.firm", "company.name", rule("$"), companies.employer),
    "shop": Frame("intro.firm", "company.name", rule("$"), companies.traded),
    "town": Frame("intro.town", "location.city", rule("$"), towns.city),
    "listed": Frame("intro.town", "location.city", rule("$"), towns.city),
}


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[Rule, bool], ...]:
    """The orders in which it is said, and whether any capital is a name there; without, it must be of the list."""
    shop = _FIRM.replace("?P<firm>", "?P<shop>")
    listed = _TOWN.replace("?P<town>", "?P<listed>")
    known = _NAME.replace("?P<name>", "?P<known>")
    jobs = "|".join(posts.JOBS)
    return tuple(
        (rule(pattern), sure) for pattern, sure in (
            # "Hi all, Deepak from Quanta Labs."
            (rf"(?:\A|\n)\s*{_GREETS}{_NAME} (?:from|at|de chez)(?: the)? {NO_DESK}{_FIRM}{_END}", True),
            (rf"{_OPENS}{_NAME} {_FROM} {NO_DESK}{_FIRM}{_END}", False),
            # "Bogdan by the way", "and it's Amara btw"
            (rf"(?:\A|[.!?,;\n])\s*(?:(?:and|und|y|et|oh),? )?(?:{_SELF} )?{_NAME},? {_BY_THE_WAY}\b{_TOLD}"
             rf"(?=\s*(?:$|[.!;\n]|,))(?!, (?:is|was|has|had|ist|hat|war|es|est|a) )", False),
            # "Ici Océane, de Tournai", "Jörn übrigens, aus Flensburg"
            (rf"(?:\A|[.!?,;\n]|\b(?:and|und|y|et))\s*(?:{_SELF} |(?={_CAP} {_BY_THE_WAY})){known}"
             rf"(?: here)?(?: {_BY_THE_WAY})?,? {_OF_THE_TOWN} {listed}{_END}", True),
            # "Buen día, Restaurante Mar de Fondo, de Cádiz", "Buchhandlung Seitenweise, Kassel."
            (rf"{_OPENS}(?:(?:la|le|el|die|das|the) )?{shop},(?: (?:de|d'|aus|in|à|en|from))? {_TOWN}{_STOP}", True),
            (rf"{_OPENS}{shop} (?:de|aus|in|à|en|from) {listed}{_STOP}", True),
            # "this is Oluwaseun Adeyemi, front office manager at Hotel Kwanza, Luanda"
            (rf"(?P<post> )(?:at|of|bei(?: der)?|von|chez|au|à|en|de|del|du)(?: the| la| el| le)? {shop},"
             rf"(?: (?:de|aus|in|à|en))? {_TOWN}{_STOP}", True),
            # "moi aussi Camille, mais de Studio Perche"
            (r"(?:\A|[.!?,;\n]\s*)(?:moi aussi,?(?: c'est| je suis| je m'appelle)?|me too:?,?(?: i'?m)?|also|auch|"
             r"yo también(?: soy| me llamo)?|ich (?:bin|heiße) auch|i'?m (?:also|too)|je (?:suis|m'appelle) aussi) "
             rf"{_NAME},? (?:but|aber|pero|mais) {_FROM} {_FIRM}{_END}", True),
            # "I'm Dagny, one of the volunteers at Leeds Hackspace"
            (r"\b(?:i'?m|i am|here|this is|ich bin|soy|je suis)\b[^.!?;\n\x00]{0,40}?\b(?:one of the|eine[rs]? der|"
             rf"un[ao] de l[oa]s|l'une? des) [^\W\d_]+ (?:at|of|from|bei(?: der)?|von|de la|del|de|du|"
             rf"chez) {_FIRM}{_END}",
             True),
            # "soy el encargado, Baltasar"
            (rf"\b(?:soy|i'?m|i am|ich bin|bin|je suis)(?: also)? (?:the |el |la |le |l'|die |der )?"
             rf"(?:new |neuer? |nuev[oa] |nouve(?:au|lle) )?(?:{jobs})"
             rf"(?: (?:here|hier|aquí|ici))?, {_NAME}{_END}", True),
            # "Nosotros somos Comercial Azahar", "nous c'est Boulangerie Marchetti"
            (rf"\b(?:nosotr[oa]s somos|somos|wir sind(?: die| der| das)?|we'?re|we are|nous sommes|"
             rf"nous,? c'est)(?: la| el| le| the)? "
             rf"{shop}(?=\s*(?:$|[.,!;\n])| (?:and|y|und|et) )", True),
            # "Trabajo en Zaragoza de arquitecta, en Estudio Moncayo"
            (r"\b(?:trabajo|trabajamos|curro|i work|ich arbeite|je travaille|je bosse)(?: (?:en|in|à) "
             rf"{_CAP})? (?:de|como|as an?|als|comme) [^\W\d_]+(?: (?-i:[a-z])[\w-]+){{0,2}},? (?:en|para|at|for|"
             rf"bei(?: der)?|chez|pour)(?: la| el)? {shop}{_END}",
             True),
        )
    )  # fmt: skip
