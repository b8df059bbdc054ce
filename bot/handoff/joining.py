"""Conversations and cases when accounts are linked or parted: one open conversation a customer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.handoff.cases import close, open_case_of, own
from bot.storage.tables import (
    Case,
    Conversation,
    Decision,
    Message,
)
from bot.types.handoff import OPEN

_OWNERS = ("bot", "queue", "agent")


def join(session: Session, from_customer: int, into_customer: int, now: datetime) -> None:
    """After linking: one open conversation a customer. What an agent has stays, then what waits, then the newer one."""
    both = session.exec(
        select(Conversation)
        .where(col(Conversation.customer_id).in_((from_customer, into_customer)), Conversation.status == "open")
        .order_by(col(Conversation.id))
        .with_for_update()
    ).all()
    ranked = sorted(both, key=lambda one: (_OWNERS.index(one.owner), one.last_at, one.id))
    for conversation in ranked[:-1]:
        if case := open_case_of(session, conversation.id):
            close(session, case, "returned", "merged", None, "the customer's other conversation goes on", now)
        conversation.status, conversation.closed_at = "closed", now
        own(session, conversation, "bot")
    session.flush()
    if ranked and ranked[-1].customer_id != into_customer:
        ranked[-1].customer_id = into_customer
        session.add(ranked[-1])
        session.execute(
            update(Case)
            .where(col(Case.conversation_id) == ranked[-1].id, col(Case.state).in_(OPEN))
            .values(customer_id=into_customer)
        )


def split(session: Session, customer_id: int, identity_id: int, back_to: int, now: datetime) -> None:
    """After unlinking: what was said together ends, so that neither side hears the other's words.

    A waiting or claimed case goes on with the one whose words opened it; everything that the bot still meant to use
    (an agent's line, an open question) is dropped.
    """
    conversation = session.exec(
        select(Conversation)
        .where(Conversation.customer_id == customer_id, Conversation.status == "open")
        .with_for_update()
    ).first()
    if conversation is None:
        return
    conversation.hint, conversation.awaiting = "", {}
    session.add(conversation)
    case = open_case_of(session, conversation.id)
    if case is None:
        conversation.status, conversation.closed_at = "closed", now
        return
    if _opener(session, case) == identity_id:
        conversation.customer_id = case.customer_id = back_to
        session.add(case)


def _opener(session: Session, case: Case) -> int | None:
    """Return the identity whose words opened a case; else the one that wrote last before it."""
    words = select(Message.identity_id).where(
        Message.conversation_id == case.conversation_id, Message.role == "customer"
    )
    asked = words.join(Decision, col(Decision.in_reply_to) == col(Message.id)).where(
        Decision.kind == "handoff", Decision.at == case.opened_at
    )
    before = words.where(Message.received_at <= case.opened_at).order_by(col(Message.id).desc())
    return session.exec(asked).first() or session.exec(before).first()
