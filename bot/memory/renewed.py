"""What may stand in the place of a value that is held, key by key: the looks of a next version, firm or number.

`changes` judges the words around, which must tell of a change. Here stand the signs that a value of the kind is meant
at all: a release near the one before, a plan's other half, a name that words of marriage stand beside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from bot.memory import companies, makes, people, plan_names, tiers, towns, values
from bot.memory.devices import OS_EXACT
from bot.memory.found import Found, Reading
from bot.memory.frame import FROM_NOW, MOST
from bot.memory.gazetteer import listed
from bot.memory.plans import NOUN
from bot.memory.posts import JOBS, post
from bot.memory.seats import COUNT_WORD
from bot.memory.spans import Page
from bot.memory.spelling import Rule, fold, rule
from bot.memory.times import OPEN_HOURS, zone_said
from bot.types.memory import Fact, Learned
from bot.wordcache import cached

Candidate = tuple[int, int, str]
"""Where the words of a new value begin and end, and the value."""
Reader = Callable[[Reading, Fact], Iterator[Candidate]]

_OTHERS_MATTER = rule(
    r"\b(?:parcels?|packages?|orders?|deliver\w*|courier|driver|shipment|van|pakete?s?|sendung\w*|bestellung\w*|"
    r"lieferung\w*|bote\w*|kurier\w*|paquetes?|pedidos?|env[ií]os?|repartidor\w*|mensajero|colis|commandes?|livr\w+|"
    r"facteur|suppl(?:y|ied|ier)\w*|lieferant\w*|proveedor\w*|fournisseur\w*|colleagues?|kolleg\w+|collègues?|"
    r"helped|aid\w+|atend\w+|met|get?roffen)\b"
)
"""What moves and stops in towns, and who delivers and helps there, is no customer."""

# --- a version, a system ---------------------------------------------------------------------------

_VERSIONS = re.compile(
    r"(?<![\w.,+#/€$£-])v?(?P<v>\d{1,4}(?:\.\d{1,4}){1,3})(?![\w%€$£]|[.,]\d|-\d|"
    r" ?(?:€|\$|£|euros?|eur|usd|gb|mb|km|kg|uhr|%|h)\b)",
    re.IGNORECASE,
)
_OTHERS_VERSION = re.compile(
    r"\b(?:ios|ipados|tvos|watchos|android|mac ?os(?: x)?|os x|windows|win|linux|ubuntu|debian|fedora|chrome ?os|php|"
    r"python|java|node|mysql|postgres\w*|chrome|firefox|safari|am|vom|bis|zum|el|le|on|firmware)[ ]$",
    re.IGNORECASE,
)
_FAR = 20
"""From this step on a first number is no next release."""


def _versions(reading: Reading, fact: Fact) -> Iterator[Candidate]:
    page, was = reading.page, fact.value.split(".")
    for said in islice(_VERSIONS.finditer(page.folded), MOST):
        parts = said["v"].split(".")
        near = parts[0].isdecimal() and was[0].isdecimal() and abs(int(parts[0]) - int(was[0])) < _FAR
        if len(parts) == len(was) and near and not _OTHERS_VERSION.search(page.folded[: said.start()]):
            yield *said.span("v"), said["v"]


_SYSTEMS = rule(rf"(?<![\w-]){OS_EXACT}")
_RELEASE = rule(
    r"\b(?:to|auf|a|à|en|vers|la|le|el|jetzt|now|ahora|maintenant) (?:the |version |la )?(?P<v>\d{1,2}(?:\.\d{1,2})?)"
    r"(?![\w%€$£]|[.,:]\d| ?(?:€|euros?|gb|uhr|h|am|pm|personen|people)\b)(?=\s*(?:$|[.,;!)\n]|\s[^\W\d]))"
)
_UPDATES = rule(
    r"\b(?:updat\w+|upgrad\w+|bump\w+|install\w+|aktualisiert|geupdate[dt]|\w*gezogen|aufgespielt|actualic\w+|"
    r"actualizad\w+|mise? à jour|passée?|subí|subido|pas[eé])\b"
)
_AHEAD = 8
"""Releases between that of a system which is held and the next one."""


def _systems(reading: Reading, fact: Fact) -> Iterator[Candidate]:
    page, registry = reading.page, reading.registry
    for said in islice(_SYSTEMS.finditer(page.folded), MOST):
        if value := makes.system(page.clean[slice(*said.span("v"))], registry):
            yield *said.span("v"), value
    family, _, release = fact.value.rpartition(" ")
    number = re.fullmatch(r"\d{1,2}(?:\.\d+)?", release)
    for said in islice(_RELEASE.finditer(page.folded), MOST) if number and family else ():
        first, last, _ = page.clauses[page.clause_at(said.start("v"))]
        step = float(said["v"]) - float(release)
        if 0 < step <= _AHEAD and _UPDATES.search(page.folded, first, last):
            yield *said.span("v"), f"{family} {said['v']}"


# --- seats ----------------------------------------------------------------------------------------

_N = rf"(?P<v>\d{{1,5}}|{COUNT_WORD})"
_SHARED = (
    r"(?:seats?|users?|licen[cs]es?|logins?|accounts?|members?|people|persons|heads|lizenzen|plätze|nutzer(?:innen|n)?|"
    r"user|zugänge|personen|leute|licencias|usuarios|plazas|puestos|accesos|personas|postes|accès|licences|places|"
    r"utilisateurs|personnes)"
)
_COUNTS = tuple(
    rule(pattern)
    for pattern in (
        r"\b(?:that makes(?: it)?|makes us|brings us to|leaves us with|leaves us at|quedan|quedamos(?: en)?|"
        r"il (?:en )?reste|bleiben(?: uns)?|we'?re|we are|there are|it'?s|we have|we'?ve got|are at|up to|"
        r"down to|sind(?: es| wir| das)?|haben wir|wir haben|zahlen|mit|macht|auf|son|somos|tenemos|de|a|es de|en|pour|"
        rf"on est|nous sommes|nous avons|ça fait|wir bei|avec|à|c'est|for|with|only|to) {_N} {_SHARED}\b",
        rf"(?:^|[.!?,;:\n]\s*){_N} {_SHARED} (?:now|as of|since|from|jetzt|seit|ab|ahora|desde|maintenant|depuis|"
        rf"désormais)\b",
        rf"\b(?:son|ya son|sind es|es sind|c'est|it'?s) {_N} (?:las|los|die|the) {_SHARED}\b",
        rf"(?:^|[.!?,;:\n]\s*)(?:so |also |und |and )?{_N} (?:it is|sind es|sind's|are we|in total|insgesamt|en total|"
        rf"au total)\b",
        rf"\b(?:son|es|somos|es de|sind es|on est à|nous sommes|c'est|macht|bleiben|makes|makes it|leaves us with|"
        rf"quedan|quedamos|en reste) {_N}(?=\s*(?:$|[.,;!\n])| (?:à|now|jetzt|ahora|maintenant|in total|insgesamt)\b)",
        rf"\b(?:there are|there'?s|leaves|only|just) {_N} of us\b",
        rf"\b(?:pay(?:ing)? for|zahlen (?:jetzt |nun )?für|pagamos por|payons pour) {_N}(?=\s*(?:$|[.,;!\n]))",
        rf"\b(?:auf {_N} (?:aufgestockt|erhöht|reduziert|gekürzt|verkleinert|runter|hoch|raufgegangen)|"
        rf"(?:subido|subimos|bajado|bajamos|ampliado|reducido|pasado|pasamos) a {_N.replace('?P<v>', '?P<w>')}|"
        rf"(?:passée?s?|montée?s?|descendue?s?|réduite?s?) à {_N.replace('?P<v>', '?P<x>')}|(?:went|gone|cut|raised|"
        rf"increased|reduced|trimmed|scaled) (?:\w+ ){{0,2}}?(?:up |down )?to {_N.replace('?P<v>', '?P<y>')})"
        rf"(?=\s*(?:$|[.,;!\n])| (?:{_SHARED}|und|and|y|et)\b)",
        r"\b(?:box|plan|subscription|abo|tarif|paket|caja|cesta|suscripci[oó]n|formule|panier|abonnement|pack) (?:for|"
        rf"für|para|pour) {_N}\b",
    )
)
_STUCK = rule(
    r"\b(?:not|nicht|kein\w*|no|ne|n'|pas|free|left|frei|übrig|libres?|faltan|missing|stuck|error|problem\w*|"
    r"complain\w*|invited?|days?|weeks?|euros?|minutes?)\b"
)
"""Some of the seats, or something else that is counted."""


def _seats(reading: Reading, _fact: Fact) -> Iterator[Candidate]:
    page = reading.page
    for pattern in _COUNTS:
        for said in islice(pattern.finditer(page.folded), MOST):
            group = str(said.lastgroup)
            value = values.counted(page.clean[slice(*said.span(group))], reading.registry)
            first, last, _ = page.clauses[page.clause_at(said.start(group))]
            if value and not _STUCK.search(page.folded, first, last):
                yield *said.span(group), value


# --- a plan ---------------------------------------------------------------------------------------

_TAIL = r"(?P<v>(?-i:[A-Z0-9])[\w+]{0,14}(?:[ ](?-i:[A-Z0-9])[\w+]{0,12})?)(?![\w-])"
_TIER = rf"(?P<t>{tiers.TIERS})(?![\w-])"
_ON = (
    r"(?:to|on|auf|im|bei|zu|zum|al?|en|à|au|sur|with|took|chose|pris|prend|tengo|tenemos|cogí|elegí|j'ai|nous avons|"
    r"haben|habe|hab|läuft(?: bei (?:uns|mir))?|nutzen?|is|ist|es|est)"
)
_TO_A_PLAN = rule(
    rf"\b{_ON} (?:(?:the|den|das|die|el|la|le|mi|mon)[ ]|l'|la )?(?:{NOUN} )?(?:(?P<v>(?-i:[A-Z])[\w+-]{{2,15}}"
    rf"(?:[ ](?-i:[A-Z0-9])[\w+-]{{0,12}}){{0,2}})(?![\w'-])|{_TIER})"
)
_IT_IS = rule(
    r"(?:^|[.!?,;:\n]\s*|\band )(?:(?P<v>(?-i:[A-Z])[\w+-]{2,15}(?:[ ](?-i:[A-Z0-9])[\w+-]{0,12}){0,2})|"
    rf"{_TIER}) (?:it is|is it|ist es(?: geworden)?|wurde es|habe?n? (?:wir|ich))\b"
)
_NAMED = rule(rf"\b{NOUN} (?:(?P<v>(?-i:[A-Z])[\w+-]{{2,15}}(?:[ ](?-i:[A-Z0-9])[\w+-]{{0,12}}){{0,2}})|{_TIER})")
_BEEN = rule(
    r"\b(?:(?:i|we)(?:'ve| have) been on|seit (?:gestern|heute|vorgestern|\w+tag)"
    r"(?: (?:sind wir|bin ich)(?: auf| bei)?| läuft(?: bei uns)?)?|"
    r"desde (?:ayer|hoy|el \w+)(?: (?:estamos|estoy) en| tengo| tenemos)?(?: el)?|"
    rf"depuis (?:hier|\w+di)(?: (?:on est|je suis|nous sommes) (?:en|sur))?) (?:the )?{_TIER}(?=\s*(?:$|[.,;!?\n])|"
    r" (?:after all|now|instead|doch|statt)\b)"
)
"""Since when one is on a tier: "seit gestern Pro"."""
_CHANGES_PLAN = rule(
    r"\b(?:upgrad\w+|downgrad\w+|switch\w+|changed|moved|went|signed|chose|\w*gewechselt|wechsel|umgestellt|"
    r"umgestiegen|hochgestuft|hoch|runter|rauf|cambi\w+|pas(?:é|amos|ado)|subí|subimos|bajé|bajamos|contrat(?:é|amos)|"
    r"changée?|passée?s?|basculée?s?|montée?s?|descendue?s?|validée?|signée?|pris|voilà|entschieden|gave in|caved)\b"
)


def _plans(reading: Reading, fact: Fact) -> Iterator[Candidate]:
    """Yield a sibling by its first words, what the old one makes room for, a tier or a name that is moved to."""
    page, registry = reading.page, reading.registry
    yield from siblings(page, fact.value)
    gives_way = _gives_way(fact.value).search(page.folded)
    for said in islice(_BEEN.finditer(page.folded), MOST):
        if value := tiers.tier(page.clean[slice(*said.span("t"))], registry):
            yield *said.span("t"), value
    for pattern in (_TO_A_PLAN, _IT_IS, _NAMED) if gives_way else (_TO_A_PLAN, _IT_IS):
        for said in islice(pattern.finditer(page.folded), MOST):
            group = "v" if said["v"] else "t"
            words = page.clean[slice(*said.span(group))]
            _, last, _ = page.clauses[page.clause_at(said.start(group))]
            first = page.sentences[page.clauses[page.clause_at(said.start(group))][2]][0]
            moved = gives_way or _CHANGES_PLAN.search(page.folded, first, last)
            value = tiers.tier(words, registry) if tiers.is_tier(fold(words).lower()) else (
                plan_names.another_plan(words, registry) if gives_way else None
            )  # fmt: skip
            if value and moved:
                yield *said.span(group), value


@cached(maxsize=256)
def _gives_way(plan: str) -> Rule:
    return rule(
        r"\b(?:instead of|rather than|no more|goodbye|bye(?: bye)?|statt|anstatt|anstelle von|weg von|adieu|tschüss|"
        r"en vez de|en lugar de|adiós|se acabó|fini[es]?|terminé|au lieu de|à la place de|"
        rf"exit)[ ,]+(?:(?:the|den|dem|der|das|el|la|le|avec|con)[ ]|l')?(?:{NOUN} )?{re.escape(fold(plan))}(?![\w-])"
    )


def siblings(page: Page, told: str) -> Iterator[Candidate]:
    """Yield what has the same first words and another last one: "Box Solo" and "Box Duo", "Tondix R4" and "R9"."""
    *head, last = told.split()
    if not head:
        return
    for said in islice(_sibling(" ".join(head)).finditer(page.folded), MOST):
        start, end = said.span("v" if said["v"] else "t")
        words = page.clean[start:end]
        if fold(words).lower() not in (fold(last).lower(), "") and words[0].isdigit() == last[0].isdigit():
            yield said.start(), end, f"{' '.join(head)} {words if words[0].isupper() else words.title()}"


@cached(maxsize=256)
def _sibling(head: str) -> Rule:
    return rule(rf"(?<![\w-]){re.escape(fold(head))}[ -](?:{_TAIL}|{_TIER})")


# --- hours ----------------------------------------------------------------------------------------

_RANGE = rule(
    rf"(?<![\w:.,€$-])(?:{OPEN_HOURS})(?![\w:]|[.,]\d)(?=\s*(?:$|[.,;:!)(\n]|-\s)|\s(?:all|every|each|on|now|as|so|"
    r"from|till|until|and|but|in|for|instead|uhr|geöffnet|offen|auf|besetzt|da|und|aber|statt|im|ab|jetzt|y|pero|ahora|"
    r"por|en vez|todos|abiert\w+|cada|et|mais|à présent|désormais|maintenant|tous|pendant|du|au lieu|ouvert\w*)\b)"
)
_OPENING = rule(
    r"\b(?:open\w*|hours?|doors|timetable|schedule|longer days|shorter days|shop|store|office|close[sd]?|shut\w*|"
    r"\w*zeiten|geöffnet|öffn\w*|offen|besetzt|laden|büro|hof|praxis|schließ\w*|dienstplan|"
    r"horarios?|abr\w+|abiert\w+|jornada|tienda|oficina|cerr\w+|taller|"
    r"horaires?|ouv\w+|boutique|bureau|dépôt|ferm\w+|magasin|atelier)\b"
)


def _hours(reading: Reading, _fact: Fact) -> Iterator[Candidate]:
    """Yield spans of hours of messages that speak of opening."""
    page = reading.page
    if not _OPENING.search(page.folded):
        return
    for said in islice(_RANGE.finditer(page.folded), MOST):
        first, last, _ = page.clauses[page.clause_at(said.start())]
        if not _OTHERS_MATTER.search(page.folded, first, last) and any(map(str.isdigit, said["v"])):
            yield *said.span("v"), page.clean[slice(*said.span("v"))].strip()


# --- a name ---------------------------------------------------------------------------------------

_MARRIED = rule(
    r"\b(?:married|wedding|divorc\w+|maiden|surname|last name|name change|geheiratet|verheiratet|heirat\w*|hochzeit|"
    r"scheidung|geschieden|mädchenname\w*|nachname\w*|cas(?:é|ada|ado)|boda|matrimonio|apellidos?|"
    r"mariée?|mariage|épousée?|nom de (?:jeune fille|famille))\b"
)
_CALLED = (
    r"(?:(?:\bi'?m|\bi am|\bam|go(?:es)? by|should (?:say|read)|signs?|signing|called|name is|(?:now|so) it'?s)|"
    r"heiße?(?: ich)?|\bbin(?: ich)?|unterschreibe(?: ich)?|unterzeichne|\bsoy|firm(?:o|aré)|me llamo|consta\w*|"
    r"je signe|je suis|m'appelle|ce sera|c'est)"
)


def _names(reading: Reading, fact: Fact) -> Iterator[Candidate]:
    """Yield who has the given name that is held and another surname, where one says so or has married."""
    page, given = reading.page, fact.value.split()[0]
    if " " not in fact.value or fold(given).lower() not in page.folded.lower():
        return
    for said in islice(_namesakes(given).finditer(page.folded), MOST):
        first, _, _ = page.clauses[page.clause_at(said.start())]
        own = said["is"] or _MARRIED.search(page.folded)
        value = people.full_name(page.clean[slice(*said.span("v"))], reading.registry)
        if value and own and not _OTHERS_MATTER.search(page.folded, first, said.start()):
            yield *said.span("v"), value


@cached(maxsize=256)
def _namesakes(given: str) -> Rule:
    return rule(
        rf"(?P<is>\b{_CALLED}(?: (?:now|today|these days|übrigens|jetzt|nun|wieder|ab jetzt|inzwischen|ahora|désormais|"
        rf"maintenant|mit|als|como|with|as|sous|bien|on paper|mrs|ms|mr|miss|frau|herr))*[ ])?\b"
        rf"(?P<v>(?-i:{re.escape(fold(given))})[ ](?:(?:de|von|van|der|la|del|du|di) ){{0,2}}"
        rf"(?-i:[A-Z])[^\W\d_][\w'’-]+)"
    )


def as_full_name(reading: Reading, one: Found) -> Found:
    """ "I go by Marguerite Okafor" of Marguerite Lyle tells her name, and none to be called by."""
    told = next((fact.value for fact in reading.known.facts if fact.key == "identity.name"), "")
    said = one.learned.value
    if one.learned.key != "identity.preferred_name" or one.learned.denies or " " not in said or " " not in told:
        return one
    if fold(said.split()[0]).lower() != fold(told.split()[0]).lower():
        return one
    return Found(one.start, one.end, Learned("identity.name", said, "", "anew"))


# --- a firm and a post ----------------------------------------------------------------------------

_FIRM = (
    r"(?P<v>(?-i:[A-Z])[\w&'’-]+(?:[ ](?:(?:de|du|del|der|und|and|y|et|of|la|"
    r"le) )?(?:& )?(?-i:[A-Z0-9])[\w&'’-]*){0,3})"
)
_NOW_AT = rule(
    r"\b(?:(?:with|at|for|joined|to|under|embauchée?s? (?:à|chez|par)|angestellt bei|contratad[oa] (?:en|por)|"
    r"called|renamed(?: to)?|rebranded(?: as| to)?|(?:bought|acquired|taken over|"
    r"absorbed|swallowed)(?: up)? by|name is|bei(?: der| dem)?|beim|zur?|zum|von|heiß(?:t|en)|umbenannt in|für|"
    r"(?:en|a|para|con|por) (?:la |el )?|(?:compró|comprado|absorbido|absorbió|adquirido|fusionado con|llamamos|llama|"
    r"pone|dice)|chez|par|pour|devien[ts]|devenue?s?|s'appelle|c'est)"
    r"(?: (?:seit|since|depuis|desde)(?: (?:der|dem|the|la|le|el))? [\w-]+(?: (?-i:[a-z]+))?| now| jetzt| nun|"
    r" inzwischen| ahora| désormais| maintenant)?[ ]|sind wir (?:seit|jetzt|nun|inzwischen) (?:(?:seit|dem|der|\w+) )?)"
    rf"(?:the |die |der |la |el |l'|le )?{_FIRM}"
)
_BARE_FIRM = rule(
    rf"(?:^|[.!?,;:\n]\s*)(?:it'?s |c'est |es |jetzt |nun |now |ahora |maintenant )?{_FIRM}(?: it is)?(?: now|"
    r" these days| instead| jetzt| nun| inzwischen| ahora| maintenant| désormais)?(?=\s*(?:$|[.,;!\n]))"
)
"""Behind "changed jobs," a name alone tells where one works now."""
_HIRED = rule(
    rf"\b(?:c'est|es|it'?s|it is|es ist)?[ ]?(?:the |die |der |la |el |l'|le )?{_FIRM} (?:qui m'emploie|"
    r"who (?:employs?|pays?) me|que me paga)\b"
)
_JOB_CHANGED = rule(
    r"\b(?:new (?:job|employer|firm|company|hat|gig|boss)|"
    r"(?:switched|changed|swapped) (?:jobs?|firms?|employers?|companies|teams?|sides)|"
    r"(?:i|i've|ive|we|have|just) (?:left|quit|resigned)|left \w+|joined|started (?:at|with|for)|hired|"
    r"neuer (?:job|arbeitgeber|chef)|neue (?:firma|stelle|arbeit)|(?:job|stelle|firma|arbeitgeber) gewechselt|"
    r"gekündigt|angefangen|(?:arbeite|bin) (?:\w+ )?(?:jetzt|nun|inzwischen|mittlerweile|seit)|"
    r"cambi(?:é|ado) de (?:empresa|trabajo|curro|firma)|nuev[oa] (?:trabajo|empresa|curro|puesto|jefe)|"
    r"(?:he )?dej(?:é|ado)|(?:j'ai )?changé(?:e)? de (?:boîte|crémerie|travail|boulot|employeur|patron|société)|"
    r"nouvel(?:le)? (?:employeur|boîte|emploi)|nouveau (?:travail|boulot|poste|patron)|embauchée?|contratad[oa]|"
    r"eingestellt|j'ai quitté|m'emploie|employs? me)\b"
)
_CHANGED_JOBS = rule(
    r"\b(?:(?:switched|changed|swapped|new) (?:jobs?|firms?|employers?|companies)|(?:job|stelle|firma|"
    r"arbeitgeber) gewechselt|neue[rn]? (?:job|arbeitgeber|firma|stelle)|(?:cambi(?:é|ado) de|nuev[oa]) (?:empresa|"
    r"trabajo|curro|firma)|changé(?:e)? de (?:boîte|travail|boulot|employeur|société)|nouvel(?:le)? (?:employeur|"
    r"boîte)|nouveau (?:travail|boulot))\b"
)
_RENAMED = rule(
    r"\b(?:renam\w+|rebrand\w+|new name|our name|name(?:d)? (?:changed|now)|merg\w+|tak(?:en|e)over|acquired|"
    r"bought by|bought us|absorbed|umbenannt|(?:neue[rn]?|unser|gleiche[rn]?) name\w*|namens\w+|heiß(?:t|en)|fusion\w*|"
    r"übernahme|übernommen|aufgekauft|nos (?:ha )?(?:compr|absorb|adquiri)\w+|nos llamamos|nuestro nombre|"
    r"(?:nuevo|ese|este) nombre|nombre (?:nuevo|ahora)|rebautiz\w+|rachetée?s?|rachat|rebaptis\w+|nouveau nom|"
    r"notre nom|s'appelle|absorbée?s?)\b"
)


def _firms(reading: Reading, fact: Fact) -> Iterator[Candidate]:
    """Yield the firm that one has gone to or that one's firm has become."""
    page = reading.page
    if not (_JOB_CHANGED.search(page.folded) or _RENAMED.search(page.folded)):
        return
    changed = (said := _CHANGED_JOBS.search(page.folded)) and not page.labels(*said.span()) & {"third", "question"}
    for pattern in (_HIRED, _NOW_AT, *((_BARE_FIRM,) if changed else ())):
        for said in islice(pattern.finditer(page.folded), MOST):
            words = page.clean[slice(*said.span("v"))]
            value = companies.firm(words, reading.registry) or companies.traded(words, reading.registry)
            first, last, _ = page.clauses[page.clause_at(said.start("v"))]
            parts = set(fold(fact.value).lower().split())
            if not value or _OTHERS_MATTER.search(page.folded, first, last):
                continue
            new = set(fold(value).lower().split())
            if not new <= parts and not parts <= new and value.split()[0].lower() not in _NO_FIRM:
                yield *said.span("v"), value


