"""Whose a value is, and whether it is so: what the words around it say, whatever phrase has found it.

A phrase ("I have the X", "ich bin bei X") is only half of the evidence. The other half stands beside it: an owner
behind the value ("the phone is a Pixel 8, my son's"), a verb that takes or shows and does not have ("habe das Bett
gezeigt"), a word that makes a place of work the place of the hour ("je suis chez X là").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.memory.gazetteer import COUNTRIES, RELATIONS, SAMPLES, is_given
from bot.memory.spans import Page
from bot.memory.spelling import fold, rule


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
    ahead: str = ""
    """What of the sentence stands before the clause."""
    asked: bool = False
    """Whether the message asks anything."""
    shared: bool = False
    """Whether the sentence shares what one of the family has with the customer."""

    @property
    def clause(self) -> str:
        return self.until + self.after

    @property
    def at(self) -> int:
        """Where the value begins; where it does not stand as it is kept, its end."""
        found = self.until.casefold().rfind(fold(self.value).casefold())
        return found if found >= 0 else len(self.until)

    @property
    def before(self) -> str:
        return self.until[: self.at]

    @property
    def behind(self) -> str:
        """What follows the value itself."""
        return self.clause[min(self.at + len(self.value), len(self.until)) :]


def was_before(page: Page, value: str, start: int) -> bool:
    """Return whether a value told at `start` is said to have been so before: "the Bora 5. No, the Bora 5 was "
    "before"."""
    at = page.folded.find(fold(value), start)
    while at >= 0:
        if _BEFORE.match(page.folded, at + len(value)):
            return True
        at = page.folded.find(fold(value), at + 1)
    return False


_BEFORE = rule(
    r",?[ ](?:(?:c')?était|was|war|era|fue|estaba)[ ](?:\w+ )?(?:avant|before|vorher|früher|damals|antes|"
    r"previous\w*)\b|"
    r",?[ ](?:that |which )?(?:i|we)(?:'d)? (?:had|used|owned|was on|were on|used to (?:have|use|own)) (?:then|before|"
    r"back then|at the time|previously|until)\b|,?[ ](?:that |which )?(?:i|we) used to\b|"
    r",?[ ]que (?:yo )?(?:tenía|teníamos|usaba|usábamos|tuve|tuvimos)\b|"
    r",?[ ](?:que j'|que nous |qu'on )(?:avais|avions|avait|utilisais|utilisions|utilisait)\b|"
    r",[ ](?:den|das|die) (?:ich|wir) (?:\w+ ){0,2}(?:hatten?|nutzten?|besaß\w*)\b|"
    r"(?:[ ]\w+){0,6},[ ](?:(?:den|das|die|it|that) )?(?:hab|habe|haben|ist|i|we)(?: (?:ich|wir|ja|aber|längst|schon|"
    r"since))* (?:verkauft|verschenkt|zurückgegeben|sold|gave away)\b"
)
"""That one had it once: "… was before", "the T480 I had then", "que tenía", "…, das hab ich verkauft"."""


def is_anothers(key: str, value: str, page: Page, start: int, end: int) -> bool:
    """Return whether the words around a value of `key`, which ends at `end`, say that it is not the customer's now."""
    first, last, sentence = page.clauses[page.clause_at(start)]
    last = max(last, end)
    stop = max(page.sentences[sentence][1], end)
    words = _Words(
        page.folded[first:end], page.folded[end:last], page.folded[end:stop], page.clean[end:last],
        page.clean[first:end], value, page.folded[page.sentences[sentence][0] : first],
        bool(page.questions),
        page.is_shared(page.clause_at(start)),
    )  # fmt: skip
    return any(test(words) for test in _TESTS.get(key, ())) or (key in _THINGS and was_before(page, value, start))


_THINGS = ("product.owned", "device.model", "device.os", "plan.name")


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
    r"[\s,;.(-]{1,3}(?:(?:but |and |aber |pero |mais )?(?:it'?s|that'?s|which is|das ist|es|ist|c'est)? ?(?:aber |doch "
    r"|ja )*"
    r"(?:not mine|nicht (?:von )?(?:meine?[rs]?|unsere?[rs]?|mir|uns)|not ours|not my \w+|no es m[ií][oa]|(?:ce n'est "
    r")?pas (?:le mien|la mienne|à moi))|borrowed|geliehen|prestad[oa]|"
    r"emprunt\w+)\b"
)


_IS_NOT_MINE = rule(
    r"[^.!?,;\n\x00]{1,30} (?:(?:is|are|was)(?:n'?t| not) (?:mine|ours)|(?:ist|sind|war) nicht (?:mein|unser)\w*|"
    r"no (?:es|son|era) (?:m[ií][oa]s?|nuestr[oa]s?)|(?:n'est|c'est) pas (?:le mien|la mienne|à moi|à nous))\b"
)
"""Said a few words behind: "the app on Windows 11 at work is not mine"."""


_BELONGS = rule(
    r"[ ]?(?:belongs to (?!(?:me|us|my|our)\b)|gehört (?!(?:mir|uns|zu|mein\w*|unser\w*)\b)(?!.{0,24}\bnicht\b)|"
    r"pertenece a (?!(?:mí|nosotr|mi\b|nuestr))|(?:est à|appartient à) (?!(?:moi|nous|mon|ma|notre)\b)(?-i:[A-Z]))"
)
"""Of whom it is, in other words than an owner's: "order 88231 belongs to a Mr Hobbs"."""


_IS_ANOTHERS = rule(
    r"[^.!?,;\n\x00]{0,30} (?:belongs to|gehört|ist (?:von|das von)|es (?:de|del)|pertenece a|est (?:à|celui d[eu])|"
    r"appartient à) (?:my|our|his|her|their|mein\w*|unser\w*|mi|nuestr[oa]|mon|ma|notre|son|sa|su|sein\w*|ihr\w*) "
    rf"(?:\w+ )?(?:{RELATIONS})\b|"
    r"[^.!?,;\n\x00]{0,30} is (?:my|our|his|her|their) "
    rf"(?:\w+ )?(?:{RELATIONS})'?s\b"
)
"""Whose it is, said a few words behind: "das iPhone 11 in der Liste gehört meinem Sohn"."""


def _of_another(words: _Words) -> bool:
    if _BELONGS.match(words.beyond) or _IS_ANOTHERS.match(words.beyond):
        return True
    behind = _BEHIND.match(words.beyond)
    disclaimed = _DISCLAIMED.match(words.beyond) or _IS_NOT_MINE.match(words.beyond)
    return bool((behind and not _GENITIVE.match(behind[0])) or disclaimed)


