"""What a message tells and nothing else: said back, and thanked for."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import answering, asking_back, giving, leaning, listening, sentences, smalltalk
from bot.dialogue.library import articles_offered
from bot.dialogue.means import Means
from bot.dialogue.voice import Voice
from bot.texts import value
from bot.types.decision import Ask, Decision, Say
from bot.types.turn import Turn

NOTED = "facts noted"


def noted(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """The message only tells facts: thank, or answer what the fact was asked for."""
    if not turn.learned or sentences.question_left(turn, voice):
        return None
    awaiting = turn.awaiting
    if awaiting.kind == "ask" and any(fact.key == awaiting.key for fact in turn.learned):
        return answering.chosen(turn, voice, means.library, awaiting.article)
    if decision := _completed(turn, voice, means):
        return decision
    thanks = smalltalk.thanks_beside(turn, voice)
    told = _told_back(turn, voice, "chat.noted_beside" if thanks else "chat.noted")
    if not told:
        return smalltalk.chat(voice, "chat.ok")
    if again := _asked_of_the_right_one(turn, voice, means):
        return again.led(told)
    if all(fact.denies or fact.status == "pending" for fact in turn.learned):
        return Decision("chat", "facts taken off", (Say(told, "chat"),))
    # An answer stands to be gone on from, but "ok" is said to the note.
    stands = Ask(replace(awaiting, noted=True)) if awaiting.kind == "answered" else None
    kept = listening.more(turn, asked=False) if awaiting.kind in ("", "more") else stands
    decision = Decision("chat", NOTED, (Say(told, "chat"), *filter(None, (kept,))))
    return smalltalk.thanked(turn, voice, decision) if thanks else decision


def _completed(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Answer the question before, where what is told says what it was about: "for my e-bike".

    None where no half sentence is said and nothing was asked back, for what no article makes a difference by, and
    where both together find nothing or another article than was offered.
    """
    offered = [means.library.path_of(choice) for choice, _ in articles_offered(turn)]
    asked_back = turn.awaiting.kind == "clarify" or listening.asked_to_go_on(turn)
    half = bool(turn.awaiting.question) and leaning.goes_on(turn.text, voice.languages)
    tells = any(fact.key in giving.MODELS and not fact.denies for fact in turn.learned)
    if not (asked_back or half) or not tells or not leaning.lean(turn.text, voice.languages):
        return None
    found = answering.answer(turn, voice, means.library, turn.text)
    elsewhere = bool(offered) and found.awaits().article not in offered
    return None if found.kind != "answer" or elsewhere else found


def _asked_of_the_right_one(turn: Turn, voice: Voice, means: Means) -> Decision | None:
    """Answer what was answered of the wrong thing, of the right one; None where its article tells of no other."""
    right = next((fact.value for fact in turn.learned if fact.corrects and fact.key in giving.MODELS), "")
    if not right or turn.awaiting.kind != "answered":
        return None
    found = answering.answer(turn, voice, means.library, right)
    elsewhere = found.awaits().article != turn.awaiting.article
    return found if found.kind == "answer" and elsewhere else None


def _told_back(turn: Turn, voice: Voice, line: str) -> str:
    """Say what was noted, what was corrected, and from what; else what was taken off. "" where it is none of these."""
    firm = [fact for fact in turn.learned if fact.status == "active" and not fact.denies]
    slips = [fact for fact in firm if fact.retracts and fact.corrects]
    news = [voice.fact(fact.key, fact.value) for fact in firm if fact not in slips]
    news += [voice.past(fact.key, fact.value, fact.valid_to) for fact in turn.learned if fact.valid_to]
    lines = [voice(line, facts=voice.listed(news))] if news else []
    if slips:
        before = ", ".join(value(voice.language, fact.key, fact.corrects) for fact in slips)
        right = voice.facts([(fact.key, fact.value) for fact in slips])
        lines.append(voice("chat.corrected", facts=right, before=before))
    gone = [(fact.key, fact.value) for fact in turn.learned if fact.denies and fact.value and not fact.idle]
    if gone and not lines:
        lines.append(voice("chat.unnoted", facts=voice.facts(gone)))
    return " ".join(lines)


def number_alone(turn: Turn, voice: Voice) -> Decision | None:
    """The number of an order, pasted once more: a question of ours that stands open stands; else it is kept."""
    orders = {fact.value: fact for fact in turn.known.facts if fact.key == "order.id"}
    fact = orders.get(turn.text.strip("# ."))
    if fact is None:
        return None
    if turn.awaiting.kind == "clarify":
        return asking_back.which_again(turn, voice)
    return Decision("chat", NOTED, (Say(voice("chat.noted", facts=voice.fact(fact.key, fact.value)), "chat"),))
