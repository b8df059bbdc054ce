"""What agents do in their chat apps, stored in the case's own lane: a claim never waits behind a thinking bot."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot import markup, texts
from bot.desk.presses import pressed
from bot.desk.team import Team, agent_of
from bot.handoff import cases, desks
from bot.handoff.relay import Relay
from bot.storage import files, queue
from bot.storage.tables import Agent, Case, Inbound, MessageRef
from bot.types.chat import Inbound as Arrival

HANDLED = ("message", "command", "edit", "delete", "press", "form")
"""What agents do that means something to us; a thumb between colleagues does not."""


def receive(session: Session, event: Arrival, team: Team, relay: Relay, now: datetime) -> bool:
    """Store what an agent did in their case's lane; False for a redelivery and for what is no agent's or no case's.

    Who presses without being one of the team is told so, and nobody else is.
    """
    if event.kind == "shared":
        return _shared(session, event, now)
    if event.kind not in HANDLED:
        return False
    meant = pressed(event.choice) if event.kind in ("press", "form") else None
    case_id = meant.case_id if meant else desks.case_in(session, event.address)
    if case_id is None and event.kind in ("message", "command"):
        return _too_late(session, event, team, relay, now)
    if case_id is None or session.get(Case, case_id) is None:
        return False
    lost = event.kind == "delete" and bool(event.data.get("root"))  # the card, and its thread with it
    agent = None if lost else agent_of(session, event, team, now)
    if agent is None and not lost:
        return _turned_away(session, event, case_id, relay, now)
    data = {**event.data, "agent": agent.id if agent else 0, "reply_to": event.reply_to, "person": event.sender.id}
    if event.kind in ("edit", "form"):
        data["text"] = markup.clean(event.text)
    payload = {"address": event.address.plain(), "choice": event.choice, "data": data}
    inbound_id = queue.receive(
        session, address=event.address, key=event.key, lane=("case", case_id), kind=event.kind, identity_id=None,
        payload=payload, ready_at=now, now=now,
    )  # fmt: skip
    if inbound_id is None:
        return False
    if agent is not None and event.kind in ("message", "command"):
        _store(session, session.get_one(Inbound, inbound_id), case_id, agent, event, now)
    queue.hurry(session, "case", case_id, now)
    return True


def _shared(session: Session, event: Arrival, now: datetime) -> bool:
    """Let each case move on from a chat in which another company reads; False where none is there, or it is known."""
    taken = [_moves(session, event, case_id, now) for case_id in desks.cases_at(session, event.address)]
    return any(taken)


def _moves(session: Session, event: Arrival, case_id: int, now: datetime) -> bool:
    inbound_id = queue.receive(
        session, address=event.address, key=f"{event.key}:{case_id}", lane=("case", case_id), kind=event.kind,
        identity_id=None, payload={"address": event.address.plain(), "choice": "", "data": {}}, ready_at=now, now=now,
    )  # fmt: skip
    if inbound_id is not None:
        queue.hurry(session, "case", case_id, now)
    return inbound_id is not None


def _too_late(session: Session, event: Arrival, team: Team, relay: Relay, now: datetime) -> bool:
    """Tell an agent, and nobody else, that the case of this thread has moved on; False where none has."""
    case_id = desks.left(session, event.address)
    if case_id is None or agent_of(session, event, team, now) is None:
        return False
    if queue.note_done(session, address=event.address, key=event.key, lane=("case", case_id), kind=event.kind, now=now):
        relay.answer(session, event.address, texts.team("moved_on"), now, person=event.sender.id)
        return True
    return False


def _turned_away(session: Session, event: Arrival, case_id: int, relay: Relay, now: datetime) -> bool:
    """Answer a press by somebody who may not act, once; False for whatever else they do."""
    if event.kind != "press" or event.sender.is_bot or not event.sender.id:
        return False
    if queue.note_done(session, address=event.address, key=event.key, lane=("case", case_id), kind="press", now=now):
        relay.answer(session, event.address, texts.team("not_yours"), now, query=str(event.data.get("query", "")),
                     person=event.sender.id)  # fmt: skip
        return True
    return False


def _store(session: Session, inbound: Inbound, case_id: int, agent: Agent, event: Arrival, now: datetime) -> None:
    """Keep an agent's words as a note: they become a reply only by the verb."""
    case = session.get_one(Case, case_id)
    words = markup.clean(event.text).strip()
    message = cases.noted(session, case.conversation_id, agent.id, words, now, sent_at=event.sent_at)
    files.attach(session, message.id, event.attachments)
    at = event.address
    if external_id := str(event.data.get("external_id", "")):
        session.add(MessageRef(message_id=message.id, channel=at.channel, account=at.account, chat=at.chat,
                               external_id=external_id))  # fmt: skip
    inbound.message_id = message.id
    session.add(inbound)
