"""The loop: claims lanes, runs turns, delivers parts, wakes timers. Here async meets sync.

Each lane that is claimed is one task: a customer's events in order, customers side by side, thinking in an executor
of its own. `drain` does the same work one after the other, for replay and tests.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import os
import random
import secrets
import socket
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot import wordcache
from bot.answers import proposals
from bot.desk import suggesting
from bot.engine import Engine
from bot.errors import DatabaseTrouble, DeliveryError, NotFound, StaleLane
from bot.memory import privacy, recall, retention
from bot.memory.masking import mask
from bot.relationship import gaps
from bot.storage import files, queue
from bot.storage.db import Store
from bot.storage.files import Files
from bot.storage.queue import Claim, Sending
from bot.types.channel import Channel, Pace
from bot.types.chat import Address, Attachment, Part
from bot.types.decision import Decision, Forget
from bot.types.turn import Turn

log = logging.getLogger(__name__)

T = TypeVar("T")

POLL_SECONDS = 0.25
"""How often the queue is looked at when nothing wakes the worker: what another process stored is seen by then."""
MANY = 8
"""Turns and parts in hand from which on the queue is looked at every GATHER_SECONDS at most."""
GATHER_SECONDS = 0.01
"""What comes so close together, while there is much to do, is claimed, read and committed together."""
TURNS = 32
"""Turns that may be under way at a time in one process; of these, as many think as there are threads. What ends at the
same time shares a COMMIT."""
SENDS = 32
"""Parts that may be under way at a time in one process: so many may be ambiguous after a crash, and no more."""
BUSY_SECONDS = 0.3
"""After how long a thought is shown as such."""
DRAIN_SECONDS = 10.0
"""How long what is in hand may take to end once the worker is to stop."""
BACKOFF_SECONDS = (0.2, 0.5, 1.0, 2.0, 4.0)
READS = 10
"""Batches of messages that are read at a beat for what they are found by."""
NAMES = 500
"""Files whose rows are looked up at a time."""
EXPIRE_SECONDS = 3600.0
"""How often it is looked for what has been kept as long as its class says."""
SWEEP_SECONDS = 60.0
"""How often rows that have served their time are deleted."""

Channels = Mapping[tuple[str, str], Channel]


def backoff(attempts: int, chance: random.Random) -> float:
    """Return the seconds to wait after so many failed tries, with jitter."""
    base = BACKOFF_SECONDS[min(attempts, len(BACKOFF_SECONDS) - 1)]
    return base * chance.uniform(0.8, 1.2)


def unique_name() -> str:
    """Return a name that no other worker has or will have: what it holds in the database is its own."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"


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
        name: str = "",
        alone: bool = True,
        lease: float = queue.LEASE.total_seconds(),
        keep_days: float = 14,
        checkpoint: Callable[[], bool] = lambda: True,
        files: Files | None = None,
        file_limit: int = 20 * 2**20,
        desks: bool = False,
        terms: retention.Terms | None = None,
        chance: random.Random | None = None,
    ) -> None:
        """`threads` turns think at a time, 0 thinks on the loop itself. `alone`: no other worker has this database.

        `desks`: agents work in chat apps too. `file_limit` in bytes is how much of a file is fetched from an app.
        `lease` in seconds is how long others wait for a worker that died; sends end before two thirds of it.
        """
        self.db, self.engine, self.channels, self.clock = db, engine, channels, clock
        self.name = name or unique_name()
        self.alone = alone
        self.lease = timedelta(seconds=lease)
        self.send_seconds = lease * 2 / 3
        self._keep = timedelta(days=keep_days)
        self._threads = threads
        self._executor: ThreadPoolExecutor | None = None
        self._checkpoint = checkpoint
        self._chance = chance or random.Random()
        self._files = files
        self._file_limit = file_limit
        self._desks = desks
        self._terms = terms or retention.Terms()
        self._erased: set[int] = set()
        self._read_version = ""
        """Of the articles in which open gaps were looked for last."""
        self._looked = float("-inf")
        self._awake = asyncio.Event()
        self._calm = asyncio.Event()
        """Fewer than MANY are in hand."""
        self._calm.set()
        self._turns: set[asyncio.Task[None]] = set()
        self._sends: set[asyncio.Task[None]] = set()
        self._held: dict[Claim, datetime] = {}
        """What tasks work on, and until when it is surely ours."""

    def wake(self) -> None:
        """Look at the queue now: something was stored."""
        self._awake.set()

    def pace(self, address: Address) -> Pace:
        """Return how fast an address may be sent to."""
        channel = self.channels.get((address.channel, address.account))
        return channel.pace(address) if channel else Pace()

    # --- two ways to run ---

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then finish what is in hand."""
        if self._threads:
            self._executor = ThreadPoolExecutor(self._threads, thread_name_prefix="turn")
        upkeep, expiry = asyncio.create_task(self._upkeep(stop)), asyncio.create_task(self._expiry())
        stopped = asyncio.create_task(stop.wait())
        stopped.add_done_callback(lambda _: self.wake())
        try:
            if self.alone:
                await self._surely(queue.clear_leases, self.clock())
            while not stop.is_set():
                self._awake.clear()
                await self._guarded(self._round)
                await self._rest()
            await self._finish()
        finally:
            for task in (upkeep, expiry, stopped):
                task.cancel()
            if self._executor is not None:
                self._executor.shutdown(wait=False, cancel_futures=True)

    async def _guarded(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do a beat of the loop; whatever is wrong with it, the next beat comes: nobody else would notice."""
        try:
            await work()
        except DatabaseTrouble as error:
            log.error("the database refused a beat of the worker, the next one comes: %s", error)
        except Exception:
            log.critical("a beat of the worker failed; it goes on", exc_info=True)

    async def _round(self) -> None:
        turns, sends = TURNS - len(self._turns), SENDS - len(self._sends)
        if turns <= 0 and sends <= 0:
            return
        until = self.clock() + self.lease
        try:
            taken = await self._take(turns, sends)
        except DatabaseTrouble as error:
            log.error("the database refused: %s", error)
            # The COMMIT may have come through although its answer did not.
            await self._surely(queue.disown, self.name, frozenset(self._held), self.clock())
            return
        for claim in taken.turns:
            self._start(self._turns, claim, until, self._turn(claim))
        for claim, sending in taken.sends:
            self._start(self._sends, claim, until, self._deliver(claim, sending))
        if taken.fired or len(taken.turns) == turns:
            self.wake()  # there may be more
        await self._look_for_erasures()

    async def _look_for_erasures(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._looked < POLL_SECONDS:
            return
        self._looked = now
        try:
            await self._erase(self.clock())
        except DatabaseTrouble as error:
            log.error("an erasure waits: %s", error)

    async def _take(self, turns: int, sends: int) -> queue.Taken:
        return await self.db.write(
            queue.take, self.name, self.clock(), turns, sends, lease=self.lease, paces=self.pace, desks=self._desks
        )

    def _start(
        self, tasks: set[asyncio.Task[None]], claim: Claim, until: datetime, work: Coroutine[Any, Any, None]
    ) -> None:
        self._held[claim] = until
        if len(self._held) >= MANY:
            self._calm.clear()
        task = asyncio.create_task(work)
        tasks.add(task)

        def finished(done: asyncio.Task[None]) -> None:
            # A part that was sent leads to nothing new; a turn does, and so does room where there was none.
            news = tasks is self._turns or len(tasks) == SENDS
            tasks.discard(done)
            self._held.pop(claim, None)
            if len(self._held) < MANY:
                self._calm.set()
            if not done.cancelled() and (error := done.exception()):
                log.error("a task of the worker failed; its lane comes back when the lease ends", exc_info=error)
            if news:
                self.wake()

        task.add_done_callback(finished)

    async def _rest(self) -> None:
        await _until(self._calm, GATHER_SECONDS)
        await _until(self._awake, POLL_SECONDS)

    async def _finish(self) -> None:
        """End what is in hand; what takes too long is left to whoever comes next."""
        if tasks := self._turns | self._sends:
            _done, late = await asyncio.wait(tasks, timeout=DRAIN_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        with contextlib.suppress(DatabaseTrouble):  # then the leases run out
            await self.db.write(queue.leave, self.name, self.clock())

    async def drain(self) -> None:
        """Do everything that is due now, one after the other, until nothing is left."""
        await self._guarded(self._close_gaps)
        while True:
            taken = await self._take(8, 8)
            if not (taken.turns or taken.sends or taken.fired):
                break
            for claim in taken.turns:
                await self._turn(claim)
            for claim, sending in taken.sends:
                await self._deliver(claim, sending)
        await self._erase(self.clock())

    # --- upkeep ---

    async def _upkeep(self, stop: asyncio.Event) -> None:
        """Prolong the leases of what is in hand, read what is new, and delete what the queue has done with."""
        swept = float("-inf")
        loop = asyncio.get_running_loop()
        while not stop.is_set() or self._held:
            await self._guarded(self._renew)
            await self._guarded(self._read_new)
            await self._guarded(self._close_gaps)
            if loop.time() - swept >= SWEEP_SECONDS:
                # A full batch is followed by the next one at the next beat: leases come first.
                full = await self._swept()
                swept = swept if full else loop.time()
            await asyncio.sleep(self.lease.total_seconds() / 3)

    async def _expiry(self) -> None:
        """Delete what has been kept as long as it may be. Beside the upkeep: leases cannot wait until all is read."""
        while True:
            await self._guarded(self.expire)
            await asyncio.sleep(EXPIRE_SECONDS)

    async def _close_gaps(self) -> None:
        """When articles have changed: tell those who asked in vain what is answered now."""
        index = self.engine.knowledge.index
        if index.version == self._read_version:
            return
        if found := await self.db.read(gaps.unanswered):
            closed = await asyncio.to_thread(gaps.answered, found, index, self.clock().date())
            for gap_id, article in closed:
                await self.db.write(gaps.close, gap_id, article, self.clock())
            if closed:
                self.wake()
        self._read_version = index.version

    async def _read_new(self) -> None:
        """Read new messages for what they are found by: off the road of the reply, and seldom behind."""
        for _ in range(READS):
            if await self.db.write(recall.read_new) == 0:
                break

    async def expire(self) -> None:
        """Delete what has been kept as long as its class says, with its bytes."""
        wordcache.empty()  # whoever was erased by another process, or asked to be forgotten, is not kept in ours
        touched = 0
        mark: retention.Mark | None = retention.START
        while mark:
            page = await self.db.read(retention.due, self._terms, self.clock(), mark)
            for batch in page.batches:
                touched += await self.db.write(retention.expire, batch, self._terms, self.clock())
            mark = page.next
        if touched:
            log.info("%s rows had been kept as long as they may be, and are gone", touched)
            await self._discard()
            await self._clean()

    async def _renew(self) -> None:
        if held := frozenset(self._held):
            now = self.clock()
            # One that was lost shows when its turn is recorded (StaleLane), or it is done meanwhile.
            lost = await self.db.write(queue.renew, held, now, self.lease)
            self._prolong(held - set(lost), now)

    def _prolong(self, claims: Iterable[Claim], now: datetime) -> None:
        for claim in claims:
            if claim in self._held:
                self._held[claim] = now + self.lease

    async def _swept(self) -> bool:
        """Delete a batch of what has served its time; True when there is more."""
        gone = 0

        async def work() -> None:
            nonlocal gone
            gone = await self.db.write(queue.forget_done, self.clock() - self._keep)
            await self._discard(sweep=True)

        await self._guarded(work)
        return gone > 0

    async def sweep(self) -> int:
        """Delete queue rows older than the retention allows, in small transactions; return how many."""
        total = 0
        while gone := await self.db.write(queue.forget_done, self.clock() - self._keep):
            total += gone
        return total

    async def _surely(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Write it down however long the database is away. For what has happened already, outside."""
        while True:
            try:
                return await self.db.write(fn, *args, **kwargs)
            except DatabaseTrouble as error:
                log.error("the database refused, trying again: %s", error)
            await asyncio.sleep(self._chance.uniform(0.2, 0.6))

    async def _erase(self, now: datetime) -> None:
        """Carry out the erasures that `rapport customer erase` asked a running engine for."""
        for erasure_id, customer_id in await self.db.read(privacy.pending):
            if customer_id not in self._erased:
                with contextlib.suppress(NotFound):  # a process before us erased them, and died before it said so
                    await self.db.write(self.engine.erase, customer_id, now)
                self._erased.add(customer_id)
                wordcache.empty()
            await self._discard()
            if await self._clean():  # the bytes are gone from the log too, and only then is it done
                await self.db.write(privacy.finish, erasure_id, now)
                self._erased.discard(customer_id)

    async def _discard(self, *, sweep: bool = False) -> None:
        """Remove the bytes of files that were erased or forgotten; with `sweep` also what a crash left unclaimed."""
        if self._files is None:
            return
        names = list(await self.db.read(files.discarded))
        if sweep:
            names += await self._unclaimed(self._files)
        if names:
            await self.db.write(files.let_go, await asyncio.to_thread(self._files.remove, names))

    async def _unclaimed(self, folder: Files) -> list[str]:
        """Return the names of bytes that no row has: a crash came between writing and storing."""
        old = await asyncio.to_thread(folder.old, self.clock())
        some = [old[first : first + NAMES] for first in range(0, len(old), NAMES)]
        return [name for names in some for name in set(names) - await self.db.read(files.used, names)]

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
            if claim.kind == "case":
                await self._obey(claim)
                return
            turn = await self._load(claim)
            if turn is None:
                await self.db.write(self.engine.pass_over, claim, self.clock())
                return
            for file in turn.attachments:
                await self._bring(file)
            decision = await self._think_aloud(turn)
            await self.db.write(self.engine.record, claim, turn, decision, self.clock())
            if any(isinstance(act, Forget) for act in decision.acts):
                wordcache.empty()
                await self._discard()
                await self._clean()
        except StaleLane:
            log.info("lane %s:%s was taken over; its new owner redoes the turn", claim.kind, claim.ref)
        except DatabaseTrouble as error:
            log.error("the database refused a turn, which goes back to its lane: %s", error)
            await self._put_back(claim)
        except Exception as error:
            log.exception("a turn failed (try %s)", claim.attempts + 1)
            await self._again(claim, turn, f"{type(error).__name__}: {error}")

    async def _load(self, claim: Claim) -> Turn | None:
        """Load a turn; where its conversation has ended meanwhile, in the customer's open one."""
        turn = await self.db.read(self.engine.load, claim, self.clock())
        if turn is None or not turn.ownership.closed or turn.last.aside:
            return turn
        await self.db.write(self.engine.rehome, claim, self.clock())
        return await self.db.read(self.engine.load, claim, self.clock())

    async def _think(self, turn: Turn) -> Decision:
        if self._executor is None:
            return self.engine.decide(turn)
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._decided, turn, time.monotonic())

    def _decided(self, turn: Turn, since: float) -> Decision:
        """Decide on a thread that the turn has waited for since then."""
        return self.engine.decide(turn, time.monotonic() - since)

    async def _obey(self, claim: Claim) -> None:
        """Carry out what an agent did on a desk."""
        kept = True
        if (proposal := await self.db.read(suggesting.proposal, claim)) is not None:
            kept = await self._propose(proposal)
        await self.db.write(self.engine.handle, claim, self.clock(), kept)

    async def _propose(self, proposal: proposals.Proposal) -> bool:
        """Write an article that an agent suggests; False where it cannot be, which its agent is told."""
        try:
            await asyncio.to_thread(proposals.write, self.engine.knowledge.folder, proposal)
        except OSError as error:
            log.error("a suggested article could not be written: %s", error)
            return False
        return True

    async def _think_aloud(self, turn: Turn) -> Decision:
        """Think, and show that we do where it takes a while and the customer waits for our words."""
        channel = self.channels.get((turn.last.address.channel, turn.last.address.account))
        if channel is None or turn.ownership.owner != "bot" or turn.last.kind == "timer" or self._executor is None:
            return await self._think(turn)
        thinking = asyncio.ensure_future(self._think(turn))
        done, _ = await asyncio.wait([thinking], timeout=BUSY_SECONDS)
        if not done:
            with contextlib.suppress(DeliveryError, TimeoutError):  # a courtesy
                await asyncio.wait_for(channel.busy(turn.last.address, turn.standing.language), BUSY_SECONDS)
        return await thinking

    # --- files ---

    async def _bring(self, file: Attachment) -> tuple[Path, str] | None:
        """Make sure that a file's bytes are on this machine; return where, and its name as it is known now.

        None where they cannot be had, which its row then says.
        """
        if self._files is None:
            return None
        path = self._files.path(file.stored)
        if await asyncio.to_thread(path.is_file) or not file.remote:
            return path, file.name
        try:
            made = await self.db.read(privacy.copy_for, file, self.clock())
            fetch = functools.partial(_written, made) if made is not None else self._fetching(file)
            size, digest, told = await self._files.bring(file.stored, fetch)
        except (NotFound, DeliveryError, OSError) as error:
            log.warning("a file could not be fetched: %s", error)
            await self.db.write(files.fetched, file.stored, 0, "", str(error)[:200])
            return None
        told = replace(told, name=mask(told.name)) if told else None
        await self.db.write(files.fetched, file.stored, size, digest, "", told)
        return path, told.name if told else file.name

    def _fetching(self, file: Attachment) -> Callable[[Path], Awaitable[Attachment | None]]:
        """Return what fetches a file from its chat app. Raises DeliveryError where that does not run here."""
        channel = self.channels.get((file.remote.get("channel", ""), file.remote.get("account", "")))
        if channel is None:
            raise DeliveryError(f"{file.remote.get('channel')} is not running here")
        return functools.partial(channel.fetch, file, limit=self._file_limit)

    async def _part(self, sending: Sending) -> Part:
        """Return a part with its file at hand. Raises DeliveryError where the bytes cannot be had."""
        if sending.file is None:
            return sending.part
        brought = await self._bring(sending.file)
        if brought is None:
            raise DeliveryError(f"the file {sending.file.name} could not be fetched")
        path, name = brought
        return replace(sending.part, path=str(path), name=name)

    async def _put_back(self, claim: Claim) -> None:
        """A database error burns no attempt."""
        with _tolerant(claim):
            await self._surely(queue.release, claim, self.clock() + timedelta(seconds=1), fails=claim.attempts)

    async def _again(self, claim: Claim, turn: Turn | None, error: str) -> None:
        """Send a failed turn back to its lane; after the last try, hand it to a person and let the lane go on."""
        with _tolerant(claim):
            now = self.clock()
            events = turn.events if turn else await self.db.read(queue.unread, claim)
            delay = backoff(claim.attempts, self._chance)
            if await self._surely(queue.retry, claim, events, error, delay, now):
                return
            if turn is None or not await self._handed_over(claim, turn, error, now):
                await self._surely(queue.bury, claim, events, error, now)

    async def _handed_over(self, claim: Claim, turn: Turn, error: str, now: datetime) -> bool:
        """Hand a turn that failed for the last time to a person; False when even that fails."""
        try:
            await self._surely(self.engine.record_failure, claim, turn, error, now)
        except StaleLane:
            raise
        except Exception:
            log.exception("a failed turn could not be handed to a person; it is set aside")
            return False
        return True

    # --- delivery ---

    async def _deliver(self, claim: Claim, first: Sending) -> None:
        """Send what waits for a chat, in order, until nothing is left or the app asks to wait."""
        with _tolerant(claim):
            sending: Sending | None = first
            while sending is not None:
                sending = await (self._ask if sending.uncertain else self._send)(claim, sending)

    async def _send(self, claim: Claim, sending: Sending) -> Sending | None:
        """Send a part; return the next one, None when there is none or the chat must wait. Raises StaleLane."""
        await self._surely_ours(claim)
        try:
            part = await self._part(sending)
            external_id = await self._within(self._channel(sending).send(part), certain=False)
        except DeliveryError as error:
            await self._unsent(claim, sending, error)
            return None
        return await self._arrived(claim, sending, external_id)

    async def _surely_ours(self, claim: Claim) -> None:
        """Look again before a call, where this process stood still: no fence reaches the chat app. Raises StaleLane."""
        until, now = self._held.get(claim), self.clock()
        if until is None or until - now > self.lease / 3:
            return
        if await self._surely(queue.renew, [claim], now, self.lease):
            raise StaleLane(f"lane {claim.kind}:{claim.ref} was lost while this process stood still")
        self._prolong([claim], now)

    async def _ask(self, claim: Claim, sending: Sending) -> Sending | None:
        """Find out whether a part arrived, where the app can be asked; else its policy decides."""
        try:
            channel = self._channel(sending)
            asked = channel.can_find
            found = await self._within(channel.find(sending.part), certain=True) if asked else None
        except DeliveryError as error:
            if error.retry_after is not None:
                await self._unsent(claim, sending, error)
                return None
            log.warning("the chat app cannot be asked whether a part arrived: %s", error)
            asked, found = False, None
        if found is not None:
            return await self._arrived(claim, sending, found)
        return await self._surely(
            self.engine.deliveries.undecided, claim, sending, asked=asked, now=self.clock(), paces=self.pace
        )

    def _channel(self, sending: Sending) -> Channel:
        address = sending.part.address
        channel = self.channels.get((address.channel, address.account))
        if channel is None:
            raise DeliveryError(
                f"{address.channel}/{address.account} is not running here", retry_after=30, limited=True
            )
        return channel

    async def _within(self, call: Coroutine[Any, Any, T], *, certain: bool) -> T:
        """Wait for a chat app's answer, for less time than the lease. Raises DeliveryError."""
        try:
            async with asyncio.timeout(self.send_seconds):  # wait_for makes a task of each call before Python 3.12
                return await call
        except TimeoutError:
            raise DeliveryError("no answer in time", retry_after=0, certain=certain) from None
        except DeliveryError:
            raise
        except Exception as error:
            # The adapter's own mistake: nobody knows whether the part arrived, and asking again will not help.
            log.exception("the adapter failed")
            again = None if certain else 0
            raise DeliveryError(f"{type(error).__name__}: {error}", retry_after=again, certain=certain) from error

    async def _arrived(self, claim: Claim, sending: Sending, external_id: str) -> Sending | None:
        now = self.clock()
        after = await self._surely(
            self.engine.deliveries.arrived, claim, sending, external_id, now, lease=self.lease, paces=self.pace
        )
        self._prolong([claim], now)
        return after

    async def _unsent(self, claim: Claim, sending: Sending, error: DeliveryError) -> None:
        wait = None if error.retry_after is None else max(error.retry_after, backoff(sending.attempts, self._chance))
        await self._surely(self.engine.deliveries.failed, claim, sending, error, wait, self.clock(), paces=self.pace)


async def _until(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event, so long and no longer."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


async def _written(data: bytes, to: Path) -> None:
    """Write bytes that are ours, as `Channel.fetch` does with those of an app."""
    await asyncio.to_thread(to.write_bytes, data)


class _tolerant:  # noqa: N801 - reads as a verb in `with`
    """Lets a lane go whose owner changed or whose database is away: the lease or the new owner takes care of it."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if kind is not None and issubclass(kind, (StaleLane, DatabaseTrouble)):
            log.info("lane %s:%s let go: %s", self.claim.kind, self.claim.ref, error)
            return True
        return False
