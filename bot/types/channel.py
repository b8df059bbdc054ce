"""Both sides of the rim: what a chat app's adapter does for us, and what it is handed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.types.chat import Address, Attachment, Card, Inbound, Outbound, Part


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` parts in any window of `seconds`, over all that share `name`: an account, or a room."""

    name: str
    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an address may be sent to: at least `gap` seconds between two parts, and no more than the limits."""

    gap: float = 0
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A request of a chat app over HTTP: the body as it came, header names in lower case."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to it."""

    status: int
    body: str = ""
    media_type: str = "text/plain"


class Rim(Protocol):
    """What a channel is handed: our side of it."""

    async def receive(self, event: Inbound) -> bool:
        """Store an event; False for a redelivery. Acknowledge after this returns. Raises DatabaseTrouble."""

    async def set_aside(self, address: Address, key: str, payload: Mapping[str, Any], reason: str) -> None:
        """Keep what cannot be read, for the operator; acknowledge after this returns. Raises DatabaseTrouble."""

    async def view(self, event: Inbound) -> Card | None:
        """Return what a press on a choice that begins with VIEW opens, within the app's three seconds."""

    async def leads(self, task: str) -> bool:
        """Return whether this process is the one that does a task which only one may do; ask every few seconds."""

    async def resign(self, task: str) -> None:
        """Let another process do a task, where this one leads it. Raises DatabaseTrouble."""

    async def kept(self, name: str) -> str:
        """Return what a channel keeps under a name for all processes; "" for nothing. Raises DatabaseTrouble."""

    async def keep(self, name: str, value: str, instead: str) -> bool:
        """Keep a value in place of `instead`; False where something else stands there by now. Raises DatabaseTrouble.

        It is stored when this returns.
        """


@dataclass(frozen=True, slots=True)
class Route:
    """An address on our own web server at which a chat app calls us."""

    path: str
    limit: int
    """Bytes that a body may have: a longer one is answered 413 before it is read to its end."""
    handle: Callable[[Request, Rim], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that a look at a chat app's set-up shows."""

    said: str
    mend: str = ""
    """What to do about it; "" where all is well."""

    def __str__(self) -> str:
        return f"{self.said} {self.mend}".rstrip()


class Channel(Protocol):
    """One chat app, one file. Knows its own shapes and nothing of customers, cases or agents."""

    name: str
    account: str
    can_find: bool
    """Whether the app can be asked if a part arrived."""
    formats: bool
    """Whether the words that come in are Markdown; else they are plain."""
    takes_files: bool
    """Whether a file can be sent there."""

    def equip(self, rim: Rim) -> None:
        """Take our side of the rim to hand. Called once, first of all, in processes that only send as well."""

    def parse(self, payload: Mapping[str, Any]) -> Inbound | None:
        """Return the neutral event, or None when there is nothing in it for us. Raises InputError on a bad shape."""

    def render(self, outbound: Outbound) -> Sequence[Part]:
        """Return the parts to send, in order. Pure."""

    async def send(self, part: Part) -> str:
        """Send one part; return the chat app's id of it. Raises DeliveryError."""

    async def find(self, part: Part) -> str | None:
        """Return the chat app's id of a part that may have arrived, None when it did not. Raises DeliveryError."""

    def pace(self, address: Address) -> Pace:
        """Return how fast this address may be sent to. Pure."""

    async def check(self) -> str:
        """Return "" when the channel can work, else what is wrong and how to mend it."""

    async def reaches(self, address: Address) -> str:
        """Return "" when agents can work in a chat, else why they cannot and how to mend it.

        Raises DeliveryError with the chat's new id (`moved_to`), and no other.
        """

    async def fetch(self, file: Attachment, to: Path, limit: int) -> Attachment | None:
        """Write a file's bytes, at most `limit`, to a path; from the app's own host alone. Raises DeliveryError.

        Return the file with its name and type where the app tells them only now; else None.
        """

    async def busy(self, address: Address, language: str = "en") -> None:
        """Show that an answer is being thought about. A courtesy: what goes wrong with it is passed over."""

    def routes(self) -> Sequence[Route]:
        """Return where the app calls us; empty where we call it."""

    async def run(self, rim: Rim) -> None:
        """Take in events until cancelled. Without intake, a process only sends and does not call this.

        Raises what it did not foresee: that is told of, and it is called again.
        """

    async def close(self) -> None:
        """Close what is open."""
