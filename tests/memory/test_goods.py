"""Things by the name and number that they are sold by, where the words around say whose they are."""

from __future__ import annotations

import pytest

from bot.types.memory import Line
from tests.conftest import NOON
from tests.memory.conftest import nobody, read

OWN = [
    ("Proud owner of a Kestrel Glide 3 since June. How often do I oil it?", ["Kestrel Glide 3"]),
    ("we got a second oven, a Pyra P4. the Pyra P2 stays in the back", ["Pyra P4", "Pyra P2"]),
    ("there's three Makrolab X1 scanners in our lab and all need paper", ["Makrolab X1"]),
    ("our grey box, the Nimbus 6, beeps all night", ["Nimbus 6"]),
    ("mine's a Quiltmate 300", ["Quiltmate 300"]),
    ("treated ourselves to a Hearthside 9", ["Hearthside 9"]),
    ("got the Bellweather Duo from you last spring, brilliant kettle", ["Bellweather Duo"]),
    ("Which oil for the Wanderer Ti? bought it from you in March", ["Wanderer Ti"]),
    ("climbed up and looked. it's the Dustello 60", ["Dustello 60"]),
    ("hab seit weihnachten einen Dachsbau 500 von euch, top gerät", ["Dachsbau 500"]),
    ('wir haben den Esstisch "Birkenau" gekauft, wie ölt man den?', ["Esstisch Birkenau"]),
    ("stolzer Besitzer einer Gleitwind 4, wie oft ölen?", ["Gleitwind 4"]),
    ("Welche Beutel braucht der Saugfix 12? den hab ich im Mai bei euch gekauft", ["Saugfix 12"]),
    ("unsere Heizung, die Warmtal 18, zeigt F3", ["Warmtal 18"]),
    ("acabo de estrenar el Molinete 4 y va genial", ["Molinete 4"]),
    ("qué aceite lleva la Zarza Trail? me la compré en mayo", ["Zarza Trail"]),
    ("la lavadora pierde agua, es una Espuma 8", ["Espuma 8"]),
    ("encantados con nuestra Tostada Mini", ["Tostada Mini"]),
    ("tengo dos Impresia K2 en el taller y las dos fallan", ["Impresia K2"]),
    ("On est ravis de notre Castor XL ! on le lave comment ?", ["Castor XL"]),
    ("je viens de recevoir la Braisette 3, superbe", ["Braisette 3"]),
    ("vérifié : c'est la Braisette 4", ["Braisette 4"]),
    ("quelle huile pour la Randonnette 5 ? je l'ai achetée chez vous en mai", ["Randonnette 5"]),
    ("I ride a Larkspur Tour 3 to work", ["Larkspur Tour 3"]),
    ("I wear a pair of Klarohr 5, they whistle", ["Klarohr 5"]),
    ("my Pinnacle GT finds no satellites", ["Pinnacle GT"]),
    ("we have 12 of your Sunspan 300 panels", ["Sunspan 300"]),
    ("bought the Sudsworth W9 Eco from you in May", ["Sudsworth W9 Eco"]),
    ("bought a Lumiton K7 off you, the shutter sticks", ["Lumiton K7"]),
    ("own the Crimson 4i4 since christmas", ["Crimson 4i4"]),
    ("got my XT5 last month, love it", ["XT5"]),
    ("bei uns steht ein Ofenmeister 9", ["Ofenmeister 9"]),
    ("Es handelt sich um eine Schaumburg 7 Silent, ein Jahr alt", ["Schaumburg 7 Silent"]),
    ("ich trage zwei Klarohr 5 und bin begeistert", ["Klarohr 5"]),
    ("mein KM-UX knistert seit gestern", ["KM-UX"]),
    ("yo voy con la Centella 3, no la 5", ["Centella 3"]),
    ("me llegó por fin la Cocinilla 6 y no cierra", ["Cocinilla 6"]),
    ("El Yunque Azul que tengo desde enero zumba", ["Yunque Azul"]),
    ("je porte les Clairson 2 depuis mardi", ["Clairson 2"]),
    ("mon Z-T5 acheté chez vous ne fait plus le point", ["Z-T5"]),
    ("le KV8 que je vous ai pris grésille", ["KV8"]),
    ("nous avons quatre Lavoir 9 Pro à la buanderie", ["Lavoir 9 Pro"]),
    ("chez nous il y a deux Fournil F2 et les deux chauffent mal", ["Fournil F2"]),
]
NOT_OWN = [
    "how much is the Kestrel Glide 3?",
    "my neighbour has a Kestrel Glide 3",
    "my neighbour is the owner of a Kestrel Glide 3",
    "love my Friday 5 o'clock beer",
    "thinking of a second one, a Pyra P4 maybe",
    "mine's a long story",
    "our street, the A4, is closed",
    "we have two meetings in Room 4",
    "hab seit montag Termin 4 von euch",
    "was kostet der Dachsbau 500?",
    "Owner of Driftwood Surf School here",
    "la lavadora es una Espuma 8, dice mi vecina de la suya",
    "acabo de estrenar piso",
    "on est ravis de notre séjour à Nice",
    "on est 6 à notre bureau",
    "c'est une Bretonne, ma femme",
    "la Braisette 3 coûte combien ?",
    "je viens de recevoir la facture 3",
    "we have the Corporate 50 plan",
    "The Customer Service is bad. We bought it in May",
    "The Help Centre says no. I bought it in May",
    "the Return Label is missing. I got it from you",
    "the Nordvik App crashes. I bought it last week",
    "El Corte Ingles tiene otro; lo compré ayer",
    "The Driver 2 stays at the door",
    "The Box 2 remains in the hall",
    "I sold it to an owner of a Fiat 500",
    "My neighbour, owner of a Fiat 500",
    "ich habe die Schraube 12 nicht",
    "The text I got came from another number",
    "auf meinem Rechner Debian 12, der Client findet nichts",
    "los zapatos que compré el mes pasado",
    "I've got Inkwell 8.2.1 on my machine",
    "la Calle Mayor que tengo cerca",
    "I wear size 40 shoes",
    "voy con la Línea 3 del metro",
]


