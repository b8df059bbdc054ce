"""A draft becomes an article when an admin says so, and then those who asked are told."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import app as house
from bot.answers import approval
from bot.answers.articles import load
from bot.commands.kb import app
from bot.errors import KnowledgeError
from bot.settings import Settings
from tests.conftest import ARTICLES, NOON, Stage, channels

DRAFT = """---
asks:
  - "Do you lend a power drill for assembly?"
---
# Do you lend a power drill for assembly?

You can borrow a power drill in every store for three days, free of charge.

<!-- Suggested from case #7; edit before use. -->
"""


@pytest.fixture
def shop(settings: Settings, tmp_path: Path) -> Iterator[Stage]:
    folder = tmp_path / "knowledge"
    shutil.copytree(ARTICLES, folder)
    (folder / "_proposals").mkdir()
    (folder / "_proposals" / "case-7-drill.md").write_text(DRAFT, encoding="utf-8")
    stages: list[Stage] = []
    with house.inline(settings.model_copy(update={"knowledge": folder}), channels(), lambda: stages[0].now) as opened:
        stages.append(Stage(opened))
        yield stages[0]


def run(shop: Stage, *words: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, ["approve", *words, "--knowledge", str(shop.app.settings.knowledge)])
    return found.exit_code, found.output


def test_closing_the_loop_an_approved_draft_is_served_and_whoever_met_that_gap_is_told_once(shop: Stage) -> None:
    """Features.md §3, closing the loop: gap published → asker told."""
    shop.says("do you lend a power drill for assembly?", user="asker")
    shop.says("how do I return a chair?", user="other")
    assert run(shop) == (0, "case-7-drill.md\n")

    code, said = run(shop, "case-7-drill.md", "--as", "stores/drill.md")
    shop.app.engine.knowledge.refresh()

    assert (code, "stores/drill.md is served" in said.replace("\n", "")) == (0, True)
    text = (shop.app.settings.knowledge / "stores" / "drill.md").read_text(encoding="utf-8")
    assert "Suggested" not in text
    assert run(shop)[1].startswith("nothing waits")
    (told,) = shop.drain()
    assert "borrow a power drill in every store" in told
    assert [line for line in shop.passes(days=30) if "power drill" in line] == []


@pytest.mark.parametrize(
    ("draft", "words", "why"),
    [
        (DRAFT, ("case-8.md",), "there is no draft case-8.md"),
        (DRAFT, ("case-7-drill.md", "--as", "../drill.md"), "no place for an article"),
        (DRAFT, ("case-7-drill.md", "--as", "_old/drill.md"), "no place for an article"),
        (DRAFT, ("case-7-drill.md", "--as", "drill.txt"), "no place for an article"),
        (DRAFT, ("case-7-drill.md", "--as", "returns/return.md"), "is there already"),
        ("# Drills\n\n<!-- Begin with the sentence that answers. -->\n", ("case-7-drill.md",), "answers nothing yet"),
        (DRAFT.replace("asks:", "asks: ["), ("case-7-drill.md",), "case-7-drill.md: "),
        (DRAFT.replace("asks:", "asks: ["), ("case-7-drill.md", "--as", "./drill.md"), "case-7-drill.md: "),
        (DRAFT.replace("in every", "\udcff"), ("case-7-drill.md",), "save it as UTF-8"),
        (DRAFT, ("case-7-drill.md", "--as", "returns/return.md/drill.md"), "cannot write"),
        (DRAFT, ("case-7-drill.md", "--as", f"{'drill' * 60}.md"), "cannot write"),
        (DRAFT, ("case-7-drill.md", "--as", "linked/drill.md"), "goes through a link"),
        (DRAFT, ("case-7-drill.md", "--as", "inner/new/drill.md"), "goes through a link"),
        (DRAFT, ("case-7-drill.md", "--as", "drill\udcff.md"), "no place for an article"),
        (DRAFT, ("case-7-drill.md", "--as", "README.md"), "would not be served as README.md"),
        (DRAFT.replace("asks:", "expires: 2020-01-01\nasks:"), ("case-7-drill.md",), "would not be served"),
    ],
)
def test_a_draft_that_cannot_be_served_stays_where_it_is_and_says_why(
    shop: Stage, draft: str, words: tuple[str, ...], why: str
) -> None:
    folder = shop.app.settings.knowledge
    (folder / "_proposals" / "case-7-drill.md").write_text(draft, encoding="utf-8", errors="surrogateescape")
    (folder / "returns").mkdir(exist_ok=True)
    (folder / "returns" / "return.md").write_text("# Returns\n\nSend it back.\n", encoding="utf-8")
    (folder / "linked").symlink_to(folder.parent, target_is_directory=True)
    (folder / "inner").symlink_to(folder / "returns", target_is_directory=True)
    before, files = len(load(folder).articles), list_of(folder.parent)

    code, said = run(shop, *words)

    assert code == 2
    assert why in " ".join(said.split())
    assert (folder / "_proposals" / "case-7-drill.md").is_file()
    assert len(load(folder).articles) == before
    assert list_of(folder.parent) == files


def list_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.md"))


def test_an_article_that_the_disk_has_no_room_for_is_not_left_there_by_half(tmp_path: Path) -> None:
    (tmp_path / "_proposals").mkdir()
    (tmp_path / "_proposals" / "case-7-drill.md").write_text(DRAFT, encoding="utf-8")

    with room_for(80), pytest.raises(KnowledgeError, match="cannot write"):
        approval.approve(tmp_path, "case-7-drill.md", "drill.md", NOON.date())

    assert list_of(tmp_path) == [tmp_path / "_proposals" / "case-7-drill.md"]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes: what is beyond is refused, as by a full disk."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


def test_a_draft_that_is_a_link_is_none(shop: Stage) -> None:
    folder = shop.app.settings.knowledge
    (folder.parent / "secret.md").write_text(DRAFT, encoding="utf-8")
    (folder / "_proposals" / "gap-drill.md").symlink_to(folder.parent / "secret.md")

    assert run(shop) == (0, "case-7-drill.md\n")
    code, said = run(shop, "gap-drill.md")

    assert (code, "there is no draft gap-drill.md" in said) == (2, True)
    assert not (folder / "answers").exists()
