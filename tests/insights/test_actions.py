"""A fixed log in, a fixed list out: three things to do, with evidence and what to expect."""

from __future__ import annotations

from bot.insights.actions import Found, next_best

LOG = Found(
    gaps=(("do you lend a drill?", 31), ("do you paint wardrobes?", 2), ("zorblax?", 1)),
    scores=(("maya-0001", 5), ("ben-00002", 4), ("maya-0001", 2)),
    reopened=("maya-0001", "maya-0001", "ben-00002"),
    hours=(18, 19, 18, 19, 18, 19, 19, 18, 9, 10, 11, 12, 13, 14, 15, 16, 8, 7, 20),
)


def test_next_best_actions_are_three_each_with_evidence_and_effect() -> None:
    """Features.md, N13: fixed event log in, fixed list out."""
    assert [(one.what, one.evidence, one.weight) for one in next_best(LOG)] == [
        ("Write an article: “do you lend a drill?”", "31 customers asked it in vain", 31),
        ("Call customer maya-0001", "their score fell from 5 to 2, 2 things of theirs came back", 9),
        ("Have somebody there from 18 to 20 h (UTC)",
         "42% of what the bot could not do alone came then (8 of 19)", 8),
    ]  # fmt: skip
    assert all(one.effect for one in next_best(LOG))


def test_nothing_that_stands_out_is_no_action() -> None:
    assert next_best(Found()) == ()
    assert next_best(Found(gaps=(("zorblax?", 1),), scores=(("ben", 4),), hours=tuple(range(24)))) == ()
