"""What agents did on a desk, carried out as the verbs that the pages use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import markup, texts
from bot.answers import proposals
from bot.desk.presses import Pressed, pressed
from bot.desk.suggesting import proposed
from bot.errors import NotFound, Refused
from bot.handoff import card, cases, desks, menu, notes
from bot.handoff.moments import until_when
from bot.house import House
from bot.memory import access, identities
from bot.storage import files, queue
from bot.storage.db import attempt
from bot.storage.queue import Claim
from bot.storage.tables import Agent, Case, Inbound, Message, MessageRef
from bot.types.chat import ANSWERED, Choice
from bot.types.handoff import OPEN, Actor, Verb, VerbName
from bot.types.turn import Event

VERBS: dict[str, VerbName] = {"claim": "claim", "takeover": "claim", "resolve": "resolve", "return": "hand_back",
                              "snooze": "snooze", "tomorrow": "snooze", "unblock": "unblock"}  # fmt: skip
SECONDS = 11
"""Digits of a moment, in seconds since 1970, that a calendar still knows."""
KEY = "desk:"
"""Begins the key of a verb that came from a thread."""


@dataclass(frozen=True, slots=True)
class _Act:
    """One thing that an agent did."""

    event: Event
    agent: Agent
    case: Case

    @property
    def actor(self) -> Actor:
        return Actor(self.agent.id, self.agent.name)

    @property
    def key(self) -> str:
        return f"{KEY}{self.event.inbound_id}"

    def verb(self, name: VerbName, **said: Any) -> Verb:
        """Return it as a verb of the engine; `said` are its other fields."""
        return Verb(name, self.case.id, self.key, **said)


class Hand:
    """Carries out what agents did on a desk, through the engine's verbs."""

    def __init__(self, house: House, *, kept: bool = True) -> None:
        self.house = house
        self.relay = house.relay
        self.kept = kept
        """Whether the article that an agent suggests could be written (`proposal`)."""

    def handle(self, session: Session, claim: Claim, now: datetime) -> None:
        """Carry out what waits first in a case's lane, in its fenced transaction. Raises StaleLane."""
        queue.fence(session, claim)
        found = queue.events(session, claim)
        if not found:
            queue.pass_over(session, claim, now)
            return
        event = found[0]
        case, agent = session.get(Case, claim.ref), session.get(Agent, int(event.data.get("agent", 0)))
        if case is not None and agent is None and event.kind in ("delete", "shared"):
            self.house.reopen(session, case.id, event.address, now)
        elif case is not None and agent is not None:
            self._try(session, _Act(event, agent, case), now)
        queue.complete(session, claim, found, now)

    def _try(self, session: Session, act: _Act, now: datetime) -> None:
        """Do it; what does not apply is told to the agent alone, and the card is drawn anew."""
        try:
            with attempt(session):
                self._do(session, act, now)
        except (Refused, NotFound) as refused:
            self._answer(session, act, markup.escape(str(refused)), now)
            self.house.show(session, act.case.id, now)
            if act.event.message_id:
                self.relay.mark(session, act.event.message_id, "note", now)

    def _do(self, session: Session, act: _Act, now: datetime) -> None:
        kind = act.event.kind
        if kind in ("press", "form"):
            self._pressed(session, act, now)
        elif kind in ("message", "command"):
            self._wrote(session, act, now)
        elif kind == "edit":
            self._edited(session, act, now)
        elif kind == "delete":
            self._deleted(session, act, now)

    def _answer(self, session: Session, act: _Act, text: str, now: datetime, choices: tuple[Choice, ...] = ()) -> None:
        data = act.event.data
        self.relay.answer(session, act.event.address, text, now, query=str(data.get("query", "")),
                          person=str(data.get("person", "")), choices=choices)  # fmt: skip

    # --- buttons and forms ---

    def _pressed(self, session: Session, act: _Act, now: datetime) -> None:
        meant = pressed(act.event.choice)
        handler = self._handlers().get(meant.verb) if meant else None
        if meant is None or handler is None:
            raise Refused(texts.team("button_old"))
        handler(session, act, meant, now)

    def _handlers(self) -> dict[str, Callable[[Session, _Act, Pressed, datetime], None]]:
        """Return what carries out each press."""
        return {
            **dict.fromkeys(VERBS, self._pressed_verb),
            **dict.fromkeys(menu.ENTRIES, self._pressed_entry),
            **dict.fromkeys(menu.MEANT, self._pressed_answer),
            "with": lambda session, act, meant, now: self._ask_to_merge(session, act, meant.rest, now),
            "send": lambda session, act, meant, now: self._send(session, act, _said(session, meant), now),
            "retry": lambda session, act, meant, now: self._retry(session, act, _said(session, meant), 0, now),
            "over": lambda session, act, meant, now: self._send_over(session, act, _said(session, meant), now),
            "keep": lambda session, act, _, now: self._answer(session, act, texts.team("kept"), now),
            menu.LEAVE: lambda session, act, _, now: self._answer(session, act, texts.team("left"), now),
            menu.UNTIL: self._pressed_moment,
            menu.LATER: lambda session, act, _, now: self._ask(
                session, act, menu.moments(act.case, now, self._zone(act)), now
            ),
            "all": lambda session, act, _, now: self._show_all(session, act, now),
            "suggest": lambda session, act, _, now: self._suggest(session, act, now),
        }

    def _pressed_verb(self, session: Session, act: _Act, meant: Pressed, now: datetime) -> None:
        stale = act.event.kind == "press" and 0 <= meant.rest != act.case.version
        if stale and meant.verb not in ("claim", "takeover"):
            raise Refused(texts.team("card_changed"))
        self._verb(session, act, meant.verb, _form_text(act.event), now)

    def _pressed_entry(self, session: Session, act: _Act, meant: Pressed, now: datetime) -> None:
        self._ask(session, act, menu.question(session, act.case, meant.verb), now)

    def _pressed_answer(self, session: Session, act: _Act, meant: Pressed, now: datetime) -> None:
        self._decided(session, act, menu.MEANT[meant.verb], meant.rest, now)

    def _retry(self, session: Session, act: _Act, said: Message, target: int, now: datetime) -> None:
        """Send what did not arrive once more; to another account of the customer where a target is given."""
        verb = act.verb("resend", message=said.public_id, target=target)
        told = self.house.act(session, act.actor, verb, now)
        self.relay.mark(session, said.id, "queued", now)
        self._answer(session, act, markup.escape(told), now)

    def _send_over(self, session: Session, act: _Act, said: Message, now: datetime) -> None:
        """Send what did not arrive on another channel on which the customer can be reached."""
        to = menu.elsewhere(session, act.case, said)
        if to is None:
            raise Refused(texts.team("ask.channel.none"))
        self._retry(session, act, said, to.target, now)

    def _verb(self, session: Session, act: _Act, name: str, text: str, now: datetime) -> None:
        if VERBS[name] == "snooze":
            self._sleep(session, act, until_when("tomorrow" if name == "tomorrow" else text, now, self._zone(act)), now)
            return
        self._carry_out(session, act, act.verb(VERBS[name], text=text, take_over=name == "takeover"), now)

    def _carry_out(self, session: Session, act: _Act, verb: Verb, now: datetime) -> None:
        """Carry out a verb, and tell the agent what came of it."""
        said = self.house.act(session, act.actor, verb, now)
        self._answer(session, act, markup.escape(said), now)

    def _zone(self, act: _Act) -> str:
        return self.house.zone(f"{act.event.address.channel}:{act.event.address.chat}")

    def _sleep(self, session: Session, act: _Act, until: datetime | None, now: datetime) -> None:
        self._carry_out(session, act, act.verb("snooze", until=until), now)

    def _pressed_moment(self, session: Session, act: _Act, meant: Pressed, now: datetime) -> None:
        """Until a moment that was offered, or picked in a form."""
        picked = _form_text(act.event) if act.event.kind == "form" else str(meant.rest)
        known = picked.isdecimal() and len(picked) <= SECONDS
        until = datetime.fromtimestamp(int(picked), ZoneInfo(self._zone(act))) if known else None
        self._sleep(session, act, until, now)

    def _ask(self, session: Session, act: _Act, asked: menu.Question, now: datetime) -> None:
        self._answer(session, act, asked.text, now, asked.choices)

    def _ask_to_merge(self, session: Session, act: _Act, other_id: int, now: datetime) -> None:
        other = session.get(Case, other_id)
        if other is None:
            raise NotFound(texts.team("no_open_case"))
        differ = identities.differing(session, act.case.customer_id, other.customer_id)
        self._ask(session, act, menu.sure_to_merge(session, act.case, other, differ), now)

    def _decided(self, session: Session, act: _Act, name: VerbName, target: int, now: datetime) -> None:
        """Carry out what was chosen from the card's menu."""
        self._carry_out(session, act, act.verb(name, target=target), now)

    def _send(self, session: Session, act: _Act, note: Message, now: datetime) -> None:
        """Send a note that is meant for the customer after all; who has no case yet claims it with that."""
        if note.role != "note" or note.conversation_id != act.case.conversation_id:
            raise Refused(texts.team("sent_already"))
        if note.agent_id != act.agent.id:
            raise Refused(texts.team("not_writer"))
        for number, (one, text) in enumerate(self._sendable(session, act, note)):
            self._reply(session, act, one, text, now, key=f"{act.key}:{number}" if number else act.key)
        self._answer(session, act, texts.team("going"), now)

    def _sendable(self, session: Session, act: _Act, note: Message) -> list[tuple[Message, str]]:
        """Return the messages to be sent for a note, with their words: it may be one of an album. Raises Refused."""
        mode = self._mode(session, act)
        if mode == "alerts-only":
            raise Refused(texts.team("alerts_desk"))
        if cases.was_deleted(note.text):
            raise Refused(texts.team("deleted_meanwhile"))
        kept = [one for one, _ in _album(session, note) if one.role == "note" and not cases.was_deleted(one.text)]
        taken = [(one, notes.take(one.text, mode)) for one in kept]
        if any(words.kind == "note" for _, words in taken):
            raise Refused(texts.team("note_now"))
        if any(one.text and not words.text for one, words in taken):
            raise Refused(texts.team("command_alone"))
        return [(one, words.text) for one, words in taken]

    def _show_all(self, session: Session, act: _Act, now: datetime) -> None:
        shown = card.history(session, act.case.id)
        access.looked(session, cases.customer_of(session, act.case.id), f"agent:{act.agent.id}", now)
        self.relay.say(session, act.case.id, f"**{markup.escape(shown.title)}**\n\n{shown.text}", now)
        self._answer(session, act, texts.team("here"), now)

    def _suggest(self, session: Session, act: _Act, now: datetime) -> None:
        """The file was written before this transaction (`proposal`); here it is told. Raises Refused."""
        if not self.kept:
            typed = "\n\n".join(proposed(session, act.event, act.case.id)) if act.event.kind == "form" else ""
            raise Refused("\n\n".join(filter(None, (texts.team("not_saved"), typed))))
        name = proposals.name(act.case.number, proposed(session, act.event, act.case.id)[0])
        self._carry_out(session, act, act.verb("suggest", text=name), now)

    # --- words ---

    def _wrote(self, session: Session, act: _Act, now: datetime) -> None:
        message = session.get(Message, act.event.message_id or 0)
        if message is None or not (message.text or files.with_ids(session, message.id)):
            return
        words = self._taken(session, act, message)
        if words.kind == "command":
            self._command(session, act, message, words, now)
        elif words.kind == "reply" and act.case.agent_id == act.agent.id and act.case.state in OPEN:
            self._reply(session, act, message, words.text, now)
        else:
            self._kept(session, act, message, words, now)

    def _mode(self, session: Session, act: _Act) -> desks.Mode:
        desk = self.relay.at(session, act.event.address)
        return desk.mode if desk else "relay-all"

    def _judged(self, session: Session, act: _Act, text: str, data: Mapping[str, Any]) -> notes.Words:
        return notes.take(
            text, self._mode(session, act), mentions=data.get("mentions", ()), broadcast=bool(data.get("broadcast")),
            named=bool(data.get("named")),
        )  # fmt: skip

    def _taken(self, session: Session, act: _Act, message: Message) -> notes.Words:
        """Return what a message is. A file of an album is what its caption is, which stands at another one."""
        if message.text or not act.event.data.get("group"):
            return self._judged(session, act, message.text, act.event.data)
        album = _album(session, message)
        found = [self._judged(session, act, one.text, data).kind for one, data in album if one.text]
        if "note" in found or self._mode(session, act) == "alerts-only":
            return notes.Words("note", "")
        if any(one.role == "agent" for one, _ in album):
            return notes.Words("reply", "")
        if found:  # the caption's own button sends them all
            sent = set(found) == {"reply"} and act.case.agent_id == act.agent.id
            return notes.Words("reply" if sent else "note", "")
        return notes.Words("doubt" if album[0][0].id == message.id else "note", "")

    def _kept(self, session: Session, act: _Act, message: Message, words: notes.Words, now: datetime) -> None:
        """Keep words inside: marked as a note, and offered to be sent where they may have been meant for outside."""
        self.relay.mark(session, message.id, "note", now)
        hint = _hint(words)
        silent = words.kind == "note" or self._mode(session, act) == "alerts-only"
        if act.case.state not in OPEN:
            if not silent and not _told_closed(session, act, message):
                self._answer(session, act, texts.team("closed", number=act.case.number), now)
            return
        if silent and not hint:
            return
        if silent:
            self._answer(session, act, hint, now)
            return
        holder = session.get(Agent, act.case.agent_id) if act.case.agent_id else None
        if holder is None:
            line, label = texts.team("unclaimed"), texts.team("do.claim_send")
        elif holder.id != act.agent.id:
            line, label = texts.team("held_by", agent=holder.name), ""
        else:
            line, label = hint or texts.team("kept"), texts.team("do.send")
        send = (Choice(f"{ANSWERED}case.send:{act.case.id}:{message.id}", label),) if label else (
            Choice(f"{ANSWERED}case.takeover:{act.case.id}", texts.team("do.takeover")),)  # fmt: skip
        keep = Choice(f"{ANSWERED}case.keep:{act.case.id}", texts.team("do.keep"))
        self._answer(session, act, markup.escape(line), now, (*send, keep))

    def _command(self, session: Session, act: _Act, message: Message, words: notes.Words, now: datetime) -> None:
        self.relay.mark(session, message.id, "note", now)
        name = words.command
        if name in VERBS:
            self._verb(session, act, name, words.text, now)
        elif name == "all":
            self._show_all(session, act, now)
        elif name == "suggest":
            self._suggest(session, act, now)
        elif name in menu.ENTRIES:
            self._chosen_in_words(session, act, name, words.text, now)
        else:
            self._answer(session, act, markup.escape(_help()), now)

    def _chosen_in_words(self, session: Session, act: _Act, entry: str, words: str, now: datetime) -> None:
        if not words:
            self._ask(session, act, menu.question(session, act.case, entry), now)
            return
        target = menu.named(session, act.case, entry, words)
        if entry == "merge":
            self._ask_to_merge(session, act, target, now)
        else:
            self._decided(session, act, menu.VERB[entry], target, now)

    def _reply(self, session: Session, act: _Act, message: Message, text: str, now: datetime, *, key: str = "") -> None:
        to = str(act.event.data.get("reply_to", "")) if act.event.kind in ("message", "command") else ""
        answers = self.relay.answered(session, act.event.address, to, act.case.id)
        verb = replace(act.verb("reply", text=text, stored=message.id, answers=answers), key=key or act.key)
        self.house.act(session, act.actor, verb, now)
        self.relay.mark(session, message.id, "queued", now)

    def _edited(self, session: Session, act: _Act, now: datetime) -> None:
        """A reply's copies follow it; one that became a note is taken back; a note never becomes a reply by itself."""
        message = _meant(session, act)
        text = str(act.event.data.get("text", "")).strip()
        if message is None or (not text and not files.with_ids(session, message.id)):
            return
        words = self._judged(session, act, text, act.event.data)
        if text == message.text or (words.kind == "reply" and words.text == message.text):
            return
        act = _about(session, act, message)
        if message.role == "agent" and words.kind == "reply":
            verb = act.verb("edit", text=words.text, message=message.public_id)
            self.house.act(session, act.actor, verb, now)
            self.relay.mark(session, message.id, "queued", now)
        elif message.role == "agent":
            self._taken_back(session, act, message, text, now)
        else:
            message.text, message.tokens = text, None
            session.add(message)
            kind: notes.Kind = "note" if words.kind == "note" else "doubt"
            self._kept(session, act, message, replace(words, kind=kind), now)

    def _taken_back(self, session: Session, act: _Act, message: Message, text: str, now: datetime) -> None:
        """Remove a reply that became a note from the customer's chats, and with it the other files of its album."""
        for one, _ in _album(session, message):
            if one.role == "agent":
                key, words = (act.key, text) if one.id == message.id else (f"{act.key}:{one.id}", "")
                verb = replace(act.verb("delete", text=words, message=one.public_id), key=key)
                self.house.act(session, act.actor, verb, now)
                self.relay.mark(session, one.id, "note", now)

    def _deleted(self, session: Session, act: _Act, now: datetime) -> None:
        message = _meant(session, act)
        if message is None:
            return
        act = _about(session, act, message)
        if message.role == "agent":
            self.house.act(session, act.actor, act.verb("delete", message=message.public_id), now)
        else:
            message.text, message.tokens = cases.deleted(), None
            session.add(message)


