"""`rapport kb test`: the articles' own questions, and those that an admin wrote down."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.answers import trial
from bot.answers.articles import load
from bot.answers.index import Index
from bot.commands.kb import app
from bot.errors import KnowledgeError

TODAY = date(2026, 3, 2)
Write = Callable[[str, str], Path]

RETURNS = "---\ntitle: Returns\nasks: [how do I return a chair]\nmust_not_say: [guaranteed]\n---\n\nYou have 60 days.\n"
SHIPPING = "---\ntitle: Shipping\nasks: [what does a parcel cost]\n---\n\nA parcel costs €5, guaranteed.\n"


def tried(folder: Path) -> list[trial.Result]:
    index = Index(load(folder))
    return trial.compared(trial.run(index, trial.questions(index, folder, TODAY), TODAY), trial.last(folder))


def questions(folder: Path, text: str) -> None:
    (folder / trial.FILE).write_text(text, encoding="utf-8")


def test_every_ask_of_an_article_is_asked_and_named_by_its_line(folder: Path, write: Write) -> None:
    write("returns.md", RETURNS)
    write("shipping.md", SHIPPING)
    results = tried(folder)

    assert [(one.ask, one.where, one.place, one.ok) for one in results] == [
        ("how do I return a chair", "returns.md:3", 1, True),
        ("what does a parcel cost", "shipping.md:3", 1, True),
    ]


def test_what_must_and_must_not_be_said_is_looked_for_in_the_answer(folder: Path, write: Write) -> None:
    write("returns.md", RETURNS)
    write("shipping.md", SHIPPING)
    questions(folder, """
        [[question]]
        ask = "how long can I return a chair"
        article = "returns.md"
        must_say = ["60 days", "free of charge"]
        [[question]]
        ask = "what does a parcel cost me"
        article = "shipping.md"
        must_not_say = ["GUARANTEED"]
        [[question]]
        ask = "who won the cup"
        refuse = true
        [[question]]
        ask = "how do I return a chair"
        refuse = true
        [[question]]
        ask = "how do I return a chair"
        article = "shipping.md"
        within = 1
    """)  # fmt: skip

    assert [one.faults for one in tried(folder)[2:]] == [
        ("must say “free of charge”, and does not",),
        ("must not say “GUARANTEED”, and does",),
        (),
        ("must be refused, and is answered from returns.md",),
        ("not found among the first 1; returns.md comes first",),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[[question]]\nask = "a"\nartcle = "returns.md"', "toml:3: unknown key `artcle`: did you mean `article`"),
        ('[[question]]\nask = "a"\narticle = "retruns.md"', "did you mean returns.md"),
        ('[[question]]\nask = "a"', "either which `article` answers, or `refuse = true`"),
        ('[[question]]\narticle = "returns.md"', "`ask`"),
        ('[[questions]]\nask = "a"', "unknown table"),
        ("[[question", "cannot be read"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_used_is_named(folder: Path, write: Write, text: str, why: str) -> None:
    write("returns.md", RETURNS)
    questions(folder, text)

    with pytest.raises(KnowledgeError) as error:
        tried(folder)
    assert why in str(error.value)


def test_what_is_worse_than_in_the_last_run_is_a_regression(folder: Path, write: Write) -> None:
    write("returns.md", RETURNS)
    write("shipping.md", SHIPPING)
    runner = CliRunner()
    first = runner.invoke(app, ["test", "--knowledge", str(folder)])
    write("returns.md", RETURNS.replace("how do I return a chair", "where is the desk"))
    write("shipping.md", SHIPPING.replace("[what", "[how do I return a chair, what"))
    questions(folder, '[[question]]\nask = "how do I return a chair"\narticle = "returns.md"')
    second = runner.invoke(app, ["test", "--knowledge", str(folder), "--json", "--no-save"])
    rows = [json.loads(line) for line in second.stdout.splitlines()]

    assert (first.exit_code, second.exit_code) == (0, 1)
    assert [row["ask"] for row in rows if row.get("regressed")] == ["how do I return a chair"]
    assert rows[-1]["summary"]["regressed"] == 1
    assert "2 of 2 passed" in first.stdout
    assert load(folder).problems == ()  # the run that is kept is no article


def test_a_kept_run_that_is_damaged_says_what_to_do(folder: Path, write: Write) -> None:
    write("returns.md", RETURNS)
    (folder / trial.LAST).write_text("{", encoding="utf-8")

    with pytest.raises(KnowledgeError, match="delete it"):
        tried(folder)


def test_check_names_every_slip_of_the_questions_with_its_line(folder: Path, write: Write) -> None:
    write("returns.md", RETURNS)
    questions(
        folder,
        '[[question]]\nask = "a"\narticle = "retruns.md"\n\n[[question]]\nask = "b"\nwithin = 99\nrefsue = true\n',
    )
    said = CliRunner().invoke(app, ["check", "--words", str(folder)]).output

    assert "questions.toml:3: questions" in said
    assert "did you mean returns.md?" in said
    assert "questions.toml:7: questions" in said
    assert "questions.toml:8: questions" in said
    assert "did you mean `refuse`?" in said


def test_questions_whose_article_broke_expired_or_is_gone_are_named_and_fail_the_run(
    folder: Path, write: Write
) -> None:
    write("returns.md", RETURNS)
    write("shipping.md", SHIPPING)
    write("lamps.md", "---\ntitle: Lamps\nasks:\n  - how bright is a lamp\n---\n\nVery.\n")
    write("desks.md", "---\ntitle: Desks\nasks: [who builds a desk]\n---\n\nYou do.\n")
    runner = CliRunner()
    assert runner.invoke(app, ["test", "--knowledge", str(folder)]).exit_code == 0

    write("returns.md", RETURNS.replace("asks: [", "asks: [["))
    (folder / "shipping.md").unlink()
    write("lamps.md", "---\ntitle: Lamps\nexpires: 2020-01-01\nasks:\n  - how bright is a lamp\n---\n\nVery.\n")
    worse = runner.invoke(app, ["test", "--knowledge", str(folder), "--no-save"])
    told = json.loads(runner.invoke(app, ["test", "--knowledge", str(folder), "--json"]).stdout.splitlines()[-1])

    assert worse.exit_code == 1
    assert "returns.md:3: lost “how do I return a chair” is no longer asked: returns.md is broken" in worse.stdout
    assert "shipping.md:3: lost “what does a parcel cost” is no longer asked: shipping.md is gone" in worse.stdout
    assert "lamps.md:4: lost “how bright is a lamp” is no longer asked: lamps.md has expired" in worse.stdout
    assert "1 of 1 passed" in worse.stdout
    assert "rapport: returns.md:3: front-matter" in worse.stderr
    assert {one["article"]: one["fault"] for one in told["lost"]} == {
        "returns.md": True, "shipping.md": True, "lamps.md": True,
    }  # fmt: skip
    assert [one["path"] for one in told["problems"]] == ["returns.md"]
    again = runner.invoke(app, ["test", "--knowledge", str(folder)])
    assert (again.exit_code, "shipping.md" in again.stdout) == (1, False)  # told once, but what is broken every time
    assert "returns.md:3: lost" in again.stdout
    write("returns.md", RETURNS)
    assert runner.invoke(app, ["test", "--knowledge", str(folder)]).exit_code == 0


def test_a_question_that_was_taken_away_or_moved_on_purpose_is_only_said(folder: Path, write: Write) -> None:
    write("returns.md", RETURNS.replace("[how", "[where is the desk, how"))
    write("shipping.md", SHIPPING)
    runner = CliRunner()
    runner.invoke(app, ["test", "--knowledge", str(folder)])
    write("returns.md", RETURNS)
    (folder / "shipping.md").rename(folder / "parcels.md")
    run = runner.invoke(app, ["test", "--knowledge", str(folder)])

    assert run.exit_code == 0
    assert "returns.md:3: gone “where is the desk” is no longer asked: the question was taken away" in run.stdout
    assert "shipping.md:3: gone “what does a parcel cost” is no longer asked: it is asked in parcels.md" in run.stdout
    assert "2 of 2 passed" in run.stdout


def test_a_question_of_the_file_whose_article_is_broken_fails_and_names_the_article(folder: Path, write: Write) -> None:
    write("returns.md", RETURNS.replace("asks: [", "asks: [["))
    write("shipping.md", SHIPPING)
    questions(folder, '[[question]]\nask = "how do I return a chair"\narticle = "returns.md"')
    run = CliRunner().invoke(app, ["test", "--knowledge", str(folder)])

    assert run.exit_code == 1
    assert "questions.toml:2: failed “how do I return a chair”" in run.stdout
    assert "rapport: returns.md:3: front-matter" in run.stderr
