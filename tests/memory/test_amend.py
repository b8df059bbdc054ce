"""Agents set facts right, confirm and forget them: with a source, a log line, and on their own customer alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot import memory, texts
from bot.errors import NotFound, Refused
from bot.memory import access, amend, registry
from bot.memory.identities import Who
from bot.storage import tables
from bot.types.handoff import Actor
from bot.types.memory import Fact
from tests.conftest import Stage
from tests.memory.conftest import Shop

DANIEL = Actor(4, "Daniel")


def fact(shop: Shop, who: Who, key: str, value: str = "") -> Fact:
    known = shop.known(who)
    return next(one for one in (*known.facts, *known.pending) if one.key == key and value in ("", one.value))


def does(shop: Shop, who: Who, op: amend.Op, fact_id: int, value: str = "", key: str = "k1") -> str:
    shop.db.now(_hired)
    what = amend.Amendment(fact_id, op, key, value)
    return shop.db.now(amend.amend, shop.customer(who), DANIEL, what, registry.DEFAULT, shop.now)


def _hired(session: object) -> None:
    from tests.conftest import NOON

    if session.get(tables.Agent, 4) is None:  # type: ignore[attr-defined]
        session.add(tables.Agent(id=4, name="Daniel", created_at=NOON))  # type: ignore[attr-defined]


def test_a_fact_set_right_has_the_agents_note_as_its_source_and_the_old_one_never_was_true(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")

    assert does(shop, maya, "edit", fact(shop, maya, "location.city").id, "Bergen") == "City is Bergen."

    now = fact(shop, maya, "location.city")
    assert (now.value, now.quote, now.confidence) == ("Bergen", "Bergen", 0.99)
    assert [(row.value, row.status, row.method) for row in shop.rows(tables.Fact)] == [
        ("Oslo", "retracted", "rule"), ("Bergen", "active", "agent"),
    ]  # fmt: skip


def test_among_many_values_an_edit_replaces_the_one_it_was_made_on(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "My order is 48213")
    shop.says(maya, "My order is 50001")

    does(shop, maya, "edit", fact(shop, maya, "order.id", "48213").id, "48214")

    assert sorted(one.value for one in shop.known(maya).facts) == ["48214", "50001"]


def test_a_guess_that_is_confirmed_is_a_fact(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I think I'm on the Plus plan")
    assert fact(shop, maya, "plan.name").status == "pending"

    does(shop, maya, "confirm", fact(shop, maya, "plan.name").id)

    known = shop.known(maya)
    assert [(one.value, one.status, one.confidence) for one in known.facts] == [("Plus", "active", 0.99)]
    assert known.pending == ()


def test_one_of_many_is_forgotten_alone_with_its_words(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "My order is 48213")
    shop.says(maya, "My order is 50001")

    does(shop, maya, "forget", fact(shop, maya, "order.id", "48213").id)

    assert [one.value for one in shop.known(maya).facts] == ["50001"]
    assert b"48213" not in shop.bytes_on_disk()


def test_anothers_fact_is_not_there_and_the_same_press_twice_is_one(shop: Shop) -> None:
    maya, ole = shop.who("1"), shop.who("2")
    shop.says(maya, "I live in Oslo")
    shop.says(ole, "I live in Bergen")
    mine = fact(shop, maya, "location.city").id

    with pytest.raises(NotFound):
        does(shop, ole, "forget", mine)
    does(shop, maya, "edit", mine, "Tromsø")
    assert does(shop, maya, "edit", fact(shop, maya, "location.city").id, "Oslo") == "Done already."
    assert fact(shop, maya, "location.city").value == "Tromsø"


def test_an_agent_reads_what_came_of_it_in_the_teams_language(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    texts.use_team("de")
    try:
        said = does(shop, maya, "edit", fact(shop, maya, "location.city").id, "Bergen")
    finally:
        texts.use_team("en")
    assert said == f"{texts.label('de', 'location.city')} ist jetzt Bergen."
    assert "berichtigt: Bergen" in str(shop.dump("message"))


@pytest.mark.parametrize("value", ["", "x" * 201])
def test_an_empty_or_endless_value_is_refused(shop: Shop, value: str) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    with pytest.raises(Refused, match="City"):
        does(shop, maya, "edit", fact(shop, maya, "location.city").id, value)


def test_a_closed_set_takes_only_its_own_values(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "Please keep your answers short.")
    with pytest.raises(Refused, match="short, detailed"):
        does(shop, maya, "edit", fact(shop, maya, "pref.length").id, "long")
    does(shop, maya, "edit", fact(shop, maya, "pref.length").id, "Detailed")
    assert fact(shop, maya, "pref.length").value == "detailed"


def test_who_did_what_stands_in_the_access_log_without_a_word_of_it(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    does(shop, maya, "edit", fact(shop, maya, "location.city").id, "Bergen")

    public_id = shop.known(maya).public_id
    log = shop.db.look(access.of_customer, public_id)
    assert [(row.actor, row.purpose) for row in log] == [("agent:4", "edit")]
    assert "Bergen" not in str(shop.dump("access_log"))
    assert public_id not in str(shop.dump("access_log"))


def test_an_agents_verb_on_a_fact_is_one_act_however_often_it_is_sent(stage: Stage) -> None:
    stage.says("I live in Oslo")
    known = stage.look(memory.load, stage.customer(), stage.now)
    city = next(one for one in known.facts if one.key == "location.city")
    about = {"case": -1, "fact": city.id, "customer_id": stage.customer(), "key": "once"}

    assert stage.acts("edit_fact", "Bergen", **about) == "City is Bergen."
    assert stage.acts("edit_fact", "Bergen", **about) == "Done already."
    assert "You live in Bergen (noted by a colleague" in stage.says("/me")[0]
    with pytest.raises(NotFound, match="no such fact"):
        stage.acts("forget_fact", **about | {"key": "twice", "customer_id": 999})


def test_a_page_that_stays_open_is_one_look_and_a_later_one_is_another(shop: Shop) -> None:
    maya = shop.who("1")
    for minutes in (0, 10, 10, 40):
        shop.now += timedelta(minutes=minutes)
        shop.db.now(access.looked, shop.customer(maya), "agent:4", shop.now)
    shop.db.now(access.looked, shop.customer(maya), "agent:5", shop.now)
    rows = shop.rows(tables.AccessLog)
    assert [(row.actor, row.purpose) for row in rows] == [("agent:4", "view"), ("agent:4", "view"), ("agent:5", "view")]


def test_what_customers_take_along_or_have_forgotten_is_written_down_too(stage: Stage) -> None:
    stage.says("I live in Oslo")
    stage.says("/export")
    stage.says("/forget my city")
    stage.presses("yes")
    rows = stage.look(lambda session: session.exec(select(tables.AccessLog)).all())
    assert [(row.actor, row.purpose) for row in rows] == [("customer", "export"), ("customer", "forget")]
