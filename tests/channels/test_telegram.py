"""Telegram: what is taken in, by polling and by a webhook, through the real client and an emulator on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import col, select
from starlette.testclient import TestClient

from bot import app as house
from bot import texts
from bot.channels import telegram
from bot.channels._telegram_parse import NOTED
from bot.channels.telegram import BODY_LIMIT, DEPTH, PATH, Telegram, build
from bot.errors import DeliveryError, SettingsError
from bot.pages import hooks
from bot.settings import Settings
from bot.storage import tables
from bot.types.channel import Request
from bot.types.chat import ANSWERED, VIEW, Address, Card, Choice, Inbound, Outbound, Part
from tests.channels.inbox import Inbox
from tests.emulators import telegram as emulated

pytestmark = pytest.mark.anyio

PAYLOADS = Path(__file__).parent.parent / "data" / "payloads" / "telegram"
SECRET = "a-secret-of-sixteen-letters"


class Pauses:
    """Waits of the loop, which a test sees and does not wait for."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


def adapter(emulator: emulated.Telegram, **more: Any) -> Telegram:
    return Telegram(more.pop("token", emulator.token), emulator.url, pause=more.pop("pause", Pauses()), **more)


@contextlib.asynccontextmanager
async def taking_in(channel: Telegram, inbox: Inbox) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(channel.run(inbox))
    try:
        yield task
        assert not task.done(), "the loop has ended by itself"
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await channel.close()


# --- the whole road ------------------------------------------------------------------------------


async def test_a_bot_to_whom_nobody_writes_is_ready_at_once() -> None:
    async with emulated.Telegram() as emulator:
        channel = adapter(emulator)
        async with taking_in(channel, Inbox()):
            await emulator.until(lambda: emulator.allowed)  # the first question is held open
            assert await channel.check() == ""


async def test_a_question_is_polled_stored_and_answered(settings: Settings) -> None:
    async with emulated.Telegram() as emulator:
        maya = emulator.user("Maya")
        channel = adapter(emulator)
        channels = {**house.adapters(()), ("telegram", channel.account): channel}
        with house.opened(settings, channels) as app:
            async with app.running():
                maya.says("How long does delivery take?")

                await emulator.until(maya.chat.said)
                await emulator.until(lambda: not emulator.pending)  # confirmed

        (answer,) = maya.chat.said()
        assert "3 working days" in answer


async def test_what_concerns_the_bot_itself_is_noted_once_and_nobody_is_answered_or_made_a_customer(
    settings: Settings,
) -> None:
    async with emulated.Telegram() as emulator:
        channel = adapter(emulator)
        channels = {**house.adapters(()), ("telegram", channel.account): channel}
        with house.opened(settings, channels) as app:
            async with app.running():
                await emulator.until(lambda: "guest_message" in emulator.allowed)
                for kind in sorted(NOTED):
                    update = json.loads((PAYLOADS / f"{kind}.json").read_text(encoding="utf-8"))["update"]
                    number = emulator.update(kind, update[kind])
                    emulator.push({"update_id": number, kind: update[kind]})  # once more
                maya = emulator.user("Maya")
                maya.says("How long does delivery take?")
                await emulator.until(maya.chat.said)
                await emulator.until(lambda: not emulator.pending)
            kept = await app.db.read(
                lambda session: session.exec(select(tables.Inbound).order_by(col(tables.Inbound.id))).all()
            )
            people = await app.db.read(lambda session: session.exec(select(tables.Identity.external_id)).all())

    noted = [row for row in kept if row.kind in NOTED]
    assert sorted(row.kind for row in noted) == sorted(NOTED)
    assert {(row.status, str(row.payload), row.identity_id) for row in noted} == {("done", "{}", None)}
    assert people == [str(maya.chat.id)]
    assert len(emulator.calls("sendMessage")) == 1


# --- polling -------------------------------------------------------------------------------------


async def test_updates_are_confirmed_only_after_they_are_stored() -> None:
    async with emulated.Telegram() as emulator:
        maya, inbox = emulator.user(), Inbox(away=3)
        for text in ("one", "two", "three"):
            maya.says(text)
        channel = adapter(emulator)
        async with taking_in(channel, inbox):
            await emulator.until(lambda: not emulator.pending)

        assert inbox.texts == ["one", "two", "three"]
        offsets = [call.fields.get("offset") for call in emulator.calls("getUpdates")]
        assert offsets[:4] == [None] * 4  # three times the database refused
        assert set(offsets[4:]) <= {"100004"}


