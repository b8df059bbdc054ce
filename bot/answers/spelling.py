"""Repair of slips: a letter wrong, two swapped, two words glued together, words as they are abbreviated in a chat.

Only words that neither the articles nor the language know are touched, never one with a digit (codes, order
numbers). What a word was meant to be is the candidate that costs least: how rare it is, in the articles and in the
language, plus how unusual the slip. The first letter is trusted unless it was swapped, lost, or hit beside its key:
that keeps `weather` from becoming `leather`.
"""

import math
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONG = 7
"""Letters from which a word may have two slips."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_INDENT = (0.0, 0.25, 0.75)
"""Keys that a row is moved to the right."""
SWAPPED, DOUBLED, BESIDE, LOST, OTHER = 3.5, 3.5, 4.5, 5.0, 6.5
"""What slips cost, in nats: two letters swapped, one doubled or left single, the key beside, one lost or too many."""
APART = 8.5
"""The same for a letter too many at either end that is a word of its own: `cani` is rather `can i`."""
GLUED = 3.0
"""The same for a blank left out."""
FIRST = 1.5
"""Added where the slip is in the first letter."""
ODD, ODD_LETTER = 8.0, 2.0
"""What leaving a word as it is costs: a name or a word of its own, and each of its letters."""
GENERAL = 0.3
"""Share of what is said in the language's words rather than the articles'."""
_MAX_PARTS = 4
_SINGLE = frozenset("aiu")
_PREFIXES = ("un", "re", "non", "pre", "dis", "mis", "over", "inter", "sub")
_SUFFIXES = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "r", "rs", "ness", "able", "ation", "ated")


@dataclass(frozen=True, slots=True)
class Repair:
    words: tuple[str, ...]
    likeness: float
    """How sure it is, 0 to 1: what a match by these words is worth beside one by the word as written."""


class _Lexicon:
    """Words by first letter and length, to be searched for near ones."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self.words:
            if len(word) > 2:
                buckets[word[0], len(word)].append(word)
        self._buckets = {key: sorted(found) for key, found in buckets.items()}

    def near(self, word: str, slips: int) -> Iterable[tuple[str, int]]:
        """Yield (word, slips) of what begins with the same letter and differs in at most so many slips."""
        for length in range(len(word) - slips, len(word) + slips + 1):
            bucket = self._buckets.get((word[0], length))
            if bucket:
                for found, distance, _ in process.extract(
                    word, bucket, scorer=OSA.distance, score_cutoff=slips, limit=8
                ):
                    yield found, int(distance)


