"""The frames of plans: how customers say which plan they have, move to or have given up, in four languages.

A plan that is known, by the company's list or as a usual tier, needs only the words of having ("we're on Plus"). Any
other needs the word for what it is beside it ("the Studio plan", "la cuota Dúo") or a name that shows itself to be a
plan's ("Kabel 400"; `plan_names`); whose it is must be said either way: "we have …", "… que tengo", "with … can I".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.memory import plan_names, tiers, values
from bot.memory.frame import IM, IVE, NOW, OWN, PRESUPPOSED, Frame, S
from bot.memory.spans import Label
from bot.memory.spelling import fold, rule

# --- a plan that is known ------------------------------------------------------------------------

NOUN_BEFORE = (
    r"(?:plan|plano|tarifa?|l?abo|abonnement|formule|forfait|offre|paquete|pack|paket|cuota|pase|a?bono|suscripción|"
    r"membresía|mitgliedschaft|carnet|package)"
)
"""What a plan is called before its name: "Tarif Fix 24", "la cuota Dúo"."""
NOUN_BEHIND = r"(?:plan|membership|tier|subscription|package|bundle|tariff|tarif|abo|paket|mitgliedschaft)"
"""What it is called behind its name: "the Studio plan"."""
NOUN = rf"(?:{NOUN_BEFORE}|{NOUN_BEHIND})"
_NOUN = rf"(?:{NOUN}|account)"
"""Where the name beside it is a known plan's or has its own words of having, an account tells a plan, too."""
_KNOWN = rf"[\"']?(?P<v>[^\W\d_]{{3,16}}(?:{tiers.PLAN_SIZE})?)[\"']?"
_ENDS = (
    rf"(?:[ \t-]{{1,3}}{_NOUN}\b|(?=\s*(?:$|[.!?,;:)\n\x00]|-\s))|\s+(?:and|n|but|so|since|with|now|right|at|"
    r"already|here|hier|aquí|ici|yet|still|for|as|these|today|yesterday|last|this|in|though|btw|by the way|rn|atm|"
    r"please|pls|thanks|again|one|anymore|any\s?more|because|if|i|we|im|en|until|too|und|aber|seit|jetzt|mehr|ab|"
    r"bitte|danke|y|pero|desde|ahora|por|et|mais|depuis|maintenant|svp)\b)"
)
_BEFORE_NOUN = (
    rf"[\"']?(?P<v>[^\W\d_]{{3,16}}(?:[ ](?-i:[^\W\d_a-z])[^\W\d_]{{2,15}}|{tiers.PLAN_SIZE})?)[\"']?"
    rf"[ \t-]{{1,3}}{_NOUN}\b"
)
_SIZE_ALONE = r"(?:x{0,3}[lsm]|[a-z]\d{1,2}|\d{1,3}(?![.,:]?\d))"
_MORE = (
    r"(?:[ ](?!(?:probleme?|ärger|schwierigkeiten|internet|telefon|guthaben|fehler|gracias|danke|merci|thanks|"
    r"hola|bonjour|hallo|aber|pero|mais|und|ich|wir|i)\b)(?-i:[A-Z])[^\W\d_]{1,15}){0,2}"
)
"""More words of a plan's name behind the word for it: "Tarif Magenta Mobil"."""
_BEHIND_NOUN = (
    rf"{_NOUN}[ \t]{{1,3}}[\"']?(?P<v>(?-i:[^\W\d_a-z])[^\W\d_]{{2,15}}{_MORE}(?:{tiers.PLAN_SIZE})?|"
    rf"[^\W\d_]{{3,16}}(?:{tiers.PLAN_SIZE})|(?<!paket )(?<!package )(?<!account ){_SIZE_ALONE})[\"']?(?![\w'-])"
)
_A = r"(?: (?:the|a|an|your|our|ur))?"
_DE_HAVE = (
    r"\b(?:(?:ich|wir|und) )?(?:hab|habe|haben|nutze|nutzen|zahle|bezahle|benutze|bin|sind|läuft)(?: (?:ich|wir))?"
    r"(?: (?:jetzt|aktuell|derzeit|momentan|auch|schon|noch|bei euch|bei ihnen))*"
)
_DE_IN = r"(?: (?:im|in|bei|auf|den|das|die|dem|der|ein(?:en)?))*"
_ES_HAVE = (
    r"\b(?:tengo|tenemos|uso|usamos|pago|pagamos|mi (?:plan|suscripcion) es|estoy (?:en|con|suscrit[oa] a)|"
    r"estamos (?:en|con))(?: ahora)?"
)
_FR_HAVE = (
    r"\b(?:j ?'? ?ai|on a|nous avons|mon (?:plan|abonnement|forfait) (?:est|c'est)|ma formule (?:est|c'est)|"
    r"(?:je suis|on est|nous sommes) (?:sur|à|au|chez|en|abonnée?s? à))(?: maintenant)?"
)


def _plan(
    name: str, pattern: str, read: values.Reader, through: frozenset[Label] = OWN, *, denies: bool = False,
    changes: bool = False, later: bool = False,
) -> Frame:  # fmt: skip
    return Frame(name, "plan.name", rule(pattern), read, through, denies, changes, later=later)


def frames() -> Iterator[Frame]:
    """Yield the frames of plans: of those that are known, and then of those by any name."""
    yield from _held()
    yield from _moved_to()
    yield from _elsewhere()
    yield from _signed()
    yield from _switched()
    yield from _lost()
    yield from _by_any_name()


