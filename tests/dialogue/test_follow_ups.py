"""What follows on an answer: one row of its table, its gist, one of its parts, the other one; never the same twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.commands import replay
from bot.dialogue import leaning
from bot.storage.tables import Case, Outcome
from tests.conftest import Stage

WARRANTY = """---
title: Warranty
asks: [how long is the warranty, what does the warranty cover]
---
## How long the warranty lasts

The warranty lasts 10 years on frames, 3 years on moving parts and 2 years on everything else.

| Part | Warranty |
| --- | --- |
| Frames of desks and chairs | 10 years |
| Gas lifts, wheels, hinges | 3 years |
| Fabric, foam, leather | 2 years |

## Make a warranty claim

You make a warranty claim under My orders, with photos or a short video.

1. Open My orders and choose the order.
2. Choose Report a problem.
3. Choose Warranty and describe what happens.
"""
RECEIPTS = """---
title: Receipts
asks: [how do I get my receipt]
---
## Download your receipt

You download your receipt as a PDF under My orders, from the day the order is sent. The receipt lists every item, the
VAT, the delivery price and the payment method. It is therefore also valid as an invoice for a company or an authority.
We keep it for you for ten years, and without an account you find the same button on the page for guests.
"""
ABROAD = """---
title: Countries we deliver to
asks: [do you deliver to Norway, which countries do you ship to]
---
## Countries we deliver to

We deliver to four countries: Norway, Sweden, Denmark and Germany.
"""
PLANS = """---
title: Plans compared
asks: [is Plus worth it, how much is Plus]
---
## Whether Plus is worth it

Plus is worth it if you order often.

## What the plans cost

Basic is free, Plus costs 4.90 a month and Family costs 8.90 a month.
"""
CONTACT = """---
title: Contact
asks: [what is your phone number, can I call you]
---
## How to contact us

There is no phone number to dial: ask in the chat for a call.
"""
STORES = """---
title: Opening hours
asks: [when are you open]
---
## Opening hours

The opening hours of all stores are 10 to 19.
"""

Says = Callable[..., list[str]]


@pytest.fixture
def says(tmp_path: Path) -> Says:
    files = {"warranty": WARRANTY, "receipts": RECEIPTS, "abroad": ABROAD, "plans": PLANS, "contact": CONTACT,
             "stores": STORES}  # fmt: skip
    return _played(tmp_path, files)


def _played(tmp_path: Path, articles: Mapping[str, str]) -> Says:
    """Play one customer's words in a fresh house with these articles; return the answers, one a line."""
    folder = tmp_path / "knowledge"
    folder.mkdir()
    for name, text in articles.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")

    def play(*texts: str) -> list[str]:
        start = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
        rows = [
            {"n": n, "at": (start + timedelta(minutes=n)).isoformat(), "channel": "web", "from": "7", "text": text}
            for n, text in enumerate(texts, 1)
        ]
        said: list[dict[str, object]] = []
        replay.run([replay.line(n, row) for n, row in enumerate(rows, 1)], folder, said.append)
        return [" || ".join(str(one["text"]) for one in said if one["in_reply_to"] == n + 1) for n in range(len(texts))]

    return play


def test_a_follow_up_about_one_row_gets_that_row_and_not_the_table_again(says: Says) -> None:
    _, fabric, lift = says("how long is the warranty", "and for the fabric?", "and the gas lift?")

    assert fabric == "**Fabric, foam, leather:** 2 years"
    assert lift == "**Gas lifts, wheels, hinges:** 3 years"


def test_what_was_said_already_is_pointed_out_and_not_said_again(says: Says) -> None:
    first, second, _ = says("do you deliver to Norway", "and to germany?", "and to Spain?")

    assert first.startswith("We deliver to four countries")
    assert second.startswith("“Germany” is named there")
    assert "**Germany**" in second


