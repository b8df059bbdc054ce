"""Cases: who owns a conversation, what waits in which order, and what becomes of it. `verbs` has what agents do.

`own` is the one function that writes `conversation.owner`; every change raises the conversation's version, so that
a draft made before it is not sent. States of a case: queued → claimed → resolved | returned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_
from sqlalchemy import case as case_when
from sqlmodel import Session, col, select

from bot import texts
from bot.handoff import presence
from bot.storage import statements
from bot.storage.statements import run
from bot.storage.tables import (
    Agent,
    Case,
    CaseEvent,
    Conversation,
    Decision,
    Draft,
    Identity,
    Message,
)
from bot.types.awaited import NOTHING, Awaited
from bot.types.handoff import OPEN, PICKED_UP, Actor, HandoffReason, OwnCase, Owner, Ownership

LONGEST_TITLE = 120
"""Letters of a customer's words by which their case is called."""
LEAST_QUOTED = 3
"""Words from which a message is recognised within a title."""


def own(
    session: Session, conversation: Conversation, owner: Owner, agent_id: int | None = None, *, hint: str = ""
) -> None:
    """Give a conversation to the bot, the queue or an agent. The only writer of `conversation.owner`."""
    conversation.owner = owner
    conversation.agent_id = agent_id
    conversation.version += 1
    conversation.acknowledged = False
    conversation.awaiting = {}
    if owner == "bot":
        conversation.misses = 0
        conversation.hint = hint
    session.add(conversation)


def lock(session: Session, conversation_id: int) -> Conversation:
    """Return a conversation as it is now and keep others from giving it away until COMMIT."""
    return session.get_one(Conversation, conversation_id, with_for_update=True, populate_existing=True)


REOPEN = timedelta(hours=24)
"""How long after "solved" a plain "no, it isn't" is about that case."""


SAME_THREAD = timedelta(days=7)
"""How long after a case was closed the customer's next one goes on in its thread, and reopens what was resolved."""


def load(session: Session, conversation_id: int, customer_id: int, *, new_episode: bool, now: datetime) -> Ownership:
    """Return who owns a conversation and what it waits for. One that is no longer this customer's counts as ended."""
    conversation = session.get_one(Conversation, conversation_id)
    case = open_case_of(session, conversation_id)
    agent = session.get(Agent, conversation.agent_id) if conversation.agent_id else None
    return Ownership(
        conversation_id=conversation_id,
        version=conversation.version,
        owner=conversation.owner,  # type: ignore[arg-type]  # a column of text
        agent_name=agent.name if agent else _last_agent(session, conversation),
        case_id=case.id if case else None,
        misses=conversation.misses,
        awaiting=_awaited(session, conversation, now, new_episode=new_episode),
        hint=conversation.hint,
        acknowledged=conversation.acknowledged,
        new_episode=new_episode,
        closed=conversation.status != "open" or conversation.customer_id != customer_id,
        began=conversation.opened_at,
        typing=bool(case and case.agent_id and presence.typing_until(session, case.id, case.agent_id, now)),
        colleagues=tuple(session.exec(select(Agent.name).where(col(Agent.active).is_(True))).all()),
    )


def picked_up(session: Session, conversation_id: int, customer_id: int) -> bool:
    """Whether an episode has asked about an older issue, or had a person who knows of it.

    A conversation that linking ended within this episode belongs to it.
    """
    if session.exec(select(Case.id).where(Case.conversation_id == conversation_id)).first() is not None:
        return True
    began = session.get_one(Conversation, conversation_id).opened_at
    asked = (
        select(Decision.id)
        .join(Message, col(Message.id) == col(Decision.in_reply_to))
        .join(Identity, col(Identity.id) == col(Message.identity_id))
        .join(Conversation, col(Conversation.id) == col(Decision.conversation_id))
        .where(Identity.customer_id == customer_id, col(Decision.dropped).is_(False))
        .where(col(Decision.rule).endswith(PICKED_UP))
        .where(or_(col(Conversation.id) == conversation_id, col(Conversation.closed_at) >= began))
    )
    return session.exec(asked).first() is not None


