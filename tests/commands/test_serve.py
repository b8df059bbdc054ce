"""`rapport serve` as a process, killed and stopped for real."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from sqlmodel import Session, select

from bot.storage.db import Inline
from bot.storage.tables import Message

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "tests" / "data" / "articles"
PATIENCE = 60


class Server:
    """A `rapport serve` on a port of its own, or another command that goes on until it is told to stop."""

    def __init__(
        self, folder: Path, port: int, *, command: str = "serve", up: str = "Desk for agents", **env: str
    ) -> None:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("RAPPORT_", "COV_"))}
        settings = {"RAPPORT_PORT": str(port), "RAPPORT_KNOWLEDGE": str(ARTICLES), "RAPPORT_EMBEDDINGS": "off",
                    "PYTHONPATH": str(ROOT), **env}  # fmt: skip
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", command], cwd=folder, env=clean | settings, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.said: list[str] = []
        assert self.process.stdout
        for line in self.process.stdout:  # it says so once its port listens
            self.said.append(line)
            if line.startswith(up):
                break
        assert self.process.poll() is None, "".join(self.said)
        self._reader = threading.Thread(target=self._drain, daemon=True)
        self._reader.start()

    def _drain(self) -> None:
        assert self.process.stdout
        self.said += list(self.process.stdout)

    @classmethod
    @contextlib.contextmanager
    def beside(cls, other: Server, folder: Path, **env: str) -> Iterator[Server]:
        """A second server on a free port, ended politely."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        assert str(port) not in other.url
        server = cls(folder, port, **env)
        yield server
        assert server.end(signal.SIGTERM) == 0

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        self._reader.join()
        assert self.process.stdout
        self.process.stdout.close()
        return code


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Inline]:
    db = Inline(f"sqlite:///{tmp_path}/rapport.db")
    yield db
    db.close()


def write(client: httpx2.Client, text: str, key: str) -> int:
    """Write on the chat page as a browser does; return the status."""
    page = client.get("/").text
    found = re.search(r'name="csrf"[^>]*content="([^"]+)"|content="([^"]+)"[^>]*name="csrf"', page)
    assert found, page[:500]
    token = found[1] or found[2]
    form = {"text": text, "key": key}
    return client.post("/chat", json=form, headers={"X-CSRF-Token": token}).status_code


def said_by(session: Session, role: str) -> list[str]:
    return list(session.exec(select(Message.text).where(Message.role == role)).all())


def until(client: httpx2.Client, words: str) -> None:
    """Read the chat's live stream until the words come."""
    seen = ""
    with client.stream("GET", "/chat/stream", params={"after": "0"}, timeout=PATIENCE) as stream:
        for piece in stream.iter_text():
            seen += piece
            if words in seen:
                return
    raise AssertionError(f"the stream ended without {words!r}")


def test_killed_between_store_and_answer_it_answers_exactly_once_after_the_restart(
    tmp_path: Path, port: int, db: Inline
) -> None:
    # A half sentence waits three seconds for its next fragment: stored, acknowledged and not answered yet.
    server = Server(tmp_path, port, RAPPORT_BURST="3")
    with httpx2.Client(base_url=server.url) as client:
        assert write(client, "how do i return a chair", "k1") < 400
        cookies = client.cookies
        server.end(signal.SIGKILL)
    assert db.look(said_by, "customer") == ["how do i return a chair"]
    assert db.look(said_by, "bot") == []

    again = Server(tmp_path, port, RAPPORT_BURST="0")
    with httpx2.Client(base_url=again.url, cookies=cookies) as client:
        until(client, "Open My orders")
        write(client, "thanks!", "k2")
        until(client, "welcome")
    again.end(signal.SIGTERM)
    answers = db.look(said_by, "bot")

    assert "Open My orders" in answers[0]
    assert len(answers) == 2


