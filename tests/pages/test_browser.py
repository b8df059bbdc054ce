"""Both sides in a real browser: live within a moment, by keyboard alone, on a phone, without a word on the console."""

from __future__ import annotations

import asyncio
import base64
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from sqlmodel import select

from bot.handoff.replies import Replies
from bot.pages import auth
from bot.pages.site import Site, build
from bot.storage import tables
from bot.storage.files import Files
from bot.storage.sqlite import Writer
from bot.storage.tables import Agent, Case, Identity

from . import seed
from .conftest import SECRET, _ready
from .ports import ADAPTERS, Clock, Desk, Intake, say

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
SAVED = Path(__file__).parent.parent.parent / "knowledge" / "replies.toml"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Server:
    """The pages under uvicorn on a free loopback port, in a thread with a loop of its own."""

    def __init__(self, path: Path, *, demo: bool) -> None:
        self.path, self.demo = path, demo
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.up = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    async def _run(self) -> None:
        clock = Clock()
        db = Writer(f"sqlite:///{self.path / 'browser.db'}")
        tables.metadata.create_all(db.engine)
        await db.write(seed.shop, clock())
        await db.write(auth.invite, "Daniel", "token", clock())
        await db.write(auth.invite, "Anna", "anna", clock())
        self.db, self.clock = db, clock
        self.intake = Intake(db, clock)
        files = Files(self.path / "files", "browser")
        site = Site(db, self.intake, Desk(db, clock), ADAPTERS, "Nordvik", self.demo, SECRET, clock, _ready,
                    demo_visitor="maya", article=seed.ARTICLES.get, files=files,
                    replies=Replies(SAVED))  # fmt: skip
        self.site, self.loop = site, asyncio.get_running_loop()
        self.server = uvicorn.Server(uvicorn.Config(build(site), log_level="error", lifespan="off"))
        self.up.set()
        await self.server.serve(sockets=[self.socket])
        await asyncio.to_thread(db.close)

    def say(self, agent: str, title: str, text: str) -> None:
        """Let an agent reply in the case of that title, from elsewhere."""

        def add(session: Any) -> None:
            case = session.exec(select(Case).where(Case.title.startswith(title))).one()
            identity = session.exec(select(Identity).where(Identity.customer_id == case.customer_id)).one()
            author = session.exec(select(Agent).where(Agent.name == agent)).one()
            say(session, identity, "agent", text, self.clock(), kind="relay", agent_id=author.id)

        asyncio.run_coroutine_threadsafe(self.db.write(add), self.loop).result(20)

    def __enter__(self) -> Server:
        self.thread.start()
        self.up.wait(20)
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.site.stopping.set)
        self.server.should_exit = True
        self.thread.join(20)
        self.socket.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install .[e2e]")
    if not CHROMIUM.exists():
        pytest.skip("there is no /usr/bin/chromium: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page that remembers what it said on the console and whom it asked."""

    def __init__(self, chromium: Any, width: int = 1440, height: int = 900, **more: Any) -> None:
        self.context = chromium.new_context(viewport={"width": width, "height": height}, **more)
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path, demo=True) as server:
        yield server


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path, demo=False) as server:
        yield server


def test_a_message_is_at_the_desk_at_once_and_the_reply_back_at_the_customer(chromium: Any, demo: Server) -> None:
    with Watched(chromium) as both:
        page = both.page
        page.goto(demo.url)
        page.fill("#chat-text", "And the <b>screws</b>?")
        page.press("#chat-text", "Enter")
        page.locator("#desk-thread .entry.customer", has_text="And the <b>screws</b>?").wait_for()
        page.locator("#chat-log .entry.customer", has_text="And the <b>screws</b>?").wait_for()
        assert page.input_value("#chat-text") == ""

        page.fill(".composer textarea", "They are in the box.")
        page.press(".composer textarea", "Control+Enter")
        page.locator("#chat-log .entry.agent", has_text="They are in the box.").wait_for()
        page.locator("#desk-thread .entry.agent", has_text="They are in the box.").wait_for()
        assert page.input_value(".composer textarea") == ""
        assert page.locator("#chat-log .entry", has_text="They are in the box.").count() == 1

        page.check("input[name=internal]")
        page.fill(".composer textarea", "between colleagues")
        assert page.locator(".as-note").is_visible()
        assert not page.locator(".as-reply").is_visible()
        page.press(".composer textarea", "Control+Enter")
        page.locator("#desk-thread .entry.note", has_text="between colleagues").wait_for()
        assert page.locator("#chat", has_text="between colleagues").count() == 0
        assert both.said == []
        assert all(url.startswith(demo.url) for url in both.asked)


