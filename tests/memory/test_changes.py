"""What stands now in the place of what was held: another value of the same key where the words tell of a change."""

from __future__ import annotations

import pytest

from tests.memory.conftest import Shop, read

CHANGED = [
    # A version, a system
    ("I'm on app version 4.1.0", "did the update over lunch, so that puts me at 4.2.3 now", "app.version", "4.2.3"),
    ("App-Version 9.0.2 bei mir", "heute früh kam 9.1.0 drauf, leider derselbe Fehler", "app.version", "9.1.0"),
    ("tengo la versión 2.7.1", "esta noche se instaló la 2.8.0 y sigue igual", "app.version", "2.8.0"),
    ("je suis en version 6.3.0", "depuis ce matin c'est la 6.4.1 qui tourne ici", "app.version", "6.4.1"),
    ("my laptop runs Windows 10", "my cousin finally put Fedora 40 on it", "device.os", "Fedora 40"),
    ("auf meinem Laptop läuft Windows 10", "seit Sonntag läuft hier übrigens Fedora 40", "device.os", "Fedora 40"),
    ("mi portátil va con Ubuntu 20.04", "ayer le metí Debian 12 y el escáner ya va", "device.os", "Debian 12"),
    ("mon téléphone est sous Android 12", "mise à jour hier soir, Android 14 désormais, même écran noir",
     "device.os", "Android 14"),
    ("my ipad is on iPadOS 15", "bumped it up to 17 last night, no change", "device.os", "iPadOS 17"),
    # Seats
    ("wir haben 20 Lizenzen", "wir haben letzte Woche aufgestockt, 26 sind es seitdem", "plan.seats", "26"),
    ("tenemos 30 licencias", "desde el lunes ya son 38 las licencias, para que conste", "plan.seats", "38"),
    ("nous avons 9 postes", "l'équipe a grandi : 11 postes depuis lundi", "plan.seats", "11"),
    # A plan
    ("I'm on the Harbour Basic plan", "well, I gave in last night and Harbour Plus it is", "plan.name", "Harbour Plus"),
    ("ich bin im Tarif Familie Start", "hab gestern auf den Tarif Familie Max gewechselt", "plan.name", "Familie Max"),
    ("estoy en el Plan Clásico", "cambié hace una hora al Plan Hogar, ¿ya se ve?", "plan.name", "Hogar"),
    ("je suis à la formule Découverte", "j'ai pris Liberté hier, fini Découverte", "plan.name", "Liberté"),
    ("my plan is Crew", "the boss signed yesterday: from now on we are on Fleet instead of Crew", "plan.name", "Fleet"),
    ("tengo el Plan Parcial", "desde ayer tengo Plan Total", "plan.name", "Total"),
    ("j'ai la Box Solo", "passée à la Box Trio depuis lundi, les desserts sont inclus ?", "plan.name", "Box Trio"),
    # A device
    ("my galaxy a52 keeps freezing", "the a52 died last week. got a pixel 8a since, works fine", "device.model",
     "Pixel 8A"),
    ("mein Pixel 6 lädt nicht", "das Pixel liegt jetzt im Schrank, seit gestern hab ich ein Galaxy S23",
     "device.model", "Galaxy S23"),
    ("mi redmi note 11 se reinicia", "el redmi se lo quedó mi padre, ahora uso un iphone 13", "device.model",
     "iPhone 13"),
    ("mon huawei p20 chauffe", "le p20 a rendu l'âme, depuis hier j'ai un honor 70", "device.model", "Honor 70"),
]  # fmt: skip

STAYS = [
    ("I'm on app version 4.1.0", "is 4.2.3 out now? when does it come to the store?", "app.version", "4.1.0"),
    ("I'm on app version 4.1.0", "my colleague got 4.2.3 yesterday and for her it works", "app.version", "4.1.0"),
    ("App-Version 9.0.2 bei mir", "das Update auf 9.1.0 ist gestern fehlgeschlagen", "app.version", "9.0.2"),
    ("tengo la versión 2.7.1", "ayer pagué 3.50 de más", "app.version", "2.7.1"),
    ("je suis en version 6.3.0", "si je passais à la 6.4.1 maintenant, ça marcherait ?", "app.version", "6.3.0"),
    ("my laptop runs Windows 10", "the app on Windows 11 at work is not mine and now it's slow too", "device.os",
     "Windows 10"),
    ("auf meinem Laptop läuft Windows 10", "mein Bruder hat jetzt Fedora 40 und schwärmt davon", "device.os",
     "Windows 10"),
    ("mi portátil va con Ubuntu 20.04", "¿ahora ya funciona en Debian 12?", "device.os", "Ubuntu 20.04"),
    ("my ipad is on iPadOS 15", "bumped into an old friend at 17 last night", "device.os", "iPadOS 15"),
    ("we pay for 12 seats", "14 days now and still no answer", "plan.seats", "12"),
    ("we pay for 12 seats", "we might need 14 seats from now on, what would that cost?", "plan.seats", "12"),
    ("wir haben 20 Lizenzen", "die Rechnung von gestern sagt 26 Euro", "plan.seats", "20"),
    ("tenemos 30 licencias", "desde ayer 8 usuarios no pueden entrar", "plan.seats", "30"),
    ("nous avons 9 postes", "depuis lundi 3 postes ne marchent plus", "plan.seats", "9"),
    ("I'm on the Harbour Basic plan", "a friend switched to Harbour Plus yesterday and loves it", "plan.name",
     "Harbour Basic"),
    ("ich bin im Tarif Familie Start", "lohnt sich jetzt der Wechsel auf den Tarif Familie Max?", "plan.name",
     "Familie Start"),
    ("estoy en el Plan Clásico", "ayer me ofrecieron el Plan Hogar, pero me quedo como estoy", "plan.name", "Clásico"),
    ("je suis à la formule Découverte", "hier Liberté était en promo, dommage", "plan.name", "Découverte"),
    ("my plan is Crew", "yesterday Berlin was out again, is that fixed now?", "plan.name", "Crew"),
    ("my galaxy a52 keeps freezing", "I now also have a pixel 8a, the galaxy stays my main one", "device.model",
     "Galaxy A52"),
    ("mein Pixel 6 lädt nicht", "meine Frau hat jetzt ein Galaxy S23, mein Pixel bleibt", "device.model", "Pixel 6"),
    ("mi redmi note 11 se reinicia", "el redmi sigue mal. ¿ahora venden el iphone 13?", "device.model",
     "Redmi Note 11"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "words", "key", "value"), CHANGED)
