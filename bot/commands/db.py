"""`rapport db`: the database's own upkeep."""

from __future__ import annotations

import sys

import typer

from bot.settings import load
from bot.storage import migrate
from bot.storage.opening import engine_lock, shown

app = typer.Typer(add_completion=False, help="The database.")


@app.callback()
def _group() -> None:
    """The database."""


@app.command()
def upgrade() -> None:
    """Bring the database to this release's tables; SQLite does so by itself at every start."""
    url = load().database
    with engine_lock(url):
        before = migrate.upgrade(url)
    if before == migrate.HEAD:
        sys.stdout.write(f"{shown(url)} is up to date (revision {migrate.HEAD}).\n")
    else:
        sys.stdout.write(f"{shown(url)}: revision {before or 'none'} → {migrate.HEAD}.\n")
