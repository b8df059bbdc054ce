"""Solved cases without who it was: the most similar one, and a draft of a reply learnt from its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot import texts
from bot.answers import proposals
from bot.answers.likeness import LIKE, likeness, stems
from bot.storage.tables import Agent, Case, Fact, Identity, Message, Solved
from bot.texts import detect

LOOKED_AT = 500
"""Newest solved cases of a language that are compared."""
DRAFT_AT = 0.6
"""Least likeness (0 to 1) at which its answer is offered as a draft."""
NAMES = ("identity.name", "identity.preferred_name", "company.name")
"""Facts that tell who somebody is."""
LONGEST = 600
"""Letters of a draft."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A solved case that is like this one."""

    number: int
    question: str
    answer: str
    likeness: float


def names(session: Session, case: Case) -> list[str]:
    """Return the names that must not stand in what is read across customers: the customer's and the agents'.

    The customer's are those that an app tells and those that they ever told, also such as are no longer so.
    """
    theirs = Identity.customer_id == case.customer_id
    shown = session.exec(select(Identity.display_name).where(theirs)).all()
    told = select(Fact.value).join(Identity, col(Identity.id) == col(Fact.identity_id)).where(theirs)
    told = told.where(col(Fact.key).in_(NAMES))
    return [name for name in (*shown, *session.exec(told).all(), *session.exec(select(Agent.name)).all()) if name]


def keep(session: Session, case_id: int, now: datetime) -> None:
    """Keep what was asked in a resolved case and what agents answered, without who it was; nothing where nobody did."""
    case = session.get_one(Case, case_id)
    query = select(Message).where(Message.conversation_id == case.conversation_id, Message.text != "")
    said = session.exec(query.order_by(col(Message.id))).all()
    answers = [one.text for one in said if one.role == "agent"]
    untold = ("", texts.team(f"reason.{case.reason}"))
    asked = case.title if case.title not in untold else _first_words(said)
    if not answers or not asked:
        return
    who = names(session, case)
    question = proposals.impersonal(" ".join(asked.split()), who)
    language = detect(" ".join(one.text for one in said if one.role == "customer")) or "en"
    session.add(Solved(number=case.number, language=language, question=question, words=stems(language, question),
                       answer=proposals.impersonal("\n\n".join(answers), who)[:LONGEST], at=now))  # fmt: skip


def _first_words(said: Sequence[Message]) -> str:
    return next((one.text for one in said if one.role == "customer" and not one.text.startswith("/")), "")


def similar(session: Session, text: str) -> Similar | None:
    """Return the solved case most like these words; None when none is."""
    language = detect(text) or "en"
    words = stems(language, text)
    query = select(Solved).where(Solved.language == language).order_by(col(Solved.id).desc()).limit(LOOKED_AT)
    best = _best(language, words, session.exec(query).all())
    return best if best is not None and best.likeness >= LIKE else None


def _best(language: str, words: Sequence[str], rows: Sequence[Solved]) -> Similar | None:
    found = [Similar(row.number, row.question, row.answer, likeness(language, words, row.words)) for row in rows]
    return max(found, key=lambda one: (one.likeness, one.number), default=None)
