"""What puts a number, an address or a name right by its likeness to what was told: "CX-3048* sorry, fat fingers".

People own up to a slip in any words and anywhere in the message. That two numbers share all but a digit or two is the
better sign; an explicit word of a slip must stand beside it, or nothing but a sign, and none of one more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from bot.memory import bare, held, readers, values
from bot.memory.found import Found, Reading
from bot.memory.spans import Label, Page
from bot.memory.spelling import fold, rule
from bot.types.memory import Learned

_STAR = re.compile(r"(?<!\S)\*+(?P<a>[^\W_][\w'@.-]*\w)|(?<!\S)(?P<b>[^\W_][\w'@.-]*\w)\*+(?=\s|$|[,.;!])")
"""A word put right as chats do it, with the star on either side."""
_SLIP = rule(r"\b(?:sorry|sry|soz|oops|whoops|uups|ups|hoppla|oups)\b")
_POLITE = rule(r"\b(?:so )?sorry (?:to|for|about|but|that|if|again)\b")
"""Who is sorry to bother owns up to no slip."""
_EXPLICIT = rule(
    r"\b(?:typos?|mistyped|fat[- ]?finger\w*|tell a lie|my (?:mistake|bad)|I misread|misspel\w+|I (?:\w+ )?meant|"
    r"I mean (?=\S*\d|the )|"
    r"(?:sorry|oops|no),? meant|I (?:mixed up|swapped)|(?:swapped|switched|transposed|flipped|mixed up|"
    r"jumbled) (?:the |two |some |"
    r"my )?(?:digits?|numbers?|figures?|letters?)|(?:ziffern?|zahlen|stellen) (?:\w+ )?vertauscht|(?:cambié|"
    r"intercambié|"
    r"cruc[eé]|invert[ií]|bailé) (?:los |dos |unos )?(?:números|dígitos|cifras)|is the right one|the right one is|"
    r"should read|"
    r"is the (?:one|number) (?:on|in|I)|read (?=[\w-]*\d)|(?:lire|lisez|lies|lesen sie|léase|lea) (?=[\w-]*\d)|"
    r"(?:es|sie|er|das) heißt (?=[\w-]*\d)|mal (?:re)?copiée?|mal (?:tapée?|écrite?|lue?)|"
    r"(?:look|read|typ|copi)\w* (?:\w+ ){0,3}?(?:wrong|other) (?:line|slip|paper|row|one|order|sheet|screen)|"
    r"wrong (?:line|row)|"
    r"falsche (?:zeile|reihe|spalte)|(?:línea|fila) equivocada|mauvaise ligne|"
    r"(?:mir|leyen|le|copi)(?:é|ando|do|í)(?: \w+){0,2}? (?:de otr[oa]|equivocad[oa]|que no era)|"
    r"(?:regard|l|recopi)(?:é|ais|u)(?: \w+){0,3}? (?:mauvaise?|pas le bon|pas la bonne)|interverti\w*|"
    r"voilà l[ea] bon(?:ne)?|"
    r"vertippt|verschrieben|vertan|verlesen|verguckt|\w*dreher|verdreht|ich (?:hab\w* )?(?:\w+ )?verwechselt|"
    r"ich meint?e|"
    r"meinte ich|korrigiere|korrektur|berichtige|berichtigung|quatsch|richtig (?:ist|wäre)|muss (?:es )?heißen|"
    r"(?<!te )(?<!le )digo(?! que)|quise decir|quería decir|me (?:he )?equivo\w+|me (?:he )?confund\w+|errata|corrijo|"
    r"rectifico|me he liado|mi error|bailé|el bueno es|voulais dire|veux dire|me suis (?:trompée?|gourée?)|coquille|"
    r"(?:j'ai |oups,? )(?:inversée?|intervertie?)|me bailaron|faute de frappe|je (?:me )?(?:rectifie|corrige)|"
    r"mon erreur|correction)\b"
)
"""Who says so speaks of a slip of one's own, and of nothing else."""
_BARE = rule(
    r"\b(?:no|nope|wait|sorry|sry|soz|oops|whoops|actually|rather|wrong|nein|nee|nö|moment|falsch|sollte|uups|ups|"
    r"hoppla|"
    r"perdon\w*|disculp\w+|espera|error|non|pardon|erreur|attends|plutôt|oups|not|nicht|pas|apologies|pardon me|"
    r"argh|ugh|entschuldigung|verzeihung|entschuldigt|ay|uy|vaya|lo siento|mince|zut|désolée?|excusez(?:[- ]moi)?)\b"
)
"""Words of ordinary use: a sign only where little is said beside them."""
_LITTLE = rule(
    r"\b(?:oh|ah|ach|argh|it'?s|it|is|its|the|should|be|order|number|but|das|die|der|den|ist|es|sondern|sein|"
    r"bestellung|"
    r"nummer|el|la|los|es|son|sino|pedido|número|le|les|c'est|mais|commande|numéro)\b"
)
_OPENS_WITH_SORRY = rule(
    rf"\W*(?:(?:{_BARE.pattern}|{_LITTLE.pattern})\W*)*{_BARE.pattern}[\s,.:;!-]*(?:{_LITTLE.pattern}\W*)*"
)
"""What alone stands before a number that is put right, whatever is said behind it: "sorry, KT-20817, no glasses on"."""
_DENIES = (
    r"\b(?:not|nicht|no|pas|non|instead of|rather than|statt|en vez de|au lieu de) "
    r"(?:the |die |das |der |den |el |la |le )?"
)
_WOULD_BE_RIGHT = rule(
    r"\b(?:richtig wäre|(?:the )?right (?:one|number)? ?would be|(?:el|la|lo) (?:correct[oa]|buen[oa]) sería|"
    r"l[ea] bon(?:ne)? serait)\b"
)
_MORE = rule(
    r"\b(?:also|too|as well|another|other|both|second|either|neither|auch|ebenfalls|noch|andere\w*|"
    r"zweite\w*|beide\w*|también|tampoco|otr[oa]s?|segund[oa]|ambos|más|aussi|non plus|autre|"
    r"deuxième|seconde?|les deux)\b"
)
"""What tells of one more, which may well have the number beside."""
_BARS: frozenset[Label] = frozenset({"hypothetical", "third", "reported", "instruction", "sarcasm"})

