"""Troubles told plainly: a thing, and what it does or how it is; and the same words where they tell of none."""

from __future__ import annotations

import pytest

from bot.dialogue import troubles
from bot.texts import LANGUAGES

TOLD = [
    "gears grind on every hill",
    "the wok smokes like a chimney",
    "morning, your ladder wobbles on flat floors",
    "search greyed out on my tablet since noon",
    "tap in the van drips all night",
    "subtitles cut off on both screens",
    "lids warp after one wash",
    "the backup is not running, third day now",
    "our label maker smudges every second line",
    "504 on login since the weekend",
    "four of the bulbs came cracked",
    "die Sandalen scheuern hinten",
    "Suchfeld ausgegraut seit heute früh",
    "der Föhn riecht nach verbranntem Plastik",
    "meine Klingel geht nachts einfach nicht los",
    "Bons doppelt gedruckt, und zwar alle",
    "das Kajak verliert Luft",
    "die Vorschau zeigt nur grau",
    "der Saugroboter fährt nicht zurück zur Station",
    "Termin-Export leer, zweiter Tag",
    "la mochila viene con la correa rota",
    "el timbre suena solo de madrugada",
    "la plancha echa chispas",
    "los tenis me rozan el talón",
    "gráficas cortadas en el informe de marzo",
    "sin cobertura en todo el edificio",
    "la báscula no calcula el peso",
    "el grifo gotea día y noche",
    "el ventilador chirría en cuanto lo enciendo",
    "la bouilloire fume dès que je l'allume",
    "les semelles se décollent au bout d'une semaine",
    "votre valise sent le poisson",
    "étiquettes illisibles depuis mardi",
    "le minuteur ne sonne pas",
    "panne de paiement en caisse",
    "le thé est arrivé ouvert",
    "la tablette chauffe et se fige",
    "pas de tonalité depuis hier soir",
]
NOT_TOLD = [
    "we went down from Quartz to Opal on Friday",
    "meine Cousine in Hof reibt sich die Stirn",
    "my knees creak on the stairs",
    "the baby cries and my head hurts",
    "is it normal that the pan smokes?",
    "the wok smokes no more",
    "my flat is in Leeds",
    "I need a lid that never warps",
    "the shift ends at six and I am dead tired",
    "der Laden läuft gut, danke",
    "die Kinder schlafen nicht vor acht",
    "am Dienstag geht es bei mir nicht",
    "das stört mich nicht",
    "der Tarif gilt nicht mehr für mich, ich habe gewechselt",
    "die Sandalen scheuern nicht mehr",
    "der Kollege fährt nicht mit",
    "mi hijo no calcula bien",
    "los martes no trabajamos",
    "el grifo ya no gotea",
    "mi madre no oye bien",
    "el pedido no corre prisa",
    "el plan no incluye llamadas, ya lo sé",
    "sin prisa, cuando puedan",
    "mon mari ne mange pas de viande",
    "le mardi je ne travaille pas",
    "la bouilloire ne fume plus",
    "le jardin sent bon la rose",
    "ma fille ne dort pas encore",
    "ça ne presse pas",
    "mon patron ne lit pas ses mails",
    "sans souci, merci",
]


@pytest.mark.parametrize("words", TOLD)
def test_a_thing_and_what_ails_it_is_a_trouble(words: str) -> None:
    assert troubles.reports(words, ("en", *LANGUAGES), oddly=True)


@pytest.mark.parametrize("words", NOT_TOLD)
def test_what_is_said_of_people_times_and_things_that_are_well_is_none(words: str) -> None:
    assert not troubles.reports(words, ("en", *LANGUAGES), oddly=True)
