"""A story told in pieces: what was said is kept, to be read together with what comes next."""

from __future__ import annotations

from bot.dialogue import asking_back, leaning, missing, offering, reading, requests
from bot.dialogue.library import articles_offered
from bot.dialogue.voice import Voice
from bot.types.awaited import Awaited
from bot.types.decision import Ask, Decision, Outcome, Say
from bot.types.turn import Turn

PIECE = "a piece of a story"
NAMELESS = "nothing says what it is about"
SIGH = 2
"""Words up to which a piece tells nothing to be thanked for: "ugh"."""
STORY = 300
"""Letters of what was told in pieces that are read together with what comes next."""


def waits_for_more(turn: Turn, voice: Voice, missed: Decision) -> Decision | None:
    """The piece of a story is no question that could be missed: wait for the rest, once."""
    if _leans_on_nothing(turn, voice) and missed.rule == missing.MISSED and not asked_to_go_on(turn):
        counted = (act for act in missed.unasked if isinstance(act, Outcome))
        return Decision("ask", NAMELESS, (Say(voice("chat.what"), "ask"), more(turn, asked=True), *counted))
    if requests.refuses_person(turn.text) and missed.rule == missing.MISSED:
        return _without_person(turn, voice)
    if asked_to_go_on(turn) or missed.rule != missing.MISSED or offering.may_want(turn):
        return None
    if not turn.awaiting.question and _only_urges(turn, voice):
        return Decision("chat", PIECE, (Say(voice("chat.go_on"), "chat"), more(turn, asked=True)))
    follows = turn.awaiting.question and leaning.goes_on(turn.text, voice.languages)
    if follows or not leaning.unfinished(turn.text, voice.languages):
        return None
    after = turn.awaiting.kind == "answered"
    key = "chat.go_on"
    if after:
        key = "chat.more_of_it" if len(reading.tokens(turn.text)) > SIGH else "chat.what_is_open"
    return Decision("chat", PIECE, (Say(voice(key), "chat"), more(turn, asked=True)))


def _leans_on_nothing(turn: Turn, voice: Voice) -> bool:
    """Whether a question is about "it", and nothing was named before that it could be: "can my neighbour take it"."""
    languages = voice.languages
    asks = leaning.behind(turn.text, "question", languages) and leaning.refers(turn.text, languages)
    return bool(asks) and not turn.awaiting.leads and not offering.may_want(turn)


def _without_person(turn: Turn, voice: Voice) -> Decision | None:
    """Go on with who wants no person, and says nothing else: with what was offered, else by asking what it is about."""
    if not _only_urges(turn, voice):
        return None
    if articles_offered(turn):
        return asking_back.which_again(turn, voice)
    return Decision("chat", PIECE, (Say(voice("chat.no_person"), "chat"), more(turn, asked=True)))


def _only_urges(turn: Turn, voice: Voice) -> bool:
    """Whether words only press for an answer, and tell nothing of what it is about: "just tell me what to do"."""
    urges = ("what_next", "no_human", "no", "sorry", "follows", "thanks")
    return any(reading.made_of(turn.text, urges, (one,), extra=1) for one in voice.languages)


def asked_to_go_on(turn: Turn) -> bool:
    """Whether the bot has just asked for more words: the same question twice is none."""
    return turn.awaiting.kind == "more" and turn.awaiting.asked


def more(turn: Turn, *, asked: bool) -> Ask:
    """Keep what was said, to be read together with what comes next."""
    before = turn.awaiting.said if turn.awaiting.kind == "more" else ""
    said = f"{before} {turn.text}".strip()[-STORY:]
    return Ask(Awaited("more", given=turn.awaiting.given, said=said, asked=asked, person=asked))
