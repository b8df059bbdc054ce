"""Text to the numbers that a BERT network reads: its own 30,522 pieces of words, longest first.

The vocabulary is Google's `bert-base-uncased` (Apache-2.0, see `bert/NOTICE`); the steps are those of its published
tokenizer: https://github.com/google-research/bert (`tokenization.py`).
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.wordcache import cached

VOCABULARY = Path(__file__).with_name("bert") / "vocab.txt"
UNKNOWN, BEGIN, END = 100, 101, 102
LONGEST = 256
"""Pieces that are read of a text; what follows is left out."""
_LONGEST_WORD = 100


class WordPiece:
    """A vocabulary, and how it cuts words. Raises OSError or UnicodeDecodeError for a file that cannot be read."""

    def __init__(self, vocabulary: Path = VOCABULARY) -> None:
        self.pieces = _read(vocabulary)
        self._ids = cached(maxsize=50_000)(self._cut)
        self.unknown, self.begin, self.end = (self.pieces.get(f"[{name}]", 0) for name in ("UNK", "CLS", "SEP"))

    def ids(self, text: str, longest: int = LONGEST) -> list[int]:
        """Return the numbers of a text's pieces, `[CLS]` before and `[SEP]` behind."""
        found: list[int] = []
        for word in split(text):
            found += self._ids(word)
            if len(found) >= longest - 2:
                break
        return [self.begin, *found[: longest - 2], self.end]

    def _cut(self, word: str) -> tuple[int, ...]:
        """Return the longest known beginning, then the longest of what is left, and so on; unknown where none is."""
        if len(word) > _LONGEST_WORD:
            return (self.unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start and ("##" * (start > 0) + word[start:end]) not in self.pieces:
                end -= 1
            if end == start:
                return (self.unknown,)
            found.append(self.pieces["##" * (start > 0) + word[start:end]])
            start = end
        return tuple(found)


def split(text: str) -> list[str]:
    """Return words and signs apart, small, without accents; every Chinese character is a word."""
    spread = unicodedata.normalize("NFD", "".join(map(_cleaned, text)).lower())
    out: list[str] = []
    word: list[str] = []
    for char in spread:
        kind = unicodedata.category(char)
        if kind == "Mn":
            continue
        alone = _is_sign(char, kind) or _is_chinese(char)
        if (alone or char.isspace()) and word:
            out.append("".join(word))
            word = []
        if alone:
            out.append(char)
        elif not char.isspace():
            word.append(char)
    return [*out, "".join(word)] if word else out


@lru_cache(maxsize=8)
def usual_words(lang: str) -> Mapping[str, int]:
    """Return a language's words, each with its place from the most usual on: what stands among the pieces is English.

    Empty for other languages.
    """
    if lang != "en":
        return {}
    pieces = _read(VOCABULARY)
    first = pieces["the"]
    return {piece: n - first for piece, n in pieces.items() if n >= first and len(piece) > 1 and _plain(piece)}


def _plain(piece: str) -> bool:
    return piece.isascii() and piece.isalpha()


@lru_cache(maxsize=4)
def _read(vocabulary: Path) -> Mapping[str, int]:
    lines = vocabulary.read_text(encoding="utf-8").split("\n")
    return {line.rstrip("\r"): number for number, line in enumerate(lines) if line.strip()}


def _cleaned(char: str) -> str:
    if char in "\t\n\r":
        return " "
    if char in "\0�" or unicodedata.category(char).startswith("C"):
        return ""
    return f" {char} " if _is_chinese(char) else char


def _is_sign(char: str, kind: str) -> bool:
    # All of ASCII that is no letter, digit or blank counts as a sign, `$` and `+` too.
    return kind.startswith("P") or (char.isascii() and not char.isalnum() and not char.isspace())


def _is_chinese(char: str) -> bool:
    code = ord(char)
    return any(
        low <= code <= high
        for low, high in (
            (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
            (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
        )
    )  # fmt: skip
