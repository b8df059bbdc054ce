"""All texts together say which article a question is for, and whether it is for any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bot.answers import claims
from bot.answers.embedding import Floats, unit
from bot.answers.fitting import learn
from bot.answers.index import Index
from bot.answers.learnt import Learnt
from bot.answers.search import search
from tests.answers.conftest import Write
from tests.answers.test_fitting import shop

TODAY = date(2026, 6, 1)
WAYS = ("how do I clean a {}", "my {} is dirty", "is there dust on the {}", "wash the {}")


def apart(one: Floats, other: Floats) -> Floats:
    return claims.likeness(2 - 2 * one @ other.T, 2 - 2 * one @ other.T)


def around(middle: Floats, count: int, chance: np.random.Generator) -> Floats:
    return unit(middle + chance.normal(0, 0.08, (count, len(middle))))


def drawn() -> tuple[Floats, claims.Ints, Floats]:
    """Return eight texts of each of three articles, their articles, and the middle of a fourth that is not there."""
    chance = np.random.default_rng(1)
    middles = unit(chance.normal(0, 1, (4, 24)) + 0.4)  # all speak of somewhat the same
    return np.concatenate([around(one, 8, chance) for one in middles[:3]]), np.repeat(np.arange(3), 8), middles[3]


def test_a_question_is_claimed_by_its_article_and_one_for_none_by_nobody() -> None:
    texts, places, missing = drawn()
    learnt = claims.learn(apart(texts, texts), places, 3)
    assert learnt is not None

    chance = np.random.default_rng(2)
    for place in range(3):
        found = learnt.of(apart(around(texts[places == place].mean(axis=0), 5, chance), texts))
        assert found.argmax(axis=1).tolist() == [place] * 5
        assert found.max(axis=1).min() > 0.5
    assert learnt.of(apart(around(missing, 5, chance), texts)).max() < 0.3


def test_between_two_articles_neither_claims_much() -> None:
    texts, places, _ = drawn()
    learnt = claims.learn(apart(texts, texts), places, 3)
    assert learnt is not None
    own, between = (unit(one[None]) for one in (texts[:8].mean(axis=0), texts[:16].mean(axis=0)))
    assert learnt.of(apart(between, texts)).max() < 0.7 * learnt.of(apart(own, texts)).max()


@pytest.mark.parametrize("out", [[3], [0, 1, 2, 3, 4, 5, 6, 7]])
def test_texts_are_left_out_as_if_they_had_never_been_there(out: list[int]) -> None:
    texts, places, missing = drawn()
    learnt = claims.learn(apart(texts, texts), places, 3)
    kept = np.setdiff1d(np.arange(len(texts)), out)
    anew = claims.learn(apart(texts[kept], texts[kept]), places[kept], 3)
    assert learnt is not None
    assert anew is not None

    asked = np.concatenate([texts[out], missing[None]])
    parted = learnt.without(out)
    assert np.allclose(parted.usual, anew.usual, atol=0.001)
    assert not np.allclose(parted.usual, learnt.usual, atol=0.01)
    left = parted.of(apart(asked, texts))
    assert np.allclose(left, anew.of(apart(asked, texts[kept])), atol=0.01)
    assert np.abs(left - learnt.of(apart(asked, texts))).max() > 0.03


def test_an_article_claims_usually_what_it_would_of_its_own_texts_were_they_not_there() -> None:
    texts, places, _ = drawn()
    learnt = claims.learn(apart(texts, texts), places, 3)
    assert learnt is not None
    apiece = [learnt.without([n]).of(apart(texts[[n]], texts))[0, places[n]] for n in range(len(texts))]
    mean = np.mean(apiece)
    wanted = [
        (np.sum(np.array(apiece)[places == place]) + claims.PULL * mean) / (8 + claims.PULL) for place in range(3)
    ]
    assert np.allclose(learnt.usual, wanted, atol=0.001)


def test_an_article_stands_lower_behind_another_and_the_more_it_claims_usually() -> None:
    learnt = claims.Claims(np.zeros((2, 2), np.float32), np.array([0.6, 0.2], np.float32))
    assert learnt.standing(0, 0.5, 0.1) > learnt.standing(0, 0.5, 0.4)
    assert learnt.standing(0, 0.5, 0.1) < learnt.standing(1, 0.5, 0.1)


def test_what_was_kept_says_that_it_cannot_be_parted() -> None:
    with pytest.raises(ValueError, match="learn it anew"):
        claims.Claims(np.zeros((2, 2), np.float32), np.zeros(2, np.float32)).without([0])


def test_a_single_article_and_too_many_texts_teach_nothing() -> None:
    assert claims.learn(np.eye(3, dtype=np.float32), np.zeros(3, np.int64), 1) is None
    many = claims.MOST + 1
    assert claims.learn(np.broadcast_to(np.float32(1), (many, many)), np.arange(many) % 2, 2) is None


def test_a_folder_teaches_claims_from_a_few_asks_on_and_they_are_for_those_very_texts(
    write: Write, folder: Path
) -> None:
    assert learn(shop(write, folder, WAYS[:2]), TODAY, 10)["en"].claims is None
    before = shop(write, folder, WAYS)
    taught = learn(before, TODAY, 10)
    after = shop(write, folder, (*WAYS[:3], "scrub the {}"))

    assert before.sense is not None
    assert after.sense is not None
    assert before.sense.with_learnt(taught).claims("en") is not None
    assert after.sense.with_learnt(taught).claims("en") is None, "another text stands where one was learnt"


def test_what_texts_claim_counts_in_telling_articles_apart(write: Write, folder: Path) -> None:
    index = shop(write, folder, WAYS)
    taught = learn(index, TODAY, 10)["en"]
    assert taught.claims is not None

    swapped = taught.claims.weights[:, np.roll(np.arange(len(taught.paths)), 1)]
    turned = replace(taught, claims=claims.Claims(10 * swapped, taught.claims.usual))
    first = [search(_with(index, one), "wash the desk", today=TODAY).hits[0].article.path for one in (taught, turned)]
    assert first[0] == "desk.md"
    assert first[1] != "desk.md"


def _with(index: Index, taught: Learnt) -> Index:
    assert index.sense is not None
    return index.with_sense(index.sense.with_learnt({"en": taught}))
