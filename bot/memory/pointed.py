"""What is named in one place and called one's own in another: "does the Harbour plan have a phone line? we're on it".

A thing is named in a question or an aside, which claims nothing; then a clause of the customer's own points back at it
by a pronoun, a relative, "there" or its kind: "es la que tenemos", "da wohnen wir", "c'est celui que j'ai". Both must
meet: what is named is a mention of some key's, and the clause that points says what can be had, used or lived in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from bot.memory import makes, named_things, plan_names, things, tiers, towns, values
from bot.memory.devices import MODEL
from bot.memory.frame import MOST, NOT_OWN, Frame, Seen
from bot.memory.gazetteer import listed
from bot.memory.places import NOT_YET
from bot.memory.registry import Registry
from bot.memory.spans import Label, Page
from bot.memory.spelling import Rule, fold, rule

PLAN, PLACE, DEVICE, GOODS = "plan.name", "location.city", "device.model", "product.owned"


# --- what is named -------------------------------------------------------------------------------

_WORD = r"(?-i:[^\W\d_a-z])[\w'+]*"
_NAME = rf"(?P<v>{_WORD}(?:[ -](?:{_WORD}|\d{{1,4}})){{0,2}}?)"
_LONG = rf"(?P<v>{_WORD}(?:[ ](?:{_WORD}|\d{{1,4}})){{0,2}})"
_SMALL = r"(?P<v>[^\W\d_]{3,16})"
_SHOWN = r"(?P<v>[^\W\d_]{3,16}(?:[ ](?-i:[^\W\d_a-z])[\w'-]+)?)"
_TIERED = (
    rf"(?P<v>(?:{_WORD}[ ]){{1,2}}(?:plus|max|pro|premium|basic|flex|duo)|"
    rf"(?-i:Pro|Business|Premium|Basic)(?:[ ]{_WORD}){{1,2}})"
)
"""A name of several words, of which one is a usual tier's: "Merchant Plus"."""
_PLAN_BEHIND = r"(?:plan|tier|tariff|package|subscription|membership|pass|tarife?s?|abos?|paket(?:es|s)?|vertrag|pack)"
_PLAN_BEFORE = (
    r"(?:plan|tarifa?|cuota|abono|suscripcion|modalidad|paquete|membresia|formule|offre|forfait|abonnement|contrat|"
    r"contrato|abo|paket|vertrag)"
)
_OWNERS = r"my|our|mein\w{0,2}|unser\w{0,2}|mi|nuestr[oa]|mon|ma|notre"
_THE = (
    rf"(?:(?:the|an?|this|that|your|{_OWNERS}|der|die|das|den|dem|des|ein\w{{0,2}}|eur\w{{1,3}}|ihr\w{{0,2}}|beim?|im|"
    r"vom|zum|el|la|al|del|vuestr[oa]|su|tu|le|une?|au|du|votre|ton|ta|on|with|for|of|in|mit|von|auf|con|en|de|avec|"
    r"sur|pour)[ ]|l')"
)
_MAKE_EN = (
    r"(?:sofa|couch|chair|armchair|table|desk|bed|lamp|light|shelf|bookcase|sideboard|wardrobe|cabinet|dresser|mirror|"
    r"rug|stool|bench|mattress|pendant|drawers|nightstand)"
)
_MAKE_THEIR = (
    r"(?:schlafsofa|sessel|stuhl|hocker|tisch|esstisch|schreibtisch|couchtisch|bett|lampe|leuchte|\w+leuchte|\w+lampe|"
    r"regal|schrank|kleiderschrank|kommode|spiegel|teppich|bank|matratze|\w+regal|silla|sillon|butaca|mesa|escritorio|"
    r"cama|lampara|flexo|estanteria|armario|espejo|alfombra|taburete|banco|colchon|comoda|aparador|canape|fauteuil|"
    r"chaise|bureau|lit|lampe|etagere|bibliotheque|armoire|commode|miroir|tapis|tabouret|matelas|buffet|banquette|"
    r"suspension|luminaire)"
)
_MAKE = rf"(?:{_MAKE_EN}|{_MAKE_THEIR})"
"""What furniture is called, beside which stands the name that it is sold by."""
_AT = (
    r"(?:in|to|near|around|into|nach|bis(?: nach)?|aus|en|a|hasta(?: el| la)?|de|cerca de|para|jusqu'a|vers|sur|pour|"
    r"desde|von|raum)"
)
_TOWN = r"(?P<v>(?-i:[^\W\d_a-z])[\w'-]+(?:[ ](?:(?-i:[^\W\d_a-z])[\w'-]+|am|an|der|de|del|la|upon|sur|on)){0,3})"


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing that a message names, whosever it is: the words with its noun, and its value."""

    key: str
    start: int
    end: int
    value: str
    sure: bool = True
    """Whether a noun of its kind stands beside it; else only what points at it says what it is."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, Rule, bool], ...]:
    return (
        (PLAN, rule(rf"(?:(?<=^)|(?<=\n)|\b{_THE}){_NAME}[ -]{_PLAN_BEHIND}\b"), True),
        (PLAN, rule(rf"\b(?:the|your|our|my)[ ]{_SMALL}[ ](?:plan|tier|tariff)\b"), True),
        (PLAN, rule(rf"\b(?P<w>{_PLAN_BEFORE}[ ]){_LONG}(?![\w-])"), True),
        (PLAN, rule(rf"\b(?P<w>(?:\w*konto|cuenta|compte)[ ]){_LONG}(?![\w-])"), True),
        (PLAN, rule(rf"(?<![\w-]){_TIERED}(?![\w-])"), True),
        (PLAN, rule(rf"\b(?P<w>(?:plan|tarifa|formule|offre|forfait)[ ]){_SMALL}(?![\w-])"), True),
        (
            PLAN,
            rule(rf"\b(?:on|with|of|bei[mn]?|im|mit|von|con|en|avec|sur)(?: the| el| la| le| dem)?[ ]{_LONG}"),
            False,
        ),
        (DEVICE, rule(MODEL), True),
        (GOODS, rule(rf"\b{_THE}(?P<w>(?=(?-i:[a-z])){_MAKE_THEIR}[ ]){_SHOWN}(?![\w-])"), False),
        (GOODS, rule(rf"\b{_THE}(?P<w>{_MAKE_THEIR}[ ])(?P<v>{_WORD})(?![\w-])"), True),
        (GOODS, rule(rf"\b{_THE}(?P<w>(?=(?-i:[a-z])){_MAKE_THEIR}[ ])(?P<v>{_WORD}[ ]{_WORD})(?![\w-])"), True),
        (GOODS, rule(rf"\b{_THE}(?P<v>{_WORD}(?:[ ][a-z]{{3,10}})?[ ]{_MAKE})(?![\w-])"), True),
        (PLACE, rule(rf"\b{_AT}[ ]{_TOWN}"), True),
        (PLACE, rule(rf"\b{_AT}[ ](?P<v>(?-i:[a-z])[\w-]{{3,}})(?![\w-])"), False),
        (PLACE, rule(rf",[ ]{_TOWN}(?=,[ ](?-i:[A-Z]))"), True),
        (PLACE, rule(rf"(?:^|[.!?\n]\s*){_TOWN}(?=,)"), False),
    )


