"""People: customers and their identities, agents and how they log in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.storage.tables.base import UTCDateTime, public_id


class Customer(SQLModel, table=True):
    """A person. Language, plan, city … are facts of the identities, merged at read."""

    id: int = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=public_id, unique=True)
    status: str = "active"
    """active | merged (its identities were linked to another customer) | erased | barred (by an agent: nothing is taken
    from them any more)"""
    announced: bool = False
    """Told once that facts are remembered."""
    created_at: datetime = Field(sa_type=UTCDateTime)


class Chat(SQLModel, table=True):
    """A place in a chat app. Out-lanes are per chat."""

    __table_args__ = (UniqueConstraint("channel", "account", "chat", "thread"),)

    id: int = Field(default=None, primary_key=True)
    channel: str
    account: str
    chat: str
    thread: str = ""
    shared: bool = False
    """Whether several people read there: known once its app has said so, for all threads of the chat."""
    closed: bool = False
    """Whether nobody is reached there any more (blocked, left, gone): nothing is said unasked until they are back."""


class MovedChat(SQLModel, table=True):
    """A chat that its app gave another id: what still names the old one (a setting) means the new one."""

    __tablename__ = "moved_chat"
    __table_args__ = (UniqueConstraint("channel", "account", "chat"),)

    id: int = Field(default=None, primary_key=True)
    channel: str
    account: str
    chat: str
    to: str


class Identity(SQLModel, table=True):
    """A customer's account on one channel; messages, facts and issues belong to it."""

    __table_args__ = (UniqueConstraint("channel", "realm", "external_id"),)

    id: int = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    channel: str
    realm: str = ""
    external_id: str
    display_name: str = ""
    verified_by: str = "none"
    """none | code | agent | host"""
    email: str = Field(default="", index=True)
    """The address that the host site has verified, in small letters; "" for none. Never a typed one."""
    chat_id: int | None = Field(default=None, foreign_key="chat.id", index=True)
    """Where this identity wrote last."""
    created_at: datetime = Field(sa_type=UTCDateTime)
    linked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class IdentityLink(SQLModel, table=True):
    """One linking, for ever undoable: it only re-pointed identities."""

    __tablename__ = "identity_link"

    id: int = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id", index=True)
    from_customer_id: int = Field(foreign_key="customer.id", index=True)
    into_customer_id: int = Field(foreign_key="customer.id", index=True)
    method: str
    """code | agent | host"""
    actor: str = ""
    evidence: str = ""
    created_at: datetime = Field(sa_type=UTCDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class LinkCode(SQLModel, table=True):
    """A one-time code for linking; only its keyed hash is kept."""

    __tablename__ = "link_code"

    id: int = Field(default=None, primary_key=True)
    hash: str = Field(unique=True)
    identity_id: int = Field(foreign_key="identity.id", index=True)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    created_at: datetime = Field(sa_type=UTCDateTime)


class LinkAttempt(SQLModel, table=True):
    """A code typed in vain, counted per identity so that codes cannot be guessed."""

    __tablename__ = "link_attempt"
    __table_args__ = (Index("ix_link_attempt_identity", "identity_id", "at"),)

    id: int = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id")
    at: datetime = Field(sa_type=UTCDateTime)


class Agent(SQLModel, table=True):
    """A colleague who works on cases."""

    id: int = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=public_id, unique=True)
    name: str = Field(unique=True)
    """Public name: customers see it."""
    active: bool = True
    session_epoch: int = 0
    """Cookies carry it; logging out raises it, which ends every session of this agent."""
    created_at: datetime = Field(sa_type=UTCDateTime)


class AgentIdentity(SQLModel, table=True):
    """An agent's account on a chat app."""

    __tablename__ = "agent_identity"
    __table_args__ = (UniqueConstraint("channel", "realm", "external_id"),)

    id: int = Field(default=None, primary_key=True)
    agent_id: int = Field(foreign_key="agent.id", index=True)
    channel: str
    realm: str = ""
    external_id: str
    created_at: datetime = Field(sa_type=UTCDateTime)


class Login(SQLModel, table=True):
    """A one-time login link; only the token's hash is kept."""

    id: int = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    agent_id: int = Field(foreign_key="agent.id", index=True)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Secret(SQLModel, table=True):
    """Random keys made at first start (cookie signing, code hashing), shared by every process on this database."""

    name: str = Field(primary_key=True)
    value: str
