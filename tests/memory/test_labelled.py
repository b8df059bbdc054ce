"""A value beside the word for what it is, in whatever order and language; and the word alone, which takes it back."""

from __future__ import annotations

import pytest

from tests.memory.conftest import Shop, read
from tests.memory.test_learning import just_told, marks

TOLD = [
    ("name: Oluwaseun Bello, city: Cardiff, plan: Basic", ["identity.name=Oluwaseun Bello", "location.city=Cardiff",
                                                            "plan.name=Basic"]),
    ("Teléfono: +34 600 111 222", ["contact.phone=+34600111222"]),
    ("my email has changed to t.lind@mail.example", ["contact.email=t.lind@mail.example"]),
    ("mein neuer Tarif ist Family", ["plan.name=Family"]),
    ("Kim is my name", ["identity.name=Kim"]),
    ("my laptop is a ThinkPad X1", ["device.model=ThinkPad X1"]),
    ("ich wohne nicht in München", ["-location.city=Munich"]),
    ("I am not Maya", ["-!identity.name=Maya"]),
    ("my name is not Bob", ["-!identity.name=Bob"]),
    ("mi nombre no es Kim", ["-!identity.name=Kim"]),
]  # fmt: skip
NOT_TOLD = [
    "my plan is too expensive",
    "my order is late",
    "what is your name: Rapport?",
    "her name is Petra",
    "my role is to buy chairs",
    "if my city is Bergen, what then?",
]


@pytest.mark.parametrize(("words", "facts"), TOLD)
def test_a_value_is_known_by_the_word_beside_it(words: str, facts: list[str]) -> None:
    assert marks(read(words)) == sorted(facts)


@pytest.mark.parametrize("words", NOT_TOLD)
def test_a_word_without_a_value_of_its_kind_tells_nothing(words: str) -> None:
    assert marks(read(words)) == []


@pytest.mark.parametrize(
    "words", ["that's not my name", "das ist nicht mein Name", "ese no es mi nombre", "wrong name"]
)
def test_what_is_disowned_never_was_so(words: str) -> None:
    assert marks(read(words, known=just_told(**{"identity.name": "Joan"}))) == ["-!identity.name=Joan"]


def test_a_name_that_is_denied_is_held_no_more(shop: Shop) -> None:
    kim = shop.who("kim")
    shop.says(kim, "Hi, I'm Kim")
    shop.says(kim, "my name is not Kim")

    assert shop.known(kim).get("identity.name") is None


def test_a_name_that_takes_the_place_of_another_is_held(shop: Shop) -> None:
    kim = shop.who("kim")
    shop.says(kim, "Hi, I'm Kim")
    shop.says(kim, "my name is not Kim, it's Kimberly")

    assert shop.known(kim).get("identity.name") == "Kimberly"


def test_kimberly_not_kim_is_kimberly_and_who_is_not_called_luc_may_still_be_rung(shop: Shop) -> None:
    kim = shop.who("kim")
    for words in ("my name is Kim", "I'm called Kimberly, not Kim", "je ne m'appelle pas Luc"):
        shop.says(kim, words)

    assert shop.known(kim).get("identity.name") == "Kimberly"
    assert shop.known(kim).get("contact.do_not_contact") is None
