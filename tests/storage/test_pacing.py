"""Never faster than a chat app allows in any window, and not much slower either. Time is turned by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.storage import queue
from bot.storage.db import Inline
from bot.storage.queue import Claim, Sending
from bot.storage.tables import Bucket, Chat, Conversation, Customer, Identity, Message
from bot.types.channel import Limit, Pace
from bot.types.chat import Address, Part
from tests.simulation import fullest

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
STEP = timedelta(milliseconds=50)
CHATS = 60
GROUP = CHATS
"""The last chat is a group: 20 parts a minute."""


def paces(address: Address) -> Pace:
    limits = (Limit("account", 30, 1), *([Limit("group", 20, 60)] if address.chat == str(GROUP) else []))
    return Pace(gap=0.0 if address.chat == str(GROUP) else 1.0, limits=limits)


@pytest.fixture
def db(url: str) -> Iterator[Inline]:
    db = Inline(url)
    db.now(chats)
    yield db
    db.close()


def chats(session: Session) -> None:
    session.add(Customer(id=1, created_at=NOON))
    session.flush()
    session.add(Identity(id=1, customer_id=1, channel="app", external_id="1", created_at=NOON))
    session.add(Conversation(id=1, customer_id=1, opened_at=NOON, last_at=NOON))
    for number in range(1, CHATS + 1):
        session.add(Chat(id=number, channel="app", account="a", chat=str(number)))


def post(session: Session, chat: int, parts: int, now: datetime = NOON) -> None:
    message = Message(identity_id=1, conversation_id=1, role="bot", text="…", sent_at=now, received_at=now)
    session.add(message)
    session.flush()
    made = [Part("post", Address("app", "a", str(chat)), {"n": number}) for number in range(parts)]
    queue.post(session, chat_id=chat, message_id=message.id, parts=made, policy="resend", inbound_id=None, now=now)


@dataclass
class Run:
    """Two workers take turns; what they send arrives at once."""

    db: Inline
    now: datetime = NOON
    sent: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """By chat, milliseconds since noon."""

    def step(self, worker: str) -> int:
        """One look at the queue; return how many parts went out."""
        taken = self.db.now(lambda session: queue.take(session, worker, self.now, 0, 32, paces=paces))
        return sum(self.chat(claim, sending) for claim, sending in taken.sends)

    def chat(self, claim: Claim, sending: Sending | None) -> int:
        count = 0
        while sending is not None:
            self.sent[claim.ref].append((self.now - NOON) // timedelta(milliseconds=1))
            count += 1
            sending = self.db.now(queue.advance, claim, sending, "x", self.now, lease=queue.LEASE, paces=paces)
        return count

    def lasts(self, seconds: float) -> None:
        end = self.now + timedelta(seconds=seconds)
        while self.now < end:
            for worker in ("w1", "w2"):
                self.step(worker)
            self.now += STEP

    def all(self) -> list[int]:
        return sorted(moment for moments in self.sent.values() for moment in moments)


def test_an_account_sends_at_most_thirty_a_second_in_any_window_and_nearly_as_many(db: Inline) -> None:
    def rounds(session: Session) -> None:
        for chat in [*range(1, CHATS)] * 8:
            post(session, chat, 1)

    db.now(rounds)
    run = Run(db)
    run.lasts(10)

    assert fullest(run.all(), 1000) <= 30
    assert len(run.all()) >= 0.8 * 30 * 10
    for chat, moments in run.sent.items():
        assert fullest(moments, 1000) <= 1, chat
    counts = [len(run.sent[chat]) for chat in range(1, CHATS)]
    assert max(counts) - min(counts) <= 1  # first come, first served: no chat starves


def test_a_group_gets_at_most_twenty_a_minute_in_any_window_and_nearly_as_many(db: Inline) -> None:
    db.now(post, GROUP, 200)
    run = Run(db)
    for _ in range(3 * 60):  # each look a second after the other
        run.step("w1")
        run.step("w2")
        run.now += timedelta(seconds=1)
    moments = run.sent[GROUP]

    assert fullest(moments, 60_000) <= 20
    assert len(moments) >= 0.8 * 20 * 3


def test_a_group_that_must_wait_leaves_the_accounts_otherchats_their_share(db: Inline) -> None:
    db.now(post, GROUP, 100)
    db.now(post, 1, 8)
    run = Run(db)
    run.lasts(9)

    assert len(run.sent[1]) == 8


def test_a_chat_that_was_just_sent_to_waits_its_second_whatever_comes_in(db: Inline) -> None:
    db.now(post, 1, 1)
    run = Run(db)
    assert run.step("w1") == 1
    run.now += timedelta(seconds=0.4)
    db.now(post, 1, 1, run.now)  # the lane was idle: new work must not wake it early

    assert run.step("w2") == 0
    run.now += timedelta(seconds=0.6)
    assert run.step("w2") == 1


def test_the_pace_outlives_the_process(db: Inline) -> None:
    db.now(post, 1, 2)
    run = Run(db)
    run.step("w1")
    db.now(queue.clear_leases, run.now)

    assert run.step("w2") == 0


def test_a_pace_that_is_long_past_is_forgotten_and_one_that_holds_is_not(db: Inline) -> None:
    db.now(post, 1, 2)
    run = Run(db)
    run.step("w1")
    held = db.look(buckets)

    db.now(queue.forget_done, run.now)
    assert db.look(buckets) == held != []
    db.now(queue.forget_done, run.now + timedelta(days=1))
    assert db.look(buckets) == []


def buckets(session: Session) -> list[str]:
    return sorted(row.name for row in session.exec(select(Bucket)).all())


@pytest.mark.parametrize("arrived", [True, False])
def test_a_part_without_an_answer_is_asked_about_and_sent_again_at_thechats_pace(db: Inline, arrived: bool) -> None:
    """It may have arrived a moment ago: sending it again at once would be two within a second."""
    db.now(post, 1, 1)
    claim, sending = db.now(lambda session: queue.take(session, "w", NOON, 0, 8, paces=paces)).sends[0]
    db.now(queue.unsent, claim, sending, "reset", 0.0, False, NOON, paces=paces)
    assert Run(db).step("w") == 0

    later = NOON + timedelta(seconds=1)
    claim, sending = db.now(lambda session: queue.take(session, "w", later, 0, 8, paces=paces)).sends[0]
    after = db.now(lambda session: queue.undecided(session, claim, sending, asked=True, now=later, paces=paces))
    assert after is None
    assert Run(db, later + timedelta(seconds=0.9)).step("w") == 0
    assert Run(db, later + timedelta(seconds=1)).step("w") == 1


def test_a_chat_that_asked_to_wait_is_left_alone_for_so_long_and_no_other_waits(db: Inline) -> None:
    db.now(post, 1, 1)
    db.now(post, 2, 3)
    taken = db.now(lambda session: queue.take(session, "w", NOON, 0, 8, paces=paces)).sends
    run = Run(db)
    for claim, sending in taken:
        if claim.ref == 1:
            db.now(queue.unsent, claim, sending, "429", 30.0, True, NOON, limited=True, paces=paces)
        else:
            run.chat(claim, sending)
    run.lasts(32)

    assert len(run.sent[2]) == 3
    assert run.sent[2][-1] <= 2200
    assert 30_000 <= run.sent[1][0] <= 30_200


def test_marks_at_messages_do_not_wait_and_take_no_messages_place(db: Inline) -> None:
    def marks(session: Session) -> None:
        made = [Part("react", Address("app", "a", str(GROUP)), {"n": number}) for number in range(40)]
        queue.post(session, chat_id=GROUP, message_id=None, parts=made, policy="resend", inbound_id=None, now=NOON)

    db.now(marks)
    db.now(post, GROUP, 3)
    run = Run(db)
    run.step("w1")

    assert len(run.sent[GROUP]) == 40 + 3
