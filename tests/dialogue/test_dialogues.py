"""Whole dialogues over the real road: stored, decided, recorded, delivered."""

from __future__ import annotations

import pytest

from bot import texts
from bot.storage.tables import Fact
from tests.conftest import Stage

RETURN = "how do I return a chair?"


def test_a_question_is_answered_in_the_articles_own_words_with_its_source(stage: Stage) -> None:
    stage.says(RETURN, user="early")
    stage.stores(RETURN)
    message = (stage.drain() and None) or stage.look(_last_bot)

    assert "You start a return under My orders." in message.text
    assert message.sources[0]["article"] == "returns/how.md"


def _last_bot(session):  # type: ignore[no-untyped-def]
    from sqlmodel import col, select

    from bot.storage.tables import Message

    return session.exec(select(Message).where(Message.role == "bot").order_by(col(Message.id).desc())).first()


def test_a_question_with_slips_is_answered_all_the_same(stage: Stage) -> None:
    assert "Open My orders" in stage.says("how do i retrun a chiar")[0]


def test_what_is_in_no_article_is_not_answered_from_one(stage: Stage) -> None:
    reply = stage.says("what's the weather like today?")[0]

    assert "I don't have an answer to that" in reply
    assert stage.decision().kind == "offer"


def test_two_misses_offer_a_person_and_yes_brings_one(stage: Stage) -> None:
    stage.says("what's the weather like today?")
    assert "Would you rather talk to a person?" in stage.says("will it rain in Paris tomorrow?")[0]

    assert stage.says("yes please")[0].startswith("I've asked a colleague")
    assert stage.conversation().owner == "queue"


def test_the_other_is_the_last_of_three_that_was_not_seen(stage: Stage) -> None:
    stage.says("something about my order please money parts")
    offered = [choice["label"] for choice in stage.look(_last_bot).choices if choice["id"].startswith("a:")]
    assert len(offered) == 3
    stage.says("the first one")
    stage.says("the second one")
    stage.says("the other")

    assert stage.look(_last_bot).sources[0]["title"] == offered[2]


@pytest.mark.parametrize(
    ("language", "thanks", "ok"),
    [("English", "ok thanks", "ok"), ("Deutsch", "Ok danke", "ok"), ("Español", "vale gracias", "vale"),
     ("Français", "d'accord merci", "ok")],
)  # fmt: skip
def test_thanks_for_the_offer_of_a_person_bring_in_nobody(stage: Stage, language: str, thanks: str, ok: str) -> None:
    stage.says(f"/language {language}")
    stage.says("what's the weather like today?")
    stage.says("will it rain in Paris tomorrow?")
    stage.says(thanks)

    assert stage.decision().rule == "thanks"
    stage.says(ok)
    assert stage.decision().rule == "chat.ok"
    assert stage.conversation().owner == "bot"


def test_no_to_a_person_leaves_the_customer_with_the_bot(stage: Stage) -> None:
    stage.says("what's the weather like today?")
    stage.says("no thanks")

    assert stage.conversation().owner == "bot"
    assert "Open My orders" in stage.says(RETURN)[0]


def test_misses_never_repeat_their_wording(stage: Stage) -> None:
    replies = [stage.says(text)[0] for text in ("is it going to rain?", "tell me about penguins", "who won the match?")]

    assert len(set(replies)) == 3


def test_an_unsure_search_asks_once_with_at_most_three_articles_and_the_choice_is_answered(stage: Stage) -> None:
    stage.says("something about my order please money parts")
    message = stage.look(_last_bot)
    if message.kind != "clarify":  # the search was sure, or had nothing: this wording no longer tests the question
        stage.says("parts or refunds")
        message = stage.look(_last_bot)
    assert message.kind == "clarify"
    articles = [choice for choice in message.choices if choice["id"].startswith("a:")]
    assert 1 <= len(articles) <= 3

    stage.says("1")
    answer = stage.look(_last_bot)
    assert answer.kind == "answer"
    assert answer.sources[0]["article"] == articles[0]["id"].removeprefix("a:")


