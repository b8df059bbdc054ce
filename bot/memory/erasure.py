"""The end of a customer: every row of all linked identities goes, in the order of the foreign keys.

What remains is a tombstone with a hash, and what is another person's: a conversation in which an unlinked identity
also wrote is handed to that one, without the erased words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, update
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import Session, col, select

from bot.errors import NotFound
from bot.memory.identities import survivor
from bot.storage import files
from bot.storage.tables import (
    Bucket,
    BusinessEvent,
    Case,
    CaseEvent,
    Chat,
    Conversation,
    Customer,
    Decision,
    DeskThread,
    Draft,
    Erasure,
    Fact,
    FactSource,
    Gap,
    GapAsker,
    Identity,
    IdentityLink,
    Inbound,
    Incident,
    IncidentMember,
    Issue,
    Lane,
    LinkAttempt,
    LinkCode,
    Message,
    MessageRef,
    Outbox,
    Outcome,
    Outreach,
    Presence,
    Promise,
    Recovery,
    Resolution,
    Survey,
    Timer,
    Tried,
)
from bot.storage.tables.base import public_id
from bot.types.chat import Address

REMOVED = "[removed]"


def customer_hash(public_id: str) -> str:
    """Return what a tombstone keeps of a public id: proof for who holds the id, nothing for anybody else."""
    return hashlib.sha256(public_id.encode()).hexdigest()


# --- asking a running engine -------------------------------------------------------------------


def request_erasure(session: Session, customer_id: int, now: datetime) -> int:
    """Ask the engine on this database to erase a customer; return the request's id. Asking twice is one request."""
    customer = session.get_one(Customer, survivor(session, customer_id))
    waiting = _request(session, customer.id)
    if waiting is None:
        waiting = Erasure(
            customer_hash=customer_hash(customer.public_id), scope="all", requested_at=now, customer_id=customer.id
        )
        session.add(waiting)
        session.flush()
    return waiting.id


def pending(session: Session) -> tuple[tuple[int, int], ...]:
    """Return (erasure id, customer id) of each request that is not carried out yet, oldest first."""
    rows = session.exec(select(Erasure).where(col(Erasure.done_at).is_(None)).order_by(col(Erasure.id))).all()
    return tuple((row.id, row.customer_id) for row in rows if row.customer_id is not None)


def finish(session: Session, erasure_id: int, now: datetime) -> None:
    """Mark a request as carried out; whoever waits for it sees `done_at`."""
    row = session.get(Erasure, erasure_id)
    if row is None:
        raise NotFound(f"no request for erasure {erasure_id}")
    row.done_at, row.customer_id = row.done_at or now, None
    session.add(row)
    session.flush()


def _request(session: Session, customer_id: int) -> Erasure | None:
    return session.exec(
        select(Erasure).where(Erasure.customer_id == customer_id, col(Erasure.done_at).is_(None))
    ).first()


# --- erasing -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Doomed:
    """What is to go, found before anything goes. `messages` is a query, since these may be many."""

    customers: tuple[int, ...]
    identities: tuple[int, ...]
    cases: tuple[int, ...]
    conversations: tuple[int, ...]
    shared: tuple[int, ...]
    """Conversations of this customer in which somebody else's words stay."""
    chats: frozenset[int]
    parts: Any
    """What holds for the parts that went to these identities."""

    @property
    def messages(self) -> Any:
        return select(Message.id).where(col(Message.identity_id).in_(self.identities))

    @property
    def inbound(self) -> Any:
        return select(Inbound.id).where(
            or_(
                col(Inbound.identity_id).in_(self.identities),
                col(Inbound.message_id).in_(self.messages),
                and_(col(Inbound.lane_kind) == "case", col(Inbound.lane_ref).in_(self.cases)),
                and_(
                    col(Inbound.lane_kind) == "in",
                    col(Inbound.lane_ref).in_(self.customers),
                    col(Inbound.identity_id).is_(None),
                ),
            )
        )