_ORDERED = (
    r"\b(?:ordered|bought|booked|has|had|order|bestellt\w*|gekauft|gebucht|hat|pidió|pedido|encargó|compró|reservó|"
    r"tiene|hizo|commandé|acheté|réservé|pris|a)\b"
)
_BY_ANOTHER = rule(
    rf"\b(?:my|our|mein\w*|unser\w*|mi|nuestr[oa]|mon|ma|notre) (?:\w+ )?(?:{RELATIONS})\b[^.!?]*{_ORDERED}"
)
_FOR_ANOTHER = rule(
    rf"\b(?:for|für|para|pour) (?:my|our|mein\w*|unser\w*|mi|nuestr[oa]|mon|ma|notre) (?:\w+ )?(?:{RELATIONS})\b"
)
_POSSESSED = rule(r".*\b(?:su|sus|ihre?|seine?|son|sa|leur|her|his|their)[ ](?:[\w.°º-]+[ ,:#]*){1,5}$")
_ONES_OWN = rule(r"\b(?:my|our|i|we|mine|mein\w*|unser\w*|ich|wir|mi|nuestr[oa]|yo|mon|ma|notre|je|nous|j)\b")


_OTHER_SHOP = rule(
    r"\b(?:(?:from|on|at|with|bei|von|über|en|a|por|de|chez|sur) (?:the |el |la )?(?:amazon|ebay|zalando|temu|shein|"
    r"aliexpress|alibaba|ikea|otto|etsy|walmart|mercado ?libre|cdiscount|fnac|el corte inglés|mediamarkt|decathlon)|"
    r"elsewhere|another (?:shop|store|company)|somewhere else|woanders|anderen (?:shop|laden|händler)|otra (?:tienda|"
    r"empresa)|ailleurs|un autre (?:site|magasin))\b"
)


_STRANGER = rule(
    r"\b(?:the|an?|some|another|other|that|der|die|ein\w?|dieser?|el|la|un[ao]?|otr[oa]|le|une?|ce|cette|l')[ ]?"
    r"(?:[\w-]+ ){0,2}?(?:guy|man|woman|lady|bloke|chap|fellow|person|gentleman|couple|customer|caller|typ|mann|frau|"
    r"herr|"
    r"dame|person|kundin|kunde|anrufer(?:in)?|chic[oa]|señora?|tipo|hombre|mujer|persona|client[ea]|monsieur|type|mec|"
    r"personne|homme|femme|cliente?)\b[^.!?;]{0,50}?\b(?:had|has|with|was holding|wanted|ordered|got|hatte|hat|mit|"
    r"wollte|tenía|tiene|llevaba|con|avait|a|avec|voulait)[ ](?!(?:my|our|mein\w*|unser\w*|mi|nuestr\w+|mon|ma|"
    r"notre)\b)"
    r"(?:[\w'-]+ ){0,3}?$"
)
"""Of whom nothing is known but that they have it: "the guy before me had order 88231"."""
_IN_A_SAMPLE = rule(
    rf"\b(?:{SAMPLES}|faq\w*|help (?:page|article|centre|center)|hilfe(?:seite|artikel)|tutorial|manual|handbuch|"
    r"anleitung|ayuda|aide|documentation|docs|screenshot of yours|your (?:screenshot|template|picture)|vorlage|"
    r"plantilla)\b"
)
"""Where it is read that only shows how one looks: "order 1234 was an example in your FAQ"."""


def _is_a_sample(words: _Words) -> bool:
    return bool(_IN_A_SAMPLE.search(words.clause)) and not _ONES_OWN.search(words.before)


def _of_a_stranger(words: _Words) -> bool:
    return bool(_STRANGER.search(_WHAT_IT_IS.sub("", words.before)))


_WHAT_IT_IS = rule(
    r"(?:(?:the |la |el |le |die )?(?:order|bestell\w*|auftrag\w*|pedido|commande|booking|buchung|reserva\w*)\W*"
    r"(?:number|no\.?|nummer|número|numéro|n°|nr\.?)?\W*)$"
)


def _of_another_shop(words: _Words) -> bool:
    """ "I ordered from Amazon before, order 302-118": its number is no order of ours."""
    return bool(_OTHER_SHOP.search(words.ahead) or _OTHER_SHOP.search(words.clause))


def _was_anothers(words: _Words) -> bool:
    """ "My mother ordered the boots, order WF-3301"; "lo mismo para mi amiga: su pedido es …", where "su" is hers."""
    if not words.ahead or words.shared or _ONES_OWN.search(words.before):
        return False
    hers = _POSSESSED.match(words.before) and (_FOR_ANOTHER.search(words.ahead) or _BY_ANOTHER.search(words.ahead))
    return bool(hers or (_BY_ANOTHER.search(words.ahead) and not _ONES_OWN.search(_last_words(words.ahead))))


def _last_words(ahead: str) -> str:
    """What is said behind the relation: "my sister has one and I ordered too" is of oneself."""
    said = list(_BY_ANOTHER.finditer(ahead))
    return re.sub(rf"^\W*\w+ (?:\w+ )?(?:{RELATIONS})", "", ahead[said[-1].start() :], flags=re.IGNORECASE)


# --- things that are only looked at, wished for, or gone ------------------------------------------

