"""What was a trouble when it was told, though nothing said so until it was over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue import unreported
from bot.types.memory import Line
from tests.dialogue.told import NOON, earlier

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
    found = unreported.ended(earlier("hi, a question", before, now=words))

    assert found is not None
    assert found.value == before
    assert found.message_id == 2


@pytest.mark.parametrize(("before", "words"), NOT_OVER)
def test_what_nobody_says_is_over_was_none(before: str, words: str) -> None:
    assert unreported.ended(earlier(before, now=words)) is None
    assert (
        unreported.ended(earlier("the flyers have a purple cast", now="the cast is gone, thanks", role="bot")) is None
    )


def test_words_of_two_sentences_are_never_one_word() -> None:
    said = earlier(
        "where is my parcel", "it was saved in the log. In the evening I left", now="the login is fixed, thanks"
    )

    assert unreported.ended(said) is None


def test_what_the_other_side_was_sorry_for_was_a_trouble() -> None:
    turn = earlier("la fuente echa el agua templada", now="ya sale fría el agua, era la pared. gracias")
    sorry = Line(2, "bot", "¡Lo siento! ¿Está pegada a la pared?", None, "web", NOON - timedelta(hours=20))
    glad = Line(2, "bot", "¡Qué bien!", None, "web", NOON - timedelta(hours=20))

    found = unreported.ended(replace(turn, known=replace(turn.known, history=(*turn.known.history, sorry))))
    assert found is not None
    assert found.value == "la fuente echa el agua templada"
    assert unreported.ended(replace(turn, known=replace(turn.known, history=(*turn.known.history, glad)))) is None


AT_ONCE = [
    "The hinge thing is sorted, thank you. Next one: do you sell matching knobs?",
    "hi, dishwasher runs fine again, cheers! what does a spare basket cost?",
    "Der Zugang klappt jetzt wieder, vielen Dank. Und wo sehe ich meine Punkte?",
    "Das mit dem klemmenden Rollo hat sich erledigt.",
    "lo de la funda que venía rota ya está arreglado. otra cosa, ¿hay talla L?",
    "la lámpara ya enciende bien, gracias! cuánto cuesta la otra?",
    "Le souci de la poignée qui grinçait est réglé, merci. Vendez-vous des vis ?",
    "Bonjour, l'export remarche depuis lundi, merci à Paule.",
]
NOTHING_AT_ONCE = [
    "Can you close my account? Thanks",
    "I hope the hinge thing is sorted soon, thanks",
    "is the export working again? thanks",
    "bitte mein Konto schließen, danke",
    "wenn der Zugang wieder klappt, sagt bitte Bescheid, danke",
    "espero que lo de la funda ya esté arreglado, gracias",
    "le souci n'est pas réglé, merci de rappeler",
    "thank you, the lamp is lovely",
]


@pytest.mark.parametrize("words", AT_ONCE)
def test_a_first_message_may_tell_of_a_trouble_when_it_is_over(words: str) -> None:
    found = unreported.ended(earlier(now=words))

    assert found is not None
    assert found.message_id == 1


@pytest.mark.parametrize("words", NOTHING_AT_ONCE)
def test_a_first_message_that_wishes_or_asks_ends_nothing(words: str) -> None:
    assert unreported.ended(earlier(now=words)) is None
