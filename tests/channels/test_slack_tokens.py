"""Slack's tokens that expire: exchanged once, by one process, ahead of their end, and stored before they are used."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping

import pytest

from bot import app as house
from bot import texts
from bot.channels import slack as module
from bot.channels._slack_setup import EXPIRES
from bot.channels._slack_tokens import ANEW, MISSING, NAME, current, read
from bot.channels.slack import Expiring, Slack, diagnose, manifest
from bot.errors import DatabaseTrouble, DeliveryError
from bot.settings import Settings
from bot.types.chat import Address, Outbound
from tests.channels.slack_process import Side
from tests.emulators.slack import LIFETIME, Chat
from tests.emulators.slack import Slack as World

pytestmark = pytest.mark.anyio

HOUR = 3600.0


class Keeper(Side):
    """The database, which can be away."""

    away = 0
    odd = ""
    seen: tuple[str, ...] = ()

    async def kept(self, name: str) -> str:
        if self.odd:
            raise RuntimeError(self.odd)
        return await super().kept(name)

    async def keep(self, name: str, value: str, instead: str) -> bool:
        self.seen = (*self.seen, value)
        if self.away and json.loads(value)["expires"]:
            self.away -= 1
            raise DatabaseTrouble("the disk is full")
        return await super().keep(name, value, instead)


class Days:
    """A clock of the test's own, for Slack and for us."""

    def __init__(self) -> None:
        self.now = float(int(time.time()))

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Days:
    return Days()


@pytest.fixture
async def world(clock: Days) -> AsyncIterator[World]:
    async with World(manifest(rotate=True)) as world:
        world.clock = clock
        yield world
        assert world.mistakes == []


@pytest.fixture
def keeper(url: str) -> Iterator[Keeper]:
    keeper = Keeper(url)
    yield keeper
    keeper.db.close()


@contextlib.asynccontextmanager
async def process(given: Mapping[str, str], keeper: Side, clock: Days) -> AsyncIterator[Slack]:
    """One of our processes, with the pair that the database keeps."""
    expiring = Expiring(given["SLACK_REFRESH_TOKEN"], given["SLACK_CLIENT_ID"], given["SLACK_CLIENT_SECRET"])
    made = Slack(given["SLACK_BOT_TOKEN"], api_url=given["SLACK_API_URL"], app_token=given.get("SLACK_APP_TOKEN", ""),
                 clock=clock, expiring=expiring)  # fmt: skip
    assert made._rotation is not None
    made._rotation.keeper = keeper
    made._rotation._pause = lambda _seconds: asyncio.sleep(0)
    try:
        yield made
    finally:
        await made.close()


async def posted(slack: Slack, desk: Chat, text: str) -> None:
    """Send, and see an exchange through that this has begun."""
    (part,) = slack.render(Outbound("k", "post", "resend", Address("slack", "main", desk.id), text, kind="relay"))
    await slack.send(part)
    assert slack._rotation is not None
    await slack._rotation.ended()


def exchanges(world: World) -> int:
    return len([call for call in world.made("oauth.v2.access") if call.ok])


async def test_a_pair_is_exchanged_at_the_start_then_ahead_of_each_end_and_never_in_between(
    world: World, keeper: Keeper, clock: Days
) -> None:
    desk = world.add_chat("desk")
    async with process(world.rotate(age=3 * HOUR), keeper, clock) as slack:
        for hours, expected in ((0, 1), (9.9, 1), (0.2, 2), (9, 2), (1.1, 3)):
            clock.now += hours * HOUR
            await posted(slack, desk, f"after {hours} h")
            assert exchanges(world) == expected
        assert await slack.check() == ""
    assert len(desk.from_bot()) == 5
    assert [call.answer.get("error") for call in world.calls if not call.ok] == []


async def test_nothing_waits_for_an_exchange_ahead_of_the_end(world: World, keeper: Keeper, clock: Days) -> None:
    desk = world.add_chat("desk")
    async with process(world.rotate(), keeper, clock) as slack:
        await posted(slack, desk, "hello")
        clock.now += 10.5 * HOUR
        slow = world.fail("oauth.v2.access", "slow")
        (part,) = slack.render(Outbound("k", "post", "resend", Address("slack", "main", desk.id), "later"))
        first = slack.api.token
        await slack.send(part)
        assert (desk.from_bot()[-1]["text"], slack.api.token) == ("later", first)

        slow.go.set()
        assert slack._rotation is not None
        await slack._rotation.ended()
        await posted(slack, desk, "with the next one")
        assert slack.api.token != first
    assert exchanges(world) == 2