_NO_FIRM = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar "
    "märz mai juni juli oktober dezember ende anfang mitte easter christmas ostern weihnachten pfingsten ich i wir sie "
    "rechnung rechnungen kunde kunden konto urlaub rente hause anfang bitte danke neue neuer neues"
)
_BECOME = tuple(
    rule(
        r"\b(?:(?:made|named|appointed|promoted) me|promoted(?: to)?|became|become|moved (?:on|up)? ?to|as|i'?m|i am|"
        r"am|bin(?: ich)?|als|zu[rm]|wurde(?: ich)?(?: zu[rm])?|"
        r"soy|a|de|me (?:han )?(?:nombr|ascend|hech|hic)\w+(?: a| de)?|desde \w+|me voil[aà]|me voici|je suis|"
        r"suis|devenue?|moi|passée?|nommée?|promue?)(?: (?:now|already|internally|jetzt|nun|inzwischen|mittlerweile|"
        r"seit(?: dem)? \w+|intern|ahora|ya|désormais|maintenant|enfin|since \w+))*[, ]{1,2}(?:the |an? |die |der |"
        rf"eine? |la |el |una? |le |l'|une )?(?P<v>{job})(?=\s*(?:$|[.,;:!(\n])|"
        r"\s(?:since|now|this|last|as|so|and|of|at|in|for|seit|jetzt|und|im|in|bei|am|desde|ahora|y|en|del?|depuis|et|"
        r"chez|à|maintenant|désormais|from|instead|here)\b)"
    )
    for job in JOBS
)


