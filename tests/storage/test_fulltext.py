"""Words of many texts, found by how few hold them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.storage.fulltext import FullText, Text


def text(path: str, head: str, body: str = "", lang: str = "en") -> Text:
    return Text(path, (1, 2, 3), lang, False, head, body, {word: 1 for word in head.split()})


def test_texts_are_found_by_their_words_the_head_before_the_body(tmp_path: Path) -> None:
    held = FullText(tmp_path / "kept")
    held.take([text("a", "lamp", "return chair"), text("b", "return", "lamp"), text("c", "retour", lang="fr")], ())

    assert held.best(["return"], "en", 5) == ["b", "a"]
    assert held.best(["return", "lamp"], "en", 1) == ["b"]
    assert held.best(["retour"], "en", 5) == []
    assert (held.holding("lamp"), held.holding("sofa")) == (2, 0)
    assert held.languages() == {"en": 2, "fr": 1}


def test_a_text_of_which_only_the_head_is_held_gets_its_body_and_counts_once(tmp_path: Path) -> None:
    held = FullText(tmp_path / "kept")
    held.take([text("a", "lamp")], ())
    held.take([replace(text("a", "lamp", "return lamp"), head_held=True)], ())

    assert held.best(["return"], "en", 5) == ["a"]
    assert (held.holding("lamp"), held.holding("return"), held.spelt()) == (1, 1, {"lamp": 1})


def test_a_text_that_changes_or_goes_is_found_by_its_old_words_no_more(tmp_path: Path) -> None:
    held = FullText(tmp_path / "kept")
    held.take([text("a", "lamp"), text("b", "sofa")], ())
    held.take([text("a", "chair")], ["b"])
    again = FullText(tmp_path / "kept")

    assert [again.best([word], "en", 5) for word in ("lamp", "chair", "sofa")] == [[], ["a"], []]
    assert (again.paths(), again.count()) == (["a"], 1)
    assert again.stamps() == {"a": (1, 2, 3)}
    assert again.spelt() == {"lamp": 1, "sofa": 1, "chair": 1}
