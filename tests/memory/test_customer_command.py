"""`rapport customer`: what an operator sees and does, beside a running engine and without one."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

import bot.__main__ as program
from bot.commands import customer
from bot.memory import privacy
from bot.settings import load
from bot.storage import tables
from bot.storage.opening import engine_lock
from tests.memory.conftest import Shop


@pytest.fixture
def run(shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Shop]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAPPORT_DATABASE", shop.db.url)
    load.cache_clear()
    yield shop
    load.cache_clear()


@dataclass(frozen=True)
class Result:
    """What a command printed, and how it ended."""

    exit_code: int
    stdout: str
    stderr: str


def rapport(*words: str, answer: str = "") -> Result:
    """Give a command as `rapport` does, which says what an error means."""
    with CliRunner().isolation(input=answer) as (out, err, _):
        try:
            program._run("customer", list(words))
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        sys.stdout.flush()
        sys.stderr.flush()
        return Result(code, out.getvalue().decode(), err.getvalue().decode())


def test_list_names_everybody_and_tells_nothing_they_said(run: Shop) -> None:
    maya = run.who("maya", name="Maya")
    run.says(maya, "I live in Oslo")
    shown = rapport("list")
    assert shown.exit_code == 0
    assert "telegram:maya" in shown.stdout
    assert "Oslo" not in shown.stdout
    [row] = json.loads(rapport("list", "--json").stdout)
    assert (row["messages"], row["identities"][0]["user"]) == (1, "maya")


def test_show_tells_each_fact_with_its_day_and_channel(run: Shop) -> None:
    maya = run.who("maya")
    run.says(maya, "I live in Oslo. I think I'm on Plus.")
    shown = rapport("show", "telegram:maya").stdout
    assert "location.city           Oslo                    2026-03-02, telegram" in shown
    assert "not sure  “I'm on Plus”" in shown
    told = json.loads(rapport("show", "telegram:maya", "--json").stdout)
    assert told["facts"][0]["quote"] == "I live in Oslo"
    assert told["messages"][0]["text"].startswith("I live")


def test_export_is_json_on_stdout(run: Shop) -> None:
    run.says(run.who("maya"), "I live in Oslo")
    copy = json.loads(rapport("export", "telegram:maya").stdout)
    assert copy["facts"][0]["value"] == "Oslo"


def test_a_stranger_is_an_error_on_stderr_with_exit_2(run: Shop) -> None:
    for command in ("show", "export", "erase", "unlink"):
        failed = rapport(command, "telegram:nobody")
        assert (failed.exit_code, failed.stdout) == (2, ""), command
        assert "customer list" in failed.stderr


def test_a_missing_database_is_exit_3_and_is_not_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Shop
) -> None:
    path = tmp_path / "none.db"
    monkeypatch.setenv("RAPPORT_DATABASE", f"sqlite:///{path}")
    load.cache_clear()
    failed = rapport("list")
    assert failed.exit_code == 3
    assert str(path) in failed.stderr
    assert not path.exists()


def test_erase_asks_first_and_a_no_erases_nothing(run: Shop) -> None:
    run.says(run.who("maya"), "I live in Oslo")
    assert rapport("erase", "telegram:maya", answer="n\n").exit_code == 1
    assert len(run.rows(tables.Customer)) == 1


def test_erase_without_an_engine_leaves_no_byte(run: Shop) -> None:
    run.says(run.who("maya"), "I live in Zanzibara")
    done = rapport("erase", "telegram:maya", "--yes")
    assert (done.exit_code, done.stdout.startswith("Erased: ")) == (0, True)
    path = Path(run.db.url.removeprefix("sqlite:///"))
    assert all(b"Zanzibara" not in one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def test_erase_beside_an_engine_is_the_engines_work(run: Shop) -> None:
    run.says(run.who("maya"), "I live in Oslo")

    def engine() -> None:
        while not (waiting := run.db.look(privacy.pending)):
            pass
        for request, who in waiting:
            run.db.now(privacy.erase, who, run.now)
            run.db.now(privacy.finish, request, run.now)

    worker = threading.Thread(target=engine)
    with engine_lock(run.db.url):
        worker.start()
        done = rapport("erase", "telegram:maya", "--yes")
        worker.join()
    assert "by the running engine" in done.stdout
    assert run.rows(tables.Customer) == []


def test_an_engine_that_does_not_answer_is_told_honestly(run: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    run.says(run.who("maya"), "I live in Oslo")
    monkeypatch.setattr(customer, "PATIENCE", 0.0)
    with engine_lock(run.db.url):
        said = rapport("erase", "telegram:maya", "--yes").stdout
    assert "has not answered yet" in said
    assert len(run.db.look(privacy.pending)) == 1


def test_link_and_unlink_by_account(run: Shop) -> None:
    a, b = run.who("maya"), run.who("U1", "slack", realm="T1")
    assert rapport("link", "telegram:maya", "slack:T1:U1", "--reason", "showed her invoice").exit_code == 0
    assert run.customer(b) == run.customer(a)
    [row] = run.rows(tables.IdentityLink)
    assert (row.method, row.evidence) == ("agent", "showed her invoice")
    assert rapport("link", "telegram:maya", "slack:T1:U1").exit_code == 2

    assert rapport("unlink", "slack:T1:U1").exit_code == 0
    assert run.customer(b) == b.customer_id
    assert rapport("unlink", "slack:T1:U1").exit_code == 2


def test_show_finds_by_name_and_lists_those_who_share_it(run: Shop) -> None:
    maya = run.who("701", name="Maya Okafor")
    run.says(maya, "I live in Oslo. I lived in Hull until 2024")
    assert "Oslo" in rapport("show", "maya okafor").stdout
    assert "until 2024-01-01" in rapport("show", "Maya").stdout

    run.says(run.who("702"), "my name is Maya")
    several = rapport("show", "maya")
    assert several.exit_code != 0
    assert "2 customers" in several.stderr
    assert "(telegram:701)" in several.stderr
    assert "(telegram:702)" in several.stderr
    assert rapport("erase", "maya").exit_code == 2  # a name is no proof of whom one means


def test_show_as_of_a_day_in_hindsight_knows_what_was_told_later(run: Shop) -> None:
    run.says(run.who("maya"), "I lived in Hull until 2024")

    then = ("show", "telegram:maya", "--as-of", "2023-06-01")
    assert "Hull" not in rapport(*then).stdout
    assert "Hull" in rapport(*then, "--hindsight").stdout


def test_list_shows_the_fifty_who_wrote_last_and_all_of_them_when_asked(run: Shop) -> None:
    for number in range(52):
        run.says(run.who(f"c{number}"), "hello")
    run.says(run.who("c0"), "hello again")
    shown, everybody = rapport("list"), rapport("list", "--all")

    assert [len(listed.stdout.splitlines()) for listed in (shown, everybody)] == [50, 52]
    assert "telegram:c0" in shown.stdout.splitlines()[0]
    assert "2 messages" in shown.stdout.splitlines()[0]
    assert "--all" in shown.stderr
    assert everybody.stderr == ""
    assert len(json.loads(rapport("list", "--json").stdout)) == 52
