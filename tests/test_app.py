"""The parts put together: what is refused at the start, what readiness tells, and how a running house ends."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import Session, select

from bot import app as house
from bot import llm, texts, worker
from bot.channels.web import Web
from bot.errors import DatabaseError, DatabaseTrouble, DeliveryError, KnowledgeError, NotFound, SettingsError
from bot.settings import Settings
from bot.storage import queue
from bot.storage.db import Inline
from bot.storage.tables import Inbound as InboundRow
from bot.storage.tables import Lane, Message, Outbox
from bot.types.channel import Rim
from bot.types.chat import Address, Inbound, Part, Sender
from bot.types.handoff import Verb
from tests.conftest import NOON, Stage, channels
from tests.emulators.model import hangs, serving

RETURN = "how do I return a chair?"
PATIENCE = 20
"""Seconds after which a test gives up waiting; none waits so long unless something is broken."""


def event(text: str, key: str = "1", user: str = "maya") -> Inbound:
    return Inbound(key, Address("web", "site", user), Sender("site", user), "message", text)


def own_folder(tmp_path: Path, **articles: str) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    for name, text in articles.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _own_texts() -> Any:
    yield
    texts.use_folder(None)


def test_an_event_that_no_database_takes_is_set_aside_and_acknowledged(stage: Stage) -> None:
    odd = Inbound("odd", Address("web", "site", "maya"), Sender("site", "\ud800"), "message", "4242 4242 4242 4242")

    assert asyncio.run(stage.app.receive(odd)) is False
    (row,) = stage.rows(InboundRow)
    assert (row.key, row.status) == ("odd", "dead")
    assert "UnicodeEncodeError" in row.error
    assert "4242" not in str(row.payload)


def test_an_event_is_refused_in_time_when_the_database_hangs_and_stored_once_when_it_comes_again(
    settings: Settings,
) -> None:
    async def brought_again() -> list[bool]:
        with house.opened(settings, channels()) as app:
            app.patience = 0.05
            with sqlite3.connect(settings.database.removeprefix("sqlite:///"), isolation_level=None) as other:
                other.execute("BEGIN IMMEDIATE")  # a backup tool, a disk that stands still
                with pytest.raises(DatabaseTrouble, match="does not answer in time"):
                    await app.receive(event(RETURN))
                other.execute("ROLLBACK")
            app.patience = PATIENCE
            found = [await app.receive(event(RETURN)), await app.receive(event("and in red?", "2"))]
            kept = await app.db.read(lambda session: len(session.exec(select(InboundRow)).all()))
            return [*found, kept == 2]

    assert asyncio.run(brought_again())[1:] == [True, True]


def test_who_stops_waiting_for_an_event_to_be_stored_leaves_nothing_running(settings: Settings) -> None:
    async def given_up() -> set[asyncio.Task[Any]]:
        with house.opened(settings, channels()) as app:
            app.patience = PATIENCE
            with sqlite3.connect(settings.database.removeprefix("sqlite:///"), isolation_level=None) as other:
                other.execute("BEGIN IMMEDIATE")
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(app.receive(event(RETURN)), 0.05)
                left = {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}
                other.execute("ROLLBACK")
            return left

    assert asyncio.run(given_up()) == set()


# --- putting together ------------------------------------------------------------------------------


def test_an_unknown_channel_is_refused_and_told_which_there_are() -> None:
    with pytest.raises(SettingsError, match=r"no channel 'pigeon'\. There are: .*terminal, web"):
        house.adapters(["pigeon"])


def test_our_own_channels_are_always_there_and_each_once() -> None:
    found = house.adapters([])
    assert {("web", "site"), ("terminal", "local")} <= set(found)
    assert set(house.adapters(["web", "terminal", "web"])) == set(found)
    assert all((channel.name, channel.account) == place for place, channel in found.items())


def test_two_engines_on_one_file_are_refused_and_the_file_is_free_again_afterwards(settings: Settings) -> None:
    first, second = (house.inline(settings, channels(), lambda: NOON) for _ in range(2))
    with first, pytest.raises(DatabaseError, match="in use by another engine"):
        second.__enter__()
    with house.inline(settings, channels(), lambda: NOON):
        pass


def test_a_start_that_fails_lets_the_file_go(settings: Settings, tmp_path: Path) -> None:
    without = settings.model_copy(update={"knowledge": tmp_path / "nowhere"})
    with pytest.raises(KnowledgeError, match="nowhere"), house.inline(without, channels(), lambda: NOON):
        pass  # pragma: no cover

    with house.inline(settings, channels(), lambda: NOON) as app:
        assert app.engine.knowledge.index.corpus.articles


def test_a_house_that_is_left_leaves_no_writer_behind(settings: Settings) -> None:
    with house.opened(settings, channels()):
        inside = [thread.name for thread in threading.enumerate()]
    assert "db-write" in inside

    assert "db-write" not in [thread.name for thread in threading.enumerate()]


def test_the_secret_is_made_once_and_kept_between_starts(settings: Settings) -> None:
    secrets = []
    for _ in range(2):
        with house.inline(settings, channels(), lambda: NOON) as app:
            secrets.append(app.secret)
            assert app.engine.key == app.secret.encode()

    assert secrets[0] == secrets[1]
    assert len(secrets[0]) == 64


def test_a_secret_of_the_admins_own_is_used_and_not_stored(settings: Settings) -> None:
    own = settings.model_copy(update={"secret": SecretStr("the admin's own secret of a good length")})
    with house.inline(own, channels(), lambda: NOON) as app:
        assert app.secret == "the admin's own secret of a good length"
    with house.inline(settings, channels(), lambda: NOON) as app:
        assert app.secret != "the admin's own secret of a good length"


def test_two_databases_have_two_secrets(settings: Settings, tmp_path: Path) -> None:
    found = set()
    for name in ("a", "b"):
        one = settings.model_copy(update={"database": f"sqlite:///{tmp_path}/{name}.db"})
        with house.inline(one, channels(), lambda: NOON) as app:
            found.add(app.secret)

    assert len(found) == 2


def test_an_admins_own_words_and_facts_are_used(settings: Settings, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.mkdir()
    (words / "en.toml").write_text('[say]\n"chat.thanks" = "Any time{name}, dear friend."\n', encoding="utf-8")
    folder = own_folder(tmp_path, tea="# Tea\n\nWe have no tea.")
    (folder / "memory.toml").write_text('[keys]\n"x.shoe_size" = { type = "text" }\n', encoding="utf-8")
    own = settings.model_copy(update={"texts": words, "knowledge": folder})

    with house.inline(own, channels(), lambda: NOON) as app:
        assert texts.say("en", "chat.thanks", name="") == "Any time, dear friend."
        assert app.engine.registry.key("x.shoe_size")


def test_the_packed_sample_is_a_folder_of_articles() -> None:
    assert list(house.sample().rglob("*.md"))


def test_the_clock_is_aware_utc() -> None:
    assert str(house.utc_now().tzinfo) == "UTC"


# --- an article's page -----------------------------------------------------------------------------


def test_an_article_is_shown_with_its_title_and_sections(stage: Stage) -> None:
    title, words = stage.app.article("returns/how.md") or ("", "")

    assert title == "How to return an item"
    assert "## Start a return" in words
    assert "60 days" in words


def test_drafts_expired_and_hidden_articles_and_other_paths_are_not_shown(settings: Settings, tmp_path: Path) -> None:
    folder = own_folder(
        tmp_path,
        good="# Good\n\nServed.",
        old="---\ntitle: Old\nexpires: 2026-03-01\n---\nGone.",
        today="---\ntitle: Today\nexpires: 2026-03-02\n---\nLast day.",
        unwritten="---\ntitle: Unwritten\n---\n",
        _draft="# Draft\n\nNot yet.",
    )
    (tmp_path / "outside.md").write_text("# Outside\n\nPrivate.", encoding="utf-8")
    own = settings.model_copy(update={"knowledge": folder})

    with house.inline(own, channels(), lambda: NOON) as app:
        paths = ("good", "_draft", "old", "today", "unwritten", "../outside", "nothing")
        shown = [path for path in paths if app.article(f"{path}.md")]
        assert shown == ["good", "today"]
        assert app.article("policy.toml") is None
        assert app.article(str(tmp_path / "outside.md")) is None


# --- readiness -------------------------------------------------------------------------------------


class Sick(Web):
    async def check(self) -> str:
        return "the token was revoked; make a new one"


def test_a_house_whose_worker_does_not_run_is_not_ready(stage: Stage) -> None:
    state = asyncio.run(stage.app.ready())

    assert (state["ok"], state["worker"]) == (False, "stopped")
    assert state["channels"] == dict.fromkeys(("web/site", "telegram/demo", "slack/demo", "terminal/local"), "ok")


def test_a_running_house_is_ready_and_a_stopped_one_is_not(settings: Settings) -> None:
    async def story() -> list[Any]:
        states = []
        with house.opened(settings, channels()) as app:
            async with app.running():
                states.append(await app.ready())
            states.append(await app.ready())
        return states

    running, stopped = asyncio.run(story())
    assert (running["ok"], running["worker"]) == (True, "ok")
    assert (running["knowledge"]["articles"], running["knowledge"]["problems"]) == (5, [])
    assert (stopped["ok"], stopped["worker"]) == (False, "stopped")


def test_a_channel_that_cannot_work_is_named_with_its_reason(settings: Settings) -> None:
    async def story() -> Any:
        with house.opened(settings, {("web", "site"): Sick()}) as app:
            async with app.running():
                return await app.ready()

    state = asyncio.run(story())
    assert not state["ok"]
    assert state["channels"] == {"web/site": "the token was revoked; make a new one"}


def test_channels_are_asked_how_they_are_together(settings: Settings) -> None:
    together = asyncio.Barrier(2)

    class Slow(Web):
        async def check(self) -> str:
            async with asyncio.timeout(20):
                await together.wait()
            return ""

    with house.opened(settings, {("web", "site"): Slow(), ("slack", "demo"): Slow("slack", "demo")}) as app:
        state = asyncio.run(app.ready())

    assert state["channels"] == {"web/site": "ok", "slack/demo": "ok"}


def test_a_desk_whose_group_moves_on_and_on_is_followed_once(settings: Settings) -> None:
    class Wandering(Web):
        asked = 0

        async def reaches(self, address: Address) -> str:
            self.asked += 1
            raise DeliveryError(
                "the group has a new id", moved_to="-100200" if address.chat == "-100100" else "-100100"
            )

    own, channel = settings.model_copy(update={"desks": "telegram:-100100"}), Wandering("telegram", "77")
    with house.inline(own, {("telegram", "77"): channel}, lambda: NOON) as app:
        state: Any = asyncio.run(app.ready())

    assert state["desks"] == {
        "telegram:-100100": "its group has moved twice, to -100100; it is asked again in a minute"
    }
    assert (state["ok"], channel.asked) == (False, 2)


def test_a_chat_in_which_customers_write_is_named_at_the_start_where_it_is_to_be_a_desk(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    class Group(Web):
        def __init__(self) -> None:
            super().__init__("telegram", "77")
            self.taking = asyncio.Event()

        async def run(self, rim: Rim) -> None:
            self.taking.set()

    customer = Inbound("k1", Address("telegram", "77", "-100100"), Sender("", "maya"), "message", "hello")

    async def told(desk: str) -> list[str]:
        caplog.clear()
        own, channel = settings.model_copy(update={"desks": desk}), Group()
        with house.opened(own, {("telegram", "77"): channel}) as app:
            if not desk:
                await app.receive(customer)
            async with app.running():
                await asyncio.wait_for(channel.taking.wait(), 10)
        return [line for line in caplog.messages if "customers wrote last in" in line]

    async def story() -> list[list[str]]:
        return [await told(desk) for desk in ("", "telegram:-100200", "telegram:-100100")]

    none, other, this = asyncio.run(story())
    assert (none, other) == ([], [])
    assert this[0].startswith("RAPPORT_DESKS: 1 customers wrote last in telegram:-100100, where agents are to work")


def test_a_broken_article_and_a_vanished_folder_are_told_and_what_was_read_is_still_served(
    settings: Settings, tmp_path: Path
) -> None:
    folder = own_folder(tmp_path, good="# Good\n\nServed.", bad="---\ntitle: [\n---\nBroken.")
    own = settings.model_copy(update={"knowledge": folder})

    with house.inline(own, channels(), lambda: NOON) as app:
        told: Any = asyncio.run(app.ready())["knowledge"]
        assert told["articles"] == 1
        assert [problem.startswith("bad.md: ") for problem in told["problems"]] == [True]

        folder.rename(tmp_path / "elsewhere")
        told = asyncio.run(app.ready())["knowledge"]
        assert any("is gone" in problem for problem in told["problems"])
        assert app.article("good.md") is not None


# --- receiving, acting -----------------------------------------------------------------------------


def test_receive_says_whether_a_message_is_new(stage: Stage) -> None:
    assert asyncio.run(stage.app.receive(event(RETURN)))
    assert not asyncio.run(stage.app.receive(event(RETURN)))


def test_the_settings_say_how_long_half_a_sentence_waits(settings: Settings) -> None:
    slow = settings.model_copy(update={"burst": 2.0})
    with house.inline(slow, channels(), lambda: NOON) as app:
        asyncio.run(app.receive(event("how do I")))
        wait = app.db.look(lambda session: session.exec(select(Lane.ready_at)).one()) - NOON  # type: ignore[attr-defined]

    assert wait.total_seconds() == 2.0


def test_the_settings_say_when_a_silent_conversation_has_ended(settings: Settings) -> None:
    brisk = settings.model_copy(update={"idle_close": 60.0})
    stages: list[Stage] = []
    with house.inline(brisk, channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app))
        stage = stages[0]
        stage.says("hello there.")
        first = stage.conversation().id
        stage.passes(seconds=120)
        stage.says("hello again.")
        assert stage.conversation().id != first


def test_an_act_on_no_case_is_told_to_the_one_who_acted(stage: Stage) -> None:
    with pytest.raises(NotFound):
        asyncio.run(stage.app.act(stage.agent(), Verb("claim", 99, "k")))


# --- running ---------------------------------------------------------------------------------------


class Line(Web):
    """A chat app of the test's own: it hands in what it is given, and sends only once it may."""

    def __init__(self, *words: str, held: bool = False) -> None:
        super().__init__()
        self.words, self.sending, self.may_send, self.sent = words, asyncio.Event(), asyncio.Event(), []  # type: ignore[var-annotated]
        self.cancelled = False
        if not held:
            self.may_send.set()

    async def run(self, rim: Rim) -> None:
        for number, words in enumerate(self.words):
            await rim.receive(event(words, key=f"w{number}"))
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise

    async def send(self, part: Part) -> str:
        self.sending.set()
        await self.may_send.wait()
        self.sent.append(str(part.body["key"]))
        return self.sent[-1]


