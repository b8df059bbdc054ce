"""Whose words a message has, and how they are meant: other people's, jokes, dreams and samples tell nothing."""

from __future__ import annotations

import pytest

from tests.memory.conftest import read
from tests.memory.test_learning import just_told, marks

SILENT = [
    "I'm writing for my uncle, he's 79, lives in Padstow, has the Silver Line plan. is there a landline kit?",
    "asking on behalf of our neighbour: she's deaf, in Truro, on the Basic plan",
    "Ich frage für meine Tante, sie ist blind, wohnt in Husum, hat den Tarif Senior Plus",
    "pregunto por mi abuela, es sorda, vive en Cáceres, tiene la tarifa Mayor",
    "El compañero del almacén, Eusebio, está en el 955 12 34 56 por las tardes",
    "C'est pour ma voisine, elle est malvoyante, habite Lorient, a la formule Confort",
    "La collègue de l'accueil, Maud, est joignable au 02 40 11 22 33 le soir",
    "yes yes and I'm the queen of Sheba, I live in Atlantis. now where is my code",
    "ja ja und ich bin der Kaiser von China und wohne in Schönbrunn. also wo bleibt der Code",
    "sí sí y yo soy la reina de Saba, vivo en Versalles. cuándo llega el código",
    "mais oui et moi je suis le pape, j'habite Avignon. bon, mon code",
    "we dream of moving to Seville one day, do you deliver there",
    "wir träumen davon, nach Lissabon zu ziehen, liefert ihr dahin",
    "soñamos con irnos a vivir a Oporto, ¿enviáis allí?",
    "on rêve d'habiter à Annecy, vous livrez là-bas ?",
    "do some of your customers prefer Slack?",
    "Schreiben manche Ihrer Kunden lieber per Telegram?",
    "¿Algunos de sus clientes prefieren Telegram?",
    "Vos autres clients préfèrent-ils le téléphone ?",
    "the footer should look like this:\n"
    "Martha Quill\n"
    "Head of Sales, Brightside Ltd\n"
    "martha@brightside.example\n"
    "but it comes out in one line",
    "Die Signatur soll so aussehen:\n"
    "Moritz Feld\n"
    "Geschäftsführer, Feldbau GmbH\n"
    "m.feld@feldbau.example\n"
    "aber alles steht in einer Zeile",
    "La firma tendría que quedar así:\nLola Campos\nDirectora, Campos SL\nlola@campos.example\ny sale todo junto",
    "le bas de page devrait s'afficher comme ça :\n"
    "Irène Faure\n"
    "Gérante, Faure SARL\n"
    "irene@faure.example\n"
    "mais tout est collé",
]


@pytest.mark.parametrize("words", SILENT)
def test_what_is_of_others_or_not_meant_tells_nothing(words: str) -> None:
    assert marks(read(words)) == []


