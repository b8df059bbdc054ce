"""The courtesies around a question, which say nothing of what is asked: "sorry to bother you, but …, thanks"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.answers.words import fold
from bot.texts import words

_BEFORE, _BEHIND, _JOINS = ("greeting", "courtesy"), ("thanks", "courtesy"), ("courtesy_joins",)


def bare(question: str, languages: Sequence[str]) -> str:
    """Return a question without the courtesies before and behind it; as it is where it is nothing else."""
    before, behind = _around(tuple(languages))
    left = behind.sub(lambda end: "?" * ("?" in end[0]), before.sub("", question))
    return left if any(map(str.isalnum, left)) else question


@lru_cache(maxsize=16)
def _around(languages: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what stands before a question, with the "but" that joins them, and behind it."""
    before, behind, joins = (_any_of(names, languages) for names in (_BEFORE, _BEHIND, _JOINS))
    return (
        re.compile(rf"^\W*(?:{before})(?!\w)\W*(?:(?:{before})(?!\w)\W*){{0,3}}(?:(?:{joins})\s)?", re.IGNORECASE),
        re.compile(rf"(?:\W+(?:{behind})){{1,3}}\W*$", re.IGNORECASE),
    )


def _any_of(names: Sequence[str], languages: Sequence[str]) -> str:
    listed = {phrase for one in languages for name in names for phrase in words(one)[name]}
    found = listed | set(map(fold, listed))  # "s'il vous plait"
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(found, key=len, reverse=True))
