"""`rapport kb eval`, `kb ask` and `kb new`: measure a folder on questions, show one answer, start an article."""

import difflib
import json
import os
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.answers.abroad import search_abroad
from bot.answers.articles import Article
from bot.answers.grounding import extract
from bot.answers.index import Index
from bot.answers.search import CLARIFY_AT, Hit, Ranking, preferring
from bot.answers.words import little_words, stem, stop_words, words
from bot.errors import KnowledgeError
from bot.texts.language import detect

RANKED = 10
"""Articles given for each question of an evaluation."""


@dataclass(frozen=True, slots=True)
class Found:
    """One place in a ranking, as printed."""

    article: str
    section: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What the bot would say to a question, and why."""

    question: str
    repaired: str | None
    answer: str
    """Empty when nothing was found, or the article has no text."""
    answered: bool
    """Whether the confidence is enough to answer outright, and the article has a text to answer with."""
    confidence: float
    best: Found | None
    runner_up: Found | None
    audience: tuple[str, ...] = ()
    """The variants of customers for whom the best article is; empty where it is for everybody."""
    by: Literal["meaning", "meaning in part", "words"] = "words"
    """How articles were searched; in part where some texts have no vector yet."""

    def as_dict(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Why:
    """What stands behind the outcome of one question."""

    asked: Asked
    outcome: str
    """What the bot does, with the bounds that decide it."""
    ranked: tuple[Found, ...]
    words: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
    """For each article of the ranking, where it holds each word of the question: title, asks, tags, heading, text."""
    unknown: tuple[str, ...]
    """Words of the question that no article holds."""


class _Line(BaseModel):
    """One line of a questions file. `n`, notes and the like may stand beside what is read."""

    model_config = ConfigDict(extra="ignore", strict=True)

    question: str
    article: str | None


def ask(index: Index, question: str, today: date, variant: str | None = None) -> Asked:
    """Return the answer to one question, with its article, section, score and the runner-up.

    `variant` is that of the customer who asks, "" for one who has none; None looks at everybody's articles.
    """
    ranking = _ranked(index, question, today, variant, 3)
    first, second = (*ranking.hits, None, None)[:2]
    return Asked(
        question=question,
        repaired=ranking.repaired,
        answer=extract(first, ranking.repaired or question) if first else "",
        answered=_answered(ranking) and first is not None and first.section is not None,
        confidence=ranking.confidence,
        best=_found(first) if first else None,
        runner_up=_found(second) if second else None,
        audience=first.article.audience if first else (),
        by=_road(index),
    )


def _ranked(index: Index, question: str, today: date, variant: str | None, limit: int) -> Ranking:
    """Return the articles for a question as a customer of a variant finds them."""
    if variant is None:
        return search_abroad(index, question, today=today, limit=limit)
    found = search_abroad(index, question, today=today, limit=limit, avoid=index.not_for(variant))
    return preferring(found, variant)


def _road(index: Index) -> Literal["meaning", "meaning in part", "words"]:
    if index.sense is None:
        return "words"
    from bot.answers.sense import unread  # which needs numpy, as an index with a sense does

    return "meaning in part" if unread(index) else "meaning"


def explain(index: Index, question: str, today: date, variant: str | None = None) -> Why:
    """Return why a question is answered as it is: what was found where, and which words are in no article."""
    ranking = _ranked(index, question, today, variant, 5)
    text = ranking.repaired or question
    held = [_held(hit.article, text) for hit in ranking.hits]
    unknown = [word for word in dict.fromkeys(words(text)) if not _idle(index, word) and not index.holds(word)]
    sure = f"sure {ranking.confidence:.2f}, answered from {ranking.answer_at:.2f}"
    bounds = f"{sure}; worth offering {ranking.related:.2f}, offered from {CLARIFY_AT:.2f}"
    if not ranking.offers:
        outcome = f"not answered; a person is offered ({bounds})"
    elif not ranking.answers:
        outcome = f"offered up to three to choose from ({bounds})"
    elif ranking.hits[0].section is None:
        outcome = f"not answered: the best article has no text yet ({bounds})"
    else:
        outcome = f"answered ({bounds})"
    found = tuple(_found(hit) for hit in ranking.hits)
    return Why(ask(index, question, today, variant), outcome, found, tuple(held), tuple(unknown))


def _idle(index: Index, word: str) -> bool:
    """Whether a word says little in a language of the articles: "al", where some are in Spanish."""
    return any(word in little_words(lang) for lang in index.languages)


def _held(article: Article, text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    lang = article.lang
    fields = {name: {stem(lang, word) for word in words(value)} for name, value in _fields(article).items()}
    idle = stop_words(lang) | stop_words(detect(text) or lang)
    content = [word for word in dict.fromkeys(words(text)) if word not in idle]
    return tuple((word, tuple(name for name, stems in fields.items() if stem(lang, word) in stems)) for word in content)


def _fields(article: Article) -> dict[str, str]:
    return {
        "title": article.title, "asks": " ".join(article.asks), "tags": " ".join(article.tags),
        "heading": " ".join(section.heading for section in article.sections),
        "text": " ".join(section.text for section in article.sections),
    }  # fmt: skip


def evaluate(index: Index, lines: Iterable[str], today: date) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Return a result for each question in order, and the summary.

    Lines are JSON, `{"question": …, "article": "refunds/late.md"}`, `null` for what must be refused. Summary, all
    from 0 to 1: `hit1` and `hit3` are the shares of questions with an article that found it first or among the first
    three, `mrr` the mean of 1/place (0 when it is not among the first ten) · `wrong` is the share of answered
    questions whose first article is not the right one, answered `null`s included · `refused` is the share of `null`
    questions that were not answered. A figure over no question is 0. `not_served` counts the questions whose article
    has expired or cannot be read: they cannot be found. Raises KnowledgeError for a line that cannot be
    used, naming its number.
    """
    known = {one.path for one in index.corpus.articles} | {one.path for one in index.corpus.problems}
    asked = [_known(number, _read(number, line), known) for number, line in enumerate(lines, 1) if line.strip()]
    results = []
    for line in asked:
        ranking = search_abroad(index, line.question, today=today, limit=RANKED)
        results.append(
            {
                "question": line.question,
                "ranked": [asdict(_found(hit)) for hit in ranking.hits],
                "confidence": ranking.confidence,
                "answered": _answered(ranking),
            }
        )
    served = {article.path for article in index.corpus.articles if article.served(today)}
    lost = sum(line.article is not None and line.article not in served for line in asked)
    return results, _summary(asked, results) | {"not_served": lost}


