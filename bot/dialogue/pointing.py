"""What "the second one" points at: one of several answers, of what was offered, of the steps and rows told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from bot.answers.grounding import extract
from bot.dialogue import leaning, reading
from bot.dialogue.afterwards import whole
from bot.dialogue.asking_back import subject
from bot.dialogue.library import Library, articles_offered, choice_of, source
from bot.dialogue.tables import row_in_words, table_of
from bot.dialogue.voice import Voice
from bot.types.decision import Ask, Decision, Say
from bot.types.turn import Turn

T = TypeVar("T")
IN_MIND = timedelta(minutes=30)
"""How long "the second one" is of a list that was offered."""
STEP = re.compile(r"^\d{1,2}[.)]\s+\S.*$", re.MULTILINE)
"""A step of a list, with its number."""
_STEP_NAMED = re.compile(
    r"\b(?:step|schritt|punkt|paso|[eé]tape|point|n(?:umber|r|º|°)\.?)\s*(\d{1,2})\b", re.IGNORECASE
)


def _at(items: Sequence[T], place: int | None) -> T | None:
    """Return the item at a place as `leaning.nth` gives it, -1 for the last; None where there is no such one."""
    return items[place] if place is not None and items and place < len(items) else None


def part(turn: Turn, voice: Voice, library: Library) -> Decision | None:
    """Return more on the part of an answer to several questions that "and the second one?" means; None without one."""
    parts = turn.awaiting.parts
    place = leaning.nth(turn.text, voice.languages)
    if len(parts) == 2 and leaning.the_other(turn.text, voice.languages):
        place = 1 if turn.awaiting.article == parts[0].given.article else 0
    one = _at(parts, place)
    if one is None or _long_ago(turn):
        return None
    meant = replace(turn.awaiting, question=one.question, given=one.given)
    more = whole(replace(turn, ownership=replace(turn.ownership, awaiting=meant)), voice, library)
    if more is None:
        return None
    fully = replace(one, given=replace(one.given, whole=True))
    seen = tuple(fully if other is one else other for other in parts)
    return more.asking(replace(more.awaits(), given=more.awaits().given or one.given, parts=seen))


def _the_other(turn: Turn, offered: Sequence[tuple[str, str]]) -> str:
    """Return the choice that was not seen; of several not seen, or of none seen, the second; "" without one."""
    seen = {choice_of(turn.awaiting.article), *turn.awaiting.seen}
    left = [choice for choice, _ in offered if choice not in seen]
    if len(left) == len(offered):
        left = left[1:2]
    return left[0] if len(left) == 1 else ""


def pointed(turn: Turn, voice: Voice) -> str | None:
    """Return the choice that "the second one" or "the missing parts one" means; "" where there is no such thing.

    None for words that point at nothing.
    """
    offered = articles_offered(turn)
    place = leaning.nth(turn.text, voice.languages)
    other = place is None and leaning.the_other(turn.text, voice.languages)
    if (place is not None or other) and offered and _long_ago(turn):
        return ""
    if other:
        return _the_other(turn, offered)
    if place is None:
        asked = turn.awaiting.kind == "clarify"
        named = leaning.by_name(turn.text, [label for _, label in offered], voice.language) if asked else None
        return offered[named][0] if named is not None else None
    meant = _at(offered, place)
    return meant[0] if meant else ""


def step_named(turn: Turn, voice: Voice) -> Decision | None:
    """Return the step that "step 2 fails" is about, of the steps told last, whatever was noted since; None for none."""
    match = _STEP_NAMED.search(turn.text)
    if match is None or len(reading.tokens(turn.text)) > leaning.LONGEST or _long_ago(turn):
        return None
    lines = (line for line in reversed(turn.known.history) if line.role == "bot")
    steps = next((found for line in lines if (found := STEP.findall(line.text))), [])
    meant = next((step for step in steps if re.match(rf"{int(match[1])}[.)]", step)), None)
    if meant is None:
        return None
    question = turn.awaiting.question or turn.text
    asked = Ask(replace(subject(turn), kind="person", question=question, step=True))
    choices = (voice.person,)
    return Decision("ask", "one of the steps", (Say(voice("answer.step", step=meant), "ask", choices=choices), asked))


def listed(turn: Turn, voice: Voice, library: Library) -> Decision | None:
    """Return the step of the last answer, or the row of its table, that "the second one" means; None without one."""
    hit, section = library.told(turn.awaiting.given), library.section(turn.awaiting.given)
    if hit is None or section is None or articles_offered(turn) or _long_ago(turn):
        return None
    rows = [row_in_words(voice, table_of(section.text)[0], row) for row in table_of(section.text)[1:]]
    listed_there = STEP.findall(extract(hit, "", length="detailed")) or rows
    meant = _at(listed_there, leaning.nth(turn.text, voice.languages))
    if meant is None:
        return None
    acts = (Say(meant, "answer", sources=(source(hit),)), Ask(turn.awaiting))
    return Decision("answer", "one of what was listed", acts)


def _long_ago(turn: Turn) -> bool:
    """Whether the last words were said so long ago that nobody has them in mind: "the second one" means nothing."""
    return bool(turn.known.history) and turn.now - turn.known.history[-1].at > IN_MIND
