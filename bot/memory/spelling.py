"""How patterns meet the spelling of chats: words are folded, every position stays where it was.

Accents and typographic signs go ("número" is numero, ’ is '). In a pattern an umlaut also means its twin: "ö" is o or
oe, "ß" is s or ss.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cached_property

_LETTERS = {
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "ß": "s",
    "æ": "a",
    "Æ": "A",
    "œ": "o",
    "Œ": "O",
    "ı": "i",
}
_SIGNS = {"’": "'", "‘": "'", "`": "'", "´": "'", "\u00a0": " ", "\u202f": " ", "‐": "-", "‑": "-", "–": "-", "—": "-"}
AGAIN = 8
"""How often a group of words may come again: two ways to read the same word would else be tried to the power of all."""
_AGAIN = {"*": f"{{0,{AGAIN}}}", "+": f"{{1,{AGAIN}}}"}
_ONE_SIGN = re.compile(r"\?:(?:\(\?[!=].*\))?(?:\.|\[\^?[^]]+\]|\\[wWdDsS])", re.DOTALL)
"""A group that stands for a single sign, behind a look ahead perhaps, has one way to be read."""
_TWINS = {"ä": "ae?", "ö": "oe?", "ü": "ue?", "ß": "ss?"}


def _base(sign: str) -> str:
    plain = unicodedata.normalize("NFKD", sign)[:1]
    return plain if plain.isascii() and plain.isalpha() else sign


_FOLDED = {code: _base(chr(code)) for code in (*range(0xC0, 0x180), *range(0x1E00, 0x1F00))}
_TABLE = {**_FOLDED, **{ord(sign): to for sign, to in (_LETTERS | _SIGNS).items()}}
# "sí" is yes and "si" is if: this one accent tells words apart.
_YES = re.compile(r"\b[Ss]í\b")


def fold(text: str) -> str:
    """Return the text without accents and typographic signs; as long as it was."""
    folded = text.translate(_TABLE)
    for yes in _YES.finditer(text):
        folded = f"{folded[: yes.start()]}{yes[0]}{folded[yes.end() :]}"
    return folded


def _is_yes(pattern: str, place: int) -> bool:
    """Whether the sign at a place is that of "sí", which folding leaves alone."""
    return (
        pattern[place] == "í"
        and pattern[place - 1 : place] in ("s", "S")
        and not pattern[place + 1 : place + 2].isalpha()
    )


class Rule:
    """A pattern that is to meet folded text: compiled when it is first tried, of the many few are ever needed.

    Its methods are those of `re.Pattern`; a mistake in the pattern shows as `re.error` at the first of them.
    """

    def __init__(self, written: str, flags: re.RegexFlag) -> None:
        self.written, self.flags = written, flags

    @cached_property
    def pattern(self) -> str:
        """The pattern as it is compiled: folded, and a group of words comes again at most `AGAIN` times."""
        return _as_compiled(self.written)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    # Kept by the instance after the first call, so that a rule is as quick as its pattern.
    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        return self.compiled.finditer

    @cached_property
    def findall(self) -> Callable[..., list[str]]:
        return self.compiled.findall

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        return self.compiled.split

    @cached_property
    def sub(self) -> Callable[..., str]:
        return self.compiled.sub


def rule(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> Rule:
    """Return the rule that a pattern makes; a group of words comes again at most `AGAIN` times."""
    return Rule(pattern, flags)


def _as_compiled(pattern: str) -> str:
    out: list[str] = []
    opened: list[int] = []
    inside, escaped, group = False, False, ""
    for place, sign in enumerate(pattern):
        if sign in "[]" and not escaped:
            inside = sign == "["
        if escaped:
            out.append(f"{out.pop()}{_TABLE.get(ord(sign), sign)}")
        elif inside:
            out.append(_TABLE.get(ord(sign), sign))
        elif sign in _AGAIN and group and not _ONE_SIGN.fullmatch(group):
            out.append(_AGAIN[sign])
        else:
            out.append(_TWINS.get(sign) or (sign if _is_yes(pattern, place) else _TABLE.get(ord(sign), sign)))
        if sign == "(" and not inside and not escaped:
            opened.append(len(out))
        group = "".join(out[opened.pop() : -1]) if sign == ")" and not inside and not escaped else ""
        escaped = sign == "\\" and not escaped
    return "".join(out)
