"""What comes before any answer: somebody is hurt or in danger, or a customer cannot go on.

A person is brought in at once, and the line before says whom to call meanwhile: a bot helps nobody who bleeds. The
words stand in the catalogue: the grammar [harm], and `said_despair`.
"""

from __future__ import annotations

from bot.dialogue import reading, requests
from bot.dialogue.shapes import Clause
from bot.dialogue.voice import Voice
from bot.texts import LANGUAGES, team
from bot.types.decision import Ask, Decision, OpenCase, Outcome, Say, Tell
from bot.types.turn import Turn

TITLE = 80
"""Letters of the words that name the case."""


def urgent(turn: Turn, voice: Voice) -> Decision | None:
    """Bring in a person, and say whom to call first; None where nobody seems to be hurt or in danger."""
    if "hurt" not in turn.said:
        return None
    title = " ".join(turn.text.split())[:TITLE]
    opened = OpenCase("safety", title, lead=_line(turn, voice), issue=title)
    return Decision("handoff", "somebody may be hurt or in danger", (opened, Ask()))


def waits(turn: Turn, voice: Voice) -> Decision | None:
    """The same from a customer who has a case already: it comes before all, and all who could help hear of it."""
    if "hurt" not in turn.said:
        return None
    told = Tell(team("tell.safety"), wake=True, widen=True, lead=True, personal=True, urgent=True)
    return Decision("notice", "somebody may be hurt or in danger",
                    (Say(_line(turn, voice), "notice"), told, Outcome("acknowledged")))  # fmt: skip


def _line(turn: Turn, voice: Voice) -> str:
    return voice("safety.despair" if despairs(turn.text) else "safety.hurt")


def hurt(text: str) -> bool:
    """Return whether a text tells, in any shipped language, that somebody is hurt or in danger."""
    return any(_harmed(piece, language) for piece in requests.pieces(text) for language in LANGUAGES)


def despairs(text: str) -> bool:
    """Return whether a text, in any shipped language, is that of somebody who may harm themselves."""
    said = reading.tokens(text)
    listed = ((one, frozenset(reading.phrases(one, "said_despair"))) for one in LANGUAGES)
    return any(any(reading.found(said, "said_despair", one, exact=phrases)) for one, phrases in listed)


def _harmed(piece: str, language: str) -> bool:
    clause = Clause(reading.tokens(piece), "harm", language)
    return clause.fits("shapes") and not clause.fits("not_shapes")
