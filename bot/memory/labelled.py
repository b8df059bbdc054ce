"""A value beside the word for what it is: "city: Cardiff", "full name's Theo Lind", "the email has changed to …",
"Kim is my name", "my name is not Kim".

One table of words per key, in all languages; what may stand between the word and the value is the same for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.memory import makes, people, plan_names, readers, times, values
from bot.memory.frame import OWN, Frame, Seen
from bot.memory.registry import Registry
from bot.memory.spans import Page
from bot.memory.spelling import Rule, rule

_WORDS: Mapping[str, str] = {
    "identity.name": r"(?:(?:full|first|last|real|actual|whole|legal|given|voller|vollstandiger|ganzer) )?"
    r"(?:name|surname|family name|nachname|familienname|vorname|nombre(?: completo)?|apellidos?|nom(?: complet)?|"
    r"prénom)",
    "identity.preferred_name": r"nick ?name|spitzname|rufname|apodo|surnom",
    "identity.pronouns": r"pronouns?|pronomen|pronombres|pronoms?",
    "contact.email": r"e-?mail(?:[ -]?(?:address|adresse|addy))?|mail(?:[ -]?adresse)?|addy|"
    r"correo(?: electrónico)?|courriel|adresse (?:e-?)?mail",
    "contact.phone": r"(?:(?:mobile|cell|work|home|phone|contact|telephone) )?(?:phone|mobile|cell|telephone|tel)"
    r"(?: (?:number|no\.?|nr\.?))?|(?:mobile |phone |contact )?number|handy\w*|telefon\w*|rufnummer|nummer|"
    r"(?:número(?: de)? )?(?:teléfono|móvil|celular)|número|(?:numéro(?: de)? )?(?:téléphone|portable|tél)|numéro",
    "location.city": r"city|town|home ?town|location|place|home|stadt|wohnort|ort|ciudad|localidad|ville",
    "location.country": r"country|land|país|pays",
    "company.name": r"company|employer|firm|business|organi[sz]ation|firma|arbeitgeber|unternehmen|empresa|"
    r"entreprise|société|boîte",
    "company.role": r"role|job(?: title)?|position|stelle|beruf|rolle|puesto|cargo|profesión|poste|métier",
    "plan.name": r"plan|subscription|membership|tier|tarif|abo|abonnement|mitgliedschaft|suscripción|tarifa|"
    r"formule|forfait|a?bono|cuota|pase|offre",
    "device.model": r"phone model|model|device|phone|laptop|tablet|computer|gerät|handy|smartphone|dispositivo|móvil|"
    r"portátil|appareil|téléphone|ordinateur",
    "device.os": r"os|operating system|system|betriebssystem|sistema(?: operativo)?|système(?: d'exploitation)?",
    "app.version": r"(?:app[ -]?)?versi[oó]n(?: (?:of the|der|de la|de l') ?app\w*)?|appli(?:cation)?|app",
    "order.id": r"(?:order|purchase|parcel|confirmation|reference|ref)(?:[ -]?(?:number|no\.?|nr\.?|id|"
    r"ref(?:erence)?))?|"
    r"bestell(?:ung|nummer|nr)|auftrag(?:snummer)?|(?:(?:número|nº|num) de )?pedido|(?:(?:numéro|n°|num) de )?"
    r"(?:commande|cmd)|referen[cz]ia|referenz|référence|réf",
    "plan.seats": r"seat(?:s| count| number)|(?:number|no\.?) of (?:seats|users|licen[cs]es)|users|licen[cs]es|"
    r"(?:anzahl|zahl) der (?:plätze|lizenzen|nutzer)|plätze|lizenzen|puestos|licencias|usuarios|postes|licences|sièges",
    "locale.timezone": r"time ?zone|tz|zeitzone|zona horaria|huso horario|fuseau(?: horaire)?",
    "hours.opening": r"(?:opening |business |office )?hours|opening times|öffnungszeiten|horario(?: de apertura)?|"
    r"horaires?(?: d'ouverture)?",
}
_READ: Mapping[str, values.Reader] = {
    "identity.name": people.surely_name, "identity.preferred_name": people.surely_name, "plan.name": plan_names.called,
    "device.model": makes.make,
    "locale.timezone": times.zone_beside,
}  # fmt: skip
_MY = r"(?:my|our|mein\w{0,2}|unser\w{0,2}|mi|nuestr[oa]|mon|ma|notre)(?: (?:new|current|neue[rs]?|nuev[oa]|nouve\w+))?"
_TODAY = (
    r"right now|now|currently|at the moment|these days|jetzt|nun|inzwischen|aktuell|derzeit|momentan|im moment|"
    r"ahora mismo|ahora|actualmente|de momento|maintenant|désormais|actuellement|en ce moment|pour l'instant"
)
_LINK = (
    rf"(?: (?:{_TODAY}|actual|actuel(?:le)?)(?= ))?"
    r"(?:(?:(?P<never> no es| n'est pas| isn'?t| was never)|'s| is| are| was changed to| (?:has )?changed to|"
    r" (?:has )?changed,? (?:and )?(?:it'?s|to)| says| shows| zeigt| sagt| dice| dit| affiche| ist| lautet| "
    r"heißt| es| est|,? c'est|,? it'?s| se llama| s'appelle)"
    rf"(?: (?:actually|just|still|ya|{_TODAY}))?(?: called)?"
    r"(?P<not> not| nicht| no| pas| never was)?(?: the| an?| die| der| das| eine?| el| la| une?| un| una| le)?|"
    r" (?:hat sich geändert|ha cambiado|a changé|wurde geändert|changed)[:,.]?(?: (?:jetzt|nun|ahora|maintenant|it's|"
    r"es|c'est|now))?|[ ]?[:=?]|!(?= \d)|(?= [+#(]?\d{3}|[ ][\w.+-]{1,64}@))"
)
_SPAN = r"[^,;\n\x00()]{1,60}"
_ENDS = rule(
    r"[.!?](?=\s|$)|\s(?:and|but|und|aber|y|e|pero|et|mais|not|nicht|instead|statt|since|seit|desde|depuis)\s|"
    r"\s(?:as of|ab (?:sofort|heute|morgen|montag|januar|dem)|à partir|a partir|à compter)\b|"
    r"\s(?:now|these days|nowadays|from now on)\b|\s[-–]\s"
)


def seen(page: Page, registry: Registry) -> Iterator[Seen]:
    """Yield what stands beside its word."""
    found = [*_told(page, registry)]
    yield from found
    taken = [(one.start, one.end) for one in found]
    for key, before in _behind().items():
        for match in before.finditer(page.folded):
            if not any(start <= match.start() < end for start, end in taken):
                words = page.clean[match.start("v") : match.end("v")]
                if value := people.a_name(words, registry) if key == "identity.name" else _value(words, key, registry):
                    yield Seen(_frame(key, False), match.start("v"), match.end(), value)


_TO_FORGET = rule(
    r"\b(?:forget|delete|erase|remove|verg[ie]ss\w*|lösch\w*|olvid\w+|borr\w+|oubli\w+|effac\w+|"
    r"supprim\w+)\b[^.!?;\n]*\Z"
)
"""Before "not my city": who asks that it be kept disowns nothing."""


def disowned(page: Page) -> Iterator[tuple[str, int, int]]:
    """Yield the keys that "that's not my name" and "wrong name" take the held value from, and where it is said."""
    for match in _not_mine().finditer(page.folded):
        if _TO_FORGET.search(page.folded, 0, match.start()):
            continue
        yield from ((key, *match.span()) for key in _WORDS if match.groupdict().get(_group(key)))


def _told(page: Page, registry: Registry) -> Iterator[Seen]:
    for match in _pattern().finditer(page.folded):
        if not _stands_alone(match, page):
            continue
        start, end = match.span("v")
        words = page.clean[start:end]
        if stop := _ENDS.search(page.folded, start, end):
            words = page.clean[start : stop.start()]
        for key in (key for key in _WORDS if match.groupdict().get(_group(key))):
            if value := _value(words.strip(), key, registry):
                yield Seen(
                    _frame(key, bool(match["not"] or match["never"])), match.start(), start + len(words.rstrip()), value
                )
                break


def _stands_alone(match: re.Match[str], page: Page) -> bool:
    """Whether the word is one's own: with "my", or at the front as in a form ("city: Cardiff")."""
    if match["my"] or match["new"]:
        return True
    before = page.folded[: match.start()].rstrip(" ")[-_NEAR:]
    return not before or before[-1] in ",;.!?:\n\x00-(" or before.lower().endswith(_JOINS)


