"""What the articles taught, kept beside their vectors: a restart, another worker and the demo need not learn again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from sqlmodel import Session, col, delete, insert, select

from bot.answers.chances import Fit
from bot.answers.claims import Claims
from bot.answers.head import Head
from bot.storage.tables import KnowledgeFit

FORMAT = 13
"""To be raised when other scores, or other ways of learning, make old figures wrong."""
SPARE = 4
"""Versions that are kept beside the latest: an edit is often taken back."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the articles of one language teach."""

    fit: Fit
    head: Head | None
    """What tells them apart; None where they are too many or a single one."""
    paths: tuple[str, ...]
    """The articles that the head knows, in its order."""
    claims: Claims | None = None
    """Which articles claim a question; None where there are few asks, or too many texts."""
    lesson: str = ""
    """By what the texts of the claims are known (`Meanings.lesson`)."""


def key(network: str, wrong: float, texts: Mapping[str, Mapping[str, tuple[str, ...]]]) -> str:
    """Return by what is known what a network learnt from these texts' keys, by language and path."""
    held = sorted((lang, path, keys) for lang, by_path in texts.items() for path, keys in by_path.items())
    return hashlib.sha256(repr((FORMAT, network, wrong, held)).encode()).hexdigest()[:32]


def load(session: Session, name: str) -> dict[str, Learnt] | None:
    """Return what was learnt under a key before; None when nothing was."""
    row = session.get(KnowledgeFit, name)
    return unpacked(row.learnt) if row else None


def save(session: Session, name: str, learnt: Mapping[str, Learnt]) -> None:
    """Keep what was learnt, and of what was learnt before only the latest few."""
    if session.get(KnowledgeFit, name) is None:
        last = session.exec(select(KnowledgeFit.number).order_by(col(KnowledgeFit.number).desc()).limit(1)).first() or 0
        session.execute(delete(KnowledgeFit).where(col(KnowledgeFit.number) <= last - SPARE))
        session.execute(insert(KnowledgeFit), [{"key": name, "number": last + 1, "learnt": packed(learnt)}])


def packed(learnt: Mapping[str, Learnt]) -> bytes:
    """Return it as bytes that `unpacked` reads."""
    arrays: dict[str, Any] = {}
    for lang, one in learnt.items():
        arrays[f"{lang}.fit"] = np.array(astuple(one.fit), np.float64)
        arrays[f"{lang}.paths"] = np.array(one.paths, dtype=np.str_)
        arrays[f"{lang}.lesson"] = np.array(one.lesson)
        if one.claims:
            arrays[f"{lang}.claims"] = one.claims.weights.astype("<f2")
            arrays[f"{lang}.usual"] = one.claims.usual
        if one.head:
            arrays[f"{lang}.weights"] = one.head.weights.astype("<f2")
            arrays[f"{lang}.middle"] = one.head.middle
    made = io.BytesIO()
    np.savez(made, **arrays)
    return made.getvalue()


def unpacked(data: bytes) -> dict[str, Learnt]:
    """Return what `packed` made bytes of."""
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        languages = [name.removesuffix(".fit") for name in held.files if name.endswith(".fit")]
        return {lang: _one(lang, held) for lang in languages}


def _one(lang: str, held: Mapping[str, Any]) -> Learnt:
    near, width, slope, offset, answer_at, tried, *claimed = held[f"{lang}.fit"].tolist()
    head = None
    if f"{lang}.weights" in held:
        head = Head(held[f"{lang}.weights"].astype(np.float32), held[f"{lang}.middle"].astype(np.float32))
    claims = None
    if f"{lang}.claims" in held:
        claims = Claims(held[f"{lang}.claims"].astype(np.float32), held[f"{lang}.usual"])
    fit = Fit(near, width, slope, offset, answer_at, int(tried), *claimed)
    return Learnt(fit, head, tuple(held[f"{lang}.paths"].tolist()), claims, str(held[f"{lang}.lesson"]))
