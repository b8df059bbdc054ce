"""Find the articles that answer a question, and say how sure that is.

The question's words, repaired where the articles do not know them, pick a few articles by BM25F; those are then
compared with the question as a whole: the closest title, ask or heading, and the passage that covers most of it.
"""

import heapq
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.answers.articles import Article, Section
from bot.answers.chances import LEAD, LEAD_TOLD, share_of_best
from bot.answers.index import K1, LIGHT_WEIGHT, Index, Passage, Phrase, Shelf
from bot.answers.sought import (
    Kind,
    asks_limits,
    asks_price,
    asks_the_way,
    begins_with,
    headed,
    kinds,
    lacks,
    limits,
    tells,
    without,
)
from bot.answers.spelling import Repair, spelt_out
from bot.answers.synonyms import LIKENESS, PAIR_LIKENESS, pairs_in, same_as
from bot.answers.words import acronyms, compounds, fold, rewrite, stem, stop_words, words
from bot.texts import label

if TYPE_CHECKING:  # numpy is loaded by whoever has vectors, not by whoever imports this
    from bot.answers.claims import Claims
    from bot.answers.embedding import Floats
    from bot.answers.meaning import Asked, Meanings, Text

ANSWER_AT = 0.55
"""Least confidence (0 to 1, about the chance that the top article is right) at which the bot answers outright."""
COLD_LIKE, NEVER = 0.9, 1.01
"""While most articles of a shelf that is read for its meaning have no vectors yet: likeness of a title, an ask or a
heading from which words alone answer outright, and the confidence that takes the place of ANSWER_AT below it. Words
are sure of much that they have wrong; what they find is offered."""
CLARIFY_AT = 0.35
"""How far (0 to 1) what was found must be worth it to be offered; below it, the question is not for these articles."""

LIKE_THE_BEST = 0.8
"""Share of the best hit's score from which another comes first: the customer's own variant, or what helped before."""

CANDIDATES = 24
"""Articles compared with the question as a whole; the right one is hardly ever below."""
COMPARED = 20
"""Of these, how many are compared with the question piece by piece."""
LETTERS = 4_000
"""Characters of a question that are looked at."""
LONGEST = 60
"""Words of a question that are looked at: a long letter says what it wants early."""
REPAIRS = 12
"""Unknown words of a question that are repaired at most."""
COMMON = 0.2
"""Share of a shelf above which a word is too common to bring in articles that no rarer word has found."""
UNKNOWN = 1.2
"""What a word that no article holds weighs beside the rarest that one holds."""
NUMBER = 0.3
"""The same for a number, which is mostly an order's or an amount."""

HINT = 0.4
"""What the words of the closest ask count beside the question's own in choosing a section."""

SAME_FROM = 0.7
"""Likeness from which a title or ask counts as the same question, which raises its article strongly."""
STEPS = 0.3
"""What a list of steps adds to a section when the question asks how to do something."""

WORDS, SPOKEN_OF = 0.5, 0.3
"""What an article's words count beside its vectors, which come to about 3.5 for the very question: in telling which
one is meant, and in telling whether the matter is spoken of at all, which words alone often seem to say."""
SAID = 2.0
"""What the square of the share of a question that an article says in its very words counts, times how terse it is: the
whole of a question in an article's words is meant as it stands, half of one is chance, and keywords more than talk."""
PLAIN_K1, PLAIN_B = 1.2, 0.75
"""The usual figures of BM25, for an article as one text."""
EXACT = 0.5
"""Added for a code or number that few articles hold, and this one does."""
NEAR = 0.5
"""What nearness in meaning adds to a section, beside the share of the question's words that it holds."""
RARE = 0.05
"""Share of a shelf up to which a code or number tells articles apart."""
WHOLE = 3.8
"""Score of an article that holds the very question."""
TOLD = 0.2
"""What the logarithm of a head's chance counts beside the vectors."""
CLAIM = 3.0
"""What an article's claim counts beside the vectors in telling which one is meant."""
ALONE = 0.85
"""Chance that an article is the right one when there was nothing to choose from."""
ALONE_AT = 0.78
"""Chance from which it is given then at the latest: the usual bound may be higher than such a chance can be."""

SOUGHT, OTHER = 0.35, 0.3
"""What a heading about prices, or about how long it takes, adds to a section when the question asks for that; and what
one takes away that answers another kind of question: "Where the money goes" of when it comes."""
LEFT_OUT = 1.0
"""What a section that tells only what a rule leaves out has less, unless that may be asked: another comes before it."""

