"""What goes to a desk outside our own pages: a case's thread, its card, what is said in it, marks and lines.

One road for everything: rows of the outbox whose thread is looked up when they are sent. A thread that was deleted is
opened anew with all that was said in the case; a desk that cannot be reached any more is passed over for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import and_, delete, func, update
from sqlmodel import Session, col, select

from bot import markup, texts
from bot.handoff import brief, card, cases, menu, replying
from bot.handoff.card import Person
from bot.handoff.copies import Copy
from bot.handoff.desks import Desk, Mode, desk_of, placed, thread_of
from bot.handoff.trouble import trouble
from bot.storage import files, queue
from bot.storage.tables import (
    Agent,
    AgentIdentity,
    Case,
    Chat,
    Conversation,
    DeskThread,
    Identity,
    Lane,
    Message,
    MessageRef,
    Outbox,
)
from bot.types.chat import ANSWERED, Address, Card, Choice, Mark, Outbound, OutboundOp, Part
from bot.types.handoff import OPEN


@dataclass(frozen=True, slots=True)
class Relay:
    """The desks of this house, and how their apps want things rendered."""

    render: Callable[[Outbound], Sequence[Part]]
    desks: tuple[Desk, ...] = ()
    """As the settings name them; `at` knows where they are now."""
    webhook: Address | None = None
    """What is told of the cases that none of them shows."""
    accounts: Mapping[str, str] = field(default_factory=dict)
    """Chat app → our account there, through which colleagues are written to in their own chats."""

    def at(self, session: Session, address: Address) -> Desk | None:
        """Return the desk to which an address belongs."""
        return desk_of(placed(session, self.desks), address)

    # --- a case and its thread ---

    def opened(self, session: Session, case_id: int, person: Person, now: datetime) -> None:
        """Show a new case: on a desk in a chat app where there is one; our own pages show it anyway."""
        if self.desks:
            self.open(session, case_id, person, now)
        else:
            self.ring(session, case_id, now)

    def ring(self, session: Session, case_id: int, now: datetime) -> None:
        """Tell the team's webhook, where one is set, of a case that only our own pages show; of nobody's words."""
        if self.webhook is None:
            return
        case = session.get_one(Case, case_id)
        talk = session.get_one(Conversation, case.conversation_id)
        facts = (("number", str(case.number)), ("reason", case.reason), ("priority", str(case.priority)),
                 ("opened_at", case.opened_at.isoformat()), ("page", f"/desk/c/{talk.public_id}"))  # fmt: skip
        line = texts.team("webhook", number=case.number, reason=brief.reason(case.reason))
        told = Outbound("", "post", "resend", self.webhook, line, card=Card(f"case:{case.id}", "", facts=facts))
        self._to(session, self.webhook, told, now)

    def open(self, session: Session, case_id: int, person: Person, now: datetime) -> None:
        """Open a case's thread on the first desk, or go on in the thread of the customer's case before."""
        case = session.get_one(Case, case_id)
        if not self.desks or thread_of(session, case_id) is not None:
            return
        before = self._thread_before(session, case, now)
        if before is None:
            self._open(session, case, self._first(session, person.standing.desk), person, now)
            return
        thread = DeskThread(case_id=case.id, channel=before.channel, account=before.account, chat=before.chat,
                            thread=before.thread, state="open", opened_at=now)  # fmt: skip
        session.add(thread)
        session.flush()
        self.post_card(session, thread.id, person, now)
        last = cases.before(session, case)  # what came until it was closed stands in its thread
        self._show_files(session, thread, case, now, since=last.closed_at if last else None)

    def _first(self, session: Session, wanted: str) -> Desk:
        """Return the desk that gets a case first: the policy's for this customer where it is one of ours."""
        numbers = {f"{desk.channel}:{desk.chat}": number for number, desk in enumerate(self.desks)}
        return placed(session, self.desks)[numbers.get(wanted, 0)]

    def widen(self, session: Session, case_id: int, person: Person, now: datetime) -> None:
        """Give a case that nobody came to to the next desk as well: whoever is first has it."""
        thread, case = thread_of(session, case_id), session.get_one(Case, case_id)
        desk = self._other(session, case_id) if thread else None
        if thread is not None and desk is not None:
            self.say(session, case_id, texts.team("next_desk"), now)
            self._open(session, case, desk, person, now)

    def alert(self, session: Session, account: str, case_id: int, line: str, now: datetime) -> None:
        """Tell somebody of a case in their own chat, where their app is started here."""
        channel, _, user = account.partition(":")
        if channel not in self.accounts or not user:
            return
        number = session.get_one(Case, case_id).number
        to = Address(channel, self.accounts[channel], user)
        self._to(session, to, Outbound("", "post", "resend", to, f"#{number}: {markup.escape(line)}", quiet=True), now)

    def whisper(self, session: Session, agent: str, case_id: int, line: str, now: datetime) -> None:
        """Tell an agent of a case in their own chats."""
        accounts = session.exec(
            select(AgentIdentity.channel, AgentIdentity.external_id)
            .join(Agent, col(Agent.id) == col(AgentIdentity.agent_id))
            .where(Agent.name == agent)
        ).all()
        for channel, user in accounts:
            self.alert(session, f"{channel}:{user}", case_id, line, now)

    def _thread_before(self, session: Session, case: Case, now: datetime) -> DeskThread | None:
        before = session.exec(
            select(DeskThread)
            .join(Case, col(Case.id) == col(DeskThread.case_id))
            .where(Case.customer_id == case.customer_id, Case.id != case.id, DeskThread.state == "open")
            .where(col(Case.closed_at) > now - cases.SAME_THREAD)
            .order_by(col(DeskThread.id).desc())
            .limit(1)
        ).first()
        return before if before and self.at(session, _place(before)) else None

    def _open(self, session: Session, case: Case, desk: Desk, person: Person, now: datetime) -> DeskThread:
        thread = DeskThread(case_id=case.id, channel=desk.channel, account=desk.account, chat=desk.chat, opened_at=now)
        session.add(thread)
        session.flush()
        shown = card.of_case(session, case.id, person, desk.mode, now)
        self._post(
            session,
            thread,
            Outbound("", "open_thread", "resend", _place(thread), card=shown, quiet=True),
            now,
            card=True,
        )
        self._show_files(session, thread, case, now)
        return thread

    def _show_files(
        self, session: Session, thread: DeskThread, case: Case, now: datetime, *, since: datetime | None = None
    ) -> None:
        """Show what the customer had sent before the case was opened: the card has its words alone."""
        query = select(Message).where(
            Message.conversation_id == case.conversation_id, Message.role == "customer",
            Message.received_at <= case.opened_at,
        )  # fmt: skip
        if since is not None:
            query = query.where(Message.received_at > since)
        for message in session.exec(query.order_by(col(Message.id))).all():
            # Part 0 would be the words: an edit of them finds nothing here to change.
            self._attach(session, thread, message, 1 if message.text else 0, now)

    def case_of(self, session: Session, thread_id: int) -> int:
        """Return the case of a thread's row."""
        return session.get_one(DeskThread, thread_id).case_id

    def refresh(self, session: Session, case_id: int, person: Person, now: datetime) -> None:
        """Draw a case's card anew, in place."""
        thread = thread_of(session, case_id)
        if thread is None:
            return
        shown = card.of_case(session, case_id, person, self._mode(session, thread), now)
        edit = Outbound("", "edit", "resend", _place(thread), card=shown, quiet=True)
        self._post(session, thread, edit, now, target="card")

    def close(self, session: Session, case_id: int, now: datetime) -> None:
        """Close a case's thread, where the app knows such a thing."""
        if thread := thread_of(session, case_id):
            self._post(session, thread, Outbound("", "close_thread", "resend", _place(thread)), now)

    # --- what is said ---

    def mirror(self, session: Session, case_id: int, message_id: int, now: datetime, *, answers: int = 0) -> None:
        """Show a message of the conversation in the case's thread, with its files; it may point at another one."""
        thread = thread_of(session, case_id)
        if thread is not None:
            self._show(session, thread, session.get_one(Message, message_id), now, answers=answers)

    @staticmethod
    def quoted(session: Session, message_id: int) -> str:
        """Return how a message at which another one points is quoted; "" for a note, which stays where it is."""
        said = session.get(Message, message_id) if message_id else None
        return short(said.text) if said is not None and said.role != "note" else ""

    @staticmethod
    def answered(session: Session, at: Address, external_id: str, case_id: int) -> int:
        """Return the message at which an agent's words in a thread point; 0 for none, and for a note."""
        if not external_id:
            return 0
        query = (
            select(Message.id)
            .join(MessageRef, col(MessageRef.message_id) == col(Message.id))
            .join(Case, col(Case.conversation_id) == col(Message.conversation_id))
            .where(
                MessageRef.channel == at.channel, MessageRef.account == at.account, MessageRef.chat == at.chat,
                MessageRef.external_id == external_id, Case.id == case_id, Message.role != "note",
            )
        )  # fmt: skip
        return session.exec(query).first() or 0

    def _show(
        self, session: Session, thread: DeskThread, message: Message, now: datetime, *, answers: int = 0
    ) -> None:  # fmt: skip
        number = 0
        text, author = _words(message), _author(session, message)
        if text:
            post = Outbound(message.public_id, "post", "resend", _place(thread), text, author=author,
                            quiet=message.role == "customer", quote=self.quoted(session, answers))  # fmt: skip
            about = {"reply": answers} if answers else {}
            number = self._post(session, thread, post, now, message_id=message.id, **about)
        self._attach(session, thread, message, number, now)

    def _attach(self, session: Session, thread: DeskThread, message: Message, number: int, now: datetime) -> None:
        """Show a message's files, numbered from `number` on."""
        author = _author(session, message)
        for file_id, file in files.with_ids(session, message.id):
            file = replace(file, error=trouble(file.error)) if file.error else file
            post = Outbound(message.public_id, "post", "resend", _place(thread), attachments=(file,), author=author)
            number = self._post(session, thread, post, now, message_id=message.id, number=number, file=file_id)

    def change(self, session: Session, case_id: int, message_id: int, now: datetime) -> None:
        """Bring the copy in the thread up to the message's present words; one without words is removed."""
        thread = thread_of(session, case_id)
        if thread is None:
            return
        message = session.get_one(Message, message_id)
        if text := _words(message):
            self.edit_copy(session, thread, message, text, now)
        else:
            self.remove_copies(session, _place(thread), message_id, now, thread)

    def keep_up(self, session: Session, case_id: int, message_id: int, agent: str, now: datetime) -> None:
        """Let the thread follow what an agent changed elsewhere: our copy, or a line where it was written there."""
        thread = thread_of(session, case_id)
        if thread is None:
            return
        copied = select(Outbox.id).where(Outbox.message_id == message_id, Outbox.thread_id == thread.id)
        if session.exec(copied.where(col(Outbox.op).in_(("post", "file")))).first() is not None:
            self.change(session, case_id, message_id, now)
            return
        message = session.get_one(Message, message_id)
        line = "removed_elsewhere" if message.role == "note" else "changed_elsewhere"
        words = markup.escape(short(message.text))
        self.say(session, case_id, texts.team(line, agent=markup.escape(agent), words=words), now)

    def edit_copy(self, session: Session, thread: DeskThread, message: Message, text: str, now: datetime) -> None:
        """Change what the thread shows of a message."""
        edit = Outbound(message.public_id, "edit", "resend", _place(thread), text, author=_author(session, message),
                        quiet=message.role == "customer")  # fmt: skip
        self.rewrite(session, edit, message.id, now, thread)

    def rewrite(
        self, session: Session, edit: Outbound, message_id: int, now: datetime, thread: DeskThread | None = None
    ) -> None:
        """Bring a chat's copy of a message up to other words; what is not on its way yet goes out with them at once."""
        self._copy(session, edit.address, message_id, thread).rewrite(edit, now)

    def remove_copies(
        self, session: Session, at: Address, message_id: int, now: datetime, thread: DeskThread | None = None,
        *, ops: Sequence[OutboundOp] = ("post", "file"),
    ) -> None:  # fmt: skip
        """Remove a message from a chat: every part of it that was posted there, or may be; `post` are words.

        What waits never goes.
        """
        self._copy(session, at, message_id, thread).remove(now, ops=ops)

    def give_up_edit(self, session: Session, at: Address, message_id: int) -> None:
        """Take what else of an edit waits off the lane: one part of it was refused for good."""
        self._copy(session, at, message_id, None).give_up_edit()

    def anew(self, session: Session, post: Outbound, message_id: int, now: datetime) -> None:
        """Say a message once more below what a chat shows of it: it could not be edited there."""
        self.give_up_edit(session, post.address, message_id)
        self._copy(session, post.address, message_id, None).say_anew(post, now)

    def _copy(self, session: Session, at: Address, message_id: int, thread: DeskThread | None) -> Copy:
        return Copy(session, self.render, at, message_id, thread)

    def tell(self, session: Session, case_id: int, now: datetime, key: str, **values: object) -> None:
        """Say a line of the catalogue to the agents in a case's thread: names and words in it lay nothing out."""
        plain = {name: markup.escape(str(value)) for name, value in values.items()}
        self.say(session, case_id, texts.team(key, **plain), now)

    def say(self, session: Session, case_id: int, text: str, now: datetime, choices: tuple[Choice, ...] = ()) -> None:
        """Say Markdown to the agents in a case's thread, in our own name. What others wrote in it is escaped."""
        if thread := thread_of(session, case_id):
            line = Outbound("", "post", "resend", _place(thread), text, choices=choices, quiet=True)
            self._post(session, thread, line, now)

    def answer(self, session: Session, at: Address, text: str, now: datetime, *, query: str = "", person: str = "",
               choices: tuple[Choice, ...] = ()) -> None:  # fmt: skip
        """Answer one agent alone: to their press, or to their message."""
        line = Outbound("", "ephemeral", "resend", at, text, query=query, person=person, choices=choices)
        self._to(session, at, line, now)

    def mark(self, session: Session, message_id: int, mark: Mark, now: datetime) -> None:
        """Put a mark on an agent's words where they were written: queued, delivered, failed, note."""
        place = session.exec(
            select(MessageRef, Chat.id)
            .join(
                Chat,
                and_(
                    col(Chat.channel) == col(MessageRef.channel), col(Chat.account) == col(MessageRef.account),
                    col(Chat.chat) == col(MessageRef.chat), col(Chat.thread) == "",
                ),
            )
            .where(MessageRef.message_id == message_id)
        ).all()  # fmt: skip
        for ref, chat_id in place:
            at = Address(ref.channel, ref.account, ref.chat)
            if self.at(session, at) is not None:
                parts = self.render(Outbound("", "react", "resend", at, mark=mark))
                queue.post(session, chat_id=chat_id, message_id=message_id, parts=parts, policy="resend",
                           inbound_id=None, now=now, about={"target": message_id})  # fmt: skip

    # --- how a reply fared ---

    def delivered(self, session: Session, message_id: int, now: datetime) -> None:
        """Mark an agent's words as delivered once no part of them waits any more."""
        waiting = session.exec(
            select(Outbox.id).where(
                Outbox.message_id == message_id, col(Outbox.thread_id).is_(None), Outbox.op != "react",
                col(Outbox.status).in_(("new", "sending", "uncertain")),
            )
        ).first()  # fmt: skip
        if waiting is None:
            self.mark(session, message_id, "delivered", now)

    def failed(self, session: Session, message_id: int, error: str, now: datetime) -> int:
        """Tell the agents that words did not arrive, why, and offer to send them again, or on another channel.

        Return the case that they belong to; 0 for none.
        """
        message = session.get_one(Message, message_id)
        case = _case_of(session, message)
        if case is None:
            return 0
        self.mark(session, message_id, "failed", now)
        choices = [Choice(f"{ANSWERED}case.retry:{case.id}:{message_id}", texts.team("do.retry"))]
        if to := menu.elsewhere(session, case, message):
            label = texts.team("do.over", channel=to.label)
            choices.append(Choice(f"{ANSWERED}case.over:{case.id}:{message_id}", label))
        line = texts.team("undelivered", why=markup.escape(trouble(error)), words=markup.escape(short(message.text)))
        self.say(session, case.id, line, now, tuple(choices))
        return case.id

    def stays(self, session: Session, message_id: int, error: str, now: datetime) -> None:
        """Tell the agents that words could not be taken back: the customer still sees them."""
        message = session.get_one(Message, message_id)
        if case := _case_of(session, message):
            self.mark(session, message_id, "failed", now)
            why = markup.escape(trouble(error))
            self.say(session, case.id, texts.team("stays", why=why), now)

    # --- what is gone ---

    def heal(self, session: Session, thread_id: int, what: str, person: Person, now: datetime) -> None:
        """Open a thread that was deleted anew, or, where its chat is gone, on the next desk; the customer sees nothing.

        Everything said in the case is shown again, what was under way included; the refs into the old one end.
        """
        lost = session.get_one(DeskThread, thread_id)
        if lost.state == "gone":
            return
        lost.state = "gone"
        session.add(lost)
        self._drop_parts(session, lost)
        case = session.get_one(Case, lost.case_id)
        desk = self._other(session, lost.case_id) if what == "chat" else self.at(session, _place(lost))
        if case.state not in OPEN:
            return
        if desk is None:
            self.ring(session, case.id, now)
            return
        thread = self._open(session, case, desk, person, now)
        said = select(Message).where(
            Message.conversation_id == case.conversation_id, Message.received_at > case.opened_at
        )
        for message in session.exec(said.order_by(col(Message.id))).all():
            self._show(session, thread, message, now)

    def post_card(self, session: Session, thread_id: int, person: Person, now: datetime) -> None:
        """Post a case's card once more: the one that it had was deleted."""
        thread = session.get_one(DeskThread, thread_id)
        shown = card.of_case(session, thread.case_id, person, self._mode(session, thread), now)
        self._post(
            session, thread, Outbound("", "post", "resend", _place(thread), card=shown, quiet=True), now, card=True
        )

    def reopen(self, session: Session, case_id: int, at: Address, person: Person, now: datetime) -> None:
        """Open a case's thread anew where it is still the one that is lost; without a thread, its whole chat is."""
        lost = thread_of(session, case_id)
        if lost is not None and (lost.channel, lost.chat) == (at.channel, at.chat) and at.thread in ("", lost.thread):
            self.heal(session, lost.id, "thread" if at.thread else "chat", person, now)

    def _other(self, session: Session, case_id: int) -> Desk | None:
        """Return the first desk in the list on which a case has not been yet; None where it was on all."""
        rows = session.exec(select(DeskThread).where(DeskThread.case_id == case_id)).all()
        been = {(row.channel, row.chat) for row in rows}
        return next((one for one in placed(session, self.desks) if (one.channel, one.chat) not in been), None)

    def _drop_parts(self, session: Session, lost: DeskThread) -> None:
        """Take what still waits for a thread that is gone off its lane, and close the refs into it."""
        waiting = and_(
            col(Outbox.thread_id) == lost.id, col(Outbox.status).in_(("new", "sending", "uncertain", "held", "dead"))
        )
        open_ = select(Outbox.chat_id, func.count()).where(
            waiting, col(Outbox.status).in_(("new", "sending", "uncertain"))
        )
        for chat_id, count in session.exec(open_.group_by(col(Outbox.chat_id))).all():
            session.execute(
                update(Lane)
                .where(col(Lane.kind) == "out", col(Lane.ref) == chat_id)
                .values(pending=Lane.pending - count)
            )
        shown = select(Outbox.message_id).where(Outbox.thread_id == lost.id, col(Outbox.message_id).is_not(None))
        session.execute(
            delete(MessageRef).where(
                col(MessageRef.channel) == lost.channel, col(MessageRef.account) == lost.account,
                col(MessageRef.chat) == lost.chat, col(MessageRef.message_id).in_(shown),
            )
        )  # fmt: skip
        session.execute(delete(Outbox).where(waiting))

    def withdraw(self, session: Session, customers: Sequence[int], now: datetime) -> None:
        """Remove every copy of these customers' conversations from the desks, the cards included: they are erased."""
        threads = session.exec(
            select(DeskThread)
            .join(Case, col(Case.id) == col(DeskThread.case_id))
            .where(col(Case.customer_id).in_(customers))
        ).all()
        for thread in threads:
            at = _place(thread)
            refs = session.exec(
                select(MessageRef.external_id)
                .join(Message, col(Message.id) == col(MessageRef.message_id))
                .join(Case, col(Case.conversation_id) == col(Message.conversation_id))
                .where(
                    Case.id == thread.case_id,
                    MessageRef.channel == at.channel,
                    MessageRef.account == at.account,
                    MessageRef.chat == at.chat,
                )
            ).all()
            for external_id in dict.fromkeys((*refs, thread.card)):
                if external_id:
                    parts = self.render(Outbound("", "delete", "resend", at))
                    queue.post(session, chat_id=queue.chat(session, at), message_id=None, parts=parts,
                               policy="resend", inbound_id=None, now=now, about={"external": external_id})  # fmt: skip

    # --- the one road out ---

    def _post(
        self, session: Session, thread: DeskThread, outbound: Outbound, now: datetime, *, message_id: int | None = None,
        number: int = 0, **about: object,
    ) -> int:  # fmt: skip
        """Queue what is rendered for a thread; return the number after its last part."""
        parts = self.render(outbound)
        queue.post(
            session, chat_id=queue.chat(session, outbound.address), message_id=message_id, parts=parts,
            policy=outbound.policy, inbound_id=None, now=now, thread_id=thread.id, about=about, number=number,
        )  # fmt: skip
        return number + len(parts)

    def _to(self, session: Session, at: Address, outbound: Outbound, now: datetime) -> None:
        place = replace(at, thread="")  # one lane a desk; the part itself keeps its thread
        queue.post(
            session, chat_id=queue.chat(session, place), message_id=None, parts=self.render(outbound),
            policy=outbound.policy, inbound_id=None, now=now,
        )  # fmt: skip

    def _mode(self, session: Session, thread: DeskThread) -> Mode:
        desk = self.at(session, _place(thread))
        return desk.mode if desk else "relay-all"