class Vocabulary:
    """The words of all articles of one language, how often each is used, and the words of the language itself.

    `general` gives what is known of the language: each word's place in the order of how usual it is. Immutable.
    """

    def __init__(
        self, counts: Mapping[str, int], stop_words: Iterable[str], general: Mapping[str, int] | None = None
    ) -> None:
        self._counts = {word: count for word, count in counts.items() if not any(c.isdigit() for c in word)}
        self._stop = frozenset(stop_words)
        self._general = general or {}
        self._total = sum(self._counts.values()) + 200 * len(self._stop) + 1
        self._lexicons = (_Lexicon(self._counts.keys() | self._stop), *_general_lexicon(self._general))

    def __contains__(self, word: object) -> bool:
        return word in self._counts or word in self._stop

    def knows(self, word: str) -> bool:
        """Return whether it is a word of the articles or of the language, endings apart."""
        return self._spelt(word) or any(self._spelt(root) for root in _roots(word))

    def repair(self, word: str) -> Repair | None:
        """Return what an unknown word was most likely meant to be; None when nothing is near enough."""
        if len(word) < 3 or not word.isalpha() or self.knows(word):
            return None
        best = min((*self._single(word), *self._parts(word)), default=None)
        if best is None or best[0] > ODD + ODD_LETTER * len(word):
            return None
        _, slips, found = best
        return Repair(found, 0.9 if len(found) > 1 else 1 - 0.6 * max(slips, 1) / len(word))

    def asking(self, lang: str, said: Sequence[str]) -> dict[str, str]:
        """Return which words of a question are misspelt words that ask, and what they were meant to be."""
        return asking(lang, said, self, self._general)

    def _spelt(self, word: str) -> bool:
        return word in self or word in self._general

    def _rare(self, word: str) -> float:
        """Return how unusual a known word is, in nats."""
        held = 200 if word in self._stop else self._counts.get(word, 0)
        place = self._general.get(word)
        usual = 0.1 / (place + 20) if place is not None else 0.0
        return -math.log((1 - GENERAL) * held / self._total + GENERAL * usual + 1e-9)

    def _single(self, word: str) -> Iterable[tuple[float, int, tuple[str, ...]]]:
        """Yield (cost, slips, words) of each single word that this one may be."""
        for found, slips, cost in self._candidates(word):
            yield cost + self._rare(found), slips, (found,)

    def _candidates(self, word: str) -> Iterable[tuple[str, int, float]]:
        slips = 2 if len(word) >= LONG else 1
        for lexicon in self._lexicons:
            for found, distance in lexicon.near(word, slips):
                cost = _slip(word, found) if distance == 1 else LOST * distance
                if _plausible(word, found, cost, own=found in self._counts):
                    yield found, distance, cost
        for found, cost in _first_letter(word):
            if self._spelt(found) and _plausible(word, found, cost, own=found in self._counts):
                yield found, 1, cost

    def _parts(self, word: str) -> Iterable[tuple[float, int, tuple[str, ...]]]:
        """Yield the cheapest way to cut a word into known ones, and into two of which one has a slip."""
        if len(word) < 4:
            return
        best: list[tuple[float, int, tuple[str, ...]]] = [(0.0, 0, ())]
        for end in range(1, len(word) + 1):
            ways = [
                (cost + self._rare(word[start:end]) + GLUED * (start > 0), 0, (*parts, word[start:end]))
                for start, (cost, _, parts) in enumerate(best)
                if len(parts) < _MAX_PARTS and cost < math.inf and self._part(word[start:end])
            ]
            best.append(min(ways, default=(math.inf, 0, ())))
        if best[-1][0] < math.inf and len(best[-1][2]) > 1 and max(map(len, best[-1][2])) >= 3:
            yield best[-1]
        for cut in range(1, len(word)):
            yield from self._half_known(word[:cut], word[cut:])

    def _half_known(self, head: str, tail: str) -> Iterable[tuple[float, int, tuple[str, ...]]]:
        for known, odd in ((head, tail), (tail, head)):
            if len(odd) >= 5 and self._part(known) and not self.knows(odd):
                near = min(self._single(odd), default=None)
                if near is not None:
                    words = (known, *near[2]) if known is head else (*near[2], known)
                    yield near[0] + self._rare(known) + GLUED, 1, words

    def _part(self, word: str) -> bool:
        if len(word) == 1:
            return word in _SINGLE and word in self._stop
        if len(word) == 2:
            return word in self._stop
        return self._spelt(word)


def _roots(word: str) -> Iterable[str]:
    """Yield what a word may be made of: `deleting` of `delete`, `reorder` of `order`."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 4:
            yield word.removeprefix(prefix)
    for suffix in _SUFFIXES:
        root = word.removesuffix(suffix)
        if root != word and len(root) >= 4 and root[-1] != suffix[0]:
            yield root
            if suffix[0] in "eiar" and len(root) >= 5:
                yield root + "e"


@lru_cache(maxsize=4)
def _lexicon_of(words: frozenset[str]) -> _Lexicon:
    return _Lexicon(words)


def _general_lexicon(general: Mapping[str, int]) -> Sequence[_Lexicon]:
    return (_lexicon_of(frozenset(general)),) if general else ()


def _slip(word: str, meant: str) -> float:
    """Return what one slip from `meant` to `word` costs."""
    if sorted(word) == sorted(meant):
        return SWAPPED
    if len(word) != len(meant):
        longer, shorter = (word, meant) if len(word) > len(meant) else (meant, word)
        place = next((n for n, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
        if place in (0, len(longer) - 1) and longer == word and longer[place] in _SINGLE:
            return APART
        around = longer[max(0, place - 1) : place] + longer[place + 1 : place + 2]
        return DOUBLED if longer[place] in around else LOST
    place = next(n for n, (a, b) in enumerate(zip(word, meant, strict=True)) if a != b)
    return BESIDE if word[place] in beside(meant[place]) else OTHER


def _first_letter(word: str) -> Iterable[tuple[str, float]]:
    """Yield (word, cost) where the slip is in the first letter: swapped, hit beside its key, or lost."""
    yield word[1] + word[0] + word[2:], SWAPPED
    for letter in beside(word[0]):
        yield letter + word[1:], BESIDE + FIRST
    for letter in "abcdefghijklmnopqrstuvwxyz":
        yield letter + word, LOST + FIRST
    yield word[1:], LOST + FIRST


@lru_cache(maxsize=64)
def beside(letter: str) -> str:
    """Return the letters whose keys touch this one's."""
    places = {
        key: (row, indent + column)
        for row, (keys, indent) in enumerate(zip(_ROWS, _INDENT, strict=True))
        for column, key in enumerate(keys)
    }
    if letter not in places:
        return ""
    row, column = places[letter]
    return "".join(
        key for key, (r, c) in places.items() if key != letter and abs(r - row) <= 1 and abs(c - column) <= 1.0
    )


