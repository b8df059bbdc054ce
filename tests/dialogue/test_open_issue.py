"""A customer comes back with something unsolved: it is asked about, once, whatever they come with."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot import app as house
from bot import linking, memory
from bot.memory import issues
from bot.settings import Settings
from bot.storage.tables import Identity, Issue, Message
from tests.conftest import Stage, channels
from tests.dialogue.test_dialogues import RETURN

LEG = "My desk leg is missing."
ASKED = "And last time it was about “My desk leg is missing”. Is that still open?"


@pytest.fixture
def back(stage: Stage) -> Stage:
    """A customer whose desk leg was missing three days ago."""
    stage.says(LEG)
    stage.passes(days=3)
    return stage


def test_another_question_is_answered_first_and_then_one_line_asks_about_the_issue(back: Stage) -> None:
    replies = back.says(RETURN)

    assert "Open My orders" in replies[0]
    assert replies[1:] == [ASKED]
    assert back.decision().rule.endswith("open issue")


def test_a_thumb_up_for_the_answer_to_something_else_solves_no_issue(back: Stage) -> None:
    back.says(RETURN)
    helped = next(one["id"] for message in back.rows(Message) for one in message.choices if one["id"].startswith("up:"))

    replies = back.presses(helped)

    assert "as solved" not in " ".join(replies)
    assert [issue.status for issue in back.rows(Issue)] == ["open"]


@pytest.mark.parametrize("no", ["no", "No, it's solved", "2", "it's solved"])
def test_no_solves_it(back: Stage, no: str) -> None:
    back.says(RETURN)

    assert "I've noted “My desk leg is missing” as solved" in back.says(no)[0]
    back.passes(days=3)
    assert back.says(RETURN)[1:] == []


@pytest.mark.parametrize("yes", ["yes", "Yes, still open", "1", "it's still missing"])
def test_yes_goes_on_with_it(back: Stage, yes: str) -> None:
    back.says(RETURN)

    assert back.says(yes)[0].startswith("Then let's get it solved.")
    back.says("yes")
    assert back.conversation().owner == "queue"


def test_a_button_works_like_the_word(back: Stage) -> None:
    back.says(RETURN)

    assert "as solved" in back.presses("no")[0]


def test_it_is_asked_once_an_episode(back: Stage) -> None:
    back.says(RETURN)

    assert back.says("how long does a refund take?")[1:] == []
    back.passes(days=3)
    assert back.says(RETURN)[1:] == [ASKED]


def test_words_about_the_answer_are_not_taken_for_words_about_the_issue(back: Stage) -> None:
    back.says(RETURN)
    reply = back.says("that didn't help")[0]

    assert not reply.startswith("Then let's get it solved")
    back.passes(days=3)
    assert "My desk leg is missing" in back.says("hello")[0]


@pytest.mark.parametrize(
    "about", ["what do I do about a missing desk leg?", "any news on the leg?", "the desk leg is still missing"]
)
def test_a_question_about_the_issue_itself_is_not_followed_by_it(back: Stage, about: str) -> None:
    assert ASKED not in back.says(about)


@pytest.mark.parametrize("text", ["This is outrageous! How do I return a chair?", "get me a human", "/me", "bye"])
def test_anger_a_wish_for_a_person_and_commands_are_not_followed_by_it(back: Stage, text: str) -> None:
    assert ASKED not in back.says(text)


# --- whatever the first reply is -------------------------------------------------------------------


UNSURE, MISS, PLAN = "parcel money", "what's the weather like today?", "what does shipping cost me?"


def test_a_clarifying_question_is_answered_first(back: Stage) -> None:
    assert back.says(UNSURE)[1:] == []
    assert back.decision().kind == "clarify"

    assert back.says("1")[1:] == [ASKED]


def test_after_a_miss_it_is_asked_and_the_person_stays_offered(back: Stage) -> None:
    replies = back.says(MISS)

    assert replies[0].startswith("I don't have an answer")
    assert replies[1:] == [ASKED]
    back.presses("human")
    assert back.conversation().owner == "queue"


def test_a_question_of_the_bots_own_is_answered_before_it_is_asked(back: Stage) -> None:
    assert back.says(PLAN)[1:] == []

    assert back.says("Family")[1:] == [ASKED]


def test_a_greeting_asks_and_the_answer_after_it_does_not(back: Stage) -> None:
    assert "Last time it was about “My desk leg is missing”" in back.says("hi again")[0]

    assert back.says(RETURN)[1:] == []


def test_a_greeting_later_in_the_episode_asks_where_nothing_has_yet(back: Stage) -> None:
    back.says("/me")

    assert "Last time it was about" in back.says("hello")[0]


@pytest.mark.parametrize("text", ["thanks", "my name is Maya"])
def test_small_talk_is_followed_by_it(back: Stage, text: str) -> None:
    assert back.says(text)[1:] == [ASKED]


def test_an_offer_of_a_person_stands_alone_and_it_is_asked_after_the_next_answer(back: Stage) -> None:
    assert back.says("oi robot, fetch your master")[1:] == []

    assert back.says("no thanks")[1:] == [ASKED]
    assert back.says(RETURN)[1:] == []


def test_two_turns_and_many_more_ask_once(back: Stage) -> None:
    replies = [text for said in (UNSURE, "1", RETURN, "hello", "thanks", MISS, PLAN) for text in back.says(said)]

    assert sum("My desk leg is missing" in text for text in replies) == 1


def test_an_issue_of_this_very_episode_is_not_asked_about(stage: Stage) -> None:
    stage.says(LEG)

    said = [stage.says(words) for words in ("hello", RETURN, MISS)]

    assert all(said), "something is said to each"
    assert "My desk leg" not in str(said)


def test_who_has_spoken_of_it_in_this_episode_is_not_asked(back: Stage) -> None:
    back.says("any news on the leg?")

    assert ASKED not in back.says(RETURN)


def test_after_a_person_was_there_it_is_not_asked(back: Stage) -> None:
    back.says("get me a human")
    back.acts("claim")
    back.acts("hand_back")
    back.drain()

    assert back.says(RETURN)[1:] == []


def test_linking_brings_the_issue_along_and_it_is_asked_once(back: Stage) -> None:
    back.says("hello", channel="slack")
    code = next(word.strip("*.") for word in back.says("/link")[0].split() if word.count("-") == 1)
    back.says(f"/link {code}", channel="slack")

    replies = back.says(RETURN, channel="slack") + back.says("thanks") + back.says("hello", channel="slack")
    assert sum("My desk leg is missing" in text for text in replies) == 1


def test_what_was_asked_before_linking_is_not_asked_again(back: Stage) -> None:
    back.says(RETURN)
    code = next(word.strip("*.") for word in back.says("/link")[0].split() if word.count("-") == 1)
    back.says(f"/link {code}", channel="slack")

    assert back.says(RETURN, channel="slack")[1:] == []


@pytest.mark.parametrize(
    "insult", ["You are all useless idiots", "you useless bot", "worst support ever, nothing is solved"]
)
def test_anger_is_no_answer_to_it(back: Stage, insult: str) -> None:
    back.says("hello")

    assert back.says(insult) == ["I'm sorry about this.\n\nWould you rather talk to a person?"]
    assert back.says("yes")[0].startswith("I've asked a colleague")


GERMAN = """---
title: Einen Artikel zurückgeben
language: de
asks: [Wie kann ich einen Stuhl zurückgeben?]
---
## Zurückgeben

