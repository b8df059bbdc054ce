"""What needs no phrase of its own: the company's plans, devices, systems, versions, seats and order numbers.

A frame knows a phrase and looks for a value in it. Here the value shows itself, by its name or shape, and the clause
around it is asked whether it is the customer's own: it speaks of "I", or leaves the subject out as chats do ("back on
Plus since today", "Pixel 8, Android 15"), and neither compares nor asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from bot.memory import companies, dates, makes, named_things, people, things, tiers, towns, values
from bot.memory.devices import MODEL, OS_EXACT, OS_USER
from bot.memory.frame import MOST, PRESUPPOSED, UNTIL_A_DAY, Frame, Seen
from bot.memory.gazetteer import RELATIONS, SAMPLES
from bot.memory.prefilter import Prefilter
from bot.memory.registry import Registry
from bot.memory.seats import COUNT_WORD, OF_A_HALL, SEAT
from bot.memory.spans import Label, Page
from bot.memory.spelling import Rule, fold, rule

_OWN = rule(
    r"\b(?:la mienne|le mien|meiner|meine[rs]|(?:el|la) mí[oa]|(?:for|to|with) me|bei (?:mir|uns)|chez (?:moi|nous)|"
    r"de mi parte|por mi parte|lo mio|i|i'?m|i'?ve|i'?ll|i'?d|im|ive|my|mine|we|we're|we've|we'll|our|ours|ich|bin|"
    r"hab|habe|mein\w{0,2}|wir|unser\w{0,2}|mir|uns|(?:me|nos) (?:he |hemos |acab\w+ de )?(?:pas\w+|cambi\w+|qued\w+|"
    r"di|dimos|apunt\w+|suscrib\w+)|yo|soy|somos|estoy|estamos|tengo|tenemos|uso|usamos|pago|pagamos|sigo|seguimos|"
    r"llevo|mi|[a-z]{2,12}(?:amos|emos|imos)|mis|nuestr[oa]s?|je|jsuis|jai|moi|mon|ma|nous|notre|"
    r"on (?:est|paie|utilise|passe|prend|reste))\b|\bj'"
)
_FILL = (
    r"(?:mostly|mainly|hauptsächlich|meistens|vor allem|sobre todo|principalmente|surtout|principalement|hi|hello|hey|"
    r"hallo|hola|bonjour|salut|ok|okay|so|and|but|well|yes|yeah|no|btw|by the way|oh|now|still|again|just|recently|"
    r"finally|already|actually|currently|for now|right now|at the moment|at present|these days|nowadays|today|"
    r"yesterday|since \w+|last (?:week|month|year)|und|aber|sondern|sino|ja|nein|jetzt|nun|inzwischen|mittlerweile|"
    r"aktuell|derzeit|momentan|zurzeit|im moment|heute|gestern|seit \w+|y|pero|pues|ahora|ya|hoy|ayer|actualmente|"
    r"por ahora|de momento|desde \w+|et|mais|donc|alors|maintenant|actuellement|desormais|aujourd'hui|hier|ausserdem|"
    r"noch|ab (?:heute|sofort)|as of (?:today|now|yesterday)|(?:starting|from) today|from now on|"
    r"a partir de (?:hoy|ahora)|desde hoy|des aujourd'hui|a partir d'aujourd'hui|dazu|zudem|also|too|another|otro|"
    r"tambien|ademas|aussi|"
    r"un autre|pour l'instant|en ce moment|depuis \w+|"
    r"al final|finalement|am ende|in the end|schließlich|letztlich|then|danach|luego|ensuite|up to|up from)"
)
_STATE = (
    r"(?:until then|till then|meanwhile|bis dahin|hasta entonces|jusque-là|on|been on|back (?:on|to|with)|"
    r"stuck (?:on|with)|have|got|pay(?:ing)? for|using|running|it'?s(?: still)?|it is|that'?s|mine is|bought|"
    r"purchased|switched|changed|moved|dropped|went|upgraded|updated|downgraded|stayed|staying|stay|renewed|cliente?|"
    r"kundin|kunde|customer|member|abonnée?|miembro|socio|sind|haben|(?:he|hemos) \w+[ai]do|joined|became|subscribed|"
    r"signed up|took|chose|kept|had to|make (?:it|that)|will be|sind es|es sind|es werden|brauchen?|son|seran|"
    r"ce (?:sera|seront|sont)|need|necesit\w+|il (?:nous )?fau\w+|hob|hobn|hamma|hani|hab|habe|bin|nutze|zahle|nehme|"
    r"benutze|zuruck|wieder|es ist|sind es|gewechselt|umgestiegen|noch|nur|tengo|tngo|tgo|toy|stoy|estoy|sigo|uso|"
    r"volvi|cambie|pase|baje|subi|contrate|es el|es|(?:et |y |and )?(?:pris|souscrit|choisi|cogido|contratado|taken|"
    r"picked|chosen)(?: a)?|chuis|chui|suis|ai|reste|repasse\w*|passe\w*|pris|revenue?|c'est|now|still|currently|"
    r"these days|nowadays|jetzt|nun|inzwischen|mittlerweile|aktuell|derzeit|momentan|ahora|actualmente|maintenant|"
    r"actuellement|desormais)"
)
_MACHINE = (
    r"(?:(?:the |das |el |le |mein |my )?(?:phone|handy|smartphone|tablet|laptop|pc|computer|mac|iphone|ipad|app|"
    r"móvil|ordenador|portátil|téléphone|ordinateur|appli)(?:'s| is| says| shows| runs| has| zeigt| sagt| hat| läuft|"
    r" dice| muestra| tiene| dit| affiche| tourne)(?: (?:on|auf|mit|con|sous|sur))?)"
)
_LEFT_OUT = rule(
    rf"\W*(?:{_FILL}[\s,]+){{0,5}}(?P<own>{_FILL}|{_STATE}|{_MACHINE})\b(?:[\s,]+(?!you\b|"
    rf"the customer\b)[\w'.]+){{0,6}}\W*"
)
"""What stands before a value in a clause that leaves out who it speaks of."""
_ALONE = rule(
    rf"\W*(?:(?:{_FILL}|an?|the|ein\w*|une?|un[ao]?|la|el|le|der|den|die|das|with|mit|con|avec|on|auf)[\s,]+)*\W*"
)
"""What may stand before a value that is all that a clause says."""
_CHANGE = rule(
    r"\b(?:switch\w*|chang\w*|mov(?:ed|ing)|dropp?\w*|went|gone|going|upgrad\w*|downgrad\w*|updated|renewed|"
    r"back (?:on|to|with)|joined|gewechselt|wechs\w+|umgestiegen|umgestellt|zuruck|hochgestuft|heruntergestuft|wieder|"
    r"cambi\w+|pas[eo]|pasado|pasamos|volv\w+|vuelto|baj[eo]|bajado|sub[io]|subido|(?:re)?pass\w+|reven\w+|bascul\w+|"
    r"chang\w+|now|jetzt|nun|inzwischen|mittlerweile|ahora|maintenant|desormais|these days|instead|make (?:it|that)|"
    r"al final|finalement)\b"
)
_LOST = rule(
    r"\b(?:cancel\w*|quit|left|leave|gave up|gekundigt|gekuendigt|kundig\w+|kuendig\w+|abbestellt|aufgegeben|"
    r"(?:di|dimos|dado|dar) de baja|cancel[eo]|deje|dejamos|resili\w+|arrete\w*|quitte\w*|lost|expired|abgelaufen)\b"
)
_TURNED = rule(
    r"\s*(?:(?:habe?n?|bin|sind|zahlen?|nutzen?|nehmen?) (?:ich|wir)|"
    r"(?:is|ist|es|est) (?:mine|ours|meiner|mio|a moi)|bei (?:mir|uns)|chez (?:moi|nous)|now|these days|jetzt|"
    r"inzwischen|ahora|maintenant|désormais|(?:is|was) (?:all|what|the one|enough)|reicht mir|me basta|me suffit)\b"
)
"""What makes a value one's own from behind: "Plus habe ich"; but not "Plus, I like it"."""
_NO_MORE = r"(?:(?!\b(?:and|und|y|et|but|aber|pero|mais)\b)[^,;])"
_LOST_BEFORE = rule(rf"(?:{_LOST.pattern}){_NO_MORE}{{0,30}}$")
_GAVE_UP = rule(rf"\W*(?:(?:{_FILL})[\s,]+)*(?:{_LOST.pattern})(?: (?:the|my|your|den|das|el|la|le))?\s*")
_LOST_AFTER = rule(rf"{_NO_MORE}{{0,30}}?(?:{_LOST.pattern})")
_NOT_LOST = rule(
    r"\b(?:not|n't|never|noch nicht|nicht|nie|no (?:he|hemos|lo|la)|pas|jamais)\b[^,;.]{0,16}?(?:" + _LOST.pattern + ")"
)
"""What has not been given up: "ich habe Plus nicht gekündigt"."""
_FORMER = rule(
    r"\b(?:previous|former|earlier|prior|last|old) (?:laptop|phone|computer|tablet|machine|mobile|device|pc|one)\W*$"
)
"""What the words right before a value call a thing that was: "on my previous laptop, a MacBook Pro"."""
_TALK = rule(
    r"\b(?:ask\w*|tell|explain\w*|wonder\w*|know|read|heard|thought|interested|consider\w*|look\w*|cost\w*|price\w*|"
    r"includ\w*|worth|cheap\w*|better|best|compar\w*|differen\w*|offer\w*|sell\w*|available|gift|recommend\w*|"
    r"frage\w*|sag\w*|erzahl\w*|interessier\w*|uberleg\w*|kost\w*|preis\w*|lohnt|gunstig\w*|besser|vergleich\w*|"
    r"unterschied\w*|empfehl\w*|pregunt\w*|interes\w*|expli\w*|cuesta\w*|precio\w*|incluye\w*|barat\w*|mejor|"
    r"compar\w*|diferenc\w*|recom\w*|demand\w*|interess\w*|coute\w*|prix|compren\w*|moins cher|mieux|propos\w*|offert|"
    r"angeboten|ofrec\w*|(?<!mir )(?<!uns )(?<!vertrag )(?<!rechnung )(?<!konto )(?:steht|stand)|ecrit|indique\w*|"
    r"pone|question|fragen?|duda|pregunta|kleingedruckt\w*|soll(?:te)?n?\b|should|supposed|debo|deberia|dois|"
    r"devrais|dando vueltas|d[oa]y vueltas|mulling|toying|tempted|eyeing|liebaugel\w*|hesit\w*|reflechi\w*)\b"
)
"""Clauses that weigh, ask or recommend tell of no plan that somebody has."""
_ASIDE = rule(
    r"(?:\b(?:i'?m in|about|than|between|like|versus|vs|instead of|called|named|from|of|uber|zwischen|als|wie|statt|"
    r"von|vom|sobre|que|entre|como|acerca de|en vez de|(?<!cliente )(?<!clienta )(?<!miembro )(?<!socio )"
    r"(?<!socia )del?|desde|comme|que|au lieu de|plutot que|du|a propos d[eu])|\bd')(?: (?:the|a|an|your|den|der|dem|"
    r"das|el|la|le))?\s*[\"']?$"
)
"""What stands right before a value that is only spoken of, or is the old one."""
_WAS = rule(
    r"\b(?:was|were|(?<!'ve )(?<!have )had(?! to)|used|lived|war|waren|hatten?|lief|nutzten?|benutzten?|era|eran|"
    r"estaba|estabamos|estuv\w+|tenia|teniamos|tuve|tuvimos|usaba|usabamos|eramos|fuimos|etais|etait|etions|avais|"
    r"avait|avions|utilisais|utilisions)\b"
)
_OF_OTHERS = rule(
    r"\s*(?:plan |tarif-?)?(?:members?|customers?|users?|subscribers?|people|kund\w+|mitglied\w*|client\w*|miembros?|"
    r"abonn\w+|problems?|quality|content|ads?|pages?|button|features?|prices?|costs?|is (?!mine|ours|what)|includes?|"
    r"kostet|cuesta|coute|or|oder|ou?)\b"
)
_PLAN_WORD = (
    r"(?:plan|membership|tier|subscription|package|l?abo|abonnement|tarifa?|mitgliedschaft|paket|suscripcion|"
    r"membresia|formule|forfait|offre)"
)
_THROUGH: frozenset[Label] = frozenset({"past"})
_SHOWN: frozenset[Label] = frozenset({"reported"})
"""What the app or the phone says of itself is as good as the customer's word: "the app says version 7.0.1"."""
_DENIED: frozenset[Label] = frozenset({"negated", "past"})
REACH = 160
"""Characters of its clause, on either side of a value, that are asked whose it is."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One key's values: how they look, and what the clause around must and must not say."""

    frame: Frame
    plain: bool = False
    """May be all that a clause says ("Pixel 8, Android 15")."""
    anyones: bool = False
    """Is the customer's own wherever nobody else is spoken of."""
    beside: Rule | None = None
    """What stands before it, to its very edge; this alone then makes it the customer's own."""
    needs: Rule | None = None
    bars: Rule | None = None
    ends: Rule | None = None
    """What says of it that it is no longer so."""
    led: Rule | None = None
    """What the message must have said before."""


