"""Questions that a resolved hand-off teaches: proposed to a person, and written into the article once they say so."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from bot.answers.articles import Article, parse, source
from bot.answers.asked import Solved
from bot.answers.index import Index
from bot.answers.search import search
from bot.errors import KnowledgeError

REJECTED = ".kb-rejected"
"""What a person did not want, an id a line, in the knowledge folder; names that begin with `.` are never served."""
LONGEST = 160
"""Characters of an ask."""
_HEADER = re.compile(r"\A(---[ \t]*\r?\n)(.*?)(^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z))", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Alias:
    """A question to be added to an article's `asks`."""

    id: str
    """Six hexadecimal digits, the same for the same question and article."""
    ask: str
    article: str
    case: int
    """Number of the case that it comes from."""
    why: str


def proposed(index: Index, solved: Iterable[Solved], rejected: frozenset[str], today: date) -> list[Alias]:
    """Return a question for each resolved case whose answer stands in an article that the question does not find."""
    found: dict[str, Alias] = {}
    for one in solved:
        article, why = _meant(index, one.reply, today)
        ask = re.sub(r"\s+", " ", one.question).strip()
        if article is None or not ask or len(ask) > LONGEST or _finds(index, ask, article, today):
            continue
        id_ = hashlib.sha256(f"{article.path}\n{ask.casefold()}".encode()).hexdigest()[:6]
        if id_ not in rejected:
            found.setdefault(id_, Alias(id_, ask, article.path, one.number, why))
    return list(found.values())


def _meant(index: Index, reply: str, today: date) -> tuple[Article | None, str]:
    """Return the article that an agent's words name, or else say."""
    words = re.findall(r"[\w/.-]+", reply)
    for article in index.corpus.articles:
        # "parts" names no parts.md, but returns/how is how an article is called.
        if article.path in reply or ("/" in article.path and article.path.removesuffix(".md") in words):
            return article, "the agent named it"
    ranking = search(index, reply, today=today)
    if ranking.answers:
        return ranking.hits[0].article, f"the agent's words are its own ({ranking.confidence:.2f})"
    return None, ""


def _finds(index: Index, ask: str, article: Article, today: date) -> bool:
    ranking = search(index, ask, today=today)
    return bool(ranking.hits) and ranking.hits[0].article.path == article.path and ranking.answers


def rejected(folder: Path) -> frozenset[str]:
    """Return the ids that a person did not want."""
    path = folder / REJECTED
    return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()


def reject(folder: Path, alias: Alias) -> None:
    """Propose it no more. Raises KnowledgeError when the folder takes no file."""
    try:
        with (folder / REJECTED).open("a", encoding="utf-8") as file:
            file.write(f"{alias.id}\n")
    except OSError as error:
        raise KnowledgeError(f"cannot write {folder / REJECTED}: {error.strerror}") from error


def accept(folder: Path, alias: Alias) -> Path:
    """Write the question into its article's `asks`, and return the file. All else in it stays as it is.

    Raises KnowledgeError when the file is gone, cannot be written, or would not read as before with the question added.
    """
    path = folder / alias.article
    try:
        data = source(folder, alias.article)
        article, _ = parse(alias.article, data)
        written = with_ask(data.decode("utf-8-sig"), article.asks, alias.ask).encode()
        after, _ = parse(alias.article, written)
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"cannot add a question to {path}: {error}") from error
    if after != _expected(article, after, alias.ask):
        raise KnowledgeError(f"{path} has a header that is laid out in another way; add “{alias.ask}” by hand")
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(written)
        shutil.copymode(path, fresh)
        fresh.replace(path)
    except OSError as error:
        raise KnowledgeError(f"cannot write {path}: {error.strerror}") from error
    return path


def _expected(before: Article, after: Article, ask: str) -> Article:
    """Return the article as it was with one more ask; its lines and version may differ."""
    return replace(before, asks=(*before.asks, ask), sections=after.sections, version=after.version)


def with_ask(text: str, asks: Sequence[str], ask: str) -> str:
    """Return a file's text with one more line in its `asks`; where there is no header, it gets one."""
    end = "\r\n" if "\r\n" in text else "\n"
    item = f"  - {json.dumps(ask, ensure_ascii=False)}{end}"
    found = _HEADER.match(text)
    if not found:
        return f"---{end}asks:{end}{item}---{end}{end}{text}"
    lines = found[2].splitlines(keepends=True)
    at = next((n for n, line in enumerate(lines) if re.match(r"[\"']?asks[\"']?[ \t]*:", line)), None)
    if at is None:
        lines += [f"asks:{end}", item]
    else:
        stop = _end_of_value(lines, at)
        block = [line for line in lines[at + 1 : stop] if line.lstrip().startswith("- ")]
        if len(block) == len(asks) and block:
            indent = re.match(r"\s*", block[-1])
            last = max(n for n in range(at, stop) if lines[n].strip())
            lines.insert(last + 1, f"{indent[0] if indent else '  '}{item.lstrip()}")
        else:  # [in, brackets], or over several lines: written anew as a list
            kept = [f"  - {json.dumps(one, ensure_ascii=False)}{end}" for one in asks]
            lines[at:stop] = [f"asks:{end}", *kept, item]
    return found[1] + "".join(lines) + found[3] + text[found.end() :]


def _end_of_value(lines: Sequence[str], at: int) -> int:
    """Return the number of the line after a key's value."""
    for number in range(at + 1, len(lines)):
        if re.match(r"[^\s#\]\-]", lines[number]) and _is_key(lines[number]):
            return number
    return len(lines)


def _is_key(line: str) -> bool:
    try:
        return isinstance(yaml.safe_load(line), dict)
    except yaml.YAMLError:
        return bool(re.match(r"[\w\"']+[ \t]*:", line))
