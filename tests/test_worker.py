"""The loop: what fails is tried again, then handed to a person; what is sent is sent once; nobody waits for another."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from bot import app as house
from bot import worker
from bot.channels.web import Web
from bot.errors import DatabaseTrouble, DeliveryError, StaleLane
from bot.memory import privacy
from bot.settings import Settings
from bot.storage import queue
from bot.storage.db import Inline
from bot.storage.tables import Case, Decision, Erasure, Fact, Identity, Inbound, Lane, Message, MessageRef, Outbox
from bot.types.chat import Address, Part
from tests.conftest import Stage
from tests.sends import Sends
from tests.simulation import VirtualLoop
from tests.template import migrated

RETURN = "how do I return a chair?"


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


class Line(Web):
    """A chat app that answers each send as it is told to; `None` is an arrival, and so is whatever comes after."""

    can_find = False

    def __init__(self, *answers: Exception | None) -> None:
        super().__init__("telegram", "demo")
        self.answers, self.arrived = list(answers), []  # type: ignore[var-annotated]

    async def send(self, part: Part) -> str:
        if self.answers and (answer := self.answers.pop(0)) is not None:
            raise answer
        self.arrived.append(str(part.body["key"]))
        return self.arrived[-1]


class Flaky:
    """A database that refuses the functions it is told to, so many times."""

    def __init__(self, db: Inline, **refuses: int) -> None:
        self.db, self.refuses = db, refuses

    def _may(self, fn: Any) -> None:
        name = fn.__name__
        if self.refuses.get(name, 0) > 0:
            self.refuses[name] -= 1
            raise DatabaseTrouble("another process holds the database locked")

    async def read(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        self._may(fn)
        return await self.db.read(fn, *args, **kwargs)

    async def write(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        self._may(fn)
        return await self.db.write(fn, *args, **kwargs)

    urgent = write

    async def changed(self, seen: int, timeout: float) -> int:
        return await self.db.changed(seen, timeout)


def connects(stage: Stage, line: Line) -> Line:
    stage.app.channels["telegram", "demo"] = line
    return line


def statuses(stage: Stage) -> list[str]:
    return [row.status for row in stage.rows(Outbox)]


def lane(stage: Stage, kind: str = "in") -> Lane:
    row: Lane = stage.look(lambda session: session.exec(select(Lane).where(Lane.kind == kind)).first())
    return row


@pytest.fixture
def broken(stage: Stage) -> Iterator[Stage]:
    """A house in which every search raises."""
    whole = stage.app.engine.knowledge.index
    stage.app.engine.knowledge.index = None  # type: ignore[assignment]
    yield stage
    stage.app.engine.knowledge.index = whole


# --- a turn that fails -----------------------------------------------------------------------------


def test_a_failing_turn_is_retried_and_then_handed_to_a_person_and_the_lane_goes_on(broken: Stage) -> None:
    stage = broken
    said = stage.says(RETURN)
    assert said == []
    for _ in range(6):
        said += stage.passes(seconds=10)

    assert len(said) == 1
    assert said[0].startswith("Something went wrong on our side")
    case = stage.rows(Case)[0]
    assert case.reason == "bot_failure"
    assert "AttributeError" in case.detail
    assert [(row.status, row.attempts) for row in stage.rows(Inbound)] == [("dead", queue.MAX_ATTEMPTS)]
    assert stage.conversation().owner == "queue"
    assert stage.says("hello?") == ["Passed on to my colleagues; they haven't joined yet."]


def test_a_turn_that_fails_waits_longer_each_time_and_others_do_not_wait_for_it(broken: Stage) -> None:
    stage = broken
    stage.says(RETURN)
    waits = []
    for _ in range(3):
        waits.append((lane(stage).ready_at - stage.now).total_seconds())
        stage.now = lane(stage).ready_at
        stage.drain()

    assert waits == sorted(waits)
    assert waits[0] > 0
    assert lane(stage).fails == 4
    assert len(stage.says("hello there.", user="ben")) == 2  # his greeting, and her colleague on the way


def test_a_turn_that_fails_once_is_answered_at_the_next_try_and_once(stage: Stage) -> None:
    whole = stage.app.engine.knowledge.index
    stage.app.engine.knowledge.index = None  # type: ignore[assignment]
    stage.says(RETURN)
    stage.app.engine.knowledge.index = whole

    assert len(stage.passes(seconds=10)) == 1
    assert stage.passes(seconds=60) == []
    assert lane(stage).fails == 0


def test_a_turn_that_cannot_even_be_loaded_is_set_aside_and_the_lane_goes_on(stage: Stage) -> None:
    stage.stores(RETURN)
    stage.db.now(_without_a_place)
    for _ in range(6):
        stage.passes(seconds=10)

    row = stage.rows(Inbound)[0]
    assert row.status == "dead"
    assert row.error
    assert stage.rows(Case) == []
    assert stage.waiting() == 0


def _without_a_place(session: Session) -> None:
    row = session.exec(select(Identity)).one()
    row.chat_id = None
    session.add(row)


def test_the_wait_after_a_failure_grows_to_a_few_seconds_and_no_further() -> None:
    chance = random.Random(1)
    for attempts, base in enumerate((*worker.BACKOFF_SECONDS, worker.BACKOFF_SECONDS[-1], worker.BACKOFF_SECONDS[-1])):
        found = {worker.backoff(attempts, chance) for _ in range(50)}
        assert all(0.8 * base <= wait <= 1.2 * base for wait in found)
        assert len(found) > 1  # so that what failed together does not come back together


# --- a database that refuses -------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["load", "record"])
def test_a_database_that_is_busy_burns_no_try_however_often(stage: Stage, step: str) -> None:
    stage.app.worker.db = Flaky(stage.db, **{step: 8})
    said = stage.says(RETURN)
    assert (said, lane(stage).fails, lane(stage).owner) == ([], 0, "")
    for _ in range(8):
        said += stage.passes(seconds=1)

    assert len(said) == 1
    assert "My orders" in said[0]
    assert stage.rows(Inbound)[0].attempts == 1


def test_a_database_that_refuses_even_to_take_a_turn_back_is_asked_until_it_does(stage: Stage) -> None:
    stage.app.worker.db = Flaky(stage.db, record=1, release=1)
    assert stage.says(RETURN) == []

    assert len(stage.passes(seconds=1)) == 1


def test_a_part_that_arrived_is_written_down_however_long_the_database_refuses(stage: Stage) -> None:
    line = connects(stage, Line())
    stage.app.worker.db = Flaky(stage.db, arrived=2)
    stage.says(RETURN)

    assert (len(line.arrived), statuses(stage)) == (1, ["sent"])


def test_a_worker_whose_look_at_the_queue_is_refused_looks_again(settings: Settings) -> None:
    arrived = asyncio.Event()

    class Heard(Line):
        async def send(self, part: Part) -> str:
            arrived.set()
            return await super().send(part)

    async def story(app: house.App) -> None:
        app.worker.db = Flaky(app.db, take=3)  # type: ignore[arg-type]
        stop = asyncio.Event()
        working = asyncio.create_task(app.worker.run(stop))
        await app.receive(Stage(app).event(RETURN))
        await asyncio.wait({working, asyncio.create_task(arrived.wait())}, return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        await working

    with house.opened(settings, {("telegram", "demo"): Heard()}) as app:
        asyncio.run(asyncio.wait_for(story(app), 20))
    assert arrived.is_set()


def test_upkeep_that_a_database_refuses_is_named_in_a_line_not_in_a_trace(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    stage.app.worker.db = Flaky(stage.db, unanswered=1)

    assert len(stage.says(RETURN)) == 1

    (told,) = caplog.records
    assert "locked" in told.getMessage()
    assert told.exc_info is None


def test_a_turn_that_lost_its_lane_while_thinking_is_left_to_its_new_owner(stage: Stage) -> None:
    stage.stores(RETURN)
    slow = stage.claims()[0]
    stage.now += queue.LEASE
    assert len(stage.drain()) == 1

    asyncio.run(stage.app.worker._turn(slow))
    assert stage.drain() == []
    assert lane(stage).fails == 0
    assert stage.waiting() == 0


def test_whatever_is_wrong_with_a_beat_of_the_loop_the_next_one_comes(settings: Settings) -> None:
    arrived = asyncio.Event()

    class Heard(Line):
        async def send(self, part: Part) -> str:
            arrived.set()
            return await super().send(part)

    class Odd(Flaky):
        def _may(self, fn: Any) -> None:
            if fn.__name__ == "take" and self.refuses["take"] > 0:
                self.refuses["take"] -= 1
                raise RuntimeError("a mistake of ours")

    async def story(app: house.App) -> None:
        app.worker.db = Odd(app.db, take=2)  # type: ignore[arg-type]
        stop = asyncio.Event()
        working = asyncio.create_task(app.worker.run(stop))
        await app.receive(Stage(app).event(RETURN))
        await arrived.wait()
        stop.set()
        await working

    with house.opened(settings, {("telegram", "demo"): Heard()}) as app:
        asyncio.run(asyncio.wait_for(story(app), 20))
    assert arrived.is_set()


# --- a conversation that moved on ------------------------------------------------------------------


def test_words_that_waited_when_a_case_ended_are_answered_in_a_new_conversation(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.stores(RETURN)
    stage.acts("resolve")

    assert "My orders" in stage.drain()[-1]
    assert stage.waiting() == 0


# --- delivery --------------------------------------------------------------------------------------


def test_parts_of_a_chat_arrive_in_order_and_each_once(stage: Stage) -> None:
    line = connects(stage, Line())
    for words in ("hello there.", RETURN, "thanks"):
        stage.says(words)

    keys = [row.public_id for row in stage.rows(Message) if row.role == "bot"]
    assert line.arrived == keys
    assert [row.external_id for row in stage.rows(Outbox)] == keys
    assert stage.waiting() == 0


def test_a_send_that_is_refused_for_now_is_sent_again_when_the_app_said_so(stage: Stage) -> None:
    line = connects(stage, Line(DeliveryError("429", retry_after=30)))
    stage.says(RETURN)
    assert (line.arrived, statuses(stage)) == ([], ["new"])
    stage.passes(seconds=29)
    assert line.arrived == []

    stage.passes(seconds=1)
    assert (len(line.arrived), statuses(stage)) == (1, ["sent"])


def test_a_send_that_is_refused_at_once_waits_a_little_all_the_same(stage: Stage) -> None:
    line = connects(stage, Line(DeliveryError("500", retry_after=0)))
    stage.says(RETURN)

    assert line.arrived == []
    assert lane(stage, "out").ready_at > stage.now


def test_a_send_that_is_refused_for_good_is_set_aside_and_the_next_one_goes_on(stage: Stage) -> None:
    line = connects(stage, Line(DeliveryError("the bot was blocked")))
    stage.says(RETURN)
    stage.says("thanks")

    assert statuses(stage) == ["dead", "sent"]
    assert len(line.arrived) == 1
    assert stage.rows(Outbox)[0].error == "the bot was blocked"


def test_the_bots_words_without_an_answer_are_sent_five_times_and_an_agents_once(stage: Stage) -> None:
    class Deaf(Line):
        async def send(self, part: Part) -> str:
            await asyncio.Event().wait()
            raise AssertionError("unreachable")

    stage.says("human please")
    stage.app.worker.send_seconds = 0
    connects(stage, Deaf())
    stage.says("hello?")
    assert statuses(stage)[1:] == ["uncertain"]
    for _ in range(10):
        stage.passes(seconds=10)
    assert statuses(stage)[1:] == ["dead"]

    stage.acts("reply", "Hello, Anna here.")
    for _ in range(6):
        stage.passes(seconds=10)
    assert [(row.status, row.attempts) for row in stage.rows(Outbox)][1:] == [("dead", 5), ("held", 1)]
    assert stage.waiting() == 0


def test_an_ambiguous_refusal_counts_as_no_answer(stage: Stage) -> None:
    line = connects(stage, Line(DeliveryError("connection lost", retry_after=0, certain=False)))
    stage.says(RETURN)
    assert statuses(stage) == ["uncertain"]

    stage.passes(seconds=10)
    assert (len(line.arrived), statuses(stage)) == (1, ["sent"])


def test_what_is_for_a_channel_that_does_not_run_here_waits_for_it(stage: Stage) -> None:
    away = stage.app.channels["telegram", "demo"]
    stage.stores(RETURN)
    stage.records(stage.thinks())
    del stage.app.channels["telegram", "demo"]
    stage.drain()
    assert statuses(stage) == ["new"]

    stage.app.channels["telegram", "demo"] = away
    stage.passes(seconds=31)
    assert statuses(stage) == ["sent"]


def test_a_chat_that_waits_does_not_hold_up_another(stage: Stage) -> None:
    connects(stage, Line(DeliveryError("429", retry_after=300)))
    stage.says(RETURN)
    stage.says(RETURN, channel="slack")

    assert statuses(stage) == ["new", "sent"]


def test_a_delivery_that_lost_its_lane_lets_it_go(stage: Stage) -> None:
    line = connects(stage, Line())
    stage.stores(RETURN)
    stage.records(stage.thinks())
    (stale,) = stage.db.now(queue.take, "slow", stage.now).sends
    stage.now += queue.LEASE
    stage.drain()
    assert len(line.arrived) == 1
    asyncio.run(stage.app.worker._deliver(*stale))

    assert statuses(stage) == ["sent"]
    assert stage.rows(MessageRef)[-1].external_id == line.arrived[0]


def test_a_chat_with_nothing_to_send_is_given_back(stage: Stage) -> None:
    stage.says(RETURN)
    stage.db.now(_counted_wrong, lane(stage, "out").ref)
    stage.drain()

    assert (lane(stage, "out").owner, lane(stage, "out").pending) == ("", 0)


def _counted_wrong(session: Session, chat: int) -> None:
    row = session.get_one(Lane, ("out", chat))
    row.pending = 3
    session.add(row)


# --- asking whether it arrived -----------------------------------------------------------------------


class Askable(Line):
    """A chat app that can be asked whether a part arrived."""

    can_find = True

    def __init__(self, *answers: Exception | None, has: bool) -> None:
        super().__init__(*answers)
        self.has = has

    async def find(self, part: Part) -> str | None:
        return str(part.body["key"]) if self.has else None


@pytest.mark.parametrize(("has", "sends"), [(True, 0), (False, 1)])
def test_where_the_app_can_be_asked_a_part_without_an_answer_is_never_doubled(
    stage: Stage, has: bool, sends: int
) -> None:
    lost = DeliveryError("connection lost", retry_after=0, certain=False)
    stage.says("human please")
    line = connects(stage, Askable(lost, lost, has=has))
    stage.acts("reply", "Hello, Anna here.")
    for _ in range(4):
        stage.passes(seconds=10)

    assert len(line.arrived) == sends
    assert set(statuses(stage)) == {"sent"}
    assert stage.waiting() == 0


def test_a_worker_that_is_told_to_stop_finishes_what_is_in_hand(settings: Settings) -> None:
    sending, may_send = asyncio.Event(), asyncio.Event()

    class Slow(Line):
        async def send(self, part: Part) -> str:
            sending.set()
            await may_send.wait()
            return await super().send(part)

    async def story(app: house.App, line: Slow) -> None:
        stop = asyncio.Event()
        working = asyncio.create_task(app.worker.run(stop))
        await app.receive(Stage(app).event(RETURN))
        await sending.wait()
        stop.set()
        for _ in range(100):
            await asyncio.sleep(0)
        assert not working.done()
        may_send.set()
        await working
        assert len(line.arrived) == 1

    line = Slow()
    with house.opened(settings, {("telegram", "demo"): line}) as app:
        asyncio.run(asyncio.wait_for(story(app, line), 20))
    db = Inline(settings.database)
    assert db.look(lambda session: session.exec(select(Outbox.status)).all()) == ["sent"]
    db.close()


class Looked(Inline):
    """A store that counts how often the queue is looked at."""

    looks = 0

    async def write(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        self.looks += fn is queue.take
        return await super().write(fn, *args, **kwargs)


def test_what_comes_while_much_is_in_hand_is_taken_together_and_else_at_once(tmp_path: Path) -> None:
    loop = VirtualLoop()
    sent: dict[str, float] = {}

    class Slow(Line):
        async def send(self, part: Part) -> str:
            sent[part.address.chat] = loop.time()
            await asyncio.sleep(0.5)
            return part.address.chat

    def write(session: Session, name: str) -> None:
        at = Address("telegram", "demo", name)
        chat = queue.chat(session, at)
        queue.post(session, chat_id=chat, message_id=None, parts=[Part("post", at, {"key": name})], policy="resend",
                   inbound_id=None, now=loop.now())  # fmt: skip

    async def says(name: str) -> None:
        await db.write(write, name)
        working.wake()

    async def story() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(working.run(stop))
        await asyncio.sleep(0.02)
        db.looks = 0
        for number in range(30):
            await says(f"{number}")
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.3)
        stop.set()
        await running

    db = Looked(migrated(tmp_path / "rapport.db"))
    working = worker.Worker(db, Sends(), {("telegram", "demo"): Slow()}, clock=loop.now, threads=0)  # type: ignore[arg-type]
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(story())
    db.close()

    waited = [sent[f"{number}"] - 0.02 - number / 1000 for number in range(30)]
    assert max(waited[: worker.MANY]) < 1e-6
    assert 1e-6 < max(waited) <= worker.GATHER_SECONDS + 1e-6
    assert db.looks <= worker.MANY + 5


def test_a_part_at_which_the_adapter_itself_fails_is_given_up_and_the_next_one_goes_on(stage: Stage) -> None:
    line = connects(stage, Line(*[KeyError("key")] * 5))  # type: ignore[arg-type]
    stage.says(RETURN)
    stage.says("thanks")
    for _ in range(10):
        stage.passes(seconds=10)

    assert statuses(stage) == ["dead", "sent"]
    assert len(line.arrived) == 1
    assert stage.waiting() == 0


# --- erasing ---------------------------------------------------------------------------------------


def test_an_erasure_is_done_only_when_its_bytes_are_gone_and_erases_once(stage: Stage) -> None:
    stage.says("I live in Trondheim")
    gone = [False]
    stage.app.worker._checkpoint = lambda: gone[0]
    stage.db.now(privacy.request_erasure, stage.customer(), stage.now)
    stage.drain()
    assert stage.rows(Message) == []
    assert stage.rows(Erasure)[0].done_at is None

    gone[0] = True
    stage.passes(seconds=1)
    assert stage.rows(Erasure)[0].done_at == stage.now
    assert len(stage.rows(Erasure)) == 1


def test_an_erasure_that_a_crash_left_half_said_is_finished_at_the_next_start(stage: Stage) -> None:
    stage.says("I live in Trondheim")
    stage.db.now(privacy.request_erasure, stage.customer(), stage.now)
    stage.db.now(privacy.erase, stage.customer(), stage.now)  # and then the process died
    stage.says("hello there.", user="ben")

    assert stage.rows(Erasure)[0].done_at is not None


def test_who_thinks_about_somebody_erased_meanwhile_writes_nothing_to_whoever_comes_next(stage: Stage) -> None:
    stage.stores(RETURN)
    thought = stage.thinks()
    gone = stage.customer()
    stage.db.now(privacy.erase, gone, stage.now)
    said = stage.says("hello there.", user="ben")

    assert stage.customer("ben") != gone  # a number is never given twice
    with pytest.raises(StaleLane):
        stage.records(thought)
    assert len(said) == 1


def test_a_forgotten_fact_leaves_the_decisions_that_used_it(stage: Stage) -> None:
    stage.says("I'm on the Plus plan")
    stage.says("which plan am I on?")
    assert stage.decision().facts
    stage.says("/forget plan")
    stage.says("yes")
    stage.says("My name is Robert", user="bob")

    assert {fact for row in stage.rows(Decision) for fact in row.facts} <= {row.id for row in stage.rows(Fact)}


def test_an_agents_reply_takes_back_the_timer_that_has_just_fired(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.now += timedelta(seconds=stage.app.settings.agent_silence + 1)
    stage.db.now(queue.fire_due, stage.now)
    stage.acts("reply", "Here I am.")

    assert stage.drain() == ["Anna has joined.", "Here I am."]  # and not that she had to leave
    assert stage.conversation().owner == "agent"
    assert stage.waiting() == 0


def test_a_turn_that_forgets_empties_the_log(stage: Stage) -> None:
    cleaned: list[int] = []
    stage.app.worker._checkpoint = lambda: not cleaned.append(1)
    stage.says("I live in Trondheim")
    stage.says("/forget city")
    assert cleaned == []

    stage.says("yes")
    assert cleaned == [1]
