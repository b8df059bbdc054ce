"""A thumb, a button, or what stands for one: its number or label typed, an emoji alone."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue import afterwards, answering, awaited, bringing_in, listening, offering, reading, smalltalk
from bot.dialogue.asking_back import NONE
from bot.dialogue.library import DOWN, UP
from bot.dialogue.means import Means
from bot.dialogue.voice import HUMAN, Voice
from bot.types.awaited import Awaited
from bot.types.decision import Ask, Decision, Outcome, Say
from bot.types.turn import Turn

_UP, _DOWN = re.compile("[👍👌🙏😊🙂😀❤♥🎉💯✅]"), re.compile("[👎😡😠🤬💔❌]")
_WAVE = re.compile("[👋🙋✋]")


def reacted(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """A thumb on an answer; the second one down in a row brings in a person."""
    if turn.last.kind != "reaction":
        return None
    article = str(turn.last.data.get("article", ""))
    if turn.last.choice == "up":
        return Decision("silent", "thumb up", (Outcome("helped", article),))
    return _did_not_help(turn, voice, means, article, "thumb down")


def _did_not_help(turn: Turn, voice: Voice, means: Means, article: str, rule: str) -> Decision:
    """The last answer: the next best, then a person. An older one: what was missing."""
    awaiting = turn.awaiting
    if article and article == awaiting.article:
        decision = afterwards.another(turn, voice, means.library)
        return replace(decision, rule=f"{rule}; {decision.rule}")
    down = Outcome("not_helped", article)
    if turn.ownership.misses >= 1:
        opened = bringing_in.handoff(turn, "missing_knowledge", f"{rule} twice")
        return replace(opened, acts=(*opened.acts, down))
    question = awaiting.question
    choices = (voice.person,)
    acts = (Say(voice("miss.feedback"), "ask", choices=choices), Ask(Awaited("person", question)), down)
    return Decision("ask", rule, acts)


def pressed(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """A button, or its label or number typed."""
    choice = turn.last.choice if turn.last.kind == "press" else _typed(turn, voice)
    if not choice:
        return None
    if choice == HUMAN:
        return bringing_in.bring_in(turn)
    if choice == NONE:
        return awaited.none_of_these(turn, voice, means)
    if choice.startswith(f"{UP}:"):
        return awaited.helped(turn, voice, means.library.path_of(choice))
    if choice.startswith(f"{DOWN}:"):
        return _did_not_help(turn, voice, means, means.library.path_of(choice), "did not help")
    if choice.startswith("a:"):
        return answering.chosen(turn, voice, means.library, means.library.path_of(choice))
    if choice in ("yes", "no"):
        return awaited.answered(turn, voice, means, choice == "yes")
    return None


def _typed(turn: Turn, voice: Voice) -> str:
    """Return the id of the offered choice that the customer typed: its number, its label, or "none"."""
    options = turn.awaiting.options
    text = turn.text.strip().rstrip(".)")
    if text.isdecimal() and len(text) < 3 and 1 <= int(text) <= len(options):
        return options[int(text) - 1][0]
    said = reading.tokens(text)
    by_label = next((choice for choice, label in options if said and reading.tokens(label) == said), "")
    return by_label or (NONE if options and reading.whole(text, "none_of_these", voice.languages, extra=2) else "")


def wordless(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """A thumb, a heart, three question marks: read for what they are, and never searched for."""
    if reading.tokens(turn.text) or any(sign.isalnum() for sign in turn.text):
        return None
    answered = turn.awaiting.kind == "answered"
    if _DOWN.search(turn.text) and answered:
        return afterwards.another(turn, voice, means.library)
    if _UP.search(turn.text):
        return awaited.helped(turn, voice) if answered else smalltalk.chat(voice, "chat.ok")
    if _WAVE.search(turn.text):
        return smalltalk.greet(turn, voice)
    if _DOWN.search(turn.text):
        return offering.offers_person(turn, voice, f"{voice('answer.angry')}\n\n{voice('answer.offer_person')}")
    if listening.asked_to_go_on(turn):
        return offering.offers_person(turn, voice, voice("answer.offer_person"))
    return Decision("chat", offering.NO_WORDS, (Say(voice("chat.go_on"), "chat"), listening.more(turn, asked=True)))
