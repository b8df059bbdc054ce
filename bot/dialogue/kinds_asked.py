"""Half a question that names nothing and asks for a price, a time or a place: "and how much?"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answers.articles import Article, Section
from bot.answers.grounding import extract
from bot.answers.search import ANSWER_AT, Hit, Ranking
from bot.answers.sought import Kind, answered_by, asks_price, kinds, tells
from bot.answers.spelling import asking
from bot.answers.synonyms import same_as
from bot.answers.words import light_words, little_words, stem
from bot.dialogue import leaning, reading
from bot.dialogue.halves import things_in
from bot.dialogue.library import Library, pieces_of
from bot.dialogue.rows import with_rows
from bot.dialogue.tables import key_of, mentioned, table_of
from bot.dialogue.voice import Voice
from bot.types.turn import Turn

MOST_OF_KIND = 2
"""Sentences that are given to "and how much?"."""
LITTLE = ("thanks", "fine_then", "follows", "sorry", "refers", "refers_last")
"""Words that name nothing in "ok and how much is that?"."""


def sentences_of_kind(turn: Turn, voice: Voice, hit: Hit) -> list[str]:
    """Return the sentences of a section that give the kind of answer which words that name nothing ask for.

    "and how much?" seeks a price, "until when?" a time, "¿dónde?" a place; empty for any other question.
    """
    if hit.section is None or not (asked := bare_kinds(turn.text, voice)):
        return []
    told = pieces_of(extract(hit, "", length="detailed"))
    found = ([one for one in told if tells(one, kind) and not one.startswith("|")] for kind in asked)
    return next(filter(None, found), [])[:MOST_OF_KIND]


def bare_kinds(text: str, voice: Voice) -> tuple[Kind, ...]:
    """Return what kinds of answer words seek that name nothing of their own, words that ask spelt right; else none."""
    for language in voice.languages:
        said = [word for word in reading.tokens(text) if not _is_polite(word, language)]
        meant = asking(language, said, little_words(language), {})
        spelt = [meant.get(word, word) for word in said]
        if len(spelt) > leaning.SHORT or not leaning.is_empty(spelt, language):
            continue
        # "where is it made" asks for another place than "where?".
        loose = any(word in light_words(language) for word in spelt)
        asked = kinds(" ".join(spelt)) or kinds(text)  # "is that free?" asks by its "that", too
        asked = asked or (("price",) if asks_price(text) else ())
        if sought := tuple(one for one in asked if one != "place" or not loose):
            return sought
    return ()


def _is_polite(word: str, language: str) -> bool:
    return any((word,) in reading.phrases(language, intent) for intent in LITTLE)


def of_the_kind(turn: Turn, voice: Voice, library: Library, question: str) -> Ranking | None:
    """Return the section that was just given, else another of its article, where it says what "how much?" asks for."""
    article = library.index.article(turn.awaiting.article) if turn.awaiting.stands else None
    if article is None or not (sought := bare_kinds(question, voice)):
        return None
    here = library.section(turn.awaiting.given)
    headed = [one for one in article.sections if not answered_by(one.heading).isdisjoint(sought)]
    first = [here] if here in headed else []
    hits = [Hit(article, one, 1.0) for one in (*first, *headed, here) if one]
    hit = next((one for one in hits if sentences_of_kind(turn, voice, one)), None)
    hit = _of_its_row(turn, voice, library, question, hit, sought) or hit
    hit = _of_its_thing(turn, voice, library, question, sought) or hit
    return Ranking((hit,), ANSWER_AT, None) if hit else None


def _of_its_row(
    turn: Turn, voice: Voice, library: Library, question: str, here: Hit | None, sought: Sequence[Kind]
) -> Hit | None:
    """Return where a table tells what is sought of the country or plan that was asked about, and just named.

    "How long does that take?", behind whether we deliver to Germany. None where what is found `here` tells of it.
    """
    avoid = library.avoided(turn)
    whole = with_rows(turn, voice, library, turn.awaiting.first)
    before = library.meant(whole, voice.language)
    told = sentences_of_kind(turn, voice, here) if here else []
    given = library.section(turn.awaiting.given)
    for hit in library.search(f"{before} {question}", avoid=avoid, lang=voice.language).hits[:3]:
        table = table_of(hit.section.text) if hit.section else []
        row = mentioned(table[1:], before) if key_of(table) else ""
        cells = next((cells[1:] for cells in table[1:] if cells[0] == row), [])
        named = given is not None and row in given.text and not any(row in one for one in told)
        if row and named and any(tells(cell, kind) for cell in cells for kind in sought):
            return hit
    return None


def _of_its_thing(
    turn: Turn, voice: Voice, library: Library, question: str, sought: Sequence[Kind]
) -> Hit | None:  # fmt: skip
    """Return where what is sought is told of the thing that was asked about, by an article about such things.

    "What does it cost?", behind how a sofa is returned, is the price of its pickup. None where no other article has the
    thing in its title or tags, or the one just given has.
    """
    things, whole = library.index.things, library.meant(turn.awaiting.first, voice.language)
    spoken = " ".join(reading.tokens(whole))
    named = {match.group() for match in things.finditer(spoken)} if things else set()
    here = library.index.article(turn.awaiting.article)
    if not named or here is None or _is_about(here, named):
        return None
    for hit in library.search(f"{things_in(spoken, voice)} {question}", lang=voice.language).hits:
        headed = (one for one in hit.article.sections if not answered_by(one.heading).isdisjoint(sought))
        hits = (replace(hit, section=one) for one in headed)
        told = next((one for one in hits if sentences_of_kind(turn, voice, one)), None)
        if told and _is_about(hit.article, named):
            return told
    return None


def _is_about(article: Article, things: Iterable[str]) -> bool:
    """Whether an article has one of these things in its title or its tags."""
    lang = article.lang
    own = {stem(lang, word) for text in (article.title, *article.tags) for word in reading.tokens(text)}
    return any(not own.isdisjoint({stem(lang, one), *same_as(lang, stem(lang, one))}) for one in things)


def of_the_kind_before(turn: Turn, voice: Voice, library: Library, other: Section | None) -> Ranking | None:
    """Return the section just given for "and a sofa?", where that told the price that was asked for before.

    None where the section that speaks of the thing tells it as well.
    """
    told, here = library.told(turn.awaiting.given), library.section(turn.awaiting.given)
    sought = kinds(library.meant(turn.awaiting.question, voice.language))
    if told is None or here is None or other is None or other == here or not sought:
        return None
    if not _tell(here, sought) or _tell(other, sought):
        return None
    return Ranking((told,), ANSWER_AT, None)


def gives_the_kind(hit: Hit, question: str) -> bool:
    """Whether a section tells a price, or a time, where that is sought; any does for who seeks neither."""
    sought = [kind for kind in kinds(question) if kind != "place"]
    return not sought or (hit.section is not None and _tell(hit.section, sought))


def _tell(section: Section, sought: Sequence[Kind]) -> bool:
    return any(tells(line, kind) for line in pieces_of(section.text) for kind in sought)