_LOOKED_AT = rule(
    r"\b(?:look(?:ed|ing)? at|saw|seen|viewed|show(?:ed|n)|tested|tried|measured|compared|recommended|cancell?ed|"
    r"(?:sent|gave|taken|brought) (?:it |them |the \w+ )?back|returned|refunded|in (?:my|our|the) (?:basket|cart|"
    r"trolley|sights?|wish ?list)|in mind|"
    r"on (?:my|our|the|a) (?:wish ?list|short ?list)|(?:my|our) eyes? on|(?:almost|nearly) (?:bought|ordered|got)|"
    r"\w*(?:gezeigt|gesehen|geschaut|geguckt|gemessen|verglichen|empfohlen|vorgestellt|gesucht|getauscht|zurückge\w+|"
    r"retourniert|storniert|verkauft|verschenkt|verliehen|gespendet|reserviert|gemerkt|entdeckt|besichtigt|probege\w+|"
    r"angekreuzt|geliehen|gemietet)|selb(?:st|er) (?:gebaut|gemacht|getischlert)|(?:made|built) (?:it |"
    r"the \w+ )?(?:myself|ourselves)|l[ao] (?:hice|hicimos|construí) yo|borrowed|rented|prestado|prest[eé]|alquil\w+|"
    r"faite? moi-même|stehen sehen|im (?:warenkorb|sinn|auge|kopf|einkaufswagen)|auf (?:der|meiner|unserer) (?:wunsch|"
    r"merk)liste|(?:beinahe|fast) (?:gekauft|bestellt)|(?:he|hemos|había) (?:visto|mirado|enseñado|mostrado|medido|"
    r"comparado|recomendado|devuelto|vendido|regalado|cancelado|reservado)|(?:le|les|se|me) (?:la |lo |las |"
    r"los )?(?:enseñ|mostr)[eéó]|mir[eé]|medí|vi|en (?:el|mi|la|nuestro) (?:carrito|carro|cesta)|en mente|"
    r"(?:ai|avons|a|avait) (?:déjà |bien |aussi |seulement )?(?:regardé|vu|montré|mesuré|comparé|conseillé|recommandé|"
    r"renvoyé|rendu|vendu|donné|annulé|réservé|repéré|loué|emprunté|prêté)e?s?|dans (?:le|mon|notre) panier|en vue|"
    r"failli)\b"
)
_ACQUIRED = rule(
    r"\b(?:bought|ordered|purchased|picked up|received|got (?:a|an|the|my|it)|gekauft|bestellt|bekommen|erhalten|"
    r"geliefert|geholt|compr\w+|pedí|pedimos|encarg\w+|recib\w+|achetée?s?|commandée?s?|reçue?s?)\b"
)
_INSTEAD_OF = rule(
    r"\b(?:in (?:place|lieu) of|instead of|rather than|anstelle(?: von)?|anstatt|statt|en (?:lugar|vez) del?|"
    r"au lieu d[eu]|à la place d[eu])(?:[ ']+[\w'-]+){1,4}$"
)
_SCENE = (
    r"(?:hotel|picture|photo|image|catalog\w*|advert\w*|ad|website|gym|school|hospital|museum|library|foto|bild|"
    r"katalog|werbung|prospekt|internet|hôtel|pub|catalogue|anuncio|catálogo|gimnasio|video|vídeo)"
)
_ON_SHOW = rule(
    r"[ ](?:(?:in|on|at|im|auf|am|en|dans|sur|à|au)[ ]?(?:(?:the|your|a|an|der|dem|einem|eurem|ihrem|la|el|su|le|"
    rf"votre|l'|un|une|una)[ ]?)?(?:{_SCENE}|showroom|shop|store|branch|laden|filiale|ausstellung|magasin|vitrine|"
    rf"tienda|escaparate|exposición)|(?:of|from)[ ](?:the|your)[ ]{_SCENE}|(?:vom|aus dem)[ ]{_SCENE}|"
    rf"(?:del|de la|du|de l')[ ]?{_SCENE})\b"
)
_OF_A_TOWN = rule(r"[ ](?:de |d'|à )(?-i:[A-Z])")
_NAMED = rule(r"[ ](?:s'appelle|se llama|heißt|is (?:called|named))\b")


def _only_looked_at(words: _Words) -> bool:
    looked = _LOOKED_AT.search(words.clause) and not _ACQUIRED.search(words.clause)
    shown = _ON_SHOW.search(words.clause) and not _ACQUIRED.search(words.clause)
    office = words.until.endswith("bureau") and _OF_A_TOWN.match(words.after)
    if shown or office:
        return True
    instead = _INSTEAD_OF.search(words.until) and not _ACQUIRED.search(words.after)
    return bool(looked or instead or _NAMED.match(words.after))


_PARTED = rule(
    r"\b(?:sold|gave away|returned|verkauft|verschenkt|zurückge\w+|vendí|vendido|regal[eé]|vendu|donné|rendu)\b"
)
_MEASURES = rule(
    r"[ ]?(?:feet|foot|ft|met(?:er|re)s?|cm|mm|inch\w*|floors?|by \d|x \d|times|euros?|people|years?|"
    r"miles?|km|kilomet\w+|stars?|sterne|estrellas|étoiles|kg|kilos?|hours?|stunden|horas|heures|points?)\b"
)
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


_UPDATED = rule(r"\bupdated? (?:my|our|the) (?!app|phone|software|version|client|program|handy|plugin)\w+ to $")


_RAN = rule(
    r"[ ](?:(?:it|that|es|das|ça|cela)[ ])?(?:worked|was|ran|ging|lief|funktionierte|klappte|war|iba|funcionaba|era|"
    r"estaba|marchait|fonctionnait|allait|tournait|était)\b"
)


def _of_a_measure(words: _Words) -> bool:
    """ "5.5 miles", "4.5 stars": what is measured or rated is no version."""
    return bool(_MEASURES.match(words.behind) or _UPDATED.search(words.before) or _RAN.match(words.behind))


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
_HERE_FR = re.compile(r"^ là(?=\s*(?:$|[.,;!?]|(?:et|mais|pour)\b))")
_FOR_A_SERVICE = rule(
    r"[ ]?(?:for|für|pour|para|con)[ ](?:(?:my|our|the|mein\w*|unser\w*|mon|ma|mes|notre|mi|nuestr\w+|le|la|l'|les|el|"
    r"das|den|die)[ ]?)?(?:internet|phone|mobile|broadband|tv|power|gas|electricity|energy|banking|insurance|wifi|"
    r"wlan|handy|strom|dsl|telefon|mobilfunk|versicherung|forfait|box|électricité|gaz|assurances?|luz|móvil|seguros?|"
    r"fibr[ae]|fixe|téléphone)\b"
)
_HOUSEHOLD = rule(r"[ ](?:household|family|residence|home|haushalt|familie)\b")
_HOW = rule(
    r"[ ](?:nicht(?! mehr)|nie|lieber|schlecht(?:er)?|besser|gut|ungern|kaum|nur|draußen|drinnen|"
    r"am (?:besten|liebsten))\b"
)
_CIRCUMSTANCE = rule(
    r"\b(?:bei|für)[ ](?:regen|sonne|sonnenschein|hitze|kälte|schnee|wind|sturm|gewitter|frost|nebel|lärm|licht|"
    r"tageslicht|kerzenlicht|dunkelheit|nacht|tag|musik|rot|grün|gelb|bedarf|gelegenheit|problemen|fragen|ankunft|"
    r"lieferung|abholung|frieden|ruhe|spaß|geld|zwei|drei|mindestlohn|minusgraden|stau|\d+ grad)(?: und \w+)?$|"
    r"\ben[ ](?:navidad|verano|invierno|festivos|pascua|semana santa|fin de semana)$"
)
_WENT = rule(
    r"\b(?:bin|sind)\b.*\b(?:\w*ge(?:stiegen|fahren|flogen|gangen|laufen|rannt|wesen|kommen|reist|eilt|flüchtet))\b"
)
"""German "bin … umgestiegen" tells of a way and not of a place."""


def _at_for_the_hour(words: _Words) -> bool:
    if not _PLACED.search(words.before):
        return False  # "right now I'm with Tarn Media"
    hour = _THIS_HOUR.search(words.clause) or _HERE_FR.match(words.shown_after)
    return bool(hour) and not _AT_WORK.search(words.clause)


