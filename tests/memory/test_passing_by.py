"""Who one is and how one is reached, told beside what is wanted; and what looks like it and tells nothing.

Names that sign, numbers and hours beside a wish to be called, refusals and their end, what one is called, homes.
"""

from __future__ import annotations

import pytest

from tests.memory.conftest import nobody, read
from tests.memory.test_learning import just_told, marks

MINE = ("identity.", "company.", "location.", "contact.", "hours.", "locale.timezone")


def told(words: str) -> list[str]:
    """What is learnt of the person, in the order of the alphabet: things and moods aside."""
    return sorted(one for one in marks(read(words, known=nobody())) if one.lstrip("-~!").startswith(MINE))


SIGNED = [
    ("The tap drips again since Monday, could someone look? Rosalind Achebe", ["identity.name=Rosalind Achebe"]),
    ("Die Türklingel geht nicht mehr. Vielen Dank im Voraus! Gundula Wetzlaff", ["identity.name=Gundula Wetzlaff"]),
    ("No encuentro el botón de descarga. Ramiro Etcheverry", ["identity.name=Ramiro Etcheverry"]),
    ("Le colis est arrivé ouvert, que faire ? – Ghislaine", ["identity.name=Ghislaine"]),
    (
        "When does the next course begin? - Obinna Eze, accountant, Leeds",
        ["company.role=accountant", "identity.name=Obinna Eze", "location.city=Leeds"],
    ),
    (
        "Bitte um ein Angebot für 12 Stühle. MfG Sieglinde Kratz | Buchhalterin | Holzwerk Brenner",
        ["company.name=Holzwerk Brenner", "company.role=Buchhalterin", "identity.name=Sieglinde Kratz"],
    ),
    (
        "Quedo a la espera. Atentamente, Fermina Ledesma, contable, Talleres Ordóñez",
        ["company.name=Talleres Ordóñez", "company.role=contable", "identity.name=Fermina Ledesma"],
    ),
    (
        "Please cancel the pickup.\n--\nK. Lindholm | Office Manager | Fenwick Tiles | 01632 960 774",
        ["company.name=Fenwick Tiles", "company.role=Office Manager", "contact.phone=01632960774"],
    ),
    (
        "Wann kommt die Ware?\n\nEdeltraud Simmern\nFilialleiterin, Modehaus Kranz",
        ["company.name=Modehaus Kranz", "company.role=Filialleiterin", "identity.name=Edeltraud Simmern"],
    ),
    ("Unterlassen Sie die Mahnungen. Gez. Waldemar Ohlsen", ["identity.name=Waldemar Ohlsen"]),
    ("Le devis me convient. Bien à vous, Mme Le Bihan", ["identity.name=Mme Le Bihan"]),
    ("kommt die lieferung noch heute? – Jorinde", ["identity.name=Jorinde"]),
]
NOBODY_SIGNED = [
    "Which one lasts longer? Galaxy Fold",
    "Where does the tour start? Buenos Aires",
    "I saw it in your ad. Black Friday",
    "Welcher Bezug war das? Dunkelblau Samt",
    "¿Cuál es la talla? Camisa Azul",
    "Quel modèle me conseillez-vous ? Canapé Louisiane",
    "I'm looking for a book by a Nigerian author. Chinua Achebe",
    "Please thank the driver from me. Kofi Mensah",
    "Bitte liefert es an meinen Bruder. Olaf Brandt",
    "El técnico fue muy amable. Rubén Salcedo",
    "Je cherche un roman. Victor Hugo",
    "Nice work, truly. Best Support",
]
REACHED = [
    ("can someone call me? 0171 5550199, after 6pm", ["contact.phone=01715550199", "contact.time=after 6pm"]),
    (
        "ruft mich bitte kurz zurück, 0152 555 0133, aber nicht vor 15 Uhr",
        ["contact.phone=01525550133", "contact.time=nicht vor 15 Uhr"],
    ),
    (
        "¿me podéis llamar por lo del recibo? 655 555 018, a partir de las cinco",
        ["contact.phone=655555018", "contact.time=a partir de las cinco"],
    ),
    (
        "Quelqu'un peut me rappeler ? 06 39 98 44 10, plutôt après 17h",
        ["contact.phone=0639984410", "contact.time=après 17h"],
    ),
    ("Bei Rückfragen: 0176 5550 442", ["contact.phone=01765550442"]),
    ("En caso de duda: 633 555 901", ["contact.phone=633555901"]),
    (
        "Pour le rendez-vous : 07 55 50 44 12, entre 9 h et 11 h",
        ["contact.phone=0755504412", "contact.time=entre 9 h et 11 h"],
    ),
    (
        "A callback about the boiler would be great, 01632 960 455. I teach, so only after 4 pm",
        ["contact.phone=01632960455", "contact.time=after 4 pm"],
    ),
    ("If the fitter is lost the number to ring is 01632 960 912", ["contact.phone=01632960912"]),
    ("Whoever phones me should do it before 9 am", ["contact.time=before 9 am"]),
]
NOT_REACHED = [
    "someone called me from 0171 5550199 yesterday, was that you?",
    "Can I call you? I only found 030 5550 100",
    "a mi hermana la llaman siempre del 655 555 018",
    "Could you call the courier? 07700 900 555, he waits in the yard",
    "C'est vous qui m'avez appelée ? 06 39 98 44 10",
    "ruft bitte meinen Mann an, 0152 555 0133, ab 15 Uhr",
    "Die Hotline 0800 5550 100 ist dauernd besetzt, wer hilft mir?",
    "can someone call me a taxi after 6pm?",
    "you called me yesterday after 6pm, what was it about?",
    "El mensajero me llamó a las cinco, ¿dónde está?",
]
REFUSED = [
    ("Bitte nich anrufen, ich arbeite nachts", ["contact.do_not_contact=calls"]),
    ("appelez pas svp, le petit dort", ["contact.do_not_contact=calls"]),
    ("Cessez vos appels, je vous prie", ["contact.do_not_contact=calls"]),
    ("dejen de telefonear a la oficina por esto", ["contact.do_not_contact=calls"]),
    ("could you stop sending me those questionnaires", ["contact.do_not_contact=surveys"]),
    ("eure Werbemails möchte ich nicht mehr bekommen", ["contact.do_not_contact=marketing"]),
    ("Merci de cesser de m'envoyer des offres promotionnelles", ["contact.do_not_contact=marketing"]),
    ("paren de mandarme encuestas", ["contact.do_not_contact=surveys"]),
    ("please take me off the promo list", ["contact.do_not_contact=marketing"]),
    ("calls are fine again", ["-contact.do_not_contact=calls"]),
    ("ihr könnt mich jetzt wieder anrufen", ["-contact.do_not_contact=calls"]),
    ("sí quiero volver a recibir las ofertas", ["-contact.do_not_contact=marketing"]),
    ("vous pouvez à nouveau m'appeler", ["-contact.do_not_contact=calls"]),
]
NOT_REFUSED = [
    "I can't take calls in the lab",
    "please stop calling it premium",
    "I'm quite happy with the newsletter",
    "the courier did not call",
    "Warum hat mich niemand angerufen?",
    "no me llamaron para la cita",
    "je n'ai pas reçu votre appel",
    "my friend wants no surveys any more",
    "can I turn calls off again in the app?",
]
CALLED = [
    ("it says Wilhelmina on the card, but it's Mina to everybody", ["identity.preferred_name=Mina"]),
    ("Fritzi is what I go by", ["identity.preferred_name=Fritzi"]),
    ("mi nombre en el DNI es Concepción pero me dicen Concha", ["identity.preferred_name=Concha"]),
    ("soy Guadalupe, Lupe para vosotros", ["identity.name=Guadalupe", "identity.preferred_name=Lupe"]),
    ("moi c'est Alexandrine mais Alex suffit", ["identity.name=Alexandrine", "identity.preferred_name=Alex"]),
    ("Marie-Odile sur les papiers mais Mao pour vous", ["identity.preferred_name=Mao"]),
    (
        "Theodora Kranz mein Name, gern auch einfach Dora",
        ["identity.name=Theodora Kranz", "identity.preferred_name=Dora"],
    ),
    ('no "dear mr" please, Sol is fine', ["identity.preferred_name=Sol"]),
    ("Danke. Übrigens heißt es Frau Özdemir", ["identity.name=Frau Özdemir"]),
    ("and it's Dr. Lindqvist, not Mr", ["identity.name=Dr. Lindqvist"]),
    ("hey! im Tomasz btw", ["identity.name=Tomasz"]),
]
NOT_CALLED = [
    "Basic is fine",
    "it says Marigold on the box but it's blue",
    "no call needed, a note will do",
    "der Tarif heißt übrigens Solo",
    "Samstag reicht",
    "el modelo es Luna para nosotros",
    "Paris suffit pour l'instant",
    "sorry, it's Tuesday, not Monday",
    "Friday is what I need",
]
HOME = [
    ("the tram to Basel (that's home) was cancelled", ["location.city=Basel"]),
    ("ich steige in Celle ein, da wohn ich auch", ["location.city=Celle"]),
    ("since Friday home is Truro", ["location.city=Truro"]),
    ("estoy instalada en Logroño desde mayo", ["location.city=Logroño"]),
    ("on a déménagé, maintenant Angoulême", ["location.city=Angoulême"]),
    ("wohnhaft in Bad Tölz, Kunde seit 2011", ["location.city=Bad Tölz"]),
    ("my flat in Dundee has no signal", ["location.city=Dundee"]),
    ("en mi casa de Getafe no hay luz", ["location.city=Getafe"]),
    ("comment je rentre à Vannes, chez moi, ce soir ?", ["location.city=Vannes"]),
    ("sind nach Plauen gezogen, alles neu", ["location.city=Plauen"]),
    ("moved in the meantime. Cardiff now", ["location.city=Cardiff"]),
]
NOT_HOME = [
    "the tram to Basel was cancelled",
    "we dream of moving to Biarritz one day",
    "on rêve de s'installer à Nantes",
    "asking for my aunt, she's 84, in Whitby",
    "mi abuela tiene su casa en Getafe",
    "bin jetzt in Spätschicht",
    "is there a flat in Dundee with signal?",
    "der Zug nach Celle fiel aus, da wohnt meine Tante",
    "comment rentrer à Vannes ce soir ?",
    "ok, London now has a shop too?",
]
TOLD = [*SIGNED, *REACHED, *REFUSED, *CALLED, *HOME]
NOTHING = [
    *NOBODY_SIGNED, *NOT_REACHED, *NOT_REFUSED, *NOT_CALLED, *NOT_HOME,
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), TOLD, ids=[words for words, _ in TOLD])
def test_what_is_told_in_passing_is_kept(words: str, expected: list[str]) -> None:
    assert told(words) == expected


ONE_MORE = [
    "sorry, my husband's Pixel 8 broke",
    "perdón, el Pixel 8 de mi marido se rompió",
    "désolée, le Pixel 8 de mon mari est cassé",
]
NONE_OF_MINE = ["sorry, the Pixel 8 is my husband's", "ups, das Pixel 8 gehört meiner Frau"]


@pytest.mark.parametrize("words", [*ONE_MORE, *NONE_OF_MINE])
def test_a_device_is_disowned_by_whose_it_is_and_not_by_one_of_the_family(words: str) -> None:
    known = just_told(**{"device.model": "Pixel 8"})

    assert bool(marks(read(words, known=known))) == (words in NONE_OF_MINE)


@pytest.mark.parametrize("words", NOTHING)
def test_what_only_looks_like_it_tells_nothing(words: str) -> None:
    assert told(words) == []
