"""Markdown ↔ each app's format. Pure.

Inside the house all words are plain CommonMark. Here they become HTML for the pages and plain text for the
terminal. HTML is made from tokens with raw HTML off, then cleaned by an allow-list all the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_TAGS = {
    "p", "br", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "blockquote", "a", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "h2": {"id"}, "h3": {"id"}}
_FINISHED = re.compile(r"[.!?…。]\s*$|^/")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")


def clean(text: str) -> str:
    """Return a stranger's text without control and direction-override characters, in NFC."""
    return _CONTROL.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def slug(heading: str) -> str:
    """Return a heading's anchor as GitHub makes it: small, words joined by hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def to_html(markdown: str, *, anchors: bool = False) -> str:
    """Return sanitised HTML: no raw HTML, no images, links only to http(s), mailto or a path of this site.

    `anchors` gives headings ids, for a page of their own; never for chat, where ids could clash.
    """
    tokens = _parser().parse(markdown)
    for heading, words in pairwise(tokens):
        if anchors and heading.type == "heading_open":
            heading.attrSet("id", slug(words.content))
    html = str(_parser().renderer.render(tokens, _parser().options, {}))
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener nofollow"
    )


def plain(markdown: str) -> str:
    """Return the words without markup: lists keep their marks, links show their text and address."""
    lines: list[str] = []
    numbers: list[int | None] = []
    prefix, cells = "", 0
    for token in _parser().parse(markdown):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            start = token.attrGet("start")
            numbers.append(int(start) if start else 1 if token.type.startswith("ordered") else None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            numbers.pop()
            lines += [""] if not numbers else []
        elif token.type == "list_item_open":
            prefix = _bullet(numbers)
        elif token.type == "inline":
            lines.append(prefix + _inline(token))
            prefix = ""
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
        elif token.type == "tr_close":
            _join_cells(lines, cells)
        elif token.type == "tr_open":
            cells = len(lines)
        elif token.type in ("paragraph_close", "heading_close") and not numbers:
            lines.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _bullet(numbers: list[int | None]) -> str:
    indent = "   " * (len(numbers) - 1)
    number = numbers[-1]
    if number is None:
        return f"{indent}• "
    numbers[-1] = number + 1
    return f"{indent}{number}. "


def _join_cells(lines: list[str], start: int) -> None:
    row = " | ".join(lines[start:])
    del lines[start:]
    lines.append(row)


def _inline(token: Token) -> str:
    words: list[str] = []
    address = ""
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif child.type == "link_open":
            address = str(child.attrGet("href") or "")
        elif child.type == "link_close" and address.startswith("http") and address not in words:
            words.append(f" ({address})")
    return "".join(words)


def finished(text: str) -> bool:
    """Return whether a message is complete: it ends like a sentence, or is a command."""
    return bool(_FINISHED.search(text))


def escape(text: str) -> str:
    """Return a stranger's text such that Markdown shows it as it is."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~-])", r"\\\1", text)
