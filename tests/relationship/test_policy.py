"""The policy file is checked like code: every finding says where, and what was meant."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.relationship import standing
from bot.relationship.care import CARE
from bot.relationship.conditions import Test as Condition
from bot.relationship.conditions import meets, read, reasons
from bot.relationship.policy import DEFAULT, STAGES
from bot.relationship.policy_file import Names, Policies, load
from tests.relationship.people import NAMES, NOON, known, policy, shop

MENDED = [
    ("[segmnts.x]\nwhen = {}", 'there is no section "segmnts" – did you mean "segments"?'),
    ('[segments.x]\nkind = "demografic"\nwhen = {}', 'did you mean "demographic"?'),
    ('[segments.x]\nkind = "demographic"\nwhen = { "plan.nam" = "Plus" }', 'did you mean "plan.name"?'),
    ('[segments.x]\nkind = "behavioural"\nwhen = { ordrs = 3 }', 'did you mean "orders"?'),
    ('[segments.x]\nkind = "behavioural"\nwhen = { orders = ">> 3" }', "cannot be read"),
    ('[[rules]]\nname = "a"\nthen = { lenght = "short" }', 'did you mean "length"?'),
    ('[[rules]]\nname = "a"\nthen = { length = "shrt" }', 'did you mean "short"?'),
    ('[sla]\nlead = "slak:U012"', "sla.lead: 'slak:U012' is nobody; write slack:U012 or telegram:5512"),
    ('[sla]\nlead = "bob at slack"', "sla.lead: 'bob at slack' is nobody"),
    ('[sla]\nlead = "slack:bob"', "sla.lead: 'slack:bob' is nobody"),
    ('[[rules]]\nname = "a"\nthen = { queue = "first" }', "queue needs a whole number"),
    ('[[rules]]\nthen = { queue = 1 }', "needs a name"),
    ('[[rules]]\nname = "a"\nthen = {}\n[[rules]]\nname = "a"\nthen = {}', 'two rules are called "a"'),
    ('[[rules]]\nname = "a"\nwhen = { stage = "loyality" }\nthen = {}', 'did you mean "loyalty"?'),
    ('[[rules]]\nname = "a"\nwhen = { said = "pirce" }\nthen = {}', 'did you mean "price"?'),
    ('[[rules]]\nname = "a"\nwhen = { "plan.name" = "Famly" }\nthen = {}', 'policy.toml:3: a: there is no plan.name '
     '"famly" – did you mean "Family"?'),
    ('[[rules]]\nname = "a"\nwhen = { "location.country" = ["Germny"] }\nthen = {}', 'did you mean "Germany"?'),
    ('[[rules]]\nname = "a"\nwhen = { "pref.tone" = "!formel" }\nthen = {}', 'did you mean "formal"?'),
    ('[[rules]]\nname = "a"\nwhen = { orders = "=> 3" }\nthen = {}', "orders = '=> 3' cannot be read"),
    ('[[rules]]\nname = "a"\nwhen = { orders = "three" }\nthen = {}', 'orders is a number, never "three"'),
    ('[[rules]]\nname = "a"\nthen = { sla = "fast" }', 'sla cannot be "fast"'),
    ("[stages.purchase]", "lacks prospecting, consideration, connection, loyalty"),
    ('[stages.purchase]\nenter = [{ ordr_placed = ">= 1" }]', 'did you mean "order_placed"?'),
    ('[offers.x]\nwhen = { orders = ">= 1" }\ntext = {en="a",de="a",es="a",fr="a"}', "shows the need"),
    ('[rewards.x]\nwhen = {}\ntext = { en = "Thank you" }', "lacks its words in de, es, fr"),
    ('[hours]\nzone = "Europe/Olso"', 'there is no time zone "Europe/Olso"'),
    ('[hours]\nmon = "8 to 6"', '"8 to 6" is no opening'),
    ('[hours]\nholidays = ["2026-12-25"]', "dates without quotes"),
    ('[sla]\nceiling = "soon"', '"soon" is no time'),
    ("[survey]\nnps_dais = 3", 'did you mean "nps_days"?'),
    ("[tiers]\ngold = 200", "0 to 100"),
    ("x = [", "cannot be read"),
    ("[proactive]\nopens = 24", "from 24 to 20 is no part of a day"),
    ("[proactive]\nopens = 20\ncloses = 9", "from 20 to 9 is no part of a day"),
    ("[survey]\nanswer_hours = inf", "answer_hours cannot be inf"),
    ("[survey]\nquiet_days = nan", "quiet_days cannot be nan"),
    ("[incidents]\ncustomers = -1", "customers cannot be -1"),
    ('[sla]\nceiling = "99999999999d"', "is too long"),
    ('[value]\nfacts."plan.name" = { Plus = "many" }', "Plus needs a whole number"),
    ('[value]\nfacts."plan.name" = 3', "value.facts.plan.name must be a table"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "finding"), MENDED)
def test_a_slip_is_named_with_its_line_and_what_was_meant(tmp_path: Path, text: str, finding: str) -> None:
    with pytest.raises(KnowledgeError) as raised:
        policy(tmp_path, text)

    assert finding in str(raised.value)
    assert "policy.toml" in str(raised.value)


def test_all_findings_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as raised:
        policy(tmp_path, "[survey]\nnps_dais = 3\n[mood]\nangri = 1\n")

    first, second = str(raised.value).splitlines()
    assert "policy.toml:2:" in first
    assert "policy.toml:4:" in second


def test_an_offer_stands_on_an_article(tmp_path: Path) -> None:
    text = '[offers.x]\narticle = "plan.md"\nwhen = { "plan.name" = "Basic" }\ntext = {en="a",de="a",es="a",fr="a"}'
    with pytest.raises(KnowledgeError, match=r'did you mean "plans\.md"'):
        policy(tmp_path, text, Names(NAMES.facts, {}, frozenset({"plans.md"})))


def test_the_shipped_policy_is_right_and_says_something_of_everything() -> None:
    found = shop()

    assert [stage.name for stage in found.stages] == list(STAGES)
    assert {group.kind for group in found.segments} == {"demographic", "geographic", "psychographic", "behavioural"}
    for part in (found.personas, found.marks, found.types, found.tiers, found.rules, found.offers, found.rewards):
        assert part
    # Monday to Friday from 8 to 18 and Saturday from 10 to 16, Oslo time, as about/contact.md says.
    assert found.hours_for().is_open(datetime(2026, 11, 23, 7, tzinfo=UTC))
    assert not found.hours_for().is_open(datetime(2026, 11, 22, 12, tzinfo=UTC))


def test_a_desk_and_a_tier_may_have_hours_of_their_own_and_the_tier_comes_first(tmp_path: Path) -> None:
    found = policy(tmp_path, """
        [tiers]
        gold = 60
        [hours]
        mon = "08-12, 13-18"
        [hours.desks."slack:C1"]
        zone = "Europe/London"
        [hours.tiers.gold]
        sun = "10-16"
    """)  # fmt: skip
    sunday, noon = datetime(2026, 11, 22, 11, tzinfo=UTC), datetime(2026, 11, 23, 12, 30, tzinfo=UTC)

    assert not found.hours_for("web").is_open(noon)
    assert found.hours_for("slack:C1").zone == "Europe/London"
    assert found.hours_for("slack:C1").week == found.hours.week
    assert found.hours_for("slack:C1", "gold").is_open(sunday)


def test_contact_frequency_fits_the_stage_the_rules_caps_reach_what_is_said_unasked(tmp_path: Path) -> None:
    """features.md §3, contact frequency: per-stage cap; what it holds back stands in test_contact."""
    found = policy(tmp_path, """
        [[rules]]
        name = "prospects in peace"
        when = { stage = "prospecting" }
        then = { contact_days = 60, survey_days = 120 }
        [proactive]
        days = 20
        [survey]
        quiet_days = 30
        [incidents]
        customers = 7
    """)  # fmt: skip
    prospect = standing(known(), "", found, NOON)

    assert (found.care().reach_gap_days, found.care().survey_gap_days, found.care().incident_customers) == (20, 30, 7)
    assert (found.care(prospect).reach_gap_days, found.care(prospect).survey_gap_days) == (60, 120)
    assert DEFAULT.care() == CARE


def test_without_a_file_the_default_holds(tmp_path: Path) -> None:
    assert load(tmp_path / "policy.toml", NAMES) == DEFAULT


def test_saved_is_live_and_a_broken_file_keeps_its_last_good_version(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    policies = Policies(path, NAMES)
    assert policies() == DEFAULT

    path.write_text("[mood]\nangry = 3\n", encoding="utf-8")
    assert policies().mood.angry == 3
    path.write_text("[mood]\nangry = broken\n", encoding="utf-8")
    os.utime(path, (1, 1))
    assert policies().mood.angry == 3
    assert "cannot be read" in policies.problem


@pytest.mark.parametrize(
    ("value", "seen", "holds"),
    [
        ("Plus", ("plus",), True), (["Basic", "Plus"], ("Plus",), True), ("!Plus", ("Plus",), False),
        ("!Plus", (), True), (">= 3", ("3",), True), ("> 3", ("3",), False), ("<= 3", (), False),
        ("known", ("x",), True), ("unknown", (), True), ("unknown", ("x",), False), (True, ("1",), True),
        (3, ("3",), True), (">= 3", ("many",), False),
    ],
)  # fmt: skip
def test_conditions_compare_words_and_numbers(value: object, seen: tuple[str, ...], holds: bool) -> None:
    test = read("key", value)
    assert test is not None
    assert meets(((test,),), {"key": seen}) is holds


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ({"plan.name": ["Plus", "Family"]}, (("plan.name", "Plus"),)),
        ({"orders": ">= 3", "company.name": "known"}, (("orders", "4"), ("company.name", ""))),
        ({"plan.name": "!Free", "location.city": "unknown"}, (("plan.name", "Plus"), ("location.city", "–"))),
        ({"page": "/sale"}, (("page", "/sale"),)),
        ({"orders": ">= 9"}, ()),
    ],
)
def test_what_of_a_rule_a_customer_meets_is_told_with_their_own_value(
    when: dict[str, object], why: tuple[tuple[str, str], ...]
) -> None:
    seen = {"plan.name": ("Plus",), "orders": ("4",), "company.name": ("Acme",), "page": ("/", "/sale")}
    tests = tuple(test for key, value in when.items() if (test := read(key, value)))
    never = (Condition("orders", ">", number=99),)
    assert reasons((never, tests), seen) == why, "of the alternative that holds"
