"""The post and the firm that somebody has come to, and what only sounds like it."""

from __future__ import annotations

import pytest

from tests.memory.test_passing_by import told

BECAME = [
    ("They made me head of operations last week", ["company.role=head of operations"]),
    ("I was made regional manager on Monday", ["company.role=regional manager"]),
    ("got a new title: finance director as of May", ["company.role=finance director"]),
    ("man hat mich zur Abteilungsleiterin gemacht", ["company.role=Abteilungsleiterin"]),
    ("me han ascendido, ahora jefa de almacén", ["company.role=jefa de almacén"]),
    ("they made me shift manager last month", ["company.role=shift manager"]),
    ("me han nombrado encargada esta semana", ["company.role=encargada"]),
    ("me voici directrice commerciale", ["company.role=directrice commerciale"]),
    ("As of March I'm with Harrow Timber", ["company.name=Harrow Timber"]),
    ("wir heißen seit der Fusion Lindal Energie GmbH", ["company.name=Lindal Energie GmbH"]),
    ("desde enero nos llamamos Grupo Berrocal", ["company.name=Grupo Berrocal"]),
    ("nous facturons désormais sous le nom Atelier Corvin", ["company.name=Atelier Corvin"]),
    ("je travaille maintenant chez Maison Perrault", ["company.name=Maison Perrault"]),
]
DID_NOT = [
    "They made me wait for the manager",
    "the new manager made me angry",
    "I was made to pay twice",
    "man hat mich zur Kasse geschickt",
    "me han dejado sin jefe de almacén",
    "me voici sans directrice",
    "As of March I'm with Anna on this",
    "wir heißen Sie willkommen",
    "¿por qué nos llamamos siempre a las nueve?",
    "vous facturez sous le nom Atelier Corvin ?",
    "I work with Siemens equipment",
    "ich arbeite mit Bosch Geräten",
    "trabajo con máquinas Siemens",
]


@pytest.mark.parametrize(("words", "expected"), BECAME)
def test_what_one_has_become_is_kept(words: str, expected: list[str]) -> None:
    assert told(words) == expected


@pytest.mark.parametrize("words", DID_NOT)
def test_what_only_sounds_like_a_post_or_a_firm_tells_nothing(words: str) -> None:
    assert told(words) == []
