"""The same message from ten customers: ten documented outcomes, each explained by `rapport why`."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import app as house
from bot import business, memory, relationship, texts
from bot.commands import why
from bot.settings import Settings
from bot.storage.tables import BusinessEvent, Case, Outreach
from tests.conftest import Stage, channels
from tests.relationship.people import SHOP, shop

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
    "about/why.md": """
        ---
        title: Why us
        asks: [why should I buy from you, what makes you different]
        audience: [prospect]
        ---
        You have 60 days to change your mind, from the first order on.
        """,
    "about/why-stay.md": """
        ---
        title: Why stay with us
        asks: [why should I buy from you, what makes you different]
        ---
        Spare parts are free for as long as you have your furniture.
        """,
    "delivery/cost.md": """
        ---
        title: What delivery costs
        asks: [what does delivery cost, delivery price]
        ---
        ## What a delivery costs

        A parcel costs 4.90 and large furniture 49. You pay when you order.

        From 100 on a parcel is free of charge. Two parcels of one order are charged once, as one.

        Abroad a carrier of that country brings the last miles; its tax is in the price already.
        On an island or in the mountains we ask you before we send anything by ship or by cable car.
        """,
    "delivery/cost-prospect.md": """
        ---
        title: Your first delivery
        asks: [what does delivery cost, delivery price]
        audience: [prospect]
        ---
        ## Before your first order

        You see the price of the delivery before you order, and you can send everything back.
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
    answer: tuple[str, ...]
    """What they read, and nothing else."""
    place: int = 50
    """In the queue, when they ask for a person next."""
    minutes: int = 15
    """Within which somebody is to come."""
    rules: tuple[str, ...] = ()
    """What `rapport why` names."""
    told: tuple[dict[str, Any], ...] = ()
    said: tuple[str, ...] = ()


def _orders(*days: int, amount: float = 100) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"event": "order_placed", "id": str(day), "at": (MONDAY - timedelta(days=day)).isoformat(), "amount": amount}
        for day in days
    )


def _plan(name: str) -> dict[str, Any]:
    return {"facts": {"plan.name": name}}


COSTS = "A parcel costs 4.90 and large furniture 49."
FREE = (
    "You pay when you order. From 100 on a parcel is free of charge. Two parcels of one order are charged once, as one."
)
ABROAD = "Abroad a carrier of that country brings the last miles; its tax is in the price already."
ISLANDS = "On an island or in the mountains we ask you before we send anything by ship or by cable car."
SHORT, BASE, DETAIL = (COSTS, ABROAD), (COSTS, ABROAD, ISLANDS), (COSTS, FREE, ABROAD, ISLANDS)
PROSPECT = "You see the price of the delivery before you order, and you can send everything back."
OFFERS = {
    name: next(offer.text["en"] for offer in shop().offers if offer.name == name)
    for name in ("try_plus", "family_delivery")
}
COMPARES = "I am comparing you with two other shops"
PAYS, SHOPPERS = "policy:paying members before others", "policy:prospects see why us"
CUSTOMERS = [
    Customer("new", (PROSPECT,), rules=(SHOPPERS,)),
    Customer("buyer", BASE, told=_orders(5)),
    Customer("basic", (*BASE, OFFERS["try_plus"]), rules=("policy:offers.try_plus",),
             told=(_plan("Basic"), *_orders(40))),
    Customer("plus", (*BASE, OFFERS["family_delivery"]), 30, rules=(PAYS, "policy:offers.family_delivery"),
             told=(_plan("Plus"), *_orders(90, 60, 40, amount=10))),
    Customer("gold", BASE, 10, 5, ("policy:gold first",), (_plan("Family"), *_orders(90, 60, 30, amount=900))),
    Customer("business", BASE, 25, 5, ("policy:dedicated help for business",),
             ({"facts": {"company.name": "Fjell AS"}}, *_orders(40))),
    Customer("researcher", DETAIL, rules=("policy:researchers get the whole picture",), told=_orders(40),
             said=(COMPARES,)),
    Customer("looker", SHORT, rules=("policy:lookers are left in peace",), told=_orders(40), said=("just looking",)),
    Customer("brief", SHORT, 30, rules=(PAYS, "preference:pref.length"), told=(_plan("Plus"), *_orders(40, amount=10)),
             said=("shorter answers please", COMPARES)),
    Customer("angry", BASE, 20, rules=("policy:nothing is sold to who is dissatisfied",),
             told=(_plan("Basic"), *_orders(40)), said=("This is outrageous, you useless idiots!",)),
]  # fmt: skip
"""The table of docs/relationship.md has a line for each."""


def _tell(stage: Stage, user: str, told: Sequence[dict[str, Any]]) -> None:
    registry = stage.app.engine.registry
    for line in told:
        one = business.read(line, registry, stage.now)
        stage.db.now(business.tell, ("telegram", "demo", user), one, "crm", registry, stage.now)