_ERRAND = rule(
    r"[ ](?:pour|para|for|um|to)[ ](?:an?|un|una|une|ein\w*|acheter|chercher|voir|rendre|récupérer|buy|pick|get|return|"
    r"comprar|recoger|devolver|ver)\b"
)
_PUBLIC = rule(
    r"\b(?:airport|station|hospital|hotel|stadium|museum|park|mall|beach|supermarket|flughafen|bahnhof|krankenhaus|"
    r"aeropuerto|estación|estadio|aéroport|gare|hôpital|stade)$"
)
_IN_COMPANY = rule(r"\b(?:with|mit|con|avec)[ ](?-i:[A-Z])\w+[ ](?:at|in|bei|beim|en|chez)[ ]")
_FRIENDS = rule(rf"(?:{RELATIONS})(?:s|e?n)?|freunden|bekannten|leuten|nachbarn|kollegen|amis|amigos")
_DEALT_WITH = rule(
    r"\b(?:bought|ordered|purchased|saw|found|read|reading|met|rent\w*|rival\w*|compete\w*|came|gekauft|bestellt|"
    r"gesehen|gefunden|kam|gelesen|gemietet|compr[eé]|compramos|pedí|encontr[eé]|vi|leí|vino|achetée?|commandée?|"
    r"trouvée?|vue?|lue?|venait|vient)\b(?:[^.!?;,\x00]*)\b(?:from|at|in|with|called|named|by|bei|von|vom|namens|"
    r"einem|en|de|llamad[oa]|chez|dans|appelée?|nommée?)[ ](?:the |der |die |la |el |le )?$|\b(?:suppliers?|"
    r"competitors?|landlord|insur\w+|bank|carrier|provider|clients?|customers?|lieferant\w*|vermieter\w*|versicherung|"
    r"anbieter|kunden?|proveedor\w*|seguro|cliente|fournisseurs?|assurance|clients?|opérateur)(?:'s| is| are| was|"
    r" ist| war| es| est)[ ](?:with |bei |de |chez |the |die |der |la |el )?$|\b(?:using|use|reading|read|have|had|"
    r"with|benutz\w*|nutz\w*|les\w*|habe|uso|leo|tengo|utilise|lis|ai)[ ](?:an?|the|some|ein\w*|une?|un[ao]?|le|la|el|"
    r"des)[ ](?!\w*(?:team|colleague|manager|office|job|rep)\b)[\w-]+(?: [\w-]+)?[ ](?:from|by|von|vom|de|"
    r"de chez)[ ]$|\b(?:in|bei|at|en|dans|chez)[ ](?:an?|einem|einer|una?|une?)[ ][\w-]+[ ](?:called|named|namens|"
    r"llamad[oa]|appelée?|nommée?)[ ]$|^\W*(?:the|der|die|das|el|la|le|your|ihr\w*|su|votre)[ ][\w-]+[ ](?:from|of|"
    r"von|vom|de|del|de chez)[ ]$"
)
"""What makes a firm one that was bought from, supplies or made something, or sent somebody."""


_WAS_AT = rule(
    r"\b(?:war|waren|was|were|went|estuve|estuvimos|fui|fuimos|étais|était|étions|(?:suis|sommes) allée?s?)\b[^,;]*?[ ]"
    r"(?:bei|zu|at|to|en|a|chez|à)(?: (?:der|dem|the|la|el|le))?[ ]$"
)
"""Before a firm where somebody has only been: "ich war bei der Buchhandlung …"."""
_SPEAKS = rule(r"[ ](?:here|hier|aquí|ici|speaking|am apparat|al habla|à l'appareil)\b")


def _somebody_elses(words: _Words) -> bool:
    if _AT_WORK.search(words.clause):
        return False
    if _WAS_AT.search(words.before):
        return True
    visited = _PLACED.search(words.before) and (
        _ERRAND.match(words.after)
        or _PUBLIC.search(words.until)
        or _IN_COMPANY.search(words.before)
        or _FRIENDS.fullmatch(words.value)
        or (" " not in words.value and is_given(words.value))
    )
    return bool(visited or (_DEALT_WITH.search(words.before) and not _SPEAKS.match(words.after)))


_THOSE_OF = rule(
    r"\b(?:los|las|la gente|ceux|celles|les gens|die(?: leute)?|those|the (?:people|guys|folks|ones|lot))(?: \w+)? "
    r"(?:de|"
    r"del|de la|du|des|von|vom|von der|at|from|of|in)(?: la| el| der| the)?[ ]$"
)
_NEXT_DOOR = rule(
    r"[ ]?,?[ ](?:(?:de|d')[ ]?)?(?:enfrente|al lado|across the (?:road|street|way)|opposite|next door|nebenan|"
    r"gegenüber|"
    r"en face|à côté|d'à côté)\b(?! (?:to|from|von|vom|de|du|des|der|dem|del)\b)"
)


def _of_the_neighbours(words: _Words) -> bool:
    """ "Los de la Gestoría Pineda de enfrente lo tienen": who works there is somebody else."""
    if _THOSE_OF.search(words.before):
        return True
    return bool(_NEXT_DOOR.match(words.beyond)) and not _ONES_OWN.search(words.before)


def _no_employer(words: _Words) -> bool:
    return bool(
        _FOR_A_SERVICE.match(words.after)
        or _HOUSEHOLD.match(words.after)
        or _CIRCUMSTANCE.search(words.until)
        or (_HOW.match(words.after) and _BEI_ALONE.search(words.until))
    )


_BEI_ALONE = rule(r"\bbei [\w-]+$")


_WORK_WITH = re.compile(r"\bwork(?:ing)?(?: \w+)? with (?:the )?$", re.IGNORECASE)
_GOODS_BEHIND = rule(
    r"[ ](?!(?:and|as|in|on|here|now|since|but|from|at|i|we|for|today|too|also|which|who|to|because|so|these|right|"
    r"again|full|part|btw)\b)(?-i:[a-z])"
)


def _worked_with(words: _Words) -> bool:
    """ "I work with Siemens equipment": what it makes is worked with, and not the firm."""
    goods = words.value.split()[-1].islower() or _GOODS_BEHIND.match(words.after)
    return bool(_WORK_WITH.search(words.before) and goods)


def _on_the_way(words: _Words) -> bool:
    return bool(_WENT.search(words.clause))


def _possessor(words: _Words) -> bool:
    """ "The driver's third stop"."""
    return words.after.startswith(("'s ", "' "))


