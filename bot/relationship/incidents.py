"""Like troubles of several customers within a short time are one incident: one case, honest words, told at its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select

from bot.answers.likeness import alike, stems
from bot.answers.proposals import impersonal
from bot.relationship import aftercare, outcomes
from bot.relationship.care import Care
from bot.storage.tables import Case, Identity, Incident, IncidentMember
from bot.types.decision import Report
from bot.types.handoff import OPEN
from bot.types.relationship import Trouble

TITLE = 120


def open_ones(session: Session) -> tuple[Trouble, ...]:
    """Return the incidents that colleagues work on now: those with a case that is open."""
    rows = session.exec(
        select(Incident)
        .join(Case, col(Case.id) == col(Incident.case_id))
        .where(Incident.state == "open", col(Case.state).in_(OPEN))
        .order_by(col(Incident.id))
    ).all()
    return tuple(Trouble(row.id, tuple(row.words), row.language, row.article, row.known) for row in rows)


def report(
    session: Session, report: Report, *, identity_id: int, message_id: int, language: str, names: Sequence[str],
    care: Care, now: datetime,
) -> Incident | None:  # fmt: skip
    """Note a customer's report; return the incident when this report is the one that opens it."""
    said = impersonal(" ".join(report.text.split()), names)
    words = stems(language, said)
    incident = session.get(Incident, report.incident_id) if report.incident_id else None
    if incident is None and not words:
        return None
    incident = incident or _like(session, language, words, report, care, now)
    if incident is None:
        incident = Incident(title=said[:TITLE], words=words, language=language, article=report.article, first_at=now,
                            last_at=now)  # fmt: skip
    incident.last_at = now
    session.add(incident)
    session.flush()
    _join(session, incident.id, identity_id, message_id, now)
    if incident.state != "watching" or len(_customers(session, incident.id, care, now)) < care.incident_customers:
        return None
    incident.state, incident.opened_at = "open", now
    session.add(incident)
    outcomes.note(session, "incident", now, detail=f"incident:{incident.id}")
    return incident


def _like(
    session: Session, language: str, words: Sequence[str], report: Report, care: Care, now: datetime
) -> Incident | None:
    since = now - timedelta(minutes=care.incident_minutes)
    rows = session.exec(
        select(Incident)
        .where(col(Incident.state).in_(("watching", "open")), Incident.language == language)
        .where(or_(col(Incident.state) == "open", col(Incident.last_at) >= since))
        .order_by(col(Incident.id))
    ).all()
    return next((row for row in rows if alike(language, words, row.words, ordinary=report.ordinary,
                                              same_article=row.article == report.article != "")), None)  # fmt: skip


def _join(session: Session, incident_id: int, identity_id: int, message_id: int, now: datetime) -> None:
    row = session.exec(
        select(IncidentMember).where(
            IncidentMember.incident_id == incident_id, IncidentMember.identity_id == identity_id
        )
    ).first()
    if row is None:
        row = IncidentMember(incident_id=incident_id, identity_id=identity_id, message_id=message_id, at=now)
    row.at = now
    session.add(row)
    session.flush()


def _customers(session: Session, incident_id: int, care: Care, now: datetime) -> set[int]:
    """Return who reported it within the window."""
    since = now - timedelta(minutes=care.incident_minutes)
    query = (
        select(Identity.customer_id)
        .join(IncidentMember, col(IncidentMember.identity_id) == col(Identity.id))
        .where(IncidentMember.incident_id == incident_id, col(IncidentMember.at) >= since)
    )
    return set(session.exec(query).all())


def cases(session: Session, incident_id: int) -> Sequence[Case]:
    """Return the open cases of those who reported it, oldest first."""
    query = (
        select(Case)
        .join(Identity, col(Identity.customer_id) == col(Case.customer_id))
        .join(IncidentMember, col(IncidentMember.identity_id) == col(Identity.id))
        .where(IncidentMember.incident_id == incident_id, col(Case.state).in_(OPEN))
        .order_by(col(Case.id))
        .distinct()
    )
    return session.exec(query).all()


def lead(session: Session, incident_id: int, case_id: int) -> None:
    """This is the case in which it is worked on."""
    row = session.get_one(Incident, incident_id)
    row.case_id = case_id
    session.add(row)


def of_case(session: Session, case_id: int) -> Incident | None:
    """Return the open incident that is worked on in a case."""
    return session.exec(select(Incident).where(Incident.case_id == case_id, Incident.state == "open")).first()


def let_known(session: Session, case_id: int, words: str) -> None:
    """Keep what later customers are told of the incident that is worked on in a case."""
    if row := of_case(session, case_id):
        row.known = words
        session.add(row)


def size(session: Session, incident_id: int) -> int:
    """Return how many customers reported it."""
    query = select(Identity.customer_id).join(IncidentMember, col(IncidentMember.identity_id) == col(Identity.id))
    return len(set(session.exec(query.where(IncidentMember.incident_id == incident_id)).all()))


def end(session: Session, case_id: int, now: datetime) -> int:
    """Its case is solved: set a timer to tell each who reported it and is not told by the case; return how many."""
    incident = of_case(session, case_id)
    if incident is None:
        return 0
    incident.state, incident.ended_at = "ended", now
    session.add(incident)
    lead_customer = session.get_one(Case, case_id).customer_id
    rows = session.exec(
        select(IncidentMember, Identity.customer_id)
        .join(Identity, col(Identity.id) == col(IncidentMember.identity_id))
        .where(IncidentMember.incident_id == incident.id)
        .order_by(col(IncidentMember.id))
    ).all()
    waiting = [(member, customer) for member, customer in rows if customer != lead_customer]
    for member, _ in waiting:
        aftercare.plan(session, member.identity_id, f"incident:{incident.id}:{member.identity_id}", "incident", now,
                       purpose="incident", incident=incident.id, about=member.message_id,
                       asked=member.at.isoformat())  # fmt: skip
    return len(waiting)


def told(session: Session, customer_id: int, incident_id: int, now: datetime) -> None:
    """This customer knows that it is over, on whichever account they reported it."""
    mine = select(Identity.id).where(Identity.customer_id == customer_id)
    for row in session.exec(
        select(IncidentMember).where(
            IncidentMember.incident_id == incident_id, col(IncidentMember.identity_id).in_(mine)
        )
    ).all():
        row.told_at = row.told_at or now
        session.add(row)


def is_told(session: Session, customer_id: int, incident_id: int) -> bool:
    """Whether this customer has been told on any account."""
    mine = select(Identity.id).where(Identity.customer_id == customer_id)
    query = select(IncidentMember.id).where(
        IncidentMember.incident_id == incident_id, col(IncidentMember.identity_id).in_(mine),
        col(IncidentMember.told_at).is_not(None),
    )  # fmt: skip
    return session.exec(query).first() is not None