def seen(page: Page, registry: Registry) -> Iterator[Seen]:
    """Yield what names itself in clauses of the customer's own."""
    # Several kinds look for the same words.
    matched: dict[str, list[re.Match[str]]] = {}
    kinds, prefilter = _worth(registry)
    for kind in (kinds[number] for number in prefilter.worth(page.letters)):
        pattern = kind.frame.pattern
        if pattern.written not in matched:
            matched[pattern.written] = list(islice(_overlapping(pattern, page.folded), MOST))
        for match in matched[pattern.written]:
            if found := _own(kind, match, page, registry):
                yield found


@lru_cache(maxsize=8)
def _worth(registry: Registry) -> tuple[tuple[Kind, ...], Prefilter]:
    """Return all kinds, and what tells which of them a message may hold: their looks, and what else it must say."""
    kinds = (*_kinds(), *_plans(registry))
    return kinds, Prefilter([[one for one in (kind.frame.pattern, kind.needs, kind.led) if one] for kind in kinds])


def _overlapping(pattern: Rule, text: str) -> Iterator[re.Match[str]]:
    """Yield matches of which one may begin within the one before: "a vivir a Logroño"."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        at = max(match.start("v"), match.start() + 1)


_SENT = rule(
    r"\b(?:old|previous|former|alte|vorige|frühere|antigu[oa]|viej[oa]|ancien(?:ne)?) [^@,;]*$|"
    r"\b(?:(?:came|comes|kam|kommt|stammt|vino|venia|viene|provenia|vient|venait|provenait) (?:from|von|de)|your?|"
    r"ihre?n?|euer|eure|usted\w*|vous|votre|vuestr\w+|sent|wrote|e?-?mailed|forwarded|got|received|geschrieben|"
    r"geschickt|bekommen|erhalten|mande|envie|escribi|recibi|envoye|ecrit|recu|(?<!mi )(?<!el )correo de)\b[^@]*$"
)
"""An address that stands after these is whom one wrote to, or who wrote."""


def _own(kind: Kind, match: re.Match[str], page: Page, registry: Registry) -> Seen | None:
    start = match.start() if kind.beside else match.start("v")
    first, last = page.clauses[page.clause_at(start)][0], page.clauses[page.clause_at(match.start("v"))][1]
    first, last = max(first, start - REACH), min(last, match.end() + REACH)
    first += len(page.folded[first:start]) - len(page.folded[first:start].lstrip())
    around = page.folded if kind.anyones and kind.needs else page.folded[first:last]
    if (kind.needs and not kind.needs.search(around)) or (kind.bars and kind.bars.search(around)):
        return None
    if kind.beside and not kind.beside.search(page.folded[first:start]):
        return None  # before its words are read, which costs more
    words = page.clean[match.start("v") : match.end("v")]
    value = kind.frame.read(words, registry)
    behind_it = match.end() - (match.end("v") - match.start("v") - _length(words, value)) if value else match.end()
    before, after = page.folded[first:start], page.folded[behind_it:last]
    if kind.frame.key == "plan.name" and (
        _is_part_of_a_name(page.clean[first:start], value, registry) or _is_yours(before, value)
    ):
        return None
    if value is None or not _is_named(match, registry) or _is_barred(kind, before, after):
        return None
    opening = _opening(kind, before, after, page, first)
    if opening is None:
        return None
    denies = bool(kind.ends and (kind.ends.search(before) or _LOST_AFTER.match(after)))
    if denies and (_NOT_LOST.search(before) or _NOT_LOST.search(after)):
        return None
    changes = bool(_CHANGE.search(before) or _CHANGE.search(after))
    if (_WAS.search(before) or _WAS.match(after.lstrip())) and not denies:
        return None
    through = kind.frame.through | (_DENIED if denies else _THROUGH if changes else frozenset())
    behind = _LOST_AFTER.match(after) if denies else None
    end = behind_it + (behind.end() if behind else 0)
    return Seen(replace(kind.frame, through=through, denies=denies, changes=changes), first + opening, end, value)


def _length(words: str, value: str) -> int:
    """Return how many characters of the words caught the value is; all of them where it is not found as it stands."""
    small = fold(words).lower()
    return len(value) if small.startswith(fold(value).lower()) else len(words)


_NAMED_BEFORE = re.compile(r"\w +(?:[A-Z]\w*|\w*[a-z][A-Z]\w*|\w*\d\w*) $")


_NUMBERED_BEFORE = re.compile(r"(?:^|\W)[A-Z][\w'-]+ (?:\d\w*|[A-Z]{1,3}\d+) $")


def _is_part_of_a_name(before: str, plan: str | None, registry: Registry) -> bool:
    """ "iPad Pro", "Galaxy Plus", and behind a number a known plan, too: "Espumella 8 Plus"."""
    named = plan not in registry.plans and _NAMED_BEFORE.search(before)
    return bool(named or _NUMBERED_BEFORE.search(before))


_YOUR = rule(r"(?:your|ihre?[nmsr]?|eure?[nmsr]?|vuestr[oa]s?|votre|vos)(?:[ ]|$)")


def _is_yours(before: str, plan: str | None) -> bool:
    """ "Your Premium plan" is one that is offered, where nothing before it is the customer's."""
    last = before.rsplit(None, 1)[-1:] if before.endswith(" ") else []
    named = bool(plan and _YOUR.match(fold(plan))) or bool(last and _YOUR.fullmatch(last[0]))
    return named and not _OWN.search(before)


def _is_named(match: re.Match[str], registry: Registry) -> bool:
    """Whether what stands in the place of a name is one: "its dmitri from glasgow"."""
    said = match.groupdict().get("n")
    return not said or people.surely_name(said, registry) is not None


def _is_barred(kind: Kind, before: str, after: str) -> bool:
    """Whether the words around speak of it otherwise than as one's own."""
    if kind.anyones:
        return bool(_SENT.search(before))
    weighs = _ASIDE.search(before) or _OF_OTHERS.match(after) or _TALK.search(f"{before} {after}")
    return kind.beside is None and bool(weighs)


def _told_of_another(page: Page, first: int) -> bool:
    """Whether the clause before names whose it is: "send it to my colleague, j.ruiz@…"."""
    clause = page.clause_at(first)
    sentence = page.clauses[clause][2]
    for number in range(clause - 1, -1, -1):
        start, end, of = page.clauses[number]
        if of != sentence or _OWN.search(page.folded, start, end):
            break
        if "third" in page.labels(start, end) or (number == clause - 1 and _NOT_OURS.search(page.folded, start, end)):
            return True
    return clause > 0 and page.labels(*page.clauses[clause - 1][:2]) >= {"third"}


_SOMEBODY_SAYS = rule(
    r"\b(?:meint|glaubt|denkt|behauptet|thinks|reckons|believes|claims|cree|opina|piensa|croit|"
    r"(?<!je )pense|prétend|estime)[ ]?[,:][ ]*$"
)
"""What stands before somebody else's opinion: "our admin thinks, Debian 12 works"."""


_NOT_OURS = rule(
    r"\b(?:not (?:with|one of) us|nicht (?:bei|von) uns|no (?:es|trabaja) (?:con|de) nosotros|pas (?:chez|de) nous)\b"
)


def _opening(kind: Kind, before: str, after: str, page: Page, first: int) -> int | None:
    """Return where in the clause its own words begin; None when it is not the customer's own."""
    if kind.beside:
        found = kind.beside.search(before)
        spoken = not kind.led or kind.led.search(page.folded, 0, first + len(before))
        number = page.clause_at(first)
        if kind.frame.rule == "place.beside" and number and "third" in page.labels(*page.clauses[number - 1][:2]):
            return None  # "asking for my aunt, she's 84, in Whitby"
        return max(0, found.start("own")) if found and spoken else None
    if mine := _OWN.search(before):
        return mine.start()
    if kind.anyones:
        return None if not before.strip() and _told_of_another(page, first) else len(before)
    if _TURNED.match(after) or (kind.ends and _GAVE_UP.fullmatch(before)):
        return len(before)
    fits = _LEFT_OUT.fullmatch(before)
    if _FORMER.search(page.folded, 0, first) or _SOMEBODY_SAYS.search(page.folded, 0, first):
        return None
    # What leaves its subject out goes on with that of the words before.
    clause = page.clause_at(first)
    led = page.labels(*page.clauses[clause - 1][:2]) if clause > 0 and first > 0 else set()
    at = fits.start("own") if fits else len(before) if kind.plain and _ALONE.fullmatch(before) else -1
    return at if at >= 0 and not led & {"third", "reported", "hypothetical"} else None