def test_words_that_could_not_be_sent_stay_and_are_sent_once_by_retry(chromium: Any, house: Server) -> None:
    with Watched(chromium) as customer:
        page = customer.page
        page.goto(house.url)
        broken = [True]

        def answer(route: Any) -> None:
            if not broken[0]:
                route.fallback()
            elif len(house.intake.seen) == 0:
                route.fetch()  # it is stored, and only the answer is lost on the way
                route.abort()
            else:
                route.fulfill(status=502, body="<h1>Bad gateway</h1>", content_type="text/html")

        page.route("**/chat", answer)
        for words in ("one leg is missing", "and a screw"):
            page.fill("#chat-text", words)
            page.press("#chat-text", "Enter")
            page.locator("#chat-pending .lost", has_text=words).wait_for()
        assert page.input_value("#chat-text") == ""
        assert page.locator("#chat-pending .lost").first.inner_text().split() == (
            ["You", "one", "leg", "is", "missing", "Not", "sent", "Retry"])  # fmt: skip
        broken[0] = False
        for words in ("one leg is missing", "and a screw"):
            page.locator("#chat-pending .lost", has_text=words).get_by_role("button", name="Retry").click()
            page.locator("#chat-log .entry.customer", has_text=words).wait_for()
        page.locator("#chat-pending .entry").first.wait_for(state="detached")
        assert page.locator("#chat-pending .entry").count() == 0
        assert page.locator("#chat .bubble", has_text="one leg is missing").count() == 1
        assert [event.text for event in house.intake.seen] == ["one leg is missing", "and a screw"]


def test_a_customer_sends_a_picture_by_keyboard_and_an_agent_sees_it(
    chromium: Any, demo: Server, tmp_path: Path
) -> None:
    png = tmp_path / "broken leg.png"
    png.write_bytes(PIXEL)
    big = tmp_path / "film.mp4"
    big.write_bytes(bytes(10 * 2**20 + 1))
    with Watched(chromium) as both:
        page = both.page
        page.goto(demo.url)
        page.focus("#chat-text")
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.id") == "chat-file"
        page.set_input_files("#chat-file", big)
        page.locator("#toast", has_text="larger than 10 MB").wait_for()
        assert not page.locator("#chat-chosen").is_visible()
        page.set_input_files("#chat-file", png)
        page.locator("#chat-chosen", has_text="broken leg.png").wait_for()
        page.get_by_role("button", name="Remove the file").click()
        assert not page.locator("#chat-chosen").is_visible()
        page.set_input_files("#chat-file", png)
        page.press("#chat-text", "Enter")
        for side in ("#chat-log", "#desk-thread"):
            page.locator(f"{side} .file", has_text="broken leg.png").wait_for()
            width = "async (img) => { await img.decode(); return img.naturalWidth; }"
            assert page.locator(f"{side} .file img").last.evaluate(width) == 1
        assert not page.locator("#chat-chosen").is_visible()
        assert both.said == []


def test_a_customer_changes_and_removes_a_message_where_it_stands(chromium: Any, house: Server) -> None:
    with Watched(chromium) as both:
        page = both.page
        page.on("dialog", lambda asked: asked.accept())
        page.goto(house.url)
        page.fill("#chat-text", "my oder is late")
        page.keyboard.press("Enter")
        said = page.locator("#chat-log .entry.customer")
        said.hover()
        said.locator("[data-edit]").click()
        assert page.input_value("#chat-text") == "my oder is late"
        page.fill("#chat-text", "my order is late")
        page.keyboard.press("Enter")
        page.locator("#chat-log .entry.customer", has_text="my order is late").wait_for()
        assert page.input_value("#chat-text") == ""
        said.hover()
        said.locator("[data-sure]").click()
        page.locator("#chat-log .entry.customer .gone").wait_for()

    assert [(one.kind, one.text) for one in house.intake.seen] == [
        ("message", "my oder is late"), ("edit", "my order is late"), ("delete", ""),
    ]  # fmt: skip
    assert both.said == []


def test_words_that_are_refused_come_back_into_the_field(chromium: Any, house: Server) -> None:
    with Watched(chromium) as customer:
        page = customer.page
        page.goto(house.url)
        page.route("**/chat", lambda route: route.fulfill(status=422, json={"error": "Too long."}))
        page.fill("#chat-text", "much too long")
        page.press("#chat-text", "Enter")
        page.locator("#toast", has_text="Too long.").wait_for()
        assert page.input_value("#chat-text") == "much too long"
        assert page.locator("#chat-pending .entry").count() == 0


