"""From a customer's words to facts, by rules: pure, deterministic, without a model.

A frame is a phrase that carries one key ("I live in …"). What it catches must be the customer's own, present
assertion (`spans`) and look like a value (`values`); then it becomes a Learned with the exact words as its quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any

from rapidfuzz import fuzz

from bot.memory import (
    dates,
    evident,
    former,
    frames,
    held,
    labelled,
    particulars,
    places,
    pointed,
    questions,
    spans,
    values,
    whose,
    wishes,
)
from bot.memory.frame import MOST, Frame
from bot.memory.gazetteer import CITIES, COUNTRIES
from bot.memory.registry import Registry
from bot.memory.spans import BLANK, Label, Page
from bot.memory.spelling import fold, rule
from bot.types.memory import Fact, Known, Learned

LIMIT = 4000
"""Characters of a message that are read; facts do not hide in a pasted book."""
RECENT_TURNS = 3
RECENT = timedelta(hours=1)
HEDGED = 0.5

_MARKS = " \t\r\n.,;:!?" + BLANK
_BLOCKING: frozenset[Label] = frozenset(
    {"question", "hypothetical", "negated", "past", "wish", "third", "reported", "instruction", "sarcasm"}
)
SURE = 0.7
"""Confidence (0 to 1) from which a fact that waits only waits for its day; below, it is a guess."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    learned: Learned
    frame: Frame | None = None


# --- reading -----------------------------------------------------------------------------------


def read(
    text: str,
    *,
    registry: Registry,
    known: Known,
    awaiting: Mapping[str, Any],
    message_id: int,
    now: datetime,
    leaving: str = "",
) -> tuple[Learned, ...]:
    """Return what a customer's message says of themselves, in the order said. Pure; every quote is in the text.

    `leaving` is the sentence of it that sounds like somebody who goes: whose words those are is judged here.
    """
    if not text.strip() or echoes(text, known):
        return ()
    page = spans.page(text[:LIMIT])
    registry = replace(registry, held=_plans_told(known))
    if wishes.asks_for_no_memory(page.folded):
        found = [one for one in _framed(page, registry, now) if one.learned.key == "consent.memory"]
    elif (at := spans.off_the_record(text)) is not None:
        found = [one for one in _all(page, registry, known, awaiting, now) if one.end <= at]
    else:
        found = [*_all(page, registry, known, awaiting, now), *_leaving(page, leaving, registry)]
    said = [replace(one.learned, quote=text[_whole(text, one.start) : one.end], message_id=message_id) for one in found]
    return tuple(_once(said))


def _whole(text: str, start: int) -> int:
    """Return where the word begins in which a quote would: a joint that was read as "I" counts with it."""
    while 0 < start < len(text) and text[start - 1].isalpha() and text[start].isalpha():
        start -= 1
    return start


def _plans_told(known: Known) -> tuple[str, ...]:
    """The plans that this customer has told before, with and without their size: "Flex 20" makes "flex 50" a plan."""
    told = [fact.value for fact in known.facts if fact.key == "plan.name"]
    return tuple(dict.fromkeys(name for value in told for name in (value, values.sized(value)[0])))


def _all(
    page: Page, registry: Registry, known: Known, awaiting: Mapping[str, Any], now: datetime
) -> list[_Found]:  # fmt: skip
    topics: set[str] = set()
    found = sorted(_framed(page, registry, now, topics), key=lambda one: (one.start, one.end))
    found = _not_merely_from(_undenied(_longest(found)), known)
    found = [_renamed(_as_held(one, known, registry), page, known) for one in _instead(page, found, registry)]
    found += _exactly(page, found, registry)
    found += _lands(page, found, registry)
    found += _asked_to(page, found, registry)
    found = _corrected(page, found, registry, known, now)
    found = _put_right(page, found, registry, known, now)
    found = _undenied([*found, *_ended(page, found, known)])
    found = _over(page, found, registry, now)
    found += [one for one in _mine(page, known) if one.learned not in [other.learned for other in found]]
    found += _restated(page, found, known, registry, now, frozenset(topics))
    found += _heads(page, found, known, registry)
    found += _counted_anew(page, found, known, registry)
    found += _disowned(page, found, known)
    found += _exchanged(page, found, known)
    asked = _asked(awaiting, known, registry, now)
    if asked and not any(one.learned.key == asked.key for one in found):
        answer = _answered(page, registry, asked)
        found = [*found, *(one for one in answer if not any(_overlap(one, other) for other in found))]
    return [one for one in _needs(found) if not _is_nickname(one, known)]


def _needs(found: list[_Found]) -> list[_Found]:
    """ "I'm blind, I use a screen reader": of several access needs the one that tells how to answer."""
    aids = [one for one in found if one.learned.key == "accessibility.need" and one.learned.value in wishes.AIDS]
    if not aids:
        return found
    return [one for one in found if one.learned.key != "accessibility.need" or one is aids[0] or one.learned.denies]


_NOT_THEIRS: frozenset[Label] = frozenset({"question", "hypothetical", "third", "reported", "instruction"})


_WARNS = rule(
    r"\b(?:if (?:this|that|it|things|you|nothing|nobody)|unless (?:this|that|it|you|somebody)|"
    r"wenn (?:das|es|sich|ihr|sie|hier|nichts|niemand)|si (?:esto|eso|sigue|siguen|no (?:lo|me|se)|nadie|ustedes)|"
    r"si (?:ça|cela|vous|rien|personne))\b"
)
"""What somebody supposes of us, and not of themselves, is a warning: "if this goes on I'm cancelling my plan"."""


def _leaving(page: Page, sentence: str, registry: Registry) -> list[_Found]:
    start = page.clean.find(sentence) if sentence and "risk.churn" in registry.keys else -1
    end = start + len(sentence)
    bars = _NOT_THEIRS - ({"hypothetical"} if start >= 0 and _WARNS.search(page.folded, start, end) else set())
    if start < 0 or page.labels(start, end) & bars:
        return []
    return [_Found(start, end, Learned("risk.churn", "high", "", "leaves"))]


_RATHER = rule(
    r"[\s.,;:!-]{1,4}(?:(?:but|rather|now|instead|just|we'?re|i'?m|it'?s|on|the|aber|sondern|jetzt|ich habe|"
    r"wir haben|es ist|das|in|à|en|sino|tengo|es|el|"
    r"mais|c'est|j'ai|le|la)[ ,]+){1,4}(?P<v>[^\s.,;!?\x00]+(?: [^\s.,;!?\x00]+){0,3})"
)


def _instead(page: Page, found: list[_Found], registry: Registry) -> list[_Found]:
    """ "I'm not on Basic. It's Family.": what stands in the place of what is denied."""
    out = list(found)
    for one in found:
        said = _RATHER.match(page.folded, one.end) if one.learned.denies else None
        if said is None or any(other.start >= one.end and other.learned.key == one.learned.key for other in found):
            continue
        start, end = said.span("v")
        value = _as_value(page.clean[start:end], one.learned.key, registry)
        if value and not page.labels(start, end) & {"question", "hypothetical", "third", "wish"}:
            learned = replace(one.learned, value=value, denies=False, rule="instead")
            out.append(_Found(start, end, learned))
    return out


