"""What comes in: whose it is, what must not be stored as it is, then one transaction. Acknowledge after that."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot import markup
from bot.handoff import cases
from bot.memory import facts, identities, issues
from bot.memory.masking import mask
from bot.relationship import surveys
from bot.relationship.care import CARE, Care
from bot.storage import files, queue
from bot.storage.tables import Chat, Conversation, Identity, Inbound, Message, MessageRef
from bot.types.chat import Address
from bot.types.chat import Inbound as Event
from bot.types.relationship import RATING

LONGEST_TEXT = 8000
"""Characters of a message that are read."""
LONGEST_NAME = 80
EDGE = 200
"""Characters looked at beyond the longest text and dropped again, so that no secret is cut in half and kept."""
ALBUM = 1.0
"""Seconds that the rest of an album is waited for: apps send its pictures one by one, without an end mark."""
_RATING = re.compile(rf"^{RATING}\w+:\d+$")
"""A rating is no message: it opens no conversation and stands in no transcript."""
NOBODYS = ("joined", "left", "revoked", "migrated", "shared", "event")
"""Kinds that are no doing of a customer's."""
WORDS = ("message", "press", "command", "form")
"""Kinds that leave a message of the customer's in the conversation."""


def receive(
    session: Session, event: Event, now: datetime, *, burst: float = 0, idle_close: float = 86400, care: Care = CARE,
    key: bytes = b"",
) -> bool:  # fmt: skip
    """Store one event with its message; False where nothing of it is kept: a redelivery, or not for us.

    Acknowledge only after COMMIT.

    `burst` is how many seconds a half sentence waits for its next fragment, `idle_close` after how many seconds of
    silence a conversation has ended, `care` says how long a survey may be answered, `key` tells link codes from
    other words.
    """
    if event.sender.is_bot:
        return False
    if event.kind in NOBODYS:
        return _noted(session, event, now)
    if event.data.get("addressed") is False and not _talks_in(session, event.address):
        return False
    sender = replace(event.sender, name=" ".join(markup.clean(event.sender.name).split())[:LONGEST_NAME])
    among = "addressed" in event.data
    who = identities.resolve(session, event.address, sender, now, wrote=event.kind in WORDS, among=among)
    _note_reach(session, event)
    if who.barred or event.kind in ("blocked", "unblocked"):
        return not who.barred  # of who is shut out nothing is kept, the bytes of a file neither
    event = _storable(session, event, key, now)
    if event.kind in ("edit", "delete"):
        return _amend(session, event, who, now)
    if event.kind == "message" and not event.attachments and surveys.may_be_rating(event.text):
        event = _rated(session, event, who.customer_id, care, now)
    album = bool(event.data.get("group"))
    wait = max(burst, ALBUM) if album else burst
    data = {**event.data, **_answered(session, event, who.customer_id)}
    payload = {"address": event.address.plain(), "choice": event.choice, "data": data}
    inbound_id = queue.receive(
        session, address=event.address, key=event.key, lane=("in", who.customer_id), kind=event.kind,
        identity_id=who.identity_id, payload=payload, ready_at=now + timedelta(seconds=wait), now=now,
    )  # fmt: skip
    if inbound_id is None:
        return False
    inbound = session.get_one(Inbound, inbound_id)
    if event.kind in WORDS and not _RATING.match(event.choice):
        conversation_id = episode(session, who.customer_id, now, idle_close)
        inbound.message_id = _store(session, who.identity_id, conversation_id, event, now, data.get("answers"))
    elif event.kind == "reaction":
        inbound.payload = {**payload, "data": _thumb(session, who.customer_id, event)}
    session.add(inbound)
    if event.kind != "message" or (markup.finished(event.text) and not album):
        queue.hurry(session, "in", who.customer_id, now)
    return True


def _noted(session: Session, event: Event, now: datetime) -> bool:
    """Take note of what concerns us or a place, and no person; False where it was known."""
    if event.kind == "event":
        what = str(event.data.get("what", ""))
        return queue.note_done(session, address=event.address, key=event.key, lane=("in", 0), kind=what, now=now)
    if event.kind == "shared":  # what customers are told in a channel they share with us is theirs
        return False
    if event.kind == "migrated":
        queue.move_chat(session, event.address, str(event.data.get("to", "")))
    else:
        _note_reach(session, event)
    return True


