"""`rapport kb test`: every `asks:` line and every question of questions.toml, tried, and held against the last run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot import admin_files
from bot.answers.articles import Corpus, Problem, source
from bot.answers.grounding import extract, says
from bot.answers.index import Index
from bot.answers.search import search
from bot.errors import KnowledgeError

FILE = "questions.toml"
LAST = ".kb-test.json"
"""Where a run is kept, in the knowledge folder; names that begin with `.` are never served."""
WITHIN = 3
"""Places from the top in which an article must be found, where a question does not say otherwise."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that customers ask, and what is to come of it."""

    ask: str
    article: str
    """Path of the article that answers; "" for what must be refused."""
    where: str
    """`file:line` where it is written."""
    within: int = WITHIN
    must_say: tuple[str, ...] = ()
    must_not_say: tuple[str, ...] = ()
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    ask: str
    article: str
    where: str
    place: int
    """Place of the article, from 1; 0 when it was not found. For what must be refused, 1 when it was."""
    first: str
    """The article that came first; "" for none."""
    confidence: float
    answered: bool
    faults: tuple[str, ...]
    """What is wrong, one line each; empty when it passed."""
    before: int | None = None
    """Its place in the last run; None when it was not asked then."""
    regressed: bool = False
    """Whether it passed in the last run and does not now, or lost the first place."""

    @property
    def ok(self) -> bool:
        """Whether it passed."""
        return not self.faults and not self.regressed


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a question in the last run."""

    ask: str
    article: str
    where: str
    """`file:line`; only the file for a run that was kept before lines were."""
    place: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """A question of the last run that is asked no more."""

    ask: str
    article: str
    where: str
    why: str
    fault: bool
    """Whether its article is not served any more; False where only the question was taken away or moved."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    ask: str = Field(min_length=1)
    article: str = ""
    refuse: bool = False
    within: int = Field(default=WITHIN, ge=1, le=10)
    must_say: list[str] = []
    must_not_say: list[str] = []
    lang: str | None = None


def questions(index: Index, folder: Path, today: date) -> list[Question]:
    """Return every question of the articles that are served and of questions.toml. Raises KnowledgeError."""
    found: list[Question] = []
    for article in index.corpus.articles:
        if not article.served(today):
            continue
        lines = _lines(folder, article.path)
        found += [
            Question(ask, article.path, f"{article.path}:{_line(lines, ask)}", must_not_say=article.must_not_say,
                     lang=article.lang)
            for ask in article.asks
        ]  # fmt: skip
    return found + written(folder / FILE, known(index.corpus))


def known(corpus: Corpus) -> frozenset[str]:
    """Return the paths that a question may name: all articles, and the files that are broken now."""
    return frozenset({article.path for article in corpus.articles} | {one.path for one in errors(corpus)})


def errors(corpus: Corpus) -> list[Problem]:
    """Return what keeps files of a folder from being served as they are written."""
    return [problem for problem in corpus.problems if problem.severity == "error"]


def _lines(folder: Path, path: str) -> list[str]:
    try:
        return source(folder, path).decode("utf-8", "replace").splitlines()
    except (OSError, ValueError):  # gone since it was read a moment ago: its questions are named without a line
        return []


def _line(lines: Sequence[str], text: str) -> int:
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)


def written(path: Path, known: Set[str]) -> list[Question]:
    """Return the questions of a file, none where there is no file; `known` are the paths of all articles.

    Raises KnowledgeError that names every fault, a line each: `file:line: what is wrong, and how to mend it`.
    """
    if not path.is_file():
        return []
    text, table = admin_files.read(path)
    lines = text.splitlines()
    faults = [
        f"{path}:{_line(lines, f'[{name}')}: unknown table [{name}]; write each question under [[question]]"
        for name in sorted(set(table) - {"question"})
    ]
    entries = table.get("question", [])
    entries = entries if isinstance(entries, list) else [entries]
    begins = [number for number, line in enumerate(lines, 1) if _ENTRY.match(line)]
    found: list[Question] = []
    for place, raw in enumerate(entries):
        at = begins[place] if place < len(begins) else 1
        wrong = _faults(raw, lines, at, known)
        faults += [f"{path}:{line}: {what}" for line, what in wrong]
        if not wrong:
            found.append(_question(path, _Entry.model_validate(raw), _below(lines, at, "ask")))
    if faults:
        raise KnowledgeError("\n".join(faults))
    return found


