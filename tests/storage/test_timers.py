"""Timers fire once each, in the customer's order, in the lane of whoever the customer is by then."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot import linking
from bot.storage import queue
from bot.storage.db import Inline
from bot.storage.tables import Chat, Conversation, Customer, Identity, Inbound, Timer
from tests.cluster import Cluster
from tests.simulation import miscounted

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SCALE = float(os.environ.get("RAPPORT_BENCH_SCALE", "0.05"))
DUE = max(300, int(10_000 * SCALE))
PEOPLE = 20


@pytest.fixture
def db(url: str) -> Iterator[Inline]:
    db = Inline(url)
    db.now(people)
    yield db
    db.close()


def people(session: Session) -> None:
    for number in range(1, PEOPLE + 1):
        session.add(Customer(id=number, created_at=NOON))
        session.add(Chat(id=number, channel="app", account="a", chat=str(number)))
        session.flush()
        session.add(Identity(id=number, customer_id=number, channel="app", external_id=str(number), chat_id=number,
                             created_at=NOON))  # fmt: skip
        session.add(Conversation(id=number, customer_id=number, opened_at=NOON, last_at=NOON))


def plan(session: Session, count: int) -> None:
    """Timers in no order: the number-th of `count` is due at its own second of the hour before noon."""
    for number in range(count):
        due = NOON - timedelta(seconds=(number * 7919) % 3600, microseconds=number)
        queue.schedule(session, key=f"t{number}", identity_id=number % PEOPLE + 1, due_at=due, payload={"n": number})


def fired(session: Session) -> list[tuple[str, int, int, datetime]]:
    """Return key, identity, lane and due time of what fired, in the order of the lanes."""
    rows = session.exec(select(Inbound).where(Inbound.kind == "timer").order_by(col(Inbound.id))).all()
    return [(row.key.split(":")[1], row.identity_id or 0, row.lane_ref, row.received_at) for row in rows]


def in_order(found: list[tuple[str, int, int, datetime]]) -> bool:
    return all(
        (dues := [due for _, who, _, due in found if who == number]) == sorted(dues) for number in range(1, PEOPLE + 1)
    )


def fire_all(db: Inline, now: datetime = NOON) -> None:
    while db.now(queue.fire_due, now):
        pass


def test_what_was_due_during_an_hour_down_fires_once_each_and_in_order(db: Inline) -> None:
    db.now(plan, DUE)
    fire_all(db)
    found = db.look(fired)

    assert Counter(key for key, *_ in found) == Counter(f"t{number}" for number in range(DUE))
    assert in_order(found)
    assert db.look(miscounted) == []


def test_two_workers_that_fire_the_same_timers_fire_each_once_and_in_order(cluster: Cluster) -> None:
    url = cluster.fresh()
    first, second = Inline(url), Inline(url)
    first.now(people)
    first.now(plan, DUE)
    ready = threading.Barrier(2)
    counts: list[int] = []
    failed: list[BaseException] = []

    def work(db: Inline) -> None:
        count = 0
        ready.wait()
        try:
            while db.look(_waiting):
                count += db.now(queue.fire_due, NOON, 20)
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)
        counts.append(count)

    threads = [threading.Thread(target=work, args=(db,)) for db in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = first.look(fired)
    wrong = first.look(miscounted)
    for db in (first, second):
        db.close()
    cluster.drop(url)

    assert failed == []
    assert sum(counts) == DUE
    assert Counter(key for key, *_ in found) == Counter(f"t{number}" for number in range(DUE))
    assert in_order(found)
    assert wrong == []


def _waiting(session: Session) -> bool:
    return session.exec(select(Timer.id).where(col(Timer.fired).is_(False)).limit(1)).first() is not None


def test_a_timer_that_is_cancelled_where_it_becomes_moot_never_fires(db: Inline) -> None:
    def moot(session: Session) -> None:
        queue.schedule(session, key="a", identity_id=1, due_at=NOON, payload={})
        queue.cancel(session, "a")

    db.now(moot)
    db.now(lambda session: queue.schedule(session, key="b", identity_id=1, due_at=NOON, payload={}))

    def undone(session: Session) -> None:
        queue.cancel(session, "b")
        raise RuntimeError("the event was not moot after all")

    with pytest.raises(RuntimeError):
        db.now(undone)
    fire_all(db)

    assert [key for key, *_ in db.look(fired)] == ["b"]


def test_a_timer_fires_in_the_lane_of_the_customer_that_its_person_was_linked_to(db: Inline) -> None:
    db.now(lambda session: queue.schedule(session, key="a", identity_id=2, due_at=NOON, payload={}))
    linked = db.now(lambda session: linking.link(session, 1, 2, method="code", actor="c", evidence="", now=NOON))
    fire_all(db)

    assert (linked.from_customer_id, linked.into_customer_id) == (2, 1)
    assert [lane for _, _, lane, _ in db.look(fired)] == [1]
    assert db.look(miscounted) == []


def test_a_timer_that_fired_moves_with_its_person_when_they_are_linked_before_its_turn(db: Inline) -> None:
    db.now(lambda session: queue.schedule(session, key="a", identity_id=2, due_at=NOON, payload={}))
    fire_all(db)
    db.now(lambda session: linking.link(session, 1, 2, method="code", actor="c", evidence="", now=NOON))

    assert [lane for _, _, lane, _ in db.look(fired)] == [1]
    assert db.look(miscounted) == []


def test_a_timer_that_is_set_anew_fires_again_and_one_that_is_set_anew_before_only_once(db: Inline) -> None:
    def plan_at(session: Session, seconds: int) -> None:
        due = NOON + timedelta(seconds=seconds)
        queue.schedule(session, key="a", identity_id=1, due_at=due, payload={})

    db.now(plan_at, 10)
    db.now(plan_at, 20)
    fire_all(db, NOON + timedelta(seconds=15))
    assert db.look(fired) == []
    fire_all(db, NOON + timedelta(seconds=20))
    db.now(plan_at, 30)
    fire_all(db, NOON + timedelta(seconds=30))

    assert len(db.look(fired)) == 2
