"""What is quoted: the author's own words, cut to those that answer."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.articles import Corpus, Section, load, parse
from bot.answers.grounding import Length, bearing_most, extract, section_holding, sentences
from bot.answers.index import Index
from bot.answers.search import Hit, search

Write = Callable[[str, str], Path]
FILLER = "The moon is far away and nobody has been there for a while now. " * 4


def quote(text: str, question: str, length: Length = "normal") -> str:
    article, _ = parse("a.md", f"# A\n\n## Topic\n\n{text}".encode())
    return extract(Hit(article, article.sections[0], 1.0), question, length=length)


def test_a_short_section_is_quoted_whole() -> None:
    assert quote("You can. It is free.", "anything") == "You can. It is free."


def test_the_first_sentence_stays_and_only_what_bears_on_the_question_follows() -> None:
    text = f"Refunds take 5 days. {FILLER}Your bank may need longer. {FILLER}"
    assert quote(text, "what about my bank") == "Refunds take 5 days. Your bank may need longer."
    assert quote(text, "what about lunch") == "Refunds take 5 days."


def test_what_an_article_must_say_is_never_cut_out() -> None:
    text = f"Refunds take 5 days. {FILLER}Gift cards are **never** refunded. {FILLER}"
    article, _ = parse("a.md", f"---\nmust_say: [never refunded]\n---\n# A\n\n## Topic\n\n{text}".encode())
    lengths: tuple[Length, ...] = ("short", "normal")

    for length in lengths:
        told = extract(Hit(article, article.sections[0], 1.0), "how long", length=length)
        assert told == "Refunds take 5 days. Gift cards are **never** refunded."


def test_who_picked_the_article_gets_its_first_sentences_where_no_word_says_which_answers() -> None:
    text = f"Wipe it dry. Oak needs oil once a year. {FILLER}"
    article, _ = parse("a.md", f"# A\n\n## Topic\n\n{text}".encode())
    told = extract(Hit(article, article.sections[0], 1.0), "do you repaint tables", picked=True)
    assert told.startswith("Wipe it dry. Oak needs oil once a year. The moon")
    assert len(told.split()) <= 60


RETURNS = f"""# How to return an item

## Start a return

You start it under **My orders**.

1. Choose the order.
2. Print the label.

## What cannot be returned

