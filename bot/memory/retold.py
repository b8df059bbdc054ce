"""What is said of what was told before, with a part of it left out: "we're 9 now", "these days it's Lisbon", "mine is
48213", "the desk is sold".

No phrase tells which key is meant or what the thing is called; what is known of the customer does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from bot.memory import bare, held, labelled, offers, things, tiers, values
from bot.memory.found import Found, Reading
from bot.memory.frame import NOT_OWN
from bot.memory.registry import Registry
from bot.memory.seats import COUNT_WORD
from bot.memory.spelling import fold, rule
from bot.types.memory import Fact, Known, Learned

_CALLED_IN = 6
"""Messages before this one in which a name may have been called a plan."""


def plans_told(known: Known, registry: Registry, text: str = "") -> tuple[str, ...]:
    """The plans that this customer has told before, and what has just been called one, by them or by the bot.

    With and without their size: "Flex 20" makes "flex 50" a plan.
    """
    told = [fact.value for fact in known.facts if fact.key == "plan.name"]
    lines = (*(line.text for line in known.history[-_CALLED_IN:]), text)
    told += [name for line in lines for name in offers.called(line[:LONGEST_LINE], registry)]
    return tuple(dict.fromkeys(name for value in told for name in (value, tiers.sized(value)[0])))


LONGEST_LINE = 400
"""Characters of a message that are searched for what it calls a plan."""


_TOLD_BEFORE = ("product.mine", "product.ails", "product.arrived")
"""Rules by which a thing is spoken of that may have been told with its name."""


def as_held(reading: Reading, one: Found) -> Found:
    """ "The desk is sold" and "my desk wobbles" are said of the Oslo desk, when that is the only one."""
    said = one.learned.value.casefold()
    told = [fact.value for fact in reading.known.facts if fact.key == one.learned.key]
    meant = [value for value in told if said in value.casefold().split() or _is_kind(value, one, reading.registry)]
    again = one.learned.denies or one.learned.rule in _TOLD_BEFORE or one.learned.key == "device.model"
    if not again or said in (value.casefold() for value in told) or len(meant) != 1:
        return one
    return replace(one, learned=replace(one.learned, value=meant[0]))


def _is_kind(value: str, one: Found, registry: Registry) -> bool:
    """Whether a thing's name says in another language what it is: a "canapé Söderhamn" is a sofa."""
    goods = one.learned.key == "product.owned" and " " in value
    return goods and any(things.product(word, registry) == one.learned.value for word in value.split())


_FULL = rule(
    r"(?:,? (?:also|so|that is|i\.e\.|es decir|o sea|donc|soit)|,|"
    r" -{1,2})[ ](?P<v>(?-i:[A-Z])[\w'’-]+ (?-i:[A-Z])[\w'’-]+)"
)
_SURNAME = rule(r"\b(?:surname|last name|family name|nachname|familienname|apellido|nom de famille)\b")


def renamed(reading: Reading, one: Found) -> Found:
    """ "My surname's Castellanos now": the first name stays as it is, unless the name in full stands behind it."""
    page, name = reading.page, one.learned.value
    if one.learned.key != "identity.name":
        return one
    full = _FULL.search(page.folded, one.end, one.end + 60) if " " not in name else None
    if full and (whole := page.clean[slice(*full.span("v"))]).split()[-1] == name.split()[-1]:
        return replace(one, end=full.end(), learned=replace(one.learned, value=whole))
    told = next((fact.value for fact in reading.known.facts if fact.key == "identity.name"), "")
    if " " in name or " " not in told or one.learned.denies or not _SURNAME.search(page.folded, one.start, one.end):
        return one
    return replace(one, learned=replace(one.learned, value=f"{told.split()[0]} {name}"))


