"""Whether what a phrase or a reader has caught is the customer's own, present word: only then it becomes a fact.

The labels of its words (`spans`), what stands around it (`whose`) and the day that its sentence names (`dates`) decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, islice

from bot.memory import (
    companies,
    dates,
    disputed,
    evident,
    frames,
    introductions,
    labelled,
    misread,
    openings,
    places,
    pointed,
    reached,
    signatures,
    tagger,
    towns,
    values,
    whose,
    wishes,
)
from bot.memory.found import Found, Reading
from bot.memory.frame import MOST, NOT_OWN, Frame
from bot.memory.registry import DEFAULT, Registry
from bot.memory.spans import BLANK, Label, Page
from bot.memory.spelling import rule
from bot.types.memory import Learned

HEDGED = 0.5
"""Confidence (0 to 1) of what a customer is not sure of."""
LEARNT = 0.75
"""Confidence (0 to 1) of what the tagger tells: enough not to be asked again, less than what a phrase told."""
_MARKS = " \t\r\n.,;:!?" + BLANK

tagger.shipped()  # read with the phrases at the start, else the first customer would wait for it


def framed(reading: Reading, spoken_of: set[str] | None = None) -> Iterator[Found]:
    """Yield what phrases and readers find; `spoken_of` is given the keys of what is not so, or not so now."""
    page, registry, told = reading.page, reading.registry, set()
    for frame in (*frames.worth(page, registry), *frames.admins(registry)):
        for match in islice(frame.pattern.finditer(page.folded), MOST):
            if caught := _learned(reading, frame, match):
                learned, end = caught
                told.add((learned.key, learned.value, learned.denies))
                yield Found(*_trim(page.clean, match.start(), end), learned, frame)
            elif spoken_of is not None and "past" in page.labels(match.start(), match.end()):
                spoken_of.add(frame.key)
    signed = tuple(signatures.seen(page, registry))
    above = min((one.start for one in signed), default=len(page.clean))
    seen = (
        labelled.seen(page, registry),
        evident.seen(page, registry),
        wishes.seen(page),
        pointed.seen(page, registry),
        introductions.seen(page, registry),
        (one for one in openings.seen(page, registry) if one.start < above),
        signed,
        reached.seen(page, registry),
    )
    for one in chain.from_iterable(seen):
        if (one.frame.key, one.value, one.frame.denies) in told:
            continue  # the words of a phrase are the better quote
        if own := _judged(reading, one.frame, one.value, one.start, one.end):
            yield Found(*_trim(page.clean, one.start, one.end), own, one.frame)
        elif spoken_of is not None:
            spoken_of.add(one.frame.key)


def unphrased(reading: Reading, found: Sequence[Found], asked: str) -> Iterator[Found]:
    """Yield what no phrase tells and the tagger is nearly certain of: of keys that are free, and values that are new.

    A key of which a phrase has told anything, or that something is not so, is left to the phrases; so is what an
    admin's phrase has read.

    `asked` is the key that the words before it asked for, "" for none.
    """
    page, registry = reading.page, reading.registry
    told = [(it.key, it.value) for it in reading.known.facts]
    told += [(it.learned.key, it.learned.value) for it in found if it.learned.key not in DEFAULT.keys]
    phrased = {it.learned.key for it in found}
    read = [(one.start, one.end) for one in found if one.learned.key in tagger.KEYS]
    for one in tagger.proposals(page, registry, asked, opens=not reading.known.history, told=read):
        if one.key == "company.name" and (kind := companies.kind_before(page.clean, one.start)):
            one = replace(one, start=one.start - len(kind), value=kind + one.value)
        many = registry.key(one.key).cardinality == "many"
        if one.key in phrased or any(
            (not many and key == one.key) or _is_same(value, one.value) for key, value in told
        ):
            continue
        if _speaks_of_others(page, one.start) or not valid(one.key, one.value, registry):
            continue
        frame = Frame(tagger.RULE, one.key, _ANY, values.phrase, _TAGGED)
        own = _judged(reading, frame, one.value, one.start, one.end)
        if own and own.status == "active" and not _soon(reading, one.start):
            told.append((one.key, one.value))
            yield Found(*_trim(page.clean, one.start, one.end), replace(own, confidence=LEARNT))


def _speaks_of_others(page: Page, at: int) -> bool:
    """Whether a clause is not the customer's own, present word, or its sentence or the next has anybody else in it."""
    here = page.clause_at(at)
    sentence = page.clauses[here][2]
    return any(
        page.labels(first, last) & (NOT_OWN - _TAGGED if number == here else _OTHERS)
        for number, (first, last, its) in enumerate(page.clauses)
        if its in (sentence, sentence + 1)
    )


