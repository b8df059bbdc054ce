"""The human: one owner at a time, exactly one message for the customer, and nothing internal outside."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, func, select

from bot import app as house
from bot import linking
from bot.errors import DeliveryError, NotFound, Refused, StaleLane
from bot.handoff import cases, verbs
from bot.memory import privacy
from bot.settings import Settings
from bot.storage import queue
from bot.storage.tables import Case, CaseEvent, Conversation, Decision, Draft, Identity, Inbound, Message, Outbox
from bot.types.chat import Part
from bot.types.handoff import Verb
from tests.cluster import Cluster
from tests.conftest import Stage, Thought, channels

RETURN = "how do I return a chair?"


@pytest.fixture
def waiting(cluster: Cluster, settings: Settings) -> Iterator[Stage]:
    """A house on PostgreSQL, where others commit while one works, and two cases that wait in it."""
    url, stages = cluster.fresh(), list[Stage]()
    with house.inline(settings.model_copy(update={"database": url}), channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app))
        for user in ("maya", "ben"):
            stages[0].says("I want to talk to a human", user=user)
        yield stages[0]
    cluster.drop(url)


def test_a_case_that_a_colleague_has_just_claimed_is_not_folded_into_another_one(waiting: Stage) -> None:
    def folded(session: Session) -> int | None:
        assert session.get_one(Case, 2).state == "queued"
        waiting.acts("claim", case=2)
        return cases.fold(session, 2, 1, waiting.now)

    assert waiting.db.now(folded) is None
    assert [case.state for case in waiting.rows(Case)] == ["queued", "claimed"]


def test_a_case_that_a_colleague_has_just_claimed_is_not_merged_away(waiting: Stage) -> None:
    waiting.acts("claim", case=1)

    def merged(session: Session) -> None:
        seen = session.get_one(Case, 2)
        waiting.acts("claim", agent="Ben", case=2)
        assert seen.agent_id is None
        with pytest.raises(Refused, match="Ben"):
            verbs.act(session, waiting.agents["Anna"], Verb("merge", 1, "m", target=2), waiting.now)

    waiting.db.now(merged)


@pytest.mark.parametrize(
    "words",
    [
        "I want to talk to a human",
        "agent",
        "can i speak with a real person please",
        "let me tlak to someone",
        "/human",
        "Ich möchte mit einem Menschen sprechen",
        "quiero hablar con una persona",
        "je veux parler à quelqu'un",
    ],
)
def test_asking_for_a_person_in_any_words_works_in_that_turn(stage: Stage, words: str) -> None:
    replies = stage.says(words)

    assert len(replies) == 1
    assert stage.conversation().owner == "queue"


def test_asking_for_a_person_works_in_the_middle_of_a_clarifying_question(stage: Stage) -> None:
    stage.says("/forget all")
    stage.says("I'd rather talk to a person")

    assert stage.conversation().owner == "queue"


def test_the_bot_is_silent_from_handoff_until_handed_back(stage: Stage) -> None:
    stage.says("I want to talk to a human")
    assert stage.says(RETURN) == ["Passed on to my colleagues; they haven't joined yet."]
    assert stage.says(RETURN) == []

    stage.acts("claim")
    assert stage.drain() == ["Anna has joined."]
    assert stage.says(RETURN) == []

    stage.acts("hand_back")
    assert stage.drain() == ["Anna has handed you back to me. Ask me anything."]
    assert "My orders" in stage.says(RETURN)[0]


def test_the_agents_reply_reaches_the_customer_and_a_note_never_does(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.drain()
    stage.acts("note", "customer was rude in March")
    stage.acts("reply", "Hello, Anna here.")

    assert stage.drain() == ["Hello, Anna here."]
    bodies = stage.look(lambda session: [row.body for row in session.exec(select(Outbox)).all()])
    assert "rude" not in str(bodies)


def test_the_bots_next_answer_uses_the_line_of_the_agent(stage: Stage) -> None:
    stage.says("can you engrave my desk? I need a person")
    stage.acts("claim")
    stage.acts("hand_back", "Engraving is booked for Friday.")
    stage.drain()

    told = stage.says("so when is it engraved?")[0]
    assert told.split("\n\n")[0] == "Anna asked me to tell you: Engraving is booked for Friday."
    assert "Engraving is booked" not in stage.says(RETURN)[0]


def test_the_agents_line_is_kept_until_it_is_asked_about(stage: Stage) -> None:
    stage.says("can you engrave my desk? I need a person")
    stage.acts("claim")
    stage.acts("hand_back", "Engraving is booked for Friday.")
    stage.drain()

    assert "Engraving is booked" not in str(stage.says("how long does a refund take to arrive on my card?"))
    assert stage.says("by the way, which day was the engraving meant to happen?")[0] == (
        "Anna asked me to tell you: Engraving is booked for Friday."
    )


def test_the_agents_line_is_remembered_for_a_later_question(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.acts("hand_back", "Engraving the desk costs 20 euros.")
    stage.drain()
    stage.says("what was that again?")

    assert "Engraving the desk costs 20 euros." in stage.says("was engraving the desk 20 or 30 euros?")[0]


def test_cancel_brings_the_customer_back_to_the_bot(stage: Stage) -> None:
    stage.says("human please")

    assert stage.says("/cancel")[0].startswith("You're back with me")
    assert stage.conversation().owner == "bot"
    assert stage.look(_states) == ["returned"]
    assert "My orders" in stage.says(RETURN)[0]


def _states(session: Session) -> list[str]:
    return list(session.exec(select(Case.state).order_by(col(Case.id))).all())


def test_a_claim_race_has_one_winner_and_the_loser_is_told_who(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim", agent="Anna")

    with pytest.raises(Refused, match="Anna has it"):
        stage.acts("claim", agent="Ben")
    with pytest.raises(Refused, match="Anna has case"):
        stage.acts("reply", "hi", agent="Ben")
    assert "You have case" in stage.acts("claim", agent="Ben", take_over=True)
    assert stage.drain() == ["Anna has joined.", "Ben has joined."]


def test_a_number_is_never_given_again_though_its_case_was_erased(stage: Stage) -> None:
    stage.says("I want to talk to a human")
    stage.db.now(privacy.erase, stage.customer(), stage.now)
    assert stage.rows(Case) == []
    stage.says("I want to talk to a human")

    assert [case.number for case in stage.rows(Case)] == [2]


def test_the_same_press_twice_is_one_act(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.drain()
    stage.acts("reply", "Hello!", key="once")

    assert stage.acts("reply", "Hello!", key="once") == "Done already."
    assert stage.drain() == ["Hello!"]


def test_a_resolved_case_takes_no_more_verbs_and_the_next_message_starts_anew(stage: Stage) -> None:
    stage.says("My desk leg is missing, I need a person")
    stage.acts("claim")
    stage.acts("resolve")
    stage.drain()

    with pytest.raises(Refused, match="closed already"):
        stage.acts("reply", "one more thing")
    stage.says("hello")
    assert stage.conversation().owner == "bot"
    assert "missing" not in stage.says("hi")[0]


def test_a_draft_in_flight_becomes_a_suggestion_when_a_person_steps_in(stage: Stage) -> None:
    stage.says("my chair is broken, human please")
    stage.says("/cancel")
    stage.stores(RETURN)
    claim = stage.db.now(_claim_in, stage.now)
    turn = stage.look(stage.app.engine.load, claim, stage.now)
    decision = stage.app.engine.decide(turn)  # the bot has thought …

    stage.db.now(_step_in, turn.ownership.conversation_id, stage.now)  # … and meanwhile a person took it
    stage.db.now(stage.app.engine.record, claim, turn, decision, stage.now)

    assert all("My orders" not in text for text in stage.drain())
    drafts = stage.look(lambda session: [row.text for row in session.exec(select(Draft)).all()])
    assert "My orders" in drafts[0]
    dropped = stage.look(lambda session: [row.kind for row in session.exec(select(Decision)).all() if row.dropped])
    assert dropped == ["answer"]


def _claim_in(session: Session, now):  # type: ignore[no-untyped-def]
    from bot.storage import queue

    return queue.claim(session, "in", "test", now)[0]


def _step_in(session: Session, conversation_id: int, now) -> None:  # type: ignore[no-untyped-def]
    from bot.handoff import cases

    cases.open_case(
        session, conversation_id, reason="customer_request", title="stepped in", detail="", priority=50, now=now
    )


def test_a_command_given_while_a_person_steps_in_is_carried_out_all_the_same(stage: Stage) -> None:
    stage.says("my chair is broken, human please")
    stage.stores("/cancel")
    claim = stage.db.now(_claim_in, stage.now)
    turn = stage.look(stage.app.engine.load, claim, stage.now)
    decision = stage.app.engine.decide(turn)
    stage.acts("claim")  # … in the very moment
    stage.db.now(stage.app.engine.record, claim, turn, decision, stage.now)

    assert any(text.startswith("You're back with me") for text in stage.drain())
    assert stage.conversation().owner == "bot"


def test_a_message_whose_conversation_ended_meanwhile_goes_on_in_the_open_one(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.stores("I want to talk to a human about my chair")
    stage.acts("resolve")
    stage.drain()

    owners = stage.look(lambda session: session.connection().exec_driver_sql(
        "SELECT owner FROM conversation WHERE status = 'closed'").scalars().all())  # fmt: skip
    assert owners == ["bot"]
    assert stage.conversation().owner == "queue"
    assert all("My orders" not in text for text in stage.says(RETURN))


def test_after_unlinking_neither_side_hears_the_others_words(stage: Stage) -> None:
    import re

    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", stage.says("/link")[0])
    assert code
    stage.says(f"/link {code[0]}", channel="slack")
    stage.says("a person please, my refund is missing because of my divorce", channel="slack")
    stage.acts("claim")
    stage.acts("hand_back", "The divorce papers arrived, the refund is paid.")
    stage.drain()
    stage.says("/unlink")

    assert "divorce" not in str(stage.says("when is the refund paid?"))
    assert "divorce" not in str(stage.says("/me"))


def test_a_waiting_case_stays_with_the_one_who_asked_for_a_person(stage: Stage) -> None:
    import re

    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", stage.says("/link")[0])
    assert code
    stage.says(f"/link {code[0]}", channel="slack")
    stage.says("a person please", channel="slack")
    stage.says("/unlink")

    holder = stage.look(lambda session: session.exec(select(Case.customer_id)).one())
    assert holder == stage.customer(channel="slack")
    assert "My orders" in stage.says(RETURN)[0]


def test_a_customer_whom_nobody_claims_is_told_once(stage: Stage) -> None:
    stage.says("human please")

    assert "nobody has been free yet" in stage.passes(minutes=16)[0]
    assert stage.passes(minutes=60) == []


def test_a_silent_agents_case_goes_back_to_the_queue_and_the_customer_is_told(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.drain()

    assert "had to leave this for now" in stage.passes(minutes=31)[0]
    assert stage.conversation().owner == "queue"
    assert stage.look(_states) == ["queued"]


def test_an_event_of_a_customer_without_a_conversation_ends_quietly(stage: Stage) -> None:
    stage.says("human please")
    stage.says("hello", channel="slack", user="ben")
    other = stage.customer("ben", "slack")
    stage.db.now(_no_conversation, other)
    stage.stores("", kind="reaction", choice="up", channel="slack", user="ben")

    assert stage.drain() == []
    pending = stage.look(lambda session: session.connection().exec_driver_sql("SELECT max(pending) FROM lane").scalar())
    assert pending == 0


def _no_conversation(session: Session, customer_id: int) -> None:
    """Give a customer's conversation to somebody else, as unlinking does."""
    from bot.storage.tables import Conversation

    for conversation in session.exec(select(Conversation).where(Conversation.customer_id == customer_id)).all():
        conversation.customer_id, conversation.status = 1, "closed"
        session.add(conversation)


