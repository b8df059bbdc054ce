"""Knowledge: the articles as a leader published them, vectors of what they say, and what they taught.

Derived: a row that is lost is made again.
"""

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


class KnowledgeVersion(SQLModel, table=True):
    """The articles of a folder at one moment, for the processes that follow its leader."""

    __tablename__ = "knowledge_version"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """Counts up."""
    version: str
    """First 12 hex digits of the SHA-256 of all paths and files."""
    articles: str
    """JSON: the articles' hashes, in order."""


class KnowledgeArticle(SQLModel, table=True):
    """One article of one or more versions."""

    __tablename__ = "knowledge_article"

    hash: str = Field(primary_key=True)
    """First 32 hex digits of the SHA-256 of `article`."""
    article: str
    """JSON: what its file gave."""