@lru_cache(maxsize=1)
def _kinds() -> tuple[Kind, ...]:
    mail = r"(?<![\w.+-])(?P<v>[\w.+%-]{1,64}@[A-Za-z0-9.-]{3,120})"
    number = rf"(?<![\w.,+-])(?P<v>\d{{1,5}}|{COUNT_WORD}) {SEAT}\b"
    return (
        *_places(),
        *_names(),
        *_firms(),
        *_numbers(),
        *_things(),
        Kind(Frame("evident.model", "device.model", rule(rf"\b{MODEL}"), _numbered), plain=True),
        Kind(
            Frame("evident.model", "device.model", rule(rf"\b{MODEL}"), _numbered),
            beside=rule(
                rf"^\W*(?P<own>(?:(?:an?|the|my|one|ein\w*|un|une|el|le|and|und|y|et)[\s,]+)*"
                rf"(?:{MODEL.replace('?P<v>', '?:')},? (?:and|und|y|et|plus|sowie|&) )"
                rf"(?:(?:an?|the|my|ein\w*|un|une|el|le) )?)$"
            ),
            led=_OWN,
        ),
        Kind(
            Frame("evident.model", "device.model", rule(rf"\({MODEL}(?=[,)])"), _numbered),
            beside=rule(r"^(?P<own>.*)$"),
        ),
        Kind(
            Frame("evident.short", "device.model", rule(_SHORT_MODEL), _short),
            anyones=True,
            needs=_OF_PHONES,
            beside=rule(
                r"^\W*(?:(?:ok|and|und|y|et|so|also),? )?(?P<own>(?:it'?s|its|it is|es ist|ist|is|es|c'est|mine'?s|"
                r"mine is)(?: "
                r"(?:an?|the|my|das|ein|nen?|el|un|le))? )$"
            ),
        ),
        Kind(
            Frame("evident.taken", "device.model", rule(_FOR_IT + MODEL), makes.model, changes=True),
            beside=rule(rf"^.*\b(?:{_SWAPS})\b.*(?P<own>)$"),
        ),
        Kind(
            Frame("evident.box", "device.model", rule(_NAMED_BOX), named_things.box),
            beside=rule(rf"(?:^|.*\b)(?P<own>(?:{_GOT})(?: (?:an?|the|eine?n?|das|den|die|un|une|el|la|le))? )$"),
            led=_OF_THE_NET,
        ),
        Kind(Frame("evident.os", "device.os", rule(OS_EXACT), makes.system, _SHOWN), plain=True),
        Kind(Frame("evident.os", "device.os", rule(OS_USER), makes.system), plain=True),
        Kind(Frame("evident.os_bare", "device.os", rule(_DISTRO), makes.system, _SHOWN), plain=True, bars=_FOR_SYSTEMS),
        Kind(Frame("evident.email", "contact.email", rule(mail), _mailbox), anyones=True, bars=_NO_MAIL),
        Kind(Frame("evident.seats", "plan.seats", rule(number), values.counted), plain=True, bars=_OF_SOME),
        Kind(Frame("evident.seats", "plan.seats", rule(_HEADS_COUNTED), values.counted), beside=rule(r"^(?P<own>.*)$")),
    )


_OF_SOME = rule(
    rf"{OF_A_HALL.pattern}|\b(?:no (?:pueden?|les|funciona\w*|entra\w*|recib\w*|va|van|responden)|"
    r"(?:can'?t|cannot|don'?t|doesn'?t|won'?t|aren'?t|isn'?t|might|may)|nicht|kein\w*|"
    r"ne (?:\w+ )?(?:marche\w*|peu\w+|fonction\w+|arrive\w*)|locked|stuck|gesperrt|bloque\w+|bloqué\w*|"
    r"(?:are|is) left|free|available|frei|übrig|libres?|disponibles?|restante?s?)\b"
)
"""Some of those that there are, or what is only weighed: "8 usuarios no pueden entrar"."""
_NO_MAIL = rule(
    rf"(?<![.@-])\b(?:{SAMPLES}|e\.g|z\.b|bounce[sd]?|bouncing|rebot\w+|"
    r"unzustellbar|undeliverable|revient|en erreur|devuelve|spam)\b|\b(?:escrib(?:ieron|ió|en)|mandaron|llegó|wrote|"
    r"emailed|came|got|received|kam|bekommen|erhalten|geschrieben|reçue?|écrit|arrivée?)\b[^.!?\n]{0,30}?"
    r"\b(?:from|desde|von|de|depuis)\b[ ]"
)
"""Of an address that shows how one looks, or that takes no mail."""
_SWAPS = (
    r"traded|swapped|exchanged|replaced|changed|upgraded|switched|tausch\w*|getauscht|ersetzt|vom?|cambi\w+|pas[éo]\w*|"
    r"échang\w+|chang\w+|troqu\w+|rempla\w+|passée?"
)
_FOR_IT = (
    r"\b(?:for|with|to|gegen|durch|auf|aufs|zum|por|con|a|al|contre|par|pour|à|au) (?:(?:an?|my|the|ein\w*|das|un|une|"
    r"el|le|mon|mi) )?(?:(?:new|neue\w*|nuevo|nouvel|nouveau) )?"
)
_SHORT_MODEL = (
    r"(?<![\w-])(?P<v>(?:s|a|m|note )\d{2}(?:[ ]?(?:ultra|plus|fe|\+))?)(?![\w-])(?=\s*(?:$|[.,;!)\n]|hein\b|btw\b))"
)
"""How those who have one call a telephone of the most sold make: "its the S23"."""
_OF_PHONES = rule(
    r"\b(?:screen|display|battery|charg\w+|phone|camera|restarts?|freezes?|akku|handy|bildschirm|lädt|telefon|pantalla|"
    r"batería|se apaga|carga|móvil|celular|écran|batterie|s'éteint|charge|téléphone|portable)\b"
)


def _short(words: str, _registry: Registry) -> str:
    return words.upper()


_NAMED_BOX = r"(?<![\w-])(?P<v>(?-i:[A-ZÄÖÜÉ])[\w-]{2,15} (?-i:[A-Z]{1,3})-?\d{1,4}[a-z]?)(?![\w-])"
_GOT = (
    r"(?:i|we)(?:'?ve| have| got| have got|'ve got| use| bought)|(?:ich|wir) (?:habe?n?|hab|nutzen?)|"
    r"(?:hab|habe|nutze) ich|tengo|tenemos|uso|usamos|j ?'? ?ai|nous avons|on a|j'utilise"
)
_OF_THE_NET = rule(
    r"\b(?:wi-?fi|wlan|w-?lan|internet|router|routeur|modem|fib(?:re|er|ra)|dsl|broadband|signal|señal|netz|réseau|"
    r"connection|conexión|connexion|verbindung|glasfaser|hub|leds?|line|línea|ligne|leitung)\b"
)
_HEADS_COUNTED = (
    r"\b(?:there(?: are|'?s)|somos|wir sind(?: zu)?|on est|nous sommes|we'?re|we are)(?: \w+)? (?P<v>\d{1,5}|"
    rf"{COUNT_WORD})(?: of us| {SEAT}| personas| leute| personnes| people)? (?:on|in|en|auf|im|sur|dans) (?:our|the|my|"
    r"la|el|nuestr\w+|dem|der|unser\w*|le|notre|mon)? ?(?:account|plan|team|licen[cs]e|subscription|workspace|cuenta|"
    r"equipo|konto|abo|tarif|compte|équipe|formule)\b"
)
_DISTRO = (
    r"(?<![\w-])(?P<v>linux mint|(?<!rocky )(?<!alma )(?<!arch )(?<!oracle )(?<!amazon )(?<!kali )linux|ubuntu|debian|"
    r"fedora|chrome ?os|mac ?os|ipados)(?![\w-])"
)
_FOR_SYSTEMS = rule(
    r"\b(?:for|für|para|pour|support\w*|compatible|kompatibel|version|available|verfügbar|without|ohne|sin|sans|"
    r"partition)\b"
)

# --- places ------------------------------------------------------------------------------------

