"""Markdown ↔ Slack: rich_text blocks, whose texts are literal: no character in them is markup, none can ping.

Sources: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block (elements),
https://docs.slack.dev/messaging/formatting-message-text (mrkdwn and what must be escaped in it),
https://github.com/slackapi/bolt-js/issues/2509 (a message whose blocks are too long in all is refused as
msg_blocks_too_long, from about 13,200 characters, containers counted).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from bot.markup.neutral import (
    Block,
    Span,
    Style,
    address,
    blank,
    cut,
    fenced,
    lines,
    merged,
    quoted,
    read,
    spelled,
    write,
)  # fmt: skip
from bot.markup.words import JOINER, quiet

SECTION = 3000
"""Characters of JSON that one element may have. Slack says so of a section's text; of rich_text it says nothing."""
FALLBACK = 1000
"""Characters of `text`: it is what a notification shows."""
DEEPEST = 5
"""Slack draws lists no deeper; deeper ones stand at this depth."""

_BROADCASTS = ("here", "channel", "everyone")
_SOMEBODY = "@somebody"
_STYLES: tuple[Style, ...] = ("bold", "italic", "strike", "code")


@dataclass(frozen=True, slots=True)
class Piece:
    """What one message carries: `blocks`, and `text` for notifications, escaped and with nothing live in it."""

    text: str
    blocks: tuple[dict[str, Any], ...]


# --- Markdown → Slack --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Atom:
    """A part of a message that is not divided: the spans of one section, quotation, item or piece of code."""

    block: Block
    spans: tuple[Span, ...]
    opens: bool
    """Whether it is the first of its block."""
    cost: int


