"""Plain words ↔ Markdown: a stranger's text cleaned, escaped or made quiet; Markdown as plain text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

JOINER = "\u2060"
"""WORD JOINER: invisible, of no width, no place for a line to break, part of no name, tag or address. See `quiet`."""

_FINISHED = re.compile(r"[.!?…。]\s*$|^/")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the one reader of Markdown: CommonMark with tables and ~~strikes~~, no raw HTML, every newline a break."""
    options = {"html": False, "linkify": False, "breaks": True}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


def clean(text: str) -> str:
    """Return a stranger's text without control and direction-override characters, in NFC."""
    return _CONTROL.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def plain(markdown: str) -> str:
    """Return the words without markup: lists keep their marks, links show their text and address."""
    lines: list[str] = []
    numbers: list[int | None] = []
    prefix, cells = "", 0
    for token in parser().parse(markdown):
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
        if child.type in ("text", "text_special", "code_inline"):
            words.append(child.content)
        elif child.type == "image":
            words.append(_inline(child))
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


# What Markdown would take for markup anywhere in a line. `_` between letters and digits is not emphasis, and an
# address (a_b@example.com) is to stay as it is for who reads it.
_INLINE = re.compile(
    r"""[`*\[\]|]
    | (?<![^\W_]) _ | _ (?![^\W_])
    | ~(?=~) | (?<=~)~
    | <(?=[A-Za-z/!?])
    | &(?=\#?[A-Za-z0-9]+;)
    | \\(?=[!-/:-@\[-`{-~]|$)""",
    re.VERBOSE,
)
# At the start of a line: headings, quotes, bullets, rules and underlines of headings and tables; numbers of a list.
_START = re.compile(r"(?:#{1,6}|[-+])(?=\s|$)|>|=+$|[-:|\s]*-[-:|\s]*$")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def escape(text: str) -> str:
    """Return a stranger's text such that Markdown shows it as it is, with as few backslashes as that takes.

    It may stand at a line's start, within a line, in bold or in a table's cell. Spaces at the ends of lines go, and
    of several empty lines one stays; all else comes back from `plain`.
    """
    return "\n".join(_escape_line(line.strip()) for line in text.split("\n"))


def _escape_line(line: str) -> str:
    start = "\\" if _START.match(line) and line[0] != "|" else ""
    escaped = _INLINE.sub(r"\\\g<0>", line)
    return start + _NUMBER.sub(r"\1\\\2", escaped, count=1) if _NUMBER.match(line) else start + escaped


_PLACES = (
    r"(?:(?:https?://)?(?:[\w-]+\.)+slack(?:-files)?\.com/"
    r"(?:archives|files[\w-]*|team|client|messages|docs|canvas|app_redirect|T[A-Z0-9]{5,})"
    r"|(?:https?://)?t(?:elegram)?\.me/c/|(?:slack|tg)://)[^\s<>()\[\]]*"
)
_INSIDE_LINK = re.compile(
    rf"\[(?P<label>(?:\\.|[^\[\]\\])*)\]\(<?(?:{_PLACES}|mailto:[^\s<>()]*)>?(?:\s[^()\n]*)?\)", re.IGNORECASE
)
_INSIDE = re.compile(rf"<?(?:{_PLACES}|\bmailto:[^\s<>()\[\]]+)>?", re.IGNORECASE)


def outward(text: str) -> str:
    """Return a colleague's Markdown without what leads inside: links into their own chats and files, and to their mail.

    A link keeps its words; of a bare address "…" is left. An address of mail that was typed is what they said.
    """
    return _INSIDE.sub("…", _INSIDE_LINK.sub(r"\g<label>", text))


_LIVE = re.compile(
    r"""@(?=\w)                                  # names, e-mail addresses, Slack's @here
    | [#$](?=\w)                                 # tags
    | (?<![\w/<>])/(?=\w)                        # commands; not in and/or
    | :(?=//)                                    # https://, tg://
    | \.(?=[^\W\d_])                             # example.com
    | (?<=\d)\.(?=\d+\.\d)                        # 127.0.0.1; not in 3.50
    | (?<=mailto):|(?<=tel):""",
    re.VERBOSE | re.IGNORECASE,
)


def quiet(text: str) -> str:
    """Return words (plain or Markdown) in which no @name, #tag, /command, address or URL is live in any app.

    A word joiner stands behind what makes them so, and nothing else changes; a Markdown link keeps its words and loses
    its address. Why this character: Telegram's own reading takes it into no name, tag, command or URL, while the
    zero-width non-joiner counts as a hashtag's letter and both joiners as a URL's, and it does not strip it as it does
    U+2028 to U+202E. Source: match_mentions … match_urls in
    https://github.com/tdlib/td/blob/master/td/telegram/MessageEntity.cpp
    """
    return _LIVE.sub(rf"\g<0>{JOINER}", text)