_VISITS = rule(
    r"\b(?:today|tonight|this week(?:end)?|"
    r"(?<!anyone )(?<!anybody )(?<!someone )(?<!somebody )(?<!you )(?<!when )visit\w*|"
    r"on (?:holiday|vacation|a trip|business)|heute|diese woche|"
    r"(?:zu|auf) besuch|(?:im|auf) urlaub|auf (?:geschäfts|dienst)reise|hoy|esta semana|visitando|"
    r"de (?:visita|vacaciones|viaje)|aujourd'hui|cette semaine|en (?:visite|vacances|voyage|déplacement)|"
    r"(?:for|für|por|para|pour|durante|pendant)[ ](?:[\w-]+)[ ](?:\w+ )?(?:days?|nights?|weeks?|weekends?|tage?|"
    r"nächte|wochen?|semanas?|días?|noches?|semaines?|jours?|nuits?)|(?:zwei|drei|ein paar)[ ](?:tage|wochen)|"
    r"(?:dos|tres|unas|unos)[ ](?:semanas|días))\b"
)
_DWELLS = rule(
    r"\b(?:live|living|lives|based|moved|relocated|settled|home|address|wohn\w*|lebe?n?|gezogen|umgezogen|zuhause|"
    r"adresse|viv[io]\w*|resid\w+|mud\w+|traslad\w+|casa|dirección|habit\w+|vis|vivons|vit|installée?s?|déménagé|"
    r"emménagé|maison|adresse|right now|at the moment|for now|jetzt|ahora|maintenant|bei (?:uns|mir)|llev(?:o|amos)|"
    r"seit|since|depuis|chez (?:nous|moi))\b"
)
_HOLIDAY_HOME = rule(
    r"\b(?:ferien\w+|wochenend\w+|(?:holiday|vacation|summer|second|beach) (?:home|house|flat|place|cottage)|"
    r"(?:casa|piso|apartamento) de (?:vacaciones|verano|playa)|(?:maison|appart\w*) de (?:vacances|campagne|plage)|"
    r"(?:office|büro|filiale|oficina|bureau|branch|lager|warehouse)[ ](?:in|en|de|à))\b"
)


def _visits(words: _Words) -> bool:
    """Where somebody is for the day or on holiday is not where they live."""
    stays = _VISITS.search(words.until + words.beyond) and not _DWELLS.search(words.clause)
    return bool(stays or _HOLIDAY_HOME.search(words.until))


_IN_A_LAND = rule(r"\b(?:aux?|en|in der|in die)[ ]$")


def _is_a_land(words: _Words) -> bool:
    """ "Au Luxembourg" is the country, whatever town is called so, too."""
    return words.value.casefold() in COUNTRIES and bool(_IN_A_LAND.search(words.before))


# --- numbers, plans and hours of something else ---------------------------------------------------

_VENUE = rule(
    r"(?:[ ](?:seats?|places?|plazas?|asientos?|plätzen?|sitze?))?[ ](?:at|in|on|for|an|auf|im|in der|en|"
    r"dans|à|para|pour|de)[ ](?:(?:the|a|an|der|dem|el|la|los|le|l'|les|un|une|"
    r"una|our|my)[ ]?)?(?:opera|theat\w+|cinema|movies?|concert\w*|plane|train|bus|flight|table|car|game|match|stadium|"
    r"show|restaurant|oper|kino|konzert|flugzeug|zug|tisch|auto|spiel|stadion|ópera|teatro|cine|concierto|avión|tren|"
    r"mesa|coche|partido|estadio|opéra|cinéma|avion|voiture|stade|boat|ferry)\b"
)


_SEATED = rule(
    r"\b(?:car|van|bus|boat|cinema|theatre|sofa|couch|bench|room|hall|auto|wagen|kino|saal|bank|boot|coche|furgoneta|"
    r"cine|teatro|sofá|banco|sala|barco|voiture|camionnette|cinéma|théâtre|canapé|banc|salle|bateau)[ ](?:\w+ ){0,2}$"
)
_REVIEWERS = rule(
    r"[ ](?:users?|members?)[ ](?:\w+ed|said|wrote|have|had|were|are|on (?:trustpilot|reddit|google|capterra|g2|"
    r"facebook|twitter|tiktok|the (?:forum|web|internet|app|play)))\b"
)


_FOR_A_TEAM = rule(r"^\W*(?:for|für|para|pour)[ ](?:an?|einen?|eine[rm]?|un|una|une)[ ][^,.;]{0,30}$")
_WOULD = rule(r"\b(?:would|wäre|würde|sería|saldría|serait|coûterait)\b")


def _would_be(words: _Words) -> bool:
    """ "For a team of 60 it would be cheaper": how many there might be, and are not."""
    return bool(_FOR_A_TEAM.match(words.before) and _WOULD.search(words.beyond))


def _of_a_venue(words: _Words) -> bool:
    seated = _SEATED.search(words.before)
    return bool(seated or _VENUE.match(words.behind) or _REVIEWERS.match(words.behind))


_PLAN_NOUN = re.compile(
    r"(?:plan|membership|tier|subscription|package|account|abo|abonnement|tarif|tarifa|mitglied\w*|paket|kund\w+|"
    r"vertrag|nutzer\w*|member|customer|suscripci[oó]n|formule|forfait|offre|oferta|\w*kontos?|lizenz\w*|socia?|socio|"
    r"cliente?|clienta|miembro|membre|abonnée?|cuenta|compte|carte|tarjeta|karte|card|versi[oó]n|contrat\w*|modalidad|"
    r"paquete|gamme|licen\w+|edici[oó]n|edition|pass|pases?|cuota|bono|abono|pack|bundle|tariff|titulaire|titular|"
    r"carnet|ticket|\w*karte|policy|p[oó]liza|police|seguro|assurance|anschluss|cover)$",
    re.IGNORECASE,
)
_CAPITAL_AFTER = re.compile(r" (?P<w>[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,})")
_ENGLISH = rule(r"\b(?:i|i'm|i've|we|we're|we've|my|our|the|it's)\b")
_COMMON_NOUN = re.compile(
    r" (?!(?:plan|pass|policy|licen[cs]e|edition|cover|card|bundle|tariff|tarif|abo|momentan|derzeit|grad|jetzt|"
    r"aktuell|seit|membership|tier|subscription|package|account|member|customer|user|subscriber|deal|offer|option|one|"
    r"version|team|and|or|n|but|so|since|with|without|now|right|at|already|here|yet|still|for|as|these|today|yesterday|"
    r"last|this|in|on|to|from|of|by|via|through|than|then|until|till|though|btw|rn|atm|please|pls|thanks|again|anymore|"
    r"any|because|if|when|while|where|which|who|that|i|we|im|you|they|it|too|also|only|just|is|was|has|had|does|isn|"
    r"doesn|costs?|includes?|works?|ends?|renews?|instead|currently|actually|really|recently|monthly|yearly|annually|"
    r"every|each|per|before|after|about|not|never|always|both|though|anyway|lol|haha|tho|down|up|back|next|a|an|the|my|"
    r"our|ago|long|well|free|even|went|expired|expires|runs?|user|\w+ly|\w+ed|\w+ing)\b)[a-z]{3,}"
)
"""A noun that a plan's word goes with in English as any word may: "Plus points", "the Premium fabric"."""
_ROMANCE_NOUN = rule(
    r"\b(?:el|la|los|las|una?|le|les|une|des|du)[ ](?!(?:plan|de|del|que|más|plus|mis?|su|"
    r"tu)\b)(?P<w>(?-i:[a-z])[\w]{2,})[ ]$"
)
_CAPITAL_BEFORE = re.compile(r"\w[^.!?]* (?P<w>[A-ZÀ-ÖØ-Þ][\wß-öø-ÿ]+) $")
_PROS_AND_CONS = rule(
    r"[ ](?:und|and|y|et|&)[ ](?:a |an |ein |un )?(?:[ck]ontra|cons?|contras?|contre|minus|menos|moins|friends|"
    r"freund\w*|amigos|amis)\b"
)