def _plausible(word: str, candidate: str, cost: float, *, own: bool) -> bool:
    """Short words have too many neighbours: of four letters a swap, a letter more or less, or the key beside."""
    if len(word) >= 5:
        return len(candidate) >= 4 or cost <= DOUBLED
    if len(word) == 4:
        return len(candidate) >= 3 and (len(candidate) != 4 or cost <= BESIDE + FIRST * own)
    return sorted(word) == sorted(candidate)


# --- the words that ask ---------------------------------------------------------------------------

_ASKING = {
    "en": "how what where when why which who is are do does did can will could should would much many long often soon",
    "de": "wie was wo wann warum wer welche welcher welches wieso wohin ist sind kann gibt habt viel viele lange teuer",
    "es": "como que donde cuando cuanto cuanta cuantos cuantas cual quien esta estan es son puedo tarda cuesta hay",
    "fr": "comment quand combien pourquoi que quoi quel quelle quels quelles est sont puis peut peux faut coute",
}
"""Words that questions are made of, folded, the most usual first: they stand at the beginning, beside one another."""
ODD_FROM = 8_000
"""Place from which on a word of the language is so rare that beside a word that asks it is rather a slip: "dos"."""


def asking(lang: str, said: Sequence[str], known: Container[str], usual: Mapping[str, int]) -> dict[str, str]:
    """Return which words of a question are misspelt words that ask: `hw much`, `how dos it`, `wie teuer isd`.

    Only where one stands: at the beginning, or beside another. What is `known`, or `usual` in the language, stays.
    """
    every = _asking(lang)
    found: dict[str, str] = {}
    for place, word in enumerate(said):
        before, after = said[max(0, place - 1) : place], said[place + 1 : place + 2]
        beside_one = any(found.get(other, other) in every for other in (*before, *after))
        if word in every or word in known or not (beside_one or (place == 0 and len(word) > 2)):
            continue
        if usual.get(word, ODD_FROM) >= ODD_FROM and (meant := _asked_by(lang, word, [*after])):
            found[word] = meant
    return found


@lru_cache(maxsize=8)
def _asking(lang: str) -> tuple[str, ...]:
    return tuple(_ASKING.get(lang, "").split())


def _asked_by(lang: str, word: str, after: Sequence[str]) -> str:
    """Return the word that asks which another is one usual slip away from; "" for none."""
    near = (
        (_slip(word, meant), place, meant)
        for place, meant in enumerate(_asking(lang))
        if word.isalpha() and len(word) > 1 and OSA.distance(word, meant, score_cutoff=1) == 1
    )
    fits = [
        (cost - SWAPPED * ((meant, *after) in _TOGETHER), place, meant)
        for cost, place, meant in near
        if cost <= (LOST if len(word) < len(meant) else BESIDE) or _sounds(word, meant)
    ]
    return min(fits, default=(0.0, 0, ""))[2]


def _sounds(word: str, meant: str) -> bool:
    """Whether a word differs from another in a letter that sounds nearly alike: "isd" for "ist"."""
    pairs = [{a, b} for a, b in zip(word, meant, strict=False) if a != b]
    return len(word) == len(meant) > SHORTEST_SOUND and len(pairs) == 1 and pairs[0] in _ALIKE


SHORTEST_SOUND = 2
_ALIKE = ({"d", "t"}, {"b", "p"}, {"g", "k"}, {"s", "z"}, {"c", "k"}, {"b", "v"})
_TOGETHER = frozenset({("how", "much"), ("how", "many"), ("how", "long"), ("how", "often"), ("how", "soon")})
"""Words that ask together: "hwo long" is "how long", no "who long"."""


# --- how people write in a chat --------------------------------------------------------------------

