"""The frames of things by the name and number that they are sold by: "a Velora 5", "unser Mulot XL", "la Lumbre 24".

Where a number or a size stands behind a capital, the name shows itself to be a thing's; the words around must say
whose it is: that one owns, has just got, keeps or points back at it, or that it is what the trouble is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.memory import makes, named_things, plan_names, plans, tiers
from bot.memory.frame import MINE, PRESUPPOSED, Frame
from bot.memory.gazetteer import MAKERS
from bot.memory.registry import Registry
from bot.memory.spelling import rule

_CAP = r"(?-i:[A-Z])[\w'-]+"
_NO_COUNT = rf"(?![\w-])(?![.,:]\d)(?![ ]?(?:{tiers.COUNTS}|[%€$£])(?!\w))"
_NUMBER = rf"(?:\d{{1,4}}(?-i:[A-Za-z]{{0,2}})|\d[a-z]\d|(?-i:[A-Z]{{1,3}})-?\d{{1,4}}[a-z]?){_NO_COUNT}"
_SIZE = r"(?-i:X{0,2}L|XS|XT?|GT[SX]?|Mini|Midi|Maxi|Junior|Lite|Ti|II|III|IV|One|Two|Three|Zero|Uno)(?![\w'-])"
_TIER = r"(?-i:Duo|Trio|Pro|Max|Plus|Air|Go|SE|Ultra|Lite)(?![\w'-])"
_MORE = (
    r"(?:[ ](?-i:Pro|Plus|Max|Mini|Midi|Maxi|Junior|Eco|Compact|Silent|Duo|Air|Lite|Light|Ultra|Sport|Go|Classic|"
    r"Premium|Deluxe|Home|Kids|Turbo|Smart|Touch|Active|Evo|Neo|Comfort|Power|[A-Z]{1,3}i?)(?![\w'-]))?"
)
"""What stands behind the number and is part of the name: "Tambour 9 Pro"."""
_OF_PLANS = rf"(?![ -](?:{plans.NOUN_BEFORE}|{plans.NOUN_BEHIND}|card|karte|ticket|seats?|member|{makes.BOX})\b)"
_NUMBERED = rf"(?P<v>{_CAP}(?:[ ]{_CAP}){{0,2}}?[ ]{_NUMBER}{_MORE}){_OF_PLANS}"
_SHOWN = rf"(?P<v>{_CAP}(?:[ ]{_CAP}){{0,2}}?[ ](?:{_NUMBER}{_MORE}|{_SIZE})){_OF_PLANS}"
_NAMED = (
    rf"(?P<v>{_CAP}(?:[ ]{_CAP}){{0,2}}?[ ](?:{_NUMBER}|{_SIZE}|{_TIER})(?![ ](?:{_NUMBER}|{_SIZE}|{_TIER}))|"
    rf"{_CAP}(?:[ ]{_CAP}){{1,2}}){_OF_PLANS}"
)
"""With a number; with a number or a size; with any second word in capitals."""

_OURS = r"(?:my|our|mein\w{0,2}|unser\w{0,2}|mi|nuestr[oa]|mon|ma|notre)"
_THE = r"(?:(?:the|your|our|der|die|das|den|dem|eure?\w?|el|la|los|las|vuestr[oa]|le|les|votre)[ ]|l')"
_A = (
    r"(?:(?:an?|one|the|your|two|three|four|five|six|\d{1,2}(?: of your)?|(?:a )?pair of|ein\w{0,2}|nen?|den|die|das|"
    r"der|zwei|drei|vier|fünf|sechs|una?|el|la|los|las|dos|tres|cuatro|cinco|seis|un par de|une?|le|les|des|deux|trois|"
    r"quatre|cinq|une paire de)[ ]|l')"
)
_HAVE = (
    r"(?:\b(?:i|we)(?:'ve| have)?(?: just| also| already| now| recently)*(?: got| have| own| bought| use| run| ride|"
    r" wear| drive| play| picked up| ordered| treated (?:myself|ourselves) to)|"
    r"(?:^|[.!?,;\n]\s*)(?:got|bought|own|treated (?:myself|ourselves) to)|"
    r"\b(?:hab|habe|haben|besitze|besitzen|nutze|nutzen|betreibe|betreiben|trage|tragen|fahre|fahren|spiele)|\b"
    r"(?:tengo|tenemos|uso|usamos|llevo|llevamos|monto|voy con|vamos con|compré|compramos|he comprado|hemos comprado)|"
    r"\b(?:j ?'? ?ai|on a|nous avons|j'utilise|on utilise|je porte|je roule (?:en|avec|sur)|je possède)"
    r"(?: acheté| pris| commandé| reçu)?)"
)
_OWNER = (
    r"\b(?:owners?|besitzer(?:in)?|dueñ[oa]s?|propietari[oa]s?|propriétaires?)[ ](?:of|de|eines|einer|von)?[ ]?"
    r"(?:d')?(?:(?:an?|the|your|una?|el|la|une?|le)[ ])?"
)
_I_AM = (
    r"(?:(?:^|[.!?;\n])\s*|\b(?:i'?m|i am|we'?re|we are|as|ich bin|wir sind|als|soy|somos|como|je suis|nous sommes|"
    r"en tant que)[ ](?:(?:an?|the|also|ein\w{0,2}|auch|una?|une?)[ ])?)"
)
_JUST_GOT = (
    r"\b(?:unboxed|set up|installed|assembled|treated (?:myself|ourselves) to|splashed out on|"
    r"(?:acab\w+ de |he |hemos )?(?:estren\w+|recib\w+|instal\w+|montar|mont[eé]|montado)|(?:(?:me|nos) (?:ha |han )?"
    r"(?:llegó|llegaron|llegado)(?: (?:por fin|ya|hoy|ayer|al fin))?)|(?:viens|venons|vient) de "
    r"(?:recevoir|acheter|déballer|installer|monter|m'offrir|nous offrir)|(?:ai|a|avons) (?:reçu|déballé|installé|"
    r"monté))[ ]"
)
_KEPT = (
    r"[ ](?:stays|remains|lives|bleibt|steht|se queda|reste)[ ](?:in|on|at|as|im|am|als|auf|vorne|hinten|en|de|como|"
    r"dans|au|à|sur|comme)\b"
)
_OF_ITSELF = (
    r"(?:(?:(?<=[,.;:!?])\s+|\n|(?<=[,.;!?] )(?:and|und|y|et) )(?:es|c'est|it'?s|its|that'?s|das ist|es ist|ist)|"
    r"\b(?:es handelt sich um|se trata de|il s'agit d[e']))"
)
_MINE = (
    r"\b(?:mine(?:'s| is| are)|ours (?:is|are)|(?:mein|unser)e?[rs]? (?:ist|sind)|"
    r"(?:el|la|los|las) (?:m[ií][oa]s?|nuestr[oa]s?) (?:es|son)|"
    r"(?:les? (?:miens?|nôtres?)|la (?:mienne|nôtre)|les miennes)(?: est| sont|,? c'est|,? ce sont)|"
    r"(?:the|my|our|el|mi|le|mon|das|mein) (?:model|modell|modelo|modèle) (?:is|ist|es|est))"
)
_IT_IS = r"(?:it'?s|it is|das ist|es ist|es|c'est|a|un)"
_THE_THING = (
    r"(?:(?:^|[.!?,;\n]\s*|\b(?:i think|creo que|je crois que|je pense que|ich glaube,?)[ ])"
    r"(?:the|der|die|das|el|la|le)[ ]|(?:^|[.!?,;\n]\s*)l')"
    r"(?!(?:best|beste|bester|bestes|mejor|meilleure?|next|nächste\w*|other|andere\w*|otr[oa]|autre|phone|laptop|"
    rf"tablet|computer|handy|telefon|rechner|móvil|portátil|ordenador|téléphone|ordinateur|{makes.BOX})\b)[\w-]{{3,20}}"
)
"""A thing in the house by its kind, at the head of a clause: "the dishwasher is a Lavex 300"."""
_PERHAPS = (
    r"(?:(?:i think|i guess|maybe|perhaps|probably|glaub(?:e)? ich|ich glaube?|vielleicht|wohl|wahrscheinlich|creo|"
    r"quizás?|tal vez|je crois|je pense|peut-être|sans doute),?)"
)
_THAT_WE_HAVE = (
    r"(?:(?:that |which )?(?:i|we)(?:'ve)? (?:have|got|own|use|run)|(?:den|die|das) (?:ich|wir) (?:\w+ )?(?:hab|habe|"
    r"haben|nutze|nutzen|besitzen)|que (?:tengo|tenemos|uso|usamos)|(?:que (?:j'ai|nous avons|j'utilise)|qu'on a))\b"
    r"(?![ ](?:seen|heard|read|ordered|returned|not|never|nicht|nie|visto|devuelto|vu|rendu|gesehen|zurück\w*)\b)"
)
_ENDS = r"(?=\s*(?:$|[.,;!?)\n\x00]))"
_BOUGHT = (
    r"(?:(?:and|y|et|und|i|we|i've|we've|just|only|me|nos|je|on|nous|lo) ?){0,3}"
    r"(?:(?:lo|la) (?:compre|compramos|he comprado|hemos comprado)|(?:me|nos)(?: lo| la) (?:compre|compramos)|"
    r"l'(?:ai|a|avons) (?:achetée?|prise?|commandée?|reçue?)\b|(?:viens|venons|vient) de l'(?:acheter|avoir|recevoir)|"
    r"acab(?:o|amos) de comprarl[oa]|just bought (?:it|one)\b|bought (?:it|one|mine)\b|got (?:it|mine) (?:from|at|in|"
    r"last)\b|(?:den|die|das|ihn) (?:hab|habe|haben)\b[^.!?\n]{0,40}(?:gekauft|bestellt|bekommen)|"
    r"(?:hab|habe|haben) (?:ich |wir )?(?:den|die|das|ihn|sie|es)\b[^.!?\n]{0,40}(?:gekauft|bestellt|bekommen))"
)
_BOUGHT_IT = rf"(?=[^\n\x00]{{0,80}}[?.!,;]\s*{_BOUGHT})"
_ASKED_AND_BOUGHT = rf"(?=[^.!?;\n\x00]{{0,80}}\?\s*{_BOUGHT})"
_FROM_US = (
    r"[ ](?:[\w-]+[ ]){0,2}?(?:from|off|at|von|bei|de|con|a|chez)[ ](?:you|your|euch|ihnen|vous|vosotr[oa]s|ustedes)\b"
)
_HERE = (
    r"(?=[^.!?\n\x00]{0,40}\b(?:in|at|on|im|en|dans) (?:our|my|the|mi|el|la|nuestr\w+|notre|mon|unser\w+|laden|büro))"
)


_MADE_BY = (
    rf"(?P<v>(?-i:{MAKERS})(?:[ ](?!(?:Service|Support|Cent(?:er|re)|Shop|Store|App|Card|Karte|Club|Garantie|Warranty|"
    rf"Newsletter|"
    r"Team|Pass|Account|Konto|Gutschein|Voucher)\b)(?-i:[A-Z][\w+'-]*|\d{1,4}[A-Za-z]{0,2})(?![\w-])){1,3})"
)
"""A thing by its maker's name and its own: "Jura Giga X8"."""
_GOT = r"(?:geholt|zugelegt|gekauft|gegönnt|angeschafft|dazugeholt|dazugekauft|besorgt)"
_FEW = r"(?:[ ](?!(?:kein\w*|no|not|nicht|pas)\b)[\w'-]+){0,2}?"


