"""What agents do in their chat apps: a message in a case's thread, a press on its card, a form.

`receive` stores it in the case's own lane, so that a claim never waits behind a thinking bot; `handle` carries it out
as the same verbs that the pages use. Words that are not surely meant for the customer stay a note: `notes.take` says
so, for what is written, edited and sent by a button alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import markup, texts
from bot.answers import proposals
from bot.errors import InputError, NotFound, Refused
from bot.handoff import card, cases, desks, menu, notes, solved
from bot.handoff.desks import Allowed, Desk
from bot.handoff.relay import Relay
from bot.house import House
from bot.memory import access, identities
from bot.storage import files, queue
from bot.storage.db import attempt
from bot.storage.queue import Claim
from bot.storage.tables import Agent, AgentIdentity, Case, Inbound, Message, MessageRef
from bot.types.chat import ANSWERED, VIEW, Card, Choice, Field, Sender
from bot.types.chat import Inbound as Arrival
from bot.types.handoff import OPEN, Actor, Verb, VerbName
from bot.types.turn import Event

VERBS: dict[str, VerbName] = {"claim": "claim", "takeover": "claim", "resolve": "resolve", "return": "hand_back",
                              "snooze": "snooze", "tomorrow": "snooze", "unblock": "unblock"}  # fmt: skip
HANDLED = ("message", "command", "edit", "delete", "press", "form")
"""What agents do that means something to us; a thumb between colleagues does not."""
KEY = "desk:"
"""Begins the key of a verb that came from a thread."""
_PRESSED = re.compile(rf"^[{ANSWERED}{VIEW}]?case\.(?P<verb>[a-z]+):(?P<case>\d+)(?::(?P<rest>\d+))?$")
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button of a case, or a form of one, means."""

    verb: str
    case_id: int
    rest: int
    """The case's version when the card was drawn, or a message's id; -1 for none."""


def pressed(choice: str) -> Pressed | None:
    """Return what a choice means; None for one that is no case's."""
    found = _PRESSED.match(choice)
    return Pressed(found["verb"], int(found["case"]), int(found["rest"] or -1)) if found else None


@dataclass(frozen=True, slots=True)
class Team:
    """The desks of this house and who may act there."""

    desks: tuple[Desk, ...]
    allowed: Allowed

    def concerns(self, session: Session, event: Arrival) -> bool:
        """Whether an event belongs to a desk: by its place, or as a form about a case."""
        if event.kind == "migrated":  # a chat's, whoever works in it
            return False
        if self.at(session, event) is not None:
            return True
        return event.kind == "form" and event.choice.startswith("case.")

    def at(self, session: Session, event: Arrival) -> Desk | None:
        """Return the desk where something happened."""
        return desks.desk_of(desks.placed(session, self.desks), event.address)


# --- in ------------------------------------------------------------------------------------------


def receive(session: Session, event: Arrival, team: Team, relay: Relay, now: datetime) -> bool:
    """Store what an agent did in their case's lane; False for a redelivery and for what is no agent's or no case's.

    Who presses without being one of the team is told so, and nobody else is.
    """
    if event.kind not in HANDLED:
        return False
    meant = pressed(event.choice) if event.kind in ("press", "form") else None
    case_id = meant.case_id if meant else desks.case_in(session, event.address)
    if case_id is None or session.get(Case, case_id) is None:
        return False
    lost = event.kind == "delete" and bool(event.data.get("root"))  # the card, and its thread with it
    agent = None if lost else _agent(session, event, team, now)
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


def _agent(session: Session, event: Arrival, team: Team, now: datetime) -> Agent | None:
    """Return the agent who did this, made when new; None for bots, strangers and whoever may not act."""
    sender, channel = event.sender, event.address.channel
    known = _known(session, event)
    if not _may(session, event, team, known):
        return None
    if known is not None:
        return _renamed(session, known, channel, sender)
    agent = Agent(name=_free_name(session, sender.name, channel), created_at=now)
    session.add(agent)
    session.flush()
    session.add(AgentIdentity(agent_id=agent.id, channel=channel, realm=sender.realm, external_id=sender.id,
                              created_at=now))  # fmt: skip
    return agent


