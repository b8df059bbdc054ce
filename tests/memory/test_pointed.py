"""What is named in one place and called one's own in another, in four languages; and what is only like it."""

from __future__ import annotations

import pytest

from bot.memory import pointed, spans
from bot.memory.frame import MOST
from bot.memory.registry import DEFAULT
from bot.types.memory import Line
from tests.conftest import NOON
from tests.memory.conftest import nobody, read
from tests.memory.test_learning import marks

OWN = [
    ("Does the Harbour plan include phone support? We're on it", ["plan.name=Harbour"]),
    ("how many mailboxes come with the Skylark tier? that's the one we pay for", ["plan.name=Skylark"]),
    ("Is there a limit on uploads in the Juniper plan? I've been on it for two years.", ["plan.name=Juniper"]),
    ("what does the Night Saver tariff charge at weekends? that's what I have", ["plan.name=Night Saver"]),
    ("Since we're Trader Max customers, do we get a dedicated manager?", ["plan.name=Trader Max"]),
    ("been on the Cobalt plan since January, where do i find invoices", ["plan.name=Cobalt"]),
    ("Wie viele Domains sind beim Wachstum-Tarif dabei? Den haben wir nämlich", ["plan.name=Wachstum"]),
    ("Ist im Team-Max-Paket ein Backup drin? das nutzen wir seit März", ["plan.name=Team Max"]),
    ("kann ich im Segler-Abo die Zahlweise ändern? hab ich seit letztem Jahr", ["plan.name=Segler"]),
    ("unser Tarif Nordlicht läuft im Mai aus, oder?", ["plan.name=Nordlicht"]),
    ("¿el plan brisa trae copias de seguridad? es el que tenemos", ["plan.name=Brisa"]),
    ("con la tarifa Marea cuántos gigas hay? es la que pago", ["plan.name=Marea"]),
    ("¿Cuántos usuarios admite el plan Cima Pro? Estamos en ese", ["plan.name=Cima Pro"]),
    ("mi tarifa Horizonte sube en junio?", ["plan.name=Horizonte"]),
    ("il y a le support le week-end sur la formule Galet ? on est dessus", ["plan.name=Galet"]),
    ("le forfait Embruns inclut l'étranger ? c'est celui que j'ai", ["plan.name=Embruns"]),
    ("est-ce que l'offre Lumen Duo a une appli ? c'est la formule qu'on paie", ["plan.name=Lumen Duo"]),
    ("notre forfait Cap Sud se renouvelle quand ?", ["plan.name=Cap Sud"]),
    ("Do you deliver to Hexham? that's where I live", ["location.city=Hexham"]),
    ("is there a pickup point in Oamaru? my place is right by the harbour", ["location.city=Oamaru"]),
    ("any technician near Llandeilo? we live there", ["location.city=Llandeilo"]),
    ("it's snowing here in Tromsdalen so take your time", ["location.city=Tromsdalen"]),
    ("soy de Lugones, España", ["location.city=Lugones", "location.country=Spain"]),
    ("ich komme aus Ternitz, Österreich", ["location.city=Ternitz", "location.country=Austria"]),
    ("liefern Sie bis Oberstaufen? da wohne ich", ["location.city=Oberstaufen"]),
    ("gibts einen Laden in Uelzen? bin dort daheim", ["location.city=Uelzen"]),
    ("kommt der Monteur auch nach Eutin? wir leben dort", ["location.city=Eutin"]),
    ("¿enviáis a Mondoñedo? vivo allí", ["location.city=Mondoñedo"]),
    ("hay tienda en Tacuarembó? es donde vivimos", ["location.city=Tacuarembó"]),
    ("¿llega el técnico hasta Béjar? mi casa está allí", ["location.city=Béjar"]),
    ("vous livrez à Quiberon ? c'est là que j'habite", ["location.city=Quiberon"]),
    ("y a un point relais à Guéret ? j'y habite", ["location.city=Guéret"]),
    ("does the scanner work on a Pixel 7a? that's the phone I have", ["device.model=Pixel 7A"]),
    ("will the app open on a Redmi Note 11? it's what i use", ["device.model=Redmi Note 11"]),
    ("läuft die App auf einem Galaxy A54? so eins hab ich", ["device.model=Galaxy A54"]),
    ("¿funciona en un Moto G73? es lo que uso", ["device.model=Moto G73"]),
    ("ça marche sur un iPhone 12 mini ? c'est ce que j'ai", ["device.model=iPhone 12 Mini"]),
    ("is the Fenna sideboard oiled or waxed? ours has a ring on it", ["product.owned=Fenna sideboard"]),
    ("gibt es für das Regal Lund Ersatzböden? das haben wir im Flur", ["product.owned=Regal Lund"]),
    ("¿la lámpara Garza admite led? la mía parpadea", ["product.owned=lámpara Garza"]),
    ("le fauteuil Brume se démonte ? le mien ne passe pas la porte", ["product.owned=fauteuil Brume"]),
    ("we've got Merchant Explorer Plus with nine seats, can one be a guest?", ["plan.name=Merchant Explorer Plus"]),
    ("con la Cuenta Empresa Verde se puede pagar por móvil? nosotros tenemos esa", ["plan.name=Empresa Verde"]),
    ("Lässt sich das Geschäftskonto Klassik mit Lexware koppeln? Genau das führen wir", ["plan.name=Klassik"]),
    ("le compte Duo Liberté a une carte virtuelle ? c'est celui que nous avons", ["plan.name=Duo Liberté"]),
    ("der Wechsel ist durch, seit gestern Ökogas Fix", ["plan.name=Ökogas Fix"]),
    ("j'ai basculé : Heures Douces depuis lundi", ["plan.name=Heures Douces"]),
    ("soy de Olavarría, Argentina, llamadme por la tarde", ["location.city=Olavarría", "location.country=Argentina"]),
    (
        "coming all the way from Listowel, Ireland so please be on time",
        ["location.city=Listowel", "location.country=Ireland"],
    ),
    (
        "étant domiciliée à Wiltz, au Luxembourg, puis-je ouvrir un livret ?",
        ["location.city=Wiltz", "location.country=Luxembourg"],
    ),
    ("la lampe colibri que j'ai prise chez vous ne s'allume plus", ["product.owned=lampe colibri"]),
    ("hab ja auch die stehleuchte mond überm sofa", ["product.owned=stehleuchte mond"]),
]
NOT_OWN = [
    "Does the Harbour plan include phone support? We're not on it",
    "does the Harbour plan include phone support? my brother is on it",
    "Is the Skylark tier cheaper? I'd like to be on it",
    "we were on the Juniper plan until they dropped it. is it back?",
    "what does the Night Saver tariff charge? that's what my neighbour has",
    "what's in the Cobalt plan? that's what you offered us",
    "can I get the Explorer Pass? that's the one I want",
    "Trader Max customers get a manager, says your site. Is that true?",
    "if we had the Cobalt plan, could we add seats?",
    "do you have the Lumen plan? we have it on our list to compare",
    "Was kostet der Wachstum-Tarif? Den hat mein Chef",
    "Ist im Team-Max-Paket ein Backup drin? das brauchen wir",
    "Den Segler-Abo-Flyer haben wir bekommen, danke",
    "Den Nordlicht-Tarif hätten wir gern",
    "¿el plan brisa trae copias? es el que tiene mi hermana",
    "¿cuánto cuesta la tarifa Marea? es la que queremos",
    "con la tarifa Marea cuántos gigas hay? es la que me ofrecieron",
    "le forfait Embruns inclut l'étranger ? c'est celui de ma sœur",
    "la formule Galet est chère, on n'est pas dessus",
    "c'est quoi l'offre Lumen Duo ? c'est celle que je veux",
    "Do you deliver to Hexham? my mother lives there",
    "is there a shop in Oamaru? we're going there on holiday",
    "do you deliver to Hexham? I don't live there, it's a gift",
    "any technician near Llandeilo? I used to live there",
    "your office in Leeds, do you live there or what",
    "liefern Sie bis Oberstaufen? da wohnt meine Oma",
    "Ist das Lager in Eutin? da arbeitet ein Freund",
    "¿enviáis a Mondoñedo? allí viven mis padres",
    "hay tienda en Tacuarembó? es donde trabaja mi hija",
    "vous livrez à Quiberon ? c'est là qu'habite mon fils",
    "y a un point relais à Guéret ? on y passe demain",
    "it was raining in Gent when your driver called",
    "does the scanner work on a Pixel 7a? that's what my wife has",
    "will the app open on a Redmi Note 11? thinking of getting one",
    "läuft die App auf einem Galaxy A54? so eins will ich kaufen",
    "¿funciona en un Moto G73? es lo que usa mi padre",
    "ça marche sur un iPhone 12 mini ? c'est ce que ma mère a",
    "is the Fenna sideboard oiled or waxed? my sister's has a ring on it",
    "is the Fenna sideboard in stock? that's the one I want",
    "¿la lámpara Garza admite led? me gusta",
    "le fauteuil Brume se démonte ? ma voisine a le même",
    "the Skylark tier, whatever. where is my parcel? that's what I want to know",
    "Is the Harbour plan on offer? Where are my invoices? I have them somewhere",
    "con la Cuenta Empresa Verde se puede pagar por móvil? mi jefe tiene esa",
    "le compte Duo Liberté a une carte virtuelle ? c'est celui que mon frère a",
    "seit gestern Stromausfall",
    "depuis lundi Internet ne marche plus",
    "your parcel is coming from Listowel, Ireland, right?",
    "mi abuela es de Olavarría, Argentina",
    "la lampe colibri que ma sœur a prise ne s'allume plus",
    "la lampe colibri que je veux est en stock ?",
]
ANSWERED = [
    ("Which tariff are you on?", "FlatGreen 18", ["plan.name=FlatGreen 18"]),
    ("What plan do you have?", "maker. and i can't see the invoices", ["plan.name=Maker"]),
    ("¿Qué tarifa tiene?", "Valle", ["plan.name=Valle"]),
    ("Quelle est votre offre ?", "Tuile. On est trois dessus", ["plan.name=Tuile"]),
    ("Which membership do you have?", "bronze i think? not sure", ["~plan.name=Bronze"]),
]
NOT_ANSWERED = [
    ("Which tariff are you on?", "no idea"),
    ("What plan do you have?", "the one my husband chose"),
    ("Welchen Tarif nutzen Sie?", "keine Ahnung, muss ich nachsehen"),
    ("¿Qué tarifa tiene?", "ni idea, la verdad"),
    ("Quelle est votre offre ?", "aucune idée"),
    ("Which tariff are you on?", "why do you ask"),
]