_CODE = re.compile(r"^(?=.*\d)\w{2,}$")
# Ranking weights: coordinate search for the mean hit@1 of six development sets (hand-outs, data/answers) and of the
# shipped articles with each ask left out in turn, then `asks`, `title` and `phrase` raised by hand, as leaving an ask
# out undervalues them. Weights of trust: a logistic fit of "the top hit is right" on the same, drawn halfway back to
# hand-set ones, which hold better where there are two words or a single article to go by.
_COMBINE = {"bm": 1.0, "title": 0.3, "phrase": 0.2, "second": 0.05, "cover": 0.12, "same": 0.5}
_BIAS = -3.1
_TRUST = {
    "cover": 1.6,
    "phrase": 1.3,
    "same": 0.5,
    "lead": 2.2,
    "margin": 1.5,
    "bm": 2.2,
    "words": 1.0,
    "unknown": -1.6,
}


@dataclass(frozen=True, slots=True)
class Hit:
    article: Article
    section: Section | None
    """The section that answers best; None for an article without text."""
    score: float
    """0 to 1, comparable within one ranking."""


@dataclass(frozen=True, slots=True)
class Ranking:
    hits: tuple[Hit, ...]
    """Best first; empty when no article shares a word with the question."""
    confidence: float
    """0 to 1, about the chance that the top hit is right; compare with `answer_at`."""
    repaired: str | None
    """The question as it was understood, where spelling was repaired."""
    answer_at: float = ANSWER_AT
    """Least confidence at which these articles answer outright."""
    related: float = 0.0
    """0 to 1, how far the hits are worth offering, however sure the first one is; compare with CLARIFY_AT."""

    @property
    def answers(self) -> bool:
        """Whether the first hit is sure enough to be given outright."""
        return bool(self.hits) and self.confidence >= self.answer_at

    @property
    def offers(self) -> bool:
        """Whether the hits are worth offering, or the first is even sure enough to be given."""
        return self.answers or (bool(self.hits) and self.related >= CLARIFY_AT)

    @property
    def worth(self) -> tuple[bool, float]:
        """Return what is greater of the better of two rankings: one that answers, then one worth offering."""
        return self.answers, self.related

    def with_text(self) -> "Ranking":
        """Return what can be given to a customer: articles that have text.

        Nothing where the best has none yet: what is still to be written is not answered from its neighbours.
        """
        if self.hits and self.hits[0].section is None:
            return replace(self, hits=(), confidence=0.0, related=0.0)
        return replace(self, hits=tuple(hit for hit in self.hits if hit.section))


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the terms of one shelf."""

    weights: Mapping[str, float]
    """What each term that articles hold adds when it is found."""
    meaning: Mapping[str, str]
    """Which word of the question each term stands for; of several that stand for one, the best counts."""
    mass: float
    """What all of the question's words weigh, known or not."""
    content: int
    """Number of words with meaning."""
    unknown: int
    """Words with meaning that no article holds, after repair."""
    size: float
    """Length of the question as a vector, what is unknown included."""
    plain: frozenset[str]
    """The stems of all its words that articles hold."""
    terse: float
    """Share of its words that have meaning: 1 for mere keywords."""
    how: bool
    """Whether it asks how to do something."""
    repaired: str | None
    """The question with its spelling repaired; None when nothing was."""
    sought: frozenset[str] = frozenset()
    """Where it asks for a price or for how long: what a heading about that says."""
    kinds: frozenset[Kind] = frozenset()
    """What kinds of answer it seeks."""
    limits: bool = False
    """Whether it may seek what a rule leaves out."""
    left_out: bool = False
    """Whether it asks just that: "what can't be returned"."""
    lacks: bool = False
    """Whether it says that something is not there: "no box anymore"."""


@dataclass(frozen=True, slots=True)
class Match:
    """How one article fits a question; every figure from 0 to 1."""

    number: int
    """The article's place on its shelf."""
    bm: float
    """BM25F as a share of what a perfect article would have."""
    phrase: float
    """Likeness of the closest title, ask or heading."""
    second: float
    """Likeness of the next closest."""
    cover: float
    """Share of the question's weight found in its best single phrase."""
    score: float
    spoken: Phrase | None
    """The closest phrase."""
    said: float = 0.0
    """How much of the question the article says anywhere: BM25 of all its text as a share of the most it can be."""
    near: float = 0.0
    """How near it is by meaning and words, about 3.5 for the very question, whatever other articles say."""


