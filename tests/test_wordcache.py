"""What people wrote is not kept in memory once it was forgotten on disk."""

from __future__ import annotations

import ast
import asyncio
import gc
from pathlib import Path
from typing import Any

import bot
from bot import wordcache
from bot.answers.sought import kinds
from bot.answers.words import stem
from bot.dialogue.reading import tokens
from bot.memory import privacy
from bot.pages.render import flat, prose
from tests.conftest import Stage

HOUSE = Path(bot.__file__).parent
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
WORDS = "I live in Trondheim"


def holds(function: Any, *said: str) -> bool:
    """Return whether a cache answers without its function (which it then does from here on)."""
    before = function.cache_info().hits
    function(*said)
    return bool(function.cache_info().hits > before)


def shown() -> None:
    """Read their words, as a turn and a page do."""
    tokens(WORDS), stem("en", "trondheim"), flat(WORDS), prose(WORDS), kinds(WORDS)


def kept() -> list[bool]:
    return [holds(tokens, WORDS), holds(stem, "en", "trondheim"), holds(flat, WORDS), holds(prose, WORDS),
            holds(kinds, WORDS)]  # fmt: skip


def test_whoever_is_erased_is_in_no_cache(stage: Stage) -> None:
    stage.says(WORDS)
    shown()
    assert kept() == [True] * 5
    stage.db.now(privacy.request_erasure, stage.customer(), stage.now)
    stage.drain()
    assert kept() == [False] * 5


def test_what_somebody_has_asked_to_forget_is_in_no_cache(stage: Stage) -> None:
    stage.says(WORDS)
    shown()
    stage.says("/forget city")
    stage.says("yes")
    assert kept() == [False] * 5


def test_what_another_process_has_erased_is_gone_within_the_hour(stage: Stage) -> None:
    shown()
    asyncio.run(stage.app.worker.expire())
    assert kept() == [False] * 5


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


OTHERS_WORDS = {
    "the folders' and the server's: articles, vocabularies, settings": {
        "answers.embedding._basis", "answers.embedding.open_encoder", "answers.embedding.projection",
        "answers.meaning.texts", "answers.spelling._lexicon_of", "answers.wordpiece._read",
        "dialogue.rows._rows_of",
    },
    "our own: languages, names of phrases, patterns, headings and tables": {
        "answers.glossing._everyday", "answers.glossing._glossary", "answers.grounding._light",
        "answers.index.language", "answers.search._stems", "answers.spelling._asking", "answers.spelling._chat",
        "answers.synonyms._table", "answers.wordpiece.usual_words", "answers.words.little_words",
        "dialogue.courtesy._around", "dialogue.reading._by_first_word", "dialogue.reading._vocabulary",
        "dialogue.shapes._grammar", "handoff.asked._pattern", "memory.pointed._frame", "memory.ranking._phrases",
        "relationship.promises._list", "texts._banned", "texts.catalogue", "texts.language._all",
        "texts.language.as_shipped", "texts.spoken.phrases",
    },
    "the admin's: keys of facts, what is sold": {
        "memory.evident._plans", "memory.evident._worth", "memory.frames.admins", "memory.labelled._frame",
        "memory.recall._called", "memory.registry._things",
    },
    "nobody's: a letter, a number, a moment": {
        "answers.spelling.beside", "memory.recall._newest", "storage.statements._text",
    },
}  # fmt: skip
"""Whose words the functions are called with that functools may cache, though nothing ever empties that."""


def test_only_what_nobody_has_written_is_cached_without_being_emptied() -> None:
    found: set[str] = set()
    for path in sorted(HOUSE.rglob("*.py")):
        module = ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [one for one in ast.walk(tree) if isinstance(one, FUNCTIONS)]
        decorated = {part: one for one in functions for first in one.decorator_list for part in ast.walk(first)}
        for cache in filter(bare, ast.walk(tree)):
            function = decorated.get(cache)
            if function is None:
                found.add(f"{module}:{cache.lineno}")  # type: ignore[attr-defined]  # an expression has a line
            elif any(vars(function.args).values()):
                found.add(f"{module}.{function.name}")

    listed = set().union(*OTHERS_WORDS.values())
    assert {name for name in found if not name.startswith("wordcache:")} == listed


def bare(node: ast.AST) -> bool:
    """Whether a piece of code names a cache of functools."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name in ("lru_cache", "cache")