def _help() -> str:
    """Return what may be typed in a thread."""
    alone = ("claim", "takeover", "snooze", "all", "suggest", "merge", "channel", "block", "unblock")
    typed = {name: f"!{name}" for name in alone}
    with_words = {name: f"!{name}:" for name in ("resolve", "return", "reply", "reassign")}
    return texts.team("help", bang="!", **typed, **with_words)


def _told_closed(session: Session, act: _Act, message: Message) -> bool:
    """Whether an agent wrote in a closed case's thread before, and was told then."""
    before = select(Message.id).where(
        Message.conversation_id == act.case.conversation_id, Message.agent_id == act.agent.id, Message.role == "note",
        Message.id != message.id, col(Message.received_at) >= (act.case.closed_at or message.received_at),
    )  # fmt: skip
    return session.exec(before).first() is not None


def _hint(words: notes.Words) -> str:
    """Return what to tell about words that may have been meant as a command; "" for others."""
    if not words.command:
        return ""
    if words.kind == "note":
        return texts.team("hint_note", command=f"!{words.command}")
    return texts.team("hint", command=f"!{words.command}", help="!help")


def _album(session: Session, message: Message) -> list[tuple[Message, Mapping[str, Any]]]:
    """Return what came as one album with an agent's message, itself among it, oldest first, with each one's data."""
    rows = session.exec(
        select(Message, Inbound.payload)
        .join(Inbound, col(Inbound.message_id) == col(Message.id))
        .where(Message.conversation_id == message.conversation_id, Message.agent_id == message.agent_id)
        .order_by(col(Message.id))
    ).all()
    came = [(one, payload.get("data", {})) for one, payload in rows]
    group = next((data.get("group") for one, data in came if one.id == message.id), None)
    if not group:
        return [(message, {})]
    return [(one, data) for one, data in came if data.get("group") == group]


