"""Agents at work in their chat apps: threads, cards, relays both ways, notes that stay, what is gone and heals."""

from __future__ import annotations

import asyncio
import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bot import app as house
from bot import engine as engine_room
from bot import markup, texts
from bot.desk.team import Team
from bot.errors import DeliveryError, Refused, SettingsError
from bot.handoff import menu, moments, verbs
from bot.handoff.desks import Desk
from bot.linking import link
from bot.memory import privacy
from bot.pages import visiting
from bot.settings import Settings
from bot.storage import queue
from bot.storage.tables import AccessLog, Agent, Case, Customer, DeskThread, Fact, Message
from bot.storage.tables import Attachment as StoredFile
from bot.types.chat import Address, Attachment, Inbound, Sender
from bot.types.handoff import Actor, Verb
from tests.conftest import Stage, channels
from tests.pad import Pad, Post

DESK = "C1"


@dataclass
class Office:
    """A customer on one app, agents on another."""

    stage: Stage
    apps: dict[str, Pad]
    customer_app: str = "telegram"
    desk_app: str = "slack"
    ids: Any = field(default_factory=lambda: iter(range(1000, 100_000)))

    # --- the customer ---

    def says(self, text: str, **more: Any) -> list[str]:
        """The customer writes; return what they see anew."""
        before = set(self.apps[self.customer_app].posts)
        self.does("message", text, **more)
        posts = self.apps[self.customer_app].posts
        return [post.text for number, post in posts.items() if number not in before]

    def does(self, kind: Any, text: str = "", *, app: str = "", external_id: str = "", **more: Any) -> str:
        app, number = app or self.customer_app, external_id or str(next(self.ids))
        self.stage.now += timedelta(seconds=1)
        at = Address(app, "pad", "maya")
        data = {"external_id": number, **more.pop("data", {})}
        event = Inbound(f"k{next(self.ids)}", at, Sender("", "maya", "Maya"), kind, text, data=data, **more)
        self.receives(event)
        return number

    def seen(self, app: str = "") -> list[str]:
        return self.apps[app or self.customer_app].shown("maya")

    # --- agents ---

    @property
    def thread(self) -> str:
        row = self.stage.rows(DeskThread)[-1]
        return str(row.thread)

    def agent(
        self, text: str = "", kind: Any = "message", *, who: str = "U1", name: str = "Anna", thread: str = "",
        external_id: str = "", **more: Any,
    ) -> str:  # fmt: skip
        """An agent writes in the case's thread; return the message's id."""
        number = external_id or str(next(self.ids))
        at = Address(self.desk_app, "pad", DESK, thread or self.thread)
        data = {"external_id": number, **more.pop("data", {})}
        sender = more.pop("sender", Sender("", who, name))
        self.receives(Inbound(f"k{next(self.ids)}", at, sender, kind, text, data=data, **more))
        return number

    def press(self, label: str, **more: Any) -> None:
        """An agent presses what is offered: on the card, or to them alone."""
        ephemeral = {key: value for _, _, found in self.desk.answers for key, value in found.items()}
        on_posts = {key: value for post in self.desk.posts.values() for key, value in post.choices.items()}
        self.agent("", "press", choice=(on_posts | ephemeral)[label], **more)

    @property
    def desk(self) -> Pad:
        return self.apps[self.desk_app]

    def told(self) -> str:
        """The last thing said to one agent alone."""
        return self.desk.answers[-1][1]

    @property
    def card(self) -> Post:
        return self.desk.posts[self.stage.rows(DeskThread)[-1].card]

    def receives(self, event: Inbound) -> bool:
        stored = asyncio.run(self.stage.app.receive(event))
        self.stage.drain()
        return stored

    @property
    def case(self) -> Case:
        return self.stage.rows(Case)[-1]  # type: ignore[no-any-return]


def made(settings: Settings, desks: str) -> Iterator[Office]:
    apps = {name: Pad(name) for name in ("slack", "telegram")}
    own = {key: one for key, one in channels().items() if key[0] in ("web", "terminal")}
    stages: list[Stage] = []
    settings = settings.model_copy(update={"desks": desks})
    everyone = {**own, **{(pad.name, pad.account): pad for pad in apps.values()}}
    with house.inline(settings, everyone, lambda: stages[0].now) as app:  # type: ignore[arg-type]
        stages.append(Stage(app))
        yield Office(stages[0], apps)
    texts.use_folder(None)


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    yield from made(settings, f"slack:{DESK}, web")


@pytest.fixture
def waiting(office: Office) -> Office:
    office.says("how do I return a chair?")
    office.says("I want to talk to a human")
    return office


@pytest.fixture
def claimed(waiting: Office) -> Office:
    waiting.press("Claim")
    return waiting


# --- where the customer is ---------------------------------------------------------------------------


def test_a_press_of_the_customers_under_the_bots_words_is_taken_in(office: Office) -> None:
    office.says("zzz qqq unfindable thing")
    said = list(office.apps["telegram"].posts)[-1]
    office.does("press", choice="human", external_id=said)

    assert office.seen()[-1].startswith("I've asked a colleague")
    assert office.case.state == "queued"


@pytest.mark.parametrize("kind", ["reaction", "edit", "home"])
def test_a_thumb_or_an_edit_elsewhere_does_not_move_where_replies_go(claimed: Office, kind: str) -> None:
    elsewhere = Address("telegram", "pad", "public")
    event = Inbound("k-elsewhere", elsewhere, Sender("", "maya", "Maya"), kind, "words",  # type: ignore[arg-type]
                    choice="up", data={"external_id": "77"})  # fmt: skip
    claimed.receives(event)
    claimed.agent("Your refund is approved.")

    assert claimed.seen()[-1] == "Anna: Your refund is approved."
    assert claimed.apps["telegram"].shown("public") == []


def test_words_that_begin_like_a_command_reach_the_agent(claimed: Office) -> None:
    assert claimed.says("/order 48213 arrived broken") == []
    assert claimed.desk.shown(DESK, claimed.thread)[-1] == "/order 48213 arrived broken"


def test_an_edit_of_words_that_the_card_shows_changes_the_card(office: Office) -> None:
    office.says("my order 48213 came broken", external_id="9")
    office.says("I want to talk to a human")
    assert "Customer: my order 48213" in office.card.text
    office.does("edit", "my order 99999 came broken", external_id="9")

    assert "Customer: my order 99999" in office.card.text
    assert "Customer: my order 48213" not in office.card.text


