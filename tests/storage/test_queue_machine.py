"""The queue under any sequence of what can happen to it, on both databases: a state machine of hypothesis.

The machine keeps beside the database what must be true of it, and asks after every step.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event as sql_event
from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.errors import StaleLane
from bot.storage import migrate, queue
from bot.storage.db import Inline, is_postgres
from bot.storage.queue import Claim, Sending
from bot.storage.tables import Chat, Conversation, Customer, Identity, Inbound, Lane, Message, Outbox, Timer
from bot.types.channel import Limit, Pace
from bot.types.chat import Address, Part
from bot.types.turn import Event
from tests.cluster import Cluster
from tests.simulation import miscounted, stuck

# Much of the same, over and over: other tests tell which branches are run, and these take half the time without.
pytestmark = pytest.mark.no_cover

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PEOPLE = (1, 2, 3)
SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "0.02"))
TABLES = "message_ref, timer, outbox, inbound, lane, bucket, message, conversation, identity, chat, customer"
PACES = {1: Pace(), 2: Pace(gap=1.0), 3: Pace(gap=1.0, limits=(Limit("group", 3, 60),))}

# Shrinking may take minutes; whoever looks into a failure runs it again from the blob that is printed.
PHASES = [Phase.generate] if os.environ.get("CI") else [Phase.generate, Phase.shrink]

people = st.sampled_from(PEOPLE)
workers = st.sampled_from(("w1", "w2"))


def pace(address: Address) -> Pace:
    return PACES[int(address.chat)]


def _people(session: Session) -> None:
    for number in PEOPLE:
        session.add(Customer(id=number, created_at=NOON))
        session.add(Chat(id=number, channel="web", account="site", chat=str(number)))
        session.flush()
        session.add(Identity(id=number, customer_id=number, channel="web", external_id=f"c{number}", chat_id=number,
                             created_at=NOON))  # fmt: skip
        session.add(Conversation(id=number, customer_id=number, opened_at=NOON, last_at=NOON))
        session.flush()


@dataclass
class Hand:
    """What a worker believes that it holds."""

    worker: str
    claim: Claim
    sending: Sending | None = None
    events: tuple[Event, ...] = ()
    until: datetime = NOON
    """When its lease ends: nobody may take the lane from it before."""


@dataclass
class Told:
    """What the machine knows beside the database."""

    received: dict[int, list[int]] = field(default_factory=lambda: {who: [] for who in PEOPLE})
    """Of an identity: the events that were stored, in order."""
    done: dict[int, list[int]] = field(default_factory=lambda: {who: [] for who in PEOPLE})
    timers: dict[str, bool] = field(default_factory=dict)
    """By key: whether it is to fire."""
    fired: Counter[str] = field(default_factory=Counter)
    posted: int = 0
    sent: list[tuple[int, int, datetime]] = field(default_factory=list)
    """Chat, part and time of what reached the chat app."""


class QueueMachine(RuleBasedStateMachine):
    """Rules are what customers, workers, chat apps and crashes do."""

    database: Callable[[], Inline]

    def __init__(self) -> None:
        super().__init__()
        self.db = type(self).database()
        self.db.now(_people)
        self.now = NOON
        self.owner = dict.fromkeys(PEOPLE, 0) | {who: who for who in PEOPLE}
        self.hands: list[Hand] = []
        self.told = Told()
        self.count = 0

    @initialize()
    def a_day_begins(self) -> None:
        for who in PEOPLE:
            self.receive(who, "press")
            self.post(who, 2, "resend" if who % 2 else "hold")

    # --- what comes in ---

    @rule(who=people, kind=st.sampled_from(("press", "message")))
    def receive(self, who: int, kind: str) -> None:
        self.count += 1
        stored = self._receive(who, f"k{self.count}", kind)
        assert stored is not None
        self.told.received[who].append(stored)

    @precondition(lambda self: self.count)
    @rule(who=people, back=st.integers(0, 3))
    def redeliver(self, who: int, back: int) -> None:
        known = self.db.look(lambda session: session.exec(select(Inbound.key)).all())
        key = f"k{max(1, self.count - back)}"
        if key in known:
            assert self._receive(who, key, "press") is None

    def _receive(self, who: int, key: str, kind: str) -> int | None:
        payload = {"address": {"channel": "web", "account": "site", "chat": str(who), "thread": ""}}
        return self.db.now(
            lambda session: queue.receive(
                session, address=Address("web", "site", str(who)), key=key, lane=("in", self.owner[who]), kind=kind,
                identity_id=who, payload=payload, ready_at=self.now, now=self.now,
            )
        )  # fmt: skip

    # --- workers ---

    @rule(worker=workers, turns=st.integers(0, 3), sends=st.integers(0, 3))
    def take(self, worker: str, turns: int, sends: int) -> None:
        taken = self.db.now(lambda session: queue.take(session, worker, self.now, turns, sends, paces=pace))
        self._fired()
        held = {(hand.claim.kind, hand.claim.ref, hand.claim.epoch) for hand in self.hands if hand.until > self.now}
        until = self.now + queue.LEASE
        for claim in (*taken.turns, *(claim for claim, _ in taken.sends)):
            assert (claim.kind, claim.ref, claim.epoch - 1) not in held, "taken from a living worker"
        for claim in taken.turns:
            self.hands.append(Hand(worker, claim, None, self.db.look(queue.events, claim), until))
        for claim, sending in taken.sends:
            self.hands.append(Hand(worker, claim, sending, (), until))

    def _fired(self) -> None:
        """Learn of timers that became events: each once, into the lane of whoever has the identity now."""
        rows = self.db.look(
            lambda session: session.exec(select(Inbound).where(Inbound.kind == "timer").order_by(col(Inbound.id))).all()
        )
        for row in rows:
            key = row.key.split(":")[1]
            assert row.identity_id is not None
            if row.id not in self.told.received[row.identity_id]:
                self.told.received[row.identity_id].append(row.id)
                self.told.fired[key] += 1
                assert self.told.timers[key], f"{key} was cancelled"
                assert row.lane_ref == self.owner[row.identity_id]

    def _hand(self, number: int, *, sends: bool | None = None) -> Hand | None:
        found = [hand for hand in self.hands if sends is None or (hand.sending is not None) == sends]
        return found[number % len(found)] if found else None

    def _write(self, hand: Hand, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[bool, Any]:
        """Write as a worker would; a lane that moved on must refuse, one that did not must not."""
        lane = self.db.look(lambda session: session.get_one(Lane, (hand.claim.kind, hand.claim.ref)))
        ours = lane.epoch == hand.claim.epoch and lane.owner != ""
        try:
            result = self.db.now(fn, *args, **kwargs)
        except StaleLane:
            assert not ours
            self.hands.remove(hand)
            return False, None
        assert ours, "a stale owner wrote"
        return True, result

    @rule(number=st.integers(0, 5))
    def complete(self, number: int) -> None:
        if (hand := self._hand(number, sends=False)) is None:
            return
        fn = queue.complete if hand.events else queue.pass_over
        args = (hand.claim, hand.events, self.now) if hand.events else (hand.claim, self.now)
        written, _ = self._write(hand, fn, *args)
        if written:
            self.hands.remove(hand)
            for event in hand.events:
                self.told.done[event.identity_id].append(event.inbound_id)

    @rule(number=st.integers(0, 5))
    def fail(self, number: int) -> None:
        """A turn raises: it is tried again, and set aside after the last try."""
        hand = self._hand(number, sends=False)
        if hand is None or not hand.events:
            return
        written, again = self._write(hand, queue.retry, hand.claim, hand.events, "boom", 1.0, self.now)
        if written and not again:
            written, _ = self._write(hand, queue.bury, hand.claim, hand.events, "boom", self.now)
            for event in hand.events:
                self.told.done[event.identity_id].append(event.inbound_id)
        if written:
            self.hands.remove(hand)

    @rule(number=st.integers(0, 5))
    def renew(self, number: int) -> None:
        if hand := self._hand(number):
            lane = self.db.look(lambda session: session.get_one(Lane, (hand.claim.kind, hand.claim.ref)))
            lost = self.db.now(queue.renew, [hand.claim], self.now)
            assert bool(lost) == (lane.epoch != hand.claim.epoch or lane.owner == "")
            hand.until = hand.until if lost else self.now + queue.LEASE

    # --- what goes out ---

    @rule(chat=people, parts=st.integers(1, 3), policy=st.sampled_from(("resend", "hold")))
    def post(self, chat: int, parts: int, policy: Any) -> None:
        def write(session: Session) -> None:
            message = Message(identity_id=chat, conversation_id=chat, role="bot", text="…", sent_at=self.now,
                              received_at=self.now)  # fmt: skip
            session.add(message)
            session.flush()
            made = [Part("post", Address("web", "site", str(chat)), {"n": number}) for number in range(parts)]
            queue.post(session, chat_id=chat, message_id=message.id, parts=made, policy=policy, inbound_id=None,
                       now=self.now)  # fmt: skip

        self.db.now(write)
        self.told.posted += parts

    @rule(number=st.integers(0, 5), fate=st.sampled_from(("ok", "ok", "ok", "lost", "void", "refused", "429", "502")))
    def send(self, number: int, fate: str) -> None:
        if (hand := self._hand(number, sends=True)) is None:
            return
        sending = hand.sending
        assert sending is not None
        if sending.uncertain:
            self._ask(hand, sending, fate)
            return
        if fate in ("ok", "lost"):
            self.told.sent.append((hand.claim.ref, sending.outbox_id, self.now))
        self._settle(hand, sending, fate)

    def _settle(self, hand: Hand, sending: Sending, fate: str) -> None:
        if fate == "ok":
            name = f"x{sending.outbox_id}"
            written, after = self._write(
                hand, queue.advance, hand.claim, sending, name, self.now, lease=queue.LEASE, paces=pace
            )
            hand.until = self.now + queue.LEASE
            self._goes_on(hand, after) if written else None
            return
        retry_after = {"refused": None, "429": 30.0}.get(fate, 0.2)
        written, _ = self._write(
            hand, queue.unsent, hand.claim, sending, fate, retry_after, fate not in ("lost", "void"), self.now,
            limited=fate == "429", paces=pace,
        )  # fmt: skip
        if written:
            self.hands.remove(hand)

    def _ask(self, hand: Hand, sending: Sending, fate: str) -> None:
        arrived = any(part == sending.outbox_id for _, part, _ in self.told.sent)
        if fate == "502":
            self._settle(hand, sending, fate)
        elif arrived and fate == "ok":
            self._settle(hand, sending, "ok")
        else:  # an app that can be asked and does not have it, or one that cannot be asked
            asked = not arrived and fate == "ok"
            written, after = self._write(
                hand, queue.undecided, hand.claim, sending, asked=asked, now=self.now, paces=pace
            )
            self._goes_on(hand, after) if written else None

    def _goes_on(self, hand: Hand, after: Sending | None) -> None:
        if after is None:
            self.hands.remove(hand)
        else:
            hand.sending = after

    # --- what goes wrong ---

    @rule(worker=workers, how=st.sampled_from(("crash", "leave", "disown")))
    def ends(self, worker: str, how: str) -> None:
        """A worker crashes (only time gives back what it held), leaves in peace, or missed a COMMIT's answer."""
        if how == "disown":
            self._disown(worker)
            return
        if how == "leave":
            self.db.now(queue.leave, worker, self.now)
        self.hands = [hand for hand in self.hands if hand.worker != worker]

    def _disown(self, worker: str) -> None:
        """It takes what it never hears of, and gives that back; the parts were not sent."""
        held = [hand.claim for hand in self.hands if hand.worker == worker]
        before = self.db.look(lambda session: session.exec(select(Lane.kind, Lane.ref, Lane.epoch)
                                                           .where(Lane.owner == worker)).all())  # fmt: skip
        known = {(claim.kind, claim.ref, claim.epoch) for claim in held}
        if set(map(tuple, before)) - known:
            return  # left by a crash under the same name: real names are never used again
        self.db.now(lambda session: queue.take(session, worker, self.now, 2, 2, paces=pace))
        self._fired()
        self.db.now(queue.disown, worker, held, self.now)
        after = self.db.look(lambda session: session.exec(select(Lane.kind, Lane.ref, Lane.epoch)
                                                          .where(Lane.owner == worker)).all())  # fmt: skip
        assert set(map(tuple, after)) <= known

    @rule(number=st.integers(0, 5), how=st.sampled_from(("expiry", "restart", "linking")))
    def overtaken(self, number: int, how: str) -> None:
        """A worker that stood still for too long, or whose customer was linked, can write nothing any more."""
        hand = self._hand(number, sends=False if how == "linking" else None)
        if hand is None:
            return
        if how == "expiry":
            self.now += timedelta(seconds=31)
            self.db.now(lambda session: queue.take(session, "thief", self.now, 3, 3, paces=pace))
            self._fired()
        elif how == "restart":
            self.restart()
        else:
            self.db.now(queue.reroute, hand.claim.ref, hand.claim.ref % 3 + 1, self.now)
        claim, events, sending = hand.claim, hand.events, hand.sending
        self._refused(queue.fence, claim)
        self._refused(queue.pass_over, claim, self.now)
        self._refused(queue.release, claim, self.now)
        self._refused(queue.complete, claim, events, self.now)
        self._refused(queue.retry, claim, events, "boom", 1.0, self.now)
        self._refused(queue.bury, claim, events, "boom", self.now)
        if sending is not None:
            self._refused(queue.advance, claim, sending, "late", self.now)
            self._refused(queue.undecided, claim, sending, asked=True, now=self.now)
            self._refused(queue.unsent, claim, sending, "late", 1.0, True, self.now)
        assert self.db.now(queue.renew, [claim], self.now) == [claim]
        self.hands.remove(hand)

    def _refused(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        with pytest.raises(StaleLane):
            self.db.now(fn, *args, **kwargs)

    @rule()
    def restart(self) -> None:
        """The one engine of a file starts again."""
        self.db.now(queue.clear_leases, self.now)

    @rule(seconds=st.sampled_from((0.5, 1.0, 5.0, 31.0)))
    def time_passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    # --- who is who ---

    @rule(who=people, into=people)
    def link(self, who: int, into: int) -> None:
        """Give an identity to a customer: linking and unlinking alike."""
        before = self.owner[who]
        if before == into:
            return

        def write(session: Session) -> None:
            identity = session.get_one(Identity, who)
            identity.customer_id = into
            session.add(identity)
            session.flush()
            queue.reroute(session, before, into, self.now)

        self.db.now(write)
        self.owner[who] = into

    # --- timers ---

    @rule(who=people, seconds=st.sampled_from((0.0, 3.0, 60.0)))
    def schedule(self, who: int, seconds: float) -> None:
        self.count += 1
        key = f"t{self.count}"
        due = self.now + timedelta(seconds=seconds)
        self.db.now(lambda session: queue.schedule(session, key=key, identity_id=who, due_at=due, payload={}))
        self.told.timers[key] = True

    @rule(number=st.integers(0, 3))
    def cancel(self, number: int) -> None:
        running = self.db.look(lambda session: session.exec(select(Timer.key).where(col(Timer.fired).is_(False))).all())
        if running:
            key = sorted(running)[number % len(running)]
            self.db.now(queue.cancel, key)
            self.told.timers[key] = False

    # --- upkeep ---

    @rule()
    def forget(self) -> None:
        """Retention deletes what is done and no more."""
        while self.db.now(queue.forget_done, self.now + timedelta(seconds=1), 2):
            pass

    # --- what is always true ---

    @invariant()
    def every_lane_counts_what_waits_in_it(self) -> None:
        assert self.db.look(miscounted) == []

    @invariant()
    def work_that_comes_in_cuts_no_lease(self) -> None:
        lanes = self.db.look(lambda session: session.exec(select(Lane).where(Lane.owner != "")).all())
        leases = {(lane.kind, lane.ref, lane.epoch): lane.ready_at for lane in lanes}
        for hand in self.hands:
            claim = hand.claim
            assert leases.get((claim.kind, claim.ref, claim.epoch), hand.until) >= hand.until

    @invariant()
    def a_customers_events_are_done_once_and_in_order(self) -> None:
        for who in PEOPLE:
            done = self.told.done[who]
            assert done == self.told.received[who][: len(done)]

    def teardown(self) -> None:
        try:
            self._everything_ends()
        finally:
            self.db.close()

    def _everything_ends(self) -> None:
        """With the leases run out and nothing going wrong any more, all is done and nothing is left."""
        self.hands.clear()
        for _ in range(400):
            self.now += timedelta(seconds=31)
            self.take("last", 3, 3)
            if not self.hands and not self.db.look(_waits):
                break
            while self.hands:
                hand = self.hands[0]
                if hand.sending is None:
                    self.complete(0)
                else:
                    self.send(0, "ok")
        assert not self.db.look(_waits), self.db.look(stuck)
        assert self.told.done == self.told.received
        for key, fires in self.told.timers.items():
            assert self.told.fired[key] == fires, key
        self.every_lane_counts_what_waits_in_it()
        for chat in PEOPLE:
            self._paced(chat)

    def _paced(self, chat: int) -> None:
        times = [when for where, _, when in self.told.sent if where == chat]
        for one, two in pairwise(times):
            assert (two - one).total_seconds() >= PACES[chat].gap
        for limit in PACES[chat].limits:
            for one, two in zip(times, times[limit.count :], strict=False):
                assert (two - one).total_seconds() >= limit.seconds - 1e-3


def _waits(session: Session) -> bool:
    open_events = session.exec(select(Inbound.id).where(Inbound.status == "new").limit(1)).first()
    open_parts = session.exec(select(Outbox.id).where(col(Outbox.status).in_(("new", "sending", "uncertain")))).first()
    timers = session.exec(select(Timer.id).where(col(Timer.fired).is_(False)).limit(1)).first()
    return bool(open_events or open_parts or timers)


def play(database: Callable[[], Inline], examples: int) -> None:
    machine = type("Machine", (QueueMachine,), {"database": staticmethod(database)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=40, print_blob=True, phases=PHASES, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_the_queue_keeps_its_promises_whatever_happens_on_sqlite(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/queue.db"
    migrate.upgrade(url)
    play(lambda: _emptied(url), max(30, int(1500 * SCALE)))


def test_the_queue_keeps_its_promises_whatever_happens_on_postgresql(cluster: Cluster) -> None:
    url = cluster.fresh()
    play(lambda: _emptied(url), max(10, int(500 * SCALE)))
    cluster.drop(url)


def _emptied(url: str) -> Inline:
    """Return a store on the one database of the run, without its rows: making files and databases takes longest."""
    db = Inline(url)
    if not is_postgres(url):  # nobody pulls the plug here
        sql_event.listen(db.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))

    def empty(session: Session) -> None:
        for table in TABLES.split(", "):
            session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - names of ours

    db.now(empty)
    return db
