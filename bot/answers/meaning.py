"""What articles mean, beside the words they use: vectors of their titles, asks and passages, one shelf a language.

A question is encoded once as it was typed and once with its slips repaired. Each article scores by its nearest text,
by the middle of all its texts, and, for the best, by how each piece of the question finds one like it. The pieces of
a question count by how few articles hold them, which the articles' own vectors need not know: they stay the same
while other articles change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from bot.answers import claims, head
from bot.answers.articles import Article
from bot.answers.claims import Claims
from bot.answers.embedding import PIECE_SIZE, Encoding, Floats, unit
from bot.answers.head import Head
from bot.answers.index import Shelf, passages_of
from bot.answers.vectors import Vector, key

Ints = npt.NDArray[np.int64]

TEXTS = 5
"""Texts of an article whose pieces are compared with the question's."""
WORDS = 130
"""Words of a passage that are encoded."""
MOST_TEXTS = 150_000
"""Texts of a shelf that are read (1.5 KB each): titles, then asks, then passages."""
MOST_PIECES = 600_000
"""Pieces of a shelf that are kept (96 bytes each); titles and asks come first."""
BEYOND = 0.3
"""What the third of a question's pieces that fit an article worst counts beside how all fit its best text."""
REPAIRED = 0.8
"""Share that the repaired question has beside the one as typed."""
_MARKS = re.compile(r"[#*`|>_~]+|!?\[([^\]]*)\]\([^)]*\)|<[^<>]*>|^(?:import|export) .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of an article that a question may be near to."""

    key: str
    words: str
    section: int
    """-1 for the title and the asks."""
    rank: int
    """In the order in which texts are read: 0 for the title, 1 for an ask, 2 for a passage."""


@lru_cache(maxsize=20_000)
def texts(article: Article) -> tuple[Text, ...]:
    """Return an article's texts: title, asks, and each passage under its title and heading."""
    lang = article.lang
    short = [Text(key(words, lang), words, -1, int(n > 0)) for n, words in enumerate((article.title, *article.asks))]
    passages = [
        Text(key(words, lang), words, number, 2)
        for number, section in enumerate(article.sections)
        for passage in passages_of(section)
        if (words := _passage(article.title, section.heading, passage))
    ]
    return (*short, *passages)


def _passage(title: str, heading: str, passage: str) -> str:
    said = _MARKS.sub(lambda match: match[1] or " ", passage).split()
    return " ".join([*(f"{part}." for part in (title, heading) if part), *said][:WORDS]) if said else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the network sees it: typed, and repaired where that is different."""

    typed: Encoding
    repaired: Encoding | None

    @property
    def readings(self) -> tuple[tuple[float, Encoding], ...]:
        """Return each reading with its share."""
        if self.repaired is None:
            return ((1.0, self.typed),)
        return ((1 - REPAIRED, self.typed), (REPAIRED, self.repaired))


@dataclass(frozen=True, slots=True)
class Examples:
    """What claims are learnt from: each title, ask and passage; where that would be too many, passages as one body."""

    rows: Floats
    """A vector of length 1 for each."""
    places: Ints
    """The place of each one's article."""
    keys: tuple[str, ...]
    """Of titles and asks, which come first; empty for what else there is."""
    pieces: Floats
    """Of the titles and asks that have any, one after another."""
    starts: Ints
    """Where each one's pieces begin."""
    whole: Ints
    """The places of those that have pieces; the others are compared by their vectors alone."""

    def alike(self, rows: Floats, pieces: Sequence[Floats]) -> Floats:
        """Return how alike texts are to the examples, 0 to 1, a row a text, by their vectors and pieces."""
        apart = np.maximum(2 - 2 * (rows @ self.rows.T), 0).astype(np.float32)
        by_pieces = apart.copy()
        if len(self.whole):
            for place, own in enumerate(pieces):
                if len(own):
                    by_pieces[place, self.whole] = 2 - 2 * self._both_ways(own)
        return claims.likeness(apart, by_pieces)

    def _both_ways(self, own: Floats) -> Floats:
        """Return how well a text's pieces find their like in each example's, and those theirs in the text's."""
        alike = own @ self.pieces.T
        sizes = np.diff(self.starts, append=len(self.pieces))
        there = np.maximum.reduceat(alike, self.starts, axis=1).mean(axis=0)
        back = np.add.reduceat(alike.max(axis=0), self.starts) / sizes
        found: Floats = (there + back) / 2
        return found


class Meanings:
    """The vectors of one shelf. Immutable. Articles none of whose texts has a vector yet score nothing."""

    def __init__(self, shelf: Shelf, vectors: Mapping[str, Vector]) -> None:
        self.shelf = shelf
        chosen = _chosen(shelf, vectors)
        self.owners = np.array([owner for owner, _, _ in chosen], np.int64)
        self.sections = np.array([text.section for _, text, _ in chosen], np.int64)
        self._keys = [text.key for _, text, _ in chosen]
        self.matrix: Floats = (
            np.stack([vector.mean for _, _, vector in chosen]) if chosen else np.zeros((0, 1), np.float32)
        )
        self._pieces = _kept_pieces([vector for _, _, vector in chosen])
        self._starts = np.flatnonzero(np.diff(self.owners, prepend=-1))
        self.numbers = self.owners[self._starts] if chosen else np.zeros(0, np.int64)
        self._place = {int(number): place for place, number in enumerate(self.numbers)}
        self.paths = tuple(shelf.entries[int(number)].article.path for number in self.numbers)
        """Of the articles of `numbers`."""
        self._middle = _middles(self.matrix, self._starts)
        self._rarity = _rarity([(owner, vector.ids) for owner, _, vector in chosen], len(self.numbers))

    def __len__(self) -> int:
        return len(self.owners)

    def near(self, asked: Asked, without: str = "") -> Floats:
        """Return what each article of `numbers` scores: its nearest text and its middle, 0 to about 2.

        `without` is the key of a text that does not count, for trying an ask out on the others.
        """
        rows = np.stack([self._vector(reading) for _, reading in asked.readings])
        alike = self.matrix @ rows.T
        hidden = [n for n, name in enumerate(self._keys) if name == without] if without else []
        alike[hidden] = -1.0
        nearest = np.maximum.reduceat(alike, self._starts, axis=0)
        middle = self._middles_without(hidden) @ rows.T
        shares = np.array([share for share, _ in asked.readings], np.float32)
        found: Floats = (nearest + middle) @ shares
        return found

    def nearest(self, near: Floats) -> Iterator[int]:
        """Yield the articles by their scores, best first."""
        return (int(self.numbers[place]) for place in np.argsort(-near, kind="stable"))

    def places(self, numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield (article, its place among the scores) of those that have vectors."""
        return ((number, self._place[number]) for number in numbers if number in self._place)

    def alike(self, asked: Asked, numbers: Iterable[int], without: str = "") -> dict[int, float]:
        """Return how well the question's pieces find their like in the nearest texts of these articles, 0 to 1.3.

        One to the best text alone; the rest to the pieces that fit none of the texts well: what is asked beyond them.
        """
        found = dict.fromkeys((number for number in numbers if number in self._place), 0.0)
        for share, reading in asked.readings:
            places = {number: self._nearest_texts(reading, number, without) for number in found}
            best = self._pieces_found(reading, [place for some in places.values() for place in some])
            for number, some in places.items():
                if likes := [best[place] for place in some if place in best]:
                    found[number] += share * _fit(np.stack(likes))
        return found

    def trained(self, without: Collection[str] = ()) -> Head | None:
        """Return a head that tells these articles apart, learnt from all texts but those of these keys."""
        kept = np.array([name not in without for name in self._keys], bool)
        places = np.searchsorted(self.numbers, self.owners)
        if kept.sum() * len(self.numbers) <= head.MOST:
            return head.train(self.matrix[kept], places[kept], len(self.numbers))
        short = kept & (self.sections < 0)  # then an article's passages are one example together
        bodies, with_body = self._bodies(kept)
        examples = np.concatenate([self.matrix[short], bodies])
        return head.train(examples, np.concatenate([places[short], with_body]), len(self.numbers))

    def _bodies(self, kept: npt.NDArray[np.bool_]) -> tuple[Floats, Ints]:
        """Return the middle of each article's passages, and the places of those articles."""
        passages = kept & (self.sections >= 0)
        bodies = np.zeros((len(self.numbers), self.matrix.shape[1]), np.float32)
        np.add.at(bodies, np.searchsorted(self.numbers, self.owners[passages]), self.matrix[passages])
        with_body = np.flatnonzero(bodies.any(axis=1))
        return unit(bodies[with_body]), with_body

    def told(self, asked: Asked, by: Head) -> Floats:
        """Return the logarithm of each article's chance by a head, in the order of `numbers`."""
        rows = np.stack([self._vector(reading) for _, reading in asked.readings])
        return by.log_chances(rows, np.array([share for share, _ in asked.readings], np.float32))

    @cached_property
    def examples(self) -> Examples:
        """Return what claims are learnt from."""
        places = np.searchsorted(self.numbers, self.owners)
        short, long = np.flatnonzero(self.sections < 0), np.flatnonzero(self.sections >= 0)
        bodies, with_body = self.matrix[long], places[long]
        if len(self.owners) > claims.MOST:
            bodies, with_body = self._bodies(np.ones(len(self.owners), bool))
        held = [place for place, text in enumerate(short) if len(self._pieces[text])]
        kept = [self._pieces[short[place]] for place in held]
        return Examples(
            np.concatenate([self.matrix[short], bodies]),
            np.concatenate([places[short], with_body]),
            (*(self._keys[text] for text in short), *("" for _ in with_body)),
            np.concatenate(kept).astype(np.float32) / np.float32(127)
            if kept
            else np.zeros((0, PIECE_SIZE), np.float32),
            np.cumsum([0, *(len(one) for one in kept[:-1])]) if kept else np.zeros(0, np.int64),
            np.array(held, np.int64),
        )

    @cached_property
    def lesson(self) -> str:
        """Return by what these very texts are known, as each weight of the claims is for one of them."""
        return sha256(repr((self.paths, self.owners.tolist(), self._keys)).encode()).hexdigest()[:32]

    def claimed(self) -> Claims | None:
        """Return the claims that these articles' texts teach; None for few asks, or too many texts."""
        short = np.count_nonzero(self.sections < 0)
        with_body = len(np.unique(self.owners[self.sections >= 0]))
        if short - len(self.numbers) < claims.FEWEST or short + with_body > claims.MOST:
            return None
        known = self.examples
        pieces = [np.zeros((0, PIECE_SIZE), np.float32)] * len(known.rows)
        for place, own in zip(known.whole, np.split(known.pieces, known.starts[1:]), strict=True):
            pieces[int(place)] = own
        return claims.learn(known.alike(known.rows, pieces), known.places, len(self.numbers))

    def claims(self, asked: Asked, by: Claims) -> Floats:
        """Return each article's claim to a question, about 0 to 1, in the order of `numbers`."""
        rows = np.stack([self._vector(reading) for _, reading in asked.readings])
        pieces = [reading.small().astype(np.float32) / np.float32(127) for _, reading in asked.readings]
        shares = np.array([share for share, _ in asked.readings], np.float32)
        found: Floats = shares @ by.of(self.examples.alike(rows, pieces))
        return found

    def sections_of(self, asked: Asked, number: int) -> dict[int, float]:
        """Return how near the question is to each section of an article, by its nearest passage."""
        found: dict[int, float] = {}
        _, reading = asked.readings[-1]
        row = self._vector(reading)
        for place in np.flatnonzero((self.owners == number) & (self.sections >= 0)):
            section = int(self.sections[place])
            found[section] = max(found.get(section, -1.0), float(self.matrix[place] @ row))
        return found

    def _vector(self, reading: Encoding) -> Floats:
        """Return a question's vector: half of it with every piece alike, half by how few articles hold a piece."""
        weights = self._rarity[np.array(reading.ids, np.int64)] if reading.ids else np.zeros(0, np.float32)
        return unit(reading.mean + reading.weighed(weights + 1e-3))

    def _nearest_texts(self, reading: Encoding, number: int, without: str) -> list[int]:
        place = self._place[number]
        begin = int(self._starts[place])
        end = int(self._starts[place + 1]) if place + 1 < len(self._starts) else len(self.owners)
        order = np.argsort(-(self.matrix[begin:end] @ reading.mean), kind="stable")[: TEXTS + 1]
        return [begin + int(n) for n in order if not without or self._keys[begin + int(n)] != without][:TEXTS]

    def _pieces_found(self, reading: Encoding, places: Sequence[int]) -> dict[int, Floats]:
        """Return for each text that has pieces how near each of the question's comes to one of them."""
        held = [place for place in places if len(self._pieces[place])]
        if not reading.ids or not held:
            return {}
        every = np.concatenate([self._pieces[place] for place in held]).astype(np.float32)
        starts = np.cumsum([0, *(len(self._pieces[place]) for place in held[:-1])])
        alike = reading.small().astype(np.float32) @ every.T / 127**2
        return dict(zip(held, np.maximum.reduceat(alike, starts, axis=1).T, strict=True))

    def _middles_without(self, hidden: Sequence[int]) -> Floats:
        if not hidden:
            return self._middle
        middle = self._middle.copy()
        for place in hidden:
            own = np.flatnonzero(self.owners == self.owners[place])
            left = own[~np.isin(own, hidden)]
            middle[self._place[int(self.owners[place])]] = unit(self.matrix[left].mean(axis=0)) if len(left) else 0
        return middle


def read(shelf: Shelf) -> list[tuple[int, Text]]:
    """Return (article, text) of what is read for its meaning, articles in order; of very many texts, titles first."""
    every = [(number, text) for number, entry in enumerate(shelf.entries) for text in texts(entry.article)]
    if len(every) <= MOST_TEXTS:
        return every
    order = sorted(range(len(every)), key=lambda n: (every[n][1].rank, n))
    return [every[n] for n in sorted(order[:MOST_TEXTS])]


def _chosen(shelf: Shelf, vectors: Mapping[str, Vector]) -> list[tuple[int, Text, Vector]]:
    """Return (article, text, vector) of what is read and has a vector, articles in order."""
    found = ((number, text, vectors.get(text.key)) for number, text in read(shelf))
    return [(number, text, vector) for number, text, vector in found if vector is not None]


def _fit(likes: Floats) -> float:
    """Return how well pieces fit, a row a text: the best text's mean, and the worst third over all texts."""
    anywhere = np.sort(likes.max(axis=0))
    return float(likes.mean(axis=1).max() + BEYOND * anywhere[: max(1, len(anywhere) // 3)].mean())


def _kept_pieces(vectors: Sequence[Vector]) -> list[npt.NDArray[np.int8]]:
    left = MOST_PIECES
    kept = []
    for vector in vectors:
        left -= len(vector.pieces)
        kept.append(vector.pieces if left >= 0 else np.zeros((0, PIECE_SIZE), np.int8))
    return kept


def _middles(matrix: Floats, starts: Ints) -> Floats:
    return unit(np.add.reduceat(matrix, starts, axis=0)) if len(starts) else matrix


def _rarity(held: Iterable[tuple[int, npt.NDArray[np.int32]]], total: int) -> Floats:
    """Return for each piece how few articles hold it, as an idf."""
    by_article: dict[int, list[npt.NDArray[np.int32]]] = {}
    for number, ids in held:
        by_article.setdefault(number, []).append(ids)
    counts = np.zeros(_PIECES, np.float32)
    for several in by_article.values():
        counts[np.unique(np.concatenate(several))] += 1
    found: Floats = np.log(1 + (total - counts + 0.5) / (counts + 0.5)).astype(np.float32)
    return found


_PIECES = 2**18
"""More than any vocabulary has."""