def _parts(session: Session) -> Sequence[str]:
    return session.exec(select(Outbox.status)).all()


def _said(url: str) -> tuple[list[str], list[str]]:
    db = Inline(url)
    try:
        texts_ = db.look(lambda session: list(session.exec(select(Message.text).where(Message.role != "customer"))))
        return list(db.look(_parts)), texts_
    finally:
        db.close()


def test_what_a_channel_hands_in_is_answered_and_what_is_in_hand_is_finished_at_the_end(settings: Settings) -> None:
    async def story() -> Line:
        line = Line(RETURN, held=True)
        with house.opened(settings, {("web", "site"): line}) as app:
            async with app.running():
                await asyncio.wait_for(line.sending.wait(), PATIENCE)  # the answer is on its way …
                asyncio.get_running_loop().call_soon(_lets_go_once_stopping, app, line)
        return line

    line = asyncio.run(story())  # … while the house is told to stop
    statuses, said = _said(settings.database)
    assert statuses == ["sent"]
    assert len(line.sent) == len(said) == 1
    assert "My orders" in said[0]
    assert line.cancelled


def _lets_go_once_stopping(app: house.App, line: Line) -> None:
    if app.stopping.is_set():
        line.may_send.set()
    else:
        asyncio.get_running_loop().call_soon(_lets_go_once_stopping, app, line)