async def test_the_new_pair_is_stored_before_anything_is_called_with_it(
    world: World, keeper: Keeper, clock: Days
) -> None:
    desk = world.add_chat("desk")
    keeper.away = 3
    async with process(world.rotate(), keeper, clock) as slack:
        sending = asyncio.create_task(posted(slack, desk, "hello"))
        await world.until(lambda: desk.from_bot())
        await sending
        stored = read(await keeper.kept(NAME))
        assert stored is not None
        assert (keeper.away, stored.access, stored.refresh) == (0, slack.api.token, world.refresh_token)
        assert [call.method for call in world.calls] == ["oauth.v2.access", "chat.postMessage"]
    assert exchanges(world) == 1


async def test_who_starts_again_goes_on_with_the_stored_pair_and_not_with_that_of_the_settings(
    world: World, keeper: Keeper, clock: Days
) -> None:
    desk, given = world.add_chat("desk"), world.rotate()
    for hours in (1, 13, 30, 1):
        async with process(given, keeper, clock) as slack:
            await posted(slack, desk, "hello")
        clock.now += hours * HOUR
    assert exchanges(world) == 3
    assert len(desk.from_bot()) == 4


async def test_a_token_that_slack_calls_expired_is_exchanged_and_the_call_made_again(
    world: World, keeper: Keeper, clock: Days
) -> None:
    desk = world.add_chat("desk")
    async with process(world.rotate(), keeper, clock) as slack:
        await posted(slack, desk, "one")
        world.tokens[slack.api.token] = clock.now  # sooner than it said
        await posted(slack, desk, "two")
        assert await slack.check() == ""
    assert desk.shown() == ["one", "two"]
    assert exchanges(world) == 2


async def test_all_whose_token_expired_wait_for_the_exchange_that_is_under_way(
    world: World, keeper: Keeper, clock: Days
) -> None:
    desk = world.add_chat("desk")
    async with process(world.rotate(), keeper, clock) as slack:
        await posted(slack, desk, "hello")
        clock.now += 10.5 * HOUR
        world.tokens[slack.api.token] = clock.now  # sooner than it said
        slow = world.fail("oauth.v2.access", "slow")
        many = [asyncio.create_task(slack.api.who())]
        await world.until(lambda: exchanges(world) == 2)
        many += [asyncio.create_task(slack.api.who()) for _ in range(2)]
        await world.until(lambda: len([call for call in world.made("auth.test") if not call.ok]) == 3)
        slow.go.set()
        await asyncio.gather(*many)
    assert exchanges(world) == 2


async def test_what_nobody_expected_of_an_exchange_that_nobody_waits_for_is_logged(
    world: World, keeper: Keeper, clock: Days, caplog: pytest.LogCaptureFixture
) -> None:
    desk = world.add_chat("desk")
    async with process(world.rotate(), keeper, clock) as slack:
        await posted(slack, desk, "hello")
        clock.now += 10.5 * HOUR
        keeper.odd = "a row that nobody can read"
        await posted(slack, desk, "later")
        assert desk.shown() == ["hello", "later"]
        assert [str(record.exc_info[1]) for record in caplog.records if record.exc_info] == [keeper.odd]
        keeper.odd = ""
        await posted(slack, desk, "again")
    assert exchanges(world) == 2


@pytest.mark.parametrize("live", [True, False])
async def test_what_one_process_exchanged_the_others_take_up(
    world: World, keeper: Keeper, clock: Days, live: bool
) -> None:
    desk, given = world.add_chat("desk"), world.rotate()
    world.old_tokens_live = live
    async with process(given, keeper, clock) as one, process(given, keeper, clock) as other:
        await posted(one, desk, "one")
        await posted(other, desk, "other")
        clock.now += 10.5 * HOUR
        await posted(one, desk, "one")
        await posted(other, desk, "other")
        assert await one.api.fresh() == await other.api.fresh()
        assert [await one.check(), await other.check()] == ["", ""]
    assert exchanges(world) == 2
    assert len(desk.from_bot()) == 4


async def started(url: str, given: Mapping[str, str], ahead: float = 0) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "tests.channels.slack_process", url, str(ahead))
    return await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **given}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )


async def told(one: asyncio.subprocess.Process) -> dict[str, str]:
    out, err = await one.communicate()
    assert one.returncode == 0, err.decode()
    found: dict[str, str] = json.loads(out)
    return found


async def test_of_many_processes_at_once_one_exchanges_and_all_are_served(url: str, world: World) -> None:
    world.clock = time.time
    given = world.rotate()
    many = [await started(url, given) for _ in range(5)]
    found = await asyncio.gather(*(told(one) for one in many))

    assert {(one["trouble"], one["refused"]) for one in found} == {("", "")}
    assert len(world.made("oauth.v2.access")) == 1
    assert len({one["token"] for one in found}) == 1


async def test_killed_between_slacks_answer_and_the_store_it_is_told_what_to_do_and_new_tokens_mend_it(
    url: str, world: World, keeper: Keeper
) -> None:
    world.clock = time.time
    given = world.rotate()
    world.fail("oauth.v2.access", "hang")
    killed = await started(url, given)
    await world.until(lambda: exchanges(world), "Slack has given a pair")
    killed.kill()
    await killed.wait()

    kept = {NAME: await keeper.kept(NAME)}
    assert "begun" in kept[NAME]
    found = await told(await started(url, given, 70))
    assert "the answer to an exchange of 20" in found["trouble"]
    assert found["trouble"].endswith(ANEW)
    assert found["refused"] == "", "the old token is still good"

    kept = {NAME: await keeper.kept(NAME)}
    look = (await diagnose({**given, **kept}, []))[0]
    assert "lost before it was stored" in look.said
    assert look.mend == ANEW
    again = await told(await started(url, given, 700))
    assert again["trouble"] == found["trouble"]
    assert len(world.made("oauth.v2.access")) == 2, "what is used up is not tried for ever"

    assert (await told(await started(url, world.rotate(), 800)))["trouble"] == ""
    assert exchanges(world) == 2


async def test_killed_before_slack_heard_of_it_the_next_process_exchanges_after_a_minute(
    world: World, keeper: Keeper, clock: Days
) -> None:
    desk, given = world.add_chat("desk"), world.rotate()
    pair = current(given["SLACK_BOT_TOKEN"], given["SLACK_REFRESH_TOKEN"], "")
    stopped = json.dumps({**json.loads(pair.written()), "begun": clock.now})
    assert await keeper.keep(NAME, stopped, "")
    async with process(given, keeper, clock) as slack:
        await posted(slack, desk, "one")
        assert exchanges(world) == 0
        clock.now += 61
        await posted(slack, desk, "two")
        assert exchanges(world) == 1
        assert await slack.check() == ""
    assert desk.shown() == ["one", "two"]


async def test_an_exchange_whose_answer_is_lost_is_tried_once_more_and_then_told(
    world: World, keeper: Keeper, clock: Days
) -> None:
    desk = world.add_chat("desk")
    async with process(world.rotate(), keeper, clock) as slack:
        world.fail("oauth.v2.access", "lost")
        await posted(slack, desk, "one")
        assert "could not be exchanged" in await slack.check()
        clock.now += 61
        await posted(slack, desk, "two")
        assert "lost before it was stored" in await slack.check()
        for _ in range(5):
            clock.now += 61
            await posted(slack, desk, "more")
        assert len(world.made("oauth.v2.access")) == 2
        clock.now += LIFETIME
        with pytest.raises(DeliveryError) as refused:
            await posted(slack, desk, "late")
        assert refused.value.limited
        assert "SLACK_REFRESH_TOKEN" in str(refused.value)
    assert len(desk.from_bot()) == 7


@pytest.mark.parametrize("fault", ["reset", "status", "limit"])
async def test_while_slack_is_away_the_old_token_serves_and_it_is_tried_again(
    world: World, keeper: Keeper, clock: Days, fault: str
) -> None:
    desk = world.add_chat("desk")
    async with process(world.rotate(), keeper, clock) as slack:
        world.fail("oauth.v2.access", fault, retry_after=30)
        await posted(slack, desk, "one")
        clock.now += 61
        await posted(slack, desk, "two")
        assert await slack.check() == ""
    assert exchanges(world) == 1
    assert desk.shown() == ["one", "two"]