_ENTRY = re.compile(r"\s*\[\[\s*question\s*\]\]")


def _faults(raw: Any, lines: Sequence[str], at: int, known: Set[str]) -> list[tuple[int, str]]:
    """Return (line, what is wrong) for all that keeps a question from being used; `at` is where it begins."""
    try:
        entry = _Entry.model_validate(raw)
    except ValidationError as error:
        return [
            (_below(lines, at, key), _why(key, one["type"], one["msg"]))
            for one in error.errors() for key in [str(one["loc"][0]) if one["loc"] else ""]
        ]  # fmt: skip
    if entry.refuse == bool(entry.article):
        return [(_below(lines, at, "ask"), "say either which `article` answers, or `refuse = true`")]
    if entry.article and entry.article not in known:
        near = process.extractOne(entry.article, sorted(known), scorer=OSA.distance)
        hint = f": did you mean {near[0]}?" if near else ""
        return [(_below(lines, at, "article"), f"there is no article {entry.article}{hint}")]
    return []


def _below(lines: Sequence[str], at: int, key: str) -> int:
    """Return the line of a key in the entry that begins at a line; where it begins when it has no such key."""
    for number, line in enumerate(lines[at:], at + 1):
        if _ENTRY.match(line):
            break
        if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return at


def _question(path: Path, entry: _Entry, at: int) -> Question:
    return Question(entry.ask, entry.article, f"{path.name}:{at}", entry.within, tuple(entry.must_say),
                    tuple(entry.must_not_say), entry.lang)  # fmt: skip


