"""What customers ask and no article answers, put together by what it is about, each with the start of an article."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot import markup
from bot.answers.asked import Asked
from bot.answers.proposals import FOLDER
from bot.answers.synonyms import same_as
from bot.answers.words import stem, stop_words, words
from bot.errors import KnowledgeError
from bot.texts.language import detect

if TYPE_CHECKING:  # numpy is loaded by whoever reads for meaning
    from bot.answers.embedding import Encoder, Floats

ALIKE = 0.34
"""Share of their words with meaning that two questions have in common to be about one thing."""
MEANT = 0.6
"""Least cosine of two questions' vectors at which they are about one thing, whatever their words: of the shipped
articles' asks, one pair in four hundred of different articles is so near."""
SHOWN = 8
"""Questions of a gap that its draft lists."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is asked and not answered."""

    title: str
    """The question that stands for the others."""
    questions: tuple[str, ...]
    """Each once, the most usual first."""
    count: int
    """How often it was asked."""
    why: tuple[tuple[str, int], ...]
    """How often for which reason, most often first."""
    article: str
    """The article that was given most often and did not help; "" where none was."""
    told: str
    """What an agent replied to one of them; "" when none did."""

    @property
    def name(self) -> str:
        """Return its draft's file name."""
        return f"gap-{markup.slug(self.title)[:60].strip('-') or 'article'}.md"


def meanings(asked: Sequence[Asked], encoder: Encoder) -> dict[str, Floats]:
    """Return the vectors of the questions in languages that the network reads. Raises KnowledgeError."""
    texts = {one.text: detect(one.text) or "en" for one in asked}
    return {text: encoder.encode(text, lang).mean for text, lang in texts.items() if encoder.reads(lang)}


def cluster(asked: Sequence[Asked], lang: str = "en", vectors: Mapping[str, Floats] | None = None) -> list[Gap]:
    """Return the gaps, the most frequent first. The same questions give the same gaps, whatever their order.

    `vectors` holds what questions mean, by their text; what has none is put together by its words alone.
    """
    weight = Counter(word for one in asked for word in _meaning(one.text, lang))
    words = {one.text: _meaning(one.text, lang) for one in asked}
    # Long questions first: what is short leans on them, and not the other way round.
    ordered = sorted(asked, key=lambda one: (-len(words[one.text]), one.text, one.at))
    groups: dict[str, list[Asked]] = {}
    for one in ordered:
        near = [(_nearness(one.text, first, words, weight, vectors or {}), first) for first in groups]
        best = max(near, key=lambda pair: pair[0], default=(0.0, ""))
        groups.setdefault(best[1] if best[0] >= 1 else one.text, []).append(one)
    return sorted(map(_gap, groups.values()), key=lambda gap: (-gap.count, gap.title))


def _nearness(
    some: str, other: str, words: Mapping[str, frozenset[str]], weight: Counter[str], vectors: Mapping[str, Floats]
) -> float:
    """Return how alike two questions are, by words or by meaning; from 1 on they are about one thing."""
    by_words = _likeness(words[some], words[other], weight) / ALIKE if words[some] else 0.0
    meant = float(vectors[some] @ vectors[other]) / MEANT if some in vectors and other in vectors else 0.0
    return max(by_words, meant)


def _meaning(text: str, lang: str) -> frozenset[str]:
    """Return what a question is about; words for one thing are one."""
    stop = stop_words(lang)
    stems = (stem(lang, word) for word in words(text) if word not in stop)
    return frozenset(min({one, *same_as(lang, one)}) for one in stems)


def _likeness(some: frozenset[str], others: frozenset[str], weight: Counter[str]) -> float:
    """Return the share of weight that two have in common; a word that many questions hold weighs less."""
    whole = sum(1 / weight[word] for word in some | others)
    return sum(1 / weight[word] for word in some & others) / whole if whole else float(some == others)


def _gap(members: Sequence[Asked]) -> Gap:
    texts = Counter(_line(one.text) for one in members)
    ordered = tuple(text for text, _ in sorted(texts.items(), key=lambda row: (-row[1], len(row[0]), row[0])))
    articles = Counter(one.article for one in members if one.article).most_common(1)
    told = next((one.told for one in members if one.told), "")
    why = tuple(Counter(one.why for one in members).most_common())
    return Gap(ordered[0], ordered, len(members), why, articles[0][0] if articles else "", told)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()[:200]


def draft(gap: Gap) -> str:
    """Return the start of an article: what was asked, and what an agent said, for an admin to edit."""
    asks = "".join(f"  - {json.dumps(text, ensure_ascii=False)}\n" for text in gap.questions[:SHOWN])
    title = json.dumps(gap.title, ensure_ascii=False)
    told = gap.told or "<!-- Begin with the sentence that answers. -->"
    near = f" {gap.article} was given and did not help: perhaps it only needs a section." if gap.article else ""
    note = f"<!-- Asked {gap.count} times without an answer.{near} Edit, then move out of {FOLDER}. -->"
    return f"---\ntitle: {title}\nasks:\n{asks}---\n\n{told}\n\n{note}\n"


def write(knowledge: Path, gap: Gap) -> Path:
    """Write a gap's draft where nobody is answered from it, and return its path. Never overwrites one.

    Raises KnowledgeError.
    """
    path = knowledge / FOLDER / gap.name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(draft(gap))
    except FileExistsError:
        return path
    except OSError as error:
        raise KnowledgeError(f"cannot write {path}: {error.strerror}") from error
    return path
