"""Files to values: a folder of Markdown becomes a `Corpus` of articles, and every bad file a named problem.

Saved is live, deleted is gone; a file that broke keeps its last good version. Nothing outside the folder is
opened, and nothing in it can block: links and odd files are looked at with `lstat` and named, not followed.
"""

import hashlib
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.errors import KnowledgeError

MAX_BYTES = 1_000_000
"""Size in bytes above which a file is refused."""
MAX_LINES = 20_000
"""Lines above which a file is refused: a megabyte of nothing but headings or table rows takes ten seconds to read."""
MAX_FRONT_MATTER = 16_384
"""Size in characters above which front matter is refused."""
MAX_DEPTH = 24
"""Folders within folders above which nothing is looked for."""
MAX_FILES = 250_000
"""Files that are read at most; what comes after, by name, is left out and said so."""
MAX_TOTAL = 1_000_000_000
"""Bytes of all files together that are read at most."""
MAX_PROBLEMS = 50
"""Findings that one file may have; what comes after is only counted."""

TOLD_EVERY = 5_000
"""Files after which it is told how far the reading is."""

KEYS = ("title", "asks", "tags", "lang", "audience", "owner", "review_by", "expires", "must_say", "must_not_say")

PREFIX = 4
"""Letters of a key with which an unknown one must begin to be taken for it: `langauge` for `lang`."""

_SETTLED_NS = 2_000_000_000
_FRESH_NS = 200_000_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAYBE_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])[&*][^\s*]", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u2028\u2029]")
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_MARKED = re.compile(r"[]*_`~\\]")
_CODE_OR_COMMENT = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[^\n]*$|\Z)|`[^`\n]+`)|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading."""

    article: str
    heading: str
    """Empty for what stands before the first heading."""
    anchor: str
    """As GitHub makes them; empty for what stands before the first heading."""
    text: str
    """Markdown, the author's own words, without the heading."""
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    path: str
    """Relative to the folder, with slashes: `returns/how.md`."""
    title: str
    topic: str
    """The folder it lies in; empty at the root."""
    lang: str
    """Two letters; `en` where the file says nothing."""
    asks: tuple[str, ...]
    tags: tuple[str, ...]
    audience: tuple[str, ...]
    owner: str
    review_by: date | None
    expires: date | None
    """The last day it is served."""
    must_say: tuple[str, ...]
    must_not_say: tuple[str, ...]
    sections: tuple[Section, ...]
    version: str
    """First 12 hex digits of the SHA-256 of the file's bytes."""

    def served(self, today: date) -> bool:
        """Return whether this article holds on that day. One without text is found too, but not given to customers."""
        return self.expires is None or today <= self.expires


@dataclass(frozen=True, slots=True)
class Problem:
    path: str
    line: int
    """Counts from 1; 1 where the whole file is meant."""
    code: str
    """Short and stable: `front-matter`, `encoding`, `link` …"""
    message: str
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a file looked when it was read; while it looks the same it is not read again."""

    size: int
    mtime_ns: int
    inode: int
    settled: bool
    """False for a file written so recently that a second write might carry the same time."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file as last seen, and the article it gives or gave."""

    stamp: Stamp
    version: str
    article: Article | None
    """The last good version; None when there never was one."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All articles of a folder at one moment."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    version: str
    files: Mapping[str, Parsed] = field(default_factory=dict, repr=False)
    """By path; what the next `load` compares with."""


class _BrokenError(Exception):
    """The file cannot be served as it is: keep its last good version and show the problem."""

    def __init__(self, code: str, message: str, line: int = 1, more: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.more = tuple(more)
        """What else is wrong, each as (line, message)."""


def load(folder: Path, previous: Corpus | None = None, progress: Callable[[int], None] | None = None) -> Corpus:
    """Read a folder of articles; files unchanged since `previous` are not parsed again.

    `progress` is told now and then how many files have been read.

    Raises KnowledgeError when there is no such folder. Bad files are problems, not errors.
    """
    root = Path(os.path.realpath(folder))
    if root.is_file():
        raise KnowledgeError(f"{folder} is a file: name the folder that holds it, {folder.parent}")
    if not root.is_dir():
        raise KnowledgeError(
            f'no knowledge folder at {folder}: make one with `rapport kb new "Title"` '
            "or point RAPPORT_KNOWLEDGE at your folder"
        )
    known = previous.files if previous else {}
    problems: list[Problem] = []
    files: dict[str, Parsed] = {}
    total = 0
    for path, where in _candidates(root, root, problems):
        if len(files) == MAX_FILES or total > MAX_TOTAL:
            message = (
                f"is left out, like all that come after it: {len(files)} files with {total // 1_000_000} MB are read"
            )
            problems.append(Problem(path, 1, "too-many", message))
            break
        files[path] = _read(path, root, where, known.get(path))
        total += max(0, files[path].stamp.size)
        if progress and len(files) % TOLD_EVERY == 0:
            progress(len(files))
    for parsed in files.values():
        problems.extend(parsed.problems)
    articles = tuple(p.article for _, p in sorted(files.items()) if p.article)
    digest = hashlib.sha256("\n".join(f"{a.path} {a.version}" for a in articles).encode())
    ordered = tuple(sorted(problems, key=lambda p: (p.path, p.line, p.code)))
    return Corpus(articles, ordered, digest.hexdigest()[:12], files)


def parse(path: str, data: bytes) -> tuple[Article, tuple[Problem, ...]]:
    """Return the article in a file's bytes with what is doubtful about it; ValueError when it cannot be served."""
    try:
        return _parse(path, data)
    except _BrokenError as broken:
        raise ValueError(f"{path}:{broken.line}: {broken.code} {broken}") from broken


def blocks(text: str) -> list[Token]:
    """Return the block tokens of a Markdown text; each has a line map, none is parsed inside."""
    return _markdown.parse(text)


def plain(text: str) -> str:
    """Return one line of Markdown without its marks, at most 500 characters: links and images become their words."""
    text = text[:500]  # the patterns below look back and forth, which a hostile line could make slow
    if not _MARKED.search(text):
        return " ".join(text.split())
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(\*\*|__|`|~~)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<!\w)([*_])(\S(?:.*?\S)?)\1(?!\w)", r"\2", text)
    return re.sub(r"\s+", " ", re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)).strip()


