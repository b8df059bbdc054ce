"""Anger, despondency, worry and a long wait change the order: acknowledge first, then answer, then offer a person."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import answering, awaited, listening, mood, noting, offering, questions, reading, requests, signals
from bot.dialogue.means import Means
from bot.dialogue.voice import Voice
from bot.types.awaited import Awaited
from bot.types.decision import Ask, Decision, Outcome, Say
from bot.types.turn import Turn

TO_GO_ON = (listening.PIECE, offering.NO_WORDS)
"""Rules of replies that only ask to go on."""
UPSET = ("angry", "weary", "grieving")
"""Feelings that are acknowledged before anything is answered, and offered a person."""


def foremost(turn: Turn) -> str:
    """Return the feeling that must be acknowledged before anything else; "" for none."""
    return next((one for one in UPSET if one in turn.said), "")


def upset(turn: Turn, voice: Voice, means: Means, text: str, feeling: str) -> Decision:
    """Strong anger, or no strength left.

    "Useless idiots" is no answer to what the bot asked, "that didn't help, idiots" still is one.
    """
    told = awaited.about_answer(turn, voice, means)
    if told and told.kind == "handoff":
        return told
    if feeling == "grieving":
        decision = told or answering.answer(turn, voice, means.library, _beside_grief(text, voice) or text)
    else:
        decision = told or noting.noted(turn, voice, means) or questions.answer(turn, voice, means, text)
    if feeling == "angry" and Outcome("miss") in decision.acts and not mood.calm(text, voice.languages):
        decision = replace(decision, kind="offer", acts=())  # an insult alone is no question that was missed
    if decision.kind == "handoff":
        return decision
    return _soothe(voice, decision, turn.awaiting.question if told else text, feeling)


def _beside_grief(text: str, voice: Voice) -> str:
    """Return what is asked beside the news of a death: nothing is noted of it, and no article is about it."""
    pieces = (piece.strip() for piece in requests.clauses(text))
    return " ".join(one for one in pieces if not reading.contains(one, "said_grieving", voice.languages))


def acknowledged(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Worry, sarcasm and a long wait change the order as anger does: acknowledge, answer, next step; nobody comes."""
    waits = "waits" if signals.waits(turn.text, voice.languages) else ""
    feeling = next((name for name in ("sarcastic", "worried") if name in turn.said), waits)
    if not feeling or decision.kind not in ("answer", "offer", "clarify"):
        return decision
    led = decision.led(voice(f"answer.{feeling}"))
    if decision.kind == "answer":
        say = led.says[0]
        led = led.saying(say, replace(say, text=f"{say.text}\n\n{voice('answer.next_step')}"))
    return replace(led, rule=f"{decision.rule}; {feeling}")


def _soothe(voice: Voice, decision: Decision, question: str, feeling: str) -> Decision:
    """Strong anger changes the order, and so does despondency: acknowledge, answer, and offer a person."""
    sorry, rule = voice(f"answer.{feeling}"), f"{decision.rule}; {feeling}"
    offer = Say(voice("answer.offer_person"), "offer", choices=offering.person_or_not(voice))
    asked = Ask(Awaited("person", question))
    if decision.kind == "clarify" and feeling != "grieving":
        clarified = offering.with_offer(voice, decision, decision.says[0], Awaited("clarify", question))
        return replace(clarified.led(sorry), rule=rule)
    if decision.kind in ("offer", "ask", "clarify") or decision.rule in TO_GO_ON:
        # There is nothing to say but that: nobody who is angry is asked for other words.
        kept = tuple(act for act in decision.unasked if not isinstance(act, Say))
        return replace(decision, kind="offer", rule=rule,
                       acts=(replace(offer, text=f"{sorry}\n\n{offer.text}"), asked, *kept))  # fmt: skip
    return replace(decision, acts=(*decision.led(sorry).unasked, offer, asked), rule=rule)