def search(
    index: Index,
    question: str,
    *,
    today: date,
    limit: int = 3,
    avoid: frozenset[str] = frozenset(),
    within: str | None = None,
    lang: str | None = None,
) -> Ranking:
    """Return the articles that answer best, with confidence in the first.

    `avoid` names articles (paths) that did not help this customer; `within` keeps to one article, for a follow-up;
    `lang` prefers articles in that language, and turns to the others where it finds none worth offering. What no
    article knows of a product ("my wardrobe has not come") is looked for as an order's.
    """
    question = question[:LETTERS]
    found = _preferring(index, question, today, limit, avoid, within, lang)
    if within is None and (priced := _priced(index, question, found, today, limit, avoid, lang)):
        return priced
    ordered = "" if found.answers or within else _as_an_order(index, question, lang)
    if not ordered:
        return found
    other = _preferring(index, ordered, today, limit, avoid, None, lang)
    known = bool(other.hits) and other.hits[0].article in [hit.article for hit in found.hits]
    return other if other.worth > found.worth and (other.answers or known) else found


def preferring(ranking: Ranking, variant: str) -> Ranking:
    """Put the customer's own variant first where it is about as good an answer."""
    hits = ranking.hits
    if not variant or not hits or variant in hits[0].article.audience:
        return ranking
    own = [hit for hit in hits[:3] if variant in hit.article.audience and hit.score >= LIKE_THE_BEST * hits[0].score]
    return replace(ranking, hits=(*own[:1], *(hit for hit in hits if hit not in own[:1]))) if own else ranking


def _as_an_order(index: Index, question: str, lang: str | None) -> str:
    """Return "my wardrobe has not come" as "my order has not come"; "" where no product is named."""
    plain = fold(question)
    if index.things is None or not index.things.search(plain):
        return ""
    return index.things.sub(label(lang or "en", "order.id").lower(), plain)


NAMED_ONLY = 0.2
"""Share of the best hit's score from which another can be what is meant, where the best is only about what is named."""


def _priced(
    index: Index, question: str, found: Ranking, today: date, limit: int, avoid: frozenset[str], lang: str | None
) -> Ranking | None:
    """Return where the price of a thing stands, for "what do I pay for an e-bike?", whose own article tells none.

    A name carries an article far, and says nothing of what the question is for. None where the price is not sought of
    a thing, where the article about it tells a price, and where none that is near does.
    """
    named = things_named(index, question)
    if not named or not found.hits or not asks_price(question) or _tells_price(found.hits[0].section):
        return None
    first = found.hits[0]
    if named.isdisjoint(things_named(index, first.article.title)):
        return None
    near = [hit for hit in found.hits[1:] if hit.score >= NAMED_ONLY * first.score and _prices(index, hit, named)]
    if not near:
        return None
    others = _preferring(index, question, today, limit, avoid | {first.article.path}, None, lang)
    if not others.offers or not _prices(index, others.hits[0], named):
        rest = (hit for hit in found.hits if hit is not near[0])
        return replace(found, hits=(near[0], *rest), answer_at=NEVER)
    return replace(others, hits=(others.hits[0], first, *others.hits[1:])[:limit])


def _prices(index: Index, hit: Hit, named: frozenset[str]) -> bool:
    """Whether a hit's section tells a price, and of a thing that is named."""
    text = hit.section.text if hit.section else ""
    return _tells_price(hit.section) and not named.isdisjoint(things_named(index, text))


def _tells_price(section: Section | None) -> bool:
    return section is not None and tells(section.text, "price")


def things_named(index: Index, text: str) -> frozenset[str]:
    """Return the things that are sold and named in a text, however they are spelt."""
    found = index.things.finditer(fold(text)) if index.things else ()
    return frozenset(stem("en", re.sub(r"[-\s]", "", match.group())) for match in found)


def _preferring(
    index: Index,
    question: str,
    today: date,
    limit: int,
    avoid: frozenset[str],
    within: str | None,
    lang: str | None,
) -> Ranking:
    """Search in a language first, and in all where that finds nothing worth offering."""
    index = index.about(question, within)
    shelves = _shelves(index, within)
    wanted = [shelf for shelf in shelves if shelf.lang == lang]
    best = _search(index, wanted or shelves, question, today, limit, avoid, within)
    if wanted and not best.offers and len(shelves) > 1:
        others = _search(index, shelves, question, today, limit, avoid, within)
        best = max(best, others, key=lambda ranking: ranking.worth)
    return best


def _shelves(index: Index, within: str | None) -> list[Shelf]:
    return [shelf for shelf in index.shelves.values() if within is None or within in shelf.numbers]


