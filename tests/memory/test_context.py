"""The context pack: the most telling lines, within the budget, and never another's."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot import memory
from bot.memory import context, issues
from bot.memory.identities import Who
from bot.types.memory import Pack
from tests.conftest import NOON, Stage
from tests.memory.conftest import Shop, nobody


def packed(shop: Shop, who: Who, question: str, budget: int = context.BUDGET) -> Pack:
    found = shop.db.look(memory.search, shop.customer(who), question, shop.now)
    return context.build(shop.known(who), found, shop.now, budget)


def told(shop: Shop) -> Who:
    maya = shop.who("1", name="Maya")
    shop.says(maya, "I'm on the Plus plan, I live in Oslo and my order is 48213")
    shop.says(maya, "Please keep your answers short.")
    message = shop.says(maya, "The drawer of my desk is scratched")
    shop.db.now(issues.open_issue, maya.identity_id, "scratched drawer", message, shop.now)
    for number in range(30):
        shop.says(maya, f"The drawer again, number {number}, and a long story about how it came to be that way")
    return maya


def test_a_pack_holds_manners_issue_facts_words_and_what_not_to_ask(shop: Shop) -> None:
    maya = told(shop)
    found = packed(shop, maya, "is my order with the scratched drawer still open?")

    assert [fact.key for fact in found.card] == ["pref.length"]
    assert [issue.title for issue in found.issues] == ["scratched drawer"]
    assert {"order.id", "plan.name", "location.city"} <= {fact.key for fact in found.facts}
    assert any(hit.line and "scratched" in hit.line.text for hit in found.recalled)
    assert "plan.name" in found.held
    assert context.tokens(found.text) <= context.BUDGET + 10


def test_what_is_old_may_be_asked_for_again(shop: Shop) -> None:
    maya = told(shop)
    shop.now += timedelta(days=200)
    assert packed(shop, maya, "drawer").held == ()


def test_the_least_telling_goes_first_when_room_is_short(shop: Shop) -> None:
    maya = told(shop)
    small = packed(shop, maya, "the drawer", budget=60)

    assert small.card
    assert small.issues
    assert len(small.recalled) < len(packed(shop, maya, "the drawer").recalled)


@given(budget=st.integers(0, 900))
def test_no_budget_is_exceeded(budget: int) -> None:
    assert context.tokens(context.build(nobody(), (), NOON, budget).text) <= budget + 1


def test_who_asks_what_they_said_hears_it_in_their_own_words(stage: Stage) -> None:
    stage.says("The drawer of my Oslo desk came scratched, on the left side.")
    stage.says("The drawer squeaks.", user="ole")
    stage.passes(days=2)

    said = stage.says("What did I tell you about the drawer?")[0]
    assert said.startswith("You wrote on")
    assert "on the left side" in said
    assert "squeaks" not in said
    assert stage.decision().rule.startswith("asked what they said")
    assert "find nothing" in " ".join(stage.says("did I mention a bicycle?"))


def test_in_a_group_it_is_not_told(stage: Stage) -> None:
    stage.says("The drawer of my Oslo desk came scratched, on the left side.")
    asked = stage.says("What did I tell you about the drawer?", chat="the group", data={"addressed": True})
    assert "left side" not in " ".join(asked)
