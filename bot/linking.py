"""Two accounts become one customer, and two again: for customers and agents alike; both sides are told."""

from __future__ import annotations

from datetime import datetime
from string import ascii_lowercase, ascii_uppercase

from sqlmodel import Session, col, select

from bot.handoff import joining
from bot.memory import identities
from bot.memory.identities import LinkMethod
from bot.storage import queue
from bot.storage.tables import Case, Identity
from bot.types.chat import Address, Sender
from bot.types.handoff import OPEN, Actor

BY_MAIL = "verified e-mail"
"""The evidence of a link that rests on an address which a host verified for both."""
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
"""Case folding beyond ASCII makes one address of two: straße.de and strasse.de have two owners."""


def link(
    session: Session,
    a_customer_id: int,
    b_customer_id: int,
    *,
    method: LinkMethod,
    actor: str,
    evidence: str,
    now: datetime,
) -> identities.Linked:
    """Make two customers one: identities, waiting events and the open conversation. Raises Refused."""
    linked = identities.link(
        session, a_customer_id, b_customer_id, method=method, actor=actor, evidence=evidence, now=now
    )
    session.flush()
    queue.reroute(session, linked.from_customer_id, linked.into_customer_id, now)
    joining.join(session, linked.from_customer_id, linked.into_customer_id, now)
    if method != "code":  # who typed a code was there, and the other side is told in the same turn
        _tell_both(session, linked, now)
    return linked


def vouched(session: Session, visitor: str, name: str, before: str, now: datetime, *, email: str | None = None) -> None:
    """The host site says who is in this browser: what was written in it before anybody was logged in is theirs.

    `before` is the visitor that the browser was; one whom the host has vouched for stays who they are, and one who
    is shut out stays so, alone. `email` is the address that the host has verified: "" for one that it has not, None
    where it says nothing of one.
    """
    who = identities.resolve(session, Address("web", "site", visitor), Sender("site", visitor, name), now)
    known = session.get_one(Identity, who.identity_id)
    known.verified_by = "host" if known.verified_by == "none" else known.verified_by
    session.add(known)
    _bring_along(session, known, before, now)
    if email is not None:
        verified(session, known.id, email, "site", now)


def _bring_along(session: Session, known: Identity, before: str, now: datetime) -> None:
    earlier = session.exec(select(Identity).where(Identity.channel == "web", Identity.external_id == before)).first()
    if earlier is None or earlier.verified_by != "none" or earlier.customer_id == known.customer_id:
        return
    session.flush()
    if identities.linkable(session, known.customer_id, earlier.customer_id):
        link(session, known.customer_id, earlier.customer_id, method="host", actor="site", evidence="signed token",
             now=now)  # fmt: skip


def verified(session: Session, identity_id: int, email: str, source: str, now: datetime) -> None:
    """The host has verified whose address this is: accounts with the same one become one customer, and are told.

    What another address linked before does not hold of this one. "" says that none is verified any more.
    """
    identity = session.get_one(Identity, identity_id)
    email = email.translate(_LOWER)
    freed = _undo_mail_links(session, identity, source, now) if identity.email not in ("", email) else ()
    identity.email = email
    identity.verified_by = "host" if identity.verified_by == "none" and email else identity.verified_by
    session.add(identity)
    session.flush()
    for one in (*freed, identity):
        for other in identities.same_person(session, one):
            _link_by_mail(session, one, other, source, now)


def _link_by_mail(session: Session, one: Identity, other: Identity, source: str, now: datetime) -> None:
    """Link two accounts of one address, unless somebody took their customers apart: each link may change that."""
    ours, theirs = one.customer_id, other.customer_id
    if ours == theirs or identities.parted(session, ours, theirs) or not identities.linkable(session, ours, theirs):
        return
    link(session, ours, theirs, method="host", actor=source, evidence=BY_MAIL, now=now)


def _undo_mail_links(session: Session, changed: Identity, source: str, now: datetime) -> list[Identity]:
    """Take apart what an account's former address joined it with; return the others that were given back."""
    customer_id = changed.customer_id
    _undo_to_mail(session, changed, source, now)
    same = select(Identity).where(Identity.customer_id == changed.customer_id, Identity.email == changed.email)
    others = session.exec(same.where(Identity.id != changed.id).order_by(col(Identity.id))).all()
    for other in others:
        _undo_to_mail(session, other, source, now)
    return [other for other in others if other.customer_id != customer_id]


def _undo_to_mail(session: Session, identity: Identity, source: str, now: datetime) -> None:
    """Undo an account's links, newest first, until none is left that rests on an address."""
    while identities.linked_by(session, identity.id, BY_MAIL):
        unlink(session, identity.id, source, now)
        session.refresh(identity)


def merge(session: Session, case_id: int, other_id: int, actor: Actor, now: datetime) -> int:
    """Make the customers of two open cases one, on an agent's word; return the case that this ended. Raises Refused."""
    one, other = session.get_one(Case, case_id), session.get_one(Case, other_id)
    evidence = f"merged the cases #{one.number} and #{other.number}"
    link(session, one.customer_id, other.customer_id, method="agent", actor=f"agent:{actor.agent_id}",
         evidence=evidence, now=now)  # fmt: skip
    return next(case.id for case in (one, other) if case.state not in OPEN)


def _tell_both(session: Session, linked: identities.Linked, now: datetime) -> None:
    """Tell each side of a linking of which it knows nothing yet, where it wrote last; a page that both read, once."""
    reachable = session.exec(
        select(Identity)
        .where(Identity.customer_id == linked.into_customer_id, col(Identity.chat_id).is_not(None))
        .order_by(col(Identity.id).desc())
    ).all()
    moved = next((one for one in reachable if one.id in linked.moved_identity_ids), None)
    stayed = next((one for one in reachable if one.id not in linked.moved_identity_ids), None)
    one_page = moved is not None and stayed is not None and moved.channel == stayed.channel == "web"
    for one, other in ((moved, stayed), (None if one_page else stayed, moved)):
        if one is not None:
            to = queue.direct_place(session, one)
            payload = {"kind": "linked", "channel": other.channel if other else "", "direct": to.chat if to else ""}
            key = f"linked:{one.id}:{linked.from_customer_id}:{now.isoformat()}"
            queue.schedule(session, key=key, identity_id=one.id, due_at=now, payload=payload)


def unlink(session: Session, identity_id: int, actor: str, now: datetime) -> identities.Linked | None:
    """Give an identity back to the customer it came from, exactly as it was. Raises Refused."""
    undone = identities.unlink(session, identity_id, actor, now)
    if undone is not None:
        session.flush()
        queue.reroute(session, undone.from_customer_id, undone.into_customer_id, now)
        joining.split(session, undone.from_customer_id, identity_id, undone.into_customer_id, now)
    return undone
