"""How facts are kept, replaced and recalled, and what a turn's acts do to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot import memory
from bot.errors import KnowledgeError, NotFound
from bot.memory import facts, issues, registry
from bot.memory.identities import Who
from bot.storage import tables
from bot.types.awaited import NOTHING
from bot.types.chat import Address
from bot.types.decision import Forget, Learn, Outcome
from bot.types.handoff import Ownership
from bot.types.memory import Learned
from bot.types.relationship import Standing
from bot.types.turn import Event, Turn
from tests.conftest import NOON
from tests.memory.conftest import Shop

LATER = NOON + timedelta(days=1)


def store(shop: Shop, who: Who, key: str, value: str, said_at: datetime = NOON, **more: Any) -> int | None:
    learned = Learned(key, value, "", "test", **more)
    return shop.db.now(facts.store, who.identity_id, learned, said_at, shop.now, registry.DEFAULT)


def states(shop: Shop) -> list[tuple[str, str]]:
    return [(row.value, row.status) for row in shop.rows(tables.Fact)]


# --- keeping -----------------------------------------------------------------------------------


def test_saying_it_again_adds_a_source_and_makes_it_surer_but_no_second_fact(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    shop.says(maya, "I live in Oslo")

    [fact] = shop.rows(tables.Fact)
    assert fact.confidence > 0.9
    assert len(shop.rows(tables.FactSource)) == 2


def test_a_turn_that_is_done_again_adds_nothing(shop: Shop) -> None:
    maya = shop.who("1")
    message = shop.says(maya, "I live in Oslo")
    before = shop.dump("fact", "fact_source")
    learned = Learned("location.city", "Oslo", "I live in Oslo", "city.lives", message_id=message)
    shop.db.now(facts.store, maya.identity_id, learned, shop.now, shop.now, registry.DEFAULT)
    assert shop.dump("fact", "fact_source") == before


def test_news_supersede_and_the_old_value_ends_where_the_new_one_begins(shop: Shop) -> None:
    maya = shop.who("1")
    store(shop, maya, "location.city", "Oslo")
    store(shop, maya, "location.city", "Bergen", LATER)

    old, new = shop.rows(tables.Fact)
    assert states(shop) == [("Oslo", "superseded"), ("Bergen", "active")]
    assert old.valid_to == new.valid_from == LATER
    assert old.superseded_by == new.id


def test_a_slip_is_retracted_as_never_true(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    shop.says(maya, "sorry, I meant Bergen")
    assert states(shop) == [("Oslo", "retracted"), ("Bergen", "active")]
    slip = shop.rows(tables.Fact)[0]
    assert slip.valid_to == slip.valid_from


def test_order_is_that_of_saying_not_of_arrival(shop: Shop) -> None:
    maya = shop.who("1")
    store(shop, maya, "location.city", "Bergen", LATER)
    store(shop, maya, "location.city", "Oslo", NOON)

    assert states(shop) == [("Bergen", "active"), ("Oslo", "superseded")]
    assert shop.rows(tables.Fact)[1].valid_to == LATER


def test_a_guess_never_supersedes_and_is_settled_by_certainty(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I'm on Basic")
    shop.says(maya, "I think I'm on Plus")
    assert shop.known(maya).get("plan.name") == "Basic"
    assert [fact.value for fact in shop.known(maya).pending] == ["Plus"]

    shop.says(maya, "I'm on the Plus plan")
    assert shop.known(maya).get("plan.name") == "Plus"
    assert shop.known(maya).pending == ()


def test_a_denial_ends_what_was_so(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I'm on Plus")
    shop.says(maya, "I'm no longer on Plus")
    assert shop.known(maya).get("plan.name") is None
    shop.says(maya, "I'm on Plus again")
    assert shop.known(maya).get("plan.name") == "Plus"


def test_a_denial_of_another_value_ends_nothing(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I'm on Family")
    shop.says(maya, "I don't have Plus")
    assert shop.known(maya).get("plan.name") == "Family"


def test_a_denial_counts_against_a_linked_account_until_it_says_so_anew(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    shop.says(a, "I'm on Plus")
    shop.link(a, b)
    shop.says(b, "I'm not on Plus")
    assert shop.known(a).get("plan.name") is None
    shop.says(a, "I'm on Plus")
    assert shop.known(a).get("plan.name") == "Plus"


def test_what_was_said_before_a_denial_but_came_in_later_is_history(shop: Shop) -> None:
    maya = shop.who("1")
    store(shop, maya, "plan.name", "Plus", LATER, denies=True)
    store(shop, maya, "plan.name", "Plus", NOON)
    assert shop.known(maya).get("plan.name") is None


def test_a_key_of_many_holds_them_side_by_side(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "my Oslo desk wobbles and I bought a chair")
    assert {fact.value for fact in shop.known(maya).facts} == {"Oslo desk", "chair"}
    shop.says(maya, "I sold my Oslo desk")
    assert {fact.value for fact in shop.known(maya).facts} == {"chair"}


def test_two_spellings_of_an_order_are_one(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "where is order NV-48213?")
    shop.says(maya, "it's about order #48213")
    assert [fact.value for fact in shop.known(maya).facts] == ["NV-48213"]


def test_an_unknown_key_is_refused_with_a_hint(shop: Shop) -> None:
    maya = shop.who("1")
    with pytest.raises(KnowledgeError, match=r'did you mean "plan\.name"'):
        store(shop, maya, "plan.nmae", "Plus")


# --- recalling ---------------------------------------------------------------------------------


def test_over_linked_accounts_the_newest_valid_value_is_shown(shop: Shop) -> None:
    a, b = shop.who("1", name="Maya"), shop.who("2", "slack")
    shop.says(b, "I live in Bergen")
    shop.says(a, "I live in Oslo")
    shop.link(a, b)
    known = shop.known(b)
    assert known.get("location.city") == "Oslo"
    assert sum(fact.key == "location.city" for fact in known.facts) == 1
    assert [(fact.channel, fact.quote) for fact in known.facts] == [("telegram", "I live in Oslo")]


def test_a_name_that_was_asked_for_comes_before_the_apps_own(shop: Shop) -> None:
    maya = shop.who("1", name="mx_99")
    assert shop.known(maya).name == "mx_99"
    shop.says(maya, "My name is Maya Okafor")
    assert shop.known(maya).name == "Maya Okafor"
    shop.says(maya, "call me Mo")
    assert shop.known(maya).name == "Mo"


def test_history_is_oldest_first_over_all_channels_and_never_holds_a_note(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    shop.says(a, "one")
    shop.says(b, "two")
    shop.says(a, "she is annoyed", role="note")
    shop.says(b, "three", role="bot")
    shop.link(a, b)
    assert [(line.text, line.channel, line.role) for line in shop.known(a).history] == [
        ("one", "telegram", "customer"), ("two", "slack", "customer"), ("three", "slack", "bot"),
    ]  # fmt: skip
    newest = shop.db.look(memory.load, shop.customer(a), shop.now, history=1)
    assert [line.text for line in newest.history] == ["three"]


def test_the_turn_at_hand_is_not_the_past(shop: Shop) -> None:
    maya = shop.who("1")
    first = shop.says(maya, "hello")
    shop.db.now(wait, maya, first)
    known = shop.known(maya)
    assert (known.first_contact, known.last_contact, known.history) == (True, None, ())

    shop.db.now(settle)
    known = shop.known(maya)
    assert (known.first_contact, known.last_contact) == (False, shop.now)


def wait(session: Session, who: Who, message_id: int) -> None:
    session.add(
        tables.Inbound(channel="telegram", account="demo", key="k", lane_kind="in", lane_ref=who.customer_id,
                       kind="message", identity_id=who.identity_id, message_id=message_id, received_at=NOON)
    )  # fmt: skip


def settle(session: Session) -> None:
    row = session.get_one(tables.Inbound, 1)
    row.status = "done"
    session.add(row)


def test_a_known_costs_at_most_five_statements_each_on_an_index(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    for who in (a, b):
        shop.says(who, "I'm Maya, I live in Oslo and I'm on Plus")
    shop.link(a, b)
    seen: list[tuple[str, Any]] = []
    event.listen(shop.db.engine, "before_cursor_execute", lambda *call: seen.append((call[2], call[3])))
    shop.known(a)
    asked = [one for one in seen if one[0].startswith("SELECT")][1:]  # the first is the test's own
    assert len(asked) <= 5
    with shop.db.engine.connect() as connection:
        for statement, values in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            scans = [row[3] for row in plan if row[3].startswith("SCAN") and "anon" not in row[3]]
            assert not scans, (statement, scans)


def test_nobody_is_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.db.look(memory.load, 99, NOON)


# --- issues ------------------------------------------------------------------------------------


def test_the_newest_open_issue_is_known_until_it_is_resolved(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    one, two = shop.says(a, "my desk wobbles"), shop.says(b, "where is my parcel")
    shop.db.now(issues.open_issue, a.identity_id, "my desk wobbles", one, NOON)
    shop.db.now(issues.open_issue, b.identity_id, "where is my parcel", two, LATER)
    shop.db.now(issues.open_issue, b.identity_id, "again", two, LATER)
    shop.link(a, b)

    known = shop.known(a).issue
    assert known is not None
    assert (known.title, known.channel) == ("where is my parcel", "slack")

    assert shop.db.now(issues.resolve_issues, b.identity_id, two, "delivery/missed.md", LATER) == 2
    assert shop.known(a).issue is None


def test_what_solved_something_and_failed_later_helps_no_more(shop: Shop) -> None:
    a = shop.who("1")
    for minute, (what, article) in enumerate((("solved", "a.md"), ("solved", "b.md"), ("failed", "a.md"),
                                              ("solved", "c.md"))):  # fmt: skip
        at = shop.now + timedelta(minutes=minute)
        if what == "solved":
            shop.db.now(issues.resolve_issues, a.identity_id, None, article, at)
        else:
            shop.db.now(issues.mark_tried, a.identity_id, article, None, at)
    assert shop.known(a).helped == {"b.md", "c.md"}


def test_what_was_tried_counts_until_something_helped(shop: Shop) -> None:
    maya = shop.who("1")
    message = shop.says(maya, "my desk wobbles")
    shop.db.now(issues.open_issue, maya.identity_id, "wobbles", message, NOON)
    shop.db.now(issues.mark_tried, maya.identity_id, "damaged/assembly.md", message, NOON)
    assert shop.known(maya).tried == {"damaged/assembly.md"}
    shop.db.now(issues.resolve_issues, maya.identity_id, message, "x.md", LATER)
    assert shop.known(maya).tried == frozenset()
    shop.db.now(issues.mark_tried, maya.identity_id, "other.md", message, LATER + timedelta(days=1))
    assert shop.known(maya).tried == {"other.md"}


# --- acts --------------------------------------------------------------------------------------


def turn(shop: Shop, who: Who, *messages: int) -> Turn:
    address = Address("telegram", "demo", "1")
    events = tuple(Event(number, "message", "", "", number, who.identity_id, address, shop.now) for number in messages)
    ownership = Ownership(1, 0, "bot", "", None, 0, NOTHING, "", False, False)
    return Turn(events, shop.known(who), ownership, Standing("en", "", "normal", 50, ()), shop.now)


def test_each_fact_goes_to_the_account_whose_message_it_names(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    one, two = shop.says(a, "I live in Oslo", learns=False), shop.says(b, "and on Plus", learns=False)
    shop.link(a, b)
    both = turn(shop, a, one, two)
    both = replace(both, events=(both.events[0], replace(both.events[1], identity_id=b.identity_id)))
    learnt = Learn(
        (
            Learned("location.city", "Oslo", "I live in Oslo", "r", message_id=one),
            Learned("plan.name", "Plus", "on Plus", "r"),
        )
    )
    shop.db.now(memory.apply, learnt, both, registry.DEFAULT, shop.now)
    owners = {row.key: row.identity_id for row in shop.rows(tables.Fact)}
    assert owners == {"location.city": a.identity_id, "plan.name": b.identity_id}


def test_outcomes_change_what_was_tried_what_is_open_and_what_was_announced(shop: Shop) -> None:
    maya = shop.who("1")
    message = shop.says(maya, "my desk wobbles")
    shop.db.now(issues.open_issue, maya.identity_id, "wobbles", message, shop.now)

    def does(act: Outcome | Forget) -> None:
        shop.db.now(memory.apply, act, turn(shop, maya, message), registry.DEFAULT, shop.now)

    does(Outcome("not_helped", "a.md"))
    does(Outcome("announced"))
    known = shop.known(maya)
    assert (known.tried, known.announced, known.issue is None) == ({"a.md"}, True, False)

    shop.now += timedelta(minutes=1)
    does(Outcome("helped", "b.md"))  # an answer to something else
    assert shop.known(maya).issue is not None
    does(Outcome("resolved", "b.md"))
    assert shop.rows(tables.Issue)[0].resolution == "b.md"
    assert shop.known(maya).tried == frozenset()

    does(Forget(("product.owned",)))
    assert shop.known(maya).facts == ()


# --- words that are changed or taken back ----------------------------------------------------------


def changed(shop: Shop, message: int, *, gone: bool = False) -> int:
    return int(shop.db.now(facts.unsay, message, shop.now, gone=gone))


def test_what_was_read_from_words_that_are_changed_never_was_true_and_what_it_replaced_holds_again(
    shop: Shop,
) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    message = shop.says(maya, "I live in Bergen now")
    assert states(shop) == [("Oslo", "superseded"), ("Bergen", "active")]

    assert changed(shop, message) == 1
    assert states(shop) == [("Oslo", "active"), ("Bergen", "retracted")]
    assert shop.rows(tables.Fact)[0].superseded_by is None
    assert changed(shop, message) == 0


def test_what_other_words_say_too_stays_when_some_are_taken_back(shop: Shop) -> None:
    maya = shop.who("1")
    first = shop.says(maya, "I live in Oslo")
    shop.says(maya, "I live in Oslo")
    assert changed(shop, first, gone=True) == 0
    assert states(shop) == [("Oslo", "active")]


def test_what_was_read_from_words_that_are_taken_back_is_gone_and_history_closes_over_it(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    second = shop.says(maya, "I live in Bergen now")
    shop.says(maya, "I live in Tromsø now")
    assert changed(shop, second, gone=True) == 1

    oslo, tromso = shop.rows(tables.Fact)
    assert (oslo.value, oslo.status, oslo.superseded_by) == ("Oslo", "superseded", tromso.id)
    assert (tromso.value, tromso.status) == ("Tromsø", "active")


def test_a_denial_that_is_taken_back_ends_nothing_any_more(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    message = shop.says(maya, "I don't live in Oslo any more")
    assert states(shop)[0] == ("Oslo", "superseded")

    changed(shop, message)
    assert states(shop) == [("Oslo", "active")]


def test_what_failed_for_an_open_issue_stays_so_when_another_one_is_solved(shop: Shop) -> None:
    maya = shop.who("maya")
    lamp = shop.db.now(issues.open_issue, maya.identity_id, "The lamp flickers", shop.says(maya, "it flickers"), NOON)
    shop.db.now(issues.mark_tried, maya.identity_id, "lamp.md", None, LATER)
    said = shop.says(maya, "the desk wobbles")
    desk = shop.db.now(issues.open_issue, maya.identity_id, "The desk wobbles", said, LATER + timedelta(days=1))

    def solves(number: int, days: int) -> None:
        at = LATER + timedelta(days=days)
        shop.db.now(lambda session: issues.resolve_issues(session, maya.identity_id, None, "desk.md", at, only=number))

    solves(desk, 2)
    assert shop.known(maya).tried == {"lamp.md"}
    solves(lamp, 3)
    assert shop.known(maya).tried == frozenset()
