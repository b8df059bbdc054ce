"""`rapport db` and `rapport worker` as operators run them: a process each, on real files and a real PostgreSQL."""

from __future__ import annotations

import re
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from tests.cluster import Cluster
from tests.commands.process import rapport
from tests.commands.test_command_line import RETURNS
from tests.commands.test_serve import Server, port, until, write

__all__ = ["port"]  # a fixture

OTHER = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"


def talk(folder: Path, words: str = "I'm on the Plus plan\n", **env: str) -> str:
    done = rapport(folder, "chat", stdin=words, **env)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_backup_is_one_checked_file_and_comes_back_with_what_was_remembered(tmp_path: Path) -> None:
    talk(tmp_path)
    done = rapport(tmp_path, "db", "backup", "kept.db")
    assert (done.returncode, "checked" in done.stdout) == (0, True), done.stderr
    assert sorted(path.name for path in tmp_path.glob("kept*")) == ["kept.db"]
    assert (tmp_path / "kept.db").stat().st_mode & 0o077 == 0
    assert rapport(tmp_path, "db", "backup", "kept.db").returncode == 3  # never overwritten

    (tmp_path / "rapport.db").write_bytes(b"rubbish" * 1000)
    assert "rapport db restore" in rapport(tmp_path, "chat", stdin="hi\n").stderr
    assert "--replace" in rapport(tmp_path, "db", "restore", "kept.db").stderr
    back = rapport(tmp_path, "db", "restore", "kept.db", "--replace")

    assert back.returncode == 0, back.stderr
    aside = re.search(r"kept as (\S+);", back.stdout)
    assert aside
    assert (tmp_path / aside[1]).read_bytes().startswith(b"rubbish")
    assert "Plus" in talk(tmp_path, "/me\n")


def test_who_was_erased_since_the_backup_stays_erased(tmp_path: Path) -> None:
    talk(tmp_path)
    rapport(tmp_path, "db", "backup", "kept.db")
    erased = rapport(tmp_path, "customer", "erase", "terminal:you", "--yes")
    assert erased.returncode == 0, erased.stderr
    back = rapport(tmp_path, "db", "restore", "kept.db", "--replace")

    assert "1 customers who had been erased" in back.stdout
    assert rapport(tmp_path, "customer", "show", "terminal:you").returncode == 2