def test_sigterm_ends_it_and_frees_the_database(tmp_path: Path, port: int) -> None:
    server = Server(tmp_path, port)
    assert httpx2.get(f"{server.url}/healthz").json() == {"ok": True}
    ready = httpx2.get(f"{server.url}/readyz").json()
    assert ready["ok"]
    assert ready["channels"]["web/site"] == "ok"

    assert server.end(signal.SIGTERM) == 0
    assert [path.name for path in tmp_path.glob("rapport.db-*")] == []  # closed, not just left
    again = Server(tmp_path, port)
    again.end(signal.SIGTERM)


def test_readyz_says_that_nothing_can_be_stored_before_a_message_is_lost_to_it(tmp_path: Path, port: int) -> None:
    server = Server(tmp_path, port)
    files = resource.RLIMIT_FSIZE
    before = resource.prlimit(server.process.pid, files)
    resource.prlimit(server.process.pid, files, (1, before[1]))  # as on a disk that is full
    full = httpx2.get(f"{server.url}/readyz")
    resource.prlimit(server.process.pid, files, before)
    freed = httpx2.get(f"{server.url}/readyz")
    server.end(signal.SIGTERM)

    assert full.status_code == 503
    assert "the disk" in full.json()["database"]
    assert (freed.status_code, freed.json()["database"]) == (200, "ok")


def test_the_first_start_prints_a_login_link_and_the_next_one_does_not(tmp_path: Path, port: int) -> None:
    server = Server(tmp_path, port)
    assert "alembic" not in "".join(server.said)
    server.end(signal.SIGTERM)
    assert any("First login" in line and f"{server.url}/login/" in line for line in server.said)

    again = Server(tmp_path, port)
    again.end(signal.SIGTERM)
    assert not any("First login" in line for line in again.said)


def test_a_second_engine_is_refused_and_a_chat_attaches_to_the_running_one(tmp_path: Path, port: int) -> None:
    from tests.commands.process import rapport

    server = Server(tmp_path, port)
    second = rapport(tmp_path, "serve", RAPPORT_PORT=str(port))
    elsewhere = rapport(tmp_path, "serve", RAPPORT_PORT=str(port), RAPPORT_DATABASE="sqlite:///other.db")
    chat = rapport(tmp_path, "chat", stdin="how do i retrun a chiar\n")
    server.end(signal.SIGTERM)

    assert second.returncode == 3
    assert "in use by another engine" in second.stderr
    assert elsewhere.returncode == 2
    assert "Set RAPPORT_PORT to a free port" in elsewhere.stderr
    assert "Open My orders" in chat.stdout


def test_an_erasure_asked_for_beside_it_is_carried_out_by_the_running_engine(tmp_path: Path, port: int) -> None:
    from tests.commands.process import rapport

    server = Server(tmp_path, port)
    rapport(tmp_path, "chat", "--as", "maya", stdin="I live in Trondheim\n")
    done = rapport(tmp_path, "customer", "erase", "terminal:maya", "--yes")
    left = [path.name for path in tmp_path.glob("rapport.db*") if b"Trondheim" in path.read_bytes()]
    server.end(signal.SIGTERM)

    assert done.returncode == 0, done.stderr
    assert left == []


def test_a_saved_article_is_live_without_a_restart(tmp_path: Path, port: int, db: Inline) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "lamp.md").write_text("# Lamps\n\n## Dim a lamp\n\nTurn the knob to dim the lamp.\n")
    server = Server(tmp_path, port, RAPPORT_KNOWLEDGE=str(articles), RAPPORT_BURST="0")
    (articles / "sofa.md").write_text("# Sofas\n\n## Wash a sofa cover\n\nWash the sofa cover at 30 degrees.\n")
    with httpx2.Client(base_url=server.url) as client:
        for _ in range(2000):  # a request each: no restart, and no sleep
            if client.get("/readyz").json()["knowledge"]["articles"] == 2:
                break
        write(client, "how do I wash a sofa cover?", "k1")
        until(client, "30 degrees")
    server.end(signal.SIGTERM)

    assert len(db.look(said_by, "bot")) == 1
