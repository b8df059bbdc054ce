"""What has been kept as long as its class says goes, with its bytes; what is younger, or somebody else's, stays."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.memory import recall, registry, retention
from bot.memory.facts import store
from bot.memory.identities import Who
from bot.memory.retention import Batch, Terms
from bot.storage import tables
from bot.types.chat import Attachment
from bot.types.memory import Learned
from tests.conftest import Stage
from tests.memory.conftest import Shop

TERMS = Terms()


def due(shop: Shop | Stage, terms: Terms = TERMS) -> Iterator[Batch]:
    mark: retention.Mark | None = retention.START
    while mark is not None:
        found, mark = shop.db.look(retention.due, terms, shop.now, mark)
        yield from found


def expires(shop: Shop | Stage, terms: Terms = TERMS) -> int:
    return sum(shop.db.now(retention.expire, batch, terms, shop.now) for batch in due(shop, terms))


def moody(shop: Shop, who: Who, mood: str) -> None:
    message = shop.says(who, f"{mood} today", learns=False)
    learned = Learned("sentiment.last", mood, mood, "test", message_id=message)
    shop.db.now(store, who.identity_id, learned, shop.now, shop.now, registry.DEFAULT)


def test_a_mood_lasts_ninety_days_and_the_rest_stays(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    moody(shop, maya, "furious")

    shop.now += timedelta(days=89)
    assert expires(shop) == 0
    shop.now += timedelta(days=2)
    assert expires(shop) > 0

    assert [fact.key for fact in shop.known(maya).facts] == ["location.city"]


def test_contact_data_goes_two_years_after_the_last_word_on_any_linked_account(shop: Shop) -> None:
    maya, web, ole = shop.who("1", name="Mayatest"), shop.who("2", "web"), shop.who("3", name="Oletest")
    shop.says(maya, "My email is maya@example.org and I'm on the Plus plan")
    shop.says(ole, "My email is ole@example.org")
    shop.link(maya, web)
    shop.now += timedelta(days=600)
    shop.says(web, "hello again")
    shop.now += timedelta(days=200)
    expires(shop, Terms(messages=5000))

    assert shop.known(maya).get("contact.email") == "maya@example.org"
    assert shop.known(ole).get("contact.email") is None
    assert b"ole@example.org" not in shop.bytes_on_disk()
    assert b"Oletest" not in shop.bytes_on_disk()

    shop.now += timedelta(days=600)
    expires(shop, Terms(messages=5000))
    assert [fact.key for fact in shop.known(maya).facts] == ["plan.name"]
    assert b"maya@example.org" not in shop.bytes_on_disk()


def test_a_picture_without_words_goes_with_the_words_of_its_time(stage: Stage) -> None:
    def sends(name: str) -> None:
        stage.stores("", attachments=(Attachment(name, f"{name}.jpg", "image/jpeg", 3, "5e", remote={"id": "7"}),))

    sends("old")
    stage.now += timedelta(days=700)
    sends("young")
    stage.now += timedelta(days=40)
    expires(stage)

    old, young = stage.rows(tables.Attachment)
    assert (old.message_id, old.name, old.size, old.remote) == (None, "", 0, {})
    assert young.name == "young.jpg"


def test_who_writes_again_before_their_contact_data_goes_keeps_it(shop: Shop) -> None:
    maya = shop.who("1", name="Mayatest")
    shop.says(maya, "My email is maya@example.org")
    shop.now += timedelta(days=800)
    terms = Terms(messages=5000)
    batches = list(due(shop, terms))
    shop.says(maya, "hello again")

    assert [shop.db.now(retention.expire, batch, terms, shop.now) for batch in batches] == [0, 0]
    assert shop.known(maya).get("contact.email") == "maya@example.org"


def grown(shop: Shop, people: int) -> None:
    """Have so many more people write one message and give one address, two years and a day ago."""
    ids = range(len(shop.rows(tables.Identity)) + 1, len(shop.rows(tables.Identity)) + people + 1)
    then = shop.now - timedelta(days=731)
    rows: dict[Any, Callable[[int], dict[str, object]]] = {
        tables.Customer: lambda n: {"id": n, "created_at": then},
        tables.Identity: lambda n: {"id": n, "customer_id": n, "channel": "telegram", "external_id": str(n),
                                    "display_name": "Maya", "created_at": then},
        tables.Conversation: lambda n: {"id": n, "customer_id": n, "status": "closed", "opened_at": then,
                                        "last_at": then},
        tables.Message: lambda n: {"id": n, "identity_id": n, "conversation_id": n, "role": "customer", "text": "hi",
                                   "sent_at": then, "received_at": then},
        tables.Fact: lambda n: {"id": n, "identity_id": n, "key": "contact.email", "value": f"{n}@example.org",
                                "value_norm": f"{n}@example.org", "cardinality": "one", "pii": "contact",
                                "status": "active", "confidence": 0.9, "rule": "test", "valid_from": then,
                                "recorded_at": then},
    }  # fmt: skip

    def insert(session: Session) -> None:
        for table, row in rows.items():
            session.add_all([table(**row(number)) for number in ids])
            session.flush()

    shop.db.now(insert)


def longest_look(shop: Shop) -> int:
    """Return how many steps (in hundreds) SQLite takes for the longest single look."""
    steps = [0]

    def step() -> None:
        steps[-1] += 1

    def look(session: Session, mark: retention.Mark) -> retention.Page:
        steps.append(0)
        session.info["driver"].set_progress_handler(step, 100)
        page = retention.due(session, TERMS, shop.now, mark)
        session.info["driver"].set_progress_handler(None, 0)
        return page

    mark: retention.Mark | None = retention.START
    while mark is not None:
        _, mark = shop.db.look(look, mark)
    return max(steps)


def test_a_look_takes_no_longer_when_there_is_more_so_nobody_waits_for_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "PAGE", 100)
    grown(shop, 150)
    few = longest_look(shop)
    grown(shop, 850)

    assert longest_look(shop) <= few * 1.2
    assert sum(len(batch.ids) for batch in due(shop)) == 3 * 1000, "a name, an address and a message of each"


def test_what_was_said_two_years_ago_loses_its_words_and_is_still_counted(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "The velvetine cushion is torn")
    shop.says(maya, "I live in Velvetown")
    shop.db.now(recall.read_new)
    shop.now += timedelta(days=700)
    shop.says(maya, "I moved to Bergen")
    shop.now += timedelta(days=40)

    assert expires(shop) > 0
    assert expires(shop) == 0

    assert [message.text for message in shop.rows(tables.Message)] == ["", "", "I moved to Bergen"]
    assert b"elvetine" not in shop.bytes_on_disk()
    shop.now += timedelta(days=800)
    expires(shop)
    assert b"elvet" not in shop.bytes_on_disk()


def test_the_house_does_it_by_itself(stage: Stage) -> None:
    stage.says("My email is maya@example.org")
    stage.says("I want to talk to a person about my velvetine cushion")
    stage.acts("claim")
    stage.acts("resolve", "a new velvetine one is on its way")
    stage.now += timedelta(days=800)

    asyncio.run(stage.app.worker.expire())

    assert {row.text for row in stage.rows(tables.Message)} == {""}
    assert not any("velvetine" in str((row.title, row.detail)) for row in stage.rows(tables.Case))
    # What was bought is kept, as a plan is; a way to reach somebody is not.
    assert [row.key for row in stage.rows(tables.Fact)] == ["product.owned"]