def erase(session: Session, customer_id: int, now: datetime) -> int:
    """Delete everything of a customer over all linked identities; return the number of rows. Raises NotFound.

    The bytes are gone from disk after `PRAGMA wal_checkpoint(TRUNCATE)`, which whoever commits runs afterwards.
    A request for this customer keeps the count and stays pending until `finish`.
    """
    customer_id = survivor(session, customer_id)
    # Of two processes that are at it at once, the second finds nobody, and does not count its nothing for the first.
    # The key alone stays free, so that somebody else's erasure can hand a conversation over to this customer.
    customer = session.get(Customer, customer_id, with_for_update={"key_share": True}, populate_existing=True)
    if customer is None:
        raise NotFound(f"customer {customer_id} is erased already")
    public = customer.public_id
    request = _request(session, customer_id)
    session.flush()
    _hold_talks(session, customer_id)
    doomed = _find(session, customer_id)
    _let_go(session, doomed)
    rows = sum(changed(session, statement) for statement in _deletions(doomed))
    _end_lanes(session, doomed)
    rows += _end_chats(session, doomed) + _end_customers(session, doomed, customer_id)
    # Bulk statements pass the session by: nothing it still holds may be written back.
    session.expire_all()
    if request is None:
        request = Erasure(customer_hash=customer_hash(public), scope="all", requested_at=now, done_at=now)
    request.rows = rows
    session.add(request)
    session.flush()
    return rows


def _hold_talks(session: Session, customer_id: int) -> None:
    """Lock the conversations in which a customer wrote, in one order for everybody.

    Of two who wrote in the same one, the second to be erased then sees what the first one's erasure left.
    """
    wrote = (
        select(Message.conversation_id)
        .join(Identity, col(Identity.id) == col(Message.identity_id))
        .where(Identity.customer_id == customer_id)
    )
    held = select(Conversation.id).where(
        or_(col(Conversation.customer_id) == customer_id, col(Conversation.id).in_(wrote))
    )
    session.exec(held.order_by(col(Conversation.id)).with_for_update()).all()


def all_of(session: Session, customer_id: int) -> tuple[int, ...]:
    """Return a customer and those merged into them for good: what stands under any of these is theirs."""
    customer_id = survivor(session, customer_id)
    ids = session.exec(select(Identity.id).where(Identity.customer_id == customer_id)).all()
    return (customer_id, *_shells(session, ids))


def _find(session: Session, customer_id: int) -> _Doomed:
    ids = session.exec(select(Identity.id).where(Identity.customer_id == customer_id)).all()
    customers = all_of(session, customer_id)
    cases = session.exec(select(Case.id).where(col(Case.customer_id).in_(customers))).all()
    own = session.exec(select(Conversation.id).where(col(Conversation.customer_id).in_(customers))).all()
    shared = set(_with_others(session, own, ids, customers))
    return _Doomed(
        customers=customers,
        identities=tuple(ids),
        cases=tuple(cases),
        conversations=tuple(talk for talk in own if talk not in shared),
        shared=tuple(sorted(shared)),
        chats=frozenset(_chats(session, ids)),
        parts=parts_to(session, ids),
    )


def _shells(session: Session, ids: Sequence[int]) -> list[int]:
    """Customers that were merged into this one and to whom nobody else's linking can ever lead back."""
    merged = session.exec(
        select(IdentityLink.from_customer_id)
        .join(Customer, col(Customer.id) == col(IdentityLink.from_customer_id))
        .where(
            col(IdentityLink.identity_id).in_(ids),
            col(IdentityLink.undone_at).is_(None),
            Customer.status == "merged",
        )
        .distinct()
    ).all()
    return [shell for shell in merged if not _needed(session, shell, ids)]


def _needed(session: Session, customer_id: int, ids: Sequence[int]) -> bool:
    """Whether another person's identity was linked from or over this customer, so that undoing needs the row."""
    row = session.exec(
        select(IdentityLink.id)
        .where(
            or_(
                col(IdentityLink.from_customer_id) == customer_id,
                col(IdentityLink.into_customer_id) == customer_id,
            ),
            col(IdentityLink.undone_at).is_(None),
            col(IdentityLink.identity_id).not_in(ids),
        )
        .limit(1)
    ).first()
    return row is not None