def mentions(page: Page, registry: Registry) -> list[Mention]:
    """Return what the message names, in the order of its words."""
    found = []
    for key, pattern, sure in _patterns():
        if key not in registry.keys:
            continue
        for match in islice(pattern.finditer(page.folded), MOST):
            start, end = match.span("v")
            value = _value(key, page.clean[start:end], match, page, registry)
            if value:
                opening = match.start("w") if match.groupdict().get("w") else start
                found.append(Mention(key, opening, match.end(), value, sure))
    return _apart(sorted(found, key=lambda one: (one.start, -one.end)))


def _apart(found: Sequence[Mention]) -> list[Mention]:
    """Of two that share words, the one that begins first and is longer: "the Harbour plan include …" is Harbour."""
    kept: list[Mention] = []
    for one in found:
        if not any(other.key == one.key and one.start < other.end and (other.sure or not one.sure) for other in kept):
            kept.append(one)
    return kept


def _value(key: str, words: str, match: re.Match[str], page: Page, registry: Registry) -> str | None:
    if key == PLAN:
        return plan_names.mentioned(words, registry)
    if key == DEVICE:
        return makes.model(words, registry) if any(map(str.isdigit, words)) or " " in words else None
    if key == GOODS:
        return _goods(page.clean[match.start("w") : match.end("v")] if match.groupdict().get("w") else words, registry)
    return towns.listed_city(words, registry) if words.islower() else towns.town(words, registry)


