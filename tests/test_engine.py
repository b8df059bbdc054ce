"""One turn, step by step: what is loaded, what becomes true together, and what comes of a turn overtaken by events."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot import linking
from bot.answers.knowledge import Knowledge
from bot.errors import KnowledgeError, NotFound, Refused, StaleLane
from bot.handoff import cases, menu
from bot.llm import Port
from bot.memory import identities, privacy
from bot.pages import visiting
from bot.storage import queue
from bot.storage.tables import (
    Case,
    CaseEvent,
    Conversation,
    Decision,
    Draft,
    Fact,
    FactSource,
    Identity,
    Inbound,
    Issue,
    Message,
    Outbox,
    Resolution,
    Timer,
)
from bot.types.chat import HIDDEN
from bot.types.decision import Learn, OpenCase, Say
from bot.types.handoff import Actor, Verb
from bot.types.memory import Learned
from bot.types.model import Prompt
from tests.conftest import Stage

EVERY = (Case, CaseEvent, Conversation, Decision, Draft, Fact, Inbound, Issue, Message, Outbox)
RETURN = "how do I return a chair?"


def everything(stage: Stage) -> list[Any]:
    """What a turn may change, row by row."""
    tables = (Message, Outbox, Decision, Case, Fact, Timer, Conversation, Issue, Inbound)
    return [[row.model_dump() for row in stage.rows(table)] for table in tables]


def steps_in(stage: Stage) -> None:
    """A person takes the conversation, as an agent or another turn would."""
    stage.db.now(
        cases.open_case, stage.conversation().id, reason="customer_request", title="stepped in", detail="",
        priority=50, now=stage.now,
    )  # fmt: skip


def code(stage: Stage) -> str:
    """A fresh link code, read from what the bot says."""
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", stage.says("/link")[0])
    assert found
    return found[0]


# --- load ------------------------------------------------------------------------------------------


def test_nothing_is_left_to_do_for_somebody_who_was_erased_while_their_words_waited(stage: Stage) -> None:
    stage.stores(RETURN)
    claim = stage.claims()[0]
    stage.db.now(privacy.erase, stage.customer(), stage.now)

    assert stage.look(stage.app.engine.load, claim, stage.now) is None
    assert stage.drain() == []
    assert stage.waiting() == 0


def test_an_event_of_nobody_ends_quietly_and_does_not_come_back(stage: Stage) -> None:
    stage.stores(RETURN)
    stage.db.now(_belongs_to_nobody)

    assert stage.drain() == []
    assert stage.waiting() == 0


def _belongs_to_nobody(session: Session) -> None:
    row = session.exec(select(Inbound)).one()
    row.identity_id = None
    session.add(row)


def test_a_timer_speaks_where_the_customer_wrote_last(stage: Stage) -> None:
    stage.says("human please")
    stage.passes(minutes=16)

    told = stage.rows(Outbox)[-1]
    assert told.body["address"] == {"channel": "telegram", "account": "demo", "chat": "maya", "thread": ""}
    assert stage.decision().in_reply_to is None


def test_only_the_first_turn_of_a_conversation_is_new(stage: Stage) -> None:
    stage.stores("hello there.")
    first = stage.thinks()
    assert first.turn.ownership.new_episode
    stage.records(first)

    stage.stores("and hello again.")
    assert not stage.thinks().turn.ownership.new_episode


def test_a_thumb_counts_for_the_conversation_that_is_open_not_for_a_newer_one_that_ended(stage: Stage) -> None:
    stage.says("human please")  # the older conversation, with a case
    open_one = stage.conversation().id
    stage.says(RETURN, channel="slack")
    answer = stage.rows(Message)[-1].public_id
    stage.db.now(_link, stage)

    stage.stores("", kind="reaction", choice="up", reply_to=answer, channel="slack")
    assert stage.thinks().turn.ownership.conversation_id == open_one


def _link(session: Session, stage: Stage) -> None:
    one, two = session.exec(select(Identity.customer_id).order_by(col(Identity.id))).all()
    linking.link(session, one, two, method="agent", actor="Anna", evidence="", now=stage.now)


def test_a_fact_told_in_the_very_turn_shapes_its_answer_and_is_named_by_its_decision(stage: Stage) -> None:
    reply = stage.says("I'm on the Plus plan. what does shipping cost me?")[0]

    plan = next(fact for fact in stage.rows(Fact) if fact.key == "plan.name")
    assert "For you (Plus)" in reply
    assert plan.id in stage.decision().facts


def test_what_is_no_longer_so_is_not_used_in_the_turn_that_says_it(stage: Stage) -> None:
    stage.says("I'm on the Plus plan")
    stage.stores("I'm not on the Plus plan any more. what does shipping cost me?")
    thought = stage.thinks()

    known = stage.app.engine.hearing.heard(thought.turn).known
    assert known.get("plan.name") is None
    assert all("For you (Plus)" not in act.text for act in thought.decision.acts if isinstance(act, Say))


def test_an_order_that_is_named_again_is_known_once(stage: Stage) -> None:
    stage.says("my order is NV-48210")
    stage.stores("my order is NV-48210, and NV-48211 too")
    turn = stage.app.engine.hearing.heard(stage.thinks().turn)

    assert sorted(fact.value for fact in turn.known.facts if fact.key == "order.id") == ["NV-48210", "NV-48211"]


def test_a_command_teaches_nothing(stage: Stage) -> None:
    stage.says("/forget my name is Maya")

    assert stage.rows(Fact) == []


# --- record: all or nothing ------------------------------------------------------------------------


def test_a_decision_that_fails_in_the_middle_leaves_nothing_of_itself(stage: Stage) -> None:
    stage.stores(RETURN)
    thought = stage.thinks()
    before = everything(stage)
    unknown = Learn((Learned("no.such.key", "x", "x", "a rule", message_id=thought.turn.last.message_id or 0),))
    acts = (Say("Half a turn", "answer"), OpenCase("bot_failure", "half"), unknown)

    with pytest.raises(KnowledgeError, match=r"no\.such\.key"):
        stage.records(replace(thought, decision=replace(thought.decision, acts=acts)))
    assert everything(stage) == before

    stage.records(thought)  # the lane is still held, and the turn can be recorded whole
    assert "My orders" in stage.drain()[0]


def test_who_lost_the_lane_records_nothing_and_the_new_owner_answers_once(stage: Stage) -> None:
    stage.stores(RETURN)
    slow = stage.thinks()
    stage.now += queue.LEASE
    fast = stage.thinks()
    before = everything(stage)

    with pytest.raises(StaleLane):
        stage.records(slow)
    assert everything(stage) == before
    stage.records(fast)
    assert len(stage.drain()) == 1
    with pytest.raises(StaleLane):
        stage.db.now(stage.app.engine.record_failure, slow.claim, slow.turn, "late", stage.now)
    assert stage.rows(Case) == []


def test_a_turn_that_was_recorded_cannot_be_recorded_again(stage: Stage) -> None:
    stage.stores(RETURN)
    thought = stage.thinks()
    stage.records(thought)
    stage.stores("thanks.")
    later = stage.thinks()

    with pytest.raises(StaleLane):
        stage.records(thought)
    stage.records(later)
    assert len(stage.drain()) == 2


# --- record: overtaken by a person -----------------------------------------------------------------


def test_an_answer_that_a_person_overtook_is_a_suggestion_and_the_turn_is_redone_under_its_new_owner(
    stage: Stage,
) -> None:
    stage.stores(RETURN)
    thought = stage.thinks()
    steps_in(stage)
    stage.records(thought)

    assert stage.said() == []
    draft = stage.rows(Draft)[0]
    assert "My orders" in draft.text
    assert draft.article == "returns/how.md"
    dropped = stage.rows(Decision)[-1]
    assert (dropped.kind, dropped.dropped, dropped.message_id) == ("answer", True, None)
    assert dropped.in_reply_to == thought.turn.last.message_id
    assert dropped.passages[0]["article"] == "returns/how.md"
    assert stage.rows(Inbound)[-1].status == "new"  # the customer's words still wait for their turn

    assert stage.drain() == ["Passed on to my colleagues; they haven't joined yet."]
    assert stage.waiting() == 0


def test_small_talk_that_a_person_overtook_is_no_suggestion(stage: Stage) -> None:
    stage.stores("hello there.")
    thought = stage.thinks()
    steps_in(stage)
    stage.records(thought)

    assert stage.rows(Draft) == []
    assert stage.rows(Decision) == []


def test_a_person_who_came_and_went_meanwhile_leaves_no_suggestion_and_the_answer_is_given_once(stage: Stage) -> None:
    stage.stores(RETURN)
    thought = stage.thinks()
    steps_in(stage)
    stage.db.now(cases.back_to_bot, stage.conversation().id, stage.now)
    stage.records(thought)

    assert stage.rows(Draft) == []
    assert len(stage.drain()) == 1


def test_what_a_turn_learnt_is_learnt_once_although_a_person_overtook_it(stage: Stage) -> None:
    stage.stores("I'm on the Plus plan. how do I return a chair?")
    thought = stage.thinks()
    steps_in(stage)
    stage.records(thought)
    assert stage.rows(Fact) == []

    stage.drain()
    assert [(fact.key, fact.value) for fact in stage.rows(Fact)] == [("plan.name", "Plus")]
    assert len(stage.rows(FactSource)) == 1


def test_nothing_is_said_into_a_conversation_that_ended_while_the_bot_was_thinking(stage: Stage) -> None:
    stage.says("hello there.")
    stage.stores(RETURN)
    thought = stage.thinks()
    stage.db.now(_ends, stage.conversation().id)
    stage.records(thought)
    assert stage.said() == []

    assert "My orders" in stage.drain()[0]
    message = next(row for row in stage.rows(Message) if row.text == RETURN)
    assert stage.conversation().status == "open"
    assert message.conversation_id == stage.conversation().id != thought.turn.ownership.conversation_id


def _ends(session: Session, conversation_id: int) -> None:
    conversation = session.get_one(Conversation, conversation_id)
    conversation.status = "closed"
    session.add(conversation)


def test_a_thumb_after_the_end_of_a_case_is_taken_and_does_not_come_back_for_ever(stage: Stage) -> None:
    stage.says(RETURN)
    answer = stage.rows(Message)[-1].public_id
    stage.says("human please")
    stage.acts("claim")
    stage.acts("resolve")
    stage.drain()

    stage.stores("", kind="reaction", choice="up", reply_to=answer)
    stage.records(stage.thinks())
    assert stage.waiting() == 0
    assert stage.decision().rule == "thumb up"


def test_a_thumb_down_after_the_end_of_a_case_offers_a_person_in_a_new_conversation(stage: Stage) -> None:
    stage.says(RETURN)
    answer = stage.rows(Message)[-1].public_id
    stage.says("human please")
    stage.acts("claim")
    stage.acts("resolve")
    stage.drain()

    stage.stores("", kind="reaction", choice="down", reply_to=answer)
    stage.records(stage.thinks())
    assert len(stage.drain()) == 1
    stage.says("yes")
    assert stage.conversation().owner == "queue"


def test_a_timer_that_goes_off_after_the_end_says_nothing_and_is_done(stage: Stage) -> None:
    stage.says("human please")
    stage.db.now(_ends, stage.conversation().id)
    stage.now = stage.rows(Timer)[0].due_at

    thought = stage.thinks()
    assert thought.turn.last.kind == "timer"
    stage.records(replace(thought, decision=replace(thought.decision, acts=())))
    assert stage.waiting() == 0
    assert stage.conversation().status == "closed"  # a timer opens no conversation


def test_words_that_waited_while_their_account_was_unlinked_are_answered_apart_from_the_others_case(
    stage: Stage,
) -> None:
    stage.says(f"/link {code(stage)}", channel="slack")
    stage.says("human please", channel="slack")
    stage.stores("/unlink")
    stage.stores("how do I return a chair?")

    replies = stage.drain()
    assert "My orders" in replies[-1]
    words = [row for row in stage.rows(Message) if row.text == RETURN][-1]
    assert words.conversation_id == stage.conversation().id
    assert stage.conversation(channel="slack").owner == "queue"
    assert words.conversation_id != stage.conversation(channel="slack").id


# --- record: why -----------------------------------------------------------------------------------


def test_a_decision_names_its_rule_the_passages_with_version_and_score_and_the_facts_it_used(stage: Stage) -> None:
    stage.says("I'm on the Plus plan")
    plan = stage.rows(Fact)[0]
    stage.says("what does shipping cost me?")

    row = stage.decision()
    asked, answered = stage.rows(Message)[-2:]
    assert (row.kind, row.in_reply_to, row.message_id) == ("answer", asked.id, answered.id)
    assert row.rule
    assert row.facts == [plan.id]
    best = row.passages[0]
    assert best["article"] == "delivery/times.md"
    assert 0 < best["score"] <= 1
    assert re.fullmatch(r"[0-9a-f]{12}", best["version"])
    assert answered.sources[0]["article"] == best["article"]


def test_a_silent_turn_says_why_too(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.says("are you there?")

    assert (stage.decision().kind, stage.decision().message_id) == ("silent", None)
    assert stage.decision().rule == "a person owns the conversation"


def test_the_first_of_several_messages_stands_for_the_decision(stage: Stage) -> None:
    stage.says("/link")
    typed = code(stage)
    stage.says(f"/link {typed}", channel="slack")

    done, told = stage.rows(Message)[-2:]
    assert "share one memory" in done.text
    assert stage.decision().message_id == done.id
    assert stage.look(_where, done.id) == "slack"
    assert stage.look(_where, told.id) == "telegram"


def _where(session: Session, message_id: int) -> str:
    return session.exec(select(Outbox).where(Outbox.message_id == message_id)).one().body["address"]["channel"]


def test_a_code_typed_by_an_account_that_is_linked_already_changes_nobody(stage: Stage) -> None:
    stage.says(f"/link {code(stage)}", channel="slack")
    customer = stage.customer()

    assert "share one memory" in stage.says(f"/link {code(stage)}", channel="slack")[0]
    assert stage.customer(channel="slack") == stage.customer() == customer


def test_a_word_of_the_other_account_that_waited_while_both_were_linked_is_answered(stage: Stage) -> None:
    typed = code(stage)
    stage.stores(RETURN)
    stage.stores(f"/link {typed}", channel="slack")
    turns = {one.turn.last.address.channel: one for one in map(stage.thinks, stage.claims(2))}
    stage.records(turns["slack"])

    with pytest.raises(StaleLane):  # the lane of the one who was answered moved with the linking
        stage.records(turns["telegram"])
    assert sum("My orders" in text for text in stage.drain()) == 1
    assert stage.waiting() == 0


# --- record_failure --------------------------------------------------------------------------------


def fails(stage: Stage, thought: Any, error: str = "ValueError: odd") -> None:
    stage.db.now(stage.app.engine.record_failure, thought.claim, thought.turn, error, stage.now)


def test_a_turn_that_failed_for_the_last_time_opens_a_case_and_the_lane_goes_on(stage: Stage) -> None:
    stage.stores(RETURN)
    thought = stage.thinks()
    stage.stores("hello?")
    fails(stage, thought)

    assert stage.said()[0].text.startswith("Something went wrong on our side")
    case = stage.rows(Case)[0]
    assert (case.reason, case.detail, case.title) == ("bot_failure", "ValueError: odd", RETURN)
    why = stage.decision()
    assert (why.kind, why.rule, why.in_reply_to) == (
        "handoff", "turn failed: ValueError: odd", thought.turn.last.message_id,
    )  # fmt: skip
    assert why.message_id is not None
    assert [(row.status, row.error) for row in stage.rows(Inbound)] == [("dead", "ValueError: odd"), ("new", "")]
    assert stage.drain() == ["Passed on to my colleagues; they haven't joined yet."]
    assert [timer.key for timer in stage.rows(Timer)] == [f"case_wait:{case.id}"]


def test_a_turn_that_fails_while_a_person_owns_the_conversation_says_nothing(stage: Stage) -> None:
    stage.says("human please")
    stage.stores("hello?")
    fails(stage, stage.thinks())

    assert stage.drain() == []
    assert len(stage.rows(Case)) == 1
    assert stage.waiting() == 0


def test_a_timer_that_fails_troubles_nobody(stage: Stage) -> None:
    stage.says(RETURN)
    identity = stage.rows(Identity)[0].id
    stage.db.now(lambda session: queue.schedule(session, key="t", identity_id=identity, due_at=stage.now, payload={}))
    fails(stage, stage.thinks())

    assert stage.drain() == []
    assert stage.rows(Case) == []
    assert stage.waiting() == 0


def test_a_failing_turn_that_a_person_overtook_is_tried_under_its_new_owner_instead_of_talking_over_them(
    stage: Stage,
) -> None:
    stage.stores(RETURN)
    thought = stage.thinks()
    steps_in(stage)
    stage.acts("claim")
    stage.drain()
    fails(stage, thought)

    assert stage.drain() == []
    assert stage.rows(Inbound)[0].status == "done"
    assert stage.conversation().owner == "agent"


def test_a_failing_turn_whose_conversation_ended_opens_no_case_in_it(stage: Stage) -> None:
    stage.says("hello there.")
    stage.stores(RETURN)
    thought = stage.thinks()
    stage.db.now(_ends, stage.conversation().id)
    fails(stage, thought)

    assert stage.rows(Case) == []
    assert "My orders" in stage.drain()[-1]


# --- act -------------------------------------------------------------------------------------------


def test_the_same_key_twice_is_one_act_and_another_agents_same_key_is_their_own(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("note", "one", key="k")
    assert stage.acts("note", "one", key="k") == "Done already."
    assert stage.acts("note", "two", key="k", agent="Ben").startswith("Note saved")

    assert [row.text for row in stage.rows(Message) if row.role == "note"] == ["one", "two"]


def test_an_act_that_is_refused_changes_nothing_and_its_key_may_be_used_again(stage: Stage) -> None:
    stage.says("human please")
    before = everything(stage)

    with pytest.raises(Refused):
        stage.acts("resolve", key="k")
    with pytest.raises(NotFound):
        stage.acts("claim", case=99, key="k")
    assert everything(stage) == before

    stage.acts("claim")
    assert "resolved" in stage.acts("resolve", key="k")


AGENTS_TIMERS = ["agent_half:1", "agent_silent:1", "case_stale:1"]


def test_a_claim_starts_the_watch_over_a_silent_agent_and_ends_the_wait_in_the_queue(stage: Stage) -> None:
    stage.says("human please")
    assert [timer.key for timer in stage.rows(Timer)] == ["case_wait:1"]
    stage.acts("claim")
    assert [timer.key for timer in stage.rows(Timer)] == AGENTS_TIMERS
    stage.acts("note", "thinking about it")
    assert [timer.key for timer in stage.rows(Timer)] == AGENTS_TIMERS  # a note is no word to the customer
    stage.acts("reply", "hello")
    assert [timer.key for timer in stage.rows(Timer)] == ["case_stale:1"]  # a case that rests is asked about


def test_a_case_that_ends_leaves_no_timer(stage: Stage) -> None:
    for verb in ("resolve", "hand_back"):
        stage.says("human please")
        stage.acts("claim")
        stage.acts(verb)
        stage.drain()
        assert [timer.key for timer in stage.rows(Timer) if timer.payload["kind"] != "care"] == []


@pytest.mark.parametrize("claimed", [False, True])
def test_cancelling_leaves_no_timer_either(stage: Stage, claimed: bool) -> None:
    stage.says("human please")
    if claimed:
        stage.acts("claim")
    stage.says("/cancel")

    assert stage.rows(Timer) == []


def test_who_asks_for_a_person_about_what_is_open_already_opens_nothing_new(stage: Stage) -> None:
    stage.says("My desk leg is missing.")
    stage.says("my desk leg is still missing, I need a person")

    assert len(stage.rows(Issue)) == 1
    assert stage.rows(Case)[0].title.lower().startswith("my desk leg is")


def test_an_agents_line_is_used_up_by_the_answer_that_holds_it(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.acts("hand_back", "Engraving is booked.")
    assert stage.conversation().hint == "Engraving is booked."

    stage.says("is engraving booked?")
    assert stage.conversation().hint == ""


def test_that_words_were_passed_on_is_remembered(stage: Stage) -> None:
    stage.says("human please")
    stage.says("hello?")

    assert stage.conversation().acknowledged


def test_resolving_a_case_resolves_what_the_customer_came_with(stage: Stage) -> None:
    stage.says("My desk leg is missing, I need a person")
    stage.acts("claim")
    stage.acts("resolve", "A new leg is on its way.")

    issue = stage.rows(Issue)[0]
    assert (issue.status, issue.resolution) == ("resolved", "A new leg is on its way.")
    assert stage.drain()[1] == "A new leg is on its way."


def test_resolving_a_case_leaves_open_what_is_older_than_the_contact(stage: Stage) -> None:
    stage.says("My lamp is broken")
    stage.passes(days=3)
    stage.says("My desk leg is missing, I need a person")
    stage.acts("claim")
    stage.acts("resolve", "A new leg is on its way.")

    found = {issue.title: issue.status for issue in stage.rows(Issue)}
    assert found["My lamp is broken"] == "open"
    assert sorted(found.values()) == ["open", "resolved"]


def test_what_an_agent_solves_leaves_no_trace_with_whoever_wants_nothing_remembered(stage: Stage) -> None:
    stage.says("please don't remember anything about me")
    stage.says("My desk leg is missing, I need a person")
    stage.acts("claim")
    stage.acts("resolve", "A new leg is on its way.")

    assert not stage.rows(Issue)
    assert not stage.rows(Resolution)


def test_the_line_at_hand_back_is_no_memory_of_whoever_wants_nothing_remembered(stage: Stage) -> None:
    stage.says("please don't remember anything about me")
    stage.says("My desk leg is missing, I need a person")
    stage.acts("claim")
    stage.acts("hand_back", "Offer them a refund next time.")

    assert not any("refund" in fact.value for fact in stage.rows(Fact))


def test_the_line_at_hand_back_is_remembered_with_the_note_that_holds_it(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.acts("hand_back", "Engraving is booked.")

    fact = next(row for row in stage.rows(Fact) if row.key == "note.agent")
    note = next(row for row in stage.rows(Message) if row.role == "note")
    assert fact.value == "Anna: Engraving is booked."
    assert (note.text, note.agent_id) == ("Engraving is booked.", stage.agent().agent_id)
    assert [(row.fact_id, row.message_id) for row in stage.rows(FactSource)] == [(fact.id, note.id)]
    assert all(row.message_id != note.id for row in stage.rows(Outbox))


def test_a_hand_back_without_a_line_leaves_no_note(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.acts("hand_back", "  ")

    assert [row for row in stage.rows(Message) if row.role == "note"] == []
    assert [row for row in stage.rows(Fact) if row.key == "note.agent"] == []


def test_an_agents_words_carry_their_name_and_the_bots_do_not(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("reply", "Hello, Anna here.")
    stage.drain()

    said = {row.role: row.agent_id for row in stage.rows(Message) if row.role in ("bot", "agent")}
    assert said == {"bot": None, "agent": stage.agent().agent_id}


def test_an_act_needs_no_turn_and_does_not_wait_behind_one(stage: Stage) -> None:
    stage.says("human please")
    stage.stores("hello?")
    stage.claims()  # the customer's lane is held by a thinking turn …

    who: Actor = stage.agent()
    line = stage.db.now(stage.app.engine.act, who, Verb("claim", 1, "k"), stage.now)
    assert line == "You have case #1."  # … and the claim is carried out at once
    assert stage.conversation().owner == "agent"


# --- how an answer fared -----------------------------------------------------------------------------


def test_an_answer_alone_does_not_undo_misses_but_thanks_for_it_does(stage: Stage) -> None:
    stage.says("what's the weather like today?")
    assert stage.conversation().misses == 1
    stage.says(RETURN)
    assert stage.conversation().misses == 1
    stage.says("thanks")
    assert stage.conversation().misses == 0


# --- articles that change under an answer ----------------------------------------------------------


def test_a_deleted_article_is_gone_from_the_next_answer_watcher_or_not(stage: Stage, tmp_path: Path) -> None:
    shutil.copytree(stage.app.settings.knowledge, tmp_path / "own")
    own = Knowledge(tmp_path / "own")
    stage.app.engine = stage.app.worker.engine = replace(stage.app.engine, knowledge=own)
    before = stage.says("how long does a refund take?")
    (tmp_path / "own" / "returns" / "refunds.md").unlink()
    after = stage.says("how long does a refund take?", user="tom")

    assert "5 working days" in before[0]
    assert "5 working days" not in after[0]
    assert "returns/refunds.md" not in [source["article"] for source in stage.decision().passages]


def test_an_answer_comes_from_one_version_though_the_folder_changes_while_it_is_thought(
    stage: Stage, tmp_path: Path
) -> None:
    shutil.copytree(stage.app.settings.knowledge, tmp_path / "own")
    own = Knowledge(tmp_path / "own")
    path = tmp_path / "own" / "returns" / "refunds.md"
    old = path.read_text(encoding="utf-8")
    said: set[str] = set()

    def composed(prompt: Prompt) -> None:
        path.write_text(old.replace("5 working days", "9 working days"), encoding="utf-8")
        own.refresh()
        said.update(text for label, text in prompt.data if label == "article")

    stage.app.engine = stage.app.worker.engine = replace(stage.app.engine, knowledge=own, port=_Edits(composed))
    shown = stage.says("how long does a refund take?")

    assert "5 working days" in shown[0]
    assert all("9 working days" not in text for text in said)
    assert said
    assert stage.decision().passages[0]["version"] != own.index.article("returns/refunds.md").version  # type: ignore[union-attr]


class _Edits(Port):
    """A port that does something while it is asked, and has nothing to say."""

    def __init__(self, meanwhile: Callable[[Prompt], None]) -> None:
        self.name = "edits"
        self.meanwhile = meanwhile

    def message(self, allowance: int, now: datetime, waited: float = 0.0) -> Any:
        return _Asked(self)

    def close(self) -> None:
        """Nothing runs."""


class _Asked:
    def __init__(self, port: _Edits) -> None:
        self.name, self.tokens, self._port = port.name, 0, port
        self.notes: list[str] = []

    def ask(self, prompt: Prompt, shape: type[Any], faults: object = None) -> None:
        self._port.meanwhile(prompt)
        self.notes.append("answer: nothing")


# --- the language model's budget -------------------------------------------------------------------


def test_a_message_may_cost_what_its_customer_and_the_day_have_left(stage: Stage) -> None:
    own = replace(stage.app.engine, customer_tokens=100, day_tokens=150)
    stage.app.engine = stage.app.worker.engine = own

    def left(user: str) -> int:
        stage.stores(RETURN, user=user)
        claim = stage.claims()[0]
        turn = stage.look(replace(stage.app.engine, port=_Unused()).load, claim, stage.now)
        stage.db.now(queue.release, claim, stage.now)
        stage.drain()
        return int(turn.standing.allowance)

    def costs(tokens: int) -> None:
        def set_tokens(session: Session) -> None:
            session.get_one(Decision, stage.decision().id).tokens = tokens

        stage.db.now(set_tokens)

    assert left("maya") == 100
    costs(70)
    assert left("maya") == 30
    assert left("tom") == 80
    costs(75)
    assert left("tom") == 5
    stage.now += timedelta(days=1)
    assert left("tom") == 100


class _Unused(Port):
    """A port that nothing is asked of: what is configured is all that counts here."""

    def __init__(self) -> None:
        self.name = "unused"


def test_what_comes_in_while_a_lane_is_found_empty_is_a_turn_of_its_own(stage: Stage) -> None:
    stage.says("hello")
    customer = stage.customer()
    stage.db.now(queue._touch, "in", customer, stage.now)  # as a timer that was cancelled leaves it
    [claim] = stage.db.now(queue.claim, "in", "w", stage.now)
    assert stage.look(stage.app.engine.load, claim, stage.now) is None
    stage.stores(RETURN)

    stage.db.now(stage.app.engine.pass_over, claim, stage.now)

    assert "My orders" in stage.drain()[0]


def test_the_code_of_somebody_who_is_shut_out_is_answered_and_links_nobody(stage: Stage) -> None:
    stage.says("hello", channel="slack")
    made = code(stage)
    stage.db.now(identities.bar, stage.customer(), barred=True)

    assert "doesn't work" in stage.says(f"/link {made}", channel="slack")[0]
    assert stage.customer() != stage.customer(channel="slack")


def test_a_link_code_stands_in_nothing_that_agents_read_and_on_its_owners_own_page(stage: Stage) -> None:
    """Whoever types it within ten minutes has the customer's memory: agents must not see what customers do with it."""
    stage.says("I want to talk to a person")
    made = code(stage)
    stage.says(f"my code is {made}, is that right?")
    stage.says(f"is it {made.replace('-', '').lower()}?", user="ole")
    stage.says("my voucher is AB12-CD34")
    almost = f"{made[:-1]}{'8' if made[-1] == '7' else '7'}"
    shown = stage.says(f"/link {almost}x", channel="slack", user="kim")[0]

    own, kept = ("own", "code", "payload", "body"), [stage.rows(table) for table in EVERY]
    agents = "\n".join(str({**row.model_dump(), **dict.fromkeys(own)}) for rows in kept for row in rows).casefold()
    for secret in (made, made.replace("-", ""), almost):
        assert secret.casefold() not in agents
    assert "Your code is **••••-••••**" in agents.replace("your code", "Your code")
    assert "is it ••••-••••?" in agents
    assert "my voucher is ab12-cd34" in agents, "what only looks like one is the customer's own number"
    assert almost in shown, "they read what they typed"
    assert "Your code is" in stage.look(own_page, stage)
    assert made in stage.look(own_page, stage)

    stage.says(f"/link {made}", channel="slack")
    assert made not in "\n".join(row.text for row in stage.rows(Message))
    assert stage.customer() == stage.customer(channel="slack"), "and it links all the same"

    stage.passes(days=3)
    asyncio.run(stage.app.worker.expire())
    assert {row.code for row in stage.rows(Message)} == {""}, "it is kept as long as it is good"