def _awaited(session: Session, conversation: Conversation, now: datetime, *, new_episode: bool) -> Awaited:
    """Return what the last words asked for: those of the episode before may have said that a case is solved."""
    if conversation.awaiting or not new_episode:
        return Awaited.read(conversation.awaiting)
    case = session.exec(
        select(Case).where(Case.customer_id == conversation.customer_id).order_by(col(Case.id).desc()).limit(1)
    ).first()
    fresh = case is not None and case.state == "resolved" and case.closed_at and now - case.closed_at < REOPEN
    return Awaited("resolved", case.title) if case and fresh else NOTHING


def _last_agent(session: Session, conversation: Conversation) -> str:
    """Return who handed the conversation back, for the hint's wording; "" when nobody did."""
    found = handed_back(session, conversation.id) if conversation.hint else None
    return found[1].name if found else ""


def handed_back(session: Session, conversation_id: int) -> tuple[int, Actor] | None:
    """Return a conversation's latest case that an agent has had, and that agent; None when none has."""
    query = (
        select(Case.id, Agent.id, Agent.name)
        .join(Agent, col(Case.agent_id) == col(Agent.id))
        .where(Case.conversation_id == conversation_id)
        .order_by(col(Case.id).desc())
        .limit(1)
    )
    row = session.exec(query).first()
    return (row[0], Actor(row[1], row[2])) if row else None


def open_case_of(session: Session, conversation_id: int) -> Case | None:
    """Return the conversation's open case, None without one."""
    return session.exec(select(Case).where(Case.conversation_id == conversation_id, col(Case.state).in_(OPEN))).first()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The case from which another one of the same customer goes on."""

    case_id: int
    number: int
    title: str
    state: str
    """resolved | returned"""
    closed_at: datetime
    talk: str
    """Public id of its conversation."""
    reopened: bool
    """Whether it was resolved so lately that the other case reopens it."""


def before(session: Session, case: Case) -> Earlier | None:
    """Return the customer's last case before this one; None where it is the first. For this room and the pages."""
    row = session.exec(
        select(Case, Conversation.public_id)
        .join(Conversation, col(Conversation.id) == col(Case.conversation_id))
        .where(Case.customer_id == case.customer_id, Case.id < case.id, col(Case.state).not_in(OPEN))
        .order_by(col(Case.id).desc())
        .limit(1)
    ).first()
    last, talk = row or (None, "")
    if last is None or last.closed_at is None:
        return None
    reopened = last.state == "resolved" and case.opened_at - last.closed_at < SAME_THREAD
    return Earlier(last.id, last.number, last.title, last.state, last.closed_at, talk, reopened)


def open_of(session: Session, customer_id: int) -> Sequence[int]:
    """Return the ids of a customer's open cases, oldest first."""
    mine = select(Case.id).where(Case.customer_id == customer_id, col(Case.state).in_(OPEN))
    return session.exec(mine.order_by(col(Case.id))).all()


URGENT = 0
"""The place of a case that nobody comes before: somebody may be hurt."""


def waiting_before(session: Session, priority: int, now: datetime) -> int:
    """Return how many queued cases are served before a new one of this priority."""
    too_long = _over(now) if priority > URGENT else false()
    return session.exec(
        select(func.count())
        .select_from(Case)
        .where(Case.state == "queued", or_(col(Case.priority) <= priority, too_long), Case.queued_at <= now)
    ).one()


def _over(now: datetime) -> ColumnElement[bool]:
    """Whether a case has waited as long as anybody may be let wait."""
    return col(Case.ceiling_at).is_not(None) & (col(Case.ceiling_at) <= now)


def order(now: datetime) -> tuple[Any, ...]:
    """Return the order in which waiting cases are served: urgent, over the ceiling, by place, by waiting."""
    over = case_when((col(Case.priority) <= URGENT, -1), (_over(now), 0), else_=1)
    return over, case_when((_over(now), 0), else_=col(Case.priority)), col(Case.queued_at), col(Case.id)


LAST_WAITS, LEAST_WAITS = 20, 5
"""How many waits are looked at, and how few say nothing."""


def waits(session: Session) -> tuple[tuple[datetime, datetime], ...]:
    """Return when the last customers began to wait and when somebody came, latest first; () where it is too few."""
    rows = session.exec(
        select(Case.opened_at, CaseEvent.at)
        .join(CaseEvent, col(CaseEvent.case_id) == col(Case.id))
        .where(CaseEvent.kind == "claimed")
        .order_by(col(CaseEvent.id).desc())
        .limit(LAST_WAITS)
    ).all()
    return tuple((opened, claimed) for opened, claimed in rows) if len(rows) >= LEAST_WAITS else ()