_CHAT = {
    "en": """
        u=you ur=your r=are y=why n=and pls=please plz=please plss=please thx=thanks tnx=thanks ty=thanks ppl=people
        wat=what wht=what wut=what whats=what+is wheres=where+is hows=how+is cud=could wud=would shud=should cant=cannot
        dont=do+not doesnt=does+not didnt=did+not wont=will+not isnt=is+not im=i+am ive=i+have idk=i+do+not+know
        bc=because cuz=because coz=because cos=because bcoz=because b4=before gr8=great l8=late l8r=later 2day=today
        2moro=tomorrow tmrw=tomorrow tmr=tomorrow yday=yesterday msg=message msgs=messages txt=text pic=picture
        pics=pictures acct=account acc=account accts=accounts addr=address amt=amount bal=balance xfer=transfer
        xfers=transfers tx=transaction txn=transaction trx=transaction pmt=payment pymt=payment pw=password pwd=password
        pswd=password appt=appointment dept=department info=information min=minute mins=minutes hr=hour hrs=hours
        wk=week wks=weeks mth=month mths=months yr=year yrs=years qty=quantity nr=number num=number tel=telephone
        fone=phone ph=phone mob=mobile gonna=going+to wanna=want+to gotta=got+to gimme=give+me lemme=let+me
        kinda=kind+of dunno=do+not+know ya=you yall=you sry=sorry srry=sorry abt=about
        rly=really rn=right+now fav=favourite del=delete cxl=cancel subs=subscription sub=subscription
        nvm=never+mind btw=by+the+way recieve=receive recieved=received
    """,
    "de": """
        u=und vllt=vielleicht vlt=vielleicht evtl=eventuell bzgl=bezüglich bzw=beziehungsweise zzgl=zuzüglich
        inkl=inklusive ggf=gegebenenfalls nix=nichts ne=eine nen=einen hab=habe grad=gerade iwie=irgendwie
        iwann=irgendwann mfg=grüße lg=grüße tel=telefon nr=nummer bsp=beispiel wg=wegen std=stunden
    """,
    "es": """
        q=que k=que xq=porque pq=porque porq=porque tb=también tbn=también dnd=donde cdo=cuando kiero=quiero
        bn=bien msj=mensaje tel=teléfono nro=número xfa=por+favor xfavor=por+favor pf=por+favor grax=gracias
        ntp=no+te+preocupes toy=estoy
    """,
    "fr": """
        pk=pourquoi pq=pourquoi pcq=parce+que parceke=parce+que bjr=bonjour bsr=bonsoir svp=s'il+vous+plaît
        stp=s'il+te+plaît qd=quand qq=quelque qqn=quelqu'un cmt=comment jms=jamais tjrs=toujours tjs=toujours
        tt=tout tte=toute bcp=beaucoup rdv=rendez-vous mdp=mot+de+passe msg=message tel=téléphone dc=donc ds=dans
        pr=pour vs=vous ns=nous ke=que koi=quoi
    """,
}
_TO = re.compile(r"(?<![\w.,-])2(?= +(?:a|an|the|my|me|your|this|that|it|be|get|go|do|[a-z]+(?<!s)\b))", re.IGNORECASE)
_FOR = re.compile(r"(?<=[a-z]) 4(?= +(?:a|an|the|my|me|us|your|this|that|it|all|free|him|her)\b)", re.IGNORECASE)
_COUNTED = re.compile(
    r"^ +(?:day|week|month|hour|year|minute|time|item|piece|working|business|more|new|different|or)\b"
)
_WITH = re.compile(r"\bw/(?=[\s\w])", re.IGNORECASE)
_SHORT = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@lru_cache(maxsize=8)
def _chat(lang: str) -> Mapping[str, str]:
    pairs = (entry.split("=") for entry in _CHAT.get(lang, "").split())
    return {short: full.replace("+", " ") for short, full in pairs}


def spelt_out(lang: str, text: str, kept: Container[str] = ()) -> str:
    """Return a text with the abbreviations of chats spelt out: `can u send it 2 my acct`.

    What is in `kept`, the articles' own words, stays as it is.
    """
    table = _chat(lang)

    def full(match: re.Match[str]) -> str:
        word = match.group().casefold()
        return match.group() if len(word) > 1 and word in kept else table.get(word, match.group())

    text = _SHORT.sub(full, _WITH.sub("with", text))
    if lang != "en":
        return text
    text = _TO.sub(lambda match: "2" if _COUNTED.match(text[match.end() :]) else "to", text)
    return _FOR.sub(" for", text)
