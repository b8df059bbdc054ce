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


async def test_files_go_both_ways_with_their_names_and_bytes(bridge: Bridge) -> None:
    customer, desk = bridge.customer, bridge.desk
    await customer.asks_for_a_person()
    await desk.claimed()

    await customer.sends("leg.pdf", b"%PDF a broken leg", "look at this")
    await desk.shows("leg.pdf")
    await desk.shows("look at this")
    assert (await desk.files())["leg.pdf"] == b"%PDF a broken leg"

    if desk.uploads_known:
        label = await desk.uploads("Anna", "label.pdf", b"%PDF a label")
        assert await customer.gets("label.pdf") == b"%PDF a label"
        await desk.marked(label, "delivered")


async def test_between_claim_and_return_the_bot_says_nothing_and_then_uses_the_agents_line(bridge: Bridge) -> None:
    customer, desk, house = bridge.customer, bridge.desk, bridge.house
    await customer.asks_for_a_person()
    await desk.claimed()
    await customer.sees("Anna has joined.")
    before = await customer.seen()

    await customer.says("how long does delivery take?")
    await customer.says("hello?")
    await desk.shows("hello?")
    await house.settled()
    assert await customer.seen() == before

    await desk.returns("Anna", "the return fee is waived")
    await house.settled()
    assert house.case.state == "returned"
    await customer.says("how do I return a chair?")
    await customer.sees("return fee is waived")


async def test_what_is_for_colleagues_stays_with_them(bridge: Bridge) -> None:
    customer, desk, house = bridge.customer, bridge.desk, bridge.house
    await customer.asks_for_a_person()
    await desk.card_says("#1")
    before = await customer.seen()
    if desk.app != "web":  # there, a reply is a claim
        await desk.writes("Anna", "Hi, I can help.")
        await desk.hears("Anna", "Nobody has claimed this case yet")
        assert await customer.seen() == before
    await desk.claimed()
    before = await customer.sees("Anna has joined.")

    note = await desk.notes("Anna", "he is difficult")
    await desk.writes("Dana", "he is difficult")
    await desk.hears("Dana", "has" if desk.app != "web" else "Anna has case #1")
    await house.settled()

    assert await customer.seen() == before
    if desk.app != "web":
        await desk.marked(note, "note")
    assert "difficult" in "\n".join(await desk.thread())


async def test_a_reply_edited_into_a_note_is_taken_back_and_a_note_edited_into_words_is_offered(
    bridge: Bridge,
) -> None:
    customer, desk, house = bridge.customer, bridge.desk, bridge.house
    if desk.app == "web":
        pytest.skip("on our own desk, replies and notes are two buttons")
    await customer.asks_for_a_person()
    await desk.claimed()

    reply = await desk.writes("Anna", "He is a fraud.")
    await customer.sees("fraud")
    await desk.edits("Anna", reply, "// He is a fraud.")
    await desk.marked(reply, "note")
    await house.settled()
    assert not [one for one in await customer.seen() if "fraud" in one]

    await desk.edits("Anna", reply, "We look into it.")
    await desk.hears("Anna", "Kept as a note.")
    await house.settled()
    assert not [one for one in await customer.seen() if "look into it" in one]

    await desk.presses("Anna", "Send to the customer")
    await customer.sees("Anna: We look into it.")
    await desk.marked(reply, "delivered")


async def test_a_case_sleeps_wakes_changes_hands_and_is_resolved(bridge: Bridge) -> None:
    customer, desk, house = bridge.customer, bridge.desk, bridge.house
    await customer.asks_for_a_person()
    await desk.claimed()

    await desk.snoozes("Anna", "10m")
    await house.settled()
    assert house.case.snoozed_until is not None
    await customer.says("are you there?")
    await desk.shows("are you there?")
    await house.settled()
    assert house.case.snoozed_until is None

    await desk.snoozes("Anna", "10m")
    await house.settled()
    house.passes(minutes=11)
    if desk.app != "web":
        await desk.shows("The snooze is over")
    await house.until(lambda: house.case.snoozed_until is None, "the case wakes")

    await desk.takes_over("Dana")
    await desk.card_says("With Dana")
    await customer.sees("Dana has joined.")
    await desk.resolves("Dana")
    await customer.sees("solved")
    await desk.card_says("Resolved")
    assert await desk.cards() == 1
    await house.settled()
    assert house.case.state == "resolved"


NASTY = "<!channel> @here <!here> <@U0BOT> _*[click](http://x.example)* <http://y.example|bank> `a` # b"


async def test_a_customers_words_neither_ping_nor_lay_out_nor_link_in_the_desk(bridge: Bridge) -> None:
    customer, desk, house = bridge.customer, bridge.desk, bridge.house
    await customer.asks_for_a_person()
    await desk.claimed()
    await customer.says(NASTY if customer.app != "slack" else NASTY.replace("<", "&lt;").replace(">", "&gt;"))
    await desk.shows("[click](http://x.example)")
    await house.settled()

    assert "<!channel>" in "\n".join(await desk.thread())
    assert desk.live(NASTY) == []
