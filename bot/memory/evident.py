"""What needs no phrase of its own: the company's plans, devices, systems, versions, seats and order numbers.

A frame knows a phrase and looks for a value in it. Here the value shows itself, by its name or shape, and the clause
around it is asked whether it is the customer's own: it speaks of "I", or leaves the subject out as chats do ("back on
Plus since today", "Pixel 8, Android 15"), and neither compares nor asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.memory import values
from bot.memory.frame import Frame
from bot.memory.particulars import MODEL, OS_EXACT, SEAT
from bot.memory.registry import Registry
from bot.memory.spans import Label, Page
from bot.memory.spelling import fold, rule

_OWN = rule(
    r"\b(?:(?:for|to|with) me|bei (?:mir|uns)|chez (?:moi|nous)|de mi parte|por mi parte|lo mio|i|i'?m|i'?ve|i'?ll|"
    r"i'?d|im|ive|my|mine|we|we're|we've|we'll|our|ours|ich|bin|hab|habe|mein\w{0,2}|wir|"
    r"unser\w{0,2}|mir|uns|(?:me|nos) (?:he |hemos )?(?:pas\w+|cambi\w+|qued\w+|di|dimos|apunt\w+|suscrib\w+)|yo|"
    r"soy|somos|estoy|estamos|tengo|tenemos|uso|usamos|pago|pagamos|sigo|seguimos|llevo|mi|"
    r"mis|nuestr[oa]s?|je|jsuis|jai|moi|mon|ma|nous|notre|on (?:est|paie|utilise|passe|prend|reste))\b|\bj'"
)
_FILL = (
    r"(?:hi|hello|hey|hallo|hola|bonjour|salut|ok|okay|so|and|but|well|yes|yeah|no|btw|by the way|oh|now|still|again|"
    r"just|recently|finally|already|actually|currently|for now|right now|at the moment|at present|these days|"
    r"nowadays|"
    r"today|yesterday|since \w+|last (?:week|month|year)|und|aber|also|ja|nein|jetzt|nun|inzwischen|mittlerweile|"
    r"aktuell|derzeit|momentan|zurzeit|im moment|heute|gestern|seit \w+|y|pero|pues|ahora|ya|hoy|ayer|actualmente|"
    r"por ahora|de momento|desde \w+|et|mais|donc|alors|maintenant|actuellement|desormais|aujourd'hui|hier|"
    r"ausserdem|noch|dazu|zudem|also|too|another|otro|tambien|ademas|aussi|un autre|pour l'instant|en ce moment|"
    r"depuis \w+|al final|finalement|am ende|in the end|schließlich|letztlich|then|danach|luego|ensuite|up to|up "
    r"from)"
)
_STATE = (
    r"(?:on|back (?:on|to|with)|stuck (?:on|with)|have|got|pay(?:ing)? for|using|running|it'?s(?: still)?|it is|"
    r"that'?s|mine is|switched|changed|moved|dropped|went|upgraded|updated|downgraded|stayed|staying|stay|renewed|"
    r"sind|haben|(?:he|hemos) \w+[ai]do|joined|became|subscribed|signed up|took|chose|kept|had to|make (?:it|that)|"
    r"will be|"
    r"sind es|es sind|es werden|brauchen?|son|seran|ce (?:sera|seront|sont)|need|necesit\w+|il (?:nous )?fau\w+|"
    r"hab|habe|bin|nutze|zahle|nehme|benutze|zuruck|wieder|es ist|sind es|gewechselt|umgestiegen|noch|nur|"
    r"tengo|tngo|tgo|toy|stoy|estoy|sigo|uso|volvi|cambie|pase|baje|subi|contrate|es el|es|"
    r"(?:et |y |and )?(?:pris|souscrit|choisi|cogido|contratado|taken|picked|chosen)(?: a)?|chuis|chui|suis|ai|"
    r"reste|repasse\w*|passe\w*|pris|revenue?|c'est|"
    r"now|still|currently|these days|nowadays|jetzt|nun|inzwischen|mittlerweile|aktuell|derzeit|momentan|ahora|"
    r"actualmente|maintenant|actuellement|desormais)"
)
_LEFT_OUT = rule(
    rf"\W*(?:{_FILL}[\s,]+){{0,5}}(?P<own>{_FILL}|{_STATE})\b(?:[\s,]+(?!you\b|the customer\b)[\w']+){{0,4}}\W*"
)
"""What stands before a value in a clause that leaves out who it speaks of."""
_CHANGE = rule(
    r"\b(?:switch\w*|chang\w*|mov(?:ed|ing)|dropp?\w*|went|gone|going|upgrad\w*|downgrad\w*|updated|renewed|back "
    r"(?:on|"
    r"to|with)|joined|gewechselt|wechs\w+|umgestiegen|umgestellt|zuruck|hochgestuft|heruntergestuft|wieder|"
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
    r"(?:is|ist|es|est) (?:mine|ours|meiner|mio|a moi))\b"
)
"""What makes a value one's own from behind: "Plus habe ich"; but not "Plus, I like it"."""
_NO_MORE = r"(?:(?!\b(?:and|und|y|et|but|aber|pero|mais)\b)[^,;])"
_LOST_BEFORE = rule(rf"(?:{_LOST.pattern}){_NO_MORE}{{0,30}}$")
_LOST_AFTER = rule(rf"{_NO_MORE}{{0,30}}?(?:{_LOST.pattern})")
_TALK = rule(
    r"\b(?:ask\w*|tell|explain\w*|wonder\w*|know|read|heard|thought|interested|consider\w*|look\w*|cost\w*|price\w*|"
    r"includ\w*|worth|cheap\w*|better|best|compar\w*|differen\w*|offer\w*|sell\w*|available|gift|recommend\w*|"
    r"frage\w*|sag\w*|erzahl\w*|interessier\w*|uberleg\w*|kost\w*|preis\w*|lohnt|gunstig\w*|besser|vergleich\w*|"
    r"unterschied\w*|empfehl\w*|pregunt\w*|interes\w*|expli\w*|cuesta\w*|precio\w*|incluye\w*|barat\w*|mejor|"
    r"compar\w*|diferenc\w*|recom\w*|demand\w*|interess\w*|coute\w*|prix|compren\w*|moins cher|mieux|"
    r"soll(?:te)?n?\b|should|supposed|debo|deberia|dois|devrais)\b"
)
"""Clauses that weigh, ask or recommend tell of no plan that somebody has."""
_ASIDE = rule(
    r"(?:\b(?:i'?m in|about|than|between|like|versus|vs|instead of|called|named|from|of|uber|zwischen|als|wie|"
    r"statt|von|vom|"
    r"sobre|que|entre|como|acerca de|en vez de|del?|desde|comme|que|au lieu de|plutot que|du|a propos d[eu])|"
    r"\bd')(?: (?:the|a|an|your|den|der|dem|das|el|la|le))?\s*[\"']?$"
)
"""What stands right before a value that is only spoken of, or is the old one."""
_WAS = rule(
    r"\b(?:was|were|had(?! to)|used|lived|war|waren|hatten?|lief|nutzten?|benutzten?|era|eran|estaba|estuve|tenia|"
    r"tuve|usaba|"
    r"etais|etait|avais|avait|utilisais)\b"
)
_OF_OTHERS = rule(
    r"\s*(?:plan |tarif-?)?(?:members?|customers?|users?|subscribers?|people|kund\w+|mitglied\w*|client\w*|miembros?|"
    r"abonn\w+|costs?|is (?!mine|ours|what)|includes?|kostet|cuesta|coute|or|oder|ou?)\b"
)
_PLAN_WORD = (
    r"(?:plan|membership|tier|subscription|package|abo|abonnement|tarif|mitgliedschaft|paket|suscripcion|"
    r"membresia|formule|forfait)"
)
_THROUGH: frozenset[Label] = frozenset({"past"})
_DENIED: frozenset[Label] = frozenset({"negated", "past"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A value in a clause of the customer's own: where its words begin and end, and how it is meant."""

    frame: Frame
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """One key's values: how they look, and whether "now" or "switched" beside one ends the one before."""

    frame: Frame
    plain: bool = False
    """May be all that a clause says ("Pixel 8, Android 15")."""
    anyones: bool = False
    """Is the customer's own wherever nobody else is spoken of."""


def seen(page: Page, registry: Registry) -> Iterator[Seen]:
    """Yield what names itself in clauses of the customer's own."""
    for kind in (*_kinds(), *_plans(registry)):
        for match in kind.frame.pattern.finditer(page.folded):
            if found := _own(kind, match, page, registry):
                yield found


_SENT = rule(
    r"\b(?:your?|ihre?n?|euer|eure|usted\w*|vous|votre|vuestr\w+|sent|wrote|e?-?mailed|forwarded|got|received|"
    r"geschrieben|geschickt|"
    r"bekommen|erhalten|mande|envie|escribi|recibi|envoye|ecrit|recu|(?<!mi )(?<!el )correo de)\b[^@]*$"
)
"""An address that stands after these is whom one wrote to, or who wrote."""


def _own(kind: _Kind, match: re.Match[str], page: Page, registry: Registry) -> Seen | None:
    first, last, _ = page.clauses[page.clause_at(match.start("v"))]
    before, after = page.folded[first : match.start("v")], page.folded[match.end() : last]
    value = kind.frame.read(page.clean[match.start("v") : match.end("v")], registry)
    if value is None or _ASIDE.search(before) or _OF_OTHERS.match(after) or _TALK.search(before + " " + after):
        return None
    if kind.anyones and _SENT.search(before):
        return None
    opening = _opening(kind, before, after, page, first)
    if opening is None:
        return None
    lost = _LOST_BEFORE.search(before) or _LOST_AFTER.match(after)
    denies = bool(lost) and kind.frame.key == "plan.name"
    changes = bool(_CHANGE.search(before) or _CHANGE.search(after))
    if (_WAS.search(before) or _WAS.match(after.lstrip())) and not denies:
        return None
    frame = Frame(
        kind.frame.rule, kind.frame.key, kind.frame.pattern, kind.frame.read,
        _DENIED if denies else _THROUGH if changes else frozenset(), denies=denies, changes=changes,
    )  # fmt: skip
    behind = _LOST_AFTER.match(after) if denies else None
    end = match.end() + (behind.end() if behind else 0)
    return Seen(frame, first + opening, end, value)


def _opening(kind: _Kind, before: str, after: str, page: Page, first: int) -> int | None:
    """Return where in the clause its own words begin; None when it is not the customer's own."""
    if mine := _OWN.search(before):
        return mine.start()
    if kind.anyones:
        return len(before)
    if _TURNED.match(after):
        return len(before)
    fits = _LEFT_OUT.fullmatch(before) or (kind.plain and not before.strip(" ,.;:-("))
    # What leaves its subject out goes on with that of the words before.
    clause = page.clause_at(first)
    led = page.labels(*page.clauses[clause - 1][:2]) if clause > 0 and first > 0 else set()
    at = fits.start("own") if isinstance(fits, re.Match) else len(before) if fits else -1
    return at if at >= 0 and not led & {"third", "reported", "hypothetical"} else None


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Kind, ...]:
    mail = r"(?<![\w.+-])(?P<v>[\w.+%-]{1,64}@[A-Za-z0-9.-]{3,120})"
    number = rf"(?<![\w.,+-])(?P<v>\d{{1,5}}) {SEAT}\b"
    return (
        _Kind(Frame("evident.model", "device.model", rule(MODEL), _numbered), plain=True),
        _Kind(Frame("evident.os", "device.os", rule(OS_EXACT), values.system), plain=True),
        _Kind(Frame("evident.email", "contact.email", rule(mail), _mailbox), anyones=True),
        _Kind(Frame("evident.seats", "plan.seats", rule(number), values.number)),
    )


_HOUSE = re.compile(r"(?:support|info|help|service|sales|noreply|no-reply|hello|kontakt|hilfe)@", re.IGNORECASE)


def _mailbox(words: str, registry: Registry) -> str | None:
    """An address of one's own; a mailbox of a department is somebody else's."""
    return None if _HOUSE.match(words) else values.email(words, registry)


def _numbered(words: str, registry: Registry) -> str | None:
    """A device with its number; "iPhone" alone is too little where nothing else tells."""
    return values.model(words, registry) if any(sign.isdigit() for sign in words) else None


@lru_cache(maxsize=8)
def _plans(registry: Registry) -> tuple[_Kind, ...]:
    """The company's plans: with their capital, or beside the word for what they are."""
    if not registry.plans:
        return ()
    names = "|".join(re.escape(fold(name)) for name in sorted(registry.plans, key=len, reverse=True))
    capital = (
        rf"(?<![\w-])(?:{_PLAN_WORD} [\"']?)?(?P<v>(?-i:{names}))[\"']?"
        rf"(?:[ -]{_PLAN_WORD}|-(?:mitglied|kund(?:e|in)|abonnent(?:in)?|nutzer(?:in)?|member))?(?![\w-])"
    )
    small = rf"(?<![\w-])(?:{_PLAN_WORD} [\"']?(?P<v>{names})[\"']?)(?![\w-])"
    beside = rf"(?<![\w-])(?P<v>{names})[ -]{_PLAN_WORD}\b"
    return tuple(
        _Kind(Frame("evident.plan", "plan.name", rule(pattern), values.plan)) for pattern in (capital, small, beside)
    )
