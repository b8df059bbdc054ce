"""Agents see each other, the customer sees who types, and nobody answers over a colleague unawares."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.handoff import presence
from bot.pages import auth, live, visiting
from bot.storage.tables import Agent, Case, Conversation, Identity, Message, Presence

from .conftest import Browser, Place
from .ports import say
from .test_desk import case_of
from .test_live import Live, run

DOTS = '<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>'


def types(browser: Browser, case: str, **more: str) -> Any:
    return browser.post(f"/desk/cases/{case}/typing", page="/desk", script=True, **more)


def replies(place: Place) -> list[str]:
    return [verb.text for _, verb in place.desk.done if verb.name == "reply"]


def test_a_colleague_who_types_is_named_in_the_thread_and_it_lapses_by_itself(shop: Place) -> None:
    daniel, anna = shop.agent("Daniel"), shop.agent("Anna")
    case, talk = case_of(shop, "Missing desk leg")
    assert types(daniel, case).json() == {"ok": True}
    assert f"{DOTS}Daniel is typing" in anna.get(f"/desk/c/{talk}").text
    assert "is typing" not in daniel.get(f"/desk/c/{talk}").text
    shop.clock.forward(seconds=7)
    page = anna.get(f"/desk/c/{talk}").text
    assert "Daniel is typing" not in page
    assert "Daniel is looking at this" in page
    shop.clock.forward(seconds=30)
    assert "Daniel is looking" not in anna.get(f"/desk/c/{talk}").text


def test_typing_ends_at_once_when_the_field_is_emptied_or_the_reply_is_sent(shop: Place) -> None:
    daniel, anna = shop.agent("Daniel"), shop.agent("Anna")
    case, talk = case_of(shop, "Missing desk leg")
    types(daniel, case)
    types(daniel, case, stopped="1")
    assert "Daniel is typing" not in anna.get(f"/desk/c/{talk}").text
    types(daniel, case)
    daniel.post(f"/desk/cases/{case}/reply", page="/desk", text="Done.")
    assert "Daniel is typing" not in anna.get(f"/desk/c/{talk}").text


def test_the_customer_sees_the_agent_who_has_them_type_below_the_log(demo: Place) -> None:
    browser = demo.browser()
    case, _ = case_of(demo, "Missing desk leg")
    demo.agent("Anna")
    types(browser, case)
    page = browser.get("/").text
    log, below = page.split('<div id="chat-typing"')
    assert f"{DOTS}Daniel is typing" in below.split("</div>")[0]
    assert "is typing" not in log
    demo.clock.forward(seconds=7)
    assert "Daniel is typing" not in browser.get("/").text.split('<section class="desk')[0]


def test_the_customer_is_not_told_of_another_agent_nor_before_somebody_has_joined(shop: Place) -> None:
    anna = shop.agent("Anna")
    for title in ("Missing desk leg", "Wrong VAT"):
        case, _ = case_of(shop, title)
        types(anna, case)

        def look(session: Any, case: str = case) -> visiting.Chat:
            row = session.exec(select(Case).where(Case.public_id == case)).one()
            return visiting.chat(session, row.customer_id, shop.clock())

        assert shop.db.look(look).agent_until is None


def test_who_goes_on_typing_is_written_every_few_seconds_only(shop: Place) -> None:
    written: set[Any] = set()
    for _ in range(12):
        shop.db.now(presence.types, 1, 1, shop.clock())
        written.add(shop.db.look(lambda session: session.exec(select(Presence.seen_at)).one()))
        shop.clock.forward(seconds=0.5)
    assert len(written) == 2
    for _ in range(2):
        shop.db.now(presence.types, 1, 1, shop.clock(), stopped=True)
        shop.db.now(presence.looks, 1, 1, shop.clock())
        written.add(shop.db.look(lambda session: session.exec(select(Presence.seen_at)).one()))
        shop.clock.forward(seconds=0.5)
    assert len(written) == 3


def test_a_closed_case_takes_no_typing(shop: Place) -> None:
    case, _ = case_of(shop, "Voucher")
    assert types(shop.agent("Anna"), case).status_code == 200
    assert shop.db.look(lambda s: s.exec(select(presence.Presence)).all()) == []


def test_the_streams_bring_it_and_take_it_back_without_anybody_writing(tmp_path: Path) -> None:
    async def test(place: Live) -> None:
        await place.say("hello")
        started = asyncio.get_running_loop().time()

        def claimed(session: Any) -> tuple[int, int]:
            daniel = Agent(name="Daniel", created_at=place.clock())
            session.add(daniel)
            session.flush()
            talk = session.exec(select(Conversation)).one()
            talk.owner, talk.agent_id = "agent", daniel.id
            case = Case(number=1, conversation_id=talk.id, customer_id=talk.customer_id, reason="x", title="t",
                        state="claimed", agent_id=daniel.id, opened_at=place.clock(),
                        queued_at=place.clock())  # fmt: skip
            session.add(case)
            session.flush()
            return case.id, daniel.id

        case, daniel = await place.db.write(claimed)
        place.site.clock = lambda: place.clock() + timedelta(seconds=asyncio.get_running_loop().time() - started)
        shown: list[str] = []

        def both(seen: list[Any]) -> bool:
            shown[:] = [data["html"] for name, data, _ in seen if name == "region" and data["id"] == "chat-typing"]
            return len(shown) > 2

        listening = asyncio.create_task(place.listen("/chat/stream", both))
        await place.looked.wait()
        await place.db.write(presence.types, case, daniel, place.site.clock() - presence.TYPING + timedelta(seconds=1))
        await listening
        assert ["Daniel is typing" in html for html in shown] == [False, True, False]

    run(test, tmp_path)


def test_a_desk_that_is_open_is_seen_by_colleagues(tmp_path: Path) -> None:
    async def test(place: Live) -> None:
        await place.db.write(auth.invite, "Anna", "token", place.clock())
        await place.say("hello")

        def opened(session: Any) -> str:
            talk = session.exec(select(Conversation)).one()
            session.add(Case(number=1, conversation_id=talk.id, customer_id=talk.customer_id, reason="x", title="t",
                             opened_at=place.clock(), queued_at=place.clock()))  # fmt: skip
            return str(talk.public_id)

        talk = await place.db.write(opened)
        anna = await place.db.write(auth.redeem, "token", place.clock())
        assert anna is not None
        cookie = f"{auth.AGENT_COOKIE}={auth.Keys(place.site.secret).sign_agent(anna, place.clock())}"
        await place.listen(f"/desk/stream?c={talk}", lambda seen: len(seen) >= 6, cookie=cookie)
        there = await place.db.read(presence.load, 1, place.clock())
        assert [(one.name, one.typing) for one in there] == [("Anna", False)]

    run(test, tmp_path)


@pytest.mark.parametrize(("left", "seconds"), [(None, 12.0), (3.0, 3.05), (100.0, 12.0), (-1.0, 0.2)])
def test_a_stream_looks_again_when_something_lapses(shop: Place, left: float | None, seconds: float) -> None:
    until = None if left is None else shop.clock() + timedelta(seconds=left)
    assert live.patience(until, shop.clock()) == pytest.approx(seconds)


# --- a second answer ---------------------------------------------------------------------------


def seen_by(browser: Browser, talk: str) -> str:
    (found,) = re.findall(r'name="seen" value="(\w*)"', browser.get(f"/desk/c/{talk}").text)
    return str(found)


def answers(place: Place, name: str, title: str, text: str) -> None:
    """A colleague's reply, stored by whatever way."""

    def add(session: Any) -> None:
        case = session.exec(select(Case).where(Case.title.startswith(title))).one()
        agent = session.exec(select(Agent).where(Agent.name == name)).one()
        identity = session.exec(select(Identity).where(Identity.customer_id == case.customer_id)).first()
        say(session, identity, "agent", text, place.clock(), kind="relay", agent_id=agent.id)

    place.db.now(add)