def without_comments(text: str) -> str:
    """Return Markdown with `<!-- … -->` outside code blanked; lines keep their numbers."""
    if "<!--" not in text:
        return text
    return _CODE_OR_COMMENT.sub(lambda m: m.group("code") or "\n" * m.group().count("\n"), text)


def source(folder: Path, path: str) -> bytes:
    """Return an article's bytes as they are now, opened as safely as by `load`. Raises OSError, ValueError."""
    root = Path(os.path.realpath(folder))
    try:
        _, data = _bytes(root, _regular(root, root / path), None)
    except _BrokenError as broken:
        raise ValueError(f"{path}: {broken}") from broken
    return data or b""


def listed(folder: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield (path, stamp) of what may be an article, nothing of it opened.

    A stamp is size, time of the last change in nanoseconds and inode; the time of what has changed just now is -1.
    """
    root = Path(os.path.realpath(folder))
    for path, where in _candidates(root, root, []):
        try:
            seen = where.lstat()
        except OSError:  # gone since it was listed
            continue
        yield path, (seen.st_size, seen.st_mtime_ns if _settled(seen) else -1, seen.st_ino)


def one(folder: Path, path: str, before: Parsed | None = None) -> Parsed:
    """Return one file of a folder as it is now, read as by `load`; `before` saves work where it has not changed."""
    root = Path(os.path.realpath(folder))
    try:
        return _read(path, root, _regular(root, root / path), before)
    except FileNotFoundError:
        return Parsed(Stamp(-1, 0, 0, False), "", None, ())
    except _BrokenError as broken:
        return Parsed(Stamp(-1, 0, 0, False), "", None, (Problem(path, 1, broken.code, str(broken)),))


def sources(folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of files that were `listed`, opened as safely as by `load`; unreadable ones are left out."""
    root = os.open(os.path.realpath(folder), _FLAGS | os.O_DIRECTORY)
    try:
        for path in paths:
            data = _bytes_at(root, path)
            if data is None:
                with suppress(OSError, ValueError):  # a link within the folder, or gone: else the full reading names it
                    data = source(folder, path)
            if data is not None:
                yield path, data
    finally:
        os.close(root)


def audience(path: str, data: bytes) -> tuple[str, ...]:
    """Return whom the article in a file's bytes is for; none where it is for all, or is not served as it is."""
    article = _parsed(path, data, Stamp(0, 0, 0, False), "", None).article
    return article.audience if article else ()


def _bytes_at(root: int, path: str) -> bytes | None:
    """Return a plain file's bytes; None for anything else."""
    try:
        handle = _open_at(root, path.split("/"))
    except OSError:
        return None
    try:
        seen = os.fstat(handle)
        plain_file = stat.S_ISREG(seen.st_mode) and seen.st_size <= MAX_BYTES
        return os.read(handle, MAX_BYTES) if plain_file else None
    finally:
        os.close(handle)


def _candidates(root: Path, folder: Path, problems: list[Problem], depth: int = 0) -> Iterator[tuple[str, Path]]:
    """Yield (path, file to open) of what may be an article; what only looks like one becomes a problem."""
    if depth > MAX_DEPTH:
        message = f"lies more than {MAX_DEPTH} folders deep, so nothing in it is read"
        problems.append(Problem(_relative(root, folder), 1, "too-deep", message))
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        if folder != root:
            problems.append(
                Problem(_relative(root, folder), 1, "unreadable", f"cannot list this folder: {error.strerror}")
            )
        return
    for entry in entries:
        path = _relative(root, Path(entry.path))
        if entry.name.startswith((".", "_")) or path == "README.md":
            continue
        if _UNSHOWN.search(entry.name) and entry.is_dir(follow_symlinks=False):  # no path leads back into it
            message = "the folder's name holds bytes or marks that cannot be shown, so nothing in it is read; rename it"
            problems.append(Problem(path, 1, "name", message))
            continue
        if entry.is_dir(follow_symlinks=False) and not entry.name.lower().endswith(".md"):
            yield from _candidates(root, Path(entry.path), problems, depth + 1)
        elif entry.is_symlink() or entry.name.lower().endswith(".md"):
            try:
                yield path, _regular(root, Path(entry.path))
            except FileNotFoundError:
                continue  # deleted while we were looking
            except _BrokenError as broken:
                problems.append(Problem(path, 1, broken.code, str(broken)))


def _regular(root: Path, where: Path) -> Path:
    """Return the regular file to open; _BrokenError for links leading out and whatever is not a file."""
    if not where.name.isprintable():
        raise _BrokenError("name", "the file name holds bytes or marks that cannot be shown; rename it")
    mode = where.lstat().st_mode
    if stat.S_ISLNK(mode):
        where = _target(root, where)
        mode = where.lstat().st_mode
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
        raise _BrokenError("not-a-file", f"is {kind}, so it is not read; rename or remove it")
    return where


def _target(root: Path, link: Path) -> Path:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError on Python 3.11
        raise _BrokenError("dangling-link", "is a link to something that does not exist; remove it") from error
    if not target.is_relative_to(root):
        raise _BrokenError("outside-link", "is a link that leads out of the knowledge folder, so it is not followed")
    if any(part.startswith((".", "_")) for part in target.relative_to(root).parts):
        raise _BrokenError("hidden-link", "is a link to a file kept from customers (its name begins with `_` or `.`)")
    if target.suffix.lower() != ".md":
        raise _BrokenError("not-a-file", "is a link to something that is not a .md file, so it is not followed")
    return target


def _relative(root: Path, where: Path) -> str:
    path = where.relative_to(root).as_posix()
    # Names that are not UTF-8 come as lone surrogates, which neither JSON nor a database takes; a line break in a name
    # would make two lines of a finding.
    return _UNSHOWN.sub(lambda sign: sign[0].encode("unicode_escape").decode("ascii"), path)


def _read(path: str, root: Path, where: Path, before: Parsed | None) -> Parsed:
    last_good = before.article if before else None
    try:
        stamp, data = _bytes(root, where, before)
        if data is None and before:
            return before
        version = hashlib.sha256(data or b"").hexdigest()[:12]
        if last_good and version != last_good.version and _cut_off(stamp, data or b""):
            raise _BrokenError("being-written", "was saved a moment ago and ends in the middle of a line")
        if before and before.version == version:
            return Parsed(stamp, version, last_good, before.problems)
        return _parsed(path, data or b"", stamp, version, last_good)
    except FileNotFoundError:
        return Parsed(Stamp(-1, 0, 0, False), "", None, ())
    except OSError as error:
        problem = Problem(path, 1, "unreadable", f"cannot be read ({error.strerror}){_kept(last_good)}")
        return Parsed(Stamp(-1, 0, 0, False), "", last_good, (problem,))
    except _BrokenError as broken:
        problem = Problem(path, 1, broken.code, f"{broken}{_kept(last_good)}")
        return Parsed(Stamp(-1, 0, 0, False), "", last_good, (problem,))


def _cut_off(stamp: Stamp, data: bytes) -> bool:
    """Whether a file that was written just now looks like the first half of what is being written."""
    return bool(data.strip()) and time.time_ns() - stamp.mtime_ns < _FRESH_NS and not data.endswith((b"\n", b"\r"))


def _parsed(path: str, data: bytes, stamp: Stamp, version: str, last_good: Article | None) -> Parsed:
    try:
        article, problems = _parse(path, data)
    except _BrokenError as broken:
        first = Problem(path, broken.line, broken.code, f"{broken}{_kept(last_good)}")
        more = tuple(Problem(path, line, broken.code, message) for line, message in broken.more)
        return Parsed(stamp, version, last_good, (first, *more[: MAX_PROBLEMS - 1]))
    if len(problems) > MAX_PROBLEMS:
        rest = Problem(path, 1, "more", f"has {len(problems) - MAX_PROBLEMS} more findings like these")
        problems = (*problems[:MAX_PROBLEMS], rest)
    return Parsed(stamp, version, article, problems)


def _kept(article: Article | None) -> str:
    return "; the last good version is still served" if article else "; it is not served"


# O_NONBLOCK: should a FIFO take the file's place after lstat, opening it must not hang.
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def _open(root: Path, where: Path) -> int:
    """Open a file from the root down, following no link on the way: a folder may become one while we look."""
    at = os.open(root, _FLAGS | os.O_DIRECTORY)
    try:
        return _open_at(at, where.relative_to(root).parts)
    finally:
        os.close(at)


def _open_at(root: int, parts: Sequence[str]) -> int:
    """The same from an open root, which stays open."""
    at = root
    try:
        for folder in parts[:-1]:
            inner = os.open(folder, _FLAGS | os.O_DIRECTORY, dir_fd=at)
            if at != root:
                os.close(at)
            at = inner
        return os.open(parts[-1], _FLAGS, dir_fd=at)
    finally:
        if at != root:
            os.close(at)


def _bytes(root: Path, where: Path, before: Parsed | None) -> tuple[Stamp, bytes | None]:
    """Return a file's stamp and bytes, None when it has not changed since `before`."""
    handle = _open(root, where)
    with os.fdopen(handle, "rb") as file:
        stamp = _stamp(os.fstat(handle))
        if before and before.stamp == stamp and stamp.settled:
            return stamp, None
        if stamp.size > MAX_BYTES:
            raise _BrokenError("too-big", f"is larger than {MAX_BYTES // 1_000_000} MB; split it")
        data = file.read(MAX_BYTES + 1)
        after = _stamp(os.fstat(handle))
    if (after.size, after.mtime_ns) != (stamp.size, stamp.mtime_ns) or len(data) != stamp.size:
        raise _BrokenError("being-written", "changed while it was read; it is read again at the next look")
    return stamp, data


def _stamp(seen: os.stat_result) -> Stamp:
    if not stat.S_ISREG(seen.st_mode):
        raise _BrokenError("not-a-file", "is not a regular file, so it is not read")
    return Stamp(seen.st_size, seen.st_mtime_ns, seen.st_ino, _settled(seen))


def _settled(seen: os.stat_result) -> bool:
    # A second write within the clock's grain would carry the same time (git calls such a file "racy").
    return time.time_ns() - seen.st_mtime_ns > _SETTLED_NS


def _parse(path: str, data: bytes) -> tuple[Article, tuple[Problem, ...]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _BrokenError("encoding", "is not UTF-8; save it as UTF-8", line) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MAX_LINES:
        raise _BrokenError("too-big", f"has more than {MAX_LINES} lines; split it")
    if not text.strip():
        raise _BrokenError("empty", "is empty; write a title and an answer")
    problems: list[Problem] = []
    header, body, first_line = _front_matter(text)
    values = _Header(path, header, text, problems)
    body = without_comments(_CONTROL.sub("", body))
    headline, sections = _sections(path, body, first_line, problems)
    name = path.rsplit("/", 1)[-1]
    expires = _or_broken(values, problems)
    article = Article(
        path=path,
        title=values.line("title") or headline or _in_words(name),
        topic=path.rpartition("/")[0],
        lang=values.lang(),
        asks=values.lines("asks"),
        tags=values.lines("tags"),
        audience=values.lines("audience"),
        owner=values.line("owner"),
        review_by=values.day("review_by"),
        expires=expires,
        must_say=values.lines("must_say"),
        must_not_say=values.lines("must_not_say"),
        sections=sections,
        version=hashlib.sha256(data).hexdigest()[:12],
    )
    if not sections and not article.asks:
        problems.append(Problem(path, 1, "empty", "has no text and no `asks`; write an answer", "warning"))
    return article, tuple(problems)


def _or_broken(values: "_Header", problems: Sequence[Problem]) -> date | None:
    """Return the day from which an article is not served; what else its header has wrong is named with a bad one."""
    try:
        return values.day("expires", strict=True)
    except _BrokenError as broken:
        values.day("review_by")
        values.lang()
        more = [(one.line, one.message) for one in problems if one.code == "front-matter"]
        raise _BrokenError(broken.code, str(broken), broken.line, more) from broken


_UNOPENED = re.compile(rf"\s*+(?:[-–—=+*_~]++[^\S\n]*+\n\s*+)?(?:{'|'.join(KEYS)})[ \t]*:")
"""A header below something else than `---`: `--`, a dash that a word processor made of it, an empty line, nothing."""


def _front_matter(text: str) -> tuple[dict[str, Any], str, int]:
    """Return (header, body, the body's first line number)."""
    if not re.match(r"---[ \t]*\n", text):
        if _UNOPENED.match(text):  # as text it would be shown to customers, and nothing in it would hold
            raise _BrokenError("front-matter", "has a header that does not begin with `---` in the first line", 1)
        return {}, text, 1
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, text.index("\n") + 1)
    if end is None:
        raise _BrokenError("front-matter", "begins with `---` but the header is never closed; end it with a line `---`")
    raw = text[text.index("\n") + 1 : end.start()]
    body = text[end.end() :].removeprefix("\n")
    return _yaml(raw), body, text.count("\n", 0, end.end()) + 2


_TAB = "a tab; indent with spaces"
SLIPS = (
    ("quoted scalar", "end of stream", "a quotation mark is opened here and never closed"),
    ("", "mapping values are not allowed", "a second `:` in the line, or none in the line before; put a value that "
     "holds `: ` in quotes"),
    ("", "tab character", _TAB),
    ("", "cannot start any token", "a value begins with a sign that YAML keeps for itself (@ ` %); put the value in "
     "quotes"),
    ("parsing a flow", "", "a list is opened here with `[` and never closed with `]`"),
    ("block mapping", "expected", "a line that is indented otherwise than its neighbours, or text after a closing "
     "quotation mark (inside single quotes an apostrophe is written twice: 'it''s')"),
    ("block collection", "", "a list item (`- …`) and `key: value` lines on one level; indent the list"),
    ("", "unknown escape character", "a backslash in double quotes; write it twice, or use single quotes"),
)  # fmt: skip
"""What the parser was doing, what it says, and what whoever wrote it did."""


_DAY = re.compile(r"\b(\d{4})-(\d\d?)-(\d\d?)\b")


def _slip(error: yaml.YAMLError) -> tuple[int, str]:
    """Return in which line of an article its header goes wrong, and how to mend it."""
    context, problem = (str(getattr(error, name, None) or "") for name in ("context", "problem"))
    begun, met = (getattr(error, name, None) for name in ("context_mark", "problem_mark"))
    for doing, met_with, meaning in SLIPS:
        if doing in context and met_with in problem:
            mark = begun if "opened here" in meaning and begun else met
            return (mark.line if mark else 0) + 2, meaning
    return (met.line if met else 0) + 2, problem or "not YAML"


def _no_day(raw: str) -> tuple[int, str] | None:
    """Return in which line of an article a day stands that is none, and how to mend it: YAML does not say."""
    for number, line in enumerate(raw.split("\n"), 2):
        for written in _DAY.finditer(line):
            try:
                date(*(int(part) for part in written.groups()))
            except ValueError as error:
                return number, f"{written[0]} is no day ({error}); days are written YYYY-MM-DD"
    return None


def _yaml(raw: str) -> dict[str, Any]:
    if len(raw) > MAX_FRONT_MATTER:
        raise _BrokenError(
            "front-matter", f"has a header of more than {MAX_FRONT_MATTER // 1024} KB; keep text in the body"
        )
    value, faults = _loaded(raw), list[tuple[int, str]]()
    lines = raw.split("\n")
    while isinstance(value, tuple) and len(faults) < MAX_PROBLEMS:
        faults.append(value)
        if not 2 <= value[0] < len(lines) + 2 or not lines[value[0] - 2]:
            break
        lines[value[0] - 2] = ""  # what is wrong behind it is named in the same breath
        value = _loaded("\n".join(lines))
    if faults:
        raise _BrokenError("front-matter", faults[0][1], faults[0][0], faults[1:])
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _BrokenError("front-matter", "has a header that is not `key: value` lines", 2)
    return {_key(key): item for key, item in value.items()}


def _loaded(raw: str) -> Any:
    """Return what a header holds; a tuple (line of the article, what is wrong) where it cannot be read."""
    try:
        if _MAYBE_ANCHOR.search(raw) and _has_anchor(raw):
            return 1, "uses YAML anchors (`&` or `*` before a name); put such text in quotes"
        return yaml.load(raw, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    except yaml.YAMLError as error:
        line, reason = _slip(error)
        if any(told.lstrip(" ").startswith("\t") for told in raw.split("\n")[line - 2 : line - 1]):
            reason = _TAB  # the parser in C does not tell which sign it was
    except (ValueError, RecursionError, OverflowError) as error:
        line, reason = _no_day(raw) or (2, str(error))
    return line, f"has a header that cannot be read: {reason}"


def _key(key: object) -> str:
    return key.strip() if isinstance(key, str) else repr(key)


def _has_anchor(raw: str) -> bool:
    return any(isinstance(token, (yaml.AnchorToken, yaml.AliasToken)) for token in yaml.scan(raw, Loader=_LOADER))


class _Header:
    """Front matter read field by field; what cannot be used becomes a problem with its line."""

    def __init__(self, path: str, values: dict[str, Any], text: str, problems: list[Problem]) -> None:
        self._path, self._values, self._text, self._problems = path, values, text, problems
        for key in values:
            if key not in KEYS:
                self._unknown(key)

    def line(self, key: str) -> str:
        value = self._values.get(key)
        if value is None:
            return ""
        if isinstance(value, (list, dict)):
            self._complain(key, f"`{key}` must be one line of text")
            return ""
        return self._worded(key, value)

    def lines(self, key: str) -> tuple[str, ...]:
        value = self._values.get(key)
        if value is None:
            return ()
        found = [self._worded(key, item) for item in (value if isinstance(value, list) else [value])]
        return tuple(item for item in found if item)

    def _worded(self, key: str, value: object) -> str:
        try:
            return _text(value)
        except (ValueError, RecursionError) as error:  # lists in lists without end, numbers of thousands of digits
            raise _BrokenError("front-matter", f"`{key}` cannot be read as text", self._line(key)) from error

    def lang(self) -> str:
        value = self._values.get("lang")
        if value is False:
            return "no"  # YAML 1.1 reads an unquoted `no` as false: this is Norwegian
        code = self.line("lang").replace("_", "-").partition("-")[0].lower()
        if code and not re.fullmatch(r"[a-z]{2,3}", code):
            self._complain("lang", f"`lang: {code}` is not a language code such as en, de, es or fr")
            return "en"
        return code or "en"

    def day(self, key: str, *, strict: bool = False) -> date | None:
        value = self._values.get(key)
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError as error:
            message = f"`{key}` is not a day such as 2027-01-31"
            if strict:  # served for ever because of a slip would be worse than not served
                raise _BrokenError("front-matter", message, self._line(key)) from error
            self._complain(key, message)
            return None

    def _unknown(self, key: str) -> None:
        near = process.extractOne(key.lower().replace("-", "_"), KEYS, scorer=OSA.distance, score_cutoff=2)
        begun = next((known for known in KEYS if len(known) >= PREFIX and key.lower().startswith(known)), None)
        if near:
            self._complain(key, f"unknown key `{key}`: did you mean `{near[0]}`? The article is served without it")
        elif begun:  # it may as well be another program's
            self._complain(key, f"unknown key `{key}` is ignored: did you mean `{begun}`?", "warning")
        else:
            self._complain(key, f"unknown key `{key}` is ignored; known are {', '.join(KEYS)}", "warning")

    def _complain(self, key: str, message: str, severity: Literal["error", "warning"] = "error") -> None:
        self._problems.append(Problem(self._path, self._line(key), "front-matter", message, severity))

    def _line(self, key: str) -> int:
        found = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*:", re.MULTILINE).search(self._text)
        return self._text.count("\n", 0, found.start()) + 1 if found else 1


def _text(value: object) -> str:
    if isinstance(value, dict):  # `- Returns: how long?` is a mapping to YAML and a line of text to people
        value = ", ".join(f"{key}: {item}" for key, item in value.items())
    return re.sub(r"\s+", " ", _CONTROL.sub("", str(value))).strip()


def _in_words(name: str) -> str:
    words = re.sub(r"[-_\s]+", " ", name.removesuffix(".md").removesuffix(".MD")).strip()
    return words[:1].upper() + words[1:] or name


def _sections(path: str, body: str, first_line: int, problems: list[Problem]) -> tuple[str, tuple[Section, ...]]:
    """Return (words of the first `#` heading, sections that hold text)."""
    lines = body.split("\n")
    marks = _headings(body)
    title = next((words for _, _, level, words in marks if level == 1), "")
    # The first `#` is the article's name, so what follows it belongs to no heading of its own.
    at_title = next((n for n, mark in enumerate(marks) if mark[2] == 1), None)
    sections: list[Section] = []
    anchors: dict[str, int] = {}
    starts = [(0, 0, 1, ""), *marks]
    for n, (_, start, level, words) in enumerate(starts):
        end, next_level = (starts[n + 1][0], starts[n + 1][2]) if n + 1 < len(starts) else (len(lines), 0)
        anchor = anchor_of(words, anchors) if words else ""
        if at_title is not None and n == at_title + 1:
            words = anchor = ""
        text = "\n".join(lines[start:end]).strip("\n").rstrip()
        lead = next((i for i in range(start, end) if lines[i].strip()), start)
        if text.strip():
            sections.append(Section(path, words, anchor, text, first_line + lead))
        elif words and next_level <= level:
            message = f"section “{words}” has no text; write it or remove the heading"
            problems.append(Problem(path, first_line + start - 1, "empty-section", message, "warning"))
    return title, tuple(sections)


def _headings(body: str) -> list[tuple[int, int, int, str]]:
    """Return (line, line after, level, words) of each heading that is not inside a quote or list."""
    simple = _simple_headings(body)
    if simple is not None:
        return simple
    tokens = blocks(body)
    found = []
    for n, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            found.append((token.map[0], token.map[1], int(token.tag[1]), plain(tokens[n + 1].content)))
    return found


def _simple_headings(body: str) -> list[tuple[int, int, int, str]] | None:
    """Return the headings of a text in which each is a plain line; None for one that takes a parser.

    Most articles are such texts, and the parser took half the time of a start.
    """
    found = []
    for number, line in enumerate(body.split("\n")):
        if line.startswith("#"):
            mark = _HEADING.match(line)
            if mark is None:
                return None
            found.append((number, number + 1, len(mark[1]), plain(mark[2])))
        elif _INTRICATE.match(line):
            return None
    return found


def anchor_of(heading: str, taken: dict[str, int]) -> str:
    """Return a heading's anchor as GitHub makes it; `taken` counts those of the same file."""
    slug = re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
    seen = taken.get(slug, 0)
    taken[slug] = seen + 1
    return f"{slug}-{seen}" if seen else slug


_HEADING = re.compile(r"(#{1,6}) ([^\s#](?:.*[^\s#])?)$")
_INTRICATE = re.compile(r"[ \t]*(?:```|~~~|<|=+[ \t]*$|-+[ \t]*$)|[^\w]*#")
"""How a line begins that takes a parser to tell headings: fences, HTML, underlines, `#` in a list or quote."""
_markdown = MarkdownIt("commonmark").enable("table").disable("inline")
