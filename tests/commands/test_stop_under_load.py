"""`rapport serve` is told to stop while customers write: whatever it acknowledged is answered, once."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from sqlmodel import Session, select

from bot.storage import queue
from bot.storage.db import Inline
from bot.storage.tables import Decision, Inbound, Outbox
from tests.commands.process import rapport
from tests.commands.test_serve import PATIENCE, Server, port, write
from tests.conftest import DATABASES

__all__ = ["port"]  # a fixture

VISITORS = 3
ENOUGH = 12
"""Messages acknowledged before it is told to stop: it is then in the midst of it."""


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database as an admin sets it up: nothing for SQLite, `rapport db upgrade` for PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/rapport.db"
        return
    cluster = request.getfixturevalue("cluster")
    url = cluster.fresh(empty=True)
    done = rapport(tmp_path, "db", "upgrade", RAPPORT_DATABASE=url)
    assert done.returncode == 0, done.stderr
    yield url
    cluster.drop(url)


class Visitor(threading.Thread):
    """Writes one message after the other, until the server is gone."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url = url
        self.acked: list[str] = []
        self.last = ""
        self.cookies = httpx2.Cookies()

    def run(self) -> None:
        with httpx2.Client(base_url=self.url, timeout=PATIENCE) as client:
            try:
                for number in range(10_000):
                    self.say(client, f"k{number}")
            except (httpx2.TransportError, AssertionError):
                self.cookies = client.cookies

    def say(self, client: httpx2.Client, key: str) -> None:
        self.last = key
        status = write(client, "How long does delivery take?", key)
        assert status < 400, status
        self.acked.append(key)

    def again(self) -> None:
        """Send what was not acknowledged once more, as the page does."""
        if self.last not in self.acked:
            with httpx2.Client(base_url=self.url, cookies=self.cookies, timeout=PATIENCE) as client:
                self.say(client, self.last)


def outcome(session: Session) -> tuple[Counter[str], Counter[str], list[int], list[int]]:
    """Return the states of events and parts, and for each event how many turns and how many parts it had."""
    events = session.exec(select(Inbound.id, Inbound.message_id, Inbound.status)).all()
    turns = Counter(session.exec(select(Decision.in_reply_to)).all())
    parts = session.exec(select(Outbox.inbound_id, Outbox.status)).all()
    sent = Counter(inbound_id for inbound_id, _ in parts)
    return (
        Counter(status for _, _, status in events), Counter(status for _, status in parts),
        [turns[message_id] for _, message_id, _ in events], [sent[inbound_id] for inbound_id, _, _ in events],
    )  # fmt: skip


def test_told_to_stop_while_customers_write_it_ends_well_and_each_message_is_answered_once(
    database: str,
    tmp_path: Path,
    port: int,
) -> None:
    env = {"RAPPORT_DATABASE": database, "RAPPORT_BURST": "0", "RAPPORT_LEASE": "2"}
    server = Server(tmp_path, port, **env)
    visitors = [Visitor(server.url) for _ in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    ends = time.monotonic() + PATIENCE
    while sum(len(visitor.acked) for visitor in visitors) < ENOUGH:
        assert time.monotonic() < ends
        assert all(visitor.is_alive() for visitor in visitors)
        time.sleep(0.01)

    assert server.end(signal.SIGTERM) == 0
    for visitor in visitors:
        visitor.join(PATIENCE)
    server = Server(tmp_path, port, **env)
    for visitor in visitors:
        visitor.again()
    db = Inline(database)
    while db.look(queue.health).waiting:
        assert time.monotonic() < ends
        time.sleep(0.05)
    assert server.end(signal.SIGTERM) == 0

    said = sum(len(visitor.acked) for visitor in visitors)
    assert said >= ENOUGH
    assert db.look(outcome) == (Counter(done=said), Counter(sent=said), [1] * said, [1] * said)
    db.close()