def new_article(folder: Path, title: str, *, topic: str = "") -> Path:
    """Write the start of an article to `<topic>/<slug>.md` and return its path; folders are made where missing.

    Raises KnowledgeError when there is one of that name, or nothing of the title can be a file name.
    """
    title = re.sub(r"\s+", " ", title).strip()
    slug = _slug(title)
    if not slug:
        raise KnowledgeError(f"no file name can be made of the title {title!r}: use letters or digits")
    parts = [_slug(part) for part in topic.split("/") if part.strip()]
    if not all(parts):
        raise KnowledgeError(f"no folder name can be made of the topic {topic!r}: use letters or digits")
    path = folder.joinpath(*parts, f"{slug}.md")
    if not Path(os.path.realpath(path.parent)).is_relative_to(os.path.realpath(folder)):
        raise KnowledgeError(f"the topic {topic!r} leads out of {folder}: choose another")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(_template(title))
    except FileExistsError as error:
        raise KnowledgeError(f"{path} is there already: edit it, or choose another title") from error
    except OSError as error:
        raise KnowledgeError(f"cannot write {path}: {error.strerror}") from error
    return path


def _template(title: str) -> str:
    header = yaml.safe_dump({"title": title, "asks": [], "tags": []}, allow_unicode=True, sort_keys=False, width=1000)
    header = header.replace(
        "asks: []\n", "# Questions as customers write them; each helps to find this article.\nasks: []\n"
    )
    return (
        f"---\n{header}---\n\n"
        "<!-- Begin each section with the sentence that answers. Until there is text, this article is not quoted. -->\n"
    )


def _slug(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in spread if not unicodedata.combining(c))
    # No leading `_` or `.`: such names are kept from customers. 80 characters suit every file system.
    return re.sub(r"[^\w]+", "-", plain).strip("-_")[:80].rstrip("-_")


def _known(number: int, line: _Line, paths: Collection[str]) -> _Line:
    """Return the line. Raises KnowledgeError where its article is not there: it could never be found."""
    if line.article is None or line.article in paths:
        return line
    near = difflib.get_close_matches(line.article, paths, 1)
    hint = f": did you mean {near[0]}?" if near else "; null means that no article answers"
    raise KnowledgeError(f"line {number}: there is no article {line.article}{hint}")


def _read(number: int, line: str) -> _Line:
    try:
        return _Line.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        reason = f"is not JSON ({error.msg})"
    except RecursionError:
        reason = "is nested too deeply"
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = f"has a wrong {where}: {first['msg']}" if where else "is not an object"
    raise KnowledgeError(
        f'line {number} {reason}; write {{"question": "…", "article": "topic/name.md"}}, '
        "or null for an article when the question must be refused"
    )


def _answered(ranking: Ranking) -> bool:
    return ranking.answers


def _found(hit: Hit) -> Found:
    return Found(hit.article.path, hit.section.heading if hit.section else None, hit.score)


def _summary(asked: list[_Line], results: list[dict[str, Any]]) -> dict[str, float]:
    places = [_place(line.article, result) for line, result in zip(asked, results, strict=True) if line.article]
    answered = [(line, result) for line, result in zip(asked, results, strict=True) if result["answered"]]
    refused = [not result["answered"] for line, result in zip(asked, results, strict=True) if line.article is None]
    return {
        "hit1": _mean(place == 1 for place in places),
        "hit3": _mean(0 < place <= 3 for place in places),
        "mrr": _mean(1 / place if place else 0.0 for place in places),
        "wrong": _mean(line.article is None or _place(line.article, result) != 1 for line, result in answered),
        "refused": _mean(refused),
    }


def _place(article: str, result: dict[str, Any]) -> int:
    """Return the place of an article in a ranking, from 1; 0 when it is not there."""
    ranked = [found["article"] for found in result["ranked"]]
    return ranked.index(article) + 1 if article in ranked else 0


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else 0.0