def _goods(words: str, registry: Registry) -> str | None:
    parts = words.split()
    own = [part for part in parts if not re.fullmatch(_MAKE, fold(part), re.IGNORECASE)]
    if not own or any(part.lower() in plan_names.NO_PLAN or part.lower() in _NO_MODEL for part in own):
        return None
    named = own[-1] if parts[0] not in own else own[0]
    if not named_things.is_own_name(named[:1].upper() + named[1:], parts[-1]) or makes.device(words):
        return None
    ours = things.product(words, registry)
    return ours if ours and " " in ours else words


_NO_MODEL = listed("""
    not is are was with from for and that which einen eine ist sind war hat steht kommt passt und mit aus von für
    nicht quietscht wackelt geht como con sin para por que y es no se esta está llega lleva tiene viene no roto rota
    qui que et est sont avec sans pour dans sur pas ne grince fait arrive tient
""")

# --- what points at it ---------------------------------------------------------------------------

_END = r"(?=\s*(?:$|[.,;:!?)\n\x00]|-\s))"
_GOES_ON = (
    r"(?=\s*(?:$|[.,;:!?)\n\x00]|-\s)|\s(?:since|for|at home|here|too|also|already|now|and|but|so|with|from|btw|"
    r"seit|schon|auch|ja|doch|nämlich|daheim|zuhause|zu hause|und|aber|jetzt|bei|im|in|selbst|selber|halt|"
    r"mit|desde|ya|aqui|y|pero|en|con|ahora|tambien|depuis|deja|aussi|et|mais|chez|maintenant|a la maison)\b)"
)
_I_EN = r"(?:i|we)(?:'ve|'m|'re| have| am| are)?(?: \w+ly| still| also| already| both| all| just)?"
_HAS_EN = r"(?:have|has|had|got|own|use|using|run|running|bought|ordered|on|pay(?:ing)?(?: for)?|signed up (?:for|to))"
_THING_EN = r"(?: plan| tier| tariff| package| subscription| membership| phone| laptop| tablet| model| device)?"
_HAS_ES = (
    r"(?:tengo|tenemos|uso|usamos|pago|pagamos|llevo|llevamos|traigo|contrate|contratamos|compre|compramos|"
    r"(?:he|hemos) (?:contratado|comprado))"
)
_HAS_FR = (
    r"(?:j ?'? ?ai|on a|nous avons|j'utilise|on utilise|nous utilisons|je paie|je paye|on paie|on paye|nous payons)"
)
_HAS_DE = (
    r"(?:hab|habe|haben|nutze|nutzen|benutze|benutzen|verwende|verwenden|besitze|besitzen|führe|führen|zahle|"
    r"zahlen|bezahle|bezahlen|fahre)"
)
_THAT_DE = r"(?:den|die|das|dem|der|so (?:eine?n?s?|was)|genau (?:den|die|das)|sol(?:ch|che|chen|ches))"
_HOME_DE = r"(?:daheim|dahoam|zu ?haus(?:e)?)"
_THERE_DE = r"(?:da|dort|hier|drum|dorten)"
_THERE_ES = r"(?:aqui|alli|ahi|alla|aca)"
_LIVE_FR = r"(?:j ?'? ?habite|j ?'? ?vis|je vis|on habite|on vit|nous habitons|nous vivons|je reside|nous residons)"
_SUBJECTLESS = r"(?:^|(?<=[.!?,;\n(])\s*)"


