"""What an edit changes for those who ask."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.answers import difference
from bot.answers.articles import load
from bot.answers.index import Index
from bot.commands.kb import app
from bot.errors import KnowledgeError
from bot.settings import load as load_settings
from tests.conftest import Stage

TODAY = date(2026, 3, 2)
Write = Callable[[str, str], Path]
RETURNS = "---\ntitle: Returns\nasks: [how do I return a chair]\n---\n\n## How long\n\nYou have 60 days.\n"
SHIPPING = "---\ntitle: Shipping\nasks: [what does a parcel cost]\n---\n\nA parcel costs €5.\n"
GIT = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a.example", "GIT_COMMITTER_NAME": "a",
       "GIT_COMMITTER_EMAIL": "a@a.example", "GIT_CONFIG_GLOBAL": os.devnull}  # fmt: skip


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, env={**os.environ, **GIT})


def changed(before: Index, after: Index, *asked: str) -> list[str]:
    return [one.what if one else "" for one in difference.changes(before, after, asked, TODAY)]


def test_only_what_a_customer_would_notice_is_a_change(folder: Path, write: Write) -> None:
    write("returns.md", RETURNS)
    write("shipping.md", SHIPPING)
    before = Index(load(folder))
    write("returns.md", RETURNS.replace("60", "100"))
    edited = Index(load(folder))
    (folder / "shipping.md").unlink()
    deleted = Index(load(folder))
    asked = ("how do I return a chair?", "what does a parcel cost?", "who won the cup?")

    assert changed(before, before, *asked) == ["", "", ""]
    assert changed(before, edited, *asked) == ["other words", "", ""]
    assert changed(before, deleted, *asked) == ["other words", "answered → missed", ""]


def test_an_edit_is_held_against_a_git_revision(folder: Path, write: Write, tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("RAPPORT_DATABASE", f"sqlite:///{tmp_path}/none.db")
    write("returns.md", RETURNS)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    runner = CliRunner()
    same = runner.invoke(app, ["diff", "--knowledge", str(folder)])
    write("returns.md", RETURNS.replace("60", "100"))
    edited = runner.invoke(app, ["diff", "HEAD", "--json", "--knowledge", str(folder)])
    rows = [json.loads(line) for line in edited.stdout.splitlines()]

    assert (same.exit_code, edited.exit_code) == (0, 1)
    assert "0 of 2 questions of the articles themselves" in same.stdout
    assert rows[0]["question"] == "how do I return a chair"
    assert (rows[0]["before"]["text"], rows[0]["after"]["text"]) == ("You have 60 days.", "You have 100 days.")
    assert rows[-1]["summary"] == {"questions": 2, "changed": 2, "real": False}


def test_the_last_real_questions_are_asked_where_there_are_any(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.says("how do I reset my password?")
    stage.says("how long does delivery take?")
    monkeypatch.setenv("RAPPORT_DATABASE", stage.app.settings.database)
    load_settings.cache_clear()
    now, before = stage.app.settings.knowledge, tmp_path / "before"
    shutil.copytree(now, before)
    (before / "delivery" / "times.md").unlink()
    shown = CliRunner().invoke(app, ["diff", str(before), "--last", "1", "--knowledge", str(now)])
    load_settings.cache_clear()

    assert shown.exit_code == 1
    assert "“how long does delivery take?”: " in shown.stdout
    assert f"1 of 1 real questions are answered differently than {before}" in shown.stdout


@pytest.mark.parametrize("revision", ["nobody-knows-it", "--output=/tmp/x", "HEAD^{tree}"])
def test_a_revision_that_git_does_not_know_is_named(folder: Path, write: Write, tmp_path: Path, revision: str) -> None:
    write("returns.md", RETURNS)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")

    with pytest.raises(KnowledgeError, match="knows no revision"):
        difference.checkout(folder, revision, tmp_path / "into")


def test_a_folder_without_git_says_what_else_to_compare_with(folder: Path, write: Write, tmp_path: Path) -> None:
    write("returns.md", RETURNS)
    with pytest.raises(KnowledgeError, match="in no git repository"):
        difference.checkout(folder, "HEAD", tmp_path / "into")


def test_links_in_a_revision_are_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        link = tarfile.TarInfo("a.md")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        for name in ("../out.md", "/abs.md", "x/../../out.md", "fine.md", "x.txt"):
            one = tarfile.TarInfo(name)
            one.size = 4
            archive.addfile(one, io.BytesIO(b"text"))
    monkeypatch.setattr(difference, "_git", lambda *_: packed.getvalue())
    into = tmp_path / "in" / "to"
    into.mkdir(parents=True)
    difference.checkout(tmp_path, "HEAD", into)

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["fine.md"]


def test_an_article_without_text_yet_answers_nobody(folder: Path, write: Write) -> None:
    write("returns.md", RETURNS)
    before = Index(load(folder))
    write("returns.md", "---\ntitle: Returns\nasks: [how do I return a chair]\n---\n")

    assert changed(before, Index(load(folder)), "how do I return a chair?") == ["answered → missed"]
