"""Who is who: accounts, linking by proof, undoing it, one-time codes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from bot.dialogue import commands
from bot.errors import NotFound, Refused
from bot.memory import identities
from bot.memory.identities import new_code
from bot.storage import tables
from tests.conftest import NOON
from tests.memory.conftest import KEY, Shop

OWNED = ("identity", "message", "fact", "fact_source", "issue")


def test_the_same_account_is_the_same_customer_and_another_realm_is_another_one(shop: Shop) -> None:
    maya = shop.who("U1", "slack", realm="T1", name="Maya")
    again = shop.who("U1", "slack", realm="T1")
    other = shop.who("U1", "slack", realm="T2")

    assert (again.customer_id, again.identity_id) == (maya.customer_id, maya.identity_id)
    assert other.customer_id != maya.customer_id


def test_a_name_and_a_chat_follow_the_account_and_an_empty_name_keeps_the_old_one(shop: Shop) -> None:
    shop.who("701", name="Maya")
    shop.who("701", name="")
    shop.who("701", name="Maya O.")

    [row] = shop.rows(tables.Identity)
    assert row.display_name == "Maya O."
    assert row.chat_id is not None
    assert len(shop.rows(tables.Chat)) == 1


def test_ids_that_look_joined_do_not_collide(shop: Shop) -> None:
    first = shop.who("b:c", "slack", realm="a")
    second = shop.who("c", "slack", realm="a:b")
    assert first.customer_id != second.customer_id


def test_a_lost_race_leaves_no_customer_without_identity(shop: Shop) -> None:
    def race(session: Session) -> None:
        sender = identities.Sender("", "701", "")
        identities._create(session, "telegram", sender, NOON)
        identities._create(session, "telegram", sender, NOON)

    shop.db.now(race)
    assert len(shop.rows(tables.Customer)) == 1
    assert len(shop.rows(tables.Identity)) == 1


def test_a_customer_is_found_by_id_prefix_and_account(shop: Shop) -> None:
    maya = shop.who("U1", "slack", realm="T1")
    public = shop.rows(tables.Customer)[0].public_id

    for ref in (public, public[:6], public[:8].upper(), "slack:U1", "slack:T1:U1"):
        assert shop.db.look(identities.find, ref) == maya.customer_id, ref
    for ref in (public[:5], "zzzzzz", "slack:U2", "slack:T2:U1", "%", "______"):
        with pytest.raises(NotFound, match="customer list"):
            shop.db.look(identities.find, ref)


def test_an_account_that_fits_two_customers_is_not_guessed(shop: Shop) -> None:
    shop.who("U1", "slack", realm="T1")
    shop.who("U1", "slack", realm="T2")
    with pytest.raises(Refused, match="2 customers"):
        shop.db.look(identities.find, "slack:U1")


def test_a_merged_customer_is_found_as_the_one_it_became(shop: Shop) -> None:
    old, new = shop.who("1"), shop.who("2")
    public = shop.rows(tables.Customer)[1].public_id
    shop.link(old, new)
    assert shop.db.look(identities.find, public) == old.customer_id


def test_linking_moves_the_younger_customers_identities_whichever_is_named_first(shop: Shop) -> None:
    old = shop.who("1")
    shop.now += timedelta(days=1)
    young = shop.who("2")

    linked = shop.link(young, old)

    assert (linked.into_customer_id, linked.from_customer_id) == (old.customer_id, young.customer_id)
    assert linked.moved_identity_ids == (young.identity_id,)
    assert shop.customer(young) == old.customer_id
    assert [row.status for row in shop.rows(tables.Customer)] == ["active", "merged"]


def test_linking_with_oneself_is_refused_and_destroys_nothing(shop: Shop) -> None:
    maya = shop.who("1")
    before = shop.dump(*OWNED, "customer")
    with pytest.raises(Refused):
        shop.link(maya, maya)
    assert shop.dump(*OWNED, "customer") == before


def test_link_then_unlink_equals_never_linked(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack", realm="T")
    shop.says(a, "I'm Maya and I live in Oslo")
    shop.says(b, "my name is Maya Okafor, I live in Bergen")
    before = shop.dump(*OWNED, "customer")

    shop.link(a, b)
    assert shop.known(a).get("location.city") == "Bergen"
    shop.now += timedelta(days=4000)
    shop.unlink(b)

    assert shop.dump(*OWNED, "customer") == before


def test_what_is_said_while_linked_goes_with_the_account_that_said_it(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2")
    shop.link(a, b)
    shop.says(b, "I live in Bergen")
    assert shop.known(a).get("location.city") == "Bergen"

    shop.unlink(b)

    assert shop.known(a).get("location.city") is None
    assert shop.known(b).get("location.city") == "Bergen"


def test_two_linkings_are_undone_one_after_the_other(shop: Shop) -> None:
    a, b, c = (shop.who(str(user)) for user in range(3))
    shop.link(b, c)
    shop.link(a, b)
    shop.unlink(c)
    assert shop.customer(c) == b.customer_id
    shop.unlink(c)
    assert shop.customer(c) == c.customer_id
    assert {row.id: row.status for row in shop.rows(tables.Customer)}[b.customer_id] == "merged"
    shop.unlink(b)
    assert [shop.customer(who) for who in (a, b, c)] == [a.customer_id, b.customer_id, c.customer_id]
    assert {row.status for row in shop.rows(tables.Customer)} == {"active"}


def test_an_account_that_was_never_linked_cannot_be_unlinked(shop: Shop) -> None:
    maya = shop.who("1")
    with pytest.raises(Refused, match="not linked"):
        shop.unlink(maya)


def test_the_owner_of_the_older_account_can_undo_too(shop: Shop) -> None:
    old, young = shop.who("1"), shop.who("2")
    assert shop.db.look(identities.to_unlink, old.identity_id) is None
    shop.link(old, young)
    assert shop.db.look(identities.to_unlink, old.identity_id) == young.identity_id
    assert shop.db.look(identities.to_unlink, young.identity_id) == young.identity_id


# --- codes -------------------------------------------------------------------------------------


def offer(shop: Shop, who: identities.Who, code: str) -> None:
    shop.db.now(identities.offer_code, who.identity_id, code, KEY, shop.now)


def redeem(shop: Shop, who: identities.Who, code: str, key: bytes = KEY) -> int | str:
    """Redeem as the engine does, which catches Refused inside the transaction."""

    def attempt(session: Session) -> int | str:
        try:
            return identities.redeem_code(session, who.identity_id, code, key, shop.now).other_identity_id
        except Refused as refused:
            return refused.line

    return shop.db.now(attempt)


def test_a_code_typed_on_the_other_channel_proves_who_made_it(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    code = new_code(b"12345")
    offer(shop, a, code)
    assert redeem(shop, b, f"{code[:4]}-{code[4:].lower()}") == a.identity_id


def test_a_code_works_once(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    offer(shop, a, "AB3D9FGH")
    assert redeem(shop, b, "AB3D9FGH") == a.identity_id
    assert redeem(shop, b, "AB3D9FGH") == "link.refused"


@pytest.mark.parametrize(("seconds", "answer"), [(599, "works"), (600, "link.refused")])
def test_a_code_lives_ten_minutes(shop: Shop, seconds: int, answer: str) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    offer(shop, a, "AB3D9FGH")
    shop.now += timedelta(seconds=seconds)
    got = redeem(shop, b, "AB3D9FGH")
    assert got == (a.identity_id if answer == "works" else answer)


def test_an_unknown_and_an_expired_code_are_told_in_the_same_words(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    offer(shop, a, "AB3D9FGH")
    shop.now += timedelta(hours=1)
    said = set()
    for code in ("AB3D9FGH", "ZZ3D9FGH"):
        with pytest.raises(Refused) as refused:
            shop.db.now(identities.redeem_code, b.identity_id, code, KEY, shop.now)
        said.add(str(refused.value))
    assert len(said) == 1


def test_ones_own_code_is_not_used_up_by_typing_it(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    offer(shop, a, "AB3D9FGH")
    assert redeem(shop, a, "AB3D9FGH") == "link.own"
    assert redeem(shop, b, "AB3D9FGH") == a.identity_id


def test_after_five_wrong_codes_even_the_right_one_waits_ten_minutes(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    for number in range(5):
        assert redeem(shop, b, f"ZZ3D9FG{number}") == "link.refused"
    offer(shop, a, "AB3D9FGH")
    assert redeem(shop, b, "AB3D9FGH") == "link.too_many"
    shop.now += timedelta(minutes=10)
    offer(shop, a, "CB3D9FGH")
    assert redeem(shop, b, "CB3D9FGH") == a.identity_id


def test_a_sixth_code_within_an_hour_is_refused(shop: Shop) -> None:
    a = shop.who("1")
    for number in range(5):
        offer(shop, a, f"AB3D9FG{number}")
    with pytest.raises(Refused) as refused:
        offer(shop, a, "AB3D9FG9")
    assert refused.value.line == "link.too_many_codes"
    shop.now += timedelta(hours=1)
    offer(shop, a, "AB3D9FG9")


def test_another_key_opens_nothing_and_the_code_itself_is_not_stored(shop: Shop) -> None:
    a, b = shop.who("1"), shop.who("2", "slack")
    offer(shop, a, "AB3D9FGH")
    assert redeem(shop, b, "AB3D9FGH", key=b"another") == "link.refused"
    assert b"AB3D9FGH" not in shop.bytes_on_disk()


@given(st.binary(min_size=5, max_size=40))
def test_every_new_code_is_the_same_however_it_is_typed(random_bytes: bytes) -> None:
    code = new_code(random_bytes)
    assert len(code) == 8
    assert commands._BARE_CODE.match(f"{code[:4]}-{code[4:]}")
    mistyped = code.replace("0", "o").replace("1", "l").lower()
    for typed in (code, f" {code[:4]}-{code[4:]} ", f"{mistyped[:4]} {mistyped[4:]}"):
        assert identities._hash(typed, KEY) == identities._hash(code, KEY), typed


@pytest.mark.parametrize(
    "words",
    ["hello mom", "HELLOMOM", "48213999", "NV-48213", "thank you", "", "AB3D9FG", "AB3D9FGHJ", "my code AB3D9FGH"],
)
def test_ordinary_words_and_numbers_are_no_codes(words: str) -> None:
    assert commands._BARE_CODE.match(words) is None
