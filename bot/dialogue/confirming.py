"""What is held but not sure: asked about once, after the reply, and settled by a yes or a no."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.voice import Voice
from bot.texts import label
from bot.types.awaited import Awaited
from bot.types.decision import Ask, Confirm, Decision, Say
from bot.types.memory import Fact
from bot.types.turn import Turn


def guess(turn: Turn) -> Fact | None:
    """Return what the customer said unsurely, or against what a colleague noted, and was not asked about yet.

    What waits for its day is sure, and what is the same as what is held is no question.
    """
    held = {(fact.key, fact.value) for fact in turn.known.facts}
    told = {fact.key for fact in turn.learned}
    return next(
        (
            fact for fact in turn.known.pending
            if fact.asked_at is None and fact.valid_from <= turn.now and fact.key not in told
            and (fact.key, fact.value) not in held
        ),
        None,
    )  # fmt: skip


def asked(turn: Turn, voice: Voice, decision: Decision, awaiting: Awaited) -> Decision:
    """Ask about it below what is said anyway."""
    fact = guess(turn)
    if fact is None:
        return decision
    line = Say(voice("confirm.guess", what=voice.fact(fact.key, fact.value)), "ask",
               choices=(voice.choice("yes", "confirm.yes"), voice.choice("no", "confirm.no")))  # fmt: skip
    wanted = Ask(replace(awaiting, kind="ask", key=fact.key, value=fact.value))
    return replace(
        decision, acts=(*decision.unasked, line, Confirm(fact.id), wanted), rule=f"{decision.rule}; asks if sure"
    )


def settled(turn: Turn, voice: Voice, yes: bool) -> Decision | None:
    """Answer the yes or no to "is it …?"; None when nothing of the kind was asked."""
    awaiting = turn.awaiting
    if awaiting.kind != "ask" or not awaiting.value:
        return None
    if yes:
        return Decision("chat", "confirmed", (Say(voice("confirm.thanks"), "chat"), Ask()))
    if not any(fact.key == awaiting.key for fact in turn.known.facts):
        return Decision("chat", "not so", (Say(voice("chat.ok"), "chat"), Ask()))
    say = Say(voice("confirm.what", label=label(voice.language, awaiting.key)), "ask")
    return Decision("ask", "no longer so", (say, Ask(replace(awaiting, value="", options=()))))
