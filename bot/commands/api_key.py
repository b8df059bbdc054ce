"""`rapport api-key`: keys with which other systems tell us of orders, visits and plans."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from bot import business
from bot.settings import load
from bot.storage.opening import beside

app = typer.Typer(add_completion=False, help="Keys for other systems: make, list, end one.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The system that uses it, such as crm.")]


@app.command()
def new(name: Name) -> None:
    """Print a new key for NAME, once: only its hash is kept. An earlier key of NAME ends."""
    key = f"rk_{secrets.token_urlsafe(32)}"
    with beside(load().database) as db:
        shown = db.now(business.new_key, name, key, db.clock())
    typer.echo(f"The key of {shown}, shown this once. Send it as: Authorization: Bearer KEY", err=True)
    typer.echo(key)


@app.command("list")
def list_() -> None:
    """List the keys by name."""
    with beside(load().database) as db:
        found = db.look(business.keys)
    for name, born, ended in found:
        typer.echo(f"{name:<24}{born:%Y-%m-%d}" + (f"  ended {ended:%Y-%m-%d}" if ended else ""))
    if not found:
        typer.echo("There is no key yet. rapport api-key new NAME", err=True)


@app.command()
def revoke(name: Name) -> None:
    """End the key of NAME at once."""
    with beside(load().database) as db:
        ended = db.now(business.revoke_key, name, db.clock())
    if not ended:
        typer.echo(f'There is no key "{name}" that works. `rapport api-key list` shows them.', err=True)
        raise typer.Exit(2)
    typer.echo(f"The key of {name} has ended.")