_CAP = r"[^\W\d_][\w'’-]*"
_PLACE = rf"(?P<v>{_CAP}(?:[ -]{_CAP}){{0,3}})"
_SELF = (
    r"(?:i|i'?m|i am|im|i've|ive|we|we'?re|we've|ich|bin|wir|sind|yo|soy|somos|estoy|estamos|vivo|vivimos|sigo|"
    r"seguimos|me|nos|je|jsuis|chuis|suis|nous|on|(?:my|our|mein\w{0,2}|unser\w{0,2}|mi|nuestr[oa]|mon|ma|notre|the|"
    r"die|das|el|la|le) (?:\w+ )?(?:home|house|place|flat|apartment|address|zuhause|adresse|wohnung|haus|anschrift|"
    r"wohnort|casa|piso|domicilio|dirección|hogar|maison|appart\w*|domicile|logement))"
)
_NOBODY = r"(?:(?!\b(?:you|your|sie|ihre?n?|usted|vous|votre)\b)[^\x00])*"
_LIVES = (
    r"(?:live|living|livin|based|located|home|place|address|house|flat|apartment|resid\w+|settled|stay|staying|"
    r"wohn\w*|lebe?n?|zuhause|zu hause|daheim|haus|wohnung|adresse|anschrift|wohnort|vivo|vivimos|viviendo|vivir|casa|"
    r"piso|dirección|domicilio|hogar|habit\w+|vis|vivons|vit|maison|appart\w*|domicile|logement|instal\w+|basée?s?)"
)
_NO_TITLE = r"(?!(?-i:Home|House|Place|Hogar|Casa|Piso|Maison|Haus)[ ](?-i:[A-Z]))"
"""A word for a home may begin what something else is called: "me pasé a Hogar Plus"."""
_MOVES = (
    r"(?:moved|relocated|transferred|gezogen|umgezogen|verschlagen|mud[eéó]|mudamos|mudad[oa]s?|mudar(?:me|nos)|"
    r"traslad[eé]|trasladamos|trasladado|venid[oa]s? a vivir|me he ido|nos hemos ido|me fui|nos fuimos|"
    r"ido a vivir|(?:vien\w+|ven\w+|vient) de (?:s'|nous |m')?"
    r"(?:installer|emménager|déménager)|ausgewandert|weggezogen|emigr\w+|émigré\w*|expatrié\w*|installée?s?|"
    r"emménagé|déménagé|partie?s? (?:vivre|habiter)|"
    r"venue?s? (?:vivre|habiter))"
)
_NOW = (
    r"(?:now|still|currently|these days|nowadays|for now|right now|at the moment|until then|till then|meanwhile|jetzt|"
    r"nun|noch|inzwischen|mittlerweile|aktuell|derzeit|momentan|zurzeit|vorerst|bis dahin|ahora|todavía|aún|sigo|"
    r"seguimos|actualmente|de momento|por ahora|hasta entonces|maintenant|encore|toujours|désormais|actuellement|pour "
    r"l'instant|pour le moment|en ce moment|jusque-là|d'ici là)"
)
_AWAY = rule(
    r"\b(?:holidays?|vacation|trip|visit\w*|travel\w*|weekend|conference|fair|stores?|shops?|warehouse|showroom|"
    r"branch|ship\w*|deliver\w*|customs|born|grew up|raised|originally|parcel|package|orders?|ordered|stuck|tomorrow|"
    r"tonight|meeting|hotel|airport|work|urlaub|reise|besuch\w*|geboren|aufgewachsen|ursprünglich|filiale|laden|lager|"
    r"paket|lieferung|bestell\w*|hängt|wochenende|messe|arbeite\w*|vacaciones|viaje|nací\w*|tienda|almacén|paquete|"
    r"envío|pedido|crié|trabaj\w*|vacances|voyage|née?|visite|magasin|entrepôt|colis|livraison|commande|congés|"
    r"travaill\w*|morgen|übermorgen|mañana|demain|this week|diese woche|esta semana|cette semaine|"
    r"(?:for|für|por|para|pour) (?:a|the|two|eine|zwei|die|la|una|dos|unos|une|deux|quelques) (?:\w+ )?"
    r"(?:days?|nights?|weeks?|tage|wochen?|semanas?|días|noches?|semaines?|jours|nuits?)|"
    rf"{UNTIL_A_DAY}|fly\w*|flights?|flieg\w*|fl[uü]ge?|volamos|volaremos|vuelos?|vols?)\b"
)
_WILL_MOVE = rule(
    rf"\b{dates.SETTLES}\b|\b(?:me mudo|me traslado|me mudaré|nos mudaremos|"
    r"(?:dream|rêv|träum|sueñ|soñ)\w*|one day|some day|un jour|eines tages|algún día|"
    r"estaré|estaremos|viviré|viviremos|habiterai|habitera|sera|"
    r"serai|serons)\b"
)
"""A move to come, which the frames keep for the day that it names."""
_TO = (
    r"(?<!'s )(?<!ing )" + "".join(rf"(?<!\b{word} )" for word in (
        "is", "was", "be", "am", "have", "has", "had", "got", "use", "with", "for", "as", "of", "by", "like", "on",
        "just", "only", "into", "than", "own", "bought", "need", "want", "and", "or", "also", "plus", "there's", "'ve",
    )) + "a"
)  # fmt: skip
"""French "à" and Spanish "a"; what stands behind these words is the English article."""
_A_THING = (
    r"\b(?:moved|transferred|relocated|shifted) (?:over )?(?:(?:the|an?|my|our|it|them|this|that|these|those|all|"
    r"everything|some|both|one|\d+)(?! (?:home|house|flat|family|kids|offices?|shop|store|studio|practice|business|"
    r"company|team|headquarters|workshop|base|li[fv]es?)\b)|(?!(?:house|home|away|over|back|here|there|up|down|out|"
    r"recently|again|just)\b)[a-z-]+ (?:from|to|out of))\b|"
    r"\b(?:hab|habe|haben|hat|wird|wurden?)\b[^,;]*\b(?:um|ver)?(?:gezogen|schoben)\b|"
    r"(?<!me )(?<!nos )(?<!me he )(?<!nos hemos )\b(?:traslad\w+|mud[eé]|mudamos|mudado) (?:el|la|los|las|mis?|"
    r"nuestr\w+|una?|tod\w+)\b|"
    r"\b(?:déménagé|installée?|transférée?|emménagé) (?:les?|la|l'|mes|nos|mon|ma|une?|des|tout\w*)\b"
)
"""Who moves a thing does not move: "moved the file from Desktop to Archive"."""
_LEFT = rule(
    r"\b(?:no longer|not|don'?t|isn'?t|aren'?t|anymore|any more|left|nicht mehr|nicht|ya no|no|dejado|quitt\w*|"
    r"n'\w+ plus|ne \w+ plus)\b"
)
_LESS = (
    rf"(?:{_FILL}|{_STATE}|{_NOW}|i'?m|i am|im|we'?re|ich|bin|soy|estoy|je|suis|j'ai|jai|the|a|an|der|die|das|den|el|"
    r"la|le|plan|tarif|abo|formule|membership|here|hier|aquí|ici|my|mein|mi|mon|name|name's|ist|is|nombre|heiße|llamo|"
    r"me|m'appelle|and|und|y|et|yo|moin|on|beim?|mit|con|avec|(?-i:[A-Z])[\w'’-]+)"
)


_INTRO = (
    r"(?:(?:i'?m|i am|its|it's|this is|name'?s|name is|c|c'est|moi c|ich bin|bin|hier(?: ist)?|heiße|ist|soy|llamo|"
    r"ici|aquí|m'appelle|suis|c'est|j'appelle|escribe|saluda|habla|le saluda|calling|writing|hi|hello|hey|hallo|hola|"
    r"bonjour)(?: \w+)?(?: der| die)?)"
)


def _places() -> Iterator[Kind]:
    """ "our new place is in Antwerp", "sind nach Bamberg umgezogen", "still in Turku", "Kim, on Plus in Bergen"."""
    mine = rf"(?:^|.*?\b)(?P<own>{_SELF}\b{_NOBODY}\s)$"
    left_out = (
        rf"^(?:(?:{_FILL})[\s,]+)*(?P<own>(?:{_NOW}|{_LIVES}|{_MOVES}|just|recently|freshly|don'?t|no longer|not|"
        rf"ya no)\b{_NOBODY}|)$"
    )
    at, to = rf"\b(?:in|near|en|{_TO})[ ]{_PLACE}", rf"\b(?:to|nach|a|à|en|in|sur|vers|pour)[ ]{_PLACE}"
    for key, reader, listed in (
        ("location.city", towns.city, towns.listed_first), ("location.country", values.country, values.country),
    ):  # fmt: skip
        away = rule(rf"{_AWAY.pattern}|{_WILL_MOVE.pattern}|{_A_THING}")
        for name, pattern, read, beside, needs in (
            ("lives", at, reader, mine, _LIVES),
            ("lives", at, reader, left_out, rf"(?:{_LIVES}|{_NOW})"),
            ("moved", to, reader, mine, _MOVES),
            ("moved", to, reader, left_out, _MOVES),
            ("beside", at.replace(f"|{_TO}", "|à"), listed, rf"^(?P<own>(?:{_LESS}[\s,]+)*)$", ""),
        ):
            yield Kind(
                Frame(f"place.{name}", key, rule(pattern), read), beside=rule(beside), bars=away, ends=_LEFT,
                needs=rule(rf"\b{_NO_TITLE}{needs}\b") if needs else None, led=_OWN if name == "beside" else None,
            )  # fmt: skip
    capital = r"(?-i:[^\W\d_a-z])[\w'’-]+"
    named = (
        rf"(?<![\w'])(?!(?:i'?m|i|ich|bin|soy|this|hi|hello|hey|hallo|hola|"
        rf"bonjour|(?-i:lasse))\b)(?P<n>{capital}[ ]{capital}|{_CAP}),?(?: here| hier| aquí| ici)?[ ](?:from|aus|de|"
        rf"desde|von|d'(?=\w))(?:(?<=')|[ ]){_PLACE}"
    )
    yield Kind(
        Frame("place.named", "location.city", rule(named), towns.any_city),
        bars=rule(rf"{_AWAY.pattern}|\b(?:from|de|von|aus|desde) {capital} (?:to|a|nach|à|bis) {capital}"),
        beside=rule(rf"(?:^|.*[\s,])(?P<own>{_INTRO}[\s,]+)(?<!llamo )(?<!m'appelle )$"),
    )  # fmt: skip
    came = r"(?:from|aus(?: der)?|de|d'|du)"
    for key, reader in (("location.city", towns.listed_first), ("location.country", values.country)):
        yield Kind(
            Frame("place.from", key, rule(rf"\b{came}(?:(?<=')|[ ]){_PLACE}"), reader), bars=_AWAY,
            beside=rule(rf"(?:^|.*\b)(?P<own>(?:(?<!\w )bin|i'?m|i am|we'?re|we are|ich bin|ich komme|wir kommen|"
                rf"wir sind|"
                rf"komme|soy|"
                        rf"somos|vengo|je viens|je suis|nous venons)(?: {_NOW})?\s+)$"),
        )  # fmt: skip


# --- names, work, numbers ----------------------------------------------------------------------


_FILLER = r"btw|by the way|tbh|fyi|lol|haha|übrigens|uebrigens|por cierto|au fait|au passage"
"""What chat puts behind a name."""


def _names() -> Iterator[Kind]:
    """ "yo its dmitri from glasgow", "I'm not Kim"."""
    ends = (
        r"(?=\s*(?:$|[,.!\n])| (?:tengo|vivo|estoy|wohn\w*|hab\w*|jai|jsuis|j'?habite|live|from|aus|de|here|hier|"
        rf"again|and|und|aber|but|pero|mais|y|et|{_FILLER})\b)"
    )
    said = (
        r"(?:^|[.!?,;\n]\s*|\b(?:yo|hi|hey|heya|hiya|hola|moin|slt|salut|wenas|buenas|there|again|and|so|hello|hallo|"
        r"bonjour) )(?:its|it's|this is|c|moi c|ich bin|ich bin'?s|bin'?s|bin|soy|me llamo)(?: der|"
        rf" die)? (?P<v>{_CAP}(?: (?!(?:y|e|and|und|et|{_FILLER})\b){_CAP})?){ends}"
    )
    yield Kind(Frame("name.chat", "identity.name", rule(said), people.given_name), beside=rule(r"^(?P<own>.*)$"))
    # A full name that opens a message, and then what is the person's own: "Noor Abendroth, erreichbar unter …".
    opens = (
        rf"(?:^|\n)(?!(?:{_GREETINGS}|{_SELF_WORDS})\b)(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?: "
        r"(?-i:[^\W\d_a-z])[\w'’-]+){1,2})(?=,[ ](?!(?:my|our|mein\w*|unser\w*|mi|nuestr\w+|mon|ma|notre|his|"
        r"her) [\w -]{2,24}?,)(?!(?:your|you|who|ihre?|euer|su|tu|votre|ton|der|die|das|qui|"
        r"que)\b)| here\b| hier\b| again\b| (?:from|of|at|with|von|vom|chez|de|du|del|d')(?:(?<=')|"
        r"[ ])(?:(?:the|der|la|el|l')[ ]?)?(?:(?-i:[^\W\d_a-z])[\w&'’-]*[ ]?){1,4}(?:[,.!:\n]|$))"
    )
    yield Kind(Frame("name.opens", "identity.name", rule(opens), people.person), beside=rule(r"^(?P<own>)$"))