_LAND = rule(
    r"[ ]?(?:,|\(|(?:,? (?:in|en|au|aux|im|also|jetzt|now|so|ahora|maintenant|donc|that'?s|down|up|over|una ciudad de|"
    r"umgezogen|gezogen)\b){1,3})[ ,]{0,2}(?:(?:(?:also|so|jetzt|now|ahora|maintenant|in|en|au|aux|den|der|the|la|el|"
    r"los|le|les)\b[ ]?|l')){0,3}(?P<v>[^\W\d_][^,;.!?()\n\x00]{1,40})"
)


_TOLD_OF_IT = rule(
    r"^[^\W\d_][\w-]*(?: (?-i:[A-Z])[\w-]+){0,2} (?:is|was|are|has|would|isn't|ist|war|hat|es|era|está|tiene|est|"
    r"était|a)\b(?! (?:where|wo|donde|où|my|our|mein|unser|mi|nuestro|mon|notre)\b)"
)
"""What makes a country the subject of its own sentence: "I'm in Perth, Austria is colder"."""
_EXCHANGE = rule(
    r"\b(?:changed|switched|swapped|replaced|upgraded|got a new|new|cambi[eé] de|cambi[eé] el|nuevo|neues|neuen|"
    r"wechsel\w*|j'ai changé de|nouveau|nouvel)(?: my| mein| mi| mon)? "
    r"(?:phones?|mobile|cell\w*|laptop|tablet|celu\w*|móvil|teléfono|portátil|handy|smartphone|gerät|téléphone|"
    r"portable|tél|ordi\w*)\b"
)


def _exchanged(page: Page, found: Sequence[_Found], known: Known) -> Iterator[_Found]:
    """ "New phone: I use a Pixel 8 now": the only device that was held is no longer."""
    held = [fact for fact in known.facts if fact.key == "device.model"]
    new = [one for one in found if one.learned.key == "device.model" and not one.learned.denies]
    said = _EXCHANGE.search(page.folded)
    if said and new and len(held) == 1 and not any(_same(held[0], one.learned.value) for one in new):
        yield _Found(said.start(), said.end(), Learned("device.model", held[0].value, "", "exchanged", denies=True))


def _lands(page: Page, found: Sequence[_Found], registry: Registry) -> Iterator[_Found]:
    """ "I live in Rosario, Argentina": the country that stands behind a city is told with it."""
    told = {one.learned.key for one in found if not one.learned.denies}
    for one in found:
        if one.learned.key != "location.city" or one.learned.denies or "location.country" in told:
            continue
        behind = _LAND.match(page.folded, one.end)
        value = values.country(page.clean[slice(*behind.span("v"))], registry) if behind else None
        if behind and value and not _TOLD_OF_IT.search(behind["v"]):
            yield _Found(one.start, behind.end(), replace(one.learned, key="location.country", value=value), one.frame)


def _exactly(page: Page, found: Sequence[_Found], registry: Registry) -> Iterator[_Found]:
    """ "… that's where I am, Oamaru to be exact": the town that stands behind a country."""
    told = {one.learned.key: one for one in found if not one.learned.denies}
    land = told.get("location.country")
    said = places.EXACTLY.match(page.folded, land.end) if land and "location.city" not in told else None
    if land is None or said is None:
        return
    start, end = said.span(str(said.lastgroup))
    words = page.clean[start:end]
    if value := values.aside(words, registry) or (values.small_city(words, registry) if words.islower() else None):
        yield _Found(start, end, replace(land.learned, key="location.city", value=value), land.frame)


_FOR_NOBODY_ELSE = ("city.ship", "country.ship")


def _asked_to(page: Page, found: Sequence[_Found], registry: Registry) -> Iterator[_Found]:
    """ "Do you ship to Chile? We live in Valdivia": the country that was asked about is that of the town."""
    told = {one.learned.key for one in found}
    town = next((one for one in found if one.learned.key == "location.city" and not one.learned.denies), None)
    if town is None or "location.country" in told or town.learned.rule in _FOR_NOBODY_ELSE:
        return
    if asked := places.delivered_to(page, town.start, registry):
        start, land = asked
        yield _Found(start, town.end, replace(town.learned, key="location.country", value=land), town.frame)


_TOLD_BEFORE = ("product.mine", "product.ails", "product.arrived")
"""Rules by which a thing is spoken of that may have been told with its name."""


def _as_held(one: _Found, known: Known, registry: Registry) -> _Found:
    """ "The desk is sold" and "my desk wobbles" are said of the Oslo desk, when that is the only one."""
    said = one.learned.value.casefold()
    held = [fact.value for fact in known.facts if fact.key == one.learned.key]
    meant = [value for value in held if said in value.casefold().split() or _is_kind(value, one, registry)]
    again = one.learned.denies or one.learned.rule in _TOLD_BEFORE
    if not again or said in (value.casefold() for value in held) or len(meant) != 1:
        return one
    return replace(one, learned=replace(one.learned, value=meant[0]))


def _is_kind(value: str, one: _Found, registry: Registry) -> bool:
    """Whether a thing's name says in another language what it is: a "canapé Söderhamn" is a sofa."""
    goods = one.learned.key == "product.owned" and " " in value
    return goods and any(values.product(word, registry) == one.learned.value for word in value.split())


def _over(page: Page, found: list[_Found], registry: Registry, now: datetime) -> list[_Found]:
    """ "I lived in Hull until 2024" tells where somebody lived, and nothing of where they live."""
    past = [
        _Found(one.start, one.end, Learned(one.key, one.value, "", "former", status="past", valid_to=one.until))
        for one in former.seen(page, registry, now)
    ]
    return [one for one in found if not any(_within_words(one, other) for other in past)] + past


def _within_words(one: _Found, other: _Found) -> bool:
    return one.learned.key == other.learned.key and _overlap(one, other)


def _renamed(one: _Found, page: Page, known: Known) -> _Found:
    """ "My surname's Castellanos now": the first name stays as it is."""
    held = next((fact.value for fact in known.facts if fact.key == "identity.name"), "")
    full = _FULL.search(page.folded, one.end, one.end + 60) if one.learned.key == "identity.name" else None
    if full and page.clean[slice(*full.span("v"))].split()[-1] == one.learned.value.split()[-1]:
        return replace(one, end=full.end(), learned=replace(one.learned, value=page.clean[slice(*full.span("v"))]))
    if one.learned.key != "identity.name" or " " in one.learned.value or " " not in held or one.learned.denies:
        return one
    if not _SURNAME.search(page.folded, one.start, one.end):
        return one
    return replace(one, learned=replace(one.learned, value=f"{held.split()[0]} {one.learned.value}"))


def _is_nickname(one: _Found, known: Known) -> bool:
    """ "It's Peggy" of somebody who goes by Peggy: the name in full stays what it was."""
    if one.learned.key != "identity.name" or one.learned.denies or (one.frame and one.frame.changes):
        return False
    held = {fact.key: fact.value for fact in known.facts}
    nickname = held.get("identity.preferred_name", "").casefold()
    return "identity.name" in held and one.learned.value.casefold() == nickname


_CONTRASTED = frozenset(
    {"name", "email", "phone", "city", "country", "company", "plan", "device", "number", "version", "order", "language"}
)