@pytest.mark.parametrize("words", ["wow thats long", "that's a lot of text", "tl;dr", "can you make it shorter?"])
def test_who_finds_an_answer_long_gets_its_gist(says: Says, words: str) -> None:
    answer, gist = says("how do I make a warranty claim", words)

    assert "2. Choose Report a problem." in answer
    assert gist.startswith("In short: You make a warranty claim under My orders")
    assert "2. Choose" not in gist


def test_the_wish_for_short_answers_holds_for_what_follows_and_more_is_still_to_be_had(says: Says) -> None:
    long, *_ = says("how do I get my receipt")
    _, _, short, more = says("how do I make a warranty claim", "too long", "how do I get my receipt", "tell me more")

    assert len(short) < len(long)
    assert "ten years" in more


@pytest.mark.parametrize(
    ("text", "language", "too_long"),
    [
        ("Boah, ist das lang", "de", True), ("geht das kürzer?", "de", True),
        ("die Lieferung dauert zu lang", "de", False),
        ("uf, qué largo", "es", True), ("el envío es muy largo", "es", False),
        ("oh là là, c'est trop long", "fr", True), ("la livraison, c'est trop long", "fr", False),
        ("the delivery takes too long", "en", False), ("how long is too long for a return?", "en", False),
    ],
)  # fmt: skip
def test_only_words_about_what_was_said_find_it_long(text: str, language: str, too_long: bool) -> None:
    assert leaning.says_too_long(text, (language, "en")) is too_long


def test_each_part_of_an_answer_to_two_questions_can_be_asked_for(says: Says) -> None:
    both, second, other, again = says(
        "how do I get my receipt and how do I make a warranty claim?",
        "and the second one?", "and the other?", "tell me more about the first",
    )  # fmt: skip

    assert "receipt" in both
    assert "warranty" in both
    assert second.startswith("That was all")  # so short a section was given whole
    assert "ten years" in other
    assert again.startswith("That was all")


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("and the first?", "en", 0), ("ok and what about the second one?", "en", 1),
        ("tell me more about the last", "en", -1),
        ("und das zweite?", "de", 1), ("mehr zum ersten", "de", 0), ("¿y la segunda?", "es", 1),
        ("et le deuxième ?", "fr", 1),
        ("the first floor?", "en", None), ("when is the first delivery", "en", None),
        ("the first or the second", "en", None),
    ],
)  # fmt: skip
def test_what_leads_up_to_a_number_does_not_hide_it(text: str, language: str, place: int | None) -> None:
    assert leaning.nth(text, (language,)) == place


@pytest.mark.parametrize(
    ("text", "language"),
    [("what about the other", "en"), ("und die andere?", "de"), ("¿y el otro?", "es"), ("et l'autre ?", "fr")],
)
def test_the_other_is_the_one_not_chosen(text: str, language: str) -> None:
    assert leaning.the_other(text, (language,))
    assert not leaning.the_other("the other day my desk broke", ("en",))


def test_a_question_for_the_price_is_answered_from_the_section_about_prices(says: Says) -> None:
    price, family = says("how much is Plus", "and Family?")

    assert "4.90" in price
    assert "8.90" in family


def test_a_question_for_our_number_is_answered_and_a_person_is_offered(says: Says) -> None:
    number, insists = says("whats your phone number", "then give me a human")

    assert "no phone number to dial" in number
    assert "just say yes" in number
    assert insists.startswith("I've asked a colleague")


def test_a_question_that_begins_like_one_about_the_bot_is_read_to_its_end(says: Says) -> None:
    hours, bot = says("what are you opening hours", "what are you?")

    assert "10 to 19" in hours
    assert "assistant, a bot" in bot


