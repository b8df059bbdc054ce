"""Sentences of two places that say the same with another number, or one with and one without a "not".

No reading of meaning: two sentences count as the same when they share most of their words with meaning. That finds what
edits leave behind (a price raised in one article and not in the other), which is most of what contradicts itself. Short
sentences must share all of them, and rows of tables stand under the same header and begin with the same cell.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from bot.answers.articles import Article, Corpus, Problem, Section, plain
from bot.answers.grounding import sentences
from bot.answers.hinges import GLUE, HINGES, SPEAKERS
from bot.answers.words import LANGUAGES, LIGHT_WORDS, STOP_WORDS, compounds, stem, words

ALIKE = 0.75
"""Share of their words with meaning that two sentences have in common to be about the same."""
LEAST = 4
"""Words with meaning that such a sentence has at least: shorter ones are alike by chance."""
SHORT = 3
"""The same where two sentences share all of them, stand in two articles, and have figures of the same kinds."""
SAME_TEXT = 0.9
"""The same share for two sections that are one text in two places."""
LONG_TEXT = 25
"""Words with meaning from which a section counts as a text."""
COMMON = 40
"""Sentences that share a word above which it is too common to bring two together."""

_FIGURE = re.compile(r"([€$£¥%]?)[ \u00a0]?(\d+(?:[.,:]\d+)*)[ \u00a0]?([€$£¥%]?)")
_NAME = re.compile(r"[a-z]+\d+")
"""What `compounds` makes of `E-104`: a name, not a figure."""
_RULE = re.compile(r"[|:\-\s]+")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class _Claim:
    path: str
    line: int
    text: str
    stems: frozenset[str]
    numbers: frozenset[str]
    turns: frozenset[str]
    kinds: tuple[str, ...] = ()
    """The sign beside each number, "" for none: `("€",)`."""
    title: frozenset[str] = frozenset()
    """Words with meaning of the article's title that the sentence does not hold."""
    key: tuple[str, ...] = ()
    """Of a row: its table's header, and its first cell."""


def contradictions(corpus: Corpus) -> Iterator[Problem]:
    """Yield each pair once, at the place that comes later."""
    articles = [article for article in corpus.articles if article.lang in LANGUAGES]
    claims = [claim for article in articles for claim in _claims(article)]
    for one, other in _pairs([claim for claim in claims if len(claim.stems) >= LEAST], ALIKE):
        if one.text.casefold() == other.text.casefold() or not _alike(one.stems, other.stems, ALIKE):
            continue
        what = ""
        if _other_numbers(one, other):
            what = "other numbers"
        elif one.numbers == other.numbers and (one.turns ^ other.turns) == {"not"}:
            what = "the opposite"
        if what:
            yield _contradiction(one, other, what)
    yield from _in_two_articles(articles, [claim for claim in claims if len(claim.stems) < LEAST])


def _in_two_articles(articles: list[Article], short: list[_Claim]) -> Iterator[Problem]:
    """Yield the first place where short sentences or rows of two articles have other figures of the same kinds.

    Two that differ in many places are mostly about two things of a kind; one line is enough to say so.
    """
    rows = [row for article in articles for row in _rows(article)]
    found: dict[tuple[str, str], list[tuple[_Claim, _Claim]]] = defaultdict(list)
    for one, other in (*_twins(short), *_twins(rows)):
        if (
            one.path != other.path
            and one.kinds == other.kinds
            and _other_numbers(one, other)
            and not _apart(one, other)
        ):
            found[one.path, other.path].append((one, other))
    for pairs in found.values():
        more = f" (and {len(pairs) - 1} more in these two)" if len(pairs) > 1 else ""
        yield _contradiction(*pairs[0], "other numbers", more)


def _contradiction(one: _Claim, other: _Claim, what: str, more: str = "") -> Problem:
    message = f"“{_short(other.text)}” says {what} than {one.path}:{one.line}: “{_short(one.text)}”{more}"
    return Problem(other.path, other.line, "contradiction", message, "warning")


def _other_numbers(one: _Claim, other: _Claim) -> bool:
    """Whether each has a number that the other one lacks."""
    return bool(one.numbers - other.numbers and other.numbers - one.numbers)


def _apart(one: _Claim, other: _Claim) -> bool:
    """Whether two titles tell two things of a kind apart, such as the store in Oslo and that in Bergen."""
    return bool(one.title & other.title and one.title - other.title and other.title - one.title)


def same_texts(corpus: Corpus) -> Iterator[Problem]:
    """Yield sections that stand in two articles."""
    texts = [
        _Claim(article.path, section.line, section.heading, _stems(article.lang, words(section.text)), _NONE, _NONE)
        for article in corpus.articles for section in article.sections
    ]  # fmt: skip
    for one, other in _pairs([text for text in texts if len(text.stems) >= LONG_TEXT], SAME_TEXT):
        if one.path != other.path and _alike(one.stems, other.stems, SAME_TEXT):
            message = f"says the same as {one.path}:{one.line}; keep it in one place and link to it"
            yield Problem(other.path, other.line, "duplicate-text", message, "warning")


