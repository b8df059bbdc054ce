"""What a customer came with: opened, tried, solved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.storage.tables import Identity, Issue, Tried

TITLE = 120
"""Characters of a title; what is longer ends in an ellipsis."""


def open_issue(session: Session, identity_id: int, title: str, message_id: int, now: datetime) -> int:
    """Open an issue and return its id. The same message opens one issue, however often it is handled."""
    known = session.exec(
        select(Issue.id).where(Issue.identity_id == identity_id, Issue.opened_message_id == message_id)
    ).first()
    if known is not None:
        return known
    row = Issue(identity_id=identity_id, title=_short(title), opened_message_id=message_id, opened_at=now)
    session.add(row)
    session.flush()
    return row.id


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= TITLE else line[: TITLE - 1].rstrip() + "…"


def resolve_issues(session: Session, customer_id: int, message_id: int | None, resolution: str, now: datetime) -> int:
    """Close every open issue of a customer, with what solved it; return how many. What was tried counts no longer."""
    mine = select(Identity.id).where(Identity.customer_id == customer_id)
    rows = session.exec(select(Issue).where(col(Issue.identity_id).in_(mine), Issue.status == "open")).all()
    for row in rows:
        row.status, row.resolved_at, row.resolved_message_id, row.resolution = "resolved", now, message_id, resolution
        session.add(row)
    if not rows:
        # Without an issue there is no date of solving by which recall could tell old tries from new ones.
        session.execute(delete(Tried).where(col(Tried.identity_id).in_(mine)))
    session.flush()
    return len(rows)


def mark_tried(session: Session, identity_id: int, article: str, message_id: int | None, now: datetime) -> None:
    """Remember that an article was given and did not help."""
    session.add(Tried(identity_id=identity_id, article=article, message_id=message_id, at=now))
    session.flush()