_JOINS = (" and", " und", " y", " et", " also", " hi", " hey", " so", " btw")
_NEAR = max(map(len, _JOINS))


_COURTESY = re.compile(
    r"[\s,]+(?:please|pls|plz|thanks|thx|bitte|danke|por favor|porfa|gracias|stp|svp|merci|btw|though)$", re.IGNORECASE
)


def _value(words: str, key: str, registry: Registry) -> str | None:
    words = _COURTESY.sub("", words)
    if not words.strip():
        return None
    kind = registry.key(key).type
    reader = _READ.get(key) or readers.OF_TYPE.get(kind)
    if reader is None:
        return (
            None if len(words.split()) > 4 or words.lower().split()[0] in _NO_VALUE else values.phrase(words, registry)
        )
    if kind in ("city", "country") and len(words.split()) > 4:
        return None
    return reader(words, registry)


_NO_VALUE = frozenset({
    "to", "a", "an", "the", "in", "on", "not", "too", "very", "so", "still", "that",
    "what", "how", "where", "why", "which", "wie", "wo", "was", "warum", "welche", "comment", "où", "quel", "quelle",
    "pourquoi", "cómo", "como", "qué", "dónde", "cuál", "anlegen", "create", "like",
    "zu", "im", "nicht", "sehr", "de", "en", "muy", "no", "trop",
})  # fmt: skip


