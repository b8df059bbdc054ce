"""The form of an answer, as the customer wishes or needs it: numbered steps, bullets, or plain text to be read."""

from __future__ import annotations

import re

from bot.answers.grounding import sentences
from bot.types.memory import Known

READ_ALOUD = frozenset({"screen reader", "blind", "low vision", "braille"})
"""Access needs of people who hear or feel an answer: tables, bold type and pictures only stand in their way."""
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")
_MARKS = re.compile(r"\*\*|__|`|^#{1,6}\s+|!\[([^\]]*)\]\([^)]*\)", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_RULE = re.compile(r"^[|\s:-]+$")


def form(known: Known) -> str:
    """Return the form that a customer's answers have: their own wish first, then what they need; "" for none."""
    wished = known.get("pref.format") or ""
    return wished or ("plain" if known.get("accessibility.need") in READ_ALOUD else "")


def shaped(text: str, wanted: str) -> str:
    """Return an answer's words in that form. What is said stays the same; a table stays one, except in plain text."""
    if wanted == "plain":
        return _plain(text)
    if wanted not in ("steps", "bullets") or any(line.lstrip().startswith("|") for line in text.splitlines()):
        return text
    items = [item for line in text.splitlines() if line.strip() for item in _items(line)]
    if len(items) < 2:
        return text
    marks = (f"{number}." for number in range(1, len(items) + 1)) if wanted == "steps" else ("-" for _ in items)
    return "\n".join(f"{mark} {item}" for mark, item in zip(marks, items, strict=True))


def _items(line: str) -> list[str]:
    bare = _ITEM.sub("", line).strip()
    return [bare] if bare != line.strip() else sentences(bare)


def _plain(text: str) -> str:
    lines: list[str] = []
    header: list[str] = []
    for line in text.splitlines():
        if not line.lstrip().startswith("|"):
            header = []
            lines.append(_ITEM.sub("", line))
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if _RULE.match(line):
            continue
        if header:
            told = (f"{name}: {cell}" for name, cell in zip(header, cells, strict=False) if cell)
            lines.append("; ".join(told) + ".")
        else:
            header = cells
    return _MARKS.sub(r"\1", _LINK.sub(r"\1 (\2)", "\n".join(lines))).strip()
