"""The queue: inbound events, lanes that keep order, outgoing parts, timers. The only writer of those tables.

The lane is the one primitive: `pending` says that there is work, `ready_at` carries lease, back-off, pace and
burst window alike, `epoch` is the fence. Every claim raises the epoch; who writes under an older one has lost the
lane and fails with StaleLane. The road and its crash points are told in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, TextClause, func, update
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from bot.errors import StaleLane
from bot.markup import finished
from bot.storage import statements
from bot.storage.tables import Identity, Inbound, Lane, Message, Outbox, Timer
from bot.types import Address, Event, LaneKind, Part, Policy

LEASE = timedelta(seconds=30)
"""How long a claim holds a lane. A worker that dies frees its lanes by letting this run out, or at restart."""
MAX_ATTEMPTS = 5
"""Tries of a failing turn or send before it is set aside for a person."""
RESEND_TRIES = 2
"""How often a part is sent at most when no answer says whether it arrived: rather twice than never, not thrice."""
BURST_GAP = timedelta(seconds=10)
"""Messages further apart are no burst, even if they waited together."""
RELEASED = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A lane held under an epoch, the fence: it goes with every write."""

    kind: LaneKind
    ref: int
    epoch: int
    attempts: int
    """Tries already made at its first event or part."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A part about to be sent: its row is already committed as `sending`."""

    outbox_id: int
    part: Part
    policy: Policy
    message_id: int
    number: int
    attempts: int


def _run(session: Session, statement: TextClause, **values: Any) -> CursorResult[Any]:
    return session.connection().execute(statement, values)


def _touch(session: Session, kind: LaneKind, ref: int, ready_at: datetime, pending: int = 1) -> None:
    """Add work to a lane, making it when new. A lane that is held or backing off keeps its own time."""
    _run(session, statements.TOUCH, kind=kind, ref=ref, pending=pending, ready_at=ready_at)


def hurry(session: Session, kind: LaneKind, ref: int, now: datetime) -> None:
    """End the burst window of a lane that nobody holds: the customer's sentence is finished."""
    _run(session, statements.HURRY, kind=kind, ref=ref, ready_at=now)


# --- in ----------------------------------------------------------------------------------------


def receive(
    session: Session,
    *,
    address: Address,
    key: str,
    lane: tuple[LaneKind, int],
    kind: str,
    identity_id: int | None,
    payload: Mapping[str, Any],
    ready_at: datetime,
    now: datetime,
) -> int | None:
    """Store one event unless its key is known; return the row's id, or None for a redelivery."""
    stored = _store(session, address, key, lane, kind, now, identity_id=identity_id, payload=payload, status="new")
    if stored is not None:
        _touch(session, lane[0], lane[1], ready_at)
    return stored


def _store(
    session: Session, address: Address, key: str, lane: tuple[LaneKind, int], kind: str, now: datetime, *,
    status: str, identity_id: int | None = None, payload: Mapping[str, Any],
) -> int | None:  # fmt: skip
    return _run(
        session, statements.RECEIVE, channel=address.channel, account=address.account, key=key, lane_kind=lane[0],
        lane_ref=lane[1], kind=kind, identity_id=identity_id, payload=dict(payload), status=status,
        attempts=int(status == "done"), now=now,
    ).scalar()  # fmt: skip


def note_done(
    session: Session, *, address: Address, key: str, lane: tuple[LaneKind, int], kind: str, now: datetime
) -> bool:
    """Keep the key of an act carried out at once (an agent's verb on a page); False when it was carried out before."""
    return _store(session, address, key, lane, kind, now, payload={}, status="done") is not None


def claim(session: Session, kind: LaneKind, worker: str, now: datetime, limit: int = 8) -> list[Claim]:
    """Take up to `limit` lanes whose time has come, longest waiting first, each under a fresh epoch."""
    taken = _run(session, statements.CLAIM, kind=kind, owner=worker, now=now, ready_at=now + LEASE, limit=limit).all()
    return [Claim(kind, row.ref, row.epoch, row.fails) for row in taken]


def take(session: Session, worker: str, now: datetime, limit: int = 8) -> tuple[list[Claim], list[Claim]]:
    """Wake due timers, then claim customers' lanes and chats: what one look at the queue does, in one transaction."""
    fire_due(session, now)
    return claim(session, "in", worker, now, limit), claim(session, "out", worker, now, limit)


