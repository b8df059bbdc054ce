"""Saved replies: what agents say again and again, in `replies.toml` beside the articles, under the admin's own git."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import admin_files
from bot.admin_files import LastGood
from bot.errors import KnowledgeError

FILE = "replies.toml"
HOLES = ("customer", "agent", "company")
"""What a reply may have filled in."""
LONGEST = 4000
_KEYS = ("title", "text")
_HOLE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Reply:
    """A saved reply: what the list calls it, and its words with `{customer}`, `{agent}` and `{company}` in them."""

    title: str
    text: str

    def filled(self, *, customer: str, agent: str, company: str) -> str:
        """Return the words for one customer. Without a name, the greeting loses the gap where it would stand."""
        values = {"customer": customer, "agent": agent, "company": company}
        text = self.text if customer else re.sub(r"[ ,]*\{customer\}", "", self.text)
        return _HOLE.sub(lambda hole: values[hole[1]], text)


def load(path: Path) -> tuple[Reply, ...]:
    """Return the replies of a file in its order; none where there is no file. Raises KnowledgeError."""
    if not path.is_file():
        return ()
    _text, table = admin_files.read(path)
    entries = table.pop("reply", [])
    if table or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        other = ", ".join(table) or "reply"
        raise KnowledgeError(f"{path.name}: each reply begins with a line [[reply]]; found {other}")
    found = tuple(_reply(path.name, number, entry) for number, entry in enumerate(entries, 1))
    titles = [reply.title.casefold() for reply in found]
    if twins := sorted({title for title in titles if titles.count(title) > 1}):
        raise KnowledgeError(f"{path.name}: the title “{twins[0]}” stands there twice")
    return found


def _reply(name: str, number: int, entry: Mapping[str, Any]) -> Reply:
    where = f"{name}: reply {number}"
    for key in entry:
        if key not in _KEYS:
            raise KnowledgeError(f"{where} has an unknown key `{key}`{_near(key, _KEYS)}")
    title, text = (entry.get(key) for key in _KEYS)
    if not (isinstance(title, str) and title.strip() and isinstance(text, str) and text.strip()):
        raise KnowledgeError(f"{where} needs a `title` and a `text`")
    if len(text) > LONGEST:
        raise KnowledgeError(f"{where} (“{title}”) has {len(text)} letters; {LONGEST} are allowed")
    for hole in _HOLE.findall(text):
        if hole not in HOLES:
            raise KnowledgeError(f"{where} (“{title}”) has {{{hole}}}{_near(hole, HOLES)}; there are {_braced()}")
    return Reply(" ".join(title.split()), text.strip())


def _near(word: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, known, 1)
    return f": did you mean `{near[0]}`?" if near else ""


def _braced() -> str:
    return ", ".join(f"{{{hole}}}" for hole in HOLES)


class Replies(LastGood[tuple[Reply, ...]]):
    """The file while the desk runs."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, load, ())
