"""The team's webhook: told of each case that no desk in a chat app shows, signed, again while the other side fails."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from bot import app as house
from bot.channels import webhook
from bot.errors import DeliveryError, SettingsError
from bot.settings import Settings
from bot.types.chat import Address, Part
from tests.conftest import Stage, channels
from tests.pad import Pad
from tests.test_desk import DESK, Office

AT = Address("webhook", "desk", "desk")


@pytest.fixture
def called() -> Iterator[tuple[str, list[Any], list[int]]]:
    """A server of the team's own: its address, what it was told, and what it answers next."""
    told: list[Any] = []
    answers: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.append((dict(self.headers), body))
            self.send_response(answers.pop(0) if answers else 204)
            self.send_header("retry-after", "7")
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/told", told, answers
    server.shutdown()
    thread.join()
    server.server_close()


def hook(url: str, secret: str = "") -> webhook.Webhook:
    (made,) = webhook.build({"RAPPORT_DESK_WEBHOOK": url, "RAPPORT_DESK_WEBHOOK_SECRET": secret})
    return made


def test_what_is_told_is_signed_and_has_the_same_id_at_every_try(called: tuple[str, list[Any], list[int]]) -> None:
    url, told, _ = called
    part = Part("post", AT, {"event": "case.waiting", "text": "Case #1 waits.", "case": {"number": "1"}}, id="p7")
    assert asyncio.run(hook(url, "s3cret").send(part)) == "p7"

    ((headers, body),) = told
    assert json.loads(body) == {"id": "p7", "event": "case.waiting", "text": "Case #1 waits.", "case": {"number": "1"}}
    digest = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert headers["x-rapport-signature"] == f"sha256={digest}"


@pytest.mark.parametrize(
    ("status", "again", "limited"),
    [(500, webhook.AGAIN, False), (429, 7.0, True), (404, None, False), (302, None, False)],
)
def test_an_answer_says_whether_it_is_tried_again(
    called: tuple[str, list[Any], list[int]], status: int, again: float | None, limited: bool
) -> None:
    url, _, answers = called
    answers.append(status)
    with pytest.raises(DeliveryError) as refused:
        asyncio.run(hook(url).send(Part("post", AT, {}, id="p1")))
    assert (refused.value.retry_after, refused.value.limited, refused.value.certain) == (again, limited, True)


@pytest.mark.parametrize("url", ["example.com/x", "http://example.com/x", "ftp://example.com", "https://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="RAPPORT_DESK_WEBHOOK"):
        hook(url)


def office(settings: Settings, desks: str, pads: dict[str, Pad]) -> Iterator[Office]:
    stages: list[Stage] = []
    everyone = {**channels(), **{(pad.name, pad.account): pad for pad in pads.values()}}
    settings = settings.model_copy(update={"desks": desks})
    with house.inline(settings, everyone, lambda: stages[0].now) as app:  # type: ignore[arg-type]  # doubles
        stages.append(Stage(app))
        yield Office(stages[0], pads)


def test_a_case_that_waits_on_the_web_desk_alone_is_told_without_a_word_of_anybodys(settings: Settings) -> None:
    pads = {name: Pad(name) for name in ("telegram", "webhook")}
    for at in office(settings, "web", pads):
        at.says("my name is Maya, my cat ate the invoice")
        at.says("I want to talk to a human")
        (told,) = pads["webhook"].posts.values()
        assert told.text.startswith("number: 1\nreason: customer_request\npriority: ")
        assert "Maya" not in told.text
        assert "cat" not in told.text


def test_a_case_on_a_desk_is_told_to_no_webhook_until_that_desk_is_gone(settings: Settings) -> None:
    pads = {name: Pad(name) for name in ("telegram", "slack", "webhook")}
    for at in office(settings, f"slack:{DESK}, web", pads):
        at.says("I want to talk to a human")
        assert not pads["webhook"].posts
        pads["slack"].gone.add(DESK)
        at.says("hello?")
        assert len(pads["webhook"].posts) == 1
