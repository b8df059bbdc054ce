"""What stands in the place of an answer and tells none, and its twin that does: a table in four languages."""

from __future__ import annotations

import pytest

from bot.memory.values import norm
from bot.types.memory import Line
from tests.conftest import NOON
from tests.memory.conftest import nobody, read

ROWS = (
    (
        "company.name",
        "Which company is it for?",
        "None, I'm here privately",
        "Nonesuch Interiors, I'm their buyer",
        "Nonesuch Interiors",
    ),
    (
        "company.name",
        "Welche Firma?",
        "Keine, ich bin privat hier",
        "Keinert Metallbau, ich bin der Einkauf",
        "Keinert Metallbau",
    ),
    (
        "company.name",
        "¿De qué empresa?",
        "ninguna, es para mi madre",
        "Ninot Joyeros, soy la encargada",
        "Ninot Joyeros",
    ),
    (
        "company.name",
        "Quelle société ?",
        "aucune, c'est pour ma mère",
        "Aucuba Jardins, je suis la gérante",
        "Aucuba Jardins",
    ),
    ("identity.name", "Your name?", "see above", "Steve Above", "Steve Above"),
    ("identity.name", "Ihr Name?", "Siehe oben", "Silke Oben", "Silke Oben"),
    ("identity.name", "¿Su nombre?", "Es para mi madre", "Esther Parra", "Esther Parra"),
    ("identity.name", "Votre nom ?", "Voir plus haut", "Yvon Plessis", "Yvon Plessis"),
    ("identity.name", "What's your name?", "Long story", "Long Nguyen", "Long Nguyen"),
    ("identity.name", "Name?", "on the account", "Ona Count", "Ona Count"),
    ("identity.name", "Wie heißen Sie?", "steht im Profil", "Steffen Profitlich", "Steffen Profitlich"),
    ("identity.name", "¿Cómo se llama?", "está en mi perfil", "Estela Perfil", "Estela Perfil"),
    ("identity.name", "Comment vous appelez-vous ?", "c'est dans mon profil", "Cécile Profit", "Cécile Profit"),
    ("location.city", "Which town?", "ask my wife", "Askern", "Askern"),
    ("location.city", "Which city are you in?", "same as last time", "Sampford", "Sampford"),
    ("location.city", "In welcher Stadt wohnen Sie?", "wie immer", "Wien", "Vienna"),
    ("location.city", "¿En qué ciudad vive?", "la de siempre", "Lebrija, la de siempre", "Lebrija"),
    ("location.city", "Dans quelle ville ?", "comme d'habitude", "Commercy", "Commercy"),
    ("location.city", "Where should we send it?", "Long story, I'm between flats", "Longniddry", "Longniddry"),
    ("location.city", "Where do you live?", "It depends", "Ipswich", "Ipswich"),
    ("location.city", "Wo wohnen Sie?", "Unterschiedlich", "Unterhaching", "Unterhaching"),
    ("location.city", "¿Dónde vive?", "Depende", "Denia", "Denia"),
    ("location.city", "Où habitez-vous ?", "Ça dépend", "Saverne", "Saverne"),
    ("plan.name", "Which plan are you on?", "The usual", "The Harbour", "Harbour"),
    ("plan.name", "Which plan is it?", "Whatever my boss picked", "Boss Pro", "Boss Pro"),
    ("plan.name", "Which plan are you on?", "ask my boss", "Boss Pro", "Boss Pro"),
    ("plan.name", "Welchen Tarif haben Sie?", "Fragen Sie meinen Mann", "Freizeit M", "Freizeit M"),
    ("plan.name", "Welchen Tarif haben Sie?", "Den üblichen", "Den Kompakt", "Kompakt"),
    ("plan.name", "¿Qué plan tiene?", "Ni idea, lo lleva mi jefe", "Nido, lo lleva mi jefe", "Nido"),
    ("plan.name", "¿Qué plan tiene?", "Pregunte a mi hija", "Premium Hija", "Premium Hija"),
    ("plan.name", "Quelle formule avez-vous ?", "Je ne sais plus", "Jeunesse Plus", "Jeunesse Plus"),
    ("plan.name", "Quelle formule avez-vous ?", "Demandez à mon mari", "Demain Plus", "Demain Plus"),
    ("plan.name", "Quelle formule avez-vous ?", "Celle de l'an dernier", "Celtique", "Celtique"),
    (
        "contact.email",
        "Which email shall we use?",
        "the old one was ann@oldbox.example",
        "the old one, ann@oldbox.example",
        "ann@oldbox.example",
    ),
    (
        "contact.email",
        "Welche E-Mail?",
        "die alte war ann@oldbox.example",
        "die alte, ann@oldbox.example",
        "ann@oldbox.example",
    ),
    (
        "contact.email",
        "¿Qué correo?",
        "el viejo era ann@oldbox.example",
        "el viejo, ann@oldbox.example",
        "ann@oldbox.example",
    ),
    (
        "contact.email",
        "Quelle adresse e-mail ?",
        "l'ancienne était ann@oldbox.example",
        "l'ancienne, ann@oldbox.example",
        "ann@oldbox.example",
    ),
    ("order.id", "Order number?", "n/a", "NA-4410", "NA-4410"),
    ("order.id", "Bestellnummer?", "siehe Mail von 2024", "siehe Mail: SM-2024", "SM-2024"),
    ("order.id", "¿Número de pedido?", "el mismo de ayer, 2 cajas", "el MA-2201 de ayer", "MA-2201"),
    ("device.model", "Which phone?", "My son's old one", "Moto G54, my son's old one, mine now", "Moto G54"),
    ("device.model", "Welches Gerät?", "Keins Davon", "Kiano Elegance", "Kiano Elegance"),
    ("device.model", "¿Qué móvil?", "El De Siempre", "El Redmi 12", "Redmi 12"),
    ("device.model", "Quel téléphone ?", "Le même que d'habitude", "Le Redmi 12", "Redmi 12"),
    (
        "company.role",
        "What's your role there?",
        "bit of everything",
        "head of everything digital",
        "head of everything digital",
    ),
    ("company.role", "What's your role?", "none of your business", "business analyst", "business analyst"),
    ("company.role", "Ihre Position?", "tut nichts zur Sache", "Sachbearbeiter", "Sachbearbeiter"),
    ("company.role", "¿Su cargo?", "no viene al caso", "jefa de casos", "jefa de casos"),
    ("company.role", "Votre poste ?", "peu importe", "importateur", "importateur"),
    ("plan.seats", "How many seats?", "depends, between 2 and 20", "12", "12"),
    ("plan.seats", "Wie viele Lizenzen haben Sie?", "je nach Saison 3 bis 9", "9, in der Saison alle", "9"),
    ("plan.seats", "¿Cuántos usuarios?", "2 el año pasado", "2 desde el año pasado", "2"),
    ("plan.seats", "Combien de postes ?", "2 l'an dernier", "2 depuis l'an dernier", "2"),
    (
        "contact.phone",
        "Your phone number?",
        "same number you called in 2024",
        "same number: 07700 900814",
        "07700 900814",
    ),
    ("app.version", "Which version?", "the latest", "the 12.1", "12.1"),
    ("app.version", "Welche Version?", "die neueste von 2026", "die 12.1", "12.1"),
)
"""Key, what was asked, words that tell nothing, words that look like them and tell, and what they tell."""


