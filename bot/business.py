"""What a company's other systems tell of a customer: orders, visits, plans, facts; by API, import or replay.

One road for all of them: a line becomes a `Told`, checked; `tell` keeps it as an event and as facts, once.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from rapidfuzz import fuzz, process
from sqlmodel import Session, col, select

from bot import linking, markup
from bot.errors import InputError, KnowledgeError
from bot.instant import instant
from bot.memory import facts, identities
from bot.memory.registry import Registry
from bot.relationship import events
from bot.storage.tables import ApiKey
from bot.types.memory import Learned
from bot.types.relationship import Happened

ABOUT = ("event", "at", "id", "facts", "verified_email")
"""Words of a line that are not its data."""
BECOMES = {"plan": "plan.name", "product": "product.owned", "order": "order.id"}
"""Data of an event that is a fact of the customer as well."""
AHEAD = timedelta(days=1)
"""How far in the future an event may lie: clocks differ, and some zone has tomorrow already."""
LONGEST = 200
_OWN = re.compile(r"x\.[a-z0-9_.]+")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True)
class Told:
    """One line, checked: what happened (or nothing) and facts by key."""

    happened: Happened | None
    key: str
    facts: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    email: str = ""
    """The address that the other system has verified for this account; "" for none."""


def is_email(said: Any) -> bool:
    """Return whether this is the address of one person."""
    return isinstance(said, str) and len(said) <= LONGEST and _EMAIL.fullmatch(said) is not None


def read(line: Mapping[str, Any], registry: Registry, now: datetime) -> Told:
    """Return what a line tells. Raises InputError saying what is wrong and what was meant."""
    if not isinstance(line, Mapping):
        raise InputError('an event is an object such as {"event": "order_placed", "amount": 129.0}')
    kind, at = str(line.get("event") or ""), _time(line.get("at"), now)
    data = {
        markup.clean(str(name)): markup.clean(value) if isinstance(value, str) else value
        for name, value in line.items()
        if name not in ABOUT and value not in (None, "")
    }
    told, email = _facts(line.get("facts") or {}, registry), line.get("verified_email") or ""
    if email and not is_email(email):
        raise InputError(f'"verified_email" needs one e-mail address, not {email!r}')
    if not kind and not told and not email:
        raise InputError(f'"event" is missing: one of {", ".join(events.TOLD)}, or "facts" alone')
    if kind:
        _check(kind, data)
        told |= {BECOMES[name]: _value(BECOMES[name], value, registry) for name, value in data.items()
                 if name in BECOMES}  # fmt: skip
    key = markup.clean(str(line.get("id") or "")) or _digest(kind, at, data, told)
    key = key if len(key) <= LONGEST else _digest(key)
    return Told(Happened(kind, at, data) if kind else None, f"told:{key}", told, at, email)


def tell(
    session: Session, ref: tuple[str, str, str], told: Told, source: str, registry: Registry, now: datetime
) -> bool:
    """Keep what is told of `(channel, realm, user)`, who may not have written yet; False where it is known already.

    Raises Refused where the realm must be said, InputError where the account is none.
    """
    if not all(part.isprintable() for part in ref):
        raise InputError("an account has printable letters alone")
    identity_id = identities.account(session, *ref, now)
    if told.happened is not None and not events.note(
        session, identity_id, told.happened, now, key=told.key, source=source
    ):
        return False
    if told.email:
        linking.verified(session, identity_id, told.email, source, now)
    at = told.at or now
    for key, value in told.facts.items():
        learned = Learned(key, value, "", f"api:{source}")
        facts.store(session, identity_id, learned, at, now, registry)
    if told.happened is not None and told.happened.kind == "plan_ended":
        ended = Learned("plan.name", "", "", f"api:{source}", denies=True)
        facts.store(session, identity_id, ended, at, now, registry)
    return True


def _check(kind: str, data: Mapping[str, Any]) -> None:
    if kind not in events.TOLD and not _OWN.fullmatch(kind):
        raise InputError(f'there is no event "{kind}"{_hint(kind, events.TOLD)} Events of your own begin with "x."')
    for name, value in data.items():
        if not isinstance(value, str | int | float | bool) or len(str(value)) > LONGEST:
            raise InputError(f'"{name}" needs words or a number, of at most {LONGEST} letters')
        if isinstance(value, float) and not math.isfinite(value):  # what is counted from it would have no end
            raise InputError(f'"{name}" needs a number that can be counted, not {value}')
    if "amount" in data and (isinstance(data["amount"], bool) or not isinstance(data["amount"], int | float)):
        raise InputError(f'"amount" needs a number, not {data["amount"]!r}')


def _facts(found: Any, registry: Registry) -> dict[str, str]:
    if not isinstance(found, Mapping):
        raise InputError('"facts" needs an object such as {"plan.name": "Plus"}')
    return {str(key): _value(str(key), value, registry) for key, value in found.items()}


def _value(key: str, value: Any, registry: Registry) -> str:
    """Return a fact's value as it is kept. Raises InputError for an unknown key or a value that cannot be one."""
    try:
        rules = registry.key(key)
    except KnowledgeError as error:
        raise InputError(str(error)) from error
    said = " ".join(markup.clean(str(value)).split())
    if not said or len(said) > LONGEST or not isinstance(value, str | int | float):
        raise InputError(f'fact "{key}" needs 1 to {LONGEST} letters')
    closed = {"plan": registry.plans, "choice": rules.values}.get(rules.type, ())
    if not closed:
        return said
    right = next((one for one in closed if one.casefold() == said.casefold()), "")
    if not right:
        raise InputError(f'fact "{key}" cannot be "{said}"{_hint(said, closed)}')
    return right


