"""Plans by which something is explained, seats by what is paid for, codes of orders; and what only looks like them."""

from __future__ import annotations

import pytest

from tests.memory.conftest import read


def told(text: str) -> dict[str, str]:
    return {one.key: one.value for one in read(text)}


ORDERS = [
    ("Your rider left KR-20817 with nobody, again.", "KR-20817"),
    ("el VT-61102 lo esperaba el lunes", "VT-61102"),
    ("Le LM-55019-FR n'est jamais parti", "LM-55019-FR"),
    ("die unter R-41170 eingeschickte Brosche hätte ich gern zurück", "R-41170"),
    ("das paket 8830-AT-07 steckt seit tagen fest", "8830-AT-07"),
    ("wheres WQ4471, it was due friday", "WQ4471"),
    ("please put the right name on GL-60218 before it ships", "GL-60218"),
    ("Lieferung PR/44/19 bitte erst abends", "PR/44/19"),
    ("order number ORD/2025/0088, one cup broken", "ORD/2025/0088"),
    ("pedido: 2025/8841, falta la tapa", "2025/8841"),
    ("bestellung war 7-4410", "7-4410"),
    ("Good morning, PO 2025-1190 came without the cables", "2025-1190"),
    ("NB-77120 sigue en camino o qué", "NB-77120"),
    ("où en est le ZA-40021", "ZA-40021"),
    ("Où reste ma lampe ? Le HK-90233 devait partir lundi", "HK-90233"),
]
NO_ORDERS = [
    "the FX-10200 in red is lovely, how much?",
    "does the filter fit the TK-50123?",
    "we meet on 2026/03/14",
    "the season 2025/26 starts soon",
    "flat 9-1182 is on the left",
    "our invoice RE-20817 shows the wrong name",
    "mein Modell ist die KL-55019",
    "le modèle LM-55019 est en stock",
    "el error EX-40021 sale siempre",
    "I paid by card, code QA-61102",
    "the model GL-60218 before the new one",
    "Route 4471-88 is closed",
    "budget 2025/2026 is fixed",
    "die Norm EN-61000 gilt",
]


PLANS = [
    ("wieso darf ich nur zwei Ordner anlegen, liegt das am Kompass-Tarif?", "Kompass"),
    ("pourquoi un seul colis par mois, à cause de la formule Petit Malin ?", "Petit Malin"),
    ("is the limit because I'm on the Sprout plan?", "Sprout"),
    ("¿me sale bloqueado por culpa del plan Nómada?", "Nómada"),
    ("on the Sprout plan I only get three exports", "Sprout"),
    ("con el plan Nómada me cobran el envío, ¿es normal?", "Nómada"),
    ("mit dem Kompass-Tarif krieg ich nur eine Sendung im Monat", "Kompass"),
    ("avec la formule Petit Malin je paie le port à chaque fois", "Petit Malin"),
    ("does Harbour (that's the plan I'm on) cover skiing?", "Harbour"),
    ("How do I skip a week on Orchard Weekly? That's what we pay for.", "Orchard Weekly"),
    ("Gilt das auch bei Leinen Los? So heißt unser Tarif.", "Leinen Los"),
    ("¿Qué incluye el Cumbre? Es el plan que tenemos.", "Cumbre"),
    ("l'assistance est comprise dans l'offre Sillage, la mienne ?", "Sillage"),
    ("paying for Fibre 300 and the film still stops", "Fibre 300"),
    ("zahle für Cable 200 und sehe davon nichts", "Cable 200"),
    ("Atlas tier, 40 seats, me = IT. Can guests comment?", "Atlas"),
    ("contrat Rivage, 12 postes : où trouver la facture ?", "Rivage"),
    ("contrato Duna, 8 puestos, ¿quién ve el informe?", "Duna"),
]
NO_PLANS = [
    "does the Kompass tariff include calls? we are thinking about it",
    "my sister is on the Sprout plan and only gets three exports",
    "on the Monday I only get two hours",
    "avec la lampe je paie le port",
    "con el Juan me sale la risa",
    "mit dem Fahrrad krieg ich das nicht hin",
    "what's in the Harbour plan?",
    "is the Velora 5, which we have, waterproof?",
    "¿Qué incluye el plan Cumbre? Quiero comparar",
    "c'est quoi l'offre Sillage, ma collègue l'a",
    "I was paying for Fibre 300 with my old provider",
    "if we took the Atlas tier, 40 seats, what would it cost?",
    "wenn wir den Kompass-Tarif nehmen, kriegen wir dann mehr?",
    "à cause de la formule de politesse ?",
    "liegt das am Wetter-Tarif-Rechner?",
    "por culpa del plan de obra llegan tarde",
    "Tarif Leinen Los: was kostet das?",
    "is it because of the plan B we discussed?",
]