def _search(
    index: Index, shelves: list[Shelf], text: str, today: date, limit: int, avoid: frozenset[str], within: str | None
) -> Ranking:
    others: list[Hit] = []
    best = Ranking((), 0.0, None)
    for shelf in shelves:
        asked = understand(shelf, text)
        found = meant(index, shelf, asked, text, today, avoid, within)
        matches = found.matches if found else rank(shelf, asked, today, avoid, within)
        hits = tuple(_hit(shelf, asked, match, found) for match in matches[:limit])
        sure = found.sure if found else trust(asked, matches, alone=within is not None)
        related, answer_at = (found.related, found.answer_at) if found else (sure, ANSWER_AT)
        if within is None and _cold(index, shelf) and (not matches or matches[0].phrase < COLD_LIKE):
            answer_at = NEVER
        one = Ranking(hits, round(sure, 4), asked.repaired, answer_at, round(related, 4))
        first, second = sorted((best, one), key=lambda ranking: ranking.worth, reverse=True)
        best, others = first, [*others, *second.hits]
    # The confidence is in the first hit of its own shelf: scores of two shelves are on scales of their own.
    rest = sorted((*best.hits[1:], *others), key=lambda hit: (-hit.score, hit.article.path))
    return replace(best, hits=(*best.hits[:1], *rest)[:limit])


def _cold(index: Index, shelf: Shelf) -> bool:
    """Whether most articles of a shelf have no vectors yet, though it is one that is read for its meaning."""
    sense = index.sense
    if sense is None or not sense.encoder.reads(shelf.lang):
        return False
    meanings = sense.shelves.get(shelf.lang)
    return meanings is None or 2 * len(meanings.numbers) < len(shelf.entries)


def _hit(shelf: Shelf, asked: Question, match: Match, found: "Meant | None") -> Hit:
    article = shelf.entries[match.number].article
    near = found.meanings.sections_of(found.views, match.number) if found else {}
    number = best_section(shelf, asked, match, near)
    return Hit(article, article.sections[number] if number >= 0 else None, round(max(0.0, match.score), 4))


# --- by meaning and words together ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meant:
    """What a shelf holds that is near a question in meaning."""

    matches: list[Match]
    share: float
    """The best one's among all, by their scores."""
    sure: float
    answer_at: float
    """How sure it must be to be given outright."""
    related: float
    """How far what is near is worth offering."""
    standing: float | None
    """How the best one stands among the claims of all; None where there are none, or no choice."""
    meanings: "Meanings"
    views: "Asked"


def meant(
    index: Index,
    shelf: Shelf,
    asked: Question,
    text: str,
    today: date,
    avoid: frozenset[str],
    within: str | None,
    hidden: "Text | None" = None,
) -> Meant | None:
    """Return the served articles by meaning and words, best first; None for a shelf that has no vectors.

    `hidden` is an ask that does not count, for trying it out on the rest of its article.
    """
    sense = index.sense
    if sense is None or shelf.lang not in sense.shelves:
        return None
    meanings, skip = sense.shelves[shelf.lang], hidden.key if hidden else ""
    views = sense.asked(text, asked.repaired, shelf.lang)
    found = _candidates(shelf, asked, meanings, meanings.near(views, skip), today, avoid, within, hidden)
    head, learnt = sense.head(shelf.lang), sense.claims(shelf.lang)
    untold = _behind(found.places, meanings.told(views, head)) if head else {}
    claims = meanings.claims(views, learnt) if learnt else None
    unclaimed = {} if claims is None else _behind(found.places, claims)
    matches = _by_score(asked, found, meanings.alike(views, found.first(), skip), untold, unclaimed)
    if not matches:
        return Meant([], 0.0, 0.0, ANSWER_AT, 0.0, None, meanings, views)
    best, fitted = matches[0], sense.fit(shelf.lang)
    share = share_of_best([match.score * WHOLE for match in matches], LEAD_TOLD if untold else LEAD)
    if best.number not in found.places:
        sure = trust(asked, rank(shelf, asked, today, avoid, within), alone=within is not None)
        return Meant(matches, share, sure, fitted.answer_at, sure, None, meanings, views)
    if within is not None:  # no lead, so what leads were worth in these articles does not matter
        sure = fitted.inside(best.near) * ALONE
        return Meant(matches, share, sure, min(fitted.answer_at, ALONE_AT), sure, None, meanings, views)
    standing = None if learnt is None or claims is None else _standing(learnt, claims, found, best.number)
    sure, answer_at = fitted.sure(best.near, share, standing)
    return Meant(matches, share, sure, answer_at, fitted.chance(best.near, share), standing, meanings, views)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The articles that are looked at closely."""

    fits: list[Match]
    places: Mapping[int, int]
    """Where each of them that has vectors stands among the shelf's."""
    exact: Mapping[int, float]
    """What each has for the question's codes."""
    scores: Mapping[int, float]
    """What speaks for each by words and its nearest vectors; for one that is too new to have any, by words alone."""

    def first(self) -> list[int]:
        """Return those that are compared with the question piece by piece."""
        return heapq.nlargest(COMPARED, self.places.keys(), key=lambda number: (self.scores[number], -number))


