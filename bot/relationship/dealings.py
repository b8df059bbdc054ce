"""What stands open between a customer and us: read before a turn, changed by what the turn decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.relationship import aftercare, contact, gaps, ideas, incidents, promises, recovery, surveys
from bot.relationship.care import Care
from bot.storage import statements
from bot.storage.statements import run
from bot.storage.tables import Identity, Message
from bot.types.decision import Lapse, Mend, Rate, Reach
from bot.types.handoff import Ownership
from bot.types.memory import Known
from bot.types.relationship import RATING, Dealings, Verdict
from bot.types.turn import Event, Turn

MIDDLING = 3
"""The one CSAT score after which it is looked back: the content need no asking, and a recovery asks the others."""
TOLD = Verdict(False, cause="told already")


def load(
    session: Session, known: Known, ownership: Ownership, events: Sequence[Event], care: Care, now: datetime
) -> Dealings:
    """Return what stands open; one look for nearly every turn, as nearly always nothing does."""
    last = events[-1]
    since = now - timedelta(hours=care.answer_hours)
    survey, mending, troubles = run(
        session, statements.DEALINGS, customer_id=known.customer_id, since=since
    ).fetchone()  # fmt: skip
    pressed = last.choice.startswith(RATING)
    asked = surveys.asked(session, known.customer_id, care, now, pressed=pressed) if survey else None
    broken = recovery.current(session, known.customer_id) if mending else None
    found = Dealings(
        asked=asked, recovering=broken is not None, greeted=broken is not None and broken.greeted,
        owned=broken is not None and broken.trigger in recovery.OWNED,
        troubles=incidents.open_ones(session) if troubles else (),
    )  # fmt: skip
    return _timed(session, found, known, ownership, last, care, now) if last.data.get("kind") == "care" else found


def _timed(
    session: Session, found: Dealings, known: Known, ownership: Ownership, last: Event, care: Care, now: datetime
) -> Dealings:
    """Add what a timer's words need to know."""
    data, identity = last.data, session.get_one(Identity, last.identity_id)
    message = session.get(Message, int(data.get("about", 0)))
    about = message.text if message is not None else ""
    if idea := int(data.get("idea", 0)):
        about = ideas.words_of(session, known.customer_id, idea)
    verdict = Verdict()
    if purpose := data.get("purpose"):
        verdict = contact.verdict(session, known, identity, purpose, ownership.owner, care, now)
    told = {"gap": gaps.is_told, "incident": incidents.is_told}.get(str(data.get("what")))
    if told is not None and told(session, known.customer_id, int(data[data["what"]])):
        verdict = TOLD
    return replace(found, verdict=verdict, about=about)


Act = Rate | Reach | Mend | Lapse


def apply(session: Session, act: Act, turn: Turn, said: int | None, now: datetime) -> bool:
    """Carry out what a turn decided; `said` is the id of what it said. False where it changed nothing."""
    match act:
        case Rate():
            _rate(session, act, turn, said, now)
        case Reach():
            _reach(session, act, turn, said, now)
        case Mend():
            return _mend(session, act, turn, now)
        case Lapse():
            return promises.lapse(session, act.promise_id, now)
    return True


def _rate(session: Session, act: Rate, turn: Turn, said: int | None, now: datetime) -> None:
    if act.op == "score":
        talk = surveys.rate(session, act.survey_id, act.score, said, now)
        rated_case = turn.dealings.asked is not None and turn.dealings.asked.kind == "csat"
        if talk is not None and rated_case and act.score != MIDDLING:
            aftercare.content(session, talk)
    elif act.op == "comment":
        surveys.comment(session, act.survey_id, turn.last.message_id)
    elif act.op == "again":
        surveys.said_again(session, act.survey_id, said)
    else:
        surveys.decline(session, act.survey_id, now)


def _reach(session: Session, act: Reach, turn: Turn, said: int | None, now: datetime) -> None:
    identity_id, customer_id = turn.last.identity_id, turn.known.customer_id
    contact.log(session, identity_id, act.purpose, act.cause, now, said=act.said)
    if act.survey and act.said:
        surveys.ask(session, identity_id, act.survey, said, now, case_id=act.case_id,
                    conversation_id=turn.ownership.conversation_id)  # fmt: skip
    if act.told and act.purpose == "gap":
        gaps.told(session, customer_id, act.told, now)
    elif act.told and act.purpose == "incident":
        incidents.told(session, customer_id, act.told, now)


def _mend(session: Session, act: Mend, turn: Turn, now: datetime) -> bool:
    customer_id, conversation_id = turn.known.customer_id, turn.ownership.conversation_id
    if act.op == "start":
        return recovery.start(session, customer_id, turn.last.identity_id, act.trigger, conversation_id, now)
    if act.op == "greeted":
        recovery.greeted(session, customer_id)
    else:
        recovery.end(session, customer_id, act.op, conversation_id, now)
    return True
