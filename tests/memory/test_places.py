"""Where people live, told in passing: in asides, small letters, dialect and slips of the tongue."""

from __future__ import annotations

import pytest

from bot.types.memory import Line
from tests.conftest import NOON
from tests.memory.conftest import nobody, read
from tests.memory.test_learning import marks


def told(words: str, asked: str = "") -> list[str]:
    """What is learnt of where somebody lives."""
    history = (Line(1, "bot", asked, "ask", "web", NOON),) if asked else ()
    return [one for one in marks(read(words, known=nobody(history=history))) if "location." in one]


PLACES = [
    ("my town is Ludlow, L-u-d-l-o-w", ["location.city=Ludlow"]),
    ("here in Haverfordwest the signal drops", ["location.city=Haverfordwest"]),
    ("Bei uns in Bad Salzdetfurth kommt die Post spät", ["location.city=Bad Salzdetfurth"]),
    ("bei mir in Quickborn ist alles tot", ["location.city=Quickborn"]),
    ("aquí en Calasparra no llega la fibra", ["location.city=Calasparra"]),
    ("acá en tandil no anda nada", ["location.city=Tandil"]),
    ("chez nous à Plouescat ça coupe", ["location.city=Plouescat"]),
    ("allo, icitte à chicoutimi ça rame", ["location.city=Chicoutimi"]),
    ("do you cover tiree? thats where i am", ["location.city=Tiree"]),
    ("¿llega a Grazalema, que es donde resido?", ["location.city=Grazalema"]),
    ("Wie lange dauert es bis Wismar, wo ich wohne?", ["location.city=Wismar"]),
    ("combien de temps jusqu'à Vesoul, où j'habite ?", ["location.city=Vesoul"]),
    ("au canada, c'est là que je reste", ["location.country=Canada"]),
    ("Lieferort ist mein Wohnort Meißen", ["location.city=Meißen"]),
    ("salgo desde Teruel, que es mi ciudad", ["location.city=Teruel"]),
    ("bonsoir depuis bobo-dioulasso, ma ville", ["location.city=Bobo-Dioulasso"]),
    ("Cordial saludo desde Colombia, donde tenemos la oficina", ["location.country=Colombia"]),
    ("do you post to new zealand? we live in oamaru", ["location.city=Oamaru", "location.country=New Zealand"]),
    ("liefert ihr nach Österreich? Wir wohnen in Leoben", ["location.city=Leoben", "location.country=Austria"]),
    ("¿envían a Chile? vivo en Valdivia", ["location.city=Valdivia", "location.country=Chile"]),
    ("la livraison en suisse c'est combien ? on est à aigle", ["location.city=Aigle", "location.country=Switzerland"]),
    ("mandan a bolivia? estamos en tarija con mi mujer", ["location.city=Tarija", "location.country=Bolivia"]),
    ("vivo en tepoztlan, traigo el Hogar 200", ["location.city=Tepoztlan"]),
    ("ich wohn in zwiesel und hab DSL 100", ["location.city=Zwiesel"]),
    ("im in stow-on-the-wold is there an outage", ["location.city=Stow-on-the-Wold"]),
    ("also ich bi z Herisau dihei", ["location.city=Herisau"]),
    ("bin in zwettl daheim", ["location.city=Zwettl"]),
    ("j'habite aubusson euh non guéret depuis 3 ans", ["!location.city=Guéret"]),
    ("vivo en luarca, digo cudillero, q en luarca curro", ["!location.city=Cudillero"]),
    ("i live in hexham no wait corbridge", ["!location.city=Corbridge"]),
    ("wohne in husum äh nein tönning", ["!location.city=Tönning"]),
    ("ando por Cádiz", ["location.city=Cádiz"]),
    ("been in whitstable 3 years now", ["location.city=Whitstable"]),
    ("writing from a very wet Galway", ["location.city=Galway"]),
    ("sind letzten monat nach pirna gezogen", ["location.city=Pirna"]),
    ("unsere Praxis ist in Rottweil", ["location.city=Rottweil"]),
    ("nuestro taller está en Zafra", ["location.city=Zafra"]),
    ("wir wohnen ja in der Schweiz, in Chur", ["location.city=Chur", "location.country=Switzerland"]),
    ("vivo en Portugal, en Évora", ["location.city=Évora", "location.country=Portugal"]),
    ("je vous écris de Saint-Malo", ["location.city=Saint-Malo"]),
    ("kann man nach Zürich liefern? wohne dort", ["location.city=Zurich"]),
    ("Wir sind eine kleine Bäckerei in Celle", ["location.city=Celle"]),
    ("somos una tienda de bicis en Gijón", ["location.city=Gijón"]),
    ("we run a small café in Totnes", ["location.city=Totnes"]),
    ("on est une petite asso à Gap", ["location.city=Gap"]),
    ("j'ai déménagé, je suis à Pau maintenant", ["location.city=Pau"]),
    ("vivo en león, perdón, en astorga", ["!location.city=Astorga"]),
]
NO_PLACES = [
    "here in hospital the wifi is bad",
    "bei uns in der Firma geht nichts",
    "bei meiner Schwester in Uelzen kommt die Post früh",
    "aquí en casa no anda nada",
    "ici à la maison ça rame",
    "chez nous à l'étage ça coupe",
    "do you deliver to Whitby? that's where my mum lives",
    "¿Llega a Úbeda, que es donde vive mi hermana?",
    "livrez-vous à Nantes ? c'est là que travaille ma fille",
    "her town, Hexham, is lovely",
    "ma ville natale, c'est Lens",
    "do you ship to Norway? my brother lives in Bergen",
    "liefert ihr nach Italien? Wir sind dort im Urlaub",
    "vous livrez en belgique ? on est à deux doigts de commander",
    "i live in constant dread of the Router 3",
    "vivo en un piso, traigo el Hogar 200",
    "ich wohn in der nähe vom Markt",
    "der Nachbar ist in Deggendorf daheim",
    "min brüeder isch z Bern dihei",
    "mei schwester is in Passau dahoam",
    "esta semana ando por Oporto en un festival",
    "ando por Tarifa estos días",
    "esta semana ando por Vigo, contestaré tarde",
    "im in one-on-one meetings all day",
    "livrez à Metz, j'y habite peut-être le mois prochain",
    "do you ship to Leeds? I live there from May maybe",
    "liefert nach Jena, wohne dort vielleicht bald",
    "our office is in trouble",
    "we are a bit lost in Settings",
    "it's a small bakery in Celle that my aunt runs",
    "they run a café in Totnes",
    "your shop is in Leeds, right?",
    "my mum's shop is in Hexham",
    "I've been in meetings all day",
    "been in tears 3 times",
    "writing from an Android phone",
    "sind letzten Monat die Preise gestiegen?",
    "je vous écris de mon portable",
    "we were in Rome last week",
    "here in the app it says Bergen",
    "hier in der App steht Bergen",
    "a friend in Bilbao has it too",
]


