"""What customers asked and no article answers: like questions are one gap; its askers are told when it is closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from bot.answers.index import Index
from bot.answers.likeness import LIKE, likeness, stems
from bot.answers.proposals import impersonal
from bot.answers.search import search
from bot.relationship import aftercare
from bot.storage.tables import Gap, GapAsker, Identity
from bot.types.decision import Report

TITLE = 120
"""Characters of a title."""
LOOKED_AT = 1000
"""Open gaps that a question is compared with, those that were met last."""


def met(
    session: Session, report: Report, *, identity_id: int, message_id: int, language: str, names: Sequence[str],
    now: datetime,
) -> int | None:  # fmt: skip
    """Note that a customer met a gap; return its id, None where the words say too little to be anybody's question."""
    said = impersonal(" ".join(report.text.split()), names)
    words = stems(language, said)
    if len(words) < 2:
        return None
    gap = _like(session, language, words)
    if gap is None:
        gap = Gap(title=said[:TITLE], words=words, language=language, first_at=now, last_at=now)
    gap.last_at, gap.seen = now, report.article or gap.seen
    session.add(gap)
    session.flush()
    known = select(GapAsker.id).where(GapAsker.gap_id == gap.id, GapAsker.identity_id == identity_id)
    if session.exec(known).first() is None:
        session.add(GapAsker(gap_id=gap.id, identity_id=identity_id, message_id=message_id, at=now))
    return gap.id


def _like(session: Session, language: str, words: Sequence[str]) -> Gap | None:
    """Return the open gap that these words are most like."""
    query = select(Gap).where(Gap.state == "open", Gap.language == language)
    rows = session.exec(query.order_by(col(Gap.last_at).desc()).limit(LOOKED_AT)).all()
    ranked = sorted(((likeness(language, words, row.words), -row.id, row) for row in rows), reverse=True)
    return ranked[0][2] if ranked and ranked[0][0] >= LIKE else None


@dataclass(frozen=True, slots=True)
class Open:
    """An open gap, for whoever looks whether it is answered now."""

    id: int
    title: str
    language: str
    seen: str


def unanswered(session: Session, limit: int = 500) -> list[Open]:
    """Return the open gaps, most asked first."""
    count = func.count(col(GapAsker.id))
    rows = session.exec(
        select(Gap).outerjoin(GapAsker, col(GapAsker.gap_id) == col(Gap.id))
        .where(Gap.state == "open").group_by(col(Gap.id)).order_by(count.desc(), col(Gap.id)).limit(limit)
    ).all()  # fmt: skip
    return [Open(gap.id, gap.title, gap.language, gap.seen) for gap in rows]


def answered(found: Sequence[Open], index: Index, today: date) -> list[tuple[int, str]]:
    """Return (gap, article) for each gap that an article answers now. Pure: no session while it is searched."""
    pairs = []
    for gap in found:
        ranking = search(index, gap.title, today=today, lang=gap.language).with_text()
        best = ranking.hits[0] if ranking.answers else None
        if best is not None and f"{best.article.path}@{best.article.version}" != gap.seen:
            pairs.append((gap.id, best.article.path))
    return pairs


def close(session: Session, gap_id: int, article: str, now: datetime) -> int:
    """An article answers it now: set a timer to tell each asker; return how many. Twice is once."""
    gap = session.get(Gap, gap_id)
    if gap is None or gap.state != "open":
        return 0
    gap.state, gap.article, gap.answered_at = "answered", article, now
    session.add(gap)
    askers = session.exec(select(GapAsker).where(GapAsker.gap_id == gap_id, col(GapAsker.told_at).is_(None))).all()
    for asker in askers:
        aftercare.plan(session, asker.identity_id, f"gap:{gap_id}:{asker.identity_id}", "gap", now, purpose="gap",
                       gap=gap_id, article=article, about=asker.message_id, asked=asker.at.isoformat())  # fmt: skip
    return len(askers)


def told(session: Session, customer_id: int, gap_id: int, now: datetime) -> None:
    """This customer knows: over all their accounts, so that who asked on two is told once."""
    mine = select(Identity.id).where(Identity.customer_id == customer_id)
    for row in session.exec(
        select(GapAsker).where(GapAsker.gap_id == gap_id, col(GapAsker.identity_id).in_(mine))
    ).all():
        row.told_at = row.told_at or now
        session.add(row)


def is_told(session: Session, customer_id: int, gap_id: int) -> bool:
    """Whether this customer has been told on any account."""
    mine = select(Identity.id).where(Identity.customer_id == customer_id)
    query = select(GapAsker.id).where(
        GapAsker.gap_id == gap_id, col(GapAsker.identity_id).in_(mine), col(GapAsker.told_at).is_not(None)
    )
    return session.exec(query).first() is not None