def _time(value: Any, now: datetime) -> datetime:
    if value in (None, ""):
        return now
    try:
        at = instant(str(value))
    except ValueError as error:
        raise InputError(f'"at" needs an ISO time such as 2026-03-02T09:00:00Z, not "{value}"') from error
    if at > now + AHEAD:
        raise InputError(f'"at" lies in the future: {value}')
    return at


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()[:32]


def _hint(word: str, known: tuple[str, ...]) -> str:
    near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=60)
    return f' – did you mean "{near[0]}"?' if near else f". There are: {', '.join(known)}."


# --- keys ----------------------------------------------------------------------------------------


def new_key(session: Session, name: str, key: str, now: datetime) -> str:
    """Keep the hash of a fresh API key; return its name. Raises InputError where that name's key still works."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise InputError("A key needs a name, such as the system's that uses it.")
    row = session.exec(select(ApiKey).where(ApiKey.name == name)).first()
    row = row or ApiKey(name=name, hash="", created_at=now, revoked_at=now)
    if row.revoked_at is None:
        raise InputError(f"{name} has a key that works. Take another name, or end that key first: "
                         f"`rapport api-key revoke {shlex.quote(name)}`.")  # fmt: skip
    row.hash, row.created_at, row.revoked_at = hashed(key), now, None
    session.add(row)
    return name


def revoke_key(session: Session, name: str, now: datetime) -> bool:
    """End a key; False where there is none of that name that still works."""
    row = session.exec(select(ApiKey).where(ApiKey.name == name, col(ApiKey.revoked_at).is_(None))).first()
    if row is None:
        return False
    row.revoked_at = now
    session.add(row)
    return True


def keys(session: Session) -> list[tuple[str, datetime, datetime | None]]:
    """Return name, birth and end of each key."""
    rows = session.exec(select(ApiKey).order_by(col(ApiKey.id))).all()
    return [(row.name, row.created_at, row.revoked_at) for row in rows]


def holder(session: Session, key: str) -> str:
    """Return the name of the key that a system shows; "" for one that is unknown or revoked."""
    found = select(ApiKey.name).where(ApiKey.hash == hashed(key), col(ApiKey.revoked_at).is_(None))
    return session.exec(found).first() or ""


def hashed(key: str) -> str:
    """Return what is kept of a key: 256 random bits need no salt."""
    return hashlib.sha256(key.encode()).hexdigest()