_ENOUGH = rule(
    r"\b(?:(?:fine|okay|ok|good|happy|content) with|(?:is|be|'s|are) (?:enough|plenty|sufficient)|will do|would do|"
    r"(?:reicht|genügt|langt|passt)|(?:me|nos) (?:basta|sirve|vale|llega)|(?:me|nous|nos) (?:suffit|suffira|"
    r"convient))\b"
)
_HAS_IT = rule(
    r"\b(?:still|so far|for now|at the moment|currently|already|on|have|having|paying|noch|bisher|derzeit|aktuell|"
    r"habe?n?|"
    r"tengo|tenemos|de momento|por ahora|ai|avons|pour l'instant|actuellement)\b"
)


def _merely_enough(words: _Words) -> bool:
    """ "What is Pro? I'm fine with Basic": beside a question it is chosen, and nobody has it yet."""
    return words.asked and bool(_ENOUGH.search(words.clause)) and not _HAS_IT.search(words.clause)


def _part_of_a_name(words: _Words) -> bool:
    """ "Basic English", "Disney Plus": a plan's word within another name, or beside its opposite."""
    follows = _CAPITAL_AFTER.match(words.shown_after)
    leads = None
    if words.at < len(words.until):
        leads = _CAPITAL_BEFORE.search(words.shown_until[: words.at])
    if _COMMON_NOUN.match(words.shown_after) and _ENGLISH.search(words.until):
        return True
    if (led := _ROMANCE_NOUN.search(words.before)) and not _PLAN_NOUN.match(led["w"]):
        return True
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


_DELIVERS = rule(r"\b(?:sleep|deliver\w*|liefer\w*|schlaf\w*|entreg\w*|duermo|livr\w*|dors)\b")
_REACHES = rule(
    r"\b(?:call|ring|reach\w*|phone|contact\w*|text|write|erreich\w*|anruf\w*|ruf\w*|meld\w*|llam\w*|localiz\w*|"
    r"appel\w*|joindre|joign\w*|me|us|mich|uns|mir)\b"
)


def _has_been(words: _Words) -> bool:
    if _DELIVERS.search(words.clause) and not _REACHES.search(words.clause):
        return True
    return bool(_CALLED.search(words.shown_until + words.shown_after) or _HAS_CALLED.search(words.clause))


_Test = Callable[[_Words], bool]
# --- numbers and addresses that somebody else is reached by ----------------------------------------

_MINE = rule(
    r"\b(?:i|i'm|me|my|mine|our|us|ich|mir|mich|mein\w*|uns|unser\w*|yo|mi|mis|nuestr\w+|mon|ma|mes|moi|"
    r"notre|nos)\b"
)
_SAMPLE = rule(rf"(?<![.@])\b(?:{SAMPLES})\b(?!\.\w)")
"""The word, and not the end of an address."""
_CAME_FROM = rule(
    r"\b(?:call\w*|text\w*|sms|message|e-?mail|mail|rang|anruf\w*|angerufen|nachricht|llamada\w*|llam\w+|mensaje|"
    r"correo|appel\w*|message|courriel)\b[^.!?;\n]{0,30}\b(?:from|von|vom|desde|del?|du)(?: (?:the|der|dem|el|la|le|"
    r"number|nummer|"
    r"número|numéro)){0,3}[ ]?[(+]?$"
)
_IS_IT = rule(r"\W*(?:is|was|ist|war|es|est-ce(?: que)?|c'est)(?: (?:the|der|die|el|la|le))?[ ]?[(+]?")
_DOES = rule(
    r"[ ]?,?[ ]?(?:bounce[sd]?|(?:is|was) (?:dead|not in use|(?:that|this) (?:you|yours))|rebota\w*|no existe|prallt|"
    r"(?:kommt|kam) (?:immer )?zurück|me revient|revient|n'existe|no responden?|antwortet nicht|ne répond|"
    r"doesn'?t (?:exist|answer)|(?:just |me |m'|nous |has |hat |ha |a |keeps |mich |mir )*(?:called|calling|rang|"
    r"texted|wrote|angerufen|geschrieben|llamado|llamó|escrito|escribió|appelée?s?|écrite?|contactée?s?|contactado|"
    r"contactó)\b)"
)


_BOX = (
    r"(?:box|mailbox|inbox|address|account|e-?mail|number|line|phone|postfach|adresse|mailadresse|konto|nummer|leitung|"
    r"buzón|dirección|correo|cuenta|número|línea|boîte|adresse|compte|numéro|ligne)"
)
_IS_DEAD = (
    r"(?:(?:is|are|was|has been|'s|ist|wurde|está|fue|est|a été)(?: \w+)? (?:dead|gone|closed|full|deleted|cancelled|"
    r"disconnected|tot|weg|dicht|gelöscht|geschlossen|abgeschaltet|abgemeldet|muert[oa]|cerrad[oa]|borrad[oa]|fermée?|"
    r"morte?|supprimée?|désactivée?)|(?:no longer|doesn'?t|does not) (?:works?|exists?)(?: any ?more)?|"
    r"(?:gibt es|geht|existiert|funktioniert) (?:\w+ )?nicht mehr|ya no (?:existe|funciona|va|la uso|lo uso)|"
    r"n'existe plus|ne (?:marche|fonctionne|sert) plus|(?:marche|existe|fonctionne) plus)"
)
_DEAD = rule(
    rf"[ ]?,?[ ]?(?:which |that |die |das |que |qui )?(?:{_IS_DEAD}|(?:,? ?(?:but|and|only|aber|und|pero|y|mais|et),? )"
    rf"(?:(?:that|this|the|das|dieses?|die|ese|esa|este|el|la|cette?|le) {_BOX} |(?:it|that|das|es|ça|eso) )"
    rf"(?:{_IS_DEAD}|(?:gibt es|geht) nicht mehr))\b"
)
"""What is said of an address that leads nowhere: "… but that box is dead"."""
_PARTNER = (
    r"(?:accountants?|bookkeepers?|tax advis[eo]rs?|auditors?|lawyers?|suppliers?|contractors?|agency|landlord|"
    rf"steuerberater(?:in)?|buchhalter(?:in)?|anwält(?:in)?|anwalt|lieferant(?:en)?|agentur|gestor[ií]a|gestora?|"
    rf"asesora?|abogad[oa]|contable|proveedora?|agencia|expert-comptable|comptable|avocate?|fournisseur|{RELATIONS})"
)
_OURS = r"(?:my|our|the|mein\w*|unser\w*|mis?|nuestr[oa]s?|mon|ma|notre|la|le|el|de[mrn]|die)"
_TO_PARTNER = rule(
    rf"\b{_OURS} (?:[\w-]+ )?{_PARTNER}(?:,? (?:[\w-]+ )?(?:at|under|on|unter|an|en|à|sur))?[ ]?[,:;(-]*[ ]?$"
)
"""To whom it is to be written: "write to my accountant: kim@…"."""
_IS_PARTNERS = rule(
    rf"[ ]?[,;(-]+[ ]?(?:(?:that'?s|that is|das ist|eso es|es|c'est|ist)[ ])?{_OURS} (?:[\w-]+ )?{_PARTNER}(?:'s|s)?\b"
)


