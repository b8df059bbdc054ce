"""Agents' verbs: what each does to a case, and what it leads to. Who may, when, and why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from bot import texts
from bot.errors import NotFound, Refused
from bot.handoff import presence
from bot.handoff.cases import close, deleted, event, lock, noted, own
from bot.handoff.replying import ROUTED
from bot.storage import files, queue
from bot.storage.tables import (
    Agent,
    Case,
    Conversation,
    Identity,
    Message,
)
from bot.types.handoff import OPEN, Actor, Verb


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
    close(session, case, "resolved", "resolved", actor.agent_id, verb.text.strip(), now)
    own(session, conversation, "bot")
    conversation.status, conversation.closed_at = "closed", now
    return _effect(case, texts.team("resolved", number=case.number), say="handoff.resolved", words=verb.text.strip())


def _hand_back(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:
    _owned(session, case, actor)
    close(session, case, "returned", "returned", actor.agent_id, verb.text.strip(), now)
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
    close(session, case, "returned", "blocked", actor.agent_id, "", now)
    own(session, conversation, "bot")
    conversation.status, conversation.closed_at = "closed", now
    return replace(_effect(case, texts.team("blocked", number=case.number), say="handoff.blocked"), bar=True)


def _unblock(session: Session, case: Case, actor: Actor, verb: Verb, now: datetime) -> Effect:  # noqa: ARG001 - a verb
    event(session, case, "unblocked", actor.agent_id, "", now)
    return replace(_effect(case, texts.team("unblocked"), say="handoff.unblocked"), bar=False)


def _free_or_owned(session: Session, case: Case, actor: Actor) -> None:
    if case.agent_id is not None:
        _owned(session, case, actor)