def _candidates(
    shelf: Shelf,
    asked: Question,
    meanings: "Meanings",
    near: "Floats",
    today: date,
    avoid: frozenset[str],
    within: str | None,
    hidden: "Text | None",
) -> _Candidates:
    bm25f = _bm25f(shelf, asked, shelf.without(hidden.words) if hidden else {})
    numbers = {shelf.numbers[within]} if within else _nearest(shelf, meanings, near, bm25f, today, avoid)
    places = dict(meanings.places(numbers))
    exact = {number: EXACT * _exact(shelf, asked, number) for number in numbers}
    fits = [_match(shelf, number, asked, bm25f.get(number, 0.0), skip=hidden) for number in sorted(numbers)]
    scores = {
        fit.number: exact[fit.number]
        + (_by_words(asked, fit) + float(near[places[fit.number]]) if fit.number in places else WHOLE * fit.score)
        for fit in fits
    }
    return _Candidates(fits, places, exact, scores)


def _by_score(
    asked: Question,
    found: _Candidates,
    alike: Mapping[int, float],
    untold: Mapping[int, float],
    unclaimed: Mapping[int, float],
) -> list[Match]:
    """Return the articles, best first, with what their pieces and what is learnt of them add to their first scores."""
    least = min(alike.values(), default=0.0)
    matches = []
    for fit in found.fits:
        score = close = found.scores[fit.number]
        if fit.number in found.places:
            score += alike.get(fit.number, least)
            close = score - _by_words(asked, fit) + SPOKEN_OF * fit.score
        score -= CLAIM * unclaimed.get(fit.number, 0.0)
        matches.append(replace(fit, near=close, score=(score - TOLD * untold.get(fit.number, 0.0)) / WHOLE))
    return sorted(matches, key=lambda match: (-match.score, match.number))


def _standing(learnt: "Claims", claims: "Floats", found: _Candidates, number: int) -> float:
    """Return how an article stands among the claims of all candidates.

    An `exact` code claims for who holds it, too: vectors know nothing of codes. Half, as it is ahead by it as well.
    """
    held = {other: float(claims[place]) + found.exact[other] / 2 for other, place in found.places.items()}
    own = held.pop(number)
    return learnt.standing(found.places[number], own, max(held.values(), default=0.0))


def _by_words(asked: Question, fit: Match) -> float:
    """Return what words say of an article being the one that is meant, beside its vectors."""
    return WORDS * fit.score + SAID * asked.terse * fit.said**2


def _behind(places: Mapping[int, int], told: "Floats") -> dict[int, float]:
    """Return how far each article is behind the one of which the most is told."""
    found = {number: float(told[place]) for number, place in places.items()}
    first = max(found.values(), default=0.0)
    return {number: first - own for number, own in found.items()}


def _nearest(
    shelf: Shelf, meanings: "Meanings", near: "Floats", bm25f: Mapping[int, float], today: date, avoid: frozenset[str]
) -> set[int]:
    """Return the articles to look at closely: nearest by meaning, and best by words."""
    found: set[int] = set()
    for best in (meanings.nearest(near), heapq.nlargest(CANDIDATES + len(avoid), bm25f, key=lambda n: (bm25f[n], -n))):
        taken = 0
        for number in best:
            article = shelf.entries[number].article
            if article.path not in avoid and article.served(today):
                found.add(number)
                taken += 1
            if taken == CANDIDATES:
                break
    return found


def _exact(shelf: Shelf, asked: Question, number: int) -> float:
    """Return the share of the question's codes, which few articles hold, that this one does."""
    few = max(2, RARE * len(shelf.entries))
    codes = [term for term in asked.plain if _CODE.search(term) and len(shelf.postings.get(term, ())) <= few]
    held = sum(any(holder == number for holder, _ in shelf.postings.get(term, ())) for term in codes)
    return held / len(codes) if codes else 0.0


