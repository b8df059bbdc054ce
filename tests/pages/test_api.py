"""The API for other systems: a key, a body that is checked as a whole, stored once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlmodel import select

from bot import business
from bot.storage.tables import BusinessEvent

from .conftest import Place

ORDER = {"event": "order_placed", "id": "o1", "at": "2026-01-01T10:00:00Z", "amount": 99}


@pytest.fixture
def place(place: Place) -> Place:
    place.db.now(business.new_key, "crm", "the key", place.clock())
    return place


def posts(place: Place, body: Any, *, key: str = "the key", to: str = "web/maya") -> Any:
    headers = {"authorization": f"Bearer {key}"} if key else {}
    text = json.dumps(body).replace("Infinity", "1e999")
    return place.browser().client.post(f"/api/customers/{to}/events", content=text, headers=headers)


def stored(place: Place) -> list[tuple[str, str]]:
    return [(row.kind, row.source) for row in place.db.look(lambda s: s.exec(select(BusinessEvent)).all())]


def test_an_event_is_stored_once_under_the_name_of_its_key(place: Place) -> None:
    assert posts(place, ORDER).json() == {"stored": 1, "known": 0}
    assert posts(place, {"events": [ORDER, {**ORDER, "id": "o2"}]}).json() == {"stored": 1, "known": 1}
    assert stored(place) == [("order_placed", "crm")] * 2


def test_without_a_right_key_nothing_is_told_and_guessing_is_stopped(place: Place) -> None:
    assert posts(place, ORDER, key="").status_code == 401
    assert {posts(place, ORDER, key="wrong").status_code for _ in range(12)} == {401, 429}
    assert posts(place, ORDER).status_code == 429
    assert stored(place) == []


@pytest.mark.parametrize("body", [b'{"event": "order_placed", "id": "o9", "data": {"amount": NaN}}', b"[" * 200_000])
def test_a_body_that_is_no_strict_json_is_refused(place: Place, body: bytes) -> None:
    headers = {"authorization": "Bearer the key", "content-type": "application/json"}
    answer = place.browser().client.post("/api/customers/web/maya/events", content=body, headers=headers)

    assert (answer.status_code, "no JSON" in answer.json()["error"]) == (422, True)


@pytest.mark.parametrize(
    ("body", "to", "error"),
    [
        ({"events": [ORDER, {"event": "ordr_placed"}]}, "web/maya", 'did you mean "order_placed"'),
        ({"events": []}, "web/maya", "1 to 500"),
        (ORDER, "wab/maya", 'there is no channel "wab"'),
        ([1], "web/maya", "an event is an object"),
        ({**ORDER, "amount": 1e999}, "web/maya", "can be counted"),
        ({**ORDER, "at": "0001-01-01T00:00:00+05:00"}, "web/maya", "needs an ISO time"),
        (ORDER, "web/ma%00ya", "printable"),
    ],
)
def test_a_body_with_one_bad_event_is_refused_as_a_whole(place: Place, body: Any, to: str, error: str) -> None:
    answer = posts(place, body, to=to)

    assert answer.status_code == 422
    assert error in answer.json()["error"]
    assert stored(place) == []


def test_what_is_no_json_or_too_big_is_answered_in_words(place: Place) -> None:
    client, headers = place.browser().client, {"authorization": "Bearer the key"}
    url = "/api/customers/web/maya/events"

    assert "no JSON" in client.post(url, content=b"{", headers=headers).json()["error"]
    assert client.post(url, content=b"x" * 1_000_001, headers=headers).status_code == 413