GIFT_CARDS = """---
title: Gift cards
lang: en
asks: [do you have gift cards, I want to buy a voucher]
---
## Buy a gift card

You can buy a gift card for any amount from €25 to €500, in the app or in a store.

## Use a gift card

You use a gift card by typing its code in the checkout. You can use five gift cards for one order and pay the rest by
card. If the order costs less, the rest stays on the card, and we tell you by e-mail how much that is.
"""
USED = """---
title: Return a used item
lang: en
asks: [I used the chair, can I still return it]
---
## Returning an item you have used

You can use an item at home for a week and still get its price back.
"""
IT = {
    "en": ("do you have gift cards", "how do i use it", "can i pay with it"),
    "de": ("Habt ihr Geschenkkarten?", "Wie benutze ich sie?", "Kann ich damit bezahlen?"),
    "es": ("¿Tienen tarjetas de regalo?", "¿Cómo la uso?", "¿puedo pagar con ella?"),
    "fr": ("Vous avez des cartes cadeaux ?", "Comment je l'utilise ?", "je peux payer avec ?"),
}


@pytest.fixture
def vouchers(tmp_path: Path) -> Says:
    return _played(tmp_path, {"gift": GIFT_CARDS, "used": USED, "receipts": RECEIPTS})


@pytest.mark.parametrize("language", IT)
def test_it_is_what_was_spoken_of_and_another_part_of_it_answers(vouchers: Says, language: str) -> None:
    bought, used, paid = vouchers(*IT[language])

    assert "You can buy a gift card" in bought
    assert "typing its code" in used
    assert "pay the rest by card" in paid.replace("\n", " ")


def test_what_it_stands_for_is_not_made_up(vouchers: Says) -> None:
    assert "gift card" not in vouchers("do you have gift cards", "where is it made")[1].lower()


def test_the_same_words_are_said_to_be_the_same(vouchers: Says) -> None:
    _, used, again = vouchers("do you have gift cards", "how do i use it", "and is it used in the checkout?")

    assert used.startswith("You use a gift card")
    assert again.startswith("As I wrote: You use a gift card by typing its code in the checkout.")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the second one", "2. Choose Report a problem."),
        ("and the last?", "3. Choose Warranty and describe what happens."),
    ],
)
def test_one_of_the_steps_can_be_pointed_at(says: Says, words: str, told: str) -> None:
    assert says("how do I make a warranty claim", words)[1] == told


def test_one_of_the_rows_of_a_table_can_be_pointed_at(says: Says) -> None:
    assert says("how long is the warranty", "the second one")[1] == "**Gas lifts, wheels, hinges:** 3 years"


def test_the_last_of_nothing_is_asked_about(says: Says) -> None:
    assert says("how do I get my receipt", "and the last?")[1].startswith("Which one do you mean?")


PASSWORD = """---
title: Reset your password
asks: [I forgot my password, I cannot log in]
---
## Reset your password

You reset your password on the login page.

1. Type your e-mail address.
2. Open the link that we send you.

## The reset e-mail does not arrive

If the reset e-mail does not arrive within 10 minutes, look in your spam folder. Try other addresses that you use.
"""


@pytest.fixture
def shop(tmp_path: Path) -> Says:
    return _played(tmp_path, {"password": PASSWORD, "warranty": WARRANTY, "stores": STORES})


@pytest.mark.parametrize("tried", ["checked spam already", "hab ich schon gemacht", "ya miré en spam", "déjà vérifié"])
def test_who_has_tried_it_hears_what_comes_next_and_not_the_same_again(shop: Says, tried: str) -> None:
    _, first, then = shop("I forgot my password", "the reset e-mail does not arrive", tried)

    assert "spam folder" in first
    assert "spam folder" not in then
    assert "Try other addresses" in then or "Try other addresses" in first


@pytest.mark.parametrize("between", ["my order number is NV-482133", "my name is Kari"])
def test_a_step_that_fails_is_pointed_at_whatever_was_noted_in_between(shop: Says, between: str) -> None:
    *_, pointed = shop("I forgot my password", between, "step 2 fails")

    assert "2. Open the link that we send you." in pointed
    assert "1. Type" not in pointed


def test_a_step_that_nobody_told_is_not_pointed_at(shop: Says) -> None:
    *_, said = shop("I forgot my password", "step 7 fails")

    assert "You mean this step" not in said


