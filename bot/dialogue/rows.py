"""Half a sentence that names a row of a table, or one that the tables lack: "and to Germany?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.answers.index import Index
from bot.answers.search import LIKE_THE_BEST, Hit, Ranking
from bot.dialogue import leaning, reading
from bot.dialogue.library import Library, articles_offered
from bot.dialogue.tables import key_of, mentioned, names_its_row, table_of
from bot.dialogue.voice import Voice
from bot.types.turn import Turn

HALF_SENTENCE = 6
"""Words up to which a message may name a row of the table before it ("and to Germany?")."""
FEWEST_TOWNS = 2
"""Towns that a section names at least, for "and in London?" to ask after one of them."""
COUNTRY, PLAN = "location.country", "plan.name"


def with_rows(turn: Turn, voice: Voice, library: Library, began: str) -> str:
    """Return the question with which a subject began and the rows of tables named since: "… to Norway?" "Sweden"."""
    asked = library.meant(turn.awaiting.question, voice.language)
    first = library.meant(began, voice.language)
    rows = [[[row] for row in _rows_of(library.index, key)] for key in (COUNTRY, PLAN)]
    since = [row for named in rows if (row := mentioned(named, asked)) not in ("", mentioned(named, first))]
    return " ".join((began, *since))


@lru_cache(maxsize=2)
def _rows_of(index: Index, key: str) -> tuple[str, ...]:
    """Return the countries, or the plans, for which the articles' tables have a row."""
    tables = (
        table_of(section.text) for one in index.corpus.articles for section in one.sections if "|" in section.text
    )
    return tuple(dict.fromkeys(row[0] for table in tables if key_of(table) == key for row in table[1:]))


def naming_row_first(ranking: Ranking, question: str) -> Ranking:
    """Put the article first whose table has the row that a question names, where it is about as good an answer."""
    hits = ranking.hits
    near = [hit for hit in hits[:3] if hit.score >= LIKE_THE_BEST * hits[0].score]
    named = [hit for hit in near if names_its_row(hit, question)]
    if len(named) != 1 or ranking.answers:
        return ranking
    return replace(ranking, hits=(*named, *(hit for hit in hits if hit not in named)))


def row_wanted(turn: Turn, voice: Voice, library: Library, question: str) -> tuple[str, str] | None:
    """Return article and whole question of a short reply that names a row of its tables: "and to Germany?".

    The article of the last answer, else the one with which the subject began, else one of those just offered.
    """
    awaiting = turn.awaiting
    began = with_rows(turn, voice, library, awaiting.first)
    if not began or len(reading.tokens(question)) > HALF_SENTENCE:
        return None
    if _whole_elsewhere(voice, library, question, awaiting.article):
        return None
    asked = [library.path_of(choice) for choice, _ in articles_offered(turn)] if awaiting.kind == "clarify" else []
    for path in dict.fromkeys((awaiting.article, awaiting.began_in, *asked)):
        article = library.index.article(path)
        tables = [table_of(section.text) for section in article.sections] if article else []
        if any(mentioned(table[1:], library.meant(question, voice.language)) for table in tables if key_of(table)):
            return path, f"{began} {question}"
    return None


def _whole_elsewhere(voice: Voice, library: Library, question: str, path: str) -> bool:
    """Whether words ask a whole question that another article answers: "what does Plus cost", behind delivery."""
    if leaning.lean(question, voice.languages) == "strong" or not reading.contains(
        question, "question", voice.languages
    ):
        return False
    alone = library.search(question, lang=voice.language)
    return alone.answers and alone.hits[0].article.path != path


def row_missed(turn: Turn, voice: Voice, library: Library, question: str) -> tuple[Hit, str, list[str]] | None:
    """Return where the rows are named, the name and the rows, of half a sentence that names a country which the
    tables of the article just given lack: "and to Austria?"."""
    awaiting, said = turn.awaiting, reading.tokens(question)
    article, section = library.index.article(awaiting.article), library.section(awaiting.given)
    if article is None or not said or len(said) > HALF_SENTENCE or not leaning.lean(question, voice.languages):
        return None
    tables = [section.text for section in article.sections if key_of(table_of(section.text)) == COUNTRY]
    near = library.search(f"{awaiting.question} {question}", lang=voice.language).hits
    found = [hit.section.text for hit in near[:1] if hit.section]
    return _land_missed(library, "\n".join((*tables, *found, section.text if section else "")), question)


def town_missed(turn: Turn, voice: Voice, library: Library, question: str) -> tuple[Hit, str, list[str]] | None:
    """Return the section just given, the name and the towns there, of half a sentence that names another one.

    "And in London?", behind where the stores are. None where the section names less than two towns.
    """
    told, section = library.told(turn.awaiting.given), library.section(turn.awaiting.given)
    adds = leaning.goes_on(question, voice.languages)
    town = library.towns.get(adds.casefold())
    if told is None or section is None or town is None:
        return None
    spelt = {one for one in _CAPITAL.findall(section.text) if one.casefold() in library.towns}
    if len(spelt) < FEWEST_TOWNS or town in {library.towns[one.casefold()] for one in spelt}:
        return None
    return told, adds.title() if adds.islower() else adds, sorted(spelt)


_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\W\d_]+")


def land_missed(library: Library, ranking: Ranking, question: str) -> tuple[Hit, str, list[str]] | None:
    """Return what is said of a country that the first section's table lacks, for a whole question."""
    section = ranking.hits[0].section
    return _land_missed(library, section.text, question) if section else None


def _land_missed(library: Library, told: str, question: str) -> tuple[Hit, str, list[str]] | None:
    """Return where the countries of the articles' tables are named, for the one that a question names and they lack.

    None where what is told speaks of less than two of them: it is about something else.
    """
    spelt, names = _lands_in(library, question)
    if len(names) != 1:
        return None
    rows = list(_rows_of(library.index, COUNTRY))
    if any(library.countries.get(word) in rows for word in reading.tokens(question)):
        return None  # "I live in Spain, can I send it to Oslo"
    held = {tuple(reading.tokens(row)) for row in rows}
    if tuple(reading.tokens(min(names))) in held or sum(row in told for row in rows) < 2:
        return None
    naming = library.search(" ".join(rows)).hits
    hits = [Hit(hit.article, section, 1.0) for hit in naming for section in hit.article.sections]
    best = max(hits, key=lambda hit: _rows_named(hit, rows), default=None)
    return (best, spelt, rows) if best and _rows_named(best, rows) > 1 else None


def _lands_in(library: Library, question: str) -> tuple[str, set[str]]:
    """Return how a question spells the country that it names, and which countries it names; "" where it names none."""
    spoken = f" {' '.join(reading.tokens(question))} "
    found = {spelt: name for spelt, name in library.lands.items() if f" {' '.join(reading.tokens(spelt))} " in spoken}
    spelt = max(found, key=len, default="")
    at = question.casefold().find(spelt)
    as_written = question[at : at + len(spelt)] if spelt and at >= 0 else spelt
    return as_written.title() if as_written.islower() else as_written, set(found.values())


def _rows_named(hit: Hit, rows: Sequence[str]) -> int:
    """Return how many rows of a table the sentences of a section name, beside tables."""
    text = "\n".join(line for line in (hit.section.text if hit.section else "").split("\n") if not line.startswith("|"))
    return sum(row in text for row in rows)
