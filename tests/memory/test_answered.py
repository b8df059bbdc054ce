"""Bare answers to what the bot or an agent asked in words of their own, in four languages."""

from __future__ import annotations

import pytest

from bot.types.memory import Line
from tests.conftest import NOON
from tests.memory.conftest import nobody, read

ANSWERS = (
    ("May I ask who I am chatting with?", "of course, Nadia Okonjo", "identity.name", "Nadia Okonjo"),
    ("And you are?", "Piet Hollander", "identity.name", "Piet Hollander"),
    ("Und Sie sind?", "Gesine Brandt", "identity.name", "Gesine Brandt"),
    ("¿Y usted es?", "Ramiro Ostos", "identity.name", "Ramiro Ostos"),
    ("Et vous êtes ?", "Maëlle Kervran", "identity.name", "Maëlle Kervran"),
    ("What is your booking number?", "KR-22910", "order.id", "KR-22910"),
    ("Wie lautet Ihre Buchungsnummer?", "BK-77120", "order.id", "BK-77120"),
    ("¿Cuál es el número de su reserva?", "RS-10443", "order.id", "RS-10443"),
    ("Quel est le numéro de votre réservation ?", "RV-90121", "order.id", "RV-90121"),
    ("What are you using instead?", "a ThinkPad X1", "device.model", "ThinkPad X1"),
    ("Was nutzen Sie stattdessen?", "ein Galaxy Tab S8", "device.model", "Galaxy Tab S8"),
    ("¿Qué usa usted?", "un Moto G54", "device.model", "Moto G54"),
    ("Vous utilisez quoi ?", "un Pixel 6", "device.model", "Pixel 6"),
    ("Where are the panels installed?", "Dunedin", "location.city", "Dunedin"),
    ("Wo steht die Maschine?", "in Kassel", "location.city", "Kassel"),
    ("¿Dónde está instalada la caldera?", "en Lugo", "location.city", "Lugo"),
    ("Où est installé l'appareil ?", "à Quimper", "location.city", "Quimper"),
    ("Shall a colleague call you back?", "yes please, 07700 900345", "contact.phone", "07700900345"),
    ("Soll Sie jemand zurückrufen?", "gern, 0171 5550199", "contact.phone", "01715550199"),
    ("¿Le llamamos?", "sí, al 611 204 877", "contact.phone", "611204877"),
    ("Souhaitez-vous qu'on vous rappelle ?", "oui, au 06 12 55 01 88", "contact.phone", "0612550188"),
    ("And a phone number?", "020 7946 0222", "contact.phone", "02079460222"),
    ("¿Y un teléfono de contacto?", "622 014 000", "contact.phone", "622014000"),
    ("Un numéro où vous joindre ?", "07 55 01 44 33", "contact.phone", "0755014433"),
    ("Eine Nummer für den Fahrer?", "0160 5550123", "contact.phone", "01605550123"),
    ("Is there a good time to ring?", "after 4pm", "contact.time", "after 4pm"),
    ("Gibt es eine gute Zeit für Anrufe?", "nach 17 Uhr", "contact.time", "nach 17 Uhr"),
    ("¿Hay una buena hora para llamarle?", "a partir de las 18", "contact.time", "a partir de las 18"),
    ("Y a-t-il un bon moment pour appeler ?", "après 19 h", "contact.time", "après 19 h"),
    ("Do you have a contract with us?", "yes, Service Gold", "plan.name", "Service Gold"),
    ("Haben Sie einen Vertrag?", "ja, Wartung Komfort", "plan.name", "Wartung Komfort"),
    ("¿Tiene contrato?", "sí, Revisión Total", "plan.name", "Revisión Total"),
    ("Avez-vous un contrat ?", "oui, Confort Plus", "plan.name", "Confort Plus"),
    ("That depends on the licences. How many do you have?", "25", "plan.seats", "25"),
    ("Das hängt von den Lizenzen ab. Wie viele haben Sie?", "zwölf, also 12", "plan.seats", "12"),
    ("Depende de las plazas. ¿Cuántas tienen?", "treinta, o sea 30", "plan.seats", "30"),
    ("Cela dépend des licences. Combien en avez-vous ?", "18", "plan.seats", "18"),
    ("Is this for a business?", "Yes, Fenwick & Moss", "company.name", "Fenwick & Moss"),
    ("Schreiben Sie für eine Firma?", "ja, Blechwerk Sonne", "company.name", "Blechwerk Sonne"),
    ("¿De qué institución escriben?", "Colegio San Telmo", "company.name", "Colegio San Telmo"),
    ("Vous êtes une entreprise ?", "Oui, les Ateliers Morvan", "company.name", "Ateliers Morvan"),
    ("Which plan are you on?", "team of 6", "plan.name", "team of 6"),
    ("Which plan are you on?", "Solo 5", "plan.name", "Solo 5"),
    ("Welchen Tarif haben Sie gebucht?", "Kanzlei L", "plan.name", "Kanzlei L"),
    ("¿Qué plan tienen?", "Clínica 2", "plan.name", "Clínica 2"),
    ("Quelle offre avez-vous ?", "Bureau 10", "plan.name", "Bureau 10"),
    ("Which plan do you have, and how many seats?", "Studio, and we're 12 on it", "plan.name", "Studio"),
    ("Which plan do you have, and how many seats?", "Studio, and we're 12 on it", "plan.seats", "12"),
    ("Welchen Tarif haben Sie und wie viele Plätze?", "Kontor, 9 Plätze", "plan.name", "Kontor"),
    ("Welchen Tarif haben Sie und wie viele Plätze?", "Kontor, und wir sind 9", "plan.seats", "9"),
    ("¿Qué plan tienen y cuántos usuarios?", "Despacho, y somos 7", "plan.seats", "7"),
    ("¿Qué plan tienen y cuántos usuarios?", "Despacho, y somos 7", "plan.name", "Despacho"),
    ("Quelle offre avez-vous, et combien d'utilisateurs ?", "Cabinet, et on est 5", "plan.seats", "5"),
    ("Is there a good time to ring?", "no calls please", "contact.do_not_contact", "calls"),
    ("Is this for a shop?", "Yes, Larch & Loom. It's small, just the two of us", "company.name", "Larch & Loom"),
    ("When can we call you?", "after 6, I'm at work before that", "contact.time", "after 6"),
    ("Wann können wir Sie anrufen?", "ab 17 Uhr, vorher bin ich im Laden", "contact.time", "ab 17 Uhr"),
    ("Where are they installed?", "Hobart. My boss is Paul", "location.city", "Hobart"),
    ("Where are they installed?", "Hobart. Name's Connor Healy btw", "location.city", "Hobart"),
    ("Which city is your office in?", "Cork at the moment. We'll be moving to Dublin soon", "location.city", "Cork"),
    ("In welcher Stadt wohnen Sie?", "St. Gallen", "location.city", "St. Gallen"),
    ("In welcher Stadt wohnen Sie?", "Kassel. Ab Mai dann Hof", "location.city", "Kassel"),
    ("What's your name?", "Dr. Ana Ruiz", "identity.name", "Dr. Ana Ruiz"),
    ("Welchen Tarif haben Sie?", "Duo Plus. Im Herbst vielleicht L", "plan.name", "Duo Plus"),
    ("Where can we send the new proof?", "hello@moth.example is fine", "contact.email", "hello@moth.example"),
    ("¿A dónde le mando la factura?", "info@papel.example", "contact.email", "info@papel.example"),
    ("Wohin dürfen wir sie schicken?", "kontakt@mond.example bitte", "contact.email", "kontakt@mond.example"),
    ("Où envoyer la notice ?", "accueil@gites.example svp", "contact.email", "accueil@gites.example"),
    ("Où vous répondre ?", "par mail, atelier@cielgris.example", "contact.channel", "email"),
    ("Where should we reply?", "telegram is best", "contact.channel", "telegram"),
    ("Wohin sollen wir antworten?", "per Mail", "contact.channel", "email"),
    ("¿Dónde le respondemos?", "por Slack", "contact.channel", "slack"),
    ("Who am I talking to?", "sure, I'm Paul Lorenz", "identity.name", "Paul Lorenz"),
    ("Dürfen wir Ihren Namen wissen?", "klar, ich bin Paul Lorenz", "identity.name", "Paul Lorenz"),
    ("Which plan are you on?", "Solo since May, before that Duo", "plan.name", "Solo"),
    ("Which plan are you on?", "the cheap one, Solo", "plan.name", "Solo"),
    ("Welchen Tarif nutzen Sie?", "den kleinen, Solo", "plan.name", "Solo"),
    ("Welchen Tarif nutzen Sie?", "seit Mai Solo, vorher Duo", "plan.name", "Solo"),
    ("¿Qué plan tiene?", "desde mayo Solo, antes Duo", "plan.name", "Solo"),
    ("Quelle formule avez-vous ?", "depuis mai Solo, avant Duo", "plan.name", "Solo"),
    ("What's the order number?", "it says 88-20311 on the label", "order.id", "88-20311"),
    ("Wie ist die Bestellnummer?", "da steht 88-20311", "order.id", "88-20311"),
    ("Where do you live?", "just outside Truro", "location.city", "Truro"),
    ("Wo wohnen Sie?", "in der Nähe von Kassel", "location.city", "Kassel"),
    ("¿Dónde vive?", "cerca de Lugo", "location.city", "Lugo"),
    ("Où habitez-vous ?", "près de Quimper", "location.city", "Quimper"),
    ("Où habitez-vous ?", "à Quimper depuis 2019", "location.city", "Quimper"),
    ("¿Qué empresa?", "la panadería Miga", "company.name", "panadería Miga"),
    ("Quelle société ?", "la boulangerie Mie", "company.name", "boulangerie Mie"),
    ("Soll ich Deutsch oder Englisch schreiben?", "Englisch", "locale.language", "en"),
    ("When can we call?", "mornings from 9", "contact.time", "mornings from 9"),
    ("¿A qué hora le llamamos?", "desde las 10", "contact.time", "desde las 10"),
)
NONE = (
    ("Is this for a business?", "no, just me"),
    ("Schreiben Sie für eine Firma?", "nein, privat"),
    ("Do you have a contract with us?", "No, never had one"),
    ("Where are the panels installed?", "on the roof"),
    ("Shall a colleague call you back?", "no thanks"),
    ("What are you using instead?", "nothing yet"),
    ("Wo steht die Maschine?", "in der Küche"),
    ("Où est installé l'appareil ?", "dans la cave"),
    ("¿Dónde está instalada la caldera?", "en el sótano"),
    ("And you are?", "in a hurry"),
    ("Et vous êtes ?", "pressée"),
    ("Vous êtes une entreprise ?", "Non, un particulier"),
    ("Which company?", "small one, nobody knows it"),
    ("Which plan are you on?", "the small one"),
)


def told(asked: str, words: str) -> dict[str, str]:
    history = (Line(1, "bot", asked, "", "web", NOON),)
    return {one.key: one.value for one in read(words, known=nobody(history=history)) if one.status == "active"}


@pytest.mark.parametrize(("asked", "words", "key", "value"), ANSWERS)
def test_a_question_in_any_words_is_answered_by_a_bare_value(asked: str, words: str, key: str, value: str) -> None:
    assert told(asked, words).get(key) == value


@pytest.mark.parametrize(("asked", "words"), NONE)
def test_who_answers_with_no_value_tells_none(asked: str, words: str) -> None:
    assert told(asked, words) == {}
