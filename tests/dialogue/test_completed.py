"""What is told to say what a question was about: half a sentence, answered together with the question before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from bot.storage.tables import Fact, Outcome
from tests.boats import hired
from tests.conftest import Stage

MOORED = {
    "e-boats.md": """
        ---
        title: E-boats
        asks: [how far does an e-boat go]
        ---
        ## What an e-boat has

        An e-boat has a silent motor and six seats.

        ## Moor an e-boat

        Press **Moor** in the app, and the hook closes by itself.
        """,
    "row-boats.md": """
        ---
        title: Row boats
        asks: [how many people does a row boat carry]
        ---
        ## What a row boat has

        A row boat has two oars and four seats.

        ## Moor a row boat

        Tie it to the ring with two half hitches.
        """,
}


@pytest.mark.parametrize(
    ("asked", "half"),
    [
        ("can we go and moor it there in the evening", "for my e-boat"),
        ("can we go and moor it there in the evening", "the e-boat"),
        ("can we go and moor it there in the evening", "my eboat"),
        ("can we go and moor it there in the evening", "I have an e-boat"),
        ("boat seats or moor", "I have an e-boat"),
        ("how do I moor it", "for my e-boat"),
        ("how do I moor it", "I mean the e-boat"),
        ("how do I moor a row boat", "and for e-boats?"),
        ("how do I moor a row boat", "for my e-boat"),
    ],
)
def test_half_a_sentence_completes_the_question_before_it(
    settings: Settings, tmp_path: Path, asked: str, half: str
) -> None:
    with hired(settings, tmp_path, MOORED) as stage:
        stage.says(asked)
        assert "hook closes by itself" in stage.says(half)[0]


def test_what_completes_a_question_is_remembered_as_well(settings: Settings, tmp_path: Path) -> None:
    with hired(settings, tmp_path, MOORED) as stage:
        stage.says("how do I moor it")
        told = stage.says("for my e-boat")[0]

        assert "Noted" in told
        assert [(fact.key, fact.value) for fact in stage.rows(Fact)] == [("product.owned", "e-boat")]


def test_behind_a_table_it_gets_its_row(settings: Settings, tmp_path: Path) -> None:
    with hired(settings, tmp_path, MOORED) as stage:
        stage.says("what does it cost")
        told = stage.says("for my row boat")[0]

        assert told.startswith("**Row boat:** One hour: €12; One day: €50")


def test_a_thing_that_was_told_of_beside_another_stays_where_it_stands(settings: Settings, tmp_path: Path) -> None:
    with hired(settings, tmp_path, MOORED) as stage:
        stage.says("how much is the deposit for a row boat")
        assert "€400 for a **sailing boat**" in stage.says("and for a sailing boat?")[0]


@pytest.mark.parametrize("told", ["my name is Maya", "I live in Bergen"])
def test_what_says_nothing_of_the_question_is_only_noted(settings: Settings, tmp_path: Path, told: str) -> None:
    with hired(settings, tmp_path, MOORED) as stage:
        stage.says("can we go and moor it there in the evening")
        assert "noted" in stage.says(told)[0]


def test_a_statement_behind_an_answer_is_no_half_of_its_question(settings: Settings, tmp_path: Path) -> None:
    with hired(settings, tmp_path, MOORED) as stage:
        stage.says("how far does an e-boat go")
        stage.says("I have a row boat")

        assert stage.decision().rule == "facts noted"


def test_a_thing_put_right_takes_the_place_of_the_other_and_is_answered_of(settings: Settings, tmp_path: Path) -> None:
    with hired(settings, tmp_path, MOORED) as stage:
        stage.says("I have a row boat")
        stage.says("how do I moor a row boat")
        told = stage.says("that's wrong, I have the e-boat")[0]

        assert "corrected" in told
        assert "hook closes by itself" in told
        assert [fact.value for fact in stage.rows(Fact) if fact.status == "active"] == ["e-boat"]
        assert not [row for row in stage.rows(Outcome) if row.kind == "not_helped"]


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ("I have a desk", "that's wrong, I have a sofa"),
        ("ich habe einen Schreibtisch", "das stimmt nicht, ich habe ein Sofa"),
        ("tengo un escritorio", "eso no es correcto, tengo un sofá"),
        ("j'ai un bureau", "c'est faux, j'ai un canapé"),
    ],
)
def test_of_what_may_be_many_the_one_just_told_is_put_right(stage: Stage, told: str, right: str) -> None:
    stage.says(told)
    stage.says(right)

    assert [fact.value for fact in stage.rows(Fact) if fact.status == "active" and fact.key == "product.owned"] == [
        "sofa"
    ]


@pytest.mark.parametrize("more", ["that's wrong, I have a sofa too", "I have a sofa"])
def test_what_is_told_beside_it_is_another(stage: Stage, more: str) -> None:
    stage.says("I have a desk")
    stage.says(more)

    assert {fact.value for fact in stage.rows(Fact) if fact.status == "active"} == {"desk", "sofa"}


SERVICED = {
    "service.md": """
        ---
        title: Service of your own boat
        asks: [what does a service cost]
        ---
        ## What a service costs

        The prices are for work.

        | Work | Row boat | Sailing boat |
        | --- | --- | --- |
        | Small service | €49 | €99 |
        | Big service | €89 | €199 |
        """
}


def test_a_row_of_what_was_given_is_meant_though_its_name_may_be_a_persons(settings: Settings, tmp_path: Path) -> None:
    with hired(settings, tmp_path, SERVICED) as stage:
        stage.says("what does a service cost")
        told = stage.says("and a small service?")[0]

        assert told == "**Small service:** Row boat: €49; Sailing boat: €99"


OPEN = {
    "hours.md": """
        ---
        title: Opening hours
        asks: [when are you open]
        ---
        ## Opening hours

        The jetty is open from 9:00 to 18:00, every day but Monday.

        ## Holidays

        On public holidays the jetty is closed.
        """
}


@pytest.mark.parametrize("day", ["and at christmas?", "and on easter monday?", "and on public holidays?"])
def test_half_a_sentence_gets_the_section_beside_that_speaks_of_it(
    settings: Settings, tmp_path: Path, day: str
) -> None:
    with hired(settings, tmp_path, OPEN) as stage:
        stage.says("when are you open")
        assert "public holidays the jetty is closed" in stage.says(day)[0]


CANCELLED = {
    "cancelar.md": """
        ---
        title: Cambiar o cancelar un viaje
        lang: es
        asks: [quiero cancelar mi viaje]
        ---
        ## Cambiar un viaje

        Cambie el día o la barca en la página de reservas.

        ## Cancelar un viaje

        Hasta 24 horas antes le devolvemos todo, después la mitad.
        """,
    "horario.md": """
        ---
        title: Horario
        lang: es
        asks: [cuándo abren]
        ---
        ## Horario

        El muelle abre de 9:00 a 18:00, todos los días.
        """,
}


def test_a_whole_question_is_not_answered_by_the_article_before_it_that_tells_no_price(
    settings: Settings, tmp_path: Path
) -> None:
    with hired(settings, tmp_path, CANCELLED) as stage:
        stage.says("quiero cancelar mi viaje")
        stage.says("¿cuánto cuesta una barca al día?")

        assert stage.decision().kind != "answer"
