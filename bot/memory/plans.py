"""The frames of plans: how customers say which plan they have, move to or have given up, in four languages."""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory import subscriptions, values
from bot.memory.frame import IM, IVE, NOW, PRESUPPOSED, Frame, S
from bot.memory.registry import Registry
from bot.memory.spelling import rule

_PLAN_WORD = (
    r"(?:plan|membership|tier|subscription|package|account|abo|abonnement|tarifa?|mitgliedschaft|paket|plano|"
    r"suscripcion|membresia|formule|forfait|offre)"
)
_PLAN = rf"[\"']?(?P<v>[^\W\d_]{{3,16}}(?:{values.PLAN_SIZE})?)[\"']?"
_PLAN_END = (
    rf"(?:[ \t-]{{1,3}}{_PLAN_WORD}\b|(?=\s*(?:$|[.!?,;:)\n\x00]|-\s))|\s+(?:and|n|but|so|since|with|now|right|at|"
    r"already|here|hier|aquí|ici|yet|still|for|as|these|today|yesterday|last|this|in|though|btw|by the way|rn|atm|"
    r"please|pls|thanks|again|one|anymore|any\s?more|because|if|i|we|im|en|until|too|und|aber|seit|jetzt|mehr|ab|"
    r"bitte|danke|y|pero|desde|ahora|por|et|mais|depuis|maintenant|svp)\b)"
)
_PLAN_NAMED = (
    rf"[\"']?(?P<v>[^\W\d_]{{3,16}}(?:[ ](?-i:[^\W\d_a-z])[^\W\d_]{{2,15}}|{values.PLAN_SIZE})?)[\"']?"
    rf"[ \t-]{{1,3}}{_PLAN_WORD}\b"
)
_SIZE_ALONE = r"(?:x{0,3}[lsm]|[a-z]\d{1,2}|\d{1,3}(?![.,:]?\d))"
_MORE = (
    r"(?:[ ](?!(?:probleme?|ärger|schwierigkeiten|internet|telefon|guthaben|fehler|gracias|danke|merci|thanks|"
    r"hola|bonjour|hallo|aber|pero|mais|und|ich|wir|i)\b)(?-i:[A-Z])[^\W\d_]{1,15}){0,2}"
)
"""More words of a plan's name behind the word for it: "Tarif Magenta Mobil"."""
_PLAN_AFTER = (
    rf"{_PLAN_WORD}[ \t]{{1,3}}[\"']?(?P<v>(?-i:[^\W\d_a-z])[^\W\d_]{{2,15}}{_MORE}(?:{values.PLAN_SIZE})?|"
    rf"[^\W\d_]{{3,16}}(?:{values.PLAN_SIZE})|(?<!paket )(?<!package )(?<!account ){_SIZE_ALONE})[\"']?(?![\w'-])"
)


