"""Live streams: what a browser gets, from where it left off, and how they end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.event import listen
from sqlmodel import select

from bot.handoff import cases
from bot.pages import auth, casework, inbox, live, visiting
from bot.pages.site import Site, build
from bot.storage import tables
from bot.storage.sqlite import Writer
from bot.storage.tables import Agent, Case, Conversation, Identity, Message

from . import seed
from .conftest import SECRET, Place, _ready
from .ports import ADAPTERS, Clock, Desk, Intake, identity_of, say


@pytest.fixture(autouse=True)
def _looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "GAP_SECONDS", 0)


Event = tuple[str, dict[str, Any], str]
PATIENCE = 20.0


class Live:
    """A site on the engine's own database, so that a commit wakes the streams."""

    def __init__(self, path: Path, *, demo: bool = False) -> None:
        self.clock = Clock()
        self.db = Writer(f"sqlite:///{path / 'live.db'}", readers=1)
        tables.metadata.create_all(self.db.engine)
        self.site = Site(self.db, Intake(self.db, self.clock), Desk(self.db, self.clock), ADAPTERS, "Nordvik",
                         demo, SECRET, self.clock, _ready)  # fmt: skip
        self.app = build(self.site)
        self.cookie = auth.Keys(SECRET).sign_visitor("maya")
        self.status = 0
        self.looked = asyncio.Event()
        """Set once a stream has sent something."""

    async def say(self, text: str, role: str = "customer", **more: Any) -> Message:
        def add(session: Any) -> Message:
            return say(session, identity_of(session, "web", "maya", "Maya", self.clock()), role, text, self.clock(),
                       **more)  # fmt: skip

        return await self.db.write(add)

    async def listen(
        self, url: str, until: Callable[[list[Event]], bool], resumed: str = "", cookie: str = ""
    ) -> list[Event]:
        """Read a stream as a browser does and hang up once `until` holds."""
        path, _, query = url.partition("?")
        headers = [(b"cookie", (cookie or f"{auth.VISITOR_COOKIE}={self.cookie}").encode())]
        headers += [(b"last-event-id", resumed.encode())] if resumed else []
        scope = {"type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1",
                 "method": "GET", "scheme": "http", "path": path, "raw_path": path.encode(), "root_path": "",
                 "query_string": query.encode(), "headers": headers, "client": ("127.0.0.1", 1),
                 "server": ("testserver", 80)}  # fmt: skip
        gone, text = asyncio.Event(), [""]
        requested = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if not requested.is_set():
                requested.set()
                return {"type": "http.request", "body": b"", "more_body": False}
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            self.status = message.get("status", self.status)
            text[0] += message.get("body", b"").decode()
            if parsed(text[0]):
                self.looked.set()
            if until(parsed(text[0])):
                gone.set()

        await asyncio.wait_for(self.app(scope, receive, send), PATIENCE)
        return parsed(text[0])


def parsed(text: str) -> list[Event]:
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
        if "data" in fields:
            found.append((fields["event"], json.loads(fields["data"]), fields.get("id", "")))
    return found


def lines(events: list[Event]) -> list[str]:
    """Return the ids of the appended lines."""
    return [number for name, _, number in events if name == "append"]


def replaced(events: list[Event]) -> bool:
    """Return whether the whole log was sent anew."""
    return any(name == "log" for name, _, _ in events)


def run(test: Callable[[Live], Any], path: Path) -> None:
    async def whole() -> None:
        place = Live(path)
        try:
            await test(place)
        finally:
            await asyncio.to_thread(place.db.close)

    asyncio.run(whole())


def test_a_stream_brings_each_line_once_and_resumes_after_the_last_one_seen(tmp_path: Path) -> None:
    async def test(place: Live) -> None:
        for n in range(5):
            await place.say(f"line {n}")
        everything = await place.listen("/chat/stream", lambda seen: len(lines(seen)) >= 5)
        assert lines(everything) == ["1", "2", "3", "4", "5"]
        resumed = await place.listen("/chat/stream?after=1", lambda seen: bool(seen), resumed="3")
        assert lines(resumed) == ["4", "5"]
        page = await place.listen("/chat/stream?after=5", lambda seen: any(name == "region" for name, _, _ in seen))
        assert lines(page) == []

    run(test, tmp_path)


