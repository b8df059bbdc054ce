"""Which messages open an issue, and which do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue import issue
from bot.types.memory import Line
from bot.types.turn import Turn
from tests.dialogue.told import NOON, told, told_alone


def test_what_is_off_the_record_opens_no_issue() -> None:
    turn = told("", "Unter uns: die Software läuft nicht. Bitte nicht notieren", solved=True)

    assert issue.opened(turn) is not None
    assert issue.opened(replace(turn, hushed=0)) is None


UNHEARD = [
    "no hot water since Monday",
    "no signal at all in the flat",
    "the mic is muffled on calls",
    "my laptop gets hot like an oven",
    "the reminders arrive an hour late",
    "the domain has expired although I paid",
    "every night this week the wifi went down",
    "I only get 5 Mbit upstairs",
    "the alarm went silent",
    "the import fails at 40 %",
    "the reminders are too frequent",
    "unsere Seite wird auf eine fremde Adresse umgeleitet",
    "seit gestern kein Internet",
    "alle Knöpfe überlappen sich",
    "das WLAN ist alle fünf Minuten weg",
    "der Akku ist mittags schon leer",
    "die Lieferung dauert jetzt schon drei Wochen",
    "das Tablet erkennt den Stift nicht",
    "der Motor klingt wie ein Traktor",
    "Die App lehnt jede Überweisung ab",
    "die Hose ist nach einem Tag aufgegangen",
    "der Scanner nimmt meinen Ausweis nicht",
    "desde ayer sin línea en casa",
    "no consigo descargar la factura",
    "las citas salen duplicadas",
    "el saldo no me cuadra",
    "el certificado ha caducado",
    "los avisos llegan tarde",
    "el panel sale en blanco desde el lunes",
    "se me rebotan los correos",
    "el sonido desaparece a ratos",
    "el programa ya no reconoce la impresora",
    "plus d'internet depuis hier soir",
    "les messages disparaissent depuis mardi",
    "les fiches ne s'affichent plus",
    "nous n'avons plus accès au serveur",
    "le bouton est grisé",
    "l'écran reste à zéro",
    "le compteur saute tous les soirs",
    "la machine vibre depuis la révision",
    "on m'a facturé deux fois",
    "la ligne est muette",
    "le montant de mai est faux",
]


@pytest.mark.parametrize("words", UNHEARD)
def test_things_that_ail_in_ever_new_ways_are_troubles(words: str) -> None:
    assert issue.opened(told_alone(words)) is not None


NOT_THEIRS = [
    "how long does it take to install?",
    'Your ad says: "Otto from Husum will never mow again." Is that a robot?',
    "In der Werbung heißt es: „Nie mehr kaputte Reifen.“ Stimmt das?",
    "I can't come on Tuesday",
    "no puedo ir el martes",
    "je ne peux pas mardi",
    "ich kann am Dienstag nicht kommen",
    "nothing is missing, thank you",
    "not complaining, nothing broken",
    "we have no car, can you deliver?",
    "no sugar please",
    "I only need one",
    "the sofa is too expensive for me",
    "I get home late, so ring after 8",
    "since Monday I work in Leeds",
    "the shop is closed on Sundays",
    "the old number is dead, use this one: 0151 234 5678",
    'A client wrote: "I am Bob and I can\'t log in". What do I answer?',
    'The review says: "the motor cuts out uphill." Have you fixed that?',
    "nichts kaputt, alles gut",
    "keine Eile",
    "ich bin nicht da am Montag",
    "seit März arbeite ich in Köln",
    "ohne Zucker bitte",
    "Ein Kunde schreibt uns: „Ich heiße Kurt und mein Login geht nicht“. Habt ihr eine Vorlage?",
    "das ist mir zu teuer",
    "die alte Nummer ist tot, hier die neue: 0171 2345678",
    "hier noch die fehlenden Unterlagen",
    "sin prisa",
    "no hay prisa ninguna",
    "desde enero vivo en Vigo",
    "no tengo coche, ¿traen a casa?",
    "Un cliente nos escribe: «Soy Ana y no puedo entrar». ¿Qué le digo?",
    "nada roto, todo bien",
    "el correo viejo ya no funciona, el nuevo es ana@casa.example",
    "plus de questions, merci",
    "rien de cassé, tout va bien",
    "je n'ai plus de voiture",
    "depuis mars je travaille à Lyon",
    "Un client nous écrit : « Je suis Paul et je ne peux pas entrer ». Que répondre ?",
    "j'avais cassé ma pédale en 2020, réglé depuis longtemps",
    "l'ancienne adresse ne marche plus, voici la nouvelle : a@b.example",
    "je ne suis pas pressé",
    "c'est trop cher pour moi",
]


@pytest.mark.parametrize("words", NOT_THEIRS)
def test_quotes_denials_and_what_was_before_open_nothing(words: str) -> None:
    assert issue.opened(told_alone(words)) is None


def answering(trouble: str, asked: str, words: str) -> Turn:
    """Somebody's words right after they were asked about a trouble that they have open."""
    turn = told(trouble, words)
    lines = (Line(3, "customer", trouble, None, "web", NOON), Line(4, "bot", asked, None, "web", NOON))
    return replace(turn, known=replace(turn.known, history=lines))


def test_what_is_answered_about_a_trouble_is_no_second_one() -> None:
    words = "the belt is torn"

    assert issue.opened(told("", words, solved=True)) is not None
    assert issue.another(answering("The planer cuts out", "Could you look at the belt?", words)) is None
    assert issue.another(answering("The planer cuts out", "", "another problem: the belt is torn")) is not None


def test_why_one_wants_to_be_rung_elsewhere_is_no_trouble() -> None:
    assert issue.opened(told("", "if you ring take the mobile, we can't open the workshop", solved=True)) is None


def test_which_thing_it_is_is_no_trouble_of_it() -> None:
    assert issue.opened(told("", "machine 7 in the Aroha block", solved=True)) is None
    assert issue.opened(told("", "machine 7 in the Aroha block gurgles", solved=True)) is not None