class SlowToMove(Inbox):
    """A database that takes its time with a group's new id."""

    async def receive(self, event: Inbound) -> bool:
        for _ in range(20 if event.kind == "migrated" else 0):
            await asyncio.sleep(0)
        return await super().receive(event)


async def test_that_a_group_has_a_new_id_is_stored_before_any_word_from_there() -> None:
    """Else an agent who names the bot in a desk's new group would be taken for a customer."""
    async with emulated.Telegram() as emulator:
        inbox, new = SlowToMove(), emulator.small_group().moves()
        emulator.user("Anna").says(f"@{emulator.bot['username']} lunch?", new)
        async with taking_in(adapter(emulator), inbox):
            await emulator.until(lambda: not emulator.pending)

    assert [event.kind for event in inbox.events] == ["migrated", "message"]


async def test_what_was_not_stored_when_the_process_died_comes_again() -> None:
    async with emulated.Telegram() as emulator:
        emulator.user().says("one")
        first = Inbox(away=10**6)
        async with taking_in(adapter(emulator), first):
            await emulator.until(lambda: first.seen)
        assert len(emulator.pending) == 1

        second = Inbox()
        async with taking_in(adapter(emulator), second):
            await emulator.until(lambda: not emulator.pending)
        assert second.texts == ["one"]


async def test_what_was_stored_but_not_confirmed_is_not_stored_twice() -> None:
    async with emulated.Telegram() as emulator:
        emulator.user().says("one")
        inbox = Inbox()
        async with taking_in(adapter(emulator), inbox):
            await emulator.until(lambda: inbox.events)
        emulator.push({**emulator.pending[0]} if emulator.pending else {"update_id": 100_001})
        async with taking_in(adapter(emulator), inbox):
            await emulator.until(lambda: not emulator.pending)

        assert inbox.texts == ["one"]


async def test_each_persons_updates_keep_their_order() -> None:
    async with emulated.Telegram() as emulator:
        people = [emulator.user(name) for name in ("Maya", "Olga", "Lena")]
        for number in range(20):
            for person in people:
                person.says(str(number))
        inbox = Inbox()
        async with taking_in(adapter(emulator), inbox):
            await emulator.until(lambda: not emulator.pending)

        for person in people:
            theirs = [event.text for event in inbox.events if event.sender.id == str(person.json["id"])]
            assert theirs == [str(number) for number in range(20)]


@pytest.mark.parametrize(
    "odd",
    [
        {"message": {"members_only": True}}, {"message": "hello"}, {"message": None}, {"telepathy": {}},
        {"callback_query": {"id": 5}}, {"message": {"message_id": 1, "chat": {"id": "x", "type": "private"}}},
        {"message_reaction": []}, {"my_chat_member": {"chat": {}}},
    ],
)  # fmt: skip
async def test_an_odd_update_is_set_aside_and_its_neighbours_go_on(odd: dict[str, Any]) -> None:
    async with emulated.Telegram() as emulator:
        maya, inbox = emulator.user(), Inbox()
        maya.says("before")
        emulator.push(odd)
        maya.says("after")
        async with taking_in(adapter(emulator), inbox):
            await emulator.until(lambda: not emulator.pending)

        assert inbox.texts == ["before", "after"]
        if "telepathy" not in odd:
            ((address, key, payload, reason),) = inbox.aside
            assert (address, key) == (Address("telegram", "7001", ""), "u100002")
            assert payload == {"update_id": 100_002, **odd}
            assert reason


async def test_a_mistake_of_our_own_is_raised_and_begun_again_the_intake_has_lost_nothing() -> None:
    async with emulated.Telegram() as emulator:
        emulator.user().says("one")
        inbox, channel = Inbox(), adapter(emulator)
        inbox.leading = lambda: len(inbox.tasks) > 1 or 1 / 0 > 0
        with pytest.raises(ZeroDivisionError):
            await channel.run(inbox)
        async with taking_in(channel, inbox):
            await emulator.until(lambda: not emulator.pending)

        assert inbox.texts == ["one"]


