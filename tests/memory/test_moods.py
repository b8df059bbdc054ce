"""How somebody feels is kept as a feeling, and is nobody's name."""

from __future__ import annotations

import pytest

from tests.memory.conftest import read
from tests.memory.test_learning import marks

FELT = [
    ("I'm angry", ["sentiment.last=angry"]),
    ("I'm Angry!", ["sentiment.last=angry"]),
    ("I AM FURIOUS", ["sentiment.last=angry"]),
    ("ich bin sauer", ["sentiment.last=angry"]),
    ("my wife is angry", []),
    ("don't make me angry", []),
]


@pytest.mark.parametrize(("words", "facts"), FELT)
def test_a_feeling_is_no_name_and_is_kept_as_a_feeling(words: str, facts: list[str]) -> None:
    assert marks(read(words)) == facts