def test_not_it_is_followed_by_something_else_and_the_article_is_not_offered_again(stage: Stage) -> None:
    stage.says(RETURN)
    stage.says("no, that's not it")

    assert stage.says(RETURN)
    assert all(source["article"] != "returns/how.md" for source in stage.look(_last_bot).sources)


def test_thanks_and_goodbye_are_small_talk_not_searches(stage: Stage) -> None:
    stage.says(RETURN)

    assert stage.says("thanks a lot!")[0].startswith("You're welcome")
    assert stage.says("bye")[0].startswith("Goodbye")


def test_the_first_greeting_says_that_it_is_a_bot(stage: Stage) -> None:
    assert "a bot" in stage.says("hello")[0]


def test_strong_anger_is_acknowledged_and_a_person_is_offered_with_the_answer(stage: Stage) -> None:
    replies = stage.says("This is outrageous, I am furious! Where do I get a return label?")

    assert replies[0].startswith("I'm sorry about this.")
    assert "My orders" in replies[0]
    assert replies[1] == "Would you rather talk to a person?"
    stage.says("yes")
    assert stage.conversation().owner == "queue"


def test_an_insult_is_no_question_and_offers_a_person(stage: Stage) -> None:
    reply = stage.says("you stupid useless bot")

    assert reply[0].startswith("I'm sorry about this.")
    stage.says("yes")
    assert stage.conversation().owner == "queue"


def test_an_agent_is_asked_for_by_name(stage: Stage) -> None:
    assert stage.says("can I speak with Daniel please")[0].startswith("I've asked a colleague")
    assert stage.conversation().owner == "queue"


def test_how_to_be_called_is_no_wish_for_a_call(stage: Stage) -> None:
    stage.says("call me Ana")
    assert stage.conversation().owner == "bot"


def test_a_choice_can_be_typed_by_its_number_or_label(stage: Stage) -> None:
    stage.says("what's the weather like today?")
    stage.says("1")

    assert stage.conversation().owner == "queue"


def test_old_choices_go_stale(stage: Stage) -> None:
    stage.says("what's the weather like today?")
    stage.says("thanks")
    stage.says("1")

    assert stage.conversation().owner == "bot"


def test_a_secret_is_removed_said_so_and_not_searched_for(stage: Stage) -> None:
    reply = stage.says("my card is 4242 4242 4242 4242")

    assert reply == [
        "I have removed what looks like a secret from your message. Please never send passwords or card numbers here."
    ]
    stored = stage.look(lambda session: str(session.connection().exec_driver_sql("SELECT text FROM message").all()))
    assert "4242" not in stored


def test_thanks_with_a_question_is_a_question(stage: Stage) -> None:
    assert "5 working days" in stage.says("thanks, how long does a refund take?")[0]


def test_a_short_greeting_is_understood_and_returned_in_its_language(stage: Stage) -> None:
    assert "Bonjour" in stage.says("Bonjour")[0]
    assert stage.says("merci", user="luc")[0] != stage.says("thanks", user="ann")[0]
    assert stage.decision().rule == "thanks"


def test_a_greeting_that_looks_like_a_slip_of_anothers_is_its_own_languages(stage: Stage) -> None:
    assert "Guten Tag" in stage.says("hallo")[0]


@pytest.mark.parametrize("words", ["heyy", "hiii", "helloo"])
def test_a_greeting_may_be_drawn_out(stage: Stage, words: str) -> None:
    assert "I'm the" in stage.says(words)[0]
    assert stage.decision().rule == "greeting.first"


def test_where_no_words_tell_the_language_the_chat_app_does(stage: Stage) -> None:
    german = {"language": "de-AT"}

    assert texts.detect(stage.says("hm?", data=german)[0]) == "de"
    assert texts.detect(stage.says("Can I return a chair?", data=german)[0]) == "en"
    assert texts.detect(stage.says("hm?", data=german)[0]) == "en"
    assert texts.detect(stage.says("hm?", user="ann", data={"language": "pt"})[0]) == "en"


