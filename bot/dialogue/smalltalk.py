"""Greetings, thanks, goodbyes and talk about nothing."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import leaning, mending, reading, resuming, sentences, settled
from bot.dialogue.voice import Voice
from bot.texts import cut
from bot.types.awaited import Awaited
from bot.types.decision import Act, Ask, Decision, Outcome, Say
from bot.types.handoff import PICKED_UP
from bot.types.turn import Turn

SETTLED_WORDS = 12
"""Words up to which a message that says "it works now" is about nothing else."""
GREETED_WITH = ("plan.name", "location.city", "product.owned", "order.id", "device.os")
"""Facts of which a returning customer is told one, the first we have: that they are known, and no list of them."""


def said(turn: Turn, voice: Voice) -> Decision | None:
    """Return what is said to talk about nothing, and to "it works now"; None for anything else."""
    return _settled(turn, voice) or _pleasantry(turn, voice) or _other_talk(turn, voice)


def _settled(turn: Turn, voice: Voice) -> Decision | None:
    """Return the answer to "I can log in again now, thanks!", which is more than thanks, and no question."""
    if not turn.known.issue or len(reading.tokens(turn.text)) > SETTLED_WORDS:
        return None
    return resuming.resolved(turn, voice) if settled.solved(turn) else None


def _pleasantry(turn: Turn, voice: Voice) -> Decision | None:
    """Return the answer to talk about nothing, which may be put as a question: "how are you?", "hello??"."""
    text, languages = turn.text, voice.languages
    for intent in ("how_are_you", "chitchat"):
        if reading.made_of(text, (intent, "greeting"), languages, extra=2) and reading.contains(
            text, intent, languages
        ):
            return chat(voice, f"chat.{intent}")
    if reading.said_in_any(text, "thanks"):
        return _thanked(turn, voice)
    polite = reading.made_of(text, ("thanks", "said_praise", "fine", "bye", "greeting"), languages, extra=2)
    if polite and not text.rstrip().endswith("?") and reading.contains(text, "thanks", languages):
        return _thanked(turn, voice)
    praised = reading.made_of(text, ("praises_us", "thanks", "follows", "fine", "greeting"), languages, extra=1)
    if praised and reading.contains(text, "praises_us", languages) and not text.rstrip().endswith("?"):
        return _thanked(turn, voice)
    if turn.awaiting.kind in ("", "more") and reading.whole(text, "yes", languages, extra=0):
        return chat(voice, "chat.ok")
    return greet(turn, voice) if reading.whole(text, "greeting", languages, extra=0) else None


def _other_talk(turn: Turn, voice: Voice) -> Decision | None:
    text, languages = turn.text, voice.languages
    if sentences.asks_or_complains(text, [], voice) and not _about_the_bot(text, voice):
        return None
    if len(reading.tokens(text)) <= sentences.FEW and reading.contains(text, "thanks", languages):
        return _thanked(turn, voice)
    if not turn.learned and thanks_beside(turn, voice):
        return _thanked(turn, voice)
    if reading.whole(text, "greeting", languages, extra=2) and not reading.language_named(text):
        return greet(turn, voice)
    if reading.whole(text, "fine", languages) or reading.made_of(text, ("fine", "fine_then", "drop"), languages):
        return chat(voice, "chat.ok")
    parts = reading.made_of(text, ("bye", "fine", "fine_then"), languages) and reading.contains(text, "bye", languages)
    if parts or reading.whole(text, "bye", languages, extra=2):
        return chat(voice, "chat.bye")
    helped = reading.whole(text, "helped", languages, extra=3) and not reading.like_this(text, languages)
    if turn.known.issue and helped:
        return resuming.resolved(turn, voice)
    return chat(voice, "chat.about_bot") if _about_the_bot(text, voice) else None


def thanks_beside(turn: Turn, voice: Voice) -> bool:
    """Whether one of a short text's sentences only thanks; the others ask nothing: "thanks! I'll be in on Monday"."""
    text, languages = turn.text, voice.languages
    short = len(reading.tokens(text)) <= SETTLED_WORDS
    return short and any(reading.made_of(one, ("thanks", "fine", "fine_then"), languages)
                         and reading.contains(one, "thanks", languages) for one in cut.sentences(text))  # fmt: skip


def _about_the_bot(text: str, voice: Voice) -> bool:
    """Whether a question is about the bot and nothing else: "what are you opening hours" is not."""
    beside = ("about_bot", "greeting", "person_alone", "follows", "fine_then")
    return any(
        reading.contains(text, "about_bot", (one,)) and leaning.is_empty(reading.beside(text, beside, one), one)
        for one in voice.languages
    )


def thanked(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Return a decision led by the answer to the thanks beside what it is about."""
    thanks = _thanked(turn, voice)
    led = decision.led(thanks.says[0].text)
    return replace(led, acts=(*led.acts, *(act for act in thanks.acts if isinstance(act, Outcome))))


def _thanked(turn: Turn, voice: Voice) -> Decision:
    """Return the answer to thanks, which say of an answer that it helped."""
    answered = turn.awaiting.kind == "answered"
    article = turn.awaiting.article
    acts: tuple[Act, ...] = (Outcome("helped", article),) if answered and not turn.known.issue else ()
    return Decision("chat", "thanks", (Say(voice("chat.thanks"), "chat"), *acts))


def chat(voice: Voice, key: str) -> Decision:
    return Decision("chat", key, (Say(voice(key), "chat"),))


def greet(turn: Turn, voice: Voice) -> Decision:
    """Return the greeting: with what is known, or with what was left open."""
    known = turn.known
    if known.first_contact:
        return chat(voice, "greeting.first")
    if turn.dealings.recovering and not turn.dealings.greeted:
        return mending.greeted(voice)
    if issue := resuming.to_pick_up(turn):
        line = voice("greeting.resume", issue=issue.title)
        say = Say(line, "chat", choices=resuming.still_or_solved(voice))
        return Decision("chat", PICKED_UP, (say, Ask(Awaited("resume", issue=issue.id))))
    shown = [fact for key in GREETED_WITH for fact in known.told if fact.key == key][:1]
    text = voice("greeting.hello")
    if shown and _arrives(turn):
        text = voice("greeting.back", facts=voice.facts([(fact.key, fact.value) for fact in shown]))
    return Decision("chat", "greeting", (Say(text, "chat"),), facts=tuple(fact.id for fact in shown))


def _arrives(turn: Turn) -> bool:
    """The customer comes back, or comes on another channel than last time."""
    lines = turn.known.history
    return turn.ownership.new_episode or bool(lines and lines[-1].channel != turn.last.address.channel)
