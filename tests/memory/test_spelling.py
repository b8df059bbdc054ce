"""Rules meet folded text, and are compiled when they are first needed."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys

import pytest

import bot.memory
from bot.memory import evident, frames
from bot.memory.spelling import AGAIN, Rule, fold, rule


def test_a_rule_is_compiled_only_when_it_is_tried() -> None:
    one = rule(r"my name is (\w+")

    with pytest.raises(re.error, match="unterminated subpattern"):
        one.search("my name is Ana")


def test_the_signs_of_a_rule_are_folded_like_the_text() -> None:
    assert rule("número").search(fold("Mi número"))
    assert [found[0] for found in rule("schön").finditer(fold("schön schoen schon"))] == ["schon", "schoen", "schon"]


def test_a_group_of_words_comes_again_so_often_and_no_more() -> None:
    one = rule(r"(?:\w+ )*end")

    assert one.fullmatch("a " * AGAIN + "end")
    assert not one.fullmatch("a " * (AGAIN + 1) + "end")


def test_every_rule_of_the_house_is_a_pattern() -> None:
    for module in pkgutil.iter_modules(bot.memory.__path__, "bot.memory."):
        importlib.import_module(module.name)
    rules = [
        one for name, module in sys.modules.items() if name.startswith("bot.memory.")
        for one in vars(module).values() if isinstance(one, Rule)
    ]  # fmt: skip
    rules += [frame.pattern for frame in frames.every()] + [kind.frame.pattern for kind in evident._kinds()]

    assert len(rules) > 1000
    assert all(one.compiled for one in rules)
