"""Whose a value is, and whether it is so: what the words around it say, whatever phrase has found it.

A phrase ("I have the X", "ich bin bei X") is only half of the evidence. The other half stands beside it: an owner
behind the value ("the phone is a Pixel 8, my son's"), a verb that takes or shows and does not have ("habe das Bett
gezeigt"), a word that makes a place of work the place of the hour ("je suis chez X là").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.memory.gazetteer import COUNTRIES, RELATIONS
from bot.memory.spans import Page
from bot.memory.spelling import rule


@dataclass(frozen=True, slots=True)
class _Words:
    """A value in its clause, folded: the clause up to the value's end, what follows in it, and the sentence behind."""

    until: str
    after: str
    beyond: str
    shown_after: str
    """As `after`, unfolded: "llamé" is not "llame"."""
    shown_until: str
    value: str

    @property
    def clause(self) -> str:
        return self.until + self.after


def is_anothers(key: str, value: str, page: Page, start: int, end: int) -> bool:
    """Return whether the words around a value of `key`, which ends at `end`, say that it is not the customer's now."""
    first, last, sentence = page.clauses[page.clause_at(start)]
    last = max(last, end)
    stop = max(page.sentences[sentence][1], end)
    words = _Words(
        page.folded[first:end], page.folded[end:last], page.folded[end:stop], page.clean[end:last],
        page.clean[first:end], value,
    )  # fmt: skip
    return any(test(words) for test in _TESTS.get(key, ()))


# --- an owner beside it --------------------------------------------------------------------------

_SOMEBODY = rf"(?:[\w-]+ )?(?:{RELATIONS})(?:'?s|e?n|s|es)?(?![\w-])"
_BEHIND = rule(
    rf"[ ]?(?:,|\(|-)?[ ]?(?:(?:that|which|it)?(?:'s| is) |belongs to |gehört |es |est |c'est |das ist )?(?:"
    rf"(?:(?:of|de|d'|von|del|à|para|pour|celui d[eu]|celle d[eu]|(?:el|la|lo) (?:de|del)|das von|der von|die von)[ ])?"
    rf"(?:my|our|his|her|their|mein(?:e[rsmn]?)?|unser(?:e[rsmn]?)?|sein(?:e[rsm])|ihre?[rsm]|mis?|sus?|"
    rf"nuestr[oa]s?|mon|ma|mes|son|sa|ses|notre|nos) {_SOMEBODY}"
    rf"|(?:das|der|die|den|dem) (?:meine[rs]|unsere[rs]|seine[rs]|ihre[rs]) {_SOMEBODY}"
    rf")(?!,? (?:and|und|y|et|has|hat|tiene|a|have|is|ist)\b)"
)
"""Who owns what was just named: "of my daughter", "meines Nachbarn", ", my son's", ", celui de mon fils"."""
_GENITIVE = rule(r"[ ](?:my|our|his|her|their|mis?|sus?|nuestr[oa]s?|mon|ma|mes|notre|nos|mein|meine|unsere?|ihr) ")
"""A relation right behind without a joint is another part of the sentence: "I gave the desk my brother"."""
_DISCLAIMED = rule(
    r"[\s,;.(-]{1,3}(?:(?:but |and |aber |pero |mais )?(?:it'?s|that'?s|which is|das ist|es|ist|c'est)? ?(?:not mine|"
    r"nicht meine?[rs]?|no es m[ií][oa]|(?:ce n'est )?pas (?:le mien|la mienne|à moi))|borrowed|geliehen|prestad[oa]|"
    r"emprunt\w+)\b"
)


def _of_another(words: _Words) -> bool:
    behind = _BEHIND.match(words.beyond)
    return bool((behind and not _GENITIVE.match(behind[0])) or _DISCLAIMED.match(words.beyond))


# --- things that are only looked at, wished for, or gone ------------------------------------------