@dataclass(frozen=True, slots=True)
class _Pointer:
    """What a clause says of the thing before it, and the keys of what it may be said of."""

    said: Rule
    keys: tuple[str, ...]
    through: frozenset[Label] = frozenset()
    names: bool = False
    """Says of itself what kind of thing it is."""


@lru_cache(maxsize=1)
def _pointers() -> tuple[_Pointer, ...]:
    things = (PLAN, DEVICE, GOODS)
    return (
        _Pointer(rule(
            r"\b(?:(?:i'?m|i am|we'?re|we are|i'?ve been|we'?ve been|i have been|we have been)(?: \w+)?|been|people|"
            r"of us) on (?:it|that(?: one)?|this one)\b|\b(?:i|we)(?:'ve| have)?(?: just)? (?:pay for|"
            r"signed up (?:for|to)|subscribe\w* to|switched to|moved to|upgraded to) (?:it|that one|that)\b|"
            r"\b(?:that'?s|it'?s|which is) (?:the (?:plan|tariff|tier|package|subscription|membership) "
            rf"(?:that )?{_I_EN} {_HAS_EN}|(?:the one|what) {_I_EN} (?:pay for|signed up (?:for|to)|on)\b)|"
            r"\b(?:bin|sind) (?:ich|wir|mir) (?:auch |schon |ja |da )?(?:drauf|darauf|drin|dabei)\b|"
            r"\b(?:in|auf|bei) dem (?:bin|sind) (?:ich|wir)\b|\b(?:estoy|estamos|sigo|seguimos) (?:en|con) (?:es[ea]|"
            r"est[ea]|el|ella)" + _END +
            rf"|\bes (?:el plan|la tarifa|el abono) (?:que|q) {_HAS_ES}\b|\bes (?:el|la) (?:que|q) (?:pago|pagamos|"
            r"contrate|contratamos|tengo contratad[oa]|tenemos contratad[oa])\b"
            r"|\b(?:je suis|j'?suis|chuis|chui|on est|nous sommes)(?: \w+)? dessus\b"
            rf"|\bc'?(?:est)? (?:la formule|l'offre|le forfait|l'abonnement|le contrat) (?:que |qu'|q )(?:{_HAS_FR})"
        ), (PLAN,), names=True),
        _Pointer(rule(
            r"\b(?:that'?s|thats|it'?s|its|this is|which is)(?: exactly| actually| also| just)? (?:what|the one|"
            rf"the same(?: one)?|the{_THING_EN})(?: that| which)? {_I_EN} {_HAS_EN}\b|\b(?:i|we)(?:'ve| have)?(?: got|"
            r" also| already| do)* (?:have|got|own|use|bought) (?:it|that(?: one)?|this one|exactly that|"
            rf"one(?: of (?:those|them|these))?)(?! (?:on|in) (?:my|our|a) (?:list|mind|cart)){_GOES_ON}|"
            rf"\b(?:it'?s|that'?s|thats) (?:mine|ours){_END}|{_SUBJECTLESS}(?:und |denn |weil )?{_THAT_DE}(?: \w+)? "
            rf"(?:(?:{_HAS_DE}) (?:ich|wir|mir)\b|hab\b|habe\b)|{_SUBJECTLESS}(?:hab|habe|haben|nutze|nutzen)(?: ich|"
            r" wir| mir)?(?: (?:auch|ja|selbst|selber|nämlich))? (?:so (?:eine?n?s?)|(?:den|die|das|ihn|sie|"
            rf"es)){_GOES_ON}|{_SUBJECTLESS}(?:hab|habe) ich (?:seit|schon|auch|ja|nämlich|selber|selbst)\b|"
            rf"\b(?:ich|wir|mir) (?:{_HAS_DE}) (?:den|die|das|ihn|sie|es|so eine?n?s?){_GOES_ON}|"
            r"\b(?:der|die|das) (?:ist meine?[rs]?|ist unsere?[rs]?|gehört (?:mir|uns))\b|\b(?:es|"
            r"seria) (?:justo )?(?:el|la|lo)(?: mism[oa])?(?: \w+)? (?:que|q|k) (?:yo |nosotros |"
            rf"nosotras )?{_HAS_ES}\b|{_SUBJECTLESS}(?:y |pues |nosotros |yo )*(?:(?:lo|la) (?:tengo|tenemos|uso|"
            r"usamos|compre|compramos)|(?:tengo|tenemos|uso|usamos) (?:es[ea]|est[ea]|un[oa]|un[oa] de "
            rf"es[oa]s)){_GOES_ON}|\bes (?:mi[oa]|nuestr[oa]|el mio|la mia){_END}|\bc'?(?:est)? (?:justement |aussi |"
            rf"bien )?(?:celui|celle|ce|le modele|le tel\w*)(?:-la)? (?:que |qu'|q )(?:{_HAS_FR})|"
            rf"\b(?:j'en ai|on en a|nous en avons) une?{_GOES_ON}|\b(?:je l'ai|on l'a|nous l'avons)(?: (?:signée?|"
            rf"souscrite?|prise?|achetée?|déjà|aussi))?{_GOES_ON}"
        ), things),
        _Pointer(rule(
            _SUBJECTLESS + r"(?:(?:and|but|because|cos|as|since) )?(?:mine|ours)(?:'s| \w+)"
            rf"|{_SUBJECTLESS}(?:(?:denn|weil|aber|und) )?(?:meine[rs]|unsere[rs]) (?:ist|hat|geht|macht|steht|läuft|"
            rf"\w{{3,}}t)\b|{_SUBJECTLESS}(?:(?:y|pero|es que|porque) )?(?:el mio|la mia|el nuestro|la nuestra) \w+|"
            rf"{_SUBJECTLESS}(?:(?:et|mais|car|parce que) )?(?:le mien|la mienne|le nôtre|la nôtre) \w+"
        ), things, through=frozenset({"negated"})),
        _Pointer(rule(
            r"\b(?:that'?s|thats|that is|it'?s|its|which is) where (?:i|we)(?:'m|'re| am| are)? (?:\w+ )?(?:live|"
            r"living|"
            r"based)\b|\b(?:i|we) (?:all |both |actually |still )?live (?:there|here|near(?:by)?|right|just|close|"
            r"round|around|in the|five|ten|two|\w+ minutes)\b|\b(?:i'?m|we'?re|we are|i am) based (?:there|here)\b|"
            r"\b(?:my|our) (?:place|house|flat|home|address|apartment|cottage)(?: is|'s) (?!in\b)(?:right |"
            rf"just )?(?:there|near|by|next|close|on|opposite|behind|beside|up|down|the)\b|\b{_THERE_DE} (?:wohne?|leb|"
            rf"lebe) (?:ich|i)\b|\b{_THERE_DE} (?:wohnen|leben) (?:wir|mir)\b|\b{_THERE_DE} (?:bin|sind|san) (?:ich|"
            rf"wir|i|mir) {_HOME_DE}\b|\b(?:bin|sind) {_THERE_DE} {_HOME_DE}\b|\bwo (?:ich|wir|mir) (?:\w+ )?"
            rf"(?:wohne?n?|lebe?n?|{_HOME_DE})\b|\b(?:ich|wir|mir) (?:wohne?n?|lebe?n?)(?: (?:nämlich|ja|selbst|"
            rf"selber|auch|doch))? {_THERE_DE}\b|\bbin (?:von|aus) "
            rf"{_THERE_DE}\b|"
            rf"{_SUBJECTLESS}(?:wohne?|lebe) (?:ich )?{_THERE_DE}\b|\b(?:mein|unser)e? (?:haus|wohnung|hof) (?:ist|"
            rf"steht|liegt) {_THERE_DE}\b|\b{_THERE_ES} (?:vivo|vivimos|resido|tengo (?:mi|la) casa|"
            rf"esta (?:mi|nuestra) casa)\b|\b(?:vivo|vivimos) (?:{_THERE_ES}|en el (?:centro|barrio|casco|tercero|"
            r"segundo|primero)|cerca|al lado|justo)\b|\bdonde (?:vivo|vivimos|tengo (?:la|mi) casa)\b|"
            r"\b(?:mi|nuestra) casa (?:esta|queda)\b|\bsoy de (?:alli|ahi)\b|\b(?:c'est )?la (?:que |ou |"
            rf"qu'){_LIVE_FR}\b|\b(?:j'y|on y|nous y) (?:habite|vis|vit|habitons|vivons)\b|\bou {_LIVE_FR}\b|"
            r"\b(?:j'habite|on habite|nous habitons|je vis|on vit) (?:la|ici|juste|tout pres|en plein|a cote|"
            r"de l'autre)\b|\b(?:ma|notre) maison est (?:la|a cote|en|juste|tout)\b|\bje suis en plein centre\b|"
            r"\((?:chez (?:moi|nous)|bei (?:mir|uns)|home|mi casa)\b"
        ), (PLACE,), names=True),
    )  # fmt: skip