def understand(shelf: Shelf, text: str) -> Question:
    """Return the question in a shelf's terms, with its unknown words repaired where something is near."""
    plain = spelt_out(shelf.lang, text, shelf.vocabulary)
    spoken = words(plain)[:LONGEST]
    said, replaced = _repaired(shelf, spoken, acronyms(plain))
    asked = _Asked(shelf, spoken)
    for term, likeness, word in said:
        asked.say(term, likeness, word)
    for first, second, others in pairs_in(shelf.lang, [term for term, _, _ in said]):
        asked.mean(said[first][0], others, said[second][0])
    for joined in _joined(spoken, plain):
        asked.aside(stem(shelf.lang, joined))
    repaired = rewrite(plain, replaced)
    question = asked.question(repaired if repaired != text else None, how=asks_the_way(repaired))
    asked_for = (_stems(shelf.lang, said) for said in headed(repaired, shelf.lang))
    heads = frozenset().union(*asked_for)
    return replace(question, sought=heads, kinds=frozenset(kinds(repaired)), limits=asks_limits(repaired),
                   left_out=limits(repaired), lacks=lacks(repaired))  # fmt: skip


@lru_cache(maxsize=16)
def _stems(lang: str, said: str) -> frozenset[str]:
    """Return the stems of words, and of those that mean the same."""
    own = {stem(lang, word) for word in said.split()}
    return frozenset(own).union(*(same_as(lang, term) for term in own))


def _repaired(
    shelf: Shelf, spoken: list[str], kept: frozenset[str]
) -> tuple[list[tuple[str, float, str]], dict[str, str]]:
    """Return (stem, likeness, word) of the question's words in order, and the words replaced."""
    stop = stop_words(shelf.lang)
    said: list[tuple[str, float, str]] = []
    replaced: dict[str, str] = {}
    repairs = 0
    asking = shelf.vocabulary.asking(shelf.lang, spoken)
    for word in spoken:
        term = stem(shelf.lang, word)
        repair = None
        known = word in stop or term in shelf.idf or term in shelf.light or word in kept
        if not known and word in asking:
            repair = Repair((asking[word],), 1.0)
        elif not known and repairs < REPAIRS:
            repairs += 1
            repair = shelf.vocabulary.repair(word)
        if repair is None:
            said.append((term, 1.0, word))
        else:
            replaced[word] = " ".join(repair.words)
            said += [(stem(shelf.lang, part), repair.likeness, part) for part in repair.words]
    return said, replaced


class _Asked:
    """A question being put together: what each word weighs, and which words stand for the same one."""

    def __init__(self, shelf: Shelf, spoken: list[str]) -> None:
        self._shelf = shelf
        self._stop = stop_words(shelf.lang)
        self._terse = sum(word not in self._stop for word in spoken) / max(1, len(spoken))
        self._weights: dict[str, float] = {}
        self._meaning: dict[str, str] = {}
        self._masses: dict[str, float] = {}
        self._plain: set[str] = set()

    def say(self, term: str, likeness: float, word: str) -> None:
        known = self._shelf.idf.get(term)
        if known is not None:
            self._plain.add(term)
            self._put(term, known * likeness, term)
        self._masses[term] = known if known is not None else self._unknown(term, word)
        for other in same_as(self._shelf.lang, term):
            self._stand_in(other, term, LIKENESS)

    def mean(self, first: str, others: Iterable[str], second: str) -> None:
        """Two words together mean another: `send … back`."""
        heavier = max(first, second, key=lambda term: self._masses.get(term, 0.0))
        for place, other in enumerate(others):
            self._stand_in(other, heavier, LIKENESS if place else PAIR_LIKENESS)

    def aside(self, term: str) -> None:
        """A word that only counts if articles hold it."""
        if term in self._shelf.idf and term not in self._weights:
            self._put(term, self._shelf.idf[term], term)

    def question(self, repaired: str | None, *, how: bool) -> Question:
        content = [t for t in self._masses if t not in self._shelf.stop and self._masses[t]]
        unknown = [t for t in content if t not in self._shelf.idf]
        size = math.sqrt(sum(mass * mass for mass in self._masses.values())) or 1.0
        mass = sum(self._masses.values())
        plain = frozenset(self._plain)
        return Question(
            self._weights, self._meaning, mass, len(content), len(unknown), size, plain, self._terse, how, repaired
        )

    def _stand_in(self, other: str, term: str, likeness: float) -> None:
        if other in self._shelf.idf and other not in self._plain:
            # Never more than the word said: else a rare synonym of a usual word would outweigh the question.
            weight = min(self._shelf.idf[other], self._masses.get(term, 0.0)) * likeness
            self._put(other, weight, self._meaning.get(term, term))

    def _put(self, term: str, weight: float, meaning: str) -> None:
        if weight > self._weights.get(term, 0.0):
            self._weights[term] = weight
            self._meaning[term] = meaning

    def _unknown(self, term: str, word: str) -> float:
        if word in self._stop or term in self._shelf.stop:
            return 0.0
        light = LIGHT_WEIGHT if term in self._shelf.light else 1.0
        return self._shelf.rarest * light * (NUMBER if word.isdigit() else UNKNOWN)


