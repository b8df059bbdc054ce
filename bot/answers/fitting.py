"""What an admin's own articles teach: what tells them apart, and how sure is sure.

The first is a light head (head.py). For the second, their asks are tried out, each on the rest of its article, by a
head that has not seen it. Tried so, an ask should find its article; with its article away, it should find nothing;
nor should questions about quite other things. From these come the two chances of `chances.Fit`, drawn towards the
shipped ones where there is little to go by, and the bound from which an answer is given outright: so that of a
hundred answers not more are expected to be wrong than the admin allows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from statistics import median

import numpy as np

from bot.answers.chances import Fit
from bot.answers.claims import FEWEST, Claims
from bot.answers.index import Index, Shelf
from bot.answers.learnt import Learnt
from bot.answers.meaning import Text, texts
from bot.answers.search import meant, understand
from bot.answers.sense import Sense

MOST = 120
"""Asks of a shelf that are tried at most; it is fitted from as many as claims are learnt from."""
FAR = (
    "what will the weather be like tomorrow", "who won the football match last night", "tell me a joke",
    "how do I bake sourdough bread", "what is the capital of Australia", "translate good morning into Japanese",
    "how old is the universe", "recommend a good crime novel", "what time is it in Tokyo", "play some jazz music",
    "how do I train for a marathon", "who painted the Mona Lisa", "what does this rash on my arm mean",
    "write a poem about the sea", "how many calories are in a banana", "when does the next train to Leeds leave",
    "is my neighbour allowed to cut my hedge", "my cat will not eat its food", "what is the square root of 144",
    "how do I change a tyre on my bike", "should I buy shares of that company", "who is the prime minister of Norway",
    "how do I get a visa for India", "what is the meaning of life",
)  # fmt: skip
"""Questions for hardly anybody's help articles."""
ABSENT = 0.2
"""What an ask whose article is away weighs beside one whose article is there: most questions have an answer."""
PULL = 20.0
"""How many questions the shipped figures are worth."""
LOOSE = 0.4
"""How little of that holds for what claims count: folders differ in it most."""
FOLDS = 3
"""Parts of the asks, each tried by a head that was learnt without it."""
COARSE, FINE = 0.2, 0.002
"""Steps in which the two figures of a chance are looked for, at first and at last."""
GLOSSED = 0.5
"""What of the wrong answers that the admin allows is allowed where texts are read in English words. Customers' words
are further from an admin's asks there than asks are from each other: of what was answered on three folders (German,
Spanish, French; questions by an author of their own) 23 of 68 were wrong at all of ten in a hundred, 3 of 21 so."""
LEAST, HIGHEST = 0.4, 0.95
"""Between these lies the bound of outright answers, whatever is allowed."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one question."""

    path: str
    """The right article; empty for none."""
    found: str
    """The best article; empty for none."""
    best: float
    """How near that is."""
    share: float
    """Its share among all, by their scores."""
    standing: float | None = None
    """How it stands among the claims; None where there are none."""
    weight: float = 1.0

    @property
    def right(self) -> bool:
        """Whether the best article is the right one."""
        return bool(self.path) and self.found == self.path


@dataclass(frozen=True, slots=True)
class Attempts:
    """What came of a shelf's asks."""

    there: tuple[Tried, ...]
    """Each on the rest of its article."""
    away: tuple[Tried, ...]
    """Each with its article away."""


def learn(index: Index, today: date, wrong: float) -> dict[str, Learnt]:
    """Return what the articles of each shelf teach; `wrong` is how many answers in a hundred may be expected to be.

    Takes a second or two a shelf. On shelves with few asks the shipped figures go for how sure search is.
    """
    if index.sense is None:
        return {}
    return {lang: _learn(index, index.sense, lang, today, wrong) for lang in index.sense.shelves}


def _learn(index: Index, sense: Sense, lang: str, today: date, wrong: float) -> Learnt:
    meanings = sense.shelves[lang]
    own = Learnt(Fit(), meanings.trained(), meanings.paths, meanings.claimed(), meanings.lesson)
    whole = index.with_sense(sense.with_learnt({lang: own}))
    tried = attempts(whole, lang, today)
    if len(tried.there) < FEWEST:
        return own
    weight = len(tried.there) / len(FAR)
    far = [_try(whole, index.shelves[lang], words, today, "", weight=weight) for words in FAR]
    # What comes nearer than half of the asks is a question for this folder: it does speak of jokes, or the weather.
    middle = median(one.best for one in tried.there)
    allowed = wrong / 100 * (GLOSSED if sense.encoder.glosses(lang) else 1.0)
    return replace(own, fit=_fit(tried, [one for one in far if one.best < middle], allowed))


