"""The agents of a house: who acts from a chat app, whether they may, and on which desks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot import markup, texts
from bot.errors import InputError, NotFound
from bot.handoff import desks
from bot.handoff.desks import Allowed, Desk
from bot.storage.tables import Agent, AgentIdentity
from bot.types.chat import Inbound as Arrival
from bot.types.chat import Sender, somebody


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


def agent_of(session: Session, event: Arrival, team: Team, now: datetime) -> Agent | None:
    """Return the agent who did this, made when new; None for bots, strangers and whoever may not act."""
    sender, channel = event.sender, event.address.channel
    known = known_agent(session, event)
    if not may_act(session, event, team, known):
        return None
    if known is not None:
        return _renamed(session, known, channel, sender)
    agent = Agent(name=_free_name(session, sender.name, channel), created_at=now)
    session.add(agent)
    session.flush()
    session.add(AgentIdentity(agent_id=agent.id, channel=channel, realm=sender.realm, external_id=sender.id,
                              created_at=now))  # fmt: skip
    return agent


def may_act(session: Session, event: Arrival, team: Team, known: Agent | None) -> bool:
    """Whether who did this may act for the team: no bot, no stranger, on the list where there is one."""
    if event.sender.is_bot or not event.sender.id or event.data.get("stranger"):
        return False
    if known is not None:
        return known.active
    return team.allowed(event.address.channel, event.sender.id) and team.at(session, event) is not None


def known_agent(session: Session, event: Arrival) -> Agent | None:
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
    if (person := somebody(account)) is None:
        raise InputError(f"{account!r} is no account. Write slack:U012 or telegram:5512.")
    channel, user = person
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