def test_words_of_a_turn_that_fails_for_good_are_shown_to_the_agents_all_the_same(
    claimed: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr(engine_room.learning, "read", _breaks)
    assert claimed.says("the second box came empty") == []
    claimed.says("/link ABCD-2345")
    for _ in range(6):
        claimed.stage.passes(minutes=2)

    assert claimed.desk.shown(DESK, claimed.thread)[-1] == "the second box came empty", "and no code for everybody"
    assert claimed.stage.conversation().owner == "agent"


def _breaks(*_: object, **__: object) -> None:
    raise ValueError("odd")


def test_a_reply_whose_answer_was_lost_is_told_to_the_agent_who_may_send_it_again(claimed: Office) -> None:
    claimed.apps["telegram"].loses_answers = True
    number = claimed.agent("It is on its way.")
    claimed.apps["telegram"].loses_answers = False
    claimed.stage.passes(minutes=1)

    assert claimed.desk.marks[number] == "failed"
    last = list(claimed.desk.posts.values())[-1]
    assert last.text.startswith("⚠ Not delivered: no answer came back, so it may have arrived all the same. “It is on")
    assert "Retry" in last.choices


def test_a_reply_that_cannot_be_taken_back_is_told_to_the_agents(claimed: Office) -> None:
    number = claimed.agent("He is a fraud.")
    claimed.apps["telegram"].refuses_deletes = True
    claimed.agent("// He is a fraud.", "edit", external_id=number)

    assert claimed.seen()[-1] == "Anna: He is a fraud."
    last = list(claimed.desk.posts.values())[-1].text
    assert last == "⚠ Not taken back: message can't be deleted. The customer still sees it."


# --- opening -----------------------------------------------------------------------------------------


def test_a_case_opens_a_thread_whose_card_says_who_why_and_what_was_tried(waiting: Office) -> None:
    card = waiting.card

    assert card.text.startswith("#1 Maya · Asked for a person")
    assert "Tried: " in card.text
    assert "State: Waiting" in card.text
    assert "how do I return a chair" in card.text
    assert list(card.choices) == ["Claim", "Reassign", "Block", "Show all"]
    assert card.thread == waiting.thread


def test_a_case_of_a_turn_that_failed_is_on_the_desk_as_any_other(office: Office) -> None:
    stage, at = office.stage, Address("telegram", "pad", "maya")
    event = Inbound("k1", at, Sender("", "maya", "Maya"), "message", "how do I return a chair?")
    asyncio.run(stage.app.receive(event))
    thought = stage.thinks()
    stage.db.now(stage.app.engine.record_failure, thought.claim, thought.turn, "ValueError: odd", stage.now)
    stage.drain()
    assert "how do I return a chair?" in office.card.text
    assert "Claim" in office.card.choices


def test_a_claim_edits_the_card_in_place_and_tells_the_customer_once(waiting: Office) -> None:
    waiting.press("Claim")

    assert "State: With Anna" in waiting.card.text
    assert "Resolve" in waiting.card.choices
    assert waiting.seen()[-1] == "Anna has joined."
    assert waiting.told() == "You have case #1."
    assert len([post for post in waiting.desk.posts.values() if post.text.startswith("#1 Maya")]) == 1


def test_of_ten_agents_who_claim_one_wins_and_the_others_are_told_who(waiting: Office) -> None:
    choice = waiting.card.choices["Claim"]
    for number in range(10):
        waiting.agent("", "press", who=f"U{number}", name=f"Agent {number}", choice=choice)

    assert waiting.seen().count("Agent 0 has joined.") == 1
    losers = [text for _, text, _ in waiting.desk.answers if "Agent 0 has it" in text]
    assert len(losers) == 9
    assert all("Take over" in text for text in losers)
    assert waiting.case.agent_id == waiting.stage.rows(Agent)[0].id


def test_the_customer_is_silent_bot_between_claim_and_return(claimed: Office) -> None:
    before = claimed.seen()
    claimed.says("how do I return a sofa?")
    claimed.says("hello?")

    assert claimed.seen() == before
    assert claimed.desk.shown(DESK, claimed.thread)[-2:] == ["how do I return a sofa?", "hello?"]
    assert [post.author for post in claimed.desk.posts.values()][-1] == "Maya (Telegram)"


# --- relays ------------------------------------------------------------------------------------------


def test_a_colleague_keeps_the_bot_silent_but_for_who_wants_to_be_written_to_no_more(claimed: Office) -> None:
    assert claimed.says("stop") == [], "that may be meant for the colleague"
    assert "write /stop" in claimed.says("STOP")[0]
    assert "won't write to you unasked" in claimed.says("unsubscribe")[0]
    assert [fact.value for fact in claimed.stage.rows(Fact) if fact.key == "contact.do_not_contact"] == ["all"]
    assert claimed.case.state == "claimed"


def test_a_reply_goes_to_the_customer_with_the_agents_name_and_a_receipt(claimed: Office) -> None:
    number = claimed.agent("It is on its way.")

    assert claimed.seen()[-1] == "Anna: It is on its way."
    assert claimed.desk.marks[number] == "delivered"


def test_the_customers_words_come_into_the_thread_in_order_with_their_app(claimed: Office) -> None:
    claimed.says("one")
    claimed.says("two")

    last = list(claimed.desk.posts.values())[-2:]
    assert [(post.text, post.author, post.thread) for post in last] == [
        ("one", "Maya (Telegram)", claimed.thread), ("two", "Maya (Telegram)", claimed.thread),
    ]  # fmt: skip


def test_an_edit_of_the_customers_changes_the_copy_and_a_deletion_removes_it(claimed: Office) -> None:
    number = claimed.does("message", "my order is 48213")
    claimed.does("edit", "my order is 48214", external_id=number)
    assert claimed.desk.shown(DESK, claimed.thread)[-1] == "my order is 48214"

    claimed.does("edit", "my order is 48214", external_id=number)  # of what a bot does not see
    claimed.does("delete", external_id=number)
    assert "my order is 48214" not in claimed.desk.shown(DESK, claimed.thread)
    assert "my order is 48214" not in [message.text for message in claimed.stage.rows(Message)]


def test_an_edit_of_a_reply_edits_the_customers_copy_and_a_deletion_removes_it(claimed: Office) -> None:
    number = claimed.agent("It arrives on Monday.")
    claimed.agent("It arrives on Tuesday.", "edit", external_id=number)
    assert claimed.seen()[-1] == "It arrives on Tuesday."

    claimed.agent("", "delete", external_id=number)
    assert not [text for text in claimed.seen() if "Tuesday" in text]


def test_a_reply_that_cannot_be_edited_any_more_is_corrected_by_a_new_one(claimed: Office) -> None:
    number = claimed.agent("It arrives on Monday.")
    claimed.apps["telegram"].refuses_edits = True
    claimed.agent("It arrives on Tuesday.", "edit", external_id=number)

    assert claimed.seen()[-1] == "Anna: Correction: It arrives on Tuesday."


def test_a_reply_edited_into_a_note_is_taken_back_and_a_note_edited_into_words_is_not_sent(claimed: Office) -> None:
    number = claimed.agent("He is a fraud, careful.")
    claimed.agent("// He is a fraud, careful.", "edit", external_id=number)
    assert not [text for text in claimed.seen() if "fraud" in text]
    assert claimed.desk.marks[number] == "note"

    claimed.agent("He is a fraud, careful.", "edit", external_id=number)
    assert not [text for text in claimed.seen() if "fraud" in text]

    claimed.press("Send to the customer")
    assert claimed.seen()[-1] == "Anna: He is a fraud, careful."


def test_a_reply_that_waits_and_becomes_a_note_never_goes(claimed: Office) -> None:
    app = claimed.apps["telegram"]
    app.busy = True
    before = set(app.posts)
    number = claimed.agent("He is a fraud.")
    claimed.agent("// He is a fraud.", "edit", external_id=number)
    sent: list[str] = []
    app.busy, carry = False, app._carried_out
    app._carried_out = lambda part: sent.append(part.body["text"]) or carry(part)  # type: ignore[func-returns-value]
    claimed.stage.passes(minutes=1)
    claimed.agent("It is on its way.")

    assert sent == ["It is on its way."]
    assert set(app.posts) - before
    assert claimed.desk.marks[number] == "note"


def test_an_edit_that_waits_and_becomes_a_note_is_no_correction(claimed: Office) -> None:
    number = claimed.agent("We look.")
    app = claimed.apps["telegram"]
    app.busy = True
    claimed.agent("We look into it now.", "edit", external_id=number)
    claimed.agent("// He is a fraud", "edit", external_id=number)
    app.busy, app.refuses_edits = False, True
    claimed.stage.passes(minutes=1)

    assert not [text for text in claimed.seen() if "fraud" in text or "We look" in text]


def test_a_correction_that_is_under_way_while_the_reply_becomes_a_note_says_nothing(claimed: Office) -> None:
    number = claimed.agent("We look.")
    app, house = claimed.apps["telegram"], claimed.stage.app

    async def refuse(part: Any) -> str:
        if part.op == "edit" and not turned:
            turned.append(1)
            (said,) = (row for row in claimed.stage.rows(Message) if row.role == "agent")
            await house.db.write(_turned_into_note, said.id)
        raise DeliveryError("message can't be edited")

    turned: list[int] = []
    app.send = refuse  # type: ignore[method-assign]
    claimed.agent("We look into it now.", "edit", external_id=number)

    assert turned
    assert [row.text for row in claimed.stage.rows(Message) if row.role == "agent"] == []


def _turned_into_note(session: Session, message_id: int) -> None:
    said = session.get_one(Message, message_id)
    said.role, said.text = "note", "// He is a fraud"
    session.add(said)


def _words(texts: list[str]) -> str:
    """Without white space, which a cut eats."""
    return "".join("".join(texts).split())


LONG = "".join(f"Line {number} of the long reply.\n" for number in range(90))


@pytest.mark.parametrize(
    ("first", "then"), [(LONG, "Sorry, that was not for you."), ("Short.", LONG), (LONG, LONG[:1900])]
)
def test_an_edited_reply_is_shown_whole_and_nothing_of_the_old_stays(claimed: Office, first: str, then: str) -> None:
    app = claimed.apps["telegram"]
    app.longest = 700
    before = set(app.posts)
    number = claimed.agent(first)
    claimed.agent(then, "edit", external_id=number)
    claimed.agent("Bye.")

    *shown, last = [post.text.removeprefix("Anna: ") for key, post in app.posts.items() if key not in before]
    assert _words(shown) == _words([then])
    assert last == "Bye."
    assert claimed.desk.marks[number] == "delivered"

    claimed.agent(first, "edit", external_id=number)
    claimed.agent("", "delete", external_id=number)
    assert [post.text for key, post in app.posts.items() if key not in before] == ["Anna: Bye."]


def test_what_answers_a_message_points_at_it_on_the_other_side_too(claimed: Office) -> None:
    first = claimed.does("message", "my order is 48213")
    copy = list(claimed.desk.posts.values())[-1]
    claimed.agent("Thank you.", reply_to=copy.id)
    reply = list(claimed.apps["telegram"].posts.values())[-1]
    assert (reply.text, reply.reply_to, reply.quote) == ("Anna: Thank you.", first, "my order is 48213")

    claimed.does("message", "No, thank you!", reply_to=reply.id)
    answer = list(claimed.desk.posts.values())[-1]
    own = [number for number, mark in claimed.desk.marks.items() if mark == "delivered"][-1]
    assert (answer.text, answer.reply_to, answer.quote) == ("No, thank you!", own, "Thank you.")
    chat = claimed.stage.look(visiting.chat, 1, claimed.stage.now)
    quotes = [(line.text, line.quote) for line in chat.lines if line.quote]
    assert quotes == [("Thank you.", "my order is 48213"), ("No, thank you!", "Thank you.")], "the pages quote it"


def test_a_reply_to_a_colleagues_note_takes_nothing_of_it_along(claimed: Office) -> None:
    note = claimed.agent("// he is a pain", who="U2", name="Bo")
    claimed.agent("It comes on Monday.", reply_to=note)
    reply = list(claimed.apps["telegram"].posts.values())[-1]
    assert (reply.text, reply.reply_to, reply.quote) == ("Anna: It comes on Monday.", "", "")
    assert not any(line.quote for line in claimed.stage.look(visiting.chat, 1, claimed.stage.now).lines)


def test_an_edited_order_is_remembered_as_it_reads_now(office: Office) -> None:
    number = office.does("message", "my order is 48213")
    office.does("edit", "my order is 99999", external_id=number)

    told = [(row.value, row.status) for row in office.stage.rows(Fact) if row.key == "order.id"]
    assert told == [("48213", "retracted"), ("99999", "active")]
    office.does("delete", external_id=number)
    assert [row.value for row in office.stage.rows(Fact) if row.status == "active"] == []


def test_a_case_that_is_called_by_words_that_are_taken_back_is_called_so_no_more(office: Office) -> None:
    office.apps["telegram"].files["f1"] = b"a picture"
    file = Attachment("", "leg.jpg", "image/jpeg", 9, "", remote={"id": "f1"})
    number = office.does("message", "My secret is 12, I want to talk to a human", attachments=(file,))
    assert "secret" in office.card.text + office.case.title
    office.does("delete", external_id=number)

    assert "secret" not in office.card.text + office.case.title
    assert [row.name for row in office.stage.rows(StoredFile) if row.message_id] == []
    assert not [post for post in office.desk.posts.values() if post.file]


def test_a_reply_changed_or_taken_back_on_the_web_desk_is_told_in_the_thread(claimed: Office) -> None:
    claimed.agent("It comes on Monday.")
    said = claimed.stage.rows(Message)[-1]
    claimed.stage.agents["Anna"] = Actor(said.agent_id, "Anna")
    claimed.stage.acts("edit", "It comes on Tuesday.", message=said.public_id)
    claimed.stage.drain()
    assert claimed.seen()[-1] == "It comes on Tuesday."
    assert "Anna changed a reply" in claimed.desk.shown(DESK, claimed.thread)[-1]

    claimed.stage.acts("delete", message=said.public_id)
    claimed.stage.drain()
    assert "Tuesday" not in "".join(claimed.seen())
    assert "Anna took a reply back" in claimed.desk.shown(DESK, claimed.thread)[-1]


def test_a_customers_long_edit_is_shown_whole_in_the_thread(claimed: Office) -> None:
    claimed.desk.longest = 700
    before = set(claimed.desk.posts)
    number = claimed.does("message", "my order")
    claimed.does("edit", LONG, external_id=number)
    posts = [post.text for key, post in claimed.desk.posts.items() if key not in before]
    assert _words(posts) == _words([LONG])

    claimed.does("edit", "never mind", external_id=number)
    assert [post.text for key, post in claimed.desk.posts.items() if key not in before] == ["never mind"]


def test_a_reply_that_failed_and_was_reworded_is_tried_again_with_its_new_words(claimed: Office) -> None:
    claimed.apps["telegram"].gone.add("maya")
    number = claimed.agent("It comes on Monday.")
    claimed.agent("It comes on Tuesday.", "edit", external_id=number)
    claimed.apps["telegram"].gone.clear()
    claimed.press("Retry")

    assert claimed.seen()[-1] == "Anna: It comes on Tuesday."


def test_the_bots_own_changed_answer_is_said_anew_where_it_cannot_be_edited(office: Office) -> None:
    number = str(next(office.ids))
    office.says("how long does delivery take?", external_id=number)
    app = office.apps["telegram"]
    app.refuses_edits = True
    before = office.seen()
    office.does("edit", "how do I return a chair?", external_id=number)

    anew = office.seen()[len(before) :]
    assert office.seen()[: len(before)] == before
    assert len(anew) == 1
    assert "return" in anew[0]
    assert anew[0] != before[-1]


def test_of_a_long_edit_that_is_refused_there_is_one_correction(claimed: Office) -> None:
    app = claimed.apps["telegram"]
    app.longest, before = 700, set(app.posts)
    number = claimed.agent(LONG)
    app.refuses_edits, app.longest = True, 700
    claimed.agent(LONG.replace("Line", "Row"), "edit", external_id=number)

    shown = "".join(post.text for key, post in app.posts.items() if key not in before)
    assert shown.count("Correction:") == 1
    assert shown.count("Row 1 of") == 1


def test_files_go_both_ways_with_their_names(claimed: Office) -> None:
    claimed.apps["telegram"].files["f1"] = b"a picture"
    claimed.apps["slack"].files["f2"] = b"a label"
    claimed.does("message", "", attachments=(Attachment("", "leg.jpg", "image/jpeg", 9, "", remote={"id": "f1"}),))
    claimed.agent("", attachments=(Attachment("", "label.pdf", "application/pdf", 7, "", remote={"id": "f2"}),))

    came = list(claimed.desk.posts.values())[-1]
    assert (came.file, claimed.desk.files[came.id]) == ("leg.jpg", b"a picture")
    went = list(claimed.apps["telegram"].posts.values())[-1]
    assert (went.file, claimed.apps["telegram"].files[went.id]) == ("label.pdf", b"a label")


def test_a_file_whose_name_is_told_only_when_it_is_fetched_goes_out_under_that_name(claimed: Office) -> None:
    """Slack Connect: an event tells a file's id alone."""
    claimed.apps["slack"].files["f3"] = b"a label"
    remote = {"id": "f3", "told": "label.pdf"}
    claimed.agent("", attachments=(Attachment("", "file", "application/octet-stream", 0, "", remote=remote),))

    assert list(claimed.apps["telegram"].posts.values())[-1].file == "label.pdf"


def test_a_file_that_cannot_be_fetched_is_told_to_the_agent(claimed: Office) -> None:
    number = claimed.agent("", attachments=(Attachment("", "x.pdf", "application/pdf", 7, "", remote={"id": "none"}),))

    assert claimed.desk.marks[number] == "failed"
    assert claimed.desk.shown(DESK, claimed.thread)[-1].startswith("⚠ Not delivered")


def test_a_reply_to_a_customer_who_blocked_us_fails_with_the_reason_and_can_be_tried_again(claimed: Office) -> None:
    claimed.apps["telegram"].gone.add("maya")
    number = claimed.agent("Are you there?")
    assert claimed.desk.marks[number] == "failed"

    claimed.apps["telegram"].gone.clear()
    claimed.press("Retry")
    assert claimed.seen()[-1] == "Anna: Are you there?"
    assert claimed.desk.marks[number] == "delivered"


def test_a_customer_who_goes_on_in_another_app_stays_in_the_thread_and_is_answered_there(claimed: Office) -> None:
    (code,) = [line for line in claimed.says("/link") if "-" in line]
    digits = next(
        word for word in code.replace("*", " ").replace("`", " ").split() if word.count("-") == 1 and len(word) >= 9
    )
    claimed.does("message", f"/link {digits.strip('.,')}", app="slack")
    claimed.does("message", "I am here now", app="slack")

    posts = list(claimed.desk.posts.values())
    assert [(post.text, post.thread) for post in posts if post.author == "Maya (Slack)"][-1] == (
        "I am here now", claimed.thread,
    )  # fmt: skip
    claimed.agent("Welcome over here.")
    assert claimed.apps["slack"].shown("maya")[-1] == "Anna: Welcome over here."


# --- notes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("// he is difficult", {}),
        ("note: he is difficult", {}),
        ("he is difficult, @Dana", {"data": {"mentions": ["U2"]}}),
        ("he is difficult", {"data": {"broadcast": True}}),
        ("he is difficult", {"who": "U9", "name": "Dana"}),
        ("he is difficult", {"data": {"stranger": True}, "who": "U8"}),
        ("he is difficult", {"sender": Sender("", "B1", "Jira", is_bot=True)}),
        ("what shall I answer this pain?", {"data": {"named": True}}),
        ("/resolve // duplicate of #3, he is a pain", {}),
        ("/resolve note: he is a pain", {}),
        ("!resolve he is a pain", {"data": {"mentions": ["U2"], "broadcast": True}}),
        ("/return // the fee: he is a liar", {}),
        ("/reply // he is a pain", {}),
        ("/resovle Thanks", {}),
        ("/n he is a pain", {}),
        ("Internal note: he is a pain", {}),
    ],
)
def test_what_is_not_meant_for_the_customer_stays_inside(claimed: Office, text: str, more: dict[str, Any]) -> None:
    before = claimed.seen()
    claimed.agent(text, **more)

    assert claimed.seen() == before


