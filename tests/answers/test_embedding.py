"""Sentences become vectors here, by a network whose file is checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.answers import embedding
from bot.answers.embedding import open_encoder, unit
from bot.answers.wordpiece import VOCABULARY
from bot.errors import KnowledgeError

ENCODER = open_encoder("auto")


def test_what_means_the_same_is_nearer_than_what_looks_the_same() -> None:
    asked, meant, alike = (
        ENCODER.encode(text).mean for text in ("get my money back", "request a refund", "get my coat back on")
    )
    assert asked @ meant > asked @ alike


def test_a_text_has_the_same_vector_every_time() -> None:
    first, again = ENCODER.encode("where is my parcel"), ENCODER.encode("where is my parcel")
    assert np.array_equal(first.mean, again.mean)
    assert np.array_equal(first.small(), again.small())


def test_short_vectors_of_pieces_keep_who_is_near_whom() -> None:
    text = ENCODER.encode("the parcel with the lamp was returned to the shop")
    whole, small = unit(text.pieces), text.small().astype(np.float32) / 127
    assert np.abs(whole @ whole.T - small @ small.T).mean() < 0.12


def test_the_network_s_own_directions_keep_who_is_near_whom_better_than_random_ones() -> None:
    asked, text = (ENCODER.encode(words).pieces for words in ("can I swap my plan", "change to a yearly subscription"))
    whole = unit(asked) @ unit(text).T

    def lost(basis: embedding.Floats) -> float:
        return float(np.corrcoef(whole.ravel(), (unit(asked @ basis) @ unit(text @ basis).T).ravel())[0, 1])

    assert lost(np.load(embedding.BASIS).astype(np.float32)) > lost(embedding.projection(384)) > 0.5


def test_a_text_without_words_has_a_vector() -> None:
    assert ENCODER.encode("").weighed(np.zeros(0, np.float32)).shape == (384,)


def test_another_file_than_the_published_one_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "BUNDLED_SHA256", "0" * 64)
    open_encoder.cache_clear()
    with pytest.raises(KnowledgeError, match="not the file it should be"):
        open_encoder("auto")


def test_a_folder_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"no model\.onnx"):
        open_encoder(str(tmp_path))
    (tmp_path / "model.onnx").write_bytes(b"no network")
    with pytest.raises(KnowledgeError, match=r"no vocab\.txt"):
        open_encoder(str(tmp_path) + "/")
    shutil.copy(VOCABULARY, tmp_path / "vocab.txt")
    with pytest.raises(KnowledgeError, match="cannot be loaded as a network"):
        open_encoder(str(tmp_path) + "/.").encode("x")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Wie kann ich mein Abo kündigen?", "de"),
        ("¿cómo me doy de baja de la suscripción?", "es"),
        ("comment résilier mon abonnement ?", "fr"),
    ],
)
def test_german_spanish_and_french_are_read_in_english_words(text: str, lang: str) -> None:
    near, far = ENCODER.encode("cancel my subscription").mean, ENCODER.encode("when is my parcel delivered").mean
    read = ENCODER.encode(text, lang).mean

    assert read @ near > read @ far + 0.3
    assert read @ near > ENCODER.encode(text).mean @ near + 0.1


def test_a_folder_with_another_network_takes_the_bundled_one_s_place(tmp_path: Path) -> None:
    (tmp_path / "onnx").mkdir()
    (tmp_path / "onnx" / "model.onnx").symlink_to(ENCODER.model)
    shutil.copy(VOCABULARY, tmp_path / "vocab.txt")
    other = open_encoder(str(tmp_path))
    assert other.name.startswith(tmp_path.name)
    assert other.reads("fr")
    assert not ENCODER.reads("it")
    assert np.allclose(other.encode("a parcel").mean, ENCODER.encode("a parcel").mean)
