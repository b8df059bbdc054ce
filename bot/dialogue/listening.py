"""A story told in pieces: what was said is kept, to be read together with what comes next."""

from __future__ import annotations

from bot.dialogue import answering, leaning, offering, reading
from bot.dialogue.searching import MORE
from bot.dialogue.voice import Voice
from bot.types.decision import Ask, Decision, Say
from bot.types.turn import Turn

PIECE = "a piece of a story"
STORY = 300
"""Letters of what was told in pieces that are read together with what comes next."""


def waits_for_more(turn: Turn, voice: Voice, missed: Decision) -> Decision | None:
    """The piece of a story is no question that could be missed: wait for the rest, once."""
    if asked_to_go_on(turn) or missed.rule != answering.MISSED or offering.may_want(turn):
        return None
    if not turn.ownership.awaiting.get("question") and _only_urges(turn, voice):
        return Decision("chat", PIECE, (Say(voice("chat.go_on"), "chat"), more(turn, asked=True)))
    follows = turn.ownership.awaiting.get("question") and leaning.goes_on(turn.text, voice.languages)
    if follows or not leaning.unfinished(turn.text, voice.languages):
        return None
    after = turn.ownership.awaiting.get("kind") == "answered"
    return Decision(
        "chat", PIECE, (Say(voice("chat.more_of_it" if after else "chat.go_on"), "chat"), more(turn, asked=True))
    )


def _only_urges(turn: Turn, voice: Voice) -> bool:
    """Whether words only press for an answer, and tell nothing of what it is about: "just tell me what to do"."""
    urges = ("what_next", "no_human", "no", "sorry", "follows", "thanks")
    return any(reading.made_of(turn.text, urges, (one,), extra=1) for one in voice.languages)


def asked_to_go_on(turn: Turn) -> bool:
    """Whether the bot has just asked for more words: the same question twice is none."""
    return turn.ownership.awaiting.get("kind") == MORE and bool(turn.ownership.awaiting.get("asked"))


def more(turn: Turn, *, asked: bool) -> Ask:
    """Keep what was said, to be read together with what comes next."""
    awaiting = turn.ownership.awaiting
    before = str(awaiting.get("said", "")) if awaiting.get("kind") == MORE else ""
    said = f"{before} {turn.text}".strip()[-STORY:]
    given = {name: awaiting[name] for name in ("article", "section") if awaiting.get(name)}
    return Ask({"kind": MORE, "said": said, **given, **({"asked": True, "person": True} if asked else {})})
