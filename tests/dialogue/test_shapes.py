"""The grammars of the catalogue: what a shape means, and that every language's can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from bot.dialogue import reading
from bot.dialogue.requests import ABOUT
from bot.dialogue.shapes import SIGNS, Clause
from bot.texts import GRAMMARS, LANGUAGES, words


def shapes(lists: Mapping[str, Sequence[str]]) -> list[str]:
    """Return every shape of a grammar, of whatever meaning."""
    return [shape for name, found in lists.items() if name.endswith("shapes") for shape in found]


WRITTEN = [(language, table) for language in LANGUAGES for table in GRAMMARS]


@pytest.mark.parametrize(("language", "table"), WRITTEN)
def test_a_shape_names_lists_that_there_are(language: str, table: str) -> None:
    lists = words(language).grammars[table]
    for shape in shapes(lists):
        for option in re.split(r"[| ]", shape.replace("?", "")):
            name = re.fullmatch(r"<(\w+)>", option)
            assert name is None or name[1] in lists, shape
            assert name or option in SIGNS or reading.tokens(option), shape


@pytest.mark.parametrize(("language", "table"), WRITTEN)
def test_a_list_that_is_written_is_used(language: str, table: str) -> None:
    lists = words(language).grammars[table]
    used = set(re.findall(r"<(\w+)>", " ".join(shapes(lists))))
    written = {name for name in lists if not name.endswith("shapes")}
    assert written - used <= {"hidden", "common", "polite", "bar", "others", "parcel", *ABOUT}


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("put me through", True),
        ("please, put me quickly through", True),
        ("put the lamp through", False),
        ("i want to talk to Daniel", True),
        ("i want to talk to my bank", False),
        ("call me", True),
        ("call me Ana", False),
        ("please advise", False),
        ("please adviser", True),
    ],
)
def test_gaps_ends_and_names_mean_what_they_say(said: str, fits: bool) -> None:
    assert Clause(reading.tokens(said), "request", "en").fits("shapes") is fits


def test_pasted_text_is_read_in_a_moment() -> None:
    clause = Clause(reading.tokens("please talk to me " * 2000), "request", "en")
    assert len(clause.said) == 60
    assert clause.fits("shapes") in (True, False)
