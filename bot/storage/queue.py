"""The queue: inbound events, lanes that keep order, outgoing parts, timers: how they are stored, claimed and sent.

Elsewhere rows are only withdrawn or emptied (`handoff/relay`, `memory/privacy`, `memory/erasure`), in the same session.

The lane is the one primitive: `pending` says that there is work, `ready_at` carries lease, back-off, pace and
burst window alike, `epoch` is the fence. Every claim raises the epoch; who writes under an older one has lost the
lane and fails with StaleLane. The road and its crash points are told in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from bot.errors import StaleLane
from bot.markup import finished
from bot.storage import statements
from bot.storage.statements import Statement, run
from bot.storage.tables import Chat, DeskThread, Identity, Inbound, Lane, MessageRef, MovedChat, Outbox, Timer
from bot.types.channel import Limit, Pace
from bot.types.chat import Address, Attachment, Part, Policy
from bot.types.turn import Event

LaneKind = Literal["in", "case", "out"]
DIRECT = frozenset(("slack", "telegram"))
"""Channels on which a person's id names the chat between them and the bot alone."""

LEASE = timedelta(seconds=30)
"""How long a claim holds a lane. A worker that dies frees its lanes by letting this run out, or at restart."""
MAX_ATTEMPTS = 5
"""Tries of a failing turn or send before it is set aside for a person."""
LATELY = 20
"""Events of somebody among which the one is looked for that tells their time zone."""
GLANCE = 2
"""Events that are read to see where a turn ends: more only where it goes on, however many wait."""
BURST_GAP = timedelta(seconds=10)
"""Messages further apart are no burst, even if they waited together."""

Paces = Callable[[Address], Pace]
"""How fast an address may be sent to: the channels know."""


def unpaced(_address: Address) -> Pace:
    """No limits: for channels of our own, and tests."""
    return Pace()


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
    message_id: int | None
    number: int
    attempts: int
    status: str = "sending"
    """new | sending | uncertain: of its row"""
    thread_id: int | None = None
    """The case's thread into which it goes."""
    file: Attachment | None = None
    """What it carries; its bytes are to be on this machine before it is sent."""
    card: bool = False
    """Whether it shows the case: its id becomes the thread's card."""
    moot: bool = False
    """Its thread, message or file is not there any more: there is nothing to send."""

    @property
    def uncertain(self) -> bool:
        """It may have arrived: ask the chat app, or let the policy decide."""
        return self.status == "uncertain"


def _touch(session: Session, kind: LaneKind, ref: int, ready_at: datetime, pending: int = 1) -> None:
    """Add work to a lane, making it when new. A lane that is held or backing off keeps its own time."""
    run(session, statements.TOUCH, kind=kind, ref=ref, pending=pending, ready_at=ready_at)


def hurry(session: Session, kind: LaneKind, ref: int, now: datetime) -> None:
    """End the burst window of a lane that nobody holds: the customer's sentence is finished."""
    run(session, statements.HURRY, kind=kind, ref=ref, ready_at=now)


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
    """Store one event unless its key is known; return the row's id, or None for a redelivery.

    The lane is locked first: on PostgreSQL whoever stores for the same customer waits here, so ids are in order.
    """
    _touch(session, lane[0], lane[1], ready_at)
    owner_id = identity_id if lane[0] == "in" else None
    stored = _store(
        session, address, key, lane, kind, now, identity_id=identity_id, owner_id=owner_id, payload=payload,
        status="new",
    )  # fmt: skip
    if stored is None:
        _less(session, *lane)
        return None
    inbound_id, ref = stored
    if ref != lane[1]:  # linking gave the identity to another customer meanwhile
        _less(session, *lane)
        _touch(session, lane[0], ref, ready_at)
    return inbound_id


def _store(
    session: Session, address: Address, key: str, lane: tuple[LaneKind, int], kind: str, now: datetime, *,
    status: str, identity_id: int | None = None, owner_id: int | None = None, payload: Mapping[str, Any],
    error: str = "",
) -> tuple[int, int] | None:  # fmt: skip
    """Store one event unless its key is known; return its id and its lane's, which is its owner's customer."""
    new = status == "new"
    row = run(
        session, statements.RECEIVE, channel=address.channel, account=address.account, key=key, lane_kind=lane[0],
        lane_ref=lane[1], kind=kind, identity_id=identity_id, owner_id=owner_id, payload=dict(payload), status=status,
        error=error, attempts=0 if new else 1, now=now, done_at=None if new else now,
    ).fetchone()  # fmt: skip
    return None if row is None else (row[0], row[1])


def note_done(
    session: Session, *, address: Address, key: str, lane: tuple[LaneKind, int], kind: str, now: datetime
) -> bool:
    """Keep the key of an act carried out at once (an agent's verb on a page); False when it was carried out before."""
    return _store(session, address, key, lane, kind, now, payload={}, status="done") is not None


