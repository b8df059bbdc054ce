"""From a customer's words to facts, by rules: pure, deterministic, without a model.

A frame is a phrase that carries one key ("I live in …"). What it catches must be the customer's own, present
assertion (`spans`) and look like a value (`values`); then it becomes a Learned with the exact words as its quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from rapidfuzz import fuzz

from bot.memory import frames, spans, values
from bot.memory.frames import Frame
from bot.memory.gazetteer import CITIES, COUNTRIES
from bot.memory.registry import Registry
from bot.memory.spans import BLANK, Label, Page
from bot.types import Fact, Known, Learned

LIMIT = 4000
"""Characters of a message that are read; facts do not hide in a pasted book."""
RECENT_TURNS = 3
RECENT = timedelta(hours=1)
HEDGED = 0.5

_MARKS = " \t\r\n.,;:!?" + BLANK
_BLOCKING: frozenset[Label] = frozenset(
    {"question", "hypothetical", "negated", "past", "wish", "third", "reported", "instruction"}
)


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
) -> tuple[Learned, ...]:
    """Return what a customer's message says of themselves, in the order said. Pure; every quote is in the text."""
    if not text.strip() or spans.off_the_record(text) or _echoes(text, known):
        return ()
    page = spans.page(text[:LIMIT])
    found = sorted(_framed(page, registry), key=lambda one: (one.start, one.end))
    found = _not_merely_from(_undenied(found), known)
    found = _corrected(page, found, registry, known, now)
    if not found:
        found = _answered(page, registry, awaiting)
    said = [replace(one.learned, quote=text[one.start : one.end], message_id=message_id) for one in found]
    return tuple(_once(said))


def _echoes(text: str, known: Known) -> bool:
    """Whether the message gives back what the bot or an agent said: their words are no source."""
    if len(text) < 20:
        return False
    others = (line.text for line in known.history[-10:] if line.role in ("bot", "agent"))
    return any(fuzz.ratio(text, other, score_cutoff=90) for other in others)


def _framed(page: Page, registry: Registry) -> Iterator[_Found]:
    for frame in frames.worth(page.clean, registry):
        for match in frame.pattern.finditer(page.clean):
            if learned := _learned(frame, match, page, registry):
                start, end = _trim(page.clean, match.start(), learned[1])
                yield _Found(start, end, learned[0], frame)


def _undenied(found: Sequence[_Found]) -> list[_Found]:
    """ "I sold my desk" presupposes a desk, but says that it is gone: what is denied is not asserted in the same "
    "words."""
    denied = [(one.start, one.end, one.learned.key) for one in found if one.learned.denies]
    return [
        one
        for one in found
        if one.learned.denies
        or not any(start <= one.start < end and key == one.learned.key for start, end, key in denied)
    ]


def _not_merely_from(found: Sequence[_Found], known: Known) -> list[_Found]:
    """ "I'm from Norway" tells the country of those of whom none is known: who lives in Germany may be from Norway."""
    told = {one.learned.value for one in found if one.learned.key == "location.country"}
    told |= {fact.value for fact in known.facts if fact.key == "location.country"}
    return [one for one in found if one.learned.rule != "country.from" or told == {one.learned.value}]


def _learned(frame: Frame, match: re.Match[str], page: Page, registry: Registry) -> tuple[Learned, int] | None:
    """Return the fact that a frame's match tells and where its words end; None when it tells none."""
    words, said, end = _caught(frame, match)
    value = frame.read(words, registry)
    if value is None:
        return None
    if said == end and not frame.value:
        said = end = end - len(words) + _reach(words, value)
    opening = match.start() + len(match[0]) - len(match[0].lstrip(_MARKS))
    labels = page.labels(opening, said)
    if labels & (_BLOCKING - frame.through):
        return None
    hedged = "hedge" in labels
    learned = Learned(
        frame.key, value, "", frame.rule, HEDGED if hedged else 0.9, "pending" if hedged else "active",
        denies=frame.denies,
    )  # fmt: skip
    return learned, end


