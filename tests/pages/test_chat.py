"""The customer's page: what is shown, what never is, and what a form without a script does."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.errors import NotFound
from bot.pages import visiting
from bot.storage.tables import Conversation, Customer, Identity, Message

from .conftest import Browser, Place
from .ports import identity_of, say

CHOICES = [{"id": "a", "label": "Send it"}, {"id": "b", "label": "Talk to a human"}]


def visitor_of(place: Place) -> str:
    return place.intake.seen[0].sender.id


def reply(place: Place, text: str, role: str = "bot", channel: str = "web", **more: Any) -> Message:
    """The bot (or an agent, or a note) says something to the first visitor."""
    who = visitor_of(place)

    def add(session: Any) -> Message:
        return say(session, identity_of(session, channel, who, "", place.clock()), role, text, place.clock(), **more)

    return place.db.now(add)


@pytest.fixture
def maya(place: Place) -> Browser:
    browser = place.browser()
    browser.post("/chat", text="one leg is missing")
    return browser


def test_a_message_sent_by_a_plain_form_is_stored_and_shown(place: Place) -> None:
    browser = place.browser()
    assert "How can we help?" in browser.get("/").text
    answer = browser.post("/chat", text="  Where is my desk?  ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    page = browser.get("/").text
    assert "Where is my desk?" in page
    assert "How can we help?" not in page
    (event,) = place.intake.seen
    assert (event.kind, event.text, event.address.channel) == ("message", "Where is my desk?", "web")


def test_the_same_key_twice_is_one_message(maya: Browser, place: Place) -> None:
    for _ in range(2):
        assert maya.post("/chat", text="again", key="same", script=True).json() == {"ok": True}
    assert [event.text for event in place.intake.seen] == ["one leg is missing", "again"]


def test_quick_replies_are_live_under_the_last_message_alone(maya: Browser, place: Place) -> None:
    first = reply(place, "Shall I?", choices=CHOICES)
    page = maya.get("/").text
    assert f'value="press:a:{first.public_id}"' in page
    assert maya.post("/chat", act=f"press:a:{first.public_id}").status_code == 303
    assert (place.intake.seen[-1].kind, place.intake.seen[-1].choice, place.intake.seen[-1].text) == (
        "press", "a", "Send it")  # fmt: skip
    page = maya.get("/").text
    assert "press:a:" not in page
    assert '<p class="stale" aria-hidden="true"><span>Send it</span>' in page
    late = maya.post("/chat", act=f"press:a:{first.public_id}", script=True)
    assert (late.status_code, late.json()["error"]) == (409, "Those buttons are no longer current. Please just write.")
    reply(place, "And now?", choices=CHOICES)
    assert maya.post("/chat", act=f"press:zzz:{first.public_id}").status_code == 409


def test_an_answer_names_its_article_and_takes_a_thumb(maya: Browser, place: Place) -> None:
    source = [{"article": "orders/missing-parts.md", "title": "Missing <parts>", "score": 0.9}]
    said = reply(place, "It is **free**.", kind="answer", sources=source)
    page = maya.get("/").text
    assert 'href="/articles/orders/missing-parts.md"' in page
    assert "Missing &lt;parts&gt;" in page
    assert "<strong>free</strong>" in page
    maya.post("/chat", act=f"reaction:down:{said.public_id}")
    assert place.intake.seen[-1].reply_to == said.public_id
    assert re.search(r'value="reaction:down:\w+" aria-pressed="true"', maya.get("/").text)
    assert maya.post("/chat", act=f"reaction:maybe:{said.public_id}").status_code == 400


def test_an_article_is_shown_and_what_is_none_is_not_found(place: Place) -> None:
    page = place.browser().get("/articles/orders/missing-parts.md").text
    assert "<h1>Missing or damaged parts</h1>" in page
    assert "<td>Norway</td>" in page
    for path in ("nope.md", "../pyproject.toml", "%2e%2e/pyproject.toml", "orders/", ""):
        assert place.browser().get(f"/articles/{path}").status_code == 404


@pytest.mark.parametrize(("owner", "words"), [
    ("bot", "Assistant · answers at once"), ("queue", "Connecting you to a person"), ("agent", "Anna is with you"),
])  # fmt: skip
def test_the_head_says_who_is_there(maya: Browser, place: Place, owner: str, words: str) -> None:
    place.agent("Anna")

    def own(session: Any) -> None:
        talk = session.exec(select(Conversation)).one()
        talk.owner, talk.agent_id = owner, 1 if owner == "agent" else None
        session.add(talk)

    place.db.now(own)
    assert words in maya.get("/").text


def test_hand_over_and_notices_are_pills_and_agents_have_their_name(maya: Browser, place: Place) -> None:
    place.agent("Anna")
    reply(place, "I've asked a colleague.", kind="handoff")
    reply(place, "Hello, Anna here.", role="agent", kind="relay", agent_id=1)
    page = maya.get("/").text
    assert re.search(
        r'<div class="pill">.*?I&#39;ve asked a colleague|<div class="pill">.*?I\'ve asked', page, re.DOTALL
    )
    assert "<b>Anna</b>" in page


def test_a_change_of_channel_is_a_rule_and_a_redacted_message_says_so(maya: Browser, place: Place) -> None:
    def link(session: Any) -> None:
        telegram = identity_of(session, "telegram", visitor_of(place), "", place.clock())
        web = session.exec(select(Identity).where(Identity.channel == "web")).one()
        telegram.customer_id = web.customer_id
        session.add(telegram)
        session.flush()
        say(session, telegram, "customer", "", place.clock())

    place.db.now(link)
    page = maya.get("/").text
    assert "Continued in Telegram · " in page
    assert '<em class="gone">Removed</em>' in page


# --- the demo's pretend channels -----------------------------------------------------------------


def test_the_demo_opens_with_its_visitor_on_the_channel_used_last(demo: Place) -> None:
    page = demo.browser().get("/").text
    assert "Tracking LD-5520" in page
    assert 'href="/?on=slack" aria-current="true"' in page
    assert "throw-away data" in page
    french = demo.browser().get("/", headers={"accept-language": "fr"}).text
    assert "données jetables" in french
    assert not re.search("throw-away|both sides|>Customer<", french)


def test_one_visitor_on_two_pretend_channels_is_two_customers_until_linked(demo: Place) -> None:
    browser = demo.browser()
    browser.get("/?visitor=newcomer")
    browser.post("/chat", page="/?on=telegram", text="first, on telegram", on="telegram")
    browser.post("/chat", page="/?on=slack", text="second, on slack", on="slack")
    log = re.compile(r'<div class="log" id="chat-log".*?<div id="chat-quick">', re.DOTALL)

    def shown(channel: str) -> str:
        return log.search(browser.get(f"/?on={channel}").text)[0]  # type: ignore[index]

    assert "second" not in shown("telegram")
    assert "first" not in shown("slack")

    def link(session: Any) -> None:
        one, two = session.exec(select(Identity).where(Identity.external_id == "newcomer")).all()
        two.customer_id = one.customer_id
        session.add(two)

    demo.db.now(link)
    for channel in ("telegram", "slack"):
        assert "first" in shown(channel)
        assert "Continued in Slack" in shown(channel)


def test_the_demo_takes_a_customers_public_id_for_a_visitor(demo: Place) -> None:
    def public(session: Any) -> str:
        tomas = session.exec(select(Identity).where(Identity.external_id == "tomas")).one()
        return session.get_one(Customer, tomas.customer_id).public_id

    browser = demo.browser()
    page = browser.get(f"/?visitor={demo.db.look(public)}").text
    assert "The invoice still shows" in page
    browser.post("/chat", text="hello", on="telegram")
    assert demo.intake.seen[-1].sender.id == "tomas"
    assert demo.intake.seen[-1].sender.name == "Tomás Herrera"


# --- notes and hostile words ---------------------------------------------------------------------


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["customer", "bot", "agent", "note"]), st.integers(0, 10**9)), max_size=8))
def test_a_note_is_never_on_the_customers_page(place: Place, said: list[tuple[str, int]]) -> None:
    def fill(session: Any) -> int:
        identity = identity_of(session, "web", f"v{place.db._version}", "", place.clock())
        for n, (role, number) in enumerate(said):
            say(session, identity, role, f"{role}-{n}-{number}", place.clock(), kind="answer" if role == "bot" else "")
        return identity.customer_id

    customer = place.db.now(fill)
    shown = place.db.look(visiting.chat, customer, place.clock())
    assert [line.text for line in shown.lines] == [
        f"{role}-{n}-{number}" for n, (role, number) in enumerate(said) if role != "note"
    ]
    notes = [message for message in place.db.look(all_messages, customer) if message.role == "note"]
    for note in notes:
        with pytest.raises(NotFound):
            place.db.look(visiting.own_message, customer, note.public_id)


def all_messages(session: Any, customer: int) -> list[Message]:
    there = select(Message).join(Identity).where(Identity.customer_id == customer)
    return list(session.exec(there))


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "{{7*7}}", "</textarea><b>",
    "[x](javascript:alert(1))", "![x](https://evil.example/p.png)", "<svg onload=alert(1)>", "&lt;script&gt;",
    "`</code><script>x</script>`", "<a href='https://evil.example' onclick=x>y</a>", "%3Cscript%3E", "\u202egnp.exe",
]  # fmt: skip


class Active(HTMLParser):
    """Collects what could run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and not (values.get("src") or "").startswith("/static/"):
            self.found.append(tag)
        if tag in ("img", "iframe", "object", "embed", "style", "base") or "style" in values:
            self.found.append(tag)
        for name, value in attrs:
            runs = (value or "").strip().lower().startswith(("javascript:", "data:"))
            if name.startswith("on") or (runs and name in ("href", "src", "action", "formaction")):
                self.found.append(f"{tag} {name}")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_everywhere(shop: Place, words: str) -> None:
    customer, agent = shop.browser(), shop.agent()
    customer.post("/chat", text=words)
    source = [{"article": words, "title": words, "score": 0.5}]
    reply(shop, words, kind="answer", sources=source, choices=[{"id": words, "label": words}])
    reply(shop, words, role="agent", kind="relay", agent_id=1)
    reply(shop, words, role="note", agent_id=1)

    def name(session: Any) -> str:
        identity = session.exec(select(Identity).where(Identity.external_id == visitor_of(shop))).one()
        identity.display_name = words
        session.add(identity)
        talk = session.exec(select(Conversation).where(Conversation.customer_id == identity.customer_id)).one()
        return str(talk.public_id)

    talk = shop.db.now(name)
    pages = [customer.get("/"), agent.get(f"/desk/c/{talk}"), agent.get("/desk", params={"q": words, "tab": "bot"})]
    for page in pages:
        assert page.status_code == 200
        seen = Active()
        seen.feed(page.text)
        assert seen.found == []
        assert "49" not in re.findall(r">\s*(49)\s*<", page.text)


