"""Sentences of two places that say the same with another number, or one with and one without a "not".

No reading of meaning: two sentences count as the same when they share most of their words with meaning. That finds what
edits leave behind (a price raised in one article and not in the other), which is most of what contradicts itself.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from bot.answers.articles import Article, Corpus, Problem, plain
from bot.answers.grounding import sentences
from bot.answers.hinges import GLUE, HINGES, SPEAKERS
from bot.answers.words import LANGUAGES, stem, words

ALIKE = 0.75
"""Share of their words with meaning that two sentences have in common to be about the same."""
LEAST = 4
"""Words with meaning that such a sentence has at least: shorter ones are alike by chance."""
SAME_TEXT = 0.9
"""The same share for two sections that are one text in two places."""
LONG_TEXT = 25
"""Words with meaning from which a section counts as a text."""
COMMON = 40
"""Sentences that share a word above which it is too common to bring two together."""

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class _Claim:
    path: str
    line: int
    text: str
    stems: frozenset[str]
    numbers: frozenset[str]
    turns: frozenset[str]


def contradictions(corpus: Corpus) -> Iterator[Problem]:
    """Yield each pair once, at the place that comes later."""
    claims = [claim for article in corpus.articles if article.lang in LANGUAGES for claim in _claims(article)]
    for one, other in _pairs(claims, ALIKE):
        if one.text.casefold() == other.text.casefold() or not _alike(one.stems, other.stems, ALIKE):
            continue
        what = ""
        if one.numbers and other.numbers and not one.numbers <= other.numbers and not other.numbers <= one.numbers:
            what = "other numbers"
        elif one.numbers == other.numbers and (one.turns ^ other.turns) == {"not"}:
            what = "the opposite"
        if what:
            message = f"“{_short(other.text)}” says {what} than {one.path}:{one.line}: “{_short(one.text)}”"
            yield Problem(other.path, other.line, "contradiction", message, "warning")


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
    for section in article.sections:
        if "```" in section.text or "~~~" in section.text:
            continue
        for number, line in enumerate(section.text.split("\n")):
            if re.match(r"\s*(?:[-*+>|#]|\d+[.)])", line):
                continue
            for text in sentences(plain(line)):
                said = words(text)
                stems = _stems(article.lang, [word for word in said if not word.isdigit()])
                turns = frozenset(HINGES[article.lang].get(word, "") for word in said) - {""}
                if len(stems) >= LEAST:
                    found = frozenset(_NUMBER.findall(text))
                    yield _Claim(article.path, section.line + number, text, stems, found, turns)


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
