"""How a customer is treated follows from what is known and what happened, and each rule has a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.relationship import DEFAULT, standing
from bot.types.handoff import ORDINARY
from bot.types.relationship import Standing
from tests.relationship.people import NOON, ago, known, policy, shop


def plain(*facts: tuple[str, str], spoken: str = "", said: str = "", issue: str = "", first: bool = False) -> Standing:
    """Return the standing without a policy file."""
    return standing(known(*facts, said=said, issue=issue, first=first), spoken, DEFAULT, NOON)


def test_a_wish_for_a_language_beats_the_one_that_is_written() -> None:
    found = plain(("locale.language", "de"), spoken="fr")

    assert found.language == "de"
    assert "preference:locale.language" in found.rules


def test_the_language_of_the_words_is_answered_in_and_an_ok_does_not_switch_it() -> None:
    assert plain(spoken="es").language == "es"
    assert plain(said="Wo bleibt denn meine Bestellung?").language == "de"
    assert plain().language == "en"


@pytest.mark.parametrize(("length", "wanted"), [("short", "short"), ("detailed", "detailed"), ("endless", "normal")])
def test_a_wish_for_length_is_obeyed_if_there_is_such_a_length(length: str, wanted: str) -> None:
    assert plain(("pref.length", length)).length == wanted


def test_paying_customers_come_first_then_who_returns_with_an_open_issue() -> None:
    paying, returning = plain(("plan.name", "Family")), plain(issue="missing leg")

    assert paying.priority < returning.priority < ORDINARY
    assert plain(issue="missing leg", first=True).priority == ORDINARY
    assert plain(("plan.name", "Basic")).priority == ORDINARY


def test_each_rule_that_applies_is_named() -> None:
    found = plain(("plan.name", "Plus"), ("pref.tone", "formal"))

    assert found.tone == "formal"
    assert set(found.rules) == {"preference:pref.tone", "policy:paying plan"}


def test_for_each_thing_the_first_rule_that_speaks_wins_and_only_deciding_rules_are_named(tmp_path: Path) -> None:
    rules = policy(tmp_path, """
        [[rules]]
        name = "members"
        when = { "plan.name" = "Plus" }
        then = { queue = 30, length = "detailed" }
        [[rules]]
        name = "everybody"
        then = { queue = 60, tone = "formal" }
        [[rules]]
        name = "too late"
        then = { tone = "informal" }
    """)  # fmt: skip
    member = standing(known(("plan.name", "Plus")), "", rules, NOON)

    assert (member.priority, member.length, member.tone) == (30, "detailed", "formal")
    assert member.rules == ("policy:members", "policy:everybody")
    assert standing(known(), "", rules, NOON).priority == 60


def test_unique_a_personal_preference_beats_the_segments_default() -> None:
    """features.md §3, unique: the personal rule wins."""
    facts = (("plan.name", "Family"), ("pref.length", "short"), ("pref.tone", "formal"))
    orders = tuple(ago("order_placed", days, amount=200) for days in (200, 100))
    family = standing(known(facts[0]), "", shop(), NOON, happened=orders)
    own = standing(known(*facts), "", shop(), NOON, happened=orders)

    assert family.tone == "informal"
    assert (own.tone, own.length) == ("formal", "short")
    assert {"preference:pref.tone", "preference:pref.length"} <= set(own.rules)
    assert "policy:families by their first names" not in own.rules


MEMBERS = [
    ((("plan.name", "Family"),), "families"),
    ((("company.name", "Fjell AS"),), "business"),
    ((("location.city", "Berlin"),), "abroad"),
    ((("pref.length", "detailed"),), "thorough"),
    ((("accessibility.need", "uses a wheelchair"),), "needs_access"),
]


@pytest.mark.parametrize(("facts", "segment"), MEMBERS)
def test_segmentation_each_of_the_four_kinds_of_facts_makes_members(
    facts: tuple[tuple[str, str], ...], segment: str
) -> None:
    """features.md §3, segmentation: set of customers → membership table; editing a fact moves the segment at once."""
    assert standing(known(*facts), "", shop(), NOON).segments == (segment,)
    assert standing(known(), "", shop(), NOON).segments == ()


def test_a_behavioural_segment_follows_what_was_done() -> None:
    often = tuple(ago("order_placed", days) for days in (10, 20, 30))
    assert standing(known(), "", shop(), NOON, happened=often).segments == ("frequent",)
    assert standing(known(), "", shop(), NOON, happened=often[:2]).segments == ()


def test_guesses_count_only_where_the_segment_says_so_and_sensitive_facts_only_in_the_customers_words(
    tmp_path: Path,
) -> None:
    segment = '[segments.{0}]\nkind = "demographic"\nwhen = {{ "{1}" = "known" }}\ninferred = {2}\n'
    three = (("sure", "plan.name", "false"), ("guessed", "plan.name", "true"), ("access", "accessibility.need", "true"))
    rules = policy(tmp_path, "".join(segment.format(*one) for one in three))
    guesses = (("plan.name", "Plus"), ("accessibility.need", "blind"))
    told_by_others = known(("accessibility.need", "blind"), quote="")

    assert standing(known(guesses=guesses), "", rules, NOON).segments == ("guessed",)
    assert standing(told_by_others, "", rules, NOON).segments == ()
    assert standing(known(("accessibility.need", "blind")), "", rules, NOON).segments == ("access",)


def test_personas_are_rules_over_attributes_and_never_overrule_a_person() -> None:
    """features.md §3, personas, not individuals."""
    order = (ago("order_placed", 40),)
    found = standing(known(("plan.name", "Family")), "", shop(), NOON, happened=order)
    wished = standing(known(("plan.name", "Family"), ("pref.tone", "formal")), "", shop(), NOON, happened=order)

    assert found.personas == wished.personas == ("nest_builder",)
    assert (found.tone, wished.tone) == ("informal", "formal")


def test_value_counts_recency_frequency_money_and_advocacy_and_gives_the_tier() -> None:
    rich = tuple(ago("order_placed", days, amount=900) for days in (100, 60, 10))
    found = standing(known(), "", shop(), NOON, happened=(*rich, ago("referred", 5)))

    assert found.value == 20 + 20 + 20 + 15
    assert found.tier == "gold"
    assert standing(known(), "", shop(), NOON).tier == "standard"
    assert standing(known(("plan.name", "Family")), "", shop(), NOON).tier == "silver"
    unknown = tuple(ago("order_placed", days) for days in (100, 60, 10))
    assert standing(known(), "", shop(), NOON, happened=unknown).value == 20 + 20


def test_best_customers_first_and_gold_has_the_faster_target() -> None:
    """features.md §3, best customers first: the place and the target; the ceiling stands in handoff/test_targets."""
    rich = tuple(ago("order_placed", days, amount=1500) for days in (100, 60, 10))
    gold = standing(known(("plan.name", "Plus")), "", shop(), NOON, happened=rich)

    assert gold.priority < standing(known(("plan.name", "Plus")), "", shop(), NOON).priority < ORDINARY
    assert gold.sla.name == "fast"
    assert gold.person


def test_reward_not_bribe_a_loyal_customers_anniversary_is_thanked_for_once_and_never_in_a_complaint() -> None:
    """features.md §3, reward, not bribe: loyal + anniversary → one thank-you; open complaint → none."""
    year = (ago("order_placed", 365), *(ago("solved", days) for days in (30, 20, 10)), ago("scored", 9, score=5))
    thanked = (*year, ago("rewarded", 1, name="anniversary"))

    due = standing(known(last=NOON), "", shop(), NOON, happened=year)
    assert due.stage == "loyalty"
    assert due.reward is not None
    assert "first order" in due.reward.text  # the cause is named
    assert standing(known(last=NOON), "", shop(), NOON, happened=thanked).reward is None
    assert standing(known(issue="a leg is missing", last=NOON), "", shop(), NOON, happened=year).reward is None


def test_an_offer_needs_a_need_that_is_known_and_rests_after_it_was_made() -> None:
    """features.md §3, commercial relationship: no offer without a matching fact."""
    assert standing(known(), "", shop(), NOON).offers == ()
    basic = standing(known(("plan.name", "Basic")), "de", shop(), NOON)
    assert [offer.name for offer in basic.offers] == ["try_plus"]
    assert basic.offers[0].text.startswith("Sie können Plus")
    made = (ago("offered", 3, name="try_plus"),)
    assert not standing(known(("plan.name", "Basic")), "", shop(), NOON, happened=made).offers[0].fresh


def test_who_is_dissatisfied_is_sold_nothing() -> None:
    found = standing(known(("plan.name", "Basic")), "", shop(), NOON, happened=(ago("scored", 2, score=1),))

    assert found.types[0] == "dissatisfied"
    assert not found.push
    assert "policy:nothing is sold to who is dissatisfied" in found.rules


def test_a_type_shows_in_what_was_said_today_and_is_gone_the_day_after() -> None:
    today, before = (ago("said", 0.1, what="looking"),), (ago("said", 3, what="looking"),)

    assert "looker" in standing(known(), "", shop(), NOON, happened=today).types
    assert "looker" not in standing(known(), "", shop(), NOON, happened=before).types
    assert "looker" in standing(known(), "", shop(), NOON, said=("looking",)).types