def _may(session: Session, event: Arrival, team: Team, known: Agent | None) -> bool:
    """Whether who did this may act for the team: no bot, no stranger, on the list where there is one."""
    if event.sender.is_bot or not event.sender.id or event.data.get("stranger"):
        return False
    if known is not None:
        return known.active
    return team.allowed(event.address.channel, event.sender.id) and team.at(session, event) is not None


def _known(session: Session, event: Arrival) -> Agent | None:
    sender, channel = event.sender, event.address.channel
    return session.exec(
        select(Agent)
        .join(AgentIdentity, col(AgentIdentity.agent_id) == col(Agent.id))
        .where(
            AgentIdentity.channel == channel, col(AgentIdentity.realm).in_((sender.realm, "")),
            AgentIdentity.external_id == sender.id,
        )
    ).first()  # fmt: skip


def join(session: Session, name: str, account: str, now: datetime) -> str:
    """Make an account on a chat app that of an agent; return the agent's name. Raises NotFound, InputError."""
    channel, _, user = account.partition(":")
    if channel not in desks.CHANNELS or not user:
        raise InputError(f"{account!r} is no account. Write slack:U012 or telegram:5512.")
    agent = session.exec(select(Agent).where(Agent.name == name)).first()
    if agent is None:
        raise NotFound(f"There is no agent {name!r}; `rapport agent list` shows them.")
    rows = session.exec(
        select(AgentIdentity).where(AgentIdentity.channel == channel, AgentIdentity.external_id == user)
    ).all()
    for row in rows:
        row.agent_id = agent.id
        session.add(row)
    if not rows:
        session.add(AgentIdentity(agent_id=agent.id, channel=channel, external_id=user, created_at=now))
    return agent.name


def _renamed(session: Session, agent: Agent, channel: str, sender: Sender) -> Agent:
    """Give a colleague their name once the app has told it."""
    if sender.name and re.fullmatch(rf"{re.escape(texts.team('colleague'))}( \d+)?", agent.name):
        agent.name = _free_name(session, sender.name, channel)
        session.add(agent)
    return agent


def _free_name(session: Session, name: str, channel: str) -> str:
    """Return a public name that no other agent has. Equal names never make two accounts one agent."""
    nobody = texts.team("colleague")
    name = " ".join(markup.clean(name).split())[:60] or nobody
    shown = texts.channel_name(channel)
    tries = [name, *([f"{name} ({shown})"] if name != nobody else [])]
    tries += [f"{name} {number}" for number in range(2, 1000)]
    taken = set(session.exec(select(Agent.name).where(col(Agent.name).startswith(name, autoescape=True))).all())
    return next(one for one in tries if one not in taken)


# --- carried out ---------------------------------------------------------------------------------


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
        if case is not None and agent is None and event.kind == "delete":
            self.house.reopen(session, case.id, event.address.thread, now)
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
        zone = ZoneInfo(self._zone(act))
        self._sleep(session, act, datetime.fromtimestamp(int(picked), zone) if picked.isdecimal() else None, now)

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
            typed = "\n\n".join(_proposed(session, act.event, act.case.id)) if act.event.kind == "form" else ""
            raise Refused("\n\n".join(filter(None, (texts.team("not_saved"), typed))))
        name = proposals.name(act.case.number, _proposed(session, act.event, act.case.id)[0])
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


