"""What of an article's tables applies to this customer, and the one row that words name."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import timedelta

from bot.answers.articles import Article, Section
from bot.answers.search import Hit
from bot.answers.words import little_words, stem, stop_words
from bot.answers.words import words as words_of
from bot.dialogue import reading
from bot.dialogue.library import Library
from bot.dialogue.voice import Voice
from bot.types.turn import Turn

OLD = timedelta(days=180)
"""Age from which what is remembered is used, and asked about: "is it still …?"."""


def names_its_row(hit: Hit, question: str) -> bool:
    """Whether a question names a row of the table that the best section holds: "delivery to Norway"."""
    table = table_of(hit.section.text) if hit.section else []
    return bool(key_of(table)) and bool(mentioned(table[1:], question))


def row_said(voice: Voice, hit: Hit, text: str) -> str:
    """Return the one row of the section's table that words name, in words; "" where they name none, or several."""
    table = table_of(hit.section.text) if hit.section else []
    lang = hit.article.lang
    asked = {stem(lang, word) for word in words_of(text) if word not in stop_words(lang)}
    named = [(len(asked & {stem(lang, word) for word in words_of(row[0])}), row) for row in table[1:]]
    most = max((shared for shared, _ in named), default=0)
    best = [row for shared, row in named if shared == most]
    if not most or len(best) > 1:
        return "" if most else _column_said(voice, table, asked, lang)
    return row_in_words(voice, table[0], best[0])


def _column_said(voice: Voice, table: Sequence[Sequence[str]], asked: Set[str], lang: str) -> str:
    """Return the one column that words name, a line for each row: "what about Family?" of plans side by side."""
    header = table[0] if table else []
    named = [n for n, name in enumerate(header) if n and asked & {stem(lang, word) for word in words_of(name)}]
    if len(named) != 1:
        return ""
    rows = "".join(f"\n- {row[0]}: {row[named[0]]}" for row in table[1:] if len(row) > named[0])
    return voice("answer.row", value=header[named[0]], row=rows)


def side_by_side(article: Article, text: str, voice: Voice) -> Section | None:
    """Return the section whose table has all that a question names and sets against each other: "Plus vs Family?".

    None for a question that names less than two of them, or says anything besides.
    """
    said = reading.tokens(text)
    for section in article.sections:
        table = table_of(section.text)
        names = {reading.tokens(name) for name in (*(table[0][1:] if table else ()), *(row[0] for row in table[1:]))}
        named = {name[0] for name in names if len(name) == 1 and name[0] in said}
        if len(named) > 1 and any(_only_compares(said, named, one) for one in voice.languages):
            return section
    return None


def _only_compares(said: Sequence[str], named: Set[str], language: str) -> bool:
    compares = {word for phrase in reading.phrases(language, "compares") for word in phrase}
    little = little_words(language) | compares
    return all(word in named or word in little for word in said)


def row_in_words(voice: Voice, header: Sequence[str], row: Sequence[str]) -> str:
    """Return the row of a table in words."""
    cells = [(name, cell) for name, cell in zip(header[1:], row[1:], strict=False) if cell]
    told = cells[0][1] if len(cells) == 1 else "; ".join(f"{name}: {cell}" for name, cell in cells)
    return voice("answer.row", value=row[0], row=told)


@dataclass(frozen=True, slots=True)
class Mine:
    """The lines of tables that apply to this customer, and the question that would find one that is missing."""

    text: str = ""
    facts: tuple[int, ...] = ()
    key: str = ""
    question: str = ""
    value: str = ""
    """What is held for `key`, when the question is whether it is still so."""


_KEYED = {"plan": "plan.name", "country": "location.country"}
"""First column of a table → the fact that picks its row."""


def personal(turn: Turn, voice: Voice, library: Library, hit: Hit, question: str) -> Mine:
    """Return what of the article's tables applies to this customer.

    Only where the section that answers holds a table keyed by plan or country; then the article's other such tables
    count too, as a price may depend on both. A row that the question names itself beats the customer's own.
    """
    if hit.section is None or not key_of(table_of(hit.section.text)):
        return Mine()
    lines, facts = [], []
    for section in (hit.section, *(other for other in hit.article.sections if other != hit.section)):
        table = table_of(section.text)
        if key := key_of(table):
            value, fact = _value(turn, library, key, table, question)
            row = next((row for row in table[1:] if row[0].casefold() == value.casefold()), None)
            if row is not None:
                cells = "; ".join(f"{name}: {cell}" for name, cell in zip(table[0][1:], row[1:], strict=False))
                lines.append(voice("answer.for_you", value=row[0], row=cells))
                facts += [fact] if fact is not None else []
            elif section == hit.section and not value:
                return _missing(voice, key, table[1:])
    return Mine("\n\n".join(lines), tuple(facts), *_still_so(turn, voice, facts))


def _still_so(turn: Turn, voice: Voice, used: Sequence[int]) -> tuple[str, str, str]:
    """Return key, question and value of a fact that was used and is old enough to be asked about; "" for none."""
    for fact in turn.known.facts:
        since = max(filter(None, (fact.valid_from, fact.asked_at)))
        if fact.id in used and fact.id and turn.now - since > OLD:
            return fact.key, voice("confirm.still", what=voice.fact(fact.key, fact.value)), fact.value
    return "", "", ""


def key_of(table: list[list[str]]) -> str:
    """Return the fact that picks a row of a table; "" for a table that is the same for everybody."""
    return _KEYED.get(table[0][0].casefold(), "") if table else ""


def _value(turn: Turn, library: Library, key: str, table: list[list[str]], question: str) -> tuple[str, int | None]:
    """Return which row is wanted, and the id of the fact that says so (None when the question itself does)."""
    if asked := mentioned(table[1:], question):
        return asked, None
    by_key = {fact.key: fact for fact in turn.known.facts}
    if fact := by_key.get(key):
        return fact.value, fact.id
    city = by_key.get("location.city") if key == "location.country" else None
    return (library.countries.get(city.value.casefold(), ""), city.id) if city else ("", None)


def _missing(voice: Voice, key: str, rows: list[list[str]]) -> Mine:
    if key == "plan.name":
        return Mine(key=key, question=voice("answer.ask_plan", options=", ".join(row[0] for row in rows)))
    return Mine(key=key, question=voice("answer.ask_country"))


def mentioned(rows: list[list[str]], question: str) -> str:
    """Return the row that a question names, the one named last where it names several; "" for none."""
    said = reading.tokens(question)
    places = {word: place for place, word in enumerate(said)}
    named = [(row[0], reading.tokens(row[0])) for row in rows]
    found = [(max(places[word] for word in name), row) for row, name in named if name and set(name) <= set(said)]
    return max(found)[1] if found else ""


def table_of(text: str) -> list[list[str]]:
    """Return the rows of the first table in a section, its header first; empty when there is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [cells[0], *cells[2:]] if len(cells) > 2 else []