def _caught(frame: Frame, match: re.Match[str]) -> tuple[str, int, int]:
    """Return the value's words, where they end, and where the frame ends."""
    if frame.value:
        return frame.value, match.end(), match.end()
    group = next(name for name in ("v", "w") if match.groupdict().get(name))
    return match[group], match.end(group), match.end()


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

_CUE = re.compile(
    r"(?:^|[.!?,;\n–—]\s*|\s[-–—]\s|\b(?:but|and) )(?P<cue>\*|(?:oh |ah |wait,? |oops,? |no,? |sorry,? |pardon,? |"
    r"nein,? )*(?:sorry|"
    r"i mean(?:t)?|i meant to say|actually|correction|my mistake|my bad|typo|scratch that|rather|no|nope|ich "
    r"meinte|ich meine|"
    r"nein|entschuldigung|eigentlich|korrektur|perdón|quise decir|quería decir|en realidad|non|pardon|je voulais "
    r"dire|en fait|"
    r"désolée?)\b)[,:.!]?\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:(?:i mean(?:t)?|i meant to say|it['’]?s|it is|it should be|that['’]?s|that should be|make that|actually|"
    r"rather|sorry|"
    r"no|the|es ist|ich meinte|es|quise decir|c['’]est|je voulais dire|in|to|at|en|à|not \w+[ ,]+(?:but )?)[ ,]*){0,4}",
    re.IGNORECASE,
)
_TAIL = re.compile(r",? (?:not|instead of|nicht|no) (?P<old>[\w .@#-]{2,40})$", re.IGNORECASE)


def _corrected(page: Page, found: list[_Found], registry: Registry, known: Known, now: datetime) -> list[_Found]:
    """Mark what corrects earlier words, and read a bare value after "sorry, I meant"."""
    out = [_retracting(page, one, known, now) for one in found]
    for cue in _CUE.finditer(page.clean):
        if any(
            one.start >= cue.end() - 2 and page.clause_at(one.start) <= page.clause_at(cue.end()) + 1 for one in found
        ):
            continue
        out = _bare(page, cue, out, registry, known, now)
    return out


def _retracting(page: Page, one: _Found, known: Known, now: datetime) -> _Found:
    """ "actually, I live in Bergen" says that Oslo never was true, if Oslo was said just now."""
    frame = one.frame
    if frame is None or frame.changes or frame.denies or _is_many(one.learned.key, known):
        return one
    opening = page.sentences[page.clauses[page.clause_at(one.start)][2]][0]
    cue = next(_CUE.finditer(page.clean, max(0, opening - 2), max(one.start + 1, 0)), None)
    said = _recent(known, now)
    if cue is None or not any(fact.key == one.learned.key for fact in said):
        return one
    return _Found(one.start, one.end, replace(one.learned, retracts=True), frame)


def _is_many(key: str, known: Known) -> bool:
    return key in ("product.owned", "order.id") or sum(fact.key == key for fact in known.facts) > 1


def _bare(
    page: Page, cue: re.Match[str], found: list[_Found], registry: Registry, known: Known, now: datetime
) -> list[_Found]:
    words, start = _after_cue(page, cue)
    if not words:
        return found
    # The words of this very message come first: "I live in Oslo, sorry, Bergen".
    here = [one for one in reversed(found) if one.end <= cue.end() and not one.learned.denies]
    for one in here:
        if value := _as_value(words, one.learned.key, registry):
            learned = replace(one.learned, value=value, retracts=True, rule="correction", status="active")
            return [*(other for other in found if other is not one), _Found(start, start + len(words), learned)]
    for fact in _recent(known, now):
        if (value := _as_value(words, fact.key, registry)) and not _same(fact, value):
            learned = Learned(fact.key, value, "", "correction", retracts=True)
            return [*found, _Found(start, start + len(words), learned)]
    return found