Made-to-order sofas and gift cards cannot be returned. {FILLER}Everything else can come back.
"""


def asked_of_returns(question: str) -> str:
    article, _ = parse("how.md", RETURNS.encode())
    hit = search(Index(Corpus((article,), (), "1")), question, today=date(2026, 3, 2)).hits[0]
    return extract(hit, question)


def test_how_a_thing_is_returned_is_said_with_what_is_left_out_of_it() -> None:
    for question in ("how do I return a sofa", "I want to return my sofa"):
        told = asked_of_returns(question)
        assert told.startswith("You start it under **My orders**.\n\n1. Choose the order.")
        assert told.endswith("\n\nMade-to-order sofas and gift cards cannot be returned.")


def test_nothing_is_left_out_for_what_no_limit_names() -> None:
    assert "sofas" not in asked_of_returns("how do I return a lamp")


def test_whether_it_can_be_done_is_answered_with_what_can() -> None:
    told = "Made-to-order sofas and gift cards cannot be returned. Everything else can come back."
    assert asked_of_returns("can I return a sofa") == told
    assert asked_of_returns("which sofas can't I return") == told


def test_steps_stay_whole_even_when_short_is_asked() -> None:
    steps = "1. Open the page.\n2. Choose **Return**.\n   - or **Exchange**\n3. Hand it in."
    text = f"You do it like this:\n\n{steps}\n\n{FILLER}"
    assert quote(text, "how do I do it", "short") == f"You do it like this:\n\n{steps}"


def test_a_table_and_code_are_quoted_whole_with_their_lead_in() -> None:
    table = "| Country | Price |\n| --- | --- |\n| Norway | €6 |\n| Sweden | €7 |"
    text = f"It depends. {FILLER}\n\nPrices are these:\n\n{table}\n\n{FILLER}"
    assert quote(text, "to Sweden") == f"It depends.\n\nPrices are these:\n\n{table}"
    code = "```\nrun --fast  [x](y.md)\nstop\n```"
    assert code in quote(f"Use the tool. {FILLER}\n\n{code}", "run fast")


def test_detailed_gives_the_whole_section() -> None:
    text = f"One. {FILLER}Two."
    assert quote(text, "nothing", "detailed") == text


def test_lengths_are_kept_where_sentences_allow() -> None:
    text = "Refunds take five days. " + "A refund is sent to the card you paid with. " * 20
    assert len(quote(text, "refund to my card").split()) <= 60
    assert len(quote(text, "refund to my card", "short").split()) <= 30


def test_links_become_their_words_unless_they_lead_to_the_web() -> None:
    text = (
        "See [the page](how.md#a), [the site](https://shop.example/a(b)), [bad](javascript:alert(1)), "
        "![a lamp](lamp.png), [there][ref] and <b>bold</b>.\n\n[ref]: x.md"
    )
    assert quote(text, "page") == "See the page, [the site](https://shop.example/a(b)), bad, a lamp, there and bold."


def test_an_article_without_text_quotes_nothing() -> None:
    article, _ = parse("a.md", b"---\ntitle: A\nasks: [b]\n---\n")
    assert extract(Hit(article, None, 1.0), "b") == ""


def test_numbers_and_abbreviations_do_not_end_a_sentence() -> None:
    found = sentences("It costs 3.50 euros, e.g. For a lamp. Is it free? Yes! Open 8–20.")
    assert found == ["It costs 3.50 euros, e.g. For a lamp.", "Is it free?", "Yes!", "Open 8–20."]


def test_a_price_ends_a_sentence_and_a_number_in_a_row_does_not() -> None:
    assert sentences("It costs €5. We take it off. It costs 9. Plus pays 0.") == [
        "It costs €5.", "We take it off.", "It costs 9.", "Plus pays 0."]  # fmt: skip
    assert sentences("Open it. 2. Close it.") == ["Open it.", "2. Close it."]
    assert sentences("Bis 1. Mai im 3. Stock. Danach am 15. Juni.") == [
        "Bis 1. Mai im 3. Stock.",
        "Danach am 15. Juni.",
    ]


_words = st.lists(
    st.sampled_from(
        ["Returns", "chairs", "cost", "nothing.", "We", "refund", "you!", "Why?", "Open", "wait:", "done.", "€5"]
    )
)


@given(paragraphs=st.lists(_words, min_size=1, max_size=6), asked=_words, length=st.sampled_from(["short", "normal"]))
def test_a_quote_holds_only_sentences_of_its_section(
    paragraphs: list[list[str]], asked: list[str], length: Length
) -> None:
    text = "\n\n".join(" ".join(p) for p in paragraphs)
    quoted = quote("Start. " + text, " ".join(asked), length)
    assert quoted.startswith("Start.")
    left = "Start. " + text
    for sentence in [s for block in quoted.split("\n\n") for s in sentences(block)]:
        assert sentence in left
        left = left[left.index(sentence) + len(sentence) :]


@given(text=st.text(min_size=1), asked=st.text())
def test_any_text_is_quoted_in_words_of_the_section_only(text: str, asked: str) -> None:
    article, _ = parse("a.md", ("x " + text).encode("utf-8", "replace"))
    for section in article.sections:
        for length in ("short", "normal", "detailed"):
            quoted = extract(Hit(article, section, 1.0), asked, length=length)
            assert set(re.findall(r"\w", quoted)) <= set(re.findall(r"\w", section.text))


def test_the_same_question_and_article_give_the_same_words(write: Write, folder: Path, shop: Index) -> None:
    again = Index(load(folder))
    for question in ("how do I return a chair", "when do I get my money"):
        first, second = (search(index, question, today=date(2026, 6, 1)).hits[0] for index in (shop, again))
        assert extract(first, question) == extract(second, question)


def test_a_text_of_nothing_but_initials_is_read_in_its_length() -> None:
    text = "A b c. " * 40_000

    assert " ".join(sentences(text)) == text


def test_the_section_that_holds_every_word_is_found_by_what_tells_it_apart(write: Write, folder: Path) -> None:
    write("plan.md", "---\ntitle: Your plan\n---\n## Join a plan\n\nAnybody can join.\n\n## Pause a plan\n\nWho travels"
          " can pause for a month.\n\n## Leave a plan\n\nNobody is held: who travels a lot may leave.\n")  # fmt: skip
    [article] = load(folder).articles

    assert _headed(section_holding(article, "Join a plan", "but I travel for a month")) == "Pause a plan"
    assert section_holding(article, "Join a plan", "my plan") is None
    assert section_holding(article, "Join a plan", "I travel with elephants") is None


def _headed(section: Section | None) -> str:
    return section.heading if section else ""


LISTED = """Each code says what to do.