def _put_right(page: Page, found: list[_Found], registry: Registry, known: Known, now: datetime) -> list[_Found]:
    """ "Not Cologne, Bonn": what stands in the place of a value that was told."""
    recent = _recent(known, now)
    facts = [fact for fact in (*recent, *known.facts) if registry.key(fact.key).type in _CONTRASTED]
    for one in held.instead(page, facts, lambda words, key: _as_value(words, key, registry)):
        if any(other.learned.corrects == one.fact.value or _says_otherwise(other, one) for other in found):
            continue
        slip = one.fact in recent and not one.changed
        learned = Learned(one.fact.key, one.value, "", "correction", retracts=slip, corrects=one.fact.value)
        others = [other for other in found if other.learned.key != one.fact.key or other.end <= one.start]
        found = [*others, _Found(one.start, one.end, learned)]
    return found


def _says_otherwise(other: _Found, one: held.Instead) -> bool:
    """Whether a phrase of the message has another value yet."""
    told = other.learned
    return told.key == one.fact.key and not told.denies and told.value not in (one.value, one.fact.value)


def _ended(page: Page, found: Sequence[_Found], known: Known) -> Iterator[_Found]:
    """ "The Galaxy S23 I sold": what was told before and is no longer so."""
    denied = {(one.learned.key, values.norm(one.learned.key, one.learned.value)) for one in found if one.learned.denies}
    for one in held.ended(page, known.facts):
        if (one.key, values.norm(one.key, one.value)) not in denied:
            yield _Found(one.start, one.end, Learned(one.key, one.value, "", "ended", denies=True))


_FULL = rule(
    r"(?:,? (?:also|so|that is|i\.e\.|es decir|o sea|donc|soit)|,|"
    r" -{1,2})[ ](?P<v>(?-i:[A-Z])[\w'’-]+ (?-i:[A-Z])[\w'’-]+)"
)
_SURNAME = rule(r"\b(?:surname|last name|family name|nachname|familienname|apellido|nom de famille)\b")


def _overlap(one: _Found, other: _Found) -> bool:
    return one.start < other.end and other.start < one.end


_SO_NOW = (
    r"(?:now|these days|nowadays|from now on|as of now|instead|currently|at the moment|jetzt|nun|ab jetzt|ab sofort|"
    r"inzwischen|mittlerweile|aktuell|stattdessen|ahora|desde ahora|actualmente|a partir de ahora|maintenant|désormais|"
    r"à présent|dorénavant|still|noch|noch immer|todavía|sigue siendo|toujours|encore|for now|vorerst|"
    r"de momento|pour l'instant)"
)
_IT_IS = (
    r"(?:it'?s|it is|that'?s|that is|it should be|make (?:it|that)|(?:the )?(?:new|right|correct) (?:one|number|"
    r"address) is|(?:he |lo )?actuali[czs]\w+ a|aktualisiert auf|mis à jour (?:vers|en|à)|"
    r"es ist|das ist|ist|sind es|es|son|c'est|c est|ce sera|installed|updated(?: to)?|upgraded to|changed (?:it )?to|"
    r"switched to|become|became)"
)
_RESTATES = rule(
    r"\W*(?:(?:oh|ok|okay|and|but|so|well|btw|by the way|update|und|aber|y|ya|pero|et|mais|yes|"
    r"yeah)\b[\s,:]*){0,4}(?:(?:since|after|seit|desde|depuis) (?:the |der |dem |la |el |le )?\w+[\s,]+)?"
    rf"(?:(?P<so>(?:{_SO_NOW}|{_IT_IS})\b)[\s,:]*){{0,3}}(?:(?:the|in|at|on|auf|en|à|sur|die|der|das|el|la|le|version|"
    rf"number|plan|order)[ ]){{0,2}}(?P<v>[^,;\n\x00]{{1,40}}?)(?P<after>[\s,]+(?:{_SO_NOW}|just now|please|btw|today|"
    r"since \w+|seit \w+|desde \w+|depuis \w+|then|by the way))*\W*"
)
_LIVED = rule(r"\b(?:lived|living|live|gewohnt|wohn\w*|gelebt|viv[ií]\w*|habit\w+|moved|umgezogen|mudado|déménagé)\b")
_RESTATED = ("version", "phone", "email", "number", "city", "plan", "name", "order", "country")


def _restated(
    page: Page, found: Sequence[_Found], known: Known, registry: Registry, now: datetime, topics: frozenset[str]
) -> Iterator[_Found]:
    """ "Now it's 7.2.0", "these days it's Lisbon": another value of what was told, all that a clause says."""
    if _LIVED.search(page.folded):
        topics |= {"location.city"}
    recent = _recent(known, now)
    keys = dict.fromkeys((*(fact.key for fact in recent), *topics, *(fact.key for fact in known.facts)))
    for number, (first, last, _) in enumerate(page.clauses):
        said = _RESTATES.fullmatch(page.folded, first, last)
        if (
            said is None
            or not (said["so"] or said["after"])
            or number in page.questions
            or any(one.start < last and one.end > first for one in found)
        ):
            continue
        start, end = said.span("v")
        labels = page.labels(start, end) & _BLOCKING
        words = page.clean[start:end]
        for key in keys:
            if labels - ({"third"} if key == "identity.pronouns" else set()):
                continue
            value = _restating(words, key, registry) if key in registry.keys else None
            if value and not any(_same(fact, value) for fact in known.facts if fact.key == key):
                yield _Found(start, end, Learned(key, value, "", "restated"))
                break


_HEADS = rule(
    r"\W*(?:(?:and|but|so|now|und|aber|jetzt|inzwischen|y|pero|ahora|et|mais|maintenant)\b[\s,]*){0,2}(?:we'?re|"
    r"we are|there are|there'?s|wir sind|sind wir|wir waren (?=jetzt)|somos|on est|nous sommes|es sind|"
    r"sind es)(?: (?:now|jetzt|inzwischen|mittlerweile|nun|ahora|ya|maintenant|désormais|zu))* (?P<v>[\w-]{1,12})"
    r"(?: (?:of us|people|leute|personen|personas|personnes))?(?:,? (?:now|jetzt|ahora|maintenant|désormais|today|"
    r"heute|hoy|these days|inzwischen))?\W*"
)


def _heads(page: Page, found: Sequence[_Found], known: Known, registry: Registry) -> Iterator[_Found]:
    """ "We're 9 now" of those who have told for how many they pay: a count that is all of a clause."""
    held = [fact for fact in known.facts if fact.key == "plan.seats"]
    if not held or any(one.learned.key == "plan.seats" for one in found):
        return
    for number, (first, last, _) in enumerate(page.clauses):
        said = _HEADS.fullmatch(page.folded, first, last)
        value = values.number(page.clean[slice(*said.span("v"))], registry) if said else None
        own = said and number not in page.questions and not page.labels(*said.span("v")) & _BLOCKING
        if said and own and value and not any(_same(fact, value) for fact in held):
            yield _Found(*said.span("v"), Learned("plan.seats", value, "", "restated"))


_HEADS_NOW = rule(
    r"\b(?:(?:we|i)(?:'ve got|'re at|'re on|'re up to| have| got| are at| are up to| need)|(?:haben|hab|sind|zahlen|"
    r"nutzen)(?: wir| ich)?|(?:wir|ich) (?:haben|habe|zahlen|nutzen|sind)|(?:tenemos|tengo|somos|pagamos|usamos|"
    r"manejamos|vamos por)|(?:nous (?:en )?(?:avons|sommes à)|on (?:en a|en est à|est à)|j'en ai))(?: (?:es|"
    rf"bei))? (?:{_SO_NOW}|already|schon|ya|déjà) (?P<v>\d{{1,5}}|{particulars.COUNT_WORD})(?=\s*(?:$|[.,;!?\n])|"
    r"\s(?:in total|insgesamt|en total|au total|and|und|y|et)\b)"
)
"""How many there are now of what was counted before: "we have 48 now" leaves out the seats."""


