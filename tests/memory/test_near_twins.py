"""Sentences alike, of which one tells something of the customer and its twin nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.memory.conftest import Shop

OTHERS_ORDERS = [
    ("the guy before me had order 88231", []),
    ("the person in front of me in the queue had order 88231", []),
    ("order 1234 was an example in your FAQ", []),
    ("your example shows order 12345", []),
    ("order 88231 belongs to a Mr Hobbs, not to me", []),
    ("der Typ vor mir hatte Bestellung 88231", []),
    ("auf dem Paket steht Bestellung 88231, das ist aber nicht meine", []),
    ("Bestellung 12345 war ein Beispiel aus eurer FAQ", []),
    ("el chico de delante tenía el pedido 88231", []),
    ("el pedido 12345 era un ejemplo de vuestra FAQ", []),
    ("le monsieur avant moi avait la commande 88231", []),
    ("la commande 12345 était un exemple dans votre FAQ", []),
    ("my order is 88231, not the 12345 of your example", ["order.id=88231"]),
    ("order 88231 was delivered to the guy next door", ["order.id=88231"]),
    ("I ordered before the sale, order 88231", ["order.id=88231"]),
    ("the courier has my order 88231 in his van", ["order.id=88231"]),
    ("Bestellung 88231 ist noch nicht da", ["order.id=88231"]),
    ("el pedido 88231 no ha llegado", ["order.id=88231"]),
    ("la commande 88231 n'est pas arrivée", ["order.id=88231"]),
]
OTHERS_MAIL = [
    ("the login mail goes to ops@nordhafen.example but that box is dead", []),
    ("ops@nordhafen.example no longer works", []),
    ("write to my accountant: kim@ledger.example", []),
    ("invoices go to kim@ledger.example, that's our bookkeeper", []),
    ("die Anmeldemail geht an ops@nordhafen.example, aber das Postfach ist tot", []),
    ("schreiben Sie bitte meiner Steuerberaterin: kim@ledger.example", []),
    ("el correo de acceso va a ops@nordhafen.example pero ese buzón ya no existe", []),
    ("escriban a mi gestor: kim@ledger.example", []),
    ("le mail de connexion part sur ops@nordhafen.example mais cette boîte est morte", []),
    ("écrivez à ma comptable : kim@ledger.example", []),
    ("write to me: kim@ledger.example", ["contact.email=kim@ledger.example"]),
    ("the login mail should go to kim@ledger.example", ["contact.email=kim@ledger.example"]),
    ("old@nordhafen.example is dead, use kim@ledger.example", ["contact.email=kim@ledger.example"]),
    ("schreiben Sie mir an kim@ledger.example", ["contact.email=kim@ledger.example"]),
    ("escríbanme a kim@ledger.example", ["contact.email=kim@ledger.example"]),
    ("écrivez-moi à kim@ledger.example", ["contact.email=kim@ledger.example"]),
]
LABELS = [
    ("sur l'étiquette c'est écrit Quimper", []),
    ("sur la sonnette c'est écrit Kervella", []),
    ("c'est Élodie Quimper", ["identity.name=Élodie Quimper"]),
    ("je m'appelle Durand, c'est écrit sur le colis", ["identity.name=Durand"]),
]
CHOSEN = [
    ("what does Pro cost? I'm fine with Basic", []),
    ("was kostet Pro? Mir reicht Basic", []),
    ("combien coûte Pro ? Basic me suffit", []),
    ("what does Pro cost? I'm on Basic and fine with it", ["plan.name=Basic"]),
    ("what does Pro cost? for now I'm fine with Basic", ["plan.name=Basic"]),
    ("was kostet Pro? Wir haben Basic", ["plan.name=Basic"]),
]
STREETS = [
    ("I live in Jena on Main Street", ["location.city=Jena"]),
    ("I live in Jena in Main Street 4", ["location.city=Jena"]),
    ("ich wohne in Jena in der Goethestraße", ["location.city=Jena"]),
    ("I'm based in Stratford upon Avon", ["location.city=Stratford upon Avon"]),
    ("ich wohne in Rothenburg ob der Tauber", ["location.city=Rothenburg ob der Tauber"]),
]
GONE = [
    ("the Liftor D35 we have returned still shows as ours", []),
    ("my chain broke", []),
    ("mir ist die Kette gerissen, meine Kette ist kaputt", []),
    ("my chair broke", ["product.owned=chair"]),
]
WHERE_ONE_WAS = [
    ("can i use it in ghent? thats where i was last year", []),
    ("can I use it in Ghent? that's where I work on fridays", []),
    ("gibt es das auch in Gent? da war ich letztes Jahr", []),
    ("ça marche à Gand ? c'est là que j'étais l'an dernier", []),
    ("can i use it in ghent? thats where i live", ["location.city=Ghent"]),
    ("ça marche à Gand ? c'est là que j'habite", ["location.city=Ghent"]),
]
NOT_IN_IT = [
    ("estamos en el Pro, no en el Básico", ["plan.name=Pro"]),
    ("on est sur Pro, pas sur Basic", ["plan.name=Pro"]),
    ("we're on Pro, not on Basic", ["plan.name=Pro"]),
    ("wir sind im Pro, nicht im Basic", ["plan.name=Pro"]),
]
NEIGHBOURS = [
    ("los de la Gestoría Pineda de enfrente lo tienen", []),
    ("ceux du Cabinet Morin en face l'ont déjà", []),
    ("die von der Kanzlei Mohr nebenan haben das auch", []),
    ("the people at Lumen Labs next door have it too", []),
    ("escribo de la Gestoría Luarca", ["company.name=Gestoría Luarca"]),
    ("somos la Gestoría Luarca, enfrente de la estación", ["company.name=Gestoría Luarca"]),
]
WAYS = [
    ("I only see slack in the evenings", []),
    ("ich schau nur abends in slack", []),
    ("solo miro slack por la noche", []),
    ("je ne regarde slack que le soir", []),
    ("I prefer slack to mails", ["contact.channel=slack"]),
    ("yes wednesday works", []),
    ("ja mittwoch passt", []),
]
CONTRACTS = [
    ("j'ai signé pour le contrat Azur la semaine dernière", ["plan.name=Azur"]),
    ("wir haben letzte Woche den Vertrag Azur unterschrieben", ["plan.name=Azur"]),
    ("he firmado el contrato Azul", ["plan.name=Azul"]),
    ("je n'ai pas signé pour le contrat Azur", []),
    ("mon frère a signé pour le contrat Azur", []),
]
WITH_A_BREAK = [
    ("reception is manned 8 to 12 and 4 to 8", ["hours.opening=8 to 12 and 4 to 8"]),
    ("we're open 8 to 12 and 4 to 8", ["hours.opening=8 to 12 and 4 to 8"]),
    (
        "De lunes a viernes abrimos de 9 a 14 y de 16 a 20",
        ["hours.opening=De lunes a viernes abrimos de 9 a 14 y de 16 a 20"],
    ),
    ("your page says 8 to 12 and 4 to 8", []),
]
RETURNED = [("devuelta la topo en la tienda", []), ("devuelta la cámara en la tienda", [])]
UPDATED = [
    ("Puesta la válvula y actualizado a la 3.1. Cierra bien", ["app.version=3.1"]),
    ("valve fitted and updated to 3.1", ["app.version=3.1"]),
    ("Ventil getauscht und aktualisiert auf 3.1", ["app.version=3.1"]),
    ("my brother fitted it and updated to 3.1", []),
    ("should be fitted and updated to 3.1, right?", []),
]
STUDIO, SEATS, KASSEL = "We're on the Studio plan", "We have 40 seats", "I live in Kassel"
BESIDE_HELD = [
    (SEATS, "The delay was not 40 but 45 minutes", []),
    (SEATS, "die Verspätung war nicht 40, sondern 45 Minuten", []),
    (SEATS, "le retard n'était pas de 40 mais de 45 minutes", []),
    (SEATS, "it's not 40 but 45 seats", ["plan.seats=45"]),
    (SEATS, "not 40 but 45, sorry", ["plan.seats=45"]),
    (STUDIO, "we moved to Agency on Monday", ["plan.name=Agency"]),
    (STUDIO, "we moved to Lincoln on Monday", ["location.city=Lincoln"]),
    (KASSEL, "ya no estoy en Kassel hasta el lunes", []),
    (KASSEL, "bin bis Montag nicht mehr in Kassel", []),
    (KASSEL, "ya no vivo en Kassel", ["not location.city=Kassel"]),
]


@pytest.mark.parametrize(
    ("held", "words", "facts"),
    [
        *(
            ("", *row)
            for row in (
                *OTHERS_ORDERS,
                *OTHERS_MAIL,
                *LABELS,
                *CHOSEN,
                *STREETS,
                *GONE,
                *WHERE_ONE_WAS,
                *NOT_IN_IT,
                *NEIGHBOURS,
                *WAYS,
                *CONTRACTS,
                *WITH_A_BREAK,
                *RETURNED,
                *UPDATED,
            )
        ),
        *BESIDE_HELD,
    ],
)
def test_of_two_sentences_alike_one_tells_something(shop: Shop, held: str, words: str, facts: list[str]) -> None:
    assert shop.hears(held, words) == facts


MARVIN = "Hello, Marvin from support. Could you try again?"
ASKED = [
    (MARVIN, "Morning Marvin, done, works now", []),
    (MARVIN, "cheers Marvin Webb", []),
    ("Hallo, Gesine aus der Technik. Geht es wieder?", "Morgen Gesine, läuft wieder", []),
    ("Hola, soy Fermín de soporte. ¿Va bien ya?", "Buenas Fermín, ya va", []),
    ("Bonjour, Aurèle du support. Ça marche ?", "Salut Aurèle, ça marche", []),
    (MARVIN, "Morning, Gesine Brandt here", ["identity.name=Gesine Brandt"]),
    ("Which model do you have?", "the Bora 5. well no, the Bora 5 was before the rebuild", []),
    ("Quel modèle avez-vous ?", "Le Bora 5. Enfin non, le Bora 5 c'était avant", []),
    ("Which model do you have?", "the Bora 5", ["product.owned=Bora 5"]),
    ("¿Qué trastero y en qué ciudad?", "el B-114 en Granada", ["location.city=Granada"]),
    ("Are you on the Family plan?", "Neither, that's my cousin's", []),
    ("¿Qué plan tiene?", "Tampoco lo sé", []),
    ("Which plan are you on?", "Family", ["plan.name=Family"]),
    ("I've raised it. Name for the refund?", "Wirt Tamsin", ["identity.name=Wirt Tamsin"]),
    ("Who should the driver ask for?", "Wilf Arkwright", ["identity.name=Wilf Arkwright"]),
    ("And are you on pay-as-you-go or a plan?", "Quarter Wash. so why am I charged", ["plan.name=Quarter Wash"]),
    ("Und die Softwareversion unten rechts?", "2026.1", ["app.version=2026.1"]),
    ("Which model and firmware?", "VaneMax Pro, fw 5.0.2", ["app.version=5.0.2", "device.model=VaneMax Pro"]),
    ("Wie ist Ihr Name?", "Gerold Harms, danke", ["identity.name=Gerold Harms"]),
    (
        "Wohin schicken wir es?",
        "Gerold Harms, Hof Harms, in Bad Bederkesa",
        ["identity.name=Gerold Harms", "location.city=Bad Bederkesa", "company.name=Hof Harms"],
    ),
    (
        "Votre nom ?",
        "Odile Marchand, gîte Les Cèdres",
        ["identity.name=Odile Marchand", "company.name=gîte Les Cèdres"],
    ),
]


@pytest.mark.parametrize(("asked", "words", "facts"), ASKED)
def test_of_two_answers_alike_one_tells_something(shop: Shop, asked: str, words: str, facts: list[str]) -> None:
    shop.says(shop.who("1"), asked, role="agent")

    assert shop.hears("", words) == facts


@pytest.mark.parametrize("words", ["we take Breeze M in October", "wir nehmen Breeze M im Oktober"])
def test_a_plan_that_is_taken_in_a_month_to_come_is_not_had_yet(shop: Shop, words: str) -> None:
    shop.now = datetime(2026, 11, 24, 12, tzinfo=UTC)

    assert shop.hears("We're on the Breeze S plan", words) == []
