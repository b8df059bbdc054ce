"""Slack's events, by Socket Mode and by HTTP: stored, then acknowledged; what is not surely Slack's stays outside."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from fastapi import FastAPI

from bot import texts
from bot.channels import _slack_http as http
from bot.channels import _slack_out as outgoing
from bot.channels import slack as module
from bot.channels.slack import PATH, Slack
from bot.errors import DatabaseTrouble, SettingsError
from bot.pages import hooks
from bot.types.channel import Request
from bot.types.chat import Address, Card, Choice, Field, Inbound
from tests.channels.test_slack_payloads import given
from tests.emulators.slack import BOT_USER, SECRET, TEAM, Bot, Payload
from tests.emulators.slack import Slack as World

pytestmark = pytest.mark.anyio


class Kept:
    """Our side of the rim, which keeps what it is given and refuses when told to."""

    def __init__(self) -> None:
        self.events: list[Inbound] = []
        self.aside: list[tuple[str, str]] = []
        self.keys: set[str] = set()
        self.troubles = 0
        self.tries = 0
        self.card: Card | None = None
        self.viewed: list[Inbound] = []

    async def receive(self, event: Inbound) -> bool:
        self._trouble()
        new = event.key not in self.keys
        self.keys.add(event.key)
        if new:
            self.events.append(event)
        return new

    async def set_aside(self, address: Address, key: str, payload: Mapping[str, Any], reason: str) -> None:
        self._trouble()
        self.aside.append((key, reason))

    def _trouble(self) -> None:
        self.tries += 1
        if self.troubles:
            self.troubles -= 1
            raise DatabaseTrouble("locked")

    async def view(self, event: Inbound) -> Card | None:
        self.viewed.append(event)
        return self.card

    async def leads(self, task: str) -> bool:
        return True

    async def resign(self, task: str) -> None:
        raise AssertionError("Slack's intake is led by nobody")

    async def kept(self, name: str) -> str:
        raise AssertionError("no token here expires")

    async def keep(self, name: str, value: str, instead: str) -> bool:
        raise AssertionError("no token here expires")


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World() as world:
        yield world
        assert world.mistakes == []


@pytest.fixture
def rim() -> Kept:
    return Kept()


@contextlib.asynccontextmanager
async def connected(world: World, rim: Kept) -> AsyncIterator[Slack]:
    """The channel in Socket Mode."""
    (channel,) = module.build(world.given())
    task = asyncio.create_task(channel.run(rim))
    try:
        await world.until(lambda: world.sockets, "a connection")
        yield channel
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await channel.close()


@contextlib.asynccontextmanager
async def called(world: World, rim: Kept) -> AsyncIterator[Slack]:
    """The channel behind our own web server, which the emulator calls with signed requests."""
    (channel,) = module.build(world.given(http=True))
    app = FastAPI()
    hooks.mount(app, channel.routes(), rim)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://rapport.test") as client:

        async def post(headers: dict[str, str], body: bytes) -> int:
            return (await client.post(PATH, content=body, headers=headers)).status_code

        world.target = post
        try:
            yield channel
        finally:
            await channel.close()


WAYS = {"socket": connected, "http": called}
both = pytest.mark.parametrize("way", sorted(WAYS))


# --- both ways ---


@both
async def test_an_event_is_stored_and_then_acknowledged(world: World, rim: Kept, way: str) -> None:
    maya = world.add_user("maya")
    async with WAYS[way](world, rim):
        await maya.says("hello")
        await world.settled()

    assert [event.text for event in rim.events] == ["hello"]
    assert rim.events[0].address == Address("slack", "main", maya.dm.id)


@both
async def test_what_could_not_be_stored_is_not_acknowledged_comes_again_and_is_stored_once(
    world: World, rim: Kept, way: str
) -> None:
    maya = world.add_user("maya")
    rim.troubles = 1
    async with WAYS[way](world, rim):
        await maya.says("hello")
        if way == "socket":
            await world.until(lambda: rim.tries == 1)
            assert world.acked == []
            await world.redeliver()
            await world.settled()
            await world.redeliver()

    assert rim.tries == 2
    assert [event.text for event in rim.events] == ["hello"]
    if way == "http":
        assert [status for _event, status in world.delivered] == [503, 200]


@both
async def test_an_event_that_comes_four_times_is_stored_once(world: World, rim: Kept, way: str) -> None:
    """Never by the retry header: under Socket Mode every first delivery has one."""
    payload = given("message_im")
    async with WAYS[way](world, rim):
        for _ in range(4):
            await world.deliver("events_api", payload)
        await world.settled()

    assert rim.tries == 4
    assert len(rim.events) == 1


@both
async def test_one_mention_is_one_event_though_it_comes_as_two(world: World, rim: Kept, way: str) -> None:
    maya = world.add_user("maya")
    general = world.add_chat("general", maya)
    async with WAYS[way](world, rim):
        await maya.mentions_bot("where is my order?", general)
        await world.settled()

    assert rim.tries == 2
    (event,) = rim.events
    assert (event.text, event.data["addressed"]) == ("where is my order?", True)


@both
async def test_what_nobody_says_to_us_is_no_event(world: World, rim: Kept, way: str) -> None:
    """Our own words, other bots, previews, joins."""
    maya = world.add_user("maya")
    general = world.add_chat("general", maya)
    async with WAYS[way](world, rim):
        ts = await maya.says("see https://example.com/", general)
        await maya.previews(ts, general)
        await world.add_user("dan").joins(general)
        await Bot(world, "other").says(f"<@{BOT_USER}> hello", general)
        await Bot(world, "old").says("build failed", general, modern=False)
        await world.say(general, world.own(general, text="an answer of ours"))
        await world.settled()

    assert [event.text for event in rim.events] == ["see https://example.com/"]
    assert [event.data["addressed"] for event in rim.events] == [False]


@both
async def test_every_payload_passes_through_without_an_error_and_its_neighbours_with_it(
    world: World, rim: Kept, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    from tests.channels.test_slack_payloads import FOLDER

    names = sorted(path.stem for path in FOLDER.glob("*.json"))
    caplog.set_level(logging.ERROR)
    async with WAYS[way](world, rim):
        for count, name in enumerate(names):
            payload = given(name)
            kind = "slash_commands" if "command" in payload else "events_api" if "event" in payload else "interactive"
            if way == "http" and name == "url_verification":
                kind = "events_api"
            if name in ("tokens_revoked", "app_uninstalled"):
                continue
            await world.deliver(kind, payload)
            neighbour = world.envelope({**given("message_im")["event"], "ts": f"1772452801.{count:06d}"})
            await world.deliver("events_api", neighbour)
        await world.settled()

    assert {status for _event, status in world.delivered} <= {200}
    assert len([event for event in rim.events if event.address.chat == "D0001" and ":1772452801." in event.key]) == (
        len(names) - 2
    )
    assert len(rim.aside) >= 10
    assert [record for record in caplog.records if record.exc_info] == []


@both
async def test_a_press_that_opens_a_view_is_not_stored_but_shown(world: World, rim: Kept, way: str) -> None:
    anna = world.add_user("anna")
    desk = world.add_chat("desk", anna)
    rim.card = Card(
        "case.resolve:12:3", "Resolve #12", "What **came** of it?", submit="Resolve",
        fields=(Field("reason", "For the customer", value="All done", lines=True),
                Field("how", "Outcome", options=(Choice("solved", "Solved"), Choice("spam", "Spam")), value="spam")),
    )  # fmt: skip
    async with WAYS[way](world, rim):
        blocks = outgoing.buttons([Choice("?resolve:12:3", "Resolve")])
        await world.say(desk, world.own(desk, text="Case", blocks=blocks))
        await anna.presses("Resolve", desk)
        await world.until(lambda: world.modals, "a form")
        assert world.modals[anna.id]["title"]["text"] == "Resolve #12"
        await anna.submits(reason="Refund sent")
        await world.settled()

    assert [event.choice for event in rim.viewed] == ["?resolve:12:3"]
    (form,) = rim.events
    assert (form.kind, form.choice) == ("form", "case.resolve:12:3")
    assert form.data["fields"] == {"reason": "Refund sent", "how": "spam"}
    assert form.address == Address("slack", "main", desk.id, desk.messages[0]["ts"])


async def test_a_view_that_cannot_be_opened_is_said_to_its_person_alone(world: World, rim: Kept) -> None:
    anna = world.add_user("anna")
    desk = world.add_chat("desk", anna)
    async with connected(world, rim):
        blocks = outgoing.buttons([Choice("?resolve:12:3", "Resolve")])
        await world.say(desk, world.own(desk, text="Case", blocks=blocks))
        await anna.presses("Resolve", desk)  # there is nothing to show
        await world.until(lambda: len(desk.whispers) == 1)
        rim.card = Card("c", "Title", "words")
        world.fail("views.open", "refuse", error="expired_trigger_id")
        await anna.presses("Resolve", desk)
        await world.until(lambda: len(desk.whispers) == 2)

    assert {whisper["user"] for whisper in desk.whispers} == {anna.id}
    assert desk.whispers[0]["text"] == texts.say("en", "view.failed")


async def test_a_name_is_looked_up_off_the_road_and_known_from_the_next_message_on(world: World, rim: Kept) -> None:
    maya = world.add_user("maya", locale="de-DE")
    slow = world.fail("users.info", "slow")
    async with connected(world, rim):
        await maya.says("hello")
        await world.settled()  # acknowledged while Slack does not tell who she is
        slow.go.set()
        await world.until(lambda: world.made("users.info"))
        await maya.says("hello again")
        await world.settled()
        await maya.says("and again")
        await world.settled()

    assert rim.events[0].sender.name == ""
    assert rim.events[-1].sender.name == "Maya"
    assert (rim.events[-1].data["language"], rim.events[-1].data["timezone"]) == ("de", "Europe/Berlin")
    assert len(world.made("users.info")) == 1


async def test_opening_the_chat_suggests_what_to_ask_in_their_language(world: World, rim: Kept) -> None:
    maya = world.add_user("maya", locale="de-DE")
    async with connected(world, rim):
        await maya.opens("messages")
        await world.until(lambda: maya.dm.prompts)
        await maya.opens("home")
        await world.settled()

    assert [prompt["title"] for prompt in maya.dm.prompts] == [
        "Was ist über mich gespeichert?", "Ich möchte mit einem Menschen sprechen."]  # fmt: skip
    assert [event.kind for event in rim.events] == ["home"]


@pytest.mark.parametrize("documented", [True, False])
async def test_who_moves_about_beside_the_chat_has_suggestions_once_and_what_they_look_at_is_not_kept(
    world: World, rim: Kept, documented: bool
) -> None:
    maya = world.add_user("maya", locale="de-DE")
    async with connected(world, rim):
        for channel in ("C0ONE", "C0TWO", "C0THREE"):
            await maya.looks_at(channel, documented=documented)
            await world.until(lambda: maya.dm.prompts)
            await world.settled()
        await maya.looks_at(documented=documented)
        await world.settled()

    assert maya.dm.prompts[0]["title"] == "Was ist über mich gespeichert?"
    assert len(world.made("assistant.threads.setSuggestedPrompts")) == 1
    assert (rim.events, rim.aside) == ([], [])
    assert not any("C0ONE" in str(call.arguments) for call in world.calls)


# --- Socket Mode ---


async def test_a_connection_that_slack_renews_or_breaks_is_made_again_and_nothing_is_lost(
    world: World, rim: Kept
) -> None:
    maya = world.add_user("maya")
    async with connected(world, rim) as channel:
        await world.disconnect()
        await world.until(lambda: len(world.made("apps.connections.open")) == 2 and world.sockets)
        await maya.says("one")
        await world.settled()
        await world.drop()
        await maya.says("two")  # nobody is there: Slack keeps it
        await world.until(lambda: len(rim.events) == 2)
        await world.settled()
        assert await channel.check() == ""

    assert [event.text for event in rim.events] == ["one", "two"]


async def test_an_envelope_in_hand_is_stored_and_acknowledged_before_the_connection_closes(world: World) -> None:
    maya = world.add_user("maya")

    class Slow(Kept):
        def __init__(self) -> None:
            super().__init__()
            self.inside, self.go = asyncio.Event(), asyncio.Event()

        async def receive(self, event: Inbound) -> bool:
            self.inside.set()
            await self.go.wait()
            return await super().receive(event)

    rim = Slow()
    (channel,) = module.build(world.given())
    task = asyncio.create_task(channel.run(rim))
    await world.until(lambda: world.sockets)
    await maya.says("hello")
    await rim.inside.wait()
    task.cancel()
    asyncio.get_running_loop().call_later(0.05, rim.go.set)
    await asyncio.gather(task, return_exceptions=True)
    await channel.close()
    await world.settled()

    assert [event.text for event in rim.events] == ["hello"]


async def test_a_wrong_app_token_is_named_once_a_try_with_how_to_mend_it(
    world: World, rim: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    world.app_token_error = "invalid_auth"
    (channel,) = module.build(world.given())
    task = asyncio.create_task(channel.run(rim))
    await world.until(lambda: world.made("apps.connections.open"))
    await world.until(lambda: "not connected" not in (channel._state or ""))
    said = await channel.check()
    assert "invalid_auth" in said
    assert "SLACK_APP_TOKEN" in said
    tries = len(world.made("apps.connections.open"))
    told = [record.name for record in caplog.records if record.levelname == "ERROR"]
    assert set(told) == {"bot.channels.slack"}
    assert len(told) <= tries
    world.app_token_error = ""
    await world.until(lambda: world.sockets, "a second try")
    await world.until(lambda: channel._state == "")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await channel.close()


async def test_a_wrong_bot_token_is_named_with_how_to_mend_it(world: World, rim: Kept) -> None:
    world.bot_token_error = "invalid_auth"
    (channel,) = module.build(world.given())

    said = await channel.check()

    assert "invalid_auth" in said
    assert "SLACK_BOT_TOKEN" in said
    await channel.close()


async def test_slack_holding_back_events_is_told_for_as_long_as_it_lasts(world: World, rim: Kept) -> None:
    async with connected(world, rim) as channel:
        await world.deliver("events_api", given("app_rate_limited"))
        await world.settled()
        assert "30,000 in an hour" in await channel.check()
        channel._clock = lambda: world.clock() + 121
        assert await channel.check() == ""


async def test_two_processes_share_what_comes_in_and_nothing_is_taken_twice(world: World, rim: Kept) -> None:
    maya = world.add_user("maya")
    async with connected(world, rim), connected(world, rim):
        await world.until(lambda: len(world.sockets) == 2, "two connections")
        for n in range(6):
            await maya.says(f"message {n}")
        await world.settled()

    assert sorted(event.text for event in rim.events) == [f"message {n}" for n in range(6)]
    assert rim.tries == 6


async def test_nothing_goes_on_after_the_end(world: World, rim: Kept) -> None:
    before = asyncio.all_tasks()
    async with connected(world, rim):
        await world.add_user("maya").says("hello")
        await world.settled()
    await world.until(lambda: not world.sockets)
    await asyncio.sleep(0)

    ours = {task for task in asyncio.all_tasks() - before if "aiohttp/web" not in repr(task.get_coro())}
    assert ours == set()


# --- HTTP: forged, stale, malformed ---


def signed(world: World, body: bytes, media_type: str = "application/json", **more: Any) -> tuple[Payload, bytes]:
    return world.signed(body, media_type, **more), body


def without(pair: tuple[Payload, bytes], name: str, value: str | None = None) -> tuple[Payload, bytes]:
    headers = {key: said for key, said in pair[0].items() if key != name}
    return ({**headers, name: value} if value is not None else headers), pair[1]


def unfit(world: World) -> dict[str, tuple[Payload, bytes]]:
    """Requests that are forged, stale or malformed."""
    good = json.dumps(given("message_im")).encode()
    now = world.clock()
    stamp, signature = "x-slack-request-timestamp", "x-slack-signature"
    right = signed(world, good)
    deep = b'{"type":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    form = "application/x-www-form-urlencoded"
    return {
        "no signature": without(right, signature),
        "empty signature": without(right, signature, ""),
        "wrong signature": without(right, signature, "v0=" + "0" * 64),
        "another version": without(right, signature, right[0][signature].replace("v0", "v1")),
        "a short signature": without(right, signature, right[0][signature][:-1]),
        "a long signature": without(right, signature, right[0][signature] + "0"),
        "upper case": without(right, signature, right[0][signature].upper()),
        "spaces": without(right, signature, "v0=" + " " * 64),
        "latin signature": without(right, signature, "v0=" + "é" * 64),
        "a null signature": without(right, signature, "null"),
        "no time": without(right, stamp),
        "empty time": without(right, stamp, ""),
        "time in words": without(right, stamp, "abc"),
        "a float": without(right, stamp, "1772452800.5"),
        "a negative time": without(right, stamp, "-1"),
        "a huge time": without(right, stamp, "9" * 400),
        "an exponent": without(right, stamp, "1e9"),
        "arabic digits": without(right, stamp, "١٧٧٢٤٥٢٨٠٠"),
        "nan": without(right, stamp, "nan"),
        "stale": signed(world, good, at=now - 301),
        "long stale": signed(world, good, at=0),
        "from the future": signed(world, good, at=now + 301),
        "another secret": signed(world, good, secret="guess"),
        "an empty secret": signed(world, good, secret=""),
        "the token as secret": signed(world, good, secret="xoxb-1-emulated"),
        "another body": (right[0], good.replace(b"order", b"money")),
        "one byte more": (right[0], good + b" "),
        "an empty body": (right[0], b""),
        "another time": without(right, stamp, str(int(now) - 1)),
        "ssl_check instead of a signature": ({"content-type": form}, b"ssl_check=1&token=x"),
        "unsigned challenge": ({"content-type": "application/json"}, b'{"type":"url_verification","challenge":"x"}'),
        "signed, but no JSON": signed(world, b"{"),
        "signed, but empty": signed(world, b""),
        "signed, but a list": signed(world, b"[]"),
        "signed, but a number": signed(world, b"5"),
        "signed, but null": signed(world, b"null"),
        "signed, but no text": signed(world, b'{"type":"\xff\xfe"}'),
        "signed, but deep": signed(world, deep),
        "signed, but no number": signed(world, b'{"type": "event_callback", "n": NaN}'),
        "signed, but nested": signed(world, b'{"type":' + b'{"a":' * 90 + b"1" + b"}" * 91),
        "signed, but XML": signed(world, b"<a/>", "text/xml"),
        "signed, without a type": without(signed(world, good), "content-type", ""),
        "signed, a form with no JSON": signed(world, b"payload=%7B", form),
        "signed, a form with a list": signed(world, b"payload=%5B%5D", form),
        "signed, far too many fields": signed(world, b"a=1&" * 500, form),
        "too big": signed(world, b" " * (http.LIMIT + 1)),
    }


async def test_forged_stale_and_malformed_requests_are_refused_shortly_and_leave_nothing(
    world: World, rim: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    statuses: dict[str, int] = {}
    async with called(world, rim):
        for name, (headers, body) in unfit(world).items():
            raw = {key: value.encode("utf-8") for key, value in headers.items()}
            statuses[name] = await world.post(raw, body)  # type: ignore[arg-type]

    assert len(statuses) >= 40
    assert {name: status for name, status in statuses.items() if not 400 <= status < 500} == {}
    assert (rim.tries, rim.aside) == (0, [])
    assert [record for record in caplog.records if record.exc_info or record.levelno >= logging.ERROR] == []


async def test_our_own_look_refuses_them_before_the_library_sees_them(world: World) -> None:
    for headers, body in unfit(world).values():
        with pytest.raises(http.Unfit):
            http.read(Request(headers, body), SECRET, world.clock())


async def test_a_signed_payload_of_an_odd_shape_is_set_aside_and_answered_200(world: World, rim: Kept) -> None:
    async with called(world, rim):
        for odd in (
            given("odd_event_null"), {"type": "event_callback", "event": []}, {"type": "view_submission", "view": "x"},
            {"type": "block_actions", "actions": [{"value": "a"}]}, {"command": 5},
        ):  # fmt: skip
            body = json.dumps(odd).encode()
            assert await world.post(*signed(world, body)) == 200

    assert rim.events == []
    assert len(rim.aside) == 5


async def test_slack_checks_the_address_by_a_challenge(world: World, rim: Kept) -> None:
    (channel,) = module.build(world.given(http=True))
    (route,) = channel.routes()
    body = json.dumps(given("url_verification")).encode()
    answer = await route.handle(Request(world.signed(body, "application/json"), body), rim)

    assert (answer.status, answer.body) == (200, "3eZbrw1a")


async def test_a_command_comes_as_a_form(world: World, rim: Kept) -> None:
    maya = world.add_user("maya")
    async with called(world, rim):
        await maya.commands("human payload=x")
        body = urlencode({"payload": "{}"}).encode()
        assert await world.post(*signed(world, body, "application/x-www-form-urlencoded")) == 200

    (command,) = rim.events
    assert (command.kind, command.text, command.address.chat) == ("command", "/human payload=x", maya.id)
    assert command.sender.realm == TEAM
    assert len(rim.aside) == 1


# --- settings ---


def test_without_a_token_there_is_no_slack() -> None:
    assert module.build({}) == ()
    assert module.build({"SLACK_APP_TOKEN": "xapp-1"}) == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": ""}, "SLACK_APP_TOKEN (xapp-…, for Socket Mode"),
        ({"SLACK_BOT_TOKEN": "xoxb-1 oops\n", "SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN: this is no token"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xäpp-1"}, "SLACK_APP_TOKEN: this is no token"),
    ],
)
async def test_tokens_with_which_nothing_can_come_in_degrade_the_channel_alone(
    given: dict[str, str], said: str, rim: Kept
) -> None:
    (channel,) = module.build(given)
    running = asyncio.create_task(channel.run(rim))
    await asyncio.sleep(0)

    assert said in await channel.check()
    assert not running.done()
    assert channel.routes() == ()
    running.cancel()
    await channel.close()


def test_an_address_that_is_none_is_refused_with_how_to_mend_it() -> None:
    with pytest.raises(SettingsError, match=r"must end in /api/"):
        module.build({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": "https://x/"})


def test_only_http_has_a_route() -> None:
    socket = module.build({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"})
    http = module.build({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET})

    assert [channel.routes() for channel in socket] == [()]
    assert [route.path for channel in http for route in channel.routes()] == ["/slack/events"]