def test_a_page_is_light_and_asks_nobody_else(chromium: Any, demo: Server) -> None:
    with Watched(chromium) as both:
        sizes: list[int] = []
        both.page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
        both.page.goto(demo.url)
        both.page.locator("#chat-log .entry").first.wait_for()
        assert sum(sizes) <= 60 * 1024
        assert all(url.startswith(demo.url) for url in both.asked)
        assert both.said == []


def test_an_agent_works_by_keyboard_alone(chromium: Any, house: Server) -> None:
    with Watched(chromium) as desk:
        page = desk.page
        page.goto(f"{house.url}/login/token")
        page.locator("button:focus").wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk")
        page.keyboard.press("j")
        page.locator("h2", has_text="Wobbly shelf").wait_for()
        page.keyboard.press("j")
        page.locator("h2", has_text="Wrong VAT number").wait_for()
        page.keyboard.press("k")
        page.locator("h2", has_text="Wobbly shelf").wait_for()
        page.keyboard.press("r")
        page.keyboard.type("I'll look into it. jjk/en")
        page.keyboard.press("Control+Enter")
        page.locator("#desk-thread .entry.agent", has_text="I'll look into it. jjk/en").wait_for()
        page.locator("#to-handback").wait_for()
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.keyboard.type("check the depot")
        page.keyboard.press("Control+Enter")
        page.locator("#desk-thread .entry.note", has_text="check the depot").wait_for()
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        page.locator("#keys[open]").wait_for()
        page.keyboard.press("Escape")
        page.keyboard.press("h")
        page.locator("#handback[open] textarea").wait_for()
        page.keyboard.type("a new shelf is on its way")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("#desk-composer", has_text="The assistant has this conversation again.").wait_for()
        page.keyboard.press("/")
        page.keyboard.type("okafor")
        page.keyboard.press("Enter")
        page.locator(".found", has_text="2 found").wait_for()
        assert desk.said == []


def test_what_is_typed_for_one_customer_never_stands_under_another(chromium: Any, house: Server) -> None:
    with Watched(chromium) as desk:
        page = desk.page
        page.goto(f"{house.url}/login/token")
        page.locator("button:focus").wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk")
        page.keyboard.press("j")
        page.locator("h2", has_text="Wobbly shelf").wait_for()
        page.fill(".composer textarea", "only for Acme")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.locator("h2", has_text="Wrong VAT number").wait_for()
        assert page.input_value(".composer textarea") == ""
        page.keyboard.press("k")
        page.locator("h2", has_text="Wobbly shelf").wait_for()
        assert page.input_value(".composer textarea") == "only for Acme"


def test_two_agents_see_each_other_claim(chromium: Any, demo: Server) -> None:
    with Watched(chromium) as one, Watched(chromium) as two:
        for watched in (one, two):
            watched.page.goto(f"{demo.url}/desk")
            watched.page.locator(".row", has_text="Acme Studio").click()
            watched.page.locator("h2", has_text="Wobbly shelf").wait_for()
        one.page.get_by_role("button", name="Claim", exact=True).click()
        two.page.locator("#to-resolve").wait_for()
        # What is to be ticked where no script asks would keep a form from being sent where one does.
        for watched in (one, two):
            assert watched.page.locator(".more-list").count()
            assert watched.page.locator("input[required][type=checkbox]").count() == 0
        assert one.said == two.said == []


def test_a_saved_reply_is_found_and_put_in_by_keyboard(chromium: Any, house: Server) -> None:
    with Watched(chromium) as desk:
        page = desk.page
        page.goto(f"{house.url}/login/token")
        page.get_by_role("button", name="Log in").click()
        page.locator(".row", has_text="Acme Studio").click()
        page.locator("h2", has_text="Wobbly shelf").wait_for()
        field, options = page.locator(".composer textarea"), page.locator(".saved [role=option]:visible")
        page.keyboard.press("r")
        page.keyboard.type("/")
        assert options.count() == 6
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        assert page.locator(".saved [aria-selected]").inner_text().startswith("Order number, please")
        page.keyboard.press("Escape")
        assert options.count() == 0
        page.keyboard.type("missing part")
        assert options.count() == 1
        page.keyboard.press("Enter")
        assert field.input_value().startswith("I'm sorry that a part was missing, Acme. I've ordered it")
        assert options.count() == 0
        page.fill(".composer textarea", "and / or")
        assert options.count() == 0
        page.fill(".composer textarea", "")
        page.get_by_role("button", name="Saved replies").click()
        page.keyboard.type("xyz")
        page.get_by_text("No saved reply has these words.").wait_for()
        page.keyboard.press("Backspace")
        page.keyboard.press("Backspace")
        page.keyboard.press("Backspace")
        page.locator(".saved li", has_text="Anything else?").click()
        assert field.input_value().endswith("Daniel, Nordvik")
        assert desk.said == []


