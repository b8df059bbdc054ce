"""Folders that an attacker, a script gone wild or bad luck made: nothing outside is read, and all others answer."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers import articles
from bot.answers.articles import Corpus, load
from bot.answers.check import check
from bot.answers.index import Index
from bot.answers.search import search
from bot.commands.policy import of_folder

TODAY = date(2026, 3, 2)
Write = Callable[[str, str], Path]
GOOD = "---\ntitle: Returns\nasks: [how do I return a chair]\n---\n\nYou have 60 days.\n"
SECRET = "the root password is swordfish"


def answers(corpus: Corpus) -> list[str]:
    return [hit.article.path for hit in search(Index(corpus), "how do I return a chair", today=TODAY).hits]


def codes(corpus: Corpus) -> dict[str, str]:
    return {problem.path: problem.code for problem in corpus.problems if problem.severity == "error"}


def text_of(corpus: Corpus) -> str:
    return repr(corpus.articles)


def test_every_unsafe_thing_is_named_and_the_good_articles_answer(write: Write, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(SECRET, encoding="utf-8")
    write("returns.md", GOOD)
    (folder / "link.md").symlink_to(outside / "secret.md")
    (folder / "folder").symlink_to(outside)
    (folder / "passwd.md").symlink_to("/etc/passwd")
    (folder / "device.md").symlink_to("/dev/zero")
    (folder / "process.md").symlink_to("/proc/self/environ")
    (folder / "dangling.md").symlink_to("nowhere.md")
    (folder / "round.md").symlink_to("round.md")
    os.mkfifo(folder / "pipe.md")
    (folder / "nested.md").mkdir()
    write("nested.md/inner.md", SECRET)
    write("_draft.md", SECRET)
    write(".hidden.md", SECRET)
    (folder / "to-draft.md").symlink_to("_draft.md")
    with (folder / "huge.md").open("wb") as huge:
        huge.truncate(50_000_000)
    write("lines.md", "a\n=\n" * 20_000)
    write("aliases.md", "---\na: &a [x, x]\nb: &b [*a, *a]\nasks: [*b, *b]\n---\nText.\n")
    write("deep.md", f"---\nasks: {'[' * 7000}{']' * 7000}\n---\nText.\n")
    write("digits.md", f"---\ntitle: {'1:' * 5000}1\n---\nText.\n")
    (folder / "latin.md").write_bytes("# Rückgabe\n\nText.\n".encode("latin-1"))
    write("deeper/" * 40 + "x.md", SECRET)
    # From within: a socket's path may have about 100 characters.
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as server, contextlib.chdir(folder):
        server.bind("socket.md")
        corpus = load(folder)

    assert answers(corpus) == ["returns.md"]
    assert SECRET not in text_of(corpus)
    assert "root:" not in text_of(corpus)
    assert codes(corpus) == {
        "link.md": "outside-link", "folder": "outside-link", "passwd.md": "outside-link", "device.md": "outside-link",
        "process.md": "outside-link", "dangling.md": "dangling-link", "round.md": "dangling-link",
        "pipe.md": "not-a-file", "nested.md": "not-a-file", "to-draft.md": "hidden-link", "socket.md": "not-a-file",
        "huge.md": "too-big", "lines.md": "too-big", "aliases.md": "front-matter", "deep.md": "front-matter",
        "digits.md": "front-matter", "latin.md": "encoding", "/".join(["deeper"] * 25): "too-deep",
    }  # fmt: skip
    assert len(corpus.articles) == 1


def test_a_folder_that_becomes_a_link_while_we_look_is_not_followed(
    write: Write, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text(SECRET, encoding="utf-8")
    write("topic/a.md", GOOD)
    write("z.md", GOOD)
    looked = articles._regular

    def swapped(root: Path, where: Path) -> Path:
        found = looked(root, where)
        if where.name == "a.md" and not where.parent.is_symlink():
            where.parent.rename(tmp_path / "away")
            where.parent.symlink_to(outside)
        return found

    monkeypatch.setattr(articles, "_regular", swapped)
    corpus = load(folder)

    assert SECRET not in text_of(corpus)
    assert codes(corpus) == {"topic/a.md": "unreadable"}
    assert [article.path for article in corpus.articles] == ["z.md"]


def test_there_is_a_bound_for_everything(write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcdef":
        write(f"{name}.md", GOOD)
    write("empty.md", "# T\n\nText.\n" + "## H\n" * 80)
    assert len([one for one in load(folder).problems if one.path == "empty.md"]) == articles.MAX_PROBLEMS + 1

    monkeypatch.setattr(articles, "MAX_FILES", 3)
    assert [article.path for article in load(folder).articles] == ["a.md", "b.md", "c.md"]
    assert codes(load(folder)) == {"d.md": "too-many"}

    monkeypatch.setattr(articles, "MAX_FILES", 100)
    monkeypatch.setattr(articles, "MAX_TOTAL", len(GOOD))
    assert [article.path for article in load(folder).articles] == ["a.md", "b.md"]


def test_check_reads_nothing_outside_and_waits_for_nobody(
    write: Write, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was a file when the folder was read may be a pipe or a link a moment later."""
    write("pipe.md", GOOD)
    write("link.md", GOOD.replace("Returns", "Other").replace("chair", "desk"))
    (tmp_path / "secret").write_text("sk-abcdefghijklmnopqrstuv", encoding="utf-8")
    loaded = load(folder)
    (folder / "pipe.md").unlink()
    os.mkfifo(folder / "pipe.md")
    (folder / "link.md").unlink()
    (folder / "link.md").symlink_to(tmp_path / "secret")
    monkeypatch.setattr("bot.answers.check.load", lambda _: loaded)

    assert [problem.code for problem in check(folder, TODAY)] == []


