"""Asking for a person always works: at once where it is understood, else by one "yes" to the very next reply."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import relationship, texts
from bot.answers.articles import load
from bot.answers.index import Index
from bot.dialogue import Means, decide, reading, requests
from bot.dialogue.library import Library
from bot.storage.tables import Case, Message
from bot.types.awaited import Awaited
from bot.types.chat import Address
from bot.types.decision import Decision, Say
from bot.types.handoff import Ownership
from bot.types.memory import Known, OpenIssue
from bot.types.turn import Event, Turn
from tests.conftest import Stage

# Much of the same, over and over: other tests tell which branches are run, and these take half the time without.
pytestmark = pytest.mark.no_cover

HOME = Path(__file__).parents[2]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MEANS = Means(Library(Index(load(HOME / "knowledge")), NOON.date(), {}), "Nordvik", "", 60.0)
SETS = ("human_requests", "person_development", "person_held_out", "person_fresh")
ASKED = "how do I return a chair?"
STATES: Mapping[str, Mapping[str, Any]] = {
    "first words": {},
    "after an answer": {"kind": "answered", "question": ASKED, "article": "returns/how.md"},
    "after a miss": {"kind": "person", "question": "will it rain?"},
    "asked which article": {"kind": "clarify", "question": "money"},
    "asked for the plan": {"kind": "ask", "key": "plan.name", "question": ASKED, "article": "returns/how.md"},
    "asked about an open issue": {"kind": "resume"},
    "resolved by an agent": {"kind": "resolved", "question": ASKED},
}
MOST_HANDED = 0.03
"""Share of sentences that only look like a wish."""
YES = {"en": "yes", "de": "ja", "es": "sí", "fr": "oui"}
ISSUE = OpenIssue(1, "My desk leg is missing", NOON - timedelta(days=3), "web")


def turn(text: str, awaiting: Mapping[str, Any], *, misses: int = 0, colleagues: tuple[str, ...] = ()) -> Turn:
    issues = (ISSUE,) if awaiting.get("kind") == "resume" else ()
    known = Known(1, "c", "", (), (), (), issues, frozenset(), (("web", ""),), not awaiting, None, True)
    ownership = Ownership(1, 0, "bot", "", None, misses, Awaited.read(awaiting), "", False, not awaiting,
                          began=NOON, picked_up=True, colleagues=colleagues)  # fmt: skip
    event = Event(1, "message", text, "", 1, 1, Address("web", "site", "c"), NOON)
    spoken = texts.detect(text) or reading.greeted_in(text)
    standing = relationship.standing(known, spoken, relationship.DEFAULT, NOON)
    return Turn((event,), known, ownership, standing, NOON)


def after(first: Turn, decision: Decision, text: str) -> Turn:
    """The next turn, of a customer who writes `text` in the same language."""
    asked = decision.awaits(first.awaiting)
    options = [[choice.id, choice.label] for choice in _last_choices(decision)]
    following = turn(text, {**asked.stored(), "options": options})
    return replace(following, standing=first.standing)


def _last_choices(decision: Decision) -> tuple[Any, ...]:
    says = [act for act in decision.acts if isinstance(act, Say)]
    return says[-1].choices if says else ()


def leads_to_a_person(text: str, awaiting: Mapping[str, Any]) -> bool:
    """Whether the reply hands over, or shows a button for it and takes the bare word too."""
    first = turn(text, awaiting)
    decision = decide(first, MEANS)
    if decision.kind == "handoff":
        return True
    button = next((choice for choice in _last_choices(decision) if choice.id in ("human", "yes")), None)
    if button is None:
        return False
    said = (button.label, YES[first.standing.language])
    return all(decide(after(first, decision, word), MEANS).kind == "handoff" for word in said)


def last(stage: Stage, back: int = 0) -> Message:
    """What the bot said last, or before that."""
    said = [message for message in stage.rows(Message) if message.role == "bot"]
    return said[-1 - back]


def listed(file: str, kind: str) -> list[str]:
    table = tomllib.loads((HOME / "tests/data" / f"{file}.toml").read_text(encoding="utf-8"))
    return [text for lists in table.values() for text in lists[kind]]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("file", SETS)
def test_every_wish_brings_a_person_at_once_or_the_offer_in_the_same_reply(file: str, state: str) -> None:
    assert [text for text in listed(file, "asks") if not leads_to_a_person(text, STATES[state])] == []


@pytest.mark.parametrize("file", SETS)
def test_what_only_looks_like_a_wish_is_hardly_ever_handed_over(file: str) -> None:
    others = listed(file, "not")
    handed = [text for text in others if decide(turn(text, {}), MEANS).kind == "handoff"]
    assert len(handed) / len(others) <= MOST_HANDED


def test_a_wish_in_other_words_gets_the_offer_and_yes_opens_the_case(stage: Stage) -> None:
    offered = stage.says("oi robot, fetch your master")[0]

    assert offered.startswith("Shall I bring in a colleague? Just say yes.")
    assert stage.says("yes")[0].startswith("I've asked a colleague")
    assert stage.conversation().owner == "queue"


def test_asking_again_after_the_offer_needs_no_yes(stage: Stage) -> None:
    stage.says("oi robot, fetch your master")

    assert stage.says("not you, robot, your master")[0].startswith("I've asked a colleague")


def test_no_to_the_offer_stays_with_the_bot(stage: Stage) -> None:
    stage.says("oi robot, fetch your master")

    assert stage.says("no thanks") == ["All right. Just ask whenever you like."]
    assert stage.conversation().owner == "bot"


def test_an_answer_beside_which_a_person_may_be_meant_offers_one_and_yes_takes_it(stage: Stage) -> None:
    reply = stage.says("does anyone know how do I return a chair")[0]

    assert "My orders" in reply
    assert reply.endswith("If you'd rather talk to a person, just say yes.")
    stage.says("yes")
    assert stage.conversation().owner == "queue"


def test_a_sure_answer_to_a_plain_question_offers_nobody_in_words(stage: Stage) -> None:
    assert "person" not in stage.says(ASKED)[0]


@pytest.mark.parametrize("text", [ASKED, "hello", "what's the weather like today?", "my card is 4242 4242 4242 4242"])
def test_every_reply_has_the_button_for_a_person(stage: Stage, text: str) -> None:
    stage.says(text)

    assert stage.presses("human")[0].startswith("I've asked a colleague")
    assert "human" in [choice["id"] for choice in last(stage, 1).choices]


@pytest.mark.parametrize(
    "text", ["give me Anna", "I want Daniel again", "Anna please", "wo ist Daniel?", "ponme con Anna"]
)
def test_a_colleague_is_asked_for_by_name(stage: Stage, text: str) -> None:
    stage.agent("Anna")
    stage.agent("Daniel Roth")
    stage.says(text)

    assert stage.conversation().owner == "queue"


@pytest.mark.parametrize(
    "text", ["give me discount", "my name is Anna", "thanks Anna", "Anna told me to write to you", "is this for Anna"]
)
def test_the_name_alone_is_no_wish(stage: Stage, text: str) -> None:
    stage.agent("Anna")
    stage.says(text)

    assert stage.conversation().owner == "bot"


def test_who_is_no_colleague_is_not_asked_for(stage: Stage) -> None:
    stage.says("give me Anna")

    assert stage.conversation().owner == "bot"


def test_who_is_called_like_a_colleague_is_offered_nobody_for_their_name(stage: Stage) -> None:
    stage.agent("Anna")

    assert "person" not in stage.says("my name is Anna")[0]


def test_every_second_miss_asks_outright(stage: Stage) -> None:
    stage.says("will it rain?")

    assert "Would you rather talk to a person?" in stage.says("tell me about penguins")[0]


@pytest.mark.parametrize("text", ["yes", "ok do it", "yes right now", "yes please, quickly", "sure, go on", "go ahead"])
def test_any_yes_takes_the_offer(stage: Stage, text: str) -> None:
    stage.says("will it rain?")
    stage.says(text)

    assert stage.conversation().owner == "queue"


@pytest.mark.parametrize("text", ["no", "no, leave it", "ok, how long does a refund take?", "not now thanks"])
def test_no_or_a_question_is_no_yes(stage: Stage, text: str) -> None:
    stage.says("will it rain?")
    stage.says(text)

    assert stage.conversation().owner == "bot"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no I don't want a person, just tell me what to do", "All right, no person."),
        ("don't need a human, tell me the answer", "All right, no person."),
        ("nein, ich will keinen Menschen, sag es mir einfach", "Gut, ohne Menschen."),
        ("no quiero una persona, dímelo tú", "De acuerdo, sin personas."),
        ("non, je ne veux pas parler à quelqu'un, dites-le-moi", "D’accord, sans personne de l’équipe."),
    ],
)
def test_who_wants_no_person_gets_none_at_the_third_miss_either(stage: Stage, text: str, said: str) -> None:
    stage.says("my glorbs are purple on tuesdays")
    stage.says("why are the glorbs purple")
    assert said in "\n".join(stage.says(text))
    assert stage.conversation().owner == "bot"


@pytest.mark.parametrize(
    "text",
    ["I don't want a human, how do I flurb the zoot?", "I don't want to talk to anyone, flurb", "no need for an agent",
     "don't connect me to a person, flurb zoot", "no me pases con nadie"],
)  # fmt: skip
def test_a_person_is_refused_in_a_clause_whatever_is_asked_behind_it(text: str) -> None:
    assert requests.refuses_person(text)
    assert not requests.wants_person(text)


def test_a_question_whether_a_person_is_needed_refuses_nobody() -> None:
    assert not requests.refuses_person("do I need a person for that?")
    assert not requests.refuses_person("I don't want a bot, I want a person")
    assert not requests.refuses_person("are you a person")


def test_words_about_people_are_no_half_of_the_question_before(stage: Stage) -> None:
    stage.says(ASKED)

    assert "My orders" not in stage.says("who is the boss")[0]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["hi", "my lamp arrived broken", "can I talk to a human?"], "My lamp arrived broken"),
        (
            ["how do I return a chair", "no wait", "my desk leg is missing and nobody answers", "get me a human"],
            "My desk leg is missing and nobody answers",
        ),
        (
            ["hello there", "it's about order 48213", "and about the sofa in blue", "I want a person"],
            "It's about order 48213, and about the sofa in blue",
        ),
        (["can someone help me?", "my refund has not arrived"], "My refund has not arrived"),
        (["I want a person.", "hello?", "my shelf is broken", "and the lamp too"], "My shelf is broken"),
    ],
)
def test_a_case_is_called_by_the_line_of_a_burst_that_says_what_it_is_about(
    stage: Stage, lines: list[str], title: str
) -> None:
    for line in lines:
        stage.stores(line)
    stage.drain()
    assert [case.title for case in stage.rows(Case)] == [title]


def test_a_case_is_not_called_by_how_somebody_introduced_themselves(stage: Stage) -> None:
    stage.says("my name is Carla")
    stage.says("i want to talk to a human")
    [case] = stage.rows(Case)
    assert case.title == "i want to talk to a human"


def test_a_title_follows_the_line_of_a_burst_it_was_taken_from(stage: Stage) -> None:
    stage.stores("hi", data={"external_id": "1"})
    stage.stores("my secret lamp is broken", data={"external_id": "2"})
    stage.stores("get me a human", data={"external_id": "3"})
    stage.drain()
    assert stage.rows(Case)[0].title == "My secret lamp is broken"
    stage.says("my lamp is broken", kind="edit", data={"external_id": "2"})
    assert stage.rows(Case)[0].title == "my lamp is broken"


@pytest.mark.parametrize("text", ["I contacted you last week about delivery", "I called you about delivery yesterday"])
def test_a_past_contact_is_no_wish_for_a_person(text: str) -> None:
    assert not requests.may_want(text)


@pytest.mark.parametrize("yes", ["thanks, yes", "danke, ja", "gracias, sí", "merci, oui"])
def test_thanks_before_a_yes_do_not_hide_it(stage: Stage, yes: str) -> None:
    stage.says("do you sell elephants")
    stage.says("can you paint my house")
    stage.says(yes)

    assert stage.conversation().owner == "queue"


@pytest.mark.parametrize("no", ["thanks but no", "thank you, ok"])
def test_thanks_before_a_no_or_an_ok_bring_nobody(stage: Stage, no: str) -> None:
    stage.says("do you sell elephants")
    stage.says("can you paint my house")
    stage.says(no)

    assert stage.conversation().owner == "bot"


def test_the_number_somebody_tells_is_no_wish_to_be_called(stage: Stage) -> None:
    assert "talk to a person" not in stage.says("my phone number is 040 1234567")[0]


def test_a_letter_is_a_yes_where_it_stands_alone_and_no_y_that_goes_on(stage: Stage) -> None:
    stage.says("¿tiene patas regulables la mesa?")
    stage.says("¿y ruedas de goma?")
    stage.says("y cuánto pesa")
    assert [case.title for case in stage.rows(Case) if case.reason == "customer_upset"] == []
    assert stage.decision().rule != "accepted a person"

    stage.says("does the desk play music?", user="tom")
    assert stage.says("y", user="tom")[0].startswith("I've asked a colleague")
