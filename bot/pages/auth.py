"""Who is looking: signed cookies for visitors and agents, one-time login links, and CSRF tokens."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from sqlmodel import Session, col, select, update

from bot.errors import InputError
from bot.storage.tables import Agent, Login

VISITOR_COOKIE = "rapport_visitor"
AGENT_COOKIE = "rapport_agent"
LINK_LIFE = timedelta(hours=24)
SESSION_LIFE = timedelta(days=14)
VISITOR_LIFE = timedelta(days=365)
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Member:
    """An agent who may use the desk. `epoch` is what their cookie must carry."""

    id: int
    public_id: str
    name: str
    epoch: int


def _member(agent: Agent) -> Member:
    return Member(agent.id, agent.public_id, agent.name, agent.session_epoch)


def hashed(token: str) -> str:
    """Return what is kept of a login token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(session: Session, name: str, token: str, now: datetime) -> str:
    """Store a login link for the agent of that name, made if new; return the public name.

    Earlier unused links of the agent end. Raises InputError for an unusable name or a disabled agent.
    """
    name = " ".join(name.split())
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        raise InputError(f"An agent's name has 1 to {NAME_LENGTH} printable characters; customers see it.")
    agent = session.exec(select(Agent).where(Agent.name == name)).first()
    if agent is None:
        agent = Agent(name=name, created_at=now)
        session.add(agent)
        session.flush()
    if not agent.active:
        raise InputError(f"{name} is disabled and cannot be invited.")
    unused = (col(Login.agent_id) == agent.id, col(Login.used_at).is_(None))
    session.exec(update(Login).where(*unused).values(used_at=now))
    session.add(Login(token_hash=hashed(token), agent_id=agent.id, expires_at=now + LINK_LIFE))
    return agent.name


def redeem(session: Session, token: str, now: datetime) -> Member | None:
    """Use up a login link; None when it is unknown, used, too old or its agent is disabled."""
    login = session.exec(select(Login).where(Login.token_hash == hashed(token))).first()
    agent = session.get(Agent, login.agent_id) if login else None
    if login is None or agent is None or not agent.active or login.expires_at <= now:
        return None
    # The condition makes it once, also for two presses at the same time.
    unused = (col(Login.id) == login.id, col(Login.used_at).is_(None))
    if session.exec(update(Login).where(*unused).values(used_at=now)).rowcount != 1:
        return None
    return _member(agent)


def member(session: Session, public_id: str, epoch: int) -> Member | None:
    """Return the agent a cookie names, None when disabled, logged out since, or unknown."""
    agent = session.exec(select(Agent).where(Agent.public_id == public_id)).first()
    if agent is None or not agent.active or agent.session_epoch != epoch:
        return None
    return _member(agent)


def named(session: Session, name: str) -> Member | None:
    """Return the active agent of that name: the demo's agent needs no login."""
    agent = session.exec(select(Agent).where(Agent.name == name, col(Agent.active).is_(True))).first()
    return _member(agent) if agent else None


def log_out(session: Session, public_id: str) -> None:
    """End every session of an agent."""
    raised = update(Agent).where(col(Agent.public_id) == public_id).values(session_epoch=Agent.session_epoch + 1)
    session.exec(raised)


def team(session: Session) -> list[tuple[str, bool]]:
    """Return each agent's name and whether they are active."""
    return [(agent.name, agent.active) for agent in session.exec(select(Agent).order_by(col(Agent.name)))]


class Keys:
    """Signs and checks what browsers carry. Raises ValueError on an empty secret: nothing would be proved by it."""

    def __init__(self, secret: str) -> None:
        if not secret:
            raise ValueError("the pages need a secret to sign cookies with")
        self._visitor = URLSafeSerializer(secret, salt="rapport.visitor")
        self._agent = URLSafeSerializer(secret, salt="rapport.agent")
        self._csrf = hashlib.sha256(b"rapport.csrf\0" + secret.encode()).digest()

    def sign_visitor(self, visitor: str) -> str:
        return _text(self._visitor.dumps(visitor))

    def visitor(self, cookie: str) -> str:
        """Return the visitor's id, "" when the cookie is not ours."""
        try:
            value = self._visitor.loads(cookie)
        except BadSignature:
            return ""
        return value if isinstance(value, str) else ""

    def sign_agent(self, member: Member, now: datetime) -> str:
        return _text(self._agent.dumps([member.public_id, member.epoch, int(now.timestamp())]))

    def agent(self, cookie: str, now: datetime) -> tuple[str, int] | None:
        """Return (public id, epoch), None when the cookie is not ours or too old."""
        try:
            public_id, epoch, since = self._agent.loads(cookie)
        except (BadSignature, TypeError, ValueError):
            return None
        age = now.timestamp() - since
        return (public_id, epoch) if age <= SESSION_LIFE.total_seconds() else None

    def csrf(self, visitor_cookie: str, agent_cookie: str) -> str:
        """Return the token that a page's forms carry: bound to both cookies, so it ends with a login or logout."""
        bound = json.dumps([visitor_cookie, agent_cookie]).encode()
        return hmac.new(self._csrf, bound, hashlib.sha256).hexdigest()


def _text(signed: str | bytes) -> str:
    return signed if isinstance(signed, str) else signed.decode()


def new_visitor() -> str:
    """Return 128 random bits: who a browser without a cookie is from now on."""
    return secrets.token_hex(16)
