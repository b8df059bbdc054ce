"""Codes that only orders have, and codes of anything else."""

from __future__ import annotations

import pytest

from tests.memory.conftest import read

CODES = [
    ("quick one: has QX-31877 shipped? no mail so far", "QX-31877"),
    ("no news yet, and TL-60912 has not come either", "TL-60912"),
    ("wann kommt eigentlich RB-2208-4? ich warte seit Tagen", "RB-2208-4"),
    ("hab VK72QP gebucht, aber keine Bestätigung", "VK72QP"),
    ("tengo un problema con ZM-90114, falta una pieza", "ZM-90114"),
    ("sigo sin saber nada de PLK-55021", "PLK-55021"),
    ("toujours rien pour GD-70233, c'est normal ?", "GD-70233"),
    ("FH-4471-C n'est jamais arrivée", "FH-4471-C"),
]
NO_CODES = [
    "my drill BX-20500 smokes",
    "do you sell the TR-50200?",
    "error QW-70413 on the screen",
    "ist der KL-20417 mit meinem Herd kompatibel?",
    "der Gutschein SO4MMER9 geht nicht",
    "mi vuelo IB-31144 sale tarde",
    "el aspirador RX-40100 pierde polvo",
    "l'imprimante affiche E-10455",
    "I ordered from Amazon before, order 302-11884",
    "ma collègue attend HR-20331",
]


@pytest.mark.parametrize(("words", "number"), CODES)
def test_a_code_that_only_orders_have_needs_no_word_beside_it(words: str, number: str) -> None:
    assert [one.value for one in read(words) if one.key == "order.id"] == [number]


@pytest.mark.parametrize("words", NO_CODES)
def test_a_code_of_anything_else_is_no_order(words: str) -> None:
    assert not [one.value for one in read(words) if one.key == "order.id"]