def set_aside(
    session: Session, *, address: Address, key: str, payload: Mapping[str, Any], error: str, now: datetime
) -> bool:
    """Keep what could not be read as `dead`, with the reason, so that it can be acknowledged; False when known."""
    stored = _store(session, address, key, ("in", 0), "unread", now, payload=payload, status="dead", error=error[:500])
    return stored is not None


def claim(
    session: Session, kind: LaneKind, worker: str, now: datetime, limit: int = 8, lease: timedelta = LEASE
) -> list[Claim]:
    """Take up to `limit` lanes whose time has come, longest waiting first, each under a fresh epoch."""
    taken = run(session, statements.CLAIM, kind=kind, owner=worker, now=now, ready_at=now + lease, limit=limit)
    return [Claim(kind, ref, epoch, fails) for ref, epoch, fails in taken.fetchall()]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one look at the queue gave: turns to think about, and parts to send."""

    turns: tuple[Claim, ...]
    """Customers' lanes, and cases' lanes."""
    sends: tuple[tuple[Claim, Sending], ...]
    fired: int
    """Timers that became events: more than that may be due."""


def take(
    session: Session, worker: str, now: datetime, limit: int = 8, sends: int = 8, *,
    lease: timedelta = LEASE, paces: Paces = unpaced, desks: bool = False,
) -> Taken:  # fmt: skip
    """Wake due timers, then claim customers' lanes and chats, in one transaction; a chat's first part is `sending`.

    With `desks`, what agents did there comes first.
    """
    fired = fire_due(session, now)
    turns = claim(session, "case", worker, now, limit, lease) if desks and limit > 0 else []
    if len(turns) < limit:
        turns += claim(session, "in", worker, now, limit - len(turns), lease)
    chats = claim(session, "out", worker, now, sends, lease) if sends > 0 else []
    parts = _first_parts(session, chats, worker, now, lease, paces) if chats else []
    return Taken(tuple(turns), tuple(parts), fired)


def _first_parts(
    session: Session, chats: Iterable[Claim], worker: str, now: datetime, lease: timedelta, paces: Paces
) -> list[tuple[Claim, Sending]]:
    """Begin the first part of each chat that was just claimed; those left out have been given back.

    Oldest first within an account: a full account must not starve anybody. Accounts in order of their names, as their
    buckets stay locked until COMMIT.
    """
    rows = run(session, statements.HEADS, owner=worker, ready_at=now + lease).fetchall()
    first = {row[-1]: row[:-1] for row in rows}
    heads = [(chat, _sending(session, first[chat.ref]) if chat.ref in first else None) for chat in chats]

    def rank(head: tuple[Claim, Sending | None]) -> tuple[str, int]:
        _chat, sending = head
        limits = _pace(sending.part, paces).limits if sending else ()
        return min((limit.name for limit in limits), default=""), sending.outbox_id if sending else 0

    full: dict[str, datetime] = {}
    cleared = [(chat, _cleared(session, chat, head, now, paces, full)) for chat, head in sorted(heads, key=rank)]
    run(session, statements.ALL_SENDING, owner=worker, ready_at=now + lease)
    return [(chat, _marked(head)) for chat, head in cleared if head is not None]


def renew(session: Session, claims: Iterable[Claim], now: datetime, lease: timedelta = LEASE) -> list[Claim]:
    """Prolong the leases of lanes that are still worked on; return the ones that were lost."""
    until = now + lease
    ordered = sorted(claims, key=lambda claim: (claim.kind, claim.ref))
    return [
        claim
        for claim in ordered
        if run(
            session, statements.RENEW, kind=claim.kind, ref=claim.ref, epoch=claim.epoch, ready_at=until, settled=0
        ).rowcount
        != 1
    ]


def clear_leases(session: Session, now: datetime) -> int:
    """Free every lane that is held, at the start of the one engine of a file; return how many.

    The engine lock proves that whoever held them is gone. Their events are redone.
    """
    return int(run(session, statements.CLEAR, ready_at=now).rowcount)


def leave(session: Session, worker: str, now: datetime) -> int:
    """Free what a worker still holds when it stops, so that nobody waits for its leases; return how many lanes."""
    return int(run(session, statements.LEAVE, owner=worker, ready_at=now).rowcount)


def disown(session: Session, worker: str, held: Iterable[Claim], now: datetime) -> int:
    """Give back what this worker took in a COMMIT whose answer it never got; return how many lanes.

    What it does not hold it never began: parts marked `sending` there were not sent.
    """
    known = {(claim.kind, claim.ref, claim.epoch) for claim in held}
    rows = run(session, statements.MINE, owner=worker).fetchall()
    strange = [Claim(*row) for row in rows if tuple(row[:3]) not in known]
    for claim in strange:
        if claim.kind == "out":
            run(session, statements.UNSTARTED, chat_id=claim.ref)
        release(session, claim, now, fails=claim.attempts)
    return len(strange)


def events(session: Session, claim: Claim, limit: int = 50) -> tuple[Event, ...]:
    """Return the lane's waiting events in order, without those that came after a change of kind.

    Fragments of a burst are one turn, up to the end of a sentence; anything else (a press, a timer) is its own.
    """
    if claim.kind == "case":
        limit = 1  # agents' acts are carried out one by one
    turn = _first_turn(session, claim, min(limit, GLANCE))
    if len(turn) == GLANCE:
        turn = _first_turn(session, claim, limit)
    return tuple(turn)


def _first_turn(session: Session, claim: Claim, limit: int) -> list[Event]:
    rows = run(session, statements.EVENTS, kind=claim.kind, ref=claim.ref, limit=limit).fetchall()
    return _one_turn(_event(*row) for row in rows)


def unread(session: Session, claim: Claim) -> tuple[Event, ...]:
    """Return the events of a turn that could not be loaded; the first by its number alone where none can be read."""
    try:
        return events(session, claim)
    except (KeyError, TypeError, ValueError):
        rows = run(session, statements.EVENTS, kind=claim.kind, ref=claim.ref, limit=1).fetchall()
        return tuple(
            Event(row[0], row[1], "", "", None, row[5] or 0, Address("", "", ""), statements.moment(row[6]))
            for row in rows
        )


def _one_turn(found: Iterable[Event]) -> list[Event]:
    """Take the events of one turn; of what comes after it no more than the next one is read."""
    turn: list[Event] = []
    for event in found:
        if turn and not _joins(event, turn[0], turn[-1]):
            break
        turn.append(event)
    return turn


def _joins(event: Event, first: Event, last: Event) -> bool:
    """Return whether an event goes on with what was begun: a photo of the same album, a fragment of a sentence."""
    if (album := event.data.get("group")) and album == first.data.get("group"):
        return True
    same = event.kind == "message" == first.kind and event.address == first.address
    if not same or event.text.startswith("/") or first.text.startswith("/"):
        return False
    return not finished(last.text) and event.at - last.at <= BURST_GAP


def _event(
    inbound_id: int, kind: Any, text: str | None, stored: Any, message_id: int | None, identity_id: int | None, at: Any
) -> Event:
    payload = statements.value(stored)
    return Event(
        inbound_id=inbound_id, kind=kind, text=text or "", choice=str(payload.get("choice", "")),
        message_id=message_id, identity_id=identity_id or 0, address=Address(**payload["address"]),
        at=statements.moment(at), data=payload.get("data", {}),
    )  # fmt: skip


def fence(session: Session, claim: Claim) -> None:
    """Make sure that this lane is still ours. Raises StaleLane."""
    _hold(session, claim, statements.FENCE)


def _hold(session: Session, claim: Claim, statement: Statement, **values: Any) -> None:
    """Change a lane under its epoch. Raises StaleLane."""
    if not _held(session, claim, statement, **values):
        raise StaleLane(f"lane {claim.kind}:{claim.ref} moved on from epoch {claim.epoch}")


def _held(session: Session, claim: Claim, statement: Statement, **values: Any) -> bool:
    """Change a lane under its epoch; return whether it was there to be changed."""
    return bool(run(session, statement, kind=claim.kind, ref=claim.ref, epoch=claim.epoch, **values).rowcount == 1)


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
    _settle(session, claim, done, "done", "", now)


def _settle(session: Session, claim: Claim, settled: Sequence[Event], status: str, error: str, now: datetime) -> None:
    for event in settled:
        done = run(session, statements.SETTLE, id=event.inbound_id, status=status, error=error, now=now)
        if done.rowcount != 1:
            raise StaleLane(f"event {event.inbound_id} was cancelled while it was thought about")
    release(session, claim, now, settled=len(settled))


def release(session: Session, claim: Claim, ready_at: datetime, settled: int = 0, fails: int = 0) -> None:
    """Give a lane back, to be claimed again from `ready_at` on if it still has work. Raises StaleLane."""
    _hold(session, claim, statements.RELEASE, ready_at=ready_at, settled=settled, fails=fails)


def retry(session: Session, claim: Claim, failed: Sequence[Event], error: str, delay: float, now: datetime) -> bool:
    """Send a failed turn back to its lane after `delay` seconds; return False when the last try is used up."""
    fence(session, claim)
    # Counted by event: linking moves a poison turn to a lane that knows nothing of its tries.
    tried = max((run(session, statements.TRIED, id=event.inbound_id).fetchone()[0] for event in failed), default=0)
    if tried + 1 >= MAX_ATTEMPTS:
        return False
    for event in failed:
        run(session, statements.FAILED, id=event.inbound_id, error=error[:500])
    release(session, claim, now + timedelta(seconds=delay), fails=claim.attempts + 1)
    return True


def bury(session: Session, claim: Claim, failed: Sequence[Event], error: str, now: datetime) -> None:
    """Set a poison turn aside (`dead`, with its error) so that the lane goes on. Raises StaleLane."""
    _settle(session, claim, failed, "dead", error[:500], now)


def reroute(session: Session, from_customer: int, into_customer: int, now: datetime) -> None:
    """Move one customer's waiting events to another's lane; both lanes' holders lose them (linking, unlinking)."""
    both = sorted((from_customer, into_customer))
    for ref in both:  # both locked, in one order for everybody, before the events are counted
        _touch(session, "in", ref, now, pending=0)
    moved = session.exec(
        update(Inbound)
        .where(col(Inbound.lane_kind) == "in", col(Inbound.lane_ref) == from_customer, col(Inbound.status) == "new")
        .where(col(Inbound.identity_id).in_(select(Identity.id).where(Identity.customer_id == into_customer)))
        .values(lane_ref=into_customer)
    )
    count = moved.rowcount
    for ref in both:
        change = count if ref == into_customer else -count
        session.execute(
            update(Lane)
            .where(col(Lane.kind) == "in", col(Lane.ref) == ref)
            .values(pending=Lane.pending + change, epoch=Lane.epoch + 1, owner="", ready_at=now)
        )


