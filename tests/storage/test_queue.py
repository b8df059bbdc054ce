"""The queue keeps order, counts each event once, and fences whoever lost a lane."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, func, select

from bot.errors import StaleLane
from bot.storage import queue, tables
from bot.storage.db import Inline
from bot.storage.queue import Claim, Sending
from bot.storage.tables import Chat, Conversation, Customer, Identity, Inbound, Lane, Message, Outbox, Timer
from bot.types.chat import Address, Part
from tests.template import migrated

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE = Address("web", "site", "maya")


@pytest.fixture
def db(url: str) -> Iterator[Inline]:
    db = Inline(url)
    db.now(_people)
    yield db
    db.close()


def chat(session: Session, now: datetime = NOON, paces: queue.Paces = queue.unpaced) -> tuple[Claim, Sending]:
    """Take the chats that are ready; return the first with its part."""
    return queue.take(session, "w", now, 0, paces=paces).sends[0]


def _people(session: Session) -> None:
    for number in (1, 2):
        session.add(Customer(id=number, created_at=NOON))
        session.add(Chat(id=number, channel="web", account="site", chat=f"c{number}"))
        session.flush()
        session.add(Identity(id=number, customer_id=number, channel="web", external_id=f"c{number}", chat_id=number,
                             created_at=NOON))  # fmt: skip
        session.add(Conversation(id=number, customer_id=number, opened_at=NOON, last_at=NOON))
        session.flush()
        session.add(Message(id=number, identity_id=number, conversation_id=number, role="bot", text="…", sent_at=NOON,
                            received_at=NOON))  # fmt: skip


def receive(session: Session, key: str, customer: int = 1, now: datetime = NOON, kind: str = "press") -> int | None:
    payload = {"address": {"channel": "web", "account": "site", "chat": f"c{customer}", "thread": ""}}
    return queue.receive(session, address=HERE, key=key, lane=("in", customer), kind=kind, identity_id=customer,
                         payload=payload, ready_at=now, now=now)  # fmt: skip


def post(
    session: Session, parts: int = 1, policy: str = "resend", chat: int = 1, now: datetime = NOON, message: int = 0
) -> None:
    made = [Part("post", HERE, {"n": number}) for number in range(parts)]
    queue.post(session, chat_id=chat, message_id=message or chat, parts=made, policy=policy, inbound_id=None, now=now)  # type: ignore[arg-type]


def statuses(session: Session) -> list[str]:
    return list(session.exec(select(Outbox.status).order_by(col(Outbox.id))).all())


def lane(session: Session, kind: str = "in", ref: int = 1) -> Lane:
    return session.get_one(Lane, (kind, ref))


def test_a_redelivery_is_dropped_and_counts_no_work(db: Inline) -> None:
    assert db.now(receive, "a") is not None
    assert db.now(receive, "a") is None
    assert db.look(lane).pending == 1


def test_the_same_key_on_another_account_is_another_event(db: Inline) -> None:
    db.now(receive, "a")
    other = Address("web", "other", "maya")
    stored = db.now(
        lambda session: queue.receive(session, address=other, key="a", lane=("in", 1), kind="press", identity_id=1,
                                      payload={}, ready_at=NOON, now=NOON)
    )  # fmt: skip

    assert stored is not None


def test_a_lane_is_held_by_one_claim_and_free_again_after_the_lease(db: Inline) -> None:
    db.now(receive, "a")
    first = db.now(queue.claim, "in", "w1", NOON)
    assert len(first) == 1
    assert db.now(queue.claim, "in", "w2", NOON) == []

    later = db.now(queue.claim, "in", "w2", NOON + queue.LEASE)
    assert later[0].epoch == first[0].epoch + 1


def test_one_process_leads_a_task_until_it_is_silent_for_a_lease_or_resigns(db: Inline) -> None:
    later = NOON + queue.LEASE

    assert db.now(queue.lead, "poll", "w1", NOON)
    assert not db.now(queue.lead, "poll", "w2", NOON)
    assert db.now(queue.lead, "poll", "w2", later)
    assert not db.now(queue.lead, "poll", "w1", later)

    db.now(queue.resign, "poll", "w1")  # who leads no more has nothing to give
    assert not db.now(queue.lead, "poll", "w1", later)
    db.now(queue.resign, "poll", "w2")
    assert db.now(queue.lead, "poll", "w1", later)


def test_who_lost_a_lane_cannot_write(db: Inline) -> None:
    db.now(receive, "a")
    stale = db.now(queue.claim, "in", "w1", NOON)[0]
    events = db.look(queue.events, stale)
    db.now(queue.claim, "in", "w2", NOON + queue.LEASE)

    for write in (queue.fence, lambda session, claim: queue.complete(session, claim, events, NOON)):
        with pytest.raises(StaleLane):
            db.now(write, stale)


def test_a_finished_lane_has_no_work_and_an_event_that_came_meanwhile_is_next(db: Inline) -> None:
    db.now(receive, "a")
    claim = db.now(queue.claim, "in", "w", NOON)[0]
    events = db.look(queue.events, claim)
    db.now(receive, "b")
    db.now(queue.complete, claim, events, NOON)

    assert db.look(lane).pending == 1
    again = db.now(queue.claim, "in", "w", NOON)[0]
    assert len(db.look(queue.events, again)) == 1


def test_an_event_that_comes_during_a_lease_does_not_cut_it(db: Inline) -> None:
    db.now(receive, "a")
    db.now(queue.claim, "in", "w1", NOON)
    db.now(receive, "b")

    assert db.now(queue.claim, "in", "w2", NOON + timedelta(seconds=1)) == []


def test_taking_a_turn_costs_the_same_however_much_waits(tmp_path: Path) -> None:
    def fill(session: Session, first: int, count: int) -> None:
        for number in range(first, first + count):
            receive(session, f"{number}", 1)
            queue.hurry(session, "in", 1, NOON)
            queue._touch(session, "in", 100 + number, NOON)

    def steps(session: Session) -> int:
        """Return how many instructions SQLite's machine ran: its work, whatever else the processor has to do."""
        count = itertools.count()
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(lambda: next(count) < 0, 1)
        taken = queue.claim(session, "in", "w", NOON, limit=1)
        queue.events(session, Claim("in", 1, 0, 0))
        driver.set_progress_handler(None, 1)
        queue.release(session, taken[0], NOON)
        return next(count)

    db = Inline(migrated(tmp_path / "rapport.db"))
    db.now(_people)
    db.now(fill, 0, 5)
    few = db.now(steps)
    db.now(fill, 5, 200)
    many = db.now(steps)
    db.close()

    assert many < few * 1.5


