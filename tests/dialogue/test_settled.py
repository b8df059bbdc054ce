"""Which words solve an issue, and which bring it back."""

from __future__ import annotations

import pytest

from bot.dialogue import settled
from tests.dialogue.told import told

MENDED = [
    ("I can't log in to my account", "I can log in again now, thanks!"),
    ("I never received my parcel", "the parcel came this morning"),
    ("I never received my parcel", "I got it this morning"),
    ("the app freezes when I scan a receipt", "installed it, it doesn't freeze any more, thanks"),
    ("l'appli se ferme toute seule", "elle ne se ferme plus, merci"),
    ("Ich kann mich nicht anmelden", "jetzt kann ich mich wieder anmelden"),
    ("Mein Paket ist nicht angekommen", "ich habe das Paket heute bekommen"),
    ("no puedo entrar en mi cuenta", "ya puedo entrar"),
    ("No he recibido mi pedido", "recibí el paquete esta mañana"),
    ("Je n'arrive pas à me connecter", "je peux de nouveau me connecter"),
    ("Je n'ai toujours pas reçu ma commande", "j'ai reçu le colis ce matin, merci beaucoup"),
]

UNMENDED = [
    ("I never received my parcel", "I got the order confirmation this morning"),
    ("I never received my parcel", "I can open the app again"),
    ("I never received my parcel", "the parcel came this morning, but broken"),
    ("mi lavadora no centrifuga", "estoy harta, si no lo arreglan me voy a otra tienda"),
    ("die Spülmaschine pumpt nicht ab", "Leider pumpt sie schon wieder nicht ab"),
    ("La línea se corta cada hora", "otra vez se corta. O lo arreglan o me voy"),
]


@pytest.mark.parametrize(("trouble", "words"), MENDED)
def test_that_it_does_now_what_it_did_not_solves_it(trouble: str, words: str) -> None:
    assert settled.solved(told(trouble, words))
    assert settled.outcome(told(trouble, words)).issue == 7


@pytest.mark.parametrize(("trouble", "words"), UNMENDED)
def test_what_goes_beside_it_or_not_at_all_solves_nothing(trouble: str, words: str) -> None:
    assert not settled.solved(told(trouble, words))


def test_what_goes_again_is_not_back() -> None:
    assert settled.again(told("it won't print", "again it doesn't print", solved=True))
    assert not settled.again(told("it won't print", "it can print again", solved=True))


def test_a_thing_that_works_and_was_no_trouble_solves_nothing() -> None:
    assert not settled.solved(told("the export comes out blank", "yes! login works now, cheers"))
    assert settled.solved(told("the login keeps looping", "yes! login works now, cheers"))


@pytest.mark.parametrize(
    ("trouble", "words"),
    [("Seit Montag bricht das WLAN ab", "Die Aussetzer sind weg, das WLAN läuft seit zwei Tagen stabil. Danke!"),
     ("La box coupe toutes les dix minutes", "Les coupures ont disparu, merci"),
     ("The heater is leaking", "leak is gone, cheers"),
     ("El vídeo se corta cada dos por tres", "el vídeo va estable desde ayer")],
)  # fmt: skip
def test_a_trouble_that_is_gone_is_solved(trouble: str, words: str) -> None:
    assert settled.solved(told(trouble, words))


def test_a_word_of_another_language_brings_nothing_back() -> None:
    assert not settled.again(told("the desk is too narrow", "can you make the desk wider?", solved=True))
    assert settled.again(told("der Tisch wackelt", "er wackelt wieder", solved=True))


