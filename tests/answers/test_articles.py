"""Files to values: what is served, what is named as a problem, and what is never opened."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.articles import Article, Corpus, load, parse
from bot.errors import KnowledgeError

Write = Callable[[str, str], Path]


def paths(corpus: Corpus) -> list[str]:
    return [article.path for article in corpus.articles]


def codes(corpus: Corpus) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in corpus.problems]


def test_an_article_is_its_header_and_its_sections(write: Write, folder: Path) -> None:
    write(
        "returns/how.md",
        "---\ntitle: How to return\nasks: [Can I return it?]\ntags: returns\nlang: en-GB\nowner: Ingrid\n"
        "review_by: 2027-02-15\nexpires: 2027-03-01\n---\n\nYou can.\n\n## Start `now`\n\nGo on.\n\n"
        "### Start now\n\nDone.\n",
    )
    [article] = load(folder).articles
    assert (article.path, article.topic, article.lang, article.owner) == ("returns/how.md", "returns", "en", "Ingrid")
    assert (article.asks, article.tags) == (("Can I return it?",), ("returns",))
    assert (article.review_by, article.expires) == (date(2027, 2, 15), date(2027, 3, 1))
    found = [(s.heading, s.anchor, s.text, s.line) for s in article.sections]
    assert found == [
        ("", "", "You can.", 11),
        ("Start now", "start-now", "Go on.", 15),
        ("Start now", "start-now-1", "Done.", 19),
    ]


def test_without_a_header_the_title_is_the_first_heading_or_the_name_in_words(write: Write, folder: Path) -> None:
    write("a.md", "# Big *news*\n\nText.\n")
    write("late-refunds.md", "Only text.\n")
    assert [article.title for article in load(folder).articles] == ["Big news", "Late refunds"]


def test_an_article_of_title_and_asks_alone_is_served(write: Write, folder: Path) -> None:
    write("a.md", "---\ntitle: Opening hours\nasks:\n- when are you open\n---\n")
    corpus = load(folder)
    assert paths(corpus) == ["a.md"]
    assert corpus.problems == ()


def test_a_hash_in_code_is_no_heading_and_a_comment_is_no_text(write: Write, folder: Path) -> None:
    write("a.md", "# A\n\n```\n# not a heading\n<!-- code -->\n```\n\nSeen <!-- hidden\n## hidden --> again\n")
    [section] = load(folder).articles[0].sections
    assert "# not a heading\n<!-- code -->" in section.text
    assert "hidden" not in section.text
    assert "Seen" in section.text
    assert "again" in section.text


LINES = (
    "# One", "## Two *a*", "#no", "# ", "## end ##", "text", "", "- item", "  - inner", "- # in a list", "> # quoted",
    "   # three", "    # code", "1. one", "| a | b |", "a # b", "\\# escaped", "### `x` [y](z)", "[a]: /b",
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=9))
def test_headings_are_the_same_whether_or_not_the_text_takes_a_parser(lines: list[str]) -> None:
    text = "\n".join((*lines, "", "The end.", ""))
    plain, _ = parse("a.md", text.encode())
    parsed, _ = parse("a.md", f"{text}\n```\ncode\n```\n".encode())  # a fence is left to the parser
    assert [(one.heading, one.line) for one in plain.sections] == [(one.heading, one.line) for one in parsed.sections]
    assert plain.title == parsed.title


def test_an_expired_article_is_served_to_its_last_day(write: Write, folder: Path) -> None:
    write("a.md", "---\nexpires: 2026-06-01\n---\nText.\n")
    [article] = load(folder).articles
    assert article.served(date(2026, 6, 1))
    assert not article.served(date(2026, 6, 2))


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (b"---\ntitle: [unclosed\n---\nText\n", "front-matter"),
        (b"---\ntitle: never closed\n\nText\n", "front-matter"),
        (b"---\n- a list\n---\nText\n", "front-matter"),
        (b"--\ntitle: two dashes\n---\nText\n", "front-matter"),
        ("—\nasks: [an em dash]\n---\nText\n".encode(), "front-matter"),
        (b"\n---\ntitle: an empty line before it\n---\nText\n", "front-matter"),
        (b"title: no dashes\nowner: nobody\n\nText\n", "front-matter"),
        (b"---\nexpires: soon\n---\nText\n", "front-matter"),
        (b"---\nexpires: 2026-13-41\n---\nText\n", "front-matter"),
        (b"---\na: &x [1]\nb: *x\n---\nText\n", "front-matter"),
        (b"---\na: " + b"[" * 9000 + b"\n---\nText\n", "front-matter"),
        (b"---\ntitle: " + b"x" * 17_000 + b"\n---\nText\n", "front-matter"),
        (b"caf\xe9\n", "encoding"),
        (b"", "empty"),
        (b"x" * 1_000_001, "too-big"),
    ],
)
def test_a_broken_file_is_named_and_keeps_its_last_good_version(
    write: Write, folder: Path, broken: bytes, code: str
) -> None:
    where = write("a.md", "# Good\n\nStill true.\n")
    good = load(folder)

    where.write_bytes(broken)
    after = load(folder, good)
    assert codes(after) == [("a.md", code)]
    assert after.articles == good.articles
    assert after.version == good.version
    assert "last good version" in after.problems[0].message

    fresh = load(folder)
    assert fresh.articles == ()
    assert codes(fresh) == [("a.md", code)]

    where.write_text("# Mended\n\nTrue again.\n")
    mended = load(folder, after)
    assert [a.title for a in mended.articles] == ["Mended"]
    assert mended.problems == ()


@pytest.mark.parametrize(
    ("header", "line", "meaning"),
    [
        ('title: A\nasks:\n  - a\n  - "are you open\n', 5, "a quotation mark is opened here and never closed"),
        ("title: Returns: how\n", 2, "put a value that holds `: ` in quotes"),
        ("title: A\n\tasks: x\n", 3, "indent with spaces"),
        ("title: A\nasks:\n\t- how do I open it\n", 4, "a tab; indent with spaces"),
        ("title: @home\n", 2, "put the value in quotes"),
        ("title: A\nasks: [a, b\nlanguage: en\n", 3, "opened here with `[` and never closed"),
        ("title: 'it's here'\n", 2, "an apostrophe is written twice"),
        ("- a\ntitle: x\n", 3, "indent the list"),
        ('title: "a\\q"\n', 2, "a backslash in double quotes"),
        ("title: A\nasks:\n  - ok\n bad: x\n", 5, "indented otherwise than its neighbours"),
        ("title: Lamps\nexpires: 2026-13-40\n", 3, "2026-13-40 is no day (month must be in 1..12)"),
    ],
)
def test_a_slip_in_a_header_is_named_where_it_is_and_how_to_mend_it(
    write: Write, folder: Path, header: str, line: int, meaning: str
) -> None:
    write("a.md", f"---\n{header}---\nText.\n")
    [problem] = load(folder).problems
    assert (problem.line, problem.code) == (line, "front-matter")
    assert meaning in problem.message


def test_an_unknown_key_is_named_with_the_one_that_was_meant(write: Write, folder: Path) -> None:
    write("a.md", "---\ntitle: A\nexpire: 2020-01-01\nsidebar_position: 3\n---\nText.\n")
    near, far = load(folder).problems
    assert (near.line, near.code, near.severity) == (3, "front-matter", "error")
    assert "did you mean `expires`? The article is served without it" in near.message
    assert (far.line, far.severity) == (4, "warning")


def test_stars_and_ampersands_in_asks_are_no_anchors(write: Write, folder: Path) -> None:
    write("a.md", "---\ntitle: Q&A\nasks:\n  - is *this* fine & well\n---\nText.\n")
    corpus = load(folder)
    assert corpus.problems == ()
    assert corpus.articles[0].asks == ("is *this* fine & well",)


def test_drafts_hidden_files_and_the_folders_readme_are_never_served(write: Write, folder: Path) -> None:
    for path in ("_draft.md", ".hidden.md", "_drafts/a.md", "x/.git/a.md", "README.md", "notes.txt"):
        write(path, "# Secret\n\nText.\n")
    write("x/README.md", "# A topic's own page\n\nText.\n")
    corpus = load(folder)
    assert paths(corpus) == ["x/README.md"]
    assert corpus.problems == ()


def test_links_and_odd_files_are_named_and_never_opened(write: Write, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("# Password\n\nhunter2\n")
    write("good.md", "# Good\n\nText.\n")
    write("_draft.md", "# Draft\n\nText.\n")
    (folder / "out.md").symlink_to(outside)
    (folder / "up.md").symlink_to("../secret.md")
    (folder / "out").symlink_to(tmp_path, target_is_directory=True)
    (folder / "draft.md").symlink_to(folder / "_draft.md")
    (folder / "dangling.md").symlink_to(folder / "nothing.md")
    (folder / "loop.md").symlink_to(folder / "loop.md")
    (folder / "alias.md").symlink_to(folder / "good.md")
    (folder / "dir.md").mkdir()
    (folder / "dir.md" / "inside.md").write_text("# No\n")
    os.mkfifo(folder / "fifo.md")
    (folder / "device.md").symlink_to("/dev/zero")
    corpus = load(folder)
    assert paths(corpus) == ["alias.md", "good.md"]
    assert codes(corpus) == [
        ("dangling.md", "dangling-link"),
        ("device.md", "outside-link"),
        ("dir.md", "not-a-file"),
        ("draft.md", "hidden-link"),
        ("fifo.md", "not-a-file"),
        ("loop.md", "dangling-link"),
        ("out", "outside-link"),
        ("out.md", "outside-link"),
        ("up.md", "outside-link"),
    ]


def test_a_file_that_becomes_a_link_outside_is_gone_not_kept(write: Write, folder: Path, tmp_path: Path) -> None:
    where = write("a.md", "# Good\n\nText.\n")
    good = load(folder)
    where.unlink()
    (tmp_path / "b.md").write_text("# Other\n")
    where.symlink_to(tmp_path / "b.md")
    assert load(folder, good).articles == ()


def test_a_name_that_is_not_utf8_is_named_in_plain_text(folder: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.md")).write_text("# A\n\nText.\n")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    corpus = load(folder)
    assert corpus.articles == ()
    [problem] = corpus.problems
    assert problem.code == "name"
    assert problem.path.encode()


def test_unchanged_files_are_taken_over_and_a_deleted_one_is_gone(write: Write, folder: Path) -> None:
    write("a.md", "# A\n\nText.\n")
    gone = write("b.md", "# B\n\nText.\n")
    before = load(folder)
    gone.unlink()
    after = load(folder, before)
    assert paths(after) == ["a.md"]
    assert after.articles[0] is before.articles[0]
    assert after.version != before.version


def test_a_second_edit_of_the_same_size_and_time_is_seen(write: Write, folder: Path) -> None:
    where = write("a.md", "# A\n\nfive.\n")
    seen = where.stat()
    before = load(folder)
    where.write_text("# A\n\nnine.\n")
    os.utime(where, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert load(folder, before).articles[0].sections[0].text == "nine."


def test_an_old_unchanged_file_is_not_opened_again(write: Write, folder: Path) -> None:
    where = write("a.md", "# A\n\nfive.\n")
    os.utime(where, (1_700_000_000, 1_700_000_000))
    before = load(folder)
    where.write_text("# A\n\nnine.\n")
    os.utime(where, (1_700_000_000, 1_700_000_000))
    assert load(folder, before).articles[0].sections[0].text == "five."


def test_a_missing_folder_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"rapport kb new .*RAPPORT_KNOWLEDGE"):
        load(tmp_path / "nowhere")


def test_control_characters_do_not_reach_the_text(write: Write, folder: Path) -> None:
    write("a.md", "---\ntitle: A\n---\nRed \x1b[31malert\x07.\r\nNext.\n")
    assert load(folder).articles[0].sections[0].text == "Red [31malert.\nNext."


def parsed(data: bytes) -> Article | str:
    """Return the article, or the reason why there is none."""
    try:
        return parse("a.md", data)[0]
    except ValueError as reason:
        return str(reason)


@given(st.text())
def test_any_text_gives_an_article_or_a_reason(text: str) -> None:
    found = parsed(text.encode("utf-8", "replace"))
    if isinstance(found, str):
        assert found.startswith("a.md:")
    else:
        assert found.title
        assert all(section.text.strip() and section.line >= 1 for section in found.sections)


@given(st.binary())
def test_any_bytes_in_a_header_give_an_article_or_a_reason(data: bytes) -> None:
    found = parsed(b"---\n" + data + b"\n---\ntext")
    assert not isinstance(found, str) or found.startswith("a.md:")


def test_every_fault_of_a_header_is_named_at_once(folder: Path, write: Write) -> None:
    write("a.md", "---\ntitle: A: b: c\nlang: en\n\ttags: [x]\nowner: @kari\n---\n\nText.\n")
    write("b.md", "---\ntitel: B\nreview_by: soon\nexpires: never\n---\n\nText.\n")
    found = {(one.path, one.line) for one in load(folder).problems}

    assert found >= {("a.md", 2), ("a.md", 4), ("a.md", 5), ("b.md", 2), ("b.md", 3), ("b.md", 4)}