def test_a_question_that_names_nothing_of_its_own_is_about_what_was_just_answered(says: Says) -> None:
    _, long = says("how do I make a warranty claim", "how long")

    assert "10 years" in long


def test_a_fragment_after_an_answer_is_not_asked_what_went_wrong(says: Says) -> None:
    _, said = says("when are you open", "since yesterday")

    assert "what went wrong" not in said
    assert "what is still open" in said


def test_half_questions_that_nobody_answers_are_one_case_by_all_their_words(stage: Stage) -> None:
    for text in ("do you sell rabbits to schools?", "and to farms?", "and for zoos?", "yes"):
        stage.says(text)

    assert stage.rows(Case)[0].title == "do you sell rabbits to schools, and to farms, and for zoos?"


REFUNDS = """---
title: When you get your refund
asks: [when will I get my money back, where does my refund go]
---
## Where the money goes

The refund always goes back to the payment method you used, and the money stays in your currency.

## How long a refund takes

We refund you within 5 working days after we receive your return.
"""
OLD = """---
title: Delivery of large furniture
asks: [do you take my old sofa away, can the drivers collect old furniture]
---
## Have old furniture taken away

The drivers take away an old piece of furniture for €29 per item. Add **Take away** in the checkout until two days
before the delivery. We pass good pieces on to reuse shops and recycle the rest.
"""
TIMES = """---
title: Delivery times and prices
asks: [how long does delivery take, what does delivery cost]
---
## Times by country

Delivery takes 1 to 4 working days, depending on the country.

| Country | Parcel time |
| --- | --- |
| Norway | 2 working days |
| Sweden | 1 working day |
| Germany | 4 working days |
"""
LOGIN = """---
title: Reset your password
asks: [how do I reset my password]
---
## Reset a forgotten password

You reset a forgotten password with **Forgot password?** on the login page.

1. Type the e-mail address of your account.
2. Open the link that we e-mail you.
3. Choose a new password of at least 10 characters, and keep it in a safe place that nobody else can see or reach.

If you ordered as a guest, create an account with the same address first. Only the newest of several links works.
"""
TRACKING = """---
title: Track an order
asks: [where is my order, my order has not arrived]
---
## See where your order is

You see where your order is under **My orders**, on the website or in the app. If you ordered without an account, go to
the page for guests and type in your order number and your e-mail address. Tracking data can be up to 24 hours old, as
the carriers scan parcels only at certain points of their way. We e-mail a link as soon as an order leaves us.
"""
DAMAGED = """---
title: Item damaged on arrival
asks: [my table arrived with a crack, the lamp is broken, my chair arrived broken]
---
## Report a damaged item

Report a damaged item under **My orders** within 14 days of delivery, and we put it right free of charge. We answer in
1 working day, and you choose between a new part, a new item, a lower price or your money back in our answer to you.
"""


@pytest.fixture
def house(tmp_path: Path) -> Says:
    return _played(tmp_path, {"refunds": REFUNDS, "old": OLD, "times": TIMES, "abroad": ABROAD, "login": LOGIN,
                              "tracking": TRACKING, "damaged": DAMAGED, "contact": CONTACT})  # fmt: skip


def test_who_asks_when_gets_the_section_on_how_long_and_not_the_one_on_where(house: Says) -> None:
    assert house("when will I get my money back")[0].startswith("We refund you within 5 working days")


@pytest.mark.parametrize(
    ("asked", "then", "told"),
    [
        ("do you take my old sofa away", "how much", "€29 per item"),
        ("do you take my old sofa away", "and until when?", "two days before"),
        ("nehmt ihr alte Möbel mit", "wie viel", "€29 per item"),
        ("how long does delivery take", "and how dos it take", "1 to 4 working days"),
        ("mi silla llegó rota", "¿quién paga?", "free of charge"),
        ("the lamp is broken", "how long do I have", "within 14 days"),
    ],
)
def test_a_question_that_names_nothing_is_answered_by_what_was_just_given(
    house: Says, asked: str, then: str, told: str
) -> None:
    first, second = house(asked, then)

    assert told in second, (first, second)