SEATS = [
    ("we've used up all 12 seats and the intern can't log in", "12"),
    ("how do I hand back 3 of the 9 editor seats?", "9"),
    ("we pay for four but five of us share it", "4"),
    ("Wir zahlen für sieben, arbeiten aber nur zu fünft", "7"),
    ("Somos ocho y pagamos por seis", "6"),
    ("on est sept et on paie pour cinq", "5"),
    ("los 3 puestos que pagamos sobran en invierno", "3"),
    ("as the IT lead I look after 14 seats with you", "14"),
    ("45 lizenzierte Plätze, Frage zum Export.", "45"),
    ("18 Agentenplätze. Wie archiviere ich?", "18"),
    ("formule Rivage, 21 agents facturés : où voir le détail ?", "21"),
    ("Licences : 8 postes", "8"),
    ("cuatro licencias tenemos en el taller", "4"),
    ("nos 16 postes sont facturés deux fois", "16"),
    ("9 bezahlte Plätze und nur acht nutzbar", "9"),
    ("Our club account has 30 logins, two are dead", "30"),
    ("notre abonnement compte 25 accès", "25"),
    ("there's 12 of us on the Orchard account", "12"),
    ("seat count on our contract is 60, the portal says 16", "60"),
]
NO_SEATS = [
    "we booked 12 seats at the theatre",
    "the car has 5 seats",
    "12 people came to the party",
    "somos ocho en casa y pagamos la cena",
    "we pay for parking, four of us",
    "wir zahlen für Strom und Gas",
    "der Saal hat 45 Plätze",
    "are 30 logins included?",
    "3 of the 9 chairs arrived broken",
    "les 3 places de parking sont prises",
    "on paie pour cinq pizzas",
    "the bus with 45 seats was full",
    "pagamos por seis meses por adelantado",
    "we pay for six months at a time",
    "if we had 25 seats, what would it cost?",
    "they look after 14 people at the home",
]


@pytest.mark.parametrize(("text", "value"), ORDERS)
def test_an_order_by_its_code(text: str, value: str) -> None:
    assert told(text).get("order.id") == value


@pytest.mark.parametrize("text", NO_ORDERS)
def test_what_only_looks_like_orders_tells_none(text: str) -> None:
    assert "order.id" not in told(text)


@pytest.mark.parametrize(("text", "value"), PLANS)
def test_a_plan_in_an_explanation_is_had(text: str, value: str) -> None:
    assert told(text).get("plan.name") == value


@pytest.mark.parametrize("text", NO_PLANS)
def test_what_only_looks_like_plans_tells_none(text: str) -> None:
    assert "plan.name" not in told(text)


@pytest.mark.parametrize(("text", "value"), SEATS)
def test_seats_are_told_by_what_is_paid_for(text: str, value: str) -> None:
    assert told(text).get("plan.seats") == value


@pytest.mark.parametrize("text", NO_SEATS)
def test_what_only_looks_like_seats_tells_none(text: str) -> None:
    assert "plan.seats" not in told(text)
