"""What leans on the words before it: half a sentence, "the second one", "not that", "no, I meant …"."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.commands import replay
from bot.dialogue import leaning
from tests.conftest import Stage

SHOP = Path(__file__).parents[2] / "knowledge"
RETURN = "how do I return a chair?"


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("and for app orders?", "en", "strong"),
        ("what about sale items?", "en", "strong"),
        ("how long does that take?", "en", "strong"),
        ("how long have I got?", "en", "strong"),
        ("and how do I change my password?", "en", ""),
        ("how do I change the password of my account?", "en", ""),
        ("und was ist mit Sofas?", "de", "strong"),
        ("wie lange dauert das?", "de", "strong"),
        ("wie ändere ich denn mein Passwort im Konto?", "de", ""),
        ("¿y si lo compré en la tienda?", "es", "strong"),
        ("et pour les commandes de l'appli ?", "fr", "strong"),
    ],
)
def test_a_message_leans_by_what_it_lacks(text: str, language: str, wanted: str) -> None:
    assert leaning.lean(text, (language,)) == wanted


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("the second one please", "en", 1), ("no, the first", "en", 0), ("last one", "en", -1), ("2nd", "en", 1),
        ("das dritte", "de", 2), ("la segunda", "es", 1), ("le deuxième", "fr", 1),
        ("my last order", "en", None), ("first I want to know the price of a chair", "en", None),
    ],
)  # fmt: skip
def test_which_of_several_is_read_from_its_number(text: str, language: str, place: int | None) -> None:
    assert leaning.nth(text, (language,)) == place


def test_a_few_words_of_a_title_choose_it_and_what_fits_two_does_not() -> None:
    labels = ["Missing parts", "Item damaged on arrival", "Parts you lost"]
    assert leaning.by_name("the damaged one", labels, "en") == 1
    assert leaning.by_name("parts", labels, "en") is None
    assert leaning.by_name("damaged?", labels, "en") is None


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("no, I meant the sofa", "en", "the sofa"),
        ("the bookcase i mean", "en", "the bookcase"),
        ("die Matratze meine ich", "de", "die matratze"),
        ("la mesa quiero decir", "es", "la mesa"),
        ("le fauteuil je veux dire", "fr", "le fauteuil"),
        ("do you see what i mean", "en", ""),
        ("sorry, that's not it, i was asking about gift cards", "en", "gift cards"),
        ("nein, ich meinte die Garantie", "de", "die garantie"),
        ("no, me refería a la garantía", "es", "la garantia"),
        ("non, je voulais dire la garantie", "fr", "la garantie"),
        ("no, my delivery address", "en", "my delivery address"),
        ("no, that's not it", "en", ""),
        ("no, thanks", "en", ""),
        ("no, it still does not work", "en", ""),
    ],
)
def test_what_was_meant_instead_is_what_is_asked(text: str, language: str, meant: str) -> None:
    assert leaning.corrected(text, (language,)) == meant


@pytest.mark.parametrize(("text", "open_end"), [
    ("it came yesterday", True), ("so I opened the parcel and", True), ("but", True),
    ("my parcel is broken", False), ("where is it", False), ("gift cards?", False),
])  # fmt: skip
def test_the_piece_of_a_story_neither_asks_nor_complains(text: str, open_end: bool) -> None:
    assert leaning.unfinished(text, ("en",)) is open_end


def test_a_follow_up_names_another_row_and_goes_on_from_the_same_question(stage: Stage) -> None:
    first = stage.says("what does shipping cost me on the Family plan?")
    second = stage.says("and with Basic?")
    third = stage.says("and Family? or rather Plus?")

    assert "(Family)" in first[0]
    assert "(Basic)" in second[0]
    assert "(Plus)" in third[0]  # the one named last, wherever it stands in the table


def test_a_follow_up_is_answered_from_another_section_of_what_it_goes_on_from(stage: Stage) -> None:
    stage.says(RETURN)

    assert "60 days" in stage.says("and how long have I got?")[0]


def test_the_same_words_are_not_given_again_for_a_question_about_something_else(stage: Stage) -> None:
    given = stage.says(RETURN)[0]

    assert stage.says("do you sell dogs?")[0] != given


def test_the_second_one_is_the_second_of_what_was_offered_and_can_be_changed(stage: Stage) -> None:
    stage.says("something about my order please money parts")
    offered = [choice[0] for choice in stage.conversation().awaiting["options"] if choice[0].startswith("a:")]
    assert len(offered) > 1

    stage.says("the second one")
    assert stage.conversation().awaiting["article"] == offered[1].removeprefix("a:")
    stage.says("no, the first")
    assert stage.conversation().awaiting["article"] == offered[0].removeprefix("a:")


def test_the_second_one_of_a_list_from_before_another_topic_is_asked_about(stage: Stage) -> None:
    stage.says("something about my order please money parts")
    stage.says("when do I get my money back?")  # whose answer is no list

    assert stage.says("the second one")[0].startswith("Which one do you mean?")


def test_the_second_one_of_what_was_offered_hours_ago_is_offered_again(stage: Stage) -> None:
    stage.says("something about my order please money parts")
    offered = stage.conversation().awaiting["options"]
    stage.passes(hours=5)

    stage.says("the second one")
    assert stage.conversation().awaiting["options"] == offered
    stage.says("the second one")
    assert f"a:{stage.conversation().awaiting['article']}" == offered[1][0]


def test_the_second_one_of_nothing_is_asked_about_and_is_no_miss(stage: Stage) -> None:
    stage.says("when do I get my money back?")  # whose answer is no list

    assert stage.says("the second one")[0].startswith("Which one do you mean?")
    assert stage.conversation().misses == 0


@pytest.mark.parametrize(
    "text",
    [
        "not that", "no thats not it", "sorry but that did not help", "i already tried that",
        "that doesn't answer my question", "das hilft mir nicht weiter", "eso no me sirve", "ça ne m'aide pas",
    ],
)  # fmt: skip
def test_that_it_was_not_that_is_understood_and_the_article_is_never_given_again(stage: Stage, text: str) -> None:
    language = {"d": "de", "e": "es", "ç": "fr"}.get(text[0], "en")
    if language != "en":
        stage.says({"de": "Deutsch bitte", "es": "español por favor", "fr": "français s'il vous plaît"}[language])
    stage.says(RETURN)
    failed = stage.conversation().awaiting["article"]

    stage.says(text)
    assert stage.conversation().misses == 1
    stage.says(RETURN)
    assert stage.conversation().awaiting.get("article") != failed


def test_the_second_answer_that_did_not_help_brings_a_person_with_what_was_tried(stage: Stage) -> None:
    stage.says(RETURN)
    stage.says("not that")
    replies = stage.says("still not it")

    assert stage.conversation().owner == "queue"
    assert "beyond me" in replies[0]
    assert stage.decision().rule == "did not help twice"


def test_what_is_added_to_a_no_is_searched_with_the_question_and_without_what_failed(stage: Stage) -> None:
    stage.says(RETURN)
    failed = stage.conversation().awaiting["article"]
    replies = stage.says("no that's not it, I want my money back for it")

    assert stage.conversation().misses == 1
    assert stage.conversation().awaiting.get("article") != failed
    assert "What was missing" not in replies[0]


def test_what_was_meant_instead_is_answered_and_nothing_is_held_against_the_article(stage: Stage) -> None:
    stage.says(RETURN)
    replies = stage.says("no, I meant when do I get my money back")

    assert "We refund within 5 working days" in replies[0]
    assert stage.conversation().misses == 0


def test_who_did_not_understand_gets_the_whole_section_and_then_a_person(stage: Stage) -> None:
    stage.says("my pref is short answers please")
    short = stage.says(RETURN)[0]
    whole = stage.says("I don't understand")[0]

    assert whole != short
    assert whole.startswith(("Here is all", "That was all"))


def test_pieces_of_a_story_are_waited_for_once_and_read_together(stage: Stage) -> None:
    first = stage.says("it came yesterday")
    assert first[0].startswith("I'm listening")
    assert stage.conversation().misses == 0

    stage.says("the box was nearly empty, parts are missing")
    assert stage.decision().kind in ("answer", "clarify")


def test_a_signs_only_message_is_read_for_what_it_is_and_never_missed(stage: Stage) -> None:
    assert stage.says("???")[0].startswith("I'm listening")
    stage.says(RETURN)
    assert stage.says("👍")[0].startswith("Glad that helped")
    stage.says(RETURN)
    stage.says("👎")
    assert stage.conversation().misses == 1


def test_that_it_worked_after_all_is_no_yes_to_a_person(stage: Stage) -> None:
    stage.says(RETURN)
    stage.says("not that")
    assert stage.conversation().awaiting["kind"] == "person"

    assert stage.says("ok that worked")[0].startswith("Glad that helped")
    assert stage.conversation().owner == "bot"


def test_an_ok_after_a_no_brings_in_nobody(stage: Stage) -> None:
    stage.says("what's the weather like today?")
    stage.says("no")
    stage.says("ok")

    assert stage.conversation().owner == "bot"


def test_none_of_what_was_offered_in_plain_words_does_not_offer_it_again(stage: Stage) -> None:
    stage.says("something about my order please money parts")
    stage.says("no not that either")

    assert stage.decision().kind == "offer"


def test_an_orders_number_is_no_word_to_search_for(stage: Stage) -> None:
    plain = stage.says("when will my parcel come", user="tom")
    assert stage.says("when will my parcel 48213 come, order 48213")[0].split("\n")[0] == plain[0].split("\n")[0]


def test_a_greeting_with_a_question_mark_is_a_greeting(stage: Stage) -> None:
    assert stage.says("hello??")[0].startswith("Hello")


def test_another_section_of_the_article_is_given_where_what_is_added_leads_there(stage: Stage) -> None:
    stage.says("how do I return a chair?")
    replies = stage.says("that didn't help, how long do I have to return an item?")

    assert "60 days" in replies[0]
    assert stage.conversation().misses == 1


def test_never_mind_drops_the_matter_and_is_no_miss(stage: Stage) -> None:
    stage.says("something about my order please money parts")
    assert stage.says("sorry wrong chat, never mind")[0].startswith("All right")
    assert stage.conversation().misses == 0


def test_ok_whatever_drops_the_matter_and_offers_nobody(stage: Stage) -> None:
    stage.says("how do I return a chair?")

    assert stage.says("ok whatever") == ["All right. Just ask whenever you like."]


def test_ok_thanks_is_no_yes_to_what_stands_below_a_reply(stage: Stage) -> None:
    stage.says("it came yesterday")
    stage.says("ok thanks")

    assert stage.conversation().owner == "bot"


def test_praise_with_thanks_is_thanked_for(stage: Stage) -> None:
    assert stage.says("you are great, thanks")[0].startswith("You're welcome")


def test_numbered_questions_and_those_without_a_mark_are_answered_one_by_one(stage: Stage) -> None:
    said = "\n".join(stage.says("1. how do I return a chair 2. how long does delivery take"))
    assert "Open My orders" in said
    assert "working days" in said
    said = "\n".join(stage.says("how do I return a chair and how long does delivery take", user="tom"))
    assert "Open My orders" in said
    assert "working days" in said


def test_a_trouble_told_with_a_fact_is_answered_and_not_only_noted(stage: Stage) -> None:
    stage.says("the chair wobbles and parts are missing from the box")

    assert stage.decision().rule != "facts noted"


def test_an_opening_that_takes_back_is_no_part_of_the_question(stage: Stage) -> None:
    assert leaning.without_opening("actually no, how do I pay?", ("en",)) == "how do I pay?"
    assert leaning.without_opening("no", ("en",)) == "no"


# --- what is asked after, of what was just told ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "adds"),
    [
        ("and to Spain?", "en", "Spain"), ("what about a sofa?", "en", "a sofa"),
        ("und nach Österreich?", "de", "Österreich"), ("¿y si pagué con tarjeta?", "es", "pagué con tarjeta"),
        ("et pour la Suisse ?", "fr", "la Suisse"),
        ("and how long does it take?", "en", ""), ("is it free?", "en", ""), ("and", "en", ""),
    ],
)  # fmt: skip
def test_what_a_half_sentence_adds_is_the_rest_of_it(text: str, language: str, adds: str) -> None:
    assert leaning.goes_on(text, (language,)) == adds


def test_a_thing_that_has_not_come_is_an_order_that_has_not_come() -> None:
    said: list[dict[str, Any]] = []
    row = {"n": 1, "at": "2026-03-02T09:00:00Z", "channel": "web", "from": "7", "text": "my wardrobe hasn't arrived"}
    replay.run([replay.line(1, row)], SHOP, said.append)

    assert (said[0]["decision"], said[0]["sources"][0]["article"]) == ("answer", "orders/track.md")


def test_a_trouble_with_a_thing_is_no_mere_fact(stage: Stage) -> None:
    stage.says("still waiting for my sofa")

    assert stage.decision().rule != "facts noted"


def _shop(*texts: str) -> list[str]:
    """Play one customer's words with the shipped articles; return the last answer's lines."""
    rows = [
        {"n": n, "at": f"2026-03-02T09:{n:02}:00+00:00", "channel": "web", "from": "7", "text": text}
        for n, text in enumerate(texts, 1)
    ]
    said: list[dict[str, object]] = []
    replay.run([replay.line(n, row) for n, row in enumerate(rows, 1)], SHOP, said.append)
    return [str(one["text"]) for one in said if one.get("in_reply_to") == len(texts)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["do you ship to Finland?"], "“Finland” is not among them"),
        (["do you ship to Finland?", "and to Iceland"], "“Iceland” is not among them"),
        (["which countries do you deliver to", "et en Suisse ?"], "“Suisse” is not among them"),
    ],
)
def test_a_country_that_no_table_has_is_said_to_be_missing(words: list[str], name: str) -> None:
    told = "\n".join(_shop(*words))

    assert name in told
    assert "We deliver to six countries" in told


def test_the_name_of_a_thing_alone_is_asked_what_about_it() -> None:
    assert _shop("sofa")[0].startswith("I want to be sure I get this right.")


def test_who_refuses_a_person_is_asked_again_and_offered_none() -> None:
    told = _shop("do you rent out cushions", "kein mensch bitte", "no person please")[0]

    assert "bring in" not in told


def test_a_country_is_not_missing_where_a_town_of_ours_is_named_beside_it() -> None:
    assert "not among them" not in _shop("I am from Italy, can I order a desk to Bergen?")[0]


def test_a_thing_named_where_it_was_asked_what_it_is_about_is_read_with_the_question() -> None:
    told = _shop("could you mend it", "the sofa")[0]

    assert "statuses" not in told
    assert "old piece of furniture" not in told


def test_another_thing_alone_is_asked_about_in_its_turn() -> None:
    assert _shop("sofa", "lamp")[0].startswith("I want to be sure I get this right.")