def test_two_agents_see_each_other_type_and_do_not_answer_twice(chromium: Any, house: Server) -> None:
    with Watched(chromium) as one, Watched(chromium) as two:
        for watched, token in ((one, "token"), (two, "anna")):
            watched.page.goto(f"{house.url}/login/{token}")
            watched.page.get_by_role("button", name="Log in").click()
            watched.page.locator(".row", has_text="Acme Studio").click()
            watched.page.locator("h2", has_text="Wobbly shelf").wait_for()
        anna, daniel = two.page, one.page
        anna.locator(".composer textarea").press_sequentially("I think")
        daniel.locator("#desk-presence", has_text="Anna is typing").wait_for()
        daniel.fill(".composer textarea", "A new shelf is on its way.")
        anna.locator("#desk-presence", has_text="Daniel is typing").wait_for()

        daniel.press(".composer textarea", "Control+Enter")
        daniel.locator("#desk-thread .entry.agent", has_text="A new shelf").wait_for()
        anna.locator(".verbs", has_text="Take over").wait_for()
        anna.get_by_role("button", name="Take over", exact=True).click()
        anna.locator("#to-resolve").wait_for()
        assert anna.input_value(".composer textarea") == "I think"

        daniel.locator(".theirs", has_text="Anna has this case").wait_for()
        daniel.get_by_role("button", name="Take over", exact=True).click()
        daniel.locator("#to-resolve").wait_for()
        daniel.fill(".composer textarea", "Second thoughts")
        house.say("Anna", "Wobbly", "Sorry for the wait.")
        daniel.locator("#desk-thread .entry.agent", has_text="Sorry for the wait.").wait_for()
        for _ in range(2):  # the same keys twice are no confirmation
            with daniel.expect_response("**/reply") as asked:
                daniel.press(".composer textarea", "Control+Enter")
            asked.value.finished()
            daniel.locator(".overtaken", has_text="Anna replied 0 s ago – send anyway?").wait_for()
        assert daniel.input_value(".composer textarea") == "Second thoughts"
        assert daniel.locator("#desk-thread .entry.agent", has_text="Second thoughts").count() == 0
        daniel.locator(".composer:not([data-busy])").wait_for()
        daniel.get_by_role("button", name="Send anyway").click()
        daniel.locator("#desk-thread .entry.agent", has_text="Second thoughts").wait_for()
        assert not daniel.locator(".overtaken").is_visible()
        assert [line for line in one.said + two.said if "409" not in line] == []


def test_words_begun_before_a_colleague_took_the_case_stay_and_an_empty_field_is_for_a_note(
    chromium: Any, house: Server
) -> None:
    with Watched(chromium) as one, Watched(chromium) as two:
        for watched, token in ((one, "token"), (two, "anna")):
            watched.page.goto(f"{house.url}/login/{token}")
            watched.page.get_by_role("button", name="Log in").click()
            watched.page.locator(".row", has_text="Acme Studio").click()
            watched.page.locator("h2", has_text="Wobbly shelf").wait_for()
        daniel, anna = one.page, two.page
        daniel.get_by_role("button", name="Claim", exact=True).click()
        daniel.fill(".composer textarea", "half written")
        anna.locator(".theirs", has_text="Daniel has this case").wait_for()
        assert anna.is_checked(".composer input[name=internal]")
        note = "A note for colleagues; the customer never sees it"
        assert anna.get_attribute(".composer textarea", "placeholder") == note
        anna.fill(".composer textarea", "look at the bank first")
        anna.press(".composer textarea", "Control+Enter")
        anna.locator("#desk-thread .entry.note", has_text="look at the bank").wait_for()
        assert anna.is_checked(".composer input[name=internal]"), "the next one is a note, too"

        anna.get_by_role("button", name="Take over", exact=True).click()
        daniel.locator(".theirs", has_text="Anna has this case").wait_for()
        assert daniel.input_value(".composer textarea") == "half written"
        assert not daniel.is_checked(".composer input[name=internal]"), "a reply is no note"
        daniel.get_by_role("button", name="Take over and send").click()
        daniel.locator("#desk-thread .entry.agent", has_text="half written").wait_for()
        daniel.locator("#to-resolve").wait_for()
        anna.locator(".theirs", has_text="Daniel has this case").wait_for()
        assert one.said == two.said == []