def _posts(reading: Reading, _fact: Fact) -> Iterator[Candidate]:
    """Yield the post that one has come to."""
    page = reading.page
    for pattern in _BECOME:
        for said in islice(pattern.finditer(page.folded), MOST):
            value = post(page.clean[slice(*said.span("v"))], reading.registry)
            if value:
                yield *said.span("v"), value


# --- a town and a country -------------------------------------------------------------------------

_MOVED = (
    r"(?:(?<!was )moved|moving in|relocat\w+|packed up|settled|back (?:in|home)|we'?ve been|i'?ve been|"
    r"\w*gezogen|umzug|zurück in|nach|mud\w+|me vine|me fui|nos (?:vinimos|fuimos)|instalad\w+|volv[ií]\w*|de vuelta|"
    r"traslad\w+|déménag\w+|quitté\w*|(?:ré)?installée?s?|de retour|plié bagages?|emménag\w+|retour(?:né\w*)?)"
)
_MOVES = rule(rf"\b{_MOVED}\b")
_TOWN = rule(
    r"(?<![\w'-])(?:(?:in|to|at|near|nach|auf|en|a|à|au|aux|pour|for|vers|hasta|it'?s|c'est(?: de)?|es|sont?|is)[ ])?"
    r"(?P<v>[^\W\d_][\w'’-]{2,}(?:[ -][^\W\d_][\w'’-]+){0,2})"
)
_TO = re.compile(r"\b(?:in|to|nach|en|a|à|au|aux|pour|vers)[ ]$", re.IGNORECASE)
_OUT_OF = re.compile(
    r"\b(?:from|left|leaving|of|no longer (?:in|at)|not (?:in|at)|out of|aus|von|nicht (?:mehr )?in|ya no(?: \w+)?"
    r"(?: en)?|de|dej[eé]|dejado|quitté|plus (?:à|de|d'|en)|than|wie in|like in|as in|statt|instead of)[ ]?$",
    re.IGNORECASE,
)
"""What stands before a place that is left or compared with."""