def _with_others(session: Session, talks: Sequence[int], ids: Sequence[int], customers: Sequence[int]) -> list[int]:
    words = select(Message.conversation_id).where(
        col(Message.conversation_id).in_(talks), col(Message.identity_id).not_in(ids)
    )
    cases = select(Case.conversation_id).where(
        col(Case.conversation_id).in_(talks), col(Case.customer_id).not_in(customers)
    )
    return [*session.exec(words).all(), *session.exec(cases).all()]


def _chats(session: Session, ids: Sequence[int]) -> set[int]:
    """Every chat in which one of these identities appears."""
    mine = select(Message.id).where(col(Message.identity_id).in_(ids))
    direct = session.exec(select(Identity.chat_id).where(col(Identity.id).in_(ids))).all()
    sent = session.exec(select(Outbox.chat_id).where(col(Outbox.message_id).in_(mine)).distinct()).all()
    appeared = select(Chat.id).join(
        MessageRef,
        and_(
            col(MessageRef.channel) == col(Chat.channel),
            col(MessageRef.account) == col(Chat.account),
            col(MessageRef.chat) == col(Chat.chat),
        ),
    )
    seen = session.exec(appeared.where(col(MessageRef.message_id).in_(mine)).distinct()).all()
    came = session.exec(select(Inbound.payload).where(col(Inbound.identity_id).in_(ids))).all()
    return {chat for chat in (*direct, *sent, *seen, *_from_payloads(session, came)) if chat is not None}


def parts_to(session: Session, ids: Sequence[int]) -> Any:
    """Return what holds for the parts that went to these identities: of a message, or a page of their own."""
    mine = select(Message.id).where(col(Message.identity_id).in_(ids))
    page = and_(
        col(Outbox.message_id).is_(None),
        col(Outbox.thread_id).is_(None),
        col(Outbox.chat_id).in_(_private(session, ids)),
    )
    return or_(col(Outbox.message_id).in_(mine), page)


def _private(session: Session, ids: Sequence[int]) -> list[int]:
    """Return the chats in which these identities, and nobody else, are written to."""
    chats = (
        select(Identity.chat_id)
        .join(Chat, col(Chat.id) == col(Identity.chat_id))
        .where(col(Identity.id).in_(ids), col(Chat.shared).is_(False))
    )
    own = {chat for chat in session.exec(chats).all() if chat}
    others = select(Identity.chat_id).where(col(Identity.chat_id).in_(own), col(Identity.id).not_in(ids))
    spoken = (
        select(Outbox.chat_id)
        .join(Message, col(Message.id) == col(Outbox.message_id))
        .where(col(Outbox.chat_id).in_(own), col(Message.identity_id).not_in(ids))
    )
    return sorted(own.difference(session.exec(others).all(), session.exec(spoken.distinct()).all()))


def _from_payloads(session: Session, payloads: Sequence[Mapping[str, Any]]) -> list[int]:
    fields = ("channel", "account", "chat", "thread")
    places = {tuple(str(p["address"].get(name, "")) for name in fields) for p in payloads if "address" in p}
    found: list[int] = []
    for channel, account, chat, thread in places:
        found += session.exec(
            select(Chat.id).where(
                Chat.channel == channel, Chat.account == account, Chat.chat == chat, Chat.thread == thread
            )
        ).all()
    return found


# --- in the order of the foreign keys ----------------------------------------------------------


