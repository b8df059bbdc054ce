"""What `kb check` names: one broken thing a test, with its file, line and code."""

import ast
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers.check import check
from bot.errors import KnowledgeError

TODAY = date(2026, 6, 1)
SAMPLE = Path(__file__).parents[2] / "knowledge"
Write = Callable[[str, str], Path]
Named = list[tuple[str, int, str, str]]


@pytest.fixture
def named(folder: Path) -> Callable[[], Named]:
    return lambda: [(p.path, p.line, p.code, p.severity) for p in check(folder, TODAY)]


def test_a_good_folder_has_nothing_to_mend(write: Write, named: Callable[[], Named]) -> None:
    write(
        "a.md",
        "---\ntitle: Lamps\nasks: [does it shine]\n---\n\n## How bright\n\nVery. See [desks](b/c.md#size-of-it).\n",
    )
    write(
        "b/c.md",
        "# Desks\n\n## Size of it\n\nBig. See [lamps](../a.md) or [us](https://shop.example) or [up](#size-of-it).\n",
    )
    assert named() == []


@pytest.mark.parametrize(
    ("line", "code", "severity"),
    [
        ("See [this](gone.md).", "link", "error"),
        ("See [this](../out.md).", "link", "error"),
        ("See [this](_draft.md).", "link", "error"),
        ("See [this](#nowhere).", "anchor", "error"),
        ("See [this](b.md#nowhere).", "anchor", "error"),
        ("![this](gone.png)", "image", "error"),
        ("A <b>bold</b> word.", "html", "error"),
        ("Use sk-abcdefghijklmnop123456 here.", "secret", "error"),
        ("Use 123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr here.", "secret", "error"),
        ("api_key = a1b2c3d4e5f6a7b8c9", "secret", "error"),
        ("Write to anna.berg@nordvik.com today.", "personal-data", "warning"),
        ("Pay 4111 1111 1111 1111 now.", "personal-data", "error"),
        ("We answer as soon as possible.", "tone", "warning"),
    ],
)
def test_a_bad_line_is_named_with_its_number(
    write: Write, named: Callable[[], Named], line: str, code: str, severity: str
) -> None:
    write("a.md", f"---\ntitle: Lamps\n---\n\nThey shine.\n\n{line}\n")
    write("b.md", "# Desks\n\nBig.\n")
    write("_draft.md", "# Draft\n\nNo.\n")
    assert named() == [("a.md", 7, code, severity)]


@pytest.mark.parametrize(
    "line",
    [
        "`[x](gone.md)` and `<b>`",
        "```\n<b> [x](gone.md)\n```",
        "mail@shop.example",
        "order 4111 1111 1111 1112",
        "tracking 0000 0000 0000 0000",
        "2 < 3 and 5 > 4",
        "<https://shop.example>",
    ],
)
def test_code_examples_and_order_numbers_are_fine(write: Write, named: Callable[[], Named], line: str) -> None:
    write("a.md", f"# Lamps\n\n{line}\n")
    assert named() == []


def test_a_language_that_others_have_and_words_that_are_never_said_are_named(
    write: Write, named: Callable[[], Named]
) -> None:
    write("a.md", "---\ntitle: Chairs\nmust_say:\n  - only in Oslo\n  - no oak\n---\n\nChairs, **only in Oslo**.\n")
    write("de/a.md", "---\ntitle: Stühle\nlang: de\n---\n\nStühle gibt es in Oslo.\n")
    write("b.md", "# Lamps\n\nLamps are bright.\n")

    assert named() == [("a.md", 5, "must-say", "warning"), ("b.md", 1, "missing-language", "warning")]


def test_titles_and_asks_that_occur_twice_are_named(write: Write, named: Callable[[], Named]) -> None:
    write("a.md", "---\ntitle: Lamps\nasks:\n  - where is my lamp\n---\nThey shine.\n")
    write("b.md", "---\ntitle: lamps\nasks:\n  - Where is my lamp?\n---\nThey stand.\n")
    found = [name for name in named() if name[2] != "weak"]
    assert found == [("b.md", 2, "duplicate-title", "error"), ("b.md", 4, "duplicate-ask", "error")]


def test_dates_empty_and_over_long_sections_are_warnings(write: Write, named: Callable[[], Named]) -> None:
    write(
        "a.md",
        "---\ntitle: A\nexpires: 2026-05-31\nreview_by: 2026-05-01\n---\n\n## Empty\n\n## Long\n\n" + "word " * 301,
    )
    write("b.md", "---\ntitle: B\n---\n")
    assert named() == [
        ("a.md", 3, "expired", "warning"),
        ("a.md", 4, "review", "warning"),
        ("a.md", 7, "empty-section", "warning"),
        ("a.md", 11, "long-section", "warning"),
        ("b.md", 1, "empty", "warning"),
    ]


def test_an_ask_that_finds_other_articles_first_is_weak(write: Write, named: Callable[[], Named]) -> None:
    for n in range(3):
        write(f"lamp{n}.md", f"---\ntitle: Lamp bulb {n}\nasks:\n  - lamp bulb\n---\nA lamp bulb, a lamp bulb.\n")
    write("z.md", "---\ntitle: Chairs\nasks:\n  - lamp bulb\n---\nA chair has four legs and a back.\n")
    assert ("z.md", 4, "weak", "warning") in named()


