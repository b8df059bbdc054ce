"""What the hand-off hands to other rooms: who owns a conversation, its cases, and what agents do to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.types.awaited import Awaited
from bot.types.chat import Attachment

Owner = Literal["bot", "queue", "agent"]
"""Who owns a conversation. Nobody but the owner speaks to the customer."""

CaseState = Literal["queued", "claimed", "resolved", "returned"]
OPEN: tuple[CaseState, ...] = ("queued", "claimed")
"""States in which a case waits for somebody or is worked on."""

ORDINARY = 50
"""Place in the queue of whom no rule gives one: lower comes first, and within one place who has waited longest."""

PICKED_UP = "open issue"
"""How the rule of a decision ends that asked about an issue of an earlier episode: it is asked once an episode."""

HandoffReason = Literal[
    "customer_request", "missing_knowledge", "customer_upset", "repeat_contact", "bot_failure", "agent_silent",
    "approval", "policy", "low_rating", "churn_risk", "incident", "safety",
]  # fmt: skip
"""Why a person is brought in: a closed set, so that it can be counted."""


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case as its customer sees it."""

    number: int
    title: str
    state: CaseState
    agent: str


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns the conversation, and what it waits for."""

    conversation_id: int
    version: int
    owner: Owner
    agent_name: str
    case_id: int | None
    misses: int
    """Answers in a row that did not help or could not be given."""
    awaiting: Awaited
    """What the bot's last words asked for."""
    hint: str
    """The agent's line at hand-back, until an answer has used it."""
    acknowledged: bool
    """Whether the waiting customer has been told once, in this queue period, that the message was passed on."""
    new_episode: bool
    """True on the first turn of a conversation."""
    closed: bool = False
    """The conversation has ended since the message was stored."""
    began: datetime | None = None
    """When the episode began."""
    picked_up: bool = False
    """Whether this episode has asked about an older open issue, or had a person who knows of it."""
    colleagues: tuple[str, ...] = ()
    """Names of the agents whom a customer may ask for."""
    typing: bool = False
    """Whether the agent who owns it is typing right now."""


VerbName = Literal[
    "claim", "reply", "note", "resolve", "hand_back", "snooze", "edit", "delete", "resend", "reassign", "merge",
    "route", "block", "unblock", "suggest", "edit_fact", "confirm_fact", "forget_fact",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts on a case."""

    agent_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Verb:
    """An agent's act on a case. `key` makes it idempotent: the same press twice is one act."""

    name: VerbName
    case_id: int
    key: str
    text: str = ""
    take_over: bool = False
    """For claim: take the case from the colleague who has it."""
    seen: str = ""
    """For reply: public id of the newest message that the agent had read; "" where that is not known."""
    message: str = ""
    """For resend, edit and delete: public id of the message meant."""
    stored: int = 0
    """For reply and note: id of the note that holds the words already, since they were written in a case's thread."""
    until: datetime | None = None
    """For snooze."""
    answers: int = 0
    """For reply: id of the message that it points at; 0 for none."""
    target: int = 0
    """For reassign, merge and route: id of the agent, of the other case, of the customer's account for replies."""
    files: tuple[Attachment, ...] = ()
    """For reply and note: files whose bytes are stored already, to go with the words."""
    fact: int = 0
    """For edit_fact, confirm_fact and forget_fact: which fact; the new value of an edit is the text."""
    customer_id: int = 0
    """For these: whose it is. They need no case."""
