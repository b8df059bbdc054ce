"""The frames of plans that no list has: "the Studio plan", "Fibre 500", "la cuota Dúo", "Friends Gold for me now".

Beside the word for what it is a plan may have any name; without it the name itself must show that it is sold as a
plan, by a tier or a word for what is subscribed to ("Corporate Plus", "Kabel 400"). Whose it is must be said either
way: "we have …", "… que tengo", "with … can I", "… members like me".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.memory import values
from bot.memory.frame import IM, NOW, PRESUPPOSED, Frame
from bot.memory.gazetteer import LANGUAGES
from bot.memory.registry import Registry
from bot.memory.spans import Label
from bot.memory.spelling import fold, rule


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FRONT = (
    r"(?:plan|tarifa?|l?abo|abonnement|formule|forfait|offre|paquete|pack|paket|cuota|pase|bono|suscripción|membresía|"
    r"mitgliedschaft|carnet|package)"
)
_BEHIND = r"(?:plan|membership|tier|subscription|package|bundle|tariff|tarif|abo|paket|mitgliedschaft)"
_CAPITAL = r"(?-i:[A-Z])[\w+]*(?:-[\w+]+)?"
_NO_PART = (
    r"(?!(?:probleme?|ärger|schwierigkeiten|guthaben|fehler|gracias|danke|merci|thanks|hola|bonjour|hallo|ich|wir|i|"
    r"je|yo|what|was|que|can|kann|darf)\b)"
)
_NUMBER = rf"\d{{2,4}}(?![.,:]?\d|[ ]?(?:{values.COUNTS}|[%€$£])(?!\w))"
_NO_START = (
    r"(?!(?:do|does|did|can|could|are|is|was|will|would|may|for|as|with|on|in|at|my|our|your|the|an?|this|that|hi|"
    r"hello|hey|dear|and|but|also|so|darf|kann|ist|sind|mit|im|mein\w*|unser\w*|der|die|das|und|con|mi|el|la|es|soy|"
    r"avec|mon|ma|notre|le|les|est|et|what|which|was|que|welche\w*|quel\w*|now|only|just|not|new|pour|para|für|mas|"
    r"más|plan|tarifa?|abo|formule|forfait|den|dem|des|un|una|une|mehr|nur|toujours|encore|schon|auch|noch)\b)"
)
_NAME = rf"{_NO_START}{_CAPITAL}(?:[ ](?:&[ ])?{_NO_PART}{_CAPITAL}|[ ]{_NUMBER}){{0,3}}(?:{values.PLAN_SIZE})?"
_SMALL = rf"{_NO_START}[^\W\d_][\w-]{{2,15}}(?:[ ]&[ ][\w-]{{2,15}})?(?:{values.PLAN_SIZE})?"
_AFTER = rf"{_FRONT}[ ][\"']?(?P<v>{_NAME})[\"']?(?![\w'-])"
_BEFORE = rf"[\"']?(?P<v>{_NAME}?)[\"']?[ -]{_BEHIND}\b"
_NAMED = (_AFTER, _BEFORE)
_CARD = rf"(?P<v>{_NAME}?)[ ](?:card|pass|karte|ticket)\b"
_CALLED = rf"[\"']?(?P<v>{_NAME})[\"']?"
_BARE = rf"{_CALLED}(?![\w'-])"
_SIZED = rf"(?P<v>{_NO_START}[^\W\d_]{{3,12}}(?:[ ]{_NUMBER}|{values.PLAN_SIZE}))(?![\w'-])"

_THE = (
    r"(?:[ ](?:the|a|an|your|our|ur|den|das|die|dem|der|einen?|eine[mr]|im|am|el|la|un|una|su|vuestr[oa]|le|une?|"
    r"votre))"
)
_L = r"(?: ?(?:l'|d'))?"
_HOLDS = (
    rf"(?:{IM}{NOW}(?: only)?[ ](?:back |stuck )?(?:on|with)|(?:^|[.!?,;\n]\s*|\b(?:hi|hello|hey|there) )(?:still |"
    r"back |now |been |currently )?(?:on|got|have)|\b(?:i|we)(?: only| just| still)?(?:'ve|'ve got|'ve had| have|"
    rf" have had| got| pay for| use){NOW}(?: only)?|\b(?:ive|weve)(?: got| had)?|\b(?:my |our |the )?(?:account|"
    r"subscription|workspace|team|contract)(?:'s| is) on|\b(?:mein|unser|mi|nuestr[oa]|mon|notre) (?:konto|vertrag|"
    r"cuenta|contrato|compte|contrat) (?:ist|läuft|está|va|est) (?:auf|über|im|en|con|sur|à|au)|"
    r"\b(?:hab|habe|haben|hob|nutze|nutzen|zahle|zahlen|bezahle|bin|sind|läuft|hamma|hammer)(?: (?:ich|wir|i|"
    r"mir))?(?: (?:kundin|kunde|mitglied|nur|jetzt|aktuell|derzeit|momentan|auch|schon|noch|bei euch|bei ihnen|daheim|"
    r"im|in|auf|mit))*|\b(?:tengo|tenemos|tngo|uso|usamos|pago|pagamos|traigo|traemos|manejo|manejamos|llevo|sigo con|"
    r"seguimos con|(?:estoy|toy|estamos|sigo) (?:en|con)|estoy (?:suscrit|abonad|apuntad)[oa] al?)(?: (?:ahora|solo|"
    r"contratad[oa]|actualmente))?|\b(?:j ?'? ?ai|on a|nous avons|(?:je suis|j ?suis|chui|chuis|on est|"
    r"nous sommes) (?:sur|à|au|chez|en)|je paie|je paye|on paie|nous payons)(?: (?:pris|maintenant|juste|aussi|"
    r"toujours))?)"
)
_HAVING = (
    r",?(?: (?:that|which|den|das|die|que|q|qu'))?[ ]?(?:(?:i|we)(?:'ve (?:got|had)?| have| pay| took| use|'m on)|"
    r"(?:ich|wir) (?:[\w]+ ){0,3}?(?:hab|habe|haben|nutze|nutzen|zahle|zahlen)|(?:hab|habe|haben) (?:ich|wir)|"
    r"(?:tengo|tenemos|tngo|pago|pagamos|uso|usamos|contraté|contratamos)|"
    r"(?:j'ai|jai|on a|nous avons|je paie|je paye|on paie|nous payons))\b"
)
_MAY = (
    r"(?:,|[ ]here,?)?[ ](?:can i|can we|do i|do we|may i|am i|are we|darf ich|dürfen wir|kann ich|können wir|"
    r"komm\w* ich|puedo|podemos|entramos|entro|on peut|on a droit|je peux|peut-on|puis-je|est-ce que (?:je|on))\b"
)
_PUT = (
    r"\b(?:put|set|signed|got|moved|switched|sold|upgraded)(?: me| us)(?: up)?(?: (?:on|with|to|onto|for|into))?|"
    r"\b(?:me|nos) (?:ha |han |habéis )?(?:puso|pusieron|puesto|pasó|pasaron|pasado|dio|dieron) (?:en|con|al?)|"
    r"\bm'(?:a|ont|avez) (?:mise?|passée?|inscrite?) (?:sur|à|au|en)"
)
_CHANGED = (
    r"(?:\b(?:i|we)(?:'ve| have)?(?: just| recently| now| finally)? (?:upgraded|downgraded|switched|changed|moved|"
    r"went)(?: (?:back|over|up|down))? (?:to|for|on)|\b(?:me|nos) (?:he |hemos )?(?:cambiado|pasado|cambié|pasé|"
    r"cambiamos|pasamos)(?: (?:\w+ ){0,2}\w+)?? al?|\b(?:he |hemos )(?:cambiado|pasado|subido|bajado)(?: \w+)?? al?|"
    r"\b(?:cambié|subí|bajé|pasé)(?: \w+)?? al?|\b(?:je suis|on est|nous sommes|j'ai|on a|nous avons) (?:re)?"
    r"(?:passée?s?|basculée?s?|montée?s?|descendue?s?|changé)(?: \w+)?? (?:à|au|sur|en|pour)|\b(?:ahora|désormais|"
    r"maintenant|now|jetzt|inzwischen)(?: (?:ich|wir|i|we|je|on|yo))? (?:pago|pagamos|pay for|zahle|zahlen|paie|paye))"
)
_STEPPED = (
    r"(?:(?:\b(?:i|we)(?:'ve| have)?|(?:^|[.!?,;\n]\s*))(?: ?(?:just|recently|now|finally|then))? ?\b(?:upgraded|"
    r"downgraded|switched)(?: (?:back|over|up|down))? to(?: the)?|\b(?:me|nos) (?:he |hemos )?(?:cambiado|pasado|"
    r"cambié|pasé|cambiamos|pasamos)(?: (?:\w+ ){0,2}\w+)?? a (?:la|el)|\b(?:j'ai|on a|nous avons|je suis|"
    r"on est) (?:basculée?s?|montée?s?|descendue?s?)(?: \w+)?? (?:à|au|sur|en)(?: la| le)?|\bahora (?:pago|pagamos|"
    r"tengo|tenemos) (?:la|el))"
)
"""Where somebody who has told a plan names another, whatever its name; "moved to" and "passé à" bring places, too."""
_TURNED = r"[ ](?:gewechselt|umgestiegen|upgegradet|hochgestuft|umgestellt|gegangen|gewandert)\b"
_COSTS = (
    r"(?![^.!?\n\x00]{0,30}\b(?:combien|kost\w*|cuest\w*|costs?|price|prix|preis\w*|precio|how much|cuánto|worth)\b)"
)
_PASSIVE: frozenset[Label] = frozenset({"third"})


RULE = "plan.any"
_SPOKEN_OF = re.compile(
    fold(_FRONT) + "|" + _BEHIND + r"|grade|switch|cambi|pas[eo]|bascul|mont|descen|wechs|stieg|stuf|umgest|pag[oa]|"
    r"paie|paye|zahl|member|subscri|mitglied|abonn|client|soci[oa]|titula|card\b|pass\b|karte|ticket|bono"
)


def spoken_of(small: str) -> bool:
    """Return whether a folded text in small letters has a word of plans or of their names at all."""
    return bool(_SPOKEN_OF.search(small)) or not _SHOWING.isdisjoint(_WORD.findall(small))


def frames() -> Iterator[Frame]:
    """Yield the frames of plans by any name."""
    for named in _NAMED:
        yield Frame(RULE, "plan.name", rule(rf"{_HOLDS}{_THE}*{_L}[ ]?\b{named}"), values.named_plan)
        yield Frame(RULE, "plan.name", rule(rf"(?:{_PUT}){_THE}*{_L}[ ]?\b{named}"), values.named_plan, _PASSIVE)
        # Since when one has it is no question, whatever mark stands at the end: "had the Studio plan since May … ??"
        since = rf"{_HOLDS}{_THE}*{_L}[ ]?\b{named}[ ](?:since|for|seit|desde|hace|depuis)\b"
        yield Frame(RULE, "plan.name", rule(since), values.named_plan, _ASKED)
        yield Frame(RULE, "plan.name", rule(rf"\b{named}{_HAVING}"), values.named_plan, _ASKED)
        with_it = rf"\b(?:with|on|mit|im|in|con|en|avec|dans|sur){_THE}*{_L}[ ]?\b{named}{_MAY}"
        yield Frame(RULE, "plan.name", rule(with_it), values.named_plan, _ASKED)
        yield Frame(RULE, "plan.name", rule(rf"{_CHANGED}{_THE}*{_L}[ ]?\b{named}"), values.named_plan,
                    changes=True)  # fmt: skip
    named_mine = rf"\b(?:my|our|mein|unser|mi|nuestr[oa]|mon|ma|notre) {_AFTER}"
    yield Frame(RULE, "plan.name", rule(named_mine), _named_ours, _ASKED)
    as_member = rf"\bas an? {_CALLED}[ -](?:member|subscriber)\b"
    yield Frame(RULE, "plan.name", rule(as_member), _by_member, _ASKED)
    yield from _small()
    yield from _members()
    yield from _bare()


_ASKED = PRESUPPOSED - {"hypothetical", "wish", "past", "negated"}


def _small() -> Iterator[Frame]:
    """Names in small letters, behind the word for what it is and before the words that say whose."""
    small = rf"\b{_FRONT}[ ](?P<v>{_SMALL})"
    yield Frame(RULE, "plan.name", rule(small + _HAVING), _in_small, _ASKED)
    with_it = rf"\b(?:con|avec|dans|sur|mit|im|en) (?:el|la|mi|le|mon|ma|l'|dem|meinem)?[ ]?\b{small}{_MAY}"
    yield Frame(RULE, "plan.name", rule(with_it), _in_small, _ASKED)
    term = rf"{_HOLDS}{_THE}+ (?P<v>{_TERM_TICKET})(?![\w-])"
    yield Frame(RULE, "plan.name", rule(term), _titled)


_TERM_TICKET = (
    r"(?:monthly|annual|yearly|weekly|season|day|month|year) (?:pass|ticket|card)|(?:monats|jahres|wochen|saison|"
    r"halbjahres|quartals|zehner|fünfer)karte|(?:abono|bono|pase|cuota) (?:mensual|anual|semanal|trimestral)|"
    r"(?:abonnement|pass|carte) (?:mensuel(?:le)?|annuel(?:le)?|hebdo\w*|trimestriel(?:le)?)"
)


def _members() -> Iterator[Frame]:
    """ "Sunrise member here", "abonnée Tempo", "cliente de la Tarifa Clara"."""
    member = r"(?:members?|subscribers?|mitglied|abonnent(?:in)?)"
    ends = r"(?=\s*(?:$|[.,;!?\n])| (?:like me|here|hier|so|can|since|seit|and|und)\b)"
    yield Frame(RULE, "plan.name", rule(rf"(?:\bhere|[,:]) {_CALLED}[ -]{member}{ends}"), _by_member)
    like_me = rf"\b{_CALLED}[ -](?:{member}|customers?) like (?:me|us|myself)\b"
    yield Frame(RULE, "plan.name", rule(like_me), _by_member, _ASKED)
    on = rf"(?:^|[.!?,;\n]\s*|{IM} an? )(?:\w+ )?(?:member|subscriber|customer) on(?: the)? {_BARE}"
    yield Frame(RULE, "plan.name", rule(on), values.named_plan)
    abonne = (
        r"(?:^|[.!?,;\n]\s*|\b(?:suis|jsuis|chuis|est|sommes|soy|estoy|somos) )(?:abonnée?s?|membre|soci[oa]|"
        rf"miembro) (?:(?:à|au|en|chez) (?:la |le |l')?)?{_BARE}"
    )
    yield Frame(RULE, "plan.name", rule(abonne), _by_member)
    titled = (
        r"(?:^|[.!?,;\n]\s*|\b(?:soy|somos|suis|sommes|como|en tant que) )(?:une? )?(?:cliente?|clienta|soci[oa]|"
        r"abonad[oa]|titular|titulaire|suscriptora?|membre|adhérente?)s? (?:de|del|du|des|con|en|au|"
        rf"à)(?: (?:la|el|le))? ?{_AFTER}"
    )
    yield Frame(RULE, "plan.name", rule(titled), values.named_plan)
    abono = rf"{_HOLDS}{_THE}*{_L}[ ]?(?P<v>abono {_NAME})(?![\w'-])"
    yield Frame(RULE, "plan.name", rule(abono), _titled)
    alone = rf"(?:^|[.!?,;\n]\s*){_AFTER}(?=\s*(?:$|[.,;!\n])){_COSTS}"
    yield Frame(RULE, "plan.name", rule(alone), values.named_plan)


def _bare() -> Iterator[Frame]:
    """Names that show by themselves that a plan is called so."""
    for shape in (_BARE, _SIZED, _CARD):
        yield Frame(RULE, "plan.name", rule(rf"{_HOLDS}{_THE}*{_L}[ ]?\b{shape}"), sold_as_plan)
        yield Frame(RULE, "plan.name", rule(rf"(?:{_PUT}){_THE}*{_L}[ ]?\b{shape}"), sold_as_plan, _PASSIVE)
    for shape in (_BARE, _SIZED):
        yield Frame(RULE, "plan.name", rule(rf"{_CHANGED}{_THE}*{_L}[ ]?\b{shape}"), sold_as_plan, changes=True)
        yield Frame(RULE, "plan.name", rule(rf"{_STEPPED}[ ]{shape}"), another_plan, changes=True)
        step = rf"(?:^|[.!?,;\n]\s*)(?:re)?passée?(?: (?:de|du) [\w ]{{2,16}}?)? (?:à|au)(?: la)? {shape}"
        yield Frame(RULE, "plan.name", rule(step), _sold_or_tier, changes=True)
        turned = rf"\b(?:auf|zu|zum|in|von [\w ]{{1,20}} auf)(?: (?:den|das|die))? {shape}{_TURNED}"
        yield Frame(RULE, "plan.name", rule(turned), another_plan, changes=True)
        back = rf"(?:^|[.!?,;\n]\s*){shape} (?:hamma|hamm wir|habe ich|hab ich|hab i|hob i|haben wir)\b"
        yield Frame(RULE, "plan.name", rule(back), sold_as_plan)
    chat = (
        rf"(?:^|[.!?,;\n]\s*|\b(?:hi|hello|hey|there) )(?:still |back |now |"
        rf"currently )?on(?: the)? {_CALLED}(?= (?:here|now|rn)\b|\s*(?:$|[.,;!\n]))"
    )
    yield Frame(RULE, "plan.name", rule(chat), _sold_or_tier)
    # The noun left out: "tengo la senior", "j'ai la premium".
    elided = (
        r"\b(?:tengo|tenemos|tngo|pago|pagamos|cogí|contraté|j ?'? ?ai|on a|je paie|nous avons)(?: (?:ahora|pris|"
        rf"maintenant))? la (?P<v>[^\W\d_]{{3,12}}(?:{values.PLAN_SIZE})?)(?=\s*(?:$|[.,;!?\n])|"
        r"\s(?:y|pero|desde|et|mais|depuis|que|con|avec)\b)"
    )
    yield Frame(RULE, "plan.name", rule(elided), _tier_of_age)
    for_me = (
        rf"\b(?:it'?s|it is|es|c'est)(?: now)?(?: (?:the|el|la|le))? {_BARE} (?:for (?:me|us)|pour (?:moi|nous)|"
        rf"para mí) (?:now|maintenant|ahora)\b"
    )
    yield Frame(RULE, "plan.name", rule(for_me), another_plan, changes=True)
    ours = rf"\b(?:our|my|unser\w*|mein\w*|nuestr[oa]|mi|notre|mon|ma) {_BARE}"
    yield Frame(RULE, "plan.name", rule(ours), _sold_as_ours, _ASKED)
    category = (
        rf"{_HOLDS}(?:[^.!?;,\n\x00]{{1,30}}? (?:and|und|y|et|pis|plus|más))?{_THE}*{_L}[ ]?(?P<v>(?:fibre|fibra|"
        rf"fiber|kabel|cable|internet|mobile|movil) (?:{_SMALL_TIER}))"
        r"(?=\s*(?:$|[.,;!?\n])|\s(?:and|but|since|und|aber|seit|y|pero|desde|et|mais|depuis|pis|avec|con|with|mit)\b)"
    )
    yield Frame(RULE, "plan.name", rule(category), _titled)


_SMALL_TIER = (
    r"zen|max|maxi|mini|ultra|plus|pro|basic|smart|easy|start|fun|fit|flex|light|lite|turbo|mega|power|total|premium"
)
_TELLING = _words("""
    flat fibre fiber fibra glasfaser kabel cable dsl vdsl adsl internet broadband mobil mobile movil handy sim
    allnet prepaid prepago data datos daten flex hogar home business corporate office student estudiante etudiant
    joven jeune jeunes junior senior kids friends patron patrons supporter supporters off-peak offpeak anytime
    weekend swim gym yoga fitness monthly serie gamme zen ultra maxi mega light liberte libre infinity infinita
    infinite ilimitada illimite voice combo trio quattro heures peak
