"""Talk: conversations, messages, where each appears, and why the bot said what it said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.storage.tables.base import Json, UTCDateTime, public_id
from bot.types.chat import HIDDEN


class Conversation(SQLModel, table=True):
    """One episode with a customer. `owner` is written by handoff/cases.py alone."""

    __table_args__ = (
        Index("ux_conversation_open", "customer_id", unique=True, sqlite_where=text("status = 'open'"),
              postgresql_where=text("status = 'open'")),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=public_id, unique=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    status: str = "open"
    """open | closed"""
    owner: str = "bot"
    """bot | queue | agent"""
    agent_id: int | None = Field(default=None, foreign_key="agent.id")
    version: int = 0
    """Raised with every change of owner: a draft made under an older version is not sent."""
    misses: int = 0
    awaiting: dict[str, Any] = Field(default={}, sa_type=Json)
    hint: str = ""
    """The agent's line at hand-back, until an answer has used it."""
    acknowledged: bool = False
    opened_at: datetime = Field(sa_type=UTCDateTime)
    last_at: datetime = Field(sa_type=UTCDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Message(SQLModel, table=True):
    """Something said. Belongs to the identity whose words they are, or to whom they were said."""

    __table_args__ = (
        Index("ix_message_identity", "identity_id", "id"),
        Index("ix_message_new", "id", sqlite_where=text("tokens IS NULL"), postgresql_where=text("tokens IS NULL")),
    )

    id: int = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=public_id, unique=True)
    identity_id: int = Field(foreign_key="identity.id")
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    role: str
    """customer | bot | agent | note"""
    kind: str = ""
    """The decision's kind, for what the bot said."""
    text: str
    """A link code in it is hidden (types/chat.py)."""
    code: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The link code that the bot gave in these words, for its owner's own page; "" once it has lapsed."""
    tokens: str | None = None
    """What it is found by (memory/ranking.py), with blanks between; NULL until it is read, and again when the text
    changes. Forgotten with the text."""
    agent_id: int | None = Field(default=None, foreign_key="agent.id")
    answers: int | None = None
    """Id of the message at which this one points, as its app says; that one may be gone."""
    choices: list[dict[str, str]] = Field(default=[], sa_type=Json)
    sources: list[dict[str, Any]] = Field(default=[], sa_type=Json)
    feedback: str = ""
    """"" | up | down: the customer's thumb on an answer."""
    sent_at: datetime = Field(sa_type=UTCDateTime)
    received_at: datetime = Field(sa_type=UTCDateTime)

    @property
    def own(self) -> str:
        """The words as whom they were said to reads them: never to be shown to agents."""
        return self.text.replace(HIDDEN, self.code) if self.code else self.text


class Attachment(SQLModel, table=True):
    """A file that came with a message; its bytes lie in the folder of files (storage/files.py)."""

    id: int = Field(default=None, primary_key=True)
    public_id: str = Field(default_factory=public_id, unique=True)
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    """NULL once the message was erased or forgotten: the bytes are to be removed, then the row."""
    name: str
    """As the customer calls it; never a path."""
    media_type: str
    size: int
    """In bytes."""
    sha256: str
    """"" until the bytes are fetched."""
    stored: str = Field(unique=True)
    """What the bytes are called in the folder, once they are there."""
    remote: dict[str, Any] = Field(default={}, sa_type=Json)
    """Where the chat app has it: {channel, account, …}; empty for what our own pages took in."""
    error: str = ""
    """Why the bytes could not be fetched."""


class MessageRef(SQLModel, table=True):
    """Where a message appears. Columns, never one joined string."""

    __tablename__ = "message_ref"
    __table_args__ = (UniqueConstraint("channel", "account", "chat", "external_id", "part"),)

    id: int = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    channel: str
    account: str
    chat: str
    external_id: str
    part: int = 0


class Decision(SQLModel, table=True):
    """Why a turn did what it did; `rapport why` reads it. Facts by id only, so that forgetting stays complete."""

    __table_args__ = (
        # What a day has cost is summed with every turn that may ask a model: few rows, bounded by the day's budget.
        Index("ix_decision_cost", "at", sqlite_where=text("tokens > 0"), postgresql_where=text("tokens > 0")),
    )

    id: int = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    in_reply_to: int | None = Field(default=None, foreign_key="message.id", index=True)
    """The customer's last message of the turn; NULL for what a timer decided."""
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    """The first message it said; NULL where it was silent."""
    kind: str
    rule: str
    passages: list[dict[str, Any]] = Field(default=[], sa_type=Json)
    """[{article, title, section, score, version}], best first"""
    facts: list[int] = Field(default=[], sa_type=Json)
    policy: list[str] = Field(default=[], sa_type=Json)
    """Names of the rules by which this customer was treated: `policy:<rule>`, `preference:<key>`."""
    model: str = ""
    """The language model that was asked, and what became of what it said."""
    tokens: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    """What that cost."""
    dropped: bool = False
    """The conversation moved on while thinking: nothing was said, the draft went to the desk."""
    at: datetime = Field(sa_type=UTCDateTime)