def test_before_a_claim_everything_stays_inside_and_the_first_words_ask_once(waiting: Office) -> None:
    before = waiting.seen()
    waiting.agent("Hi, I can help.")
    assert waiting.seen() == before
    assert set(waiting.desk.answers[-1][2]) == {"Claim and send", "Keep internal"}

    waiting.press("Claim and send")
    assert waiting.seen()[-1] == "Anna: Hi, I can help."
    assert waiting.case.state == "claimed"


@pytest.mark.parametrize(
    ("mode", "text", "reaches"),
    [
        ("relay-explicit", "It is on its way.", False),
        ("relay-explicit", "! It is on its way.", True),
        ("alerts-only", "It is on its way.", False),
        ("alerts-only", "! It is on its way.", False),
    ],
)
def test_a_desk_relays_as_its_mode_says(settings: Settings, mode: str, text: str, reaches: bool) -> None:
    for office in made(settings, f"slack:{DESK} {mode}"):
        office.says("I want to talk to a human")
        office.press("Claim")
        office.agent(text)

        assert (office.seen()[-1] == "Anna: It is on its way.") is reaches


def test_words_that_are_no_command_as_they_stand_leave_the_case_as_it_is_and_say_so(claimed: Office) -> None:
    claimed.agent("/resolve // duplicate of #3")
    assert claimed.case.state == "claimed"
    assert claimed.told() == "Kept as a note, so !resolve was not carried out."

    claimed.agent("/resovle Thanks")
    assert claimed.told() == "Kept as a note. If you meant !resolve, write it as !help shows it."
    claimed.agent("!help")
    assert "!resolve" in claimed.told()


