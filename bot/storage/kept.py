"""What a channel keeps for all processes on this database: a text by its name, changed by who knew what stood there.

It lies beside the signing secret, as it may be as secret: Slack's tokens that expire.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.storage import statements
from bot.storage.statements import run
from bot.storage.tables import Secret

PREFIX = "kept:"


def kept(session: Session, name: str) -> str:
    """Return what is kept under a name; "" for nothing."""
    row = session.get(Secret, PREFIX + name)
    return row.value if row else ""


def everything(session: Session) -> Mapping[str, str]:
    """Return all that is kept, by its name."""
    rows = session.exec(select(Secret).where(col(Secret.name).startswith(PREFIX))).all()
    return {row.name.removeprefix(PREFIX): row.value for row in rows}


def keep(session: Session, name: str, value: str, instead: str) -> bool:
    """Keep a value in place of `instead`; False where something else stands there by now.

    Of several who knew the same, one changes it: with that, it is a lock across processes, too.
    """
    if instead:
        known = update(Secret).where(col(Secret.name) == PREFIX + name, col(Secret.value) == instead)
        return session.exec(known.values(value=value)).rowcount == 1
    # Not looked at before: two who both saw nothing would both insert.
    return bool(run(session, statements.FIRST_KEPT, name=PREFIX + name, value=value).rowcount == 1)