_LOOKED_AT = rule(
    r"\b(?:look(?:ed|ing)? at|saw|seen|viewed|show(?:ed|n)|tested|tried|measured|compared|recommended|cancell?ed|"
    r"sent (?:it |the \w+ )?back|in (?:my|our|the) (?:basket|cart|trolley|sights?|wish ?list)|in mind|on (?:my|our|"
    r"the|a) (?:wish ?list|short ?list)|(?:my|our) eyes? on|(?:almost|nearly) (?:bought|ordered|got)|"
    r"\w*(?:gezeigt|gesehen|geschaut|geguckt|gemessen|verglichen|empfohlen|vorgestellt|gesucht|getauscht|"
    r"zurückge\w+|retourniert|storniert|verkauft|verschenkt|verliehen|gespendet|reserviert|gemerkt|entdeckt|besichtigt)|"
    r"stehen sehen|im (?:warenkorb|sinn|auge|kopf|einkaufswagen)|auf (?:der|meiner|unserer) (?:wunsch|merk)liste|"
    r"(?:beinahe|fast) (?:gekauft|bestellt)|"
    r"(?:he|hemos|había) (?:visto|mirado|enseñado|mostrado|medido|comparado|recomendado|devuelto|vendido|regalado|"
    r"cancelado|reservado)|(?:le|les|se|me) (?:la |lo |las |los )?(?:enseñ|mostr)[eéó]|mir[eé]|medí|vi|"
    r"en (?:el|mi|la|nuestro) (?:carrito|carro|cesta)|en mente|"
    r"(?:ai|avons|a|avait) (?:déjà |bien |aussi |seulement )?(?:regardé|vu|montré|mesuré|comparé|conseillé|recommandé|"
    r"renvoyé|rendu|vendu|donné|annulé|réservé|repéré)e?s?|dans (?:le|mon|notre) panier|en vue|failli)\b"
)
_ACQUIRED = rule(
    r"\b(?:bought|ordered|purchased|received|got (?:a|an|the|my|it)|gekauft|bestellt|bekommen|erhalten|geliefert|"
    r"geholt|compr\w+|pedí|pedimos|encarg\w+|recib\w+|achetée?s?|commandée?s?|reçue?s?)\b"
)
_INSTEAD_OF = rule(
    r"\b(?:in (?:place|lieu) of|instead of|rather than|anstelle(?: von)?|anstatt|statt|en (?:lugar|vez) del?|"
    r"au lieu d[eu]|à la place d[eu])(?:[ ']+[\w'-]+){1,4}$"
)
_NAMED = rule(r"[ ](?:s'appelle|se llama|heißt|is (?:called|named))\b")


def _only_looked_at(words: _Words) -> bool:
    looked = _LOOKED_AT.search(words.clause) and not _ACQUIRED.search(words.clause)
    instead = _INSTEAD_OF.search(words.until) and not _ACQUIRED.search(words.after)
    return bool(looked or instead or _NAMED.match(words.after))


_PARTED = rule(
    r"\b(?:sold|gave away|returned|verkauft|verschenkt|zurückge\w+|vendí|vendido|regal[eé]|vendu|donné|rendu)\b"
)
_MEASURES = rule(r"[ ]?(?:feet|foot|ft|met(?:er|re)s?|cm|mm|inch\w*|floors?|by \d|x \d|times|euros?|people|years?)\b")
_MACHINE = (
    r"(?:computers?|pcs?|laptops?|tablets?|phones?|rechner|ordenador|portátil|móvil|ordi\w*|poste|handy|machine|"
    r"téléphone)"
)
_WORK = (
    r"(?:oficina|empresa|trabajo|curro|bureau|boulot|travail|entreprise|boîte|firma|arbeit|office|company|büro|"
    r"team|equipo|équipe|same|right|left|kitchen|living|salon|wohnzimmer|küche)"
)
_ELSEWHERE = rule(
    rf"\b(?:library|school|hotel|shop|store|public|borrowed|demo|showroom|display|friend'?s|neighbou?r'?s|"
    rf"bibliotheks|schul|vorführ)[- ]?{_MACHINE}\b|\b{_MACHINE} (?:(?:of|in|at|from) the|der|des|(?:in|von) der|"
    rf"vom|im|de la|del|du|de l')[ ]?(?!{_WORK})\w+"
)


def _not_the_device(words: _Words) -> bool:
    parted = _PARTED.search(words.clause) and not _FOR_IT.search(words.until)
    return bool(parted or _MEASURES.match(words.after) or _ELSEWHERE.search(words.clause))


