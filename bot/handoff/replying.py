"""Where replies go: the account and the chat, and what keeps words private where others read."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import Session, col, select

from bot.handoff.cases import last_identity
from bot.storage import queue
from bot.storage.tables import (
    Case,
    CaseEvent,
    Chat,
    Conversation,
    DeskThread,
    Identity,
    Message,
    MessageRef,
)
from bot.types.chat import Address
from bot.types.handoff import OPEN

ROUTED = "routed"
"""The event of a case by which an agent chose where replies go: its detail is the account's id."""


def reply_to(session: Session, conversation_id: int) -> int:
    """Return the account to which replies go: where the customer wrote last, or the one an agent chose since then."""
    account = chosen(session, conversation_id)
    return account.id if account else last_identity(session, conversation_id)


def chosen(session: Session, conversation_id: int) -> Identity | None:
    """Return the account that an agent chose for replies since the customer wrote last; None where they chose none."""
    wrote = (
        select(func.max(Message.received_at))
        .where(Message.conversation_id == conversation_id, Message.role == "customer")
        .scalar_subquery()
    )
    told = session.exec(
        select(CaseEvent.detail)
        .join(Case, col(Case.id) == col(CaseEvent.case_id))
        .where(Case.conversation_id == conversation_id, col(Case.state).in_(OPEN), CaseEvent.kind == ROUTED)
        .where(col(CaseEvent.at) >= wrote)
        .order_by(col(CaseEvent.id).desc())
        .limit(1)
    ).first()
    account = session.get(Identity, int(told)) if told else None
    customer_id = session.get_one(Conversation, conversation_id).customer_id
    theirs = account is not None and account.customer_id == customer_id
    return account if account and theirs and queue.direct_place(session, account) else None


def reply_place(session: Session, conversation_id: int, account: Identity) -> Address | None:
    """Return the direct chat to which an account gets replies; None where it gets them where it wrote last.

    Directly where an agent chose the account, and where others read what the customer wrote last of a case in which
    something was said in private.
    """
    alone = chosen(session, conversation_id) is not None or _private(session, conversation_id)
    return queue.direct_place(session, account) if alone else None


def _private(session: Session, conversation_id: int) -> bool:
    """Whether something of a conversation's newest case was said between the customer and us alone.

    An agent who chose an account for replies spoke there alone, wherever the customer answers.
    """
    opened = select(func.max(Case.opened_at)).where(Case.conversation_id == conversation_id).scalar_subquery()
    newest = (Case.conversation_id == conversation_id, Case.opened_at == opened, CaseEvent.kind == ROUTED)
    routed = select(CaseEvent.id).join(Case, col(Case.id) == col(CaseEvent.case_id)).where(*newest)
    if session.exec(routed.limit(1)).first() is not None:
        return True
    written = (Message.conversation_id == conversation_id, Message.role == "customer", _placed())
    asked = select(func.max(Message.id)).where(*written, col(Message.received_at) <= opened)
    since = select(Message.id).where(*written, col(Message.id) >= (session.exec(asked).one() or 0), ~among_others())
    return session.exec(since.limit(1)).first() is not None


def _placed() -> ColumnElement[bool]:
    """Whether it is known where a message was written: a press has no place of its own, where others read."""
    shown = exists().where(col(MessageRef.message_id) == col(Message.id), ~_on_a_desk())
    open_to_others = exists().where(
        col(Identity.id) == col(Message.identity_id), col(Chat.id) == col(Identity.chat_id), col(Chat.shared).is_(True)
    )
    return or_(shown, ~open_to_others)


def among_others() -> ColumnElement[bool]:
    """Whether a message was written where several people read."""
    place = and_(
        col(Chat.channel) == col(MessageRef.channel), col(Chat.account) == col(MessageRef.account),
        col(Chat.chat) == col(MessageRef.chat), col(Chat.shared).is_(True),
    )  # fmt: skip
    return exists().where(col(MessageRef.message_id) == col(Message.id), place, ~_on_a_desk())


def _on_a_desk() -> ColumnElement[bool]:
    """Whether a place of a message is a desk, which shows a copy of what was written elsewhere."""
    return exists().where(
        col(DeskThread.channel) == col(MessageRef.channel), col(DeskThread.account) == col(MessageRef.account),
        col(DeskThread.chat) == col(MessageRef.chat),
    )  # fmt: skip
