"""A customer rates us, and says why. A rating is no message: it is thanked for, acted on, and never searched for."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue import reading, requests
from bot.dialogue.voice import Voice
from bot.types.chat import Choice
from bot.types.decision import Act, Decision, Learn, Mend, OpenCase, Outcome, Rate, Reach, Say
from bot.types.memory import Learned
from bot.types.relationship import RATING, SCALES, Asked, SurveyKind
from bot.types.turn import Turn

LOW: dict[SurveyKind, int] = {"csat": 2, "nps": 6}
"""Highest score of each survey that starts a recovery."""
MIDDLE: dict[SurveyKind, int] = {"csat": 3, "nps": 8}
"""Highest score at which we ask what was missing."""
PROMOTER = 9
"""NPS from which a customer may be asked to speak for us."""
_SPEAKS = ("survey.review_no", "survey.review_yes", "survey.panel_yes", "survey.either_yes")
"""What is said to who would not, or would, speak for us: in a review, on a panel, either way."""
_WITH_WORDS = re.compile(r"^\s*(?P<score>\d{1,2})(?:\s*/\s*\d{1,2})?\s*[,:;–—-]\s*(?P<words>\S.*)", re.DOTALL)
_NUMBER = re.compile(r"^\s*\d{1,3}\s*[.!]*\s*$")


def question(voice: Voice, kind: SurveyKind, text: str) -> Say:
    """Return a survey as it is put to a customer: a button for each score, and one never to be asked again."""
    lowest, highest = SCALES[kind]
    scores = range(lowest, highest + 1) if kind in ("csat", "nps") else (1, 0) if kind == "check" else (1, 2, 0)
    choices = tuple(Choice(f"{RATING}{kind}:{score}", _label(voice, kind, score)) for score in scores)
    stop = (Choice(f"{RATING}{kind}:stop", voice("survey.stop")),) if kind in ("csat", "nps") else ()
    return Say(text, "survey", choices=(*choices, *stop))


def _label(voice: Voice, kind: SurveyKind, score: int) -> str:
    return str(score) if kind == "nps" else voice(f"survey.{kind}.{score}")


def answered(turn: Turn, voice: Voice) -> Decision | None:
    """Return what a rating, or the words about one, lead to; None when the turn is about something else."""
    asked, last = turn.dealings.asked, turn.last
    if last.kind == "press" and last.choice.startswith(RATING):
        return _pressed(turn, voice, asked)
    if asked is None or last.kind != "message":
        return None
    if any(reading.whole(turn.text, "no_surveys", (language,), extra=3) for language in voice.languages):
        return _stopped(turn, voice, asked)
    if asked.score is not None:
        return _explained(turn, voice, asked)
    return _typed(turn, voice, asked)


def _pressed(turn: Turn, voice: Voice, asked: Asked | None) -> Decision:
    kind, _, value = turn.last.choice.removeprefix(RATING).partition(":")
    lowest, highest = SCALES[asked.kind] if asked else (0, 0)
    scores = {str(score): score for score in range(lowest, highest + 1)}
    known = value in scores or value == "stop"  # what an app's press holds may be anybody's invention
    if asked is None or asked.kind != kind or asked.score is not None or not known:
        return Decision("survey", "the survey is over", (Say(voice("survey.over"), "survey"),))
    return _scored(turn, voice, asked, scores[value]) if value in scores else _stopped(turn, voice, asked)


def _typed(turn: Turn, voice: Voice, asked: Asked) -> Decision | None:
    if asked.kind in ("check", "review"):
        return _yes_or_no(turn, voice, asked)
    lowest, highest = SCALES[asked.kind]
    if _NUMBER.match(turn.text):
        line = Say(voice("survey.range", low=lowest, high=highest), "survey")
        return Decision("survey", "no such score", (line, Rate("again", asked.id)))
    found = _WITH_WORDS.match(turn.text)
    if not found or not lowest <= int(found["score"]) <= highest:
        return None
    decision = _scored(turn, voice, asked, int(found["score"]))
    return replace(decision, acts=(*decision.acts, Rate("comment", asked.id), _kept(turn)))


def _yes_or_no(turn: Turn, voice: Voice, asked: Asked) -> Decision | None:
    """Words that answer "is it still all right?" or "may we ask you?"."""
    text, languages = turn.text, voice.languages
    bad = asked.kind == "check" and any(reading.contains(text, one, languages) for one in ("not_helped", "still"))
    if bad or reading.whole(text, "no", languages, extra=6):
        return _scored(turn, voice, asked, 0)
    if reading.whole(text, "yes", languages, extra=4) or reading.whole(text, "helped", languages, extra=3):
        return _scored(turn, voice, asked, SCALES[asked.kind][1])
    return None


def _scored(turn: Turn, voice: Voice, asked: Asked, score: int) -> Decision:
    rate = Rate("score", asked.id, score)
    rule = f"rated {asked.kind} {score}"
    if asked.kind == "check":
        return _still_fine(turn, voice, rate, rule, score == 1)
    if asked.kind == "review":
        return Decision("survey", rule, (Say(voice(_SPEAKS[score]), "survey"), rate))
    if score <= LOW[asked.kind]:
        return _low(turn, voice, rate, rule, f"Rated {score} of {SCALES[asked.kind][1]}")
    if score <= MIDDLE[asked.kind]:
        return Decision("survey", rule, (Say(voice("survey.missing"), "survey"), rate))
    if asked.kind == "nps" and score >= PROMOTER and not _refuses(turn, "marketing"):
        may = question(voice, "review", voice("survey.review"))
        return Decision("survey", rule, (may, rate, Reach("review", f"recommends us: {score}", survey="review")))
    return Decision("survey", rule, (Say(voice("survey.thanks"), "survey"), rate))


def _low(turn: Turn, voice: Voice, rate: Rate, rule: str, title: str) -> Decision:
    """A low score: one apology, a person first in the queue, looked after until it is good again."""
    line = voice("survey.low_again" if turn.dealings.recovering else "survey.low")
    acts: tuple[Act, ...] = (Say(line, "survey"), rate, Mend("start", "low_rating"))
    if turn.ownership.owner == "bot":
        acts = (*acts, OpenCase("low_rating", title))
    return Decision("survey", rule, acts)


def _still_fine(turn: Turn, voice: Voice, rate: Rate, rule: str, fine: bool) -> Decision:
    mended: tuple[Act, ...] = (Mend("recovered" if fine else "lost"),) if turn.dealings.recovering else ()
    if fine:
        return Decision("survey", rule, (Say(voice("survey.glad"), "survey"), rate, *mended))
    acts: tuple[Act, ...] = (Say(voice("survey.low_again"), "survey"), rate, Outcome("reopened"), *mended)
    if turn.ownership.owner == "bot":
        issue = turn.known.issue.title if turn.known.issue else ""
        acts = (*acts, OpenCase("repeat_contact", issue or turn.dealings.about or "Solved, and it is not"))
    return Decision("survey", rule, acts)


def _explained(turn: Turn, voice: Voice, asked: Asked) -> Decision | None:
    """The words after a rating are its reason, unless they ask for something."""
    text = turn.text.strip()
    asks = text.endswith("?") or text.startswith("/") or requests.wants_person(text, turn.ownership.colleagues)
    starts = any(reading.whole(text, intent, voice.languages, extra=2) for intent in ("greeting", "thanks", "bye"))
    if asks or starts or not text:
        return None
    if any(reading.whole(text, "question", (language,), extra=60) for language in voice.languages):
        return None  # "how do I …": the next question, not a reason
    acts = (Say(voice("survey.noted"), "survey"), Rate("comment", asked.id), _kept(turn))
    return Decision("survey", f"explains {asked.kind} {asked.score}", acts)


def _kept(turn: Turn) -> Learn:
    """Keep the sentence in memory as it was said."""
    said = Learned("note.feedback", turn.text.strip(), turn.text.strip(), "survey",
                   message_id=turn.last.message_id or 0)  # fmt: skip
    return Learn((said,))


def _stopped(turn: Turn, voice: Voice, asked: Asked) -> Decision:
    acts: tuple[Act, ...] = (Say(voice("survey.stopped"), "survey"), Rate("decline", asked.id))
    return Decision("survey", "no more surveys", (*acts, *opt_out(turn, "surveys")))


def opt_out(turn: Turn, what: str) -> tuple[Act, ...]:
    """Return the act that remembers what a customer does not wish: a fact, so it counts on every linked channel."""
    if turn.last.message_id is None:
        return ()
    quote = turn.text.strip()
    return (Learn((Learned("contact.do_not_contact", what, quote, "opt-out", message_id=turn.last.message_id),)),)


def _refuses(turn: Turn, what: str) -> bool:
    refused = {fact.value for fact in turn.known.facts if fact.key == "contact.do_not_contact"}
    return bool(refused & {"all", "surveys", what})
