"""What somebody says to be over, or to happen no more; and what takes that back, word by word in four languages.

Any word may be the trouble, so no list holds it: what is denied "any more" is looked for in the words of a trouble.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.dialogue import reading
from bot.dialogue.ending_words import TONGUES, Tongue
from bot.texts import LANGUAGES, language
from bot.wordcache import cached

CLAUSE = re.compile(r"[!?\n;:()]+\s*|[.,](?!\d)\s*|\s[-–—]+\s|\s(?:and|und|y(?! est| sont| a )|et|n)\s", re.IGNORECASE)


def flat(text: str) -> str:
    """Return a text as its words, without accents and marks."""
    return " ".join(reading.tokens(text))


def clauses(text: str, tongue: Tongue) -> Iterator[str]:
    """Yield the parts of a text as their words, without ways of speaking."""
    parts = (tongue.idle.sub(" ", flat(part)) for part in CLAUSE.split(text.replace("’", "'")))
    return (said for part in parts if (said := " ".join(part.split())))


def tongues(text: str) -> Sequence[Tongue]:
    """Return the words of the one language that a text is surely in; else of all."""
    return [TONGUES[one] for one in languages(text)]


@cached(maxsize=512)
def languages(text: str) -> Sequence[str]:
    """Return the one language that a text is surely in; else all."""
    surely = language.detect(text)
    return (surely,) if surely else LANGUAGES


def takes_back(text: str) -> bool:
    """Return whether words have anything that takes an ending back: still, half of it, for now, a wish, a denial."""
    return is_barred(text) or any(tongue.denies.search(tongue.idle.sub(" ", flat(text))) for tongue in tongues(text))


@cached(maxsize=512)
def is_barred(text: str) -> bool:
    """Return whether words have anything that takes an ending back, other than a denial."""
    said = flat(text)
    return any(one.supposes.search(text) or one.bars.search(one.idle.sub(" ", said)) for one in tongues(text))


def over(clause: str, tongue: Tongue) -> Iterator[str]:
    """Yield the words for what a clause says to be gone, or to happen no more, without the things that somebody has."""
    if tongue.oneself.search(clause):
        return
    for found in tongue.no_more.finditer(clause):
        yield from (tongue.thing.sub(" ", words) for words in found.groupdict().values() if words)


def remaining(text: str) -> str:
    """Return a text without its parts that say of some trouble, by a word for it, that it is gone."""
    parts = [part.strip() for part in CLAUSE.split(text)]
    left = [part for part in parts if part and not _is_of_a_trouble_gone(part)]
    return text if len(left) == len([part for part in parts if part]) else ", ".join(left)


def _is_of_a_trouble_gone(part: str) -> bool:
    said = flat(part)
    return not is_barred(part) and any(
        tongue.ails.fullmatch(word)
        for tongue in tongues(part)
        for words in over(said, tongue)
        for word in words.split()
    )
