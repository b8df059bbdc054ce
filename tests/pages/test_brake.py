"""The brake on strangers: who writes, sends or looks too much waits for the rest of the minute, and nobody else."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from bot.pages import brake
from bot.pages.brake import Brake, Share
from bot.pages.door import Turned

from .conftest import Browser, Place
from .ports import NOON, Clock

OFFICE, HOME = ("203.0.113.9", 5000), ("198.51.100.7", 5000)


def writes(browser: Browser, times: int) -> list[int]:
    """Return the answers to that many messages, all from one page."""
    token = browser.csrf("/")
    headers = {"accept": "application/json", "x-csrf-token": token}
    return [
        browser.client.post(
            "/chat", json={"text": "hello", "key": f"{token[:6]}-{number}"}, headers=headers
        ).status_code
        for number in range(times)
    ]


def asked_by(host: str) -> Request:
    return Request({"type": "http", "client": (host, 5000), "headers": []})


def test_a_visitor_who_writes_without_end_is_asked_to_wait_and_nobody_else_is(place: Place) -> None:
    eve, maya = place.browser(client=HOME), place.browser(client=OFFICE)
    assert writes(eve, 33) == [200] * 30 + [429] * 3
    assert len(place.intake.seen) == 30
    assert writes(maya, 1) == [200]

    place.clock.forward(seconds=59)
    refused = eve.post("/chat", text="and now?", script=True)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    assert refused.json()["error"].startswith("That is a lot at once")
    place.clock.forward(seconds=1)
    assert writes(eve, 1) == [200]


def test_a_page_without_a_script_is_told_so_on_a_page(place: Place) -> None:
    eve = place.browser(client=HOME)
    writes(eve, 30)
    answer = eve.post("/chat", text="one more")
    assert answer.status_code == 429
    assert "Please wait a minute" in answer.text


def test_fresh_cookies_do_not_help_behind_one_address(place: Place) -> None:
    place.app.state.room.addresses = Share(messages=4, files=1, streams=1)
    assert [writes(place.browser(client=HOME), 2) for _ in range(3)] == [[200, 200], [200, 200], [429, 429]]
    assert writes(place.browser(client=OFFICE), 1) == [200]
    assert len(place.intake.seen) == 5


def test_behind_a_web_server_that_names_nobody_each_visitor_is_counted_alone(place: Place) -> None:
    place.app.state.room.addresses = Share(messages=1, files=1, streams=1)
    assert [writes(place.browser(client=("127.0.0.1", 5000)), 2) for _ in range(2)] == [[200, 200]] * 2


def test_files_are_counted_by_their_size_and_words_are_still_taken(place: Place) -> None:
    place.app.state.room.visitors = Share(messages=30, files=2, streams=1)
    maya = place.browser(client=HOME)  # a megabyte is the most that a file may have here
    sizes = (2**19, 2**19, 2**20, 1)
    assert [maya.sends(f"{n}.pdf", b"x" * n, script=True).status_code for n in sizes] == [200, 200, 200, 429]
    assert maya.post("/chat", text="it does not take my file", script=True).status_code == 200
    place.clock.forward(seconds=60)
    assert maya.sends("again.pdf", b"x", script=True).status_code == 200


def test_what_is_refused_at_the_door_counts_all_the_same(place: Place) -> None:
    eve = place.browser(client=HOME)
    codes = [eve.client.post("/chat", data={"text": "x", "key": "k"}).status_code for _ in range(301)]
    assert codes == [403] * 300 + [429]


def test_so_many_live_pages_at_a_time_and_one_that_is_closed_makes_room() -> None:
    share = Share(messages=1, files=1, streams=2)
    with share.streaming("maya"):
        with share.streaming("maya"):
            with pytest.raises(Turned) as turned:
                share.look("maya")
            share.look("ben")
        share.look("maya")
    assert turned.value.status == 429


def test_a_live_page_too_many_is_refused_before_it_opens(place: Place) -> None:
    maya = place.browser(client=HOME)
    maya.csrf("/")
    assert maya.get("/chat/stream").status_code == 200
    place.app.state.room.visitors = Share(messages=1, files=1, streams=0)
    refused = maya.get("/chat/stream")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")


def test_only_the_last_ones_are_remembered() -> None:
    counting, clock = Brake(1), Clock()
    for number in range(brake.KNOWN + 1):
        counting.count(str(number), clock())
    assert (counting.wait("0", NOON), counting.wait("1", NOON)) == (0, 60)


@pytest.mark.parametrize(
    ("host", "at"),
    [
        ("203.0.113.9", "203.0.113.9"), ("127.0.0.1", ""), ("::1", ""), ("::ffff:127.0.0.1", ""),
        ("::ffff:203.0.113.9", "203.0.113.9"), ("2001:db8:0:7::1", "2001:db8:0:7::/64"),
        ("2001:db8:0:7:ffff::2", "2001:db8:0:7::/64"), ("somewhere", "somewhere"),
        ("172.18.0.5", ""), ("fd00::5", ""),
    ],
)  # fmt: skip
def test_an_address_is_what_one_house_has(host: str, at: str) -> None:
    assert brake.address(asked_by(host)) == at