TELLS = [
    ("I'm writing for my uncle but the account is mine, I live in Padstow", ["location.city=Padstow"]),
    ("haha I finally moved, I live in Leeds now", ["location.city=Leeds"]),
    ("je suis à Quimper mdr", ["location.city=Quimper"]),
    ("ich wohne jetzt in Bonn haha", ["location.city=Bonn"]),
    ("vivo en Cádiz jaja", ["location.city=Cádiz"]),
    ("j'habite Lille lol", ["location.city=Lille"]),
    ("we live in Hove lol, of course it rains", ["location.city=Hove"]),
    ("my pronouns are he/him haha", ["identity.pronouns=he/him"]),
    ("keep no profile of me, please", ["consent.memory=off"]),
    ("I don't agree to you building a profile about me", ["consent.memory=off"]),
    ("please don't save or remember anything about me", ["consent.memory=off"]),
    ("Ich bin nicht damit einverstanden, dass ihr Daten über mich speichert", ["consent.memory=off"]),
    ("speichert euch bitte wirklich gar nichts über mich", ["consent.memory=off"]),
    ("no doy permiso para que guarden información sobre mí", ["consent.memory=off"]),
    ("no apunten nada de lo que les cuento", ["consent.memory=off"]),
    ("je ne consens pas à ce que vous gardiez des infos sur moi", ["consent.memory=off"]),
    ("ne conservez rien sur moi", ["consent.memory=off"]),
    ("ne stockez aucune information me concernant", ["consent.memory=off"]),
    ("as a deaf customer I can't use your hotline", ["accessibility.need=deaf"]),
    ("Since I'm colour-blind the red marks tell me nothing", ["accessibility.need=colour blind"]),
    ("Da ich blind bin, helfen mir die Bilder nicht", ["accessibility.need=blind"]),
    ("ich sitze im Rollstuhl, gibt es eine Rampe", ["accessibility.need=wheelchair"]),
    ("como soy sordo, el teléfono no me sirve", ["accessibility.need=deaf"]),
    ("padezco dislexia", ["accessibility.need=dyslexia"]),
    ("voy siempre en silla de ruedas", ["accessibility.need=wheelchair"]),
    ("étant aveugle, les photos ne m'aident pas", ["accessibility.need=blind"]),
    ("je circule en fauteuil roulant", ["accessibility.need=wheelchair"]),
    ("Pourriez-vous m'envoyer le menu en gros caractères ?", ["accessibility.need=large print"]),
    ("¿Me lo pueden imprimir con letra grande?", ["accessibility.need=large print"]),
    ("short answers are no use to me, explain it at length", ["pref.length=detailed"]),
    ("don't spare the details", ["pref.length=detailed"]),
    ("kurze Antworten bringen mir nichts", ["pref.length=detailed"]),
    ("haltet euch bitte kurz", ["pref.length=short"]),
    ("las respuestas breves no me sirven de nada", ["pref.length=detailed"]),
    ("contéstame en dos líneas siempre", ["pref.length=short"]),
    ("les réponses courtes ne m'aident pas", ["pref.length=detailed"]),
    ("répondez-moi en une ligne", ["pref.length=short"]),
    ("please number the steps for me", ["pref.format=steps"]),
    ("dime los pasos de uno en uno", ["pref.format=steps"]),
    ("Je vous prie de garder le vouvoiement", ["pref.tone=formal"]),
    ("I'd be obliged if you wrote to me formally", ["pref.tone=formal"]),
    ("könnt mich ruhig duzen, das Sie macht mich alt", ["pref.tone=informal"]),
    ("I use they/them, my sister uses she/her", ["identity.pronouns=they/them"]),
    ("mi pronombre es elle", ["identity.pronouns=elle"]),
    ("mes pronoms : iel", ["identity.pronouns=iel"]),
    ("mein Pronomen ist dey", ["identity.pronouns=dey"]),
    ("could you reply in Polish next time", ["locale.language=pl"]),
    ("schreibt mir künftig auf Italienisch", ["locale.language=it"]),
    ("a partir de ahora respóndanme en portugués", ["locale.language=pt"]),
    ("répondez-moi en néerlandais la prochaine fois", ["locale.language=nl"]),
]


@pytest.mark.parametrize(("words", "told"), TELLS)
def test_wishes_and_needs_are_told_in_many_ways(words: str, told: list[str]) -> None:
    assert set(told) <= set(marks(read(words)))


SLIPS = [
    ("10-88", "Ay no, que estaba leyendo la hoja de otro: es el 10-98.", ["!order.id=10-98"]),
    ("KL-2207", "oh dear, I was looking at the other sheet. KL-2270 it is", ["!order.id=KL-2270"]),
    ("55-9012", "Moment, falsche Reihe. 55-9021", ["!order.id=55-9021"]),
    ("MX-4410", "línea equivocada: MX-4401", ["!order.id=MX-4401"]),
    ("FR-8812", "j'ai interverti deux chiffres, FR-8821", ["!order.id=FR-8821"]),
    ("AB-7718", "Halt, verguckt. Richtig wäre AB-7781, die andere gibt es gar nicht.", ["!order.id=AB-7781"]),
    ("KL-2207", "the other order is KL-2270", ["order.id=KL-2270"]),
    ("KL-2207", "I ordered another one, KL-2270", ["order.id=KL-2270"]),
]


@pytest.mark.parametrize(("before", "words", "told"), SLIPS)
def test_who_owns_up_to_a_wrong_line_puts_a_number_right(before: str, words: str, told: list[str]) -> None:
    assert marks(read(words, known=just_told(**{"order.id": before}))) == told


STAYS = [
    ("I've withdrawn the cancellation, I'm staying", True),
    ("wir bleiben doch bei euch", True),
    ("die Kündigung könnt ihr vergessen, vergesst die Kündigung", True),
    ("al final me quedo con ustedes", True),
    ("finalement je reste chez vous", True),
    ("I'm not staying", False),
    ("would it help if I'm staying?", False),
    ("je reste sur ma faim", False),
]


@pytest.mark.parametrize(("words", "stays"), STAYS)
def test_who_stays_after_all_thinks_of_leaving_no_more(words: str, stays: bool) -> None:
    told = marks(read(words, known=just_told(**{"risk.churn": "high"})))
    assert ("-risk.churn=high" in told) == stays


WELCOME = [
    ("calls are fine again", "calls"),
    ("ihr dürft mich wieder anrufen", "calls"),
    ("quiero volver a recibir las promociones", "marketing"),
    ("vous pouvez à nouveau m'appeler", "calls"),
]


@pytest.mark.parametrize(("words", "what"), WELCOME)
def test_what_was_refused_may_be_welcome_again(words: str, what: str) -> None:
    known = just_told(**{"contact.do_not_contact": what})
    assert f"-contact.do_not_contact={what}" in marks(read(words, known=known))