def test_a_failing_turn_backs_off_and_is_set_aside_after_five_tries(db: Inline) -> None:
    db.now(receive, "a")
    now = NOON
    for attempt in range(1, queue.MAX_ATTEMPTS + 1):
        claim = db.now(queue.claim, "in", "w", now)[0]
        events = db.look(queue.events, claim)
        again = db.now(queue.retry, claim, events, "boom", 2.0, now)
        assert again is (attempt < queue.MAX_ATTEMPTS)
        assert not again or db.now(queue.claim, "in", "w", now + timedelta(seconds=1)) == []
        now += timedelta(seconds=2)

    db.now(queue.bury, claim, events, "boom", now)
    assert db.look(lane).pending == 0


def test_a_failing_turn_that_linking_moves_to_another_lane_takes_its_tries_along(db: Inline) -> None:
    db.now(receive, "a", 2)
    tries, now, lane_of = 0, NOON, 2
    again = True
    while again:
        claim = db.now(queue.claim, "in", "w", now)[0]
        again = db.now(queue.retry, claim, db.look(queue.events, claim), "boom", 1.0, now)
        tries += 1
        now += timedelta(seconds=1)
        if tries == 3:
            db.now(_move, 2, 1, now)
            lane_of = 1

    assert (tries, claim.ref) == (queue.MAX_ATTEMPTS, lane_of)


def _move(session: Session, identity: int, into: int, now: datetime) -> None:
    row = session.get_one(Identity, identity)
    before, row.customer_id = row.customer_id, into
    session.add(row)
    session.flush()
    queue.reroute(session, before, into, now)


def test_a_start_frees_what_an_earlier_life_held(db: Inline) -> None:
    db.now(receive, "a")
    db.now(queue.claim, "in", "worker", NOON)

    assert db.now(queue.clear_leases, NOON) == 1
    assert len(db.now(queue.claim, "in", "worker", NOON)) == 1


def test_finished_sentences_are_turns_of_their_own_and_fragments_are_one() -> None:
    from bot.types.turn import Event

    def event(number: int, text: str, after: int) -> Event:
        return Event(number, "message", text, "", number, 1, HERE, NOON + timedelta(seconds=after))

    turn = queue._one_turn([event(1, "my desk", 0), event(2, "is broken.", 2), event(3, "and the lamp", 3)])
    assert [one.inbound_id for one in turn] == [1, 2]
    assert len(queue._one_turn([event(1, "how long", 0), event(2, "does it take", 3600)])) == 1


def test_parts_go_out_in_order_and_each_is_sending_before_it_is_sent(db: Inline) -> None:
    db.now(post, 2)
    claim, first = db.now(chat)
    assert first.part.body == {"n": 0}
    assert db.look(statuses) == ["sending", "new"]

    second = db.now(queue.advance, claim, first, "x1", NOON)
    assert second.part.body == {"n": 1}
    assert db.look(statuses) == ["sent", "sending"]
    assert db.now(queue.advance, claim, second, "x2", NOON) is None
    assert db.look(lane, "out").pending == 0


