"""A large folder answers by a concordance of its words before it is read; the next start looks at what has changed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers import articles, concordance, knowledge
from bot.answers.articles import load
from bot.answers.concordance import Concordance
from bot.answers.index import Index
from bot.answers.knowledge import Knowledge
from bot.answers.search import Ranking, search

TODAY = date(2026, 6, 1)
SAMPLE = Path(__file__).parents[2] / "knowledge"
Write = Callable[[str, str], Path]


def ask(index: Index, question: str, **more: object) -> Ranking:
    return search(index, question, today=TODAY, **more)  # type: ignore[arg-type]


def first(index: Index, question: str) -> str:
    found = ask(index, question)
    return found.hits[0].article.path if found.hits else ""


def aged(folder: Path) -> None:
    """Make all files old enough that a second write in the same moment need not be feared."""
    for path in folder.rglob("*.md"):
        os.utime(path, (1_780_000_000, 1_780_000_000))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concordance, "LARGE", 3)


def test_the_concordance_answers_nearly_as_the_whole_index_of_words_does() -> None:
    whole, quick = Index(load(SAMPLE)), Concordance(SAMPLE, None)
    quick.complete()
    asked = [ask for one in whole.corpus.articles for ask in one.asks[:1]]
    pairs = [(ask(whole, line, lang="en"), ask(quick, line, lang="en")) for line in asked]

    assert len(pairs) > 20
    assert [a.hits[0].article.path for a, _ in pairs] == [b.hits[0].article.path for _, b in pairs]
    assert sum(abs(a.confidence - b.confidence) < 0.05 for a, b in pairs) >= 0.9 * len(pairs)
    assert first(quick, "how do i retrun a chiar") == "returns/how.md"
    assert quick.paths == whole.paths
    assert quick.languages == whole.languages


def test_who_stays_in_an_article_and_what_is_for_others_hold_in_the_concordance_too(write: Write, folder: Path) -> None:
    write("a.md", "---\ntitle: Returns\naudience: [gold]\n---\n\nGold returns are free.\n")
    write("b.md", "---\ntitle: Returns\n---\n\nA return costs 5 euros.\n")
    quick = Concordance(folder, None)

    assert quick.not_for("gold") == frozenset()
    assert quick.not_for("") == Index(load(folder)).not_for("") == {"a.md"}
    assert first(quick, "what does a return cost") == "b.md"
    assert [hit.article.path for hit in ask(quick, "free", within="a.md").hits] == ["a.md"]


def test_a_search_opens_no_article_for_others_that_it_has_not_found(
    write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        write(f"gold{number}.md", f"---\ntitle: Sofas {number}\naudience:\n  - gold\n---\n\nOf oak.\n")
    quick = Concordance(folder, None)
    monkeypatch.setattr(concordance, "one", None)  # whatever opens a file now fails

    assert quick.not_for("silver") == {f"gold{number}.md" for number in range(5)}
    assert quick.not_for("gold") == frozenset()


def test_nothing_outside_of_the_folder_is_looked_through(write: Write, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n\nThe password is plum.\n")
    write("in/a.md", "# Parking\n\nParking is free.\n")
    (folder / "out.md").symlink_to(tmp_path / "secret.md")
    (folder / "inside.md").symlink_to(folder / "in" / "a.md")
    (folder / "lost.md").symlink_to(folder / "nowhere.md")
    os.mkfifo(folder / "pipe.md")
    quick = Concordance(folder, None)

    assert quick.paths == ["in/a.md", "inside.md"]
    assert first(quick, "secret") == ""
    assert list(articles.sources(folder, ["out.md", "pipe.md", "lost.md"])) == []


def test_titles_asks_and_headings_are_known_first_and_the_text_a_little_later(
    write: Write, folder: Path, tmp_path: Path
) -> None:
    write(
        "a.md", "---\ntitle: Parking\nasks: [where do I leave my car]\n---\n\n## At the store\n\nThe garage is free.\n"
    )
    aged(folder)
    quick = Concordance(folder, tmp_path / "kept")
    asked = ("parking", "leave my car", "at the store", "is the garage free")
    heads = [first(quick, line) for line in asked]
    quick.complete()

    assert heads == ["a.md", "a.md", "a.md", ""]
    assert [first(one, asked[3]) for one in (quick, Concordance(folder, tmp_path / "kept"))] == ["a.md", "a.md"]


def test_the_next_start_reads_only_what_has_changed(
    write: Write, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("a", "Parking is free."), ("b", "Lamps are in Oslo."), ("c", "Chairs are oak.")):
        write(f"{name}.md", f"# {name}\n\n{text}\n")
    aged(folder)
    Concordance(folder, tmp_path / "kept").complete()
    read: list[str] = []
    whole = concordance.sources
    monkeypatch.setattr(concordance, "sources", lambda where, paths: whole(where, read.extend(paths) or paths))
    write("b.md", "# Sofas\n\nSofas are in Bergen.\n")
    (folder / "c.md").unlink()
    again = Concordance(folder, tmp_path / "kept")
    again.complete()

    assert set(read) == {"b.md"}
    assert [first(again, line) for line in ("parking", "lamps oslo", "sofas bergen", "chairs oak")] == [
        "a.md", "", "b.md", ""
    ]  # fmt: skip


@pytest.mark.parametrize("spoilt", ["no database at all" * 100, ""])
def test_a_spoilt_file_of_words_is_made_anew(write: Write, folder: Path, tmp_path: Path, spoilt: str) -> None:
    write("a.md", "# Parking\n\nParking is free.\n")
    (tmp_path / "kept").write_text(spoilt)

    assert first(Concordance(folder, tmp_path / "kept"), "parking") == "a.md"


def test_where_no_file_can_be_written_words_are_kept_in_memory(
    write: Write, folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write("a.md", "# Parking\n\nParking is free.\n")

    assert first(Concordance(folder, tmp_path / "nowhere" / "kept"), "parking") == "a.md"
    assert "kept in memory" in caplog.text


def test_words_of_old_versions_do_not_pile_up(write: Write, folder: Path, tmp_path: Path) -> None:
    for number in range(8):
        write("a.md", f"# Parking\n\nParking costs {number} euros.\n")
        held = Concordance(folder, tmp_path / "kept")

    assert held._held._all("SELECT max(id) FROM text")[0][0] < 5  # begun again since


@pytest.mark.anyio
@pytest.mark.usefixtures("large")
async def test_a_large_folder_answers_at_once_and_in_full_once_it_is_read(
    write: Write, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("parking", "lamps", "chairs"):
        write(f"{name}.md", f"# {name}\n\nAll about {name}.\n")
    monkeypatch.setattr(knowledge, "load", None)  # nothing is read in full at the start
    served = Knowledge(folder, words=tmp_path / "kept")
    monkeypatch.undo()
    shown = [first(served.index, "lamps"), served.meaning]
    (folder / "lamps.md").unlink()
    gone = first(served.index, "lamps")
    write("tables.md", "# tables\n\nAll about tables.\n")
    stop = asyncio.Event()
    watching = asyncio.create_task(served.watch(stop))
    while served.reading:
        await asyncio.sleep(0.01)
    stop.set()
    await watching

    assert shown == ["lamps.md", "by their words meanwhile: 0 of 3 articles are read in full"]
    assert gone == ""
    assert type(served.index) is Index
    assert first(served.index, "tables") == "tables.md"
    assert served.meaning == "words alone: RAPPORT_EMBEDDINGS is off"


@pytest.mark.anyio
@pytest.mark.usefixtures("large")
async def test_who_stops_does_not_wait_until_a_large_folder_is_read(
    write: Write, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("parking", "lamps", "chairs"):
        write(f"{name}.md", f"# {name}\n\nAll about {name}.\n")
    monkeypatch.setattr(articles, "TOLD_EVERY", 1)
    served, stop = Knowledge(folder, words=tmp_path / "kept"), asyncio.Event()
    watching = asyncio.create_task(served.watch(stop))
    await asyncio.sleep(0)  # it has begun
    stop.set()
    await watching

    assert served.reading is not None


def test_a_folder_of_few_files_is_read_whole_at_once(write: Write, folder: Path, tmp_path: Path) -> None:
    write("a.md", "# Parking\n\nParking is free.\n")

    assert Knowledge(folder, words=tmp_path / "kept").reading is None
    assert not (tmp_path / "kept").exists()
