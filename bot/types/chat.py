"""What passes between a chat app and us: who wrote what where, and what is said there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

DecisionKind = Literal[
    "answer", "offer", "clarify", "handoff", "command", "chat", "ask", "notice", "relay", "note", "survey", "suggest",
    "silent",
]  # fmt: skip
InboundKind = Literal[
    "message", "edit", "delete", "press", "command", "form", "reaction", "joined", "left", "blocked", "unblocked",
    "home", "migrated", "shared", "revoked", "event", "timer",
]  # fmt: skip
OutboundOp = Literal[
    "post", "edit", "delete", "react", "status", "file", "open_thread", "close_thread", "home", "ephemeral"
]

Policy = Literal["resend", "hold"]
"""What an uncertain send becomes where the chat app cannot be asked: sent once more, or held for a person."""

_PEOPLE = {"slack": re.compile(r"[UW][A-Z0-9]+", re.ASCII), "telegram": re.compile(r"[1-9]\d*", re.ASCII)}
"""How the ids of people look in each chat app that a team works in."""


def somebody(named: str) -> tuple[str, str] | None:
    """Return (channel, user id) of a colleague as a setting names them, `slack:U012`; None for what names nobody."""
    channel, _, user = named.strip().partition(":")
    ids = _PEOPLE.get(channel)
    return (channel, user) if ids and ids.fullmatch(user) else None


PRETEND = "demo"
"""The account of chat apps that the demo only pretends."""

HIDDEN = "••••-••••"
"""Stands in stored words where a link code is: agents read them, and whoever types a code takes over a memory."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a chat is: `account` is our installation (bot, workspace, site), `thread` may be empty."""

    channel: str
    account: str
    chat: str
    thread: str = ""

    @property
    def room(self) -> str:
        """The chat with all its threads, as one string: what a pace is counted by."""
        return f"{self.channel}:{self.account}:{self.chat}"

    def plain(self) -> dict[str, str]:
        """Return the fields by name, for JSON."""
        return {"channel": self.channel, "account": self.account, "chat": self.chat, "thread": self.thread}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote: `realm` is the person's namespace (Slack team; empty on Telegram), `id` is unique within it."""

    realm: str
    id: str
    name: str = ""
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A quick reply: `id` comes back in `Inbound.choice`, `label` is what people read (or type).

    An id is at most 60 bytes long. One that begins with ANSWERED is answered in words, by an Outbound with op
    `ephemeral`, and one that begins with VIEW opens what `Rim.view` gives; any other press needs no answer but what
    is said in the chat, so the channel tells the app at once that it has arrived.
    """

    id: str
    label: str


ANSWERED = "!"
VIEW = "?"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message, from our own folder or still at the chat app."""

    stored: str
    """What the bytes are called in our folder; "" until they are fetched."""
    name: str
    """As its sender calls it; never a path."""
    media_type: str
    size: int
    """In bytes; 0 where the app does not say before it is fetched."""
    sha256: str
    public_id: str = ""
    """Set once it is stored."""
    remote: Mapping[str, str] = field(default_factory=dict)
    """What the channel that took it in needs to fetch it (a file id; never a URL out of a message); empty for ours."""
    error: str = ""
    """Why its bytes could not be fetched, for people; "" while nothing is wrong."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for."""

    id: str
    label: str
    value: str = ""
    """What stands in it at first."""
    lines: bool = False
    """Whether it may have several lines."""
    options: tuple[Choice, ...] = ()
    """To pick one from; empty for free text."""
    optional: bool = False
    moment: bool = False
    """Whether it is a day and a time, which come back as seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Card:
    """Something laid out: a case, a form, a home page. Each channel draws it with its own means.

    `text` is Markdown in which strangers' words are escaped already (`markup.escape`); labels and values are plain.
    """

    id: str
    """Comes back as `Inbound.choice` of the form, where it asks for something."""
    title: str
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """Labels and values."""
    choices: tuple[Choice, ...] = ()
    fields: tuple[Field, ...] = ()
    submit: str = ""
    """The label of the form's button."""
    menu: tuple[Choice, ...] = ()
    """At most five that are wanted less often: in a menu where the app has such a thing, else behind the others."""
    links: tuple[tuple[str, Address], ...] = ()
    """Labels of facts, and the threads to which their values lead where the app has an address for such a thing."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that came in from a channel, parsed. `key` is unique per (channel, account): redeliveries share it.

    `text` is Markdown where the app knows formats (`Channel.formats`), else plain. `data`, JSON, by kind:

    - `external_id`: the app's id of the message that came (message), was changed (edit), was removed (delete), was
      reacted to (reaction) or carries the button (press). `reply_to` is that of the message it answers.
    - `mentions`: ids and names of the people mentioned, without the bot; `broadcast`: true where a reply was also
      shown outside its thread; `stranger`: true for somebody from outside the installation (press, message).
    - `query`: what an `ephemeral` answer to a press needs; `fields`: {id: text} of a form; `choice` is its card's id.
    - `language`, `timezone`: as the app says.
    - `group`: the app's id of the messages that were sent as one (an album): they are one turn.
    - `addressed`: in a chat of several people alone, whether the words are meant for the bot: a command, its name, an
      answer to its message; a press always is. What is not is nobody's turn, except at a desk. Where it stands once,
      others read along from then on. `direct` beside it: which chat is between this person and the bot alone.
    - `phone`: a number that is surely the writer's own. `status`: what the bot is in a group (joined, left).
    - `connected`: whose people read along in a chat from now on (shared).
    - `to`: new id of a chat that moved (migrated); `reason`: why an installation was revoked.
    - `what`: what an event was; that it came is noted, and nothing else of it.

    A reaction's `choice` is up, down, or "" for one taken back or without a meaning for us.
    """

    key: str
    address: Address
    sender: Sender
    kind: InboundKind
    text: str = ""
    sent_at: datetime | None = None
    reply_to: str = ""
    """The app's id of the message that this one answers; from our own pages, a message's public id."""
    choice: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The article behind an answer. `score` is 0 to 1, `version` the first 12 hex digits of the file's SHA-256."""

    article: str
    title: str
    section: str
    score: float
    version: str


