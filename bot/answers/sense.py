"""What is known of all articles' meaning: the network, the vectors of each shelf that it reads, and their chances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bot.answers import learnt, vectors
from bot.answers.chances import Fit
from bot.answers.claims import Claims
from bot.answers.embedding import Encoder, Encoding, open_encoder
from bot.answers.head import Head
from bot.answers.index import Index
from bot.answers.learnt import Learnt
from bot.answers.meaning import Asked, Meanings, read, texts
from bot.answers.vectors import Vector
from bot.storage.db import Inline
from bot.wordcache import cached

KEPT = 16
"""Vectors that a command makes and keeps at a time."""
CACHED = 512
"""Questions whose vectors are kept: the same one is searched alone, with the one before, and on other shelves."""


class Sense:
    """Immutable but for its cache of questions."""

    def __init__(
        self,
        encoder: Encoder,
        shelves: Mapping[str, Meanings],
        taught: Mapping[str, Learnt] | None = None,
        encode: Callable[[str, str], Encoding] | None = None,
    ) -> None:
        self.encoder = encoder
        self.shelves = shelves
        """By language; a shelf without any vector is not among them."""
        self.learnt = dict(taught or {})
        self._heads = {
            lang: one.head for lang, one in self.learnt.items() if lang in shelves and one.paths == shelves[lang].paths
        }
        self._claims = {
            lang: one.claims
            for lang, one in self.learnt.items()
            if one.claims and lang in shelves and one.lesson == shelves[lang].lesson
        }
        self.encode = encode or cached(maxsize=CACHED)(encoder.encode)

    def fit(self, lang: str) -> Fit:
        """Return how chances are found on a shelf."""
        one = self.learnt.get(lang)
        return one.fit if one else Fit()

    def head(self, lang: str) -> Head | None:
        """Return what tells a shelf's articles apart; None before it is learnt, and while it is for other articles."""
        return self._heads.get(lang)

    def claims(self, lang: str) -> Claims | None:
        """Return which articles of a shelf claim a question; None while that is learnt, or where it is not."""
        return self._claims.get(lang)

    def with_learnt(self, taught: Mapping[str, Learnt]) -> Sense:
        """Return the same with something else learnt from the articles."""
        return Sense(self.encoder, self.shelves, taught, self.encode)

    def asked(self, typed: str, repaired: str | None, lang: str) -> Asked:
        """Return a question to a shelf as the network sees it: at most two texts are encoded."""
        second = self.encode(repaired, lang) if repaired and repaired != typed else None
        return Asked(self.encode(typed, lang), second)


def sense(
    index: Index, encoder: Encoder, made: Mapping[str, Vector], taught: Mapping[str, Learnt] | None = None
) -> Sense:
    """Return what is known of an index's articles by vectors made so far."""
    shelves = {lang: Meanings(shelf, made) for lang, shelf in index.shelves.items() if encoder.reads(lang)}
    return Sense(encoder, {lang: meanings for lang, meanings in shelves.items() if len(meanings)}, taught)


def fitted(index: Index, wrong: float, db: Inline | None = None) -> Index:
    """Return the index with what its own articles teach: what tells them apart, how sure it is (fitting.py).

    What was learnt before, here or by the bot on this database, is taken from there.
    """
    from bot.answers.fitting import learn

    if index.sense is None:
        return index
    name = lesson(index, wrong)
    taught = vectors.unpack_learnt(vectors.PACKED, name) or (db.look(learnt.load, name) if db else None)
    if taught is None:
        taught = learn(index, date.min, wrong)  # whenever: what has expired by now teaches too
        if db:
            db.now(learnt.save, name, taught)
    return index.with_sense(index.sense.with_learnt(taught))


def lesson(index: Index, wrong: float) -> str:
    """Return by what is known what these articles teach (learnt.py); empty where search goes by words alone."""
    if index.sense is None:
        return ""
    texts_of = {
        lang: {entry.article.path: tuple(text.key for text in texts(entry.article)) for entry in meanings.shelf.entries}
        for lang, meanings in index.sense.shelves.items()
    }
    return learnt.key(index.sense.encoder.name, wrong, texts_of)


def embedded(
    index: Index,
    setting: str,
    progress: Callable[[int, int], None] | None = None,
    db: Inline | None = None,
    most: int | None = None,
) -> Index:
    """Return an index whose articles are all read for their meaning, for one command; `off` leaves it as it is.

    Where more than `most` texts would have to be read, none is: what the database holds does, and words (see `unread`).

    Takes some 6 ms for an ask and 50 ms for a passage, but for those that a database holds; it is given the others.
    `progress` is told texts done and texts in all. Raises KnowledgeError when the network that the setting names cannot
    be had.
    """
    if setting == "off":
        return index
    encoder = open_encoder(setting)
    made = dict(vectors.unpack(vectors.PACKED, encoder.name))
    every = wanted(index, encoder)
    if db:
        made |= db.look(vectors.load, encoder.name, [key for key in every if key not in made])
    missing = {key: text for key, text in every.items() if key not in made}
    if most is not None and len(missing) > most:
        missing = {}
    for some in vectors.chunks(missing, KEPT):
        fresh = {key: vectors.of(encoder.encode(*missing[key])) for key in some}
        made |= fresh
        if db:
            db.now(vectors.save, encoder.name, fresh)
        if progress:
            progress(len(missing) - sum(key not in made for key in missing), len(missing))
    return index.with_sense(sense(index, encoder, made))


def unread(index: Index) -> int:
    """Return how many texts of an index are found by their words alone, though its network reads their language."""
    if (known := index.sense) is None:
        return 0
    texts_of = {lang: len(read(shelf)) for lang, shelf in index.shelves.items() if known.encoder.reads(lang)}
    return sum(texts_of.values()) - sum(len(meanings) for meanings in known.shelves.values())


def wanted(index: Index, encoder: Encoder) -> dict[str, tuple[str, str]]:
    """Return the texts that are to have a vector, each with its language, by key: titles and asks of all articles
    first, then passages."""
    every = [(text, lang) for lang, shelf in index.shelves.items() if encoder.reads(lang) for _, text in read(shelf)]
    return {text.key: (text.words, lang) for text, lang in sorted(every, key=lambda one: one[0].rank)}