_RELATIVE = rule(
    rf",?[ ](?:(?:that |which )?{_I_EN} (?:have|got|own|use|pay for|are on|bought|signed up for|sleep in)\b|"
    r"(?:den|die|das|der|welche\w?) (?:ich|wir|mir) (?:[\w-]+ ){0,4}(?:habe?n?|hab|nutzen?|zahlen?|bezahlen?|"
    rf"führen)\b|(?:que|q) (?:ya |yo |nosotros |os |les |le )*(?:{_HAS_ES})\b|(?:que |qu'|q )(?:{_HAS_FR})\b)"
)
"""Right behind a name: "the Harbour plan that we have"."""
_HELD_BEFORE = rule(
    rf"(?:\b(?:{_OWNERS})[ ]|\b(?:i|we)(?:'ve| have)(?: also| already| just)? got (?:the |an? |your )?|"
    rf"\b(?:hab|habe)(?: ich| ja| auch| schon)* (?:den|die|das|ne|n|eine?n?) |\btraigo (?:un|el) |"
    rf"\b(?:tenemos|tengo) contratad[oa] (?:el|la) |"
    rf"{_SUBJECTLESS}(?:(?:hi|hey|hello|so|and|ok)[ ,]+)?(?:been|still|now|currently|just) on (?:the |your )?)$"
)
"""Right before a name: "unser Tarif Nordlicht", "been on the Cobalt plan"."""
_MEMBERS = rule(
    rf"\b(?:(?:i'?m|we'?re|we are|i am|as|being)(?: an?| the| existing| loyal| happy)*[ ]{_LONG}[ ](?:customers?|"
    rf"members?|subscribers?|clients?|account holders?|holders?)|"
    rf"(?:als|(?:ich )?bin|wir sind|sind)(?: ein\w*)?[ ](?P<w>{_WORD}(?:[ -]{_WORD}){{0,2}}?)[ -](?:kund\w+|"
    rf"mitglied\w*|abonnent\w*))\b"
)
_MEMBERS_OF = rule(
    rf"\b(?:(?:soy|somos|como|je suis|nous sommes|on est|en tant que|suis)(?: une?| un)?[ ]|(?:^|[,.;]\s*))"
    rf"(?:client[ea]?s?|clientes|soci[oa]s?|abonad[oa]s?|abonnée?s?|membres?|miembros?)[ ]{_LONG}(?![\w-])"
)

