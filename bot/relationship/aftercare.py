"""What follows when something was solved, promised or went wrong: timers of the customer's own lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.relationship import events, outcomes
from bot.relationship.care import Care
from bot.storage import queue
from bot.types.relationship import Happened, Purpose


def plan(
    session: Session, identity_id: int, key: str, what: str, at: datetime, *, purpose: Purpose | None = None,
    keep: bool = False, **about: Any,
) -> None:  # fmt: skip
    """Set a timer whose words dialogue/outreach.py knows; `purpose` has it look whether they may be said."""
    payload = {"kind": "care", "what": what, "key": key, **({"purpose": purpose} if purpose else {}), **about}
    queue.schedule(session, key=key, identity_id=identity_id, due_at=at, payload=payload, keep=keep)


@dataclass(frozen=True, slots=True)
class Solved:
    """Something was solved, by whom and where."""

    customer_id: int
    identity_id: int
    conversation_id: int
    by: str
    """agent | customer"""
    first: bool
    """Whether the issue had come up in this same contact."""
    case_id: int | None = None
    about: int | None = None
    """The message that told of the issue; None for none."""


def solved(session: Session, what: Solved, care: Care, now: datetime) -> None:
    """Write it down, ask how it went, look back, and see after a week whether it lasted."""
    detail = f"{what.by}, first" if what.first else what.by
    outcomes.note(session, "resolved", now, customer_id=what.customer_id, conversation_id=what.conversation_id,
                  case_id=what.case_id, detail=detail)  # fmt: skip
    key = f"solved:{what.conversation_id}:{what.case_id or now.isoformat()}"
    events.note(session, what.identity_id, Happened("solved", now), now, key=key)
    plan(session, what.identity_id, _durable(what.conversation_id), "durable",
         now + timedelta(days=care.durable_days), detail=detail)  # fmt: skip
    if what.case_id is not None:
        plan(session, what.identity_id, f"csat:{what.case_id}", "csat", now + timedelta(seconds=care.csat_after),
             purpose="csat", case=what.case_id)  # fmt: skip
    if what.about is not None:
        plan(session, what.identity_id, _look_back(what.conversation_id), "check_back",
             now + timedelta(days=care.check_back_days), purpose="check_back", about=what.about)  # fmt: skip
    plan(session, what.identity_id, f"nps:{what.identity_id}", "nps", now + timedelta(days=care.nps_first_days),
         purpose="nps", keep=True, every=care.nps_every_days * 86400, active=care.nps_active_days * 86400)  # fmt: skip


def reopened(session: Session, customer_id: int, conversation_id: int, care: Care, now: datetime) -> None:
    """It was not solved after all: what was to follow is dropped, and it is written down, for the contact it was."""
    since = now - timedelta(days=care.durable_days)
    before = outcomes.last_resolved(session, customer_id, since)
    for talk in {conversation_id, before or conversation_id}:
        queue.cancel(session, _durable(talk))
        queue.cancel(session, _look_back(talk))
    outcomes.note(session, "reopened", now, customer_id=customer_id, conversation_id=before or conversation_id)


def content(session: Session, conversation_id: int) -> None:
    """The customer is content with how it went: nobody looks back."""
    queue.cancel(session, _look_back(conversation_id))


def _durable(conversation_id: int) -> str:
    return f"durable:{conversation_id}"


def _look_back(conversation_id: int) -> str:
    return f"check_back:{conversation_id}"
