"""How a case went, whether they recommend us, whether it still works: in the chat, with one tap, never too often."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from bot.commands.customer import app as customers
from bot.relationship import surveys
from bot.settings import Settings
from bot.storage.tables import Case, Conversation, Fact, Message, Outreach, Recovery, Survey
from tests.conftest import Stage
from tests.relationship.people import governed

ASKED = "My desk leg is missing, I need a person"


def solved(stage: Stage, words: str = ASKED, **who: Any) -> None:
    """A case is opened, claimed and resolved."""
    stage.says(words, **who)
    stage.acts("claim")
    stage.acts("resolve", "A new leg is on its way.")
    stage.drain()


def asked(stage: Stage, **who: Any) -> Message:
    """A solved case, and the question how it went."""
    solved(stage, **who)
    stage.passes(minutes=11)
    found: list[Message] = stage.look(lambda s: s.exec(select(Message).where(Message.kind == "survey")).all())
    return found[-1]


def test_ten_minutes_after_a_case_the_customer_is_asked_with_a_button_for_each_score(stage: Stage) -> None:
    solved(stage)
    assert stage.passes(minutes=9) == []

    words = stage.passes(minutes=2)
    assert words[0].startswith("How did we do with your case?")
    message = stage.rows(Message)[-1]
    assert [choice["id"] for choice in message.choices] == [*(f"rate:csat:{n}" for n in range(1, 6)), "rate:csat:stop"]


CHANNELS = ("telegram", "slack", "web", "terminal")


WAYS = ("4", "4/5", "4 – good", "good", "⭐⭐⭐⭐", "")


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_rating_is_kept_alike_on_every_channel_pressed_or_typed(stage: Stage, channel: str) -> None:
    for number, typed in enumerate(WAYS):
        who = {"channel": channel, "user": f"user{number}"}
        asked(stage, **who)
        said = stage.says(typed, **who) if typed else stage.presses("rate:csat:4", **who)
        assert said == ["Thank you! If you like, add a sentence; or just go on."], typed

    assert {(row.kind, row.score, row.state) for row in stage.rows(Survey)} == {("csat", 4, "answered")}
    assert len(stage.rows(Survey)) == len(WAYS)


def test_a_rating_is_no_message_opens_no_conversation_and_reopens_no_case(stage: Stage) -> None:
    asked(stage)
    before = (len(stage.rows(Conversation)), [m.text for m in stage.rows(Message) if m.role == "customer"])
    stage.says("5")

    assert (len(stage.rows(Conversation)), [m.text for m in stage.rows(Message) if m.role == "customer"]) == before
    assert [case.state for case in stage.rows(Case)] == ["resolved"]
    assert stage.decision().rule == "rated csat 5"


@pytest.mark.parametrize(
    "choice", ["rate:csat:99", "rate:csat:0", "rate:csat:²", "rate:csat", "rate:", "rate:review:7"]
)
def test_a_press_that_no_button_of_ours_makes_rates_nothing(stage: Stage, choice: str) -> None:
    asked(stage)
    assert stage.presses(choice) == ["Thank you all the same! That question had already closed."]

    assert [(row.state, row.score) for row in stage.rows(Survey)] == [("asked", None)]
    assert stage.rows(Recovery) == []


def test_a_number_is_a_message_where_no_survey_waits(stage: Stage) -> None:
    stage.says("hello")
    stage.says("4")
    assert [m.text for m in stage.rows(Message) if m.role == "customer"] == ["hello", "4"]

    asked(stage, words=ASKED, user="ben")
    stage.says("how long does a refund take?", user="ben")  # other words came between: the survey waits no more
    stage.says("4", user="ben")
    assert [row.state for row in stage.rows(Survey)] == ["asked"]


def test_the_sentence_after_a_rating_goes_to_memory_as_it_was_said(stage: Stage) -> None:
    asked(stage)
    stage.says("4")
    assert stage.says("Anna was quick, the box was not")[0].startswith("Thank you. I have kept that in your own words")

    fact = next(fact for fact in stage.rows(Fact) if fact.key == "note.feedback")
    assert fact.value == "Anna was quick, the box was not"
    comment = stage.look(lambda s: s.get(Message, s.exec(select(Survey)).one().comment_id))
    assert comment.text == "Anna was quick, the box was not"


def test_score_and_sentence_may_come_in_one(stage: Stage) -> None:
    asked(stage)
    stage.says("2 - nobody told me anything")

    [row] = stage.rows(Survey)
    assert (row.score, row.state) == (2, "answered")
    assert row.comment_id is not None


def test_a_question_after_a_rating_is_a_question(stage: Stage) -> None:
    asked(stage)
    stage.says("5")
    assert "My orders" in stage.says("how do I return a chair")[0]


def test_no_score_there_is_says_which_there_are_and_waits_on(stage: Stage) -> None:
    asked(stage)
    assert stage.says("9") == ["Please give a number from 1 to 5; or just go on."]
    stage.says("3")
    assert stage.rows(Survey)[0].score == 3


def test_a_button_of_long_ago_says_that_the_survey_is_over(stage: Stage) -> None:
    asked(stage)
    stage.passes(days=6)
    assert stage.presses("rate:csat:1") == ["Thank you all the same! That question had already closed."]
    assert stage.rows(Recovery) == []


def test_who_is_asked_no_more_is_asked_no_more_on_any_linked_channel(stage: Stage) -> None:
    asked(stage)
    assert stage.presses("rate:csat:stop")[0].startswith("All right, I won't ask for ratings any more")
    code = stage.says("/link")[0].split("**")[1]
    stage.says(f"/link {code}", channel="slack")
    stage.passes(days=30)
    solved(stage, channel="slack")
    stage.passes(days=1)

    assert [row.kind for row in stage.rows(Survey)] == ["csat"]
    assert "opted out: surveys" in {row.cause for row in stage.rows(Outreach) if not row.said}


def test_two_surveys_keep_their_distance(stage: Stage) -> None:
    asked(stage)
    stage.says("5")
    solved(stage)
    stage.passes(days=2)
    assert len(stage.rows(Survey)) == 1
    assert any(row.cause == "cap: one survey in 14 days" for row in stage.rows(Outreach))

    stage.passes(days=13)
    solved(stage)
    stage.passes(minutes=11)
    assert [row.kind for row in stage.rows(Survey)].count("csat") == 2


def test_a_survey_waits_for_a_decent_hour_where_the_customer_is(stage: Stage) -> None:
    stage.now += timedelta(hours=9)  # 21:00
    solved(stage)
    assert stage.passes(hours=8) == []
    assert stage.passes(hours=4, minutes=5)[0].startswith("How did we do")


def nps(stage: Stage) -> list[str]:
    """A contented customer, a month later."""
    asked(stage)
    stage.says("5")
    stage.passes(days=29)
    stage.says("how long does a refund take?")
    return stage.passes(days=2)


def test_a_month_after_something_was_solved_they_are_asked_whether_they_recommend_us(stage: Stage) -> None:
    assert nps(stage)[0].startswith("How likely is it that you would recommend Nordvik")
    assert [choice["label"] for choice in stage.rows(Message)[-1].choices][:11] == [str(n) for n in range(11)]


def test_a_promoter_may_be_asked_to_speak_for_us(stage: Stage) -> None:
    nps(stage)
    assert "short review" in stage.says("10")[0]
    assert stage.says("yes, gladly") == ["Thank you! I have noted that we may ask you for either."]

    assert [(row.kind, row.score) for row in stage.rows(Survey)][-2:] == [("nps", 10), ("review", 3)]


WAYS_TO_SPEAK = {
    "rate:review:1": ("ask you for a review.", "review"),
    "rate:review:2": ("ask for your opinion.", "panel"),
    "My opinion, gladly": ("ask for your opinion.", "panel"),
    "rate:review:0": ("Thank you all the same.", ""),
    "no": ("Thank you all the same.", ""),
}


@pytest.mark.parametrize("answer", WAYS_TO_SPEAK)
def test_promoters_are_asked_for_a_review_or_a_panel_and_listed_by_what_they_said(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    said, way = WAYS_TO_SPEAK[answer]
    nps(stage)
    stage.says("9")
    choices = [choice["id"] for choice in stage.rows(Message)[-1].choices]
    line = stage.presses(answer) if answer.startswith("rate:") else stage.says(answer)
    assert choices == ["rate:review:1", "rate:review:2", "rate:review:0"]
    assert line[0].endswith(said)

    monkeypatch.setenv("RAPPORT_DATABASE", stage.app.settings.database)
    listed = CliRunner().invoke(customers, ["panel"], catch_exceptions=False).stdout
    assert (f"  {way}" in listed and "telegram:maya" in listed) if way else ("Nobody has agreed" in listed)
    stage.says("/stop")
    assert "Nobody has agreed" in CliRunner().invoke(customers, ["panel"], catch_exceptions=False).stdout


def test_how_long_a_survey_waits_for_words_is_the_policys_alike_pressed_and_typed(
    settings: Settings, tmp_path: Path
) -> None:
    with governed(settings, tmp_path, "[survey]\nanswer_hours = 2\nsentence_minutes = 240\n") as stage:
        for number, typed in enumerate((True, False)):
            asked(stage, user=f"early{number}")
            stage.says("4", user=f"early{number}") if typed else stage.presses("rate:csat:4", user=f"early{number}")
            stage.passes(minutes=90)
            assert stage.says("Anna was quick", user=f"early{number}")[0].startswith("Thank you. I have kept that")
            asked(stage, user=f"late{number}")
            stage.passes(hours=3)
            stage.says("4", user=f"late{number}") if typed else stage.presses("rate:csat:4", user=f"late{number}")
        assert [row.score for row in stage.rows(Survey)] == [4, None, 4, None]


def test_a_passive_is_asked_what_is_missing(stage: Stage) -> None:
    nps(stage)
    assert "What would have made it better?" in stage.says("7")[0]
    assert stage.rows(Recovery) == []


def test_a_detractor_gets_a_person(stage: Stage) -> None:
    nps(stage)
    said = stage.says("3")

    assert said[0].startswith("I'm sorry that we let you down")
    assert [case.reason for case in stage.rows(Case)][-1] == "low_rating"
    assert [row.trigger for row in stage.rows(Recovery)] == ["low_rating"]


def test_nobody_is_asked_the_nps_twice_within_half_a_year(stage: Stage) -> None:
    nps(stage)
    stage.says("9")
    for _ in range(5):
        stage.passes(days=29)
        stage.says("how long does a refund take?")
    assert [row.kind for row in stage.rows(Survey)].count("nps") == 1


LANGUAGES = {
    "de": ("Mir fehlt ein Tischbein, ich möchte mit einem Menschen sprechen", "Wie zufrieden sind Sie", "Danke!"),
    "es": ("Me falta una pata de la mesa, quiero hablar con una persona", "¿Qué le ha parecido", "¡Gracias!"),
    "fr": ("Il me manque un pied de table, je veux parler à une personne", "Comment s’est passé", "Merci\u00a0!"),
}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_customer_is_asked_and_thanked_in_their_own_language(stage: Stage, language: str) -> None:
    words, question, thanks = LANGUAGES[language]
    solved(stage, words)
    assert stage.passes(minutes=11)[0].startswith(question)
    assert stage.says("4")[0].startswith(thanks)


def test_promoters_passives_and_detractors_are_counted_as_the_field_does() -> None:
    assert surveys.nps([]) is None
    assert surveys.nps([10, 9, 8, 7, 6, 0]) == 0


def test_a_survey_months_after_the_last_words_is_in_their_language_all_the_same(stage: Stage) -> None:
    stage.says("Mir fehlt ein Tischbein, ich möchte mit einem Menschen sprechen")
    stage.acts("claim")
    for _ in range(30):
        stage.acts("reply", "I have asked the warehouse.")
    stage.acts("resolve")

    assert any(line.startswith("Wie zufrieden sind Sie") for line in stage.passes(minutes=11))
