"""What a language model arranged: every sentence is the article's, or nothing of it is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pydantic import TypeAdapter

from bot import texts
from bot.answers.articles import parse
from bot.answers.composing import Reply, Rewritten, compose, standalone
from bot.answers.search import Hit
from bot.types.model import Prompt

T = TypeVar("T")

ARTICLE = b"""---
title: Shipping
must_not_say: [guaranteed]
---

## What shipping costs

A parcel costs \xe2\x82\xac5 on the Basic plan. \
If your order is over \xe2\x82\xac50, shipping is free on Plus. We cannot \
ship to Norway. Read more at https://nordvik.example/ship or write to help@nordvik.example.

## How long it takes

Parcels from Berlin to Paris arrive within 3 working days, except furniture, which takes 14 days.

## Steps

1. Open the app.
2. Press Send.
"""
COSTS, NORWAY = "A parcel costs €5 on the Basic plan.", "We cannot ship to Norway."
FREE = "If your order is over €50, shipping is free on Plus."
TAKES = "Parcels from Berlin to Paris arrive within 3 working days, except furniture, which takes 14 days."


class Told:
    """A model that gives the same reply whatever is asked, checked as the port checks it."""

    def __init__(self, reply: object) -> None:
        self.name, self.tokens = "told", 0
        self.notes: list[str] = []
        self.prompts: list[Prompt] = []
        self._reply = json.dumps(reply)

    def ask(self, prompt: Prompt, shape: type[T], faults: Callable[[T], str] | None = None) -> T | None:
        self.prompts.append(prompt)
        value = TypeAdapter(shape).validate_json(self._reply)
        self.notes.append(faults(value) if faults else "")
        return None if self.notes[-1] else value


def hit(section: int = 0) -> Hit:
    article, _ = parse("shipping.md", ARTICLE)
    return Hit(article, article.sections[section], 0.9)


def said(*sentences: tuple[Any, ...], answerable: bool = True) -> dict[str, Any]:
    rows = [{"text": text, "source_ids": [source], "quote": quote} for text, source, quote in sentences]
    return {"answerable": answerable, "sentences": rows}


def answer(*sentences: tuple[Any, ...], language: str = "en", **more: Any) -> tuple[str | None, str]:
    """Return what would be said, and what was wrong with it."""
    model = Told(said(*sentences))
    return compose(model, hit(), "what does shipping cost?", language=language, **more), (model.notes or [""])[-1]


LEAD = (COSTS, "s1", COSTS)


def test_the_articles_own_sentences_pass_in_another_choice_and_lightly_changed() -> None:
    assert answer(LEAD)[0] == COSTS
    assert answer(LEAD, ("If your order is over €50, then shipping is free for you on Plus.", "s1", FREE))[0]
    assert answer(LEAD, (TAKES, "s2", TAKES))[0] == f"{COSTS} {TAKES}"


def test_a_quote_may_differ_in_case_blanks_and_typographic_signs() -> None:
    assert answer(("A parcel costs €5 on the Basic plan.", "s1", "a  parcel COSTS €5 on the basic plan."))[0]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        (("A parcel costs €5.", "s9", COSTS), "source that was not given"),
        (("A parcel costs €5.", "s2", COSTS), "quote is not in its source"),
        (("A parcel costs nothing.", "s1", "A parcel costs nothing."), "quote is not in its source"),
        (("A parcel costs €7 on the Basic plan.", "s1", COSTS), "number"),
        (("A parcel costs $5 on the Basic plan.", "s1", COSTS), "number, sign"),
        (("A parcel costs five dollars on the Basic plan.", "s1", COSTS), "words that are not"),
        (("Shipping is free on Plus.", "s1", FREE), "condition"),
        (("Shipping is free on Plus.", "s1", "shipping is free on Plus."), "condition"),
        (("If your order is over €50, shipping is not free on Plus.", "s1", FREE), "negation"),
        (("We can ship to Norway.", "s1", NORWAY), "negation"),
        (("We ship to Norway.", "s1", "ship to Norway."), "negation"),
        (("We will refund the parcel on the Basic plan.", "s1", COSTS), "speaks for the company"),
        (("A parcel always costs €5 on the Basic plan, guaranteed.", "s1", COSTS), "words that are not"),
        (("Parcels from Paris to Berlin arrive within 14 days, except furniture, 3 working days.", "s2", TAKES),
         "order"),
        (("A parcel.", "s1", COSTS), "too much"),
        (("A parcel costs €5 on the Basic plan. See https://evil.example/x", "s1", COSTS), "address"),
        (("A parcel costs €5 on the Basic plan. Mail refunds@evil.example", "s1", COSTS), "address"),
        (("<b>A parcel</b> costs €5 on the Basic plan.", "s1", COSTS), "tags"),
        (("A [parcel](https://nordvik.example/ship) costs €5 on the Basic plan.", "s1", COSTS), "formats"),
        (("A parcel costs €5\non the Basic plan.", "s1", COSTS), "marks"),
        (("A parcel costs €5 on the Basic plan \u202e.", "s1", COSTS), "marks"),
    ],
)  # fmt: skip
def test_a_sentence_that_is_not_the_articles_is_refused(sentence: tuple[str, str, str], wrong: str) -> None:
    text, fault = answer(LEAD, sentence)

    assert text is None
    assert wrong in fault


def test_experience_true_to_the_brand_a_model_says_nothing_that_our_tone_leaves_out(tmp_path: Path) -> None:
    """Features.md §3, experience true to the brand: the lint of the templates holds for a model's words too."""
    friendly = ("If your order is over €50, then shipping is free for you on Plus.", "s1", FREE)
    (tmp_path / "tone.toml").write_text('[banned]\nen = ["free for you"]\n', encoding="utf-8")
    assert answer(LEAD, friendly)[0]
    texts.use_folder(tmp_path)
    try:
        assert answer(LEAD, friendly) == (None, "it says what our tone leaves out")
    finally:
        texts.use_folder(None)


