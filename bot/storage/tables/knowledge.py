"""Knowledge: vectors of what the articles say, and what they taught. Derived: a row that is lost is made again."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Passage(SQLModel, table=True):
    """One text of an article as one network sees it; texts are known by their hash, so restarts and others reuse it."""

    model: str = Field(primary_key=True)
    hash: str = Field(primary_key=True)
    """First 32 hex digits of the text's SHA-256."""
    vector: bytes
    """Of the whole text: float16 numbers, little-endian."""
    ids: bytes
    """The pieces of its words: int32 numbers."""
    pieces: bytes
    """A short vector for each piece, a byte a number; empty where there are too many to keep."""


class KnowledgeFit(SQLModel, table=True):
    """What one version of the articles taught one network: what tells them apart, how sure is sure."""

    __tablename__ = "knowledge_fit"

    key: str = Field(primary_key=True)
    """First 32 hex digits of the SHA-256 of the texts' hashes, the network and the share of wrong answers allowed."""
    number: int
    """Counts up; the latest few are kept."""
    learnt: bytes