@pytest.mark.parametrize(
    "words", ["here is the code {}", "link {} please", "mein Code {}", "code {}", "it is _{}_", "the code: {spaced}"]
)
def test_a_link_code_is_hidden_behind_words_as_long_as_its_half(stage: Stage, words: str) -> None:
    made = code(stage)
    stage.says(words.format(made, spaced=made.replace("-", " – ")))

    said = next(row.text for row in reversed(stage.rows(Message)) if row.role == "customer")
    assert said == words.format(HIDDEN, spaced=HIDDEN)


def own_page(session: Session, stage: Stage) -> str:
    return "\n".join(line.text for line in visiting.chat(session, 1, stage.now).lines)


def test_a_code_typed_alone_while_a_colleague_has_the_case_is_not_shown_to_them(stage: Stage) -> None:
    stage.says("hello", channel="slack")
    made = code(stage)
    stage.says("I want to talk to a person", channel="slack")
    stage.acts("claim")
    stage.says(made, channel="slack")

    assert stage.rows(Message)[-1].text == "••••-••••"


def test_a_merge_into_a_case_that_sleeps_wakes_it_and_says_which_one_goes_on(stage: Stage) -> None:
    for user in ("maya", "ole"):
        stage.says("I want to talk to a person", user=user)
    for number in (1, 2):
        stage.acts("claim", case=number)
    stage.acts("snooze", case=2, until=stage.now + timedelta(hours=2))

    said = stage.acts("merge", case=1, target=2)
    assert said == "The cases #1 and #2 are one person’s now. This goes on as case #2."
    assert [(case.state, case.snoozed_until) for case in stage.rows(Case)] == [("returned", None), ("claimed", None)]


def test_who_logs_in_where_a_visitor_was_shut_out_is_let_in_alone(stage: Stage) -> None:
    stage.says("hello", channel="web", user="visitor")
    stage.db.now(identities.bar, stage.customer("visitor", "web"), barred=True)

    stage.db.now(linking.vouched, "site-maya", "Maya", "visitor", stage.now)

    assert stage.customer("site-maya", "web") != stage.customer("visitor", "web")
    assert stage.says("hello", channel="web", user="site-maya")


def test_who_is_shut_out_is_let_in_from_the_case_that_a_merge_closed_too(stage: Stage) -> None:
    for user in ("maya", "ole"):
        stage.says("I want to talk to a person", user=user)
        stage.acts("claim")
    stage.acts("merge", case=2, target=1)
    closed, on = sorted(stage.rows(Case), key=lambda case: case.state != "returned")
    stage.acts("block", case=on.id)
    assert stage.look(menu.barred, closed)

    stage.acts("unblock", case=closed.id)

    assert stage.rows(Message)[-1].text == "What is written from this account is read again."
    assert stage.says("hello again")
    with pytest.raises(Refused, match="Done already"):
        stage.acts("unblock", case=closed.id)