def open_case(
    session: Session,
    conversation_id: int,
    *,
    reason: HandoffReason,
    title: str,
    detail: str,
    priority: int,
    now: datetime,
    due_at: datetime | None = None,
    ceiling_at: datetime | None = None,
) -> int:
    """Open a case and give the conversation to the queue; return its id. An open case is kept as it is."""
    conversation = session.get_one(Conversation, conversation_id)
    if known := open_case_of(session, conversation_id):
        return known.id
    if conversation.status != "open":  # what comes after its end (a low rating) is about it, so it goes on
        conversation.status, conversation.closed_at = "open", None
    next_number = run(session, statements.NUMBER, name="case").fetchone()[0]
    case = Case(
        number=next_number, conversation_id=conversation_id, customer_id=conversation.customer_id, reason=reason,
        title=title[:LONGEST_TITLE], detail=detail[:500], priority=priority, opened_at=now, queued_at=now,
        due_at=due_at, ceiling_at=ceiling_at,
    )  # fmt: skip
    session.add(case)
    session.flush()
    event(session, case, "opened", None, reason, now)
    own(session, conversation, "queue")
    return case.id


def deleted() -> str:
    """Return what is left of a message that its author deleted."""
    return texts.team("deleted")


def was_deleted(text: str) -> bool:
    """Return whether that is all there is left, in whatever language the team was spoken to then."""
    return any(text == texts.say(language, "team.deleted") for language in texts.LANGUAGES)


def retitle(session: Session, message: Message, now_is: str) -> None:
    """Let a case that is called by a customer's message follow it: it is about to be changed or taken back."""
    for case in session.exec(select(Case).where(Case.conversation_id == message.conversation_id)).all():
        if _named_by(session, case) == message.id:
            case.title = " ".join(now_is.split())[:LONGEST_TITLE] or deleted()
            session.add(case)


def _named_by(session: Session, case: Case) -> int | None:
    """Return the message that a case's title was taken from: the last one before it was opened that has it."""
    query = select(Message.id, Message.text).where(
        Message.conversation_id == case.conversation_id, Message.role == "customer",
        col(Message.received_at) <= case.opened_at,
    )  # fmt: skip
    said = [(message, _plainly(text)) for message, text in session.exec(query.order_by(col(Message.id).desc()))]
    title = _plainly(case.title)
    begun = (message for message, words in said if title and words.startswith(title))
    held = (message for message, words in said if title and title in words)
    quoted = (message for message, words in said if words in title and len(words.split()) >= LEAST_QUOTED)
    return next(chain(begun, held, quoted), None)


def _plainly(words: str) -> str:
    return " ".join(words.casefold().split())


def called(session: Session, case_id: int) -> str:
    """Return a case's title."""
    return session.get_one(Case, case_id).title


def call(session: Session, case_id: int, title: str) -> None:
    """Give a case another title."""
    case = session.get_one(Case, case_id)
    case.title = title[:LONGEST_TITLE]
    session.add(case)


def event(session: Session, case: Case, kind: str, agent_id: int | None, detail: str, now: datetime) -> None:
    """Write down what happened to a case."""
    session.add(CaseEvent(case_id=case.id, kind=kind, agent_id=agent_id, detail=detail, at=now))


def stand(session: Session, case_id: int, standing: str, now: datetime) -> None:
    """Write down what the customer was to us when the case was opened: stage and tier; "" for nothing."""
    if standing:
        event(session, session.get_one(Case, case_id), "standing", None, standing, now)


def allow(session: Session, case_id: int, goodwill: str, now: datetime) -> None:
    """Write down, once, what agents may offer in this case to make something good."""
    known = select(CaseEvent.id).where(CaseEvent.case_id == case_id, CaseEvent.kind == "goodwill")
    if session.exec(known).first() is None:
        event(session, session.get_one(Case, case_id), "goodwill", None, goodwill, now)


def keep_draft(session: Session, case_id: int, text: str, article: str, now: datetime) -> None:
    """Keep what the bot would have said as a suggestion on the desk."""
    session.add(Draft(case_id=case_id, text=text, article=article, at=now))


