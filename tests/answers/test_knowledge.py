"""The folder while the bot runs: saved is live, deleted is gone, broken keeps what was good."""

import asyncio
import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers.index import Index
from bot.answers.knowledge import Knowledge
from bot.answers.search import search
from bot.errors import KnowledgeError

Write = Callable[[str, str], Path]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def found(knowledge: Knowledge, question: str) -> list[str]:
    return [hit.article.path for hit in search(knowledge.index, question, today=date(2026, 6, 1)).hits]


def test_a_missing_folder_is_an_error_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError):
        Knowledge(tmp_path / "nowhere")


def test_refresh_sees_what_was_saved_and_what_was_deleted(write: Write, folder: Path) -> None:
    where = write("lamp.md", "# Lamps\n\nThey shine.\n")
    knowledge = Knowledge(folder)
    before = knowledge.index
    assert knowledge.refresh() is False
    assert knowledge.index is before

    write("chair.md", "# Chairs\n\nThey stand.\n")
    assert knowledge.refresh() is True
    assert found(knowledge, "chairs") == ["chair.md"]
    assert isinstance(before, Index)
    assert [a.path for a in before.corpus.articles] == ["lamp.md"]

    where.unlink()
    assert knowledge.refresh() is True
    assert found(knowledge, "lamps") == []


def test_a_broken_file_is_logged_once_and_the_good_one_still_answers(
    write: Write, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write("lamp.md", "# Lamps\n\nThey shine.\n")
    knowledge = Knowledge(folder)
    write("lamp.md", "---\ntitle: [\n---\n")
    with caplog.at_level(logging.ERROR):
        assert knowledge.refresh() is False
        assert knowledge.refresh() is False
    assert [r.getMessage().split(" ")[0] for r in caplog.records] == ["lamp.md:3:"]
    assert [p.code for p in knowledge.problems] == ["front-matter"]
    assert found(knowledge, "lamps") == ["lamp.md"]


def test_a_folder_that_vanished_leaves_the_articles_as_last_read(write: Write, folder: Path) -> None:
    write("lamp.md", "# Lamps\n\nThey shine.\n")
    knowledge = Knowledge(folder)
    folder.rename(folder.parent / "away")
    assert knowledge.refresh() is False
    assert found(knowledge, "lamps") == ["lamp.md"]


class _Tidings(logging.Handler):
    """Wakes a test whenever `watch` has put a new index in place."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.loop = asyncio.get_running_loop()
        self.arrived = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.loop.call_soon_threadsafe(self.arrived.set)

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not true():
                await self.arrived.wait()
                self.arrived.clear()


@pytest.mark.anyio
async def test_a_saved_file_is_live_while_watched_even_after_the_folder_was_away(write: Write, folder: Path) -> None:
    write("lamp.md", "# Lamps\n\nThey shine.\n")
    knowledge = Knowledge(folder)
    log = logging.getLogger("bot.answers.knowledge")
    tidings = _Tidings()
    level = log.level
    log.addHandler(tidings)
    log.setLevel(logging.INFO)
    stop = asyncio.Event()
    watching = asyncio.create_task(knowledge.watch(stop))
    try:
        write("chair.md", "# Chairs\n\nThey stand.\n")
        await tidings.until(lambda: found(knowledge, "chairs") == ["chair.md"])
        write("chair.md", "# Stools\n\nThey stand.\n")
        await tidings.until(lambda: found(knowledge, "stools") == ["chair.md"])

        away = folder.rename(folder.parent / "away")
        away.rename(folder)
        write("desk.md", "# Desks\n\nThey wobble.\n")
        await tidings.until(lambda: found(knowledge, "desks") == ["desk.md"])
    finally:
        stop.set()
        await asyncio.wait_for(watching, 20)
        log.removeHandler(tidings)
        log.setLevel(level)
    assert watching.done()