def _held() -> Iterator[Frame]:
    on = rf"{IM}{NOW}{S}(?:on|subscribed to|signed up (?:for|to)){_A}{S}{_KNOWN}{_ENDS}"
    yield _plan("plan.on", on, tiers.tiered)
    and_on = rf"(?:{IM}|\bi (?:live|work))\b[^.!?;\n\x00]{{1,60}}?(?: and|,) on(?: (?:the|a))?{S}{_KNOWN}{_ENDS}"
    yield _plan("plan.and_on", and_on, tiers.plan)
    yield _plan("plan.is", rf"\b(?:my|our) (?:current )?(?:plan|membership|tier|subscription)"
                rf"(?:'s| is){NOW}(?: the)?{S}{_KNOWN}{_ENDS}", tiers.plan)  # fmt: skip
    mine = rf"\b(?:my|our)(?: current| existing| active)?{S}{_KNOWN}{S}{_NOUN}\b"
    yield _plan("plan.mine", mine, tiers.plan, PRESUPPOSED - {"past", "negated"})
    have = rf"\b(?:i|we)(?:'ve got| have| got| pay for| use| are using|'re using){NOW}{_A}{S}{_KNOWN}{_ENDS}"
    yield _plan("plan.have", have, plan_names.shown)
    # With the word for what it is beside it, a plan may also be one that nobody has written down.
    named = (
        rf"(?:{IM}{NOW}{S}(?:on|subscribed to)|\b(?:i|we)(?:'ve got| have| got| pay for| use){NOW}|"
        rf"\b(?:i|we) (?:[\w']+ ){{0,3}}(?:seats|users|licen[cs]es) on){_A}{S}{_BEFORE_NOUN}"
    )
    yield _plan("plan.named", named, tiers.named_plan)
    member = (
        rf"(?:\b(?:as|als|{IM[2:]})(?: (?:a|an|the|your|eine?))?|(?:^|[.!?,;\n]\s*))(?: ?(?:happy|loyal|paying|"
        rf"long-?time|proud|current))?[ \t]{{0,3}}{_KNOWN}[ \t-]{{1,3}}(?:plan )?(?:member|customer|subscriber|user|"
        r"kundin|kunde|mitglied)s?\b(?! (?:is|are|was|has|gets?|named|called|of)\b)"
    )
    yield _plan("plan.member", member, tiers.plan, frozenset({"question"}))
    as_client = (
        r"\b(?:como|en tant que|comme|als|soy|somos|je suis)(?: (?:una?|une?|eine?))? (?:clienta?|cliente|soci[oa]|"
        r"miembro|membre|client|abonnée?|kunde|kundin|mitglied)[ ](?P<v>(?-i:[^\W\d_a-z])[^\W\d_]{2,15})(?![\w'-])"
    )
    yield _plan("plan.member", as_client, tiers.plan, frozenset({"question"}))


def _moved_to() -> Iterator[Frame]:
    changed = (
        rf"{IVE}(?:{S}(?:just|recently|now|already|finally|have|had|actually|to|decided|went ahead|"
        rf"and))*{S}(?:upgraded?|downgraded?|switche?d?|changed?|moved|went|go|gone|subscribed|signed up|"
        r"renewed)(?: (?:my|our) (?:plan|membership|account|subscription))?(?: back| over| up| down)?"
        rf"(?: from(?: the)? \w+)?{S}(?:to|for|on)(?: (?:the|a|your))?{S}{_KNOWN}{_ENDS}"
    )
    yield _plan("plan.changed", changed, tiers.tiered, changes=True)
    will = (
        rf"\b(?:i|we) (?:drop|switch|move|go|change|upgrade|downgrade)(?: down| up| back)? to{_A}{S}{_KNOWN}{_ENDS}",
        r"\b(?:i|we)(?:'?ll| will)(?: be)? (?:on|have|get|move to|switch to|upgrade to|downgrade to|moving to|"
        rf"switching to){_A}{S}{_KNOWN}{_ENDS}",
        rf"{IM}{NOW} (?:moving|switching|upgrading|downgrading|changing) to{_A}{S}{_KNOWN}{_ENDS}",
        r"\b(?:wechs\w+|werde\w*|habe[n]?|nutze[n]?) (?:ich |wir )?(?:dann )?(?:auf |zu |in )?(?:den |"
        rf"das )?{_KNOWN}{_ENDS}",
        rf"\b(?:tendré|tendremos|paso|pasamos|cambio|cambiamos|me cambio)(?: al?| el)?(?: plan)?{S}{_KNOWN}{_ENDS}",
        r"\b(?:j'aurai|nous aurons|je passe|nous passons|on passe)(?: au| à| sur)?(?: la| le)?(?: plan|"
        rf" formule)?{S}{_KNOWN}{_ENDS}",
    )
    for pattern in will:
        yield _plan("plan.will", pattern, tiers.plan, changes=True, later=True)


def _elsewhere() -> Iterator[Frame]:
    for pattern in (
        rf"{_DE_HAVE}{_DE_IN}(?: (?:tarif|abo|plan))?{S}{_KNOWN}{_ENDS}",
        rf"\bmein(?:e)? (?:tarif|plan|abo|mitgliedschaft) (?:ist|heißt){S}{_KNOWN}{_ENDS}",
        rf"{_ES_HAVE}(?: (?:el|la|al|del))?(?: (?:plan|suscripcion|tarifa))?{S}{_KNOWN}{_ENDS}",
        rf"{_FR_HAVE}(?: ?(?:le|la|l'|l|un|une))?(?:{S}?(?:plan|formule|abonnement|forfait))?{S}{_KNOWN}{_ENDS}",
        rf"(?:^|[,;\n]\s*)(?:abonnement|formule|tarif|abo|plan|forfait){S}{_KNOWN}{_ENDS}",
    ):
        yield _plan("plan.have_", pattern, tiers.plan_said)
    for pattern in (
        rf"{_DE_HAVE}{_DE_IN}{S}{_BEHIND_NOUN}",
        rf"{_DE_HAVE}{_DE_IN}{S}{_BEFORE_NOUN}",
        rf"{_ES_HAVE}(?: (?:el|la|al|del))?{S}{_BEHIND_NOUN}",
        rf"{_FR_HAVE}(?: ?(?:le|la|l'|l|un|une))?{S}?{_BEHIND_NOUN}",
    ):
        yield _plan("plan.named_", pattern, tiers.named_plan)
    end = r"(?=\s*(?:$|[.!,;\n])|\s(?:y|e|et|und|and|desde|depuis|seit|since|ahora|maintenant|pero|mais)\b)"
    for pattern in (
        rf"\b(?:ich|wir) bleiben?(?: (?:aber|weiterhin|vorerst|also|jetzt|doch|lieber|erstmal))*(?: (?:im|beim?|auf|"
        rf"mit))(?: (?:dem|der|unserem|meinem))?{S}{_BEHIND_NOUN}",
        r"\b(?:sigo|seguimos|continúo|estoy|estamos|me quedo|nos quedamos) (?:con|en)(?: la| el|"
        rf" mi)?{S}{_BEHIND_NOUN}",
        r"(?:^|[.!?,;\n]\s*|\b(?:suis|est|sommes|reste|restons|resté\w*) )(?:toujours |encore |maintenant |désormais |"
        rf"bien )?(?:au|à la|sur le|sur la|avec le|avec la){S}{_BEHIND_NOUN}{end}",
        rf"(?:^|[.!?,;\n]\s*)(?:y|e|et|und|and)(?: la| el| le| den| die| the)?{S}{_BEHIND_NOUN}{end}",
    ):
        yield _plan("plan.named_", pattern, tiers.named_plan)
    moved_to = (
        rf"\b(?:(?:me|nos) (?:he |hemos )?(?:cambiado|pasado|cambié|pasé|cambiamos|pasamos)|he contratado|contraté|"
        rf"contratamos|hemos contratado|passée?s?|repassée?s?|revenue?s?)(?: a| al| au| à| sur)?(?: la| el|"
        rf" le)?{S}{_BEHIND_NOUN}"
    )
    yield _plan("plan.changed_", moved_to, tiers.named_plan, changes=True)