def test_a_year_is_no_link_code(stage: Stage) -> None:
    said = [stage.says("desk 2024"), stage.says("1234-5678")]

    assert all(said), "something is said to each"
    assert "code" not in str(said)


def test_still_open_is_understood_in_more_words_than_yes_and_no(stage: Stage) -> None:
    stage.says("My desk leg is missing.")
    stage.passes(days=3)
    stage.says("hello")

    assert stage.says("no, it is solved")[0].startswith("Good to hear")


def test_words_that_only_tell_who_one_is_become_no_issue(stage: Stage) -> None:
    stage.says("My name is Maya and I live in Oslo")
    stage.says("I want a human")
    stage.acts("claim")
    stage.acts("hand_back")
    stage.passes(days=3)

    assert "is that still open" not in stage.says("hello")[0].lower()


# --- memory ----------------------------------------------------------------------------------------


def test_facts_are_noted_and_the_first_one_is_announced_once(stage: Stage) -> None:
    first = stage.says("I'm Maya and I'm on the Plus plan")[0]
    second = stage.says("I live in Oslo")[0]

    assert "your name is Maya" in first
    assert "you are on the Plus plan" in first
    assert "/forget" in first
    assert "you live in Oslo" in second
    assert "/forget" not in second


def test_the_announcement_waits_where_the_bot_asks_which_article_is_meant(stage: Stage) -> None:
    asked = stage.says("I'm Maya. parcel money")[0]

    assert asked.endswith("Do you mean:")
    assert stage.says("I live in Oslo")[0].endswith("/forget removes it.")


def test_my_plan_is_plus_is_a_fact_and_no_question(stage: Stage) -> None:
    assert stage.says("my plan is Plus")[0].startswith("Thank you, noted: you are on the Plus plan.")


def test_forgetting_leaves_no_byte_in_the_log_either(stage: Stage) -> None:
    from bot.storage.sqlite import sqlite_path

    stage.says("I live in Trondheim")
    stage.says("/forget city")
    stage.says("yes")

    path = sqlite_path(stage.app.settings.database)
    assert [file.name for file in path.parent.glob("rapport.db*") if b"Trondheim" in file.read_bytes()] == []


def test_forget_everything_blanks_the_words_and_says_so(stage: Stage) -> None:
    stage.says("I live in Oslo")
    stage.says("/forget all")

    assert stage.says("yes") == ["Done. I have forgotten everything about you."]
    texts = stage.look(lambda session: str(session.connection().exec_driver_sql("SELECT text FROM message").all()))
    assert "Oslo" not in texts


def test_what_is_known_is_used_and_not_asked_again(stage: Stage) -> None:
    stage.says("I'm on the Plus plan")

    reply = stage.says("what does shipping cost me?")[0]

    assert "For you (Plus)" in reply
    assert "Free from €50" in reply
    assert "Which plan" not in reply
    assert stage.decision().facts


def test_what_is_missing_is_asked_once_and_the_answer_is_used(stage: Stage) -> None:
    assert "Which plan are you on" in stage.says("what does shipping cost me?")[0]

    assert "For you (Family)" in stage.says("Family")[0]
    assert "Which plan" not in stage.says("what does shipping cost me?")[0]


def test_a_short_reply_that_names_a_row_stays_with_the_article(stage: Stage) -> None:
    stage.says("what does shipping cost me?")

    assert "For you (Basic)" in stage.says("and on Basic?")[0]


def test_my_name_is_forgotten_by_any_of_its_names(stage: Stage) -> None:
    stage.says("call me Tom please")

    assert "Tom" in stage.says("forget my name")[0]
    stage.says("yes")
    assert "Tom" not in stage.says("/me")[0]


def test_a_yes_to_nothing_in_particular_does_not_mark_an_issue_as_solved(stage: Stage) -> None:
    stage.says("My desk leg is missing.")
    stage.says("yes")
    stage.passes(days=3)

    assert "missing" in stage.says("hello")[0]


def test_a_yes_after_a_command_is_not_taken_for_an_older_question(stage: Stage) -> None:
    stage.says("what's the weather like today?")
    stage.says("/me")
    stage.says("yes")

    assert stage.conversation().owner == "bot"