async def test_only_the_one_that_leads_polls() -> None:
    async with emulated.Telegram() as emulator:
        emulator.user().says("one")
        inbox, pauses = Inbox(), Pauses()
        inbox.leading = lambda: len(inbox.tasks) > 5
        channel = adapter(emulator, pause=pauses)
        async with taking_in(channel, inbox):
            await emulator.until(lambda: not emulator.pending)

        assert set(inbox.tasks) == {"telegram/7001"}
        assert pauses.seconds[:5] == [telegram.LEAD_SECONDS] * 5
        assert len(inbox.events) == 1


async def test_who_leads_no_more_stops_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram, "LEAD_SECONDS", 0.01)
    async with emulated.Telegram() as emulator:
        first, second = Inbox(), Inbox()
        second.leading = lambda: not first.leading()
        async with taking_in(adapter(emulator), first), taking_in(adapter(emulator), second):
            await emulator.until(lambda: emulator._poller)
            first.leading = lambda: False
            await emulator.until(lambda: len(emulator.calls("getMe")) == 2)
            emulator.user().says("one")
            await emulator.until(lambda: not emulator.pending)

        assert (first.texts, second.texts) == ([], ["one"])
        assert all(call.status in (0, 200) for call in emulator.calls("getUpdates"))


async def test_another_poller_is_named_and_given_way_to() -> None:
    async with emulated.Telegram() as emulator:
        inbox, pauses = Inbox(), Pauses()
        channel = adapter(emulator, pause=pauses)
        emulator.fault("getUpdates", "refuse", times=3, code=409, text=f"Conflict: {emulated.OTHER_POLLER}")
        states: list[str] = []

        async def pause(seconds: float) -> None:
            states.append(await channel.check())
            await pauses(seconds)

        channel._pause = pause
        emulator.user().says("one")
        async with taking_in(channel, inbox):
            await emulator.until(lambda: not emulator.pending)
            assert await channel.check() == ""

        assert ["Another program asks" in state for state in states] == [True] * 3
        assert pauses.seconds == [1.0, 2.0, 5.0]
        assert inbox.texts == ["one"]
        assert inbox.resigned == ["telegram/7001"] * 3


async def test_a_webhook_of_others_is_taken_away_once_and_then_named() -> None:
    async with emulated.Telegram() as emulator:
        emulator.webhook = {"url": "https://elsewhere.example.com/", "secret": ""}
        channel, inbox = adapter(emulator), Inbox()
        async with taking_in(channel, inbox):
            await emulator.until(lambda: emulator._poller)
            assert emulator.webhook == {}
            emulator._setWebhook({"url": "https://elsewhere.example.com/"})
            await emulator.until(lambda: len(emulator.calls("getUpdates")) > 3)
            assert "has set a webhook" in await channel.check()

        assert len(emulator.calls("deleteWebhook")) == 1
        assert emulator.webhook


@pytest.mark.parametrize("token", ["7001:wrong", "7001:also-wrong"])
async def test_a_wrong_token_is_named_and_tried_again(token: str) -> None:
    async with emulated.Telegram() as emulator:
        pauses = Pauses()
        channel, inbox = adapter(emulator, token=token, pause=pauses), Inbox()
        async with taking_in(channel, inbox):
            await emulator.until(lambda: len(emulator.calls("getMe")) > 5)
            assert (
                await channel.check()
                == "Telegram refuses the token. Copy it again from @BotFather into TELEGRAM_BOT_TOKEN."
            )
            emulator.token = token  # mended
            emulator.user().says("one")
            await emulator.until(lambda: not emulator.pending)
            assert await channel.check() == ""

        assert pauses.seconds[0] == 60
        assert inbox.texts == ["one"]


@pytest.mark.parametrize("kind", ["error", "reset", "lost", "garbage", "flood"])
async def test_whatever_goes_wrong_with_asking_it_is_asked_again(kind: str) -> None:
    async with emulated.Telegram() as emulator:
        inbox = Inbox()
        emulator.fault("getUpdates", kind, times=2)
        emulator.fault("getMe", kind)
        emulator.fault("deleteWebhook", kind)
        emulator.user().says("one")
        async with taking_in(adapter(emulator), inbox):
            await emulator.until(lambda: not emulator.pending)

        assert inbox.texts == ["one"]