# --- out ---------------------------------------------------------------------------------------


def chat(session: Session, address: Address) -> int:
    """Return the id of a place in a chat app, making its row when it is new."""
    place = {"channel": address.channel, "account": address.account, "chat": address.chat, "thread": address.thread}
    row = run(session, statements.CHAT, **place).fetchone()
    if row is None:
        run(session, statements.NEW_CHAT, **place)
        row = run(session, statements.CHAT, **place).fetchone()
    return int(row[0])


def share(session: Session, chat_id: int) -> None:
    """Note that several people read at a place."""
    run(session, statements.SHARE, id=chat_id)


def shared(session: Session, at: Address) -> bool:
    """Return whether several people read in a chat, whichever of its threads this is."""
    place = {"channel": at.channel, "account": at.account, "chat": at.chat}
    return run(session, statements.SHARED, **place).fetchone() is not None


def close(session: Session, at: Address) -> None:
    """Note that nobody is reached in a chat any more: blocked, left, gone."""
    run(session, statements.CLOSE, channel=at.channel, account=at.account, chat=at.chat)


def reopen(session: Session, at: Address, person: str = "") -> None:
    """Note that somebody is in a chat; `person` is who, where it is theirs alone: their id may name it too."""
    place = {"channel": at.channel, "account": at.account, "chat": at.chat}
    run(session, statements.REOPEN, **place, person=person or at.chat)


