"""The time zone that somebody keeps and the hours that they are open, and whose clock is none of theirs."""

from __future__ import annotations

import pytest

from tests.memory.test_passing_by import told

ZONES = [
    ("I sit in Nairobi, so EAT please", ["locale.timezone=EAT", "location.city=Nairobi"]),
    ("we work from Lima, therefore UTC-5", ["locale.timezone=UTC-5", "location.city=Lima"]),
    ("bei uns gilt Lissabon-Zeit", ["locale.timezone=Lissabon"]),
    ("cítenme en hora de Caracas, es la mía", ["locale.timezone=Caracas"]),
    ("calez tout en heure de Dakar, c'est notre fuseau", ["locale.timezone=Dakar"]),
    ("could the reports carry Chicago time? that's what our clocks say", ["locale.timezone=Chicago"]),
    ("Best between 9 and 10 Eastern time", ["contact.time=between 9 and 10", "locale.timezone=Eastern Time"]),
    ("ich sitze auf UTC+8", ["locale.timezone=UTC+8"]),
    ("seguimos en UTC-4 todo el año", ["locale.timezone=UTC-4"]),
]
NO_ZONES = [
    "is your webinar in Lisbon time?",
    "the server runs on UTC-5",
    "why does the log say CET?",
    "mein Chef sitzt auf UTC+8",
    "¿el curso es en hora de Caracas?",
    "l'agence travaille en heure de Dakar ?",
    "we had a great time in Chicago",
    "your status page shows EAT",
]
OPEN = [
    ("The depot is staffed Tuesday to Friday, 6 till 2", ["hours.opening=Tuesday to Friday, 6 till 2"]),
    (
        "besetzt ist unser Lager werktags von sechs bis vierzehn Uhr",
        ["hours.opening=werktags von sechs bis vierzehn Uhr"],
    ),
    ("en la nave hay gente de lunes a viernes, 7:30 a 15:30", ["hours.opening=lunes a viernes, 7:30 a 15:30"]),
    ("quai ouvert du mardi au jeudi, 8h-12h", ["hours.opening=mardi au jeudi, 8h-12h"]),
    ("we close at 17:00 and open at 8, Mon to Fri", ["hours.opening=we close at 17:00 and open at 8, Mon to Fri"]),
    ("our hours have changed: 8 to 4, Monday to Thursday", ["hours.opening=8 to 4, Monday to Thursday"]),
    ("abrimos de 9 a 21", ["hours.opening=9 a 21"]),
    ("l'atelier ouvre à 9 h et ferme à 18 h", ["hours.opening=à 9 h et ferme à 18 h"]),
]
NOT_OPEN = [
    "is your depot staffed Tuesday to Friday, 6 till 2?",
    "eure Hotline ist von 9 bis 17 Uhr besetzt, steht da",
    "la nave de su empresa abre de 9 a 21, ¿no?",
    "vous ouvrez à 9 h et fermez à 18 h ?",
    "I slept from 9 to 5 on Monday",
    "die Maschine lief von 6 bis 14 Uhr",
    "the discount is open to us from 2 to 4 seats",
    "el cursor va de 9 a 21",
]


@pytest.mark.parametrize(("words", "expected"), [*ZONES, *OPEN])
def test_a_zone_and_hours_of_ones_own_are_kept(words: str, expected: list[str]) -> None:
    assert told(words) == expected


@pytest.mark.parametrize("words", [*NO_ZONES, *NOT_OPEN])
def test_the_clock_of_somebody_else_or_a_machine_tells_nothing(words: str) -> None:
    assert told(words) == []