def test_a_reply_stops_the_silence_timer(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.acts("reply", "On it.")
    stage.drain()

    assert stage.passes(minutes=40) == []
    assert stage.conversation().owner == "agent"


def test_a_customer_who_goes_on_in_another_channel_stays_in_the_case_and_is_answered_there(stage: Stage) -> None:
    import re

    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", stage.says("/link")[0])
    assert code
    stage.says(f"/link {code[0]}", channel="slack")
    stage.says("human please")
    stage.acts("claim")
    stage.says("I'm in Slack now", channel="slack")
    stage.acts("reply", "Seen!")
    stage.drain()

    where = stage.look(_channel_of, "Seen!")
    assert where == "slack"
    assert "moved" in stage.look(lambda session: list(session.exec(select(CaseEvent.kind)).all()))
    assert len(stage.look(_states)) == 1


def _channel_of(session: Session, text: str) -> str:
    row = session.exec(select(Outbox).join(Message).where(Message.text == text)).one()
    return str(row.body["address"]["channel"])


def test_no_after_solved_brings_the_person_back_with_the_same_case_in_mind(stage: Stage) -> None:
    stage.says("my desk leg is missing, I need a person")
    stage.acts("claim")
    stage.acts("resolve")
    stage.drain()

    stage.says("not solved!")
    assert stage.conversation().owner == "queue"
    reason, title = stage.look(
        lambda session: session.exec(select(Case.reason, Case.title).order_by(col(Case.id).desc())).first()
    )
    assert reason == "repeat_contact"
    assert title.startswith("My desk leg is missing")


def test_a_forget_that_was_asked_for_can_be_confirmed_while_a_person_owns_the_conversation(stage: Stage) -> None:
    stage.says("I live in Oslo")
    stage.says("human please")
    stage.says("/forget city")
    stage.says("yes")

    assert "Oslo" not in stage.says("/me")[0]
    assert stage.conversation().owner == "queue"


def test_a_requeued_case_keeps_its_place_and_the_customer_is_told_again_if_nobody_comes(stage: Stage) -> None:
    stage.says("human please")
    queued = stage.look(lambda session: session.exec(select(Case.queued_at)).one())
    stage.acts("claim")
    stage.drain()
    stage.passes(minutes=31)

    assert stage.look(lambda session: session.exec(select(Case.queued_at)).one()) == queued
    assert "nobody has been free" in stage.passes(minutes=16)[0]


def test_an_agents_reply_is_held_when_uncertain_and_the_bots_words_are_sent_again(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("reply", "Hello.")
    stage.drain()

    policies = stage.look(lambda session: dict(session.exec(select(Message.role, Outbox.policy).join(Outbox)).all()))
    assert policies == {"bot": "resend", "agent": "hold"}


def test_each_queue_period_says_once_that_words_are_passed_on(stage: Stage) -> None:
    passed_on = "Passed on to my colleagues; they haven't joined yet."
    for _ in range(2):
        stage.says("human please")
        assert stage.says("are you there?") == [passed_on]
        assert stage.says("hello?") == []
        stage.acts("claim")
        stage.acts("hand_back")
        stage.drain()


def test_a_note_can_be_added_to_a_closed_case(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.acts("resolve")

    assert "Note saved" in stage.acts("note", "refund checked")


def test_messages_do_not_put_off_that_an_agent_is_silent(stage: Stage) -> None:
    stage.says("human please")
    stage.acts("claim")
    stage.passes(minutes=20)
    stage.says("anybody?")

    assert "had to leave" in stage.passes(minutes=11)[0]


def test_two_thumbs_down_bring_in_a_person(stage: Stage) -> None:
    for expected in ("bot", "queue"):
        stage.says(RETURN)
        answer = stage.look(
            lambda session: session.exec(
                select(Message.public_id).where(Message.role == "bot").order_by(col(Message.id).desc())
            ).first()
        )
        stage.says("", kind="reaction", choice="down", reply_to=answer)
        assert stage.conversation().owner == expected


def test_linking_keeps_the_conversation_that_a_person_works_on(stage: Stage) -> None:
    import re

    stage.says("human please", channel="slack")
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", stage.says("/link")[0])
    assert code
    stage.says(f"/link {code[0]}", channel="slack")

    assert stage.look(_states) == ["queued"]
    assert stage.says(RETURN) != []  # told once that it is passed on
    assert stage.says(RETURN) == []


WORDS = {"ask": RETURN, "human": "a human please", "cancel": "/cancel"}
VERB_NAMES = ("claim", "take_over", "reply", "note", "hand_back", "resolve")
MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            [*WORDS, "ask", "turn", "turn", "turn", "think", "think", "record", "record", "step_in", *VERB_NAMES,
             "link", "unlink", "wait"]
        ),
        st.integers(0, 3),
    ),
    min_size=6,
    max_size=24,
)  # fmt: skip
BEFORE = {
    "fresh": (),
    "thinking": (("ask", 0), ("think", 0)),
    "waiting": (("human", 0), ("turn", 0), ("ask", 0), ("think", 0)),
    "claimed": (("human", 0), ("turn", 0), ("claim", 0), ("ask", 0), ("turn", 0)),
    "two of one": (("ask", 0), ("human", 1), ("turn", 0), ("turn", 0), ("link", 0), ("ask", 0)),
    "back": (("human", 0), ("turn", 0), ("claim", 0), ("hand_back", 0), ("ask", 0), ("think", 0)),
}
"""What went before: lives that begin where it becomes interesting."""
NO_REPLY = ("command", "notice")
"""Kinds of what the bot may say while a person owns the conversation: to a command, and who has it now."""