async def test_a_server_that_is_away_is_waited_for() -> None:
    pauses = Pauses()
    channel = Telegram("7001:token", "http://127.0.0.1:9", pause=pauses)
    async with taking_in(channel, Inbox()), asyncio.timeout(20):
        while len(pauses.seconds) < 7:
            await asyncio.sleep(0)
        assert "cannot be reached" in await channel.check()

    assert pauses.seconds[:7] == [1.0, 2.0, 5.0, 15.0, 60.0, 60.0, 60.0]


# --- presses -------------------------------------------------------------------------------------


async def asks(channel: Telegram, chat: emulated.Chat, *choices: Choice) -> None:
    address = Address("telegram", "7001", str(chat.id))
    for part in channel.render(Outbound("k", "post", "resend", address, "Well?", choices=choices)):
        await channel.send(part)


async def test_a_press_is_stored_and_answered_at_once() -> None:
    async with emulated.Telegram() as emulator:
        maya, inbox, channel = emulator.user(), Inbox(), adapter(emulator)
        async with taking_in(channel, inbox):
            await asks(channel, maya.chat, Choice("ok:1", "Yes"))
            maya.presses("Yes")
            await emulator.until(lambda: maya.answers)

        (event,) = inbox.events
        assert (event.kind, event.choice, event.data["external_id"]) == ("press", "ok:1", "1")
        assert maya.answers == [{"text": "", "alert": False}]


async def test_a_press_under_a_message_that_is_none_of_ours_is_answered_too() -> None:
    async with emulated.Telegram() as emulator:
        maya, inbox = emulator.user(), Inbox()
        query = json.loads((PAYLOADS / "callback_query_inline.json").read_text(encoding="utf-8"))["update"]
        emulator.queries[query["callback_query"]["id"]] = {"user": maya, "at": emulator.now()}
        async with taking_in(adapter(emulator), inbox):
            emulator.push({"callback_query": query["callback_query"]})
            await emulator.until(lambda: maya.answers)

        assert inbox.events == []


async def test_a_press_that_is_answered_in_words_is_left_to_them() -> None:
    async with emulated.Telegram() as emulator:
        maya, inbox, channel = emulator.user(), Inbox(), adapter(emulator)
        async with taking_in(channel, inbox):
            await asks(channel, maya.chat, Choice(f"{ANSWERED}claim", "Claim"))
            maya.presses("Claim")
            await emulator.until(lambda: not emulator.pending)

        assert [event.choice for event in inbox.events] == ["!claim"]
        assert maya.answers == []


async def test_a_press_by_who_may_not_act_is_answered_too() -> None:
    class Closed(Inbox):
        async def receive(self, event: Inbound) -> bool:
            return False

    async with emulated.Telegram() as emulator:
        maya, channel = emulator.user(), adapter(emulator)
        async with taking_in(channel, Closed()):
            await asks(channel, maya.chat, Choice(f"{ANSWERED}claim", "Claim"))
            maya.presses("Claim")
            await emulator.until(lambda: maya.answers)


async def test_a_press_that_opens_something_is_answered_with_it_and_stored_nowhere() -> None:
    async with emulated.Telegram() as emulator:
        maya, channel = emulator.user(), adapter(emulator)
        inbox = Inbox(card=Card("c", "All that was said", "…and more"))
        async with taking_in(channel, inbox):
            await asks(channel, maya.chat, Choice(f"{VIEW}all:12", "Show all"))
            maya.presses("Show all")
            await emulator.until(lambda: len(maya.chat.said()) == 2)

        assert inbox.events == []
        assert maya.chat.said()[1] == "All that was said\n\n…and more"
        assert maya.chat.messages[2]["reply_to_message"]["message_id"] == 1
        assert maya.answers == [{"text": "", "alert": False}]


async def test_whoever_may_not_open_what_they_press_reads_so() -> None:
    async with emulated.Telegram() as emulator:
        maya, channel = emulator.user(), adapter(emulator)
        async with taking_in(channel, Inbox()):
            await asks(channel, maya.chat, Choice(f"{VIEW}all:12", "Show all"))
            maya.presses("Show all")
            await emulator.until(lambda: maya.answers)

        assert maya.answers == [{"text": texts.say("en", "view.failed"), "alert": True}]


