"""The frames of plans called by their bare name, where plans are what is spoken of: "we've only got Hobby".

A name that is called a plan once, by the customer or the bot, tells that plans are spoken of (`called`, and what the
customer has told); then what one has "only", what one moves to and "the" one taken may be another. What is simply had,
used or paid for may be anything, an illness too: there it takes a name already called a plan, or a tier.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.memory import plan_names, plans, tiers, values
from bot.memory.frame import MOST, Frame
from bot.memory.registry import Registry
from bot.memory.seats import SEAT
from bot.memory.spelling import fold, rule
from bot.wordcache import cached

_PLAN = rf"(?:{plans.NOUN}|pass)"
_CONTRACT = r"(?:policy|cover|contract|police|vertrag|versicherung|póliza|contrato|seguro|contrat|assurance)"
_NAME = rf"(?P<v>(?-i:[A-Z])[\w+-]{{2,15}}(?:[ ](?-i:[A-Z])[\w+-]{{1,15}}){{0,2}}(?:{tiers.PLAN_SIZE})?)(?![\w'-])"
_THE = r"(?:(?:the|der|die|das|den|el|la|le|un|una|a)[ ]|l')?"
_WHEN = (
    r"(?:yesterday|today|last (?:night|week|month|year)|this (?:morning|week|month)|on \w+day|in \w+|since|now|"
    r"at the moment|right now|for now|every month|a month|still|finally|instead|in the end|gestern|heute|seit|jetzt|"
    r"derzeit|aktuell|ayer|hoy|desde|ahora|al final|por ahora|de momento|cada mes|al mes|hier|depuis|maintenant|"
    r"finalement|pour l'instant|en ce moment|chaque mois|aujourd'hui)"
)
_ENDS = rf"(?=\s*(?:$|[.,;:!?)\n\x00]|-\s)|\s(?:and|but|und|aber|y|pero|et|mais|here|ici|aquí|tbh|atm|rn|{_WHEN})\b)"
_ONLY = r"(?:only|just|still|simply|currently|solo|juste|seulement|que|ahora|toujours|encore|actualmente|pris)"
_MERELY = r"(?:only|just|simply|solo|juste|seulement)"
_HAVE = (
    rf"(?:\b(?:i|we)(?:'ve| have)?(?: {_ONLY}){{0,2}} (?:got|have|use)|(?:\bi'm|\bwe're|\bi am|\bwe are)(?: {_ONLY})? "
    r"(?:on|with|happy with|fine with|content with|staying on|staying with|sticking with)|\b(?:staying|sticking|stay) "
    rf"(?:on|with)|\b(?:tengo|tenemos|uso|usamos)(?: {_ONLY})?|\b(?:j ?'? ?ai|on a|nous avons|on est sur|je suis sur)"
    rf"(?: {_ONLY})?)"
)
_HAVE_ONLY = (
    rf"(?:\b(?:i|we)(?:'ve| have)? {_MERELY} (?:got|have|use)|"
    rf"\b(?:tengo|tenemos|uso|usamos) {_MERELY}|\bsolo (?:tengo|tenemos|uso|usamos)|"
    rf"\b(?:j ?'? ?ai|on a|nous avons) (?:{_MERELY}|que)|\b(?:je n|on n|nous n)'(?:ai|a|avons) que)"
)
_UNTIL = r"\b(?:un)?till? (?:then|now|that day)|\bbis dahin|\bhasta entonces|\bhasta ese día|\bd'ici là|\bjusque-là"
_STAY = (
    r"(?:\b(?:i|we)(?:'ll|'re|'m| will| are| am)?(?: \w+)? (?:(?:stay|remain|stick)(?:ing)? (?:on|with|to|at)|keep)|"
    r"\bit(?:'s| is| stays| remains)(?: with)?|\b(?:bleiben? (?:wir|ich)|(?:wir|ich) bleiben?|bleibt(?:'s| es))"
    r"(?: (?:aber|weiterhin|vorerst|also|noch|doch|lieber|erst ?mal))* (?:bei|beim|im|in|auf|mit)|\bbehalten? (?:wir|"
    r"ich)|"
    r"\b(?:seguimos|sigo|nos quedamos|me quedo|continuamos|continúo) (?:con|en)|\b(?:mantenemos|mantengo)|"
    r"\b(?:on|je|nous) (?:(?:reste|restons|continue|continuons) (?:sur|avec|à|en)|garde|gardons))"
)
"""That one goes on having what one has."""
_PAY = (
    rf"\b(?:(?:i|we)(?: {_ONLY})? pay for|(?:i'm|we're) paying for|pago|pagamos|(?:je|on) (?:paie|paye)|nous payons)"
    rf"(?: {_ONLY})?"
)
_US_ONLY = (
    r"\b(?:we|us|i|me|nous|moi|nosotr[oa]s|yo)(?: (?:no|not|non|pas))?,?[ ](?:juste|seulement|solo|just|only|"
    r"simplement)"
)
_WHAT_WE_HAVE = (
    r"\b(?:c'est ce (?:que j'ai|qu'on a|que nous avons)|that'?s what (?:i|we)(?:'ve)? (?:got|have|pay for)|"
    r"es lo que (?:tengo|tenemos|pago|pagamos)|das ist,? was (?:ich|wir) haben?),?"
)
_NOW = (
    r"\b(?:right now|at the moment|currently|these days|for now|aktuell|derzeit|momentan|zurzeit|im moment|"
    r"ahora mismo|de momento|actualmente|por ahora|en ce moment|pour l'instant|actuellement),?[ ](?:it'?s|it is|"
    r"that'?s|ist es|ist das|sind es|es|estamos en|estamos con|c'est|on est sur)"
)
_HEADS = rf"(?:{SEAT}|people|persons|leuten?|personen|personas|personnes|gente|of us)"
_WITH = r"[ ](?:with|mit|con|avec)[ ]"
_MOVED = (
    r"(?:\b(?:i|we)(?:'ve| have)?(?: just| now| finally)? |(?:^|[.!?,;\n]\s*)(?:(?:just|now|so|ok|and|finally),? )*)"
    r"(?:(?:changed|switched|dropped|stepped|upgraded|downgraded)(?: (?:back|over|up|down))?|(?:moved|went|gone) "
    r"(?:back|over|up|down))(?: from(?: the)? [\w+-]+(?: (?-i:[A-Z])[\w+-]+)?)?(?: (?:back|over|up|down))? to"
)
_TAKEN = (
    r"\b(?:(?:j'ai|on a|nous avons)(?: finalement)? pris|cog[ií]|cogimos|escog[ií]|elegí|elegimos|"
    r"(?:me qued[eé]|nos quedamos) con|(?:i|we) (?:went with|went for|took|chose))"
)
_EXCHANGED = (
    rf"\b(?:cambi[eé]|cambiamos|he cambiado|hemos cambiado|j'ai changé|on a changé|(?:i|we|i've|we've) "
    rf"(?:changed|switched|swapped)) (?:(?:el|la|mi|nuestr[oa]|le|mon|notre|my|our|the)[ ]|l')(?:{_PLAN}|{_CONTRACT})"
    r"(?: (?-i:[A-Z])[\w+-]+)? (?:por|al?|pour|contre|to|for|into)"
)
_OWN = r"(?:(?:my|our|the|mi|nuestr[oa]|el|la|mon|notre|le|ma|mein\w?|unser\w?|der|das|die)[ ]|l')"
_IS = r"(?:'s|[ ](?:is|es|est|c'est|ist|heißt|se llama|s'appelle))"
# In German any noun has its capital: "der Plan ist Quatsch".
_THE_PLAN = r"\b(?:my|our|the|mi|nuestro|el|mon|notre|le)[ ]plan(?:'s|[ ](?:is|es|est|c'est|se llama|s'appelle))"
_COVERED = (
    r"\b(?:is|are|ist|sind|está|están|est|sont|suis|sommes|bin)\b[^.!?,;\n\x00]{0,24}? (?:with|under|by|mit|im|unter|"
    rf"con|bajo|por|avec|par|sous)[ ](?:(?:the|a|your|dem|der|einem|el|la|un|una|le|un|votre)[ ])?{_CONTRACT}"
)


def frames() -> Iterator[Frame]:
    """Yield the frames of plans by their bare names."""
    name, key = "plan.offer", "plan.name"
    for spoken in (_HAVE_ONLY, _US_ONLY):
        yield Frame(name, key, rule(rf"{spoken}[ ]{_THE}{_NAME}{_ENDS}"), plan_names.another_plan)
    for spoken in (_HAVE, _PAY, _WHAT_WE_HAVE):
        yield Frame(name, key, rule(rf"{spoken}[ ]{_THE}{_NAME}{_ENDS}"), plan_names.same_plan)
    until = rf"(?:{_UNTIL}),? {_STAY}[ ]{_THE}(?:{_PLAN}[ ])?{_NAME}(?:[ ]for (?:us|me)\b|{_ENDS})"
    yield Frame(name, key, rule(until), plan_names.kept)
    yield Frame(name, key, rule(rf"{_STAY}[ ]{_THE}(?:{_PLAN}[ ])?{_NAME}{_ENDS}"), plan_names.same_plan)
    counted = rf"(?P<w>\d{{1,5}})(?:[ ]{_HEADS}\b|(?=\s*(?:$|[.,;:!?)\n\x00]|-\s)|\s(?:so|and|also|und|y|et)\b))"
    today = rf"{_NOW}[ ]{_THE}{_NAME}{_WITH}{counted}".replace("(?P<w>", "(?:")
    yield Frame(name, key, rule(today), plan_names.same_plan)
    with_heads = rf"[ -]{plans.NOUN_BEHIND}{_WITH}{counted}".replace("(?P<w>", "(?P<v>")
    yield Frame("seats.offer", "plan.seats", rule(rf"{_HAVE}[ ]{_THE}(?-i:[A-Z])[\w+-]+{with_heads}"), values.counted)
    yield Frame(name, key, rule(rf"\b{_OWN}{_PLAN}{_IS}[ ]{_THE}{_NAME}{_ENDS}"), plan_names.same_plan)
    yield Frame(name, key, rule(rf"{_THE_PLAN}[ ]{_THE}{_NAME}{_ENDS}"), plan_names.bare)
    yield Frame(name, key, rule(rf"\b{_OWN}{_CONTRACT}{_IS}[ ]{_THE}{_NAME}{_ENDS}"), plan_names.sold_as_plan)
    yield Frame(name, key, rule(rf"{_COVERED}[ ]{_NAME}{_ENDS}"), plan_names.bare)
    # "I took the Solo": without "the" it may be a pill.
    for spoken in (rf"{_MOVED}[ ]{_THE}", rf"{_TAKEN}[ ](?:(?:the|el|la|le)[ ]|l')"):
        yield Frame(name, key, rule(rf"{spoken}{_NAME}{_ENDS}"), plan_names.another_plan, changes=True)
    yield Frame(name, key, rule(rf"{_EXCHANGED}[ ]{_THE}{_NAME}{_ENDS}"), plan_names.bare, changes=True)
    yield from _pointed()
    for spoken in (rf"(?:{_NAME})[ ](?:reicht|genügt) (?:uns|mir)\b", rf"\b(?:reicht|genügt) (?:uns|mir)[ ]{_NAME}"):
        yield Frame(name, key, rule(spoken), plan_names.same_plan)


def _pointed() -> Iterator[Frame]:
    """ "Mine's the Evening one", "it is Core we pay for": which of the plans spoken of is one's own."""
    mine = (
        r"\b(?:(?:mine|ours)(?:'s| is)|mein(?:er|s|e)? ist|unser(?:er|es|e)? ist|(?:el|la) (?:m[ií][oa]|nuestr[oa]) es|"
        r"lo (?:m[ií]o|nuestro) es|(?:le mien|la mienne|le nôtre|la nôtre)(?:,? c'est| est))"
    )
    taken = (
        r"(?:,? (?:that )?(?:i|we)(?:'ve)? (?:took|take|chose|booked|picked|signed up for)|,? (?:den|die|das) (?:ich|"
        r"wir) "
        r"(?:habe?n?|gebucht\w*|genommen\w*|bezahlen?|zahlen?)|,? (?:el|la) que (?:tengo|tenemos|contraté|contratamos|"
        r"elegí)|"
        r" qu(?:e j'|'on |e nous )(?:ai|a|avons) (?:prise?|choisie?|payée?|souscrite?))\b"
    )
    paid = (
        r"(?:,? (?:that )?(?:i|we)(?:'re|'m)? (?:pay|paying) for|,? (?:den|die|das) (?:ich|wir) (?:bezahlen?|zahlen?)|"
        r",? (?:el|la|lo) que (?:pago|pagamos)|,? qu(?:e je |'on |e nous )(?:paie|paye|payons))\b"
    )
    is_it = r"\b(?:it'?s|it is|es ist|das ist|es|c'est)[ ]"
    bare, quoted = plan_names.bare, r"\bgebucht (?:habe|haben|hab|hatte)(?: ich| wir)[ ]{2,3}"
    for pattern, read in (
        (rf"{mine}[ ]{_THE}{_NAME}(?:[ ](?:one|plan|tier|package|pass)\b|{_ENDS})", plan_names.of_those_spoken_of),
        (rf"{is_it}{_THE}{_NAME}{taken}", plan_names.another_plan),
        (rf"{is_it}{_THE}{_NAME}{paid}", bare),
        (rf"{quoted}{_NAME}[ ]{{2}}", bare),
    ):
        yield Frame("plan.pointed", "plan.name", rule(pattern), read)


# --- names that are called a plan ----------------------------------------------------------------


_A_PLAN = rf"(?:{_PLAN}|{_CONTRACT})"
_CALLS = (rule(rf"\b{_A_PLAN}[ ]{_NAME}"), rule(rf"{_NAME}[ -]{plans.NOUN_BEHIND}\b"))


@cached(maxsize=512)
def called(text: str, registry: Registry) -> tuple[str, ...]:
    """Return the names that a text calls a plan: "does the Studio plan include …" calls Studio one."""
    folded = fold(text)
    return tuple(
        found
        for pattern in _CALLS
        for match in islice(pattern.finditer(folded), MOST)
        if (found := plan_names.bare(text[match.start("v") : match.end("v")], registry))
    )
