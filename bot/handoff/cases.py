"""Cases: who owns a conversation, and what agents do with it.

`own` is the one function that writes `conversation.owner`; every change raises the conversation's version, so that
a draft made before it is not sent. States of a case: queued → claimed → resolved | returned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, update
from sqlalchemy import case as case_when
from sqlmodel import Session, col, select

from bot import texts
from bot.errors import NotFound, Refused
from bot.handoff import presence
from bot.storage import files, queue, statements
from bot.storage.statements import run
from bot.storage.tables import (
    Agent,
    Case,
    CaseEvent,
    Chat,
    Conversation,
    Decision,
    DeskThread,
    Draft,
    Identity,
    Message,
    MessageRef,
)
from bot.types.chat import Address
from bot.types.handoff import OPEN, PICKED_UP, Actor, HandoffReason, OwnCase, Owner, Ownership, Verb

LONGEST_TITLE = 120
"""Letters of a customer's words by which their case is called."""
LEAST_QUOTED = 3
"""Words from which a message is recognised within a title."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What an agent's verb leads to: a line for the agent, and words for the customer."""

    note: str
    """A short sentence for the agent."""
    conversation_id: int
    customer_id: int
    say: str = ""
    """Key of the catalogue's line for the customer; "" for none."""
    words: str = ""
    """The agent's own words for the customer; "" for none."""
    case_id: int = 0
    resend: int = 0
    """Id of a message whose failed parts are to be sent again; 0 for none."""
    edited: int = 0
    """Id of an agent's message that has other words now; 0 for none."""
    noted: int = 0
    """Id of a note that was written; 0 for none."""
    known: str = ""
    """What an agent lets other customers of the same incident be told; "" for nothing."""
    removed: int = 0
    """Id of an agent's message that is no longer the customer's to read; 0 for none."""
    given_to: str = ""
    """The colleague who has the case now; "" where it is who acted."""
    merge: int = 0
    """Id of the case whose customer is the same person; 0 for none."""
    bar: bool | None = None
    """Whether the customer is shut out from now on, or let in again; None for neither."""


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
        awaiting=conversation.awaiting or (_just_resolved(session, conversation, now) if new_episode else {}),
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


