"""Whether something is otherwise now, told in whatever words: "26 sind es seitdem", "Harbour Plus it is".

No phrase need tell it. Here the words are judged: a clause must be the customer's own, present word and tell of a
change or of now: a day, "finally", "since", somebody who put it there. What the new value may look like, key by key,
is read by `renewed`. Devices and things come last, as one may have several: there the old one must be spoken of, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.memory import held, makes, renewed
from bot.memory.devices import MODEL
from bot.memory.found import Found, Reading
from bot.memory.frame import MOST, NOT_OWN
from bot.memory.gazetteer import listed
from bot.memory.renewed import Candidate
from bot.memory.spans import Page
from bot.memory.spelling import fold, rule
from bot.types.memory import Fact, Learned

DEVICE, GOODS = "device.model", "product.owned"

# --- that something is otherwise now --------------------------------------------------------------

_WHEN = (
    r"(?:now(?!here)|nowadays|today|yesterday|tonight|since|as of|from now on|these days|last (?:night|week|month|"
    r"\w+day)|this (?:morning|week|month|afternoon)|overnight|finally|just|meanwhile|by now|instead|(?:a|an|\w+) "
    r"(?:hours?|days?|weeks?|minutes?|months?) ago|from (?:today|\w+day)|in its place|(?:on|from) (?:mon|tues|"
    r"wednes|thurs|fri|satur|sun)day|over lunch|"
    r"jetz|jetzt|nun|nunmehr|heute|gestern|vorgestern|seit|seitdem|seither|inzwischen|mittlerweile|endlich|neuerdings|"
    r"letzte[nrs]? (?:woche|nacht|monat|\w+tag)|ab sofort|stattdessen|vorhin|gerade eben|vor (?:\w+ )?(?:stunden?|"
    r"tagen?|wochen?|minuten)|(?:am )?(?:mon|diens|donners|frei|sams|sonn)tag|"
    r"ahora|hoy|ayer|anteayer|anoche|desde|por fin|al final|ya|esta (?:mañana|noche|semana|tarde)|"
    r"hace (?:poco|\w+ (?:horas?|d[ií]as?|semanas?|minutos?|mes\w*))|acab\w+ de|en vez de|a partir de|"
    r"el (?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)|"
    r"maintenant|désormais|aujourd'hui|hier|avant-hier|depuis|enfin|ce (?:matin|soir|midi)|cette (?:nuit|semaine)|"
    r"finalement|à présent|il y a|du coup|dorénavant|au lieu de|à (?:la|sa) place|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche)"
)
_DONE = (
    r"(?:updat\w+|upgrad\w+|downgrad\w+|switch\w+|changed|moved|went|gone|bump\w+|install\w+|reinstall\w+|put|rolled|"
    r"pushed|got|swapped|traded|bought|joined|dropped|grew|grown|signed|handed|added|topped|carry|relocated|settled|"
    r"(?:se )?(?:fue(?:ron)?|march(?:ó|aron))|partie?s?|returned|left|quit|promoted|renamed|rebranded|merged|married|"
    r"wedding|divorc\w+|made me|cut|reduced|raised|"
    r"(?:summer|winter|autumn|new|holiday) (?:hours|timetable|schedule|times)|lost|stolen|hacked|"
    r"(?:sommer|winter|neue)\w* ?(?:öffnungs)?zeiten|horario (?:de )?(?:verano|invierno|nuevo)|nuevo horario|"
    r"horaires d'(?:été|hiver)|nouveaux horaires|"
    r"\w*gewechselt|umgestellt|umgestiegen|aktualisiert|geupdate[dt]|upgedate[dt]|\w*installier\w*|aufgespielt|"
    r"angeschafft|anstelle|gekürzt|gestrichen|hochzeit|scheidung|"
    r"ausgerollt|\w*gezogen|hochgestuft|aufgestockt|erhöht|reduziert|drauf|geholt|gekauft|gegönnt|getauscht|gewachsen|"
    r"kam|wurden?|befördert|ernannt|umbenannt|übernommen|geheiratet|zurück in|cambi(?:é|amos|ado|aron)|pas(?:é|amos|"
    r"ado)|actualic\w+|actualizad\w+|actualizamos|instal[eéóo]\w*|"
    r"subí|subimos|subido|bajé|bajamos|bajado|ampli\w+|redu[cj]\w+|met[ií]\w*|puse|puso|pusieron|formate\w+|"
    r"compr(?:é|amos|ó|ado)|absorb\w+|nombr(?:ado|ada|aron)|ascend\w+|mud(?:é|amos|ado)|vine|volv[ií]|dej[eé]|dejado|"
    r"instalad[oa]s?|cas(?:é|ado|ada)|boda|robaron|hackearon|regal(?:ó|aron)|estren\w+|cog[ií]\w*|elegí|contrat(?:é|"
    r"amos)|firmad\w+|crec\w+|"
    r"changée?s?|passée?s?|basculée?s?|installée?s?|installer|mis(?:e)? à jour|montée?s?|descendue?s?|élargi\w*|"
    r"augmentée?s?|rédui\w+|(?:r?e?)?achetée?s?|(?:re)?pris\w?|souscri\w+|validée?s?|poussée?|signée?s?|grandi|voilà|"
    r"quittée?|déménagée?s?|de retour|emménagée?s?|nommée?|promue?|mariée?|rachetée?s?|devenue?|oublie[zr]?|"
    r"embauchée?s?|mariage|rendu[es]*|volée?s?)"
)
_CUE = rule(rf"\b(?:{_WHEN}|{_DONE})\b")
_FOR_US = rule(
    r"\b(?:(?:put|install\w*|set up|loaded|rolled out|moved|switched|upgraded|handed|gave|bought)\b[^.!?]{0,40}? "
    r"(?:on (?:it|mine|my|our)|(?:for )?(?:me|us))|(?:handed|gave|bought|got) (?:me|us)|that makes (?:it|us)|"
    r"moved in with|moving in with|zu sich|me vine|emménagé chez|das macht|ce qui fait|(?:mir|uns|drauf|"
    r"(?:umgestellt|ausgerollt|aufgestockt|gewechselt)(?=\s*(?:$|[.,:;!])))|(?:m'|nous |me )(?:\w+ )?(?:a |ha |han )?"
    r"(?:install\w+|mis\w?|donn\w+|pass\w+|pus\w+|met\w+|dio|dieron|cambi\w+|regal\w+|offert\w*|compr[óo]\w*)|"
    r"l'a (?:mis|pass|install)\w*)"
)
"""What somebody else did to what is the customer's: "my cousin put Fedora 40 on it"."""
_SHOWN = rule(
    r"\b(?:it|the (?:app|screen|page|box|label|about page)|es|die app|la app|la pantalla|l'appli|l'écran|ça|il|elle)"
    r"(?: (?:now|jetzt|ahora|maintenant))? (?:says|shows|reads|zeigt|sagt|dice|pone|muestra|dit|affiche)\b"
)
"""What a screen says is no hearsay."""
_NOT_YET = rule(
    r"\b(?:fail\w*|won'?t|wouldn'?t|can'?t|cannot|couldn'?t|don'?t|doesn'?t|refus\w+|if|when|might|(?-i:may)|could|"
    r"should|would|offer\w*|advert\w*|announc\w*|compar\w*|thinking|consider\w*|available|out (?:now|yet|already)|"
    r"at work|not mine|isn'?t mine|change ?log|release notes|came out|comes out|released|half the price|"
    r"your (?:\w+ )?(?:site|website|shop|page|app store|blog|ad|newsletter|flyer)|"
    r"(?:raus|heraus)(?:kommen|kommt|gekommen|kam)|erschienen|veröffentlicht|"
    r"(?:eure|ihre)[rmn]? (?:seite|webseite|werbung)|"
    r"sali[oó]|ha salido|sale|publicaron|(?:vuestra|su|tu) (?:web|página|tienda)|"
    r"est sortie?|sort|votre (?:site|boutique|pub)|tempt\w+|"
    r"fehlgeschlagen|scheiter\w*|gescheitert|klappt|geht nicht|abgebrochen|hängt|wenn|falls|würde|könnte|angeboten|"
    r"überleg\w+|soll(?:te)?|lohnt|bei der arbeit|im büro|in der firma|beworben|"
    r"fall[oóae]\w*|no (?:pude|pudo|me deja|deja|puedo|pueden|quise)|ofreci\w+|ofrecen|podría|debería|pensando|"
    r"anunci\w+|en el trabajo|en la oficina|quedo como|"
    r"échou\w*|impossible|plant\w+|proposé\w*|promo|pourrais|devrais|hésit\w+|annonc\w*|au (?:travail|boulot|bureau))\b"
)
"""What is offered, weighed, failing or somebody's at work is no change of one's own."""
_ONE_MORE = rule(
    r"\b(?:also|too|as well|another|second|besides|both|additional\w*|extra|auch|außerdem|zusätzlich|zweit\w+|beide\w*|"
    r"daneben|también|además|otr[oa]|segund[oa]|ambos|aussi|en plus|deuxième|autre|les deux|stays?|still|keep(?:ing)?|"
    r"main one|bleibt|behalt\w*|noch|sigue|se queda|me quedo con|reste|garde)\b"
)
_FROM = re.compile(
    r"\b(?:from|than|of|off|instead of|left|was|were|had|von|vom|statt|anstatt|als|war|hatten?|desde la|de la|del?|que|"
    r"en vez de|era|fin[io]|finie|adieu|au lieu de|quitté|était|avais|avait)(?: (?:the|den|dem|der|das|el|la|le|"
    r"l'))?[ ]?$",
    re.IGNORECASE,
)
"""What stands right before a value that is the old one, or only compared with."""