def things(words: str) -> list[str]:
    return [one.value for one in read(words) if one.key == "product.owned" and one.status == "active"]


@pytest.mark.parametrize(("words", "names"), OWN)
def test_a_thing_is_known_by_its_name_and_number_where_it_is_ones_own(words: str, names: list[str]) -> None:
    assert sorted(things(words)) == sorted(names)


@pytest.mark.parametrize("words", NOT_OWN)
def test_what_only_looks_like_a_thing_of_ones_own_is_none(words: str) -> None:
    assert things(words) == []


def test_what_was_got_from_us_is_no_plan_though_its_name_ends_like_one() -> None:
    assert [one.key for one in read("got the Bellweather Duo from you last spring")] == ["product.owned"]


# --- several of them, the one only, and what it runs with -------------------------------------------

SEVERAL = [
    ("I own the Fresco 12 and since March the Fresco Loom 3 too", {"Fresco 12", "Fresco Loom 3"}),
    ("we have two of your machines: the Pinto Mini and the Pinto Max", {"Pinto Mini", "Pinto Max"}),
    ("we've got two units, a Boreal 200 and a Boreal 300", {"Boreal 200", "Boreal 300"}),
    ("I have both the Vesta One and the Vesta Two", {"Vesta One", "Vesta Two"}),
    ("my Vesta One keeps tripping the fuse", {"Vesta One"}),
    ("our Koru Two won't heat up", {"Koru Two"}),
    ("my Nimbus Zero leaks at the base", {"Nimbus Zero"}),
    ("I bought a second lamp, the Halo Mini", {"Halo Mini"}),
    ("I got another camera, the Oculo 4", {"Oculo 4"}),
    ("we bought a third sensor, a Tecta S2", {"Tecta S2"}),
    ("Ich besitze die Rovena 40 und den Stabmixer Rovena Mini", {"Rovena 40", "Rovena Mini"}),
    ("Wir haben zwei Geräte von euch: den Falke 3 und den Falke 5", {"Falke 3", "Falke 5"}),
    ("ich hab die Rovena 40 und seit Ostern auch noch die Rovena 60", {"Rovena 40", "Rovena 60"}),
    ("bei uns im Flur hängt die Klima 7, die habt ihr montiert", {"Klima 7"}),
    ("bei uns in der Garage steht der Falke 5", {"Falke 5"}),
    ("im Keller steht bei uns die Klima 7", {"Klima 7"}),
    ("Nur das Falke E2 hab ich, sonst nichts", {"Falke E2"}),
    ("Einen Anhänger hab ich nicht. Nur das Falke E2.", {"Falke E2"}),
    ("ich hab mir eine zweite Lampe gekauft, die Halo Mini", {"Halo Mini"}),
    ("meine Vesta One tropft seit gestern", {"Vesta One"}),
    ("tengo la Brasa 20 y desde Navidad también la Brasa 40", {"Brasa 20", "Brasa 40"}),
    ("tenemos dos máquinas vuestras: la Brasa Mini y la Brasa Pro", {"Brasa Mini", "Brasa Pro"}),
    ("compré una segunda lámpara, la Halo Mini", {"Halo Mini"}),
    ("en casa tenemos instalada la Brasa 40", {"Brasa 40"}),
    ("mi Vesta One gotea desde ayer", {"Vesta One"}),
    ("solo tengo la Brasa 20", {"Brasa 20"}),
    ("on a deux appareils de chez vous : le Mistral Mini et le Mistral Pro", {"Mistral Mini", "Mistral Pro"}),
    ("j'ai la Braise 20 et depuis Noël aussi la Braise 40", {"Braise 20", "Braise 40"}),
    ("on garde le nôtre, on a le Zéphyr 5", {"Zéphyr 5"}),
    ("ma Vesta One fuit depuis hier", {"Vesta One"}),
    ("j'ai acheté une deuxième lampe, la Halo Mini", {"Halo Mini"}),
    ("dans notre cave il y a la Braise 40, installée par vous", {"Braise 40"}),
]
OTHERS_HAVE = [
    "my neighbour owns the Fresco 12 and the Fresco Loom 3",
    "do you sell two machines: the Pinto Mini and the Pinto Max?",
    "my One Direction poster is torn",
    "if I had the Vesta One and the Vesta Two, would they pair?",
    "my brother bought a second lamp, the Halo Mini",
    "meine Schwester besitzt die Rovena 40 und die Rovena 60",
    "mi cuñado tiene dos máquinas: la Brasa Mini y la Brasa Pro",
    "mon voisin a deux appareils : le Mistral Mini et le Mistral Pro",
    "ein S-Pedelec hab ich nicht",
    "im Laden steht die Klima 7 für 300 Euro",
    'your fitter told me "you have a Boreal 200" but he was wrong',
    "your technician said we have the Boreal 200, he misread the label",
    "euer Monteur meinte, wir hätten die Klima 7, das stimmt nicht",
    "el técnico dijo que tenemos la Brasa 20, se equivocó",
]