@pytest.mark.parametrize(
    ("asked", "then", "name"),
    [
        ("how long does delivery take", "and to austria?", "“Austria”"),
        ("wie lange dauert die Lieferung", "und nach österreich", "„Österreich“"),
        ("¿cuánto tarda el envío?", "¿y a austria?", "«Austria»"),
        ("quel est le délai de livraison ?", "et en autriche ?", "Autriche"),
    ],
)
def test_a_country_that_the_table_lacks_gets_the_sentence_that_names_those_there_are(
    house: Says, asked: str, then: str, name: str
) -> None:
    _, second = house(asked, then)

    assert name in second
    assert "We deliver to four countries: Norway, Sweden, Denmark and Germany." in second


@pytest.mark.parametrize(
    ("asked", "then", "line"),
    [
        ("how do I reset my password", "it says error", "At which step is that"),
        ("wie setze ich mein Passwort zurück", "da steht fehler", "Bei welchem Schritt ist das"),
    ],
)
def test_what_fails_after_steps_were_told_is_asked_for_its_step(house: Says, asked: str, then: str, line: str) -> None:
    assert house(asked, then)[1].startswith(line)


def test_who_says_that_it_is_not_so_gets_the_rest_and_not_the_same_again(house: Says) -> None:
    first, second = house("where is my order", "its not in my orders")

    assert "If you ordered without an account" not in first
    assert "If you ordered without an account" in second
    assert "As I wrote" not in second


@pytest.mark.parametrize(
    ("asked", "then"),
    [("ma table est rayée", "elle est arrivée comme ça"), ("mein Tisch hat einen Kratzer", "kam so an")],
)
def test_that_it_came_like_that_solves_nothing(house: Says, asked: str, then: str) -> None:
    _, second = house(asked, then)

    assert "résolu" not in second
    assert "where your order is" not in second


def test_words_before_a_change_of_language_are_still_what_it_leans_on(house: Says) -> None:
    *_, last = house("wo ist meine Bestellung", "in english please", "where is it")

    assert "where your order is" in last
    assert house("where is my order", "auf deutsch bitte", "back to english please")[2].startswith("All right")


def test_a_quote_of_the_bots_own_words_changes_no_language(house: Says) -> None:
    _, second = house("wie setze ich mein Passwort zurück", '"Open the link that we e-mail you." der Link ist weg')

    assert "I don't have an answer" not in second


def test_my_wife_is_no_fraud_and_per_person_no_wish_for_one(house: Says) -> None:
    assert "tut mir leid" not in house("kann meine Frau das auch nutzen?")[0]
    assert "/cancel" not in house("was kostet die Lieferung", "pro person?")[1]
    assert "/cancel" not in house("nehmt ihr alte Möbel mit", "wer macht das")[1]


def test_what_i_delete_is_no_order_to_forget(house: Says) -> None:
    assert house("solo la respuesta: cómo borro mi cuenta")[0] != house("borra mi ciudad")[0]


def test_a_long_message_is_answered_by_the_question_at_its_end(house: Says) -> None:
    told = (
        "Good evening, we have been customers for ten years and were always happy with the chairs and the desk, last "
        "spring we moved and had the flat redone, which took ages as the painter fell ill, now everything stands where "
        "it should and my husband loves it, so we think of buying a big new one, do you take my old sofa away?"
    )
    assert "€29 per item" in house(told)[0]


def test_nobody_is_asked_twice_which_one_they_mean(house: Says) -> None:
    *_, last = house("something broken", "just tell me what to do")

    assert "Which one do you mean" not in last