def _let_go(session: Session, doomed: _Doomed) -> None:
    """Cut what other people's rows hold of the doomed ones, without touching what is theirs."""
    mine, ids = doomed.messages, doomed.identities
    talks = select(Message.conversation_id).where(col(Message.identity_id).in_(ids))
    theirs = select(Case.id).where(
        or_(col(Case.conversation_id).in_(talks), col(Case.conversation_id).in_(doomed.shared)),
        col(Case.id).not_in(doomed.cases),
    )
    for statement in (
        # A case of theirs may have been told in the erased words while the two were linked.
        delete(Draft).where(col(Draft.case_id).in_(theirs)),
        update(CaseEvent).where(col(CaseEvent.case_id).in_(theirs)).values(detail=""),
        update(Case).where(col(Case.id).in_(theirs)).values(title=REMOVED, detail=""),
        update(Conversation).where(col(Conversation.id).in_(talks)).values(hint="", awaiting={}),
        update(Issue)
        .where(col(Issue.resolved_message_id).in_(mine), col(Issue.identity_id).not_in(ids))
        .values(resolved_message_id=None),
        update(Tried)
        .where(col(Tried.message_id).in_(mine), col(Tried.identity_id).not_in(ids))
        .values(message_id=None),
        update(Outbox)
        .where(col(Outbox.inbound_id).in_(doomed.inbound), col(Outbox.message_id).not_in(mine))
        .values(inbound_id=None),
    ):
        changed(session, statement)
    for talk in doomed.shared:
        _hand_over(session, talk, doomed)


def _hand_over(session: Session, talk: int, doomed: _Doomed) -> None:
    """Give a conversation to the other person in it, closed: its open state was the erased customer's."""
    writer = session.exec(
        select(Identity.customer_id)
        .join(Message, col(Message.identity_id) == col(Identity.id))
        .where(Message.conversation_id == talk, col(Identity.id).not_in(doomed.identities))
        .order_by(col(Message.id).desc())
        .limit(1)
    ).first()
    case = select(Case.customer_id).where(Case.conversation_id == talk, col(Case.customer_id).not_in(doomed.customers))
    owner = writer if writer is not None else session.exec(case.limit(1)).one()
    changed(
        session,
        update(Conversation)
        .where(col(Conversation.id) == talk)
        .values(customer_id=owner, status="closed", hint="", awaiting={}),
    )


def _deletions(doomed: _Doomed) -> list[Any]:
    mine, ids, cases = doomed.messages, doomed.identities, doomed.cases
    facts = select(Fact.id).where(col(Fact.identity_id).in_(ids))
    threads = select(DeskThread.id).where(col(DeskThread.case_id).in_(cases))
    return [
        delete(FactSource).where(or_(col(FactSource.fact_id).in_(facts), col(FactSource.message_id).in_(mine))),
        delete(Fact).where(col(Fact.identity_id).in_(ids)),
        delete(Issue).where(col(Issue.identity_id).in_(ids)),
        delete(Resolution).where(col(Resolution.identity_id).in_(ids)),
        delete(Tried).where(col(Tried.identity_id).in_(ids)),
        delete(BusinessEvent).where(col(BusinessEvent.identity_id).in_(ids)),
        delete(Draft).where(col(Draft.case_id).in_(cases)),
        delete(CaseEvent).where(col(CaseEvent.case_id).in_(cases)),
        delete(Presence).where(col(Presence.case_id).in_(cases)),
        delete(Outbox).where(col(Outbox.thread_id).in_(threads)),
        delete(DeskThread).where(col(DeskThread.case_id).in_(cases)),
        *_dealings(doomed),
        delete(Case).where(col(Case.id).in_(cases)),
        delete(Decision).where(
            or_(
                col(Decision.in_reply_to).in_(mine),
                col(Decision.message_id).in_(mine),
                col(Decision.conversation_id).in_(doomed.conversations),
            )
        ),
        files.discarding(mine),
        delete(MessageRef).where(col(MessageRef.message_id).in_(mine)),
        delete(Outbox).where(doomed.parts),
        delete(Inbound).where(col(Inbound.id).in_(doomed.inbound)),
        delete(Timer).where(col(Timer.identity_id).in_(ids)),
        delete(LinkCode).where(col(LinkCode.identity_id).in_(ids)),
        delete(LinkAttempt).where(col(LinkAttempt.identity_id).in_(ids)),
        delete(IdentityLink).where(col(IdentityLink.identity_id).in_(ids)),
        delete(Message).where(col(Message.identity_id).in_(ids)),
        delete(Conversation).where(col(Conversation.id).in_(doomed.conversations)),
        delete(Identity).where(col(Identity.id).in_(ids)),
    ]