def frames() -> Iterator[Frame]:
    """Yield the frames of plans."""
    the = r"(?: (?:the|a|an|your|our|ur))?"
    on = rf"{IM}{NOW}{S}(?:on|subscribed to|signed up (?:for|to)){the}{S}{_PLAN}{_PLAN_END}"
    yield Frame("plan.on", "plan.name", rule(on), values.tiered)
    and_on = rf"(?:{IM}|\bi (?:live|work))\b[^.!?;\n\x00]{{1,60}}?(?: and|,) on(?: (?:the|a))?{S}{_PLAN}{_PLAN_END}"
    yield Frame("plan.and_on", "plan.name", rule(and_on), values.plan)
    yield Frame("plan.is", "plan.name", rule(rf"\b(?:my|our) (?:current )?(?:plan|membership|tier|subscription)"
                rf"(?:'s| is){NOW}(?: the)?{S}{_PLAN}{_PLAN_END}"), values.plan)  # fmt: skip
    mine = rf"\b(?:my|our)(?: current| existing| active)?{S}{_PLAN}{S}{_PLAN_WORD}\b"
    yield Frame("plan.mine", "plan.name", rule(mine), values.plan, PRESUPPOSED - {"past", "negated"})
    have = rf"\b(?:i|we)(?:'ve got| have| got| pay for| use| are using|'re using){NOW}{the}{S}{_PLAN}{_PLAN_END}"
    yield Frame("plan.have", "plan.name", rule(have), _plan_capital)
    # With the word for what it is beside it, a plan may also be one that nobody has written down.
    named = (
        rf"(?:{IM}{NOW}{S}(?:on|subscribed to)|\b(?:i|we)(?:'ve got| have| got| pay for| use){NOW}|"
        rf"\b(?:i|we) (?:[\w']+ ){{0,3}}(?:seats|users|licen[cs]es) on){the}{S}{_PLAN_NAMED}"
    )
    yield Frame("plan.named", "plan.name", rule(named), values.named_plan)
    member = (
        rf"(?:\b(?:as|als|{IM[2:]})(?: (?:a|an|the|your|eine?))?|(?:^|[.!?,;\n]\s*))(?: ?(?:happy|loyal|paying|"
        rf"long-?time|proud|current))?[ \t]{{0,3}}{_PLAN}[ \t-]{{1,3}}(?:plan )?(?:member|customer|subscriber|user|"
        r"kundin|kunde|mitglied)s?\b(?! (?:is|are|was|has|gets?|named|called|of)\b)"
    )
    yield Frame("plan.member", "plan.name", rule(member), _plan_member, frozenset({"question"}))
    as_client = (
        r"\b(?:como|en tant que|comme|als|soy|somos|je suis)(?: (?:una?|une?|eine?))? (?:clienta?|cliente|soci[oa]|"
        r"miembro|membre|client|abonnée?|kunde|kundin|mitglied)[ ](?P<v>(?-i:[^\W\d_a-z])[^\W\d_]{2,15})(?![\w'-])"
    )
    yield Frame("plan.member", "plan.name", rule(as_client), _plan_member, frozenset({"question"}))
    changed = (
        rf"{IVE}(?:{S}(?:just|recently|now|already|finally|have|had|actually|to|decided|went ahead|"
        rf"and))*{S}(?:upgraded?|downgraded?|switche?d?|changed?|moved|went|go|gone|subscribed|signed up|"
        r"renewed)(?: (?:my|our) (?:plan|membership|account|subscription))?(?: back| over| up| down)?"
        rf"(?: from(?: the)? \w+)?{S}(?:to|for|on)(?: (?:the|a|your))?{S}{_PLAN}{_PLAN_END}"
    )
    yield Frame("plan.changed", "plan.name", rule(changed), values.tiered, changes=True)
    will = (
        rf"\b(?:i|we) (?:drop|switch|move|go|change|upgrade|downgrade)(?: down| up|"
        rf" back)? to{the}{S}{_PLAN}{_PLAN_END}",
        r"\b(?:i|we)(?:'?ll| will)(?: be)? (?:on|have|get|move to|switch to|upgrade to|downgrade to|moving to|"
        rf"switching to){the}{S}{_PLAN}{_PLAN_END}",
        rf"{IM}{NOW} (?:moving|switching|upgrading|downgrading|changing) to{the}{S}{_PLAN}{_PLAN_END}",
        rf"\b(?:wechs\w+|werde\w*|habe[n]?|nutze[n]?) (?:ich |wir )?(?:dann )?(?:auf |zu |in )?(?:den |"
        rf"das )?{_PLAN}{_PLAN_END}",
        rf"\b(?:tendré|tendremos|paso|pasamos|cambio|cambiamos|me cambio)(?: al?| el)?(?: "
        rf"plan)?{S}{_PLAN}{_PLAN_END}",
        r"\b(?:j'aurai|nous aurons|je passe|nous passons|on passe)(?: au| à| sur)?(?: la| le)?(?: plan|"
        rf" formule)?{S}{_PLAN}{_PLAN_END}",
    )
    for pattern in will:
        yield Frame("plan.will", "plan.name", rule(pattern), values.plan, changes=True, later=True)
    yield from _plans_elsewhere()
    yield from _lost_plans()
    yield from subscriptions.frames()


_DE_HAVE = (
    r"\b(?:(?:ich|wir|und) )?(?:hab|habe|haben|nutze|nutzen|zahle|bezahle|benutze|bin|sind|läuft)(?: (?:ich|wir))?"
    r"(?: (?:jetzt|aktuell|derzeit|momentan|auch|schon|noch|bei euch|bei ihnen))*"
)
_ES_HAVE = (
    r"\b(?:tengo|tenemos|uso|usamos|pago|pagamos|mi (?:plan|suscripcion) es|estoy (?:en|con|suscrit[oa] a)|"
    r"estamos (?:en|con))(?: ahora)?"
)
_FR_HAVE = (
    r"\b(?:j ?'? ?ai|on a|nous avons|mon (?:plan|abonnement|forfait) (?:est|c'est)|ma formule (?:est|c'est)|"
    r"(?:je suis|on est|nous sommes) (?:sur|à|au|chez|en|abonnée?s? à))(?: maintenant)?"
)


