"""What a language model chose: every sentence is the article's, with all that limits it, or nothing of it is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot import texts
from bot.answers.articles import parse
from bot.answers.composing import Chosen, Rewritten, Translated, compose, standalone
from bot.answers.grounding import Length, extract
from bot.answers.search import Hit
from bot.types.model import Prompt

T = TypeVar("T")

ARTICLE = """---
title: Shipping
must_not_say: [guaranteed]
must_say: [kept for two weeks]
---

## What shipping costs

A parcel costs €5 on the Basic plan and €9 by courier. On the Plus plan, shipping to your home is free. An express
parcel goes by [courier](https://nordvik.example/courier). It costs €19. We cannot ship to Norway.

What nobody collects is **kept for two weeks**. Our vans are blue.

## Furniture

You can return chairs but not beds. You pick it up at their store. Delivery is guaranteed.

## Steps

1. Open the app.
2. Press Send.
"""
COSTS = "A parcel costs €5 on the Basic plan and €9 by courier."
PLUS = "On the Plus plan, shipping to your home is free."
EXPRESS = "An express parcel goes by [courier](https://nordvik.example/courier)."
IT, NORWAY = "It costs €19.", "We cannot ship to Norway."
KEPT, BLUE = "What nobody collects is **kept for two weeks**.", "Our vans are blue."
CHAIRS, STORE, SURE = "You can return chairs but not beds.", "You pick it up at their store.", "Delivery is guaranteed."
NUMBERED = [COSTS, PLUS, EXPRESS, IT, NORWAY, KEPT, BLUE, CHAIRS, STORE, SURE]


class Told:
    """A model that gives the same reply whatever is asked, read and checked as the port does it."""

    def __init__(self, reply: object) -> None:
        self.name, self.tokens = "told", 0
        self.notes: list[str] = []
        self.prompts: list[Prompt] = []
        self._reply = json.dumps(reply)

    def ask(self, prompt: Prompt, shape: type[T], faults: Callable[[T], str] | None = None) -> T | None:
        self.prompts.append(prompt)
        try:
            value = TypeAdapter(shape).validate_json(self._reply)
        except ValidationError:
            self.notes.append("shape")
            return None
        self.notes.append(faults(value) if faults else "")
        return None if self.notes[-1] else value


def hit(section: int = 0, article: str = ARTICLE) -> Hit:
    found, _ = parse("shipping.md", article.encode())
    return Hit(found, found.sections[section], 0.9)


def answer(reply: object, language: str = "en", article: str = ARTICLE, **more: Any) -> tuple[str | None, str]:
    """Return what would be said, and what was wrong with it."""
    model = Told(reply)
    return compose(model, hit(0, article), "what does shipping cost?", language=language, **more), model.notes[-1]


def choosing(*numbers: int, length: Length = "normal") -> tuple[str | None, str]:
    return answer({"sentences": numbers}, length=length)


ALWAYS = f"{COSTS} {NORWAY}\n\n{KEPT}"
"""What answers, what takes something back, and what must be said."""


def test_the_articles_own_sentences_are_said_as_they_stand_there() -> None:
    assert choosing(1) == (ALWAYS, "")
    assert choosing(1, 2) == (f"{COSTS} {PLUS} {NORWAY}\n\n{KEPT}", "")


def test_the_answer_comes_first_in_the_articles_order_and_nothing_twice() -> None:
    assert choosing(7, 2, 2, 7)[0] == f"{COSTS} {PLUS} {NORWAY}\n\n{KEPT} {BLUE}"


def test_what_bears_on_the_question_by_its_words_is_not_left_out() -> None:
    model = Told({"sentences": [7]})
    said = compose(model, hit(), "what is free on the Plus plan?", language="en")

    assert said == f"{COSTS} {PLUS} {NORWAY}\n\n{KEPT} {BLUE}"


def test_a_sentence_that_points_to_the_one_before_brings_it_along() -> None:
    """ "It costs €19." behind another sentence would be said of something else."""
    assert choosing(4)[0] == f"{COSTS} {EXPRESS} {IT} {NORWAY}\n\n{KEPT}"


def test_a_limit_that_is_chosen_brings_what_it_limits_and_a_condition_that_is_whole_does_not() -> None:
    """ "Not if a screw is missing." says nothing alone, and something else behind another sentence."""
    late = BEDS.replace("Chairs are\ngreen.", "Vans are slow. If a van is late, call us.")
    assert "back free of charge. Not if" in str(answer({"sentences": [6]}, article=BEDS)[0])
    assert "slow" not in str(answer({"sentences": [10]}, article=late)[0])
    assert "call us" in str(answer({"sentences": [10]}, article=late)[0])


def test_sentences_of_another_section_stand_under_its_heading() -> None:
    """What holds of furniture holds of furniture alone."""
    assert choosing(9)[0] == f"{ALWAYS}\n\n**Furniture**\n\n{CHAIRS} {STORE}"


BEDS = """---
title: Returns
must_say: [Collected by two people]
---

## What a return costs

A parcel costs €15. It goes by post. We do not fetch it. Our vans are blue.

## Furniture

Assembled beds go back free of charge. Not if a screw is missing. Only members get this. They are blue. Chairs are
green.

Collected by two people.

Not on Sundays.
"""
FREE = "Assembled beds go back free of charge. Not if a screw is missing. Only members get this."


@pytest.mark.parametrize(
    ("chosen", "furniture"),
    [
        ([5], f"{FREE}\n\nCollected by two people."),
        ([6], f"{FREE}\n\nCollected by two people."),
        ([7], f"{FREE}\n\nCollected by two people."),
        ([9], "Chairs are green.\n\nCollected by two people."),
        ([2], ""),
    ],
)
def test_no_sentence_of_any_section_goes_without_its_limits_and_what_must_be_said(
    chosen: list[int], furniture: str
) -> None:
    said, _ = answer({"sentences": chosen}, article=BEDS)

    assert said is not None
    assert said.partition("**Furniture**")[2].strip() == furniture


def test_a_limit_stays_behind_a_chosen_sentence_though_the_answer_without_a_model_has_neither() -> None:
    filled = "Ships are slow, and trains are green, and the weather by the sea is fine this year. "
    long = BEDS.replace("Our vans are blue.", f"{filled * 4}Vans are blue. Never in Norway.")
    assert "Norway" not in extract(hit(0, long), "what does shipping cost?")
    assert "Vans are blue. Never in Norway." in str(answer({"sentences": [8]}, article=long)[0])


@pytest.mark.parametrize("numbers", [(0,), (-1,), (1, 11), (900,)])
def test_a_number_that_was_not_given_is_refused(numbers: tuple[int, ...]) -> None:
    assert choosing(*numbers) == (None, "it names a sentence that was not given")


def test_what_must_not_be_said_is_refused_though_another_section_says_it() -> None:
    assert choosing(10) == (None, "it says what the article says must not be said")


def test_what_is_longer_than_the_customer_likes_is_refused() -> None:
    assert choosing(*range(1, 10), length="short") == (None, "it is too long")


@pytest.mark.parametrize(
    "reply",
    [
        {"sentences": [COSTS]},
        {"sentences": ["A parcel costs €9 on the Basic plan and €5 by courier."]},
        {"sentences": [{"number": 1, "text": "A parcel costs nothing."}]},
        {"sentences": [1], "text": "Shipping is free."},
        {"sentences": [1], "tool": "refund"},
        {"sentences": [[1]]},
        {"sentences": [1.5]},
        {"sentences": list(range(1, 14))},
        {"answerable": True},
        [1],
        "1",
        None,
    ],
)
def test_no_words_of_the_models_have_a_place_in_its_reply(reply: object) -> None:
    assert answer(reply) == (None, "shape")


@given(st.lists(st.integers(-2, 14), max_size=12), st.sampled_from(["short", "normal", "detailed"]))
def test_whatever_is_chosen_only_the_article_speaks(numbers: list[int], length: Length) -> None:
    text, _ = choosing(*numbers, length=length)
    rest = text or ""
    for sentence in (*NUMBERED, "**Furniture**"):
        assert rest.count(sentence) <= 1
        rest = rest.replace(sentence, "")

    assert not rest.strip()


@given(st.lists(st.integers(1, 10), min_size=1, max_size=12))
def test_whatever_is_chosen_the_answer_and_its_limits_stay(numbers: list[int]) -> None:
    text, _ = choosing(*numbers)
    if text is not None:
        assert text.startswith(COSTS)
        assert NORWAY in text
        assert KEPT in text


def test_a_model_that_finds_no_answer_gives_none() -> None:
    assert choosing() == (None, "")


def test_steps_stay_whole_so_no_model_is_asked() -> None:
    model = Told({"sentences": [1]})

    assert compose(model, hit(2), "how do I send it?", language="en") is None
    assert model.prompts == []


def test_a_section_too_long_to_be_shown_is_not_asked_about() -> None:
    model = Told({"sentences": [1]})
    long = "## A\n\n" + "Our vans are blue on Monday. " * 200 + "\n\n## B\n\nOur vans are red."

    assert compose(model, hit(0, long), "vans?", language="en") is None
    assert model.prompts == []


def test_the_question_stands_last_and_instructions_are_the_same_for_all() -> None:
    """So that a server that keeps what it has read of a prompt need read only what is new."""
    prompts: list[Prompt] = []
    for length, facts in (("short", ()), ("normal", (("plan.name", "Plus"),))):
        model = Told({"sentences": [1]})
        compose(model, hit(), "what does it cost?", language="en", length=length, facts=facts)  # type: ignore[arg-type]  # of a loop
        prompts += model.prompts

    assert len({prompt.instructions for prompt in prompts}) == 1
    assert [prompt.data[-1][0] for prompt in prompts] == ["question", "question"]
    assert [prompt.data[0] for prompt in prompts] == [prompts[0].data[0]] * 2
    assert len({prompt.manner for prompt in prompts}) == 2


# --- drafts in another language ------------------------------------------------------------------

GERMAN = {
    1: "Ein Paket kostet €5 im Basic-Tarif und €9 mit Kurier.",
    5: "Wir liefern nicht nach Norwegen.",
    6: "Was niemand abholt, wird zwei Wochen aufbewahrt.",
}


def translation(texts: dict[int, str], language: str = "de", translated: bool = True) -> tuple[str | None, str]:
    rows = [{"number": number, "text": text} for number, text in texts.items()]
    return answer({"sentences": rows}, language=language, translated=translated)


def test_a_translation_is_for_a_persons_eyes_first() -> None:
    model = Told({"sentences": [1]})

    assert compose(model, hit(), "was kostet das?", language="de") is None
    assert model.prompts == []
    assert translation(dict(reversed(GERMAN.items()))) == (" ".join(GERMAN.values()), "")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({1: "Ein Paket kostet €7 im Basic-Tarif und €9 mit Kurier."}, "number, sign"),
        ({1: "Ein Paket kostet $5 im Basic-Tarif und €9 mit Kurier."}, "number, sign"),
        ({1: "Ein Paket kostet €5, siehe https://evil.example/x"}, "address"),
        ({1: "Ein Paket kostet €5, Mail an erstattung@evil.example"}, "address"),
        ({1: "Ein Paket kostet €5, siehe evil.example"}, "address"),
        ({1: "Ein [Paket](https://nordvik.example/courier) kostet €5."}, "formats"),
        ({1: "<b>Ein Paket</b> kostet €5."}, "tags"),
        ({1: "Ein Paket kostet €5\nund €9."}, "marks"),
        ({1: "Ein Paket kostet €5 \u202e."}, "marks"),
        ({99: "Das gibt es nicht."}, "not given"),
        ({8: "Stühle ja, Betten nein."}, "not given"),
    ],
)
def test_a_draft_holds_no_number_address_or_mark_that_its_sentence_lacks(changed: dict[int, str], wrong: str) -> None:
    text, fault = translation(GERMAN | changed)

    assert text is None
    assert wrong in fault


@pytest.mark.parametrize("left_out", GERMAN)
def test_a_draft_leaves_out_neither_the_answer_nor_what_limits_it(left_out: int) -> None:
    rest = {number: text for number, text in GERMAN.items() if number != left_out}

    assert translation(rest) == (None, "sentences [1, 5, 6] belong together")


def test_experience_true_to_the_brand_a_draft_says_nothing_that_our_tone_leaves_out(tmp_path: Path) -> None:
    """Features.md §3, experience true to the brand: the lint of the templates holds for a model's words too."""
    (tmp_path / "tone.toml").write_text('[banned]\nde = ["mit kurier"]\n', encoding="utf-8")
    assert translation(GERMAN)[0]
    texts.use_folder(tmp_path)
    try:
        assert translation(GERMAN) == (None, "it says what our tone leaves out")
    finally:
        texts.use_folder(None)


# --- what a model is told ------------------------------------------------------------------------


def test_who_asks_is_kept_from_the_model() -> None:
    model = Told({"sentences": [1]})
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


@pytest.mark.parametrize(
    ("shape", "reply"),
    [(Chosen, {"sentences": [1]}), (Translated, {"sentences": []}), (Rewritten, {"question": "what?"})],
)
def test_the_shapes_leave_no_room_for_anything_else(shape: type[BaseModel], reply: dict[str, object]) -> None:
    assert shape.model_validate(reply)
    with pytest.raises(ValueError, match="tool"):
        shape.model_validate(reply | {"tool": "refund"})


def test_a_question_is_no_story() -> None:
    with pytest.raises(ValueError, match="at most"):
        Rewritten.model_validate({"question": "x" * 201})
