"""Colleagues are invited from the command line, into a database that is there."""

from __future__ import annotations

from pathlib import Path

from tests.commands.process import rapport


def test_a_colleague_is_invited_with_a_link_and_listed(tmp_path: Path) -> None:
    rapport(tmp_path, "db", "upgrade")
    assert "Nobody yet" in rapport(tmp_path, "agent", "list").stderr

    done = rapport(tmp_path, "agent", "invite", "Anna")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("http://127.0.0.1:8080/login/")
    assert rapport(tmp_path, "agent", "list").stdout == "Anna\n"


def test_without_a_database_none_is_made_by_mistake(tmp_path: Path) -> None:
    for words in (("invite", "Anna"), ("list",)):
        done = rapport(tmp_path, "agent", *words)
        assert done.returncode == 3
        assert "there is no database at" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_nobody_can_read_is_refused(tmp_path: Path) -> None:
    rapport(tmp_path, "db", "upgrade")

    assert rapport(tmp_path, "agent", "invite", " ").returncode == 2
