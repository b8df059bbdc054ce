"""How sure an answer is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.chances import USUAL, Fit, share_of_best

SCORES = st.lists(st.floats(-1, 3.3), min_size=1, max_size=30)


@given(SCORES, st.floats(0, 1))
def test_a_chance_is_one_and_grows_with_nearness(scores: list[float], more: float) -> None:
    fit, share = Fit(), share_of_best(scores)
    assert 0 <= fit.chance(max(scores), share) <= fit.chance(max(scores) + more, share) <= 1


def test_two_alike_are_less_sure_than_one_in_the_lead() -> None:
    assert share_of_best([2.0, 2.0]) == 0.5
    assert share_of_best([2.0, 1.5]) > 0.95


def test_what_nobody_claims_is_worth_offering_and_not_sure() -> None:
    unclaimed, claimed = (Fit().sure(2.0, 0.9, standing)[0] for standing in (-0.2, 0.4))
    assert Fit().chance(2.0, 0.9) > 0.8
    assert unclaimed < 0.5 < 0.9 < claimed


def test_what_is_far_from_all_articles_is_not_answered_however_great_its_lead() -> None:
    assert Fit().chance(0.9, 0.99) < 0.05
    assert Fit().chance(2.2, 0.99) > 0.9


@pytest.mark.parametrize("standing", [None, 0.1])
def test_with_the_same_lead_what_is_surely_spoken_of_is_surer(standing: float | None) -> None:
    fit = Fit()
    barely, usually, surely = (fit.sure(fit.near + far * fit.width, 0.9, standing)[0] for far in (2, USUAL, 6))
    assert barely < usually < surely
    assert standing or abs(usually - fit.chance(fit.near + USUAL * fit.width, 0.9)) < 0.001