def _counted_anew(page: Page, found: Sequence[_Found], known: Known, registry: Registry) -> Iterator[_Found]:
    """ "Haben wir jetzt 48": another number of the seats that were told before."""
    held = [fact for fact in known.facts if fact.key == "plan.seats"]
    if not held or any(one.learned.key == "plan.seats" for one in found):
        return
    for said in _HEADS_NOW.finditer(page.folded):
        start, end = said.span("v")
        value = values.counted(page.clean[start:end], registry)
        if value and not page.labels(said.start(), end) & _BLOCKING and not _same(held[0], value):
            yield _Found(said.start(), end, Learned("plan.seats", value, "", "restated"))
            return


def _restating(words: str, key: str, registry: Registry) -> str | None:
    """A value that is all of the words; how many there are of something asks for its word ("12 seats")."""
    kind = registry.key(key).type
    if key == "identity.pronouns":
        return particulars.pronoun_said(words)
    if kind not in _RESTATED or (kind == "number" and not words.strip().isdigit()):
        return None
    return _as_value(words, key, registry)


_MINE = rule(
    r"\b(?:mine(?:'s| is)(?: order| number| no\.?)?|meine?s? (?:ist|lautet)(?: die| der)?|(?:el|la) mi[oa] es(?: el|"
    r" la)?|(?:la mienne|le mien)(?: est|,? c'est)(?: la| le)?|(?:there'?s |and )?(?:a|the) (?:second|other|"
    r"third) one(?: too| as well)?,?|another one(?: too)?,?|noch eine(?: zweite)?,?|und (?:noch )?die|"
    r"(?:y )?otr[oa](?: más)?,?|(?:et )?une? autre,?)[ #:,]{1,3}(?P<v>\d{5,10})(?![\w%€$.-])"
)
_ORDERS = rule(
    r"\b(?:order|parcel|delivery|bestell\w*|lieferung|paket|pedido|entrega|paquete|commande|colis|livraison)"
)
_LOOKS_BACK = 4
"""Messages before this one in which the word may stand that "mine is 48213" leaves out."""


def _mine(page: Page, known: Known) -> Iterator[_Found]:
    """ "Mine is 818280": an order number, where the last words were of orders."""
    said = _MINE.search(page.folded)
    if said is None or not any(_ORDERS.search(fold(line.text)) for line in known.history[-_LOOKS_BACK:]):
        return
    learned = Learned("order.id", page.clean[slice(*said.span("v"))], "", "order.mine")
    yield _Found(said.start(), said.end(), learned)


def _longest(found: Sequence[_Found]) -> list[_Found]:
    """Of two readings of the same key, one within the other, the longer value: "iPhone 14" is "iPhone 14 Pro"."""
    return [
        one for one in found
        if not any(
            other is not one and other.learned.key == one.learned.key and _overlap(one, other)
            and other.learned.denies == one.learned.denies and _within(one.learned.value, other.learned.value)
            for other in found
        )
    ]  # fmt: skip


def _within(value: str, longer: str) -> bool:
    return value != longer and f" {value.casefold()} " in f" {longer.casefold()} "


def card(number: str, registry: Registry, message_id: int) -> tuple[Learned, ...]:
    """Return what a contact card of the customer's own tells; nothing without a number."""
    value = values.phone(number, registry) if number else None
    return (Learned("contact.phone", value, number, "contact.card", message_id=message_id),) if value else ()


def echoes(text: str, known: Known) -> bool:
    """Return whether the message gives back what the bot or an agent said: their words are no source."""
    if len(text) < 20:
        return False
    others = (line.text for line in known.history[-10:] if line.role in ("bot", "agent"))
    return any(fuzz.ratio(text, other, score_cutoff=90) for other in others)


def _disowned(page: Page, found: Sequence[_Found], known: Known) -> Iterator[_Found]:
    """ "That's not my name": what is held under that word never was so."""
    for key, start, end in labelled.disowned(page):
        if any(one.learned.key == key for one in found):
            continue
        for fact in (*known.facts, *known.pending):
            if fact.key == key:
                yield _Found(start, end, Learned(key, fact.value, "", "disowned", denies=True, retracts=True))


def _framed(page: Page, registry: Registry, now: datetime, topics: set[str] | None = None) -> Iterator[_Found]:
    """Yield what the readers find; `topics` is given the keys of what is spoken of without being so now."""
    told = set()
    for frame in (*frames.worth(page.folded, registry), *frames.admins(registry)):
        for match in islice(frame.pattern.finditer(page.folded), MOST):
            learned = _learned(frame, match, page, registry, now)
            if topics is not None and learned is None and "past" in page.labels(match.start(), match.end()):
                topics.add(frame.key)
            if learned:
                start, end = _trim(page.clean, match.start(), learned[1])
                told.add((learned[0].key, learned[0].value, learned[0].denies))
                yield _Found(start, end, learned[0], frame)
    readers = (
        labelled.seen(page, registry),
        evident.seen(page, registry),
        wishes.seen(page),
        pointed.seen(page, registry),
    )
    for one in chain.from_iterable(readers):
        if (one.frame.key, one.value, one.frame.denies) in told:
            continue  # the words of a phrase are the better quote
        if seen := _judged(one.frame, one.value, one.start, one.end, page, registry, now):
            yield _Found(*_trim(page.clean, one.start, one.end), seen, one.frame)
        elif topics is not None:
            topics.add(one.frame.key)


def _undenied(found: Sequence[_Found]) -> list[_Found]:
    """ "I sold my desk" presupposes a desk, but says that it is gone: what is denied is not asserted as well."""
    denied = [one for one in found if one.learned.denies]
    return [
        one
        for one in found
        if one.learned.denies
        or not any(
            other.learned.key == one.learned.key
            and (
                other.start <= one.start < other.end
                or (_overlap(one, other) and other.learned.value == one.learned.value)
            )
            for other in denied
        )
    ]


def _not_merely_from(found: Sequence[_Found], known: Known) -> list[_Found]:
    """ "I'm from Norway" tells the country of those of whom none is known: who lives in Germany may be from Norway."""
    told = {(one.learned.key, one.learned.value) for one in found if one.learned.rule not in _FROM}
    told |= {(fact.key, fact.value) for fact in known.facts}
    return [
        one for one in found
        if one.learned.rule not in _FROM
        or not any(key == one.learned.key and value != one.learned.value for key, value in told)
    ]  # fmt: skip


_NEVER_WAS = ("labelled", "name.not")
"""Rules whose denial is a correction: "my name is not Kim" never was so."""
_FROM = ("country.from", "place.from", "place.named")


_THEY_DID = re.compile(r"\bllamó\b", re.IGNORECASE)
"""Somebody rang: without its accent it would be the customer's name."""


def _learned(
    frame: Frame, match: re.Match[str], page: Page, registry: Registry, now: datetime
) -> tuple[Learned, int] | None:
    """Return the fact that a frame's match tells and where its words end; None when it tells none."""
    words, said, end = _caught(frame, match, page)
    value = frame.read(words, registry) or _in_small_letters(frame, words, page, registry, match.start())
    if value is None or not _valid(frame.key, value, registry):
        return None
    if said == end and not frame.value:
        said = end = end - len(words) + _reach(words, value)
    learned = _judged(frame, value, match.start(), said, page, registry, now)
    return (learned, end) if learned else None


