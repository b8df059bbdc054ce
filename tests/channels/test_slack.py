"""The whole house on Slack: what people there see. The app has what its manifest asks for, and no more."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator

import pytest

from bot import app as house
from bot import texts
from bot.channels import slack as module
from bot.settings import Settings
from bot.types.channel import Channel
from tests.emulators.slack import BOT_USER, Bot, Person
from tests.emulators.slack import Slack as World

# Every combination of the same: other tests tell which branches are run, and these are quicker without.
pytestmark = [pytest.mark.anyio, pytest.mark.no_cover]


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World(module.manifest()) as world:
        yield world
        assert world.mistakes == []


@contextlib.asynccontextmanager
async def opened(world: World, settings: Settings) -> AsyncIterator[tuple[house.App, Channel]]:
    """The whole house with Slack as its only network, at rest."""
    (channel,) = module.build(world.given())
    with house.opened(settings, {(channel.name, channel.account): channel}) as app:
        yield app, channel
    texts.use_folder(None)


@contextlib.asynccontextmanager
async def running(world: World, settings: Settings) -> AsyncIterator[house.App]:
    """The same, connected and at work."""
    async with opened(world, settings) as (app, _channel), app.running():
        await world.until(lambda: world.sockets, "Rapport is connected")
        yield app


def answers(person: Person) -> list[str]:
    return [message["text"] for message in person.dm.from_bot()]


def parts(person: Person) -> list[str]:
    """Which part each message from us is."""
    return [message["metadata"]["event_payload"]["outbox_id"] for message in person.dm.from_bot()]


async def test_a_question_in_a_direct_message_is_answered_there(world: World, settings: Settings) -> None:
    maya = world.add_user("maya")
    async with running(world, settings):
        await maya.says("how do I return an item?")
        await world.until(lambda: maya.dm.from_bot(), "an answer")
        await world.settled()

    (answer,) = maya.dm.from_bot()
    assert "60 days from the day of delivery" in maya.dm.shown()[-1]
    assert "thread_ts" not in answer
    assert answer["metadata"]["event_type"] == "rapport"


async def test_a_question_in_a_thread_of_a_direct_chat_is_answered_in_that_thread(
    world: World, settings: Settings
) -> None:
    maya = world.add_user("maya")
    async with running(world, settings):
        await maya.says("how do I return an item?", thread="1700000000.000001")
        await world.until(lambda: maya.dm.from_bot(), "an answer")

    assert maya.dm.from_bot()[0]["thread_ts"] == "1700000000.000001"


async def test_in_a_channel_one_mention_has_one_answer_in_its_thread_and_the_thread_goes_on_without_one(
    world: World, settings: Settings
) -> None:
    maya, dan = world.add_user("maya"), world.add_user("dan")
    general = world.add_chat("general", maya, dan)
    async with running(world, settings):
        await dan.says("how do I return an item?", general)  # nobody asked us
        root = await maya.mentions_bot("how do I return an item?", general)
        await world.until(lambda: len(general.from_bot()) == 1, "an answer")
        await maya.says("how long does delivery take?", general, root)
        await world.until(lambda: len(general.from_bot()) == 2, "an answer to the next question")
        await world.settled()

    assert {message["thread_ts"] for message in general.from_bot()} == {root}


async def test_two_bots_in_one_channel_end_within_one_message(world: World, settings: Settings) -> None:
    maya = world.add_user("maya")
    general = world.add_chat("general", maya)
    other = Bot(world, "other")
    async with running(world, settings):
        root = await maya.mentions_bot("how do I return an item?", general)
        await world.until(lambda: len(general.from_bot()) == 1, "an answer")
        for modern in (True, False):
            await other.says(f"<@{BOT_USER}> how do I return an item?", general, root, modern=modern)
        await world.settled()
        await maya.says("how long does delivery take?", general, root)  # what comes after them has been seen
        await world.until(lambda: len(general.from_bot()) == 2, "an answer")

    assert len(general.from_bot()) == 2


async def test_an_event_is_acknowledged_though_nobody_thinks(world: World, settings: Settings) -> None:
    """Nothing behind the store has a part in it: no worker runs here, as if every thought hung."""
    maya = world.add_user("maya")
    async with opened(world, settings) as (app, channel):
        listening = asyncio.create_task(channel.run(app))
        await world.until(lambda: world.sockets)
        for n in range(5):
            await maya.says(f"how do I return item {n}?")
        await world.settled()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await channel.close()

    assert len(world.acked) == 5
    assert answers(maya) == []


@pytest.mark.parametrize("kind", ["lost", "hang", "reset", "status", "limit"])
async def test_an_answer_is_said_once_whatever_becomes_of_the_call(world: World, settings: Settings, kind: str) -> None:
    maya = world.add_user("maya")
    world.fail("chat.postMessage", kind, times=1 if kind == "hang" else 2)
    settings = settings.model_copy(update={"lease": 3.0})
    async with running(world, settings) as app:
        await maya.says("how do I return an item?")
        await world.until(lambda: maya.dm.from_bot(), "an answer")
        await maya.says("how do I reset my password?")
        await world.until(lambda: len(maya.dm.from_bot()) >= 2, "the next answer: the lane has gone on")
        state = await app.ready()

    assert len(answers(maya)) == len(set(answers(maya))) == len(set(parts(maya))) == 2
    assert state["channels"] == {"slack/main": "ok"}


async def test_many_customers_under_every_fault_are_each_answered_once(world: World, settings: Settings) -> None:
    chance = random.Random(7)
    people = [world.add_user(f"p{n}") for n in range(8)]
    for n in range(20):
        world.fail("chat.postMessage", chance.choice(["lost", "reset", "status", "limit"]))
        if n % 4 == 0:
            world.fail("conversations.history", chance.choice(["reset", "status", "limit"]))
    async with running(world, settings):
        for person in people:
            await person.says("how do I return an item?")
            await world.redeliver()
        await world.until(lambda: all(person.dm.from_bot() for person in people), "everyone has an answer")
        await world.settled()

    assert [len(answers(person)) for person in people] == [1] * len(people)


async def test_a_revoked_token_stops_the_sends_and_what_waits_goes_out_when_it_is_good_again(
    world: World, settings: Settings
) -> None:
    maya = world.add_user("maya")
    async with running(world, settings) as app:
        await maya.says("how do I return an item?")
        await world.until(lambda: maya.dm.from_bot(), "an answer")
        world.bot_token_error = "token_revoked"
        await world.emit("tokens_revoked", {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}})
        await world.settled()
        asked = len(world.made("auth.test"))
        await world.until(lambda: len(world.made("auth.test")) >= asked + 1, "it is tried again, without a crash")
        state = await app.ready()
        assert not state["ok"]
        assert "SLACK_BOT_TOKEN" in str(state["channels"])
        world.bot_token_error = ""
        await world.until(lambda: world.sockets, "it is connected again")
        await maya.says("how long does delivery take?")
        await world.until(lambda: len(maya.dm.from_bot()) == 2, "the next answer")


async def test_the_home_page_shows_what_is_remembered(world: World, settings: Settings) -> None:
    maya = world.add_user("maya")
    async with running(world, settings):
        await maya.opens("home")
        await world.until(lambda: maya.id in world.homes, "their page")

    assert world.homes[maya.id]["type"] == "home"


async def test_a_customer_and_an_agent_meet_in_a_desk_on_slack(world: World, settings: Settings) -> None:
    maya, anna = world.add_user("maya"), world.add_user("anna")
    desk = world.add_chat("desk", anna)
    settings = settings.model_copy(update={"desks": f"slack:{desk.id}"})
    async with running(world, settings):
        await maya.says("I want to talk to a person, my cat ate the invoice")
        await world.until(lambda: "Claim" in anna.buttons(desk), "a card in the desk")
        root = desk.from_bot()[0]["ts"]
        await anna.presses("Claim", desk)
        await world.until(lambda: "Resolve" in anna.buttons(desk), "the card is claimed")
        before = len(maya.dm.from_bot())
        reply = await anna.says("Poor cat. A new invoice is on its way.", desk, root)
        await world.until(lambda: len(maya.dm.from_bot()) > before, "the reply")
        await world.until(lambda: "white_check_mark" in desk.get(reply).get("marks", []), "the receipt")  # type: ignore[union-attr]
        await maya.says("thank you!")
        await world.until(lambda: any("thank you!" in line for line in desk.shown(root)), "her words in the thread")

    assert "A new invoice is on its way." in maya.dm.shown()[-2]


async def test_a_desks_thread_that_was_deleted_is_opened_anew_and_no_word_is_lost(
    world: World, settings: Settings
) -> None:
    maya, anna = world.add_user("maya"), world.add_user("anna")
    desk = world.add_chat("desk", anna)
    settings = settings.model_copy(update={"desks": f"slack:{desk.id}"})
    async with running(world, settings):
        await maya.says("I want to talk to a person, my cat ate the invoice")
        await world.until(lambda: "Claim" in anna.buttons(desk), "a card in the desk")
        root = desk.from_bot()[0]
        await world.settled()
        await world.removed(desk, root)
        await world.settled()
        await maya.says("are you there?")
        await world.until(lambda: any("are you there?" in line for line in desk.shown()), "her words in a new thread")

    assert len([one for one in desk.messages if "thread_ts" not in one]) == 1