def _joined(spoken: list[str], text: str) -> Iterable[str]:
    """Yield words that may be written as one in the articles: `log in`, `e-mail`."""
    yield from compounds(text[:1000])
    for left, right in pairwise(spoken):
        yield left + right


def rank(
    shelf: Shelf, asked: Question, today: date, avoid: frozenset[str] = frozenset(), within: str | None = None
) -> list[Match]:
    """Return the served articles that share words with the question, best first."""
    scores = _bm25f(shelf, asked)
    for number in shelf.whole.get(asked.plain, ()):
        scores.setdefault(number, 0.0)
    if within is not None:
        number = shelf.numbers[within]
        scores = {number: scores.get(number, 0.0)}
    found = []
    for number in heapq.nlargest(CANDIDATES + len(avoid), scores, key=lambda n: (scores[n], -n)):
        article = shelf.entries[number].article
        if article.path not in avoid and article.served(today):
            found.append(_match(shelf, number, asked, scores[number]))
    found.sort(key=lambda match: (-match.score, match.number))
    return found


def _bm25f(
    shelf: Shelf, asked: Question, instead: Mapping[int, Mapping[str, float]] = MappingProxyType({})
) -> dict[int, float]:
    """Return what each article scores; words held by very many articles only add to those found by rarer ones.

    `instead` says what terms add to some articles, in place of what the shelf knows (`Shelf.without`).
    """
    groups: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for term, weight in asked.weights.items():
        if term in shelf.postings:
            groups[asked.meaning[term]].append((term, weight / shelf.idf[term]))
    gains = [_gains(shelf, members, instead) for members in groups.values()]
    gains.sort(key=len)
    scores: dict[int, float] = {}
    common = max(200, COMMON * len(shelf.entries))
    for gain in gains:
        fresh = len(gain) <= common or len(scores) < CANDIDATES
        for number, impact in gain.items():
            if fresh or number in scores:
                scores[number] = scores.get(number, 0.0) + impact
    return scores


def _gains(
    shelf: Shelf, members: list[tuple[str, float]], instead: Mapping[int, Mapping[str, float]]
) -> dict[int, float]:
    """Return what the best of several words for one thing adds to each article."""
    gain: dict[int, float] = {}
    for term, likeness in members:
        for number, impact in shelf.postings[term]:
            value = (instead[number].get(term, 0.0) if number in instead else impact) * likeness
            if value > gain.get(number, 0.0):
                gain[number] = value
    return gain


def _match(shelf: Shelf, number: int, asked: Question, bm25f: float, skip: "Text | None" = None) -> Match:
    closest, second, title, cover, spoken = _phrases(shelf, number, asked, skip)
    said = _said(shelf, number, asked, skip)
    bm = min(1.0, bm25f / (asked.mass or 1.0))
    values = {"bm": bm, "title": title, "phrase": closest, "second": second, "cover": cover, "same": _same(closest)}
    score = sum(weight * values[name] for name, weight in _COMBINE.items()) / sum(_COMBINE.values())
    return Match(number, bm, closest, second, cover, score, spoken, said)


def _said(shelf: Shelf, number: int, asked: Question, skip: "Text | None") -> float:
    """Return how much of the question an article says in its very words: plain BM25 of all its text, 0 to 1."""
    fields = shelf.entries[number].fields.values()
    norm = PLAIN_K1 * (1 - PLAIN_B + PLAIN_B * shelf.lengths[number] / shelf.length)
    counts = {term: sum(field[term] for field in fields) for term in asked.plain - shelf.stop}
    if skip:  # each of its words once
        counts = {term: max(0, count - 1) for term, count in counts.items()}
    found = sum(asked.weights[term] * count / (count + norm) for term, count in counts.items())
    return found / (asked.mass or 1.0)


def _same(likeness: float) -> float:
    """Return how far, 0 to 1, a likeness is beyond that of a question in other words."""
    return max(0.0, likeness - SAME_FROM) / (1 - SAME_FROM)


