"""PostgreSQL: many threads and processes on one database, and what they may not do to each other."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, func, select, text

from bot import app as house
from bot import intake, linking
from bot.errors import DatabaseError, NotFound, Refused
from bot.handoff import cases
from bot.memory import identities, privacy
from bot.settings import Settings
from bot.storage import postgres, queue
from bot.storage.db import POOL, Inline
from bot.storage.opening import alone
from bot.storage.postgres import Pool
from bot.storage.queue import Sending
from bot.storage.tables import Agent, Case, Conversation, Customer, Erasure, Identity, Inbound, Message
from bot.types.chat import Address, Sender
from bot.types.chat import Inbound as Event
from bot.types.handoff import Actor, Verb
from tests.cluster import Cluster
from tests.conftest import ARTICLES, NOON, Stage, channels
from tests.storage.test_queue import _people, chat, post


@pytest.fixture
def url(cluster: Cluster) -> Iterator[str]:
    made = cluster.fresh()
    yield made
    cluster.drop(made)


def hire(session: Session, name: str) -> int:
    row = Agent(name=name, created_at=NOON)
    session.add(row)
    session.flush()
    return row.id


def message(key: str, user: str = "maya", words: str = "hello there.") -> Event:
    return Event(key, Address("telegram", "demo", user), Sender("demo", user, ""), "message", words)


async def at_once(url: str, *events: Event) -> list[bool]:
    pool = Pool(url)
    try:
        return list(await asyncio.gather(*(pool.urgent(intake.receive, event, NOON) for event in events)))
    finally:
        pool.close()


def test_a_new_customers_first_messages_at_once_make_one_customer_and_one_conversation(url: str) -> None:
    stored = asyncio.run(at_once(url, *[message(f"k{number}") for number in range(16)]))
    assert stored == [True] * 16

    db = Inline(url)
    counts = [db.look(lambda session, t=table: session.exec(select(func.count()).select_from(t)).one())
              for table in (Customer, Conversation, Message)]  # fmt: skip
    db.close()
    assert counts == [1, 1, 16]


def test_the_same_event_sixteen_times_at_once_is_one(url: str) -> None:
    assert sorted(asyncio.run(at_once(url, *[message("same")] * 16))) == [False] * 15 + [True]
    db = Inline(url)
    assert db.look(queue.health).waiting == 1
    assert db.look(lambda session: session.exec(text("SELECT pending FROM lane")).one()[0]) == 1
    db.close()


def test_no_event_becomes_visible_before_an_older_one_of_its_customer(url: str) -> None:
    """Otherwise a worker would handle the younger one first. Sixteen senders, and one who looks all the time."""
    done = threading.Event()
    newest, broken = [0], []

    def watch() -> None:
        db = Inline(url)
        query = select(Inbound.id).where(Inbound.id > 0).order_by(col(Inbound.id))
        seen: list[int] = []
        while not done.is_set():
            ids = list(db.look(lambda session: session.exec(query).all()))
            if ids[: len(seen)] != seen:
                broken.append((seen, ids))
            seen, newest[0] = ids, len(ids)
        db.close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    asyncio.run(at_once(url, message("first")))
    for start in range(0, 96, 16):
        asyncio.run(at_once(url, *[message(f"k{start + number}") for number in range(16)]))
    done.set()
    watcher.join()

    assert broken == []


def test_a_lane_is_claimed_by_one_of_many_and_together_they_take_all(url: str) -> None:
    db = Inline(url)
    for number in range(40):
        db.now(intake.receive, message(f"k{number}", f"user{number}"), NOON)
    now = NOON + timedelta(seconds=1)
    takers = [Inline(url) for _ in range(4)]
    start = threading.Barrier(4)

    def take(taker: Inline) -> list[int]:
        start.wait()
        found: list[int] = []
        for _ in range(30):
            found += [claim.ref for claim in taker.now(queue.claim, "in", f"w{id(taker)}", now, 3)]
        return found

    with ThreadPoolExecutor(4) as threads:
        shares = list(threads.map(take, takers))
    for one in (db, *takers):
        one.close()

    refs = sorted(ref for share in shares for ref in share)
    assert len(refs) == len(set(refs)) == 40


def test_a_claim_takes_no_more_than_it_may_also_where_the_planner_knows_nothing_of_the_table(url: str) -> None:
    db = Inline(url)
    for number in range(200):
        db.now(intake.receive, message(f"k{number}", f"user{number}"), NOON)

    assert len(db.now(queue.claim, "in", "w", NOON + timedelta(seconds=1), 8)) == 8
    db.close()


def test_hand_offs_at_once_get_a_number_each(url: str) -> None:
    async def story() -> list[int]:
        pool = Pool(url)
        try:
            await asyncio.gather(*(pool.urgent(intake.receive, message(f"k{n}", f"user{n}"), NOON) for n in range(16)))
            ids = await pool.read(lambda session: session.exec(select(Conversation.id)).all())
            opened = (
                pool.write(cases.open_case, one, reason="asked", title="t", detail="", priority=5, now=NOON)
                for one in ids
            )
            return list(await asyncio.gather(*opened))
        finally:
            pool.close()

    assert len(set(asyncio.run(story()))) == 16


def test_one_link_code_links_one_person_though_two_type_it_at_once(url: str) -> None:
    db = Inline(url)
    for user in ("maya", "ben", "cleo"):
        db.now(intake.receive, message(user, user), NOON)
    db.now(identities.offer_code, 1, "ABCD2345", b"k", NOON)
    start = threading.Barrier(2)

    def redeems(identity_id: int) -> bool:
        other = Inline(url)
        start.wait()
        try:
            other.now(identities.redeem_code, identity_id, "ABCD2345", b"k", NOON)
        except Refused:
            return False
        finally:
            other.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(redeems, (2, 3))) == [False, True]
    db.close()


LOCKED = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


def until_it_waits(session: Session, other: Future[int]) -> None:
    """Return once the other one waits for a row that this session holds, or is through without."""
    while not other.done() and not session.execute(LOCKED).scalar():
        session.execute(text("SELECT pg_stat_clear_snapshot()"))


def test_of_two_engines_that_erase_one_customer_at_once_one_does_and_its_count_stays(url: str) -> None:
    db = Inline(url)
    db.now(intake.receive, message("1"), NOON)
    maya = db.look(lambda session: session.exec(select(Customer.id)).one())
    request = db.now(privacy.request_erasure, maya, NOON)
    first, second = Inline(url), Inline(url)

    def erasing(session: Session) -> int:
        rows = privacy.erase(session, maya, NOON)
        other.append(threads.submit(second.now, privacy.erase, maya, NOON))
        until_it_waits(session, other[0])
        return rows

    other: list[Future[int]] = []
    with ThreadPoolExecutor(1) as threads:
        rows = first.now(erasing)
        with pytest.raises(NotFound):
            other[0].result(20)

    assert rows > 0
    assert db.look(lambda session: session.get_one(Erasure, request).rows) == rows
    for one in (db, first, second):
        one.close()


@pytest.mark.parametrize("owner_first", [True, False])
def test_two_who_wrote_in_one_conversation_are_erased_at_once_and_nothing_is_left(url: str, owner_first: bool) -> None:
    """They were linked for a while: whoever is erased second is alone in what was a conversation of both."""
    db = Inline(url)
    for number, user in enumerate(("maya", "ben")):
        db.now(intake.receive, message(str(number), user), NOON)
    maya, ben = db.look(lambda session: session.exec(select(Customer.id).order_by(col(Customer.id))).all())
    db.now(linking.link, maya, ben, method="agent", actor="test", evidence="", now=NOON)
    db.now(intake.receive, message("3", "ben", "and me."), NOON)
    bens = db.look(lambda session: session.exec(select(Identity).where(Identity.external_id == "ben")).one().id)
    db.now(linking.unlink, bens, "test", NOON)
    order = (maya, ben) if owner_first else (ben, maya)
    first, second = Inline(url), Inline(url)

    def erasing(session: Session) -> None:
        privacy.erase(session, order[0], NOON)
        other.append(threads.submit(second.now, privacy.erase, order[1], NOON))
        until_it_waits(session, other[0])

    other: list[Future[int]] = []
    with ThreadPoolExecutor(1) as threads:
        first.now(erasing)
        assert other[0].result(20) > 0

    for table in (Message, Conversation, Identity):
        assert db.look(lambda session: session.exec(select(table)).all()) == [], table  # noqa: B023
    for one in (db, first, second):
        one.close()


def test_whoever_is_first_has_a_name_and_the_other_looks_again(url: str) -> None:
    """Two processes make the same unique row at once: the second one's function runs again and sees it."""

    def once(session: Session) -> int:
        known = session.exec(select(Agent.id).where(Agent.name == "Anna")).first()
        return known if known is not None else hire(session, "Anna")

    async def both() -> list[int]:
        pools = [Pool(url), Pool(url)]
        try:
            return list(await asyncio.gather(*(pool.write(once) for pool in pools * 8)))
        finally:
            for pool in pools:
                pool.close()

    assert len(set(asyncio.run(both()))) == 1