def test_no_line_is_lost_or_doubled_over_any_cut_of_the_stream(tmp_path: Path) -> None:
    async def test(place: Live) -> None:
        got: list[str] = []
        for n in range(12):
            await place.say(f"line {n}", role=("customer", "note", "bot")[n % 3])
            if n % 4 == 3:
                cut = await place.listen("/chat/stream", lambda seen: bool(lines(seen)), got[-1] if got else "")
                got += lines(cut)
        got += lines(await place.listen("/chat/stream", lambda seen: bool(seen), got[-1]))
        assert got == [str(n) for n in range(1, 13) if n % 3 != 2]

    run(test, tmp_path)


def test_a_commit_wakes_the_stream(tmp_path: Path) -> None:
    async def test(place: Live) -> None:
        await place.say("hello")
        listening = asyncio.ensure_future(place.listen("/chat/stream?after=1", lambda seen: bool(lines(seen))))
        await place.looked.wait()
        await place.say("an answer with **weight**", role="bot", kind="answer")
        events = await listening
        (html,) = [data["html"] for name, data, _ in events if name == "append"]
        assert "<strong>weight</strong>" in html
        assert 'id="m-' in html

    run(test, tmp_path)


def test_a_line_that_changes_replaces_the_log_and_a_note_changes_nothing(tmp_path: Path) -> None:
    async def test(place: Live) -> None:
        said = await place.say("an answer", role="bot", kind="answer")
        chat = await place.db.read(visiting.chat, 1, place.clock())

        def rate(session: Any) -> None:
            row = session.get_one(Message, said.id)
            row.feedback = "up"
            session.add(row)

        await place.say("between us", role="note")
        url = f"/chat/stream?after=1&shape={live.shape(chat.lines)}"
        same = await place.listen(url, lambda seen: len(seen) >= 3)
        assert {name for name, _, _ in same} == {"region"}
        await place.db.write(rate)
        rated = await place.listen(url, replaced)
        ((data, number),) = [(data, number) for name, data, number in rated if name == "log"]
        assert 'aria-pressed="true"' in data["html"]
        assert number == "1"
        assert "between us" not in json.dumps([same, rated])

    run(test, tmp_path)


def test_linking_another_identity_brings_its_older_lines_in(tmp_path: Path) -> None:
    async def test(place: Live) -> None:
        def old(session: Any) -> None:
            say(session, identity_of(session, "telegram", "t", "", place.clock()), "customer", "older", place.clock())

        await place.db.write(old)
        await place.say("newer")

        def link(session: Any) -> None:
            web = session.exec(select(Identity).where(Identity.channel == "web")).one()
            other = session.exec(select(Identity).where(Identity.channel == "telegram")).one()
            other.customer_id = web.customer_id
            session.add(other)

        listening = asyncio.ensure_future(place.listen("/chat/stream", replaced))
        await place.looked.wait()
        await place.db.write(link)
        events = await listening
        ((whole,),) = [[data["html"]] for name, data, _ in events if name == "log"]
        assert whole.index("older") < whole.index("Continued in Web") < whole.index("newer")

    run(test, tmp_path)


@pytest.mark.parametrize("name", ["chat", "desk"])
def test_streams_end_when_the_server_stops(tmp_path: Path, name: str) -> None:
    async def test(place: Live) -> None:
        await place.db.write(auth.invite, "Anna", "t", place.clock())
        member = await place.db.read(auth.named, "Anna")
        assert member
        cookie = f"{auth.VISITOR_COOKIE}={place.cookie}; {auth.AGENT_COOKIE}="
        cookie += auth.Keys(SECRET).sign_agent(member, place.clock())
        listening = asyncio.ensure_future(place.listen(f"/{name}/stream", lambda _: False, cookie=cookie))
        await place.looked.wait()
        place.site.stopping.set()
        await listening
        assert place.status == 200

    run(test, tmp_path)


