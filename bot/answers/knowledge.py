"""The knowledge folder while the bot runs: one index, replaced as a whole when a file is saved or deleted."""

import asyncio
import logging
import os
import re
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from watchfiles import awatch

from bot.answers.articles import Article, Corpus, Problem, load
from bot.answers.concordance import Concordance, is_large
from bot.answers.index import Index
from bot.errors import DatabaseTrouble, KnowledgeError
from bot.storage.db import Store

if TYPE_CHECKING:  # numpy and onnxruntime are loaded when the first article is read for its meaning
    from bot.answers.embedding import Encoder
    from bot.answers.learnt import Learnt
    from bot.answers.vectors import Vector

log = logging.getLogger(__name__)

DEBOUNCE_MS = 100
"""Milliseconds that changes are gathered before the folder is read again."""
LOOK_MS = 500
"""Milliseconds between looks at whether the folder is still the same one."""
SETTLE_S = 0.25
"""Seconds after which a file that was still being written is looked at once more."""
AGAIN_S = 60.0
"""Seconds until vectors are made again after the database refused them."""
BATCH = 16
"""Texts that are encoded and kept at a time."""
LOADED = 4_000
"""Vectors that are taken from the database at a time."""
SHOWN_S = 10.0
"""Least seconds between two looks at what has been encoded so far, while there is more to do."""
SHOWN_SHARE = 20
"""How many times as long as such a look takes lies between two of them."""
SHARE_S = 0.4
"""Seconds between looks at what is published."""
LEAD_S = 5.0
"""Seconds between looks at who leads; well below a worker's lease."""
FOLLOW_S = 3.0
"""Seconds until who follows looks again for vectors that the leader makes."""
AWAY_S = 0.5
"""Seconds between looks for a folder that has vanished."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a large folder is read in full."""

    what: Literal["read", "indexed"]
    """What is being done with the articles: first all are read, then all are made ready for search."""
    done: int
    total: int

    def __str__(self) -> str:
        return f"{self.done} of {self.total} articles are {self.what} in full"


class _StoppedError(Exception):
    """The process ends: a large folder is read no further."""


