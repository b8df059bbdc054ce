"""The issue that an earlier conversation left open: one line asks about it, and what the customer says to that."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import reading, sentences, settled, which_issue
from bot.dialogue.voice import Voice
from bot.types.awaited import Awaited
from bot.types.chat import Choice
from bot.types.decision import Act, Ask, Decision, Say
from bot.types.handoff import PICKED_UP
from bot.types.memory import OpenIssue
from bot.types.turn import Turn

ANSWER_WORDS = 6
"""Words up to which a message is an answer to a yes-or-no question of the bot's."""
PARTING = ("chat.bye", "the customer says it is solved", "it helped")
"""Rules of replies after which nothing more is asked."""


def to_pick_up(turn: Turn) -> OpenIssue | None:
    """Return the issue of an earlier episode that this one has not spoken of yet."""
    issue, began = turn.known.issue, turn.ownership.began
    if issue is None or turn.ownership.picked_up or began is None or issue.opened_at >= began:
        return None
    said = (line.text for line in turn.known.history if line.role == "customer" and line.at >= began)
    return None if any(_concerns(text, issue.title) for text in (turn.text, *said)) else issue


def _concerns(text: str, title: str) -> bool:
    """Whether a question is about an issue: they share two words that say something, or one where it is short."""
    said, named = reading.tokens(text), reading.tokens(title)
    shared = {word for word in named if len(word) >= sentences.LONG - 1 and sentences.said_in(word, said)}
    return sum(len(word) >= sentences.LONG for word in shared) > 1 or (bool(shared) and len(said) <= sentences.FEW)


def pick_up(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """A customer who comes back with something else is served first; then one line asks about the open issue.

    Once an episode, after the first reply that is not a question of the bot's own.
    """
    issue = to_pick_up(turn)
    if issue is None or decision.kind not in ("answer", "chat", "offer") or decision.rule in PARTING:
        return decision
    asked = decision.awaits(turn.awaiting)
    if asks_something(decision, asked) or decision.rule.endswith(PICKED_UP):
        return decision
    person = (voice.person,) if decision.kind == "offer" else ()
    line = Say(voice("resume.also", issue=issue.title), "ask", choices=(*still_or_solved(voice), *person))
    acts = (*decision.unasked, line, Ask(replace(asked, kind="resume", issue=issue.id)))
    return replace(decision, acts=acts, rule=f"{decision.rule}; {PICKED_UP}")


def asks_something(decision: Decision, asked: Awaited) -> bool:
    """Whether the bot's own question stands already: a yes must be an answer to one thing."""
    yes = any(choice.id == "yes" for say in decision.says for choice in say.choices)
    return yes or asked.person or asked.kind in ("ask", "clarify", "forget", "resume")


def still_or_solved(voice: Voice) -> tuple[Choice, ...]:
    return voice.choice("yes", "resume.yes"), voice.choice("no", "resume.no")


def still_open(turn: Turn, voice: Voice) -> Decision | None:
    """What the customer says to "is that still open?", in more words than yes and no."""
    if len(reading.tokens(turn.text)) > ANSWER_WORDS:
        return None
    about_answer = answered_too(turn) and not reading.contains(turn.text, "still", voice.languages)
    if about_answer and reading.whole(turn.text, "not_helped", voice.languages, extra=4):
        return None
    says = {
        intent: reading.contains(turn.text, intent, voice.languages) for intent in ("not_helped", "problem", "helped")
    }
    if says["not_helped"] or says["problem"] or reading.whole(turn.text, "yes", voice.languages, extra=3):
        return resume(turn, voice, True)
    if says["helped"] or reading.whole(turn.text, "no", voice.languages, extra=3):
        return resume(turn, voice, False)
    return None


def answered_too(turn: Turn) -> bool:
    """Whether an answer stands before the question about an open issue: words may be about either."""
    return turn.awaiting.kind == "resume" and bool(turn.awaiting.article)


def resume(turn: Turn, voice: Voice, is_open: bool) -> Decision:
    """Go on with the issue that was asked about, or close it."""
    if is_open:
        issue = which_issue.meant(turn, turn.known.issues)
        asked = Ask(Awaited("person", issue.title if issue else ""))
        return Decision("chat", "issue still open", (
            Say(voice("chat.still_open"), "chat", choices=(voice.person,)), asked))  # fmt: skip
    return resolved(turn, voice)


def resolved(turn: Turn, voice: Voice) -> Decision:
    """Close the issue that the customer speaks of, and ask about one that is left."""
    issue = which_issue.meant(turn, turn.known.issues)
    line = voice("chat.resolved", issue=issue.title) if issue else voice("chat.helped")
    acts = (Say(line, "chat"), *_left_open(turn, voice, issue), settled.outcome(turn))
    return Decision("chat", "the customer says it is solved", acts)


def _left_open(turn: Turn, voice: Voice, solved: OpenIssue | None) -> tuple[Act, ...]:
    """Ask about what else is unresolved, once one thing is solved."""
    left = next((one for one in turn.known.issues if one != solved), None)
    if left is None:
        return (Ask(),)
    asked = Say(voice("resume.left", issue=left.title), "ask", choices=still_or_solved(voice))
    return asked, Ask(Awaited("resume", issue=left.id))
