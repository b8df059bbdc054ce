"""What puts earlier words right: "sorry, I meant Bergen", "not Cologne, Bonn", "order 20340, no wait, 20430".

A cue ("sorry", "ich meinte", "digo") stands before a phrase of its own or before a bare value. What was said in the
last turns was a slip and never was so; what was said longer ago has changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bot.memory import bare, held, towns
from bot.memory.found import Found, Reading
from bot.memory.spans import BLANK, Page
from bot.memory.spelling import fold, rule
from bot.types.memory import Fact, Known, Learned

_CUE = rule(
    r"(?:^|[.!?,;\n]\s*|\s-{1,2}\s|\s(?=\*[^\W\d_]+(?:\s|$))|\s(?=(?:no wait|wait no|no sorry|i mean|scratch that|"
    r"nein moment|no espera|non attends|(?:euh|heu|eh|uh|um|ähm?|öh|erm?|este|bah)[ ,]+(?:no|non|nan|nein|nee|nö|nope|"
    r"sorry|pardon))\b)|\b(?:but|and|aber|pero|mais) )(?!(?<=, )no (?:en|con) )(?P<cue>\*|(?:ähm?|erm?|uhm?|euh|"
    r"eh)(?=\s*[,.…])|"
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


def corrected(reading: Reading, found: list[Found]) -> list[Found]:
    """Mark what corrects earlier words, and read a bare value after "sorry, I meant"."""
    out = [_retracting(reading, one) for one in found]
    for cue in _CUE.finditer(reading.page.folded):
        out = _slipped(cue, out)
        if (put_right := _with_kin(reading, cue, out)) is not None:
            out = put_right
        elif not any(_stands_behind(one, cue, reading.page) for one in found):
            out = _with_bare_values(reading, cue, out)
    return out


_PUT_RIGHT = rule(r"[ #]{0,2}\d[\d -]{2,}\d(?=[,.;!]|\s*$)")


def _stands_behind(one: Found, cue: re.Match[str], page: Page) -> bool:
    """Whether what follows a cue tells something by a phrase of its own, and is no bare value.

    A bare number is put right whatever is told after it: "order 71820, sorry 71280, in the name of …".
    """
    behind = _PUT_RIGHT.match(page.folded, cue.end())
    start = behind.end() if behind else cue.end() - 2
    return one.start >= start and page.clause_at(one.start) <= page.clause_at(cue.end()) + (0 if behind else 1)


_CLOSE = 3
"""Characters from a cue to what it puts right."""


def _slipped(cue: re.Match[str], found: list[Found]) -> list[Found]:
    """ "Order 20340, no wait, 20430": of two numbers of a message the first was a slip."""
    right = next((one for one in found if 0 <= one.start - cue.end() <= _CLOSE and not one.learned.denies), None)
    if right is None or right.learned.key != "order.id":
        return found
    wrong = [one for one in found if one.learned.key == right.learned.key and one.end <= cue.start() + _CLOSE]
    slip = (right.learned.key, wrong[-1].learned.value) if wrong else None
    return [one for one in found if (one.learned.key, one.learned.value) != slip or one.end > cue.start() + _CLOSE]


def _retracting(reading: Reading, one: Found) -> Found:
    """ "actually, I live in Bergen" says that Oslo never was true, if Oslo was said just now."""
    page, frame = reading.page, one.frame
    if frame is None or frame.changes or frame.denies:
        return one
    opening = page.sentences[page.clauses[page.clause_at(one.start)][2]][0]
    cue = next(_CUE.finditer(page.folded, max(0, opening - 2), max(one.start + 1, 0)), None)
    said = held.recent(reading.known, reading.now)
    if _is_many(one.learned.key, reading.known):
        return _mistyped(page, one, cue, said)
    if _WRONG.search(page.folded, 0, one.start):
        return Found(one.start, one.end, replace(one.learned, retracts=True), frame)
    if cue is None or not any(fact.key == one.learned.key for fact in said):
        return one
    return Found(one.start, one.end, replace(one.learned, retracts=True), frame)


_MEANT = rule(
    r"\b(?:i mean(?:t)?|i meant to say|correction|my mistake|my bad|typo|i mistyped|i misspoke|wrong (?:number|one)|"
    r"scratch that|make that|ich mein(?:t)?e|korrektur|tippfehler|verschrieben|vertippt|vielmehr|quise decir|"
    r"queria decir|correccion|me equivoque|mejor dicho|digo|je voulais dire|erreur|je me suis trompée?)\b"
)


_NO = rule(r"\b(?:not|instead of|nicht|statt|no|pas|en vez de|au lieu de)\W+(?:[\w#]+\W+)?$")


_ADDS = rule(
    r"\b(?:too|as well|also|both|auch|ausserdem|beide[ns]?|tambien|ademas|ambas?|ambos|aussi|egalement|les deux)\b"
)
"""That what is told stands beside what was told before."""


def _mistyped(page: Page, one: Found, cue: re.Match[str] | None, said: Sequence[Fact]) -> Found:
    """ "Sorry, I meant order 48231", "that's wrong, I have the cargo bike": of keys that hold many, the one just told
    was a slip; "also" adds another."""
    others = [fact for fact in said if fact.key == one.learned.key and not held.same(fact, one.learned.value)]
    meant = cue is not None and _MEANT.search(page.folded, cue.start(), one.end)
    wrong = len(others) == 1 and _WRONG.search(page.folded, 0, one.start) and not _ADDS.search(page.folded)
    if not others or not (meant or wrong):
        return one
    here = held.mentions(page, others[0], 0, len(page.folded))
    if any(not _NO.search(page.folded[:at]) for at, _ in here):
        return one  # "I mean, 4711 is late and 4712 came" has two
    sure = replace(one.learned, retracts=True, corrects=others[0].value, status="active", confidence=0.9)
    return replace(one, learned=sure)  # "ich meinte" is no doubt here


def _is_many(key: str, known: Known) -> bool:
    return key in ("product.owned", "order.id") or sum(fact.key == key for fact in known.facts) > 1


def _with_bare_values(reading: Reading, cue: re.Match[str], found: list[Found]) -> list[Found]:
    for words, start in _after_cue(reading.page, cue):
        if (put_right := _with_bare(reading, words, start, cue, found)) is not None:
            return put_right
    return found


def _with_bare(
    reading: Reading, words: str, start: int, cue: re.Match[str], found: list[Found]
) -> list[Found] | None:  # fmt: skip
    """Return what is found with a bare value put in the place of the last one of its kind; None if it is no value."""
    # The words of this very message come first: "I live in Oslo, sorry, Bergen".
    here = [one for one in reversed(found) if one.end <= cue.end() and not one.learned.denies]
    for one in here:
        if value := bare.value_of(words, one.learned.key, reading.registry) or _small_as_well(reading, words, one):
            told = one.learned
            value = _in_full(value, told.value) if told.key == "identity.name" else value
            learned = replace(
                told, value=value, retracts=True, rule="correction", status="active", corrects=told.value
            )  # fmt: skip
            others = (
                other for other in found
                if (other.learned.key, other.learned.value) != (told.key, told.value)
            )  # fmt: skip
            return [*others, Found(start, start + len(words), learned)]
    for fact in held.recent(reading.known, reading.now):
        if (value := bare.value_of(words, fact.key, reading.registry)) and not held.same(fact, value):
            value = _in_full(value, fact.value) if fact.key == "identity.name" else value
            learned = Learned(fact.key, value, "", "correction", retracts=True, corrects=fact.value)
            return [*found, Found(start, start + len(words), learned)]
    return None


_KIN = ("plan.name", "product.owned", "device.model")
_PARTS = re.compile(r"[A-ZÀ-Þ]?[^\W\d_A-ZÀ-Þ]+|[A-ZÀ-Þ]+|\d+")


def _with_kin(reading: Reading, cue: re.Match[str], found: list[Found]) -> list[Found] | None:
    """ "I'm on Fern Solo" and "sorry, Fern Duo it is": a name that begins as the one told is of the same kind.

    None where there is none: other names need something that shows what they are.
    """
    for words, start in _after_cue(reading.page, cue):
        told = [(one.learned.key, one.learned.value) for one in reversed(found) if one.end <= cue.end()]
        told += [(fact.key, fact.value) for fact in held.recent(reading.known, reading.now)]
        for key, value in told:
            if key in _KIN and _is_kin(words, value):
                right = Learned(key, words, "", "correction", retracts=True, corrects=value)
                end = start + len(words)
                others = (
                    one for one in found
                    if (one.learned.key, one.learned.value) != (key, value) and not start <= one.start < end
                    and one.end != end
                )  # fmt: skip
                return [*others, Found(start, end, right)]
    return None


def _is_kin(words: str, told: str) -> bool:
    """Whether a name of as many parts begins with the same: "Fern Duo" and "Fern Solo", "FlexiDay" and "FlexiNight"."""
    one, other = (_PARTS.findall(said) for said in (words, told))
    named = words[:1].isupper() and all(part[:1].isupper() or part.isdigit() for part in words.split())
    short = len(one) == len(other) and 1 < len(one) <= _PARTS_OF_A_NAME
    return named and short and one[:-1] == other[:-1] and one[-1] != other[-1]


_PARTS_OF_A_NAME = 4
_ALIKE = 60
"""From this likeness (0 to 100) on a word is another spelling of one that was told."""


def _in_full(right: str, told: str) -> str:
    """ "I'm Odile Lefevre, sorry, Lefebvre": the rest of the name stays as it was told."""
    parts = told.split()
    if " " in right or len(parts) < _FULL_NAME:
        return right
    for place in (-1, 0):
        if fuzz.ratio(right.lower(), parts[place].lower()) >= _ALIKE:
            parts[place] = right
            return " ".join(parts)
    return right


_FULL_NAME = 2
"""Words of a name from which one of them may be put right alone."""
_SINCE = rule(r"(?:since|for|seit|desde|hace|depuis|now|jetzt|ahora|maintenant)\b")


def _small_as_well(reading: Reading, words: str, one: Found) -> str | None:
    """ "vivo en luarca, digo cudillero": who wrote a town small writes the one in its place so."""
    said = reading.page.clean[one.start : one.end]
    if one.learned.key != "location.city" or one.learned.value.lower() not in said or not words.islower():
        return None
    first, *rest = words.split()
    return towns.small_city(first, reading.registry) if not rest or _SINCE.match(fold(" ".join(rest))) else None


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


_RIGHT = re.compile(
    r"[\s,]+(?:sry|sorry|soz|oops|lol|haha|ups|pardon|perd[oó]n|my bad|mb|dsl|thx|thanks|please|danke|gracias|merci)$|"
    r"\s+(?:wohnen?|heißen?|leben?|arbeiten?) (?:wir|ich)$|"
    r"\s+(?:it (?:is|was)|ist (?:es|das)|ist[’']?s|es|en fait|en realidad|actually|eigentlich|tatsächlich)$|"
    r"\s+(?:i mean|mein(?:t)?e ich|quiero decir|digo|je veux dire)$|\s+(?:is|ist|wäre|es|est|sería|c'est|"
    r"was) (?:right|correct|the right one|richtig|korrekt|correcto|el bueno|la buena|correcte?|la bonne|le bon|juste)$",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"\s+(?:mit|with|con|avec|wie|as in|like|spelled|spelt|como|comme|se escribe|geschrieben)\s.*$", re.IGNORECASE
)
"""How a word is spelt, said behind it: "Mayer mit a und y"."""


_STOPS = re.compile(
    r"(?<=\d)\. (?!(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|ene|abr|ago|dic|fév|avr|aoû|déc))"
    r"(?=[A-ZÀ-Þ][^\W\d_]+ [a-zß-ÿ]).*$",
    re.IGNORECASE,
)
"""A sentence that begins behind a bare number, which may be read as an ordinal: "no, 14. Forty is the staff"."""


def _few(words: str) -> str:
    """Return words that may be a value put right, without what is said of it; empty when they are a sentence."""
    words = _RIGHT.sub("", _SPELT.sub("", words))
    words = _STOPS.sub("", words)
    tail = _TAIL.search(fold(words))
    words = (words[: tail.start()] if tail else words).rstrip(" .!*")
    short = len(words.split()) <= (8 if re.fullmatch(r"[\d\s+()/.-]+", words) else 4)
    return words if words.strip() and short and BLANK not in words else ""


_CONTRASTED = frozenset(
    {"name", "email", "phone", "city", "country", "company", "plan", "device", "number", "version", "order", "language"}
)


def put_right(reading: Reading, found: list[Found]) -> list[Found]:
    """ "Not Cologne, Bonn": what stands in the place of a value that was told."""
    recent = held.recent(reading.known, reading.now)
    registry = reading.registry
    facts = [fact for fact in (*recent, *reading.known.facts) if registry.key(fact.key).type in _CONTRASTED]
    for one in held.instead(reading.page, facts, lambda words, key: bare.value_of(words, key, registry)):
        if any(other.learned.corrects == one.fact.value or _says_otherwise(other, one) for other in found):
            continue
        slip = one.fact in recent and not one.changed
        learned = Learned(one.fact.key, one.value, "", "correction", retracts=slip, corrects=one.fact.value)
        others = [other for other in found if other.learned.key != one.fact.key or other.end <= one.start]
        found = [*others, Found(one.start, one.end, learned)]
    return found


def _says_otherwise(other: Found, one: held.Instead) -> bool:
    """Whether a phrase of the message has another value yet."""
    told = other.learned
    return told.key == one.fact.key and not told.denies and told.value not in (one.value, one.fact.value)


_RATHER = rule(
    r"[\s.,;:!-]{1,4}(?:(?:but|rather|now|instead|just|we'?re|i'?m|it'?s|on|the|aber|sondern|jetzt|ich habe|"
    r"wir haben|es ist|das|in|à|en|sino|tengo|es|el|"
    r"mais|c'est|j'ai|le|la)[ ,]+){1,4}(?P<v>[^\s.,;!?\x00]+(?: [^\s.,;!?\x00]+){0,3})"
)


def instead(reading: Reading, found: list[Found]) -> list[Found]:
    """ "I'm not on Basic. It's Family.": what stands in the place of what is denied."""
    page, out = reading.page, list(found)
    for one in found:
        said = _RATHER.match(page.folded, one.end) if one.learned.denies else None
        if said is None or any(other.start >= one.end and other.learned.key == one.learned.key for other in found):
            continue
        start, end = said.span("v")
        value = bare.value_of(page.clean[start:end], one.learned.key, reading.registry)
        if value and not page.labels(start, end) & {"question", "hypothetical", "third", "wish"}:
            learned = replace(one.learned, value=value, denies=False, rule="instead")
            out.append(Found(start, end, learned))
    return out