_SELF_WORDS = r"(?:soy|yo|ich|bin|moi|c'est|ici|aquí|hier|this|it'?s|i'?m|habla|escribe)"
_GREETINGS = (
    r"(?:viele|liebe|beste|schöne|herzliche|freundliche|mit|grüße|gruß|best|kind|warm|many|greetings|regards|cheers|"
    r"saludos|same|message|e-?mail|parcel|package|delivery|order|nothing|something|news|problems?|trouble|issues?|"
    r"letter|invoice|calls?|paket|nachricht|lieferung|post|rechnung|anruf|mensaje|paquete|correo|llamada|colis|"
    r"courriel|facture|factura|appel|un|cordiales|cordialement|bien|salutations|thanks|danke|gracias|merci)"
)
_SELF_IS = (
    r"(?:i'?m|i am|im|we'?re|we are|wir sind|ich bin|somos|soy|nous sommes|je suis)(?: (?!fans?\b|près\b|cerca\b|"
    r"loin\b)\w+)?\s+"
)
_HEADS = (
    r"(?:(?:head|director|manager|lead|leiter(?:in)?|chef(?:in)?|jef[ae]|director[a]?|responsable|directeur|"
    r"directrice)(?: (?:of|de|des|du|für) [\w]+)?|[\w ]{0,30}(?:manager|engineer|designer|developer|accountant|"
    r"assistant|consultant))"
)
_WORKS = rule(
    r"\b(?:work\w*|job|look after|lead|manage\w*|run|head of|in charge|responsible|handle|procurement|purchasing|"
    r"arbeit\w*|leite|führe|verantwort\w*|zuständig|angestellt|tätig|einkauf|trabaj\w*|llevo|encarg\w*|responsable|"
    r"empleo|travaill\w*|boulot|taf|bosse|curro|chamba|gère|dirige|embauchée?|employée?|joined|started|now|jetzt|"
    r"ahora|maintenant|nowadays|\w*(?:manager|director|engineer|developer|designer|accountant|assistant|consultant|"
    r"officer|lead|coordinator|analyst|leiter(?:in)?|führer(?:in)?|chef(?:in)?|entwickler(?:in)?|berater(?:in)?|"
    r"buchhalter(?:in)?|gerente|contable|director[ae]?|ingenier\w+|comptable|directrice|ingénieure?))\b"
)
_FIRM = (
    r"(?P<v>(?-i:[A-Z0-9])[\w&'’-]*(?:[ ](?!(?-i:(?:and |& )?I(?:['’]|\b)))(?:(?-i:[A-Z0-9])[\w&'’-]*|&|\+|y|et|und|"
    r"and)(?![\w-])){0,4})"
)


_PAIR = r"(?P<v>(?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+)? (?:&|\+) (?-i:[A-Z])[\w'’.-]+(?: (?-i:[A-Z])[\w'’-]+)?)"
"""A firm that shows itself by its "&": "Salt & Cedar"."""


_FOR_WORK = (
    r"^\W*(?:(?:many |best |kind |viele |liebe |schöne )?(?:greetings|regards|hello|hi|hey|hallo|grüße|saludos|hola|"
    r"bonjour|salutations)|(?:looking after|sorting(?: out)?|handling|managing|running|taking care of|organi[sz]ing|"
    r"arranging|asking about|responsible for|in charge of) [^\x00]*)\s$"
)
"""Who does something for a firm, or greets from it, and leaves out "I"."""


def _firms() -> Iterator[Kind]:
    """ "I look after procurement at Halvorsen Timber AS", "now I'm with Torvald Logistics"."""
    own = (
        r"(?:^|.*?\b)(?P<own>(?:i|i'?m|i am|we|we'?re|ich|bin|wir|leite|soy|somos|trabajo|estoy|je|j'\w+|nous|"
        r"my|mein)\b[^\x00]*\s)$"
    )
    at = rf"\b(?:at|with|bei(?: der| dem)?|chez|en|para)[ ](?:the )?{_FIRM}"
    yield Kind(
        Frame("company.at", "company.name", rule(at), companies.firm), beside=rule(own), needs=_WORKS, bars=_AWAY_ONLY,
        ends=rule(r"\b(?:left|quit|no longer|not|nicht mehr|ya no|dejado|quitté\w*|plus)\b"),
    )  # fmt: skip

    yield Kind(
        Frame("company.at", "company.name", rule(at), companies.firm),
        beside=rule(rf"^(?P<own>{_HEADS}\s)$"),
        bars=_AWAY_ONLY,
    )
    alone = rf"(?<=\n){_FIRM}(?=\s*(?:$|\n))"
    yield Kind(
        Frame("company.alone", "company.name", rule(alone), companies.traded), bars=_OTHER_FIRMS,
        beside=rule(r"^\W*(?P<own>)$"),
    )  # fmt: skip
    pair = rf"\b(?:we'?re|we are|this is|it'?s|here is|wir sind|somos|nous sommes|on est) (?:the |die )?{_PAIR}"
    yield Kind(Frame("company.pair", "company.name", rule(pair), companies.firm), beside=rule(r"^(?P<own>.*)$"))
    traded = (
        rf"\b(?:with|from|at|of|von|de|chez|bei)[ ](?:(?:the|der|la|el|l')[ ]?)?"
        rf"(?:(?:firma|empresa|sociedad|société|entreprise|company) )?{_FIRM}"
    )
    cap = r"(?-i:[^\W\d_a-z])[\w'’-]+"
    introduced = rule(
        rf"(?:^|.*[\s,.])(?P<own>(?:{_SELF_IS}|{_INTRO}[\s,]+(?:{cap}[\s,]+){{1,3}}(?:{_HERE}[\s,]+)?))$|"
        rf"^\W*(?!{_GREETINGS}\b)(?:{cap}[ ]){{1,3}}(?:{_HERE}[\s,]+)?$"
    )
    called = (
        r"\b(?:with|from|at|of|von|de|chez|bei|d')(?:(?<=')|[ ])(?:(?:the|der|la|el|los|las|l'|une?|un|una|einer)[ ]?)?"
        rf"(?:{_FIRM_NOUN})(?: (?:called|named|namens|llamad[oa]|nommée?))?[ ]{_FIRM}"
    )
    for pattern, read in ((traded, companies.traded), (called, companies.company)):
        yield Kind(
            Frame("company.from", "company.name", rule(pattern), read), bars=_AWAY_ONLY, beside=introduced,
        )  # fmt: skip
    # Behind a name "von" and "de la" bring a firm, as a city has "aus" and "de" alone.
    of = rf"\b(?:von|vom|von der|of|at|with|bei|chez|de la|de l'|del|du)(?:(?<=')|[ ])(?:(?:the|der)[ ])?{_FIRM}"
    yield Kind(
        Frame("company.of", "company.name", rule(of), companies.firm_of_two), bars=_AWAY_ONLY,
        beside=rule(rf"^\W*(?:{_INTRO}[\s,]+)?(?!{_GREETINGS}\b)(?P<own>(?:{cap}[ ]){{1,3}}(?:{_HERE}[\s,]+)?)$"),
    )  # fmt: skip
    # "C'est Apolline, de la société Mistral": the name stands in the clause before.
    named_before = rule(rf"(?:^|[\s,.!])(?:{_INTRO}[\s,]+|{_SELF_IS})(?:{cap}[\s,]+){{1,3}}$")
    for pattern, read in ((traded, companies.traded), (called, companies.company)):
        yield Kind(
            Frame("company.from", "company.name", rule(pattern), read), beside=rule(r"^\W*(?P<own>)$"), led=named_before
        )
    passing = (
        rf"\b(?:at|from|of|with|for|now|here|is|son|es|ist|de|del|chez|bei|von|für|para|por|pour|a|represent\w*|"
        rf"que)[ ](?:the |der |die |la |el |l')?{_FIRM}"
    )
    yield Kind(
        Frame("company.passing", "company.name", rule(passing), companies.traded), bars=_OTHER_FIRMS,
        beside=rule(rf"(?:^|.*?\b)(?P<own>(?:{_SELF_WE})\b[^\x00]*\s|)$|{_FOR_WORK}"), led=None,
    )  # fmt: skip
    ours = (
        rf"\b(?:our|my|unsere?[mnr]?|meine?[mnr]?|nuestr[oa]|mi|notre|mon|ma) (?:\w+ )?(?:{_FIRM_NOUN}|business|"
        rf"negocio|betrieb|unternehmen|laden)[, ]{{1,2}}(?:called |named )?{_FIRM}"
    )
    yield Kind(Frame("company.ours", "company.name", rule(ours), companies.no_person), beside=rule(r"^(?P<own>.*)$"))
    rather = (
        rf"\b(?:sondern|jetzt|nun|inzwischen|but|now|sino|ahora|mais|maintenant|désormais)(?: ich bin| i'?m| i am| "
        rf"estoy| je suis)? (?:bei|at|with|chez) (?:der |the )?{_FIRM}"
    )
    yield Kind(
        Frame("company.rather", "company.name", rule(rather), companies.firm), beside=rule(r"^(?P<own>.*)$"), bars=_AWAY
    )
    no_plan = "".join(rf"(?<!{noun}[ ])" for noun in ("tarif", "plan", "paket", "formule", "forfait", "offre"))
    firma = rf"{no_plan}\b(?:firma|company|empresa|société|entreprise|cabinet|kanzlei|praxis)[ ]{_FIRM}"
    yield Kind(
        Frame("company.noun", "company.name", rule(firma), companies.company), bars=_OTHER_FIRMS,
        beside=rule(rf"^(?P<own>|(?:.*?\b)?(?:{_SELF_WE})\b.*\s)$"),
    )  # fmt: skip
    joined = rf"\b(?:joined|started (?:at|with)|angefangen bei|rejoint) (?:the )?{_FIRM}"
    yield Kind(
        Frame("company.joined", "company.name", rule(joined), companies.firm),
        beside=rule(rf"{own}|^\W*(?:{_FILL}[\s,]+)*$"),
    )