def _signed() -> Iterator[Frame]:
    """What is said of nothing but a plan: any name with its capital is one."""
    signed = (
        r"\b(?:(?:tengo|tenemos) contratad[oa]s?|contraté|contratamos|(?:he|hemos) contratado|(?:estoy|"
        r"estamos) (?:suscrit[oa]s?|abonad[oa]s?|apuntad[oa]s?) (?:al?|en)|(?:j'ai|on a|nous avons) (?:souscrit|"
        r"pris)(?: à| au| chez vous)?|(?:je suis|on est|nous sommes) abonnée?s? (?:à|au|chez)|(?:i'?m|i am|we'?re|"
        r"we are) subscribed to|(?:i|we)(?:'ve| have)? (?:signed up|subscribed) (?:for|to)|(?:ich |wir )?(?:habe?n?|"
        r"hab) (?:bei euch |bei ihnen )?(?:abonniert|gebucht))"
    )
    sizes = rf"(?P<v>(?-i:[^\W\d_a-z])[^\W\d_]{{2,15}}{tiers.PLAN_SIZE})"
    for pattern in (
        rf"{signed}(?: (?:el|la|l'|le|the|your|den|das|die|vuestr[oa]|votre))*{S}?{_KNOWN}{_ENDS}",
        rf"{signed}(?: (?:el|la|l'|le|the|your|den|das|die|vuestr[oa]|votre))*{S}?{sizes}",
    ):
        yield _plan("plan.signed", pattern, tiers.tiered)
        yield _plan("plan.signed", pattern, plan_names.with_size)


def _switched() -> Iterator[Frame]:
    switched = (
        r"\b(?:bin|habe|sind|haben)(?: ich| wir)? (?:jetzt |gerade |nun |gestern )?(?:von \w+ )?(?:auf|zu|"
        rf"in){S}{_KNOWN}{S}(?:gewechselt|umgestiegen|upgegradet|hochgestuft|umgestellt)",
        r"(?:\b(?:i|we|we've|i've|they|you)(?: have| just)? |(?:^|[.!?,;\n]\s*)(?:just )?)(?:moved|bumped|switched|"
        r"upgraded|"
        rf"put) (?:me|us)(?: up| down| over| back)?(?: to| onto| on)(?: the)?{S}{_KNOWN}{_ENDS}",
        r"\b(?:he(?:mos)? cambiado|cambié|cambiamos|me cambié|(?:me )?acab\w+ de (?:cambiar|pasar)(?:me|nos)?|"
        r"me (?:he )?(?:pas|baj|sub)(?:é|ado)|nos (?:hemos )?pas(?:amos|ado)|he(?:mos)? pasado)(?: de \w+)?(?: al|"
        rf" a)(?: plan)?{S}{_KNOWN}{_ENDS}",
        r"\b(?:(?:je suis|on est|nous sommes) (?:(?:re)?(?:pass|mont)ée?s?|(?:re)?descendue?s?)|"
        r"(?:je viens|on vient|nous venons) de (?:re)?passer|(?:j'ai|on a|nous avons) changé)(?: de \w+)?(?: au| à|"
        r" pour| en|"
        rf" à la)(?: plan| formule| abonnement)?{S}{_KNOWN}{_ENDS}",
    )
    for pattern in switched:
        yield _plan("plan.changed_", pattern, tiers.tiered, changes=True)


def _lost() -> Iterator[Frame]:
    for pattern in (
        rf"{IM}{NOW}{S}(?:not|no longer){NOW}(?: a member)? on(?: (?:the|a|your))?{S}{_KNOWN}{_ENDS}",
        rf"{IM}n'?t on(?: (?:the|a))?{S}{_KNOWN}{_ENDS}",
        rf"{IM}{S}(?:not|no longer) an?{S}{_KNOWN}{S}(?:member|customer|subscriber)\b",
        rf"\b(?:i|we) (?:don'?t|do not|no longer)(?: \w+)? (?:have|use|pay for)(?: (?:the|a))?{S}{_KNOWN}{_ENDS}",
        rf"\b(?:i|we)(?:'ve| have)?(?: just| already)? cancel?led(?: my| our| the)?{S}{_KNOWN}{_ENDS}",
        rf"\b(?:ich|wir) (?:hab|haben|habe) (?:jetzt )?kein(?:en?)?{S}{_KNOWN}(?:-{_NOUN}|{_ENDS})",
        rf"\b(?:ich|wir) (?:hab|haben|habe) {_KNOWN} gekündigt",
        rf"\b(?:ya )?no (?:tengo|tenemos)(?: el)?(?: plan)?{S}{_KNOWN}{_ENDS}",
        rf"\b(?:je|on|nous) n'(?:ai|a|avons) (?:plus|pas)(?: le| la| l'| de)?(?:{S}?(?:plan|formule|"
        rf"abonnement))?{S}{_KNOWN}{_ENDS}",
        rf"\bje ne suis (?:pas|plus) (?:chez|sur|à|abonnée? à){S}{_KNOWN}{_ENDS}",
    ):
        yield _plan("plan.lost", pattern, tiers.plan, frozenset({"negated"}), denies=True)