def until_when(text: str, now: datetime, zone: str) -> datetime | None:
    """Return until when a case is to sleep, as typed: 2h, 3d, 14:30, tomorrow, 2026-11-27 09:00; on a zone's clock.

    An hour where nothing is said; a day alone means nine o'clock. None for what names no moment.
    """
    if span := notes.SPAN.fullmatch(text.strip() or "1h"):
        after = timedelta(**{_UNITS[span["unit"].lower()]: int(span["number"])})
        return (now + after).astimezone(ZoneInfo(zone))
    found, here = notes.MOMENT.fullmatch(text.strip()), now.astimezone(ZoneInfo(zone))
    if found is None:
        return None
    try:
        clock = time.fromisoformat((found["clock"] or "9:00").zfill(5))
        if not found["day"]:
            today = datetime.combine(here, clock, here.tzinfo)
            return today if today > here else today + timedelta(days=1)
        tomorrow = found["day"].lower() == "tomorrow"
        day = here.date() + timedelta(days=1) if tomorrow else date.fromisoformat(found["day"])
    except ValueError:
        return None
    return datetime.combine(day, clock, here.tzinfo)


# --- forms ---------------------------------------------------------------------------------------


def view(session: Session, event: Arrival, team: Team) -> Card | None:
    """Return what a press on a case's VIEW button opens; None elsewhere, for who may not act, and when it is gone."""
    meant = pressed(event.choice)
    if meant is None or not team.concerns(session, event) or session.get(Case, meant.case_id) is None:
        return None
    if not _may(session, event, team, _known(session, event)):
        return None
    if meant.verb == "all":
        return card.history(session, meant.case_id)
    if meant.verb == menu.UNTIL:
        return menu.form(meant.case_id)
    if meant.verb == "suggest":
        title, body = draft(session, meant.case_id)
        fields = (
            Field("title", texts.team("form.title"), title),
            Field("text", texts.team("form.article"), body, lines=True),
        )
        return Card(
            f"case.suggest:{meant.case_id}", texts.team("form.suggest"), fields=fields, submit=texts.team("form.save")
        )
    return None


def viewed(session: Session, event: Arrival, now: datetime) -> None:
    """Write down that an agent looked at a case with everything that was said in it."""
    meant = pressed(event.choice)
    known = _known(session, event)
    if meant is not None and meant.verb == "all":
        who = f"agent:{known.id}" if known is not None else f"{event.address.channel}:{event.sender.id}"
        access.looked(session, cases.customer_of(session, meant.case_id), who, now)


def draft(session: Session, case_id: int) -> tuple[str, str]:
    """Return title and text of an article from a case: what was asked, what the agents said, without who it was."""
    case = session.get_one(Case, case_id)
    said = session.exec(
        select(Message).where(Message.conversation_id == case.conversation_id).order_by(col(Message.id))
    ).all()
    people = solved.names(session, case)
    asked = next((one.text for one in said if one.role == "customer" and one.text), case.title)
    answers = [one.text for one in said if one.role == "agent" and one.text]
    title = proposals.impersonal(" ".join(case.title.split()), people)
    return title, proposals.impersonal(f"{asked}\n\n" + "\n\n".join(answers), people)


def suggested(session: Session, case_id: int) -> proposals.Proposal:
    """Return the article that a case suggests as it is."""
    return proposals.Proposal(session.get_one(Case, case_id).number, *draft(session, case_id))


def _proposed(session: Session, event: Event, case_id: int) -> tuple[str, str]:
    fields = event.data.get("fields", {})
    title, body = draft(session, case_id)
    return str(fields.get("title") or title).strip(), str(fields.get("text") or body).strip()


def proposal(session: Session, claim: Claim) -> proposals.Proposal | None:
    """Return the article that an agent suggests with what waits first in a case's lane; None where it is none.

    Its file is written before `handle` runs; done twice, it is the same file.
    """
    found = queue.events(session, claim)
    if not found:
        return None
    event = found[0]
    meant = pressed(event.choice) if event.kind in ("press", "form") else None
    words = notes.take(event.text, "relay-all") if event.kind in ("message", "command") else None
    if not (meant and meant.verb == "suggest") and not (words and words.command == "suggest"):
        return None
    case = session.get(Case, claim.ref)
    if case is None:
        return None
    return proposals.Proposal(case.number, *_proposed(session, event, case.id))