_NAMED: frozenset[Label] = frozenset({"question", "hypothetical", "wish", "negated", "past"})
"""What may hold of the words that name a thing, when other words call it one's own."""
_SUPPOSED: frozenset[Label] = _NAMED - {"past"}
"""What may hold of "our Harbour plan" and "the plan that we have", which say that there is one."""
_ASKED: frozenset[Label] = frozenset({"question"})


@lru_cache(maxsize=8)
def _frame(key: str, name: str, through: frozenset[Label]) -> Frame:
    return Frame(f"pointed.{name}", key, _RELATIVE, values.phrase, through)


_HERE = rule(
    r"\b(?:here|hier|daheim|zu ?hause|ici|aqui|aca|(?:en|desde) (?:mi )?casa|from home|at home|home is|"
    rf"chez (?:moi|nous)|bei (?:mir|uns)(?: {_HOME_DE})?),? (?:in|a|en|near|over in|down in|up in|bei)[ ]{_TOWN}"
)
"""Where somebody is at home, as an aside: "ici à Pontarlier", "daheim in Kusel"."""


_FROM = rule(
    r"\b(?:(?:soy|somos|vengo|venimos) de|(?:i'?m|we'?re|i am|we are|coming)(?: all the way)? from|"
    rf"(?:ich komme|ich bin|wir sind|komme) aus)[ ]{_TOWN},? (?:in |en |au )?"
    r"(?P<land>(?-i:[A-Z])[^,;.!?()\n\x00]{2,30})"
)
_SETTLED = rule(
    r"\b(?:etant |je suis |nous sommes |i'?m |i am |we'?re |ich bin |wir sind |estoy |soy )?(?:domiciliée?s?|wohnhaft|"
    rf"empadronad[oa]s?|resident|domiciled|gemeldet)[ ](?:in|a|en)[ ]{_TOWN}"
)
_BUSINESS = rule(r"\b(?:your|parcel|package|it'?s|is|comes|paket|paquete|colis|ihr\w*|eur\w+|su|votre)\b[^.!?]*$")


