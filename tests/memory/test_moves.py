"""One plan for another: which of two names is the one that somebody has now, and what is changed without being one."""

from __future__ import annotations

import pytest

from bot.types.memory import Line
from tests.conftest import NOON
from tests.memory.conftest import nobody, read

TOLD = [
    ("I'm on the Sprinter plan", "we've gone from Sprinter to Marathon as of last week", "Marathon"),
    (
        "I'm on the Starter Kit plan",
        "I went from Starter Kit to Evergreen in May, do I keep the vouchers?",
        "Evergreen",
    ),
    ("I'm on the Evergreen plan", "dropped down from Evergreen to Seedling this month", "Seedling"),
    ("", "we gave up the Wanderer plan and went for Homebody", "Homebody"),
    ("", "I've changed from the Night Owl plan to the Early Bird one", "Early Bird"),
    ("", "switched over to the Early Bird plan on Monday", "Early Bird"),
    ("I'm on the Sprinter plan", "since yesterday I'm with Marathon instead of Sprinter", "Marathon"),
    ("I'm on the Sprinter plan", "just swapped Sprinter for Marathon, is that visible yet?", "Marathon"),
    ("I'm on the Sprinter plan", "I upgraded, it's Marathon for me now", "Marathon"),
    ("", "we bumped ourselves up to the Orchard plan last night", "Orchard"),
    ("", "I signed up for the Lighthouse plan in the end", "Lighthouse"),
    ("", "Habe zum Monatswechsel vom Feierabend auf den Tarif Nachteule gewechselt", "Nachteule"),
    ("Ich habe den Tarif Kompass", "Wir sind zum 1.3. von Kompass auf Leuchtturm umgestiegen", "Leuchtturm"),
    ("", "bin seit gestern vom Tarif Bucht in den Tarif Flut gewechselt", "Flut"),
    ("Ich habe den Tarif Zaunkönig", "Hab den Tarif gewechselt, jetzt Wanderfalke statt Zaunkönig", "Wanderfalke"),
    ("Ich habe den Tarif Bucht", "wir haben von Bucht zu Flut gewechselt, wann kommt die Rechnung?", "Flut"),
    ("", "Ich habe auf den Tarif Morgenrot umgestellt", "Morgenrot"),
    ("", "Seit Montag läuft bei mir der Tarif Morgenrot", "Morgenrot"),
    ("", "ich fahr bei euch im Tarif Kurzstrecke", "Kurzstrecke"),
    ("", "mein Vertrag läuft über den Tarif Morgenrot", "Morgenrot"),
    ("Tengo la tarifa Básica", "dejé la Básica y desde ayer estoy con la Tarifa Nómada", "Nómada"),
    ("", "he pasado del Plan Brisa al Plan Tormenta este mes", "Tormenta"),
    ("", "cambié de la tarifa Brisa a la tarifa Tormenta el lunes", "Tormenta"),
    ("", "desde el martes estamos en el plan Tormenta", "Tormenta"),
    ("Tengo la tarifa Brisa", "nos pasamos de Brisa a Tormenta la semana pasada", "Tormenta"),
    ("", "al final contratamos el bono Luna Llena", "Luna Llena"),
    ("", "mi plan ahora mismo es el Luna Llena", "Luna Llena"),
    ("", "mi bono es el Luna Llena", "Luna Llena"),
    ("Tengo la tarifa Brisa", "me cambié a Luna Llena hace una semana", "Luna Llena"),
    ("", "on est passés de la formule Brise à la formule Tempête", "Tempête"),
    ("", "j'ai quitté la formule Brise pour la formule Tempête", "Tempête"),
    ("", "depuis lundi je suis sur la formule Tempête", "Tempête"),
    ("", "je suis passée du forfait Rivage au forfait Grand Large", "Grand Large"),
    ("", "nous avons changé pour l'offre Grand Large en mars", "Grand Large"),
    ("", "c'est l'abonnement Grand Large que j'ai maintenant", "Grand Large"),
    ("", "nous avons 5 licences sur l'abonnement Boussole", "Boussole"),
    ("", "we have 12 seats on the Compass plan", "Compass"),
    ("", "wir haben 7 Lizenzen im Tarif Kompass", "Kompass"),
    ("", "tenemos 9 usuarios en el plan Brújula", "Brújula"),
    ("I'm on the Sprinter plan", "we went over to Marathon last week", "Marathon"),
    ("I'm on the Sprinter plan", "I upgraded, it's Marathon Plus for me too now", "Marathon Plus"),
    ("Je suis sur la formule Brise", "je suis passée de Brise à Tempête en mai", "Tempête"),
    ("Je suis sur la formule Brise", "on a quitté Brise pour Tempête", "Tempête"),
    ("Tengo la tarifa Brisa", "dejé la Brisa y desde ayer estoy con la Tormenta", "Tormenta"),
    ("Ich habe den Tarif Bucht", "seit gestern hab ich Flut statt Bucht", "Flut"),
    ("Ich habe den Tarif Bucht", "bin von Bucht weg und jetzt bei Flut", "Flut"),
    ("", "my plan right now is Lighthouse", "Lighthouse"),
    ("", "our subscription's currently called Lighthouse Max", "Lighthouse Max"),
    ("", "unser Tarif heißt derzeit Leuchtturm", "Leuchtturm"),
    ("", "mein Abo ist aktuell das Große Glück", "Große Glück"),
    ("", "nuestra tarifa actual se llama Marea Alta", "Marea Alta"),
    ("", "mon abonnement actuel c'est Marée Haute", "Marée Haute"),
    ("", "notre formule s'appelle Marée Haute", "Marée Haute"),
]
NONE = [
    ("", "my sister went from Sprinter to Marathon last week"),
    ("", "could I go from Sprinter to Marathon?"),
    ("", "if I went from Sprinter to Marathon, what would change?"),
    ("I'm on the Sprinter plan", "we went from Bristol to Cardiff by train"),
    ("", "the price went from Monday to Tuesday up"),
    ("", "mein Bruder ist vom Tarif Bucht in den Tarif Flut gewechselt"),
    ("", "kann ich vom Tarif Bucht in den Tarif Flut wechseln?"),
    ("", "mi vecina pasó del Plan Brisa al Plan Tormenta"),
    ("", "si pasara del Plan Brisa al Plan Tormenta, ¿cuánto pagaría?"),
    ("", "ma sœur est passée du forfait Rivage au forfait Grand Large"),
    ("", "peut-on passer de la formule Brise à la formule Tempête ?"),
    ("I'm on the Sprinter plan", "the display went from Green to Red and back"),
    ("I'm on the Sprinter plan", "we went from Chrome to Firefox and it still fails"),
    ("Tengo la tarifa Brisa", "he cambiado de Chrome a Firefox y nada"),
    ("J'ai la formule Brise", "je suis passé de Chrome à Firefox, rien"),
    ("", "my plan is rubbish"),
    ("", "mein Tarif ist Quatsch"),
    ("", "mi plan es ir a Madrid"),
    ("", "mon abonnement est Terminé"),
    ("", "my plan right now is Tokyo then home"),
    ("", "unser Tarif ist aktuell viel zu teuer"),
]


def plans(before: str, words: str) -> list[str]:
    history = (Line(1, "customer", before, "", "web", NOON),) if before else ()
    found = read(words, known=nobody(history=history))
    return [one.value for one in found if one.key == "plan.name" and not one.denies and one.status == "active"]


@pytest.mark.parametrize(("before", "words", "value"), TOLD)
def test_of_two_plans_the_one_that_is_had_now_is_told(before: str, words: str, value: str) -> None:
    assert plans(before, words) == [value]


@pytest.mark.parametrize(("before", "words"), NONE)
def test_who_else_changes_or_what_else_is_changed_tells_no_plan(before: str, words: str) -> None:
    assert plans(before, words) == []


def test_the_name_behind_c_est_is_the_plan_and_nobody() -> None:
    found = read("mon abonnement actuel c'est Marée Haute")

    assert [(one.key, one.value) for one in found] == [("plan.name", "Marée Haute")]
