"""Markdown ↔ Telegram: text with entities and no parse mode, so that nothing in a text can be taken for markup.

Sources: https://core.telegram.org/bots/api#messageentity (offsets and lengths in UTF-16 units, what may nest in what,
100 entities and 4096 characters a message), fix_formatted_text in
https://github.com/tdlib/td/blob/master/td/telegram/MessageEntity.cpp (white space around entities, sorting).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from textwrap import dedent
from typing import Any
from urllib.parse import urlsplit

from bot.markup.neutral import (
    Block,
    Look,
    Span,
    Style,
    address,
    blank,
    cut,
    fenced,
    lines,
    merged,
    nested,
    quoted,
    read,
    spelled,
    write,
)  # fmt: skip

MOST_ENTITIES = 100
_INDENT = "   "
_NAMES = {"link": "text_link", "strike": "strikethrough"}
# As tdlib sorts those that begin and end together; also which are kept when there are too many, addresses first of all.
_PRIORITY = {"blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "bold": 90, "italic": 91, "strikethrough": 93}
_STYLES: dict[str, Style] = {"bold": "bold", "italic": "italic", "strikethrough": "strike", "code": "code"}


@dataclass(frozen=True, slots=True)
class Piece:
    """What one message carries: `text` and `entities` of sendMessage, the latter as JSON."""

    text: str
    entities: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """An entity before it is counted in UTF-16: places in the text."""

    type: str
    start: int
    end: int
    extra: tuple[tuple[str, str], ...] = ()


# --- Markdown → Telegram -----------------------------------------------------------------------


def pieces(markdown: str, limit: int = 4096) -> list[Piece]:
    """Return the messages that say it, in order; none for a text without anything to see.

    `limit` is in UTF-16 units (4096 for a text, 1024 for a caption; at least 1 below which a character of two units is
    left out). It is cut between blocks, else lines, else words, and within an entity only where that is too long by
    itself. Beyond 100 entities a message's least important ones are left out; its words never are.
    """
    text, marks = _laid_out(read(markdown))
    # White space at its ends is no part of an entity, nor of whether it fits.
    ends = [_trimmed(text, mark.start, mark.end) for mark in marks]
    marks = [replace(mark, start=start, end=end) for mark, (start, end) in zip(marks, ends, strict=True)]
    found: list[Piece] = []
    start = 0
    while start < len(text):
        marks = [mark for mark in marks if mark.end > start]
        end = _cut(text, start, marks, limit)
        piece = _piece(text, start, end, marks)
        found += [piece] if not blank(piece.text) and units(piece.text) <= limit else []
        start = end
    return found


def units(text: str) -> int:
    """Return a text's length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _laid_out(blocks: Sequence[Block]) -> tuple[str, list[_Mark]]:
    text = ""
    marks: list[_Mark] = []
    before: Block | None = None
    for block in blocks:
        if before:
            text += "\n" if block.group and block.group == before.group else "\n\n"
        start = len(text)
        words, own = _block(block)
        text += words
        marks += [_moved(mark, start) for mark in own]
        if block.quote:
            if before and before.quote == block.quote:
                start = next(mark.start for mark in reversed(marks) if mark.type == "blockquote")
                marks = [mark for mark in marks if (mark.type, mark.start) != ("blockquote", start)]
            marks.append(_Mark("blockquote", start, len(text)))
        before = block
    return text, marks


def _block(block: Block) -> tuple[str, list[_Mark]]:
    if block.kind == "code":
        text = dedent(block.text)
        extra = (("language", block.language),) if block.language else ()
        return text, [_Mark("pre", 0, len(text), extra)]
    spans = [replace(span, styles=span.styles | {"bold"}) if block.kind == "heading" else span for span in block.spans]
    indent = _INDENT * max(0, block.depth - 1)
    hang = indent + (_INDENT if block.depth else "")
    head = f"{indent}{block.mark} " if block.opens else hang
    plain = [
        Span(head),
        *(replace(span, text=span.text.replace("\n", f"\n{hang}")) for span in spelled(spans, _carried)),
    ]
    ends = list(accumulate(len(span.text) for span in plain))
    found = nested([frozenset(_looks(span)) for span in plain])
    return "".join(span.text for span in plain), [
        _Mark(_NAMES.get(look, look), ends[first - 1], ends[behind - 1], (("url", href),) if href else ())
        for (look, href), first, behind in found
    ]


def _looks(span: Span) -> Iterator[Look]:
    # Code holds nothing else and stands in nothing but a quotation; a link is worth more than its look.
    if span.href:
        yield ("link", span.href)
    if "code" in span.styles and not span.href:
        yield ("code", "")
    else:
        yield from ((style, "") for style in span.styles if style != "code")