def _about(session: Session, act: _Act, message: Message) -> _Act:
    """Return an act on the case in which a message was said: its thread may have gone on with another one."""
    if message.conversation_id == act.case.conversation_id:
        return act
    said_in = session.exec(
        select(Case).where(Case.conversation_id == message.conversation_id).order_by(col(Case.id).desc()).limit(1)
    ).first()
    return replace(act, case=said_in) if said_in else act


def _meant(session: Session, act: _Act) -> Message | None:
    """Return the agent's own message that an edit or a deletion is about."""
    at, external_id = act.event.address, str(act.event.data.get("external_id", ""))
    return session.exec(
        select(Message)
        .join(MessageRef, col(MessageRef.message_id) == col(Message.id))
        .where(
            MessageRef.channel == at.channel, MessageRef.account == at.account, MessageRef.chat == at.chat,
            MessageRef.external_id == external_id, Message.agent_id == act.agent.id,
        )
    ).first()  # fmt: skip


def _said(session: Session, meant: Pressed) -> Message:
    """Return the message that a button is about. Raises NotFound."""
    message = session.get(Message, meant.rest)
    if message is None:
        raise NotFound(texts.team("no_message"))
    return message


def _form_text(event: Event) -> str:
    return str(event.data.get("fields", {}).get("text", "")).strip()