_OTHERS: frozenset[Label] = frozenset({"third", "reported", "instruction", "sarcasm"})
_TAGGED: frozenset[Label] = frozenset({"question"})
"""What may hold of a clause whose value the tagger tells."""
_ANY = rule(r".")


def _is_same(told: str, value: str) -> bool:
    one, other = told.casefold(), value.casefold()
    return one in other or other in one


def _learned(reading: Reading, frame: Frame, match: re.Match[str]) -> tuple[Learned, int] | None:
    """Return the fact that a frame's match tells and where its words end; None when it tells none."""
    words, said, end = _caught(frame, match, reading.page)
    value = frame.read(words, reading.registry) or _in_small_letters(reading, frame, words, match.start())
    if value is None or not valid(frame.key, value, reading.registry):
        return None
    if said == end and not frame.value:
        said = end = end - len(words) + _reach(words, value)
    learned = _judged(reading, frame, value, match.start(), said)
    return (learned, end) if learned else None


def _caught(frame: Frame, match: re.Match[str], page: Page) -> tuple[str, int, int]:
    """Return the value's words, where they end, and where the frame ends."""
    if frame.value:
        return frame.value, match.end(), match.end()
    group = next(name for name in ("v", "w") if match.groupdict().get(name))
    return page.clean[match.start(group) : match.end(group)], match.end(group), match.end()


def _in_small_letters(reading: Reading, frame: Frame, words: str, start: int) -> str | None:
    """A place that no list has, in a message that begins small: only after "live in" and the like."""
    page, registry = reading.page, reading.registry
    if frame.key != "location.city" or not words[:1].islower() or not places.typed_small(page):
        return None
    if frame.rule in places.SMALL:
        return towns.small_city(words, registry, sure=True)
    if frame.rule not in places.WHERE_ONE_IS:
        return None
    asked = places.delivered_to(page, start, registry)
    return towns.small_city(words, registry) if asked else towns.hyphened_city(words, registry)


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


_NEVER_WAS = ("labelled", "name.not")
"""Rules whose denial is a correction: "my name is not Kim" never was so."""
_THEY_DID = re.compile(r"\bllamó\b", re.IGNORECASE)
"""Somebody rang: without its accent it would be the customer's name."""
_OTHERS_NAME = rule(
    r".*(?:\b(?!(?:what|that|it|here|there|who|how)'s)\w{2,}'s (?:(?:full|first|last|real|given) )?name\b|"
    r"\bname (?:of|von) (?:my|our|the|mein\w*|unser\w*)|\bname (?:mein|unser)e[rs]\b|\bnombre de (?:mi|"
    r"nuestr[oa]) (?!cuenta|reserva|pedido)|\bnom de (?:mon|ma|notre) (?!compte|réservation|commande))"
)
"""Whose name is told: "my cat's name is Mochi"."""