CLOSED = [
    ("the planner throws error 12", "you can close it, since the update the planner runs like a dream"),
    ("the driver won't install", "driver installs now, cheers"),
    ("My tablet doesn't find the printer", "printer is found now, all fine"),
    ("the invoice has the VAT twice", "corrected invoice came, as far as I'm concerned that's settled"),
    ("Der Export bricht ab", "seit dem Update läuft der Export durch, kann geschlossen werden"),
    ("Mein Tablet findet den Drucker nicht", "Drucker wird jetzt gefunden, alles bestens"),
    ("Der Reißverschluss klemmt", "der Reißverschluss läuft jetzt einwandfrei, Sie können das schließen"),
    ("der Login geht nicht", "geht wieder, der Login klappt jetzt"),
    ("Aparece un cargo duplicado", "ya me han devuelto el cargo, asunto cerrado"),
    ("no se instala el driver", "el driver ya se instala, gracias"),
    ("el panel no carga", "ya carga el panel, pueden cerrar el caso"),
    ("les rappels n'arrivent plus", "les rappels arrivent à nouveau, affaire classée"),
    ("le partage d'écran ne marche pas", "le partage d'écran remarche, merci"),
    ("le compteur disjoncte", "ça ne disjoncte plus, nickel"),
    ("l'import est grisé", "c'est bon, l'import n'est plus grisé, vous pouvez clore"),
]


@pytest.mark.parametrize(("trouble", "words"), CLOSED)
def test_a_case_may_be_closed_in_many_words(trouble: str, words: str) -> None:
    assert settled.solved(told(trouble, words))


def test_who_was_glad_too_soon_needs_no_name_of_what_is_back() -> None:
    words = "Zu früh gefreut, heute Nacht ist es so schlimm wie vorher und dauert ewig."

    assert settled.again(told("Die Wallbox lädt nur mit einer Phase", words, solved=True))
    assert not settled.again(told("una reserva doble", "desde ayer no ha vuelto a haber ni una doble", solved=True))


ENDED = [
    ("The blinds won't move down", "You were right about the fuse, now the blinds move. Brilliant."),
    ("Die Heizung heizt nicht", "Nun heizt sie, danke!"),
    ("el mando no empareja", "ya empareja el mando, era la pila"),
    ("Ma sonnette ne sonne pas", "Elle sonne maintenant, merci bien"),
    ("two invoices are missing", "invoices restored, much obliged"),
    ("die Fotos fehlen im Album", "Fotos wiederhergestellt, ihr seid klasse"),
    ("faltan los subtítulos en la serie", "subtítulos corregidos, un aplauso"),
    ("la facture est fausse", "facture corrigée, tout va bien"),
    ("the tap drips", "plumber came by, you may close this one"),
    ("der Schlauch ist undicht", "neue Dichtung drin, den Fall könnt ihr abhaken"),
    ("la persiana se atasca", "la arreglé yo, cerrad la incidencia"),
    ("le robinet fuit", "joint changé, vous pouvez classer le dossier"),
]
NOT_ENDED = [
    ("The blinds won't go down", "now the blinds don't even go up"),
    ("The blinds won't go down", "the blinds go in the living room"),
    ("Die Heizung heizt nicht", "jetzt heizt sie nur im Bad"),
    ("Die Heizung heizt nicht", "könnt ihr den Fall schließen, wenn sie heizt?"),
    ("el mando no empareja", "el mando sigue igual, no empareja"),
    ("el mando no empareja", "no cerréis el caso hasta que empareje"),
    ("Ma sonnette ne sonne pas", "elle ne sonne toujours pas"),
    ("two invoices are missing", "please close my account"),
    ("two invoices are missing", "are the invoices restored?"),
    ("die Fotos fehlen im Album", "wenn die Fotos wiederhergestellt sind, bitte melden"),
]


@pytest.mark.parametrize(("trouble", "words"), ENDED)
def test_that_it_is_well_or_may_be_closed_solves_it(trouble: str, words: str) -> None:
    assert settled.solved(told(trouble, words))


@pytest.mark.parametrize(("trouble", "words"), NOT_ENDED)
def test_what_is_denied_asked_or_awaited_solves_nothing(trouble: str, words: str) -> None:
    assert not settled.solved(told(trouble, words))
