"""Where chat apps call us: limits, a short answer for whatever goes wrong, and a 503 while the database refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.errors import DatabaseTrouble
from bot.pages import hooks
from bot.types.channel import Answer, Request, Rim, Route

from .conftest import Place


async def echo(request: Request, rim: Rim) -> Answer:
    assert rim == "the rim"  # type: ignore[comparison-overlap]
    if request.body == b"away":
        raise DatabaseTrouble("the database is away")
    return Answer(200, f"{request.headers.get('x-word')}:{request.body.decode()}")


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    hooks.mount(app, [Route("/app/events", 10, echo)], "the rim")  # type: ignore[arg-type]
    return TestClient(app)


def test_a_request_reaches_its_channel_with_small_header_names_and_the_raw_body(client: TestClient) -> None:
    answer = client.post("/app/events", content=b"0123456789", headers={"X-Word": "yes"})

    assert (answer.status_code, answer.text) == (200, "yes:0123456789")


def pieces() -> Iterator[bytes]:
    yield b"01234"
    yield b"567890"


@pytest.mark.anyio
async def test_who_hangs_up_amid_a_request_leaves_no_traceback(place: Place) -> None:
    hooks.mount(place.app, [Route("/app/events", 10, echo)], "the rim")  # type: ignore[arg-type]
    scope = {"type": "http", "http_version": "1.1", "method": "POST", "path": "/app/events", "query_string": b"",
             "headers": [(b"content-length", b"10")], "scheme": "http", "root_path": ""}  # fmt: skip
    sent: list[Any] = []

    async def receive() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await place.app(scope, receive, send)  # raises what the server would log
    assert sent[0]["status"] == 400


@pytest.mark.parametrize("content", [b"01234567890", pieces()], ids=["at once", "in pieces, of unknown length"])
def test_a_body_that_is_too_long_is_refused(client: TestClient, content: Any) -> None:
    assert client.post("/app/events", content=content).status_code == 413


def test_a_length_that_is_no_number_is_refused(client: TestClient) -> None:
    assert client.post("/app/events", content=b"x", headers={"Content-Length": "x"}).status_code == 413


def test_what_cannot_be_stored_is_to_be_brought_again(client: TestClient) -> None:
    assert client.post("/app/events", content=b"away").status_code == 503


def test_only_posts_are_taken(client: TestClient) -> None:
    assert client.get("/app/events").status_code == 405