class Life:
    """One person on two chat apps, turns in flight, and two agents. No move writes in more than one transaction."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.user = stage, f"m{stage.count}"
        self.flying: list[Thought] = []

    def move(self, move: str, which: int) -> None:
        stage = self.stage
        stage.now += timedelta(seconds=3)
        if move in WORDS:
            stage.stores(WORDS[move], user=self.user, channel=("telegram", "slack")[which % 2])
        elif move == "think":
            self.think()
        elif move == "record":
            self.record(which)
        elif move == "wait":
            stage.now += (timedelta(minutes=1), timedelta(minutes=16), timedelta(minutes=31), timedelta(hours=26))[
                which
            ]
        elif move in ("link", "unlink"):
            stage.db.now(_tie, self.user, move, stage.now)
        elif move == "step_in":
            if talk := stage.look(_open_talk, self.user):
                stage.db.now(_step_in, talk, stage.now)
        elif case := stage.look(_case_of, self.user):
            self.act(move, case, ("Anna", "Ben")[which % 2])

    def act(self, move: str, case: int, agent: str) -> None:
        verb, take_over = ("claim", True) if move == "take_over" else (move, False)
        with contextlib.suppress(Refused):
            self.stage.acts(verb, "words of the agent", agent=agent, case=case, take_over=take_over)

    def think(self) -> None:
        """Take one turn as far as its decision; what came of it is said by `record`."""
        for claim in self.stage.claims():
            turn = asyncio.run(self.stage.app.worker._load(claim))
            if turn is None:
                self.stage.db.now(queue.pass_over, claim, self.stage.now)
            else:
                self.flying.append(Thought(claim, turn, self.stage.app.engine.decide(turn)))

    def record(self, which: int) -> None:
        if not self.flying:
            return
        with contextlib.suppress(StaleLane):  # the lane went to somebody else, who redoes the turn
            self.stage.records(self.flying.pop(which % len(self.flying)))

    def ends(self) -> None:
        """Close what is open, so that the next life begins with an empty queue."""
        self.flying.clear()
        self.stage.now += queue.LEASE
        self.stage.drain()
        while case := self.stage.look(_open_case_of, self.user):
            self.act("take_over", case, "Anna")
            self.act("resolve", case, "Anna")
        self.stage.drain()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(BEFORE)), MOVES)
@example("thinking", [("step_in", 0), ("record", 0), ("turn", 0)])  # an answer, overtaken
@example("waiting", [("claim", 0), ("record", 0), ("turn", 0)])  # "passed on", overtaken by the claim
@example("waiting", [("record", 0), ("cancel", 0), ("think", 0), ("take_over", 1), ("record", 0), ("turn", 0)])
@example("waiting", [("record", 0), ("wait", 1), ("think", 0), ("claim", 0), ("record", 0)])  # a timer, overtaken
@example("claimed", [("wait", 2), ("think", 0), ("reply", 0), ("record", 0), ("turn", 0)])  # silent, and then not
@example("two of one", [("think", 0), ("unlink", 0), ("record", 0), ("turn", 0), ("ask", 1), ("turn", 0)])
@example("back", [("human", 1), ("think", 0), ("record", 1), ("link", 0), ("record", 0), ("turn", 0)])
def test_never_a_reply_of_the_bot_while_a_person_owns_the_customer_however_things_interleave(
    stage: Stage, before: str, moves: list[tuple[str, int]]
) -> None:
    life = Life(stage)
    try:
        for move, which in _one_write_each([*BEFORE[before], *moves]):
            owners = stage.look(_owned_by_people, life.user)
            last = stage.look(_last_message)
            life.move(move, which)
            now = stage.look(_owned_by_people, life.user)
            for identity, kind, text in stage.look(_bot_said, life.user, last):
                owner = owners.get(identity)
                assert owner is None or kind in NO_REPLY, text
                # To a customer who is with an agent the bot says only what a command asks, that the agent left, or
                # that somebody linked their account: whoever did not wish it must hear of it at once.
                told = (owner, now.get(identity), kind, move) == ("agent", "agent", "notice", "record")
                assert not told or "/unlink" in text, text
        stage.now += timedelta(hours=1)
        stage.drain()
        while life.flying:  # whoever thought so long has lost the lane by now
            last = stage.look(_last_message)
            life.record(0)
            assert stage.look(_bot_said, life.user, last) == []
        assert stage.look(_left_undone, life.user) == []
        assert stage.look(_answered_twice, life.user) == []
        assert stage.look(_open_conversations, life.user) <= 1
    finally:
        life.ends()


def _one_write_each(moves: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    for move, which in moves:
        yield from [("think", which), ("record", -1)] if move == "turn" else [(move, which)]


def _owned_by_people(session: Session, user: str) -> dict[int, str]:
    """Return identity → owner, for each identity of a person whose conversation is the queue's or an agent's."""
    return dict(
        session.exec(
            select(Identity.id, Conversation.owner)
            .join(Conversation, col(Conversation.customer_id) == col(Identity.customer_id))
            .where(Identity.external_id == user, Conversation.status == "open", Conversation.owner != "bot")
        ).all()
    )


def _open_talk(session: Session, user: str) -> int:
    query = select(Conversation.id).join(Identity, col(Identity.customer_id) == col(Conversation.customer_id))
    return session.exec(query.where(Identity.external_id == user, Conversation.status == "open")).first() or 0


def _last_message(session: Session) -> int:
    return session.exec(select(func.max(Message.id))).one() or 0


def _bot_said(session: Session, user: str, after: int) -> list[tuple[int, str, str]]:
    query = select(Message.identity_id, Message.kind, Message.text).join(
        Identity, col(Identity.id) == col(Message.identity_id)
    )
    return list(
        session.exec(query.where(Identity.external_id == user, Message.role == "bot", Message.id > after)).all()
    )


def _left_undone(session: Session, user: str) -> list[tuple[str, str]]:
    query = select(Inbound.kind, Inbound.status).join(Identity, col(Identity.id) == col(Inbound.identity_id))
    return list(session.exec(query.where(Identity.external_id == user, Inbound.status != "done")).all())


def _answered_twice(session: Session, user: str) -> list[int]:
    """Return the customer's messages for which more than one decision was carried out."""
    query = (
        select(Decision.in_reply_to)
        .join(Message, col(Message.id) == col(Decision.in_reply_to))
        .join(Identity, col(Identity.id) == col(Message.identity_id))
        .where(Identity.external_id == user, col(Decision.dropped).is_(False))
    )
    seen = Counter(session.exec(query).all())
    return [message for message, count in seen.items() if message and count > 1]


