"""Words into a conversation, and their rendered parts into the outbox: the bot's, an agent's, and changed ones."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from sqlmodel import Session

from bot.house import House
from bot.storage import files, queue
from bot.storage.queue import last_place
from bot.storage.tables import Agent, Identity, Message
from bot.types.chat import Address, DecisionKind, Outbound, OutboundOp
from bot.types.decision import Say
from bot.types.handoff import Actor
from bot.types.memory import Role


class Speaker:
    """Puts words into a conversation and their rendered parts into the outbox."""

    def __init__(
        self, house: House, session: Session, conversation_id: int, now: datetime, place: Address | None = None
    ) -> None:  # fmt: skip
        """Speak where the identity wrote last, or in `place`."""
        self.house, self.session, self.conversation_id, self.now = house, session, conversation_id, now
        self.place = place

    def __call__(
        self, identity: Identity, text: str, *, role: Role, kind: DecisionKind, say: Say | None = None,
        agent: Actor | None = None, inbound_id: int | None = None, address: Address | None = None,
    ) -> int:  # fmt: skip
        """Say something to an identity; return the message's id."""
        place = address or self.place or last_place(self.session, identity)
        choices = [asdict(choice) for choice in say.choices] if say else []
        sources = [asdict(source) for source in say.sources] if say else []
        message = Message(
            identity_id=identity.id, conversation_id=self.conversation_id, role=role, kind=kind,
            text=say.stored if say else text, code=say.code if say else "",
            agent_id=agent.agent_id if agent else None, choices=choices, sources=sources, sent_at=self.now,
            received_at=self.now,
        )  # fmt: skip
        self.session.add(message)
        self.session.flush()
        outbound = Outbound(
            key=message.public_id, op="post", policy="hold" if role == "agent" else "resend",
            address=place, text=text, speaker=agent.name if agent else "",
            choices=say.choices if say else (), sources=say.sources if say else (), kind=kind,
        )  # fmt: skip
        number = self._post(outbound, message, inbound_id=inbound_id)
        if say and say.files:
            named = [replace(file, stored=file.stored or self.house.file_name(message.public_id)) for file in say.files]
            files.attach(self.session, message.id, named)
            self.session.flush()
            self._send_files(message, outbound, number)
        return message.id

    def _post(self, outbound: Outbound, message: Message, *, inbound_id: int | None = None, number: int = 0,
              **about: int) -> int:  # fmt: skip
        """Queue what is rendered to a customer's chat; return the number after its last part."""
        parts = self.house.render(outbound)
        queue.post(
            self.session, chat_id=queue.chat(self.session, outbound.address), message_id=message.id, parts=parts,
            policy=outbound.policy, inbound_id=inbound_id, now=self.now, about=about, number=number,
        )  # fmt: skip
        return number + len(parts)

    def stored(self, identity: Identity, message: Message, text: str, agent: Actor, *, answers: int = 0) -> None:
        """Say what an agent wrote in a case's thread: their note becomes a reply, with its files.

        `answers` is the message at which it points, where the customer sees that one.
        """
        message.role, message.kind, message.text, message.tokens = "agent", "relay", text, None
        message.identity_id, message.answers = identity.id, answers or None
        self.session.add(message)
        self.session.flush()
        to = self.place or last_place(self.session, identity)
        post = Outbound(message.public_id, "post", "hold", to, text, speaker=agent.name, kind="relay",
                        quote=self.house.relay.quoted(self.session, answers))  # fmt: skip
        number = self._post(post, message, **({"reply": answers} if answers else {})) if text else 0
        self._send_files(message, post, number)

    def _send_files(self, message: Message, post: Outbound, number: int) -> None:
        """Send the files of a message after its words."""
        bare = replace(post, text="", quote="", choices=(), sources=())
        for file_id, file in files.with_ids(self.session, message.id):
            number = self._post(replace(bare, attachments=(file,)), message, number=number, file=file_id)

    def reworded(self, message: Message, say: Say) -> None:
        """Edit what the bot said before, where it said it."""
        for to in queue.posted_to(self.session, message.id):
            edit = Outbound(message.public_id, "edit", "resend", to, say.text, choices=say.choices,
                            sources=say.sources, kind=say.kind)  # fmt: skip
            self.house.relay.rewrite(self.session, edit, message.id, self.now)

    def again(self, message_id: int, *, removed: bool) -> None:
        """Bring what a customer's chats show of a message up to date: other words, or none."""
        message = self.session.get_one(Message, message_id)
        agent = self.session.get(Agent, message.agent_id) if message.agent_id else None
        for to in queue.posted_to(self.session, message_id):
            if removed or not message.text:  # without words its files stay
                ops: tuple[OutboundOp, ...] = ("post", "file") if removed else ("post",)
                self.house.relay.remove_copies(self.session, to, message_id, self.now, ops=ops)
            else:
                edit = Outbound(message.public_id, "edit", "hold", to, message.text,
                                speaker=agent.name if agent else "", kind="relay")  # fmt: skip
                self.house.relay.rewrite(self.session, edit, message_id, self.now)