def closed(session: Session, at: Address) -> bool:
    """Return whether nobody is reached in a chat any more."""
    place = {"channel": at.channel, "account": at.account, "chat": at.chat}
    return run(session, statements.CLOSED, **place).fetchone() is not None


def reachable(session: Session, identity: Identity) -> bool:
    """Return whether an identity can be written to alone."""
    at = direct_place(session, identity) if identity.chat_id is not None else None
    return at is not None and not closed(session, at)


def last_place(session: Session, identity: Identity) -> Address:
    """Return where an identity wrote last."""
    chat = session.get_one(Chat, identity.chat_id)
    return Address(chat.channel, chat.account, chat.chat, chat.thread)


def direct_place(session: Session, identity: Identity) -> Address | None:
    """Return the chat between an identity and the bot alone; None where its app has no name for it."""
    at = last_place(session, identity)
    if not shared(session, at):
        return at
    return Address(at.channel, at.account, identity.external_id) if at.channel in DIRECT else None


def zone(session: Session, customer_id: int) -> str:
    """Return the time zone that a customer's app told with what they did lately; "" where none did."""
    came = (
        select(Inbound.payload)
        .join(Identity, col(Identity.id) == col(Inbound.identity_id))
        .where(Identity.customer_id == customer_id)
        .order_by(col(Inbound.id).desc())
        .limit(LATELY)
    )
    told = (str(payload.get("data", {}).get("timezone") or "") for payload in session.exec(came))
    return next(filter(None, told), "")


def post(
    session: Session,
    *,
    chat_id: int,
    message_id: int | None,
    parts: Sequence[Part],
    policy: Policy,
    inbound_id: int | None,
    now: datetime,
    thread_id: int | None = None,
    about: Mapping[str, Any] | None = None,
    number: int = 0,
) -> None:
    """Queue the rendered parts of a message to a chat, in order, numbered from `number` on.

    `about` says what is looked up when a part is sent: `target` and `reply` (message ids, with `part` the number of
    the target's), `file` (an attachment's id), `card` (true: the part shows the case; as target: "card"); `external`
    is the target's id itself, where its row will be gone by then.
    """
    if not parts:
        return
    _touch(session, "out", chat_id, now, pending=len(parts))
    for place, part in enumerate(parts, number):
        body = {"address": part.address.plain(), **part.body, **({"about": dict(about)} if about else {})}
        run(
            session, statements.POST, inbound_id=inbound_id, message_id=message_id, thread_id=thread_id, part=place,
            chat_id=chat_id, op=part.op, body=body, policy=policy, now=now,
        )  # fmt: skip


