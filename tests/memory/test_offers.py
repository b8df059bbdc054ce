"""Plans by their bare names: where plans are what is spoken of, and where the words around say so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.memory import offers, registry
from bot.types.memory import Line
from tests.conftest import NOON
from tests.memory.conftest import nobody, read
from tests.memory.test_learning import just_told

ALONE = [
    ("I pay for Premium, how many tracks is that?", "Premium"),
    ("we pay for Pro every month and still see ads", "Pro"),
    ("at the moment it's Basic with 14, so no big discount i guess", "Basic"),
    ("my cover is Homeguard Plus", "Homeguard Plus"),
    ("does the Studio plan include export? we've only got Hobby", "Hobby"),
    ("unsere Police ist Rundum Plus, sind Wasserschäden drin?", "Rundum Plus"),
    ("aktuell ist es Premium mit 30 Leuten, reicht uns", "Premium"),
    ("el plan es Taller Max, por si lo necesitas", "Taller Max"),
    ("pago Premium desde enero y no veo la diferencia", "Premium"),
    ("he cambiado el bono por el Semestral", "Semestral"),
    ("mon chat est couvert par le contrat Moustache Plus", "Moustache Plus"),
    ("dommage, c'est ce qu'on a, Pro", "Pro"),
    ("je paie Premium depuis mars et rien n'a changé", "Premium"),
]
WHERE_PLANS_ARE_SPOKEN_OF = [
    ("Is there a guest pass in the Harbour plan?", "we've only got Dockside, shame", "Dockside"),
    ("¿el plan Cóndor trae informes?", "vale, nosotros solo tenemos Jilguero", "Jilguero"),
    ("est-ce que la formule Albatros inclut le parking ?", "nous non, juste Mouette", "Mouette"),
    ("l'abonnement Sillage donne droit à quoi ?", "bon moi j'ai que Dérive", "Dérive"),
]
NO_PLAN = [
    "I have Covid, can you deliver later?",
    "I took Ibuprofen",
    "j'ai Alzheimer",
    "I use Zoom",
    "I'm with Lisa",
    "I'm on Holiday",
    "I chose Blue",
    "Freitag reicht mir",
    "DHL reicht uns",
    "mein Paket ist Schrott",
    "my package is DHL Express",
    "das Abo ist Abzocke",
    "l'abonnement est Résilié",
    "I pay for Gas",
    "je paie Cash",
    "C'est ce que j'ai, Merci",
    "Right now it's Summer with 5 people",
    "I pay for parking already",
    "we've only got Sunday off",
    "I pay for Maria as well, she's on my card",
    "went down from Leeds to Brighton last night, lovely drive",
    "changed to winter tyres yesterday",
    "right now it's Tuesday with 22 degrees",
    "we only have Chrome here",
    "our policy is Zero Waste, by the way",
    "switched from Trello to you lot last month",
    "ich zahle für Mama mit",
    "bin von Kassel nach Fulda gewechselt",
    "pago Bizum casi siempre",
    "ahora pago la Factura 3",
    "j'ai pris le Train finalement",
    "je paie Lydia souvent",
    "c'est ce qu'on a, du retard",
]


def plans(words: str, *before: str, told: str = "") -> Sequence[str]:
    history = tuple(Line(1, "customer", text, None, "web", NOON) for text in before)
    known = just_told(**{"plan.name": told}) if told else nobody(history=history)
    return [one.value for one in read(words, known=known) if one.key == "plan.name" and not one.denies]


@pytest.mark.parametrize(("words", "name"), ALONE)
def test_a_plan_is_known_by_what_is_said_of_it(words: str, name: str) -> None:
    assert plans(words) == [name]


@pytest.mark.parametrize(("before", "words", "name"), WHERE_PLANS_ARE_SPOKEN_OF)
def test_where_a_name_has_been_called_a_plan_another_is_one_too(before: str, words: str, name: str) -> None:
    assert plans(words, before) == [name]
    assert plans(words) == []


@pytest.mark.parametrize(
    ("told", "words", "name"),
    [
        ("Seedling", "went up from Seedling to Orchard on sunday", "Orchard"),
        ("Ember", "changed to Ember Max this morning", "Ember Max"),
        ("Nocturno", "al final cogí el Diurno", "Diurno"),
        ("Ruche", "finalement j'ai pris l'Essaim", "Essaim"),
    ],
)
def test_who_has_told_a_plan_changes_to_another_by_its_bare_name(told: str, words: str, name: str) -> None:
    assert plans(words, told=told) == [name]


@pytest.mark.parametrize("words", NO_PLAN)
def test_what_else_is_had_and_paid_for_is_no_plan(words: str) -> None:
    assert plans(words) == []
    assert plans(words, "Does the Orchard plan include SSO?") == []


def test_a_text_calls_names_plans_by_the_word_beside_them() -> None:
    told = "From the Studio plan upwards; la formule Albatros too. My plan is cheap"

    assert offers.called(told, registry.DEFAULT) == ("Albatros", "Studio")


def test_a_number_of_people_is_no_number_of_seats() -> None:
    assert not read("Right now it's Summer with 5 people")


def test_who_has_told_a_plan_may_have_other_things_with_a_capital() -> None:
    for words in ("I have Covid", "I've got Klarna", "we have Twins", "I took Ibuprofen", "Freitag reicht mir"):
        assert plans(words, told="Plus") == [], words
