"""What the bot's last words wait for, as a row keeps it: nothing is lost, and no old row stands in the way."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, get_args

import pytest

from bot.types.awaited import NOTHING, Awaited, AwaitedKind, Given, Part

CHAIR = Given("returns/how.md", "Start a return", whole=True)
FULL: dict[str, Any] = {
    "kind": "clarify", "question": "how do I return it?", "given": CHAIR, "began": "a chair", "began_in": "sizes.md",
    "length": "short", "options": (("a:sizes.md", "Sizes"),), "offered": (("a:returns/how.md", "Returns"),),
    "seen": ("a:sizes.md",), "failed": Given("sizes.md"), "parts": (Part("how?", CHAIR), Part("", Given("b.md"))),
    "person": True, "noted": True, "again": True, "step": True, "said": "well", "asked": True, "key": "plan.name",
    "value": "Plus", "keys": ("plan.name", "order.id"), "everything": True, "off": True, "issue": 7,
}  # fmt: skip


def kept(awaited: Awaited) -> Awaited:
    return Awaited.read(json.loads(json.dumps(awaited.stored())))


@pytest.mark.parametrize("name", [one.name for one in fields(Awaited)])
def test_each_thing_that_is_awaited_comes_back_from_its_row_as_it_was(name: str) -> None:
    alone = Awaited(**{name: FULL[name]})

    assert alone != NOTHING
    assert kept(alone) == alone


def test_all_of_it_comes_back_together() -> None:
    assert kept(Awaited(**FULL)) == Awaited(**FULL)


@pytest.mark.parametrize("kind", get_args(AwaitedKind))
def test_every_kind_comes_back(kind: AwaitedKind) -> None:
    assert kept(Awaited(kind)).kind == kind


def test_nothing_awaited_is_an_empty_row() -> None:
    assert NOTHING.stored() == {}
    assert Awaited.read({}) == NOTHING


def test_a_row_is_flat_so_that_an_older_release_reads_it_too() -> None:
    assert Awaited("answered", "how?", CHAIR, parts=(Part("how?", CHAIR),)).stored() == {
        "kind": "answered", "question": "how?", "article": "returns/how.md", "section": "Start a return", "whole": True,
        "parts": [{"question": "how?", "article": "returns/how.md", "section": "Start a return", "whole": True}],
    }  # fmt: skip


def test_rows_that_were_written_before_it_had_a_type_are_read() -> None:
    answered = {
        "kind": "ask", "question": "and to Norway?", "article": "delivery.md", "section": "", "began": "to me?",
        "began_in": "delivery.md", "offered": [["a:delivery.md", "Delivery"], ["a:returns/how.md", "Returns"]],
        "seen": ["a:delivery.md"], "key": "plan.name", "value": "Plus", "options": [["human", "Talk to a person"]],
        "parts": [{"question": "how long?", "article": "delivery.md", "section": "Times"}],
    }  # fmt: skip
    refused = {"kind": "person", "question": "how?", "failed": {"article": "delivery.md", "section": "Times"}}

    assert Awaited.read(answered) == Awaited(
        "ask", "and to Norway?", Given("delivery.md"), "to me?", "delivery.md",
        options=(("human", "Talk to a person"),),
        offered=(("a:delivery.md", "Delivery"), ("a:returns/how.md", "Returns")), seen=("a:delivery.md",),
        parts=(Part("how long?", Given("delivery.md", "Times")),), key="plan.name", value="Plus",
    )  # fmt: skip
    assert Awaited.read(refused) == Awaited("person", "how?", failed=Given("delivery.md", "Times"))
    assert Awaited.read({"kind": "forget", "keys": ["order.id"]}) == Awaited("forget", keys=("order.id",))
    assert Awaited.read({"kind": "more", "said": "well", "article": "a.md", "asked": True, "person": True}) == Awaited(
        "more", given=Given("a.md"), said="well", asked=True, person=True
    )


def test_what_is_unknown_in_a_row_or_of_another_form_counts_as_not_there() -> None:
    odd = {
        "kind": "riddle", "question": None, "article": 3, "section": "Times", "person": "yes", "issue": "7", "new": 1,
        "options": [["a:b.md"], 5, ["no", "No"]], "seen": "a:b.md", "parts": [{"question": "how?"}, "x"], "failed": "x",
    }  # fmt: skip

    assert Awaited.read(odd) == Awaited(options=(("no", "No"),))
    assert Awaited.read(["a", "list"]) == Awaited()
