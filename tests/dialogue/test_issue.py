"""Which words report a trouble: by phrase and by the shape of a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.dialogue import issue
from bot.texts import LANGUAGES, language
from bot.types.awaited import NOTHING
from bot.types.chat import Address
from bot.types.handoff import Ownership
from bot.types.memory import Known, Line, OpenIssue
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
    ownership = Ownership(1, 0, "bot", "", None, 0, NOTHING, "", False, False, began=NOON, picked_up=True)
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
    assert not issue.reports(words, LANGUAGES, oddly=True)


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
    assert issue.reports(words, LANGUAGES)


def test_an_announcement_leaves_the_title_to_what_is_wrong() -> None:
    found = issue.opened(told("", "I must complain. The line drops ten times a day.", solved=True))

    assert found is not None
    assert found.value == "The line drops ten times a day"


def earlier(*said: str, now: str, role: str = "customer") -> Turn:
    """Somebody's words behind others that opened no issue."""
    turn = told("", now)
    lines = tuple(
        Line(number, "customer" if role == "customer" else "bot", text, None, "web", NOON - timedelta(days=1))
        for number, text in enumerate(said, 1)
    )
    return replace(turn, known=replace(turn.known, issues=(), history=lines))


OVER = [
    ("the flyers have a purple cast", "new ones came, the cast is gone, thank you"),
    ("meine Boxen wummern bei jedem Lied", "Das Wummern hat aufgehört, danke!"),
    ("las copias llevan una raya gris", "ya no hay raya, gracias"),
    ("Mon store claque au vent", "Il ne claque plus. Merci beaucoup"),
    ("every page gives a 418", "418s are gone, closing on my side"),
    ("der Kaffee schmeckt nach Seife", "Der Kaffee schmeckt wieder, damit ist es erledigt"),
]
NOT_OVER = [
    ("I drive to work every day", "I don't drive any more"),
    ("how much is the purple cast?", "thank you"),
    ("the flyers have a purple cast", "is the cast gone?"),
    ("the flyers have a purple cast", "I hope the cast is gone soon, thanks"),
    ("the flyers have a purple cast", "thanks, the refund is gone"),
    ("hello there", "case closed"),
    ("how long does a refund take?", "the refund is resolved, thank you"),
    ("how long does a refund take", "the refund is resolved, thank you"),
    ("hi, when does the sale begin", "thanks, the sale is over"),
    ("I would like to order a green lamp", "thanks, my order is over"),
    ("I want two chairs from the autumn sale", "thanks! sadly the sale is over"),
    ("ich komme aus dem Urlaub", "danke, der Urlaub ist vorbei"),
    ("wo ist meine Bestellung?", "Danke, die Bestellung hat sich erledigt, Fall erledigt"),
    (
        "my name is Anna and I need a lamp for the kitchen",
        "the kitchen is finished, lamp is great, case closed",
    ),
    ("the sale starts on Monday", "thanks, the sale is over"),
    ("the lamp is for the kitchen", "the kitchen is finished, lamp is great, case closed"),
    ("it was saved in the log. In the evening I left", "the login is fixed, thanks"),
    ("the parcel shop has a log. In the evening it has a queue", "the login is fixed, thanks"),
    ("the login has a purple cast", "it is in the log. In the evening I left, case closed"),
]


@pytest.mark.parametrize(("before", "words"), OVER)
def test_what_is_over_was_a_trouble_when_it_was_told(before: str, words: str) -> None:
    found = issue.unreported(earlier("hi, a question", before, now=words))

    assert found is not None
    assert found.value == before
    assert found.message_id == 2


@pytest.mark.parametrize(("before", "words"), NOT_OVER)
def test_what_nobody_says_is_over_was_none(before: str, words: str) -> None:
    assert issue.unreported(earlier(before, now=words)) is None
    assert (
        issue.unreported(earlier("the flyers have a purple cast", now="the cast is gone, thanks", role="bot")) is None
    )


def test_words_of_two_sentences_are_never_one_word() -> None:
    said = earlier(
        "where is my parcel", "it was saved in the log. In the evening I left", now="the login is fixed, thanks"
    )

    assert issue.unreported(said) is None


def test_a_word_of_another_language_brings_nothing_back() -> None:
    assert not issue.again(told("the desk is too narrow", "can you make the desk wider?", solved=True))
    assert issue.again(told("der Tisch wackelt", "er wackelt wieder", solved=True))


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


def told_alone(words: str) -> Turn:
    """Somebody's first words, in their language."""
    turn = told("", words)
    spoken = replace(turn.standing, language=language.detect(words) or "en")
    return replace(turn, known=replace(turn.known, issues=()), standing=spoken)


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
    assert issue.solved(told(trouble, words))
