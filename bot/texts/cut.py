"""A message cut into its sentences, the same for everybody who reads them one by one. Pure."""

from __future__ import annotations

import re

_WITHIN = r"\.(?=\w)|\?(?=\w+=)"
"""A dot before a letter or digit is an address's, a number's or a clock's; "?id=3" asks nothing."""
_SENTENCE = re.compile(rf"(?:[^.!?\n]++|{_WITHIN})++[.!?]*")
_STATEMENT = re.compile(rf"(?:[^.!?;\n]++|{_WITHIN})++[.!?;]*")
_WRITTEN = re.compile(rf"(?:[^.!?\n]++|{_WITHIN}|\.(?=\ [a-z]))++[.!?]*")


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a chat message, each with its stops: a line's end is one's end too."""
    return _found(_SENTENCE, text)


def statements(text: str) -> tuple[str, ...]:
    """Return its sentences cut at semicolons too: what somebody feels or wants is said in one of them."""
    return _found(_STATEMENT, text)


def written(text: str) -> tuple[str, ...]:
    """Return the sentences of a colleague, who writes capitals: "by 3 p.m. today" and "ca. zwei Tage" end nowhere."""
    return _found(_WRITTEN, text)


def _found(rule: re.Pattern[str], text: str) -> tuple[str, ...]:
    """Return what a rule finds, without stops that stand alone."""
    return tuple(found for one in rule.findall(text) if (found := one.strip()).strip(".!?;"))
