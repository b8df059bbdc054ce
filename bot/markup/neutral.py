"""Our Markdown as blocks of styled words, and styled words as Markdown: the middle between the apps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from markdown_it.token import Token

from bot.markup.words import escape, parser

Style = Literal["bold", "italic", "strike", "code"]

TRIALS = 4
"""How often a line is written with less emphasis before all of it is given up."""
LONGEST_ADDRESS = 2048
"""In characters. A link to a longer one loses it: no app promises to take more."""

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]+", re.IGNORECASE)
_STYLES: dict[str, Style] = {"strong": "bold", "em": "italic", "s": "strike"}
# What Telegram's server turns into a space or drops (clean_input_string in tdlib's td/telegram/misc.cpp), and halves of
# characters, which no app takes. Done here, so that offsets count what will be shown.
_SPACED = re.compile(r"[\x00-\x08\x0b-\x1f]")
_TAB = "    "
_DROPPED = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f\ud800-\udfff]")
_UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\ufe0f\ufffc")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one look. `href` is the address of a link, "" for none."""

    text: str
    styles: frozenset[Style] = frozenset()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or piece of code, and where it stands. Tables are code: laid out, without a language."""

    kind: Literal["words", "heading", "code"]
    spans: tuple[Span, ...]
    depth: int = 0
    """How many lists it stands in."""
    number: int | None = None
    """Of the item that it opens in a numbered list."""
    opens: bool = False
    """Whether it opens an item of a list. An item that holds no words has an empty block."""
    quote: int = 0
    """Which quotation it stands in, counted from 1; a quotation within one is part of it. 0 for none."""
    group: int = 0
    """Which list it stands in, counted from 1, the outermost counts. 0 for none."""
    language: str = ""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)

    @property
    def mark(self) -> str:
        """What stands before an item: a bullet, or its number with a dot; "" where none is opened."""
        return "" if not self.opens else "•" if self.number is None else f"{self.number}."


def shown(text: str) -> str:
    """Return a text as the apps show it: control characters as spaces, without those that they drop."""
    return _SPACED.sub(" ", _DROPPED.sub("", unicodedata.normalize("NFC", text)))


def blank(text: str) -> bool:
    """Return whether nothing of a text can be seen."""
    return all(char in _UNSEEN or char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in text)


# --- reading -----------------------------------------------------------------------------------


def read(markdown: str) -> list[Block]:
    """Return the blocks of a text in order. Rules are left out; a picture is its description, linked to it."""
    return _Reader().read(parser().parse(shown(markdown)))


class _Reader:
    """Where in the tokens we are."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.numbers: list[int | None] = []  # of the lists we are in: the next item's, None for bullets
        self.waiting: Block | None = None  # an item was opened, and its words are yet to come
        self.quotes = self.quote = self.groups = self.group = 0
        self.rows: list[list[str]] = []

    def read(self, tokens: Sequence[Token]) -> list[Block]:
        heading = in_table = False
        handlers: dict[str, Callable[[Token], None]] = {
            "bullet_list_open": self._list_open,
            "ordered_list_open": self._list_open,
            "bullet_list_close": self._list_close,
            "ordered_list_close": self._list_close,
            "list_item_open": self._item_open,
            "blockquote_open": self._quote_open,
            "blockquote_close": self._quote_close,
            "fence": self._code,
            "code_block": self._code,
            "tr_open": lambda _: self.rows.append([]),
            "table_close": self._table,
        }
        for token in tokens:
            if token.type in handlers:
                handlers[token.type](token)
            elif token.type == "inline" and in_table:
                self.rows[-1].append(_cell(token))
            elif token.type == "inline":
                self._add("heading" if heading else "words", _spans(token.children or ()))
            heading = token.type == "heading_open"
            in_table = token.type in ("th_open", "td_open")
        return self.blocks

    def _add(self, kind: Literal["words", "heading", "code"], spans: Iterable[Span], language: str = "") -> None:
        found = merged(replace(span, text=span.text.replace("\t", _TAB)) for span in spans)
        if blank("".join(span.text for span in found)):
            return
        if kind == "code":
            self._open_item()
        waiting, self.waiting = self.waiting, None
        place = waiting or self._place()
        self.blocks.append(replace(place, kind=kind, spans=found, language=language))

    def _place(self) -> Block:
        return Block("words", (), depth=len(self.numbers), quote=self.quote if self.quotes else 0, group=self.group)

    def _open_item(self) -> None:
        if self.waiting:
            self.blocks.append(self.waiting)
            self.waiting = None

    def _list_open(self, token: Token) -> None:
        self._open_item()
        if not self.numbers:
            self.groups += 1
            self.group = self.groups
        start = token.attrGet("start")
        self.numbers.append(None if token.type.startswith("bullet") else 1 if start is None else int(start))

    def _list_close(self, _: Token) -> None:
        self._open_item()
        self.numbers.pop()
        if not self.numbers:
            self.group = 0

    def _item_open(self, _: Token) -> None:
        self._open_item()
        number = self.numbers[-1]
        self.waiting = replace(self._place(), number=number, opens=True)
        if number is not None:
            self.numbers[-1] = number + 1

    def _quote_open(self, _: Token) -> None:
        if not self.quotes:
            self.quote += 1
            self.waiting = self.waiting and replace(self.waiting, quote=self.quote)
        self.quotes += 1

    def _quote_close(self, _: Token) -> None:
        self.quotes -= 1

    def _code(self, token: Token) -> None:
        language = token.info.split()[0] if token.info.split() else ""
        self._add("code", [Span(token.content.rstrip("\n"))], language)

    def _table(self, _: Token) -> None:
        self._add("code", [Span(_grid(self.rows))])
        self.rows = []