def test_an_explicit_reply_before_a_claim_asks_too_and_is_sent_without_its_sign(waiting: Office) -> None:
    before = waiting.seen()
    waiting.agent("/reply Hello, I can help.")
    assert (waiting.seen(), waiting.case.state) == (before, "queued")

    waiting.press("Claim and send")
    assert waiting.seen()[-1] == "Anna: Hello, I can help."


def test_on_an_explicit_desk_too_the_first_words_ask_and_a_sentence_is_no_command(settings: Settings) -> None:
    for office in made(settings, f"slack:{DESK} relay-explicit"):
        office.says("I want to talk to a human")
        before = office.seen()
        office.agent("!hello there")
        assert (office.seen(), office.case.state) == (before, "queued")
        office.press("Claim and send")
        assert office.seen()[-1] == "Anna: hello there"

        office.agent("!Return the package to us, please.")
        assert office.case.state == "claimed"
        office.press("Send to the customer")
        assert office.seen()[-1] == "Anna: Return the package to us, please."


def test_a_note_that_was_deleted_or_marked_meanwhile_cannot_be_sent(waiting: Office) -> None:
    before = waiting.seen()
    number = waiting.agent("he is a pain")
    waiting.agent("// he is a pain", "edit", external_id=number)
    waiting.press("Claim and send")
    assert waiting.told() == "It is a note now, so it stays here."

    waiting.agent("", "delete", external_id=number)
    waiting.press("Claim and send")
    assert waiting.told() == "It was deleted meanwhile."
    assert waiting.seen() == before


def test_from_a_desk_for_alerts_nothing_is_sent_by_a_button_or_a_verb(settings: Settings) -> None:
    for office in made(settings, f"slack:{DESK} alerts-only"):
        office.says("I want to talk to a human")
        office.press("Claim")
        before, told = office.seen(), len(office.desk.answers)
        number = office.agent("he is a pain")
        assert (office.desk.marks[number], len(office.desk.answers)) == ("note", told)

        office.agent("", "press", choice=f"case.send:{office.case.id}:{office.stage.rows(Message)[-1].id}")
        assert office.told() == "Nothing goes to the customer from here; answer on the web desk."
        office.agent("/resolve he is a pain")
        office.agent("/return he is a pain")
        assert (office.seen(), office.case.state) == (before, "claimed")
        office.agent("/resolve")
        assert office.case.state == "resolved"


def _album(office: Office, *captions: str) -> list[str]:
    sent = []
    for number, caption in enumerate(captions):
        office.desk.files[f"f{number}"] = b"a page"
        file = Attachment("", f"{number}.pdf", "application/pdf", 6, "", remote={"id": f"f{number}"})
        sent.append(office.agent(caption, attachments=(file,), data={"group": "g"}))
    return sent


def _got(office: Office) -> list[str]:
    return [post.file for post in office.apps["telegram"].posts.values() if post.file]


@pytest.mark.parametrize("captions", [("// internal", "", ""), ("", "// internal", ""), ("", "", "// internal")])
def test_a_note_on_an_album_keeps_all_its_files_inside(claimed: Office, captions: tuple[str, ...]) -> None:
    sent = _album(claimed, *captions)

    assert _got(claimed) == []
    assert {claimed.desk.marks[one] for one in sent} == {"note"}


def test_the_words_on_an_album_send_all_of_it_and_as_a_note_take_all_of_it_back(claimed: Office) -> None:
    sent = _album(claimed, "Your labels.", "", "")
    assert _got(claimed) == ["0.pdf", "1.pdf", "2.pdf"]

    claimed.agent("// Not yet.", "edit", external_id=sent[0], data={"group": "g"})
    assert _got(claimed) == []


def test_an_album_without_words_asks_once_and_is_sent_as_a_whole(claimed: Office) -> None:
    asked = len(claimed.desk.answers)
    _album(claimed, "", "", "")
    assert (_got(claimed), len(claimed.desk.answers)) == ([], asked + 1)

    claimed.press("Send to the customer")
    assert _got(claimed) == ["0.pdf", "1.pdf", "2.pdf"]


def test_words_that_are_taken_off_a_file_are_taken_back_and_the_file_stays(claimed: Office) -> None:
    claimed.desk.files["f"] = b"a label"
    file = Attachment("", "label.pdf", "application/pdf", 7, "", remote={"id": "f"})
    number = claimed.agent("For Maya, the fraud.", attachments=(file,))
    assert "Anna: For Maya, the fraud." in claimed.seen()

    claimed.agent("", "edit", external_id=number)
    assert not [text for text in claimed.seen() if "fraud" in text]
    assert _got(claimed) == ["label.pdf"]


def test_a_reply_of_a_case_before_can_still_be_changed_and_taken_back(claimed: Office) -> None:
    first, second = claimed.agent("It arrives on Monday."), claimed.agent("He is a fraud.")
    claimed.press("Resolve")
    claimed.says("I want to talk to a human again")

    claimed.agent("It arrives on Tuesday.", "edit", external_id=first)
    claimed.agent("// He is a fraud.", "edit", external_id=second)
    assert "It arrives on Tuesday." in claimed.seen()
    assert not [text for text in claimed.seen() if "fraud" in text or "Monday" in text]


@pytest.mark.parametrize(("days", "same", "how"), [(2, True, "Reopened"), (8, False, "Case before")])
def test_who_comes_back_soon_reopens_the_case_in_its_thread_and_later_has_one_that_links_to_it(
    claimed: Office, days: int, same: bool, how: str
) -> None:
    assert "#1, resolved" not in claimed.card.text
    claimed.press("Resolve")
    thread = claimed.thread
    claimed.stage.passes(days=days)
    claimed.says("I want to talk to a human again")

    assert (claimed.thread == thread) is same
    lead = "" if same else f" → {DESK}/{thread}"
    assert f"{how}: #1, resolved 2 Mar 2026: How do I return a chair?{lead}\n" in f"{claimed.card.text}\n"
    assert ("→" in claimed.card.text) is not same


# --- the verbs ---------------------------------------------------------------------------------------


def test_resolve_says_goodbye_updates_the_card_and_closes_the_thread(claimed: Office) -> None:
    claimed.press("Resolve")

    assert "marked this as solved" in claimed.seen()[-1]
    assert "State: Resolved by Anna" in claimed.card.text
    assert claimed.desk.closed == [claimed.thread]
    assert claimed.case.state == "resolved"


def test_return_to_bot_hands_the_line_to_the_bots_next_turn(claimed: Office) -> None:
    claimed.agent("/return the return fee is waived")
    assert claimed.case.state == "returned"

    said = "\n".join(claimed.says("how do I return a chair?"))
    assert "return fee is waived" in said


def test_a_message_that_only_holds_a_cases_title_leaves_it_as_it_is_when_it_changes(claimed: Office) -> None:
    title = claimed.case.title
    later = claimed.does("message", f"My friend said: {title}")
    claimed.does("edit", "never mind", external_id=later)
    assert claimed.case.title == title


def test_a_case_that_nobody_claims_is_called_to_mind_at_half_the_time_and_at_its_end(waiting: Office) -> None:
    waiting.stage.passes(seconds=450)
    assert waiting.desk.shown(DESK, waiting.thread)[-1] == "⏳ Nobody has claimed this case yet."

    waiting.stage.passes(seconds=450)
    assert waiting.desk.shown(DESK, waiting.thread)[-1].startswith("⚠ Nobody has claimed this case in time")
    assert "nobody has been free yet" in waiting.seen()[-1]


def test_what_an_agent_tells_the_customer_is_said_as_it_is(claimed: Office) -> None:
    claimed.agent("Your password is: Sommer2026! Please change it.")

    assert claimed.seen()[-1] == "Anna: Your password is: Sommer2026! Please change it."


def test_a_snoozed_case_wakes_when_its_time_has_come_and_when_the_customer_writes(claimed: Office) -> None:
    claimed.press("Snooze 1 h")
    assert "snoozed until" in claimed.card.text
    claimed.says("are you there?")
    assert "snoozed until" not in claimed.card.text

    claimed.agent("/snooze 10m")
    claimed.stage.passes(minutes=11)
    assert "⏰ The snooze is over." in claimed.desk.shown(DESK, claimed.thread)
    assert "snoozed until" not in claimed.card.text


def test_whoever_takes_a_case_over_does_not_find_it_asleep(claimed: Office) -> None:
    claimed.agent("/snooze 10m")
    claimed.agent("/takeover", who="U2", name="Dana")
    assert "snoozed until" not in claimed.card.text
    claimed.stage.passes(minutes=11)
    assert "⏰ The snooze is over." not in claimed.desk.shown(DESK, claimed.thread)


@pytest.fixture
def oslo(settings: Settings, tmp_path: Path) -> Iterator[Office]:
    """A house whose desks are in Oslo."""
    folder = shutil.copytree(settings.knowledge, tmp_path / "articles")
    rules = '[[rules]]\nname = "short ones"\nthen = { length = "short" }\n[[rules]]\nname = "Plus first"\n'
    rules += 'when = { "plan.name" = "Plus" }\nthen = { queue = 20 }\n'
    rules += '[segments.regulars]\nkind = "behavioural"\nwhen = { "plan.name" = "Plus" }\n'
    tiers = '[tiers]\ngold = 90\nstandard = 0\n[value]\nfacts."plan.name" = { Family = 95 }\n'
    text = f'{tiers}{rules}[hours]\nzone = "Europe/Oslo"\n'
    (folder / "policy.toml").write_text(text, encoding="utf-8")
    yield from made(settings.model_copy(update={"knowledge": folder}), f"slack:{DESK}, web")


