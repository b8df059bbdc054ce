"""What only looks like a value beside the words around it, and the same words where they tell one."""

from __future__ import annotations

import pytest

from tests.memory.conftest import read

NONE = [
    ("Kurze Info, der Schrank ist da", "identity.name"),
    ("Neue Lage: wir ziehen um", "identity.name"),
    ("Depuis Lundi, plus rien", "identity.name"),
    ("Me llamo igual que mi padre", "identity.name"),
    ("My name is pronounced Neev, not Niamp", "identity.name"),
    ("Bonjour de la boutique Perle Rare, livrez lundi", "identity.name"),
    ("Ihr Fahrer hat mich ständig geduzt", "pref.tone"),
    ("Der Kollege duzt mich, das ist unhöflich", "pref.tone"),
    ("is it true that it requires Windows 11?", "device.os"),
    ("es cierto que hace falta android 14 para la app", "device.os"),
    ("the texts go to +1 202 555 0148. That's not mine", "contact.phone"),
    ("Die SMS gehen an 0151 5550 7712, die gehört mir nicht", "contact.phone"),
    ("my colleague Sven (he/him) has the same trouble", "identity.pronouns"),
    ("8 utilisateurs chez nous sur l'offre", "location.city"),
    ("your alarms ring at 5 a.m", "contact.time"),
    ("Your Premium plan, is it for 5 people?", "plan.name"),
    ("Ihr Tarif Komfort, gilt der für vier?", "plan.name"),
    ("the app on Windows 11 at work is not mine", "device.os"),
    ("das Update auf 9.1.0 ist gestern fehlgeschlagen", "app.version"),
    ("desde ayer 8 usuarios no pueden entrar", "plan.seats"),
    ("depuis lundi 3 postes ne marchent plus", "plan.seats"),
    ("Je suis Charlie", "identity.name"),
    ("je suis Charlie, et vous ?", "identity.name"),
    ("Printer: Filamo Max", "identity.name"),
    ("Hi! Printer Filamo Max here, it jams", "identity.name"),
    ("Drucker: Filamo Max", "identity.name"),
    ("Impresora: Filamo Max", "identity.name"),
    ("The heating is out.\n\nKind regards\nPhilippa Dean\nHead of Lettings", "company.name"),
    ("Die Heizung ist aus.\n\nGruß\nJutta Reich\nLeiterin des Vertriebs", "company.name"),
    ("j'habite près de Quimper", "location.city"),
]
ROUGHLY = ("I live near Leeds", "ich wohne in der Nähe von Kassel")
"""Where somebody lives near, and not in."""
TOLD = [
    ("Kurt Info, hier ist Kurt Wagner", "identity.name", "Kurt Wagner"),
    ("My name is Niamh Byrne", "identity.name", "Niamh Byrne"),
    ("me llamo Iker Solana", "identity.name", "Iker Solana"),
    ("duzt mich ruhig", "pref.tone", "informal"),
    ("I'm on Windows 11", "device.os", "Windows 11"),
    ("mi móvil va con android 14", "device.os", "Android 14"),
    ("my number is +1 202 555 0148", "contact.phone", "+12025550148"),
    ("I'm Sven (he/him)", "identity.pronouns", "he/him"),
    ("ring me after 5 pm please", "contact.time", "after 5 pm"),
    ("Je suis Charlie Morel", "identity.name", "Charlie Morel"),
    ("moi c'est Charlie", "identity.name", "Charlie"),
    ("Filamo Max here, the printer jams", "identity.name", "Filamo Max"),
    ("The heating is out.\n\nKind regards\nPhilippa Dean\nHead of Lettings", "identity.name", "Philippa Dean"),
    ("The heating is out.\n\nKind regards\nPhilippa Dean\nHead of Lettings", "company.role", "Head of Lettings"),
    ("ich wohne in Neukirchen ob der Donau, und ihr?", "location.city", "Neukirchen ob der Donau"),
    ("I live in Leeds", "location.city", "Leeds"),
    ("any shop near Leeds? that's where I live", "location.city", "Leeds"),
]


@pytest.mark.parametrize(("words", "key"), NONE)
def test_what_only_looks_like_a_value_tells_none(words: str, key: str) -> None:
    assert not [one for one in read(words) if one.key == key and not one.denies]


@pytest.mark.parametrize(("words", "key", "value"), TOLD)
def test_the_same_words_tell_it_where_they_are_ones_own(words: str, key: str, value: str) -> None:
    assert value in [one.value for one in read(words) if one.key == key]


@pytest.mark.parametrize("words", ROUGHLY)
def test_where_one_lives_near_is_not_sure(words: str) -> None:
    assert [one.status for one in read(words) if one.key == "location.city"] == ["pending"]