def _told(page: Page, registry: Registry) -> Iterator[Seen]:
    """ "Soy de Olavarría, Argentina", "domiciliée à Wiltz"."""
    if PLACE not in registry.keys:
        return
    for pattern in (_FROM, _SETTLED):
        for match in islice(pattern.finditer(page.folded), MOST):
            value = towns.town(page.clean[match.start("v") : match.end("v")], registry)
            anothers = _BUSINESS.search(page.folded, max(0, match.start() - 60), match.start())
            in_land = pattern is _SETTLED or values.country(page.clean[match.start("land") : match.end()], registry)
            if value and in_land and not anothers:
                yield Seen(_frame(PLACE, "from", _ASKED), match.start(), match.end("v"), value)


_TURNED = rule(r"\b(?:wechsel|umstellung|gewechselt|umgestellt|switch\w*|chang\w*|moved|bascul\w+|cambi\w+|passée?)\b")
_WHEN = (
    r"(?:yesterday|today|\w+day|last \w+|gestern|heute|vorgestern|\w+tag|\w+woch|hier|lundi|mardi|mercredi|jeudi|"
    r"vendredi|ayer|hoy|el \w+|samedi|dimanche|letzte\w* \w+|then|dann)"
)
_SINCE = r"(?:since|seit|ab|depuis|desde)"
_NEW = rule(
    rf"(?:(?:^|[.!?,;:\n]\s*)(?:and |und |et |y )?{_SINCE} {_WHEN},? (?:on |the |auf )?{_LONG}|(?:^|[.!?,;:\n]\s*)"
    rf"(?P<w>{_WORD}(?:[ ](?:{_WORD}|\d{{1,4}})){{0,2}}) {_SINCE} {_WHEN})(?=\s*(?:$|[.,;!\n]))"
)


def _turned(page: Page, registry: Registry) -> Iterator[Seen]:
    """ "The switch went through, since Monday Eco Breeze": all of a clause, where the message tells of a change."""
    if PLAN not in registry.keys or not _TURNED.search(page.folded):
        return
    for match in islice(_NEW.finditer(page.folded), MOST):
        start, end = match.span("v" if match["v"] else "w")
        words = page.clean[start:end]
        value = plan_names.mentioned(words, registry) if " " in words else tiers.plan(words, registry)
        if value:
            yield Seen(replace(_frame(PLAN, "turned", frozenset({"past"})), changes=True), start, end, value)


def _here(page: Page, registry: Registry) -> Iterator[Seen]:
    """ "Ici à Pontarlier on attend toujours"."""
    if PLACE not in registry.keys:
        return
    for match in islice(_HERE.finditer(page.folded), MOST):
        if value := towns.aside(page.clean[match.start("v") : match.end("v")], registry):
            yield Seen(_frame(PLACE, "here", _ASKED | {"negated"}), match.start(), match.end(), value)