def frames() -> Iterator[Frame]:
    """Yield the frames of things by their names."""
    several = (
        r"(?:\bthere(?:'s| is| are)|\bhay|\b(?:chez (?:nous|moi)|ici),? (?:il y a|on a)|\bil y a|\b(?:bei (?:uns|mir)|"
        r"hier) (?:steht|stehen|läuft|laufen|hängt|hängen))"
    )
    own = (
        rf"{_I_AM}{_OWNER}{_SHOWN}",
        r"\b(?:proud|happy|lucky|stolze[rs]?|glücklich\w*|feliz|orgullos[oa]s?|content[oa]s?|heureux|heureuse|"
        rf"fière?s?)[ ]{_OWNER}{_NAMED}",
        rf"{_HAVE}{_FEW}{_FEW}[ ]{_A}{_NUMBERED}(?![ ](?:nicht|nie)\b)",
        rf"{_HAVE}(?:[ ][\w'-]+){{1,6}},[ ]{_A}{_SHOWN}",
        rf"{_JUST_GOT}(?:{_A}|{_OURS}[ ])?{_NUMBERED}",
        rf"{_HAVE}[^.!?\n\x00]{{0,40}}?[ ](?P<kind>{_CAP}(?:[ ]{_CAP}){{0,2}}?)[ ]{_NUMBER}[^\n\x00]{{0,40}}?\b{_THE}"
        rf"(?P<v>(?P=kind)[ ]{_NUMBER}){_OF_PLANS}{_KEPT}",
        rf"{_OF_ITSELF}[ ]{_A}{_NUMBERED}(?:{_ENDS}|(?=[ ](?:from|off|von|aus|de|chez)\b))",
        rf"\b(?:(?:steht|läuft|hängt|arbeitet) (?:jetzt |nun |seit \w+ )?(?:bei (?:mir|uns)(?: (?:im|in der|auf dem) "
        rf"\w+)?|in (?:mein|unser)e[mr] \w+)|bei (?:mir|uns)(?: (?:daheim|zuhause|zu hause|(?:im|in der|in dem|auf dem|"
        rf"auf der|am) \w+))? (?:steht|läuft|hängt|arbeitet))[ ]{_A}{_NUMBERED}",
        rf"{_MINE}[ ]{_A}?{_SHOWN}{_ENDS}",
        rf"\b{_OURS}[ ](?:[\w-]+[ ]){{1,3}}?\((?:{_IT_IS}[ ])?{_A}?{_NUMBERED}\)",
        rf"{_THE_THING}[ ](?:is|ist|es|est)[ ](?:{_PERHAPS}[ ])?{_A}{_NUMBERED}(?:{_ENDS}|(?=[ ](?:and|und|y|et|i|"
        rf"ich|je|creo)\b))(?![^.!?\n\x00]{{0,24}}\b(?:dice|dicen|says|said|sagt|meint|dit)\b)",
        rf"\b{_THE}{_NUMBERED},?[ ]{_THAT_WE_HAVE}",
        rf"{several}[ ]{_A}{_NUMBERED}(?=[ ][^\n\x00]*\b(?:laden|büro|werkstatt|uns)\b|[ ]\w+[ ](?:in|at|on)[ ]|"
        rf"[ ](?:in|at|im|en|dans|et les|y las|y los|and both|und beide)\b)",
    )
    for pattern in own:
        yield Frame("product.by_name", "product.owned", rule(pattern), _numbered)
    code = r"(?P<v>(?-i:[A-Z]{2,4}-?\d{1,4}[A-Za-z]?|[A-Z]{1,3}-[A-Z]{1,4}\d{0,3}))(?![\w-])"
    goes_on = (
        r"(?=\s*(?:$|[.,;!?)\n\x00])| (?:last|since|from|won't|doesn't|isn't|is|has|keeps|stopped|and|but|"
        r"seit|von|und|aber|ist|hat|geht|macht|\w{3,}t|desde|no|se|que|y|pero|comprad[oa]|depuis|ne|qui|et|"
        r"mais|fait|achetée?|prise?)\b| n')"
    )
    yield Frame("product.by_code", "product.owned", rule(rf"\b{_OURS}[ ]{code}{goes_on}"), _coded, PRESUPPOSED)
    had = (
        r"(?:que|q|qu')[ ]?(?:(?:tengo|tenemos|uso) (?:desde|hace)|(?:(?:os|les|te|me|nos) )?(?:compré|compramos|cogí|"
        r"he comprado)|(?:j'ai|on a|nous avons) (?:depuis|achetée?|prise?|commandée?|reçue?|chez)|(?:je|on|nous) vous "
        r"(?:ai|a|avons) (?:achetée?|prise?|commandée?))\b"
    )
    for name in (_NAMED, code):
        yield Frame(
            "product.by_name", "product.owned", rule(rf"\b{_THE}{name},? {had}"), _from_us_or_coded, PRESUPPOSED
        )
    quoted = rf"(?P<v>[\w-]{{3,20}}[ ]{{2}}{_CAP}(?:[ ]{_CAP})?)[ ]{{2}}"
    yield Frame("product.by_name", "product.owned", rule(rf"{_HAVE}(?:[ ]\w+){{0,3}}?[ ]{_A}{quoted}"), _quoted)
    yield Frame("product.by_name", "product.owned", rule(rf"{_HAVE}[ ]{_A}{_NAMED}{_FROM_US}"), _from_us)
    ours = rf"\b{_OURS}[ ](?:new |neue[nrs]? |nuev[oa] |nouve(?:au|lle) )?{_SHOWN}"
    yield Frame("product.by_name", "product.owned", rule(ours), _numbered, PRESUPPOSED)
    worn = (
        r"(?:\b(?:i|we)(?:'m|'re| am| are)? (?:\w+ )?(?:ride|riding|wear|wearing|drive|driving|play)|"
        r"\b(?:trage|tragen|fahre|fahren)(?: (?:ich|wir))?|\b(?:llevo|monto|calzo)|"
        r"\b(?:je porte|nous portons|je roule (?:en|avec|sur)))"
    )
    yield Frame("product.by_name", "product.owned", rule(rf"{worn}[ ]{_A}{_NAMED}"), _from_us)
    yield Frame(
        "product.by_name", "product.owned", rule(rf"{_HAVE}{_FEW}[ ]{_A}{_SHOWN}(?![ ](?:nicht|nie)\b)"), _numbered
    )
    apposed = rf"\b{_OURS}(?:[ ][\w-]+){{1,3}},[ ]{_A}{_SHOWN}(?=,|{_ENDS})"
    yield Frame("product.by_name", "product.owned", rule(apposed), _numbered, MINE)
    yield from _several()
    yield from _made()
    # Any two capitals may head a sentence ("The Help Centre says no. I bought it …"); a question is about its name.
    for bought in (rf"\b{_THE}{_NUMBERED}{_BOUGHT_IT}", rf"\b{_THE}{_NAMED}{_ASKED_AND_BOUGHT}"):
        yield Frame("product.by_name", "product.owned", rule(bought), _from_us, PRESUPPOSED)


