"""Whatever point a process dies at, the customer sees what they would have seen, and sees it once.

The points are those of docs/architecture.md, on both databases, with a real process that ends there (`tests.lives`).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.storage import queue
from bot.storage.db import Inline
from bot.storage.tables import Inbound, Lane, Outbox
from tests import lives
from tests.conftest import NOON
from tests.lives import CRASHED, Life, Record, Step
from tests.template import migrated

TALK = (
    Step("m1", "How do I return a chair?"),
    Step("m2", "How long does a refund take?"),
    Step("m3", "How long does delivery take?"),
)
DESK = (
    Step("m1", "I want to talk to a person."),
    Step("v1", "", "claim"),
    Step("v2", "Hello Maya, I have your parcel here.", "reply"),
    Step("v3", "It leaves today.", "reply"),
)

POINTS = (
    "before store",  # 1: the chat app has handed it over, nothing is stored
    "inside store",  # 2: stored, not committed
    "after store",  # 3: committed, not acknowledged
    "after acknowledgement",  # 4: acknowledged, not claimed
    "inside claim",
    "after claim",
    "before record",  # 5: thought about, nothing of it written
    "inside record",
    "after record",  # 6: the turn's effect is committed, nothing is sent
    "inside sending",
    "before send",  # 7: `sending` is committed, the chat app has not been called
    "after send",  # 7: the chat app has delivered, nobody has written it down
    "inside arrived",
    "after arrived",  # 8: written down
)


@pytest.fixture(scope="module")
def uncrashed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Step, ...], list[str]]:
    """What the customer sees of each script when nothing happens to the process."""
    seen = {}
    for script in (TALK, DESK):
        folder = tmp_path_factory.mktemp("uncrashed")
        url = migrated(folder / "rapport.db")
        prepare(url)
        assert lives.ended(Life(url, folder, script).start()) == 0
        seen[script] = Record(folder).transcript()
    return seen


def prepare(url: str) -> None:
    db = Inline(url)
    db.now(lives.hire, NOON)
    db.close()


def crash_and_go_on(url: str, folder: Path, script: tuple[Step, ...], point: str, nth: int, can_find: bool) -> Record:
    """Live until the point, then again on what is left, to the end."""
    prepare(url)
    first = Life(url, folder, script, point, nth, can_find=can_find, name="first")
    assert lives.ended(first.start()) == CRASHED
    assert lives.ended(Life(url, folder, script, can_find=can_find, name="second").start()) == 0
    return Record(folder)


def look(url: str, fn: object) -> object:
    db = Inline(url)
    try:
        return db.look(fn)  # type: ignore[arg-type]
    finally:
        db.close()


def states(session: Session) -> tuple[set[str], set[str], int]:
    """Return how events and parts ended, and how much work the lanes still count."""
    pending = sum(session.exec(select(Lane.pending)).all())
    return set(session.exec(select(Inbound.status)).all()), set(session.exec(select(Outbox.status)).all()), pending


def test_the_scripts_are_answered_in_parts(uncrashed: dict[tuple[Step, ...], list[str]]) -> None:
    talk, desk = uncrashed[TALK], uncrashed[DESK]

    assert len(talk) == 2 * len(TALK)
    assert "Open My orders" in "\n".join(talk[:2])
    assert desk[-2:] == ["It leaves today.", "\n-- Anna"]


@pytest.mark.parametrize("point", POINTS)
def test_after_a_crash_the_customer_sees_the_same_as_without(
    url: str, tmp_path: Path, point: str, uncrashed: dict[tuple[Step, ...], list[str]]
) -> None:
    # The second message's; of a reply's two parts, the first.
    nth = {"inside sending": 2, "before send": 3, "after send": 3, "inside arrived": 3, "after arrived": 3}
    record = crash_and_go_on(url, tmp_path, TALK, point, nth.get(point, 2), can_find=True)

    assert record.transcript() == uncrashed[TALK]
    assert look(url, states) == ({"done"}, {"sent"}, 0)


@pytest.mark.parametrize("point", ["before send", "after send", "inside arrived"])
def test_where_the_app_cannot_be_asked_an_answer_in_flight_comes_once_more_and_nothing_else_does(
    url: str, tmp_path: Path, point: str, uncrashed: dict[tuple[Step, ...], list[str]]
) -> None:
    record = crash_and_go_on(url, tmp_path, TALK, point, 3, can_find=False)

    whole = uncrashed[TALK]
    twice = [*whole[:3], whole[2], *whole[3:]]
    assert record.transcript() == (whole if point == "before send" else twice)
    assert look(url, states) == ({"done"}, {"sent"}, 0)


@pytest.mark.parametrize("point", ["before send", "after send"])
def test_where_the_app_cannot_be_asked_an_agents_reply_in_flight_is_held_and_listed(
    url: str, tmp_path: Path, point: str, uncrashed: dict[tuple[Step, ...], list[str]]
) -> None:
    whole = uncrashed[DESK]
    reply = whole.index("Hello Maya, I have your parcel here.")
    record = crash_and_go_on(url, tmp_path, DESK, point, reply + 1, can_find=False)

    assert record.transcript() == (whole if point == "after send" else whole[:reply] + whole[reply + 1 :])
    assert look(url, states) == ({"done"}, {"sent", "held"}, 0)
    assert look(url, held) == [(whole[reply], "maybe not delivered: no answer came back")]
    assert look(url, queue.health).held == 1  # type: ignore[attr-defined]


def held(session: Session) -> list[tuple[str, str]]:
    rows = session.exec(select(Outbox.body, Outbox.error).where(Outbox.status == "held")).all()
    return [(body["text"], error) for body, error in rows]