@lru_cache(maxsize=64)
def _frame(key: str, denies: bool) -> Frame:
    return Frame("labelled", key, _pattern(), values.phrase, frozenset({"negated"}) if denies else OWN, denies=denies)


def _group(key: str) -> str:
    return key.replace(".", "_")


@lru_cache(maxsize=1)
def _pattern() -> Rule:
    words = "|".join(rf"(?P<{_group(key)}>{said})" for key, said in _WORDS.items())
    new = r"(?P<new>(?:the )?(?:new|neue[rs]?|nuev[oa]|nouve(?:au|lle))) "
    return rule(rf"(?<![\w-])(?:(?P<my>{_MY}) |{new})?(?:{words})(?![\w-]){_LINK}[ \t]{{1,3}}(?P<v>{_SPAN})")


@lru_cache(maxsize=1)
def _behind() -> Mapping[str, Rule]:
    """ "Kim is my name", "Family ist mein Tarif"."""
    # A bounded word: an endless one would be read anew from every full stop in it.
    word = r"[^\W\d_][\w'’@.+-]{0,80}"
    best = (
        r"(?:the|der|die|das|el|la|le) (?:best|right|new|correct|current|beste|richtige|neue|mejor|nuev[oa]|bonne?|"
        r"nouve\w+)"
    )
    words = rf"{word}(?: (?-i:[^\W\d_a-z])[\w'’-]{{0,40}}){{0,3}}"
    number = r"[+#]?\d[\d .()/-]{0,24}\d"
    return {
        key: rule(
            rf"(?:^|[.!?,;:\n]\s*)(?P<v>{number if key in _DIGITS else words})(?:'s|,? (?:is|ist|es|est|-|that's|"
            rf"das ist|c'est)) (?:{_MY}|{best}) (?:{said})\b"
        )
        for key, said in _WORDS.items()
    }


_DIGITS = ("order.id", "contact.phone", "app.version", "plan.seats")


@lru_cache(maxsize=1)
def _not_mine() -> Rule:
    words = "|".join(rf"(?P<{_group(key)}>{said})" for key, said in _WORDS.items())
    never = rf"(?:(?:not|isn'?t|nicht|no es|(?:n'est |c'est )?pas) {_MY}|(?:the )?wrong|falsche[rs]?|c'est le mauvais)"
    return rule(rf"\b{never} (?:{words})(?=\s*(?:$|[.,!;\n]))")