ACCOUNT = """---
title: Close your profile
asks: [close my profile, how do I close my profile]
---
## Close your profile

You close your profile under **Profile** and **Privacy**. It is gone for good after two weeks.

## What is kept

Records of your orders are kept for ten years, and they can no longer be opened by anybody.

## When it has to wait

A profile stays for as long as a return or an order is open. Pay what is left to be paid first.
"""
PLANS_BESIDE = """---
title: Plans compared
asks: [what does Plus cost, what do the plans cost]
---
## What the plans cost

Basic is free and Plus costs 4.90 a month.
"""
BY_PLAN = """---
title: Delivery prices
asks: [what does delivery cost]
---
## Delivery prices by plan

Delivery costs depend on the plan.

| Plan | Parcel |
| --- | --- |
| Basic | 6.00 |
| Plus | Free |
"""


@pytest.fixture
def trade(tmp_path: Path) -> Says:
    return _played(tmp_path, {"profile": ACCOUNT, "plans": PLANS_BESIDE, "prices": BY_PLAN, "abroad": ABROAD,
                              "times": TIMES, "login": LOGIN, "tracking": TRACKING})  # fmt: skip


def test_a_message_that_another_section_holds_word_for_word_is_answered_by_it(trade: Says) -> None:
    _, waits = trade("how do I close my profile", "but a return is open")

    assert "for as long as a return or an order is open" in waits


def test_who_adds_nothing_and_asks_nothing_is_heard_and_not_told_the_same_again(trade: Says) -> None:
    first, second = trade("close my profile", "my profile")

    assert "under **Profile** and **Privacy**" in first
    assert second.startswith("Thanks for telling me")


@pytest.mark.parametrize("words", ["what does Plus cost", "what do the plans cost, Plus?"])
def test_a_whole_question_is_no_row_of_the_table_before_it(trade: Says, words: str) -> None:
    *_, price = trade("what does delivery cost", words)

    assert "Plus costs 4.90 a month" in price


def test_a_country_is_no_matter_where_the_answer_tells_of_none(trade: Says) -> None:
    [told] = trade("I live in Poland. How do I reset my password?")

    assert "not among them" not in told


@pytest.mark.parametrize(
    ("words", "heard"),
    [("and fridays?", "“Friday” is named there"), ("what about weekends", "“weekend” is named there")],
)
def test_what_an_answer_names_is_found_in_it_whatever_its_ending(tmp_path: Path, words: str, heard: str) -> None:
    hours = STORES.split("## Opening hours")[0] + (
        "## Opening hours\n\nWe are open on every Friday from 10 to 19, on a weekend from 10 to 14, never at night.\n"
    )
    _, second = _played(tmp_path, {"stores": hours})("when are you open", words)

    assert heard in second


@pytest.mark.parametrize(
    "words",
    ["and if it isn't under my orders", "und wenn es nicht da ist", "¿y si no está ahí?", "et si ce n'est pas là"],
)
def test_what_might_be_is_no_report_that_it_failed(house: Says, words: str) -> None:
    _, second = house("where is my order", words)

    assert not second.startswith(("Then this comes next", "Dann geht es so weiter", "Entonces", "Ensuite"))


@pytest.mark.parametrize("words", ["das wars nicht", "das war's noch nicht", "no era eso", "c'était pas ça"])
def test_that_was_not_it_is_no_praise(house: Says, words: str) -> None:
    said = house("my chair arrived broken", words)

    assert not any(one in said[1] for one in ("freut mich", "Glad", "Me alegr", "ravi", "gelöst", "solved"))


@pytest.mark.parametrize(
    ("asked", "words", "told"),
    [
        ("where is my order", "ok thats fine then", "All right"), ("where is my order", "fair enough", "All right"),
        ("my chair is blue, do you mend clocks", "that's fine", "All right"),
        ("wo ist meine Bestellung", "passt schon", "In Ordnung"),
        ("¿dónde está mi pedido?", "así está bien", "De acuerdo"),
        ("où est ma commande", "pas de souci", "D’accord"),
    ],
)  # fmt: skip
def test_who_finds_it_fine_is_let_go(house: Says, asked: str, words: str, told: str) -> None:
    *_, last = house(asked, words)

    assert last.startswith(told)