_FOR_IT = rule(r"\b(?:now|jetzt|ahora|maintenant|for|instead|dafür|stattdessen|por|pour|contre|gegen)\b")

# --- firms that somebody is at for the hour, or pays ----------------------------------------------

_AT_WORK = rule(
    r"\b(?:work\w*|job\w*|employ\w*|boss|arbeit\w*|angestellt|beschäftigt|tätig|trabaj\w*|emplead\w+|curr[oa]\w*|"
    r"travaill\w*|boss\w+|taff\w+|employée?|embauchée?|salariée?|manager|director|leiter\w*|responsable)\b"
)
_THIS_HOUR = rule(
    r"\b(?:right now|today|tonight|this (?:week|morning|afternoon|evening|weekend)|until (?:mon|tues|wednes|thurs|"
    r"fri|satur|sun)day|standing|queu\w+|in line|gerade|grad|eben|heute|diese woche|(?:dieses|am) wochenende|"
    r"ahora mismo|hoy|esta (?:semana|tarde|mañana|noche)|aujourd'hui|ce (?:soir|matin|week-end|weekend)|"
    r"cette semaine|là-bas)\b"
)
_PLACED = rule(r"\b(?:at|in|chez|beim?|en|dans)(?: (?:the|der|dem|den|le|la|l'|el))?[ ]?$")
_HERE_FR = re.compile(r"^ là(?=\s*(?:$|[.,;!?]|(?:et|mais|mais|pour)\b))")
_FOR_A_SERVICE = rule(
    r"[ ]?(?:for|für|pour|para|con)[ ](?:(?:my|our|the|mein\w*|unser\w*|mon|ma|mes|notre|mi|nuestr\w+|le|la|l'|les|el|"
    r"das|den|die)[ ]?)?(?:internet|phone|mobile|broadband|tv|power|gas|electricity|energy|banking|insurance|wifi|wlan|"
    r"handy|strom|dsl|telefon|mobilfunk|versicherung|forfait|box|électricité|gaz|assurances?|luz|móvil|seguros?|fibra|"
    r"fixe|téléphone)\b"
)
_HOUSEHOLD = rule(r"[ ](?:household|family|residence|home|haushalt|familie)\b")
_HOW = rule(
    r"[ ](?:nicht(?! mehr)|nie|lieber|schlecht(?:er)?|besser|gut|ungern|"
    r"kaum|nur|draußen|drinnen|am (?:besten|liebsten))"
    r"\b"
)
_CIRCUMSTANCE = rule(
    r"\b(?:bei|für)[ ](?:regen|sonne|sonnenschein|hitze|kälte|schnee|wind|sturm|gewitter|frost|nebel|lärm|licht|"
    r"tageslicht|kerzenlicht|dunkelheit|nacht|tag|musik|rot|grün|gelb|bedarf|gelegenheit|problemen|fragen|ankunft|"
    r"lieferung|abholung|frieden|ruhe|spaß|geld|zwei|drei|mindestlohn|minusgraden|\d+ grad)$"
)
_WENT = rule(
    r"\b(?:bin|sind)\b.*\b(?:\w*ge(?:stiegen|fahren|flogen|gangen|laufen|rannt|wesen|kommen|reist|eilt|flüchtet))\b"
)
"""German "bin … umgestiegen" tells of a way and not of a place."""


def _at_for_the_hour(words: _Words) -> bool:
    if not _PLACED.search(words.until[: -len(words.value)]):
        return False  # "right now I'm with Tarn Media"
    hour = _THIS_HOUR.search(words.clause) or _HERE_FR.match(words.shown_after)
    return bool(hour) and not _AT_WORK.search(words.clause)


def _no_employer(words: _Words) -> bool:
    return bool(
        _FOR_A_SERVICE.match(words.after)
        or _HOUSEHOLD.match(words.after)
        or _CIRCUMSTANCE.search(words.until)
        or (_HOW.match(words.after) and _BEI_ALONE.search(words.until))
    )


_BEI_ALONE = rule(r"\bbei [\w-]+$")


def _on_the_way(words: _Words) -> bool:
    return bool(_WENT.search(words.clause))


_IN_A_LAND = rule(r"\b(?:aux?|en|in der|in die)[ ]$")