def _towns(reading: Reading, fact: Fact) -> Iterator[Candidate]:
    """Yield the town of a list that one has moved to, however it is written."""
    yield from _places(reading, fact, towns.listed_first)


def _countries(reading: Reading, fact: Fact) -> Iterator[Candidate]:
    yield from _places(reading, fact, values.country)


def _places(reading: Reading, fact: Fact, read: values.Reader) -> Iterator[Candidate]:
    page = reading.page
    if not _MOVES.search(page.folded) or _OTHERS_MATTER.search(page.folded[:_CLOSE]):
        return
    for word in islice(_WORD.finditer(page.clean), _CLOSE):
        start = word.start()
        said = _THREE.match(page.clean, start)
        value = read(said[0], reading.registry) if said else None
        if not value or value == fact.value or not _TO.search(page.folded[max(0, start - 8) : start]):
            continue
        first, last, sentence = page.clauses[page.clause_at(start)]
        opening = page.sentences[sentence][0]
        left = _OUT_OF.search(page.folded[max(first, start - 24) : start])
        if left or _OTHERS_MATTER.search(page.folded, first, last) or not _MOVES.search(page.folded, opening, last):
            continue
        yield start, start + len(value), value


_CLOSE = 120
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_][\w'’-]{2,}")
_THREE = re.compile(r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,2}")


# --- ways of contact ------------------------------------------------------------------------------

_WAYS: Mapping[str, Rule] = {
    "email": rule(r"\b(?:e-?mails?|mails?|correo|courriel|e-mail)\b"),
    "phone": rule(
        r"\b(?:(?:tele)?phones?|(?:just |please )?(?:ring|call|phone) me|telefon\w*|anrufen?|ruft|tel[eé]fono|"
        r"llam(?:ad|en|ar)\w*|téléphone|tél|tel|appelez)\b"
    ),
    "slack": rule(r"\bslack\b"),
    "telegram": rule(r"\btelegram\b"),
}
_REACHES = rule(
    r"(?:\b(?:by|via|over|on|to|me|per|über|auf|an|por|al?|en|par|sur|plutôt|lieber|mejor|just|rather|nur|bitte|"
    r"please)(?: (?:the|my|el|mi|le|mon|nur|bitte|de))?[ ]|(?:^|[.!?,;:\n]\s*)(?:(?:so|then|dann|pues|entonces|donc|"
    r"alors|just|only|please|bitte)[ ])?)$"
)
_OTHERWISE = rule(
    rf"\b(?:{FROM_NOW}|from (?:now|today)|instead|switch\w*|these days|stattdessen|lieber|umstell\w*|a partir de|"
    r"en vez|mejor|cambi\w+|à partir|à la place|plutôt|maintenant|à présent)\b"
)
_NO_WAY = rule(
    r"\b(?:not|no|never|don'?t|stop|scrap|forget|instead of|without|nicht|kein\w*|statt|ohne|abgemeldet|tot|nie|"
    r"sin|nada de|ni|en vez de|plus|pas|ne|oublie|jamais|sans|au lieu|rule|yesterday|gestern|ayer|hier|came|kam|"
    r"lleg\w+|reçu\w*|sent|geschickt|mandaron|spam|junk|attach\w*|anhang)\b"
)


def _ways(reading: Reading, fact: Fact) -> Iterator[Candidate]:
    """Yield the one way to be reached that is asked for from now on."""
    page = reading.page
    if not _OTHERWISE.search(page.folded):
        return
    named = [
        (*said.span(), way)
        for way, words in _WAYS.items()
        if way != fact.value
        for said in islice(words.finditer(page.folded), MOST)
        if _is_asked_for(reading, *said.span())
    ]
    if len({way for _, _, way in named}) == 1:
        yield named[0]


def _is_asked_for(reading: Reading, start: int, end: int) -> bool:
    page = reading.page
    first, last, _ = page.clauses[page.clause_at(start)]
    asked = _REACHES.search(page.folded[max(0, start - 24) : start]) or " me" in page.folded[start:end]
    return bool(asked) and not _NO_WAY.search(page.folded, first, last) and not _OTHERS_MATTER.search(
        page.folded, first, last
    )  # fmt: skip


# --- a number, an address, a zone -------------------------------------------------------------------

_NEW_ONE = rule(
    r"\b(?:new|old|lost|stolen|hacked|dead|cut off|disconnected|handed in|no longer|instead|use|switched|changed|"
    r"neue?[nrs]?|alte?[nrs]?|weg|verloren|gestohlen|gehackt|abgeschaltet|abgemeldet|gekündigt|nehmt|nehmen sie|dicht|"
    r"nuev[oa]|viej[oa]|antigu[oa]|perd[ií]|robaron|hackearon|ya no|cambi\w+|uso|usen|usad|dej[eé]|"
    r"nouve(?:au|l|lle)|ancien(?:ne)?|lancien|perdu|volée?|piratée?|résiliée?|oubliez|changé|coupée?|utilisez|marche)\b"
)
"""That a number or an address is no longer the one."""
_RECEIVED = rule(
    r"\b(?:from|von|desde|de|depuis|de la part de)[ ]<?$|\b(?:called|rang|texted|wrote|emailed) (?:me|us) (?:from|"
    r"on)[ ]$"
)
_PHONES = re.compile(rf"(?<![\w-])(?P<v>{values.CALLABLE})(?!\w)", re.IGNORECASE)
_MAILS = re.compile(r"(?<![\w.+-])(?P<v>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
_ZONES = re.compile(
    r"(?<![\w/])(?P<v>(?:Europe|America|Asia|Africa|Australia|Pacific|Indian|Atlantic)/[A-Z]\w+|(?:UTC|GMT)[+-]\d{1,2}|"
    r"CET|EST|PST|CST|MST|BST|WET|EET|MEZ|JST|AEST|BRT|ART)(?![\w/])"
)


def _of_shape(shape: re.Pattern[str], read: values.Reader, needs: Rule | None) -> Reader:
    """Return what reads values by their looks alone, where words tell that the old one is out of use."""

    def reader(reading: Reading, _fact: Fact) -> Iterator[Candidate]:
        page = reading.page
        if needs is not None and not needs.search(page.folded):
            return
        for said in islice(shape.finditer(page.clean), MOST):
            start, end = said.span("v")
            value = read(page.clean[start:end].rstrip("., "), reading.registry)
            if value and not _RECEIVED.search(page.folded[max(0, start - 24) : start]):
                yield start, end, value

    return reader


READERS: Mapping[str, Reader] = {
    "app.version": _versions,
    "device.os": _systems,
    "plan.seats": _seats,
    "plan.name": _plans,
    "contact.phone": _of_shape(_PHONES, values.phone, _NEW_ONE),
    "contact.email": _of_shape(_MAILS, values.email, _NEW_ONE),
    "locale.timezone": _of_shape(_ZONES, zone_said, None),
    "hours.opening": _hours,
    "identity.name": _names,
    "company.name": _firms,
    "company.role": _posts,
    "location.city": _towns,
    "location.country": _countries,
    "contact.channel": _ways,
}
"""What each kind looks like, by its key."""
NUMBERED = frozenset({"app.version", "device.os", "plan.seats", "plan.name"})
"""Keys whose values are numbers or plain words, found in any text: their own sentence must tell of the change."""