def test_a_correction_supersedes(stage: Stage) -> None:
    stage.says("I'm on the Plus plan")
    stage.says("sorry, I meant the Family plan")

    assert "For you (Family)" in stage.says("what does shipping cost me?")[0]


def test_me_lists_what_is_remembered_with_date_and_channel(stage: Stage) -> None:
    stage.says("I'm on the Plus plan")

    reply = stage.says("/me")[0]
    assert "You are on the Plus plan (you told me on 2 Mar 2026 in Telegram)" in reply


def test_forget_asks_first_and_then_leaves_nothing(stage: Stage) -> None:
    stage.says("I live in Oslo")

    assert "yes or no" in stage.says("/forget city")[0]
    assert stage.says("yes")[0].startswith("Done, forgotten")
    assert "Oslo" not in stage.says("/me")[0]


def test_forget_is_taken_back_by_no(stage: Stage) -> None:
    stage.says("I live in Oslo")
    stage.says("/forget city")
    stage.says("no")

    assert "Oslo" in stage.says("/me")[0]


def test_a_problem_that_was_not_solved_is_picked_up_on_the_next_contact(stage: Stage) -> None:
    stage.says("My desk leg is missing.")
    stage.passes(days=4)

    reply = stage.says("hi again")[0]
    assert "My desk leg is missing" in reply
    assert stage.says("no, all solved")[0].startswith("Good to hear")
    stage.passes(days=4)
    assert "missing" not in stage.says("hello")[0]


# --- one person on two channels ----------------------------------------------------------------------


def _code(replies: list[str]) -> str:
    import re

    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", replies[0])
    assert found
    return found[0]


def test_linking_with_a_code_shares_one_memory_and_unlinking_takes_it_apart(stage: Stage) -> None:
    stage.says("I'm Maya, I'm on the Plus plan")
    code = _code(stage.says("/link"))

    linked, told = stage.says(f"/link {code}", channel="slack")
    assert "Slack, Telegram now share one memory" in linked
    assert "linked with Slack" in told
    assert stage.customer(channel="slack") == stage.customer()

    assert "on the Plus plan" in stage.says("hello", channel="slack")[0]
    assert "For you (Plus)" in stage.says("what does shipping cost me?", channel="slack")[0]

    stage.says("/unlink", channel="slack")
    assert stage.customer(channel="slack") != stage.customer()
    assert "Plus" not in stage.says("/me", channel="slack")[0]
    assert "Plus" in stage.says("/me")[0]


def test_a_wrong_code_links_nobody_and_guessing_is_stopped(stage: Stage) -> None:
    stage.says("/link")
    replies = [stage.says(f"/link ABCD-234{n}", channel="slack")[0] for n in range(6)]

    assert "doesn't work" in replies[0]
    assert "Too many tries" in replies[5]
    stage.says("hi", channel="slack")
    assert stage.customer(channel="slack") != stage.customer()


def test_a_code_works_once(stage: Stage) -> None:
    code = _code(stage.says("/link"))
    stage.says(f"/link {code}", channel="slack")

    assert "doesn't work" in stage.says(f"/link {code}", channel="web", user="eve")[0]


def test_a_code_is_stale_after_ten_minutes(stage: Stage) -> None:
    code = _code(stage.says("/link"))
    stage.passes(minutes=11)

    assert "doesn't work" in stage.says(f"/link {code}", channel="slack")[0]


# --- language ----------------------------------------------------------------------------------------


def test_a_german_customer_is_answered_in_german_and_stays_so(stage: Stage) -> None:
    reply = stage.says("Hallo, könnt ihr mir bitte die Wettervorhersage sagen?")[0]

    assert "Artikel" in reply or "Hilfe" in reply
    assert stage.says("ok danke")[0] != "You're welcome!"


def test_a_language_wish_is_kept(stage: Stage) -> None:
    stage.says("/language Deutsch")

    assert "Artikel" in stage.says("/help")[0] or "Hilfe" in stage.says("/help")[0]


