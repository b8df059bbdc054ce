"""What the catalogue's phrases and people's messages are compared by: their words, plainly written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.texts import words
from bot.wordcache import cached

Phrase = tuple[str, ...]

_WORD = re.compile(r"\b(?:qu|[cdjlmnst])(?=')|[a-z0-9][a-z0-9']*")


@cached(maxsize=1024)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text: lower-case, without accents, `ß` as `ss`, French elisions apart ("l agent")."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("ß", "ss"))
    return tuple(_WORD.findall("".join(letter for letter in folded if not unicodedata.combining(letter))))


@lru_cache(maxsize=512)
def phrases(language: str, intent: str) -> tuple[Phrase, ...]:
    """Return the phrases of an intent, each as its words; those of several words with what they contract opened, too.

    A word alone stays as it is listed: "not" of "don't" says something else.
    """
    listed = tuple(tokens(phrase) for phrase in words(language)[intent])
    opened = (_opened(phrase) for phrase in listed if len(phrase) > 1) if language == "en" else ()
    return tuple(dict.fromkeys((*listed, *opened)))


_OPENED = re.compile(r"\b(?:(that|this|it|what|where|who|how|there|he|she)'s|(\w+)n't|(\w+)'(re|ve|ll|m))\b")
_LONG = {"re": "are", "ve": "have", "ll": "will", "m": "am"}
_WITH_NOT = {"ca": "cannot", "wo": "will not", "sha": "shall not"}


def _opened(phrase: Phrase) -> Phrase:
    """Return the English words of a phrase in their long form: "that is" of "that's", "did not" of "didn't"."""

    def long(match: re.Match[str]) -> str:
        being, denied, said, short = match.groups()
        if being:
            return f"{being} is"
        return _WITH_NOT.get(denied, f"{denied} not") if denied else f"{said} {_LONG[short]}"

    return tuple(_OPENED.sub(long, " ".join(phrase)).split())
