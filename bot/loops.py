"""Loops that agents close: what their words promise, what a solved case leads to, many reports as one case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from bot import markup, memory, texts
from bot.handoff import asked, cases, solved, verbs
from bot.house import House
from bot.memory import issues
from bot.relationship import aftercare, incidents, outcomes, promises, recovery
from bot.storage import queue
from bot.storage.tables import Conversation, Incident
from bot.types.handoff import Actor, VerbName
from bot.types.memory import Known
from bot.types.turn import Turn


@dataclass(frozen=True, slots=True)
class Acted:
    """An agent's verb as it was carried out."""

    actor: Actor
    verb: VerbName
    effect: verbs.Effect
    identity_id: int
    """With which the customer wrote last."""
    message_id: int
    """Of the agent's words for the customer; 0 for none."""


def follow(house: House, session: Session, acted: Acted, now: datetime) -> None:
    """What a verb means for promises, incidents and what comes after a solved case."""
    effect = acted.effect
    if acted.verb == "reply" and effect.words and acted.message_id:
        _heard(house, session, acted, now)
    elif acted.verb == "note" and effect.known:
        incidents.let_known(session, effect.case_id, effect.known)
    elif acted.verb == "resolve":
        _solved(house, session, acted, now)


def _heard(house: House, session: Session, acted: Acted, now: datetime) -> None:
    """An agent's words keep what was promised before, and may promise anew: a row, and timers behind it."""
    effect = acted.effect
    known = memory.load(session, effect.customer_id, now)
    for key in asked.known(effect.words, {fact.key for fact in known.facts}):
        outcomes.note(session, "asked_known", now, case_id=effect.case_id, detail=key)
    said = _Said(acted.actor, effect.words, effect.case_id, acted.message_id, acted.identity_id)
    if not _promised(house, session, known, said, now):
        _end(session, effect.case_id, "kept", now, since=promises.AFTERTHOUGHT)


def handed_on(house: House, session: Session, turn: Turn, message_id: int, now: datetime) -> None:
    """The bot has told what an agent left with it: what that promises is owed like their own words."""
    left = cases.handed_back(session, turn.ownership.conversation_id)
    if left is not None:
        case_id, agent = left
        said = _Said(agent, turn.ownership.hint, case_id, message_id, turn.last.identity_id)
        _promised(house, session, turn.known, said, now)


class _Said(NamedTuple):
    """An agent's words for a customer: of which case, as which message, and to which identity."""

    agent: Actor
    words: str
    case_id: int
    message_id: int
    identity_id: int


def _promised(house: House, session: Session, known: Known, said: _Said, now: datetime) -> bool:
    """Write down what words promise, in place of what was promised before; return whether they promise anything."""
    zone = known.get("locale.timezone") or house.care.zone
    hours = house.hours(house.standing(session, known.customer_id, now))
    commitment = promises.read(said.words, now, zone, hours)
    if commitment is None:
        return False
    _end(session, said.case_id, "moved", now)
    made = promises.make(session, commitment, identity_id=said.identity_id, case_id=said.case_id,
                         agent_id=said.agent.agent_id, message_id=said.message_id, now=now, hours=hours)  # fmt: skip
    for what, due in (("promise_remind", made.remind), ("promise_warn", made.warn), ("promise_due", made.due)):
        aftercare.plan(
            session, said.identity_id, f"{what}:{made.id}", what, due, purpose="promise", promise=made.id,
            case=said.case_id, agent=said.agent.name, due=made.due.isoformat(), zone=zone, ours=hours.zone,
        )  # fmt: skip
    key = "tell.noted_unattended" if made.unattended else "tell.noted"
    when, reminded = (texts.team_time(moment, hours.zone) for moment in (made.due, made.remind))
    house.relay.tell(session, said.case_id, now, key, when=when, remind=reminded)
    return True


def _end(session: Session, case_id: int, state: str, now: datetime, *, since: timedelta = timedelta(0)) -> None:
    """End a case's promises, and their timers with them."""
    for promise in promises.end(session, case_id, state, now, since=since):
        for key in promises.timers(promise):
            queue.recall(session, key, now)


def _solved(house: House, session: Session, acted: Acted, now: datetime) -> None:
    """Its promises are kept, its incident is over, and the customer is asked how it went and looked back at."""
    effect = acted.effect
    _end(session, effect.case_id, "kept", now)
    incidents.end(session, effect.case_id, now)
    solved.keep(session, effect.case_id, now)
    issue = issues.newest(session, effect.customer_id)
    began = session.get_one(Conversation, effect.conversation_id).opened_at
    what = aftercare.Solved(
        effect.customer_id, acted.identity_id, effect.conversation_id, "agent",
        first=issue is not None and issue.opened_at >= began, case_id=effect.case_id,
        about=issue.opened_message_id if issue else None,
    )  # fmt: skip
    aftercare.solved(session, what, house.care, now)


# --- incidents -----------------------------------------------------------------------------------


def fold(house: House, session: Session, incident: Incident, conversation_id: int, now: datetime) -> int:
    """Make one case of all that reported an incident; return the case that was opened for it, 0 where one stood.

    A claimed case leads, else the oldest, else a new one in the conversation of the last report.
    """
    found = incidents.cases(session, incident.id)
    lead = next((case.id for case in found if case.state == "claimed"), found[0].id if found else 0)
    opened = 0
    if not lead:
        lead = opened = cases.open_case(session, conversation_id, reason="incident", title=incident.title, detail="",
                                        priority=recovery.FIRST, now=now)  # fmt: skip
    incidents.lead(session, incident.id, lead)
    cases.first(session, lead, recovery.FIRST)
    for case_id in [case.id for case in found if case.id != lead and case.state == "queued"]:
        _folded(house, session, case_id, lead, now)
    count = incidents.size(session, incident.id)
    line = texts.team("tell.incident", count=count, title=markup.escape(incident.title), note="`// known: …`")
    house.relay.say(session, lead, line, now)
    return opened


def _folded(house: House, session: Session, case_id: int, lead: int, now: datetime) -> None:
    """A case that waits becomes part of the incident's; its customer hears why, in their own lane."""
    identity_id = cases.fold(session, case_id, lead, now)
    if identity_id is None:
        return
    for timer in house.timers:
        queue.recall(session, f"{timer}:{case_id}", now)
    aftercare.plan(session, identity_id, f"folded:{case_id}", "folded", now)
    house.relay.close(session, case_id, now)
