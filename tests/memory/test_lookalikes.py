"""What looks like a fact of the customer's and is none: no value of it may be told by the learnt tagger."""

from __future__ import annotations

import pytest

from bot.memory import tagger
from tests.memory.conftest import read

ASKED = [
    "would a Bosch GSR 18 fit your charger?",
    "which one lasts longer, the Garmin 265 or the Coros Pace 3?",
    "do you post to Inverness as well?",
    "Is Studio Max worth the extra tenner?",
    "how many seats come with Growth?",
    "is 4.2.0 out yet or still in beta?",
    "does it run on Fedora 41, asking before I buy anything",
    "Passt der Akku vom Makita DUC 355 auch in eure Säge?",
    "Was taugt der Komfort-Tarif eigentlich?",
    "Habt ihr auch was in Paderborn?",
    "Gibt es die Version 9.1 schon für Linux?",
    "Ist die Espressomühle Niche Zero wieder lieferbar?",
    "¿Tienen tienda en Badajoz o solo en Mérida?",
    "¿Qué tal sale la Husqvarna 135 para leña?",
    "¿El plan Familia trae roaming?",
    "¿La 7.3 arregla lo del calendario?",
    "Vous livrez jusqu'à Brest ?",
    "La formule Horizon, elle vaut le coup ?",
    "Le Canon R10, il prend les vieux objectifs ?",
    "C'est pour quand, la version 12 ?",
]
OTHERS = [
    "Deepak in our warehouse swears by the Zebra ZD421",
    "my flatmate has Gold, she gets it a day earlier",
    "the courier, a certain Milo, left it at number 12",
    "the fellow in the clip, Anders, has a Rancilio Silvia",
    "our accountant sits in Lausanne and she said 20 days",
    "Say hello to Beatrix from your returns team",
    "my ex was with Nordlicht Energie, never again",
    "a customer of yours, Fiona Macrae, wrote a review about it",
    "Unser Azubi Jannik meint, Debian 12 geht auch",
    "Die Nachbarin hat das Premium-Abo, bei ihr läuft es",
    "Grüßt mir die Frau Wiesner aus der Buchhaltung",
    "Mein Schwager in Graz hat die Auftragsnummer 77-4410 bekommen",
    "Mi cuñado Rodrigo tiene el Oro y le va bien",
    "La vecina del quinto está en Lugo este mes",
    "el repartidor, un tal Ezequiel, lo dejó en el bar",
    "Ma collègue Solène est passée sur Ubuntu 24.04",
    "Mon beau-frère a le forfait Zen, lui ça marche",
    "Le livreur, un certain Moussa, n'a pas sonné",
    "ma tante habite Vannes et elle l'a reçu hier",
]
NOT_SO = [
    "used to be on Starter, that was years ago",
    "if I were on Enterprise would this be quicker",
    "never owned a Dyson V15, never will",
    "someday a Leica Q3, a man may dream",
    "we almost went with Solo Plus",
    "back when I lived near Whitby the post was slower",
    "no Pixel 9 here, sorry",
    "Früher hatte ich mal den Flex-Tarif",
    "Wenn ich in Bregenz wohnen würde, käme ich vorbei",
    "Ein Fairphone 5 wäre was, aber leider nein",
    "Nie im Leben kauf ich eine Nespresso Vertuo",
    "ya no estoy en Premium, lo dejé en enero",
    "si viviera en Cuenca pasaría por la tienda",
    "ojalá tuviera una Fender Mustang",
    "casi me quedo con el plan Máxima",
    "avant j'avais la formule Duo",
    "si j'habitais à Pau je viendrais le chercher",
    "un jour peut-être un Moulinex i-Companion",
    "je n'ai jamais eu de Samsung S24",
]
OF_THE_WORLD = [
    "watched Fargo last night, the stream kept stopping",
    "the Rialto Hotel had a nicer one in the lobby",
    "your shop on Corn Street closes early these days",
    "read about it in The Ledger, some Henrik Dahl wrote it",
    "Liverpool lost again, what a day",
    "Merry Christmas to all at Larkspur!",
    "hi Monty, hope the bot life is good",
    "the manual says Model 500, page 12",
    "page 404 shows up when I press Save",
    "Gestern lief Nosferatu, mitten im Film war Schluss",
    "In der Lindenstraße bei euch war keiner da",
    "Danke Monty, du bist ein Schatz",
    "Seite 1138 in eurem Katalog ist falsch gedruckt",
    "anoche pusieron Volver y se cortó a la mitad",
    "en la calle Serrano no había nadie",
    "gracias Monty, eres un sol",
    "hier soir Amélie s'est coupé au milieu",
    "rue Lepic, votre boutique était fermée",
    "merci Monty, bonne soirée",
    "le Monde en parlait lundi, un certain Paul Ricard",
]


@pytest.mark.parametrize("words", [*ASKED, *OTHERS, *NOT_SO, *OF_THE_WORLD])
def test_what_only_looks_like_a_fact_is_not_told_by_the_tagger(words: str) -> None:
    assert [(one.key, one.value) for one in read(words) if one.rule == tagger.RULE] == []


QUOTED = [
    'my boss wrote: "we\'re on the {plan} plan, order {order}"',
    "Sie schrieb: „Ich bin {name} aus {city}“",
    "el correo decía: «soy {name}, de {city}»",
    "Il a écrit : « c'est {name}, commande {order} »",
    "> hello, {name} here from {city}\nwhat is this mail?",
    "```\nname={name} order={order} city={city}\n```\nwhat does this log mean",
    "if {order} were mine and I was {name} from {city}, what then?",
    "off the record: {name} here, order {order}",
]


@pytest.mark.parametrize("words", QUOTED)
def test_what_is_quoted_pasted_supposed_or_off_the_record_is_not_told_by_the_tagger(words: str) -> None:
    said = words.format(name="Ingrid Solberg", city="Drammen", order="ZX-40117", plan="Harbour")

    assert [(one.key, one.value) for one in read(said) if one.rule == tagger.RULE] == []
