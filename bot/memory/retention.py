"""What is kept no longer than its class says: contact data, moods, words, what is over. Run by the worker's upkeep.

Rows of history stay, without words and without ids of chat apps, so that what is counted stays countable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, func, or_, update
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
"""Rows that one transaction touches: it holds the writer for some milliseconds."""
PAGE = 2000
"""Rows that one look is over: others who read at the same moment wait for it some milliseconds."""
CUSTOMERS = 10
"""Facts of contact that one transaction forgets: each also changes the messages in which it was told."""
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


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one kind that have served their time."""

    kind: str
    ids: tuple[int, ...]


class Mark(NamedTuple):
    """How far the look for what has served its time has come: the number of a kind, and the last row looked at."""

    kind: int = 0
    row: int = 0


START = Mark()


class Page(NamedTuple):
    """What one look has found, and where the next one goes on; None once all has been looked at."""

    batches: tuple[Batch, ...]
    next: Mark | None


class _Kind(NamedTuple):
    """What is looked for, by the ids of its rows, and what is done with those found; it returns how many it touched."""

    id: Any
    due: tuple[Any, ...]
    act: Callable[[Session, Sequence[int]], int]
    size: int = BATCH


def due(session: Session, terms: Terms, now: datetime, mark: Mark = START) -> Page:
    """Return what of the rows after a mark has served its time, for `expire`."""
    kinds = _kinds(terms, now)
    name, kind = list(kinds.items())[mark.kind]
    after = kind.id > mark.row
    rows = select(kind.id).where(after).order_by(kind.id).limit(PAGE).subquery()
    last, count = session.exec(select(func.max(rows.c[0]), func.count()).select_from(rows)).one()
    ids = (
        session.exec(select(kind.id).where(after, kind.id <= last, *kind.due).order_by(kind.id)).all() if count else ()
    )
    batches = (Batch(name, tuple(ids[first : first + kind.size])) for first in range(0, len(ids), kind.size))
    return Page(tuple(batches), _next(mark, last if count == PAGE else None, len(kinds)))


def _next(mark: Mark, row: int | None, kinds: int) -> Mark | None:
    if row is not None:
        return Mark(mark.kind, row)
    return Mark(mark.kind + 1) if mark.kind + 1 < kinds else None


def expire(session: Session, batch: Batch, terms: Terms, now: datetime) -> int:
    """Delete what of a batch has still served its time; return how many rows were touched."""
    kind = _kinds(terms, now)[batch.kind]
    ids = session.exec(select(kind.id).where(kind.id.in_(batch.ids), *kind.due)).all()
    gone = kind.act(session, ids) if ids else 0
    session.expire_all()
    return gone


def _kinds(terms: Terms, now: datetime) -> dict[str, _Kind]:
    said, heard = now - timedelta(days=terms.messages), now - timedelta(days=terms.contact)
    own = {f"own {key}": _own_term(key, now - timedelta(days=days)) for key, days in terms.keys.items()}
    over = (col(Fact.status).in_(("superseded", "retracted")), col(Fact.retired_at) < said)
    told = exists().where(col(Identity.id) == col(Fact.identity_id), *_silent(heard))
    named = (Identity.display_name != "") | (Identity.email != "")
    with_file = exists().where(col(Attachment.message_id) == col(Message.id))
    return own | {
        "over": _Kind(col(Fact.id), over, _drop),
        "contact": _Kind(col(Fact.id), (col(Fact.pii) != "none", told), partial(_unknow, now=now), CUSTOMERS),
        "names": _Kind(col(Identity.id), (named, *_silent(heard)), _unname),
        "words": _Kind(col(Message.id), (col(Message.sent_at) < said, or_(col(Message.text) != "", with_file)), _blank),
        "cases": _Kind(col(Case.id), (col(Case.closed_at) < said, col(Case.title) != REMOVED), _untitle),
        "looks": _Kind(col(AccessLog.id), (col(AccessLog.at) < said,), partial(_delete, AccessLog)),
        "tries": _Kind(col(LinkAttempt.id), (col(LinkAttempt.at) < now - CODES,), partial(_delete, LinkAttempt)),
        "shown": _Kind(col(Message.id), (col(Message.code) != "", col(Message.sent_at) < now - CODES), _uncode),
        "codes": _Kind(col(LinkCode.id), (col(LinkCode.expires_at) < now - CODES,), partial(_delete, LinkCode)),
    }


def _own_term(key: str, since: datetime) -> _Kind:
    again = exists().where(
        col(FactSource.fact_id) == Fact.id, col(Message.id) == FactSource.message_id, col(Message.sent_at) >= since
    )
    return _Kind(col(Fact.id), (Fact.key == key, col(Fact.valid_from) < since, ~again), _drop)


def _silent(since: datetime) -> tuple[Any, ...]:
    """Of an identity: nobody has heard of its customer since, on any linked account."""
    other = aliased(Identity)
    heard = exists().where(
        col(other.customer_id) == Identity.customer_id, col(Message.identity_id) == other.id,
        col(Message.role) == "customer", col(Message.sent_at) >= since,
    )  # fmt: skip
    return ~heard, col(Identity.created_at) < since


def _drop(session: Session, facts: Sequence[int]) -> int:
    changed(session, update(Fact).where(col(Fact.superseded_by).in_(facts)).values(superseded_by=None))
    changed(session, delete(FactSource).where(col(FactSource.fact_id).in_(facts)))
    return changed(session, delete(Fact).where(col(Fact.id).in_(facts)))


def _unknow(session: Session, facts: Sequence[int], now: datetime) -> int:
    """Forget contact data, with its words in the messages."""
    whose = select(Identity.customer_id, Fact.key).join(Fact, col(Fact.identity_id) == col(Identity.id))
    wanted: dict[int, set[str]] = {}
    for customer_id, key in session.exec(whose.where(col(Fact.id).in_(facts))).all():
        wanted.setdefault(customer_id, set()).add(key)
    return sum(privacy.forget(session, customer_id, tuple(keys), now) for customer_id, keys in wanted.items())


def _unname(session: Session, identities: Sequence[int]) -> int:
    nameless = update(Identity).where(col(Identity.id).in_(identities)).values(display_name="", email="")
    return changed(session, nameless)


def _blank(session: Session, messages: Sequence[int]) -> int:
    changed(session, files.discarding(messages))
    opened, solved = col(Issue.opened_message_id).in_(messages), col(Resolution.message_id).in_(messages)
    changed(session, update(Issue).where(opened).values(title=REMOVED))
    changed(session, update(Resolution).where(solved).values(text=""))
    changed(session, update(Promise).where(col(Promise.message_id).in_(messages)).values(words=""))
    blank: dict[str, Any] = {"text": "", "code": "", "tokens": None, "choices": [], "sources": []}
    return changed(session, update(Message).where(col(Message.id).in_(messages)).values(blank))


def _uncode(session: Session, messages: Sequence[int]) -> int:
    return changed(session, update(Message).where(col(Message.id).in_(messages)).values(code=""))


def _untitle(session: Session, cases: Sequence[int]) -> int:
    changed(session, delete(Draft).where(col(Draft.case_id).in_(cases)))
    changed(session, update(CaseEvent).where(col(CaseEvent.case_id).in_(cases)).values(detail=""))
    return changed(session, update(Case).where(col(Case.id).in_(cases)).values(title=REMOVED, detail=""))


def _delete(table: Any, session: Session, ids: Sequence[int]) -> int:
    return changed(session, delete(table).where(col(table.id).in_(ids)))