_SELF_WE = (
    r"i|i'?m|i am|we|we'?re|my|our|ich|bin|wir|sind|mein\w*|unser\w*|yo|soy|somos|mi|nuestr[oa]|trabajo|represento|je|"
    r"j'\w+|nous|on|mon|ma|notre|this is|it'?s|calling|writing|here"
)
_OTHER_FIRMS = rule(
    r"\b(?:told|fans?|loves?|adore|near|close to|friends?|recommend\w*|like|versus|than|instead|competitors?|bought|"
    r"buy|ordered|your|via|deliver\w*|courier|carrier|shipped|bank|paid|card|read|article|review|gekauft|bestellt|"
    r"empfohlen|konkurrenz|freund\w*|geliefert|comprad?\w*|recomend\w*|amig\w+|competencia|entreg\w*|acheté|ami[es]?|"
    r"recommandé|concurren\w*|livr\w*|used to|former\w*|früher|antes|avant|left|quit|no longer|not|nicht|no|plus)\b"
)
_HERE = r"(?:here|hier|aquí|ici|again|speaking|writing|à l'appareil|al habla|am apparat)"
_FIRM_NOUN = (
    r"(?:firma|empresa|sociedad|société|entreprise|company|firm|compañía|tienda|boutique|agencia|agence|agentur|"
    r"boîte|shop|store|start-?up|studio|kanzlei|praxis|cabinet|verein|stiftung|asociación|association|ong|charity|"
    r"foundation|fundación|fondation|team|equipo|équipe)"
)
_AWAY_ONLY = rule(r"\b(?:ordered|bought|account|order|bestellt|gekauft|compré|pedí|acheté|commandé|problem\w*|happy)\b")
_MINE_OR = r"my|our|an?|mein\w*|unser\w*|mi|un[ae]?|mon|ma"
_DATED = rule(
    r"\b(?:on|since|until|am|seit|bis|vom|el|desde|hasta|le|depuis|jusqu'au|ios|ipados|android|windows|mac ?os|os x|"
    r"ubuntu|fedora|debian|date|datum|fecha)\b"
)
_NO_SYSTEMS = (
    r"(?<![\w.,])(?<!os )(?<!os x )(?<!ios )(?<!android )(?<!windows )(?<!ubuntu )(?<!fedora )(?<!debian )(?<!mint )"
)
"""What stands behind a system's name is that system's."""
_PARCEL = (
    r"(?:orders?|ordr|ordered|purchase[sd]?|parcels?|package|delivery|deliveries|shipments?|bestell\w*|auftr[aä]g\w*|"
    r"refunds?|erstattung|reembolso|remboursement|lieferung\w*|paket\w*|sendung\w*|pedidos?|paquetes?|envíos?|"
    r"compras?|entregas?|commandes?|cmde?s?|colis|livraisons?)"
)
_ON_ITS_WAY = rule(
    rf"\b(?:{_PARCEL}|booking|(?:e-?|my |our )tickets?|entradas|boletos|billetes|billets|buchung|eintrittskarten|"
    r"where(?:'?s| is| are)|shipped|sent|dispatched|arriv\w*|delivered|on (?:its|the) way|left (?:yet|already)|here "
    r"yet|"
    r"waiting (?:for|on)|it'?s about|geht um|warte\w*|espero|esperamos|esperando|attend(?:s|ons)|mine(?:'s| is)|"
    r"wo (?:ist|bleibt|steckt)|wann kommt|(?:already|yet) (?:left|out)|despach\w+|enviaron|mandaron|salido|unterwegs|"
    r"(?:schon|noch nicht) (?:raus|weg|da|los)|versendet|verschickt|"
    r"angekommen|geliefert|zugestellt|meins? ist|dónde (?:está|anda)|salió|ha salido|enviad[oa]s?|llegó|llegaron|"
    r"ha llegado|en camino|entregad[oa]s?|(?:el mío|la mía) es|où (?:est|en est|sont)|partie?s?|expédiée?s?|arrivée?s?|"
    r"livrée?s?|en route|courier|carrier|kurier|bote|zusteller\w*|repartidor\w*|mensajero|livreur\w*|coursier|"
    r"sin fecha|(?:le mien|la mienne)(?: est|,? c'est))\b"
)
"""What is said of orders, and of the tickets of an evening."""
_NO_ORDER = rule(
    r"\b(?:tracking|serial|seriennummer|modell?o?s?|modèles?|flights?|flug|vuelo|vol|trains?|zug|norms?|norma?|"
    r"articles?|artikel\w*|artículos?|referencias?|pièces?|part|parts|teil|pieza|stock|lager|costs?|price|kostet|preis|"
    r"cuesta|precio|coûte|prix|sell|vend\w+|verkauf\w+|plz|postleitzahl|codes? postal|código postal|route|road|"
    r"street|autobahn|room|saal|sala|salle|vouchers?|gutschein\w*|coupons?|vales?|in (?:black|white|red|blue|green))\b"
)
"""What bears such codes, too."""
_NO_CODE = rule(
    r"\b(?:errors?|fehler\w*|error|erreur|codes?|cards?|\w*karten?|tarjeta|carte|member\w*|loyalty|kunden\w*|customer|"
    r"policy|meter|zähler\w*|contador|compteur|account|konto|cuenta|compte|c[oó]digos?|invoice|rechnung\w*|factura|"
    r"facture|model\w*|typ|tipo|type|compatible|kompatibel|fits?|passt|passend|filters?|filtro|filtre|toner|ink|tinte|"
    r"tinta|encre|charger|ladegerät|cargador|chargeur|battery|akku|batería|batterie|manual|handbuch|notice|firmware|"
    r"driver|treiber|screen|display|vouchers?|coupon|rabatt\w*|discount|descuento|promo\w*|password|passwor[dt]|"
    r"contraseña|wi-?fi|wlan|bug|issue|article|artikel|size|größe|talla|taille|amazon|ebay|zalando|temu|aliexpress|"
    r"elsewhere|woanders|how much|wie ?viel|cuánto|combien|"
    r"ailleurs|competitor\w*|konkurrenz|competencia|concurrent\w*|not mine|isn't mine|nicht meine?)\b"
)
"""What else bears a code of capitals and digits, and other shops."""
_CODE_OF_ORDER = (
    r"(?!(?:ISO|RFC|DIN|FAQ|IEC|KB|HTTP|RTX|GTX|RX|USB|WF|WH|XR|MX|SM|CVE|UTF|COVID|ERR|EN|AES|SHA|TLS|MFC|HL|DCP)-?\d)"
    r"(?-i:[A-Z]{1,4}-\d{5,8}|[A-Z]{1,4}(?:-\d{2,8}){2,3}|[A-Z]{1,4}-\d{3,8}-[A-Z\d]{1,2}|"
    r"\d{2,6}(?:-\d{2,6}){1,2}-[A-Z]{1,2}|(?!(?:19|20)\d\d-)\d{3,6}-[A-Z]{2,3}-\d{1,4}|"
    r"(?=[A-Z]{1,4}\d{1,3}[A-Z])(?=[A-Z\d]*[A-Z][A-Z\d]*[A-Z][A-Z\d]*[A-Z])[A-Z\d]{6}|[A-Z]{2,4}/\d{2,8}/\d{2,8})"
)
"""Codes that few things but orders and bookings have, in capitals: "HF-20931", "TX-0091-B", "GHX4T2"."""
_SHORT_CODE = r"(?!(?:WH|WF|XM|SM|HL|RX|MX|XR|EN|KB)-)(?-i:[A-Z]{2,4}-\d{4}|\d{4,6}-[A-Z]{2,3}|[A-Z]{2}\d{4,5})"
"""Things are called so as well: the sentence must be of something on its way."""
_BEFORE_CODE = rule(
    r"^(?:\W*|(?:.*[\s,.(\[])?(?:for|from|of|to|and|but|about|on|under|(?:problems?|trouble) with|so|has|have|is|"
    r"where's|re|regarding|"
    r"order|parcel|ref|again|mit|für|von|vom|zu|zur|zum|bei|und|aber|wegen|hab|habe|bleibt|wo ist|auf|eigentlich|denn|"
    r"nun|jetzt|kommt|kam|steckt|sendung|lieferung|"
    r"con|para|por|de|del|sobre|y|pero|mi|dónde está|llega|llegó|viene|tengo|billetes?|reserva|envío|"
    r"pour|avec|du|sur|et|mais|où est|dossier|billet|concernant|places|colis|numéro|concerne|"
    r"relance|wheres|left|lost|forgot|track|cancel|return|resend|repair|reparatur|réparation|reparación|number|"
    r"nummer|paket|paquete|bestellung|pedido|commande|unter|under|"
    r"bajo|sous|the|my|our|die|das|der|dem|mein\w*|unser\w*|el|la|los|un|una|mi|nuestr[oa]|le|ma|mon|notre|votre|au|al)"
    r"[ :]{1,2}|(?:.*[\s,])?(?:l|d|qu)')(?P<own>)$"
)
_CODE_ENDS = (
    r"(?=\s*(?:$|[.,;:!?)\]\n\x00]|- )|\s(?:yet|again|is|has|had|was|not|still|left|came|come|hasn't|hasnt|isn't|got|"
    r"gone|arrived|from|with|and|but|to|in|on|since|pls|please|bounced|never|before|after|anyway|its|it's|that|which|"
    r"will|would|should|by|when|again|shows?|says|went|"
    r"und|aber|die|das|der|hat|ist|liegt|kam|kommt|wurde|noch|seit|nach|nicht|gebucht|bestellt|gehört|bitte|bis|sollte|"
    r"steht|hängt|ein\w*|zurück|mit|"
    r"y|pero|no|que|q|está|esta|llegó|llego|sigue|viene|desde|porfa|por|antes|debía|tenía|con|se|lo|la|salió|"
    r"et|mais|est|n'|ne|a|pas|toujours|depuis|svp|qui|arrive|il|elle|devait|avant|avec|reste|était)\b)"
)
_DAY_OF_YEAR = r"(?:\d{1,2}-\d{1,2}-(?:19|20)\d\d|(?:19|20)\d\d-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d\d)(?!\d)"
_THEIRS = (
    r"(?!\s*(?:is|was)(?:n't| not) (?:mine|my))(?!,?\s*(?:(?:which|that) )?(?:is|was|belongs to|ist|war|gehört|es|era|"
    rf"est|of|de|d'|von|était)(?: (?:for|from|von|für|de|para|à|pour))? (?:{_MINE_OR}) (?:[\w-]+ )?(?:{RELATIONS})"
    r"(?:e?n|s)?\b)"
)
_THING = rule(
    r"\b(?:case|ticket|issue|page|flat|room|apartment|article|part|seats?|invoice|rechnung|factura|facture|phone|"
    r"tel\w*|errors?|model|cvv|pin|code|codes?|postcode|zip|plz|not mine|isn't mine|nicht meine?)\b"
)


_ANNOUNCED = rule(
    r"\b(?:change ?log|release notes?|patch notes|your (?:notes|blog|news|website|site|docs)|in the notes|"
    r"versionshinweise\w*|(?:eure|ihre)\w* (?:hinweise\w*|notizen|blog|website)|notas|registro de cambios|"
    r"(?:vos|les) (?:notes|annonces)|notes de version|journal des modifications)\b|"
    r"\b(?:updat\w*|upgrad\w*|install\w*|aktualisierung|actualiza\w*|instala\w*|mise à jour|passage)\b[^!?,;\n]{0,40}?"
    r"\b(?:fail(?:s|ed|ing)?|won'?t|refuses|fehlgeschlagen|scheitert?|gescheitert|schlägt fehl|klappt nicht|"
    r"geht nicht|fall[oóa]|no (?:me )?(?:deja|funciona)|échou\w+|plant\w+|impossible|bloqu\w+)\b"
)
"""Where firms tell of versions that nobody need have."""