# --- a plan by any name --------------------------------------------------------------------------

_CAPITAL = r"(?-i:[A-Z])[\w+]*(?:-[\w+]+)?"
NO_PART = (
    r"(?!(?:probleme?|ärger|schwierigkeiten|guthaben|fehler|gracias|danke|merci|thanks|hola|bonjour|hallo|ich|wir|i|"
    r"je|yo|what|was|que|can|kann|darf)\b)"
)
_NUMBER = rf"\d{{2,4}}(?![.,:]?\d|[ ]?(?:{tiers.COUNTS}|[%€$£])(?!\w))"
NO_START = (
    r"(?!(?:do|does|did|can|could|are|is|was|will|would|may|for|as|with|on|in|at|my|our|your|the|an?|this|that|hi|"
    r"hello|hey|dear|and|but|also|so|darf|kann|ist|sind|mit|im|mein\w*|unser\w*|der|die|das|und|con|mi|el|la|es|soy|"
    r"avec|mon|ma|notre|le|les|est|et|what|which|was|que|welche\w*|quel\w*|now|only|just|not|new|pour|para|für|mas|"
    r"más|plan|tarifa?|abo|formule|forfait|den|dem|des|un|una|une|mehr|nur|toujours|encore|schon|auch|noch)\b)"
)
_ANY = rf"{NO_START}{_CAPITAL}(?:[ ](?:&[ ])?{NO_PART}{_CAPITAL}|[ ]{_NUMBER}){{0,3}}(?:{tiers.PLAN_SIZE})?"
_ANY_SMALL = rf"{NO_START}[^\W\d_][\w-]{{2,15}}(?:[ ]&[ ][\w-]{{2,15}})?(?:{tiers.PLAN_SIZE})?"
_ANY_BEHIND_NOUN = rf"{NOUN_BEFORE}[ ][\"']?(?P<v>{_ANY})[\"']?(?![\w'-])"
_ANY_BEFORE_NOUN = rf"[\"']?(?P<v>{_ANY}?)[\"']?[ -]{NOUN_BEHIND}\b"
_WITH_NOUN = (_ANY_BEHIND_NOUN, _ANY_BEFORE_NOUN)
_ANY_CARD = rf"(?P<v>{_ANY}?)[ ](?:card|pass|karte|ticket)\b"
_ANY_QUOTED = rf"[\"']?(?P<v>{_ANY})[\"']?"
_ANY_ALONE = rf"{_ANY_QUOTED}(?![\w'-])(?![ ](?:from|off) (?:you|your)\b|[ ]von (?:euch|ihnen)\b)"
"""What is from us, and not with us, is a thing."""
_ANY_SIZED = rf"(?P<v>{NO_START}[^\W\d_]{{3,12}}(?:[ ]{_NUMBER}|{tiers.PLAN_SIZE}))(?![\w'-])"
_THE = (
    r"(?:[ ](?:the|a|an|your|our|ur|den|das|die|dem|der|einen?|eine[mr]|im|am|el|la|un|una|su|vuestr[oa]|le|une?|"
    r"votre))"
)
_L = r"(?: ?(?:l'|d'))?"
_HOLDS = (
    rf"(?:{IM}{NOW}(?: only)?[ ](?:back |stuck )?(?:on|with)|(?:^|[.!?,;\n]\s*|\b(?:hi|hello|hey|there) )(?:still |"
    r"back |now |been |currently )?(?:on|got|have)|\b(?:i|we)(?: only| just| still)?(?:'ve|'ve got|'ve had| have|"
    rf" have had| got| pay for| use){NOW}(?: only)?|\b(?:ive|weve)(?: got| had)?|\b(?:my |our |the )?(?:account|"
    r"subscription|workspace|team|contract)(?:'s| is) on|\b(?:i|we) hold|\b(?:our|my) (?:office|team|company|firm|"
    r"school|"
    r"department|studio|agency|shop) (?:uses|has|pays for|is on)|\b(?:mein|unser|mi|nuestr[oa]|mon|notre) (?:konto|"
    r"vertrag|"
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
_CANNOT = (
    r"(?:\b(?:i|we) (?:can'?t|cannot|couldn'?t)|\bno (?:me |nos )?(?:puedo|podemos|deja|dejan|permite)|"
    r"\b(?:ich|wir) (?:kann|können|komme|kommen)|\b(?:je|on|nous) (?:ne )?(?:peux|peut|pouvons|arrive|arrivons))\b"
    r"[^.!?;\n\x00]{0,40}[ ](?:with|on|mit|im|in|con|en|avec|dans|sur)"
)
"""What does not work with it is told of a plan that one has: "no puedo descargar con el plan Dúo"."""
_PUT = (
    r"\b(?:put|set|signed|got|moved|switched|sold|upgraded|bumped|downgraded)(?: me| us)(?: up)?(?: (?:on|with|to|"
    r"onto|for|into))?|"
    r"\b(?:me|nos) (?:ha |han |habéis )?(?:puso|pusieron|puesto|pasó|pasaron|pasado|dio|dieron) (?:en|con|al?)|"
    r"\bm'(?:a|ont|avez) (?:mise?|passée?|inscrite?) (?:sur|à|au|en)"
)
_CHANGED = (
    r"(?:\b(?:i|we)(?:'ve| have)?(?: just| recently| now| finally)? (?:upgraded|downgraded|switched|changed|moved|"
    r"went)(?: (?:back|over|up|down))? (?:to|for|on)|\b(?:me|nos) (?:he |hemos )?(?:cambiado|pasado|cambié|pasé|"
    r"cambiamos|pasamos)(?: (?:\w+ ){0,2}\w+)?? al?|\b(?:he |hemos )(?:cambiado|pasado|subido|"
    r"bajado)(?: \w+){0,3}? al?|"
    r"\b(?:cambié|subí|bajé|pasé|pasamos|subimos|bajamos|cambiamos)(?: \w+){0,3}? al?|"
    r"\b(?:je suis|on est|nous sommes|j'ai|on a|nous avons) (?:re)?(?:passée?s?|basculée?s?|montée?s?|descendue?s?|"
    r"changé)(?: \w+)?? (?:à|au|sur|en|pour)|"
    r"\b(?:ahora|désormais|maintenant|now|jetzt|inzwischen)(?: (?:ich|wir|i|we|je|on|yo))? (?:pago|pagamos|pay for|"
    r"zahle|zahlen|paie|paye))"
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
_NOT_WORKING: frozenset[Label] = frozenset({"negated"})
_ASKED = PRESUPPOSED - {"hypothetical", "wish", "past", "negated"}
_TERM_TICKET = (
    r"(?:monthly|annual|yearly|weekly|season|day|month|year) (?:pass|ticket|card)|(?:monats|jahres|wochen|saison|"
    r"halbjahres|quartals|zehner|fünfer)karte|(?:abono|bono|pase|cuota) (?:mensual|anual|semanal|trimestral)|"
    r"(?:abonnement|pass|carte) (?:mensuel(?:le)?|annuel(?:le)?|hebdo\w*|trimestriel(?:le)?)"
)
_SMALL_TIER = (
    r"zen|max|maxi|mini|ultra|plus|pro|basic|smart|easy|start|fun|fit|flex|light|lite|turbo|mega|power|total|premium"
)

ANY_NAME = "plan.any"
"""The rule of these frames."""
_SPOKEN_OF = re.compile(
    fold(NOUN_BEFORE)
    + "|"
    + NOUN_BEHIND
    + r"|grade|switch|cambi|pas[eo]|bascul|mont|descen|wechs|stieg|stuf|umgest|pag[oa]|"
    r"paie|paye|zahl|lizenz|licen|poli[cz]|konto|cuenta|compte|contra|vertrag|anschluss|with you|con ustedes|bei |"
    r"chez vous|"
    r" on the | im |took|chose|member|subscri|mitglied|abonn|client|soci[oa]|titula|card\b|pass\b|karte|ticket|bono"
)


def spoken_of(small: str) -> bool:
    """Return whether a folded text in small letters has a word of plans or of their names at all."""
    return bool(_SPOKEN_OF.search(small)) or plan_names.has_telling(small)


def _by_any_name() -> Iterator[Frame]:
    for named in _WITH_NOUN:
        yield _plan(ANY_NAME, rf"{_HOLDS}{_THE}*{_L}[ ]?\b{named}", tiers.named_plan)
        yield _plan(ANY_NAME, rf"(?:{_PUT}){_THE}*{_L}[ ]?\b{named}", tiers.named_plan, _PASSIVE)
        # Since when one has it is no question, whatever mark stands at the end: "had the Studio plan since May … ??"
        since = rf"{_HOLDS}{_THE}*{_L}[ ]?\b{named}[ ](?:since|for|seit|desde|hace|depuis)\b"
        yield _plan(ANY_NAME, since, tiers.named_plan, _ASKED)
        yield _plan(ANY_NAME, rf"\b{named}{_HAVING}", tiers.named_plan, _ASKED)
        yield _plan(
            ANY_NAME, rf"{_CANNOT}{_THE}*{_L}[ ]?\b{named}(?=\s*(?:$|[.,;!?\n]))", tiers.named_plan, _NOT_WORKING
        )
        with_it = rf"\b(?:with|on|mit|im|in|con|en|avec|dans|sur){_THE}*{_L}[ ]?\b{named}{_MAY}"
        yield _plan(ANY_NAME, with_it, tiers.named_plan, _ASKED)
        yield _plan(ANY_NAME, rf"{_CHANGED}{_THE}*{_L}[ ]?\b{named}", tiers.named_plan, changes=True)
    named_mine = rf"\b(?:my|our|mein|unser|mi|nuestr[oa]|mon|ma|notre) {_ANY_BEHIND_NOUN}"
    yield _plan(ANY_NAME, named_mine, plan_names.named_ours, _ASKED)
    as_member = rf"\bas an? {_ANY_QUOTED}[ -](?:member|subscriber)\b"
    yield _plan(ANY_NAME, as_member, plan_names.by_member, _ASKED)
    yield from _in_explanations()
    yield from _of_ours()
    yield from _in_small_letters()
    yield from _members()
    yield from _shown_by_itself()


_BECAUSE = (
    r"(?:\b(?:because|cos|coz|'cause)\b[^.!?,;\n\x00]{0,16}?\b(?:i'?m|we'?re|i am|we are|it'?s) (?:on|just)|\b(?:due|"
    r"down) to|"
    r"\bliegt(?:'?s| es| das)?(?: etwa| vielleicht| das| nur)? an?|\bliegt(?:'?s| es| das)?(?: etwa| vielleicht| das|"
    r" nur)? am|"
    r"\bwegen|\bweil (?:ich|wir) (?:im|auf|beim?|nur)|"
    r"\bà cause d[eu]|\b(?:por culpa|a causa) del?|\bes por|\bserá por|\bpor (?:tener|estar en))"
)
"""What somebody supposes that it is because of is theirs: "liegt das am Basis-Tarif?"."""
_ONLY = r"[ ](?:i|we)(?: can)? (?:only|just|always|still)?[ ]?(?:get|have|see|pay|can|can't|cannot)\b"
_KRIEG = (
    r"[ ](?:hab|habe|krieg|kriege|bekomm|bekomme|zahl|zahle|kann|darf|komm|komme|haben|kriegen|zahlen|dürfen|"
    r"können) (?:ich|wir)\b"
)
_ME_ENTRA = (
    r"[ ](?:(?:solo |no |ya )?(?:me|nos) (?:entran?|cobra[nr]?|cobráis|dejan?|salen?|toca[n]?|llegan?|sirve)|pago|"
    r"pagamos|"
    r"(?:solo |no )?(?:puedo|podemos|tengo|tenemos))\b"
)
_JE_PAIE = r"[ ](?:je|j'|on|nous)[ ]?(?:n'|ne )?(?:paie|paye|ai|a|avons|peux|peut|pouvons|payons|reçois|vois)\b"
_SAID = r"(?:,|[ ]\(|\?|[ ][–-])[ ]?"
_THE_ONE = (
    rf"(?:{_SAID}(?:(?:and )?(?:that'?s|it'?s|which is|that is) )?(?:what|the (?:one|plan|tier|package|tariff)(?: "
    rf"that)?|which)? ?"
    r"(?:i'?m|we'?re|i am|we are|im|i'?ve been|we'?ve been|i|we) (?:currently |now )?(?:on|in|pay for|paying for|"
    r"subscribed to)\b|"
    rf"{_SAID}(?:that'?s|it'?s|which is) (?:my|our) (?:\w+ )?{NOUN_BEHIND}\b|"
    rf"{_SAID}(?:das|so) (?:ist|heißt) (?:unser|mein)\w* (?:\w+ )?{NOUN_BEFORE}\b|"
    rf"{_SAID}(?:(?:que )?es )?(?:(?:el|la) (?:plan|tarifa|cuota|que|q)|al (?:que|q)|en (?:el|la) (?:que|q)|donde) ?"
    r"(?:que |q )?(?:estoy|estamos|pago|pagamos|tengo contratad\w+|tenemos contratad\w+|tenemos|tengo)\b|"
    rf"{_SAID}(?:c'est |qui est )?(?:la mienne|le mien|la nôtre|le nôtre|celui que (?:je paie|nous payons|j'ai|on a)|"
    r"celle que (?:je paie|nous payons|j'ai|on a)|dont (?:je dispose|nous disposons|on dispose))\b)"
)
"""What says behind a name that it is one's own: "does Harbour (that's the plan I'm on) …"."""
_HEADS = (
    r"(?:seats?|users?|licen[cs]es?|people|agents?|logins?|plätze|nutzer|lizenzen|arbeitsplätze|postes?|licences?|"
    r"accès|"
    r"utilisateurs?|agents|puestos|usuarios|licencias|buzones|cuentas|plazas)"
)


def _in_explanations() -> Iterator[Frame]:
    """A plan by which somebody explains what they get, and one that is said behind its name to be theirs."""
    account = rf"(?:contrat|contrato|vertrag)[ ]\"?(?P<v>{_ANY})\"?(?![\w'-])"
    for named in _WITH_NOUN:
        yield _plan(ANY_NAME, rf"{_BECAUSE}{_THE}*{_L}[ ]?\b{named}(?![ -]rechner)", tiers.named_plan, _ASKED)
        for with_it in (
            rf"\b(?:on|with)[ ](?:the|my|our)[ ]{named}{_ONLY}", rf"\b(?:mit|im|in|auf)(?:[ ](?:dem|der|meinem|"
            rf"unserem))?[ ]{named}{_KRIEG}",
            rf"\bcon[ ](?:el|la|mi|nuestro)[ ]{named}{_ME_ENTRA}", rf"\bavec[ ](?:(?:le|la|mon|ma|notre)[ ]|"
            rf"l'){named}{_JE_PAIE}",
        ):  # fmt: skip
            yield _plan(ANY_NAME, with_it, tiers.named_plan, _ASKED)
        yield _plan(ANY_NAME, rf"\b{named}{_THE_ONE}", tiers.named_plan, _ASKED)
    for named in (*_WITH_NOUN, account):
        seats = rf"(?:^|[.!?,;:\n]\s*){named}(?=[ ]?[,(:][ ]?\d{{1,5}}[ ]{_HEADS}\b)"
        yield _plan(ANY_NAME, seats, plan_names.bare)
    yield _plan(ANY_NAME, rf"(?<!\d )\b(?=[^\W\d_]{{4}}){_ANY_QUOTED}{_THE_ONE}", plan_names.bare, _ASKED)
    paying = (
        r"(?:(?:^|[.!?,;\n]\s*|\b(?:hi|hello|hey) )(?:i'?m |we'?re )?(?:still |here )?paying for|\b(?:zahle|"
        r"zahlen|bezahle)(?: ich| wir)? für)"
    )
    for shape in (_ANY_ALONE, _ANY_SIZED):
        yield _plan(ANY_NAME, rf"{paying}{_THE}?[ ]{shape}", plan_names.sold_as_plan)


_HELD_BEFORE = (
    r"(?:lizenz|licencia|licence|póliza|police|vertrag|konto|cuenta|compte|contrato|contrat|seguro|assurance)"
)
_HELD_BEHIND = r"(?:policy|licen[cs]e|edition|pass|cover|card|one)"
_FOR_US = (
    r"(?:[ ](?:chez vous|con ustedes|bei euch|bei ihnen|pour nous|para nosotr[oa]s|(?:de|mit|à|avec|con) \d+ \w+))"
)
_WITH_YOU = r"(?:with you|bei (?:euch|ihnen)|con (?:ustedes|vosotr[oa]s)|chez vous)"


_TAKES = (
    r"\b(?:(?:i|we)(?:'ve| have)? (?:just )?(?:took|taken|chose|chosen|picked|went (?:with|for))|(?:cogí|cogimos|elegí|"
    r"elegimos)|(?:nehme|nehmen|nahm) (?:ich|wir))"
)
_ON = rf"(?:{IM}{NOW}[ ](?:on|with)|\b(?:bin|sind)(?: (?:ich|wir))? im|\b(?:estoy|estamos) en|\b(?:je suis|on est) sur)"


def _of_ours() -> Iterator[Frame]:
    """What else is held of a firm by its name: a policy, a licence, or anything that one has "with you"."""
    behind_noun = rf"{_HELD_BEFORE}[ ][\"']?(?P<v>{_ANY})[\"']?(?![\w'-])"
    yield _plan(ANY_NAME, rf"{_HOLDS}(?:{_THE}*{_L}[ ]?| )\b{behind_noun}", plan_names.bare)
    before_noun = rf"[\"']?(?P<v>{_ANY}?)[\"']?[ -]{_HELD_BEHIND}\b"
    yield _plan(ANY_NAME, rf"{_HOLDS}{_THE}*{_L}[ ]?\b{before_noun}", plan_names.of_several_words)
    signed = (
        r"(?:\b(?:i|we)(?:'m|'re| am| are|'ve| have)? (?:subscribed?|signed up) (?:to|for)|\b(?:estoy|estamos) "
        r"(?:suscrit|abonad|apuntad)[oa]s? al?|\b(?:me suscribí|nos suscribimos) al?|\b(?:je suis|on est|nous sommes) "
        r"abonnée?s? (?:à|au)|\b(?:ich|wir) (?:habe?n? )?(?:[\w ]{1,16} )?abonnier(?:t|e|en))"
    )
    yield _plan(ANY_NAME, rf"{signed}{_THE}?{_L}[ ]?\b{_ANY_QUOTED}(?![\w'-])", plan_names.of_several_words)
    agreed = (
        r"(?:\b(?:i|we)(?:'ve| have)? (?:just )?signed(?: up)?(?: for)?|\b(?:he|hemos) firmado(?: por)?|\bfirm(?:é|"
        r"amos)|"
        r"\b(?:j'ai|on a|nous avons) signé(?: pour)?)"
    )
    for named in (*_WITH_NOUN, behind_noun):
        yield _plan(ANY_NAME, rf"{agreed}{_THE}*{_L}[ ]?\b{named}", plan_names.bare)
    signed_de = (
        rf"\b(?:ich|wir) habe?n?\b[^.!?;\n\x00]{{0,30}}? (?:den |das |die )?{behind_noun} (?:unterschrieben|gezeichnet)"
    )
    yield _plan(ANY_NAME, signed_de, plan_names.bare)
    with_you = rf"{_ANY_QUOTED}[ ]{_WITH_YOU}(?=\s*(?:$|[.,;!?\n])|\s(?:and|und|y|et|since|seit|desde|depuis)\b)"
    yield _plan(ANY_NAME, rf"{_HOLDS}{_THE}*{_L}[ ]?\b{with_you}", plan_names.bare)
    for named in _WITH_NOUN:
        yield _plan(ANY_NAME, rf"{_TAKES}{_THE}*{_L}[ ]?\b{named}", tiers.named_plan)
    coined = rf"(?P<v>(?-i:[A-Z][a-z]+[A-Z][a-z]+)[ ]{_NUMBER})(?![\w'-])"
    yield _plan(ANY_NAME, rf"{_ON}{_THE}*{_L}[ ]?\b{coined}", plan_names.bare)
    licence = rf"(?:lizenz|licencia|licence|póliza|anschluss|police)[ ]{{1,2}}[\"']?(?P<v>{_ANY})[\"']?"
    ours = rf"(?:^|[.!?,;\n]\s*){licence}(?={_FOR_US}?\s*(?:$|[.,;!\n])|[ ]in[ ]){_COSTS}"
    yield _plan(ANY_NAME, ours, plan_names.bare)
    account = rf"(?:^|[.!?,;\n]\s*)(?:konto|cuenta|compte|account)[ ]{{1,2}}[\"']?(?P<v>{_ANY})[\"']?"
    yield _plan(ANY_NAME, rf"{account}(?={_FOR_US})", plan_names.bare)
    yield _plan(ANY_NAME, rf"{account}(?=\s*(?:$|[.,;!\n])){_COSTS}", plan_names.sold_as_plan)
    you_first = rf"{_HOLDS} {_WITH_YOU}{_THE}{_L}[ ]?\b{_ANY_QUOTED}(?=\s*(?:$|[.,;!?\n]))"
    yield _plan(ANY_NAME, you_first, plan_names.of_several_words)


def _in_small_letters() -> Iterator[Frame]:
    """Names in small letters, behind the word for what it is and before the words that say whose."""
    small = rf"\b{NOUN_BEFORE}[ ](?P<v>{_ANY_SMALL})"
    yield _plan(ANY_NAME, small + _HAVING, plan_names.in_small, _ASKED)
    with_it = rf"\b(?:con|avec|dans|sur|mit|im|en) (?:el|la|mi|le|mon|ma|l'|dem|meinem)?[ ]?\b{small}{_MAY}"
    yield _plan(ANY_NAME, with_it, plan_names.in_small, _ASKED)
    term = rf"{_HOLDS}{_THE}+ (?P<v>{_TERM_TICKET})(?![\w-])"
    yield _plan(ANY_NAME, term, plan_names.titled)


def _members() -> Iterator[Frame]:
    """ "Sunrise member here", "abonnée Tempo", "cliente de la Tarifa Clara"."""
    member = r"(?:members?|subscribers?|mitglied|abonnent(?:in)?)"
    ends = r"(?=\s*(?:$|[.,;!?\n])| (?:like me|here|hier|so|can|since|seit|and|und)\b)"
    yield _plan(ANY_NAME, rf"(?:\bhere|[,:]) {_ANY_QUOTED}[ -]{member}{ends}", plan_names.by_member)
    reader = r"(?:subscriber|abonnent(?:in)?|suscriptora?)"
    yield _plan(ANY_NAME, rf"(?:^|[.!?\n]\s*){_ANY_QUOTED}[ -]{reader}{ends}", plan_names.by_member)
    like_me = rf"\b{_ANY_QUOTED}[ -](?:{member}|customers?) like (?:me|us|myself)\b"
    yield _plan(ANY_NAME, like_me, plan_names.by_member, _ASKED)
    on = rf"(?:^|[.!?,;\n]\s*|{IM} an? )(?:\w+ )?(?:member|subscriber|customer) on(?: the)? {_ANY_ALONE}"
    yield _plan(ANY_NAME, on, tiers.named_plan)
    abonne = (
        r"(?:^|[.!?,;\n]\s*|\b(?:suis|jsuis|chuis|est|sommes|soy|estoy|somos) )(?:abonnée?s?|membre|soci[oa]|"
        rf"miembro) (?:(?:à|au|en|chez) (?:la |le |l')?)?{_ANY_ALONE}"
    )
    yield _plan(ANY_NAME, abonne, plan_names.by_member)
    titled = (
        r"(?:^|[.!?,;\n]\s*|\b(?:soy|somos|suis|sommes|como|en tant que) )(?:une? )?(?:cliente?|clienta|soci[oa]|"
        r"abonad[oa]|titular|titulaire|suscriptora?|membre|adhérente?)s? (?:de|del|du|des|con|en|au|"
        rf"à)(?: (?:la|el|le))? ?{_ANY_BEHIND_NOUN}"
    )
    yield _plan(ANY_NAME, titled, tiers.named_plan)
    of_policy = titled.replace(_ANY_BEHIND_NOUN, rf"{_HELD_BEFORE}[ ][\"']?(?P<v>{_ANY})[\"']?(?![\w'-])")
    yield _plan(ANY_NAME, of_policy, plan_names.bare)
    abono = rf"{_HOLDS}{_THE}*{_L}[ ]?(?P<v>abono {_ANY})(?![\w'-])"
    yield _plan(ANY_NAME, abono, plan_names.titled)
    alone = rf"(?:^|[.!?,;\n]\s*){_ANY_BEHIND_NOUN}(?={_FOR_US}?\s*(?:$|[.,;!\n])){_COSTS}"
    yield _plan(ANY_NAME, alone, tiers.named_plan)


def _shown_by_itself() -> Iterator[Frame]:
    """Names that show by themselves that a plan is called so."""
    for shape in (_ANY_ALONE, _ANY_SIZED, _ANY_CARD):
        yield _plan(ANY_NAME, rf"{_HOLDS}{_THE}*{_L}[ ]?\b{shape}", plan_names.sold_as_plan)
        yield _plan(ANY_NAME, rf"(?:{_PUT}){_THE}*{_L}[ ]?\b{shape}", plan_names.sold_as_plan, _PASSIVE)
    for shape in (_ANY_ALONE, _ANY_SIZED):
        yield _plan(ANY_NAME, rf"{_CHANGED}{_THE}*{_L}[ ]?\b{shape}", plan_names.sold_as_plan, changes=True)
        yield _plan(ANY_NAME, rf"{_STEPPED}[ ]{shape}", plan_names.another_plan, changes=True)
        since = r"(?= (?:depuis|hier|aujourd'hui|ce (?:matin|mois)|cette semaine|la semaine)\b)"
        went = rf"\b(?:je suis|j ?suis|chuis|on est|nous sommes) (?:re)?passée?s? (?:au|à la) {shape}{since}"
        yield _plan(ANY_NAME, went, plan_names.another_plan, changes=True)
        step = rf"(?:^|[.!?,;\n]\s*)(?:re)?passée?(?: (?:de|du) [\w ]{{2,16}}?)? (?:à|au)(?: la)? {shape}"
        yield _plan(ANY_NAME, step, plan_names.sold_or_tier, changes=True)
        turned = rf"\b(?:auf|zu|zum|in|von [\w ]{{1,20}} auf)(?: (?:den|das|die))? {shape}{_TURNED}"
        yield _plan(ANY_NAME, turned, plan_names.another_plan, changes=True)
        back = rf"(?:^|[.!?,;\n]\s*){shape} (?:hamma|hamm wir|habe ich|hab ich|hab i|hob i|haben wir)\b"
        yield _plan(ANY_NAME, back, plan_names.sold_as_plan)
    chat = (
        rf"(?:^|[.!?,;\n]\s*|\b(?:hi|hello|hey|there) )(?:still |back |now |"
        rf"currently )?on(?: the)? {_ANY_QUOTED}(?= (?:here|now|rn)\b|\s*(?:$|[.,;!\n]))"
    )
    yield _plan(ANY_NAME, chat, plan_names.sold_or_tier)
    # The noun left out: "tengo la senior", "j'ai la premium".
    elided = (
        r"\b(?:tengo|tenemos|tngo|pago|pagamos|cogí|contraté|j ?'? ?ai|on a|je paie|nous avons)(?: (?:ahora|pris|"
        rf"maintenant))? la (?P<v>[^\W\d_]{{3,12}}(?:{tiers.PLAN_SIZE})?)(?=\s*(?:$|[.,;!?\n])|"
        r"\s(?:y|pero|desde|et|mais|depuis|que|con|avec)\b)"
    )
    yield _plan(ANY_NAME, elided, plan_names.tier_of_age)
    for_me = (
        rf"\b(?:it'?s|it is|es|c'est)(?: now)?(?: (?:the|el|la|le))? {_ANY_ALONE} (?:for (?:me|us)|pour (?:moi|nous)|"
        rf"para mí)(?: too| as well| también| aussi)? (?:now|maintenant|ahora)\b"
    )
    yield _plan(ANY_NAME, for_me, plan_names.another_plan, changes=True)
    ours = rf"\b(?:our|my|unser\w*|mein\w*|nuestr[oa]|mi|notre|mon|ma) {_ANY_ALONE}"
    yield _plan(ANY_NAME, ours, plan_names.sold_as_ours, _ASKED)
    category = (
        rf"{_HOLDS}(?:[^.!?;,\n\x00]{{1,30}}? (?:and|und|y|et|pis|plus|más))?{_THE}*{_L}[ ]?(?P<v>(?:fibre|fibra|"
        rf"fiber|kabel|cable|internet|mobile|movil) (?:{_SMALL_TIER}))"
        r"(?=\s*(?:$|[.,;!?\n])|\s(?:and|but|since|und|aber|seit|y|pero|desde|et|mais|depuis|pis|avec|con|with|mit)\b)"
    )
    yield _plan(ANY_NAME, category, plan_names.titled)