def back_to_bot(session: Session, conversation_id: int, now: datetime) -> None:
    """The customer takes the conversation back (/cancel)."""
    conversation = session.get_one(Conversation, conversation_id)
    if case := open_case_of(session, conversation_id):
        close(session, case, "returned", "cancelled", None, "", now)
    own(session, conversation, "bot")


def requeue(session: Session, conversation_id: int, now: datetime) -> None:
    """A claimed case whose agent fell silent goes back to the queue, keeping its place by opening time."""
    conversation = session.get_one(Conversation, conversation_id)
    case = open_case_of(session, conversation_id)
    if case is None or case.state != "claimed":
        return
    event(session, case, "requeued", case.agent_id, "", now)
    case.state, case.agent_id, case.claimed_at = "queued", None, None
    case.version += 1
    session.add(case)
    own(session, conversation, "queue")


def first(session: Session, case_id: int, priority: int) -> None:
    """Let a case be served before others: it never goes back in the queue by this."""
    case = session.get_one(Case, case_id)
    case.priority = min(case.priority, priority)
    session.add(case)


def fold(session: Session, case_id: int, into: int, now: datetime) -> int | None:
    """Close a waiting case as part of another one; return the identity that is to hear of it.

    None where it waits no more: a colleague was quicker.
    """
    case, lead = session.get_one(Case, case_id), session.get_one(Case, into)
    conversation = lock(session, case.conversation_id)
    session.refresh(case)
    if case.state != "queued":
        return None
    close(session, case, "returned", "folded", None, f"#{lead.number}", now)
    own(session, conversation, "bot")
    return last_identity(session, case.conversation_id)


def note_move(session: Session, case_id: int, channel: str, now: datetime) -> None:
    """The customer goes on in another channel: the same case, with a mark."""
    event(session, session.get_one(Case, case_id), "moved", None, channel, now)


def close(
    session: Session, case: Case, state: str, kind: str, agent_id: int | None, detail: str, now: datetime
) -> None:
    """Close a case as resolved or returned; `kind` is what happened to it."""
    case.state, case.closed_at = state, now
    case.version += 1
    session.add(case)
    event(session, case, kind, agent_id, detail, now)


def of_customer(session: Session, customer_id: int, limit: int = 10) -> tuple[OwnCase, ...]:
    """Return a customer's latest cases, newest first, as they may see them."""
    rows = session.exec(
        select(Case, Agent.name)
        .outerjoin(Agent, col(Agent.id) == col(Case.agent_id))
        .where(Case.customer_id == customer_id)
        .order_by(col(Case.id).desc())
        .limit(limit)
    ).all()
    return tuple(
        OwnCase(case.number, case.title, case.state, name or "")  # type: ignore[arg-type]  # a column of text
        for case, name in rows
    )


def number(session: Session, case_id: int) -> int:
    """Return what people call a case: #12."""
    return session.get_one(Case, case_id).number


def customer_of(session: Session, case_id: int) -> int:
    """Return whose case it is."""
    return session.get_one(Case, case_id).customer_id


def wake(session: Session, conversation_id: int) -> bool:
    """End the sleep of a conversation's case; True when it slept."""
    case = open_case_of(session, conversation_id)
    if case is None or case.snoozed_until is None:
        return False
    case.snoozed_until = None
    case.version += 1
    session.add(case)
    return True


def noted(
    session: Session, conversation_id: int, agent_id: int, text: str, now: datetime, *,
    identity_id: int = 0, sent_at: datetime | None = None,
) -> Message:  # fmt: skip
    """Keep an agent's words as a note, which stays inside, with the identity that wrote last unless one is named."""
    note = Message(
        identity_id=identity_id or last_identity(session, conversation_id), conversation_id=conversation_id,
        role="note", kind="note", text=text, agent_id=agent_id, sent_at=sent_at or now, received_at=now,
    )  # fmt: skip
    session.add(note)
    session.flush()
    return note


def last_identity(session: Session, conversation_id: int) -> int:
    """Return the identity with which the customer wrote last in this conversation."""
    return (
        session.exec(
            select(Message.identity_id)
            .where(Message.conversation_id == conversation_id, Message.role == "customer")
            .order_by(col(Message.id).desc())
            .limit(1)
        ).first()
        or session.exec(
            select(Identity.id)
            .join(Conversation, col(Conversation.customer_id) == col(Identity.customer_id))
            .where(Conversation.id == conversation_id)
        ).one()
    )
