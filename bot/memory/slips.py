"""What puts a number, an address or a name right by its likeness to what was told: "CX-3048* sorry, fat fingers".

People own up to a slip in any words and anywhere in the message. That two numbers share all but a digit or two is the
better sign; some word of a correction must stand beside it, and none of one more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from bot.memory import held, values
from bot.memory.found import Found, Reading
from bot.memory.spans import Label
from bot.memory.spelling import fold, rule
from bot.types.memory import Learned

_STAR = re.compile(r"(?<!\S)\*+(?P<a>[^\W_][\w'@.-]*\w)|(?<!\S)(?P<b>[^\W_][\w'@.-]*\w)\*+(?=\s|$|[,.;!])")
"""A word put right as chats do it, with the star on either side."""
_OWNS_UP = (
    r"sorry|sry|soz|oops|whoops|typo|typed|mistyped|fat[- ]?finger\w*|tell a lie|mistake|misread|misspelled|"
    r"misspelt|meant?|mixed up|swapped|"
    r"vertippt|verschrieben|vertan|verlesen|verguckt|\w*dreher|verdreht|verwechselt|mein(?:t)?e|korrigier\w*|korrektur|"
    r"berichtig\w*|quatsch|uups|ups|hoppla|digo|quise|quería decir|equivoqu\w+|equivocad\w+|confund\w+|errata|corrijo|"
    r"corrección|rectifico|me he liado|voulais dire|veux dire|trompée?|gourée?|coquille|inversée?|faute de frappe|oups|"
    r"rectifi\w*|corrige\w*|correction"
)
_SLIP = rule(rf"\b(?:{_OWNS_UP})\b")
_POLITE = rule(r"\b(?:so )?sorry (?:to|for|about|but|that|if|again)\b")
"""Who is sorry to bother owns up to no slip."""
_SIGN = rule(
    rf"\b(?:{_OWNS_UP}|no|nope|wait|wrong|right|correct(?:ed)?|should|actually|rather|nein|nee|nö|moment|falsch|richtig|"
    r"muss (?:es )?heißen|sollte|perdon\w*|disculp\w+|mal|mejor|bien|espera|non|pardon|erreur|attends|plutôt|bon|"
    r"error)\b"
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
    starred = "*" in page.clean and _STAR.search(page.clean) is not None
    if not starred and not _SIGN.search(page.folded):
        return found
    if starred or not _MORE.search(page.folded):
        for one in (*_alike(reading, found), *(_starred(reading) if starred else ())):
            found = _with(found, one)
    if _SLIP.search(page.folded):
        for one in (*_other_number(reading, found), *_disowned(reading)):
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
    owned = _SLIP.search(_POLITE.sub("", page.folded)) or _STAR.search(page.clean)
    for key, value, since in _told(reading, found, tuple(_WRITTEN)):
        for said in _WRITTEN[key].finditer(page.clean, since):
            start, end = said.span("v")
            other = values.OF_TYPE[registry.key(key).type](said["v"], registry)
            near = other and _close(values.norm(key, other), values.norm(key, value))
            # The next order's number is as near: only swapped signs need no word for the slip.
            sure = key != "order.id" or owned or sorted(str(other).lower()) == sorted(value.lower())
            if other and near and sure and not _barred(reading, start, end):
                yield Found(start, end, Learned(key, other, "", "slip", retracts=True, corrects=value))
                break


def _close(one: str, other: str) -> bool:
    most = FEW if min(len(one), len(other)) < SHORT else MANY
    return one != other and OSA.distance(one, other, score_cutoff=most) <= most


def _barred(reading: Reading, start: int, end: int) -> bool:
    return bool(reading.page.labels(start, end) & _BARS)


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
        if said and not page.labels(*said.span()) & (_BARS | {"question", "wish"}):
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
                yield Found(start, end, Learned(fact.key, fact.value, "", "disowned", denies=True, retracts=True))
                break


def _clause_end(reading: Reading, at: int) -> int:
    return reading.page.clauses[reading.page.clause_at(at)][1]
