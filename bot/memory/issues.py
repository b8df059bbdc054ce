"""What a customer came with: opened, tried, solved.

Every row belongs to the identity whose words it was, and no identity's words change another's rows: what linked ones
close for each other is worked out when it is read, so that unlinking is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.storage.tables import Identity, Issue, Resolution, Tried

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


def retell(session: Session, message_id: int, was: str, now_is: str, now: datetime) -> None:
    """Let an issue that is called by a message's words follow them; one whose words were taken back has ended."""
    for row in session.exec(select(Issue).where(Issue.opened_message_id == message_id)).all():
        if row.title == _short(was):
            row.title = _short(now_is) or "…"
        if not now_is and row.status == "open":
            row.status, row.resolved_at, row.resolved_message_id = "resolved", now, message_id
        session.add(row)


def resolve_issues(
    session: Session, identity_id: int, message_id: int | None, resolution: str, now: datetime, *, only: int = 0,
    alone: int = 0,
) -> int:  # fmt: skip
    """Note that this person says (or an agent, of their case) it is solved; return how many issues that closes.

    `only` is the one issue that it is about; 0 for all. Only this identity's own rows change, as they would had nobody
    been linked: `alone` is the one that it would be about then. What else follows from linking is seen at reading.
    """
    linked = linked_with(session, identity_id)
    meant = [row for row in open_of(*of_identities(session, linked)) if only in (0, row.id)]
    mine = select(Issue).where(Issue.identity_id == identity_id, Issue.status != "resolved").order_by(col(Issue.id))
    rows = session.exec(mine).all()
    # What a linked one has closed is not seen here, and would be the newest alone.
    # An agent means that one, and closes no other.
    newest_own = rows[-1:] if message_id else ()
    doomed = ([row for row in rows if row.id == (alone or only)] or newest_own) if only else rows
    for row in doomed:
        row.status, row.resolved_at, row.resolved_message_id = "resolved", now, message_id
        row.resolution = resolution
        session.add(row)
    session.add(
        Resolution(identity_id=identity_id, message_id=message_id, issue_id=only or None, text=resolution, at=now)
    )
    session.flush()
    return len(meant)


def linked_with(session: Session, identity_id: int) -> Sequence[int]:
    """Return the identities of the customer to whom this one belongs."""
    owner = select(Identity.customer_id).where(Identity.id == identity_id).scalar_subquery()
    return session.exec(select(Identity.id).where(Identity.customer_id == owner)).all()


def of_identities(session: Session, ids: Sequence[int]) -> tuple[Sequence[Issue], Sequence[Resolution]]:
    """Return all issues of some identities, oldest first, and what closed any."""
    rows = session.exec(select(Issue).where(col(Issue.identity_id).in_(ids)).order_by(col(Issue.id))).all()
    return rows, session.exec(select(Resolution).where(col(Resolution.identity_id).in_(ids))).all()


@dataclass(frozen=True, slots=True)
class Said:
    """That somebody said it is solved: who, when, in which words, and which of several, None for all."""

    identity_id: int
    at: datetime
    issue_id: int | None
    message_id: int | None = None


def open_of(rows: Sequence[Issue], resolutions: Iterable[Said | Resolution]) -> list[Issue]:
    """Return the issues that are open: neither resolved by their own identity nor since then by a linked one.

    Words about a linked one's issue close an own one only for whoever stands alone.
    """
    said, owners = list(resolutions), {row.id: row.identity_id for row in rows}
    closed = {row.id for row in rows if row.status == "resolved" and not _in_passing(row, said, owners)}
    return [row for row in rows if row.id not in closed and not any(_closes(one, row) for one in said)]


def _closes(said: Said | Resolution, row: Issue) -> bool:
    """Whether what another account said closes an issue."""
    return said.identity_id != row.identity_id and said.at >= row.opened_at and said.issue_id in (None, row.id)


def _in_passing(row: Issue, said: Sequence[Said | Resolution], owners: Mapping[int, int]) -> bool:
    """Whether the words that resolved an issue were about one of an account linked now, and none since about it."""
    own = row.identity_id
    if row.resolved_message_id is None or any(_since(one, row) for one in said):
        return False
    return any(one.message_id == row.resolved_message_id and owners.get(one.issue_id or 0, own) != own for one in said)


def _since(said: Said | Resolution, row: Issue) -> bool:
    """Whether its own account, or an agent for it, said after it was resolved in passing that this one is solved."""
    later = row.resolved_at is not None and said.at >= row.resolved_at and said.message_id != row.resolved_message_id
    return later and said.identity_id == row.identity_id and said.issue_id in (None, row.id)


def at_hand(session: Session, customer_id: int, since: datetime) -> list[int]:
    """Return the open issues that a customer came with since then; where there is none, the newest they have."""
    rows = _open(session, customer_id)
    return [row.id for row in rows if row.opened_at >= since] or [row.id for row in rows[-1:]]


def newest(session: Session, customer_id: int) -> Issue | None:
    """Return a customer's newest open issue."""
    return next(reversed(_open(session, customer_id)), None)


def _open(session: Session, customer_id: int) -> list[Issue]:
    """Return a customer's open issues as they are read, oldest first."""
    ids = session.exec(select(Identity.id).where(Identity.customer_id == customer_id)).all()
    return open_of(*of_identities(session, ids))


def reopen(session: Session, identity_id: int, message_id: int, now: datetime) -> int | None:
    """Open anew the issue that this identity solved last; return its id, None when it has solved none.

    What solved it then did not last: it counts as tried.
    """
    row = session.exec(
        select(Issue)
        .where(Issue.identity_id == identity_id, Issue.status == "resolved")
        .order_by(col(Issue.resolved_at).desc(), col(Issue.id).desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    if row.resolution.endswith(".md"):
        mark_tried(session, identity_id, row.resolution, message_id, now)
    again = open_issue(session, identity_id, row.title, message_id, now)
    issue = session.get_one(Issue, again)
    issue.reopened = row.reopened + 1
    session.add(issue)
    session.flush()
    return again


def mark_tried(session: Session, identity_id: int, article: str, message_id: int | None, now: datetime) -> None:
    """Remember that an article was given and did not help."""
    session.add(Tried(identity_id=identity_id, article=article, message_id=message_id, at=now))
    session.flush()
