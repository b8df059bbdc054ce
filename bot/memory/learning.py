"""From a customer's words to facts, by rules: pure, deterministic, without a model.

A frame is a phrase that carries one key ("I live in …"). What it catches must be the customer's own, present
assertion (`judging`) and look like a value (`readers`); then it becomes a Learned with the exact words as its quote.
`_found` has the steps in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import datetime

from rapidfuzz import fuzz

from bot.memory import (
    answered,
    changes,
    corrections,
    former,
    introductions,
    judging,
    lifted,
    places,
    renewed,
    retold,
    slips,
    spans,
    succeeded,
    values,
    wishes,
)
from bot.memory.found import Found, Reading, longest, not_merely_from, of_one_kind, once, one_need, undenied, unnamed
from bot.memory.registry import Registry
from bot.memory.spans import Label, Page
from bot.memory.spelling import rule
from bot.types.awaited import Awaited
from bot.types.memory import Known, Learned

LIMIT = 4000
"""Characters of a message that are read; facts do not hide in a pasted book."""


def read(
    text: str,
    *,
    registry: Registry,
    known: Known,
    awaiting: Awaited,
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
    reading = Reading(page, replace(registry, held=retold.plans_told(known, registry, page.clean)), known, now)
    if wishes.asks_for_no_memory(page.folded):
        found = [one for one in judging.framed(reading) if one.learned.key == "consent.memory"]
    elif (at := spans.off_the_record(text)) is not None:
        found = [one for one in _found(reading, awaiting) if one.end <= at]
    else:
        found = [*_found(reading, awaiting), *(list(_staying(reading)) or _leaving(page, leaving, registry))]
    said = [replace(one.learned, quote=text[_whole(text, one.start) : one.end], message_id=message_id) for one in found]
    return tuple(once(said))


def _whole(text: str, start: int) -> int:
    """Return where the word begins in which a quote would: a joint that was read as "I" counts with it."""
    while 0 < start < len(text) and text[start - 1].isalpha() and text[start].isalpha():
        start -= 1
    return start


def _found(reading: Reading, awaiting: Awaited) -> list[Found]:
    """Return what a message tells: by its own phrases, by what it puts right, and beside what is known."""
    found, spoken_of = _by_phrases(reading)
    found = corrections.instead(reading, found)
    found = [retold.renamed(reading, retold.as_held(reading, one)) for one in found]
    found = [renewed.as_full_name(reading, one) for one in found]
    found = unnamed(places.told_with(reading, found), reading.page)
    found = corrections.corrected(reading, found)
    found = corrections.put_right(reading, found)
    found = slips.put_right(reading, found)
    found = undenied([*found, *retold.ended(reading, found)])
    found = lifted.kept(reading.page, lifted.unsaid([*found, *lifted.seen(reading, found)]))
    found = _over(reading, found)
    found += retold.mine(reading, found)
    found += retold.restated(reading, found, spoken_of)
    found += retold.seats(reading, found)
    found += retold.disowned(reading, found)
    found += retold.exchanged(reading, found)
    found = succeeded.succeeded(reading, found)
    found += changes.anew(reading, found)
    found += changes.exchanged(reading, found)
    found += changes.replaced(reading, found)
    asked = answered.asked_for(reading, awaiting)
    for wanted in asked:
        found = answered.beside(reading, found, wanted)
    found += judging.unphrased(reading, found, asked[0].key if asked else "")
    found = introductions.in_full(reading, answered.of_their_own(reading, found))
    return [
        one
        for one in of_one_kind(one_need(found), reading.page)
        if not (retold.is_nickname(reading, one) or introductions.is_helper(reading, one))
    ]


def _by_phrases(reading: Reading) -> tuple[list[Found], Set[str]]:
    """Return what the words themselves tell, in their order, and the keys of what is spoken of without being told."""
    spoken_of: set[str] = set()
    found = sorted(judging.framed(reading, spoken_of), key=lambda one: (one.start, one.end))
    return not_merely_from(undenied(longest(found)), reading.known), spoken_of


def _over(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """ "I lived in Hull until 2024" tells where somebody lived, and nothing of where they live."""
    past = [
        Found(one.start, one.end, Learned(one.key, one.value, "", "former", status="past", valid_to=one.until))
        for one in former.seen(reading.page, reading.registry, reading.now)
    ]
    return [*(one for one in found if not any(one.rivals(other) for other in past)), *past]


_NOT_THEIRS: frozenset[Label] = frozenset({"question", "hypothetical", "third", "reported", "instruction"})
_WARNS = rule(
    r"\b(?:if (?:this|that|it|it's|things|you|they|nothing|nobody)|unless (?:this|that|it|you|somebody)|"
    r"(?:wenn|falls) (?:das|es|sich|ihr|sie|hier|nichts|niemand)|si (?:esto|eso|sigue|siguen|no (?:lo|me|se)|nadie|"
    r"ustedes)|"
    r"si (?:en|antes|para|hasta|esta|este)\b[^,.;!?]{0,30}? no (?:lo|me|se|est[aá]|hay)|"
    r"si (?:ça|cela|ce|c'est|vous|rien|personne))\b"
)
"""What somebody supposes of us, and not of themselves, is a warning: "if this goes on I'm cancelling my plan"."""


def _leaving(page: Page, sentence: str, registry: Registry) -> list[Found]:
    start = page.clean.find(sentence) if sentence and "risk.churn" in registry.keys else -1
    end = start + len(sentence)
    bars = _NOT_THEIRS - ({"hypothetical"} if start >= 0 and _WARNS.search(page.folded, start, end) else set())
    if start < 0 or page.labels(start, end) & bars:
        return []
    return [Found(start, end, Learned("risk.churn", "high", "", "leaves"))]


_STAYS = rule(
    r"\b(?:(?:i'?m|i am|we'?re|we are|i'?ll be|i'?ve decided to|i) (?:\w+ )?stay(?:ing)?\b|(?:withdr[ae]wn?|"
    r"took back|take back|"
    r"cancel(?:led)?|forget(?: about)?|ignore|scrap) (?:my|our|the|that) (?:cancellation|notice|termination)|"
    r"(?:ich|wir) bleiben? (?:\w+ ){0,3}?(?:bei (?:euch|ihnen)|kund\w+|dabei|treu|doch|hier)|bleiben? (?:ich|"
    r"wir) (?:\w+ )?"
    r"(?:bei|kund|dabei|doch|hier)\w*|kündigung (?:\w+ ){0,3}?(?:zurück\w*|vergessen|hinfällig|vom tisch|storn\w+)|"
    r"(?:vergesst|"
    r"vergessen sie|ignoriert|ignorieren sie|ziehe?) (?:bitte )?(?:die|meine|unsere) kündigung|me quedo|nos quedamos|"
    r"(?:retir\w+|anul\w+|olvid\w+|ignor\w+) (?:la|mi|nuestra) (?:baja|cancelación|solicitud de baja)|"
    r"(?:je|on|nous) rest(?:e|ons)(?=\s*(?:$|[.,!;])| (?:abonnée?|cliente?s?|chez|avec|fid[eè]les?|finalement|donc|"
    r"quand même)\b)|"
    r"(?:oublie[zr]?|annule[zr]?|ignore[zr]?|retire[rz]?) (?:ma|notre|la) (?:résiliation|demande de résiliation))"
)
"""That one stays after all, of somebody who was about to go."""


def _staying(reading: Reading) -> Iterator[Found]:
    """Yield that whoever was about to go stays."""
    held = [fact for fact in reading.known.facts if fact.key == "risk.churn"]
    for said in _STAYS.finditer(reading.page.folded) if held else ():
        if not reading.page.labels(*said.span()) & (_NOT_THEIRS | {"negated", "sarcasm"}):
            yield Found(*said.span(), Learned("risk.churn", held[0].value, "", "stays", denies=True))
            return


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
