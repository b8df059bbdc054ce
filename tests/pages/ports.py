"""Doubles of what the pages are handed: an intake, the agents' verbs, a chat adapter. Small, but with real rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.engine import AMENDS
from bot.errors import InputError, NotFound, Refused
from bot.handoff import presence
from bot.memory import amend
from bot.memory.registry import DEFAULT
from bot.storage import files, queue
from bot.storage.tables import Agent, Case, CaseEvent, Conversation, Customer, Identity, Message, Outbox
from bot.types.chat import Address, Inbound, Outbound, Part, Sender
from bot.types.handoff import Actor, Verb

NOON = datetime(2026, 10, 14, 14, 40, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


class Adapter:
    """A chat app of the page's making."""

    def __init__(self, name: str, account: str) -> None:
        self.name, self.account = name, account

    def parse(self, payload: Mapping[str, Any]) -> Inbound | None:
        if payload["text"] == "\x00":
            raise InputError("not text")
        return Inbound(
            payload["key"], Address(self.name, self.account, payload["visitor"]),
            Sender(self.account, payload["visitor"], payload["name"]), payload["kind"], payload["text"],
            datetime.fromisoformat(payload["at"]), payload.get("reply_to", ""), payload.get("choice", ""),
            attachments=payload.get("attachments", ()), data={"language": payload["language"]},
        )  # fmt: skip

    def render(self, outbound: Outbound) -> Sequence[Part]:
        return ()

    async def send(self, part: Part) -> str:
        return ""

    async def check(self) -> str:
        return ""

    async def run(self, receive: Callable[[Inbound], Awaitable[bool]]) -> None:
        return None


ADAPTERS = {
    ("web", "site"): Adapter("web", "site"),
    ("telegram", "demo"): Adapter("telegram", "demo"),
    ("slack", "demo"): Adapter("slack", "demo"),
}


@dataclass
class Intake:
    """Stores what comes in, as the real one does, and remembers it for the test."""

    db: Any
    clock: Clock
    seen: list[Inbound] = field(default_factory=list)

    async def __call__(self, inbound: Inbound) -> bool:
        if any(known.key == inbound.key for known in self.seen):
            return False
        self.seen.append(inbound)
        await self.db.write(self._store, inbound)
        return True

    def _store(self, session: Session, inbound: Inbound) -> None:
        address, sender = inbound.address, inbound.sender
        if inbound.kind == "reaction":
            rated = session.exec(select(Message).where(Message.public_id == inbound.reply_to)).one()
            rated.feedback = inbound.choice
            session.add(rated)
            return
        if inbound.kind in ("edit", "delete"):
            meant = session.exec(select(Message).where(Message.public_id == inbound.reply_to)).one()
            meant.text = inbound.text
            session.add(meant)
            return
        identity = identity_of(session, address.channel, sender.id, sender.name, self.clock())
        message = say(session, identity, "customer", inbound.text, self.clock())
        files.attach(session, message.id, inbound.attachments)


def identity_of(session: Session, channel: str, who: str, name: str, now: datetime) -> Identity:
    """Return an identity, made with its customer when new."""
    there = select(Identity).where(Identity.channel == channel, Identity.external_id == who)
    if found := session.exec(there).first():
        return found
    customer = Customer(created_at=now)
    session.add(customer)
    session.flush()
    identity = Identity(customer_id=customer.id, channel=channel, external_id=who, display_name=name, created_at=now)
    session.add(identity)
    session.flush()
    return identity


def talk_of(session: Session, customer_id: int, now: datetime) -> Conversation:
    """Return the open conversation of a customer, opened when there is none."""
    there = select(Conversation).where(Conversation.customer_id == customer_id, Conversation.status == "open")
    if found := session.exec(there).first():
        return found
    talk = Conversation(customer_id=customer_id, opened_at=now, last_at=now)
    session.add(talk)
    session.flush()
    return talk


def say(session: Session, identity: Identity, role: str, text: str, now: datetime, **more: Any) -> Message:
    """Add a message to the identity's open conversation."""
    talk = talk_of(session, identity.customer_id, now)
    talk.last_at = now
    message = Message(
        identity_id=identity.id, conversation_id=talk.id, role=role, text=text, sent_at=now, received_at=now, **more
    )
    session.add(message)
    session.flush()
    return message