def posted_to(session: Session, message_id: int) -> list[Address]:
    """Return the customers' chats in which a message was posted, or will be."""
    query = select(Chat).join(Outbox, col(Outbox.chat_id) == col(Chat.id)).distinct()
    rows = session.exec(
        query.where(
            Outbox.message_id == message_id, col(Outbox.thread_id).is_(None), col(Outbox.op).in_(("post", "file"))
        )
    )
    return [Address(row.channel, row.account, row.chat, row.thread) for row in rows.all()]


def move_chat(session: Session, at: Address, to: str) -> None:
    """Rewrite the id of a chat that its app has moved: places, threads, refs, and what waits to be sent.

    The old id is kept with the new one: a setting still names it.
    """
    known = select(MovedChat).where(
        MovedChat.channel == at.channel, MovedChat.account == at.account, MovedChat.chat == at.chat
    )
    if session.exec(known).first() is None:
        session.add(MovedChat(channel=at.channel, account=at.account, chat=at.chat, to=to))
    for table in (Chat, DeskThread, MessageRef):
        session.execute(
            update(table)
            .where(col(table.channel) == at.channel, col(table.account) == at.account, col(table.chat) == at.chat)
            .values(chat=to)
        )
    waiting = select(Outbox).join(Chat, col(Chat.id) == col(Outbox.chat_id)).where(
        Chat.channel == at.channel, Chat.account == at.account, Chat.chat == to,
        col(Outbox.status).in_(("new", "sending", "uncertain")),
    )  # fmt: skip
    for row in session.exec(waiting).all():
        row.body = {**row.body, "address": {**row.body["address"], "chat": to}}
        session.add(row)


def _head(session: Session, claim: Claim) -> Sending | None:
    """Return a chat's oldest open part as it stands in its row; None when there is none."""
    row = run(session, statements.OLDEST, chat_id=claim.ref).fetchone()
    return None if row is None else _sending(session, row)


def _sending(session: Session, row: Sequence[Any]) -> Sending:
    outbox_id, op, stored, policy, message_id, number, attempts, status, thread_id, created_at = row
    body = statements.value(stored)
    address, about = Address(**body.pop("address")), body.pop("about", {})
    # With its time, since a database that was restored gives the same numbers once more.
    part = Part(op, address, body, id=f"{outbox_id}-{statements.moment(created_at).timestamp():.0f}")
    sending = Sending(outbox_id, part, policy, message_id, number, attempts, status, thread_id)
    return _placed(session, sending, about) if thread_id or about else sending


def _placed(session: Session, sending: Sending, about: Mapping[str, Any]) -> Sending:
    """Return a part with what is known only now: its thread, the message it is about, its file."""
    part, target, card = sending.part, "", ""
    moot = False
    if sending.thread_id:
        thread, card, state = run(session, statements.THREAD, id=sending.thread_id).fetchone()
        part = replace(
            part, address=replace(part.address, thread="" if part.op == "open_thread" else thread), inside=True
        )
        moot = state == "gone" or (not thread and part.op != "open_thread")
    if about.get("external"):
        target = str(about["external"])
    elif about.get("target") == "card":
        target = card
    elif about.get("target"):
        target = _appears(session, int(about["target"]), int(about.get("part", 0)), part.address)
    reply_to = _appears(session, int(about["reply"]), 0, part.address) if about.get("reply") else ""
    file = _file(session, int(about["file"])) if about.get("file") else None
    moot = moot or bool(about.get("target") and not target) or bool(about.get("file") and file is None)
    part = replace(part, target=target, reply_to=reply_to, name=file.name if file else "")
    return replace(sending, part=part, file=file, card=about.get("card") is True, moot=moot)


def _appears(session: Session, message_id: int, part: int, at: Address) -> str:
    """Return the app's id of a part of a message in a chat; "" where it does not appear there."""
    row = run(
        session, statements.WHERE_IT_APPEARS, message_id=message_id, part=part, channel=at.channel,
        account=at.account, chat=at.chat,
    ).fetchone()  # fmt: skip
    return str(row[0]) if row else ""


def _file(session: Session, attachment_id: int) -> Attachment | None:
    row = run(session, statements.FILE, id=attachment_id).fetchone()
    if row is None or not row[1]:  # erased
        return None
    stored, name, media_type, size, sha256, public_id, remote, error = row
    return Attachment(stored, name, media_type, size, sha256, public_id, statements.value(remote), error)