def clear_leases(session: Session, now: datetime) -> int:
    """Free every lane that is held, at the start of the one engine of a file; return how many.

    The engine lock proves that whoever held them is gone. Their events are redone.
    """
    freed = session.execute(
        update(Lane).where(col(Lane.owner) != RELEASED).values(owner=RELEASED, ready_at=now, epoch=Lane.epoch + 1)
    )
    return int(freed.rowcount)  # type: ignore[attr-defined]


def events(session: Session, claim: Claim, limit: int = 50) -> tuple[Event, ...]:
    """Return the lane's waiting events in order, without those that came after a change of kind.

    Fragments of a burst are one turn, up to the end of a sentence; anything else (a press, a timer) is its own.
    """
    rows = session.exec(
        select(Inbound, Message)
        .join(Message, col(Message.id) == col(Inbound.message_id), isouter=True)
        .where(Inbound.lane_kind == claim.kind, Inbound.lane_ref == claim.ref, Inbound.status == "new")
        .order_by(col(Inbound.id))
        .limit(limit)
    ).all()
    found = [_event(inbound, message) for inbound, message in rows]
    return tuple(_one_turn(found))


def _one_turn(found: Sequence[Event]) -> list[Event]:
    turn = list(found[:1])
    for event in found[1:]:
        same = event.kind == "message" == turn[0].kind and event.address == turn[0].address
        if not same or event.text.startswith("/") or turn[0].text.startswith("/"):
            break
        if finished(turn[-1].text) or event.at - turn[-1].at > BURST_GAP:
            break
        turn.append(event)
    return turn


def _event(inbound: Inbound, message: Message | None) -> Event:
    return Event(
        inbound_id=inbound.id,
        kind=inbound.kind,  # type: ignore[arg-type]
        text=message.text if message else "",
        choice=str(inbound.payload.get("choice", "")),
        message_id=inbound.message_id,
        identity_id=inbound.identity_id or 0,
        address=Address(**inbound.payload["address"]),
        at=message.sent_at if message else inbound.received_at,
        data=inbound.payload.get("data", {}),
    )


def fence(session: Session, claim: Claim) -> None:
    """Make sure that this lane is still ours. Raises StaleLane."""
    _hold(session, claim, statements.FENCE)


def _hold(session: Session, claim: Claim, statement: TextClause, **values: Any) -> None:
    """Change a lane under its epoch. Raises StaleLane."""
    held = _run(session, statement, kind=claim.kind, ref=claim.ref, epoch=claim.epoch, **values)
    if held.rowcount != 1:
        raise StaleLane(f"lane {claim.kind}:{claim.ref} moved on from epoch {claim.epoch}")


def pass_over(session: Session, claim: Claim, now: datetime) -> None:
    """Give back a lane with nothing to do: its events were erased, or nobody is there any more to whom they matter.

    What is left of its next turn is done; without this, it would be claimed again for ever. Raises StaleLane.
    """
    _hold(session, claim, statements.FENCE)
    if left := events(session, claim):
        complete(session, claim, left, now)
    else:
        _hold(session, claim, statements.RECOUNT, ready_at=now)


def complete(session: Session, claim: Claim, done: Sequence[Event], now: datetime) -> None:
    """Mark a turn's events done and give the lane back. Raises StaleLane."""
    _settle(session, claim, [event.inbound_id for event in done], "done", "", now)


def _settle(session: Session, claim: Claim, ids: Sequence[int], status: str, error: str, now: datetime) -> None:
    session.execute(
        update(Inbound)
        .where(col(Inbound.id).in_(ids))
        .values(status=status, error=error, done_at=now, attempts=Inbound.attempts + 1)
    )
    release(session, claim, now, settled=len(ids))


def release(session: Session, claim: Claim, ready_at: datetime, settled: int = 0, fails: int = 0) -> None:
    """Give a lane back, to be claimed again from `ready_at` on if it still has work. Raises StaleLane."""
    _hold(session, claim, statements.RELEASE, ready_at=ready_at, settled=settled, fails=fails)


