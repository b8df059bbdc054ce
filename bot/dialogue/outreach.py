"""What a timer lets the bot say or do unasked: surveys, check-backs, answers that customers waited for, late promises.

Whether it may be said is decided before (`Dealings.verdict`); here it is said, put off, or held back, and logged.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.dialogue import feedback, giving
from bot.dialogue.library import Library
from bot.dialogue.voice import Voice
from bot.texts import day, team, team_time
from bot.types.decision import Act, Decision, Lapse, Mend, Outcome, Reach, Say, Schedule, Tell
from bot.types.relationship import SurveyKind
from bot.types.turn import Turn

MOST_TRIES = 12
"""Times that words are put off before they are let go: what comes weeks late is noise."""
LONGEST_QUOTE = 120


def due(turn: Turn, voice: Voice, library: Library) -> Decision:
    """Return what the turn's timer leads to."""
    data, verdict = turn.last.data, turn.dealings.verdict
    what = str(data.get("what"))
    if what == "durable":
        return Decision("silent", "still solved", (Outcome("durable", str(data.get("detail", ""))),))
    if what in ("promise_remind", "promise_due"):
        return _promise(what, data)
    if not verdict.may and verdict.later and int(data.get("tries", 0)) < MOST_TRIES:
        again = Schedule(str(data["key"]), verdict.later, {**data, "tries": int(data.get("tries", 0)) + 1})
        return Decision("silent", f"{what} put off: {verdict.cause}", (again,))
    if not verdict.may:
        held = Reach(data["purpose"], verdict.cause, said=False)
        return Decision("silent", f"{what} held back: {verdict.cause}", (held, *_next(turn, what, data)))
    if what == "gap":
        return _gap(turn, voice, library, data)
    return _WORDS[what](turn, voice, data)


def in_public(turn: Turn) -> Decision:
    """What a timer would say is nobody else's: in a chat of several people it is held back; agents are told as ever."""
    data = turn.last.data
    what, purpose = str(data.get("what")), data.get("purpose")
    if what in ("promise_remind", "promise_due"):
        return _promise(what, data)
    held = (Reach(purpose, "a chat of several people", said=False),) if purpose else ()
    return Decision("silent", f"{what} held back: a chat of several people", held)


def _asked(kind: SurveyKind, text: str, voice: Voice, what: str, cause: str, data: Mapping[str, Any]) -> Decision:
    case_id = int(data["case"]) if data.get("case") else None
    purpose = data["purpose"]
    acts = (feedback.question(voice, kind, text), Reach(purpose, cause, survey=kind, case_id=case_id))
    return Decision("survey", what, acts)


def _csat(_turn: Turn, voice: Voice, data: Mapping[str, Any]) -> Decision:
    return _asked("csat", voice("survey.csat"), voice, "asked how the case went", "a case was resolved", data)


def _nps(turn: Turn, voice: Voice, data: Mapping[str, Any]) -> Decision:
    asked = _asked("nps", voice("survey.nps"), voice, "asked whether they recommend us", "its time came round", data)
    return Decision(asked.kind, asked.rule, (*asked.acts, *_next(turn, "nps", data)))


def _next(turn: Turn, what: str, data: Mapping[str, Any]) -> tuple[Act, ...]:
    """NPS has a cadence: said or held back, it comes round again, as long as the customer does."""
    last = turn.known.last_contact
    silent = last is None or (turn.now - last).total_seconds() > float(data.get("active", 0))
    if what != "nps" or silent:
        return ()
    kept = {key: value for key, value in data.items() if key != "tries"}
    return (Schedule(str(data["key"]), float(data["every"]), kept),)


def _check_back(turn: Turn, voice: Voice, data: Mapping[str, Any]) -> Decision:
    issue = _quote(turn.dealings.about)
    if not issue:
        return Decision("silent", "what was solved has been forgotten")
    return _asked("check", voice("survey.check", issue=issue), voice, "looked back", "an issue was solved", data)


def _recovery(turn: Turn, voice: Voice, data: Mapping[str, Any]) -> Decision:
    if not turn.dealings.recovering:
        return Decision("silent", "nothing to recover any more")
    return _asked("check", voice("survey.check_recovery"), voice, "looked after a recovery", "a recovery runs", data)


