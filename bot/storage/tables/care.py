"""The relation: what was asked of customers, promised, gone wrong, met by many, and how it all came out.

Rows about a person belong to an identity, as facts do, so that linking and unlinking needs no move. What is counted
for ever (`outcome`, `gap`, `incident`, `solved`) holds nobody's words: closed kinds, paths, and anonymised lines.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.storage.tables.base import Json, UTCDateTime

_OPEN_RECOVERY = text("state = 'open'")
_OPEN_PROMISE = text("state = 'open'")


class Outcome(SQLModel, table=True):
    """How something came out; append-only. The kinds are defined in relationship/outcomes.py."""

    __table_args__ = (Index("ix_outcome_at", "at", "kind"),)

    id: int = Field(default=None, primary_key=True)
    kind: str
    customer_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    """NULL once the customer was erased: the count stays, nobody is behind it any more."""
    conversation_id: int | None = Field(default=None, foreign_key="conversation.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="handoff_case.id", index=True)
    detail: str = ""
    """An article's path, a closed reason, a key: never anybody's words."""
    at: datetime = Field(sa_type=UTCDateTime)


class Survey(SQLModel, table=True):
    """A question about us: how a case went (csat, 1 to 5), how likely they recommend us (nps, 0 to 10), whether it
    still works (check, 0 or 1), how they would speak for us
    (review: 0 not at all, 1 in a review, 2 on a panel, 3 either)."""

    __table_args__ = (Index("ix_survey_identity", "identity_id", "asked_at"),)

    id: int = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id")
    kind: str
    """csat | nps | check | review"""
    case_id: int | None = Field(default=None, foreign_key="handoff_case.id", index=True)
    conversation_id: int | None = Field(default=None, foreign_key="conversation.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    """Our words that wait for an answer: the question, then the request for a sentence."""
    comment_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    """The customer's sentence; its words live in `message`."""
    state: str = "asked"
    """asked | answered | declined"""
    score: int | None = None
    asked_at: datetime = Field(sa_type=UTCDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Promise(SQLModel, table=True):
    """What an agent said they would do, and by when."""

    __table_args__ = (Index("ix_promise_case", "case_id", sqlite_where=_OPEN_PROMISE, postgresql_where=_OPEN_PROMISE),)

    id: int = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id", index=True)
    case_id: int = Field(foreign_key="handoff_case.id")
    agent_id: int | None = Field(default=None, foreign_key="agent.id")
    message_id: int = Field(foreign_key="message.id", index=True)
    words: str
    """The sentence that promises."""
    due_at: datetime = Field(sa_type=UTCDateTime)
    state: str = "open"
    """open | kept | broken | moved (a later promise took its place)"""
    made_at: datetime = Field(sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Recovery(SQLModel, table=True):
    """Something went wrong for a customer, and we make it good. At most one is open an identity."""

    __table_args__ = (
        Index("ux_recovery_open", "identity_id", unique=True, sqlite_where=_OPEN_RECOVERY,
              postgresql_where=_OPEN_RECOVERY),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id")
    trigger: str
    """misses | low_rating | breach | third_time | churn"""
    state: str = "open"
    """open | recovered | lost"""
    greeted: bool = False
    """Whether the greeting after it has acknowledged it."""
    opened_at: datetime = Field(sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Outreach(SQLModel, table=True):
    """Words unasked for, said or held back, and why: the log behind caps, consent and `rapport report`."""

    __table_args__ = (Index("ix_outreach_identity", "identity_id", "at"),)

    id: int = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id")
    purpose: str
    """One of relationship/contact.py PURPOSES."""
    said: bool
    cause: str
    """Why it was said ("case #12 resolved"), or why not ("opted out: surveys")."""
    at: datetime = Field(sa_type=UTCDateTime)


class Gap(SQLModel, table=True):
    """Something that customers asked and no article answers."""

    __table_args__ = (Index("ix_gap_state", "state", "language"),)

    id: int = Field(default=None, primary_key=True)
    title: str
    """The first asker's question, anonymised."""
    words: list[str] = Field(default=[], sa_type=Json)
    """Its stems."""
    language: str
    state: str = "open"
    """open | answered"""
    seen: str = ""
    """The article that was there and did not answer it, as path@version: only another one closes it."""
    article: str = ""
    """What answers it now."""
    first_at: datetime = Field(sa_type=UTCDateTime)
    last_at: datetime = Field(sa_type=UTCDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class GapAsker(SQLModel, table=True):
    """Who met a gap; told once when it is closed."""

    __tablename__ = "gap_asker"
    __table_args__ = (UniqueConstraint("gap_id", "identity_id"),)

    id: int = Field(default=None, primary_key=True)
    gap_id: int = Field(foreign_key="gap.id")
    identity_id: int = Field(foreign_key="identity.id", index=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    """Their question."""
    at: datetime = Field(sa_type=UTCDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Incident(SQLModel, table=True):
    """One trouble that several customers report: watched from the first report, open from the k-th, told at its end."""

    __table_args__ = (Index("ix_incident_state", "state", "language"),)

    id: int = Field(default=None, primary_key=True)
    title: str
    """The first report, anonymised."""
    words: list[str] = Field(default=[], sa_type=Json)
    language: str
    article: str = ""
    """The article that came up first for it; reports under one article are alike sooner."""
    state: str = "watching"
    """watching | open | ended"""
    case_id: int | None = Field(default=None, foreign_key="handoff_case.id", index=True)
    """The one case in which it is worked on."""
    known: str = ""
    """What an agent lets later customers be told; "" for the standing words."""
    first_at: datetime = Field(sa_type=UTCDateTime)
    last_at: datetime = Field(sa_type=UTCDateTime)
    opened_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class IncidentMember(SQLModel, table=True):
    """Who reported it; told once at its end."""

    __tablename__ = "incident_member"
    __table_args__ = (UniqueConstraint("incident_id", "identity_id"),)

    id: int = Field(default=None, primary_key=True)
    incident_id: int = Field(foreign_key="incident.id")
    identity_id: int = Field(foreign_key="identity.id", index=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    at: datetime = Field(sa_type=UTCDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Solved(SQLModel, table=True):
    """A solved case without who it was: the only thing that is read across customers."""

    id: int = Field(default=None, primary_key=True)
    number: int
    """Of the case, for agents."""
    language: str
    question: str
    answer: str
    words: list[str] = Field(default=[], sa_type=Json)
    """Stems of the question."""
    at: datetime = Field(sa_type=UTCDateTime)
