"""The loop: claims lanes, runs turns, delivers parts, wakes timers. Here async meets sync.

Each lane that is claimed is one task: a customer's events in order, customers side by side, thinking in an executor
of its own. `drain` does the same work one after the other, for replay and tests.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.exc import InterfaceError, OperationalError

from bot.engine import Engine
from bot.errors import DeliveryError, StaleLane
from bot.memory import privacy
from bot.storage import queue
from bot.storage.db import Store
from bot.storage.queue import Claim, Sending
from bot.types import Channel, Decision, Forget, Turn

log = logging.getLogger(__name__)

POLL_SECONDS = 0.25
"""How often the queue is looked at when nothing wakes the worker: what another process stored is seen by then."""
SEND_SECONDS = 20.0
"""A send without an answer for so long is uncertain. Less than the lease."""
TROUBLE_SECONDS = 1.0
"""How long the loop rests after the database refused a look at the queue."""
BACKOFF_SECONDS = (0.2, 0.5, 1.0, 2.0, 4.0)

DATABASE_TROUBLE = (OperationalError, InterfaceError)
"""Errors of the database itself. They burn no attempt: a busy or absent database must not bury good messages."""

Channels = Mapping[tuple[str, str], Channel]


def backoff(attempts: int) -> float:
    """Return the seconds to wait after so many failed tries, with jitter."""
    base = BACKOFF_SECONDS[min(attempts, len(BACKOFF_SECONDS) - 1)]
    return base * random.uniform(0.8, 1.2)


class Worker:
    """Runs the queue of one process."""

    def __init__(
        self,
        db: Store,
        engine: Engine,
        channels: Channels,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        threads: int = 4,
        name: str = "worker",
        checkpoint: Callable[[], bool] = lambda: True,
    ) -> None:
        self.db, self.engine, self.channels, self.clock, self.name = db, engine, channels, clock, name
        self._threads = threads
        self._executor: ThreadPoolExecutor | None = None
        self._checkpoint = checkpoint
        self._erased: set[int] = set()
        self._awake = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Look at the queue now: something was stored."""
        self._awake.set()

    # --- two ways to run ---

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then finish what is in hand."""
        self._executor = ThreadPoolExecutor(self._threads, thread_name_prefix="turn")
        try:
            await self.db.write(queue.clear_leases, self.clock())
            while not stop.is_set():
                self._awake.clear()
                await self._round()
                await self._rest(stop)
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=10)
        finally:
            self._executor.shutdown()

    async def _round(self) -> None:
        now = self.clock()
        free = 4 * self._threads - len(self._tasks)
        try:
            for work in await self._claimed(now, free) if free > 0 else ():
                task = asyncio.create_task(work)
                self._tasks.add(task)
                task.add_done_callback(self._finished)
            await self._erase(now)
        except DATABASE_TROUBLE:
            log.exception("the database refused; trying again")
            await asyncio.sleep(TROUBLE_SECONDS)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a task of the worker failed; its lane comes back when the lease ends", exc_info=error)
        self.wake()

    async def _rest(self, stop: asyncio.Event) -> None:
        waits = [asyncio.ensure_future(self._awake.wait()), asyncio.ensure_future(stop.wait())]
        await asyncio.wait(waits, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def drain(self) -> None:
        """Do everything that is due now, one after the other, until nothing is left."""
        while works := await self._claimed(self.clock(), 8):
            for work in works:
                await work
        await self._erase(self.clock())

    async def _claimed(self, now: datetime, limit: int) -> list[Coroutine[Any, Any, None]]:
        turns, parts = await self.db.write(queue.take, self.name, now, limit)
        return [self._turn(claim) for claim in turns] + [self._deliver(claim) for claim in parts]

    async def _erase(self, now: datetime) -> None:
        """Carry out the erasures that `rapport customer erase` asked a running engine for."""
        for erasure_id, customer_id in await self.db.read(privacy.pending):
            if customer_id not in self._erased:
                await self.db.write(privacy.erase, customer_id, now)
                self._erased.add(customer_id)
            if await self._clean():  # the bytes are gone from the log too, and only then is it done
                await self.db.write(privacy.finish, erasure_id, now)

    async def _clean(self) -> bool:
        """Empty the database's log of what was overwritten; False while a reader keeps it, to be tried again."""
        if self._executor is None:
            return self._checkpoint()
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._checkpoint)

    # --- a turn ---

    async def _turn(self, claim: Claim) -> None:
        """Run one turn; whatever goes wrong with it stays its own trouble."""
        turn: Turn | None = None
        try:
            turn = await self._load(claim)
            if turn is None:
                await self.db.write(queue.pass_over, claim, self.clock())
                return
            decision = await self._think(turn)
            await self.db.write(self.engine.record, claim, turn, decision, self.clock())
            if any(isinstance(act, Forget) for act in decision.acts):
                await self._clean()
        except StaleLane:
            log.info("lane %s:%s was taken over; its new owner redoes the turn", claim.kind, claim.ref)
        except DATABASE_TROUBLE:
            log.exception("the database refused a turn; it goes back to its lane")
            await self._put_back(claim)
        except Exception as error:
            log.exception("a turn failed (try %s)", claim.attempts + 1)
            await self._again(claim, turn, f"{type(error).__name__}: {error}")

    async def _load(self, claim: Claim) -> Turn | None:
        """Load a turn; where its conversation has ended meanwhile, in the customer's open one."""
        turn = await self.db.read(self.engine.load, claim, self.clock())
        if turn is None or not turn.ownership.closed or turn.last.kind == "timer":
            return turn
        await self.db.write(self.engine.rehome, claim, self.clock())
        return await self.db.read(self.engine.load, claim, self.clock())

    async def _think(self, turn: Turn) -> Decision:
        if self._executor is None:
            return self.engine.decide(turn)
        return await asyncio.get_running_loop().run_in_executor(self._executor, self.engine.decide, turn)

    async def _put_back(self, claim: Claim) -> None:
        """A database error burns no attempt; when even this fails, the lease runs out."""
        with _tolerant(claim):
            later = self.clock() + timedelta(seconds=1)
            await self.db.write(queue.release, claim, later, fails=claim.attempts)

    async def _again(self, claim: Claim, turn: Turn | None, error: str) -> None:
        """Send a failed turn back to its lane; after the last try, hand it to a person and let the lane go on."""
        with _tolerant(claim):
            now = self.clock()
            events = turn.events if turn else await self.db.read(queue.events, claim)
            if await self.db.write(queue.retry, claim, events, error, backoff(claim.attempts), now):
                return
            if turn is not None:
                await self.db.write(self.engine.record_failure, claim, turn, error, now)
            else:  # it could not even be loaded: there is no conversation to hand over
                await self.db.write(queue.bury, claim, events, error, now)

    # --- delivery ---

    async def _deliver(self, claim: Claim) -> None:
        """Send what waits for a chat, in order, until nothing is left or the app asks to wait."""
        with _tolerant(claim):
            sending = await self.db.write(queue.next_part, claim, self.clock())
            if sending is None:
                await self.db.write(queue.release, claim, self.clock())
            while sending is not None:
                sending = await self._send(claim, sending)

    async def _send(self, claim: Claim, sending: Sending) -> Sending | None:
        """Send a part; return the next one, None when there is none or the chat must wait."""
        address = sending.part.address
        channel = self.channels.get((address.channel, address.account))
        try:
            if channel is None:
                raise DeliveryError(f"{address.channel}/{address.account} is not running here", retry_after=30)
            external_id = await asyncio.wait_for(channel.send(sending.part), SEND_SECONDS)
        except TimeoutError:
            await self._unsent(claim, sending, DeliveryError("no answer in time", retry_after=0, certain=False))
            return None
        except DeliveryError as error:
            await self._unsent(claim, sending, error)
            return None
        return await self.db.write(queue.advance, claim, sending, external_id, self.clock())

    async def _unsent(self, claim: Claim, sending: Sending, error: DeliveryError) -> None:
        wait = None if error.retry_after is None else max(error.retry_after, backoff(sending.attempts))
        await self.db.write(queue.unsent, claim, sending, str(error), wait, error.certain, self.clock())


class _tolerant:  # noqa: N801 - reads as a verb in `with`
    """Lets a lane go whose owner changed or whose database is away: the lease or the new owner takes care of it."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if kind is not None and issubclass(kind, (StaleLane, *DATABASE_TROUBLE)):
            log.info("lane %s:%s let go: %s", self.claim.kind, self.claim.ref, error)
            return True
        return False