""")
"""Words of what is subscribed to, folded: one of them makes a name of several words, or one with its size, a plan's."""
_WEAK = _words("plus pro max ultra mini lite light mobile office home maxi zen swim")
"""Those that stand in the names of other things, too: "my iPad Pro", "our Office Plus chair"."""
_OTHER = _words("""
    day days night week route road street bus train tram line gate platform page chapter step level floor room call
    season episode version build part phase team game number no windows android ios chrome firefox telegram slack
    disney amazon youtube hbo canal playstation xbox facebook whatsapp google apple microsoft netflix spotify visa
    mastercard amex paypal credit debit library boarding bonus loyalty member gift business-card january february
    march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday
""")


_SHOWING = _TELLING | _words("senior junior joven jeune jeunes infantil adulte adulto") | values.FOLDED_TIERS
_WORD = re.compile(r"[a-z][a-z-]*[a-z]")


def sold_as_plan(words: str, registry: Registry) -> str | None:
    """A name that shows itself to be a plan's: two words at least, with a size or not, one of them telling."""
    said = " ".join(words.strip(" '\"").split())
    parts = fold(said).lower().split()
    if len(parts) < 2 or parts[0] in _OTHER or "card" in parts or not LANGUAGES.keys().isdisjoint(parts):
        return None
    if values.device(said) or values.system(said, registry):
        return None
    if values.product(said, registry):
        return None
    if not said[0].isupper():
        return _spelt(said) if _tells(parts[0]) else None
    ends = _tells(parts[-1]) or any(map(str.isdigit, parts[-1])) or bool(values.sized(said)[1])
    return _spelt(said) if (ends and any(map(_tells, parts))) or parts[0] in _TELLING else None


