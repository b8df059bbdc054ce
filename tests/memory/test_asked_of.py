"""Whose a question asks for: each for somebody else's, its twin for the customer's own, and one answer to both."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.memory.values import norm
from bot.types.memory import Line
from tests.conftest import NOON
from tests.memory.conftest import nobody, read

TWINS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "identity.name": (
        ("Which of the drivers was it?", "And who am I writing to?", "Callum Reid"),
        ("Welcher der Fahrer war es?", "Und mit wem schreibe ich?", "Carsten Ried"),
        ("¿Cuál de los repartidores fue?", "¿Y con quién hablo?", "Carmelo Ríos"),
        ("Lequel des livreurs était-ce ?", "Et à qui ai-je affaire ?", "Corentin Ries"),
        ("What was the courier's name?", "What was your name again?", "Dorian Pask"),
        ("What name did the fitter give you?", "What name shall I give the fitter?", "Dorian Pask"),
        ("Who took your order on the phone?", "Who am I talking to on the phone?", "Lena Brook"),
        ("Can you tell me the name of the person you spoke to?", "Can you tell me your name?", "Lena Brook"),
        ("Wie hieß der Fahrer?", "Wie heißen Sie?", "Dorian Paske"),
        ("Welchen Namen hat der Monteur genannt?", "Welchen Namen darf ich notieren?", "Dorian Paske"),
        ("Mit wem haben Sie am Telefon gesprochen?", "Mit wem spreche ich?", "Lena Brook"),
        ("Wissen Sie noch den Namen der Kollegin?", "Sagen Sie mir noch Ihren Namen?", "Lena Brook"),
        ("¿Cómo se llamaba el repartidor?", "¿Cómo se llama usted?", "Dorian Pazos"),
        ("¿Qué nombre le dio el técnico?", "¿Qué nombre le doy al técnico?", "Dorian Pazos"),
        ("¿Con quién habló por teléfono?", "¿Con quién hablo?", "Lena Brotons"),
        ("¿Cuál era el nombre de la dependienta?", "¿Cuál es su nombre?", "Lena Brotons"),
        ("Comment s'appelait le livreur ?", "Comment vous appelez-vous ?", "Dorian Pasquet"),
        ("Quel nom le technicien a-t-il donné ?", "Quel nom dois-je donner au technicien ?", "Dorian Pasquet"),
        ("À qui avez-vous parlé au téléphone ?", "À qui ai-je l'honneur ?", "Léna Brossard"),
        ("Quel était le nom de la vendeuse ?", "Quel est votre nom ?", "Léna Brossard"),
    ),
    "location.city": (
        ("Where did the van break down?", "Where's your workshop?", "Penrith"),
        ("Wo ist der Wagen liegen geblieben?", "Wo ist Ihre Werkstatt?", "Celle"),
        ("¿Dónde se averió la furgoneta?", "¿Dónde tiene el taller?", "Ronda"),
        ("Où la camionnette est-elle tombée en panne ?", "Où est votre atelier ?", "Royan"),
        ("Which city is the store in?", "Which city are you in?", "Norwich"),
        ("Where was the parcel last seen?", "Where should the parcel go?", "Norwich"),
        ("Where does your sister live?", "Where do you live?", "Taunton"),
        ("Which depot did it leave from?", "Which town do you live in?", "Taunton"),
        ("In welcher Stadt ist die Filiale?", "In welcher Stadt wohnen Sie?", "Coburg"),
        ("Wo wurde das Paket zuletzt gesehen?", "Wohin soll das Paket?", "Coburg"),
        ("Wo wohnt Ihre Schwester?", "Wo wohnen Sie?", "Gera"),
        ("Aus welchem Ort kam der Techniker?", "Aus welchem Ort kommen Sie?", "Gera"),
        ("¿En qué ciudad está la tienda?", "¿En qué ciudad está usted?", "Soria"),
        ("¿Dónde estaba el paquete la última vez?", "¿Dónde quiere el paquete?", "Soria"),
        ("¿Dónde vive su hermana?", "¿Dónde vive usted?", "Cuenca"),
        ("¿De qué ciudad venía el técnico?", "¿De qué ciudad es usted?", "Cuenca"),
        ("Dans quelle ville se trouve le magasin ?", "Dans quelle ville habitez-vous ?", "Nevers"),
        ("Où était le colis la dernière fois ?", "Où doit aller le colis ?", "Nevers"),
        ("Où habite votre soeur ?", "Où habitez-vous ?", "Vesoul"),
        ("De quelle ville venait le technicien ?", "De quelle ville êtes-vous ?", "Vesoul"),
    ),
    "contact.email": (
        ("What's your colleague's email?", "What's your email?", "jo@larch.example"),
        ("What address did that message come from?", "What address can we send it to?", "jo@larch.example"),
        ("Which email did they ask you to write to?", "Which email shall we write to?", "jo@larch.example"),
        ("Wie lautet die Mail Ihres Kollegen?", "Wie lautet Ihre Mail?", "jo@larch.example"),
        ("Von welcher Adresse kam die Nachricht?", "An welche Adresse soll die Nachricht?", "jo@larch.example"),
        ("An welche Mail sollten Sie schreiben?", "An welche Mail sollen wir schreiben?", "jo@larch.example"),
        ("¿Cuál es el correo de su compañera?", "¿Cuál es su correo?", "jo@larch.example"),
        ("¿De qué correo le llegó el mensaje?", "¿A qué correo le mando el mensaje?", "jo@larch.example"),
        ("¿A qué correo le dijeron que escribiera?", "¿A qué correo le escribimos?", "jo@larch.example"),
        ("Quel est le mail de votre collègue ?", "Quel est votre mail ?", "jo@larch.example"),
        ("De quelle adresse est venu le message ?", "À quelle adresse envoyer le message ?", "jo@larch.example"),
        ("À quel mail vous a-t-on dit d'écrire ?", "À quel mail vous écrire ?", "jo@larch.example"),
    ),
    "contact.phone": (
        ("What number did the driver call from?", "What number can the driver call?", "07700 900814"),
        ("What's the neighbour's number?", "What's your number?", "07700 900814"),
        ("Von welcher Nummer rief der Fahrer an?", "Unter welcher Nummer erreicht Sie der Fahrer?", "0151 55501877"),
        ("Haben Sie die Nummer vom Nachbarn?", "Haben Sie eine Nummer für mich?", "0151 55501877"),
        ("¿Desde qué número llamó el repartidor?", "¿A qué número le llama el repartidor?", "655 010 233"),
        ("¿Tiene el teléfono del vecino?", "¿Tiene un teléfono de contacto?", "655 010 233"),
        (
            "De quel numéro le livreur a-t-il appelé ?",
            "À quel numéro le livreur peut-il vous appeler ?",
            "06 55 01 02 33",
        ),
        ("Avez-vous le numéro du voisin ?", "Avez-vous un numéro ?", "06 55 01 02 33"),
    ),
    "plan.seats": (
        ("How many people delivered it?", "How many people use it?", "2"),
        ("How many people are ahead of you in the queue?", "How many people are on your account?", "12"),
        ("Wie viele Leute haben geliefert?", "Wie viele Leute nutzen es?", "zwei"),
        ("Wie viele Personen waren vor Ihnen dran?", "Wie viele Personen arbeiten bei Ihnen?", "12"),
        ("¿Cuántas personas lo entregaron?", "¿Cuántas personas lo usan?", "dos"),
        ("¿Cuántas personas había delante?", "¿Cuántas personas son en la cuenta?", "12"),
        ("Combien de personnes ont livré ?", "Combien de personnes l'utilisent ?", "deux"),
        ("Combien de personnes étaient devant vous ?", "Combien de personnes êtes-vous sur le compte ?", "12"),
    ),
    "plan.name": (
        ("What did they charge you for?", "What plan do they charge you for?", "Premium Max"),
        ("Wofür hat man Ihnen Geld abgebucht?", "Für welchen Tarif wird bei Ihnen abgebucht?", "Premium Max"),
        ("¿Qué le cobraron?", "¿Qué tarifa le cobran?", "Premium Max"),
        ("Que vous a-t-on facturé ?", "Quelle formule vous facture-t-on ?", "Premium Max"),
        ("Which plan is your friend on?", "Which plan are you on?", "Voyager"),
        ("Which plan did the advert mention?", "Which plan does your contract mention?", "Voyager"),
        ("Welchen Tarif hat Ihr Nachbar?", "Welchen Tarif haben Sie?", "Kontor XL"),
        ("Welcher Tarif stand in der Werbung?", "Welcher Tarif steht in Ihrem Vertrag?", "Kontor XL"),
        ("¿Qué plan tiene su vecino?", "¿Qué plan tiene usted?", "Aforo Plus"),
        ("¿Qué tarifa salía en el anuncio?", "¿Qué tarifa sale en su contrato?", "Aforo Plus"),
        ("Quelle formule a votre voisin ?", "Quelle formule avez-vous ?", "Horizon Plus"),
        ("Quelle offre était dans la publicité ?", "Quelle offre est dans votre contrat ?", "Horizon Plus"),
    ),
    "device.model": (
        ("Which phone did your friend try it on?", "Which phone did you try it on?", "Pixel 7"),
        ("What laptop do your colleagues use?", "What laptop do you use?", "ThinkPad T480"),
        ("Auf welchem Handy hat es Ihr Freund probiert?", "Auf welchem Handy haben Sie es probiert?", "Pixel 7"),
        ("Welchen Laptop nutzen Ihre Kollegen?", "Welchen Laptop nutzen Sie?", "ThinkPad T480"),
        ("¿En qué móvil lo probó su amigo?", "¿En qué móvil lo probó usted?", "Pixel 7"),
        ("¿Qué portátil usan sus compañeros?", "¿Qué portátil usa usted?", "ThinkPad T480"),
        ("Sur quel téléphone votre ami a-t-il essayé ?", "Sur quel téléphone avez-vous essayé ?", "Pixel 7"),
        ("Quel portable utilisent vos collègues ?", "Quel portable utilisez-vous ?", "ThinkPad T480"),
    ),
    "device.os": (
        ("Which Windows do the other machines run?", "Which Windows do you run?", "Windows 10"),
        ("Welches Windows läuft auf den anderen Rechnern?", "Welches Windows läuft bei Ihnen?", "Windows 10"),
        ("¿Qué Windows llevan los otros equipos?", "¿Qué Windows lleva su equipo?", "Windows 10"),
        ("Quel Windows ont les autres postes ?", "Quel Windows avez-vous ?", "Windows 10"),
    ),
    "company.name": (
        ("Which company delivered it?", "Which company are you with?", "Holt Freight"),
        ("What's the name of the landlord's company?", "What's the name of your company?", "Holt Freight"),
        ("Welche Firma hat geliefert?", "Für welche Firma schreiben Sie?", "Spedition Holt"),
        ("Wie heißt die Firma des Vermieters?", "Wie heißt Ihre Firma?", "Spedition Holt"),
        ("¿Qué empresa lo entregó?", "¿De qué empresa escribe?", "Transportes Holgado"),
        ("¿Cómo se llama la empresa del casero?", "¿Cómo se llama su empresa?", "Transportes Holgado"),
        ("Quelle entreprise a livré ?", "Pour quelle entreprise écrivez-vous ?", "Transports Hollande"),
        ("Comment s'appelle la société du propriétaire ?", "Comment s'appelle votre société ?", "Transports Hollande"),
    ),
    "company.role": (
        ("What's your boss's role?", "What's your role?", "sales director"),
        ("Welche Position hat Ihr Chef?", "Welche Position haben Sie?", "Vertriebsleiter"),
        ("¿Qué cargo tiene su jefe?", "¿Qué cargo tiene usted?", "director comercial"),
        ("Quel poste occupe votre chef ?", "Quel poste occupez-vous ?", "directeur commercial"),
    ),
    "app.version": (
        ("Which version does the article mention?", "Which version does your app show?", "4.8.1"),
        ("Welche Version steht im Artikel?", "Welche Version steht in Ihrer App?", "4.8.1"),
        ("¿Qué versión pone en el artículo?", "¿Qué versión pone en su app?", "4.8.1"),
        ("Quelle version est dans l'article ?", "Quelle version affiche votre appli ?", "4.8.1"),
    ),
}
"""By key: what is asked of somebody or something else, what is asked of the customer, and what both are told."""
ROWS = [(key, *row) for key, rows in TWINS.items() for row in rows]
THEIRS = (
    ("Who is the parcel for?", "me, Tilda Garrow", "identity.name", "Tilda Garrow"),
    ("Eine Nummer für den Fahrer?", "0160 5550123", "contact.phone", "01605550123"),
    ("How many of your colleagues use it?", "14", "plan.seats", "14"),
    ("Sind Sie als Vermieter bei uns, und in welchem Tarif?", "Kontor XL", "plan.name", "Kontor XL"),
    ("¿Cuántos compañeros lo usan?", "9", "plan.seats", "9"),
    ("Êtes-vous propriétaire, et dans quelle ville ?", "Nevers", "location.city", "Nevers"),
)
"""Others stand in the question, and it is for the customer's own."""


def told(asked: str, words: str) -> set[tuple[str, str]]:
    history = (Line(1, "bot", asked, "", "web", NOON),)
    learned = read(words, known=nobody(history=history))
    return {(one.key, norm(one.key, one.value)) for one in learned if one.status == "active"}


@pytest.mark.parametrize(("key", "of_another", "asked", "words"), ROWS)
def test_what_is_asked_of_another_is_not_learnt_of_the_customer(
    key: str, of_another: str, asked: str, words: str
) -> None:
    assert told(of_another, words) == set()
    assert {one for one, _ in told(asked, words)} >= {key}


@pytest.mark.parametrize(("asked", "words", "key", "value"), THEIRS)
def test_a_question_that_names_others_may_be_for_the_customers_own(
    asked: str, words: str, key: str, value: str
) -> None:
    assert (key, norm(key, value)) in told(asked, words)