- **E07**: the speed sensor. Turn the magnet.
- **E30**: the motor. Stop and ring us."""
TABLED = """All prices include a lock.

| | 2 hours | Day |
| --- | --- | --- |
| City bike | €7 | €14 |
| Cargo bike | €19 | €42 |"""


@pytest.mark.parametrize(
    ("quote", "question", "again"),
    [
        (LISTED, "and E30?", "**E30**: the motor. Stop and ring us."),
        (LISTED, "and the weather?", ""),
        (TABLED, "the cargo one?", "| | 2 hours | Day |\n| --- | --- | --- |\n| Cargo bike | €19 | €42 |"),
        (TABLED, "which prices for that long?", ""),
        ("Bring it back. The money comes in 5 days.", "when is the money there", "The money comes in 5 days."),
    ],
)
def test_items_and_rows_bear_on_a_question_as_sentences_do(quote: str, question: str, again: str) -> None:
    article, _ = parse("bikes.md", f"# Bikes\n\n{quote}\n".encode())
    assert article is not None
    assert bearing_most(quote, Hit(article, article.sections[0], 1.0), question) == again


WRAPPED = (
    "You may bring a bike back to any of our stations, and the one that is nearest is\n"
    "shown in the app. A station that is full takes it all the same: push it to [the\n"
    "rack at the side](../rental/rack.md), and press **End**.\n"
)


def test_a_paragraph_that_an_editor_wrapped_is_quoted_in_whole_sentences() -> None:
    told = quote(WRAPPED, "where", "detailed")

    assert sentences(told) == [
        "You may bring a bike back to any of our stations, and the one that is nearest is shown in the app.",
        "A station that is full takes it all the same: push it to the rack at the side, and press **End**.",
    ]
    assert "\n" not in told


@pytest.mark.parametrize(
    "text",
    [
        "Nordvik AS\nHarbour Street 1\n5003 Bergen",
        "Write to us at the address below, and put your name on the parcel:  \nHarbour Street 1",
        "- a list item that is long enough to have been wrapped by an editor, somewhere\n- another item",
        "```\nvelo reset --display --and --a --long --line --of --options --to --be --full\nvelo status\n```",
        "| a | b |\n| --- | --- |\n| a cell that is long enough to be full, and more than that | c |",
        "> a quote that is long enough to have been wrapped by an editor, as this one\n> goes on here",
    ],
)
def test_a_break_that_is_meant_stays(text: str) -> None:
    assert quote(text, "where", "detailed") == text


def test_who_asks_for_a_price_gets_the_table_that_tells_it_whatever_leads_to_it() -> None:
    rows = "".join(f"| Service {n} of the year | €{n}0 | €{n}5 | €{n}9 |\n" for n in range(1, 12))
    text = (
        f"These are for work; parts come on top.\n\n| Work | City | Hill | Cargo |\n| --- | --- | --- | --- |\n{rows}"
    )

    assert "€110" in quote(text, "what do repairs cost")
    assert "€110" not in quote(text, "are parts included")
