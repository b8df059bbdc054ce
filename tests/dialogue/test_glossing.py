"""Questions in German, Spanish and French, put into English words for articles that there are in English alone."""

from __future__ import annotations

import pytest

from bot.dialogue.glossing import glossed
from tests.conftest import Stage

FOREIGN = {
    "de": ("Wie gebe ich einen Stuhl zurück?", "Unsere Hilfeartikel sind auf Englisch"),
    "es": ("¿Cómo hago una devolución de una silla?", "Nuestros artículos de ayuda están en inglés"),
    "fr": ("Comment retourner une chaise, s'il vous plaît ?", "Nos articles d’aide sont en anglais"),
}


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("Wie lange habe ich Zeit für eine Rückgabe?", "de", "how long time return"),
        ("Wo ist mein Paket?", "de", "where is my parcel"),
        ("wieviel kostet die rueckgabe", "de", "how much cost return"),
        ("Sofalieferung nach Bergen", "de", "sofa delivery bergen"),
        ("¿Cuánto tarda el reembolso?", "es", "how long refund"),
        ("mi mesa llego rota", "es", "my table arrived broken"),
        ("où est mon colis", "fr", "where is my parcel"),
        ("how long does a refund take?", "en", "how long does a refund take?"),
        ("Kaninchen und Meerschweinchen", "de", "Kaninchen und Meerschweinchen"),
        ("Kann ich den Termin verschieben?", "de", "can i termin verschieben"),
        ("der Kasten für meine Lampe", "de", "kasten my lamp"),
        ("wo bleibt meine Bestelung", "de", "where is my order"),
    ],
)
def test_everyday_words_of_support_become_english_and_others_stay(text: str, language: str, english: str) -> None:
    assert glossed(text, language) == english


@pytest.mark.parametrize("language", FOREIGN)
def test_who_writes_another_language_is_answered_from_english_articles_and_told_so_once(
    stage: Stage, language: str
) -> None:
    question, line = FOREIGN[language]
    first = "\n".join(stage.says(question))
    again = "\n".join(stage.says(question))

    assert line in first
    assert "Open My orders" in first
    assert line not in again
    assert "My orders" in again


def test_what_no_article_knows_is_said_kindly_once_and_then_in_other_words(stage: Stage) -> None:
    first = stage.says("Kann man bei euch Kaninchen kaufen oder nicht?")[0]
    stage.says("Wie gebe ich einen Stuhl zurück?")
    second = stage.says("Verkauft ihr denn auch Meerschweinchen?")[0]

    assert "sie sind auf Englisch" in first
    assert "sie sind auf Englisch" not in second


def test_that_a_password_was_forgotten_is_no_order_to_forget_it(stage: Stage) -> None:
    for text in ("J'ai oublié mon mot de passe", "olvidé mi contraseña", "I forgot my password"):
        stage.says(text, user=text)
        assert stage.decision().kind != "command"