def is_nickname(reading: Reading, one: Found) -> bool:
    """ "It's Peggy" of somebody who goes by Peggy, "Doreen again" of Doreen Finch: the name in full stays as it was."""
    if one.learned.key != "identity.name" or one.learned.denies or (one.frame and one.frame.changes):
        return False
    told = {fact.key: fact.value for fact in reading.known.facts}
    nickname = told.get("identity.preferred_name", "").casefold()
    held_name, said = told.get("identity.name", "").casefold(), one.learned.value.casefold()
    part = said != held_name and not one.learned.retracts and set(said.split()) <= set(held_name.split())
    return "identity.name" in told and (said == nickname or part)


_EXCHANGE = rule(
    r"\b(?:changed|switched|swapped|replaced|upgraded|got a new|new|cambi[eé] de|cambi[eé] el|nuevo|neues|neuen|"
    r"wechsel\w*|j'ai changé de|nouveau|nouvel)(?: my| mein| mi| mon)? "
    r"(?:phones?|mobile|cell\w*|laptop|tablet|celu\w*|móvil|teléfono|portátil|handy|smartphone|gerät|téléphone|"
    r"portable|tél|ordi\w*)\b"
)


def exchanged(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """ "New phone: I use a Pixel 8 now": the only device that was held is no longer."""
    told = [fact for fact in reading.known.facts if fact.key == "device.model"]
    new = [one for one in found if one.learned.key == "device.model" and not one.learned.denies]
    said = _EXCHANGE.search(reading.page.folded)
    if said and new and len(told) == 1 and not any(held.same(told[0], one.learned.value) for one in new):
        yield Found(said.start(), said.end(), Learned("device.model", told[0].value, "", "exchanged", denies=True))


def ended(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """ "The Galaxy S23 I sold": what was told before and is no longer so."""
    denied = {(one.learned.key, values.norm(one.learned.key, one.learned.value)) for one in found if one.learned.denies}
    for one in held.ended(reading.page, reading.known.facts):
        if (one.key, values.norm(one.key, one.value)) not in denied:
            yield Found(one.start, one.end, Learned(one.key, one.value, "", "ended", denies=True))


def disowned(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """ "That's not my name": what is held under that word never was so."""
    for key, start, end in labelled.disowned(reading.page):
        if any(one.learned.key == key for one in found):
            continue
        for fact in (*reading.known.facts, *reading.known.pending):
            if fact.key == key:
                yield Found(start, end, Learned(key, fact.value, "", "disowned", denies=True, retracts=True))


_ORDERS = rule(
    r"\b(?:order|parcel|delivery|bestell\w*|lieferung|paket|pedido|entrega|paquete|commande|colis|livraison)"
)
_LOOKS_BACK = 4
"""Messages before this one in which the word may stand that "mine is 48213" leaves out."""
_MINE = rule(
    r"\b(?:mine(?:'s| is)(?: order| number| no\.?)?|meine?s? (?:ist|lautet)(?: die| der)?|(?:el|la) mi[oa] es(?: el|"
    r" la)?|(?:la mienne|le mien)(?: est|,? c'est)(?: la| le)?|(?:there'?s |and )?(?:a|the) (?:second|other|"
    r"third) one(?: too| as well)?,?|another one(?: too)?,?|noch eine(?: zweite)?,?|und (?:noch )?die|"
    r"(?:y )?otr[oa](?: más)?,?|(?:et )?une? autre,?)[ #:,]{1,3}(?P<v>\d{5,10})(?![\w%€$.-])"
)


def mine(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """ "Mine is 818280": an order number, where the last words were of orders."""
    said = _MINE.search(reading.page.folded)
    if said is None or not any(_ORDERS.search(fold(line.text)) for line in reading.known.history[-_LOOKS_BACK:]):
        return
    learned = Learned("order.id", reading.page.clean[slice(*said.span("v"))], "", "order.mine")
    if learned not in [one.learned for one in found]:
        yield Found(said.start(), said.end(), learned)


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


def restated(reading: Reading, found: Sequence[Found], topics: Set[str]) -> Iterator[Found]:
    """ "Now it's 7.2.0", "these days it's Lisbon": another value of what was told, all that a clause says.

    `topics` are the keys of what the message speaks of without telling it.
    """
    page, known = reading.page, reading.known
    spoken_of = topics | {"location.city"} if _LIVED.search(page.folded) else topics
    recent = held.recent(known, reading.now)
    keys = dict.fromkeys((*(fact.key for fact in recent), *spoken_of, *(fact.key for fact in known.facts)))
    for number, (first, last, _) in enumerate(page.clauses):
        said = _RESTATES.fullmatch(page.folded, first, last)
        if said is None or not (said["so"] or said["after"]) or number in page.questions:
            continue
        if any(one.start < last and one.end > first for one in found):
            continue
        start, end = said.span("v")
        labels = page.labels(start, end) & NOT_OWN
        for key in keys:
            if labels - ({"third"} if key == "identity.pronouns" else set()) or key not in reading.registry.keys:
                continue
            value = bare.restated(page.clean[start:end], key, reading.registry)
            if value and not any(held.same(fact, value) for fact in known.facts if fact.key == key):
                yield Found(start, end, Learned(key, value, "", "restated"))
                break


_HEADS = rule(
    r"\W*(?:(?:and|but|so|now|und|aber|jetzt|inzwischen|y|pero|ahora|et|mais|maintenant)\b[\s,]*){0,2}(?:we'?re|"
    r"we are|there are|there'?s|wir sind|sind wir|wir waren (?=jetzt)|somos|on est|nous sommes|es sind|"
    r"sind es)(?: (?:now|jetzt|inzwischen|mittlerweile|nun|ahora|ya|maintenant|désormais|zu))* (?P<v>[\w-]{1,12})"
    r"(?: (?:of us|people|leute|personen|personas|personnes))?(?:,? (?:now|jetzt|ahora|maintenant|désormais|today|"
    r"heute|hoy|these days|inzwischen))?\W*"
)
"""A count that is all of a clause: "we're 9 now"."""
_HEADS_NOW = rule(
    r"\b(?:(?:we|i)(?:'ve got|'re at|'re on|'re up to| have| got| are at| are up to| need)|(?:haben|hab|sind|zahlen|"
    r"nutzen)(?: wir| ich)?|(?:wir|ich) (?:haben|habe|zahlen|nutzen|sind)|(?:tenemos|tengo|somos|pagamos|usamos|"
    r"manejamos|vamos por)|(?:nous (?:en )?(?:avons|sommes à)|on (?:en a|en est à|est à)|j'en ai))(?: (?:es|"
    rf"bei))? (?:{_SO_NOW}|already|schon|ya|déjà) (?P<v>\d{{1,5}}|{COUNT_WORD})(?=\s*(?:$|[.,;!?\n])|"
    r"\s(?:in total|insgesamt|en total|au total|and|und|y|et)\b)"
)
"""How many there are now of what was counted before: "we have 48 now" leaves out the seats."""


def seats(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """ "We're 9 now", "haben wir jetzt 48": another count, of those who have told for how many they pay."""
    told = [fact for fact in reading.known.facts if fact.key == "plan.seats"]
    if told and not any(one.learned.key == "plan.seats" for one in found):
        yield from [*_heads(reading, told)] or _counted_anew(reading, told[0])


def _heads(reading: Reading, told: Sequence[Fact]) -> Iterator[Found]:
    page = reading.page
    for number, (first, last, _) in enumerate(page.clauses):
        said = _HEADS.fullmatch(page.folded, first, last)
        if said is None or number in page.questions or page.labels(*said.span("v")) & NOT_OWN:
            continue
        value = values.number(page.clean[slice(*said.span("v"))], reading.registry)
        if value and not any(held.same(fact, value) for fact in told):
            yield Found(*said.span("v"), Learned("plan.seats", value, "", "restated"))


def _counted_anew(reading: Reading, told: Fact) -> Iterator[Found]:
    page = reading.page
    for said in _HEADS_NOW.finditer(page.folded):
        start, end = said.span("v")
        value = values.counted(page.clean[start:end], reading.registry)
        if value and not page.labels(said.start(), end) & NOT_OWN and not held.same(told, value):
            yield Found(said.start(), end, Learned("plan.seats", value, "", "restated"))
            return
