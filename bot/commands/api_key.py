"""`rapport api-key`: keys with which other systems tell us of orders, visits and plans."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import typer
from sqlmodel import Session

from bot import business
from bot.errors import InputError
from bot.settings import load
from bot.storage.db import Inline
from bot.storage.opening import existing

app = typer.Typer(help="Keys for other systems: make, list, end one.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The system that uses it, such as crm.")]
T = TypeVar("T")


@app.command()
def new(name: Name) -> None:
    """Print a new key for NAME, once: only its hash is kept. An earlier key of NAME ends."""
    key = f"rk_{secrets.token_urlsafe(32)}"
    shown = _run(lambda session: business.new_key(session, name, key, datetime.now(UTC)))
    typer.echo(f"The key of {shown}, shown this once. Send it as: Authorization: Bearer KEY", err=True)
    typer.echo(key)


@app.command("list")
def list_() -> None:
    """List the keys by name."""
    found = _run(business.keys)
    for name, born, ended in found:
        typer.echo(f"{name:<24}{born:%Y-%m-%d}" + (f"  ended {ended:%Y-%m-%d}" if ended else ""))
    if not found:
        typer.echo("There is no key yet. rapport api-key new NAME", err=True)


@app.command()
def revoke(name: Name) -> None:
    """End the key of NAME at once."""
    if not _run(lambda session: business.revoke_key(session, name, datetime.now(UTC))):
        typer.echo(f'There is no key "{name}" that works. `rapport api-key list` shows them.', err=True)
        raise typer.Exit(2)
    typer.echo(f"The key of {name} has ended.")


def _run(fn: Callable[[Session], T]) -> T:
    db = Inline(existing(load().database))
    try:
        return db.now(fn)
    except InputError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    finally:
        db.close()
