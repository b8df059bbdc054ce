"""The question itself, wherever its answer stands: an article, a line an agent left, what helped last time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.words import little_words
from bot.dialogue import (
    answering,
    awaited,
    courtesy,
    giving,
    having_tried,
    leaning,
    listening,
    mending,
    mood,
    offering,
    reading,
    requests,
    sentences,
    several,
    signals,
    titles,
    troubles,
)
from bot.dialogue.means import Means
from bot.dialogue.voice import Voice
from bot.texts import cut, day
from bot.types.decision import Ask, Decision, OpenCase, Outcome, Say
from bot.types.turn import Turn

TRIED = 3
"""Pieces of a message, each about what is wrong, that are tried as a question of their own."""
LONG_MESSAGE, LAST_PIECES = 30, 4
"""Words from which a message tells a story before it asks; and the pieces of its end that are tried, one more each
time."""
SHORT = 3
"""Letters of a word that may name a thing: "leg"."""
_PIECE = re.compile(r"[,;.!?\n]+|\s(?:and|but|und|aber|y|pero|et|mais)\s", re.IGNORECASE)


def answer(turn: Turn, voice: Voice, means: Means, text: str) -> Decision:
    """Return the answer to what a message asks: of the articles, of a known trouble, or of what an agent left."""
    question = sentences.question_left(turn, voice) or text
    question = leaning.corrected(turn.text, voice.languages) or _without_numbers(turn, question)
    question = courtesy.bare(leaning.without_opening(question, voice.languages), voice.languages)
    question = reading.unquoted(question, (line.text for line in turn.known.history if line.role == "bot"))
    if "angry" in turn.said:
        question = mood.calm(question, voice.languages) or question
    if "sarcastic" in turn.said:
        question = signals.meant(question, voice.languages) or question
    if after := having_tried.after_tried(turn, voice, means.library, question):
        return after
    decision = answering.answer(turn, voice, means.library, question)
    if decision.kind in ("offer", "clarify"):
        told = _with_what_was_told(turn, voice, means, question)
        told = told or _asked_last(turn, voice, means, question)
        decision = told or _trouble_alone(turn, voice, means, question) or decision
    if decision.kind in ("offer", "clarify") and turn.awaiting.step:
        return offering.offers_person(turn, voice, voice("answer.step_stuck"))
    if known := mending.known_trouble(turn, voice, means.library, question, decision):
        return known
    # A line about something else is kept until it is asked for, for as long as the conversation lasts.
    if turn.ownership.hint and _about(text, turn.ownership.hint, voice.languages):
        decision = _use_hint(turn, voice)
    elif decision.kind == "offer":
        decision = _from_notes(turn, voice, question) or listening.waits_for_more(turn, voice, decision) or decision
    return _greet_back(turn, voice, decision)


def asked_beside(turn: Turn, voice: Voice, means: Means, decision: Decision) -> Decision:
    """Answer what was asked in one breath with a wish to have something forgotten, then ask whether surely."""
    doomed = decision.awaits().kind == "forget"
    asked = [one for one in several.questions(turn.text, voice.languages) if _asks(one, voice)]
    if not doomed or turn.text.startswith("/") or not asked:
        return decision
    found = answering.answer(turn, voice, means.library, " ".join(asked))
    if found.kind != "answer":
        return decision.led(voice("answer.not_this", question=asked[0].rstrip("?!. ")))
    return replace(found, kind="command", rule=decision.rule, acts=(*found.unasked, *decision.acts))


def _asks(piece: str, voice: Voice) -> bool:
    """Whether a piece asks something of its own, and does not ask to forget ("can you forget my city?")."""
    forgets = any(reading.contains(piece, intent, voice.languages) for intent in ("forget", "forget_verb"))
    return not forgets and reading.contains(piece, "question", voice.languages)


def _without_numbers(turn: Turn, question: str) -> str:
    """Return a question without the order's number in it: no article knows it, and it is remembered."""
    for fact in turn.learned:
        if fact.key == "order.id":
            question = question.replace(fact.value, " ")
    return " ".join(question.split())


def _trouble_alone(turn: Turn, voice: Voice, means: Means, question: str) -> Decision | None:
    """Answer the first of several pieces that reports what is wrong: "it came with a broken leg. What now?"."""
    pieces = [one.strip() for one in _PIECE.split(question) if len(reading.tokens(one)) > awaited.MORE_WORDS]
    telling = [one for one in pieces if troubles.reports(one, voice.languages)][:TRIED]
    found = (answering.answer(turn, voice, means.library, one) for one in telling)
    return next((one for one in found if one.kind == "answer"), None)


