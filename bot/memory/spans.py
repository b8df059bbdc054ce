"""Who says what, of whom, and how surely: a message is cut into clauses and labelled before a fact is read from it.

Blocks that are not the customer's own talk (code, quotes, logs, forwarded mail) are blanked in place, so that every
position still fits the message. Within talk a label works from its cue onwards: "I'm on Plus, if I upgraded to
Family …" asserts Plus and only supposes Family.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.memory.gazetteer import RELATIONS

Label = Literal["question", "hypothetical", "negated", "past", "wish", "third", "reported", "hedge", "instruction"]

BLANK = "\x00"
_I = re.IGNORECASE

_BLOCKS = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]{1,500}`"
    r"|^[ \t]*>[^\n]*"
    r"|^[ \t]*(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[?(?:ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE|FATAL)\b|Traceback \(|"
    r"File \"|at [\w.$<>]+\(|[\w.]+(?:Error|Exception): )[^\n]*"
    r"|^[ \t]*(?:-{2,} ?(?:forwarded|original|weitergeleitete|ursprüngliche)|(?:on|am) [^\n]{5,100}(?:wrote|"
    r"schrieb[^\n:]*):"
    r"|begin forwarded message).*\Z",
    re.DOTALL | re.MULTILINE | _I,
)
_SPEECH = re.compile(
    r"\"[^\"\n]{1,400}\"|“[^”\n]{1,400}”|„[^“”\n]{1,400}[“”]|«[^»\n]{1,400}»|(?<!\w)‘[^’\n]{1,400}’(?!\w)"
)
_SAYS = re.compile(r"(?:said|says?|told(?: \w+)?|wrote|writes|asked|replied|sagte?|schrieb|dijo|dit|écrit)\W{0,3}$", _I)

_SENTENCE = re.compile(r"[.!?…]+(?=\s|$)|\n+|;", _I)
_CLAUSE = re.compile(
    r",\s|\s[-–—]\s|:\s|\s(?=(?:and|but|so|because|while|whereas|though|although|however|und|aber|denn|weil|y|pero|et|"
    r"mais)\s+(?:i|i['’]\w+|we|we['’]\w+|my|our|ich|wir|mein\w*|unser\w*|yo|mi|nuestr\w+|je|j['’]\w+|nous|mon|ma|"
    r"how|what|"
    r"when|why|where|can|could|do|does|is|are|will|would|want|he|she|they|his|her|not|now|vivo|estoy|soy)\b)",
    _I,
)
_RESET = re.compile(r"\b(?:but|however|though|aber|jedoch|pero|mais)\b", _I)

_ASKS = re.compile(
    r"(?:(?:hi|hello|hey|ok|okay|so|and|but|also|well|please|hallo|hola|bonjour|und|y|et)\b[\s,!.]*){0,3}"
    r"(?:how|what|when|where|which|who|whose|why|can|could|do|does|did|is|are|am|will|would|should|may|shall|was|"
    r"were|has|"
    r"isn['’]t|aren['’]t|don['’]t you|wie|wann|wo|warum|wieso|welche\w*|kann|kannst|können|könnt|gibt|ist|sind|bin ich|"
    r"habt|haben sie|liefert|liefern sie|versendet|c[oó]mo|qué|que tal|cuándo|dónde|cuál|puedo|puede[ns]?|"
    r"podría\w*|hay|"
    r"hacen|envían|est-ce|comment|quand|où|pourquoi|quel\w*|puis-je|peux-tu|pouvez|livrez|avez|suis-je)\b",
    _I,
)
_TAG = re.compile(
    r"\s*(?:right|correct|no|isn['’]t it|am i|do i|don['’]t i|oder|nicht wahr|verdad|no es así|non)\s*", _I
)
_DECLARES = re.compile(r"\s*(?:and |but |so )?(?:i|we|my|our|ich|wir|mein\w*|yo|mi|je|j['’]|nous|mon|ma)\b", _I)

# "if it helps, I'm on Plus" supposes nothing.
_POLITE_IF = (
    r"(?!\s+(?:it|that|this) (?:helps|matters|is (?:important|relevant|of any help))|\s+(?:you|u) (?:need|want|"
    r"wonder|must|"
    r"are wondering|have to)\b|\s+you['’]re wondering|\s+anyone asks|\s+needed|\s+relevant)"
)
_CUES: dict[Label, re.Pattern[str]] = {
    "hypothetical": re.compile(
        rf"\b(?:(?:if|falls){_POLITE_IF}|suppose|supposing|assuming|imagine|let['’]?s say|say i|unless|"
        rf"hypothetically|as "
        r"though|in case|whether|pretend|would|i['’]d (?:be|have|live|get|pay)|wenn|würde|wäre|hätte|angenommen|ob|si|"
        r"supongamos|imagina|fuera|tuviera|viviera|sería|supposons|imaginons|serais|aurais)\b",
        _I,
    ),
    "negated": re.compile(
        r"\b(?:not(?! (?:sure|certain|only))|cannot|never|no longer|neither|nor|nobody|without|almost|nearly|isn|"
        r"aren|wasn|"
        r"don|doesn|didn|haven|hasn|won|nicht|kein\w*|nie|niemals|nunca|jamás|ya no|no (?=vivo|estoy|tengo|soy|me|"
        r"uso|es)|"
        r"n['’](?=\w)|ne (?=\w)|pas)(?!\w)|n['’]t\b",
        _I,
    ),
    "past": re.compile(
        r"\b(?:used to|formerly|previously|in the past|back then|back when|at (?:the|that) time|once (?:was|lived)|had "
        r"(?:been|lived)|früher|damals|ehemals|antes|antiguamente|autrefois|avant)\b",
        _I,
    ),
    "wish": re.compile(
        r"\b(?:will|['’]ll|shall|going to|gonna|want(?:s|ed)?|wish|hop(?:e|ing)|plan(?:ning)? (?:to|on)|thinking (?:of|"
        r"about)|consider(?:ing)?|would like|['’]d (?:like|love|rather)|about to|trying to|tried to|need to|have "
        r"to|can i|"
        r"could i|should i|möchte|will ich|ich will|werde|würde gern\w*|quiero|quisiera|voy a|me gustaría|veux|"
        r"voudrais|"
        r"vais|aimerais)\b",
        _I,
    ),
    "third": re.compile(
        rf"\b(?:(?:my|our|his|her|their|a|mein\w*|unser\w*|mi|nuestr[oa]|mon|ma|mes|une?|"
        rf"einem?r?)\s+(?:\w+\s)?(?:{RELATIONS})"
        r"(?:['’]?s)?|he|she|they|his|her|their|him|someone|somebody|er|jemand|él|ella|il|elle)\b(?!\s+and\s+(?:i|"
        r"me)\b)"
        r"(?!\s+und\s+ich\b)(?!\s+y\s+yo\b)(?!\s+et\s+moi\b)",
        _I,
    ),
    "reported": re.compile(
        r"\b(?!(?:i|we|as i)\s)(?:he|she|they|you|it|somebody|someone|\w+)\s+(?:said|says|say|claims?|claimed|"
        r"thinks?|told "
        r"(?:me|us)|wrote|sagt|sagte|meint|behauptet|promised|assured|confirmed|mentioned|insisted|dice|dijo|dit|"
        r"prétend)\b|\baccording to\b|\blaut\b",
        _I,
    ),
    "hedge": re.compile(
        r"\b(?:i (?:think|guess|believe|suppose|assume)|maybe|perhaps|probably|possibly|might be|may be|not "
        r"(?:entirely |"
        r"quite |really )?(?:sure|certain)|unsure|if i remember|as far as i know|afaik|iirc|i['’]m guessing|could "
        r"be|seems?|"
        r"ich (?:glaube|denke|vermute)|glaub|vielleicht|wahrscheinlich|vermutlich|nicht sicher|creo|quizás?|tal vez|"
        r"probablemente|supongo|je (?:crois|pense|suppose)|peut-être|probablement|pas sûre?)\b",
        _I,
    ),
    "instruction": re.compile(
        r"^[ \t]*(?:#+[ \t]*)?(?:system|assistant|developer|user|human|instruction)s?[ \t]*[:\]>]|<\|?(?:system|"
        r"im_start)|"
        r"\b(?:ignore|disregard|forget) (?:all |any |your |the )?(?:previous|prior|above|earlier) |\b(?:update|set|"
        r"change|"
        r"overwrite|add to|save to|store in) (?:your |the |my )?(?:memory|database|profile|record)s?\b|\byou "
        r"(?:must|are now|"
        r"have to) (?:remember|store|save|believe)\b|\b(?:plan|identity|location|contact|pref|consent)\.\w+ ?[:=]",
        _I | re.MULTILINE,
    ),
}
_OFF_RECORD = re.compile(
    r"\boff the record\b|\b(?:do not|don['’]?t|please don['’]?t|never) (?:store|save|remember|record|keep|note|"
    r"write down) "
    r"(?:this|that|it|any|what)|\bjust between us\b|\bmerk dir das nicht\b|\bnicht (?:speichern|merken)\b|\bunter "
    r"uns\b|"
    r"\bno (?:guardes|recuerdes|memorices)\b|\bne (?:retiens|retenez|mémorise\w*|garde\w*) pas\b|\bentre nous\b",
    _I,
)


@dataclass(frozen=True)
class Page:
    """A message made ready for reading. `clean` has the message's length; foreign blocks are blank in it."""

    clean: str

    @cached_property
    def sentences(self) -> list[tuple[int, int, bool]]:
        """(start, end, ends with a question mark) of each sentence."""
        found, at = [], 0
        for stop in _SENTENCE.finditer(self.clean):
            found.append((at, stop.start(), "?" in stop[0]))
            at = stop.end()
        return [*found, (at, len(self.clean), False)]

    @cached_property
    def clauses(self) -> list[tuple[int, int, int]]:
        """(start, end, number of its sentence) of each clause."""
        found = []
        for number, (start, end, _) in enumerate(self.sentences):
            at = start
            for stop in _CLAUSE.finditer(self.clean, start, end):
                found.append((at, stop.start(), number))
                at = stop.end()
            found.append((at, end, number))
        return found

    @cached_property
    def cues(self) -> dict[Label, list[int]]:
        """Where each label's cues begin."""
        return {label: [cue.start() for cue in cues.finditer(self.clean)] for label, cues in _CUES.items()}

    @cached_property
    def questions(self) -> frozenset[int]:
        """Numbers of the clauses that ask."""
        mine: list[list[int]] = [[] for _ in self.sentences]
        for number, (_, _, sentence) in enumerate(self.clauses):
            mine[sentence].append(number)
        return frozenset(
            number
            for clauses, (_, _, marked) in zip(mine, self.sentences, strict=True)
            for number in self._asking(clauses, marked)
        )

    def _asking(self, mine: list[int], marked: bool) -> set[int]:
        asking = {i for i in mine if self._matches(_ASKS, i)}
        if not marked:
            return asking
        last = mine[-1]
        if not (asking - {last} and self._matches(_DECLARES, last)):
            asking.add(last)
        if len(mine) > 1 and _TAG.fullmatch(self.clean, *self.clauses[last][:2]):
            asking.add(mine[-2])
        return asking

    def _matches(self, pattern: re.Pattern[str], clause: int) -> bool:
        start, end, _ = self.clauses[clause]
        while start < end and self.clean[start].isspace():
            start += 1
        return bool(pattern.match(self.clean, start, end))

    def clause_at(self, position: int) -> int:
        """Return the number of the clause that a position lies in."""
        return bisect_right(self.clauses, (position, len(self.clean) + 1, 0)) - 1

    def labels(self, start: int, end: int) -> set[Label]:
        """Return what holds of the words from `start` to `end`."""
        clause = self.clause_at(start)
        first, last, sentence = self.clauses[clause]
        found: set[Label] = {"question"} if clause in self.questions else set()
        for label in ("negated", "past", "wish", "third"):
            if self._cue(label, first, end):
                found.add(label)
        opening = self.sentences[sentence][0]
        if self._cue("reported", opening, start):
            found.add("reported")
        if self._cue("hypothetical", self._since_reset(opening, start), end):
            found.add("hypothetical")
        if self._cue("hedge", first, max(end, last)) or self._hedged_beside(clause):
            found.add("hedge")
        if self._cue("instruction", self.clean.rfind("\n", 0, start) + 1, end):
            found.add("instruction")
        return found

    def _cue(self, label: Label, start: int, end: int) -> bool:
        found = self.cues[label]
        first = bisect_left(found, start)
        return first < len(found) and found[first] < end

    def _since_reset(self, opening: int, start: int) -> int:
        resets = [reset.end() for reset in _RESET.finditer(self.clean, opening, start)]
        return resets[-1] if resets else opening

    def _hedged_beside(self, clause: int) -> bool:
        """Whether a neighbouring clause is nothing but a hedge: "I'm on Plus, I think"."""
        sentence = self.clauses[clause][2]
        for other in (clause - 1, clause + 1):
            if 0 <= other < len(self.clauses) and self.clauses[other][2] == sentence:
                start, end, _ = self.clauses[other]
                if self._cue("hedge", start, end) and len(self.clean[start:end].split()) <= 5:
                    return True
        return False


def off_the_record(text: str) -> bool:
    """Return whether the customer asks that this message be not remembered."""
    return bool(_OFF_RECORD.search(text))


def page(text: str) -> Page:
    """Return the message with everything blanked that is not the customer's own talk."""
    clean = _BLOCKS.sub(lambda block: BLANK * len(block[0]), text)
    return Page(_SPEECH.sub(_speech, clean))


def _speech(quote: re.Match[str]) -> str:
    """Quoted speech is somebody else's; a quoted word or two may be a name ("call me "Maya"")."""
    said = _SAYS.search(quote.string, max(0, quote.start() - 24), quote.start())
    if said or len(quote[0].split()) > 2:
        return BLANK * len(quote[0])
    return f" {quote[0][1:-1]} "
