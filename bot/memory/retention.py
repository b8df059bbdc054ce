"""What is kept no longer than its class says: contact data, moods, words, what is over. Run by the worker's upkeep.

Rows of history stay, without words and without ids of chat apps, so that what is counted stays countable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.memory import privacy
from bot.memory.erasure import REMOVED, changed
from bot.storage import files
from bot.storage.tables import (
    AccessLog,
    Attachment,
    Case,
    CaseEvent,
    Draft,
    Fact,
    FactSource,
    Identity,
    Issue,
    LinkAttempt,
    LinkCode,
    Message,
    Promise,
    Resolution,
)

BATCH = 200
CODES = timedelta(days=1)
"""How long used codes and tries are kept: they count for an hour at most."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Days that each class is kept."""

    messages: float = 730
    """What was said, and what is over; 24 months."""
    contact: float = 730
    """Names, addresses and the like, after the last contact; 24 months."""
    keys: Mapping[str, int] = field(default_factory=lambda: {"sentiment.last": 90})
    """Keys with a term of their own, from when they were said last."""


def expire(session: Session, terms: Terms, now: datetime) -> int:
    """Delete a batch of what has served its time; return how many rows were touched, 0 when nothing is left to do."""
    said = now - timedelta(days=terms.messages)
    gone = sum(_own_term(session, key, now - timedelta(days=days)) for key, days in terms.keys.items())
    gone += _over(session, said) + _contact(session, now - timedelta(days=terms.contact), now)
    gone += _words(session, said) + _cases(session, said)
    for statement in (
        delete(AccessLog).where(col(AccessLog.at) < said),
        delete(LinkAttempt).where(col(LinkAttempt.at) < now - CODES),
        delete(LinkCode).where(col(LinkCode.expires_at) < now - CODES),
    ):
        gone += changed(session, statement)
    session.expire_all()
    return gone


def _own_term(session: Session, key: str, since: datetime) -> int:
    again = exists().where(
        col(FactSource.fact_id) == Fact.id, col(Message.id) == FactSource.message_id, col(Message.sent_at) >= since
    )
    query = select(Fact.id).where(Fact.key == key, col(Fact.valid_from) < since, ~again).limit(BATCH)
    return _drop(session, session.exec(query).all())


def _over(session: Session, since: datetime) -> int:
    """What was superseded or taken back so long ago."""
    done = col(Fact.status).in_(("superseded", "retracted"))
    return _drop(session, session.exec(select(Fact.id).where(done, col(Fact.retired_at) < since).limit(BATCH)).all())


def _drop(session: Session, facts: Sequence[int]) -> int:
    if not facts:
        return 0
    changed(session, update(Fact).where(col(Fact.superseded_by).in_(facts)).values(superseded_by=None))
    changed(session, delete(FactSource).where(col(FactSource.fact_id).in_(facts)))
    return changed(session, delete(Fact).where(col(Fact.id).in_(facts)))


def _contact(session: Session, since: datetime, now: datetime) -> int:
    """Forget contact data of whom nobody has heard since, on any linked account, with its words in the messages."""
    other = aliased(Identity)
    heard = exists().where(
        col(other.customer_id) == Identity.customer_id, col(Message.identity_id) == other.id,
        col(Message.role) == "customer", col(Message.sent_at) >= since,
    )  # fmt: skip
    silent = (~heard, col(Identity.created_at) < since)
    told = select(Identity.customer_id, Fact.key).join(Fact, col(Fact.identity_id) == col(Identity.id))
    wanted: dict[int, set[str]] = {}
    for customer_id, key in session.exec(told.where(col(Fact.pii) != "none", *silent).limit(BATCH)).all():
        wanted.setdefault(customer_id, set()).add(key)
    rows = sum(privacy.forget(session, customer_id, tuple(keys), now) for customer_id, keys in wanted.items())
    named = select(Identity.id).where((Identity.display_name != "") | (Identity.email != ""), *silent).limit(BATCH)
    nameless = update(Identity).where(col(Identity.id).in_(named)).values(display_name="", email="")
    return rows + changed(session, nameless)


def _words(session: Session, since: datetime) -> int:
    with_file = exists().where(col(Attachment.message_id) == col(Message.id))
    said = select(Message.id).where(col(Message.sent_at) < since, or_(col(Message.text) != "", with_file))
    old = session.exec(said.limit(BATCH)).all()
    if not old:
        return 0
    changed(session, files.discarding(old))
    opened, solved = col(Issue.opened_message_id).in_(old), col(Resolution.message_id).in_(old)
    changed(session, update(Issue).where(opened).values(title=REMOVED))
    changed(session, update(Resolution).where(solved).values(text=""))
    changed(session, update(Promise).where(col(Promise.message_id).in_(old)).values(words=""))
    blank: dict[str, Any] = {"text": "", "tokens": None, "choices": [], "sources": []}
    return changed(session, update(Message).where(col(Message.id).in_(old)).values(blank))


def _cases(session: Session, since: datetime) -> int:
    closed = (col(Case.closed_at) < since, col(Case.title) != REMOVED)
    old = session.exec(select(Case.id).where(*closed).limit(BATCH)).all()
    if not old:
        return 0
    changed(session, delete(Draft).where(col(Draft.case_id).in_(old)))
    changed(session, update(CaseEvent).where(col(CaseEvent.case_id).in_(old)).values(detail=""))
    return changed(session, update(Case).where(col(Case.id).in_(old)).values(title=REMOVED, detail=""))
