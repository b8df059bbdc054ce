"""Desks: where agents work outside our own pages, and the threads that their cases have there.

A desk is a Slack channel (a thread a case) or a Telegram forum group (a topic a case). The web desk shows every case
whatever the desk. Which desks there are is a setting, an admin's; which thread a case has is a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from bot.errors import SettingsError
from bot.storage.tables import Case, Chat, DeskThread, Identity, MovedChat
from bot.types.chat import Address, somebody
from bot.types.handoff import OPEN

Mode = Literal["relay-all", "relay-explicit", "alerts-only"]
"""What an agent's words in a case's thread are: for the customer unless marked as a note, for the customer only if
marked so, or never for the customer."""

CHANNELS = ("slack", "telegram")
_ENTRY = re.compile(r"(?P<channel>[a-z]+):(?P<chat>[^\s:]+)(?:\s+(?P<mode>\S+))?")

_GROUPS = {"slack": re.compile(r"[CG][A-Z0-9]+", re.ASCII), "telegram": re.compile(r"-[1-9]\d*", re.ASCII)}
"""Ids of channels and groups. What one person has with the bot, a customer's chat for all we know, is none."""
_WHERE = {
    "slack": "Write the id of a channel, as in slack:C0123: it stands at the end of the channel's About tab; "
    "a name (#support) or a direct chat (D…) is none.",
    "telegram": "Write the number of a forum group, as in telegram:-1001234567890: it begins with a minus; "
    "`rapport serve` logs it when the bot is added.",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """One place where agents work."""

    channel: str
    chat: str
    mode: Mode = "relay-all"
    account: str = ""

    @property
    def address(self) -> Address:
        return Address(self.channel, self.account, self.chat)


def read(setting: str) -> tuple[Desk, ...]:
    """Return the desks that a setting names, in order; `web` ends the list, since it is always there.

    Raises SettingsError naming the entry and how to mend it.
    """
    found: list[Desk] = []
    for entry in (part.strip() for part in setting.split(",")):
        if not entry:
            continue
        if entry == "web":
            break
        shape = _ENTRY.fullmatch(entry)
        if shape is None or shape["channel"] not in CHANNELS:
            raise SettingsError(
                f"RAPPORT_DESKS: {entry!r} is no desk. Write slack:C0123, telegram:-100123 or web, separated by commas."
            )
        mode = shape["mode"] or "relay-all"
        if mode not in get_args(Mode):
            raise SettingsError(
                f"RAPPORT_DESKS: {mode!r} is no mode of a desk. There are: {', '.join(get_args(Mode))}."
            )
        if not _GROUPS[shape["channel"]].fullmatch(shape["chat"]):
            raise SettingsError(f"RAPPORT_DESKS: {entry!r} is no place for a team. {_WHERE[shape['channel']]}")
        found.append(Desk(shape["channel"], shape["chat"], mode))  # type: ignore[arg-type]  # looked up above
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Who may act for the team from a chat app: those on the list, or with an empty one every member of a desk."""

    people: frozenset[tuple[str, str]]
    """(channel, user id)"""

    def __call__(self, channel: str, user: str) -> bool:
        return not self.people or (channel, user) in self.people


def allowed(setting: str) -> Allowed:
    """Return who a setting allows. Raises SettingsError."""
    people = set()
    for entry in (part.strip() for part in setting.split(",") if part.strip()):
        if (person := somebody(entry)) is None:
            raise SettingsError(f"RAPPORT_AGENTS: {entry!r} is nobody. Write slack:U012 or telegram:5512.")
        people.add(person)
    return Allowed(frozenset(people))


def desk_of(desks: Sequence[Desk], address: Address) -> Desk | None:
    """Return the desk to which an address belongs, whatever its thread."""
    return next((desk for desk in desks if (desk.channel, desk.chat) == (address.channel, address.chat)), None)


def placed(session: Session, listed: Sequence[Desk]) -> tuple[Desk, ...]:
    """Return the desks of the settings where they are now: an app may have given a group another id meanwhile."""
    if not listed:
        return ()
    moved = {(row.channel, row.account, row.chat): row.to for row in session.exec(select(MovedChat))}
    return tuple(replace(desk, chat=moved.get((desk.channel, desk.account, desk.chat), desk.chat)) for desk in listed)


def overheard(session: Session, desk: Desk) -> int:
    """Return how many customers wrote last in a desk's chat: what agents say there is not among themselves."""
    here = select(func.count()).select_from(Identity).join(Chat, col(Chat.id) == col(Identity.chat_id))
    place = (Chat.channel == desk.channel, Chat.account == desk.account, Chat.chat == desk.chat)
    return session.exec(here.where(*place)).one()


# --- threads -------------------------------------------------------------------------------------


def thread_of(session: Session, case_id: int) -> DeskThread | None:
    """Return the thread in which a case is worked on; None where it is only on the web desk. For this room."""
    return session.exec(
        select(DeskThread)
        .where(DeskThread.case_id == case_id, DeskThread.state != "gone")
        .order_by(col(DeskThread.id).desc())
        .limit(1)
    ).first()


def cases_at(session: Session, address: Address) -> list[int]:
    """Return the open cases that have a thread in a chat, oldest first."""
    return list(session.exec(
        select(Case.id)
        .join(DeskThread, col(DeskThread.case_id) == col(Case.id))
        .where(DeskThread.channel == address.channel, DeskThread.chat == address.chat, DeskThread.state != "gone")
        .where(col(Case.state).in_(OPEN))
        .order_by(col(Case.id))
        .distinct()
    ))  # fmt: skip


def left(session: Session, address: Address) -> int | None:
    """Return the open case that was worked on in a thread and has moved on from there; None for any other thread."""
    return session.exec(
        select(Case.id)
        .join(DeskThread, col(DeskThread.case_id) == col(Case.id))
        .where(DeskThread.channel == address.channel, DeskThread.chat == address.chat)
        .where(DeskThread.thread == address.thread, DeskThread.thread != "", DeskThread.state == "gone")
        .where(col(Case.state).in_(OPEN))
        .order_by(col(Case.id).desc())
    ).first()


def case_in(session: Session, address: Address) -> int | None:
    """Return the case of a thread, the open one where several were worked on there; None for any other thread."""
    if not address.thread:
        return None
    here = or_(col(DeskThread.thread) == address.thread, col(DeskThread.card) == address.thread)
    rows = session.exec(
        select(Case.id, Case.state)
        .join(DeskThread, col(DeskThread.case_id) == col(Case.id))
        .where(DeskThread.channel == address.channel, DeskThread.chat == address.chat, here)
        .where(col(DeskThread.thread) != "", col(DeskThread.state) != "gone")
        .order_by(col(Case.id).desc())
    ).all()
    still_open = (case_id for case_id, state in rows if state in OPEN)
    return next(still_open, rows[0][0] if rows else None)
