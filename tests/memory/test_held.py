"""What was told before: that it is no longer so, or that another value stands in its place."""

from __future__ import annotations

import pytest

from tests.memory.conftest import read
from tests.memory.test_learning import just_told, marks

PLAN, CITY, FIRM, MODEL, SYSTEM = "plan.name", "location.city", "company.name", "device.model", "device.os"

OVER = [
    (PLAN, "Flex 20", "we're no longer on flex 20"),
    (PLAN, "Business 100", "Das Business 100 haben wir gekündigt"),
    (PLAN, "Solo", "cancelled my plan this morning"),
    (PLAN, "Solo", "hab mein abo gekündigt"),
    (PLAN, "Equipo 20", "hemos dado de baja el plan equipo 20"),
    (PLAN, "Premium", "ya no tengo la suscripción"),
    (PLAN, "Premium", "ich habe mein Abo bei euch gekündigt"),
    (PLAN, "Start 25", "j'ai résilié mon forfait hier"),
    (PLAN, "Start 25", "on n'a plus Start 25, je suis sur autre chose"),
    (CITY, "Cologne", "Aus Köln sind wir weggezogen"),
    (CITY, "Vigo", "me fui de vigo en junio"),
    (CITY, "Lyon", "j'ai quitté Lyon"),
    (FIRM, "Kessler Bau", "ich arbeite nicht mehr bei Kessler Bau"),
    (FIRM, "Verdane", "je ne travaille plus chez Verdane"),
    (SYSTEM, "Ubuntu", "we moved away from ubuntu"),
    (SYSTEM, "Windows 11", "ya no uso windows"),
    (MODEL, "iPhone 14", "sold the iphone"),
    (MODEL, "Kindle", "gave my Kindle away"),
    (PLAN, "Autónomo 10", "me he dado de baja del plan"),
    (PLAN, "Plus", "je n'utilise plus votre Plus"),
    (MODEL, "Galaxy S23", "das galaxy s23 hab ich verschenkt"),
    (MODEL, "iPhone 13", "l'iPhone 13 je l'ai vendu"),
    (MODEL, "Xiaomi 13", "vendí el xiaomi 13"),
    (MODEL, "Galaxy S21", "the S21's gone, got something newer"),
    (MODEL, "iPhone 13", "das 13er ist verkauft"),
    (MODEL, "iPhone 11", "el 11 lo vendí en mayo"),
    (MODEL, "Pixel 7", "le 7 je l'ai vendu"),
    (PLAN, "Bronze", "Bronze is over since yesterday"),
    (PLAN, "Bronze", "so Bronze is history"),
    (PLAN, "Bronze", "Bronze ist Geschichte, seit gestern"),
    (PLAN, "Bronce", "lo de Bronce se acabó ayer"),
    (PLAN, "Bronze", "depuis hier Bronze c'est fini"),
]
NOT_OVER = [
    (PLAN, "Bronze", "the trial of Bronze is over"),
    (PLAN, "Bronze", "Bronze is over budget for us"),
    (PLAN, "Bronze", "if Bronze is over, what then"),
    (PLAN, "Bronze", "die Aktion Bronze ist vorbei"),
    (PLAN, "Bronce", "la promo de Bronce se acabó"),
    (PLAN, "Bronze", "la promo Bronze c'est fini"),
    (MODEL, "iPhone 12", "the 12 keys are gone"),
    (MODEL, "iPhone 12", "my brother sold the 12"),
    (MODEL, "iPhone 12", "das 12er Pack ist verkauft"),
    (MODEL, "iPhone 12", "is the 12 sold out?"),
    (PLAN, "Plus", "je n'ai plus la facture"),
    (PLAN, "Plus", "je ne suis plus chez moi"),
    (PLAN, "Plus", "I want to cancel Plus"),
    (PLAN, "Plus", "did you cancel my plan?"),
    (PLAN, "Plus", "if I cancelled Plus, what would I lose?"),
    (PLAN, "Plus", "my brother cancelled Plus"),
    (PLAN, "Plus", "ich habe Plus noch nicht gekündigt"),
    (MODEL, "Pixel 8", "my Pixel 8 no longer charges"),
    (MODEL, "iPhone 13", "mon iPhone 13 ne s'allume plus"),
    (MODEL, "Moto G84", "mi Moto G84 ya no carga"),
    (CITY, "Bonn", "in Bonn kommt nichts mehr an"),
    (CITY, "Oslo", "I left Oslo this morning for a meeting"),
    (CITY, "Oslo", "I'm not in Oslo today"),
    (CITY, "Lyon", "j'ai quitté Lyon ce matin"),
    (FIRM, "Pinecrest", "we left Pinecrest's address in the form"),
    (PLAN, "Solo", "j'ai résilié mon abonnement téléphone chez Orange"),
    (PLAN, "Solo", "ich habe meinen Vertrag bei Vodafone gekündigt"),
]
IN_ITS_PLACE = [
    (CITY, "Bristol", "not Bristol, Bath", "Bath"),
    (CITY, "Cologne", "nicht Köln, Bonn!", "Bonn"),
    (CITY, "Sevilla", "no, Sevilla no, Cádiz", "Cádiz"),
    (CITY, "Lyon", "pas Lyon, Annecy", "Annecy"),
    (CITY, "Hull", "it's Leeds, not Hull", "Leeds"),
    (PLAN, "Start 10", "c'est pas Start 10 mais Start 25", "Start 25"),
    ("plan.seats", "12", "not 12 but 15", "15"),
    ("contact.email", "pia@alt.example", "nicht pia@alt.example, sondern pia@neu.example", "pia@neu.example"),
]


@pytest.mark.parametrize(("key", "value", "words"), OVER)
def test_what_was_told_and_is_no_longer_so_is_ended_in_any_order_of_words(key: str, value: str, words: str) -> None:
    assert f"-{key}={value}" in marks(read(words, known=just_told(**{key: value})))


@pytest.mark.parametrize(("key", "value", "words"), NOT_OVER)
def test_what_is_wished_asked_or_broken_ends_nothing(key: str, value: str, words: str) -> None:
    assert not [one for one in read(words, known=just_told(**{key: value})) if one.denies]


@pytest.mark.parametrize(("key", "value", "words", "other"), IN_ITS_PLACE)
def test_what_stands_in_the_place_of_a_value_puts_it_right(key: str, value: str, words: str, other: str) -> None:
    assert f"!{key}={other}" in marks(read(words, known=just_told(**{key: value})))


def test_an_order_put_right_takes_back_the_one_that_was_told() -> None:
    (found,) = read("it is 4711, not 4712", known=just_told(**{"order.id": "4712"}))
    assert (found.value, found.corrects, found.retracts) == ("4711", "4712", True)


def test_what_was_so_until_now_is_history_and_no_slip() -> None:
    told = just_told(**{PLAN: "Flex 20"})
    found = marks(read("bin nicht mehr bei flex 20, jetzt flex 50", known=told))
    assert found == [f"-{PLAN}=Flex 20", f"{PLAN}=Flex 50"]


def test_of_two_only_the_one_beside_the_parting_is_gone() -> None:
    known = just_told(**{MODEL: "Pixel 7", "product.owned": "desk"})
    found = marks(read("sold the Pixel 7, the desk stays", known=known))
    assert f"-{MODEL}=Pixel 7" in found
    assert "-product.owned=desk" not in found