def _note_reach(session: Session, event: Event) -> None:
    """Note whether somebody is reached where this happened."""
    if event.kind in ("blocked", "left"):
        queue.close(session, event.address)
    elif event.kind != "revoked":  # what is said among others does not open the chat between the two of us
        queue.reopen(session, event.address, "" if "addressed" in event.data else event.sender.id)


def set_aside(
    session: Session, address: Address, key: str, payload: Mapping[str, Any], reason: str, now: datetime
) -> bool:
    """Keep a payload that cannot be read, without its secrets, for the operator; False when it was kept before."""
    kept = {"raw": mask(markup.clean(json.dumps(payload, ensure_ascii=False, default=str)))[:LONGEST_TEXT]}
    return queue.set_aside(session, address=address, key=key, payload=kept, error=reason, now=now)


def _answered(session: Session, event: Event, customer_id: int) -> dict[str, int]:
    """Return the message at which this one points, as its app says, by `answers`; {} for none of this customer's."""
    at = event.address
    if event.kind != "message" or not event.reply_to:
        return {}
    found = session.exec(
        select(Message.id)
        .join(MessageRef, col(MessageRef.message_id) == col(Message.id))
        .join(Identity, col(Identity.id) == col(Message.identity_id))
        .where(
            MessageRef.channel == at.channel, MessageRef.account == at.account, MessageRef.chat == at.chat,
            MessageRef.external_id == event.reply_to, Identity.customer_id == customer_id, Message.role != "note",
        )
    ).first()  # fmt: skip
    return {"answers": found} if found else {}


def _rated(session: Session, event: Event, customer_id: int, care: Care, now: datetime) -> Event:
    """Return a typed rating as the press that it stands for, while a survey waits for one."""
    choice = surveys.typed(session, customer_id, event.text, care, now)
    return replace(event, kind="press", choice=choice, text="") if choice else event


def _storable(session: Session, event: Event, key: bytes, now: datetime) -> Event:
    """Return an event with its words as they are stored; a link code among them travels beside them, by `code`."""
    text, code = identities.hide_codes(session, _kept(event.text), key, now)
    return replace(event, text=text, data={**event.data, **({"code": code} if code else {})})


def _kept(text: str) -> str:
    """Return a stranger's words as they are stored: clean, without secrets, of bounded length."""
    text = markup.clean(text)
    if len(text) <= LONGEST_TEXT:
        return mask(text)
    return mask(text[: LONGEST_TEXT + EDGE])[:-EDGE][:LONGEST_TEXT]


def _store(
    session: Session, identity_id: int, conversation_id: int, event: Event, now: datetime, answers: int | None
) -> int:  # fmt: skip
    message = Message(
        identity_id=identity_id, conversation_id=conversation_id, role="customer", kind="", text=event.text,
        sent_at=event.sent_at or now, received_at=now, answers=answers,
    )  # fmt: skip
    session.add(message)
    session.flush()
    files.attach(session, message.id, [replace(file, name=mask(file.name)) for file in event.attachments])
    # A press has no message of its own in the app: the id with it is that of the words under which it stands.
    if event.data.get("external_id") and event.kind != "press":
        address = event.address
        session.add(
            MessageRef(message_id=message.id, channel=address.channel, account=address.account, chat=address.chat,
                       external_id=str(event.data["external_id"]))
        )  # fmt: skip
    return message.id


def _talks_in(session: Session, address: Address) -> bool:
    """Whether a thread of a group is one in which we were spoken to: what is said there is said to us."""
    place = select(Chat.id).where(
        Chat.channel == address.channel, Chat.account == address.account, Chat.chat == address.chat,
        Chat.thread == address.thread, Chat.thread != "",
    )  # fmt: skip
    return session.exec(place).first() is not None


