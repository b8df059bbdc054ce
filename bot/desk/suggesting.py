"""Articles that agents suggest from a case: what was asked and answered, without who it was."""

from __future__ import annotations

from sqlmodel import Session, col, select

from bot.answers import proposals
from bot.desk.presses import pressed
from bot.handoff import brief, notes, solved
from bot.storage import queue
from bot.storage.queue import Claim
from bot.storage.tables import Case, Message
from bot.types.turn import Event


def draft(session: Session, case_id: int) -> tuple[str, str]:
    """Return title and text of an article from a case: what was asked, what the agents said, without who it was."""
    case = session.get_one(Case, case_id)
    said = session.exec(
        select(Message).where(Message.conversation_id == case.conversation_id).order_by(col(Message.id))
    ).all()
    people = solved.names(session, case)
    asked = brief.wants(said, case)
    answers = [one.text for one in said if one.role == "agent" and one.text]
    title = proposals.impersonal(" ".join(case.title.split()), people)
    return title, proposals.impersonal(f"{asked}\n\n" + "\n\n".join(answers), people)


def suggested(session: Session, case_id: int) -> proposals.Proposal:
    """Return the article that a case suggests as it is."""
    return proposals.Proposal(session.get_one(Case, case_id).number, *draft(session, case_id))


def proposed(session: Session, event: Event, case_id: int) -> tuple[str, str]:
    fields = event.data.get("fields", {})
    title, body = draft(session, case_id)
    return str(fields.get("title") or title).strip(), str(fields.get("text") or body).strip()


def proposal(session: Session, claim: Claim) -> proposals.Proposal | None:
    """Return the article that an agent suggests with what waits first in a case's lane; None where it is none.

    Its file is written before `handle` runs; done twice, it is the same file.
    """
    found = queue.events(session, claim)
    if not found:
        return None
    event = found[0]
    meant = pressed(event.choice) if event.kind in ("press", "form") else None
    words = notes.take(event.text, "relay-all") if event.kind in ("message", "command") else None
    if not (meant and meant.verb == "suggest") and not (words and words.command == "suggest"):
        return None
    case = session.get(Case, claim.ref)
    if case is None:
        return None
    return proposals.Proposal(case.number, *proposed(session, event, case.id))
