"""What says that a trouble is over: words that close it, things that do again what they did not, and both at once."""

from __future__ import annotations

import pytest

from bot.dialogue import settled, unreported
from tests.dialogue.told import earlier, told

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


@pytest.mark.parametrize(("trouble", "words"), ENDED)
def test_that_it_is_well_or_may_be_closed_solves_it(trouble: str, words: str) -> None:
    assert settled.solved(told(trouble, words))


@pytest.mark.parametrize(("trouble", "words"), NOT_ENDED)
def test_what_is_denied_asked_or_awaited_solves_nothing(trouble: str, words: str) -> None:
    assert not settled.solved(told(trouble, words))


@pytest.mark.parametrize("words", AT_ONCE)
def test_a_first_message_may_tell_of_a_trouble_when_it_is_over(words: str) -> None:
    found = unreported.ended(earlier(now=words))

    assert found is not None
    assert found.message_id == 1


@pytest.mark.parametrize("words", NOTHING_AT_ONCE)
def test_a_first_message_that_wishes_or_asks_ends_nothing(words: str) -> None:
    assert unreported.ended(earlier(now=words)) is None
