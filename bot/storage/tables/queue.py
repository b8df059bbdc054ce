"""The queue: what came in, the lanes that keep order, what goes out, and what is due later.

States, fence and indexes are told in docs/architecture.md; storage/queue.py is the only writer.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.storage.tables.base import Json, UTCDateTime

_NEW = text("status = 'new'")
_OUT = text("status IN ('new', 'sending', 'uncertain')")
_DEAD = text("status = 'dead'")
_THREADED = text("thread_id IS NOT NULL")
_ASIDE = text("status IN ('dead', 'held')")
_PENDING = text("pending > 0")
_WAITING = text("NOT fired")


class Lane(SQLModel, table=True):
    """Order, lease, fence, back-off and pacing of one customer (in), case (case) or chat (out)."""

    __table_args__ = (Index("ix_lane_ready", "kind", "ready_at", sqlite_where=_PENDING, postgresql_where=_PENDING),)

    kind: str = Field(primary_key=True)
    """in | case | out"""
    ref: int = Field(primary_key=True)
    """The customer's, case's or chat's id."""
    pending: int = 0
    ready_at: datetime = Field(sa_type=UTCDateTime)
    """Not to be claimed before: end of lease, back-off, Retry-After, burst window and pace alike."""
    epoch: int = 0
    """Raised by every claim; a stale owner's writes fail on it."""
    owner: str = ""
    fails: int = 0


class Inbound(SQLModel, table=True):
    """One event as received. UNIQUE (channel, account, key) makes redelivery harmless."""

    __table_args__ = (
        UniqueConstraint("channel", "account", "key"),
        Index("ix_inbound_new", "lane_kind", "lane_ref", "id", sqlite_where=_NEW, postgresql_where=_NEW),
        Index("ix_inbound_dead", "id", sqlite_where=_DEAD, postgresql_where=_DEAD),
    )

    id: int = Field(default=None, primary_key=True)
    channel: str
    account: str
    key: str
    lane_kind: str
    lane_ref: int
    kind: str
    identity_id: int | None = Field(default=None, foreign_key="identity.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    """The words live in `message` alone."""
    payload: dict[str, Any] = Field(default={}, sa_type=Json)
    """Address, choice, data; never text."""
    status: str = "new"
    """new | done | dead"""
    attempts: int = 0
    error: str = ""
    received_at: datetime = Field(sa_type=UTCDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Outbox(SQLModel, table=True):
    """One rendered part to be sent. `sending` is committed before the call to the chat app."""

    __table_args__ = (
        Index("ix_outbox_open", "chat_id", "id", sqlite_where=_OUT, postgresql_where=_OUT),
        Index("ix_outbox_aside", "id", sqlite_where=_ASIDE, postgresql_where=_ASIDE),
        Index("ix_outbox_thread_id", "thread_id", sqlite_where=_THREADED, postgresql_where=_THREADED),
    )

    id: int = Field(default=None, primary_key=True)
    inbound_id: int | None = Field(default=None, foreign_key="inbound.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    """NULL for what is no message of the conversation: a case's card, a mark, a line for agents alone."""
    thread_id: int | None = Field(default=None, foreign_key="desk_thread.id")
    """A part for a case's thread, whose id is known when the part is sent."""
    part: int = 0
    chat_id: int = Field(foreign_key="chat.id")
    op: str
    body: dict[str, Any] = Field(default={}, sa_type=Json)
    policy: str
    """resend | hold: what becomes of it when uncertain"""
    status: str = "new"
    """new | sending | sent | uncertain | held | dead"""
    attempts: int = 0
    error: str = ""
    external_id: str = ""
    created_at: datetime = Field(sa_type=UTCDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Timer(SQLModel, table=True):
    """Something due later: becomes an inbound event with the key `timer:<key>`, once."""

    __table_args__ = (Index("ix_timer_due", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),)

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    identity_id: int = Field(foreign_key="identity.id", index=True)
    """Fires into the lane of the customer to whom this identity belongs then."""
    due_at: datetime = Field(sa_type=UTCDateTime)
    payload: dict[str, Any] = Field(default={}, sa_type=Json)
    fired: bool = False


class Lease(SQLModel, table=True):
    """A task that only one process may do at a time, such as polling a bot's updates."""

    name: str = Field(primary_key=True)
    owner: str
    until: datetime = Field(sa_type=UTCDateTime)


class Bucket(SQLModel, table=True):
    """The pace of an account or a group: when its next part may go out (a leaky bucket as a meter)."""

    name: str = Field(primary_key=True)
    next_at: datetime = Field(sa_type=UTCDateTime)
