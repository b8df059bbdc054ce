"""Values that no phrase tells, found by a small learnt tagger beside the rules: pure, deterministic, without a model.

A chain (a conditional random field) runs over the words of a message. What a word is, what kinds of words stand around
it and what holds of its clause each have a weight for "begins a value of this key", "goes on with it" and "neither".
The weights come from the dialogues of tests/data/memory by bench/pack_tagger.py, with features made by the same code.
Only what is nearly certain is proposed: `judging` has the last word on whose it is.
"""

from __future__ import annotations

import io
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.memory import makes, people, tiers, towns, values
from bot.memory.gazetteer import CITIES, COUNTRIES, RELATIONS, is_given
from bot.memory.registry import Registry
from bot.memory.spans import BLANK, Page
from bot.memory.spelling import fold
from bot.wordcache import cached

PACKED = files("bot.memory") / "tagger.npz"
LISTS = files("bot.memory") / "tagger.toml"
KEYS = (
    "plan.name", "product.owned", "device.model", "device.os", "app.version", "location.city", "location.country",
    "company.name", "company.role", "order.id", "identity.name", "identity.preferred_name", "plan.seats",
    "contact.phone", "contact.email",
)  # fmt: skip
SURE = 0.97
"""The least probability of each word of a value, from which on it is proposed."""
_LEFT_TO_PHRASES = ("plan.seats", "contact.email", "app.version", "location.city")
"""The phrases find nearly all of these, a number alone tells little, and a town that is named is often somebody else's:
the tagger only knows them from others.
"""
_GAP = 3
"""Of how many words less one there may be between two that look like a value, to be of one."""
WORDS = 120
"""The most words of a message that is looked at: the tagger knows chat, and what is longer was pasted."""
NEITHER = "O"
RULE = "tagged"
"""By what a fact is known to have been found so."""

Floats = NDArray[np.float32]

WORD = re.compile(rf"(?i:\b(?:[jdlnmtsc]|qu)['’](?=[^\W\d_]{{3}}))|\w[\w'’.@&+/:-]*[\w+]|\w|[^\w\s{BLANK}]")
_PLAN_WORD = re.compile(r"\w{2,}(?:tarif|abo|paket|vertrag|karte|pass)")
_DEVICE = re.compile(r"iphone|ipad|pixel|galaxy|macbook|thinkpad|xiaomi|redmi|oneplus|motorola|nokia|huawei|kindle|"
                     r"fairphone|samsung|lenovo|laptop|tablet|handy|phone|movil|portatil|telefon")  # fmt: skip
_NUMBER = re.compile(r"[\d.,:+/-]*\d[\d.,:+/-]*")
_RELATION = re.compile(rf"(?:{fold(RELATIONS)})")
_LONG_NUMBER = 6
_FEW = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a message: its place, how it is written, and what it is taken for."""

    start: int
    end: int
    small: str
    """Small and without accents; a number as its length, so that no order is learnt by heart."""
    shape: str
    look: str
    """How it begins (capital, small, digit, sign), with "^" at a sentence's start and "?" where it is rare."""
    kind: str
    """What it means in any language ("have", "live", "the"), else its look."""
    marks: tuple[str, ...]
    telling: bool
    """Whether it may be a value's, by itself."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value of a key, where its words stand in the page, and how probable it is at least."""

    key: str
    value: str
    start: int
    end: int
    probability: float