def pieces(markdown: str, limit: int = 12_000) -> list[Piece]:
    """Return the messages that say it, in order, one rich_text block each; none for a text without anything to see.

    `limit` is in characters of a whole message (blocks as JSON, and text), at least 2,000. It is cut between blocks,
    else lines, else words. Send with `unfurl_links: false`; Slack links nothing in these texts but our links.
    """
    fallback = min(FALLBACK, limit // 4)
    room = limit - fallback - len(json.dumps([_message([])]))
    found: list[list[_Atom]] = [[]]
    for atom in _atoms(read(markdown), min(SECTION, room // 2)):
        if found[-1] and sum(one.cost for one in found[-1]) + atom.cost > room:
            found.append([])
        found[-1].append(atom)
    return [
        Piece(_fallback(_lines(atoms), fallback), (_message(_elements(atoms)),))
        for atoms in found
        if not blank("".join(span.text for atom in atoms for span in atom.spans))
    ]


def _message(elements: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": elements}


def _atoms(blocks: Iterable[Block], most: int) -> Iterator[_Atom]:
    for block in blocks:
        bold = frozenset[Style](("bold",) if block.kind == "heading" else ())
        spans = [replace(span, styles=span.styles | bold) for span in spelled(block.spans, _carried)]
        opens = True
        # An empty item is left out, as Slack may refuse an empty section; the numbers of the others are told to it.
        for part in _divided(spans, most - 200):
            yield _Atom(block, part, opens, sum(_cost(span) for span in part) + 200)
            opens = False


def _carried(href: str) -> bool:
    return len(href) < SECTION // 3


def _cost(span: Span) -> int:
    return len(json.dumps(_element(span), ensure_ascii=False)) + 2


def _divided(spans: Sequence[Span], most: int) -> Iterator[tuple[Span, ...]]:
    left = merged(spans)
    while left:
        head, left = _head(left, most)
        yield head


def _head(spans: tuple[Span, ...], most: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    def costs(head: str) -> int:
        return sum(_cost(span) for span in _upto(spans, len(head)))

    text = "".join(span.text for span in spans)
    place = cut(text, most, costs)
    return _upto(spans, place), _from(spans, place)


def _upto(spans: Sequence[Span], place: int) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in spans:
        found.append(replace(span, text=span.text[: max(0, place)]))
        place -= len(span.text)
        if place <= 0:
            break
    return merged(found)


def _from(spans: Sequence[Span], place: int) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in spans:
        found.append(replace(span, text=span.text[max(0, place) :]))
        place -= len(span.text)
    return merged(found)


def _elements(atoms: Sequence[_Atom]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    last: _Atom | None = None  # the list that stands at the end of `found`, by its latest item
    for atom in atoms:
        block = atom.block
        if block.kind != "code" and block.opens and atom.opens:
            _add_item(found, atom, last)
            last = atom
            continue
        if last and block.kind != "code" and _continues(found, atom, last):
            found[-1]["elements"][-1]["elements"] += _texts((*((Span("\n"),) if atom.opens else ()), *atom.spans))
            continue
        last = None
        spans = atom.spans
        if block.kind == "code":
            element: dict[str, Any] = {"type": "rich_text_preformatted", "elements": _texts(spans, plain=True)}
            found.append({**element, "border": 1} if block.quote else element)
        elif block.quote and found and atom.opens and found[-1].get("type") == "rich_text_quote" and _same(atoms, atom):
            found[-1]["elements"] += _texts((Span("\n\n"), *spans))
        elif block.quote:
            found.append({"type": "rich_text_quote", "elements": _texts(spans)})
        else:
            gap = (Span("\n"),) if found and atom.opens else ()
            found.append({"type": "rich_text_section", "elements": _texts((*gap, *spans))})
    return found


def _same(atoms: Sequence[_Atom], atom: _Atom) -> bool:
    """Whether an atom stands in the same quotation as the one before."""
    return any(b is atom and a.block.quote == b.block.quote and not a.block.depth for a, b in pairwise(atoms))


def _continues(found: list[dict[str, Any]], atom: _Atom, last: _Atom) -> bool:
    """Whether what opens no item belongs to the last one, and there is room in it."""
    same = (last.block.depth, last.block.group) == (atom.block.depth, atom.block.group)
    item = found[-1]["elements"][-1]
    return same and len(json.dumps(item, ensure_ascii=False)) + atom.cost <= SECTION


def _add_item(found: list[dict[str, Any]], atom: _Atom, last: _Atom | None) -> None:
    block = atom.block
    item = {"type": "rich_text_section", "elements": _texts(atom.spans)}
    if last and _follows(last.block, block):
        found[-1]["elements"].append(item)
        return
    made: dict[str, Any] = {"type": "rich_text_list", "style": "bullet" if block.number is None else "ordered"}
    made["indent"] = min(block.depth - 1, DEEPEST)
    if block.number is not None and block.number > 1:
        made["offset"] = block.number - 1
    if block.quote:
        made["border"] = 1
    found.append({**made, "elements": [item]})


def _follows(last: Block, block: Block) -> bool:
    """Whether an item goes on with the list of the last one: same depth, kind and quotation, and the next number."""
    alike = (last.depth, last.group, last.quote) == (block.depth, block.group, block.quote)
    if last.number is None or block.number is None:
        return alike and last.number is block.number
    return alike and block.number == last.number + 1


def _texts(spans: Iterable[Span], plain: bool = False) -> list[dict[str, Any]]:
    return [_element(replace(span, styles=frozenset()) if plain else span) for span in merged(spans)]


def _element(span: Span) -> dict[str, Any]:
    style = {name: True for name in _STYLES if name in span.styles}
    found: dict[str, Any] = {"type": "text", "text": span.text}
    if span.href:
        found = {"type": "link", "url": span.href, "text": span.text}
    return {**found, "style": style} if style else found


def _lines(atoms: Iterable[_Atom]) -> str:
    return "\n".join(
        (f"{atom.block.mark} " if atom.opens and atom.block.opens else "") + "".join(span.text for span in atom.spans)
        for atom in atoms
    )


def _fallback(text: str, most: int) -> str:
    safe = mrkdwn(text.strip()[:most])
    return safe if len(safe) <= most else re.sub(r"&\w{0,3}$", "", safe[: most - 1]) + "…"


def mrkdwn(text: str) -> str:
    """Return a stranger's plain text such that it is words and nothing else within mrkdwn.

    `& < >` are escaped: no mention, no link, no broadcast. What Slack would link or format by itself (addresses, @here,
    *bold*, `code`, quotations) is broken by a word joiner; that Slack honours it is unproven, so send the object with
    `verbatim: true`, or better as plain_text. Unescaped and without joiners it is the text that was given.
    """
    escaped = quiet(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"[*_~`]+|^(?=&gt;)", lambda found: "".join(f"{JOINER}{char}" for char in found[0]) or JOINER,
                  escaped, flags=re.MULTILINE)  # fmt: skip


# --- Slack → Markdown --------------------------------------------------------------------------


def markdown(text: str, blocks: Sequence[Mapping[str, Any]] = (), names: Mapping[str, str] | None = None) -> str:
    """Return a message that came in (its `text` and `blocks`) as Markdown that shows the same.

    What people write has rich_text blocks, which are preferred; else `text` is read as mrkdwn. `names` holds what
    people, groups and channels are called, by id; who is not in it is "@somebody", and no id is ever left. A broadcast
    becomes the dead words @channel (see `quiet`). Odd shapes are passed over.
    """
    known = dict(names or {})
    rich = [block for block in _maps(blocks) if block.get("type") == "rich_text"]
    found = "\n\n".join(filter(None, (_Rich(known).read(_maps(block.get("elements"))) for block in rich)))
    return found or _Mrkdwn(known).read(text if isinstance(text, str) else "")


def _maps(found: object) -> list[Mapping[str, Any]]:
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list | tuple) else []


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""


def _number(found: object) -> int:
    return found if isinstance(found, int) and 0 <= found < 100_000_000 else 0


def _person(name: str | None) -> str:
    return name or _SOMEBODY


def _named(sigil: str, name: str | None, kind: str) -> str:
    return quiet(f"{sigil}{(name or kind).lstrip(sigil)}")


@dataclass(slots=True)
class _Rich:
    """Reads rich_text elements."""

    names: Mapping[str, str]
    parts: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    """Lines of the list we are in."""
    columns: list[int] = field(default_factory=list)
    """Where the words of its items begin, by depth."""
    bordered: bool = False
    """Whether it stands in a quotation."""

    def read(self, elements: Sequence[Mapping[str, Any]]) -> str:
        for element in elements:
            kind = element.get("type")
            if kind == "rich_text_list":
                self._list(element)
                continue
            self._close_list()
            spans = self._spans(_maps(element.get("elements")))
            words = "".join(span.text for span in spans)
            if blank(words):
                continue
            if kind == "rich_text_preformatted":
                part = fenced(words.strip("\n"), _text(element.get("language")))
            else:
                part = "\n".join(write(line) for line in lines(spans)).strip("\n")
            bordered = kind == "rich_text_quote" or element.get("border") == 1
            self.parts.append(quoted(part) if bordered else part)
        self._close_list()
        return "\n\n".join(self.parts)

    def _list(self, element: Mapping[str, Any]) -> None:
        if self.bordered != (element.get("border") == 1):
            self._close_list()
        self.bordered = element.get("border") == 1
        depth = min(_number(element.get("indent")), len(self.columns))
        del self.columns[depth + 1 :]
        number = _number(element.get("offset")) + 1
        if number > 1 and self.items and element.get("style") == "ordered":
            self.items.append("")  # a list that does not begin with 1 would be taken for words of the item before
        for item in _maps(element.get("elements")):
            mark = f"{number}. " if element.get("style") == "ordered" else "- "
            margin = self.columns[depth - 1] if depth else 0
            self.columns[depth:] = [margin + len(mark)]
            words = [line for line in map(write, lines(self._spans(_maps(item.get("elements"))))) if line]
            self.items.append(" " * margin + mark + f"\n{' ' * self.columns[depth]}".join(words))
            number += 1

    def _close_list(self) -> None:
        if self.items:
            found = "\n".join(self.items)
            self.parts.append(quoted(found) if self.bordered else found)
        self.items, self.columns = [], []

    def _spans(self, elements: Sequence[Mapping[str, Any]]) -> tuple[Span, ...]:
        return merged(self._span(element) for element in elements)

    def _span(self, element: Mapping[str, Any]) -> Span:
        given = element.get("style")
        styles = frozenset(name for name in _STYLES if isinstance(given, Mapping) and given.get(name))
        if element.get("type") == "link":
            return replace(_link(_text(element.get("text")), _text(element.get("url"))), styles=styles)
        return Span(self._words(element), styles)

    def _words(self, element: Mapping[str, Any]) -> str:
        match element.get("type"):
            case "text":
                return _text(element.get("text"))
            case "user":
                return _person(self.names.get(_text(element.get("user_id"))))
            case "usergroup":
                return _named("@", self.names.get(_text(element.get("usergroup_id"))), "team")
            case "channel":
                return _named("#", self.names.get(_text(element.get("channel_id"))), "channel")
            case "broadcast":
                return _broadcast(_text(element.get("range")))
            case "emoji":
                return _emoji(element)
            case "date":
                return _text(element.get("fallback")) or _date(element.get("timestamp"))
            case "color":
                return _text(element.get("value"))
            case _:
                return _text(element.get("text")) or _text(element.get("fallback"))


def _link(label: str, href: str) -> Span:
    bare = re.sub(r"^(?:mailto|tel):", "", href)
    # An address of mail that Slack linked by itself is words: what reads them looks for the address.
    return Span(label or bare, href="" if bare != href and label in ("", bare) else address(href))


def _broadcast(word: str) -> str:
    return quiet(f"@{word}" if word in _BROADCASTS else "@channel")


def _emoji(element: Mapping[str, Any]) -> str:
    try:
        return "".join(chr(int(code, 16)) for code in _text(element.get("unicode")).split("-"))
    except (ValueError, OverflowError):
        name = _text(element.get("name"))
        return f":{name}:" if name else ""


def _date(timestamp: object) -> str:
    try:
        return f"{datetime.fromtimestamp(float(str(timestamp)), UTC):%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError, OSError):
        return ""


_FENCE = re.compile(r"```(.*?)```", re.DOTALL)
_QUOTE = re.compile(r"(?:&gt;|>) ?")
# Each style's words hold no sign of their own: so a lone sign costs one look to the next, not one to the text's end.
_PARTS = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<special>[^<>\n]+)>"
    r"|(?<![^\W_])(?:\*(?=\S)(?P<bold>[^*\n]+)(?<=\S)\*|_(?=\S)(?P<italic>[^_\n]+)(?<=\S)_"
    r"|~(?=\S)(?P<strike>[^~\n]+)(?<=\S)~)(?![^\W_])"
)


@dataclass(slots=True)
class _Mrkdwn:
    """Reads mrkdwn."""

    names: Mapping[str, str]

    def read(self, text: str) -> str:
        parts: list[str] = []
        for place, part in enumerate(_FENCE.split(text)):
            if blank(part):
                continue
            parts.append(fenced(self._bare(part).strip("\n")) if place % 2 else self._paragraphs(part.strip("\n")))
        return "\n\n".join(part for part in parts if part)

    def _paragraphs(self, text: str) -> str:
        found: list[str] = []
        quoting = False
        for line in text.split("\n"):
            quote = _QUOTE.match(line)
            if bool(quote) != quoting and found:
                found.append("")
            quoting = bool(quote)
            words = write(merged(self._spans(line[quote.end() :] if quote else line)))
            found.append(quoted(words) if quote else words)
        return "\n".join(found).strip("\n")

    def _spans(self, text: str, styles: frozenset[Style] = frozenset()) -> Iterator[Span]:
        done = 0
        for found in _PARTS.finditer(text):
            yield Span(_unescaped(text[done : found.start()]), styles)
            done = found.end()
            kind, inner = str(found.lastgroup), found[str(found.lastgroup)]
            if kind == "code":
                yield Span(self._bare(inner), styles | {"code"})
            elif kind == "special":
                yield replace(self._special(inner), styles=styles)
            else:
                yield from self._spans(inner, styles | {style for style in _STYLES if style == kind})
        yield Span(_unescaped(text[done:]), styles)

    def _special(self, inner: str) -> Span:
        """What stands in angle brackets: a person, a channel, a command of Slack's or a link."""
        target, _, label = inner.partition("|")
        label = _unescaped(label)
        if target.startswith("@"):
            return Span(_person(self.names.get(target[1:]) or label.lstrip("@")))
        if target.startswith("#"):
            return Span(_named("#", self.names.get(target[1:]) or label, "channel"))
        if target.startswith("!subteam"):
            return Span(_named("@", label or self.names.get(target.partition("^")[2]), "team"))
        if target.startswith("!date"):
            return Span(label or _date(target.split("^")[1] if "^" in target else ""))
        if target.startswith("!"):
            return Span(_broadcast(target[1:]) if target[1:] in _BROADCASTS else label)
        return _link(label, _unescaped(target))

    def _bare(self, text: str) -> str:
        """Return the words of a text whose markup is not to be read, with what stands in angle brackets as words."""
        return _unescaped(re.sub(r"<([^<>\n]+)>", lambda found: self._special(found[1]).text, text))


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