def anew(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """Yield what takes the place of a value that is held, of keys of which the message has told nothing yet."""
    if not reading.known.facts or not _CUE.search(reading.page.folded):
        return
    told = {one.learned.key for one in found if not one.learned.denies}
    for fact in reading.known.facts:
        reader = renewed.READERS.get(fact.key)
        if reader is None or fact.key in told:
            continue
        told_before = fact.key not in renewed.NUMBERED
        new = next((one for one in reader(reading, fact) if _is_new(reading.page, fact, one, told_before)), None)
        if new is not None:
            start, end, value = new
            told.add(fact.key)
            yield Found(start, end, Learned(fact.key, value, "", "anew"))


def _is_new(page: Page, fact: Fact, new: Candidate, told_before: bool = False) -> bool:
    start, end, value = new
    return not held.same(fact, value) and _is_own(page, start, end, told_before)


def _is_own(page: Page, start: int, end: int, told_before: bool = False) -> bool:
    """Whether a value stands in a clause of one's own that tells of a change or of now.

    `told_before`: whether the sentence before may tell of it: "I relocated over Easter. My zone is …".
    """
    clause = page.clause_at(start)
    first, last, sentence = page.clauses[clause]
    opening, closing, asks = page.sentences[sentence]
    labels = page.labels(start, end) & (NOT_OWN | {"hedge"})
    if _SHOWN.search(page.folded, first, start):
        labels -= {"reported"}
    if "third" in labels and _FOR_US.search(page.folded, first, last):
        labels -= {"third", "reported"}
    if labels or _FROM.search(page.folded[max(first, start - 24) : start]):
        return False
    if _NOT_YET.search(page.folded, first, last) or (asks and not page.folded[last:closing].strip()):
        return False
    before = page.sentences[sentence - 1] if told_before and sentence else None
    return bool(_CUE.search(page.folded, before[0] if before and not before[2] else opening, closing))


# --- a device or a thing for another --------------------------------------------------------------

_MODELS = rule(rf"(?<![\w-]){MODEL}")
_NO_NAME = listed("pro max plus mini lite ultra note fe se air the phone smart tab go")
_OLD = rule(
    r"\b(?:old|previous|alte[nrs]?|viej[oa]|antigu[oa]|vieux|ancien(?:ne)?) (?:one|phone|mobile|laptop|tablet|handy|"
    r"ding|gerät|rechner|móvil|celu\w*|teléfono|portátil|tél\w*|portable|ordi\w*|machine|thing)\b"
)


def exchanged(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """ "The A52 died last week. Got a Pixel 8a since": the only device that was held, spoken of beside a new one."""
    page = reading.page
    told = [fact for fact in reading.known.facts if fact.key == DEVICE]
    if len(told) != 1 or not _CUE.search(page.folded) or _ONE_MORE.search(_without_questions(page)):
        return
    old = told[0]
    denied = any(one.learned.key == DEVICE and one.learned.denies for one in found)
    new = [one for one in found if one.learned.key == DEVICE and not one.learned.denies]
    new = [one for one in new if not _is_part(one.learned.value, old.value)]
    known = bool(new)
    new = new or list(_newcomers(reading, old))
    if not new or not (denied or _speaks_of(page, old.value, new[0])):
        return
    if not known:
        yield from new
    if not denied:
        yield Found(new[0].start, new[0].end, Learned(DEVICE, old.value, "", "exchanged", denies=True))


def _without_questions(page: Page) -> str:
    """What a message says and does not ask: "gilt die Hülle noch?" keeps nothing."""
    return " ".join(page.folded[first:last] for first, last, asks in page.sentences if not asks)


_FAMILY = rule(
    r"\b(?:the|my|an?|das|den|mein|ein|el|mi|un|le|mon) (?:new )?(?P<v>\d{1,2}(?: (?:pro|max|plus|mini|ultra|air|se|"
    r"fe))*)"
    r"(?=\s*(?:$|[.,;!\n])| (?:i|we|now|since|that|das|ich|jetzt|que|ahora|depuis|je|maintenant)\b)"
)


def _newcomers(reading: Reading, old: Fact) -> Iterator[Found]:
    page = reading.page
    for said in islice(_MODELS.finditer(page.folded), MOST):
        value = makes.model(page.clean[slice(*said.span("v"))], reading.registry)
        if not value or not any(sign.isdigit() for sign in value) or _is_part(value, old.value):
            continue
        if _is_own(page, *said.span("v")):
            yield Found(*said.span("v"), Learned(DEVICE, value, "", "anew"))
            return
    family, _, rest = old.value.partition(" ")
    for said in islice(_FAMILY.finditer(page.folded), MOST) if rest[:1].isdigit() else ():
        value = makes.model(f"{family} {page.clean[slice(*said.span('v'))]}", reading.registry)
        if value and not _is_part(value, old.value) and _is_own(page, *said.span("v")):
            yield Found(*said.span("v"), Learned(DEVICE, value, "", "anew"))
            return


def _is_part(one: str, other: str) -> bool:
    """Whether one name says no more than the other: "Moto" of a Moto G54."""
    return set(fold(one).lower().split()) <= set(fold(other).lower().split())


def _speaks_of(page: Page, device: str, new: Found) -> bool:
    """Whether words beside the new one name a device, by its maker or its number alone, too, or an old one."""
    if _OLD.search(page.folded):
        return True
    words = [word for word in fold(device).lower().split() if word not in _NO_NAME and len(word) > 1]
    beside = f"{page.folded[: new.start]} {page.folded[new.end :]}"
    patterns = "|".join(re.escape(word) + (r"\w{0,4}" if word.isalpha() and len(word) > 3 else "") for word in words)
    return bool(patterns and re.search(rf"(?<![\w-])(?:{patterns})(?![\w-])", beside, re.IGNORECASE))


def replaced(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """ "J'ai revendu le R4 et repris un Tondix R9": of the things held, one with another number or last word."""
    page = reading.page
    if not _CUE.search(page.folded) or _ONE_MORE.search(page.folded):
        return
    goods = [fact for fact in reading.known.facts if fact.key == GOODS and " " in fact.value]
    for fact in goods:
        new = next((one for one in renewed.siblings(page, fact.value) if _is_new(page, fact, one)), None)
        if new is None or any(held.same(other, new[2]) for other in goods):
            continue
        start, end, value = new
        if not any(one.learned.key == GOODS and held.same(fact, one.learned.value) for one in found):
            yield Found(start, end, Learned(GOODS, fact.value, "", "exchanged", denies=True))
        yield Found(start, end, Learned(GOODS, value, "", "anew"))
        return
