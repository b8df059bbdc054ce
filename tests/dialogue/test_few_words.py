"""A few words after an answer, a miss or an offer: goodbye, ugh, "that is wrong", "what is the price", an insult."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.commands import replay
from bot.dialogue import leaning, reading

HALL = {
    "hall/prices": """---
title: Prices and passes
asks: [how much is a day ticket, what does a monthly pass cost, can I freeze my pass]
---
## What a visit costs

A day ticket is €14.

| Ticket | Adult |
| --- | --- |
| Day | €14 |
| Month | €59 |

## Freezing a pass

You can freeze a monthly pass once a year.
""",
    "hall/rental": """---
title: Rent shoes and gear
asks: [do you rent shoes, can I borrow a rope]
---
## What you can rent

You can rent shoes and harnesses at the desk. Shoes are €4 a day.
""",
    "hall/safety": """---
title: Who may climb alone
asks: [can children climb alone, do I need a test]
---
## Children

Children under 14 must be with an adult.

## Bouldering alone

For bouldering nobody needs a test.
""",
    "returns": """---
title: Send shoes back
asks: [how do I send shoes back, how much does sending back cost, how long does it take to get my money]
---
## How to send shoes back

You send shoes back in their box, with the label inside.

## What sending back costs

Sending back costs €5.

## How long the money takes

The money is with you within 5 working days.
""",
}
MISSED = {"en": "can I bring my dog", "de": "kann ich meinen Hund mitbringen", "es": "¿puedo traer a mi perro?",
          "fr": "puis-je venir avec mon chien ?"}  # fmt: skip
LEAVES = {"en": ("ok bye", "Goodbye!"), "de": ("ok tschüss", "Auf Wiedersehen!"),
          "es": ("vale adiós", "¡Hasta pronto!"), "fr": ("ok au revoir", "Au revoir\u00a0!")}  # fmt: skip
Talk = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    """Play one customer's words in a climbing hall; return every reply as (what was decided, words)."""
    for name, text in HALL.items():
        path = tmp_path / "knowledge" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    start = datetime.fromisoformat("2026-03-02T09:00:00+00:00")

    def played(*texts: str) -> list[tuple[str, str]]:
        rows = [
            {"n": n, "at": (start + timedelta(minutes=n)).isoformat(), "channel": "web", "from": "7", "text": text}
            for n, text in enumerate(texts, 1)
        ]
        said: list[dict[str, object]] = []
        replay.run([replay.line(n, row) for n, row in enumerate(rows, 1)], tmp_path / "knowledge", said.append)
        return [(str(one["decision"]), str(one["text"])) for one in said]

    return played


@pytest.mark.parametrize("language", MISSED)
def test_a_farewell_brings_in_nobody_and_takes_the_offer_off_the_table(talk: Talk, language: str) -> None:
    words, goodbye = LEAVES[language]

    _, left = talk(MISSED[language], words)

    assert left == ("chat", goodbye)


def test_a_yes_with_a_farewell_still_brings_in_a_person(talk: Talk) -> None:
    assert talk("can I bring my dog", "yes please, bye")[-1][0] == "handoff"


@pytest.mark.parametrize("words", ["that is wrong", "that is not right", "this is wrong", "this isn't right"])
def test_that_it_is_wrong_is_a_complaint_in_its_long_form_too(talk: Talk, words: str) -> None:
    _, after = talk("do you rent shoes", words)

    assert after[1].startswith(("What was missing?", "Sorry", "Then perhaps"))


@pytest.mark.parametrize(
    ("text", "intent"),
    [("that is not it", "not_helped"), ("it is not solved", "not_helped"), ("i have tried that", "not_helped")],
)
def test_a_phrase_is_heard_with_what_it_contracts_opened(text: str, intent: str) -> None:
    assert reading.contains(text, intent, ("en",))


def test_a_word_alone_is_not_opened() -> None:
    assert ("do", "not") not in reading.phrases("en", "denials")


@pytest.mark.parametrize(
    ("text", "language"),
    [("is there a shower", "en"), ("are there lockers?", "en"), ("gibt es eine Dusche", "de"),
     ("¿hay duchas?", "es"), ("il y a une douche ?", "fr"), ("y a-t-il une douche ?", "fr")],
)  # fmt: skip
def test_whether_there_is_something_leans_on_nothing(text: str, language: str) -> None:
    assert not leaning.refers(text, (language,))


@pytest.mark.parametrize(
    ("text", "language"), [("can I park there", "en"), ("can I use it", "en"), ("brauche ich es", "de")]
)
def test_what_points_at_something_named_still_does(text: str, language: str) -> None:
    assert leaning.refers(text, (language,))


def test_whether_there_is_something_is_a_question_though_it_comes_first(talk: Talk) -> None:
    assert talk("is there a sauna?")[0][0] == "offer"


def test_an_insult_alone_is_no_miss_and_gets_one_message(talk: Talk) -> None:
    *_, last = replies = talk("can I bring my dog", "is there a sauna", "what a stupid bot")

    assert len(replies) == 3
    assert "beyond me" not in last[1]


@pytest.mark.parametrize("words", ["that's wrong, I meant bouldering", "that is not it, I meant bouldering"])
def test_what_was_meant_is_answered_behind_a_complaint(talk: Talk, words: str) -> None:
    _, meant = talk("can children climb alone", words)

    assert "For bouldering nobody needs a test." in meant[1]


@pytest.mark.parametrize("words", ["what's the price", "and the price?", "what is the price?", "how much?"])
def test_a_price_is_asked_for_by_its_noun_too(talk: Talk, words: str) -> None:
    _, price = talk("do you rent shoes", words)

    assert "€4 a day" in price[1]
    assert "€14" not in price[1]


def test_what_did_not_help_bars_its_section_and_not_the_article(talk: Talk) -> None:
    *_, costs = talk("how do I send shoes back", "that didn't help", "how much does sending back cost")

    assert "Sending back costs €5." in costs[1]


def test_what_did_not_help_is_not_given_again(talk: Talk) -> None:
    *_, again = talk("how do I send shoes back", "that didn't help", "how do I send shoes back")

    assert "in their box" not in again[1]


def test_a_sigh_is_not_thanked_for(talk: Talk) -> None:
    assert talk("do you rent shoes", "ugh")[-1][1].startswith("I'm listening: what is still open?")


def test_who_finds_the_time_long_gets_no_shorter_answers(talk: Talk) -> None:
    _, told, _ = talk("how long does it take to get my money", "that's too long", "how do I send shoes back")

    assert "In short" not in told[1]


@pytest.mark.parametrize(
    "words",
    [
        "what is it you know about me",
        "what have you stored on me?",
        "was wissen Sie von mir",
        "was haben Sie über mich gespeichert?",
        "¿qué guardáis o sabéis de mí?",
        "¿qué sabe usted acerca de mí?",
        "¿qué sabes de mí?",
        "¿qué saben de mí?",
        "¿qué recuerda de mí?",
        "qu'est-ce que vous savez de moi ?",
        "qu'est-ce que vous savez à mon sujet ?",
        "que conservez-vous me concernant ?",
    ],
)
def test_who_asks_in_any_words_what_is_known_of_them_is_told(talk: Talk, words: str) -> None:
    assert talk(words)[0][0] == "command"


@pytest.mark.parametrize(
    "words",
    [
        "what do you know about my order",
        "¿qué sabe de este pedido?",
        "¿qué sabe de mi pedido?",
        "was wissen Sie über die Schuhe",
    ],
)
def test_what_is_known_of_something_else_is_a_question(talk: Talk, words: str) -> None:
    assert talk(words)[0][0] != "command"