_OTHERS_NAME = rule(
    r".*(?:\b(?!(?:what|that|it|here|there|who|how)'s)\w{2,}'s (?:(?:full|first|last|real|given) )?name\b|"
    r"\bname (?:of|von) (?:my|our|the|mein\w*|unser\w*)|\bname (?:mein|unser)e[rs]\b|\bnombre de (?:mi|"
    r"nuestr[oa]) (?!cuenta|reserva|pedido)|\bnom de (?:mon|ma|notre) (?!compte|réservation|commande))"
)
"""Whose name is told: "my cat's name is Mochi"."""


def _in_small_letters(frame: Frame, words: str, page: Page, registry: Registry, start: int) -> str | None:
    """A place that no list has, in a message that begins small: only after "live in" and the like."""
    if frame.key != "location.city" or not words[:1].islower() or not places.typed_small(page):
        return None
    if frame.rule in places.SMALL:
        return values.small_city(words, registry, sure=True)
    if frame.rule not in places.WHERE_ONE_IS:
        return None
    asked = places.delivered_to(page, start, registry)
    return values.small_city(words, registry) if asked else values.hyphened_city(words, registry)


def _judged(
    frame: Frame, value: str, start: int, said: int, page: Page, registry: Registry, now: datetime
) -> Learned | None:
    """Return the fact that words from `start` to `said` tell; None where they are not one's own, present word."""
    opening = start + len(page.clean[start:said]) - len(page.clean[start:said].lstrip(_MARKS))
    labels = page.labels(opening, said)
    coming = _coming(frame, page, opening, labels, now, registry)
    if labels & (_BLOCKING - frame.through - ({"wish"} if coming else frozenset())) or (frame.later and not coming):
        return None
    clause = page.clauses[page.clause_at(opening)][:2]
    rang = frame.key == "identity.name" and _THEY_DID.search(page.clean, *clause)
    if not frame.denies and whose.is_anothers(frame.key, value, page, opening, said):
        return None
    if frame.key == "identity.name" and _OTHERS_NAME.match(page.folded, *clause):
        return None
    if rang or (frame.bars and frame.bars.match(page.folded, *clause)):
        return None
    hedged = "hedge" in labels - frame.through
    never = frame.denies and frame.rule in _NEVER_WAS
    return Learned(
        frame.key, value, "", frame.rule, HEDGED if hedged else 0.9, "pending" if hedged or coming else "active",
        denies=frame.denies, retracts=never, valid_from=None if hedged else coming,
    )  # fmt: skip


def _valid(key: str, value: str, registry: Registry) -> bool:
    shape = registry.key(key).validator
    return not shape or bool(re.fullmatch(shape, value))


_PRESENT = rule(
    r"\b(?:now|still|currently|for now|until then|right now|at the moment|jetzt|noch|derzeit|aktuell|momentan|zurzeit|"
    r"vorerst|bis dahin|ahora|todavia|aun|sigo|seguimos|actualmente|por ahora|de momento|maintenant|encore|toujours|"
    r"actuellement|pour l'instant|pour le moment|en ce moment|d'ici la|jusque-la|till then|in the meantime|solange)\b"
)


_MOODS = ("sentiment.last", "risk.churn")
"""How somebody feels is so at once, whatever day their words name."""


def _coming(
    frame: Frame, page: Page, at: int, labels: set[Label], now: datetime, registry: Registry
) -> datetime | None:  # fmt: skip
    """Return the day from which on it holds, when the sentence says that it is still to come."""
    if frame.key in _MOODS or frame.denies or frame.through - {"past"} or registry.key(frame.key).cardinality == "many":
        return None
    first, last, _ = page.clauses[page.clause_at(at)]
    if _PRESENT.search(page.folded, first, last) and "wish" not in labels:
        return None  # "from April in Jena, for now still in Erfurt": the day is that of the other clause
    told_of = frame.later or "wish" in labels
    start, end, _ = page.sentences[page.clauses[page.clause_at(at)][2]]
    said = page.folded if told_of else _without_wishes(page, at, start, end)
    return dates.begins(said, start, end, now, only_from=not told_of)


def _without_wishes(page: Page, at: int, start: int, end: int) -> str:
    """ "I'm on Plus, thinking of next year": a day that other clauses wish or ask for puts nothing off."""
    said, own, wished = page.folded, page.clause_at(at), False
    for number in range(page.clause_at(start), page.clause_at(max(start, end - 1)) + 1):
        first, last, _ = page.clauses[number]
        wished = wished or bool(page.labels(first, last) & {"wish", "question", "hypothetical"})
        if number != own and wished:
            said = f"{said[:first]}{' ' * (last - first)}{said[last:]}"
    return said


def _caught(frame: Frame, match: re.Match[str], page: Page) -> tuple[str, int, int]:
    """Return the value's words, where they end, and where the frame ends."""
    if frame.value:
        return frame.value, match.end(), match.end()
    group = next(name for name in ("v", "w") if match.groupdict().get(name))
    return page.clean[match.start(group) : match.end(group)], match.end(group), match.end()


def _reach(words: str, value: str) -> int:
    """Return where the value ends in the words caught: "desk wobbles" were caught for a desk."""
    at = words.lower().rfind(value.lower().split()[-1])
    if at < 0:
        return len(words)
    end = at + len(value.split()[-1])
    while end < len(words) and not words[end].isspace():
        end += 1
    return end


def _trim(clean: str, start: int, end: int) -> tuple[int, int]:
    """The quote runs from the frame's first word to its end, without the blanks and marks around."""
    while start < end and clean[start] in _MARKS:
        start += 1
    while end > start and clean[end - 1] in _MARKS:
        end -= 1
    return start, end


def _once(said: Sequence[Learned]) -> Iterator[Learned]:
    """Several frames may see the same words; the first one counts, and what is sure before what is guessed."""
    seen: set[tuple[str, str, bool]] = set()
    for one in sorted(said, key=lambda learned: learned.status == "pending"):
        mark = (one.key, values.norm(one.key, one.value), one.denies)
        if mark not in seen:
            seen.add(mark)
            yield one


# --- corrections -------------------------------------------------------------------------------