def retry(session: Session, claim: Claim, failed: Sequence[Event], error: str, delay: float, now: datetime) -> bool:
    """Send a failed turn back to its lane after `delay` seconds; return False when the last try is used up."""
    fence(session, claim)
    ids = [event.inbound_id for event in failed]
    session.execute(
        update(Inbound).where(col(Inbound.id).in_(ids)).values(attempts=Inbound.attempts + 1, error=error[:500])
    )
    if claim.attempts + 1 >= MAX_ATTEMPTS:
        return False
    release(session, claim, now + timedelta(seconds=delay), fails=claim.attempts + 1)
    return True


def bury(session: Session, claim: Claim, failed: Sequence[Event], error: str, now: datetime) -> None:
    """Set a poison turn aside (`dead`, with its error) so that the lane goes on. Raises StaleLane."""
    _settle(session, claim, [event.inbound_id for event in failed], "dead", error[:500], now)


def reroute(session: Session, from_customer: int, into_customer: int, now: datetime) -> None:
    """Move one customer's waiting events to another's lane; both lanes' holders lose them (linking, unlinking)."""
    moved = session.execute(
        update(Inbound)
        .where(col(Inbound.lane_kind) == "in", col(Inbound.lane_ref) == from_customer, col(Inbound.status) == "new")
        .where(col(Inbound.identity_id).in_(select(Identity.id).where(Identity.customer_id == into_customer)))
        .values(lane_ref=into_customer)
    )
    count = int(moved.rowcount)  # type: ignore[attr-defined]
    for ref, change in sorted(((from_customer, -count), (into_customer, count))):
        _touch(session, "in", ref, now, pending=change)
        session.execute(
            update(Lane)
            .where(col(Lane.kind) == "in", col(Lane.ref) == ref)
            .values(epoch=Lane.epoch + 1, owner=RELEASED, ready_at=now)
        )


# --- out ---------------------------------------------------------------------------------------


def post(
    session: Session,
    *,
    chat_id: int,
    message_id: int,
    parts: Sequence[Part],
    policy: Policy,
    inbound_id: int | None,
    now: datetime,
) -> None:
    """Queue the rendered parts of a message to a chat, in order."""
    for number, part in enumerate(parts):
        body = {"address": asdict(part.address), **part.body}
        session.add(
            Outbox(inbound_id=inbound_id, message_id=message_id, part=number, chat_id=chat_id, op=part.op, body=body,
                   policy=policy, created_at=now)
        )  # fmt: skip
    if parts:
        _touch(session, "out", chat_id, now, pending=len(parts))


def next_part(session: Session, claim: Claim, now: datetime) -> Sending | None:
    """Return the next part of a chat, committed as `sending` by this transaction; None when nothing is left.

    A part found `sending` is one whose answer a crash swallowed: it becomes `uncertain`, and its policy decides.
    Raises StaleLane.
    """
    _hold(session, claim, statements.RENEW, ready_at=now + LEASE, settled=0)
    return _next(session, claim)


def _next(session: Session, claim: Claim) -> Sending | None:
    while row := _oldest(session, claim.ref):
        if row.status == "sending":
            _uncertain(session, claim, row)
            continue
        row.status = "sending"
        row.attempts += 1
        session.add(row)
        body = dict(row.body)
        part = Part(op=row.op, address=Address(**body.pop("address")), body=body)  # type: ignore[arg-type]
        return Sending(row.id, part, row.policy, row.message_id, row.part, row.attempts)  # type: ignore[arg-type]
    return None


def _oldest(session: Session, chat_id: int) -> Outbox | None:
    open_states = ("new", "sending", "uncertain")
    return session.exec(
        select(Outbox).where(Outbox.chat_id == chat_id, col(Outbox.status).in_(open_states)).order_by(col(Outbox.id))
    ).first()


def _uncertain(session: Session, claim: Claim, row: Outbox) -> None:
    """A part that may have arrived: sent again once, or held for a person."""
    if row.policy == "resend" and row.attempts < RESEND_TRIES:
        row.status = "uncertain"
        row.error = "no answer came back; sent once more"
    else:
        row.status = "held"
        row.error = "maybe not delivered: no answer came back"
        _less(session, claim)
    session.add(row)
    session.flush()


def _less(session: Session, claim: Claim) -> None:
    _run(session, statements.LESS, kind=claim.kind, ref=claim.ref)