def _plans_elsewhere() -> Iterator[Frame]:
    for pattern in (
        rf"{_DE_HAVE}(?: (?:im|in|bei|auf|den|das|die|dem|der|ein(?:en)?))*(?: (?:tarif|abo|"
        rf"plan))?{S}{_PLAN}{_PLAN_END}",
        rf"\bmein(?:e)? (?:tarif|plan|abo|mitgliedschaft) (?:ist|heißt){S}{_PLAN}{_PLAN_END}",
        rf"{_ES_HAVE}(?: (?:el|la|al|del))?(?: (?:plan|suscripcion|tarifa))?{S}{_PLAN}{_PLAN_END}",
        rf"{_FR_HAVE}(?: ?(?:le|la|l'|l|un|une))?(?:{S}?(?:plan|formule|abonnement|forfait))?{S}{_PLAN}{_PLAN_END}",
        rf"(?:^|[,;\n]\s*)(?:abonnement|formule|tarif|abo|plan|forfait){S}{_PLAN}{_PLAN_END}",
    ):
        yield Frame("plan.have_", "plan.name", rule(pattern), values.plan_said)
    for pattern in (
        rf"{_DE_HAVE}(?: (?:im|in|bei|auf|den|das|die|dem|der|ein(?:en)?))*{S}{_PLAN_AFTER}",
        rf"{_DE_HAVE}(?: (?:im|in|bei|auf|den|das|die|dem|der|ein(?:en)?))*{S}{_PLAN_NAMED}",
        rf"{_ES_HAVE}(?: (?:el|la|al|del))?{S}{_PLAN_AFTER}",
        rf"{_FR_HAVE}(?: ?(?:le|la|l'|l|un|une))?{S}?{_PLAN_AFTER}",
    ):
        yield Frame("plan.named_", "plan.name", rule(pattern), values.named_plan)
    end = r"(?=\s*(?:$|[.!,;\n])|\s(?:y|e|et|und|and|desde|depuis|seit|since|ahora|maintenant|pero|mais)\b)"
    for pattern in (
        rf"\b(?:ich|wir) bleiben?(?: (?:aber|weiterhin|vorerst|also|jetzt|doch|lieber|erstmal))*(?: (?:im|beim?|auf|"
        rf"mit))(?: (?:dem|der|unserem|meinem))?{S}{_PLAN_AFTER}",
        rf"\b(?:sigo|seguimos|continúo|estoy|estamos|me quedo|nos quedamos) (?:con|en)(?: la| el| mi)?{S}{_PLAN_AFTER}",
        r"(?:^|[.!?,;\n]\s*|\b(?:suis|est|sommes|reste|restons|resté\w*) )(?:toujours |encore |maintenant |désormais |"
        rf"bien )?(?:au|à la|sur le|sur la|avec le|avec la){S}{_PLAN_AFTER}{end}",
        rf"(?:^|[.!?,;\n]\s*)(?:y|e|et|und|and)(?: la| el| le| den| die| the)?{S}{_PLAN_AFTER}{end}",
    ):
        yield Frame("plan.named_", "plan.name", rule(pattern), values.named_plan)
    moved_to = (
        rf"\b(?:(?:me|nos) (?:he |hemos )?(?:cambiado|pasado|cambié|pasé|cambiamos|pasamos)|he contratado|contraté|"
        rf"contratamos|hemos contratado|passée?s?|repassée?s?|revenue?s?)(?: a| al| au| à| sur)?(?: la| el|"
        rf" le)?{S}{_PLAN_AFTER}"
    )
    yield Frame("plan.changed_", "plan.name", rule(moved_to), values.named_plan, changes=True)
    # What is said of nothing but a plan: any name with its capital is one.
    signed = (
        r"\b(?:(?:tengo|tenemos) contratad[oa]s?|contraté|contratamos|(?:he|hemos) contratado|(?:estoy|"
        r"estamos) (?:suscrit[oa]s?|abonad[oa]s?|apuntad[oa]s?) (?:al?|en)|(?:j'ai|on a|nous avons) (?:souscrit|"
        r"pris)(?: à| au| chez vous)?|(?:je suis|on est|nous sommes) abonnée?s? (?:à|au|chez)|(?:i'?m|i am|we'?re|"
        r"we are) subscribed to|(?:i|we)(?:'ve| have)? (?:signed up|subscribed) (?:for|to)|(?:ich |wir )?(?:habe?n?|"
        r"hab) (?:bei euch |bei ihnen )?(?:abonniert|gebucht))"
    )
    sizes = rf"(?P<v>(?-i:[^\W\d_a-z])[^\W\d_]{{2,15}}{values.PLAN_SIZE})"
    for pattern in (
        rf"{signed}(?: (?:el|la|l'|le|the|your|den|das|die|vuestr[oa]|votre))*{S}?{_PLAN}{_PLAN_END}",
        rf"{signed}(?: (?:el|la|l'|le|the|your|den|das|die|vuestr[oa]|votre))*{S}?{sizes}",
    ):
        yield Frame("plan.signed", "plan.name", rule(pattern), values.tiered)
        yield Frame("plan.signed", "plan.name", rule(pattern), _with_size)
    switched = (
        r"\b(?:bin|habe|sind|haben)(?: ich| wir)? (?:jetzt |gerade |nun |gestern )?(?:von \w+ )?(?:auf|zu|"
        rf"in){S}{_PLAN}{S}(?:gewechselt|umgestiegen|upgegradet|hochgestuft|umgestellt)",
        r"\b(?:he(?:mos)? cambiado|cambié|cambiamos|me cambié|(?:me )?acab\w+ de (?:cambiar|pasar)(?:me|nos)?|"
        r"me (?:he )?(?:pas|baj|sub)(?:é|ado)|nos (?:hemos )?pas(?:amos|ado)|he(?:mos)? pasado)(?: de \w+)?(?: al|"
        rf" a)(?: plan)?{S}{_PLAN}{_PLAN_END}",
        r"\b(?:(?:je suis|on est|nous sommes) (?:(?:re)?(?:pass|mont)ée?s?|(?:re)?descendue?s?)|"
        r"(?:je viens|on vient|nous venons) de passer|(?:j'ai|on a|nous avons) changé)(?: de \w+)?(?: au| à| pour|"
        rf" à la)(?: plan| formule| abonnement)?{S}{_PLAN}{_PLAN_END}",
    )
    for pattern in switched:
        yield Frame("plan.changed_", "plan.name", rule(pattern), values.tiered, changes=True)