def _open_conversations(session: Session, user: str) -> int:
    """Return the most open conversations that one customer has."""
    query = (
        select(Conversation.customer_id, func.count(func.distinct(Conversation.id)))
        .join(Identity, col(Identity.customer_id) == col(Conversation.customer_id))
        .where(Identity.external_id == user, Conversation.status == "open")
        .group_by(col(Conversation.customer_id))
    )
    return max((count for _, count in session.exec(query).all()), default=0)


def _open_case_of(session: Session, user: str) -> int:
    query = select(Case.id).join(Identity, col(Identity.customer_id) == col(Case.customer_id))
    open_ones = query.where(Identity.external_id == user, col(Case.state).in_(("queued", "claimed")))
    return session.exec(open_ones.order_by(col(Case.id))).first() or 0


def _tie(session: Session, user: str, move: str, now: datetime) -> None:
    rows = session.exec(select(Identity).where(Identity.external_id == user).order_by(col(Identity.id))).all()
    if move == "link" and len({row.customer_id for row in rows}) == 2:
        linking.link(session, rows[0].customer_id, rows[1].customer_id, method="agent", actor="", evidence="", now=now)
    elif move == "unlink":
        for row in rows:
            with contextlib.suppress(Refused):
                linking.unlink(session, row.id, "", now)


