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
    ("I pay for Backbeat, how many tracks is that?", "Backbeat"),
    ("we pay for Lantern every month and still see ads", "Lantern"),
    ("at the moment it's Crew with 14, so no big discount i guess", "Crew"),
    ("my cover is Homeguard Plus", "Homeguard Plus"),
    ("does the Studio plan include export? we've only got Hobby", "Hobby"),
    ("unsere Police ist Rundum Plus, sind Wasserschäden drin?", "Rundum Plus"),
    ("aktuell ist es Rudel mit 30 Leuten, reicht uns", "Rudel"),
    ("el plan es Taller Max, por si lo necesitas", "Taller Max"),
    ("pago Brisa desde enero y no veo la diferencia", "Brisa"),
    ("he cambiado el bono por el Semestral", "Semestral"),
    ("mon chat est couvert par le contrat Moustache Plus", "Moustache Plus"),
    ("dommage, c'est ce qu'on a, Falaise", "Falaise"),
    ("je paie Boussole depuis mars et rien n'a changé", "Boussole"),
]
WHERE_PLANS_ARE_SPOKEN_OF = [
    ("Is there a guest pass in the Harbour plan?", "we've only got Dockside, shame", "Dockside"),
    ("¿el plan Cóndor trae informes?", "vale, nosotros solo tenemos Jilguero", "Jilguero"),
    ("est-ce que la formule Albatros inclut le parking ?", "nous non, juste Mouette", "Mouette"),
    ("l'abonnement Sillage donne droit à quoi ?", "bon moi j'ai Dérive", "Dérive"),
]
NO_PLAN = [
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


def test_seats_stand_behind_a_plan() -> None:
    told = [(one.key, one.value) for one in read("right now it's Crew with 22 so probably not worth it")]

    assert sorted(told) == [("plan.name", "Crew"), ("plan.seats", "22")]