def _lost_plans() -> Iterator[Frame]:
    for pattern in (
        rf"{IM}{NOW}{S}(?:not|no longer){NOW}(?: a member)? on(?: (?:the|a|your))?{S}{_PLAN}{_PLAN_END}",
        rf"{IM}n'?t on(?: (?:the|a))?{S}{_PLAN}{_PLAN_END}",
        rf"{IM}{S}(?:not|no longer) an?{S}{_PLAN}{S}(?:member|customer|subscriber)\b",
        rf"\b(?:i|we) (?:don'?t|do not|no longer)(?: \w+)? (?:have|use|pay for)(?: (?:the|a))?{S}{_PLAN}{_PLAN_END}",
        rf"\b(?:i|we)(?:'ve| have)?(?: just| already)? cancel?led(?: my| our| the)?{S}{_PLAN}{_PLAN_END}",
        rf"\b(?:ich|wir) (?:hab|haben|habe) (?:jetzt )?kein(?:en?)?{S}{_PLAN}(?:-{_PLAN_WORD}|{_PLAN_END})",
        rf"\b(?:ich|wir) (?:hab|haben|habe) {_PLAN} gekündigt",
        rf"\b(?:ya )?no (?:tengo|tenemos)(?: el)?(?: plan)?{S}{_PLAN}{_PLAN_END}",
        rf"\b(?:je|on|nous) n'(?:ai|a|avons) (?:plus|pas)(?: le| la| l'| de)?(?:{S}?(?:plan|formule|"
        rf"abonnement))?{S}{_PLAN}{_PLAN_END}",
        rf"\bje ne suis (?:pas|plus) (?:chez|sur|à|abonnée? à){S}{_PLAN}{_PLAN_END}",
    ):
        yield Frame("plan.lost", "plan.name", rule(pattern), values.plan, frozenset({"negated"}), denies=True)


def _with_size(words: str, registry: Registry) -> str | None:
    """A name that only its size shows to be a plan's, where nothing but a plan can stand."""
    return values.named_plan(words, registry) if values.sized(words)[1] and not values.device(words) else None


def _plan_member(words: str, registry: Registry) -> str | None:
    """ "plus customer here": the company's own plans only, as any word may stand before "customer"."""
    return values.plan(words, registry)


def _plan_capital(words: str, registry: Registry) -> str | None:
    """ "I have basic questions" is no plan: where the frame is loose the name needs its capital."""
    found = values.plan(words, registry)
    return found if words[:1].isupper() or (found and words.lower() == "plus") else None
