"""What runs beside the worker: it is told of when it fails, begun again, and never keeps a channel open."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import app as house
from bot.background import Background
from bot.channels.web import Web
from bot.settings import Settings
from bot.types.channel import Rim
from tests.test_app import PATIENCE, RETURN, event

INTAKE = "intake web/site"


async def until(done: Callable[[], Any]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not done():
            await asyncio.sleep(0)


class Failing(Web):
    """A chat app whose intake fails a few times, each time when the test says so."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.left, self.begun, self.fails, self.closed = times, 0, asyncio.Event(), 0

    async def run(self, rim: Rim) -> None:
        self.begun += 1
        if self.left:
            self.left -= 1
            await self.fails.wait()
            raise RuntimeError("Maya's own words")
        await rim.receive(event(RETURN))
        await asyncio.Event().wait()

    async def close(self) -> None:
        self.closed += 1


def test_an_intake_that_fails_is_logged_told_by_readyz_and_begun_again(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> tuple[Failing, list[Any]]:
        channel, states = Failing(1), []
        with house.opened(settings, {("web", "site"): channel}) as app:
            app.background.waits = (0,)
            async with app.running():
                await until(lambda: channel.begun)
                states.append(await app.ready())
                app.background.waits = (PATIENCE,)  # it stays as it is while we look
                channel.fails.set()
                await until(lambda: app.background.states[INTAKE] != "ok")
                states.append(await app.ready())
        return channel, states

    _channel, (before, failed) = asyncio.run(story())
    assert (before["ok"], before["background"][INTAKE]) == (True, "ok")
    assert (failed["ok"], failed["worker"]) == (False, "ok")
    assert failed["background"] == {
        "worker": "ok", "articles": "ok", "embedding": "ok", INTAKE: "it failed (RuntimeError); the log says why",
    }  # fmt: skip
    (told,) = [record for record in caplog.records if record.levelno == logging.CRITICAL]
    assert told.message == f"{INTAKE} has failed"
    assert told.exc_info


def test_what_failed_three_times_takes_in_at_the_fourth(settings: Settings) -> None:
    async def story() -> Any:
        channel = Failing(3)
        channel.fails.set()
        with house.opened(settings, {("web", "site"): channel}) as app:
            app.background.waits = (0,)
            async with app.running():
                await until(lambda: channel.begun == 4)
                state = await app.ready()
        return channel, state

    channel, state = asyncio.run(story())
    assert (state["ok"], state["background"][INTAKE]) == (True, "ok")
    assert channel.closed == 1


class Unreadable(type(Path())):  # type: ignore[misc]
    """A folder on a disk that has gone wrong."""

    def is_dir(self) -> bool:
        raise OSError("Input/output error")


def test_a_watch_of_the_articles_that_fails_is_told_and_begun_again(settings: Settings, tmp_path: Path) -> None:
    async def story() -> Any:
        with house.opened(settings, {("web", "site"): Web()}) as app:
            knowledge = app.engine.knowledge
            there, knowledge.folder = knowledge.folder, Unreadable(tmp_path)
            app.background.waits = (0,)
            async with app.running():
                await until(lambda: app.background.states["articles"] != "ok")
                looks = [await app.ready() for _ in range(200)]  # between two tries it is taken to be well
                failed = next(look for look in looks if not look["ok"])
                knowledge.folder = there
                await until(lambda: app.background.states["articles"] == "ok")
                return failed

    failed = asyncio.run(story())
    assert not failed["ok"]
    assert failed["background"]["articles"].startswith("it failed (OSError)")


def test_every_channel_is_closed_though_the_worker_has_died_and_another_would_not_close(settings: Settings) -> None:
    class Stuck(Web):
        async def close(self) -> None:
            raise RuntimeError("would not close")

    async def story(channel: Failing) -> None:
        stuck = {("telegram", "demo"): Stuck("telegram", "demo"), ("web", "site"): channel, ("slack", "demo"): Stuck()}
        with house.opened(settings, stuck) as app:
            app.worker.db = None  # type: ignore[assignment] - what no beat of its loop foresees
            async with app.running():
                await until(lambda: app.background.states["worker"] != "ok")
                assert (await app.ready())["worker"] == "stopped"

    channel = Failing(0)
    with pytest.raises(RuntimeError, match="would not close") as raised:
        asyncio.run(story(channel))
    assert channel.closed == 1
    assert isinstance(raised.value.__context__, RuntimeError)


@pytest.mark.anyio
async def test_the_more_often_in_a_row_the_longer_it_waits() -> None:
    waited: list[float] = []

    class Told(Background):
        async def _stops_within(self, seconds: float) -> bool:
            waited.append(seconds)
            return len(waited) == 5

    async def fails() -> None:
        raise OSError("the disk is gone")

    background = Told(asyncio.Event())
    await background.keep("watch", fails)
    assert waited == [1, 5, 15, 60, 60]
    assert background.states == {"watch": "it failed (OSError); the log says why"}


@pytest.mark.anyio
async def test_who_waits_to_be_begun_again_ends_at_once_when_the_house_stops() -> None:
    stopping, begun = asyncio.Event(), []

    async def fails() -> None:
        begun.append(1)
        raise OSError("the disk is gone")

    background = Background(stopping, (3600,))
    background.keep("watch", fails)
    await until(lambda: background.states["watch"] != "ok")
    stopping.set()
    await asyncio.wait_for(background.ended(), PATIENCE)
    assert begun == [1]