def advance(session: Session, claim: Claim, sending: Sending, external_id: str, now: datetime) -> Sending | None:
    """Record that a part arrived, and return the next one as `sending`; None gives the chat back. Raises StaleLane."""
    _hold(session, claim, statements.RENEW, ready_at=now + LEASE, settled=1)
    _sent(session, sending, external_id, now)
    following = _next(session, claim)
    if following is None:
        release(session, claim, now)
    return following


def _sent(session: Session, sending: Sending, external_id: str, now: datetime) -> None:
    """Mark a part as sent, and keep where it appears."""
    _run(session, statements.SENT, id=sending.outbox_id, external_id=external_id, now=now)
    at = sending.part.address
    _run(
        session, statements.APPEARS, message_id=sending.message_id, channel=at.channel, account=at.account,
        chat=at.chat, external_id=external_id, part=sending.number,
    )  # fmt: skip


def unsent(
    session: Session,
    claim: Claim,
    sending: Sending,
    error: str,
    retry_after: float | None,
    certain: bool,
    now: datetime,
) -> None:
    """Record that a part did not arrive (or may have): back-off, hold or give up. Raises StaleLane."""
    fence(session, claim)
    row = session.get_one(Outbox, sending.outbox_id)
    row.error = error[:500]
    if not certain:
        _uncertain(session, claim, row)
    elif retry_after is None or row.attempts >= MAX_ATTEMPTS:
        row.status = "dead"
        _less(session, claim)
    else:
        row.status = "new"
    session.add(row)
    session.flush()
    release(session, claim, now + timedelta(seconds=retry_after or 0), fails=claim.attempts + 1)


def resend(session: Session, message_id: int, now: datetime) -> int:
    """Queue the parts of a message that were given up or held once more, as if never tried; return how many."""
    chats = _run(session, statements.AGAIN, message_id=message_id).scalars().all()
    for chat_id in chats:
        _touch(session, "out", chat_id, now)
    return len(chats)


# --- timers ------------------------------------------------------------------------------------


def schedule(
    session: Session, *, key: str, identity_id: int, due_at: datetime, payload: Mapping[str, Any], keep: bool = False
) -> None:
    """Set a timer, or set it anew: one row a key. `keep` leaves one that is already running as it is."""
    if keep and session.exec(select(Timer.id).where(Timer.key == key, col(Timer.fired).is_(False))).first():
        return
    row = insert(Timer).values(key=key, identity_id=identity_id, due_at=due_at, payload=dict(payload), fired=False)
    fresh = {"due_at": row.excluded.due_at, "payload": row.excluded.payload, "fired": False}
    session.execute(row.on_conflict_do_update(index_elements=["key"], set_=fresh))


def cancel(session: Session, key: str) -> None:
    """Drop a timer, in the transaction that makes it moot."""
    if row := session.exec(select(Timer).where(Timer.key == key)).first():
        session.delete(row)


def fire_due(session: Session, now: datetime, limit: int = 100) -> int:
    """Turn due timers into inbound events of their customers' lanes; return how many."""
    due = _run(session, statements.DUE, now=now, limit=limit).scalars().all()
    rows = _timers(session, due) if due else []
    for timer, identity in rows:
        timer.fired = True
        session.add(timer)
        address = Address("timer", "", "")
        payload = {"address": asdict(address), "data": timer.payload}
        receive(
            session, address=address, key=f"timer:{timer.key}:{timer.due_at.isoformat()}",
            lane=("in", identity.customer_id), kind="timer", identity_id=identity.id, payload=payload,
            ready_at=now, now=timer.due_at,
        )  # fmt: skip
    return len(rows)


def _timers(session: Session, ids: Sequence[int]) -> Sequence[tuple[Timer, Identity]]:
    return session.exec(
        select(Timer, Identity)
        .join(Identity, col(Identity.id) == col(Timer.identity_id))
        .where(col(Timer.id).in_(ids))
        .order_by(col(Timer.due_at), col(Timer.id))
    ).all()


def next_due(session: Session) -> datetime | None:
    """Return when the next timer or waiting lane is due; None when nothing waits."""
    timer = session.exec(select(func.min(Timer.due_at)).where(col(Timer.fired).is_(False))).one()
    lane = session.exec(select(func.min(Lane.ready_at)).where(Lane.pending > 0)).one()
    return min((moment for moment in (timer, lane) if moment is not None), default=None)
