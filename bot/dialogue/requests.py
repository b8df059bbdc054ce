"""A wish for a person, in any words and any shipped language: phrases, sentence shapes, and words that stand near.

Read clause by clause and sentence by sentence, so that "I don't want a bot, get me a person" is a wish and "are you a
person?" is none. The words stand in the catalogue: [understand] and the grammar [request] (see `shapes`).

No list holds every wording. So there are two answers: `wants_person` is sure, and brings one in at once; `may_want`
hears anything that is about people, calls or the bot itself, and gets the offer of one beside whatever is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.dialogue import reading
from bot.dialogue.shapes import Clause
from bot.texts import LANGUAGES, cut
from bot.wordcache import cached

SHORT = 7
NEAR, BEHIND = 7, 4
"""Most words from the wish to reach to the person, and from the person back to it ("anyone I can speak to")."""
ABOUT = ("near", "someone", "human", "boss", "bot")
"""Lists of the grammar that tell what may be a wish for a person; `near` is written for that alone."""
LEAST_NAME = 3
"""Letters of a colleague's name that is looked for."""

_CLAUSE = re.compile(r"[^.!?;,\n]+")
_WITH_STOP = re.compile(r"[^.!?;,\n]+[.!?;,\n\s\u00a0]*")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_PERDON = re.compile(r"\bperd[oó]n\b", re.IGNORECASE)
"""Spanish for sorry, and one letter from "person", which slips forgive."""


def wants_person(text: str, colleagues: Iterable[str] = ()) -> bool:
    """Return whether a customer surely asks for a person, in any shipped language, with slips.

    `colleagues` are names of people who may be asked for: "give me Anna" is a wish where an Anna works.
    """
    names = _names(colleagues)
    return any(_wanted(piece, names) for piece in pieces(_undrawn(_without_refusals(text))))


def asks_for_number(text: str, colleagues: Iterable[str] = ()) -> bool:
    """Return whether the wish is a question for our telephone number and no more: an article may know it."""
    names = _names(colleagues)
    said = pieces(_undrawn(text))
    number = any(_number(one, language, names) for one in said for language in LANGUAGES)
    return number and not any(_wants(one, language, names) for one in said for language in LANGUAGES)


def may_want(text: str, colleagues: Iterable[str] = ()) -> bool:
    """Return whether words are about people, calls or the bot itself, so that a wish for a person may be meant."""
    names = _names(colleagues)
    return any(_about(piece, names) for piece in pieces(_undrawn(_without_refusals(text))))


def _without_refusals(text: str) -> str:
    """Return a text without the clauses that only say "no human": whoever asks "no human?" misses one."""
    for clause in _WITH_STOP.findall(text):
        polite = ("no_human", "no", "thanks", "sorry", "follows")
        refuses = any(
            reading.contains(clause, "no_human", (one,)) and reading.made_of(clause, polite, (one,))
            for one in LANGUAGES
        )
        if refuses and not clause.rstrip().endswith("?"):
            text = text.replace(clause, " ", 1)
    return text


def refuses_person(text: str) -> bool:
    """Return whether somebody says that they want no person: "no, I don't want a human, just tell me"."""
    if wants_person(text):
        return False
    told = [one for one in _WITH_STOP.findall(text) if not one.rstrip().endswith("?")]
    refused = [one for one in told if _refuses(one) or reading.contains(one, "no_human", LANGUAGES)]
    # "are you a person" is in that list, too.
    return any(reading.contains(one, intent, LANGUAGES) for one in refused for intent in ("denials", "no"))


def clauses(text: str) -> tuple[str, ...]:
    """Return the pieces of a text between stops and commas."""
    return tuple(_CLAUSE.findall(text))


def pieces(text: str) -> tuple[str, ...]:
    """Return a text's clauses and sentences, each once. A burst's fragments may make one sentence."""
    one_line = " ".join(text.split())
    found = (*clauses(text), *(piece.rstrip(".!?;") for piece in cut.statements(one_line)))
    return tuple(dict.fromkeys(" ".join(piece.split()) for piece in found if piece.strip()))


def _undrawn(text: str) -> str:
    text = _PERDON.sub(" ", text)
    return _DRAWN_OUT.sub(r"\1\1", text)  # "agenttttt": one letter too many is a slip, five are not


def _names(colleagues: Iterable[str]) -> frozenset[str]:
    """Return each word of the names: people are asked for by first name, or by their last."""
    words = (word for name in colleagues for word in reading.tokens(name))
    return frozenset(word for word in words if len(word) >= LEAST_NAME)


def _wanted(text: str, names: frozenset[str]) -> bool:
    """Whether one clause or sentence asks for a person; "are you a real person?" does in no language."""
    wants = any(_wants(text, one, names) or _number(text, one, names) for one in LANGUAGES)
    return wants and not _refuses(text)


def _about(text: str, names: frozenset[str]) -> bool:
    return any(_touches(text, one, names) for one in LANGUAGES) and not _refuses(text)


def _refuses(text: str) -> bool:
    return reading.contains(text, "not_human", LANGUAGES)


def _touches(text: str, language: str, names: frozenset[str]) -> bool:
    clause = _clause(text, language, names)
    # An agent may be called Will or May: only a name that is no word besides makes a message one about people.
    named = any(place in clause.named for place in clause.colleagues)
    # "Can someone assemble it for me" asks what is done for customers, and for nobody to talk to; "can someone ring me
    # before they deliver" does.
    works = clause.fits("work_shapes") and not clause.fits("work_not_shapes")
    return named or (not works and any(clause.spans.get(name) for name in ABOUT))


@cached(maxsize=256)
def _clause(text: str, language: str, names: frozenset[str]) -> Clause:
    """Return a clause as it is read: it is asked for twice, by who is sure and by who is not."""
    return Clause(reading.tokens(text), "request", language, names)


def _wants(text: str, language: str, names: frozenset[str]) -> bool:
    said = reading.tokens(text)
    clause = _clause(text, language, names)
    asked = (
        reading.whole(text, "person_alone", (language,))
        or reading.contains(text, "human_phrase", (language,))
        or clause.fits("shapes")
        or _near(said, language, clause.others)
    )
    return asked and not clause.fits("not_shapes")


def _number(text: str, language: str, names: frozenset[str]) -> bool:
    clause = _clause(text, language, names)
    return clause.fits("number_shapes") and not clause.fits("not_shapes")


def _near(said: Sequence[str], language: str, others: frozenset[int]) -> bool:
    """Whether a word for a person stands near a word for reaching one. `others` are places of somebody else."""
    weak = frozenset(reading.phrases(language, "person_weak"))
    # Short words of everyday questions ("staff", "manager") must be spelt right: "stuff" and "manage" are others.
    short = frozenset(phrase for phrase in weak if max(map(len, phrase)) <= SHORT)
    persons = [one for one in reading.found(said, "person", language, exact=short) if one[0] not in others]
    if not persons:
        return False
    strong_reach = [place for place, _ in reading.found(said, "reach_strong", language)]
    any_reach = [place for place, _ in reading.found(said, "reach", language)]
    for person, phrase in persons:
        if any(-BEHIND <= person - reach <= NEAR for reach in strong_reach):
            return True
        if phrase not in weak and any(0 < person - reach <= NEAR for reach in any_reach):
            return True
    return False
