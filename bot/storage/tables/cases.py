"""Cases: what agents work on, what happened to each, and drafts that were not sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bot.storage.tables.base import UTCDateTime, public_id
from bot.types.handoff import ORDINARY

_OPEN = text("state IN ('queued', 'claimed')")


class Case(SQLModel, table=True):
    """One hand-off. At most one is open a conversation."""

    __tablename__ = "handoff_case"
    __table_args__ = (
        Index("ux_case_open", "conversation_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_case_queue", "state", "priority", "opened_at"),
    )

    id: int = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=public_id, unique=True)
    number: int = Field(unique=True)
    """What people call it: #12."""
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    state: str = "queued"
    """queued | claimed | resolved | returned"""
    reason: str
    """One of types.HandoffReason."""
    detail: str = ""
    """For the operator: the error of a failing turn."""
    title: str
    priority: int = ORDINARY
    """Lower is served first."""
    agent_id: int | None = Field(default=None, foreign_key="agent.id")
    version: int = 0
    snoozed_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """A claimed case that sleeps: until then, or until the customer writes."""
    opened_at: datetime = Field(sa_type=UTCDateTime)
    queued_at: datetime = Field(sa_type=UTCDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When somebody should have come, by the target of this customer's tier."""
    ceiling_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """From when on it comes before every other case, whatever its priority."""
    claimed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    replied_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Counter(SQLModel, table=True):
    """The last number given, by name: `case`. A number is given once, whatever is erased."""

    name: str = Field(primary_key=True)
    value: int


class CaseEvent(SQLModel, table=True):
    """What happened to a case, append-only."""

    __tablename__ = "case_event"

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="handoff_case.id", index=True)
    kind: str
    """opened | claimed | taken_over | resolved | returned | snoozed | requeued | cancelled | merged | reassigned |
    routed | blocked | unblocked | moved (to another channel) | folded (into an incident's) | standing (stage and tier
    when it was opened) | goodwill (what agents may offer)"""
    agent_id: int | None = Field(default=None, foreign_key="agent.id")
    detail: str = ""
    at: datetime = Field(sa_type=UTCDateTime)


class DeskThread(SQLModel, table=True):
    """Where a case is worked on outside our own pages: a thread of a Slack channel, a topic of a Telegram forum."""

    __tablename__ = "desk_thread"
    __table_args__ = (Index("ix_desk_thread_place", "channel", "account", "chat", "thread"),)

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="handoff_case.id", index=True)
    channel: str
    account: str
    chat: str
    thread: str = ""
    """The app's id of the thread; "" until it is open."""
    card: str = ""
    """The app's id of the message that shows the case."""
    state: str = "opening"
    """opening | open | gone (deleted, or its chat cannot be reached)"""
    opened_at: datetime = Field(sa_type=UTCDateTime)


class Presence(SQLModel, table=True):
    """An agent who looks at a case or types in it; what lapsed stays until it is written anew or the case goes."""

    case_id: int = Field(foreign_key="handoff_case.id", primary_key=True)
    agent_id: int = Field(foreign_key="agent.id", primary_key=True)
    seen_at: datetime = Field(sa_type=UTCDateTime)
    typing_until: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Draft(SQLModel, table=True):
    """What the bot would have said had a person not stepped in: a suggestion on the desk."""

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="handoff_case.id", index=True)
    text: str
    article: str = ""
    at: datetime = Field(sa_type=UTCDateTime)
