"""The frames of order numbers and booking codes: what customers call the thing that they wait for, in four languages.

Digits alone are an order's beside its word; letters may stand before them ("AB-10293"), behind them ("5521-B") or among
them ("TX7-4410"), and a booking's code mixes both ("K8PZ3R").
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory import tiers, values
from bot.memory.frame import PRESUPPOSED, Frame, S
from bot.memory.gazetteer import RELATIONS
from bot.memory.spelling import rule

_NUMBER_WORD = r"(?:[ ]?(?:number|no\.?|nr\.?|num\.?|id|n[°ºo]\.?|nummer|numero|reference|ref\.?|referenz|référence))?"
_ORDER_WORD = (
    r"(?:order|ordre?|orden|purchase|(?-i:PO)|confirmation|reference|ref\.?|bestell(?:ung|nummer|-?nr\.?)|"
    r"auftrag(?:s?nummer|s?-?nr\.?)?|pedido|compra|referencia|commande|cmde?|référence|réf\.?|bestilling)"
    + _NUMBER_WORD
)
_BOOKING_WORD = (
    r"(?:(?:booking|reservation)s?(?: confirmation)?|pnr|(?:record )?locator|"
    r"buchung(?:s-?(?:nummer|nr\.?|code|referenz|kennung))?|reservierung(?:s-?(?:nummer|nr\.?|code))?|"
    r"vorgangs-?(?:nummer|nr\.?)|localizador|reserva|réservation)"
    + _NUMBER_WORD.replace("(?:number|", "(?:code|number|")
)
_CODE_WORD = (
    r"(?:order|booking|confirmation|reference|purchase|bestell|auftrags|pedido|commande|réservation)[ -]?"
    r"(?:code|number|no\.?|nr\.?|num\.?|id|n[°ºo]\.?|nummer|numero|reference|ref\.?|referenz|référence)"
)
_LINK = (
    r"(?:[ ]?(?:is|ist|es|est|c'est|lautet|:|was|war|fue|era|était|with you|el|le|la|die|still|"
    r"toujours)){0,3}[ #:,]{1,3}"
)
_GROUPED = r"\d{2,6}(?:-\d{2,6}){2,3}(?!-)"
_SPACED = rf"\d{{3,6}}(?: \d{{2,4}}){{1,3}}(?! ?(?:{tiers.COUNTS})\b)"
_DIGITS = r"\d{2,6}-\d{3,8}(?!-)|(?:NV-?)?\d{4,12}"
_BEHIND = (
    r"\d{3,12}[-/](?-i:[A-Z]{1,3})\d{0,4}|\d{4,12}-[a-z]|"
    r"(?!(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])(?!\d))\d{4,12}[-/]\d{1,3}"
)
"""Digits with a letter or a few more digits behind a hyphen: "5521-B", "48812-07"; no month of a year."""
_AMONG = (
    r"\d{2,6}(?:-\d{2,6}){1,3}-(?-i:[A-Z]{1,2})(?![\w-])|(?-i:[A-Z]{1,3})\d{1,3}-\d{3,8}|"
    r"(?-i:[A-Z]{1,4})(?:-\d{2,8}){2,3}|(?-i:[A-Z]{1,4}-\d{3,8}-[A-Z])(?![\w-])"
)
_BEFORE = r"(?-i:[A-Z]){1,4}[- ]?\d{3,12}(?:-\d{1,6})?"
_GROUPS = r"(?-i:(?!\d{4}-\d\d-\d\d\b)(?=(?:[A-Z-]*\d){3})[A-Z\d]{1,6}(?:-[A-Z\d]{1,8}){1,3})(?![\w-])"
"""Letters and digits in groups, of whatever length: "7768-AX", "558-ZT-20"."""
_SLASHED = (
    r"(?-i:[A-Z]{2,4}/\d{2,6}(?:[/-]\d{1,6}){1,2})(?![\w/])|(?!\d{1,2}/\d{1,2}/\d)\d{4,6}/\d{2,6}(?![\w/])|\d-\d{4,6}"
)
"""With strokes among letters or digits: "MH/77/20", "2026/1187"; no date. Or one digit before a hyphen."""
_ANY = rf"{_SLASHED}|{_BEHIND}|{_AMONG}|{_GROUPED}|{_GROUPS}|{_SPACED}|{_DIGITS}|{_BEFORE}"
_MIXED = r"(?-i:(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8})|(?=[a-z]*\d[a-z]*\d)(?=\d*[a-z]\d*[a-z])[a-z\d]{6}"
"""Letters and digits side by side, as booking codes are; small ones only of the usual six signs."""

_CAPITALS = r"(?-i:(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8})|(?-i:[A-Z]{1,4})-\d{3,8}"
_SHORT_WORD = (
    r"(?:ref|réf|reference|référence|referencia|referenz|(?:mon|notre) dossier|(?:numéro|n[°ºo]) de dossier|"
    r"dossier de (?:voyage|réservation))\.?"
)
"""Words that say less: only a code of capitals and digits beside them is an order's."""

