"""What all tables share: aware UTC times, unguessable public ids, JSON."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect
from sqlalchemy.types import TypeDecorator


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC time. SQLite hands back naive ones; naive input is refused instead of guessed."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; pass aware UTC times")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - theirs
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))


def public_id() -> str:
    """Return 128 random bits in hex: what people outside see instead of row numbers."""
    return secrets.token_hex(16)


Json = JSON(none_as_null=True)
"""Columns of it default to `{}` or `[]`, which pydantic copies for each row. For a `default_factory` it inspects the
signature each time: 0.15 ms a column and row."""