def test_the_desk_gets_only_regions_that_differ_and_ends_with_the_session(tmp_path: Path) -> None:
    async def test(place: Live) -> None:
        await place.db.write(seed.shop, place.clock())
        member = await place.db.read(auth.named, "Daniel")
        assert member
        cookie = f"{auth.AGENT_COOKIE}={auth.Keys(SECRET).sign_agent(member, place.clock())}"

        def regions(seen: list[Event]) -> list[str]:
            return [data["id"] for name, data, _ in seen if name == "region"]

        listening = asyncio.ensure_future(place.listen("/desk/stream", lambda _: False, cookie=cookie))
        await place.looked.wait()
        await place.say("somebody new writes")
        await place.db.write(auth.log_out, member.public_id)
        seen = regions(await listening)
        assert seen[:6] == [f"desk-{name}" for name in ("list", "head", "thread", "presence", "composer", "context")]
        assert set(seen[6:]) <= {"desk-list"}

        def there(session: Any) -> int:
            return session.exec(select(Agent).where(Agent.name == "Daniel")).one().session_epoch

        assert await place.db.read(there) == 1

    run(test, tmp_path)


def test_commits_that_follow_upon_a_look_are_seen_at_one_go_and_a_stop_ends_it_at_once(tmp_path: Path) -> None:
    async def test(place: Live) -> None:
        beats = live.beats(place.db, place.site.stopping, pace := live.Pace())
        assert await anext(beats)
        pace.gap = 3600
        for number in range(10):
            await place.say(f"line {number}")
        next_look = asyncio.ensure_future(anext(beats, None))
        await place.say("and one more")
        assert not next_look.done()
        place.site.stopping.set()
        assert await asyncio.wait_for(next_look, PATIENCE) is None

    run(test, tmp_path)


def test_ten_commits_in_a_gap_are_one_look(tmp_path: Path) -> None:
    async def test(place: Live) -> None:
        pace = live.Pace(gap=0.01)
        beats = live.beats(place.db, place.site.stopping, pace)
        assert await anext(beats)
        for number in range(10):
            await place.say(f"line {number}")
        assert await anext(beats)
        pace.seconds = 0.01  # nothing is left to be told: the next look comes of the silence alone
        assert not await anext(beats)

    run(test, tmp_path)


def test_a_desk_that_is_looked_at_again_searches_no_more_and_keeps_its_brief_until_the_case_changes(
    shop: Place,
) -> None:
    talk = shop.db.look(a_case)
    statements: list[str] = []
    listen(shop.db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    def looks(before: inbox.Desk | None) -> tuple[inbox.Desk, casework.Open, list[str]]:
        statements.clear()
        found = shop.db.look(inbox.desk, 1, talk, "", "wobbly", shop.clock(), "UTC", before)
        assert found.open
        return found, found.open, list(statements)

    first, shown, whole = looks(None)
    again, same, asked = looks(first)
    assert shown.brief
    assert again == first
    assert same.told is shown.told
    searched, not_again = (len([one for one in made if "LIKE" in one]) for made in (whole, asked))
    assert searched == not_again + 1, "the list itself looks for commands in both"
    assert len(asked) < len(whole)
    shop.db.now(writes_again, talk, shop.clock())
    after, other, _ = looks(again)
    assert other.told is not shown.told
    assert [row.public_id for row in after.rows] == [row.public_id for row in first.rows]
    assert after.rows != first.rows, "their words are looked up again: what was erased is gone from an open page, too"

    shop.db.now(something_happens, talk, shop.clock())
    _, noted, _ = looks(after)
    assert noted.told is not other.told, "a promise that was kept stands there no more"


def something_happens(session: Any, talk: str, now: datetime) -> None:
    conversation = session.exec(select(Conversation.id).where(Conversation.public_id == talk)).one()
    case = session.exec(select(Case).where(Case.conversation_id == conversation)).one()
    cases.event(session, case, "goodwill", None, "a voucher", now)


def a_case(session: Any) -> str:
    """Return the public id of a conversation that waits for an agent."""
    waiting = select(Conversation.public_id).join(Case).where(Case.state == "queued")
    return str(session.exec(waiting).first())


def writes_again(session: Any, conversation: str, now: Any) -> None:
    talk = session.exec(select(Conversation).where(Conversation.public_id == conversation)).one()
    last = session.exec(select(Message).where(Message.conversation_id == talk.id)).all()[-1]
    session.add(Message(identity_id=last.identity_id, conversation_id=talk.id, role="customer", text="still there?",
                        sent_at=now, received_at=now))  # fmt: skip


def test_what_a_browser_shows_already_is_not_sent_again() -> None:
    regions = live.Regions()
    assert len(regions.changed({"a": "1", "b": "2"})) == 2
    assert regions.changed({"a": "1", "b": "2"}) == []
    assert len(regions.changed({"a": "1", "b": "3"})) == 1