def _tells(part: str) -> bool:
    return part in _TELLING or values.is_tier(part)


def another_plan(words: str, registry: Registry) -> str | None:
    """As `sold_as_plan`; of somebody who has told a plan any name may be another, if no place's or system's."""
    if found := sold_as_plan(words, registry) or values.tiered(words, registry):
        return found
    said = words.strip(" '\"")
    if not registry.held or not said[:1].isupper() or values.city_listed(said) or values.device(said):
        return None
    return (
        None
        if values.system(said, registry) or fold(said).lower().split()[0] in _OTHER
        else values.named_plan(said, registry)
    )


def _sold_or_tier(words: str, registry: Registry) -> str | None:
    """As `sold_as_plan`, or a tier alone with its capital ("on Solo here")."""
    return sold_as_plan(words, registry) or (values.plan(words, registry) if words[:1].isupper() else None)


def _tier_of_age(words: str, registry: Registry) -> str | None:
    """A tier in small letters, also one that is named by an age: "la senior"."""
    base, size = values.sized(words)
    of_age = fold(base).lower() in _AGES
    return base.title() + size if of_age else values.tiered(words, registry)


_AGES = frozenset(
    ("senior", "junior", "joven", "jeune", "jeunes", "infantil", "adulte", "adulto", "estudiante", "etudiant")
)


