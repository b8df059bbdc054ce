"""What was said, as the pages show it: one line a message, of all channels of a person, with its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from bot.handoff import menu
from bot.handoff.relay import short
from bot.storage.files import of_messages
from bot.storage.tables import (
    Agent,
    Identity,
    Message,
)
from bot.storage.tables import Attachment as File
from bot.types.chat import Attachment

LOG_LENGTH = 200
"""How many of the latest messages a page shows."""
SAID = ("customer", "bot", "agent")


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Article:
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """How the sending of a reply stands; `why` is the chat app's own word for what went wrong."""

    state: Literal["queued", "sent", "failed", "stays"]
    """`stays`: what was taken back could not be removed from the customer's chat."""
    why: str = ""
    over: menu.Option | None = None
    """The account to which an agent's words can be sent instead; None for no such, or once the case is closed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message, as shown."""

    id: int
    public_id: str
    role: str
    kind: str
    text: str
    at: datetime
    channel: str
    speaker: str
    conversation_id: int
    choices: tuple[Choice, ...] = ()
    article: Article | None = None
    feedback: str = ""
    new_day: bool = False
    moved: bool = False
    """The customer went on in another channel than the line before."""
    files: tuple[Attachment, ...] = ()
    confidence: float | None = None
    agent_id: int | None = None
    receipt: Receipt | None = None
    quote: str = ""
    """How the message at which this one points begins; "" for none, and for one that is gone."""


def lines(
    session: Session, customer_id: int, roles: Sequence[str], limit: int, *where: ColumnElement[bool], own: bool = False
) -> list[Line]:
    """Return the latest messages of all identities of a customer, oldest first; `own`: for nobody else's eyes."""
    rows = session.exec(
        select(Message, Identity.channel, Agent.name, Identity.display_name)
        .join(Identity, col(Identity.id) == Message.identity_id)
        .outerjoin(Agent, col(Agent.id) == Message.agent_id)
        .where(Identity.customer_id == customer_id, col(Message.role).in_(roles), *where)
        .order_by(col(Message.id).desc())
        .limit(limit)
    ).all()
    files = of_messages(session, [message.id for message, *_ in rows])
    quotes = _quotes(session, [message.answers for message, *_ in rows if message.answers])
    return [
        replace(_line(message, channel, agent or "", name, files.get(message.id, ()), own),
                quote=quotes.get(message.answers or 0, ""))
        for message, channel, agent, name in reversed(rows)
    ]  # fmt: skip


def _quotes(session: Session, answered: Sequence[int]) -> dict[int, str]:
    """Return how messages are quoted at which others point; notes never are, they stay where they stand."""
    if not answered:
        return {}
    query = select(Message.id, Message.text).where(col(Message.id).in_(answered), Message.role != "note")
    return {number: short(text) for number, text in session.exec(query)}


def _line(message: Message, channel: str, agent: str, name: str, files: tuple[Attachment, ...], own: bool) -> Line:
    speaker = {"customer": name, "bot": ""}.get(message.role, agent)
    source = message.sources[0] if message.sources else None
    words = message.own if own else message.text
    return Line(
        message.id, message.public_id, message.role, message.kind, words, message.sent_at, channel, speaker,
        message.conversation_id,
        choices=tuple(Choice(str(c.get("id", "")), str(c.get("label", ""))) for c in message.choices),
        article=Article(str(source["article"]), str(source.get("title") or source["article"])) if source else None,
        feedback=message.feedback, files=files, agent_id=message.agent_id,
    )  # fmt: skip


def marked(lines: Sequence[Line], zone: str = "UTC") -> list[Line]:
    """Mark where the day, on a zone's clock, or the channel changes; the lines' times are on that clock."""
    here = [replace(line, at=line.at.astimezone(ZoneInfo(zone))) for line in lines]
    marked = here[:1]
    for before, line in pairwise(here):
        new_day = before.at.date() != line.at.date()
        moved = before.channel != line.channel
        marked.append(replace(line, new_day=new_day, moved=moved) if new_day or moved else line)
    return marked


def any_file(session: Session, public_id: str) -> Attachment | None:
    """Return a file of any conversation: for agents alone."""
    return _file(session, public_id)


def file_of(session: Session, customer_id: int, public_id: str) -> Attachment | None:
    """Return a file of this customer's conversation, None for anybody else's and for what colleagues keep inside."""
    return _file(session, public_id, col(Identity.customer_id) == customer_id, col(Message.role).in_(SAID))


def _file(session: Session, public_id: str, *where: ColumnElement[bool]) -> Attachment | None:
    query = (
        select(File.message_id)
        .join(Message, col(Message.id) == File.message_id)
        .join(Identity, col(Identity.id) == Message.identity_id)
        .where(File.public_id == public_id, *where)
    )
    message = session.exec(query).first()
    found = of_messages(session, [message]).get(message, ()) if message else ()
    return next((file for file in found if file.public_id == public_id), None)