def _is_a_land(words: _Words) -> bool:
    """ "Au Luxembourg" is the country, whatever town is called so, too."""
    before = words.until[: -len(words.value)]
    return words.value.casefold() in COUNTRIES and bool(_IN_A_LAND.search(before))


# --- numbers, plans and hours of something else ---------------------------------------------------

_VENUE = rule(
    r"(?:[ ](?:seats?|places?|plazas?|asientos?|plätzen?|sitze?))?[ ](?:at|in|on|for|an|auf|im|in der|en|"
    r"dans|à|para|pour|de)[ ](?:(?:the|a|an|der|dem|el|la|los|le|l'|les|un|une|"
    r"una|our|my)[ ]?)?(?:opera|theat\w+|cinema|movies?|concert\w*|plane|train|bus|flight|table|car|game|match|stadium|"
    r"show|restaurant|oper|kino|konzert|flugzeug|zug|tisch|auto|spiel|stadion|ópera|teatro|cine|concierto|avión|tren|"
    r"mesa|coche|partido|estadio|opéra|cinéma|avion|voiture|stade|boat|ferry)\b"
)


def _of_a_venue(words: _Words) -> bool:
    return bool(_VENUE.match(words.after))


_PLAN_NOUN = re.compile(
    r"(?:plan|membership|tier|subscription|package|account|abo|abonnement|tarif|tarifa|mitglied\w*|paket|kund\w+|"
    r"vertrag|nutzer\w*|member|customer|suscripci[oó]n|formule|forfait|offre|kontos?|konto|lizenz\w*)$",
    re.IGNORECASE,
)
_CAPITAL_AFTER = re.compile(r" (?P<w>[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,})")
_CAPITAL_BEFORE = re.compile(r"\w[^.!?]* (?P<w>[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,}) $")
_PROS_AND_CONS = rule(
    r"[ ](?:und|and|y|et|&)[ ](?:a |an |ein |un )?(?:[ck]ontra|cons?|contras?|contre|minus|menos|moins)\b"
)


def _part_of_a_name(words: _Words) -> bool:
    """ "Basic English", "Disney Plus": a plan's word within another name, or beside its opposite."""
    follows = _CAPITAL_AFTER.match(words.shown_after)
    leads = None
    if words.shown_until.casefold().endswith(words.value.casefold()):
        leads = _CAPITAL_BEFORE.search(words.shown_until[: -len(words.value)])
    return bool(
        (follows and not _PLAN_NOUN.match(follows["w"]))
        or (leads and not _PLAN_NOUN.match(leads["w"]))
        or _PROS_AND_CONS.match(words.after)
    )


_CALLED = re.compile(r"\b(?:llamé|llamó|llamaron|escribí|escribió|contacté|contactó|hablé|localicé)\b", re.IGNORECASE)
"""Accents tell "llamé por la mañana" from "llame por la mañana"."""
_HAS_CALLED = rule(
    r"\b(?:(?:j'ai|ai|avons|a|avez|ont|a été) (?:\w+ )?(?:appel|contact|écri|téléphon|essay)\w*|"
    r"(?:habe|hab|haben|hat|hatte) [^.!?;,\x00]*(?:angerufen|geschrieben|gemeldet|kontaktiert|telefoniert)|"
    r"(?:i|we|you|he|she|they|nobody|somebody) (?:\w+ )?(?:called|rang|phoned|wrote|emailed|tried))\b"
)


def _has_been(words: _Words) -> bool:
    return bool(_CALLED.search(words.shown_until + words.shown_after) or _HAS_CALLED.search(words.clause))


_Test = Callable[[_Words], bool]
_TESTS: Mapping[str, tuple[_Test, ...]] = {
    "device.model": (_of_another, _not_the_device),
    "device.os": (_of_another, _not_the_device),
    "app.version": (_of_another,),
    "order.id": (_of_another,),
    "plan.name": (_of_another, _part_of_a_name),
    "plan.seats": (_of_a_venue,),
    "product.owned": (_of_another, _only_looked_at),
    "company.name": (_at_for_the_hour, _no_employer, _on_the_way),
    "location.city": (_on_the_way, _is_a_land),
    "contact.time": (_has_been,),
}
"""What is asked of the words around a value, by its key."""
