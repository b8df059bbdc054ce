"""`rapport kb diff`: which questions would be answered differently after an edit: its blast radius."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal

from bot.answers.abroad import search_abroad
from bot.answers.articles import MAX_BYTES
from bot.answers.grounding import extract
from bot.answers.index import Index
from bot.errors import KnowledgeError

GIT_SECONDS = 60
"""Seconds that git may take."""

READ = (".md", ".toml")
"""Endings of what decides about an answer: articles, and what names the products."""

Kind = Literal["answered", "offered", "missed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a customer would be told."""

    kind: Kind
    article: str
    """The first article; "" when nothing is found."""
    section: str
    text: str
    """The words of the answer; "" where it is not answered outright."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Change:
    """One question that has another outcome."""

    question: str
    before: Outcome
    after: Outcome

    @property
    def what(self) -> str:
        """Return in a word or two what changes."""
        if self.before.kind != self.after.kind:
            return f"{self.before.kind} → {self.after.kind}"
        if self.before.article != self.after.article:
            return "another article"
        return "another section" if self.before.section != self.after.section else "other words"


def outcome(index: Index, question: str, today: date) -> Outcome:
    """Return what a customer who asks this alone would be told."""
    ranking = search_abroad(index, question, today=today)
    if not ranking.offers:
        return Outcome("missed", "", "", "", ranking.confidence)
    hit = ranking.hits[0]
    if hit.section is None:  # an article without text yet: a person is offered
        return Outcome("missed", hit.article.path, "", "", ranking.confidence)
    if not ranking.answers:
        return Outcome("offered", hit.article.path, hit.section.heading, "", ranking.confidence)
    said = extract(hit, ranking.repaired or question)
    return Outcome("answered", hit.article.path, hit.section.heading, said, ranking.confidence)


def changes(before: Index, after: Index, questions: Iterable[str], today: date) -> Iterator[Change | None]:
    """Yield for each question what changes; None for what stays. How sure the bot is may differ in what stays."""
    for question in questions:
        old, new = outcome(before, question, today), outcome(after, question, today)
        same = (old.kind, old.article, old.section, old.text) == (new.kind, new.article, new.section, new.text)
        yield None if same else Change(question, old, new)


def checkout(folder: Path, revision: str, into: Path) -> None:
    """Write the articles of a git revision, and what is set beside them, into a folder.

    Raises KnowledgeError when git has no such thing.
    """
    if not folder.is_dir():
        raise KnowledgeError(f"no knowledge folder at {folder}: RAPPORT_KNOWLEDGE or --knowledge names yours")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise KnowledgeError(f"git knows no revision {revision!r} in {folder}; `git log` lists them")
    archive = _git(folder, "archive", "--format=tar", commit.decode().strip(), ".")
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        for member in packed:
            path = PurePosixPath(member.name)
            # Only plain files by plain names: a link in an archive may lead anywhere.
            if not member.isfile() or path.is_absolute() or ".." in path.parts or member.size > MAX_BYTES + 1:
                continue
            data = packed.extractfile(member)
            if data is not None and path.suffix.lower() in READ:
                where = into / path
                where.parent.mkdir(parents=True, exist_ok=True)
                where.write_bytes(data.read())


def _git(folder: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own words, and a revision after --end-of-options
            ["git", "-C", str(folder), *words],  # noqa: S607 - the git that the admin uses
            capture_output=True, timeout=GIT_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise KnowledgeError(f"git cannot be asked about {folder}: {error}") from error
    if done.returncode and words[0] != "rev-parse":
        said = done.stderr.decode("utf-8", "replace").strip()
        raise KnowledgeError(
            f"git has nothing of {folder} there: `git add` and commit it, or name a folder to compare with. "
            f"Git says: {said}"
        )
    if done.returncode and b"not a git repository" in done.stderr:
        raise KnowledgeError(f"{folder} is in no git repository; name a folder to compare with instead")
    return done.stdout
