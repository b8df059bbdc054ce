"""A large folder by its words, from the first moment on: while its articles are read in full, which takes minutes.

What stands in titles, asks and headings, and a little later in the text, is kept in a file (storage/fulltext.py), and a
start looks only at what has changed since. For a question it names a few articles; these are read from the disk and
searched as ever, by words alone, each word as rare as it is in the whole folder.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from bot.answers.articles import Article, Corpus, Parsed, audience, listed, one, sources
from bot.answers.index import Index, language, path_words
from bot.answers.spelling import Vocabulary, spelt_out
from bot.answers.synonyms import pairs_in, same_as
from bot.answers.vectors import chunks
from bot.answers.words import acronyms, said, stem, stems, stop_words, terms, words
from bot.storage.fulltext import FullText, Text
from bot.wordcache import cached

LARGE = 3_000
"""Files from which a folder is searched so at first: fewer are read in full within seconds."""
FOUND = 32
"""Articles that are read and compared for a question and a language."""
TOGETHER = 500
"""Texts that are stored at a time."""
SCANNED = 60_000
"""Texts that a question's words may be held by in all, the rarest words first: the others would cost too long."""
KEPT = 4_000
"""Articles that are kept as read."""
SAID_S = 5.0
"""Seconds between two lines about how far it is."""
Stamp = tuple[int, int, int]
"""As `listed` gives them."""
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^(?:title|asks|tags|lang|audience|owner|review_by|expires)[ \t]*:", re.MULTILINE)
_LANG = re.compile(r"^lang[ \t]*:[ \t]*[\"']?([A-Za-z]{2,3})\b", re.MULTILINE)
_BOUND = re.compile(r"^audience[ \t]*:", re.MULTILINE)


def is_large(folder: Path, least: int | None = None) -> bool:
    """Return whether a folder holds so many files that reading them all takes long, or as many as `least`."""
    return next(islice(listed(folder), (least or LARGE) - 1, None), None) is not None


