"""Whether an agent asks a customer for what is known already: how a brief is scored."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from bot.texts import LANGUAGES, cut, words

KEYS = {"order.id": "order", "contact.email": "email", "plan.name": "plan", "location.city": "city",
        "product.owned": "product", "device.os": "device", "identity.name": "name"}  # fmt: skip
"""Facts that agents ask for, and the list of words in [asks] of the catalogue that names each."""


def known(text: str, facts: Collection[str]) -> tuple[str, ...]:
    """Return the keys of facts that an agent's words ask for although they are known, in the order of KEYS. Pure."""
    said = " ".join(one for sentence in cut.written(text) if _asks(one := sentence.casefold()))
    return tuple(key for key, name in KEYS.items() if key in facts and _pattern(name).search(said))


def _asks(sentence: str) -> bool:
    return sentence.endswith("?") or _pattern("please").search(sentence) is not None


@lru_cache(maxsize=16)
def _pattern(name: str) -> re.Pattern[str]:
    phrases = {phrase for language in LANGUAGES for phrase in words(language).grammars["asks"][name]}
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