async def test_a_press_that_cannot_be_answered_is_stored_all_the_same() -> None:
    async with emulated.Telegram() as emulator:
        maya, inbox, channel = emulator.user(), Inbox(), adapter(emulator)
        async with taking_in(channel, inbox):
            await asks(channel, maya.chat, Choice("ok:1", "Yes"))
            emulator.fault("answerCallbackQuery", "error")
            maya.presses("Yes")
            await emulator.until(lambda: emulator.calls("answerCallbackQuery"))
            await emulator.until(lambda: not emulator.pending)

        assert [event.choice for event in inbox.events] == ["ok:1"]


# --- what is told once ----------------------------------------------------------------------------


async def test_all_that_people_do_arrives_as_what_it_is() -> None:
    async with emulated.Telegram() as emulator:
        maya, anna, inbox = emulator.user("Maya"), emulator.user("Anna"), Inbox()
        channel, desk = adapter(emulator), emulator.group().admin()
        async with taking_in(channel, inbox):
            await emulator.until(lambda: emulator._poller)  # by now it has said what it wants to be told
            thread = desk.topic("#12")
            first = maya.says("helo")
            maya.edits(first, "hello")
            maya.reacts(first, "👍")
            maya.sends_file("photo", b"\xff\xd8", caption="look", media_group_id="1")
            maya.sends_file("document", b"%PDF", name="bill.pdf", mime_type="application/pdf")
            anna.says("on it", desk, thread=thread)
            maya.blocks()
            maya.blocks(back=True)
            emulator.small_group().moves()
            await emulator.until(lambda: not emulator.pending)

        told = [(event.kind, event.address.thread, event.text) for event in inbox.events]
        assert sorted(told) == sorted([
            ("message", "", "helo"), ("edit", "", "hello"), ("reaction", "", ""), ("message", "", "look"),
            ("message", "", ""), ("message", str(thread), "on it"), ("blocked", "", ""), ("unblocked", "", ""),
            ("migrated", "", ""),
        ])  # fmt: skip
        assert inbox.aside == []


# --- the webhook ---------------------------------------------------------------------------------


def update(number: int = 1, text: str = "hello") -> dict[str, Any]:
    maya = {"id": 41, "is_bot": False, "first_name": "Maya"}
    message = {"message_id": 1, "from": maya, "chat": {"id": 41, "type": "private"}, "date": 1767225600, "text": text}
    return {"update_id": number, "message": message}


GOOD = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
BODY = json.dumps(update()).encode()


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in GOOD.items() if key != name}


TOKEN_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FORGED: dict[str, tuple[Any, bytes]] = {
    "no secret": (without(TOKEN_HEADER), BODY),
    "wrong secret": ({**GOOD, TOKEN_HEADER: "wrong"}, BODY),
    "empty secret": ({**GOOD, TOKEN_HEADER: ""}, BODY),
    "secret in capitals": ({**GOOD, TOKEN_HEADER: SECRET.upper()}, BODY),
    "secret with more behind it": ({**GOOD, TOKEN_HEADER: SECRET + "x"}, BODY),
    "half the secret": ({**GOOD, TOKEN_HEADER: SECRET[:-1]}, BODY),
    "secret that is not ASCII": ({**GOOD, TOKEN_HEADER: "gehe\xefm".encode("latin-1")}, BODY),
    "no content type": (without("Content-Type"), BODY),
    "a form": ({**GOOD, "Content-Type": "application/x-www-form-urlencoded"}, b"update_id=1"),
    "empty": (GOOD, b""),
    "no JSON": (GOOD, b"hello"),
    "half of it": (GOOD, BODY[:-5]),
    "not UTF-8": (GOOD, b'{"update_id": 1, "message": "\xff\xfe"}'),
    "a list": (GOOD, b"[1, 2]"),
    "null": (GOOD, b"null"),
    "no number": (GOOD, b'{"message": {}}'),
    "a number in words": (GOOD, b'{"update_id": "1"}'),
    "true as a number": (GOOD, b'{"update_id": true}'),
    "a fraction": (GOOD, b'{"update_id": 1.5}'),
    "less than nothing": (GOOD, b'{"update_id": -1}'),
    "a number that no database takes": (GOOD, b'{"update_id": 1' + b"0" * 30 + b"}"),
    "a number of five thousand digits": (GOOD, b'{"update_id": 1' + b"0" * 5000 + b"}"),
    "not a number": (GOOD, b'{"update_id": 1, "message": NaN}'),
    "nested too deep": (GOOD, b'{"update_id": 1, "message": ' + b"[" * (DEPTH + 1) + b"]" * (DEPTH + 1) + b"}"),
    "a string without an end": (GOOD, b'"' + b'\\"' * 400_000),
    "a bomb of brackets": (GOOD, b"[" * 500_000),
    "too big": (GOOD, b'{"update_id": 1, "x": "' + b"x" * BODY_LIMIT + b'"}'),
}


