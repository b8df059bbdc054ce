"""What a turn is made of: the events, and everything that may be known while it is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.types.awaited import Awaited
from bot.types.chat import HIDDEN, Address, Attachment, InboundKind
from bot.types.handoff import Ownership
from bot.types.memory import Known, Learned, Pack
from bot.types.relationship import RATING, Dealings, Standing, Success


@dataclass(frozen=True, slots=True)
class Event:
    """One stored inbound event of a turn. `message_id` is None where it is no message (a timer, a press)."""

    inbound_id: int
    kind: InboundKind
    text: str
    choice: str
    message_id: int | None
    identity_id: int
    address: Address
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()

    @property
    def aside(self) -> bool:
        """Whether it is no word in a conversation, and so goes on after its end: a timer, or a rating."""
        return self.kind == "timer" or (self.message_id is None and self.choice.startswith(RATING))


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything one turn may know. Values only."""

    events: tuple[Event, ...]
    known: Known
    ownership: Ownership
    standing: Standing
    now: datetime
    public: bool = False
    """Whether others read along: it is said in a chat of several people."""
    learned: tuple[Learned, ...] = ()
    """What this turn's own words tell; `known` holds it already."""
    hushed: int | None = None
    """From where on in its words the customer asks that they be not remembered; None where they do not."""
    aside: tuple[Learned, ...] = ()
    """What they tell besides and is not spoken of: a mood, the wish to leave."""
    dealings: Dealings = field(default_factory=Dealings)
    pack: Pack | None = None
    """What of the customer's past speaks to this turn, where it is asked for."""
    success: Success | None = None
    """What helped last time, where it is asked for again."""

    @property
    def awaiting(self) -> Awaited:
        """What the bot's last words asked for."""
        return self.ownership.awaiting

    @property
    def said(self) -> frozenset[str]:
        """What this turn's words show beside facts: price, bargain, looking … (dialogue/signals.py)."""
        return self.standing.said

    @property
    def text(self) -> str:
        """The customer's words of this turn, fragments of a burst joined by line breaks."""
        return "\n".join(event.text for event in self.events if event.text)

    @property
    def typed(self) -> str:
        """The words with the link code that stands in none that are stored."""
        return self.text.replace(HIDDEN, str(self.last.data.get("code", HIDDEN)))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files that came with this turn."""
        return tuple(file for event in self.events for file in event.attachments)

    @property
    def last(self) -> Event:
        return self.events[-1]
