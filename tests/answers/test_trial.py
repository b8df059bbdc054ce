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