_OF_GOODS = r"(?<!part )(?<!product )(?<!item )(?<!see )"
_STANDARD = r"(?!(?:ISO|RFC|DIN|FAQ|IEC|KB|HTTP)-?\d)"
_STOCK = r"(?! (?:is |ist |est |está )?(?:in|en|auf|out|agotad\w*|épuisé\w*) (?:of )?(?:stock|lager)\b)"
"""What a reference is of otherwise: an article of a shop, a norm."""


_MINE = (
    r"(?:mine|ours|my own(?: one)?|meine[rs]?|unsere[rs]?|(?:el|la) (?:m[ií][oa]|nuestr[oa])|(?:la|le) (?:mien(?:ne)?|"
    r"nôtre))"
)
_MY_ORDER = (
    r"(?:my (?:own |last |latest |first |second |other )?(?:order|booking|purchase|parcel)|meine (?:bestellung|buchung|"
    r"sendung)|mi (?:pedido|reserva|compra)|ma (?:commande|réservation))"
)
_OF_THINGS = r"(?!(?:RTX|GTX|RX|ISO|DIN|RFC|HTTP|USB|WF|WH|XR|MX|SM|CVE|UTF|COVID)-)"


def _pointed_at(theirs: str) -> Iterator[Frame]:
    """ "4711-88 ist meine", "la mienne c'est la 62-4409", "the order from this week was MB77-310"."""
    grouped = rf"(?P<v>{_OF_THINGS}(?:{_GROUPS}|{_AMONG}|(?-i:[A-Z]{{1,4}})-?\d{{3,8}}))(?![\w%€$-])"
    is_ = r"(?:'s|,? c'est|,? das ist| is| ist| es| est| was| war| fue)"
    for said in (
        rf"(?<![\w#-]){grouped}(?:,|{is_})? (?:{_MINE}|{_MY_ORDER})(?![\w-])",
        rf"\b(?:{_MINE}|{_MY_ORDER}){is_}(?: (?:the|number|order|die|nummer|la|el|le|n[°ºo]|numéro)){{0,2}}[ #:]{{1,2}}"
        rf"{grouped}{theirs}",
        rf"\b{_ORDER_WORD}[ ](?:from|for|of|on|de|del|von|vom|für|auf|sur|pour|en|para)[ ][\w' ]{{2,24}}?(?: is| was| "
        rf"reads| says| ist| lautet| es| dice| fue| est| porte)(?: le| la| el| the| die)?(?: n[°ºo]|"
        rf" number)?[ #:]{{1,2}}"
        rf"{grouped}{theirs}",
        rf"\b{_ORDER_WORD}[ ](?:de (?:hoy|ayer|esta semana)|from (?:today|yesterday|this week)|von (?:heute|gestern)|"
        rf"d'aujourd'hui|d'hier|de cette semaine),?[ ]{grouped}",
        rf"\b(?:porten?t?|lleva|llevan|trägt|tragen|reads?)(?: (?:el|le|la|the|die))?(?: (?:n[°ºo]\.?|número|numéro|"
        rf"number|nummer))[ #:]{{1,2}}{grouped}",
        rf"\b(?:ordered|bestellt|pedido hecho|commandé)[!.] ?{grouped}(?=\s*(?:$|[.,;!?\n]))",
        rf"(?<![\w#-]){grouped} ?\(?(?:that'?s|das ist|es|c'est) (?:my|meine?|mi|ma|mon) {_BOOKING_WORD}",
    ):
        yield Frame("order.pointed", "order.id", rule(said), values.order, PRESUPPOSED)