@pytest.mark.parametrize(
    ("told", "asked", "line"),
    [
        (
            "I'm on the Plus plan.",
            "which plan am I on?",
            "You are on the Plus plan (you told me on 2 Mar 2026 in Telegram)",
        ),
        ("my name is Maya", "hey, what's my name", "Your name is Maya (you told me on 2 Mar 2026 in Telegram)"),
        ("I live in Oslo", "where do I live?", "You live in Oslo (you told me on 2 Mar 2026 in Telegram)"),
        ("I'm from Norway", "what is my country", "Your country is Norway (you told me on 2 Mar 2026 in Telegram)"),
        ("Ich wohne in Hamburg.", "In welcher Stadt wohne ich?", "Hamburg"),
        ("Me llamo Carmen.", "¿Cómo me llamo?", "Carmen"),
        ("J'habite à Lyon.", "Dans quelle ville j'habite ?", "Lyon"),
    ],
)
def test_what_was_told_is_told_back_with_where_it_was_learnt(stage: Stage, told: str, asked: str, line: str) -> None:
    stage.says(told)

    assert line in stage.says(asked)[0]
    assert stage.decision().rule == "asked of memory"


@pytest.mark.parametrize("asked", ["which plan am I on?", "what is my name", "Wie heiße ich?", "¿Cómo me llamo?"])
def test_what_nobody_has_told_is_said_to_be_so(stage: Stage, asked: str) -> None:
    stage.says(asked)

    assert stage.decision().rule == "asked of memory: not told"


def test_a_judgement_is_kept_for_us_and_never_said_to_the_customer(stage: Stage) -> None:
    said = stage.says("i want to cancel my membership")[0] + stage.says("/me")[0] + stage.says("/forget x")[0]

    assert "leaving" not in said
    assert "/export" in said  # that such notes exist is no secret, and what they say is sent


@pytest.mark.parametrize(
    "words", ["Kim is not my name", "My name is not Kim", "I'm not Kim", "Je ne m'appelle pas Kim"]
)
def test_who_says_what_they_are_not_called_is_understood(stage: Stage, words: str) -> None:
    stage.says("my name is Kim")

    assert "Kim" in stage.says(words)[0]
    assert stage.decision().rule == "facts taken off"
    assert "Kim" not in stage.says("/me")[0]


def test_what_is_noted_is_noted_once_in_a_reply(stage: Stage) -> None:
    reply = stage.says("remember that I prefer to be contacted in the morning")[0]

    assert reply.lower().count("noted") == 1


@pytest.mark.parametrize(
    ("told", "corrected", "said"),
    [
        ("I live in Oslo", "that's wrong, I live in Bergen", ["you live in Bergen", "Oslo", "corrected"]),
        ("Ich wohne in Berlin", "das ist falsch, ich wohne in Hamburg", ["wohnen in Hamburg", "Berlin", "berichtigt"]),
        ("Vivo en Toledo", "eso no es correcto, vivo en Granada", ["vive en Granada", "Toledo", "corregido"]),
        ("J'habite à Lyon", "c'est faux, j'habite à Nantes", ["vous habitez à Nantes", "Lyon", "corrigé"]),
    ],
)  # fmt: skip
def test_a_correction_is_answered_with_what_was_changed(
    stage: Stage, told: str, corrected: str, said: list[str]
) -> None:
    stage.says(told)
    reply = stage.says(corrected)[0]

    assert [words for words in said if words not in reply] == []


@pytest.mark.parametrize(
    ("told", "corrected"),
    [
        ("my order is 48213", "sorry, I meant order 48231"),
        ("Meine Bestellnummer ist 48213", "Entschuldigung, ich meinte Bestellung 48231"),
        ("mi pedido es el 48213", "perdón, quise decir el pedido 48231"),
        ("ma commande est la 48213", "pardon, je voulais dire la commande 48231"),
    ],
)
def test_a_mistyped_order_is_replaced_and_no_second_one(stage: Stage, told: str, corrected: str) -> None:
    stage.says(told)

    assert "48231" in stage.says(corrected)[0]
    assert [(row.value, row.status) for row in stage.rows(Fact) if row.key == "order.id"] == [
        ("48213", "retracted"),
        ("48231", "active"),
    ]