@pytest.fixture(scope="module")
def called() -> tuple[TestClient, Inbox]:
    """Our web server with the webhook's route, and what comes through it. Its name is known already."""
    inbox, channel = (
        Inbox(),
        Telegram("7001:token", "http://127.0.0.1:9", webhook="https://example.com/x", secret=SECRET),
    )
    channel._known = True
    app = FastAPI()
    hooks.mount(app, channel.routes(), inbox)
    return TestClient(app), inbox


@pytest.mark.parametrize("name", list(FORGED))
def test_what_is_forged_or_malformed_is_refused_shortly_and_stored_nowhere(
    called: tuple[TestClient, Inbox], name: str
) -> None:
    client, inbox = called
    headers, body = FORGED[name]
    before = len(inbox.seen), len(inbox.aside)
    answer = client.post(PATH, content=body, headers=headers)

    assert 400 <= answer.status_code < 500
    assert answer.text in ("no", "too big")
    assert (len(inbox.seen), len(inbox.aside)) == before


def test_what_is_called_rightly_is_stored_once_and_acknowledged(called: tuple[TestClient, Inbox]) -> None:
    client, inbox = called
    for _ in range(3):
        assert (
            client.post(
                PATH, content=BODY, headers={**GOOD, "Content-Type": "application/json; charset=utf-8"}
            ).status_code
            == 200
        )

    assert [event.text for event in inbox.events if event.key == "u1"] == ["hello"]


def test_a_strange_update_is_acknowledged_and_set_aside(called: tuple[TestClient, Inbox]) -> None:
    client, inbox = called
    deep = b'{"update_id": 77, "message": ' + b"[" * (DEPTH - 2) + b"]" * (DEPTH - 2) + b"}"
    brackets = json.dumps(update(78, "[[[[" * 200)).encode()

    assert client.post(PATH, content=deep, headers=GOOD).status_code == 200
    assert client.post(PATH, content=brackets, headers=GOOD).status_code == 200
    assert inbox.aside[-1][1] == "u77"
    assert inbox.events[-1].key == "u78"


def test_what_cannot_be_stored_is_to_be_brought_again(called: tuple[TestClient, Inbox]) -> None:
    client, inbox = called
    inbox.away = 1
    body = json.dumps(update(80)).encode()

    assert client.post(PATH, content=body, headers=GOOD).status_code == 503
    assert client.post(PATH, content=body, headers=GOOD).status_code == 200
    assert [event.key for event in inbox.events].count("u80") == 1


async def test_a_call_before_the_bot_knows_its_name_is_to_be_brought_again() -> None:
    async with emulated.Telegram() as emulator:
        channel = adapter(emulator, webhook="https://example.com/x", secret=SECRET)
        (route,) = channel.routes()
        request = Request({name.lower(): value for name, value in GOOD.items()}, BODY)
        emulator.fault("getMe", "error")
        inbox = Inbox()

        assert (await route.handle(request, inbox)).status == 503
        assert (await route.handle(request, inbox)).status == 200
        assert inbox.texts == ["hello"]
        await channel.close()


@contextlib.asynccontextmanager
async def served(answer: Callable[[bytes, dict[str, str]], Any]) -> AsyncIterator[str]:
    """A web server in front of a route, as small as can be."""

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head.split("\r\n")[1:])}
        status = await answer(await reader.readexactly(int(headers["content-length"])), headers)
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}"
    finally:
        server.close()


