"""Patterns are tried only where their letters stand: nothing that matches is left out."""

from __future__ import annotations

import gzip
import json

from bot.memory import frames, spans
from bot.memory.prefilter import Prefilter, Text, made, pack, packed, parsed, required
from bot.memory.spelling import rule
from tests.memory import corpus
from tests.memory.conftest import read


def test_only_patterns_that_the_text_can_match_are_worth_a_try_in_their_order() -> None:
    rules = [rule(one) for one in (r"oslo", r"\d+", r"bergen|oslo", r"a@b")]

    assert Prefilter(rules).worth(Text("I live in OSLO")) == [0, 1, 2]


def test_of_several_rules_that_belong_together_all_must_be_able_to_match() -> None:
    together = Prefilter([(rule(r"oslo"), rule(r"\blive\b")), (rule(r"oslo"), rule(r"\bmove\b"))])

    assert together.worth(Text("I live in Oslo")) == [0]


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
        assert matching <= set(prefilter.worth(Text(folded)))


def test_the_letters_that_travel_with_the_package_are_those_of_the_patterns() -> None:
    rules = [frame.pattern for frame in frames.every()]

    assert [required(one) for one in rules] == [parsed(one) for one in rules]


def test_nearly_all_phrases_are_in_the_package_so_that_a_first_customer_does_not_wait() -> None:
    read("The first message makes every prefilter.")
    anew = json.loads(gzip.decompress(pack(made())))["rules"]

    assert len(anew.keys() - packed().keys()) <= len(anew) / 20, "python bench/pack_prefilter.py reads them again"
