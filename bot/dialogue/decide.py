"""One turn's decision. Read from top to bottom: what comes first, wins.

Timers and removed messages · a survey's answer · a person owns it · thumbs and buttons · a command · danger ·
a wish for a person · what was said before and what helped last time · haggling · anger · what was awaited ·
words about the answer · selling · small talk · what was told · the question itself. Whatever comes out keeps the way
to a person open.
"""

from __future__ import annotations

from bot.dialogue import (
    about_oneself,
    answering,
    awaited,
    bringing_in,
    buttons,
    commands,
    feedback,
    finishing,
    forgetting,
    groups,
    mending,
    noting,
    offering,
    outreach,
    owned,
    questions,
    requests,
    resuming,
    safety,
    selling,
    smalltalk,
    soothing,
    timers,
)
from bot.dialogue.means import Means
from bot.dialogue.voice import Voice, of
from bot.types.decision import Ask, Decision, Say
from bot.types.turn import Turn


def decide(turn: Turn, means: Means) -> Decision:
    """Return what to do. Pure: the same turn and means give the same decision."""
    if turn.public:
        return _in_public(turn, means)
    return _decided(turn, means)


def _in_public(turn: Turn, means: Means) -> Decision:
    """Others read along: what is private is answered in the direct chat, the rest without what they must not hear."""
    discreet = groups.discreet(turn)
    decision = _decided(turn, means) if turn.last.kind != "timer" and groups.may_be_private(turn) else None
    if decision is None or not groups.is_private(decision):
        return _decided(discreet, means, public=True)
    return groups.elsewhere(turn, of(discreet, means.company), decision)


def _decided(turn: Turn, means: Means, *, public: bool = False) -> Decision:
    turn = answering.of_the_moment(turn)
    voice = of(turn, means.company)
    if turn.last.kind == "timer" and turn.last.data.get("kind") == "care":
        return outreach.in_public(turn) if public else outreach.due(turn, voice, means.library)
    if turn.last.kind == "timer":
        return timers.due(turn, voice, means)
    if turn.last.kind == "delete":
        return Decision("silent", "the customer removed a message")
    if rated := feedback.answered(turn, voice):
        return finishing.with_facts(turn, rated)
    if turn.ownership.owner != "bot" and turn.last.kind == "edit":
        return finishing.with_facts(turn, Decision("silent", "an edit, shown to the agents"))
    if turn.ownership.owner != "bot":
        return finishing.with_facts(turn, owned.decide(turn, voice, means))
    decision = buttons.reacted(turn, voice, means) or buttons.pressed(turn, voice, means) or _said(turn, voice, means)
    decision = selling.more(turn, voice, selling.reward(turn, voice, selling.suggest(turn, decision)))
    decision = finishing.for_approval(turn, decision)
    decision = finishing.announce(turn, voice, offering.open_door(turn, voice, decision))
    decision = finishing.with_files(turn, voice, finishing.warn(turn, voice, decision))
    decision = mending.mended(turn, voice, decision)
    decision = finishing.with_issue(turn, finishing.confirm(turn, voice, resuming.pick_up(turn, voice, decision)))
    return finishing.with_facts(turn, mending.reported(turn, voice, means.library, decision))


def _said(turn: Turn, voice: Voice, means: Means) -> Decision:
    text = turn.text.strip()
    if not text and turn.attachments:
        person = (voice.person,)
        return Decision("ask", finishing.ONLY_A_FILE, (Say(voice("input.file_only"), "ask", choices=person), Ask()))
    if not text:
        return Decision("chat", "nothing to read", (Say(voice("input.cannot_read"), "chat"),))
    if opened := questions.deep_link(turn, voice, means):
        return opened
    if decision := forgetting.memory_off(turn, voice) or commands.command(turn, voice, means.code):
        return questions.asked_beside(turn, voice, means, decision)
    if decision := safety.urgent(turn, voice):
        return decision
    if requests.wants_person(text, turn.ownership.colleagues):
        return questions.number_told(turn, voice, means, text) or bringing_in.bring_in(turn)
    decision = (
        about_oneself.own(turn, voice) or about_oneself.said_before(turn, voice) or questions.again(turn, voice, means)
    )
    if decision:
        return decision
    if "haggles" in turn.said and (decision := selling.answer(turn, voice, means.library)):
        return decision
    if feeling := soothing.foremost(turn):
        return soothing.upset(turn, voice, means, text, feeling)
    decision = buttons.wordless(turn, voice, means) or awaited.pointed(turn, voice, means)
    decision = decision or noting.number_alone(turn, voice) or awaited.after_all(turn, voice, means)
    decision = decision or awaited.yes_or_no(turn, voice, means) or awaited.ironic(turn, voice, means)
    decision = decision or awaited.about_answer(turn, voice, means)
    decision = decision or selling.answer(turn, voice, means.library) or smalltalk.said(turn, voice)
    decision = decision or noting.noted(turn, voice, means) or questions.answer(turn, voice, means, text)
    return soothing.acknowledged(turn, voice, decision)
