"""Courtesies around a question change nothing of what is found for it."""

from __future__ import annotations

import pytest

from bot.dialogue import courtesy

ALL = ("en", "de", "es", "fr")

WRAPPED = [
    ("hi there, sorry to bother you but change my delivery slot please, thanks", "change my delivery slot"),
    ("Excuse me, quick question: how long does a refund take? Many thanks!", "how long does a refund take?"),
    ("Hallo, entschuldigen Sie die Störung, aber wo ist meine Rechnung? Vielen Dank", "wo ist meine Rechnung?"),
    ("kurze frage: kann ich den stuhl zurückgeben? danke", "kann ich den stuhl zurückgeben?"),
    ("Hola, perdona la molestia, ¿cómo cambio la dirección, por favor?", "cómo cambio la dirección?"),
    ("Bonjour, excusez-moi de vous déranger, où est ma facture ? Merci", "où est ma facture?"),
    ("desole de vous deranger, ou est ma facture s'il vous plait", "ou est ma facture"),
]


@pytest.mark.parametrize(("said", "asked"), WRAPPED)
def test_what_is_asked_is_left_without_its_courtesies(said: str, asked: str) -> None:
    assert courtesy.bare(said, ALL) == asked


@pytest.mark.parametrize(
    "said",
    ["thanks", "hi there", "please", "how do I pay", "is hello fresh sold here?", "pleasework is not a word here",
     "who says thanks gets what?", "the excuse me button does not react", "Danke"],
)  # fmt: skip
def test_what_is_no_courtesy_around_a_question_stays(said: str) -> None:
    assert courtesy.bare(said, ALL) == said