def _spans(children: Sequence[Token], outer: tuple[Style, ...] = (), href: str = "") -> Iterator[Span]:
    styles, addresses = list(outer), [href]
    for child in children:
        if child.type in ("text", "text_special", "code_inline"):
            extra: tuple[Style, ...] = ("code",) if child.type == "code_inline" else ()
            yield Span(child.content, frozenset((*styles, *extra)), addresses[-1])
        elif child.type in ("softbreak", "hardbreak"):
            yield Span("\n", frozenset(styles), addresses[-1])
        elif child.type == "link_open":
            # A picture's description may hold links, and links those of other links: the outermost counts.
            addresses.append(addresses[-1] or address(str(child.attrGet("href") or "")))
        elif child.type == "link_close":
            addresses.pop()
        elif child.type == "image":
            source = addresses[-1] or address(str(child.attrGet("src") or ""))
            yield from _spans(child.children or (), tuple(styles), source)
        elif child.type.endswith("_open"):
            styles.append(_STYLES[child.tag])
        elif child.type.endswith("_close"):
            styles.remove(_STYLES[child.tag])


def address(href: str) -> str:
    """Return an address that a link may have: of the web, of mail or a telephone's, of bearable length; else ""."""
    return href if len(href) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(href) else ""


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans with neighbours of one look put together, and without empty ones."""
    alike = groupby((span for span in spans if span.text), key=lambda span: (span.styles, span.href))
    return tuple(Span("".join(span.text for span in found), *look) for look, found in alike)


def spelled(spans: Iterable[Span], carried: Callable[[str], bool]) -> tuple[Span, ...]:
    """Return spans in which a link that is not `carried` stands in brackets behind its words, unless it is in them."""
    found: list[Span] = []
    for href, part in groupby(spans, key=lambda span: span.href):
        whole = list(part)
        found += whole if carried(href) else [replace(span, href="") for span in whole]
        bare = re.sub(r"^(?:mailto|tel):", "", href)
        if href and not carried(href) and bare not in "".join(span.text for span in whole):
            found.append(Span(f" ({bare})"))
    return merged(found)


def _cell(token: Token) -> str:
    spans = spelled(merged(_spans(token.children or ())), carried=lambda href: not href)
    return " ".join("".join(span.text for span in spans).split())


def _grid(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=False)]
    lines = [[cell + " " * (most - width(cell)) for cell, most in zip(row, widths, strict=False)] for row in rows]
    lines.insert(1, ["─" * most for most in widths])
    return "\n".join("  ".join(line).rstrip() for line in lines)


def width(text: str) -> int:
    """Return how many columns a text takes where all letters are of one width. A joined emoji counts as one."""
    columns, joined = 0, False
    for char in text:
        wide = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        columns += 0 if joined or _clings(char) else wide
        joined = char == "\u200d"
    return columns


def _clings(char: str) -> bool:
    """Whether a character is shown as part of the one before: accents, joiners, variants, skin colours."""
    return unicodedata.category(char) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= char <= "\U0001f3ff"


def cut(text: str, most: int, size: Callable[[str], int] = len, shut: Callable[[int], bool] = lambda _: False) -> int:
    """Return where to cut a text such that `size` of the head, no less than its length, is at most `most`; never 0.

    Between blocks if the head is at least half full then, else between lines, else words, else characters. `shut` tells
    of a place where it must not be cut; if all are, it is cut at the last one that fits.
    """
    low, high = 1, max(1, min(len(text), most))  # no character is smaller than 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= most else (low, middle - 1)
    if low == len(text):
        return low
    half = _half(text[:low], most, size)
    places = [place for place in range(1, low + 1) if not shut(place)] or [low]
    return max(places, key=lambda place: (place >= half, -_seam(text, place), place))


def _half(head: str, most: int, size: Callable[[str], int]) -> int:
    low, high = 1, len(head)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if size(head[:middle]) * 2 >= most else (middle + 1, high)
    return low


def _seam(text: str, place: int) -> int:
    """How bad it is to cut here: 0 between blocks … 4 within what is shown as one character."""
    before, after = text[place - 1], text[place : place + 1]
    if before == "\n" or after == "\n":
        return 0 if text[max(0, place - 2) : place] == "\n\n" else 1
    if before.isspace() or after.isspace():
        return 2
    flag = "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff"
    return 4 if flag or before == "\u200d" or (after and _clings(after)) else 3


# --- nesting -----------------------------------------------------------------------------------

Look = tuple[str, str]
"""A style with "", or "link" with its address."""


def nested(looks: Sequence[frozenset[Look]]) -> list[tuple[Look, int, int]]:
    """Return the stretches (look, first, behind the last) that give each place its looks; any two nest or are apart."""
    found: list[tuple[Look, int, int]] = []
    stack: list[tuple[Look, int]] = []
    for place, wanted in enumerate([*looks, frozenset[Look]()]):
        kept = 0
        while kept < len(stack) and stack[kept][0] in wanted:
            kept += 1
        found += [(look, start, place) for look, start in reversed(stack[kept:])]
        del stack[kept:]
        fresh = wanted - {look for look, _ in stack}
        stack += [(look, place) for look in sorted(fresh, key=lambda look: (-_run(looks, place, look), look))]
    return found


def _run(looks: Sequence[frozenset[Look]], start: int, look: Look) -> int:
    end = start
    while end < len(looks) and look in looks[end]:
        end += 1
    return end - start


# --- writing -----------------------------------------------------------------------------------


def lines(spans: Iterable[Span]) -> list[list[Span]]:
    """Return spans line by line."""
    found: list[list[Span]] = [[]]
    for span in spans:
        first, *rest = span.text.split("\n")
        found[-1].append(replace(span, text=first))
        found += [[replace(span, text=line)] for line in rest]
    return found


def write(spans: Iterable[Span]) -> str:
    """Return one line of styled words as Markdown that `read` reads back: the words for certain, the looks if it can.

    Not every emphasis can be written (`a**.**b` is none): what cannot is left out, never shown as stars.
    """
    meant = _trimmed(merged(replace(span, text=re.sub(r"\s", " ", span.text)) for span in spans))
    if not any(span.styles or span.href for span in meant):  # most of what people write
        return escape("".join(span.text for span in meant))
    for kept in _fallbacks(meant):
        written = _written(kept)
        if _characters(_line(written)) == _characters(kept):
            return written
    return escape("".join(span.text for span in meant))


def _fallbacks(meant: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    """Yield all looks; then with less and less emphasis, given up where it does not come back; then none."""
    yield meant
    trial = meant
    for _ in range(TRIALS):
        wrong = _wrong(trial)
        if not wrong:
            break
        trial = merged(_bare(span) if place in wrong else span for place, span in enumerate(trial))
        yield trial
    yield merged(map(_bare, meant))


def _bare(span: Span) -> Span:
    return replace(span, styles=span.styles & {"code"})


def _wrong(spans: tuple[Span, ...]) -> set[int]:
    """Which emphasised spans are not read as they were meant: all, or the one nearest to where words go astray."""
    got, want = _characters(_line(_written(spans))), _characters(spans)
    owners = [place for place, span in enumerate(spans) for char in span.text if not char.isspace()]
    emphasised = [place for place, span in enumerate(spans) if span.styles - {"code"}]
    astray = [at for at, pair in enumerate(zip(got, want, strict=False)) if pair[0] != pair[1]]
    if [char for char, *_ in got] == [char for char, *_ in want]:
        return {owners[at] for at in astray} & set(emphasised)
    first = owners[astray[0]] if astray else len(spans)
    return {min(emphasised, key=lambda place: (abs(place - first), place))} if emphasised else set()


def _characters(spans: Iterable[Span]) -> list[tuple[str, frozenset[Style], bool]]:
    return [(char, span.styles, bool(span.href)) for span in spans for char in span.text if not char.isspace()]


def _line(written: str) -> tuple[Span, ...]:
    tokens = parser().parse(written)
    return (
        merged(_spans(tokens[1].children or ()))
        if [t.type for t in tokens][1:] == ["inline", "paragraph_close"]
        else ()
    )


def _trimmed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Take spaces at the ends of emphasis, links and code out of them: Markdown knows none there."""
    found: list[Span] = []
    for span in spans:
        bare = span.text.strip()
        if not bare:
            found.append(Span(" " if span.text else ""))
            continue
        before, after = span.text[: span.text.index(bare)], span.text[span.text.index(bare) + len(bare) :]
        found += [Span(before), replace(span, text=bare), Span(after)]
    return _bridged(merged(found))