def _just_resolved(session: Session, conversation: Conversation, now: datetime) -> dict[str, str]:
    """The last words of the episode before were "solved, and if it isn't, just write": that is what is awaited."""
    case = session.exec(
        select(Case).where(Case.customer_id == conversation.customer_id).order_by(col(Case.id).desc()).limit(1)
    ).first()
    fresh = case is not None and case.state == "resolved" and case.closed_at and now - case.closed_at < REOPEN
    return {"kind": "resolved", "question": case.title} if case and fresh else {}


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
    waits = _over(now) if priority > URGENT else false()
    return session.exec(
        select(func.count())
        .select_from(Case)
        .where(Case.state == "queued", or_(col(Case.priority) <= priority, waits), Case.queued_at <= now)
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
    number = run(session, statements.NUMBER, name="case").fetchone()[0]
    case = Case(
        number=number, conversation_id=conversation_id, customer_id=conversation.customer_id, reason=reason,
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
    said = [(number, _plainly(text)) for number, text in session.exec(query.order_by(col(Message.id).desc()))]
    title = _plainly(case.title)
    begun = (number for number, words in said if title and words.startswith(title))
    held = (number for number, words in said if title and title in words)
    quoted = (number for number, words in said if words in title and len(words.split()) >= LEAST_QUOTED)
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
        _close(session, case, "returned", "cancelled", None, "", now)
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
    _close(session, case, "returned", "folded", None, f"#{lead.number}", now)
    own(session, conversation, "bot")
    return last_identity(session, case.conversation_id)


def note_move(session: Session, case_id: int, channel: str, now: datetime) -> None:
    """The customer goes on in another channel: the same case, with a mark."""
    event(session, session.get_one(Case, case_id), "moved", None, channel, now)


def _close(
    session: Session, case: Case, state: str, kind: str, agent_id: int | None, detail: str, now: datetime
) -> None:
    case.state, case.closed_at = state, now
    case.version += 1
    session.add(case)
    event(session, case, kind, agent_id, detail, now)


# --- agents' verbs -----------------------------------------------------------------------------


def act(session: Session, actor: Actor, verb: Verb, now: datetime) -> Effect:
    """Carry out an agent's verb on a case. Raises NotFound, or Refused with the reason to show."""
    case = session.get(Case, verb.case_id)
    if case is None:
        raise NotFound(texts.team("no_case"))
    lock(session, case.conversation_id)
    session.refresh(case)
    if case.state not in OPEN and verb.name not in ("note", "resend", "edit", "delete", "unblock", "suggest"):
        raise Refused(texts.team("closed_already", number=case.number, state=texts.team(f"was.{case.state}")))
    handlers: dict[str, Callable[[Session, Case, Actor, Verb, datetime], Effect]] = {
        "claim": _claim, "reply": _reply, "note": _note, "resolve": _resolve, "hand_back": _hand_back,
        "snooze": _snooze, "edit": _edit, "delete": _delete, "resend": _resend, "reassign": _reassign,
        "merge": _merge, "route": _route, "block": _block, "unblock": _unblock,
        "suggest": _suggest,
    }  # fmt: skip
    return handlers[verb.name](session, case, actor, verb, now)


def _effect(case: Case, note: str, *, say: str = "", words: str = "") -> Effect:
    return Effect(note, case.conversation_id, case.customer_id, say=say, words=words, case_id=case.id)


def _claim(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:
    if case.agent_id == actor.agent_id:
        return _effect(case, texts.team("have", number=case.number))
    free = col(Case.agent_id).is_(None) if not verb.take_over else col(Case.agent_id).is_distinct_from(actor.agent_id)
    won = session.exec(
        update(Case)
        .where(col(Case.id) == case.id, col(Case.state).in_(OPEN), free)
        .values(agent_id=actor.agent_id, state="claimed", claimed_at=now, snoozed_until=None, version=Case.version + 1)
    )
    session.refresh(case)
    if won.rowcount != 1:
        raise Refused(_who_has(session, case, now))
    event(session, case, "taken_over" if verb.take_over else "claimed", actor.agent_id, "", now)
    own(session, session.get_one(Conversation, case.conversation_id), "agent", actor.agent_id)
    return _effect(case, texts.team("have", number=case.number), say="handoff.joined")


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


def _who_has(session: Session, case: Case, now: datetime) -> str:
    holder = session.get(Agent, case.agent_id) if case.agent_id else None
    ago = int((now - case.claimed_at).total_seconds()) if case.claimed_at else 0
    fresh, count = ("ago.seconds", ago) if ago < 90 else ("ago.minutes", ago // 60)
    when = texts.team("ago.now") if ago < 2 else texts.team(fresh, count=count)
    return texts.team("who_has", agent=holder.name if holder else texts.team("somebody"), when=when)


def _owned(session: Session, case: Case, actor: Actor) -> None:
    if case.agent_id is None:
        raise Refused(texts.team("claim_first", number=case.number))
    if case.agent_id != actor.agent_id:
        holder = session.get_one(Agent, case.agent_id)
        raise Refused(texts.team("holder", agent=holder.name, number=case.number))


def _reply(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:
    if not verb.text.strip() and not verb.stored and not verb.files:
        raise Refused(texts.team("write_first"))
    presence.check_unanswered(session, case.conversation_id, actor.agent_id, verb.seen)
    if case.agent_id is None:  # the desk's button reads "Claim and reply"
        _claim(session, case, actor, verb, now)
    _owned(session, case, actor)
    case.replied_at, case.snoozed_until = now, None
    session.add(case)
    return _effect(case, texts.team("queued"), words=verb.text.strip())


def _snooze(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:
    _owned(session, case, actor)
    if verb.until is None:
        raise Refused(texts.team("until_when"))
    if verb.until <= now:
        raise Refused(texts.team("until_past"))
    case.snoozed_until = verb.until
    case.version += 1
    session.add(case)
    event(session, case, "snoozed", actor.agent_id, verb.until.astimezone(UTC).isoformat(), now)
    return _effect(
        case, texts.team("sleeps", number=case.number, until=texts.team_time(verb.until, str(verb.until.tzinfo)))
    )


def wake(session: Session, conversation_id: int) -> bool:
    """End the sleep of a conversation's case; True when it slept."""
    case = open_case_of(session, conversation_id)
    if case is None or case.snoozed_until is None:
        return False
    case.snoozed_until = None
    case.version += 1
    session.add(case)
    return True


def _edit(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:  # noqa: ARG001 - a verb
    said = _own_words(session, case, actor, verb)
    if not verb.text.strip() and not files.with_ids(session, said.id):
        raise Refused(texts.team("write_or_delete"))
    said.text, said.tokens = verb.text.strip(), None
    session.add(said)
    return replace(_effect(case, texts.team("changed")), edited=said.id)


def _delete(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:  # noqa: ARG001 - a verb
    """What is removed from the customer's sight stays as a note for colleagues, with the words of `text` if any."""
    said = _own_words(session, case, actor, verb)
    said.role, said.kind = "note", "note"
    said.text, said.tokens = verb.text.strip() or deleted(), None
    session.add(said)
    return replace(_effect(case, texts.team("removed")), removed=said.id)


def _own_words(session: Session, case: Case, actor: Actor, verb: Verb) -> Message:
    said = session.exec(
        select(Message).where(
            Message.public_id == verb.message, Message.conversation_id == case.conversation_id, Message.role == "agent"
        )
    ).first()
    if said is None:
        raise NotFound(texts.team("no_reply"))
    if said.agent_id != actor.agent_id:
        raise Refused(texts.team("not_author"))
    return said


def _note(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:
    if verb.stored:
        known = _known(session.get_one(Message, verb.stored).text)
        return replace(_effect(case, texts.team("note_saved")), known=known)
    if verb.files:
        return replace(_effect(case, texts.team("note_saved")), known=_known(verb.text))
    if not verb.text.strip():
        raise Refused(texts.team("write_first"))
    note = noted(session, case.conversation_id, actor.agent_id, verb.text.strip(), now)
    return replace(_effect(case, texts.team("note_saved")), noted=note.id, known=_known(note.text))


_KNOWN = re.compile(r"^\s*(?://)?\s*known:\s*(?P<words>\S.*)", re.IGNORECASE | re.DOTALL)


def _known(text: str) -> str:
    """Return what a note lets other customers of an incident be told: what stands behind "known:"."""
    found = _KNOWN.match(text)
    return " ".join(found["words"].split()) if found else ""


def _resolve(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:
    _owned(session, case, actor)
    conversation = session.get_one(Conversation, case.conversation_id)
    _close(session, case, "resolved", "resolved", actor.agent_id, verb.text.strip(), now)
    own(session, conversation, "bot")
    conversation.status, conversation.closed_at = "closed", now
    return _effect(case, texts.team("resolved", number=case.number), say="handoff.resolved", words=verb.text.strip())


def _hand_back(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:
    _owned(session, case, actor)
    _close(session, case, "returned", "returned", actor.agent_id, verb.text.strip(), now)
    own(session, session.get_one(Conversation, case.conversation_id), "bot", hint=verb.text.strip())
    return _effect(case, texts.team("returned", number=case.number), say="handoff.back")


def _resend(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:
    """Any agent may: the words were said already, they only did not arrive. A target is where replies go from now."""
    said = session.exec(
        select(Message)
        .join(Identity, col(Identity.id) == col(Message.identity_id))
        .where(Message.public_id == verb.message, col(Message.role).in_(("agent", "bot")))
        .where(or_(col(Message.conversation_id) == case.conversation_id, col(Identity.customer_id) == case.customer_id))
    ).first()
    if said is None:
        raise NotFound(texts.team("no_message"))
    if not said.text:
        raise Refused(texts.team("words_removed"))
    effect = _route(session, case, actor, verb, now) if verb.target else _effect(case, texts.team("resending"))
    return replace(effect, resend=said.id)


def _suggest(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:  # noqa: ARG001 - a verb
    """Any agent may: an admin reads the article, whose file stands already, before anybody is answered from it."""
    return _effect(case, texts.team("saved"))


def _reassign(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:
    """Who has a case gives it away; one that nobody has may be given by anybody."""
    _free_or_owned(session, case, actor)
    to = session.get(Agent, verb.target)
    if to is None or not to.active:
        raise NotFound(texts.team("no_agent"))
    if to.id == case.agent_id:
        raise Refused(texts.team("holder_already", agent=to.name, number=case.number))
    case.agent_id, case.state, case.claimed_at, case.snoozed_until = to.id, "claimed", now, None
    case.version += 1
    session.add(case)
    event(session, case, "reassigned", actor.agent_id, to.name, now)
    own(session, session.get_one(Conversation, case.conversation_id), "agent", to.id)
    note = texts.team("reassigned", agent=to.name, number=case.number)
    return replace(_effect(case, note, say="handoff.assigned"), given_to=to.name)


def _merge(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:  # noqa: ARG001 - a verb
    """Both cases are one person's: who has the one decides, unless a colleague has the other."""
    _owned(session, case, actor)
    other = session.get(Case, verb.target)
    if other is None or other.id == case.id:
        raise NotFound(texts.team("no_open_case"))
    lock(session, other.conversation_id)
    session.refresh(other)
    if other.state not in OPEN:
        raise NotFound(texts.team("no_open_case"))
    _free_or_owned(session, other, actor)
    return replace(_effect(case, texts.team("merged", other=other.number, number=case.number)), merge=other.id)


def _route(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:
    """Replies go to another of the customer's accounts, until the customer writes again."""
    _owned(session, case, actor)
    to = session.get(Identity, verb.target)
    if to is None or to.customer_id != case.customer_id or not queue.reachable(session, to):
        raise NotFound(texts.team("no_account"))
    case.version += 1
    session.add(case)
    event(session, case, ROUTED, actor.agent_id, str(to.id), now)
    return _effect(case, texts.team("routed", channel=texts.channel_name(to.channel)))


def _block(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:  # noqa: ARG001 - a verb
    _free_or_owned(session, case, actor)
    conversation = session.get_one(Conversation, case.conversation_id)
    _close(session, case, "returned", "blocked", actor.agent_id, "", now)
    own(session, conversation, "bot")
    conversation.status, conversation.closed_at = "closed", now
    return replace(_effect(case, texts.team("blocked", number=case.number), say="handoff.blocked"), bar=True)


def _unblock(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:  # noqa: ARG001 - a verb
    event(session, case, "unblocked", actor.agent_id, "", now)
    return replace(_effect(case, texts.team("unblocked"), say="handoff.unblocked"), bar=False)


def _free_or_owned(session: Session, case: Case, actor: Actor) -> None:
    if case.agent_id is not None:
        _owned(session, case, actor)


ROUTED = "routed"
"""The event of a case by which an agent chose where replies go: its detail is the account's id."""


def reply_to(session: Session, conversation_id: int) -> int:
    """Return the account to which replies go: where the customer wrote last, or the one an agent chose since then."""
    account = chosen(session, conversation_id)
    return account.id if account else last_identity(session, conversation_id)


def chosen(session: Session, conversation_id: int) -> Identity | None:
    """Return the account that an agent chose for replies since the customer wrote last; None where they chose none."""
    wrote = (
        select(func.max(Message.received_at))
        .where(Message.conversation_id == conversation_id, Message.role == "customer")
        .scalar_subquery()
    )
    told = session.exec(
        select(CaseEvent.detail)
        .join(Case, col(Case.id) == col(CaseEvent.case_id))
        .where(Case.conversation_id == conversation_id, col(Case.state).in_(OPEN), CaseEvent.kind == ROUTED)
        .where(col(CaseEvent.at) >= wrote)
        .order_by(col(CaseEvent.id).desc())
        .limit(1)
    ).first()
    account = session.get(Identity, int(told)) if told else None
    customer_id = session.get_one(Conversation, conversation_id).customer_id
    theirs = account is not None and account.customer_id == customer_id
    return account if account and theirs and queue.direct_place(session, account) else None


def reply_place(session: Session, conversation_id: int, account: Identity) -> Address | None:
    """Return the direct chat to which an account gets replies; None where it gets them where it wrote last.

    Directly where an agent chose the account, and where others read what the customer wrote last of a case in which
    something was said in private.
    """
    alone = chosen(session, conversation_id) is not None or _private(session, conversation_id)
    return queue.direct_place(session, account) if alone else None


def _private(session: Session, conversation_id: int) -> bool:
    """Whether something of a conversation's newest case was said between the customer and us alone.

    An agent who chose an account for replies spoke there alone, wherever the customer answers.
    """
    opened = select(func.max(Case.opened_at)).where(Case.conversation_id == conversation_id).scalar_subquery()
    newest = (Case.conversation_id == conversation_id, Case.opened_at == opened, CaseEvent.kind == ROUTED)
    routed = select(CaseEvent.id).join(Case, col(Case.id) == col(CaseEvent.case_id)).where(*newest)
    if session.exec(routed.limit(1)).first() is not None:
        return True
    written = (Message.conversation_id == conversation_id, Message.role == "customer", _placed())
    asked = select(func.max(Message.id)).where(*written, col(Message.received_at) <= opened)
    since = select(Message.id).where(*written, col(Message.id) >= (session.exec(asked).one() or 0), ~among_others())
    return session.exec(since.limit(1)).first() is not None


def _placed() -> ColumnElement[bool]:
    """Whether it is known where a message was written: a press has no place of its own, where others read."""
    shown = exists().where(col(MessageRef.message_id) == col(Message.id), ~_on_a_desk())
    open_to_others = exists().where(
        col(Identity.id) == col(Message.identity_id), col(Chat.id) == col(Identity.chat_id), col(Chat.shared).is_(True)
    )
    return or_(shown, ~open_to_others)


def among_others() -> ColumnElement[bool]:
    """Whether a message was written where several people read."""
    place = and_(
        col(Chat.channel) == col(MessageRef.channel), col(Chat.account) == col(MessageRef.account),
        col(Chat.chat) == col(MessageRef.chat), col(Chat.shared).is_(True),
    )  # fmt: skip
    return exists().where(col(MessageRef.message_id) == col(Message.id), place, ~_on_a_desk())


def _on_a_desk() -> ColumnElement[bool]:
    """Whether a place of a message is a desk, which shows a copy of what was written elsewhere."""
    return exists().where(
        col(DeskThread.channel) == col(MessageRef.channel), col(DeskThread.account) == col(MessageRef.account),
        col(DeskThread.chat) == col(MessageRef.chat),
    )  # fmt: skip


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


# --- linking -----------------------------------------------------------------------------------


_OWNERS = ("bot", "queue", "agent")


def join(session: Session, from_customer: int, into_customer: int, now: datetime) -> None:
    """After linking: one open conversation a customer. What an agent has stays, then what waits, then the newer one."""
    both = session.exec(
        select(Conversation)
        .where(col(Conversation.customer_id).in_((from_customer, into_customer)), Conversation.status == "open")
        .order_by(col(Conversation.id))
        .with_for_update()
    ).all()
    ranked = sorted(both, key=lambda one: (_OWNERS.index(one.owner), one.last_at, one.id))
    for conversation in ranked[:-1]:
        if case := open_case_of(session, conversation.id):
            _close(session, case, "returned", "merged", None, "the customer's other conversation goes on", now)
        conversation.status, conversation.closed_at = "closed", now
        own(session, conversation, "bot")
    session.flush()
    if ranked and ranked[-1].customer_id != into_customer:
        ranked[-1].customer_id = into_customer
        session.add(ranked[-1])
        session.execute(
            update(Case)
            .where(col(Case.conversation_id) == ranked[-1].id, col(Case.state).in_(OPEN))
            .values(customer_id=into_customer)
        )


def split(session: Session, customer_id: int, identity_id: int, back_to: int, now: datetime) -> None:
    """After unlinking: what was said together ends, so that neither side hears the other's words.

    A waiting or claimed case goes on with the one whose words opened it; everything that the bot still meant to use
    (an agent's line, an open question) is dropped.
    """
    conversation = session.exec(
        select(Conversation)
        .where(Conversation.customer_id == customer_id, Conversation.status == "open")
        .with_for_update()
    ).first()
    if conversation is None:
        return
    conversation.hint, conversation.awaiting = "", {}
    session.add(conversation)
    case = open_case_of(session, conversation.id)
    if case is None:
        conversation.status, conversation.closed_at = "closed", now
        return
    if _opener(session, case) == identity_id:
        conversation.customer_id = case.customer_id = back_to
        session.add(case)


def _opener(session: Session, case: Case) -> int | None:
    """Return the identity whose words opened a case; else the one that wrote last before it."""
    words = select(Message.identity_id).where(
        Message.conversation_id == case.conversation_id, Message.role == "customer"
    )
    asked = words.join(Decision, col(Decision.in_reply_to) == col(Message.id)).where(
        Decision.kind == "handoff", Decision.at == case.opened_at
    )
    before = words.where(Message.received_at <= case.opened_at).order_by(col(Message.id).desc())
    return session.exec(asked).first() or session.exec(before).first()
