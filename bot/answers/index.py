"""The articles made ready for search: postings, units and vocabulary, one shelf a language. Immutable.

An article is scored by its fields together (BM25F); its title, each of its `asks` and each heading are units of
their own, which a question may resemble as a whole; passages say which section answers. What one article's words
are is worked out once and taken over from the previous index while the article stays the same.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.answers.articles import TOLD_EVERY, Article, Corpus, Section, blocks
from bot.answers.glossing import everyday_words
from bot.answers.spelling import Vocabulary
from bot.answers.synonyms import pairs_in, spoken_words
from bot.answers.wordpiece import usual_words
from bot.answers.words import compounds, fold, light_words, said, stem, stems, stop_words, terms, words

if TYPE_CHECKING:
    from bot.answers.sense import Sense

K1 = 1.9
B = 0.58
WEIGHTS = {"title": 6.0, "asks": 1.3, "heading": 0.6, "tags": 3.0, "body": 1.0}
"""What one occurrence of a word in each field counts."""
STOP_WEIGHT = 0.05
"""What a word such as `how` counts beside a word with meaning, of the same rarity."""
LIGHT_WEIGHT = 0.75
"""The same for everyday words such as `week`."""
SUPPORT, EVERYDAY = 2_000, 4_000
"""Place, from the most usual on, that a word of support has among the words of its language, and an everyday one."""
LONG_SECTION = 160
"""Words above which a section is scored in passages."""
PASSAGE = 110
"""Words a passage may have at most, where blocks allow."""


MOST, FEW = 2 / 3, 4
"""Share of a shelf's articles from which a word says nothing here, and articles that a shelf has for that to count."""