@pytest.mark.parametrize(("words", "names"), SEVERAL)
def test_each_of_several_things_is_told_by_its_name_alone(words: str, names: set[str]) -> None:
    found = {one.value for one in read(words) if one.key == "product.owned" and one.status == "active"}

    assert {name.removeprefix("Stabmixer ") for name in found} == names


@pytest.mark.parametrize("words", OTHERS_HAVE)
def test_what_others_have_or_is_not_had_is_nobodys_thing(words: str) -> None:
    assert [one for one in read(words) if one.key == "product.owned" and not one.denies] == []


DEVICES = [
    ("", "Paired to a Pixel 7, works fine", "Pixel 7"),
    ("", "it's connected to my Galaxy S21", "Galaxy S21"),
    ("", "gekoppelt mit einem Pixel 7", "Pixel 7"),
    ("", "emparejado con un Pixel 7", "Pixel 7"),
    ("", "couplé à un Pixel 7", "Pixel 7"),
    ("Which phone do you use the app on?", "an old Honor 9X, does the job", "Honor 9X"),
    ("Auf welchem Handy läuft die App?", "ein altes Honor 9X, reicht mir", "Honor 9X"),
    ("¿En qué teléfono usa la app?", "un Honor 9X viejo, me basta", "Honor 9X"),
    ("Sur quel appareil est l'application ?", "un vieux Redmi 9, ça me va", "Redmi 9"),
]


@pytest.mark.parametrize(("question", "words", "name"), DEVICES)
def test_what_it_is_paired_with_and_an_old_one_is_a_device(question: str, words: str, name: str) -> None:
    history = (Line(1, "bot", question, "", "web", NOON),) if question else ()
    found = read(words, known=nobody(history=history))

    assert [one.value for one in found if one.key == "device.model"] == [name]
