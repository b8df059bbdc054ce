"""Whole dialogues over sessions and channels: what is remembered, what is not, and what follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands import replay
from bot.errors import InputError
from tests.memory import corpus

# Much of the same, over and over: other tests tell which branches are run, and these take half the time without.
pytestmark = pytest.mark.no_cover


FILES = [
    ("round_01.jsonl", 3), ("round_02.jsonl", 3), ("round_03.jsonl", 6), ("round_04.jsonl", 6), ("round_05.jsonl", 6),
    ("round_06.jsonl", 3), ("round_07.jsonl", 6), ("round_08.jsonl", 6), ("round_09.jsonl", 6),
    ("round_14.jsonl", 14), ("round_16.jsonl", 4), ("round_17.jsonl", 4),
]  # fmt: skip
BLIND = [
    ("round_10.jsonl", 0.90, 2), ("round_11.jsonl", 0.90, 2), ("round_12.jsonl", 0.75, 2), ("round_13.jsonl", 0.95, 2),
    ("round_18.jsonl", 0.93, 2), ("round_19.jsonl", 0.93, 2), ("round_20.jsonl", 0.95, 2),
    ("round_23.jsonl", 0.85, 2), ("round_24.jsonl", 0.73, 2), ("round_25.jsonl", 0.78, 2), ("round_26.jsonl", 0.60, 2),
    ("round_27.jsonl", 0.75, 4), ("round_28.jsonl", 0.78, 4), ("round_29.jsonl", 0.74, 4), ("round_30.jsonl", 0.74, 4),
    ("round_31.jsonl", 0.63, 4), ("round_32.jsonl", 0.70, 4), ("round_33.jsonl", 0.72, 4),
    ("round_34.jsonl", 0.71, 2), ("round_35.jsonl", 0.74, 2),
    ("round_36.jsonl", 0.80, 2), ("round_37.jsonl", 0.76, 2), ("round_38.jsonl", 0.70, 2),
]  # fmt: skip
"""What nobody who knew the rules has written, and the recall that is reached on it by now (tests/data/memory);
and of how many dialogues CI plays one."""


@pytest.mark.parametrize(("name", "every"), FILES)
def test_dialogues_are_remembered_as_their_first_lines_say(name: str, every: int) -> None:
    """CI plays some of the dialogues; bench/learning.py plays them all."""
    score = corpus.run(corpus.load(name)[::every])

    assert len(score.forbidden) == 0
    assert score.precision >= 0.95
    assert score.recall >= 0.85
    assert score.behaviour >= 0.95


@pytest.mark.parametrize(("name", "recall", "every"), BLIND)
def test_dialogues_of_an_author_who_knew_no_rules_are_learnt_no_worse_than_noted(
    name: str, recall: float, every: int
) -> None:
    score = corpus.run(corpus.load(name)[::every])

    assert score.precision >= 0.85
    assert score.recall >= recall - 0.05


def test_the_corpus_is_large_and_in_four_languages() -> None:
    dialogues = [(name, one) for name, *_ in (*FILES, *BLIND) for one in corpus.load(name)]

    assert len(dialogues) >= 150
    assert {one.head["language"] for _, one in dialogues} == {"en", "de", "es", "fr"}
    assert len({(name, one.name) for name, one in dialogues}) == len(dialogues)


def test_a_dialogue_replayed_by_the_command_ends_with_what_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "dialogue.jsonl"
    own = {"role": "customer", "channel": "telegram", "from": "701"}
    lines: list[dict[str, object]] = [
        {"n": 1, "at": "2026-03-02T09:00:00Z", **own, "text": "I live in Oslo"},
        {"at": "2026-03-03T09:00:00Z", "event": "link", "a": "telegram:701", "b": "slack:U1", "method": "code"},
        {"n": 2, "at": "2026-03-04T09:00:00Z", **own, "channel": "slack", "from": "U1", "text": "We moved to Bergen"},
    ]
    file.write_text("\n".join(map(json.dumps, lines)))

    done = CliRunner().invoke(replay.app, [str(file), "--facts", "--no-answer"])

    assert done.exit_code == 0, (done.output, done.exception)
    (person,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert person["customer"] == "telegram:701"
    assert person["identities"] == ["telegram:701", "slack:U1"]
    assert [(fact["key"], fact["value"], fact["status"]) for fact in person["facts"]] == [
        ("location.city", "Oslo", "superseded"),
        ("location.city", "Bergen", "active"),
    ]
    assert person["facts"][0]["valid_to"] == person["facts"][1]["valid_from"] == "2026-03-04T09:00:00Z"
    assert person["facts"][0]["sources"] == [{"n": 1, "quote": "I live in Oslo"}]
    assert set(person["facts"][0]) == {"key", "value", "status", "confidence", "valid_from", "valid_to", "sources"}


def test_what_is_to_be_forgotten_is_gone_also_where_nobody_answers(tmp_path: Path) -> None:
    file = tmp_path / "dialogue.jsonl"
    own = {"role": "customer", "channel": "telegram", "from": "701"}
    told = ["I live in Oslo", "I'm on the Plus plan", "/forget city", "call me Mo please", "forget my plan"]
    lines = [{"n": n, "at": f"2026-03-0{n}T09:00:00Z", **own, "text": text} for n, text in enumerate(told, 1)]
    file.write_text("\n".join(map(json.dumps, lines)))

    done = CliRunner().invoke(replay.app, [str(file), "--facts", "--no-answer"])

    assert done.exit_code == 0, (done.output, done.exception)
    (person,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(fact["key"], fact["value"]) for fact in person["facts"]] == [("identity.preferred_name", "Mo")]


def test_a_line_without_a_time_is_refused_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "dialogue.jsonl"
    file.write_text('{"n":1,"channel":"telegram","from":"701","role":"customer","text":"hi"}\n')

    with pytest.raises(InputError, match=r"dialogue\.jsonl:1"):
        CliRunner().invoke(replay.app, [str(file)], catch_exceptions=False)
