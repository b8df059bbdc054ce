"""A person owns the conversation: the bot keeps silent, but for what no colleague would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.dialogue import awaited, commands, forgetting, reading, resuming, safety, settled, timers, waiting
from bot.dialogue.means import Means
from bot.dialogue.voice import Voice
from bot.texts import LANGUAGES
from bot.types.decision import Decision, Outcome, Say, Transfer
from bot.types.turn import Turn

SILENCE = timedelta(minutes=10)
"""Time since the last words to a waiting customer from which they are answered again, with how it stands."""


def decide(turn: Turn, voice: Voice, means: Means) -> Decision:
    """The bot keeps silent; only commands are carried out, and one line says that words are passed on."""
    if turn.last.kind == "reaction":
        article = str(turn.last.data.get("article", ""))
        fared = Outcome("helped" if turn.last.choice == "up" else "not_helped", article)
        return Decision("silent", "thumb while a person owns the conversation", (fared,))
    if turn.text.startswith("/"):
        if turn.text[1:].split("@")[0].split(" ")[0].lower() in ("human", "agent"):
            return _already(turn, voice)
        if commands.known(turn.text) and (decision := commands.command(turn, voice, means.code)):
            return decision
    if turn.awaiting.kind == "forget" and (decision := awaited.yes_or_no(turn, voice, means)):
        return decision
    if decision := safety.waits(turn, voice):
        return replace(decision, acts=(*decision.acts, *timers.answer_timers(turn, means)))
    if _withdraws(turn, voice):
        return _solved(turn, voice) if turn.known.issue and settled.solved(turn) else commands.cancel(turn, voice)
    if decision := _spoken_in_the_queue(turn, voice, means) or commands.opt_out(turn, voice, to_colleague=True):
        return decision
    if turn.ownership.owner == "queue" and not turn.ownership.acknowledged:
        acts = (Say(voice("handoff.passed_on"), "notice"), Outcome("acknowledged"))
        return Decision("notice", "waits in the queue", acts)
    if turn.ownership.owner == "queue" and _long_silent(turn):
        return Decision("notice", "still waits in the queue", (Say(_how_it_stands(turn, voice, means), "notice"),))
    return Decision("silent", "a person owns the conversation", timers.answer_timers(turn, means))


def _long_silent(turn: Turn) -> bool:
    """Whether the last words to the customer are so old that who writes again hears how it stands.

    Where none of ours is among the last lines, they are older than all of these.
    """
    lines = turn.known.history
    said = [line.at for line in lines if line.role != "customer"] or [line.at for line in lines[:1]]
    return bool(said) and turn.now - max(said) >= SILENCE


def _how_it_stands(turn: Turn, voice: Voice, means: Means) -> str:
    when = waiting.back(voice, means.hours, turn.now, turn.known.get("locale.timezone") or "")
    return voice("handoff.still_closed", when=when) if when else voice("handoff.still_waiting")


def _withdraws(turn: Turn, voice: Voice) -> bool:
    """Whether words call off the person: whoever still waits may also say that nobody is needed any more."""
    if turn.ownership.owner != "queue":
        return reading.whole(turn.text, "cancel", voice.languages, extra=0)
    polite = ["withdraw", "cancel", "thanks", "helped", "issue_settled", "fine", "fine_then", "sorry", "bye"]
    calls_off = ["withdraw", "cancel"]
    if not turn.ownership.acknowledged:  # the first words after the one that a person is asked: no is said to that
        polite, calls_off = [*polite, "no_person"], [*calls_off, "no_person"]
    well = settled.solved(turn)
    only = any(reading.made_of(turn.text, polite, (language,), extra=int(well)) for language in LANGUAGES)
    says = well or any(reading.contains(turn.text, intent, LANGUAGES) for intent in calls_off)
    return only and says and not turn.text.rstrip().endswith("?")


def _solved(turn: Turn, voice: Voice) -> Decision:
    """What the person was to look at is solved: nobody needs to come."""
    solved = resuming.resolved(turn, voice)
    said, *rest = solved.acts
    return replace(solved, acts=(Transfer("bot"), said, Say(voice("handoff.called_off"), "notice"), *rest))


def _spoken_in_the_queue(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """What commands do, asked for in plain words while nobody has come: no colleague would do it."""
    if turn.ownership.owner != "queue" or turn.text.startswith("/"):
        return None
    return forgetting.memory_off(turn, voice) or commands.spoken(turn, voice, means.code)


def _already(turn: Turn, voice: Voice) -> Decision:
    key = "handoff.already_agent" if turn.ownership.owner == "agent" else "handoff.already"
    return Decision("notice", "a person was asked already",
                    (Say(voice(key, agent=turn.ownership.agent_name), "notice"), Outcome("acknowledged")))  # fmt: skip