def test_load_problems_are_part_of_it(write: Write, named: Callable[[], Named]) -> None:
    write("a.md", "---\ntitel: A\n---\nText.\n")
    write("b.md", "---\n[\n---\n")
    assert [name for name in named() if name[0] == "a.md"] == [("a.md", 2, "front-matter", "error")]
    assert [name[2] for name in named() if name[0] == "b.md"] == ["front-matter"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError):
        check(tmp_path / "nowhere", TODAY)


def test_an_article_for_customers_that_no_rule_names_is_never_served(write: Write, folder: Path) -> None:
    write("moon.md", "---\ntitle: To the moon\naudience: [prospects, prospectz, crew]\n---\n\nFrom 2040 on.\n")
    found = check(folder, TODAY, variants={"prospects"})

    assert [(p.line, p.code, p.severity) for p in found] == [(3, "audience", "warning")] * 2
    assert [p.message for p in found if "did you mean `prospects`?" in p.message and "`prospectz`" in p.message]
    assert check(folder, TODAY) == []


def test_the_docs_explain_every_code() -> None:
    explained = (SAMPLE.parent / "docs" / "admins.md").read_text(encoding="utf-8")
    calls = [
        node
        for path in (SAMPLE.parent / "bot" / "answers").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("Problem", "_BrokenError")
    ]
    words = {arg.value for call in calls for arg in call.args[:3] if isinstance(arg, ast.Constant)}
    codes = {word for word in words if isinstance(word, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", word)}

    assert {"must-say", "audience", "front-matter"} <= codes
    assert [code for code in sorted(codes) if f"`{code}`" not in explained] == []


def test_the_shipped_articles_have_no_errors() -> None:
    assert [problem for problem in check(SAMPLE, TODAY) if problem.severity == "error"] == []


@pytest.mark.parametrize("hostile", ["[\\" * 100_000, "# " + "*a " * 60_000, "a." * 100_000 + "@", "a-" * 100_000])
def test_a_hostile_line_is_got_through(write: Write, folder: Path, hostile: str) -> None:
    # Without bounds these patterns take minutes: the test would hang, not fail.
    write("a.md", f"{hostile}\n")
    assert check(folder, TODAY) is not None


def test_a_slip_in_the_saved_replies_is_named_with_its_line(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from bot.commands.kb import app

    (tmp_path / "a.md").write_text("# A\n\nAn answer.\n", encoding="utf-8")
    (tmp_path / "replies.toml").write_text('[[reply]]\ntitle = "x"\ntext = oops\n', encoding="utf-8")
    done = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert done.exit_code == 1
    assert "replies.toml:3: replies " in done.output
    assert "replies.toml cannot be read: Invalid value (at line 3, column 8). Mend it" in done.output


def test_an_unknown_key_that_begins_like_a_known_one_is_asked_about(write: Write, folder: Path) -> None:
    write("a.md", "---\ntitle: A\nlangauge: de\n---\n\nText.\n")
    found = [(one.line, one.message, one.severity) for one in check(folder, TODAY) if one.code == "front-matter"]

    assert found == [(3, "unknown key `langauge` is ignored: did you mean `lang`?", "warning")]


def test_articles_without_a_language_are_one_line_a_language_and_each_by_itself_in_json(tmp_path: Path) -> None:
    import json

    from typer.testing import CliRunner

    from bot.commands.kb import app

    for name in ("lamps", "chairs", "desks", "beds", "rugs"):
        (tmp_path / f"{name}.md").write_text(f"# {name.title()}\n\nAll about {name}.\n", encoding="utf-8")
    (tmp_path / "rugs.de.md").write_text("---\nlang: de\n---\n# Teppiche\n\nAlles.\n", encoding="utf-8")
    said = CliRunner().invoke(app, ["check", str(tmp_path), "--words"]).output
    told = json.loads(CliRunner().invoke(app, ["check", str(tmp_path), "--words", "--json"]).output)

    (line,) = [line for line in said.splitlines() if "missing-language" in line]
    assert "not there in de" in line
    assert "4 articles, beds.md, chairs.md, desks.md, and 1 more" in line
    assert len([one for one in told if one["code"] == "missing-language"]) == 4


@pytest.mark.parametrize(("other", "named_weak"), [("guest", False), ("member, guest", True)])
def test_variants_for_different_customers_do_not_make_each_other_weak(
    write: Write, folder: Path, other: str, named_weak: bool
) -> None:
    from bot.answers.coverage import Weak

    write("a.md", "---\ntitle: Help\naudience: [member]\nasks: [it broke]\n---\n\nWe come.\n")
    write("b.md", f"---\ntitle: Help for guests\naudience: [{other}]\nasks: [it is broken]\n---\n\nBring it.\n")
    found = check(folder, TODAY, None, [Weak("a.md", 1, "b.md")])
    assert ("weak-article" in [one.code for one in found]) is named_weak