_WRITTEN: Mapping[str, re.Pattern[str]] = {
    "order.id": re.compile(r"(?<![\w@.-])#?(?P<v>[A-Za-z]{0,4}[ -]?\d[\dA-Za-z-]{2,14})(?![\w@-])"),
    "contact.phone": re.compile(rf"(?<![\w-])(?P<v>{values.CALLABLE})(?!\w)", re.IGNORECASE),
    "contact.email": re.compile(r"(?<![\w.+-])(?P<v>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"),
}
"""How a value of these keys is found by its looks alone."""
_NAMES = ("identity.name", "identity.preferred_name", "company.name", "location.city")
_THINGS = ("product.owned", "device.model", "device.os")
SHORT, FEW, MANY = 6, 1, 2
"""Signs of a short number, and how many may differ in it, and in a longer one."""


def put_right(reading: Reading, found: list[Found]) -> list[Found]:
    """Return what is found with slips put right: numbers and addresses, starred words, and which number a thing has."""
    page = reading.page
    wonders = "?" in page.clean and _WROTE.search(page.folded)
    starred = "*" in page.clean and _STAR.search(page.clean) is not None
    more = _MORE.search(page.folded) and not _EXPLICIT.search(page.folded)
    if more or not (starred or wonders or _BARE.search(page.folded) or _EXPLICIT.search(page.folded)):
        return found
    for one in (
        *_alike(reading, found),
        *_ending(reading, found),
        *_local_part(reading),
        *_asked_back(reading),
        *(_starred(reading) if starred else ()),
        *(_part_of_address(reading) if starred else ()),
        *_other_number(reading, found),
    ):
        found = _with(found, one)
    if _EXPLICIT.search(page.folded) or _SLIP.search(_POLITE.sub("", page.folded)):
        for one in _disowned(reading):
            found = _with(found, one)
    return found


