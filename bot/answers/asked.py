"""What customers really asked, for the admins: read across customers, and so without who it was.

Names, addresses and long numbers are taken out before a question leaves this file; no id of a person goes with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.answers.proposals import impersonal
from bot.storage.tables import Case, Conversation, Decision, Identity, Message

KINDS = ("answer", "clarify", "offer", "suggest")
"""Decisions about a question."""
MISSES = ("clarify", "offer")
FAILED = ("did not help", "did not help twice", "the first did not help", "another section of it")
"""Rules of decisions by which a customer's words said that the answer before was none."""


REFUSED = "none of these"
"""Rule of a decision about words that only refuse what was offered: they are no question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One real question."""

    text: str
    at: datetime
    article: str
    """What was answered with; "" where nothing was."""
    why: str
    """"" where it was answered; `unanswered`, `thumbed down` or `did not help`."""
    told: str = ""
    """What an agent replied later in the same conversation; "" when none did."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A case that an agent resolved: what was asked, and what the agent wrote."""

    number: int
    question: str
    reply: str


def questions(session: Session, limit: int) -> list[str]:
    """Return the last real questions, latest first, each once."""
    rows = session.exec(
        select(Message, Identity.display_name)
        .join(Decision, col(Decision.in_reply_to) == col(Message.id))
        .join(Identity, col(Identity.id) == col(Message.identity_id))
        .where(col(Decision.kind).in_(KINDS), Message.role == "customer")
        .order_by(col(Message.id).desc()).limit(limit)
    ).all()  # fmt: skip
    return list(dict.fromkeys(impersonal(message.text, _names(name)) for message, name in rows if message.text.strip()))


def unanswered(session: Session, since: datetime) -> list[Asked]:
    """Return the questions that got no answer, or one that did not help, oldest first."""
    rows = session.exec(
        select(Decision, Message, Identity.display_name)
        .join(Message, col(Message.id) == col(Decision.in_reply_to))
        .join(Identity, col(Identity.id) == col(Message.identity_id))
        .where(Decision.at >= since, Message.role == "customer").order_by(col(Decision.id))
    ).all()  # fmt: skip
    found: list[Asked] = []
    answers: dict[int, tuple[Decision, Message, str]] = {}
    for decision, message, name in rows:
        failed = decision.rule.partition(";")[0] in FAILED
        if decision.kind == "answer" and not failed:
            answers[decision.conversation_id] = (decision, message, name)
            if _thumbed_down(session, decision):
                found.append(_asked(session, decision, message, name, "thumbed down"))
        elif failed and decision.conversation_id in answers:
            found.append(_asked(session, *answers.pop(decision.conversation_id), "did not help"))
        elif decision.kind in MISSES and not failed and decision.rule.partition(";")[0] != REFUSED:
            found.append(_asked(session, decision, message, name, "unanswered"))
    return [one for one in found if one.text.strip()]  # of one who had everything forgotten, no words are left


def _thumbed_down(session: Session, decision: Decision) -> bool:
    said = session.get(Message, decision.message_id) if decision.message_id else None
    return said is not None and said.feedback == "down"


def _asked(session: Session, decision: Decision, message: Message, name: str, why: str) -> Asked:
    article = str(decision.passages[0]["article"]) if decision.kind == "answer" and decision.passages else ""
    replies = _replies(session, decision.conversation_id, message.id, _names(name))
    return Asked(impersonal(message.text, _names(name)), decision.at, article, why, "\n\n".join(replies))


def solved(session: Session, since: datetime) -> list[Solved]:
    """Return the cases that agents resolved in words since a moment, oldest first."""
    rows = session.exec(
        select(Case, Conversation.id, Identity.display_name)
        .join(Conversation, col(Conversation.id) == col(Case.conversation_id))
        .join(Identity, col(Identity.customer_id) == col(Case.customer_id))
        .where(Case.state == "resolved", col(Case.closed_at) >= since).order_by(col(Case.id))
    ).all()  # fmt: skip
    found: dict[int, Solved] = {}
    for case, conversation_id, name in rows:
        names = _names(name)
        question = _question(session, case) or case.title
        replies = _replies(session, conversation_id, 0, names)
        if replies and case.number not in found:
            found[case.number] = Solved(case.number, impersonal(question, names), "\n\n".join(replies))
    return list(found.values())


def _question(session: Session, case: Case) -> str:
    """Return the customer's last question before the case that got no answer; "" when there is none."""
    row = session.exec(
        select(Message.text)
        .join(Decision, col(Decision.in_reply_to) == col(Message.id))
        .where(Decision.conversation_id == case.conversation_id, col(Decision.kind).in_(MISSES),
               Decision.at <= case.opened_at)
        .order_by(col(Decision.id).desc()).limit(1)
    ).first()  # fmt: skip
    return row or ""


def _replies(session: Session, conversation_id: int, after: int, names: Sequence[str]) -> list[str]:
    rows = session.exec(
        select(Message.text)
        .where(Message.conversation_id == conversation_id, Message.role == "agent", Message.id > after)
        .order_by(col(Message.id))
    ).all()
    return [impersonal(text, names) for text in rows if text.strip()]


def _names(name: str) -> list[str]:
    return [name] if name else []