Öffnen Sie Meine Bestellungen und wählen Sie Rückgabe.
"""


def test_another_language_asks_in_it(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "stuhl.md").write_text(GERMAN, encoding="utf-8")
    settings = settings.model_copy(update={"knowledge": tmp_path / "articles"})
    stages: list[Stage] = []
    with house.inline(settings, channels(), lambda: stages[0].now) as app:
        stage = Stage(app)
        stages.append(stage)
        stage.says("Mein Tischbein fehlt.")
        stage.passes(days=3)
        replies = stage.says("Wie kann ich einen Stuhl zurückgeben?")

        assert "Meine Bestellungen" in replies[0]
        assert replies[1:] == ["Und letztes Mal ging es um „Mein Tischbein fehlt“. Ist das noch offen?"]
        assert "als gelöst vermerkt" in stage.says("nein")[0]


def test_without_an_open_issue_nothing_is_asked(stage: Stage) -> None:
    stage.says(RETURN)
    stage.passes(days=3)

    assert len(stage.says(RETURN)) == 1


# --- two at a time ---


def test_another_trouble_is_open_beside_the_first_and_both_are_shown(stage: Stage) -> None:
    stage.says("My lamp flickers all evening and is broken")
    stage.passes(days=3)
    stage.says("The wardrobe came damaged")

    me = "\n".join(stage.says("/me"))
    assert ["lamp" in me, "wardrobe" in me, me.count("Open:")] == [True, True, 2]
    stage.says("I want to talk to a person")
    assert "lamp" in stage.brief().text


def test_the_latest_is_asked_about_and_once_it_is_solved_the_one_before(stage: Stage) -> None:
    stage.says("My lamp flickers all evening and is broken")
    stage.passes(days=3)
    stage.says("The wardrobe came damaged")
    stage.passes(days=3)

    assert "wardrobe" in stage.says("hello", channel="telegram")[0]
    assert "wardrobe" in stage.presses("no")[0]
    stage.passes(days=3)
    assert "lamp" in stage.says("hello")[0]


def test_who_says_which_one_works_now_closes_that_one_alone(stage: Stage) -> None:
    stage.says("My lamp flickers all evening and is broken")
    stage.passes(days=3)
    stage.says("The wardrobe came damaged")
    stage.passes(days=3)
    stage.says("hello")
    stage.says("the lamp works now, thanks")

    me = "\n".join(stage.says("/me"))
    assert "Solved: “My lamp flickers" in me
    assert "Open: “The wardrobe came damaged" in me


def test_of_two_linked_accounts_one_closes_the_others_issue_as_long_as_they_are_linked(stage: Stage) -> None:
    stage.says("My lamp flickers all evening and is broken")
    stage.passes(days=3)
    stage.says("The wardrobe came damaged")
    stage.says("hi", user="work", channel="slack")
    maya, work = stage.customer(), stage.customer("work", "slack")
    stage.db.now(linking.link, maya, work, method="agent", actor="Anna", evidence="", now=stage.now)
    stage.passes(days=3)

    assert "wardrobe" in " ".join(stage.says("hello", user="work", channel="slack"))
    stage.presses("no", user="work", channel="slack")
    assert [one.title[:8] for one in stage.look(memory.load, stage.customer(), stage.now).issues] == ["My lamp "]

    stage.says("/unlink", user="work", channel="slack")
    assert len(stage.look(memory.load, stage.customer(), stage.now).issues) == 2


def test_one_trouble_told_in_two_messages_is_one_issue(stage: Stage) -> None:
    stage.says("My lamp is broken")
    stage.says("it flickers and the switch came loose")
    assert len(stage.look(memory.load, stage.customer(), stage.now).issues) == 1

    stage.says("another problem: the wardrobe came damaged")
    assert len(stage.look(memory.load, stage.customer(), stage.now).issues) == 2


def test_once_one_is_solved_the_other_is_asked_about(stage: Stage) -> None:
    stage.says("My lamp flickers all evening and is broken")
    stage.passes(days=3)
    stage.says("another problem: the wardrobe came damaged")
    stage.passes(days=3)
    stage.says("hello")

    solved, left = stage.presses("no")
    assert "“The wardrobe came damaged” as solved" in solved
    assert left == "And “My lamp flickers all evening and is broken”: is that still open?"
    assert "as solved" in stage.presses("no")[0]
    assert stage.look(memory.load, stage.customer(), stage.now).issues == ()


def test_a_trouble_that_tells_a_fact_is_no_fact_alone(stage: Stage) -> None:
    assert "noted: you have" not in stage.says("My lamp is broken")[0]
    assert stage.look(memory.load, stage.customer(), stage.now).issues[0].title == "My lamp is broken"
    assert stage.says("My email is ana@example.com, I live in Oslo", user="ana")[0].startswith("Thank you, noted")


def test_words_about_a_linked_accounts_issue_leave_each_side_what_it_would_have_alone(stage: Stage) -> None:
    """Linked, the lamp stays open; alone, "it works now" was about the lamp."""

    def lives(who: str, *, linked: bool) -> tuple[list[str], list[str]]:
        other = f"{who} at work"
        stage.says("My lamp is broken", user=who)
        stage.says("The wardrobe came damaged", user=other, channel="slack")
        stage.passes(days=3)
        if linked:
            one, two = stage.customer(who), stage.customer(other, "slack")
            stage.db.now(linking.link, one, two, method="agent", actor="Anna", evidence="", now=stage.now)
            stage.drain()
        told(stage, who, "it works now")
        seen = [issue.title for issue in stage.look(memory.load, stage.customer(who), stage.now).issues]
        if linked:
            stage.says("/unlink", user=other, channel="slack")
        return seen, [issue.title for issue in stage.look(memory.load, stage.customer(who), stage.now).issues]

    assert lives("ann", linked=True) == (["My lamp is broken"], [])
    assert lives("bea", linked=False) == ([], [])


def told(stage: Stage, who: str, words: str) -> None:
    """Somebody says of their newest issue that it is solved: over their accounts, and as if this one stood alone."""

    def says(session: Session) -> None:
        (mine,) = session.exec(select(Identity).where(Identity.external_id == who)).all()
        message = Message(identity_id=mine.id, conversation_id=1, role="customer", text=words, sent_at=stage.now,
                          received_at=stage.now)  # fmt: skip
        session.add(message)
        session.flush()
        known = memory.load(session, mine.customer_id, stage.now)
        alone = [one.id for one in known.issues if one.identity_id == mine.id]
        issues.resolve_issues(session, mine.id, message.id, "", stage.now, only=known.issues[0].id, alone=alone[0])

    stage.db.now(says)


def test_what_was_closed_in_passing_is_at_hand_and_can_be_closed_by_its_own_words_or_an_agent(stage: Stage) -> None:
    """Solved of a linked one's issue, an own one stays open: it is the one at hand, and the next words end it."""

    def at_hand(session: Session) -> list[str]:
        found = issues.at_hand(session, customer, stage.now)
        return [session.get_one(Issue, number).title for number in found]

    for who in ("cleo", "dora"):
        other = f"{who} at work"
        stage.says("My lamp is broken", user=who)
        stage.says("The wardrobe came damaged", user=other, channel="slack")
        stage.passes(days=3)
        one, two = stage.customer(who), stage.customer(other, "slack")
        stage.db.now(linking.link, one, two, method="agent", actor="Anna", evidence="", now=stage.now)
        stage.drain()
        customer = stage.customer(who)
        told(stage, who, "it works now")
        assert stage.look(at_hand) == ["My lamp is broken"]

    told(stage, "dora", "the lamp works too")
    assert stage.look(at_hand) == []
    customer = stage.customer("cleo")
    stage.says("I want to talk to a person", user="cleo")
    stage.acts("claim")
    stage.acts("resolve")
    assert stage.look(at_hand) == []


