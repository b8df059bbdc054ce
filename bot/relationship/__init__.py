"""Treat different customers differently: how this one is spoken to, and their place in the queue.

Pure functions of what is known; a later policy file adds its rules here, and `rapport why` names each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.texts import LANGUAGES, detect
from bot.types import Known, Standing

ORDINARY, RETURNING, PAYING = 50, 40, 30
"""Places in the queue: lower comes first, and within one place who has waited longest."""

_PAYING_PLANS = ("plus", "family")


def standing(known: Known, spoken: str) -> Standing:
    """Return how to treat a customer. `spoken` is the language of the turn's words, "" when unsure.

    The customer's own wish beats what they happen to write in.
    """
    language = known.get("locale.language") or spoken or _last_language(known)
    priority, reason = _priority(known)
    rules = [f"preference:{key}" for key in ("locale.language", "pref.length", "pref.tone") if known.get(key)]
    return Standing(
        language=language if language in LANGUAGES else "en",
        tone=_TONES.get(known.get("pref.tone") or "", ""),
        length=_LENGTHS.get(known.get("pref.length") or "", "normal"),
        priority=priority,
        rules=(*rules, *reason),
    )


_TONES: Mapping[str, Literal["formal", "informal"]] = {"formal": "formal", "informal": "informal"}
_LENGTHS: Mapping[str, Literal["short", "detailed"]] = {"short": "short", "detailed": "detailed"}


def _last_language(known: Known) -> str:
    """Return the language of the customer's latest sure words, so that an "ok" does not switch it."""
    for line in reversed(known.history):
        if line.role == "customer" and (language := detect(line.text)):
            return language
    return ""


def _priority(known: Known) -> tuple[int, tuple[str, ...]]:
    if (known.get("plan.name") or "").lower() in _PAYING_PLANS:
        return PAYING, ("queue:paying plan",)
    if known.issue is not None and not known.first_contact:
        return RETURNING, ("queue:returns with an open issue",)
    return ORDINARY, ()