_NO_MORE = rule(
    r"\b(?:(?:stop|quit) (?:\w+ )?(?:writ|send|mail|e-?mail|call|us|text|ring)ing|(?:don'?t|do not|never|no longer) "
    r"(?:write|send|mail|e-?mail|call|use|ring)|nicht (?:mehr )?(?:an|über|unter|auf)|(?:dejen|dejad|deja) de \w+|"
    r"no (?:me |nos )?(?:escrib|mand|env[ií]|us|llam)\w+ (?:más|ya)?|n'(?:écriv|envoy|utilis|appel)\w+ (?:plus|pas)|"
    r"ne (?:m'|nous )?(?:écriv|envoy|utilis|appel)\w+ (?:plus|pas)|arrête[zr] (?:de |d')\w+)\b[^.!?;,\n]{0,24}$"
)
"""What is not to be used: "please stop writing to …", "nicht mehr an …"."""
_SHUT = rule(
    r"[ ]?[,;.(-]*[ ]?(?:(?:because|since|as|weil|denn|porque|pues|car|parce que|that'?s|das ist|es)[ ])?"
    r"(?:i|we|ich|da|dort|ahí|je|j'|on|ya|n'y)?[ ]?(?:(?:can'?t|cannot|could not|no longer) (?:open|read|get in|"
    r"access|reach)|(?:have|'ve) (?:lost|no) access|komm\w* (?:ich |wir )?(?:da |dort )?(?:nicht|nimmer) (?:mehr )?"
    r"(?:rein|ran|dran)|ya no (?:puedo|tengo acceso|entro|la miro|lo miro|la leo|lo leo)|(?:n'y|n') ?"
    r"(?:ai|avons|a) plus accès|n'y vais plus)"
)
"""That somebody gets in no more: "…, I can't open that one any more"."""


def _reaches_another(words: _Words) -> bool:
    """ "The call came from 0211 5559871", "help@firm.example bounces": nobody's own, without a word of oneself."""
    if _DEAD.match(words.beyond) or _TO_PARTNER.search(words.ahead + words.before) or _IS_PARTNERS.match(words.beyond):
        return True
    if _NO_MORE.search(words.before) or _SHUT.match(words.beyond):
        return True
    if _HE_IS.search(words.ahead) and not _MINE.search(words.until):
        return True
    before = _DIGITS.sub(" ", words.before)
    if _is_named(before) or (_TO_THEM.match(words.behind + words.beyond) and not _MINE.search(before)):
        return True
    if _MINE.search(before) and not _CAME_FROM.search(before):
        return False
    alone = bool(before.strip()) and _IS_IT.fullmatch(before)
    return bool(alone or _SAMPLE.search(words.ahead + before) or _CAME_FROM.search(before) or _DOES.match(words.behind))


_WAY = (
    r"(?:(?:e-?)?mail|address|number|phone|mobile|cell|extension|adresse|mailadresse|nummer|handy\w*|telefon\w*|"
    r"durchwahl|dirección|correo|email|número|teléfono|móvil|celular|courriel|numéro|téléphone|portable)"
)
_OWNERS = (
    rule(rf"\b(?P<v>[^\W\d_]{{2,}})['’]s? (?:(?!my|our|the|an?\b)[\w-]+ ){{0,2}}{_WAY}\b"),
    rule(rf"\b(?P<v>[^\W\d_]{{2,}}s) (?:[\w-]+ )?{_WAY}\b"),
    rule(rf"\b{_WAY} (?:[\w-]+ )?(?:of|von|vom|del?|de la|d['’]) ?(?P<v>[^\W\d_]{{2,}})\b"),
    rule(
        r"\b(?:reach|contact|call|ring|mail|e-?mail|text|cc|write(?: to)?|send (?:\w+ ){1,3}to|erreich\w+(?: sie)?|"
        r"schreib\w*(?: sie)?(?: an)?|ruf\w*(?: sie)?|schick\w* (?:\w+ ){1,3}an|escr[ií]b\w+ a|llam[ae]\w* a|"
        r"(?:mand|enví|avis)\w+ a|localiz\w+ a|écri(?:re|vez|s) à|appele[rz] |envoye[rz] (?:\w+ ){0,2}à|joindre|"
        r"contacte[rz]) (?P<v>[^\W\d_]{2,})\b"
    ),
)
"""Who is reached so, by name: "Amina's number", "el correo de Bruno", "you can reach Marek under"."""


def _is_named(before: str) -> bool:
    named = (one for owner in _OWNERS for one in owner.finditer(before))
    somebody = _SOMEBODYS.search(before)
    return bool(somebody) or any(is_given(said) for one in named for said in (one["v"], one["v"].removesuffix("s")))


_SOMEBODYS = re.compile(
    r"\b(?!(?:It|That|This|Here|There|What|Who|Where|Let|Today)['’])[A-Z][a-z]+['’]s "
    r"(?:(?:direct|work|new|own|mail|email) )?(?:address|number|e-?mail)\b"
)
"""Whose name no list has, with a capital: "Ottilie's address"."""


_TO_THEM = rule(
    r"[ ]?[,;.(-]*[ ]?(?:(?:so|please|and|bitte|also|por favor|merci de|y|und|et)[ ])*(?:(?:write|send|call|ring|mail|"
    r"e-?mail|text|tell|contact|ask|cc)(?: (?:it|this|that|the \w+))?(?: to)? (?:him|her|them)|(?:schreib\w*|ruf\w*|"
    r"schick\w*|frag\w*|meld\w*)(?: sie)?(?: bitte)?(?: bei)? (?:ihm|ihr|ihn)|\w+l[ea]s? a (?:él|ella)|"
    r"(?:écrivez|appelez|envoyez|demandez|contactez)-l(?:ui|a|e|eur|es))\b"
)
"""To whom it is written behind an address that is theirs: "…, write to him"."""
_DIGITS = re.compile(r"[\d\s()./+-]+$")
"""A number as it was written, where it is kept in other groups."""