def test_a_reply_over_a_colleagues_is_asked_about_and_sent_once_confirmed(shop: Place) -> None:
    daniel, (case, talk) = shop.agent("Daniel"), case_of(shop, "Missing desk leg")
    seen = seen_by(daniel, talk)
    answers(shop, "Anna", "Missing desk leg", "It is on its way.")
    shop.clock.forward(seconds=3)

    asked = daniel.post(f"/desk/cases/{case}/reply", page="/desk", text="We <b>send</b> it", seen=seen)

    assert asked.status_code == 409
    assert "Anna replied 3 s ago</b> – send anyway?" in asked.text
    assert ">We &lt;b&gt;send&lt;/b&gt; it</textarea>" in asked.text
    assert replies(shop) == []
    (anyway,) = re.findall(r'name="anyway" value="(\w+)">Send anyway', asked.text)
    again = {"page": "/desk", "text": "We <b>send</b> it", "seen": seen}
    assert daniel.post(f"/desk/cases/{case}/reply", **again).status_code == 409
    assert daniel.post(f"/desk/cases/{case}/reply", **again, anyway=anyway).status_code == 303
    assert replies(shop) == ["We <b>send</b> it"]


def test_a_script_gets_the_same_question_as_a_fragment(shop: Place) -> None:
    daniel, (case, talk) = shop.agent("Daniel"), case_of(shop, "Missing desk leg")
    seen = seen_by(daniel, talk)
    answers(shop, "Anna", "Missing desk leg", "It is on its way.")
    asked = daniel.post(f"/desk/cases/{case}/reply", page="/desk", script=True, text="too", seen=seen)
    assert asked.status_code == 409
    assert asked.json()["error"] == "Anna has replied meanwhile."
    assert "Anna replied 0 s ago" in asked.json()["warning"]
    assert "<html" not in asked.json()["warning"]