def _sold_as_ours(words: str, registry: Registry) -> str | None:
    """As `sold_as_plan`, where only "my" says what it is: no "Office Plus"."""
    found = sold_as_plan(words, registry)
    strong = found and any(_tells(part) and part not in _WEAK for part in fold(found).lower().split())
    return found if strong else None


def _named_ours(words: str, registry: Registry) -> str | None:
    """What "my plan" and the like name; no other company's, and no plan B."""
    said = fold(words).lower().split()[0]
    return values.named_plan(words, registry) if len(said) > 1 and said not in _OTHER | _NETWORKS else None


_NETWORKS = _words("orange sfr bouygues telekom vodafone o2 congstar movistar yoigo three ee verizon disney prime dazn")


def _by_member(words: str, registry: Registry) -> str | None:
    """What somebody is a member of: a plan's name; no family's or board's member and no loyal one."""
    return None if fold(words).lower().split()[0] in _NO_MEMBER else values.named_plan(words, registry)


_NO_MEMBER = _words("""
    family board staff team committee crew band club party union council cast faculty paying loyal long-time longtime
    long-term old new happy unhappy proud former ex existing current regular first-time honorary founding life lifelong
    fellow dear valued angry neues neue neu treues langjahriges zahlendes
""")
_GENERIC = _words("""
    que q nuevo nueva nuevos viejo vieja antiguo antigua anterior actual mensual anual semanal trimestral barato
    barata caro cara completo completa contratado contratada normal mobile movil internet fibra fibre telephone tel
    data datos nouveau nouvelle ancien ancienne actuel actuelle mensuel annuel bloque illimite gratuit de del du des
    pour para por con avec sur chez aus von der die das neue alte alten neuen was wie auch und y et con ici aqui
    hier plana sin sans familiar d'ahorro ahorro dental
""")


def _in_small(words: str, registry: Registry) -> str | None:
    """A name in small letters behind "plan" and the like; no word that only tells which plan is meant."""
    said = words.strip(" '\"")
    first = fold(said).lower().split()[0]
    if first in _GENERIC and values.plan(said, registry) is None:
        return None
    return values.named_plan(words, registry) or _spelt(said)


def _titled(words: str, _registry: Registry) -> str | None:
    """Words as a name is written: "abono Sur" is the Abono Sur."""
    return _spelt(" ".join(words.split()))


def _spelt(said: str) -> str:
    """A name with its capitals, as it was written where it has any: "dsl 100" is DSL 100."""
    parts = said.split()
    if any(sign.isupper() for sign in said) and not parts[0].islower():
        return said
    return " ".join(
        part.upper() if part in ("dsl", "vdsl", "adsl", "sim") else part[:1].upper() + part[1:] for part in parts
    )
