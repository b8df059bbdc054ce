"""The same message from ten customers: ten documented outcomes, each explained by `rapport why`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import app as house
from bot import business, texts
from bot.commands import why
from bot.settings import Settings
from bot.storage.tables import BusinessEvent, Case
from tests.conftest import Stage, channels
from tests.relationship.people import SHOP

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)

ARTICLES = {
    "returns/refund.md": """
        ---
        title: Refunds
        asks: [how do refunds work, can I get a refund, refund]
        ---
        ## How a refund works

        We refund you within 5 working days. The money goes back to the card that you paid with.

        You see the refund under My orders. Delivery costs are refunded if you return the whole order. Gift cards are
        refunded on a new gift card.
        """,
    "returns/refund-prospect.md": """
        ---
        title: Refunds before you order
        asks: [how do refunds work, can I get a refund, refund]
        audience: [prospect]
        ---
        ## What to know before you order

        You can return anything within 60 days and get your money back.
        """,
    "membership/plans.md": """
        ---
        title: Plans
        asks: [what does Plus cost, which plans are there]
        ---
        Basic is free and Plus costs 4.90 a month.
        """,
}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    folder = tmp_path / "kb"
    for name, text in ARTICLES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
    (folder / "policy.toml").write_text((SHOP / "policy.toml").read_text(encoding="utf-8"), encoding="utf-8")
    url = f"sqlite:///{tmp_path}/rapport.db"
    settings = Settings(database=url, knowledge=folder, burst=0.0, _env_file=None)  # type: ignore[call-arg]
    stages: list[Stage] = []
    with house.inline(settings, channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app, now=MONDAY))
        yield stages[0]
    texts.use_folder(None)


@dataclass(frozen=True)
class Customer:
    """Who asks: what the shop's systems told, what they said before, and what comes of the same question."""

    name: str
    told: tuple[dict[str, Any], ...] = ()
    said: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    place: int = 50
    """In the queue, when they ask for a person next."""


def _orders(*days: int, amount: float = 100) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"event": "order_placed", "id": str(day), "at": (MONDAY - timedelta(days=day)).isoformat(), "amount": amount}
        for day in days
    )


BASE, DETAIL, PROSPECT = "within 5 working days", "Gift cards are", "within 60 days"
SHOPPERS = "policy:prospects see why us"
CUSTOMERS = [
    Customer("new", contains=(PROSPECT,), rules=(SHOPPERS,)),
    Customer("buyer", _orders(5), contains=(BASE,), lacks=(PROSPECT,)),
    Customer("member", ({"facts": {"plan.name": "Plus"}}, *_orders(40, amount=10)), contains=(BASE,),
             rules=("policy:paying members before others",), place=30),
    Customer("gold", ({"facts": {"plan.name": "Family"}}, *_orders(90, 60, 30, amount=900)), contains=(BASE,),
             rules=("policy:gold first",), place=10),
    Customer("business", ({"facts": {"company.name": "Fjell AS"}}, *_orders(40)), contains=(BASE,),
             rules=("policy:dedicated help for business",), place=25),
    Customer("researcher", _orders(40), ("I am comparing you with two other shops",), contains=(BASE, DETAIL),
             rules=("policy:researchers get the whole picture",)),
    Customer("looker", _orders(40), ("just looking",), contains=(BASE,), lacks=(DETAIL,),
             rules=("policy:lookers are left in peace",)),
    Customer("thorough", _orders(40), ("Please give me detailed answers",), contains=(BASE, DETAIL),
             rules=("preference:pref.length",)),
    Customer("brief", _orders(40), ("shorter answers please", "I am comparing you with two other shops"),
             contains=(BASE,), lacks=(DETAIL,), rules=("preference:pref.length",)),
    Customer("angry", _orders(40), ("This is outrageous, you useless idiots!",), contains=(BASE,),
             rules=("policy:nothing is sold to who is dissatisfied",), place=20),
]  # fmt: skip


def _tell(stage: Stage, user: str, told: Sequence[dict[str, Any]]) -> None:
    registry = stage.app.engine.registry
    for line in told:
        one = business.read(line, registry, stage.now)
        stage.db.now(business.tell, ("telegram", "demo", user), one, "crm", registry, stage.now)


def test_treat_different_customers_differently_the_same_message_has_ten_documented_outcomes(stage: Stage) -> None:
    """features.md §3, treat different customers differently: other depth, queue place, offer; `why` names the rule."""
    for one in CUSTOMERS:
        _tell(stage, one.name, one.told)
        for line in one.said:
            stage.says(line, user=one.name)
        answer = stage.says("how do refunds work?", user=one.name)[0]
        found = stage.look(why.explain, "last")

        assert all(piece in answer for piece in one.contains), (one.name, answer)
        assert not any(piece in answer for piece in one.lacks), (one.name, answer)
        assert set(one.rules) <= set(found["policy"]), (one.name, found["policy"])
        assert found["passages"][0]["article"].startswith("returns/refund")
        stage.says("I want to talk to a person", user=one.name)
        places = {case.customer_id: case.priority for case in stage.rows(Case)}
        assert places[stage.customer(one.name)] == one.place, one.name