_TOO = (
    r"(?:,| (?:and|und|sowie|y|e|et|plus|&))[ ](?:(?:since|seit|desde|depuis)(?: [\w.]+){1,3}?[ ])?(?:(?:now|also|too|"
    r"jetzt|auch|noch|dazu|ahora|también|además|aussi|maintenant|en plus)[ ]){0,3}"
)
"""Between two things that one has: "the Fresco 12 and since March the Fresco 20"."""
_COUNTED = (
    r"(?:[ ](?:two|three|four|both|2|3|4|zwei|drei|vier|beide|dos|tres|cuatro|deux|trois|quatre)\b"
    r"[^.!?:;,\n\x00]{0,40})"
)
_MERELY = (
    r"(?:(?:^|[.!?;\n]\s*|, )(?:(?:i|we)(?:'ve| have)? )?(?:only|just|nur|bloß|solo|sólo|únicamente|seulement|juste)"
    r"(?: (?:have|got|tengo|tenemos))?)"
)


def _several() -> Iterator[Frame]:
    """Yield the second of two things, what is counted before it is named, and the only one that one has."""
    item = _SHOWN.replace("(?P<v>", "(?:")
    named = _NAMED.replace("(?P<v>", "(?:")
    frame = Frame("product.several", "product.owned", rule("$"), _numbered)
    second = rf"{_HAVE}{_FEW}[ ]{_A}{item}{_TOO}{_A}?(?:(?-i:[a-z])[\w-]+[ ])??{_SHOWN}"
    yield replace(frame, pattern=rule(second))
    both = rf"{_HAVE}{_FEW}[ ](?:both|beides?|sowohl)[ ]{_A}"
    yield replace(frame, pattern=rule(rf"{both}{_SHOWN}"))
    counted = rf"{_HAVE}{_COUNTED}[ ]?(?:[:,]| -)[ ]"
    for several in (rf"{counted}{_A}?{_NAMED}", rf"{counted}{_A}?{named}{_TOO}{_A}?{_NAMED}"):
        yield replace(frame, pattern=rule(several), read=_from_us)
    only = rf"{_MERELY}[ ]{_A}{_SHOWN}(?:[ ](?:hab|habe|haben) (?:ich|wir)\b|{_ENDS})"
    yield replace(frame, pattern=rule(only))


