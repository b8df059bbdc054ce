"""What words show of a customer, worry, sarcasm, thanks and how they buy, measured on sentences nobody tuned on."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bot import memory
from bot.dialogue import signals
from bot.memory.registry import DEFAULT
from bot.relationship import standing
from bot.relationship.policy import SIGNALS
from bot.storage.tables import Fact, Issue
from bot.texts import LANGUAGES
from bot.types.awaited import NOTHING
from tests.conftest import Stage
from tests.memory.conftest import nobody
from tests.relationship.people import NOON, ago, known, shop

DATA = Path(__file__).parent.parent / "data"
LEAST = {"development": 0.95, "held_out": 0.95, "fresh": 0.88, "shapes": 0.95, "odd": 0.75}
"""The share of sentences that must be heard. `fresh` has never been worked with: it says how new words are heard."""
MOST_WRONG = {"development": 0.05, "held_out": 0.05, "fresh": 0.05, "shapes": 0.05, "odd": 0.2}
"""The share of plain sentences that may be taken for something; those of `odd` lie nearest."""
TYPES = {"looking": "looker", "bargain": "bargain_hunter", "haggles": "bargain_hunter", "compares": "researcher",
         "buys": "buyer", "leaves": "dissatisfied"}  # fmt: skip


def sentences(half: str) -> list[tuple[str, str, str]]:
    """Return (language, what it shows, text)."""
    table = tomllib.loads((DATA / f"signals_{half}.toml").read_text(encoding="utf-8"))
    return [(language, kind, text) for language, kinds in table.items() for kind, texts in kinds.items()
            for text in texts]  # fmt: skip


@pytest.mark.parametrize("half", LEAST)
def test_worry_sarcasm_thanks_and_ways_to_buy_are_heard_in_four_languages(half: str) -> None:
    """Features.md §3, conversation types and compassion: heard well enough; a plain sentence shows nothing."""
    shown = [(language, kind, text) for language, kind, text in sentences(half) if kind != "plain"]
    heard = [kind in signals.read(text, (language, "en")) for language, kind, text in shown]
    kinds = Counter(kind for (_, kind, _), right in zip(shown, heard, strict=True) if right)
    plain = [bool(signals.read(text, (language, "en"))) for language, kind, text in sentences(half) if kind == "plain"]

    assert {kind for _, kind, _ in shown} <= set(SIGNALS)
    assert sum(heard) / len(heard) >= LEAST[half], kinds
    assert all(kinds[kind] * 2 >= sum(one == kind for _, one, _ in shown) for _, kind, _ in shown), kinds
    assert sum(plain) / len(plain) <= MOST_WRONG[half]


def test_who_looks_hunts_compares_buys_or_leaves_is_of_that_type_today_and_not_for_ever() -> None:
    """Features.md §3: lookers, bargain hunters, buyers, researchers, dissatisfied, read from what is said."""
    policy, right, all_of_them = shop(), 0, 0
    for language, kind, text in sentences("held_out"):
        if kind in TYPES:
            said = signals.read(text, (language, "en"))
            found = standing(known(), language, policy, NOON, said=said)
            all_of_them, right = all_of_them + 1, right + (TYPES[kind] in found.types)
    yesterday = standing(known(), "en", policy, NOON, happened=[ago("said", 2, what="looking")])

    assert right / all_of_them >= LEAST["held_out"]
    assert "looker" not in yesterday.types


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("a lovely sofa, but one leg is missing", None),
        ("lovely, another leg is missing", "sarcastic"),
        ("great, thank you, the missing leg has come", "thankful"),
        ("great, another broken leg. You useless idiots!", "angry"),
    ],
)
def test_praise_for_what_went_wrong_is_sarcasm_and_praise_beside_it_is_none(text: str, feeling: str | None) -> None:
    assert set(signals.FEELINGS) & signals.read(text, ("en",)) == ({feeling} if feeling else set())


@pytest.mark.parametrize(
    ("text", "language", "wrong"),
    [
        ("great, another broken chair, well done", "en", "another broken chair"),
        ("na toll, schon wieder ein kaputter Stuhl, gut gemacht", "de", "schon wieder ein kaputter Stuhl"),
        ("genial, otra silla rota, bien hecho", "es", "otra silla rota"),
        ("super, encore une chaise cassée, bravo", "fr", "encore une chaise cassée"),
    ],
)
def test_sarcasm_is_read_for_what_is_wrong_and_no_note_is_made_of_it_aloud(
    stage: Stage, text: str, language: str, wrong: str
) -> None:
    assert "sarcastic" in signals.read(text, (language,))
    assert signals.meant(text, (language,)) == wrong

    said = " ".join(stage.says(text))
    assert stage.decision().kind in ("answer", "offer", "clarify")
    assert "/forget" not in said


GOES = [
    ("ich komm nicht mehr zu euch", "de"),
    ("I'm thinking of cancelling my subscription.", "en"), ("honestly, I'm about to quit", "en"),
    ("Then I'm going to a competitor.", "en"), ("Wir überlegen, bei Ihnen zu kündigen.", "de"),
    ("Ich kündige!", "de"), ("Me doy de baja.", "es"), ("Je vais chez un concurrent.", "fr"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), GOES)
def test_who_goes_is_dissatisfied_today_and_remembered_so_from_one_list_of_words(
    stage: Stage, text: str, language: str
) -> None:
    stage.says({"en": "hello", "de": "Guten Tag, sprechen Sie Deutsch?", "es": "Buenos días, ¿habla español?",
                "fr": "Bonjour, parlez-vous français ?"}[language])  # fmt: skip
    stage.says(f"NV-48213. {text}")

    held = [(row.key, row.value) for row in stage.rows(Fact) if row.key == "risk.churn"]
    assert held == [("risk.churn", "high")]
    found = stage.look(lambda session: memory.load(session, stage.customer(), stage.now))
    quoted = next(fact.quote for fact in found.facts if fact.key == "risk.churn")
    assert quoted == text


STAYS = ["ich komm nicht mehr klar mit der App", "Ich komm seit Montag nicht mehr ins Konto",
         "My neighbour is switching to a competitor.", "Can I cancel my membership?", "50 % or I leave",
         "I want to leave a review", "If I cancel my subscription, what happens?"]  # fmt: skip


@pytest.mark.parametrize("text", STAYS)
def test_who_asks_haggles_or_speaks_of_others_is_not_held_for_somebody_who_goes(stage: Stage, text: str) -> None:
    stage.says(text)
    assert [row for row in stage.rows(Fact) if row.key == "risk.churn"] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [("I've been waiting three weeks for my chair", "en"), ("im waiting since 3 weeks on my order", "en"),
     ("Ich warte seit drei Wochen auf meinen Stuhl!", "de"), ("Seit Wochen warte ich auf mein Sofa", "de"),
     ("Llevo tres semanas esperando mi silla", "es"), ("J'attends ma chaise depuis trois semaines !", "fr")],
)  # fmt: skip
def test_who_has_waited_long_is_heard(text: str, language: str) -> None:
    assert signals.waits(text, (language, "en"))


@pytest.mark.parametrize(
    "text", ["How long is the waiting time?", "I have wanted a sofa for weeks", "I'm waiting for your answer",
             "Do I have to be at home?", "Wie lange muss ich warten?"],
)  # fmt: skip
def test_who_asks_how_long_it_takes_has_not_waited(text: str) -> None:
    assert not any(signals.waits(text, (language,)) for language in ("en", "de", "es", "fr"))


def test_a_long_wait_is_trouble_and_acknowledged_before_anything_else(stage: Stage) -> None:
    reply = stage.says("I've been waiting three weeks for my chair")[0]

    assert reply.startswith("I'm sorry that you have had to wait.")
    assert [issue.title for issue in stage.rows(Issue)] == ["I've been waiting three weeks for my chair"]


@pytest.mark.parametrize(
    "words",
    [
        "If it isn't mended by Tuesday I'm cancelling",
        "unless somebody calls today we're leaving",
        "Wenn hier bis Montag nichts passiert, kündigen wir",
        "si mañana no funciona nos vamos a la competencia",
        "si rien ne bouge cette semaine on résilie",
    ],
)
def test_who_goes_unless_something_is_mended_leaves(words: str) -> None:
    assert signals.leaving(words, LANGUAGES) == words


@pytest.mark.parametrize(
    "words",
    [
        "If it rains tomorrow I'm out all day",
        "if this works I'll cancel the other order",
        "if it's no trouble, I'll switch to Plus",
        "wenn ich kündige, was passiert mit den Daten?",
        "si vous êtes d'accord je change la date",
        "si no es molestia, mándenme la factura",
    ],
)
def test_who_only_makes_a_plan_does_not_leave(words: str) -> None:
    assert not signals.leaving(words, LANGUAGES)


ELSEWHERE = (
    ("Firefox, though I'm switching to Chrome", "Honestly, though, I'm switching to a competitor", "en"),
    ("we're leaving Slack for Teams next month", "we're leaving you for a competitor next month", "en"),
    ("I'm switching to Android in May, will my tickets move over?", "I'm switching to another provider in May", "en"),
    ("we're moving to another office in June", "we're moving to another supplier in June", "en"),
    (
        "I'm leaving my job there on Friday, so Kim will write from then on",
        "I'm leaving you on Friday, so close everything",
        "en",
    ),
    ("my bank lost a customer over this, you didn't", "you've lost a customer over this", "en"),
    ("I'm switching to the bigger plan", "I'm switching to a competitor's plan", "en"),
    ("we're done with Mailchimp, you're our mail tool now", "we're done with you, we have another mail tool now", "en"),
    ("thinking of leaving Chrome behind", "thinking of leaving", "en"),
    ("I'm about to cancel my Netflix subscription, not yours", "I'm about to cancel my subscription", "en"),
    ("Firefox, aber ich wechsle gerade zu Chrome", "ich wechsle gerade zur Konkurrenz", "de"),
    ("wir wechseln von Slack zu Teams", "wir wechseln zur Konkurrenz", "de"),
    ("ich kündige meinen Job zum Mai, danach schreibt Kim", "ich kündige zum Mai", "de"),
    (
        "ich wechsle den Anbieter meiner Bank, ändert sich die Abbuchung?",
        "ich wechsle den Anbieter, ihr seid zu teuer",
        "de",
    ),
    ("wir kündigen Mailchimp, ihr macht das jetzt", "wir kündigen, jetzt machen das andere", "de"),
    ("ich bin dann mal weg, Urlaub bis Montag", "ich gehe zur Konkurrenz, die kann das besser", "de"),
    ("ich wechsle auf den größeren Tarif", "ich wechsle zu einem anderen Anbieter", "de"),
    ("Firefox, aunque me paso a Chrome", "me paso a la competencia", "es"),
    ("dejamos Slack por Teams", "os dejamos por la competencia", "es"),
    ("me doy de baja de Netflix, no de lo vuestro", "me doy de baja", "es"),
    ("dejo mi trabajo en mayo, luego escribirá Kim", "me doy de baja en mayo", "es"),
    ("me cambio de compañía de luz, ¿cambia el recibo?", "me cambio de compañía, son muy caros", "es"),
    ("me paso a otra oficina en junio", "me paso a otra en junio", "es"),
    ("Firefox, même si je passe à Chrome", "je passe à la concurrence", "fr"),
    ("on quitte Slack pour Teams", "on vous quitte pour un concurrent", "fr"),
    ("je résilie mon abonnement Netflix, pas le vôtre", "je résilie mon abonnement", "fr"),
    ("je quitte mon poste en mai, ensuite Kim écrira", "je vous quitte en mai", "fr"),
    (
        "je change de fournisseur d'électricité, ça change le prélèvement ?",
        "je change de fournisseur, vous êtes trop chers",
        "fr",
    ),
    ("je change de magasin, je retire à Nantes désormais", "je change de magasin, vous êtes trop chers", "fr"),
)
"""What somebody leaves that is not us, its twin of who does leave, and their language."""


@pytest.mark.parametrize(("elsewhere", "ours", "language"), ELSEWHERE)
def test_who_leaves_something_else_does_not_leave_us(elsewhere: str, ours: str, language: str) -> None:
    assert not any(_goes(words, language) for words in (elsewhere, f"Hi! {elsewhere}."))
    assert _goes(ours, language)


BOTH = (
    ("we're moving to another town so I'm cancelling my membership", "en"),
    ("we're moving to Teams, so I'm cancelling my subscription", "en"),
    ("Ich wechsle zu Teams und kündige deshalb meinen Vertrag", "de"),
    ("me mudo a otra ciudad, así que me doy de baja", "es"),
    ("je quitte la ville, donc je résilie mon abonnement", "fr"),
    ("I'm leaving Chrome and I'm leaving you", "en"),
)


@pytest.mark.parametrize(("words", "language"), BOTH)
def test_who_leaves_something_else_and_us_leaves_us(words: str, language: str) -> None:
    assert _goes(words, language)


def _goes(words: str, language: str) -> bool:
    sentence = signals.leaving(words, (language, "en"))
    told = memory.read(
        words, registry=DEFAULT, known=nobody(), awaiting=NOTHING, message_id=1, now=NOON, leaving=sentence
    )  # fmt: skip
    return any(one.key == "risk.churn" for one in told)
