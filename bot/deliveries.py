"""What becomes of what was sent: it arrived, it did not, or nobody knows; and what is mended where it did not."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot import memory
from bot.dialogue.voice import Voice
from bot.errors import DeliveryError
from bot.handoff import cases
from bot.house import House
from bot.speech import Speaker
from bot.storage import queue
from bot.storage.queue import Claim, Sending
from bot.storage.tables import Agent, Identity, Message
from bot.types.chat import Choice, Outbound, Source
from bot.types.handoff import Actor


class Deliveries:
    """Records how sends ended, each in its own transaction."""

    def __init__(self, house: House) -> None:
        self.house = house

    def arrived(
        self, session: Session, claim: Claim, sending: Sending, external_id: str, now: datetime, *,
        lease: timedelta = queue.LEASE, paces: queue.Paces = queue.unpaced,
    ) -> Sending | None:  # fmt: skip
        """Record that a part arrived, and return the next one (queue.advance); its agent sees that it did."""
        after = queue.advance(session, claim, sending, external_id, now, lease=lease, paces=paces)
        if self._by_agent(sending):
            self.house.relay.delivered(session, sending.message_id or 0, now)
        return after

    def failed(
        self, session: Session, claim: Claim, sending: Sending, error: DeliveryError, wait: float | None,
        now: datetime, *, paces: queue.Paces = queue.unpaced,
    ) -> None:  # fmt: skip
        """Record that a part did not arrive (queue.unsent), and mend what is gone: threads, desks, ids of chats."""
        if error.moved_to:
            queue.move_chat(session, sending.part.address, error.moved_to)
            queue.unsent(session, claim, sending, str(error), 0, True, now, limited=True, paces=paces)
            return
        given_up = queue.unsent(
            session, claim, sending, str(error), wait, error.certain, now, limited=error.limited, paces=paces
        )
        if given_up:
            self._given_up(session, sending, error, now)

    def undecided(
        self, session: Session, claim: Claim, sending: Sending, *, asked: bool, now: datetime,
        paces: queue.Paces = queue.unpaced,
    ) -> Sending | None:  # fmt: skip
        """Decide on a part that may have arrived (queue.undecided); its agent is told where it is held or given up."""
        before = queue.state(session, sending.outbox_id)
        after = queue.undecided(session, claim, sending, asked=asked, now=now, paces=paces)
        now_is = queue.state(session, sending.outbox_id)
        if before == "uncertain" and now_is in ("held", "dead") and self._by_agent(sending):
            self.house.relay.failed(session, sending.message_id or 0, "no answer in time: it may have arrived", now)
        return after

    def _given_up(self, session: Session, sending: Sending, error: DeliveryError, now: datetime) -> None:
        """What never arrives: its place is mended, and whoever goes by it is told."""
        self._mend_place(session, sending, error.gone, now)
        if sending.part.op == "edit" and sending.thread_id is None and sending.message_id is not None:
            if sending.policy == "hold":
                self._correct(session, sending, now)
            elif error.gone != "chat":
                self._say_anew(session, sending, now)
        elif self._by_agent(sending):
            if case_id := self.house.relay.failed(session, sending.message_id or 0, str(error), now):
                self.house.show(session, case_id, now)  # where the customer can be reached has changed
        elif sending.part.op == "delete" and sending.thread_id is None and sending.message_id is not None:
            self.house.relay.stays(session, sending.message_id, str(error), now)

    def _mend_place(self, session: Session, sending: Sending, gone: str, now: datetime) -> None:
        """A case's thread that is gone is opened anew, a card posted again; a customer's chat is closed."""
        if sending.thread_id and gone:
            customer_id = cases.customer_of(session, self.house.relay.case_of(session, sending.thread_id))
            person = self.house.person(session, customer_id, now)
            if gone in ("thread", "chat"):
                self.house.relay.heal(session, sending.thread_id, gone, person, now)
            elif sending.part.op == "edit" and sending.message_id is None:  # the card alone
                self.house.relay.post_card(session, sending.thread_id, person, now)
        elif sending.thread_id is None and gone == "chat":
            queue.close(session, sending.part.address)

    def _correct(self, session: Session, sending: Sending, now: datetime) -> None:
        """Say what a reply was changed to where its copy cannot be edited any more."""
        said = session.get_one(Message, sending.message_id)
        if said.role != "agent":  # it has become a note meanwhile
            return
        self.house.relay.give_up_edit(session, sending.part.address, said.id)
        agent, identity = session.get_one(Agent, said.agent_id), session.get_one(Identity, said.identity_id)
        voice = self._voice(session, identity.customer_id, now)
        speak = Speaker(self.house, session, said.conversation_id, now)
        words = voice("handoff.correction", text=said.text)
        speak(identity, words, role="agent", kind="relay", agent=Actor(agent.id, agent.name))

    def _say_anew(self, session: Session, sending: Sending, now: datetime) -> None:
        """Say the bot's own changed words where its message cannot be edited any more."""
        said = session.get_one(Message, sending.message_id)
        if said.role != "bot" or not said.text:  # removed meanwhile
            return
        post = Outbound(
            said.public_id, "post", "resend", sending.part.address, said.text,
            kind=said.kind,  # type: ignore[arg-type]  # a column of text
            choices=tuple(Choice(**choice) for choice in said.choices),
            sources=tuple(Source(**source) for source in said.sources),
        )  # fmt: skip
        self.house.relay.anew(session, post, said.id, now)

    def _by_agent(self, sending: Sending) -> bool:
        """Whether a part carries an agent's words to a customer: what the policy `hold` stands for."""
        return bool(self.house.relay.desks) and sending.policy == "hold" and sending.message_id is not None

    def _voice(self, session: Session, customer_id: int, now: datetime) -> Voice:
        standing = self.house.standing(session, customer_id, now)
        name = memory.load(session, customer_id, now).name
        return Voice(standing.language, standing.tone, name, self.house.company)