def test_a_part_whose_answers_crashes_swallowed_is_sent_five_times_and_then_given_up(db: Inline) -> None:
    db.now(post, 1, "resend")
    now = NOON
    db.now(chat, now)
    for expected in (*["sending"] * 4, "dead"):
        now += queue.LEASE
        claim, sending = db.now(chat, now)
        assert sending.uncertain
        assert db.look(statuses) == ["uncertain"]
        db.now(queue.undecided, claim, sending, asked=False, now=now)
        assert db.look(statuses) == [expected]

    assert db.look(lane, "out").pending == 0


def test_a_part_that_the_chat_app_does_not_have_is_sent_again_whatever_its_policy(db: Inline) -> None:
    db.now(post, 1, "hold")
    db.now(chat)
    claim, sending = db.now(chat, NOON + queue.LEASE)

    again = db.now(lambda session: queue.undecided(session, claim, sending, asked=True, now=NOON))
    assert (again.uncertain, again.attempts) == (False, 2)


def test_an_agents_reply_without_an_answer_is_held_not_sent_twice(db: Inline) -> None:
    db.now(post, 1, "hold")
    claim, sending = db.now(chat)
    db.now(queue.unsent, claim, sending, "timed out", 0.0, False, NOON)
    claim, sending = db.now(chat)
    db.now(lambda session: queue.undecided(session, claim, sending, asked=False, now=NOON))

    assert db.look(statuses) == ["held"]
    assert db.now(queue.claim, "out", "w", NOON + timedelta(hours=1)) == []


@pytest.mark.parametrize("policy", ["resend", "hold"])
def test_a_decision_that_is_run_again_after_a_lost_answer_to_its_commit_counts_once(db: Inline, policy: str) -> None:
    """Sent again or held for a person: the second run goes on where the first one left off."""
    db.now(post, 2, policy)
    claim, sending = db.now(chat)
    db.now(queue.unsent, claim, sending, "timed out", 0.0, False, NOON)
    claim, sending = db.now(chat)
    first, second = (db.now(lambda session: queue.undecided(session, claim, sending, asked=False, now=NOON))
                     for _ in range(2))  # fmt: skip

    assert first == second
    assert not second.uncertain  # it was never sent: there is nothing to be asked
    open_rows = sum(status in ("new", "sending", "uncertain") for status in db.look(statuses))
    assert db.look(lane, "out").pending == open_rows


def test_retry_after_is_obeyed_and_other_chats_do_not_wait(db: Inline) -> None:
    db.now(post, 1)
    db.now(post, 1, "resend", 2)
    taken = db.now(lambda session: queue.take(session, "w", NOON).sends)
    assert sorted(claim.ref for claim, _ in taken) == [1, 2]
    one, sending = next(pair for pair in taken if pair[0].ref == 1)
    db.now(lambda session: queue.unsent(session, one, sending, "429", 30.0, True, NOON, limited=True))

    assert db.now(queue.claim, "out", "w", NOON + timedelta(seconds=29)) == []
    again = db.now(chat, NOON + timedelta(seconds=31))
    assert (again[0].ref, again[1].attempts) == (1, 1)  # being asked to wait was no failed try


def test_a_refused_part_is_dead_and_the_next_one_goes_on(db: Inline) -> None:
    db.now(post, 2)
    claim, sending = db.now(chat)
    db.now(queue.unsent, claim, sending, "blocked", None, True, NOON)

    assert db.now(chat)[1].part.body == {"n": 1}
    assert db.look(statuses) == ["dead", "sending"]


def test_a_timer_fires_once_into_the_lane_of_its_customer(db: Inline) -> None:
    db.now(lambda session: queue.schedule(session, key="t", identity_id=1, due_at=NOON, payload={"kind": "x"}))

    assert db.now(queue.fire_due, NOON - timedelta(seconds=1)) == 0
    assert db.now(queue.fire_due, NOON) == 1
    assert db.now(queue.fire_due, NOON) == 0
    assert db.look(lane).pending == 1


def test_a_cancelled_timer_does_not_fire_and_a_running_one_can_be_kept(db: Inline) -> None:
    def plan(session: Session, hours: int, keep: bool = False) -> None:
        queue.schedule(session, key="t", identity_id=1, due_at=NOON + timedelta(hours=hours), payload={}, keep=keep)

    db.now(plan, 1)
    db.now(plan, 5, True)
    assert db.look(queue.next_due) == NOON + timedelta(hours=1)
    db.now(queue.cancel, "t")
    assert db.look(lambda session: session.exec(select(func.count()).select_from(Timer)).one()) == 0