async def test_a_wrong_client_secret_is_named_and_uses_nothing_up(world: World, keeper: Keeper, clock: Days) -> None:
    desk, given = world.add_chat("desk"), world.rotate()
    async with process({**given, "SLACK_CLIENT_SECRET": "wrong"}, keeper, clock) as slack:
        await posted(slack, desk, "one")
        assert "bad_client_secret. Look at SLACK_CLIENT_ID and SLACK_CLIENT_SECRET." in await slack.check()
        clock.now += LIFETIME
        for _ in range(5):
            with pytest.raises(DeliveryError, match="bad_client_secret"):
                await posted(slack, desk, "late")
        assert len(world.made("oauth.v2.access")) == 2, "it is tried once a minute, however much there is to say"
    async with process(given, keeper, clock) as slack:
        await posted(slack, desk, "two")
    assert desk.shown() == ["one", "two"]


async def test_a_send_that_is_given_up_stops_no_exchange(world: World, keeper: Keeper, clock: Days) -> None:
    desk = world.add_chat("desk")
    async with process(world.rotate(), keeper, clock) as slack:
        slow = world.fail("oauth.v2.access", "slow")
        sending = asyncio.create_task(posted(slack, desk, "one"))
        await world.until(lambda: world.made("oauth.v2.access"))
        sending.cancel()
        slow.go.set()
    stored = read(await keeper.kept(NAME))
    assert stored is not None
    assert stored.refresh == world.refresh_token


async def test_an_answer_without_tokens_is_no_pair(world: World, keeper: Keeper, clock: Days) -> None:
    async with process(world.rotate(), keeper, clock) as slack:
        rotation = slack._rotation
        assert rotation is not None

        async def odd(_refresh: str) -> Mapping[str, object]:
            return {"ok": True, "token_type": "bot", "access_token": "xoxe.xoxb-1"}

        rotation._exchange = odd
        before = await rotation.token()
        assert before == rotation._given[0]
        assert "an answer without tokens" in rotation.trouble


async def test_the_doctor_looks_at_the_stored_pair_and_exchanges_nothing(
    world: World, keeper: Keeper, clock: Days
) -> None:
    desk, given = world.add_chat("desk"), world.rotate()
    assert (await diagnose(given, []))[0].said.startswith("The bot token expires: `rapport serve` exchanges it")
    async with process(given, keeper, clock) as slack:
        await posted(slack, desk, "hello")
    kept = {NAME: await keeper.kept(NAME)}
    found = await diagnose({**given, **kept}, [desk.id])
    assert [look.mend for look in found] == [""] * 6
    assert "is exchanged ahead of that" in found[0].said
    assert exchanges(world) == 1

    assert (await diagnose({**given, "SLACK_CLIENT_ID": ""}, []))[0].mend == MISSING
    without = {name: value for name, value in given.items() if name != "SLACK_REFRESH_TOKEN"}
    assert (await diagnose(without, []))[0] == EXPIRES
    old = json.dumps({**json.loads(kept[NAME]), "expires": 1.0})
    (gone,) = await diagnose({**given, NAME: old}, [])
    assert "has expired" in gone.said
    begun = json.dumps({**json.loads(kept[NAME]), "begun": 1.0})
    assert "its answer is not stored" in (await diagnose({**given, NAME: begun}, []))[0].said


async def test_half_of_what_an_exchange_needs_is_named_and_nothing_starts(world: World) -> None:
    given = {**world.rotate(), "SLACK_CLIENT_SECRET": ""}
    (slack,) = module.build(given)
    assert await slack.check() == MISSING


async def test_the_whole_house_answers_over_a_day_of_exchanges(
    world: World, settings: Settings, clock: Days, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Bolt reads the same two names from the environment, and must not look for tokens in files of its own."""
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "c11e27")
    maya = world.add_user("maya")
    (slack,) = module.build(world.rotate())
    assert slack._rotation is not None
    slack._rotation._now = clock
    with house.opened(settings, {(slack.name, slack.account): slack}) as app:
        async with app.running():
            await world.until(lambda: world.sockets, "Rapport is connected")
            for count in range(1, 4):
                await maya.says("how do I return an item?")
                await world.until(lambda n=count: len(maya.dm.from_bot()) >= n, "an answer")  # type: ignore[misc]
                clock.now += 11 * HOUR
                await world.until(lambda n=count: exchanges(world) > n, "a token exchanged while nothing is said")  # type: ignore[misc]
            assert (await app.ready())["channels"]["slack/main"] == "ok"  # type: ignore[index]
    assert "will be ignored" not in caplog.text
    texts.use_folder(None)
