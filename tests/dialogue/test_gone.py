"""That a trouble is over, said as what no longer happens; and what only sounds so."""

from __future__ import annotations

import pytest

from bot.dialogue import gone

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
    assert gone.ails_no_more(words, trouble)


@pytest.mark.parametrize(("trouble", "words"), OPEN)
def test_a_thing_that_fails_now_a_wish_or_a_condition_ends_nothing(trouble: str, words: str) -> None:
    assert not gone.ails_no_more(words, trouble)