def _numbers() -> Iterator[Kind]:
    """An order's number wherever the sentence is of orders, a version of the app, a number to be called at."""
    order = (
        r"(?<![\w.,+#/-])#?(?P<v>\d{2,6}-\d{4,8}|\d{4,10})(?![\w%€$£@/-]|[.,]\d|[ ]?(?:eur\w*|usd|pounds?|kr|%|€|"
        rf"uhr|{tiers.COUNTS})\b| \d)" + _THEIRS
    )
    code = r"(?!err|http|utf|iso|cve|rfc|din|iec|usb|dsl)(?-i:[A-Z]{2,4})"
    lettered = rf"(?<![\w-])(?P<v>{code}-\d{{4,8}})(?![\w-])"
    got = r"^(?:.*\b)?(?P<own>(?:got|received|waiting (?:for|on)|where(?:'s| is)|returned|returning) )$"
    yield Kind(Frame("order.lettered", "order.id", rule(lettered), values.order, PRESUPPOSED), beside=rule(got),
               bars=_THING)  # fmt: skip
    # By their letters they are known wherever the clause tells of a thing on its way, or already there.
    shown = (
        rf"(?<![\w-])#?(?P<v>{code}-\d{{3,8}}(?:-(?:(?-i:[A-Z])|\d{{1,4}}))?|"
        rf"(?-i:[A-Z]{{2}})\d{{6,9}})(?![\w-]){_THEIRS}"
    )
    yield Kind(Frame("order.shown", "order.id", rule(shown), values.order, PRESUPPOSED), beside=rule(r"^(?P<own>.*)$"),
               needs=_ON_ITS_WAY, bars=rule(rf"{_THING.pattern}|{_NO_ORDER.pattern}"))  # fmt: skip
    bare = rule(rf"{_NO_ORDER.pattern}|{_NO_CODE.pattern}")
    for shape, needs in ((_CODE_OF_ORDER, None), (_SHORT_CODE, _ON_ITS_WAY)):
        coded = rf"(?<![\w#&/.-])#?(?P<v>{shape})(?![\w%€$/@-]|\.\w){_CODE_ENDS}{_THEIRS}"
        yield Kind(Frame("order.code", "order.id", rule(coded), values.order, PRESUPPOSED), beside=_BEFORE_CODE,
                   needs=needs, bars=bare)  # fmt: skip
    grouped = rf"(?<![\w.,+#/-])#?(?P<v>(?!{_DAY_OF_YEAR})\d{{2,6}}(?:-\d{{2,6}}){{2,3}})(?![\w-]){_THEIRS}"
    presupposed = Frame("order.number", "order.id", rule(order), values.order_no_year, PRESUPPOSED)
    yield Kind(presupposed, beside=rule(rf"^(?P<own>.*\b{_PARCEL}\b[^\x00]*)$"), bars=_THING)
    parcels = rule(rf"^(?P<own>.*\b(?:{_PARCEL}|numbers?|nummern?|números?|numéros?)\b[^\x00]*)$")
    yield Kind(replace(presupposed, pattern=rule(grouped)), beside=parcels, bars=_THING, led=rule(rf"\b{_PARCEL}\b"))
    goes_on = (
        r"^(?P<own>(?:[^a-z]|\band\b|\bund\b|\by\b|\bet\b)*|(?:.*\b)?(?:my own|mine|ours|i'?m|i am|"
        r"meine?[rs]?|lo mío|el mío|la mía|la mienne|le mien|moi)\b[^\x00]*)$"
    )
    yield Kind(presupposed, beside=rule(goes_on), bars=_THING, led=rule(rf"\b{_PARCEL}\b"))
    day = r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.[23]\d"
    sure = rf"(?P<v>(?!{day}\b)v?\d{{1,2}}\.\d{{1,2}}\.\d{{1,2}})(?![\w%€$£]|[.,]\d)"
    either = rf"(?P<v>{day})(?![\w%€$£]|[.,]\d)"
    yield Kind(
        Frame("version.whole", "app.version", rule(_NO_SYSTEMS + sure), values.version, _SHOWN), anyones=True,
        bars=_ANNOUNCED,
    )  # fmt: skip
    yield Kind(
        Frame("version.whole", "app.version", rule(_NO_SYSTEMS + either), values.version, _SHOWN), anyones=True,
        bars=rule(rf"{_DATED.pattern}|{_ANNOUNCED.pattern}"),
    )  # fmt: skip
    version = rf"{_NO_SYSTEMS}(?P<v>v?\d+\.\d+(?:\.\d+){{0,2}})(?![\w%€$£]|[.,]\d)"
    yield Kind(
        Frame("version.evident", "app.version", rule(version), values.version),
        needs=rule(r"\b(?:version|versión|app|update\w*|updating|install\w*|aktualisier\w*|geupdatet|actualiz\w*|"
                   r"mis à jour|running|appli|plug-?in|client|cli|sdk|extension|add-?on|firmware|release|build|"
                   r"info-?fenster|acerca de|à propos|about (?:box|page|screen|dialog))\b"),
    )  # fmt: skip
    yield Kind(
        Frame("version.worded", "app.version", rule(version), values.version),
        beside=rule(
            rf"^\W*(?P<own>(?:(?:{_FILL})[\s,]+)*(?:with|on|in|using|mit|auf|unter|con|en|avec|sur|sous)"
            r"(?: (?:the|app|client|der|die|la|mi|le|ma))* versi[oó]n )$"
        ),
    )  # fmt: skip
    grouped = (
        rf"(?<![\w+.,/#-])(?<!\d )(?P<v>(?=\+|\(?0\d){values.CALLABLE}|"
        r"[1-9]\d{2}(?:[ .-]\d{3,4}){2}|[1-9]\d{2}(?:[ .-]\d{2,3}){3}|[1-9]\d{8,10})"
        rf"(?![\w-]|[.,/]\d|(?!{values.AN_HOUR}) \d)"
    )
    yield Kind(
        Frame("phone.grouped", "contact.phone", rule(grouped), values.phone, frozenset({"question", "wish"})),
        anyones=True, bars=_NO_PHONE, needs=_OF_CALLS,
    )  # fmt: skip
    phone = rf"(?<![\w+])(?P<v>(?=\+){values.CALLABLE})"
    # A contact that was passed on (☎ in its words) is whoever's: the app says whether it is the sender's own.
    yield Kind(Frame("phone.evident", "contact.phone", rule(phone), values.phone), anyones=True, bars=rule("☎"))


_NO_PHONE = rule(
    r"☎|\b(?:0[89]00|01805?|90[0-2] |yours?|busy|engaged|besetzt|belegt|comunica(?:ndo)?|occupée?|your?|ihre?n?|"
    r"eure?n?|su|vuestr\w+|votre|vos|called|rang|dialled|orders?|bestell\w*|auftrag\w*|pedidos?|commandes?|cmde?|"
    r"invoice|rechnung|factura|facture|tracking|iban|konto\w*|account|reference|ref|serial|ticket|case|"
    r"gehör(?:t|te|en) (?!(?:mir|uns)\b)|belongs? to (?!(?:me|us)\b)|appartient à (?!moi|nous)|"
    r"pertenece a (?!mi\b|nosotros)|es (?:el |la )?de (?:mi|la|el|su|nuestr[oa])\b|del? (?:jefe|vecin[oa])|"
    r"(?:number|nummer|número|numéro) (?:for|für|von|para|de|d[eu]s?|pour)|(?:m'a|m'avez|m'ont|nous a|"
    r"nous avez) (?:appelée?s?|contactée?s?)|"
    r"me (?:llamó|llamaron|ha llamado|han llamado)|(?:hat|haben) (?:mich|uns)|anruf (?:kam|von)|call (?:came )?from|"
    r"llamada de|appel d[eu']|is (?:my|our|the|his|her) \w+'s|(?:c'est|est) celui d|not mine|nicht meine|"
    r"no es (?:el )?m[ií]o|pas le mien|switchboard|standard|zentrale|centralita|customer no\w*|kundennummer|old|"
    r"alte\w*|vieja|viejo|ancien\w*)\b"
)
_OF_CALLS = rule(
    r"\b(?:phones?|mobile|cell\w*|tel\w*|tél\w*|number|nummer|handy\w*|número|numéro|móvil|celular|portable|sim|line|"
    r"call\w*|ring|text|sms|reach\w*|get me|whatsapp|anruf\w*|rückruf\w*|zurückruf\w*|ruf\w*|erreich\w*|geht|ran|"
    r"llam\w+|llám\w+|mar(?:c|qu)\w+|composer?|compose[zr]|faire l[ea]|dial\w*|wähl\w*|localiz\w+|contact\w*|appel\w+|"
    r"rappel\w+|joi\w+|unter|now|jetzt|ahora|maintenant|"
    r"désormais)\b"
)
_NOUN = r"(?!(?:and|or|of|the|is|was|in|on|to|from|for|with|that|which|und|y|et|für|de|a|i|we|you)\b)[^\W\d_][\w'-]+"
_GOODS = rf"(?P<v>{_NOUN}(?: {_NOUN}){{0,2}}?)"
_GOODS_END = (
    r"(?=\s*(?:$|[.,;!?\n])|\s(?:and|but|from|with|in|on|for|last|this|yesterday|today|as|is|was|has|since|too|that|"
    r"which|und|aber|mit|von|y|pero|con|de|desde|hace|q|que|et|mais|avec|depuis|chez|i|we|ago|here|also|off|at|seit|"
    r"im|am|vor)\b)"
)
_BUYS = r"(?:own|bought|purchased|ordered|picked up|got|received|have had)"


