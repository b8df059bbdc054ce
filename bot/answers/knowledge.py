"""The knowledge folder while the bot runs: one index, replaced as a whole when a file is saved or deleted."""

import asyncio
import logging
import os
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from watchfiles import awatch

from bot.answers.articles import Problem, load
from bot.answers.index import Index
from bot.errors import KnowledgeError

log = logging.getLogger(__name__)

DEBOUNCE_MS = 100
"""Milliseconds that changes are gathered before the folder is read again."""
LOOK_MS = 500
"""Milliseconds between looks at whether the folder is still the same one."""
SETTLE_S = 0.25
"""Seconds after which a file that was still being written is looked at once more."""
AWAY_S = 0.5
"""Seconds between looks for a folder that has vanished."""


class Knowledge:
    """A folder of articles, read at once; `watch` keeps it up to date.

    Whoever answers takes `index` once and works with that: it never changes, so an answer comes wholly from one
    version. Raises KnowledgeError when the folder is missing at the start; later it may vanish and come back.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._corpus = load(folder)
        self._refreshing = threading.Lock()
        self.index = Index(self._corpus)
        self._log_problems(())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files as last read, by path and line."""
        return self._corpus.problems

    def refresh(self) -> bool:
        """Read what has changed; return whether any article has. A vanished folder leaves everything as it is."""
        with self._refreshing:
            before = self._corpus
            try:
                self._corpus = load(self.folder, before)
            except KnowledgeError as error:
                log.error("%s; the articles as last read are still served", error)
                return False
            self._log_problems(before.problems)
            if self._corpus.version == before.version:
                return False
            self.index = Index(self._corpus, self.index)
            return True

    def deleted(self, path: str) -> bool:
        """Return whether an article is not on the disk any more. Where the whole folder is gone, none counts as so."""
        return not os.path.lexists(self.folder / path) and self.folder.is_dir()

    async def watch(self, stop: asyncio.Event) -> None:
        """Keep the index up to date until `stop` is set. A saved file is live within half a second."""
        while not stop.is_set():
            if await asyncio.to_thread(self.folder.is_dir):
                await self._refresh()
                await self._follow(stop)
            else:
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), AWAY_S)

    async def _follow(self, stop: asyncio.Event) -> None:
        """Refresh at every change until `stop` is set or the folder is gone."""
        async for _ in self._changes(stop):
            if not await asyncio.to_thread(self.folder.is_dir):
                log.error("the knowledge folder %s is gone; the articles as last read are still served", self.folder)
                return
            await self._refresh()

    async def _changes(self, stop: asyncio.Event) -> AsyncIterator[None]:
        identity = await asyncio.to_thread(_identity, self.folder)
        # No filter of watchfiles' own: it would pass over every folder under `site-packages` or `.venv`.
        watcher = awatch(
            self.folder,
            watch_filter=None,
            stop_event=stop,
            debounce=DEBOUNCE_MS,
            step=20,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
        )
        first = True
        try:
            async for changed in watcher:
                # What was saved between our last look and the start of the watch raises no change.
                if changed or first:
                    yield
                first = False
                if await asyncio.to_thread(_identity, self.folder) != identity:
                    return  # another folder stands there now, which this watch does not see
        except FileNotFoundError:
            return  # gone between our look and the watch

    async def _refresh(self) -> None:
        changed = await asyncio.to_thread(self.refresh)
        if changed:
            log.info("%d articles, version %s", len(self.index.corpus.articles), self.index.version)
        if any(problem.code == "being-written" for problem in self.problems):
            await asyncio.sleep(SETTLE_S)
            await asyncio.to_thread(self.refresh)

    def _log_problems(self, known: tuple[Problem, ...]) -> None:
        for problem in self.problems:
            if problem not in known:
                level = logging.ERROR if problem.severity == "error" else logging.WARNING
                log.log(level, "%s:%d: %s %s", problem.path, problem.line, problem.code, problem.message)


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells one folder from another of the same name; None when there is none."""
    try:
        seen = folder.stat()
    except OSError:
        return None
    return seen.st_dev, seen.st_ino