def test_a_case_sleeps_until_a_moment_of_ones_own_offered_picked_or_typed(oslo: Office) -> None:
    oslo.says("I want to talk to a human")
    oslo.press("Claim")
    oslo.press("Snooze until …")
    (asked,) = [found for _, text, found in oslo.desk.answers if text.startswith("Until when")]
    offered = [label for label in asked if label.endswith("Oslo time")]
    assert offered[:3] == ["Monday, 2 Mar 2026, 13:30 Oslo time", "Monday, 2 Mar 2026, 16:00 Oslo time",
                           "Wednesday, 4 Mar 2026, 09:00 Oslo time"]  # fmt: skip
    oslo.press("Wednesday, 4 Mar 2026, 09:00 Oslo time")
    assert oslo.told().startswith("Case #1 sleeps until Wednesday, 4 Mar 2026, 09:00 Oslo time")
    assert oslo.case.snoozed_until == datetime(2026, 3, 4, 8, tzinfo=UTC)
    assert "snoozed until Wednesday, 4 Mar 2026, 09:00 Oslo time" in oslo.card.text

    form = asyncio.run(oslo.stage.app.view(Inbound(
        "v", Address("slack", "pad", DESK, oslo.thread), Sender("", "U1"), "press", choice=asked["Another time …"],
    )))  # fmt: skip
    assert form is not None
    assert [(field.id, field.moment) for field in form.fields] == [("text", True)]
    assert "!snooze tomorrow 14:00" in form.text, "for an app without forms"
    picked = datetime(2026, 3, 20, 13, 15, tzinfo=UTC)
    oslo.agent("", "form", choice=form.id, data={"fields": {"text": str(int(picked.timestamp()))}})
    assert oslo.case.snoozed_until == picked

    for odd in ("", "9" * 14):
        oslo.agent("", "form", choice=form.id, data={"fields": {"text": odd}})
        assert oslo.told().startswith("Say until when, as in 2h, 14:30")
    oslo.agent("", "form", choice=form.id, data={"fields": {"text": "1000"}})
    assert oslo.told().startswith("That is past already")
    oslo.agent("!snooze tomorrow 14:00")
    assert oslo.case.snoozed_until == datetime(2026, 3, 3, 13, tzinfo=UTC)
    oslo.stage.now = datetime(2026, 3, 3, 13, 1, tzinfo=UTC)
    oslo.stage.drain()
    assert "⏰ The snooze is over." in oslo.desk.shown(DESK, oslo.thread)


@pytest.mark.parametrize(
    ("typed", "until"),
    [("", "2026-03-02T13:00"), ("30m", "2026-03-02T12:30"), ("3d", "2026-03-05T12:00"), ("14:30", "2026-03-02T13:30"),
     ("9:00", "2026-03-03T08:00"), ("tomorrow", "2026-03-03T08:00"), ("Tomorrow 8:15", "2026-03-03T07:15"),
     ("2026-07-01", "2026-07-01T07:00"), ("2026-07-01 17:05", "2026-07-01T15:05"), ("2026-02-30", None),
     ("25:00", None), ("well", None)],
)  # fmt: skip
def test_until_when_is_typed_on_the_clock_of_the_desk(typed: str, until: str | None) -> None:
    found = moments.until_when(typed, datetime(2026, 3, 2, 12, tzinfo=UTC), "Europe/Oslo")
    assert found == (datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None)
    assert found is None or str(found.tzinfo) == "Europe/Oslo"


def test_agents_read_times_on_their_own_clock_and_what_a_customer_is_in_words(oslo: Office) -> None:
    oslo.says("I'm on the Plus plan")
    oslo.says("I want to talk to a human")
    oslo.press("Claim")
    oslo.agent("I'll call you back tomorrow at 15:00.")
    oslo.agent("!reassign:", who="U2", name="Ben")  # anything that draws the card anew
    noted = next(line for line in oslo.desk.shown(DESK, oslo.thread) if "Noted as a promise" in line)
    assert noted == "🤝 Noted as a promise for Tuesday, 3 Mar 2026, 15:00 Oslo time."
    assert "(by Tuesday, 3 Mar 2026, 15:00 Oslo time)" in oslo.card.text
    assert "So far: has not bought, as far as we know" in oslo.card.text
    assert "Comes before others: Plus first" in oslo.card.text, "and not each rule that is in force"
    assert "Counts among: regulars (Plan: Plus)" in oslo.card.text, "and why"
    for jargon in ("prospecting", "standard", "UTC", "Priority", "short ones"):
        assert jargon not in oslo.card.text


def test_a_tier_that_sets_somebody_apart_and_their_own_time_stand_on_the_card(oslo: Office) -> None:
    oslo.says("I'm on the Family plan, and my time zone is Asia/Tokyo")
    oslo.says("I want to talk to a human")
    assert oslo.card.text.startswith("#1 Maya · gold · "), "the topic's name as well"
    assert "So far: has not bought, as far as we know, gold customer (value: 95 / 100)" in oslo.card.text
    assert "Local time: 21:00" in oslo.card.text


def test_what_the_app_tells_of_a_time_zone_stands_on_the_card_until_the_customer_says_another(oslo: Office) -> None:
    oslo.says("I want to talk to a human", data={"timezone": "America/New_York"})
    assert "Local time: 07:00" in oslo.card.text
    oslo.says("my time zone is Asia/Tokyo", data={"timezone": "America/New_York"})
    oslo.press("Claim")
    assert "Local time: 21:00" in oslo.card.text


def test_a_press_on_a_card_that_is_out_of_date_draws_it_anew_and_does_nothing(claimed: Office) -> None:
    old = claimed.card.choices["Resolve"]
    claimed.press("Take over", who="U2", name="Dana")
    claimed.agent("", "press", who="U2", name="Dana", choice=old)

    assert claimed.case.state == "claimed"
    assert "The case has changed" in claimed.told()


def test_an_agent_can_take_over_and_the_thread_says_so(claimed: Office) -> None:
    claimed.press("Take over", who="U2", name="Dana")

    assert "State: With Dana" in claimed.card.text
    assert "Dana took this over." in claimed.desk.shown(DESK, claimed.thread)
    claimed.agent("/takeover", who="U2", name="Dana")
    assert claimed.desk.shown(DESK, claimed.thread).count("Dana took this over.") == 1


def test_a_name_in_a_line_of_ours_lays_nothing_out(claimed: Office) -> None:
    claimed.press("Take over", who="U2", name="**Dana** [x](https://example.com)")
    claimed.agent("/reassign Anna", who="U2", name="**Dana** [x](https://example.com)")

    shown = claimed.desk.shown(DESK, claimed.thread)
    assert "**Dana** [x](https://example.com) took this over." in shown
    assert "**Dana** [x](https://example.com) gave this case to Anna." in shown


def test_links_into_the_teams_own_chats_do_not_go_out(claimed: Office) -> None:
    claimed.agent("See [this](https://nordvik.slack.com/archives/C0/p1) by [Anna](mailto:anna.private@example.com)")

    assert claimed.seen()[-1] == "Anna: See this by Anna"


def test_a_reply_that_is_only_a_link_into_the_teams_own_chats_is_not_sent_and_its_writer_is_told(
    claimed: Office,
) -> None:
    seen = claimed.seen()
    number = claimed.agent("https://acme.slack.com/archives/C1/p1700000000")

    assert claimed.seen() == seen
    assert "so nothing was sent" in claimed.told()
    assert claimed.desk.marks[number] == "note"


def test_a_sentence_that_begins_like_a_verb_does_nothing_to_the_case_and_its_writer_is_told(claimed: Office) -> None:
    seen = claimed.seen()
    claimed.agent("!return it please")

    assert claimed.case.state == "claimed"
    assert claimed.seen() == seen
    assert claimed.told() == "Kept as a note. If you meant !return, write it as !help shows it."
    claimed.press("Send to the customer")
    assert claimed.seen()[-1] == "Anna: !return it please"
    claimed.agent("!return: The fee is waived.")
    assert claimed.case.state == "returned"


def test_words_in_the_thread_of_a_closed_case_stay_and_their_writer_is_told_once(claimed: Office) -> None:
    claimed.press("Resolve")
    seen, answers = claimed.seen(), len(claimed.desk.answers)
    number = claimed.agent("One more thing!")

    assert claimed.seen() == seen
    assert claimed.told() == "Case #1 is closed, so this stays here. When the customer writes again, a new case opens."
    assert claimed.desk.marks[number] == "note"
    claimed.agent("and another")
    claimed.agent("// a note", who="U2", name="Bo")
    assert len(claimed.desk.answers) == answers + 1
    claimed.agent("me too", who="U3", name="Cy")
    assert len(claimed.desk.answers) == answers + 2