Mark = Literal["queued", "delivered", "failed", "note", ""]
"""What a colleague sees at the words they wrote: taken, arrived, not arrived, kept as a note. "" takes a mark away."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """One thing to be said or done in a chat, in neutral Markdown; a channel renders it into parts. By op:

    - `post`: text with choices and sources, or a card, or a file (`attachments`); which message of this chat it
      answers is known only when it is sent; `author` is who wrote it where we pass on another's words.
    - `edit`, `delete`, `react`: a message of this chat is changed to text or card, removed, or given a mark. Which one
      is known only when it is sent: see Part.
    - `open_thread` (its card or text becomes the first message), `close_thread`.
    - `ephemeral`: words for one person alone, in answer to a press (`query`) or to their message (`person`).
    - `home`: the card of a person's own page.
    """

    key: str
    op: OutboundOp
    policy: Policy
    address: Address
    text: str = ""
    speaker: str = ""
    """Public name of the agent who says it; empty when the bot does."""
    choices: tuple[Choice, ...] = ()
    sources: tuple[Source, ...] = ()
    kind: DecisionKind = "answer"
    card: Card | None = None
    attachments: tuple[Attachment, ...] = ()
    author: str = ""
    """Whose words are passed on, as colleagues are to read it; empty for our own."""
    quote: str = ""
    """Words of the message that it answers, plain: for apps whose messages cannot point at another one."""
    mark: Mark = ""
    query: str = ""
    person: str = ""
    quiet: bool = False
    """Whether strangers' words are in it, of which no app may make a name, a command or a link by itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """One rendered piece of an Outbound: what a single call to the chat app carries. `body` is JSON.

    What is known only when it is sent stands beside the body: the thread in `address`, `target`, `reply_to`, `path`.
    """

    op: OutboundOp
    address: Address
    body: Mapping[str, Any]
    id: str = ""
    """Ours, the same at every try: to be found again in the chat app (`find`)."""
    target: str = ""
    """The app's id of the message that is edited, deleted or reacted to."""
    reply_to: str = ""
    """The app's id of the message that is answered; "" where it is gone."""
    path: str = ""
    """Where the bytes of the part's file lie on this machine."""
    name: str = ""
    """What the file is called: some apps tell it only when it is fetched, after the part was rendered."""
    inside: bool = False
    """Whether it is for this house alone: it is not shown where people of another company read along."""