class Tagger:
    """Weights of features for labels and of labels that follow each other; what labels a message's words get."""

    def __init__(
        self, labels: Sequence[str], rows: Mapping[str, int], state: Floats, chain: Floats, common: frozenset[str],
        lists: str,
    ) -> None:  # fmt: skip
        self.labels = tuple(labels)
        self.common = common
        """Words that are often said and are no names, therefore."""
        self.lists = lists
        """The mark of the lists of words with which it was learnt."""
        self._rows = rows
        self._state = state
        self._follows = np.exp(chain)
        self._neither = self.labels.index(NEITHER)

    def scores(self, words: Sequence[Sequence[str]]) -> Floats:
        """Return what speaks for each label of each word by itself, of whatever size; (words, labels)."""
        seen = [[self._rows[one] for one in word if one in self._rows] for word in words]
        starts = np.cumsum([0, *map(len, seen[:-1])])
        found: Floats = np.add.reduceat(self._state[[row for rows in seen for row in rows]], starts)
        return found

    def may_tell(self, scores: Floats) -> bool:
        """Return whether any word comes near to being a value; in most messages none does."""
        return bool((scores.max(1) - scores[:, self._neither]).max() > 0)

    def probabilities(self, scores: Floats) -> Floats:
        """Return the probability of each label for each word, by forward and backward passes; (words, labels)."""
        local = np.exp(scores - scores.max(1, keepdims=True))
        ahead, behind = np.empty_like(local), np.empty_like(local)
        ahead[0], behind[-1] = local[0], 1.0
        for at in range(1, len(local)):
            ahead[at] = (ahead[at - 1] / ahead[at - 1].sum()) @ self._follows * local[at]
        for at in range(len(local) - 2, -1, -1):
            back = self._follows @ (local[at + 1] * behind[at + 1])
            behind[at] = back / back.sum()
        both = ahead * behind
        found: Floats = both / both.sum(1, keepdims=True)
        return found

    def spans(self, chances: Floats) -> Iterator[tuple[str, int, int, float]]:
        """Yield (key, first word, word behind the last, probability) of what is likelier a value than not."""
        at = 0
        while at < len(chances):
            label = self.labels[int(chances[at].argmax())]
            if not label.startswith("B-"):
                at += 1
                continue
            inside = f"I-{label[2:]}"
            column = self.labels.index(inside) if inside in self.labels else self._neither
            end = at + 1
            while end < len(chances) and column != self._neither and int(chances[end].argmax()) == column:
                end += 1
            yield label[2:], at, end, float(chances[at:end].max(1).min())
            at = end

    def pack(self) -> bytes:
        """Return what `unpack` reads."""
        names = sorted(self._rows, key=self._rows.__getitem__)
        out = io.BytesIO()
        np.savez_compressed(
            out, state=self._state.astype("<f2"), chain=np.log(self._follows).astype("<f2"),
            labels=_packed(self.labels), names=_packed(names), common=_packed(sorted(self.common)),
            lists=_packed([self.lists]),
        )  # fmt: skip
        return out.getvalue()