@dataclass
class Desk:
    """Carries out agents' verbs on the rows, with the refusals of the real engine."""

    db: Any
    clock: Clock
    done: list[tuple[str, Verb]] = field(default_factory=list)
    suggested: list[tuple[str, int]] = field(default_factory=list)

    async def suggest(self, actor: Actor, case_id: int, key: str) -> str:
        self.suggested.append((actor.name, case_id))
        return "Saved for the admins."

    async def __call__(self, actor: Actor, verb: Verb) -> str:
        if any(known.key == verb.key for _, known in self.done):
            return "Done already."
        said: str = await self.db.write(self._act, actor, verb)
        self.done.append((actor.name, verb))
        return said

    def _act(self, session: Session, actor: Actor, verb: Verb) -> str:
        if verb.name in AMENDS:
            what = amend.Amendment(verb.fact, AMENDS[verb.name], verb.key, verb.text)
            return amend.amend(session, verb.customer_id, actor, what, DEFAULT, self.clock())
        case = session.get(Case, verb.case_id)
        if case is None:
            raise NotFound("There is no such case.")
        if verb.name not in ("claim", "note", "resend") and case.agent_id != actor.agent_id:
            raise Refused(f"Claim case #{case.number} first.")
        said = str(getattr(self, f"_{verb.name}")(session, case, actor, verb))
        session.add(case)
        return said

    def _claim(self, session: Session, case: Case, actor: Actor, verb: Verb) -> str:
        if case.agent_id not in (None, actor.agent_id) and not verb.take_over:
            holder = session.get_one(Agent, case.agent_id)
            raise Refused(f"{holder.name} has it.")
        case.state, case.agent_id = "claimed", actor.agent_id
        self._own(session, case, "agent", actor.agent_id)
        self._event(session, case, "taken_over" if verb.take_over else "claimed", actor)
        return f"You have case #{case.number}."

    def _merge(self, session: Session, case: Case, actor: Actor, verb: Verb) -> str:
        return f"#{case.number} and {verb.target} are one person's."

    def _reply(self, session: Session, case: Case, actor: Actor, verb: Verb) -> str:
        presence.check_unanswered(session, case.conversation_id, actor.agent_id, verb.seen)
        message = say(session, self._identity(session, case), "agent", verb.text, self.clock(), kind="relay",
                      agent_id=actor.agent_id)  # fmt: skip
        session.add(Outbox(message_id=message.id, chat_id=chat_id(session), op="post", policy="resend", status="sent",
                           created_at=self.clock()))  # fmt: skip
        return "Reply queued."

    def _note(self, session: Session, case: Case, actor: Actor, verb: Verb) -> str:
        say(session, self._identity(session, case), "note", verb.text, self.clock(), agent_id=actor.agent_id)
        return "Note saved."

    def _edit(self, session: Session, case: Case, actor: Actor, verb: Verb) -> str:
        return "Changed."

    def _delete(self, session: Session, case: Case, actor: Actor, verb: Verb) -> str:
        return "Removed."

    def _snooze(self, session: Session, case: Case, actor: Actor, verb: Verb) -> str:
        case.snoozed_until = verb.until
        return "It sleeps."

    def _resend(self, session: Session, case: Case, actor: Actor, verb: Verb) -> str:
        message = session.exec(select(Message).where(Message.public_id == verb.message)).one()
        if not queue.resend(session, message.id, self.clock()):
            raise Refused("It is on its way already.")
        return "Sending it again."

    def _resolve(self, session: Session, case: Case, actor: Actor, verb: Verb) -> str:
        case.state, case.closed_at = "resolved", self.clock()
        self._own(session, case, "bot", None)
        self._event(session, case, "resolved", actor)
        return f"Case #{case.number} resolved."

    def _hand_back(self, session: Session, case: Case, actor: Actor, verb: Verb) -> str:
        case.state, case.closed_at = "returned", self.clock()
        self._own(session, case, "bot", None)
        self._event(session, case, "returned", actor)
        return f"Case #{case.number} handed back to the bot."

    def _own(self, session: Session, case: Case, owner: str, agent_id: int | None) -> None:
        talk = session.get_one(Conversation, case.conversation_id)
        talk.owner, talk.agent_id = owner, agent_id
        session.add(talk)

    def _event(self, session: Session, case: Case, kind: str, actor: Actor) -> None:
        session.add(CaseEvent(case_id=case.id, kind=kind, agent_id=actor.agent_id, at=self.clock()))

    def _identity(self, session: Session, case: Case) -> Identity:
        last = (
            select(Identity)
            .join(Message, col(Message.identity_id) == Identity.id)
            .where(Message.conversation_id == case.conversation_id, Message.role == "customer")
            .order_by(col(Message.id).desc())
        )
        return (
            session.exec(last).first()
            or session.exec(select(Identity).where(Identity.customer_id == case.customer_id)).one()
        )


def chat_id(session: Session) -> int:
    """Return the id of some chat: receipts need one."""
    from bot.storage.tables import Chat

    chat = session.exec(select(Chat)).first() or Chat(channel="web", account="site", chat="anyone")
    session.add(chat)
    session.flush()
    return chat.id
