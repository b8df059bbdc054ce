"""What is handed to a database's threads: functions of a session, whose results come back to the loop that waits."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from sqlmodel import Session

SHARE = 4
"""Reads that a thread takes up at once, at most, and half of those that wait: fewer transactions where there is much to
do, and with a server far away the last of them waits for three others and no more."""


class Job:
    """One function, and who waits for what it returns. Made on their loop."""

    __slots__ = ("error", "fn", "future", "loop", "reads", "result")

    def __init__(self, fn: Callable[[Session], Any], *, reads: bool = False) -> None:
        """`reads` says that it changes nothing."""
        self.fn = fn
        self.reads = reads
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.result: Any = None
        self.error: BaseException | None = None

    def attempt(self, work: Callable[[], Any]) -> None:
        """Keep what `work` returns, or what it raises."""
        try:
            self.result = work()
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits, never swallowed
            self.error = error

    def settle(self) -> None:
        """Tell whoever waits, on their loop; they may be gone."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


def settle(jobs: Sequence[Job], then: Callable[[], None] = lambda: None) -> None:
    """Hand the results over and do `then`: one hop to the loop for all of them."""

    def tell(jobs: Sequence[Job]) -> None:
        for job in jobs:
            job.settle()
        then()

    for loop in {id(job.loop): job.loop for job in jobs}.values():
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell, [job for job in jobs if job.loop is loop])


class Line:
    """Jobs in the order in which they were handed in, taken up by several threads."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._jobs: deque[Job | None] = deque()
        self._taking = threading.Lock()
        self._bell: queue.SimpleQueue[None] = queue.SimpleQueue()

    def put(self, job: Job) -> None:
        """Hand in a job."""
        self._jobs.append(job)
        self._bell.put(None)  # one ring a job, so whoever heard it finds one

    def end(self) -> None:
        """Let the threads go home once what waits is done."""
        for _ in range(self._threads):
            self._jobs.append(None)
            self._bell.put(None)

    def take(self) -> list[Job]:
        """Wait for a job and return it, with a share of the reads that wait right behind it; [] at the end.

        None that is asked later: whoever has written and then asks must see what they wrote.
        """
        self._bell.get()
        with self._taking:
            job = self._jobs.popleft()
            if job is None:
                return []
            taken = [job]
            share = min(SHARE, 1 + len(self._jobs) // 2) if job.reads else 1
            while len(taken) < share and (following := self._following_read()) is not None:
                taken.append(following)
            return taken

    def _following_read(self) -> Job | None:
        job = self._jobs[0] if self._jobs else None
        if job is None or not job.reads:
            return None
        try:
            self._bell.get_nowait()
        except queue.Empty:  # another thread has heard of it
            return None
        return self._jobs.popleft()
