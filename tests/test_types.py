"""The values that travel: what they say of themselves, and that nobody can change them on the way."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import FrozenInstanceError, fields, is_dataclass
from typing import get_args

import pytest

import bot.types
from bot import errors
from bot.types import decision
from bot.types.chat import Address
from tests.conftest import NOON, Stage


def test_a_turns_text_is_its_fragments_and_its_last_event_the_newest(stage: Stage) -> None:
    stage.stores("my desk", sent_at=NOON)
    stage.stores("is broken.", sent_at=NOON)
    turn = stage.thinks().turn

    assert turn.text == "my desk\nis broken."
    assert turn.last.text == "is broken."


def test_what_is_known_is_asked_by_its_key(stage: Stage) -> None:
    stage.says("I'm on the Plus plan")
    stage.stores("hello.")
    known = stage.thinks().turn.known

    assert known.get("plan.name") == "Plus"
    assert known.get("location.city") is None


def test_every_value_is_frozen() -> None:
    modules = [importlib.import_module(found.name) for found in pkgutil.iter_modules(bot.types.__path__, "bot.types.")]
    values = [one for module in modules for one in vars(module).values() if is_dataclass(one)]
    assert len(values) > 60
    for value in values:
        assert value.__dataclass_params__.frozen, value  # type: ignore[union-attr]
        assert hasattr(value, "__slots__"), value
    with pytest.raises(FrozenInstanceError):
        Address("web", "site", "maya").chat = "eve"  # type: ignore[misc]


def test_a_decision_is_made_of_acts_that_the_engine_knows_how_to_apply(stage: Stage) -> None:
    from bot.acts import Applied

    stage.stores("hello.")
    said = Applied(stage.app.engine, None, stage.thinks().turn, NOON)  # type: ignore[arg-type]
    for act in get_args(decision.Act):
        if act is decision.Export:
            continue  # it says nothing but that it is wanted: tests/dialogue/test_commands.py
        assert fields(act)
        if act is decision.Tell:
            continue  # nobody works on a case here, so there is nobody to tell: tests/test_desk.py
        with pytest.raises((AttributeError, TypeError)):  # handled, and then there is no session
            said.apply(object.__new__(act))


def test_every_error_tells_its_catcher_what_to_do() -> None:
    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, Exception):
            assert issubclass(error, errors.BotError)
            assert error.__doc__


def test_a_delivery_error_means_never_again_unless_it_says_when() -> None:
    error = errors.DeliveryError("blocked")

    assert (error.retry_after, error.certain, str(error)) == (None, True, "blocked")
    assert errors.Refused("Anna has it").line == ""
