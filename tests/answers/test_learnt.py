"""What the articles taught is kept and comes back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np
import pytest

from bot.answers import fitting, learnt, vectors
from bot.answers.articles import load
from bot.answers.chances import Fit
from bot.answers.claims import Claims
from bot.answers.embedding import open_encoder
from bot.answers.head import Head
from bot.answers.index import Index
from bot.answers.knowledge import Knowledge
from bot.answers.learnt import Learnt
from bot.answers.sense import lesson, sense
from bot.settings import Settings
from bot.storage.db import Inline
from tests.answers.conftest import Write

SHIPPED = Path(__file__).parents[2] / "knowledge"


def taught(near: float) -> dict[str, Learnt]:
    rows = np.linspace(-1, 1, 8, dtype=np.float32).reshape(2, 4).astype("<f2").astype(np.float32)
    head = Head(rows, np.full(4, 0.25, np.float32))
    fit = Fit(near, 0.2, 0.85, 0.25, 0.6, 120, 0.9, 0.4, -0.2, 0.65)
    return {
        "en": Learnt(fit, head, ("a.md", "é.md"), Claims(rows.T, np.array([0.3, 0.4], np.float32)), "these texts"),
        "no": Learnt(Fit(), None, ("b.md",)),
    }


def test_what_was_learnt_comes_back_as_it_was(database: str) -> None:
    db = Inline(database)
    db.now(learnt.save, "x", taught(1.6))
    found = db.look(learnt.load, "x")

    assert found is not None
    assert found["no"] == taught(1.6)["no"]
    assert (found["en"].fit, found["en"].paths) == (taught(1.6)["en"].fit, ("a.md", "é.md"))
    assert found["en"].lesson == "these texts"
    assert found["en"].claims is not None
    assert np.array_equal(found["en"].claims.weights, taught(1.6)["en"].claims.weights)  # type: ignore[union-attr]  # learnt
    assert found["en"].claims.usual.tolist() == taught(1.6)["en"].claims.usual.tolist()  # type: ignore[union-attr]  # learnt
    assert found["en"].head is not None
    assert taught(1.6)["en"].head is not None
    assert np.array_equal(found["en"].head.weights, taught(1.6)["en"].head.weights)  # type: ignore[union-attr]  # learnt
    assert db.look(learnt.load, "y") is None
    db.close()


def test_only_the_latest_few_versions_are_kept(database: str) -> None:
    db = Inline(database)
    for number in range(learnt.SPARE + 3):
        db.now(learnt.save, str(number), taught(1.6))
    assert [n for n in range(learnt.SPARE + 3) if db.look(learnt.load, str(n))] == list(range(2, learnt.SPARE + 3))
    db.close()


def test_another_network_allowance_or_text_is_another_lesson() -> None:
    texts = {"en": {"a.md": ("1", "2")}}
    name = learnt.key("net", 10.0, texts)
    assert name == learnt.key("net", 10.0, {"en": {"a.md": ("1", "2")}})
    others = [learnt.key("net", 5.0, texts), learnt.key("other", 10.0, texts), learnt.key("net", 10.0, {"de": {}})]
    assert name not in others


def test_a_restart_learns_nothing_again(
    write: Write, folder: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for thing in ("lamp", "chair"):
        write(f"{thing}.md", f"# Care of a {thing}\n\nWipe the {thing} with a dry cloth.\n")
    db, lessons, teach = Inline(database), [], fitting.learn
    monkeypatch.setattr(fitting, "learn", lambda *given: lessons.append(1) or teach(*given))
    first, again = Knowledge(folder, "auto"), Knowledge(folder, "auto")
    asyncio.run(first.embed(db))
    asyncio.run(again.embed(db))

    assert len(lessons) == 1
    assert first.index.sense is not None
    assert again.index.sense is not None
    assert again.index.sense.head("en") is not None

    write("sofa.md", "# Care of a sofa\n\nUse a brush.\n")
    again.refresh()
    asyncio.run(again.embed(db))
    assert again.index.sense.learnt["en"].paths == ("chair.md", "lamp.md", "sofa.md")
    assert again.index.sense.head("en") is not None
    assert len(lessons) == 2
    db.close()


def test_the_wheel_holds_what_the_shipped_articles_teach() -> None:
    encoder = open_encoder("auto")
    index = Index(load(SHIPPED))
    index = index.with_sense(sense(index, encoder, vectors.unpack(vectors.PACKED, encoder.name)))
    found = vectors.unpack_learnt(vectors.PACKED, lesson(index, Settings().wrong))
    assert found is not None, "an article has changed: run python bench/pack_sample.py"
    assert found["en"].fit.tried > 0
    assert found["en"].claims is not None
