"""Which words report a trouble: by phrase and by the shape of a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.dialogue import issue
from bot.texts import LANGUAGES
from bot.types.chat import Address
from bot.types.handoff import Ownership
from bot.types.memory import Known, OpenIssue
from bot.types.relationship import Standing
from bot.types.turn import Event, Turn

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

TROUBLES = [
    "Meine Karte wurde abgelehnt",
    "me la rechazan",
    "Ma carte est refusée",
    "my card was declined",
    "ich kann mich schon wieder nicht anmelden",
    "we've been wrongly billed three months in a row",
    "mir wurde zu Unrecht etwas abgebucht",
    "me han cobrado por error",
    "j'ai été facturé à tort",
    "die Spülmaschine pumpt das Wasser nicht ab",
    "mi lavadora no centrifuga",
    "le lave-linge n'essore plus",
    "the router drops out each evening",
    "the search finds nothing",
    "my drawings have disappeared",
    "we never received the second parcel",
    "it makes a grinding noise",
    "I received a green mug instead of a blue one",
    "the parcel was left in the rain",
    "tracking says delivered but the hall is empty",
    "the portal kicks us out every few minutes",
    "the export has been acting up",
    "ich fliege ständig aus dem Portal",
    "das Portal ist seit gestern furchtbar lahm",
    "die Etiketten kommen leer raus",
    "se me cuelga el portal",
    "la exportación va lentísima",
    "las etiquetas salen vacías",
    "impossible d'ouvrir le portail",
    "les étiquettes sortent vides",
    "die App läuft so langsam wie eine Schnecke",
    "seit gestern alles wieder langsam",
    "the site loads so slow tonight",
    "votre page est hyper lente ce soir",
    "les factures partent en double depuis lundi",
    "me han pasado dos veces la cuota de mayo",
]
NONE = [
    "I was offered Plus and declined",
    "Mir wurde Plus angeboten, ich habe abgelehnt",
    "it's not a problem",
    "I'm running late, call me at 5",
    "I can't make it on Tuesday",
    "haha, april fools, a bit late",
    "I live at flat 4",
    "I ordered two because one is a gift",
    "ich komme heute nicht raus",
    "va muy bien, gracias",
    "impossible pour moi mardi",
    "no puedo atender a esa hora, estoy en clase",
    "appelez le soir, le matin je ne décroche pas",
    "da kann ich nicht rangehen, schreibt lieber",
    "no need to be formal with me",
    "langsam wird es Zeit",
    "on y va lentement",
    "we booked the room twice",
]


@pytest.mark.parametrize("words", TROUBLES)
def test_a_thing_that_does_not_do_what_it_should_is_a_trouble(words: str) -> None:
    assert issue.reports(words, ("en", *LANGUAGES))


@pytest.mark.parametrize(
    "words",
    ["the fan spins at full speed all day", "la mesa baila un poco", "der Lüfter dreht ununterbrochen",
     "le volet descend de travers"],
)  # fmt: skip
def test_what_is_told_of_a_thing_and_nothing_good_of_it_is_a_trouble(words: str) -> None:
    assert issue.reports(words, ("en", *LANGUAGES), oddly=True)
    assert not issue.reports(words, ("en", *LANGUAGES))


@pytest.mark.parametrize(
    "words",
    ["the fan works great in my office", "my boss prefers the other fan", "der Lüfter läuft gut bei uns",
     "la mesa me gusta mucho", "la couleur me convient très bien", "the blue one"],
)  # fmt: skip
def test_what_is_well_or_no_sentence_is_none_however_odd(words: str) -> None:
    assert not issue.reports(words, ("en", *LANGUAGES), oddly=True)


@pytest.mark.parametrize("words", NONE)
def test_what_only_sounds_amiss_is_none(words: str) -> None:
    assert not issue.reports(words, ("en", *LANGUAGES))


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


def told(trouble: str, words: str, *, solved: bool = False) -> Turn:
    """Somebody's words with one issue that they have open, or have solved."""
    one = (OpenIssue(7, trouble, NOON, "web"),)
    known = Known(1, "c", "", (), (), (), () if solved else one, frozenset(), (("web", ""),), False, None, True,
                  solved=one if solved else ())  # fmt: skip
    ownership = Ownership(1, 0, "bot", "", None, 0, {}, "", False, False, began=NOON, picked_up=True)
    event = Event(1, "message", words, "", 1, 0, Address("web", "site", "c"), NOON)
    return Turn((event,), known, ownership, Standing("en", "", "normal", 50, ()), NOON)


@pytest.mark.parametrize(("trouble", "words"), MENDED)
def test_that_it_does_now_what_it_did_not_solves_it(trouble: str, words: str) -> None:
    assert issue.solved(told(trouble, words))
    assert issue.settled(told(trouble, words)).issue == 7


@pytest.mark.parametrize(("trouble", "words"), UNMENDED)
def test_what_goes_beside_it_or_not_at_all_solves_nothing(trouble: str, words: str) -> None:
    assert not issue.solved(told(trouble, words))


def test_what_goes_again_is_not_back() -> None:
    assert issue.again(told("it won't print", "again it doesn't print", solved=True))
    assert not issue.again(told("it won't print", "it can print again", solved=True))


@pytest.mark.parametrize(
    "words",
    ["the Brava 40 stands in the kitchen", "el domingo vienen mis primos", "Unsere Sprechzeiten: Mo bis Do 8-12 Uhr",
     "so, moved up from Starter to Crew this morning", "les enfants sont chez leur père ce week-end"],
)  # fmt: skip
def test_what_is_told_of_anything_is_no_trouble_where_nothing_is_said_to_go_wrong(words: str) -> None:
    assert not issue.reports(words, ("en", *LANGUAGES), oddly=True)


def test_what_is_off_the_record_opens_no_issue() -> None:
    turn = told("", "Unter uns: die Software läuft nicht. Bitte nicht notieren", solved=True)

    assert issue.opened(turn) is not None
    assert issue.opened(replace(turn, hushed=0)) is None


def test_a_thing_that_works_and_was_no_trouble_solves_nothing() -> None:
    assert not issue.solved(told("the export comes out blank", "yes! login works now, cheers"))
    assert issue.solved(told("the login keeps looping", "yes! login works now, cheers"))


@pytest.mark.parametrize(
    ("trouble", "words"),
    [("Seit Montag bricht das WLAN ab", "Die Aussetzer sind weg, das WLAN läuft seit zwei Tagen stabil. Danke!"),
     ("La box coupe toutes les dix minutes", "Les coupures ont disparu, merci"),
     ("The heater is leaking", "leak is gone, cheers"),
     ("El vídeo se corta cada dos por tres", "el vídeo va estable desde ayer")],
)  # fmt: skip
def test_a_trouble_that_is_gone_is_solved(trouble: str, words: str) -> None:
    assert issue.solved(told(trouble, words))


def test_what_is_asked_behind_a_trouble_does_not_hide_it() -> None:
    turn = told("", "Der Drucker druckt nicht, können Sie mal nachsehen?", solved=True)

    assert (found := issue.opened(turn)) is not None
    assert found.value == "Der Drucker druckt nicht"
