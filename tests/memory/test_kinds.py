"""A thing, a device or a plan by the word for what it is and its name, which then may be any."""

from __future__ import annotations

import pytest

from tests.memory.conftest import read

TOLD = [
    ("My router is the Tessel Wave 4, by the way", "device.model=Tessel Wave 4"),
    ("work laptop's a Brackwater 13", "device.model=Brackwater 13"),
    ("the printer jams every morning. it's an Inkwell Trio", "device.model=Inkwell Trio"),
    ("mein Handy ist ein Sirius Nova 3 und der Ton knackt", "device.model=Sirius Nova 3"),
    ("Drucker ist nen Tintling 210", "device.model=Tintling 210"),
    ("mi móvil, un Orion 9, se queda sin red", "device.model=Orion 9"),
    ("la impresora que me mandasteis es una Trazo 40", "device.model=Trazo 40"),
    ("ma liseuse est une Pageline 6", "device.model=Pageline 6"),
    ("our oven is the Cindermaid Pro, the grey one", "product.owned=Cindermaid Pro"),
    ("my bike's a Larkspur Tour", "product.owned=Larkspur Tour"),
    ("unsere Waschmaschine Schaumburg 7 schleudert nicht", "product.owned=Waschmaschine Schaumburg 7"),
    ("Heizung ist eine Glutkern Eco, die pfeift", "product.owned=Glutkern Eco"),
    ("mi cafetera es la Tostina Duo y pierde agua", "product.owned=Tostina Duo"),
    ("notre aspirateur, un Souffleur Mini, ne charge plus", "product.owned=Souffleur Mini"),
    ("la poussette Cabriole que je vous ai prise grince", "product.owned=poussette Cabriole"),
    ("Our licence is the Faculty one, does it include exams?", "plan.name=Faculty"),
    ("my insurance with you is Roof Complete", "plan.name=Roof Complete"),
    ("business account is called Merchant Start", "plan.name=Merchant Start"),
    ("Konto heißt bei mir Giro Flott", "plan.name=Giro Flott"),
    ("unser Vertrag bei euch ist Wärme Fix 24", "plan.name=Wärme Fix 24"),
    ("mi cuenta es Ahorro Plus", "plan.name=Ahorro Plus"),
    ("Notre licence : Vie Associative, 12 postes", "plan.name=Vie Associative"),
]
NOT_TOLD = [
    "my phone is Peter's",
    "my phone is dead",
    "Phone: Yes",
    "my neighbour's tv is a Tessel Wave 4",
    "is your router the Tessel Wave 4?",
    "if my laptop were a Brackwater 13 it would run",
    "my watch is Swiss",
    "my bike is from Monday",
    "der Vertrag ist Quatsch",
    "unser Konto ist Geschichte",
    "my insurance is Direct Line",
    "account: Acme Ltd",
    "my account is Maria Lopez",
    "mi seguro es Mapfre",
    "notre assurance est Groupama",
    "la poussette Cabriole coûte combien ?",
    "my sister's kettle is the Tostina Duo",
]
KEYS = ("device.model", "product.owned", "plan.name")


def told(words: str) -> list[str]:
    return [f"{one.key}={one.value}" for one in read(words) if one.key in KEYS and one.status == "active"]


@pytest.mark.parametrize(("words", "fact"), TOLD)
def test_the_word_for_what_it_is_tells_the_key_of_a_name(words: str, fact: str) -> None:
    assert fact in told(words)


@pytest.mark.parametrize("words", NOT_TOLD)
def test_owners_others_and_what_is_only_said_of_it_are_no_name(words: str) -> None:
    assert told(words) == []


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
