"""The whole house in a real browser: customer, bot, desk and agent over a real `rapport serve`."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.commands.test_serve import Server, port  # noqa: F401 - the fixture is used by its name
from tests.pages.test_browser import Watched, chromium  # noqa: F401 - as above

pytestmark = pytest.mark.browser


def test_from_a_question_to_the_hand_back_in_the_browser(tmp_path: Path, port: int, chromium) -> None:  # type: ignore[no-untyped-def] # noqa: F811
    server = Server(tmp_path, port, RAPPORT_BURST="0")
    link = next(line.split()[-1] for line in server.said if "First login" in line)
    with Watched(chromium, 390, 844) as customer, Watched(chromium) as agent:
        chat, desk = customer.page, agent.page
        chat.goto(server.url)
        chat.fill("#chat-text", "how do i retrun a chiar?")
        chat.press("#chat-text", "Enter")
        chat.locator("#chat-log .entry.bot", has_text="Open My orders").wait_for()
        chat.locator("#chat-log a", has_text="How to return an item").wait_for()

        chat.fill("#chat-text", "I'd like to talk to a person")
        chat.press("#chat-text", "Enter")
        chat.locator("#chat-head", has_text="Connecting you to a person").wait_for()

        desk.goto(link)
        desk.locator("main button, form button").first.click()
        desk.locator("#desk-list .row").first.click()
        desk.locator(".brief", has_text="How to return an item").wait_for()
        desk.fill(".composer textarea", "Hello, this is Admin.")
        desk.press(".composer textarea", "Control+Enter")
        chat.locator("#chat-log .entry.agent", has_text="Hello, this is Admin.").wait_for()
        chat.locator("#chat-head", has_text="Admin is with you").wait_for()

        desk.click("#to-handback")
        desk.fill("#handback textarea", "A label is on its way by post.")
        desk.locator("#handback button", has_text="Hand back").click()
        chat.locator("#chat-head", has_text="Assistant").wait_for()
        chat.fill("#chat-text", "when is the label here?")
        chat.press("#chat-text", "Enter")
        chat.locator("#chat-log .entry.bot", has_text="A label is on its way by post.").wait_for()

        assert customer.said == []
        assert agent.said == []
        assert all(url.startswith(server.url) for url in (*customer.asked, *agent.asked))
    assert server.end(signal.SIGTERM) == 0