SETTLED = [
    ("i can't log in", "I can log in again now, thanks!"),
    ("Ich kann mich nicht anmelden", "Danke, ich kann mich wieder anmelden!"),
    ("No puedo iniciar sesión", "ya puedo iniciar sesión otra vez, gracias"),
    ("Je n'arrive pas à me connecter", "ça remarche, merci"),
]


@pytest.mark.parametrize(("trouble", "settled"), SETTLED)
def test_thanks_for_what_goes_now_are_more_than_thanks(stage: Stage, trouble: str, settled: str) -> None:
    stage.says(trouble)

    assert trouble in stage.says(settled)[0]
    assert [issue.status for issue in stage.rows(Issue)] == ["resolved"]


def test_mere_thanks_solve_nothing(stage: Stage) -> None:
    stage.says("i can't log in")
    stage.says("great, thank you")

    assert [issue.status for issue in stage.rows(Issue)] == ["open"]


@pytest.mark.parametrize(
    ("trouble", "asked"),
    [
        ("The app does not work", "does it work now or not"),
        ("Die App geht nicht", "geht es jetzt wieder oder nicht"),
        ("La aplicación no funciona", "ya funciona o no"),
        ("L'application ne marche pas", "ça marche maintenant ou pas"),
    ],
)
def test_whether_it_works_or_not_is_a_question(stage: Stage, trouble: str, asked: str) -> None:
    stage.says(trouble)
    stage.says(asked)

    assert [issue.status for issue in stage.rows(Issue)] == ["open"]
