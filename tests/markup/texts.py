"""Random Markdown of the worst kind, and what its words and looks are: by markdown-it's tokens, not by our reader."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])

SIGNS = "_*[]()~`>#+-=|{}.!<&\\\"'/@:;^%$,? \t"
WORDS = [
    "refund", "Order", "12345", "a_b_c", "naïve", "e\u0301t\u0301", "שלום", "مرحبا", "日本語", "한국어", "ﬁ",
    "🎉", "👩‍👩‍👧‍👦", "🇩🇪", "👍🏽", "❤️", "𝔘𝔫𝔦", "@here", "@anna", "#tag", "/start", "<!channel>", "<@U123ABC>",
    "<!here|x>",
    "&amp;", "&lt;!channel&gt;", "&#64;here", "https://a.example/x_(y)?q=1&lt=2", "bot@example.com", "www.example.org",
    "<https://b.example>", "<mailto:c@d.example>", "C:\\dir\\", "1.", "2)", "---", "===", "|", "\\*", "~5", "a*b*c",
]  # fmt: skip
ADDRESSES = [
    "https://a.example/path?q=1&amp=2", "http://b.example/(x)", "mailto:help@c.example", "tel:+15550100",
    "tg://user?id=1",
    "javascript:alert(1)", "ftp://f.example/x", "/relative", "http://intranet/page", "https://ü.example/ü",
    "data:text/html,x",
    "https://long.example/" + "x" * 2100, "//d.example", "", "https://e.example/a b", "HTTPS://G.EXAMPLE/",
]  # fmt: skip


@lru_cache(maxsize=10_000)
def text(number: int) -> str:
    """Return a text, the same for a number at every run."""
    dice = random.Random(20261122 + number)
    blocks = [dice.choice(BLOCKS)(dice) for _ in range(dice.choice([1, 2, 3, 5, 8]))]
    joined = dice.choice(["\n\n", "\n\n", "\n"]).join(blocks)
    if dice.random() < 0.02:
        joined += "\n\n" + " ".join(words(dice) for _ in range(dice.randint(200, 1500)))
    return joined


def words(dice: random.Random, most: int = 6) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, most)))


def inline(dice: random.Random, depth: int = 2) -> str:
    parts: list[str] = []
    for _ in range(dice.randint(1, 4)):
        inner = inline(dice, depth - 1) if depth and dice.random() < 0.4 else words(dice, 3)
        address = dice.choice(ADDRESSES)
        parts.append(
            dice.choice([
                inner, inner, words(dice), f"**{inner}**", f"*{inner}*", f"_{inner}_", f"~~{inner}~~", f"`{inner}`",
                f"***{inner}***", f"[{inner}]({address})", f"[{inner}](<{address}>)", f"![{inner}]({address})",
                "".join(dice.choice(SIGNS) for _ in range(dice.randint(1, 12))),
            ])
        )  # fmt: skip
    return dice.choice([" ", " ", "", "\n"]).join(parts)


def junk(dice: random.Random) -> str:
    letters = SIGNS + "ab1\n"
    return "".join(dice.choice(letters) if dice.random() < 0.9 else words(dice, 1) for _ in range(dice.randint(1, 150)))


def listing(dice: random.Random, depth: int = 0) -> str:
    lines: list[str] = []
    for number in range(dice.randint(1, 5)):
        mark = dice.choice(["-", "*", "+", f"{number + 1}.", f"{dice.randint(0, 999)})"])
        lines.append("   " * depth + f"{mark} " + dice.choice([inline(dice, 1), inline(dice, 1), "", "> quote", "# h"]))
        if depth < 3 and dice.random() < 0.4:
            lines.append(listing(dice, depth + 1))
        if dice.random() < 0.1:
            lines += ["", "   " * (depth + 1) + words(dice)]
    return "\n".join(lines)


def table(dice: random.Random) -> str:
    columns = dice.randint(1, 4)
    rows = [[inline(dice, 0).replace("\n", " ") for _ in range(columns)] for _ in range(dice.randint(1, 4))]
    rows.insert(1, [dice.choice(["---", ":-:", "--:"]) for _ in range(columns)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def fence(dice: random.Random) -> str:
    lines = ["  " * dice.randint(0, 3) + words(dice) for _ in range(dice.choice([0, 1, 2, 3, 5, 10] * 4 + [400]))]
    return "\n".join(
        [dice.choice(["```", "~~~", "```py", "````sh x"]), *lines, dice.choice(["```", "~~~", "````", ""])]
    )


def quotation(dice: random.Random) -> str:
    inner = dice.choice([inline, listing, table, fence, junk])(dice)
    return "\n".join(f"> {line}" for line in inner.split("\n"))


def long_line(dice: random.Random) -> str:
    return dice.choice(["", "**", "`", "> ", "- "]) + dice.choice(
        [
            "x" * 5000,
            "👩‍👩‍👧‍👦" * 600,
            "𝔘" * 4100,
            "word " * 1500,
            "**a** b " * 700,
            "שלום " * 900,
            "[a](http://a.b) " * 200,
        ]
    )


def heading(dice: random.Random) -> str:
    return f"{'#' * dice.randint(1, 6)} {inline(dice, 1)}".replace("\n", " ")


BLOCKS = [
    inline, inline, inline, inline, inline, inline, listing, listing, table, fence, quotation, heading, junk, junk,
    lambda _: "---", lambda dice: "    " + words(dice),
    lambda dice: long_line(dice) if dice.random() < 0.3 else words(dice),
]  # fmt: skip


# --- what a text says, by its tokens -----------------------------------------------------------

Char = tuple[str, frozenset[str]]
"""A character that can be seen, and its looks: bold, italic, strike, code, pre, link."""


def said(markdown: str, *, app: str, marks: bool) -> list[Char]:
    """Return every character but white space, in order, with its looks, as `app` (telegram or slack) can show them.

    Where a link cannot be carried, its address follows its words in brackets, unless it is among them. `marks` tells
    whether the bullets and numbers of lists count as words. The lines under a table's head are not words.
    """
    found: list[tuple[str, frozenset[str]]] = []
    numbers: list[int | None] = []
    around: list[str] = []
    for token in PARSER.parse(cleaned(markdown)):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            ordered = token.type.startswith("ordered")
            numbers.append((1 if start is None else int(start)) if ordered else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
        elif token.type == "list_item_open":
            number = numbers[-1]
            found += [("•" if number is None else f"{number}.", frozenset())] if marks else []
            numbers[-1] = None if number is None else number + 1
        elif token.type in ("heading_open", "heading_close", "table_open", "table_close"):
            around = [token.tag] if token.nesting == 1 else []
        elif token.type in ("fence", "code_block"):
            found.append((token.content, frozenset({"pre"})))
        elif token.type == "inline":
            found += _inline(token.children or (), around, app)
    return [(char, looks) for text, looks in found for char in text if not char.isspace()]


def cleaned(text: str) -> str:
    """Return a text without what Telegram's server drops from it."""
    return re.sub("[\r\u2028-\u202e\u030a\u0333\u033f]", "", unicodedata.normalize("NFC", text))