def _phrases(
    shelf: Shelf, number: int, asked: Question, skip: "Text | None" = None
) -> tuple[float, float, float, float, Phrase | None]:
    """Return (likeness of the closest phrase, of the next, of the title, best cover, the closest phrase)."""
    closest = second = title = cover = 0.0
    spoken: Phrase | None = None
    for phrase, norm in zip(shelf.entries[number].phrases, shelf.norms[number], strict=True):
        shared = phrase.terms & asked.weights.keys()
        if not shared or (skip and phrase.kind == "ask" and asked.plain <= phrase.terms):
            continue
        covered, product = _shared(shelf, asked, shared)
        likeness = min(1.0, product / (norm * asked.size))
        cover = max(cover, covered)
        if phrase.kind == "title":
            title = likeness
        if likeness > closest:
            closest, second, spoken = likeness, closest, phrase
        elif likeness > second:
            second = likeness
    return closest, second, title, min(1.0, cover / (asked.mass or 1.0)), spoken


def _shared(shelf: Shelf, asked: Question, shared: Iterable[str]) -> tuple[float, float]:
    """Return (weight found, dot product) of the terms a phrase shares with the question, once for each meaning."""
    best: dict[str, str] = {}
    for term in shared:
        meaning = asked.meaning[term]
        if meaning not in best or asked.weights[term] > asked.weights[best[meaning]]:
            best[meaning] = term
    found = [(asked.weights[t], shelf.idf[t]) for t in best.values()]
    return sum(w for w, _ in found), sum(w * i for w, i in found)


def best_section(shelf: Shelf, asked: Question, match: Match, near: Mapping[int, float] | None = None) -> int:
    """Return the number of the section that answers best; -1 for an article without text.

    Besides the question's words, those of the closest ask point to a section, and how `near` each is in meaning.
    """
    spoken = match.spoken.terms - shelf.stop if match.spoken else frozenset()
    spoken_mass = sum(shelf.idf[t] for t in spoken) or 1.0
    best, chosen = -math.inf, -1
    for passage in shelf.entries[match.number].passages:
        hint = sum(shelf.idf[t] for t in spoken if t in passage.counts or t in passage.heading) / spoken_mass
        order = _passage(shelf, passage, asked) + HINT * match.phrase * hint - 0.02 * passage.section
        order += STEPS * (asked.how and passage.steps) + NEAR * (near or {}).get(passage.section, 0.0)
        section = shelf.entries[match.number].article.sections[passage.section]
        leaves_out = limits(section.heading)
        order += SOUGHT * (not asked.sought.isdisjoint(passage.heading) or (leaves_out and asked.left_out))
        order += SOUGHT * (asked.lacks and without(section.heading))
        order -= OTHER * (_answers_another(asked, section) or (asked.left_out and not leaves_out))
        order -= LEFT_OUT * (leaves_out and not asked.limits)
        if order > best:
            best, chosen = order, passage.section
    return chosen


def _answers_another(asked: Question, section: Section) -> bool:
    """Whether a heading says that its section answers a question of another kind."""
    return bool(asked.kinds) and bool(own := begins_with(section.heading)) and asked.kinds.isdisjoint(own)


def _passage(shelf: Shelf, passage: Passage, asked: Question) -> float:
    """Return how well a passage fits, 0 to 1: half the share of words it holds, half their BM25.

    A word of the heading counts as three of the text.
    """
    scale = K1 * (0.4 + 0.6 * passage.length / shelf.passage_length)
    gains: dict[str, float] = {}
    for term, weight in asked.weights.items():
        count = passage.counts.get(term, 0) + 3 * (term in passage.heading)
        if count:
            meaning = asked.meaning[term]
            gains[meaning] = max(gains.get(meaning, 0.0), weight * (1 + count / (count + scale)) / 2)
    return sum(gains.values()) / (asked.mass or 1.0)


def trust(asked: Question, matches: list[Match], *, alone: bool = False) -> float:
    """Return the chance, 0 to 1, that the best of these matches answers the question.

    `alone` says that there was nothing to choose from, so a lead over the second means nothing.
    """
    if not matches:
        return 0.0
    values = evidence(asked, matches)
    if alone:
        values["margin"] = 0.2
    return 1 / (1 + math.exp(-(_BIAS + sum(weight * values[name] for name, weight in _TRUST.items()))))


def evidence(asked: Question, matches: list[Match]) -> dict[str, float]:
    """Return the figures that `trust` weighs, each from 0 to 1."""
    top = matches[0]
    second = matches[1].score if len(matches) > 1 else 0.0
    return {
        "cover": top.cover,
        "phrase": top.phrase,
        "same": _same(top.phrase),
        "lead": top.score - second,
        "margin": min(0.5, (top.score - second) / top.score) if top.score else 0.0,
        "bm": top.bm,
        "words": min(asked.content, 6) / 6,
        "unknown": asked.unknown / asked.content if asked.content else 0.0,
    }