def _next(
    session: Session, claim: Claim, now: datetime, paces: Paces, *, ours: bool = False,
    held: tuple[timedelta, int] | None = None,
) -> Sending | None:  # fmt: skip
    """Return the next part of a chat, `sending` by this transaction; None when the lane was given back.

    `ours` says that this holder marked a `sending` part in a COMMIT whose answer was lost, and never sent it. `held`
    prolongs the lane by a lease and takes the parts just settled off it. Raises StaleLane.
    """
    if held is not None and _held(session, claim, statements.EMPTIED, ready_at=now, settled=held[1]):
        return None
    head = _head(session, claim)
    if held is not None:
        if head is None:  # counted down, not anew: on PostgreSQL another part may be stored at this moment
            release(session, claim, now, settled=held[1])
            return None
        _hold(session, claim, statements.RENEW, ready_at=now + held[0], settled=held[1])
    if head is not None and head.status == "sending" and ours:
        return head
    ready = _cleared(session, claim, head, now, paces, {})
    if ready is None:
        return None
    if ready.status == "new":
        run(session, statements.SENDING, id=ready.outbox_id)
    return _marked(ready)


def _marked(sending: Sending) -> Sending:
    """Return a part as its row is once it was marked: `sending`, but for one that is uncertain."""
    return replace(sending, status="sending", attempts=sending.attempts + 1) if sending.status == "new" else sending


def _cleared(
    session: Session, claim: Claim, head: Sending | None, now: datetime, paces: Paces, full: dict[str, datetime]
) -> Sending | None:
    """Return a part that may go now, `new` or uncertain; None when the lane was given back.

    One found `sending` is one whose answer a crash swallowed: `uncertain` from now on.
    """
    while head is not None and head.moot and head.status == "new":
        run(session, statements.SENT, id=head.outbox_id, external_id="", now=now)
        _less(session, claim.kind, claim.ref)
        head = _head(session, claim)
    if head is None:
        _hold(session, claim, statements.RECOUNT_OUT, ready_at=now)
        return None
    if head.status == "sending":
        _mark(session, head, "uncertain", "no answer came back")
    if head.status != "new":
        return replace(head, status="uncertain")
    if (slot := _wait(session, _pace(head.part, paces).limits, now, full)) is not None:
        release(session, claim, slot, fails=claim.attempts)
        return None
    return head


def _pace(part: Part, paces: Paces) -> Pace:
    """Return how fast a part may follow others: a mark at a message is none itself, and no app counts it as one."""
    return Pace() if part.op == "react" else paces(part.address)


