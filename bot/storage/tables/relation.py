"""Relation: what happened between a customer and us, and the keys of the systems that tell it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.storage.tables.base import Json, UTCDateTime


class BusinessEvent(SQLModel, table=True):
    """An order, a visit, a solved case, a score: append-only; stage, value and tier are counted from these rows."""

    __tablename__ = "business_event"
    __table_args__ = (
        UniqueConstraint("identity_id", "key"),
        Index("ix_business_event_identity", "identity_id", "at"),
    )

    id: int = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id")
    kind: str
    """One of relationship.events.KINDS, or an own one that begins with "x."."""
    key: str
    """The teller's id of it: what is told twice is stored once."""
    data: dict[str, Any] = Field(default={}, sa_type=Json)
    source: str = ""
    """The API key's name, `import`, or "" for what the conversation itself showed."""
    at: datetime = Field(sa_type=UTCDateTime)
    recorded_at: datetime = Field(sa_type=UTCDateTime)


class ApiKey(SQLModel, table=True):
    """A key with which another system may tell us facts; only its hash is kept."""

    __tablename__ = "api_key"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    hash: str = Field(unique=True)
    created_at: datetime = Field(sa_type=UTCDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