@pytest.mark.parametrize(("words", "facts"), PLACES)
def test_where_one_lives_is_learnt(words: str, facts: list[str]) -> None:
    assert told(words) == sorted(facts)


@pytest.mark.parametrize("words", NO_PLACES)
def test_where_others_live_or_one_is_for_a_while_is_not(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize(
    ("words", "city"),
    [("I live in Leeds, I mean it's lovely", "Leeds"), ("vivo en Lugo, digo que no llega", "Lugo"),
     ("j'habite Lens euh non rien", "Lens"), ("i live in hexham no wait it works now", "Hexham")],
)  # fmt: skip
def test_who_only_takes_up_their_words_corrects_nothing(words: str, city: str) -> None:
    assert told(words) == [f"location.city={city}"]


@pytest.mark.parametrize(
    ("asked", "words", "facts"),
    [
        ("Wohnen Sie in Graz?", "na, in leoben", ["location.city=Leoben"]),
        ("Do you live in Hexham?", "nope, corbridge", ["location.city=Corbridge"]),
        ("¿Vive usted en Teruel?", "qué va, en albarracín", ["location.city=Albarracín"]),
        ("Vous habitez à Belfort ?", "nan, à vesoul", ["location.city=Vesoul"]),
        ("Do you live in Hexham?", "nope, never", []),
        ("Wohnen Sie in Graz?", "na, des is scho ok", []),
        ("Vous habitez à Belfort ?", "nan, pas du tout", []),
    ],
)
def test_a_question_is_answered_in_small_letters_and_dialect(asked: str, words: str, facts: list[str]) -> None:
    assert told(words, asked) == facts