_CUE = rule(
    r"(?:^|[.!?,;\n]\s*|\s-{1,2}\s|\s(?=\*[^\W\d_]+(?:\s|$))|\s(?=(?:no wait|wait no|no sorry|i mean|scratch that|"
    r"nein moment|no espera|non attends|(?:euh|heu|eh|uh|um|ähm?|öh|erm?|este|bah)[ ,]+(?:no|non|nan|nein|nee|nö|nope|"
    r"sorry|pardon))\b)|\b(?:but|and|aber|pero|mais) )(?P<cue>\*|(?:ähm?|erm?|uhm?|euh|eh)(?=\s*[,.…])|"
    r"(?:(?:oh|ah|wait|euh|heu|eh|uh|um|ähm?|öh|erm?|este|bah|oops|whoops|ups|uups|oups|houla|huch|hoppla|mist|vaya|"
    r"no|nope|sorry|pardon|non|nein|nee?|nö|nah|ach|no wait|wait no|no espera|nein moment|non attends|perdon|perdona|"
    r"ay|uy|mince|hmm?|hang on|hold on|moment)[,.!]* )*(?:sorry|oops|ups|i mean(?:t)?|i meant to say|actually|"
    r"correction|autocorrect|autokorrektur|autocorrector|correcteur|spelling|silly me|duh|strike that|"
    r"what am i saying|ach was|ach nee|qué digo|que dis-je|my mistake|my bad|typo|i mistyped|no wait|wait no|"
    r"no espera|nein moment|non attends|i misspoke|wrong(?: (?:number|one))?|scratch that|make that|rather|no|nope|"
    r"(?:let me )?correct(?:ing)? (?:that|this|myself)|that should (?=be|read|say)|(?:it |this )should (?=be|read|"
    r"say)|(?:ich |me |je )?(?:korrigiere|berichtige|corrijo|rectifico|corrige|rectifie)(?: mich)?|ich mein(?:t)?e|"
    r"meinte|nein|sollte (?:heißen|sein)|verdreht|zahlendreher|(?:es que )?(?:lo )?escribí mal|me confundí|"
    r"me he confundido|bailé los números|j ?'?ai inversé|gourée?|typed it wrong|verguckt|verlesen|falsch|"
    r"entschuldigung|verzeihung|eigentlich|korrektur|tippfehler|verschrieben|vertippt|quatsch|vielmehr|perdon|perdona|"
    r"disculp[ae]|quise decir|queria decir|en realidad|correccion|me equivoque|mejor dicho|digo|non|pardon|"
    r"excusez-moi|je voulais dire|en fait|désolée?|je me suis trompée?|erreur|enfin|plutôt)\b)\s?[,:.!]*\s*"
)
_LEAD = rule(
    r"(?:(?:autocorrect|autokorrektur|autocorrector|correcteur|spelling|wrong|falsch|mal|faux|i mean(?:t)?|"
    r"i meant to say|it'?s|it is|(?:it |this |that )?should (?:be|say|read)|(?:be|read|say)|that'?s|that should be|"
    r"make that|actually|rather|sorry|typo|oops|correction|my (?:mistake|bad)|no|the|right (?:one|number) is|"
    r"number is|es ist|das ist|ich mein(?:t)?e|richtig ist|es|es el|es la|quise decir|queria decir|digo|"
    r"c'est(?: le| la)?|je voulais dire|in|to|at|en|à|el|la|le|die|der|(?:mit|with|con|avec) (?:an? |einem? |una? |"
    r"une? )?[\w]{1,8}(?=[:,]|$)|[^\W\d_]+ (?:no|nicht|pas)(?=,)|not [\w.@-]+(?=[ ,]+)(?: but)?)"
    r"(?![\w.@-])[ ,:]*){0,4}"
)
_TAIL = rule(r",? (?:not|instead of|nicht|no|statt|en vez de|et non|pas|au lieu de) (?P<old>[\w .@#-]{2,40})$")
_WRONG = rule(
    r"\b(?:that'?s|that is|this is|it'?s) (?:wrong|not (?:right|true|correct)|incorrect|outdated)|"
    r"\b(?:das )?(?:stimmt (?:so )?nicht|ist (?:falsch|nicht richtig))|\b(?:eso |esto )?(?:no es (?:correcto|cierto|"
    r"verdad)|esta mal|es falso)|\b(?:c'est|ce n'est pas) (?:faux|exact|correct|vrai|juste|pas (?:exact|vrai|correct|"
    r"juste))"
)
"""That something which we hold never was so; counts however long ago it was said."""


def _corrected(page: Page, found: list[_Found], registry: Registry, known: Known, now: datetime) -> list[_Found]:
    """Mark what corrects earlier words, and read a bare value after "sorry, I meant"."""
    out = [_retracting(page, one, known, now) for one in found]
    for cue in _CUE.finditer(page.folded):
        out = _slipped(cue, out)
        if not any(_stands_behind(one, cue, page) for one in found):
            out = _bare(page, cue, out, registry, known, now)
    return out


def _stands_behind(one: _Found, cue: re.Match[str], page: Page) -> bool:
    """Whether what follows a cue tells something by a phrase of its own, and is no bare value.

    A bare number is put right whatever is told after it: "order 71820, sorry 71280, in the name of …".
    """
    behind = _PUT_RIGHT.match(page.folded, cue.end())
    start = behind.end() if behind else cue.end() - 2
    return one.start >= start and page.clause_at(one.start) <= page.clause_at(cue.end()) + (0 if behind else 1)


_PUT_RIGHT = rule(r"[ #]{0,2}\d[\d -]{2,}\d(?=[,.;!]|\s*$)")
_CLOSE = 3
"""Characters from a cue to what it puts right."""


def _slipped(cue: re.Match[str], found: list[_Found]) -> list[_Found]:
    """ "Order 20340, no wait, 20430": of two numbers of a message the first was a slip."""
    right = next((one for one in found if 0 <= one.start - cue.end() <= _CLOSE and not one.learned.denies), None)
    if right is None or right.learned.key != "order.id":
        return found
    wrong = [one for one in found if one.learned.key == right.learned.key and one.end <= cue.start() + _CLOSE]
    return [one for one in found if one is not wrong[-1]] if wrong else found


def _retracting(page: Page, one: _Found, known: Known, now: datetime) -> _Found:
    """ "actually, I live in Bergen" says that Oslo never was true, if Oslo was said just now."""
    frame = one.frame
    if frame is None or frame.changes or frame.denies:
        return one
    opening = page.sentences[page.clauses[page.clause_at(one.start)][2]][0]
    cue = next(_CUE.finditer(page.folded, max(0, opening - 2), max(one.start + 1, 0)), None)
    said = _recent(known, now)
    if _is_many(one.learned.key, known):
        return _mistyped(page, one, cue, said)
    if _WRONG.search(page.folded, 0, one.start):
        return _Found(one.start, one.end, replace(one.learned, retracts=True), frame)
    if cue is None or not any(fact.key == one.learned.key for fact in said):
        return one
    return _Found(one.start, one.end, replace(one.learned, retracts=True), frame)


_MEANT = rule(
    r"\b(?:i mean(?:t)?|i meant to say|correction|my mistake|my bad|typo|i mistyped|i misspoke|wrong (?:number|one)|"
    r"scratch that|make that|ich mein(?:t)?e|korrektur|tippfehler|verschrieben|vertippt|vielmehr|quise decir|"
    r"queria decir|correccion|me equivoque|mejor dicho|digo|je voulais dire|erreur|je me suis trompée?)\b"
)


def _mistyped(page: Page, one: _Found, cue: re.Match[str] | None, said: Sequence[Fact]) -> _Found:
    """ "Sorry, I meant order 48231": of keys that hold many, the one just told was a slip; "also" adds another."""
    held = [fact for fact in said if fact.key == one.learned.key and not _same(fact, one.learned.value)]
    if cue is None or not held or not _MEANT.search(page.folded, cue.start(), one.end):
        return one
    sure = replace(one.learned, retracts=True, corrects=held[0].value, status="active", confidence=0.9)
    return replace(one, learned=sure)  # "ich meinte" is no doubt here


def _is_many(key: str, known: Known) -> bool:
    return key in ("product.owned", "order.id") or sum(fact.key == key for fact in known.facts) > 1