def test_a_commit_is_heard_in_another_process_and_not_as_ones_own(url: str) -> None:
    async def listen() -> tuple[int, list[str]]:
        here, there = Pool(url), Pool(url)
        heard: list[str] = []
        here.heard, there.heard = lambda: heard.append("here"), lambda: heard.append("there")
        try:
            before = await there.changed(-1, 0)
            while not heard:  # the listener may not stand yet
                await here.write(hire, f"agent {await here.changed(-1, 0)}")
                await there.changed(before, 0.5)
            return await there.changed(-1, 0) - before, heard
        finally:
            here.close()
            there.close()

    changes, heard = asyncio.run(listen())
    assert changes > 0
    assert set(heard) == {"there"}


def test_the_clock_is_the_databases(url: str) -> None:
    db = Inline(url)
    pool = Pool(url)
    read = lambda session: session.exec(text("SELECT clock_timestamp()")).one()[0]  # noqa: E731
    before, ours, after = db.look(read), pool.clock(), db.look(read)
    error = timedelta(milliseconds=50)  # half of the way there and back, on a busy machine
    assert before - error <= ours <= after + error
    assert ours.tzinfo is UTC

    pool._offset = timedelta(hours=1)
    pool._sample()
    assert abs(pool._offset) < timedelta(minutes=1)
    pool.close()
    db.close()