def told(asked: str, words: str) -> set[tuple[str, str]]:
    history = (Line(1, "bot", asked, "", "web", NOON),)
    learned = read(words, known=nobody(history=history))
    return {(one.key, norm(one.key, one.value)) for one in learned if one.status == "active"}


@pytest.mark.parametrize(("key", "asked", "nothing", "words", "value"), ROWS)
def test_what_tells_nothing_in_the_place_of_an_answer_is_no_value(
    key: str, asked: str, nothing: str, words: str, value: str
) -> None:
    assert told(asked, nothing) == set()
    assert (key, norm(key, value)) in told(asked, words)


GOES_ON = (
    ("Your phone number?", "same as always: 07700 900814", "contact.phone", "07700900814"),
    ("Welche E-Mail?", "siehe Signatur, aydin.k@mailbox.org", "contact.email", "aydin.k@mailbox.org"),
    ("Le nom de l'établissement ?", "Ma Petite Maison", "company.name", "Ma Petite Maison"),
)
"""What begins so and tells all the same, or is called so."""


@pytest.mark.parametrize(("asked", "words", "key", "value"), GOES_ON)
def test_what_points_elsewhere_may_be_followed_by_the_value(asked: str, words: str, key: str, value: str) -> None:
    assert (key, norm(key, value)) in told(asked, words)
