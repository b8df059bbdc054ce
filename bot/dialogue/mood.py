"""How a customer feels: strong anger, at us and not at a screw, changes the order of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.dialogue import reading
from bot.dialogue.shapes import Clause
from bot.texts import LANGUAGES, cut

LOUD, LOUD_SHARE = 12, 0.7
"""Letters from which capitals are shouting, and how many of them are capitals."""
_CLAUSE = re.compile(r"[^,.!?;:\n]+[,.!?;:\n]*")


def angry(text: str, languages: Iterable[str]) -> bool:
    """Return whether a text is strongly angry with us: words that leave no doubt, insults, or shouting.

    Words of anger are looked for in `languages`, insults in every one: who insults may not have said a word before.
    """
    return _shouts(text) or any(_furious(sentence, tuple(languages)) for sentence in cut.statements(text))


def calm(text: str, languages: Iterable[str]) -> str:
    """Return a text without the clauses that only rage: what is asked is found without them; "" where all rage."""
    spoken = tuple(languages)
    clauses = (clause for clause in _CLAUSE.findall(text) if reading.tokens(clause))
    return "".join(clause for clause in clauses if not _furious(clause.strip(" ,;:.!?"), spoken)).strip(" ,")


def _shouts(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    loud = sum(letter.isupper() for letter in letters) > LOUD_SHARE * len(letters)
    return "!" in text and len(letters) >= LOUD and loud


def _furious(sentence: str, languages: tuple[str, ...]) -> bool:
    said = reading.tokens(sentence)
    return bool(said) and any(_furious_in(language, said, languages) for language in LANGUAGES)


def _furious_in(language: str, said: Sequence[str], languages: tuple[str, ...]) -> bool:
    clause = Clause(said, "anger", language)
    meant = clause.fits("shapes") or (language in languages and _says(language, said, own=language == languages[0]))
    return meant and not clause.fits("not_shapes")


def _says(language: str, said: Sequence[str], *, own: bool) -> bool:
    """Whether a phrase of anger is said; slips are forgiven in one's own language: "meine Frau" is no "fraud"."""
    exact = frozenset[reading.Phrase]() if own else frozenset(reading.phrases(language, "angry"))
    return any(True for _ in reading.found(said, "angry", language, exact))
