"""The worker that the kill loop kills: the real `Worker`, queue and store in a child process, with a tiny engine."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import os
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from bot.errors import DatabaseTrouble
from bot.storage import queue
from bot.storage.db import Store, is_postgres
from bot.storage.opening import engine_lock, open_store
from bot.storage.postgres import Pool
from bot.storage.queue import Claim
from bot.storage.tables import Conversation, Identity, Message
from bot.types.channel import Pace
from bot.types.chat import Address, Part
from bot.types.turn import Event
from bot.worker import Worker
from tests.sends import Sends

TIMER_EVERY = 5
"""One event in so many sets a timer, which is to be told to the customer once."""
HOLD_EVERY = 7
"""One reply in so many is of the kind that is held, not sent twice, when nobody can say whether it arrived."""
TIMER_SECONDS = 0.3
STORED_LATER = 0.2
"""The mutant "acks first" stores so many seconds after it acknowledged: longer than a control's gap between kills."""


@dataclass(frozen=True)
class Job:
    """What a child needs to know."""

    url: str
    socket: str
    name: str
    can_find: bool
    mutant: str
    lease: float


@dataclass(frozen=True)
class Owned:
    closed: bool = False
    owner: str = "agent"
    """Whose turn it is: for an agent's, nobody is shown that the bot thinks."""


@dataclass(frozen=True)
class SmallTurn:
    """As much of a turn as the worker looks at."""

    events: tuple[Event, ...]
    chat_id: int
    conversation_id: int
    heard: int
    ownership: Owned = Owned()
    attachments: tuple[()] = ()

    @property
    def last(self) -> Event:
        return self.events[-1]


@dataclass(frozen=True)
class Reply:
    key: str
    acts: tuple[()] = ()


class TinyEngine(Sends):
    """Load → decide → record with 2 reads, 2 writes and one reply, so that the queue is what is measured."""

    def load(self, session: Session, claim: Claim, now: datetime) -> SmallTurn | None:
        events = queue.events(session, claim)
        if not events:
            return None
        identity = session.get_one(Identity, events[-1].identity_id)
        heard = session.exec(
            select(Message.id).where(Message.identity_id == identity.id).order_by(col(Message.id).desc()).limit(10)
        ).all()
        return SmallTurn(events, identity.chat_id or 0, identity.id, len(heard))

    def decide(self, turn: SmallTurn, waited: float = 0.0) -> Reply:
        return Reply(str(turn.last.data["key"]))

    def record(self, session: Session, claim: Claim, turn: SmallTurn, decision: Reply, now: datetime) -> None:
        queue.fence(session, claim)
        conversation = session.get_one(Conversation, turn.conversation_id)
        conversation.last_at = now
        message = Message(identity_id=turn.last.identity_id, conversation_id=conversation.id, role="bot",
                          text=decision.key, sent_at=now, received_at=now)  # fmt: skip
        session.add_all([conversation, message])
        session.flush()
        kind, customer, number = decision.key.split(":")
        here = Address("wire", "bench", customer)
        queue.post(
            session, chat_id=turn.chat_id, message_id=message.id, parts=[Part("post", here, {"key": decision.key})],
            policy="hold" if int(number) % HOLD_EVERY == 0 else "resend", inbound_id=turn.last.inbound_id, now=now,
        )  # fmt: skip
        if kind == "e" and int(number) % TIMER_EVERY == 0:
            due = now + timedelta(seconds=TIMER_SECONDS)
            key = f"t:{customer}:{number}"
            queue.schedule(session, key=key, identity_id=turn.last.identity_id, due_at=due, payload={"key": key})
        queue.complete(session, claim, turn.events, now)


def receive(session: Session, key: str, customer: int, stored_as: str, now: datetime) -> bool:
    """Store one event as intake does; False for a redelivery."""
    here = Address("wire", "bench", str(customer))
    stored = queue.receive(
        session, address=here, key=stored_as, lane=("in", customer), kind="press", identity_id=customer,
        payload={"address": asdict(here), "data": {"key": key}}, ready_at=now, now=now,
    )  # fmt: skip
    return stored is not None


class Wire:
    """The worker's side of the chat app: JSON lines over a socket."""

    name, account = "wire", "bench"

    def __init__(self, job: Job, store: Store, clock: Callable[[], datetime]) -> None:
        self.job, self.store, self.clock = job, store, clock
        self.can_find = job.can_find
        self.wake: Callable[[], None] = lambda: None
        self._numbers = itertools.count()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def connect(self) -> None:
        self._reader, self._writer = await asyncio.open_unix_connection(self.job.socket)
        self._say(hello=self.job.name)

    def _say(self, **message: Any) -> None:
        self._writer.write(json.dumps(message).encode() + b"\n")

    async def listen(self) -> None:
        """Take in events until the chat app is gone."""
        async for line in self._reader:
            message = json.loads(line)
            if "event" in message:
                task = asyncio.create_task(self._take_in(message["event"], message["customer"]))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            else:
                waiting = self._waiting.pop(message["id"])
                if not waiting.done():  # the worker gave up on it: the answer comes too late
                    waiting.set_result(message["answer"])

    async def _take_in(self, key: str, customer: int) -> None:
        if self.job.mutant == "acks first":
            self._say(ack=key)
            await asyncio.sleep(STORED_LATER)
        stored_as = f"{key}/{random.random()}" if self.job.mutant == "no keys" else key
        try:
            await self.store.urgent(receive, key, customer, stored_as, self.clock())
        except DatabaseTrouble:
            self._say(refused=key)
            return
        if self.job.mutant != "acks first":
            self._say(ack=key)
        self.wake()

    async def _ask(self, **question: Any) -> Any:
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        self._say(id=number, **question)
        return await self._waiting[number]

    async def send(self, part: Part) -> str:
        try:
            return str(await self._ask(send=part.body["key"]))
        except asyncio.CancelledError:  # a machine so busy that no answer came in time: as ambiguous as a kill
            self._say(gave_up=part.body["key"])
            raise

    async def find(self, part: Part) -> str | None:
        found: str | None = await self._ask(find=part.body["key"])
        return found

    def pace(self, address: Address) -> Pace:
        return Pace()


def child(job: Job) -> None:
    """Work until killed, or until the chat app is gone."""
    log = Path(job.socket).with_name(f"{job.name}.log")
    logging.basicConfig(filename=log, level=logging.INFO, force=True, format="%(asctime)s %(name)s %(message)s")
    with engine_lock(job.url):
        store = open_store(job.url)
        clock = store.clock if isinstance(store, Pool) else lambda: datetime.now(UTC)
        asyncio.run(_work(job, store, clock))
    os._exit(0)


async def _work(job: Job, store: Store, clock: Callable[[], datetime]) -> None:
    wire = Wire(job, store, clock)
    await wire.connect()
    worker = Worker(
        store, TinyEngine(), {("wire", "bench"): wire}, clock=clock, name=job.name, alone=not is_postgres(job.url),
        lease=job.lease,
    )  # type: ignore[arg-type]  # the engine is a tiny one  # fmt: skip
    wire.wake = worker.wake
    if isinstance(store, Pool):
        store.heard = worker.wake
    working = asyncio.create_task(worker.run(asyncio.Event()))
    listening = asyncio.create_task(wire.listen())
    done, _ = await asyncio.wait([working, listening], return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    os._exit(0)
