"""Who people say they are where they begin, and what begins like it and tells nobody."""

from __future__ import annotations

import pytest

from tests.memory.conftest import nobody, read

WATCHED = ("identity.", "company.", "location.")


def told(words: str) -> set[str]:
    """What is learnt of people, firms and towns."""
    found = read(words, known=nobody())
    return {
        f"{one.key}={one.value}" for one in found
        if one.status == "active" and not one.denies and one.key.startswith(WATCHED)
    }  # fmt: skip


OPENINGS = [
    ("Hello again, Sizwe Dlamini, Porto. Where is the button?",
     {"identity.name=Sizwe Dlamini", "location.city=Porto"}),
    ("Moin, Gesche aus Leer. Läuft alles", {"identity.name=Gesche", "location.city=Leer"}),
    ("Hola, Ezequiel desde Mendoza. Una consulta", {"identity.name=Ezequiel", "location.city=Mendoza"}),
    ("Rebonjour, Maëlys de Quimper. Une question", {"identity.name=Maëlys", "location.city=Quimper"}),
    ("Hi, Thulani once more. It works now", {"identity.name=Thulani"}),
    ("Hallo, Şeyma wieder. Wo steht das?", {"identity.name=Şeyma"}),
    ("Hiya it's Saoirse. Can I skip?", {"identity.name=Saoirse"}),
    ("coucou c'est Yacine, depuis hier tout marche", {"identity.name=Yacine"}),
    ("Good afternoon, Mrs Featherstone speaking.", {"identity.name=Mrs Featherstone"}),
    ("Guten Tag, Frau Öztürk, Kundin seit 2019. Mein Anschluss rauscht", {"identity.name=Frau Öztürk"}),
    ("Hallo Frau Weber hier, mein Sofa fehlt", {"identity.name=Frau Weber"}),
    ("hi, private customer, Temba. lost my card", {"identity.name=Temba"}),
    ("Bonjour, Samira Haddad, particulière à Lens. Une question",
     {"identity.name=Samira Haddad", "location.city=Lens"}),
    ("Tech guy at Pilar Couriers, 12 vans", {"company.name=Pilar Couriers", "company.role=Tech guy"}),
    ("Notarin bei der Kanzlei Wolters, ja",
     {"company.name=Kanzlei Wolters", "company.role=Notarin"}),
    ("Rosa, de compras en Lácteos Puyo. No entro",
     {"company.name=Lácteos Puyo", "identity.name=Rosa"}),
    ("Dario vom Einkauf, Fa. Lehmkuhl Bau. Komm nicht rein",
     {"company.name=Lehmkuhl Bau", "identity.name=Dario"}),
    ("hey, Tunde Bello here, data team at Osprey Freight",
     {"company.name=Osprey Freight", "identity.name=Tunde Bello"}),
    ("evening, Glyn Penrose, Penrose Roofs, one man and a ladder",
     {"company.name=Penrose Roofs", "identity.name=Glyn Penrose"}),
    ("Lehrerin in Zwickau hier, der Code geht nicht", {"company.role=Lehrerin", "location.city=Zwickau"}),
    ("Prof à Bobo-Dioulasso, le code bloque", {"company.role=Prof", "location.city=Bobo-Dioulasso"}),
    ("Turin teacher again, the code fails", {"company.role=teacher", "location.city=Turin"}),
    ("Bonjour, Didier Kouamé (le DSI). On descend à 26 postes",
     {"company.role=DSI", "identity.name=Didier Kouamé"}),
    ("Die Ansprechperson bin ich, Tomke Harms, Büroleiterin",
     {"company.role=Büroleiterin", "identity.name=Tomke Harms"}),
    ("les achats c'est moi, responsable achats depuis 2 ans", {"company.role=responsable achats"}),
    ("Adeyemi, Tola Adeyemi. You asked", {"identity.name=Tola Adeyemi"}),
    ("Leeds btw", {"location.city=Leeds"}),
    ("Graz übrigens", {"location.city=Graz"}),
    ("Namur, au fait", {"location.city=Namur"}),
    ("bien, un saludo, noa", {"identity.name=Noa"}),
]  # fmt: skip
NOBODY = [
    "Hello Maria, can you help me?",
    "Hi Maria from billing, you wrote to me",
    "Hi, Rosa, my parcel is late",
    "Hallo Frau Meier, danke für die Antwort",
    "Guten Tag, Störung in Gera seit heute",
    "Hallo, Rechnung, Köln, falsch",
    "Peter Lund, my colleague, ordered it",
    "Efua Boateng has left the team",
    "Maria from Leeds said that it works",
    "Hallo, Kündigung bei Vodafone läuft, wie weiter?",
    "Bonjour, Chronopost à Lyon a perdu le colis",
    "Hi, Amazon again. parcel missing",
    "Moin, Paket wieder weg",
    "Bonjour, Livraison encore en retard",
    "Tried again, works now",
    "Hallo, Techniker hier gewesen, Router geht nicht",
    "Teacher in Leeds said it works",
    "Danke, Anna. Noch eine Frage",
    "Thanks, Maria, from Leeds to Hull how long?",
    "Hola María, de Bilbao a Burgos cuánto tarda?",
    "Router in Köln wieder offline",
    "bin Privatkunde, und ihr?",
    "danke, gruß zurück",
    "Hallo Herr Weber, Kundenservice, mein Sofa fehlt",
    "Hallo, Frau Weber, Husum, mein Sofa fehlt",
    "Hi Mr Baker, sales, my sofa is missing",
    "Buenas, señora Ruiz, ventas, mi sofá no llega",
    "Bonjour Madame Petit, service client, mon canapé manque",
    "Je suis lasse",
    "Je suis lasse d'attendre",
]


@pytest.mark.parametrize(("words", "expected"), OPENINGS)
def test_who_begins_with_who_they_are_is_known(words: str, expected: set[str]) -> None:
    assert told(words) == expected


@pytest.mark.parametrize("words", NOBODY)
def test_what_only_begins_like_it_tells_nobody(words: str) -> None:
    assert told(words) == set()
