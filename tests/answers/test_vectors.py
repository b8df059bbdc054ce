"""Vectors outlive the process."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.answers import vectors
from bot.answers.articles import load
from bot.answers.embedding import PIECE_SIZE, open_encoder
from bot.answers.index import Index
from bot.answers.sense import wanted
from bot.storage.db import Inline

HOME = Path(__file__).parents[2]


def made(number: int) -> vectors.Vector:
    mean = np.linspace(-1, 1, 384, dtype=np.float32).astype("<f2").astype(np.float32)
    return vectors.Vector(mean, np.arange(number, dtype=np.int32), np.full((number, PIECE_SIZE), number, np.int8))


def same(one: vectors.Vector, other: vectors.Vector) -> bool:
    return all(
        np.array_equal(a, b) for a, b in ((one.mean, other.mean), (one.ids, other.ids), (one.pieces, other.pieces))
    )


def test_what_was_kept_comes_back_and_is_kept_once(database: str) -> None:
    db = Inline(database)
    for _ in range(2):
        db.now(vectors.save, "m", {"a": made(3), "b": made(0)})
    found = db.look(vectors.load, "m", ["a", "b", "c"])

    assert found.keys() == {"a", "b"}
    assert same(found["a"], made(3))
    assert same(found["b"], made(0))
    assert db.look(vectors.load, "another", ["a"]) == {}
    db.close()


def test_vectors_that_no_article_needs_go_once_they_are_many(database: str) -> None:
    db = Inline(database)
    db.now(vectors.save, "m", {str(n): made(0) for n in range(vectors.SPARE + 3)})

    assert db.now(vectors.prune, "m", frozenset({"0", "1"})) == 0
    assert db.now(vectors.prune, "m", frozenset({"0"})) == vectors.SPARE + 2
    assert db.look(vectors.load, "m", ["0", "1"]).keys() == {"0"}
    db.close()


def test_a_packed_file_comes_back_for_the_network_that_made_it(tmp_path: Path) -> None:
    vectors.pack(tmp_path / "v.npz", "m", {"a": made(2), "b": made(5)})
    found = vectors.unpack(tmp_path / "v.npz", "m")
    assert same(found["a"], made(2))
    assert same(found["b"], made(5))
    assert vectors.unpack(tmp_path / "v.npz", "other") == {}
    assert vectors.unpack(tmp_path / "none.npz", "m") == {}


def test_the_texts_of_the_shipped_articles_have_their_vectors_in_the_wheel() -> None:
    encoder = open_encoder("auto")
    texts = wanted(Index(load(HOME / "knowledge")), encoder)
    missing = texts.keys() - vectors.unpack(vectors.PACKED, encoder.name).keys()
    # A few that were edited since are encoded when they are needed; the demo must not pay for more.
    assert len(missing) <= len(texts) / 20, "an article has changed: run python bench/pack_sample.py"
