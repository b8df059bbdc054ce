"""What has been kept as long as its class says goes, with its bytes; what is younger, or somebody else's, stays."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.memory import recall, registry, retention
from bot.memory.facts import store
from bot.memory.identities import Who
from bot.memory.retention import Terms
from bot.storage import tables
from bot.types.chat import Attachment
from bot.types.memory import Learned
from tests.conftest import Stage
from tests.memory.conftest import Shop

TERMS = Terms()


def expires(shop: Shop | Stage, terms: Terms = TERMS) -> int:
    batches = shop.db.look(retention.due, terms, shop.now)
    return sum(shop.db.now(retention.expire, batch, terms, shop.now) for batch in batches)


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
    batches = shop.db.look(retention.due, terms, shop.now)
    shop.says(maya, "hello again")

    assert [shop.db.now(retention.expire, batch, terms, shop.now) for batch in batches] == [0, 0]
    assert shop.known(maya).get("contact.email") == "maya@example.org"


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
