"""Who looks at a case and who types in it: kept for seconds, in the database, so that every process sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import texts
from bot.errors import Overtaken
from bot.storage import statements
from bot.storage.statements import run
from bot.storage.tables import Agent, Message, Presence

TYPING = timedelta(seconds=6)
"""How long somebody counts as typing after the last sign of it."""
SEEN = timedelta(seconds=30)
"""How long somebody counts as looking after the last sign of it."""
REFRESH = timedelta(seconds=10)
"""How often a page that stays open is worth a write."""
THROTTLE = timedelta(seconds=3)
"""How often somebody who goes on typing is worth a write."""


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague at a case."""

    name: str
    typing: bool
    until: datetime
    """When this ends by itself."""


def looks(session: Session, case_id: int, agent_id: int, now: datetime) -> None:
    """Note that an agent has a case open; whether they type stays as it is."""
    row = session.get(Presence, (case_id, agent_id))
    if row is None or row.seen_at <= now - REFRESH:
        _note(session, case_id, agent_id, row.typing_until if row else None, now)


def types(session: Session, case_id: int, agent_id: int, now: datetime, *, stopped: bool = False) -> None:
    """Note that an agent types a reply, or no longer does. Written when it changes, else every few seconds."""
    row = session.get(Presence, (case_id, agent_id))
    until = row.typing_until if row else None
    typing = until is not None and until > now
    if (stopped and typing) or (not stopped and (until is None or until <= now + TYPING - THROTTLE)):
        _note(session, case_id, agent_id, None if stopped else now + TYPING, now)


def _note(session: Session, case_id: int, agent_id: int, until: datetime | None, now: datetime) -> None:
    run(session, statements.PRESENT, case_id=case_id, agent_id=agent_id, now=now, typing_until=until)
    session.expire_all()


def load(session: Session, case_id: int, now: datetime, *, but: int = 0) -> tuple[Present, ...]:
    """Return who is at a case, those who type first, without the agent `but`."""
    rows = session.exec(
        select(Presence, Agent.name)
        .join(Agent, col(Agent.id) == Presence.agent_id)
        .where(Presence.case_id == case_id, Presence.agent_id != but, Presence.seen_at > now - SEEN)
        .order_by(col(Agent.name))
    ).all()
    found = [_present(row, name, now) for row, name in rows]
    return tuple(sorted(found, key=lambda one: not one.typing))


def _present(row: Presence, name: str, now: datetime) -> Present:
    typing = row.typing_until is not None and row.typing_until > now
    until = row.typing_until if row.typing_until and typing else row.seen_at + SEEN
    return Present(name, typing, until)


def typing_until(session: Session, case_id: int, agent_id: int, now: datetime) -> datetime | None:
    """Return until when an agent counts as typing in a case, None when they do not."""
    row = session.get(Presence, (case_id, agent_id))
    return row.typing_until if row and row.typing_until and row.typing_until > now else None


def check_unanswered(session: Session, conversation_id: int, agent_id: int, seen: str) -> None:
    """Raise Overtaken when a colleague's reply came into a conversation after the message `seen`.

    With no such message ("" or one that was erased), nothing is known of what was seen, and nothing is held up.
    """
    last = session.exec(select(Message.id).where(Message.public_id == seen)).first()
    if last is None:
        return
    reply = session.exec(
        select(Agent.name, Message.sent_at)
        .join(Agent, col(Agent.id) == Message.agent_id)
        .where(Message.conversation_id == conversation_id, Message.role == "agent", Message.id > last)
        .where(Message.agent_id != agent_id)
        .order_by(col(Message.id).desc())
        .limit(1)
    ).first()
    if reply is not None:
        newest = select(Message.public_id).where(Message.conversation_id == conversation_id)
        name, at = reply
        newest_id = session.exec(newest.order_by(col(Message.id).desc()).limit(1)).first() or seen
        raise Overtaken(texts.team("desk.overtaken", name=name), name, at, newest_id)