def test_lookers_bargain_hunters_and_researchers_are_answered_in_their_own_way(stage: Stage) -> None:
    """features.md §3: "any discount?" → current offers only; "comparing with X" → detail; "just looking" → no push."""
    (looks,) = stage.says("just looking", user="looker")
    assert "take your time" in looks
    assert "Plus" not in looks
    (none,) = stage.says("any discount?", user="hunter")
    assert "no offer for you" in none
    stage.says("I'm on the Basic plan", user="basic")
    (offer,) = stage.says("any discount?", user="basic")
    assert "try Plus free of charge for 30 days" in offer
    assert stage.decision().rule == "current offers"
    assert [row["article"] for row in stage.decision().passages] == ["membership/plans.md"]


def test_a_discount_that_an_article_knows_is_answered_from_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/rapport.db"
    settings = Settings(database=url, knowledge=SHOP, burst=0.0, _env_file=None)  # type: ignore[call-arg]
    stages: list[Stage] = []
    with house.inline(settings, channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app, now=MONDAY))
        for words in ("any discount?", "do you have any special offers at the moment?"):
            assert "no offer for you" in stages[0].says(words)[0]
        assert "ninguna oferta" in stages[0].says("¿hay descuentos?", user="es")[0]
        stages[0].says("can I get a discount for a scratch?")
        assert stages[0].decision().passages[0]["article"] == "damaged/on-arrival.md"
        assert stages[0].decision().rule != "current offers"


HAGGLES = [
    ("50 % or I leave", "I can't change them"),
    ("50 % oder ich bin weg", "ich kann sie nicht ändern"),
    ("¡50 % o me voy!", "no puedo cambiarlos"),
    ("Ich will 50 % Rabatt oder ich gehe!", "ich kann sie nicht ändern"),
    ("Quiero un descuento del 50 % o me voy", "no puedo cambiarlos"),
    ("Je veux une remise de 50 % ou je pars", "je ne peux pas les changer"),
]


@pytest.mark.parametrize(("text", "fixed"), HAGGLES)
def test_price_and_poker_player_buyers_get_the_fixed_policy_and_no_invented_concession(
    stage: Stage, text: str, fixed: str
) -> None:
    """features.md §3: "50 % or I leave" → fixed policy, no invented concession."""
    (said,) = stage.says(text)
    assert fixed in said
    assert "50" not in said
    assert stage.rows(Case) == []


def test_a_person_negotiates_with_who_is_worth_much(stage: Stage) -> None:
    """features.md §3: … a human if value is high."""
    _tell(stage, "gold", ({"facts": {"plan.name": "Family"}}, *_orders(90, 60, 30, amount=900)))
    (said,) = stage.says("give me 50 % or I leave", user="gold")

    assert said.startswith("Our prices are the same for everybody")
    assert "asked a colleague" in said
    assert [(case.reason, case.priority) for case in stage.rows(Case)] == [("policy", 10)]
    assert "policy:gold first" in stage.decision().policy


def test_an_offer_is_made_unasked_once_and_only_where_it_meets_a_need_and_nothing_is_wrong(stage: Stage) -> None:
    stage.says("I'm on the Basic plan")
    (first,) = stage.says("what does Plus cost?")
    assert "try Plus free of charge" in first
    (second,) = stage.says("which plans are there and what do they cost?")
    assert "try Plus free of charge" not in second
    (upset,) = stage.says("what does Plus cost, you useless idiots?", user="angry")[:1]
    assert "try Plus free" not in upset


def test_value_proposition_a_prospect_gets_the_variant_written_for_them(stage: Stage) -> None:
    """features.md §3, value proposition: prospect → proposition variant."""
    assert PROSPECT in stage.says("can I get a refund?", user="new")[0]
    _tell(stage, "buyer", _orders(5))
    assert PROSPECT not in stage.says("can I get a refund?", user="buyer")[0]


def test_engagement_at_most_one_personal_fact_a_greeting(stage: Stage) -> None:
    """features.md §3, engagement: at most one personal fact a greeting."""
    stage.says("I'm on the Plus plan, I live in Oslo and my order is NV-48213")
    stage.now += timedelta(days=2)
    (hello,) = stage.says("hello")
    assert sum(piece in hello for piece in ("Plus", "Oslo", "48213")) == 1


def test_consistency_and_compassion_anger_worry_and_sarcasm_change_the_order_and_the_speed(stage: Stage) -> None:
    """features.md §3: angry → one acknowledging line, no cheer, no upsell, faster human."""
    (worried,) = stage.says("I am so worried. Can I get a refund?", user="worried")
    assert worried.index("this worries you") < worried.index(PROSPECT) < worried.index("bring in a person")
    (ironic,) = stage.says("oh great, and can I get a refund?", user="ironic")
    assert ironic.startswith("I see that this went wrong")
    assert stage.rows(Case) == []  # a feeling alone brings in nobody

    stage.says("human please", user="calm")
    stage.says("get me a human, you useless idiots!", user="furious")
    places = {case.customer_id: case.priority for case in stage.rows(Case)}
    assert places[stage.customer("furious")] < places[stage.customer("calm")]


def test_patience_the_third_miss_repeats_no_wording_and_hands_off(stage: Stage) -> None:
    """features.md §3, patience: the third miss never repeats wording; hands off."""
    said = [stage.says(text)[0] for text in ("zorblax quuxing?", "my frobnicator blinks?", "will the gizmo hum?")]

    assert len(set(said)) == 3
    assert "beyond me" in said[2]
    assert [case.reason for case in stage.rows(Case)] == ["missing_knowledge"]


def test_co_creation_an_idea_is_kept_with_its_author(stage: Stage) -> None:
    (said,) = stage.says("I have an idea: sell chair legs one by one.")
    assert "kept it for my colleagues" in said
    assert "idea" in {row.kind for row in stage.rows(BusinessEvent)}