def test_the_sentence_that_answers_must_be_in_it() -> None:
    assert answer((TAKES, "s2", TAKES)) == (None, "the sentence that answers is not quoted")


def test_saying_the_same_twice_and_contradicting_oneself_is_refused() -> None:
    assert answer(LEAD, LEAD) == (None, "it says the same twice")

    model = Told(said(LEAD, answerable=False))
    assert compose(model, hit(), "shipping?", language="en") is None
    assert "no answer" in model.notes[0]


def test_a_model_that_says_there_is_no_answer_gives_none() -> None:
    assert compose(Told(said(answerable=False)), hit(), "shipping?", language="en") is None


def test_steps_stay_whole_so_no_model_is_asked() -> None:
    model = Told(said(LEAD))

    assert compose(model, hit(2), "how do I send it?", language="en") is None
    assert model.prompts == []


def test_a_translation_is_for_a_persons_eyes_first() -> None:
    german = ("Ein Paket kostet €5 im Basic-Tarif.", "s1", COSTS)

    assert answer(german, language="de") == (None, "")
    assert answer(german, language="de", translated=True)[0] == german[0]
    assert answer(("Ein Paket kostet €9.", "s1", COSTS), language="de", translated=True)[0] is None


def test_who_asks_is_kept_from_the_model() -> None:
    model = Told(said(LEAD))
    compose(model, hit(), "I am Maya Lind, maya@lind.example, order 100234: cost?", language="en", names=["Maya Lind"])

    assert dict(model.prompts[0].data)["question"] == "I am [name], [e-mail], order [number]: cost?"


@pytest.mark.parametrize(
    ("rewritten", "used"),
    [
        ("What does shipping cost for app orders?", True),
        ("What does a refund cost for app orders?", False),
        ("What does shipping cost?", False),
    ],
)
def test_a_question_made_to_stand_alone_holds_only_what_was_said(rewritten: str, used: bool) -> None:
    model = Told({"question": rewritten})
    found = standalone(model, "and for app orders?", "what does shipping cost?", "Shipping", "en")

    assert found == (rewritten if used else None)


def test_the_shapes_leave_no_room_for_anything_else() -> None:
    with pytest.raises(ValueError, match="tool"):
        Reply.model_validate({"answerable": True, "sentences": [], "tool": "refund"})
    with pytest.raises(ValueError, match="at most"):
        Rewritten.model_validate({"question": "x" * 201})
