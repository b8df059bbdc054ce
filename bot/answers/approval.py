"""An admin makes an article of a draft: from then on it is served, and whoever met that gap is told."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

from bot.admin_files import why_unreadable
from bot.answers.articles import load
from bot.answers.check import check
from bot.answers.proposals import FOLDER
from bot.errors import KnowledgeError

_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_HEAD = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#.*$", re.MULTILINE)
_PREFIX = re.compile(r"^(?:case-\d+|gap)-")


def drafts(knowledge: Path) -> list[str]:
    """Return the names of the articles that wait for an admin; a link, which may lead anywhere, is none."""
    return sorted(path.name for path in (knowledge / FOLDER).glob("*.md") if path.is_file() and not path.is_symlink())


def place(draft: str) -> str:
    """Return where a draft belongs when nobody says otherwise."""
    return f"answers/{_PREFIX.sub('', draft)}"


def approve(knowledge: Path, draft: str, to: str, today: date) -> Path:
    """Put a draft among the articles and return its file, without the notes to the admin.

    Raises KnowledgeError, and leaves the draft where it is, where there is none of that name, it is no text or answers
    nothing yet, a file stands there already or cannot be written, or the article has errors or would not be served.
    """
    if draft not in drafts(knowledge):
        raise KnowledgeError(f"there is no draft {draft}; `rapport kb approve` lists them")
    path, target = knowledge / FOLDER / draft, _target(knowledge, to, draft)
    text = _COMMENT.sub("", _words(path)).rstrip()
    if not _HEADING.sub("", _HEAD.sub("", f"{text}\n")).strip():
        raise KnowledgeError(f"{path} answers nothing yet; write the answer into it first")
    _write(target, f"{text}\n")
    if wrong := _wrong(knowledge, target, today):
        target.unlink()
        raise KnowledgeError("\n".join(f"{path}: {one}" for one in wrong))
    path.unlink()
    return target


def _write(target: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all. Raises KnowledgeError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnowledgeError(f"cannot write {target}: {error.strerror}") from error
    try:
        file = target.open("x", encoding="utf-8")
    except FileExistsError as error:
        raise KnowledgeError(f"{target} is there already; name another file with --as, or edit that one") from error
    except OSError as error:
        raise KnowledgeError(f"cannot write {target}: {error.strerror}") from error
    try:
        with file:
            file.write(text)
    except OSError as error:  # a full disk: the half that is there would be served
        target.unlink()
        raise KnowledgeError(f"cannot write {target}: {error.strerror}") from error


def _wrong(knowledge: Path, target: Path, today: date) -> list[str]:
    """Return why an article that was just written cannot stay; nothing where it is served."""
    shown = target.relative_to(knowledge).as_posix()  # "./a.md" is a.md
    found = [one for one in check(knowledge, today) if one.path == shown]
    if errors := [f"{one.code} {one.message}" for one in found if one.severity == "error"]:
        return errors
    if any(one.path == shown and one.served(today) for one in load(knowledge).articles):
        return []
    return [f"would not be served as {shown}; name another file with --as", *(one.message for one in found)]


def _words(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(why_unreadable(path, error)) from error


def _target(knowledge: Path, to: str, draft: str) -> Path:
    target = knowledge / to
    hidden = any(part.startswith(("_", ".")) for part in Path(to).parts)
    if target.suffix != ".md" or hidden or Path(to).is_absolute() or not to.isprintable():
        raise KnowledgeError(f"--as {to} is no place for an article; write one such as {place(draft)}")
    if Path(os.path.realpath(target.parent)) != Path(os.path.realpath(knowledge), to).parent:
        raise KnowledgeError(f"--as {to} goes through a link to a folder, and these are not followed; name another")
    return target