def test_an_engine_is_seen_while_it_lives(url: str) -> None:
    pool = Pool(url)
    assert postgres.engine_running(url)
    with pytest.raises(DatabaseError, match="Stop `rapport serve`"), alone(url):
        pass
    pool.close()
    assert not postgres.engine_running(url)


def test_no_engine_starts_while_the_database_is_moved(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "MOVED_SECONDS", 0.05)
    with alone(url), pytest.raises(DatabaseError, match="is being moved"):
        Pool(url)
    Pool(url).close()


def test_a_restart_of_the_server_loses_no_write_and_burns_none(url: str, cluster: Cluster) -> None:
    if not cluster.own:
        pytest.skip("the server is not ours to restart")

    async def run() -> list[int]:
        pool = Pool(url)
        try:
            await asyncio.gather(*(pool.write(hire, f"before {number}") for number in range(8)))
            cluster.restart("immediate")
            return list(await asyncio.gather(*(pool.write(hire, f"after {number}") for number in range(8))))
        finally:
            pool.close()

    assert len(asyncio.run(run())) == 8
    db = Inline(url)
    assert len(db.look(lambda session: session.exec(select(Agent.id)).all())) == 16
    db.close()


def test_a_part_stored_while_the_last_one_is_marked_as_sent_is_not_forgotten(url: str) -> None:
    """Both change the chat's lane; whoever counts what is open must not miss what the other has not committed yet."""
    db, other = Inline(url), Inline(url)
    db.now(_people)
    db.now(post)
    claim, sending = db.now(chat)
    stored, marking = threading.Event(), threading.Event()

    def stores(session: Session) -> None:
        post(session, message=2)
        stored.set()
        marking.wait()
        while session.exec(text(WAITING)).one()[0] == 0:  # until the other one waits for the lane
            pass

    def marks(session: Session) -> Sending | None:
        marking.set()
        return queue.advance(session, claim, sending, "x1", NOON)

    with ThreadPoolExecutor(1) as threads:
        storing = threads.submit(other.now, stores)
        stored.wait()
        part = db.now(marks)
        storing.result()
    other.close()
    db.close()
    assert part is not None
    assert part.message_id == 2


WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')"


def test_of_an_agents_claim_and_the_customers_cancel_at_once_one_wins_and_nobody_is_left_without(
    cluster: Cluster,
) -> None:
    """The conversation's row is locked by both: the loser sees what the winner did."""
    outcomes = set()
    for number in range(12):
        url = cluster.fresh()
        settings = Settings(database=url, knowledge=ARTICLES, burst=0.0, _env_file=None)  # type: ignore[call-arg]
        stages: list[Stage] = []
        with house.inline(settings, channels(), lambda: stages[0].now) as app:  # noqa: B023
            stages.append(Stage(app))
            outcomes.add(_race(stages[0], url, number))
        cluster.drop(url)

    assert outcomes <= {("agent", "claimed", True), ("bot", "returned", False), ("bot", "returned", True)}


