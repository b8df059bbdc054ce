"""Values that no phrase tells and the tagger is nearly certain of, in four languages; and what is only like them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.memory import spans, tagger
from bot.memory.registry import DEFAULT
from bot.memory.tagger import Message, proposals, shipped
from bot.types.memory import Fact
from tests.conftest import NOON
from tests.memory.conftest import nobody, read
from tests.memory.test_learning import marks

TOLD = [
    ("KR-5521, the bell is missing", "order.id=KR-5521"),
    ("nosotros somos tres, con el Básico", "plan.name=Básico"),
    ("nah its a OnePlus 11", "device.model=OnePlus 11"),
]
"""Sentences of nobody whose dialogues the tagger has read."""

NOBODYS = [
    "my colleague Priya sits in Leeds, ask her",
    "KR-55210 is my neighbour's, not mine",
    "if KR-55210 were mine I'd be glad",
    "thanks Sandra, you were great",
    "Bad Salzuflen ist schön",
    "Kennt ihr den Pro Max? Lohnt der sich?",
    "mi primo está en Cádiz con el plan Oro",
    'voilà la ligne : "Jean Dupont";"Paris"',
    "merci Karim !",
    "off the record: KR-5521, the bell is missing",
]


@pytest.mark.parametrize(("words", "told"), TOLD)
def test_what_no_phrase_tells_is_learnt_where_it_is_nearly_certain(words: str, told: str) -> None:
    facts = read(words)
    assert told in marks(facts)
    assert "tagged" in [one.rule for one in facts]


@pytest.mark.parametrize("words", NOBODYS)
def test_what_is_only_like_it_tells_nothing(words: str) -> None:
    assert [one for one in read(words) if one.rule == "tagged"] == []


def test_it_counts_less_than_a_phrase_and_its_quote_is_the_value() -> None:
    (one,) = read("KR-5521, the bell is missing")

    assert (one.rule, one.quote, one.status) == ("tagged", "KR-5521", "active")
    assert 0.7 <= one.confidence < 0.9


def test_a_key_that_is_known_or_told_by_a_phrase_is_left_alone() -> None:
    words = "nosotros somos tres, con el Básico"
    held = Fact(1, 1, "plan.name", "Oro", "active", 0.9, NOON, None, NOON, "telegram", "Oro", 1)

    assert [one for one in read(words, known=nobody(facts=(held,))) if one.rule == "tagged"] == []
    told = read(f"Estamos en el plan Oro. {words}")
    assert [one.value for one in told if one.key == "plan.name"] == ["Oro"]


def test_a_key_that_an_admin_has_taken_out_is_not_proposed() -> None:
    without = replace(DEFAULT, keys={name: key for name, key in DEFAULT.keys.items() if name != "order.id"})
    page = spans.page("KR-5521, the bell is missing")

    assert [one.key for one in proposals(page, DEFAULT, "", opens=True)] == ["order.id"]
    assert proposals(page, without, "", opens=True) == []


def test_what_is_longer_than_a_chat_is_not_looked_at() -> None:
    told = "KR-5521, the bell is missing. "

    assert [one.key for one in proposals(spans.page(told), DEFAULT, "", opens=True)] == ["order.id"]
    assert proposals(spans.page(told + "so what " * tagger.WORDS), DEFAULT, "", opens=True) == []


def test_each_word_has_one_label_or_another() -> None:
    found = Message(spans.page("Moin, Annegret Sommer aus Redon, Auftrag HX-40912"), shipped().common, "", opens=True)
    chances = shipped().probabilities(shipped().scores(found.features(range(len(found.words)))))

    assert len(chances) == len(found.words)
    assert np.allclose(chances.sum(1), 1.0, atol=1e-4)


def test_a_message_of_signs_or_of_nothing_own_is_no_trouble() -> None:
    for words in ("?!", "…", "> quoted\n> lines", "```\ncode\n```", "😀"):
        assert proposals(spans.page(words), DEFAULT, "", opens=True) == []


def test_the_weights_are_packed_as_they_are_read() -> None:
    again = tagger.unpack(shipped().pack())
    message = Message(spans.page("Moin, Annegret Sommer aus Redon"), again.common, "", opens=True)
    features = message.features(range(len(message.words)))

    assert again.labels == shipped().labels
    assert np.array_equal(again.scores(features), shipped().scores(features))


def test_the_weights_were_learnt_with_the_lists_of_words_that_are_here() -> None:
    """Else: python bench/pack_tagger.py"""
    assert shipped().lists == tagger.lists_mark()