def _gap(turn: Turn, voice: Voice, library: Library, data: Mapping[str, Any]) -> Decision:
    """The answer that somebody waited for, in the article's own words, once."""
    question, path = turn.dealings.about, str(data["article"])
    ranking = library.search(question, within=path) if question else None
    if ranking is None or not ranking.hits:
        return Decision("silent", "the question was forgotten, or its answer is gone")
    asked = datetime.fromisoformat(str(data["asked"])) if data.get("asked") else turn.now
    lead = voice("gap.answered", date=day(voice.language, asked), question=_quote(question))
    given = giving.given(turn, voice, library, ranking.hits[0], question, (), rule="a gap was closed", lead=lead)
    answer = given.says[0]
    said = Say(f"{answer.text}\n\n{voice('gap.stop')}", "answer", sources=answer.sources)
    told = Reach("gap", f"asked what {path} answers now", told=int(data["gap"]))
    return Decision("answer", given.rule, (said, told), given.passages, given.facts)


def _incident(turn: Turn, voice: Voice, data: Mapping[str, Any]) -> Decision:
    asked = datetime.fromisoformat(str(data["asked"])) if data.get("asked") else turn.now
    line = voice("incident.ended", date=day(voice.language, asked), question=_quote(turn.dealings.about) or "–")
    told = Reach("incident", "an incident that they reported is over", told=int(data["incident"]))
    return Decision("notice", "incident over", (Say(line, "notice"), told))


def _idea(turn: Turn, voice: Voice, data: Mapping[str, Any]) -> Decision:
    """What a customer suggested has become real."""
    if not turn.dealings.about:
        return Decision("silent", "the idea was forgotten")
    line = voice("idea.shipped", date=day(voice.language, datetime.fromisoformat(str(data["asked"]))),
                 idea=_quote(turn.dealings.about), words=str(data["words"]))  # fmt: skip
    said = Say(f"{line} {voice('gap.stop')}", "notice")
    return Decision("notice", "an idea has become real", (said, Reach("idea", "their own idea has become real")))


def _folded(_turn: Turn, voice: Voice, _data: Mapping[str, Any]) -> Decision:
    """The case that waited is part of an incident's now."""
    return Decision("notice", "part of an incident", (Say(voice("incident.known"), "notice"),))


def _late(turn: Turn, voice: Voice, data: Mapping[str, Any]) -> Decision:
    """Before a promise lapses the customer hears that it may, and the lead too."""
    agent, when = str(data["agent"]), _time(turn, voice, str(data["due"]), str(data.get("zone") or "UTC"))
    said = Say(voice("promise.late", agent=agent, time=when), "notice")
    told = Tell(team("tell.late", agent=agent, when=_ours(data)), case_id=int(data["case"]), lead=True)
    return Decision("notice", "a promise runs late", (said, told, Reach("promise", "before a promise lapses")))


def _promise(what: str, data: Mapping[str, Any]) -> Decision:
    agent, case_id = str(data["agent"]), int(data["case"])
    when = _ours(data)
    if what == "promise_remind":
        line = team("tell.promise", agent=agent, when=when)
        return Decision("silent", "a promise comes due", (Tell(line, case_id=case_id, personal=True),))
    line = team("tell.broken", agent=agent, when=when)
    acts = (Lapse(int(data["promise"])), Tell(line, case_id=case_id, lead=True), Mend("start", "breach"))
    return Decision("silent", "a promise was not kept", acts)


def _ours(data: Mapping[str, Any]) -> str:
    """Return when something was promised for, on the agents' clock."""
    return team_time(datetime.fromisoformat(str(data["due"])), str(data.get("ours") or "UTC"))


def _time(turn: Turn, voice: Voice, promised: str, zone: str) -> str:
    """Return a moment on the customer's clock; `zone` is where it was promised, for whose clock is not known."""
    moment = datetime.fromisoformat(promised)
    with contextlib.suppress(ZoneInfoNotFoundError, ValueError):
        moment = moment.astimezone(ZoneInfo(turn.known.get("locale.timezone") or zone))
    return f"{day(voice.language, moment)}, {moment:%H:%M}"


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE].rstrip()}…"


_WORDS: Mapping[str, Callable[[Turn, Voice, Mapping[str, Any]], Decision]] = MappingProxyType({
    "csat": _csat, "nps": _nps, "check_back": _check_back, "recovery": _recovery, "incident": _incident,
    "idea": _idea, "promise_warn": _late, "folded": _folded,
})  # fmt: skip
"""What each timer says."""