def test_another_order_stands_beside_the_first(stage: Stage) -> None:
    stage.says("my order is 48213")
    stage.says("oh sorry, and order 50777 too")

    assert [row.value for row in stage.rows(Fact) if row.key == "order.id" and row.status == "active"] == [
        "48213",
        "50777",
    ]


def test_a_number_behind_a_lone_button_calls_nobody(stage: Stage) -> None:
    stage.says("how are you?")
    assert stage.says("the 2nd") == ["Which one do you mean? A few words are enough."]
    stage.says("1")

    assert stage.conversation().owner == "bot"


def test_ok_after_something_noted_is_said_to_the_note(stage: Stage) -> None:
    stage.says(RETURN)
    stage.says("my order number is NV-482917")

    assert stage.says("ok") == ["All right. Just ask whenever you like."]


def test_a_question_beside_a_wish_to_forget_is_answered_and_then_asked_whether_surely(stage: Stage) -> None:
    stage.says("I live in Oslo")
    answered, asked = stage.says("forget my city. how do I return a chair?")

    assert "Open My orders" in answered
    assert asked.startswith("Shall I forget this for good")
    stage.says("yes")
    assert [fact.value for fact in stage.rows(Fact) if fact.status == "active"] == []


def test_who_writes_again_while_nobody_comes_hears_how_it_stands_and_only_after_a_while(stage: Stage) -> None:
    stage.says("talk to a human")
    stage.says("hello?")

    assert stage.says("anyone?") == []
    stage.passes(hours=2)
    stage.passes(minutes=12)
    assert stage.says("is anyone there") == ["Nobody has come yet; what you wrote is with the team."]
    assert stage.says("well?") == []
    for number in range(20):
        stage.says(f"and {number}")
    stage.passes(minutes=12)
    assert stage.says("is anyone there") == ["Nobody has come yet; what you wrote is with the team."]


@pytest.mark.parametrize(
    ("news", "sorry"),
    [
        ("my dog died on the sofa yesterday", "I'm very sorry for your loss."),
        ("Mein Hund ist gestern auf dem Sofa verstorben", "Mein herzliches Beileid."),
        ("mi perro murió ayer en el sofá", "Siento mucho su pérdida."),
        ("mon chien est mort hier sur le canapé", "Je vous présente mes condoléances."),
    ],
)
def test_nothing_is_noted_aloud_of_a_sad_message(stage: Stage, news: str, sorry: str) -> None:
    replies = stage.says(news)

    assert replies[0].startswith(sorry)
    assert "/forget" not in "".join(replies)


def test_what_is_asked_beside_sad_news_is_answered(stage: Stage) -> None:
    assert "Open My orders" in stage.says("my mother passed away, how do I return a chair?")[0]


def test_words_that_choose_nothing_of_what_was_offered_are_asked_about_once_more(stage: Stage) -> None:
    stage.says("something about my order please money parts")

    assert stage.says("so where is it now")[0].startswith("Which one do you mean?")
    assert "Which one" not in stage.says("so where is that now")[0]


@pytest.mark.parametrize(
    "text",
    ["Thanks. By the way it's Mrs Ozdemir, not Mr", "thanks! I'll ask my neighbour then",
     "Danke. Übrigens heißt es Frau Özdemir, nicht Herr"],
)  # fmt: skip
def test_thanks_stay_thanks_whatever_is_told_beside_them(stage: Stage, text: str) -> None:
    stage.says("how long does a refund take?")
    said = stage.says(text)[0]
    assert said.startswith(("You're welcome", "Gern geschehen"))


def test_thanks_with_a_name_are_answered_and_the_name_is_noted(stage: Stage) -> None:
    stage.says("how long does a refund take?")
    assert "your name is Tomasz" in stage.says("ok cool, thanks! im Tomasz btw")[0]