_STEP = re.compile(r"^ {0,3}1[.)] ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A title, an ask or a heading: short enough to be compared with a question as a whole."""

    kind: str
    terms: frozenset[str]
    section: int
    """Which section a heading belongs to; -1 for title and asks."""


@dataclass(frozen=True, slots=True)
class Passage:
    section: int
    counts: Mapping[str, int]
    heading: frozenset[str]
    length: int
    steps: bool
    """Whether it holds a numbered list."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """One article's words, whatever the other articles hold."""

    article: Article
    fields: Mapping[str, Counter[str]]
    phrases: tuple[Phrase, ...]
    passages: tuple[Passage, ...]
    surface: Mapping[str, int]
    """Folded words as written, for repairing spelling."""


Rarity = Callable[[str, str], tuple[int, int]]
"""From a language and a term to (articles that hold it, articles)."""


class Shelf:
    """All articles of one language. Where they are a few `among` many, these say how rare a word is."""

    def __init__(self, lang: str, entries: tuple[Analysed, ...], among: Rarity | None = None) -> None:
        self.lang = lang
        self.entries = entries
        self.stop = frozenset(stem(lang, word) for word in stop_words(lang))
        self.numbers = {entry.article.path: n for n, entry in enumerate(entries)}
        self.light = frozenset(stem(lang, word) for word in light_words(lang)) - self.stop
        self.idf, self.rarest = _idf(lang, entries, self.stop, self.light, among)
        self._average = {name: _average(entry.fields[name].values() for entry in entries) for name in WEIGHTS}
        self.postings = self._postings()
        self.lengths = tuple(sum(counts.total() for counts in entry.fields.values()) for entry in entries)
        self.length = max(1.0, sum(self.lengths) / len(entries)) if entries else 1.0
        """Words with meaning of an article, on average."""
        self.norms = tuple(tuple(_norm(p.terms, self.idf) for p in entry.phrases) for entry in entries)
        self.whole = _whole(entries)
        lengths = [p.length for entry in entries for p in entry.passages]
        self.passage_length = max(1.0, sum(lengths) / len(lengths)) if lengths else 1.0
        surface: Counter[str] = Counter()
        for entry in entries:
            surface.update(entry.surface)
        self.vocabulary = Vocabulary(surface, stop_words(lang), language(lang))

    def _postings(self) -> dict[str, list[tuple[int, float]]]:
        """Return for each term with meaning the articles that hold it and what it adds to their score."""
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            for term, impact in self._impacts(entry.fields):
                postings[term].append((number, impact))
        return dict(postings)

    def _impacts(self, fields: Mapping[str, Counter[str]]) -> Iterator[tuple[str, float]]:
        frequencies: dict[str, float] = defaultdict(float)
        for name, weight in WEIGHTS.items():
            counts = fields[name]
            scale = weight / (1 - B + B * sum(counts.values()) / self._average[name])
            for term, count in counts.items():
                frequencies[term] += scale * count
        for term, frequency in frequencies.items():
            if term not in self.stop:
                yield term, self.idf[term] * frequency / (K1 + frequency)

    def without(self, ask: str) -> dict[int, dict[str, float]]:
        """Return what terms add to the scores of the articles that have this very ask, as if it were not there."""
        less = _counted(self.lang, [ask], self.stop)
        holders = [number for number, entry in enumerate(self.entries) if ask in entry.article.asks]
        fields = ({**self.entries[n].fields, "asks": self.entries[n].fields["asks"] - less} for n in holders)
        return {number: dict(self._impacts(one)) for number, one in zip(holders, fields, strict=True)}


class Index:
    """A corpus ready to be searched. `previous` saves work, and what it knows of products holds on."""

    def __init__(self, corpus: Corpus, previous: "Index | None" = None, things: re.Pattern[str] | None = None,
                 among: Rarity | None = None, progress: Callable[[int], None] | None = None) -> None:  # fmt: skip
        self.corpus = corpus
        self.version = corpus.version
        self.things: re.Pattern[str] | None = things or (previous.things if previous else None)
        """What finds a product's name in folded words; None where none is known."""
        self.sense: Sense | None = None
        """What is known of the articles' meaning; None where search goes by words alone."""
        self._analysed: dict[str, Analysed] = {}
        known = previous._analysed if previous else {}
        by_language: dict[str, list[Analysed]] = defaultdict(list)
        for number, article in enumerate(corpus.articles):
            if progress and number % TOLD_EVERY == 0:
                progress(number)
            entry = known.get(article.path)
            if entry is None or entry.article != article:
                entry = analyse(article)
            self._analysed[article.path] = entry
            by_language[article.lang].append(entry)
        self.shelves = {lang: Shelf(lang, tuple(entries), among) for lang, entries in sorted(by_language.items())}

    def with_sense(self, sense: "Sense | None") -> "Index":
        """Return the same index with what is known of the articles' meaning."""
        other = copy(self)
        other.sense = sense
        return other

    @property
    def paths(self) -> list[str]:
        """The paths of all articles, in order."""
        return [article.path for article in self.corpus.articles]

    @property
    def count(self) -> int:
        """How many articles there are."""
        return len(self.corpus.articles)

    @property
    def languages(self) -> frozenset[str]:
        """The languages there are articles in."""
        return frozenset(self.shelves)

    def not_for(self, variant: str) -> frozenset[str]:
        """Return the paths of the articles that are written for others: their `audience` does not name this variant."""
        return frozenset(one.path for one in self.corpus.articles if one.audience and variant not in one.audience)

    def holds(self, word: str) -> bool:
        """Return whether any article holds a word, in any of its forms."""
        return any(stem(lang, word) in shelf.idf for lang, shelf in self.shelves.items())

    def about(self, question: str, within: str | None = None) -> "Index":  # noqa: ARG002 - a concordance needs them
        """Return the index to search for a question: this one, which holds all articles."""
        return self

    def ordinary(self, lang: str, text: str) -> frozenset[str]:
        """Return the stems of a text that tell nothing apart here: a product's names, and what most articles hold."""
        shelf, products = self.shelves.get(lang), self.things.finditer(fold(text)) if self.things else ()
        named = {stem(lang, word) for match in products for word in words(match.group())}
        said = {stem(lang, word) for word in words(text)}
        if shelf is None or len(shelf.entries) < FEW:
            return frozenset(named)
        return frozenset(named | {one for one in said if len(shelf.postings.get(one, ())) >= MOST * len(shelf.entries)})

    def article(self, path: str) -> Article | None:
        """Return the article at a path, served or not; None when there is none."""
        entry = self._analysed.get(path)
        return entry.article if entry else None


@lru_cache(maxsize=8)
def language(lang: str) -> Mapping[str, int]:
    """Return the words of a language, each with how usual it is: those of support are usual here, whatever is sold."""
    everyday = dict.fromkeys(everyday_words(lang), EVERYDAY)
    return {**everyday, **dict.fromkeys(spoken_words(lang), SUPPORT), **usual_words(lang)}


def analyse(article: Article) -> Analysed:
    """Return an article's words by field, phrase and passage."""
    lang = article.lang
    stop = frozenset(stem(lang, word) for word in stop_words(lang))
    phrases = [Phrase("title", frozenset(terms(lang, article.title)), -1)]
    phrases += [Phrase("ask", frozenset(_spoken(lang, ask)), -1) for ask in article.asks]
    passages: list[Passage] = []
    body: Counter[str] = Counter()
    surface: Counter[str] = Counter()
    for number, section in enumerate(article.sections):
        heading = frozenset(terms(lang, section.heading))
        if section.heading:
            phrases.append(Phrase("heading", heading, number))
        for text in passages_of(section):
            spoken = [*words(text), *compounds(text)]
            counts = Counter(term for term in stems(lang, spoken) if term not in stop)
            body.update(counts)
            passages.append(Passage(number, counts, heading - stop, counts.total(), bool(_STEP.search(text))))
            surface.update(spoken)
    fields = {
        "title": _counted(lang, [article.title], stop),
        "asks": _counted(lang, article.asks, stop),
        "heading": _counted(lang, [section.heading for section in article.sections], stop),
        "tags": _counted(lang, [*article.tags, path_words(article.path)], stop),
        "body": body,
    }
    for text in (article.title, *article.asks, *article.tags, *(section.heading for section in article.sections)):
        surface.update(said(text))
    return Analysed(article, fields, tuple(p for p in phrases if p.terms), tuple(passages), surface)


def passages_of(section: Section) -> list[str]:
    """Return a section's text in pieces of at most about 110 words, cut between blocks; short ones stay whole."""
    if len(section.text.split()) <= LONG_SECTION:
        return [section.text]
    pieces: list[str] = []
    size = 0
    for block in _cut(section.text):
        length = len(block.split())
        if pieces and size + length <= PASSAGE:
            pieces[-1] += "\n" + block
            size += length
        else:
            pieces.append(block)
            size = length
    return pieces


def _cut(text: str) -> list[str]:
    """Return the blocks of a text, lists cut into items; what stands between blocks goes with the one before."""
    lines = text.split("\n")
    starts = {0, len(lines)}
    for token in blocks(text):
        top = token.level == 0 or (token.type == "list_item_open" and token.level == 1)
        if top and token.map and token.nesting >= 0:
            starts.add(token.map[0])
    ordered = sorted(starts)
    cut = ("\n".join(lines[a:b]) for a, b in pairwise(ordered))
    return [piece for piece in cut if piece.strip()]


def _counted(lang: str, texts: Iterable[str], stop: frozenset[str]) -> Counter[str]:
    """Return how many of these texts hold each term with meaning."""
    return Counter(term for text in texts for term in set(_spoken(lang, text)) - stop)


def _spoken(lang: str, text: str) -> list[str]:
    """Return the stems of a short text and what its pairs of words mean: `send a chair back` is also a return."""
    spoken = terms(lang, text)
    return spoken + [meant[0] for _, _, meant in pairs_in(lang, spoken)]


def path_words(path: str) -> str:
    return path.removesuffix(".md").replace("/", " ").replace("-", " ").replace("_", " ")


def _idf(
    lang: str, entries: tuple[Analysed, ...], stop: frozenset[str], light: frozenset[str], among: Rarity | None
) -> tuple[dict[str, float], float]:
    """Return (weight of each term, weight of a term no article holds)."""
    holders: Counter[str] = Counter()
    for entry in entries:
        held = {term for counts in entry.fields.values() for term in counts}
        holders.update(held.union(*(phrase.terms for phrase in entry.phrases)))
    total = len(entries)
    if among:
        total = max(total, among(lang, "")[1])
        holders = Counter({term: min(total, max(count, among(lang, term)[0])) for term, count in holders.items()})

    def weight(held: int) -> float:
        return math.log(1 + (total - held + 0.5) / (held + 0.5))

    scale = dict.fromkeys(light, LIGHT_WEIGHT) | dict.fromkeys(stop, STOP_WEIGHT)
    return {term: weight(held) * scale.get(term, 1.0) for term, held in holders.items()}, weight(0)


def _whole(entries: tuple[Analysed, ...]) -> dict[frozenset[str], tuple[int, ...]]:
    """Return the articles by title or ask, for questions that are one word for word, even of stop words alone."""
    whole: dict[frozenset[str], tuple[int, ...]] = defaultdict(tuple)
    for number, entry in enumerate(entries):
        for phrase in entry.phrases:
            if phrase.kind != "heading" and number not in whole[phrase.terms]:
                whole[phrase.terms] += (number,)
    return dict(whole)


def _average(counts: Iterable[Iterable[int]]) -> float:
    lengths = [length for length in (sum(c) for c in counts) if length]
    return sum(lengths) / len(lengths) if lengths else 1.0


def _norm(found: Iterable[str], idf: Mapping[str, float]) -> float:
    return math.sqrt(sum(idf[term] ** 2 for term in found if term in idf)) or 1.0
