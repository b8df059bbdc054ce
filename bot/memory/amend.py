"""What agents do with a fact: set it right, confirm it, forget it. Each leaves a note as its source, and a log line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from bot.errors import NotFound, Refused
from bot.memory import access, privacy
from bot.memory.facts import store
from bot.memory.masking import mask
from bot.memory.registry import Registry
from bot.storage import queue
from bot.storage.tables import Conversation, Fact, Identity, Message
from bot.texts import team, team_label
from bot.types.chat import Address
from bot.types.handoff import Actor
from bot.types.memory import Learned

LONGEST = 200
"""Characters of a value."""
SURE = 0.99
"""Confidence of what an agent says."""
Op = Literal["edit", "confirm", "forget"]


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an agent does with a fact. `key` makes it idempotent; `value` is the new one of an edit."""

    fact_id: int
    op: Op
    key: str
    value: str = ""


def amend(session: Session, customer_id: int, actor: Actor, what: Amendment, registry: Registry, now: datetime) -> str:
    """Carry it out on a fact of this customer; return a line for the agent. Raises NotFound, Refused."""
    at = Address("desk", str(actor.agent_id), "")
    if not queue.note_done(session, address=at, key=what.key, lane=("in", customer_id), kind="event", now=now):
        return team("done")
    fact = _of(session, customer_id, what.fact_id)
    called = team_label(fact.key)
    access.note(session, customer_id, f"agent:{actor.agent_id}", what.op, now)
    if what.op == "forget":
        privacy.forget_slot(session, customer_id, fact.id, now)
        return team("amend.forgotten", what=called)
    value = fact.value if what.op == "confirm" else _checked(fact.key, what.value, registry)
    if what.op == "confirm" and fact.status == "active":
        fact.confidence = SURE
        session.add(fact)
    _tell(session, fact, actor, value, what.op, registry, now)
    return team("amend.edited" if what.op == "edit" else "amend.confirmed", what=called, value=value)


def _of(session: Session, customer_id: int, fact_id: int) -> Fact:
    found = session.exec(
        select(Fact)
        .join(Identity, col(Identity.id) == col(Fact.identity_id))
        .where(Fact.id == fact_id, Identity.customer_id == customer_id, col(Fact.status).in_(("active", "pending")))
    ).first()
    if found is None:
        raise NotFound(team("amend.gone"))
    return found


def _checked(key: str, value: str, registry: Registry) -> str:
    value = mask(" ".join(value.split()))
    if not value or len(value) > LONGEST:
        raise Refused(team("amend.write", what=team_label(key), most=LONGEST))
    allowed = registry.key(key).values
    found = next((one for one in allowed if one.casefold() == value.casefold()), None)
    if allowed and found is None:
        raise Refused(team("amend.one_of", what=team_label(key), known=", ".join(allowed)))
    return found or value


def _tell(session: Session, fact: Fact, actor: Actor, value: str, op: Op, registry: Registry, now: datetime) -> None:
    """Store it with a note of the agent's as its source; an edit says that the old value never was true."""
    talk = session.exec(
        select(Conversation.id)
        .join(Identity, col(Identity.customer_id) == col(Conversation.customer_id))
        .where(Identity.id == fact.identity_id)
        .order_by(col(Conversation.id).desc())
        .limit(1)
    ).first()
    if talk is None:
        raise Refused(team("amend.no_place"))
    told = team(f"amend.note.{op}", agent=actor.name, what=team_label(fact.key), value=value)
    note = Message(identity_id=fact.identity_id, conversation_id=talk, role="note", kind="note", text=told,
                   agent_id=actor.agent_id, sent_at=now, received_at=now)  # fmt: skip
    session.add(note)
    session.flush()
    same = value == fact.value
    learned = Learned(fact.key, value, value, f"agent:{actor.agent_id}", SURE, retracts=not same, message_id=note.id)
    if not same and fact.cardinality == "many":
        _retract(session, fact, now)
    store(session, fact.identity_id, learned, now, now, registry)


def _retract(session: Session, fact: Fact, now: datetime) -> None:
    """Among many values the new one takes the place of this one alone."""
    fact.status, fact.valid_to, fact.retired_at = "retracted", fact.valid_from, now
    session.add(fact)
    session.flush()
