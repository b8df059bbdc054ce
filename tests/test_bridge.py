"""The agents' bridge: every app of a customer with every desk, by the real clients against the emulators."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.handoff import cases
from bot.linking import link
from bot.settings import Settings
from bot.storage.tables import Agent, Conversation, DeskThread, Identity, Message
from tests.bridge import APPS, SHOWN, Bridge, OnSlack, bridged
from tests.emulators import slack as slack_world
from tests.emulators import slack_rules
from tests.handoff.test_notes import disguised

# Every combination of the same: other tests tell which branches are run, and these are quicker without.
pytestmark = [pytest.mark.anyio, pytest.mark.no_cover]

COMBINATIONS = [(customer, desk) for customer in APPS for desk in APPS]


@pytest.fixture(params=COMBINATIONS, ids=lambda pair: f"{pair[0]}-on-{pair[1]}")
async def bridge(request: pytest.FixtureRequest, settings: Settings) -> AsyncIterator[Bridge]:
    customer, desk = request.param
    async with bridged(settings, customer, desk) as made:
        yield made


@pytest.mark.parametrize("app", ["slack", "telegram"])
async def test_the_button_for_a_person_brings_one(settings: Settings, app: str) -> None:
    async with bridged(settings, app, "web") as bridge:
        customer = bridge.customer
        await customer.says("zzz qqq unfindable thing")
        await customer.sees("I can also bring in a person")
        await customer.presses("Talk to a person")
        await customer.sees("colleague")


@pytest.mark.parametrize("app", APPS)
async def test_the_card_says_which_segment_a_customer_is_in_and_why(
    settings: Settings, tmp_path: Path, app: str
) -> None:
    folder = tmp_path / "articles"
    shutil.copytree(settings.knowledge, folder)
    rules = '[segments.big_families]\nkind = "demographic"\nwhen = { "plan.name" = "Family", contacts = ">= 1" }\n'
    (folder / "policy.toml").write_text(rules, encoding="utf-8")
    async with bridged(settings.model_copy(update={"knowledge": folder}), "telegram", app) as bridge:
        await bridge.customer.says("I'm on the Family plan")
        await bridge.customer.sees("Family")
        await bridge.customer.asks_for_a_person()
        card = await bridge.desk.card_says("big families")
    assert "big families (Plan: Family, contacts in a year: 1)" in " ".join(card.split())


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

    winner = next(agent.name for agent in bridge.house.rows(Agent) if agent.id == bridge.house.case.agent_id)
    assert f"With {winner}" in await desk.card()
    assert await desk.cards() == 1
    seen = await customer.seen()
    assert len([one for one in seen if "has joined" in one]) == 1
    assert f"{winner} has joined." in seen
    for number in range(10):
        if f"Agent {number}" != winner:
            await desk.hears(f"Agent {number}", f"{winner} has it (")


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


# On our own desk, replies and notes are two buttons.
@pytest.mark.parametrize("bridge", [pair for pair in COMBINATIONS if pair[1] != "web"], ids="-on-".join, indirect=True)
async def test_a_reply_edited_into_a_note_is_taken_back_and_a_note_edited_into_words_is_offered(
    bridge: Bridge,
) -> None:
    customer, desk, house = bridge.customer, bridge.desk, bridge.house
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


NASTY = (
    "<!channel> @here <!here> <@U0BOT> _*[click](http://x.example)* <http://y.example|bank> `a` # b "
    "/resolve @dana_k #tag"
)


async def test_a_customers_words_neither_ping_nor_lay_out_nor_link_in_the_desk(bridge: Bridge) -> None:
    customer, desk, house = bridge.customer, bridge.desk, bridge.house
    await customer.asks_for_a_person()
    await desk.claimed()
    await customer.says(NASTY if customer.app != "slack" else NASTY.replace("<", "&lt;").replace(">", "&gt;"))
    await desk.shows("[click](http://x.example)")
    await house.settled()

    assert "<!channel>" in "\n".join(await desk.thread())
    assert desk.live(NASTY) == []


# --- beside the nine: what concerns one app ---------------------------------------------------------


async def test_a_reply_that_a_customer_who_blocked_us_does_not_get_fails_with_the_reason_and_a_retry(
    settings: Settings,
) -> None:
    async with bridged(settings, "telegram", "slack") as bridge:
        customer, desk = bridge.customer, bridge.desk
        await customer.asks_for_a_person()
        await desk.claimed()
        await customer.sees("Anna has joined.")
        customer.user.blocks()
        reply = await desk.writes("Anna", "Are you there?")

        await desk.marked(reply, "failed")
        await desk.shows("Not delivered: the customer has blocked the bot")

        customer.user.blocks(back=True)
        await bridge.house.settled()
        await desk.presses("Anna", "Retry")
        await customer.sees("Anna: Are you there?")
        await desk.marked(reply, "delivered")


async def test_a_reply_into_a_slack_chat_that_is_gone_fails_with_the_reason(settings: Settings) -> None:
    async with bridged(settings, "slack", "telegram") as bridge:
        customer, desk = bridge.customer, bridge.desk
        await customer.asks_for_a_person()
        await desk.claimed()
        await customer.sees("Anna has joined.")
        chat = bridge.house.slack.chats.pop(customer.person.dm.id)
        reply = await desk.writes("Anna", "Are you there?")

        await desk.marked(reply, "failed")
        await desk.shows("Not delivered: the chat is gone")

        bridge.house.slack.chats[chat.id] = chat
        await desk.presses("Anna", "Retry")
        await customer.sees("Anna: Are you there?")


async def test_a_topic_that_was_deleted_is_opened_anew_and_the_customer_notices_nothing(settings: Settings) -> None:
    async with bridged(settings, "slack", "telegram") as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        await customer.asks_for_a_person()
        await desk.claimed()
        await customer.says("my first words")
        await desk.shows("my first words")
        await house.settled()
        old, before = desk.topic, await customer.seen()
        desk.chat.drops(old)

        await customer.says("and more")
        await house.until(lambda: desk.topic not in (old, 0), "a new topic")
        thread = await desk.shows("and more")
        assert [one.partition(": ")[2] for one in thread][-2:] == ["my first words", "and more"]
        assert "With Anna" in await desk.card()
        assert await customer.seen() == before
        await desk.writes("Anna", "Still with you.")
        await customer.sees("Anna: Still with you.")


async def test_a_thread_whose_root_was_deleted_is_opened_anew(settings: Settings) -> None:
    async with bridged(settings, "telegram", "slack") as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        await customer.asks_for_a_person()
        await desk.claimed()
        await customer.says("my first words")
        await desk.shows("my first words")
        await house.settled()
        old, before = desk.root, await customer.seen()
        await house.slack.removed(desk.chat, desk.chat.get(old))

        await customer.says("and more")
        await house.until(lambda: desk.root not in (old, ""), "a new thread")
        thread = await desk.shows("and more")
        assert [one.partition(": ")[2] for one in thread][-2:] == ["my first words", "and more"]
        assert await customer.seen() == before
        await desk.writes("Anna", "Still with you.")
        await customer.sees("Anna: Still with you.")


@pytest.mark.parametrize("then", [("telegram",), ()])
async def test_from_an_archived_channel_a_case_goes_to_the_next_desk(settings: Settings, then: tuple[str, ...]) -> None:
    async with bridged(settings, "telegram", "slack", then=then) as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        await customer.asks_for_a_person()
        await desk.claimed()
        await house.settled()
        before = await customer.seen()
        desk.chat.archived = True

        await customer.says("are you there?")
        if then:
            await bridge.desks["telegram"].shows("are you there?")
            await bridge.desks["telegram"].writes("Dana", "/takeover")
            await customer.sees("Dana has joined.")
        await house.settled()
        assert (await customer.seen())[: len(before)] == before
        assert house.case.state == "claimed"


async def test_in_a_channel_that_another_company_shares_no_case_is_shown_and_the_next_desk_has_it(
    settings: Settings,
) -> None:
    async with bridged(settings, "telegram", "slack", then=("telegram",)) as bridge:
        bridge.desk.chat.external = True
        await bridge.customer.asks_for_a_person()
        await bridge.desks["telegram"].claimed()
        await bridge.desks["telegram"].writes("Anna", "On my way.")
        await bridge.customer.sees("Anna: On my way.")

        assert bridge.desk.chat.shown() == []
        assert "shared with another company" in str((await bridge.house.app.ready())["desks"])


@pytest.mark.parametrize("told", [True, False], ids=["told", "found"])
@pytest.mark.parametrize("then", [("telegram",), ()])
async def test_once_another_company_shares_a_channel_nothing_more_of_a_case_is_posted_there(
    settings: Settings, then: tuple[str, ...], told: bool
) -> None:
    """Slack tells of it by an event, or it is found at the next post: then too before a word of it is out."""
    async with bridged(settings, "telegram", "slack", then=then) as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        await customer.asks_for_a_person()
        await desk.claimed()
        first = await customer.says("my first words")
        await desk.shows("my first words")
        await house.settled()
        before, shown, calls = await customer.seen(), list(desk.chat.shown()), len(house.slack.calls)
        desk.chat.external = True
        if told:
            shared = {"type": "channel_shared", "connected_team_id": "T0OTHER", "channel": desk.chat.id}
            await house.slack.emit("channel_shared", shared)
            await house.slack.moved()
            await house.until(lambda: house.rows(DeskThread)[0].state == "gone", "the case moves on")
            if then:
                await bridge.desks["telegram"].shows("my first words")

        await customer.edits(first, "my secret words")
        await customer.says("and more")
        if then:
            await bridge.desks["telegram"].shows("and more")
            assert "my secret words" in "\n".join(await bridge.desks["telegram"].thread())
        await house.settled()
        assert desk.chat.shown() == shown
        assert await customer.seen() == before
        assert house.case.state == "claimed"
        done = {one.method for one in house.slack.calls[calls:]}
        assert not done & {"chat.postMessage", "chat.update", "files.completeUploadExternal"}

        await desk.writes("Anna", "Still with you.")
        await house.settled()
        assert "worked on in another place now" in (await desk.told("Anna"))[-1]
        assert await customer.seen() == before
        if then:
            await bridge.desks["telegram"].writes("Dana", "/takeover")
            await customer.sees("Dana has joined.")


@pytest.mark.parametrize("app", ["slack", "telegram"])
async def test_a_desk_from_which_the_bot_is_thrown_out_is_named_in_readyz_and_the_next_one_has_the_case(
    settings: Settings, app: str
) -> None:
    other = {"slack": "telegram", "telegram": "slack"}[app]
    async with bridged(settings, "web", app, then=(other,)) as bridge:
        desk, house = bridge.desk, bridge.house
        before = await house.app.ready()
        desk.throws_out()
        await house.settled()
        house.passes(minutes=2)
        state = await house.app.ready()
        await bridge.customer.asks_for_a_person()
        bridge.desk = bridge.desks[other]
        await bridge.desk.card_says("#1")

    names = [desk.setting, bridge.desks[other].setting]
    assert before["desks"] == {name: "ok" for name in names}
    assert not state["ok"]
    assert state["desks"][names[1]] == "ok"
    told = state["desks"][names[0]]
    assert "/invite @Rapport" in told or "Add the bot to the group" in told


async def test_a_group_that_moved_while_nobody_listened_is_the_desk_before_any_word_from_there(
    settings: Settings,
) -> None:
    """Telegram keeps updates for a day: that the group has another id may never be told."""
    async with bridged(settings, "slack", "telegram", small=True, moved=True) as bridge:
        desk, house = bridge.desk, bridge.house
        desk.agent("Anna").says(f"@{house.telegram.bot['username']} lunch?", desk.chat)
        await house.settled()
        await bridge.customer.asks_for_a_person()
        await desk.claimed()

        assert len(house.rows(Identity)) == 1


async def test_a_group_that_moves_stays_the_desk(settings: Settings) -> None:
    """Switching topics on gives a small group a new id: the setting still names the old one."""
    async with bridged(settings, "slack", "telegram", small=True) as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        new = desk.chat.moves()
        new.forum = True
        new.admin()
        desk.chat = new
        await house.settled()

        await customer.asks_for_a_person()
        await desk.claimed()
        await customer.sees("Anna has joined.")
        await desk.writes("Anna", "Here I am.")
        await customer.sees("Anna: Here I am.")
        desk.agent("Anna").says("lunch?", new)
        await house.settled()
        assert len(house.rows(Identity)) == 1


async def test_a_customer_who_goes_on_in_another_app_stays_in_the_thread(settings: Settings) -> None:
    async with bridged(settings, "telegram", "slack") as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        await customer.asks_for_a_person()
        await desk.claimed()
        await customer.says("/link")
        await customer.sees("-")
        await house.settled()
        code = next(found[0] for one in reversed(await customer.seen())
                    if (found := re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", one)))  # fmt: skip
        there = bridge.another("slack")
        await there.says(f"/link {code}")
        await there.sees("Telegram")
        await there.says("I am here now")
        thread = await desk.shows("I am here now")
        assert "Maya (Slack)" in thread[-1]

        await desk.writes("Anna", "Welcome over here.")
        await there.sees("Anna: Welcome over here.")
        assert "Welcome" not in "\n".join(await customer.seen())
        assert len(house.rows(DeskThread)) == 1


async def test_who_asks_in_a_channel_amid_a_case_of_their_direct_chat_is_answered_in_that_chat(
    settings: Settings,
) -> None:
    async with bridged(settings, "slack", "telegram") as bridge:
        customer, desk = bridge.customer, bridge.desk
        assert isinstance(customer, OnSlack)
        general = bridge.house.slack.add_chat("general", customer.person)
        await customer.asks_for_a_person()
        await desk.claimed()
        await customer.person.mentions_bot("any news of my order?", general)
        assert "Maya (Slack, others read along)" in (await desk.shows("any news of my order?"))[-1]

        await desk.writes("Anna", "It goes to Harbour Lane 3.")
        await customer.sees("Anna: It goes to Harbour Lane 3.")
        assert general.from_bot() == []


async def test_who_cannot_be_told_alone_where_they_ask_in_public_is_answered_on_the_web_not_in_the_group(
    settings: Settings,
) -> None:
    async with bridged(settings, "web", "slack") as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        await customer.asks_for_a_person()
        await desk.claimed()
        user = house.telegram.user("Maya")  # has never started the bot
        user.chat.closed_to_us = "Forbidden: bot can't initiate conversation with a user"
        group = house.telegram.group("Walkers", forum=False)
        user.says(f"@{house.telegram.bot['username']} hello", group)
        await house.until(group.said, "an answer in the group")
        await house.app.db.write(_link_all, house.app.clock())
        user.says(f"@{house.telegram.bot['username']} any news of my order?", group)
        assert "Maya (Telegram, others read along)" in (await desk.shows("any news of my order?"))[-1]

        before = group.said()
        number = await desk.writes("Anna", "It goes to Harbour Lane 3.")
        await desk.marked(number, "failed")
        await desk.shows("has never started the bot")
        await desk.presses("Anna", "Send on Web")
        await customer.sees("Anna: It goes to Harbour Lane 3.")
        await desk.writes("Anna", "On Monday.")
        await customer.sees("Anna: On Monday.")
        await house.settled()
        await desk.resolves("Anna")
        await desk.card_says("Resolved by Anna")
        await house.settled()
        assert group.said() == before


def _link_all(session: Session, now: datetime) -> None:
    first, second = session.exec(select(Identity.customer_id).order_by(col(Identity.id))).all()
    link(session, first, second, method="agent", actor="test", evidence="", now=now)


async def test_a_draft_in_flight_while_an_agent_claims_becomes_a_suggestion(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bridged(settings, "telegram", "slack") as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        await customer.says("how long does delivery take?")
        await customer.sees("working days")
        await house.settled()
        before = await customer.seen()
        go, thinking = threading.Event(), threading.Event()
        decide = type(house.app.engine).decide

        def hangs(engine: Any, turn: Any, waited: float) -> Any:
            found = decide(engine, turn, waited)
            if "chair" in turn.text:
                thinking.set()
                go.wait(10)
            return found

        monkeypatch.setattr(type(house.app.engine), "decide", hangs)
        await customer.says("how do I return a chair?")
        await house.until(thinking.is_set, "it thinks")
        await house.app.db.write(_open_case, house.app.engine, house.app.clock())
        house.app.worker.wake()
        await desk.claimed()
        go.set()
        await desk.card_says("Draft by the bot, not sent")
        await house.settled()

        assert [one for one in await customer.seen() if one not in before] == ["Anna has joined."]


def _open_case(session: Session, engine: Any, now: datetime) -> None:
    conversation = session.exec(select(Conversation)).one()
    case_id = cases.open_case(session, conversation.id, reason="customer_upset", title="a chair", detail="",
                              priority=1, now=now)  # fmt: skip
    engine.relay.open(session, case_id, engine.person(session, conversation.customer_id, now), now)


@pytest.mark.parametrize(
    ("mode", "text", "reaches"),
    [("relay-explicit", "It is on its way.", False), ("relay-explicit", "! It is on its way.", True),
     ("alerts-only", "! It is on its way.", False)],
)  # fmt: skip
@pytest.mark.parametrize("app", ["slack", "telegram"])
async def test_a_desk_relays_as_its_mode_says(
    settings: Settings, app: str, mode: str, text: str, reaches: bool
) -> None:
    async with bridged(settings, "telegram", app, mode=mode) as bridge:
        await bridge.customer.asks_for_a_person()
        await bridge.desk.claimed()
        await bridge.customer.sees("Anna has joined.")
        written = await bridge.desk.writes("Anna", text)
        await bridge.desk.marked(written, "delivered" if reaches else "note")
        await bridge.house.settled()

        assert ("Anna: It is on its way." in await bridge.customer.seen()) is reaches


async def test_what_a_slack_desk_must_never_pass_on(settings: Settings) -> None:
    async with bridged(settings, "telegram", "slack") as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        await customer.asks_for_a_person()
        await desk.claimed()
        await customer.sees("Anna has joined.")
        before = await customer.seen()

        dana = desk.agent("Dana")
        await desk.writes("Anna", f"he is a pain, <@{dana.id}>")
        await desk.writes("Anna", "he is a pain", subtype="thread_broadcast", root={"ts": desk.root})
        stranger = house.slack.add_user("eve", team="T0FOREIGN", is_stranger=True)
        desk.chat.members.add(stranger.id)
        await stranger.says("he is a pain", desk.chat, desk.root)
        for modern in (True, False):
            await slack_world.Bot(house.slack, "jira").says("he is a pain", desk.chat, desk.root, modern=modern)
        await desk.agent("Anna").says("lunch?", desk.chat)
        await house.settled()

        assert await customer.seen() == before
        assert [row.display_name for row in house.rows(Identity)] == ["Maya"]


async def test_what_a_telegram_desk_must_never_pass_on(settings: Settings) -> None:
    async with bridged(settings, "slack", "telegram") as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        await customer.asks_for_a_person()
        await desk.claimed()
        await customer.sees("Anna has joined.")
        before = await customer.seen()

        await desk.writes("Anna", "he is a pain, @dana_k")
        bot = house.telegram.user("Jira", id=7777)
        bot.json["is_bot"] = True
        bot.says("he is a pain", desk.chat, thread=desk.topic)
        channel = {"sender_chat": {"id": -100777, "type": "channel", "title": "News"}}
        desk.agent("Anna").says("he is a pain", desk.chat, thread=desk.topic, **channel)
        desk.agent("Anna").says("lunch?", desk.chat)
        await house.settled()

        assert await customer.seen() == before
        assert len(house.rows(Identity)) == 1


async def test_show_all_and_suggest_an_article_open_a_window_in_slack(settings: Settings, tmp_path: Path) -> None:
    knowledge = shutil.copytree(settings.knowledge, tmp_path / "articles")
    async with bridged(settings, "telegram", "slack", knowledge=knowledge) as bridge:
        await bridge.customer.asks_for_a_person("how do I return a chair?")
        desk, house = bridge.desk, bridge.house
        await desk.claimed()
        await desk.writes("Anna", "Write to maya@example.com, Maya.")
        await bridge.customer.sees("maya@example.com")
        anna = desk.agent("Anna")

        await desk.presses("Anna", "Show all")
        view = await house.until(lambda: house.slack.modals.get(anna.id), "a window")
        assert "how do I return a chair" in slack_rules.words(view)
        await desk.presses("Anna", "Suggest article")
        await house.until(lambda: "Suggest" in house.slack.modals[anna.id]["title"]["text"], "a form")
        await anna.submits(title="Fees", text="Fees are waived.")
        await desk.shows("suggested an article")
        assert "# Fees\n\nFees are waived." in (knowledge / "_proposals" / "case-1-fees.md").read_text()


async def test_a_day_and_a_time_to_sleep_until_are_picked_in_slack_and_typed_in_telegram(settings: Settings) -> None:
    until = datetime(2036, 5, 6, 7, 30, tzinfo=UTC)
    async with bridged(settings, "telegram", "slack") as bridge:
        await bridge.customer.asks_for_a_person("how do I return a chair?")
        await bridge.desk.claimed()
        anna = bridge.desk.agent("Anna")
        await bridge.desk.presses("Anna", "Snooze until …")
        await bridge.house.settled()
        await bridge.desk.presses("Anna", "Another time …")
        await bridge.house.until(lambda: bridge.house.slack.modals.get(anna.id), "a window")
        await anna.submits(text=str(int(until.timestamp())))
        await bridge.house.until(lambda: bridge.house.case.snoozed_until == until, "it sleeps")


async def test_show_all_and_suggest_an_article_are_messages_in_telegram(settings: Settings, tmp_path: Path) -> None:
    knowledge = shutil.copytree(settings.knowledge, tmp_path / "articles")
    async with bridged(settings, "slack", "telegram", knowledge=knowledge) as bridge:
        await bridge.customer.asks_for_a_person("how do I return a chair?")
        desk = bridge.desk
        await desk.claimed()
        await desk.writes("Anna", "The fee is waived, Maya.")
        await bridge.customer.sees("waived")

        await desk.presses("Anna", "Show all")
        await desk.shows("from the beginning")
        await desk.presses("Anna", "Suggest article")
        await desk.shows("Suggest an article")
        await desk.writes("Anna", "/suggest")
        await desk.shows("suggested an article")
        (file,) = (knowledge / "_proposals").iterdir()
        assert "Maya" not in file.read_text()


async def test_a_file_that_came_before_the_case_stands_in_its_thread(settings: Settings) -> None:
    async with bridged(settings, "slack", "telegram") as bridge:
        customer, desk = bridge.customer, bridge.desk
        await customer.sends("leg.pdf", b"%PDF a broken leg", "how do I return a chair like this?")
        await customer.sees("return")
        await customer.asks_for_a_person()
        await desk.shows("leg.pdf")
        await bridge.house.settled()

        assert (await desk.files())["leg.pdf"] == b"%PDF a broken leg"
        assert "leg.pdf" in await desk.card()
        await customer.says("/me")
        await bridge.house.settled()
        assert [one for one in await desk.thread() if "/me" in one] == []


# --- a thousand notes ---------------------------------------------------------------------------------

NOTES = max(20, int(1000 * float(os.environ.get("RAPPORT_BENCH_SCALE", "0.02"))))
"""In each combination; bench/full asks for all thousand. The web desk has a button of its own for a note."""


@pytest.mark.parametrize(("app", "agents"), [pair for pair in COMBINATIONS if pair[1] != "web"])
async def test_of_a_thousand_notes_in_every_disguise_none_reaches_the_customer(
    settings: Settings, app: str, agents: str
) -> None:
    async with bridged(settings, app, agents) as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        await customer.asks_for_a_person()
        await desk.claimed()
        before = await customer.sees("Anna has joined.")
        told = disguised(NOTES)
        for start in range(0, len(told), 100):
            written = [await desk.writes("Anna", text) for text in told[start : start + 100]]
            await house.settled()
            assert await customer.seen() == before
            assert {await desk.marks(one) for one in written} == {"note"}
        on_files = [text.strip() for text in disguised(NOTES // 5)]
        for number, text in enumerate(on_files):
            written = await desk.captions("Anna", [text, ""] if number % 2 else ["", text])
            await house.settled()
            assert {await desk.marks(one) for one in written} == {"note"}
        assert (await customer.seen(), await customer.files()) == (before, {})

        await desk.writes("Anna", "It is on its way.")
        await customer.sees("Anna: It is on its way.")
        assert len(await customer.seen()) == len(before) + 1


async def test_a_file_that_an_agent_deletes_is_taken_back(settings: Settings) -> None:
    async with bridged(settings, "telegram", "slack") as bridge:
        customer, desk = bridge.customer, bridge.desk
        await customer.asks_for_a_person()
        await desk.claimed()
        label = await desk.uploads("Anna", "wrong.pdf", b"%PDF not hers")
        await customer.gets("wrong.pdf")
        await desk.marked(label, "delivered")

        await desk.deletes("Anna", label)
        await bridge.house.settled()
        assert await customer.files() == {}


@pytest.mark.parametrize("desk", ["slack", "telegram"])
async def test_a_receipt_says_queued_until_it_says_delivered(settings: Settings, desk: str) -> None:
    async with bridged(settings, "slack" if desk == "telegram" else "telegram", desk) as bridge:
        house = bridge.house
        await bridge.customer.asks_for_a_person()
        await bridge.desk.claimed()
        reply = await bridge.desk.writes("Anna", "Here I am.")
        await bridge.desk.marked(reply, "delivered")
        await house.settled()

        put = [str(call.arguments["name"]) for call in house.slack.calls if call.method == "reactions.add"]
        put += [json.loads(call.fields["reaction"])[0]["emoji"] for call in house.telegram.calls("setMessageReaction")]
        assert put == {"slack": ["eyes", "white_check_mark"], "telegram": ["👀", "👌"]}[desk]


async def test_a_card_that_was_deleted_in_its_topic_comes_back(settings: Settings) -> None:
    """Bots are not told of deletions: it shows at the card's next change."""
    async with bridged(settings, "slack", "telegram") as bridge:
        customer, desk, house = bridge.customer, bridge.desk, bridge.house
        await customer.asks_for_a_person()
        await desk.claimed()
        await house.settled()
        lost = int(house.rows(DeskThread)[-1].card)
        desk.chat.deletes(lost)

        await desk.writes("Dana", "/takeover")
        await desk.card_says("With Dana")
        assert "Resolve" in await desk.buttons()


@pytest.mark.parametrize("desk", ["slack", "telegram"])
async def test_the_cards_menu_gives_a_case_to_a_colleague_and_shuts_its_customer_out(
    settings: Settings, desk: str
) -> None:
    async with bridged(settings, "telegram" if desk == "slack" else "slack", desk) as bridge:
        customer, at = bridge.customer, bridge.desk
        await customer.asks_for_a_person()
        await at.card_says("#1")
        await at.claims("Anna")
        await at.card_says("With Anna")
        for words in ("// hello", "// I could take it"):  # Slack tells a name from the second message on
            await at.writes("Ben", words)
            await bridge.house.settled()
        await at.presses("Anna", "Reassign")
        await bridge.house.settled()
        await at.presses("Anna", "Ben")
        await at.card_says("With Ben")
        await customer.sees("Your case is with Ben now.")

        await at.presses("Ben", "Block")
        await bridge.house.settled()
        await at.presses("Ben", "Block")
        await customer.sees("Our team has ended this conversation.")
        seen = len(await customer.seen())
        await customer.says("are you there?")
        await bridge.house.settled()
        assert len(await customer.seen()) == seen
        assert [one.text for one in bridge.house.rows(Message) if "are you there" in one.text] == []
