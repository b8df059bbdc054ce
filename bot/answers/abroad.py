"""A question in a language that no article is in: searched as it is and, where there are English ones, in English.

Chat and the admin's commands search alike, so that `kb ask` shows what a customer gets.
"""

from __future__ import annotations

from datetime import date

from bot.answers import glossing
from bot.answers.index import Index
from bot.answers.search import Ranking, search
from bot.texts.language import guess


def in_english(index: Index, text: str, lang: str | None) -> str:
    """Return words in English where the articles lack their language; as they are elsewhere."""
    foreign = lang and lang not in index.languages and "en" in index.languages
    return glossing.glossed(text, lang) if lang and foreign else text


def search_abroad(
    index: Index,
    question: str,
    *,
    today: date,
    limit: int = 3,
    avoid: frozenset[str] = frozenset(),
    within: str | None = None,
    lang: str | None = None,
) -> Ranking:
    """Return the articles for a question as it is, else in English words: an article may not say what language it is
    in. Without `lang` the language is told by the question."""
    found = search(index, question, today=today, limit=limit, avoid=avoid, within=within, lang=lang)
    other = question if found.answers else in_english(index, question, lang or guess(question))
    if other == question:
        return found
    english = search(index, other, today=today, limit=limit, avoid=avoid, within=within, lang="en")
    return max(found, english, key=lambda one: one.worth)
