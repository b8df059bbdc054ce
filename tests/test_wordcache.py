"""What people wrote is not kept in memory once it was forgotten on disk."""

from __future__ import annotations

import asyncio
import gc
import importlib
import pkgutil
from functools import _lru_cache_wrapper
from typing import Any

import bot
from bot import wordcache
from bot.answers.words import stem
from bot.dialogue.reading import tokens
from bot.memory import privacy
from bot.pages.render import flat, prose
from tests.conftest import Stage

WORDS = "I live in Trondheim"


def holds(function: Any, *said: str) -> bool:
    """Return whether a cache answers without its function (which it then does from here on)."""
    before = function.cache_info().hits
    function(*said)
    return bool(function.cache_info().hits > before)


def shown() -> None:
    """Read their words, as a turn and a page do."""
    tokens(WORDS), stem("en", "trondheim"), flat(WORDS), prose(WORDS)


def kept() -> list[bool]:
    return [holds(tokens, WORDS), holds(stem, "en", "trondheim"), holds(flat, WORDS), holds(prose, WORDS)]


def test_whoever_is_erased_is_in_no_cache(stage: Stage) -> None:
    stage.says(WORDS)
    shown()
    assert kept() == [True] * 4
    stage.db.now(privacy.request_erasure, stage.customer(), stage.now)
    stage.drain()
    assert kept() == [False] * 4


def test_what_somebody_has_asked_to_forget_is_in_no_cache(stage: Stage) -> None:
    stage.says(WORDS)
    shown()
    stage.says("/forget city")
    stage.says("yes")
    assert kept() == [False] * 4


def test_what_another_process_has_erased_is_gone_within_the_hour(stage: Stage) -> None:
    shown()
    asyncio.run(stage.app.worker.expire())
    assert kept() == [False] * 4


def test_the_caches_of_an_object_are_emptied_with_the_others_and_go_with_it() -> None:
    class Reader:
        def __init__(self) -> None:
            self.read = wordcache.cached(maxsize=10)(str.upper)

    reader = Reader()
    assert reader.read("maya") == "MAYA"
    wordcache.empty()
    assert reader.read.cache_info().currsize == 0
    before = len(wordcache._caches)
    del reader
    gc.collect()
    assert len(wordcache._caches) < before


LARGE = {"phrases", "_by_first_word", "texts", "_called", "_list", "_text"}
"""Caches of more than a hundred entries that hold no word of a customer's: phrases, articles, names of facts, times."""


def test_no_large_cache_keeps_words_that_are_never_emptied() -> None:
    modules = [importlib.import_module(one.name) for one in pkgutil.walk_packages(bot.__path__, "bot.")
               if "migrations" not in one.name and not one.name.endswith("__main__")]  # fmt: skip
    found = {
        made
        for module in modules
        for made in vars(module).values()
        if isinstance(made, _lru_cache_wrapper) and made.__module__.startswith("bot.")
    }
    large = {made for made in found if (made.cache_parameters()["maxsize"] or 1000) > 100}

    assert {made.__name__ for made in large - set(wordcache._caches)} == LARGE
