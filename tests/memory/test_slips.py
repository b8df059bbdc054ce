"""Slips put right by likeness: numbers, addresses, starred words, which number a thing has, and whose it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.memory.conftest import Shop, read
from tests.memory.test_learning import just_told, marks

ORDER, PHONE, MAIL = (
    {"order.id": "QW-70412"},
    {"contact.phone": "07700900731"},
    {"contact.email": "lia.k0@post.example"},
)
RIGHT = [
    (ORDER, "no, QW-70142", ["!order.id=QW-70142"]),
    (ORDER, "QW-70142* sorry, fat fingers", ["!order.id=QW-70142"]),
    (ORDER, "no, QW-70413", ["!order.id=QW-70413"]),
    (ORDER, "sorry, QW-70413", ["!order.id=QW-70413"]),
    (ORDER, "not QW-70412 but QW-70413", ["!order.id=QW-70413"]),
    (ORDER, "argh, typo. QW-70421 is the right one", ["!order.id=QW-70421"]),
    (ORDER, "hab mich vertan, QW-70142 muss es heißen", ["!order.id=QW-70142"]),
    (ORDER, "oh zahlendreher... richtig ist QW-70142", ["!order.id=QW-70142"]),
    (ORDER, "perdón, bailé las cifras: es el QW-70142", ["!order.id=QW-70142"]),
    (ORDER, "non je voulais dire QW-70413", ["!order.id=QW-70413"]),
    (ORDER, "pardon j'ai inversé deux chiffres, c'est la QW-70142", ["!order.id=QW-70142"]),
    (PHONE, "no wait, I swapped the last two: 07700 900 713", ["!contact.phone=07700900713"]),
    (PHONE, "me equivoqué en una cifra, el bueno es 07700 900 781", ["!contact.phone=07700900781"]),
    (MAIL, "*lia.ko@post.example", ["!contact.email=lia.ko@post.example"]),
    (MAIL, "lia.ko@post.example* (buchstabe, nicht null)", ["!contact.email=lia.ko@post.example"]),
    ({"identity.name": "Unai Etxeberri"}, "Etxeberria* con a al final", ["!identity.name=Unai Etxeberria"]),
    ({"identity.name": "Maike Jansen"}, "Janssen* mit zwei s", ["!identity.name=Maike Janssen"]),
    ({"product.owned": "Brisa 5"}, "digo el Brisa 4, el de cuatro aspas", ["!product.owned=Brisa 4"]),
    ({"product.owned": "Brisa 5"}, "je me suis trompé, j'ai la Brisa 4", ["!product.owned=Brisa 4"]),
    ({"device.model": "Surface Pro 9"}, "sorry, Pro 8 not 9", ["!device.model=Surface Pro 8"]),
    ({"device.model": "Lorix Mini"}, "quatsch, den Lorix Mini hat meine schwester", ["-!device.model=Lorix Mini"]),
]
NO_SLIP = [
    (ORDER, "sorry to bother you again, order QW-70413 hasn't come", "QW-70412"),
    (ORDER, "right, thanks. where's order QW-70413?", "QW-70412"),
    (ORDER, "bien, gracias. ¿y el pedido QW-70413?", "QW-70412"),
    (ORDER, "bon, et ma commande QW-70413 ?", "QW-70412"),
    (ORDER, "order QW-70413 hasn't come either, wrong address?", "QW-70412"),
    (ORDER, "my other order is QW-70413, no news of it", "QW-70412"),
    (ORDER, "und noch die zweite: QW-70413, richtig?", "QW-70412"),
    (ORDER, "también el QW-70413, perdón por tanto mensaje", "QW-70412"),
    (ORDER, "no, my neighbour's order was QW-70413", "QW-70412"),
    (ORDER, "sorry, what about QW-99118", "QW-70412"),
    ({"product.owned": "Brisa 5"}, "sorry, is the Brisa 4 quieter?", "Brisa 5"),
    ({"product.owned": "Brisa 5"}, "no, the Brisa 4 was too loud for me", "Brisa 5"),
    ({"identity.name": "Maike Jansen"}, "this is *really* slow", "Maike Jansen"),
    ({"device.model": "Lorix Mini"}, "my sister likes the Lorix Mini too", "Lorix Mini"),
    (ORDER, "no news yet, and QW-70413 has not come either", "QW-70412"),
    (ORDER, "no, QW-70412 came, QW-70413 did not", "QW-70412"),
    (ORDER, "I bought a lamp, order QW-70413, and it has no plug", "QW-70412"),
    (ORDER, "tengo un problema con QW-70413, no llega", "QW-70412"),
    (ORDER, "bon, et la commande QW-70413 ?", "QW-70412"),
    (ORDER, "muy bien, y el pedido QW-70413?", "QW-70412"),
    (ORDER, "right, now QW-70413: where is that?", "QW-70412"),
    (ORDER, "right, now QW-70421: where is that?", "QW-70412"),
    (ORDER, "no, QW-70412 came, QW-70421 did not", "QW-70412"),
    (ORDER, "sorry, I forgot, QW-70413 has not come", "QW-70412"),
    (PHONE, "my office line is 07700 900732, no calls on Fridays", "07700900731"),
    ({"contact.email": "lia.k@post.example"}, "right, my work mail is lia.k2@post.example", "lia.k@post.example"),
    (ORDER, "ich habe ein Problem mit QW-70413, meine Lampe ist kaputt", "QW-70412"),
    (ORDER, "I mean, QW-70413 is late and QW-70412 came", "QW-70412"),
    ({"device.model": "Pixel 8"}, "sorry, I now bought the Pixel 9", "Pixel 8"),
    ({"product.owned": "Brisa 5"}, "sorry to bother you, my Brisa 4 squeaks", "Brisa 5"),
    ({"device.model": "Pixel 8"}, "sorry, my husband has the Pixel 8 and I too", "Pixel 8"),
]


@pytest.mark.parametrize(("told", "words", "found"), RIGHT)
def test_what_resembles_the_words_before_puts_them_right(told: dict[str, str], words: str, found: list[str]) -> None:
    assert marks(read(words, known=just_told(**told))) == found


@pytest.mark.parametrize(("told", "words", "kept"), NO_SLIP)
def test_another_one_and_somebody_elses_puts_nothing_right(told: dict[str, str], words: str, kept: str) -> None:
    found = read(words, known=just_told(**told))

    assert not any(one.retracts or one.corrects == kept or (one.denies and one.value == kept) for one in found)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("My mobile: 07700 900 731. No, I tell a lie, 07700 900 713.", ["contact.phone=07700900713"]),
        ("meine Bestellung QW-70412, ach nee vertippt, QW-70421", ["order.id=QW-70421"]),
        ("el pedido QW-70412, digo QW-70421", ["order.id=QW-70421"]),
    ],
)
def test_a_slip_is_put_right_in_the_same_message(words: str, found: list[str]) -> None:
    assert [one.replace("!", "") for one in marks(read(words))] == found


PUT_RIGHT = [
    ("order 88-2041", "read 88-2401, sorry, I swapped them", "order.id", "88-2401"),
    ("Bestellung 51-3390", "Pardon, ohne Brille: es heißt 51-3930", "order.id", "51-3930"),
    ("pedido XK40219", "ay, es XK40291", "order.id", "XK40291"),
    ("commande 7710-52", "oups mal recopié c'est la 7701-52", "order.id", "7701-52"),
    ("repair ticket QV-4412", "apologies, QV-4421 is the one on my slip", "order.id", "QV-4421"),
    ("Auftrag MB-9081", "ups MB-9018", "order.id", "MB-9018"),
    ("send it to ruth.p@millpond.example", "*ruth.b@ sorry, b as in bread", "contact.email", "ruth.b@millpond.example"),
    ("mick@slatewright.example", "*slateright", "contact.email", "mick@slateright.example"),
    ("meine Mail: info@dachbaur.example", "dachbauer*", "contact.email", "info@dachbauer.example"),
    ("I'm in Leeds, quote me for delivery", "did I write Leeds? Derby. long day", "location.city", "Derby"),
]
NO_SLIP_HELD = [
    ("order 88-2041", "and 88-2401 is late, too", "order.id", "88-2041"),
    ("Bestellung 51-3390", "die 51-3930 kam gestern an, danke", "order.id", "51-3390"),
    ("pedido XK40219", "¿y el XK40291 de mi vecina?", "order.id", "XK40219"),
    ("commande 7710-52", "désolée de vous déranger, la 7701-52 aussi est en retard", "order.id", "7710-52"),
    ("mick@slatewright.example", "the slates are *bright* now", "contact.email", "mick@slatewright.example"),
    ("send it to ruth.p@millpond.example", "sorry for the rush", "contact.email", "ruth.p@millpond.example"),
]


@pytest.mark.parametrize(("before", "words", "key", "value"), PUT_RIGHT)
def test_what_stands_in_the_place_of_a_slip_is_held_instead(
    shop: Shop, before: str, words: str, key: str, value: str
) -> None:
    _, held = shop.held_in_turn(before, words, key, timedelta(minutes=1))

    assert held == [value]


@pytest.mark.parametrize(("before", "words", "key", "value"), NO_SLIP_HELD)
def test_one_more_like_it_leaves_what_is_held(shop: Shop, before: str, words: str, key: str, value: str) -> None:
    _, held = shop.held_in_turn(before, words, key, timedelta(minutes=1))

    assert value in held