def _race(stage: Stage, url: str, number: int) -> tuple[str, str, bool]:
    stage.says("human please")
    anna = stage.agent()
    case = stage.look(lambda session: session.exec(select(Case.id)).one())
    stage.stores("/cancel")
    thought = stage.thinks()
    other = Inline(url)
    start = threading.Barrier(2)

    def claims() -> bool:
        start.wait()
        try:
            other.now(stage.app.engine.act, Actor(anna.agent_id, "Anna"), Verb("claim", case, "v"), stage.now)
        except Refused:
            return False
        return True

    def cancels() -> None:
        start.wait()
        stage.records(thought)

    with ThreadPoolExecutor(2) as threads:
        order = (claims, cancels) if number % 2 else (cancels, claims)
        futures = {work: threads.submit(work) for work in order}
        futures[cancels].result()
        claimed = bool(futures[claims].result())
    other.close()
    stage.drain()
    conversation, row = stage.conversation(), stage.look(lambda session: session.get_one(Case, case))
    assert (conversation.owner == "agent") == (row.state == "claimed")
    assert isinstance(row.opened_at, datetime)
    return conversation.owner, row.state, claimed


def test_what_a_connection_has_prepared_outlives_a_read(url: str) -> None:
    async def ask() -> int:
        pool = Pool(url, threads=1)
        try:
            for _ in range(8):  # the driver prepares what it meets for the sixth time
                await pool.read(queue.health)
            return await pool.read(
                lambda session: session.connection().exec_driver_sql("SELECT count(*) FROM pg_prepared_statements"
                                                                     ).scalar_one()
            )  # fmt: skip
        finally:
            pool.close()

    assert asyncio.run(ask()) > 0


def test_an_event_is_stored_while_every_other_statement_hangs(url: str) -> None:
    begun = [threading.Event() for _ in range(POOL)]

    def hangs(session: Session, number: int) -> None:
        begun[number].set()
        session.exec(text("SELECT count(*) FROM outbox"))

    async def stored_meanwhile(pool: Pool) -> bool:
        with pool.engine.connect() as other:
            other.execute(text("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE"))
            hanging = [asyncio.ensure_future(pool.write(hangs, number)) for number in range(POOL)]
            for one in begun:
                await asyncio.to_thread(one.wait, 20)
            try:
                async with asyncio.timeout(20):  # for ever, where intake waits with the others
                    return await pool.urgent(intake.receive, message("k1"), NOON)
            finally:
                other.rollback()
                await asyncio.gather(*hanging)

    pool = Pool(url)
    try:
        assert asyncio.run(stored_meanwhile(pool))
    finally:
        pool.close()


def test_a_command_beside_the_engine_goes_by_the_databases_clock(url: str) -> None:
    db = Inline(url)
    for statement in (
        "CREATE SCHEMA elsewhere",
        "CREATE FUNCTION elsewhere.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS "
        "$$ SELECT timestamptz '2001-02-03 04:05:06Z' $$",
    ):
        db.now(lambda session, words=statement: session.connection().exec_driver_sql(words))
    db.close()

    moved = Inline(url + "&options=-csearch_path%3Delsewhere,pg_catalog")
    assert moved.clock() == datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
    moved.close()


def test_reads_that_wait_together_see_one_moment_and_one_that_fails_spoils_no_other(url: str) -> None:
    def moment(session: Session, wrong: bool) -> object:
        return session.exec(text("SELECT wrong" if wrong else "SELECT now()")).one()[0]

    async def ask(*wrong: bool) -> list[object]:
        pool = Pool(url, threads=1)
        try:
            return await asyncio.gather(*(pool.read(moment, one) for one in wrong), return_exceptions=True)
        finally:
            pool.close()

    sound = asyncio.run(ask(*[False] * 9))
    assert len(set(sound)) < len(sound)  # PostgreSQL's now() is when the transaction began

    mixed = asyncio.run(ask(*[number == 4 for number in range(9)]))
    assert [number for number, one in enumerate(mixed) if isinstance(one, Exception)] == [4]
