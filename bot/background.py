"""What runs in the background of a house: a task that fails is logged, told of and begun again after a while."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from typing import Any

log = logging.getLogger(__name__)

Begin = Callable[[], Coroutine[Any, Any, None]]

WAITS = (1.0, 5.0, 15.0, 60.0)
"""Seconds until a task that failed is begun again: the longer, the more often in a row."""
SETTLED_SECONDS = 60
"""How long a task has to run until its earlier failures are forgotten."""


class Background:
    """The tasks of a house that run until it stops."""

    def __init__(self, stopping: asyncio.Event, waits: tuple[float, ...] = WAITS) -> None:
        self.waits = waits
        self._stopping = stopping
        self._tasks: set[asyncio.Task[None]] = set()
        self._states: dict[str, str] = {}

    @property
    def states(self) -> dict[str, str]:
        """Return each task by its name with "ok", or why it does not run."""
        return dict(self._states)

    def keep(self, name: str, begin: Begin, *, again: bool = True) -> asyncio.Task[None]:
        """Run what `begin` returns. When it fails it is begun again, or without `again` the task ends with its error.

        Whoever cannot see for itself that the house stops has to be cancelled.
        """
        self._states[name] = "ok"
        task = asyncio.create_task(self._kept(name, begin, again))
        self._tasks.add(task)
        return task

    async def ended(self) -> None:
        """Wait until every task has ended; how it ended has been logged."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _kept(self, name: str, begin: Begin, again: bool) -> None:
        clock, failures = asyncio.get_running_loop().time, 0
        while True:
            began = clock()
            try:
                return await begin()
            except Exception as error:
                log.critical("%s has failed", name, exc_info=True)
                self._states[name] = f"it failed ({type(error).__name__}); the log says why"
                if not again:
                    raise
            failures = 0 if clock() - began > SETTLED_SECONDS else failures
            if await self._stops_within(self.waits[min(failures, len(self.waits) - 1)]):
                return None
            failures += 1
            log.info("%s is begun again", name)
            self._states[name] = "ok"

    async def _stops_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return self._stopping.is_set()