def _with(found: Sequence[Found], one: Found) -> list[Found]:
    """Put a correction in the place of what it puts right, unless that has been put right yet."""
    told = one.learned
    if any(other.learned.corrects == told.corrects and told.corrects for other in found):
        return list(found)
    wrong = {values.norm(told.key, value) for value in (told.value, told.corrects)}
    others = [
        other for other in found
        if other.learned.key != told.key
        or not (values.norm(told.key, other.learned.value) in wrong or (other.overlaps(one) and not told.denies))
    ]  # fmt: skip
    return [*others, one]


def _told(reading: Reading, found: Sequence[Found], keys: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Yield key and value of what may have been a slip, and from where on it is put right: the latest first."""
    for one in reversed(found):
        if one.learned.key in keys and not one.learned.denies and not one.learned.corrects:
            yield one.learned.key, one.learned.value, one.end
    for fact in held.recent(reading.known, reading.now):
        if fact.key in keys:
            yield fact.key, fact.value, 0


def _alike(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """ "BL-66210. oh, BL-66120": a number or an address that differs in a sign or two from the one just told."""
    page, registry = reading.page, reading.registry
    for key, value, since in _told(reading, found, tuple(_WRITTEN)):
        for start, end in _candidates(key, page, since):
            other = readers.OF_TYPE[registry.key(key).type](page.clean[start:end], registry)
            near = other and _close(values.norm(key, other), values.norm(key, value))
            if other and near and not _barred(reading, start, end) and _owned(reading, start, end, since, value):
                yield Found(start, end, Learned(key, other, "", "slip", retracts=True, corrects=value))
                break


def _candidates(key: str, page: Page, since: int) -> Iterator[tuple[int, int]]:
    """Yield where values of a key may stand; a number also without the word before it: "so 77-4410"."""
    for said in _WRITTEN[key].finditer(page.clean, since):
        start, end = said.span("v")
        yield start, end
        if key == "order.id" and " " in said["v"]:
            yield page.clean.index(" ", start) + 1, end


_ENDS = rule(
    r"\b(?:the end|(?:the )?last (?:\w+ )?digits|it ends|ends? (?:in|with)|(?:sie |er )?endet auf|am ende|"
    r"(?:die )?letzten "
    r"\w+|acaba en|termina en|(?:los |las )?[uú]ltim[oa]s \w+|la fin|finit par|se termine par|(?:les )?\w+ derniers)\b"
    r"[^\d\n?]{0,20}(?P<v>\d{2,5})(?![\d.,-]*\d)"
)
"""How only the last digits of a number are said anew: "the end is 0172"."""


def _ending(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """ "Argh, fat fingers, the end is 0172": the last digits of the number just told, which were a slip."""
    page = reading.page
    said = _ENDS.search(page.folded)
    if said is None or not _EXPLICIT.search(page.folded) or _barred(reading, *said.span("v")):
        return
    for key, value, _ in _told(reading, found, ("contact.phone", "order.id")):
        other = value[: -len(said["v"])] + said["v"]
        if len(said["v"]) < len(value) and _close(other, value):
            yield Found(*said.span("v"), Learned(key, other, "", "slip", retracts=True, corrects=value))
        return


_LOCAL = re.compile(r"(?<![\w.+-])(?P<v>[\w+-][\w.+-]{1,40})@(?=[\s,.;!)]|$)")


def _local_part(reading: Reading) -> Iterator[Found]:
    """ "*anouk.w@, w as in watch": an address of which only what stands before its sign is written anew."""
    for said in _LOCAL.finditer(reading.page.clean):
        for key, value, _ in _told(reading, (), ("contact.email",)):
            other = f"{said['v'].lower()}@{value.partition('@')[2]}"
            if _close(other, value.lower()) and not _barred(reading, *said.span("v")):
                yield Found(*said.span(), Learned(key, other, "", "slip", retracts=True, corrects=value))
                return


_WROTE = rule(
    r"\b(?:did i (?:\w+ )?(?:write|type|say|put)|(?:habe?|hatte) ich\b[^.?!\n]{1,40} (?:geschrieben|gesagt|getippt)|"
    r"(?:he |había )?(?:escrito|dicho|puesto|escribí|dije|puse)|(?:ai-je|j'ai)(?: vraiment)? (?:écrit|dit|mis|tapé))\b"
)
"""Somebody wonders at their own words."""


def _asked_back(reading: Reading) -> Iterator[Found]:
    """ "Did I type Dublin? Cork.": what is asked of the value just told, and the word in its place."""
    page = reading.page
    wondered = _WROTE.search(page.folded)
    if wondered is None:
        return
    for first, last, asks in page.sentences:
        if not asks or not first <= wondered.start() < last:
            continue
        behind = _FIRST_WORDS.match(page.clean, last)
        for fact in held.recent(reading.known, reading.now) if behind else ():
            value = bare.value_of(behind["v"], fact.key, reading.registry) if behind else None
            if behind and value and not held.same(fact, value) and held.mentions(page, fact, first, last):
                yield Found(*behind.span("v"), Learned(fact.key, value, "", "slip", retracts=True, corrects=fact.value))
                return


_FIRST_WORDS = re.compile(
    r"[\s?!.]*(?:(?:no|I meant|it's|ich meine?|es|c'est|nein|non)[, ]+)?(?P<v>[^\s.,;!?][^.,;!?\n]{1,30})"
)


def _owned(reading: Reading, start: int, end: int, since: int, told: str) -> bool:
    """Whether the value from `start` to `end` is said to put `told` right, which was said before `since`.

    The next order has a number as near: there must be an explicit word of a slip beside it, or nothing much but a sign.
    """
    page = reading.page
    clause = page.clause_at(start)
    if page.sentences[page.clauses[clause][2]][2] or "question" in page.labels(start, end):
        return False
    said = f"{page.folded[since:start]} \n {page.folded[end:]}"
    was = _as_told(told)
    denied = re.search(rf"{_DENIES}(?:{was}|{re.escape(told.split()[-1])})(?!\w)", said, re.IGNORECASE)
    rest = f"{said[: denied.start()]} {said[denied.end() :]}" if denied else said
    if re.search(rf"(?<!\w)(?:{was})(?!\w)", rest, re.IGNORECASE):
        return False
    if "*" in (page.clean[max(start - 1, 0) : start], page.clean[end : end + 1]):
        return True
    before = max(clause - 1, 0)
    first = page.clauses[before][0]
    if page.clauses[before][2] != page.clauses[clause][2]:
        first = page.sentences[page.clauses[before][2]][0]  # the sentence before owns up to it, in whichever clause
    first = min(first, page.sentences[page.clauses[clause][2]][0])
    behind = min(clause + 2, len(page.clauses) - 1)  # "read 88-2401, sorry, I swapped them"
    last = page.clauses[behind if page.clauses[behind][2] == page.clauses[clause][2] else min(clause + 1, behind)][1]
    if _EXPLICIT.search(page.folded, max(first, since), max(last, since)):
        return True
    if _OPENS_WITH_SORRY.fullmatch(page.folded[page.sentences[page.clauses[clause][2]][0] : start]) and re.match(
        r"\s*(?:[,.;!()]|-\s|$)", page.folded[end:]
    ):
        return True
    signed = denied or _BARE.search(rest)
    return bool(signed) and not re.search(r"\w", _LITTLE.sub("", _BARE.sub("", rest)))


def _as_told(value: str) -> str:
    """A pattern of the value as it may be written again: spaced, hyphened, or without the maker."""
    signs = r"[ -]?".join(map(re.escape, re.sub(r"[ -]", "", fold(value))))
    return rf"{signs}|{re.escape(' '.join(fold(value).split()[-2:]))}"


def _close(one: str, other: str) -> bool:
    most = FEW if min(len(one), len(other)) < SHORT else MANY
    return one != other and OSA.distance(one, other, score_cutoff=most) <= most


def _barred(reading: Reading, start: int, end: int) -> bool:
    page = reading.page
    first, last, _ = page.clauses[page.clause_at(start)]
    supposed: frozenset[Label] = frozenset({"hypothetical"} if _WOULD_BE_RIGHT.search(page.folded, first, last) else ())
    return bool(page.labels(start, end) & (_BARS - supposed))


def _starred(reading: Reading) -> Iterator[Found]:
    """ "Zubiri* without an a": a word of a name just told, spelt anew."""
    for said in _STAR.finditer(reading.page.clean):
        word, (start, end) = said["a"] or said["b"], said.span("a" if said["a"] else "b")
        for key, value, _ in _told(reading, (), _NAMES):
            parts = value.split()
            near = [part for part in parts if _close(fold(word).lower(), fold(part).lower()) or _cased(word, part)]
            if near and not _barred(reading, start, end):
                right = " ".join(_as(word, part) if part == near[0] else part for part in parts)
                yield Found(start, end, Learned(key, right, "", "slip", retracts=True, corrects=value))
                break


def _part_of_address(reading: Reading) -> Iterator[Found]:
    """ "*slateright": a part of the address just told, spelt anew."""
    for said in _STAR.finditer(reading.page.clean):
        word, span = (said["a"] or said["b"]).lower(), said.span("a" if said["a"] else "b")
        for key, value, _ in _told(reading, (), ("contact.email",)):
            near = next((part for part in re.findall(r"\w{4,}", value) if _close(word, part.lower())), None)
            if near and not _barred(reading, *span):
                right = value.replace(near, word, 1)
                yield Found(*span, Learned(key, right, "", "slip", retracts=True, corrects=value))
                return


def _cased(word: str, part: str) -> bool:
    """Whether only accents tell two spellings apart: "Zoë*"."""
    return fold(word).lower() == fold(part).lower() and word.lower() != part.lower()


def _as(word: str, part: str) -> str:
    return word[:1].upper() + word[1:] if part[:1].isupper() else word


_NUMBERED = re.compile(r"(?P<lead>.*?)(?P<name>[^\W\d_][\w-]*) (?P<number>\d\w{0,3})(?P<rest>.*)")


def _other_number(reading: Reading, found: Sequence[Found]) -> Iterator[Found]:
    """ "I meant the Cumbre 3", "Pro 8, not 9": the same thing by another number."""
    page = reading.page
    for key, value, since in _told(reading, found, _THINGS):
        parts = _NUMBERED.fullmatch(value)
        if parts is None:
            continue
        named = re.compile(rf"(?<!\w){re.escape(fold(parts['name']))} (?P<v>\d\w{{0,3}})(?![\w.])", re.IGNORECASE)
        said = next((one for one in named.finditer(page.folded, since) if one["v"] != parts["number"]), None)
        barred = said and page.labels(*said.span()) & (_BARS | {"question", "wish"})
        if said and not barred and _owned(reading, *said.span(), since, value):
            right = f"{parts['lead']}{parts['name']} {page.clean[slice(*said.span('v'))]}{parts['rest']}"
            yield Found(*said.span(), Learned(key, right, "", "slip", retracts=True, corrects=value))
            return


def _disowned(reading: Reading) -> Iterator[Found]:
    """ "Sorry, the Mini is my sister's": a thing just told is somebody else's, and never was one's own."""
    page = reading.page
    for fact in held.recent(reading.known, reading.now):
        if fact.key not in ("product.owned", "device.model"):
            continue
        for name in dict.fromkeys((fact.value, fact.value.split()[-1])):
            at = fold(name).lower()
            start = page.folded.lower().find(at)
            if start >= 0 and len(name) > FEW and page.labels(start, _clause_end(reading, start)) >= {"third"}:
                end = start + len(name)
                anothers = "third" in page.labels(start, end) or _GENITIVE.match(page.folded, end)
                if anothers and not _IT_IS.search(page.folded, 0, start):
                    break  # "sorry, my husband's Pixel 8 broke" is of one more, and no slip
                yield Found(start, end, Learned(fact.key, fact.value, "", "disowned", denies=True, retracts=True))
                break


_GENITIVE = rule(r"[ ](?:meine[rs]|unsere[rs]|de (?:mi|nuestr[oa]|mon|ma|notre)|of (?:my|our)) ")
_IT_IS = rule(
    r"\b(?:that'?s|that is|it'?s|it was|that was|this is|das ist|das war|es ist|ist|es el|es la|era|c'est|"
    r"c'était)[ ][^.!?\n]{0,24}$"
)


def _clause_end(reading: Reading, at: int) -> int:
    return reading.page.clauses[reading.page.clause_at(at)][1]