def _judged(reading: Reading, frame: Frame, value: str, start: int, said: int) -> Learned | None:
    """Return the fact that words from `start` to `said` tell; None where they are not one's own, present word."""
    page = reading.page
    opening = start + len(page.clean[start:said]) - len(page.clean[start:said].lstrip(_MARKS))
    labels = page.labels(opening, said)
    coming = _coming(reading, frame, opening, labels)
    if labels & (NOT_OWN - frame.through - ({"wish"} if coming else frozenset())) or (frame.later and not coming):
        return None
    if not frame.denies and misread.is_none(frame.key, frame.rule, value, page, opening, said):
        return None
    if not frame.denies and whose.is_anothers(frame.key, value, page, opening, said):
        return None
    if not frame.denies and disputed.is_disputed(page, opening, said):
        return None
    clause = page.clauses[page.clause_at(opening)][:2]
    if frame.bars and frame.bars.match(page.folded, *clause):
        return None
    if frame.key == "identity.name" and (
        _THEY_DID.search(page.clean, *clause) or _OTHERS_NAME.match(page.folded, *clause)
    ):
        return None
    if frame.key == "hours.opening" and not _AN_HOUR.search(value):
        return None  # "ése es nuestro horario"
    hedged = "hedge" in labels - frame.through or _is_nearby(frame, page, opening, said)
    never = frame.denies and frame.rule in _NEVER_WAS
    return Learned(
        frame.key, value, "", frame.rule, HEDGED if hedged else 0.9, "pending" if hedged or coming else "active",
        denies=frame.denies, retracts=never, valid_from=None if hedged else coming,
    )  # fmt: skip


_NEARBY = rule(
    r"\b(?:near|close to|not far from|(?:just )?outside(?: of)?|nahe|unweit(?: von)?|in der nähe von|cerca del?|"
    r"al lado del?|a las afueras del?|près d[e']|pas loin d[e']|proche d[e'])[ ]?(?-i:[A-Z])[\w' -]*$"
)


def _is_nearby(frame: Frame, page: Page, start: int, end: int) -> bool:
    """Whether a town only says roughly where: "I live near Leeds"; "any shop near Leeds? I live there" says more."""
    told = frame.key == "location.city" and frame.rule != "city.there"
    return told and _NEARBY.search(page.folded, start, end) is not None


def valid(key: str, value: str, registry: Registry) -> bool:
    """Return whether a value has the shape that its key asks for."""
    shape = registry.key(key).validator
    return not shape or bool(re.fullmatch(shape, value))


_AN_HOUR = re.compile(
    r"\d|uhr|clock|till|until|\bto\b|bis|noon|midi|medio|around|twenty|stunden|horas|heures|past|,", re.IGNORECASE
)
_MOODS = ("sentiment.last", "risk.churn")
"""How somebody feels is so at once, whatever day their words name."""
_PRESENT = rule(
    r"\b(?:now|still|currently|for now|until then|right now|at the moment|jetzt|noch|derzeit|aktuell|momentan|zurzeit|"
    r"vorerst|bis dahin|ahora|todavia|aun|sigo|seguimos|actualmente|por ahora|de momento|maintenant|encore|toujours|"
    r"actuellement|pour l'instant|pour le moment|en ce moment|d'ici la|jusque-la|till then|in the meantime|solange)\b"
)


def _coming(reading: Reading, frame: Frame, at: int, labels: set[Label]) -> datetime | None:
    """Return the day from which on it holds, when the sentence says that it is still to come."""
    page, many = reading.page, reading.registry.key(frame.key).cardinality == "many"
    if frame.key in _MOODS or frame.denies or many:
        return None
    if frame.through - {"past"}:
        return _soon(reading, at) if frame.key in _HELD_ONCE else None
    first, last, _ = page.clauses[page.clause_at(at)]
    if _PRESENT.search(page.folded, first, last) and "wish" not in labels:
        return None  # "from April in Jena, for now still in Erfurt": the day is that of the other clause
    told_of = frame.later or "wish" in labels
    start, end, _ = page.sentences[page.clauses[page.clause_at(at)][2]]
    said = page.folded if told_of else _without_wishes(page, at, start, end)
    soon = None if told_of else _soon(reading, at)
    return soon or dates.begins(said, start, end, reading.now, only_from=not told_of)


