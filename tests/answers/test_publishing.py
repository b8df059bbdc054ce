"""Many processes serve one version of the articles: one reads the folder and publishes, the others follow."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answers import publishing
from bot.answers.articles import load
from bot.answers.embedding import Encoder
from bot.answers.knowledge import Knowledge
from bot.answers.search import search
from bot.storage.db import Inline

TODAY = date(2026, 6, 1)


@pytest.fixture
def db(database: str) -> Iterator[Inline]:
    found = Inline(database)
    yield found
    found.close()


@pytest.fixture
def either(url: str) -> Iterator[Inline]:
    """A database of one kind, and again of the other."""
    found = Inline(url)
    yield found
    found.close()


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The folder of another host, which is behind."""
    made = tmp_path / "other"
    made.mkdir()
    (made / "lamp.md").write_text("# Lamps\n\nOld words.\n")
    return made


def agree(db: Inline, leader: Knowledge, *followers: Knowledge) -> None:
    asyncio.run(leader.agree(db, leads=True))
    for one in followers:
        asyncio.run(one.agree(db, leads=False))


def served(knowledge: Knowledge) -> dict[str, str]:
    return {one.path: one.sections[0].text for one in knowledge.index.corpus.articles}


def test_an_article_comes_back_as_it_was_published(folder: Path, db: Inline) -> None:
    header = "title: Lamps\nasks: [does it shine]\ntags: [light]\nlang: de\nexpires: 2027-01-31\nmust_say: [dim]\n"
    (folder / "lamp.md").write_text(
        f"---\n{header}---\n\nFirst.\n\n## How bright\n\n| a | b |\n| --- | --- |\n| 1 | é |\n"
    )
    corpus = load(folder)
    number = db.now(publishing.publish, corpus)
    found = db.look(publishing.fetch, number, {})
    assert found is not None
    assert found[0].articles == corpus.articles
    assert found[0].version == corpus.version
    assert db.now(publishing.publish, corpus) == number


def test_who_follows_serves_what_the_leader_published_whatever_its_own_folder_holds(
    folder: Path, other: Path, either: Inline
) -> None:
    (folder / "lamp.md").write_text("# Lamps\n\nNew words.\n")
    (folder / "sofa.md").write_text("# Sofas\n\nSoft.\n")
    leader, follower = Knowledge(folder), Knowledge(other)
    agree(either, leader, follower)
    assert served(follower) == {"lamp.md": "New words.", "sofa.md": "Soft."}
    assert follower.index.version == leader.index.version

    (folder / "sofa.md").write_text("---\ntitle: [\n---\n")  # broken: its last good version goes on, here and there
    (folder / "lamp.md").write_text("# Lamps\n\nNewest words.\n")
    leader.refresh()
    (other / "lamp.md").write_text("# Lamps\n\nWords of nobody.\n")
    assert follower.refresh() is False
    agree(either, leader, follower)
    assert served(follower) == served(leader) == {"lamp.md": "Newest words.", "sofa.md": "Soft."}
    assert [hit.article.path for hit in search(follower.index, "newest words", today=TODAY).hits] == ["lamp.md"]


def test_what_is_deleted_is_gone_from_the_next_answer_of_who_follows_the_same_folder(folder: Path, db: Inline) -> None:
    for name in ("lamp", "sofa"):
        (folder / f"{name}.md").write_text(f"# {name}\n\nWords.\n")
    leader, follower = Knowledge(folder), Knowledge(folder)
    agree(db, leader, follower)
    (folder / "lamp.md").write_text("# Lamps\n\nOther words.\n")
    leader.refresh()
    agree(db, leader, follower)

    (folder / "sofa.md").unlink()
    assert follower.deleted("sofa.md")
    assert follower.refresh()
    assert served(follower) == {"lamp.md": "Other words."}
    leader.refresh()
    agree(db, leader, follower)
    assert follower.index.version == leader.index.version


def test_an_article_that_only_the_leader_s_host_has_is_not_taken_for_deleted(
    folder: Path, other: Path, db: Inline
) -> None:
    (folder / "sofa.md").write_text("# Sofas\n\nSoft.\n")
    leader, follower = Knowledge(folder), Knowledge(other)
    agree(db, leader, follower)
    assert not follower.deleted("sofa.md")
    assert served(follower) == {"sofa.md": "Soft."}


def test_who_takes_over_publishes_its_own_folder(folder: Path, other: Path, db: Inline) -> None:
    (folder / "lamp.md").write_text("# Lamps\n\nNew words.\n")
    first, second = Knowledge(folder), Knowledge(other)
    agree(db, first, second)
    (other / "lamp.md").write_text("# Lamps\n\nWords of the second.\n")
    agree(db, second, first)
    assert served(first) == served(second) == {"lamp.md": "Words of the second."}


def test_only_a_few_versions_and_their_articles_are_kept(folder: Path, db: Inline) -> None:
    leader = Knowledge(folder)
    for number in range(publishing.KEPT + 3):
        (folder / "lamp.md").write_text(f"# Lamps\n\nWords {number}.\n")
        leader.refresh()
        agree(db, leader)
    newest = db.look(publishing.newest)
    kept = [db.look(publishing.fetch, number, {}) for number in range(1, newest + 1)]
    assert [found is not None for found in kept] == [False] * 3 + [True] * publishing.KEPT


def test_who_follows_leaves_reading_for_meaning_to_the_leader(
    folder: Path, other: Path, db: Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    for thing in ("lamp", "sofa"):
        (folder / f"{thing}.md").write_text(f"# Care of a {thing}\n\nWipe the {thing} with a dry cloth.\n")
    leader, follower = Knowledge(folder, "auto"), Knowledge(other, "auto")
    agree(db, leader, follower)

    def none(_self: Encoder, text: str) -> None:
        raise AssertionError(text)

    with monkeypatch.context() as patched:
        patched.setattr(Encoder, "encode", none)
        assert asyncio.run(follower.embed(db)) is False
    assert asyncio.run(leader.embed(db))
    monkeypatch.setattr(Encoder, "encode", none)
    assert asyncio.run(follower.embed(db))
    assert follower.meaning == "ok"
    assert follower.index.sense is not None
    assert follower.index.sense.head("en") is not None