class Knowledge:
    """A folder of articles, read at once; `watch` keeps it up to date.

    A large one is searched by a concordance of its words, kept in the file `words`, until `watch` has read it in full.
    Whoever answers takes `index` once and works with that: it never changes, so an answer is wholly of one version.
    Raises KnowledgeError when the folder is missing at the start; later it may vanish and come back.
    """

    def __init__(
        self, folder: Path, embeddings: str = "off", wrong: float = 10.0, things: re.Pattern[str] | None = None,
        words: Path | None = None,
    ) -> None:  # fmt: skip
        self.folder = folder
        self.words_only = ""
        """Why search goes by words alone; empty where it goes by meaning too."""
        self.looked = threading.Event()
        """Set once all texts that could have a vector have one, or none can be made for now."""
        self.left = 0
        """Texts that have no vector yet; search finds their articles by words meanwhile."""
        self.reading: Reading | None = None
        """How far the articles are read in full, while a concordance of their words answers; else None."""
        concordance = _concordance(folder, words, things) if words else None
        self._corpus = concordance.corpus if concordance else load(folder)
        self._refreshing = threading.Lock()
        self._changed = asyncio.Event()
        self._stop: asyncio.Event | None = None
        self._vectors: dict[str, Vector] = {}
        self._pieces = 0
        self._wrong = wrong
        self._learnt: Mapping[str, Learnt] = {}
        self._learnt_from = ""
        self.following = False
        """Whether another process says which articles are served."""
        self._own = self._corpus
        self._published = ""
        self._number = 0
        self._articles: dict[str, Article] = {}
        self._seen: frozenset[str] = frozenset()
        self._encoder = self._open(embeddings)
        if concordance:
            self.index: Index = concordance
            self._told_reading(0)
        else:
            self.index = self._with_sense(Index(self._corpus, things=things))
        self._log_problems(())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files as last read, by path and line."""
        return self._corpus.problems

    @property
    def meaning(self) -> str:
        """How far articles are found by their meaning, for /readyz: `ok`, how much is left, or why only by words."""
        if self.reading:
            return f"by their words meanwhile: {self.reading}"
        if self.words_only:
            return f"words alone: {self.words_only}"
        return f"{self.left} texts left to read" if self.left else "ok"

    def refresh(self) -> bool:
        """Read what has changed; return whether any article has. A vanished folder leaves everything as it is.

        Who follows another process only drops what is deleted here: the rest comes with the next version.
        """
        with self._refreshing:
            before = self._corpus
            if self.following:
                return self._drop_deleted()
            if isinstance(self.index, Concordance):
                self.index.complete()
            try:
                self._corpus = load(self.folder, before, self._told_reading if self.reading else None)
            except KnowledgeError as error:
                log.error("%s; the articles as last read are still served", error)
                return False
            self._log_problems(before.problems)
            if self._corpus.version == before.version:
                return False
            concordance = self.index if isinstance(self.index, Concordance) else None
            told = self._told_indexing if concordance else None
            self.index = self._with_sense(Index(self._corpus, self.index, progress=told))
            self.reading = None
            return True

    def _told_reading(self, done: int) -> None:
        self._told("read", done, self.index.count)

    def _told_indexing(self, done: int) -> None:
        self._told("indexed", done, len(self._corpus.articles))

    def _told(self, what: Literal["read", "indexed"], done: int, total: int) -> None:
        if self._stop is not None and self._stop.is_set():
            raise _StoppedError
        self.reading = Reading(what, done, total)
        log.info("%s", self.reading)

    def deleted(self, path: str) -> bool:
        """Return whether an article is not on the disk any more. Where the whole folder is gone, none counts as so.

        Who follows another process may have another folder: there, only what it has seen counts.
        """
        if self.following and path not in self._seen:
            return False
        return not os.path.lexists(self.folder / path) and self.folder.is_dir()

    def _drop_deleted(self) -> bool:
        left = tuple(one for one in self._corpus.articles if not self.deleted(one.path))
        if len(left) == len(self._corpus.articles):
            return False
        self._take(replace(self._corpus, articles=left, version=f"{self._corpus.version}-"))
        return True

    def _take(self, corpus: Corpus) -> None:
        """Serve these articles from now on; the caller holds the lock."""
        self._corpus = corpus
        self._seen = frozenset(one.path for one in corpus.articles if os.path.lexists(self.folder / one.path))
        self.index = self._with_sense(Index(corpus, self.index))

    async def share(self, db: Store, leads: Callable[[], Awaitable[bool]], stop: asyncio.Event) -> None:
        """Have all processes on a database serve one version of the articles, until `stop` is set.

        Whoever leads publishes what its folder holds; the others serve that, whatever theirs holds.
        """
        leading, asked = False, -LEAD_S
        while not stop.is_set():
            try:
                if time.monotonic() - asked >= LEAD_S:
                    leading, asked = await leads(), time.monotonic()
                await self.agree(db, leads=leading)
            except DatabaseTrouble as error:
                log.error("%s; the articles as last read are still served", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), SHARE_S)

    async def agree(self, db: Store, *, leads: bool) -> None:
        """Publish this folder's articles, or take over those that were published. Raises DatabaseTrouble."""
        from bot.answers import publishing

        if self.reading:
            return  # whoever leads has nothing to publish yet, and who follows answers by the words meanwhile
        if leads:
            if self.following:
                log.info("the articles in %s are published from now on", self.folder)
                self.following, self._corpus = False, self._own
                await self._refresh()
                await asyncio.to_thread(self._show_corpus)
            if self._corpus.version != self._published:
                corpus = self._corpus
                self._number = await db.write(publishing.publish, corpus)
                self._published = corpus.version
            return
        if not self.following:
            self.following, self._own, self._published = True, self._corpus, ""
        number = await db.read(publishing.newest)
        if number == self._number:
            return
        found = await db.read(publishing.fetch, number, self._articles)
        if found is None:
            return
        corpus, self._articles = found
        await asyncio.to_thread(self._follow_to, corpus)
        self._number = number
        self._changed.set()
        log.info("%d articles, version %s, as published", len(corpus.articles), corpus.version)

    def _follow_to(self, corpus: Corpus) -> None:
        with self._refreshing:
            self._take(corpus)

    def _show_corpus(self) -> None:
        with self._refreshing:
            self._take(self._corpus)

    async def embed(self, db: Store, progress: Callable[[int, int], None] | None = None) -> bool:
        """Give every text its vector: from the database where it has one, else encoded and kept there.

        What is done is in use at once and after a restart. `progress` is told texts done and texts in all. Returns
        whether all is done: who follows another process leaves the work to it, and looks again.
        """
        if self._encoder is None:
            return True
        from bot.answers import vectors

        self._drop_unneeded()
        missing = self._missing()
        model = self._encoder.name
        for some in vectors.chunks(missing, LOADED):
            self._keep(await db.read(vectors.load, model, some))
        await asyncio.to_thread(self._show)
        missing, total, show = self._missing(), len(missing), time.monotonic() + SHOWN_S
        if self.following and missing:
            return False  # the leader makes them
        for some in vectors.chunks(missing, BATCH):
            made = await asyncio.to_thread(self._encode, {key: missing[key] for key in some})
            await db.write(vectors.save, model, made)
            self._keep(made)
            self.left -= len(made)
            if progress:
                progress(total - self.left, total)
            if time.monotonic() > show:
                log.info("%d of %d texts are read for their meaning", total - self.left, total)
                show = await self._shown()
        if missing:
            await asyncio.to_thread(self._show)
            await db.write(vectors.prune, model, frozenset(self._vectors))
        return await self._teach(db)

    async def keep_embedding(self, db: Store, stop: asyncio.Event) -> None:
        """Embed at the start and whenever an article has changed, until `stop` is set."""
        stopped = asyncio.create_task(stop.wait())
        if self._encoder is None:
            self.looked.set()
        while not stop.is_set() and self._encoder is not None:
            self._changed.clear()
            try:
                embedding = asyncio.create_task(self.embed(db))
                await asyncio.wait({stopped, embedding}, return_when=asyncio.FIRST_COMPLETED)
                if not embedding.done():  # what is made so far is kept; the rest takes hours in a large folder
                    embedding.cancel()
                    await asyncio.wait({embedding})
                    break
                done = embedding.result()
                self.looked.set()
            except (DatabaseTrouble, KnowledgeError) as error:
                self.looked.set()
                log.error("%s; articles without vectors are searched by their words, tried again later", error)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), AGAIN_S)
                continue
            changed = asyncio.create_task(self._changed.wait())
            again = None if done else FOLLOW_S
            await asyncio.wait({stopped, changed}, timeout=again, return_when=asyncio.FIRST_COMPLETED)
            changed.cancel()
        stopped.cancel()

    def _open(self, setting: str) -> "Encoder | None":
        """Return the network that a setting names; None, with a warning, where it cannot be had."""
        if setting == "off":
            self.words_only = "RAPPORT_EMBEDDINGS is off"
            return None
        try:
            from bot.answers import vectors
            from bot.answers.embedding import open_encoder

            encoder = open_encoder(setting)
        except (ImportError, KnowledgeError) as error:
            self.words_only = str(error)
            log.warning("articles are searched by their words alone, which finds about half as many: %s", error)
            return None
        self._vectors = vectors.unpack(vectors.PACKED, encoder.name)
        return encoder

    def _with_sense(self, index: Index) -> Index:
        """Return an index with what is known of its articles' meaning so far."""
        if self._encoder is None:
            return index
        from bot.answers.sense import sense, wanted

        keys = wanted(index, self._encoder)
        self.left = sum(key not in self._vectors for key in keys)
        return index.with_sense(sense(index, self._encoder, self._vectors, self._learnt))

    def _wanted(self) -> dict[str, tuple[str, str]]:
        from bot.answers.sense import wanted

        return wanted(self.index, self._encoder) if self._encoder else {}

    def _missing(self) -> dict[str, tuple[str, str]]:
        return {key: text for key, text in self._wanted().items() if key not in self._vectors}

    def _drop_unneeded(self) -> None:
        """Let go of the vectors of what no article says any more; the database keeps some, should it come back."""
        needed = self._wanted()
        self._vectors = {key: one for key, one in self._vectors.items() if key in needed}
        self._pieces = sum(len(one.pieces) for one in self._vectors.values())

    def _keep(self, found: "Mapping[str, Vector]") -> None:
        """Take vectors in; of so many that memory would not do, those that come last without their pieces."""
        from bot.answers.meaning import MOST_PIECES

        for key, one in found.items():
            self._pieces += len(one.pieces)
            self._vectors[key] = one if self._pieces <= MOST_PIECES else one.without_pieces()

    def _show(self) -> None:
        """Let search use all vectors there are."""
        with self._refreshing:
            self.index = self._with_sense(self.index)

    async def _shown(self) -> float:
        """Show what is there; return the moment of the next time: what takes long in a large folder is done seldom."""
        start = time.monotonic()
        await asyncio.to_thread(self._show)
        now = time.monotonic()
        return now + max(SHOWN_S, SHOWN_SHARE * (now - start))

    async def _teach(self, db: Store) -> bool:
        """Learn from the articles, once all have their vectors: what tells them apart, and how sure search is."""
        from bot.answers import learnt, vectors
        from bot.answers.sense import lesson

        index = self.index
        name = lesson(index, self._wrong)
        if self.left or name == self._learnt_from:
            return not self.left
        taught = vectors.unpack_learnt(vectors.PACKED, name) or await db.read(learnt.load, name)
        if taught is None and self.following:
            return False
        if taught is None:
            taught = await asyncio.to_thread(self._learn_from, index)
            await db.write(learnt.save, name, taught)
        with self._refreshing:
            self._learnt, self._learnt_from = taught, name
            if self.index.sense:
                self.index = self.index.with_sense(self.index.sense.with_learnt(taught))
        return True

    def _learn_from(self, index: Index) -> "dict[str, Learnt]":
        from bot.answers.fitting import learn

        return learn(index, date.min, self._wrong)  # whenever: what has expired by now teaches too

    def _encode(self, texts: Mapping[str, tuple[str, str]]) -> dict[str, "Vector"]:
        from bot.answers import vectors

        assert self._encoder is not None  # noqa: S101 - `embed` has looked
        return {key: vectors.of(self._encoder.encode(*text)) for key, text in texts.items()}

    async def watch(self, stop: asyncio.Event) -> None:
        """Keep the index up to date until `stop` is set. A saved file is live within half a second."""
        self._stop = stop
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
        try:
            changed = await asyncio.to_thread(self.refresh)
        except _StoppedError:
            return
        if changed:
            self._changed.set()
            log.info("%d articles, version %s", len(self.index.corpus.articles), self.index.version)
        if any(problem.code == "being-written" for problem in self.problems):
            await asyncio.sleep(SETTLE_S)
            await asyncio.to_thread(self.refresh)

    def _log_problems(self, known: tuple[Problem, ...]) -> None:
        for problem in self.problems:
            if problem not in known:
                level = logging.ERROR if problem.severity == "error" else logging.WARNING
                log.log(level, "%s:%d: %s %s", problem.path, problem.line, problem.code, problem.message)


def _concordance(folder: Path, words: Path, things: re.Pattern[str] | None) -> Concordance | None:
    """Return a concordance of a large folder's words; None for one that is read in full within seconds."""
    if not is_large(folder):
        return None

    def told(done: int) -> None:
        log.info("%d files are looked through for their words", done)

    started = time.monotonic()
    made = Concordance(folder, words, things, told)
    log.info("%d articles can be found by their words after %.0f s", len(made.paths), time.monotonic() - started)
    return made


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells one folder from another of the same name; None when there is none."""
    try:
        seen = folder.stat()
    except OSError:
        return None
    return seen.st_dev, seen.st_ino