def _made() -> Iterator[Frame]:
    """Yield those by a maker: "our Rational iCombi", "a Tern GSD joined us", "there's a Lelit Bianca in its place"."""
    made = Frame("product.made", "product.owned", rule("$"), _from_us)
    new = r"(?:new |old |neue[nrs]? |alte[nrs]? |nuev[oa] |viej[oa] |nouve(?:au|lle) |vieux |vieille )?"
    ours = rf"\b{_OURS}[ ]{new}{_MADE_BY}(?!'s)"
    by = (
        rf"\b{_OURS}[ ]{new}(?P<v>{_CAP}(?:[ ](?:{_CAP}|{_NUMBER}|{_SIZE})){{0,2}})[ ](?:de chez|de|von|from|"
        rf"by)[ ](?-i:{MAKERS})\b"
    )
    for pattern in (ours, by):
        yield replace(made, pattern=rule(pattern), through=PRESUPPOSED)
    for pattern in (
        rf"{_HAVE}{_FEW}[ ]{_A}{new}{_MADE_BY}(?![ ](?:nicht|nie)\b)",
        rf"\b(?:we|i)'ve{_FEW}[ ]{_A}{new}{_MADE_BY}",
        rf"{_HAVE}[^.!?;\n\x00]{{0,60}}?[ ](?:and|und|y|et)[ ]{_A}{new}{_MADE_BY}",
        rf"\b(?:hab|habe|haben)(?: \w+){{0,4}}?[ ]{_A}{new}{_MADE_BY} (?:\w+ )?{_GOT}\b",
        rf"\b{_A}{new}{_MADE_BY} (?:(?:has )?joined (?:us|me|the (?:fleet|family))|(?:ist|"
        r"kam) (?:\w+ ){0,2}?(?:dazu\w*|hinzu\w*)|(?:se (?:nos )?)?(?:unió|sumó)|(?:nous|m')[ ]?a rejoints?|"
        r"est venue? s'ajouter)\b",
        r"(?:there(?:'s| is)|(?:da|dort|jetzt) (?:steht|ist)|hay|il y a) (?:now |jetzt |ahora |"
        rf"maintenant )?{_A}{new}{_MADE_BY} (?:now |jetzt |ahora |maintenant )?(?:in its place|instead|an (?:ihrer|"
        r"seiner) stelle|stattdessen|en su lugar|à (?:sa|la) place)\b",
        rf"\b{_OURS}[ ](?:\w+ )(?:in \w+ )?(?:\([^)]*\) ?)?(?:runs?|betreibt|nutzt|hat|has|uses?|usa|tiene|utilise|"
        rf"a)[ ]{_A}{new}{_MADE_BY}",
    ):
        yield replace(made, pattern=rule(pattern))