def _place(thread: DeskThread) -> Address:
    """Return a thread's chat: the thread itself is looked up when a part is sent."""
    return Address(thread.channel, thread.account, thread.chat)


def _case_of(session: Session, message: Message) -> Case | None:
    """Return the newest case of the conversation that a message was said in."""
    query = select(Case).where(Case.conversation_id == message.conversation_id)
    return session.exec(query.order_by(col(Case.id).desc()).limit(1)).first()


def _words(message: Message) -> str:
    """Return a message's words as agents are to read them: a customer's are a stranger's and stay plain."""
    if message.role == "customer":
        return markup.escape(message.text)
    return message.text


def _author(session: Session, message: Message) -> str:
    """Return who said a message, as agents are to read it: with the app it came from, or as a note."""
    if message.role == "customer":
        identity = session.get_one(Identity, message.identity_id)
        name = identity.display_name or texts.team("customer")
        app = texts.channel_name(identity.channel)
        read = select(Message.id).where(Message.id == message.id, replying.among_others())
        app = texts.team("place.public", channel=app) if session.exec(read).first() else app
        return f"{name} ({app})"
    agent = session.get(Agent, message.agent_id) if message.agent_id else None
    name = agent.name if agent else texts.team("bot")
    if message.role == "note":
        return texts.team("by_note", name=name)
    return texts.team("by_reply", name=name) if agent else name


def short(text: str) -> str:
    """Return how words are quoted, plain and on one line."""
    words = " ".join(markup.plain(text).split())
    return words if len(words) <= 80 else f"{words[:80]}…"