def test_treat_different_customers_differently_the_same_message_has_ten_documented_outcomes(stage: Stage) -> None:
    """features.md §3, treat different customers differently: other depth, queue place, offer; `why` names the rule."""
    table = (SHOP.parent / "docs" / "relationship.md").read_text(encoding="utf-8")
    outcomes = set()
    for one in CUSTOMERS:
        _tell(stage, one.name, one.told)
        for line in one.said:
            stage.says(line, user=one.name)
        (answer,) = stage.says("what does delivery cost?", user=one.name)
        assert " ".join(answer.split()) == " ".join(one.answer), one.name
        explained = why.words(stage.look(why.explain, "last"))
        named = one.rules or ("no rule applies",)
        assert all(rule.replace(":", " rule: ", 1) in explained for rule in named), (one.name, explained)

        stage.says("I want to talk to a person", user=one.name)
        case = stage.rows(Case)[-1]
        assert (case.priority, (case.due_at - case.opened_at) / timedelta(minutes=1)) == (one.place, one.minutes)
        outcomes.add((answer, one.place, one.minutes))
        rules = ", ".join(rule.partition(":")[2] for rule in one.rules) or "none"
        line = next(line for line in table.splitlines() if line.startswith(f"| {one.name} |"))
        assert line.endswith(f"| {one.place} | {one.minutes} | {rules} |"), line
    assert len(outcomes) == len(CUSTOMERS) == 10


def test_lookers_bargain_hunters_and_researchers_are_answered_in_their_own_way(stage: Stage) -> None:
    """features.md §3: "any discount?" → current offers only; "comparing with X" → detail; "just looking" → no push."""
    (looks,) = stage.says("just looking", user="looker")
    assert "take your time" in looks
    assert "Plus" not in looks
    assert "no offer for you" not in stage.says("which plan is cheaper?", user="hunter")[0]
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
    (second,) = stage.says("which plans are there?")
    assert "Plus costs 4.90" in second
    (second,) = stage.says("what does Plus cost?")
    assert "try Plus free of charge" not in second
    (upset,) = stage.says("what does Plus cost, you useless idiots?", user="angry")[:1]
    assert "try Plus free" not in upset


def test_value_proposition_a_prospect_gets_the_variant_written_for_them(stage: Stage) -> None:
    """features.md §3, value proposition: knowledge for "why you?" by segment; no invented claim."""
    _tell(stage, "buyer", _orders(5))
    for question in ("why should I buy from you?", "what makes you different?"):
        (new,), (buyer,) = (stage.says(question, user=user) for user in ("new", "buyer"))
        assert new == "You have 60 days to change your mind, from the first order on."
        assert buyer == "Spare parts are free for as long as you have your furniture."


def loyal(stage: Stage, user: str, first_order: int) -> None:
    """A customer whose order of so many days ago was followed by three solved cases and a good rating."""
    _tell(stage, user, _orders(first_order))
    for number in range(3):
        stage.says("My desk leg is missing, I need a person", user=user)
        stage.acts("claim")
        stage.acts("resolve")
        stage.passes(minutes=11)
        if number == 0:
            stage.says("5", user=user)
        stage.passes(days=20 - number * 4)


def stage_of(stage: Stage, user: str) -> str:
    def found(session: Any) -> str:
        known = memory.load(session, stage.customer(user), stage.now)
        return relationship.load(session, known, stage.app.engine.policy(), "", stage.now).stage

    return str(stage.look(found))


def test_stages_a_dialogue_leads_through_all_of_them_and_silence_back(stage: Stage) -> None:
    """features.md §3, stages: pricing question, order, solved contacts and a score, 90 silent days."""
    stage.says("hello")
    assert stage_of(stage, "maya") == "prospecting"
    stage.says("what does Plus cost?")
    assert stage_of(stage, "maya") == "consideration"
    _tell(stage, "maya", _orders(0))
    assert stage_of(stage, "maya") == "purchase"
    loyal(stage, "maya", 1)
    assert stage_of(stage, "maya") == "loyalty"
    stage.passes(days=91)
    assert stage_of(stage, "maya") == "connection"


def test_reward_not_bribe_a_loyal_customer_reads_one_thank_you_with_its_cause_and_who_complains_none(
    stage: Stage,
) -> None:
    """features.md §3, reward, not bribe: loyal + anniversary → one thank-you; open complaint → none."""
    thanks = "a year or more since your first order"
    for user in ("content", "complains"):
        loyal(stage, user, 265)
    stage.now = MONDAY + timedelta(days=365 - 265)

    stage.says("I want to talk to a person, my sofa is torn", user="complains")
    stage.acts("claim")
    stage.acts("hand_back")
    assert thanks not in "".join(stage.says("how do refunds work?", user="complains"))
    assert thanks not in "".join(stage.says("My mother passed away. How do refunds work?", user="content"))
    assert thanks in stage.says("how do refunds work?", user="content")[0]
    assert thanks not in stage.says("how do refunds work?", user="content")[0]


