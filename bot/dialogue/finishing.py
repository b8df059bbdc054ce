"""What every decision carries, whatever was said: what was learnt, what is noted or warned of, the issue it opens."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import (
    confirming,
    forgetting,
    issue,
    noting,
    reading,
    resuming,
    sentences,
    settled,
    soothing,
    titles,
    unreported,
)
from bot.dialogue.voice import Voice
from bot.types.decision import Ask, Decision, Learn, OpenCase, Outcome, Say
from bot.types.handoff import PICKED_UP
from bot.types.turn import Turn

ONLY_A_FILE = "only a file"


def for_approval(turn: Turn, decision: Decision) -> Decision:
    """Where the policy wants drafts, an answer goes to an agent, who sends it, changed or not, or writes another."""
    if not turn.standing.draft or decision.kind != "answer" or not decision.says:
        return decision
    say = decision.says[0]
    article = say.sources[0].article if say.sources else ""
    opened = OpenCase("approval", " ".join(turn.text.split())[: titles.TITLE_LENGTH], draft=say.text, article=article)
    return replace(decision, kind="suggest", rule=f"{decision.rule}; for approval", acts=(opened, Ask()))


def announce(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """The first time something is remembered, say so once; never between a question and its choices."""
    firm = [(fact.key, fact.value) for fact in turn.learned if fact.status == "active" and not fact.denies]
    firm = firm or _unannounced(turn)
    busy = decision.kind in ("command", "handoff", "clarify") or soothing.foremost(turn) or "sarcastic" in turn.said
    busy = busy or (decision.kind == "offer" and turn.ownership.misses > 0)  # missed again: no time for that either
    if not firm or turn.known.announced or turn.known.get(forgetting.NO_MEMORY) or not decision.says or busy:
        return decision
    line = voice("chat.noted_first")
    if not decision.rule.startswith(noting.NOTED):  # what is meant by "this" must be said
        line = voice("chat.noted_also", facts=voice.facts(firm))
    return replace(decision, acts=(*decision.followed(line).acts, Outcome("announced")))


def _unannounced(turn: Turn) -> list[tuple[str, str]]:
    """Return what was remembered earlier in this conversation, when it was no time to speak of it."""
    began = turn.ownership.began
    told = [fact for fact in turn.known.told if began and fact.valid_from >= began]
    return [(fact.key, fact.value) for fact in told if not fact.key.startswith("note.")]


def with_files(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Words with a file are answered from the words; that the file was not looked at is said, and said once."""
    if not turn.attachments or decision.rule == ONLY_A_FILE:
        return decision
    return decision.followed(voice("input.file_kept"))


def warn(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """A secret was removed from the message before it was stored: say so, kindly."""
    if not sentences.MASK.search(turn.text) or not decision.says:
        return decision
    left = sentences.question_left(turn, voice)
    if len(reading.tokens(left)) <= sentences.FEW and not left.endswith("?"):
        person = (voice.person,)
        return Decision("notice", "secret removed", (Say(voice("input.masked"), "notice", choices=person),))
    return decision.led(voice("input.masked"))


def confirm(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """What the customer was not sure of is asked about, once, where nothing else is asked."""
    asked = decision.awaits(turn.awaiting)
    fits = decision.kind in ("answer", "chat") and decision.rule not in resuming.PARTING and turn.last.kind == "message"
    if not fits or resuming.asks_something(decision, asked) or PICKED_UP in decision.rule:
        return decision
    return confirming.asked(turn, voice, decision, asked)


def with_issue(turn: Turn, decision: Decision) -> Decision:
    """A message that reports a problem opens an issue, to be picked up later if it is not solved."""
    if decision.kind in ("answer", "chat", "clarify") and (told := unreported.ended(turn)):
        return replace(decision, acts=(*decision.acts, Learn((told,)), settled.outcome(turn)))
    if not any(isinstance(act, Outcome) and act.kind == "resolved" for act in decision.acts) and (
        part := settled.partly(turn)
    ):
        return replace(decision, acts=(*decision.acts, part))
    if decision.kind not in ("answer", "clarify", "offer", "handoff"):
        return decision
    if not turn.known.issues and settled.again(turn):
        return replace(decision, acts=(*decision.acts, Outcome("reopened")))
    opened = issue.beside(turn)
    return replace(decision, acts=(*decision.acts, Learn((opened,)))) if opened else decision


def with_facts(turn: Turn, decision: Decision) -> Decision:
    """What the message tells is kept with whatever is said."""
    told = (*turn.learned, *turn.aside)
    if any(isinstance(act, Learn) and act.facts[:1] == turn.learned[:1] for act in decision.acts):
        return decision  # kept already, before anything was said
    return replace(decision, acts=(*decision.acts, Learn(told))) if told else decision
