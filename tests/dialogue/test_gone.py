"""That a trouble is over, said as what no longer happens; and what only sounds so."""

from __future__ import annotations

import time

import pytest

from bot.dialogue import endings, gone, settled, troubles, unreported
from bot.texts import LANGUAGES
from tests.dialogue.told import earlier, told

OVER = [
    ("the app freezes when i scan a receipt", "installed it, it doesn't freeze anymore. cheers"),
    ("your app crashes every time i open the savings tab", "I'm on 5.2.3 now and it doesn't crash any more"),
    ("my kettle leaks all over the counter", "new seal fitted, no longer leaking"),
    ("the hinge squeaks all day", "oiled it and no more squeaking"),
    ("it keeps restarting every hour", "since the update it has stopped restarting"),
    ("die App stürzt beim Öffnen ab", "danke, sie stürzt nicht mehr ab"),
    ("mein Rechner friert dauernd ein", "nach dem Update friert er nicht mehr ein"),
    ("der Lüfter piept die ganze Nacht", "gereinigt, kein Piepen mehr"),
    ("la aplicación se bloquea al abrir el mapa", "con la nueva no se bloquea más, gracias"),
    ("la app se cierra sola", "instalada la 2.9 y ya no se cierra"),
    ("la puerta chirría mucho", "ha dejado de chirriar, gracias"),
    ("l'appli se ferme toute seule", "elle ne se ferme plus, merci"),
    ("le City fait un petit clac à chaque coup de pédale", "resserrée, plus de clac"),
    ("le frigo bourdonne toute la nuit", "il a cessé de bourdonner"),
]
OPEN = [
    ("the lamp flickers in the evening", "the lamp doesn't light up any more"),
    ("the lamp flickers in the evening", "now it doesn't show the lamp any more"),
    ("the app doesn't open", "it doesn't open any more"),
    ("the app freezes on start", "I hope it doesn't freeze any more"),
    ("the app freezes on start", "yesterday it didn't freeze any more, today it does again"),
    ("die Lampe flackert", "die Lampe leuchtet nicht mehr"),
    ("die Lampe flackert", "abends leuchtet die Lampe nicht mehr"),
    ("die App öffnet nicht", "sie öffnet nicht mehr"),
    ("die App stürzt ab", "wenn sie nicht mehr abstürzt, melde ich mich"),
    ("la pantalla parpadea", "ya no enciende la pantalla"),
    ("la puerta no cierra", "ya no cierra"),
    ("la app se cierra sola", "quiero que no se cierre más"),
    ("l'écran clignote", "l'écran ne s'allume plus"),
    ("l'appli ne s'ouvre pas", "elle ne s'ouvre plus"),
    ("l'appli se ferme toute seule", "elle se ferme encore plus vite"),
]


@pytest.mark.parametrize(("trouble", "words"), OVER)
def test_what_no_longer_happens_is_over(trouble: str, words: str) -> None:
    assert settled.solved(told(trouble, words))


@pytest.mark.parametrize(("trouble", "words"), OPEN)
def test_a_thing_that_fails_now_a_wish_or_a_condition_ends_nothing(trouble: str, words: str) -> None:
    assert not settled.solved(told(trouble, words))


WELL = [
    ("die Verbindung bricht ab", "Die Abbrüche sind weg, Verbindung läuft seit 24 Stunden stabil"),
    ("the connection drops", "The connection is stable"),
    ("the connection drops", "The connection is stable, no more drops"),
    ("die Verbindung bricht ab", "Keine Abbrüche mehr und die Verbindung läuft stabil"),
    ("la conexión se corta", "la conexión va estable"),
    ("la connexion coupe", "la connexion marche sans coupure"),
    ("the fan is loud", "the noise is gone"),
    ("se corta el internet", "se fueron los cortes"),
    ("my login fails", "login works now"),
    ("my login fails", "the login is back"),
    ("my login fails", "the login is back to normal"),
    ("the login shows an error", "the error is fixed"),
]
ILL = [
    ("the connection drops", "The connection is not stable"),
    ("the connection drops", "The connection isn't stable"),
    ("the connection drops", "I don't think the connection is stable"),
    ("die Verbindung bricht ab", "Die Verbindung ist nicht stabil"),
    ("my order never came", "My order has disappeared"),
    ("the screen of my lamp flickers", "the screen is gone completely"),
    ("the connection drops", "the connection is far from stable"),
    ("la conexión se corta", "la conexión va poco estable"),
    ("la connexion coupe", "la connexion est peu stable"),
    ("the connection drops", "the connection is stable for an hour and then drops"),
    ("the connection drops", "the connection is stable until noon"),
    ("the connection drops", "the connection is hardly stable"),
    ("the connection drops", "the drops are gone for an hour, then they come"),
    ("my login fails", "the login is back to failing"),
    ("the login shows an error", "The error is back"),
    ("the hinge is squeaking", "the squeaking is back"),
    ("internet drops every evening", "no internet since Monday"),
    ("die Verbindung bricht ab", "die Verbindung ist weg"),
    ("se corta el internet", "se fue el internet"),
    ("the motor is loud", "the motor has stopped"),
    ("my order never came", "login works now"),
]


@pytest.mark.parametrize(("trouble", "words"), WELL)
def test_a_trouble_that_is_gone_and_a_thing_that_runs_well_end_it(trouble: str, words: str) -> None:
    assert settled.solved(told(trouble, words))


@pytest.mark.parametrize(("trouble", "words"), ILL)
def test_a_thing_that_is_gone_and_what_hardly_runs_or_is_back_end_nothing(trouble: str, words: str) -> None:
    assert not settled.solved(told(trouble, words))


@pytest.mark.parametrize(
    "words",
    [
        "The errors are gone but now the app crashes",
        "The errors are gone and now the app crashes",
        "the problem is gone, now my login fails",
        "Das Problem ist weg, aber jetzt ist der Bildschirm schwarz",
    ],
)
def test_a_new_trouble_beside_one_that_is_gone_is_reported(words: str) -> None:
    assert troubles.reports(words, LANGUAGES)


@pytest.mark.parametrize(
    "words", ["The errors are gone", "Die Abbrüche sind weg, Verbindung läuft seit 24 Stunden stabil"]
)
def test_a_trouble_that_is_gone_is_not_reported(words: str) -> None:
    assert not troubles.reports(words, LANGUAGES, oddly=True)


LONG = (
    "a-",
    "Ann-",
    "a",
    "a'",
    "ya no ",
    "kein ",
    "no more ",
    "il a ",
    "ne se ",
    "lo de ",
    "la ",
    "war der ",
    "engineer ",
)


@pytest.mark.parametrize("unit", LONG)
def test_what_repeats_itself_is_read_in_no_time(unit: str) -> None:
    words = (unit * 4_000)[:4_000]
    assert not settled.solved(told("la app se cierra sola", "warm up"))
    started = time.process_time()

    assert not settled.solved(told("la app se cierra sola", words))
    assert unreported.ended(earlier("la app se cierra sola", now=words)) is None
    assert gone.remaining(words)
    assert not endings.over(words, endings.Trouble("the lamp flickers"))
    assert time.process_time() - started < 0.5
