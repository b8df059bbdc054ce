"""Who somebody says they are in one breath, and where, when and how one is there: in any order of words."""

from __future__ import annotations

import pytest

from tests.memory.conftest import nobody, read

WATCHED = ("identity.", "company.", "location.", "hours.", "contact.", "order.")


def told(words: str) -> set[str]:
    """What is learnt of people, places, hours and numbers."""
    found = read(words, known=nobody())
    return {
        f"{one.key}={one.value}" for one in found
        if one.status == "active" and not one.denies and one.key.startswith(WATCHED)
    }  # fmt: skip


INTRODUCED = [
    ("hey, Solveig from Arctic Rope Works, quick one", {"identity.name=Solveig", "company.name=Arctic Rope Works"}),
    ("Beata von der Spedition Kranz, moin", {"identity.name=Beata", "company.name=Spedition Kranz"}),
    ("Ophélie de chez Garage Perrin", {"identity.name=Ophélie", "company.name=Garage Perrin"}),
    ("moi aussi Clémence, mais de Cabinet Vauban", {"identity.name=Clémence", "company.name=Cabinet Vauban"}),
    ("it's Amara btw", {"identity.name=Amara"}),
    ("ich bin Jörn übrigens", {"identity.name=Jörn"}),
    ("appelez-moi plutôt Jo", {"identity.preferred_name=Jo"}),
    ("appelez-moi plutôt", {"contact.channel=phone"}),
    ("Jörn übrigens, aus Flensburg", {"identity.name=Jörn", "location.city=Flensburg"}),
    ("ici Bastien, de Roubaix, tout va bien", {"identity.name=Bastien", "location.city=Roubaix"}),
    ("Buenas tardes, Panadería El Horno de Leña, de Murcia. Una duda",
     {"company.name=Panadería El Horno de Leña", "location.city=Murcia"}),
    ("Bonjour, Fleurs d'Ambre, à Angers. Je cherche mon contrat",
     {"company.name=Fleurs d'Ambre", "location.city=Angers"}),
    ("soy el gerente, Leandro, encantado", {"identity.name=Leandro", "company.role=gerente"}),
    ("Nosotros somos Conservas Bermeo", {"company.name=Conservas Bermeo"}),
    ("I'm Ottoline, one of the volunteers at Bristol Bike Kitchen",
     {"identity.name=Ottoline", "company.name=Bristol Bike Kitchen"}),
    ("me llamo Francisco pero todo el mundo me dice Paco",
     {"identity.name=Francisco", "identity.preferred_name=Paco"}),
    ("ich bin Sabine Meier, äh nein, Mayer, mit a und y", {"identity.name=Sabine Mayer"}),
    ("I just teach (secondary school teacher), no fleet here", {"company.role=secondary school teacher"}),
    ("Nouveau poste : responsable logistique depuis mardi", {"company.role=responsable logistique"}),
]  # fmt: skip
THERE = [
    ("our front desk is open 7am to midnight, every day", {"hours.opening=7am to midnight, every day"}),
    ("we see patients tue-fri 9 to 4", {"hours.opening=tue-fri 9 to 4"}),
    ("I'm open 8 to 12 on wednesdays only", {"hours.opening=8 to 12 on wednesdays"}),
    ("Unsere Servicezeiten: Mo-Fr 9-17 Uhr", {"hours.opening=Mo-Fr 9-17 Uhr"}),
    ("on reçoit du mardi au vendredi de 10h à 18h", {"hours.opening=mardi au vendredi de 10h à 18h"}),
    ("Sind umgezogen, von Kiel nach Husum", {"location.city=Husum"}),
    ("wir produzieren in Zwickau", {"location.city=Zwickau"}),
    ("Bei uns hier in der Schweiz ist morgen Feiertag", {"location.country=Switzerland"}),
    ("placed it, KTR 4471920", {"order.id=KTR-4471920"}),
    ("pareil pour la GH-2204, des affiches", {"order.id=GH-2204"}),
    ("notre colis est un autre : SB-7719", {"order.id=SB-7719"}),
    ("please ring me rather than emailing", {"contact.channel=phone"}),
    ("mejor mándenme todo por telegram que el correo ni lo miro", {"contact.channel=telegram"}),
    ("ne m'appelez pas, un mail suffit", {"contact.channel=email", "contact.do_not_contact=calls"}),
    ("mon num c le 06 44 50 77 12", {"contact.phone=0644507712"}),
]
NOTHING = [
    "that guy from Orbit Cycles never called back",
    "Solveig from Support was great",
    "we had dinner at Hotel Miramar, Maputo",
    "ich war bei der Buchhandlung Seitenweise in Kassel",
    "Übrigens, aus Versehen zweimal bestellt",
    "Wir sind die Letzten in der Schlange",
    "somos Team Real Madrid jaja",
    "por cierto, escribo desde el móvil",
    "moi aussi Netflix, mais de loin",
    "todo el mundo me dice lo mismo",
    "nouveau poste : comment je l'installe ?",
    "we see errors mon-thu 8 to 5",
    "vos horaires de bureau : lun-ven 8h-16h ?",
    "das Paket ist umgezogen, von Gera nach Jena",
    "we bake in August",
    "same for the XR-500 model",
    "le répondeur ne garde plus aucun message",
    "the phone shows no more messages",
    "Hallo, Lieferung Express, Berlin.",
    "Hello, Assembly Service, Hamburg.",
    "Hi, Delivery Address, Copenhagen.",
    "Hola, Muebles Rotos, de Madrid.",
    "Bonjour, Livraison Express, à Paris.",
    "C'est Chronopost, de Paris.",
]


@pytest.mark.parametrize(("words", "expected"), [*INTRODUCED, *THERE])
def test_what_stands_together_tells_what_each_of_it_is(words: str, expected: set[str]) -> None:
    assert told(words) == expected


@pytest.mark.parametrize("words", ["soy la encargada, Gracias", "soy el dueño, Hola", "ich bin der Chef, Danke"])
def test_a_greeting_or_thanks_is_nobodys_name(words: str) -> None:
    assert not any(one.startswith("identity.") for one in told(words))


def test_a_desk_is_no_firm() -> None:
    assert not any(one.startswith("company.") for one in told("Hello, Lisa from Returns."))


@pytest.mark.parametrize("words", NOTHING)
def test_what_only_looks_like_an_introduction_tells_nothing(words: str) -> None:
    assert told(words) == set()