@pytest.mark.parametrize(("words", "facts"), OWN)
def test_what_is_named_and_pointed_at_as_ones_own_is_learnt(words: str, facts: list[str]) -> None:
    assert set(facts) <= set(marks(read(words)))


@pytest.mark.parametrize("words", NOT_OWN)
def test_what_is_named_and_is_anothers_wished_or_past_is_not_learnt(words: str) -> None:
    keys = ("plan.name", "location.", "device.model", "product.owned")
    assert not [one for one in read(words) if one.key.startswith(keys)]


def _asked(question: str, words: str) -> list[str]:
    return marks(read(words, known=nobody(history=(Line(1, "agent", question, None, "web", NOON),))))


@pytest.mark.parametrize(("question", "words", "facts"), ANSWERED)
def test_a_bare_name_answers_the_question_for_the_plan(question: str, words: str, facts: list[str]) -> None:
    assert set(facts) <= set(_asked(question, words))


@pytest.mark.parametrize(("question", "words"), NOT_ANSWERED)
def test_words_that_name_no_plan_answer_no_question_for_it(question: str, words: str) -> None:
    assert not [mark for mark in _asked(question, words) if "plan.name" in mark]


def test_the_quote_holds_the_name_and_the_words_that_point_at_it() -> None:
    (learned,) = read("Does the Harbour plan include phone support? We're on it")
    assert learned.quote == "Harbour plan include phone support? We're on it"


def test_a_pasted_wall_of_names_is_read_up_to_a_bound() -> None:
    page = spans.page("on the Harbour plan, we're on it. " * 200)
    assert len(list(pointed.seen(page, DEFAULT))) <= 4 * MOST
