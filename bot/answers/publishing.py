"""One version of the articles for many processes: a leader reads the folder and publishes it, the others follow.

A version is the list of its articles' hashes, and each article a row of its own: an edit writes one row and a list.
What is published are articles, not files: one whose file broke goes on in its last good version everywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlmodel import Session, col, delete, func, insert, select

from bot.answers.articles import Article, Corpus, Section
from bot.answers.vectors import chunks
from bot.storage.tables import KnowledgeArticle, KnowledgeVersion

KEPT = 3
"""Versions that are kept: one may still be read while the next ones are published."""


def newest(session: Session) -> int:
    """Return the number of the version published last; 0 for none."""
    return int(session.exec(select(func.max(KnowledgeVersion.number))).one() or 0)


def publish(session: Session, corpus: Corpus) -> int:
    """Publish a version, unless it is the newest one already; return its number."""
    last = session.get(KnowledgeVersion, newest(session))
    if last is not None and last.version == corpus.version:
        return last.number
    rows = {_hash(text): text for text in map(_dumped, corpus.articles)}
    there = set(_known(session, rows))
    fresh = [{"hash": name, "article": text} for name, text in rows.items() if name not in there]
    for some in chunks(fresh):
        session.execute(insert(KnowledgeArticle), list(some))
    number = (last.number if last else 0) + 1
    session.add(KnowledgeVersion(number=number, version=corpus.version, articles=json.dumps(list(rows))))
    session.flush()
    _forget(session, number - KEPT)
    return number


def fetch(session: Session, number: int, known: Mapping[str, Article]) -> tuple[Corpus, dict[str, Article]] | None:
    """Return a version and its articles by hash; None where it is gone. Those in `known` are not read again."""
    row = session.get(KnowledgeVersion, number)
    if row is None:
        return None
    names: list[str] = json.loads(row.articles)
    articles = {name: known[name] for name in names if name in known}
    for some in chunks([name for name in names if name not in known]):
        found = session.exec(select(KnowledgeArticle).where(col(KnowledgeArticle.hash).in_(some)))
        articles |= {one.hash: _loaded(one.article) for one in found}
    if len(articles) < len(set(names)):
        return None  # a newer version has taken its place meanwhile
    return Corpus(tuple(articles[name] for name in names), (), row.version), articles


def _known(session: Session, names: Iterable[str]) -> Iterable[str]:
    for some in chunks(names):
        yield from session.exec(select(KnowledgeArticle.hash).where(col(KnowledgeArticle.hash).in_(some)))


def _forget(session: Session, until: int) -> None:
    """Delete the versions up to a number, and the articles that no version holds any more."""
    session.execute(delete(KnowledgeVersion).where(col(KnowledgeVersion.number) <= until))
    held = {name for text in session.exec(select(KnowledgeVersion.articles)) for name in json.loads(text)}
    gone = [name for name in session.exec(select(KnowledgeArticle.hash)) if name not in held]
    for some in chunks(gone):
        session.execute(delete(KnowledgeArticle).where(col(KnowledgeArticle.hash).in_(some)))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _dumped(article: Article) -> str:
    return json.dumps(asdict(article), default=date.isoformat)


def _loaded(text: str) -> Article:
    held: dict[str, Any] = json.loads(text)
    days = {name: date.fromisoformat(held[name]) for name in ("review_by", "expires") if held[name]}
    lists = {one.name: tuple(held[one.name]) for one in fields(Article) if isinstance(held[one.name], list)}
    sections = tuple(Section(**section) for section in held["sections"])
    return Article(**{**held, **lists, **days, "sections": sections})