def test_a_channel_that_breaks_does_not_keep_the_house_from_ending(settings: Settings) -> None:
    class Broken(Line):
        async def run(self, receive: Callable[[Inbound], Awaitable[bool]]) -> None:
            raise RuntimeError("no network")

    async def story() -> None:
        with house.opened(settings, {("web", "site"): Broken()}) as app:
            async with app.running():
                await app.receive(event(RETURN))

    asyncio.run(asyncio.wait_for(story(), PATIENCE))


def test_a_message_and_a_verb_wake_the_worker(stage: Stage) -> None:
    awake = stage.app.worker._awake
    stage.says("human please")
    for act in (lambda: stage.stores("hello?"), lambda: stage.acts("claim")):
        awake.clear()
        act()
        assert awake.is_set()


def test_a_woken_worker_does_not_wait_for_its_next_look(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "POLL_SECONDS", 3600.0)
    small = settings.model_copy(update={"workers": 1})  # whoever counts what is done as in hand soon takes nothing more

    async def story() -> Line:
        line = Line()
        with house.opened(small, {("web", "site"): line}) as app:
            async with app.running():
                for number in range(5):
                    line.sending.clear()
                    await app.receive(event(RETURN, key=str(number)))
                    await asyncio.wait_for(line.sending.wait(), PATIENCE)
        return line

    assert len(asyncio.run(story()).sent) == 5


