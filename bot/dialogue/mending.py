"""When it goes wrong, and when others have it too: owned once, a person first; a known trouble is said to be known."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.likeness import alike, stems
from bot.dialogue import bringing_in, reading, signals
from bot.dialogue.library import Library
from bot.dialogue.missing import NONE_OF_THESE
from bot.dialogue.voice import Voice
from bot.texts import cut
from bot.types.decision import Act, Ask, Decision, Mend, Outcome, Report, Say
from bot.types.handoff import HandoffReason
from bot.types.turn import Turn

ENOUGH = 2
"""Answers in a row that did not help, from which on it is our fault."""


def not_solved(turn: Turn) -> Decision:
    """What was said to be solved is not: a person, at once."""
    opened = bringing_in.handoff(turn, "repeat_contact", "resolved, and it is not")
    return replace(opened, acts=(Outcome("reopened"), *opened.acts))


def greeted(voice: Voice) -> Decision:
    """The first greeting after something went wrong says that it is not forgotten."""
    say = Say(voice("recovery.greeting"), "chat", choices=(voice.person,))
    return Decision("chat", "greeting after a failure", (say, Mend("greeted")))


def mended(turn: Turn, voice: Voice, decision: Decision) -> Decision:
    """Begin a recovery where words or misses call for one: one apology, and a person where they threaten to leave."""
    if turn.last.kind != "message" or decision.kind == "command" or "haggles" in turn.said:
        return decision  # who haggles and says that they leave gets the fixed policy, and no apology for it
    if trigger := signals.fed_up(turn.text, voice.languages):
        return _own(turn, voice, decision, trigger)
    missed = any(isinstance(act, Outcome) and act.kind in ("miss", "not_helped") for act in decision.acts)
    if missed and turn.ownership.misses + 1 >= ENOUGH:
        return replace(decision, acts=(*decision.acts, Mend("start", "misses")))
    return decision


def _says_more(turn: Turn, voice: Voice) -> bool:
    """Whether a message holds more than that they have had enough: only then is there something to answer."""
    return any(
        sentence.endswith("?") or not signals.fed_up(sentence, voice.languages) for sentence in cut.sentences(turn.text)
    )


def _own(turn: Turn, voice: Voice, decision: Decision, trigger: str) -> Decision:
    """Own it once, keep an answer if there is one, and bring in a person."""
    start = Mend("start", "churn" if trigger == "churn" else "third_time")
    sorry: tuple[Act, ...] = () if turn.dealings.owned else (Say(voice("recovery.own"), "chat"),)
    if decision.kind == "handoff":
        return replace(decision, acts=(*sorry, start, *decision.acts))
    reason: HandoffReason = "churn_risk" if trigger == "churn" else "repeat_contact"
    opened = bringing_in.handoff(turn, reason, f"recovery: {trigger}")
    asks = decision.kind == "answer" and _says_more(turn, voice)
    kept = decision.unasked if asks else ()
    first = next(iter(decision.says), None)
    answer = tuple(_bare(act, voice) if act is first and isinstance(act, Say) else act for act in kept)
    answer = tuple(act for act in answer if not isinstance(act, Say) or act.kind == "answer")
    acts = (*sorry, start, *answer, *opened.acts)
    passages = decision.passages if answer else ()
    return Decision("handoff", f"{opened.rule}; {decision.rule}", acts, passages, decision.facts)


def _bare(say: Say, voice: Voice) -> Say:
    """Return an answer without its buttons, and without the words for a mood: we have said sorry already."""
    text = say.text
    for feeling in ("angry", "sarcastic", "worried", "waits"):
        text = text.removeprefix(f"{voice(f'answer.{feeling}')}\n\n")
    return replace(say, text=text, choices=())


# --- what others have too ------------------------------------------------------------------------


def known_trouble(turn: Turn, voice: Voice, library: Library, text: str, decision: Decision) -> Decision | None:
    """Return the honest word on an incident that colleagues work on, when the words are about it.

    An answer stays, with a line beside it: its steps may be just what this customer needs.
    """
    if not turn.dealings.troubles:
        return None
    language, article = turn.standing.language, _article(decision)
    words, ordinary = stems(language, text), library.index.ordinary(language, text)
    for trouble in turn.dealings.troubles:
        near = article == trouble.article != ""
        if trouble.language != language or not alike(language, words, trouble.words, same_article=near,
                                                     ordinary=ordinary):  # fmt: skip
            continue
        told = Report("trouble", text, article, trouble.id)
        line = voice("incident.known_words", words=trouble.known) if trouble.known else ""
        if decision.kind == "answer":
            beside = decision.led(line) if line else decision.followed(voice("incident.beside"))
            return replace(beside, acts=(*beside.acts, told))
        say = Say(line or voice("incident.known"), "notice", choices=(voice.person,))
        return Decision("notice", f"known incident {trouble.id}", (say, Ask(), told), decision.passages)
    return None


def reported(turn: Turn, voice: Voice, library: Library, decision: Decision) -> Decision:
    """Note what others may meet too: a question that no article answers, a trouble that is told."""
    if turn.last.kind != "message" or any(isinstance(act, Report) for act in decision.acts):
        return decision
    found: list[Act] = []
    if any(isinstance(act, Outcome) and act.kind == "miss" for act in decision.acts):
        refused = decision.rule.startswith(NONE_OF_THESE)  # these words are no question; the one before is
        asked = turn.awaiting.question if refused else turn.text
        found.append(Report("gap", asked, _seen(decision)))
    about = _trouble(turn, voice)
    if about and decision.kind in ("answer", "clarify", "offer", "handoff", "ask"):
        ordinary = library.index.ordinary(turn.standing.language, about)
        found.append(Report("trouble", about, _article(decision), ordinary=ordinary))
    return replace(decision, acts=(*decision.acts, *found)) if found else decision


def _trouble(turn: Turn, voice: Voice) -> str:
    """Return the sentence that tells of a trouble; with a wish for a person, what it is about."""
    for sentence in cut.sentences(turn.text):
        if any(reading.contains(sentence, intent, voice.languages) for intent in ("problem", "trouble")):
            return " ".join(sentence.split())
    return ""


def _article(decision: Decision) -> str:
    return decision.passages[0].article if decision.passages else ""


def _seen(decision: Decision) -> str:
    return f"{decision.passages[0].article}@{decision.passages[0].version}" if decision.passages else ""
