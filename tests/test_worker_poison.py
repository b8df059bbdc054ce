"""What cannot be read, handed over or asked about is set aside, and its lane goes on."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import select

from bot.errors import DeliveryError
from bot.storage import migrate, queue
from bot.storage.db import Inline
from bot.storage.tables import Inbound, Outbox
from bot.types.channel import Pace
from bot.types.chat import Address, Part
from bot.worker import Worker
from tests.conftest import NOON, Stage
from tests.sends import Sends
from tests.storage.test_pacing import chats, post


def test_a_turn_that_cannot_even_be_handed_over_is_set_aside_and_the_lane_goes_on(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """The admin took a channel out of the settings while its customer's message waited: nothing can be said there."""
    caplog.set_level(logging.CRITICAL)
    stage.stores("how do I return a chair?")
    channel = stage.app.channels.pop(("telegram", "demo"))
    for _ in range(6):
        stage.passes(seconds=10)
    assert stage.look(lambda session: session.exec(select(Inbound.status)).all()) == ["dead"]

    stage.app.channels["telegram", "demo"] = channel
    assert "My orders" in stage.says("how do I return a chair?")[0]


def test_an_event_whose_row_cannot_be_read_is_set_aside_and_the_lane_goes_on(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    stage.stores("how do I return a chair?")
    stage.db.now(lambda session: session.execute(update(Inbound).values(payload={"from": "another release"})))
    for _ in range(6):
        stage.passes(seconds=10)
    assert stage.look(lambda session: session.exec(select(Inbound.status)).all()) == ["dead"]

    assert "My orders" in stage.says("how do I return a chair?")[0]


class Silent:
    """A chat app that notes what reaches it, and tells nobody what it has."""

    def __init__(self, can_find: bool = False) -> None:
        self.can_find = can_find
        self.sent: list[Part] = []

    async def find(self, part: Part) -> str | None:
        raise DeliveryError("missing_scope: the history may not be read")

    def pace(self, address: Address) -> Pace:
        return Pace()

    async def send(self, part: Part) -> str:
        self.sent.append(part)
        return "x"


@pytest.mark.parametrize(("stood", "taken", "calls"), [(0, False, 1), (25, False, 1), (31, False, 1), (31, True, 0)])
def test_a_worker_that_stood_still_with_a_part_in_hand_sends_it_only_while_the_chat_is_still_its_own(
    tmp_path: Path, stood: float, taken: bool, calls: int
) -> None:
    """The fence keeps it from writing, but no fence reaches the chat app: it looks again before it calls."""
    migrate.upgrade(f"sqlite:///{tmp_path}/rapport.db")
    db = Inline(f"sqlite:///{tmp_path}/rapport.db")
    db.now(chats)
    db.now(post, 1, 1)
    app, now = Silent(), [NOON]
    known: Any = {("app", "a"): app}
    worker = Worker(db, Sends(), known, clock=lambda: now[0], threads=0, alone=False)  # type: ignore[arg-type]

    async def story() -> None:
        await worker._round()
        now[0] += timedelta(seconds=stood)
        if taken:
            db.now(queue.take, "another", now[0], 0, 8)
        await asyncio.gather(*worker._sends)

    asyncio.run(story())
    db.close()

    assert len(app.sent) == calls


def test_where_the_chat_app_refuses_to_be_asked_the_policy_decides_and_the_chat_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    migrate.upgrade(f"sqlite:///{tmp_path}/rapport.db")
    db = Inline(f"sqlite:///{tmp_path}/rapport.db")
    db.now(chats)
    db.now(post, 1, 2)
    db.now(queue.take, "crashed", NOON, 0, 8)  # the first part may have arrived
    app = Silent(can_find=True)
    known: Any = {("app", "a"): app}
    later = NOON + queue.LEASE
    worker = Worker(db, Sends(), known, clock=lambda: later, threads=0, alone=False)  # type: ignore[arg-type]
    asyncio.run(worker.drain())
    states = db.look(lambda session: session.exec(select(Outbox.status).order_by(Outbox.id)).all())  # type: ignore[arg-type]
    db.close()

    assert [part.body["n"] for part in app.sent] == [0, 1]
    assert states == ["sent", "sent"]