def _bare(
    page: Page, cue: re.Match[str], found: list[_Found], registry: Registry, known: Known, now: datetime
) -> list[_Found]:
    for words, start in _after_cue(page, cue):
        if (put_right := _with_bare(words, start, cue, found, page, registry, known, now)) is not None:
            return put_right
    return found


def _with_bare(
    words: str, start: int, cue: re.Match[str], found: list[_Found], page: Page, registry: Registry, known: Known,
    now: datetime,
) -> list[_Found] | None:  # fmt: skip
    """Return what is found with a bare value put in the place of the last one of its kind; None if it is no value."""
    # The words of this very message come first: "I live in Oslo, sorry, Bergen".
    here = [one for one in reversed(found) if one.end <= cue.end() and not one.learned.denies]
    for one in here:
        if value := _as_value(words, one.learned.key, registry) or _small_as_well(words, one, page, registry):
            learned = replace(
                one.learned, value=value, retracts=True, rule="correction", status="active", corrects=one.learned.value
            )
            return [*(other for other in found if other is not one), _Found(start, start + len(words), learned)]
    for fact in _recent(known, now):
        if (value := _as_value(words, fact.key, registry)) and not _same(fact, value):
            learned = Learned(fact.key, value, "", "correction", retracts=True, corrects=fact.value)
            return [*found, _Found(start, start + len(words), learned)]
    return None


def _small_as_well(words: str, one: _Found, page: Page, registry: Registry) -> str | None:
    """ "vivo en luarca, digo cudillero": who wrote a town small writes the one in its place so."""
    said = page.clean[one.start : one.end]
    if one.learned.key != "location.city" or one.learned.value.lower() not in said or not words.islower():
        return None
    first, *rest = words.split()
    return values.small_city(first, registry) if not rest or _SINCE.match(fold(" ".join(rest))) else None


_SINCE = rule(r"(?:since|for|seit|desde|hace|depuis|now|jetzt|ahora|maintenant)\b")


def _same(fact: Fact, value: str) -> bool:
    return values.norm(fact.key, fact.value) == values.norm(fact.key, value)


