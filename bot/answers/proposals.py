"""Articles that agents suggest: files for the admins, in a folder that is never served."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import markup

FOLDER = "_proposals"
"""Inside of the knowledge folder: names that begin with `_` are never served."""

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(r"(?<!\w)\+?\d[\d ()/-]{6,18}\d(?!\w)")
_NUMBER = re.compile(r"(?<!\w)(?:[A-Z]{1,4}-?)?\d{4,}(?!\w)")
_SHORTEST_NAME = 3
_SURNAME = r"(?: (?:(?:van|von|de|del|da|di|la|le) )*[^\W\d_a-zß-ÿ][\w'’-]+)*"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One suggested article."""

    number: int
    """Of the case it came from."""
    title: str
    text: str


def name(number: int, title: str) -> str:
    """Return a proposal's file name, the same for the same case and title."""
    return f"case-{number}-{markup.slug(title)[:60].strip('-') or 'article'}.md"


def write(knowledge: Path, proposal: Proposal) -> Path:
    """Write a proposal's file and return its path. Raises OSError."""
    folder = knowledge / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name(proposal.number, proposal.title)
    asks = json.dumps(" ".join(proposal.title.split()), ensure_ascii=False)  # a JSON string is a YAML one
    header = f"---\nasks:\n  - {asks}\n---\n"
    note = f"<!-- Suggested from case #{proposal.number}; edit before use. -->"
    words = f"{header}# {proposal.title}\n\n{proposal.text}\n\n{note}\n"
    path.write_text(words, encoding="utf-8")
    return path


def impersonal(text: str, names: Sequence[str]) -> str:
    """Return words without who it was: names, e-mail addresses, telephone and other long numbers.

    What is written large right behind a name goes with it: who told a first name may be called by both.
    """
    text = _NUMBER.sub("[number]", _PHONE.sub("[phone]", _MAIL.sub("[e-mail]", text)))
    parts = {part for whole in names for part in (whole, *whole.split()) if len(part) >= _SHORTEST_NAME}
    for part in sorted(parts, key=len, reverse=True):
        text = re.sub(rf"(?<!\w)(?i:{re.escape(part)})(?!\w){_SURNAME}", "[name]", text)
    return text