def _why(key: str, kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        near = process.extractOne(key, list(_Entry.model_fields), scorer=OSA.distance, score_cutoff=3)
        return f"unknown key `{key}`" + (f": did you mean `{near[0]}`?" if near else "")
    if kind == "missing":
        return f"`{key}` is missing: write what customers ask"
    return f"`{key}`: {message}" if key else message


def run(index: Index, asked: Iterable[Question], today: date) -> Iterator[Result]:
    """Yield what comes of each question, one after the other."""
    for question in asked:
        yield _tried(index, question, today)


def _tried(index: Index, question: Question, today: date) -> Result:
    ranking = search(index, question.ask, today=today, limit=max(WITHIN, question.within), lang=question.lang)
    paths = [hit.article.path for hit in ranking.hits]
    answered = ranking.answers
    place = paths.index(question.article) + 1 if question.article in paths else 0
    faults: list[str] = []
    if not question.article:
        place = 0 if answered else 1
        faults += [f"must be refused, and is answered from {paths[0]}"] if answered else []
    elif not 0 < place <= question.within:
        first = f"{paths[0]} comes first" if paths else "nothing is found"
        faults.append(f"not found among the first {question.within}; {first}")
    if place and question.article:
        said = extract(ranking.hits[place - 1], question.ask)
        faults += [f"must say “{words}”, and does not" for words in question.must_say if not says(said, words)]
        faults += [f"must not say “{words}”, and does" for words in question.must_not_say if says(said, words)]
    return Result(question.ask, question.article, question.where, place, paths[0] if paths else "",
                  ranking.confidence, answered, tuple(faults))  # fmt: skip


# --- the last run ----------------------------------------------------------------------------------


def last(folder: Path) -> dict[tuple[str, str], Kept]:
    """Return what came of each question in the last run, by (ask, article); empty when there was none.

    Raises KnowledgeError for a file that cannot be read.
    """
    path = folder / LAST
    if not path.is_file():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        rows = [
            Kept(row["ask"], row["article"], row.get("where", row["article"]), int(row["place"]), bool(row["ok"]))
            for row in kept["results"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{path} cannot be read ({error}); delete it, and this run will be the first") from error
    return {(row.ask, row.article): row for row in rows}


def compared(results: Iterable[Result], before: Mapping[tuple[str, str], Kept]) -> list[Result]:
    """Return the results with what the last run gave, and whether they are worse now."""
    return [_compared(result, before.get((result.ask, result.article))) for result in results]


def _compared(result: Result, before: Kept | None) -> Result:
    if before is None:
        return result
    worse = (before.passed and bool(result.faults)) or (before.place == 1 and result.place != 1)
    return replace(result, before=before.place, regressed=worse)


def lost(index: Index, results: Sequence[Result], before: Mapping[tuple[str, str], Kept], today: date) -> list[Lost]:
    """Return the questions of the last run that have no result now, and why: the article, or only the line, is gone."""
    tried = {(result.ask, result.article) for result in results}
    moved = {result.ask: result.article for result in results if result.article}
    there = {article.path: article.served(today) for article in index.corpus.articles}
    broken = {problem.path for problem in errors(index.corpus)}
    return [_lost(one, moved, there, broken) for key, one in before.items() if key not in tried]


def _lost(one: Kept, moved: Mapping[str, str], there: Mapping[str, bool], broken: Set[str]) -> Lost:
    if there.get(one.article) or not one.article:
        return Lost(one.ask, one.article, one.where, "the question was taken away", fault=False)
    if one.ask in moved:
        return Lost(one.ask, one.article, one.where, f"it is asked in {moved[one.ask]} now", fault=False)
    if one.article in there:
        why = f"{one.article} has expired"
    elif one.article in broken:
        why = f"{one.article} is broken and not served"
    else:
        why = f"{one.article} is gone"
    return Lost(one.ask, one.article, one.where, why, fault=True)


def keep(folder: Path, index: Index, results: Sequence[Result], before: Mapping[tuple[str, str], Kept]) -> None:
    """Keep a run for the next one, as a whole or not at all. Raises KnowledgeError when the folder takes no file.

    What `before` has of files that are broken now is kept on: once they are mended, it is compared again.
    """
    rows = [Kept(one.ask, one.article, one.where, one.place, not one.faults) for one in results]
    tried = {(one.ask, one.article) for one in results}
    broken = {problem.path for problem in errors(index.corpus)} - {article.path for article in index.corpus.articles}
    rows += [one for key, one in before.items() if key not in tried and one.article in broken]
    written_rows = [
        {"ask": one.ask, "article": one.article, "where": one.where, "place": one.place, "ok": one.passed}
        for one in rows
    ]
    path, fresh = folder / LAST, folder / f"{LAST}.new"
    try:
        text = json.dumps({"version": index.version, "results": written_rows}, ensure_ascii=False)
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise KnowledgeError(f"cannot keep this run in {path}: {error.strerror}") from error


def summary(results: Sequence[Result]) -> dict[str, float]:
    """Return how many there were, passed, were found first and among the first three, and are worse than last time."""
    sought = [one for one in results if one.article]
    return {
        "questions": len(results),
        "passed": sum(one.ok for one in results),
        "first": round(sum(one.place == 1 for one in sought) / len(sought), 4) if sought else 0.0,
        "first_three": round(sum(0 < one.place <= WITHIN for one in sought) / len(sought), 4) if sought else 0.0,
        "answered": round(sum(one.answered for one in sought) / len(sought), 4) if sought else 0.0,
        "regressed": sum(one.regressed for one in results),
    }


def as_dict(result: Result) -> dict[str, Any]:
    """Return a result for `--json`."""
    return asdict(result) | {"ok": result.ok}