def test_a_damaged_backup_is_refused_and_what_is_there_stays(tmp_path: Path) -> None:
    talk(tmp_path)
    rapport(tmp_path, "db", "backup", "kept.db")
    whole = (tmp_path / "kept.db").read_bytes()
    (tmp_path / "kept.db").write_bytes(whole[: len(whole) // 2])
    done = rapport(tmp_path, "db", "restore", "kept.db", "--replace")

    assert (done.returncode, "cut short" in done.stderr) == (3, True)
    assert "Plus" in talk(tmp_path, "/me\n")


def test_a_file_that_is_no_backup_of_ours_is_refused_before_anything_is_moved(tmp_path: Path) -> None:
    talk(tmp_path)
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE places (name TEXT)")
    done = rapport(tmp_path, "db", "restore", "other.db", "--replace")

    assert (done.returncode, "no backup of Rapport" in done.stderr) == (3, True)
    assert "Plus" in talk(tmp_path, "/me\n")


def test_a_database_moves_to_postgresql_and_its_backup_moves_back(tmp_path: Path, cluster: Cluster) -> None:
    talk(tmp_path)
    url = cluster.fresh(empty=True)
    moved = rapport(tmp_path, "db", "copy", url)
    assert moved.returncode == 0, moved.stderr
    assert "each table's count was compared" in moved.stdout
    again = rapport(tmp_path, "db", "copy", url)
    assert (again.returncode, "is not empty" in again.stderr) == (3, True)

    there = {"RAPPORT_DATABASE": url}
    assert "Plus" in talk(tmp_path, "/me\n", **there)
    assert "Open My orders" in talk(
        tmp_path, RETURNS, **there
    )  # rows that come after the copied ones get ids of their own
    kept = rapport(tmp_path, "db", "backup", "kept.db", **there)
    assert kept.returncode == 0, kept.stderr
    empty = {"RAPPORT_DATABASE": cluster.fresh(empty=True)}
    assert rapport(tmp_path, "db", "restore", "kept.db", **empty).returncode == 0
    assert "Plus" in talk(tmp_path, "/me\n", **empty)
    other = tmp_path / "other"
    other.mkdir()
    back = rapport(other, "db", "restore", str(tmp_path / "kept.db"))
    assert back.returncode == 0, back.stderr
    assert "Plus" in talk(other, "/me\n")
    with closing(sqlite3.connect(other / "rapport.db")) as connection:
        said = [row[0] for row in connection.execute("SELECT text FROM message WHERE role = 'customer'")]
    assert said == ["I'm on the Plus plan", "/me", RETURNS.strip(), "/me"]


def test_an_old_database_on_postgresql_is_not_started_but_upgraded_by_hand(tmp_path: Path, cluster: Cluster) -> None:
    there = {"RAPPORT_DATABASE": cluster.fresh(empty=True)}
    refused = rapport(tmp_path, "chat", stdin="hi\n", **there)
    assert (refused.returncode, "rapport db upgrade" in refused.stderr) == (3, True)
    assert rapport(tmp_path, "db", "upgrade", **there).returncode == 0
    assert "up to date" in rapport(tmp_path, "db", "upgrade", **there).stdout


@pytest.mark.parametrize("words", [("chat",), ("db", "upgrade"), ("customer", "list"), ("db", "copy", OTHER)])
def test_a_server_that_is_not_there_is_named_without_a_traceback(tmp_path: Path, words: tuple[str, ...]) -> None:
    talk(tmp_path)
    env = {} if words[-1] == OTHER else {"RAPPORT_DATABASE": OTHER}
    done = rapport(tmp_path, *words, stdin="hi\n", **env)

    assert done.returncode == 3
    assert "RAPPORT_DATABASE" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_password_is_not_printed(tmp_path: Path) -> None:
    done = rapport(tmp_path, "db", "upgrade", RAPPORT_DATABASE="postgresql://u:hunter2@127.0.0.1:1/nothing")
    assert "hunter2" not in done.stdout + done.stderr


def test_a_second_worker_on_sqlite_is_refused_with_what_to_do(tmp_path: Path) -> None:
    done = rapport(tmp_path, "worker")
    assert (done.returncode, "rapport db copy" in done.stderr) == (2, True)


def test_two_servers_and_a_worker_share_postgresql_and_every_browser_is_live(
    tmp_path: Path, port: int, cluster: Cluster
) -> None:
    there = {"RAPPORT_DATABASE": cluster.fresh(), "RAPPORT_BURST": "0"}
    first = Server(tmp_path, port, **there)
    worker = Server(tmp_path, port, command="worker", up="Working as", **there)
    with Server.beside(first, tmp_path, **there) as second, httpx2.Client(base_url=first.url) as client:
        client.get("/")
        with httpx2.Client(base_url=second.url, cookies=client.cookies) as elsewhere:
            assert write(client, "how do i return a chair", "k1") < 400
            until(elsewhere, "Open My orders")  # written at one, live at the other
        copying = rapport(tmp_path, "db", "restore", "none.db", **there)
        assert "an engine works on" in copying.stderr
    assert worker.end(signal.SIGTERM) == 0
    assert first.end(signal.SIGTERM) == 0


def test_what_was_set_aside_is_shown_tried_again_and_dismissed(tmp_path: Path) -> None:
    talk(tmp_path, RETURNS)
    assert rapport(tmp_path, "queue", "list").stdout == "Nothing was set aside.\n"
    with closing(sqlite3.connect(tmp_path / "rapport.db")) as connection:
        connection.execute("UPDATE outbox SET status = 'held', error = 'maybe not delivered' WHERE id = 1")
        connection.commit()

    assert "1 held" in rapport(tmp_path, "doctor").stdout
    listed = rapport(tmp_path, "queue", "list").stdout
    assert re.match(r"p1 +held +terminal .*maybe not delivered  rapport why [0-9a-f]{32}\n", listed)
    assert rapport(tmp_path, "queue", "retry", "p1").stdout == "p1 is queued again.\n"
    again = rapport(tmp_path, "queue", "retry", "p1")
    assert (again.returncode, "not waiting" in again.stderr) == (2, True)
    assert rapport(tmp_path, "queue", "list").stdout == "Nothing was set aside.\n"
    odd = rapport(tmp_path, "queue", "dismiss", "34")
    assert (odd.returncode, "such as e12 or p34" in odd.stderr) == (2, True)

    talk(tmp_path, "thanks\n")  # an engine runs, and sends it
    with closing(sqlite3.connect(tmp_path / "rapport.db")) as connection:
        assert connection.execute("SELECT DISTINCT status FROM outbox").fetchall() == [("sent",)]
