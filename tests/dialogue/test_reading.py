"""What a message means beside being a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import reading


@given(st.text(max_size=200))
def test_any_text_is_read_as_the_same_words_a_second_time(text: str) -> None:
    said = reading.tokens(text)
    assert reading.tokens(" ".join(said)) == said
    assert reading.whole(text, "yes", ("en", "fr")) is reading.whole(" ".join(said), "yes", ("en", "fr"))


@pytest.mark.parametrize("text", ["absolutely not", "of course not", "please don't", "no", "nope", "no thanks"])
def test_a_no_is_never_taken_for_a_yes(text: str) -> None:
    assert reading.whole(text, "no", ("en",), extra=0)


@pytest.mark.parametrize("text", ["it doesn't work", "no funciona", "no idea how to return it"])
def test_a_sentence_that_begins_with_no_is_not_a_plain_no(text: str) -> None:
    assert not reading.whole(text, "no", ("en", "es"), extra=0)
