"""The agents' bridge: every app of a customer with every desk, by the real clients against the emulators."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from tests.bridge import APPS, SHOWN, Bridge, bridged

pytestmark = pytest.mark.anyio

COMBINATIONS = [(customer, desk) for customer in APPS for desk in APPS]


@pytest.fixture(params=COMBINATIONS, ids=lambda pair: f"{pair[0]}-on-{pair[1]}")
async def bridge(request: pytest.FixtureRequest, settings: Settings) -> AsyncIterator[Bridge]:
    customer, desk = request.param
    async with bridged(settings, customer, desk) as made:
        yield made


async def test_a_case_opens_with_a_card_and_one_of_ten_claims_wins(bridge: Bridge) -> None:
    customer, desk = bridge.customer, bridge.desk
    await customer.asks_for_a_person("how do I return a chair?")
    card = await desk.card_says("#1")

    assert "Asked for a person" in card
    assert "how do I return a chair" in "\n".join([card, *await desk.thread()])
    assert "The bot gave" in card
    assert "Claim" in await desk.buttons()

    for number in range(10):
        await desk.claims(f"Agent {number}")
    await bridge.house.settled()

    winner = next(agent.name for agent in _agents(bridge) if agent.id == bridge.house.case.agent_id)
    assert f"With {winner}" in await desk.card()
    assert await desk.cards() == 1
    seen = await customer.seen()
    assert len([one for one in seen if "has joined" in one]) == 1
    assert f"{winner} has joined." in seen
    for number in range(10):
        if f"Agent {number}" != winner:
            await desk.hears(f"Agent {number}", f"{winner} has it (")


def _agents(bridge: Bridge) -> list:
    from bot.storage.tables import Agent

    return bridge.house.rows(Agent)


async def test_words_edits_and_deletions_go_both_ways_in_order(bridge: Bridge) -> None:
    customer, desk, house = bridge.customer, bridge.desk, bridge.house
    await customer.asks_for_a_person()
    await desk.claimed()
    shown = SHOWN[customer.app]

    first = await customer.says("my order is 48213")
    await customer.says("it has not come")
    await customer.says("please hurry")
    thread = await desk.shows("please hurry")
    assert [one.partition(": ")[2] for one in thread if f"({shown})" in one][-3:] == [
        "my order is 48213", "it has not come", "please hurry",
    ]  # fmt: skip

    reply = await desk.writes("Anna", "It arrives on Monday.")
    await desk.writes("Anna", "I am sorry for the delay.")
    seen = await customer.sees("sorry for the delay")
    assert seen[-2:] == ["Anna: It arrives on Monday.", "Anna: I am sorry for the delay."]
    await desk.marked(reply, "delivered")

    if customer.edits_shown:
        await customer.edits(first, "my order is 48214")
        await desk.shows("my order is 48214")
        assert not [one for one in await desk.thread() if "48213" in one]
    await desk.edits("Anna", reply, "It arrives on Tuesday.")
    await customer.sees("It arrives on Tuesday.")
    assert not [one for one in await customer.seen() if "Monday" in one]

    if customer.deletions_told:
        await customer.deletes(first)
        await house.settled()
        assert not [one for one in await desk.thread() if "48214" in one]
    if desk.deletions_told:
        await desk.deletes("Anna", reply)
        await house.settled()
        assert not [one for one in await customer.seen() if "Tuesday" in one]