def frames() -> Iterator[Frame]:
    """Yield the frames of order numbers."""
    other = r"(?<!case )(?<!ticket )(?<!issue )(?<!page )(?<!flat )(?<!room )(?<!apartment )(?<!article )(?<!part )"
    theirs = (
        r"(?!\s*(?:is|was)(?:n't| not) (?:mine|my))(?!,?\s*(?:(?:which|that) )?(?:is|was|belongs to|ist|war|gehört|"
        r"es|era|est|était|of|von|de|d')(?: (?:for|from|von|für|de|para|à|pour))? (?:my|our|a|mein\w*|"
        r"unser\w*|mi|un[ae]?|mon|ma) (?:[\w-]+ )?(?:{RELATIONS})(?:e?n|s)?\b)"
    ).replace("{RELATIONS}", RELATIONS)
    through = PRESUPPOSED
    number = rf"(?P<v>{_BEHIND}|{_GROUPED}|{_DIGITS})"
    hashed = rf"{other}(?<![\w#&/])#[ ]?{number}(?!\w){theirs}"
    yield Frame("order.hash", "order.id", rule(hashed), values.order, through)
    # Beside the word for it a number may have letters, as other shops write them: "order AB-10293".
    worded = (
        rf"(?<!not my ){_OF_GOODS}\b{_ORDER_WORD}s?{_LINK}{_STANDARD}(?P<v>{_ANY})(?![\w%€$])(?!-\d){_STOCK}{theirs}"
    )
    yield Frame("order.word", "order.id", rule(worded), values.order, through)
    booked = rf"(?<!not my )\b{_BOOKING_WORD}{_LINK}(?P<v>{_MIXED}|{_ANY})(?![\w%€$])(?![-/]\w)(?![ ]uhr){theirs}"
    yield Frame("order.booked", "order.id", rule(booked), values.order_no_year, through)
    short = (
        rf"(?<!not my )(?<!your )(?<!error )(?<!invoice )(?<!bug )(?<!fehler )(?<!rechnung )(?<!factura )"
        rf"(?<!facture ){_OF_GOODS}\b{_SHORT_WORD}{_LINK}"
        rf"{_STANDARD}(?P<v>{_CAPITALS}|{_AMONG})(?![\w%€$])(?![-/]\w)"
        rf"{_STOCK}{theirs}"
    )
    yield Frame("order.short", "order.id", rule(short), values.order_no_year, through)
    coded = rf"(?<!not my )\b{_CODE_WORD}{_LINK}(?P<v>{_MIXED})(?![\w%€$])(?![-/]\w){theirs}"
    yield Frame("order.coded", "order.id", rule(coded), values.order, through)
    # "I ordered a bookcase, number 884120", "mine is 818280": the word for it stands somewhere before.
    bought = (
        r"\b(?:order(?:ed|s)?|purchased?|bought|delivery|parcel|bestell\w*|gekauft|lieferung|paket|pedid[oa]s?|pedí|"
        r"compr\w+|commande\w*|commandé\w*|achet\w+|colis|livraison|paquete|entrega)\b[^\n\x00]{0,120}?"
    )
    numbered = (
        rf"(?:{bought}|(?:^|[?!.,;\n]\s*)(?:it has |it'?s |the (?:one with|order) )?(?:the )?)\b(?:number|no\.?|"
        rf"nr\.?|nummer|número|num\.?|n[°ºo]\.?|reference|ref\.?|mine is|meine ist|"
        rf"la mía es|el mío es(?: el)?|la mienne(?: est|,? c'est)(?: la)?|le mien(?: est|,? c'est)(?: "
        rf"le)?)[ #:]{{1,3}}(?P<v>{_BEHIND}|\d{{5,10}})(?![\w%€$-]|[.]\w)"
    )
    yield Frame("order.numbered", "order.id", rule(numbered), values.order, through)
    # "placed it, GRN 5518842", "hab eben bestellt, Nummer ist RG-50172": lettered, right behind the deed.
    lettered = r"(?P<v>(?-i:[A-Z]{1,4}-\d{3,8}|[A-Z]{2,4} ?\d{5,12}))(?![\w%€$-])"
    deed = (
        r"\b(?:placed|ordered|bestellt|pedid[oa](?: hech[oa])?|pedí|(?:acabo|acabamos) de (?:pedir|comprar|encargar)|"
        r"comprado|commandé|(?:viens|venons) de commander|bought)\b"
    )
    said = (
        r"(?:(?:the |el |le |la |die )?(?:number|no\.?|nr\.?|nummer|número|num|numéro|n[°ºo])(?: is| ist| es| est|"
        r":)? )?"
    )
    yield Frame(
        "order.deed",
        "order.id",
        rule(rf"{deed}[^.!?\n\d\x00]{{0,30}}?[,:] ?{said}{lettered}{theirs}"),
        values.order,
        through,
    )
    # "nuestro envío es otro: HX-2260", "ours is another one: BV-3318"
    sent = (
        r"\b(?:(?:my|our|meine?|unsere?|mi|nuestr[oa]|mon|notre|ma) (?:(?:own|other|eigene|anderes?) )?(?:parcel|"
        r"package|"
        r"shipment|delivery|paket|sendung|lieferung|paquete|envío|colis|livraison|envoi)|mine|ours|meine[rs]?|"
        r"unsere[rs]?|"
        r"(?:el|la) (?:mí[oa]|nuestr[oa])|(?:la|le) (?:mien|nôtre|mienne))(?: is| ist| es| est)(?: (?:the|an?|"
        r"different|another|"
        r"other|one|eine?|andere[rs]?|die|das|der|el|la|otr[oa]|distint[oa]|le|une?|autre)){0,3}(?: ?:)? "
    )
    yield Frame("order.sent", "order.id", rule(sent + lettered + theirs), values.order, through)
    yield from _pointed_at(theirs)
    # "idem pour la IMP-3370", "same for the ZK-4471, the posters": what was asked of another one is asked of this.
    same = (
        r"(?:\A|[.!?\n]\s*)(?:and |und |y |et )?(?:(?:the )?same(?: here| question| thing)?|ditto|idem|pareil|"
        r"même (?:chose|question)|"
        r"das gleiche|dasselbe|dito|gleiche frage|lo mismo|igual)(?: bitte| please| svp)? (?:for|with|pour|für|bei|"
        r"para|con)"
        r"(?: (?:the|my|our|order|la|le|ma|el|mi|die|den|das|meine))? (?!(?:RTX|GTX|RX|ISO|DIN|RFC|HTTP|XR|MX|SM|WH)-)"
    )
    more = r"(?P<v>(?-i:[A-Z]{2,4}-\d{4,8}))(?![\w%€$-])(?! (?:model|in stock|printer|drucker|series)\b)"
    yield Frame("order.same", "order.id", rule(same + more + theirs), values.order, through)
    placed = (
        r"\b(?:(?:the|that)(?: one)?(?: that)? (?:i|we)(?:'ve)? (?:just |also )?(?:placed|ordered)|(?:die|das|"
        r"was) (?:ich|wir) (?:gerade |"
        r"eben )?(?:bestellt (?:habe|haben)|aufgegeben (?:habe|haben))|(?:el|la|lo) que (?:acabo de|"
        r"acabamos de) (?:hacer|pedir)|"
        r"cel(?:le|ui) que (?:je viens|nous venons|on vient) de (?:passer|commander))(?: now| today)?(?:,? (?:is|ist|"
        r"es|est|c'est|lautet|"
        r"das ist))(?: the| die| la| el| le)?[ #]"
    )
    yield Frame(
        "order.placed", "order.id", rule(rf"{placed}(?P<v>{_ANY})(?![\w%€$])(?!-\d){theirs}"), values.order, through
    )
    second = (
        rf"\b{_ORDER_WORD}(?:s|en|es)?\b[^.!?\n\x00]{{0,30}}?\b(?:{_BEHIND}|\d{{4,12}})(?:,| and| und| y| et|"
        rf" &)(?: also| auch| también| aussi)?{S}(?:the |el |la |le |die )?{number}(?![\w%€$])(?!-\d)"
    )
    yield Frame("order.second", "order.id", rule(second), values.order, through)
    two = rf"\b(?:orders|bestellungen|pedidos|commandes)\b[^.!?\n\x00\d]{{0,30}}{number}(?![\w%€$])(?!-\d)"
    yield Frame("order.two", "order.id", rule(two), values.order, through)
    prefixed = rf"(?<![\w-])(?P<v>NV[- ]?\d{{4,12}})(?!\w){theirs}"
    yield Frame("order.nv", "order.id", rule(prefixed), values.order, through)