async def test_telegram_is_told_where_to_call_and_brings_what_was_refused_again() -> None:
    async with emulated.Telegram() as emulator:
        inbox, maya = Inbox(), emulator.user()
        behind: list[Telegram] = []

        async def answer(body: bytes, headers: dict[str, str]) -> int:
            if len(emulator.delivered) < 2:
                return 502  # a proxy in front of us is not up yet
            return (await behind[0].routes()[0].handle(Request(headers, body), inbox)).status

        async with served(answer) as url:
            channel = adapter(emulator, webhook=url, secret=SECRET, pause=_never)
            behind.append(channel)
            async with taking_in(channel, inbox):
                await emulator.until(lambda: emulator.webhook)
                for text in ("one", "two"):
                    maya.says(text)
                maya.reacts(1, "👍")
                await emulator.until(lambda: not emulator.pending)
                assert await channel.check() == ""

        assert inbox.texts == ["one", "two", ""]
        assert [status for _, status in emulator.delivered] == [502, 502, 200, 200, 200]
        assert emulator.webhook == {"url": url, "secret": SECRET}


async def _never(seconds: float) -> None:
    await asyncio.Event().wait()


async def test_a_webhook_is_looked_at_and_set_again_where_it_was_taken_away() -> None:
    async with emulated.Telegram() as emulator:
        url = "https://example.com/telegram/webhook"
        rounds = 0

        async def pause(seconds: float) -> None:
            nonlocal rounds
            rounds += 1
            assert seconds == telegram.LOOK_SECONDS
            if rounds == 1:
                emulator._deleteWebhook({})
            elif rounds == 3:
                emulator.webhook_error = "Wrong response from the webhook: 403 Forbidden"
                emulator.pending.append({"update_id": 1})
            elif rounds == 4:
                states.append(await channel.check())
                await asyncio.Event().wait()

        states: list[str] = []
        channel = adapter(emulator, webhook=url, secret=SECRET, pause=pause)
        async with taking_in(channel, Inbox()):
            await emulator.until(lambda: states)

        assert len(emulator.calls("setWebhook")) == 2
        assert states == [f"Telegram cannot deliver to {url}: Wrong response from the webhook: 403 Forbidden"]
        emulator.pending.clear()


# --- settings ------------------------------------------------------------------------------------


def test_without_a_token_there_is_no_bot() -> None:
    assert build({}) == []
    assert build({"TELEGRAM_BOT_TOKEN": "  "}) == []


def test_a_token_names_the_bot_and_without_a_webhook_nobody_calls() -> None:
    (channel,) = build({"TELEGRAM_BOT_TOKEN": "7001:abc"})

    assert (channel.name, channel.account, channel.can_find) == ("telegram", "7001", False)
    assert channel.routes() == ()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"TELEGRAM_API_URL": "api.telegram.org"}, "TELEGRAM_API_URL: .* looks like https://api"),
        ({"TELEGRAM_WEBHOOK_URL": "https://x.example.com"}, "TELEGRAM_WEBHOOK_SECRET: .*openssl rand"),
        (
            {"TELEGRAM_WEBHOOK_URL": "https://x.example.com", "TELEGRAM_WEBHOOK_SECRET": "short"},
            "TELEGRAM_WEBHOOK_SECRET",
        ),
        (
            {"TELEGRAM_WEBHOOK_URL": "http://x.example.com", "TELEGRAM_WEBHOOK_SECRET": SECRET},
            "TELEGRAM_WEBHOOK_URL: .*https",
        ),
    ],
)
def test_a_slip_in_the_settings_says_how_to_mend_it(given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError, match=told) as error:
        build({"TELEGRAM_BOT_TOKEN": "7001:abc", **given})

    assert "7001:abc" not in str(error.value)


@pytest.mark.parametrize(("token", "account"), [("hello", ""), ("7001:a/b", "7001")])
async def test_what_is_no_token_degrades_the_channel_and_what_is_to_be_sent_waits(token: str, account: str) -> None:
    (channel,) = build({"TELEGRAM_BOT_TOKEN": token})
    async with taking_in(channel, Inbox()):
        await asyncio.sleep(0)
        assert "this is no token" in await channel.check()
        assert channel.account == account
        with pytest.raises(DeliveryError) as error:
            await channel.send(Part("post", Address("telegram", account, "41"), {"method": "sendMessage"}))
    assert (error.value.limited, error.value.retry_after) == (True, 60)
    assert token not in str(error.value)


def test_parsing_gives_the_first_event_of_an_update() -> None:
    (channel,) = build({"TELEGRAM_BOT_TOKEN": "7001:abc"})
    event = channel.parse(update())

    assert isinstance(event, Inbound)
    assert channel.parse({"update_id": 5}) is None