def _carried(href: str) -> bool:
    """Whether a text_link can have it: of the web, with a dot in the host. All else Telegram drops or misreads."""
    try:
        return href.lower().startswith("http") and "." in (urlsplit(href).hostname or "").strip(".")
    except ValueError:
        return False


def _moved(mark: _Mark, by: int) -> _Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)


def _cut(text: str, start: int, marks: Iterable[_Mark], limit: int) -> int:
    most = start + limit  # no more characters than units
    if units(text[start : most + 1]) <= limit:
        return len(text)
    shut: set[int] = set()
    for mark in marks:
        first = max(start, mark.start)
        if first < most and units(text[first : mark.end]) <= limit:
            shut.update(range(first + 1, min(mark.end, most + 1)))
    return start + cut(text[start : most + 1], limit, units, lambda place: start + place in shut)


def _piece(text: str, start: int, end: int, marks: Iterable[_Mark]) -> Piece:
    start, end = _trimmed(text, start, end)
    words = text[start:end]
    offsets = [0, *accumulate(2 if char > "\uffff" else 1 for char in words)]
    found: list[dict[str, Any]] = []
    for mark in marks:
        first, last = _trimmed(text, max(mark.start, start), min(mark.end, end))
        if first < last and not blank(text[first:last]):
            offset = offsets[first - start]
            length = offsets[last - start] - offset
            found.append({"type": mark.type, "offset": offset, "length": length, **dict(mark.extra)})
    kept = sorted(found, key=lambda one: (one["type"] != "text_link", _PRIORITY[one["type"]]))[:MOST_ENTITIES]
    return Piece(words, tuple(sorted(kept, key=lambda one: (one["offset"], -one["length"], _PRIORITY[one["type"]]))))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


# --- Telegram → Markdown -----------------------------------------------------------------------


def markdown(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    """Return a message that came in (`text` or `caption`, with its entities) as Markdown that shows the same.

    What is no entity is escaped. Names that were mentioned stay as words; an address becomes a link; underlines and
    spoilers are words like others. Entities that are malformed, cross or lie outside are cut to what makes sense.
    """
    marks = _marks(text, entities)
    if not marks:
        return "" if blank(text) else "\n".join(write([Span(line)]) for line in text.split("\n")).strip("\n")
    looks: list[Span] = [Span(char) for char in text]
    blocks = [""] * len(text)
    quotes = [0] * len(text)
    for number, mark in enumerate(marks, 1):
        for place in range(mark.start, mark.end):
            if mark.type == "pre":
                blocks[place] = f"{number} {dict(mark.extra).get('language', '')}"
            elif mark.type == "blockquote":
                quotes[place] = quotes[place] or number
            elif mark.type == "text_link":
                looks[place] = replace(looks[place], href=looks[place].href or dict(mark.extra)["url"])
            else:
                looks[place] = replace(looks[place], styles=looks[place].styles | {_STYLES[mark.type]})
    found: list[str] = []
    for (code, quote), places in groupby(range(len(text)), key=lambda place: (blocks[place], quotes[place])):
        part = merged(looks[place] for place in places)
        if not blank("".join(span.text for span in part)):
            found.append(_written(part, code, bool(quote)))
    return "\n\n".join(found)


def _written(part: Sequence[Span], code: str, quote: bool) -> str:
    words = "".join(span.text for span in part)
    if code:
        body = fenced(words.strip("\n"), code.split(" ", 1)[1])
    else:
        body = "\n".join(write(line) for line in lines(part)).strip("\n")
    return quoted(body) if quote else body


def _marks(text: str, entities: Sequence[Mapping[str, Any]]) -> list[_Mark]:
    offsets = [0, *accumulate(2 if char > "\uffff" else 1 for char in text)]
    found: list[_Mark] = []
    for entity in (one for one in entities if isinstance(one, dict)):
        offset, length = entity.get("offset"), entity.get("length")
        if not (isinstance(offset, int) and isinstance(length, int)) or offset < 0 or length <= 0:
            continue
        # Half a character belongs to the entity that touches it.
        start = bisect_right(offsets, offset) - 1
        end = min(bisect_left(offsets, offset + length), len(text))
        mark = _mark(entity, text[start:end])
        found += [replace(mark, start=start, end=end)] if mark and start < end else []
    return found


def _mark(entity: Mapping[str, Any], words: str) -> _Mark | None:
    kind = entity.get("type")
    if kind in ("text_link", "url"):
        given = str(entity.get("url") or "") if kind == "text_link" else words
        href = address(given if "://" in given or kind == "text_link" else f"https://{given}")
        return _Mark("text_link", 0, 0, (("url", href),)) if href else None
    if kind == "pre":
        return _Mark("pre", 0, 0, (("language", str(entity.get("language") or "")),))
    if kind in ("blockquote", "expandable_blockquote"):
        return _Mark("blockquote", 0, 0)
    return _Mark(kind, 0, 0) if isinstance(kind, str) and kind in _STYLES else None