def test_contact_frequency_fits_the_stage_the_same_survey_comes_to_a_buyer_and_not_yet_to_a_prospect(
    stage: Stage,
) -> None:
    """features.md §3: the 2nd proactive message inside the stage's cap → suppressed and logged."""
    _tell(stage, "buyer", _orders(5))
    for user in ("prospect", "buyer"):
        stage.says("My desk leg is missing, I need a person", user=user)
        stage.acts("claim")
        stage.acts("resolve")
    for days in (4, 27):
        stage.passes(days=days)
    log = {(row.identity_id, row.purpose): (row.said, row.cause) for row in stage.rows(Outreach)}
    prospect, buyer = (stage.customer(user) for user in ("prospect", "buyer"))

    assert log[prospect, "check_back"][0]
    assert log[prospect, "nps"] == (False, "cap: one message unasked in 60 days")
    assert log[buyer, "check_back"][0]
    assert log[buyer, "nps"][0]


@pytest.mark.parametrize("words", ["please send me no offers", "No advertising please", "/stop"])
def test_commercial_relationship_who_opted_out_is_offered_nothing_unasked_on_any_channel(
    stage: Stage, words: str
) -> None:
    """features.md §3: opt-out honoured everywhere."""
    code = stage.says("/link")[0].split("**")[1]
    stage.says(f"/link {code}", channel="slack")
    stage.says("I'm on the Basic plan")
    stage.says(words)
    for channel in ("telegram", "slack"):
        assert "try Plus" not in stage.says("what does Plus cost?", channel=channel)[0]
    assert "preference:contact.do_not_contact" in stage.decision().policy
    assert "try Plus" in stage.says("any discount?")[0]  # asked for, it is an answer


def test_engagement_at_most_one_personal_fact_a_greeting(stage: Stage) -> None:
    """features.md §3, engagement: at most one personal fact a greeting."""
    stage.says("I'm on the Plus plan, I live in Oslo and my order is NV-48213")
    stage.now += timedelta(days=2)
    (hello,) = stage.says("hello")
    assert sum(piece in hello for piece in ("Plus", "Oslo", "48213")) == 1


def test_consistency_and_compassion_anger_worry_and_sarcasm_change_the_order_and_the_speed(stage: Stage) -> None:
    """features.md §3: angry → one acknowledging line, no cheer, no upsell, faster human."""
    stage.says("I'm on the Basic plan", user="raging")
    said = "\n".join(stage.says("What does Plus cost, you useless idiots?", user="raging"))
    assert said.startswith("I'm sorry about this.\n\nBasic is free and Plus costs 4.90 a month.")
    assert said.endswith("Would you rather talk to a person?")
    assert "!" not in said
    assert "try Plus" not in said
    (worried,) = stage.says("I am so worried. Can I get a refund?", user="worried")
    assert worried.index("this worries you") < worried.index("within 60 days") < worried.index("bring in a person")
    (ironic,) = stage.says("oh great, and can I get a refund?", user="ironic")
    assert ironic.startswith("I see that this went wrong")
    assert stage.rows(Case) == []  # a feeling alone brings in nobody

    stage.says("human please", user="calm")
    stage.says("get me a human, you useless idiots!", user="furious")
    places = {case.customer_id: case.priority for case in stage.rows(Case)}
    assert places[stage.customer("furious")] < places[stage.customer("calm")]


MISSES = {
    "en": ("zorblax quuxing?", "my frobnicator blinks?", "will the gizmo hum?"),
    "de": ("Warum quuxt mein Zorblax?", "Und wieso blinkt der Frobnikator?", "Kann das Gizmo auch noch brummen?"),
    "es": ("¿Por qué quuxea mi zorblax?", "¿Y por qué parpadea el frobnicador?", "¿También zumba el guizmo?"),
    "fr": ("Pourquoi mon zorblax quuxe-t-il ?", "Et pourquoi le frobnicateur clignote ?", "Le gizmo sifflote-t-il ?"),
}  # fmt: skip


def _runs(line: str, length: int = 4) -> set[tuple[str, ...]]:
    words = line.casefold().split()
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


@pytest.mark.parametrize("language", MISSES)
def test_patience_the_third_miss_repeats_no_wording_and_hands_off(stage: Stage, language: str) -> None:
    """features.md §3, patience: the third miss never repeats wording; hands off."""
    said = [stage.says(text)[0] for text in MISSES[language]]

    assert said[2].startswith(texts.catalogue(language).lines["miss.third"])
    assert not any(_runs(one) & _runs(other) for one, other in itertools.combinations(said, 2))
    assert [case.reason for case in stage.rows(Case)] == ["missing_knowledge"]


def test_co_creation_an_idea_is_kept_with_its_author(stage: Stage) -> None:
    (said,) = stage.says("I have an idea: sell chair legs one by one.")
    assert "kept it for my colleagues" in said
    assert "idea" in {row.kind for row in stage.rows(BusinessEvent)}