def test_another_value_takes_the_place_of_the_one_that_was_held(
    shop: Shop, before: str, words: str, key: str, value: str
) -> None:
    who = shop.who("1")
    shop.says(who, before)
    assert [one for one in shop.known(who).facts if one.key == key], "the first message must tell it"
    shop.says(who, words)
    assert [one.value for one in shop.known(who).facts if one.key == key] == [value]


@pytest.mark.parametrize(("before", "words", "key", "value"), STAYS)
def test_what_tells_of_no_change_leaves_what_is_held(shop: Shop, before: str, words: str, key: str, value: str) -> None:
    who = shop.who("1")
    shop.says(who, before)
    shop.says(who, words)
    assert value in [one.value for one in shop.known(who).facts if one.key == key]
    if key != "device.model":
        assert [one.value for one in shop.known(who).facts if one.key == key] == [value]


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
AILING = [
    ("the battery of the redmi note 12 dies by noon", "device.model", "Redmi Note 12"),
    ("display vom pixel 7 hat streifen", "device.model", "Pixel 7"),
    ("la cámara del galaxy a14 no enfoca", "device.model", "Galaxy A14"),
    ("l'écran du xperia 10 clignote", "device.model", "Xperia 10"),
    ("Le drone Corvus Mini ne décolle plus", "product.owned", "Corvus Mini"),
    ("la cafetera Aroma 20 no calienta", "product.owned", "Aroma 20"),
    ("the Fjord 30 kettle leaks at the lid", "product.owned", "Fjord 30 kettle"),
    ("der Staubsauger Falke 7 saugt nicht mehr", "product.owned", "Falke 7"),
    ("casque Ventus Pro : plus de son à gauche", "product.owned", "Ventus Pro"),
]
NOT_AILING = [
    "is the screen of the pixel 9 any good?",
    "la cámara del galaxy s24, ¿es buena?",
    "the screen of the galaxy s24 costs more than the phone",
    "la cafetera Aroma 20 ¿no trae filtro?",
    "the Fjord 30 kettle isn't in stock",
    "der Staubsauger Falke 7 ist nicht lieferbar",
    "le drone Corvus Mini n'est plus en promo",
    "my sister's kettle, the Fjord 30, leaks",
    "does the Fjord 30 kettle leak?",
]


@pytest.mark.parametrize(("words", "key", "value"), AILING)
def test_what_fails_or_whose_part_fails_is_had(words: str, key: str, value: str) -> None:
    assert [one.value for one in read(words) if one.key == key] == [value]


@pytest.mark.parametrize("words", NOT_AILING)
def test_what_is_asked_of_or_not_to_be_had_is_not_had(words: str) -> None:
    assert not [one.value for one in read(words) if one.key in ("device.model", "product.owned")]


@pytest.mark.parametrize(("words", "number"), CODES)
def test_a_code_that_only_orders_have_needs_no_word_beside_it(words: str, number: str) -> None:
    assert [one.value for one in read(words) if one.key == "order.id"] == [number]


@pytest.mark.parametrize("words", NO_CODES)
def test_a_code_of_anything_else_is_no_order(words: str) -> None:
    assert not [one.value for one in read(words) if one.key == "order.id"]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Your Premium plan, is it for 5 people?", "plan.name"),
        ("Ihr Tarif Komfort, gilt der für vier?", "plan.name"),
        ("the app on Windows 11 at work is not mine", "device.os"),
        ("das Update auf 9.1.0 ist gestern fehlgeschlagen", "app.version"),
        ("desde ayer 8 usuarios no pueden entrar", "plan.seats"),
        ("depuis lundi 3 postes ne marchent plus", "plan.seats"),
    ],
)
def test_what_is_offered_anothers_or_failing_is_not_had(words: str, key: str) -> None:
    assert not [one.value for one in read(words) if one.key == key]