STEPS = st.lists(
    st.tuples(st.sampled_from(["receive", "redeliver", "work", "crash", "expire"]), st.integers(1, 2)), max_size=40
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_every_event_is_done_once_and_in_order_whatever_crashes(
    tmp_path_factory: pytest.TempPathFactory, steps
) -> None:  # type: ignore[no-untyped-def]
    db = Inline(f"sqlite:///{tmp_path_factory.mktemp('queue')}/queue.db")
    tables.metadata.create_all(db.engine)
    db.now(_people)
    now, count = NOON, 0
    received: dict[int, list[int]] = {1: [], 2: []}
    done: dict[int, list[int]] = {1: [], 2: []}
    for step, customer in [*steps, ("expire", 1), *[("work", 1)] * len(steps)]:
        if step == "work" and done == received:
            continue
        if step == "receive":
            count += 1
            received[customer].append(db.now(receive, f"k{count}", customer, now))
        elif step == "redeliver" and count:
            db.now(receive, f"k{count}", customer, now)
        elif step == "expire":
            now += queue.LEASE
        elif step in ("work", "crash"):
            for claim in db.now(queue.claim, "in", "w", now):
                events = db.look(queue.events, claim)
                if step == "work":
                    db.now(queue.complete, claim, events, now)
                    done[claim.ref] += [event.inbound_id for event in events]
    assert done == received
    db.close()


def test_what_was_set_aside_is_listed_and_can_be_tried_again_or_dismissed(db: Inline) -> None:
    db.now(receive, "a")
    claim = db.now(queue.claim, "in", "w", NOON)[0]
    db.now(queue.bury, claim, db.look(queue.events, claim), "boom", NOON)
    db.now(post, 1)
    chat_claim, sending = db.now(chat)
    db.now(queue.unsent, chat_claim, sending, "blocked", None, True, NOON)

    found = {one.id[0]: one for one in db.look(queue.aside)}
    assert [(found[kind].status, found[kind].error) for kind in "ep"] == [("dead", "boom"), ("dead", "blocked")]
    assert db.look(queue.health).dead == 2
    assert db.now(queue.again, "e", int(found["e"].id[1:]), NOON)
    assert db.now(queue.again, "p", int(found["p"].id[1:]), NOON)
    assert not db.now(queue.again, "p", int(found["p"].id[1:]), NOON)
    taken = db.now(queue.take, "w", NOON)
    assert len(db.look(queue.events, taken.turns[0])) == 1
    again = taken.sends[0][1]
    assert again.attempts == 1

    db.now(queue.unsent, taken.sends[0][0], again, "blocked", None, True, NOON)
    assert db.now(queue.dismiss, "p", again.outbox_id)
    assert db.look(queue.aside) == ()


def test_what_cannot_be_read_is_kept_and_holds_nobody_up(db: Inline) -> None:
    def odd(session: Session) -> bool:
        return queue.set_aside(session, address=HERE, key="x", payload={"odd": 1}, error="no text", now=NOON)

    assert db.now(odd)
    assert not db.now(odd)
    (kept,) = db.look(queue.aside)
    assert (kept.error, kept.message) == ("no text", "")
    assert not db.now(queue.again, "e", int(kept.id[1:]), NOON)
    assert not db.now(queue.take, "w", NOON).turns


def test_retention_keeps_the_queue_flat_and_what_is_open_stays(db: Inline) -> None:
    def day(session: Session, number: int) -> None:
        now = NOON + timedelta(days=number)
        key = f"d{number}"
        receive(session, key, 1, now)
        queue.schedule(session, key=key, identity_id=1, due_at=now, payload={})
        for _ in range(2):  # the message, then the timer that has fired meanwhile
            for claim in queue.take(session, "w", now, sends=0).turns:
                queue.complete(session, claim, queue.events(session, claim), now)
        say(session, 100 + number, now)
        claim, sending = chat(session, now)
        assert queue.advance(session, claim, sending, key, now) is None

    def rows(session: Session) -> tuple[int, int, int]:
        return tuple(session.exec(select(func.count()).select_from(table)).one() for table in (Inbound, Outbox, Timer))  # type: ignore[return-value]

    sizes = []
    for number in range(60):
        db.now(day, number)
        while db.now(queue.forget_done, NOON + timedelta(days=number - 14)):
            pass
        sizes.append(db.look(rows))
    assert sizes[-1] == sizes[20]
    assert sizes[-1][1] == 15

    db.now(receive, "waits", 2)
    db.now(queue.forget_done, NOON + timedelta(days=400))
    assert db.look(rows) == (1, 0, 0)


def say(session: Session, number: int, now: datetime) -> None:
    session.add(
        Message(id=number, identity_id=1, conversation_id=1, role="bot", text="…", sent_at=now, received_at=now)
    )
    session.flush()
    made = [Part("post", HERE, {"n": number})]
    queue.post(session, chat_id=1, message_id=number, parts=made, policy="resend", inbound_id=None, now=now)
