"""What an invoice or a screen shows is told of somebody until they say that it is wrong."""

from __future__ import annotations

import pytest

from tests.memory.conftest import read

DISPUTED = [
    "the invoice says 14 seats, which can't be right",
    "you billed us for 14 seats, that's wrong",
    "the dashboard shows 14 seats, that's not right",
    "the invoice wrongly says 14 seats",
    "my account says the Pro plan, it should be Basic",
    "laut Rechnung haben wir 14 Plätze, das stimmt nicht",
    "auf der Rechnung stehen 14 Plätze, das kann nicht stimmen",
    "die Rechnung nennt 14 Plätze. Das ist falsch",
    "la factura dice 14 licencias y no puede ser",
    "la factura pone 14 puestos, eso está mal",
    "la facture indique 14 postes, ce qui est faux",
    "on m'a facturé 14 licences, c'est une erreur",
]
SHOWN = [
    "the invoice says 14 seats, that's correct",
    "our invoice says 14 seats. Can't you send it by mail?",
    "we have 14 seats and the invoice says 20, which can't be right",
    "la factura dice 14 licencias, es correcto",
    "la facture indique 14 postes, c'est bien ça",
    "we have 14 seats, that's why it can't be the trial",
]


def told(words: str) -> list[tuple[str, str]]:
    return [(one.key, one.value) for one in read(words) if one.key.startswith("plan.")]


@pytest.mark.parametrize("words", DISPUTED)
def test_what_is_shown_and_said_to_be_wrong_is_not_told(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize("words", SHOWN)
def test_what_is_shown_or_said_beside_a_wrong_number_is_told(words: str) -> None:
    assert told(words) == [("plan.seats", "14")]