# --- changing what was said ---------------------------------------------------------------------


def test_a_customer_changes_and_removes_their_own_words_and_nobody_elses(place: Place) -> None:
    maya, tom = place.browser(), place.browser()
    maya.post("/chat", text="my order is <48213>")
    tom.post("/chat", text="hello")
    answer = reply(place, "It comes on Monday.")
    own, others = place.db.look(lambda s: s.exec(select(Message.public_id).where(Message.role == "customer")).all())
    page = maya.get(f"/?edit={own}").text
    assert f'value="edit::{own}"' in page
    assert "my order is &lt;48213&gt;</textarea>" in page
    assert page.count('data-sure="Delete this message?"') == 1

    assert maya.post("/chat", act=f"edit::{own}", text="my order is 99999").status_code == 303
    assert maya.post("/chat", act=f"delete::{own}").status_code == 303
    told = [(one.kind, one.text, one.reply_to) for one in place.intake.seen[2:]]
    assert told == [("edit", "my order is 99999", own), ("delete", "", own)]

    assert maya.post("/chat", act=f"edit::{others}", text="mine now").status_code == 404
    assert maya.post("/chat", act=f"delete::{answer.public_id}").status_code == 400
    assert maya.post("/chat", act=f"edit::{own}", text=" ").status_code == 422
    assert len(place.intake.seen) == 4
    assert "edit::" not in maya.get(f"/?edit={others}").text
