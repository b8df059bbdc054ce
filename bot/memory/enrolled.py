"""The frames of plans by what is done with them: "you have me down with Meadow Gold", "our site runs on Anchor 4", "I
pay monthly for Inkwell Shelf", "mit Komfort versichert", and "Wave Total should do, that's my plan".

Such words go with other things as well, so the name has to look like a plan's: several words, or a size, and no
system, town or person. `plans` has the words of having, `offers` a plan by its bare name.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory import plan_names, plans
from bot.memory.frame import WISHED, Frame
from bot.memory.seats import COUNT_WORD, SEAT
from bot.memory.spans import Label
from bot.memory.spelling import rule

_WORD = r"(?!I\b)(?-i:[A-Z])[\w+]*(?:-[\w+]+)?"
_NAME = (
    rf"(?P<v>{plans.NO_START}{_WORD}(?:[ ](?:(?:&|and|und|y|et)[ ])?{plans.NO_PART}{_WORD}|"
    r"[ ]\d{1,4}(?![.,:]?\d)){1,3})(?![\w'-])"
)
_THE = r"(?:(?:an?|the|der|die|das|den|dem|el|la|un|una|le|une)[ ]|l')?"
_ASKED: frozenset[Label] = frozenset({"question", "wish", "hedge"})
_ENLISTED = (
    r"\b(?:you(?:'ve| have)?(?: got)? (?:me|us) (?:down|listed|registered|signed up|enrolled|marked|booked)(?: here|"
    r" there)? (?:with|as|on|for|under|in)|(?:your|the) (?:records?|system|list|files?|site|portal|screen|"
    r"page)(?: still)? (?:says?|shows?|has|lists?)(?: me| us)?(?: on| as| with)?|(?:i'?m|i am|we'?re|we are|"
    r"i should be|we should be) (?:listed|registered|enrolled|down|filed) (?:under|with|as|on|for))",
    r"\b(?:(?:ihr|sie) (?:führt|führen|habt|haben) (?:mich|uns) (?:unter|mit|als|in|im)|(?:ich|wir) (?:stehe|stehen|"
    r"laufe|laufen) (?:(?:bei|in) \w+ )?(?:mit|unter|als)|(?:bin|sind)(?: ich| wir)? (?:bei \w+ )?(?:als|mit|unter))",
    r"\b(?:(?:me|nos) (?:tienen?|tenéis|tienes|figura) (?:apuntad|registrad|inscrit|dad)[oa]s?(?: de alta)? (?:con|"
    r"en|como)|(?:figuro|figuramos|aparezco|consto|constamos) (?:con|en|como))",
    r"\b(?:vous (?:m'avez|nous avez) (?:inscri|enregistr|mi)\w* (?:avec|en|sous|comme|sur)|(?:suis|sommes|est) "
    r"(?:inscrit|enregistré)e?s? (?:chez vous )?(?:avec|en|sous|sur))",
)
_OUR_SITE = (
    r"(?:our|my|unsere?|meine?|nuestr[oa]|mi|la|notre|mon|ma) (?:\w+ )?(?:web ?)?(?:sites?|shops?|stores?|servers?|"
    r"pages?|blogs?|app|projects?|forum|domains?|seiten?|homepage|läden|web|página|tienda|servidor|boutique|serveur)"
)
_RUNS = (
    rf"(?:\b(?:we|i|{_OUR_SITE})(?:'re|'m| are| am| is)? (?:run(?:s|ning)?|host(?:s|ed|ing)?|sit(?:s|ting)?|live(?:s)?)"
    r"(?: with you| at yours)? on|(?:^|[.!?,;\n]\s*)(?:running|hosted) on|"
    rf"\b(?:wir|ich|{_OUR_SITE}) (?:laufen?|läuft|hosten?|liegt|liegen)(?: bei (?:euch|ihnen))? (?:auf|bei)|"
    rf"\b(?:(?:estamos|vamos|{_OUR_SITE}) (?:corr(?:e|en|iendo)|funciona|va|está)|corremos) (?:en|con|sobre)|"
    rf"\b(?:on|nous|{_OUR_SITE}) (?:tourne|tournons|est hébergée?|sommes hébergés) (?:sur|en))"
)
_EVERY = (
    r"(?:monthly|yearly|annually|quarterly|(?:every|each|per|by the|a) (?:month|year|quarter)|monatlich|jährlich|"
    r"jeden monat|jedes jahr|im monat|(?:cada|al|todos los) (?:mes|mese?s|año|años)|mensualmente|"
    r"(?:tous les|chaque|par) (?:mois|ans?)|mensuellement)"
)
_PAYS = (
    r"(?:\b(?:i|we)(?:'m|'re| am| are)? pay(?:ing)?|\b(?:ich|wir) (?:be)?zahlen?|\b(?:be)?zahlen? (?:ich|wir)|"
    rf"\bpag(?:o|amos)|\b(?:je (?:paie|paye)|on (?:paie|paye)|nous payons)) {_EVERY}(?: for| für| por|"
    rf" pour)?[ ]{_THE}{_NAME}"
)
_INSURED = (
    rf"\b(?:i'?m|we'?re|i am|we are) (?:insured|covered)(?: with you)? (?:with|by|on|under|through|in)[ ]{_THE}{_NAME}",
    rf"\b(?:mit|über|bei|im|in|durch)[ ]{_THE}{_NAME} (?:\w+ )?versichert\b",
    rf"\b(?:estoy|estamos) (?:asegurad|cubiert)[oa]s? (?:con|en|por)[ ]{_THE}{_NAME}",
    rf"\b(?:suis|est|sommes) (?:assuré|couvert)e?s?(?: chez vous)? (?:avec|en|par|sous|sur)[ ]{_THE}{_NAME}",
    r"\b(?:tengo|tenemos|mi|nuestro|ich habe|wir haben|j'ai|on a) (?:el |la |un |una |die |den |l')?(?:seguro|"
    rf"póliza|police|versicherung|assurance|contrat)[ ]{_NAME}",
)
_SAID_OF_US = (
    r"(?:(?:(?:that|this|it|which)(?:'s| is)|(?:das|es) ist|(?:ese |eso )?es|c'est)[ ](?:my|our|mein(?:e)?|unsere?|mi|"
    rf"nuestr[oa]|ma|mon|notre) {plans.NOUN}(?=\s*(?:$|[.,;:!?)\n]))|"
    r"(?:(?:that|this|it|which)(?:'s| is) (?:the|what)|(?:das|es) ist (?:der|das|die)|(?:ese |eso )?es (?:el|la|lo)|"
    rf"c'est (?:le |la |l'|ce )?) ?(?:{plans.NOUN},? )?(?:(?:that )?(?:i|we)(?:'ve| have)(?: got)?|"
    r"(?:den|das|die) (?:ich|wir) (?:habe?n?|hab)|que (?:tengo|tenemos)(?: contratad[oa])?|que j'ai|qu'on a|"
    r"que nous avons)|(?:den|das|die) (?:tarif|plan|abo|paket) (?:hab|habe|haben) (?:ich|wir))(?=\s*(?:$|[.,;:!?)\n]|"
    r" nämlich))"
)
_POINTED_AT = rf"(?:^|(?<=[ (,.!?;\n])){_NAME}(?![.!?,;] (?-i:[A-Z]))[^\n\x00]{{0,48}}?[,.!?;] {{1,3}}{_SAID_OF_US}"
_TOOK = (
    r"(?:\b(?:i|we)(?:'ve| have)? (?:took|taken|signed up for|joined|booked|chosen|chose)|\b(?:j'ai|on a|nous avons) "
    r"(?:pris|choisi|souscrit)|\b(?:he|hemos) (?:cogido|contratado|sacado|elegido)|\b(?:me apunté|nos apuntamos|"
    rf"me he apuntado|nos hemos apuntado) al?)[ ]{_THE}{_NAME}"
)
_TAKEN_DE = rf"\b(?:hab|habe|haben)(?: (?:ich|wir))?[ ]{_THE}{_NAME} (?:genommen|gebucht|abgeschlossen|gewählt)\b"
_USED = (
    r"\b(?:(?:we|i)(?:'ve|'re)?(?: are)?(?: got| have| on| use| run)|(?:wir|ich) (?:nutzen?|haben?|sind auf|"
    r"sind bei)|usamos|tenemos|estamos en|(?:on|nous|je) (?:utilise|utilisons|avons|a))"
)
_FOR_SO_MANY = rf"(?:with|for|mit|für|con|para|avec|pour) (?:\d{{1,5}}|{COUNT_WORD}) {SEAT}\b"
_MOVED_US = (
    rf"\b(?:habt|haben|hat)(?: ihr| sie)? (?:uns|mich)(?: \w+){{0,2}}? auf[ ]{_THE}{_NAME} (?:hoch|um|herunter|runter)?"
    r"(?:gestuft|gestellt|gesetzt|gewechselt)\b"
)
_IS_INDEED = (
    r"\b(?:my|our|mi|nuestr[oa]|mon|ma|notre) (?:plan|offre|forfait|formule|abonnement|tarifa|suscripción|subscription|"
    rf"membership|tier)(?:'s| is| es| est| c'est)(?: bien| still| also| aún| toujours)?[ ]{_NAME}"
)


def frames() -> Iterator[Frame]:
    """Yield the frames of plans by what is done with them."""
    name, key = "plan.enrolled", "plan.name"
    for spoken in _ENLISTED:
        yield Frame(name, key, rule(rf"{spoken}[ ]{_THE}{_NAME}"), plan_names.sold_or_tier, _ASKED)
    yield Frame(name, key, rule(rf"{_RUNS}[ ]{_THE}{_NAME}"), plan_names.hosted, _ASKED)
    yield Frame(name, key, rule(_PAYS), plan_names.paid_for, _ASKED)
    for spoken in _INSURED:
        yield Frame(name, key, rule(spoken), plan_names.sold_or_tier, _ASKED)
    yield Frame(name, key, rule(_POINTED_AT), plan_names.beside_its_noun, WISHED)
    yield Frame(name, key, rule(_IS_INDEED), plan_names.of_several_words)
    yield Frame(name, key, rule(rf"{_USED}[ ]{_THE}{_NAME} {_FOR_SO_MANY}"), plan_names.beside_its_noun, _ASKED)
    for spoken in (_TOOK, _TAKEN_DE):
        yield Frame(name, key, rule(spoken), plan_names.sold_or_led, changes=True)
    yield Frame(name, key, rule(_MOVED_US), plan_names.of_several_words, changes=True)