def test_a_case_that_was_just_claimed_is_compared_with_the_one_that_was_chosen(chromium: Any, house: Server) -> None:
    """The menu grows when the case is claimed: its forms are put together anew, with values of their own."""
    with Watched(chromium, 390, 800) as phone:
        page = phone.page
        page.goto(house.url + "/login/token")
        page.get_by_role("button", name="Log in").click()
        page.locator(".row", has_text="Acme Studio").click()
        page.get_by_role("button", name="Claim", exact=True).click()
        page.locator("#to-resolve").wait_for()
        page.locator("details.more > summary").click()
        page.get_by_role("button", name="Compare").click()
        page.locator("#merge", has_text="Are they one person?").wait_for()
        assert (
            page.evaluate(
                "(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)(document.querySelector('#merge'))"
            )
            == 0
        )


SIZES = """() => {
  const height = (where) => Math.round(document.querySelector(where).getBoundingClientRect().height);
  const [said, answer] = document.querySelectorAll('#chat-log .entry');
  const gap = (a, b) => Math.round(b.getBoundingClientRect().top - a.getBoundingClientRect().bottom);
  return {field: height('#chat-text'), gap: gap(said.querySelector('.bubble'), answer.querySelector('.who, .pill'))};
}"""


def test_on_a_small_phone_the_empty_field_is_one_line_and_what_is_unseen_makes_no_gap(
    chromium: Any, house: Server
) -> None:
    with Watched(chromium, 320, 700, locale="de-DE") as phone:
        page = phone.page
        page.goto(house.url)
        page.fill("#chat-text", "hallo")
        page.press("#chat-text", "Enter")
        page.locator("#chat-log .entry.customer").wait_for()
        page.fill("#chat-text", "noch da?")
        page.press("#chat-text", "Enter")
        page.locator("#chat-log .entry.customer", has_text="noch da?").wait_for()
        assert page.get_attribute("#chat-text", "placeholder") == "Nachricht schreiben …"
        empty = page.evaluate(SIZES)
        page.fill("#chat-text", "x")
        assert empty["field"] == page.evaluate(SIZES)["field"]
        assert empty["gap"] <= 22
        page.locator("#chat-log .entry.customer").first.hover()
        page.locator("#chat-log .entry.customer [data-edit]").first.click()
        assert page.input_value("#chat-text") == "hallo", "and it can be pressed where it lies"


def test_the_days_of_a_chat_are_those_of_its_reader_and_called_in_their_language(chromium: Any, demo: Server) -> None:
    hours = {14: "on the fifth in Tokyo too", 16: "on the sixth there", 25: "on the sixth in UTC as well"}

    def written(session: Any) -> None:
        customer = tables.Customer(created_at=demo.clock())
        session.add(customer)
        session.flush()
        identity = Identity(customer_id=customer.id, channel="telegram", external_id="hana", created_at=demo.clock())
        session.add(identity)
        session.flush()
        for hour, text in hours.items():
            say(session, identity, "customer", text, datetime(2026, 8, 5, tzinfo=UTC) + timedelta(hours=hour))

    asyncio.run_coroutine_threadsafe(demo.db.write(written), demo.loop).result(20)
    with Watched(chromium, locale="fr-FR", timezone_id="Asia/Tokyo") as one:
        page = one.page
        page.goto(f"{demo.url}/?visitor=hana&on=telegram")
        days = page.locator("#chat-log .entry .rule")
        assert [day.inner_text() for day in days.all() if day.is_visible()] == ["6 août 2026"]
        assert page.locator("#chat-log .entry", has_text=hours[16]).locator(".rule").is_visible()
        page.fill("#chat-text", "merci")
        page.press("#chat-text", "Enter")
        page.locator("#chat-log .entry.customer", has_text="merci").wait_for()
        assert page.locator("#chat-log .entry", has_text=hours[25]).locator(".rule").is_hidden(), "drawn anew, too"


