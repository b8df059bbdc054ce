"""Slack, by its real clients against the strict emulator."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import pytest

from bot import app as house
from bot import texts
from bot.channels import slack as module
from bot.settings import Settings
from bot.types import Channel
from tests.emulators.slack import Slack as World

pytestmark = pytest.mark.anyio


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World() as world:
        yield world
        assert world.mistakes == []


@contextlib.asynccontextmanager
async def running(world: World, settings: Settings, **given: str) -> AsyncIterator[house.App]:
    """The whole house with Slack as its only network, connected."""
    (channel,) = module.build(given or world.given())
    channels: dict[tuple[str, str], Channel] = {(channel.name, channel.account): channel}
    with house.opened(settings, channels) as app:
        async with app.running():
            await world.until(lambda: world.sockets, "Rapport is connected")
            yield app
    texts.use_folder(None)


async def test_a_question_in_a_direct_message_is_answered_there(world: World, settings: Settings) -> None:
    maya = world.add_user("maya")
    async with running(world, settings):
        await maya.says("how do I return an item?")
        await world.until(lambda: maya.dm.from_bot(), "an answer")
        await world.settled()

    (answer,) = maya.dm.from_bot()
    assert "60 days from the day of delivery" in maya.dm.shown()[-1]
    assert answer["metadata"]["event_type"] == "rapport"