def seen(page: Page, registry: Registry) -> Iterator[Seen]:
    """Yield what is named and called one's own."""
    pointing = [(pointer, said) for pointer in _pointers() for said in islice(pointer.said.finditer(page.folded), MOST)]
    beside = bool(_MAY_STAND_BESIDE.search(page.folded))
    if pointing or beside:
        named = mentions(page, registry)
        for one in named:
            if found := _beside(one, page):
                yield found
        for pointer, said in pointing:
            if found := _pointed(pointer, said, named, page):
                yield found
    yield from _members(page, registry)
    yield from _here(page, registry)
    yield from _told(page, registry)
    yield from _turned(page, registry)


_MAY_STAND_BESIDE = rule(
    rf"\b(?:{_OWNERS}|got|been on|still on|now on|just on|(?:que|q|qu') ?(?:{_HAS_ES}|{_HAS_FR})|"
    rf"hab|habe|traigo|contratad[oa]|(?:os|les|le) compre|(?:i|we)(?:'ve)? (?:have|own|use|pay|sleep)|(?:den|die|"
    rf"das) (?:ich|wir|mir))\b"
)


_CALLS_OWN = ("my", "our", "mein", "unser", "mi", "nuestr", "mon", "ma", "notre")
"""Before a noun in small letters any word may follow: "meine Lampe flackert"."""


def _beside(one: Mention, page: Page) -> Seen | None:
    """What the words right before or behind a name call one's own."""
    if not (one.sure or one.key == GOODS) or one.key == PLACE:
        return None
    before = _HELD_BEFORE.search(page.folded, max(0, one.start - 40), one.start)
    behind = _RELATIVE.match(page.folded, one.end)
    called = bool(before and before[0].lower().startswith(_CALLS_OWN))
    unsure = not one.sure or page.clean[one.start : one.end].islower()
    if not behind and (not before or (called and unsure)):
        return None
    start, end = before.start() if before else one.start, behind.end() if behind else one.end
    return Seen(_frame(one.key, "beside", _SUPPOSED if behind or called else _ASKED | {"wish"}), start, end, one.value)


_NOT_YET = rule(NOT_YET)


def _pointed(pointer: _Pointer, said: re.Match[str], named: Sequence[Mention], page: Page) -> Seen | None:
    start = said.start() + len(said[0]) - len(said[0].lstrip())
    if page.labels(start, said.end()) & (NOT_OWN - pointer.through) or _NOT_YET.match(page.folded, said.end()):
        return None
    one = _nearest(pointer, start, named, page)
    if one is None or page.labels(one.start, one.end) & (NOT_OWN - _NAMED):
        return None
    return Seen(_frame(one.key, "at", _NAMED), one.start, said.end(), one.value)


def _nearest(pointer: _Pointer, start: int, named: Sequence[Mention], page: Page) -> Mention | None:
    """The last thing of its kind before the words that point, in their own sentence or the one before."""
    sentence = page.clauses[page.clause_at(start)][2]
    opening = page.sentences[max(0, sentence - 1)][0]
    fits = [
        one
        for one in named
        if one.key in pointer.keys
        and opening <= one.start
        and one.end <= start
        and (one.sure or pointer.names or one.key == GOODS)
    ]
    sure = [one for one in fits if one.sure] or fits
    return sure[-1] if sure else None


def _members(page: Page, registry: Registry) -> Iterator[Seen]:
    """ "Since we're Trader Max customers", "somos clientes Pyme Oro"."""
    for pattern in (_MEMBERS, _MEMBERS_OF):
        for match in islice(pattern.finditer(page.folded), MOST):
            group = next(name for name in match.groupdict() if match[name])
            start, end = match.span(group)
            value = plan_names.mentioned(page.clean[start:end], registry) if PLAN in registry.keys else None
            if value:
                yield Seen(_frame(PLAN, "member", _ASKED), match.start(), match.end(), value)