def _inline(children: Sequence[Token], around: list[str], app: str) -> Iterator[tuple[str, frozenset[str]]]:
    outer = {"bold"} if around and around[0][0] == "h" else set()
    for href, parts in groupby(_links(children), key=lambda one: one[1]):
        part = [token for tokens, _ in parts for token in tokens]
        texts = [(text, looks | outer) for text, looks in _texts(part)]  # one link, or what stands between two
        linked = carried(href, app) and around != ["table"]
        for text, looks in texts:
            yield (
                text,
                frozenset({"pre"}) if around == ["table"] else _shown(looks | {"link"} if linked else looks, app),
            )
        bare = re.sub("^(?:mailto|tel):", "", href)
        if known(href) and not linked and bare not in "".join(text for text, _ in texts):
            yield f"({bare})", frozenset({"pre"} if around == ["table"] else ())


def _links(children: Sequence[Token]) -> Iterator[tuple[list[Token], str]]:
    """Yield runs of tokens with the address they link to: the outermost that is any, as pictures may hold links."""
    addresses = [""]
    styles: list[Token] = []
    for child in children:
        if child.type == "link_open":
            addresses.append(addresses[-1] or _known(str(child.attrGet("href"))))
        elif child.type == "link_close":
            addresses.pop()
        elif child.type == "image":
            around = addresses[-1] or _known(str(child.attrGet("src")))
            yield from (([*styles, *part], around or inner) for part, inner in _links(child.children or ()))
        elif child.type.endswith("_open"):
            styles.append(child)
        elif child.type.endswith("_close"):
            del styles[max(place for place, one in enumerate(styles) if one.tag == child.tag)]
        else:
            yield [*styles, child], addresses[-1]


def _known(href: str) -> str:
    return href if known(href) else ""


def _texts(part: Sequence[Token]) -> Iterator[tuple[str, set[str]]]:
    names = {"strong": "bold", "em": "italic", "s": "strike"}
    looks: set[str] = set()  # of the style tokens that stand before each text
    for child in part:
        if child.tag in names:
            looks.add(names[child.tag])
        else:
            yield child.content, {*looks, "code"} if child.type == "code_inline" else looks
            looks = set()


def _shown(looks: set[str], app: str) -> frozenset[str]:
    if app == "telegram" and "code" in looks:
        return frozenset(looks - {"code"} if "link" in looks else {"code"})
    return frozenset(looks)


def known(href: str) -> bool:
    return len(href) <= 2048 and bool(re.match(r"(?:https?://|mailto:|tel:)[^\s<>\"]+$", href, re.IGNORECASE))


def carried(href: str, app: str) -> bool:
    if app == "slack" or not known(href):
        return known(href) and len(href) < 1000
    return href.lower().startswith("http") and "." in (urlsplit(href).hostname or "").strip(".")