def test_of_customers_who_write_at_once_none_waits_for_a_model_that_hangs_after_another_has(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(llm, "WITHIN", 1.2)
    one_thread = settings.model_copy(update={"workers": 1})

    async def story(url: str) -> Line:
        line = Line()
        with house.opened(one_thread, {("web", "site"): line}) as app:
            port = llm.build("double", base_url=url, seconds=1)
            assert port
            app.engine = app.worker.engine = replace(app.engine, port=port)
            for user in ("maya", "tom", "lea"):
                await app.receive(event("how long does delivery take?", key=user, user=user))
            async with app.running():
                while len(line.sent) < 3:
                    await asyncio.wait_for(line.sending.wait(), PATIENCE)
                    line.sending.clear()
            port.close()
        return line

    with serving(hangs) as server:
        asyncio.run(story(server.url))
        assert len(server.asked) <= 1


def test_a_start_goes_on_with_what_an_earlier_life_held_in_its_hands(settings: Settings) -> None:
    with house.inline(settings, channels(), house.utc_now) as app:
        asyncio.run(app.receive(event(RETURN)))
        assert len(app.db.now(queue.claim, "in", "an earlier life", house.utc_now())) == 1  # type: ignore[attr-defined]

    async def story() -> None:
        line = Line()
        with house.opened(settings, {("web", "site"): line}) as app:
            async with app.running():
                await asyncio.wait_for(line.sending.wait(), PATIENCE)

    asyncio.run(story())
    assert len(_said(settings.database)[1]) == 1