def _soon(reading: Reading, at: int) -> datetime | None:
    """Return the day to come of "we go to Plus in July"; in March "en enero pasamos a …" is over."""
    page = reading.page
    first, last, sentence = page.clauses[page.clause_at(at)]
    if not _GOES.search(page.folded, first, last) or _WENT_ON.search(page.folded, first, last):
        return None
    start, end, _ = page.sentences[sentence]
    day = dates.begins(_without_wishes(page, at, start, end), start, end, reading.now, only_from=False)
    soon = day is not None and (day - reading.now < _SOON or _TAKES.search(page.folded, first, last) is not None)
    return day if soon else None


_GOES = rule(
    r"\b(?:(?:i|we) take\b|(?:nehmen|buchen|nehme|buche) (?:wir|ich)\b|(?:wir|ich) (?:nehmen?|buchen?)\b|"
    r"(?:i|we)(?:'ll|'re| will| are)? (?:be )?(?:taking|going|moving|switching|upgrading|getting)\b|"
    r"(?:tomamos|cogemos|contratamos)\b|(?:on|je|nous) \w{2,12}(?:rai|rons|ra)\b|\w{3,12}(?:aremos|eremos|iremos)\b|"
    r"(?:i|we|they) (?:both |all |then )?(?:go|switch|move|change|upgrade|downgrade|step)(?: up| down| over|"
    r" back)?"
    r"(?: to| onto)\b|(?:agreed|decided|voted|chosen|due|set|booked|signed off) (?:to|on) (?:go|switch|move|mov|chang|"
    r"upgrad|downgrad|step)\w*|wechs(?:eln?|le)\b|(?:gehen|steigen|ziehen|gehe|steige|ziehe) (?:wir|ich)\b|"
    r"(?:wir|ich) (?:gehen?|steigen?|ziehen?)\b|beschlossen|auf [\w ]{2,24} zu (?:gehen|wechseln)|(?:nos |me )?"
    r"(?:pasamos|cambiamos|vamos|mudamos|paso|cambio|mudo|voy)\b|(?:on|je|nous) (?:passe|passons|prend|prends|prenons|"
    r"bascule|basculons)\b)"
)
"""The present tense of going over to something, which beside a day or a month to come tells what is not so yet."""
_TAKES = rule(r"\b(?:(?:i|we) take|nehmen? (?:wir|ich)|(?:wir|ich) nehmen?)\b")
"""What is said of nothing that is past: in November "we take Breeze M in October" is of next year."""
_WENT_ON = rule(
    r"\b(?:pasamos|cambiamos|mudamos)\b[^.!?\n]*\bel (?:lunes|martes|miércoles|jueves|viernes|sábado|"
    r"domingo)\b(?! (?:que viene|"
    r"próximo))"
)
"""Spanish says "nos pasamos" of what was and of what comes: a mere weekday was the last one."""
_HELD_ONCE = ("plan.name", "location.city", "plan.seats", "company.name")
_SOON = timedelta(days=270)


_SO_MANY_THEN = rule(
    r"\b\d{1,4} (?:[^\W\d]+ )?(?:from|as of|starting|ab|a partir|desde|à partir|dès)\b|"
    r"\b(?:from|ab|desde|dès|a partir de|à partir de) [^\W\d]+ (?:[^\W\d]+ ){0,2}\d{1,4}\W*$"
)
"""What has a number and a day of its own: "we have 12 seats, 15 from May"."""


def _without_wishes(page: Page, at: int, start: int, end: int) -> str:
    """ "I'm on Plus, thinking of next year": a day that other clauses wish, ask for or deny puts nothing off."""
    said, own, wished = page.folded, page.clause_at(at), False
    for number in range(page.clause_at(start), page.clause_at(max(start, end - 1)) + 1):
        first, last, _ = page.clauses[number]
        wished = wished or page.unsettled[number]
        apart = _SO_MANY_THEN.search(page.folded, first, last) or "negated" in page.labels(first, last)
        if number != own and (wished or apart):
            said = f"{said[:first]}{' ' * (last - first)}{said[last:]}"
    return said
