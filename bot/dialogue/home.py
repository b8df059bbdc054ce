"""A customer's own page in their chat app: their cases, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot import markup
from bot.dialogue.voice import Voice
from bot.types.chat import Card
from bot.types.handoff import OwnCase
from bot.types.memory import Fact, Known


def card(voice: Voice, known: Known, cases: Sequence[OwnCase]) -> Card:
    """Return the page, in the customer's language."""
    lines = [f"**{voice('home.cases')}**", ""]
    lines += [f"- {_case(voice, case)}" for case in cases] or [voice("home.no_cases")]
    lines += ["", f"**{voice('home.known')}**", ""]
    told = [fact for fact in known.told if not fact.key.startswith("note.")]
    lines += [f"- {markup.escape(_said(voice, fact))}" for fact in told] or [voice("home.nothing")]
    return Card("home", voice("home.title"), "\n".join([*lines, "", voice("home.how")]))


def _said(voice: Voice, fact: Fact) -> str:
    line = voice.fact(fact.key, fact.value)
    return line[:1].upper() + line[1:]


def _case(voice: Voice, case: OwnCase) -> str:
    state = voice(f"home.{case.state}", agent=case.agent)
    return voice("home.case", number=case.number, title=markup.escape(case.title), state=state)