def _same(fact: Fact, value: str) -> bool:
    return values.norm(fact.key, fact.value) == values.norm(fact.key, value)


def _after_cue(page: Page, cue: re.Match[str]) -> tuple[str, int]:
    """Return the few words that a correction consists of and where they begin; empty when it is a sentence."""
    start = cue.end()
    lead = _LEAD.match(page.clean, start)
    start = lead.end() if lead else start
    end = next((stop for _, stop, _ in page.sentences if stop >= start), len(page.clean))
    words = page.clean[start:end].split(",")[0]
    tail = _TAIL.search(words)
    words = (words[: tail.start()] if tail else words).rstrip(" .!*")
    asks = page.sentences and any(first <= start <= last and marked for first, last, marked in page.sentences)
    return ("", start) if asks or BLANK in words or not 0 < len(words.split()) <= 4 else (words, start)


def _as_value(words: str, key: str, registry: Registry) -> str | None:
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

_POLITE = re.compile(
    r"\s*(?:(?:hi|hello|sure|yes|yeah|yep|ok|okay|of course|certainly|well|oh|ja|klar|sí|si|claro|oui|bien "
    r"sûr)\b[\s,.!:]*)*"
    r"(?:(?:it['’]?s|it is|that['’]?s|that would be|that is|here you go|here it is|my \w+(?: \w+)? is|number|"
    r"order(?: number| no\.?| "
    r"nr\.?)?|es ist|das ist|es|c['’]est|in|from)\b[\s,.:#-]*)*",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"[\s,(]+(?:(?:but )?i (?:think|guess|believe|suppose)|maybe|probably|(?:but )?(?:i['’]m )?not sure|please|"
    r"bitte|por favor|"
    r"thanks|thank you|danke|gracias|merci)\b[^\n]{0,30}$",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\s*(?:yes|yeah|yep|yup|correct|right|that['’]s (?:right|correct|it)|ja|genau|stimmt|sí|si|correcto|oui|exact)\W*",
    re.IGNORECASE,
)


def _answered(page: Page, registry: Registry, awaiting: Mapping[str, Any]) -> list[_Found]:
    """The bot asked for a key: a bare value fills it, and a bare yes the value it named."""
    key = str(awaiting.get("key", ""))
    if awaiting.get("kind") != "ask" or key not in registry.keys:
        return []
    if awaiting.get("value") and _YES.fullmatch(page.clean):
        start, end = _edges(page.clean, 0)
        return [_Found(start, end, Learned(key, str(awaiting["value"]), "", "answer.yes"))]
    lead = _POLITE.match(page.clean)
    start, end = _edges(page.clean, lead.end() if lead else 0)
    aside = _ASIDE.search(page.clean, start, end)
    start, end = _edges(page.clean[: aside.start() if aside else len(page.clean)], start)
    words = page.clean[start:end]
    value = None if "?" in page.clean or BLANK in words or len(words) > 80 else _bare_value(words, key, registry)
    hedged = value is not None and "hedge" in page.labels(start, len(page.clean))
    if value is None:
        return []
    learned = Learned(key, value, "", "answer", HEDGED if hedged else 0.9, "pending" if hedged else "active")
    return [_Found(start, end, learned)]


def _edges(clean: str, start: int) -> tuple[int, int]:
    end = len(clean.rstrip(" \t\r\n.!,"))
    while start < end and clean[start] in " \t\r\n\"'":
        start += 1
    return start, max(start, end)


def _bare_value(words: str, key: str, registry: Registry) -> str | None:
    rules = registry.key(key)
    if rules.type == "choice":
        said = words.lower()
        return next((value for value in rules.values if value in said.split()), None)
    reader = values.OF_TYPE.get(rules.type)
    if reader:
        return reader(words if rules.type != "city" else words.title() if words.islower() else words, registry)
    return words if 0 < len(words.split()) <= 8 else None
