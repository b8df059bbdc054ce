"""What tells close articles apart is learnt from their own texts."""

from __future__ import annotations

import numpy as np

from bot.answers import head
from bot.answers.embedding import Floats, unit

ALONE = np.ones(1, np.float32)


def examples(chance: np.random.Generator) -> tuple[Floats, head.Ints]:
    """Return six texts of each of three articles that share nearly everything: each has one direction of its own."""
    places = np.repeat(np.arange(3), 6)
    rows = chance.normal(0, 0.1, (18, 24))
    rows[:, 10] += 3.0  # what they all speak of
    rows[np.arange(18), places] += 0.4
    return unit(rows), places


def test_close_articles_are_told_apart_by_what_differs() -> None:
    rows, places = examples(np.random.default_rng(1))
    learnt = head.train(rows, places, 3)
    assert learnt is not None

    fresh, right = examples(np.random.default_rng(2))
    found = [int(learnt.log_chances(row[None], ALONE).argmax()) for row in fresh]
    assert found == right.tolist()
    assert np.isclose(np.exp(learnt.log_chances(fresh[:1], ALONE)).sum(), 1, atol=1e-5)


def test_an_article_with_many_texts_weighs_no_more_than_one_with_few() -> None:
    rows, places = examples(np.random.default_rng(1))
    many = np.concatenate([rows, np.repeat(rows[:6], 30, axis=0)])
    learnt = head.train(many, np.concatenate([places, np.zeros(180, np.int64)]), 3)
    assert learnt is not None
    between = unit(rows[:6].mean(axis=0) + rows[6:12].mean(axis=0))
    chances = np.exp(learnt.log_chances(between[None], ALONE))
    assert abs(chances[0] - chances[1]) < 0.15


def test_a_single_article_and_too_many_have_no_head() -> None:
    assert head.train(np.ones((3, 4), np.float32), np.zeros(3, np.int64), 1) is None
    assert head.train(np.ones((2, 4), np.float32), np.arange(2), head.MOST) is None