def _asked_last(turn: Turn, voice: Voice, means: Means, question: str) -> Decision | None:
    """Answer what a long message ends with, and what stands just before: "…, there is no lift, do you carry it?"."""
    pieces = [one.strip() for one in _PIECE.split(question) if reading.tokens(one)]
    if len(reading.tokens(question)) < LONG_MESSAGE:
        return None
    ends = (", ".join(pieces[-size:]) for size in range(1, LAST_PIECES + 1))
    found = (answering.answer(turn, voice, means.library, one) for one in ends)
    return next((one for one in found if one.kind == "answer"), None)


def _with_what_was_told(turn: Turn, voice: Voice, means: Means, question: str) -> Decision | None:
    """Answer with the facts told beside the question too: "my table came, one leg is scratched, what now"."""
    pieces = cut.sentences(sentences.MASK.sub(" ", turn.text))
    whole = " ".join(one for one in pieces if reading.tokens(one) and not sentences.polite(one, voice))
    if not turn.learned or whole == question:
        return None
    fuller = answering.answer(turn, voice, means.library, whole)
    return fuller if fuller.kind == "answer" else None


def _use_hint(turn: Turn, voice: Voice) -> Decision:
    """The agent's line at hand-back is the answer to a question about it."""
    agent = turn.ownership.agent_name or voice.company
    line = voice("answer.hint", agent=agent, hint=turn.ownership.hint)
    return Decision("answer", "agent's line", (Say(line, "answer"), Ask(), Outcome("hint_used")))


def _about(text: str, hint: str, languages: Sequence[str]) -> bool:
    """Whether words are about an agent's line: they share one, or are too short to be about anything else."""
    words = reading.tokens(text)
    little = little_words(*languages)
    said = [word for word in words if len(word) >= sentences.LONG]
    things = {word for word in words if len(word) >= SHORT and word not in little}
    told = reading.tokens(hint)
    return (
        len(words) <= sentences.FEW
        or not things.isdisjoint(told)
        or any(sentences.said_in(word, said) for word in told)
    )


def _from_notes(turn: Turn, voice: Voice, question: str) -> Decision | None:
    """An agent's line of an earlier hand-back, when the question is about it."""
    asked = {word for word in reading.tokens(question) if len(word) > 3}
    for fact in turn.known.facts:
        if fact.key != "note.agent":
            continue
        agent, _, hint = fact.value.partition(": ")
        if len(asked & set(reading.tokens(hint))) >= 2:  # one shared word is chance
            line = voice("answer.note", agent=agent, date=day(voice.language, fact.valid_from), hint=hint)
            return Decision("answer", "agent's earlier line", (Say(line, "answer"), Ask()), facts=(fact.id,))
    return None


def _greet_back(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Return a greeting that came with the question."""
    first = next(iter(cut.sentences(turn.text.replace(",", "."))), "")
    if turn.known.name and reading.whole(first, "greeting", voice.languages):
        return decision.led(voice("greeting.short"))
    return decision


def again(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Return the answer, or the person, that helped last time; None where nobody asks for it."""
    if turn.success is None or turn.awaiting.options:
        return None
    question, article = " ".join(turn.success.question.split()), turn.success.article
    if not question:
        return Decision("chat", "as last time: nothing was solved", (Say(voice("again.none"), "chat"), Ask()))
    if not article:
        opened = OpenCase("customer_request", question, lead=voice("again.person", question=question), issue=question)
        return Decision("handoff", "as last time: a person", (opened, Ask()))
    ranking = means.library.search(question, within=article, lang=voice.language)
    if not ranking.hits:
        return answer(turn, voice, means, question)
    lead = voice("again.answer", question=question[: titles.TITLE_LENGTH])
    return giving.given(turn, voice, means.library, ranking.hits[0], question, (), rule="as last time", lead=lead)


def number_told(turn: Turn, voice: Voice, means: Means, text: str) -> Decision | None:
    """Return what an article says to "what's your number?", once; None for any other wish for a person."""
    asked_already = turn.awaiting.person or turn.ownership.misses
    if asked_already or not requests.asks_for_number(text, turn.ownership.colleagues):
        return None
    found = answering.answer(turn, voice, means.library, text)
    return found if found.kind == "answer" else None


def deep_link(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """A link into the chat that names an article, as in t.me/BOT?start=returns-how: begin with it."""
    name, _, payload = turn.text.strip().partition(" ")
    if name != "/start" or not payload:
        return None
    paths = means.library.index.paths
    wanted = next((path for path in paths if _link_name(path) == _link_name(payload)), "")
    return answering.chosen(turn, voice, means.library, wanted) if wanted else None


def _link_name(path: str) -> str:
    """Return how a deep link names an article: its path without the ending, in letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", path.removesuffix(".md").lower()).strip("-")