VERBS = st.lists(
    st.sampled_from(
        ["question", "human", "claim", "reply", "note", "hand_back", "resolve", "cancel", "thanks", "later"]
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VERBS)
def test_never_a_reply_of_the_bot_while_a_person_owns_the_conversation(stage: Stage, steps: list[str]) -> None:
    user = f"u{stage.count}"
    for step in steps:
        owner = stage.conversation(user).owner if stage.look(_known, user) else "bot"
        acknowledged = owner == "queue" and stage.conversation(user).acknowledged
        if step in ("question", "human", "thanks", "cancel"):
            words = {"question": RETURN, "human": "a human please", "thanks": "thanks", "cancel": "/cancel"}[step]
            replies = _answered(stage, words, user)
            assert replies or owner != "bot"
            if owner == "agent" and step != "cancel":
                assert replies == []
            if owner == "queue" and step != "cancel":
                assert len([reply for reply in replies if "nobody" not in reply.lower()]) <= (0 if acknowledged else 1)
                assert all("My orders" not in reply for reply in replies)
        elif step == "later":
            stage.passes(minutes=1)
        elif case := stage.look(_case_of, user):
            try:
                stage.acts(step, "words of the agent", case=case)
            except Refused:
                continue
            said = stage.drain()
            assert step != "note" or said == []


def _answered(stage: Stage, words: str, user: str) -> list[str]:
    """Return what somebody was told by who said this: others' timers may have come due meanwhile."""
    stage.now += timedelta(seconds=5)
    stage.stores(words, user=user)
    asyncio.run(stage.app.worker.drain())
    own = stage.look(_known, user)
    return [message.text for message in stage.said() if message.identity_id == own]


def _case_of(session: Session, user: str) -> int:
    query = select(Case.id).join(Identity, col(Identity.customer_id) == col(Case.customer_id))
    return session.exec(query.where(Identity.external_id == user).order_by(col(Case.id).desc())).first() or 0


def _known(session: Session, user: str) -> int | None:
    return session.exec(select(Identity.id).where(Identity.external_id == user)).first()


# --- a reply that did not arrive -------------------------------------------------------------------


def failing(stage: Stage, monkeypatch: pytest.MonkeyPatch, errors: list[DeliveryError]) -> list[Part]:
    """Let the chat app refuse as often as there are errors; return the parts that it took."""
    taken: list[Part] = []

    async def send(part: Part) -> str:
        if errors:
            raise errors.pop()
        taken.append(part)
        return f"x{len(taken)}"

    monkeypatch.setattr(stage.app.channels["telegram", "demo"], "send", send)
    return taken


def reply_of(stage: Stage) -> Message:
    return stage.look(lambda s: s.exec(select(Message).where(Message.role == "agent")).one())


def test_a_reply_that_did_not_arrive_is_sent_once_more_when_an_agent_says_so(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.says("/human")
    stage.acts("claim")
    stage.drain()
    taken = failing(stage, monkeypatch, [DeliveryError("blocked")])
    stage.acts("reply", "Here I am.")
    stage.drain()
    assert taken == []

    assert stage.acts("resend", agent="Bo", message=reply_of(stage).public_id) == "Sending it again."
    stage.drain()
    stage.drain()

    assert len(taken) == 1
    (row,) = stage.look(lambda s: s.exec(select(Outbox).where(Outbox.message_id == reply_of(stage).id)).all())
    assert (row.status, row.attempts, row.error) == ("sent", 1, "")
    with pytest.raises(Refused, match="on its way already"):
        stage.acts("resend", message=reply_of(stage).public_id)
    stage.drain()
    assert len(taken) == 1


def test_retrying_waits_its_turn_and_does_not_count_as_a_reply(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.says("/human")
    stage.acts("claim")
    stage.drain()
    taken = failing(stage, monkeypatch, [DeliveryError("busy", retry_after=60), DeliveryError("blocked")])
    stage.acts("reply", "one")
    stage.drain()
    first = reply_of(stage).public_id
    stage.acts("reply", "two")
    stage.drain()
    stage.acts("resend", message=first)
    assert stage.drain() == []
    assert taken == []  # the app asked to wait: a retry does not cut that short

    stage.passes(seconds=70)

    assert len(taken) == 2


def test_only_what_was_said_to_this_customer_can_be_sent_again(stage: Stage) -> None:
    stage.says("/human")
    stage.acts("claim")
    stage.acts("reply", "for Maya")
    said = reply_of(stage).public_id
    stage.says("/human", user="tom")
    with pytest.raises(NotFound):
        stage.acts("resend", message=said)
    with pytest.raises(NotFound):
        stage.acts("resend", message="")


def test_after_a_hand_back_the_bot_knows_what_the_agent_promised(stage: Stage) -> None:
    """channels.md §3.5: the bot's next turn knows the instruction and what the agent promised."""
    stage.says("human please")
    stage.acts("claim")
    stage.acts("reply", "I'll send the engraved plaque by Friday.")
    stage.acts("hand_back")
    stage.drain()
    (said,) = stage.says("when does the engraved plaque come?")
    assert "I'll send the engraved plaque by Friday. (6 Mar 2026, 18:00)" in said
