"""A customer's own page, read from the tables: it holds no note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.errors import NotFound
from bot.handoff import presence
from bot.pages import transcript
from bot.pages.transcript import Line
from bot.storage.tables import (
    Agent,
    Case,
    Conversation,
    Customer,
    Identity,
    Inbound,
    Message,
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who writes in this browser on one channel; `customer_id` is None until they wrote for the first time."""

    external_id: str
    customer_id: int | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """A customer's own page. `choices` are the quick replies of the last line, which alone are current."""

    lines: tuple[Line, ...]
    owner: str
    agent: str
    typing: bool
    agent_until: datetime | None = None
    """Until when the agent counts as typing; None when they do not."""

    @property
    def last_id(self) -> int:
        return self.lines[-1].id if self.lines else 0

    @property
    def last(self) -> Line | None:
        return self.lines[-1] if self.lines else None


def visitor(session: Session, channel: str, who: str, *, by_public_id: bool = False) -> Visitor:
    """Return who a visitor is on a channel. `by_public_id` (demo alone): a customer's public id is good, too."""
    own = select(Identity).where(Identity.channel == channel, Identity.external_id == who)
    identity = session.exec(own.order_by(col(Identity.id)).limit(1)).first()
    if identity is None and by_public_id:
        theirs = select(Identity).join(Customer).where(Customer.public_id == who)
        there = session.exec(theirs.order_by(col(Identity.channel) != channel, col(Identity.id)).limit(1)).first()
        if there is not None:
            return Visitor(there.external_id, there.customer_id, there.display_name)
    if identity is None:
        return Visitor(who, None)
    return Visitor(identity.external_id, identity.customer_id, identity.display_name)


def chat(session: Session, customer_id: int | None, now: datetime, limit: int = transcript.LOG_LENGTH) -> Chat:
    """Return a customer's page. Notes are not read at all."""
    if customer_id is None:
        return Chat((), "bot", "", typing=False)
    lines = transcript.marked(transcript.lines(session, customer_id, transcript.SAID, limit, own=True))
    conversation = session.exec(
        select(Conversation, Agent.name)
        .outerjoin(Agent, col(Agent.id) == Conversation.agent_id)
        .where(Conversation.customer_id == customer_id, Conversation.status == "open")
    ).first()
    owner, agent = (conversation[0].owner, conversation[1] or "") if conversation else ("bot", "")
    thinking = owner == "bot" and _thinking(session, customer_id)
    until = _agent_types(session, conversation[0], now) if conversation and owner == "agent" else None
    return Chat(tuple(lines), owner, agent, thinking, until)


def _agent_types(session: Session, talk: Conversation, now: datetime) -> datetime | None:
    """Return until when the agent who has a conversation counts as typing."""
    case = session.exec(select(Case.id).where(Case.conversation_id == talk.id, Case.state == "claimed")).first()
    return presence.typing_until(session, case, talk.agent_id, now) if case and talk.agent_id else None


def own_message(session: Session, customer_id: int, public_id: str) -> Line:
    """Return one message of a customer's own log. Raises NotFound for anybody else's, and for notes."""
    found = transcript.lines(session, customer_id, transcript.SAID, 1, col(Message.public_id) == public_id)
    if not found:
        raise NotFound("No such message.")
    return found[0]


def last_channel(session: Session, customer_id: int) -> str:
    """Return where a customer wrote last, "" when nowhere."""
    query = (
        select(Identity.channel)
        .join(Message, col(Message.identity_id) == Identity.id)
        .where(Identity.customer_id == customer_id, Message.role == "customer")
        .order_by(col(Message.id).desc())
    )
    return session.exec(query.limit(1)).first() or ""


def _thinking(session: Session, customer_id: int) -> bool:
    waiting = (
        select(Inbound.id)
        .join(Identity, col(Identity.id) == Inbound.identity_id)
        .where(Identity.customer_id == customer_id, Inbound.status == "new", Inbound.kind == "message")
    )
    return session.exec(waiting.limit(1)).first() is not None