_HE_IS = rule(
    r"\b(?:s?he(?:'s| is| works| handles)|they(?:'re| are)|(?:er|sie) (?:ist|arbeitet|macht)|(?:él|ella) (?:es|está|"
    r"trabaja|lleva)|(?:il|elle) (?:est|travaille|s'occupe))\b"
)
_NUMBER_GOES_ON = re.compile(r"\d|[ ]\d{5}")


def _begins_a_number(words: _Words) -> bool:
    """ "From 0211 5559871" names no hour."""
    return bool(_NUMBER_GOES_ON.match(words.after))


_IN_NOTES = rule(
    r"\b(?:change ?log|release notes?|patch notes|versionshinweise\w*|änderungsprotokoll|"
    r"(?:las|sus|vuestras|tus) notas|notas de (?:la )?versi[oó]n|(?:vos|les) notes|notes de version|"
    r"your (?:release )?notes)\b"
)


_SHOWN_THERE = rule(
    r"\b(?:in|on|im|in der|auf|en|dans|sur)[ ](?:(?:the|your|der|dem|einem|eurem|ihrem|el|la|vuestr[oa]|su|un|le|votre|"
    r"une?|l')[ ]?)?(?:\w+[ -])?(?:video|vídeo|vidéo|demo\w*|démo|tutorial\w*|tutoriel|webinar\w*|screenshots?|article|"
    r"artikel|artículo)\b"
)
"""Where it is seen what others use: "in the demo video they use version 7.4.1"."""
_USED_BY = rule(
    r"\b(?:our|my|the|unser\w*|mein\w*|der|die|nuestr[oa]|mi|el|la|notre|mon|ma|le)[ ](?:[\w-]+[ ])?(?:accountants?|"
    r"bookkeepers?|tax advis[eo]rs?|auditors?|suppliers?|customers?|partners?|agency|contractors?|freelancers?|"
    r"head ?quarters|head office|other office|other branch|sister company|steuerberater(?:in)?|buchhalter(?:in)?|"
    r"lieferant(?:en)?|zentrale|agentur|schwesterfirma|wirtschaftsprüfer(?:in)?|gestor[ií]a|gestora?|asesora?|asesoría|"
    r"contable|proveedora?|central|agencia|comptable|expert-comptable|fournisseur|siège|agence|prestataire)"
    r"(?:[ ](?:externe?|extern[oa]))?[ ](?:still |noch |aún |todavía |encore |toujours )?(?:uses?|runs?|"
    r"is (?:on|at)|has|works? with|nutzt|hat|ist auf|arbeitet mit|verwendet|usa|utiliza|tiene|trabaja con|está en|"
    r"utilise|a|est en|travaille avec|tourne (?:en|sur))\b[^,;]{0,24}$"
)


def _used_by_another(words: _Words) -> bool:
    """ "Our accountant uses version 22.1": what others work with, who are no relations."""
    return bool(_USED_BY.search(words.before))


def _told_by_notes(words: _Words) -> bool:
    """ "According to your changelog 2.9.0 …": which versions there are is read, and not which one has."""
    shown = _SHOWN_THERE.search(words.clause) and not _ONES_OWN.search(words.clause)
    return bool(shown or _IN_NOTES.search(words.ahead + words.until + words.beyond))


_SERVICE = rule(
    r"\b(?:support|soporte|asistencia|atención|assistance|hilfe|betreuung|help ?desk|hotline)\b[^.!?;\n]{0,30}\b"
    r"(?:or|oder|o|u|ou)\b"
)


def _of_a_service(words: _Words) -> bool:
    """ "Does Pro have support by phone or only e-mail": by which ways a plan helps is asked."""
    return bool(_SERVICE.search(words.ahead + words.clause))


_LOOKS = (
    r"(?:see|check|look at|read|open|schau\w*|guck\w*|seh\w*|les\w*|mir\w*|veo|leo|abro|regarde\w*|consulte\w*|lis|"
    r"vois)"
)
_SELDOM = (
    r"(?:only|hardly|rarely|seldom|barely|once in a|nur|kaum|selten|solo|apenas|rara vez|casi nunca|que|rarement|à "
    r"peine|"
    r"une fois par)"
)
_LOOKED_AT_SELDOM = rule(rf"\b(?:{_LOOKS}\b[^.!?,;]{{0,30}}\b{_SELDOM}|{_SELDOM} (?:\w+ )?{_LOOKS})\b")


def _seldom_seen(words: _Words) -> bool:
    """ "I only see Slack in the evenings": where somebody seldom looks they are not best reached."""
    return bool(_LOOKED_AT_SELDOM.search(words.clause))


_ONE_DAY = rule(
    r"(?:on |am |el |le )?(?:next |nächsten |this |diesen |este |ce )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lundi|"
    r"mardi|"
    r"mercredi|jeudi|vendredi|samedi|dimanche|tomorrow|morgen|mañana|demain)"
)
_AGREED = rule(
    r"\b(?:works|suits|is fine|is ok|passt|geht|(?:me|nos) (?:va|viene) bien|(?:ça|ca) (?:me |nous )?va|convient)\b"
)


def _agreed_upon(words: _Words) -> bool:
    """ "Yes, Wednesday works": a day that is agreed upon is that of one visit."""
    return bool(_ONE_DAY.fullmatch(fold(words.value))) and bool(_AGREED.search(words.clause))


_TESTS: Mapping[str, tuple[_Test, ...]] = {
    "device.model": (_of_another, _not_the_device),
    "device.os": (_of_another, _not_the_device),
    "app.version": (_of_another, _of_a_measure, _told_by_notes, _used_by_another),
    "order.id": (_of_another, _was_anothers, _of_another_shop, _of_a_stranger, _is_a_sample),
    "plan.name": (_of_another, _part_of_a_name, _merely_enough),
    "plan.seats": (_of_a_venue, _would_be),
    "product.owned": (_of_another, _only_looked_at),
    "company.name": (_at_for_the_hour, _somebody_elses, _no_employer, _on_the_way, _worked_with, _of_the_neighbours),
    "company.role": (_possessor,),
    "location.city": (_on_the_way, _visits, _is_a_land),
    "location.country": (_visits,),
    "contact.time": (_has_been, _begins_a_number, _agreed_upon),
    "contact.phone": (_reaches_another,),
    "contact.email": (_reaches_another,),
    "contact.channel": (_of_a_service, _seldom_seen),
}
"""What is asked of the words around a value, by its key."""
