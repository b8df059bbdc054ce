"""The copy of a customer, brought in again: on another database, or here once they are gone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.errors import InputError, Refused
from bot.memory import issues, portable, privacy
from bot.memory.identities import Who
from bot.storage import tables
from bot.storage.db import Inline
from tests.memory.conftest import Shop


def furnished(shop: Shop) -> Who:
    maya, web = shop.who("1", name="Maya"), shop.who("2", "web")
    message = shop.says(maya, "I live in Oslo and my desk wobbles")
    shop.says(maya, "I moved to Bergen")
    shop.says(web, "my order is 48213")
    shop.db.now(issues.open_issue, maya.identity_id, "my desk wobbles", message, shop.now)
    shop.db.now(issues.mark_tried, maya.identity_id, "damaged/assembly.md", message, shop.now)
    shop.link(maya, web)
    return maya


def copy_of(shop: Shop, who: Who) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        json.dumps(shop.db.look(privacy.export, shop.customer(who), shop.now), ensure_ascii=False)
    )
    return found


def comparable(copy: dict[str, Any]) -> str:
    """The copy without the numbers of this database, and without what is not brought in."""
    people = {one["id"]: f"{one['channel']}:{one['external_id']}" for one in copy["identities"]}
    ids = {one["id"]: f"{one['key']}={one['value']}" for one in copy["facts"]}
    kept = {name: copy[name] for name in ("messages", "facts", "issues", "resolutions", "tried", "events")}
    for rows in kept.values():
        for row in rows:
            row["identity_id"] = people[row["identity_id"]]
            row.pop("conversation", None)
    for row in kept["facts"]:
        row["id"], row["superseded_by"] = ids[row["id"]], ids.get(row["superseded_by"])
    for row in kept["issues"]:
        row.pop("id")
    return json.dumps([copy["customer"]["public_id"], sorted(people.values()), kept], sort_keys=True)


def test_a_copy_brought_in_elsewhere_is_the_same_customer(shop: Shop, tmp_path: Any) -> None:
    maya = furnished(shop)
    copy = copy_of(shop, maya)
    other = Shop(Inline(f"sqlite:///{tmp_path / 'other.db'}"))
    tables.metadata.create_all(other.db.engine)
    stranger = other.who("77")
    other.says(stranger, "I live in Kiel")

    found = other.db.now(portable.bring, portable.read(json.dumps(copy)), shop.now)

    there = json.loads(json.dumps(other.db.look(privacy.export, found, shop.now), ensure_ascii=False))
    assert comparable(there) == comparable(copy)
    assert "Kiel" not in json.dumps(there)
    known = other.known(other.who("1"))
    assert known.get("location.city") == "Bergen"
    assert next(fact for fact in known.facts if fact.key == "location.city").quote == "I moved to Bergen"
    other.db.close()


def test_who_is_here_or_was_erased_is_not_brought_in_by_a_file(shop: Shop) -> None:
    maya = furnished(shop)
    copy = portable.read(json.dumps(copy_of(shop, maya)))
    with pytest.raises(Refused, match="here already"):
        shop.db.now(portable.bring, copy, shop.now)

    shop.db.now(privacy.erase, shop.customer(maya), shop.now)
    with pytest.raises(Refused, match="was erased"):
        shop.db.now(portable.bring, copy, shop.now)
    assert shop.rows(tables.Message) == []

    shop.db.now(portable.bring, copy, shop.now, again=True)
    assert shop.known(shop.who("1")).get("order.id") == "48213"


def test_an_account_that_is_anothers_here_is_refused_and_nothing_is_kept(shop: Shop) -> None:
    maya = furnished(shop)
    copy = copy_of(shop, maya)
    shop.db.now(privacy.erase, shop.customer(maya), shop.now)
    shop.who("1")
    with pytest.raises(Refused, match="telegram:1 belongs to another"):
        shop.db.now(portable.bring, portable.read(json.dumps(copy)), shop.now, again=True)
    assert len(shop.rows(tables.Customer)) == 1


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda copy: copy.pop("customer"), "customer"),
        (lambda copy: copy["facts"][0].update(confidence=7), r"facts\.0\.confidence"),
        (lambda copy: copy["messages"][0].update(role="god"), r"messages\.0\.role"),
        (lambda copy: copy["messages"][0].update(identity_id=999), "identity 999"),
        (lambda copy: copy["facts"][0].update(valid_from="2026-01-01"), r"facts\.0\.valid_from"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_where(shop: Shop, change: Any, where: str) -> None:
    maya = furnished(shop)
    copy = copy_of(shop, maya)
    shop.db.now(privacy.erase, shop.customer(maya), shop.now)
    change(copy)
    with pytest.raises(InputError, match=where):
        shop.db.now(portable.bring, portable.read(json.dumps(copy)), shop.now, again=True)
    assert shop.rows(tables.Customer) == []


def test_what_is_no_json_says_so() -> None:
    with pytest.raises(InputError, match="rapport customer export"):
        portable.read("Hello")