def _bridged(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Give spaces between two spans the looks that both have, so that `**a** **b**` is `**a b**`."""
    found = list(spans)
    for place in range(1, len(found) - 1):
        before, span, after = found[place - 1 : place + 2]
        if not span.text.strip():
            href = before.href if before.href == after.href else ""
            found[place] = replace(span, styles=(before.styles & after.styles) - {"code"}, href=href)
    return merged(found)


_OPENS = {"bold": "**", "italic": "*", "strike": "~~", "link": "["}


def _written(spans: tuple[Span, ...]) -> str:
    looks = [frozenset(_looks(span)) for span in spans]
    words = [_words(span) for span in spans]
    opening, closing = [""] * len(spans), [""] * len(spans)
    # Outer ones are found last: each is put around those that were.
    for (look, href), start, end in nested(looks):
        opening[start] = _OPENS[look] + opening[start]
        closing[end - 1] += f"]({_destination(href)})" if href else _OPENS[look]
    return "".join(o + w + c for o, w, c in zip(opening, words, closing, strict=True)).strip()


def _looks(span: Span) -> Iterator[Look]:
    yield from ((style, "") for style in span.styles if style != "code")
    if span.href and not _is_address(span):
        yield ("link", span.href)


def _is_address(span: Span) -> bool:
    """Whether a link shows nothing but its address, which Markdown writes as <https://…>."""
    return span.text == span.href and not span.styles and bool(re.fullmatch(r"https?://[!#-;=?-~]+", span.text))


def _words(span: Span) -> str:
    if _is_address(span):
        return f"<{span.text}>"
    if "code" in span.styles:
        return _code(span.text)
    bare = span.text.strip()
    before, _, after = span.text.partition(bare) if bare else (span.text, "", "")
    return before + escape(bare) + after


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _destination(href: str) -> str:
    encoded = re.sub(r"[\s()<>\\\"`|\x00-\x1f]", lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), href)
    return re.sub(r"&(?=#?\w+;)", r"\\&", encoded)


def fenced(text: str, language: str = "") -> str:
    """Return text as a block of code."""
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    named = language if re.fullmatch(r"[\w+#.-]{1,30}", language) else ""
    return f"{fence}{named}\n{text}\n{fence}"


def quoted(markdown: str) -> str:
    """Return Markdown as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))