def attempts(index: Index, lang: str, today: date) -> Attempts:
    """Return what comes of a shelf's asks: of MOST, every second of twice as many, and so on; of too few, nothing."""
    shelf, sense = index.shelves[lang], index.sense
    asks = list(_asks(shelf))
    if len(asks) < FEWEST or sense is None:
        return Attempts((), ())
    asks = asks[:: max(1, len(asks) // MOST)][:MOST]
    there: list[Tried] = []
    away: list[Tried] = []
    meanings = sense.shelves[lang]
    claims = meanings.claimed()
    # Parted by what they say: an ask more or less leaves the others in their parts.
    for part in ([ask for ask in asks if int(ask[1].key, 16) % FOLDS == fold] for fold in range(FOLDS)):
        headed = _without(sense, lang, {text.key for _, text in part})
        for path, text in part:
            alone, none = _parted(headed, lang, claims, path, text)
            there.append(_try(index.with_sense(alone), shelf, text.words, today, path, without=text))
            away.append(_try(index.with_sense(none), shelf, text.words, today, "", avoid=path, weight=ABSENT))
    return Attempts(tuple(there), tuple(away))


def _without(sense: Sense, lang: str, keys: Set[str]) -> Sense:
    """Return the same with a head that was learnt without the texts of these keys."""
    if sense.head(lang) is None:
        return sense
    own = sense.learnt[lang]
    return sense.with_learnt({**sense.learnt, lang: replace(own, head=sense.shelves[lang].trained(keys))})


def _parted(sense: Sense, lang: str, claims: Claims | None, path: str, text: Text) -> tuple[Sense, Sense]:
    """Return the same with claims that were learnt without a text, and without all of its article."""
    if claims is None:
        return sense, sense
    known, place = sense.shelves[lang].examples, sense.shelves[lang].paths.index(path)
    own = [int(n) for n in np.flatnonzero(known.places == place)]
    said = [n for n in own if known.keys[n] == text.key]
    learnt = sense.learnt[lang]
    alone, none = (replace(learnt, claims=claims.without(texts)) for texts in (said, own))
    return sense.with_learnt({**sense.learnt, lang: alone}), sense.with_learnt({**sense.learnt, lang: none})


def _fit(tried: Attempts, far: Sequence[Tried], allowed: float) -> Fit:
    near, width = _inside(tried.there, [*tried.away, *far])
    slope, offset = _leading(tried.there)
    both = (*tried.there, *tried.away)
    fitted = Fit(near, width, slope, offset, tried=len(tried.there))
    unclaimed = [(fitted.sure(one.best, one.share, None)[0], one.right, one.weight) for one in both]
    fitted = replace(fitted, answer_at=_bound(unclaimed, allowed))
    if all(one.standing is None for one in both):
        return fitted
    absent = (replace(one, weight=ABSENT * one.weight) for one in far)
    fitted = _claimed([one for one in (*both, *absent) if one.standing is not None], fitted)
    bound = _bound([(_sure(fitted, one), one.right, one.weight) for one in both], allowed)
    return replace(fitted, claimed_at=min(bound, _answering_no_less(tried.there, fitted)))


def _sure(fit: Fit, one: Tried) -> float:
    return fit.sure(one.best, one.share, one.standing)[0]


def _answering_no_less(there: Sequence[Tried], fit: Fit) -> float:
    """Return the least chance, by claims, of as many asks as nearness and lead alone would answer.

    Claims are to make answers surer, not fewer: an ask that is tried lacks one of its article's texts, a question none.
    """
    answered = sum(fit.sure(one.best, one.share, None)[0] >= fit.answer_at for one in there)
    chances = sorted((_sure(fit, one) for one in there), reverse=True)
    return round(max(LEAST, chances[answered - 1]), 3) if answered else HIGHEST


def _asks(shelf: Shelf) -> Iterator[tuple[str, Text]]:
    for entry in shelf.entries:
        for text in texts(entry.article)[1 : 1 + len(entry.article.asks)]:
            yield entry.article.path, text


def _try(
    index: Index,
    shelf: Shelf,
    words: str,
    today: date,
    path: str,
    *,
    without: Text | None = None,
    avoid: str = "",
    weight: float = 1.0,
) -> Tried:
    asked = understand(shelf, words)
    found = meant(index, shelf, asked, words, today, frozenset({avoid} - {""}), None, without)
    if found is None or not found.matches:
        return Tried(path, "", -1.0, 1.0, weight=weight)
    best = found.matches[0]
    return Tried(path, shelf.entries[best.number].article.path, best.near, found.share, found.standing, weight)


def _inside(there: Sequence[Tried], outside: Sequence[Tried]) -> tuple[float, float]:
    """Return (near, width) under which the asks are most likely inside and all others outside."""
    shipped = Fit()

    def loss(near: float, narrow: float) -> float:
        fit = Fit(near, shipped.width / math.exp(narrow))
        missed = sum(one.weight * -math.log(max(fit.inside(one.best), 1e-6)) for one in there)
        missed += sum(one.weight * -math.log(max(1 - fit.inside(one.best), 1e-6)) for one in outside)
        return missed + PULL * (((near - shipped.near) / 0.3) ** 2 + (narrow / 0.5) ** 2)

    near, narrow = _least(loss, shipped.near, 0.0)
    return near, shipped.width / math.exp(narrow)


def _leading(there: Sequence[Tried]) -> tuple[float, float]:
    """Return (slope, offset) under which the best article is most likely the right one as often as it was."""

    def loss(slope: float, offset: float) -> float:
        fit = Fit(slope=slope, offset=offset)
        chances = [(fit.leads(one.share), one.right) for one in there]
        missed = sum(-math.log(max(chance if right else 1 - chance, 1e-6)) for chance, right in chances)
        return missed + PULL * ((slope - 1) ** 2 + offset**2)

    slope, offset = _least(loss, 1.0, 0.0)
    return slope, offset


def _claimed(tried: Sequence[Tried], fit: Fit) -> Fit:
    """Return the fit with what claims and worth must count for the best article to be right as often as it was.

    It never is with an ask's own article away, nor for what is quite another matter, whatever the best article claims.
    Where asks of one article are much alike claims tell more; where each asks for something else, how near the best
    text is.
    """
    shipped = Fit()
    weight = np.array([one.weight for one in tried])
    sign = np.array([1.0 if one.right else -1.0 for one in tried])
    standing, worth, known = np.array([fit.logits(one.best, one.share, one.standing or 0.0) for one in tried]).T

    def loss(claim: float, worthy: float, base: float) -> float:
        logits = base + claim * standing + worthy * worth + known
        missed = float(weight @ np.logaddexp(0.0, -sign * logits))
        pulled = (claim - shipped.claim) ** 2 + (worthy - shipped.worth) ** 2 + ((base - shipped.base) / 4) ** 2
        return missed + LOOSE * PULL * pulled

    claim, worthy, base = _least(loss, shipped.claim, shipped.worth, shipped.base)
    return replace(fit, claim=claim, worth=worthy, base=base)


def _least(loss: Callable[..., float], *start: float) -> tuple[float, ...]:
    """Return where a smooth loss is least, from a start on downhill: a little other data moves it by a little."""
    least, where, step = loss(*start), start, COARSE
    while step > FINE:
        sides = (one for one in product((-1, 0, 1), repeat=len(start)) if any(one))
        around = (tuple(x + a * step for x, a in zip(where, one, strict=True)) for one in sides)
        nearest, found = min((loss(*one), one) for one in around)
        if nearest < least:
            least, where = nearest, found
        else:
            step /= 2
    return where


def _bound(chances: Sequence[tuple[float, bool, float]], allowed: float) -> float:
    """Return the least chance from which, of what is answered, no larger share is expected to be wrong."""
    bound, wrong, answered = HIGHEST, 0.0, 0.0
    for chance, right, weight in sorted(chances, reverse=True):
        answered += weight
        wrong += weight * ((1 - chance) + (not right)) / 2  # half what was promised, half what came of it
        if wrong / answered <= allowed and chance <= HIGHEST:
            bound = chance
    return round(max(LEAST, bound), 3)