def _dealings(doomed: _Doomed) -> list[Any]:
    """What was asked of, promised to and counted of a customer. Counts stay, with nobody behind them."""
    mine, ids, cases, talks = doomed.messages, doomed.identities, doomed.cases, doomed.conversations
    theirs = or_(
        col(Outcome.customer_id).in_(doomed.customers), col(Outcome.case_id).in_(cases),
        col(Outcome.conversation_id).in_(talks),
    )  # fmt: skip
    return [
        update(Outcome).where(theirs).values(customer_id=None, conversation_id=None, case_id=None),
        delete(Promise).where(
            or_(col(Promise.identity_id).in_(ids), col(Promise.case_id).in_(cases), col(Promise.message_id).in_(mine))
        ),
        delete(Survey).where(
            or_(col(Survey.identity_id).in_(ids), col(Survey.case_id).in_(cases), col(Survey.message_id).in_(mine),
                col(Survey.comment_id).in_(mine), col(Survey.conversation_id).in_(talks))
        ),
        delete(Recovery).where(col(Recovery.identity_id).in_(ids)),
        delete(Outreach).where(col(Outreach.identity_id).in_(ids)),
        update(Incident).where(col(Incident.case_id).in_(cases)).values(case_id=None),
        *met_alone(ids),
    ]  # fmt: skip


def met_alone(ids: Sequence[int]) -> list[Any]:
    """Return the statements that take people out of gaps and incidents; what only they met goes with them."""
    asked, reported = select(GapAsker.gap_id), select(IncidentMember.incident_id)
    return [
        delete(GapAsker).where(col(GapAsker.identity_id).in_(ids)),
        delete(Gap).where(col(Gap.id).not_in(asked)),
        delete(IncidentMember).where(col(IncidentMember.identity_id).in_(ids)),
        delete(Incident).where(col(Incident.id).not_in(reported)),
    ]


def _end_lanes(session: Session, doomed: _Doomed) -> None:
    """Empty the lanes under a fresh epoch: whoever still thinks about these people can write nothing any more.

    The rows stay, as their epochs are the fence; they hold a number that is never given again, and nothing else.
    """
    theirs = or_(
        and_(col(Lane.kind) == "in", col(Lane.ref).in_(doomed.customers)),
        and_(col(Lane.kind) == "case", col(Lane.ref).in_(doomed.cases)),
    )
    ended = update(Lane).where(theirs).values(epoch=Lane.epoch + 1, pending=0, owner="", fails=0)
    changed(session, ended)


def _end_chats(session: Session, doomed: _Doomed) -> int:
    """Delete the chats in which nobody is left, with how fast they were written to."""
    used = {
        *session.exec(select(Identity.chat_id).where(col(Identity.chat_id).in_(doomed.chats))).all(),
        *session.exec(select(Outbox.chat_id).where(col(Outbox.chat_id).in_(doomed.chats))).all(),
    }
    empty = col(Chat.id).in_(doomed.chats - used)
    ended = select(Chat.channel, Chat.account, Chat.chat).where(empty)
    paced = [Address(*place).room for place in session.exec(ended).all()]
    changed(session, delete(Bucket).where(col(Bucket.name).in_(paced)))
    return changed(session, delete(Chat).where(empty))


def _end_customers(session: Session, doomed: _Doomed, customer_id: int) -> int:
    """Delete the customer rows; one that another person's unlinking leads back to stays as an empty shell."""
    gone = [one for one in doomed.customers if not _needed(session, one, doomed.identities)]
    undone = or_(col(IdentityLink.from_customer_id).in_(gone), col(IdentityLink.into_customer_id).in_(gone))
    rows = changed(session, delete(IdentityLink).where(undone))
    rows += changed(session, delete(Customer).where(col(Customer.id).in_(gone)))
    if customer_id not in gone:
        shell = update(Customer).where(col(Customer.id) == customer_id)
        changed(session, shell.values(public_id=public_id(), status="erased", announced=False))
    return rows


def changed(session: Session, statement: UpdateBase) -> int:
    """Carry out an update or a delete, past the rows that the session holds; return how many rows it changed."""
    return session.exec(statement, execution_options={"synchronize_session": False}).rowcount