def _amend(session: Session, event: Event, who: identities.Who, now: datetime) -> bool:
    """Take in an edit (of kept words) or a deletion: the message is changed at once, its turn sees what it became.

    False where nothing that we see has changed, and where the message is not theirs.
    """
    at = event.address
    own = select(Message).where(Message.role == "customer", Message.identity_id == who.identity_id)
    appears = own.join(MessageRef, col(MessageRef.message_id) == col(Message.id)).where(
        MessageRef.channel == at.channel, MessageRef.account == at.account, MessageRef.chat == at.chat,
        MessageRef.external_id == str(event.data.get("external_id", "")),
    )  # fmt: skip
    told = appears if event.data.get("external_id") else own.where(Message.public_id == event.reply_to)
    message = session.exec(told).first()
    text = event.text if event.kind == "edit" else ""
    if message is None or not (text or event.kind == "delete"):
        return False
    dropped = event.kind == "delete" and files.drop(session, message.id)
    if message.text == text and not dropped:
        return False
    cases.retitle(session, message, text)
    issues.retell(session, message.id, message.text, text, now)
    message.text, message.tokens = text, None
    session.add(message)
    facts.unsay(session, message.id, now, gone=event.kind == "delete")
    waits = select(Inbound.id).where(Inbound.message_id == message.id, Inbound.status == "new")
    if session.exec(waits).first() is not None:
        return True  # its turn is still to come
    payload = {"address": at.plain(), "choice": "", "data": dict(event.data)}
    inbound_id = queue.receive(
        session, address=at, key=event.key, lane=("in", who.customer_id), kind=event.kind,
        identity_id=who.identity_id, payload=payload, ready_at=now, now=now,
    )  # fmt: skip
    if inbound_id is None:
        return False
    inbound = session.get_one(Inbound, inbound_id)
    inbound.message_id = message.id
    session.add(inbound)
    return True


def _thumb(session: Session, customer_id: int, event: Event) -> dict[str, Any]:
    """Keep a thumb on the customer's own answer; return what the turn needs to know of it."""
    theirs = (
        select(Message)
        .join(Identity, col(Identity.id) == col(Message.identity_id))
        .where(Identity.customer_id == customer_id, Message.role == "bot")
    )
    at, external_id = event.address, str(event.data.get("external_id", ""))
    appears = theirs.join(MessageRef, col(MessageRef.message_id) == col(Message.id)).where(
        MessageRef.channel == at.channel, MessageRef.account == at.account, MessageRef.chat == at.chat,
        MessageRef.external_id == external_id,
    )  # fmt: skip
    message = session.exec(appears if external_id else theirs.where(Message.public_id == event.reply_to)).first()
    if message is None or event.choice not in ("up", "down"):
        return {}
    message.feedback = event.choice
    session.add(message)
    return {"article": message.sources[0]["article"] if message.sources else "", "message_id": message.id}


def episode(session: Session, customer_id: int, now: datetime, idle_close: float) -> int:
    """Return the customer's open conversation; a new one where it has ended: resolved, or silent without a case."""
    current = session.exec(
        select(Conversation).where(Conversation.customer_id == customer_id, Conversation.status == "open")
    ).first()
    if current and current.owner == "bot" and now - current.last_at > timedelta(seconds=idle_close):
        current.status, current.closed_at = "closed", current.last_at
        session.add(current)
        session.flush()
        current = None
    if current is None:
        current = Conversation(customer_id=customer_id, opened_at=now, last_at=now)
    case = cases.open_case_of(session, current.id) if current.id else None
    if case is not None:
        _note_move(session, current.id, case.id, customer_id, now)
    current.last_at = max(current.last_at, now)
    session.add(current)
    session.flush()
    return current.id


def _note_move(session: Session, conversation_id: int, case_id: int, customer_id: int, now: datetime) -> None:
    """The case goes on in another channel: mark it, so that the agent sees where the reply will go."""
    last = session.exec(
        select(Identity.channel)
        .join(Message, col(Message.identity_id) == col(Identity.id))
        .where(Message.conversation_id == conversation_id, Message.role == "customer")
        .order_by(col(Message.id).desc())
        .limit(1)
    ).first()
    newest = session.exec(
        select(Identity.channel)
        .join(Inbound, col(Inbound.identity_id) == col(Identity.id))
        .where(Identity.customer_id == customer_id)
        .order_by(col(Inbound.id).desc())
        .limit(1)
    ).first()
    if last and newest and last != newest:
        cases.note_move(session, case_id, newest, now)