def test_a_second_colleague_in_between_is_asked_about_once_more(shop: Place) -> None:
    daniel, (case, talk) = shop.agent("Daniel"), case_of(shop, "Missing desk leg")
    seen = seen_by(daniel, talk)
    answers(shop, "Anna", "Missing desk leg", "one")
    first = daniel.post(f"/desk/cases/{case}/reply", page="/desk", script=True, text="x", seen=seen).json()["warning"]
    (anyway,) = re.findall(r'name="anyway" value="(\w+)"', first)
    answers(shop, "Anna", "Missing desk leg", "two")
    last = daniel.post(f"/desk/cases/{case}/reply", page="/desk", script=True, text="x", seen=seen, anyway=anyway)
    assert last.status_code == 409
    assert replies(shop) == []


def test_over_a_case_that_a_colleague_has_taken_the_question_offers_to_take_over(shop: Place) -> None:
    daniel, anna = shop.agent("Daniel"), shop.agent("Anna")
    case, talk = case_of(shop, "Wobbly")
    seen = seen_by(anna, talk)
    daniel.post(f"/desk/cases/{case}/reply", page="/desk", text="I have it.", seen=seen)
    asked = anna.post(f"/desk/cases/{case}/reply", page="/desk", text="Me too", seen=seen)
    assert asked.status_code == 409
    assert "Take over and send" in asked.text
    (anyway,) = re.findall(r'name="anyway" value="(\w+)"', asked.text)
    anna.post(f"/desk/cases/{case}/reply", page="/desk", text="Me too", seen=seen, anyway=anyway, take_over="1")
    assert replies(shop) == ["I have it.", "Me too"]
    assert [verb.name for name, verb in shop.desk.done if name == "Anna"] == ["claim", "reply"]


def test_own_replies_notes_customers_words_and_an_unknown_page_hold_nothing_up(shop: Place) -> None:
    daniel, (case, talk) = shop.agent("Daniel"), case_of(shop, "Missing desk leg")
    seen = seen_by(daniel, talk)
    daniel.post(f"/desk/cases/{case}/reply", page="/desk", text="one", seen=seen)
    shop.agent("Anna").post(f"/desk/cases/{case}/note", page="/desk", text="a note", seen=seen)
    assert daniel.post(f"/desk/cases/{case}/reply", page="/desk", text="two", seen=seen).status_code == 303
    answers(shop, "Anna", "Missing desk leg", "mine")
    for unknown in ("", "0" * 32):
        assert daniel.post(f"/desk/cases/{case}/reply", page="/desk", text="x", seen=unknown).status_code == 303
    assert daniel.post(f"/desk/cases/{case}/note", page="/desk", text="x", seen=seen).status_code == 303
    assert len(shop.db.look(lambda s: s.exec(select(Message).where(Message.role == "agent")).all())) == 8
