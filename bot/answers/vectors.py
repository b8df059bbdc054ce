"""Vectors that outlive the process: rows by content hash and network, and the sample's, packed into the wheel."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from sqlmodel import Session, col, delete, insert, select

from bot.answers import learnt
from bot.answers.embedding import PIECE_SIZE, Encoding, Floats
from bot.answers.learnt import Learnt
from bot.storage.tables import Passage

T = TypeVar("T")

CHUNK = 400
"""Rows read or written with one statement."""
PACKED = Path(__file__).with_name("sample.npz")
"""The shipped articles' vectors, so that `demo` need not make them."""
SPARE = 2_000
"""Rows that no article needs any more which are kept: an edit is often taken back."""


@dataclass(frozen=True, slots=True)
class Vector:
    """One text of an article as the network sees it."""

    mean: Floats
    """Length 1."""
    ids: npt.NDArray[np.int32]
    """Its pieces."""
    pieces: npt.NDArray[np.int8]
    """A short vector for each piece; no rows where they are not kept."""

    def without_pieces(self) -> Vector:
        """Return the same in less room: found by its meaning as a whole, not piece by piece."""
        return replace(self, pieces=np.zeros((0, PIECE_SIZE), np.int8))


def key(text: str, lang: str = "en") -> str:
    """Return by what the vector of a text in a language is known."""
    text = text if lang == "en" else f"{lang}\n{text}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def of(encoding: Encoding, *, pieces: bool = True) -> Vector:
    """Return what is kept of an encoding. Numbers are rounded as in a row, so that a restart changes no answer."""
    small = encoding.small() if pieces else np.zeros((0, PIECE_SIZE), np.int8)
    return Vector(_rounded(encoding.mean), np.array(encoding.ids, np.int32), small)


def load(session: Session, model: str, keys: Iterable[str]) -> dict[str, Vector]:
    """Return those of the wanted vectors that a network has made before."""
    found: dict[str, Vector] = {}
    for some in chunks(keys):
        rows = session.exec(select(Passage).where(Passage.model == model, col(Passage.hash).in_(some)))
        found.update({row.hash: _unpacked(row.vector, row.ids, row.pieces) for row in rows})
    return found


def save(session: Session, model: str, made: Mapping[str, Vector]) -> None:
    """Keep vectors; those that another process was first to keep stay."""
    there = set(load_keys(session, model, made))
    rows = [_row(model, name, one) for name, one in made.items() if name not in there]
    if rows:
        session.execute(insert(Passage), rows)


def _row(model: str, name: str, one: Vector) -> dict[str, str | bytes]:
    vector, ids = one.mean.astype("<f2").tobytes(), one.ids.astype("<i4").tobytes()
    return {"model": model, "hash": name, "vector": vector, "ids": ids, "pieces": one.pieces.tobytes()}


def load_keys(session: Session, model: str, keys: Iterable[str]) -> Iterator[str]:
    """Yield those of the wanted keys that have a row."""
    for some in chunks(keys):
        yield from session.exec(select(Passage.hash).where(Passage.model == model, col(Passage.hash).in_(some)))


def prune(session: Session, model: str, keys: frozenset[str]) -> int:
    """Forget vectors of texts that no article has any more, once they are many; return how many."""
    old = [name for name in session.exec(select(Passage.hash).where(Passage.model == model)) if name not in keys]
    if len(old) <= SPARE + len(keys):
        return 0
    for some in chunks(old):
        session.execute(delete(Passage).where(col(Passage.model) == model, col(Passage.hash).in_(some)))
    return len(old)


def pack(
    path: Path, model: str, made: Mapping[str, Vector], lesson: str = "", taught: Mapping[str, Learnt] | None = None
) -> None:
    """Write vectors, and what their articles taught, to a file that `unpack` and `unpack_learnt` read."""
    names = sorted(made)
    some = [made[name] for name in names]
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            model=np.array(model),
            names=np.array(names),
            means=np.stack([one.mean for one in some]).astype("<f2"),
            ids=np.concatenate([one.ids for one in some]).astype("<i4"),
            pieces=np.concatenate([one.pieces for one in some]),
            sizes=np.array([len(one.ids) for one in some], "<i4"),
            lesson=np.array(lesson),
            learnt=np.frombuffer(learnt.packed(taught or {}), np.uint8),
        )


def unpack(path: Path, model: str) -> dict[str, Vector]:
    """Return the vectors of a packed file; none when there is no such file or another network made them."""
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as file:
        if str(file["model"]) != model:
            return {}
        ends = np.cumsum(file["sizes"])[:-1]
        rows = zip(
            file["names"].tolist(), _unit(file["means"]), np.split(file["ids"], ends), np.split(file["pieces"], ends),
            strict=True,
        )  # fmt: skip
        return {str(name): Vector(mean, ids, pieces) for name, mean, ids, pieces in rows}


def unpack_learnt(path: Path, lesson: str) -> dict[str, Learnt] | None:
    """Return what was learnt under a key, from a packed file; None when it holds another, or there is no such file."""
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as file:
        return learnt.unpacked(file["learnt"].tobytes()) if str(file["lesson"]) == lesson else None


def _rounded(vector: Floats) -> Floats:
    return _unit(vector.astype("<f2"))


def _unit(rows: npt.NDArray[np.float16]) -> Floats:
    found: Floats = rows.astype(np.float32)
    return found


def _unpacked(vector: bytes, ids: bytes, pieces: bytes) -> Vector:
    small = np.frombuffer(pieces, np.int8).reshape(-1, PIECE_SIZE)
    return Vector(_unit(np.frombuffer(vector, "<f2")), np.frombuffer(ids, "<i4").astype(np.int32), small)


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Yield values so many at a time."""
    left = iter(values)
    while some := list(islice(left, size)):
        yield some