def _after_cue(page: Page, cue: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield the few words that a correction consists of and where they begin: what follows at once, then "it's …"."""
    end = next((stop for _, stop, _ in page.sentences if stop >= cue.end()), len(page.clean))
    if any(first <= cue.end() <= last and marked for first, last, marked in page.sentences):
        return
    at = cue.end()
    while at < end:
        lead = _LEAD.match(page.folded, at, end)
        start = lead.end() if lead else at
        comma = page.clean.find(",", start, end)
        words = _few(page.clean[start : comma if comma >= 0 else end])
        if words and (at == cue.end() or start > at):
            yield words, start
        at = comma + 1 + (page.clean[comma + 1 : comma + 2] == " ") if comma >= 0 else end


def _few(words: str) -> str:
    """Return words that may be a value put right, without what is said of it; empty when they are a sentence."""
    words = _RIGHT.sub("", _SPELT.sub("", words))
    tail = _TAIL.search(fold(words))
    words = (words[: tail.start()] if tail else words).rstrip(" .!*")
    short = len(words.split()) <= (8 if re.fullmatch(r"[\d\s+()/.-]+", words) else 4)
    return words if words.strip() and short and BLANK not in words else ""


_RIGHT = re.compile(
    r"[\s,]+(?:sry|sorry|soz|oops|lol|haha|ups|pardon|perd[oó]n|my bad|mb|dsl|thx|thanks|please|danke|gracias|merci)$|"
    r"\s+(?:i mean|mein(?:t)?e ich|quiero decir|digo|je veux dire)$|\s+(?:is|ist|wäre|es|est|sería|c'est|"
    r"was) (?:right|correct|the right one|richtig|korrekt|correcto|el bueno|la buena|correcte?|la bonne|le bon|juste)$",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"\s+(?:mit|with|con|avec|wie|as in|like|spelled|spelt|como|comme|se escribe|geschrieben)\s.*$", re.IGNORECASE
)
"""How a word is spelt, said behind it: "Mayer mit a und y"."""


def _as_value(words: str, key: str, registry: Registry) -> str | None:
    if key == "hours.opening":
        return particulars.hours_said(words)
    kind = registry.key(key).type
    reader = _SURE.get(kind) or values.OF_TYPE.get(kind)
    value = reader(words, registry) if reader else None
    if value is None or kind not in ("city", "country"):
        return value
    return value if values.norm(key, value).count(" ") == len(words.split()) - 1 or words.lower() in _PLACES else None


_SURE: Mapping[str, values.Reader] = {"name": values.surely_name}
_PLACES = frozenset((*CITIES, *COUNTRIES))


def _recent(known: Known, now: datetime) -> list[Fact]:
    """Facts of the last three turns or the last hour, newest first: only these can have been a slip."""
    mine = [line.message_id for line in known.history if line.role == "customer"][-RECENT_TURNS:]
    fresh = [
        fact
        for fact in (*known.facts, *known.pending)
        if fact.message_id in mine or (not known.history and now - fact.recorded_at < RECENT)
    ]
    return sorted(fresh, key=lambda fact: (fact.valid_from, fact.id), reverse=True)


# --- answers -----------------------------------------------------------------------------------

_POLITE = rule(
    r"\s*(?:(?:hi|hello|sure|yes|yeah|yep|ok|okay|of course|certainly|well|oh|uh|um|hm+|no|nope|nah|not|nein|nee?|nö|"
    r"na|naa|ja|klar|sí|qué va|que va|para nada|nan|nop|nop[ae]|si|claro|oui|non|bien sûr|genau|eh|i think|i guess|"
    r"maybe|probably|perhaps|around|about|roughly|ich glaube|glaube?|vielleicht|wohl|etwa|creo que|quizas?|tal vez|"
    r"unos|je crois(?: que)?|je pense(?: que)?|peut-?être|environ)\b[\s,.!:]*)*(?:(?:it'?s|it is|its|that'?s|"
    r"that would be|that is|here you go|here it is|my \w+(?: \w+)? is|we have|we are|we use|i use|i have|i'm|number|"
    r"mine is|order(?: number| no\.?| nr\.?)?|es ist|das ist|das wäre|ich habe|wir haben|ich nutze|bestellnummer|es|"
    r"es el|es la|tengo|tenemos|uso|el|la|los|las|c'est|c est|ce serait|j'ai|nous avons|j'utilise|le|l'|den|die|das|"
    r"der|in|en|à|from|the|auf|bei|at|number|numero|nummer|je suis|ich bin|aus|von|unter|auf den namen|desde|soy de|"
    r"de|a nombre de|au nom de|version)\b'?[\s,.:#-]*)*"
)
_DOUBTFUL = rule(r"\b(?:i (?:think|guess|believe)|maybe|glaub\w*|denke ich|creo|quizas?|je crois|je pense)[ ]?\?")
"""A sign that asks nothing: "silver, I think?"."""
_ASIDE = rule(
    r"[\s,(]+(?:(?:but )?i (?:think|guess|believe|suppose)|maybe|probably|(?:but )?(?:i'?m )?not (?:\w+ )?sure|"
    r"i'?d guess|or so|please|pls|i'?m afraid|bitte|glaub\w*|ich glaube|denke ich|vermutlich|por favor|creo|supongo|"
    r"je crois|je pense|svp|s'il vous plait|thanks|thank you|thx|danke|gracias|merci|at the moment|right now|"
    r"in)\b[^\n]{0,40}$"
)
_YES = rule(
    r"\s*(?:(?:yes|yeah|yep|yup|ya|sure|correct|right|exactly|indeed|still|true|that'?s (?:right|correct|it|true)|"
    r"it is|i am|i do|there|here|the same|so|dort|immer noch|noch|wir sind's|we (?:are|do)|ja|jep|jawohl|genau|"
    r"richtig|stimmt|korrekt|sí|si|claro|correcto|exacto|asi es|oui|ouais|exact|exactement|tout à fait|"
    r"c'est (?:bien )?(?:ça|exact|juste))[\s,.!]*){1,4}(?:thanks|thank you|danke|gracias|merci)?\W*"
)


def _asked(
    awaiting: Mapping[str, Any], known: Known, registry: Registry, now: datetime
) -> questions.Asked | None:  # fmt: skip
    """Return what the last words of the bot or an agent asked for: as the bot noted it, else by its words."""
    if awaiting.get("kind") == "ask":
        key = str(awaiting.get("key", ""))
        return questions.Asked(key, str(awaiting.get("value", ""))) if key in registry.keys else None
    last = known.history[-1] if known.history else None
    if last is None or last.role not in ("bot", "agent") or (awaiting.get("kind") and last.role == "bot"):
        return None
    sentence = questions.last_question(last.text)
    if not sentence:
        return None
    told = spans.page(questions.as_statement(sentence))
    named = [
        one.learned for one in _framed(told, registry, now) if one.learned.status == "active" and not one.learned.denies
    ]
    key = questions.key_of(sentence)
    if named:
        return questions.Asked(named[0].key, named[0].value)
    return questions.Asked(key) if key in registry.keys else None


def _answered(page: Page, registry: Registry, asked: questions.Asked) -> list[_Found]:
    """The bot, or an agent, asked for a key: a bare value fills it, and a bare yes the value that they named."""
    if asked.value and _YES.fullmatch(page.folded):
        start, end = _edges(page.clean, 0)
        return [_Found(start, end, Learned(asked.key, asked.value, "", "answer.yes"))]
    lead = _POLITE.match(page.folded)
    start, end = _edges(page.clean, lead.end() if lead else 0)
    words = page.clean[start:end]
    if _refuses(words) or "?" in _DOUBTFUL.sub("", page.folded):
        return []
    aside = _ASIDE.search(page.folded, start, end)
    start, end = _edges(page.clean[: aside.start() if aside else len(page.clean)], start)
    words = page.clean[start:end]
    value = None if BLANK in words or len(words) > 80 else _bare_value(words, asked.key, registry)
    if value is None and (first := _FIRST.match(words)) and not _refuses(first[0]):
        # "Priyanka, nice to meet you"
        value, end = _bare_value(first[0], asked.key, registry), start + first.end()
    if value is None and asked.key == "plan.name" and (named := _PLAIN_FIRST.match(words)) and not _says_none(page):
        value, end = pointed.plan_answered(named[0], registry), start + named.end()
    if value is None and (later := _said_later(page, registry, asked.key)):
        return [later]
    if value is None or not _valid(asked.key, value, registry):
        return []
    hedged = "hedge" in page.labels(start, len(page.clean)) or "hedge" in page.labels(0, len(page.clean))
    learned = Learned(asked.key, value, "", "answer", HEDGED if hedged else 0.9, "pending" if hedged else "active")
    return [_Found(start, end, learned), *_country_beside(words, start, asked.key, registry)]


_SHAPED = frozenset({"plan", "email", "phone", "version", "order", "number", "device", "language", "country"})
"""Types whose values show themselves: they answer also from behind other words."""


def _said_later(page: Page, registry: Registry, key: str) -> _Found | None:
    """ "nope, that's old. Family.": the answer is all of a later clause."""
    if registry.key(key).type not in _SHAPED:
        return None
    for first, last, _ in page.clauses[1:]:
        start, end = _edges(page.clean[:last], first)
        words = page.clean[start:end]
        value = (
            _bare_value(words, key, registry) if 0 < len(words.split()) <= RECENT_TURNS and BLANK not in words else None
        )
        if value and not page.labels(start, end) & _BLOCKING:
            return _Found(start, end, Learned(key, value, "", "answer"))
    return None


def _country_beside(words: str, start: int, key: str, registry: Registry) -> Iterator[_Found]:
    """ "Uppsala, in Sweden" answers the question for the city, and tells the country."""
    city, comma, rest = words.partition(",")
    rest = re.sub(r"^\s*(?:in|en|au)\s+", "", rest).strip()
    if key == "location.city" and comma and (value := values.country(rest, registry)):
        at = start + len(city)
        yield _Found(
            start + words.index(rest), at + len(words) - len(city), Learned("location.country", value, "", "answer")
        )


_FIRST = re.compile(r"[^,;!?\n\x00]{2,40}(?=[,;!]|\.\s)")
_PLAIN_FIRST = re.compile(r"[^,;.!?\n\x00]{2,40}")
_NO_ANSWER = rule(
    r"\s*(?:never|not at all|nunca|jamás|nada|nie|niemals|nix|nichts|rien|jamais|pas du tout|no idea|no clue|dunno|"
    r"don'?t know|i don'?t|not sure|none|nothing|why|what|where|how|who|when|keine ahnung|weiß|weiss|warum|wieso|wo\b|"
    r"ni idea|no s[eé]|ninguno|por que|donde|como|aucune idée|je (?:ne )?sais pas|pourquoi|où|no|nope|nein|non|no way|"
    r"rather not|later|n/a|idk|skip|nah|never mind|forget it|thanks|ok|okay|human|agent|help)\b[\s\w.!]*",
)


def _refuses(words: str) -> bool:
    """Whether the answer is that there is none."""
    return bool(_NO_ANSWER.fullmatch(fold(words)))


def _says_none(page: Page) -> bool:
    """Whether the first words refuse, with what was taken for mere courtesy: "no idea"."""
    first = _PLAIN_FIRST.match(page.clean.lstrip())
    return first is None or _refuses(first[0])


def _edges(clean: str, start: int) -> tuple[int, int]:
    end = len(clean.rstrip(" \t\r\n.!,"))
    while start < end and clean[start] in " \t\r\n\"'":
        start += 1
    return start, max(start, end)


def _bare_value(words: str, key: str, registry: Registry) -> str | None:
    rules = registry.key(key)
    if not words.strip():
        return None
    if rules.type == "choice":
        return wishes.chosen(key, fold(words)) or next(
            (value for value in rules.values if value in words.lower().split()), None
        )
    if rules.type == "timezone":
        return particulars.zone_said(words, registry)
    reader = values.OF_TYPE.get(rules.type)
    if rules.type == "city":
        said = words.split(",")[0]
        few = len(said.split()) <= _WORDS_OF_A_TOWN and not values.no_town(said)
        return values.city(_shown(said), registry) if few or not said.islower() else values.listed_city(said, registry)
    if rules.type == "plan":
        # Where the plans are listed only a tier is another name: "to Norway" answers no question for the plan.
        named = values.plan if registry.plans else values.named_plan
        return values.plan(words, registry) or named(_shown(words), registry)
    if reader:
        return reader(words, registry)
    return words if 0 < len(words.split()) <= 8 else None


_WORDS_OF_A_TOWN = 3


def _shown(words: str) -> str:
    """Words as they would be shown, where somebody types in small letters."""
    return words.title() if words.islower() else words
