"""The closed list of keys, and an admin's file with slips in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.memory.registry import DEFAULT, load

SHIPPED = Path(__file__).parents[2] / "knowledge" / "memory.toml"


def test_the_shipped_file_says_what_the_code_says() -> None:
    assert load(SHIPPED) == DEFAULT
    assert SHIPPED.is_file()


def test_no_file_means_as_shipped(tmp_path: Path) -> None:
    assert load(None) is DEFAULT
    assert load(tmp_path / "none.toml") is DEFAULT


def test_an_admin_may_name_plans_and_add_keys(tmp_path: Path) -> None:
    path = tmp_path / "memory.toml"
    path.write_text(
        '[names]\nplans = ["Gold"]\n[keys]\n"x.loyalty_card" = { type = "text", pii = "contact" }\n'
        'plan.name = { cardinality = "many" }\n'
    )
    found = load(path)
    assert found.plans == ("Gold",)
    assert found.products == DEFAULT.products
    assert found.key("x.loyalty_card").pii == "contact"
    assert (found.key("plan.name").type, found.key("plan.name").cardinality) == ("plan", "many")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[keys]\n"plan.name" = { type = "plan" }\n"plan.nmae" = { type = "plan" }\n',
            r':3: .*did you mean "plan\.name"',
        ),
        ('[keys]\n"plan.name" = { typ = "plan" }\n', ':2: .*did you mean "type"'),
        ('[keys]\n"x.card" = { say = "your card is {value}" }\n', ":2: say of x.card must be given by language"),
        ('[keys]\n"x.card" = { say = { en = "your card" } }\n', ":2: say of x.card in en must be a line with"),
        ('[keys]\n"x.card" = { names = { en = "card" } }\n', ":2: en must be a list of words"),
        ('[keys]\n"x.card" = { say = { xx = "card {value}" } }\n', ':2: unknown language of say "xx"'),
        ('[keys]\n"plan.name" = { type = "plam" }\n', ':2: .*did you mean "plan"'),
        ('[also]\ndsk = ["Tisch"]\n', r':2: \[also\] names no product "dsk" – did you mean "desk"'),
        ('[names]\nproducts = ["kayak"]\n[also]\nkayack = ["Boot"]\n', ':4: .*did you mean "kayak"'),
        ('[cities]\nNorwy = ["Oslo"]\n', ':2: .*did you mean "Norway"'),
        ('[name]\nplans = ["Gold"]\n', ':1: .*did you mean "names"'),
        ('[names]\nplan = ["Gold"]\n', ':2: .*did you mean "plans"'),
        ('[names]\nplans = "Gold"\n', ":2: .*list of words"),
        ('[keys]\n"plan.name" = "plan"\n', ":2: .*needs a table"),
        ("[keys\n", "cannot be read"),
    ],
)
def test_a_slip_is_refused_with_its_place_and_the_right_word(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "memory.toml"
    path.write_text(text)
    with pytest.raises(KnowledgeError, match=said):
        load(path)