class Concordance(Index):
    """An index of articles that have not been read: what it tells of all of them comes from their words' file."""

    def __init__(
        self, folder: Path, file: Path | None, things: re.Pattern[str] | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(Corpus((), (), "words"), things=things)
        self.folder = folder
        self._held = FullText(file)
        if self._held.stale():
            self._held.empty()
        self._bring_up_to_date(whole=False, progress=progress)
        self._languages = self._held.languages()
        spelt = Counter(self._held.spelt())
        self._vocabularies = {
            lang: Vocabulary(spelt, stop_words(lang), language(lang)) for lang in sorted(self._languages)
        }
        self._holding = cached(maxsize=200_000)(self._held.holding)
        self._read: dict[str, Parsed] = {}
        self._known = Index(self.corpus)

    @property
    def paths(self) -> list[str]:
        return self._held.paths()

    @property
    def count(self) -> int:
        return self._held.count()

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self._languages)

    def not_for(self, variant: str) -> frozenset[str]:
        return self._held.not_for(variant)

    def holds(self, word: str) -> bool:
        return any(self._holding(stem(lang, word)) for lang in self._languages)

    def article(self, path: str) -> Article | None:
        parsed = one(self.folder, path, self._read.get(path))
        if len(self._read) >= KEPT:
            self._read = {}
        self._read[path] = parsed
        return parsed.article

    def about(self, question: str, within: str | None = None) -> Index:
        paths = [within] if within else self._best(question)
        found = tuple(article for path in paths if (article := self.article(path)))
        corpus = Corpus(found, (), self.version)
        made = Index(corpus, self._known, self.things, among=self._rarity)
        self._known = made
        return made

    def complete(self) -> None:
        """Add the words of the texts of what is known by its titles, asks and headings alone."""
        self._bring_up_to_date(whole=True)
        self._holding.cache_clear()

    def _bring_up_to_date(self, *, whole: bool, progress: Callable[[int], None] | None = None) -> None:
        """Hold the words of what is in the folder now. `progress` is told every few seconds how many were read."""
        known, there = self._held.stamps(), dict(listed(self.folder))
        fresh = [path for path, stamp in there.items() if not _same(known.get(path), stamp, whole=whole)]
        done, next_at = 0, time.monotonic() + SAID_S
        for some in chunks(fresh, TOGETHER):
            read = sources(self.folder, some)
            self._held.take([_text(path, data, there[path], known.get(path), whole=whole) for path, data in read], ())
            done += len(some)
            if progress and time.monotonic() >= next_at:
                progress(done)
                next_at = time.monotonic() + SAID_S
        self._held.take((), known.keys() - there.keys())

    def _rarity(self, lang: str, term: str) -> tuple[int, int]:
        """Return (articles that hold a term, articles) of a language."""
        return self._holding(term), self._languages.get(lang, 1)

    def _best(self, question: str) -> list[str]:
        return [path for lang in self._vocabularies for path in self._best_of(lang, question)]

    def _best_of(self, lang: str, question: str) -> list[str]:
        asked = [*self._asked(lang, question)] or terms(lang, question)  # of stop words alone
        ordered = sorted(dict.fromkeys(term for term in asked if self._holding(term)), key=self._holding)
        chosen: list[str] = []
        scanned = 0
        for term in ordered:
            scanned += self._holding(term)
            if chosen and scanned > SCANNED:
                break
            chosen.append(term)
        return self._held.best(chosen, lang, FOUND) if chosen else []

    def _asked(self, lang: str, question: str) -> Iterator[str]:
        """Yield the stems of a question, of what its unknown words were meant to be, and of other words for them."""
        vocabulary, stop = self._vocabularies[lang], stop_words(lang)
        plain = spelt_out(lang, question, vocabulary)
        kept = acronyms(plain)
        meant: list[str] = []
        for word in said(plain):
            known = word in stop or word in kept or self._holding(stem(lang, word))
            repair = None if known else vocabulary.repair(word)
            meant += repair.words if repair else (word,)
        found = [stem(lang, word) for word in meant if word not in stop]
        yield from found
        for term in found:
            yield from same_as(lang, term)
        for _, _, others in pairs_in(lang, stems(lang, meant)):
            yield from others


def _same(known: Stamp | None, now: Stamp, *, whole: bool) -> bool:
    """Whether what is known of a file is of what it is now, and of its whole text where that is asked for."""
    if known is None or now[1] < 0:
        return False
    return known == now or (not whole and known == _of_head(now))


def _of_head(stamp: Stamp) -> Stamp:
    """Return the stamp of what is known by its head alone: it tells which file it was, and is no file's."""
    size, mtime_ns, inode = stamp
    return -size - 1, mtime_ns, inode


def _text(path: str, data: bytes, stamp: Stamp, known: Stamp | None, *, whole: bool) -> Text:
    """Return what an article is found by, all of it or its head alone; `known` is of what is held of it."""
    raw = data.decode("utf-8", "replace").replace("\r\n", "\n")
    front = _FRONT.match(raw)
    header, body = (front[1], raw[front.end() :]) if front else ("", raw)
    named = _LANG.search(header)
    lang = named[1].lower() if named else "en"
    head = " ".join([_KEY.sub(" ", header), *(line for line in body.split("\n") if line.startswith("#")),
                     path_words(path)])  # fmt: skip
    short = said(head)
    spelt = Counter(filter(str.isalpha, short))
    spoken = _stemmed(lang, words(body)) if whole else ""
    kept, held = (stamp, known == _of_head(stamp)) if whole else (_of_head(stamp), False)
    readers = audience(path, data) if _BOUND.search(header) else ()
    return Text(path, kept, lang, readers, _stemmed(lang, short), spoken, spelt, held)


def _stemmed(lang: str, spoken: Iterable[str]) -> str:
    return " ".join(stems(lang, spoken))
