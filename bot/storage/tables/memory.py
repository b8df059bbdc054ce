"""Memory: facts with their sources and two times, issues, erasures."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bot.storage.tables.base import UTCDateTime

_ACTIVE_ONE = text("status = 'active' AND cardinality = 'one'")
_ACTIVE_MANY = text("status = 'active' AND cardinality = 'many'")
_WAITING = text("done_at IS NULL")


class Fact(SQLModel, table=True):
    """Something a customer said of themselves. Belongs to an identity; the customer's card is merged at read."""

    __table_args__ = (
        Index("ix_fact_identity", "identity_id", "status"),
        Index("ux_fact_one", "identity_id", "key", unique=True, sqlite_where=_ACTIVE_ONE,
              postgresql_where=_ACTIVE_ONE),
        Index("ux_fact_many", "identity_id", "key", "value_norm", unique=True, sqlite_where=_ACTIVE_MANY,
              postgresql_where=_ACTIVE_MANY),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id")
    key: str
    value: str
    value_norm: str
    cardinality: str = "one"
    """one | many"""
    status: str = "active"
    """active | superseded | retracted | forgotten | pending"""
    confidence: float = 0.9
    method: str = "rule"
    """rule | llm | agent | api | form | channel"""
    rule: str = ""
    pii: str = "none"
    """none | contact | sensitive"""
    valid_from: datetime = Field(sa_type=UTCDateTime)
    valid_to: datetime | None = Field(default=None, sa_type=UTCDateTime)
    recorded_at: datetime = Field(sa_type=UTCDateTime)
    retired_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    superseded_by: int | None = Field(default=None, foreign_key="fact.id", index=True)
    asked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When the customer was asked whether it is so; they are asked once."""


class FactSource(SQLModel, table=True):
    """The words a fact was read from; repeats add a source, never a second fact."""

    __tablename__ = "fact_source"

    id: int = Field(default=None, primary_key=True)
    fact_id: int = Field(foreign_key="fact.id", index=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    char_start: int
    char_end: int
    """Half-open span of the quote in the message's text."""


class Issue(SQLModel, table=True):
    """What a customer came with: open until they confirm it is solved or an agent resolves it."""

    id: int = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id", index=True)
    title: str
    status: str = "open"
    """open | resolved"""
    opened_message_id: int = Field(foreign_key="message.id", index=True)
    resolved_message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    resolution: str = ""
    reopened: int = 0
    """How often it came back after it had been solved."""
    opened_at: datetime = Field(sa_type=UTCDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Resolution(SQLModel, table=True):
    """A customer's "solved", or an agent's: closes what is open of every identity linked at the time of reading.

    Kept with the identity whose words or case it was, so that unlinking leaves each side what it would know alone.
    """

    id: int = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    issue_id: int | None = None
    """The one issue that it closes, of this identity or of one that was linked; None for all. No foreign key: whoever
    was linked may be erased, and nothing of theirs may stay or hold that up."""
    text: str = ""
    """The article or step that solved it, or the agent's words."""
    at: datetime = Field(sa_type=UTCDateTime)


class AccessLog(SQLModel, table=True):
    """Who looked at, took a copy of, or changed what is remembered of a customer. Ids only."""

    __tablename__ = "access_log"

    id: int = Field(default=None, primary_key=True)
    actor: str
    """agent:ID | command:USER | customer"""
    customer_hash: str = Field(index=True)
    """As on a tombstone: it outlives the customer and says nothing to who does not hold the id."""
    purpose: str
    """show | export | import | erase | link | unlink | edit | confirm | forget | desk"""
    at: datetime = Field(sa_type=UTCDateTime, index=True)


class Tried(SQLModel, table=True):
    """An article that was given to a customer and did not help."""

    id: int = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id", index=True)
    article: str
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    at: datetime = Field(sa_type=UTCDateTime)


class Erasure(SQLModel, table=True):
    """A tombstone without personal data: that, when and how much was erased."""

    __table_args__ = (Index("ix_erasure_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),)

    id: int = Field(default=None, primary_key=True)
    customer_hash: str
    scope: str
    """all | facts"""
    rows: int = 0
    requested_at: datetime = Field(sa_type=UTCDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    customer_id: int | None = None
    """Set while the request waits for the running engine; cleared when done."""