def _packed(words: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def unpack(packed: bytes) -> Tagger:
    """Return the tagger that `Tagger.pack` packed."""
    with np.load(io.BytesIO(packed)) as kept:
        lists = {name: kept[name].tobytes().decode().split("\n") for name in ("labels", "names", "common", "lists")}
        state, chain = kept["state"].astype(np.float32), kept["chain"].astype(np.float32)
    rows = {name: row for row, name in enumerate(lists["names"])}
    return Tagger(lists["labels"], rows, state, chain, frozenset(lists["common"]), lists["lists"][0])


@cache
def shipped() -> Tagger:
    """Return the tagger whose weights travel with the package; its lists of words are read with it."""
    _kinds(), _listed()
    return unpack(PACKED.read_bytes())


def proposals(
    page: Page, registry: Registry, asked: str, opens: bool, told: Sequence[tuple[int, int]] = ()
) -> list[Proposal]:  # fmt: skip
    """Return the values that a message nearly certainly tells, in its order.

    `asked` is the key that the words before it asked for, "" for none; `opens` says that nobody spoke before; `told`
    are the places whose words a phrase has read already.
    """
    tagger = shipped()
    message = Message(page, tagger.common, asked, opens, told)
    found = []
    for window in message.windows if len(message.words) <= WORDS else ():
        scores = tagger.scores(message.features(window))
        if not tagger.may_tell(scores):
            continue
        for key, first, end, chance in tagger.spans(tagger.probabilities(scores)):
            start, stop = message.words[window[first]].start, message.words[window[end - 1]].end
            if (
                chance < SURE
                or key in _LEFT_TO_PHRASES
                or key not in registry.keys
                or _OTHERS.search(page.clean[max(0, start - 60) : start])
            ):
                continue
            if not message.merely_asks(start) and (value := _value(key, page.clean[start:stop], registry)):
                found.append(Proposal(key, value, start, stop, chance))
    return found


_READERS: Mapping[str, values.Reader] = {
    "contact.email": values.email, "contact.phone": values.phone, "order.id": values.order,
    "app.version": values.version, "plan.seats": values.number, "device.os": makes.system,
    "location.country": values.country, "identity.name": people.name, "identity.preferred_name": people.name,
}  # fmt: skip
_CALLED = re.compile(
    r"(?i)^(?:plan|tarif|tarifa|forfait|formule|offre|abo)\s+|"
    r"[\s-]+(?:plan|membership|subscription|tier|tarif|abo|mitgliedschaft|abonnement|suscripción|account|konto|"
    r"vertrag|paket)$"
)


_OTHERS = re.compile(
    r"[\"“„«‘]\s?$|\b(?:an?|one|ein\w*|una?|une?) [\w ]{2,30}(?: of (?:yours|ours|mine)| von (?:euch|ihnen|uns|mir)|"
    r" (?:vuestr|suy|nuestr|mí)[oa]| (?:à|de chez) (?:vous|nous|moi)),? ?$",
    re.IGNORECASE,
)
"""What is quoted is perhaps a line of a table, or somebody else's word; "a customer of yours, …" is somebody else."""


def _value(key: str, words: str, registry: Registry) -> str | None:
    """Return the words as the key keeps them; None where they cannot be one of its values."""
    if reader := _READERS.get(key):
        return reader(words, registry)
    if key == "location.city" and towns.no_town(words):
        return None
    if any(_RELATION.fullmatch(part) for part in fold(words).lower().split()):
        return None  # "Tante Hilde" is no firm
    return (_CALLED.sub("", words) if key == "plan.name" else words) or None


# --- what is seen of a message -------------------------------------------------------------------


class Message:
    """The words of a message, those that may be values, and the features by which these are labelled."""

    def __init__(
        self, page: Page, common: frozenset[str], asked: str, opens: bool, told: Sequence[tuple[int, int]] = ()
    ) -> None:
        self.page = page
        self.asked = asked
        self.opens = opens
        self._starts = [start for start, _, _ in page.sentences]
        self.words = _words(page, common, self._starts)
        self.windows = _windows(self.words, told)
        self._clauses: dict[int, tuple[Sequence[tuple[int, Word]], Sequence[str]]] = {}

    def features(self, window: Sequence[int]) -> list[list[str]]:
        """Return the names of the features of each word of a window."""
        small, kinds, looks = self._around
        return [
            [
                *_itself(word), *_said_around(small, i, word.look), *_meant_around(kinds, i, word),
                *_looks_around(looks, i), *self._marks_around(i), *self._of_clause(i),
            ]
            for i, word in ((i, self.words[i]) for i in window)
        ]  # fmt: skip

    @cached_property
    def _around(self) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
        """What is said and meant, and how it is written, with blanks before and behind."""
        return (
            ["<", "<", "<", "<", *(one.small for one in self.words), ">", ">", ">", ">"],
            ["<", "<", "<", "<", "<", *(one.kind for one in self.words), ">", ">", ">", ">"],
            ["<", "<", *(one.look for one in self.words), ">", ">"],
        )

    @cached_property
    def _whole(self) -> Sequence[str]:
        """What holds of the message."""
        marks = {mark for word in self.words for mark in word.marks}
        return (
            f"cased={any(map(str.isupper, self.page.clean[1:]))}", f"opens={self.opens}",
            f"long={len(self.words) > _FEW}", f"ours={'own' in marks}", f"theirs={'relation' in marks}",
        )  # fmt: skip

    def _marks_around(self, at: int) -> Iterator[str]:
        word = self.words[at]
        for away in range(-3, 4):
            if 0 <= at + away < len(self.words):
                for mark in self.words[at + away].marks:
                    yield f"m{away}={mark}"
                    if away:
                        yield f"m{away}={mark}|{word.look}"

    def _of_clause(self, at: int) -> Iterator[str]:
        word = self.words[at]
        number = self.page.clause_at(word.start)
        common, holds = self._clause(number)
        asks, own = self._sentences[self.page.clauses[number][2]]
        for one in (*self._whole, *holds, f"asks={asks} own={own}"):
            yield f"{one}|{word.look}"
        if number + 1 < len(self.page.clauses):
            for one in self._clause(number + 1)[1]:
                yield f"next {one}|{word.look}"
        if self.asked:
            yield f"asked={self.asked}"
            yield f"asked={self.asked}|{word.look}"
        for other, it in common:
            if other != at:
                yield f"c={it.small}|{word.look}"
                yield f"c{'<' if other < at else '>'}{it.kind}|{word.look}"

    def merely_asks(self, at: int) -> bool:
        """Return whether the sentence at a place asks without a word of one's own: "is the Pro plan any good?"."""
        asks, own = self._sentences[self.page.clauses[self.page.clause_at(at)][2]]
        return asks and not own

    @cached_property
    def _sentences(self) -> Sequence[tuple[bool, bool]]:
        """Of each sentence, whether it asks and whether it has a word of one's own."""
        own = {bisect_right(self._starts, word.start) - 1 for word in self.words if "own" in word.marks}
        return [(asks, at in own) for at, (_, _, asks) in enumerate(self.page.sentences)]

    def _clause(self, number: int) -> tuple[Sequence[tuple[int, Word]], Sequence[str]]:
        """Return the common words of a clause with their places, and what holds of it."""
        if number not in self._clauses:
            first, last, _ = self.page.clauses[number]
            said = [(at, word) for at, word in enumerate(self.words) if first <= word.start < last]
            common = [(at, word) for at, word in said if "?" not in word.look]
            marks = {mark for _, word in said for mark in word.marks}
            holds = (
                *(f"is={label}" for label in sorted(self.page.labels(first, last))),
                f"own={'own' in marks}", f"relation={'relation' in marks}", f"someone={'someone' in marks}",
            )  # fmt: skip
            self._clauses[number] = common, holds
        return self._clauses[number]


def _itself(word: Word) -> Iterator[str]:
    yield "any"
    yield f"w={word.small}"
    yield f"shape={word.shape}"
    yield f"begins={word.small[:3]}"
    yield f"ends={word.small[-3:]}"


def _said_around(small: Sequence[str], at: int, look: str) -> Iterator[str]:
    """The words beside one; `small` has four blanks before and behind."""
    here = at + 4
    for away in (-4, -3, -2, -1, 1, 2, 3, 4):
        yield f"w{away}={small[here + away]}"
    yield f"w-2-1={small[here - 2]} {small[here - 1]}"
    yield f"w-10={small[here - 1]} {small[here]}"
    yield f"w01={small[here]} {small[here + 1]}"
    yield f"w12={small[here + 1]} {small[here + 2]}"
    yield f"w-1={small[here - 1]}|{look}"
    yield f"w1={small[here + 1]}|{look}"


def _meant_around(kinds: Sequence[str], at: int, word: Word) -> Iterator[str]:
    """What the words beside one mean; `kinds` has five blanks before and four behind."""
    here = at + 5
    for away in (-5, -4, -3, -2, -1, 1, 2, 3, 4):
        yield f"k{away}={kinds[here + away]}|{word.look}"
    yield f"k-2-1={kinds[here - 2]} {kinds[here - 1]}|{word.look}"
    yield f"k-3-1={kinds[here - 3]} {kinds[here - 2]} {kinds[here - 1]}|{word.look}"
    yield f"k12={kinds[here + 1]} {kinds[here + 2]}|{word.look}"
    yield f"k-11={kinds[here - 1]} {kinds[here + 1]}|{word.look}"
    for mark in word.marks:
        for away in (-2, -1, 1):
            yield f"k{away}={kinds[here + away]}|{mark}"


def _looks_around(looks: Sequence[str], at: int) -> Iterator[str]:
    """How the words beside one are written; `looks` has two blanks before and behind."""
    here = at + 2
    yield f"l={looks[here]}"
    yield f"l-11={looks[here - 1]} {looks[here]} {looks[here + 1]}"
    yield f"l02={looks[here]} {looks[here + 1]} {looks[here + 2]}"
    yield f"l-20={looks[here - 2]} {looks[here - 1]} {looks[here]}"


def _words(page: Page, common: frozenset[str], starts: Sequence[int]) -> list[Word]:
    found: list[Word] = []
    last = 0
    for said in islice(WORD.finditer(page.clean), WORDS + 1):
        sentence = bisect_right(starts, said.start())
        found.append(_word(said, common, opens=sentence != last))
        last = sentence
    return found


def _windows(words: Sequence[Word], told: Sequence[tuple[int, int]]) -> list[range]:
    """Return where values may stand: words that look like a part of one, and the few words between two of them."""
    found: list[range] = []
    for at, word in enumerate(words):
        if not word.telling or any(start <= word.start < end for start, end in told):
            continue
        if found and at - found[-1].stop < _GAP:
            found[-1] = range(found[-1].start, at + 1)
        else:
            found.append(range(at, at + 1))
    return found


def _word(said: re.Match[str], common: frozenset[str], *, opens: bool) -> Word:
    shown = said[0]
    folded = fold(shown).lower()
    known = _written(shown, folded) if folded in common else _seen(shown, folded, rare=True)
    look = known.look + ("^" if opens else "") + ("?" if known.rare and shown[0].isalpha() else "")
    telling = known.telling or (look[0] == "A" and not opens)
    return Word(said.start(), said.end(), known.small, known.shape, look, known.kind or look, known.marks, telling)


@dataclass(frozen=True, slots=True)
class _Written:
    """What is seen of a word wherever it stands."""

    small: str
    shape: str
    look: str
    kind: str
    marks: tuple[str, ...]
    rare: bool
    telling: bool


@cached(maxsize=8192)
def _written(shown: str, folded: str) -> _Written:
    """`_seen` of a word that is often said: what only one customer says is not kept."""
    return _seen(shown, folded, rare=False)


def _seen(shown: str, folded: str, *, rare: bool) -> _Written:
    numbered = any(map(str.isdigit, folded))
    small = _counted(folded) if numbered else "?" if rare else folded
    marks = _marks(folded)
    kind = _kinds().get(folded) or next((mark for mark in marks if mark in _TELLING), "")
    telling = numbered or (rare and shown[0].isalpha()) or kind == "post" or not _VALUES.isdisjoint(marks)
    return _Written(small, _shape(shown), _look(shown), kind, marks, rare, telling)


def _counted(folded: str) -> str:
    return f"#{min(len(folded), 8)}" if _NUMBER.fullmatch(folded) else "#a"


def _look(shown: str) -> str:
    if shown[0].isdigit():
        return "9"
    if not shown[0].isalpha():
        return "."
    if shown[0].islower():
        return "a"
    return "AA" if shown.isupper() and len(shown) > 1 else "A"


def _shape(shown: str) -> str:
    """Return how a word is written: "Ab-99"."""
    signs = ["A" if sign.isupper() else "a" if sign.islower() else "9" if sign.isdigit() else sign for sign in shown]
    return re.sub(r"(.)\1{2,}", r"\1\1", "".join(signs))[:10]


_VALUES = frozenset({"tier", "town", "land", "given", "system", "device", "mail", "mixed", "long"})
_TELLING = ("relation", "plan", "code", "seats", "number", "system", "device", "own")


@cache
def _lists() -> Mapping[str, Mapping[str, str]]:
    lists: Mapping[str, Mapping[str, str]] = tomllib.loads(LISTS.read_text("utf-8"))
    return lists


def lists_mark() -> str:
    """Return the mark of the lists of words; an edit changes it, and then the weights are due."""
    return sha256(LISTS.read_bytes()).hexdigest()[:16]


@cache
def _kinds() -> Mapping[str, str]:
    return {word: kind for kind, words in _lists()["kinds"].items() for word in words.split()}


@cache
def _listed() -> Mapping[str, tuple[str, ...]]:
    """Return the marks of words that are in lists."""
    found: dict[str, tuple[str, ...]] = {}
    lists: list[tuple[str, frozenset[str]]] = [
        *((mark, frozenset(words.split())) for mark, words in _lists()["marks"].items()),
        ("town", _of_places(CITIES)), ("land", _of_places(COUNTRIES)), ("tier", tiers.FOLDED_TIERS),
    ]  # fmt: skip
    for mark, words in lists:
        for word in words:
            found[word] = (*found.get(word, ()), mark)
    return found


def _of_places(names: Mapping[str, str]) -> frozenset[str]:
    """Return the names of one word, and the long first words of the others."""
    parts = [fold(name).lower().split() for name in names]
    return frozenset(first for first, *rest in parts if not rest or len(first) >= _FEW)


def _marks(folded: str) -> tuple[str, ...]:
    """Return what is known of a word by lists or by its shape."""
    digits = sum(map(str.isdigit, folded))
    shaped = {
        "given": is_given(folded),
        "relation": bool(_RELATION.fullmatch(folded)),
        "plan": bool(_PLAN_WORD.fullmatch(folded)),
        "device": bool(_DEVICE.search(folded)),
        "mail": "@" in folded and "." in folded,
        "long": digits >= _LONG_NUMBER or folded.startswith("+"),
        f"digits{min(digits, _LONG_NUMBER)}": folded.isdigit(),
        "mixed": digits > 0 and any(map(str.isalpha, folded)),
    }
    return (*_listed().get(folded, ()), *(mark for mark, holds in shaped.items() if holds))