def _wait(session: Session, limits: Sequence[Limit], now: datetime, full: dict[str, datetime]) -> datetime | None:
    """Take a slot of every limit, or return when to look again. A leaky bucket: a sixth of the count may come at once.

    Generic cell rate algorithm (ITU-T I.371, A): with `step` seconds a part and `burst` of them at once, no window of
    `seconds` ever holds more than `count`. `full` is what this transaction knows to be full, and when whoever waits
    for it next may look: one after the other, not all at once.
    """
    slots = []
    for limit in sorted(limits, key=lambda limit: limit.name):  # rows locked in one order for everybody
        burst = max(1, limit.count // 6)  # more at once costs pace in the long run
        step = timedelta(seconds=limit.seconds / (limit.count - burst + 1))
        if limit.name not in full:
            due = statements.moment(run(session, statements.BUCKET, name=limit.name, now=now).fetchone()[0])
            if (earliest := due - step * (burst - 1)) > now:
                full[limit.name] = earliest
        if limit.name in full:
            look = full[limit.name]
            full[limit.name] = look + step
            return look
        slots.append((limit.name, max(due, now) + step))
    for name, next_at in slots:
        run(session, statements.SLOT, name=name, ready_at=next_at)
    return None


def _mark(session: Session, sending: Sending, status: str, error: str, *, counted: bool = True) -> None:
    run(session, statements.UNSENT, id=sending.outbox_id, status=status, error=error[:500], uncounted=int(not counted))


def _less(session: Session, kind: LaneKind, ref: int) -> None:
    run(session, statements.LESS, kind=kind, ref=ref)


def advance(
    session: Session, claim: Claim, sending: Sending, external_id: str, now: datetime, *,
    lease: timedelta = LEASE, paces: Paces = unpaced,
) -> Sending | None:  # fmt: skip
    """Record that a part arrived, and return the next one as `sending`; None gives the chat back.

    Run again after a COMMIT whose answer was lost, it goes on where that left off. Raises StaleLane.
    """
    fresh = run(session, statements.SENT, id=sending.outbox_id, external_id=external_id, now=now).rowcount == 1
    at = sending.part.address
    if sending.message_id is not None and sending.part.op in ("post", "file"):
        run(
            session, statements.APPEARS, message_id=sending.message_id, channel=at.channel, account=at.account,
            chat=at.chat, external_id=external_id, part=sending.number,
        )  # fmt: skip
    if sending.card:
        thread = external_id if sending.part.op == "open_thread" else at.thread
        run(session, statements.OPENED, id=sending.thread_id, thread=thread, card=external_id)
    if gap := _pace(sending.part, paces).gap:
        release(session, claim, now + timedelta(seconds=gap), settled=int(fresh))
        return None
    return _next(session, claim, now, paces, ours=not fresh, held=(lease, int(fresh)))


def state(session: Session, outbox_id: int) -> str:
    """Return what has become of a part: new, sending, sent, uncertain, held or dead."""
    return str(run(session, statements.STATE, id=outbox_id).fetchone()[0])


def undecided(
    session: Session, claim: Claim, sending: Sending, *, asked: bool, now: datetime, paces: Paces = unpaced
) -> Sending | None:
    """Decide on a part that may have arrived; return what to send next, None when the chat was given back.

    `asked` says that the chat app does not have it: it is sent again. Else its policy decides: sent again, five times
    at most, or held for a person. It may have arrived just now, so the chat's pace is kept. Raises StaleLane.

    Run again after a COMMIT whose answer was lost, it goes on where that left off.
    """
    fence(session, claim)
    if state(session, sending.outbox_id) != "uncertain":
        return _next(session, claim, now, paces, ours=True)
    if sending.attempts >= MAX_ATTEMPTS:
        _drop(session, claim, sending, "dead", "no answer came back, five times")
    elif asked:
        _mark(session, sending, "new", "the chat app did not have it; sent again")
    elif sending.policy == "resend":  # each time it may arrive once more: rather that than an unanswered customer
        _mark(session, sending, "new", "no answer came back; sent once more")
    else:
        _drop(session, claim, sending, "held", "maybe not delivered: no answer came back")
    if gap := _pace(sending.part, paces).gap:
        release(session, claim, now + timedelta(seconds=gap))
        return None
    return _next(session, claim, now, paces)


def _drop(session: Session, claim: Claim, sending: Sending, status: str, error: str) -> None:
    _mark(session, sending, status, error)
    _less(session, claim.kind, claim.ref)


def unsent(
    session: Session,
    claim: Claim,
    sending: Sending,
    error: str,
    retry_after: float | None,
    certain: bool,
    now: datetime,
    *,
    limited: bool = False,
    paces: Paces = unpaced,
) -> bool:
    """Record that a part did not arrive (or may have): back-off, ask later, or give up; True when it was given up.

    Raises StaleLane.

    `limited`: the app asked to wait, which is no failed try. The next call keeps the chat's pace in any case.
    """
    fence(session, claim)
    given_up = False
    if sending.uncertain or not certain:  # asking about it failed, or sending gave no answer
        _mark(session, sending, "uncertain", error)
    elif limited:
        _mark(session, sending, "new", error, counted=False)
    elif retry_after is None or sending.attempts >= MAX_ATTEMPTS:
        _drop(session, claim, sending, "dead", error)
        given_up = True
    else:
        _mark(session, sending, "new", error)
    wait = max(retry_after or 0, _pace(sending.part, paces).gap)
    release(session, claim, now + timedelta(seconds=wait), fails=claim.attempts + 1)
    return given_up


def resend(session: Session, message_id: int, now: datetime) -> int:
    """Queue the parts of a message that were given up or held once more, as if never tried; return how many."""
    chats = [row[0] for row in run(session, statements.AGAIN, message_id=message_id).fetchall()]
    for chat_id in chats:
        _touch(session, "out", chat_id, now)
    return len(chats)


def withdraw(session: Session, message_id: int) -> int:
    """Drop the parts of a message that were given up or held: it is sent in another way; return how many."""
    return len(run(session, statements.GIVEN_UP, message_id=message_id).fetchall())


# --- timers ------------------------------------------------------------------------------------


def schedule(
    session: Session, *, key: str, identity_id: int, due_at: datetime, payload: Mapping[str, Any], keep: bool = False
) -> None:
    """Set a timer, or set it anew: one row a key. `keep` leaves one that is already running as it is."""
    statement = statements.KEEP if keep else statements.SCHEDULE
    run(session, statement, key=key, identity_id=identity_id, due_at=due_at, payload=dict(payload))


def cancel(session: Session, key: str) -> None:
    """Drop a timer, in the transaction that makes it moot. For a turn: what has fired comes after it in its lane."""
    run(session, statements.CANCEL, key=key)


def recall(session: Session, key: str, now: datetime) -> None:
    """Drop a timer and the event that it has become already, also one that is being thought about. For verbs."""
    row = run(session, statements.TIMED, key=key).fetchone()
    if row is not None:
        run(session, statements.CANCEL_FIRED, key=_timer_key(key, statements.moment(row[0])), now=now)
        run(session, statements.CANCEL, key=key)


def _timer_key(key: str, due: datetime) -> str:
    """Return the key of the event that a timer becomes: once for each time it is set."""
    return f"timer:{key}:{due.isoformat()}"


def fire_due(session: Session, now: datetime, limit: int = 200) -> int:
    """Turn due timers into inbound events of their customers' lanes; return how many."""
    if run(session, statements.DUE, now=now).fetchone() is None:
        return 0
    # One worker at a time: two batches that are committed in the other order would put a customer's timers in disorder.
    run(session, statements.BUCKET, name="timers", now=now)
    rows = run(session, statements.FIRE, now=now, limit=limit).fetchall()
    found = [(customer_id, statements.moment(due_at), *row) for customer_id, due_at, *row in rows]
    address = Address("timer", "", "")
    for customer_id, due, _id, key, identity_id, stored in sorted(found, key=lambda one: one[:3]):  # lanes in one order
        receive(
            session, address=address, key=_timer_key(key, due), lane=("in", customer_id), kind="timer",
            identity_id=identity_id, payload={"address": address.plain(), "data": statements.value(stored)},
            ready_at=now, now=due,
        )  # fmt: skip
    return len(found)


def next_due(session: Session) -> datetime | None:
    """Return when the next timer or waiting lane is due; None when nothing waits."""
    timer = session.exec(select(func.min(Timer.due_at)).where(col(Timer.fired).is_(False))).one()
    lane = session.exec(select(func.min(Lane.ready_at)).where(Lane.pending > 0)).one()
    return min((moment for moment in (timer, lane) if moment is not None), default=None)


# --- what was set aside ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aside:
    """An event or a part that waits for a person to decide."""

    id: str
    """`e12` for an event, `p34` for a part."""
    channel: str
    status: str
    """dead | held"""
    error: str
    at: datetime
    message: str
    """Public id of the message it is about; "" for what could not be read."""


def aside(session: Session, limit: int = 200) -> tuple[Aside, ...]:
    """Return what was set aside after its last try, or may have arrived: oldest first."""
    rows = run(session, statements.ASIDE, limit=limit).fetchall()
    return tuple(
        Aside(f"{kind}{number}", channel, status, error, statements.moment(at), message or "")
        for kind, number, channel, status, error, at, message in rows
    )


def again(session: Session, kind: str, number: int, now: datetime) -> bool:
    """Try an event (`e`) or part (`p`) that was set aside once more; False when there is none that could be tried."""
    statement = statements.EVENT_AGAIN if kind == "e" else statements.PART_AGAIN
    row = run(session, statement, id=number).fetchone()
    if row is not None:
        _touch(session, row[0], row[1], now)
    return row is not None


def dismiss(session: Session, kind: str, number: int) -> bool:
    """Take an event or part off the list: somebody has seen to it. Its words stay in the conversation."""
    statement = statements.EVENT_DISMISSED if kind == "e" else statements.PART_DISMISSED
    return bool(run(session, statement, id=number).rowcount == 1)


# --- who leads ---------------------------------------------------------------------------------


def lead(session: Session, task: str, worker: str, now: datetime, lease: timedelta = LEASE) -> bool:
    """Return whether a process is the one that does a task, for a lease from now on: the first, until it is silent."""
    row = run(session, statements.LEAD, name=task, owner=worker, now=now, until=now + lease).fetchone()
    return row is not None


def resign(session: Session, task: str, worker: str) -> None:
    """End a process's lease of a task, where it has it."""
    run(session, statements.RESIGN, name=task, owner=worker)


# --- upkeep ------------------------------------------------------------------------------------


def forget_done(session: Session, since: datetime, limit: int = 500) -> int:
    """Delete what was sent, done or fired before `since`, up to `limit` rows of each; return how many.

    The words stay in `message`. Redelivery of what is older than `since` would not be recognised any more: chat
    apps redeliver for hours, not for days. Lanes stay: their epochs are the fence.
    """
    forgets = (statements.FORGET_SENT, statements.FORGET_DONE, statements.FORGET_FIRED, statements.FORGET_PACE)
    return sum(int(run(session, forget, since=since, limit=limit).rowcount) for forget in forgets)


@dataclass(frozen=True, slots=True)
class Health:
    """The queue at a glance, for operators."""

    waiting: int
    """Events and parts not yet done."""
    oldest: datetime | None
    """When the one that waits longest was received."""
    dead: int
    """Events and parts set aside after the last try."""
    held: int
    """Parts that may have arrived, waiting for a person to decide."""


def stores(session: Session, worker: str, now: datetime) -> None:
    """Write a row that nobody needs: a database on a full disk is still read. Raises what the database says."""
    run(session, statements.STORES, owner=worker, now=now)


def health(session: Session) -> Health:
    """Return how the queue is."""
    new, oldest, lost, leaving, dead, held = run(session, statements.HEALTH).fetchone()
    return Health(new + leaving, oldest and statements.moment(oldest), lost + dead, held)