def _things() -> Iterator[Kind]:
    """What somebody bought and no list has: "the kettle I got from you", "own one of your air fryers"."""
    start = rule(r"(?:^|.*)(?P<own>)$")
    for pattern in (
        rf"\b(?:the|my|this|that|our|an?) {_GOODS}(?: that| which)? (?:i|we)(?:'ve| have)? (?:just |recently |"
        rf"already )?(?:got|bought|ordered|purchased)\b",
        rf"\b(?:i|we)(?:'ve| have)?(?: just| recently| also| already| got| had)* (?:{_BUYS}|have|use) (?:one of |"
        rf"two of )?your (?:new )?{_GOODS}{_GOODS_END}",
        rf"(?:^|[.!?,;\n]\s*|\b(?:i|we|and|i've|we've|have|just|also) )(?:own|bought|ordered|purchased|"
        rf"picked up)(?: myself| us)? (?:an?|two|one of your|your|the) (?:new )?{_GOODS}{_GOODS_END}",
        rf"\b(?:i|we)(?:'ve| have)? (?:bought|ordered|purchased|picked up) (?:your|the|an?) [\w -]{{2,24}} and (?:the|"
        rf"an?|your) {_GOODS}{_GOODS_END}",
        rf"\b(?:i've|we've|i have|we have|i got|we got)(?: got)? (?:your|the) [\w -]{{2,24}} and (?:the|your) "
        rf"{_GOODS}{_GOODS_END}",
        rf"\b(?:got|bought|ordered|have) (?:the|an?) {_GOODS} and (?:the|an?) {_NOUN}(?: {_NOUN})? from you\b",
        r"(?:\b(?:ich|wir) |(?:^|[.!?,;\n]\s*))(?:habe?n?|hab)(?: \w+)?? (?:bei (?:euch|ihnen) )?(?:eine?n?|den|die|"
        r"das|eure?n?|ihre?n?) (?:neue[ns]? )?(?P<v>(?-i:[A-ZÄÖÜ])[\w-]+)(?: \w+){0,3} (?:gekauft|bestellt|erhalten|"
        r"bekommen)\b",
        rf"\b(?:got|bought|ordered|picked up|purchased) (?:an?|the|this|that|two|my) {_GOODS} (?:from|off|at) "
        rf"(?:you|your (?:shop|store|site))\b",
        rf"\b(?:picked up|grabbed|snagged|went for) (?:one of |two of )?(?:your|the) {_GOODS}{_GOODS_END}",
        r"\b(?:habe?n?|hab|besitzen?) (?:ich |wir )?(?:den|die|das|eine?n?) (?P<v>(?-i:[A-ZÄÖÜ])[\w-]+) (?:von|"
        r"aus) (?:euch|ihnen|ihrem \w+|eurem \w+)",
        r"\b(?:besitzen?|habe?n?) (?:wir|ich|seit) (?:\w+ ){0,3}?(?:den|die|das) (?P<v>(?-i:[A-ZÄÖÜ])[\w-]+(?: "
        r"(?-i:[A-ZÄÖÜ])[\w-]+)?) (?:von euch|von ihnen)",
        rf"\b(?:j'ai|nous avons|on a) pris (?:une?|le|la) {_GOODS} chez vous\b",
        rf"\bthe (?:one|{_NOUN}) (?:i|we)(?:'ve| have)? (?:got|bought|"
        rf"ordered) from you\b.{{0,40}}?\byour (?P<v>{_NOUN})\b",
        rf"\byour (?P<v>{_NOUN})\b[^\n]{{0,60}}?\bthe one (?:i|we)(?:'ve| have)? (?:got|bought|ordered)\b",
        r"\b(?:hab|habe|haben|nutze|besitze) (?:eure?n?|ihre?n?) (?P<v>(?-i:[A-ZÄÖÜ])[\w-]+)",
        r"\b(?:die|der|das|den) (?P<v>(?-i:[A-ZÄÖÜ])[\w-]+),? (?:die|der|das|den) (?:ich|"
        r"wir) (?:\w+ ){0,3}(?:gekauft|bestellt)\b",
        r"\bbesitzen? (?:ich|wir) (?:den|die|das|eine?n?) (?P<v>(?-i:[A-ZÄÖÜ])[\w-]+)",
        r"\bbesitzen? (?:ich|wir) (?:den|die|das|eine?n?) [\w-]+ und (?:den|die|das|"
        r"eine?n?) (?P<v>(?-i:[A-ZÄÖÜ])[\w-]+)",
        r"\b(?:dazugekommen|hinzugekommen|neu dazu) ist (?:ihr|euer|der|die|das|ein\w*) (?P<v>(?-i:[A-ZÄÖÜ])[\w-]+)",
        r"\b(?:ich|wir) (?:besitzen?|habe?n?|nutzen?) (?:eure?n?|ihre?n?) (?P<v>(?-i:[A-ZÄÖÜ])[\w-]+)",
        rf"\b(?:tengo|tenemos|poseo|compré|he comprado|pedí|encargué) (?:su|tu|vuestr[oa]|una? de (?:sus|"
        rf"vuestr\w+)) {_GOODS}{_GOODS_END}",
        rf"\b(?:compré|compramos|he comprado|hemos comprado|pedí|encargué) (?:una?|el|la) {_GOODS}{_GOODS_END}",
        rf"\b(?:el|la|mi) {_GOODS} q(?:ue)? (?:les |os )?(?:compré|compramos|pedí|pedimos|encargué|he comprado|"
        r"hemos comprado)\b",
        rf"\b(?:je possède|nous possédons|j'ai|on a|nous avons)(?: chez (?:moi|nous))?(?: acheté| commandé|"
        rf" reçu)? votre {_GOODS}{_GOODS_END}",
        rf"\b(?:j'ai|on a|nous avons) (?:acheté|commandé)(?: chez vous)? (?:(?:une?|le|la) |l'){_GOODS}{_GOODS_END}",
        rf"\b(?:(?:le|la|mon|ma) |l'){_GOODS} que (?:j'ai|nous avons|on a) (?:achetée?|commandée?)\b",
    ):
        yield Kind(Frame("product.bought", "product.owned", rule(pattern), things.thing, PRESUPPOSED), beside=start)
    # Called theirs in passing: what is called so need not have been bought from us.
    for pattern in (
        rf"\b(?:where(?:'s| is)|wo bleibt|dónde está|où est|que es de) (?:my|mein\w*|mi|mon|ma) (?:new |"
        rf"neue[rs]? )?{_GOODS}{_GOODS_END}",
        rf"\b(?:my|our) (?:new )?{_GOODS}(?<!door)(?<!leg)(?<!drawer)(?<!lid)(?<!back)(?<!cover)(?<!handle)"
        rf"(?<!button) (?:won'?t|wont|does(?:n'?t| not)|isn'?t|has(?:n'?t)?(?: a| the| snapped| broken| cracked|"
        rf" stopped)|keeps|came|arrived|stopped|broke\w*|"
        rf"is (?:broken|damaged|cracked|torn|faulty|dead|leaking|scratched|stuck|missing|noisy|loose|wobbly))\b",
        rf"\b(?:my|our) {_GOODS},? (?:the|its) (?:[a-z]+ ){{1,2}}?(?:won'?t|is|has|keeps|broke|doesn'?t|packed|"
        r"snapped)\b",
        rf"\b(?:it'?s )?about my {_GOODS}{_GOODS_END}",
        r"\bmeine? (?:neue[rs]? )?(?P<v>(?-i:[A-ZÄÖÜ])[\w-]+) (?:geht|funktioniert|läuft|startet|lädt|heizt|"
        r"ist (?:kaputt|defekt|undicht|beschädigt|gerissen|gebrochen)|hat (?:einen|eine)|wackelt|quietscht|tropft|"
        r"leckt|macht|schließt|kam|verliert)\b",
        rf"\bmi (?:nuev[oa] )?{_GOODS} (?:no|se|ya no|está|vino|llegó|tiene|pierde|gotea|hace|dejó)\b",
        rf"\b(?:mon|ma|de ma|de mon) (?:nouve(?:au|lle) )?{_GOODS} (?:ne|n'|fuit|s'|se|est (?:cassée?|en panne|"
        rf"abîmée?|arrivée?)|a (?:une|un|lâché|cessé)|fait|plante|grince|reste)",
    ):
        yield Kind(
            Frame("product.passing", "product.owned", rule(pattern), things.passing_thing, PRESUPPOSED), beside=start
        )
    # By its maker and what it is: "I also have the Aerolux air purifier now".
    branded = (
        r"\b(?:i|we) (?:also (?:now )?|now (?:also )?)(?:have|got|own) (?:the|an?|your) "
        r"(?P<v>(?-i:[A-Z])[\w-]{2,20}(?: (?-i:[a-z])[\w-]{2,20}){1,2}?)(?=\s*(?:$|[.,;!?\n])|"
        r" (?:now|too|as well|here|from|since)\b)",
        r"\b(?:(?:también|ahora) (?:tengo|tenemos)|(?:tengo|tenemos) (?:también|ahora)|"
        r"(?:j'ai|nous avons) (?:aussi|maintenant))(?: (?:también|ahora|aussi|maintenant))? "
        r"(?:(?:el|la|una?|le|une?) |l')(?P<v>(?-i:[a-z])[\w-]{2,20} (?-i:[A-Z])[\w-]{2,20})(?![\w-])",
    )
    for pattern in branded:
        yield Kind(Frame("product.branded", "product.owned", rule(pattern), named_things.branded), beside=start)


_HOUSE = re.compile(
    r"(?:support|soporte|ayuda|aide|assistance|info|help|service|sales|noreply|no-reply|hello|kontakt|hilfe)@",
    re.IGNORECASE,
)


def _mailbox(words: str, registry: Registry) -> str | None:
    """An address of one's own; a mailbox of a department is somebody else's."""
    return None if _HOUSE.match(words) else values.email(words, registry)


def _numbered(words: str, registry: Registry) -> str | None:
    """A device with its number; "iPhone" alone is too little where nothing else tells."""
    return makes.model(words, registry) if any(sign.isdigit() for sign in words) or " " in words else None


@lru_cache(maxsize=8)
def _plans(registry: Registry) -> tuple[Kind, ...]:
    """The company's plans: with their capital, or beside the word for what they are."""
    own = "|".join(re.escape(fold(name)) for name in sorted(registry.plans, key=len, reverse=True))
    names = f"{own}|{tiers.TIERS}" if own else tiers.TIERS
    plain = f"{own}|{tiers.SURE_TIERS}" if own else tiers.SURE_TIERS
    capitals = "|".join(name[:1].upper() + name[1:] for name in plain.split("|"))
    capital = (
        rf"(?<![\w-])(?:{_PLAN_WORD} [\"']?)?(?P<v>(?-i:{capitals})(?:{tiers.PLAN_SIZE})?)[\"']?"
        rf"(?:[ -]{_PLAN_WORD}|-(?:mitglied|kund(?:e|in)|abonnent(?:in)?|nutzer(?:in)?|member))?(?![\w-])"
    )
    small = rf"(?<![\w-])(?:{_PLAN_WORD} [\"']?(?P<v>{names}(?:{tiers.PLAN_SIZE})?)[\"']?)(?![\w-])"
    beside = rf"(?<![\w-])(?P<v>{names}(?:{tiers.PLAN_SIZE})?)[ -]{_PLAN_WORD}\b"
    # Beside the word for what it is any name with a size is a plan's; without it a tier's, and one held before.
    sized = rf"(?P<v>[^\W\d_]{{3,16}}{tiers.PLAN_SIZE})"
    called = rf"(?<![\w-])(?:{_PLAN_WORD} [\"']?{sized})"
    called_so = rf"(?<![\w-]){sized}[ -]{_PLAN_WORD}\b"
    with_size = rf"(?<![\w-])(?P<v>(?!(?:plus|pro|max)[ ])[^\W\d_]{{3,16}}{tiers.PLAN_SIZE})"
    held = (
        r"\b(?:got|have|hab|habe|haben|j'ai|jai|ai|pris|tengo|tngo|on|auf|bei|with|mit|took|take|c'est)(?: nur| noch|"
        rf" only| just| still| solo| aún| que| juste| immer noch)?(?: the| den| el| la| le)? (?P<v>{names}"
        rf"(?:{tiers.PLAN_SIZE})?)(?=\s*(?:$|[,.!;\n])|\s(?:and|n|und|y|et|but|my|ma|mon|mi|mein\w*|order|cmd|"
        r"commande|pedido|bestellung|since|seit|now|jetzt|for|rn)\b)"
    )
    shapes = ((capital, False, tiers.named_plan), (small, True, tiers.named_plan), (beside, True, tiers.tier),
              (held, False, tiers.plan), (with_size, True, tiers.plan),
              (called, True, tiers.named_plan), (called_so, True, tiers.named_plan))  # fmt: skip
    return tuple(
        Kind(Frame("evident.plan", "plan.name", rule(pattern), read), ends=_LOST_BEFORE, plain=plain)
        for pattern, plain, read in shapes
    )
