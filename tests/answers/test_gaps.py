"""What is asked and not answered, put together; and where it is read from."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.answers import asked as reads
from bot.answers.articles import load, parse
from bot.answers.asked import Asked
from bot.answers.embedding import open_encoder
from bot.answers.gaps import cluster, draft, meanings, write
from bot.commands.kb import app
from bot.settings import load as load_settings
from bot.storage.tables import Message
from tests.conftest import Stage

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def missed(*texts: str) -> list[Asked]:
    return [Asked(text, NOON, "", "unanswered") for text in texts]


def test_questions_about_one_thing_are_one_gap_whatever_their_order() -> None:
    questions = missed(
        "do you sell lamps?", "which lamps do you sell", "lamps", "do you plant trees", "I want to plant a tree",
        "is there parking at the Oslo store?",
    )  # fmt: skip
    gaps = cluster(questions)
    random.Random(1).shuffle(questions)

    assert [gap.count for gap in gaps] == [3, 2, 1]
    assert set(gaps[0].questions) == {"do you sell lamps?", "which lamps do you sell", "lamps"}
    assert cluster(questions) == gaps


def test_one_thing_asked_in_other_words_is_one_gap_by_its_meaning() -> None:
    questions = missed(
        "is there parking at the Oslo store?", "where can I leave my car near the shop in Oslo", "do you sell lamps?"
    )
    vectors = meanings(questions, open_encoder("auto"))
    gaps = cluster(questions, vectors=vectors)

    assert [gap.count for gap in cluster(questions)] == [1, 1, 1]
    assert [gap.count for gap in gaps] == [2, 1]
    assert cluster(questions[::-1], vectors=vectors) == gaps


def test_questions_in_two_languages_that_mean_the_same_are_near() -> None:
    asked = ("gibt es Parkplätze am Laden in Oslo?", "is there parking at the Oslo store?", "verkauft ihr Hundefutter?")
    german, english, other = (meanings(missed(*asked), open_encoder("auto"))[one] for one in asked)

    assert german @ english > 0.6
    assert other @ english < 0.4


def test_a_draft_is_an_article_that_nobody_is_answered_from(tmp_path: Path) -> None:
    told = Asked('do you sell "lamps"?', NOON, "about/stores.md", "thumbed down", "We sell lamps in Oslo.")
    gap = cluster([told, *missed("which lamps do you sell")])[0]
    path = write(tmp_path, gap)
    path.write_text(path.read_text(encoding="utf-8") + "edited", encoding="utf-8")
    article, problems = parse("x.md", draft(gap).encode())

    assert article.asks == gap.questions
    assert article.sections[0].text.strip() == "We sell lamps in Oslo."
    assert problems == ()
    assert load(tmp_path).articles == ()
    assert write(tmp_path, gap).read_text(encoding="utf-8").endswith("edited")
    assert "about/stores.md was given and did not help" in draft(gap)


def test_what_was_not_answered_and_what_did_not_help_is_read_without_who_asked(stage: Stage) -> None:
    stage.says("hi, I am Maya Lind: do you sell lamps?", name="Maya Lind")
    stage.says("how long does delivery take?", user="tom")
    stage.says("that didn't help", user="tom")
    stage.says("how long does a refund take?", user="lea")
    found = stage.look(reads.unanswered, stage.now - timedelta(days=1))

    assert [(one.why, one.article) for one in found] == [("unanswered", ""), ("did not help", "delivery/times.md")]
    assert "lamps" in found[0].text
    assert "Maya" not in found[0].text
    assert stage.look(reads.unanswered, stage.now + timedelta(days=1)) == []
    assert stage.look(reads.questions, 2)[0] == "how long does a refund take?"


def test_words_that_only_refuse_what_was_offered_are_no_question_and_a_press_counts(stage: Stage) -> None:
    stage.says("something about my order please money parts")
    stage.says("none of these")
    stage.says("how long does delivery take?", user="tom")
    stage.presses("down:delivery/times.md", user="tom")
    found = stage.look(reads.unanswered, stage.now - timedelta(days=1))

    assert [(one.text, one.why) for one in found] == [
        ("something about my order please money parts", "unanswered"),
        ("how long does delivery take?", "did not help"),
    ]


@pytest.mark.parametrize("refusal", ["no, that's not it", "didn't help either", "das hat auch nicht geholfen"])
def test_words_that_only_refuse_a_question_back_are_no_question(stage: Stage, refusal: str) -> None:
    stage.says("can my aunt take it")
    stage.says(refusal)

    asked = stage.look(reads.unanswered, NOON - timedelta(days=1))
    assert refusal not in [one.text for one in asked]


def test_a_thumb_down_is_a_gap_too(stage: Stage) -> None:
    stage.says("how long does delivery take?")
    answer = stage.rows(Message)[-1].public_id
    stage.stores("", kind="reaction", choice="down", reply_to=answer)
    stage.drain()
    found = stage.look(reads.unanswered, stage.now - timedelta(days=1))

    assert [(one.why, one.article) for one in found] == [("thumbed down", "delivery/times.md")]


def test_a_resolved_case_teaches_a_question(stage: Stage) -> None:
    stage.says("dough status pls, it is ages")
    stage.says("I want to talk to a human")
    stage.acts("claim")
    stage.acts("reply", "We refund within 5 working days after the item is back in our warehouse.")
    stage.acts("resolve")
    found = stage.look(reads.solved, stage.now - timedelta(days=1))

    assert [one.question for one in found] == ["dough status pls, it is ages"]
    assert found[0].reply.startswith("We refund within 5")


def test_the_commands_read_the_settings_database(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.says("do you sell hammocks?")
    stage.says("/forget all")
    stage.says("yes")
    stage.says("do you sell lamps?")
    monkeypatch.setenv("RAPPORT_DATABASE", stage.app.settings.database)
    load_settings.cache_clear()
    runner, folder = CliRunner(), str(stage.app.settings.knowledge)
    shown = runner.invoke(app, ["gaps", "--days", "3650", "--knowledge", folder])
    none = runner.invoke(app, ["aliases", "--accept", "abcdef", "--knowledge", folder])
    load_settings.cache_clear()

    assert "1 × “do you sell lamps?” (1 unanswered)" in shown.stdout
    assert "“”" not in shown.stdout  # who had everything forgotten has no words left
    assert none.exit_code == 2
