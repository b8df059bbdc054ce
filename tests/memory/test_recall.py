"""Finding again: a customer's own words that speak to a question, and what held true at an earlier time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory import privacy, ranking, recall
from bot.memory.identities import Who
from bot.memory.ranking import Unit
from bot.storage.tables import Message
from bot.types.memory import Recalled
from tests.conftest import NOON
from tests.memory.conftest import Shop


def finds(shop: Shop, who: Who, question: str, **more: object) -> list[Recalled]:
    return list(shop.db.look(recall.search, shop.customer(who), question, shop.now, **more))


def words(found: list[Recalled]) -> list[str]:
    return [hit.line.text for hit in found if hit.line]


def held(shop: Shop, who: Who, when: datetime, known_at: datetime | None = None) -> dict[str, str]:
    facts = shop.db.look(recall.facts_as_of, shop.customer(who), when, known_at=known_at)
    return {fact.key: fact.value for fact in facts}


# --- finding again -----------------------------------------------------------------------------


def test_a_message_is_found_by_its_words_whatever_their_form(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "The drawers of my desk were scratched on arrival.")
    shop.says(maya, "Which colours does the sofa come in?")

    assert words(finds(shop, maya, "what did I say about the scratch on the drawer?"))[0].startswith("The drawers")
    assert finds(shop, maya, "what about a bicycle") == []
    assert finds(shop, maya, "what was it?") == []


def test_a_short_answer_is_found_by_the_question_before_it(shop: Shop) -> None:
    maya = shop.who("1")
    for line in ("The lamp flickers.", "A blue wall, then.", "Thanks for the chat."):
        shop.says(maya, line)
    shop.says(maya, "Which colour would you like for the wardrobe?", role="bot")
    shop.says(maya, "Walnut, as always.")

    assert words(finds(shop, maya, "colour of the wardrobe"))[:2] == [
        "Which colour would you like for the wardrobe?", "Walnut, as always.",
    ]  # fmt: skip


def test_nobody_finds_anothers_words_linked_or_not(shop: Shop) -> None:
    maya, ole = shop.who("1"), shop.who("2")
    shop.says(maya, "My order 48213 has a torn cushion, and I live in Oslo.")
    shop.says(ole, "My order 48213 has a torn cushion, and I live in Bergen.")

    assert words(finds(shop, maya, "torn cushion order 48213")) == [
        "My order 48213 has a torn cushion, and I live in Oslo."
    ]
    web = shop.who("3", "web")
    shop.link(maya, web)
    assert "Bergen" not in str(finds(shop, web, "torn cushion order 48213, which city do I live in?"))
    shop.unlink(web)
    assert finds(shop, web, "torn cushion order 48213") == []


def test_an_order_number_outweighs_other_words(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "Order 48213 is on its way, they say.")
    for line in ("my delivery is late", "the courier lost my delivery", "a late delivery by the courier"):
        shop.says(maya, line)

    assert "48213" in words(finds(shop, maya, "late delivery courier 48213"))[0]


def test_what_is_fresh_comes_first_only_where_the_question_is_about_now(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "The router shows a red light.")
    shop.now += timedelta(days=400)
    shop.db.now(_closed)
    shop.says(maya, "The router shows a green light.")

    then, now = finds(shop, maya, "router light"), finds(shop, maya, "what light does the router show now?")
    assert abs(then[0].score - then[1].score) < 1e-9
    assert "green" in words(now)[0]
    assert now[0].score > 1.3 * now[1].score


def _closed(session: object) -> None:
    from sqlalchemy import update

    from bot.storage.tables import Conversation

    session.execute(update(Conversation).values(status="closed"))  # type: ignore[attr-defined]


def test_facts_stand_beside_the_words_they_come_from_and_what_is_over_only_for_the_past(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    shop.says(maya, "I moved to Bergen")

    today = finds(shop, maya, "which city am I in?")
    assert [(fact.value, fact.status) for hit in today for fact in hit.facts] == [("Bergen", "active")]
    before = finds(shop, maya, "which city was I in before?")
    assert {fact.value for hit in before for fact in hit.facts} == {"Oslo", "Bergen"}


def test_what_agents_note_and_what_still_waits_is_no_past(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "The hinge squeaks and we doubt it", role="note")

    assert finds(shop, maya, "hinge squeaks") == []


def test_reading_ahead_changes_nothing_but_the_work_and_an_edit_is_read_anew(shop: Shop) -> None:
    maya = shop.who("1")
    for line in ("The hinge squeaks.", "Wo bleibt mein Paket mit den Lampen?", "¿Dónde está mi pedido?"):
        shop.says(maya, line)
    unread = [finds(shop, maya, question) for question in ("squeaking hinges", "Lampen Pakete", "pedidos")]

    assert shop.db.now(recall.read_new) == 3
    assert shop.db.now(recall.read_new) == 0
    assert [finds(shop, maya, question) for question in ("squeaking hinges", "Lampen Pakete", "pedidos")] == unread
    assert all(unread)


def test_forgotten_words_leave_what_they_were_found_by(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Trondheim")
    shop.db.now(recall.read_new)
    assert "trondheim" in shop.rows(Message)[0].tokens

    shop.db.now(privacy.forget, shop.customer(maya), ("location.city",), shop.now)

    assert finds(shop, maya, "Trondheim") == []
    shop.db.now(recall.read_new)
    assert b"rondheim" not in shop.bytes_on_disk()


# --- as of -------------------------------------------------------------------------------------


def test_what_held_true_at_a_time_is_told_by_the_worlds_time_and_by_ours(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo and I'm on the Plus plan")
    first = shop.now
    shop.now += timedelta(days=30)
    shop.says(maya, "I moved to Bergen")

    assert held(shop, maya, first) == {"location.city": "Oslo", "plan.name": "Plus"}
    assert held(shop, maya, shop.now) == {"location.city": "Bergen", "plan.name": "Plus"}
    assert held(shop, maya, first, known_at=shop.now)["location.city"] == "Oslo"
    assert held(shop, maya, shop.now, known_at=first)["location.city"] == "Oslo"  # nobody had said otherwise
    assert held(shop, maya, NOON - timedelta(days=1)) == {}


def test_a_slip_was_believed_once_and_never_was_true(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "I live in Oslo")
    slip = shop.now
    shop.says(maya, "Sorry, I meant Bergen")

    assert held(shop, maya, slip) == {"location.city": "Oslo"}
    assert held(shop, maya, slip, known_at=shop.now) == {}
    assert held(shop, maya, shop.now) == {"location.city": "Bergen"}


def test_a_search_as_of_a_day_sees_nothing_later(shop: Shop) -> None:
    maya = shop.who("1")
    shop.says(maya, "The lamp flickers in the hall")
    first = shop.now
    shop.says(maya, "The lamp flickers in the kitchen")

    assert words(finds(shop, maya, "lamp", as_of=first)) == ["The lamp flickers in the hall"]


# --- ranking -----------------------------------------------------------------------------------


@given(st.lists(st.lists(st.sampled_from("abcd?"), max_size=6), max_size=12), st.text("abcd", min_size=1, max_size=3))
def test_only_what_shares_a_word_or_stands_beside_it_scores(texts: list[list[str]], question: str) -> None:
    asked = [frozenset(letter) for letter in question]
    scores = ranking.rank([Unit(tuple(text), 1) for text in texts], asked)

    assert len(scores) == len(texts)
    for at, score in enumerate(scores):
        near = texts[max(0, at - 2) : at + 3]
        assert (score > 0) == any(letter in text for text in near for letter in question)


@pytest.mark.parametrize(
    ("question", "now", "past"),
    [
        ("which plan am I on at the moment?", True, False),
        ("Wo habe ich früher gewohnt?", False, True),
        ("¿Dónde vivía antes?", False, True),
        ("Où est mon colis maintenant ?", True, False),
        ("where is my parcel", False, False),
    ],
)
def test_now_and_the_past_are_read_in_every_language(question: str, now: bool, past: bool) -> None:
    assert (ranking.about_now(question), ranking.about_past(question)) == (now, past)
