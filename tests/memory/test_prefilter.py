"""Patterns are tried only where their letters stand: nothing that matches is left out."""

from __future__ import annotations

import gzip
import json

import pytest

from bot.memory import frames, spans
from bot.memory.prefilter import Prefilter, pack, packed, parsed, required
from bot.memory.spelling import rule
from tests.memory import corpus


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"\bmy name is (?P<v>\w+)", {"my name is "}),
        (r"(?:ich|wir) wohnen?", {" wohne"}),
        (r"(?:live|reside)s?\b", {"live", "reside"}),
        (r"(?:live|\d+)", set()),
        (r"x?y{0,3}", set()),
        (r"(?=zone)[a-z]+", {"zone"}),
    ],
)
def test_the_letters_of_which_one_must_stand_in_a_match_are_read_from_the_pattern(
    pattern: str, letters: set[str]
) -> None:
    assert required(rule(pattern)) == letters


def test_only_patterns_that_the_text_can_match_are_worth_a_try_in_their_order() -> None:
    rules = [rule(one) for one in (r"oslo", r"\d+", r"bergen|oslo", r"a@b")]

    assert Prefilter(rules).worth("I live in OSLO") == [0, 1, 2]


def test_no_frame_that_matches_a_message_of_the_corpora_is_passed_over() -> None:
    every = frames.every()
    prefilter = Prefilter([frame.pattern for frame in every])
    texts = [
        str(line.body["text"])
        for one in corpus.load("round_11.jsonl")[::4]
        for line in one.lines
        if "text" in line.body
    ]

    for folded in (spans.page(text).folded for text in texts):
        matching = {number for number, frame in enumerate(every) if frame.pattern.search(folded)}
        assert matching <= set(prefilter.worth(folded))


def test_the_letters_that_travel_with_the_package_are_those_of_the_patterns() -> None:
    rules = [frame.pattern for frame in frames.every()]

    assert [required(one) for one in rules] == [parsed(one) for one in rules]


def test_nearly_all_phrases_are_in_the_package_so_that_a_first_customer_does_not_wait() -> None:
    rules = [frame.pattern for frame in frames.every()]
    anew = json.loads(gzip.decompress(pack(rules)))

    assert len(anew.keys() - packed().keys()) <= len(anew) / 20, "python bench/pack_prefilter.py reads them again"
