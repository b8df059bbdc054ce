"""Asking for a person, in any words and four languages.

Four files of sentences: the first ones, those to work with, and two that only measure. `held_out` was written with
those to work with and dealt out by chance; `fresh` was imagined later, to be hard: idioms, hints, slang. The first two
must all be right; of the last two, as many as measured. What is not surely understood gets the offer of a person:
test_way_to_a_person.py.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import requests

DATA = Path(__file__).parent.parent / "data"
LEAST_FOUND = {"person_held_out.toml": 0.97, "person_fresh.toml": 0.53}
"""The share of wishes that must be surely understood. Of the fresh ones it was 38 % at first sight."""
MOST_WRONG = 0.025
"""The share of other sentences that may be mistaken for a wish; of the fresh ones it was 4 % at first sight."""


def listed(file: str, kind: str) -> list[str]:
    table = tomllib.loads((DATA / file).read_text(encoding="utf-8"))
    return [text for lists in table.values() for text in lists[kind]]


KNOWN = ("human_requests.toml", "person_development.toml")


@pytest.mark.parametrize("text", [text for file in KNOWN for text in listed(file, "asks")])
def test_a_wish_for_a_person_is_understood(text: str) -> None:
    assert requests.wants_person(text)


@pytest.mark.parametrize("text", [text for file in KNOWN for text in listed(file, "not")])
def test_the_same_words_in_another_sense_bring_in_nobody(text: str) -> None:
    assert not requests.wants_person(text)


@pytest.mark.parametrize("file", LEAST_FOUND)
def test_wishes_nobody_worked_with_are_understood_as_well(file: str) -> None:
    asks, others = listed(file, "asks"), listed(file, "not")
    assert sum(map(requests.wants_person, asks)) / len(asks) >= LEAST_FOUND[file]
    assert sum(map(requests.wants_person, others)) / len(others) <= MOST_WRONG


@pytest.mark.parametrize("text", ["AGENTTTTT", "huuuuuman please", "I want to\ntalk to\nsomeone", "👋 agent 🙏",
                                  "i want a manager", "We need the boss, now"])  # fmt: skip
def test_shouting_bursts_and_emoji_hide_no_wish(text: str) -> None:
    assert requests.wants_person(text)


@given(st.text(max_size=200))
def test_any_text_asks_for_a_person_or_not_and_with_the_words_for_it_it_does(text: str) -> None:
    assert requests.wants_person(text) in (True, False)
    assert requests.wants_person(f"{text}\n\nI want to talk to a human")


@pytest.mark.parametrize(
    "text",
    [
        "no human, just tell me what to do",
        "no people please",
        "keinen Menschen bitte, sag mir einfach, was ich tun soll",
        "ninguna persona, dígame qué hacer",
        "pas d'humain, dites-moi quoi faire",
    ],
)
def test_who_says_no_human_is_offered_none(text: str) -> None:
    assert not requests.wants_person(text)
    assert not requests.may_want(text)


@pytest.mark.parametrize(
    "text",
    [
        "can someone assemble it for me",
        "who pays the return shipping?",
        "kann das jemand für mich aufbauen",
        "wer zahlt den Rückversand?",
        "alguien puede montarlo por mí",
        "quién paga la devolución",
        "quelqu'un peut le monter pour moi ?",
        "qui paie les frais de retour ?",
    ],
)
def test_who_asks_what_is_done_for_customers_is_offered_nobody_to_talk_to(text: str) -> None:
    assert not requests.may_want(text)


@pytest.mark.parametrize(
    "text",
    [
        "Can someone ring me before they deliver?",
        "can someone help me install it over the phone",
        "could someone phone me about the lift",
        "kann jemand mit mir über das Montieren sprechen",
        "kann mich jemand anrufen bevor ihr liefert",
        "¿puede llamarme alguien antes de entregar?",
        "je veux parler à quelqu'un qui livre",
        "quelqu'un peut m'appeler avant de livrer ?",
    ],
)
def test_who_wants_to_talk_about_what_is_done_for_customers_is_offered_a_person(text: str) -> None:
    assert requests.may_want(text)


@pytest.mark.parametrize("text", ["quiero devolverlo todo", "he pagado con paypal y quiero devolverlas"])
def test_what_is_given_back_is_no_call_back(text: str) -> None:
    assert not requests.wants_person(text)
    assert requests.wants_person("¿me pueden devolverme la llamada?")


@pytest.mark.parametrize("text", ["j'ai supprimé mon compte", "je n'ai pas d'adresse mail", "je l'ai reçu hier"])
def test_french_for_i_have_is_no_word_for_a_bot(text: str) -> None:
    assert not requests.may_want(text)


@pytest.mark.parametrize("text", ["no human?", "no agent has called me back", "kein Mensch antwortet mir"])
def test_who_misses_a_human_is_offered_one(text: str) -> None:
    assert requests.may_want(text)


def test_no_bot_is_a_wish_all_the_same() -> None:
    assert requests.wants_person("no bot, a human")


@pytest.mark.parametrize(
    "text",
    ["somebody hacked into my profile", "can somebody else sign for it", "jemand hat sich bei mir eingeloggt",
     "kann jemand anderes das Paket annehmen", "alguien ha entrado en mi cuenta", "quelqu'un a piraté mon compte"],
)  # fmt: skip
def test_what_somebody_did_or_may_do_asks_for_nobody(text: str) -> None:
    assert not requests.may_want(text)


@pytest.mark.parametrize("text", ["everyone calls me Bix", "folks call me Jo-Jo, thank you"])
def test_what_others_call_somebody_is_no_wish_to_be_called(text: str) -> None:
    assert not requests.wants_person(text)


@pytest.mark.parametrize("text", ["je veux pas d'un conseiller", "j'ai pas envie de parler à quelqu'un"])
def test_a_refusal_without_its_ne_is_one(text: str) -> None:
    assert requests.refuses_person(text)
    assert not requests.wants_person(text)


@pytest.mark.parametrize(
    "text",
    ["wann bekomme ich die Kaution zurück?", "wie bekomme ich die Teile wieder", "wo kriege ich den Helm zurück",
     "wann bekomme ich ihn zurück?", "ich will den Helm zurück", "bekomme ich die Kaution zurück?",
     "when do I get her back from the workshop?", "il peut reprendre le vélo ?"],
)  # fmt: skip
def test_a_thing_wanted_back_is_nobody(text: str) -> None:
    assert not requests.wants_person(text)


@pytest.mark.parametrize(
    "text",
    ["ich will ihn zurück", "ich hätte sie gern wieder", "ich möchte den Kollegen zurück", "kann ich Anna wieder haben",
     "can I have her again", "get him back", "elle peut reprendre ?"],
)  # fmt: skip
def test_a_person_wanted_back_is_brought(text: str) -> None:
    assert requests.wants_person(text, ("Anna Berg",))