_BEHIND_THE_NUMBER = re.compile(rf"(?<=\d){_MORE}$")


def _numbered(words: str, registry: Registry) -> str | None:
    """A name with its number or size that is no plan's, place's, date's or device's; it may end like a plan's."""
    name = _BEHIND_THE_NUMBER.sub("", words)
    if plan_names.sold_as_plan(name, registry) or named_things.named_product(name, registry) is None:
        return None
    return words


_NO_CODE = frozenset(("USB", "SIM", "PIN", "HDMI", "HTTP", "ISO", "RJ", "ID", "VAT", "CO2", "MP3", "MP4", "A4", "H2O"))


def _coded(words: str, registry: Registry) -> str | None:
    """A thing by nothing but the code of its model: "TM7", "X-T3"."""
    return None if words in _NO_CODE or words.split("-")[0] in _NO_CODE else named_things.coded_product(words, registry)


def _from_us(words: str, registry: Registry) -> str | None:
    """As `_numbered`; what was bought is a thing, also where its name ends like a plan's: "the Corvetta Duo"."""
    strange = len(words.split()) > 1 and not any(map(tiers.is_tier, words.lower().split()[:-1]))
    return named_things.named_product(words, registry) if strange else None


def _from_us_or_coded(words: str, registry: Registry) -> str | None:
    return _from_us(words, registry) or (_coded(words, registry) if " " not in words else None)


def _quoted(words: str, registry: Registry) -> str | None:
    """What it is and the name in quotation marks, which are blank by now."""
    return named_things.sold_as(" ".join(words.split()), registry)
