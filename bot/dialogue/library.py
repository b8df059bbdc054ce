"""The articles as one turn sees them: searched in the customer's language, and named by choices."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.answers.abroad import in_english, search_abroad
from bot.answers.articles import Section
from bot.answers.grounding import sentences
from bot.answers.index import Index
from bot.answers.search import Hit, Ranking
from bot.types.awaited import Given
from bot.types.chat import Source
from bot.types.model import Model
from bot.types.turn import Turn

CHOICE = 60
"""Bytes that the id of a choice may have (types.Choice)."""
UP, DOWN = "up", "down"
"""What the ids of the choices below an answer begin with: it helped, or it did not."""


@dataclass(frozen=True, slots=True)
class Library:
    """The articles as one turn sees them: one version from beginning to end."""

    index: Index
    today: date
    countries: Mapping[str, str]
    """City, small → country."""
    lands: Mapping[str, str] = field(default_factory=dict)
    """Every country, as it is spelt in our languages → its English name."""
    model: Model | None = None
    """The language model for this message, where one is configured."""
    towns: Mapping[str, str] = field(default_factory=dict)
    """Every town, small, as it is spelt in our languages → its English name."""

    def glossed(self, text: str, lang: str | None) -> str:
        """Return words in English where the articles lack the customer's language; as they are elsewhere."""
        return in_english(self.index, text, lang)

    def meant(self, text: str, lang: str | None) -> str:
        """Return words as they are and, where the articles may lack their language, in English as well."""
        other = self.glossed(text, lang)
        return text if other == text else f"{text} {other}"

    def search(
        self, question: str, avoid: frozenset[str] = frozenset(), within: str | None = None, lang: str | None = None
    ) -> Ranking:
        """Return the articles for a question that can be given to a customer."""
        found = search_abroad(self.index, question, today=self.today, avoid=avoid, within=within, lang=lang)
        return found.with_text()

    def avoided(self, turn: Turn) -> frozenset[str]:
        """Return the paths of the articles that this customer is not given: what did not help, or is not for them."""
        return turn.known.tried | self.index.not_for(turn.standing.variant)

    def path_of(self, choice: str) -> str:
        """Return the path of the article that a choice names; "" for one that is not there any more."""
        kind, _, name = choice.partition(":")
        if not name.startswith("#"):
            return name
        return next((path for path in self.index.paths if choice_of(path, kind) == choice), "")

    def told(self, given: Given | None) -> Hit | None:
        """Return a section that was given, as it is now; None where nothing was, or it is not there any more."""
        article = self.index.article(given.article) if given else None
        if given is None or article is None:
            return None
        section = next((one for one in article.sections if one.heading == given.section), None)
        return Hit(article, section, 1.0) if section else None

    def section(self, given: Given | None) -> Section | None:
        """Return the section of what `told` returns."""
        told = self.told(given)
        return told.section if told else None


def source(hit: Hit) -> Source:
    """Return what is kept of a hit: article, section, score and version."""
    heading = hit.section.heading if hit.section else ""
    return Source(hit.article.path, hit.article.title, heading, round(hit.score, 3), hit.article.version)


def considered(ranking: Ranking) -> tuple[Source, ...]:
    """Return the hits with the ranking's confidence as the score of the first."""
    rows = [source(hit) for hit in ranking.hits]
    if rows:
        first = rows[0]
        rows[0] = Source(first.article, first.title, first.section, round(ranking.confidence, 3), first.version)
    return tuple(rows)


def pieces_of(text: str) -> list[str]:
    """Return the sentences of an answer, the lines of its lists and tables each by itself."""
    return [piece for block in text.split("\n") for piece in sentences(block)]


def just_given(turn: Turn, hit: Hit) -> bool:
    """Whether the last answer was this very section."""
    heading = hit.section.heading if hit.section else ""
    return (hit.article.path, heading) == (turn.awaiting.article, turn.awaiting.section)


def choice_of(path: str, kind: str = "a") -> str:
    """Return the id of the choice of an article: its path, or a hash of one that is longer than an id may be."""
    plain = f"{kind}:{path}"
    return plain if len(plain.encode()) <= CHOICE else f"{kind}:#{hashlib.sha256(path.encode()).hexdigest()[:24]}"


def articles_offered(turn: Turn) -> list[tuple[str, str]]:
    """Return the articles of the last "do you mean …?", as (choice, title): "no, the second one" is still to be had."""
    shown = turn.awaiting.options if turn.awaiting.kind == "clarify" else turn.awaiting.offered
    return [(choice, label) for choice, label in shown if choice.startswith("a:")]
