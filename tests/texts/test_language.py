"""Which language a message is in: chat leaves out letters, names mislead, and nobody changes language by a slip."""

from __future__ import annotations

import pytest

from bot.texts import LANGUAGES, detect, guess
from bot.texts.language import as_shipped

# A message and its language: chat spelling, no capitals, no marks, names of other countries in it.
SURE = """
en do my agents say im vip
en where is it
en wheres my stuff
en merci for the help
en my german sofa is broken, who do i ask
en do u ship 2 germany
en can i return die lampe
en how much is the delivery to münchen
en is the herr berg chair still in stock?
en what does gratis mean here
en thx but thats not what i want
en the order from berlin has not come yet
en no thats not it
en hola, how long does a refund take?
en did it get to calle mayor 5 in madrid yet
en pls tell me if you can do it
en idk where my receipt is
en whats the schnäppchen you have this week
de moin, mein sofa is immer noch nich da
de wo ist es
de wo bleibt mein tisch
de hab ich noch zeit für die rückgabe
de ich will refund für order 48213
de könnt ihr das auch nach norwegen liefern
de wann kommt denn endlich mein sofa
de kann man bei euch mit paypal zahlen
de nee das hilft mir nicht
de passt der tisch in die wohnung
de gibts das auch in blau
de moin, wie lange dauert ne lieferung
de danke, und was ist mit dem versand
de ist das paket schon weg
es donde esta mi pedido
es cuanto tarda el envio
es no es eso, quiero otra cosa
es hola, puedo devolver una silla ya montada
es pq no llega mi mesa
es quiero un refund para mi pedido
es ¿y a Francia?
es ¡vale!
es me podeis decir cuando llega
es tengo una tarjeta regalo, como la uso
es gracias pero eso no es lo que busco
fr où est ma commande
fr c'est où
fr j'attends toujours mon colis
fr je peux retourner la chaise ?
fr combien coute la livraison en allemagne
fr bonjour, la table n'est pas arrivée
fr et pour les cartes cadeaux, comment ça marche
fr je veux un refund pour order 48213
fr pk mon compte est bloqué
fr merci mais c'est pas ça
fr l'adresse est fausse
fr pareil que la dernière fois
"""

# Too short, mixed, only names, a number or another language: what was spoken before goes on.
UNSURE = """
ok
48213
berlin kreuzberg
Müllerstraße 5, Berlin
im vip
Hans Meier, hans@meier.de
PayPal
sofa oslo blau
no
no no
la lampe
return
café table
mañana
hey kannst you tell mir wo my table is
please bitte
quiero my money
ich want return
👍
Nordvik Oslo
Karl-Marx-Allee 12, 10243 Berlin Friedrichshain
Madrid Barcelona Sevilla Granada
hoe lang duurt de levering naar nederland
quanto costa la spedizione in italia
ile kosztuje dostawa do polski
"""


def _rows(table: str) -> list[tuple[str, str]]:
    split = (line.partition(" ") for line in table.strip().splitlines())
    return [(language, text) for language, _, text in split]


@pytest.mark.parametrize(("language", "text"), _rows(SURE))
def test_a_short_message_is_told_by_its_little_words(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", UNSURE.strip().splitlines())
def test_too_little_evidence_changes_no_language(text: str) -> None:
    assert detect(text) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rückgabe Sessel kaputt", "de"),
        ("livraison canapé Marseille retard", "fr"),
        ("cambiar dirección entrega", "es"),
        ("Fehler im Programm", "de"),
        ("im laden gekauft", "de"),
        ("hi im tom, plus plan btw", "en"),
        ("Me rechazan la tarjeta", "es"),
        ("no funciona", "es"),
        ("c'est cassé", "fr"),
        ("carte refusée", "fr"),
        ("bringt nix", "de"),
        ("Couch kaputt", "de"),
    ],
)
def test_where_nothing_better_is_known_a_guess_will_do(text: str, language: str) -> None:
    assert (detect(text), guess(text)) == ("", language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("im maya, basic plan btw", "en"),
        ("im lee, family plan", "en"),
        ("hi, im in oslo and im on plus", "en"),
        ("Im Warenkorb fehlt der Rabatt", "de"),
        ("schrank im flur kaputt", "de"),
        ("bin im plus tarif", "de"),
    ],
)
def test_im_is_english_or_german_by_what_stands_beside_it(text: str, language: str) -> None:
    assert detect(text) == language


def test_a_little_word_tells_one_language_only() -> None:
    told = [word for language in LANGUAGES for word in as_shipped(language)["language"]["telling"]]

    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    "text",
    ["plus", "Plus plan", "couch broken", "internet slow", "lamp broken", "la table", "no human", "sofa", "Oslo"],
)
def test_words_that_english_has_as_well_are_no_guess_at_another_language(text: str) -> None:
    assert guess(text) == ""