@pytest.mark.parametrize("words", ["merci beaucoup", "danke schön", "muchas gracias"])
def test_thanks_are_thanks_in_any_language(house: Says, words: str) -> None:
    *_, last = house("where is my order", "and how do I reset my password", words)

    assert any(one in last for one in ("welcome", "Gern geschehen", "De nada", "Avec plaisir"))


def test_is_it_long_asks_and_does_not_complain() -> None:
    assert not leaning.says_too_long("c'est long ?", ("fr", "en"))
    assert leaning.says_too_long("c'est long", ("fr", "en"))
    assert leaning.says_too_long("geht das kürzer?", ("de", "en"))


def test_a_question_about_nothing_that_was_named_is_asked_what_it_is_about(house: Says) -> None:
    first, second = house("could my aunt have it", "the sofa I mean")

    assert first.startswith("What is it about?")
    assert "What is it about?" not in second


@pytest.mark.parametrize("words", ["the wardrobe i mean", "actually i mean the wardrobe"])
def test_a_thing_that_was_meant_is_read_with_what_was_asked_about_it(house: Says, words: str) -> None:
    _, second = house("do you take my old sofa away", words)

    assert "How long" not in second
    assert "14 days" not in second


def test_what_helped_a_moment_ago_is_not_what_helped_last_time(house: Says) -> None:
    *_, last = house("where is my order", "thanks", "my order has not arrived, where is it")

    assert "helped you last time" not in last


RATES = """---
title: Delivery prices
asks: [how much is delivery, how much is delivery to Norway]
---
## Prices by country

Delivery costs €6 to €12, depending on the country.

| Country | Price |
| --- | --- |
| Norway | €6 |
| Sweden | €7 |

## Prices by plan

Delivery is cheaper or free with a membership.

| Plan | Delivery |
| --- | --- |
| Basic | Price of the country |
| Plus | Half price |
"""


@pytest.mark.parametrize(
    "words", [("and to sweden?", "and with plus?"), ("and with plus?", "and to sweden?"), ("and sweden", "and plus")]
)
def test_the_row_that_was_named_last_is_kept_when_something_is_added(tmp_path: Path, words: tuple[str, ...]) -> None:
    *_, last = _played(tmp_path, {"rates": RATES})("how much is delivery to norway?", *words)

    assert "Sweden" in last
    assert "Plus" in last
    assert "Norway" not in last


@pytest.mark.parametrize(
    ("asked", "words"),
    [("do you deliver to sweden?", ()), ("which countries do you ship to, sweden too?", ()),
     ("do you deliver to norway?", ("and to sweden?",))],
)  # fmt: skip
@pytest.mark.parametrize("then", ["how much is it?", "and how much?"])
def test_what_it_costs_is_told_of_the_country_that_was_asked_about(
    tmp_path: Path, asked: str, words: tuple[str, ...], then: str
) -> None:
    crossing = ABROAD.replace("and Germany.", "and Germany. To islands the crossing adds €9.")
    *_, last = _played(tmp_path, {"rates": RATES, "abroad": crossing})(asked, *words, then)

    assert "Price: €7" in last
    assert "€9" not in last


@pytest.mark.parametrize(
    "praise",
    ["you're great", "you are the best!", "du bist super", "ihr seid klasse", "vous êtes géniaux", "eres lo máximo"],
)
def test_praise_of_the_bot_is_thanked_for_and_says_that_it_helped(stage: Stage, praise: str) -> None:
    stage.says("how long does delivery take?")
    stage.says(praise)

    assert stage.decision().kind == "chat"
    assert [row.kind for row in stage.rows(Outcome)][-1] == "helped"


@pytest.mark.parametrize("blame", ["you're late", "are you great?"])
def test_blame_is_no_praise(stage: Stage, blame: str) -> None:
    stage.says("how long does delivery take?")
    stage.says(blame)

    assert "helped" not in [row.kind for row in stage.rows(Outcome)]
