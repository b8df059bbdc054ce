"""Saved replies: a file of the admin's, whose slips are named and cost nobody a reply."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.handoff.replies import Replies, Reply, load

SHOP = Path(__file__).parent.parent.parent / "knowledge" / "replies.toml"
GOOD = '[[reply]]\ntitle = "Hi"\ntext = "Hello {customer}, {agent} of {company} here."\n'


def test_the_shop_has_six_useful_ones_that_can_be_filled_in() -> None:
    found = load(SHOP)
    assert len(found) == 6
    for reply in found:
        words = reply.filled(customer="Maya", agent="Daniel", company="Nordvik")
        assert "{" not in words
        assert "  " not in words


@pytest.mark.parametrize(("customer", "said"), [
    ("Maya", "Hello Maya, Daniel of Nordvik here."), ("", "Hello, Daniel of Nordvik here."),
    ("{agent}", "Hello {agent}, Daniel of Nordvik here."),
])  # fmt: skip
def test_a_reply_is_filled_with_the_names(customer: str, said: str) -> None:
    reply = Reply("Hi", "Hello {customer}, {agent} of {company} here.")
    assert reply.filled(customer=customer, agent="Daniel", company="Nordvik") == said


@pytest.mark.parametrize(("text", "complaint"), [
    ('[[reply]\ntitle = "x"', "replies.toml cannot be read: .*line 1"),
    ('title = "x"', r"each reply begins with a line \[\[reply\]\]; found title"),
    ('[reply]\ntitle = "x"', r"each reply begins with a line \[\[reply\]\]"),
    ('[[reply]]\ntitel = "x"', "reply 1 has an unknown key `titel`: did you mean `title`?"),
    ('[[reply]]\ntitle = "x"', "reply 1 needs a `title` and a `text`"),
    (GOOD + GOOD, "the title “hi” stands there twice"),
    ('[[reply]]\ntitle = "x"\ntext = "Hi {custommer}"', "has {custommer}: did you mean `customer`"),
    ("reply = [1]", "each reply begins with a line"),
    ('[[reply]]\ntitle = "x"\ntext = "' + "x" * 4001 + '"', "4001 letters"),
])  # fmt: skip
def test_a_slip_is_named_with_its_place_and_how_to_mend_it(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "replies.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=complaint):
        load(path)


def test_the_desk_goes_on_with_the_last_good_version(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "replies.toml"
    replies = Replies(path)
    assert replies() == ()

    def save(text: str, second: int) -> None:
        path.write_text(text, encoding="utf-8")
        os.utime(path, (second, second))

    save(GOOD, 1)
    assert [reply.title for reply in replies()] == ["Hi"]
    save("oops", 2)
    assert [reply.title for reply in replies()] == ["Hi"]
    assert [reply.title for reply in replies()] == ["Hi"]
    assert "cannot be read" in replies.problem
    assert len(caplog.records) == 1
    save(GOOD.replace("Hi", "Good day"), 3)
    assert [reply.title for reply in replies()] == ["Good day"]
    assert replies.problem == ""
    path.unlink()
    assert replies() == ()
