"""Rows of features.md §3 that speak of memory, search and trust: each as a dialogue, named after its row.

The other rows stand beside what they are about; docs/relationship.md lists them all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import app as house
from bot.settings import Settings
from bot.storage.tables import Case, Message
from tests.conftest import Stage, channels
from tests.relationship.people import SHOP


@pytest.fixture
def shop(settings: Settings) -> Iterator[Stage]:
    """The shipped articles and the shipped policy."""
    stages: list[Stage] = []
    with house.inline(settings.model_copy(update={"knowledge": SHOP}), channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app))
        yield stages[0]


def link(stage: Stage) -> None:
    """Telegram and Slack become one customer."""
    code = stage.says("/link")[0].split("**")[1]
    stage.says(f"/link {code}", channel="slack")


def test_remember_each_interaction_what_is_told_in_telegram_answers_in_slack_without_a_question(shop: Stage) -> None:
    shop.says("I'm on the Plus plan, I live in Oslo")
    link(shop)

    (answer,) = shop.says("what does delivery cost me?", channel="slack")
    assert "For you (Norway)" in answer
    assert "For you (Plus)" in answer
    assert "?" not in answer


def test_history_and_context_carried_a_half_finished_issue_is_asked_about_on_the_other_channel(shop: Stage) -> None:
    shop.says("my invoice payment failed", channel="slack")
    link(shop)
    shop.passes(days=2)

    assert "my invoice payment failed" in shop.says("hi again")[0]
    assert "still open?" in shop.rows(Message)[-1].text
    shop.says("yes, still open, a person please", channel="slack")
    shop.says("hi again")
    assert len(shop.rows(Case)) == 1  # the agents' thread goes on, there is no second one


def test_iterative_the_second_equal_request_needs_fewer_words_and_asks_nothing_again(shop: Stage) -> None:
    first = shop.says("what does shipping cost me?")
    assert "Which country is it for?" in first[0]
    assert "For you (Germany)" in shop.says("Germany")[0]
    shop.passes(days=3)

    (again,) = shop.says("what does shipping cost me?")
    assert "For you (Germany)" in again
    assert "Which country" not in again


def test_mutual_both_aware_the_first_fact_is_announced_once_and_me_lists_them_all(shop: Stage) -> None:
    first, second = shop.says("I'm on the Plus plan")[0], shop.says("I live in Oslo")[0]
    assert "I remember this" in first
    assert "I remember this" not in second
    listed = shop.says("/me")[0]
    assert "Plus" in listed
    assert "Oslo" in listed


AGAIN = [
    ("same as last time", "how long is your warranty?", "Last time you asked"),
    ("the usual please", "how long is your warranty?", "Last time you asked"),
    ("das gleiche wie beim letzten Mal bitte", "how long is your warranty?", "Beim letzten Mal"),
    ("lo mismo que la última vez", "how long is your warranty?", "La última vez"),
    ("pareil que la dernière fois", "how long is your warranty?", "La dernière fois"),
]


@pytest.mark.parametrize(("words", "question", "lead"), AGAIN)
def test_ongoing_benefit_same_as_last_time_is_the_last_successful_request(
    shop: Stage, words: str, question: str, lead: str
) -> None:
    assert "nothing that was solved" in shop.says("same as last time")[0]
    shop.says(question)
    shop.says("that helped")
    shop.says("what does Plus cost?")
    shop.says("no, that's not it")
    shop.passes(days=2)

    (said,) = shop.says(words)
    assert said.startswith(lead)
    assert question in said
    assert "10 years on frames" in said
    assert shop.decision().passages[0]["article"] == "damaged/warranty.md"


def test_ongoing_benefit_what_a_person_solved_last_time_brings_a_person_with_it(shop: Stage) -> None:
    shop.says("I need a spare leg for my desk, a person please")
    shop.acts("claim")
    shop.acts("reply", "It is on its way.")
    shop.acts("resolve")
    shop.passes(days=20)

    (said,) = shop.says("same as last time")
    assert said.startswith("As last time: I need a spare leg for my desk")
    assert shop.rows(Case)[-1].title.startswith("I need a spare leg")


def test_change_in_behaviour_shorter_please_holds_on_every_channel_and_corrections_flip_the_fact(shop: Stage) -> None:
    link(shop)
    long = shop.says("how do refunds work?")[0]
    shop.says("shorter please")
    for channel in ("telegram", "slack"):
        short = shop.says("how do refunds work?", channel=channel)[0]
        assert short.count(". ") < 2 <= long.count(". ")
        assert short.split(". ")[0] == long.split(". ")[0]

    for words in ("I'm on Plus", "that's wrong, I'm on Family", "no, I'm on Basic"):
        shop.says(words, user="ben")
    listed = shop.says("/me", user="ben")[0]
    assert "on the Basic plan" in listed
    assert "Family" not in listed


WARRANTY = [
    "how long is your warranty?", "what's the warranty on frames?", "do you give a warranty?",
    "warranty, how many years?", "how many years of warranty do I have", "tell me about the warranty",
    "what does the warranty cover", "how long does the warranty last", "is there a warranty on electrical parts?",
    "how long do I have a warranty?",
]  # fmt: skip


def test_trust_ten_paraphrases_on_three_channels_lead_to_one_article_and_what_is_unknown_is_said_so(
    shop: Stage,
) -> None:
    found = set()
    for number, question in enumerate(WARRANTY):
        shop.says(question, channel=("telegram", "slack", "web")[number % 3], user=f"u{number}")
        found.add((shop.decision().kind, shop.decision().passages[0]["article"]))
    assert found == {("answer", "damaged/warranty.md")}

    for channel in ("telegram", "slack", "web"):
        (unknown,) = shop.says("do you rent out pianos for weddings?", channel=channel, user=f"{channel}-x")
        assert "don't have an answer" in unknown
        assert "person" in unknown


def test_easy_to_find_answers_fast_slips_are_no_hindrance(shop: Stage) -> None:
    assert "You reset a forgotten password" in shop.says("pasword rset")[0]


def test_closing_the_loop_a_resolved_case_is_looked_back_at(shop: Stage) -> None:
    shop.says("my invoice payment failed, a person please")
    shop.acts("claim")
    shop.acts("resolve")

    asked = [line for line in shop.passes(days=4) if "all right" in line]
    assert len(asked) == 1


def test_researchers_who_compare_get_detail_and_links_and_nothing_is_pushed(shop: Stage) -> None:
    """features.md §3: "comparing with X" → detail and links."""
    shop.says("I'm on the Basic plan")
    (plain,) = shop.says("what do Plus and Family cost?")
    assert "More on this" not in plain
    shop.passes(days=2)
    (compares,) = shop.says("comparing Plus with Family: what do they cost?")

    assert "Family costs €8.90 a month" in compares
    assert "| Pickup of a return |" in compares
    assert re.search(r"More on this: “[^”]+”, “[^”]+”", compares)
    assert "try Plus free" not in compares
    assert "policy:researchers get the whole picture" in shop.decision().policy


ROWS = (
    "Treat different customers differently (N9)", "Remember each interaction", "History and context carried",
    "Each customer receives", "Iterative", "Mutual, both aware", "Interactive, two-way", "Ongoing benefit",
    "Change in behaviour by both", "Unique", "Trust", "Recover from mistakes (N8)", "Segmentation", "Personas",
    "Engagement", "Experience true to the brand", "Stages", "Contact frequency and content fit the stage",
    "Best customers first", "Reward, not bribe", "Commercial relationship", "Value proposition", "Feedback",
    "Descriptive", "Predictive", "Prescriptive", "Data overload", "Lookers, bargain hunters, researchers",
    "Price and poker-player buyers", "Self-service … dedicated help", "Being where customers are",
    "Easy to find answers fast", "Consistency and compassion", "Closing the loop (N6)", "Ultra-responsive, honest",
    "Patience", "Promise ledger (N7)", "`why` on every message (N10)", "Brief contract (N11)",
    "Prescriptive: next best actions (N13)", "Incident folding (N15)", "Feedback: surveys, NPS (N16)",
)  # fmt: skip


def test_no_row_of_the_founding_texts_is_left_out_of_the_table() -> None:
    table = (Path(__file__).parents[2] / "docs" / "relationship.md").read_text(encoding="utf-8")
    rows = [line.removeprefix("| ") for line in table.splitlines() if line.startswith("| ") and "`tests/" in line]

    assert [name for name in ROWS if not any(row.startswith(name) for row in rows)] == []


SPEAKS = re.compile(r"\b(?:says|passes|presses|press|agent|acts|told|asked|promised|solved|rapport)\(")
"""What plays a dialogue: words, buttons, time that goes by; in a test itself, or in what it calls."""


def test_every_row_of_the_table_leads_to_a_dialogue_that_is_there() -> None:
    root = Path(__file__).parents[2]
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (root / "docs" / "relationship.md").read_text(encoding="utf-8"))
    trees = {file: ast.parse((root / file).read_text(encoding="utf-8")) for file in {file for file, _ in named}}
    bodies = {
        (file, node.name): ast.unparse(node)
        for file, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert len(named) > 50
    assert [one for one in named if one not in bodies] == []
    assert [one for one in named if not SPEAKS.search(bodies[one])] == []