def test_a_line_behind_a_list_stands_apart_from_it(chromium: Any, house: Server) -> None:
    with Watched(chromium) as one:
        page = one.page
        page.goto(f"{house.url}/login/token")
        page.get_by_role("button", name="Log in").click()
        page.locator(".row", has_text="Acme Studio").click()
        house.say("Daniel", "Wobbly", "I know:\n\n- this\n- that\n\nYou write from: Web")
        apart = "(p) => parseFloat(getComputedStyle(p).marginTop)"
        assert page.locator("#desk-thread .bubble ul + p", has_text="You write from").evaluate(apart) > 0


def test_the_page_works_without_a_script(chromium: Any, demo: Server) -> None:
    with Watched(chromium, java_script_enabled=False) as plain:
        page = plain.page
        page.goto(demo.url)
        page.fill("#chat-text", "no script here")
        page.click("#chat-write .send")
        page.locator("#chat-log", has_text="no script here").wait_for()
        page.fill(".composer textarea", "seen all the same")
        page.click(".as-reply")
        page.locator("#chat-log", has_text="seen all the same").wait_for()
        page.click("#to-handback")
        page.fill("#handback textarea", "hint")
        page.click("#handback button")
        page.locator("#desk-composer", has_text="The assistant has this conversation again.").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_two_customers_are_seen_side_by_side_before_they_are_merged(chromium: Any, house: Server, script: bool) -> None:
    with Watched(chromium, 390, 800, java_script_enabled=script) as phone:
        page = phone.page
        page.goto(house.url + "/login/token")
        page.get_by_role("button", name="Log in").click()
        page.goto(house.url + "/desk?tab=mine")
        page.locator(".row", has_text="Maya Okafor").click()
        page.locator("details.more > summary").click()
        page.get_by_role("button", name="Compare").click()
        page.locator("#merge", has_text="Are they one person?").wait_for()
        assert page.locator("#merge .compare th[scope=col]").count() == 2
        page.locator("#merge").get_by_text("Cancel").click()
        page.locator("#merge").wait_for(state="hidden")


BROKEN_WORDS = """(where) => {
  const broken = [], walk = document.createTreeWalker(document.querySelector(where), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    for (const word of node.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((one) => one.top)).size > 1) broken.push(word[0]);
    }
  return broken;
}"""
OUTSIDE = """(where) => [...document.querySelectorAll(where)].filter((one) => {
  const { left, right } = one.getBoundingClientRect();
  return left < 0 || right > innerWidth;
}).map((one) => one.textContent.trim())"""
SHIFTED = "[...document.querySelectorAll('*')].filter((one) => one.scrollLeft).map((one) => one.id || one.className)"


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_no_word_breaks_no_button_is_out_of_reach_and_the_menu_moves_nothing(
    chromium: Any, house: Server, width: int
) -> None:
    with Watched(chromium, width, 800) as phone:
        page = phone.page
        page.goto(house.url + "/login/token")
        page.get_by_role("button", name="Log in").click()
        page.goto(house.url + "/desk?tab=mine")
        page.locator(".row", has_text="Maya Okafor").click()
        page.locator("#desk-thread .entry").first.wait_for()
        assert page.evaluate(OUTSIDE, ".head *, .composer button") == []
        page.locator("details.more > summary").click()
        assert page.evaluate(OUTSIDE, ".more-list, .more-list button") == []
        assert page.evaluate(SHIFTED) == []
        for where in ("#desk-head", "#desk-composer"):
            assert page.evaluate(BROKEN_WORDS, where) == []
        page.get_by_role("button", name="Compare").click()
        page.locator("#merge .compare").wait_for()
        assert page.evaluate(BROKEN_WORDS, "#merge") == []
        assert page.evaluate(OUTSIDE, "#merge *") == []


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("path", ["/", "/desk", "thread"])
def test_phones_need_no_sideways_scroll(chromium: Any, demo: Server, width: int, path: str) -> None:
    with Watched(chromium, width, 700) as phone:
        page = phone.page
        page.goto(demo.url + ("/desk?tab=mine" if path == "thread" else path))
        if path == "thread":
            page.locator(".row", has_text="Maya Okafor").click()
            page.locator("#desk-thread .entry").first.wait_for()
            assert not page.locator("#desk-list").is_visible()
            assert page.locator(".composer textarea").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert phone.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(chromium: Any, demo: Server, scheme: str) -> None:
    with Watched(chromium, color_scheme=scheme) as both:
        both.page.goto(demo.url)
        weak = both.page.evaluate(CONTRAST)
        assert weak == []
