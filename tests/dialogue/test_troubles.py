"""Which words report a trouble: by phrase and by the shape of a sentence."""

from __future__ import annotations

import pytest

from bot.dialogue import troubles
from bot.texts import LANGUAGES

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
    assert troubles.reports(words, ("en", *LANGUAGES))


@pytest.mark.parametrize(
    "words",
    ["the fan spins at full speed all day", "la mesa baila un poco", "der Lüfter dreht ununterbrochen",
     "le volet descend de travers"],
)  # fmt: skip
def test_what_is_told_of_a_thing_and_nothing_good_of_it_is_a_trouble(words: str) -> None:
    assert troubles.reports(words, ("en", *LANGUAGES), oddly=True)
    assert not troubles.reports(words, ("en", *LANGUAGES))


@pytest.mark.parametrize(
    "words",
    ["the fan works great in my office", "my boss prefers the other fan", "der Lüfter läuft gut bei uns",
     "la mesa me gusta mucho", "la couleur me convient très bien", "the blue one"],
)  # fmt: skip
def test_what_is_well_or_no_sentence_is_none_however_odd(words: str) -> None:
    assert not troubles.reports(words, ("en", *LANGUAGES), oddly=True)


@pytest.mark.parametrize("words", NONE)
def test_what_only_sounds_amiss_is_none(words: str) -> None:
    assert not troubles.reports(words, ("en", *LANGUAGES))


@pytest.mark.parametrize(
    "words",
    ["the Brava 40 stands in the kitchen", "el domingo vienen mis primos", "Unsere Sprechzeiten: Mo bis Do 8-12 Uhr",
     "so, moved up from Starter to Crew this morning", "les enfants sont chez leur père ce week-end"],
)  # fmt: skip
def test_what_is_told_of_anything_is_no_trouble_where_nothing_is_said_to_go_wrong(words: str) -> None:
    assert not troubles.reports(words, ("en", *LANGUAGES), oddly=True)


@pytest.mark.parametrize(
    "words",
    [
        "davon nehme ich vier Stück, bitte",  # no English "stuck"
        "No problem at all, I can wait",
        "hace falta la firma de los dos",
        "je ne suis pas la locataire, c'est mon frère",
        "le jasmin sent bon, merci",
        "I work here, Femi doesn't use it",
        "I get lost in long texts",
        "je n'ai pas pris la housse",
        "it's late here, so more tomorrow",
        "ich hab die Karten ohne Probleme bekommen",
        "SMS doesnt work for me, mail please",
        "la vérité : elle ne vibre plus",
    ],
)
def test_other_languages_words_and_ways_of_speaking_report_nothing(words: str) -> None:
    assert not troubles.reports(words, LANGUAGES, oddly=True)


@pytest.mark.parametrize(
    "words",
    [
        "all our calls return 503 since the release",
        "nuestras peticiones dan 504 desde ayer",
        "unsere Anfragen laufen in ein Timeout",
        "nos appels renvoient 401",
        "the line drops ten times a day",
        "se me corta la llamada cada dos minutos",
        "der Lüfter rattert ständig",
        "mes dossiers ont disparu",
        "le colis n'est pas là",
        "my deposit isn't there after five weeks?!",
        "saving takes 40 seconds now",
    ],
)
def test_what_comes_again_and_again_and_codes_of_errors_are_troubles(words: str) -> None:
    assert troubles.reports(words, LANGUAGES)