def test_a_suggested_article_becomes_a_file_for_the_admins_without_who_it_was(
    claimed: Office, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed.stage.app.engine.knowledge.folder = tmp_path
    claimed.agent("Dear Maya, write to maya@example.com or call +44 20 7946 0958.")
    claimed.agent("/suggest")

    (file,) = (tmp_path / "_proposals").iterdir()
    text = file.read_text()
    assert "[e-mail]" in text
    assert "[phone]" in text
    assert "Maya" not in text
    assert any(file.name in shown for shown in claimed.desk.shown(DESK, claimed.thread))


def test_a_suggested_article_has_no_name_that_was_told_in_the_chat_and_begins_with_the_trouble(
    office: Office, tmp_path: Any
) -> None:
    for words in ("Hi, I'm Cai.", "my refund is late!!!", "/human"):
        office.says(words)
    office.press("Claim")
    office.stage.app.engine.knowledge.folder = tmp_path
    office.agent("Hello Cai, the refund was sent to Cai Jones on Monday.")
    office.agent("/suggest")

    (file,) = (tmp_path / "_proposals").iterdir()
    text = file.read_text()
    assert "Cai" not in text
    assert "Jones" not in text
    assert "Hello [name], the refund was sent to [name] on Monday." in text
    assert "I'm" not in text, "how somebody introduced themselves is no help to others"


def test_an_article_is_suggested_from_the_web_desk_too_and_the_thread_says_so(claimed: Office, tmp_path: Path) -> None:
    claimed.agent("You return it under My orders.")
    claimed.stage.app.engine.knowledge.folder = tmp_path
    said = asyncio.run(claimed.stage.app.suggest(Actor(1, "Anna"), claimed.case.id, "k"))
    assert asyncio.run(claimed.stage.app.suggest(Actor(1, "Anna"), claimed.case.id, "k")) == "Done already."
    claimed.stage.drain()
    (file,) = (tmp_path / "_proposals").glob("case-1-*.md")
    assert said == "Saved for the admins."
    assert "You return it under My orders." in file.read_text(encoding="utf-8")
    assert sum(file.name in told for told in claimed.desk.shown(DESK, claimed.thread)) == 1, "told once"

    claimed.stage.app.engine.knowledge.folder = file
    with pytest.raises(Refused, match="could not be saved"):
        asyncio.run(claimed.stage.app.suggest(Actor(1, "Anna"), claimed.case.id, "k2"))


def test_an_article_that_cannot_be_written_is_told_to_who_suggested_it_and_tried_again_when_it_can(
    claimed: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    full = tmp_path / "_proposals"
    full.write_text("where the folder of the proposals should be", encoding="utf-8")
    claimed.stage.app.engine.knowledge.folder = tmp_path
    claimed.agent("!suggest")
    assert claimed.told().startswith("The article could not be saved: nothing can be written to the knowledge folder.")
    assert "then suggest it again" in claimed.told()
    claimed.agent("", "form", choice=f"case.suggest:{claimed.case.id}",
                  data={"fields": {"title": "Returning a chair", "text": "Under My orders."}})  # fmt: skip
    assert "Returning a chair" in claimed.told(), "what was typed into the form is not lost"
    assert "Under My orders." in claimed.told()
    assert claimed.stage.waiting() == 0, "nothing is tried in the dark"

    full.unlink()
    claimed.agent("!suggest")
    assert claimed.told() == "Saved for the admins."


def test_a_form_of_a_suggestion_is_filled_with_a_draft_and_saved_as_edited(claimed: Office, tmp_path: Any) -> None:
    claimed.stage.app.engine.knowledge.folder = tmp_path
    at = Address("slack", "pad", DESK, claimed.thread)
    choice = claimed.card.choices["Suggest article"]
    opened = asyncio.run(claimed.stage.app.view(Inbound("v", at, Sender("", "U1"), "press", choice=choice)))
    assert opened
    assert [one.id for one in opened.fields] == ["title", "text"]

    claimed.agent("", "form", choice=opened.id, data={"fields": {"title": "Fees", "text": "Fees are waived."}})
    assert "# Fees\n\nFees are waived." in (tmp_path / "_proposals" / "case-1-fees.md").read_text()


def test_strangers_and_who_is_not_on_the_list_open_nothing_of_a_case(settings: Settings) -> None:
    for office in made(settings.model_copy(update={"agents": "slack:U1"}), f"slack:{DESK}"):
        office.says("I want to talk to a human")
        at, choice = Address("slack", "pad", DESK, office.thread), office.card.choices["Show all"]

        def opened(who: Sender, at: Address = at, choice: str = choice, office: Office = office, **data: Any) -> Any:
            return asyncio.run(office.stage.app.view(Inbound("v", at, who, "press", choice=choice, data=data)))

        assert opened(Sender("", "U1"))
        assert opened(Sender("", "U2")) is None
        assert opened(Sender("", "U1"), stranger=True) is None
        assert opened(Sender("", "U1", is_bot=True)) is None


def test_who_looks_at_everything_in_the_thread_is_written_down(claimed: Office) -> None:
    claimed.agent("!all")
    claimed.press("Show all")
    assert [(row.actor, row.purpose) for row in claimed.stage.rows(AccessLog)] == [("agent:1", "view")], "one look"


def test_show_all_has_everything_from_the_first_word(claimed: Office) -> None:
    at = Address("slack", "pad", DESK, claimed.thread)
    choice = claimed.card.choices["Show all"]
    shown = asyncio.run(claimed.stage.app.view(Inbound("v", at, Sender("", "U1"), "press", choice=choice)))

    assert shown
    assert "how do I return a chair" in shown.text
    assert "**Bot**" in shown.text


# --- beside the web desk -----------------------------------------------------------------------------


def test_what_is_done_on_the_web_desk_shows_in_the_thread(waiting: Office) -> None:
    waiting.stage.acts("claim", agent="Dana")
    waiting.stage.acts("note", "be careful", agent="Dana")
    waiting.stage.acts("reply", "Hello there", agent="Dana")
    waiting.stage.drain()

    posts = list(waiting.desk.posts.values())
    assert [(post.text, post.author) for post in posts[-2:]] == [
        ("be careful", "Dana (note)"), ("Hello there", "Dana → customer"),
    ]  # fmt: skip
    assert "State: With Dana" in waiting.card.text


# --- what is gone ------------------------------------------------------------------------------------


def test_a_thread_that_was_deleted_is_opened_anew_with_what_was_said(claimed: Office) -> None:
    claimed.says("my first words")
    old = claimed.thread
    claimed.desk.gone.add(old)
    claimed.says("and more")

    assert claimed.thread != old
    shown = claimed.desk.shown(DESK, claimed.thread)
    assert shown[0].startswith("#1 Maya")
    assert shown[-2:] == ["my first words", "and more"]
    claimed.agent("Still with you.")
    assert claimed.seen()[-1] == "Anna: Still with you."


def test_where_a_desk_cannot_be_reached_the_case_goes_to_the_next(settings: Settings) -> None:
    for office in made(settings, f"slack:{DESK}, telegram:-100"):
        office.apps["slack"].gone.add(DESK)
        office.says("I want to talk to a human")

        assert office.apps["telegram"].shown("-100", office.thread)[0].startswith("#1 Maya")
        assert office.seen()[-1].startswith("I've asked a colleague")


def test_a_desk_that_the_policy_wants_and_that_is_gone_gives_its_case_to_the_first_of_the_others(
    settings: Settings, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(settings.knowledge, tmp_path / "articles"))
    (folder / "policy.toml").write_text(
        '[[rules]]\nname = "all"\nwhen = { contacts = ">= 0" }\nthen = { desk = "telegram:-100" }\n'
    )
    settings = settings.model_copy(update={"knowledge": folder})
    for office in made(settings, f"slack:{DESK}, telegram:-100"):
        office.apps["telegram"].gone.add("-100")
        office.says("I want to talk to a human")

        assert office.apps["slack"].shown(DESK, office.thread)[0].startswith("#1 Maya")


def test_where_no_desk_can_be_reached_the_web_desk_has_the_case(office: Office) -> None:
    office.desk.gone.add(DESK)
    office.says("I want to talk to a human")

    assert office.case.state == "queued"
    assert office.stage.waiting() == 0
    office.says("hello?")
    assert office.stage.waiting() == 0


def test_the_next_case_of_the_same_week_goes_on_in_the_thread(claimed: Office) -> None:
    claimed.press("Resolve")
    first = claimed.thread
    claimed.says("I want to talk to a human again")

    assert claimed.thread == first
    assert claimed.card.text.startswith("#2 Maya")
    claimed.press("Claim")
    claimed.agent("Me again.")
    assert claimed.seen()[-1] == "Anna: Me again."


# --- who is who --------------------------------------------------------------------------------------


def test_colleagues_of_one_name_are_two_agents(waiting: Office) -> None:
    waiting.stage.agent("Anna")  # on the web desk
    waiting.press("Claim")

    assert [agent.name for agent in waiting.stage.rows(Agent)] == ["Anna", "Anna (Slack)"]


def test_only_those_on_the_list_may_act_where_there_is_one(settings: Settings) -> None:
    for office in made(settings.model_copy(update={"agents": "slack:U1"}), f"slack:{DESK}"):
        office.says("I want to talk to a human")
        office.press("Claim", who="U2", name="Eve")
        assert office.case.state == "queued"
        assert office.desk.answers[-1][:2] == ("U2", texts.team("not_yours"))
        office.agent("hello?", who="U2", name="Eve")
        assert len(office.desk.answers) == 1
        office.press("Claim")
        assert office.case.state == "claimed"


def test_what_colleagues_say_outside_of_a_case_is_not_kept(waiting: Office) -> None:
    before = len(waiting.stage.rows(Message))
    at = Address("slack", "pad", DESK)
    assert not waiting.receives(Inbound("k", at, Sender("", "U1", "Anna"), "message", "lunch?"))
    assert len(waiting.stage.rows(Message)) == before


def test_a_desks_own_chat_is_never_a_customers(office: Office) -> None:
    team = Team((Desk("slack", DESK),), office.stage.app.team.allowed)

    def concerns(at: Address) -> bool:
        return bool(office.stage.look(team.concerns, Inbound("k", at, Sender("", "U1"), "message", "hi")))

    assert concerns(Address("slack", "x", DESK, "9"))
    assert not concerns(Address("slack", "x", "D5"))


def test_a_home_page_shows_cases_and_what_is_remembered(claimed: Office) -> None:
    claimed.does("home")

    (page,) = claimed.apps["telegram"].homes
    assert "#1" in page
    assert "with Anna" in page


def test_an_erased_customers_copies_are_removed_from_the_desk(claimed: Office) -> None:
    claimed.says("my secret words")
    claimed.agent("// be careful")
    customer_id = claimed.stage.customer()
    claimed.stage.db.now(privacy.request_erasure, customer_id, claimed.stage.now)
    claimed.stage.drain()
    claimed.stage.drain()

    assert [post for post in claimed.desk.posts.values() if "Maya" in post.text + post.author] == []
    assert claimed.stage.rows(DeskThread) == []


def test_an_erased_customers_copies_are_removed_also_where_they_were_another_customer(claimed: Office) -> None:
    """A case that was closed before the two were linked stands under the one that is merged away."""
    first = claimed.stage.customer()
    other = Sender("T1", "U2", "Maya")
    claimed.receives(Inbound("k-2", Address("slack", "pad", "D2"), other, "message", "I want to talk to a human"))
    second = max(row.id for row in claimed.stage.rows(Customer))
    closed = max(claimed.stage.rows(Case), key=lambda case: case.id)
    for verb in ("claim", "resolve"):
        claimed.stage.db.now(verbs.act, Actor(1, "Anna"), Verb(verb, closed.id, f"k-{verb}"), claimed.stage.now)
    claimed.stage.db.now(link, first, second, method="agent", actor="1", evidence="", now=claimed.stage.now)
    assert {row.customer_id for row in claimed.stage.rows(Case)} == {first, second}

    claimed.stage.db.now(privacy.request_erasure, first, claimed.stage.now)
    claimed.stage.drain()
    claimed.stage.drain()

    assert [post for post in claimed.desk.posts.values() if post.chat == DESK] == []


# --- in which language -------------------------------------------------------------------------------


def test_agents_are_spoken_to_in_the_teams_language_and_customers_in_their_own(settings: Settings) -> None:
    for office in made(settings.model_copy(update={"team_language": "de"}), f"slack:{DESK}"):
        office.says("I want to talk to a human")
        assert "Möchte mit einem Menschen sprechen" in office.card.text
        office.press("Übernehmen")
        assert office.told() == "Fall #1 ist übernommen."
        assert office.seen()[-1] == "Anna has joined."
        assert "Bei Anna" in office.card.text
        assert "Zurück an den Bot" in office.card.choices
        office.agent("!return it please")
        assert office.told().startswith("Bleibt als Notiz hier. War !return gemeint?")
        office.agent("!help")
        assert "Worte für die Kundschaft" in office.told()
    texts.use_team("en")


def test_a_team_language_that_is_not_shipped_is_named(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="RAPPORT_TEAM_LANGUAGE: 'xx' is not shipped"):
        next(made(settings.model_copy(update={"team_language": "xx"}), "web"))


# --- behind the card's menu ------------------------------------------------------------------------------


def chooses(office: Office, *labels: str) -> None:
    """Press entry after entry, as they are offered."""
    for label in labels:
        office.press(label)


def second(
    office: Office, text: str = "I want to talk to a human", app: str = "slack", name: str = "Kim", user: str = "kim"
) -> None:
    """Another customer writes on an app and waits for a person as well."""
    office.stage.now += timedelta(seconds=1)
    number = str(next(office.ids))
    event = Inbound(f"k{number}", Address(app, "pad", user), Sender("", user, name), "message", text,
                    data={"external_id": number})  # fmt: skip
    office.receives(event)


def test_who_has_a_case_gives_it_to_a_colleague_who_is_told_and_the_customer_too(claimed: Office) -> None:
    claimed.agent("hello", who="U2", name="Ben")
    chooses(claimed, "Reassign", "Ben")

    assert claimed.stage.rows(Agent)[-1].id == claimed.case.agent_id
    assert claimed.told() == "Ben has case #1 now."
    assert claimed.seen()[-1] == "Your case is with Ben now."
    assert "State: With Ben" in claimed.card.text
    assert "#1: Anna gave this case to Ben." in claimed.desk.shown("U2")[-1]
    claimed.agent("one more thing", external_id="777")
    assert claimed.desk.marks["777"] == "note", "it is Ben's now"
    assert claimed.says("/human") == ["Ben has your case and sees all of this."], "he may not have looked yet"


def test_a_case_is_given_away_in_words_too_and_an_unknown_name_names_those_there_are(claimed: Office) -> None:
    claimed.agent("hello", who="U2", name="Ben")
    claimed.agent("!reassign: Bem")
    assert claimed.told() == "“bem” is none of these: Ben."
    claimed.agent("!reassign: Ben")
    assert claimed.told() == "Ben has case #1 now."
    assert claimed.seen()[-1] == "Your case is with Ben now.", "who was given a case has joined nobody yet"


def test_names_that_look_like_links_are_told_as_they_are(claimed: Office) -> None:
    second(claimed, name="[free](https://evil.example)")
    claimed.agent("!merge 99", thread=claimed.stage.rows(DeskThread)[0].thread)
    assert "[free](https://evil.example)" in markup.plain(claimed.told())

    claimed.agent("hello", who="U2", name="Ben_B*x*")
    first = claimed.stage.rows(DeskThread)[0].thread
    claimed.agent("!reassign: Ben_B*x*", thread=first)
    for seen in (claimed.desk.shown("U2")[-1], claimed.desk.shown(DESK, first)[-1], markup.plain(claimed.told())):
        assert "Ben_B*x*" in seen


@pytest.mark.parametrize(
    ("choice", "told"),
    [("with:1:999", "There is no such open case."), ("send:1:999", "There is no such message."),
     ("retry:1:999", "There is no such message."), ("odd:1", "That button is of no use any more.")],
)  # fmt: skip
def test_a_press_on_what_is_gone_is_told(claimed: Office, choice: str, told: str) -> None:
    claimed.agent("", "press", choice=f"!case.{choice}")
    assert claimed.told() == told


@pytest.mark.parametrize("choice", ["give:1:2", "join:1:2", "on:1:1", "ban:1:0"])
def test_who_has_not_the_case_cannot_give_merge_route_or_close_it(claimed: Office, choice: str) -> None:
    first = claimed.thread
    claimed.agent("hello", who="U2", name="Ben")
    second(claimed)
    claimed.agent("", "press", choice=f"!case.{choice}", who="U2", name="Ben", thread=first)

    assert claimed.told() == "Anna has case #1. Use Take over to take it from them."
    assert [case.state for case in claimed.stage.rows(Case)] == ["claimed", "queued"]


def test_two_cases_of_one_person_become_one_after_what_differs_was_shown(claimed: Office) -> None:
    claimed.says("I live in Oslo and I have the oak desk")
    second(claimed, "I live in Bergen and I have the floor lamp")
    second(claimed)
    first = claimed.stage.rows(DeskThread)[0].thread
    claimed.agent("", "press", choice=f"!case.merge:1:{claimed.stage.rows(Case)[0].version}", thread=first)
    claimed.agent("", "press", choice=claimed.desk.answers[-1][2]["#2 Kim (Slack)"], thread=first)
    assert "Are Maya (case #1) and #2 Kim (Slack) one person?" in claimed.told()
    assert "City: Oslo / Bergen" in claimed.told()
    assert sum(fact.key == "product.owned" for fact in claimed.stage.rows(Fact)) == 2
    assert claimed.told().count("They differ") == 1, "one may own a desk and a lamp"
    claimed.agent("", "press", choice=claimed.desk.answers[-1][2]["Merge"], thread=first)

    assert claimed.told() == "The cases #1 and #2 are one person’s now."
    assert [case.state for case in claimed.stage.rows(Case)] == ["claimed", "returned"]
    assert "This goes on as case #1." in claimed.desk.shown(DESK, claimed.stage.rows(DeskThread)[1].thread)[-1]
    assert any("linked" in text for text in claimed.apps["slack"].shown("kim")), "both are told"
    second(claimed, "it is me, on Slack")
    assert claimed.desk.shown(DESK, first)[-1] == "it is me, on Slack", "the same thread"


def test_replies_go_where_the_agent_says_until_the_customer_writes_again(claimed: Office) -> None:
    second(claimed, "hello")
    with Session(claimed.stage.app.db.engine) as session:
        link(session, 1, 2, method="agent", actor="test", evidence="", now=claimed.stage.now)
        session.commit()
    claimed.says("I am here")
    claimed.agent("on Telegram, then")
    assert claimed.seen()[-1] == "Anna: on Telegram, then"

    chooses(claimed, "Reply elsewhere", "Slack")
    assert claimed.told() == "Replies go to Slack now, until the customer writes again."
    assert "Replies go to: Slack" in claimed.card.text
    claimed.agent("this one on Slack")
    assert claimed.apps["slack"].shown("kim")[-1] == "Anna: this one on Slack"
    assert claimed.seen()[-1] == "Anna: on Telegram, then"

    claimed.says("but I am on Telegram")
    claimed.agent("fine")
    assert claimed.seen()[-1] == "Anna: fine"


def test_what_a_channel_refuses_is_offered_on_the_linked_one_and_the_card_says_where_they_are_reached(
    claimed: Office,
) -> None:
    """Features.md §3, each customer receives: the agent sees it; retry, or the other linked channel."""
    code = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", claimed.says("/link")[0])[0]
    claimed.does("message", f"/link {code}", app="slack")
    claimed.says("I am here")
    assert "Channels: Telegram, Slack" in claimed.card.text
    claimed.apps["telegram"].gone.add("maya")
    number = claimed.agent("Your leg is on its way.")
    assert claimed.desk.marks[number] == "failed"
    assert "Channels: Telegram (cannot be reached there), Slack" in claimed.card.text

    claimed.press("Send on Slack")
    assert claimed.apps["slack"].shown("maya")[-1] == "Anna: Your leg is on its way."
    assert claimed.desk.marks[number] == "delivered"
    claimed.agent("Anything else?")
    assert claimed.apps["slack"].shown("maya")[-1] == "Anna: Anything else?", "and so do the next words"
    assert claimed.seen()[-1] != "Anna: Your leg is on its way."


def test_an_agents_words_reach_a_linked_account_alone_though_it_wrote_last_in_a_public_channel(claimed: Office) -> None:
    """Also after more of its events than are looked at: whose chat is whose is no matter of what was stored of them."""
    code = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", claimed.says("/link")[0])[0]
    claimed.does("message", f"/link {code}", app="slack")
    public = Address("slack", "pad", "C-PUBLIC")
    for number, who in enumerate(("other", "maya")):
        said = {"external_id": f"g{number}", "addressed": who == "maya"}
        claimed.receives(Inbound(f"g{number}", public, Sender("", who, who), "message", "hi all", data=said))
    claimed.says("I am here")
    claimed.apps["telegram"].gone.add("maya")
    claimed.agent("Your letter is on its way.")
    claimed.press("Send on Slack")
    claimed.agent("Anything else?")
    assert claimed.apps["slack"].shown("maya")[-2:] == ["Anna: Your letter is on its way.", "Anna: Anything else?"]
    assert not any("Anna" in shown for shown in claimed.apps["slack"].shown("C-PUBLIC"))


def in_public(office: Office, text: str, kind: Any = "message", **more: Any) -> None:
    """The customer calls the bot in a group."""
    number = next(office.ids)
    office.stage.now += timedelta(seconds=1)
    at = Address(office.customer_app, "pad", "the group")
    said = {"external_id": f"g{number}", "addressed": True}
    office.receives(Inbound(f"g{number}", at, Sender("", "maya", "Maya"), kind, text, data=said, **more))


def test_of_a_case_that_was_spoken_of_in_private_nothing_is_said_in_public(claimed: Office) -> None:
    in_public(claimed, "any news of my chair?")
    assert list(claimed.desk.posts.values())[-1].author == "Maya (Telegram, others read along)"
    claimed.agent("It goes to Harbour Lane 3 on Monday.")

    assert claimed.seen()[-1] == "Anna: It goes to Harbour Lane 3 on Monday."
    assert claimed.apps["telegram"].shown("the group") == []
    claimed.press("Resolve")
    assert claimed.apps["telegram"].shown("the group") == []


@pytest.mark.parametrize("press", [False, True])
def test_who_asked_for_a_person_in_public_is_answered_there_until_something_is_said_in_private(
    office: Office, press: bool
) -> None:
    in_public(office, "zzz qqq unfindable thing" if press else "I want to talk to a human")
    if press:
        (offer,) = (post for post in office.apps["telegram"].posts.values() if post.choices)
        in_public(office, "Talk to a person", "press", choice=offer.choices["Talk to a person"])
    office.press("Claim")
    assert "Replies go to: Telegram, others read along" in office.card.text
    office.agent("Hello, what is it?")
    assert office.apps["telegram"].shown("the group")[-1] == "Anna: Hello, what is it?"

    office.says("my address is Harbour Lane 3")
    in_public(office, "did you get it?")
    office.agent("Yes, Harbour Lane 3.")
    assert office.seen()[-1] == "Anna: Yes, Harbour Lane 3."
    office.agent("", "press", choice=f"case.snooze:1:{office.case.version}")
    assert "Replies go to: Telegram, their direct chat" in office.card.text


def test_a_desk_in_a_channel_where_customers_once_wrote_makes_nothing_public(office: Office) -> None:
    """Its copy of what a customer wrote alone is no place where the customer wrote."""
    with Session(office.stage.app.db.engine) as session:
        queue.share(session, queue.chat(session, Address("slack", "pad", DESK)))
        session.commit()
    in_public(office, "I want to talk to a human")
    office.press("Claim")
    office.says("my address is Harbour Lane 3")
    assert list(office.desk.posts.values())[-1].author == "Maya (Telegram)"
    in_public(office, "did you get it?")
    office.agent("Yes, Harbour Lane 3.")
    assert office.seen()[-1] == "Anna: Yes, Harbour Lane 3."
    assert "Harbour" not in "".join(office.apps["telegram"].shown("the group"))


def test_what_an_agent_asked_alone_is_not_spoken_of_where_the_customer_answers_it_in_public(office: Office) -> None:
    code = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", office.says("/link")[0])[0]
    office.does("message", f"/link {code}", app="slack")
    in_public(office, "I want to talk to a human")
    office.press("Claim")
    office.agent("!channel slack")
    office.agent("Your card ends in 1234, is that right?")
    assert office.apps["slack"].shown("maya")[-1] == "Anna: Your card ends in 1234, is that right?"
    in_public(office, "yes it is")
    office.agent("Then I refund 500 euros to 1234.")
    assert office.seen()[-1] == "Anna: Then I refund 500 euros to 1234."
    assert "1234" not in "".join(office.apps["telegram"].shown("the group"))


def test_who_blocked_the_direct_chat_is_not_reached_there_though_they_write_in_a_group(claimed: Office) -> None:
    in_public(claimed, "any news of my chair?")
    claimed.apps["telegram"].gone.add("maya")
    number = claimed.agent("It goes to Harbour Lane 3 on Monday.")
    assert claimed.desk.marks[number] == "failed"
    assert "Channels: Telegram (cannot be reached there)" in claimed.card.text
    in_public(claimed, "hello?")
    assert "Channels: Telegram (cannot be reached there)" in claimed.card.text

    claimed.apps["telegram"].gone.clear()
    claimed.says("I am back")
    claimed.agent("Welcome back.")
    assert claimed.seen()[-1] == "Anna: Welcome back."
    assert "Channels: Telegram" in claimed.card.text
    assert "cannot be reached" not in claimed.card.text


def test_who_wrote_in_a_group_that_the_bot_has_left_is_still_reached_alone(claimed: Office) -> None:
    in_public(claimed, "any news of my chair?")
    group = Address("telegram", "pad", "the group")
    claimed.receives(Inbound("k-left", group, Sender("", "admin"), "left"))
    claimed.agent("It goes to Harbour Lane 3 on Monday.")

    assert claimed.seen()[-1] == "Anna: It goes to Harbour Lane 3 on Monday."
    assert "cannot be reached" not in claimed.card.text


def test_who_has_no_other_channel_is_offered_none(claimed: Office) -> None:
    claimed.apps["telegram"].gone.add("maya")
    claimed.agent("Are you there?")
    offered = {label for post in claimed.desk.posts.values() for label in post.choices}
    assert "Retry" in offered
    assert not any(label.startswith("Send on") for label in offered)


def test_of_two_accounts_on_one_app_the_typed_one_is_meant_as_far_as_it_is_one(claimed: Office) -> None:
    for number, (user, name) in enumerate([("kim", "Kim"), ("lee", "Lee")], 2):
        second(claimed, "hello", name=name, user=user)
        with Session(claimed.stage.app.db.engine) as session:
            link(session, 1, number, method="agent", actor="test", evidence="", now=claimed.stage.now)
            session.commit()
    claimed.agent("!channel slack")
    assert claimed.told() == "“slack” is none of these: Slack (Kim), Slack (Lee)."
    claimed.agent("!channel Slack (Lee)")
    assert claimed.told() == "Replies go to Slack now, until the customer writes again."
    claimed.agent("this one for Lee")
    assert claimed.apps["slack"].shown("lee")[-1] == "Anna: this one for Lee"


def test_of_many_cases_the_newest_are_offered_and_any_can_be_typed(claimed: Office) -> None:
    first = claimed.thread
    for number in range(menu.MOST + 1):
        second(claimed, name=f"Kim {number}", user=f"kim{number}")
    claimed.agent("!merge", thread=first)
    offered = list(claimed.desk.answers[-1][2])
    assert (len(offered), offered[0]) == (menu.MOST + 1, "#22 Kim 20 (Slack)"), "and one to leave it"
    claimed.agent("!merge #2", thread=first)
    assert "#2 Kim 0 (Slack)" in claimed.told()


def test_a_customer_with_one_account_is_asked_for_on_no_other(claimed: Office) -> None:
    assert "Reply elsewhere" not in claimed.card.choices


def test_a_customer_who_is_shut_out_is_told_once_and_nothing_of_theirs_is_taken_in(claimed: Office) -> None:
    chooses(claimed, "Block", "Leave it")
    assert (claimed.told(), claimed.case.state) == ("Nothing was changed.", "claimed")
    chooses(claimed, "Block")  # of the question, now
    assert claimed.seen()[-1].startswith("Our team has ended this conversation.")
    seen, kept = len(claimed.seen()), len(claimed.stage.rows(Message))
    claimed.says("I WILL BE BACK")
    claimed.stage.passes(days=3)

    assert (len(claimed.seen()), len(claimed.stage.rows(Message))) == (seen, kept)
    assert list(claimed.card.choices) == ["Unblock", "Show all"]
    claimed.press("Unblock", who="U2", name="Ben")
    assert claimed.says("hello again"), "and answered"
