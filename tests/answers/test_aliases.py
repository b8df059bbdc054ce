"""What a resolved hand-off teaches, once a person says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers import aliases
from bot.answers.aliases import Alias, proposed, with_ask
from bot.answers.articles import load, parse
from bot.answers.asked import Solved
from bot.answers.index import Index
from bot.errors import KnowledgeError

TODAY = date(2026, 6, 1)
Write = Callable[[str, str], Path]
ASK = 'the lounge thing wobbles: "help"'
REPLY = "We refund you within 5 working days after the parcel has arrived at our warehouse."


def found(index: Index, question: str, reply: str, rejected: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    return [(one.ask, one.article) for one in proposed(index, [Solved(7, question, reply)], rejected, TODAY)]


def test_a_question_is_proposed_to_the_article_whose_words_the_agent_used(shop: Index) -> None:
    assert found(shop, "dough status pls", REPLY) == [("dough status pls", "returns/refunds.md")]
    assert found(shop, "dough status pls", "See returns/how") == [("dough status pls", "returns/how.md")]


def test_a_word_that_is_also_a_files_name_names_no_article(folder: Path) -> None:
    (folder / "parcels.md").write_text("# Parcels\n\nA parcel is tracked by its number.\n", encoding="utf-8")
    index = Index(load(folder))

    assert found(index, "dough status pls", "I called about your parcels, Bob.") == []
    assert found(index, "dough status pls", "It stands in parcels.md.") == [("dough status pls", "parcels.md")]


def test_what_is_found_already_or_stands_nowhere_is_not_proposed(shop: Index) -> None:
    assert found(shop, "when will I get my money back", REPLY) == []
    assert found(shop, "dough status pls", "I called the carrier for you, Bob.") == []
    assert found(shop, "x" * 200, REPLY) == []


def test_what_a_person_rejected_is_proposed_no_more(shop: Index, folder: Path) -> None:
    alias = proposed(shop, [Solved(7, "dough status pls", REPLY)], frozenset(), TODAY)[0]
    aliases.reject(folder, alias)

    assert found(shop, "dough status pls", REPLY, aliases.rejected(folder)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Only text.\n",
        "---\ntitle: T\n---\n\nText.\n",
        "---\ntitle: T\nasks:\n  - one\n  - two\ntags: [x]\n---\n\nText.\n",
        "---\ntitle: T\nasks:\n- one\n- two\n# a note\nlang: en\n---\nText.\n",
        "---\nasks: [one, two]\ntitle: T\n---\nText.\n",
        "---\nasks: [one,\n  two]\ntitle: T\n---\nText.\n",
        "---\r\ntitle: T\r\nasks:\r\n  - one\r\n---\r\n\r\nText.\r\n",
        "---\nasks: just one\ntitle: T\n---\nText.\n",
        "---\nasks:\ntitle: T\n---\nText.\n",
        "---\ntitle: T\nasks:\n  - a long\n    one\n  - 'two: three'\n...\nText.\n",
    ],
)
def test_an_accepted_question_is_written_into_the_file_and_nothing_else_changes(folder: Path, text: str) -> None:
    (folder / "a.md").write_bytes(text.encode())
    before, _ = parse("a.md", text.encode())
    aliases.accept(folder, Alias("abc123", ASK, "a.md", 1, ""))
    written = (folder / "a.md").read_bytes()
    after, problems = parse("a.md", written)

    assert after.asks == (*before.asks, ASK)
    assert (after.title, after.tags, after.lang) == (before.title, before.tags, before.lang)
    assert [one.text for one in after.sections] == [one.text for one in before.sections]
    assert problems == ()
    assert b"\r\n" not in written or b"\n" not in written.replace(b"\r\n", b"")
    assert sorted(path.name for path in folder.iterdir()) == ["a.md"]


def test_a_header_that_cannot_be_extended_is_left_as_it_is(folder: Path) -> None:
    text = "---\n{title: T, asks: [one]}\n---\nText.\n"
    (folder / "a.md").write_text(text, encoding="utf-8")

    with pytest.raises(KnowledgeError, match=r"by hand|cannot add"):
        aliases.accept(folder, Alias("abc123", ASK, "a.md", 1, ""))
    assert (folder / "a.md").read_text(encoding="utf-8") == text


def test_a_comment_inside_of_the_list_stays() -> None:
    text = "---\nasks:\n  - one # often\n  # more:\n  - two\n---\nText.\n"

    assert with_ask(text, ("one", "two"), "three") == text.replace("  - two\n", '  - two\n  - "three"\n')


def test_the_corpus_reads_the_accepted_question(shop: Index, folder: Path) -> None:
    alias = proposed(shop, [Solved(7, "dough status pls", REPLY)], frozenset(), TODAY)[0]
    aliases.accept(folder, alias)

    assert found(Index(load(folder)), "dough status pls", REPLY) == []