_NONE: frozenset[str] = frozenset()


def _claims(article: Article) -> Iterator[_Claim]:
    """Yield the sentences that claim something, outside of lists, tables and code."""
    for section, number, line in _lines(article):
        if re.match(r"\s*(?:[-*+>|#]|\d+[.)])", line):
            continue
        for text in sentences(plain(line)):
            said = words(text)
            stems = _stems(article.lang, [word for word in (*said, *_names(text)) if not word.isdigit()])
            turns = frozenset(HINGES[article.lang].get(word, "") for word in said) - {""}
            if len(stems) < SHORT or (len(stems) < LEAST and _says_little(article.lang, said)):
                continue
            kinds, numbers = _figures(text)
            title = _stems(article.lang, words(article.title)) - stems
            yield _Claim(article.path, section.line + number, text, stems, numbers, turns, kinds, title)


def _rows(article: Article) -> Iterator[_Claim]:
    """Yield the rows of tables, one for each cell behind the first."""
    header: tuple[str, ...] = ()
    before = ""
    for section, number, line in _lines(article):
        cells = [plain(cell) for cell in _CELL.split(line.strip().strip("|"))] if "|" in line else []
        if not cells:
            header = ()
        elif _RULE.fullmatch(line) and "-" in line:
            header = tuple(cell.strip().casefold() for cell in _CELL.split(before.strip().strip("|")))
        elif len(cells) == len(header):
            for name, cell in zip(header[1:], cells[1:], strict=True):
                kinds, numbers = _figures(cell)
                key = (*header, cells[0].casefold(), name)
                title = _stems(article.lang, words(article.title)) - _stems(article.lang, words(" ".join(key)))
                text = f"{cells[0]}: {cell}"
                yield _Claim(article.path, section.line + number, text, _NONE, numbers, _NONE, kinds, title, key)
        before = line


def _lines(article: Article) -> Iterator[tuple[Section, int, str]]:
    """Yield the lines of sections without code, each with its place in its section."""
    for section in article.sections:
        if "```" not in section.text and "~~~" not in section.text:
            yield from ((section, number, line) for number, line in enumerate(section.text.split("\n")))


def _figures(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the signs beside a text's figures, and the figures, `9:00` as `9` and `1,000` as `1000`.

    The digits of a name such as `E-104` are none.
    """
    found = [one for one in _FIGURE.finditer(text) if not re.search(r"[^\W\d_]-?$", text[: one.start(2)])]
    return tuple(one[1] or one[3] for one in found), frozenset(_plain_figure(one[2]) for one in found)


def _plain_figure(written: str) -> str:
    bare = re.sub(r"[.,:]00$", "", written)
    return re.sub(r"[.,](?=\d{3}(?!\d))", "", bare)


def _names(text: str) -> list[str]:
    return [word for word in compounds(text) if _NAME.fullmatch(word)]


def _says_little(lang: str, said: list[str]) -> bool:
    """Whether every word of a sentence is one of those that stand in sentences about anything."""
    return all(word.isdigit() or word in LIGHT_WORDS[lang] or word in STOP_WORDS[lang] for word in said)


def _twins(claims: list[_Claim]) -> Iterator[tuple[_Claim, _Claim]]:
    """Yield the pairs of the same words with meaning, or of the same header and first cell."""
    alike: dict[tuple[frozenset[str], tuple[str, ...]], list[_Claim]] = defaultdict(list)
    for claim in claims:
        alike[claim.stems, claim.key].append(claim)
    for some in alike.values():
        if len(some) <= COMMON:
            yield from combinations(some, 2)


def _stems(lang: str, said: list[str]) -> frozenset[str]:
    idle = GLUE.get(lang, frozenset()) | SPEAKERS.get(lang, frozenset())
    turns = HINGES.get(lang, {})
    return frozenset(stem(lang, word) for word in said if word not in idle and word not in turns)


def _pairs(claims: list[_Claim], share: float) -> Iterator[tuple[_Claim, _Claim]]:
    """Yield the pairs that may have such a share of their words in common, each once, in the order of their places.

    Two such sets share at least one of the rarest words of each: only these bring them together, so that a long text
    costs no more than its length.
    """
    held = Counter(word for claim in claims for word in claim.stems)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        rarest = sorted(claim.stems, key=lambda word: (held[word], word))
        for word in rarest[: len(rarest) - math.ceil(share * len(rarest)) + 1]:
            holders[word].append(number)
    pairs = {pair for numbers in holders.values() if len(numbers) <= COMMON for pair in combinations(numbers, 2)}
    for one, other in sorted(pairs):
        yield claims[one], claims[other]


def _alike(some: frozenset[str], others: frozenset[str], share: float) -> bool:
    return len(some & others) >= share * len(some | others)


def _short(text: str) -> str:
    return text if len(text) <= 90 else text[:89] + "…"