def test_half_a_file_is_not_served(write: Write, folder: Path) -> None:
    write("a.md", GOOD)
    before = load(folder)
    write("a.md", GOOD.replace("60 days.\n", "100 da"))
    half = load(folder, before)
    old = time.time_ns() - 10**9
    os.utime(folder / "a.md", ns=(old, old))
    whole = load(folder, half)

    assert half.articles == before.articles
    assert codes(half) == {"a.md": "being-written"}
    assert whole.articles[0].sections[0].text == "You have 100 da"  # so it was meant


def test_thousands_of_renames_a_second_hinder_nobody(write: Write, folder: Path) -> None:
    write("returns.md", GOOD)
    for number in range(20):
        write(f"x{number}.md", f"# Other {number}\n\nText {number}.\n")
    stop, renames = threading.Event(), [0]

    def churn() -> None:
        while not stop.is_set():
            for number in range(20):
                (folder / f"x{number}.md").rename(folder / f"y{number}.md")
                (folder / f"y{number}.md").rename(folder / f"x{number}.md")
                renames[0] += 2

    wild = threading.Thread(target=churn)
    wild.start()
    try:
        corpus = load(folder)
        for _ in range(25):
            corpus = load(folder, corpus)
            assert "returns.md" in [article.path for article in corpus.articles]
            assert len(corpus.files) <= 41
            assert codes(corpus) == {}
    finally:
        stop.set()
        wild.join()

    assert renames[0] > 200
    assert answers(load(folder, corpus))[0] == "returns.md"


def test_a_name_with_a_line_break_is_named_in_one_line(folder: Path, write: Write) -> None:
    write("a\nb.md", GOOD)
    write("c\x1bd/e.md", GOOD)
    write("returns.md", GOOD)
    corpus = load(folder)

    assert codes(corpus) == {"a\\nb.md": "name", "c\\x1bd": "name"}
    assert answers(corpus) == ["returns.md"]


def test_an_ending_in_capitals_is_an_article_too(folder: Path, write: Write) -> None:
    write("RETURNS.MD", GOOD)

    assert answers(load(folder)) == ["RETURNS.MD"]


def test_a_bad_anchor_lists_some_of_the_headings_only(folder: Path, write: Write) -> None:
    write("a.md", "# A\n\n" + "".join(f"## Part {n:02}\n\nText {n}.\n\n" for n in range(30)) + "[x](#gone)\n")
    (said,) = [one.message for one in check(folder, TODAY) if one.code == "anchor"]

    assert "#part-18 and 11 more" in said


def test_an_article_of_a_great_many_sections_is_told_to_be_split(folder: Path, write: Write) -> None:
    write("a.md", "# A\n\n" + "".join(f"## Part {n}\n\nText.\n\n" for n in range(201)))
    found = [one.message for one in check(folder, TODAY) if one.code == "unfindable"]

    assert "has 201 sections, which are not looked for one by one: split it" in found
    assert not any(one.startswith("neither") for one in found)


def test_a_policy_may_name_an_article_with_an_ending_in_capitals(folder: Path, write: Write) -> None:
    write("PLANS.MD", "# Plans\n\nPlus has more.\n")
    (folder / "policy.toml").write_text(
        '[offers.x]\narticle = "PLANS.MD"\nwhen = { "plan.name" = "Basic" }\ntext = {en="a",de="a",es="a",fr="a"}',
        encoding="utf-8",
    )

    assert [offer.article for offer in of_folder(folder).offers] == ["PLANS.MD"]


def test_links_that_are_never_closed_take_a_second_not_a_quarter_of_a_minute(folder: Path, write: Write) -> None:
    write("a.md", "# A\n\n" + f"[a]({'x' * 4900}\n\n" * 200)
    begun = time.process_time()
    check(folder, TODAY)

    assert time.process_time() - begun < 5  # CPU seconds of this process; half a second where nothing goes back
